//! The files inside an office document, and what its properties say.

use super::xml::{XmlElement, XmlVisitor, text_of, walk};
use crate::archive::{Archive, Limits};
use crate::base::Progress;
use crate::ingest::IngestError;
use crate::ingest::document::DocumentParagraph;
use crate::ingest::parsed::KnownValues;
use crate::model::{ArticleField, ValueOrigin};
use std::io::Cursor;

/// The most files in a document: a download of hundreds of articles has headers and footers for each.
const FILES: usize = 40_000;
/// Paragraphs at the beginning in which the title is looked for.
const HEAD: usize = 12;

/// The files of a document.
pub(super) struct OfficeParts<'a>(Archive<Cursor<&'a [u8]>>);

impl<'a> OfficeParts<'a> {
    /// Opens the zip that a document is.
    pub fn open(bytes: &'a [u8]) -> Result<Self, IngestError> {
        let opened = Archive::open(Cursor::new(bytes), Limits::held(FILES));
        Ok(Self(opened.map_err(|error| IngestError::of_archive(&error, false))?))
    }

    /// The text of a file of XML; `None` where there is none of that name.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, IngestError> {
        let Some(at) = self.0.find(name) else { return Ok(None) };
        let bytes = self.0.read(at).map_err(|error| IngestError::of_archive(&error, false))?;
        Ok(Some(text_of(&bytes)))
    }
}

/// What the properties say. A title and a writer are taken only where the text names them too: properties often keep those
/// of a template, or of who saved the file.
pub(super) fn properties(
    parts: &mut OfficeParts<'_>,
    names: &[&str],
    paragraphs: &[DocumentParagraph],
    progress: &Progress,
) -> Result<KnownValues, IngestError> {
    let mut found = Properties::default();
    for name in names {
        if let Some(xml) = parts.text(name)? {
            walk(&xml, &mut found, progress)?;
        }
    }
    Ok(confirmed(&found.title, &found.creator, found.keywords, paragraphs))
}

/// Properties of a document as far as its text bears them out.
pub(in crate::ingest) fn confirmed(
    title: &str,
    creator: &str,
    keywords: Vec<String>,
    paragraphs: &[DocumentParagraph],
) -> KnownValues {
    let mut known = KnownValues::default();
    let (title, creator) = (title.trim(), creator.trim());
    let head = || paragraphs.iter().filter(|paragraph| !paragraph.text.trim().is_empty()).take(HEAD);
    if head().any(|paragraph| paragraph.text.trim() == title) {
        known.words(ArticleField::Title, title, ValueOrigin::Properties);
    }
    if creator.contains(' ') && head().any(|paragraph| paragraph.text.contains(creator)) {
        known.authors(vec![creator.to_owned()], ValueOrigin::Properties);
    }
    let keywords = keywords.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty());
    known.subjects(keywords.collect(), ValueOrigin::Properties);
    known
}

#[derive(Default)]
struct Properties {
    title: String,
    creator: String,
    keywords: Vec<String>,
    open: String,
}

impl XmlVisitor for Properties {
    fn open(&mut self, element: &XmlElement<'_>) {
        element.name.clone_into(&mut self.open);
    }

    fn close(&mut self, _: &str) {
        self.open.clear();
    }

    fn words(&mut self, words: &str) {
        match self.open.as_str() {
            "title" => self.title.push_str(words),
            "creator" | "initial-creator" if self.creator.is_empty() => words.clone_into(&mut self.creator),
            "keywords" | "keyword" => {
                self.keywords.extend(words.split([',', ';']).map(|word| word.trim().to_owned()));
            }
            _ => {}
        }
    }
}
