//! Where a figure would be easy to misread.

use super::small::{Small, key, near, overall, section, who};
use crate::agreement::{Counted, Estimate, Measure, Question, Request, Undefined, UnitSelection};
use crate::base::{AnnotationId, ChoiceId, Timestamp};
use crate::model::{Annotation, Body, Codebook, Edit, Orphan, Value, Values};
use crate::text::Span;
use std::sync::Arc;

fn span(start: u32, end: u32) -> Span {
    Span::new(start, end).expect("a span")
}

fn coverage(small: &mut Small, by: &str, sentences: std::ops::Range<usize>) {
    let ranges = sentences.map(Small::sentence).collect();
    small.apply(Edit::SetCoverage { key: key(by, "one"), within: span(0, 65), ranges, assumed: Vec::new() });
}

#[test]
fn places_are_compared_without_labels() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 24);
    for at in 0..12 {
        let place = (22 * at, 22 * at + 10);
        small.claim("ann", "one", place, "a");
        small.claim("bob", "one", place, if at % 3 == 0 { "a" } else { "b" });
    }
    small.all_done();
    let report = small.report();
    let place = section(&report, "claims", Question::Place, Counted::Span, None);
    near(overall(place, Measure::Gamma), 1.0);
    let claim = section(&report, "claims", Question::Claim, Counted::Span, None);
    assert!(overall(claim, Measure::Gamma).value.expect("defined") < 0.8);
    assert_eq!(claim.headline, Measure::KrippendorffAlpha);
    assert!(place.estimates.iter().all(|estimate| estimate.measure != Measure::GammaCat));
}

#[test]
fn several_answers_put_the_sets_first() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 24);
    small.codes("ann", "one", &"ffffffoooooo".repeat(2));
    small.codes("bob", "one", &"ffffffoooooo".repeat(2));
    for at in 12..24 {
        small.code("ann", "one", at, "mixed");
    }
    small.all_done();
    let report = small.report();
    let code = section(&report, "kind", Question::Code, Counted::Sentence, None);
    assert_eq!((code.headline, code.estimates[0].measure), (Measure::AlphaMasi, Measure::AlphaMasi));
    assert_eq!((code.estimates[0].n, code.several), (24, 12));
    near(overall(code, Measure::KrippendorffAlpha), 1.0);
    assert_eq!(report.sentence(), "You do not agree yet on the code.");
}

#[test]
fn marks_that_are_few_are_not_judged_by_sentence() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 40);
    for at in 0..4 {
        small.claim("ann", "one", (11 * at, 11 * at + 10), "a");
        small.claim("bob", "one", (11 * at, 11 * at + 10), "a");
    }
    small.all_done();
    let report = small.report();
    let by_sentence = section(&report, "claims", Question::Claim, Counted::Sentence, None);
    assert!(by_sentence.none_counts && by_sentence.grade().is_some());
    assert!(!section(&report, "claims", Question::Claim, Counted::Span, None).none_counts);
    assert_eq!(report.sentence(), "There is too little yet that two of you judged.");
    let sentences = Request { unit: Some(Counted::Sentence), ..Request::default() };
    assert_eq!(small.report_of(&sentences).sentence(), "You agree on which claim.");
}

#[test]
fn marks_keep_their_ends_where_reading_ends() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 6);
    small.claim("ann", "one", (5, 10), "a");
    small.claim("bob", "one", (5, 21), "a");
    coverage(&mut small, "ann", 0..1);
    small.done("bob", "one");
    let report = small.report();
    let place = section(&report, "claims", Question::Place, Counted::Span, None);
    near(overall(place, Measure::F1Exact), 0.0);
    // Five of sixteen code points are shared.
    near(overall(place, Measure::F1Iou50), 0.0);
    assert!(overall(place, Measure::Gamma).value.expect("defined") < 0.9);
    near(
        overall(
            section(&report, "claims", Question::Place, Counted::Character, None),
            Measure::CharacterAlpha,
        ),
        1.0,
    );
}

#[test]
fn a_mark_over_a_cut_counts_once() {
    let mut small = Small::new(&["ann", "bob", "cam"]);
    small.article("one", 6);
    for by in ["ann", "bob"] {
        small.claim(by, "one", (0, 32), "a");
        small.done(by, "one");
    }
    coverage(&mut small, "cam", 1..2);
    let report = small.report();
    let place = section(&report, "claims", Question::Place, Counted::Span, None);
    assert_eq!(overall(place, Measure::Gamma).n, 2);
    let starts_elsewhere =
        place.estimates.iter().find(|estimate| estimate.annotators == ["ann", "cam"].map(who));
    assert_eq!(
        starts_elsewhere.map(|estimate| estimate.n),
        Some(0),
        "what ann marked starts where cam has not read"
    );
}

#[test]
fn marks_of_a_chain_do_not_agree_across_it() {
    let mut small = Small::new(&["ann", "bob", "cam"]);
    small.article("one", 6);
    small.claim("ann", "one", (0, 10), "a");
    small.claim("bob", "one", (8, 20), "b");
    small.claim("cam", "one", (18, 30), "a");
    small.all_done();
    let report = small.report();
    let claim = section(&report, "claims", Question::Claim, Counted::Span, None);
    near(overall(claim, Measure::Percent), 0.0);
    let pair = |one: &str, other: &str| {
        let names = [who(one), who(other)];
        let is_asked =
            |estimate: &&Estimate| estimate.annotators == names && estimate.measure == Measure::Percent;
        claim.estimates.iter().find(is_asked).expect("an estimate").clone()
    };
    assert_eq!((pair("ann", "bob").n, pair("ann", "bob").value), (1, Ok(0.0)));
    assert_eq!(pair("ann", "cam").value, Err(Undefined::NothingShared), "they share no letter");
    let place = section(&report, "claims", Question::Place, Counted::Span, None);
    let both = place.cross_tabulation(Some([0, 2])).expect("one answer each");
    assert_eq!(both.counts[1][1], 0);
}

#[test]
fn no_choice_among_several_is_the_empty_set() {
    let mut small = Small::new(&["ann", "bob"]);
    let mut layers = small.project.codebook().layers().to_vec();
    let asked = layers[0].attributes.iter_mut().find(|one| one.id.as_str() == "check-worthy");
    let Some(Values::Choice { many, default, .. }) = asked.map(|one| &mut one.values) else {
        panic!("a choice")
    };
    (*many, *default) = (true, None);
    let codebook = Codebook::new("News".to_owned(), 2, layers).expect("fits");
    small.apply(Edit::PutCodebook { codebook: Arc::new(codebook) });
    small.article("one", 4);
    let yes = [("check-worthy", Value::Choices(vec![ChoiceId::new("yes").expect("id")]))];
    for (by, given) in [("ann", [true, true, false, false]), ("bob", [true, false, false, false])] {
        for (at, given) in given.into_iter().enumerate() {
            small.code_with(
                by,
                "one",
                at,
                if at < 3 { "factual" } else { "opinion" },
                if given { &yes } else { &[] },
            );
        }
    }
    small.all_done();
    let report = small.report();
    let asked = section(&report, "kind", Question::Attribute, Counted::Sentence, Some("check-worthy"));
    assert_eq!(
        overall(asked, Measure::AlphaMasi).n,
        2,
        "opinions are not asked; where nobody gave any, nothing was judged"
    );
    // Four sets, one of them empty; one of two pairs differs: 1 − 2·3 / (16 − 9 − 1).
    near(overall(asked, Measure::AlphaMasi), 0.0);
}

#[test]
fn what_lost_its_passage_is_counted() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 3);
    small.codes("ann", "one", "ff");
    small.codes("bob", "one", "ff");
    let annotation = Annotation::new(AnnotationId(99), span(0, 1), Body::Note, Timestamp(0));
    let (exact, prefix, suffix) = ("Lost".to_owned(), String::new(), String::new());
    let orphan = Orphan {
        annotation: Arc::new(annotation),
        stated: (0, 4),
        exact,
        prefix,
        suffix,
        proposed: None,
        lost: vec![],
    };
    small.apply(Edit::PutOrphan { key: key("bob", "one"), orphan: Arc::new(orphan) });
    assert_eq!(small.report().left_out.orphans, 1);
}

#[test]
fn single_judgements_bear_on_chance_alone() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 6);
    small.codes("ann", "one", "ffoomf");
    small.codes("bob", "one", "fooo  ");
    small.all_done();
    let report = small.report();
    let code = section(&report, "kind", Question::Code, Counted::Sentence, None);
    // Shares over six sentences: factual 1 + ½ + 1, opinion ½ + 1 + 1, mixed 1.
    let expected = (2.5 * 2.5 + 2.5 * 2.5 + 1.0) / 36.0;
    near(overall(code, Measure::FleissKappa), (0.75 - expected) / (1.0 - expected));
    assert_eq!(overall(code, Measure::FleissKappa).n, 4);
    // Eight values, factual 3, opinion 5; one of four pairs differs: 1 − 2·7 / (64 − 9 − 25).
    near(overall(code, Measure::KrippendorffAlpha), 1.0 - 14.0 / 30.0);
    assert_eq!(code.data.passages(UnitSelection::All).len(), 4);
    assert_eq!(code.cross_tabulation(None).expect("one code each").counts[2], vec![0; code.labels.len()]);
}

#[test]
fn rare_answers_are_not_called_too_little() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 60);
    let codes = format!("oo{}", "f".repeat(58));
    small.codes("ann", "one", &codes);
    small.codes("bob", "one", &codes);
    small.all_done();
    let words = small.report().summary();
    assert_eq!(
        words.headline.english(),
        "Nearly everything got the same answer, so chance-corrected figures say little."
    );
    assert!(words.detail.english().contains("Percent agreement 1.00, n = 60"), "{}", words.detail);
    let mut fewer = Small::new(&["ann", "bob"]);
    fewer.article("one", 12);
    fewer.codes("ann", "one", "fffffffffooo");
    fewer.codes("bob", "one", "fffffffffofo");
    fewer.all_done();
    assert_eq!(fewer.report().sentence(), "All answers but one are still too rare to judge by.");
    let alone = Request { annotators: Some(vec![who("ann")]), ..Request::default() };
    assert_eq!(small.report_of(&alone).summary().detail.english(), "Name two annotators or more.");
}

#[test]
fn nothing_marked_by_either_is_perfect_and_by_one_is_none() {
    let mut small = Small::new(&["ann", "bob", "cam"]);
    small.article("one", 6);
    small.codes("ann", "one", "f");
    small.codes("bob", "one", "f");
    small.claim("cam", "one", (0, 10), "a");
    small.all_done();
    let report = small.report();
    let place = section(&report, "claims", Question::Place, Counted::Span, None);
    let pair = |one: &str, other: &str| {
        let names = [who(one), who(other)];
        let mut found = place.estimates.iter().filter(|estimate| estimate.annotators == names);
        found.find(|estimate| estimate.measure == Measure::F1Exact).expect("an estimate").value
    };
    assert_eq!((pair("ann", "bob"), pair("ann", "cam")), (Ok(1.0), Ok(0.0)));
    let mut apart = Small::new(&["ann", "bob"]);
    apart.article("one", 6);
    apart.codes("ann", "one", "f");
    apart.codes("bob", "one", " f");
    let report = apart.report();
    let place = section(&report, "claims", Question::Place, Counted::Span, None);
    assert_eq!(overall(place, Measure::F1Exact).value, Err(Undefined::NothingShared));
}

#[test]
fn a_pair_is_the_same_whoever_else_there_is() {
    let mut small = Small::new(&["ann", "bob", "cam"]);
    small.article("one", 6);
    small.claim("ann", "one", (0, 32), "a");
    small.claim("bob", "one", (11, 43), "a");
    small.claim("bob", "one", (55, 60), "b");
    small.claim("cam", "one", (12, 20), "b");
    small.done("ann", "one");
    small.done("bob", "one");
    coverage(&mut small, "cam", 1..3);
    let names = vec![who("ann"), who("bob")];
    let alone = small.report_of(&Request { annotators: Some(names.clone()), ..Request::default() });
    let all = small.report();
    let mut seen = 0;
    for counted in [Counted::Span, Counted::Character] {
        let estimates = |report| {
            let section = section(report, "claims", Question::Place, counted, None);
            let own = section
                .estimates
                .iter()
                .filter(|estimate| estimate.annotators == names && estimate.code.is_none());
            own.map(|estimate| (estimate.measure, estimate.n, estimate.value)).collect::<Vec<_>>()
        };
        for figure in estimates(&all) {
            assert!(estimates(&alone).contains(&figure), "{figure:?} is not in {:?}", estimates(&alone));
            seen += 1;
        }
    }
    assert_eq!(seen, 6);
}
