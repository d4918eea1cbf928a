use super::fixture::{ComparisonFixture, article, key, who};
use super::{compared, lines};
use crate::base::{AnnotationId, AnnotatorId, Timestamp};
use crate::compare::Position;
use crate::model::{Decision, Edit, Manner, Verdict};
use std::sync::Arc;

/// Records that `judge` decided position `at` of article `a` among these.
fn decide(fixture: &mut ComparisonFixture, annotators: &[&str], at: usize, moment: i64) -> AnnotationId {
    let position = compared(fixture, annotators).positions[at].clone();
    decide_as(fixture, "judge", &position, moment)
}

fn decide_as(fixture: &mut ComparisonFixture, judge: &str, position: &Position, moment: i64) -> AnnotationId {
    let id = fixture.next_id();
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
    fixture.apply(Edit::PutDecision { key: key(judge, "a"), decision: Arc::new(decision) });
    id
}

fn changed(fixture: &ComparisonFixture, annotators: &[&str]) -> Vec<(String, Vec<AnnotatorId>)> {
    let comparison = compared(fixture, annotators);
    lines(fixture, &comparison)
        .into_iter()
        .zip(&comparison.positions)
        .filter_map(|(line, position)| {
            let adjudication =
                position.adjudication.as_ref().filter(|adjudication| !adjudication.is_current)?;
            Some((line, adjudication.changed.clone()))
        })
        .collect()
}

fn adjudicated() -> ComparisonFixture {
    let mut fixture = ComparisonFixture::of(&[
        ("a", "[factual:One.] [opinion:Two.] Three."),
        ("b", "[opinion:One.] Two. [mixed:Three.]"),
    ]);
    (0..3).for_each(|at| {
        decide(&mut fixture, &["a", "b"], at, 100);
    });
    fixture
}

#[test]
fn what_is_decided_stays_decided() {
    let fixture = adjudicated();
    let comparison = compared(&fixture, &["a", "b"]);
    assert_eq!(lines(&fixture, &comparison), ["! | a:One. | b:One.", "! | a:Two. | -b", "! | b:Three. | -a"]);
    assert!(comparison.positions.iter().all(|position| position.state_before().is_open()));
    assert_eq!(comparison.open().count(), 0);
    let alone = compared(&fixture, &["a"]);
    assert_eq!(lines(&fixture, &alone), ["! | a:One.", "! | a:Two."], "among fewer annotators");
    assert_eq!(alone.orphan_decisions.len(), 1);
}

#[test]
fn only_what_changed_opens_again() {
    let mut fixture = adjudicated();
    let mut annotation = (*fixture.annotation("a", "b", "One.")).clone();
    annotation
        .attributes
        .insert("voice".parse().expect("id"), crate::model::Value::Choice("document".parse().expect("id")));
    fixture.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: Arc::new(annotation.clone()) });
    assert_eq!(changed(&fixture, &["a", "b"]), [("≠ | a:One. | b:One.".to_owned(), vec![who("b")])]);
    annotation.attributes.clear();
    annotation.modified = Timestamp(1000);
    fixture.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: Arc::new(annotation) });
    assert_eq!(changed(&fixture, &["a", "b"]), [], "changed back");
}

#[test]
fn what_is_taken_out_or_comes_in_opens_again() {
    let mut fixture = adjudicated();
    let id = fixture.annotation("a", "a", "One.").id;
    fixture.apply(Edit::RemoveAnnotation { key: key("a", "a"), id });
    assert_eq!(changed(&fixture, &["a", "b"]), [("≠ | b:One. | -a".to_owned(), vec![who("a")])]);
    let mut fixture = adjudicated();
    fixture.codes("a", "b", "One. [opinion:Two.] Three.");
    assert_eq!(changed(&fixture, &["a", "b"]), [("= | ab:Two.".to_owned(), vec![who("b")])]);
    let mut fixture = adjudicated();
    fixture.codes("a", "c", "[factual:One.] Two. Three.");
    assert_eq!(
        changed(&fixture, &["a", "b", "c"]),
        [("≠ | ac:One. | b:One.".to_owned(), vec![who("c")])],
        "whoever has not covered a place reopens nothing"
    );
    fixture.covers("a", "c", "Two.");
    assert_eq!(changed(&fixture, &["a", "b", "c"]).len(), 2);
}

#[test]
fn a_mark_made_anew_finds_the_decision_by_its_place() {
    let mut fixture = adjudicated();
    let id = fixture.annotation("a", "a", "Two.").id;
    fixture.apply(Edit::RemoveAnnotation { key: key("a", "a"), id });
    assert_eq!(compared(&fixture, &["a", "b"]).orphan_decisions.len(), 1);
    fixture.codes("a", "a", "One. [opinion:Two.] Three.");
    assert_eq!(changed(&fixture, &["a", "b"]), [("≠ | a:Two. | -b".to_owned(), vec![who("a")])]);
}

#[test]
fn a_moved_mark_opens_both_places_and_names_who_moved_it() {
    let mut fixture = adjudicated();
    let mut annotation = (*fixture.annotation("a", "b", "One.")).clone();
    annotation.span = fixture.find("a", "Two.");
    fixture.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: Arc::new(annotation) });
    assert_eq!(
        changed(&fixture, &["a", "b"]),
        [("≠ | a:One. | -b".to_owned(), vec![who("b")]), ("= | ab:Two.".to_owned(), vec![who("b")])]
    );
}

#[test]
fn the_newest_decision_counts() {
    let mut fixture = adjudicated();
    fixture.person("second", crate::model::Role::Adjudicator);
    let position = compared(&fixture, &["a", "b"]).positions[0].clone();
    let newer = decide_as(&mut fixture, "second", &position, 200);
    let found = |fixture: &ComparisonFixture| {
        let position = compared(fixture, &["a", "b"]).positions[0].clone();
        position.adjudication.expect("a decision")
    };
    let adjudication = found(&fixture);
    assert_eq!((adjudication.by, adjudication.decision.id), (who("second"), newer));
    assert_eq!(adjudication.older.len(), 1);
    decide_as(&mut fixture, "judge", &position, 300);
    assert_eq!(found(&fixture).by, who("judge"));
    assert_eq!(found(&fixture).older.len(), 2);
    assert!(fixture.project.article(&article("a")).is_some());
}
