//! The columns of a table that is read, by their names: ours, and those that other programs give them.

use super::{ATTRIBUTE, DEFAULT, DERIVED, TIME, TableKind, WORDS};
use crate::base::AttributeId;
use crate::formats::shared::encoding;
use crate::model::Metadata;

/// How many columns are looked at.
const COLUMNS: usize = 1024;

pub(super) const DOC: &[&str] = &[
    "doc_id",
    "document_id",
    "doc",
    "document",
    "document_name",
    "article_id",
    "article",
    "file",
    "filename",
    "file_name",
];
pub(super) const ANNOTATOR: &[&str] =
    &["annotator", "coder", "coder_name", "annotator_id", "rater", "user", "username", "codeur", "owner"];
const LABEL: &[&str] = &["label", "code", "code_name", "codename", "tag", "category", "class"];
const END: &[&str] =
    &["end", "stop", "end_offset", "end_position", "stop_position", "end_char", "offset_end", "pos1"];
const QUOTE: &[&str] = &[
    "text",
    "quote",
    "quotation",
    "exact",
    "segment",
    "coded_segment",
    "coded_text",
    "seltext",
    "covered_text",
    "selection",
    "passage",
];
const NOTE: &[&str] = &["note", "memo", "comment", "comments", "notes", "remark"];
pub(super) const TEXT: &[&str] = &["text", "content", "body", "full_text", "fulltext"];
pub(super) const START: &[&str] = &[
    "start",
    "begin",
    "start_offset",
    "begin_offset",
    "start_position",
    "start_char",
    "offset_start",
    "pos0",
];
/// Milliseconds from the beginning of a recording.
pub(super) const TIME_MS: &str = "time_ms";
const LANG: &[&str] = &["lang", "language"];
const PUBLISHED: &[&str] = &["published", "publication_date"];

/// A column's name, however it is written: `Coded segment` is `coded_segment`.
fn folded(name: &str) -> String {
    let words = name.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_").to_lowercase()
}

/// The columns of a table.
pub(super) struct TableHeader {
    pub names: Vec<String>,
    folded: Vec<String>,
}

impl TableHeader {
    pub fn new(names: &[String]) -> Self {
        let names: Vec<String> = names.iter().take(COLUMNS).map(|name| name.trim().to_owned()).collect();
        let folded = names.iter().map(|name| folded(name)).collect();
        Self { names, folded }
    }

    /// The column with the first of these names that there is.
    pub fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.folded.iter().position(|known| known == name))
    }

    /// Which table it is; `None` when there is nothing to be known from it.
    pub fn table(&self) -> Option<TableKind> {
        let has = |names| self.find(names).is_some();
        if has(LABEL) && (has(QUOTE) || has(START)) {
            Some(TableKind::Annotations)
        } else if has(DOC) && !has(START) && (has(TEXT) || has(&["text_sha256"]) || has(&["title"])) {
            Some(TableKind::Documents)
        } else if has(&["claim"]) && (has(&["claim_label"]) || has(&["wording"])) {
            Some(TableKind::Claims)
        } else if has(DOC) && has(START) && has(&[TIME_MS]) {
            Some(TableKind::Times)
        } else {
            None
        }
    }
}

/// Whether a table with such a header can be read.
pub(in crate::formats) fn is_known(names: &[String]) -> bool {
    TableHeader::new(names).table().is_some()
}

pub(super) fn cell(row: &[String], at: Option<usize>) -> &str {
    at.and_then(|at| row.get(at)).map_or("", String::as_str)
}

/// The name of an attribute whose column is called so after its prefix.
pub(super) fn attribute(id: &str) -> String {
    AttributeId::new(id).map_or_else(|_| id.to_owned(), |id| encoding::attribute_name(&id))
}

/// Where what is known about an article stands in a row.
pub(super) struct ArticleColumns {
    title: Option<usize>,
    url: Option<usize>,
    outlet: Option<usize>,
    published: Option<usize>,
    lang: Option<usize>,
}

impl ArticleColumns {
    pub fn new(header: &TableHeader) -> Self {
        Self {
            title: header.find(&["title", "headline"]),
            url: header.find(&["url", "link"]),
            outlet: header.find(&["outlet", "publisher"]),
            published: header.find(PUBLISHED),
            lang: header.find(LANG),
        }
    }

    fn all(&self) -> [Option<usize>; 5] {
        [self.title, self.url, self.outlet, self.published, self.lang]
    }

    /// Fills in what is not known yet.
    pub fn fill(&self, metadata: &mut Metadata, row: &[String]) {
        let fields = [
            &mut metadata.title,
            &mut metadata.url,
            &mut metadata.outlet,
            &mut metadata.published.date,
            &mut metadata.language,
        ];
        for (field, at) in fields.into_iter().zip(self.all()) {
            if field.is_empty() {
                cell(row, at).clone_into(field);
            }
        }
    }
}

/// Where things stand in a row of annotations.
pub(super) struct AnnotationColumns {
    pub doc: Option<usize>,
    pub number: Option<usize>,
    pub annotator: Option<usize>,
    pub layer: Option<usize>,
    pub label: Option<usize>,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub quote: Option<usize>,
    pub note: Option<usize>,
    pub created: Option<usize>,
    pub modified: Option<usize>,
    pub about: ArticleColumns,
    /// All others, with the names that their values have as attributes.
    pub further: Vec<(usize, String)>,
    /// The document's name where no column gives it: the file's.
    pub stem: String,
}

impl AnnotationColumns {
    pub fn new(header: &TableHeader, file: &str) -> Self {
        let mut columns = Self {
            doc: header.find(DOC),
            number: header.find(&["annotation_id"]),
            annotator: header.find(ANNOTATOR),
            layer: header.find(&["layer"]),
            label: header.find(LABEL),
            start: header.find(START),
            end: header.find(END),
            quote: header.find(QUOTE),
            note: header.find(NOTE),
            created: header.find(&["created", "created_at"]),
            modified: header.find(&["modified", "modified_at", "updated_at"]),
            about: ArticleColumns::new(header),
            further: Vec::new(),
            stem: stem(file),
        };
        let Self { doc, number, annotator, layer, label, start, end, quote, note, created, modified, .. } =
            columns;
        let known = [doc, number, annotator, layer, label, start, end, quote, note, created, modified];
        let about = columns.about.all();
        let own = number.is_some();
        columns.further = (header.names.iter().enumerate())
            .filter(|(at, _)| !known.contains(&Some(*at)) && !about.contains(&Some(*at)))
            .filter(|(_, name)| !own || !follows(name))
            .filter(|(_, name)| !name.is_empty() && !name.starts_with("Unnamed:"))
            .map(|(at, name)| (at, name.strip_prefix(ATTRIBUTE).map_or_else(|| name.clone(), attribute)))
            .collect();
        columns
    }
}

/// Whether a column of ours follows from others.
fn follows(name: &str) -> bool {
    DERIVED.iter().chain(&[TIME]).any(|(known, _)| *known == name)
        || name.starts_with(WORDS)
        || name.starts_with(DEFAULT)
}

/// A file's name without folders and ending.
fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
