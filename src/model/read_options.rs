//! How a file with articles is read where it leaves that open: what somebody said, and what was found.

use super::ArticleField;
use crate::id;

/// What a column of a table with an article a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArticleColumn {
    /// The whole text.
    Text,
    /// A part of the text.
    Snippet,
    /// The time of day of the date.
    Time,
    /// Something that is known of the article.
    Field(ArticleField),
}

impl ArticleColumn {
    /// All that a column can hold, each with the word by which it is named in lists and commands.
    pub const ALL: [(&'static str, Self); 15] = [
        ("text", Self::Text),
        ("snippet", Self::Snippet),
        ("title", Self::Field(ArticleField::Title)),
        ("outlet", Self::Field(ArticleField::Outlet)),
        ("author", Self::Field(ArticleField::Authors)),
        ("published", Self::Field(ArticleField::Published)),
        ("time", Self::Time),
        ("updated", Self::Field(ArticleField::Updated)),
        ("url", Self::Field(ArticleField::Url)),
        ("section", Self::Field(ArticleField::Section)),
        ("language", Self::Field(ArticleField::Language)),
        ("edition", Self::Field(ArticleField::Edition)),
        ("page", Self::Field(ArticleField::Page)),
        ("accession", Self::Field(ArticleField::Accession)),
        ("subjects", Self::Field(ArticleField::Subjects)),
    ];

    /// By its word; `None` where there is no such.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, column)| *column)
    }

    /// The identifier of its name.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Text => id!("display-column-text"),
            Self::Snippet => id!("display-column-snippet"),
            Self::Time => id!("display-column-time"),
            Self::Field(field) => field.name_id(),
        }
    }
}

/// The names of encodings that texts are found in, the most common first.
pub const TEXT_ENCODINGS: [&str; 23] = [
    "UTF-8",
    "windows-1252",
    "macintosh",
    "IBM850",
    "IBM437",
    "ISO-8859-15",
    "windows-1250",
    "ISO-8859-2",
    "windows-1251",
    "KOI8-R",
    "IBM866",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "UTF-16LE",
    "UTF-16BE",
    "Shift_JIS",
    "EUC-JP",
    "GBK",
    "Big5",
    "EUC-KR",
];

/// What somebody said of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    /// The column: its name in the table, or its number, counted from 1.
    pub column: String,
    /// What it holds; `None` where it is not used.
    pub holds: Option<ArticleColumn>,
}

/// How a file is to be read where it leaves that open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// What columns hold. Of the others what their names say is taken, but nothing that is named here.
    pub columns: Vec<ColumnChoice>,
    /// The name of the encoding; `None` where the content tells it.
    pub encoding: Option<String>,
    /// Whether lines that were broken at a width stay so.
    pub keep_line_ends: bool,
    /// Whether a text with several headlines, each with text of its own under it, is split at them.
    pub split_headlines: bool,
}

/// The columns of a table by their names, with what they were taken for; `None` for those that are not used.
pub type ColumnsTaken = Vec<(String, Option<ArticleColumn>)>;

/// How a file was read where it leaves that open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileReading {
    /// The name of the encoding; empty where the file is no text, or one of several in a zip.
    pub encoding: &'static str,
    /// Whether it was guessed.
    pub encoding_guessed: bool,
    /// The columns of a table by their names, with what they were taken for.
    pub columns: ColumnsTaken,
    /// Whether lines that were broken at a width were joined.
    pub lines_joined: bool,
}
