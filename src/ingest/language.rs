//! Which language a text is in, by script and letter statistics.

use whatlang::{Lang, Script};

/// Bytes of text that are looked at.
const WINDOW: usize = 16 * 1024;

/// The BCP 47 tag of a text's language and whether that is certain; an empty tag when nothing can be said.
pub(super) fn language(text: &str) -> (String, bool) {
    let sample = sample(text);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return (String::new(), false);
    }
    let Some(info) = whatlang::detect(&sample) else { return (String::new(), false) };
    let decided_by_script = matches!(
        info.script(),
        Script::Hangul
            | Script::Hiragana
            | Script::Katakana
            | Script::Mandarin
            | Script::Greek
            | Script::Thai
    );
    let enough = if decided_by_script { letters >= 2 } else { letters >= 12 };
    let likely = decided_by_script || info.is_reliable() || (letters >= 30 && info.confidence() > 0.2);
    if !enough || !likely {
        return (String::new(), false);
    }
    (tag(info.lang()).to_owned(), decided_by_script || info.is_reliable())
}

/// The longest lines, which are prose, up to the window.
fn sample(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(4000).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.len()));
    let mut out = String::new();
    for line in lines {
        let room = WINDOW.saturating_sub(out.len());
        if room == 0 {
            break;
        }
        out.push_str(&line[..line.floor_char_boundary(room)]);
        out.push('\n');
    }
    out
}

/// A BCP 47 tag, as pages and records write them: `en_US`, `EN-us`; empty where it is none.
pub(super) fn tag_of(words: &str) -> String {
    let words = words.split([',', ';']).next().unwrap_or_default().trim().replace('_', "-");
    let mut parts = words.split('-');
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    if !(2..=3).contains(&first.len()) || !first.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return String::new();
    }
    let mut out = first;
    for part in parts
        .filter(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    {
        out.push('-');
        if part.len() == 2 { out.push_str(&part.to_ascii_uppercase()) } else { out.push_str(part) }
    }
    out
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}
