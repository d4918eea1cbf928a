//! The methods paragraph: written from the figures, in the language of the paper.

use super::figures::Figures;
use super::{english, french};
use std::fmt;
use std::str::FromStr;

/// The language of the methods paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// Name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "French",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::English => "en",
            Self::French => "fr",
        })
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "en" => Ok(Self::English),
            "fr" => Ok(Self::French),
            other => Err(format!("“{other}” is none of the languages en and fr")),
        }
    }
}

/// What the paragraph says beside the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms<'a> {
    /// The version of the program that worked the figures out.
    pub program: &'a str,
    /// Whether the texts are in the release.
    pub texts: bool,
    /// Whether it has the adjudicated sets alone.
    pub adjudicated: bool,
    /// Whether something was not complete.
    pub incomplete: bool,
}

/// The content of `METHODS.md`.
pub(super) fn methods(figures: &Figures, terms: Terms<'_>, language: Language) -> String {
    let (title, note) = match language {
        Language::English => ("Methods", english::note(terms.program)),
        Language::French => ("Méthode", french::note(terms.program)),
    };
    format!("# {title}\n\n{}\n\n{note}\n", paragraph(figures, terms, language))
}

/// The methods paragraph by itself.
pub(super) fn paragraph(figures: &Figures, terms: Terms<'_>, language: Language) -> String {
    let sentences = match language {
        Language::English => english::sentences(figures, terms),
        Language::French => french::sentences(figures, terms),
    };
    sentences.join(" ")
}

/// A number with a mark between thousands.
pub(super) fn grouped(number: u64, mark: &str) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// A share in per cent with one decimal where it is not whole, without the sign. What is not all is never rounded to
/// 100, nor what is not nothing to 0.
pub(super) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 || part == 0 {
        return "0".to_owned();
    }
    let exact = part as f64 * 100.0 / whole as f64;
    let rounded = (exact * 10.0).round() / 10.0;
    let held = if part < whole { rounded.clamp(0.1, 99.9) } else { rounded };
    if held.fract() == 0.0 { format!("{held:.0}") } else { format!("{held:.1}") }
}

/// Year, month and day of `2025-07-03`.
pub(super) fn date_parts(date: &str) -> Option<(&str, usize, u32)> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (parts.next().is_none() && (1..=12).contains(&month)).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_shares_are_written_out() {
        assert_eq!(
            [0, 7, 999, 1000, 12_345, 1_000_000].map(|n| grouped(n, ",")),
            ["0", "7", "999", "1,000", "12,345", "1,000,000"]
        );
        let shares = [(0, 0), (0, 7), (1, 7), (7, 7), (1, 2), (9999, 10_000), (1, 10_000)];
        assert_eq!(
            shares.map(|(part, whole)| percent(part, whole)),
            ["0", "0", "14.3", "100", "50", "99.9", "0.1"]
        );
        assert_eq!(date_parts("2025-07-03"), Some(("2025", 7, 3)));
        assert_eq!(date_parts("2025-13-03"), None);
        assert_eq!("fr".parse(), Ok(Language::French));
        assert!("de".parse::<Language>().is_err());
    }
}
