//! Tables out to the letter, and other programs' tables in.

use super::{list, unlist, week};
use crate::base::{AnnotationId, Issue, Place, Progress, Timestamp};
use crate::formats::{
    ExportOptions, Feature, ImportedData, ImportedDocument, Input, LossLog, MemorySink, Scope, export, format,
};
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, Body, Dated, Memo, Metadata, Project, Role, SetKey,
    SetState, Value, Zone, ZoneKind,
};
use crate::text::{RangeSet, Span, Text};
use imbl::OrdMap;
use proptest::prelude::*;
use std::sync::Arc;

const TEXT: &str = "=Été 😊\n\nThe \"bridge\" is\tsafe. Maya said so.\n";

fn id<T: std::str::FromStr>(words: &str) -> T {
    words.parse().unwrap_or_else(|_| panic!("an identifier: {words}"))
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("there");
    Span::new(start as u32, (start + words.len()) as u32).expect("a span")
}

fn article(name: &str) -> Article {
    let metadata = Metadata {
        title: "-Title".to_owned(),
        outlet: "Daily; Proof".to_owned(),
        authors: vec!["A|B".to_owned(), "C".to_owned()],
        published: Dated { date: "2025-07-03".to_owned(), as_written: String::new() },
        language: "fr".to_owned(),
        ..Metadata::default()
    };
    let text = Text::new(TEXT).expect("a text");
    let zones = vec![Zone { kind: ZoneKind::Headline, span: span("=Été 😊") }];
    Article { id: id(name), text, metadata, zones }
}

/// Two articles; one was read and has two annotations, the other was not.
fn project() -> Project {
    let codebook = Arc::new(crate::store::builtin_codebook());
    let mut project = Project::new(id("p"), "P".to_owned(), codebook);
    for (name, words) in [("ada", "Ada, B."), ("maya", "Maya")] {
        let role = Role::Analyst;
        project.load_annotator(Annotator { id: id(name), name: words.to_owned(), role, person: None });
    }
    project.load_article(Arc::new(article("one")));
    project.load_article(Arc::new(article("two")));
    let now = Timestamp(1_751_535_000);
    let mut headline = Annotation::new(AnnotationId(7), span("=Été 😊"), Body::Code(id("opinion")), now);
    headline.memo = Some(Box::new(Memo { text: "'=a\n\"b\"".to_owned(), question: true }));
    headline.attributes.insert(id("loaded"), Value::Spans(vec![span("Été"), span("safe")]));
    let bridge = Annotation::new(AnnotationId(8), span("\"bridge\" is\tsafe"), Body::Note, now);
    let mut set = AnnotationSet::from_annotations(vec![Arc::new(headline), Arc::new(bridge)]);
    let mut read = RangeSet::new();
    read.insert(span("=Été 😊"));
    set.restore(read, OrdMap::new(), std::iter::empty(), SetState::Done(now));
    project.load_set(SetKey { annotator: id("ada"), article: id("one") }, Arc::new(set));
    project
}

fn exported(id: &str, options: &ExportOptions) -> (MemorySink, LossLog) {
    let mut memory = MemorySink::default();
    let format = format(id).expect("a format");
    let log = export(format, &project(), &Scope::default(), options, &mut memory, &Progress::new());
    (memory, log.expect("exported"))
}

fn text(memory: &MemorySink, file: &str) -> String {
    String::from_utf8(memory.file(file).expect("a file").to_vec()).expect("UTF-8")
}

/// Without the columns of attributes, which are many and mostly empty.
fn without_attributes(line: &str) -> String {
    let mut line = line.to_owned();
    while line.contains(",,,,") {
        line = line.replace(",,,,", ",,,");
    }
    line
}

#[test]
fn csv_is_written_to_the_letter() {
    let (memory, log) = exported("csv", &ExportOptions::default());
    let names: Vec<&str> = memory.files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["annotations.csv", "documents.csv", "claims.csv"]);
    let annotations = text(&memory, "annotations.csv");
    let (header, rows) = annotations.split_once("\r\n").expect("lines");
    assert!(header.starts_with(
        "doc_id,annotation_id,annotator,layer,label,start,end,text,note,question,claim,claim_label,origin,\
         created,modified,attr_voice,attr_loaded,"
    ));
    assert!(header.ends_with(",title,url,outlet,published,lang"));
    let rows = without_attributes(rows);
    let rows: Vec<&str> = rows.split("\r\n").collect();
    assert_eq!(
        rows,
        [
            "one,a-0000000000007,ada,kind,opinion,0,6,'=Été 😊,\"''=a\n\"\"b\"\"\",yes,,,made,\
             2025-07-03T09:30:00Z,2025-07-03T09:30:00Z,,1-4 24-28,,,author,sure,,,'-Title,,\"Daily; Proof\",2025-07-03,fr",
            "one,a-0000000000008,ada,,note,12,28,\"\"\"bridge\"\" is\tsafe\",,,made,2025-07-03T09:30:00Z,\
             2025-07-03T09:30:00Z,,,'-Title,,\"Daily; Proof\",2025-07-03,fr",
            ""
        ]
    );
    let digest = article("one").text.digest();
    let documents = text(&memory, "documents.csv");
    let (header, rows) = documents.split_once("\r\n").expect("lines");
    assert!(header.starts_with(
        "doc_id,annotator,annotator_name,role,state,signed_off,annotations,read,bookmarks,answer_genre,"
    ));
    let quoted = format!("\"'{}\"", TEXT.replace('"', "\"\""));
    let about = "'-Title,,\"Daily; Proof\",2025-07-03,fr,,A\\|B|C,,,headline:0-6,unicode_code_point";
    assert_eq!(
        without_attributes(rows),
        format!(
            "one,ada,\"Ada, B.\",analyst,signed off,2025-07-03T09:30:00Z,2,0-6,,,{about},44,{digest},{quoted}\r\n\
             two,,,not read,,,{about},44,{digest},{quoted}\r\n"
        )
    );
    assert_eq!(
        text(&memory, "claims.csv"),
        "claim,claim_label,wording,kind,topic,aliases,status,memo,relations\r\n"
    );
    assert_eq!(log.count(Feature::WhiteSpace), 0);
}

#[test]
fn texts_can_be_left_out() {
    for id in ["csv", "tsv"] {
        let (memory, _) = exported(id, &ExportOptions { texts: false, ..ExportOptions::default() });
        for (name, bytes) in &memory.files {
            let words = String::from_utf8_lossy(bytes);
            assert!(!words.contains("Été") && !words.contains("bridge"), "{name}");
        }
    }
}

#[test]
fn excel_gets_its_mark_and_semicolons() {
    let switches = vec!["bom".to_owned(), "semicolon".to_owned()];
    let (memory, _) = exported("csv", &ExportOptions { switches, ..ExportOptions::default() });
    for (name, bytes) in &memory.files {
        assert!(bytes.starts_with(b"\xef\xbb\xbf"), "{name}");
    }
    assert!(text(&memory, "annotations.csv").contains("one;a-0000000000007;ada;kind;opinion;0;6;"));
    let input = Input { files: &memory.files, progress: &Progress::new() };
    assert_eq!(crate::formats::recognise(&input).map(|format| format.about().id), Some("csv"));
    let plain = exported("csv", &ExportOptions::default()).0;
    let plain = Input { files: &plain.files, progress: &Progress::new() };
    let csv = format("csv").expect("csv");
    assert_eq!(csv.import(&input).expect("read").value, csv.import(&plain).expect("read").value);
}

#[test]
fn a_row_of_tsv_is_a_line_and_says_what_it_changed() {
    let (memory, log) = exported("tsv", &ExportOptions::default());
    let annotations = text(&memory, "annotations.tsv");
    let rows: Vec<Vec<&str>> = annotations.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert_eq!(rows[1][7..9], ["'=Été 😊", "''=a \"b\""]);
    assert_eq!(rows[2][7], "'\"bridge\" is safe", "no reader takes it for an opening quotation mark");
    assert_eq!(log.count(Feature::WhiteSpace), 2);
    assert_eq!(log.count(Feature::Texts), 2);
    assert_eq!(text(&memory, "documents.tsv").lines().count(), 3);
}

#[test]
fn derived_columns_follow_and_are_not_read_back() {
    let options = ExportOptions { derived: true, ..ExportOptions::default() };
    let (memory, _) = exported("tsv", &options);
    let annotations = text(&memory, "annotations.tsv");
    let rows: Vec<Vec<&str>> = annotations.lines().map(|line| line.split('\t').collect()).collect();
    let cell =
        |row: usize, name: &str| rows[row][rows[0].iter().position(|known| *known == name).expect(name)];
    let names = ["sentence", "paragraph", "zone", "share", "words", "week", "words_loaded"];
    let cells = |row| names.map(|name| cell(row, name));
    assert_eq!(cells(1), ["1", "1", "headline", "0.0000", "1", "2025-W27", "Été … safe"]);
    assert_eq!(cells(2), ["2", "2", "body", "0.2727", "3", "2025-W27", ""]);
    for id in ["csv", "tsv", "xlsx"] {
        let (with, _) = exported(id, &options);
        let (without, _) = exported(id, &ExportOptions::default());
        let read = |memory: &MemorySink| {
            let input = Input { files: &memory.files, progress: &Progress::new() };
            format(id).expect("a format").import(&input).expect("read").value
        };
        assert_eq!(read(&with), read(&without), "{id}");
    }
}

fn read(files: &[(&str, &[u8])]) -> (ImportedData, Vec<Issue>) {
    let files: Vec<(String, Vec<u8>)> =
        files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let input = Input { files: &files, progress: &Progress::new() };
    let format = crate::formats::recognise(&input).expect("known");
    let read = format.import(&input).expect("read");
    (read.value, read.issues)
}

fn marks(document: &ImportedDocument) -> Vec<(&str, &str, u32, u32, Option<&str>, &str)> {
    let marks = document.marks.iter();
    let one = |mark: &'_ crate::formats::ImportedAnnotation| (mark.start, mark.end);
    marks
        .map(|mark| {
            let (start, end) = one(mark);
            (
                mark.annotator.as_str(),
                mark.label.as_str(),
                start,
                end,
                mark.exact.as_deref(),
                mark.memo.as_str(),
            )
        })
        .collect()
}

#[test]
fn other_programs_tables_are_understood() {
    let plain = "Document name\tCoded segment\tCode\tComment\tCoder\tBegin\tEnd\tWeight\r\n\
                 a.txt\t\"two\r\nlines\"\tFrame\tmemo\tZoë\t4\t13.0\t7\r\n";
    let want = ("Zoë", "Frame", 4, 13, Some("two\r\nlines"), "memo");
    let semicolons = plain.replace('\t', ";");
    let wide: Vec<u8> = format!("\u{feff}{plain}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = semicolons.chars().map(|sign| sign as u8).collect();
    let files: [(&str, &[u8]); 5] = [
        ("export.tsv", plain.as_bytes()),
        ("export.csv", semicolons.as_bytes()),
        ("sep.csv", &[b"sep=;\r\n", semicolons.as_bytes()].concat()),
        ("unicode.txt", &wide),
        ("latin.csv", &latin),
    ];
    for (name, bytes) in files {
        let (imported, issues) = read(&[(name, bytes)]);
        assert_eq!(imported.documents[0].name, "a.txt", "{name}");
        assert_eq!(marks(&imported.documents[0]), [want], "{name}");
        assert_eq!(imported.documents[0].marks[0].attributes, [("Weight".to_owned(), "7".to_owned())]);
        let codes: Vec<&str> = issues.iter().map(|issue| issue.code).collect();
        let said: &[&str] = if name == "latin.csv" { &["not-utf-8"] } else { &[] };
        assert_eq!(codes, said, "{name}");
    }
}

#[test]
fn places_can_be_missing_where_there_are_words() {
    let (imported, issues) = read(&[("my notes.csv", b"text,label\nthe bridge,Fact\n,\n")]);
    assert_eq!(issues, []);
    assert_eq!(imported.documents[0].name, "my notes");
    let mark = &imported.documents[0].marks[0];
    assert!(!mark.placed && mark.exact.as_deref() == Some("the bridge"));
}

#[test]
fn bad_rows_are_named_and_left_out() {
    let rows = "doc,label,start,end,text\na,,0,1,x\na,F,5,2,x\na,F,no,2,x\na,F,,,\n,F,0,1,x\na,F,0,1,x,y\na,F,0,1,\"two\nlines\"\na,F,2,3,-";
    let (imported, issues) = read(&[("bad.csv", rows.as_bytes())]);
    let lines: Vec<&Place> = issues.iter().map(|issue| &issue.place).collect();
    let want: Vec<Place> = (2..=7).map(|line| Place::Line(line, 1)).collect();
    assert_eq!(lines, want.iter().collect::<Vec<_>>());
    assert!(issues.iter().all(|issue| issue.code == "bad-row" && !issue.hint.is_empty()), "{issues:?}");
    assert_eq!(imported.documents[0].marks.len(), 2);
    let many = format!("doc,label,start,end\n{}a,F,0,1\n", "a,F,x,y\n".repeat(500));
    let (imported, issues) = read(&[("many.csv", many.as_bytes())]);
    assert_eq!((imported.documents[0].marks.len(), issues.len()), (1, 21));
    assert!(issues[20].message.english().starts_with("480 more"), "{}", issues[20]);
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_said() {
    let (_, issues) = read(&[("open.csv", b"doc,label,text\na,F,\"never closed\na,F,x\na,F,y\n")]);
    assert_eq!(issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["quote-not-closed"]);
}

#[test]
fn what_is_no_such_table_is_refused_and_another_one_beside_is_passed_over() {
    let csv = format("csv").expect("csv");
    let files = [("x.csv".to_owned(), b"alpha,beta\n1,2\n".to_vec())];
    let input = Input { files: &files, progress: &Progress::new() };
    assert!(!csv.recognises(&input));
    assert_eq!(csv.import(&input).expect_err("no columns").code, "no-columns");
    let files = [files[0].clone(), ("y.csv".to_owned(), b"doc,label,text\na,F,x\n".to_vec())];
    let input = Input { files: &files, progress: &Progress::new() };
    let read = csv.import(&input).expect("read");
    assert_eq!((read.value.documents.len(), read.issues.len()), (1, 1));
}

#[test]
fn weeks_are_those_of_iso_8601() {
    for (date, want) in [
        ("2025-07-03", "2025-W27"),
        ("2024-12-30", "2025-W01"),
        ("2021-01-03", "2020-W53"),
        ("2021-01-04", "2021-W01"),
        ("2016-01-01", "2015-W53"),
        ("1969-12-28", "1969-W52"),
    ] {
        assert_eq!(week(date).as_deref(), Some(want), "{date}");
    }
    for bad in ["", "2025-13-01", "3 July", "été été été"] {
        assert_eq!(week(bad), None, "{bad}");
    }
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    #[test]
    fn lists_come_back(words in prop::collection::vec(r"[a|\\é ]{1,4}", 0..4)) {
        prop_assert_eq!(unlist(&list(words.iter().map(String::as_str))), words);
    }
}
