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

/// A codebook as large studies have it: 40 parents, under each the same names, and again under those.
fn large() -> (String, Vec<(Vec<String>, String)>) {
    let mut number = 0_u32;
    let mut paths = Vec::new();
    let mut code = |groups: &[&str], name: &str, inside: &str| {
        number += 1;
        paths.push((groups.iter().map(|group| (*group).to_owned()).collect::<Vec<_>>(), name.to_owned()));
        format!(
            r#"<Code guid="00000000-0000-4000-8000-{number:012}" name="{name}" isCodable="true"><Description>Of {name} {number}</Description>{inside}</Code>"#
        )
    };
    let mut all = String::new();
    for parent in 0..40 {
        let parent_name = format!("Actor {parent}");
        let mut children = String::new();
        for child in ["Positive", "Negative", "Neutral"] {
            let inner = match parent < 34 {
                true => code(&[&parent_name, child], "Strong", ""),
                false => String::new(),
            };
            children += &code(&[&parent_name], child, &inner);
        }
        all += &code(&[], &parent_name, &children);
    }
    let xml = format!(
        r#"<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{all}</Codes></CodeBook>"#
    );
    paths.sort();
    (xml, paths)
}

/// Every code of a file with the groups that it is in.
fn tree(read: &ImportedData) -> Vec<(Vec<String>, String)> {
    let mut all: Vec<_> = read.codes.iter().map(|code| (code.groups.clone(), code.name.clone())).collect();
    all.sort();
    all
}

fn taken_in(mut project: Project, read: &ImportedData) -> (Project, Vec<&'static str>) {
    let mapping = guess(&project, read, &LabelMapping::default());
    let plan = plan(&project, read, &mapping, &ImportOptions::default());
    let said = plan.issues.iter().map(|issue| issue.code).collect();
    for edit in plan.edits {
        project.apply(edit).expect("fits");
    }
    (project, said)
}

#[test]
fn a_large_tree_comes_in_and_goes_out_as_it_was() {
    let (xml, paths) = large();
    assert!(paths.len() >= 262, "{}", paths.len());
    let read = import("qdc", &[("theirs.qdc", xml.as_bytes())]).value;
    assert_eq!(tree(&read), paths);
    let (project, said) = taken_in(here(), &read);
    assert!(!said.contains(&"labels-merged"), "{said:?}");
    assert_eq!(imported(project.codebook()).len(), paths.len(), "each is a code of its own");
    // Once more it is the same codes.
    let (again, said) = taken_in(project.clone(), &read);
    assert_eq!(imported(again.codebook()), imported(project.codebook()));
    assert!(!said.contains(&"labels-merged"), "{said:?}");
    // Out and in again: the same tree, beside the study's own codes.
    for format in ["qdc", "refi-qda"] {
        let files = super::round_trip::files(crate::formats::format(format).expect("there"), &project);
        let files: Vec<(&str, &[u8])> =
            files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let out = import(format, &files).value;
        let theirs: Vec<_> = tree(&out)
            .into_iter()
            .filter(|(groups, name)| groups.first().unwrap_or(name).starts_with("Actor"))
            .collect();
        assert_eq!(theirs, paths, "{format}");
        let (back, said) = taken_in(project.clone(), &out);
        assert!(!said.contains(&"labels-merged"), "{format}: {said:?}");
        assert_eq!(imported(back.codebook()), imported(project.codebook()), "{format}");
        let (fresh, said) = taken_in(here(), &out);
        assert!(!said.contains(&"labels-merged"), "{format}: {said:?}");
        let sorted = |codebook: &Codebook| {
            let mut all = imported(codebook);
            all.sort();
            all
        };
        assert_eq!(sorted(fresh.codebook()), sorted(project.codebook()), "{format}");
    }
}

#[test]
fn a_code_of_another_group_does_not_become_one_that_came_in_before() {
    let line = |label: &str| {
        format!(
            "{{\"text\": {TEXT:?}, \"spans\": [{{\"start\": 0, \"end\": 22, \"label\": \"{label}\", \"annotator\": \"ada\"}}]}}\n"
        )
    };
    let read = |label: &str| import("jsonl", &[("a.jsonl", line(label).as_bytes())]).value;
    let (project, _) = taken_in(here(), &read("Government/Positive"));
    let (project, said) = taken_in(project, &read("Opposition/Positive"));
    assert_eq!(
        imported(project.codebook()),
        want(&[("Government", "Positive"), ("Opposition", "Positive")]),
        "{said:?}"
    );
}

#[test]
fn two_codes_of_one_name_in_one_group_are_said_when_they_become_one() {
    let qdc = QDC.replace("name=\"Factual\"", "name=\"positive\"");
    let read = import("qdc", &[("theirs.qdc", qdc.as_bytes())]).value;
    assert_eq!(read.codes.len(), 6);
    let mapping = guess(&here(), &read, &LabelMapping::default());
    let plan = plan(&here(), &read, &mapping, &ImportOptions::default());
    assert_eq!(plan.labels.len(), 6, "each is asked about");
    assert!(plan.issues.iter().any(|issue| issue.code == "labels-merged"), "{:?}", plan.issues);
}
