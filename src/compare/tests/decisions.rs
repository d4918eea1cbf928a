use super::case::{Case, article, key, who};
use super::{compared, lines};
use crate::base::{AnnotationId, AnnotatorId, Timestamp};
use crate::compare::Position;
use crate::model::{Decision, Edit, Manner, Verdict};
use std::sync::Arc;

/// Records that `judge` decided position `at` of article `a` among these.
fn decide(case: &mut Case, annotators: &[&str], at: usize, moment: i64) -> AnnotationId {
    let position = compared(case, annotators).positions[at].clone();
    decide_as(case, "judge", &position, moment)
}

fn decide_as(case: &mut Case, judge: &str, position: &Position, moment: i64) -> AnnotationId {
    let id = case.next_id();
    let decision = Decision {
        id,
        layer: position.layer.clone(),
        span: position.span,
        basis: position.basis(),
        verdict: Verdict::Neither,
        result: Vec::new(),
        reason: None,
        note: String::new(),
        manner: Manner::Single,
        created: Timestamp(moment),
        modified: Timestamp(moment),
    };
    case.apply(Edit::PutDecision { key: key(judge, "a"), decision: Arc::new(decision) });
    id
}

fn changed(case: &Case, annotators: &[&str]) -> Vec<(String, Vec<AnnotatorId>)> {
    let comparison = compared(case, annotators);
    lines(case, &comparison)
        .into_iter()
        .zip(&comparison.positions)
        .filter_map(|(line, position)| {
            let settlement = position.decision.as_ref().filter(|settlement| !settlement.stands)?;
            Some((line, settlement.changed.clone()))
        })
        .collect()
}

fn settled() -> Case {
    let mut case = Case::of(&[
        ("a", "[factual:One.] [opinion:Two.] Three."),
        ("b", "[opinion:One.] Two. [mixed:Three.]"),
    ]);
    (0..3).for_each(|at| {
        decide(&mut case, &["a", "b"], at, 100);
    });
    case
}

#[test]
fn what_is_decided_stays_decided() {
    let case = settled();
    let comparison = compared(&case, &["a", "b"]);
    assert_eq!(lines(&case, &comparison), ["! | a:One. | b:One.", "! | a:Two. | -b", "! | b:Three. | -a"]);
    assert!(comparison.positions.iter().all(|position| position.state_before().is_open()));
    assert_eq!(comparison.open().count(), 0);
    let alone = compared(&case, &["a"]);
    assert_eq!(lines(&case, &alone), ["! | a:One.", "! | a:Two."], "among fewer annotators");
    assert_eq!(alone.adrift.len(), 1);
}

#[test]
fn only_what_changed_opens_again() {
    let mut case = settled();
    let mut annotation = (*case.annotation("a", "b", "One.")).clone();
    annotation
        .attributes
        .insert("voice".parse().expect("id"), crate::model::Value::Choice("document".parse().expect("id")));
    case.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: Arc::new(annotation.clone()) });
    assert_eq!(changed(&case, &["a", "b"]), [("≠ | a:One. | b:One.".to_owned(), vec![who("b")])]);
    annotation.attributes.clear();
    annotation.modified = Timestamp(1000);
    case.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: Arc::new(annotation) });
    assert_eq!(changed(&case, &["a", "b"]), [], "changed back");
}

#[test]
fn what_is_taken_out_or_comes_in_opens_again() {
    let mut case = settled();
    let id = case.annotation("a", "a", "One.").id;
    case.apply(Edit::RemoveAnnotation { key: key("a", "a"), id });
    assert_eq!(changed(&case, &["a", "b"]), [("≠ | b:One. | -a".to_owned(), vec![who("a")])]);
    let mut case = settled();
    case.codes("a", "b", "One. [opinion:Two.] Three.");
    assert_eq!(changed(&case, &["a", "b"]), [("= | ab:Two.".to_owned(), vec![who("b")])]);
    let mut case = settled();
    case.codes("a", "c", "[factual:One.] Two. Three.");
    assert_eq!(
        changed(&case, &["a", "b", "c"]),
        [("≠ | ac:One. | b:One.".to_owned(), vec![who("c")])],
        "whoever has not covered a place reopens nothing"
    );
    case.covers("a", "c", "Two.");
    assert_eq!(changed(&case, &["a", "b", "c"]).len(), 2);
}

#[test]
fn a_mark_made_anew_finds_the_decision_by_its_place() {
    let mut case = settled();
    let id = case.annotation("a", "a", "Two.").id;
    case.apply(Edit::RemoveAnnotation { key: key("a", "a"), id });
    assert_eq!(compared(&case, &["a", "b"]).adrift.len(), 1);
    case.codes("a", "a", "One. [opinion:Two.] Three.");
    assert_eq!(changed(&case, &["a", "b"]), [("≠ | a:Two. | -b".to_owned(), vec![who("a")])]);
}

#[test]
fn a_moved_mark_opens_both_places_and_names_who_moved_it() {
    let mut case = settled();
    let mut annotation = (*case.annotation("a", "b", "One.")).clone();
    annotation.span = case.find("a", "Two.");
    case.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: Arc::new(annotation) });
    assert_eq!(
        changed(&case, &["a", "b"]),
        [("≠ | a:One. | -b".to_owned(), vec![who("b")]), ("= | ab:Two.".to_owned(), vec![who("b")])]
    );
}

#[test]
fn the_newest_decision_counts() {
    let mut case = settled();
    case.person("second", crate::model::Role::Adjudicator);
    let position = compared(&case, &["a", "b"]).positions[0].clone();
    let newer = decide_as(&mut case, "second", &position, 200);
    let found = |case: &Case| {
        let position = compared(case, &["a", "b"]).positions[0].clone();
        position.decision.expect("a decision")
    };
    let settlement = found(&case);
    assert_eq!((settlement.by, settlement.decision.id), (who("second"), newer));
    assert_eq!(settlement.older.len(), 1);
    decide_as(&mut case, "judge", &position, 300);
    assert_eq!(found(&case).by, who("judge"));
    assert_eq!(found(&case).older.len(), 2);
    assert!(case.project.article(&article("a")).is_some());
}
