//! Where what is known about an article came from.

use crate::id;

/// Where a value of an article's metadata came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueOrigin {
    /// The page's JSON-LD.
    JsonLd,
    /// A meta tag of the page, such as those of Open Graph.
    MetaTag,
    /// Marked in the page's elements by microdata or by their names.
    Microdata,
    /// A line of the text.
    Line,
    /// A field of an archive's download.
    ArchiveField,
    /// A column of a table.
    Column,
    /// A field of a feed, of the news industry's formats or of a library.
    Record,
    /// What a document says of itself: front matter, properties.
    Properties,
    /// The name of the file.
    FileName,
    /// Guessed.
    Guessed,
}

impl ValueOrigin {
    /// Whether it is data, written for programs, and not words for readers.
    pub fn is_data(self) -> bool {
        match self {
            Self::JsonLd | Self::MetaTag | Self::Microdata | Self::Record | Self::Properties => true,
            Self::Line | Self::ArchiveField | Self::Column | Self::FileName | Self::Guessed => false,
        }
    }

    /// The identifier of its name on the screen.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::JsonLd => id!("ingest-origin-json-ld"),
            Self::MetaTag => id!("ingest-origin-meta-tag"),
            Self::Microdata => id!("ingest-origin-microdata"),
            Self::Line => id!("ingest-origin-line"),
            Self::ArchiveField => id!("ingest-origin-archive-field"),
            Self::Column => id!("ingest-origin-column"),
            Self::Record => id!("ingest-origin-record"),
            Self::Properties => id!("ingest-origin-properties"),
            Self::FileName => id!("ingest-origin-file-name"),
            Self::Guessed => id!("ingest-origin-guessed"),
        }
    }
}
