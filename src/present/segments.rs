//! A text cut into pieces that lie under the same spans throughout.

use crate::text::Span;

/// A piece of text under the same spans throughout. Spans are named by their place in the list that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Where, in bytes of the text.
    pub span: Span,
    /// The spans over it, in their order.
    pub over: Vec<usize>,
    /// Those that begin with it.
    pub begin: Vec<usize>,
    /// Those that end with it.
    pub end: Vec<usize>,
}

/// Cuts a stretch of text wherever a span begins or ends and at further places. `spans` ascend by their start.
pub fn segments(within: Span, spans: &[Span], further: impl IntoIterator<Item = u32>) -> Vec<Segment> {
    let mut cuts: Vec<u32> = further.into_iter().collect();
    cuts.extend([within.start(), within.end()]);
    cuts.extend(spans.iter().flat_map(|span| [span.start(), span.end()]));
    cuts.retain(|cut| within.start() <= *cut && *cut <= within.end());
    cuts.sort_unstable();
    cuts.dedup();
    let mut next = 0;
    let mut over: Vec<usize> = Vec::new();
    let mut segments = Vec::with_capacity(cuts.len());
    for span in cuts.windows(2).filter_map(|pair| Span::new(pair[0], pair[1])) {
        over.retain(|at| spans[*at].end() > span.start());
        let mut begin = Vec::new();
        while let Some(coming) = spans.get(next).filter(|coming| coming.start() <= span.start()) {
            if coming.end() > span.start() {
                over.push(next);
            }
            if coming.start() == span.start() {
                begin.push(next);
            }
            next += 1;
        }
        let end = over.iter().copied().filter(|at| spans[*at].end() == span.end()).collect();
        segments.push(Segment { span, over: over.clone(), begin, end });
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(start: u32, end: u32) -> Span {
        Span::new(start, end).expect("a span")
    }

    #[test]
    fn overlapping_spans_make_three_pieces() {
        let spans = [span(0, 6), span(4, 9)];
        let pieces = segments(span(0, 9), &spans, []);
        let told: Vec<_> = pieces.iter().map(|piece| (piece.span, piece.over.clone())).collect();
        assert_eq!(told, [(span(0, 4), vec![0]), (span(4, 6), vec![0, 1]), (span(6, 9), vec![1])]);
        assert_eq!((&pieces[1].begin, &pieces[1].end), (&vec![1], &vec![0]));
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn pieces_are_disjoint_cover_everything_and_know_what_is_over_them(
            ends in prop::collection::vec((0_u32..40, 1_u32..20), 0..12),
            cuts in prop::collection::vec(0_u32..60, 0..6),
            stretch in (0_u32..20, 1_u32..30),
        ) {
            let within = span(stretch.0, stretch.0 + stretch.1);
            let mut spans: Vec<Span> = ends.iter().map(|(start, length)| span(*start, start + length)).collect();
            spans.sort_by_key(|span| span.start());
            let pieces = segments(within, &spans, cuts);
            prop_assert_eq!(pieces.first().map(|piece| piece.span.start()), Some(within.start()));
            prop_assert_eq!(pieces.last().map(|piece| piece.span.end()), Some(within.end()));
            prop_assert!(pieces.windows(2).all(|pair| pair[0].span.end() == pair[1].span.start()));
            for piece in &pieces {
                let covering: Vec<usize> = (0..spans.len()).filter(|at| spans[*at].covers(piece.span)).collect();
                prop_assert_eq!(&piece.over, &covering);
                prop_assert!(spans.iter().all(|other| !other.overlaps(piece.span) || other.covers(piece.span)));
            }
        }
    }
}
