//! One article out of a document that is no download.

use crate::ingest::IngestError;
use crate::ingest::document::{Document, ParagraphStyle};
use crate::ingest::parsed::{Paragraph, ParsedArticle};
use crate::model::ZoneKind;

/// Letters of a cell above which a table is a frame around paragraphs.
const FRAME: usize = 300;

/// The article. What styles say is taken; the rest is left to its lines.
///
/// # Errors
/// When the text is over 4 GiB.
pub(in crate::ingest) fn of(document: Document) -> Result<ParsedArticle, IngestError> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut has_headline = false;
    let mut styles = document.paragraphs.iter().map(|paragraph| paragraph.style);
    let has_title = styles.any(|style| style == ParagraphStyle::Title);
    let mut after = ParagraphStyle::Plain;
    for paragraph in document.paragraphs {
        if paragraph.text.trim().is_empty() {
            after = ParagraphStyle::Plain;
            continue;
        }
        let kind = match paragraph.style {
            ParagraphStyle::Title if !has_headline => Some(ZoneKind::Headline),
            ParagraphStyle::Heading(1) if !has_headline && !has_title && paragraphs.is_empty() => {
                Some(ZoneKind::Headline)
            }
            ParagraphStyle::Subtitle if paragraphs.len() < 3 => Some(ZoneKind::Standfirst),
            ParagraphStyle::Quote => Some(ZoneKind::Quote),
            ParagraphStyle::Caption => Some(ZoneKind::Caption),
            _ => None,
        };
        has_headline |= kind == Some(ZoneKind::Headline);
        let listed = matches!(paragraph.style, ParagraphStyle::ListItem | ParagraphStyle::TableRow);
        let follows = listed && after == paragraph.style;
        after = paragraph.style;
        let struck = paragraph.struck;
        if paragraph.style == ParagraphStyle::TableRow {
            let cells: Vec<&str> = paragraph.text.split('\t').collect();
            let is_frame = cells.iter().any(|cell| cell.contains('\n') && cell.len() > FRAME);
            if !is_frame {
                let text = paragraph.text.replace('\n', " ");
                let headline = paragraph.headline;
                paragraphs.push(Paragraph { text, kind, struck, tight: follows, is_row: true, headline });
                continue;
            }
            let lines = cells.iter().flat_map(|cell| cell.lines());
            paragraphs.extend(lines.map(|line| Paragraph { struck, ..Paragraph::new(line) }));
            continue;
        }
        let (mut gap, mut headline) = (!follows, paragraph.headline);
        for line in paragraph.text.split('\n') {
            if line.trim().is_empty() {
                gap = true;
                continue;
            }
            let tight = !std::mem::replace(&mut gap, false);
            let headline = headline.take();
            paragraphs.push(Paragraph { kind, struck, tight, headline, ..Paragraph::new(line) });
        }
    }
    let mut article = ParsedArticle::of_paragraphs(&paragraphs, document.known)?;
    article.is_structured = false;
    Ok(article)
}
