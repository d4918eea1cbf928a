//! Fonts: which letters the codes of a text stand for, and how wide they are.

use hayro_font::kurbo::Vec2;
use hayro_font::{CMapResolverFn, FallbackFontQuery, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Dict, Name};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Codes of a font that are kept.
const CODES: usize = 70_000;

/// A code of a font.
#[derive(Debug, Clone)]
pub(super) struct FontCode {
    /// Its letters; `None` where the font does not say.
    pub text: Option<Rc<str>>,
    /// How far it moves, in thousandths of the size.
    pub advance: Vec2,
}

/// A font of a document.
pub(super) struct LoadedFont<'a> {
    font: Font<'a>,
    codes: RefCell<FxHashMap<u32, FontCode>>,
    pub is_bold: bool,
    pub is_horizontal: bool,
    /// The height of its letters at size 1; 1 for all fonts but those that are drawn by the document.
    pub height: f64,
}

impl LoadedFont<'_> {
    /// The code at a place of a string and how many bytes it has.
    pub fn next(&self, bytes: &[u8], at: usize) -> (FontCode, u32, usize) {
        let (code, length) = self.font.read_code(bytes, at);
        let length = length.max(1);
        if let Some(known) = self.codes.borrow().get(&code) {
            return (known.clone(), code, length);
        }
        let advance = self.font.code_advance(code);
        let unicode = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let mut text = unicode.and_then(|found| match found {
            hayro_font::hayro_cmap::BfString::Char(letter) => letters(std::iter::once(letter)),
            hayro_font::hayro_cmap::BfString::String(several) => letters(several.chars()),
        });
        if text.is_none() && code == 32 && length == 1 {
            text = Some(" ".into());
        }
        let found = FontCode { text, advance };
        let mut codes = self.codes.borrow_mut();
        if codes.len() < CODES {
            codes.insert(code, found.clone());
        }
        (found, code, length)
    }
}

/// The letters that a glyph stands for; `None` where they are none that anybody can read.
pub(super) fn letters(found: impl Iterator<Item = char>) -> Option<Rc<str>> {
    let mut out = String::new();
    for letter in found.take(64) {
        match letter {
            // Ligatures and letters by their forms.
            '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => out.extend(std::iter::once(letter).nfkc()),
            '\t' | '\n' | '\r' | '\u{2000}'..='\u{200A}' => out.push(' '),
            // Signs of Symbol and Wingdings that begin items of lists.
            '\u{F0B7}' | '\u{F06C}' | '\u{F09F}' => out.push('•'),
            '\u{F0A7}' | '\u{F06E}' => out.push('▪'),
            '\u{F0D8}' => out.push('➢'),
            '\u{F0FC}' => out.push('✓'),
            '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{F0000}'.. => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    (!out.is_empty()).then(|| out.into())
}

/// The fonts of a document.
pub(super) struct FontShelf<'a> {
    cache: FontCache<'a>,
    loaded: FxHashMap<(usize, usize), Option<Rc<LoadedFont<'a>>>>,
    fonts: FontResolverFn,
    maps: CMapResolverFn,
}

impl<'a> FontShelf<'a> {
    pub fn new() -> Self {
        let fonts: FontResolverFn = Arc::new(|query: &FontQuery| {
            let standard = match query {
                FontQuery::Standard(standard) => *standard,
                FontQuery::Fallback(query) => FallbackFontQuery::pick_standard_font(query),
            };
            Some(standard.get_font_data())
        });
        Self {
            cache: FontCache::new(),
            loaded: FxHashMap::default(),
            fonts,
            maps: Arc::new(hayro_font::hayro_cmap::load_embedded),
        }
    }

    /// The font of a dictionary; `None` where it cannot be read.
    pub fn font(&mut self, dict: &Dict<'a>) -> Option<Rc<LoadedFont<'a>>> {
        let key = (dict.data().as_ptr().addr(), dict.data().len());
        if let Some(known) = self.loaded.get(&key) {
            return known.clone();
        }
        let font = self.cache.font(dict, &self.fonts, &self.maps);
        let loaded = font.map(|font| {
            let is_horizontal = font.is_horizontal();
            Rc::new(LoadedFont {
                font,
                codes: RefCell::default(),
                is_bold: is_bold(dict),
                is_horizontal,
                height: drawn_height(dict).unwrap_or(1.0),
            })
        });
        self.loaded.insert(key, loaded.clone());
        loaded
    }
}

fn is_bold(dict: &Dict<'_>) -> bool {
    let name =
        dict.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_ascii_lowercase()).unwrap_or_default();
    let weight = dict.get::<Dict<'_>>("FontDescriptor").and_then(|dict| dict.get::<f32>("FontWeight"));
    ["bold", "black", "heavy", "semibd", "demi"].iter().any(|word| name.contains(word))
        || weight.is_some_and(|weight| weight >= 600.0)
}

/// The height of the letters of a font that the document draws itself, at size 1.
fn drawn_height(dict: &Dict<'_>) -> Option<f64> {
    let kind = dict.get::<Name<'_>>("Subtype")?;
    if kind.as_str() != "Type3" {
        return None;
    }
    let matrix = dict.get::<[f64; 6]>("FontMatrix")?;
    let bounds = dict.get::<[f64; 4]>("FontBBox")?;
    let height = ((bounds[3] - bounds[1]) * matrix[3]).abs();
    (height.is_finite() && height > 1e-6).then_some(height)
}
