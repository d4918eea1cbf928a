//! Tests of engine, table and painter together, with the fonts in `tests/fonts`.

#![allow(clippy::disallowed_methods, reason = "tests mix their own colours")]

mod geometry;
mod order;
mod paint;
mod picture;
mod timing;

use std::sync::Arc;

use super::*;

macro_rules! font {
    ($name:literal) => {
        Arc::from(&include_bytes!(concat!("../../../../tests/fonts/", $name))[..])
    };
}

/// A mixed set: every kind of text the reader must set right.
pub const MIXED: &[&str] = &[
    "Plain English with office, Wave and “quotes” – AV To fi ffi.",
    "قالت الوزارة إن عدد المصابين بلغ ١٢٣ شخصا (في 2024) وإن الوضع مستقر الآن بعد أن هدأت الرياح.",
    "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ – 3.5% (בערך) abc def.",
    "The minister said “قال إن 25% من السكان” and then שלום עולם (12) left.",
    "قال المتحدث باسم BBC News إن 3,500 شخص (about half) غادروا.",
    "विशेष क्षेत्र में ज्ञान की शक्ति है। प्रार्थना",
    "ภาษาไทยเขียนติดกันไม่มีเว้นวรรคและต้องตัดคำเอง",
    "中国政府今天在北京表示，经济增长（5%）。「新闻」日本語を書く。",
    "한국어 기사 주장 사실 의견 각 각 대한민국",
    "e\u{301}a\u{300}o\u{304}\u{301} 🙂 👩‍👧 🇩🇪 👩🏽‍🚀 x\u{327}\u{302}",
];

pub fn fonts() -> Fonts {
    Fonts::new(
        &[
            ("Noto Serif", font!("NotoSerif-Regular.ttf")),
            ("Noto Serif", font!("NotoSerif-Italic.ttf")),
            ("Noto Sans", font!("NotoSans-Regular.ttf")),
            ("Noto Naskh Arabic", font!("NotoNaskhArabic-Regular.ttf")),
            ("Noto Serif Hebrew", font!("NotoSerifHebrew-Regular.ttf")),
            ("Noto Serif Devanagari", font!("NotoSerifDevanagari-Regular.ttf")),
            ("Noto Serif Thai", font!("NotoSerifThai-Regular.ttf")),
            ("Noto Serif CJK SC", font!("NotoSerifCJKsc-Regular.otf")),
            ("Noto Color Emoji", font!("NotoColorEmoji.ttf")),
        ],
        false,
    )
}

pub fn engine() -> ParleyEngine {
    ParleyEngine::new(fonts())
}

pub fn lay(text: &str, width: f32) -> ParaLayout {
    engine().layout(&ParaRequest::new(text, 16.0, 1.5, width))
}

/// A small generator with a fixed seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) % n as u64) as usize
    }

    /// Words of several scripts, numbers, brackets and marks.
    pub fn mixed(&mut self) -> String {
        const WORDS: &[&str] = &[
            "alpha",
            "be",
            "office",
            "x",
            "شخصا",
            "قال",
            "إن",
            "الوضع",
            "שלום",
            "אבג",
            "בְּרֵאשִׁית",
            "12",
            "3.5%",
            "١٢٣",
            "2,000",
            "(",
            ")",
            "(abc)",
            "«",
            "»",
            "–",
            "?",
            "a\u{301}b",
            "नमस्ते",
            "中国",
            ",",
            ".",
            "[x]",
        ];
        let mut text = String::new();
        for _ in 0..3 + self.below(22) {
            text.push_str(WORDS[self.below(WORDS.len())]);
            if self.below(5) > 0 {
                text.push_str(&" ".repeat(1 + self.below(12) / 11));
            }
        }
        text
    }
}
