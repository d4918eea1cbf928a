//! The undo history across restarts: a file that only grows while a project is open, in the user's data folder.
//!
//! A step is written here before its file is saved, and what a save will make of a file is written before it is made. So
//! a killed process loses nothing that reached the journal: what the files lack is done again when the project is next
//! opened. A file that was changed elsewhere meanwhile is left as it is; the steps that touch it are dropped, and that is
//! said.

use super::error::{FileAction, StoreError};
use super::schema::edit::StepShape;
use super::{disk, fingerprint, paths};
use crate::base::{Checked, Issue, ProjectId};
use crate::locale::Message;
use crate::message;
use crate::model::{Commit, Committed, Edit, FileKey, History, HistoryChange, Project};
use crate::text::Digest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// One line of the journal.
#[derive(Debug, Clone, PartialEq)]
pub enum JournalEntry {
    /// A step was made, undone or done again.
    Change(HistoryChange),
    /// The steps so far that touch the file can no longer be undone, because it was changed elsewhere.
    Forget(FileKey),
    /// A file is about to be what the project was after the first `through` entries.
    Checkpoint {
        /// The file that was saved.
        file: FileKey,
        /// The SHA-256 of its bytes; none when it is removed.
        digest: Option<Digest>,
        /// How many entries it holds the outcome of.
        through: u64,
    },
    /// The file has become what its last checkpoint says: should it be found as it was before, somebody put it back.
    Saved(FileKey),
}

#[derive(Serialize, Deserialize)]
enum EntryShape {
    Commit(StepShape),
    Merge(StepShape),
    Undo,
    Redo,
    Forget(String),
    Checkpoint(String, String, u64),
    Saved(String),
}

#[derive(Serialize, Deserialize)]
struct HeaderShape {
    format: String,
    version: u32,
    project: String,
}

const FORMAT: &str = "obelus/journal";
const VERSION: u32 = 1;
/// A journal over this many bytes is written anew when its project is opened and its files are up to date.
const LARGE: u64 = 4 << 20;
/// The most steps that are kept then.
const KEPT: usize = 1000;

/// The journal of an open project.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    root: PathBuf,
    entries: u64,
    known: BTreeSet<FileKey>,
}

/// What a journal gave back.
#[derive(Debug)]
pub struct Recovered {
    /// The journal, open for what comes.
    pub journal: Journal,
    /// What can be undone and redone.
    pub history: History,
    /// The files that differ from memory now, because steps were done again; to be saved.
    pub dirty: BTreeSet<FileKey>,
}

/// Where the journal of the project at `root` lies in the data folder. Every copy of a project has its own, or what was
/// done in one would be done again in the other.
pub fn journal_path(
    data: &Path,
    root: &Path,
    project: &ProjectId,
    annotator: &crate::base::AnnotatorId,
) -> PathBuf {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let place = Digest::of(&root.to_string_lossy()).to_string();
    data.join("journal").join(paths::stem_of(project.as_str())).join(format!(
        "{}~{}.ron",
        paths::stem_of(annotator.as_str()),
        &place[..12]
    ))
}

impl Journal {
    /// Opens the journal at `path` and brings `project`, as read from `root`, to where the last session left it.
    ///
    /// # Errors
    /// When the system refuses. A journal that cannot be understood is set aside, and a new one begun.
    pub fn open(path: &Path, root: &Path, project: &mut Project) -> Result<Checked<Recovered>, StoreError> {
        let mut issues = Vec::new();
        let content = read_content(path)?;
        let (entries, sound) = read_entries(&content, project.id(), path, &mut issues);
        let mut replay = Replay::new(root, &entries)?;
        replay.run(entries, Some(project));
        replay.report(&mut issues);
        let Replay { standing, mut history, dirty, dropped, count, .. } = replay;
        let rewrite = sound.is_none() || (content.len() as u64 > LARGE && dirty.is_empty());
        if sound.is_none() && !content.is_empty() {
            disk::set_aside(path)?;
        }
        history.seal();
        let mut journal = Self::at(path, root, project.id(), sound.filter(|_| !rewrite))?;
        journal.entries = count;
        if rewrite {
            journal.write_history(history.done(), history.undone())?;
        } else {
            let in_step =
                standing.into_iter().filter(|(_, standing)| matches!(standing, FileState::Through(_)));
            journal.known = in_step.map(|(file, _)| file).collect();
            for file in dropped {
                journal.append(&JournalEntry::Forget(file))?;
            }
        }
        let recovered = Recovered { journal, history, dirty };
        Ok(Checked { value: recovered, issues })
    }

    /// The files that [`Self::open`] would bring to where the last session left them. Their articles and sets must be in
    /// the project then; of others it needs none.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn unsaved(path: &Path, root: &Path, project: &ProjectId) -> Result<BTreeSet<FileKey>, StoreError> {
        let content = read_content(path)?;
        let (entries, _) = read_entries(&content, project, path, &mut Vec::new());
        let mut replay = Replay::new(root, &entries)?;
        replay.run(entries, None);
        Ok(replay.dirty)
    }

    /// Opens the file for appending after its first `sound` bytes; without them it is begun anew.
    fn at(path: &Path, root: &Path, project: &ProjectId, sound: Option<u64>) -> Result<Self, StoreError> {
        if sound.is_none() {
            let header =
                HeaderShape { format: FORMAT.to_owned(), version: VERSION, project: project.to_string() };
            path.parent().into_iter().for_each(disk::clear_leftovers);
            disk::write(path, line_of(&header, path)?.as_bytes())?;
        }
        let file = File::options()
            .append(true)
            .open(path)
            .map_err(|error| StoreError::io(FileAction::Open, path, &error))?;
        if let Some(sound) = sound {
            file.set_len(sound).map_err(|error| StoreError::io(FileAction::Write, path, &error))?;
        }
        Ok(Self { file, path: path.to_owned(), root: root.to_owned(), entries: 0, known: BTreeSet::new() })
    }

    /// Writes the steps into a journal begun anew.
    fn write_history(&mut self, done: &[Committed], undone: &[Committed]) -> Result<(), StoreError> {
        self.entries = 0;
        let recent = &done[done.len().saturating_sub(KEPT)..];
        let kept_undone = &undone[undone.len().saturating_sub(KEPT)..];
        let files: BTreeSet<FileKey> = recent
            .iter()
            .chain(kept_undone)
            .flat_map(|step| [&step.forward, &step.backward])
            .flatten()
            .map(Edit::file)
            .collect();
        for step in recent.iter().chain(kept_undone.iter().rev()) {
            self.put(&EntryShape::Commit(StepShape::encode(step)))?;
        }
        for _ in kept_undone {
            self.put(&EntryShape::Undo)?;
        }
        for file in files {
            let digest = fingerprint(&self.root, &file)?;
            self.checkpoint(&file, digest, self.entries)?;
        }
        Ok(())
    }

    /// How many entries there are; what a snapshot taken now holds the outcome of.
    pub fn position(&self) -> u64 {
        self.entries
    }

    /// Adds an entry. It is safe from the death of this process when this returns.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn append(&mut self, entry: &JournalEntry) -> Result<(), StoreError> {
        match entry {
            JournalEntry::Change(HistoryChange::Commit(Commit { step, merged })) => {
                self.know(step)?;
                let shape = StepShape::encode(step);
                self.put(&if *merged { EntryShape::Merge(shape) } else { EntryShape::Commit(shape) })
            }
            JournalEntry::Change(HistoryChange::Undo) => self.put(&EntryShape::Undo),
            JournalEntry::Change(HistoryChange::Redo) => self.put(&EntryShape::Redo),
            JournalEntry::Forget(file) => self.put(&EntryShape::Forget(paths::relative(file))),
            JournalEntry::Checkpoint { file, digest, through } => self.checkpoint(file, *digest, *through),
            JournalEntry::Saved(file) => self.put(&EntryShape::Saved(paths::relative(file))),
        }
    }

    /// Notes what a file is about to be. To be called before it is written.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn checkpoint(
        &mut self,
        file: &FileKey,
        digest: Option<Digest>,
        through: u64,
    ) -> Result<(), StoreError> {
        self.known.insert(file.clone());
        let digest = digest.map(|digest| digest.to_string()).unwrap_or_default();
        self.put(&EntryShape::Checkpoint(paths::relative(file), digest, through))
    }

    /// Notes how the files stand that a step touches for the first time.
    fn know(&mut self, step: &Committed) -> Result<(), StoreError> {
        for file in step.files() {
            if !self.known.contains(&file) {
                let digest = fingerprint(&self.root, &file)?;
                self.checkpoint(&file, digest, self.entries)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, shape: &EntryShape) -> Result<(), StoreError> {
        let line = line_of(shape, &self.path)?;
        self.file
            .write_all(line.as_bytes())
            .map_err(|error| StoreError::io(FileAction::Write, &self.path, &error))?;
        self.entries += u64::from(!matches!(shape, EntryShape::Checkpoint(..) | EntryShape::Saved(_)));
        Ok(())
    }
}

fn line_of<T: Serialize>(shape: &T, path: &Path) -> Result<String, StoreError> {
    let mut line = ron::to_string(shape)
        .map_err(|error| StoreError::io(FileAction::Write, path, &std::io::Error::other(error)))?;
    line.push('\n');
    Ok(line)
}

/// What is text in the file; nothing when there is none.
fn read_content(path: &Path) -> Result<String, StoreError> {
    Ok(match disk::read(path)?.map(String::from_utf8) {
        Some(Ok(content)) => content,
        Some(Err(error)) => {
            let valid = error.utf8_error().valid_up_to();
            String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned()
        }
        None => String::new(),
    })
}

/// The entries up to the first line that is not whole, and how many bytes they take; no bytes when the file is none of
/// this project's journals.
fn read_entries(
    content: &str,
    project: &ProjectId,
    path: &Path,
    issues: &mut Vec<Issue>,
) -> (Vec<JournalEntry>, Option<u64>) {
    let mut problem = |message: Message| {
        issues.push(
            Issue::warning("bad-journal", path.display().to_string(), message)
                .hint(message!("findings-bad-journal.hint")),
        );
    };
    let mut lines = content.split_inclusive('\n');
    let Some(first) = lines.next() else { return (Vec::new(), None) };
    let header = ron::from_str::<HeaderShape>(first).ok();
    if !header.is_some_and(|h| h.format == FORMAT && h.version == VERSION && h.project == project.as_str()) {
        problem(message!("findings-bad-journal"));
        return (Vec::new(), None);
    }
    let mut sound = first.len() as u64;
    let mut entries = Vec::new();
    let mut rest = lines.peekable();
    while let Some(line) = rest.next() {
        match read_entry(line) {
            Some(entry) => entries.push(entry),
            None => {
                if rest.peek().is_some() {
                    problem(message!("findings-damaged-journal"));
                }
                break;
            }
        }
        sound += line.len() as u64;
    }
    (entries, Some(sound))
}

fn read_entry(line: &str) -> Option<JournalEntry> {
    Some(match ron::from_str(line.strip_suffix('\n')?).ok()? {
        EntryShape::Commit(step) => committed(step, false)?,
        EntryShape::Merge(step) => committed(step, true)?,
        EntryShape::Undo => JournalEntry::Change(HistoryChange::Undo),
        EntryShape::Redo => JournalEntry::Change(HistoryChange::Redo),
        EntryShape::Forget(file) => JournalEntry::Forget(paths::key_of(&file)?),
        EntryShape::Saved(file) => JournalEntry::Saved(paths::key_of(&file)?),
        EntryShape::Checkpoint(file, digest, through) => {
            let digest = if digest.is_empty() { None } else { Some(Digest::from_hex(&digest)?) };
            JournalEntry::Checkpoint { file: paths::key_of(&file)?, digest, through }
        }
    })
}

fn committed(shape: StepShape, merged: bool) -> Option<JournalEntry> {
    Some(JournalEntry::Change(HistoryChange::Commit(Commit { step: shape.decode().ok()?, merged })))
}

/// How a file on disk stands to the journal.
enum FileState {
    /// It holds the outcome of this many entries.
    Through(u64),
    /// It is none of those that this machine saved.
    Foreign,
}

struct Replay {
    standing: BTreeMap<FileKey, FileState>,
    history: History,
    dirty: BTreeSet<FileKey>,
    count: u64,
    failed: u64,
    dropped: BTreeSet<FileKey>,
}

impl Replay {
    /// Finds for every file the latest checkpoint that it still matches, unless it was saved otherwise since.
    fn new(root: &Path, entries: &[JournalEntry]) -> Result<Self, StoreError> {
        let mut on_disk: BTreeMap<FileKey, Option<Digest>> = BTreeMap::new();
        let mut standing = BTreeMap::new();
        let mut latest: BTreeMap<&FileKey, &Option<Digest>> = BTreeMap::new();
        for entry in entries {
            if let JournalEntry::Saved(file) = entry
                && latest.get(file).is_some_and(|digest| **digest != on_disk[file])
            {
                standing.insert(file.clone(), FileState::Foreign);
            }
            let JournalEntry::Checkpoint { file, digest, through } = entry else { continue };
            latest.insert(file, digest);
            if !on_disk.contains_key(file) {
                on_disk.insert(file.clone(), fingerprint(root, file)?);
                standing.insert(file.clone(), FileState::Foreign);
            }
            if on_disk[file] == *digest {
                standing.insert(file.clone(), FileState::Through(*through));
            }
        }
        Ok(Self {
            standing,
            history: History::default(),
            dirty: BTreeSet::new(),
            count: 0,
            failed: 0,
            dropped: BTreeSet::new(),
        })
    }

    /// Goes through the steps; without a project it only finds out which files they change.
    fn run(&mut self, entries: Vec<JournalEntry>, mut project: Option<&mut Project>) {
        for entry in entries {
            match entry {
                JournalEntry::Checkpoint { .. } | JournalEntry::Saved(_) => continue,
                JournalEntry::Forget(file) => self.history.forget(&BTreeSet::from([file])),
                JournalEntry::Change(change) => {
                    let edits = self.history.replay(change);
                    self.catch_up(&edits, project.as_deref_mut());
                }
            }
            self.count += 1;
        }
        self.history.forget(&self.dropped);
    }

    /// Does again what the files do not hold.
    fn catch_up(&mut self, edits: &[Edit], mut project: Option<&mut Project>) {
        for edit in edits {
            let file = edit.file();
            match self.standing.get(&file) {
                Some(FileState::Through(through)) if self.count < *through => {}
                Some(FileState::Through(_)) => match project.as_deref_mut().map(|p| p.apply(edit.clone())) {
                    None | Some(Ok(_)) => {
                        self.dirty.insert(file);
                    }
                    Some(Err(_)) => self.failed += 1,
                },
                Some(FileState::Foreign) | None => {
                    self.dropped.insert(file);
                }
            }
        }
    }

    fn report(&self, issues: &mut Vec<Issue>) {
        for file in &self.dropped {
            issues.push(
                Issue::note(
                    "changed-elsewhere",
                    paths::relative(file),
                    message!("findings-changed-elsewhere"),
                )
                .hint(message!("findings-changed-elsewhere.hint")),
            );
        }
        if !self.dirty.is_empty() {
            let files: Vec<String> = self.dirty.iter().map(paths::relative).collect();
            issues.push(
                Issue::note("recovered", files.join(", "), message!("findings-recovered"))
                    .hint(message!("findings-recovered.hint")),
            );
        }
        if self.failed > 0 {
            let message = message!("findings-not-recovered", failed = %self.failed);
            issues.push(
                Issue::warning("not-recovered", "", message).hint(message!("findings-not-recovered.hint")),
            );
        }
    }
}
