//! Lines joined to paragraphs: hyphens at their ends taken out where they only divide a word.

use super::line_text::is_unspaced;
use rustc_hash::FxHashMap;

/// The most words that are counted.
const WORDS: usize = 2_000_000;
/// Words before which a hyphen at the end of a line stands for a part left out: "two- and threefold".
const LEFT_OUT: [&str; 14] =
    ["and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en", "of", "och"];
/// First parts of words that keep their hyphen.
const FIRST_PARTS: [&str; 12] =
    ["well", "self", "vice", "half", "two", "three", "demi", "avant", "après", "celui", "celle", "peut"];
/// What follows a verb in French with a hyphen.
const FRENCH_ENDS: [&str; 17] = [
    "il", "elle", "on", "ils", "elles", "je", "nous", "vous", "ce", "moi", "toi", "là", "ci", "même",
    "mêmes", "être", "t",
];

/// The words of a document, by which divided words are told from those with a hyphen.
#[derive(Debug, Default)]
pub(super) struct DocumentWords {
    counts: FxHashMap<String, u32>,
    is_french: bool,
}

impl DocumentWords {
    /// The words of lines, but for those that are divided.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>, language: &str) -> Self {
        let mut out = Self { counts: FxHashMap::default(), is_french: language.starts_with("fr") };
        let mut divided = false;
        for line in lines {
            let mut words: Vec<&str> =
                line.split(|sign: char| !is_inside(sign)).filter(|word| !word.is_empty()).collect();
            if std::mem::take(&mut divided) && !words.is_empty() {
                words.remove(0);
            }
            if last_hyphen(line).is_some() {
                divided = true;
                words.pop();
            }
            for word in words {
                let word = word.trim_matches('-').to_lowercase();
                if out.counts.len() < WORDS || out.counts.contains_key(&word) {
                    *out.counts.entry(word).or_default() += 1;
                }
            }
        }
        out
    }

    fn count(&self, word: &str) -> u32 {
        self.counts.get(&word.to_lowercase()).copied().unwrap_or(0)
    }

    /// Adds a line to a paragraph.
    pub fn join(&self, words: &mut String, line: &str) {
        if words.is_empty() || line.is_empty() {
            words.push_str(line);
            return;
        }
        let ends = (words.chars().next_back(), line.chars().next());
        if let (Some(one), Some(other)) = ends
            && is_unspaced(one)
            && is_unspaced(other)
        {
            words.push_str(line);
            return;
        }
        let Some(hyphen) = last_hyphen(words) else {
            // A dash or stroke between words has no blank after it where it has none before.
            let tight = words.ends_with(['–', '—', '/'])
                && words.chars().rev().nth(1).is_some_and(|sign| !sign.is_whitespace());
            if !tight {
                words.push(' ');
            }
            words.push_str(line);
            return;
        };
        let at = words.len() - hyphen.len_utf8();
        let first = words[..at]
            .rsplit(|sign: char| !sign.is_alphanumeric() && sign != '\u{AD}')
            .next()
            .unwrap_or_default();
        let second = line.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
        if first.is_empty()
            || second.is_empty()
            || hyphen != '\u{AD}' && LEFT_OUT.contains(&second.to_lowercase().as_str())
        {
            words.push(' ');
        } else if hyphen == '\u{AD}' || self.is_divided(first, second, &words[..at], line) {
            words.truncate(at);
        }
        words.push_str(line);
    }

    /// Whether the two parts are one word that was divided at the end of a line.
    fn is_divided(&self, first: &str, second: &str, before: &str, line: &str) -> bool {
        let capitals = |word: &str| word.chars().all(|letter| !letter.is_lowercase() && !letter.is_numeric());
        let starts = |is: fn(char) -> bool| second.starts_with(is);
        if starts(char::is_numeric)
            || starts(char::is_uppercase)
                && !(capitals(first) && capitals(second) && first.chars().count() > 1)
        {
            return false;
        }
        // "vis-à-" and "vis": another hyphen is in the word already.
        let chained =
            before[..before.len() - first.len()].ends_with('-') || line[second.len()..].starts_with('-');
        let (joined, apart) =
            (self.count(&format!("{first}{second}")), self.count(&format!("{first}-{second}")));
        if joined != apart {
            return joined > apart;
        }
        let lower = (first.to_lowercase(), second.to_lowercase());
        let kept = chained
            || first.chars().count() < 2
            || first.ends_with(char::is_numeric)
            || FIRST_PARTS.contains(&lower.0.as_str())
            || self.is_french && FRENCH_ENDS.contains(&lower.1.as_str());
        !kept
    }
}

fn is_inside(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '\u{2010}')
}

/// The hyphen at the end of a line after a letter.
fn last_hyphen(line: &str) -> Option<char> {
    let mut signs = line.chars().rev();
    let hyphen = signs.next().filter(|sign| matches!(sign, '-' | '\u{AD}' | '\u{2010}'))?;
    signs.next().filter(|sign| sign.is_alphanumeric()).map(|_| hyphen)
}

/// Words without hyphens that only show where a word may be divided.
pub(super) fn without_soft_hyphens(words: &str) -> String {
    words.replace('\u{AD}', "")
}
