//! The report on small projects.

mod corners;
mod properties;
mod small;

use super::{
    AgreementReport, Counted, DriftKind, Question, ReportCache, Request, RequestError, UnitSelection, Viewer,
    iso_week,
};
use crate::agreement::{Measure, Undefined};
use crate::base::{AttributeId, Progress};
use crate::model::{Body, Edit, Origin, Pass, Role, SetState, Settings, Value};
use crate::text::Span;
use small::{Small, article_id, choice, key, layer, near, overall, section, who};

/// Six sentences; of twelve codes six are factual, five opinion, one mixed; four are given alike.
fn six() -> Small {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 6);
    small.codes("ann", "one", "ffoomf");
    small.codes("bob", "one", "foooff");
    small
}

#[test]
fn codes_of_sentences_give_the_figures_worked_out_by_hand() {
    let mut small = six();
    small.all_done();
    let report = small.report();
    let place = section(&report, "kind", Question::Place, Counted::Sentence, None);
    near(overall(place, Measure::Percent), 1.0);
    assert_eq!(overall(place, Measure::KrippendorffAlpha).value, Err(Undefined::OneCategory));
    let code = section(&report, "kind", Question::Code, Counted::Sentence, None);
    near(overall(code, Measure::Percent), 4.0 / 6.0);
    // 2 · 2 · 11 / (144 − 36 − 25 − 1)
    near(overall(code, Measure::KrippendorffAlpha), 1.0 - 44.0 / 82.0);
    // p_e = (3·3 + 2·3) / 36
    near(overall(code, Measure::CohenKappa), 9.0 / 21.0);
    let expected = 82.0 / 144.0 / 5.0;
    near(overall(code, Measure::GwetAc1), (4.0 / 6.0 - expected) / (1.0 - expected));
    let alpha = overall(code, Measure::KrippendorffAlpha);
    assert_eq!((alpha.n, alpha.annotators.len()), (6, 2));
    assert!(matches!(alpha.interval, Some(Err(_))), "one article");
    let worst = code.estimates.iter().find(|estimate| estimate.code.is_some()).expect("estimates of codes");
    assert_eq!(code.label(worst).map(|label| label.id.as_str()), Some("mixed"), "the worst first");
    assert!(
        code.estimates.iter().all(|estimate| estimate.code.is_none_or(|code| code < 3)),
        "only codes in use"
    );
}

#[test]
fn cells_open_their_passages() {
    let mut small = six();
    small.all_done();
    let report = small.report();
    let code = section(&report, "kind", Question::Code, Counted::Sentence, None);
    let spans = |selection: UnitSelection| {
        code.data.passages(selection).into_iter().map(|found| found.span).collect::<Vec<_>>()
    };
    assert_eq!(spans(UnitSelection::Cell(Some([0, 1]), [0, 1])), [Small::sentence(1)]);
    assert_eq!(spans(UnitSelection::Cell(Some([0, 1]), [1, 0])), []);
    assert_eq!(spans(UnitSelection::Cell(None, [1, 0])), [Small::sentence(1)]);
    assert_eq!(spans(UnitSelection::Differing(None)), [Small::sentence(1), Small::sentence(4)]);
    assert_eq!(spans(UnitSelection::Label(2)), [Small::sentence(4)]);
    assert_eq!(code.passages(overall(code, Measure::Percent), &report.annotators).len(), 2);
    let cross_tabulation = code.cross_tabulation(Some([0, 1])).expect("one code each");
    assert_eq!(cross_tabulation.counts[0][..3], [2, 1, 0]);
    assert_eq!(cross_tabulation.counts[2][..3], [1, 0, 0]);
    assert_eq!(code.cross_tabulation(None).expect("one code each").counts[0][..3], [4, 1, 1]);
}

#[test]
fn what_was_not_covered_does_not_count() {
    let mut small = six();
    small.done("ann", "one");
    let ranges: Vec<Span> = (0..4).map(Small::sentence).collect();
    let within = Span::new(0, 65).expect("a span");
    small.apply(Edit::SetCoverage { key: key("bob", "one"), within, ranges, assumed: Vec::new() });
    let report = small.report();
    let code = section(&report, "kind", Question::Code, Counted::Sentence, None);
    assert_eq!(overall(code, Measure::Percent).n, 4);
    near(overall(code, Measure::Percent), 0.75);
    let place = section(&report, "kind", Question::Place, Counted::Sentence, None);
    assert_eq!(overall(place, Measure::Percent).n, 4);
    let points = overall(
        section(&report, "claims", Question::Place, Counted::Character, None),
        Measure::CharacterAlpha,
    );
    assert_eq!(
        (points.n, points.value),
        (43, Err(Undefined::NothingMarked)),
        "four sentences and three line ends"
    );
}

#[test]
fn what_nobody_made_is_left_out_and_counted() {
    for origin in [
        Origin::CarriedOver { from: "x".to_owned() },
        Origin::Suggested { by: "rule".to_owned() },
        Origin::Imported { from: "file".to_owned() },
    ] {
        let mut small = Small::new(&["ann", "bob"]);
        small.article("one", 3);
        small.codes("ann", "one", "ffo");
        small.codes("bob", "one", "ff");
        small.origin = origin.clone();
        small.code("bob", "one", 2, "factual");
        small.all_done();
        let report = small.report();
        let code = section(&report, "kind", Question::Code, Counted::Sentence, None);
        let place = section(&report, "kind", Question::Place, Counted::Sentence, None);
        let n = if matches!(origin, Origin::Imported { .. }) { 3 } else { 2 };
        assert_eq!(
            (overall(code, Measure::Percent).n, overall(place, Measure::Percent).n),
            (n, n),
            "{origin:?}"
        );
        let left_out = report.left_out.carried_over + report.left_out.suggested;
        assert_eq!(left_out, 3 - n, "{origin:?}");
    }
}

#[test]
fn carried_over_claims_leave_their_sentence_out() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 4);
    small.claim("ann", "one", (0, 10), "a");
    small.claim("bob", "one", (0, 10), "a");
    small.claim("ann", "one", (33, 43), "b");
    small.origin = Origin::CarriedOver { from: "x".to_owned() };
    small.claim("bob", "one", (33, 43), "c");
    small.all_done();
    let report = small.report();
    let place = section(&report, "claims", Question::Place, Counted::Sentence, None);
    assert_eq!(overall(place, Measure::Percent).n, 3);
    near(overall(place, Measure::KrippendorffAlpha), 1.0);
    let spans = section(&report, "claims", Question::Place, Counted::Span, None);
    near(overall(spans, Measure::F1Exact), 1.0);
    let claim = section(&report, "claims", Question::Claim, Counted::Span, None);
    assert_eq!(overall(claim, Measure::Percent).n, 1, "matched with nothing that somebody made");
}

#[test]
fn claims_are_compared_by_place_and_by_name() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 6);
    for (span, ann, bob) in
        [((0, 10), "a", "a"), ((11, 21), "b", "b"), ((22, 32), "a", "c"), ((33, 43), "c", "c")]
    {
        small.claim("ann", "one", span, ann);
        small.claim("bob", "one", span, bob);
    }
    small.claim("ann", "one", (44, 49), "d");
    small.all_done();
    let report = small.report();
    let place = section(&report, "claims", Question::Place, Counted::Span, None);
    near(overall(place, Measure::F1Exact), 8.0 / 9.0);
    assert_eq!(overall(place, Measure::F1Exact).n, 9);
    let claim = section(&report, "claims", Question::Claim, Counted::Span, None);
    // Eight values: a 3, b 2, c 3; one of four pairs differs: 1 − 2·7 / (64 − 9 − 4 − 9).
    near(overall(claim, Measure::KrippendorffAlpha), 1.0 - 14.0 / 42.0);
    near(overall(claim, Measure::Percent), 0.75);
    near(overall(claim, Measure::F1Exact), 6.0 / 9.0);
    // ann puts 1 and 3 together, bob 3 and 4.
    near(overall(claim, Measure::LinksF1), 0.0);
    let sets = section(&report, "claims", Question::Claim, Counted::Sentence, None);
    // Twelve sets: a 3, b 2, c 3, d 1, none 3, all a distance of 1 apart; two of six pairs differ.
    near(overall(sets, Measure::AlphaMasi), 1.0 - 2.0 * 2.0 * 11.0 / (144.0 - 9.0 - 4.0 - 9.0 - 1.0 - 9.0));
    assert_eq!(overall(sets, Measure::AlphaMasi).n, 6);
}

#[test]
fn attributes_are_compared_where_the_code_is_the_same() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 5);
    let named = [("voice", choice("named-source"))];
    let loaded = |from: u32, to: u32| [("loaded", Value::Spans(vec![Span::new(from, to).expect("a span")]))];
    small.code("ann", "one", 0, "factual");
    small.code("bob", "one", 0, "factual");
    small.code_with("ann", "one", 1, "factual", &named);
    small.code_with("bob", "one", 1, "factual", &named);
    small.code_with("ann", "one", 2, "factual", &named);
    small.code("bob", "one", 2, "factual");
    small.code_with("ann", "one", 3, "factual", &named);
    small.code("bob", "one", 3, "opinion");
    small.code_with("ann", "one", 4, "opinion", &loaded(44, 48));
    small.code_with("bob", "one", 4, "opinion", &loaded(46, 48));
    small.all_done();
    let report = small.report();
    let voice = section(&report, "kind", Question::Attribute, Counted::Sentence, Some("voice"));
    assert_eq!(overall(voice, Measure::Percent).n, 1, "what only one gave, or nobody, was not compared");
    near(overall(voice, Measure::Percent), 1.0);
    let loaded = section(&report, "kind", Question::Attribute, Counted::Sentence, Some("loaded"));
    // Precision 2/4, recall 1.
    near(overall(loaded, Measure::F1Partial), 2.0 * 0.5 / 1.5);
    assert_eq!(loaded.data.passages(UnitSelection::Differing(None)).len(), 1);
    let open = section(&report, "kind", Question::Attribute, Counted::Sentence, Some("check-worthy"));
    assert_eq!(overall(open, Measure::Percent).value, Err(Undefined::NothingShared), "left open");
}

/// Nobody set voice, stance or certainty: their defaults are nobody's judgement.
#[test]
fn fields_that_nobody_set_have_no_units() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 5);
    small.codes("ann", "one", "ffofo");
    small.codes("bob", "one", "ffooo");
    for by in ["ann", "bob"] {
        small.claim(by, "one", (0, 10), "a");
    }
    small.all_done();
    let unset = small.report();
    let attributes = unset.sections.iter().filter(|section| section.question == Question::Attribute);
    for estimate in attributes.flat_map(|section| &section.estimates) {
        assert_eq!((estimate.n, estimate.value.is_err()), (0, true), "{estimate:?}");
    }
    let mut given = Small::new(&["ann", "bob"]);
    given.article("one", 5);
    for (by, at, voice) in [("ann", 0, true), ("bob", 0, true), ("ann", 1, true), ("bob", 1, false)] {
        let named = [("voice", choice("author"))];
        given.code_with(by, "one", at, "factual", if voice { &named } else { &[] });
    }
    given.all_done();
    let report = given.report();
    let voice = section(&report, "kind", Question::Attribute, Counted::Sentence, Some("voice"));
    assert_eq!(overall(voice, Measure::Percent).n, 1, "given by both, though it is the default");
}

#[test]
fn fields_of_articles_are_units_of_their_own() {
    let mut small = Small::new(&["ann", "bob"]);
    let genre = AttributeId::new("genre").expect("id");
    for (name, ann, bob) in
        [("one", "news", "news"), ("two", "news", "analysis"), ("three", "analysis", "analysis")]
    {
        small.article(name, 2);
        for (by, value) in [("ann", ann), ("bob", bob)] {
            let value = Some(choice(value));
            small.apply(Edit::SetField { key: key(by, name), field: genre.clone(), value });
        }
    }
    let report = small.report();
    let genre = section(&report, "article", Question::Attribute, Counted::Article, Some("genre"));
    // Three of each; one of three pairs differs: 1 − 2·5 / (36 − 9 − 9).
    near(overall(genre, Measure::KrippendorffAlpha), 1.0 - 10.0 / 18.0);
    assert_eq!(genre.data.passages(UnitSelection::Differing(None))[0].article, article_id("two"));
}

#[test]
fn stacked_codes_are_compared_as_sets() {
    let mut small = six();
    small.code("ann", "one", 0, "opinion");
    small.all_done();
    let report = small.report();
    let code = section(&report, "kind", Question::Code, Counted::Sentence, None);
    assert_eq!(overall(code, Measure::KrippendorffAlpha).n, 5, "who gave two gave no single one");
    assert_eq!(overall(code, Measure::AlphaMasi).n, 6);
}

#[test]
fn three_annotators_come_with_their_pairs() {
    let mut small = six();
    small.annotator("cam", Role::Analyst);
    small.annotator("eva", Role::Adjudicator);
    small.codes("cam", "one", "fooo  ");
    small.codes("eva", "one", "pppppp");
    small.all_done();
    let report = small.report();
    assert_eq!(report.annotators, ["ann", "bob", "cam"].map(who), "an adjudicator's set is a result");
    let code = section(&report, "kind", Question::Code, Counted::Sentence, None);
    let pair = |one: &str, other: &str, measure: Measure| {
        let names = [who(one), who(other)];
        code.estimates
            .iter()
            .find(|estimate| estimate.annotators == names && estimate.measure == measure)
            .expect("an estimate")
            .clone()
    };
    near(&pair("ann", "bob", Measure::KrippendorffAlpha), 1.0 - 44.0 / 82.0);
    near(&pair("bob", "cam", Measure::Percent), 1.0);
    assert_eq!(pair("bob", "cam", Measure::Percent).n, 4);
    let mean: f64 = [("ann", "bob"), ("ann", "cam"), ("bob", "cam")]
        .map(|(one, other)| pair(one, other, Measure::CohenKappa).value.expect("defined"))
        .iter()
        .sum();
    near(overall(code, Measure::CohenKappa), mean / 3.0);
    let named = Request { annotators: Some(vec![who("eva"), who("ann")]), ..Request::default() };
    let named = small.report_of(&named);
    assert_eq!(named.annotators, ["ann", "eva"].map(who));
    near(overall(section(&named, "kind", Question::Code, Counted::Sentence, None), Measure::Percent), 0.0);
}

#[test]
fn blindness_hides_articles() {
    let mut small = six();
    small.article("two", 2);
    small.codes("ann", "two", "ff");
    small.codes("bob", "two", "ff");
    small.done("ann", "one");
    small.done("bob", "one");
    small.done("bob", "two");
    let of = |viewer: Viewer| small.report_of(&Request { viewer, ..Request::default() });
    let ann = of(Viewer::Annotator(Some(who("ann"))));
    assert_eq!((ann.articles.to_vec(), ann.left_out.hidden), (vec![article_id("one")], 1));
    assert_eq!(of(Viewer::Annotator(Some(who("bob")))).articles.len(), 2);
    assert_eq!(of(Viewer::Annotator(None)).articles.len(), 0);
    assert_eq!(of(Viewer::Everything).articles.len(), 2);
}

#[test]
fn two_passes_are_reported_for_what_they_are() {
    let mut small = six();
    small.annotator("eva", Role::Adjudicator);
    small.codes("eva", "one", "ffffff");
    small.all_done();
    let mut with = |pass: Pass| {
        let passes = [(layer("kind"), pass)].into();
        small.apply(Edit::PutSettings { settings: Settings { passes, ..Settings::default() } });
        small.report()
    };
    let asked = |report: &AgreementReport| {
        let own = report.sections.iter().filter(|section| section.layer == layer("kind"));
        own.map(|section| section.question).collect::<std::collections::BTreeSet<_>>()
    };
    let marking = with(Pass::Marking);
    assert_eq!(asked(&marking), [Question::Place].into());
    let labelling = with(Pass::Labelling(who("eva")));
    assert_eq!(asked(&labelling), [Question::Code, Question::Attribute].into());
    let code = section(&labelling, "kind", Question::Code, Counted::Sentence, None);
    near(overall(code, Measure::Percent), 4.0 / 6.0);
}

#[test]
fn drift_tells_weeks_and_second_thoughts() {
    let mut small = Small::new(&["ann", "bob"]);
    for (name, day) in [("one", 20_000), ("two", 20_007)] {
        small.day = day;
        small.article(name, 3);
        small.codes("ann", name, if name == "one" { "ffo" } else { "foo" });
        small.codes("bob", name, "ffo");
    }
    small.all_done();
    let report = small.report();
    let weeks: Vec<_> = report
        .drift
        .iter()
        .filter_map(|drift| match &drift.kind {
            DriftKind::Week(_, week) if drift.question == Question::Code => {
                Some((iso_week(*week), drift.n, drift.percent))
            }
            _ => None,
        })
        .collect();
    // Day 20,000 is Thursday, 4 October 2024.
    assert_eq!(weeks[0], ("2024-W40".to_owned(), 3, Ok(1.0)));
    assert_eq!(weeks[1], ("2024-W41".to_owned(), 3, Ok(2.0 / 3.0)));
    let own = |name: &str| {
        let found = report
            .drift
            .iter()
            .find(|drift| drift.kind == DriftKind::Again(who(name)))
            .expect("served again");
        (found.n, found.percent)
    };
    assert_eq!(own("ann"), (3, Ok(2.0 / 3.0)));
    assert_eq!(own("bob"), (3, Ok(1.0)));
}

#[test]
fn figures_over_time_say_what_rests_on_an_assumption() {
    let mut small = Small::new(&["ann", "bob"]);
    for (name, day) in [("one", 20_000), ("two", 20_007)] {
        small.day = day;
        small.article(name, 3);
        small.codes("ann", name, "ffo");
        small.codes("bob", name, "ffo");
        for by in ["ann", "bob"] {
            let key = key(by, name);
            let mut set = (**small.project.set(&key).expect("a set")).clone();
            let whole = (0..3).map(Small::sentence).collect();
            set.restore(whole, Default::default(), [], SetState::Open);
            small.apply(Edit::PutSet { key, set: std::sync::Arc::new(set) });
        }
    }
    // Of Bob's reading of the first article nothing but the marks is known, for two of its three sentences.
    let key = key("bob", "one");
    let mut set = (**small.project.set(&key).expect("a set")).clone();
    set.restore_assumed([Small::sentence(0), Small::sentence(1)].into_iter().collect());
    small.apply(Edit::PutSet { key, set: std::sync::Arc::new(set) });
    let report = small.report();
    let told = |wanted: &dyn Fn(&DriftKind) -> bool| {
        let found = report.drift.iter().filter(|one| wanted(&one.kind) && one.layer.as_str() == "kind");
        found.map(|one| (one.n, one.assumed)).collect::<Vec<_>>()
    };
    assert_eq!(told(&|kind| matches!(kind, DriftKind::Week(..))), [(3, 2), (3, 0)]);
    assert_eq!(told(&|kind| *kind == DriftKind::Again(who("bob"))), [(3, 2)]);
    assert_eq!(told(&|kind| *kind == DriftKind::Again(who("ann"))), [(3, 0)]);
}

#[test]
fn words_name_what_is_confused() {
    let mut small = Small::new(&["ann", "bob"]);
    small.article("one", 40);
    small.codes("ann", "one", &"fffommoffo".repeat(4));
    small.codes("bob", "one", &"fffomofffm".repeat(4));
    for at in (0..40).step_by(3) {
        let start = 11 * at;
        small.claim("ann", "one", (start, start + 10), if at % 2 == 0 { "a" } else { "b" });
        small.claim("bob", "one", (start, start + 10), if at % 2 == 0 { "a" } else { "b" });
    }
    small.all_done();
    let report = small.report();
    assert_eq!(report.sentence(), "You agree on where and which claim, not on mixed versus opinion.");
    let words = report.summary();
    assert!(words.detail.english().contains("Mixed stands against Opinion: 8"), "{}", words.detail);
    assert!(words.detail.english().contains(".667 to .80"), "{}", words.detail);
    let alone = Small::new(&["ann"]);
    assert_eq!(alone.report().sentence(), "There are not two annotators to compare.");
    let mut few = six();
    few.all_done();
    assert_eq!(few.report().sentence(), "There is too little yet that two of you judged.");
}

#[test]
fn a_change_has_one_article_looked_at_anew() {
    let mut small = Small::new(&["ann", "bob"]);
    for name in ["one", "two", "three"] {
        small.article(name, 6);
        small.codes("ann", name, "ffoomf");
        small.codes("bob", name, "foooff");
        small.claim("ann", name, (0, 10), "a");
        small.claim("bob", name, (5, 10), "a");
    }
    small.all_done();
    let (request, progress) = (Request::default(), Progress::new());
    let mut cache = ReportCache::default();
    let mut report = |small: &Small| {
        let report = AgreementReport::new(&small.project, &request, &mut cache, &progress)
            .expect("fits")
            .expect("whole");
        (report, cache.looked_at())
    };
    assert_eq!(report(&small).1, 3);
    assert_eq!(report(&small), (small.report(), 3));
    small.code("bob", "two", 5, "opinion");
    assert_eq!(report(&small), (small.report(), 4));
    small.apply(Edit::SetState { key: key("ann", "one"), state: SetState::Open });
    assert_eq!(report(&small), (small.report(), 5));
    let cancelled = Progress::new();
    cancelled.cancel();
    assert_eq!(
        AgreementReport::new(&small.project, &request, &mut ReportCache::default(), &cancelled),
        Ok(None)
    );
}

#[test]
fn requests_that_fit_nothing_are_refused() {
    let small = six();
    let ask = |request: Request| {
        AgreementReport::new(&small.project, &request, &mut ReportCache::default(), &Progress::new())
            .expect_err("refused")
    };
    let error = ask(Request { layers: Some(vec![layer("none")]), ..Request::default() });
    assert!(
        matches!(&error, RequestError::NoLayer(name, known) if *name == layer("none") && known.len() == 3)
    );
    assert!(error.to_string().contains("kind, claims, article"), "{error}");
    let error = ask(Request { annotators: Some(vec![who("zoe")]), ..Request::default() });
    assert!(error.to_string().contains("ann, bob"), "{error}");
}

#[test]
fn notes_and_unanswered_units_are_not_answers() {
    let mut small = six();
    let unit = Body::Unit(layer("kind"));
    small.article("two", 2);
    small.put("ann", "two", Small::sentence(0), unit, &[]);
    small.put("ann", "two", Small::sentence(1), Body::Note, &[]);
    small.codes("bob", "two", "ff");
    small.all_done();
    let report = small.report();
    assert_eq!(
        overall(section(&report, "kind", Question::Code, Counted::Sentence, None), Measure::Percent).n,
        6
    );
    let place = section(&report, "kind", Question::Place, Counted::Sentence, None);
    near(overall(place, Measure::Percent), 7.0 / 8.0);
}
