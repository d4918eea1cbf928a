//! OpenDocument texts: paragraphs with their styles, links and bookmarks, lists, tables, notes and text boxes.

use super::collector::{Collector, Skipped, Skipping};
use super::parts::{OfficeParts, properties};
use super::styles;
use super::xml::{XmlElement, XmlVisitor, walk};
use super::{OfficeText, damaged};
use crate::base::Progress;
use crate::ingest::IngestError;
use crate::ingest::document::{Document, DocumentParagraph, ParagraphStyle};
use std::collections::HashMap;

/// Styles in each other at most.
const INHERITED: usize = 12;
/// The most blanks that one element stands for.
const BLANKS: usize = 200;

/// Reads an OpenDocument text.
///
/// # Errors
/// When it has no content or is damaged, or the caller asked to stop.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<OfficeText, IngestError> {
    let mut parts = OfficeParts::open(bytes)?;
    let main = parts.text("content.xml")?.ok_or_else(|| damaged("content.xml"))?;
    let mut styles = StyleReader::default();
    if let Some(xml) = parts.text("styles.xml")? {
        walk(&xml, &mut styles, progress)?;
    }
    walk(&main, &mut styles, progress)?;
    let styles = styles.resolved();
    let mut reader = ContentReader::new(&styles);
    let whole = walk(&main, &mut reader, progress)?;
    reader.close_all();
    let (paragraphs, dropped) = reader.collector.finish();
    let known = properties(&mut parts, &["meta.xml"], &paragraphs, progress)?;
    Ok(OfficeText { document: Document { paragraphs, known }, dropped, whole })
}

/// What a style says; `None` where it leaves that to the one it is based on.
#[derive(Default, Clone)]
struct OdtStyle {
    name: String,
    parent: String,
    bold: Option<bool>,
    hidden: Option<bool>,
    begins_page: Option<bool>,
}

#[derive(Default)]
struct StyleReader {
    all: HashMap<String, OdtStyle>,
    open: Option<(String, OdtStyle)>,
}

impl XmlVisitor for StyleReader {
    fn open(&mut self, element: &XmlElement<'_>) {
        let of = |name: &str| element.attribute(name).unwrap_or_default();
        match (element.name, &mut self.open) {
            ("style", open) => {
                let entry = OdtStyle {
                    name: of("display-name"),
                    parent: of("parent-style-name"),
                    ..OdtStyle::default()
                };
                *open = Some((of("name"), entry));
            }
            ("text-properties", Some((_, entry))) => {
                entry.bold = element.attribute("font-weight").map(|weight| is_bold(&weight)).or(entry.bold);
                entry.hidden = element.attribute("display").map(|shown| shown == "none").or(entry.hidden);
            }
            ("paragraph-properties", Some((_, entry))) => {
                entry.begins_page = element.attribute("break-before").map(|kind| kind == "page");
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name == "style" {
            self.all.extend(self.open.take());
        }
    }

    fn words(&mut self, _: &str) {}
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)
}

/// A style with what it has from those that it is based on.
#[derive(Default, Clone, Copy)]
struct WholeStyle {
    style: Option<ParagraphStyle>,
    bold: Option<bool>,
    hidden: bool,
    begins_page: bool,
}

impl StyleReader {
    fn resolved(&self) -> HashMap<String, WholeStyle> {
        let of = |id: &String| {
            let chain = std::iter::successors(self.all.get_key_value(id), |(_, entry)| {
                self.all.get_key_value(&entry.parent)
            });
            let chain: Vec<_> = chain.take(INHERITED).collect();
            let whole = WholeStyle {
                style: chain.iter().find_map(|(id, entry)| {
                    let parent = || styles::named(&entry.parent);
                    styles::named(&entry.name).or_else(|| styles::named(id)).or_else(parent)
                }),
                bold: chain.iter().find_map(|(_, entry)| entry.bold),
                hidden: chain.iter().find_map(|(_, entry)| entry.hidden).unwrap_or(false),
                begins_page: chain.iter().find_map(|(_, entry)| entry.begins_page).unwrap_or(false),
            };
            (id.clone(), whole)
        };
        self.all.keys().map(of).collect()
    }
}

#[derive(Default)]
struct OpenText {
    paragraph: DocumentParagraph,
    letters: usize,
    bold: usize,
    style: WholeStyle,
    outer_spans: Vec<WholeStyle>,
}

struct ContentReader<'s> {
    styles: &'s HashMap<String, WholeStyle>,
    collector: Collector,
    open: Vec<OpenText>,
    boxed: Vec<DocumentParagraph>,
    spans: Vec<WholeStyle>,
    lists: u32,
    /// The element that is passed over.
    skipping: Skipping,
    /// The words of a note that is open.
    note: Option<String>,
}

impl<'s> ContentReader<'s> {
    fn new(styles: &'s HashMap<String, WholeStyle>) -> Self {
        Self {
            styles,
            collector: Collector::default(),
            open: Vec::new(),
            boxed: Vec::new(),
            spans: Vec::new(),
            lists: 0,
            skipping: Skipping::default(),
            note: None,
        }
    }

    fn style(&self, element: &XmlElement<'_>) -> WholeStyle {
        let named = element.attribute("style-name");
        named.and_then(|name| self.styles.get(&name)).copied().unwrap_or_default()
    }

    fn put(&mut self, words: &str) {
        let Some(open) = self.open.last_mut() else { return };
        let letters = words.chars().filter(|sign| !sign.is_whitespace()).count();
        if open.style.hidden || self.spans.iter().any(|span| span.hidden) {
            self.collector.dropped.hidden += letters as u64;
            return;
        }
        let bold = self.spans.iter().rev().find_map(|span| span.bold).or(open.style.bold);
        open.letters += letters;
        open.bold += if bold == Some(true) { letters } else { 0 };
        open.paragraph.text.push_str(words);
    }

    fn begin_paragraph(&mut self, element: &XmlElement<'_>) {
        let whole = self.style(element);
        let level = element.attribute("outline-level").and_then(|level| level.parse::<u8>().ok());
        let named = element.attribute("style-name").and_then(|name| styles::named(&name));
        let mut paragraph = DocumentParagraph {
            style: whole.style.or(named).unwrap_or_default(),
            begins_page: whole.begins_page,
            ..DocumentParagraph::default()
        };
        if element.name == "h" && paragraph.style != ParagraphStyle::Title {
            paragraph.style = ParagraphStyle::Heading(level.unwrap_or(1).clamp(1, 9));
        } else if self.lists > 0 && paragraph.style == ParagraphStyle::Plain {
            paragraph.style = ParagraphStyle::ListItem;
        }
        let outer_spans = std::mem::take(&mut self.spans);
        self.open.push(OpenText { paragraph, style: whole, outer_spans, ..OpenText::default() });
    }

    fn end_paragraph(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.spans = open.outer_spans;
        let mut paragraph = open.paragraph;
        paragraph.is_bold = open.letters > 0 && open.letters == open.bold;
        if let Some(words) = &mut self.note {
            words.push_str(paragraph.text.trim());
            words.push('\n');
        } else if self.open.is_empty() {
            self.collector.paragraph(paragraph);
            std::mem::take(&mut self.boxed).into_iter().for_each(|boxed| self.collector.paragraph(boxed));
        } else {
            self.boxed.push(paragraph);
        }
    }

    fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.end_paragraph();
        }
    }
}

impl XmlVisitor for ContentReader<'_> {
    fn open(&mut self, element: &XmlElement<'_>) {
        if self.skipping.opens() {
            return;
        }
        match element.name {
            "tracked-changes" => self.skipping.begin(Skipped::Deleted),
            "annotation" | "note-citation" | "ruby-text" | "forms" | "automatic-styles"
            | "font-face-decls" | "desc" | "sequence-decls" | "variable-decls" | "user-field-decls" => {
                self.skipping.begin(Skipped::Other);
            }
            // The alternative text of a picture; a field of that name shows the document's title.
            "title" if element.qualified == "svg:title" => self.skipping.begin(Skipped::Other),
            "p" | "h" => self.begin_paragraph(element),
            "span" => self.spans.push(self.style(element)),
            "hidden-text" | "hidden-paragraph" => {
                self.spans.push(WholeStyle { hidden: true, ..WholeStyle::default() });
            }
            "s" => {
                let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.put(&" ".repeat(BLANKS.min(count)));
            }
            "tab" => self.put("\t"),
            "line-break" => self.put("\n"),
            "a" => {
                if let (Some(open), Some(target)) = (self.open.last_mut(), element.attribute("href")) {
                    open.paragraph.links.push(target);
                }
            }
            "bookmark" | "bookmark-start" => {
                if let (Some(open), Some(name)) = (self.open.last_mut(), element.attribute("name")) {
                    open.paragraph.bookmarks.push(name);
                }
            }
            "list" => self.lists += 1,
            "table" => self.collector.begin_table(),
            "table-cell" | "covered-table-cell" => self.collector.begin_cell(),
            "note-body" => self.note = Some(String::new()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipping.closes() {
            return;
        }
        match name {
            "p" | "h" => self.end_paragraph(),
            "span" | "hidden-text" | "hidden-paragraph" => drop(self.spans.pop()),
            "list" => self.lists = self.lists.saturating_sub(1),
            "table-row" => self.collector.end_row(),
            "table" => self.collector.end_table(),
            "note-body" => {
                if let Some(words) = self.note.take() {
                    let number = self.collector.note(words);
                    self.put(&format!("[{number}]"));
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipping.takes(words, &mut self.collector.dropped) {
            return;
        }
        // Runs of white space in the file are one blank; further ones have elements.
        let mut folded = String::with_capacity(words.len());
        for sign in words.chars() {
            let sign = if matches!(sign, '\n' | '\r' | '\t') { ' ' } else { sign };
            if sign != ' ' || !folded.ends_with(' ') {
                folded.push(sign);
            }
        }
        if !folded.is_empty() {
            self.put(&folded);
        }
    }
}
