//! Which files are another program's, and reading them.

use crate::app::FilesRead;
use crate::base::{Issue, Progress};
use crate::formats::{self, Format, Input};
use crate::locale::Argument;
use crate::message;
use crate::model::LabelMapping;
use crate::transfer::FileCollector;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Endings of files that formats read besides their own.
const ALSO: [&str; 7] = ["ndjson", "json", "jsonld", "ann", "zip", "xml", "xmi"];
/// How files end that hold annotations and not the text beside them.
const STANDOFF: &str = "ann";
/// How deep a folder is looked through for such files.
const DEEPEST: usize = 8;

/// How the names of files end that formats read.
pub(super) fn endings() -> Vec<&'static str> {
    let mut all: Vec<&'static str> = formats::readers().map(|format| format.about().ending).collect();
    all.extend(ALSO);
    all.sort_unstable();
    all.dedup();
    all
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Whether a path leads to another program's file, or to a folder of such: told by names, and for a folder by a format
/// that knows what is in it for its own.
pub(super) fn is_import(path: &Path) -> bool {
    let known = endings();
    if !path.is_dir() {
        return path.is_file() && known.contains(&ending(path).as_str());
    }
    holds(path, &known, 0) && is_known(path)
}

/// Whether a format knows a file for its own.
pub(super) fn is_known(path: &Path) -> bool {
    read(&[path.to_owned()])
        .is_ok_and(|files| formats::recognise(&Input { files: &files, progress: &Progress::new() }).is_some())
}

/// Whether a file with one of these endings lies in a folder.
fn holds(folder: &Path, endings: &[&str], depth: usize) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        // A link to a folder could lead round in circles.
        match path.is_dir() && !path.is_symlink() {
            true => depth < DEEPEST && holds(&path, endings, depth + 1),
            false => endings.contains(&ending(&path).as_str()),
        }
    })
}

/// What belongs to standoff files that were chosen alone: the texts beside them, and what describes their labels.
fn beside(paths: &[PathBuf]) -> BTreeSet<PathBuf> {
    let standoff = paths.iter().filter(|path| path.is_file() && ending(path) == STANDOFF);
    let more = standoff.flat_map(|path| [path.with_extension("txt"), path.with_file_name("annotation.conf")]);
    more.filter(|path| path.is_file() && !paths.contains(path)).collect()
}

/// Whether a text goes with a standoff file that was opened with it.
pub(super) fn goes_with(text: &Path, opened: &[PathBuf]) -> bool {
    let standoff = text.with_extension(STANDOFF);
    opened.iter().any(|path| std::path::absolute(path).is_ok_and(|path| path == standoff))
}

fn read(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Issue> {
    let mut intake = FileCollector::default();
    for path in paths.iter().chain(&beside(paths)) {
        intake.path(path)?;
    }
    Ok(intake.files())
}

/// Reads files, as the format that knows them when none is named.
pub(super) fn files_read(
    paths: Vec<PathBuf>,
    format: Option<&'static str>,
    kept: LabelMapping,
    progress: &Progress,
) -> FilesRead {
    let files = match read(&paths) {
        Ok(files) => files,
        Err(issue) => return FilesRead { paths, format, fits: Vec::new(), outcome: Err(issue), kept },
    };
    let input = Input { files: &files, progress };
    let fits: Vec<&'static dyn Format> =
        formats::readers().filter(|format| format.recognises(&input)).collect();
    let chosen = format.and_then(formats::format).or_else(|| fits.first().copied());
    let outcome = match chosen {
        Some(format) => {
            formats::read(format, &input).map(|checked| (Arc::new(checked.value), checked.issues))
        }
        None => Err(unknown(input.name())),
    };
    FilesRead {
        paths,
        format: chosen.map(|format| format.about().id),
        fits: fits.iter().map(|format| format.about().id).collect(),
        outcome,
        kept,
    }
}

fn unknown(name: &str) -> Issue {
    let names = Argument::series(formats::readers().map(|format| format.about().title()));
    Issue::error("unknown-format", name, message!("program-unknown-format"))
        .hint(message!("program-unknown-format.hint", formats = names))
}
