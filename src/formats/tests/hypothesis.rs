//! Rows of Hypothes.is, ours and others'.

use super::round_trip::files;
use super::small::{import, one_mark, small};
use crate::formats::format;

#[test]
fn a_row_reads_as_its_server_wants_it() {
    let text = String::from_utf8(files(format("hypothesis").expect("a format"), &small()).remove(0).1);
    let text = text.expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], r#"{"total":2,"rows":["#);
    assert!(lines[1].contains(r#""target":[{"source":"https://example.org/bridge"}]"#), "{}", lines[1]);
    assert!(lines[1].contains(r#""bookmarks":"3-6","read":"0-16""#), "{}", lines[1]);
    for part in [
        r#""created":"2025-07-03T09:30:00Z","updated":"2025-07-03T09:30:00Z","user":"acct:ada@obelus.invalid","#,
        r#""uri":"https://example.org/bridge","text":"sure?","tags":["factual","voice:author","question:yes"],"#,
        r#""references":[],"document":{"title":["A bridge"]},"#,
        r#""selector":[{"type":"TextPositionSelector","start":14,"end":21},{"type":"TextQuoteSelector","exact":"is safe","#,
    ] {
        assert!(lines[2].contains(part), "{part}\n{text}");
    }
}

const ROW: &str = r#""uri":"https://example.org/bridge","user":"acct:jane@hypothes.is","created":"2018-03-02T11:43:12.123456+00:00","#;
const TARGET: &str = r#""target":[{"source":"https://example.org/bridge","selector":[
    {"type":"RangeSelector","startContainer":"/p[1]","endContainer":"/p[1]","startOffset":1,"endOffset":2},
    {"type":"TextPositionSelector","start":914,"end":921},
    {"type":"TextQuoteSelector","exact":"is safe","prefix":"The bridge ","suffix":"."}]},{"source":"x"}]"#;

#[test]
fn rows_of_others_in_every_wrapping() {
    let row = format!(r#"{{"id":"a",{ROW}"tags":["Fact"],"text":"well",{TARGET}}}"#);
    for json in [
        row.clone(),
        format!("[{row}]"),
        format!(r#"{{"total":1,"rows":[{row}]}}"#),
        format!("{}\n", row.replace('\n', " ")),
    ] {
        let read = import("hypothesis", &[("theirs.json", json.as_bytes())]);
        assert_eq!(read.issues, []);
        assert_eq!(one_mark(&read.value), "Fact jane is safe “well”");
        let mark = &read.value.documents[0].marks[0];
        assert_eq!((mark.start, mark.end, mark.annotator.as_str()), (914, 921, "jane@hypothes.is"));
        assert_eq!(mark.created.map(|at| at.to_string()).as_deref(), Some("2018-03-02T11:43:12Z"));
    }
}

#[test]
fn highlights_tags_replies_and_page_notes() {
    let reply = |id: &str, to: &str| {
        format!(r#"{{"id":"{id}",{ROW}"text":"no","references":["{to}"],"target":[{{"source":"x"}}]}}"#)
    };
    let json = format!(
        r#"[{{"id":"a",{ROW}"tags":[],"text":"",{TARGET}}},{{"id":"b",{ROW}"tags":["x: y","z"],"text":"m",{TARGET}}},
        {},{},{{"id":"e",{ROW}"text":"page","target":[{{"source":"https://example.org/bridge"}}]}}]"#,
        reply("c", "a"),
        reply("d", "gone")
    );
    let read = import("hypothesis", &[("theirs.json", json.as_bytes())]);
    let codes: Vec<_> = read.issues.iter().map(|issue| issue.code).collect();
    assert_eq!(codes, ["page-notes", "lost-replies"]);
    let marks = &read.value.documents[0].marks;
    let said: Vec<_> = marks.iter().map(|mark| (mark.label.as_str(), mark.memo.as_str())).collect();
    assert_eq!(said, [("highlight", "jane: no"), ("x: y", "m"), ("z", "")]);
}
