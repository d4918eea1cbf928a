//! Web Annotations of ours, sign by sign, and of others.

use super::round_trip::files;
use super::small::{import, one_mark, small};
use crate::formats::{ExportOptions, Feature, Scope, export, format};

#[test]
fn an_annotation_reads_as_the_standard_has_it() {
    let w3c = format("w3c").expect("a format");
    let text = String::from_utf8(files(w3c, &small()).remove(0).1).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    let ours = "urn:uuid:0be10500-0be1-8050-8be1-050be1050be1#";
    assert!(lines[0].starts_with(&format!(
        r#"{{"@context":["http://www.w3.org/ns/anno.jsonld",{{"obelus":"{ours}"}}],"id":"urn:uuid:"#
    )));
    assert!(lines[0].ends_with(r#""generated":"1970-01-01T00:00:00Z","total":3,"#), "{}", lines[0]);
    let creator = r#""type":"Person","name":"Ada","nickname":"ada","obelus:role":"analyst"}"#;
    assert!(
        lines[2].contains(creator) && lines[2].contains(r#""obelus:signedOff":false,"obelus:read":"0-15""#)
    );
    for part in [
        r#""type":"Annotation","motivation":"classifying","created":"2025-07-03T09:30:00Z","#,
        r#"{"type":"TextualBody","purpose":"classifying","value":"factual"}"#,
        r#"{"type":"TextualBody","purpose":"questioning","value":"sure?"}"#,
        r#"{"type":"TextualBody","purpose":"describing","value":"author","obelus:attribute":"voice"}"#,
        r#""source":"https://example.org/bridge","selector":[{"type":"TextQuoteSelector","#,
        r#""exact":"is safe","prefix":"😊 The bridge ","suffix":".\nSo he said."}"#,
        r#"{"type":"TextPositionSelector","start":13,"end":20}]"#,
    ] {
        assert!(lines[4].contains(part) || lines[3].contains(part), "{part}\n{text}");
    }
}

#[test]
fn without_texts_nothing_is_quoted() {
    let w3c = format("w3c").expect("a format");
    let mut memory = crate::formats::MemorySink::default();
    let options = ExportOptions { texts: false, ..ExportOptions::default() };
    let progress = crate::base::Progress::new();
    export(w3c, &small(), &Scope::default(), &options, &mut memory, &progress).expect("made");
    let text = String::from_utf8(memory.files.remove(0).1).expect("UTF-8");
    assert!(!text.contains("is safe") && text.contains("TextPositionSelector"));
    assert!(!w3c.about().keeps(Feature::Texts));
}

#[test]
fn annotations_of_others_in_every_shape() {
    let head =
        r#""@context":"http://www.w3.org/ns/anno.jsonld","id":"http://a.example/1","type":"Annotation""#;
    let quote = r#"{"type":"TextQuoteSelector","exact":"is safe","prefix":"bridge ","suffix":"."}"#;
    let place = r#"{"type":"TextPositionSelector","start":13,"end":20}"#;
    let source = r#""source":"https://example.org/bridge""#;
    let of = |rest: &str| format!("{{{head},{rest}}}");
    let target = format!(r#""target":{{{source},"selector":[{quote},{place}]}}"#);
    for (name, json, want) in [
        ("a plain comment", of(&format!(r#""bodyValue":"odd",{target}"#)), "note ? is safe “odd”"),
        (
            "a tag by somebody",
            of(&format!(
                r#""creator":{{"id":"acct:zoe@x.example","name":"Zoë"}},"motivation":"oa:tagging","body":{{"type":"TextualBody","value":"fact"}},{target}"#
            )),
            "fact Zoë is safe “”",
        ),
        (
            "a code by address",
            of(&format!(
                r#""body":{{"source":"http://x.example/codes#fact","purpose":"classifying"}},{target}"#
            )),
            "http://x.example/codes#fact ? is safe “”",
        ),
        (
            "one selector",
            of(&format!(r#""body":[],"target":{{{source},"selector":{quote}}}"#)),
            "highlight ? is safe “”",
        ),
        (
            "a chain of positions",
            of(&format!(
                r#""target":{{{source},"selector":{{"type":"TextPositionSelector","start":2,"end":20,"refinedBy":{{"type":"TextPositionSelector","start":11,"end":18}}}}}}"#
            )),
            "highlight ? 13-20 “”",
        ),
        (
            "words within a part of the page",
            of(&format!(
                r#""target":{{{source},"selector":{{"type":"CssSelector","value":"p","refinedBy":{quote}}}}}"#
            )),
            "highlight ? is safe “”",
        ),
        (
            "a target that is only an address",
            of(
                r#""motivation":"questioning","bodyValue":"why","target":"https://example.org/bridge#char=13,20""#,
            ),
            "note ? 13-20 “why”",
        ),
        (
            "a page of a collection, with prefixes",
            format!(
                r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[{{"@type":["oa:Annotation"],"body":["so","x"],{target}}}]}}"#
            ),
            "note ? is safe “so\nx”",
        ),
    ] {
        let read = import("w3c", &[("theirs.jsonld", json.as_bytes())]);
        assert_eq!(read.issues, [], "{name}");
        assert_eq!(one_mark(&read.value), want, "{name}");
        assert_eq!(read.value.documents[0].name, "https://example.org/bridge", "{name}");
    }
}

#[test]
fn several_codes_are_several_marks_and_one_bookmark_none() {
    let target = r#""target":{"source":"http://x.example/a","selector":{"type":"TextPositionSelector","start":1,"end":2}}"#;
    let json = format!(
        r#"[{{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","motivation":"tagging","body":[{{"value":"a"}},{{"value":"b"}},{{"purpose":"commenting","value":"m"}}],{target}}},
        {{"type":"Annotation","motivation":"bookmarking",{target}}},{{"type":"Annotation"}}]"#
    );
    let read = import("w3c", &[("x.json", json.as_bytes())]);
    let document = &read.value.documents[0];
    let marks: Vec<_> = document.marks.iter().map(|m| (m.label.as_str(), m.memo.as_str())).collect();
    assert_eq!(marks, [("b", ""), ("a", "m")]);
    assert_eq!(document.sets[0].bookmarks, [(1, 2)]);
    assert_eq!(read.issues[0].code, "no-target");
}

#[test]
fn what_a_program_made_is_nobodys() {
    let of = |creator: &str| {
        format!(
            r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "creator": {creator}, "body": {{"type": "TextualBody", "value": "opinion", "purpose": "tagging"}},
            "target": {{"source": "https://example.org/a", "selector": {{"type": "TextQuoteSelector", "exact": "ferry"}}}}}}"#
        )
    };
    for (creator, annotator, by) in [
        (r#"{"type": "Software", "name": "Tagger 2"}"#, "", Some("Tagger 2")),
        (r#"{"type": ["as:Application", "foaf:SoftwareAgent"], "id": "urn:tagger"}"#, "", Some("urn:tagger")),
        (r#"{"type": "Software", "name": "Kim", "obelus:role": "analyst"}"#, "Kim", None),
        (r#"{"type": "Person", "name": "Kim"}"#, "Kim", None),
    ] {
        let read = import("w3c", &[("a.jsonld", of(creator).as_bytes())]).value;
        let mark = &read.documents[0].marks[0];
        assert_eq!((mark.annotator.as_str(), mark.suggested_by()), (annotator, by), "{creator}");
        assert_eq!(read.annotators.len(), usize::from(by.is_none()), "{creator}");
    }
}
