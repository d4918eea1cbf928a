//! Making an answer of the adjudicator's own, and adjudicating with it.

use super::draft::{AnswerChange, AnswerDraft};
use crate::app::outcome::done;
use crate::app::{NoEffect, NoticeKind, Outcome, Stamp, State};
use crate::message;
use crate::model::Body;
use crate::review::{AdjudicationChoice, AnswerContent};

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
