//! One-to-one assignment of greatest weight.

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

/// The column for each row, or none, so that the weights add up to most; pairs of weight zero are not made.
///
/// `weights` has a row for each row, all of one length. Exact by the Hungarian method (H. W. Kuhn 1955, with the
/// potentials of J. Munkres 1957) up to [`EXACT`] rows and columns, in cubic time; beyond, the heaviest pairs are taken
/// one by one. Equal weights are decided by the order of rows and columns.
pub(super) fn assign(weights: &[Vec<Weight>]) -> Vec<Option<usize>> {
    let columns = weights.first().map_or(0, Vec::len);
    if weights.len() > EXACT || columns > EXACT { greedy(weights) } else { exact(weights, columns) }
}

fn greedy(weights: &[Vec<Weight>]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(Weight, usize, usize)> = Vec::new();
    for (row, line) in weights.iter().enumerate() {
        let found = line.iter().enumerate().filter(|(_, weight)| **weight > Weight(0));
        pairs.extend(found.map(|(column, weight)| (*weight, row, column)));
    }
    pairs.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = vec![false; weights.first().map_or(0, Vec::len)];
    let mut chosen = vec![None; weights.len()];
    for (_, row, column) in pairs {
        if chosen[row].is_none() && !taken[column] {
            chosen[row] = Some(column);
            taken[column] = true;
        }
    }
    chosen
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

    fn total(weights: &[Vec<Weight>], chosen: &[Option<usize>]) -> i128 {
        chosen.iter().enumerate().filter_map(|(row, column)| Some(weights[row][(*column)?].0)).sum()
    }

    fn best(weights: &[Vec<Weight>], row: usize, taken: u32) -> i128 {
        let Some(line) = weights.get(row) else { return 0 };
        let alone = best(weights, row + 1, taken);
        let paired = line.iter().enumerate().filter(|(column, _)| taken >> column & 1 == 0);
        paired
            .map(|(column, weight)| weight.0 + best(weights, row + 1, taken | 1 << column))
            .fold(alone, i128::max)
    }

    #[test]
    fn an_earlier_criterion_outweighs_all_later_ones() {
        let mut many = Weight::default();
        (0..1000).for_each(|_| many += Weight::new([0, 1_000_000, 1_000_000]));
        assert!(Weight::new([1, 0, 0]) > many);
    }

    proptest! {
        #[test]
        fn the_assignment_is_the_best_there_is(
            columns in 0_usize..5,
            cells in prop::collection::vec(0_u32..6, 25),
            rows in 0_usize..6,
        ) {
            let weights: Vec<Vec<Weight>> = (0..rows)
                .map(|row| (0..columns).map(|column| Weight::new([0, 0, cells[row * columns + column]])).collect())
                .collect();
            let chosen = assign(&weights);
            prop_assert_eq!(total(&weights, &chosen), best(&weights, 0, 0));
            let mut columns: Vec<usize> = chosen.iter().flatten().copied().collect();
            columns.sort_unstable();
            columns.dedup();
            prop_assert_eq!(columns.len(), chosen.iter().flatten().count(), "each column once");
            let quick = greedy(&weights);
            prop_assert!(total(&weights, &quick) * 2 >= total(&weights, &chosen), "at least half of the best");
        }
    }
}
