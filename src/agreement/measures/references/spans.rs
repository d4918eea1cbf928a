use super::super::bootstrap::SplitMix64;
use super::super::gamma::{Dissimilarity, GammaOptions, gamma_of};
use super::super::marks::{Document, LabelledSpan};
use super::super::spans::{LabelMatching, Match, mean_of_pairs, pairwise_f1};
use super::super::unitising::{UnitisingMeasure, unitising_agreement};
use super::ask;
use crate::base::Progress;
use std::fmt::Write as _;

fn below(random: &mut SplitMix64, limit: u32) -> u32 {
    random.below(limit as usize) as u32
}

const LENGTH: u32 = 200;

/// Marks of annotators who look at the same passages and differ somewhat.
fn sets(random: &mut SplitMix64, annotators: usize, passages: u32, apart: bool) -> Vec<Vec<LabelledSpan>> {
    let width = LENGTH / passages;
    (0..annotators)
        .map(|_| {
            let mut own = Vec::new();
            for passage in 0..passages {
                if below(random, 5) == 0 {
                    continue;
                }
                let start = passage * width + below(random, width / 4 + 1);
                let most = if apart { width / 2 } else { width };
                let end = start + 1 + width / 4 + below(random, most);
                let end = if apart { end.min((passage + 1) * width) } else { end };
                let label = ((passage + below(random, 5) / 4) % 3) as u16;
                own.push(LabelledSpan { start, end, label });
            }
            own
        })
        .collect()
}

fn document(sets: &[Vec<LabelledSpan>]) -> Document {
    Document::new(LENGTH, sets.iter().cloned().map(Some).collect())
}

fn json(document: &Document) -> String {
    let set = |marks: &[LabelledSpan]| {
        let marks: Vec<String> =
            marks.iter().map(|m| format!("[{},{},{}]", m.start, m.end, m.label)).collect();
        format!("[{}]", marks.join(","))
    };
    format!("[{}]", document.finished().map(set).collect::<Vec<_>>().join(","))
}

fn joined<T>(items: &[T], one: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(one).collect::<Vec<_>>().join(","))
}

/// What a package should say, and how far it may be off.
struct Expected {
    kind: &'static str,
    value: f64,
    within: f64,
}

/// The cases as JSON, and our values in the order of the script's.
fn cases() -> (String, Vec<Expected>) {
    let mut random = SplitMix64::new(20_150_901);
    let (mut text, mut expected) = (String::from("{"), Vec::new());

    let collections: Vec<Vec<Document>> = (0..30)
        .map(|case| (0..3).map(|_| document(&sets(&mut random, 2 + case % 3, 24, true))).collect())
        .collect();
    write!(text, "\"f1\":{}", joined(&collections, |documents| joined(documents, json))).expect("memory");
    for documents in &collections {
        let value =
            mean_of_pairs(&pairwise_f1(documents, Match::Exact, LabelMatching::Compared)).expect("marks");
        expected.push(Expected { kind: "f1", value, within: 1e-12 });
    }

    let collections: Vec<Vec<Document>> = (0..40)
        .map(|case| (0..1 + case % 3).map(|_| document(&sets(&mut random, 2 + case % 2, 7, true))).collect())
        .collect();
    let case = |documents: &Vec<Document>| {
        let lengths = joined(documents, |document| document.length().to_string());
        format!("{{\"lengths\":{lengths},\"documents\":{}}}", joined(documents, json))
    };
    write!(text, ",\"unitized\":{}", joined(&collections, case)).expect("memory");
    for documents in &collections {
        let value = unitising_agreement(documents, UnitisingMeasure::Alpha).expect("marks");
        expected.push(Expected { kind: "unitized", value, within: 1e-9 });
    }

    let weights = [(1.0, 1.0, 1.0), (3.0, 1.0, 1.0), (1.0, 2.0, 0.5), (0.5, 1.0, 2.0)];
    let alone: Vec<(Document, (f64, f64, f64))> = (0..48)
        .map(|case| {
            (
                document(&sets(&mut random, 2 + case % 3, 5 + 3 * passages_more(case), false)),
                weights[case % 4],
            )
        })
        .collect();
    let case = |(document, (alpha, beta, empty)): &(Document, (f64, f64, f64))| {
        format!("{{\"alpha\":{alpha},\"beta\":{beta},\"empty\":{empty},\"sets\":{}}}", json(document))
    };
    write!(text, ",\"disorder\":{}", joined(&alone, case)).expect("memory");
    for (document, (alpha, beta, empty)) in &alone {
        let dissimilarity = Dissimilarity { alpha: *alpha, beta: *beta, empty: *empty };
        let options = GammaOptions { dissimilarity, samples: 2, precision: 1.0, ..GammaOptions::default() };
        let found = gamma_of(std::slice::from_ref(document), &options, &Progress::new());
        let found = found.expect("not cancelled").expect("marks");
        assert!(found.observed_exact);
        expected.push(Expected {
            kind: "disorder",
            value: found.observed,
            within: 2e-5 * found.observed.max(1.0),
        });
    }

    let alone: Vec<Document> =
        (0..4).map(|case| document(&sets(&mut random, 2 + case % 2, 14, false))).collect();
    write!(text, ",\"gamma\":{}}}", joined(&alone, json)).expect("memory");
    for document in &alone {
        let found = gamma_of(std::slice::from_ref(document), &GammaOptions::default(), &Progress::new());
        let value = found.expect("not cancelled").expect("marks").value;
        expected.push(Expected { kind: "gamma", value, within: 0.03 });
    }
    (text, expected)
}

/// More passages for two annotators than for three or four, which the package's solver is slow with.
fn passages_more(case: usize) -> u32 {
    match case % 3 {
        0 => 4,
        1 => 2,
        _ => 0,
    }
}

#[test]
#[ignore = "needs the Python packages of tests/references/requirements.txt; .ci/run installs them and runs this"]
fn spans_are_measured_as_public_packages_do() {
    let (text, expected) = cases();
    let values = ask("spans.py", &text);
    assert_eq!(expected.len(), 122);
    assert_eq!(values.len(), expected.len());
    for (number, (theirs, ours)) in values.iter().zip(&expected).enumerate() {
        let Expected { kind, value, within } = ours;
        assert!((theirs - value).abs() <= *within, "{kind}, number {number}: {theirs} for {value}");
    }
    for kind in ["f1", "unitized", "disorder", "gamma"] {
        let of_kind = expected.iter().filter(|case| case.kind == kind);
        assert!(
            of_kind.filter(|case| case.value > 0.0 && case.value != 1.0).count() >= 3,
            "{kind}: too plain"
        );
    }
}
