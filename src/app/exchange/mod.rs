//! Work that comes from elsewhere: colleagues' files, my own from another machine, bundles that were sent.

mod conflicts;
mod foreign;
mod parcels;
mod words;

pub use conflicts::{Divided, Thing};
pub use foreign::{Foreign, Merged};
pub use parcels::{Content, Parcel, fate_words};
pub use words::{Line, Sides};

use super::outcome::done;
use super::{Action, Dialog, Effect, NoEffect, Outcome, Overlay, Session, Stamp, State, WhoAmI};
use crate::base::AnnotatorId;
use crate::model::FileKey;
use std::path::PathBuf;
use std::sync::Arc;

/// What came from elsewhere and what is asked for about it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ExchangeCommand {
    /// Files of others changed on disk.
    Foreign(Box<Foreign>),
    /// A file of mine holds more than the memory does.
    Merged(Box<Merged>),
    /// These versions of my files wait to be settled.
    Divided(Vec<Divided>),
    /// Take another of the differing things in hand.
    Move(i32),
    /// Take the differing thing of that number in hand.
    Select(usize),
    /// Choose a side of the thing in hand.
    Choose { theirs: bool },
    /// Settle all as chosen.
    Settle,
    /// Write my work into a bundle at that place.
    Send(PathBuf),
    /// Take bundles in.
    Receive(Vec<PathBuf>),
    /// Bundles came while no project was open.
    Offer(Vec<PathBuf>),
    /// Open the project in which the bundles are to be received.
    OpenFirst,
    /// Choose a folder for the project in the bundle.
    Unpack,
    /// It was chosen.
    UnpackInto { bundle: PathBuf, into: PathBuf },
    /// What receiving bundles did.
    Received(Vec<Parcel>),
}

/// What is to be done in the world about work from elsewhere.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ExchangeEffect {
    /// The memory holds all that the file of mine does.
    TookIn(Box<Merged>),
    /// Look for versions of my files that wait to be settled.
    Compare,
    /// Take settled versions out of the project once all is saved; each the file and where the version lies.
    PutAway(Vec<(FileKey, String)>),
    /// Begin a project with a bundle in a folder.
    Unpack { bundle: PathBuf, into: PathBuf },
    /// Write the work of these annotators into a bundle each, the first at that place.
    Send { path: PathBuf, annotators: Vec<AnnotatorId> },
    /// Take bundles into the open project, or into the next one that is opened.
    Receive(Vec<PathBuf>),
}

/// What of an open project comes from elsewhere.
#[derive(Debug, Default)]
pub struct Exchange {
    /// Versions of my files that wait to be settled.
    pub divided: Vec<Divided>,
    /// Which of all the differing things is in hand.
    pub at: usize,
}

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
            _ => return false,
        };
        self.me.as_ref() == Some(by) || self.adjudicator().is_some_and(|annotator| annotator.id == *by)
    }
}

impl State {
    pub(super) fn exchange(&mut self, command: ExchangeCommand, stamp: Stamp) -> Vec<Effect> {
        match command {
            ExchangeCommand::Foreign(foreign) => self.foreign(*foreign, stamp),
            ExchangeCommand::Merged(merged) => self.merged(*merged, stamp),
            ExchangeCommand::Divided(divided) => self.divided(divided, stamp),
            ExchangeCommand::Move(by) => self.move_in_conflicts(by),
            ExchangeCommand::Select(at) => self.select_conflict(at),
            ExchangeCommand::Choose { theirs } => self.choose_side(theirs),
            ExchangeCommand::Settle => self.settle_conflicts(stamp),
            ExchangeCommand::Send(path) => self.send_to(path),
            ExchangeCommand::Receive(paths) => self.receive(paths),
            ExchangeCommand::Offer(paths) => {
                self.overlay = Some(Overlay::Bundles(paths));
                Vec::new()
            }
            ExchangeCommand::OpenFirst => self.open_first(),
            ExchangeCommand::Unpack => self.unpack(),
            ExchangeCommand::UnpackInto { bundle, into } => {
                vec![Effect::Exchange(ExchangeEffect::Unpack { bundle, into })]
            }
            ExchangeCommand::Received(parcels) => {
                self.received(parcels);
                Vec::new()
            }
        }
    }

    /// Asks for bundles that colleagues sent.
    pub(super) fn receive_work(&self) -> Outcome {
        self.session.as_ref().ok_or(NoEffect::NoProject)?;
        Ok(vec![Effect::Dialog(Dialog::OpenBundles)])
    }

    /// Shows where two versions of my work differ.
    pub(super) fn open_conflicts(&mut self) -> Outcome {
        self.session.as_ref().ok_or(NoEffect::NoProject)?;
        self.overlay = Some(Overlay::Conflicts);
        Ok(vec![Effect::Exchange(ExchangeEffect::Compare)])
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
            let text = "There is nothing to send yet: you have tagged nothing.";
            self.notify(super::NoticeKind::Info, text, stamp.now);
            return done();
        }
        let (year, month, day) = stamp.now.date();
        let project = crate::base::slug(session.project.name());
        let name = format!("{project}-{me}-{year:04}-{month:02}-{day:02}.obelus");
        Ok(vec![Effect::Flush, Effect::Dialog(Dialog::SaveBundle { name })])
    }

    fn send_to(&mut self, path: PathBuf) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let annotators = session.senders();
        if annotators.is_empty() {
            return Vec::new();
        }
        vec![Effect::Exchange(ExchangeEffect::Send { path, annotators })]
    }

    fn receive(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        vec![Effect::Exchange(ExchangeEffect::Receive(paths))]
    }

    /// The bundles wait for the project that is opened next.
    fn open_first(&mut self) -> Vec<Effect> {
        let Some(Overlay::Bundles(paths)) = self.overlay.take() else { return Vec::new() };
        vec![Effect::Exchange(ExchangeEffect::Receive(paths)), Effect::Dialog(Dialog::OpenProject)]
    }

    fn unpack(&mut self) -> Vec<Effect> {
        let Some(Overlay::Bundles(paths)) = self.overlay.take() else { return Vec::new() };
        let first = paths.into_iter().next();
        first.map(|path| Effect::Dialog(Dialog::UnpackBundle(path))).into_iter().collect()
    }

    fn received(&mut self, parcels: Vec<Parcel>) {
        let mut all: Vec<Parcel> = match self.overlay.take() {
            Some(Overlay::Received(shown)) => shown.to_vec(),
            _ => Vec::new(),
        };
        all.extend(parcels);
        self.overlay = Some(Overlay::Received(Arc::from(all)));
        self.busy = None;
    }
}

impl Session {
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
