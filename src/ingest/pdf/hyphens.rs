//! Lines joined to paragraphs: hyphens at their ends taken out where they only divide a word.

use super::line_text::is_unspaced;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

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
    /// Whether hyphens at the ends of lines are parts of their words where nothing else tells.
    keeps: bool,
    /// Whether many lines end with a hyphen, so that words were divided.
    divides: bool,
    guesses: RefCell<HyphenGuesses>,
}

/// Words divided at the ends of lines of which the document does not show how they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HyphenGuesses {
    /// Those whose hyphen was kept, and some of them.
    pub kept: (usize, Vec<String>),
    /// Those that were joined, and some of them.
    pub joined: (usize, Vec<String>),
}

/// How many guesses are named.
const NAMED: usize = 3;
/// Of how many lines one ends with a hyphen at least where words are divided: in documents of browsers, and in others.
const LINES_OF_BROWSER: usize = 12;
const LINES: usize = 60;
/// Hyphens that are too few to tell whether words are divided.
const FEW_HYPHENS: usize = 4;
/// Lines that are too few to tell that.
const FEW_LINES: usize = 40;

impl DocumentWords {
    /// The words of lines, but for those that are divided. A browser divides no words unless the page says so.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone, language: &str, is_of_browser: bool) -> Self {
        let mut out = Self { is_french: language.starts_with("fr"), ..Self::default() };
        let mut divided = false;
        for line in lines.clone() {
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
        let all = lines.clone().count();
        let ends = lines.clone().filter(|line| last_hyphen(line).is_some()).count();
        let pairs = lines.clone().zip(lines.skip(1));
        // A word that stands joined elsewhere shows that words are divided.
        let shown = pairs.filter_map(|(line, next)| divided_parts(line, next)).any(|(first, second)| {
            out.count(&format!("{first}{second}")) > out.count(&format!("{first}-{second}"))
        });
        let least = if is_of_browser { LINES_OF_BROWSER } else { LINES };
        out.divides = shown || ends >= FEW_HYPHENS && ends * least > all;
        out.keeps = !out.divides && (is_of_browser || all >= FEW_LINES);
        out
    }

    /// What was decided without the document showing it.
    pub fn guesses(&self) -> HyphenGuesses {
        self.guesses.borrow().clone()
    }

    fn guess(&self, first: &str, second: &str, joined: bool) {
        let mut guesses = self.guesses.borrow_mut();
        let (count, named) = if joined { &mut guesses.joined } else { &mut guesses.kept };
        *count += 1;
        if named.len() < NAMED {
            named.push(format!("{first}{}{second}", if joined { "" } else { "-" }));
        }
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
        if kept || self.divides {
            return !kept;
        }
        self.guess(first, second, !self.keeps);
        !self.keeps
    }
}

/// The two parts of a word at the end of a line and the beginning of the next.
fn divided_parts<'t>(line: &'t str, next: &'t str) -> Option<(&'t str, &'t str)> {
    let hyphen = last_hyphen(line)?;
    let words = &line[..line.len() - hyphen.len_utf8()];
    let first = words.rsplit(|sign: char| !sign.is_alphanumeric()).next()?;
    let second = next.split(|sign: char| !sign.is_alphanumeric()).next()?;
    (!first.is_empty() && !second.is_empty()).then_some((first, second))
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
