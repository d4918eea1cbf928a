use super::{all, apply, ids, queued, rule, words};
use crate::base::Timestamp;
use crate::compare::tests::case::{Case, article, key, layer, who};
use crate::model::Example;
use crate::model::{Body, Edit, Manner, Verdict};
use crate::review::{Choice, Comparisons, Desk, Filter, Plan, Strategy, Why, keep_as_example, plan};

fn case() -> Case {
    Case::of(&[
        ("a", "[factual:One.] [factual:Two.] [opinion:Three.] [mixed:Four.] [factual:[mixed:Five.]]"),
        ("b", "[factual:One.] [factual:Two.] [factual:Three.] Four. [factual:Five.]"),
        ("c", "[factual:One.] [opinion:Two.] [mixed:Three.] Four. [factual:Five.]"),
    ])
}

fn planned(case: &Case, strategy: &Strategy, filter: &Filter) -> Plan {
    plan(&Comparisons::of(&case.project, Some(&who("judge"))), strategy, filter)
}

fn run(case: &mut Case, plan: &Plan) -> Vec<Edit> {
    let judge = who("judge");
    let project = case.project.clone();
    let desk = Desk { project: &project, adjudicator: &judge, now: Timestamp(500) };
    let edits = plan.edits(&desk, &mut ids()).expect("edits");
    apply(&mut case.project, edits)
}

/// The words of what would be taken with the code or `-`, and of what is left with why.
fn shape(case: &Case, plan: &Plan) -> (Vec<String>, Vec<(String, Why)>) {
    let text = case.project.article(&article("a")).expect("article").text.clone();
    let words = |span| text.slice(span).expect("words").to_owned();
    let taken = plan.taken.iter().map(|planned| {
        let position = &planned.comparison.positions[planned.at];
        let answer = match &planned.choice {
            Choice::Take(at) => match &position.readings[*at].annotation().body {
                Body::Code(code) => code.to_string(),
                other => format!("{other:?}"),
            },
            Choice::Neither => "-".to_owned(),
            other => format!("{other:?}"),
        };
        format!("{} {answer}", words(position.span))
    });
    let left = plan.skipped.iter().map(|left| (words(left.comparison.positions[left.at].span), left.why));
    (taken.collect(), left.collect())
}

fn check(strategy: Strategy, taken: &[&str], left: &[(&str, Why)]) {
    let case = case();
    let found = shape(&case, &planned(&case, &strategy, &Filter::default()));
    let left: Vec<(String, Why)> = left.iter().map(|(words, why)| ((*words).to_owned(), *why)).collect();
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
            ("Two.", Why::Differs),
            ("Three.", Why::Differs),
            ("Four.", Why::Differs),
            ("Five.", Why::SeveralAnswers),
        ],
    );
    check(
        Strategy::Majority { percent: 60 },
        &["One. factual", "Two. factual", "Four. -", "Five. factual"],
        &[("Three.", Why::NoMajority)],
    );
    check(
        Strategy::Majority { percent: 67 },
        &["One. factual"],
        &[
            ("Two.", Why::NoMajority),
            ("Three.", Why::NoMajority),
            ("Four.", Why::NoMajority),
            ("Five.", Why::NoMajority),
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
        &[("Five.", Why::SeveralAnswers)],
    );
}

#[test]
fn who_has_not_covered_a_place_has_no_voice() {
    let mut case = Case::new();
    case.codes("a", "a", "[factual:One.] [opinion:Two.]").codes("a", "b", "[factual:One.] Two.");
    case.codes("a", "c", "One. Two.").covers("a", "c", "Two.");
    let majority = planned(&case, &Strategy::Majority { percent: 100 }, &Filter::default());
    assert_eq!(
        shape(&case, &majority),
        (vec!["One. factual".to_owned()], vec![("Two.".to_owned(), Why::NoMajority)])
    );
    let agreed = planned(&case, &Strategy::AcceptAgreed, &Filter::default());
    assert_eq!(agreed.left()[&Why::NotCovered], 1);
    let alone = Case::of(&[("a", "[factual:One.]")]);
    for strategy in [Strategy::AcceptAgreed, Strategy::Majority { percent: 50 }] {
        assert_eq!(planned(&alone, &strategy, &Filter::default()).left()[&Why::Alone], 1);
    }
}

#[test]
fn a_plan_is_carried_out_and_taken_back() {
    let mut case = case();
    rule(&mut case, "Two.", Choice::Neither, 100).expect("settled");
    let before = case.project.clone();
    let filter = Filter { layer: Some(layer("kind")), ..Filter::default() };
    let plan = planned(&case, &Strategy::Majority { percent: 60 }, &filter);
    assert_eq!((plan.taken.len(), plan.settled, plan.nothing()), (3, 1, 1));
    let back = run(&mut case, &plan);
    let mut left = words(&case, &queued(&case, &all()));
    left.sort();
    assert_eq!(left, ["(Five.)", "(Four.)", "(Two.)", "Three."]);
    let set = case.project.set(&key("judge", "a")).expect("set").clone();
    let manners = set.decisions().filter(|decision| decision.manner == Manner::Majority(60)).count();
    assert_eq!(manners, 3);
    let taken = Verdict::Took(vec![who("a"), who("b"), who("c")]);
    assert_eq!(set.decisions().filter(|decision| decision.verdict == taken).count(), 2);
    assert_eq!(set.len(), 2);
    apply(&mut case.project, back);
    assert!(case.project == before);
}

#[test]
fn a_decision_whose_place_fell_apart_is_replaced_once() {
    let mut case = Case::of(&[("a", "[factual:One, two.]"), ("b", "[factual:One], two.")]);
    rule(&mut case, "One", Choice::Take(0), 100).expect("settled");
    let mut annotation = (*case.annotation("a", "b", "One")).clone();
    annotation.span = case.find("a", "two.");
    let mut other = (*case.annotation("a", "a", "One")).clone();
    other.span = case.find("a", "One");
    case.apply(Edit::PutAnnotation { key: key("b", "a"), annotation: annotation.into() });
    case.apply(Edit::PutAnnotation { key: key("a", "a"), annotation: other.into() });
    assert_eq!(words(&case, &queued(&case, &all())), ["One", "two."]);
    let plan = planned(&case, &Strategy::Prefer(who("a")), &Filter::default());
    run(&mut case, &plan);
    assert_eq!(words(&case, &queued(&case, &all())), ["(One)", "(two.)"]);
    let set = case.project.set(&key("judge", "a")).expect("set");
    assert_eq!((set.len(), set.decisions().count()), (1, 2));
}

#[test]
fn a_passage_becomes_an_example_once() {
    let case = Case::new();
    let codebook = case.project.codebook();
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
