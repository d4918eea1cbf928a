//! One-to-one assignment of greatest weight.

use std::collections::{BTreeMap, BTreeSet};

/// The most rows or columns for which the assignment is exact.
pub(super) const EXACT: usize = 64;

/// A weight in which earlier criteria outweigh all later ones together: sums of up to 2^20 weights do not spill over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Weight(i128);

impl Weight {
    /// From criteria in falling order of importance; the second and third are at most a million.
    pub(super) fn new(criteria: [u32; 3]) -> Self {
        Self(criteria.iter().fold(0, |sum, part| (sum << 42) + i128::from(*part)))
    }
}

impl std::ops::AddAssign for Weight {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// A row and a column that may be paired, and what their pair weighs; more than nothing.
pub(super) type WeightedPair = (usize, usize, Weight);

/// The column for each row, or none, so that the weights add up to most.
///
/// Rows and columns that hang together through pairs are assigned by themselves: exactly, by the Hungarian method
/// (H. W. Kuhn 1955, with the potentials of J. Munkres 1957) in cubic time, up to [`EXACT`] rows and columns; beyond,
/// the heaviest pairs are taken one by one. Equal weights are decided by the order of rows and columns.
pub(super) fn assign(rows: usize, columns: usize, pairs: &[WeightedPair]) -> Vec<Option<usize>> {
    let mut chosen = vec![None; rows];
    for part in parts(rows, columns, pairs) {
        let index = |of: fn(&WeightedPair) -> usize| {
            let mut all: Vec<usize> = part.iter().map(of).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (its_rows, its_columns) = (index(|pair| pair.0), index(|pair| pair.1));
        if its_rows.len() > EXACT || its_columns.len() > EXACT {
            greedy(part, &mut chosen);
            continue;
        }
        let mut weights = vec![vec![Weight::default(); its_columns.len()]; its_rows.len()];
        for (row, column, weight) in part {
            let at = |all: &[usize], one| all.partition_point(|other| *other < one);
            weights[at(&its_rows, row)][at(&its_columns, column)] = weight;
        }
        for (row, column) in its_rows.iter().zip(exact(&weights, its_columns.len())) {
            chosen[*row] = column.map(|column| its_columns[column]);
        }
    }
    chosen
}

/// The pairs by what hangs together, each part in the order in which they came.
fn parts(rows: usize, columns: usize, pairs: &[WeightedPair]) -> Vec<Vec<WeightedPair>> {
    let mut above: Vec<usize> = (0..rows + columns).collect();
    let top = |above: &mut Vec<usize>, mut at: usize| {
        while above[at] != at {
            above[at] = above[above[at]];
            at = above[at];
        }
        at
    };
    for (row, column, _) in pairs {
        let (one, other) = (top(&mut above, *row), top(&mut above, rows + column));
        above[one.max(other)] = one.min(other);
    }
    let mut parts: BTreeMap<usize, Vec<WeightedPair>> = BTreeMap::new();
    for pair in pairs {
        parts.entry(top(&mut above, pair.0)).or_default().push(*pair);
    }
    parts.into_values().collect()
}

fn greedy(mut pairs: Vec<WeightedPair>, chosen: &mut [Option<usize>]) {
    pairs.sort_unstable_by(|a, b| b.2.cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut taken = BTreeSet::new();
    for (row, column, _) in pairs {
        if chosen[row].is_none() && taken.insert(column) {
            chosen[row] = Some(column);
        }
    }
}

/// Rows and columns count from 1 here; row and column 0 are the method's starting point. Each row has a column of its
/// own besides, of weight zero, so that it may stay alone.
fn exact(weights: &[Vec<Weight>], columns: usize) -> Vec<Option<usize>> {
    let rows = weights.len();
    let wide = columns + rows;
    let cost = |row: usize, column: usize| weights[row - 1].get(column - 1).map_or(0, |weight| -weight.0);
    let (mut row_potential, mut column_potential) = (vec![0_i128; rows + 1], vec![0_i128; wide + 1]);
    let mut row_of = vec![0_usize; wide + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut at = 0;
        let mut least = vec![i128::MAX; wide + 1];
        let mut came_from = vec![0_usize; wide + 1];
        let mut used = vec![false; wide + 1];
        while row_of[at] != 0 {
            used[at] = true;
            let (from, mut step, mut next) = (row_of[at], i128::MAX, 0);
            for column in 1..=wide {
                if used[column] {
                    continue;
                }
                let reduced = cost(from, column) - row_potential[from] - column_potential[column];
                if reduced < least[column] {
                    least[column] = reduced;
                    came_from[column] = at;
                }
                if least[column] < step {
                    step = least[column];
                    next = column;
                }
            }
            for column in 0..=wide {
                if used[column] {
                    row_potential[row_of[column]] += step;
                    column_potential[column] -= step;
                } else if column > 0 {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            let before = came_from[at];
            row_of[at] = row_of[before];
            at = before;
        }
    }
    let mut chosen = vec![None; rows];
    for (column, row) in row_of.iter().copied().enumerate().take(columns + 1).skip(1) {
        if row > 0 && cost(row, column) < 0 {
            chosen[row - 1] = Some(column - 1);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(pairs: &[WeightedPair], chosen: &[Option<usize>]) -> i128 {
        pairs.iter().filter(|pair| chosen[pair.0] == Some(pair.1)).map(|pair| pair.2.0).sum()
    }

    fn best(pairs: &[WeightedPair], rows: usize, row: usize, taken: u32) -> i128 {
        if row == rows {
            return 0;
        }
        let alone = best(pairs, rows, row + 1, taken);
        let free = pairs.iter().filter(|pair| pair.0 == row && taken >> pair.1 & 1 == 0);
        free.map(|pair| pair.2.0 + best(pairs, rows, row + 1, taken | 1 << pair.1)).fold(alone, i128::max)
    }

    #[test]
    fn an_earlier_criterion_outweighs_all_later_ones() {
        let mut many = Weight::default();
        (0..1000).for_each(|_| many += Weight::new([0, 1_000_000, 1_000_000]));
        assert!(Weight::new([1, 0, 0]) > many);
    }

    #[test]
    fn a_long_chain_is_assigned_in_no_time() {
        let pairs: Vec<WeightedPair> = (0..20_000_usize)
            .flat_map(|at| [(at, at, Weight::new([0, 1, 0])), (at, at + 1, Weight::new([0, 0, 1]))])
            .collect();
        let chosen = assign(20_000, 20_001, &pairs);
        assert!(chosen.iter().enumerate().all(|(row, column)| *column == Some(row)));
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn the_assignment_is_the_best_there_is(
            columns in 1_usize..6,
            rows in 1_usize..6,
            cells in prop::collection::vec(0_u32..6, 25),
        ) {
            let pairs: Vec<WeightedPair> = (0..rows * columns)
                .filter(|at| cells[*at] > 0)
                .map(|at| (at / columns, at % columns, Weight::new([0, 0, cells[at]])))
                .collect();
            let chosen = assign(rows, columns, &pairs);
            prop_assert_eq!(total(&pairs, &chosen), best(&pairs, rows, 0, 0));
            let mut taken: Vec<usize> = chosen.iter().flatten().copied().collect();
            taken.sort_unstable();
            taken.dedup();
            prop_assert_eq!(taken.len(), chosen.iter().flatten().count(), "each column once");
            let mut quick = vec![None; rows];
            greedy(pairs.clone(), &mut quick);
            prop_assert!(total(&pairs, &quick) * 2 >= total(&pairs, &chosen), "at least half of the best");
        }
    }
}
