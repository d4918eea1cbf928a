//! Lists of phrases from data files, and matching of lines against them.

use super::page::{ClassWords, Hint};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Longest line, in bytes, that is matched at all; longer ones are prose.
pub(super) const LONGEST: usize = 400;

/// Phrases with numbers as `#` and stars for any words.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    exact: HashSet<&'static str>,
    /// Patterns by the first word, or by `""` when that is not fixed.
    patterns: HashMap<&'static str, Vec<&'static str>>,
}

impl Phrases {
    fn of(data: &'static str) -> Self {
        let mut phrases = Self::default();
        for phrase in entries(data) {
            if phrase.contains('*') {
                let fixed = phrase.split('*').next().unwrap_or_default();
                let whole_word = fixed.len() > first_word(fixed).len();
                let key = if whole_word { first_word(fixed) } else { "" };
                phrases.patterns.entry(key).or_default().push(phrase);
            } else {
                phrases.exact.insert(phrase);
            }
        }
        phrases
    }

    /// Whether a folded line is one of the phrases.
    pub(super) fn holds(&self, folded: &str) -> bool {
        let among =
            |key: &str| self.patterns.get(key).is_some_and(|all| all.iter().any(|one| fits(one, folded)));
        self.exact.contains(folded)
            || among(first_word(folded))
            || (!first_word(folded).is_empty() && among(""))
    }

    /// Whether a folded line is one of the phrases without stars.
    pub(super) fn holds_exactly(&self, folded: &str) -> bool {
        self.exact.contains(folded)
    }
}

fn entries(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with("//"))
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '#').next().unwrap_or_default()
}

fn fits(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|start| text.strip_prefix(start)) else { return false };
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.is_empty()
}

/// A line for matching: lower case, straight apostrophes, numbers as `#`, without surrounding marks and arrows.
pub(super) fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            let joins = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':');
            while chars.next_if(|c| joins(*c)).is_some() {}
            out.push('#');
            continue;
        }
        match c {
            '’' | 'ʼ' | '‘' => out.push('\''),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            ':' | '!' | '?' | ';' => {
                out.truncate(out.trim_end_matches(' ').len());
                out.push(c);
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '→' | '←' | '›' | '‹' | '»' | '«' | '>' | '<' | '•' | '·' | '*' | '|' | '–' | '—' | '-'
            )
            || matches!(
                c,
                '▶' | '►' | '▸' | '+' | '_' | '=' | '~' | '\u{FEFF}' | '\u{200B}' | '↑' | '↓' | '[' | ']'
            )
    };
    let ends = |c: char| marks(c) || matches!(c, '.' | '…' | ':' | '!' | '?');
    out.trim_start_matches(marks).trim_end_matches(ends).to_owned()
}

/// Words before something, such as “Published on”, of at most a few words.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// With the words, whether they stand after a `~`.
    known: HashMap<&'static str, bool>,
    longest: usize,
}

impl Labels {
    fn of(data: &'static str) -> Self {
        let known: HashMap<_, _> = entries(data)
            .map(|entry| entry.strip_prefix('~').map_or((entry, false), |later| (later, true)))
            .map(|(words, later)| (words.trim_end_matches(':'), later))
            .collect();
        let longest = known.keys().map(|words| words.split(' ').count()).max().unwrap_or(0);
        Self { known, longest }
    }

    /// Splits the longest label off; returns its mark and the rest.
    pub(super) fn split<'a>(&self, text: &'a str) -> Option<(bool, &'a str)> {
        let mut found = None;
        let mut label = String::new();
        let mut rest = text.trim_start();
        for _ in 0..self.longest {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let word = &rest[..end];
            if word.is_empty() {
                break;
            }
            rest = rest[end..].trim_start();
            if !label.is_empty() {
                label.push(' ');
            }
            label.push_str(&word.to_lowercase());
            let bare = label.trim_end_matches(':');
            if let Some(later) = self.known.get(bare) {
                let after_colon = rest.strip_prefix(':').map_or(rest, str::trim_start);
                found = Some((*later, after_colon));
            }
            if bare.len() < label.len() {
                break;
            }
        }
        found
    }
}

macro_rules! lists {
    ($($name:ident: $kind:ty = $file:literal, $make:expr;)*) => {$(
        pub(super) static $name: LazyLock<$kind> =
            LazyLock::new(|| $make(include_str!(concat!("../../assets/ingest/", $file))));
    )*};
}

/// A word, and the names that stand after it between bars.
type NamedLists = Vec<(&'static str, Vec<&'static str>)>;

fn named_lists(data: &'static str) -> NamedLists {
    let parts = entries(data).map(|entry| entry.split('|'));
    parts.filter_map(|mut parts| Some((parts.next()?, parts.collect()))).collect()
}

lists! {
    COLUMNS: NamedLists = "columns.txt", named_lists;
    BOILERPLATE: Phrases = "boilerplate.txt", Phrases::of;
    RELATED: Phrases = "related.txt", Phrases::of;
    CAPTIONS: Phrases = "captions.txt", Phrases::of;
    STAFF: Phrases = "staff.txt", Phrases::of;
    SECTIONS: Phrases = "sections.txt", Phrases::of;
    RELATIVE: Phrases = "relative.txt", Phrases::of;
    BYLINES: Labels = "bylines.txt", Labels::of;
    DATE_LABELS: Labels = "date-labels.txt", Labels::of;
    ABOUT: Labels = "about.txt", Labels::of;
    DATE_WORDS: HashSet<&'static str> = "date-words.txt", words;
    PARTICLES: HashSet<&'static str> = "particles.txt", words;
    PLACES: HashSet<&'static str> = "places.txt", words;
    ROLES: HashSet<&'static str> = "roles.txt", words;
    CREDITS: HashSet<&'static str> = "credits.txt", words;
    MONTHS: HashMap<&'static str, u32> = "months.txt", months;
    AGENCIES: HashMap<&'static str, &'static str> = "agencies.txt", agencies;
    STYLES: HashMap<&'static str, &'static str> = "styles.txt", groups;
    ARCHIVE_LABELS: HashMap<&'static str, &'static str> = "archive-labels.txt", groups;
    ARCHIVE_WORDS: HashMap<&'static str, &'static str> = "archive-words.txt", groups;
    ARCHIVE_LANGUAGES: HashMap<&'static str, &'static str> = "archive-languages.txt", groups;
    ARCHIVE_ERRORS: Phrases = "archive-phrases.txt", Phrases::of;
    PROQUEST_LABELS: HashMap<&'static str, &'static str> = "archive-proquest.txt", groups;
    CLASSES: ClassWords = "page-classes.txt", class_words;
}

fn class_words(data: &'static str) -> ClassWords {
    let mut all = ClassWords::default();
    for (heading, words) in entries(data).filter_map(|line| line.split_once(':')) {
        if let Some(hint) = Hint::named(heading) {
            words.split_whitespace().for_each(|word| all.insert(word, hint));
        }
    }
    all
}

fn words(data: &'static str) -> HashSet<&'static str> {
    entries(data).flat_map(str::split_whitespace).collect()
}

fn months(data: &'static str) -> HashMap<&'static str, u32> {
    let line = |line: &'static str| {
        let (number, names) = line.split_once(' ')?;
        let number: u32 = number.parse().ok()?;
        Some(names.split(' ').map(move |name| (name, number)))
    };
    entries(data).filter_map(line).flatten().collect()
}

fn agencies(data: &'static str) -> HashMap<&'static str, &'static str> {
    entries(data).filter_map(|line| line.split_once('|')).collect()
}

/// Names with the group that they are in, of lines such as `group: name | name`. Of a name in two groups the first stands.
fn groups(data: &'static str) -> HashMap<&'static str, &'static str> {
    let line = |line: &'static str| {
        let (group, names) = line.split_once(':')?;
        Some(names.split('|').map(move |name| (name.trim(), group)))
    };
    let mut all = HashMap::new();
    for (name, group) in entries(data).filter_map(line).flatten() {
        all.entry(name).or_insert(group);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_and_fit() {
        assert_eq!(fold("  → À lire aussi : Les prix  "), "à lire aussi: les prix");
        assert_eq!(fold("1,234 Comments"), "# comments");
        for (pattern, text, want) in [
            ("read more*", "read more about it", true),
            ("read more*", "i read more", false),
            ("*all rights*", "x all rights reserved", true),
            ("# day* ago", "# days ago", true),
            ("*/afp", "jean/afp", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(fits(pattern, text), want, "{pattern} {text}");
        }
    }

    #[test]
    fn every_list_has_entries_and_keeps_to_its_notation() {
        for list in [&BOILERPLATE, &RELATED, &CAPTIONS, &STAFF, &SECTIONS, &RELATIVE] {
            assert!(!list.exact.is_empty());
            for phrase in &list.exact {
                assert_eq!(fold(phrase), *phrase, "written otherwise than lines are folded");
            }
        }
        let months: HashSet<u32> = MONTHS.values().copied().collect();
        assert_eq!(months.len(), 12);
        assert!(AGENCIES.contains_key("afp") && CREDITS.contains("photo") && PLACES.contains("à"));
    }
}
