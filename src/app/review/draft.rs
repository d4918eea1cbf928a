//! An answer of the adjudicator's own in the making: its words, its code or claim, its fields.

use crate::app::outcome::done;
use crate::app::{NoEffect, NoticeKind, Outcome, Stamp, State};
use crate::base::{AttributeId, ClaimId, CodeId};
use crate::compare::Position;
use crate::message;
use crate::model::{Annotation, Article, Attribute, Body, Layer, Value};
use crate::review::{AdjudicationChoice, AnswerContent};
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
    fn of(decided: Option<&Arc<Annotation>>, position: &Position) -> Option<Self> {
        let from = decided.or_else(|| position.readings.first().map(crate::compare::Reading::annotation))?;
        Some(Self {
            span: from.span,
            body: from.body.clone(),
            attributes: from.attributes.clone(),
            query: String::new(),
        })
    }

    /// Keeps the fields that go with the code.
    fn tidy(&mut self, layer: &Layer) {
        let fits = |attribute: &Attribute| match &self.body {
            Body::Code(code) => attribute.codes.is_empty() || attribute.codes.contains(code),
            _ => true,
        };
        let known: Vec<AttributeId> =
            layer.attributes.iter().filter(|attribute| fits(attribute)).map(|a| a.id.clone()).collect();
        self.attributes.retain(|id, _| known.contains(id));
    }

    fn moved(&self, article: &Article, change: &AnswerChange) -> Option<Span> {
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

impl State {
    /// Begins an answer of one's own.
    pub(super) fn begin_draft(&mut self, stamp: Stamp) -> Outcome {
        if let Some(effects) = self.ask_to_adjudicate(stamp)? {
            return Ok(effects);
        }
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let decided = session.result_in_hand();
        let draft = session.in_review().and_then(|(_, position)| AnswerDraft::of(decided.first(), position));
        if draft.is_none() && session.review.draft.is_none() {
            return Err(NoEffect::NoAnnotation);
        }
        session.review.draft = draft;
        done()
    }

    pub(super) fn change_draft(&mut self, change: AnswerChange, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let (article, position) = session.in_review().ok_or(NoEffect::NothingBegun)?;
        let (article, layer) = (article.clone(), position.layer.clone());
        let layer = session.project.codebook().layer(layer.as_str()).cloned();
        let (Some(before), Some(layer)) = (session.review.draft.clone(), layer) else {
            return Err(NoEffect::NothingBegun);
        };
        let mut draft = before.clone();
        match change {
            AnswerChange::Code(code) => draft.body = Body::Code(code),
            AnswerChange::Claim(claim) => draft.body = Body::Claim(claim),
            AnswerChange::Key(letter) => {
                let wanted = letter.to_uppercase().next();
                if let Some(code) = layer.codes().iter().find(|code| code.key == wanted) {
                    draft.body = Body::Code(code.id.clone());
                }
            }
            AnswerChange::Query(query) => draft.query = query,
            AnswerChange::Field { attribute, value: Some(value) } => {
                draft.attributes.insert(attribute, value);
            }
            AnswerChange::Field { attribute, value: None } => {
                draft.attributes.remove(&attribute);
            }
            AnswerChange::Start { .. } | AnswerChange::End { .. } => {
                if let Some(span) = draft.moved(&article, &change).filter(|span| article.text.holds(*span)) {
                    draft.span = span;
                }
            }
            AnswerChange::Cancel => {
                session.review.draft = None;
                return done();
            }
            AnswerChange::Accept => {
                session.review.draft = None;
                draft.tidy(&layer);
                let AnswerDraft { span, body, attributes, .. } = draft;
                return self
                    .decide(AdjudicationChoice::Edited(AnswerContent { span, body, attributes }), stamp);
            }
        }
        draft.tidy(&layer);
        if draft == before {
            return Err(NoEffect::AlreadySo);
        }
        session.review.draft = Some(draft);
        done()
    }

    /// Says that nothing can be done with a place that is none; whoever may not adjudicate yet is asked whether to.
    pub(super) fn nothing_in_hand(&mut self, stamp: Stamp) -> Outcome {
        if let Some(effects) = self.ask_to_adjudicate(stamp)? {
            return Ok(effects);
        }
        self.notify(NoticeKind::Info, message!("review-no-place"), stamp.now);
        done()
    }
}
