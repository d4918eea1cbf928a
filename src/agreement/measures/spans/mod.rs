//! Agreement of spans between two annotators: F1 in five strictnesses, how far boundaries lie apart, and Krippendorff's
//! α of a label over code points.
//!
//! F1 is what κ tends to when stretches in which nobody marked anything dominate (Hripcsak and Rothschild 2005, *JAMIA*
//! 12(3)). It is not corrected for chance: it does not belong in one column with α.
//!
//! Everything is a quotient of sums over documents, so that a bootstrap over documents only adds them anew.

use super::assignment::{Edge, maximum_weight};
use super::marks::{Document, LabelledSpan, covered};
use super::{Measured, Undefined};
use std::collections::BTreeSet;

/// When two marks count as the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// Start and end are equal.
    Exact,
    /// They share a code point; a mark may meet several.
    Overlap,
    /// They share at least half of what they cover together, one to one, in a matching of as many as possible.
    HalfShared,
    /// For the part that they share (partial credit, Da San Martino et al. 2019, EMNLP). Overlapping marks of one
    /// annotator with one label are merged before.
    Partial,
    /// Not marks but code points are compared (Dice over position and label).
    Character,
}

impl Match {
    /// All of them, strictest first.
    pub const ALL: [Self; 5] = [Self::Exact, Self::HalfShared, Self::Partial, Self::Character, Self::Overlap];
}

/// Whether only marks with the same label can match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelMatching {
    /// Labels must be the same.
    Compared,
    /// Labels are looked away from: was something marked at all?
    Ignored,
}

/// The sums behind the F1 of two annotators.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct F1Sums {
    /// Documents that both have finished.
    pub documents: u32,
    /// How much of what the left annotator marked is matched.
    pub left_matched: f64,
    /// How much the left annotator marked.
    pub left: f64,
    /// How much of what the right annotator marked is matched.
    pub right_matched: f64,
    /// How much the right annotator marked.
    pub right: f64,
}

impl F1Sums {
    /// Adds the sums of a document, `times` times.
    pub fn add(&mut self, other: &Self, times: u32) {
        let weight = f64::from(times);
        self.documents += other.documents * times;
        self.left_matched += other.left_matched * weight;
        self.left += other.left * weight;
        self.right_matched += other.right_matched * weight;
        self.right += other.right * weight;
    }

    /// The harmonic mean of both matched shares: 1 when nobody marked anything, 0 when only one did.
    ///
    /// # Errors
    /// [`Undefined::NothingShared`] without a document that both have finished.
    pub fn f1(&self) -> Measured {
        if self.documents == 0 {
            return Err(Undefined::NothingShared);
        }
        if self.left == 0.0 || self.right == 0.0 {
            return Ok(if self.left == self.right { 1.0 } else { 0.0 });
        }
        let (precision, recall) = (self.left_matched / self.left, self.right_matched / self.right);
        let sum = precision + recall;
        Ok(if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum })
    }
}

/// The sums of one document for the F1 of annotators `left` and `right`; all zero when one has not finished it.
pub fn f1_sums(document: &Document, left: usize, right: usize, what: Match, labels: LabelMatching) -> F1Sums {
    let (Some(a), Some(b)) = (document.marks(left), document.marks(right)) else { return F1Sums::default() };
    let (a, b) = (labelled(a, labels), labelled(b, labels));
    let (a, b) = if what == Match::Partial { (merged(&a), merged(&b)) } else { (a, b) };
    let mut sums = F1Sums { documents: 1, left: a.len() as f64, right: b.len() as f64, ..F1Sums::default() };
    match what {
        Match::Exact => {
            let same = a.iter().filter(|mark| b.binary_search(mark).is_ok()).count() as f64;
            (sums.left_matched, sums.right_matched) = (same, same);
        }
        Match::Overlap => {
            let (met_left, met_right): (BTreeSet<_>, BTreeSet<_>) = meeting(&a, &b).into_iter().unzip();
            (sums.left_matched, sums.right_matched) = (met_left.len() as f64, met_right.len() as f64);
        }
        Match::HalfShared => {
            let pairs = half_shared(&a, &b).len() as f64;
            (sums.left_matched, sums.right_matched) = (pairs, pairs);
        }
        Match::Partial => {
            for (s, t) in meeting(&a, &b) {
                let shared = f64::from(a[s].shared(&b[t]));
                sums.left_matched += shared / f64::from(a[s].length());
                sums.right_matched += shared / f64::from(b[t].length());
            }
        }
        Match::Character => {
            let (a, b) = (merged(&a), merged(&b));
            let size = |marks: &[LabelledSpan]| marks.iter().map(|mark| f64::from(mark.length())).sum();
            let shared = meeting(&a, &b).iter().map(|(s, t)| f64::from(a[*s].shared(&b[*t]))).sum();
            (sums.left, sums.right) = (size(&a), size(&b));
            (sums.left_matched, sums.right_matched) = (shared, shared);
        }
    }
    sums
}

/// Two annotators, by their numbers, and a value for them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairValue<T> {
    /// The one with the lower number.
    pub left: usize,
    /// The one with the higher number.
    pub right: usize,
    /// What is said of the two.
    pub value: T,
}

/// Every pair of `annotators` annotators, with what `value` says of it.
pub fn pairs<T>(annotators: usize, value: impl Fn(usize, usize) -> T) -> Vec<PairValue<T>> {
    let all = (0..annotators).flat_map(|left| (left + 1..annotators).map(move |right| (left, right)));
    all.map(|(left, right)| PairValue { left, right, value: value(left, right) }).collect()
}

/// The F1 of every pair of annotators, micro over the documents that both have finished.
pub fn pairwise_f1(documents: &[Document], what: Match, labels: LabelMatching) -> Vec<PairValue<Measured>> {
    let annotators = documents.iter().map(Document::annotators).max().unwrap_or(0);
    pairs(annotators, |left, right| {
        let mut sum = F1Sums::default();
        documents.iter().for_each(|document| sum.add(&f1_sums(document, left, right, what, labels), 1));
        sum.f1()
    })
}

/// The mean over the pairs for which there is a value.
///
/// # Errors
/// [`Undefined::FewAnnotators`] without a pair, [`Undefined::NothingShared`] when there is no value for any.
pub fn mean_of_pairs(pairs: &[PairValue<Measured>]) -> Measured {
    if pairs.is_empty() {
        return Err(Undefined::FewAnnotators);
    }
    let values: Vec<f64> = pairs.iter().filter_map(|pair| pair.value.ok()).collect();
    if values.is_empty() {
        Err(Undefined::NothingShared)
    } else {
        Ok(values.iter().sum::<f64>() / values.len() as f64)
    }
}

/// How far apart the boundaries of matched marks lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Boundaries {
    /// The median distance of the starts, in code points.
    pub start: f64,
    /// The median distance of the ends, in code points.
    pub end: f64,
    /// How many matched marks there are.
    pub matched: usize,
}

/// The distances of the boundaries of marks that two annotators share by [`Match::HalfShared`]. Of all matchings of the
/// greatest number, one is taken in which the marks share the most.
///
/// # Errors
/// [`Undefined::NothingShared`] when no mark is matched.
pub fn boundaries(
    documents: &[Document],
    left: usize,
    right: usize,
    labels: LabelMatching,
) -> Result<Boundaries, Undefined> {
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    for document in documents {
        let (Some(a), Some(b)) = (document.marks(left), document.marks(right)) else { continue };
        let (a, b) = (labelled(a, labels), labelled(b, labels));
        for (s, t) in half_shared(&a, &b) {
            starts.push(a[s].start.abs_diff(b[t].start));
            ends.push(a[s].end.abs_diff(b[t].end));
        }
    }
    let matched = starts.len();
    match (median(starts), median(ends)) {
        (Some(start), Some(end)) => Ok(Boundaries { start, end, matched }),
        _ => Err(Undefined::NothingShared),
    }
}

/// The sums behind α of one label over code points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CharacterSums {
    /// Over code points that r annotators judged and k of them marked, 2k(r−k)/(r−1).
    pub apart: f64,
    /// Judgements that the label is there.
    pub present: f64,
    /// Judgements that it is not.
    pub absent: f64,
}

impl CharacterSums {
    /// Adds the sums of a document, `times` times.
    pub fn add(&mut self, other: &Self, times: u32) {
        let weight = f64::from(times);
        self.apart += other.apart * weight;
        self.present += other.present * weight;
        self.absent += other.absent * weight;
    }

    /// Krippendorff's nominal α: 1 − D_o/D_e over present and absent.
    ///
    /// # Errors
    /// [`Undefined::NothingShared`] without a document that two have finished, [`Undefined::NothingMarked`] when nobody
    /// used the label, [`Undefined::OneCategory`] when it covers everything.
    pub fn alpha(&self) -> Measured {
        let all = self.present + self.absent;
        if all == 0.0 {
            return Err(Undefined::NothingShared);
        }
        if self.present == 0.0 {
            return Err(Undefined::NothingMarked);
        }
        if self.absent == 0.0 {
            return Err(Undefined::OneCategory);
        }
        let expected = 2.0 * self.present * self.absent / (all * (all - 1.0));
        Ok(1.0 - self.apart / all / expected)
    }
}

/// The sums of one document for α of `label` over code points; all zero when fewer than two have finished it.
pub fn character_sums(document: &Document, label: u16) -> CharacterSums {
    if !document.is_shared() {
        return CharacterSums::default();
    }
    let annotators = document.finished().count() as f64;
    let mut events: Vec<(u32, i32)> = Vec::new();
    for marks in document.finished() {
        for (start, end) in covered(marks.iter().filter(|mark| mark.label == label).copied(), true) {
            events.extend([(start, 1), (end, -1)]);
        }
    }
    events.sort_unstable();
    let mut sums = CharacterSums::default();
    let (mut at, mut marked) = (0, 0);
    for (place, change) in events.into_iter().chain([(document.length(), 0)]) {
        let (length, present) = (f64::from(place - at), f64::from(marked));
        sums.present += length * present;
        sums.absent += length * (annotators - present);
        sums.apart += length * 2.0 * present * (annotators - present) / (annotators - 1.0);
        (at, marked) = (place, marked + change);
    }
    sums
}

/// The marks with their labels, or all with the same one, where equal ones count once.
fn labelled(marks: &[LabelledSpan], labels: LabelMatching) -> Vec<LabelledSpan> {
    let mut marks = marks.to_vec();
    if labels == LabelMatching::Ignored {
        marks.iter_mut().for_each(|mark| mark.label = 0);
        marks.dedup();
    }
    marks
}

/// The marks with those merged that overlap and have one label.
fn merged(marks: &[LabelledSpan]) -> Vec<LabelledSpan> {
    let mut labels: Vec<u16> = marks.iter().map(|mark| mark.label).collect();
    labels.sort_unstable();
    labels.dedup();
    let mut out: Vec<LabelledSpan> = Vec::new();
    for label in labels {
        let stretches = covered(marks.iter().filter(|mark| mark.label == label).copied(), false);
        out.extend(stretches.into_iter().map(|(start, end)| LabelledSpan { start, end, label }));
    }
    out.sort_unstable();
    out
}

/// The code points that two marks of one label share, when there are any.
fn same_place(a: &LabelledSpan, b: &LabelledSpan) -> Option<u32> {
    (a.label == b.label).then(|| a.shared(b)).filter(|shared| *shared > 0)
}

/// The places of marks of one label that share a code point. Both sides are sorted by start.
fn meeting(a: &[LabelledSpan], b: &[LabelledSpan]) -> Vec<(usize, usize)> {
    let longest = b.iter().map(LabelledSpan::length).max().unwrap_or(0);
    let mut out = Vec::new();
    for (s, mark) in a.iter().enumerate() {
        let first = b.partition_point(|other| other.start.saturating_add(longest) <= mark.start);
        let near = b[first..].iter().take_while(|other| other.start < mark.end);
        out.extend(
            near.enumerate().filter(|(_, o)| same_place(mark, o).is_some()).map(|(t, _)| (s, first + t)),
        );
    }
    out
}

/// A greatest matching of marks of one label that share at least half of what they cover together; among those, one
/// with the greatest total share.
fn half_shared(a: &[LabelledSpan], b: &[LabelledSpan]) -> Vec<(usize, usize)> {
    let most = a.len().min(b.len()) as f64;
    let mut edges = Vec::new();
    for (s, t) in meeting(a, b) {
        let shared = u64::from(a[s].shared(&b[t]));
        let together = u64::from(a[s].length()) + u64::from(b[t].length()) - shared;
        if let (true, Ok(left), Ok(right)) = (2 * shared >= together, u32::try_from(s), u32::try_from(t)) {
            let share = shared as f64 / together as f64;
            edges.push(Edge { left, right, weight: 1.0 + share / (most + 1.0) });
        }
    }
    maximum_weight(&edges).into_iter().map(|(s, t)| (s as usize, t as usize)).collect()
}

fn median(mut values: Vec<u32>) -> Option<f64> {
    values.sort_unstable();
    let (low, high) = (values.get(values.len().checked_sub(1)? / 2)?, values.get(values.len() / 2)?);
    Some(f64::midpoint(f64::from(*low), f64::from(*high)))
}

#[cfg(test)]
mod tests;
