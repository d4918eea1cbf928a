use super::{apply, ids};
use crate::base::Timestamp;
use crate::compare::PositionState;
use crate::compare::tests::fixture::{ComparisonFixture, article, key, who};
use crate::model::{Annotation, Body, Edit, Project, SetState};
use crate::review::{AdjudicationChoice, AdjudicationContext, Comparisons, Ruling, adjudicate};
use crate::text::Span;
use proptest::prelude::*;
use std::sync::Arc;

const NAMES: [&str; 3] = ["a", "b", "c"];
const CODES: [&str; 3] = ["factual", "opinion", "mixed"];

/// Ten sentences; each annotator gives each one of the codes, or nothing.
fn fixture(answers: &[Vec<usize>]) -> ComparisonFixture {
    let mut fixture = ComparisonFixture::new();
    let text = "It is. ".repeat(10);
    for (name, answers) in NAMES.iter().zip(answers) {
        fixture.codes("a", name, &text);
        for (at, answer) in answers.iter().enumerate() {
            let Some(code) = CODES.get(*answer) else { continue };
            let span = Span::new(7 * at as u32, 7 * at as u32 + 6).expect("span");
            let body = Body::Code(code.parse().expect("id"));
            let annotation = Annotation::new(fixture.next_id(), span, body, Timestamp(1));
            fixture.apply(Edit::PutAnnotation { key: key(name, "a"), annotation: Arc::new(annotation) });
        }
        fixture.apply(Edit::SetState { key: key(name, "a"), state: SetState::Done(Timestamp(2)) });
    }
    fixture
}

fn adjudicate_all(project: &mut Project, choices: &[usize]) -> Vec<Edit> {
    let judge = who("judge");
    let comparisons = Comparisons::of(project, Some(&judge));
    let comparison = comparisons.get(&article("a")).expect("compared").clone();
    let mut back = Vec::new();
    let mut ids = ids();
    for (position, choice) in comparison.positions.iter().zip(choices.iter().cycle()) {
        let choice = match choice % 3 {
            0 => AdjudicationChoice::Take(choice / 3 % position.readings.len()),
            1 if position.is_joinable() => AdjudicationChoice::Join,
            1 => AdjudicationChoice::Take(0),
            _ => AdjudicationChoice::Neither,
        };
        let snapshot = project.clone();
        let context = AdjudicationContext { project: &snapshot, adjudicator: &judge, now: Timestamp(100) };
        let edits = adjudicate(&context, &article("a"), position, &Ruling::single(choice), &mut ids)
            .expect("adjudicated");
        back.splice(0..0, apply(project, edits));
    }
    back
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    #[test]
    fn what_was_decided_is_adjudicated_and_can_be_undone(
        answers in prop::collection::vec(prop::collection::vec(0_usize..4, 10), 1..4),
        choices in prop::collection::vec(0_usize..9, 1..10),
    ) {
        let mut fixture = fixture(&answers);
        let before = fixture.project.clone();
        let back = adjudicate_all(&mut fixture.project, &choices);
        let comparisons = Comparisons::of(&fixture.project, Some(&who("judge")));
        let comparison = comparisons.get(&article("a")).expect("compared");
        prop_assert!(comparison.positions.iter().all(|p| p.state == PositionState::Adjudicated));
        prop_assert_eq!(comparison.orphan_decisions.len(), 0);
        apply(&mut fixture.project, back);
        prop_assert!(fixture.project == before);
    }

    #[test]
    fn a_change_opens_exactly_its_position(
        answers in prop::collection::vec(prop::collection::vec(0_usize..4, 10), 2..4),
        choices in prop::collection::vec(0_usize..9, 1..10),
        at in any::<prop::sample::Index>(),
    ) {
        let mut fixture = fixture(&answers);
        adjudicate_all(&mut fixture.project, &choices);
        let coded: Vec<(crate::model::SetKey, Arc<Annotation>)> = fixture
            .project
            .sets()
            .filter(|(key, _)| key.annotator != who("judge"))
            .flat_map(|(key, set)| set.iter().map(|a| (key.clone(), a.clone())))
            .collect();
        prop_assume!(!coded.is_empty());
        let (key, annotation) = at.get(&coded);
        let mut changed = (**annotation).clone();
        changed.body = Body::Code("prediction".parse().expect("id"));
        fixture.apply(Edit::PutAnnotation { key: key.clone(), annotation: Arc::new(changed) });
        let comparisons = Comparisons::of(&fixture.project, Some(&who("judge")));
        let comparison = comparisons.get(&article("a")).expect("compared");
        let open: Vec<_> = comparison.positions.iter().filter(|p| p.state != PositionState::Adjudicated).collect();
        prop_assert_eq!(open.len(), 1);
        prop_assert!(open[0].is_open());
        let adjudication = open[0].adjudication.as_ref().expect("a decision");
        prop_assert_eq!(&adjudication.changed, &vec![key.annotator.clone()]);
    }
}
