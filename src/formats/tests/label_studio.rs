//! Tasks of Label Studio, ours and others'.

use super::round_trip::files;
use super::small::{import, one_mark, small};
use crate::base::Progress;
use crate::formats::{ExportError, ExportOptions, MemorySink, OffsetUnit, Scope, export, format};
use crate::model::Origin;

#[test]
fn a_task_reads_as_its_editor_wants_it() {
    let all = files(format("label-studio").expect("a format"), &small());
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["config.xml", "tasks.json"]);
    let text = |at: usize| String::from_utf8(all[at].1.clone()).expect("UTF-8");
    for part in [
        r#"<Labels name="label" toName="text" showInline="true">"#,
        r##"<Label value="factual" background="#3272A7" hint="Factual: "##,
        r#"<Text name="text" value="$text"/>"#,
        r#"<View visibleWhen="region-selected" whenTagName="label" whenLabelValue="factual,opinion,mixed,"#,
        r#"<Choices name="kind:voice" toName="text" perRegion="true" choice="single" showInline="true">"#,
        r#"<TextArea name="memo" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>"#,
        r#"<Choices name="article:genre" toName="text" choice="single" showInline="true">"#,
    ] {
        assert!(text(0).contains(part), "{part}\n{}", text(0));
    }
    let region = |name: &str, kind: &str, value: &str| {
        format!(
            r#"{{"id":"0000000000007","from_name":"{name}","to_name":"text","type":"{kind}","value":{{{value}}}"#
        )
    };
    for part in [
        r#"{"id":1,"data":{"article":"bridge","language":"en","outlet":"The Daily","published":"","text":"😊 The bridge"#
            .to_owned(),
        region("label", "labels", r#""end":20,"labels":["factual"],"start":13,"text":"is safe""#),
        region("kind:voice", "choices", r#""choices":["author"],"end":20,"start":13,"text":"is safe""#),
        region("memo", "textarea", r#""end":20,"start":13,"text":["sure?"]"#),
        region("question", "choices", r#""choices":["yes"],"end":20,"start":13,"text":"is safe""#),
        r#""from_name":"coded_by","to_name":"text","type":"textarea","value":{"text":["ada"]}}"#.to_owned(),
    ] {
        assert!(text(1).contains(&part), "{part}\n{}", text(1));
    }
}

#[test]
fn it_is_nothing_without_the_texts() {
    let options = ExportOptions { texts: false, ..ExportOptions::default() };
    for name in ["label-studio", "doccano", "prodigy"] {
        let format = format(name).expect("a format");
        let mut memory = MemorySink::default();
        let done = export(format, &small(), &Scope::default(), &options, &mut memory, &Progress::new());
        assert!(matches!(done, Err(ExportError::Refused(issue)) if issue.code == "needs-texts"), "{name}");
        assert_eq!(memory.files, [], "{name}");
    }
}

fn task(entries: &str) -> String {
    format!(r#"[{{"id":9,"data":{{"text":"😊 The bridge is safe.\nSo","title":"T"}},{entries}}}]"#)
}

fn label(id: &str, start: u32, text: &str) -> String {
    let end = start + text.chars().count() as u32;
    format!(
        r#"{{"id":"{id}","from_name":"ner","to_name":"text","type":"labels","value":{{"start":{start},"end":{end},"text":"{text}","labels":["Fact"]}}}}"#
    )
}

#[test]
fn tasks_of_others_in_every_age() {
    let region = label("x", 13, "is safe");
    for (entries, want) in [
        (
            format!(
                r#""annotations":[{{"id":1,"completed_by":{{"id":4,"email":"z@x.example","first_name":"Zoë","last_name":"Q"}},"result":[{region}]}},{{"was_cancelled":true,"result":[{region}]}}]"#
            ),
            "Fact Zoë Q is safe “”",
        ),
        (
            format!(r#""annotations":[{{"completed_by":4,"result":[{region}]}}],"predictions":[]"#),
            "Fact Annotator 4 is safe “”",
        ),
        (format!(r#""completions":[{{"result":[{region}]}}]"#), "Fact ? is safe “”"),
        (format!(r#""predictions":[{{"model_version":"m1","result":[{region}]}}]"#), "Fact ? is safe “”"),
    ] {
        let read = import("label-studio", &[("theirs.json", task(&entries).as_bytes())]);
        let cancelled = entries.contains("was_cancelled");
        let said: Vec<_> = read.issues.iter().map(|issue| issue.code).collect();
        assert_eq!(said, if cancelled { vec!["cancelled"] } else { vec![] });
        assert_eq!(one_mark(&read.value), want);
        let document = &read.value.documents[0];
        assert_eq!((document.name.as_str(), document.metadata.title.as_str()), ("task-9", "T"));
        let by = Some(Origin::Suggested { by: "m1".to_owned() });
        assert_eq!(document.marks[0].origin, by.filter(|_| entries.contains("m1")));
    }
}

#[test]
fn old_files_count_utf16_units_and_the_quotes_tell() {
    let entries =
        format!(r#""annotations":[{{"result":[{},{}]}}]"#, label("x", 14, "is safe"), label("y", 14, "is"));
    let read = import("label-studio", &[("old.json", task(&entries).as_bytes())]).value;
    assert_eq!(read.documents[0].unit, Some(OffsetUnit::CodePoints));
    let project = small();
    let mapping = crate::formats::guess(&project, &read, &Default::default());
    let plan = crate::formats::plan(&project, &read, &mapping, &Default::default());
    let codes: Vec<_> = plan.issues.iter().map(|issue| issue.code).collect();
    let codes_said = vec!["annotator-by-file", "offset-unit-guessed", "several-answers", "reading-stated"];
    assert_eq!((codes, plan.new, plan.orphans), (codes_said, 2, 0));
}

#[test]
fn choices_comments_and_relations_find_their_region() {
    let side = |name: &str, kind: &str, value: &str| {
        format!(r#"{{"id":"x","from_name":"{name}","to_name":"text","type":"{kind}","value":{{{value}}}}}"#)
    };
    let entries = format!(
        r#""annotations":[{{"result":[{},{},{},{},{},{}]}}]"#,
        side("stance", "choices", r#""start":13,"end":20,"choices":["a","b"]"#),
        label("x", 13, "is safe").replace("\"Fact\"", "\"Fact\",\"Hard\""),
        side("where", "taxonomy", r#""taxonomy":[["Land","City"]]"#),
        side("memo", "textarea", r#""text":["one","two"]"#),
        r#"{"type":"relation","from_id":"x","to_id":"y","direction":"right"}"#,
        r#"{"id":"z","from_name":"tone","to_name":"text","type":"choices","value":{"choices":["dry"]}}"#,
    );
    let config = br##"<View><Labels name="ner" toName="t"><Label value="Fact" hint="what &lt;is&gt;" background="#00FF00"/><Label value="Hard"/></Labels><Text name="t" value="$text"/></View>"##;
    let read = import("label-studio", &[("config.xml", config), ("theirs.json", task(&entries).as_bytes())]);
    assert_eq!(read.issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["relations"]);
    let document = &read.value.documents[0];
    let labels: Vec<_> =
        document.marks.iter().map(|mark| (mark.label.as_str(), mark.memo.as_str())).collect();
    assert_eq!(labels, [("Fact", "one\ntwo"), ("Hard", "")]);
    let attributes = [("stance", "a|b"), ("where", "Land / City")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    assert_eq!(document.marks[0].attributes, attributes);
    assert_eq!(document.sets[0].fields, [("tone".to_owned(), "dry".to_owned())]);
    let code = &read.value.codes[0];
    assert_eq!(
        (code.label.as_str(), code.definition.as_str(), code.colour.as_str()),
        ("Fact", "what <is>", "#00FF00")
    );
}

#[test]
fn the_flat_form_and_what_it_does_not_tell() {
    let json = r#"[{"text":"😊 The bridge is safe.","id":3,"ner":[{"start":13,"end":20,"text":"is safe","labels":["Fact","Hard"]}],
        "tone":["dry"],"annotator":2,"annotation_id":5,"created_at":"2022-01-02T03:04:05.6Z","updated_at":"","lead_time":1.5},
        {"text":"😊 The bridge is safe.","id":3,"annotator":"z@x.example","annotation_id":6,"lead_time":1}]"#;
    let read = import("label-studio", &[("min.json", json.as_bytes())]);
    assert_eq!(read.issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["not-tied"]);
    let [document] = read.value.documents.as_slice() else { panic!("one document") };
    let marks: Vec<_> =
        document.marks.iter().map(|m| (m.label.as_str(), m.annotator.as_str(), m.start)).collect();
    assert_eq!(marks, [("Fact", "2", 13), ("Hard", "2", 13)]);
}

#[test]
fn a_broken_configuration_does_not_stop_the_tasks() {
    let entries = format!(r#""annotations":[{{"result":[{}]}}]"#, label("x", 13, "is safe"));
    let read = import(
        "label-studio",
        &[("config.xml", b"<View><Labels name="), ("a.json", task(&entries).as_bytes())],
    );
    assert_eq!(read.issues[0].code, "bad-config");
    assert_eq!(read.value.documents[0].marks.len(), 1);
}

#[test]
fn what_is_written_about_a_region_is_its_memo() {
    let side = |name: &str, value: &str| {
        format!(
            r#"{{"id":"x","from_name":"{name}","to_name":"text","type":"textarea","value":{{"text":["{value}"]}}}}"#
        )
    };
    let region =
        label("x", 13, "is safe").replace("\"value\"", "\"meta\":{\"text\":[\"by the tool\"]},\"value\"");
    let entries =
        format!(r#""annotations":[{{"result":[{region},{},{}]}}]"#, side("notes", "one"), side("why", "two"));
    let read = import("label-studio", &[("theirs.json", task(&entries).as_bytes())]).value;
    let mark = &read.documents[0].marks[0];
    assert_eq!((mark.memo.as_str(), mark.attributes.len()), ("by the tool\none\nwhy: two", 0));
    let told = region.replace("[\"by the tool\"]", "\"as words\"");
    let entries = format!(r#""annotations":[{{"result":[{told}]}}]"#);
    let read = import("label-studio", &[("theirs.json", task(&entries).as_bytes())]).value;
    assert_eq!(read.documents[0].marks[0].memo, "as words");
}

#[test]
fn comments_on_regions_are_notes_of_their_writers_and_the_rest_is_counted() {
    let comment = |by: &str, region: &str, text: &str| {
        format!(
            r#"{{"id":1,"text":"{text}","created_at":"2025-07-03T09:30:00Z","created_by":{by},"annotation":5,"is_resolved":false{region}}}"#
        )
    };
    let on = r#","region_ref":{"regionId":"r1","controlName":"label"}"#;
    let anna = r#"{"id":7,"email":"anna@example.org","first_name":"Anna","last_name":"B."}"#;
    let entry = |by: &str, more: &str| {
        format!(
            r#"{{"id":5,"completed_by":{by},"was_cancelled":false,"ground_truth":true,"result":[{}],"drafts":[]{more}}}"#,
            label("r1", 2, "The bridge")
        )
    };
    let reviews = r#","reviews":[{"id":1,"accepted":false,"created_by":{"id":9,"email":"rev@example.org"}}]"#;
    let own = format!(r#","comments":[{}]{reviews}"#, comment("9", on, "why?"));
    let task = task(&format!(
        r#""annotations":[{},{}],"drafts":[{{"id":3,"user":7,"result":[{}]}}],"predictions":[],"comments":[{},{},{}],"comment_authors":[7]"#,
        entry("7", &own),
        entry(r#"{"id":8,"email":"bo@example.org"}"#, r#","was_cancelled":true"#).replacen(
            r#""was_cancelled":false,"#,
            "",
            1
        ),
        label("r2", 2, "The"),
        comment(anna, on, "loaded"),
        comment("7", "", "in general"),
        comment("null", on, "of nobody"),
    ));
    let read = import("label-studio", &[("export.json", task.as_bytes())]);
    let mut marks: Vec<_> = read.value.documents[0]
        .marks
        .iter()
        .map(|mark| (mark.annotator.as_str(), mark.label.as_str(), mark.memo.as_str(), mark.start, mark.end))
        .collect();
    marks.sort();
    assert_eq!(
        marks,
        [
            ("anna@example.org", "Fact", "", 2, 12),
            ("anna@example.org", "note", "loaded", 2, 12),
            ("rev@example.org", "note", "why?", 2, 12),
        ],
        "one account, by number and written out, is one person"
    );
    let names: Vec<&str> = read.value.annotators.iter().map(|one| one.name.as_str()).collect();
    assert!(names.contains(&"Anna B."), "{names:?}");
    let said: Vec<String> =
        read.issues.iter().map(|issue| format!("{} {}", issue.code, issue.message.english())).collect();
    for (code, count) in [("cancelled", 2), ("comments", 2), ("reviews", 1), ("ground-truth", 1)] {
        assert!(said.iter().any(|said| said.starts_with(&format!("{code} {count} "))), "{code}: {said:?}");
    }
}
