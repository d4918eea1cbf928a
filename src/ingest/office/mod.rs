//! Documents of word processors: Word, OpenDocument and rich text.
//!
//! All become a [`Document`]; where that is no download of an archive it becomes one article.

mod article;
mod code_pages;
mod collector;
mod docx;
mod odt;
mod parts;
mod rtf;
mod styles;
#[cfg(test)]
pub(in crate::ingest) mod tests;
pub(in crate::ingest) mod xml;

pub(in crate::ingest) use article::of as article_of;
pub(in crate::ingest) use parts::confirmed;

use super::document::Document;
use super::file_notes::FileNotes;
use super::{IngestError, ParsedFile, SourceFile, SourceKind, download};
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::FileReading;
use collector::DroppedWords;

/// A document as read, with what of it was dropped.
struct OfficeText {
    document: Document,
    dropped: DroppedWords,
    /// Whether it was read to its end.
    whole: bool,
}

/// Reads a document of a word processor.
///
/// # Errors
/// When nothing of it can be read, or the caller asked to stop.
pub(super) fn read(
    source: SourceFile<'_>,
    kind: SourceKind,
    progress: &Progress,
) -> Result<ParsedFile, IngestError> {
    let OfficeText { document, dropped, whole } = match kind {
        SourceKind::Odt => odt::read(source.bytes, progress)?,
        SourceKind::Rtf => rtf::read(source.bytes, progress)?,
        _ => docx::read(source.bytes, progress)?,
    };
    progress.advance(source.bytes.len() as u64);
    let mut told = FileNotes::default();
    if !whole {
        let issue = Issue::warning("document-cut", "", message!("findings-document-cut"));
        told.issues.push(issue.hint(message!("findings-document-cut.hint")));
    }
    told.left_out(dropped.deleted, "letters deleted under change tracking left out", |count| {
        let said = message!("findings-deleted-words-dropped", count = count);
        Issue::note("deleted-words-dropped", "", said)
    });
    told.left_out(dropped.hidden, "hidden letters left out", |count| {
        Issue::note("hidden-words-dropped", "", message!("findings-hidden-words-dropped", count = count))
    });
    let FileNotes { note, mut issues } = told;
    let articles = match download::of_document(&document, progress)? {
        Some(mut found) => {
            issues.append(&mut found.issues);
            found.articles
        }
        None => vec![article::of(document)?],
    };
    Ok(ParsedFile { kind, articles, note, issues, reading: FileReading::default() })
}

/// That a part is missing without which nothing can be read.
fn damaged(part: &'static str) -> IngestError {
    IngestError::Damaged { reason: message!("ingest-part-missing", part = part) }
}
