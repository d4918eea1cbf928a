//! Documents written in code, and small ones of several programs in `tests/data/pdf`.

mod damage;
mod downloads;
mod layout;
mod newspaper;
mod producers;
mod running;
pub(in crate::ingest) mod writer;

use crate::base::{Checked, Progress};
use crate::ingest::{ArticleDraft, IngestError, SourceFile, SourceKind, drafts};

fn file(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pdf").join(name);
    std::fs::read(path).expect("a document of the tests")
}

fn try_read(bytes: &[u8]) -> Result<Checked<Vec<ArticleDraft>>, IngestError> {
    let found = drafts(SourceFile { name: "a.pdf", bytes }, &Progress::new());
    for draft in found.iter().flat_map(|found| &found.value) {
        let id = crate::ingest::article_id(draft, |_| false);
        assert!(draft.clone().into_article(id).expect("a text").zones_are_sound());
    }
    found
}

/// The one article of a document, and the codes of what was found.
fn read(bytes: &[u8]) -> (ArticleDraft, Vec<&'static str>) {
    let Checked { value, issues } = try_read(bytes).expect("an article");
    let [draft] = <[_; 1]>::try_from(value).expect("one article");
    assert_eq!(draft.kind, SourceKind::Pdf);
    let codes = issues.iter().chain(&draft.notes).map(|issue| issue.code).collect();
    (draft, codes)
}

/// The paragraphs of a text.
fn paragraphs(draft: &ArticleDraft) -> Vec<&str> {
    draft.text.split("\n\n").map(str::trim).collect()
}
