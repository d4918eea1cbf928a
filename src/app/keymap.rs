//! Which keys do what.

use super::{Action, Chord, Context, actions};
use crate::model::Preferences;
use std::collections::BTreeMap;

/// Names of actions in settings files of earlier versions, each with its name now.
const RENAMED: [(&str, &str); 3] =
    [("Unsettle", "ReopenPlace"), ("NextUnsettled", "NextOpenPlace"), ("SettleMany", "AdjudicateMany")];

/// Which keys do what: the defaults with the user's changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    by_action: BTreeMap<Action, Vec<Chord>>,
    /// Changes of what is no action: keys of codebooks, by their names.
    others: BTreeMap<String, Vec<Chord>>,
}

impl Default for Keymap {
    fn default() -> Self {
        let by_action = actions()
            .iter()
            .map(|action| {
                (*action, action.default_keys().iter().filter_map(|text| Chord::parse(text)).collect())
            })
            .collect();
        Self { by_action, others: BTreeMap::new() }
    }
}

impl Keymap {
    /// The defaults with changes, each the name of an action or of a key of a codebook, and its chords; unknown chords are
    /// passed over, and names that no codebook has do nothing. Earlier names of actions are understood.
    pub fn with_changes<'a>(changes: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>) -> Self {
        let mut map = Self::default();
        for (id, chords) in changes {
            let chords = chords.into_iter().filter_map(Chord::parse).collect();
            let now = RENAMED.iter().find(|(earlier, _)| *earlier == id).map_or(id, |(_, now)| now);
            match actions().iter().find(|action| action.id() == now) {
                Some(action) => map.by_action.insert(*action, chords),
                None => map.others.insert(id.to_owned(), chords),
            };
        }
        map
    }

    /// The defaults with the changes of one person.
    pub fn of(preferences: &Preferences) -> Self {
        Self::with_changes(
            preferences
                .key_changes
                .iter()
                .map(|(action, chords)| (action.as_str(), chords.iter().map(String::as_str).collect())),
        )
    }

    /// The chords of an action, the one to show first.
    pub fn chords(&self, action: Action) -> &[Chord] {
        self.by_action.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The chords that the user gave to a key of a codebook.
    pub(super) fn changed(&self, id: &str) -> Option<&[Chord]> {
        self.others.get(id).map(Vec::as_slice)
    }

    /// The chord to show beside an action, as text; empty when it has none.
    pub fn shown(&self, action: Action) -> String {
        self.chords(action).first().map(Chord::to_string).unwrap_or_default()
    }

    /// What a chord does in a context, or everywhere.
    pub fn action(&self, chord: Chord, context: Context) -> Option<Action> {
        let here = |action: &Action| action.context() == context || action.context() == Context::Global;
        let mut found =
            self.by_action.iter().filter(|(action, chords)| here(action) && chords.contains(&chord));
        found.next().map(|(action, _)| *action)
    }

    /// Chords that two actions claim in one context.
    pub fn clashes(&self) -> Vec<(Chord, Action, Action)> {
        let mut seen: BTreeMap<Chord, Vec<Action>> = BTreeMap::new();
        let mut clashes = Vec::new();
        for (action, chords) in &self.by_action {
            for chord in chords {
                let others = seen.entry(*chord).or_default();
                let meet = |other: &&Action| {
                    let contexts = [other.context(), action.context()];
                    contexts[0] == contexts[1] || contexts.contains(&Context::Global)
                };
                clashes.extend(others.iter().filter(meet).map(|other| (*chord, *other, *action)));
                others.push(*action);
            }
        }
        clashes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Key;

    #[test]
    fn every_default_key_parses_and_none_clashes() {
        for action in actions() {
            for text in action.default_keys() {
                let chord = Chord::parse(text).unwrap_or_else(|| panic!("{action:?}: {text}"));
                assert_eq!(&chord.to_string(), text);
            }
        }
        assert_eq!(Keymap::default().clashes(), []);
    }

    #[test]
    fn no_default_key_needs_alt_gr() {
        for action in actions() {
            for chord in Keymap::default().chords(*action) {
                assert!(!matches!(
                    chord.key,
                    Key::Char('[' | ']' | '{' | '}' | '`' | '@' | '\\' | '|' | '~' | '#')
                ));
                assert!(
                    !(chord.modifiers.command && chord.modifiers.alt),
                    "{action:?}: Ctrl+Alt is AltGr on Windows"
                );
            }
        }
    }

    #[test]
    fn earlier_names_in_settings_are_understood() {
        for (earlier, now) in RENAMED {
            assert!(actions().iter().all(|action| action.id() != earlier), "{earlier} is another action now");
            let action = *actions().iter().find(|action| action.id() == now).expect(now);
            assert_eq!(Keymap::with_changes([(earlier, vec!["Ctrl+Shift+U"])]).shown(action), "Ctrl+Shift+U");
        }
    }

    #[test]
    fn changes_replace_keys() {
        let map = Keymap::with_changes([("Expand", vec!["X"]), ("NoSuchThing", vec!["Y"])]);
        assert_eq!(map.shown(Action::Expand), "X");
        assert_eq!(map.action(Chord::parse("W").expect("chord"), Context::Text), None);
    }
}
