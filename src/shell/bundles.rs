//! Bundles: my work written into a file to be sent, and what others sent taken in.

use super::saver::Handle;
use super::{clock, exports, places, reasons};
use crate::app::{ReceivedBundle, ReceivedFile};
use crate::base::{AnnotatorId, Issue, Progress};
use crate::locale::Message;
use crate::message;
use crate::model::{Fate, FileKey, Project, SetKey, Version};
use crate::store::{self, BundleKind, FileContent, Receipt, Received, Receiver, StoreError};
use crate::transfer::{Destination, NewFile};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Bundles that were received.
#[derive(Debug)]
pub(super) struct ReceivedBundles {
    pub root: PathBuf,
    pub paths: Vec<PathBuf>,
    pub bundles: Vec<ReceivedBundle>,
    /// Work of mine that the memory has still to take in: the file as it is on disk, and what it is to be.
    pub pending: Vec<(FileKey, Version, Version)>,
    pub round: u8,
}

/// Whether a path names a bundle.
pub(super) fn is_bundle(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    path.is_file() && ending.as_deref() == Some(store::BUNDLE_ENDING)
}

/// Where bundles go, and whose files are open here.
pub(super) struct BundleReceiver {
    pub root: PathBuf,
    pub earlier: PathBuf,
    pub mine: Vec<AnnotatorId>,
    pub project: Project,
    pub saver: Handle,
}

impl BundleReceiver {
    /// Receives bundles in a round; `tell` is called with the name of each before it is looked at. `before` is what became
    /// of them in the rounds before.
    pub fn receive_all(
        &self,
        paths: Vec<PathBuf>,
        before: Vec<ReceivedBundle>,
        round: u8,
        tell: impl Fn(&str),
    ) -> ReceivedBundles {
        self.saver.flush();
        let mut pending = Vec::new();
        let now: Vec<ReceivedBundle> =
            paths.iter().map(|path| self.take(path, &mut pending, &tell)).collect();
        let mut bundles = before;
        if bundles.is_empty() {
            bundles = now;
        } else {
            // What was to be taken in then is here now, or differs from what was done meanwhile.
            for (first, again) in bundles.iter_mut().zip(now) {
                for (content, again) in first.contents.iter_mut().zip(again.contents) {
                    content.fate = content.fate.min(again.fate);
                }
            }
        }
        ReceivedBundles { root: self.root.clone(), paths, bundles, pending, round }
    }

    fn take(
        &self,
        path: &Path,
        pending: &mut Vec<(FileKey, Version, Version)>,
        tell: impl Fn(&str),
    ) -> ReceivedBundle {
        let name = name_of(path);
        tell(&name);
        let refused = |issue: Issue| ReceivedBundle {
            name: name.clone(),
            what: Message::default(),
            made: None,
            contents: Vec::new(),
            issues: vec![issue],
        };
        let source = match open(path, &name) {
            Ok(source) => source,
            Err(issue) => return refused(issue),
        };
        let receipt = match self.receive(&name, source) {
            Ok(receipt) => receipt,
            Err(error) => {
                return refused(error.issue("not-received", &name));
            }
        };
        for (key, theirs) in &receipt.pending {
            let here = store::read_file(&self.root, key, &self.project).map(|read| read.value.content);
            let base = match here {
                Ok(FileContent::Work(base)) => base,
                _ => theirs.empty(),
            };
            pending.push((key.clone(), base, theirs.clone()));
        }
        let mut bundle = received_bundle(&name, receipt, Some(&self.project));
        for content in bundle.contents.iter_mut().filter(|content| content.fate == Fate::Conflict) {
            content.issues.extend(content.key.as_ref().and_then(|key| self.not_mine(key)));
        }
        bundle
    }

    /// What is said of two versions of a colleague's file, which are not mine to resolve.
    fn not_mine(&self, key: &FileKey) -> Option<Issue> {
        let (FileKey::Set(SetKey { annotator, .. }) | FileKey::Claims(annotator)) = key else { return None };
        let name = self.project.annotator(annotator).map_or(annotator.as_str(), |known| &known.name);
        let told = Issue::note("conflict", store::relative(key), message!("program-conflict-theirs"))
            .hint(message!("program-conflict-theirs.hint", name = name));
        (!self.mine.contains(annotator)).then_some(told)
    }

    /// Of whose work a bundle is turns out when it is received; of mine nothing must be written past the memory.
    fn receive(&self, name: &str, mut source: BufReader<File>) -> Result<Receipt, StoreError> {
        let mut receive = |own: Option<&AnnotatorId>| {
            let (now, progress) = (clock::now(), &Progress::new());
            let to = Receiver { root: &self.root, earlier: &self.earlier, own, now, progress };
            store::receive(&to, name, &mut source)
        };
        let receipt = receive(self.mine.first())?;
        match receipt.about.as_ref().map(|about| &about.kind) {
            Some(BundleKind::Work(who)) if self.mine.iter().skip(1).any(|id| *id == who.id) => {
                receive(Some(&who.id))
            }
            _ => Ok(receipt),
        }
    }
}

/// Begins a project with a bundle, in a folder without one; what became of the bundle when nothing of it was taken.
pub(super) fn unpack(bundle: &Path, into: &Path) -> Result<Option<ReceivedBundle>, Message> {
    let name = name_of(bundle);
    let source = open(bundle, &name).map_err(|issue| reasons::with_hint(issue.message, issue.hint))?;
    let receipt =
        store::begin(into, &name, source, &Progress::new()).map_err(|error| reasons::of_store(&error))?;
    Ok(receipt.files.is_empty().then(|| received_bundle(&name, receipt, None)))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn open(path: &Path, name: &str) -> Result<BufReader<File>, Issue> {
    let bad = |message: Message| {
        Issue::error("unreadable-file", name, message).hint(message!("program-unreadable.hint"))
    };
    let about = fs::metadata(path).map_err(|error| bad(message!("program-unreadable", why = %error)))?;
    // A pipe or a device might never end.
    if !about.is_file() {
        return Err(bad(message!("program-no-bundle")));
    }
    let file = File::open(path).map_err(|error| bad(message!("program-unreadable", why = %error)))?;
    Ok(BufReader::new(file))
}

fn received_bundle(name: &str, receipt: Receipt, project: Option<&Project>) -> ReceivedBundle {
    let Receipt { about, files, issues, .. } = receipt;
    let what = about.as_ref().map(|about| match &about.kind {
        BundleKind::Work(who) if who.name.is_empty() => message!("team-work-of", name = %who.id),
        BundleKind::Work(who) => message!("team-work-of", name = &who.name),
        BundleKind::Project => message!("team-project", name = &about.name),
    });
    ReceivedBundle {
        name: name.to_owned(),
        what: what.unwrap_or_default(),
        made: about.map(|about| about.made),
        contents: files.into_iter().map(|file| content(file, project)).collect(),
        issues,
    }
}

fn content(received: Received, project: Option<&Project>) -> ReceivedFile {
    let key = store::key_of(&received.file);
    let title = |id| {
        let article = project.and_then(|project| project.article(id));
        article.map_or_else(|| id.to_string(), |article| article.display_title().to_owned())
    };
    let what = match &key {
        Some(FileKey::Set(key)) => Message::verbatim(title(&key.article)),
        Some(FileKey::Article(id)) => message!("team-file-article", title = title(id)),
        Some(FileKey::Stub(id)) => {
            let stub = project.and_then(|project| project.stub(id));
            let title = stub.map_or_else(|| id.to_string(), |stub| stub.display_title().to_owned());
            message!("team-file-stub", title = title)
        }
        Some(FileKey::Claims(_)) => message!("team-file-claims"),
        Some(FileKey::Annotator(_)) => message!("team-file-name"),
        Some(FileKey::Codebook) => message!("team-file-codebook"),
        Some(FileKey::Project) => message!("team-file-project"),
        None => Message::verbatim(received.file.clone()),
    };
    ReceivedFile { what, key, fate: received.fate, issues: received.issues }
}

/// Makes the bundles and says where they are.
pub(super) fn send(root: &Path, path: &Path, annotators: &[AnnotatorId]) -> Result<Message, Message> {
    let mut made = Vec::new();
    let mut left_out = Vec::new();
    for (number, annotator) in annotators.iter().enumerate() {
        let chosen = if number == 0 { with_ending(path) } else { beside(path, annotator) };
        // Only what was chosen in the dialog may be replaced, which has asked.
        let written = places::write_at(&chosen, number == 0 && chosen == path, |path, overwrite| {
            let mut file = NewFile::open(&Destination { path, overwrite, root: Some(root.to_owned()) })?;
            let packed = store::pack(root, annotator, clock::now(), &mut file, &Progress::new());
            Ok(match packed {
                Ok(packed) => Ok((file.commit()?, packed.issues)),
                Err(error) => Err(error),
            })
        });
        let written = written.map_err(|error| exports::refusal(&error))?;
        let (path, issues) = written.map_err(|error| reasons::of_store(&error))?;
        left_out.extend(issues);
        made.push(name_of(&path));
    }
    let count = made.len();
    match left_out.iter().find(|issue| issue.severity > crate::base::Severity::Note) {
        None => Ok(message!("program-bundles", files = made, count = count)),
        Some(issue) => {
            Err(message!("program-bundles-lacking", files = made, count = count, why = &issue.message))
        }
    }
}

/// The place as it was chosen, or with the ending of bundles where it has another.
fn with_ending(path: &Path) -> PathBuf {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.as_deref() == Some(store::BUNDLE_ENDING) {
        return path.to_owned();
    }
    path.with_file_name(format!("{}.{}", name_of(path), store::BUNDLE_ENDING))
}

/// Where another bundle goes, beside the first.
fn beside(path: &Path, annotator: &AnnotatorId) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    path.with_file_name(format!("{stem}-{annotator}.{}", store::BUNDLE_ENDING))
}
