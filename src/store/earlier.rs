//! Versions that gave way to newer ones, in the user's data folder: they belong to this machine and are not synchronised.

use super::{StoreError, disk, paths};
use crate::base::ProjectId;
use crate::model::FileKey;
use crate::text::Digest;
use std::path::{Path, PathBuf};

/// The folder for a project's earlier versions in the data folder.
pub fn earlier_dir(data: &Path, project: &ProjectId) -> PathBuf {
    data.join("earlier").join(paths::stem_of(project.as_str()))
}

/// Where a version of a file is kept: under its place in the project and a part of its SHA-256.
fn place_of(earlier: &Path, relative: &str, digest: Digest) -> PathBuf {
    let stem = relative.strip_suffix(".ron").unwrap_or(relative);
    paths::under(earlier, &format!("{stem}~{}.ron", &digest.to_string()[..12]))
}

/// Keeps a version of a file; the same version once only. Whoever keeps some clears the folder of what killed processes
/// left first, with [`super::clear_temporaries`]: once, not for each.
pub(super) fn keep(earlier: &Path, relative: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let path = place_of(earlier, relative, Digest::of_bytes(bytes));
    if path.is_file() { Ok(()) } else { disk::write(&path, bytes) }
}

/// Keeps a project's file as it is on disk now, before something else replaces it. Nothing when there is none.
///
/// # Errors
/// When the system refuses.
pub fn keep_earlier(root: &Path, earlier: &Path, key: &FileKey) -> Result<(), StoreError> {
    let relative = paths::relative(key);
    match disk::read(&paths::inside(root, &relative)?)? {
        Some(bytes) => keep(earlier, &relative, &bytes),
        None => Ok(()),
    }
}

/// The version of a file with that SHA-256, when it was kept.
pub(super) fn find(earlier: &Path, relative: &str, digest: Digest) -> Option<Vec<u8>> {
    let bytes = disk::read(&place_of(earlier, relative, digest)).ok()??;
    (Digest::of_bytes(&bytes) == digest).then_some(bytes)
}
