//! Whether agreement holds over time: week by week, and of annotators with themselves.

use super::confusion_matrix::ConfusionMatrix;
use super::nominal::{Ratings, Tally};
use std::collections::BTreeSet;

/// Items in groups: the different keys ascending, and for each item which of them it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups<K> {
    /// The different keys, ascending.
    pub keys: Vec<K>,
    /// For each item the index of its key; none for an item without one.
    pub of: Vec<Option<usize>>,
}

impl<K: Ord + Clone> Groups<K> {
    /// Groups items by key.
    pub fn new(keys: impl IntoIterator<Item = Option<K>>) -> Self {
        let given: Vec<Option<K>> = keys.into_iter().collect();
        let different: BTreeSet<&K> = given.iter().flatten().collect();
        let keys: Vec<K> = different.into_iter().cloned().collect();
        let of = given.iter().map(|key| keys.binary_search(key.as_ref()?).ok()).collect();
        Self { keys, of }
    }

    /// The group of an item, in the shape that [`Ratings::tallies`] asks for.
    pub fn group(&self, item: usize) -> Option<usize> {
        self.of.get(item).copied().flatten()
    }
}

/// The number of the week, Monday to Sunday, that a day is in; days count from 1 January 1970, and so do weeks.
pub fn week(day: i64) -> i64 {
    day.saturating_add(3).div_euclid(7)
}

/// The sums of each week in which an item was judged, in order of time; items without a day are left out.
pub fn by_week(ratings: &Ratings, days: impl IntoIterator<Item = Option<i64>>) -> Vec<(i64, Tally)> {
    let weeks = Groups::new(days.into_iter().map(|day| day.map(week)));
    let tallies = ratings.tallies(weeks.keys.len(), |item| weeks.group(item));
    weeks.keys.into_iter().zip(tallies).collect()
}

/// An item that one annotator judged twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// The index of the annotator in the order of the report.
    pub annotator: usize,
    /// The category at first.
    pub first: u16,
    /// The category when the item was served again.
    pub second: u16,
}

/// How far an annotator agrees with themself.
#[derive(Debug, Clone, PartialEq)]
pub struct SelfAgreement {
    /// The index of the annotator in the order of the report.
    pub annotator: usize,
    /// Rows: the first judgement, columns: the second.
    pub confusion: ConfusionMatrix,
    /// The sums of the two judgements as if by two annotators.
    pub tally: Tally,
}

/// The self-agreement of each annotator who judged something twice, by annotator. Categories 0 up to `declared` count even
/// where nobody uses them.
pub fn self_agreement(declared: u16, repeats: &[Repeat]) -> Vec<SelfAgreement> {
    let mut ratings = Ratings::new(2, declared);
    repeats.iter().for_each(|repeat| ratings.push([Some(repeat.first), Some(repeat.second)]));
    let who = Groups::new(repeats.iter().map(|repeat| Some(repeat.annotator)));
    let tallies = ratings.tallies(who.keys.len(), |item| who.group(item));
    let pairs = ratings.confusion_matrices_by(who.keys.len(), |item| who.group(item));
    let confusions = pairs.iter().filter_map(|pairs| Some(pairs.iter().next()?.1.clone()));
    let each = who.keys.iter().zip(confusions).zip(tallies);
    each.map(|((annotator, confusion), tally)| SelfAgreement { annotator: *annotator, confusion, tally })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Undefined;
    use super::*;

    #[test]
    fn weeks_begin_on_monday() {
        // 1 January 1970 was a Thursday; 20,611 days later, 7 June 2026, is a Sunday.
        assert_eq!([-4, -3, 0, 3, 4].map(week), [-1, 0, 0, 0, 1]);
        assert_eq!(week(20_612) - week(20_611), 1);
    }

    #[test]
    fn agreement_is_told_week_by_week() {
        let mut ratings = Ratings::new(2, 2);
        let items = [(11, [0, 0]), (4, [0, 1]), (5, [1, 0]), (12, [1, 1]), (40, [0, 1])];
        items.iter().for_each(|(_, item)| ratings.push(item.map(Some)));
        let days = items.iter().map(|(day, _)| (*day < 40).then_some(*day));
        let weeks: Vec<_> = by_week(&ratings, days).into_iter().map(|(week, t)| (week, t.alpha())).collect();
        assert_eq!(weeks.len(), 2);
        assert_eq!(weeks[1], (2, Ok(1.0)));
        // Two items of two values, all pairs different: D_o = 1, D_e = 2/3.
        assert!(weeks[0].0 == 1 && (weeks[0].1.expect("defined") + 0.5).abs() < 1e-12, "{weeks:?}");
    }

    #[test]
    fn annotators_are_compared_with_themselves() {
        let repeats = [(4, 0, 0), (1, 0, 1), (4, 1, 1), (4, 1, 0), (4, 0, 0), (1, 1, 0)];
        let repeats = repeats.map(|(annotator, first, second)| Repeat { annotator, first, second });
        let found = self_agreement(3, &repeats);
        assert_eq!(found.iter().map(|one| one.annotator).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(found[0].confusion.percent_agreement(), Ok(0.0));
        assert_eq!(found[1].confusion.counts().map(<[u64]>::to_vec).collect::<Vec<_>>()[1], [1, 1, 0]);
        assert_eq!((found[1].tally.items(), found[1].tally.percent_agreement()), (4, Ok(0.75)));
        assert_eq!(found[1].confusion.cohen_kappa(), Ok(0.5));
        assert!(self_agreement(3, &[]).is_empty());
        let once = self_agreement(3, &[Repeat { annotator: 0, first: 2, second: 2 }]);
        assert_eq!(once[0].tally.alpha(), Err(Undefined::OneCategory));
    }
}
