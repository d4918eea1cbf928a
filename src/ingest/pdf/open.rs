//! Opens a file of PDF and reads its pages, each for itself, so that a damaged one costs no other.

use super::content::{PageContent, content_of};
use super::fonts::FontShelf;
use super::page::{PageLines, lines_of};
use super::unpack::{has_bomb, text_of};
use crate::base::Progress;
use crate::ingest::{IngestError, go_on};
use crate::message;
use hayro_syntax::object::{Array, Dict, Name};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most pages that are read.
pub(super) const PAGES: usize = 5_000;
/// The most glyphs that are read.
const GLYPHS: usize = 20_000_000;
/// Arrays and dictionaries in each other at most.
const NESTED: usize = 200;
/// The most notes and fields of a page that are counted.
const NOTES: usize = 10_000;
/// The part of a page that a picture fills which is a scan.
const SCAN: f32 = 0.4;
/// Glyphs without letters that make a page unreadable, as a part of all.
const UNMAPPED: f32 = 0.3;
/// Bytes at the end of a file in which its end is told.
const TAIL: usize = 2_048;

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageState {
    Read,
    /// Nothing is on it.
    Blank,
    /// A picture without text.
    Picture,
    /// Its fonts do not say which letters their glyphs are.
    Unmapped,
    /// It cannot be read.
    Damaged,
}

/// The pages of a file.
#[derive(Debug, Default)]
pub(super) struct PagedFile {
    pub pages: Vec<PageLines>,
    pub states: Vec<PageState>,
    /// Pages of which a part could not be read, counted from 1.
    pub broken: Vec<usize>,
    /// Pages that have more than is read.
    pub cut: Vec<usize>,
    /// Pages that the file says it has.
    pub announced: usize,
    /// Glyphs on readable pages whose letters are not known.
    pub unmapped: usize,
    pub slanted: usize,
    pub outside: usize,
    /// Notes on the pages and fields of forms.
    pub notes: usize,
    /// Whether the file's end is missing or its table of parts is damaged.
    pub is_damaged: bool,
    pub title: String,
    pub author: String,
    /// Whether a browser made it: those divide words only where a page tells them to.
    pub is_of_browser: bool,
}

/// What programs call themselves that print pages as browsers do.
const BROWSERS: [&str; 5] = ["Skia/PDF", "Chromium", "HeadlessChrome", "Mozilla", "wkhtmltopdf"];

fn damaged() -> IngestError {
    IngestError::Damaged { reason: message!("ingest-pdf-damaged") }
}

/// Reads the pages of a file.
///
/// # Errors
/// When it cannot be opened, or the caller asked to stop.
pub(super) fn pages(bytes: &[u8], progress: &Progress) -> Result<PagedFile, IngestError> {
    if is_nested(bytes) {
        return Err(damaged());
    }
    if has_bomb(bytes) {
        return Err(IngestError::Damaged { reason: message!("ingest-pdf-unpacks") });
    }
    go_on(progress)?;
    let bytes_of_file = bytes.to_vec();
    // The library that reads the file is made not to panic; where it does, the file is told to be damaged.
    let opened = catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes_of_file)));
    let pdf = match opened {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            return Err(IngestError::Locked);
        }
        Ok(Err(LoadPdfError::Decryption(_))) => {
            return Err(IngestError::Damaged { reason: message!("ingest-pdf-encryption") });
        }
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => return Err(damaged()),
    };
    let mut out = PagedFile { is_damaged: is_cut(bytes), ..PagedFile::default() };
    let about = catch_unwind(AssertUnwindSafe(|| about(&pdf)));
    (out.announced, out.title, out.author, out.is_of_browser) = about.unwrap_or_default();
    let pages = pdf.pages();
    let mut fonts = FontShelf::new();
    let (mut column, mut glyphs, mut told) = (0, 0, 0);
    let count = pages.len().min(PAGES);
    out.announced = out.announced.max(pages.len());
    for (at, page) in pages.iter().take(count).enumerate() {
        go_on(progress)?;
        if glyphs >= GLYPHS {
            out.cut.extend(at + 1..=count);
            break;
        }
        let read = catch_unwind(AssertUnwindSafe(|| content_of(page, &mut fonts)));
        let content = read.unwrap_or_else(|_| {
            fonts = FontShelf::new();
            PageContent { is_damaged: true, ..PageContent::default() }
        });
        glyphs += content.glyphs.len();
        out.notes += notes(page);
        out.take(content, at, &mut column);
        let now = bytes.len() as u64 * (at as u64 + 1) / count.max(1) as u64;
        progress.advance(now - std::mem::replace(&mut told, now));
    }
    progress.advance(bytes.len() as u64 - told);
    Ok(out)
}

impl PagedFile {
    fn take(&mut self, content: PageContent, at: usize, column: &mut usize) {
        let letters = content.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
        let state = state(&content, letters);
        if content.is_damaged && state != PageState::Damaged {
            self.broken.push(at + 1);
        }
        if content.is_cut {
            self.cut.push(at + 1);
        }
        self.slanted += content.slanted;
        self.outside += content.outside;
        self.states.push(state);
        if state == PageState::Read {
            self.unmapped += content.unmapped;
            self.pages.push(lines_of(content, at, column));
        } else {
            self.pages.push(PageLines { height: content.height, ..PageLines::default() });
        }
    }

    /// The pages of a state, counted from 1.
    pub fn of(&self, state: PageState) -> Vec<usize> {
        (1..=self.states.len()).filter(|at| self.states[at - 1] == state).collect()
    }
}

fn state(content: &PageContent, letters: usize) -> PageState {
    let all = letters + content.unmapped;
    let filled: f32 = content.pictures.iter().map(|at| (at[2] - at[0]) * (at[3] - at[1])).sum();
    if content.unmapped as f32 > all as f32 * UNMAPPED && content.unmapped > 8 {
        PageState::Unmapped
    } else if letters > 0 {
        PageState::Read
    } else if filled > content.width * content.height * SCAN {
        PageState::Picture
    } else if content.is_damaged {
        PageState::Damaged
    } else {
        PageState::Blank
    }
}

/// How many pages the file says it has, its title and its author, and whether a browser made it.
fn about(pdf: &Pdf) -> (usize, String, String, bool) {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let announced =
        catalog.and_then(|dict| dict.get::<Dict<'_>>("Pages")).and_then(|dict| dict.get::<u32>("Count"));
    let about = pdf.metadata();
    let words = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(super::unpack::words_of).unwrap_or_default();
    let makers = [words(&about.producer), words(&about.creator)];
    let is_of_browser = makers.iter().any(|maker| BROWSERS.iter().any(|browser| maker.contains(browser)));
    let announced = announced.map_or(0, |count| count as usize);
    (announced, words(&about.title), words(&about.author), is_of_browser)
}

/// Notes with words on a page, and fields of forms.
fn notes(page: &Page<'_>) -> usize {
    let count = || {
        let Some(notes) = page.raw().get::<Array<'_>>("Annots") else { return 0 };
        let of = |note: &Dict<'_>| {
            let kind = note.get::<Name<'_>>("Subtype");
            let is = |name: &str| kind.as_ref().is_some_and(|kind| kind.as_str() == name);
            is("Widget")
                || !is("Link")
                    && !is("Popup")
                    && text_of(note, "Contents").is_some_and(|words| !words.is_empty())
        };
        notes.iter::<Dict<'_>>().take(NOTES).filter(of).count()
    };
    catch_unwind(AssertUnwindSafe(count)).unwrap_or(0)
}

/// Whether the end of the file is missing, or does not say where the table of its parts is.
fn is_cut(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let Some(at) = memchr::memmem::rfind(tail, b"startxref") else { return true };
    let digits: String = tail[at + 9..]
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(char::is_ascii_whitespace)
        .take_while(char::is_ascii_digit)
        .collect();
    let Some(table) = digits.parse().ok().and_then(|place: usize| bytes.get(place..)) else { return true };
    // Junk before the first line moves all places.
    let junk = memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").unwrap_or(0);
    let moved = table.get(junk..).unwrap_or(table);
    let is_table = |bytes: &[u8]| {
        let bytes = bytes.trim_ascii_start();
        bytes.starts_with(b"xref") || bytes.first().is_some_and(u8::is_ascii_digit)
    };
    !is_table(table) && !is_table(moved)
}

/// Whether arrays or dictionaries lie so deep in each other as no program writes them.
fn is_nested(bytes: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'[', b']', b'<', &bytes[at..]) {
        let here = at + found;
        at = here + 1;
        match bytes[here] {
            b'[' => depth += 1,
            b'<' if bytes.get(here + 1) == Some(&b'<') => {
                depth += 1;
                at += 1;
            }
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > NESTED {
            // What is packed looks like anything; only what is all brackets is meant.
            let before = &bytes[here.saturating_sub(NESTED * 4)..here];
            let brackets = before.iter().filter(|byte| matches!(byte, b'[' | b'<')).count();
            if brackets >= NESTED {
                return true;
            }
            depth = 0;
        }
    }
    false
}
