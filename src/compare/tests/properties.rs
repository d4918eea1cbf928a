use super::fixture::{ComparisonFixture, article, key, who};
use crate::base::{AnnotationId, AnnotatorId, Timestamp};
use crate::compare::{Comparison, PositionState, compare};
use crate::model::{Annotation, Body, Edit, SetState};
use crate::text::Span;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One annotation: start, length, answer.
type MarkedAnswer = (u32, u32, usize);

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const BODIES: [&str; 5] = ["factual", "opinion", "@x", "@y", "@z"];

fn marks(most: usize) -> impl Strategy<Value = Vec<MarkedAnswer>> {
    prop::collection::vec((0_u32..50, 1_u32..10, 0..BODIES.len()), 0..most)
}

fn body(at: usize) -> Body {
    match BODIES[at].strip_prefix('@') {
        Some(claim) => Body::Claim(format!("desk/{claim}").parse().expect("id")),
        None => Body::Code(BODIES[at].parse().expect("id")),
    }
}

/// A text of 60 bytes, coded so and signed off.
fn fixture(codings: &[Vec<MarkedAnswer>]) -> ComparisonFixture {
    let mut fixture = ComparisonFixture::new();
    let text = "one two three four five six seven eight nine ten eleven twel";
    fixture.codes("a", "desk", &format!("[@x:[@y:[@z:{text}]]]"));
    for (name, marks) in NAMES.iter().zip(codings) {
        fixture.codes("a", name, text);
        for (start, len, answer) in marks {
            let span = Span::new(*start, start + len).expect("span");
            let annotation = Annotation::new(fixture.next_id(), span, body(*answer), Timestamp(1));
            fixture.apply(Edit::PutAnnotation { key: key(name, "a"), annotation: Arc::new(annotation) });
        }
        fixture.apply(Edit::SetState { key: key(name, "a"), state: SetState::Done(Timestamp(2)) });
    }
    fixture
}

fn all(count: usize) -> Vec<AnnotatorId> {
    NAMES[..count].iter().map(|name| who(name)).collect()
}

/// A comparison without names and numbers: for each position its readings' contents with the count of annotators.
fn shape(comparison: &Comparison) -> Vec<(PositionState, BTreeSet<(Span, Body, usize)>)> {
    let mut shape: Vec<_> = comparison
        .positions
        .iter()
        .map(|position| {
            let reading = |reading: &crate::compare::Reading| {
                let annotation = reading.annotation();
                (annotation.span, annotation.body.clone(), reading.by.len())
            };
            (position.state, position.readings.iter().map(reading).collect::<BTreeSet<_>>())
        })
        .collect();
    shape.sort();
    shape
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    #[test]
    fn positions_part_the_annotations(codings in prop::collection::vec(marks(10), 1..4)) {
        let fixture = fixture(&codings);
        let comparison = compare(&fixture.project, &article("a"), &all(codings.len()));
        let mut found: Vec<AnnotationId> =
            comparison.positions.iter().flat_map(|p| p.annotations().map(|(_, a)| a.id)).collect();
        found.sort_unstable();
        let mut want: Vec<AnnotationId> = fixture
            .project
            .sets()
            .filter(|(key, _)| key.annotator != who("desk"))
            .flat_map(|(_, set)| set.iter().map(|a| a.id))
            .collect();
        want.sort_unstable();
        prop_assert_eq!(found, want);
        for position in &comparison.positions {
            let mut people = position.markers();
            people.extend(position.silent.clone());
            people.extend(position.absent.clone());
            people.sort_unstable();
            prop_assert_eq!(people, all(codings.len()), "everybody once");
            let union = position.readings.iter().map(|r| r.span()).reduce(Span::union);
            prop_assert_eq!(Some(position.span), union);
            for (by, _) in position.annotations() {
                let count = position.annotations().filter(|(other, _)| *other == by).count();
                prop_assert_eq!(count > 1, position.stacked.contains(by));
            }
            let open = position.state.is_open();
            prop_assert_eq!(open, !position.differences.is_empty(), "what differs is said");
        }
    }

    #[test]
    fn neither_names_nor_order_matter(codings in prop::collection::vec(marks(8), 2..5), turn in 1_usize..4) {
        let count = codings.len();
        let forth = fixture(&codings);
        let mut turned = codings.clone();
        turned.rotate_left(turn % count);
        let back = fixture(&turned);
        let compared = |fixture: &ComparisonFixture, names: &[AnnotatorId]| compare(&fixture.project, &article("a"), names);
        let names = all(count);
        let again: Vec<AnnotatorId> = names.iter().rev().chain(&names).cloned().collect();
        prop_assert_eq!(&compared(&forth, &names), &compared(&forth, &again));
        prop_assert_eq!(shape(&compared(&forth, &names)), shape(&compared(&back, &names)));
    }

    #[test]
    fn the_same_work_agrees(mut coding in marks(12), count in 2_usize..5) {
        // Several answers of one annotator at one place would be stacked.
        coding.retain(|(.., answer)| *answer > 1);
        let fixture = fixture(&vec![coding; count]);
        let comparison = compare(&fixture.project, &article("a"), &all(count));
        for position in &comparison.positions {
            prop_assert_eq!(position.state, PositionState::Agree);
            prop_assert_eq!(position.markers().len(), count);
        }
    }

    #[test]
    fn a_change_elsewhere_moves_no_pairs(codings in prop::collection::vec(marks(8), 2..4), from in 0_u32..20) {
        let near = |(start, len, _): &MarkedAnswer| start + len <= 25;
        let kept: Vec<Vec<MarkedAnswer>> = codings.iter().map(|marks| marks.iter().copied().filter(near).collect()).collect();
        let far: Vec<Vec<MarkedAnswer>> = kept.iter().map(|marks| {
            let mut marks = marks.clone();
            marks.push((30 + from, 5, 2));
            marks
        }).collect();
        let compared = |codings: &[Vec<MarkedAnswer>]| {
            let fixture = fixture(codings);
            let mut found = compare(&fixture.project, &article("a"), &all(codings.len()));
            found.positions.retain(|position| position.span.end() <= 25);
            shape(&found)
        };
        prop_assert_eq!(compared(&kept), compared(&far));
    }
}
