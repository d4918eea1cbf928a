//! Who has an annotator's files open for writing.
//!
//! On one machine the system's file lock is the truth: it goes with its process, so a crash leaves nothing in the way.
//! Between machines, where locks may not reach, the file says who and when last; a holder that has not renewed for
//! [`STALE`] seconds counts as gone. What a synchronising service delivers late can still make two holders.

use super::error::{FileAction, StoreError};
use super::{disk, paths};
use crate::base::{AnnotatorId, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::Holder;
use serde::{Deserialize, Serialize};
use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// Seconds after which a holder renews.
pub const BEAT: i64 = 60;
/// Seconds after which a holder on another machine that did not renew counts as gone.
pub const STALE: i64 = 5 * BEAT;

/// Why a lease was not given.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LeaseError {
    /// Somebody else has the files open.
    #[error("{}", held_by(.0))]
    Held(Holder),
    /// The file of the lease cannot be written.
    #[error(transparent)]
    Store(Box<StoreError>),
}

fn held_by(holder: &Holder) -> Message {
    message!("store-held", host = %holder.host, process = %holder.process)
}

/// The right to write an annotator's files; given back when dropped.
#[derive(Debug)]
pub struct Lease {
    file: File,
    path: PathBuf,
    since: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct LeaseShape {
    host: String,
    process: u32,
    since: String,
    seen: String,
}

impl Lease {
    /// Takes the lease, or says who has it.
    ///
    /// # Errors
    /// When it is held, or the system refuses.
    pub fn take(root: &Path, annotator: &AnnotatorId, now: Timestamp) -> Result<Self, LeaseError> {
        let relative = format!("{}/{}", paths::folder_of(annotator), paths::LEASE);
        let path = paths::inside(root, &relative).map_err(refusal)?;
        let folder = paths::under(root, &paths::folder_of(annotator));
        std::fs::create_dir_all(&folder)
            .map_err(|error| refusal(StoreError::io(FileAction::MakeFolder, &folder, &error)))?;
        let refused = |error: &std::io::Error| refusal(StoreError::io(FileAction::Open, &path, error));
        loop {
            let mut file = File::options()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(|error| refused(&error))?;
            let locked = file.try_lock();
            let holder = read_holder(&mut file);
            match locked {
                Err(TryLockError::WouldBlock) => return Err(LeaseError::Held(held(holder, now))),
                // Some network file systems know no locks; what the file says decides there.
                Err(TryLockError::Error(_)) | Ok(()) => {}
            }
            if was_removed(&file) {
                continue;
            }
            let elsewhere =
                holder.filter(|(holder, seen)| holder.host != disk::host() && now.0 - seen.0 < STALE);
            if let Some((holder, _)) = elsewhere {
                return Err(LeaseError::Held(holder));
            }
            let mut lease = Self { file, path: path.clone(), since: now };
            lease.renew(now).map_err(refusal)?;
            return Ok(lease);
        }
    }

    /// Tells other machines that the files are still open; to be called every [`BEAT`] seconds.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn renew(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let content = format!(
            "(host: \"{}\", process: {}, since: \"{}\", seen: \"{now}\")\n",
            disk::host(),
            std::process::id(),
            self.since
        );
        let written = self
            .file
            .rewind()
            .and_then(|()| self.file.write_all(content.as_bytes()))
            .and_then(|()| self.file.set_len(content.len() as u64));
        written.map_err(|error| StoreError::io(FileAction::Write, &self.path, &error))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // Should this fail, the next holder on this machine takes the file over all the same.
        let _ = self.file.set_len(0).and_then(|()| std::fs::remove_file(&self.path));
    }
}

/// Removes the lease in an annotator's folder when its holder was a process of this machine that is gone.
pub(super) fn clear_leftover(folder: &Path) {
    let path = folder.join(paths::LEASE);
    if paths::is_link(&path) {
        return;
    }
    let Ok(mut file) = File::options().read(true).write(true).open(&path) else { return };
    // Whoever has it open has it locked.
    if file.try_lock().is_err() {
        return;
    }
    // One that was killed before it wrote its name, or after it took it out.
    let is_empty = file.metadata().is_ok_and(|about| about.len() == 0);
    let holder = read_holder(&mut file).map(|(holder, _)| holder);
    let is_gone = holder
        .is_some_and(|holder| holder.host == disk::host() && disk::is_gone(holder.process).unwrap_or(false));
    if is_gone || is_empty {
        let _ = file.set_len(0).and_then(|()| std::fs::remove_file(&path));
    }
}

fn refusal(error: StoreError) -> LeaseError {
    LeaseError::Store(Box::new(error))
}

fn read_holder(file: &mut File) -> Option<(Holder, Timestamp)> {
    let mut content = String::new();
    file.take(4096).read_to_string(&mut content).ok()?;
    let shape: LeaseShape = ron::from_str(&content).ok()?;
    let since = shape.since.parse().ok()?;
    Some((Holder { host: shape.host, process: shape.process, since }, shape.seen.parse().ok()?))
}

fn held(holder: Option<(Holder, Timestamp)>, now: Timestamp) -> Holder {
    holder.map_or_else(
        || Holder { host: disk::host().to_owned(), process: 0, since: now },
        |(holder, _)| holder,
    )
}

/// Whether the last holder removed the file between our opening it and locking it.
#[cfg(unix)]
fn was_removed(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    file.metadata().is_ok_and(|about| about.nlink() == 0)
}

/// An open file cannot be removed here.
#[cfg(not(unix))]
fn was_removed(_file: &File) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maya() -> AnnotatorId {
        AnnotatorId::new("maya").expect("id")
    }

    #[test]
    fn one_at_a_time_and_free_again_when_dropped() {
        let folder = tempfile::tempdir().expect("folder");
        let first = Lease::take(folder.path(), &maya(), Timestamp(100)).expect("free");
        match Lease::take(folder.path(), &maya(), Timestamp(160)) {
            Err(LeaseError::Held(held)) => {
                assert_eq!((held.since, held.process), (Timestamp(100), std::process::id()));
            }
            other => panic!("{other:?}"),
        }
        drop(first);
        assert!(!folder.path().join("annotations/maya/.open").exists());
        assert!(Lease::take(folder.path(), &maya(), Timestamp(161)).is_ok());
    }

    #[test]
    fn what_a_crash_left_is_taken_over_here_at_once_and_elsewhere_when_stale() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("annotations/maya/.open");
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        let left = |host: &str| {
            let seen = Timestamp(1000);
            std::fs::write(
                &path,
                format!("(host: \"{host}\", process: 1, since: \"{seen}\", seen: \"{seen}\")"),
            )
            .expect("written");
        };
        left(disk::host());
        assert!(Lease::take(folder.path(), &maya(), Timestamp(1001)).is_ok());
        left("another-machine");
        assert!(matches!(
            Lease::take(folder.path(), &maya(), Timestamp(1001)),
            Err(LeaseError::Held(Holder { process: 1, .. }))
        ));
        assert!(Lease::take(folder.path(), &maya(), Timestamp(1000 + STALE)).is_ok());
        std::fs::write(&path, "torn (").expect("written");
        assert!(Lease::take(folder.path(), &maya(), Timestamp(1001)).is_ok());
    }
}
