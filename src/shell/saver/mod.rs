//! The one thread that writes: journal lines at once, changed files within a second, in the order of the changes.
//!
//! What cannot be written stays in memory and is tried again, at growing intervals, also after another project was
//! opened. Does not read projects and knows no state but the snapshot that comes with a change.

mod leases;
mod orders;
mod target;
mod thread;
mod written;

pub(super) use orders::{Order, SaverReport};
pub(super) use target::Target;
pub(super) use written::OwnWrites;

use super::folders::UserFolders;
use crate::base::AnnotatorId;
use crate::jobs::{self, Waker};
use crate::locale::Message;
use crate::message;
use crate::model::Holder;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// The program's end of the saver.
pub(super) struct Saver {
    orders: Sender<Order>,
    inbox: Receiver<SaverReport>,
    finished: bool,
}

/// A worker's end of the saver: it may wait for the answers.
#[derive(Clone)]
pub(super) struct Handle(Sender<Order>);

/// How long a worker waits for an answer of the saver.
const PATIENCE: Duration = Duration::from_secs(10);

impl Saver {
    pub fn start(waker: Waker, folders: UserFolders) -> std::io::Result<Self> {
        let (orders, taken) = channel();
        let (reports, inbox) = channel();
        jobs::spawn("saver", move || thread::Worker::new(taken, reports, waker, folders).run())?;
        Ok(Self { orders, inbox, finished: false })
    }

    /// Gives an order; they are carried out one after the other.
    pub fn order(&self, order: Order) {
        // Should the thread be gone, `finish` says so.
        let _ = self.orders.send(order);
    }

    /// The end of a worker, which may wait for answers.
    pub fn handle(&self) -> Handle {
        Handle(self.orders.clone())
    }

    /// What it has to say.
    pub fn take(&mut self) -> Vec<SaverReport> {
        self.inbox.try_iter().collect()
    }

    /// Writes everything and ends the thread.
    pub fn finish(&mut self, patience: Duration) -> Result<(), Message> {
        let (say, heard) = channel();
        self.order(Order::Finish(say));
        let outcome = heard.recv_timeout(patience).unwrap_or_else(|_| Err(message!("program-disk-silent")));
        self.finished = outcome.is_ok();
        outcome
    }
}

impl Drop for Saver {
    /// Also when the window ended by a fault, what was changed gets to disk.
    fn drop(&mut self) {
        if !self.finished {
            // Nobody is left to be told of what could not be saved.
            let _ = self.finish(PATIENCE / 2);
        }
    }
}

impl Handle {
    /// Waits until everything changed before is on disk, or was tried.
    pub fn flush(&self) {
        let (say, heard) = channel();
        let _ = self.0.send(Order::FlushAndSay(say));
        // Whether all was written or not, there is nothing better to do than to go on.
        let _ = heard.recv_timeout(PATIENCE);
    }

    /// Gets hold of an annotator's files, or returns who has them.
    pub fn lease(&self, root: &Path, annotator: &AnnotatorId) -> Option<Holder> {
        let (say, heard) = channel();
        let _ = self.0.send(Order::Lease(root.to_owned(), annotator.clone(), say));
        heard.recv_timeout(PATIENCE).ok().flatten()
    }
}
