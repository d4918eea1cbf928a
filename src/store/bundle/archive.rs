//! The zip around a bundle's files.

use super::manifest::{BROKEN, Manifest, Member};
use super::{LARGEST_FILE, MANIFEST, MOST_FILES};
use crate::archive::{Archive, ArchiveError, Limits};
use crate::base::Issue;
use crate::locale::Message;
use crate::message;
use crate::store::paths;
use crate::text::Digest;
use std::io::{self, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// A zip that files are put into one by one; none is held. The same content in the same order gives the same bytes, on
/// every system.
pub(in crate::store) struct NewZip<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> NewZip<W> {
    pub fn new(out: W) -> Self {
        Self(ZipWriter::new(out))
    }

    /// Puts a file in.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644);
        self.0.start_file(name, options)?;
        self.0.write_all(bytes)
    }

    /// Writes what says where the files are; returns what was written to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        Ok(self.0.finish()?)
    }
}

/// A bundle whose `bundle.ron` was understood. Its files are read one by one.
pub(super) struct Bundle<R> {
    zip: Archive<R>,
    pub manifest: Manifest,
}

impl<R: Read + Seek> Bundle<R> {
    /// Opens a bundle; `name` is what findings call it.
    ///
    /// # Errors
    /// When it is none, is damaged or promises too much; nothing of it can be used then.
    pub fn open(name: &str, source: R) -> Result<Self, Issue> {
        let bad = |message: Message| Issue::error("bad-bundle", name, message).hint(Message::new(BROKEN));
        let limits = Limits::streamed(MOST_FILES + 1, LARGEST_FILE);
        let mut zip = Archive::open(source, limits)
            .map_err(|error| bad(message!("findings-bad-bundle", error = error.message())))?;
        let at = zip.find(MANIFEST).ok_or(ArchiveError::Missing);
        let manifest = at.and_then(|at| zip.read(at)).map_err(|error| {
            bad(message!("store-bundle-unread", manifest = MANIFEST, error = error.message()))
        })?;
        let manifest = Manifest::read(name, manifest)?;
        Ok(Self { zip, manifest })
    }

    /// The names in the bundle that it does not account for.
    pub fn foreign(&self) -> Vec<String> {
        let known: std::collections::BTreeSet<String> =
            self.manifest.members.iter().map(|member| paths::relative(&member.key)).collect();
        let mut foreign: Vec<String> =
            self.zip.names().filter(|name| name != MANIFEST && !known.contains(name)).collect();
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
        let at = self.zip.find(&name).ok_or(ArchiveError::Missing);
        let bytes = at
            .and_then(|at| self.zip.read_at_most(at, member.bytes))
            .map_err(|error| refuse(message!("store-member-unread", error = error.message())))?;
        if bytes.len() as u64 != member.bytes || Digest::of_bytes(&bytes) != member.digest {
            return Err(refuse(message!("store-member-other")));
        }
        Ok(bytes)
    }
}
