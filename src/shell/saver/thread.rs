//! The saver's own side: orders in, writes and reports out.

use super::leases::Leases;
use super::orders::{Order, SaverReport};
use super::target::{Round, Target};
use crate::base::AnnotatorId;
use crate::jobs::{self, Waker};
use crate::message;
use crate::model::{HistoryChange, Preferences, Project};
use crate::shell::clock::now;
use crate::shell::folders::UserFolders;
use crate::shell::reasons;
use crate::store::{self, Aside, Journal, StoreError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// From a change of the preferences to their write.
const SETTINGS_DELAY: Duration = Duration::from_millis(500);

pub(super) struct Worker {
    orders: Receiver<Order>,
    out: Sender<SaverReport>,
    waker: Waker,
    folders: UserFolders,
    current: Option<Target>,
    /// Projects that were left with something not on disk.
    left: Vec<Target>,
    leases: Leases,
    settings: Option<(Box<Preferences>, Instant)>,
}

impl Worker {
    pub fn new(
        orders: Receiver<Order>,
        out: Sender<SaverReport>,
        waker: Waker,
        folders: UserFolders,
    ) -> Self {
        let leases = Leases::default();
        Self { orders, out, waker, folders, current: None, left: Vec::new(), leases, settings: None }
    }

    /// Works until it is told to end, or the program is gone.
    pub fn run(mut self) {
        loop {
            let order = match self.next_due() {
                Some(due) => self.orders.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => self.orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let go_on = catch_unwind(AssertUnwindSafe(|| match order {
                Ok(order) => self.carry_out(order),
                Err(RecvTimeoutError::Timeout) => {
                    self.do_due();
                    true
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.write_all();
                    false
                }
            }));
            match go_on {
                Ok(true) => {}
                Ok(false) => return,
                Err(panic) => {
                    let why = jobs::panic_message(&*panic);
                    self.post(SaverReport::Fail(message!("program-fault-save", why = why)));
                }
            }
        }
    }

    fn next_due(&self) -> Option<Instant> {
        let targets = self.current.iter().chain(&self.left).filter_map(Target::due);
        targets.chain(self.leases.due()).chain(self.settings.as_ref().map(|(_, due)| *due)).min()
    }

    fn carry_out(&mut self, order: Order) -> bool {
        match order {
            Order::Open(target) => {
                self.leave();
                self.current = Some(*target);
                self.release();
            }
            Order::Close => {
                self.leave();
                self.release();
            }
            Order::Journal(change) => self.append(change),
            Order::Dirty { project, files, change } => {
                if let Some(current) = &mut self.current {
                    current.change(project, files, change);
                }
            }
            Order::Agree(root, all) => {
                if let Some(current) = self.current.as_mut().filter(|target| target.root == root) {
                    all.into_iter().for_each(|(key, version, digest)| current.agree(key, version, digest));
                }
            }
            Order::PutAway { asides, earlier } => self.put_away(&asides, &earlier),
            Order::Flush => {
                let clean = self.write_all();
                self.post(SaverReport::Flushed { clean });
            }
            Order::FlushAndSay(answer) => {
                self.write_all();
                // Who asked may have stopped waiting.
                let _ = answer.send(());
            }
            Order::Lease(root, annotator, answer) => {
                // Who asked may have stopped waiting.
                let _ = answer.send(self.leases.take(&root, &annotator, now()));
            }
            Order::Own { annotator, journal, project } => self.own(&annotator, journal, *project),
            Order::Settings(settings) => {
                let due =
                    self.settings.take().map_or_else(|| Instant::now() + SETTINGS_DELAY, |(_, due)| due);
                self.settings = Some((settings, due));
            }
            Order::Finish(answer) => {
                let clean = self.write_all();
                self.write_settings();
                if clean {
                    self.leases.keep(&[]);
                }
                let all = self.current.iter().chain(&self.left);
                let reason = all.filter(|target| !target.is_clean()).map(Target::reason).next();
                let _ = answer.send(reason.map_or(Ok(()), Err));
                return !clean;
            }
        }
        true
    }

    fn do_due(&mut self) {
        let moment = Instant::now();
        let due = |target: &Target| target.due().is_some_and(|due| due <= moment);
        if self.current.as_ref().is_some_and(due) {
            self.write_current();
        }
        if self.left.iter().any(due) {
            self.write_left();
        }
        for (root, holder) in self.leases.beat(now()) {
            match holder {
                None => self.post(SaverReport::Freed(root)),
                Some(_) if self.current.as_ref().is_some_and(|target| target.root == root) => {
                    self.post(SaverReport::Held(holder));
                }
                Some(_) => {}
            }
        }
        if self.settings.as_ref().is_some_and(|(_, due)| *due <= moment) {
            self.write_settings();
        }
    }

    /// Puts the open project with those that were left, after a last try to write it.
    fn leave(&mut self) {
        self.write_current();
        self.left.extend(self.current.take().filter(|target| !target.is_clean()));
    }

    /// Gives leases back that nothing here needs any more.
    fn release(&mut self) {
        let roots: Vec<&Path> =
            self.current.iter().chain(&self.left).map(|target| target.root.as_path()).collect();
        self.leases.keep(&roots);
    }

    fn own(&mut self, annotator: &AnnotatorId, journal: Option<PathBuf>, mut project: Project) {
        self.write_current();
        let Some(current) = &mut self.current else { return };
        let was_held = self.leases.holder(&current.root, annotator).is_some();
        let holder = self.leases.take(&current.root, annotator, now());
        let (root, free) = (current.root.clone(), holder.is_none());
        if let Some(path) = journal.filter(|_| free && !current.has_journal() && current.is_clean()) {
            let begun = Journal::open(&path, &root, &mut project)
                .and_then(|checked| current.begin_journal(checked.value.journal));
            if let Err(error) = begun {
                self.no_journal(&error);
            }
        }
        match free && was_held {
            true => self.post(SaverReport::Freed(root)),
            false => self.post(SaverReport::Held(holder)),
        }
    }

    fn append(&mut self, change: HistoryChange) {
        let Some(current) = &mut self.current else { return };
        if let Err(error) = current.append(change) {
            self.no_journal(&error);
        }
    }

    fn no_journal(&self, error: &StoreError) {
        let said = message!("program-no-journal", why = error.message());
        self.post(SaverReport::Say(reasons::with_hint(said, error.hint())));
    }

    fn put_away(&mut self, asides: &[Aside], earlier: &Path) {
        self.write_current();
        let Some(current) = self.current.as_ref().filter(|target| target.is_clean()) else { return };
        let gone = asides.iter().try_for_each(|aside| store::put_away(&current.root, aside, earlier));
        if let Err(error) = gone {
            let said = message!("program-not-put-away", why = error.message());
            self.post(SaverReport::Fail(reasons::with_hint(said, error.hint())));
        }
        self.post(SaverReport::ConflictsChanged);
    }

    /// Writes everything; whether all of it is on disk now.
    fn write_all(&mut self) -> bool {
        self.write_current();
        self.write_left();
        self.left.is_empty() && self.current.as_ref().is_none_or(Target::is_clean)
    }

    fn write_current(&mut self) {
        let Some(target) = self.current.as_mut().filter(|target| !target.is_clean()) else { return };
        let report = |out: &Sender<SaverReport>, report| drop(out.send(report));
        report(&self.out, SaverReport::Started);
        (self.waker)();
        let Round { saved, failed, reason, merged, conflicts, contested } = target.write(&self.leases);
        report(&self.out, SaverReport::Saved(saved));
        for merged in merged {
            report(&self.out, SaverReport::Merged(Box::new(merged)));
        }
        if conflicts {
            report(&self.out, SaverReport::ConflictsChanged);
        }
        for issue in contested {
            report(&self.out, SaverReport::Fail(reasons::with_hint(issue.message, issue.hint)));
        }
        if !failed.is_empty() {
            report(&self.out, SaverReport::Failed { files: failed, reason });
        }
        (self.waker)();
    }

    fn write_left(&mut self) {
        for mut target in std::mem::take(&mut self.left) {
            let round = target.write(&self.leases);
            let name = target.root.display().to_string();
            if round.failed.is_empty() {
                self.post(SaverReport::Say(message!("program-saved-after-all", path = name)));
            } else {
                self.post(SaverReport::Fail(message!(
                    "program-still-not-saved",
                    why = round.reason,
                    path = name
                )));
                self.left.push(target);
            }
        }
    }

    fn write_settings(&mut self) {
        let Some((settings, _)) = self.settings.take() else { return };
        let Some(data) = &self.folders.data else { return };
        if let Err(error) = store::save_preferences(data, &settings) {
            let said = message!("program-settings-not-kept", why = error.message());
            self.post(SaverReport::Say(reasons::with_hint(said, error.hint())));
        }
    }

    fn post(&self, report: SaverReport) {
        // When the program is gone, nobody is left to be told.
        let _ = self.out.send(report);
        (self.waker)();
    }
}
