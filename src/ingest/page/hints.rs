//! What the makers of a page call its parts: the words in class and id.

use crate::ingest::dom::{Dom, NodeId};
use crate::ingest::phrases::CLASSES;
use std::collections::HashMap;
use std::ops::BitOr;

/// What the names of a part say; several may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::ingest) struct Hint(u8);

impl Hint {
    /// Never the article.
    pub(super) const CHROME: Self = Self(1);
    /// Mostly not the article.
    pub(super) const DOUBTFUL: Self = Self(2);
    /// Words beside a picture.
    pub(super) const CAPTION: Self = Self(4);
    /// Who wrote it and when.
    pub(super) const SIGNATURE: Self = Self(8);
    /// The summary.
    pub(super) const STANDFIRST: Self = Self(16);
    /// The article itself.
    pub(super) const BODY: Self = Self(32);

    /// The hint of a heading in the list of words.
    pub(in crate::ingest) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "chrome" => Self::CHROME,
            "doubtful" => Self::DOUBTFUL,
            "caption" => Self::CAPTION,
            "signature" => Self::SIGNATURE,
            "standfirst" => Self::STANDFIRST,
            "body" => Self::BODY,
            _ => return None,
        })
    }

    /// Whether one of the hints in `other` holds.
    pub(super) fn says(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Hint {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Words with what they hint at.
#[derive(Debug, Default)]
pub(in crate::ingest) struct ClassWords {
    exact: HashMap<&'static str, Hint>,
    beginnings: Vec<(&'static str, Hint)>,
}

impl ClassWords {
    /// Takes a word up.
    pub(in crate::ingest) fn insert(&mut self, word: &'static str, hint: Hint) {
        match word.strip_suffix('*') {
            Some(beginning) => self.beginnings.push((beginning, hint)),
            None => {
                let known = self.exact.entry(word).or_default();
                *known = *known | hint;
            }
        }
    }

    fn of(&self, word: &str) -> Hint {
        let exact = self.exact.get(word).copied().unwrap_or_default();
        let begins = self.beginnings.iter().filter(|(start, _)| word.starts_with(start));
        begins.fold(exact, |all, (_, hint)| all | *hint)
    }
}

/// Hints of names, each worked out once.
#[derive(Debug, Default)]
pub(super) struct Hints<'a>(HashMap<&'a str, Hint>);

/// Longest value of class or id, in bytes, that is looked at.
const LONGEST: usize = 400;

impl<'a> Hints<'a> {
    /// What class, id and role of an element say.
    pub(super) fn of(&mut self, dom: &'a Dom, id: NodeId) -> Hint {
        let names = ["class", "id"].into_iter().filter_map(|name| dom.attribute(id, name));
        names.fold(Hint::default(), |all, value| all | self.of_value(value))
    }

    fn of_value(&mut self, value: &'a str) -> Hint {
        if value.len() > LONGEST {
            return Hint::default();
        }
        *self.0.entry(value).or_insert_with(|| read(value))
    }
}

fn read(value: &str) -> Hint {
    let mut hint = Hint::default();
    let mut before = String::new();
    for name in value.split_ascii_whitespace() {
        before.clear();
        for word in words(name) {
            hint = hint | CLASSES.of(&word);
            if !before.is_empty() {
                before.push('-');
                before.push_str(&word);
                hint = hint | CLASSES.of(&before);
            }
            before = word;
        }
    }
    hint
}

/// The words of a name, cut at marks and before capitals, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for sign in name.chars() {
        let cut = !sign.is_alphanumeric() || (sign.is_uppercase() && was_lower);
        if cut && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if sign.is_alphanumeric() {
            word.extend(sign.to_lowercase());
        }
        was_lower = sign.is_lowercase() || sign.is_ascii_digit();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
