//! Where exports go: written beside their place and put there when they are whole, so that nothing half-written is left.

use crate::base::Progress;
use crate::formats::{self, ExportError, Format, LossLog, Options, Packing, Scope, Sink};
use crate::model::Project;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

/// Where an export goes.
#[derive(Debug, Clone)]
pub(super) struct Destination {
    /// The file, or the folder that is not there yet.
    pub path: PathBuf,
    /// Whether a file that is there may be replaced.
    pub overwrite: bool,
}

/// What was written.
#[derive(Debug)]
pub(super) struct Written {
    pub log: LossLog,
    pub files: usize,
    pub bytes: u64,
    pub articles: u64,
}

/// Writes what a scope leaves of a project; on an error nothing is left of it.
pub(super) fn run_export(
    format: &dyn Format,
    project: &Project,
    scope: &Scope,
    options: &Options,
    destination: &Destination,
    progress: &Progress,
) -> Result<Written, ExportError> {
    let several = matches!(format.about().packing, Packing::Folder(_));
    let target = &destination.path;
    if target.exists() && (several || !destination.overwrite) {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "there is something of that name").into());
    }
    let part = beside(target);
    if several {
        fs::create_dir(&part)?;
    }
    let mut sink = Disk { root: part.clone(), several, open: None, files: 0, bytes: 0 };
    let made = formats::export(format, project, scope, options, &mut sink, progress);
    let made = made.and_then(|log| {
        sink.close()?;
        if progress.is_cancelled() {
            return Err(ExportError::Cancelled);
        }
        fs::rename(&part, target)?;
        Ok(Written { log, files: sink.files, bytes: sink.bytes, articles: progress.read().1 })
    });
    if made.is_err() {
        drop(sink.open.take());
        // What is left of it is of no use; the error is told.
        let _ = if several { fs::remove_dir_all(&part) } else { fs::remove_file(&part) };
    }
    made
}

fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

struct Disk {
    root: PathBuf,
    several: bool,
    open: Option<BufWriter<File>>,
    files: usize,
    bytes: u64,
}

impl Disk {
    fn close(&mut self) -> io::Result<()> {
        match self.open.take() {
            Some(file) => file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all(),
            None => Ok(()),
        }
    }
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.open.as_mut().ok_or_else(|| io::Error::other("no file was begun"))?;
        let written = file.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.open.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Sink for Disk {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        self.close()?;
        let path = if self.several {
            let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
            if !inside {
                return Err(io::Error::other(format!("“{name}” is no name in the folder")));
            }
            let path = self.root.join(name);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            path
        } else if self.files == 0 {
            self.root.clone()
        } else {
            return Err(io::Error::other("the format makes more than one file"));
        };
        self.open = Some(BufWriter::new(File::create(path)?));
        self.files += 1;
        Ok(())
    }
}
