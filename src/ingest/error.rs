//! Why a file could not become an article: what was found, what was expected, what to do.

use crate::locale::{Argument, Message};
use crate::message;
use std::fmt;

/// Why bytes were refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IngestError {
    /// Nothing but white space.
    Empty,
    /// A known file format that is not text, or an encoding that is not read.
    Foreign {
        /// The identifier of the text that says what it is, with its article: `a PNG picture`.
        found: &'static str,
        /// The identifier of the text that says so and what to do instead.
        advice: &'static str,
    },
    /// A NUL byte in what otherwise reads as text.
    Nul {
        /// The line, counted from 1.
        line: u64,
    },
    /// So many control characters that it cannot be text.
    Controls {
        /// Those among the first letters.
        count: u64,
    },
    /// JSON that is broken.
    Json {
        /// The line, counted from 1.
        line: u64,
    },
    /// JSON without the parts of a transcript.
    NoTranscript,
    /// A document or archive that cannot be opened.
    Damaged {
        /// Why, as the last part of a sentence.
        reason: Message,
    },
    /// A document that opens with a password only.
    Locked,
    /// A document whose pages are pictures.
    Pictures {
        /// How many pages it has.
        count: u64,
    },
    /// A document whose fonts do not say which letters their glyphs are.
    NoLetters {
        /// On how many pages.
        count: u64,
    },
    /// A zip within a zip.
    ZipInZip,
    /// No file of a zip could be read.
    NothingInZip,
    /// A table of articles without their texts.
    NoTexts {
        /// How many rows it has.
        count: u64,
    },
    /// A table without a column that somebody named.
    NoColumn {
        /// The column.
        column: String,
        /// Those that it has.
        columns: Vec<String>,
    },
    /// A workbook without columns of articles, or a table without them among those that somebody named.
    NoArticleColumns,
    /// No encoding has this name.
    UnknownEncoding {
        /// The name.
        name: String,
    },
    /// A web archive without a page that has an article.
    NoPages {
        /// How many pages it has.
        count: u64,
    },
    /// A book that can be opened with a seller's program alone.
    Protected,
    /// More than 4 GiB of text.
    TooLong,
    /// A web page of more parts than one that was written to be read.
    TooManyParts {
        /// The most that are read.
        most: u64,
    },
    /// The caller asked to stop.
    Cancelled,
}

impl IngestError {
    /// Whether it is a file of a kind that holds no words, such as a picture.
    pub fn is_without_words(&self) -> bool {
        matches!(self, Self::Foreign { advice, .. } if *advice == super::magic::NO_TEXT)
    }

    /// The reason as a clause.
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => message!("ingest-empty"),
            Self::Foreign { found, advice } => {
                Message::with(*advice, [("found".into(), Message::new(*found).into())])
            }
            Self::Nul { line } => message!("ingest-nul", line = *line),
            Self::Controls { count } => message!("ingest-controls", count = *count),
            Self::Json { line } => message!("ingest-broken-json", line = *line),
            Self::NoTranscript => message!("ingest-no-transcript"),
            Self::Damaged { reason } => message!("ingest-damaged", reason = reason),
            Self::Locked => message!("ingest-locked"),
            Self::Pictures { count } => message!("ingest-pictures", count = *count),
            Self::NoLetters { count } => message!("ingest-no-letters", count = *count),
            Self::ZipInZip => message!("ingest-zip-in-zip"),
            Self::NothingInZip => message!("ingest-nothing-in-zip"),
            Self::NoTexts { count } => message!("ingest-no-texts", count = *count),
            Self::NoColumn { column, columns } => {
                let columns = Argument::series(columns.iter().map(String::as_str));
                message!("ingest-no-column", column = column, columns = columns)
            }
            Self::NoArticleColumns => message!("ingest-no-article-columns"),
            Self::UnknownEncoding { name } => message!("ingest-unknown-encoding", name = name),
            Self::NoPages { count } => message!("ingest-no-pages", count = *count),
            Self::Protected => message!("ingest-protected"),
            Self::TooLong => message!("ingest-too-long"),
            Self::TooManyParts { most } => message!("ingest-too-many-parts", most = *most),
            Self::Cancelled => message!("ingest-cancelled"),
        }
    }
}

/// In English: for the command line.
impl fmt::Display for IngestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for IngestError {}
