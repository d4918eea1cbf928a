//! Word lists of the languages, read once from `assets/segment`.
//!
//! One file a language, one `section: word word …` a line, several lines a section allowed. Words are written without
//! their last stop. The sections: `title` never ends a sentence; `num` does not before a number; `mid` only before a
//! word of `start`; `end` ends one unless a word of `follow` comes; `tail` are last parts
//! of compounds, taken as `mid`; `bang` are names with their own mark; `say` are
//! verbs that attribute a quoted question; `conj` may open a clause after a comma and `rel` without one. Lower-case
//! abbreviations match capitalised too, but for single letters. A leading `~` keeps a word out of the fallback, the union of all languages.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a stop after an abbreviation may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Never a sentence end within a line.
    Title,
    /// No sentence end before a number.
    Num,
    /// A sentence end only before a word that opens sentences.
    Mid,
    /// A sentence end unless a word that goes with it follows.
    End,
}

/// The lists of one language.
#[derive(Debug, Default)]
pub(super) struct Table {
    kinds: HashMap<String, Kind>,
    starts: HashSet<&'static str>,
    follows: HashSet<&'static str>,
    bangs: HashSet<&'static str>,
    says: Vec<&'static str>,
    tails: Vec<&'static str>,
    conjunctions: HashSet<&'static str>,
    relatives: HashSet<&'static str>,
    /// Whether a stop after a small number makes an ordinal.
    pub(super) ordinals: bool,
    /// Whether dates may be written `3. 5. 2027`.
    pub(super) dates: bool,
    /// Whether text between corner brackets belongs to the sentence around it.
    pub(super) whole_brackets: bool,
}

impl Table {
    pub(super) fn kind(&self, token: &str) -> Option<Kind> {
        self.kinds.get(token).copied()
    }

    pub(super) fn starts_sentence(&self, word: &str) -> bool {
        self.starts.contains(word)
    }

    pub(super) fn follows(&self, word: &str) -> bool {
        self.follows.contains(word)
    }

    pub(super) fn is_bang(&self, name: &str) -> bool {
        self.bangs.contains(name)
    }

    /// Whether `token` is a compound of an abbreviated word, as `Bahnhofstr` is.
    pub(super) fn has_tail(&self, token: &str) -> bool {
        self.tails.iter().any(|tail| token.ends_with(tail))
    }

    pub(super) fn says(&self, word: &str) -> bool {
        self.says.contains(&word)
    }

    pub(super) fn ends_with_say(&self, words: &str) -> bool {
        self.says.iter().any(|say| words.ends_with(say))
    }

    pub(super) fn conjunction(&self, word: &str) -> bool {
        self.conjunctions.contains(word)
    }

    pub(super) fn relative(&self, word: &str) -> bool {
        self.relatives.contains(word)
    }

    fn read(&mut self, source: &'static str, fallback: bool) {
        for line in source.lines() {
            let Some((section, words)) = line.split_once(':').filter(|_| !line.starts_with('#')) else {
                continue;
            };
            for word in words.split_whitespace() {
                match word.strip_prefix('~') {
                    Some(_) if fallback => {}
                    Some(word) => self.add(section, word),
                    None => self.add(section, word),
                }
            }
        }
    }

    fn add(&mut self, section: &str, word: &'static str) {
        match section {
            "title" => self.add_kind(word, Kind::Title),
            "num" => self.add_kind(word, Kind::Num),
            "mid" => self.add_kind(word, Kind::Mid),
            "end" => self.add_kind(word, Kind::End),
            "start" => drop(self.starts.insert(word)),
            "follow" => drop(self.follows.insert(word)),
            "bang" => drop(self.bangs.insert(word)),
            "tail" => self.tails.push(word),
            "say" => self.says.push(word),
            "conj" => drop(self.conjunctions.insert(word)),
            "rel" => drop(self.relatives.insert(word)),
            _ => debug_assert!(false, "unknown section {section}"),
        }
    }

    /// Where languages differ the fallback keeps `Mid`, the kind that looks at the next word, or else the first met.
    fn add_kind(&mut self, word: &str, kind: Kind) {
        let mut put = |word: String| {
            let slot = self.kinds.entry(word).or_insert(kind);
            if kind == Kind::Mid {
                *slot = kind;
            }
        };
        put(word.to_owned());
        let mut chars = word.chars();
        if let Some(first) =
            chars.next().filter(|first| first.is_lowercase() && word.len() > first.len_utf8())
        {
            put(first.to_uppercase().chain(chars).collect());
        }
    }
}

const SOURCES: [(&str, &str); 7] = [
    ("en", include_str!("../../../assets/segment/en.txt")),
    ("fr", include_str!("../../../assets/segment/fr.txt")),
    ("de", include_str!("../../../assets/segment/de.txt")),
    ("es", include_str!("../../../assets/segment/es.txt")),
    ("ar", include_str!("../../../assets/segment/ar.txt")),
    ("zh", include_str!("../../../assets/segment/zh.txt")),
    ("ja", include_str!("../../../assets/segment/ja.txt")),
];

static TABLES: LazyLock<Vec<(&str, Table)>> = LazyLock::new(|| {
    let one = |(lang, source): (&'static str, &'static str)| {
        let mut table = Table {
            ordinals: lang == "de",
            dates: lang == "de",
            whole_brackets: lang == "ja",
            ..Table::default()
        };
        table.read(source, false);
        (lang, table)
    };
    SOURCES.into_iter().map(one).collect()
});

static FALLBACK: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { dates: true, ..Table::default() };
    for (_, source) in SOURCES {
        table.read(source, true);
    }
    table.read(include_str!("../../../assets/segment/other.txt"), true);
    table
});

/// The table for a BCP 47 tag; the fallback for `None` and for languages without their own.
pub(super) fn table(lang: Option<&str>) -> &'static Table {
    let primary = lang.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default();
    match TABLES.iter().find(|(lang, _)| lang.eq_ignore_ascii_case(primary)) {
        Some((_, table)) => table,
        None => &FALLBACK,
    }
}
