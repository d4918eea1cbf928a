//! Which font families to try for which script, by platform habit, best first.
//!
//! The system's own pick per script is often poor (a cursive rabbinic face for Hebrew), so the lists are ours; a family
//! that is not installed is skipped.

/// A script with fonts of its own.
pub struct ScriptFonts {
    /// ISO 15924.
    pub tag: [u8; 4],
    /// Code points that make a paragraph count as this script's.
    pub ranges: &'static [(u32, u32)],
    /// For what is read.
    pub serif: &'static [&'static str],
    /// For what is operated.
    pub sans: &'static [&'static str],
    /// Languages for which a system would pick other fonts, and we do not.
    pub langs: &'static [&'static str],
}

macro_rules! script {
    ($tag:literal, $ranges:expr, $serif:expr, $sans:expr) => {
        script!($tag, $ranges, $serif, $sans, &[])
    };
    ($tag:literal, $ranges:expr, $serif:expr, $sans:expr, $langs:expr) => {
        ScriptFonts { tag: *$tag, ranges: $ranges, serif: $serif, sans: $sans, langs: $langs }
    };
}

/// Scripts told apart when a paragraph is mostly in one of them.
#[rustfmt::skip]
pub const SCRIPTS: &[ScriptFonts] = &[
    script!(b"Arab", &[(0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)],
        &["Noto Naskh Arabic", "Amiri", "Geeza Pro", "Sakkal Majalla", "Segoe UI", "DejaVu Sans"],
        &["Noto Sans Arabic", "Geeza Pro", "Segoe UI", "Noto Naskh Arabic", "DejaVu Sans"],
        &["ar-IR", "fa", "ks", "ku-IQ", "ku-IR", "ota", "pa-PK", "ps-AF", "ps-PK", "sd", "ug", "ur"]),
    script!(b"Hebr", &[(0x591, 0x5F4), (0xFB1D, 0xFB4F)],
        &["Noto Serif Hebrew", "SBL Hebrew", "Times New Roman", "Arial Hebrew", "Noto Sans Hebrew", "Segoe UI", "DejaVu Sans"],
        &["Noto Sans Hebrew", "Arial Hebrew", "Segoe UI", "Noto Serif Hebrew", "DejaVu Sans"],
        &["yi"]),
    script!(b"Syrc", &[(0x700, 0x74F)], &["Noto Sans Syriac", "Estrangelo Edessa"], &["Noto Sans Syriac"]),
    script!(b"Thaa", &[(0x780, 0x7BF)], &["Noto Sans Thaana", "MV Boli"], &["Noto Sans Thaana"]),
    script!(b"Nkoo", &[(0x7C0, 0x7FF)], &["Noto Sans NKo", "Ebrima"], &["Noto Sans NKo", "Ebrima"]),
    script!(b"Deva", &[(0x900, 0x97F), (0xA8E0, 0xA8FF)],
        &["Noto Serif Devanagari", "Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI"],
        &["Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI"],
        &["mr", "sa", "mai", "kok", "bho", "doi", "sat", "brx"]),
    script!(b"Beng", &[(0x980, 0x9FF)],
        &["Noto Serif Bengali", "Noto Sans Bengali", "Kohinoor Bangla", "Nirmala UI"],
        &["Noto Sans Bengali", "Kohinoor Bangla", "Nirmala UI"], &["as", "mni"]),
    script!(b"Guru", &[(0xA00, 0xA7F)], &["Noto Serif Gurmukhi", "Gurmukhi MN", "Nirmala UI"], &["Noto Sans Gurmukhi", "Nirmala UI"]),
    script!(b"Gujr", &[(0xA80, 0xAFF)], &["Noto Serif Gujarati", "Kohinoor Gujarati", "Nirmala UI"], &["Noto Sans Gujarati", "Nirmala UI"]),
    script!(b"Orya", &[(0xB00, 0xB7F)], &["Noto Sans Oriya", "Oriya MN", "Nirmala UI"], &["Noto Sans Oriya", "Nirmala UI"]),
    script!(b"Taml", &[(0xB80, 0xBFF)], &["Noto Serif Tamil", "Tamil MN", "Nirmala UI"], &["Noto Sans Tamil", "Nirmala UI"]),
    script!(b"Telu", &[(0xC00, 0xC7F)], &["Noto Serif Telugu", "Kohinoor Telugu", "Nirmala UI"], &["Noto Sans Telugu", "Nirmala UI"]),
    script!(b"Knda", &[(0xC80, 0xCFF)], &["Noto Serif Kannada", "Kannada MN", "Nirmala UI"], &["Noto Sans Kannada", "Nirmala UI"]),
    script!(b"Mlym", &[(0xD00, 0xD7F)], &["Noto Serif Malayalam", "Malayalam MN", "Nirmala UI"], &["Noto Sans Malayalam", "Nirmala UI"]),
    script!(b"Sinh", &[(0xD80, 0xDFF)], &["Noto Serif Sinhala", "Sinhala MN", "Nirmala UI"], &["Noto Sans Sinhala", "Nirmala UI"]),
    script!(b"Thai", &[(0xE00, 0xE7F)],
        &["Noto Serif Thai", "Noto Sans Thai", "Thonburi", "Leelawadee UI"],
        &["Noto Sans Thai", "Thonburi", "Leelawadee UI"]),
    script!(b"Laoo", &[(0xE80, 0xEFF)], &["Noto Serif Lao", "Lao MN", "Leelawadee UI"], &["Noto Sans Lao", "Leelawadee UI"]),
    script!(b"Tibt", &[(0xF00, 0xFFF)], &["Noto Serif Tibetan", "Kailasa", "Microsoft Himalaya"], &["Noto Serif Tibetan", "Kailasa"], &["dz"]),
    script!(b"Mymr", &[(0x1000, 0x109F)], &["Noto Serif Myanmar", "Myanmar MN", "Myanmar Text"], &["Noto Sans Myanmar", "Myanmar Text"]),
    script!(b"Geor", &[(0x10A0, 0x10FF), (0x1C90, 0x1CBF)], &["Noto Serif Georgian", "Helvetica Neue", "Sylfaen", "DejaVu Serif"], &["Noto Sans Georgian", "Segoe UI", "DejaVu Sans"]),
    script!(b"Armn", &[(0x530, 0x58F)], &["Noto Serif Armenian", "Mshtakan", "Sylfaen", "DejaVu Serif"], &["Noto Sans Armenian", "Segoe UI", "DejaVu Sans"]),
    script!(b"Ethi", &[(0x1200, 0x139F)], &["Noto Serif Ethiopic", "Kefa", "Ebrima"], &["Noto Sans Ethiopic", "Kefa", "Ebrima"], &["am", "ti-ER", "ti-ET", "tig"]),
    script!(b"Khmr", &[(0x1780, 0x17FF)], &["Noto Serif Khmer", "Khmer MN", "Leelawadee UI"], &["Noto Sans Khmer", "Leelawadee UI"]),
    script!(b"Mong", &[(0x1800, 0x18AF)], &["Noto Sans Mongolian", "Mongolian Baiti"], &["Noto Sans Mongolian"]),
    script!(b"Hang", &[(0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7FF)], KOREAN.serif, KOREAN.sans),
    script!(b"Hira", &[(0x3040, 0x309F)], JAPANESE.serif, JAPANESE.sans),
    script!(b"Kana", &[(0x30A0, 0x30FF), (0x31F0, 0x31FF)], JAPANESE.serif, JAPANESE.sans),
    script!(b"Bopo", &[(0x3100, 0x312F)], TRADITIONAL.serif, TRADITIONAL.sans),
    script!(b"Hani", &[(0x2E80, 0x2FDF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)], SIMPLIFIED.serif, SIMPLIFIED.sans),
    script!(b"Cyrl", &[], WIDE_SERIF, WIDE_SANS),
    script!(b"Grek", &[], WIDE_SERIF, WIDE_SANS),
    script!(b"Latn", &[], WIDE_SERIF, WIDE_SANS),
    script!(b"Zyyy", &[], WIDE_SERIF, WIDE_SANS),
    script!(b"Zinh", &[], WIDE_SERIF, WIDE_SANS),
];

/// Families with wide Latin, Greek and Cyrillic coverage.
const WIDE_SERIF: &[&str] = &[
    "Noto Serif",
    "Noto Sans",
    "Times New Roman",
    "Segoe UI",
    "Helvetica Neue",
    "DejaVu Serif",
    "DejaVu Sans",
];
const WIDE_SANS: &[&str] = &["Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans"];

/// Fonts for Han, which depend on the language and not on the script.
pub struct HanFonts {
    /// The language as the font database spells it.
    pub lang: &'static str,
    pub serif: &'static [&'static str],
    pub sans: &'static [&'static str],
}

const JAPANESE: HanFonts = HanFonts {
    lang: "ja",
    serif: &[
        "Noto Serif CJK JP",
        "Source Han Serif",
        "Noto Serif JP",
        "Hiragino Mincho ProN",
        "Yu Mincho",
        "Noto Sans CJK JP",
    ],
    sans: &["Noto Sans CJK JP", "Source Han Sans", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "MS Gothic"],
};
const KOREAN: HanFonts = HanFonts {
    lang: "ko",
    serif: &[
        "Noto Serif CJK KR",
        "Source Han Serif K",
        "Noto Serif KR",
        "AppleMyungjo",
        "Batang",
        "Noto Sans CJK KR",
        "Malgun Gothic",
    ],
    sans: &["Noto Sans CJK KR", "Source Han Sans K", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"],
};
const TRADITIONAL: HanFonts = HanFonts {
    lang: "zh-TW",
    serif: &[
        "Noto Serif CJK TC",
        "Source Han Serif TC",
        "Noto Serif TC",
        "Songti TC",
        "PMingLiU",
        "Noto Sans CJK TC",
        "Microsoft JhengHei",
    ],
    sans: &["Noto Sans CJK TC", "Source Han Sans TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei"],
};
const HONG_KONG: HanFonts = HanFonts {
    lang: "zh-HK",
    serif: &["Noto Serif CJK HK", "Source Han Serif HC", "Songti TC", "PMingLiU", "Noto Sans CJK HK"],
    sans: &["Noto Sans CJK HK", "Source Han Sans HC", "PingFang HK", "Microsoft JhengHei"],
};
const SIMPLIFIED: HanFonts = HanFonts {
    lang: "zh-CN",
    serif: &[
        "Noto Serif CJK SC",
        "Source Han Serif SC",
        "Noto Serif SC",
        "Songti SC",
        "SimSun",
        "Noto Sans CJK SC",
        "Droid Sans Fallback",
    ],
    sans: &[
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "Noto Sans SC",
        "PingFang SC",
        "Microsoft YaHei",
        "Droid Sans Fallback",
    ],
};

/// Han fonts by language; the last is the default.
pub const HAN: &[HanFonts] = &[JAPANESE, KOREAN, TRADITIONAL, HONG_KONG, SIMPLIFIED];

/// Signs of no script: arrows, ornaments, mathematics.
pub const SYMBOLS: &[&str] = &[
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Noto Sans Symbols2",
    "Noto Sans Math",
    "Noto Music",
    "Apple Symbols",
    "STIX Two Math",
    "Segoe UI Symbol",
    "Cambria Math",
    "DejaVu Sans",
    "DejaVu Math TeX Gyre",
];

/// Emoji, in colour where the system has it.
pub const EMOJI: &[&str] =
    &["Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Twemoji Mozilla", "Noto Emoji", "Symbola"];

/// The reading face, first one installed.
pub const SERIF: &[&str] =
    &["Literata", "Noto Serif", "Source Serif 4", "Charter", "Georgia", "DejaVu Serif", "Times New Roman"];
/// The working face, first one installed.
pub const SANS: &[&str] = &["Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans"];

/// The index in [`SCRIPTS`] of a character that counts for a script.
pub fn script_index(c: char) -> Option<usize> {
    let c = c as u32;
    if c < 0x530 {
        return None;
    }
    SCRIPTS.iter().position(|s| s.ranges.iter().any(|&(a, b)| a <= c && c <= b))
}

/// The script most letters of the text's beginning are in, if it is one with fonts of its own.
pub fn dominant_script(text: &str) -> Option<usize> {
    if text.is_ascii() {
        return None;
    }
    let mut counts = [0u32; SCRIPTS.len()];
    let mut other = 0u32;
    for c in text.chars().take(600) {
        match script_index(c) {
            Some(i) => counts[i] += 1,
            None => other += u32::from(c.is_alphabetic()),
        }
    }
    let (best, &count) = counts.iter().enumerate().max_by_key(|(_, n)| **n)?;
    (count > other && count > 0).then_some(best)
}

/// The Han fonts for a language, or by the kana and hangul in the text.
pub fn han_fonts(lang: Option<&str>, text: &str) -> &'static HanFonts {
    let lang = lang.unwrap_or("");
    let primary = lang.split(['-', '_']).next().unwrap_or("");
    match primary {
        "ja" => return &HAN[0],
        "ko" => return &HAN[1],
        "zh" | "yue" | "cmn" if lang.contains("HK") || primary == "yue" => return &HAN[3],
        "zh" | "cmn" if lang.contains("TW") || lang.contains("Hant") => return &HAN[2],
        "zh" | "cmn" => return &HAN[4],
        _ => {}
    }
    for c in text.chars().take(600) {
        match c as u32 {
            0x3040..=0x30FF => return &HAN[0],
            0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7FF => return &HAN[1],
            _ => {}
        }
    }
    &HAN[4]
}

/// Whether the character belongs to Han, kana or hangul: as many glyphs as that get no subpixel variants.
pub fn is_cjk(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x11FF | 0x2E80..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x1B000..=0x1B2FF | 0x20000..=0x3FFFF)
}

/// Whether letter spacing would tear the script apart (joined letters, matras, stacked signs).
pub fn tears(c: char) -> bool {
    matches!(c as u32, 0x590..=0x10FF | 0x1780..=0x18AF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10A00..=0x11FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_of_most_letters_wins() {
        let tag = |t| dominant_script(t).map(|i| SCRIPTS[i].tag);
        assert_eq!(tag("plain"), None);
        assert_eq!(tag("قال BBC إن الوضع مستقر"), Some(*b"Arab"));
        assert_eq!(tag("The word سلام means peace"), None);
        assert_eq!(tag("你好，世界"), Some(*b"Hani"));
    }

    #[test]
    fn han_follows_language_then_kana_and_hangul() {
        assert_eq!(han_fonts(Some("ja"), "").lang, "ja");
        assert_eq!(han_fonts(Some("zh-Hant-TW"), "").lang, "zh-TW");
        assert_eq!(han_fonts(None, "東京で").lang, "ja");
        assert_eq!(han_fonts(None, "漢字와").lang, "ko");
        assert_eq!(han_fonts(Some("en"), "中文").lang, "zh-CN");
    }
}
