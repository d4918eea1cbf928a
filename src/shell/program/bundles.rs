//! Bundles: my work written into files to be sent, and what others sent taken in.

use super::Program;
use crate::app::{Command, MergedFile, ReceivedBundle, StatusCommand, TeamCommand};
use crate::base::{AnnotatorId, ProjectId};
use crate::message;
use crate::model::FileKey;
use crate::shell::bundles::{self, BundleReceiver, ReceivedBundles};
use crate::shell::report::{JobKind, JobReport, PathsFound};
use crate::shell::saver::Order;
use crate::store;
use std::path::{Path, PathBuf};

/// How often bundles with work of mine are received again, so that it is noted that their content is here.
const ROUNDS: u8 = 3;

impl Program {
    /// Writes the work of annotators into a bundle each, the first at that place.
    pub(super) fn send(&mut self, path: PathBuf, annotators: Vec<AnnotatorId>) {
        let Some(session) = &self.state.session else { return };
        let (root, saver) = (session.root.clone(), self.saver.handle());
        self.jobs.request(JobKind::Send, "send", move |job| {
            saver.flush();
            job.post(JobReport::Command(match bundles::send(&root, &path, &annotators) {
                Ok(said) => Command::Status(StatusCommand::Say(said)),
                Err(why) => Command::Status(StatusCommand::Fail(why)),
            }));
        });
    }

    /// Takes bundles into the open project; before one is open they wait for it.
    pub(super) fn receive(&mut self, paths: Vec<PathBuf>) {
        self.bundles.extend(paths);
        self.receive_waiting();
    }

    /// Receives what waits, once a project is open and all of it is read. When none is being opened either, it is asked
    /// once where bundles belong that were opened like articles.
    pub(super) fn receive_waiting(&mut self) {
        let busy = self.jobs.is_busy(&JobKind::Open) || self.jobs.is_busy(&JobKind::Receive);
        if busy || self.bundles.is_empty() {
            return;
        }
        let asked = std::mem::take(&mut self.ask_where);
        match &self.state.session {
            Some(session) if session.loading == 0 => {
                let paths = std::mem::take(&mut self.bundles);
                self.receive_now(paths, Vec::new(), 1);
            }
            Some(_) => {}
            None if asked => {
                let paths = std::mem::take(&mut self.bundles);
                self.dispatch(Command::Team(TeamCommand::Offer(paths)));
            }
            None => {}
        }
    }

    fn receive_now(&mut self, paths: Vec<PathBuf>, bundles: Vec<ReceivedBundle>, round: u8) {
        let Some(session) = &self.state.session else { return };
        let receiver = BundleReceiver {
            root: session.root.clone(),
            earlier: self.earlier(&session.root, session.project.id()),
            mine: if session.held_by.is_none() { session.identities() } else { Vec::new() },
            project: session.project.clone(),
            saver: self.saver.handle(),
        };
        self.jobs.request(JobKind::Receive, "receive", move |job| {
            let tell = |name: &str| {
                let busy = Some((message!("program-receiving", name = name), None));
                job.post(JobReport::Command(Command::Status(StatusCommand::Busy(busy))));
            };
            let received = receiver.receive_all(paths, bundles, round, tell);
            job.post(JobReport::Received(Box::new(received)));
        });
    }

    /// Takes in what came of my own work, and shows what became of each bundle.
    pub(super) fn received(&mut self, received: ReceivedBundles) {
        let ReceivedBundles { root, paths, bundles, pending, round } = received;
        let again = !pending.is_empty() && round < ROUNDS;
        for (key, base, theirs) in pending {
            let merged = MergedFile { root: root.clone(), key, base, theirs, digest: None };
            self.dispatch(Command::Team(TeamCommand::Merged(Box::new(merged))));
        }
        self.look_for_changes();
        let open = self.state.session.as_ref().is_some_and(|session| session.root == root);
        if again && open {
            return self.receive_now(paths, bundles, round + 1);
        }
        self.list_conflicts();
        self.dispatch(Command::Team(TeamCommand::Received(bundles)));
    }

    /// Begins a project with a bundle, in a folder without one.
    pub(super) fn unpack(&mut self, bundle: PathBuf, into: PathBuf) {
        self.jobs.request(JobKind::Paths, "unpack", move |job| {
            job.post(match bundles::unpack(&bundle, &into) {
                Ok(None) => JobReport::Found(PathsFound::project(into)),
                Ok(Some(bundle)) => JobReport::Command(Command::Team(TeamCommand::Received(vec![bundle]))),
                Err(why) => JobReport::Command(Command::Status(StatusCommand::Fail(why))),
            });
        });
    }

    /// The folder for versions that gave way: without a data folder, in the project.
    pub(super) fn earlier(&self, root: &Path, project: &ProjectId) -> PathBuf {
        let data = self.folders.data.clone().unwrap_or_else(|| root.join(".obelus"));
        store::earlier_dir(&data, project)
    }

    /// Carries out the wish to put resolved versions away.
    pub(super) fn put_away(&mut self, away: Vec<(FileKey, String)>) {
        let Some(session) = &self.state.session else { return };
        let earlier = self.earlier(&session.root, session.project.id());
        let asides = away.into_iter().map(|(key, file)| store::Aside { key, file }).collect();
        self.saver.order(Order::PutAway { asides, earlier });
    }
}
