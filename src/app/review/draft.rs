//! An answer of the adjudicator's own in the making: its words, its code or claim, its attributes.

use crate::base::{AttributeId, ClaimId, CodeId};
use crate::compare::Position;
use crate::model::{Annotation, Article, Attribute, Body, Layer, Value};
use crate::text::{Span, segment};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The answer as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerDraft {
    /// Where in the article it stands.
    pub span: Span,
    /// The code or claim.
    pub body: Body,
    /// The values of its attributes; those that do not go with the code are let go of.
    pub attributes: BTreeMap<AttributeId, Value>,
    /// What was typed to find a claim.
    pub query: String,
}

/// A change of the answer in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum AnswerChange {
    /// Answer with that code.
    Code(CodeId),
    /// Answer that it mentions that claim.
    Claim(ClaimId),
    /// A letter: the code that has it.
    Key(char),
    /// Words to find a claim.
    Query(String),
    /// Set a field or take it away.
    Field { attribute: AttributeId, value: Option<Value> },
    /// Move where the passage starts by a character or word.
    Start { forward: bool, word: bool },
    /// Move where the passage ends by a character or word.
    End { forward: bool, word: bool },
    /// Adjudicate the place with the answer as it stands.
    Accept,
    /// Let go of it.
    Cancel,
}

impl AnswerDraft {
    /// The first reading as it is, to be changed.
    pub(super) fn of(decided: Option<&Arc<Annotation>>, position: &Position) -> Option<Self> {
        let from = decided.or_else(|| position.readings.first().map(crate::compare::Reading::annotation))?;
        Some(Self {
            span: from.span,
            body: from.body.clone(),
            attributes: from.attributes.clone(),
            query: String::new(),
        })
    }

    /// Keeps the fields that go with the code.
    pub(super) fn tidy(&mut self, layer: &Layer) {
        let fits = |attribute: &Attribute| match &self.body {
            Body::Code(code) => attribute.codes.is_empty() || attribute.codes.contains(code),
            _ => true,
        };
        let known: Vec<AttributeId> =
            layer.attributes.iter().filter(|attribute| fits(attribute)).map(|a| a.id.clone()).collect();
        self.attributes.retain(|id, _| known.contains(id));
    }

    pub(super) fn moved(&self, article: &Article, change: &AnswerChange) -> Option<Span> {
        let text = article.text.as_str();
        let step = |byte: u32, forward: bool, word: bool| match (forward, word) {
            (true, true) => segment::next_word(text, byte),
            (false, true) => segment::prev_word(text, byte),
            (true, false) => segment::grapheme_next(text, byte),
            (false, false) => segment::grapheme_prev(text, byte),
        };
        match change {
            AnswerChange::Start { forward, word } => {
                let start = step(self.span.start(), *forward, *word);
                let rest = text.get(start as usize..)?;
                let blank = (rest.len() - rest.trim_start().len()) as u32;
                Span::new(if *word && *forward { start + blank } else { start }, self.span.end())
            }
            AnswerChange::End { forward, word } => {
                let end = step(self.span.end(), *forward, *word);
                let before = text.get(..end as usize)?;
                let blank = (before.len() - before.trim_end().len()) as u32;
                Span::new(self.span.start(), if *word { end - blank } else { end })
            }
            AnswerChange::Code(_)
            | AnswerChange::Claim(_)
            | AnswerChange::Key(_)
            | AnswerChange::Query(_)
            | AnswerChange::Field { .. }
            | AnswerChange::Accept
            | AnswerChange::Cancel => None,
        }
    }
}
