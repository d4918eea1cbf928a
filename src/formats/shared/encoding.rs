//! How things of the model are written where a format has only labels, names and strings.

use crate::base::{AttributeId, ChoiceId, CodeId, LayerId};
use crate::formats::shared::offsets::{self, OffsetUnit};
use crate::model::display::claim_label;
use crate::model::{Annotation, Attribute, Body, Codebook, Ledger, Origin, Role, Value, Values};
use crate::text::{Span, Text};
use std::fmt::Write as _;

/// The label of a mention of a claim; which one is in the attribute [`CLAIM`].
pub const CLAIM_LABEL: &str = "claim";
/// The label of a note without a code.
pub const NOTE_LABEL: &str = "note";
/// What the label of a unit without an answer begins with; its layer follows.
pub const UNIT_LABEL: &str = "unit:";
/// What the label of a code begins with that would read as one of the others.
const CODE_LABEL: &str = "code:";

/// The attribute that names a claim.
pub const CLAIM: &str = "claim";
/// The attribute with a claim's short name.
pub const CLAIM_NAME: &str = "claim_label";
/// The attribute that says that a memo is a question.
pub const QUESTION: &str = "question";
/// The attribute that says how an annotation came to be.
pub const ORIGIN: &str = "origin";
/// The attribute with the number of an annotation.
pub const NUMBER: &str = "obelus_id";
/// The attribute that names an annotator where the format has no place for them.
pub const ANNOTATOR: &str = "annotator";
/// The attribute with the memo where the format has no place for it.
pub const MEMO: &str = "memo";
/// The attribute with the moment when an annotation was made.
pub const CREATED: &str = "created";
/// The attribute with the moment of its last change.
pub const MODIFIED: &str = "modified";

const RESERVED: [&str; 9] = [CLAIM, CLAIM_NAME, QUESTION, ORIGIN, NUMBER, ANNOTATOR, MEMO, CREATED, MODIFIED];
/// What the name of a codebook's attribute begins with that would read as a reserved one.
const ATTRIBUTE: &str = "attr_";

/// The label of a body: the code's identifier, or a word of its own for what is no code.
pub fn label(body: &Body) -> String {
    match body {
        Body::Code(code) => {
            let code = code.as_str();
            let taken = [CLAIM_LABEL, NOTE_LABEL].contains(&code);
            if taken { format!("{CODE_LABEL}{code}") } else { code.to_owned() }
        }
        Body::Claim(_) => CLAIM_LABEL.to_owned(),
        Body::Unit(layer) => format!("{UNIT_LABEL}{layer}"),
        Body::Note => NOTE_LABEL.to_owned(),
    }
}

/// What a label stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Labelled {
    /// A code of the codebook.
    Code(CodeId),
    /// A mention of a claim.
    Claim,
    /// A unit of a layer.
    Unit(LayerId),
    Note,
}

/// What a label that [`label()`] wrote stands for; `None` when the codebook has nothing like it.
pub fn labelled(codebook: &Codebook, label: &str) -> Option<Labelled> {
    if label == CLAIM_LABEL && codebook.claim_layer().is_some() {
        return Some(Labelled::Claim);
    }
    if label == NOTE_LABEL {
        return Some(Labelled::Note);
    }
    if let Some(layer) = label.strip_prefix(UNIT_LABEL) {
        return codebook.layer(layer).map(|layer| Labelled::Unit(layer.id.clone()));
    }
    let code = label.strip_prefix(CODE_LABEL).unwrap_or(label);
    codebook.code(code).map(|(_, code)| Labelled::Code(code.id.clone()))
}

/// The name of a codebook's attribute, so that it is none of the reserved ones.
pub fn attribute_name(id: &AttributeId) -> String {
    let id = id.as_str();
    if RESERVED.contains(&id) || id.starts_with(ATTRIBUTE) {
        format!("{ATTRIBUTE}{id}")
    } else {
        id.to_owned()
    }
}

/// The attribute of a layer that a name stands for.
pub fn attribute_called<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    let plain = name.strip_prefix(ATTRIBUTE).unwrap_or(name);
    let by_id = attributes.iter().find(|attribute| attribute.id.as_str() == plain);
    by_id.or_else(|| attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name)))
}

/// A value as one string: a choice's identifier, several separated by `|`, text as it is, passages as `12-40 60-71` in `unit`.
pub fn value_text(value: &Value, text: &Text, unit: OffsetUnit) -> String {
    match value {
        Value::Choice(choice) => choice.to_string(),
        Value::Choices(choices) => choices.iter().map(ChoiceId::as_str).collect::<Vec<_>>().join("|"),
        Value::Text(words) => words.clone(),
        Value::Spans(spans) => spans_text(spans, text, unit),
    }
}

/// Passages as `12-40 60-71`, counted in `unit`.
pub fn spans_text(spans: &[Span], text: &Text, unit: OffsetUnit) -> String {
    let mut out = String::new();
    for span in spans {
        let (start, end) = offsets::position(text, *span, unit);
        let gap = if out.is_empty() { "" } else { " " };
        let _ = write!(out, "{gap}{start}-{end}");
    }
    out
}

/// Reads what [`spans_text`] wrote; `None` when it is nothing like it or lies outside the text.
pub fn spans_of(words: &str, text: &Text, unit: OffsetUnit) -> Option<Vec<Span>> {
    spans_at(words, &|start, end| offsets::span(text, start, end, unit))
}

fn spans_at(words: &str, place: &dyn Fn(u32, u32) -> Option<Span>) -> Option<Vec<Span>> {
    let one = |part: &str| {
        let (start, end) = part.split_once('-')?;
        place(start.parse().ok()?, end.parse().ok()?)
    };
    words.split_whitespace().map(one).collect()
}

/// Reads what [`value_text`] wrote, for an attribute that takes such values; `None` when it does not fit. Choices are
/// known by identifier or by name. `place` says where a passage of the file is.
pub fn value_of(
    attribute: &Attribute,
    words: &str,
    place: &dyn Fn(u32, u32) -> Option<Span>,
) -> Option<Value> {
    let choice = |word: &str| {
        let choices = attribute.choices();
        let by_id = choices.iter().find(|choice| choice.id.as_str() == word);
        let found = by_id.or_else(|| choices.iter().find(|choice| choice.name.eq_ignore_ascii_case(word)));
        found.map(|choice| choice.id.clone())
    };
    match &attribute.values {
        Values::Choice { many: false, .. } => choice(words).map(Value::Choice),
        Values::Choice { many: true, choices, .. } => {
            let given: Option<Vec<ChoiceId>> = words.split('|').map(|word| choice(word.trim())).collect();
            let given = given?;
            let ordered = choices.iter().map(|choice| &choice.id).filter(|id| given.contains(id));
            let ordered: Vec<ChoiceId> = ordered.cloned().collect();
            (!ordered.is_empty()).then_some(Value::Choices(ordered))
        }
        Values::Text => (!words.is_empty()).then(|| Value::Text(words.to_owned())),
        Values::Spans => spans_at(words, place).filter(|s| !s.is_empty()).map(Value::Spans),
    }
}

/// What an annotation says besides its label, as names and strings: the claim, then the attributes of its layer.
pub fn attributes(
    annotation: &Annotation,
    ledger: &Ledger,
    text: &Text,
    unit: OffsetUnit,
) -> Vec<(String, String)> {
    let mut all = Vec::new();
    if let Body::Claim(id) = &annotation.body {
        all.push((CLAIM.to_owned(), id.to_string()));
        all.push((CLAIM_NAME.to_owned(), claim_label(ledger, id).to_owned()));
    }
    let values = annotation.attributes.iter();
    all.extend(values.map(|(id, value)| (attribute_name(id), value_text(value, text, unit))));
    all
}

/// How an annotation came to be, as a string: `made`, or `suggested:`, `carried-over:` or `imported:` and from where.
pub fn origin_text(origin: &Origin) -> String {
    match origin {
        Origin::Human => "made".to_owned(),
        Origin::Suggested { by } => format!("suggested:{by}"),
        Origin::CarriedOver { from } => format!("carried-over:{from}"),
        Origin::Imported { from } => format!("imported:{from}"),
    }
}

/// Reads what [`origin_text`] wrote.
pub fn origin_of(words: &str) -> Option<Origin> {
    if words == "made" {
        return Some(Origin::Human);
    }
    let (kind, rest) = words.split_once(':')?;
    let rest = rest.to_owned();
    match kind {
        "suggested" => Some(Origin::Suggested { by: rest }),
        "carried-over" => Some(Origin::CarriedOver { from: rest }),
        "imported" => Some(Origin::Imported { from: rest }),
        _ => None,
    }
}

/// The role of that [word](Role::word).
pub fn role_of(words: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.word() == words)
}
