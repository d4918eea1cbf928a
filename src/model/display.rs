//! What the things of a project say, in words: the same in the window, reports, feedback, files and the command line.

use super::{Annotation, Attribute, Body, Codebook, Ledger, Project, Value};
use crate::base::{ChoiceId, ClaimId, CodeId};
use crate::locale::english::inside;
use crate::locale::{Argument, Catalogue, Message};
use crate::message;
use crate::text::Span;
use std::borrow::Cow;

/// What a code is called; its identifier when the codebook does not know it.
pub fn code_name<'a>(codebook: &'a Codebook, id: &'a CodeId) -> &'a str {
    codebook.code(id.as_str()).map_or(id.as_str(), |(_, code)| &code.name)
}

/// The short name of a claim; its identifier when the ledger does not know it.
pub fn claim_label<'a>(ledger: &'a Ledger, id: &'a ClaimId) -> &'a str {
    ledger.claim(id).map_or(id.as_str(), |claim| &claim.label)
}

/// What a choice is called; its identifier when the attribute does not know it.
pub fn choice_name<'a>(attribute: Option<&'a Attribute>, id: &'a ChoiceId) -> &'a str {
    let choices = attribute.map_or(&[][..], Attribute::choices);
    choices.iter().find(|choice| choice.id == *id).map_or(id.as_str(), |choice| &choice.name)
}

/// What an annotation says, in a word or two: its code, its claim, that it has no answer yet, or that it is a note.
pub fn body_name<'a>(
    codebook: &'a Codebook,
    ledger: &'a Ledger,
    body: &'a Body,
    text: &'static Catalogue,
) -> Cow<'a, str> {
    match said(codebook, ledger, body) {
        Said::Name(name) => Cow::Borrowed(name),
        Said::Message(message) => Cow::Owned(text.shown(&message).to_string()),
    }
}

/// What an annotation says: a name that somebody gave, or words of the program.
enum Said<'a> {
    Name(&'a str),
    Message(Message),
}

fn said<'a>(codebook: &'a Codebook, ledger: &'a Ledger, body: &'a Body) -> Said<'a> {
    match body {
        Body::Code(code) => Said::Name(code_name(codebook, code)),
        Body::Claim(claim) => Said::Name(claim_label(ledger, claim)),
        Body::Unit(layer) => {
            let name = codebook.layer(layer.as_str()).map_or(layer.as_str(), |layer| &layer.name);
            Said::Message(message!("display-unit", layer = name))
        }
        Body::Note => Said::Message(message!("display-note")),
    }
}

impl Project {
    /// What an annotation says, in a word or two; see [`body_name`].
    pub fn body_name<'a>(&'a self, body: &'a Body, text: &'static Catalogue) -> Cow<'a, str> {
        body_name(self.codebook(), self.ledger(), body, text)
    }

    /// The same as an argument of a message, which says it in its own language.
    pub fn body_argument(&self, body: &Body) -> Argument {
        match said(self.codebook(), self.ledger(), body) {
            Said::Name(name) => name.into(),
            Said::Message(message) => message.into(),
        }
    }
}

/// What an annotation is called, where a note that is a question is one.
pub fn annotation_name<'a>(
    codebook: &'a Codebook,
    ledger: &'a Ledger,
    annotation: &'a Annotation,
    text: &'static Catalogue,
) -> Cow<'a, str> {
    match &annotation.body {
        Body::Note if annotation.is_question() => Cow::Borrowed(text.get("display-question")),
        body => body_name(codebook, ledger, body, text),
    }
}

/// A value as it stands after its attribute's name: choices as the codebook calls them, passages quoted. `words` gives
/// those of a passage.
pub fn value(attribute: Option<&Attribute>, value: &Value, words: impl Fn(Span) -> Option<String>) -> String {
    match value {
        Value::Choice(choice) => choice_name(attribute, choice).to_owned(),
        Value::Choices(choices) => {
            let names: Vec<&str> = choices.iter().map(|choice| choice_name(attribute, choice)).collect();
            names.join(", ")
        }
        Value::Text(words) => words.clone(),
        Value::Spans(spans) => quoted(spans, words),
    }
}

/// A value as it stands inside a sentence: names of choices without their capital, texts and passages quoted.
pub fn value_inside(
    attribute: Option<&Attribute>,
    value: &Value,
    words: impl Fn(Span) -> Option<String>,
) -> String {
    match value {
        Value::Choice(choice) => inside(choice_name(attribute, choice)),
        Value::Choices(choices) => {
            let names: Vec<String> =
                choices.iter().map(|choice| inside(choice_name(attribute, choice))).collect();
            names.join(", ")
        }
        Value::Text(words) => format!("“{words}”"),
        Value::Spans(spans) => quoted(spans, words),
    }
}

fn quoted(spans: &[Span], words: impl Fn(Span) -> Option<String>) -> String {
    let all: Vec<String> =
        spans.iter().filter_map(|span| words(*span)).map(|words| format!("“{words}”")).collect();
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::LayerId;

    #[test]
    fn what_is_not_known_shows_its_identifier() {
        let codebook = Codebook::new("News".to_owned(), 1, Vec::new()).expect("a codebook");
        let ledger = Ledger::default();
        let text = Catalogue::english();
        let name = |body: Body| body_name(&codebook, &ledger, &body, text).into_owned();
        assert_eq!(name(Body::Code(CodeId::new("fact").expect("an id"))), "fact");
        assert_eq!(name(Body::Claim(ClaimId::new("maya/rain").expect("an id"))), "maya/rain");
        assert_eq!(name(Body::Unit(LayerId::new("kind").expect("an id"))), "kind: no answer yet");
        assert_eq!(name(Body::Note), "Note");
    }

    #[test]
    fn values_are_written_in_one_way() {
        let choice = |id: &str| ChoiceId::new(id).expect("an id");
        let span = Span::new(0, 4).expect("a span");
        let words = |_: Span| Some("Rain".to_owned());
        for (given, after, within) in [
            (Value::Choice(choice("Sure")), "Sure", "sure"),
            (Value::Text("So be it".to_owned()), "So be it", "“So be it”"),
            (Value::Spans([span, span].into()), "“Rain”, “Rain”", "“Rain”, “Rain”"),
        ] {
            assert_eq!(value(None, &given, words), after);
            assert_eq!(value_inside(None, &given, words), within);
        }
    }
}
