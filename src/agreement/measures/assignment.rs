//! Assignment: pairing two sides so that the weight of the pairs is greatest.
//!
//! Shortest augmenting paths with potentials (Jonker and Volgenant 1987, *Computing* 38, 325-340) on the edges that
//! there are. A search ends at the first free place, and so stays inside what hangs together: components of overlapping
//! spans never meet.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A pair that may be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// Its place on the left side.
    pub left: u32,
    /// Its place on the right side.
    pub right: u32,
    /// What the pair is worth; a pair that is worth nothing or less is never made.
    pub weight: f64,
}

/// The pairs of greatest total weight, sorted by their left place; each place is in one pair at most.
///
/// With equal weights this is a matching of the greatest number of pairs. The same edges in the same order give the same
/// pairs. O(places × edges × log edges) at worst.
pub fn maximum_weight(edges: &[Edge]) -> Vec<(u32, u32)> {
    let mut search = Search::new(edges);
    for left in 0..search.edges.len() {
        search.place(left);
    }
    let partners = search.partner_of_left.iter().enumerate();
    partners
        .filter_map(|(left, right)| Some((u32::try_from(left).ok()?, u32::try_from((*right)?).ok()?)))
        .collect()
}

#[derive(Clone, Copy, PartialEq)]
struct Distance(f64);

impl Eq for Distance {}

impl PartialOrd for Distance {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Distance {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Where a path can lead: to a place on the right, or to leaving `left` without a partner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stop {
    Right(usize),
    Alone(usize),
}

/// Costs are negative weights; to stay alone costs nothing.
struct Search {
    /// For each left place its right places with the cost of the pair.
    edges: Vec<Vec<(usize, f64)>>,
    left_price: Vec<f64>,
    right_price: Vec<f64>,
    partner_of_left: Vec<Option<usize>>,
    partner_of_right: Vec<Option<usize>>,
    distance: Vec<f64>,
    /// The left place from which a right place was reached.
    from: Vec<usize>,
}

impl Search {
    fn new(given: &[Edge]) -> Self {
        let size = |side: fn(&Edge) -> u32| given.iter().map(|e| side(e) as usize + 1).max().unwrap_or(0);
        let (lefts, rights) = (size(|e| e.left), size(|e| e.right));
        let mut edges = vec![Vec::new(); lefts];
        for edge in given.iter().filter(|edge| edge.weight > 0.0) {
            edges[edge.left as usize].push((edge.right as usize, -edge.weight));
        }
        Self {
            edges,
            left_price: vec![0.0; lefts],
            right_price: vec![0.0; rights],
            partner_of_left: vec![None; lefts],
            partner_of_right: vec![None; rights],
            distance: vec![f64::INFINITY; rights],
            from: vec![usize::MAX; rights],
        }
    }

    /// Finds a partner for `left`, or leaves it or another alone, whichever is cheapest for all placed so far.
    fn place(&mut self, left: usize) {
        let cheapest = self.edges[left].iter().map(|(right, cost)| cost - self.right_price[*right]);
        self.left_price[left] = cheapest.fold(0.0, f64::min);
        let mut heap = BinaryHeap::new();
        let (mut touched, mut settled) = (Vec::new(), Vec::new());
        self.reach_from(left, 0.0, &mut heap, &mut touched);
        while let Some(Reverse((Distance(at), stop))) = heap.pop() {
            let end = match stop {
                Stop::Right(right) if at > self.distance[right] => continue,
                Stop::Right(right) => {
                    if let Some(next) = self.partner_of_right[right] {
                        settled.push(right);
                        self.reach_from(next, at, &mut heap, &mut touched);
                        continue;
                    }
                    Some(right)
                }
                Stop::Alone(alone) => self.partner_of_left[alone],
            };
            self.reprice(left, at, &settled);
            let alone = if let Stop::Alone(alone) = stop { Some(alone) } else { None };
            self.turn(left, end, alone);
            break;
        }
        for right in touched {
            self.distance[right] = f64::INFINITY;
        }
    }

    fn reach_from(
        &mut self,
        left: usize,
        at: f64,
        heap: &mut BinaryHeap<Reverse<(Distance, Stop)>>,
        touched: &mut Vec<usize>,
    ) {
        for (right, cost) in &self.edges[left] {
            let step = (cost - self.left_price[left] - self.right_price[*right]).max(0.0);
            if at + step < self.distance[*right] {
                if self.distance[*right].is_infinite() {
                    touched.push(*right);
                }
                self.distance[*right] = at + step;
                self.from[*right] = left;
                heap.push(Reverse((Distance(at + step), Stop::Right(*right))));
            }
        }
        heap.push(Reverse((Distance(at + (-self.left_price[left]).max(0.0)), Stop::Alone(left))));
    }

    /// Moves the prices so that no pair costs less than its prices and every pair made costs just them.
    fn reprice(&mut self, left: usize, end: f64, settled: &[usize]) {
        self.left_price[left] += end;
        for right in settled {
            let moved = end - self.distance[*right];
            self.right_price[*right] -= moved;
            if let Some(partner) = self.partner_of_right[*right] {
                self.left_price[partner] += moved;
            }
        }
    }

    /// Makes the pairs along the path that ends at `end`, where `alone` gives up its partner if it is someone.
    fn turn(&mut self, left: usize, end: Option<usize>, alone: Option<usize>) {
        if let Some(alone) = alone {
            self.partner_of_left[alone] = None;
        }
        let mut open = end;
        while let Some(right) = open {
            let source = self.from[right];
            open = if source == left { None } else { self.partner_of_left[source] };
            self.partner_of_left[source] = Some(right);
            self.partner_of_right[right] = Some(source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weight(edges: &[Edge], pairs: &[(u32, u32)]) -> f64 {
        let worth = |pair: &(u32, u32)| {
            let same = edges.iter().filter(|e| (e.left, e.right) == *pair);
            same.map(|e| e.weight).fold(f64::NEG_INFINITY, f64::max)
        };
        pairs.iter().map(worth).sum()
    }

    /// The greatest weight over all sets of pairs, tried one by one.
    fn tried(edges: &[Edge], used: (u32, u32)) -> f64 {
        let Some((first, rest)) = edges.split_first() else { return 0.0 };
        let without = tried(rest, used);
        let bits = (1 << first.left, 1 << first.right);
        if used.0 & bits.0 != 0 || used.1 & bits.1 != 0 {
            return without;
        }
        without.max(first.weight + tried(rest, (used.0 | bits.0, used.1 | bits.1)))
    }

    proptest! {
        #![proptest_config(crate::base::properties::cases(600))]
        #[test]
        fn no_set_of_pairs_is_worth_more(
            given in prop::collection::vec((0_u32..6, 0_u32..6, -3_i32..12), 0..15)
        ) {
            let edges: Vec<Edge> = given.iter()
                .map(|(left, right, weight)| Edge { left: *left, right: *right, weight: f64::from(*weight) / 4.0 })
                .collect();
            let pairs = maximum_weight(&edges);
            for side in [|p: &(u32, u32)| p.0, |p: &(u32, u32)| p.1] {
                let mut places: Vec<u32> = pairs.iter().map(side).collect();
                places.sort_unstable();
                places.dedup();
                prop_assert_eq!(places.len(), pairs.len());
            }
            prop_assert!((weight(&edges, &pairs) - tried(&edges, (0, 0))).abs() < 1e-9);
            prop_assert_eq!(maximum_weight(&edges), pairs);
        }
    }

    #[test]
    fn one_gives_way_for_two() {
        let edge = |left, right| Edge { left, right, weight: 1.0 };
        assert_eq!(maximum_weight(&[edge(0, 0), edge(0, 1), edge(1, 0)]), [(0, 1), (1, 0)]);
        assert_eq!(maximum_weight(&[]), []);
    }

    #[test]
    fn a_heavy_pair_stands_against_two_light_ones() {
        let edge = |left, right, weight| Edge { left, right, weight };
        assert_eq!(maximum_weight(&[edge(0, 0, 1.0), edge(1, 0, 3.0), edge(1, 1, 1.5)]), [(1, 0)]);
    }
}
