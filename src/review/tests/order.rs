use super::{all, queued, rule, words};
use crate::base::Timestamp;
use crate::compare::DifferenceKind;
use crate::compare::tests::case::{Case, article, key, layer, who};
use crate::model::{Edit, Role, SetState};
use crate::review::{Choice, Comparisons, Filter, Standing, is_settled, standings};

/// Opinion and factual are confused twice, mixed with nothing once, prediction and factual once.
fn case() -> Case {
    Case::of(&[
        ("a", "[mixed:One.] [opinion:Two.] [factual:Three.] [opinion:Four.] [factual:Five.] [@x:Six.]"),
        ("b", "One. [factual:Two.] [prediction:Three.] [factual:Four.] [factual:Five.] [@x:Six.]"),
    ])
}

#[test]
fn the_more_frequent_confusion_comes_first() {
    let case = case();
    let queue = queued(&case, &Filter::default());
    assert_eq!(words(&case, &queue), ["Two.", "Four.", "One.", "Three."]);
    let scores: Vec<f64> = queue.items().iter().map(|item| item.score).collect();
    assert_eq!(scores, [1.5, 1.5, 1.25, 1.25]);
    assert_eq!(queue.open(), 4);
}

#[test]
fn the_more_divided_comes_first() {
    let case = Case::of(&[
        ("a", "[factual:One.] [factual:Two.] [factual:Three.]"),
        ("b", "[factual:One.] [factual:Two.] [mixed:Three.]"),
        ("c", "[factual:One.] [opinion:Two.] [opinion:Three.]"),
        ("d", "[prediction:One.] [opinion:Two.] Three."),
    ]);
    assert_eq!(words(&case, &queued(&case, &Filter::default())), ["Three.", "Two.", "One."]);
}

#[test]
fn settling_moves_nothing() {
    let mut case = case();
    let before = words(&case, &queued(&case, &all()));
    rule(&mut case, "Four.", Choice::Take(0), 100).expect("settled");
    let queue = queued(&case, &all());
    assert_eq!(words(&case, &queue), ["Two.", "(Four.)", "One.", "Three."]);
    assert_eq!((before.len(), queue.open()), (4, 3));
    assert_eq!(queue.next_open(0), Some(2));
    assert_eq!(queue.previous_open(2), Some(0));
    assert_eq!(queue.next_open(3), Some(0));
    let open = queued(&case, &Filter::default());
    assert_eq!(words(&case, &open), ["Two.", "One.", "Three."]);
    assert_eq!(open.find(&queue.items()[2].key()), Some(1));
    assert_eq!(open.find(&queue.items()[1].key()), None);
    let settled = Filter { standing: Standing::Settled, ..Filter::default() };
    assert_eq!(words(&case, &queued(&case, &settled)), ["(Four.)"]);
}

#[test]
fn an_item_is_found_again_when_its_place_changes() {
    let mut case = case();
    let was = queued(&case, &all()).items()[2].key();
    let mut annotation = (*case.annotation("a", "a", "One.")).clone();
    annotation.span = case.find("a", "One. Two");
    case.apply(Edit::PutAnnotation { key: key("a", "a"), annotation: annotation.into() });
    let queue = queued(&case, &all());
    let at = queue.find(&was).expect("found");
    assert_eq!(queue.items()[at].position().span, case.find("a", "One. Two."), "paired anew");
}

#[test]
fn filters_choose() {
    let mut case = case();
    case.codes("a", "a", "One. Two. Three. Four. [@y:Five.] Six.");
    let check = |filter: Filter, want: &[&str]| {
        let mut found = words(&case, &queued(&case, &filter));
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
    check(Filter { annotator: Some(who("desk")), ..filter() }, &[]);
    check(Filter { article: Some(article("b")), ..filter() }, &[]);
}

#[test]
fn a_blind_project_shows_what_may_be_seen() {
    let mut case = case();
    case.codes("b", "a", "[opinion:Other.]").signs_off("b", "a");
    case.codes("b", "b", "[factual:Other.]");
    let mut settings = case.project.settings().clone();
    settings.blind = true;
    case.apply(Edit::PutSettings { settings });
    case.person("c", Role::Analyst);
    let seen = |case: &Case, viewer: &str| {
        let queue = super::super::queue(&case.project, Some(&who(viewer)), &all());
        words(case, &queue).len()
    };
    assert_eq!((seen(&case, "judge"), seen(&case, "a"), seen(&case, "b"), seen(&case, "c")), (5, 5, 4, 0));
    let nobody = super::super::queue(&case.project, None, &all());
    assert!(nobody.items().is_empty());
    case.signs_off("b", "b");
    assert_eq!(seen(&case, "b"), 5);
}

#[test]
fn only_coding_counts_as_coding() {
    let mut case = case();
    case.person("lead", Role::Analyst);
    let span = case.find("a", "One.");
    case.apply(Edit::SetBookmark { key: key("lead", "a"), span, on: true });
    case.codes("a", "judge", "[factual:One.] Two. Three. Four. Five. Six.");
    let comparisons = Comparisons::of(&case.project, Some(&who("judge")));
    let comparison = comparisons.get(&article("a")).expect("compared");
    assert_eq!(comparison.annotators, [who("a"), who("b")]);
    assert_eq!(standings(comparison).open, 4);
    assert_eq!(standings(comparison).agreed, 2);
    assert!(!is_settled(comparison));
    case.apply(Edit::SetState { key: key("lead", "a"), state: SetState::Done(Timestamp(1)) });
    let comparisons = Comparisons::of(&case.project, Some(&who("judge")));
    assert_eq!(comparisons.get(&article("a")).expect("compared").annotators.len(), 3);
}

#[test]
fn only_what_changed_is_compared_again() {
    let mut case = case();
    for name in ["b", "c", "d"] {
        case.codes(name, "a", "[opinion:Other.]").codes(name, "b", "[factual:Other.]");
    }
    let judge = who("judge");
    let mut comparisons = Comparisons::default();
    assert!(comparisons.update(&case.project, Some(&judge)));
    assert_eq!(comparisons.compared(), 4);
    assert!(!comparisons.update(&case.project, Some(&judge)));
    assert_eq!(comparisons.compared(), 0);
    let back = rule(&mut case, "Two.", Choice::Neither, 100).expect("settled");
    assert!(comparisons.update(&case.project, Some(&judge)));
    assert_eq!(comparisons.compared(), 1);
    let fresh = Comparisons::of(&case.project, Some(&judge));
    assert!(comparisons.iter().eq(fresh.iter()));
    super::apply(&mut case.project, back);
    assert!(comparisons.update(&case.project, Some(&judge)));
    assert_eq!(comparisons.compared(), 1);
}
