//! Agreement on which passages belong together: each annotator puts mentions into clusters, such as the claim they make.
//! What the clusters are called does not matter, only what is in them.
//!
//! Mentions are aligned beforehand; one that only one of two annotators put anywhere does not count for the two.

use super::pairs::mean;
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
    /// An empty table.
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
    /// The mean of [`PairLinks::pairwise_f1`].
    ///
    /// # Errors
    ///
    /// When it is defined for no pair.
    pub fn pairwise_f1(&self, times: Option<&[u32]>) -> Measured {
        mean(self.0.iter().map(|pair| pair.pairwise_f1(times)))
    }

    /// The mean of the F1 of [`PairLinks::b_cubed`], which is the same whichever of two annotators is the first.
    ///
    /// # Errors
    ///
    /// When it is defined for no pair.
    pub fn b_cubed_f1(&self, times: Option<&[u32]>) -> Measured {
        mean(self.0.iter().map(|pair| pair.b_cubed(times).map(|found| found.f1)))
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
    fn weights(&self, times: Option<&[u32]>) -> (Vec<Weight>, [Vec<Weight>; 2]) {
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
        let (cells, sides) = self.weights(times);
        let pairs = |weights: &[Weight]| weights.iter().map(|weight| weight.pairs()).sum::<f64>();
        let either = pairs(&sides[0]) + pairs(&sides[1]);
        if cells.iter().all(|cell| cell.once == 0.0) {
            Err(Undefined::NothingShared)
        } else if either == 0.0 {
            Err(Undefined::NothingLinked)
        } else {
            Ok(2.0 * pairs(&cells) / either)
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
        let (cells, sides) = self.weights(times);
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
