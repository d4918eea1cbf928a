//! Downloads of archives: what LexisNexis, Nexis Uni, Factiva, Europresse and ProQuest write, split into articles.
//!
//! Looked for in a [`Document`], whatever file it was. Which archive it is, and where articles begin and end, is told by
//! words in several languages (`assets/ingest/archive-*.txt`) and, where these are not known, by structure: bookmarks,
//! labels, the order of lines. What a file announces is held against what came in, and what is missing is named.

mod announced;
mod article;
mod europresse;
mod europresse_page;
mod factiva;
mod factiva_xml;
mod html;
mod labels;
mod lexis;
mod nexis;
mod proquest;
#[cfg(test)]
mod tests;

use super::document::{Document, DocumentParagraph};
use super::parsed::ParsedArticle;
use super::{IngestError, go_on};
use crate::base::{Issue, Progress, excerpt};
use crate::message;
use article::ArchiveArticle;

pub(super) use article::page_of;
pub(super) use html::of_page;
pub(super) use labels::{numbered, pair};

/// A download as it was split.
pub(super) struct Download {
    /// The articles in their order.
    pub articles: Vec<ParsedArticle>,
    /// What was found about the file as a whole.
    pub issues: Vec<Issue>,
}

/// What the reader of an archive's downloads found.
#[derive(Default)]
struct SplitFile {
    articles: Vec<ArchiveArticle>,
    issues: Vec<Issue>,
}

impl SplitFile {
    /// Takes an article in, the `number`th of `count`; that one has no text is told.
    fn take(&mut self, article: ArchiveArticle, number: u64, count: u64) {
        if article.body.is_empty() {
            let title = article.title();
            let message = message!(
                "findings-document-without-text",
                number = number,
                count = count,
                title = &*excerpt(&title)
            );
            self.issues.push(Issue::warning("document-without-text", "", message));
        } else {
            self.articles.push(article);
        }
    }

    fn finish(self, provider: ArchiveProvider) -> Result<Download, IngestError> {
        let articles = self.articles.into_iter().map(|article| article.finish(provider.name()));
        Ok(Download { articles: articles.collect::<Result<_, _>>()?, issues: self.issues })
    }
}

/// A line of a document.
#[derive(Debug, Clone, Copy)]
struct DocumentLine<'a> {
    /// Its words with the blanks before them.
    raw: &'a str,
    /// The paragraph that it is in.
    paragraph: &'a DocumentParagraph,
    /// Whether the paragraph begins with it.
    first: bool,
}

impl<'a> DocumentLine<'a> {
    fn words(self) -> &'a str {
        self.raw.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{FEFF}')
    }

    fn is_empty(self) -> bool {
        self.words().is_empty()
    }

    fn begins_page(self) -> bool {
        self.first && self.paragraph.begins_page
    }

    fn bookmarks(self) -> impl Iterator<Item = &'a str> {
        self.paragraph.bookmarks.iter().filter(move |_| self.first).map(String::as_str)
    }
}

/// The archives whose downloads are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ArchiveProvider {
    NexisUni,
    LexisNexis,
    Factiva,
    Europresse,
    ProQuest,
}

impl ArchiveProvider {
    /// Its name in article files.
    fn name(self) -> &'static str {
        match self {
            Self::NexisUni => "nexis-uni",
            Self::LexisNexis => "lexisnexis",
            Self::Factiva => "factiva",
            Self::Europresse => "europresse",
            Self::ProQuest => "proquest",
        }
    }
}

/// Splits a document that is a download; `None` where it is none, or none that can be split.
///
/// # Errors
/// When the caller asked to stop, or a text is over 4 GiB.
pub(super) fn of_document(document: &Document, progress: &Progress) -> Result<Option<Download>, IngestError> {
    let lines = lines_of(document);
    let Some(provider) = recognised(&lines) else { return Ok(None) };
    let split = match provider {
        ArchiveProvider::NexisUni => nexis::split(&lines, progress)?,
        ArchiveProvider::LexisNexis => lexis::split(&lines, progress)?,
        ArchiveProvider::Factiva => factiva::split(&lines, progress)?,
        ArchiveProvider::ProQuest => proquest::split(&lines, progress)?,
        ArchiveProvider::Europresse => europresse::of_lines(&lines, progress)?,
    };
    split.map(|split| split.finish(provider)).transpose()
}

/// All lines of a document with the paragraphs that they are in.
fn lines_of(document: &Document) -> Vec<DocumentLine<'_>> {
    let mut lines = Vec::with_capacity(document.paragraphs.len());
    for paragraph in &document.paragraphs {
        let of = |(at, raw)| DocumentLine { raw, paragraph, first: at == 0 };
        lines.extend(paragraph.text.split('\n').enumerate().map(of));
    }
    lines
}

/// Splits a plain text that is a download, as [`of_document`] does.
///
/// # Errors
/// As [`of_document`].
pub(super) fn of_text(text: &str, progress: &Progress) -> Result<Option<Download>, IngestError> {
    if let Some(found) = factiva_xml::split(text, progress)? {
        return Ok(Some(found));
    }
    if !text.lines().any(may_be_download) {
        return Ok(None);
    }
    let paragraph = |line: &str| DocumentParagraph { text: line.to_owned(), ..DocumentParagraph::default() };
    let paragraphs = text.lines().map(paragraph).collect();
    of_document(&Document { paragraphs, ..Document::default() }, progress)
}

/// Whether a line is such as downloads have and other texts hardly ever do.
pub(super) fn may_be_download(line: &str) -> bool {
    labels::numbered(line).is_some()
        || labels::pair(line).is_some()
        || europresse::number_in(line).is_some()
        || labels::accession(line).is_some()
        || proquest::is_rule(line)
        || labels::is_word("end", line)
}

/// Whose download it is.
fn recognised(lines: &[DocumentLine<'_>]) -> Option<ArchiveProvider> {
    let has = |test: &dyn Fn(&DocumentLine<'_>) -> bool| lines.iter().any(test);
    if has(&|line| proquest::is_rule(line.raw)) && has(&|line| proquest::is_field(line.words())) {
        return Some(ArchiveProvider::ProQuest);
    }
    if factiva::is_coded(lines) || has(&|line| labels::accession(line.words()).is_some()) {
        return Some(ArchiveProvider::Factiva);
    }
    if nexis::is_marked(lines) {
        return Some(ArchiveProvider::NexisUni);
    }
    if has(&|line| europresse::number_in(line.words()).is_some()) {
        return Some(ArchiveProvider::Europresse);
    }
    lexis::is_numbered(lines).then_some(ArchiveProvider::LexisNexis)
}
