//! Exact cover at least cost: each unit in just one of the chosen columns.
//!
//! A lower bound comes from splitting the cost of every column among its members, so that the sum over units of the
//! cheapest share is as great as possible (dual ascent by min-marginals, as in Swoboda, Kuske and Savchynskyy 2017,
//! CVPR). What columns cost beyond their shares is then never negative, and a cover is a shortest path over the order
//! of the units: a state is what is covered beyond the first open unit. With few states this is exact; what is
//! dropped when there are too many lowers the bound and is accounted for.

use crate::base::Progress;
use std::collections::BTreeMap;

/// A set of units that may be chosen, and its cost.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Numbers of units, rising.
    pub members: Vec<u32>,
    /// Not negative.
    pub cost: f64,
}

/// A cover and what is known of the best one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Cover {
    /// The columns chosen, by their numbers.
    pub columns: Vec<u32>,
    pub cost: f64,
    /// No cover costs less.
    pub bound: f64,
}

impl Cover {
    /// Whether it is known that no cover costs less.
    pub fn is_best(&self) -> bool {
        self.cost <= self.bound + ROUNDING
    }
}

/// Differences below this, relative to costs around 1, are rounding.
const ROUNDING: f64 = 1e-9;
/// What a sweep of the ascent has to gain for each unit.
const LITTLE: f64 = 1e-6;
/// Shares that the ascent visits before it is left at that, in ten sweeps or more and a hundred at most.
const VISITS: usize = 3_000_000;
/// What columns of the first try cost beyond their prices, at most.
const CHEAP: f64 = 1.0;
/// States kept at a unit in the first try.
const FEW_STATES: usize = 48;
/// States kept over all units in the last try.
const ALL_STATES: usize = 100_000;
/// States kept at a unit in the last try, at most.
const MANY_STATES: usize = 1_000;

/// A cover of units 0 to `units` − 1 of least cost, or as good a one as can be found; `None` when cancelled.
///
/// Every unit must have a column of its own. Where `cost` and `bound` agree the cover is a best one.
pub(super) fn least_cover(units: usize, columns: &[Column], progress: &Progress) -> Option<Cover> {
    let all: Vec<u32> = (0..columns.len()).filter_map(|column| u32::try_from(column).ok()).collect();
    let mut open = parts(units, columns, all);
    let mut whole = Cover::default();
    while let Some(part) = open.pop() {
        let problem = Problem::new(&part, columns);
        let found = problem.solve(progress)?;
        match found {
            CoverAttempt::Solved(cover) => {
                whole.columns.extend(cover.columns);
                whole.cost += cover.cost;
                whole.bound += cover.bound;
            }
            CoverAttempt::Smaller(kept) => open.extend(parts(units, columns, kept)),
        }
    }
    whole.columns.sort_unstable();
    Some(whole)
}

/// The columns that hang together by common units, part by part.
fn parts(units: usize, columns: &[Column], kept: Vec<u32>) -> Vec<Vec<u32>> {
    fn root(parent: &mut [u32], mut unit: u32) -> u32 {
        while parent[unit as usize] != unit {
            parent[unit as usize] = parent[parent[unit as usize] as usize];
            unit = parent[unit as usize];
        }
        unit
    }
    let mut parent: Vec<u32> = (0..units).filter_map(|unit| u32::try_from(unit).ok()).collect();
    for column in &kept {
        for pair in columns[*column as usize].members.windows(2) {
            let (a, b) = (root(&mut parent, pair[0]), root(&mut parent, pair[1]));
            parent[a.max(b) as usize] = a.min(b);
        }
    }
    let mut out: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for column in kept {
        out.entry(root(&mut parent, columns[column as usize].members[0])).or_default().push(column);
    }
    out.into_values().collect()
}

enum CoverAttempt {
    Solved(Cover),
    /// Only these columns can be part of a cover that is better than the one found.
    Smaller(Vec<u32>),
}

/// One part, its units numbered anew from 0.
struct Problem<'a> {
    numbers: &'a [u32],
    /// Where the members of each column start in `members`, and one more.
    starts: Vec<usize>,
    members: Vec<usize>,
    costs: Vec<f64>,
    units: usize,
}

impl<'a> Problem<'a> {
    fn new(numbers: &'a [u32], columns: &[Column]) -> Self {
        let of = |column: &u32| &columns[*column as usize];
        let mut units: Vec<u32> =
            numbers.iter().flat_map(|column| of(column).members.iter().copied()).collect();
        units.sort_unstable();
        units.dedup();
        let (mut starts, mut members) = (vec![0], Vec::new());
        for column in numbers {
            members.extend(of(column).members.iter().map(|unit| units.partition_point(|u| u < unit)));
            starts.push(members.len());
        }
        let costs = numbers.iter().map(|column| of(column).cost).collect();
        Self { numbers, starts, members, costs, units: units.len() }
    }

    fn members(&self, column: usize) -> &[usize] {
        &self.members[self.starts[column]..self.starts[column + 1]]
    }

    fn solve(&self, progress: &Progress) -> Option<CoverAttempt> {
        if self.units == 1 {
            let best = (0..self.costs.len()).min_by(|a, b| self.costs[*a].total_cmp(&self.costs[*b]))?;
            let cost = self.costs[best];
            return Some(CoverAttempt::Solved(Cover {
                columns: vec![self.numbers[best]],
                cost,
                bound: cost,
            }));
        }
        let prices = self.prices();
        let floor: f64 = prices.iter().sum();
        let extra: Vec<f64> = (0..self.costs.len())
            .map(|column| {
                let paid: f64 = self.members(column).iter().map(|unit| prices[*unit]).sum();
                (self.costs[column] - paid).max(0.0)
            })
            .collect();
        let few = self.walk(&extra, FEW_STATES, CHEAP, progress)?;
        if few.is_best() {
            return Some(CoverAttempt::Solved(self.cover(few, floor)));
        }
        let useful =
            |column: &usize| extra[*column] <= few.extra + ROUNDING || self.members(*column).len() == 1;
        let kept: Vec<usize> = (0..extra.len()).filter(useful).collect();
        if kept.len() * 10 <= extra.len() * 9 {
            return Some(CoverAttempt::Smaller(
                kept.into_iter().map(|column| self.numbers[column]).collect(),
            ));
        }
        let states = (ALL_STATES / self.units).clamp(FEW_STATES, MANY_STATES);
        let many = self.walk(&extra, states, few.extra.min(4.0 * CHEAP), progress)?;
        let mut better = if many.extra < few.extra { many } else { Walk { dropped: many.dropped, ..few } };
        better.dropped = better.dropped.min(better.extra);
        Some(CoverAttempt::Solved(self.cover(better, floor)))
    }

    fn cover(&self, walk: Walk, floor: f64) -> Cover {
        let cost = walk.columns.iter().map(|column| self.costs[*column]).sum();
        let bound = if walk.is_best() { cost } else { (floor + walk.dropped).min(cost) };
        Cover { columns: walk.columns.iter().map(|column| self.numbers[*column]).collect(), cost, bound }
    }

    /// A price for each unit, so that no column costs less than the prices of its members and the sum is great.
    fn prices(&self) -> Vec<f64> {
        let mut shares = vec![0.0; self.members.len()];
        // For each unit its columns, each with the place of the share.
        let mut places: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.units];
        for (column, cost) in self.costs.iter().enumerate() {
            let (start, end) = (self.starts[column], self.starts[column + 1]);
            for place in start..end {
                shares[place] = cost / (end - start) as f64;
                places[self.members[place]].push((place, column));
            }
        }
        let mut last = f64::NEG_INFINITY;
        for _ in 0..(VISITS / shares.len().max(1)).clamp(10, 100) {
            for forward in [true, false] {
                for at in 0..self.units {
                    let unit = if forward { at } else { self.units - 1 - at };
                    self.pass_on(&places[unit], &mut shares, forward);
                }
            }
            let sum = places.iter().map(|own| cheapest_two(own, &shares).0).sum::<f64>();
            if sum < last + LITTLE * self.units as f64 {
                break;
            }
            last = sum;
        }
        let mut prices: Vec<f64> = places.iter().map(|own| cheapest_two(own, &shares).0).collect();
        for unit in 0..self.units {
            let room = places[unit].iter().map(|(_, column)| {
                self.costs[*column] - self.members(*column).iter().map(|member| prices[*member]).sum::<f64>()
            });
            prices[unit] += room.fold(f64::INFINITY, f64::min);
        }
        prices
    }

    /// Evens out the shares of a unit, halfway between its cheapest two, at the cost of later (or earlier) members.
    fn pass_on(&self, own: &[(usize, usize)], shares: &mut [f64], forward: bool) {
        let (first, second) = cheapest_two(own, shares);
        if second.is_infinite() {
            return;
        }
        let level = f64::midpoint(first, second);
        for (place, column) in own {
            let others =
                if forward { place + 1..self.starts[column + 1] } else { self.starts[*column]..*place };
            if others.is_empty() {
                continue;
            }
            let moved = (shares[*place] - level) / others.len() as f64;
            shares[*place] = level;
            shares[others].iter_mut().for_each(|share| *share += moved);
        }
    }

    /// The shortest path over the units in order, with at most `width` states at a unit, of columns that cost at most
    /// `cheap` beyond the prices or have one member.
    fn walk(&self, extra: &[f64], width: usize, cheap: f64, progress: &Progress) -> Option<Walk> {
        let mut starting: Vec<Vec<usize>> = vec![Vec::new(); self.units];
        let mut dropped = f64::INFINITY;
        for column in 0..extra.len() {
            if extra[column] <= cheap + ROUNDING || self.members(column).len() == 1 {
                starting[self.members(column)[0]].push(column);
            } else {
                dropped = dropped.min(extra[column]);
            }
        }
        let mut steps: Vec<CoverStep> = Vec::new();
        let mut layers: BTreeMap<usize, BTreeMap<Vec<usize>, CoverStep>> = BTreeMap::new();
        layers.entry(0).or_default().insert(Vec::new(), CoverStep { extra: 0.0, before: NONE, column: NONE });
        while let Some((unit, layer)) = layers.pop_first() {
            if progress.is_cancelled() {
                return None;
            }
            let mut states: Vec<(Vec<usize>, CoverStep)> = layer.into_iter().collect();
            states.sort_by(|a, b| a.1.extra.total_cmp(&b.1.extra));
            if let Some((_, first)) = states.get(width) {
                dropped = dropped.min(first.extra);
                states.truncate(width);
            }
            for (ahead, state) in states {
                let before = steps.len();
                steps.push(state);
                if unit == self.units {
                    let columns = trace(&steps, before);
                    return Some(Walk { columns, extra: state.extra, dropped });
                }
                for column in &starting[unit] {
                    let sum = state.extra + extra[*column];
                    let members = &self.members(*column)[1..];
                    if members.iter().any(|m| ahead.binary_search(m).is_ok()) {
                        continue;
                    }
                    let (next, key) = advance(unit, &ahead, members);
                    let step = CoverStep { extra: sum, before, column: *column };
                    let slot = layers.entry(next).or_default().entry(key).or_insert(step);
                    if sum < slot.extra {
                        *slot = step;
                    }
                }
            }
        }
        Some(Walk { columns: Vec::new(), extra: f64::INFINITY, dropped })
    }
}

const NONE: usize = usize::MAX;

#[derive(Clone, Copy)]
struct CoverStep {
    extra: f64,
    before: usize,
    column: usize,
}

struct Walk {
    columns: Vec<usize>,
    /// What the columns cost beyond the prices.
    extra: f64,
    /// The least that a dropped state had cost so far.
    dropped: f64,
}

impl Walk {
    fn is_best(&self) -> bool {
        self.extra <= self.dropped + ROUNDING || self.extra <= ROUNDING
    }
}

fn trace(steps: &[CoverStep], mut at: usize) -> Vec<usize> {
    let mut columns = Vec::new();
    while steps[at].before != NONE {
        columns.push(steps[at].column);
        at = steps[at].before;
    }
    columns
}

/// The next open unit, and what is covered beyond it, once `members` are covered too.
fn advance(unit: usize, ahead: &[usize], members: &[usize]) -> (usize, Vec<usize>) {
    let mut key: Vec<usize> = ahead.iter().chain(members).copied().collect();
    key.sort_unstable();
    let run = key.iter().enumerate().take_while(|(i, covered)| **covered == unit + 1 + i).count();
    key.drain(..run);
    (unit + 1 + run, key)
}

fn cheapest_two(own: &[(usize, usize)], shares: &[f64]) -> (f64, f64) {
    let mut two = (f64::INFINITY, f64::INFINITY);
    for (place, _) in own {
        let share = shares[*place];
        if share < two.0 {
            two = (share, two.0);
        } else if share < two.1 {
            two.1 = share;
        }
    }
    two
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The least cost over all covers, tried one by one.
    fn tried(units: u32, columns: &[Column], covered: u32) -> f64 {
        let Some(open) = (0..units).find(|unit| covered >> unit & 1 == 0) else { return 0.0 };
        let bits = |column: &Column| column.members.iter().map(|m| 1_u32 << m).sum::<u32>();
        let fitting = columns.iter().filter(|c| c.members.contains(&open) && bits(c) & covered == 0);
        fitting.map(|c| c.cost + tried(units, columns, covered | bits(c))).fold(f64::INFINITY, f64::min)
    }

    fn problem() -> impl Strategy<Value = (u32, Vec<Column>)> {
        (2_u32..10).prop_flat_map(|units| {
            let sets = prop::collection::vec((prop::collection::btree_set(0..units, 2..5), 0.0..4.0), 0..25);
            let single = prop::collection::vec(0.5..2.0, units as usize);
            (Just(units), sets, single).prop_map(|(units, sets, single)| {
                let alone =
                    single.into_iter().zip(0..).map(|(cost, unit)| Column { members: vec![unit], cost });
                let several = sets
                    .into_iter()
                    .map(|(members, cost)| Column { members: members.into_iter().collect(), cost });
                (units, alone.chain(several).collect())
            })
        })
    }

    proptest! {
        #![proptest_config(crate::base::properties::cases(400))]
        #[test]
        fn no_cover_costs_less((units, columns) in problem()) {
            let cover = least_cover(units as usize, &columns, &Progress::new()).unwrap();
            let mut members: Vec<u32> =
                cover.columns.iter().flat_map(|c| columns[*c as usize].members.clone()).collect();
            members.sort_unstable();
            prop_assert_eq!(members, (0..units).collect::<Vec<_>>());
            let best = tried(units, &columns, 0);
            prop_assert!((cover.cost - best).abs() < 1e-6, "{} for {best}", cover.cost);
            prop_assert!((cover.bound - best).abs() < 1e-6, "bound {} for {best}", cover.bound);
        }

        #[test]
        fn prices_pay_for_no_more_than_a_column((units, columns) in problem()) {
            for part in parts(units as usize, &columns, (0..u32::try_from(columns.len()).unwrap()).collect()) {
                let problem = Problem::new(&part, &columns);
                let prices = problem.prices();
                for column in 0..part.len() {
                    let paid: f64 = problem.members(column).iter().map(|unit| prices[*unit]).sum();
                    prop_assert!(paid <= problem.costs[column] + 1e-9);
                }
            }
        }

        #[test]
        fn the_bound_holds_when_states_are_dropped((units, columns) in problem()) {
            let all: Vec<u32> = (0..u32::try_from(columns.len()).unwrap()).collect();
            let mut sum = 0.0;
            let mut cost = 0.0;
            for part in parts(units as usize, &columns, all) {
                let problem = Problem::new(&part, &columns);
                let extra: Vec<f64> = problem.costs.clone();
                let walk = problem.walk(&extra, 1, f64::INFINITY, &Progress::new()).unwrap();
                let cover = problem.cover(walk, 0.0);
                sum += cover.bound;
                cost += cover.cost;
            }
            let best = tried(units, &columns, 0);
            prop_assert!(sum <= best + 1e-6 && best <= cost + 1e-6, "{sum} {best} {cost}");
        }
    }

    #[test]
    fn stops_when_cancelled() {
        let progress = Progress::new();
        progress.cancel();
        let alone = |unit| Column { members: vec![unit], cost: 1.0 };
        let columns = [alone(0), alone(1), Column { members: vec![0, 1], cost: 1.5 }];
        assert_eq!(least_cover(2, &columns, &progress), None);
    }
}
