use super::{all, queued, rule, words};
use crate::base::Timestamp;
use crate::compare::DifferenceKind;
use crate::compare::tests::fixture::{ComparisonFixture, article, key, layer, who};
use crate::compare::{Position, PositionState};
use crate::model::{Edit, Role, SetState};
use crate::review::{AdjudicationChoice, Comparisons, Filter, ReviewStatus};

/// Opinion and factual are confused twice, mixed with nothing once, prediction and factual once.
fn fixture() -> ComparisonFixture {
    ComparisonFixture::of(&[
        ("a", "[mixed:One.] [opinion:Two.] [factual:Three.] [opinion:Four.] [factual:Five.] [@x:Six.]"),
        ("b", "One. [factual:Two.] [prediction:Three.] [factual:Four.] [factual:Five.] [@x:Six.]"),
    ])
}

#[test]
fn the_more_frequent_confusion_comes_first() {
    let fixture = fixture();
    let queue = queued(&fixture, &Filter::default());
    assert_eq!(words(&fixture, &queue), ["Two.", "Four.", "One.", "Three."]);
    let scores: Vec<f64> = queue.items().iter().map(|item| item.score).collect();
    assert_eq!(scores, [1.5, 1.5, 1.25, 1.25]);
    assert_eq!(queue.open(), 4);
}

#[test]
fn the_more_divided_comes_first() {
    let fixture = ComparisonFixture::of(&[
        ("a", "[factual:One.] [factual:Two.] [factual:Three.]"),
        ("b", "[factual:One.] [factual:Two.] [mixed:Three.]"),
        ("c", "[factual:One.] [opinion:Two.] [opinion:Three.]"),
        ("d", "[prediction:One.] [opinion:Two.] Three."),
    ]);
    assert_eq!(words(&fixture, &queued(&fixture, &Filter::default())), ["Three.", "Two.", "One."]);
}

#[test]
fn adjudicating_moves_nothing() {
    let mut fixture = fixture();
    let before = words(&fixture, &queued(&fixture, &all()));
    rule(&mut fixture, "Four.", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    let queue = queued(&fixture, &all());
    assert_eq!(words(&fixture, &queue), ["Two.", "(Four.)", "One.", "Three."]);
    assert_eq!((before.len(), queue.open()), (4, 3));
    assert_eq!(queue.next_open(0), Some(2));
    assert_eq!(queue.next_open(3), Some(0));
    let open = queued(&fixture, &Filter::default());
    assert_eq!(words(&fixture, &open), ["Two.", "One.", "Three."]);
    assert_eq!(open.find(&queue.items()[2].key()), Some(1));
    assert_eq!(open.find(&queue.items()[1].key()), None);
    let adjudicated = Filter { status: ReviewStatus::Adjudicated, ..Filter::default() };
    assert_eq!(words(&fixture, &queued(&fixture, &adjudicated)), ["(Four.)"]);
}

#[test]
fn an_item_is_found_again_when_its_place_changes() {
    let mut fixture = fixture();
    let was = queued(&fixture, &all()).items()[2].key();
    let mut annotation = (*fixture.annotation("a", "a", "One.")).clone();
    annotation.span = fixture.find("a", "One. Two");
    fixture.apply(Edit::PutAnnotation { key: key("a", "a"), annotation: annotation.into() });
    let queue = queued(&fixture, &all());
    let at = queue.find(&was).expect("found");
    assert_eq!(queue.items()[at].position().span, fixture.find("a", "One. Two."), "paired anew");
}

#[test]
fn filters_choose() {
    let mut fixture = fixture();
    fixture.codes("a", "a", "One. Two. Three. Four. [@y:Five.] Six.");
    let check = |filter: Filter, want: &[&str]| {
        let mut found = words(&fixture, &queued(&fixture, &filter));
        found.sort();
        assert_eq!(found, want, "{filter:?}");
    };
    let filter = Filter::default;
    check(Filter { layer: Some(layer("claims")), ..filter() }, &["Five."]);
    check(Filter { code: "opinion".parse().ok(), ..filter() }, &["Four.", "Two."]);
    check(Filter { claim: "desk/y".parse().ok(), ..filter() }, &["Five."]);
    check(Filter { claim: "desk/x".parse().ok(), ..filter() }, &[]);
    check(Filter { kind: Some(DifferenceKind::Place), ..filter() }, &["Five.", "One."]);
    check(Filter { kind: Some(DifferenceKind::Code), code: "mixed".parse().ok(), ..filter() }, &[]);
    check(Filter { annotator: Some(who("context")), ..filter() }, &[]);
    check(Filter { article: Some(article("b")), ..filter() }, &[]);
}

#[test]
fn a_blind_project_shows_what_may_be_seen() {
    let mut fixture = fixture();
    fixture.codes("b", "a", "[opinion:Other.]").signs_off("b", "a");
    fixture.codes("b", "b", "[factual:Other.]");
    let mut settings = fixture.project.settings().clone();
    settings.blind = true;
    fixture.apply(Edit::PutSettings { settings });
    fixture.person("c", Role::Analyst);
    let seen = |fixture: &ComparisonFixture, viewer: &str| {
        let queue = super::super::queue(&fixture.project, Some(&who(viewer)), &all());
        words(fixture, &queue).len()
    };
    assert_eq!(
        (seen(&fixture, "judge"), seen(&fixture, "a"), seen(&fixture, "b"), seen(&fixture, "c")),
        (5, 5, 4, 0)
    );
    let nobody = super::super::queue(&fixture.project, None, &all());
    assert!(nobody.items().is_empty());
    fixture.signs_off("b", "b");
    assert_eq!(seen(&fixture, "b"), 5);
}

#[test]
fn only_coding_counts_as_coding() {
    let mut fixture = fixture();
    fixture.person("lead", Role::Analyst);
    let span = fixture.find("a", "One.");
    fixture.apply(Edit::SetBookmark { key: key("lead", "a"), span, on: true });
    fixture.codes("a", "judge", "[factual:One.] Two. Three. Four. Five. Six.");
    let comparisons = Comparisons::of(&fixture.project, Some(&who("judge")));
    let comparison = comparisons.get(&article("a")).expect("compared");
    assert_eq!(comparison.annotators, [who("a"), who("b")]);
    assert_eq!(comparison.open().count(), 4);
    let agreed = |position: &&Position| position.state == PositionState::Agree && !position.is_open();
    assert_eq!(comparison.positions.iter().filter(agreed).count(), 2);
    fixture.apply(Edit::SetState { key: key("lead", "a"), state: SetState::Done(Timestamp(1)) });
    let comparisons = Comparisons::of(&fixture.project, Some(&who("judge")));
    assert_eq!(comparisons.get(&article("a")).expect("compared").annotators.len(), 3);
}

#[test]
fn only_what_changed_is_compared_again() {
    let mut fixture = fixture();
    for name in ["b", "c", "d"] {
        fixture.codes(name, "a", "[opinion:Other.]").codes(name, "b", "[factual:Other.]");
    }
    let judge = who("judge");
    let mut comparisons = Comparisons::default();
    assert!(comparisons.update(&fixture.project, Some(&judge)));
    assert_eq!(comparisons.compared(), 4);
    assert!(!comparisons.update(&fixture.project, Some(&judge)));
    assert_eq!(comparisons.compared(), 0);
    let back = rule(&mut fixture, "Two.", AdjudicationChoice::Neither, 100).expect("adjudicated");
    assert!(comparisons.update(&fixture.project, Some(&judge)));
    assert_eq!(comparisons.compared(), 1);
    let fresh = Comparisons::of(&fixture.project, Some(&judge));
    assert!(comparisons.iter().eq(fresh.iter()));
    super::apply(&mut fixture.project, back);
    assert!(comparisons.update(&fixture.project, Some(&judge)));
    assert_eq!(comparisons.compared(), 1);
}
