//! How much a disagreement tells.

use crate::base::{AnnotatorId, AttributeId, CodeId, LayerId};
use crate::compare::{Comparison, Difference, Position};
use crate::model::{Body, Codebook};
use std::collections::{BTreeSet, HashMap};

/// What was confused with what, apart from where and by whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Confusion {
    /// A code, or a claim, with nothing.
    Nothing(LayerId, Option<CodeId>),
    /// Two codes, the lesser first; a unit without an answer is none.
    Codes(LayerId, Option<CodeId>, Option<CodeId>),
    Claims(LayerId),
    Boundary(LayerId),
    /// Two values of an attribute.
    Attribute(LayerId, AttributeId),
    /// One answer with several.
    Stacked(LayerId),
}

/// What is known of a disagreement by itself.
#[derive(Debug, Clone)]
pub(super) struct Dispute {
    /// Which position it is.
    pub(super) at: usize,
    /// See [`entropy`] and [`doubt`].
    pub(super) entropy: f64,
    /// How many annotators covered the place.
    pub(super) voices: usize,
    confusions: BTreeSet<Confusion>,
}

/// The disagreements of a comparison, decided or not, and what is open again although all agree.
pub(super) fn disputes(codebook: &Codebook, comparison: &Comparison) -> Vec<Dispute> {
    let disputed = |position: &Position| position.is_open() || position.state_before().is_open();
    let all = comparison.positions.iter().enumerate().filter(|(_, position)| disputed(position));
    all.map(|(at, position)| Dispute {
        at,
        entropy: entropy(position) * doubt(codebook, position),
        voices: position.markers().len() + position.silent.len(),
        confusions: confusions(position),
    })
    .collect()
}

/// The confusions at a position.
fn confusions(position: &Position) -> BTreeSet<Confusion> {
    let layer = || position.layer.clone();
    let mut found = BTreeSet::new();
    for difference in &position.differences {
        match difference {
            Difference::Stacked { .. } => {
                found.insert(Confusion::Stacked(layer()));
            }
            Difference::Only { .. } | Difference::Missing { .. } => {
                let codes = position.readings.iter().map(|reading| code(&reading.annotation().body));
                found.extend(codes.map(|code| Confusion::Nothing(layer(), code)));
            }
            Difference::Boundary { .. } => {
                found.insert(Confusion::Boundary(layer()));
            }
            Difference::Body { groups } => {
                for (at, one) in groups.iter().enumerate() {
                    for other in &groups[at + 1..] {
                        found.insert(pair(layer(), &one.what, &other.what));
                    }
                }
            }
            Difference::Attribute { attribute, .. } => {
                found.insert(Confusion::Attribute(layer(), attribute.clone()));
            }
        }
    }
    found
}

fn code(body: &Body) -> Option<CodeId> {
    match body {
        Body::Code(code) => Some(code.clone()),
        Body::Claim(_) | Body::Unit(_) | Body::Note => None,
    }
}

fn pair(layer: LayerId, one: &Body, other: &Body) -> Confusion {
    if matches!((one, other), (Body::Claim(_), Body::Claim(_))) {
        return Confusion::Claims(layer);
    }
    let (one, other) = (code(one), code(other));
    Confusion::Codes(layer, one.clone().min(other.clone()), one.max(other))
}

/// How often each confusion comes in a corpus.
#[derive(Debug, Default)]
pub(super) struct Frequencies<'a> {
    counts: HashMap<&'a Confusion, u32>,
    disputes: u32,
}

impl<'a> Frequencies<'a> {
    pub(super) fn of(disputes: impl Iterator<Item = &'a Dispute>) -> Self {
        let mut frequencies = Self::default();
        for dispute in disputes.filter(|dispute| !dispute.confusions.is_empty()) {
            frequencies.disputes += 1;
            for confusion in &dispute.confusions {
                *frequencies.counts.entry(confusion).or_default() += 1;
            }
        }
        frequencies
    }

    /// The share, from 0 to 1, of disagreements in which the most frequent confusion of this one comes.
    pub(super) fn share(&self, dispute: &Dispute) -> f64 {
        let count = dispute.confusions.iter().filter_map(|confusion| self.counts.get(confusion)).max();
        count.map_or(0.0, |count| f64::from(*count) / f64::from(self.disputes.max(1)))
    }
}

/// What it adds that somebody was not sure of their answer: half as much again.
fn doubt(codebook: &Codebook, position: &Position) -> f64 {
    if position.annotations().any(|(_, annotation)| codebook.is_doubted(annotation)) { 1.5 } else { 1.0 }
}

/// The entropy in bits of the answers of those who covered the place: each reading, and silence. Who gave several
/// answers counts for each in part. 0 when all agree; C. E. Shannon, “A mathematical theory of communication” (1948).
fn entropy(position: &Position) -> f64 {
    let answers = |annotator: &AnnotatorId| {
        position.annotations().filter(|(by, _)| *by == annotator).count().max(1) as f64
    };
    let silent = position.silent.len() as f64;
    let mut weights: Vec<f64> = position
        .readings
        .iter()
        .map(|reading| reading.by.iter().map(|(by, _)| 1.0 / answers(by)).sum())
        .collect();
    weights.push(silent);
    // Always added up in the same order, so that equal positions have equal scores to the last bit.
    weights.sort_unstable_by(f64::total_cmp);
    let total: f64 = weights.iter().sum();
    let bits = |weight: &f64| {
        let share = weight / total;
        if share > 0.0 { -share * share.log2() } else { 0.0 }
    };
    if total > 0.0 { weights.iter().map(bits).sum() } else { 0.0 }
}
