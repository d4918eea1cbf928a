//! From paths and pasted words to article drafts. Says which files are not articles; changes nothing on disk.

use super::reading::{self, CurrentFile, FileUnderWay, PACE, PATIENCE, ReadFiles, refused, within};
use super::report::{JobKind, JobReport, PathsFound};
use super::{bundles, imports};
use crate::app::{ArticleDraft, Command, DraftSource, FileFinding, IntakeCommand, StatusCommand};
use crate::base::{ArticleId, Checked, Issue, Progress, Severity};
use crate::ingest::{self, ENDINGS, SHARED_ENDINGS, SourceKind};
use crate::jobs::{self, Job};
use crate::message;
use crate::model::{FileKey, Project, ReadOptions};
use crate::store;
use crate::transfer::{self, ArticleFile, ArticleFiles, READING_STOPPED, RefusedFile};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Whether the paths lead to a project, to an article in one, or to files for drafts.
pub(super) fn sort_out(paths: &[PathBuf], job: &Job<JobKind, JobReport>) -> JobReport {
    let current = CurrentFile::default();
    let is_article = |path: &Path| {
        let file = FileUnderWay::new(1, path, PATIENCE, job.progress());
        let progress = file.progress.clone();
        current.begin(file);
        is_article(path, &progress)
    };
    let told = |_, _| current.tell(1, job);
    let found = jobs::watched(job.progress(), PACE, told, || sorted(paths, is_article));
    // Nobody waits for it any longer; whatever comes next says so itself.
    job.post(JobReport::Command(Command::Status(StatusCommand::Busy(None))));
    match job.progress().is_cancelled() {
        true => JobReport::Command(Command::Status(StatusCommand::Busy(None))),
        false => found,
    }
}

fn sorted(paths: &[PathBuf], is_article: impl Fn(&Path) -> bool) -> JobReport {
    let mut project = None;
    let (mut files, mut imports) = (Vec::new(), Vec::new());
    let opened = paths;
    let (bundles, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| bundles::is_bundle(path));
    for path in paths {
        let path = std::path::absolute(&path).unwrap_or(path);
        if is_article(&path) && imports::goes_with(&path, opened) {
            continue;
        }
        let Some(root) = store::find_root(&path) else {
            let home =
                if is_article(&path) || !imports::is_import(&path) { &mut files } else { &mut imports };
            home.push(path);
            continue;
        };
        let inside = path.strip_prefix(&root).unwrap_or(Path::new(""));
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        let article = match store::key_of(&parts.join("/")) {
            Some(FileKey::Article(id)) => Some(id),
            Some(FileKey::Set(key)) => Some(key.article),
            _ => None,
        };
        if article.is_none() && is_article(&path) {
            files.push(path);
        } else if article.is_none() && path.is_file() && imports::is_import(&path) {
            imports.push(path);
        }
        project.get_or_insert((root, article));
    }
    if project.is_none() && files.is_empty() && imports.is_empty() && bundles.is_empty() {
        return JobReport::Command(Command::Status(StatusCommand::Fail(message!("program-nothing-to-open"))));
    }
    JobReport::Found(PathsFound { project, files, bundles, imports })
}

/// Makes drafts of files, and of all that lies in folders. They will be held against the articles that are `there`. A file
/// that takes longer than `patience` is given up and told of; when it is wished to stop, what was read stays.
pub(super) fn draft_files(
    paths: &[PathBuf],
    there: Option<&Project>,
    patience: Duration,
    job: &Job<JobKind, JobReport>,
) {
    let ArticleFiles { files, refused } = transfer::article_files(paths);
    let mut findings: Vec<FileFinding> = refused.into_iter().map(FileFinding::from).collect();
    let current = CurrentFile::default();
    let read = || {
        reading::read_files(&files, patience, job.progress(), |file| {
            current.begin(file);
        })
    };
    let told = |_, _| current.tell(files.len(), job);
    let ReadFiles { read, refused, unread } = jobs::watched(job.progress(), PACE, told, read);
    let options = ReadOptions::default();
    findings.extend(refused.into_iter().map(|(path, refused)| about(refused, path, &options)));
    let (mut drafts, mut taken) = (Vec::new(), BTreeSet::new());
    for (path, found) in read {
        drafts.extend(named(found, Some((path, &options)), &mut taken, &mut findings));
    }
    if unread > 0 {
        job.post(JobReport::Command(Command::Status(StatusCommand::Busy(None))));
        if drafts.is_empty() {
            return;
        }
        let said = message!("program-reading-stopped", count = unread);
        let hint = message!("program-reading-stopped.hint");
        findings.push(Issue::warning(READING_STOPPED, "", said).hint(hint).into());
    }
    if drafts.is_empty() && findings.is_empty() {
        let said = message!("program-no-articles");
        return job.post(JobReport::Command(Command::Status(StatusCommand::Fail(said))));
    }
    // What was read before somebody stopped it is looked through all the same.
    look_through(there, &drafts, &Progress::new());
    job.post(JobReport::Command(Command::Intake(IntakeCommand::Drafted { drafts, findings })));
}

/// Works out what of the texts is seen, for all of a project are held against each draft, and the window's thread must not
/// wait for that.
fn look_through(there: Option<&Project>, drafts: &[ArticleDraft], progress: &Progress) {
    let old = there.into_iter().flat_map(|project| project.articles()).map(|article| &article.text);
    for text in drafts.iter().map(|draft| &draft.article.text).chain(old) {
        if progress.is_cancelled() {
            break;
        }
        text.seen_digest();
    }
}

/// Of how many of the words on the clipboard the most may be missing in what was read of its HTML: one.
const MISSING: usize = 20;

/// What was read of the clipboard's HTML, where it is one article that has the words.
fn of_html(
    html: &str,
    text: &str,
    name: &str,
    progress: &Progress,
) -> Option<Checked<Vec<ingest::ArticleDraft>>> {
    let page = ingest::page_of(html);
    let found = transfer::articles_in(name, page.as_bytes(), &ReadOptions::default(), progress).ok()?;
    let [draft] = found.value.as_slice() else { return None };
    let doubtful = |issue: &Issue| issue.severity == Severity::Error;
    if draft.kind != SourceKind::WebPage || found.issues.iter().chain(&draft.notes).any(doubtful) {
        return None;
    }
    let read: HashSet<&str> = words(&draft.text).collect();
    let all: Vec<&str> = words(text).collect();
    let missing = all.iter().filter(|word| !read.contains(*word)).count();
    (missing * MISSING <= all.len()).then_some(found)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Makes a draft of pasted words, which will be held against the articles that are `there`. Where the clipboard has them as
/// a part of a web page too, they are read as such.
pub(super) fn draft_text(
    text: &str,
    clipboard: impl Fn() -> Option<String>,
    there: Option<&Project>,
    job: &Job<JobKind, JobReport>,
) {
    let name = message!("program-pasted").english();
    let mut findings = Vec::new();
    let of_page = clipboard().and_then(|html| of_html(&html, text, &name, &within(PATIENCE, job.progress())));
    let progress = within(PATIENCE, job.progress());
    let plain = || transfer::articles_in(&name, text.as_bytes(), &ReadOptions::default(), &progress);
    let drafts = match of_page.map_or_else(plain, Ok) {
        Ok(found) => named(found, None, &mut BTreeSet::new(), &mut findings),
        Err(not_read) => {
            findings.push(refused(not_read, PATIENCE).issue.into());
            Vec::new()
        }
    };
    look_through(there, &drafts, job.progress());
    job.post(JobReport::Command(Command::Intake(IntakeCommand::Drafted { drafts, findings })));
}

/// Makes drafts of a file again, read as `options` say.
pub(super) fn draft_again(
    path: PathBuf,
    options: &ReadOptions,
    there: Option<&Project>,
    job: &Job<JobKind, JobReport>,
) {
    let file = ArticleFile { path, is_named: true };
    let mut findings = Vec::new();
    let drafts = match transfer::read_articles(&file, options, &within(PATIENCE, job.progress())) {
        Ok(found) => named(found, Some((&file.path, options)), &mut BTreeSet::new(), &mut findings),
        Err(not_read) => {
            findings.push(about(refused(not_read, PATIENCE), &file.path, options));
            Vec::new()
        }
    };
    look_through(there, &drafts, job.progress());
    let path = file.path;
    job.post(JobReport::Command(Command::Intake(IntakeCommand::ReadAnew { path, drafts, findings })));
}

/// Whether a file is taken for articles: by its ending, or, where other programs' annotations end so too, because there are
/// articles in it that no format knows for its own. What takes too long to tell is to be read, and then told of.
fn is_article(path: &Path, progress: &Progress) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !path.is_file() {
        return false;
    }
    if SHARED_ENDINGS.contains(&ending.as_str()) {
        let file = ArticleFile { path: path.to_owned(), is_named: true };
        return !imports::is_known(path)
            && match transfer::read_articles(&file, &ReadOptions::default(), progress) {
                Ok(found) => {
                    let words = [SourceKind::PlainText, SourceKind::Markdown].map(SourceKind::name);
                    found.value.iter().any(|draft| !words.contains(&draft.metadata.import.kind.as_str()))
                }
                Err(refused) => refused.lists_articles || refused.issue.code == READING_STOPPED,
            };
    }
    ENDINGS.contains(&ending.as_str())
}

/// A file that gave no articles, so that it can be read otherwise.
fn about(refused: RefusedFile, path: &Path, options: &ReadOptions) -> FileFinding {
    let RefusedFile { issue, reading, .. } = refused;
    let (path, options) = (path.to_owned(), options.clone());
    FileFinding { issue, source: Some(Arc::new(DraftSource { path, options, reading })) }
}

/// Drafts under names that are not taken; what cannot be an article is told, and what was found about the file.
fn named(
    found: Checked<Vec<ingest::ArticleDraft>>,
    source: Option<(&Path, &ReadOptions)>,
    taken: &mut BTreeSet<String>,
    findings: &mut Vec<FileFinding>,
) -> Vec<ArticleDraft> {
    let Checked { value: found, issues } = found;
    let reading = found.first().map(|draft| Arc::clone(&draft.reading)).unwrap_or_default();
    let file = source.map(|(path, options)| {
        Arc::new(DraftSource { path: path.to_owned(), options: options.clone(), reading })
    });
    findings.extend(issues.into_iter().map(|issue| FileFinding { issue, source: file.clone() }));
    let mut drafts = Vec::with_capacity(found.len());
    for mut draft in found {
        let notes = std::mem::take(&mut draft.notes);
        let origins = std::mem::take(&mut draft.origins);
        let language_sure = draft.language.1;
        let teaser = draft.teaser.take();
        let original = source.and_then(|(path, _)| transfer::original(path, &draft));
        let place = std::mem::take(&mut draft.place);
        let headlines = std::mem::take(&mut draft.headlines);
        let name = draft.metadata.source_file.clone();
        let id: ArticleId = ingest::article_id(&draft, |id| taken.contains(&id.to_lowercase()));
        taken.insert(id.as_str().to_lowercase());
        // What is no article as it stands is added only when somebody says so.
        let skipped = notes.iter().any(|note| note.severity == Severity::Error);
        match draft.into_article(id) {
            Ok(article) => {
                let (source, as_read, skipping_said) = (file.clone(), None, false);
                drafts.push(ArticleDraft {
                    article,
                    teaser,
                    notes,
                    origins,
                    language_sure,
                    skipped,
                    source,
                    original,
                    place,
                    as_read,
                    skipping_said,
                    headlines,
                    pieces: Vec::new(),
                    joined: Vec::new(),
                });
            }
            Err(error) => {
                let said = message!("ingest-not-read", reason = error);
                let issue = Issue::error("not-read", name, said);
                findings.push(FileFinding { issue, source: file.clone() });
            }
        }
    }
    drafts
}
