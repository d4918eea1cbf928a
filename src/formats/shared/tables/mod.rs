//! Annotation sets as tables, for every format that has rows and columns: the columns are named here once.
//!
//! Three tables: *annotations*, a row each; *documents*, a row for each article and annotator, so that “read, nothing
//! found” differs from “not read”; *claims*, with their relations; and where articles were written down from recordings a
//! fourth, *times*, a row for each time code, and the time of each annotation with it. Columns are known by name, in any
//! order, and other programs' names for them are understood.

mod defaults;
pub(in crate::formats) mod delimited;
mod derived;
mod header;
mod out;
mod reading;

pub(in crate::formats) use header::is_known;
pub(in crate::formats) use out::{RowSink, TableLimits, cut, write};
pub(in crate::formats) use reading::TablesReader;

use crate::formats::OffsetUnit;

/// How positions count.
pub(in crate::formats) const UNIT: OffsetUnit = OffsetUnit::CodePoints;

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) enum TableKind {
    Annotations,
    Documents,
    Claims,
    Times,
}

impl TableKind {
    pub const ALL: [Self; 4] = [Self::Annotations, Self::Documents, Self::Claims, Self::Times];

    /// Its name, as files and sheets are called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Annotations => "annotations",
            Self::Documents => "documents",
            Self::Claims => "claims",
            Self::Times => "times",
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) enum CellKind {
    /// A few words.
    Word,
    /// Running text.
    Prose,
    Number,
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Column {
    pub name: String,
    pub kind: CellKind,
}

impl Column {
    fn new(name: impl Into<String>, kind: CellKind) -> Self {
        Self { name: name.into(), kind }
    }
}

/// What column names of attributes begin with.
const ATTRIBUTE: &str = "attr_";
/// What column names of answers about a whole article begin with.
const ANSWER: &str = "answer_";
/// What column names begin with that tell what an attribute is taken for which nobody gave.
const DEFAULT: &str = "default_";
/// What column names begin with that repeat the words of a passage that an attribute names.
const WORDS: &str = "words_";
/// What numbers of annotations begin with, so that no spreadsheet takes one for a figure.
const NUMBER: &str = "a-";

const ANNOTATION: [(&str, CellKind); 15] = [
    ("doc_id", CellKind::Word),
    ("annotation_id", CellKind::Word),
    ("annotator", CellKind::Word),
    ("layer", CellKind::Word),
    ("label", CellKind::Word),
    ("start", CellKind::Number),
    ("end", CellKind::Number),
    ("text", CellKind::Prose),
    ("note", CellKind::Prose),
    ("question", CellKind::Word),
    ("claim", CellKind::Word),
    ("claim_label", CellKind::Word),
    ("origin", CellKind::Word),
    ("created", CellKind::Word),
    ("modified", CellKind::Word),
];

const ABOUT: [(&str, CellKind); 5] = [
    ("title", CellKind::Prose),
    ("url", CellKind::Word),
    ("outlet", CellKind::Word),
    ("published", CellKind::Word),
    ("lang", CellKind::Word),
];

/// The column with the time of the recording at which a passage begins.
const TIME: (&str, CellKind) = ("time", CellKind::Word);

const DERIVED: [(&str, CellKind); 6] = [
    ("sentence", CellKind::Number),
    ("paragraph", CellKind::Number),
    ("zone", CellKind::Word),
    ("share", CellKind::Number),
    ("words", CellKind::Number),
    ("week", CellKind::Word),
];

const WORK: [(&str, CellKind); 9] = [
    ("doc_id", CellKind::Word),
    ("annotator", CellKind::Word),
    ("annotator_name", CellKind::Word),
    ("role", CellKind::Word),
    ("state", CellKind::Word),
    ("signed_off", CellKind::Word),
    ("annotations", CellKind::Number),
    ("read", CellKind::Word),
    ("bookmarks", CellKind::Word),
];

const ARTICLE: [(&str, CellKind); 20] = [
    ("published_as_written", CellKind::Word),
    ("authors", CellKind::Word),
    ("updated", CellKind::Word),
    ("updated_as_written", CellKind::Word),
    ("section", CellKind::Word),
    ("edition", CellKind::Word),
    ("page", CellKind::Word),
    ("accession", CellKind::Word),
    ("subjects", CellKind::Word),
    ("genre", CellKind::Word),
    ("source_file", CellKind::Word),
    ("import_note", CellKind::Word),
    ("source_sha256", CellKind::Word),
    ("source_kind", CellKind::Word),
    ("struck", CellKind::Word),
    ("zones", CellKind::Word),
    ("offset_unit", CellKind::Word),
    ("text_length", CellKind::Number),
    ("text_sha256", CellKind::Word),
    ("text", CellKind::Prose),
];

const TIMES: [(&str, CellKind); 4] =
    [("doc_id", CellKind::Word), ("start", CellKind::Number), TIME, ("time_ms", CellKind::Number)];

const CLAIM: [(&str, CellKind); 9] = [
    ("claim", CellKind::Word),
    ("claim_label", CellKind::Word),
    ("wording", CellKind::Prose),
    ("kind", CellKind::Word),
    ("topic", CellKind::Word),
    ("aliases", CellKind::Word),
    ("status", CellKind::Word),
    ("memo", CellKind::Prose),
    ("relations", CellKind::Word),
];

/// Several words in one cell, separated by `|`; a backslash keeps `|` and itself.
fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let kept = |word: &str| word.replace('\\', "\\\\").replace('|', "\\|");
    words.into_iter().map(kept).collect::<Vec<_>>().join("|")
}

/// Reads what [`list`] wrote.
fn unlist(cell: &str) -> Vec<String> {
    if cell.is_empty() {
        return Vec::new();
    }
    let mut words = vec![String::new()];
    let mut signs = cell.chars();
    while let Some(sign) = signs.next() {
        let kept = if sign == '\\' { signs.next() } else { None };
        match (kept, words.last_mut()) {
            (None, _) if sign == '|' => words.push(String::new()),
            (kept, Some(word)) => word.push(kept.unwrap_or(sign)),
            (_, None) => {}
        }
    }
    words
}

/// The ISO week of a date such as `2025-07-03`, as `2025-W27`; `None` when it is no date.
fn week(date: &str) -> Option<String> {
    const DAY: i64 = 86_400;
    let mut parts = date.get(..10)?.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let days = crate::base::Timestamp::from_parts(year.into(), month, day, 0)?.0.div_euclid(DAY);
    // The week is that of its Thursday; 1970-01-01 was one.
    let thursday = days + 3 - (days + 3).rem_euclid(7);
    let (year, ..) = crate::base::Timestamp(thursday * DAY).date();
    let first = crate::base::Timestamp::from_parts(year, 1, 1, 0)?.0.div_euclid(DAY);
    Some(format!("{year}-W{:02}", (thursday - first) / 7 + 1))
}

#[cfg(test)]
mod tests;
