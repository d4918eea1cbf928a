use super::super::round_trip::files;
use super::{Row, ask, projects, read, rows, sees, write, writes};
use crate::base::Progress;
use crate::formats::shared::{encoding, offsets};
use crate::formats::{Format, Input, OffsetUnit, format};
use crate::model::{Body, Layer, Project};
use std::path::Path;

/// Every annotation with the names that people see.
fn named(project: &Project) -> Vec<Row> {
    let mut rows = Vec::new();
    for (key, set) in project.sets() {
        let article = project.article(&key.article).expect("an article");
        for annotation in set.iter() {
            let (start, end) = offsets::position(&article.text, annotation.span, OffsetUnit::CodePoints);
            let label = match &annotation.body {
                Body::Code(code) => project.codebook().code(code.as_str()).expect("a code").1.name.clone(),
                Body::Claim(claim) => crate::model::display::claim_label(project.ledger(), claim).to_owned(),
                Body::Unit(_) => "Not yet answered".to_owned(),
                Body::Note => String::new(),
            };
            rows.push(Row {
                article: key.article.to_string(),
                annotator: key.annotator.to_string(),
                label,
                start,
                end,
                text: article.text.slice(annotation.span).expect("inside").to_owned(),
                memo: annotation.memo.as_ref().map_or_else(String::new, |memo| memo.text.clone()),
            });
        }
    }
    rows
}

/// The same with annotators by name.
fn with_people(project: &Project) -> Vec<Row> {
    let name =
        |id: &str| project.annotators().find(|one| one.id.as_str() == id).expect("a person").name.clone();
    let mut rows = named(project);
    rows.iter_mut().for_each(|row| row.annotator = name(&row.annotator));
    rows
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn the_published_schema_holds_and_its_reader_sees_every_span() {
    sees("refi-qda", "refi_schema.py", |project, _| named(project));
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn pyrefiqda_sees_and_writes_every_span() {
    sees("refi-qda", "refi_pyrefiqda.py", |project, _| named(project));
    writes("refi-qda", "refi_pyrefiqda.py", &[]);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn qdapy_sees_every_span() {
    sees("refi-qda", "refi_qdapy.py", |project, _| {
        let mut rows = with_people(project);
        // It takes the annotator from the coding, which a note has not, and trims comments.
        rows.iter_mut().filter(|row| row.label.is_empty()).for_each(|row| row.annotator.clear());
        rows.iter_mut().for_each(|row| row.memo = row.memo.trim().to_owned());
        rows
    });
}

/// Has a program read the codebooks of all projects: every code in its group, with its colour and its definition first.
fn sees_codes(script: &str, grouped: bool) {
    let format = format("qdc").expect("a format");
    for project in projects() {
        let (export, rewritten) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        write(export.path(), &files(format, &project));
        let seen = rows(&ask(script, export.path(), Some(rewritten.path())));
        let layers = project.codebook().layers();
        let codes = || layers.iter().flat_map(|layer| layer.codes().iter().map(move |code| (layer, code)));
        assert!(codes().count() > 5 && seen.len() == codes().count(), "{} codes", seen.len());
        for (layer, code) in codes() {
            let found = seen.iter().find(|row| row.label == code.name).expect("the code");
            assert!(!grouped || found.annotator == layer.name, "{found:?}");
            assert!(found.memo.starts_with(&code.definition), "{found:?}");
            assert!(
                code.include.iter().chain(&code.exclude).all(|words| found.memo.contains(words)),
                "{found:?}"
            );
        }
        knows_codes(format, rewritten.path(), layers);
    }
}

/// What a program wrote has every code in its group, with its definition.
fn knows_codes(format: &dyn Format, folder: &Path, layers: &[Layer]) {
    let files = read(folder);
    if files.is_empty() {
        return;
    }
    let input = Input { files: &files, progress: &Progress::new() };
    assert!(format.recognises(&input));
    let read = format.import(&input).expect("read");
    assert_eq!(read.issues, []);
    for (layer, code) in layers.iter().flat_map(|layer| layer.codes().iter().map(move |code| (layer, code))) {
        let found = read.value.codes.iter().find(|found| found.label == code.id.as_str()).expect("the code");
        assert_eq!(found.groups, [layer.name.as_str()]);
        assert!(found.definition.starts_with(&code.definition));
    }
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn the_published_codebook_schema_holds() {
    sees_codes("refi_schema.py", true);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn pyrefiqda_sees_and_writes_every_code() {
    sees_codes("refi_pyrefiqda.py", true);
}

/// Only where `OBELUS_TEST_QUALCODER` names the source of QualCoder, which is in no package registry.
#[test]
#[ignore = "needs the source of QualCoder, named by OBELUS_TEST_QUALCODER; does nothing without"]
fn qualcoder_where_it_is_there_sees_and_writes_every_span_and_code() {
    if std::env::var_os("OBELUS_TEST_QUALCODER").is_none() {
        return;
    }
    sees("refi-qda", "refi_qualcoder.py", |project, _| once(with_people(project)));
    sees_codes("refi_qualcoder.py", true);
    projects().iter().for_each(qualcoder_writes);
}

/// One coding of a passage with a code by an annotator, the first: QualCoder keeps no more.
fn once(mut rows: Vec<Row>) -> Vec<Row> {
    let mut kept = std::collections::BTreeSet::new();
    rows.retain(|row| {
        let said = (row.article.clone(), row.annotator.clone(), row.label.clone(), row.start, row.end);
        row.label.is_empty() || kept.insert(said)
    });
    rows
}

/// What QualCoder writes of a project, with marks at the start of its texts, has every coding.
fn qualcoder_writes(project: &Project) {
    let format = format("refi-qda").expect("a format");
    let (export, rewritten) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    write(export.path(), &files(format, project));
    ask("refi_qualcoder.py", export.path(), Some(rewritten.path()));
    let files = read(rewritten.path());
    let found = format.import(&Input { files: &files, progress: &Progress::new() }).expect("read");
    assert!(found.issues.iter().all(|issue| issue.code == "not-read"), "{:#?}", found.issues);
    let mut seen = Vec::new();
    for document in &found.value.documents {
        assert_eq!(document.unit, Some(OffsetUnit::CodePoints));
        let article =
            project.article(&document.name.parse().expect("an article's name")).expect("the article");
        assert_eq!(document.text.as_deref(), Some(article.text.as_str()));
        assert_eq!(document.metadata.title, article.metadata.title);
        assert_eq!(document.metadata.authors, article.metadata.authors);
        for mark in document.marks.iter().filter(|mark| mark.label != encoding::NOTE_LABEL) {
            let label =
                mark.attribute(encoding::CLAIM_NAME).map_or_else(|| mark.label.clone(), str::to_owned);
            seen.push(Row {
                article: document.name.clone(),
                annotator: mark.annotator.clone(),
                label,
                start: mark.start,
                end: mark.end,
                text: mark.exact.clone().expect("words"),
                memo: mark.memo.clone(),
            });
        }
    }
    let mut wanted = once(with_people(project));
    wanted.retain(|row| !row.label.is_empty());
    let codes = project.codebook().layers().iter().flat_map(Layer::codes);
    let ids: std::collections::BTreeMap<_, _> =
        codes.map(|code| (code.name.as_str(), encoding::label(&Body::Code(code.id.clone())))).collect();
    for row in &mut wanted {
        row.label = match row.label.as_str() {
            "Not yet answered" => "unit:claims".to_owned(),
            name => ids.get(name).map_or_else(|| name.to_owned(), Clone::clone),
        };
    }
    seen.sort();
    wanted.sort();
    let missing: Vec<_> = wanted.iter().filter(|row| !seen.contains(row)).take(3).collect();
    let added: Vec<_> = seen.iter().filter(|row| !wanted.contains(row)).take(3).collect();
    assert!(seen == wanted, "{} for {}\nmissing {missing:#?}\nadded {added:#?}", seen.len(), wanted.len());
}
