//! Which annotations of several annotators belong together.

use super::assign::{Weight, WeightedPair, assign};
use super::differences::differences;
use super::layer::{Coder, LayerComparer};
use super::position::{Comparison, Position, PositionState, Reading};
use super::units::frozen_units;
use crate::base::AnnotatorId;
use crate::model::{Annotation, Body, SetState};
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many places back one annotator's annotations are looked through for one at the same place.
const REACH: usize = 16;

/// What one annotator has at one place: one annotation, or several where the layer takes one.
#[derive(Clone)]
struct CodedPlace {
    /// Index of the annotator.
    coder: usize,
    span: Span,
    annotations: Vec<Arc<Annotation>>,
}

impl LayerComparer<'_> {
    /// Adds the positions of this layer.
    pub(super) fn compare(&self, comparison: &mut Comparison) {
        if let Some(units) = frozen_units(self.project, &self.layer.id, self.article) {
            return self.compare_units(&units, comparison);
        }
        let mut items = self.items(|_| true);
        if self.layer.exclusive {
            items = stacked(items);
        }
        items.sort_by_cached_key(|item| (item.span.start(), Reverse(item.span.end())));
        let mut stretch: Vec<CodedPlace> = Vec::new();
        let mut end = 0;
        for item in items {
            if item.span.start() >= end {
                self.align(std::mem::take(&mut stretch), comparison);
            }
            end = end.max(item.span.end());
            stretch.push(item);
        }
        self.align(stretch, comparison);
    }

    /// In a layer with fixed units: what is exactly on each; marks of the first pass do not count. A unit is one
    /// position, or several where annotators have several answers and the layer takes them.
    fn compare_units(&self, units: &[Span], comparison: &mut Comparison) {
        let mut on: BTreeMap<Span, Vec<CodedPlace>> = units.iter().map(|unit| (*unit, Vec::new())).collect();
        for item in self.items(|annotation| !matches!(annotation.body, Body::Unit(_))) {
            match on.get_mut(&item.span) {
                Some(here) => match here.last_mut() {
                    Some(last) if self.layer.exclusive && last.coder == item.coder => {
                        last.annotations.extend(item.annotations);
                    }
                    _ => here.push(item),
                },
                None => {
                    let by: &AnnotatorId = self.coders[item.coder].id;
                    comparison.outside.extend(item.annotations.into_iter().map(|a| (by.clone(), a)));
                }
            }
        }
        for (unit, items) in on {
            let positions = if items.is_empty() { vec![items] } else { self.paired(items) };
            comparison.positions.extend(positions.into_iter().map(|items| self.position(items, Some(unit))));
        }
    }

    /// All that is compared, in the order of annotators. A unit without an answer does not count beside an answer of the
    /// same annotator on the same passage.
    fn items(&self, counts: impl Fn(&Annotation) -> bool) -> Vec<CodedPlace> {
        let mut items = Vec::new();
        for (coder, found) in self.coders.iter().enumerate() {
            let Some(set) = found.set else { continue };
            let mut own: Vec<CodedPlace> = set
                .iter()
                .filter(|annotation| self.in_layer(annotation) && counts(annotation))
                .map(|a| CodedPlace { coder, span: a.span, annotations: vec![a.clone()] })
                .collect();
            own.sort_by_cached_key(|item| {
                let first = &item.annotations[0];
                (item.span.start(), Reverse(item.span.end()), self.body_of(first), first.id)
            });
            own.dedup_by(|later, earlier| {
                let bare = |item: &CodedPlace| matches!(item.annotations[0].body, Body::Unit(_));
                later.span == earlier.span && (bare(later) || bare(earlier))
            });
            items.append(&mut own);
        }
        items
    }

    /// Pairs what is in one stretch and adds its positions.
    fn align(&self, stretch: Vec<CodedPlace>, comparison: &mut Comparison) {
        if !stretch.is_empty() {
            let positions = self.paired(stretch).into_iter();
            comparison.positions.extend(positions.map(|items| self.position(items, None)));
        }
    }

    /// What belongs together in one stretch. Most often all is on one passage, once an annotator.
    fn paired(&self, stretch: Vec<CodedPlace>) -> Vec<Vec<CodedPlace>> {
        let simple = stretch.windows(2).all(|two| two[0].coder < two[1].coder && two[0].span == two[1].span);
        if simple { vec![stretch] } else { self.assigned(stretch) }
    }

    fn assigned(&self, stretch: Vec<CodedPlace>) -> Vec<Vec<CodedPlace>> {
        let mut by_coder: BTreeMap<usize, Vec<CodedPlace>> = BTreeMap::new();
        for item in stretch {
            by_coder.entry(item.coder).or_default().push(item);
        }
        let mut turns: Vec<Vec<CodedPlace>> = by_coder.into_values().collect();
        // Names decide only between annotators whose passages and answers are the same.
        turns.sort_by_cached_key(|own| {
            let answers: Vec<(Span, Body)> =
                own.iter().map(|item| (item.span, self.body_of(&item.annotations[0]))).collect();
            (Reverse(own.len()), answers)
        });
        let mut positions: Vec<Vec<CodedPlace>> = Vec::new();
        for own in turns {
            let pairs = self.pairs(&own, &positions);
            for (item, column) in own.iter().cloned().zip(assign(own.len(), positions.len(), &pairs)) {
                match column {
                    Some(column) => positions[column].push(item),
                    None => positions.push(vec![item]),
                }
            }
        }
        positions
    }

    /// Which of an annotator's items may go to which position: those that share a byte.
    fn pairs(&self, own: &[CodedPlace], positions: &[Vec<CodedPlace>]) -> Vec<WeightedPair> {
        let whole = |position: &[CodedPlace]| position.iter().map(|item| item.span).reduce(Span::union);
        let mut places: Vec<(Span, usize)> =
            positions.iter().enumerate().filter_map(|(at, position)| Some((whole(position)?, at))).collect();
        places.sort_unstable();
        let longest = places.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
        let mut pairs = Vec::new();
        for (row, item) in own.iter().enumerate() {
            let from = item.span.start().saturating_sub(longest);
            let first = places.partition_point(|(span, _)| span.start() < from);
            let near = places[first..].iter().take_while(|(span, _)| span.start() < item.span.end());
            let start = pairs.len();
            pairs.extend(near.filter_map(|(_, column)| {
                let weight = self.weight(item, &positions[*column]);
                (weight > Weight::default()).then_some((row, *column, weight))
            }));
            pairs[start..].sort_unstable_by_key(|pair| pair.1);
        }
        pairs
    }

    /// How well an item fits a position: summed over what is there already.
    fn weight(&self, item: &CodedPlace, position: &[CodedPlace]) -> Weight {
        const EXACT_SAME: u32 = 1 << 21;
        const WHOLE: u64 = 1_000_000;
        let mut sum = Weight::default();
        for other in position {
            let Some(shared) = item.span.intersect(other.span) else { continue };
            let union = item.span.union(other.span).len();
            let ratio = (u64::from(shared.len()) * WHOLE / u64::from(union)).max(1) as u32;
            let same = item.annotations.iter().any(|a| {
                let body = self.body_of(a);
                other.annotations.iter().any(|b| self.body_of(b) == body)
            });
            let exact = match (item.span == other.span, same) {
                (true, true) => EXACT_SAME + 1,
                (true, false) => 1,
                (false, _) => 0,
            };
            sum += Weight::new([exact, if same { ratio } else { 0 }, ratio]);
        }
        sum
    }

    /// The position of these annotations, the first of the first annotator and so on.
    pub(super) fn together(&self, annotations: impl Iterator<Item = Arc<Annotation>>) -> Option<Position> {
        let item = |(coder, annotation): (usize, Arc<Annotation>)| CodedPlace {
            coder,
            span: annotation.span,
            annotations: vec![annotation],
        };
        let items: Vec<CodedPlace> = annotations.enumerate().map(item).collect();
        (!items.is_empty()).then(|| self.position(items, None))
    }

    fn position(&self, mut items: Vec<CodedPlace>, unit: Option<Span>) -> Position {
        items.sort_by_key(|item| item.coder);
        let span = items.iter().map(|item| item.span).chain(unit).reduce(Span::union);
        let span = unit.or(span).expect("a position has an annotation or a unit");
        let id = |coder: usize| self.coders[coder].id.clone();
        let stacked =
            items.iter().filter(|item| item.annotations.len() > 1).map(|item| id(item.coder)).collect();
        let mut readings: Vec<Reading> = Vec::new();
        for item in &items {
            for annotation in &item.annotations {
                let content = self.content(annotation);
                let by = (id(item.coder), annotation.clone());
                match readings.iter_mut().find(|reading| self.content(reading.annotation()) == content) {
                    Some(reading) => reading.by.push(by),
                    None => readings.push(Reading { by: vec![by] }),
                }
            }
        }
        let (mut silent, mut absent) = (Vec::new(), Vec::new());
        for coder in
            self.coders.iter().enumerate().filter(|(at, _)| items.iter().all(|item| item.coder != *at))
        {
            let list: &mut Vec<AnnotatorId> =
                if self.has_judged(coder.1, span) { &mut silent } else { &mut absent };
            list.push(coder.1.id.clone());
        }
        let mut position = Position {
            layer: self.layer.id.clone(),
            span,
            readings,
            silent,
            absent,
            stacked,
            state: PositionState::Incomplete,
            differences: Vec::new(),
            adjudication: None,
        };
        position.state = position.state_before();
        position.differences = differences(self, &position);
        position
    }

    /// Whether an annotator without an annotation in a position has judged its place: signed off, covered it save white
    /// space, or marked something there that belongs to another position.
    fn has_judged(&self, coder: &Coder<'_>, span: Span) -> bool {
        let Some(set) = coder.set else { return false };
        matches!(set.state(), SetState::Done(_))
            || set.coverage().covers(span)
            || self.covers_words(&set.coverage().inside(span), span)
            || set.touching(span).any(|annotation| self.in_layer(annotation))
    }

    fn covers_words(&self, ranges: &[Span], span: Span) -> bool {
        let mut at = span.start();
        let blank = |from: u32, to: u32| {
            Span::new(from, to)
                .is_none_or(|gap| self.text.slice(gap).is_some_and(|words| words.trim().is_empty()))
        };
        let gaps_are_blank = ranges.iter().all(|range| {
            let gap = blank(at, range.start());
            at = range.end();
            gap
        });
        !ranges.is_empty() && gaps_are_blank && blank(at, span.end())
    }
}

/// Whether two passages of one annotator are one place to a layer that takes one answer: they share at least half of the
/// shorter one.
pub fn is_same_place(a: Span, b: Span) -> bool {
    let shared = a.intersect(b).map_or(0, Span::len);
    shared > 0 && u64::from(shared) * 2 >= u64::from(a.len().min(b.len()))
}

/// Puts annotations of one annotator at the same place together: those that share at least half of the shorter one.
/// They come by annotator, each one's in reading order.
fn stacked(own: Vec<CodedPlace>) -> Vec<CodedPlace> {
    let mut stacks: Vec<CodedPlace> = Vec::with_capacity(own.len());
    for item in own {
        let same_place =
            |other: &&mut CodedPlace| item.coder == other.coder && is_same_place(item.span, other.span);
        match stacks.iter_mut().rev().take(REACH).find(same_place) {
            Some(other) => {
                other.span = other.span.union(item.span);
                other.annotations.extend(item.annotations);
            }
            None => stacks.push(item),
        }
    }
    stacks
}
