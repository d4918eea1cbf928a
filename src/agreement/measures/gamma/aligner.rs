//! What an alignment of units costs, of two annotators and of more.

use super::dissimilarity::{Continuum, Dissimilarity, Unit};
use crate::agreement::measures::assignment::{Edge, maximum_weight};

/// The best alignment of a continuum, or as good a one as could be found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Alignment {
    /// For each unitary alignment the units in it: annotator and number of the unit.
    pub unitary: Vec<Vec<(usize, usize)>>,
    /// The sum of the disorders of the unitary alignments.
    pub sum: f64,
    /// No alignment has a smaller sum.
    pub bound: f64,
}

/// Units of `others` that may be within `reach` (d in units of Δ∅) of `unit`; `others` are sorted by their middles.
fn near<'a>(
    unit: &Unit,
    others: &'a [(f64, usize)],
    longest: f64,
    reach: f64,
) -> impl Iterator<Item = usize> + use<'a> {
    // |Δstart| + |Δend| is at least twice the distance of the middles.
    let window = reach * (unit.length() + longest) / 2.0;
    let (low, high) = (unit.middle() - window, unit.middle() + window);
    let first = others.partition_point(|(middle, _)| *middle < low);
    others[first..].iter().take_while(move |(middle, _)| *middle <= high).map(|(_, number)| *number)
}

fn by_middle(units: &[Unit]) -> (Vec<(f64, usize)>, f64) {
    let mut order: Vec<(f64, usize)> = units.iter().map(Unit::middle).zip(0..).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    (order, units.iter().map(Unit::length).fold(0.0, f64::max))
}

/// How many summed lengths apart boundaries may be for d ≤ `most` Δ∅.
fn reach(most: f64, alpha: f64) -> f64 {
    (most / alpha).sqrt() * (1.0 + 1e-9)
}

/// Two annotators: pairs by assignment, where a pair saves 2Δ∅ − d against both being alone.
pub(super) fn align_two(a: &[Unit], b: &[Unit], dissimilarity: &Dissimilarity) -> Alignment {
    let (order, longest) = by_middle(b);
    let mut edges = Vec::new();
    for (left, unit) in a.iter().enumerate() {
        for right in near(unit, &order, longest, reach(2.0, dissimilarity.alpha)) {
            let weight = 2.0 * dissimilarity.empty - dissimilarity.between(unit, &b[right]);
            if let (true, Ok(left), Ok(right)) = (weight > 0.0, u32::try_from(left), u32::try_from(right)) {
                edges.push(Edge { left, right, weight });
            }
        }
    }
    let (mut alone_a, mut alone_b) = (vec![true; a.len()], vec![true; b.len()]);
    let (mut unitary, mut sum) = (Vec::new(), 0.0);
    for (left, right) in maximum_weight(&edges) {
        let (left, right) = (left as usize, right as usize);
        (alone_a[left], alone_b[right]) = (false, false);
        sum += dissimilarity.between(&a[left], &b[right]);
        unitary.push(vec![(0, left), (1, right)]);
    }
    for (annotator, alone) in [alone_a, alone_b].iter().enumerate() {
        for (unit, _) in alone.iter().enumerate().filter(|(_, alone)| **alone) {
            sum += dissimilarity.empty;
            unitary.push(vec![(annotator, unit)]);
        }
    }
    Alignment { unitary, sum, bound: sum }
}

/// Three annotators or more. Costs are in units of Δ∅ and summed over the pairs of annotators.
pub(super) struct Aligner<'a> {
    pub continuum: &'a Continuum,
    pub dissimilarity: &'a Dissimilarity,
    /// Annotator and number of each unit, in order of the text.
    pub units: Vec<(usize, usize)>,
    /// The units themselves, in the same order.
    placed: Vec<Unit>,
    /// C, the pairs of annotators.
    pub pairs: f64,
}

impl<'a> Aligner<'a> {
    pub fn new(continuum: &'a Continuum, dissimilarity: &'a Dissimilarity) -> Self {
        let mut units: Vec<(usize, usize)> = Vec::new();
        for (annotator, own) in continuum.iter().enumerate() {
            units.extend((0..own.len()).map(|number| (annotator, number)));
        }
        units.sort_by(|a, b| {
            let unit = |at: &(usize, usize)| continuum[at.0][at.1];
            unit(a).middle().total_cmp(&unit(b).middle()).then(unit(a).start.total_cmp(&unit(b).start))
        });
        let annotators = continuum.len() as f64;
        let placed = units.iter().map(|(annotator, number)| continuum[*annotator][*number]).collect();
        Self { continuum, dissimilarity, units, placed, pairs: annotators * (annotators - 1.0) / 2.0 }
    }

    pub fn distance(&self, a: u32, b: u32) -> f64 {
        let unit = |place: u32| &self.placed[place as usize];
        self.dissimilarity.between(unit(a), unit(b)) / self.dissimilarity.empty
    }

    /// Distances between members of a best unitary alignment are at most this: those of one to k − 1 others are at most
    /// C + k − 1 in sum.
    pub fn farthest(&self) -> f64 {
        self.pairs + self.continuum.len() as f64 - 1.0
    }

    /// The alignment of these groups of units.
    pub fn alignment(&self, groups: Vec<Vec<u32>>, sum: f64, bound: f64) -> Alignment {
        let named = |group: Vec<u32>| group.into_iter().map(|unit| self.units[unit as usize]).collect();
        Alignment { unitary: groups.into_iter().map(named).collect(), sum, bound }
    }

    /// The cost of a unitary alignment.
    pub fn cost(&self, members: &[u32]) -> f64 {
        let size = members.len() as f64;
        let apart = members
            .iter()
            .enumerate()
            .map(|(i, one)| members[..i].iter().map(|other| self.distance(*one, *other)).sum::<f64>());
        apart.sum::<f64>() + self.pairs - size * (size - 1.0) / 2.0
    }

    /// For each unit the units of other annotators that it may be aligned with, rising.
    pub fn close(&self) -> Vec<Vec<u32>> {
        let (order, longest) = by_middle(&self.placed);
        let most = self.farthest();
        let reach = reach(most, self.dissimilarity.alpha);
        let close = |(at, unit): (usize, &Unit)| {
            let (own, place) = (self.units[at].0, u32::try_from(at).ok()?);
            let near = near(unit, &order, longest, reach).filter_map(|other| u32::try_from(other).ok());
            let other = near.filter(|other| self.units[*other as usize].0 != own);
            let mut close: Vec<u32> = other.filter(|other| self.distance(place, *other) <= most).collect();
            close.sort_unstable();
            Some(close)
        };
        self.placed.iter().enumerate().map(|unit| close(unit).unwrap_or_default()).collect()
    }

    /// A bound from the best alignment of each pair of annotators by themselves.
    pub fn bound_of_pairs(&self) -> f64 {
        let mut sum = 0.0;
        for (i, a) in self.continuum.iter().enumerate() {
            sum += self.continuum[..i].iter().map(|b| align_two(b, a, self.dissimilarity).sum).sum::<f64>();
        }
        sum / self.pairs
    }
}
