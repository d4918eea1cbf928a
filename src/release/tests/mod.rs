//! Releases of the sample project, whole and changed.

mod broken;
mod headlines;
mod survey;
mod whole;
mod words;

use super::{Language, Options, contents, verify};
use crate::base::{AnnotationId, AnnotatorId, Issue, Progress, Timestamp};
use crate::formats::Scope;
use crate::model::{Annotator, Project, Role, Settings};
use crate::review::{AdjudicationContext, Comparisons, Filter, Strategy, plan};
use crate::store;
use crate::store::release::{ReadRelease, read};
use crate::text::{Digest, Text};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_751_535_000);

fn sample_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample")
}

fn sample() -> Project {
    store::open(&sample_path(), &Progress::new()).expect("the sample").value
}

fn who(id: &str) -> AnnotatorId {
    AnnotatorId::new(id).expect("id")
}

/// The sample with an adjudicator who took what both say and, of the rest, what Maya says.
fn adjudicated_sample() -> Project {
    static ADJUDICATED: OnceLock<Project> = OnceLock::new();
    ADJUDICATED.get_or_init(adjudicate_sample).clone()
}

fn adjudicate_sample() -> Project {
    let mut project = sample();
    let judge = who("judge");
    let name = "The Judge".to_owned();
    project.load_annotator(Annotator { id: judge.clone(), name, role: Role::Adjudicator, person: None });
    let mut next = 1_000_000_u64;
    for strategy in [Strategy::AcceptAgreed, Strategy::Prefer(who("maya"))] {
        let mut open = project.clone();
        open.load_settings(Settings { blind: false, ..project.settings().clone() });
        let plan = plan(&Comparisons::of(&open, Some(&judge)), &strategy, &Filter::default());
        let context = AdjudicationContext { project: &open, adjudicator: &judge, now: NOW };
        let mut ids = || {
            next += 1;
            AnnotationId(next)
        };
        for edit in plan.edits(&context, &mut ids).expect("edits") {
            project.apply(edit).expect("fits");
        }
    }
    project
}

fn options() -> Options {
    Options::default()
}

/// A release of the adjudicated sample with everything in it; made once.
fn adjudicated_release() -> &'static Whole {
    static MADE: OnceLock<Whole> = OnceLock::new();
    MADE.get_or_init(|| made(&adjudicated_sample(), &options()))
}

/// A release of the sample as it is, made once.
fn sample_release() -> &'static Whole {
    static MADE: OnceLock<Whole> = OnceLock::new();
    MADE.get_or_init(|| made(&sample(), &options()))
}

/// A release with the bytes of all its files.
#[derive(Debug, Clone, PartialEq)]
struct Whole {
    files: Vec<(String, Vec<u8>)>,
    digest: Digest,
}

fn made(project: &Project, options: &Options) -> Whole {
    made_with(project, options, &[])
}

fn made_with(project: &Project, options: &Options, other_findings: &[Issue]) -> Whole {
    let contents = contents(project, options, other_findings, NOW, &Progress::new()).expect("whole");
    let mut files = contents.files();
    let all = files.by_ref().collect();
    Whole { files: all, digest: files.digest().expect("a manifest") }
}

fn put(path: &Path, files: &[(String, Vec<u8>)]) -> Result<(), store::StoreError> {
    store::release::write(path, files.iter().cloned(), &Progress::new())
}

/// The release in a folder or, when the name ends so, a zip.
fn written(contents: &Whole, name: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join(name);
    put(&path, &contents.files).expect("written");
    (folder, path)
}

/// What is found in it: kind and file.
fn findings_with(
    found: &ReadRelease,
    digest: Option<Digest>,
    texts: &BTreeMap<Digest, Text>,
) -> Vec<(&'static str, String)> {
    let verified = verify(found, digest, Some(texts).filter(|texts| !texts.is_empty()), &Progress::new())
        .expect("whole");
    verified.issues.into_iter().map(|issue| (issue.code, issue.file)).collect()
}

fn findings(path: &Path, digest: Option<Digest>) -> Vec<(&'static str, String)> {
    match read(path, &Progress::new()) {
        Ok(found) => findings_with(&found, digest, &BTreeMap::new()),
        Err(store::StoreError::Unreadable(issue)) => vec![(issue.code, issue.file)],
        Err(other) => panic!("{other}"),
    }
}

/// The content of a file as text.
fn text<'c>(contents: &'c Whole, name: &str) -> &'c str {
    let (_, bytes) = contents.files.iter().find(|(file, _)| file == name).expect("the file");
    std::str::from_utf8(bytes).expect("text")
}

/// Every text of the project by digest.
fn texts(project: &Project) -> BTreeMap<Digest, Text> {
    project.articles().map(|article| (article.text.digest(), article.text.clone())).collect()
}

fn pseudonymous() -> Options {
    Options { scope: Scope { pseudonyms: true, ..Scope::default() }, ..Options::default() }
}

fn french() -> Options {
    Options { language: Language::French, ..Options::default() }
}
