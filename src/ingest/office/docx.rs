//! Word documents: paragraphs with their styles, links and bookmarks, tables, notes and text boxes.
//!
//! Inserted words are kept, deleted and hidden ones dropped and counted. Headers, footers and comments are no part of the
//! text and are not read.

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

/// Reads a Word document.
///
/// # Errors
/// When it has no document or is damaged, or the caller asked to stop.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<OfficeText, IngestError> {
    let mut parts = OfficeParts::open(bytes)?;
    let main = parts.text("word/document.xml")?.ok_or_else(|| damaged("word/document.xml"))?;
    let mut styles = Styles::default();
    if let Some(xml) = parts.text("word/styles.xml")? {
        walk(&xml, &mut styles, progress)?;
    }
    let mut links = Links::default();
    if let Some(xml) = parts.text("word/_rels/document.xml.rels")? {
        walk(&xml, &mut links, progress)?;
    }
    let (styles, links) = (styles.resolved(), links.0);
    let mut notes = HashMap::new();
    for (kind, name) in [("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml")] {
        if let Some(xml) = parts.text(name)? {
            let mut reader = BodyReader::new(&styles, &links);
            walk(&xml, &mut reader, progress)?;
            notes.extend(reader.notes.into_iter().map(|(id, words)| ((kind, id), words)));
        }
    }
    let mut reader = BodyReader::new(&styles, &links);
    reader.known_notes = notes;
    let whole = walk(&main, &mut reader, progress)?;
    reader.close_all();
    let (paragraphs, dropped) = reader.collector.finish();
    let known = properties(&mut parts, &["docProps/core.xml"], &paragraphs, progress)?;
    Ok(OfficeText { document: Document { paragraphs, known }, dropped, whole })
}

/// Where the links of the document go, by their number.
#[derive(Default)]
struct Links(HashMap<String, String>);

impl XmlVisitor for Links {
    fn open(&mut self, element: &XmlElement<'_>) {
        if element.name == "Relationship"
            && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
        {
            self.0.insert(id, target);
        }
    }
    fn close(&mut self, _: &str) {}
    fn words(&mut self, _: &str) {}
}

#[derive(Default, Clone)]
struct StyleEntry {
    name: String,
    based_on: String,
    level: Option<u8>,
    bold: Option<bool>,
}

#[derive(Default)]
struct Styles {
    all: HashMap<String, StyleEntry>,
    open: Option<(String, StyleEntry)>,
}

impl XmlVisitor for Styles {
    fn open(&mut self, element: &XmlElement<'_>) {
        if element.name == "style" {
            self.open = Some((element.attribute("styleId").unwrap_or_default(), StyleEntry::default()));
            return;
        }
        let Some((_, entry)) = &mut self.open else { return };
        let value = || element.attribute("val").unwrap_or_default();
        match element.name {
            "name" => entry.name = value(),
            "basedOn" => entry.based_on = value(),
            "outlineLvl" => entry.level = value().parse::<u8>().ok().filter(|level| *level < 9),
            "b" => entry.bold = Some(element.is_on()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name == "style"
            && let Some((id, entry)) = self.open.take()
        {
            self.all.insert(id, entry);
        }
    }

    fn words(&mut self, _: &str) {}
}

/// What a style makes of a paragraph, and whether its words are bold.
type StyleOf = HashMap<String, (ParagraphStyle, bool)>;

impl Styles {
    fn resolved(&self) -> StyleOf {
        let of = |id: &String| {
            let chain = std::iter::successors(self.all.get_key_value(id), |(_, entry)| {
                self.all.get_key_value(&entry.based_on)
            });
            let chain: Vec<_> = chain.take(INHERITED).collect();
            let style = chain.iter().find_map(|(id, entry)| {
                let by_level = || entry.level.map(|level| ParagraphStyle::Heading(level + 1));
                styles::named(&entry.name).or_else(by_level).or_else(|| styles::named(id))
            });
            let bold = chain.iter().find_map(|(_, entry)| entry.bold).unwrap_or(false);
            (id.clone(), (style.unwrap_or_default(), bold))
        };
        self.all.keys().map(of).collect()
    }
}

/// A paragraph that is open, with its letters and those of them that are bold.
#[derive(Default)]
struct OpenParagraph {
    paragraph: DocumentParagraph,
    letters: usize,
    bold: usize,
    style_bold: bool,
    ends_section: bool,
    outer_run: Run,
}

#[derive(Default, Clone, Copy)]
struct Run {
    open: bool,
    bold: Option<bool>,
    hidden: bool,
}

struct BodyReader<'s> {
    styles: &'s StyleOf,
    links: &'s HashMap<String, String>,
    collector: Collector,
    /// Names of bookmarks between two paragraphs.
    bookmarks: Vec<String>,
    open: Vec<OpenParagraph>,
    /// Paragraphs of text boxes, which follow the one that they hang on.
    boxed: Vec<DocumentParagraph>,
    run: Run,
    /// In the properties of a paragraph or run.
    properties: u32,
    in_run_properties: bool,
    /// The element that is passed over.
    skipping: Skipping,
    reads_words: bool,
    /// Words between the beginning of a field and its result, for each field that is open: an instruction.
    fields: Vec<bool>,
    known_notes: HashMap<(&'static str, String), String>,
    /// Notes of a part that holds them.
    notes: Vec<(String, String)>,
    note: Option<(String, String)>,
}

impl<'s> BodyReader<'s> {
    fn new(styles: &'s StyleOf, links: &'s HashMap<String, String>) -> Self {
        Self {
            styles,
            links,
            collector: Collector::default(),
            bookmarks: Vec::new(),
            open: Vec::new(),
            boxed: Vec::new(),
            run: Run::default(),
            properties: 0,
            in_run_properties: false,
            skipping: Skipping::default(),
            reads_words: false,
            fields: Vec::new(),
            known_notes: HashMap::new(),
            notes: Vec::new(),
            note: None,
        }
    }

    fn put(&mut self, words: &str) {
        if self.fields.iter().any(|instruction| *instruction) {
            return;
        }
        let run = self.run;
        let letters = words.chars().filter(|sign| !sign.is_whitespace()).count();
        if run.hidden {
            self.collector.dropped.hidden += letters as u64;
            return;
        }
        if let Some(open) = self.open.last_mut() {
            open.letters += letters;
            open.bold += if run.bold.unwrap_or(open.style_bold) { letters } else { 0 };
            open.paragraph.text.push_str(words);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.run = open.outer_run;
        let mut paragraph = open.paragraph;
        paragraph.is_bold = open.letters > 0 && open.bold == open.letters;
        if let Some((_, words)) = &mut self.note {
            words.push_str(paragraph.text.trim());
            words.push('\n');
        } else if self.open.is_empty() {
            self.collector.paragraph(paragraph);
            self.collector.page_ended |= open.ends_section;
            for boxed in std::mem::take(&mut self.boxed) {
                self.collector.paragraph(boxed);
            }
        } else {
            self.boxed.push(paragraph);
        }
    }

    fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.end_paragraph();
        }
    }

    fn property(&mut self, element: &XmlElement<'_>) {
        let value = || element.attribute("val").unwrap_or_default();
        if self.in_run_properties {
            // Those of the paragraph's own mark are no run's.
            if self.run.open {
                match element.name {
                    "b" => self.run.bold = Some(element.is_on()),
                    "vanish" => self.run.hidden = element.is_on(),
                    _ => {}
                }
            }
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        match element.name {
            "pStyle" => {
                let found = self.styles.get(&value()).copied();
                let (style, bold) =
                    found.unwrap_or_else(|| (styles::named(&value()).unwrap_or_default(), false));
                open.style_bold = bold;
                if open.paragraph.style == ParagraphStyle::Plain || style != ParagraphStyle::Plain {
                    open.paragraph.style = style;
                }
            }
            "outlineLvl" => {
                if let Some(level) = value().parse::<u8>().ok().filter(|level| *level < 9) {
                    open.paragraph.style = ParagraphStyle::Heading(level + 1);
                }
            }
            "numPr" if open.paragraph.style == ParagraphStyle::Plain => {
                open.paragraph.style = ParagraphStyle::ListItem;
            }
            "pageBreakBefore" if element.is_on() => open.paragraph.begins_page = true,
            "sectPr" => open.ends_section = true,
            _ => {}
        }
    }

    fn in_run(&mut self, element: &XmlElement<'_>) {
        match element.name {
            "t" => self.reads_words = true,
            "tab" | "ptab" => self.put("\t"),
            "br" | "cr" => match element.attribute("type").as_deref() {
                Some("page") => self.page_break(),
                _ => self.put("\n"),
            },
            "noBreakHyphen" => self.put("\u{2011}"),
            "softHyphen" => self.put("\u{AD}"),
            "sym" => {
                let code = element.attribute("char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                let sign = code.and_then(char::from_u32).filter(|sign| !sign.is_control());
                // Signs of a typeface of its own have no meaning elsewhere.
                let sign =
                    sign.map(|sign| if ('\u{E000}'..='\u{F8FF}').contains(&sign) { '•' } else { sign });
                self.put(sign.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" => self.refer("footnote", element),
            "endnoteReference" => self.refer("endnote", element),
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.push(true),
                Some("separate") => {
                    if let Some(last) = self.fields.last_mut() {
                        *last = false;
                    }
                }
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            _ => {}
        }
    }

    fn page_break(&mut self) {
        match self.open.last_mut() {
            Some(open) if open.paragraph.text.trim().is_empty() => open.paragraph.begins_page = true,
            Some(open) => {
                open.ends_section = true;
                self.put("\n");
            }
            None => self.collector.page_ended = true,
        }
    }

    fn refer(&mut self, kind: &'static str, element: &XmlElement<'_>) {
        let Some(words) = element.attribute("id").and_then(|id| self.known_notes.get(&(kind, id)).cloned())
        else {
            return;
        };
        let number = self.collector.note(words);
        self.put(&format!("[{number}]"));
    }
}

impl XmlVisitor for BodyReader<'_> {
    fn open(&mut self, element: &XmlElement<'_>) {
        if self.skipping.opens() {
            return;
        }
        match element.name {
            "del" | "moveFrom" if self.properties == 0 => self.skipping.begin(Skipped::Deleted),
            "Fallback" | "instrText" | "delText" | "delInstrText" | "rt" | "pPrChange" | "rPrChange"
            | "sectPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" | "tblPrExChange"
            | "numberingChange" => self.skipping.begin(Skipped::Other),
            "p" => {
                let outer_run = std::mem::take(&mut self.run);
                let bookmarks = std::mem::take(&mut self.bookmarks);
                let paragraph = DocumentParagraph { bookmarks, ..DocumentParagraph::default() };
                self.open.push(OpenParagraph { paragraph, outer_run, ..OpenParagraph::default() });
            }
            "pPr" => self.properties += 1,
            "rPr" => {
                self.properties += 1;
                self.in_run_properties = true;
            }
            "r" => self.run = Run { open: true, ..Run::default() },
            "tbl" => self.collector.begin_table(),
            "tc" => self.collector.begin_cell(),
            "bookmarkStart" => match self.open.last_mut() {
                Some(open) => open.paragraph.bookmarks.extend(element.attribute("name")),
                None => self.bookmarks.extend(element.attribute("name")),
            },
            "hyperlink" => {
                let target = element.attribute("id").and_then(|id| self.links.get(&id)).cloned();
                if let (Some(open), Some(target)) = (self.open.last_mut(), target) {
                    open.paragraph.links.push(target);
                }
            }
            "footnote" | "endnote" => {
                let separator = element.attribute("type").is_some_and(|kind| kind != "normal");
                let id = element.attribute("id").filter(|_| !separator);
                self.note = Some((id.unwrap_or_default(), String::new()));
            }
            _ if self.properties > 0 => self.property(element),
            _ if self.run.open => self.in_run(element),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipping.closes() {
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.properties = self.properties.saturating_sub(1),
            "rPr" => {
                self.properties = self.properties.saturating_sub(1);
                self.in_run_properties = false;
            }
            "r" => self.run.open = false,
            "t" => self.reads_words = false,
            "tr" => self.collector.end_row(),
            "tbl" => self.collector.end_table(),
            "footnote" | "endnote" => {
                self.notes.extend(self.note.take().filter(|(id, _)| !id.is_empty()));
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if !self.skipping.takes(words, &mut self.collector.dropped) && self.reads_words {
            self.put(words);
        }
    }
}
