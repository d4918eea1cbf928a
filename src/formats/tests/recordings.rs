//! Articles that were written down from recordings, and where articles came from.

use super::round_trip::files;
use super::small::small;
use crate::base::Progress;
use crate::formats::{ExportOptions, Feature, MemorySink, Scope, export, format};
use crate::model::{Article, ImportRecord, Project, Struck, TimeCode};
use crate::text::Span;
use std::sync::Arc;

/// The small project with a record of the import of its article.
fn recorded(import: ImportRecord) -> Project {
    let mut project = small();
    let article = project.articles().next().expect("an article");
    let mut article = Article::clone(article);
    article.metadata.import = import;
    project.load_article(Arc::new(article));
    project
}

/// The annotation begins at byte 16, which is character 13.
fn broadcast() -> Project {
    let times = [(0, 900), (16, 3_723_500), (25, 3_730_000)];
    recorded(ImportRecord {
        times: times.map(|(at, milliseconds)| TimeCode { at, milliseconds }).into(),
        ..ImportRecord::default()
    })
}

fn written(name: &str, project: &Project) -> Vec<(String, String)> {
    let files = files(format(name).expect("a format"), project).into_iter();
    files.map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// The cell of the first row of a table under a name.
fn cell(table: &str, name: &str) -> Option<String> {
    let mut lines = table.lines();
    let at = lines.next()?.split('\t').position(|known| known == name)?;
    lines.next()?.split('\t').nth(at).map(str::to_owned)
}

#[test]
fn tables_have_the_time_of_each_passage_and_all_codes_where_there_are_any() {
    let tables = written("tsv", &broadcast());
    let names: Vec<&str> = tables.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["annotations.tsv", "documents.tsv", "claims.tsv", "times.tsv"]);
    assert_eq!(cell(&tables[0].1, "time").as_deref(), Some("1:02:03"));
    let times: Vec<&str> = tables[3].1.lines().collect();
    let want = [
        "doc_id\tstart\ttime\ttime_ms",
        "bridge\t0\t0:00:00\t900",
        "bridge\t13\t1:02:03\t3723500",
        "bridge\t22\t1:02:10\t3730000",
    ];
    assert_eq!(times, want);
    let without = written("tsv", &small());
    assert_eq!(without.len(), 3, "no table of nothing");
    assert_eq!(cell(&without[0].1, "time"), None, "and no column");
}

#[test]
fn a_file_a_digest_and_rules_go_along() {
    let span = Span::new(0, 24).expect("a span");
    let project = recorded(ImportRecord {
        sha256: "ab".repeat(32),
        kind: "web-page".to_owned(),
        struck: [Struck { span, rule: "read-also".to_owned() }].into(),
        ..ImportRecord::default()
    });
    let documents = &written("tsv", &project)[1].1;
    assert_eq!(cell(documents, "source_kind").as_deref(), Some("web-page"));
    assert_eq!(cell(documents, "source_sha256"), Some("ab".repeat(32)));
    assert_eq!(cell(documents, "struck").as_deref(), Some("read-also:0-21"));
    let line: serde_json::Value = serde_json::from_str(&written("jsonl", &project)[0].1).expect("JSON");
    assert_eq!(line["source_kind"], "web-page");
    assert_eq!(line["struck"], serde_json::json!([{ "rule": "read-also", "start": 0, "end": 21 }]));
    let page = &written("html", &project)[0].1;
    assert!(
        page.contains("<bdi>web-page</bdi>") && page.contains("1 passage, by rule: <bdi>read-also</bdi> (1)")
    );
}

#[test]
fn json_lines_have_milliseconds_and_null_where_there_is_no_recording() {
    let line = |project: &Project| -> serde_json::Value {
        serde_json::from_str(&written("jsonl", project)[0].1).expect("JSON")
    };
    let timed = line(&broadcast());
    assert_eq!(timed["spans"][0]["time_ms"], 3_723_500);
    assert_eq!(timed["times"][2], serde_json::json!({ "start": 22, "time_ms": 3_730_000 }));
    let silent = line(&small());
    assert_eq!(silent["spans"][0]["time_ms"], serde_json::Value::Null);
    assert_eq!(silent["times"], serde_json::json!([]));
}

#[test]
fn the_report_shows_times_beside_lines_and_with_tags() {
    let page = &written("html", &broadcast())[0].1;
    assert_eq!(page.matches("<span class=\"time\">").count(), 2, "one for each line");
    assert!(page.contains("<span class=\"d\">Time: 1:02:03</span>"));
    let silent = &written("html", &small())[0].1;
    assert!(!silent.contains("class=\"time\"") && !silent.contains("Time: "), "none where there are none");
}

#[test]
fn what_a_format_drops_of_a_recording_is_said() {
    let (options, progress) = (ExportOptions::default(), Progress::new());
    let lost = |name: &str, project: &Project| {
        let format = format(name).expect("a format");
        let mut memory = MemorySink::default();
        let log = export(format, project, &Scope::default(), &options, &mut memory, &progress);
        log.expect("exported").count(Feature::TimeCodes)
    };
    assert_eq!(lost("w3c", &broadcast()), 1);
    assert_eq!(lost("w3c", &small()), 0, "nothing is lost where nothing was");
    assert_eq!(lost("csv", &broadcast()), 0);
}
