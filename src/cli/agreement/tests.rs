//! The command on the sample project.

use super::super::testing::told;
use super::super::{Action, Outcome};
use super::*;
use crate::agreement::*;
use crate::base::Progress;
use std::path::Path;

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample")
}

/// Runs the command on a copy of the sample with these options.
fn ask(
    layer: Option<&str>,
    annotators: &[&str],
    measure: Option<&str>,
    unit: Option<UnitArg>,
    json: bool,
) -> (Outcome, String, String) {
    let action = Action::Agreement(AgreementArgs {
        project: sample(),
        layer: layer.map(str::to_owned),
        annotators: annotators.iter().map(|name| (*name).to_owned()).collect(),
        measure: measure.map(str::to_owned),
        unit,
        json,
    });
    told(&action)
}

/// The raw value of a field of an object on one line.
fn field<'a>(object: &'a str, name: &str) -> &'a str {
    let from = object.find(&format!("\"{name}\": ")).expect("the field") + name.len() + 4;
    let rest = &object[from..];
    let mut depth = 0_i32;
    let mut quoted = false;
    let end = rest.find(|c| {
        quoted ^= c == '"';
        depth += i32::from(c == '[') - i32::from(c == ']');
        !quoted && depth <= 0 && matches!(c, ',' | '}')
    });
    &rest[..end.expect("the end of the field")]
}

fn objects(text: &str) -> Vec<&str> {
    text.lines().map(|line| line.trim().trim_end_matches(',')).filter(|line| line.starts_with('{')).collect()
}

#[test]
fn the_command_says_what_the_report_says() {
    let (outcome, text, err) = ask(None, &[], None, None, true);
    assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""));
    let project = store::open(&sample(), &Progress::new()).expect("the sample").value;
    let report =
        AgreementReport::new(&project, &Request::default(), &mut ReportCache::default(), &Progress::new());
    let report = report.expect("fits").expect("whole");
    let rows: Vec<(&ReportSection, &Estimate)> =
        report.sections.iter().flat_map(|one| one.estimates.iter().map(move |row| (one, row))).collect();
    let objects = objects(&text);
    assert!(text.starts_with("[\n") && text.ends_with("]\n"), "{text}");
    assert_eq!(objects.len(), rows.len() + 2 * report.drift.len());
    let mut seen = std::collections::BTreeSet::new();
    for (object, (section, row)) in objects.iter().zip(rows) {
        assert_eq!(field(object, "layer"), format!("\"{}\"", section.layer));
        assert_eq!(field(object, "measure"), format!("\"{}\"", row.measure));
        assert_eq!(field(object, "n"), row.n.to_string());
        match row.value {
            Ok(value) => {
                assert_eq!(field(object, "value").parse(), Ok(value), "every digit");
                assert_eq!(field(object, "reason"), "null");
            }
            Err(why) => {
                assert_eq!(field(object, "value"), "null");
                assert_eq!(field(object, "reason"), format!("\"{why}\""));
            }
        }
        assert_eq!(field(object, "interval"), "null", "seven articles");
        let names = ["layer", "question", "attribute", "measure", "unit", "annotators", "code"];
        assert!(seen.insert(names.map(|name| field(object, name))), "twice: {object}");
    }
}

#[test]
fn options_choose_among_the_same_figures() {
    let all = ask(None, &[], None, None, true).1;
    let one =
        ask(Some("kind"), &["tomas", "Maya"], Some("krippendorff-alpha"), Some(UnitArg::Sentence), true).1;
    let one = objects(&one);
    assert!(one.len() > 5, "{one:?}");
    for object in one {
        assert!(objects(&all).contains(&object), "{object}");
        assert_eq!(field(object, "measure"), "\"krippendorff-alpha\"");
        assert_eq!(field(object, "annotators"), "[\"maya\", \"tomas\"]");
    }
    let characters = ask(Some("kind"), &[], Some("character-alpha"), Some(UnitArg::Character), true).1;
    assert!(!objects(&characters).is_empty(), "sentences can be counted by character too");
}

#[test]
fn a_measure_is_called_as_it_is_printed_and_gamma_says_what_it_is_made_of() {
    let by_id = ask(Some("claims"), &[], Some("gamma"), None, true).1;
    assert_eq!(ask(Some("claims"), &[], Some("γ"), None, true).1, by_id);
    assert_eq!(ask(None, &[], Some("krippendorff’s α"), None, true).0, Outcome::Clean);
    let object = objects(&by_id)[0];
    let number = |name: &str| field(object, name).parse::<f64>().expect("a number");
    let made = 1.0 - number("observed_disorder") / number("expected_disorder");
    assert!((made - number("value")).abs() < 1e-12, "{object}");
    let text = ask(Some("claims"), &[], Some("γ"), None, false).1;
    assert!(text.contains("(δ_o ") && text.contains(", δ_e "), "{text}");
}

#[test]
fn one_measure_alone_has_the_figures_that_it_has_among_all() {
    let all = ask(None, &[], None, None, true).1;
    for measure in Measure::all() {
        let one = ask(None, &[], Some(measure.id()), None, true).1;
        let wanted = format!("\"{measure}\"");
        let among: Vec<&str> =
            objects(&all).into_iter().filter(|object| field(object, "measure") == wanted).collect();
        assert_eq!(objects(&one), among, "{measure}");
    }
}

#[test]
fn people_get_a_sentence_and_tables() {
    let (outcome, text, err) = ask(None, &[], None, None, false);
    assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""));
    assert!(text.starts_with("You "), "{text}");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no {words} in {text}"));
    let order = ["SAME PLACES", "SAME CODE", "SAME ATTRIBUTES", "SAME CLAIM", "OVER TIME"].map(at);
    assert!(order.is_sorted(), "{order:?}");
    assert!(text.contains("n/a (everything got the same answer"), "{text}");
    assert!(text.contains("|u|α (experimental)"), "{text}");
    assert!(text.contains("No interval: an interval needs 8 documents, there are 7."), "{text}");
}

#[test]
fn what_there_is_not_is_refused_with_what_there_is() {
    let refused = |layer, annotators: &[&str], measure, want: &str| {
        let (outcome, out, err) = ask(layer, annotators, measure, None, true);
        assert_eq!((outcome, out.as_str()), (Outcome::Failed, ""), "{err}");
        assert!(err.contains(want), "{err}");
    };
    refused(Some("mood"), &[], None, "kind, claims, article");
    refused(None, &["zoe"], None, "maya, tomas");
    refused(None, &[], Some("kappa"), "cohen-kappa");
    refused(None, &[], Some("gamma-self"), "gamma");
    refused(None, &[], Some("kappa"), "percent-by-week, percent-self, krippendorff-alpha-by-week");
}

#[test]
fn the_figures_of_the_sample_are_those_of_other_programs() {
    let text = ask(None, &[], None, None, true).1;
    let objects = objects(&text);
    // Worked out from the files of the sample: α with the package krippendorff 0.9.0, κ with scikit-learn 1.9.1, F1 by
    // counting equal places.
    for (layer, question, attribute, measure, n, want) in [
        ("kind", "code", "null", "krippendorff-alpha", 242, 0.8049371497804028),
        ("kind", "code", "null", "cohen-kappa", 242, 0.8045875495218148),
        ("kind", "attribute", "\"voice\"", "krippendorff-alpha", 83, 0.8535773710482529),
        ("claims", "place", "null", "f1-exact", 235, 0.4595744680851064),
    ] {
        let is_asked = |object: &&&str| {
            field(object, "layer") == format!("\"{layer}\"")
                && field(object, "question") == format!("\"{question}\"")
                && field(object, "attribute") == attribute
                && field(object, "measure") == format!("\"{measure}\"")
                && field(object, "code") == "null"
        };
        let object = objects.iter().find(is_asked).unwrap_or_else(|| panic!("no {measure} of {layer}"));
        let value: f64 = field(object, "value").parse().expect("a number");
        assert!((value - want).abs() < 1e-12, "{object}");
        assert_eq!(field(object, "n"), n.to_string());
    }
}

#[test]
fn a_filter_that_leaves_nothing_is_named() {
    let (outcome, text, _) = ask(Some("article"), &[], None, Some(UnitArg::Span), false);
    assert_eq!(outcome, Outcome::Clean);
    assert!(text.starts_with("No figure fits the filter.\n\nCompared: "), "{text}");
    let (_, text, _) = ask(Some("kind"), &[], Some("gamma"), None, false);
    assert!(text.starts_with("No figure fits the filter."), "{text}");
    let (_, text, _) = ask(Some("kind"), &[], Some("percent"), None, false);
    assert!(text.starts_with("You "), "{text}");
}

#[test]
fn figures_without_an_interval_say_so() {
    let text = ask(Some("claims"), &[], Some("gamma-cat"), None, true).1;
    let mut found = objects(&text);
    found.retain(|object| field(object, "value") != "null");
    assert!(!found.is_empty());
    for object in found {
        assert_eq!(field(object, "no_interval"), "\"not drawn for this measure\"", "{object}");
    }
    let text = ask(Some("claims"), &[], Some("gamma-cat"), None, false).1;
    let line = text.lines().find(|line| line.trim_start().starts_with("γ-cat ")).expect("γ-cat");
    assert!(line.ends_with("none"), "{line}");
}
