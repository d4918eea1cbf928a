//! Work that comes from elsewhere: colleagues' files, my own from another machine, bundles that were sent.

mod changes;
mod commands;
mod conflicts;
mod received;
mod sides;

pub use commands::{
    ChangedFiles, ConflictedFile, Conflicts, MergedFile, OpenConflict, TeamCommand, TeamEffect,
};
pub use received::{ReceivedBundle, ReceivedFile, fate_name};
pub use sides::{ConflictSides, SideLine};

use super::outcome::done;
use super::{Action, Dialog, Effect, NoEffect, Outcome, Overlay, Session, Stamp, State, TeamOverlay, WhoAmI};
use crate::base::AnnotatorId;
use crate::message;
use crate::model::FileKey;
use std::path::PathBuf;
use std::sync::Arc;

impl Session {
    /// As whom I write: myself, and the adjudicator that I am besides.
    pub fn identities(&self) -> Vec<AnnotatorId> {
        let mut all: Vec<AnnotatorId> = self.me.iter().cloned().collect();
        all.extend(self.adjudicator().map(|annotator| annotator.id.clone()));
        all.dedup();
        all
    }

    /// Whether a file holds work that I write.
    pub fn is_mine(&self, key: &FileKey) -> bool {
        let by = match key {
            FileKey::Set(key) => &key.annotator,
            FileKey::Claims(by) => by,
            FileKey::Project
            | FileKey::Codebook
            | FileKey::Annotator(_)
            | FileKey::Article(_)
            | FileKey::Stub(_) => return false,
        };
        self.me.as_ref() == Some(by) || self.adjudicator().is_some_and(|annotator| annotator.id == *by)
    }
}

impl State {
    pub(super) fn team_command(&mut self, command: TeamCommand, stamp: Stamp) -> Outcome {
        match command {
            TeamCommand::Changed(changed) => self.take_changes(*changed, stamp),
            TeamCommand::Merged(merged) => self.merged(*merged, stamp),
            TeamCommand::ConflictsFound(conflicted) => self.take_conflicts(conflicted, stamp),
            TeamCommand::Move(by) => self.conflicts_mut()?.move_by(by),
            TeamCommand::Select(at) => self.conflicts_mut()?.select(at),
            TeamCommand::Choose { theirs } => self.conflicts_mut()?.choose(theirs),
            TeamCommand::Resolve => self.resolve_conflicts(stamp),
            TeamCommand::Send(path) => self.session.as_ref().ok_or(NoEffect::NoProject)?.send_to(path),
            TeamCommand::Receive(paths) => Ok(vec![Effect::Team(TeamEffect::Receive(paths))]),
            TeamCommand::Offer(paths) => {
                self.overlay = Some(Overlay::Team(TeamOverlay::Bundles(paths)));
                done()
            }
            TeamCommand::OpenFirst => {
                let waiting = TeamEffect::Receive(self.take_offered()?);
                // The bundles wait for the project that is opened next.
                Ok(vec![Effect::Team(waiting), Effect::Dialog(Dialog::OpenProject)])
            }
            TeamCommand::Unpack => {
                let bundle = self.take_offered()?.into_iter().next().ok_or(NoEffect::NothingBegun)?;
                Ok(vec![Effect::Dialog(Dialog::UnpackBundle(bundle))])
            }
            TeamCommand::UnpackInto { bundle, into } => {
                Ok(vec![Effect::Team(TeamEffect::Unpack { bundle, into })])
            }
            TeamCommand::Received(bundles) => self.received(bundles),
        }
    }

    fn conflicts_mut(&mut self) -> Result<&mut Conflicts, NoEffect> {
        Ok(&mut self.session.as_mut().ok_or(NoEffect::NoProject)?.conflicts)
    }

    /// Asks for bundles that colleagues sent.
    pub(super) fn receive_work(&self) -> Outcome {
        self.session.as_ref().ok_or(NoEffect::NoProject)?;
        Ok(vec![Effect::Dialog(Dialog::OpenBundles)])
    }

    /// Shows where two versions of my work differ.
    pub(super) fn open_conflicts(&mut self) -> Outcome {
        self.session.as_ref().ok_or(NoEffect::NoProject)?;
        self.overlay = Some(Overlay::Team(TeamOverlay::Conflicts));
        Ok(vec![Effect::Team(TeamEffect::Compare)])
    }

    /// Asks where to write the bundle of my work.
    pub(super) fn send_work(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let Some(me) = &session.me else {
            self.overlay =
                Some(Overlay::WhoAmI(WhoAmI::then(super::Command::Action(Action::SendWork), self)));
            return done();
        };
        if session.senders().is_empty() {
            self.notify(super::NoticeKind::Info, message!("team-nothing-to-send"), stamp.now);
            return done();
        }
        let (year, month, day) = stamp.now.date();
        let project = crate::base::slug(session.project.name());
        let name = format!("{project}-{me}-{year:04}-{month:02}-{day:02}.obelus");
        Ok(vec![Effect::Flush, Effect::Dialog(Dialog::SaveBundle { name })])
    }

    /// Closes the question where bundles belong, and returns them.
    fn take_offered(&mut self) -> Result<Vec<PathBuf>, NoEffect> {
        let Some(Overlay::Team(TeamOverlay::Bundles(paths))) = &mut self.overlay else {
            return Err(NoEffect::NothingBegun);
        };
        let paths = std::mem::take(paths);
        self.overlay = None;
        Ok(paths)
    }

    fn received(&mut self, bundles: Vec<ReceivedBundle>) -> Outcome {
        let mut all: Vec<ReceivedBundle> = Vec::new();
        if let Some(Overlay::Team(TeamOverlay::Received(shown))) = self.overlay.take() {
            all.extend_from_slice(&shown);
        }
        all.extend(bundles);
        self.overlay = Some(Overlay::Team(TeamOverlay::Received(Arc::from(all))));
        self.busy = None;
        done()
    }
}

impl Session {
    fn send_to(&self, path: PathBuf) -> Outcome {
        let annotators = self.senders();
        if annotators.is_empty() {
            return Err(NoEffect::NoAnnotation);
        }
        Ok(vec![Effect::Team(TeamEffect::Send { path, annotators })])
    }

    /// My identities that have something to send.
    fn senders(&self) -> Vec<AnnotatorId> {
        let mut all = self.identities();
        all.retain(|id| {
            let sets = self.project.sets().any(|(key, _)| key.annotator == *id);
            sets || self.project.ledger().sheet(id).is_some()
        });
        all
    }
}
