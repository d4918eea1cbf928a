//! Where an export goes, and what all that is written there has in common.

use crate::base::Issue;
use crate::formats::ExportError;
use crate::locale::Message;
use crate::message;
use crate::store;
use std::io;
use std::path::{Path, PathBuf};

/// The file in an exported folder that names the files of the export.
pub const MARKER: &str = ".obelus-export";

/// Where on the disk an export goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The file, folder or zip. It is a zip when it ends in `.zip`.
    pub path: PathBuf,
    /// Whether a file, or a folder that was exported, may be replaced.
    pub overwrite: bool,
    /// The project's folder, whose own files are not to be written over.
    pub root: Option<PathBuf>,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Its name, relative to the folder or zip, with `/`.
    pub name: String,
    /// Its size in bytes, in a zip before it is packed.
    pub bytes: u64,
}

/// Whether a place is of the project's own files and folders, or around them.
fn is_projects(root: &Path, path: &Path) -> bool {
    let (Ok(root), Some(path)) = (root.canonicalize(), resolved(path)) else { return false };
    match path.strip_prefix(&root) {
        Ok(inside) => {
            let relative = inside.to_string_lossy().replace('\\', "/");
            relative.is_empty() || store::is_own(&relative)
        }
        Err(_) => root.starts_with(&path),
    }
}

/// Refuses a place that is of the project's own files and folders, or around them.
///
/// # Errors
/// When it is.
pub fn keep_off(root: &Path, path: &Path) -> Result<(), Issue> {
    if !is_projects(root, path) {
        return Ok(());
    }
    let message = message!("transfer-project-files", path = %path.display());
    let issue = Issue::error("project-files", path.display().to_string(), message);
    Err(issue.hint(message!("transfer-project-files.hint")))
}

/// The path with all links resolved, also where its end is not there yet.
fn resolved(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find_map(|there| {
        let rest = path.strip_prefix(there).ok()?;
        Some(there.canonicalize().ok()?.join(rest))
    })
}

/// A refusal to write somewhere.
pub(super) fn refused(code: &'static str, path: &Path, message: Message, hint: Message) -> ExportError {
    ExportError::Refused(Issue::error(code, path.display().to_string(), message).hint(hint))
}

/// An error with the file that it is of; its source is the system's own.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", .path.display())]
struct PathError {
    path: PathBuf,
    source: io::Error,
}

/// The same error, saying on which file.
pub(super) fn on(path: &Path, source: io::Error) -> io::Error {
    io::Error::new(source.kind(), PathError { path: path.to_path_buf(), source })
}

/// How files lie in a zip: the same content gives the same bytes, on every system.
pub(super) fn zip_options() -> zip::write::SimpleFileOptions {
    zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .system(zip::System::Unix)
        .unix_permissions(0o644)
}

/// Said when a format that makes one file begins another.
pub(super) fn second_file() -> io::Error {
    io::Error::other("a format of one file began a second one")
}

/// Said when something is written before a file was begun.
pub(super) fn no_file() -> io::Error {
    io::Error::other("no file was begun")
}
