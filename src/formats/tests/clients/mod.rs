//! Exports read by the programs that they are for, and files that those programs write read here.
//!
//! `tests/clients` has a script for each program, `tests/clients/requirements.txt` pins the packages, `.ci/run` installs
//! them and runs these tests by name. `OBELUS_TEST_CLIENTS` names the interpreter.
//!
//! A script gets a folder with an export and prints a row for each annotation that its program sees, as JSON arrays of six:
//! article, annotator, label, start, end (as the program counts), text (as the program cuts it), memo. With a second
//! folder it writes there what the program makes of the data in the same format.

mod brat;
mod claimreview;
mod doccano;
mod html;
mod hypothesis;
mod jsonl;
mod label_studio;
mod prodigy;
mod refi;
mod tables;
mod tokens;
mod uima;
mod w3c;

use super::projects::torture;
use super::round_trip::{files, read_into, same, without_work};
use crate::base::Progress;
use crate::formats::export::suggestions;
use crate::formats::shared::{encoding, offsets};
use crate::formats::{Feature, Format, LossLog, format};
use crate::model::Project;
use serde::Deserialize;
use std::path::Path;
use std::process::{Command, Stdio};

/// An annotation as a program sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) struct Row {
    pub article: String,
    pub annotator: String,
    pub label: String,
    pub start: u32,
    pub end: u32,
    pub text: String,
    pub memo: String,
}

/// The projects that are exported: the sample, and the nasty one.
pub(super) fn projects() -> Vec<Project> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let opened = crate::store::open(&sample, &Progress::new()).expect("the sample opens");
    vec![opened.value, torture()]
}

/// The project without suggestions; none when it has none.
pub(super) fn accepted(project: &Project) -> Option<Project> {
    suggestions::without(project, &mut LossLog::default())
}

/// Every annotation of a project as a program should see it that counts as the format does.
pub(super) fn expected(project: &Project, format: &dyn Format) -> Vec<Row> {
    let unit = format.about().unit.expect("a format with positions");
    let accepted = accepted(project).filter(|_| !format.about().keeps(Feature::Origins));
    let project = accepted.as_ref().unwrap_or(project);
    let mut rows = Vec::new();
    for (key, set) in project.sets() {
        let article = project.article(&key.article).expect("an article");
        for annotation in set.iter() {
            let (start, end) = offsets::position(&article.text, annotation.span, unit);
            rows.push(Row {
                article: key.article.to_string(),
                annotator: key.annotator.to_string(),
                label: encoding::label(&annotation.body),
                start,
                end,
                text: article.text.slice(annotation.span).expect("inside").to_owned(),
                memo: annotation.memo.as_ref().map_or_else(String::new, |memo| memo.text.clone()),
            });
        }
    }
    rows.sort();
    rows
}

/// Writes an export into a folder.
pub(super) fn write(folder: &Path, files: &[(String, Vec<u8>)]) {
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}

/// The files of a folder, as an import gets them.
pub(super) fn read(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
                files.push((name, std::fs::read(&path).expect("read")));
            }
        }
    }
    files.sort();
    files
}

/// What a script prints for an export in a folder, a line each; with a second folder it also writes there.
pub(super) fn ask(script: &str, export: &Path, rewritten: Option<&Path>) -> Vec<String> {
    let python = std::env::var("OBELUS_TEST_CLIENTS").unwrap_or_else(|_| "python3".to_owned());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(script);
    let output = Command::new(&python)
        .arg(&path)
        .arg(export)
        .args(rewritten)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1")
        .env("HF_HUB_OFFLINE", "1")
        .stderr(Stdio::inherit())
        .output()
        .unwrap_or_else(|error| panic!("{python}: {error}"));
    assert!(output.status.success(), "{script}: {}", output.status);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    // Rows begin with a bracket; packages print what they like besides.
    text.split('\n').filter(|line| line.starts_with('[')).map(str::to_owned).collect()
}

/// The rows that a script prints, ascending.
pub(super) fn rows(lines: &[String]) -> Vec<Row> {
    let mut rows: Vec<Row> = lines.iter().map(|line| serde_json::from_str(line).expect("a row")).collect();
    rows.sort();
    rows
}

/// Has a program read the exports of all projects, and compares what it sees with the rows that `see` leaves of the source.
pub(super) fn sees(id: &str, script: &str, see: impl Fn(&Project, Vec<Row>) -> Vec<Row>) {
    let format = format(id).expect("a format");
    for project in projects() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &files(format, &project));
        let seen = rows(&ask(script, folder.path(), None));
        let mut wanted = see(&project, expected(&project, format));
        wanted.sort();
        assert!(wanted.len() > 50 || project.article_count() < 5, "{id}: too few to tell");
        let missing: Vec<_> = wanted.iter().filter(|row| !seen.contains(row)).take(3).collect();
        let added: Vec<_> = seen.iter().filter(|row| !wanted.contains(row)).take(3).collect();
        assert!(
            seen == wanted,
            "{id} in {script}: {} rows for {}\nmissing {missing:#?}\nadded {added:#?}",
            seen.len(),
            wanted.len()
        );
    }
}

/// Has a program write what it read, and reads that here: nothing is lost but what the format cannot carry.
pub(super) fn writes(id: &str, script: &str, losses: &[crate::formats::Feature]) {
    let format = format(id).expect("a format");
    for project in projects() {
        let (export, rewritten) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        write(export.path(), &files(format, &project));
        ask(script, export.path(), Some(rewritten.path()));
        let files = read(rewritten.path());
        assert!(!files.is_empty(), "{script} wrote nothing");
        let (back, _) = read_into(format, &files, without_work(&project));
        let losses = [&format.about().losses(), losses].concat();
        same(id, &losses, &project, &back, false);
    }
}
