//! How far documents are, as an export of a whole project of INCEpTION says in a file of its own.

use crate::formats::Input;
use crate::formats::import::lenient_json::{list, words};
use crate::formats::import::memory::Room;
use std::collections::BTreeSet;

/// The annotator whose sets are results of adjudication in INCEpTION.
pub(super) const CURATOR: &str = "CURATION_USER";

/// Whether a file is the one that says how far documents are.
pub(super) fn is_states(bytes: &[u8]) -> bool {
    let has = |part: &[u8]| memchr::memmem::find(bytes, part).is_some();
    has(b"\"annotation_documents\"") && has(b"\"source_documents\"")
}

/// Which documents were finished, as document and annotator.
#[derive(Debug, Default)]
pub(super) struct DocumentStates(BTreeSet<(String, String)>);

impl DocumentStates {
    pub fn of(input: &Input<'_>) -> Self {
        let mut finished = BTreeSet::new();
        for (_, bytes) in input.ending("json").filter(|(_, bytes)| is_states(bytes)) {
            let Ok(project) = Room::default().read(bytes) else { continue };
            for one in list(&project, "annotation_documents") {
                if words(one, "state") == "FINISHED" {
                    finished.insert((words(one, "name").to_owned(), words(one, "user").to_owned()));
                }
            }
            for one in list(&project, "source_documents") {
                if words(one, "state") == "CURATION_FINISHED" {
                    finished.insert((words(one, "name").to_owned(), CURATOR.to_owned()));
                }
            }
        }
        Self(finished)
    }

    /// Whether an annotator finished a document.
    pub fn is_finished(&self, document: &str, annotator: &str) -> bool {
        self.0.contains(&(document.to_owned(), annotator.to_owned()))
    }
}
