//! Writing a release, as a folder or a zip.

use super::{LARGEST_FILE, MOST_FILES};
use crate::base::Issue;
use crate::message;
use crate::store::bundle::archive;
use crate::store::error::{FileAction, StoreError};
use crate::store::{Pending, clear_leftovers};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Writes a release, whole or not at all: as a zip when the name ends in `.zip`, otherwise as a folder. The same files
/// give the same bytes.
///
/// # Errors
/// When there is something under that name already (a release is never written over), there are more files than can be
/// verified, or the system refuses.
pub fn write(path: &Path, files: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
    let largest = files.iter().map(|(_, bytes)| bytes.len() as u64).max().unwrap_or(0);
    if files.len() > MOST_FILES || largest > LARGEST_FILE {
        let issue = Issue::error("too-large", path.display().to_string(), message!("findings-too-large"));
        return Err(StoreError::Unreadable(issue.hint(message!("findings-too-large.hint"))));
    }
    let is_empty = || fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if path.symlink_metadata().is_ok() && (is_zip || !is_empty()) {
        return Err(there_already(path));
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| StoreError::io(FileAction::MakeFolder, folder, &error))?;
    let pending = Pending::beside(path);
    clear_leftovers(folder);
    let written = if is_zip {
        pack(&pending, files).and_then(|()| pending.create_file())
    } else {
        fill(&pending, files).and_then(|()| pending.place_folder(|| Ok(false)))
    };
    written.map_err(|error| match error.kind() {
        // Somebody made it while this was written.
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => there_already(path),
        _ => StoreError::io(FileAction::Write, path, &error),
    })
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

fn pack(zip: &Pending, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create_new(zip.temporary())?);
    archive::write(&mut out, files)?;
    out.flush()?;
    out.get_ref().sync_all()
}

fn fill(folder: &Pending, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    fs::create_dir(folder.temporary())?;
    for (name, bytes) in files {
        // Not each by itself made to outlast a power cut, which for many takes minutes: what is then missing is noticed
        // on verifying.
        fs::write(folder.file(name)?, bytes)?;
    }
    Ok(())
}
