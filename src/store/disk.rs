//! Files whole or not at all: reading, atomic writing, and clearing away what a killed process left.

use super::error::{FileAction, StoreError};
use crate::text::{Digest, Digester};
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The bytes of a file; `None` when there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io(FileAction::Read, path, &error)),
    }
}

/// The SHA-256 of a file, read piece by piece; `None` when there is none.
pub(super) fn digest(path: &Path) -> Result<Option<Digest>, StoreError> {
    let failed = |error: io::Error| StoreError::io(FileAction::Read, path, &error);
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mut digester = Digester::default();
    let mut piece = vec![0; 256 * 1024];
    loop {
        match file.read(&mut piece).map_err(failed)? {
            0 => return Ok(Some(digester.finish())),
            count => digester.take(&piece[..count]),
        }
    }
}

/// Puts `bytes` in place of the file in one step: readers see the old content or the new, also after a power cut.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(path, bytes, |temporary| fs::rename(temporary, path))?
        .map_err(|error| StoreError::io(FileAction::Write, path, &error))?;
    path.parent().into_iter().for_each(sync_folder);
    Ok(())
}

/// Puts a new file in place in one step, and never replaces one that somebody else has put there meanwhile.
///
/// # Errors
/// [`Taken`](FreshFile::Taken) is no error; when the system refuses.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<FreshFile, StoreError> {
    let created = create_unsettled(path, bytes)?;
    if created == FreshFile::Created {
        path.parent().into_iter().for_each(sync_folder);
    }
    Ok(created)
}

/// As [`create`], where the file is safe from a power cut only once its folder is synchronised: that is left to whoever
/// makes many, who calls [`sync_folder`] once for all.
///
/// # Errors
/// As [`create`].
pub(super) fn create_unsettled(path: &Path, bytes: &[u8]) -> Result<FreshFile, StoreError> {
    match put(path, bytes, |temporary| rename_new(temporary, path))? {
        Ok(()) => Ok(FreshFile::Created),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(FreshFile::Taken),
        Err(error) => Err(StoreError::io(FileAction::Write, path, &error)),
    }
}

/// As [`create`], where another file under that name is a refusal; one of the same content, as an earlier try may have
/// left it, is not. Returns whether the file was made.
///
/// # Errors
/// When there is another, or the system refuses.
pub(super) fn create_or_same(path: &Path, bytes: &[u8]) -> Result<bool, StoreError> {
    is_new_or_same(path, bytes, create(path, bytes)?)
}

/// Whether a file that was to be new was made.
///
/// # Errors
/// When there is another of other content.
pub(super) fn is_new_or_same(path: &Path, bytes: &[u8], created: FreshFile) -> Result<bool, StoreError> {
    match created {
        FreshFile::Created => Ok(true),
        FreshFile::Taken if read(path)?.is_some_and(|there| there == bytes) => Ok(false),
        FreshFile::Taken => Err(in_the_way(path)),
    }
}

/// That something is where a file is to be.
pub(super) fn in_the_way(path: &Path) -> StoreError {
    StoreError::io(FileAction::Write, path, &io::ErrorKind::AlreadyExists.into())
}

/// Writes a temporary file beside `path` and has it put in place; returns what the system said of that.
///
/// # Errors
/// When the folder cannot be made.
fn put(
    path: &Path,
    bytes: &[u8],
    place: impl FnOnce(&Path) -> io::Result<()>,
) -> Result<io::Result<()>, StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| StoreError::io(FileAction::MakeFolder, folder, &error))?;
    let temporary = temporary_for(path);
    let placed = write_through(&temporary, bytes).and_then(|()| place(&temporary));
    if placed.is_err() {
        // What cannot be removed now is cleared away when the project is next opened.
        let _ = fs::remove_file(&temporary);
    }
    Ok(placed)
}

/// What became of a file that was to be new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FreshFile {
    /// It is there.
    Created,
    /// Its name was taken by then; what is there was left alone.
    Taken,
}

/// Gives a file another name that nothing may have yet.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Not every file system has links. The name is then taken with an empty file, which is ours to replace.
        Err(_) => {
            drop(File::create_new(to)?);
            fs::rename(from, to).inspect_err(|_| drop(fs::remove_file(to)))
        }
    }
}

/// Gives a file that cannot be understood a name beside its own that nothing has: with `.bad` at the end, then `.bad2` and
/// so on. Returns the name.
///
/// # Errors
/// When the system refuses.
pub(super) fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let mut number = 1;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(if number == 1 { ".bad".to_owned() } else { format!(".bad{number}") });
        let aside = PathBuf::from(name);
        match rename_new(path, &aside) {
            Ok(()) => return Ok(aside),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => number += 1,
            Err(error) => return Err(StoreError::io(FileAction::Rename, path, &error)),
        }
    }
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Takes a file away; it need not be there.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Ok(()) => {
            path.parent().into_iter().for_each(sync_folder);
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::io(FileAction::Remove, path, &error)),
    }
}

/// Makes a rename in the folder outlast a power cut, where the system lets folders be synchronised. Not every file
/// system does, and the content is safe without it, so a refusal is passed over.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// `.NAME~HOST~PROCESS~NUMBER.tmp` beside a file or folder that is to be. [`clear_leftovers`] knows it for ours.
pub fn temporary_for(path: &Path) -> PathBuf {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!(".{name}~{}~{}~{number}.tmp", host(), std::process::id()))
}

/// The process on this machine that a temporary file belongs to, or that of another machine.
fn owner(name: &str) -> Option<Owner> {
    let inner = name.strip_prefix('.')?.strip_suffix(".tmp")?;
    let mut parts = inner.rsplitn(4, '~');
    let (number, process, machine) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().filter(|name| !name.is_empty())?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(number) || !digits(process) {
        return None;
    }
    let process = process.parse().ok()?;
    Some(if machine == host() { Owner::Here(process) } else { Owner::Elsewhere })
}

enum Owner {
    Here(u32),
    Elsewhere,
}

/// Whether a file name is that of a temporary file of ours.
pub(super) fn is_temporary(name: &str) -> bool {
    owner(name).is_some()
}

/// How long a temporary file may lie when its process cannot be asked about.
const PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes the temporary files and folders in a folder whose processes are gone.
pub fn clear_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Some(owner) = owner(&entry.file_name().to_string_lossy()) else { continue };
        let old = || {
            let modified = entry.metadata().and_then(|about| about.modified()).ok();
            modified.and_then(|then| then.elapsed().ok()).is_some_and(|age| age > PATIENCE)
        };
        let stale = match owner {
            Owner::Here(process) => is_gone(process).unwrap_or_else(old),
            Owner::Elsewhere => old(),
        };
        if stale {
            // Another process may be clearing away too.
            let path = entry.path();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let _ = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}

/// Whether a process of this machine has ended; `None` where that cannot be told.
pub(super) fn is_gone(process: u32) -> Option<bool> {
    let table = Path::new("/proc");
    if process == std::process::id() {
        return Some(false);
    }
    table.join("self").exists().then(|| !table.join(process.to_string()).exists())
}

/// The name of this machine, of letters, digits, `-` and `_`.
pub(super) fn host() -> &'static str {
    static HOST: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    HOST.get_or_init(|| {
        let named = fs::read_to_string("/proc/sys/kernel/hostname")
            .or_else(|_| fs::read_to_string("/etc/hostname"))
            .ok()
            .or_else(|| std::env::var("COMPUTERNAME").ok())
            .or_else(|| std::env::var("HOSTNAME").ok())
            .unwrap_or_default();
        let clean: String = named
            .trim()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' })
            .collect();
        if clean.is_empty() { "unnamed".to_owned() } else { clean }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("folder")
            .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn writing_replaces_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("deep/er/a.ron");
        write(&path, b"one").expect("written");
        write(&path, b"two").expect("written");
        assert_eq!(read(&path).expect("read"), Some(b"two".to_vec()));
        assert_eq!(names(path.parent().expect("parent")), ["a.ron"]);
        remove(&path).expect("removed");
        remove(&path).expect("nothing to remove");
        assert_eq!(read(&path).expect("read"), None);
    }

    #[test]
    fn a_refused_write_leaves_the_old_file_alone() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.ron");
        fs::create_dir(&path).expect("a folder in the way");
        let error = write(&path, b"one").expect_err("refused");
        assert!(error.to_string().contains("a.ron"), "{error}");
        assert_eq!(names(folder.path()), ["a.ron"]);
    }

    #[test]
    fn only_what_dead_processes_left_is_cleared() {
        let folder = tempfile::tempdir().expect("folder");
        let mine = temporary_for(&folder.path().join("a.ron"));
        let dead = folder.path().join(format!(".b.ron~{}~4194999~0.tmp", host()));
        let elsewhere = folder.path().join(".b.ron~another-machine~1~0.tmp");
        let theirs = folder.path().join("draft.tmp");
        // A name of their own that only looks a little like one of ours.
        let like_ours = folder.path().join(format!(".b.ron~{}~4194999~old.tmp", host()));
        for path in [&mine, &dead, &elsewhere, &theirs, &like_ours] {
            fs::write(path, b"x").expect("written");
        }
        let dead_folder = folder.path().join(format!(".c~{}~4194999~1.tmp", host()));
        fs::create_dir(&dead_folder).expect("made");
        fs::write(dead_folder.join("a.txt"), b"x").expect("written");
        clear_leftovers(folder.path());
        assert!(mine.exists() && elsewhere.exists() && theirs.exists() && like_ours.exists());
        assert_eq!(dead.exists(), is_gone(4_194_999).is_none());
        assert_eq!(dead_folder.exists(), is_gone(4_194_999).is_none());
    }
}
