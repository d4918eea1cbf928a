//! Short content strings in the interface: titles, quotes, claim wordings, in any script.

use super::{Align, BaseDir, FontRole, ParaLayout, ParaRequest, Span, SpanStyle, TextEngine, base_direction};

/// A short text to lay out. All lengths in points.
#[derive(Clone, Copy, Debug)]
pub struct LabelSpec<'a> {
    /// Line breaks in it count as spaces.
    pub text: &'a str,
    pub role: FontRole,
    pub size: f32,
    /// 100 to 900.
    pub weight: f32,
    pub italic: bool,
    pub underline: bool,
    /// Times the size.
    pub line_height: f32,
    /// May be infinite.
    pub max_width: f32,
    /// Beyond this many lines the text ends in an ellipsis; 0: no limit.
    pub max_lines: usize,
    pub base: BaseDir,
    pub align: Align,
    /// BCP 47.
    pub lang: Option<&'a str>,
    /// Bytes set stronger, in the second colour where the painter is given two; empty when the ends meet.
    pub strong: (u32, u32),
}

/// Weight of the strong words in a label.
const STRONG: f32 = 560.0;

impl<'a> LabelSpec<'a> {
    /// One line of the working face, as wide as it likes.
    pub fn new(text: &'a str, size: f32) -> Self {
        Self {
            text,
            role: FontRole::Sans,
            size,
            weight: 400.0,
            italic: false,
            underline: false,
            line_height: 1.35,
            max_width: f32::INFINITY,
            max_lines: 1,
            base: BaseDir::Auto,
            align: Align::Start,
            lang: None,
            strong: (0, 0),
        }
    }

    /// All but text and language, comparable and hashable.
    pub(super) fn bits(&self) -> [u32; 13] {
        [
            self.role as u32,
            self.size.to_bits(),
            self.weight.to_bits(),
            u32::from(self.italic),
            u32::from(self.underline),
            self.line_height.to_bits(),
            self.max_width.to_bits(),
            u32::try_from(self.max_lines).unwrap_or(u32::MAX),
            self.base as u32,
            self.align as u32,
            self.strong.0,
            self.strong.1,
            0,
        ]
    }

    fn style(&self) -> SpanStyle {
        SpanStyle {
            role: self.role,
            weight: self.weight,
            italic: self.italic,
            underline: self.underline,
            ..SpanStyle::default()
        }
    }

    /// The strong words, as far as they are inside `text`.
    fn spans(&self, text: &str) -> Vec<Span> {
        let end = text.floor_char_boundary(self.strong.1 as usize) as u32;
        let style = SpanStyle { weight: STRONG.max(self.weight), colour: 1, ..self.style() };
        if self.strong.0 < end { vec![Span { bytes: self.strong.0..end, style }] } else { Vec::new() }
    }

    fn request<'t>(&self, text: &'t str, spans: &'t [Span], px_per_pt: f32, base: BaseDir) -> ParaRequest<'t>
    where
        'a: 't,
    {
        ParaRequest {
            text,
            style: self.style(),
            spans,
            base,
            lang: self.lang,
            size_pt: self.size,
            line_height: self.line_height,
            px_per_pt,
            width_px: self.max_width * px_per_pt,
            align: self.align,
        }
    }
}

/// How much of a text is taken to fit: the width of a letter times the size, and letters beyond the room. First as most
/// letters are, then as the narrowest.
const FIRST_GUESS: (f32, usize) = (0.4, 24);
const LAST_GUESS: (f32, usize) = (0.15, 64);

/// Lays a label out, with an ellipsis where it is too long. Bytes of the layout are bytes of the text up to there.
pub(super) fn layout(engine: &mut dyn TextEngine, spec: &LabelSpec<'_>, px_per_pt: f32) -> ParaLayout {
    let base = match spec.base {
        BaseDir::Auto => base_direction(spec.text),
        dir => dir,
    };
    let mut shaped = |guess: (f32, usize)| {
        let text = one_line(worth_shaping(spec, guess));
        let p = engine.layout(&spec.request(&text, &spec.spans(&text), px_per_pt, base));
        (text, p)
    };
    let (mut text, mut p) = shaped(FIRST_GUESS);
    if text.len() < spec.text.len() && p.lines.len() <= spec.max_lines {
        (text, p) = shaped(LAST_GUESS);
    }
    if too_long(&p, spec, &text) {
        p = with_ellipsis(engine, spec, px_per_pt, base, &text, &p);
    }
    p.glyphs.forget_source();
    p
}

fn too_long(p: &ParaLayout, spec: &LabelSpec<'_>, text: &str) -> bool {
    spec.max_lines > 0 && (p.lines.len() > spec.max_lines || text.len() < spec.text.len())
}

/// The beginning of the text that could possibly be seen.
fn worth_shaping<'a>(spec: &LabelSpec<'a>, (letter, beyond): (f32, usize)) -> &'a str {
    if spec.max_lines == 0 || !spec.max_width.is_finite() {
        return spec.text;
    }
    let per_line = spec.max_width / (spec.size * letter).max(0.1);
    let chars = (per_line.max(1.0) as usize).saturating_mul(spec.max_lines) + beyond;
    match spec.text.char_indices().nth(chars) {
        Some((at, _)) => &spec.text[..at],
        None => spec.text,
    }
}

fn one_line(text: &str) -> std::borrow::Cow<'_, str> {
    let breaks = |c| matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return text.into();
    }
    // As many bytes as before, so that positions stay true.
    text.chars()
        .flat_map(|c| {
            let n = if breaks(c) { c.len_utf8() } else { 1 };
            std::iter::repeat_n(if breaks(c) { ' ' } else { c }, n)
        })
        .collect::<String>()
        .into()
}

fn with_ellipsis(
    engine: &mut dyn TextEngine,
    spec: &LabelSpec<'_>,
    px_per_pt: f32,
    base: BaseDir,
    text: &str,
    full: &ParaLayout,
) -> ParaLayout {
    let last = spec.max_lines.min(full.lines.len()) - 1;
    let line = &full.lines[last];
    let mut cut = line.bytes.end as usize;
    loop {
        let kept = text[..cut].trim_end();
        let shown = format!("{kept}…");
        let p = engine.layout(&spec.request(&shown, &spec.spans(kept), px_per_pt, base));
        if p.lines.len() <= spec.max_lines || kept.is_empty() {
            return p;
        }
        cut = kept.len();
        // A little more than the overflow each time would be faster; labels are short.
        cut = before(full, cut);
    }
}

/// The start of the cluster before a byte.
fn before(p: &ParaLayout, byte: usize) -> usize {
    let last = byte.checked_sub(1).and_then(|b| p.cluster_of(b as u32));
    last.map_or(0, |i| p.clusters[i].byte as usize)
}
