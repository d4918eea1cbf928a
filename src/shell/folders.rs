//! Where this machine keeps what belongs to no project.

use std::path::PathBuf;

/// Where this machine keeps what belongs to no project.
#[derive(Debug, Clone, Default)]
pub struct UserFolders {
    /// The user's data folder; nothing is kept when there is none.
    pub data: Option<PathBuf>,
    /// The user's documents; a project for articles opened without one is made there.
    pub documents: Option<PathBuf>,
}

impl UserFolders {
    /// The folders that the system intends.
    pub fn of_system() -> Self {
        Self { data: crate::store::data_dir(), documents: crate::store::documents_dir() }
    }

    /// The folder of the project for articles that were opened without one.
    pub(super) fn own_project(&self) -> Option<PathBuf> {
        self.documents.as_ref().map(|documents| documents.join("Obelus").join("My articles"))
    }
}
