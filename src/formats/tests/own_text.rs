//! Positions count in the text as the file has it, and come to the same words in the text that is kept.

use super::projects::id;
use crate::base::{Checked, Progress, Timestamp};
use crate::formats::{
    Format, ImportOptions, ImportPlan, ImportedData, Input, Matched, OffsetUnit, guess, plan, readers,
};
use crate::model::{Article, LabelMapping, Metadata, Project, SetKey};
use crate::text::Text;
use serde_json::json;
use std::io::Write as _;
use std::sync::Arc;

/// A byte order mark, CR LF, CR, NEL, LF and emoji.
const OWN: &str = "\u{feff}Un 😊 deux\r\ntrois\rquatre\u{85}cinq 💛 six\n\r\nsept.\r\n";
const MARKED: [&str; 6] = ["deux", "trois", "quatre", "cinq", "six", "sept"];

/// What is marked, in a unit of that text.
fn places(unit: OffsetUnit) -> Vec<(u32, u32)> {
    let own = Text::new(OWN.replace('\r', "\t")).expect("a text");
    let place = |words: &&str| {
        let at = OWN.find(*words).expect("there") as u32;
        (
            unit.of_byte(&own, at).expect("inside"),
            unit.of_byte(&own, at + words.len() as u32).expect("inside"),
        )
    };
    MARKED.iter().map(place).collect()
}

type Files = Vec<(String, Vec<u8>)>;

/// Files in which these passages are marked without quotes; `None` where files do not have their text.
fn files(format: &str, places: &[(u32, u32)]) -> Option<Files> {
    let rows = || places.iter().map(|(start, end)| format!("a,ada,factual,{start},{end}\n"));
    let annotations = || format!("doc_id,annotator,label,start,end\n{}", rows().collect::<String>());
    let cell = || format!("doc_id,text\na,\"{OWN}\"\n");
    let one = |name: &str, bytes: Vec<u8>| Some(vec![(name.to_owned(), bytes)]);
    let two = |files: [(&str, String); 2]| {
        Some(files.into_iter().map(|(name, words)| (name.to_owned(), words.into_bytes())).collect())
    };
    match format {
        "csv" => two([("annotations.csv", annotations()), ("documents.csv", cell())]),
        "tsv" => two([
            ("annotations.tsv", annotations().replace(',', "\t")),
            ("documents.tsv", cell().replace("doc_id,", "doc_id\t").replace("a,", "a\t")),
        ]),
        "xlsx" => one("a.xlsx", workbook(places)),
        "jsonl" => {
            let spans: Vec<_> = places
                .iter()
                .map(|(start, end)| json!({"start": start, "end": end, "label": "factual", "annotator": "ada"}))
                .collect();
            let line = json!({"id": "a", "text": OWN, "spans": spans, "offset_unit": "unicode_code_point"});
            one("a.jsonl", line.to_string().into_bytes())
        }
        "label-studio" => {
            let result: Vec<_> = places
                .iter()
                .map(|(start, end)| {
                    json!({"type": "labels", "from_name": "label", "to_name": "text",
                        "value": {"start": start, "end": end, "labels": ["factual"]}})
                })
                .collect();
            let task = json!([{"id": 1, "data": {"text": OWN}, "annotations": [{"completed_by": "ada", "result": result}]}]);
            one("a.json", task.to_string().into_bytes())
        }
        "brat" => {
            let line = |(at, (start, end)): (usize, &(u32, u32))| format!("T{at}\tfactual {start} {end}\n");
            let lines: String = places.iter().enumerate().map(line).collect();
            two([("ada/a.ann", lines), ("ada/a.txt", OWN.to_owned())])
        }
        "uima-json" => {
            let mut all = vec![
                json!({"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": OWN}),
            ];
            all.extend(places.iter().enumerate().map(|(at, (begin, end))| {
                json!({"%ID": at + 2, "%TYPE": "custom.Span", "@sofa": 1, "begin": begin, "end": end, "label": "factual"})
            }));
            let cas = json!({"%TYPES": {}, "%FEATURE_STRUCTURES": all, "%VIEWS": {}});
            one("ada/a.json", cas.to_string().into_bytes())
        }
        "refi-qda" => one("a.qdpx", project(places)),
        // Their files have no text: positions count in a page, and come with quotes.
        "w3c" | "hypothesis" => None,
        other => panic!("{other} carries positions: write a file of it here"),
    }
}

fn workbook(places: &[(u32, u32)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("annotations").expect("a name");
    let write = |sheet: &mut rust_xlsxwriter::Worksheet, row: u32, words: &[&str]| {
        for (column, words) in words.iter().enumerate() {
            sheet.write_string(row, column as u16, *words).expect("fits");
        }
    };
    write(sheet, 0, &["doc_id", "annotator", "label", "start", "end"]);
    for (row, (start, end)) in places.iter().enumerate() {
        write(sheet, row as u32 + 1, &["a", "ada", "factual", &start.to_string(), &end.to_string()]);
    }
    let sheet = book.add_worksheet().set_name("documents").expect("a name");
    write(sheet, 0, &["doc_id", "text"]);
    write(sheet, 1, &["a", OWN]);
    book.save_to_buffer().expect("written")
}

fn project(places: &[(u32, u32)]) -> Vec<u8> {
    let guid = |number: usize| format!("00000000-0000-4000-8000-{number:012}");
    let (user, code) = (guid(1), guid(2));
    let selection = |(at, (start, end)): (usize, &(u32, u32))| {
        format!(
            "<PlainTextSelection guid=\"{}\" startPosition=\"{start}\" endPosition=\"{end}\" creatingUser=\"{user}\">\
             <Coding guid=\"{}\" creatingUser=\"{user}\"><CodeRef targetGUID=\"{code}\"/></Coding></PlainTextSelection>",
            guid(10 + at),
            guid(50 + at)
        )
    };
    let selections: String = places.iter().enumerate().map(selection).collect();
    let qde = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"x\" origin=\"x\">\
         <Users><User guid=\"{user}\" name=\"ada\"/></Users><CodeBook><Codes>\
         <Code guid=\"{code}\" name=\"factual\" isCodable=\"true\"/></Codes></CodeBook><Sources>\
         <TextSource guid=\"{0}\" name=\"a\" plainTextPath=\"internal://{0}.txt\">{selections}</TextSource>\
         </Sources></Project>",
        guid(3)
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("project.qde".to_owned(), qde.as_str()), (format!("sources/{}.txt", guid(3)), OWN)]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes.as_bytes()).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn read(format: &dyn Format, files: &Files) -> Checked<ImportedData> {
    let input = Input { files, progress: &Progress::new() };
    assert!(format.recognises(&input), "{}", format.about().id);
    format.import(&input).unwrap_or_else(|issue| panic!("{}: {issue}", format.about().id))
}

fn with_article(words: Option<&str>) -> Project {
    let mut project = super::projects::project(&[]);
    if let Some(words) = words {
        let text = Text::new(words).expect("a text");
        let (metadata, zones) = (Metadata::default(), Vec::new());
        project.load_article(Arc::new(Article { id: id("here"), text, metadata, zones }));
    }
    project
}

fn planned(project: &Project, read: &ImportedData) -> ImportPlan {
    let mapping = guess(project, read, &LabelMapping::default());
    plan(project, read, &mapping, &ImportOptions { now: Timestamp(5), ..ImportOptions::default() })
}

/// The words that ada marked, in reading order.
fn marked(mut project: Project, plan: &ImportPlan) -> Vec<String> {
    plan.edits.iter().cloned().for_each(|edit| drop(project.apply(edit).expect("fits")));
    let article = plan.articles[0].article.clone().expect("matched");
    let text = project.article(&article).expect("there").text.clone();
    let set = project.set(&SetKey { annotator: id("ada"), article }).cloned().unwrap_or_default();
    set.in_order().into_iter().map(|one| text.slice(one.span).expect("inside").to_owned()).collect()
}

#[test]
fn every_reader_translates_positions_from_the_text_of_its_file() {
    let kept = OWN.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    // As `obelus add` keeps it, and as a colleague's editor left it.
    let added = kept.replace('\u{85}', "\n");
    let edited = format!("{}\u{200b}\n\n", kept.replace("Un 😊", "Un\u{a0}😊\u{ad}").trim_end());
    let mut proved = 0;
    for format in readers() {
        let about = format.about();
        let Some(unit) = about.unit else { continue };
        let Some(files) = files(about.id, &places(unit)) else { continue };
        let read = read(format, &files).value;
        for (article, matched) in [
            (None, Matched::Added),
            (Some(kept.as_str()), Matched::Digest),
            (Some(added.as_str()), Matched::Seen),
            (Some(edited.as_str()), Matched::Seen),
        ] {
            let project = with_article(article);
            let plan = planned(&project, &read);
            assert_eq!(plan.articles[0].matched, matched, "{}", about.id);
            assert_eq!(marked(project, &plan), MARKED, "{} {matched:?} {:?}", about.id, plan.issues);
        }
        proved += 1;
    }
    assert_eq!(proved, 8, "readers that carry positions");
}
