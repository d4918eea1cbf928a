//! The files of an import: single ones, folders, zips, a pipe; with limits, since they come from anywhere.

use crate::archive::{self, Archive, ArchiveError, Limits};
use crate::base::Issue;
use crate::base::Progress;
use crate::formats::{Direction, FORMATS, Format, Input};
use crate::locale::Message;
use crate::message;
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::Path;

/// The most bytes that are read at once, unpacked.
pub const MOST_BYTES: u64 = archive::LARGEST_SUM;
/// The most files that are read at once, also out of a zip.
pub const MOST_FILES: usize = 200_000;
/// How deep folders may lie in each other.
const DEEPEST: usize = 32;

/// Reads the files of an import into memory, as long as they are not too much.
#[derive(Debug, Default)]
pub struct FileCollector {
    files: Vec<(String, Vec<u8>)>,
    bytes: u64,
}

impl FileCollector {
    /// Reads a file, the files of a zip, or a folder with all below it. Hidden files are passed over.
    ///
    /// # Errors
    /// When it is not there, cannot be read, or is too much.
    pub fn path(&mut self, path: &Path) -> Result<(), Issue> {
        let about = path.metadata().map_err(|error| unreadable(path, &error))?;
        if about.is_dir() {
            return self.folder(path, "", 0);
        }
        // A pipe or a device might never end.
        if !about.is_file() {
            return Err(unread(path, message!("transfer-neither", place = %path.display())));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let place = path.display().to_string();
        let file = File::open(path).map_err(|error| unreadable(path, &error))?;
        match zip_kind(BufReader::new(file)).map_err(|error| in_zip(path, &error))? {
            ZipKind::Files(zip) => return self.unpack(&place, zip),
            ZipKind::Bundle => return Err(bundle(&place)),
            ZipKind::Document(_) | ZipKind::Not => {}
        }
        let name = if self.has(&name) { path.to_string_lossy().replace('\\', "/") } else { name };
        let bytes = self.read(path)?;
        self.put(name, bytes)
    }

    /// Reads a pipe to its end. Its name is made of what it holds, or of the format that it is said to be.
    ///
    /// # Errors
    /// As [`Self::path`].
    pub fn pipe(&mut self, from: &mut dyn Read, format: Option<&dyn Format>) -> Result<(), Issue> {
        let place = Path::new("-");
        let bytes = self.all(from).map_err(|error| error.issue(place))?;
        match zip_kind(Cursor::new(&bytes)).map_err(|error| in_zip(place, &error))? {
            ZipKind::Files(zip) => self.unpack("-", zip),
            ZipKind::Bundle => Err(bundle("-")),
            ZipKind::Document(ending) => self.put(format!("stdin.{ending}"), bytes),
            ZipKind::Not => {
                let mut file = [(String::new(), bytes)];
                let ending = format.or_else(|| known(&mut file)).map(|format| format.about().ending);
                let name = ending.map_or_else(|| "stdin".to_owned(), |ending| format!("stdin.{ending}"));
                let [(_, bytes)] = file;
                self.put(name, bytes)
            }
        }
    }

    /// The files with their names, relative to the folder or zip, with `/`.
    pub fn files(self) -> Vec<(String, Vec<u8>)> {
        self.files
    }

    fn has(&self, name: &str) -> bool {
        self.files.iter().any(|(known, _)| known == name)
    }

    fn folder(&mut self, path: &Path, inside: &str, depth: usize) -> Result<(), Issue> {
        if depth > DEEPEST {
            return Err(unread(path, message!("transfer-too-deep", place = %path.display())));
        }
        let failed = |error: io::Error| unreadable(path, &error);
        let mut entries =
            fs::read_dir(path).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            // A link could lead back to a folder above.
            let kind = entry.file_type().map_err(failed)?;
            let name = if inside.is_empty() { name } else { format!("{inside}/{name}") };
            if is_hidden(&name) {
                continue;
            }
            if kind.is_dir() {
                self.folder(&entry.path(), &name, depth + 1)?;
            } else if kind.is_file() {
                let bytes = self.read(&entry.path())?;
                self.put(name, bytes)?;
            }
        }
        Ok(())
    }

    fn unpack<R: Read + Seek>(&mut self, zip_name: &str, mut zip: Archive<R>) -> Result<(), Issue> {
        let place = Path::new(zip_name);
        for (at, name) in zip.names().enumerate().collect::<Vec<_>>() {
            let Some(name) = inside(&name) else {
                return Err(unread(place, message!("transfer-unsafe-name", place = zip_name, name = %name)));
            };
            if !zip.is_file(at) || is_hidden(&name) {
                continue;
            }
            let bytes = zip.read(at).map_err(|error| {
                let error = error.message();
                unread(
                    place,
                    message!("transfer-unreadable-in-zip", place = zip_name, name = &name, error = error),
                )
            })?;
            self.put(name, bytes)?;
        }
        Ok(())
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Issue> {
        let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
        self.all(&mut file).map_err(|error| error.issue(path))
    }

    /// All bytes of a file, as long as they are not too many.
    fn all(&self, from: &mut dyn Read) -> Result<Vec<u8>, ReadError> {
        let most = archive::LARGEST_FILE;
        let mut bytes = Vec::new();
        from.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most { Err(ReadError::TooLarge(most)) } else { Ok(bytes) }
    }

    /// Keeps a file, as long as it fits with what was read before.
    fn put(&mut self, name: String, bytes: Vec<u8>) -> Result<(), Issue> {
        if self.files.len() >= MOST_FILES {
            return Err(too_many(Path::new(&name)));
        }
        if self.bytes + bytes.len() as u64 > MOST_BYTES {
            return Err(ReadError::TooMuch.issue(Path::new(&name)));
        }
        self.bytes += bytes.len() as u64;
        self.files.push((name, bytes));
        Ok(())
    }
}

/// What a zip is.
enum ZipKind<R> {
    /// It is none.
    Not,
    /// A format of its own that is a zip inside, with this ending.
    Document(&'static str),
    /// A bundle of ours.
    Bundle,
    Files(Archive<R>),
}

/// Tells zips apart. One that cannot be opened as such is none; one beyond the limits is refused, whatever is in it.
fn zip_kind<R: Read + Seek>(reader: R) -> Result<ZipKind<R>, ArchiveError> {
    let zip = match Archive::open(reader, Limits::held(MOST_FILES)) {
        Ok(zip) => zip,
        Err(ArchiveError::Damaged) => return Ok(ZipKind::Not),
        Err(error) => return Err(error),
    };
    let has = |name: &str| zip.find(name).is_some();
    Ok(if has("bundle.ron") {
        ZipKind::Bundle
    } else if has("project.qde") {
        ZipKind::Document("qdpx")
    } else if has("[Content_Types].xml") {
        ZipKind::Document("xlsx")
    } else {
        ZipKind::Files(zip)
    })
}

/// The name of a file in a zip, relative and with `/`; `None` when it leads elsewhere.
fn inside(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    let mut parts = Vec::new();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let sound = !drive && !name.starts_with('/') && !name.contains('\0') && !parts.is_empty();
    sound.then(|| parts.join("/"))
}

/// The format that knows the file for its own by what is in it: with that format's ending, unless the ending alone is
/// enough for it.
fn known(file: &mut [(String, Vec<u8>); 1]) -> Option<&'static dyn Format> {
    // A zip that can be opened was told apart before.
    if file[0].1.starts_with(b"PK") {
        return None;
    }
    let progress = Progress::new();
    let knows = |format: &dyn Format, files: &[(String, Vec<u8>)]| {
        format.recognises(&Input { files, progress: &progress })
    };
    let mut readers = FORMATS.iter().copied().filter(|format| format.about().direction != Direction::Out);
    readers.find(|format| {
        let named = format!("stdin.{}", format.about().ending);
        let by_name = knows(*format, &[(named.clone(), Vec::new())]);
        file[0].0 = if by_name { "stdin".to_owned() } else { named };
        knows(*format, &*file)
    })
}

/// Files that systems put beside others, and our own note in exported folders.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// Why bytes could not be read to their end.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error("it is more than {0} bytes")]
    TooLarge(u64),
    #[error("all together are more than {MOST_BYTES} bytes")]
    TooMuch,
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl ReadError {
    pub fn issue(&self, path: &Path) -> Issue {
        match self {
            Self::TooLarge(most) => {
                let most = *most >> 20;
                unread(path, message!("transfer-too-large", place = %path.display(), most = most))
            }
            Self::TooMuch => {
                let most = MOST_BYTES >> 20;
                unread(path, message!("transfer-too-much", place = %path.display(), most = most))
            }
            Self::Io(error) => unreadable(path, error),
        }
    }
}

fn in_zip(path: &Path, error: &ArchiveError) -> Issue {
    unread(path, message!("transfer-unreadable", place = %path.display(), error = error.message()))
        .hint(message!("transfer-zip-limits.hint"))
}

pub(super) fn unread(path: &Path, message: Message) -> Issue {
    Issue::error("unreadable-file", path.display().to_string(), message)
        .hint(message!("transfer-unreadable.hint"))
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Issue {
    if error.kind() == io::ErrorKind::NotFound {
        return unread(path, message!("transfer-missing", place = %path.display()));
    }
    unread(path, message!("transfer-unreadable", place = %path.display(), error = %error))
}

fn too_many(path: &Path) -> Issue {
    let place = path.display().to_string();
    Issue::error(
        "too-many-files",
        &place,
        message!("findings-too-many-files", place = %place, most_files = %MOST_FILES),
    )
    .hint(message!("findings-too-many-files.hint"))
}

fn bundle(name: &str) -> Issue {
    Issue::error("bundle", name, message!("findings-bundle", name = %name))
        .hint(message!("findings-bundle.hint"))
}
