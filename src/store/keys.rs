//! Keys that a codebook gives twice, or that the program has itself.

use super::paths;
use crate::base::{Issue, Place};
use crate::message;
use crate::model::{Codebook, Layer};
use std::collections::{BTreeMap, BTreeSet};

/// The letters and signs with which the program itself does something in the article, unless a user gives it others.
pub const PROGRAM_KEYS: &[char] =
    &['J', 'K', 'G', 'D', 'W', 'S', 'E', 'T', 'C', 'A', 'I', 'Q', 'B', '.', ',', '/', '?'];

/// A finding for every key in the article that does nothing, because something before it has the key.
pub(super) fn taken(codebook: &Codebook) -> Vec<Issue> {
    let mut clashes = KeyClashes::default();
    let mut seen = BTreeSet::new();
    for layer in codebook.layers() {
        for attribute in &layer.attributes {
            let own = attribute.shortcut.iter().map(|key| (attribute.id.to_string(), &attribute.name, key));
            let choices = attribute.choices().iter().filter_map(|choice| {
                let place = format!("{}:{}", attribute.id, choice.id);
                Some((place, &choice.name, choice.shortcut.as_ref()?))
            });
            for (place, usual, shortcut) in own.chain(choices) {
                // An attribute that several layers declare has its key once.
                if seen.insert(place.clone()) {
                    let name = if shortcut.name.is_empty() { usual } else { &shortcut.name };
                    clashes.take(shortcut.key, name, place);
                }
            }
        }
    }
    for code in codebook.sweep_layer().map_or(&[][..], Layer::codes) {
        if let Some(key) = code.key {
            clashes.take(key, &code.name, code.id.to_string());
        }
    }
    clashes.issues
}

#[derive(Default)]
struct KeyClashes {
    by_key: BTreeMap<char, String>,
    issues: Vec<Issue>,
}

impl KeyClashes {
    fn take(&mut self, key: char, name: &str, place: String) {
        let message = match self.by_key.get(&key) {
            _ if PROGRAM_KEYS.contains(&key) => {
                message!("store-key-of-program", key = key, name = name)
            }
            Some(other) => message!("findings-key-taken", key = key, label = name, other = other),
            None => {
                self.by_key.insert(key, name.to_owned());
                return;
            }
        };
        let issue = Issue::warning("key-taken", paths::CODEBOOK, message).at(Place::Named(place));
        self.issues.push(issue.hint(message!("findings-key-taken.hint")));
    }
}
