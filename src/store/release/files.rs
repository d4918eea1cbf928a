//! The files of a release, in a folder or a zip.

use super::manifest::{BROKEN, Manifest};
use super::{LARGEST_FILE, LARGEST_SUM, MANIFEST, MOST_FILES, MOST_LEVELS};
use crate::base::Issue;
use crate::locale::Message;
use crate::message;
use crate::store::bundle::archive;
use crate::store::error::{FileAction, StoreError};
use crate::store::{Pending, disk};
use crate::text::{Digest, Digester};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;
use zip::{CompressionMethod, ZipArchive};

/// Writes a release, whole or not at all: as a zip when the name ends in `.zip`, otherwise as a folder. The same files
/// give the same bytes.
///
/// # Errors
/// When there is something under that name already (a release is never written over), there are more files than can be
/// verified, or the system refuses.
pub fn write(path: &Path, files: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
    let largest = files.iter().map(|(_, bytes)| bytes.len() as u64).max().unwrap_or(0);
    let sum: u64 = files.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    if files.len() > MOST_FILES || largest > LARGEST_FILE || sum > LARGEST_SUM {
        let issue = Issue::error("too-large", path.display().to_string(), message!("findings-too-large"));
        return Err(StoreError::Unreadable(issue.hint(message!("findings-too-large.hint"))));
    }
    let is_empty = || fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if path.symlink_metadata().is_ok() && (is_zip || !is_empty()) {
        let issue =
            Issue::error("there-already", path.display().to_string(), message!("findings-there-already"));
        let hint = message!("findings-there-already.hint");
        return Err(StoreError::Unreadable(issue.hint(hint)));
    }
    if is_zip {
        return disk::write(path, &archive::write(path, files)?);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| StoreError::io(FileAction::MakeFolder, folder, &error))?;
    let pending = Pending::beside(path);
    fill(&pending, files)
        .and_then(|()| pending.place_folder(|| Ok(false)))
        .map_err(|error| StoreError::io(FileAction::Write, path, &error))
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

fn fill(folder: &Pending, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    fs::create_dir(folder.temporary())?;
    for (name, bytes) in files {
        // Not each by itself made to outlast a power cut, which for many takes minutes: what is then missing is noticed
        // on verifying.
        fs::write(folder.file(name)?, bytes)?;
    }
    Ok(())
}

/// A release as it was found.
#[derive(Debug, Clone)]
pub struct ReadRelease {
    /// What it says of itself.
    pub manifest: Manifest,
    /// The SHA-256 of the manifest, which stands for the whole release.
    pub digest: Digest,
    /// Every file but the manifest.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What could not be read, and links, which are not followed.
    pub issues: Vec<Issue>,
}

/// Reads a release from a folder or a zip.
///
/// # Errors
/// When there is none, its manifest cannot be understood, or it is made to do harm: names that lead outside, several
/// files under one name, more than a release can hold.
pub fn read(path: &Path) -> Result<ReadRelease, StoreError> {
    let name = path.display().to_string();
    let about = fs::metadata(path).map_err(|error| StoreError::io(FileAction::Read, path, &error))?;
    let mut taken = Taken { name: &name, files: BTreeMap::new(), issues: Vec::new(), sum: 0 };
    if about.is_dir() {
        taken.folder(path, "", 0)?;
    } else {
        taken.zip(path)?;
        taken.strip_folder()?;
    }
    let Taken { mut files, issues, .. } = taken;
    let Some(bytes) = files.remove(MANIFEST) else {
        let unread = issues.into_iter().find(|issue| issue.file == MANIFEST);
        let none = || refused(&name, "no-manifest", message!("findings-no-manifest", manifest = %MANIFEST));
        return Err(unread.map_or_else(none, StoreError::Unreadable));
    };
    let digest = digest_of(&bytes);
    let manifest = Manifest::read(bytes).map_err(StoreError::Unreadable)?;
    Ok(ReadRelease { manifest, digest, files, issues })
}

/// The SHA-256 of bytes.
pub(super) fn digest_of(bytes: &[u8]) -> Digest {
    let mut digester = Digester::default();
    digester.take(bytes);
    digester.finish()
}

fn refused(file: &str, code: &'static str, message: Message) -> StoreError {
    StoreError::Unreadable(Issue::error(code, file, message).hint(Message::new(BROKEN)))
}

struct Taken<'n> {
    name: &'n str,
    files: BTreeMap<String, Vec<u8>>,
    issues: Vec<Issue>,
    sum: u64,
}

impl Taken<'_> {
    fn unsafe_release(&self, message: Message) -> StoreError {
        refused(self.name, "unsafe-release", message)
    }

    /// Reads all of a file, as far as a release can hold it.
    fn take(&mut self, name: String, reader: impl io::Read) -> Result<(), StoreError> {
        if self.files.len() > MOST_FILES {
            return Err(self.unsafe_release(message!("findings-unsafe-release")));
        }
        let most = LARGEST_FILE.min(LARGEST_SUM.saturating_sub(self.sum));
        let mut bytes = Vec::new();
        if let Err(error) = reader.take(most + 1).read_to_end(&mut bytes) {
            self.issues.push(
                Issue::error("damaged-file", name, message!("findings-damaged-file", error = %error))
                    .hint(Message::new(BROKEN)),
            );
            return Ok(());
        }
        if bytes.len() as u64 > most {
            return Err(self.unsafe_release(message!("findings-unsafe-release-large", name = %name)));
        }
        self.sum += bytes.len() as u64;
        if self.files.insert(name.clone(), bytes).is_some() {
            return Err(self.unsafe_release(message!("findings-unsafe-release-same-name", name = %name)));
        }
        Ok(())
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
                let file = File::open(&at).map_err(|error| StoreError::io(FileAction::Read, &at, &error))?;
                self.take(name, file)?;
            } else {
                self.issues.push(not_a_file(name));
            }
        }
        Ok(())
    }

    fn zip(&mut self, path: &Path) -> Result<(), StoreError> {
        let bad = |message: Message| refused(&path.display().to_string(), "bad-release", message);
        let size = fs::metadata(path).map_err(|error| StoreError::io(FileAction::Read, path, &error))?.len();
        if size > LARGEST_SUM {
            return Err(bad(message!("findings-bad-release")));
        }
        let bytes = fs::read(path).map_err(|error| StoreError::io(FileAction::Read, path, &error))?;
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(bad(message!("findings-bad-release-neither")));
        }
        let mut zip = ZipArchive::new(io::Cursor::new(&bytes))
            .map_err(|_| bad(message!("findings-bad-release-damaged")))?;
        if zip.len() > MOST_FILES {
            return Err(self.unsafe_release(message!("findings-unsafe-release")));
        }
        // Of files with one name only the last can be got at.
        if archive::stated_count(&bytes) != Some(zip.len()) {
            return Err(self.unsafe_release(message!("findings-unsafe-release-twice")));
        }
        for at in 0..zip.len() {
            let Some(Ok(name)) = zip.name_for_index(at) else {
                return Err(bad(message!("findings-bad-release-damaged")));
            };
            let name = name.into_owned();
            if !is_plain(&name) {
                return Err(self.unsafe_release(
                    message!("findings-unsafe-release-name", escape_debug = %name.escape_debug()),
                ));
            }
            if name.ends_with('/') {
                continue;
            }
            let known = |method| matches!(method, CompressionMethod::Deflated | CompressionMethod::Stored);
            match zip.by_index(at) {
                Ok(file) if file.is_symlink() || !file.is_file() => self.issues.push(not_a_file(name)),
                Ok(file) if known(file.compression()) => self.take(name, file)?,
                Ok(_) => self.issues.push(
                    Issue::error("damaged-file", name, message!("findings-packed-unknown"))
                        .hint(Message::new(BROKEN)),
                ),
                Err(error) => self.issues.push(
                    Issue::error("damaged-file", name, message!("findings-damaged-file", error = %error))
                        .hint(Message::new(BROKEN)),
                ),
            }
        }
        Ok(())
    }

    /// A folder that was packed as such lies in the zip under its own name; it is left off.
    fn strip_folder(&mut self) -> Result<(), StoreError> {
        if self.files.contains_key(MANIFEST) {
            return Ok(());
        }
        let mut folders = self.files.keys().filter_map(|name| {
            let folder = name.strip_suffix(MANIFEST)?.strip_suffix('/')?;
            (!folder.contains('/')).then(|| format!("{folder}/"))
        });
        let (Some(folder), None) = (folders.next(), folders.next()) else { return Ok(()) };
        let inner = |name: &str| name.strip_prefix(&folder).map_or_else(|| name.to_owned(), str::to_owned);
        for issue in &mut self.issues {
            issue.file = inner(&issue.file);
        }
        for (name, bytes) in std::mem::take(&mut self.files) {
            let name = inner(&name);
            if self.files.insert(name.clone(), bytes).is_some() {
                return Err(self.unsafe_release(message!("findings-unsafe-release-same-name", name = %name)));
            }
        }
        Ok(())
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
    fn more_than_a_release_can_hold_is_refused_while_it_is_read() {
        let taken = || Taken { name: "r", files: BTreeMap::new(), issues: Vec::new(), sum: LARGEST_SUM - 10 };
        assert!(taken().take("a".to_owned(), &b"0123456789"[..]).is_ok());
        let error = taken().take("a".to_owned(), io::repeat(0)).expect_err("too much");
        assert!(error.to_string().contains("larger than a release can hold"), "{error}");
        let mut twice = taken();
        twice.take("a".to_owned(), &b"0"[..]).expect("taken");
        assert!(twice.take("a".to_owned(), &b"0"[..]).is_err());
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
