//! A set of bytes as disjoint ranges; cheap to clone and to change in place.

use super::Span;
use imbl::OrdMap;

/// Disjoint byte ranges in ascending order; touching ranges are one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RangeSet(OrdMap<u32, u32>);

impl RangeSet {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = Span> + '_ {
        self.0.iter().filter_map(|(start, end)| Span::new(*start, *end))
    }

    /// Total length in bytes.
    pub fn len(&self) -> u64 {
        self.iter().map(|span| u64::from(span.len())).sum()
    }

    /// Whether every byte of `span` is in the set.
    pub fn covers(&self, span: Span) -> bool {
        self.0.get_prev(&span.start()).is_some_and(|(_, end)| *end >= span.end())
    }

    /// The parts of the set inside `within`.
    pub fn inside(&self, within: Span) -> Vec<Span> {
        let first = self.0.get_prev(&within.start()).map_or(within.start(), |(start, _)| *start);
        self.0
            .range(first..within.end())
            .filter_map(|(start, end)| Span::new(*start, *end)?.intersect(within))
            .collect()
    }

    /// Adds every byte of `span`.
    pub fn insert(&mut self, span: Span) {
        let (mut start, mut end) = (span.start(), span.end());
        if let Some((before, its_end)) = self.0.get_prev(&start).map(|(s, e)| (*s, *e))
            && its_end >= start
        {
            start = before;
            end = end.max(its_end);
        }
        let swallowed: Vec<(u32, u32)> = self.0.range(start..=end).map(|(s, e)| (*s, *e)).collect();
        for (its_start, its_end) in swallowed {
            end = end.max(its_end);
            self.0.remove(&its_start);
        }
        self.0.insert(start, end);
    }

    /// Takes every byte of `span` out.
    pub fn remove(&mut self, span: Span) {
        let first = self.0.get_prev(&span.start()).map_or(span.start(), |(start, _)| *start);
        let touched: Vec<(u32, u32)> = self.0.range(first..span.end()).map(|(s, e)| (*s, *e)).collect();
        for (start, end) in touched {
            if end <= span.start() {
                continue;
            }
            self.0.remove(&start);
            if start < span.start() {
                self.0.insert(start, span.start());
            }
            if end > span.end() {
                self.0.insert(span.end(), end);
            }
        }
    }
}

impl FromIterator<Span> for RangeSet {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut set = Self::new();
        for span in spans {
            set.insert(span);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(start: u32, end: u32) -> Span {
        Span::new(start, end).expect("non-empty")
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn behaves_like_a_set_of_bytes(script in prop::collection::vec((any::<bool>(), 0_u32..60, 1_u32..20), 0..40)) {
            let mut set = RangeSet::new();
            let mut bytes = [false; 80];
            for (add, start, len) in script {
                let part = span(start, start + len);
                if add { set.insert(part) } else { set.remove(part) }
                bytes[part.range()].fill(add);
                let mut seen = [false; 80];
                let mut last_end = None;
                for range in set.iter() {
                    prop_assert!(last_end.is_none_or(|end| end < range.start()), "ranges touch");
                    last_end = Some(range.end());
                    seen[range.range()].fill(true);
                }
                prop_assert_eq!(seen, bytes);
                prop_assert_eq!(set.covers(part), bytes[part.range()].iter().all(|b| *b));
                let inside: u32 = set.inside(part).iter().map(|s| s.len()).sum();
                prop_assert_eq!(inside as usize, bytes[part.range()].iter().filter(|b| **b).count());
            }
        }
    }
}
