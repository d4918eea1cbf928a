//! Codes that share a last name are different codes, in every format that has groups.

use super::projects::project;
use super::small::import;
use crate::base::{AnnotatorId, ArticleId};
use crate::formats::{ImportOptions, ImportedData, guess, plan};
use crate::model::{Body, Codebook, Edit, LabelMapping, LabelTarget, Project, SetKey};
use std::collections::BTreeMap;

const TEXT: &str = "The minister is right. The opposition is wrong. Nobody knows.";

fn here() -> Project {
    project(&[TEXT.to_owned()])
}

/// The codes that came in, with their layers, and what was said.
fn grown(read: &ImportedData) -> (Vec<(String, String)>, Vec<&'static str>) {
    let project = here();
    let mapping = guess(&project, read, &LabelMapping::default());
    let plan = plan(&project, read, &mapping, &ImportOptions::default());
    let codebook = plan.edits.iter().find_map(|edit| match edit {
        Edit::PutCodebook { codebook } => Some(codebook.clone()),
        _ => None,
    });
    let said = plan.issues.iter().map(|issue| issue.code).filter(|code| *code == "labels-merged").collect();
    (codebook.map(|codebook| imported(&codebook)).unwrap_or_default(), said)
}

fn imported(codebook: &Codebook) -> Vec<(String, String)> {
    let layers = codebook.layers().iter().filter(|layer| layer.id.as_str().starts_with("imported"));
    layers
        .flat_map(|layer| layer.codes().iter().map(|code| (layer.name.clone(), code.name.clone())))
        .collect()
}

fn want(codes: &[(&str, &str)]) -> Vec<(String, String)> {
    codes.iter().map(|(layer, code)| ((*layer).to_owned(), (*code).to_owned())).collect()
}

const QDC: &str = r#"<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>
<Code guid="00000000-0000-4000-8000-000000000001" name="Government" isCodable="true">
  <Code guid="00000000-0000-4000-8000-000000000002" name="Positive" isCodable="true">
    <Code guid="00000000-0000-4000-8000-000000000003" name="Very" isCodable="true"/></Code></Code>
<Code guid="00000000-0000-4000-8000-000000000004" name="Opposition" isCodable="false">
  <Code guid="00000000-0000-4000-8000-000000000005" name="positive" isCodable="true"/>
  <Code guid="00000000-0000-4000-8000-000000000006" name="Factual" isCodable="true"/></Code>
<Code guid="00000000-0000-4000-8000-000000000007" name="Press" isCodable="false">
  <Code guid="00000000-0000-4000-8000-000000000008" name="Factual" isCodable="true"/></Code>
</Codes></CodeBook>"#;

#[test]
fn a_codebook_keeps_all_its_codes_in_their_groups() {
    let read = import("qdc", &[("theirs.qdc", QDC.as_bytes())]).value;
    let (codes, said) = grown(&read);
    let all = want(&[
        ("Imported codes", "Government"),
        ("Government", "Positive"),
        ("Government › Positive", "Very"),
        ("Opposition", "Factual"),
        ("Opposition", "positive"),
        ("Press", "Factual"),
    ]);
    let sorted = |mut codes: Vec<(String, String)>| {
        codes.sort();
        codes
    };
    assert_eq!(sorted(codes), sorted(all), "none became another, or the study's own “Factual”");
    assert_eq!(said, [""; 0]);
}

#[test]
fn marks_of_codes_with_one_last_name_stay_apart() {
    let jsonl = format!(
        "{{\"text\": {TEXT:?}, \"spans\": [\
         {{\"start\": 0, \"end\": 22, \"label\": \"Government/Positive\", \"annotator\": \"ada\"}},\
         {{\"start\": 23, \"end\": 47, \"label\": \"Opposition/Positive\", \"annotator\": \"ada\"}}]}}\n"
    );
    let csv = format!(
        "doc_id,annotator,label,start,end,text\narticle-0,ada,Government/Positive,0,22,{}\narticle-0,ada,Opposition/Positive,23,47,{}\n",
        &TEXT[..22],
        &TEXT[23..47]
    );
    let span = |id: u32, begin: u32, end: u32, label: &str| {
        format!(
            r#",{{"%ID":{id},"%TYPE":"custom.Span","@sofa":1,"begin":{begin},"end":{end},"label":"{label}"}}"#
        )
    };
    let (one, other) = (span(2, 0, 22, "Government/Positive"), span(3, 23, 47, "Opposition/Positive"));
    let cas = format!(
        r#"{{"%FEATURE_STRUCTURES":[{{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaID":"_InitialView","sofaString":"{TEXT}"}}{one}{other}],"%VIEWS":{{}}}}"#
    );
    for (format, name, text) in [
        ("jsonl", "a.jsonl", jsonl.as_str()),
        ("csv", "annotations.csv", csv.as_str()),
        ("uima-json", "ada/article-0.json", cas.as_str()),
    ] {
        let read = import(format, &[(name, text.as_bytes())]).value;
        assert_eq!(
            grown(&read),
            (want(&[("Government", "Positive"), ("Opposition", "Positive")]), vec![]),
            "{format}"
        );
        let mut project = here();
        let mapping = guess(&project, &read, &LabelMapping::default());
        for edit in plan(&project, &read, &mapping, &ImportOptions::default()).edits {
            project.apply(edit).expect("fits");
        }
        let key = SetKey {
            annotator: AnnotatorId::new("ada").expect("id"),
            article: ArticleId::new("article-0").expect("id"),
        };
        let codes: BTreeMap<u32, String> = project
            .set(&key)
            .expect("a set")
            .iter()
            .filter_map(|one| match &one.body {
                Body::Code(code) => Some((one.span.start(), code.to_string())),
                _ => None,
            })
            .collect();
        assert_eq!(codes.len(), 2, "{format}");
        assert_ne!(codes[&0], codes[&23], "{format}");
        // The next time they are these codes.
        let again = guess(&project, &read, &LabelMapping::default());
        let code = |label: &str| again.0[label].clone();
        assert!(matches!(code("Government/Positive"), LabelTarget::Code(_)), "{format}");
        assert_ne!(code("Government/Positive"), code("Opposition/Positive"), "{format}");
    }
}

#[test]
fn what_is_merged_is_said() {
    let read = import("jsonl", &[("a.jsonl", format!("{{\"text\": {TEXT:?}, \"spans\": [{{\"start\": 0, \"end\": 3, \"label\": \"Fact\"}}, {{\"start\": 0, \"end\": 3, \"label\": \"objective\"}}]}}\n").as_bytes())]).value;
    assert_eq!(grown(&read), (vec![], vec!["labels-merged"]), "both are the study's “Factual”");
    let project = here();
    let named = |name: &str| LabelTarget::New(name.to_owned());
    let chosen =
        LabelMapping([("Fact".to_owned(), named("One")), ("objective".to_owned(), named("One"))].into());
    let plan = plan(&project, &read, &chosen, &ImportOptions::default());
    assert!(plan.issues.iter().any(|issue| issue.code == "labels-merged"));
}
