//! Decisions and comments: each is held against text and codebook.

use super::super::review::{CommentShape, DecisionShape};
use super::{NOWHERE, SetDecoder};
use crate::base::{AnnotationId, Issue, Place};
use crate::locale::Message;
use crate::message;
use crate::model::{Comment, Decision, Remark, Unplaced};
use crate::text::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a file says of places.
#[derive(Default)]
pub(super) struct Remarks {
    pub decisions: Vec<Arc<Decision>>,
    pub comments: Vec<Arc<Comment>>,
    pub unplaced: Vec<Arc<Unplaced>>,
}

const WAITS: &str = crate::id!("findings-waits");

impl SetDecoder<'_> {
    pub(super) fn review(
        &mut self,
        decisions: Vec<DecisionShape>,
        comments: Vec<CommentShape>,
    ) -> Result<Remarks, Issue> {
        let mut remarks = Remarks::default();
        let stated = decisions.iter().map(|shape| &shape.id).chain(comments.iter().map(|shape| &shape.id));
        let mut numbers =
            Numbers { given: stated.filter_map(|id| id.parse().ok()).collect(), ..Numbers::default() };
        for shape in decisions {
            let (stated, exact, id) = (shape.at, shape.quote.clone(), shape.id.clone());
            let found = self.place_of(stated, &exact, &shape.layer, "decision", &id);
            let decoded = shape.decode(found.unwrap_or(NOWHERE));
            let mut decision = decoded.map_err(|message| self.source.bad_value(id, message))?;
            decision.id = self.numbered(&mut numbers, decision.id);
            match found {
                Some(_) => remarks.decisions.push(Arc::new(decision)),
                None => {
                    let what = Remark::Decision(decision);
                    remarks.unplaced.push(Arc::new(Unplaced { stated, exact, what }));
                }
            }
        }
        for shape in comments {
            let (stated, exact, id) = (shape.at, shape.quote.clone(), shape.id.clone());
            let found = self.place_of(stated, &exact, &shape.layer, "comment", &id);
            let decoded = shape.decode(found.unwrap_or(NOWHERE));
            let mut comment = decoded.map_err(|message| self.source.bad_value(id, message))?;
            comment.id = self.numbered(&mut numbers, comment.id);
            match found {
                Some(_) => remarks.comments.push(Arc::new(comment)),
                None => {
                    let what = Remark::Comment(comment);
                    remarks.unplaced.push(Arc::new(Unplaced { stated, exact, what }));
                }
            }
        }
        Ok(remarks)
    }

    /// Where a decision or comment belongs; `None` when its words are not there or the codebook has no such layer.
    fn place_of(&mut self, at: (u32, u32), quote: &str, layer: &str, what: &str, id: &str) -> Option<Span> {
        let found = self.verified(at, quote, None);
        let (code, message) = if self.against.codebook.layer(layer).is_none() {
            ("unknown-layer", message!("findings-unknown-layer", layer = layer, what = what))
        } else if found.is_none() {
            ("lost-review", message!("findings-lost-review", quote = quote, what = what))
        } else {
            return found;
        };
        self.findings.add(code, || {
            Issue::warning(code, &self.source.file, message)
                .at(Place::Named(id.to_owned()))
                .hint(Message::new(WAITS))
        });
        None
    }

    /// The number itself, or the next free one when it was given before.
    fn numbered(&mut self, numbers: &mut Numbers, id: AnnotationId) -> AnnotationId {
        if numbers.seen.insert(id) {
            return id;
        }
        let mut fresh = id;
        while numbers.given.contains(&fresh) || numbers.seen.contains(&fresh) {
            fresh = AnnotationId(fresh.0.wrapping_add(1));
        }
        numbers.seen.insert(fresh);
        self.findings.add("duplicate-id", || {
            Issue::warning("duplicate-id", &self.source.file, message!("findings-two-remarks"))
                .at(Place::Named(id.to_string()))
                .hint(message!("findings-two-remarks.hint", fresh = %fresh))
        });
        fresh
    }
}

#[derive(Default)]
struct Numbers {
    /// All that the file gives.
    given: BTreeSet<AnnotationId>,
    /// Those that are taken already.
    seen: BTreeSet<AnnotationId>,
}
