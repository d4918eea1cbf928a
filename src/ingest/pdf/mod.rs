//! PDF documents: the letters on their pages put together to words, lines, columns and paragraphs.
//!
//! A page knows letters and places only. Blanks are told by gaps, columns by strips that stay free, paragraphs by gaps,
//! indents and the ends of lines; what stands around the text on every page is left out and counted. A page that is a
//! picture, or whose fonts do not say what their glyphs are, is named.

mod columns;
mod content;
mod document;
mod findings;
mod fonts;
mod hyphens;
mod line_text;
mod open;
mod page;
mod page_head;
mod paragraphs;
mod rows;
mod running;
mod tables;
#[cfg(test)]
pub(in crate::ingest) mod tests;
mod unpack;

use super::file_notes::FileNotes;
use super::office::{article_of, confirmed};
use super::{IngestError, ParsedFile, SourceFile, SourceKind, download, language};
use crate::base::Progress;
use crate::model::{ArticleField, FileReading, ValueOrigin};
use hyphens::DocumentWords;
use open::{PageState, PagedFile};
use page::PageLine;
use running::RunningLines;

/// Bytes of the text by which the language is told before lines are joined.
const SAMPLE: usize = 16_384;

/// Reads a PDF document.
///
/// # Errors
/// When nothing of it can be read, it is locked, its pages are pictures, or the caller asked to stop.
pub(super) fn read(source: SourceFile<'_>, progress: &Progress) -> Result<ParsedFile, IngestError> {
    let mut file = open::pages(source.bytes, progress)?;
    refuse(&file)?;
    let count = file.pages.len();
    let mut lines = file.pages.iter().flat_map(|page| &page.lines);
    let is_download = lines.any(|line| running::is_of_download(line, count));
    let running = running::mark(&mut file.pages, is_download);
    let lines: Vec<&PageLine> =
        file.pages.iter().flat_map(|page| &page.lines).filter(|line| !line.is_running).collect();
    let mut sample = String::new();
    for line in &lines {
        if sample.len() > SAMPLE {
            break;
        }
        sample.push_str(&line.text);
        sample.push(' ');
    }
    let language = language::language(&sample).0;
    let texts = || lines.iter().map(|line| line.text.as_str());
    let words = DocumentWords::of(texts(), &language, file.is_of_browser);
    let size = paragraphs::text_size(lines.iter().copied());
    let paragraphs = paragraphs::paragraphs(&lines, &words, size);
    let mut document = document::of(paragraphs, &file.pages, size);
    let FileNotes { note, mut issues } = findings::of(&file, &running);
    issues.extend(findings::hyphens(&words.guesses()));
    let RunningLines { address, title, .. } = running;
    document.known.words(ArticleField::Url, &address, ValueOrigin::Line);
    let articles = match download::of_document(&document, progress)? {
        Some(mut found) => {
            issues.append(&mut found.issues);
            found.articles
        }
        None => {
            if let Some(head) = page_head::of(&file.pages, &language) {
                document.known.words(ArticleField::Outlet, &head.outlet, ValueOrigin::Line);
                document.known.words(ArticleField::Page, &head.page, ValueOrigin::Line);
                document.known.published(head.published, ValueOrigin::Line);
            }
            document.known.words(ArticleField::Title, &title, ValueOrigin::Line);
            let stated = confirmed(&file.title, &file.author, Vec::new(), &document.paragraphs);
            document.known.join(stated);
            vec![article_of(document)?]
        }
    };
    Ok(ParsedFile { kind: SourceKind::Pdf, articles, note, issues, reading: FileReading::default() })
}

/// Refuses a file without a page that can be read, and says why.
fn refuse(file: &PagedFile) -> Result<(), IngestError> {
    if file.states.contains(&PageState::Read) {
        return Ok(());
    }
    let count = |state| file.of(state).len() as u64;
    if file.is_damaged && count(PageState::Picture) == 0 {
        return Err(IngestError::Damaged { reason: crate::message!("ingest-pdf-damaged") });
    }
    Err(match (count(PageState::Unmapped), count(PageState::Picture), count(PageState::Damaged)) {
        (1.., ..) => IngestError::NoLetters { count: count(PageState::Unmapped) },
        (_, 1.., _) => IngestError::Pictures { count: count(PageState::Picture) },
        (_, _, 1..) => IngestError::Damaged { reason: crate::message!("ingest-pdf-damaged") },
        _ if file.announced > file.states.len() => {
            IngestError::Damaged { reason: crate::message!("ingest-pdf-damaged") }
        }
        _ => IngestError::BlankPages { count: file.states.len() as u64 },
    })
}
