//! A document of words before it is known what it holds: one article, or a download of many.
//!
//! Word processors, PDF and plain text come to this; what archives write is looked for in it.

use super::parsed::KnownValues;

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum ParagraphStyle {
    #[default]
    Plain,
    /// The document's title.
    Title,
    /// The line under the title.
    Subtitle,
    /// A heading of a level from 1.
    Heading(u8),
    ListItem,
    Quote,
    Caption,
    /// A row of a table; its cells are separated by tabs, the paragraphs of a cell by line feeds.
    TableRow,
}

/// A paragraph as a word processor or a page has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DocumentParagraph {
    /// Its words; forced line breaks are line feeds, tabs are tabs. May be empty.
    pub text: String,
    pub style: ParagraphStyle,
    /// Whether all of its words are bold.
    pub is_bold: bool,
    /// Names of bookmarks that begin in it.
    pub bookmarks: Vec<String>,
    /// Addresses of its links.
    pub links: Vec<String>,
    /// Whether a page or section begins with it.
    pub begins_page: bool,
    /// The rule by which it is to be struck, such as a running head.
    pub struck: Option<&'static str>,
    /// The headline that begins with it, where an article of its own may stand under it, with its page, counted from 1.
    pub headline: Option<(usize, String)>,
}

/// A document of words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Document {
    pub paragraphs: Vec<DocumentParagraph>,
    /// What the file's properties say.
    pub known: KnownValues,
}
