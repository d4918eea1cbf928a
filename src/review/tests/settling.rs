use super::{all, apply, ids, queued, rule, rule_as, words};
use crate::base::Timestamp;
use crate::compare::Position;
use crate::compare::tests::case::{Case, article, key, layer, who};
use crate::model::{Annotation, Body, Decision, Edit, Manner, Origin, Pass, Reason, Verdict};
use crate::review::{
    Choice, Comparisons, Content, Desk, Ruling, SettleError, explain, is_settled, settle, unsettle,
};
use std::collections::BTreeMap;
use std::sync::Arc;

fn case() -> Case {
    Case::of(&[
        ("a", "[opinion voice=document:One.] [@x:Two three] four five."),
        ("b", "[factual:One.] Two [@x:three four] five."),
    ])
}

fn decisions(case: &Case) -> Vec<Arc<Decision>> {
    case.project.set(&key("judge", "a")).map_or_else(Vec::new, |set| set.decisions().cloned().collect())
}

fn results(case: &Case) -> Vec<Arc<Annotation>> {
    case.project.set(&key("judge", "a")).map_or_else(Vec::new, |set| set.iter().cloned().collect())
}

fn position(case: &Case, at: usize) -> Position {
    let comparisons = Comparisons::of(&case.project, Some(&who("judge")));
    comparisons.get(&article("a")).expect("compared").positions[at].clone()
}

#[test]
fn a_reading_is_taken() {
    let mut case = case();
    let before = case.project.clone();
    let back = rule(&mut case, "One.", Choice::Take(0), 100).expect("settled");
    let [result] = &results(&case)[..] else { panic!("one result") };
    let taken = case.annotation("a", "a", "One.");
    assert_eq!((result.span, &result.body, &result.attributes), (taken.span, &taken.body, &taken.attributes));
    assert_eq!((&result.origin, result.created, &result.memo), (&Origin::Human, Timestamp(100), &None));
    let [decision] = &decisions(&case)[..] else { panic!("one decision") };
    assert_eq!(decision.verdict, Verdict::Took(vec![who("a")]));
    assert_eq!(decision.result, [result.id]);
    assert_eq!(decision.basis, position(&case, 0).basis());
    assert!(case.project.set(&key("judge", "a")).expect("set").coverage().covers(taken.span));
    for coder in ["a", "b"] {
        assert_eq!(case.project.set(&key(coder, "a")), before.set(&key(coder, "a")), "untouched");
    }
    apply(&mut case.project, back);
    assert!(case.project == before, "undone");
}

#[test]
fn spans_are_joined() {
    let mut case = case();
    rule(&mut case, "Two", Choice::Join, 100).expect("settled");
    let [result] = &results(&case)[..] else { panic!("one result") };
    assert_eq!(result.span, case.find("a", "Two three four"));
    assert_eq!(result.body, Body::Claim("desk/x".parse().expect("id")));
    assert_eq!(decisions(&case)[0].verdict, Verdict::Joined);
}

#[test]
fn nothing_is_right() {
    let mut case = case();
    rule(&mut case, "Two", Choice::Neither, 100).expect("settled");
    assert_eq!(results(&case), []);
    assert_eq!((&decisions(&case)[0].verdict, decisions(&case)[0].result.len()), (&Verdict::Neither, 0));
    assert!(case.project.set(&key("judge", "a")).expect("set").coverage().covers(position(&case, 1).span));
}

#[test]
fn the_adjudicator_may_say_otherwise() {
    let mut case = case();
    let span = case.find("a", "One.");
    let own = |body| Choice::Edited(Content { span, body, attributes: BTreeMap::new() });
    let mixed = Body::Code("mixed".parse().expect("id"));
    rule(&mut case, "One.", own(mixed.clone()), 100).expect("settled");
    assert_eq!(results(&case)[0].body, mixed);
    assert_eq!(decisions(&case)[0].verdict, Verdict::Edited);
    let claim = Body::Claim("desk/x".parse().expect("id"));
    assert_eq!(rule(&mut case, "One.", own(claim), 100), Err(SettleError::OtherLayer(layer("kind"))));
    assert_eq!(rule(&mut case, "One.", own(Body::Note), 100), Err(SettleError::OtherLayer(layer("kind"))));
}

#[test]
fn who_may_settle_and_what() {
    let mut case = case();
    assert_eq!(rule(&mut case, "One.", Choice::Take(2), 100), Err(SettleError::NoReading(2)));
    let (a, ruling) = (who("a"), Ruling::single(Choice::Neither));
    let desk = Desk { project: &case.project, adjudicator: &a, now: Timestamp(1) };
    let found = settle(&desk, &article("a"), &position(&case, 0), &ruling, &mut ids());
    assert_eq!(found, Err(SettleError::NotAdjudicator(who("a"))));
    let judge = who("judge");
    let desk = Desk { adjudicator: &judge, ..desk };
    assert_eq!(unsettle(&desk, &article("a"), &position(&case, 0)), Err(SettleError::NotDecided));
    let none = explain(&desk, &article("a"), &position(&case, 0), None, String::new());
    assert_eq!(none, Err(SettleError::NotDecided));
}

#[test]
fn deciding_again_replaces() {
    let mut case = case();
    rule(&mut case, "One.", Choice::Take(0), 100).expect("settled");
    let first = decisions(&case)[0].clone();
    let ruling = Ruling {
        choice: Choice::Take(1),
        reason: Some(Reason::Misread),
        note: "Look again.".to_owned(),
        manner: Manner::Single,
    };
    let before = case.project.clone();
    let back = rule_as(&mut case, "One.", ruling, 200).expect("settled");
    let [decision] = &decisions(&case)[..] else { panic!("one decision") };
    assert_eq!(
        (decision.id, decision.created, decision.modified),
        (first.id, Timestamp(100), Timestamp(200))
    );
    assert_eq!((decision.reason, decision.note.as_str()), (Some(Reason::Misread), "Look again."));
    let [result] = &results(&case)[..] else { panic!("one result") };
    assert_eq!((result.id, &result.body), (decision.result[0], &Body::Code("factual".parse().expect("id"))));
    apply(&mut case.project, back);
    assert!(case.project == before, "undone");
}

#[test]
fn a_decision_is_explained_and_taken_back() {
    let mut case = case();
    rule(&mut case, "One.", Choice::Take(0), 100).expect("settled");
    let settled = case.project.clone();
    rule(&mut case, "Two", Choice::Take(0), 101).expect("settled");
    let judge = who("judge");
    let project = case.project.clone();
    let desk = Desk { project: &project, adjudicator: &judge, now: Timestamp(102) };
    let at = position(&case, 1);
    let edit =
        explain(&desk, &article("a"), &at, Some(Reason::Boundary), "Longer.".to_owned()).expect("explained");
    case.apply(edit);
    let said = position(&case, 1).decision.expect("a decision").decision;
    assert_eq!(
        (said.reason, said.note.as_str(), &said.verdict),
        (Some(Reason::Boundary), "Longer.", &Verdict::Took(vec![who("a")]))
    );
    let edits = unsettle(&desk, &article("a"), &position(&case, 1)).expect("taken back");
    apply(&mut case.project, edits);
    assert!(case.project == settled);
}

#[test]
fn a_result_that_somebody_removed_is_no_obstacle() {
    let mut case = case();
    rule(&mut case, "One.", Choice::Take(0), 100).expect("settled");
    let id = results(&case)[0].id;
    case.apply(Edit::RemoveAnnotation { key: key("judge", "a"), id });
    rule(&mut case, "One.", Choice::Take(1), 200).expect("settled");
    assert_eq!(results(&case).len(), 1);
}

#[test]
fn what_changed_is_asked_again_even_if_it_agrees_now() {
    let mut case = case();
    rule(&mut case, "One.", Choice::Take(0), 100).expect("settled");
    rule(&mut case, "Two", Choice::Take(0), 100).expect("settled");
    let comparisons = Comparisons::of(&case.project, Some(&who("judge")));
    assert!(is_settled(comparisons.get(&article("a")).expect("compared")));
    let theirs = case.annotation("a", "a", "One.");
    let mut annotation = (*case.annotation("a", "b", "One.")).clone();
    annotation.body = theirs.body.clone();
    annotation.attributes = theirs.attributes.clone();
    case.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: annotation.into() });
    assert_eq!(words(&case, &queued(&case, &all())), ["(Two three four)", "One."]);
    rule(&mut case, "One.", Choice::Take(0), 200).expect("settled");
    assert_eq!(queued(&case, &all()).open(), 0);
    assert_eq!(decisions(&case).len(), 2);
    assert_eq!(results(&case).len(), 2);
}

#[test]
fn another_adjudicator_overrules() {
    let mut case = case();
    rule(&mut case, "One.", Choice::Take(0), 100).expect("settled");
    case.person("second", crate::model::Role::Adjudicator);
    let (second, ruling) = (who("second"), Ruling::single(Choice::Take(1)));
    let project = case.project.clone();
    let desk = Desk { project: &project, adjudicator: &second, now: Timestamp(50) };
    assert_eq!(unsettle(&desk, &article("a"), &position(&case, 0)), Err(SettleError::NotDecided));
    let edits = settle(&desk, &article("a"), &position(&case, 0), &ruling, &mut ids()).expect("settled");
    apply(&mut case.project, edits);
    let settlement = position(&case, 0).decision.expect("a decision");
    assert_eq!((settlement.by, settlement.stands, settlement.older.len()), (second, true, 1));
    assert_eq!(decisions(&case).len(), 1, "the other set is untouched");
}

#[test]
fn two_passes() {
    let mut case = Case::of(&[("a", "[#kind:One two] three."), ("b", "One [opinion:two three.]")]);
    let pass = |case: &mut Case, pass: Option<Pass>| {
        let mut settings = case.project.settings().clone();
        settings.passes.clear();
        settings.passes.extend(pass.map(|pass| (layer("kind"), pass)));
        case.apply(Edit::PutSettings { settings });
    };
    pass(&mut case, Some(Pass::Marking));
    rule(&mut case, "One", Choice::Join, 100).expect("settled");
    assert_eq!(results(&case)[0].body, Body::Unit(layer("kind")));
    pass(&mut case, Some(Pass::Labelling(who("judge"))));
    assert_eq!(position(&case, 0).decision, None, "what made the units is past");
    assert_eq!(queued(&case, &all()).items().len(), 0);
    case.codes("a", "a", "[factual:One two three.]").codes("a", "b", "[opinion:One two three.]");
    assert_eq!(words(&case, &queued(&case, &all())), ["One two three."]);
    let elsewhere = Content {
        span: case.find("a", "two"),
        body: Body::Code("mixed".parse().expect("id")),
        attributes: BTreeMap::new(),
    };
    let span = elsewhere.span;
    assert_eq!(rule(&mut case, "One", Choice::Edited(elsewhere), 200), Err(SettleError::NotAUnit(span)));
    rule(&mut case, "One", Choice::Take(1), 200).expect("settled");
    assert_eq!(words(&case, &queued(&case, &all())), ["(One two three.)"]);
    assert_eq!((results(&case).len(), decisions(&case).len()), (2, 2), "the unit and its answer");
    rule(&mut case, "One", Choice::Neither, 300).expect("settled");
    assert_eq!(results(&case).len(), 1, "the unit stays");
}
