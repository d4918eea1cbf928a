//! Heights of all blocks, with sums in O(log n): a binary indexed tree (Fenwick 1994).

/// The heights of all blocks, in points, and what finds their sums.
#[derive(Debug, Default)]
pub(super) struct Heights {
    own: Vec<f32>,
    tree: Vec<f64>,
}

impl Heights {
    pub(super) fn new(own: Vec<f32>) -> Self {
        let mut tree = vec![0.0; own.len() + 1];
        for (at, height) in own.iter().enumerate() {
            tree[at + 1] += f64::from(*height);
            let parent = (at + 1) + ((at + 1) & (at + 1).wrapping_neg());
            if parent < tree.len() {
                tree[parent] += tree[at + 1];
            }
        }
        Self { own, tree }
    }

    pub(super) fn get(&self, at: usize) -> f32 {
        self.own.get(at).copied().unwrap_or(0.0)
    }

    pub(super) fn set(&mut self, at: usize, height: f32) {
        let difference = f64::from(height) - f64::from(self.own[at]);
        self.own[at] = height;
        let mut node = at + 1;
        while node < self.tree.len() {
            self.tree[node] += difference;
            node += node & node.wrapping_neg();
        }
    }

    /// The sum of the heights before `at`.
    pub(super) fn before(&self, at: usize) -> f64 {
        let mut node = at.min(self.own.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.tree[node];
            node &= node - 1;
        }
        sum
    }

    pub(super) fn total(&self) -> f64 {
        self.before(self.own.len())
    }

    /// The block that holds a distance from the top, and the rest of the distance inside it.
    pub(super) fn at(&self, mut distance: f64) -> (usize, f32) {
        let mut node = 0;
        let mut step = self.tree.len().next_power_of_two();
        distance = distance.max(0.0);
        while step > 0 {
            let next = node + step;
            if next < self.tree.len() && self.tree[next] <= distance {
                node = next;
                distance -= self.tree[next];
            }
            step /= 2;
        }
        let last = self.own.len().saturating_sub(1);
        if node > last { (last, self.get(last)) } else { (node, distance as f32) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn sums_like_a_list(mut own in prop::collection::vec(1_u16..500, 1..60), changes in prop::collection::vec((0_usize..60, 1_u16..500), 0..30)) {
            let mut heights = Heights::new(own.iter().map(|h| f32::from(*h)).collect());
            for (at, height) in changes {
                let at = at % own.len();
                own[at] = height;
                heights.set(at, f32::from(height));
            }
            let mut sum = 0.0;
            for (at, height) in own.iter().enumerate() {
                prop_assert!((heights.before(at) - sum).abs() < 1e-6);
                let (block, inside) = heights.at(sum + f64::from(*height) / 2.0);
                prop_assert_eq!(block, at);
                prop_assert!((f64::from(inside) - f64::from(*height) / 2.0).abs() < 1e-3);
                sum += f64::from(*height);
            }
            prop_assert!((heights.total() - sum).abs() < 1e-6);
        }
    }
}
