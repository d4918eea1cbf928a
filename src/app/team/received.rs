//! What receiving bundles did, to be shown.

use crate::base::{Issue, Severity, Timestamp};
use crate::model::{Fate, FileKey};

/// A bundle that was received, or was not.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceivedBundle {
    /// The name of its file.
    pub name: String,
    /// What it is: whose work, or a project; empty when it could not be understood.
    pub what: String,
    /// When it was made, when that is known.
    pub made: Option<Timestamp>,
    /// What became of each file.
    pub contents: Vec<ReceivedFile>,
    /// What concerns the bundle as a whole.
    pub issues: Vec<Issue>,
}

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceivedFile {
    /// What it is, in words.
    pub what: String,
    /// Which it is, when it belongs to a project.
    pub key: Option<FileKey>,
    /// What became of it.
    pub fate: Fate,
    /// What was found in it, or why it was refused.
    pub issues: Vec<Issue>,
}

/// What became of a file, as the window says it.
pub fn fate_words(fate: Fate) -> &'static str {
    match fate {
        Fate::Refused => "Not taken in",
        Fate::Conflict => "Conflict",
        Fate::New => "New",
        Fate::Updated => "Updated",
        Fate::Merged => "Brought together",
        Fate::Older => "Older than here",
        Fate::Same => "Here already",
    }
}

impl ReceivedBundle {
    /// What happened to it, in a few words.
    pub fn summary(&self) -> String {
        let all = [Fate::New, Fate::Updated, Fate::Merged, Fate::Conflict, Fate::Refused];
        let mut parts: Vec<String> = Vec::new();
        for fate in all {
            let count = self.contents.iter().filter(|content| content.fate == fate).count();
            let name = fate_words(fate).to_lowercase();
            match (count, fate) {
                (0, _) => {}
                (2.., Fate::Conflict) => parts.push(format!("{count} {name}s")),
                _ => parts.push(format!("{count} {name}")),
            }
        }
        let refused = self.contents.is_empty() && self.issues.iter().any(|i| i.severity == Severity::Error);
        match parts.is_empty() {
            true if refused => "Nothing of it was taken in".to_owned(),
            true => "Nothing new".to_owned(),
            false => parts.join(", "),
        }
    }
}
