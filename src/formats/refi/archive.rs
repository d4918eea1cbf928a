//! The files of a project: in a zip, or unpacked in a folder.

use crate::base::Issue;
use crate::locale::Message;
use crate::message;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Cursor, Read as _};
use zip::ZipArchive;

/// What may be unpacked of any zip, in bytes.
const ALWAYS: u64 = 64 << 20;
/// What may be unpacked besides, in times the size of the zip. XML of codings packs to a thirtieth.
const TIMES: u64 = 200;

/// Whether a file is a zip with a project in it.
pub(super) fn holds_project(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && ZipArchive::new(Cursor::new(bytes)).is_ok_and(|zip| has_project(&zip))
}

fn has_project(zip: &ZipArchive<Cursor<&[u8]>>) -> bool {
    zip.file_names().flatten().any(|name| is_project(&name))
}

fn is_project(name: &str) -> bool {
    name.to_lowercase().ends_with(".qde") && !name.starts_with("__MACOSX")
}

/// Why a text of a project cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum PackedTextError {
    /// The files have none of that name.
    #[error("it is not there")]
    Missing,
    /// It is larger than what such a zip may hold.
    #[error("it unpacks to more than such a zip can hold")]
    TooLarge,
    /// It is damaged.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl PackedTextError {
    /// As a finding says it of the source of that name.
    pub fn message(&self, name: &str) -> Message {
        match self {
            Self::Missing => message!("formats-source-missing", name = %name),
            Self::TooLarge => message!("formats-source-too-large", name = %name),
            Self::Io(error) => message!("formats-source-unreadable", name = %name, error = %error),
        }
    }
}

/// The files of one project.
pub(super) enum Pack<'a> {
    /// In a zip: the entries by the last part of their name in lower case, and how much may still be unpacked.
    Zip(Box<ZipArchive<Cursor<&'a [u8]>>>, BTreeMap<String, usize>, u64),
    /// Unpacked.
    Folder(&'a [(String, Vec<u8>)]),
}

impl<'a> Pack<'a> {
    /// Opens a zip.
    ///
    /// # Errors
    /// When it is none, is damaged, or has no project in it.
    pub fn open(name: &str, bytes: &'a [u8]) -> Result<Self, Issue> {
        let bad =
            |message: Message| Issue::error("bad-zip", name, message).hint(message!("formats-no-zip.hint"));
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| bad(message!("formats-no-zip")))?;
        if !has_project(&zip) {
            return Err(bad(message!("formats-no-qde")));
        }
        let mut entries = BTreeMap::new();
        for at in 0..zip.len() {
            if let Some(Ok(entry)) = zip.name_for_index(at) {
                entries.entry(last(&entry)).or_insert(at);
            }
        }
        let most = ALWAYS.saturating_add((bytes.len() as u64).saturating_mul(TIMES));
        Ok(Self::Zip(Box::new(zip), entries, most))
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
            Self::Zip(zip, _, left) => {
                let at = zip.file_names().position(|name| name.is_ok_and(|name| is_project(&name)));
                let failed = |error: zip::result::ZipError| {
                    Issue::error("bad-zip", name, message!("formats-qde-packed", error = %error))
                };
                let entry = zip.by_index(at.unwrap_or_default()).map_err(failed)?;
                let mut limited = BufReader::new(entry.take(*left));
                let done = read(&mut limited);
                *left = limited.get_ref().limit();
                done
            }
        }
    }

    /// The bytes of a text that the project names by an address such as `internal://….txt`; folder and case do not matter.
    ///
    /// # Errors
    /// When it is not there, is damaged or too large.
    pub fn text(&mut self, address: &str) -> Result<Vec<u8>, PackedTextError> {
        let wanted = last(address);
        match self {
            Self::Folder(files) => {
                let found = files.iter().find(|(name, _)| last(name) == wanted);
                found.map(|(_, bytes)| bytes.clone()).ok_or(PackedTextError::Missing)
            }
            Self::Zip(zip, entries, left) => {
                let at = entries.get(&wanted).ok_or(PackedTextError::Missing)?;
                let mut bytes = Vec::new();
                let entry = zip.by_index(*at).map_err(io::Error::from)?;
                entry.take(left.saturating_add(1)).read_to_end(&mut bytes)?;
                *left = left.checked_sub(bytes.len() as u64).ok_or(PackedTextError::TooLarge)?;
                Ok(bytes)
            }
        }
    }
}

/// The last part of an address or path, in lower case.
fn last(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase()
}
