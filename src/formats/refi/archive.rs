//! The files of a project: in a zip, or unpacked in a folder.

use crate::archive::{self, Archive, ArchiveError, Limits};
use crate::base::Issue;
use crate::locale::Message;
use crate::message;
use std::collections::BTreeMap;
use std::io::{BufRead, Cursor};

/// The most files in the zip of a project.
const MOST_FILES: usize = 200_000;

type Zip<'a> = Archive<Cursor<&'a [u8]>>;

fn opened(bytes: &[u8]) -> Result<Zip<'_>, ArchiveError> {
    Archive::open(Cursor::new(bytes), Limits::held(MOST_FILES))
}

/// Whether a file is a zip with a project in it, or one beyond the limits that is called like one.
pub(super) fn holds_project(name: &str, bytes: &[u8]) -> bool {
    if !bytes.starts_with(archive::SIGNATURE) {
        return false;
    }
    match opened(bytes) {
        Ok(zip) => zip.names().any(|name| is_project(&name)),
        Err(_) => name.to_lowercase().ends_with(".qdpx"),
    }
}

fn is_project(name: &str) -> bool {
    name.to_lowercase().ends_with(".qde") && !name.starts_with("__MACOSX")
}

/// What a finding says of the source of that name whose text cannot be read.
pub(super) fn unread_text(error: &ArchiveError, name: &str) -> Message {
    message!("formats-source-unreadable", name = %name, error = error.message())
}

/// The files of one project.
pub(super) enum Pack<'a> {
    /// In a zip: the entries by the last part of their name in lower case.
    Zip(Box<Zip<'a>>, BTreeMap<String, usize>),
    /// Unpacked.
    Folder(&'a [(String, Vec<u8>)]),
}

impl<'a> Pack<'a> {
    /// Opens a zip.
    ///
    /// # Errors
    /// When it is none, is damaged, is beyond the limits, or has no project in it.
    pub fn open(name: &str, bytes: &'a [u8]) -> Result<Self, Issue> {
        let bad =
            |message: Message| Issue::error("bad-zip", name, message).hint(message!("formats-no-zip.hint"));
        let zip = opened(bytes).map_err(|error| bad(message!("formats-no-zip", error = error.message())))?;
        if !zip.names().any(|name| is_project(&name)) {
            return Err(bad(message!("formats-no-qde")));
        }
        let mut entries = BTreeMap::new();
        for (at, entry) in zip.names().enumerate() {
            entries.entry(last(&entry)).or_insert(at);
        }
        Ok(Self::Zip(Box::new(zip), entries))
    }

    /// Hands the project's XML to a reader.
    ///
    /// # Errors
    /// What the reader says, or that there is no such file.
    pub fn project<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T, Issue>,
    ) -> Result<T, Issue> {
        match self {
            Self::Folder(files) => {
                let found = files.iter().find(|(name, _)| is_project(name));
                read(&mut found.map_or(&[][..], |(_, bytes)| bytes.as_slice()))
            }
            Self::Zip(zip, _) => {
                let at = zip.names().position(|name| is_project(&name)).unwrap_or_default();
                zip.stream(at, read).map_err(|error| {
                    Issue::error("bad-zip", name, message!("formats-qde-packed", error = error.message()))
                })?
            }
        }
    }

    /// The bytes of a text that the project names by an address such as `internal://….txt`; folder and case do not matter.
    ///
    /// # Errors
    /// When it is not there, is damaged or too large.
    pub fn text(&mut self, address: &str) -> Result<Vec<u8>, ArchiveError> {
        let wanted = last(address);
        match self {
            Self::Folder(files) => {
                let found = files.iter().find(|(name, _)| last(name) == wanted);
                found.map(|(_, bytes)| bytes.clone()).ok_or(ArchiveError::Missing)
            }
            Self::Zip(zip, entries) => zip.read(*entries.get(&wanted).ok_or(ArchiveError::Missing)?),
        }
    }
}

/// The last part of an address or path, in lower case.
fn last(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase()
}
