//! What receiving bundles did, to be shown.

use crate::base::{Issue, Severity, Timestamp};
use crate::locale::Message;
use crate::model::{Fate, FileKey};
use crate::{id, message};

/// A bundle that was received, or was not.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceivedBundle {
    /// The name of its file.
    pub name: String,
    /// What it is: whose work, or a project; empty when it could not be understood.
    pub what: Message,
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
    pub what: Message,
    /// Which it is, when it belongs to a project.
    pub key: Option<FileKey>,
    /// What became of it.
    pub fate: Fate,
    /// What was found in it, or why it was refused.
    pub issues: Vec<Issue>,
}

/// The identifier of what became of a file, as the window says it.
pub fn fate_name(fate: Fate) -> &'static str {
    match fate {
        Fate::Refused => id!("team-fate-refused"),
        Fate::Conflict => id!("team-fate-conflict"),
        Fate::New => id!("team-fate-new"),
        Fate::Updated => id!("team-fate-updated"),
        Fate::Merged => id!("team-fate-merged"),
        Fate::Older => id!("team-fate-older"),
        Fate::Same => id!("team-fate-same"),
    }
}

impl ReceivedBundle {
    /// What happened to it, in a few words.
    pub fn summary(&self) -> Message {
        let count = |fate| self.contents.iter().filter(|content| content.fate == fate).count();
        let counts = [
            (count(Fate::New), message!("team-count-new", count = count(Fate::New))),
            (count(Fate::Updated), message!("team-count-updated", count = count(Fate::Updated))),
            (count(Fate::Merged), message!("team-count-merged", count = count(Fate::Merged))),
            (count(Fate::Conflict), message!("team-count-conflicts", count = count(Fate::Conflict))),
            (count(Fate::Refused), message!("team-count-refused", count = count(Fate::Refused))),
        ];
        let some = counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said);
        let said = some.reduce(|first, rest| message!("common-comma", first = first, rest = rest));
        let refused = self.contents.is_empty() && self.issues.iter().any(|i| i.severity == Severity::Error);
        said.unwrap_or_else(|| {
            if refused { message!("team-nothing-taken") } else { message!("team-nothing-new") }
        })
    }
}
