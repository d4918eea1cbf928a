//! From paths and pasted words to article drafts. Says which files are not articles; changes nothing on disk.

use super::report::{JobKind, JobReport, PathsFound};
use super::{bundles, imports};
use crate::app::{ArticleDraft, Command, DraftSource, IntakeCommand, StatusCommand};
use crate::base::{ArticleId, Issue, Progress, Severity};
use crate::ingest::{self, ENDINGS, SHARED_ENDINGS, SourceKind};
use crate::jobs::Job;
use crate::message;
use crate::model::{FileKey, Project, ReadOptions};
use crate::store;
use crate::transfer::{self, ArticleFile, ArticleFiles};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

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
    let ArticleFiles { files, refused: mut findings } = transfer::article_files(paths);
    let mut drafts = Vec::new();
    let mut taken = BTreeSet::new();
    let mut told = Instant::now();
    for (number, file) in files.iter().enumerate() {
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
        match transfer::read_articles(file, &ReadOptions::default(), job.progress()) {
            Ok(found) => {
                let found = found.take(&mut findings);
                let options = ReadOptions::default();
                drafts.extend(named(found, Some((&file.path, &options)), &mut taken, &mut findings));
            }
            Err(issue) => findings.push(issue),
        }
    }
    if drafts.is_empty() && findings.is_empty() {
        let said = message!("program-no-articles");
        return job.post(JobReport::Command(Command::Status(StatusCommand::Fail(said))));
    }
    look_through(there, &drafts, job.progress());
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

/// Makes a draft of pasted words, which will be held against the articles that are `there`.
pub(super) fn draft_text(text: &str, there: Option<&Project>, job: &Job<JobKind, JobReport>) {
    let name = message!("program-pasted").english();
    let mut findings = Vec::new();
    let drafts = match transfer::articles_in(&name, text.as_bytes(), &ReadOptions::default(), job.progress())
    {
        Ok(found) => {
            let found = found.take(&mut findings);
            named(found, None, &mut BTreeSet::new(), &mut findings)
        }
        Err(issue) => {
            findings.push(issue);
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
    let drafts = match transfer::read_articles(&file, options, job.progress()) {
        Ok(found) => {
            let found = found.take(&mut findings);
            named(found, Some((&file.path, options)), &mut BTreeSet::new(), &mut findings)
        }
        Err(issue) => {
            findings.push(issue);
            Vec::new()
        }
    };
    look_through(there, &drafts, job.progress());
    let path = file.path;
    job.post(JobReport::Command(Command::Intake(IntakeCommand::ReadAnew { path, drafts, findings })));
}

/// Whether a file is taken for articles: by its ending, or, where other programs' annotations end so too, because there are
/// articles in it that no format knows for its own.
fn is_article(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !path.is_file() {
        return false;
    }
    if SHARED_ENDINGS.contains(&ending.as_str()) {
        let file = ArticleFile { path: path.to_owned(), is_named: true };
        return !imports::is_known(path)
            && transfer::read_articles(&file, &ReadOptions::default(), &Progress::new()).is_ok_and(
                |found| {
                    let words = [SourceKind::PlainText, SourceKind::Markdown].map(SourceKind::name);
                    found.value.iter().any(|draft| !words.contains(&draft.metadata.import.kind.as_str()))
                },
            );
    }
    ENDINGS.contains(&ending.as_str())
}

/// Drafts under names that are not taken; what cannot be an article is told.
fn named(
    found: Vec<ingest::ArticleDraft>,
    source: Option<(&Path, &ReadOptions)>,
    taken: &mut BTreeSet<String>,
    findings: &mut Vec<Issue>,
) -> Vec<ArticleDraft> {
    let mut drafts = Vec::with_capacity(found.len());
    for mut draft in found {
        let notes = std::mem::take(&mut draft.notes);
        let origins = std::mem::take(&mut draft.origins);
        let language_sure = draft.language.1;
        let source = source.map(|(path, options)| {
            let (path, options, reading) = (path.to_owned(), options.clone(), Arc::clone(&draft.reading));
            Arc::new(DraftSource { path, options, reading })
        });
        let file = draft.metadata.source_file.clone();
        let id: ArticleId = ingest::article_id(&draft, |id| taken.contains(&id.to_lowercase()));
        taken.insert(id.as_str().to_lowercase());
        // What is no article as it stands is added only when somebody says so.
        let skipped = notes.iter().any(|note| note.severity == Severity::Error);
        match draft.into_article(id) {
            Ok(article) => {
                drafts.push(ArticleDraft { article, notes, origins, language_sure, skipped, source });
            }
            Err(error) => {
                let said = message!("ingest-not-read", reason = error);
                findings.push(Issue::error("not-read", file, said));
            }
        }
    }
    drafts
}
