//! Writing a release, as a folder or a zip.

use super::{LARGEST_FILE, MOST_FILES};
use crate::base::{Issue, Progress};
use crate::message;
use crate::store::bundle::archive::NewZip;
use crate::store::error::{FileAction, StoreError};
use crate::store::load::step;
use crate::store::{Pending, clear_leftovers};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Writes a release, whole or not at all: as a zip when the name ends in `.zip`, otherwise as a folder. Each file is written
/// as it comes, and none is held. The same files give the same bytes.
///
/// # Errors
/// When there is something under that name already (a release is never written over), there are more files than can be
/// verified, a larger one, the system refuses, or the work is cancelled.
pub fn write(
    path: &Path,
    files: impl ExactSizeIterator<Item = (String, Vec<u8>)>,
    progress: &Progress,
) -> Result<(), StoreError> {
    has_room(path, files.len())?;
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    clear_leftovers(folder);
    let is_empty = || fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if path.symlink_metadata().is_ok() && (is_zip || !is_empty()) {
        return Err(there_already(path));
    }
    fs::create_dir_all(folder).map_err(|error| StoreError::io(FileAction::MakeFolder, folder, &error))?;
    let pending = Pending::beside(path);
    progress.set_total(files.len() as u64);
    let files = files.map(|(name, bytes)| {
        step(progress)?;
        if bytes.len() as u64 <= LARGEST_FILE { Ok((name, bytes)) } else { Err(too_large(path, &name)) }
    });
    let unwritten = |error: io::Error| match error.kind() {
        // Somebody made it while this was written.
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => there_already(path),
        _ => StoreError::io(FileAction::Write, path, &error),
    };
    if is_zip {
        pack(&pending, files, unwritten)?;
        pending.create_file().map_err(unwritten)
    } else {
        fill(&pending, files, unwritten)?;
        pending.place_folder(|| Ok(false)).map_err(unwritten)
    }
}

fn too_large(path: &Path, name: &str) -> StoreError {
    let message = message!("findings-too-large", name = %name, most = LARGEST_FILE >> 20);
    let issue = Issue::error("too-large", path.display().to_string(), message);
    StoreError::Unreadable(issue.hint(message!("findings-too-large.hint")))
}

/// Whether a release can hold so many files, to be asked before they are made.
///
/// # Errors
/// When it cannot.
pub fn has_room(path: &Path, files: usize) -> Result<(), StoreError> {
    if files <= MOST_FILES {
        return Ok(());
    }
    let message = message!("findings-too-many-in-release", count = files, most = MOST_FILES);
    let issue = Issue::error("too-large", path.display().to_string(), message);
    Err(StoreError::Unreadable(issue.hint(message!("findings-too-large.hint"))))
}

fn there_already(path: &Path) -> StoreError {
    let issue = Issue::error("there-already", path.display().to_string(), message!("findings-there-already"));
    StoreError::Unreadable(issue.hint(message!("findings-there-already.hint")))
}

fn pack(
    zip: &Pending,
    files: impl Iterator<Item = Result<(String, Vec<u8>), StoreError>>,
    unwritten: impl Fn(io::Error) -> StoreError,
) -> Result<(), StoreError> {
    let out = BufWriter::new(File::create_new(zip.temporary()).map_err(&unwritten)?);
    let mut packed = NewZip::new(out);
    for file in files {
        let (name, bytes) = file?;
        packed.put(&name, &bytes).map_err(&unwritten)?;
    }
    let written = packed.finish().and_then(|mut out| {
        out.flush()?;
        out.get_ref().sync_all()
    });
    written.map_err(unwritten)
}

fn fill(
    folder: &Pending,
    files: impl Iterator<Item = Result<(String, Vec<u8>), StoreError>>,
    unwritten: impl Fn(io::Error) -> StoreError,
) -> Result<(), StoreError> {
    fs::create_dir(folder.temporary()).map_err(&unwritten)?;
    for file in files {
        let (name, bytes) = file?;
        // Not each by itself made to outlast a power cut, which for many takes minutes: what is then missing is noticed
        // on verifying.
        folder.file(&name).and_then(|path| fs::write(path, bytes)).map_err(&unwritten)?;
    }
    Ok(())
}
