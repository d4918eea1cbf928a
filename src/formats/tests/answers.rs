//! Who answered what, and which of several answers counts: the newest of each, nobody's from nobody.

use super::projects::{id, torture};
use super::round_trip::files;
use super::small::{import, small};
use crate::base::{AnnotatorId, Timestamp};
use crate::formats::{
    FORMATS, ImportOptions, ImportPlan, ImportedAnnotation, ImportedAnnotator, ImportedData,
    ImportedDocument, Input, Matched, format, guess, plan,
};
use crate::model::{Annotator, Article, Edit, LabelMapping, Metadata, Origin, Project, Role};
use crate::text::Text;
use std::collections::BTreeMap;
use std::sync::Arc;

const TEXT: &str = "😊 The bridge is safe.\nSo he said.";

fn planned(project: &Project, read: &ImportedData, options: &ImportOptions) -> ImportPlan {
    plan(project, read, &guess(project, read, &LabelMapping::default()), options)
}

fn carried_out(mut project: Project, plan: &ImportPlan) -> Project {
    for edit in &plan.edits {
        project.apply(edit.clone()).expect("fits");
    }
    project
}

/// Words of the passages of each annotator.
fn words(project: &Project) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, set) in project.sets() {
        let text = &project.article(&key.article).expect("there").text;
        let words = set.in_order().into_iter().map(|one| text.slice(one.span).expect("words").to_owned());
        all.entry(key.annotator.to_string()).or_default().extend(words);
    }
    all
}

fn region(start: u32, words: &str) -> String {
    let end = start + words.chars().count() as u32;
    format!(
        r#"{{"id":"r{start}","from_name":"ner","to_name":"text","type":"labels","value":{{"start":{start},"end":{end},"text":"{words}","labels":["factual"]}}}}"#
    )
}

fn entry(by: &str, at: &str, region: &str) -> String {
    format!(r#"{{"completed_by":"{by}","created_at":"{at}","updated_at":"{at}","result":[{region}]}}"#)
}

fn task(number: u32, entries: &[String]) -> String {
    let text = TEXT.replace('\n', "\\n");
    format!(r#"[{{"id":{number},"data":{{"text":"{text}"}},"annotations":[{}]}}]"#, entries.join(","))
}

/// What came in of files of Label Studio, and which answers were named as replaced.
fn came_in(files: &[(&str, &str)], all_versions: bool) -> (BTreeMap<String, Vec<String>>, Vec<String>) {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let read = import("label-studio", &files);
    let mut project = small();
    project
        .apply(Edit::RemoveSet { key: crate::model::SetKey { annotator: id("ada"), article: id("bridge") } })
        .expect("there");
    let plan = planned(&project, &read.value, &ImportOptions { all_versions, ..ImportOptions::default() });
    let named = plan.issues.iter().filter(|issue| issue.code == "answer-replaced");
    let named = named.map(|issue| issue.message.english()).collect();
    (words(&carried_out(project, &plan)), named)
}

#[test]
fn the_newest_answer_replaces_the_others_by_the_files_own_time() {
    let (old, new) = (region(6, "bridge"), region(16, "safe"));
    let first = || entry("bo@x.example", "2024-01-02T03:04:05Z", &old);
    let second = || entry("bo@x.example", "2024-02-02T03:04:05Z", &new);
    let only = |words: &str| BTreeMap::from([("bo-x-example".to_owned(), vec![words.to_owned()])]);
    for files in [
        vec![("a.json", task(9, &[first(), second()]))],
        vec![("a.json", task(9, &[second(), first()]))],
        vec![("b.json", task(9, &[first()])), ("a.json", task(9, &[second()]))],
    ] {
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let (found, named) = came_in(&files, false);
        assert_eq!(found, only("safe"));
        assert_eq!(named.len(), 1, "{named:?}");
        assert!(named[0].contains("bo@x.example") && named[0].contains("2024-01-02"), "{named:?}");
        let (found, named) = came_in(&files, true);
        assert_eq!(found["bo-x-example"], ["bridge", "safe"]);
        assert_eq!(named, Vec::<String>::new());
    }
    // Another task, another person, and nobody in particular are no second answers.
    let other = entry("cy@x.example", "2024-01-02T03:04:05Z", &old);
    assert_eq!(came_in(&[("a.json", &task(9, &[first(), other]))], false).0.len(), 2);
    let tasks = [task(9, &[first()]), task(10, &[second()])];
    let (found, named) = came_in(&[("a.json", &tasks[0]), ("b.json", &tasks[1])], false);
    assert_eq!((found["bo-x-example"].len(), named.len()), (2, 0));
    let nobody = |region: &str| format!(r#"{{"result":[{region}]}}"#);
    let (found, named) = came_in(&[("a.json", &task(9, &[nobody(&old), nobody(&new)]))], false);
    assert_eq!((found.values().map(Vec::len).sum::<usize>(), named.len()), (2, 0));
}

#[test]
fn flat_records_have_versions_too_and_cancelled_ones_are_not_read() {
    let text = TEXT.replace('\n', "\\n");
    let record = |at: &str, start: u32, words: &str, more: &str| {
        let end = start + words.chars().count() as u32;
        format!(
            r#"{{"text":"{text}","id":3,"annotator":"bo","updated_at":"{at}","annotation_id":1,"lead_time":1{more},"ner":[{{"start":{start},"end":{end},"text":"{words}","labels":["factual"]}}]}}"#
        )
    };
    let new = record("2024-03-02T03:04:05Z", 16, "safe", "");
    let old = record("2024-01-02T03:04:05Z", 6, "bridge", "");
    let gone = record("2024-04-02T03:04:05Z", 2, "The", r#","was_cancelled":true"#);
    let (found, named) = came_in(&[("min.json", &format!("[{new},{old},{gone}]"))], false);
    assert_eq!((found["bo"].clone(), named.len()), (vec!["safe".to_owned()], 1));
    let cancelled =
        format!(r#"{{"was_cancelled":true,"completed_by":"bo","result":[{}]}}"#, region(6, "bridge"));
    let read = import("label-studio", &[("a.json", task(1, &[cancelled]).as_bytes())]);
    assert_eq!(read.issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["cancelled"]);
    assert_eq!(read.value.documents[0].marks, []);
    assert_eq!(read.value.documents[0].sets, [], "and nothing says that it was finished");
}

#[test]
fn predictions_are_nobodys() {
    let text = TEXT.replace('\n', "\\n");
    let predicted = |model: &str| {
        format!(
            r#"[{{"id":1,"data":{{"text":"{text}"}},"annotations":[],"predictions":[{{{model}"result":[{}]}}]}}]"#,
            region(16, "safe")
        )
    };
    for (model, want) in [(r#""model_version":"m1","#, "m1"), ("", "Suggestions")] {
        let read = import("label-studio", &[("a.json", predicted(model).as_bytes())]).value;
        let mine = ImportOptions { as_annotator: Some(id("ada")), ..ImportOptions::default() };
        for options in [ImportOptions::default(), mine] {
            let plan = planned(&small(), &read, &options);
            assert_eq!(plan.annotators, [], "nobody");
            assert_eq!((plan.new, plan.suggested), (1, 1));
            assert!(plan.issues.iter().any(|issue| issue.code == "suggestions"), "{:?}", plan.issues);
            let project = carried_out(small(), &plan);
            let program = project.annotators().find(|one| one.name == want).expect("its program");
            assert_eq!(program.role, Role::Program);
            assert!(project.annotators().all(|one| !one.name.to_lowercase().contains("unknown")));
            assert_eq!(project.annotator_called(want), None, "a program is nobody who can be named");
            let again = planned(&project, &read, &options);
            assert_eq!((again.new, again.same), (0, 1), "twice is once");
            // It is no annotator's answer in an export either.
            let out = files(format("label-studio").expect("there"), &project);
            let tasks = String::from_utf8(out[1].1.clone()).expect("UTF-8");
            assert_eq!(
                tasks.matches("\"completed_by\"").count() + tasks.matches("was_cancelled").count(),
                1,
                "Ada's alone: {tasks}"
            );
        }
    }
}

#[test]
fn one_person_in_two_normal_forms_is_one() {
    let mark = |who: &str| ImportedAnnotation {
        annotator: who.to_owned(),
        label: "factual".to_owned(),
        exact: Some("safe".to_owned()),
        ..ImportedAnnotation::default()
    };
    let (composed, apart) = ("Zo\u{eb} Q", "zoe\u{308}  q");
    let document = ImportedDocument {
        name: "bridge".to_owned(),
        text: Some(TEXT.to_owned()),
        marks: vec![mark(composed), mark(apart)],
        ..ImportedDocument::default()
    };
    let read = ImportedData { documents: vec![document], ..ImportedData::default() };
    let plan = planned(&small(), &read, &ImportOptions::default());
    let ids: Vec<&AnnotatorId> = plan.annotators.iter().map(|(_, id, _)| id).collect();
    assert_eq!((ids.len(), ids[0]), (2, ids[1]));
    let mut project = small();
    project.load_annotator(Annotator {
        id: id("z-1"),
        name: composed.to_owned(),
        role: Role::Analyst,
        person: None,
    });
    let plan = planned(&project, &read, &ImportOptions::default());
    assert!(
        plan.annotators.iter().all(|(_, known, new)| known.as_str() == "z-1" && !new),
        "{:?}",
        plan.annotators
    );
    // Two accounts of one name stay two people.
    let account =
        |key: &str| ImportedAnnotator { key: key.to_owned(), name: "Ana".to_owned(), ..Default::default() };
    let read = ImportedData {
        annotators: vec![account("a@x.example"), account("b@x.example")],
        ..ImportedData::default()
    };
    let plan = planned(&small(), &read, &ImportOptions::default());
    assert_ne!(plan.annotators[0].1, plan.annotators[1].1);
}

#[test]
fn ones_own_export_as_somebody_else_gives_no_number_twice() {
    for read in FORMATS.iter().filter(|format| format.about().id != "qdc") {
        let about = read.about();
        if about.direction != crate::formats::Direction::Both {
            continue;
        }
        let mut project = torture();
        project.load_annotator(Annotator {
            id: id("new"),
            name: "New".to_owned(),
            role: Role::Analyst,
            person: None,
        });
        let exported = files(*read, &project);
        let input = Input { files: &exported, progress: &crate::base::Progress::new() };
        let imported = read.import(&input).expect("read").value;
        let options =
            ImportOptions { now: Timestamp(5), as_annotator: Some(id("new")), ..ImportOptions::default() };
        let first = planned(&project, &imported, &options);
        assert!(first.new > 0, "{}", about.id);
        let project = carried_out(project, &first);
        let mut numbers = BTreeMap::new();
        for (key, set) in project.sets() {
            let orphans = set.orphans().map(|orphan| orphan.annotation.id);
            for number in set.iter().map(|one| one.id).chain(orphans) {
                assert_eq!(numbers.insert(number, key), None, "{} gives {number} twice", about.id);
            }
        }
        let again = planned(&project, &imported, &options);
        assert_eq!(again.new, 0, "{}: twice is once", about.id);
    }
}

#[test]
fn it_can_be_said_which_article_a_file_is_about() {
    let mut project = small();
    let text = Text::new("Another text, in which the bridge is safe and sound.").expect("a text");
    project.load_article(Arc::new(Article {
        id: id("other"),
        text,
        metadata: Metadata::default(),
        zones: Vec::new(),
    }));
    let mark = ImportedAnnotation {
        annotator: "ada".to_owned(),
        label: "factual".to_owned(),
        exact: Some("safe and sound".to_owned()),
        ..ImportedAnnotation::default()
    };
    for text in [None, Some("In which the bridge is safe and sound.".to_owned())] {
        let document = ImportedDocument {
            name: "bridge".to_owned(),
            text,
            marks: vec![mark.clone()],
            ..ImportedDocument::default()
        };
        let read = ImportedData { documents: vec![document], ..ImportedData::default() };
        let options = ImportOptions { article: Some(id("other")), ..ImportOptions::default() };
        let plan = planned(&project, &read, &options);
        assert_eq!(
            (plan.articles[0].article.clone(), plan.articles[0].matched),
            (Some(id("other")), Matched::Name)
        );
        assert_eq!((plan.new, plan.orphans), (1, 0));
    }
    let whole =
        ImportedDocument { text: Some(TEXT.to_owned()), marks: vec![mark], ..ImportedDocument::default() };
    let read = ImportedData { documents: vec![whole], ..ImportedData::default() };
    let options = ImportOptions { article: Some(id("other")), ..ImportOptions::default() };
    let plan = planned(&project, &read, &options);
    assert_eq!(plan.articles[0].article, Some(id("bridge")), "the text itself says so");
}

#[test]
fn suggestions_stay_what_they_are() {
    let read = import(
        "label-studio",
        &[(
            "a.json",
            format!(
                r#"[{{"data":{{"text":"x safe"}},"predictions":[{{"model_version":"m","result":[{}]}}]}}]"#,
                region(2, "safe")
            )
            .as_bytes(),
        )],
    )
    .value;
    assert_eq!(read.documents[0].marks[0].origin, Some(Origin::Suggested { by: "m".to_owned() }));
    assert_eq!(read.documents[0].marks[0].annotator, "");
}

#[test]
fn tasks_of_prodigy_have_versions_and_ones_own_export_is_not_called_finished() {
    let text = TEXT.replace('\n', "\\n");
    let line = |answer: &str, at: u32, start: u32, words: &str| {
        let end = start + words.chars().count() as u32;
        format!(
            "{{\"text\":\"{text}\",\"_task_hash\":-7,\"_annotator_id\":\"bo\",\"_timestamp\":{at},\"answer\":\"{answer}\",\
             \"spans\":[{{\"start\":{start},\"end\":{end},\"label\":\"factual\"}}]}}\n"
        )
    };
    let (old, new) = (line("accept", 1_700_000_000, 6, "bridge"), line("accept", 1_700_000_900, 16, "safe"));
    let gone = line("ignore", 1_700_009_000, 2, "The");
    for lines in [format!("{old}{new}{gone}"), format!("{gone}{new}{old}")] {
        let read = import("jsonl", &[("tasks.jsonl", lines.as_bytes())]).value;
        let set = &read.documents.iter().flat_map(|one| &one.sets).collect::<Vec<_>>()[..];
        assert!(set.iter().all(|set| set.finished && set.annotator == "bo") && set.len() == 1);
        let plan = planned(&small(), &read, &ImportOptions::default());
        assert_eq!(words(&carried_out(small(), &plan))["bo"], ["safe"]);
        assert_eq!(plan.issues.iter().filter(|issue| issue.code == "answer-replaced").count(), 1);
        let all = ImportOptions { all_versions: true, ..ImportOptions::default() };
        assert_eq!(words(&carried_out(small(), &planned(&small(), &read, &all)))["bo"], ["bridge", "safe"]);
    }
    let ours = files(format("prodigy").expect("there"), &small());
    let read = import("jsonl", &[("prodigy.jsonl", &ours[0].1)]).value;
    assert!(read.documents.iter().flat_map(|one| &one.sets).all(|set| !set.finished), "Ada read a part");
    // Lines without anything of Prodigy are parts of one answer.
    let bare = |start: u32, end: u32| {
        format!(
            "{{\"text\":\"{text}\",\"_annotator_id\":\"bo\",\"spans\":[{{\"start\":{start},\"end\":{end},\"label\":\"factual\"}}]}}\n"
        )
    };
    let read = import("jsonl", &[("a.jsonl", format!("{}{}", bare(6, 12), bare(16, 20)).as_bytes())]).value;
    assert_eq!(
        words(&carried_out(small(), &planned(&small(), &read, &ImportOptions::default())))["bo"].len(),
        2
    );
}

#[test]
fn an_identifier_or_a_name_is_all_that_an_annotator_needs() {
    let text = TEXT.replace('\n', "\\n");
    for (entry, key) in [
        (r#"{"id":"bo"}"#, "bo"),
        (r#"{"name":"Bo B."}"#, "Bo B."),
        (r#"{"id":4,"role":null}"#, "4"),
        (r#"{"id":"bo","read":null,"signed_off":null}"#, "bo"),
    ] {
        let line = format!("{{\"text\":\"{text}\",\"spans\":[],\"annotators\":[{entry},{{}}]}}\n");
        let read = import("jsonl", &[("a.jsonl", line.as_bytes())]);
        assert_eq!(read.issues, [], "{entry}");
        let keys: Vec<_> = read.value.documents[0].sets.iter().map(|set| set.annotator.as_str()).collect();
        assert_eq!(keys, [key], "{entry}");
    }
    let documents = b"doc_id,annotator_name,read,title\nbridge,Bo B.,0-4,A bridge\n";
    let read = import("csv", &[("documents.csv", documents)]).value;
    assert_eq!(read.documents[0].sets[0].annotator, "Bo B.");
    let about = format!(
        r#"[{{"id":1,"data":{{"text":"{text}"}},"meta":{{"obelus":{{"sets":[{{"name":"Bo B.","read":"0-4"}}]}}}},"annotations":[]}}]"#
    );
    let read = import("label-studio", &[("a.json", about.as_bytes())]).value;
    assert_eq!(read.documents[0].sets[0].annotator, "Bo B.");
}
