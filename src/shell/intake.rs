//! From paths and pasted words to article drafts. Says which files are not articles; changes nothing on disk.

use super::report::{JobKind, JobReport, PathsFound};
use super::{bundles, imports};
use crate::app::{ArticleDraft, Command, IntakeCommand, StatusCommand};
use crate::base::{ArticleId, Issue, Progress, Severity};
use crate::ingest::{self, IngestError, SourceFile};
use crate::jobs::Job;
use crate::message;
use crate::model::{FileKey, Project};
use crate::store;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// File names that end so are taken for articles.
const ENDINGS: [&str; 4] = ["txt", "text", "md", "markdown"];
/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 << 20;
/// How often progress is told.
const PACE: Duration = Duration::from_millis(100);

/// Whether the paths lead to a project, to an article in one, or to files for drafts.
pub(super) fn sort_out(paths: &[PathBuf]) -> JobReport {
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

/// Makes drafts of files, and of all that lies in folders. They will be held against the articles that are `there`.
pub(super) fn draft_files(paths: &[PathBuf], there: Option<&Project>, job: &Job<JobKind, JobReport>) {
    let mut refused = Vec::new();
    let mut files = Vec::new();
    for path in paths {
        collect(path, true, &mut files, &mut refused);
    }
    files.dedup();
    let mut drafts = Vec::new();
    let mut taken = BTreeSet::new();
    let mut told = Instant::now();
    for (number, path) in files.iter().enumerate() {
        if told.elapsed() >= PACE {
            told = Instant::now();
            let said = message!("program-reading-articles", number = number + 1, count = files.len());
            let share = number as f32 / files.len() as f32;
            job.post(JobReport::Command(Command::Status(StatusCommand::Busy(Some((said, Some(share)))))));
        }
        if job.progress().is_cancelled() {
            job.post(JobReport::Command(Command::Status(StatusCommand::Busy(None))));
            return;
        }
        match draft_file(path, &mut taken, job.progress()) {
            Ok(draft) => drafts.push(draft),
            Err(issue) => refused.push(issue),
        }
    }
    if drafts.is_empty() && refused.is_empty() {
        let said = message!("program-no-articles");
        return job.post(JobReport::Command(Command::Status(StatusCommand::Fail(said))));
    }
    look_through(there, &drafts, job.progress());
    job.post(JobReport::Command(Command::Intake(IntakeCommand::Drafted { drafts, refused })));
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

/// Makes a draft of pasted words, which will be held against the articles that are `there`.
pub(super) fn draft_text(text: &str, there: Option<&Project>, job: &Job<JobKind, JobReport>) {
    let source = SourceFile { name: &message!("program-pasted").english(), bytes: text.as_bytes() };
    let outcome = draft(source, &mut BTreeSet::new(), job.progress());
    let (drafts, refused) = match outcome {
        Ok(draft) => (vec![draft], Vec::new()),
        Err(issue) => (Vec::new(), vec![issue]),
    };
    look_through(there, &drafts, job.progress());
    job.post(JobReport::Command(Command::Intake(IntakeCommand::Drafted { drafts, refused })));
}

fn is_article(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    path.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Collects the articles in a folder in the order of their names; what was named itself is taken whatever it is called.
fn collect(path: &Path, named: bool, files: &mut Vec<PathBuf>, refused: &mut Vec<Issue>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if path.is_dir() {
        // A link to a folder could lead round in circles.
        if !named && (path.is_symlink() || name.starts_with('.')) {
            return;
        }
        match fs::read_dir(path) {
            Ok(entries) => {
                let mut inside: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
                inside.sort();
                inside.iter().for_each(|path| collect(path, false, files, refused));
            }
            Err(error) => refused.push(unreadable(path, &error)),
        }
    } else if named || is_article(path) {
        files.push(path.to_owned());
    } else if !name.starts_with('.') {
        refused.push(
            Issue::note("not-an-article", shown(path), message!("program-not-text"))
                .hint(message!("program-not-text.hint")),
        );
    }
}

fn draft_file(path: &Path, taken: &mut BTreeSet<String>, progress: &Progress) -> Result<ArticleDraft, Issue> {
    let about = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !about.is_file() {
        // A pipe or a device might never end.
        return Err(Issue::error("unreadable-file", shown(path), message!("program-no-file"))
            .hint(message!("program-no-file.hint")));
    }
    if about.len() > LARGEST {
        let said = message!("program-too-large", size = about.len() >> 20, most = LARGEST >> 20);
        return Err(Issue::error("too-large", shown(path), said).hint(message!("program-too-large.hint")));
    }
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    draft(SourceFile { name: &name, bytes: &bytes }, taken, progress).map_err(|mut issue| {
        issue.file = shown(path);
        issue
    })
}

fn draft(
    source: SourceFile<'_>,
    taken: &mut BTreeSet<String>,
    progress: &Progress,
) -> Result<ArticleDraft, Issue> {
    let refuse = |error: IngestError| {
        Issue::error("not-read", source.name, message!("ingest-not-read", reason = error.message()))
    };
    let mut notes = Vec::new();
    let draft = ingest::draft(source, progress).map_err(refuse)?.take(&mut notes);
    let language_sure = draft.language.1;
    let id: ArticleId = ingest::article_id(&draft, |id| taken.contains(&id.to_lowercase()));
    taken.insert(id.as_str().to_lowercase());
    let article = draft.into_article(id).map_err(|error| {
        Issue::error("not-read", source.name, message!("ingest-not-read", reason = error))
    })?;
    // What is no article as it stands is added only when somebody says so.
    let skipped = notes.iter().any(|note| note.severity == Severity::Error);
    Ok(ArticleDraft { article, notes, language_sure, skipped })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Issue {
    Issue::error("unreadable-file", shown(path), message!("program-unreadable", why = %error))
        .hint(message!("program-unreadable.hint"))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
