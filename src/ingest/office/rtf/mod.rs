//! Rich text. The result of a field is kept and its instruction dropped; pictures, objects, headers and footers are no
//! part of the text; rows of tables have tabs between their cells.

mod state;
mod tokens;

use super::OfficeText;
use super::code_pages::CodePage;
use super::collector::Collector;
use super::parts::confirmed;
use super::styles;
use crate::base::Progress;
use crate::ingest::decode::CHUNK;
use crate::ingest::document::{Document, DocumentParagraph, ParagraphStyle};
use crate::ingest::{IngestError, go_on};
use state::{Destination, RtfGroup};
use std::collections::HashMap;
use tokens::{Token, Tokens};

/// Groups in each other that are told apart; deeper ones are part of the one around them.
const DEEPEST: usize = 1000;
/// The longest name of a style, typeface or bookmark that is kept, in bytes.
const NAME: usize = 400;

/// Reads rich text.
///
/// # Errors
/// When the caller asked to stop.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<OfficeText, IngestError> {
    let mut reader = RtfReader::new();
    let mut tokens = Tokens::of(bytes);
    let mut looked = 0;
    while let Some(token) = tokens.next() {
        if tokens.at - looked >= CHUNK {
            looked = tokens.at;
            go_on(progress)?;
        }
        reader.take(token);
        if reader.groups.is_empty() && reader.began {
            break;
        }
    }
    let whole = reader.groups.is_empty();
    reader.flush();
    reader.close_group_at_end();
    let info = std::mem::take(&mut reader.info);
    let (paragraphs, dropped) = reader.collector.finish();
    let of = |name: &str| info.get(name).cloned().unwrap_or_default();
    let keywords = of("keywords").split([',', ';']).map(str::to_owned).collect();
    let known = confirmed(&of("title"), &of("author"), keywords, &paragraphs);
    Ok(OfficeText { document: Document { paragraphs, known }, dropped, whole })
}

struct RtfReader {
    groups: Vec<RtfGroup>,
    began: bool,
    /// Groups deeper than are told apart.
    deeper: usize,
    /// A group began with `\*`: it is passed over unless its word is known.
    ignorable: bool,
    /// Bytes to be decoded together.
    pending: Vec<u8>,
    /// Bytes that stand for a sign given as `\u` and are passed over.
    stand_ins: usize,
    /// The first half of a sign given in two halves.
    high: Option<u16>,
    page: CodePage,
    fonts: HashMap<i32, CodePage>,
    font: i32,
    styles: HashMap<i32, ParagraphStyle>,
    style: i32,
    /// Words of a destination that is no text.
    name: String,
    info: HashMap<&'static str, String>,
    collector: Collector,
    open: DocumentParagraph,
    letters: usize,
    bold: usize,
    in_row: bool,
    begins_page: bool,
    /// What a note of the foot interrupts.
    interrupted: Option<(DocumentParagraph, usize, usize)>,
}

impl RtfReader {
    fn new() -> Self {
        let windows = CodePage::Encoded(encoding_rs::WINDOWS_1252);
        Self {
            groups: Vec::new(),
            began: false,
            deeper: 0,
            ignorable: false,
            pending: Vec::new(),
            stand_ins: 0,
            high: None,
            page: windows,
            fonts: HashMap::new(),
            font: 0,
            styles: HashMap::new(),
            style: 0,
            name: String::new(),
            info: HashMap::new(),
            collector: Collector::default(),
            open: DocumentParagraph::default(),
            letters: 0,
            bold: 0,
            in_row: false,
            begins_page: false,
            interrupted: None,
        }
    }

    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Open => {
                self.flush();
                self.stand_ins = 0;
                if self.groups.len() >= DEEPEST {
                    self.deeper += 1;
                    return;
                }
                self.began = true;
                let group = self.groups.last().cloned().unwrap_or_default();
                self.groups.push(RtfGroup { began_here: false, ..group });
            }
            Token::Close => {
                self.flush();
                self.stand_ins = 0;
                self.ignorable = false;
                if self.deeper > 0 {
                    self.deeper -= 1;
                } else if let Some(group) = self.groups.pop() {
                    self.end_of(&group);
                }
            }
            Token::Word(name, number) => self.word(name, number),
            Token::Symbol(sign) => self.symbol(sign),
            Token::Byte(byte) => {
                if self.stand_ins > 0 {
                    self.stand_ins -= 1;
                } else {
                    self.pending.push(byte);
                }
            }
            Token::Text(bytes) => {
                let passed = self.stand_ins.min(bytes.len());
                self.stand_ins -= passed;
                if !self.groups.is_empty() && self.group().destination != Destination::Skipped {
                    self.pending.extend_from_slice(&bytes[passed..]);
                }
            }
        }
    }

    fn group(&self) -> RtfGroup {
        self.groups.last().cloned().unwrap_or_default()
    }

    fn with_group(&mut self, change: impl FnOnce(&mut RtfGroup)) {
        if let Some(group) = self.groups.last_mut() {
            change(group);
        }
    }

    /// The bytes so far become words.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let page = self.group().page.unwrap_or(self.page);
        let words = page.decode(&bytes);
        self.put(&words);
    }

    fn put(&mut self, words: &str) {
        self.high = None;
        let group = self.group();
        match group.destination {
            Destination::Skipped => {}
            Destination::Text => {
                let letters = words.chars().filter(|sign| !sign.is_whitespace()).count();
                if group.deleted {
                    self.collector.dropped.deleted += letters as u64;
                } else if group.hidden {
                    self.collector.dropped.hidden += letters as u64;
                } else {
                    self.letters += letters;
                    self.bold += if group.bold { letters } else { 0 };
                    self.open.text.push_str(words);
                }
            }
            _ if self.name.len() < NAME => self.name.push_str(words),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        self.flush();
        self.stand_ins = self.group().stand_ins;
        let unit = number.rem_euclid(0x1_0000) as u16;
        let sign = match (self.high, unit) {
            (_, 0xD800..=0xDBFF) => {
                self.high = Some(unit);
                return;
            }
            (Some(high), 0xDC00..=0xDFFF) => {
                char::decode_utf16([high, unit]).next().and_then(Result::ok).unwrap_or('\u{FFFD}')
            }
            // Signs of a typeface of its own.
            (_, 0xF020..=0xF0FF) => super::code_pages::symbol((unit - 0xF000) as u8),
            _ => char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}'),
        };
        if sign == '\u{0}' || (sign.is_control() && sign != '\t') {
            return;
        }
        self.put(sign.encode_utf8(&mut [0; 4]));
    }

    fn symbol(&mut self, sign: u8) {
        if self.stand_ins > 0 && !matches!(sign, b'*') {
            self.stand_ins -= 1;
            return;
        }
        match sign {
            b'\\' | b'{' | b'}' => self.pending.push(sign),
            b'*' => self.ignorable = true,
            b'~' => self.sign("\u{A0}"),
            b'-' => self.sign("\u{AD}"),
            b'_' => self.sign("\u{2011}"),
            b'\r' | b'\n' => self.end_paragraph(),
            b'\t' => self.sign("\t"),
            _ => {}
        }
    }

    fn sign(&mut self, words: &str) {
        self.flush();
        self.put(words);
    }

    /// A paragraph ends; in a table it is one of the open cell.
    fn end_paragraph(&mut self) {
        self.flush();
        if self.group().destination != Destination::Text {
            return;
        }
        if self.interrupted.is_some() {
            self.open.text.push('\n');
            return;
        }
        if self.group().in_table && !self.in_row {
            self.begin_row();
        } else if !self.group().in_table && self.in_row {
            self.end_table();
        }
        let mut paragraph = std::mem::take(&mut self.open);
        let group = self.group();
        paragraph.is_bold = self.letters > 0 && self.letters == self.bold;
        paragraph.style = match (group.level, self.styles.get(&self.style)) {
            (Some(level), _) => ParagraphStyle::Heading(level),
            (None, Some(style)) => *style,
            (None, None) if group.listed => ParagraphStyle::ListItem,
            (None, None) => ParagraphStyle::Plain,
        };
        paragraph.begins_page |= std::mem::take(&mut self.begins_page);
        (self.letters, self.bold) = (0, 0);
        self.collector.paragraph(paragraph);
    }

    fn begin_row(&mut self) {
        if !self.in_row {
            self.in_row = true;
            self.collector.begin_table();
            self.collector.begin_cell();
        }
    }

    fn end_cell(&mut self) {
        if self.group().destination == Destination::Text {
            self.with_group(|group| group.in_table = true);
            self.begin_row();
            self.end_paragraph();
            self.collector.begin_cell();
        }
    }

    fn end_row(&mut self) {
        if self.group().destination == Destination::Text && self.in_row {
            self.end_open_paragraph();
            self.end_table();
        }
    }

    fn end_table(&mut self) {
        self.in_row = false;
        // The cell after the last one was begun and is empty.
        self.collector.drop_empty_cell();
        self.collector.end_table();
    }

    fn page_break(&mut self) {
        self.flush();
        if self.group().destination == Destination::Text {
            self.end_open_paragraph();
            self.begins_page = true;
        }
    }

    fn end_open_paragraph(&mut self) {
        self.flush();
        if !self.open.text.trim().is_empty() {
            self.end_paragraph();
        }
    }

    fn close_group_at_end(&mut self) {
        self.groups = vec![RtfGroup { destination: Destination::Text, ..RtfGroup::default() }];
        self.end_note();
        if !self.open.text.trim().is_empty() {
            let in_row = self.in_row;
            self.with_group(|group| group.in_table = in_row);
            self.end_paragraph();
        }
        if self.in_row {
            self.end_table();
        }
    }

    /// A note of the foot begins: what it interrupts is laid aside.
    fn begin_note(&mut self) {
        if self.interrupted.is_none() && self.group().destination == Destination::Text {
            self.flush();
            self.interrupted = Some((std::mem::take(&mut self.open), self.letters, self.bold));
            self.with_group(|group| group.note = true);
        } else {
            self.with_group(|group| group.destination = Destination::Skipped);
        }
    }

    fn end_note(&mut self) {
        let Some((open, letters, bold)) = self.interrupted.take() else { return };
        let words = std::mem::replace(&mut self.open, open).text;
        (self.letters, self.bold) = (letters, bold);
        if !words.trim().is_empty() {
            let number = self.collector.note(words);
            self.open.text.push_str(&format!("[{number}]"));
        }
    }
}
