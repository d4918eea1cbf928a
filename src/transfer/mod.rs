//! The files of exports and imports: an export goes to a file, a folder, a zip or a pipe, whole or not at all; the files
//! of an import come from there, with limits.
//!
//! On the disk an export is whole or not at all. It is written under a temporary name beside the place where it is to be
//! and put there in one step; what a killed process left is cleared away by the next export there. A folder that was
//! exported says so in [`MARKER`], so that only such a folder is ever replaced.

mod articles;
mod collector;
mod disk;
mod file_names;
mod place;
mod stream;

#[cfg(test)]
mod tests;

pub use articles::{
    ArticleFile, ArticleFiles, LARGEST_ARTICLE_FILE, READING_STOPPED, RefusedFile, article_files,
    articles_in, original, read_articles,
};
pub use collector::{FileCollector, MOST_BYTES, MOST_FILES};
pub use disk::{NewFile, may_write, write_file};
pub use place::{Destination, MARKER, WrittenFile, keep_off};

use crate::base::{Checked, Issue, Progress, slug};
use crate::formats::{ExportError, ExportOptions, Format, LossLog, Packing, Scope, export_all};
use crate::message;
use crate::model::Project;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// What an export has written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The identifier of the format, such as `jsonl`.
    pub format: &'static str,
    /// Where it is; none for a pipe.
    pub path: Option<PathBuf>,
    /// The files, in the order in which they were written.
    pub files: Vec<WrittenFile>,
    /// Its size in bytes as it lies there; of a folder or a pipe that of all files.
    pub size: u64,
    /// How many articles were in scope.
    pub articles: u64,
    /// How many annotation sets.
    pub sets: u64,
    /// How many annotations.
    pub annotations: u64,
    /// How many claims.
    pub claims: u64,
    /// What was dropped.
    pub dropped: LossLog,
}

/// What an export is usually called: the project's name and the format's.
pub fn usual_name(format: &dyn Format, project: &Project) -> String {
    let about = format.about();
    let name = slug(project.name());
    match about.packing {
        Packing::File if about.ending == about.id => format!("{name}.{}", about.ending),
        Packing::File => format!("{name}-{}.{}", about.id, about.ending),
        Packing::Folder(_) => format!("{name}-{}", about.id),
    }
}

/// Exports what a scope leaves of a project to the disk; the findings say what was dropped.
///
/// # Errors
/// When it was cancelled, cannot be written, may not be written there, or the format cannot hold it. Then nothing is there
/// that was not there before.
pub fn run_export(
    format: &dyn Format,
    project: &Project,
    scope: &Scope,
    options: &ExportOptions,
    destination: &Destination,
    progress: &Progress,
) -> Result<Checked<Written>, ExportError> {
    let mut sink = disk::DiskSink::open(format.about(), destination)?;
    let narrowed = scope.narrow(project);
    let log = export_all(format, &narrowed, options, &mut sink, progress)?;
    if progress.is_cancelled() {
        return Err(ExportError::Cancelled);
    }
    let (path, files) = sink.commit()?;
    let on_disk = fs::metadata(&path).ok().filter(fs::Metadata::is_file).map(|about| about.len());
    let size = on_disk.unwrap_or_else(|| total(&files));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let written = Written { path: Some(path), files, size, dropped: log, ..counted(format, &narrowed) };
    Ok(Checked { issues: issues(&written, &name), value: written })
}

/// Exports what a scope leaves of a project into a pipe: the one file, the main file of several, or a zip when none of
/// them is the main one.
///
/// # Errors
/// As [`run_export`]; what the pipe has taken by then cannot be taken back.
pub fn stream_export(
    format: &dyn Format,
    project: &Project,
    scope: &Scope,
    options: &ExportOptions,
    out: &mut dyn Write,
    progress: &Progress,
) -> Result<Checked<Written>, ExportError> {
    let narrowed = scope.narrow(project);
    let mut sink = stream::StreamSink::new(format.about().packing, out);
    let log = export_all(format, &narrowed, options, &mut sink, progress)?;
    let (files, left) = sink.finish()?;
    let written = Written { size: total(&files), files, dropped: log, ..counted(format, &narrowed) };
    let mut issues = issues(&written, "-");
    if let Some(first) = left.first() {
        let main = written.files.first().map_or("", |file| file.name.as_str());
        let message = message!("findings-files-left-out", main = %main, left = left.len(), first = %first);
        issues
            .push(Issue::note("files-left-out", "-", message).hint(message!("findings-files-left-out.hint")));
    }
    Ok(Checked { value: written, issues })
}

fn total(files: &[WrittenFile]) -> u64 {
    files.iter().map(|file| file.bytes).sum()
}

fn counted(format: &dyn Format, project: &Project) -> Written {
    Written {
        format: format.about().id,
        articles: project.article_count() as u64,
        sets: project.sets().count() as u64,
        annotations: project.sets().map(|(_, set)| set.len() as u64).sum(),
        claims: project.ledger().claims().count() as u64,
        ..Written::default()
    }
}

fn issues(written: &Written, file: &str) -> Vec<Issue> {
    let mut issues = written.dropped.issues(file);
    if written.sets == 0 {
        let message = match written.articles {
            0 => message!("findings-no-article-in-scope"),
            _ => message!("findings-nothing-in-scope"),
        };
        let hint = message!("findings-nothing-in-scope.hint");
        issues.push(Issue::warning("nothing-in-scope", file, message).hint(hint));
    }
    issues
}
