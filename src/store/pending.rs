//! Files and folders that become visible when all of them is written.

use super::disk::{rename_new, sync_folder, temporary_for};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file or a folder that is being written under a temporary name beside its place, and is put there in one step.
///
/// What is dropped before is cleared away; what a killed process left is cleared away by
/// [`clear_leftovers`](super::clear_leftovers).
#[derive(Debug)]
pub struct Pending {
    path: PathBuf,
    temporary: PathBuf,
}

impl Pending {
    /// Chooses the temporary name for what is to be at `path`. Makes nothing yet.
    pub fn beside(path: &Path) -> Self {
        Self { path: path.to_owned(), temporary: temporary_for(path) }
    }

    /// Where it is until it is put in place.
    pub fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// Where a file of a folder goes, by its name relative to the folder with `/`; makes the folders above it.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn file(&self, name: &str) -> io::Result<PathBuf> {
        let path = super::paths::under(&self.temporary, name);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        Ok(path)
    }

    /// Puts a file in place; a file that is there is replaced.
    ///
    /// # Errors
    /// When the system refuses; then its place is as it was.
    pub fn place_file(self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.path)?;
        self.sync();
        Ok(())
    }

    /// Puts a file in place where there is none.
    ///
    /// # Errors
    /// When there is one, of the kind `AlreadyExists`, or the system refuses; then its place is as it was.
    pub fn create_file(self) -> io::Result<()> {
        rename_new(&self.temporary, &self.path)?;
        self.sync();
        Ok(())
    }

    /// Puts a folder in place, where nothing may be but an empty folder, or one that `may_replace` says yes to.
    ///
    /// # Errors
    /// When something is there that may not be replaced, or the system refuses; then its place is as it was.
    pub fn place_folder(self, may_replace: impl FnOnce() -> io::Result<bool>) -> io::Result<()> {
        // Only an empty folder can be removed so. On some systems a rename does not replace one.
        if !self.path.exists() || fs::remove_dir(&self.path).is_ok() {
            fs::rename(&self.temporary, &self.path)?;
        } else if may_replace()? {
            let aside = temporary_for(&self.path);
            fs::rename(&self.path, &aside)?;
            if let Err(error) = fs::rename(&self.temporary, &self.path) {
                // The one before comes back; should that fail too, it is beside under its temporary name.
                let _ = fs::rename(&aside, &self.path);
                return Err(error);
            }
            fs::remove_dir_all(&aside)?;
        } else {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        self.sync();
        Ok(())
    }

    fn sync(&self) {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        sync_folder(folder.unwrap_or(Path::new(".")));
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // It is not there any more when it was put in place. What cannot be removed now is cleared away later.
        let _ = if self.temporary.is_dir() {
            fs::remove_dir_all(&self.temporary)
        } else {
            fs::remove_file(&self.temporary)
        };
    }
}
