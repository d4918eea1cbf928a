//! An export onto the disk, whole or not at all.

use super::file_names::FileNames;
use super::place::{
    Destination, MARKER, WrittenFile, keep_off, no_file, on, refused, second_file, zip_options,
};
use crate::formats::{ExportError, FormatInfo, Packing, Sink};
use crate::message;
use crate::store::{self, Pending};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use zip::ZipWriter;

/// Bytes that are collected before they are written.
const BUFFER: usize = 256 * 1024;

/// Files that become visible when all of them are written.
pub(super) struct DiskSink {
    /// Where it is to be.
    path: PathBuf,
    overwrite: bool,
    output: DiskOutput,
    /// Its temporary name. After the output, so that an open file is let go of before it is cleared away.
    pending: Pending,
    buffer: Vec<u8>,
    names: FileNames,
    files: Vec<WrittenFile>,
}

enum DiskOutput {
    File(File),
    Folder(Option<File>),
    Zip(Box<ZipWriter<File>>),
}

impl DiskSink {
    /// Prepares a place.
    ///
    /// # Errors
    /// When something is there that is not to be replaced, or the system refuses.
    pub fn open(about: &FormatInfo, destination: &Destination) -> Result<Self, ExportError> {
        let path = place(destination)?;
        let overwrite = &destination.overwrite;
        let zipped =
            about.ending != "zip" && path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
        let is_folder = !zipped && matches!(about.packing, Packing::Folder(_));
        let sink = |pending: Pending, output| Self {
            path: path.clone(),
            overwrite: *overwrite,
            output,
            pending,
            buffer: Vec::with_capacity(BUFFER),
            names: FileNames::default(),
            files: Vec::new(),
        };
        store::clear_leftovers(folder_of(&path));
        if is_folder {
            free_folder(&path, *overwrite)?;
        } else {
            free_file(&path, *overwrite)?;
        }
        let pending = Pending::beside(&path);
        if is_folder {
            fs::create_dir(pending.temporary()).map_err(|error| on(&path, error))?;
            return Ok(sink(pending, DiskOutput::Folder(None)));
        }
        let file = File::options().read(true).write(true).create_new(true).open(pending.temporary());
        let file = file.map_err(|error| on(&path, error))?;
        Ok(sink(
            pending,
            if zipped { DiskOutput::Zip(Box::new(ZipWriter::new(file))) } else { DiskOutput::File(file) },
        ))
    }

    /// Puts it where it is to be; returns where that is, and the files.
    ///
    /// # Errors
    /// When the system refuses; then it is not there.
    pub fn commit(mut self) -> Result<(PathBuf, Vec<WrittenFile>), ExportError> {
        self.drain()?;
        let Self { path, overwrite, output, pending, files, .. } = self;
        let placed = match output {
            // An open file is let go of first: some systems do not rename one.
            DiskOutput::File(file) => file.sync_all().and_then(|()| {
                drop(file);
                place_file(pending, overwrite)
            }),
            DiskOutput::Zip(zip) => zip.finish().map_err(io::Error::from).and_then(|file| {
                file.sync_all()?;
                drop(file);
                place_file(pending, overwrite)
            }),
            DiskOutput::Folder(file) => {
                drop(file);
                mark(&pending, &files)
                    .and_then(|()| pending.place_folder(|| Ok(overwrite && foreign_file(&path)?.is_none())))
            }
        };
        placed.map_err(|error| taken_meanwhile(&path, error))?;
        Ok((path, files))
    }

    fn drain(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let written = match &mut self.output {
            DiskOutput::File(file) | DiskOutput::Folder(Some(file)) => file.write_all(&self.buffer),
            DiskOutput::Zip(zip) => zip.write_all(&self.buffer),
            DiskOutput::Folder(None) => Err(no_file()),
        };
        self.buffer.clear();
        written.map_err(|error| on(&self.path, error))
    }
}

/// One file that is written piece by piece and becomes visible when all of it is, by the rules of every export.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    overwrite: bool,
    file: BufWriter<File>,
    /// After the file, so that it is let go of before it is cleared away.
    pending: Pending,
}

impl NewFile {
    /// Begins a file.
    ///
    /// # Errors
    /// When it is one of the project's own files, something is there that is not to be replaced, or the system refuses.
    pub fn open(destination: &Destination) -> Result<Self, ExportError> {
        let path = place(destination)?;
        store::clear_leftovers(folder_of(&path));
        free_file(&path, destination.overwrite)?;
        let pending = Pending::beside(&path);
        let file = File::create_new(pending.temporary()).map_err(|error| on(&path, error))?;
        let file = BufWriter::with_capacity(BUFFER, file);
        Ok(Self { path, overwrite: destination.overwrite, file, pending })
    }

    /// Puts it where it is to be; returns where that is.
    ///
    /// # Errors
    /// When something was put there meanwhile that is not to be replaced, or the system refuses; then it is not there.
    pub fn commit(self) -> Result<PathBuf, ExportError> {
        let Self { path, overwrite, file, pending } = self;
        let written = file.into_inner().map_err(io::IntoInnerError::into_error);
        // An open file is let go of first: some systems do not rename one.
        let written = written.and_then(|file| file.sync_all());
        written
            .and_then(|()| place_file(pending, overwrite))
            .map_err(|error| taken_meanwhile(&path, error))?;
        Ok(path)
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for NewFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Writes one file whole or not at all, by the rules of every export; returns where it is.
///
/// # Errors
/// As [`NewFile`].
pub fn write_file(destination: &Destination, bytes: &[u8]) -> Result<PathBuf, ExportError> {
    let mut file = NewFile::open(destination)?;
    file.write_all(bytes).map_err(|error| on(&file.path, error))?;
    file.commit()
}

/// Whether [`write_file`] would begin to write there.
///
/// # Errors
/// When it is one of the project's own files, or something is there that is not to be replaced.
pub fn may_write(destination: &Destination) -> Result<(), ExportError> {
    free_file(&place(destination)?, destination.overwrite)
}

/// Where an export really goes. A link stays one: what it leads to is replaced.
fn place(destination: &Destination) -> Result<PathBuf, ExportError> {
    let Destination { path, root, .. } = destination;
    root.as_ref().map_or(Ok(()), |root| keep_off(root, path)).map_err(ExportError::Refused)?;
    Ok(if path.is_symlink() { path.canonicalize().unwrap_or_else(|_| path.clone()) } else { path.clone() })
}

fn place_file(pending: Pending, overwrite: bool) -> io::Result<()> {
    if overwrite { pending.place_file() } else { pending.create_file() }
}

/// Somebody made a file of that name while ours was written, or the system refused.
fn taken_meanwhile(path: &Path, error: io::Error) -> ExportError {
    if error.kind() == io::ErrorKind::AlreadyExists { exists(path) } else { on(path, error).into() }
}

fn exists(path: &Path) -> ExportError {
    let message = message!("transfer-exists", path = %path.display());
    refused("exists", path, message, message!("transfer-exists.hint"))
}

/// Notes which files were exported.
fn mark(folder: &Pending, files: &[WrittenFile]) -> io::Result<()> {
    let mut names =
        String::from("Files of an export of Obelus; the folder is replaced when it is made anew.\n");
    files.iter().for_each(|file| names.extend([&file.name, "\n"]));
    fs::write(folder.temporary().join(MARKER), names)
}

impl Write for DiskSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(file) = self.files.last_mut() else { return Err(no_file()) };
        file.bytes += bytes.len() as u64;
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BUFFER {
            self.drain()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for DiskSink {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        self.drain()?;
        let name = self.names.take(name)?;
        match &mut self.output {
            DiskOutput::File(_) if !self.files.is_empty() => return Err(second_file()),
            DiskOutput::File(_) => {}
            DiskOutput::Zip(zip) => zip.start_file(name.as_str(), zip_options())?,
            DiskOutput::Folder(open) => {
                let path = self.pending.file(&name).map_err(|error| on(&self.path, error))?;
                *open = Some(File::create_new(&path).map_err(|error| on(&path, error))?);
            }
        }
        self.files.push(WrittenFile { name, bytes: 0 });
        Ok(())
    }
}

/// The folder that a file or folder is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Refuses a file that is not to be replaced.
fn free_file(path: &Path, overwrite: bool) -> Result<(), ExportError> {
    let Ok(there) = path.metadata() else { return Ok(()) };
    if !there.is_file() {
        let message = message!("transfer-not-a-file", path = %path.display());
        return Err(refused("not-a-file", path, message, message!("transfer-not-a-file.hint")));
    }
    if overwrite { Ok(()) } else { Err(exists(path)) }
}

/// Refuses a folder that is not to be replaced.
fn free_folder(path: &Path, overwrite: bool) -> Result<(), ExportError> {
    let Ok(there) = path.metadata() else { return Ok(()) };
    if !there.is_dir() {
        let message = message!("transfer-not-a-folder", path = %path.display());
        return Err(refused("not-a-folder", path, message, message!("transfer-not-a-folder.hint")));
    }
    let is_empty = fs::read_dir(path).map_err(|error| on(path, error))?.next().is_none();
    if is_empty {
        return Ok(());
    }
    if !overwrite {
        let message = message!("transfer-not-empty", path = %path.display());
        return Err(refused("exists", path, message, message!("transfer-not-empty.hint")));
    }
    match foreign_file(path).map_err(|error| on(path, error))? {
        None => Ok(()),
        Some(file) => {
            let message = message!("transfer-foreign-folder", path = %path.display(), file = file);
            Err(refused("foreign-folder", path, message, message!("transfer-foreign-folder.hint")))
        }
    }
}

/// A file in a folder that its [`MARKER`] does not name.
fn foreign_file(folder: &Path) -> io::Result<Option<String>> {
    let marker = fs::read_to_string(folder.join(MARKER)).unwrap_or_default();
    let known: BTreeSet<&str> =
        marker.lines().skip(1).chain((!marker.is_empty()).then_some(MARKER)).collect();
    let mut waiting = vec![String::new()];
    while let Some(inside) = waiting.pop() {
        for entry in fs::read_dir(folder.join(&inside))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let name = if inside.is_empty() { name } else { format!("{inside}/{name}") };
            if entry.file_type()?.is_dir() {
                waiting.push(name);
            } else if !known.contains(name.as_str()) {
                return Ok(Some(name));
            }
        }
    }
    Ok(None)
}
