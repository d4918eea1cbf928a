use super::{all, apply, ids, queued, rule, rule_as, words};
use crate::base::Timestamp;
use crate::compare::Position;
use crate::compare::tests::fixture::{ComparisonFixture, article, key, layer, who};
use crate::model::{Annotation, Body, Decision, Edit, Manner, Origin, Pass, Reason, Verdict};
use crate::review::{
    AdjudicationChoice, AdjudicationContext, AdjudicationError, AnswerContent, Comparisons, Ruling,
    adjudicate, explain, reopen,
};
use std::collections::BTreeMap;
use std::sync::Arc;

fn fixture() -> ComparisonFixture {
    ComparisonFixture::of(&[
        ("a", "[opinion voice=document:One.] [@x:Two three] four five."),
        ("b", "[factual:One.] Two [@x:three four] five."),
    ])
}

fn decisions(fixture: &ComparisonFixture) -> Vec<Arc<Decision>> {
    fixture.project.set(&key("judge", "a")).map_or_else(Vec::new, |set| set.decisions().cloned().collect())
}

fn results(fixture: &ComparisonFixture) -> Vec<Arc<Annotation>> {
    fixture.project.set(&key("judge", "a")).map_or_else(Vec::new, |set| set.iter().cloned().collect())
}

fn position(fixture: &ComparisonFixture, at: usize) -> Position {
    let comparisons = Comparisons::of(&fixture.project, Some(&who("judge")));
    comparisons.get(&article("a")).expect("compared").positions[at].clone()
}

#[test]
fn a_reading_is_taken() {
    let mut fixture = fixture();
    let before = fixture.project.clone();
    let back = rule(&mut fixture, "One.", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    let [result] = &results(&fixture)[..] else { panic!("one result") };
    let taken = fixture.annotation("a", "a", "One.");
    assert_eq!((result.span, &result.body, &result.attributes), (taken.span, &taken.body, &taken.attributes));
    assert_eq!((&result.origin, result.created, &result.memo), (&Origin::Human, Timestamp(100), &None));
    let [decision] = &decisions(&fixture)[..] else { panic!("one decision") };
    assert_eq!(decision.verdict, Verdict::Took(vec![who("a")]));
    assert_eq!(decision.result, [result.id]);
    assert_eq!(decision.basis, position(&fixture, 0).basis());
    assert!(fixture.project.set(&key("judge", "a")).expect("set").coverage().covers(taken.span));
    for coder in ["a", "b"] {
        assert_eq!(fixture.project.set(&key(coder, "a")), before.set(&key(coder, "a")), "untouched");
    }
    apply(&mut fixture.project, back);
    assert!(fixture.project == before, "undone");
}

#[test]
fn spans_are_joined() {
    let mut fixture = fixture();
    rule(&mut fixture, "Two", AdjudicationChoice::Join, 100).expect("adjudicated");
    let [result] = &results(&fixture)[..] else { panic!("one result") };
    assert_eq!(result.span, fixture.find("a", "Two three four"));
    assert_eq!(result.body, Body::Claim("desk/x".parse().expect("id")));
    assert_eq!(decisions(&fixture)[0].verdict, Verdict::Joined);
}

#[test]
fn nothing_is_right() {
    let mut fixture = fixture();
    rule(&mut fixture, "Two", AdjudicationChoice::Neither, 100).expect("adjudicated");
    assert_eq!(results(&fixture), []);
    assert_eq!(
        (&decisions(&fixture)[0].verdict, decisions(&fixture)[0].result.len()),
        (&Verdict::Neither, 0)
    );
    assert!(
        fixture.project.set(&key("judge", "a")).expect("set").coverage().covers(position(&fixture, 1).span)
    );
}

#[test]
fn the_adjudicator_may_say_otherwise() {
    let mut fixture = fixture();
    let span = fixture.find("a", "One.");
    let own = |body| AdjudicationChoice::Edited(AnswerContent { span, body, attributes: BTreeMap::new() });
    let mixed = Body::Code("mixed".parse().expect("id"));
    rule(&mut fixture, "One.", own(mixed.clone()), 100).expect("adjudicated");
    assert_eq!(results(&fixture)[0].body, mixed);
    assert_eq!(decisions(&fixture)[0].verdict, Verdict::Edited);
    let claim = Body::Claim("desk/x".parse().expect("id"));
    assert_eq!(
        rule(&mut fixture, "One.", own(claim), 100),
        Err(AdjudicationError::OtherLayer(layer("kind")))
    );
    assert_eq!(
        rule(&mut fixture, "One.", own(Body::Note), 100),
        Err(AdjudicationError::OtherLayer(layer("kind")))
    );
}

#[test]
fn who_may_adjudicate_and_what() {
    let mut fixture = fixture();
    assert_eq!(
        rule(&mut fixture, "One.", AdjudicationChoice::Take(2), 100),
        Err(AdjudicationError::NoReading(2))
    );
    let (a, ruling) = (who("a"), Ruling::single(AdjudicationChoice::Neither));
    let context = AdjudicationContext { project: &fixture.project, adjudicator: &a, now: Timestamp(1) };
    let found = adjudicate(&context, &article("a"), &position(&fixture, 0), &ruling, &mut ids());
    assert_eq!(found, Err(AdjudicationError::NotAdjudicator(who("a"))));
    let judge = who("judge");
    let context = AdjudicationContext { adjudicator: &judge, ..context };
    assert_eq!(reopen(&context, &article("a"), &position(&fixture, 0)), Err(AdjudicationError::NotDecided));
    let none = explain(&context, &article("a"), &position(&fixture, 0), None, String::new());
    assert_eq!(none, Err(AdjudicationError::NotDecided));
}

#[test]
fn deciding_again_replaces() {
    let mut fixture = fixture();
    rule(&mut fixture, "One.", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    let first = decisions(&fixture)[0].clone();
    let ruling = Ruling {
        choice: AdjudicationChoice::Take(1),
        reason: Some(Reason::Misread),
        note: "Look again.".to_owned(),
        manner: Manner::Single,
    };
    let before = fixture.project.clone();
    let back = rule_as(&mut fixture, "One.", ruling, 200).expect("adjudicated");
    let [decision] = &decisions(&fixture)[..] else { panic!("one decision") };
    assert_eq!(
        (decision.id, decision.created, decision.modified),
        (first.id, Timestamp(100), Timestamp(200))
    );
    assert_eq!((decision.reason, decision.note.as_str()), (Some(Reason::Misread), "Look again."));
    let [result] = &results(&fixture)[..] else { panic!("one result") };
    assert_eq!((result.id, &result.body), (decision.result[0], &Body::Code("factual".parse().expect("id"))));
    apply(&mut fixture.project, back);
    assert!(fixture.project == before, "undone");
}

#[test]
fn a_decision_is_explained_and_taken_back() {
    let mut fixture = fixture();
    rule(&mut fixture, "One.", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    let adjudicated = fixture.project.clone();
    rule(&mut fixture, "Two", AdjudicationChoice::Take(0), 101).expect("adjudicated");
    let judge = who("judge");
    let project = fixture.project.clone();
    let context = AdjudicationContext { project: &project, adjudicator: &judge, now: Timestamp(102) };
    let at = position(&fixture, 1);
    let edit = explain(&context, &article("a"), &at, Some(Reason::Boundary), "Longer.".to_owned())
        .expect("explained");
    fixture.apply(edit);
    let said = position(&fixture, 1).adjudication.expect("a decision").decision;
    assert_eq!(
        (said.reason, said.note.as_str(), &said.verdict),
        (Some(Reason::Boundary), "Longer.", &Verdict::Took(vec![who("a")]))
    );
    let edits = reopen(&context, &article("a"), &position(&fixture, 1)).expect("taken back");
    apply(&mut fixture.project, edits);
    assert!(fixture.project == adjudicated);
}

#[test]
fn a_result_that_somebody_removed_is_no_obstacle() {
    let mut fixture = fixture();
    rule(&mut fixture, "One.", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    let id = results(&fixture)[0].id;
    fixture.apply(Edit::RemoveAnnotation { key: key("judge", "a"), id });
    rule(&mut fixture, "One.", AdjudicationChoice::Take(1), 200).expect("adjudicated");
    assert_eq!(results(&fixture).len(), 1);
}

#[test]
fn what_changed_is_asked_again_even_if_it_agrees_now() {
    let mut fixture = fixture();
    rule(&mut fixture, "One.", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    rule(&mut fixture, "Two", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    let comparisons = Comparisons::of(&fixture.project, Some(&who("judge")));
    assert_eq!(comparisons.get(&article("a")).expect("compared").open().count(), 0);
    let theirs = fixture.annotation("a", "a", "One.");
    let mut annotation = (*fixture.annotation("a", "b", "One.")).clone();
    annotation.body = theirs.body.clone();
    annotation.attributes = theirs.attributes.clone();
    fixture.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: annotation.into() });
    assert_eq!(words(&fixture, &queued(&fixture, &all())), ["(Two three four)", "One."]);
    rule(&mut fixture, "One.", AdjudicationChoice::Take(0), 200).expect("adjudicated");
    assert_eq!(queued(&fixture, &all()).open(), 0);
    assert_eq!(decisions(&fixture).len(), 2);
    assert_eq!(results(&fixture).len(), 2);
}

#[test]
fn another_adjudicator_overrules() {
    let mut fixture = fixture();
    rule(&mut fixture, "One.", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    fixture.person("second", crate::model::Role::Adjudicator);
    let (second, ruling) = (who("second"), Ruling::single(AdjudicationChoice::Take(1)));
    let project = fixture.project.clone();
    let context = AdjudicationContext { project: &project, adjudicator: &second, now: Timestamp(50) };
    assert_eq!(reopen(&context, &article("a"), &position(&fixture, 0)), Err(AdjudicationError::NotDecided));
    let edits = adjudicate(&context, &article("a"), &position(&fixture, 0), &ruling, &mut ids())
        .expect("adjudicated");
    apply(&mut fixture.project, edits);
    let adjudication = position(&fixture, 0).adjudication.expect("a decision");
    assert_eq!((adjudication.by, adjudication.is_current, adjudication.older.len()), (second, true, 1));
    assert_eq!(decisions(&fixture).len(), 1, "the other set is untouched");
}

#[test]
fn two_passes() {
    let mut fixture =
        ComparisonFixture::of(&[("a", "[#kind:One two] three."), ("b", "One [opinion:two three.]")]);
    let pass = |fixture: &mut ComparisonFixture, pass: Option<Pass>| {
        let mut settings = fixture.project.settings().clone();
        settings.passes.clear();
        settings.passes.extend(pass.map(|pass| (layer("kind"), pass)));
        fixture.apply(Edit::PutSettings { settings });
    };
    pass(&mut fixture, Some(Pass::Marking));
    rule(&mut fixture, "One", AdjudicationChoice::Join, 100).expect("adjudicated");
    assert_eq!(results(&fixture)[0].body, Body::Unit(layer("kind")));
    pass(&mut fixture, Some(Pass::Labelling(who("judge"))));
    assert_eq!(position(&fixture, 0).adjudication, None, "what made the units is past");
    assert_eq!(queued(&fixture, &all()).items().len(), 0);
    fixture.codes("a", "a", "[factual:One two three.]").codes("a", "b", "[opinion:One two three.]");
    assert_eq!(words(&fixture, &queued(&fixture, &all())), ["One two three."]);
    let elsewhere = AnswerContent {
        span: fixture.find("a", "two"),
        body: Body::Code("mixed".parse().expect("id")),
        attributes: BTreeMap::new(),
    };
    let span = elsewhere.span;
    assert_eq!(
        rule(&mut fixture, "One", AdjudicationChoice::Edited(elsewhere), 200),
        Err(AdjudicationError::NotAUnit(span))
    );
    rule(&mut fixture, "One", AdjudicationChoice::Take(1), 200).expect("adjudicated");
    assert_eq!(words(&fixture, &queued(&fixture, &all())), ["(One two three.)"]);
    assert_eq!((results(&fixture).len(), decisions(&fixture).len()), (2, 2), "the unit and its answer");
    rule(&mut fixture, "One", AdjudicationChoice::Neither, 300).expect("adjudicated");
    assert_eq!(results(&fixture).len(), 1, "the unit stays");
}
