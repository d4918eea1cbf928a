//! Agreement on items that get one category each; who judged what may differ from item to item.
//!
//! Each measure is what its paper says. None is right everywhere: with 95 % of one category, κ and α can be near 0 at
//! 93 % agreement, and AC1 is not (Feinstein and Cicchetti 1990). So they stand beside each other, with the marginals.

use super::bootstrap::Sums;
use super::{Measured, Undefined};

const NONE: u16 = u16::MAX;

/// Judgements: a table of items by annotators, with a category or nothing in each cell.
#[derive(Debug, Clone)]
pub struct Ratings {
    annotators: usize,
    /// Whether a category is declared or was used, by index.
    known: Vec<bool>,
    cells: Vec<u16>,
}

impl Ratings {
    /// An empty table. Categories 0 up to `declared` count even where nobody uses them.
    pub fn new(annotators: usize, declared: u16) -> Self {
        Self { annotators, known: vec![true; usize::from(declared)], cells: Vec::new() }
    }

    /// Adds an item: the category each annotator gave, in their order; none for those left out at the end, and what is
    /// beyond the last annotator is passed over.
    ///
    /// Memory grows with the square of the highest category. 65,535 is no category and counts as none.
    pub fn push(&mut self, item: impl IntoIterator<Item = Option<u16>>) {
        let end = self.cells.len() + self.annotators;
        for category in item.into_iter().take(self.annotators) {
            let category = category.unwrap_or(NONE);
            self.cells.push(category);
            if category != NONE {
                let category = usize::from(category);
                self.known.resize(self.known.len().max(category + 1), false);
                self.known[category] = true;
            }
        }
        self.cells.resize(end, NONE);
    }

    /// How many annotators each item has a cell for.
    pub fn annotators(&self) -> usize {
        self.annotators
    }

    /// How many items were added, judged by however many.
    pub fn len(&self) -> usize {
        self.cells.len().checked_div(self.annotators).unwrap_or(0)
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One more than the highest category declared or used: the side of all matrices.
    pub fn width(&self) -> usize {
        self.known.len()
    }

    /// What an annotator said of an item.
    pub fn get(&self, item: usize, annotator: usize) -> Option<u16> {
        let row = self.cells.chunks_exact(self.annotators.max(1)).nth(item)?;
        row.get(annotator).copied().filter(|category| *category != NONE)
    }

    /// The cells of each item; 65,535 is none.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u16]> {
        self.cells.chunks_exact(self.annotators.max(1))
    }

    fn no_tally(&self) -> Tally {
        Tally::new(self.known.iter().filter(|known| **known).count(), self.width())
    }

    /// The sums over all items.
    pub fn tally(&self) -> Tally {
        let mut sums = self.no_tally();
        let mut counter = Counter::new(self.width());
        self.rows().for_each(|row| sums.add_item(&mut counter, row));
        sums
    }

    /// The sums over the items of each of `groups` groups, such as documents or weeks. `group` says which group an item
    /// is in; items of no group are left out.
    pub fn tallies(&self, groups: usize, group: impl Fn(usize) -> Option<usize>) -> Vec<Tally> {
        let mut sums = vec![self.no_tally(); groups];
        let mut counter = Counter::new(self.width());
        for (item, row) in self.rows().enumerate() {
            if let Some(sums) = group(item).and_then(|group| sums.get_mut(group)) {
                sums.add_item(&mut counter, row);
            }
        }
        sums
    }
}

/// How often each category was given to the item at hand.
struct Counter {
    counts: Vec<u32>,
    /// The categories that were given.
    given: Vec<u16>,
}

impl Counter {
    fn new(width: usize) -> Self {
        Self { counts: vec![0; width], given: Vec::new() }
    }

    fn count(&mut self, row: &[u16]) -> u32 {
        for category in self.given.drain(..) {
            self.counts[usize::from(category)] = 0;
        }
        let mut ratings = 0;
        for category in row.iter().copied().filter(|category| *category != NONE) {
            let count = &mut self.counts[usize::from(category)];
            if *count == 0 {
                self.given.push(category);
            }
            *count += 1;
            ratings += 1;
        }
        ratings
    }

    /// The categories given, and how often.
    fn given(&self) -> impl Iterator<Item = (usize, f64)> {
        self.given.iter().map(|category| {
            let category = usize::from(*category);
            (category, f64::from(self.counts[category]))
        })
    }
}

/// What the measures need to know of a set of items. Items with one judgement are not pairable: they only count for how
/// often Fleiss and Gwet expect a category.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// q, the number of categories declared or used in the whole table.
    categories: usize,
    width: usize,
    /// Pairable items.
    items: u64,
    /// Items with a judgement.
    rated: u64,
    /// Σ over pairable items of the share of agreeing pairs.
    agreeing: f64,
    /// Judgements of pairable items, by category.
    values: Vec<u64>,
    /// Σ over items with a judgement of each category's share in it.
    shares: Vec<f64>,
    /// Krippendorff's coincidence matrix, row by row.
    coincidences: Vec<f64>,
}

impl Tally {
    fn new(categories: usize, width: usize) -> Self {
        Self {
            categories,
            width,
            items: 0,
            rated: 0,
            agreeing: 0.0,
            values: vec![0; width],
            shares: vec![0.0; width],
            coincidences: vec![0.0; width * width],
        }
    }

    fn add_item(&mut self, counter: &mut Counter, row: &[u16]) {
        let ratings = counter.count(row);
        if ratings == 0 {
            return;
        }
        self.rated += 1;
        let all = f64::from(ratings);
        for (category, count) in counter.given() {
            self.shares[category] += count / all;
        }
        if ratings < 2 {
            return;
        }
        self.items += 1;
        let mut same = 0.0;
        for (category, count) in counter.given() {
            same += count * (count - 1.0);
            self.values[category] += u64::from(counter.counts[category]);
            let row = &mut self.coincidences[category * self.width..][..self.width];
            for (other, times) in counter.given() {
                let pairs = count * if other == category { times - 1.0 } else { times };
                row[other] += pairs / (all - 1.0);
            }
        }
        self.agreeing += same / (all * (all - 1.0));
    }

    /// How many items two annotators judged.
    pub fn items(&self) -> u64 {
        self.items
    }

    /// How many judgements these items got (Krippendorff's n..).
    pub fn values(&self) -> u64 {
        self.values.iter().sum()
    }

    /// How many categories are declared or used in the whole table (q).
    pub fn categories(&self) -> usize {
        self.categories
    }

    /// How often each category was given to pairable items (Krippendorff's n_c).
    pub fn marginals(&self) -> &[u64] {
        &self.values
    }

    /// The coincidence matrix, row by row: how often two annotators gave these two categories to an item, each item
    /// weighted so that its judgements count once. Symmetric; a row adds up to its marginal.
    pub fn coincidences(&self) -> std::slice::ChunksExact<'_, f64> {
        self.coincidences.chunks_exact(self.width.max(1))
    }

    /// Percent agreement as item mean, p_a (Fleiss 1971, Gwet 2014): the share of agreeing pairs, every item alike.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`] without a pairable item; so for all measures here.
    pub fn percent_agreement(&self) -> Measured {
        if self.items == 0 { Err(Undefined::NothingShared) } else { Ok(self.agreeing / self.items as f64) }
    }

    /// Percent agreement by judgement, 1 − D_o (Krippendorff 2004, p. 230): as [`Self::percent_agreement`], but every judgement
    /// alike, so that an item counts as often as it was judged. Differs from it only where judgements are missing.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`].
    pub fn percent_agreement_by_judgement(&self) -> Measured {
        if self.items == 0 { Err(Undefined::NothingShared) } else { Ok(1.0 - self.observed()) }
    }

    /// Fleiss' κ (1971) in Gwet's extension (2014) to items with unequally many judgements.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`]; [`Undefined::OneCategory`] when only one category was used.
    pub fn fleiss_kappa(&self) -> Measured {
        let agreement = self.percent_agreement()?;
        if self.shares.iter().filter(|share| **share > 0.0).count() < 2 {
            return Err(Undefined::OneCategory);
        }
        let expected: f64 = self.prevalences().map(|p| p * p).sum();
        Ok((agreement - expected) / (1.0 - expected))
    }

    /// Gwet's AC1 (2008; 2014 for missing judgements).
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`]; [`Undefined::FewCategories`] when fewer than two are declared or used.
    pub fn gwet_ac1(&self) -> Measured {
        let agreement = self.percent_agreement()?;
        if self.categories < 2 {
            return Err(Undefined::FewCategories);
        }
        let spread: f64 = self.prevalences().map(|p| p * (1.0 - p)).sum();
        let expected = spread / (self.categories as f64 - 1.0);
        Ok((agreement - expected) / (1.0 - expected))
    }

    /// Krippendorff's α for nominal data (2004, 2018; Hayes and Krippendorff 2007).
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`]; [`Undefined::OneCategory`] when pairable items got only one category.
    pub fn alpha(&self) -> Measured {
        let same: f64 = self.values.iter().map(|n| *n as f64 * (*n as f64)).sum();
        self.alpha_from(self.observed(), same)
    }

    /// Krippendorff's α for ordinal data (2004; 2011): the categories are steps in their order, and two are the farther
    /// apart the more judgements lie between them.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`]; [`Undefined::OneCategory`] when pairable items got only one category.
    pub fn ordinal_alpha(&self) -> Measured {
        if self.items == 0 {
            return Err(Undefined::NothingShared);
        }
        let (mut observed, mut expected) = (0.0, 0.0);
        for (lower, row) in self.coincidences().enumerate() {
            let low = self.values[lower] as f64;
            let mut up_to = low;
            for (upper, pairs) in row.iter().enumerate().skip(lower + 1) {
                let high = self.values[upper] as f64;
                up_to += high;
                let distance = up_to - (low + high) / 2.0;
                observed += pairs * distance * distance;
                expected += low * high * distance * distance;
            }
        }
        if expected <= 0.0 {
            return Err(Undefined::OneCategory);
        }
        Ok(1.0 - (self.values() as f64 - 1.0) * observed / expected)
    }

    /// α of one category against all others together.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`]; [`Undefined::OneCategory`] when this category was given always or never.
    pub fn category_alpha(&self, category: usize) -> Measured {
        let all = self.values() as f64;
        let with = self.values.get(category).map_or(0.0, |n| *n as f64);
        let apart = 2.0 * self.apart(category) / all;
        self.alpha_from(apart, with * with + (all - with) * (all - with))
    }

    /// All categories with their [`Self::category_alpha`], the worst first, undefined ones last.
    pub fn worst_categories(&self) -> Vec<(usize, Measured)> {
        let mut found: Vec<_> = (0..self.width).map(|at| (at, self.category_alpha(at))).collect();
        let value = |measured: &Measured| measured.unwrap_or(f64::INFINITY);
        found.sort_by(|(_, a), (_, b)| value(a).total_cmp(&value(b)));
        found
    }

    /// 1 − D_o/D_e, given the observed disagreement and the sum of the squared marginals.
    fn alpha_from(&self, observed: f64, squares: f64) -> Measured {
        let all = self.values() as f64;
        let different = all * all - squares;
        if self.items == 0 {
            Err(Undefined::NothingShared)
        } else if different <= 0.0 {
            Err(Undefined::OneCategory)
        } else {
            Ok(1.0 - observed / (different / (all * (all - 1.0))))
        }
    }

    /// D_o.
    fn observed(&self) -> f64 {
        (0..self.width).map(|category| self.apart(category)).sum::<f64>() / self.values() as f64
    }

    /// Coincidences of a category with others.
    fn apart(&self, category: usize) -> f64 {
        let row = self.coincidences().nth(category).unwrap_or_default();
        row.iter().enumerate().filter(|(other, _)| *other != category).map(|(_, pairs)| pairs).sum()
    }

    /// π_k, the mean share of each category in an item.
    fn prevalences(&self) -> impl Iterator<Item = f64> {
        self.shares.iter().map(|share| share / self.rated as f64)
    }
}

impl Sums for Tally {
    fn zero(&self) -> Self {
        Self::new(self.categories, self.width)
    }

    fn is_shared(&self) -> bool {
        self.items > 0
    }

    fn add(&mut self, other: &Self, times: u32) {
        let (whole, factor) = (u64::from(times), f64::from(times));
        self.items += other.items * whole;
        self.rated += other.rated * whole;
        self.agreeing += other.agreeing * factor;
        self.values.iter_mut().zip(&other.values).for_each(|(sum, n)| *sum += n * whole);
        self.shares.iter_mut().zip(&other.shares).for_each(|(sum, n)| *sum += n * factor);
        self.coincidences.iter_mut().zip(&other.coincidences).for_each(|(sum, n)| *sum += n * factor);
    }
}

#[cfg(test)]
mod tests;
