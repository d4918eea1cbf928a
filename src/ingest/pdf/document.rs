//! A document out of paragraphs: what is a headline, a heading or words beside a picture by its size and place.

use super::content::PictureBox;
use super::page::PageLines;
use super::paragraphs::{HEADING, PagedParagraph};
use crate::ingest::document::{Document, DocumentParagraph, ParagraphStyle};
use std::collections::BTreeMap;

/// How much larger than the text a headline is.
const HEADLINE: f32 = 1.3;
/// Letters of the longest headline, heading and words beside a picture.
const LONGEST: usize = 240;
/// Letters of the longest heading that is told by bold letters alone.
const BOLD_HEADING: usize = 100;
/// How far below a picture words beside it begin, in sizes.
const BELOW: f32 = 3.0;

/// The document.
pub(super) fn of(paragraphs: Vec<PagedParagraph>, pages: &[PageLines], text_size: f32) -> Document {
    let mut headlines = headlines(&paragraphs, text_size);
    let short = |paragraph: &PagedParagraph| paragraph.text.chars().count() <= LONGEST && !paragraph.is_row;
    let first = paragraphs.first().map_or(0, |paragraph| paragraph.page);
    let head = paragraphs.iter().enumerate().filter(|(_, one)| one.page == first && short(one));
    let large = head.filter(|(_, one)| one.size >= text_size * HEADLINE);
    // The first of the largest.
    let headline = large.fold(None, |best: Option<(usize, f32)>, (at, one)| match best {
        Some((_, size)) if size >= one.size * 0.97 => best,
        _ => Some((at, one.size)),
    });
    let mut last_page = None;
    let styled = paragraphs.into_iter().enumerate().map(|(at, paragraph)| {
        let style = if headline.is_some_and(|(headline, _)| headline == at) {
            ParagraphStyle::Title
        } else if paragraph.is_row {
            ParagraphStyle::TableRow
        } else if is_heading(&paragraph, text_size) {
            ParagraphStyle::Heading(2)
        } else if pages
            .get(paragraph.page)
            .is_some_and(|page| is_caption(&paragraph, &page.pictures, text_size))
        {
            ParagraphStyle::Caption
        } else if paragraph.is_item {
            ParagraphStyle::ListItem
        } else {
            ParagraphStyle::Plain
        };
        let begins_page = last_page.replace(paragraph.page) != Some(paragraph.page);
        DocumentParagraph {
            text: paragraph.text,
            style,
            is_bold: paragraph.is_bold,
            begins_page,
            headline: headlines.remove(&at),
            ..DocumentParagraph::default()
        }
    });
    Document { paragraphs: styled.collect(), ..Document::default() }
}

/// How much larger than the text the headline of an article is on a page with several, and how large beside the largest.
const ONE_OF_SEVERAL: f32 = 1.5;
const BESIDE_LARGEST: f32 = 0.6;
/// Letters that stand under a headline at least.
const TEXT: usize = 250;

/// The headlines of pages with several, each with text of its own under it: by the paragraph that each begins with, its
/// page, counted from 1, and its words.
fn headlines(paragraphs: &[PagedParagraph], text_size: f32) -> BTreeMap<usize, (usize, String)> {
    struct Headline {
        /// The paragraph that it begins with.
        at: usize,
        words: String,
        /// Letters under it.
        letters: usize,
    }
    let (mut out, mut first) = (BTreeMap::new(), 0);
    for on_page in paragraphs.chunk_by(|one, other| one.page == other.page) {
        let is_large = |one: &PagedParagraph| {
            one.size >= text_size * ONE_OF_SEVERAL && one.text.chars().count() <= LONGEST && !one.is_row
        };
        let largest = on_page.iter().filter(|one| is_large(one)).map(|one| one.size).fold(0.0, f32::max);
        let is_headline = |one: &PagedParagraph| is_large(one) && one.size >= largest * BESIDE_LARGEST;
        let mut found: Vec<Headline> = Vec::new();
        for (at, one) in on_page.iter().enumerate() {
            let new = || Headline { at: first + at, words: one.text.clone(), letters: 0 };
            match found.last_mut() {
                Some(last) if !is_headline(one) => last.letters += one.text.chars().count(),
                // A headline of several parts.
                Some(last) if last.letters == 0 => {
                    last.words.push(' ');
                    last.words.push_str(&one.text);
                }
                Some(_) => found.push(new()),
                None if is_headline(one) => found.push(new()),
                None => {}
            }
        }
        found.retain(|headline| headline.letters >= TEXT);
        if found.len() > 1 {
            let page = on_page[0].page + 1;
            out.extend(found.into_iter().map(|headline| (headline.at, (page, headline.words))));
        }
        first += on_page.len();
    }
    out
}

fn is_heading(paragraph: &PagedParagraph, text_size: f32) -> bool {
    let letters = paragraph.text.chars().count();
    let large = paragraph.size >= text_size * HEADING && letters <= LONGEST;
    large
        || paragraph.is_bold
            && letters <= BOLD_HEADING
            && paragraph.lines <= 2
            && !paragraph.text.ends_with(['.', ':'])
}

/// Whether small words stand right below a picture.
fn is_caption(paragraph: &PagedParagraph, pictures: &[PictureBox], text_size: f32) -> bool {
    let below = |picture: &&PictureBox| {
        let gap = paragraph.across - picture[3];
        let shared = paragraph.right.min(picture[2]) - paragraph.left.max(picture[0]);
        (0.0..paragraph.size * BELOW).contains(&gap) && shared * 2.0 > paragraph.right - paragraph.left
    };
    paragraph.size <= text_size * 0.93
        && paragraph.text.chars().count() <= LONGEST * 2
        && pictures.iter().any(|picture| below(&picture))
}
