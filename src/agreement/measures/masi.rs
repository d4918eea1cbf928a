//! Agreement on items that get a set of labels each: Krippendorff's α with the distance MASI (Passonneau 2006,
//! "Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation").
//!
//! The empty set is a value like others: "none of these". It is not the same as no judgement.

use super::bootstrap::Sums;
use super::{Measured, Undefined};
use std::collections::BTreeMap;

/// How far two sets of labels are apart: 1 − J·M, from 0 for equal to 1 for disjoint. Both are ascending, without
/// repetition.
///
/// J is |A∩B| / |A∪B|; M is 1 for equal sets, 2/3 where one contains the other, 1/3 where they overlap otherwise and 0
/// where they do not. Two empty sets are equal; an empty set and another are disjoint.
pub fn distance(a: &[u16], b: &[u16]) -> f64 {
    if a == b {
        return 0.0;
    }
    let common = a.iter().filter(|label| b.binary_search(label).is_ok()).count();
    let union = a.len() + b.len() - common;
    let thirds = if common == a.len().min(b.len()) { 2 } else { 1 };
    1.0 - (common * thirds) as f64 / (union * 3) as f64
}

/// Judgements: a table of items by annotators, with a set of labels or nothing in each cell.
#[derive(Debug, Clone)]
pub struct LabelSets {
    annotators: usize,
    labels: usize,
    numbers: BTreeMap<Box<[u16]>, u32>,
    sets: Vec<Box<[u16]>>,
    /// Of each set those before it with which it has a label in common, and how far they are; ascending. From all others it
    /// is 1 apart.
    near: Vec<Vec<(u32, f64)>>,
    cells: Vec<Option<u32>>,
}

impl LabelSets {
    /// An empty table. Labels 0 up to `labels` are known even where nobody uses them.
    pub fn new(annotators: usize, labels: u16) -> Self {
        Self {
            annotators,
            labels: labels.into(),
            numbers: BTreeMap::new(),
            sets: Vec::new(),
            near: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Adds an item: the set each annotator gave, in their order, labels in any order; none for those left out at the
    /// end, and what is beyond the last annotator is passed over.
    pub fn push<S: IntoIterator<Item = u16>>(&mut self, item: impl IntoIterator<Item = Option<S>>) {
        let end = self.cells.len() + self.annotators;
        for set in item.into_iter().take(self.annotators) {
            let number = set.map(|set| self.number(set.into_iter().collect()));
            self.cells.push(number);
        }
        self.cells.resize(end, None);
    }

    fn number(&mut self, mut set: Vec<u16>) -> u32 {
        set.sort_unstable();
        set.dedup();
        let set = set.into_boxed_slice();
        if let Some(number) = self.numbers.get(&set) {
            return *number;
        }
        let number = self.sets.len() as u32;
        let distances = self.sets.iter().map(|other| distance(&set, other));
        self.near.push((0..).zip(distances).filter(|(_, distance)| *distance < 1.0).collect());
        self.labels = self.labels.max(set.last().map_or(0, |label| usize::from(*label) + 1));
        self.sets.push(set.clone());
        self.numbers.insert(set, number);
        number
    }

    /// How many items were added, judged by however many.
    pub fn len(&self) -> usize {
        self.cells.len().checked_div(self.annotators).unwrap_or(0)
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The different sets that were given, as ascending labels.
    pub fn sets(&self) -> impl ExactSizeIterator<Item = &[u16]> {
        self.sets.iter().map(|set| &**set)
    }

    /// How far two different sets are apart.
    fn distance(&self, one: usize, other: usize) -> f64 {
        let (before, near) = (one.min(other), &self.near[one.max(other)]);
        near.binary_search_by_key(&before, |(set, _)| *set as usize).map_or(1.0, |at| near[at].1)
    }

    /// The sums over all items.
    pub fn tally(&self) -> SetTally {
        let mut sums = SetTally::new((self.sets.len(), self.labels), false);
        self.rows().for_each(|row| self.add_item(&mut sums, row));
        sums
    }

    /// The sums over the items of each of `groups` groups, such as documents or weeks. `group` says which group an item
    /// is in; items of no group are left out.
    pub fn tallies(&self, groups: usize, group: impl Fn(usize) -> Option<usize>) -> Vec<SetTally> {
        let mut sums = vec![SetTally::new((self.sets.len(), self.labels), true); groups];
        for (item, row) in self.rows().enumerate() {
            if let Some(sums) = group(item).and_then(|group| sums.get_mut(group)) {
                self.add_item(sums, row);
            }
        }
        sums
    }

    fn rows(&self) -> impl Iterator<Item = &[Option<u32>]> {
        self.cells.chunks_exact(self.annotators.max(1))
    }

    fn add_item(&self, sums: &mut SetTally, row: &[Option<u32>]) {
        let given: Vec<usize> = row.iter().flatten().map(|set| *set as usize).collect();
        if given.len() < 2 {
            return;
        }
        let others = given.len() as f64 - 1.0;
        let (mut apart, mut same) = (0.0, 0.0);
        let mut with: BTreeMap<u16, u32> = BTreeMap::new();
        for (at, set) in given.iter().enumerate() {
            for before in &given[..at] {
                if set == before {
                    same += 2.0;
                } else {
                    apart += 2.0 * self.distance(*set, *before);
                }
            }
            *sums.values.at(*set) += 1;
            self.sets[*set].iter().for_each(|label| *with.entry(*label).or_default() += 1);
        }
        sums.items += 1;
        sums.judgements += given.len() as u64;
        sums.apart += apart / others;
        sums.same_by_item += same / (others * given.len() as f64);
        sums.same += same / others;
        for (label, with) in with {
            let without = given.len() as f64 - f64::from(with);
            *sums.with.at(label.into()) += u64::from(with);
            *sums.split.at(label.into()) += 2.0 * f64::from(with) * without / others;
        }
    }

    /// Krippendorff's α with the distance MASI, from sums of this table.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`] without an item that two annotators judged; [`Undefined::OneCategory`] when such
    /// items got one and the same set only.
    pub fn alpha(&self, sums: &SetTally) -> Measured {
        let (mut expected, mut before) = (0.0, 0);
        for (set, times) in sums.values.iter().filter(|(_, times)| *times > 0) {
            let near =
                self.near[set].iter().map(|(other, distance)| (sums.values.get(*other as usize), distance));
            let (mut far, mut nearer) = (before, 0.0);
            for (times, distance) in near {
                far -= times;
                nearer += distance * times as f64;
            }
            expected += 2.0 * (far as f64 + nearer) * times as f64;
            before += times;
        }
        alpha(sums.values(), sums.apart, expected)
    }
}

/// A number for each of many sets or labels. Of a document few are not 0.
#[derive(Debug, Clone)]
enum SetCounts<T> {
    All(Vec<T>),
    /// Those that are not 0, by what they are for, ascending.
    Few(Vec<(u32, T)>),
}

impl<T: Copy + Default> SetCounts<T> {
    fn none(length: usize) -> Self {
        Self::All(vec![T::default(); length])
    }

    fn at(&mut self, at: usize) -> &mut T {
        match self {
            Self::All(all) => &mut all[at],
            Self::Few(few) => {
                let at = at as u32;
                let place = few.partition_point(|(other, _)| *other < at);
                if few.get(place).is_none_or(|(other, _)| *other != at) {
                    few.insert(place, (at, T::default()));
                }
                &mut few[place].1
            }
        }
    }

    fn get(&self, at: usize) -> T {
        match self {
            Self::All(all) => all.get(at).copied(),
            Self::Few(few) => {
                few.binary_search_by_key(&at, |(other, _)| *other as usize).ok().map(|place| few[place].1)
            }
        }
        .unwrap_or_default()
    }

    /// The numbers in order; those that are 0 may be left out.
    fn iter(&self) -> impl Iterator<Item = (usize, T)> + '_ {
        let (all, few): (&[T], &[(u32, T)]) = match self {
            Self::All(all) => (all, &[]),
            Self::Few(few) => (&[], few),
        };
        all.iter().copied().enumerate().chain(few.iter().map(|(at, number)| (*at as usize, *number)))
    }

    fn add(&mut self, other: &Self, sum: impl Fn(T, T) -> T) {
        match (&mut *self, other) {
            (Self::All(all), Self::All(others)) => {
                all.iter_mut().zip(others).for_each(|(one, other)| *one = sum(*one, *other));
            }
            (Self::All(all), Self::Few(few)) => {
                few.iter().for_each(|(at, other)| all[*at as usize] = sum(all[*at as usize], *other));
            }
            (Self::Few(_), _) => {
                for (at, other) in other.iter() {
                    let one = self.at(at);
                    *one = sum(*one, other);
                }
            }
        }
    }
}

/// What the measures need to know of a set of items. Only items that two annotators judged count.
#[derive(Debug, Clone)]
pub struct SetTally {
    items: u64,
    /// How many judgements they got.
    judgements: u64,
    /// How many sets and labels there are.
    sizes: (usize, usize),
    /// How often each different set was given.
    values: SetCounts<u64>,
    /// Σ over pairs of judgements of an item of their distance, divided by its judgements less one.
    apart: f64,
    /// The same of equal pairs instead of distances.
    same: f64,
    /// Σ over items of the share of equal pairs.
    same_by_item: f64,
    /// How often each label was given.
    with: SetCounts<u64>,
    /// As `apart`, of pairs of which only one has the label.
    split: SetCounts<f64>,
}

impl SetTally {
    /// Of so many sets and labels; of a document few have a number.
    fn new((sets, labels): (usize, usize), few: bool) -> Self {
        let counts = |length| if few { SetCounts::Few(Vec::new()) } else { SetCounts::none(length) };
        let split = if few { SetCounts::Few(Vec::new()) } else { SetCounts::none(labels) };
        Self {
            items: 0,
            judgements: 0,
            sizes: (sets, labels),
            values: counts(sets),
            apart: 0.0,
            same: 0.0,
            same_by_item: 0.0,
            with: counts(labels),
            split,
        }
    }

    /// How many items two annotators judged.
    pub fn items(&self) -> u64 {
        self.items
    }

    /// How many judgements these items got.
    pub fn values(&self) -> u64 {
        self.judgements
    }

    /// How often a label was given.
    pub fn label_count(&self, label: usize) -> u64 {
        self.with.get(label)
    }

    /// The share of pairs that gave exactly the same set, every item alike.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`] without an item that two annotators judged.
    pub fn exact_agreement(&self) -> Measured {
        if self.items == 0 {
            Err(Undefined::NothingShared)
        } else {
            Ok(self.same_by_item / self.items as f64)
        }
    }

    /// As [`Self::exact_agreement`], but every judgement alike (Krippendorff's weighting).
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`].
    pub fn exact_agreement_by_judgement(&self) -> Measured {
        if self.items == 0 { Err(Undefined::NothingShared) } else { Ok(self.same / self.values() as f64) }
    }

    /// Krippendorff's nominal α of whether a label was given.
    ///
    /// # Errors
    ///
    /// [`Undefined::NothingShared`]; [`Undefined::OneCategory`] when the label was given always or never.
    pub fn label_alpha(&self, label: usize) -> Measured {
        let all = self.values();
        let (with, split) = (self.label_count(label), self.split.get(label));
        alpha(all, split, 2.0 * with as f64 * (all - with) as f64)
    }

    /// All labels with their [`Self::label_alpha`], the worst first, undefined ones last.
    pub fn worst_labels(&self) -> Vec<(usize, Measured)> {
        let mut found: Vec<_> = (0..self.sizes.1).map(|at| (at, self.label_alpha(at))).collect();
        let value = |measured: &Measured| measured.unwrap_or(f64::INFINITY);
        found.sort_by(|(_, a), (_, b)| value(a).total_cmp(&value(b)));
        found
    }
}

/// α = 1 − D_o/D_e with D_o = `observed` / n and D_e = `expected` / (n (n − 1)), where n is `values`.
fn alpha(values: u64, observed: f64, expected: f64) -> Measured {
    if values == 0 {
        Err(Undefined::NothingShared)
    } else if expected <= 0.0 {
        Err(Undefined::OneCategory)
    } else {
        Ok(1.0 - observed * (values as f64 - 1.0) / expected)
    }
}

impl Sums for SetTally {
    fn zero(&self) -> Self {
        Self::new(self.sizes, false)
    }

    fn is_shared(&self) -> bool {
        self.items > 0
    }

    fn add(&mut self, other: &Self, times: u32) {
        let (whole, factor) = (u64::from(times), f64::from(times));
        self.items += other.items * whole;
        self.judgements += other.judgements * whole;
        self.apart += other.apart * factor;
        self.same += other.same * factor;
        self.same_by_item += other.same_by_item * factor;
        self.values.add(&other.values, |sum, n| sum + n * whole);
        self.with.add(&other.with, |sum, n| sum + n * whole);
        self.split.add(&other.split, |sum, n| sum + n * factor);
    }
}

#[cfg(test)]
mod tests {
    use super::super::bootstrap::{RESAMPLES, SplitMix64, intervals, total};
    use super::super::nominal::Ratings;
    use super::*;
    use proptest::prelude::*;

    type SetRow = Vec<Option<Vec<u16>>>;

    fn table(annotators: usize, rows: &[SetRow]) -> LabelSets {
        let mut table = LabelSets::new(annotators, 4);
        rows.iter().for_each(|row| table.push(row.iter().cloned()));
        table
    }

    fn alpha(annotators: usize, rows: &[SetRow]) -> Measured {
        let table = table(annotators, rows);
        table.alpha(&table.tally())
    }

    #[test]
    fn distances_are_those_of_the_paper() {
        // Equal, contained, overlapping, disjoint; nltk 3.10 gives the same.
        assert_eq!(distance(&[1, 2], &[1, 2]), 0.0);
        assert!((distance(&[1, 2], &[1, 2, 3, 4]) - 2.0 / 3.0).abs() < 1e-15);
        assert!((distance(&[1, 2], &[1]) - 2.0 / 3.0).abs() < 1e-15);
        assert!((distance(&[1, 2], &[2, 3]) - 8.0 / 9.0).abs() < 1e-15);
        assert!((distance(&[1, 2, 3], &[2, 3, 4]) - 5.0 / 6.0).abs() < 1e-15);
        assert_eq!(distance(&[1, 2], &[3]), 1.0);
        assert_eq!((distance(&[], &[]), distance(&[], &[1]), distance(&[1], &[])), (0.0, 1.0, 1.0));
    }

    #[test]
    fn alpha_is_what_it_is_by_hand() {
        // Two items of two: {0,1} with {0}, {2} with {2}. D_o = (2/3 + 0)/2. Of the six pairs of the four values, one is
        // 2/3, one 0, four 1: D_e = (14/3)/6.
        let rows = [vec![Some(vec![1, 0]), Some(vec![0])], vec![Some(vec![2, 2]), Some(vec![2])]];
        let table = table(2, &rows);
        let tally = table.tally();
        let value = table.alpha(&tally).expect("defined");
        assert!((value - (1.0 - (1.0 / 3.0) / (14.0 / 18.0))).abs() < 1e-12, "{value}");
        assert_eq!((tally.exact_agreement(), tally.exact_agreement_by_judgement()), (Ok(0.5), Ok(0.5)));
        assert_eq!((tally.items(), tally.values(), table.len()), (2, 4, 2));
        assert_eq!(table.sets().collect::<Vec<_>>(), [&[0_u16, 1][..], &[0], &[2]]);
        let values: Vec<u64> = (0..3).map(|set| tally.values.get(set)).collect();
        let labels: Vec<u64> = (0..4).map(|label| tally.label_count(label)).collect();
        assert_eq!((values, labels), (vec![1, 1, 2], vec![2, 1, 2, 0]));
        // Label 1 was given once of four times: D_o = 2/4, D_e = 2·1·3/12.
        assert_eq!(tally.label_alpha(1), Ok(0.0));
        let worst: Vec<usize> = tally.worst_labels().into_iter().map(|(label, _)| label).collect();
        assert_eq!(worst, [1, 0, 2, 3]);
    }

    #[test]
    fn the_empty_set_is_a_value_and_no_judgement_is_none() {
        let empty = || Some(Vec::new());
        let rows = [vec![empty(), empty()], vec![Some(vec![0]), Some(vec![0])], vec![None, empty()]];
        assert_eq!(alpha(2, &rows), Ok(1.0));
        assert_eq!(alpha(2, &rows[..1]), Err(Undefined::OneCategory));
        assert_eq!(alpha(2, &rows[2..]), Err(Undefined::NothingShared));
        assert_eq!(alpha(2, &[]), Err(Undefined::NothingShared));
        assert_eq!(alpha(0, &[]), Err(Undefined::NothingShared));
        let tally = table(2, &rows[2..]).tally();
        assert_eq!(tally.exact_agreement(), Err(Undefined::NothingShared));
        assert_eq!(tally.exact_agreement_by_judgement(), Err(Undefined::NothingShared));
        assert_eq!(tally.label_alpha(0), Err(Undefined::NothingShared));
        let tally = table(2, &rows).tally();
        assert_eq!((tally.label_alpha(0), tally.label_alpha(3)), (Ok(1.0), Err(Undefined::OneCategory)));
        assert_eq!(tally.label_alpha(99), Err(Undefined::OneCategory));
    }

    #[test]
    fn chance_agrees_as_much_as_chance() {
        let mut random = SplitMix64::new(9);
        let mut set = || Some((0..4).filter(|_| random.below(3) == 0).collect::<Vec<u16>>());
        let rows: Vec<SetRow> = (0..4000).map(|_| vec![set(), set(), set()]).collect();
        let (table, value) = (table(3, &rows), alpha(3, &rows).expect("defined"));
        assert!(value.abs() < 0.02, "{value}");
        let documents = table.tallies(40, |item| Some(item / 100));
        let found =
            intervals(&documents, &[&|sums| table.alpha(sums)], 5, RESAMPLES)[0].expect("an interval");
        assert!(found.low < value && value < found.high && found.high - found.low < 0.04, "{found:?}");
    }

    fn rows() -> impl Strategy<Value = Vec<SetRow>> {
        let set = prop::collection::btree_set(0_u16..4, 0..4).prop_map(|set| set.into_iter().collect());
        prop::collection::vec(prop::collection::vec(prop::option::weighted(0.8, set), 3), 0..12)
    }

    fn alike(a: Measured, b: Measured) -> bool {
        a == b || matches!((a, b), (Ok(a), Ok(b)) if (a - b).abs() < 1e-9)
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn names_and_order_do_not_matter(rows in rows(), shift in 0_u16..4) {
            let renamed = |row: &SetRow| -> SetRow {
                let sets = row.iter().rev();
                sets.map(|set| Some(set.as_ref()?.iter().map(|label| (label + shift) % 4).collect())).collect()
            };
            let other: Vec<SetRow> = rows.iter().rev().map(renamed).collect();
            prop_assert!(alike(alpha(3, &rows), alpha(3, &other)));
            let (a, b) = (table(3, &rows).tally(), table(3, &other).tally());
            for label in 0..4 {
                let renamed = usize::from((label + shift) % 4);
                prop_assert!(alike(a.label_alpha(label.into()), b.label_alpha(renamed)));
            }
        }

        #[test]
        fn one_label_each_is_ordinary_alpha(rows in rows()) {
            let single = |set: &Option<Vec<u16>>| set.as_ref().map(|set| set.first().copied().unwrap_or(3));
            let mut ratings = Ratings::new(3, 4);
            let mut sets = LabelSets::new(3, 4);
            for row in &rows {
                ratings.push(row.iter().map(single));
                sets.push(row.iter().map(|set| single(set).map(|label| [label])));
            }
            let (nominal, tally) = (ratings.tally(), sets.tally());
            prop_assert!(alike(sets.alpha(&tally), nominal.alpha()));
            prop_assert!(alike(tally.exact_agreement(), nominal.percent_agreement()));
            prop_assert!(alike(tally.exact_agreement_by_judgement(), nominal.percent_agreement_by_judgement()));
            for label in 0..4 {
                prop_assert!(alike(tally.label_alpha(label), nominal.category_alpha(label)));
            }
        }

        #[test]
        fn sums_of_documents_are_those_of_all(rows in rows(), times in 0_u32..4) {
            let table = table(3, &rows);
            let documents = table.tallies(3, |item| Some(item % 3));
            let sum = total(&documents).expect("documents");
            prop_assert!(alike(table.alpha(&sum), table.alpha(&table.tally())));
            let mut copies = table.tally();
            let mut copied = LabelSets::new(3, 4);
            table.sets().for_each(|set| copied.push([Some(set.to_vec())]));
            copies.add(&table.tally(), times);
            let rows = rows.iter().cycle().take(rows.len() * (times as usize + 1));
            rows.for_each(|row| copied.push(row.iter().cloned()));
            prop_assert!(alike(table.alpha(&copies), copied.alpha(&copied.tally())));
            prop_assert!(alike(copies.label_alpha(1), copied.tally().label_alpha(1)));
            prop_assert!(alike(copies.exact_agreement(), copied.tally().exact_agreement()));
        }
    }
}
