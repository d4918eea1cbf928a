use crate::base::{AnnotationId, Timestamp};
use crate::compare::tests::fixture::{ComparisonFixture, article, key, layer, who};
use crate::message;
use crate::model::{Annotator, Comment, Edit, Memo, Role};
use crate::review::{Comparisons, NameVisibility, questions, thread};
use std::collections::BTreeSet;

fn comment(fixture: &mut ComparisonFixture, annotator: &str, on: &str, place: &str, moment: i64) {
    let comment = Comment {
        id: AnnotationId(moment as u64 + 5000),
        layer: layer(on),
        span: fixture.find("a", place),
        text: format!("{annotator} {moment}"),
        created: Timestamp(moment),
        modified: Timestamp(moment + 100),
    };
    fixture.apply(Edit::PutComment { key: key(annotator, "a"), comment: comment.into() });
}

fn blind(fixture: &mut ComparisonFixture) {
    let mut settings = fixture.project.settings().clone();
    settings.blind = true;
    fixture.apply(Edit::PutSettings { settings });
}

#[test]
fn comments_on_overlapping_places_are_a_thread() {
    let mut fixture = ComparisonFixture::new();
    fixture.codes("a", "a", "[factual:One two.] Three.").codes("a", "b", "[opinion:One two.] Three.");
    comment(&mut fixture, "b", "kind", "One two.", 3);
    comment(&mut fixture, "a", "kind", "two.", 1);
    comment(&mut fixture, "judge", "kind", "One", 2);
    comment(&mut fixture, "judge", "claims", "One", 4);
    comment(&mut fixture, "a", "kind", "Three.", 5);
    let said = |fixture: &ComparisonFixture, viewer: &str| {
        let span = fixture.find("a", "One two.");
        let thread = thread(&fixture.project, Some(&who(viewer)), &article("a"), &layer("kind"), span);
        thread.iter().map(|(by, comment)| format!("{by}: {}", comment.text)).collect::<Vec<_>>()
    };
    assert_eq!(said(&fixture, "a"), ["a: a 1", "judge: judge 2", "b: b 3"]);
    blind(&mut fixture);
    assert_eq!(said(&fixture, "a"), ["a: a 1"]);
    assert_eq!(said(&fixture, "judge").len(), 3);
}

#[test]
fn questions_come_by_article_and_place() {
    let mut fixture = ComparisonFixture::new();
    fixture.codes("b", "a", "[factual:One.]").codes("a", "a", "[factual:One.] [opinion:Two.] [mixed:Three.]");
    fixture.codes("a", "b", "[factual:One.] Two. Three.");
    for (name, annotator, place, question) in [
        ("b", "a", "One.", true),
        ("a", "a", "Three.", true),
        ("a", "b", "One.", true),
        ("a", "a", "Two.", false),
    ] {
        let mut annotation = (*fixture.annotation(name, annotator, place)).clone();
        annotation.memo = Some(Box::new(Memo { text: "Why?".to_owned(), question }));
        fixture.apply(Edit::PutAnnotation { key: key(annotator, name), annotation: annotation.into() });
    }
    let asked = |fixture: &ComparisonFixture, viewer: &str| {
        let all = questions(&fixture.project, Some(&who(viewer)));
        all.iter()
            .map(|q| format!("{} {} {}", q.article, q.annotator, q.annotation.span.start()))
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(&fixture, "judge"), ["a b 0", "a a 10", "b a 0"]);
    blind(&mut fixture);
    assert_eq!(asked(&fixture, "b"), ["a b 0"]);
}

#[test]
fn a_text_made_before_names_were_hidden_tells_none() {
    let mut fixture = ComparisonFixture::of(&[("a", "[factual:One.]"), ("b", "[opinion:One.]")]);
    for (id, name, role) in
        [("a", "Maya", Role::Analyst), ("b", "Tomás", Role::Analyst), ("judge", "Ada", Role::Adjudicator)]
    {
        let annotator = Annotator { id: who(id), name: name.to_owned(), role, person: None };
        fixture.apply(Edit::PutAnnotator { annotator });
    }
    let step = message!("steps-take", names = vec!["Maya", "Tomás", "Ada"]);
    let text = message!("notices-taken-back-in", step = &step, title = "Maya sings");
    assert_eq!(NameVisibility::Shown.in_text(&fixture.project, &text), text);
    let said = NameVisibility::Hidden { seed: 3 }.in_text(&fixture.project, &text).english();
    assert_eq!(said, "Took back in “Maya sings”: take a coder and Ada");
    let text = message!("findings-conflict", key = "annotations/a/flop.ron");
    let said = NameVisibility::Hidden { seed: 3 }.in_text(&fixture.project, &text).english();
    assert!(said.contains("annotations/…/flop.ron"), "{said}");
    for (file, want) in [
        ("annotations/a/flop.ron", "annotations/…/flop.ron"),
        ("annotations/judge/a.ron", "annotations/judge/a.ron"),
        ("claims/b.ron", "claims/…"),
        ("articles/a.ron", "articles/a.ron"),
    ] {
        assert_eq!(NameVisibility::Hidden { seed: 3 }.in_path(&fixture.project, file), want);
        assert_eq!(NameVisibility::Shown.in_path(&fixture.project, file), file);
    }
}

#[test]
fn names_are_hidden_anew_in_each_article() {
    let mut fixture =
        ComparisonFixture::of(&[("a", "[factual:One.]"), ("b", "[opinion:One.]"), ("c", "[mixed:One.]")]);
    let all = [who("a"), who("b"), who("c")];
    let hidden = |name: &str, seed| {
        let names = NameVisibility::Hidden { seed }.of(&fixture.project, &article(name), &all);
        all.iter().map(|id| names.name(id)).collect::<Vec<String>>()
    };
    let mut orders = BTreeSet::new();
    for at in 0..60 {
        let names = hidden(&format!("article-{at}"), 1);
        assert_eq!(names, hidden(&format!("article-{at}"), 1), "always alike");
        let set: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(set, BTreeSet::from(["Coder A", "Coder B", "Coder C"]));
        orders.insert(names);
    }
    assert_eq!(orders.len(), 6, "every order comes");
    assert!((0..60).map(|seed| hidden("a", seed)).collect::<BTreeSet<_>>().len() == 6);
    let shown = NameVisibility::Shown.of(&fixture.project, &article("a"), &all);
    assert_eq!(shown.name(&who("a")), "a");
    let names = NameVisibility::Hidden { seed: 1 }.of(&fixture.project, &article("a"), &all);
    assert_eq!(names.name(&who("judge")), "Another coder");
    let comparisons = Comparisons::of(&fixture.project, Some(&who("judge")));
    let position = &comparisons.get(&article("a")).expect("compared").positions[0];
    let order = names.in_order(position);
    let called: Vec<String> = order.iter().map(|at| names.name(&position.readings[*at].by[0].0)).collect();
    assert_eq!(called, ["Coder A", "Coder B", "Coder C"]);
    fixture.person("z", crate::model::Role::Analyst);
    let many: Vec<_> = (0..60).map(|at| who(&format!("n{at}"))).collect();
    let names = NameVisibility::Hidden { seed: 1 }.of(&fixture.project, &article("a"), &many);
    let called: BTreeSet<String> = many.iter().map(|id| names.name(id)).collect();
    assert!(called.len() == 60 && called.contains("Coder AA") && called.contains("Coder BH"));
}
