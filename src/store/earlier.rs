//! Versions that gave way to newer ones, in the user's data folder: they belong to this machine and are not synchronised.

use super::{StoreError, disk, paths};
use crate::base::ProjectId;
use crate::text::Digester;
use std::path::{Path, PathBuf};

/// The folder for a project's earlier versions in the data folder.
pub fn earlier_dir(data: &Path, project: &ProjectId) -> PathBuf {
    data.join("earlier").join(paths::stem_of(project.as_str()))
}

/// Keeps a version of a file under its place in the project and a part of its SHA-256: the same version once only.
pub(super) fn keep(earlier: &Path, relative: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
    let mut digester = Digester::default();
    digester.take(bytes);
    let stem = relative.strip_suffix(".ron").unwrap_or(relative);
    let name = format!("{stem}~{}.ron", &digester.finish().to_string()[..12]);
    let path = paths::under(earlier, &name);
    if !path.is_file() {
        disk::write(&path, bytes)?;
    }
    Ok(path)
}
