//! Why a file could not become an article: what was found, what was expected, what to do.

use crate::archive::ArchiveError;
use crate::base::excerpt;
use crate::locale::{Argument, Message};
use crate::message;
use crate::model::{ColumnsTaken, FileReading};
use std::fmt;

/// Why bytes were refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IngestError {
    /// Nothing but white space.
    Empty,
    /// A file of a kind that has words, without any.
    NoWords {
        /// The identifier of the kind's name.
        kind: &'static str,
    },
    /// An archive or document that unpacks to more than is read.
    Oversized {
        /// Why, as the last part of a sentence.
        reason: Message,
        /// Whether it is a zip of files, which somebody can unpack.
        is_zip: bool,
    },
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
        /// The column in it, counted from 1.
        column: u64,
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
    /// A document whose pages have neither words nor pictures.
    BlankPages {
        /// How many pages it has.
        count: u64,
    },
    /// A zip within a zip.
    ZipInZip,
    /// No file of a zip could be read.
    NothingInZip {
        /// How many files it has.
        count: u64,
        /// Some of them, each with why it was not read.
        why: Vec<Message>,
        /// The columns of the tables among them, with what they were taken for.
        columns: ColumnsTaken,
    },
    /// A table of articles without their texts.
    NoTexts {
        /// How many rows it has.
        count: u64,
        /// Its columns by their names, with what they were taken for; none of what is no table.
        columns: ColumnsTaken,
    },
    /// A table without a column that somebody named.
    NoColumn {
        /// The column.
        column: String,
        /// Those that it has.
        columns: Vec<String>,
    },
    /// A workbook without columns of articles, or a table without them among those that somebody named.
    NoArticleColumns {
        /// Its columns by their names, with what they were taken for.
        columns: ColumnsTaken,
    },
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

    /// Why an archive was refused.
    pub(super) fn of_archive(error: &ArchiveError, is_zip: bool) -> Self {
        let reason = error.message();
        match error {
            ArchiveError::FileTooLarge { .. } | ArchiveError::TooLarge(_) | ArchiveError::TooMany(_) => {
                Self::Oversized { reason, is_zip }
            }
            ArchiveError::Damaged
            | ArchiveError::Twice
            | ArchiveError::Overlap
            | ArchiveError::Missing
            | ArchiveError::NoFile
            | ArchiveError::Packed
            | ArchiveError::Io(_) => Self::Damaged { reason },
        }
    }

    /// That JSON is broken, and where.
    pub(super) fn of_json(error: &serde_json::Error) -> Self {
        Self::Json { line: error.line() as u64, column: error.column().max(1) as u64 }
    }

    /// How the file was read as far as it came, so that somebody can have it read otherwise.
    pub fn reading(&self) -> FileReading {
        let columns = match self {
            Self::NoTexts { columns, .. }
            | Self::NoArticleColumns { columns }
            | Self::NothingInZip { columns, .. } => columns.clone(),
            Self::NoColumn { columns, .. } => columns.iter().map(|name| (name.clone(), None)).collect(),
            Self::Empty
            | Self::NoWords { .. }
            | Self::Oversized { .. }
            | Self::Foreign { .. }
            | Self::Nul { .. }
            | Self::Controls { .. }
            | Self::Json { .. }
            | Self::NoTranscript
            | Self::Damaged { .. }
            | Self::Locked
            | Self::Pictures { .. }
            | Self::NoLetters { .. }
            | Self::BlankPages { .. }
            | Self::ZipInZip
            | Self::UnknownEncoding { .. }
            | Self::NoPages { .. }
            | Self::Protected
            | Self::TooLong
            | Self::TooManyParts { .. }
            | Self::Cancelled => Vec::new(),
        };
        FileReading { columns, ..FileReading::default() }
    }

    /// The reason as a clause.
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => message!("ingest-empty"),
            Self::NoWords { kind } => message!("ingest-no-words", kind = Message::new(*kind)),
            Self::Oversized { reason, is_zip: true } => message!("ingest-oversized-zip", reason = reason),
            Self::Oversized { reason, is_zip: false } => message!("ingest-oversized", reason = reason),
            Self::Foreign { found, advice } => {
                Message::with(*advice, [("found".into(), Message::new(*found).into())])
            }
            Self::Nul { line } => message!("ingest-nul", line = *line),
            Self::Controls { count } => message!("ingest-controls", count = *count),
            Self::Json { line, column } => message!("ingest-broken-json", line = *line, column = *column),
            Self::NoTranscript => message!("ingest-no-transcript"),
            Self::Damaged { reason } => message!("ingest-damaged", reason = reason),
            Self::Locked => message!("ingest-locked"),
            Self::Pictures { count } => message!("ingest-pictures", count = *count),
            Self::NoLetters { count } => message!("ingest-no-letters", count = *count),
            Self::BlankPages { count } => message!("ingest-blank-pages", count = *count),
            Self::ZipInZip => message!("ingest-zip-in-zip"),
            Self::NothingInZip { count, why, .. } => {
                let why = Argument::series(why.iter().cloned());
                message!("ingest-nothing-in-zip", count = *count, why = why)
            }
            Self::NoTexts { count, .. } => message!("ingest-no-texts", count = *count),
            Self::NoColumn { column, columns } => {
                let columns = Argument::series(columns.iter().map(|name| excerpt(name).into_owned()));
                message!("ingest-no-column", column = &*excerpt(column), columns = columns)
            }
            Self::NoArticleColumns { .. } => message!("ingest-no-article-columns"),
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
