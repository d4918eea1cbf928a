//! What must hold for any data.

use super::small::{Small, layer, overall, section, who};
use crate::agreement::measures::bootstrap::SplitMix64;
use crate::agreement::{AgreementReport, Counted, Estimate, Measure, Question, Request};

const CODES: [&str; 4] = ["factual", "opinion", "mixed", "prediction"];
const CLAIMS: [&str; 4] = ["a", "b", "c", "d"];

/// Random work of annotators on articles; with `alike` all do what the first does.
fn random(names: &[&str], articles: usize, seed: u64, alike: bool) -> Small {
    let mut random = SplitMix64::new(seed);
    let mut small = Small::new(names);
    for number in 0..articles {
        let article = format!("article-{number:02}");
        small.article(&article, 20);
        let mut work: Vec<Vec<(usize, u32, usize)>> = Vec::new();
        for name in names {
            let mut own = Vec::new();
            for at in 0..20 {
                own.push((random.below(4), 11 * at, random.below(8)));
            }
            work.push(own);
            let own = if alike { &work[0] } else { &work[work.len() - 1] };
            for (sentence, (code, start, claim)) in own.clone().into_iter().enumerate() {
                small.code(name, &article, sentence, CODES[code]);
                if let Some(claim) = CLAIMS.get(claim) {
                    // With the line end, which otherwise everybody leaves unmarked.
                    small.claim(name, &article, (start, (start + 11).min(219)), claim);
                }
            }
        }
    }
    small.all_done();
    small
}

fn estimates(report: &AgreementReport) -> impl Iterator<Item = &Estimate> {
    report.sections.iter().flat_map(|section| &section.estimates)
}

#[test]
fn identical_work_gives_one_or_nothing() {
    let report = random(&["ann", "bob", "cam"], 9, 1, true).report();
    let mut ones = 0;
    for section in &report.sections {
        for estimate in section.estimates.iter().filter(|estimate| estimate.value.is_ok()) {
            let value = estimate.value.expect("filtered");
            assert!((value - 1.0).abs() < 1e-9, "{:?} {:?}: {value}", section.question, estimate.measure);
            ones += 1;
        }
    }
    assert!(ones > 100, "{ones}");
}

#[test]
fn chance_gives_about_nothing() {
    let report = random(&["ann", "bob", "cam"], 40, 2, false).report();
    let mut seen = 0;
    // AC1 expects codes too that nobody uses.
    let is_zero = |measure: Measure| measure.is_chance_corrected() && measure != Measure::GwetAc1;
    let about_all = |estimate: &&Estimate| estimate.annotators.len() == 3 && is_zero(estimate.measure);
    // Everybody gave every sentence a code, so that marking one says nothing.
    let is_told = |section: &&crate::agreement::ReportSection| {
        section.question != Question::Attribute
            && (section.question != Question::Place || section.layer == layer("claims"))
    };
    for section in report.sections.iter().filter(is_told) {
        for estimate in section.estimates.iter().filter(about_all) {
            let Ok(value) = estimate.value else { continue };
            let limit = match estimate.measure {
                // All marks are whole lines, which random continua do not know.
                Measure::Gamma if section.question == Question::Place => 0.4,
                Measure::Gamma | Measure::GammaCat => 0.2,
                _ => 0.1,
            };
            assert!(
                value.abs() < limit,
                "{:?} by {:?}, {:?} {:?}: {value}",
                section.question,
                section.counted,
                estimate.measure,
                estimate.code
            );
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn disjoint_marks_never_agree() {
    let mut small = Small::new(&["ann", "bob"]);
    for number in 0..9 {
        let article = format!("article-{number}");
        small.article(&article, 12);
        for at in 0..12 {
            let by = if at % 2 == 0 { "ann" } else { "bob" };
            small.claim(by, &article, (11 * at, 11 * at + 10), CLAIMS[at as usize % 4]);
        }
    }
    small.all_done();
    let report = small.report();
    let mut seen = 0;
    for estimate in
        report.sections.iter().filter(|one| one.layer == layer("claims")).flat_map(|one| &one.estimates)
    {
        assert!(estimate.value.is_err() || estimate.value.is_ok_and(|value| value < 0.999), "{estimate:?}");
        seen += usize::from(estimate.value.is_ok());
    }
    assert!(seen > 10, "{seen}");
}

/// Which figure it is, whoever it is about.
fn name_of(
    report: &AgreementReport,
    section: usize,
    estimate: &Estimate,
    names: &dyn Fn(&str) -> String,
) -> String {
    let section = &report.sections[section];
    let mut who: Vec<String> = estimate.annotators.iter().map(|id| names(id.as_str())).collect();
    who.sort();
    let code = section.label(estimate).map(|label| label.id.split('/').next_back().map(str::to_owned));
    format!(
        "{} {:?} {:?} {:?} {} {code:?} {who:?} {}",
        section.layer, section.question, section.counted, section.attribute, estimate.measure, estimate.n
    )
}

#[test]
fn names_and_their_order_do_not_matter() {
    // The same work under names in another order: the first becomes the last.
    let (first, second) = (["ann", "bob", "cam"], ["zoe", "bob", "cam"]);
    let one = random(&first, 9, 3, false).report();
    let other = random(&second, 9, 3, false).report();
    let list = |report: &AgreementReport, names: &dyn Fn(&str) -> String| {
        let mut all: Vec<(String, Result<f64, _>)> = Vec::new();
        for (at, section) in report.sections.iter().enumerate() {
            let figures = section
                .estimates
                .iter()
                .filter(|estimate| !matches!(estimate.measure, Measure::Gamma | Measure::GammaCat));
            all.extend(figures.map(|estimate| (name_of(report, at, estimate, names), estimate.value)));
        }
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    let as_is = list(&one, &|name| name.to_owned());
    let renamed = list(&other, &|name| if name == "zoe" { "ann".to_owned() } else { name.to_owned() });
    assert_eq!(as_is.len(), renamed.len());
    for ((name, value), (other_name, other_value)) in as_is.iter().zip(&renamed) {
        assert_eq!(name, other_name);
        match (value, other_value) {
            (Ok(value), Ok(other)) => assert!((value - other).abs() < 1e-9, "{name}: {value} {other}"),
            (value, other) => assert_eq!(value, other, "{name}"),
        }
    }
}

#[test]
fn a_part_gives_the_same_figures_as_the_whole() {
    let small = random(&["ann", "bob", "cam"], 9, 4, false);
    let whole = small.report();
    for name in ["kind", "claims", "article"] {
        let part = small.report_of(&Request { layers: Some(vec![layer(name)]), ..Request::default() });
        let own: Vec<_> =
            whole.sections.iter().filter(|section| section.layer == layer(name)).cloned().collect();
        assert_eq!(part.sections, own, "{name}");
    }
    for unit in [Counted::Sentence, Counted::Span, Counted::Character] {
        let layers = Some(vec![layer("claims")]);
        let part = small.report_of(&Request { unit: Some(unit), layers, ..Request::default() });
        let own = |section: &&crate::agreement::ReportSection| {
            section.layer == layer("claims") && section.counted == unit
        };
        let estimates: Vec<_> = whole.sections.iter().filter(own).map(|section| &section.estimates).collect();
        assert_eq!(
            part.sections.iter().map(|section| &section.estimates).collect::<Vec<_>>(),
            estimates,
            "{unit:?}"
        );
    }
    let two =
        small.report_of(&Request { annotators: Some(vec![who("cam"), who("ann")]), ..Request::default() });
    let code =
        |report: &AgreementReport| section(report, "kind", Question::Code, Counted::Sentence, None).clone();
    let names = [who("ann"), who("cam")];
    let (whole, two) = (code(&whole), code(&two));
    let pair = whole
        .estimates
        .iter()
        .find(|estimate| estimate.annotators == names && estimate.measure == Measure::CohenKappa);
    let alone = overall(&two, Measure::CohenKappa);
    assert_eq!(pair.map(|estimate| (estimate.n, estimate.value)), Some((alone.n, alone.value)));
}

#[test]
fn intervals_hold_their_value_and_need_eight_articles() {
    let few = random(&["ann", "bob"], 7, 5, false).report();
    assert!(estimates(&few).all(|estimate| !matches!(estimate.interval, Some(Ok(_)))));
    let report = random(&["ann", "bob"], 12, 5, false).report();
    let code = section(&report, "kind", Question::Code, Counted::Sentence, None);
    for estimate in code.estimates.iter().filter(|estimate| estimate.value.is_ok()) {
        let interval = estimate.interval.expect("drawn").expect("enough articles");
        let value = estimate.value.expect("filtered");
        assert!(interval.low <= value && value <= interval.high, "{estimate:?}");
        assert_eq!((interval.seed, interval.resamples), (report.seed, report.resamples));
    }
    assert_eq!(random(&["ann", "bob"], 12, 5, false).report(), report, "the same seed, the same figures");
}
