//! Which annotations touch these bytes.

use crate::base::AnnotationId;
use crate::text::Span;
use imbl::OrdMap;

/// Spans sorted into classes by length, so that a question looks at few that do not answer it.
///
/// Class `k` holds spans of at most `64 · 4^k` bytes, ordered by start; what touches `a..b` starts less than that before
/// `a`. Insert, remove and question cost O(log n) for each of at most 14 classes, plus the results. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct SpanIndex {
    by_start: OrdMap<(u8, u32, AnnotationId), u32>,
}

const CLASSES: u8 = 14;

fn class_of(span: Span) -> u8 {
    let bits = (span.len() - 1) >> 6;
    ((u32::BITS - bits.leading_zeros()).div_ceil(2)) as u8
}

fn longest(class: u8) -> u32 {
    64_u64.checked_shl(2 * u32::from(class)).map_or(u32::MAX, |len| len.min(u64::from(u32::MAX)) as u32)
}

impl SpanIndex {
    /// Adds a span.
    pub fn insert(&mut self, id: AnnotationId, span: Span) {
        self.by_start.insert((class_of(span), span.start(), id), span.end());
    }

    /// Takes a span out.
    pub fn remove(&mut self, id: AnnotationId, span: Span) {
        self.by_start.remove(&(class_of(span), span.start(), id));
    }

    /// What shares a byte with `within`, by start, longer first, then number.
    pub fn touching(&self, within: Span) -> Vec<(Span, AnnotationId)> {
        let mut found = Vec::new();
        for class in 0..CLASSES {
            let from = within.start().saturating_sub(longest(class) - 1);
            let low = (class, from, AnnotationId(0));
            let high = (class, within.end(), AnnotationId(0));
            found.extend(self.by_start.range(low..high).filter_map(|((_, start, id), end)| {
                let span = Span::new(*start, *end)?;
                span.overlaps(within).then_some((span, *id))
            }));
        }
        found.sort_unstable_by_key(|(span, id)| (span.start(), u32::MAX - span.end(), *id));
        found
    }

    /// The first in reading order after the place `(start, end, id)`; the order is that of [`Self::touching`].
    pub fn next_after(&self, after: (Span, AnnotationId)) -> Option<(Span, AnnotationId)> {
        let order = |(span, id): &(Span, AnnotationId)| (span.start(), u32::MAX - span.end(), *id);
        let limit = order(&after);
        (0..CLASSES)
            .filter_map(|class| {
                let low = (class, after.0.start(), AnnotationId(0));
                let mut best: Option<(Span, AnnotationId)> = None;
                for ((_, start, id), end) in self.by_start.range(low..(class + 1, 0, AnnotationId(0))) {
                    let Some(candidate) = Span::new(*start, *end).map(|span| (span, *id)) else { continue };
                    if best.is_some_and(|(span, _)| *start > span.start()) {
                        break;
                    }
                    if order(&candidate) > limit && best.is_none_or(|best| order(&candidate) < order(&best)) {
                        best = Some(candidate);
                    }
                }
                best
            })
            .min_by_key(order)
    }

    /// The last in reading order before the place `(start, end, id)`.
    pub fn previous_before(&self, before: (Span, AnnotationId)) -> Option<(Span, AnnotationId)> {
        let order = |(span, id): &(Span, AnnotationId)| (span.start(), u32::MAX - span.end(), *id);
        let limit = order(&before);
        (0..CLASSES)
            .filter_map(|class| {
                let high = (class, before.0.start(), AnnotationId(u64::MAX));
                let mut best: Option<(Span, AnnotationId)> = None;
                for ((_, start, id), end) in self.by_start.range((class, 0, AnnotationId(0))..=high).rev() {
                    let Some(candidate) = Span::new(*start, *end).map(|span| (span, *id)) else { continue };
                    if best.is_some_and(|(span, _)| *start < span.start()) {
                        break;
                    }
                    if order(&candidate) < limit && best.is_none_or(|best| order(&candidate) > order(&best)) {
                        best = Some(candidate);
                    }
                }
                best
            })
            .max_by_key(order)
    }
}

impl FromIterator<(AnnotationId, Span)> for SpanIndex {
    fn from_iter<I: IntoIterator<Item = (AnnotationId, Span)>>(spans: I) -> Self {
        let mut entries: Vec<_> =
            spans.into_iter().map(|(id, span)| ((class_of(span), span.start(), id), span.end())).collect();
        entries.sort_unstable();
        Self { by_start: entries.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_length_has_a_class() {
        for len in [1, 64, 65, 256, 257, 1024, 1025, 1 << 20, u32::MAX] {
            let span = Span::new(0, len).expect("span");
            let class = class_of(span);
            assert!(class < CLASSES, "{len}");
            assert!(span.len() <= longest(class), "{len} in {class}");
        }
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn answers_like_a_list(spans in prop::collection::vec((0_u32..3000, 1_u32..1500), 1..80), from in 0_u32..3000, len in 1_u32..800) {
            let mut index = SpanIndex::default();
            let mut list: Vec<(Span, AnnotationId)> = Vec::new();
            for (number, (start, len)) in spans.iter().enumerate() {
                let span = Span::new(*start, start + len).expect("span");
                let id = AnnotationId(number as u64 * 7919 % 101);
                if list.iter().any(|(_, other)| *other == id) { continue }
                index.insert(id, span);
                list.push((span, id));
            }
            list.sort_by_key(|(span, id)| (span.start(), u32::MAX - span.end(), *id));
            let within = Span::new(from, from + len).expect("span");
            let want: Vec<_> = list.iter().copied().filter(|(span, _)| span.overlaps(within)).collect();
            prop_assert_eq!(index.touching(within), want);
            for pair in list.windows(2) {
                prop_assert_eq!(index.next_after(pair[0]), Some(pair[1]));
                prop_assert_eq!(index.previous_before(pair[1]), Some(pair[0]));
            }
            prop_assert_eq!(index.next_after(list[list.len() - 1]), None);
            prop_assert_eq!(index.previous_before(list[0]), None);
        }
    }
}
