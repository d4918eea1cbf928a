//! Attributes: the further values of annotations and articles, with their keys, their role, and how they are drawn and
//! compared.

use crate::base::{AttributeId, ChoiceId, CodeId};
use crate::locale::Message;
use crate::message;

/// A key that works in the article, with what a list of keys says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcut {
    /// The key, as the one character that it writes; letters in upper case.
    pub key: char,
    /// What it is called in lists of keys; empty for the name of what it sets.
    pub name: String,
    /// One sentence on what it does; empty for the definition of what it sets.
    pub help: String,
}

/// What a choice means to the program, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ChoiceRole {
    /// Nothing beyond its definition.
    #[default]
    Plain,
    /// Of a stance: for the claim.
    For,
    /// Of a stance: against the claim.
    Against,
    /// Of a confidence: the annotator doubts the answer.
    Doubt,
}

/// One answer of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name in files.
    pub id: ChoiceId,
    /// Its name on the screen.
    pub name: String,
    /// What it means, one sentence.
    pub definition: String,
    /// What it means to the program.
    pub role: ChoiceRole,
    /// The key that sets it in the article.
    pub shortcut: Option<Shortcut>,
}

impl Choice {
    /// A choice without definition, role and key.
    pub fn new(id: ChoiceId, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), definition: String::new(), role: ChoiceRole::Plain, shortcut: None }
    }
}

/// What values an attribute takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// One or, with `many`, several of the choices.
    Choice {
        /// The choices in the order shown.
        choices: Vec<Choice>,
        /// What an absent value is taken for where one is needed. It is nobody's judgement.
        default: Option<ChoiceId>,
        /// Whether several may be given.
        many: bool,
    },
    /// Free text.
    Text,
    /// Passages of the article.
    Spans,
}

/// What an attribute is to the program, whatever it is called. A layer has at most one attribute of each role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum AttributeRole {
    /// A value like any other.
    #[default]
    Plain,
    /// How sure the annotator is of the answer.
    Confidence,
    /// Where who speaks stands towards the claim.
    Stance,
    /// The words that name who speaks.
    Speaker,
    /// The person who speaks.
    Person,
    /// The organization that speaks.
    Organization,
    /// Says what kind of claim the claim itself is, and nothing of its mention.
    ClaimType,
    /// The genre of the article; its choices name what metadata has as words.
    Genre,
}

/// How the values of an attribute show in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Appearance {
    /// Not at all.
    Hidden,
    /// A choice that was given stands beside the passage.
    Given,
    /// A choice stands beside the passage; where none was given its default, in parentheses.
    Always,
    /// Passages have a dotted line under them.
    Underline,
    /// Passages are framed while their annotation is in hand.
    Frame,
}

/// How the values of several annotators are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// Nominal: they are the same or they are not.
    Nominal,
    /// Ordinal: the choices are steps in the order shown; the farther apart, the less alike.
    Ordinal,
    /// Not at all: it says something about the annotator and not about the text.
    Excluded,
}

/// An extra value on the annotations of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in files.
    pub id: AttributeId,
    /// Its name on the screen.
    pub name: String,
    /// The question it answers.
    pub question: String,
    /// When a value is given, in a sentence or two.
    pub definition: String,
    /// The key that takes it in the list of fields, as one character; none when one is found for it.
    pub key: Option<char>,
    /// The key that works in the article: goes through the choices, marks the selected words, or asks for text.
    pub shortcut: Option<Shortcut>,
    /// Which values it takes.
    pub values: Values,
    /// The codes it goes with; empty means all.
    pub codes: Vec<CodeId>,
    /// Whether the inspector shows it at once rather than under “more”.
    pub prominent: bool,
    /// What it is to the program.
    pub role: AttributeRole,
    /// How it shows in the article.
    pub appearance: Appearance,
    /// How it is compared.
    pub scale: Scale,
    /// Of passages: the attribute for whose words is asked when those of this one are given.
    pub next: Option<AttributeId>,
    /// Published schemes it comes from.
    pub sources: Vec<String>,
}

impl Attribute {
    /// An attribute of that name, with nothing further said of it.
    pub fn new(id: AttributeId, name: impl Into<String>, values: Values) -> Self {
        Self {
            id,
            name: name.into(),
            question: String::new(),
            definition: String::new(),
            key: None,
            shortcut: None,
            appearance: Appearance::usual(&values),
            values,
            codes: Vec::new(),
            prominent: false,
            role: AttributeRole::Plain,
            scale: Scale::Nominal,
            next: None,
            sources: Vec::new(),
        }
    }

    /// Whether annotators are expected to give the same value.
    pub fn is_compared(&self) -> bool {
        self.scale != Scale::Excluded
    }

    /// Whether it goes with annotations of that code.
    pub fn goes_with(&self, code: &CodeId) -> bool {
        self.codes.is_empty() || self.codes.contains(code)
    }

    /// The choices, when it takes choices.
    pub fn choices(&self) -> &[Choice] {
        match &self.values {
            Values::Choice { choices, .. } => choices,
            Values::Text | Values::Spans => &[],
        }
    }

    /// The choice of that name.
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.id.as_str() == id)
    }

    /// The first choice of that role.
    pub fn choice_as(&self, role: ChoiceRole) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.role == role)
    }

    /// What an absent value is taken for where one is needed. It is nobody's judgement: it is not stored, not exported as
    /// given, and left out of agreement.
    pub fn default_choice(&self) -> Option<&ChoiceId> {
        match &self.values {
            Values::Choice { default, .. } => default.as_ref(),
            Values::Text | Values::Spans => None,
        }
    }

    /// Why its parts do not go together.
    pub(super) fn unfit(&self, siblings: &[Self]) -> Option<Message> {
        let attribute = self.id.as_str();
        let single = matches!(self.values, Values::Choice { many: false, .. });
        let spans = self.values == Values::Spans;
        let shown = match self.appearance {
            Appearance::Hidden => true,
            Appearance::Given | Appearance::Always => single,
            Appearance::Underline | Appearance::Frame => spans,
        };
        if !shown {
            return Some(message!("refusals-appearance", attribute = attribute));
        }
        if self.scale == Scale::Ordinal && !single {
            return Some(message!("refusals-scale", attribute = attribute));
        }
        let choices_needed = [
            AttributeRole::Confidence,
            AttributeRole::Stance,
            AttributeRole::ClaimType,
            AttributeRole::Genre,
        ];
        if choices_needed.contains(&self.role) && !single {
            let role = format!("{:?}", self.role);
            return Some(message!("refusals-role-values", attribute = attribute, role = role));
        }
        let leads = |next: &AttributeId| {
            let words = |other: &&Self| other.id == *next && other.id != self.id;
            siblings.iter().find(words).is_some_and(|other| other.values == Values::Spans)
        };
        match &self.next {
            Some(next) if !spans || !leads(next) => {
                Some(message!("refusals-next", attribute = attribute, next = %next))
            }
            _ => None,
        }
    }
}

impl Appearance {
    /// How attributes with such values show when nothing is said of it.
    pub fn usual(values: &Values) -> Self {
        match values {
            Values::Choice { .. } | Values::Text => Self::Hidden,
            Values::Spans => Self::Frame,
        }
    }
}

impl Scale {
    /// How attributes of such a role are compared when nothing is said of it.
    pub fn usual(role: AttributeRole) -> Self {
        if role == AttributeRole::Confidence { Self::Excluded } else { Self::Nominal }
    }
}
