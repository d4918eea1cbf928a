//! The parley engine: request → shaped and wrapped text → table.
//!
//! Does not answer questions about geometry (`table.rs`) and does not paint.

use fontique::{FontStyle, FontWeight, Language};
use parley::{
    Alignment, AlignmentOptions, BaseDirection, FontFamily, FontVariation, FontVariations, Layout,
    LayoutContext, LineHeight, OverflowWrap, RangedBuilder, StyleProperty, setting::Tag,
};

use super::{
    Align, BaseDir, FontRole, Fonts, ParaLayout, ParaRequest, Span, SpanStyle, TextEngine, base_direction,
    build::{self, Ink},
    fonts::Stack,
    scripts,
};

/// Lays out with parley. Reuses its scratch space: keep one per thread.
pub struct ParleyEngine {
    fonts: Fonts,
    cx: LayoutContext<Ink>,
    scratch: Layout<Ink>,
}

impl ParleyEngine {
    /// An engine over these fonts.
    pub fn new(fonts: Fonts) -> Self {
        Self { fonts, cx: LayoutContext::new(), scratch: Layout::new() }
    }

    /// The font database, for instance to hand a clone to a worker.
    pub fn fonts(&mut self) -> &mut Fonts {
        &mut self.fonts
    }

    fn shape(&mut self, r: &ParaRequest<'_>) {
        let script = scripts::dominant_script(r.text);
        let lang = effective_lang(r, script);
        let mut stack = |role| self.fonts.stack(role, script, r.lang, r.text);
        let base = stack(r.style.role);
        let spans: Vec<(&Span, Stack)> =
            r.spans.iter().filter(|s| valid(s, r.text)).map(|s| (s, stack(s.style.role))).collect();
        let px = (r.size_pt * r.px_per_pt).max(1.0);
        let mut b = self.cx.ranged_builder(&mut self.fonts.cx, r.text, 1.0, true);
        b.push_default(StyleProperty::Locale(lang));
        b.push_default(OverflowWrap::Anywhere);
        let line = (r.line_height * px).round().max(1.0);
        b.push_default(LineHeight::Absolute(line));
        let size = Size { px, pt: r.size_pt };
        push_style(&r.style, &base, size, r.text, &mut |p| b.push_default(p));
        for (span, stack) in &spans {
            let bytes = span.bytes.start as usize..span.bytes.end as usize;
            push_span(&mut b, span, stack, size, &r.text[bytes.clone()], bytes);
        }
        let dir = match r.base {
            BaseDir::Auto => base_direction(r.text),
            dir => dir,
        };
        b.set_base_direction(match dir {
            BaseDir::Rtl => BaseDirection::Rtl,
            _ => BaseDirection::Ltr,
        });
        b.build_into(&mut self.scratch, r.text);
    }
}

impl TextEngine for ParleyEngine {
    fn layout(&mut self, r: &ParaRequest<'_>) -> ParaLayout {
        self.shape(r);
        // Line breaking before the copy: what is copied has no spare capacity.
        wrap(&mut self.scratch, r.width_px);
        let line = (r.line_height * (r.size_pt * r.px_per_pt).max(1.0)).round();
        build::layout(self.scratch.clone(), r.text, r.width_px, r.align, line)
    }

    fn rewrap(&mut self, text: &str, p: &mut ParaLayout, width_px: f32, align: Align) -> bool {
        let Some(mut shaped) = p.glyphs.take_source(text) else {
            return false;
        };
        wrap(&mut shaped, width_px);
        let line = p.lines.first().map_or(1.0, |l| l.y1 - l.y0);
        *p = build::layout(shaped, text, width_px, align, line);
        true
    }
}

fn wrap(layout: &mut Layout<Ink>, width_px: f32) {
    layout.break_all_lines(width_px.is_finite().then_some(width_px.max(1.0)));
    // Places are given by the table; this only clears a former alignment.
    layout.align(Alignment::Start, AlignmentOptions::default());
}

fn effective_lang(r: &ParaRequest<'_>, script: Option<usize>) -> Option<Language> {
    let han = script
        .is_some_and(|i| matches!(&scripts::SCRIPTS[i].tag, b"Hani" | b"Hira" | b"Kana" | b"Hang" | b"Bopo"));
    if han {
        return Language::parse(scripts::han_fonts(r.lang, r.text).lang).ok();
    }
    Language::parse(r.lang?).ok()
}

fn valid(s: &Span, text: &str) -> bool {
    let (a, b) = (s.bytes.start as usize, s.bytes.end as usize);
    a < b && text.is_char_boundary(a) && text.is_char_boundary(b)
}

/// The paragraph's font size.
#[derive(Clone, Copy)]
struct Size {
    px: f32,
    pt: f32,
}

fn push_span(
    b: &mut RangedBuilder<'_, Ink>,
    span: &Span,
    stack: &Stack,
    size: Size,
    text: &str,
    bytes: std::ops::Range<usize>,
) {
    push_style(&span.style, stack, size, text, &mut |p| {
        b.push(p, bytes.clone());
    });
}

fn push_style<'a>(
    s: &SpanStyle,
    stack: &'a Stack,
    size: Size,
    text: &str,
    push: &mut dyn FnMut(StyleProperty<'a, Ink>),
) {
    push(FontFamily::List(std::borrow::Cow::Borrowed(&stack[..])).into());
    push(StyleProperty::FontSize(size.px * s.size));
    let optical = FontVariation::new(Tag::new(b"opsz"), size.pt * s.size);
    push(FontVariations::List(vec![optical].into()).into());
    push(StyleProperty::FontWeight(FontWeight::new(s.weight)));
    push(StyleProperty::FontStyle(if s.italic { FontStyle::Italic } else { FontStyle::Normal }));
    push(StyleProperty::Brush(Ink { colour: s.colour, underline: s.underline }));
    let spacing = if s.letter_spacing == 0.0 || text.chars().any(scripts::tears) {
        0.0
    } else {
        s.letter_spacing * size.px * s.size
    };
    push(StyleProperty::LetterSpacing(spacing));
}

/// A few words in each of the scripts that news comes in, and signs that no font has all of.
const SAMPLES: &[(&str, Option<&str>)] = &[
    ("Ag 0 – “é” ✓ → 🙂 👩🏽‍🚀", None),
    ("Новости Ειδήσεις Նորություններ ახალი", None),
    ("خبر في الصحيفة", Some("ar")),
    ("ידיעה בעיתון", Some("he")),
    ("समाचार पत्र", Some("hi")),
    ("সংবাদপত্র", Some("bn")),
    ("செய்தித்தாள்", Some("ta")),
    ("ข่าวหนังสือพิมพ์", Some("th")),
    ("报纸新闻", Some("zh")),
    ("新聞の記事", Some("ja")),
    ("신문 기사", Some("ko")),
];

impl Fonts {
    /// Loads what the first page, in whatever script, would otherwise wait for. Meant for a worker, which then hands
    /// these fonts over.
    pub fn warm_up(&mut self) {
        let mut engine = ParleyEngine::new(self.clone());
        for role in [FontRole::Serif, FontRole::Sans] {
            for (sample, lang) in SAMPLES {
                let mut r = ParaRequest::new(sample, 16.0, 1.0, 400.0);
                r.style.role = role;
                r.lang = *lang;
                TextEngine::layout(&mut engine, &r);
            }
        }
        *self = engine.fonts().clone();
    }
}
