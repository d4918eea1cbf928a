//! Texts with marks in JSON, in the shapes of other programs.

use super::projects::project;
use crate::base::{Checked, Issue, Progress, Timestamp};
use crate::formats::{
    ImportOptions, ImportPlan, ImportedData, Input, format, guess, plan, read, readers, recognise,
};
use crate::model::{Body, LabelMapping, Origin, Project, Role};

const TEXT: &str = "😊 The bridge is safe. 😊 Nobody said so.";
/// “bridge is safe” and “Nobody”, in code points and in UTF-16 units.
const POINTS: Places = [(6, 20), (24, 30)];
const UNITS: Places = [(7, 21), (26, 32)];

fn readable(name: &str, bytes: &[u8]) -> Result<Checked<ImportedData>, Issue> {
    let files = vec![(name.to_owned(), bytes.to_vec())];
    let input = Input { files: &files, progress: &Progress::new() };
    let format =
        recognise(&input).unwrap_or_else(|| panic!("nobody knows {}", String::from_utf8_lossy(bytes)));
    assert_eq!(format.about().id, "jsonl", "{}", String::from_utf8_lossy(bytes));
    read(format, &input)
}

fn planned(project: &Project, read: &ImportedData) -> ImportPlan {
    let mapping = guess(project, read, &LabelMapping::default());
    plan(project, read, &mapping, &ImportOptions { now: Timestamp(5), ..ImportOptions::default() })
}

/// What stands in the project then: annotator, code, words, whether a program suggested it.
fn stands(mut project: Project, plan: &ImportPlan) -> Vec<String> {
    plan.edits.iter().cloned().for_each(|edit| drop(project.apply(edit).expect("fits")));
    let mut all = Vec::new();
    for (key, set) in project.sets() {
        let text = &project.article(&key.article).expect("there").text;
        for one in set.in_order() {
            let Body::Code(code) = &one.body else { panic!("{:?}", one.body) };
            let words = text.slice(one.span).expect("inside");
            let suggested = if matches!(one.origin, Origin::Suggested { .. }) { " suggested" } else { "" };
            all.push(format!("{} {code} {words}{suggested}", key.annotator));
        }
    }
    all
}

/// A file with marks of `factual` and `mixed` at these places, put in for `A`, `B`, `C` and `D`.
fn filled(shape: &str, places: Places) -> String {
    let [(a, b), (c, d)] = places;
    let text = serde_json::to_string(TEXT).expect("JSON");
    let numbers = [("$A", a), ("$B", b), ("$C", c), ("$D", d)];
    let filled = numbers.iter().fold(shape.to_owned(), |all, (name, at)| all.replace(name, &at.to_string()));
    filled.replace("$TEXT", &text)
}

/// Start and end of both marks.
type Places = [(u32, u32); 2];

/// Shapes, whose the marks are then, and in which units programs count them.
const SHAPES: [(&str, &str, &str, &[Places]); 24] = [
    // doccano: triples, entities, what its interface answers
    (
        "ada.jsonl",
        r#"{"id":1,"text":$TEXT,"label":[[$A,$B,"factual"],[$C,$D,"mixed"]],"Comments":[]}"#,
        "ada",
        &[UNITS, POINTS],
    ),
    (
        "ada.txt",
        r#"{"id":1,"data":$TEXT,"labels":[[$A,$B,"factual"],[$C,$D,"mixed"]]}"#,
        "ada",
        &[UNITS, POINTS],
    ),
    (
        "all.jsonl",
        r#"{"id":1,"text":$TEXT,"entities":[{"id":4,"label":"factual","start_offset":$A,"end_offset":$B},{"id":5,"label":"mixed","start_offset":$C,"end_offset":$D}],"relations":[]}"#,
        "all",
        &[UNITS, POINTS],
    ),
    (
        "x.json",
        r#"[{"id":1,"text":$TEXT,"annotations":[{"label":"factual","start_offset":$A,"end_offset":$B,"user":"bo"},{"label":"mixed","start_offset":$C,"end_offset":$D,"user":"bo"}],"meta":{}}]"#,
        "bo",
        &[UNITS],
    ),
    // spaCy: pairs, Doc.to_json, its older training files
    ("train.json", r#"[[$TEXT,{"entities":[[$A,$B,"factual"],[$C,$D,"mixed"]]}]]"#, "train", &[POINTS]),
    ("train", r#"[$TEXT,{"entities":[[$A,$B,"factual"],[$C,$D,"mixed"]]}]"#, "train", &[POINTS]),
    (
        "doc.json",
        r#"{"text":$TEXT,"ents":[{"start":$A,"end":$B,"label":"factual"}],"spans":{"sc":[{"start":$C,"end":$D,"label":"mixed","kb_id":""}]},"tokens":[{"id":0,"start":0,"end":1}],"sents":[{"start":0,"end":5}]}"#,
        "doc",
        &[POINTS],
    ),
    (
        "old.json",
        r#"[{"id":0,"paragraphs":[{"raw":$TEXT,"entities":[{"start":$A,"end":$B,"label":"factual"},{"start":$C,"end":$D,"label":"mixed"}]}]}]"#,
        "old",
        &[POINTS],
    ),
    // Prodigy
    (
        "x.jsonl",
        r#"{"text":$TEXT,"_input_hash":1,"_task_hash":2,"_view_id":"ner_manual","tokens":[],"spans":[{"start":$A,"end":$B,"token_start":1,"token_end":3,"label":"factual"},{"start":$C,"end":$D,"token_start":5,"token_end":5,"label":"mixed"}],"_is_binary":false,"answer":"accept","_timestamp":1700000000,"_annotator_id":"bo","_session_id":"bo"}"#,
        "bo",
        &[POINTS],
    ),
    (
        "x.jsonl",
        r#"{"text":$TEXT,"spans":[{"start":$A,"end":$B,"label":"factual"},{"start":$C,"end":$D,"label":"mixed"}],"answer":"accept","_session_id":"news-bo"}"#,
        "news-bo",
        &[POINTS],
    ),
    (
        "x.jsonl",
        r#"{"text":$TEXT,"spans":[{"start":$A,"end":$B,"label":"factual"},{"start":$C,"end":$D,"label":"mixed"}],"answer":"accept","_session_id":"2025-03-01_10-20-30"}"#,
        "x",
        &[POINTS],
    ),
    // Hugging Face: tags of tokens, offsets as lists, strings as numbers
    (
        "x.jsonl",
        r#"{"text":$TEXT,"tokens":["😊","The","bridge","is","safe",".","😊","Nobody","said","so","."],"ner_tags":["O","O","B-factual","I-factual","I-factual","O","O","B-mixed","O","O","O"]}"#,
        "x",
        &[POINTS],
    ),
    (
        "x.jsonl",
        r#"{"text":$TEXT,"tokens":["😊","The","bridge","is","safe",".","😊","Nobody","said","so","."],"labels":["O","O","B-factual","I-factual","E-factual","O","O","S-mixed","O","O","O"]}"#,
        "x",
        &[POINTS],
    ),
    (
        "x.jsonl",
        r#"{"document_id":"a","text":$TEXT,"entities":[{"id":"1","type":"factual","text":["bridge is safe"],"offsets":[[$A,$B]]},{"id":"2","type":"mixed","text":["Nobody"],"offsets":[[$C,$D]]}]}"#,
        "x",
        &[POINTS, UNITS],
    ),
    ("x.jsonl", r#"{"text":$TEXT,"entities":{"factual":[[$A,$B]],"mixed":[[$C,$D]]}}"#, "x", &[POINTS]),
    (
        "x.ndjson",
        r#"{"content":$TEXT,"annotations":[{"start":"$A","end":"$B","label":["factual"]},{"begin":$C.0,"end":$D.0,"category":"mixed"}]}"#,
        "x",
        &[POINTS],
    ),
    // Argilla: both major versions, nested and flat
    (
        "x.json",
        r#"[{"text":$TEXT,"tokens":["a"],"prediction":null,"prediction_agent":null,"annotation":[["factual",$A,$B],["mixed",$C,$D,0.0]],"annotation_agent":"bo","status":"Validated","id":"r","metadata":{},"metrics":{},"event_timestamp":null}]"#,
        "bo",
        &[POINTS],
    ),
    (
        "x.json",
        r#"[{"id":"r","status":"completed","fields":{"text":$TEXT},"metadata":{},"suggestions":{},"responses":{"marks":[{"value":[{"start":$A,"end":$B,"label":"factual"},{"start":$C,"end":$D,"label":"mixed"}],"user_id":"bo"}]},"vectors":{},"_server_id":"s"}]"#,
        "bo",
        &[POINTS],
    ),
    (
        "x.json",
        r#"[{"fields":{"title":"T","text":$TEXT},"responses":[{"user_id":"bo","status":"submitted","values":{"marks":{"value":[{"start":$A,"end":$B,"label":"factual","text":"x"},{"start":$C,"end":$D,"label":"mixed"}]}}}]}]"#,
        "bo",
        &[],
    ),
    (
        "x.json",
        r#"[{"text":$TEXT,"marks.responses":[[{"start":$A,"end":$B,"label":"factual"},{"start":$C,"end":$D,"label":"mixed"}]],"marks.responses.users":["bo"],"marks.responses.status":["submitted"]}]"#,
        "bo",
        &[POINTS],
    ),
    // LightTag
    (
        "x.json",
        r#"{"project_id":"p","examples":[{"example_id":"e","content":$TEXT,"metadata":{},"seen_by":[{"annotator":"bo","timestamp":"2020-01-01"}],"classifications":[],"annotations":[{"annotation_id":"1","example_id":"e","tag":"factual","tag_id":"t","start":$A,"end":$B,"value":"bridge is safe","annotated_by":[{"annotator":"bo","annotator_id":7,"timestamp":"2020-01-01"}]},{"annotation_id":"2","tag":"mixed","start":$C,"end":$D,"value":"Nobody","annotated_by":[{"annotator":"bo"}]}]}],"relations":[]}"#,
        "bo",
        &[POINTS, UNITS],
    ),
    // Quotes alone; one mark that is no list; what Obelus writes, with less
    (
        "x.jsonl",
        r#"{"text":$TEXT,"annotator":"bo","annotations":[{"label":"factual","quote":"bridge is safe"},{"label":"mixed","exact":"Nobody","prefix":"safe. 😊 ","suffix":" said so."}]}"#,
        "bo",
        &[POINTS],
    ),
    (
        "x.jsonl",
        r#"{"text":$TEXT,"spans":{"start":$A,"end":$B,"label":"factual"},"entities":[["T1","mixed",[[$C,$D]]]]}"#,
        "x",
        &[POINTS],
    ),
    (
        "x.data",
        r#"{"text":$TEXT,"offset_unit":"utf16_code_unit","spans":[{"start":$A,"end":$B,"label":"factual","annotator":"bo"},{"start":$C,"end":$D,"label":"mixed","annotator":{"name":"bo"}}]}"#,
        "bo",
        &[UNITS],
    ),
];

#[test]
fn every_shape_comes_in_with_all_its_marks_at_their_words() {
    let here = project(&[TEXT.to_owned()]);
    for (name, shape, who, units) in SHAPES {
        for places in units {
            let text = filled(shape, *places);
            let read = readable(name, text.as_bytes()).unwrap_or_else(|issue| panic!("{text}: {issue}"));
            assert_eq!(read.issues, [], "{text}");
            let plan = planned(&here, &read.value);
            let by_file = plan.issues.iter().any(|issue| issue.code == "annotator-by-file");
            assert_eq!(by_file, who == name.split('.').next().expect("a name"), "{text}: {:?}", plan.issues);
            let want = [format!("{who} factual bridge is safe"), format!("{who} mixed Nobody")];
            assert_eq!(stands(here.clone(), &plan), want, "{text}: {:?}", plan.issues);
        }
    }
}

#[test]
fn how_positions_count_is_said_where_the_file_does_not() {
    let here = project(&[TEXT.to_owned()]);
    let doccano = SHAPES[0].1;
    for (places, unit, guess) in [(UNITS, "UTF-16", false), (POINTS, "code points", true)] {
        let read = readable("ada.jsonl", filled(doccano, places).as_bytes()).expect("read");
        let plan = planned(&here, &read.value);
        let said: Vec<String> = plan
            .issues
            .iter()
            .filter(|issue| issue.code == "offset-unit-taken")
            .map(|issue| issue.message.english())
            .collect();
        assert_eq!(said.len(), 1, "{:?}", plan.issues);
        assert!(said[0].contains(unit) && said[0].contains("a guess") == guess, "{said:?}");
    }
    // Where all ways of counting come to the same there is nothing to say.
    let plain = r#"{"text":"The bridge is safe.","label":[[4,10,"factual"]]}"#;
    let read = readable("ada.jsonl", plain.as_bytes()).expect("read");
    let plan = planned(&here, &read.value);
    assert!(plan.issues.iter().all(|issue| issue.code != "offset-unit-taken"), "{:?}", plan.issues);
}

#[test]
fn line_ends_count_as_one_or_two_as_words_show() {
    let text = "One.\r\nTwo is so.\r\nThree is not.";
    let two = [(0, 3), (6, 9), (18, 23)];
    let one = [(0, 3), (5, 8), (16, 21)];
    for places in [two, one] {
        let label: Vec<_> =
            places.iter().map(|(start, end)| serde_json::json!([start, end, "factual"])).collect();
        let line = serde_json::json!({"text": text, "label": label}).to_string();
        let read = readable("ada.jsonl", line.as_bytes()).expect("read");
        let here = project(&[]);
        let plan = planned(&here, &read.value);
        let found = stands(here, &plan);
        assert_eq!(found, ["ada factual One", "ada factual Two", "ada factual Three"], "{:?}", plan.issues);
    }
}

#[test]
fn ones_own_export_for_doccano_comes_back() {
    let small = super::small::small();
    let files = super::round_trip::files(format("doccano").expect("there"), &small);
    let input = Input { files: &files, progress: &Progress::new() };
    let known = recognise(&input).expect("known");
    assert_eq!(known.about().id, "jsonl");
    let read = read(known, &input).expect("read");
    assert_eq!(read.issues, []);
    assert!(read.value.codes.iter().any(|code| code.label == "factual" && code.colour == "#3272a7"));
    let empty = project(&["😊 The bridge is safe.\nSo he said.".to_owned()]);
    assert_eq!(stands(empty.clone(), &planned(&empty, &read.value)), ["ada factual is safe"]);
}

/// The codes of findings with what they say.
fn said(bytes: &str) -> Vec<String> {
    let read = readable("data.jsonl", bytes.as_bytes()).unwrap_or_else(|issue| panic!("{issue}"));
    read.issues.iter().map(|issue| format!("{}: {}", issue.code, issue.message.english())).collect()
}

#[test]
fn what_is_not_understood_is_counted_and_named() {
    for (line, code, names) in [
        (
            r#"{"text":"a","label":["pos","neg","pos"]}"#,
            "whole-text-label",
            "3 labels are of whole texts, not of passages, and were left out: “pos” (2), “neg” (1)",
        ),
        (r#"{"text":"a","label":"pos"}"#, "whole-text-label", "“pos” (1)"),
        (r#"{"text":"a","cats":{"POS":1.0},"spans":[]}"#, "whole-text-label", "“POS” (1)"),
        (r#"{"text":"a","accept":["x"],"options":[],"spans":[]}"#, "whole-text-label", "“x” (1)"),
        (r#"{"text":"a","label":[1,2]}"#, "number-label", "“label” (2)"),
        (r#"{"tokens":["a","b"],"text":"a b","ner_tags":[0,3]}"#, "number-label", "“ner_tags” (1)"),
        (r#"{"text":"a","spans":[{"label":"X"}]}"#, "no-place", "“X” (1)"),
        (
            r#"{"text":"a b c","entities":[{"type":"X","text":["a","c"],"offsets":[[0,1],[4,5]]}]}"#,
            "no-place",
            "“X” (1)",
        ),
        (r#"{"text":"a","entities":[],"relations":[{"id":1},{"id":2}]}"#, "relations", "2"),
        (
            r#"{"text":"a","spans":[],"Comments":["so"],"foo":0,"empty":null,"none":[]}"#,
            "unknown-key",
            "2 values are under keys that are not known, and were left out: “Comments” (1), “foo” (1)",
        ),
        (r#"{"text":"a","spans":[],"meta":{"score":3,"title":"T"}}"#, "unknown-key", "“meta.score” (1)"),
        (
            r#"{"text":"a b","spans":[{"start":0,"end":1,"label":"X","kb_id":"Q1"}]}"#,
            "unknown-key",
            "“spans.kb_id” (1)",
        ),
        (r#"{"text":"a b","label":[[0,1,"X","y"]]}"#, "unknown-key", "“label[3]” (1)"),
        (r#"{"tokens":["One","."],"ner_tags":["B-X","O"]}"#, "text-of-tokens", "One text was put together"),
        ("{\"text\":\"a\",\"spans\":[]}\n7\n{\"spans\":[]}", "not-a-text", "2 entries"),
        (
            "{\"text\":\"a\",\"spans\":[]}\n{\"text\":\"b\",\"spans\":[],\"answer\":\"reject\"}\n{\"text\":\"c\",\"spans\":[],\"status\":\"Discarded\"}",
            "not-accepted",
            "2 answers do not hold: “discarded” (1), “reject” (1)",
        ),
        (
            r#"{"text":"a","responses":{"q":[{"value":[],"user_id":"u","status":"draft"}]}}"#,
            "not-accepted",
            "“draft” (1)",
        ),
        (r#"{"text":"a","q.responses":["yes"],"q.responses.users":["u"]}"#, "whole-text-label", "“yes” (1)"),
    ] {
        let found = said(line);
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert!(found[0].starts_with(code) && found[0].contains(names), "{line}: {found:?}");
    }
}

#[test]
fn what_a_program_predicted_is_nobodys() {
    let here = project(&[TEXT.to_owned()]);
    for (shape, program) in [
        (
            r#"{"text":$TEXT,"prediction":[["factual",$A,$B,0.9]],"prediction_agent":"gpt","annotation":null,"status":"Default"}"#,
            "gpt",
        ),
        (
            r#"{"fields":{"text":$TEXT},"suggestions":{"m":{"value":[{"start":$A,"end":$B,"label":"factual"}],"agent":"gpt","score":0.9}},"responses":{}}"#,
            "gpt",
        ),
        (
            r#"{"fields":{"text":$TEXT},"suggestions":[{"question_name":"m","value":[{"start":$A,"end":$B,"label":"factual"}],"agent":"gpt"}]}"#,
            "gpt",
        ),
        (
            r#"{"text":$TEXT,"m.responses":null,"m.suggestion":[{"start":$A,"end":$B,"label":"factual"}],"m.suggestion.agent":"gpt","m.suggestion.score":[0.9]}"#,
            "gpt",
        ),
        (
            r#"{"text":$TEXT,"entities":[{"entity_group":"factual","score":0.98,"word":"BRIDGE","start":$A,"end":$B}]}"#,
            "suggestions",
        ),
    ] {
        let text = filled(shape, POINTS);
        let read = readable("x.jsonl", text.as_bytes()).expect("read");
        assert_eq!(read.issues, [], "{text}");
        let plan = planned(&here, &read.value);
        assert_eq!(
            stands(here.clone(), &plan),
            [format!("{program} factual bridge is safe suggested")],
            "{text}"
        );
        let mut then = here.clone();
        plan.edits.iter().cloned().for_each(|edit| drop(then.apply(edit).expect("fits")));
        let roles: Vec<Role> =
            then.annotators().filter(|one| one.id.as_str() == program).map(|one| one.role).collect();
        assert_eq!(roles, [Role::Program], "{text}");
    }
}

#[test]
fn the_newest_answer_of_one_person_counts_and_what_was_approved_was_finished() {
    let answer = |at: &str, status: &str, start: u32, end: u32| {
        format!(
            r#"{{"user_id":"bo","status":"{status}","updated_at":"{at}","values":{{"m":{{"value":[{{"start":{start},"end":{end},"label":"factual"}}]}}}}}}"#
        )
    };
    let line = |answers: &[String]| {
        let text = serde_json::to_string(TEXT).expect("JSON");
        format!(r#"{{"id":"r","fields":{{"text":{text}}},"responses":[{}]}}"#, answers.join(","))
    };
    let (old, new) = (
        answer("2024-01-01T00:00:00", "submitted", 6, 20),
        answer("2024-01-02T00:00:00", "submitted", 24, 30),
    );
    let lines = format!("{}\n{}\n", line(&[new]), line(&[old]));
    let read = readable("x.jsonl", lines.as_bytes()).expect("read").value;
    let here = project(&[TEXT.to_owned()]);
    let plan = planned(&here, &read);
    assert_eq!(stands(here.clone(), &plan), ["bo factual Nobody"]);
    assert_eq!(plan.issues.iter().filter(|issue| issue.code == "answer-replaced").count(), 1);

    let finished = |line: &str| {
        let read = readable("ada.jsonl", filled(line, UNITS).as_bytes()).expect("read").value;
        let sets = read.documents.iter().flat_map(|one| &one.sets).filter(|set| set.finished);
        sets.map(|set| set.annotator.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        finished(r#"{"text":$TEXT,"labels":[[$A,$B,"factual"]],"annotation_approver":"admin"}"#),
        ["ada"]
    );
    assert_eq!(finished(r#"{"text":$TEXT,"label":[[$A,$B,"factual"]],"is_confirmed":true}"#), ["ada"]);
    assert_eq!(
        finished(r#"{"text":$TEXT,"labels":[[$A,$B,"factual"]],"annotation_approver":null}"#),
        [""; 0]
    );
    assert_eq!(
        finished(
            r#"{"examples":[{"content":$TEXT,"annotations":[],"seen_by":[{"annotator":"bo"},{"annotator":"cy"}]}]}"#
        ),
        ["bo", "cy"]
    );
}

#[test]
fn files_of_other_formats_stay_theirs_and_an_author_is_no_annotator() {
    for (name, text, want) in [
        (
            "a.json",
            r#"[{"data":{"text":"a","spans":[]},"annotations":[{"result":[]}]}]"#,
            Some("label-studio"),
        ),
        (
            "a.json",
            r#"[{"text":"a","label":[{"start":0,"end":1,"labels":["x"]}],"annotator":1,"annotation_id":1,"lead_time":2.0}]"#,
            Some("label-studio"),
        ),
        (
            "a.json",
            r#"{"text":"The \"data\" and the \"annotations\"","meta":{"data":1},"annotations":[]}"#,
            Some("jsonl"),
        ),
        ("a.json", r#"{"rows":[{"uri":"u","text":"a","tags":["x"],"target":[]}]}"#, Some("hypothesis")),
        ("a.json", r#"{"%TYPES":{},"%FEATURE_STRUCTURES":[]}"#, Some("uima-json")),
        ("a.txt", "A text about \"spans\".", None),
        ("a.json", r#"{"text":"A text alone."}"#, None),
        ("a.json", r#"{"text":{"nested":1},"spans":[]}"#, None),
    ] {
        let files = vec![(name.to_owned(), text.as_bytes().to_vec())];
        let input = Input { files: &files, progress: &Progress::new() };
        assert_eq!(recognise(&input).map(|format| format.about().id), want, "{text}");
    }
    assert_eq!(readers().filter(|format| format.about().id == "jsonl").count(), 1);
    let line = r#"{"text":"One is so.","author":"Jo Press","user":"reader7","spans":[{"start":0,"end":3,"label":"factual"}]}"#;
    let read = readable("x.jsonl", line.as_bytes()).expect("read");
    assert_eq!(read.value.documents[0].metadata.authors, ["Jo Press"]);
    assert_eq!(read.value.documents[0].marks[0].annotator, "x", "after the file");
    assert_eq!(
        read.issues.iter().map(|issue| issue.code).collect::<Vec<_>>(),
        ["unknown-key"],
        "a user may be anybody"
    );
}
