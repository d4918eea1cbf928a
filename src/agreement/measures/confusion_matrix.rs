//! Agreement of two annotators at a time, from their confusion matrices.

use super::bootstrap::Sums;
use super::nominal::Ratings;
use super::{Measured, Undefined};

/// Items that two annotators both judged, by what the one and what the other said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfusionMatrix {
    width: usize,
    items: u64,
    counts: Vec<u64>,
}

impl ConfusionMatrix {
    fn new(width: usize) -> Self {
        Self { width, items: 0, counts: vec![0; width * width] }
    }

    fn count(&mut self, one: u16, other: u16) {
        self.items += 1;
        self.counts[usize::from(one) * self.width + usize::from(other)] += 1;
    }

    /// How many items both judged.
    pub fn items(&self) -> u64 {
        self.items
    }

    /// The matrix, row by row: rows are the first annotator's categories, columns the second's.
    pub fn counts(&self) -> std::slice::ChunksExact<'_, u64> {
        self.counts.chunks_exact(self.width.max(1))
    }

    /// How often each annotator gave each category to the common items.
    pub fn marginals(&self) -> [Vec<u64>; 2] {
        let rows = self.counts().map(|row| row.iter().sum()).collect();
        let columns = (0..self.width).map(|at| self.counts().map(|row| row[at]).sum()).collect();
        [rows, columns]
    }

    /// The share of common items with the same category.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`] without a common item; so for all measures here.
    pub fn percent_agreement(&self) -> Measured {
        let same: u64 = self.counts().enumerate().map(|(at, row)| row[at]).sum();
        if self.items == 0 { Err(Undefined::NothingShared) } else { Ok(same as f64 / self.items as f64) }
    }

    /// Cohen's κ (1960).
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`]; [`Undefined::OneCategory`] when both always gave the same category.
    pub fn cohen_kappa(&self) -> Measured {
        let [one, other] = self.marginals();
        let chance = one.iter().zip(&other).map(|(a, b)| u128::from(*a) * u128::from(*b)).sum();
        self.beyond(chance, u128::from(self.items).pow(2))
    }

    /// Scott's π (1955).
    ///
    /// # Errors
    ///
    /// As [`Self::cohen_kappa`].
    pub fn scott_pi(&self) -> Measured {
        let [one, other] = self.marginals();
        let chance = one.iter().zip(&other).map(|(a, b)| u128::from(a + b).pow(2)).sum();
        self.beyond(chance, (2 * u128::from(self.items)).pow(2))
    }

    /// (p_o − p_e) / (1 − p_e), where p_e is `chance` out of `all`.
    fn beyond(&self, chance: u128, all: u128) -> Measured {
        let agreement = self.percent_agreement()?;
        if chance == all {
            return Err(Undefined::OneCategory);
        }
        let expected = chance as f64 / all as f64;
        Ok((agreement - expected) / (1.0 - expected))
    }
}

impl Sums for ConfusionMatrix {
    fn zero(&self) -> Self {
        Self::new(self.width)
    }

    fn is_shared(&self) -> bool {
        self.items > 0
    }

    fn add(&mut self, other: &Self, times: u32) {
        if other.items > 0 {
            self.items += other.items * u64::from(times);
            let counts = self.counts.iter_mut().zip(&other.counts);
            counts.for_each(|(sum, n)| *sum += n * u64::from(times));
        }
    }
}

/// The confusion matrices of all pairs of annotators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfusionMatrices {
    annotators: usize,
    matrices: Vec<ConfusionMatrix>,
}

impl Ratings {
    /// The confusion matrices over all items.
    pub fn confusion_matrices(&self) -> ConfusionMatrices {
        let mut sums = ConfusionMatrices::new(self);
        self.rows().for_each(|row| sums.count(row));
        sums
    }

    /// The confusion matrices over the items of each of `groups` groups; as [`Self::tallies`].
    pub fn confusion_matrices_by(
        &self,
        groups: usize,
        group: impl Fn(usize) -> Option<usize>,
    ) -> Vec<ConfusionMatrices> {
        let mut sums = vec![ConfusionMatrices::new(self); groups];
        for (item, row) in self.rows().enumerate() {
            if let Some(sums) = group(item).and_then(|group| sums.get_mut(group)) {
                sums.count(row);
            }
        }
        sums
    }
}

impl ConfusionMatrices {
    fn new(ratings: &Ratings) -> Self {
        let annotators = ratings.annotators();
        let pairs = annotators * annotators.saturating_sub(1) / 2;
        Self { annotators, matrices: vec![ConfusionMatrix::new(ratings.width()); pairs] }
    }

    fn count(&mut self, row: &[u16]) {
        let mut at = 0;
        for (first, one) in row.iter().enumerate() {
            for other in &row[first + 1..] {
                if *one != u16::MAX && *other != u16::MAX {
                    self.matrices[at].count(*one, *other);
                }
                at += 1;
            }
        }
    }

    /// Each pair of annotators, the lower number first, with their matrix.
    pub fn iter(&self) -> impl Iterator<Item = ([usize; 2], &ConfusionMatrix)> {
        let all =
            (0..self.annotators).flat_map(|one| (one + 1..self.annotators).map(move |other| [one, other]));
        all.zip(&self.matrices)
    }

    /// The mean of a measure over those pairs for which it is defined: of [`ConfusionMatrix::cohen_kappa`] it is Light's κ
    /// (1971).
    ///
    /// # Errors
    ///
    /// When it is defined for none: why not for the first pair that has a common item, or [`Undefined::NothingShared`],
    /// or [`Undefined::FewAnnotators`].
    pub fn mean(&self, measure: impl Fn(&ConfusionMatrix) -> Measured) -> Measured {
        mean(self.matrices.iter().map(measure))
    }
}

impl Sums for ConfusionMatrices {
    fn zero(&self) -> Self {
        Self { annotators: self.annotators, matrices: self.matrices.iter().map(Sums::zero).collect() }
    }

    fn is_shared(&self) -> bool {
        self.matrices.iter().any(Sums::is_shared)
    }

    fn add(&mut self, other: &Self, times: u32) {
        self.matrices.iter_mut().zip(&other.matrices).for_each(|(sum, matrix)| sum.add(matrix, times));
    }
}

/// The mean of the defined values. Without any: the first reason that is not [`Undefined::NothingShared`], or that, or
/// [`Undefined::FewAnnotators`] when there are no values at all.
pub(in crate::agreement) fn mean(values: impl Iterator<Item = Measured>) -> Measured {
    let (mut sum, mut defined, mut reason) = (0.0, 0_u32, Undefined::FewAnnotators);
    for value in values {
        match value {
            Ok(value) => {
                sum += value;
                defined += 1;
            }
            Err(why) if matches!(reason, Undefined::FewAnnotators | Undefined::NothingShared) => reason = why,
            Err(_) => {}
        }
    }
    if defined == 0 { Err(reason) } else { Ok(sum / f64::from(defined)) }
}
