//! Zips that come from elsewhere, read within limits: how many files a zip has, whether they overlap and what they say of
//! their sizes is looked at before anything is unpacked, and no size that is stated is believed while unpacking.
//!
//! Every reader of zips reads through [`Archive`].

mod gzip;
#[cfg(test)]
mod tests;

pub use gzip::{GZIP_SIGNATURE, gunzipped, inflate_damaged, inflated, is_zlib};

use crate::locale::Message;
use crate::message;
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

/// The first bytes of a zip with files in it.
pub const SIGNATURE: &[u8] = b"PK\x03\x04";
/// The largest file out of a zip, in bytes.
pub const LARGEST_FILE: u64 = 64 << 20;
/// The most bytes of all files out of a zip that are held together.
pub const LARGEST_SUM: u64 = 512 << 20;

/// What any zip may unpack to when its files are held together, in bytes, however small it is.
const ALWAYS: u64 = 128 << 20;
/// What a zip may unpack to beyond that, in times its own size. Texts with codings pack to a tenth.
const TIMES: u64 = 16;
/// How far from its end a zip's last records can begin, in bytes: they may end in a comment.
const TAIL: u64 = (1 << 16) + 256;

/// How much is taken out of a zip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many files it may have.
    pub files: usize,
    /// How many bytes each may unpack to.
    pub file: u64,
    /// Whether the files are held together, so that their sum has a limit too.
    pub held: bool,
}

impl Limits {
    /// Limits for a zip of so many files at most that are held together.
    pub fn held(files: usize) -> Self {
        Self { files, file: LARGEST_FILE, held: true }
    }

    /// Limits for a zip of so many files at most that are taken one after the other.
    pub fn streamed(files: usize, file: u64) -> Self {
        Self { files, file, held: false }
    }

    fn sum(self, packed: u64) -> u64 {
        if self.held { ALWAYS.max(packed.saturating_mul(TIMES)).min(LARGEST_SUM) } else { u64::MAX }
    }
}

/// Why a zip, or a file in it, is not read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It is no zip, is damaged or cut off.
    #[error("it is no zip, or it is damaged or cut off")]
    Damaged,
    /// It has more files than it may.
    #[error("it has more than {0} files")]
    TooMany(usize),
    /// Several files have one name.
    #[error("it has several files under one name, or is damaged")]
    Twice,
    /// Files share bytes, as no program packs them.
    #[error("files in it overlap")]
    Overlap,
    /// A file is larger than it may be; the name is empty where it is known from elsewhere.
    #[error("“{name}” unpacks to more than {most} bytes")]
    FileTooLarge {
        /// The file.
        name: String,
        /// How many bytes it may have.
        most: u64,
    },
    /// The files are more together than they may be: so many bytes.
    #[error("it unpacks to more than {0} bytes")]
    TooLarge(u64),
    /// It has no such file.
    #[error("it is not there")]
    Missing,
    /// It is a link or a folder.
    #[error("it is no file")]
    NoFile,
    /// It is encrypted, or packed in an unknown way.
    #[error("it is packed in an unknown way")]
    Packed,
    /// The system refuses, or the packed bytes are damaged.
    #[error(transparent)]
    Io(io::Error),
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => Self::Io(error),
        }
    }
}

impl From<ZipError> for ArchiveError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => Self::from(error),
            ZipError::FileNotFound => Self::Missing,
            ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => Self::Packed,
            _ => Self::Damaged,
        }
    }
}

impl ArchiveError {
    /// The reason, as the last part of a sentence.
    pub fn message(&self) -> Message {
        let megabytes = |bytes: u64| bytes >> 20;
        match self {
            Self::Damaged => message!("archive-damaged"),
            Self::TooMany(most) => message!("archive-too-many", most = *most),
            Self::Twice => message!("archive-twice"),
            Self::Overlap => message!("archive-overlap"),
            Self::FileTooLarge { name, most } => {
                message!("archive-file-too-large", name = name, most = megabytes(*most))
            }
            Self::TooLarge(most) => message!("archive-too-large", most = megabytes(*most)),
            Self::Missing => message!("archive-missing"),
            Self::NoFile => message!("archive-no-file"),
            Self::Packed => message!("archive-packed"),
            Self::Io(error) => message!("archive-unreadable", error = %error),
        }
    }
}

/// A zip that was looked through and is within its limits as far as it tells.
#[derive(Debug)]
pub struct Archive<R> {
    zip: ZipArchive<R>,
    limits: Limits,
    sum: u64,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens a zip.
    ///
    /// # Errors
    /// When it is none, or more than the limits allow by what it says of itself.
    pub fn open(mut reader: R, limits: Limits) -> Result<Self, ArchiveError> {
        let mut start = Vec::new();
        reader.rewind()?;
        (&mut reader).take(SIGNATURE.len() as u64).read_to_end(&mut start)?;
        if start != SIGNATURE {
            return Err(ArchiveError::Damaged);
        }
        let packed = reader.seek(SeekFrom::End(0))?;
        let stated = stated_count(&mut reader, packed)?.ok_or(ArchiveError::Damaged)?;
        if stated > limits.files {
            return Err(ArchiveError::TooMany(limits.files));
        }
        let mut zip = ZipArchive::new(reader)?;
        if zip.len() > limits.files {
            return Err(ArchiveError::TooMany(limits.files));
        }
        // Of files with one name only the last can be got at.
        if zip.len() != stated || zip.has_duplicate_names() {
            return Err(ArchiveError::Twice);
        }
        if zip.has_overlapping_entries()? {
            return Err(ArchiveError::Overlap);
        }
        let sum = limits.sum(packed);
        let mut all = 0_u64;
        for at in 0..zip.len() {
            let size = zip.by_index_data(at)?.size();
            if size > limits.file {
                return Err(ArchiveError::FileTooLarge { name: name_of(&zip, at), most: limits.file });
            }
            all = all.saturating_add(size);
        }
        if all > sum {
            return Err(ArchiveError::TooLarge(sum));
        }
        Ok(Self { zip, limits, sum, left: sum })
    }

    /// How many files and folders it has.
    pub fn len(&self) -> usize {
        self.zip.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.zip.is_empty()
    }

    /// The names in their order; one that is no text has its bytes' nearest.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.zip.len()).map(|at| name_of(&self.zip, at))
    }

    /// Where the file of a name is.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name)
    }

    /// Whether there is a file at a place, and no folder or link.
    pub fn is_file(&self, at: usize) -> bool {
        self.zip.by_index_data(at).is_ok_and(|entry| entry.is_file() && !entry.is_symlink())
    }

    /// Whether there is a link at a place.
    pub fn is_link(&self, at: usize) -> bool {
        self.zip.by_index_data(at).is_ok_and(|entry| entry.is_symlink())
    }

    /// Unpacks a file.
    ///
    /// # Errors
    /// When it is none, is packed in an unknown way or damaged, or is more than the limits allow, whatever it says of itself.
    pub fn read(&mut self, at: usize) -> Result<Vec<u8>, ArchiveError> {
        self.read_at_most(at, self.limits.file)
    }

    /// Unpacks a file of at most so many bytes.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_at_most(&mut self, at: usize, most: u64) -> Result<Vec<u8>, ArchiveError> {
        let mut bytes = Vec::new();
        self.with(at, most, |reader| reader.read_to_end(&mut bytes).map_err(ArchiveError::from))??;
        Ok(bytes)
    }

    /// Hands a file to a reader, piece by piece. Beyond the limits reading fails.
    ///
    /// # Errors
    /// When it is no file or packed in an unknown way.
    pub fn stream<T>(
        &mut self,
        at: usize,
        read: impl FnOnce(&mut dyn BufRead) -> T,
    ) -> Result<T, ArchiveError> {
        self.with(at, self.limits.file, |reader| read(&mut BufReader::new(reader)))
    }

    /// Unpacks every file, to know that all is as it says of itself, and has each looked at, with its name.
    ///
    /// # Errors
    /// When it is not, or is more than the limits allow; what `look` fails with.
    pub fn check<E: From<ArchiveError>>(
        &mut self,
        mut look: impl FnMut(&str, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let files: Vec<(usize, String)> =
            self.names().enumerate().filter(|(at, _)| self.is_file(*at)).collect();
        for (at, name) in files {
            look(&name, &self.read(at)?)?;
        }
        self.left = self.sum;
        Ok(())
    }

    fn with<T>(
        &mut self,
        at: usize,
        most: u64,
        read: impl FnOnce(&mut Limited<'_, R>) -> T,
    ) -> Result<T, ArchiveError> {
        let name = name_of(&self.zip, at);
        let too_large = if most <= self.left {
            ArchiveError::FileTooLarge { name, most }
        } else {
            ArchiveError::TooLarge(self.sum)
        };
        let most = most.min(self.left);
        let file = self.zip.by_index(at)?;
        if !file.is_file() || file.is_symlink() {
            return Err(ArchiveError::NoFile);
        }
        if !matches!(file.compression(), CompressionMethod::Deflated | CompressionMethod::Stored) {
            return Err(ArchiveError::Packed);
        }
        let mut limited = Limited { file, left: most, too_large: Some(too_large) };
        let done = read(&mut limited);
        self.left -= most - limited.left;
        Ok(done)
    }
}

/// Reads so many bytes and then fails instead of saying that there are no more.
struct Limited<'z, R: Read> {
    file: ZipFile<'z, R>,
    left: u64,
    too_large: Option<ArchiveError>,
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        if self.left == 0 {
            let more = self.file.read(&mut [0])?;
            let error = self.too_large.take().unwrap_or(ArchiveError::TooLarge(0));
            return if more == 0 { Ok(0) } else { Err(io::Error::other(error)) };
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.file.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}

fn name_of<R: Read + Seek>(zip: &ZipArchive<R>, at: usize) -> String {
    match zip.name_for_index(at) {
        Some(Ok(name)) => name.into_owned(),
        Some(Err(_)) | None => {
            let raw = zip.file_names_raw().nth(at).unwrap_or_default();
            Cow::into_owned(String::from_utf8_lossy(raw))
        }
    }
}

/// How many files the zip's last record says that there are.
fn stated_count<R: Read + Seek>(reader: &mut R, packed: u64) -> io::Result<Option<usize>> {
    reader.seek(SeekFrom::Start(packed.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    reader.read_to_end(&mut tail)?;
    Ok(last_count(&tail))
}

fn last_count(tail: &[u8]) -> Option<usize> {
    let at = memchr::memmem::rfind(tail, b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    let count = u16::from_le_bytes([count[0], count[1]]);
    if count < u16::MAX {
        return Some(usize::from(count));
    }
    // More files than this record can say stand in another one before it.
    let Some(large) = memchr::memmem::rfind(&tail[..at], b"PK\x06\x06") else {
        return Some(usize::from(count));
    };
    let count: [u8; 8] = tail.get(large + 32..large + 40)?.try_into().ok()?;
    usize::try_from(u64::from_le_bytes(count)).ok()
}
