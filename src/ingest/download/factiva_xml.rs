//! Factiva's older XML: `ppsarticle` elements. What XML forbids in it is passed over.

use super::super::IngestError;
use super::super::office::xml::{XmlElement, XmlVisitor, walk};
use super::factiva::{CodedField, of_fields, once};
use super::{ArchiveProvider, Download};
use crate::base::{Issue, Progress};
use crate::message;

/// Splits a text that is Factiva's XML; `None` where it is none.
///
/// # Errors
/// When the caller asked to stop, or a text is over 4 GiB.
pub(super) fn split(text: &str, progress: &Progress) -> Result<Option<Download>, IngestError> {
    let head = &text[..text.floor_char_boundary(4096)];
    if !head.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        || !["<ppsarticle", "PPSResponse", "ppsArticleResponse"].iter().any(|mark| head.contains(mark))
    {
        return Ok(None);
    }
    let mut reader = XmlArticles::default();
    let whole = walk(text, &mut reader, progress)?;
    if !reader.fields.is_empty() {
        reader.end_article();
    }
    let came = reader.articles.len() as u64;
    let mut split = once(reader.articles.into_iter().map(of_fields).collect());
    if !whole {
        let issue = Issue::warning("document-cut", "", message!("findings-document-cut"));
        split.issues.push(issue.hint(message!("findings-document-cut.hint")));
    }
    if let Some(count) = reader.count.filter(|count| *count > came) {
        let message = message!("findings-documents-missing", count = count, came = came);
        split.issues.push(Issue::warning("documents-missing", "", message));
    }
    if split.articles.is_empty() { Ok(None) } else { split.finish(ArchiveProvider::Factiva).map(Some) }
}

#[derive(Default)]
struct XmlArticles {
    articles: Vec<Vec<CodedField>>,
    fields: Vec<CodedField>,
    /// How many the file announces.
    count: Option<u64>,
    /// The field that is open, and whether each of its paragraphs is one of the article.
    open: Option<(&'static str, String)>,
    words: String,
}

impl XmlArticles {
    fn end_article(&mut self) {
        self.articles.push(std::mem::take(&mut self.fields));
    }

    fn end_words(&mut self) {
        let words = std::mem::take(&mut self.words).split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((code, _)) = &self.open else { return };
        if words.is_empty() {
            return;
        }
        match self.fields.iter_mut().find(|(known, _)| known == code) {
            Some((_, values)) => values.push(words),
            None => self.fields.push((code, vec![words])),
        }
    }
}

/// The code of an element's field.
fn code_of(element: &XmlElement<'_>) -> Option<&'static str> {
    Some(match element.name {
        "accessionNo" => "AN",
        "headline" => "HD",
        "byline" => "BY",
        "credit" => "CR",
        "leadParagraph" => "LP",
        "tailParagraphs" => "TD",
        "publicationDate" => "PD",
        "publicationTime" => "ET",
        "publisherName" => "PUB",
        "sourceName" => "SN",
        "sourceCode" => "SC",
        "sectionName" => "SE",
        "columnName" => "CLM",
        "edition" => "ED",
        "page" | "pages" => "PG",
        "volume" => "VOL",
        "wordCount" => "WC",
        "baseLanguage" => "LA",
        "copyright" => "CY",
        "contact" => "CT",
        "reference" => "RF",
        "artWork" => "ART",
        "corrections" => "CX",
        "newsSubject" => "NS",
        "industry" => "IN",
        "region" => "RE",
        "company" => "CO",
        "descField" if element.attribute("code").is_some_and(|code| code == "ipd") => "IPD",
        "descField" => "IPC",
        "notes" => "RST",
        _ => return None,
    })
}

impl XmlVisitor for XmlArticles {
    fn open(&mut self, element: &XmlElement<'_>) {
        if element.name == "ppsarticleResultSet" {
            self.count = element.attribute("count").and_then(|count| count.parse().ok());
        } else if element.name == "paragraph" {
            self.words.clear();
        } else if self.open.is_none() {
            self.open = code_of(element).map(|code| (code, element.name.to_owned()));
            self.words.clear();
        }
    }

    fn close(&mut self, name: &str) {
        if name == "ppsarticle" {
            self.open = None;
            self.end_article();
        } else if name == "paragraph" {
            self.end_words();
        } else if self.open.as_ref().is_some_and(|(_, open)| open == name) {
            self.end_words();
            self.open = None;
        }
    }

    fn words(&mut self, words: &str) {
        if self.open.is_some() {
            self.words.push_str(words);
        }
    }
}
