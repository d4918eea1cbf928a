//! The zip around a bundle's files.

use super::manifest::{BROKEN, Manifest, Member};
use super::{LARGEST, LARGEST_FILE, MANIFEST, MOST_FILES};
use crate::base::Issue;
use crate::locale::Message;
use crate::message;
use crate::store::error::{FileAction, StoreError};
use crate::store::paths;
use crate::text::Digester;
use std::borrow::Cow;
use std::io::{self, Cursor, Read as _, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// Puts files into a zip, in this order. The same content gives the same bytes, on every system.
///
/// # Errors
/// When it grows over what a zip can hold; `named` is what the error calls it.
pub(in crate::store) fn write(named: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, StoreError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |error: io::Error| StoreError::io(FileAction::Pack, named, &error);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).map_err(|error| failed(error.into()))?;
        zip.write_all(bytes).map_err(failed)?;
    }
    Ok(zip.finish().map_err(|error| failed(error.into()))?.into_inner())
}

/// A bundle whose `bundle.ron` was understood.
pub(super) struct Bundle<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    pub manifest: Manifest,
}

impl<'b> Bundle<'b> {
    /// Opens a bundle; `name` is what findings call it.
    ///
    /// # Errors
    /// When it is none, is damaged or promises too much; nothing of it can be used then.
    pub fn open(name: &str, bytes: &'b [u8]) -> Result<Self, Issue> {
        let bad = |message: Message| Issue::error("bad-bundle", name, message).hint(Message::new(BROKEN));
        if bytes.len() as u64 > LARGEST {
            return Err(bad(message!("findings-bad-bundle")));
        }
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(bad(message!("findings-bad-bundle-archive")));
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| bad(message!("findings-bad-bundle-archive-2")))?;
        if zip.len() > MOST_FILES + 1 {
            return Err(bad(message!("findings-bad-bundle-archive-3")));
        }
        // Of files with one name only the last can be got at.
        if stated_count(bytes) != Some(zip.len()) {
            return Err(bad(message!("findings-bad-bundle-archive-4")));
        }
        let manifest = read(&mut zip, MANIFEST, LARGEST_FILE).map_err(|fault| bad(fault.of_manifest()))?;
        let manifest = Manifest::read(name, manifest)?;
        Ok(Self { zip, manifest })
    }

    /// The names in the bundle that it does not account for.
    pub fn foreign(&self) -> Vec<String> {
        let known: std::collections::BTreeSet<String> =
            self.manifest.members.iter().map(|member| paths::relative(&member.key)).collect();
        let names =
            self.zip.file_names().map(|name| name.map_or_else(|error| error.to_string(), Cow::into_owned));
        let mut foreign: Vec<String> =
            names.filter(|name| name != MANIFEST && !known.contains(name)).collect();
        foreign.sort();
        foreign
    }

    /// The bytes of a file, as they were when the bundle was made.
    ///
    /// # Errors
    /// When they are not.
    pub fn take(&mut self, member: &Member) -> Result<Vec<u8>, Issue> {
        let name = paths::relative(&member.key);
        let refuse = |message: Message| {
            Issue::error("tampered-file", &name, message).hint(message!("store-member-other.hint"))
        };
        let bytes = read(&mut self.zip, &name, member.bytes).map_err(|fault| refuse(fault.of_member()))?;
        let mut digester = Digester::default();
        digester.take(&bytes);
        if bytes.len() as u64 != member.bytes || digester.finish() != member.digest {
            return Err(refuse(message!("store-member-other")));
        }
        Ok(bytes)
    }
}

/// Why a file of a bundle cannot be read.
#[derive(Debug, Clone, Copy)]
enum MemberFault {
    Missing,
    NoFile,
    Packed,
    Damaged,
    TooLarge,
}

impl MemberFault {
    fn of_manifest(self) -> Message {
        match self {
            Self::Missing => message!("store-bundle-missing", manifest = MANIFEST),
            Self::NoFile => message!("store-bundle-no-file", manifest = MANIFEST),
            Self::Packed => message!("store-bundle-packed", manifest = MANIFEST),
            Self::Damaged => message!("store-bundle-damaged", manifest = MANIFEST),
            Self::TooLarge => message!("store-bundle-larger", manifest = MANIFEST),
        }
    }

    fn of_member(self) -> Message {
        match self {
            Self::Missing => message!("store-member-missing"),
            Self::NoFile => message!("store-member-no-file"),
            Self::Packed => message!("store-member-packed"),
            Self::Damaged => message!("store-member-damaged"),
            Self::TooLarge => message!("store-member-larger"),
        }
    }
}

/// Reads a file of at most so many bytes, whatever its header says of its size.
fn read(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str, most: u64) -> Result<Vec<u8>, MemberFault> {
    let file = zip.by_name(name).map_err(|_| MemberFault::Missing)?;
    if !file.is_file() || file.is_symlink() {
        return Err(MemberFault::NoFile);
    }
    if !matches!(file.compression(), CompressionMethod::Deflated | CompressionMethod::Stored) {
        return Err(MemberFault::Packed);
    }
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| MemberFault::Damaged)?;
    if bytes.len() as u64 > most { Err(MemberFault::TooLarge) } else { Ok(bytes) }
}

/// How many files the zip's last record says that there are.
pub(in crate::store) fn stated_count(bytes: &[u8]) -> Option<usize> {
    let at = memchr::memmem::rfind(bytes, b"PK\x05\x06")?;
    let count = bytes.get(at + 10..at + 12)?;
    let count = u16::from_le_bytes([count[0], count[1]]);
    if count < u16::MAX {
        return Some(usize::from(count));
    }
    // More files than this record can say stand in another one before it.
    let Some(large) = memchr::memmem::rfind(&bytes[..at], b"PK\x06\x06") else {
        return Some(usize::from(count));
    };
    let count: [u8; 8] = bytes.get(large + 32..large + 40)?.try_into().ok()?;
    usize::try_from(u64::from_le_bytes(count)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_files_than_two_bytes_count_are_written_and_counted() {
        for count in [3, 65_534, 65_535, 66_000] {
            let files: Vec<(String, Vec<u8>)> = (0..count).map(|at| (at.to_string(), Vec::new())).collect();
            let bytes = write(Path::new("a.zip"), &files).expect("packed");
            let zip = ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
            assert_eq!((zip.len(), stated_count(&bytes)), (count, Some(count)));
        }
    }
}
