//! The keys that a codebook gives to attributes and choices, beside those of the table of actions.

use super::{Action, Chord, Context, Group, Key, Keymap, Modifiers, actions};
use crate::base::{AttributeId, ChoiceId, Issue};
use crate::locale::{Argument, Catalogue, Message};
use crate::message;
use crate::model::{Answers, Attribute, Codebook, Layer, Shortcut, Unit, Values};
use std::collections::BTreeSet;

/// The file that a finding about a key is about, relative to the project.
const FILE: &str = "codebook.ron";
/// The code of the finding.
pub(super) const KEY_TAKEN: &str = "key-taken";

/// What a key of the codebook sets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyTarget {
    /// The attribute: the next choice, the selected words, or text that is asked for.
    Attribute(AttributeId),
    /// The choice of an attribute.
    Choice(AttributeId, ChoiceId),
}

impl KeyTarget {
    /// Its name in settings files: the attribute, or attribute and choice with a colon between.
    pub fn id(&self) -> String {
        match self {
            Self::Attribute(attribute) => attribute.to_string(),
            Self::Choice(attribute, choice) => format!("{attribute}:{choice}"),
        }
    }
}

/// A key of the codebook, with the user's changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodebookKey {
    /// What it sets.
    pub target: KeyTarget,
    /// The chords, the one to show first.
    pub chords: Vec<Chord>,
    /// Its name on the screen.
    pub label: String,
    /// One sentence on what it does.
    pub help: String,
    /// The heading in the shortcut sheet.
    pub group: Group,
    /// Whether it sets a choice and not words or text.
    chooses: bool,
}

/// A line of the shortcut sheet, the palette and the manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyLine {
    /// An action of the table.
    Action(Action),
    /// A key of the codebook.
    Codebook(CodebookKey),
}

impl KeyLine {
    /// Its name on the screen, where an action's comes from the catalogue.
    pub fn label(&self, text: &'static Catalogue) -> &str {
        match self {
            Self::Action(action) => text.get(action.label_id()),
            Self::Codebook(key) => &key.label,
        }
    }

    /// One sentence on what it does, where an action's comes from the catalogue.
    pub fn help(&self, text: &'static Catalogue) -> &str {
        match self {
            Self::Action(action) => text.get(action.help_id()),
            Self::Codebook(key) => &key.help,
        }
    }

    /// Its name in settings files.
    pub fn id(&self) -> String {
        match self {
            Self::Action(action) => action.id().to_owned(),
            Self::Codebook(key) => key.target.id(),
        }
    }

    /// The heading under which it stands.
    pub fn group(&self) -> Group {
        match self {
            Self::Action(action) => action.group(),
            Self::Codebook(key) => key.group,
        }
    }

    /// Where its keys work.
    pub fn context(&self) -> Context {
        match self {
            Self::Action(action) => action.context(),
            Self::Codebook(_) => Context::Text,
        }
    }

    /// The chords, the one to show first.
    pub fn chords<'a>(&'a self, keymap: &'a Keymap) -> &'a [Chord] {
        match self {
            Self::Action(action) => keymap.chords(*action),
            Self::Codebook(key) => &key.chords,
        }
    }
}

impl Keymap {
    /// The keys of a codebook in its order. An attribute that several layers declare comes once.
    pub fn codebook_keys(&self, codebook: &Codebook) -> Vec<CodebookKey> {
        let mut seen = BTreeSet::new();
        let mut keys = Vec::new();
        for layer in codebook.layers() {
            for attribute in &layer.attributes {
                let own = attribute.shortcut.iter().map(|shortcut| {
                    let target = KeyTarget::Attribute(attribute.id.clone());
                    self.key(target, layer, attribute, shortcut, (&attribute.name, &attribute.definition))
                });
                let choices = attribute.choices().iter().filter_map(|choice| {
                    let target = KeyTarget::Choice(attribute.id.clone(), choice.id.clone());
                    let named = (choice.name.as_str(), choice.definition.as_str());
                    Some(self.key(target, layer, attribute, choice.shortcut.as_ref()?, named))
                });
                keys.extend(own.chain(choices).filter(|key| seen.insert(key.target.clone())));
            }
        }
        keys
    }

    fn key(
        &self,
        target: KeyTarget,
        layer: &Layer,
        attribute: &Attribute,
        shortcut: &Shortcut,
        (name, definition): (&str, &str),
    ) -> CodebookKey {
        let stated = |words: &'_ str, usual: &'_ str| if words.is_empty() { usual } else { words }.to_owned();
        CodebookKey {
            chords: self.chords_of(&target, shortcut),
            target,
            label: stated(&shortcut.name, name),
            help: stated(&shortcut.help, definition),
            group: match (&layer.answers, layer.unit) {
                (Answers::Claims, _) => Group::Claim,
                (Answers::Codes(_) | Answers::Fields, Unit::Article) => Group::Project,
                (Answers::Codes(_) | Answers::Fields, Unit::Sentence | Unit::Span) => Group::Tag,
            },
            chooses: matches!(attribute.values, Values::Choice { .. }),
        }
    }

    /// The chords that set something: the user's, or the key that the codebook states.
    fn chords_of(&self, target: &KeyTarget, shortcut: &Shortcut) -> Vec<Chord> {
        let stated = || vec![Chord { modifiers: Modifiers::default(), key: Key::Char(shortcut.key) }];
        self.changed(&target.id()).map_or_else(stated, <[Chord]>::to_vec)
    }

    /// What a chord sets in the article by the codebook; the actions of the table come first.
    pub fn in_codebook(&self, chord: Chord, codebook: &Codebook) -> Option<KeyTarget> {
        let found = self.codebook_keys(codebook).into_iter().find(|key| key.chords.contains(&chord));
        found.map(|key| key.target)
    }

    /// The chords that set an attribute or its choices, as text; empty when there are none.
    pub fn shown_for(&self, attribute: &Attribute) -> String {
        let shown = |target: KeyTarget, shortcut: &Shortcut| {
            self.chords_of(&target, shortcut).first().map(Chord::to_string)
        };
        let own = attribute.shortcut.iter().map(|key| shown(KeyTarget::Attribute(attribute.id.clone()), key));
        let choices = attribute.choices().iter().filter_map(|choice| {
            let target = KeyTarget::Choice(attribute.id.clone(), choice.id.clone());
            Some(shown(target, choice.shortcut.as_ref()?))
        });
        own.chain(choices).flatten().collect::<Vec<_>>().join(" ")
    }

    /// Actions and keys of the codebook in the order in which lists show them.
    pub fn lines(&self, codebook: Option<&Codebook>) -> Vec<KeyLine> {
        let mut rest = codebook.map(|codebook| self.codebook_keys(codebook)).unwrap_or_default();
        let mut lines = Vec::new();
        for action in actions() {
            lines.push(KeyLine::Action(*action));
            let after = |key: &mut CodebookKey| match key.group {
                Group::Tag => *action == Action::Delete,
                Group::Claim if key.chooses => *action == Action::LinkClaim,
                Group::Claim => *action == Action::ChooseField,
                Group::Project
                | Group::Move
                | Group::Select
                | Group::Note
                | Group::Review
                | Group::Window => *action == Action::ReopenArticle,
            };
            lines.extend(rest.extract_if(.., after).map(KeyLine::Codebook));
        }
        lines
    }

    /// The keys of a codebook that something else has already: they do nothing.
    pub fn taken_keys(&self, codebook: &Codebook) -> Vec<Issue> {
        let mut taken: Vec<(Chord, Argument)> = Vec::new();
        let mut found = Vec::new();
        let mut ask = |chords: &[Chord], label: &str| {
            for chord in chords {
                let action = self.action(*chord, Context::Text);
                let action = action.map(|action| Argument::from(Message::new(action.label_id())));
                let before =
                    || taken.iter().find(|(other, _)| other == chord).map(|(_, label)| label.clone());
                if let Some(other) = action.or_else(before) {
                    let message = message!("findings-key-taken", key = %chord, label = label, other = other);
                    found.push(
                        Issue::warning(KEY_TAKEN, FILE, message).hint(message!("findings-key-taken.hint")),
                    );
                }
            }
            taken.extend(chords.iter().map(|chord| (*chord, Argument::from(label))));
        };
        for key in self.codebook_keys(codebook) {
            ask(&key.chords, &key.label);
        }
        for code in codebook.sweep_layer().map_or(&[][..], Layer::codes) {
            let Some(key) = code.key else { continue };
            let chords = [false, true].map(|shift| Chord {
                modifiers: Modifiers { shift, ..Modifiers::default() },
                key: Key::Char(key),
            });
            ask(&chords, &code.name);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{CodeId, LayerId};
    use crate::model::{Choice, Code};

    fn codebook(code_key: char, attribute_key: char, choice_key: char) -> Codebook {
        let shortcut = |key| Some(Shortcut { key, name: String::new(), help: String::new() });
        let choice = |id: &str| Choice::new(ChoiceId::new(id).expect("id"), id);
        let choices = vec![Choice { shortcut: shortcut(choice_key), ..choice("warm") }, choice("cold")];
        let values = Values::Choice { choices, default: None, many: false };
        let tone = Attribute {
            shortcut: shortcut(attribute_key),
            ..Attribute::new(AttributeId::new("tone").expect("id"), "Tone", values)
        };
        let code =
            Code { key: Some(code_key), ..Code::new(CodeId::new("said").expect("id"), "Said", "blue") };
        let layer = Layer {
            exclusive: true,
            answers: Answers::Codes(vec![code]),
            attributes: vec![tone],
            ..Layer::new(LayerId::new("frame").expect("id"), "Frame", Unit::Sentence)
        };
        Codebook::new("Test".to_owned(), 1, vec![layer]).expect("a sound codebook")
    }

    fn target(keymap: &Keymap, codebook: &Codebook, chord: &str) -> Option<String> {
        let target = keymap.in_codebook(Chord::parse(chord).expect("chord"), codebook);
        target.map(|target| target.id())
    }

    #[test]
    fn keys_come_from_the_codebook_and_the_user_may_change_them() {
        let codebook = codebook('X', 'V', '+');
        let keymap = Keymap::default();
        assert_eq!(target(&keymap, &codebook, "V").as_deref(), Some("tone"));
        assert_eq!(target(&keymap, &codebook, "+").as_deref(), Some("tone:warm"));
        assert_eq!(target(&keymap, &codebook, "-"), None);
        let keymap = Keymap::with_changes([("tone:warm", vec!["Ctrl+Shift+U"]), ("none:such", vec!["V"])]);
        assert_eq!(target(&keymap, &codebook, "Ctrl+Shift+U").as_deref(), Some("tone:warm"));
        assert_eq!(target(&keymap, &codebook, "+"), None);
        let tone = &codebook.layers()[0].attributes[0];
        assert_eq!(keymap.shown_for(tone), "V Ctrl+Shift+U");
    }

    #[test]
    fn every_key_stands_once_in_the_lists() {
        let codebook = crate::model::Codebook::new("None".to_owned(), 1, Vec::new()).expect("empty");
        assert_eq!(Keymap::default().lines(Some(&codebook)).len(), actions().len());
        let lines = Keymap::default().lines(Some(&self::codebook('X', 'V', '+')));
        let labels: Vec<&str> = lines.iter().map(|line| line.label(Catalogue::english())).collect();
        let at = labels.iter().position(|label| *label == "Tone").expect("the attribute");
        assert_eq!(labels[at - 1], "Remove tag");
        assert_eq!(labels[at + 1], "warm");
        assert_eq!(lines.len(), actions().len() + 2);
    }

    #[test]
    fn a_key_that_is_taken_is_a_finding() {
        let clashes = |code, attribute, choice| {
            let found = Keymap::default().taken_keys(&codebook(code, attribute, choice));
            found.into_iter().map(|issue| issue.message.english()).collect::<Vec<_>>()
        };
        assert_eq!(clashes('X', 'V', '+'), Vec::<String>::new());
        let found = clashes('X', 'C', '+');
        assert!(found.len() == 1 && found[0].contains("“Tone”") && found[0].contains("Link to claim"));
        assert_eq!(clashes('V', 'V', '+').len(), 1, "a code and an attribute");
        assert_eq!(clashes('X', 'V', 'V').len(), 1, "an attribute and its choice");
        assert_eq!(clashes('G', 'V', '+').len(), 2, "a code is given with Shift too");
    }
}
