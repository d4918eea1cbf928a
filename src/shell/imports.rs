//! Imports: which files are another program's, reading them, and what importing them does.

use super::clock::now;
use super::desk::{Desk, Kind};
use super::exports::post;
use crate::app::{Command, FilesRead, Holder, InterchangeCommand};
use crate::base::{AnnotatorId, Issue, Progress};
use crate::formats::{self, Foreign, Format, Input, Mapping, PlanOptions};
use crate::store::{Held, Lease, LeaseError};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Endings of files that formats read besides their own.
const ALSO: [&str; 6] = ["ndjson", "json", "jsonld", "ann", "zip", "xml"];
/// Endings that a folder's files have for a format that reads several.
const BESIDE: [&str; 3] = ["txt", "conf", "csv"];
/// How files end that hold annotations and not the text beside them.
const STANDOFF: &str = "ann";
/// The most bytes that are read for one import.
const LARGEST: u64 = 2 << 30;
/// The most files that are read for one import.
const MOST: usize = 100_000;

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
pub(super) fn is_foreign(path: &Path) -> bool {
    let known = endings();
    if !path.is_dir() {
        let ending = ending(path);
        return path.is_file() && known.contains(&ending.as_str());
    }
    let mut files = Vec::new();
    let mut issue = None;
    collect(path, "", &mut files, &mut issue);
    let told = files.iter().any(|(_, path)| known.contains(&ending(path).as_str()));
    told && read(&files, &Progress::new())
        .is_ok_and(|files| formats::recognise(&Input { files: &files, progress: &Progress::new() }).is_some())
}

/// A file with its name below the folder that was chosen.
type Named = (String, PathBuf);

/// Collects the files that an import may need, in the order of their names.
fn collect(path: &Path, below: &str, files: &mut Vec<Named>, issue: &mut Option<Issue>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if !path.is_dir() {
        files.push((format!("{below}{name}"), path.to_owned()));
        return;
    }
    let below = if below.is_empty() && files.is_empty() { String::new() } else { format!("{below}{name}/") };
    match fs::read_dir(path) {
        Ok(entries) => {
            let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            inside.sort();
            for path in inside {
                let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
                let wanted = {
                    let ending = ending(&path);
                    endings().contains(&ending.as_str()) || BESIDE.contains(&ending.as_str())
                };
                // A link to a folder could lead round in circles.
                let enters = path.is_dir() && !path.is_symlink();
                if !hidden && files.len() < MOST && (enters || path.is_file() && wanted) {
                    collect(&path, &below, files, issue);
                }
            }
        }
        Err(error) => {
            issue.get_or_insert_with(|| unreadable(path, &error));
        }
    }
}

/// What belongs to standoff files that were chosen alone: the texts beside them, and what describes their labels.
fn beside(files: &mut Vec<Named>) {
    let mut more: Vec<PathBuf> = Vec::new();
    for (_, path) in files.iter().filter(|(_, path)| ending(path) == STANDOFF) {
        more.extend([path.with_extension("txt"), path.with_file_name("annotation.conf")]);
    }
    more.sort();
    more.dedup();
    for path in more.into_iter().filter(|path| path.is_file()) {
        if !files.iter().any(|(_, known)| *known == path) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, path));
        }
    }
}

/// Whether a text goes with a standoff file that was opened with it.
pub(super) fn goes_with(text: &Path, opened: &[PathBuf]) -> bool {
    let standoff = text.with_extension(STANDOFF);
    opened.iter().any(|path| std::path::absolute(path).is_ok_and(|path| path == standoff))
}

fn read(files: &[Named], progress: &Progress) -> Result<Vec<(String, Vec<u8>)>, Issue> {
    let mut all = Vec::with_capacity(files.len());
    let mut room = LARGEST;
    for (name, path) in files {
        if progress.is_cancelled() {
            break;
        }
        let about = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if !about.is_file() {
            // A pipe or a device might never end.
            let issue = Issue::error("unreadable-file", path.display().to_string(), "This is not a file.");
            return Err(issue.hint("Choose a file that another program has written."));
        }
        let Some(left) = room.checked_sub(about.len()) else {
            let words = format!("There are more than {} GB to read.", LARGEST >> 30);
            return Err(Issue::error("too-large", name.clone(), words).hint("Import it in parts."));
        };
        room = left;
        all.push((name.clone(), fs::read(path).map_err(|error| unreadable(path, &error))?));
    }
    Ok(all)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Issue {
    let message = format!("The file cannot be read: {error}.");
    Issue::error("unreadable-file", path.display().to_string(), message)
        .hint("Check that it is still there and that you may read it.")
}

impl Desk {
    /// Imports what waits, once a project is open and all of it is read.
    pub(super) fn import_waiting(&mut self) {
        if self.imports.is_empty() || self.jobs.is_busy(&Kind::Open) || self.jobs.is_busy(&Kind::Paths) {
            return;
        }
        let paths = std::mem::take(&mut self.imports);
        self.dispatch(Command::Interchange(InterchangeCommand::Import(paths)));
    }

    /// Reads files, as the format that knows them when none is named.
    pub(super) fn read_foreign(&mut self, paths: Vec<PathBuf>, format: Option<&'static str>) {
        let kept = self.kept_mapping();
        self.jobs.request(Kind::Import, "import", move |job| {
            let read = files_read(paths, format, kept, job.progress());
            if !job.progress().is_cancelled() {
                post(job, InterchangeCommand::WasRead(Box::new(read)));
            }
        });
    }

    pub(super) fn plan_import(
        &mut self,
        number: u64,
        foreign: Arc<Foreign>,
        mapping: Mapping,
        options: PlanOptions,
    ) {
        let Some(session) = &self.state.session else { return };
        let project = session.project.clone();
        self.jobs.request(Kind::Plan, "plan", move |job| {
            let plan = Arc::new(formats::plan(&project, &foreign, &mapping, &options));
            post(job, InterchangeCommand::Planned { number, plan });
        });
    }

    /// Finds out whether annotators' files are open elsewhere: whoever can take a lease may write.
    pub(super) fn clear(&mut self, annotators: BTreeSet<AnnotatorId>) {
        let Some(session) = &self.state.session else { return };
        let root = session.root.clone();
        self.jobs.request(Kind::Clear, "clear", move |job| {
            let held = annotators.into_iter().filter_map(|id| match Lease::take(&root, &id, now()) {
                Err(LeaseError::Held(Held { host, process, since })) if process != std::process::id() => {
                    Some((id, Holder { host, process, since }))
                }
                // Where the system gives no lease, writing will tell what is wrong.
                _ => None,
            });
            post(job, InterchangeCommand::Cleared(held.collect()));
        });
    }

    /// Keeps what labels became for the next import.
    pub(super) fn keep_mapping(&mut self, mapping: Mapping) {
        if let Some(session) = &self.state.session {
            self.mappings.insert(session.project.id().clone(), mapping);
        }
    }

    /// What labels became before in the open project.
    fn kept_mapping(&self) -> Mapping {
        let id = self.state.session.as_ref().map(|session| session.project.id());
        id.and_then(|id| self.mappings.get(id)).cloned().unwrap_or_default()
    }
}

fn files_read(
    paths: Vec<PathBuf>,
    format: Option<&'static str>,
    kept: Mapping,
    progress: &Progress,
) -> FilesRead {
    let mut named = Vec::new();
    let mut issue = None;
    for path in &paths {
        collect(path, "", &mut named, &mut issue);
    }
    beside(&mut named);
    let files = match issue.map_or_else(|| read(&named, progress), Err) {
        Ok(files) => files,
        Err(issue) => return FilesRead { paths, format, fits: Vec::new(), outcome: Err(issue), kept },
    };
    let input = Input { files: &files, progress };
    let fits: Vec<&'static dyn Format> =
        formats::readers().filter(|format| format.recognises(&input)).collect();
    let chosen = format.and_then(formats::format).or_else(|| fits.first().copied());
    let outcome = match chosen {
        Some(format) => format.import(&input).map(|checked| (Arc::new(checked.value), checked.issues)),
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
    let names: Vec<&str> = formats::readers().map(|format| format.about().name).collect();
    let message = "No format knows this file for its own.";
    Issue::error("unknown-format", name, message).hint(format!(
        "Choose the format above, or export anew from the other program. Read are: {}.",
        names.join(", ")
    ))
}
