//! What each change does to the fields of its part.

use super::{AnswerKind, AttributeChange, ChoiceChange, CodeChange, LayerChange, ValueKind};
use crate::model::{
    Answers, Appearance, Attribute, AttributeRole, Choice, Code, Layer, Scale, Shortcut, Unit, Values,
};

impl LayerChange {
    pub(super) fn apply(self, layer: &mut Layer) {
        match self {
            Self::Name(name) => layer.name = name,
            Self::Question(question) => layer.question = question,
            Self::Unit(unit) => layer.unit = unit,
            Self::Answers(kind) => change_answers(layer, kind),
            Self::Exclusive(exclusive) => layer.exclusive = exclusive,
            Self::Card(lines) => layer.card = lines,
        }
    }
}

impl CodeChange {
    pub(super) fn apply(self, code: &mut Code) {
        match self {
            Self::Name(name) => code.name = name,
            Self::Key(key) => code.key = upper(key),
            Self::Colour(colour) => code.colour = colour,
            Self::Definition(words) => code.definition = words,
            Self::Test(words) => code.test = words,
            Self::Include(lines) => code.include = lines,
            Self::Exclude(lines) => code.exclude = lines,
            Self::NeedsMemo(needs_memo) => code.needs_memo = needs_memo,
            Self::AddExample(example) => code.examples.push(example),
            Self::Example(at, example) => {
                if let Some(old) = code.examples.get_mut(at) {
                    *old = example;
                }
            }
            Self::RemoveExample(at) => {
                if at < code.examples.len() {
                    code.examples.remove(at);
                }
            }
        }
    }
}

impl AttributeChange {
    pub(super) fn apply(self, attribute: &mut Attribute) {
        match self {
            Self::Name(name) => attribute.name = name,
            Self::Question(question) => attribute.question = question,
            Self::Definition(definition) => attribute.definition = definition,
            Self::Key(key) => attribute.key = upper(key),
            Self::Shortcut(key) => change_shortcut(&mut attribute.shortcut, key),
            Self::Values(kind) => change_values(attribute, kind),
            Self::Default(choice) => {
                if let Values::Choice { default, .. } = &mut attribute.values {
                    *default = choice;
                }
            }
            Self::Codes(codes) => attribute.codes = codes,
            Self::Prominent(prominent) => attribute.prominent = prominent,
            Self::Appearance(appearance) => attribute.appearance = appearance,
            Self::Scale(scale) => attribute.scale = scale,
        }
    }
}

impl ChoiceChange {
    pub(super) fn apply(self, choice: &mut Choice) {
        match self {
            Self::Name(name) => choice.name = name,
            Self::Definition(definition) => choice.definition = definition,
            Self::Shortcut(key) => change_shortcut(&mut choice.shortcut, key),
        }
    }
}

/// Fields are those of the article; claims are mentioned by passages, codes are given to what they were not given to before.
fn change_answers(layer: &mut Layer, kind: AnswerKind) {
    if AnswerKind::of(&layer.answers) == kind || !layer.codes().is_empty() {
        return;
    }
    (layer.answers, layer.unit) = match kind {
        AnswerKind::Codes => (Answers::Codes(Vec::new()), Unit::Span),
        AnswerKind::Claims => (Answers::Claims, Unit::Span),
        AnswerKind::Fields => (Answers::Fields, Unit::Article),
    };
    layer.exclusive = false;
}

fn upper(key: Option<char>) -> Option<char> {
    key.map(|key| key.to_uppercase().next().unwrap_or(key))
}

fn change_shortcut(shortcut: &mut Option<Shortcut>, key: Option<char>) {
    *shortcut = upper(key).map(|key| match shortcut.take() {
        Some(stated) => Shortcut { key, ..stated },
        None => Shortcut { key, name: String::new(), help: String::new() },
    });
}

/// Choices stay while values are choices; what no longer goes with the values is as is usual for them.
fn change_values(attribute: &mut Attribute, kind: ValueKind) {
    if ValueKind::of(&attribute.values) == kind {
        return;
    }
    let choices = |values: &mut Values, several| match values {
        Values::Choice { choices, default, .. } => {
            Values::Choice { choices: std::mem::take(choices), default: default.take(), many: several }
        }
        Values::Text | Values::Spans => Values::Choice { choices: Vec::new(), default: None, many: several },
    };
    attribute.values = match kind {
        ValueKind::One => choices(&mut attribute.values, false),
        ValueKind::Several => choices(&mut attribute.values, true),
        ValueKind::Text => Values::Text,
        ValueKind::Spans => Values::Spans,
    };
    attribute.appearance = Appearance::usual(&attribute.values);
    attribute.next = None;
    if kind != ValueKind::One {
        if attribute.scale == Scale::Ordinal {
            attribute.scale = Scale::usual(attribute.role);
        }
        attribute.role = match attribute.role {
            AttributeRole::Confidence
            | AttributeRole::Stance
            | AttributeRole::ClaimType
            | AttributeRole::Genre => AttributeRole::Plain,
            kept @ (AttributeRole::Plain
            | AttributeRole::Speaker
            | AttributeRole::Person
            | AttributeRole::Organization) => kept,
        };
    }
}
