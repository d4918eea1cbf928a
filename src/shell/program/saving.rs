//! What the saver reports.

use super::Program;
use crate::app::{Command, Effect, SavingCommand, StatusCommand, TeamCommand};
use crate::message;
use crate::model::FileKey;
use crate::shell::saver::SaverReport;
use std::path::PathBuf;

impl Program {
    pub(super) fn take_from_saver(&mut self, report: SaverReport) {
        match report {
            SaverReport::Started => self.dispatch(Command::Saving(SavingCommand::Started)),
            SaverReport::Saved(files) => self.saved(files),
            SaverReport::Failed { files, reason } => {
                self.dispatch(Command::Saving(SavingCommand::Failed { files, reason }));
            }
            SaverReport::Merged(merged) => {
                self.dispatch(Command::Team(TeamCommand::Merged(merged)));
            }
            SaverReport::ConflictsChanged => self.list_conflicts(),
            SaverReport::Held(holder) => self.dispatch(Command::Saving(SavingCommand::Held(holder))),
            SaverReport::Freed(root) => self.freed(root),
            SaverReport::Flushed { clean } => {
                if clean {
                    self.dispatch(Command::Status(StatusCommand::Say(message!("program-all-saved"))));
                }
            }
            SaverReport::Say(said) => self.dispatch(Command::Status(StatusCommand::Say(said))),
            SaverReport::Fail(why) => self.dispatch(Command::Status(StatusCommand::Fail(why))),
        }
    }

    /// Takes in which files were written, each as it was at that number of change.
    fn saved(&mut self, files: Vec<(FileKey, u64)>) {
        let current = files.into_iter().filter(|(key, at)| self.changed.get(key) == Some(at));
        let current: Vec<FileKey> = current.map(|(key, _)| key).collect();
        for key in &current {
            self.changed.remove(key);
        }
        self.dispatch(Command::Saving(SavingCommand::Saved(current)));
    }

    /// Somebody else let go of my files in a project.
    fn freed(&mut self, root: PathBuf) {
        self.dispatch(Command::Saving(SavingCommand::Held(None)));
        let session = self.state.session.as_ref().filter(|session| session.root == root);
        let article = session.and_then(|session| Some(session.reading.as_ref()?.article.id.clone()));
        // What they changed in the meantime is read again.
        if session.is_some() && self.changed.is_empty() {
            self.run(Effect::ReadProject { root, article });
        }
    }
}
