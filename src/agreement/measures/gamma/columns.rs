//! The unitary alignments that come into question.
//!
//! Sets of units are grown unit by unit in order of the text. How far apart the members of a set are only rises as it
//! grows, so that a set is given up as soon as nothing that holds it can be part of a best alignment. Two parts of a set cost
//! no more by themselves where the distances between them sum to C and their pairs at least, so such a set is left out;
//! looked at are single members, and parts before and after a place in the text.

use super::aligner::Aligner;
use super::cover::Column;

/// Unitary alignments that are looked at, at most. With more, annotators are aligned in rounds and the best alignment is
/// not certain.
const MANY: usize = 400_000;

/// The unitary alignments that can be part of a best alignment; `None` if too many.
pub(super) fn columns(aligner: &Aligner<'_>) -> Option<Vec<Column>> {
    let close = aligner.close();
    let mut growth = Growth { aligner, most: aligner.farthest(), columns: Vec::new(), left: MANY };
    for (unit, others) in (0..).zip(&close) {
        growth.columns.push(Column { members: vec![unit], cost: aligner.pairs });
        let later = others.iter().filter(|other| **other > unit);
        let candidates = later.map(|other| CloseUnit { unit: *other, apart: aligner.distance(unit, *other) });
        growth.grow(
            &Members { units: vec![unit], apart: vec![0.0], before: vec![0.0] },
            &candidates.collect::<Vec<_>>(),
        )?;
    }
    Some(growth.columns)
}

/// A unit that may join a set.
#[derive(Clone, Copy)]
struct CloseUnit {
    unit: u32,
    /// The sum of its distances to the members.
    apart: f64,
}

/// A set of units of different annotators.
#[derive(Clone)]
struct Members {
    /// Rising.
    units: Vec<u32>,
    /// For each the sum of its distances to the others.
    apart: Vec<f64>,
    /// For each the sum of its distances to those before it.
    before: Vec<f64>,
}

impl Members {
    /// Whether two parts cost no more by themselves, also if more units are added at the end, up to `size`.
    fn falls_apart(&self, pairs: f64, size: usize) -> bool {
        let mut between = 0.0;
        (1..).zip(self.apart.iter().zip(&self.before)).any(|(first, (apart, before))| {
            between += apart - 2.0 * before;
            first < self.units.len() && between >= pairs + (first * (size - first)) as f64
        })
    }
}

struct Growth<'a> {
    aligner: &'a Aligner<'a>,
    /// A unit of a best unitary alignment is less than this apart from the others in sum.
    most: f64,
    columns: Vec<Column>,
    /// Sets that may still be looked at.
    left: usize,
}

impl Growth<'_> {
    /// Adds all sets that have `members` and some of `candidates`, which are later; `None` once too many were looked at.
    fn grow(&mut self, members: &Members, candidates: &[CloseUnit]) -> Option<()> {
        for (at, next) in candidates.iter().enumerate() {
            self.left = self.left.checked_sub(1)?;
            let grown = self.joined(members, *next);
            let annotators = self.aligner.continuum.len();
            let most = |apart: &f64| *apart >= self.most;
            if grown.apart.iter().any(most) || grown.falls_apart(self.aligner.pairs, annotators) {
                continue;
            }
            if let Some(cost) = self.worth(&grown) {
                self.columns.push(Column { members: grown.units.clone(), cost });
            }
            if grown.units.len() < annotators {
                let rest: Vec<CloseUnit> =
                    candidates[at + 1..].iter().filter_map(|other| self.beside(next.unit, *other)).collect();
                self.grow(&grown, &rest)?;
            }
        }
        Some(())
    }

    fn joined(&self, members: &Members, next: CloseUnit) -> Members {
        let Members { mut units, mut apart, mut before } = members.clone();
        for (unit, apart) in units.iter().zip(&mut apart) {
            *apart += self.aligner.distance(*unit, next.unit);
        }
        units.push(next.unit);
        apart.push(next.apart);
        before.push(next.apart);
        Members { units, apart, before }
    }

    /// A candidate once `joined` is a member, if it is one still.
    fn beside(&self, joined: u32, other: CloseUnit) -> Option<CloseUnit> {
        let annotator = |unit: u32| self.aligner.units[unit as usize].0;
        let apart = other.apart + self.aligner.distance(joined, other.unit);
        (annotator(joined) != annotator(other.unit) && apart < self.most)
            .then_some(CloseUnit { unit: other.unit, apart })
    }

    /// The cost of aligning `members`, unless parts of them or all alone would cost no more.
    fn worth(&self, members: &Members) -> Option<f64> {
        let size = members.units.len() as f64;
        let alone = |apart: &f64| *apart >= self.aligner.pairs + size - 1.0;
        if members.apart.iter().any(alone) || members.falls_apart(self.aligner.pairs, members.units.len()) {
            return None;
        }
        let cost = self.aligner.cost(&members.units);
        (cost < size * self.aligner.pairs).then_some(cost)
    }
}
