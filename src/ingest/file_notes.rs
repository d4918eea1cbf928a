//! What is said of a file while it is read: its import note, and findings.

use crate::base::Issue;

/// The parts of a file's import note, and what was found about it.
#[derive(Debug, Default)]
pub(super) struct FileNotes {
    pub note: Vec<String>,
    pub issues: Vec<Issue>,
}

impl FileNotes {
    /// That so much was left out, in words for the note and as a finding; nothing where none was.
    pub fn left_out(&mut self, count: u64, words: &str, finding: impl FnOnce(u64) -> Issue) {
        if count > 0 {
            self.note.push(format!("{count} {words}"));
            self.issues.push(finding(count));
        }
    }
}
