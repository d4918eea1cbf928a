use super::{all, apply, ids, queued, rule, words};
use crate::base::Timestamp;
use crate::compare::tests::fixture::{ComparisonFixture, article, key, layer, who};
use crate::model::Example;
use crate::model::{Body, Edit, Manner, Verdict};
use crate::review::{
    AdjudicationChoice, AdjudicationContext, Comparisons, Filter, Plan, SkipReason, Strategy,
    keep_as_example, plan,
};

fn fixture() -> ComparisonFixture {
    ComparisonFixture::of(&[
        ("a", "[factual:One.] [factual:Two.] [opinion:Three.] [mixed:Four.] [factual:[mixed:Five.]]"),
        ("b", "[factual:One.] [factual:Two.] [factual:Three.] Four. [factual:Five.]"),
        ("c", "[factual:One.] [opinion:Two.] [mixed:Three.] Four. [factual:Five.]"),
    ])
}

fn planned(fixture: &ComparisonFixture, strategy: &Strategy, filter: &Filter) -> Plan {
    plan(&Comparisons::of(&fixture.project, Some(&who("judge"))), strategy, filter)
}

fn run(fixture: &mut ComparisonFixture, plan: &Plan) -> Vec<Edit> {
    let judge = who("judge");
    let project = fixture.project.clone();
    let context = AdjudicationContext { project: &project, adjudicator: &judge, now: Timestamp(500) };
    let edits = plan.edits(&context, &mut ids()).expect("edits");
    apply(&mut fixture.project, edits)
}

/// The words of what would be taken with the code or `-`, and of what is left with why.
fn shape(fixture: &ComparisonFixture, plan: &Plan) -> (Vec<String>, Vec<(String, SkipReason)>) {
    let text = fixture.project.article(&article("a")).expect("article").text.clone();
    let words = |span| text.slice(span).expect("words").to_owned();
    let taken = plan.taken.iter().map(|planned| {
        let position = &planned.comparison.positions[planned.at];
        let answer = match &planned.choice {
            AdjudicationChoice::Take(at) => match &position.readings[*at].annotation().body {
                Body::Code(code) => code.to_string(),
                other => format!("{other:?}"),
            },
            AdjudicationChoice::Neither => "-".to_owned(),
            other => format!("{other:?}"),
        };
        format!("{} {answer}", words(position.span))
    });
    let left = plan.skipped.iter().map(|left| (words(left.comparison.positions[left.at].span), left.why));
    (taken.collect(), left.collect())
}

fn check(strategy: Strategy, taken: &[&str], left: &[(&str, SkipReason)]) {
    let fixture = fixture();
    let found = shape(&fixture, &planned(&fixture, &strategy, &Filter::default()));
    let left: Vec<(String, SkipReason)> =
        left.iter().map(|(words, why)| ((*words).to_owned(), *why)).collect();
    assert_eq!(
        (found.0, found.1),
        (taken.iter().map(|words| (*words).to_owned()).collect(), left),
        "{strategy:?}"
    );
}

#[test]
fn strategies_take_what_they_say() {
    check(
        Strategy::AcceptAgreed,
        &["One. factual"],
        &[
            ("Two.", SkipReason::Differs),
            ("Three.", SkipReason::Differs),
            ("Four.", SkipReason::Differs),
            ("Five.", SkipReason::SeveralAnswers),
        ],
    );
    check(
        Strategy::Majority { percent: 60 },
        &["One. factual", "Two. factual", "Four. -", "Five. factual"],
        &[("Three.", SkipReason::NoMajority)],
    );
    check(
        Strategy::Majority { percent: 67 },
        &["One. factual"],
        &[
            ("Two.", SkipReason::NoMajority),
            ("Three.", SkipReason::NoMajority),
            ("Four.", SkipReason::NoMajority),
            ("Five.", SkipReason::NoMajority),
        ],
    );
    check(
        Strategy::Prefer(who("b")),
        &["One. factual", "Two. factual", "Three. factual", "Four. -", "Five. factual"],
        &[],
    );
    check(
        Strategy::Prefer(who("a")),
        &["One. factual", "Two. factual", "Three. opinion", "Four. mixed"],
        &[("Five.", SkipReason::SeveralAnswers)],
    );
}

#[test]
fn the_same_several_answers_of_all_are_agreed_and_taken_together() {
    let both = "[factual:[mixed:One.]] [factual:[opinion:Two.]]";
    let mut fixture =
        ComparisonFixture::of(&[("a", both), ("b", "[factual:[mixed:One.]] [factual:[mixed:Two.]]")]);
    let strategies =
        [Strategy::AcceptAgreed, Strategy::Majority { percent: 100 }, Strategy::Prefer(who("b"))];
    for strategy in &strategies {
        let (taken, left) = shape(&fixture, &planned(&fixture, strategy, &Filter::default()));
        assert_eq!(taken, ["One. TakeAll"], "{strategy:?}");
        assert_eq!(left.len(), 1, "{strategy:?}: {left:?}");
    }
    let plan = planned(&fixture, &Strategy::AcceptAgreed, &Filter::default());
    assert_eq!(words(&fixture, &queued(&fixture, &all())), ["Two."], "what is agreed is no disagreement");
    run(&mut fixture, &plan);
    let set = fixture.project.set(&key("judge", "a")).expect("set");
    let decision = set.decisions().next().expect("decided");
    assert_eq!((set.len(), decision.result.len()), (2, 2));
    assert_eq!(decision.verdict, Verdict::Took(vec![who("a"), who("b")]));
    assert!(planned(&fixture, &Strategy::AcceptAgreed, &Filter::default()).taken.is_empty());
}

#[test]
fn only_what_differs_in_its_passage_alone_is_joined() {
    let mut fixture = ComparisonFixture::of(&[
        ("a", "[factual:One two.] [factual:Three.] [factual:Five six.]"),
        ("b", "[factual:One] two. [opinion:Three.] [opinion:Five] six."),
    ]);
    assert!(rule(&mut fixture, "One", AdjudicationChoice::Join, 100).is_ok());
    for place in ["Three.", "Five"] {
        let refused = rule(&mut fixture, place, AdjudicationChoice::Join, 101);
        assert_eq!(refused.err(), Some(crate::review::AdjudicationError::NothingToJoin), "{place}");
    }
}

#[test]
fn who_has_not_covered_a_place_has_no_voice() {
    let mut fixture = ComparisonFixture::new();
    fixture.codes("a", "a", "[factual:One.] [opinion:Two.]").codes("a", "b", "[factual:One.] Two.");
    fixture.codes("a", "c", "One. Two.").covers("a", "c", "Two.");
    let majority = planned(&fixture, &Strategy::Majority { percent: 100 }, &Filter::default());
    assert_eq!(
        shape(&fixture, &majority),
        (vec!["One. factual".to_owned()], vec![("Two.".to_owned(), SkipReason::NoMajority)])
    );
    let agreed = planned(&fixture, &Strategy::AcceptAgreed, &Filter::default());
    assert_eq!(agreed.left()[&SkipReason::NotCovered], 1);
    let alone = ComparisonFixture::of(&[("a", "[factual:One.]")]);
    for strategy in [Strategy::AcceptAgreed, Strategy::Majority { percent: 50 }] {
        assert_eq!(planned(&alone, &strategy, &Filter::default()).left()[&SkipReason::Alone], 1);
    }
}

#[test]
fn a_plan_is_carried_out_and_taken_back() {
    let mut fixture = fixture();
    rule(&mut fixture, "Two.", AdjudicationChoice::Neither, 100).expect("adjudicated");
    let before = fixture.project.clone();
    let filter = Filter { layer: Some(layer("kind")), ..Filter::default() };
    let plan = planned(&fixture, &Strategy::Majority { percent: 60 }, &filter);
    assert_eq!((plan.taken.len(), plan.adjudicated, plan.nothing()), (3, 1, 1));
    let back = run(&mut fixture, &plan);
    let mut left = words(&fixture, &queued(&fixture, &all()));
    left.sort();
    assert_eq!(left, ["(Five.)", "(Four.)", "(Two.)", "Three."]);
    let set = fixture.project.set(&key("judge", "a")).expect("set").clone();
    let manners = set.decisions().filter(|decision| decision.manner == Manner::Majority(60)).count();
    assert_eq!(manners, 3);
    let taken = Verdict::Took(vec![who("a"), who("b"), who("c")]);
    assert_eq!(set.decisions().filter(|decision| decision.verdict == taken).count(), 2);
    assert_eq!(set.len(), 2);
    apply(&mut fixture.project, back);
    assert!(fixture.project == before);
}

#[test]
fn a_decision_whose_place_fell_apart_is_replaced_once() {
    let mut fixture = ComparisonFixture::of(&[("a", "[factual:One, two.]"), ("b", "[factual:One], two.")]);
    rule(&mut fixture, "One", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    let mut annotation = (*fixture.annotation("a", "b", "One")).clone();
    annotation.span = fixture.find("a", "two.");
    let mut other = (*fixture.annotation("a", "a", "One")).clone();
    other.span = fixture.find("a", "One");
    fixture.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: annotation.into() });
    fixture.apply(Edit::PutAnnotation { key: key("a", "a"), annotation: other.into() });
    assert_eq!(words(&fixture, &queued(&fixture, &all())), ["One", "two."]);
    let plan = planned(&fixture, &Strategy::Prefer(who("a")), &Filter::default());
    run(&mut fixture, &plan);
    assert_eq!(words(&fixture, &queued(&fixture, &all())), ["(One)", "(two.)"]);
    let set = fixture.project.set(&key("judge", "a")).expect("set");
    assert_eq!((set.len(), set.decisions().count()), (1, 2));
}

#[test]
fn a_passage_becomes_an_example_once() {
    let fixture = ComparisonFixture::new();
    let codebook = fixture.project.codebook();
    let opinion = "opinion".parse().expect("id");
    let before = codebook.code("opinion").expect("code").1.examples.len();
    let example = Example { text: "How odd.".to_owned(), counter: true, ..Example::default() };
    let more = keep_as_example(codebook, &opinion, example.clone()).expect("kept");
    let noted = Example { note: "It judges.".to_owned(), ..example };
    let more = keep_as_example(&more, &opinion, noted.clone()).expect("kept");
    let examples = &more.code("opinion").expect("code").1.examples;
    assert_eq!((examples.len(), examples.last()), (before + 1, Some(&noted)));
    assert_eq!(more.version(), codebook.version());
    assert!(keep_as_example(codebook, &"none".parse().expect("id"), noted).is_err());
}
