//! The window and the methods paragraph tell the same figure first.

use super::{adjudicated_sample, sample};
use crate::agreement::{AgreementReport, Question, Request, shown};
use crate::base::Progress;
use crate::compare::tests::fixture::ComparisonFixture;
use crate::model::Project;
use crate::release::Language;
use crate::release::methods::{Terms, methods};
use crate::release::statistics::ReleaseStatistics;

fn projects() -> [(&'static str, Project); 6] {
    let of = |codings: &[(&str, &str)]| ComparisonFixture::of(codings).project;
    [
        ("the sample", sample()),
        ("the sample, adjudicated", adjudicated_sample()),
        (
            "a layer of sentences before one of passages",
            of(&[
                ("ann", "[factual:One two.] [opinion:Three [@a:four].] [factual:Five six.]"),
                ("bob", "[factual:One two.] [factual:Three [@a:four].] [factual:Five six.]"),
            ]),
        ),
        (
            "passages that do not meet",
            of(&[
                ("ann", "[@a:One] two. Three four. Five six."),
                ("bob", "One two. Three [@b:four]. Five six."),
            ]),
        ),
        (
            "passages of one annotator",
            of(&[("ann", "[@a:One] two. [factual:Three four.]"), ("bob", "One two. [opinion:Three four.]")]),
        ),
        ("nothing marked", of(&[("ann", "One two. Three four."), ("bob", "One two. Three four.")])),
    ]
}

#[test]
fn the_window_and_the_methods_paragraph_tell_the_same_figure_first() {
    for (name, project) in projects() {
        let report =
            AgreementReport::new(&project, &Request::default(), &mut Default::default(), &Progress::new());
        let report = report.expect("fits").expect("whole");
        let statistics = ReleaseStatistics::of(&project, &report);
        let terms = Terms { program: "1.2.3", texts: true, adjudicated: false, incomplete: false };
        let paragraph = methods(&statistics, terms, Language::English);
        for question in [Question::Place, Question::Code, Question::Claim] {
            // What the window shows on the line of a question.
            let Some(section) = report.headline(question) else { continue };
            let row = section.headline().expect("a figure");
            let told = statistics.headlines.iter().find(|told| told.question == question);
            let told = told.map(|told| (told.layer.as_str(), told.counted, told.measure, told.n, told.value));
            let window = (section.layer_name.as_str(), section.counted, row.measure, row.n, row.value);
            assert_eq!(told, Some(window), "{name}: {question:?}");
            let words = format!(", {}: ", question.name().to_lowercase());
            let first = paragraph.find(&words).unwrap_or_else(|| panic!("{name}: {words:?} in {paragraph}"));
            let layer = format!("“{}”", section.layer_name);
            assert!(paragraph[..first].ends_with(&layer), "{name}: {question:?} of {layer} in {paragraph}");
            let value = match row.value {
                Ok(value) => format!("{} = {}", row.measure.name(), shown(value)),
                Err(why) => format!("{} is not defined, because {why}", row.measure.name()),
            };
            assert!(paragraph[first + words.len()..].starts_with(&value), "{name}: {value} in {paragraph}");
        }
    }
}

/// The sentence over the figures judges the sections that are told.
#[test]
fn each_question_about_a_layer_is_told_once() {
    for (name, project) in projects() {
        let report =
            AgreementReport::new(&project, &Request::default(), &mut Default::default(), &Progress::new());
        let report = report.expect("fits").expect("whole");
        let headlines = report.headlines();
        let mut keys: Vec<_> =
            headlines.iter().map(|one| (one.question, one.layer.clone(), one.attribute.clone())).collect();
        let told = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), told, "{name}");
        let mut all: Vec<_> = report
            .sections
            .iter()
            .map(|one| (one.question, one.layer.clone(), one.attribute.clone()))
            .collect();
        all.sort();
        all.dedup();
        assert_eq!(keys, all, "{name}: nothing is left out");
    }
}
