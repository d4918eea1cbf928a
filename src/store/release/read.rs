//! Reading a release, from a folder or a zip, file by file: none is kept in memory longer than it is looked at.

use super::manifest::{BROKEN, Manifest};
use super::{LARGEST_FILE, MANIFEST, MOST_FILES, MOST_LEVELS};
use crate::archive::{Archive, ArchiveError, Limits};
use crate::base::{Issue, Progress};
use crate::locale::Message;
use crate::message;
use crate::store::error::{FileAction, StoreError};
use crate::store::load::step;
use crate::text::Digest;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};

/// A release as it was found.
#[derive(Debug)]
pub struct ReadRelease {
    /// What it says of itself.
    pub manifest: Manifest,
    /// The manifest's file; its SHA-256 stands for the whole release.
    pub own: SeenFile,
    /// Every file but the manifest.
    pub files: BTreeMap<String, SeenFile>,
    /// What could not be read, and links, which are not followed.
    pub issues: Vec<Issue>,
    source: Source,
}

/// What was seen of a file in a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenFile {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub digest: Digest,
    /// Its size and SHA-256 with every CR LF as LF; `None` when it has no CR LF.
    pub unix: Option<(u64, Digest)>,
}

impl SeenFile {
    fn of(bytes: &[u8]) -> Self {
        let unix = memchr::memmem::find(bytes, b"\r\n").map(|_| {
            let bytes = with_line_feeds(bytes);
            (bytes.len() as u64, Digest::of_bytes(&bytes))
        });
        Self { bytes: bytes.len() as u64, digest: Digest::of_bytes(bytes), unix }
    }

    /// Whether it is the file of this size and SHA-256 but for its line ends.
    pub fn differs_in_line_ends(&self, bytes: u64, digest: Digest) -> bool {
        self.unix == Some((bytes, digest))
    }
}

/// The bytes with every CR LF as LF.
pub fn with_line_feeds(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for at in memchr::memmem::find_iter(bytes, b"\r\n") {
        out.extend_from_slice(&bytes[from..at]);
        from = at + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out
}

impl ReadRelease {
    /// The SHA-256 of the manifest, which stands for the whole release.
    pub fn digest(&self) -> Digest {
        self.own.digest
    }

    /// The content of a file, read anew; `None` when there is none, or it cannot be read.
    pub fn content(&self, name: &str) -> Option<Vec<u8>> {
        self.files.contains_key(name).then(|| self.source.read(name).ok()).flatten()
    }
}

/// Where the files are.
#[derive(Debug)]
enum Source {
    Folder(PathBuf),
    /// A zip, and where in it each file is.
    Zip(Box<RefCell<Archive<BufReader<File>>>>, BTreeMap<String, usize>),
}

impl Source {
    fn read(&self, name: &str) -> Result<Vec<u8>, ArchiveError> {
        match self {
            Self::Folder(folder) => {
                let file = File::open(folder.join(name))?;
                let mut bytes = Vec::new();
                file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
                if bytes.len() as u64 > LARGEST_FILE {
                    return Err(ArchiveError::FileTooLarge { name: name.to_owned(), most: LARGEST_FILE });
                }
                Ok(bytes)
            }
            Self::Zip(zip, places) => {
                let at = places.get(name).ok_or(ArchiveError::Missing)?;
                zip.borrow_mut().read(*at)
            }
        }
    }
}

/// Reads a release from a folder or a zip.
///
/// # Errors
/// When there is none, its manifest cannot be understood, it is made to do harm (names that lead outside, several files
/// under one name, more files than a release can hold, or larger ones), or the work is cancelled.
pub fn read(path: &Path, progress: &Progress) -> Result<ReadRelease, StoreError> {
    let name = path.display().to_string();
    let about = fs::metadata(path).map_err(|error| StoreError::io(FileAction::Read, path, &error))?;
    let mut listing = Listing { name: &name, files: Vec::new(), issues: Vec::new() };
    let source = if about.is_dir() {
        listing.folder(path, "", 0)?;
        Source::Folder(path.to_owned())
    } else {
        listing.zip(path)?
    };
    let Listing { files: names, mut issues, .. } = listing;
    let (mut files, mut manifest) = (BTreeMap::new(), None);
    progress.set_total(names.len() as u64);
    for file in names {
        step(progress)?;
        match source.read(&file) {
            Ok(bytes) => {
                let seen = SeenFile::of(&bytes);
                if file == MANIFEST {
                    manifest = Some((seen, bytes));
                } else {
                    files.insert(file, seen);
                }
            }
            Err(ArchiveError::FileTooLarge { .. }) => {
                let message = message!("findings-unsafe-release-large", name = %file);
                return Err(refused(&name, "unsafe-release", message));
            }
            Err(ArchiveError::NoFile) => issues.push(not_a_file(file)),
            Err(error) => issues.push(
                Issue::error(
                    "damaged-file",
                    file,
                    message!("findings-damaged-file", error = error.message()),
                )
                .hint(Message::new(BROKEN)),
            ),
        }
    }
    let Some((own, bytes)) = manifest else {
        let unread = issues.into_iter().find(|issue| issue.file == MANIFEST);
        let none = || refused(&name, "no-manifest", message!("findings-no-manifest", manifest = %MANIFEST));
        return Err(unread.map_or_else(none, StoreError::Unreadable));
    };
    let manifest = Manifest::read(bytes).map_err(StoreError::Unreadable)?;
    Ok(ReadRelease { manifest, own, files, issues, source })
}

fn refused(file: &str, code: &'static str, message: Message) -> StoreError {
    StoreError::Unreadable(Issue::error(code, file, message).hint(Message::new(BROKEN)))
}

/// The names of the files that are there.
struct Listing<'n> {
    name: &'n str,
    files: Vec<String>,
    issues: Vec<Issue>,
}

impl Listing<'_> {
    fn unsafe_release(&self, message: Message) -> StoreError {
        refused(self.name, "unsafe-release", message)
    }

    fn folder(&mut self, path: &Path, inside: &str, level: usize) -> Result<(), StoreError> {
        if level > MOST_LEVELS {
            return Err(self.unsafe_release(message!("findings-unsafe-release-deep")));
        }
        let listed = fs::read_dir(path).map_err(|error| StoreError::io(FileAction::List, path, &error))?;
        for entry in listed {
            let entry = entry.map_err(|error| StoreError::io(FileAction::List, path, &error))?;
            let at = entry.path();
            let name = format!("{inside}{}", entry.file_name().to_string_lossy());
            let about =
                at.symlink_metadata().map_err(|error| StoreError::io(FileAction::Read, &at, &error))?;
            if about.is_dir() {
                self.folder(&at, &format!("{name}/"), level + 1)?;
            } else if about.is_file() {
                if self.files.len() > MOST_FILES {
                    return Err(self.unsafe_release(message!("findings-unsafe-release")));
                }
                self.files.push(name);
            } else {
                self.issues.push(not_a_file(name));
            }
        }
        Ok(())
    }

    fn zip(&mut self, path: &Path) -> Result<Source, StoreError> {
        let bad = |message: Message| refused(self.name, "bad-release", message);
        let mut file = File::open(path).map_err(|error| StoreError::io(FileAction::Read, path, &error))?;
        let mut start = Vec::new();
        let begins = (&mut file).take(crate::archive::SIGNATURE.len() as u64).read_to_end(&mut start);
        if begins.is_err() || start != crate::archive::SIGNATURE {
            return Err(bad(message!("findings-bad-release-neither")));
        }
        let limits = Limits::streamed(MOST_FILES + 1, LARGEST_FILE);
        let zip = Archive::open(BufReader::new(file), limits).map_err(|error| match error {
            ArchiveError::TooMany(_) => self.unsafe_release(message!("findings-unsafe-release")),
            ArchiveError::Twice | ArchiveError::Overlap => {
                self.unsafe_release(message!("findings-unsafe-release-twice"))
            }
            ArchiveError::FileTooLarge { name, .. } => {
                self.unsafe_release(message!("findings-unsafe-release-large", name = %name))
            }
            _ => bad(message!("findings-bad-release-damaged")),
        })?;
        let mut places = BTreeMap::new();
        for (at, name) in zip.names().enumerate() {
            if !is_plain(&name) {
                return Err(self.unsafe_release(
                    message!("findings-unsafe-release-name", escape_debug = %name.escape_debug()),
                ));
            }
            if !name.ends_with('/') && places.insert(name.clone(), at).is_some() {
                return Err(self.unsafe_release(message!("findings-unsafe-release-same-name", name = %name)));
            }
        }
        let places = self.without_folder(places)?;
        self.files.extend(places.keys().cloned());
        Ok(Source::Zip(Box::new(RefCell::new(zip)), places))
    }

    /// A folder that was packed as such lies in the zip under its own name; it is left off.
    fn without_folder(&self, places: BTreeMap<String, usize>) -> Result<BTreeMap<String, usize>, StoreError> {
        if places.contains_key(MANIFEST) {
            return Ok(places);
        }
        let mut folders = places.keys().filter_map(|name| {
            let folder = name.strip_suffix(MANIFEST)?.strip_suffix('/')?;
            (!folder.contains('/')).then(|| format!("{folder}/"))
        });
        let (Some(folder), None) = (folders.next(), folders.next()) else { return Ok(places) };
        let mut inner = BTreeMap::new();
        for (name, at) in places {
            let name = name.strip_prefix(&folder).map_or_else(|| name.clone(), str::to_owned);
            if inner.insert(name.clone(), at).is_some() {
                return Err(self.unsafe_release(message!("findings-unsafe-release-same-name", name = %name)));
            }
        }
        Ok(inner)
    }
}

fn not_a_file(name: String) -> Issue {
    Issue::error("not-a-file", name, message!("findings-not-a-file")).hint(Message::new(BROKEN))
}

/// Whether a name in a zip is relative and stays inside.
fn is_plain(name: &str) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && path.split('/').count() <= MOST_LEVELS + 1
        && !name.contains(|c: char| matches!(c, '\\' | ':') || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_told_from_other_changes() {
        let (unix, windows) = (b"a\nb\r\n".as_slice(), b"a\r\nb\r\n".as_slice());
        assert_eq!(with_line_feeds(windows), b"a\nb\n");
        let clean = SeenFile::of(b"a\nb\n");
        assert_eq!(clean.unix, None);
        assert!(SeenFile::of(windows).differs_in_line_ends(clean.bytes, clean.digest));
        assert!(SeenFile::of(unix).differs_in_line_ends(clean.bytes, clean.digest));
        assert!(!SeenFile::of(b"a\r\nc\r\n").differs_in_line_ends(clean.bytes, clean.digest));
    }

    #[test]
    fn names_that_lead_outside_are_known() {
        for name in ["a.ron", "a/b.ron", "a/", "été/ü.ron", "a/.open"] {
            assert!(is_plain(name), "{name}");
        }
        for name in ["", "/", "/a", "../a", "a/..", "a//b", ".", "a\\b", "c:a", "a\0", "1/2/3/4/5/6/7/8"] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
