//! Whose marks are of which the files name nobody.

use super::projects::project;
use super::small::import;
use crate::base::AnnotatorId;
use crate::formats::{ImportOptions, ImportPlan, guess, plan};
use crate::model::{Edit, LabelMapping};

#[test]
fn whose_marks_are_is_said_where_the_file_does_not_name_them() {
    const LINE: &str =
        "{\"text\": \"The bridge is safe.\", \"spans\": [{\"start\": 4, \"end\": 10, \"label\": \"x\"}]}\n";
    const CSV: &str = "doc_id,label,start,end,text\narticle-0,x,4,10,bridge\n";
    const W3C: &str = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:1","type":"Annotation","body":{"type":"TextualBody","purpose":"tagging","value":"x"},"target":{"source":"article-0","selector":{"type":"TextPositionSelector","start":4,"end":10}}}"#;
    const CAS: &str = r#"{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaID":"_InitialView","sofaString":"The bridge is safe."},{"%ID":2,"%TYPE":"custom.Span","@sofa":1,"begin":4,"end":10,"label":"x"}],"%VIEWS":{}}"#;
    const TASK: &str = r#"[{"id":1,"data":{"text":"The bridge is safe."},"annotations":[{"result":[{"id":"r","from_name":"label","type":"labels","value":{"start":4,"end":10,"labels":["x"]}}]}]}]"#;
    const TEXT: &[u8] = b"The bridge is safe.";
    const MARKS: &[u8] = b"T1\tx 4 10\tbridge\n";
    let here = project(&["The bridge is safe.".to_owned()]);
    for (format, files, who, told) in [
        ("jsonl", &[("work/kim.jsonl", LINE.as_bytes())][..], &["kim"][..], "kim"),
        ("jsonl", &[("kim.jsonl", LINE.as_bytes()), ("lee.jsonl", LINE.as_bytes())], &["kim", "lee"], "lee"),
        ("csv", &[("kim.csv", CSV.as_bytes())], &["kim"], "kim"),
        ("brat", &[("kim/article-0.ann", MARKS), ("kim/article-0.txt", TEXT)], &["kim"], "kim"),
        ("brat", &[("article-0.ann", MARKS), ("article-0.txt", TEXT)], &["article-0"], "article-0"),
        ("label-studio", &[("kim.json", TASK.as_bytes())], &["kim"], "kim"),
        ("w3c", &[("kim.jsonld", W3C.as_bytes())], &["kim"], "kim"),
        ("uima-json", &[("kim/article-0.json", CAS.as_bytes())], &["kim"], "kim"),
        ("uima-json", &[("kim.json", CAS.as_bytes())], &["kim"], "kim"),
    ] {
        let read = import(format, files).value;
        let mapping = guess(&here, &read, &LabelMapping::default());
        let planned = plan(&here, &read, &mapping, &ImportOptions::default());
        let ids: Vec<&str> = planned.annotators.iter().map(|(_, id, _)| id.as_str()).collect();
        assert_eq!(ids, who, "{format} {files:?}");
        let said = |plan: &ImportPlan| {
            let found = plan.issues.iter().filter(|issue| issue.code == "annotator-by-file");
            found.map(|issue| issue.message.english()).collect::<Vec<_>>()
        };
        let message = said(&planned);
        assert_eq!(message.len(), 1, "{format}: {:?}", planned.issues);
        assert!(message[0].contains(&format!("“{told}”")), "{message:?}");
        let stated = ImportOptions { as_annotator: AnnotatorId::new("ada").ok(), ..ImportOptions::default() };
        let planned = plan(&here, &read, &mapping, &stated);
        assert_eq!(said(&planned), [""; 0], "{format}: it was said whose they are");
        assert!(planned.annotators.iter().all(|(_, id, new)| id.as_str() == "ada" && !new), "{format}");
        assert!(planned.new > 0, "{format}");
    }
}

#[test]
fn users_of_a_project_without_a_name_are_people_named_after_the_file() {
    let user =
        |guid: u8, name: &str| format!(r#"<User guid="1111111{guid}-1111-4111-8111-111111111111" {name}/>"#);
    let selection = |start: u32, user: Option<u8>| {
        let by = user.map(|guid| format!(r#"creatingUser="1111111{guid}-1111-4111-8111-111111111111""#));
        let by = by.unwrap_or_default();
        format!(
            r#"<PlainTextSelection guid="4{start:07}-1111-4111-8111-111111111111" startPosition="{start}" endPosition="{}" {by}><Coding guid="5{start:07}-1111-4111-8111-111111111111"><CodeRef targetGUID="22222222-1111-4111-8111-111111111111"/></Coding></PlainTextSelection>"#,
            start + 3
        )
    };
    let users = user(1, "") + &user(2, r#"name="  ""#) + &user(3, r#"name="Kim""#);
    let marks =
        selection(0, Some(1)) + &selection(4, Some(2)) + &selection(8, Some(3)) + &selection(12, None);
    let qde = format!(
        r#"<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="p"><Users>{users}</Users><CodeBook><Codes><Code guid="22222222-1111-4111-8111-111111111111" name="X" isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="31111111-1111-4111-8111-111111111111" name="article-0"><PlainTextContent>one two six ten.</PlainTextContent>{marks}</TextSource></Sources></Project>"#
    );
    let here = project(&["one two six ten.".to_owned()]);
    let read = import("refi-qda", &[("study.qde", qde.as_bytes())]).value;
    let mapping = guess(&here, &read, &LabelMapping::default());
    let planned = plan(&here, &read, &mapping, &ImportOptions::default());
    let mut names: Vec<String> = planned
        .edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::PutAnnotator { annotator } => Some(annotator.name.clone()),
            _ => None,
        })
        .collect();
    names.sort();
    assert_eq!(names, ["Kim", "study", "study 1", "study 2"], "four people");
    let told = planned.issues.iter().find(|issue| issue.code == "annotator-by-file").expect("told");
    assert!(told.message.english().contains("“study 1” (1)"), "{}", told.message);
    assert!(!told.message.english().contains("Kim"), "{}", told.message);
}
