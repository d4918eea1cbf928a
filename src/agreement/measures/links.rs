//! Agreement on which passages belong together: each annotator puts mentions into clusters, such as the claim they make.
//! What the clusters are called does not matter, only what is in them.
//!
//! Mentions are aligned beforehand; one that only one of two annotators put anywhere does not count for the two.

use super::confusion_matrix::mean;
use super::{Measured, Undefined};
use std::collections::BTreeMap;

/// Aligned mentions, with the cluster that each annotator put each into.
#[derive(Debug, Clone)]
pub struct Links {
    annotators: usize,
    documents: Vec<u32>,
    cells: Vec<Option<u32>>,
}

impl Links {
    /// No mention yet, for this many annotators.
    pub fn new(annotators: usize) -> Self {
        Self { annotators, documents: Vec::new(), cells: Vec::new() }
    }

    /// Adds a mention: the number of its document, from 0, and the cluster of each annotator, in their order; none for
    /// those left out at the end, and what is beyond the last annotator is passed over.
    pub fn push(&mut self, document: u32, mention: impl IntoIterator<Item = Option<u32>>) {
        self.documents.push(document);
        self.cells.extend(mention.into_iter().take(self.annotators));
        self.cells.resize(self.documents.len() * self.annotators, None);
    }

    /// The clusters of two annotators side by side.
    pub fn pair(&self, one: usize, other: usize) -> PairLinks {
        let mut cells = BTreeMap::new();
        let rows = self.cells.chunks_exact(self.annotators.max(1));
        for (document, row) in self.documents.iter().zip(rows) {
            if let (Some(Some(a)), Some(Some(b))) = (row.get(one), row.get(other)) {
                *cells.entry((*a, *b)).or_insert_with(BTreeMap::new).entry(*document).or_insert(0) += 1;
            }
        }
        PairLinks::new(&cells)
    }

    /// All pairs of annotators.
    pub fn pairs(&self) -> LinkPairs {
        let all =
            (0..self.annotators).flat_map(|one| (one + 1..self.annotators).map(move |other| (one, other)));
        LinkPairs(all.map(|(one, other)| self.pair(one, other)).collect())
    }
}

/// The clusters of all pairs of annotators side by side. Means are over those pairs for which a measure is defined.
#[derive(Debug, Clone)]
pub struct LinkPairs(Vec<PairLinks>);

impl LinkPairs {
    /// The means of [`PairLinks::pairwise_f1`] and of the F1 of [`PairLinks::b_cubed`], which is the same whichever of two
    /// annotators is the first. Not defined when it is for no pair.
    pub fn both(&self, times: Option<&[u32]>) -> [Measured; 2] {
        let figures = |pair: &PairLinks| {
            let weights = pair.weights(times);
            (PairLinks::f1_from(&weights), pair.b_cubed_from(&weights).map(|found| found.f1))
        };
        let (f1, b_cubed): (Vec<Measured>, Vec<Measured>) = self.0.iter().map(figures).unzip();
        [f1, b_cubed].map(|values| mean(values.into_iter()))
    }
}

/// B³: how far the clusters of one annotator agree with those of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BCubed {
    /// Mean over mentions: the part of its cluster with the first annotator that is in its cluster with the second.
    pub precision: f64,
    /// The same the other way round.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
}

/// The mentions that two annotators both put somewhere, counted by cluster of the one, cluster of the other, and document.
#[derive(Debug, Clone)]
pub struct PairLinks {
    /// How many different clusters each has.
    clusters: [usize; 2],
    /// The clusters of the one and of the other.
    cells: Vec<[usize; 2]>,
    counts: Vec<Count>,
}

/// So many mentions of a document are in a cell.
#[derive(Debug, Clone, Copy)]
struct Count {
    cell: usize,
    document: usize,
    mentions: f64,
}

/// Mentions in a group, weighted: Σw and Σw².
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    once: f64,
    squared: f64,
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.once += other.once;
        self.squared += other.squared;
    }

    /// Pairs of different mentions; a mention is no pair with itself, however often its document was drawn.
    fn pairs(self) -> f64 {
        (self.once * self.once - self.squared) / 2.0
    }
}

/// The weights of the cells, and of the clusters of each annotator.
type Weights = (Vec<Weight>, [Vec<Weight>; 2]);

impl PairLinks {
    fn new(counted: &BTreeMap<(u32, u32), BTreeMap<u32, u32>>) -> Self {
        let mut numbers = [BTreeMap::new(), BTreeMap::new()];
        let (mut cells, mut counts) = (Vec::new(), Vec::new());
        for ((one, other), documents) in counted {
            let mut number = |side: usize, cluster: u32| {
                let next = numbers[side].len();
                *numbers[side].entry(cluster).or_insert(next)
            };
            let cell = cells.len();
            cells.push([number(0, *one), number(1, *other)]);
            counts.extend(documents.iter().map(|(document, mentions)| Count {
                cell,
                document: *document as usize,
                mentions: f64::from(*mentions),
            }));
        }
        Self { clusters: numbers.map(|numbers| numbers.len()), cells, counts }
    }

    /// How many mentions both put somewhere.
    pub fn mentions(&self) -> u64 {
        self.counts.iter().map(|count| count.mentions as u64).sum()
    }

    /// The weights of the cells, and of the clusters of each annotator. `times` says how often each document counts;
    /// `None`: each once.
    fn weights(&self, times: Option<&[u32]>) -> Weights {
        let mut cells = vec![Weight::default(); self.cells.len()];
        for count in &self.counts {
            let times = times.map_or(1, |times| times.get(count.document).copied().unwrap_or(0));
            let once = count.mentions * f64::from(times);
            cells[count.cell].add(Weight { once, squared: once * f64::from(times) });
        }
        let mut sides = self.clusters.map(|clusters| vec![Weight::default(); clusters]);
        for (weight, clusters) in cells.iter().zip(&self.cells) {
            sides.iter_mut().zip(clusters).for_each(|(side, cluster)| side[*cluster].add(*weight));
        }
        (cells, sides)
    }

    /// Pairwise F1: of the pairs of mentions that one puts into the same cluster and those that the other does, how many
    /// are pairs of both. `times` says how often each document counts; `None`: each once.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`] without a common mention; [`Undefined::NothingLinked`] when neither puts two
    /// together.
    pub fn pairwise_f1(&self, times: Option<&[u32]>) -> Measured {
        Self::f1_from(&self.weights(times))
    }

    fn f1_from((cells, sides): &Weights) -> Measured {
        let pairs = |weights: &[Weight]| weights.iter().map(|weight| weight.pairs()).sum::<f64>();
        let either = pairs(&sides[0]) + pairs(&sides[1]);
        if cells.iter().all(|cell| cell.once == 0.0) {
            Err(Undefined::NothingShared)
        } else if either == 0.0 {
            Err(Undefined::NothingLinked)
        } else {
            Ok(2.0 * pairs(cells) / either)
        }
    }

    /// B³ (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains") with the first annotator as the response
    /// and the second as the key. Unlike pairwise F1 it counts mentions that stand alone, and is high where most do.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`] without a common mention; [`Undefined::NothingLinked`] with only one, which cannot
    /// but agree with itself.
    pub fn b_cubed(&self, times: Option<&[u32]>) -> Result<BCubed, Undefined> {
        self.b_cubed_from(&self.weights(times))
    }

    fn b_cubed_from(&self, (cells, sides): &Weights) -> Result<BCubed, Undefined> {
        let all: f64 = cells.iter().map(|cell| cell.once).sum();
        if all == 0.0 {
            return Err(Undefined::NothingShared);
        } else if self.mentions() < 2 {
            return Err(Undefined::NothingLinked);
        }
        let [precision, recall] = [0, 1].map(|side| {
            let cells = cells.iter().zip(&self.cells).filter(|(cell, _)| cell.once > 0.0);
            cells.map(|(cell, at)| cell.once * cell.once / sides[side][at[side]].once).sum::<f64>() / all
        });
        Ok(BCubed { precision, recall, f1: 2.0 * precision * recall / (precision + recall) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::bootstrap::{SplitMix64, intervals_of};
    use super::*;
    use proptest::prelude::*;

    /// Mentions as letters, one a cluster; `.` where an annotator has none. Every mention is its own document.
    fn links(annotators: &[&str]) -> Links {
        let mut links = Links::new(annotators.len());
        for at in 0..annotators[0].len() {
            let sign = |row: &&str| row.chars().nth(at).filter(|sign| *sign != '.').map(u32::from);
            links.push(at as u32, annotators.iter().map(sign));
        }
        links
    }

    fn near(value: f64, known: f64) {
        assert!((value - known).abs() < 1e-12, "{value} is not {known}");
    }

    #[test]
    fn b_cubed_is_that_of_the_paper() {
        // Bagga and Baldwin 1998, figures 1 to 3: key 5 + 2 + 5 mentions; one response joins the small chain to a large
        // one, the other the two large ones. Precision 76 % and 58 %, recall 100 %.
        let small = links(&["aaaaabbbbbbb", "aaaaabbccccc"]).pair(0, 1).b_cubed(None).expect("defined");
        near(small.precision, (5.0 + 2.0 * 2.0 / 7.0 + 5.0 * 5.0 / 7.0) / 12.0);
        assert!((small.precision - 0.762).abs() < 5e-4);
        near(small.recall, 1.0);
        let large = links(&["aaaaabbaaaaa", "aaaaabbccccc"]).pair(0, 1).b_cubed(None).expect("defined");
        near(large.precision, 7.0 / 12.0);
        near(large.f1, 2.0 * (7.0 / 12.0) / (19.0 / 12.0));
        let turned = links(&["aaaaabbccccc", "aaaaabbaaaaa"]).pair(0, 1).b_cubed(None).expect("defined");
        assert_eq!((turned.precision, turned.recall), (large.recall, large.precision));
    }

    #[test]
    fn pairs_are_counted_as_by_hand() {
        // Together with one: 12 13 23 45; with the other: 12 34 35 45.
        let links = links(&["aaabb.c", "aabbbbd"]);
        assert_eq!(links.pair(0, 1).mentions(), 6);
        near(links.pair(0, 1).pairwise_f1(None).expect("defined"), 2.0 * 2.0 / 8.0);
        near(links.pairs().both(None)[0].expect("defined"), 0.5);
        assert_eq!(links.pair(0, 7).pairwise_f1(None), Err(Undefined::NothingShared));
    }

    #[test]
    fn means_are_over_the_pairs_that_have_a_value() {
        let links = links(&["aabb..", "aabb..", "ccdc..", "....ee"]);
        let pairs = links.pairs();
        // 1 for the first two; each of them with the third: 1 common pair, 2 + 3 pairs.
        let [pairwise, b_cubed] = pairs.both(None);
        near(pairwise.expect("defined"), (1.0 + 0.4 + 0.4) / 3.0);
        let third = links.pair(0, 2).b_cubed(None).expect("defined").f1;
        near(b_cubed.expect("defined"), (1.0 + 2.0 * third) / 3.0);
    }

    #[test]
    fn what_is_not_defined_has_no_value() {
        let both = |links: Links| (links.pairs().both(None)[0], links.pairs().both(None)[1]);
        let same = |why| (Err(why), Err(why));
        assert_eq!(both(Links::new(2)), same(Undefined::NothingShared));
        assert_eq!(both(links(&["aa..", "..aa"])), same(Undefined::NothingShared));
        assert_eq!(both(links(&["aa"])), same(Undefined::FewAnnotators));
        assert_eq!(both(links(&["a.", "aa"])), same(Undefined::NothingLinked));
        assert_eq!(both(links(&["ab", "cd"])), (Err(Undefined::NothingLinked), Ok(1.0)));
        let links = links(&["aab", "aab"]).pair(0, 1);
        assert_eq!(links.pairwise_f1(Some(&[0, 0, 0])), Err(Undefined::NothingShared));
        assert_eq!(links.pairwise_f1(Some(&[5, 0, 3])), Err(Undefined::NothingLinked));
        assert_eq!(links.pairwise_f1(Some(&[5, 1])), Ok(1.0));
    }

    #[test]
    fn an_interval_is_found_over_documents() {
        let mut random = SplitMix64::new(2);
        let mut links = Links::new(2);
        for document in 0..20 {
            for _ in 0..10 {
                let one = random.below(6) as u32;
                let other = if random.below(4) > 0 { one } else { random.below(6) as u32 };
                links.push(document, [Some(one), Some(other)]);
            }
        }
        let (pair, value) = (links.pair(0, 1), links.pairs().both(None)[0].expect("defined"));
        let found =
            intervals_of(20, 1, 500, |times| [pair.pairwise_f1(Some(times))])[0].expect("an interval");
        assert!(found.low < value && value < found.high && found.high - found.low < 0.3, "{found:?} {value}");
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        /// Against the definitions, mention by mention.
        #[test]
        fn weighted_measures_are_those_of_the_definition(
            mentions in prop::collection::vec((0_u32..3, prop::option::weighted(0.8, 0_u32..4), 0_u32..4), 2..14),
            times in prop::collection::vec(1_u32..4, 3),
        ) {
            let mut links = Links::new(2);
            mentions.iter().for_each(|(document, one, other)| links.push(*document, [*one, Some(*other)]));
            let common: Vec<(f64, [u32; 2])> = mentions
                .iter()
                .filter_map(|(document, one, other)| Some((f64::from(times[*document as usize]), [(*one)?, *other])))
                .collect();
            let pair = links.pair(0, 1);
            let sum = |at: usize, self_too: bool, sides: &[usize]| -> f64 {
                let others = common.iter().enumerate().filter(|(other, _)| self_too || *other != at);
                let together = others.filter(|(_, (_, place))| sides.iter().all(|side| place[*side] == common[at].1[*side]));
                together.map(|(_, (weight, _))| weight).sum()
            };
            let pairs = |sides: &[usize]| -> f64 {
                common.iter().enumerate().map(|(at, (weight, _))| weight * sum(at, false, sides)).sum()
            };
            let either = pairs(&[0]) + pairs(&[1]);
            match pair.pairwise_f1(Some(&times)) {
                Ok(f1) => prop_assert!((f1 - 2.0 * pairs(&[0, 1]) / either).abs() < 1e-9),
                Err(why) => prop_assert!(either == 0.0, "{why}"),
            }
            if let Ok(found) = pair.b_cubed(Some(&times)) {
                let all: f64 = common.iter().map(|(weight, _)| weight).sum();
                for (side, value) in [found.precision, found.recall].into_iter().enumerate() {
                    let part = |at: usize| sum(at, true, &[0, 1]) / sum(at, true, &[side]);
                    let known: f64 = common.iter().enumerate().map(|(at, (weight, _))| weight * part(at)).sum();
                    prop_assert!((value - known / all).abs() < 1e-9);
                }
            } else {
                prop_assert!(common.len() < 2);
            }
        }
    }
}
