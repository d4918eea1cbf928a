//! Files read one after the other, each within a time: which is being read, how far that is, and what became of it.

use super::report::{JobKind, JobReport};
use crate::app::{Command, StatusCommand};
use crate::base::{Checked, Issue, Progress};
use crate::ingest::ArticleDraft;
use crate::jobs::Job;
use crate::message;
use crate::model::ReadOptions;
use crate::transfer::{self, ArticleFile, READING_STOPPED, RefusedFile};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often progress is told.
pub(super) const PACE: Duration = Duration::from_millis(100);
/// How long the window takes over one file.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// The longest name of a file that is shown while it is read, in code points.
const LONGEST: usize = 48;

/// A handle for work on one file that is given up after so long.
pub(super) fn within(patience: Duration, whole: &Progress) -> Progress {
    let since = Instant::now();
    whole.part(move || since.elapsed() >= patience)
}

/// What is said of a file that was not read: that it took too long, unless it was something else.
pub(super) fn refused(refused: RefusedFile, patience: Duration) -> RefusedFile {
    if refused.issue.code != READING_STOPPED {
        return refused;
    }
    let said = message!("program-too-long", seconds = patience.as_secs());
    let issue = Issue::error("reads-too-long", refused.issue.file, said);
    RefusedFile { issue: issue.hint(message!("program-too-long.hint")), ..refused }
}

/// A file that is being read.
pub(super) struct FileUnderWay {
    /// Counted from 1.
    number: usize,
    name: String,
    /// To stop with the whole, and when it takes too long.
    pub progress: Progress,
}

impl FileUnderWay {
    pub fn new(number: usize, path: &Path, patience: Duration, whole: &Progress) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = match name.char_indices().nth(LONGEST) {
            Some((cut, _)) => format!("{}…", &name[..cut]),
            None => name.into_owned(),
        };
        Self { number, name, progress: within(patience, whole) }
    }
}

/// The file that is being read, for whoever looks on.
#[derive(Default)]
pub(super) struct CurrentFile(Mutex<Option<FileUnderWay>>);

impl CurrentFile {
    pub fn begin(&self, file: FileUnderWay) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    }

    /// Says which of `count` files is being read and how far that is.
    pub fn tell(&self, count: usize, job: &Job<JobKind, JobReport>) {
        let current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(FileUnderWay { number, name, progress }) = &*current else { return };
        if job.progress().is_cancelled() {
            return;
        }
        let said = match count {
            1 => message!("program-reading-file", file = name),
            count => message!("program-reading-articles", file = name, number = *number, count = count),
        };
        let (done, total) = progress.read();
        let part = if total == 0 { 0.0 } else { (done as f32 / total as f32).min(1.0) };
        let share = ((*number - 1) as f32 + part) / count as f32;
        job.post(JobReport::Command(Command::Status(StatusCommand::Busy(Some((said, Some(share)))))));
    }
}

/// What became of files.
#[derive(Default)]
pub(super) struct ReadFiles<'f> {
    /// What is in each that could be read.
    pub read: Vec<(&'f Path, Checked<Vec<ArticleDraft>>)>,
    /// Why others could not.
    pub refused: Vec<(&'f Path, RefusedFile)>,
    /// How many were not looked at, because it was wished to stop.
    pub unread: usize,
}

/// Reads files. One that takes longer than `patience` is refused; when `whole` is to stop, what was read before stays.
pub(super) fn read_files<'f>(
    files: &'f [ArticleFile],
    patience: Duration,
    whole: &Progress,
    mut begin: impl FnMut(FileUnderWay),
) -> ReadFiles<'f> {
    let mut outcome = ReadFiles::default();
    for (at, file) in files.iter().enumerate() {
        let under_way = FileUnderWay::new(at + 1, &file.path, patience, whole);
        let progress = under_way.progress.clone();
        begin(under_way);
        let read = transfer::read_articles(file, &ReadOptions::default(), &progress);
        if whole.is_cancelled() {
            outcome.unread = files.len() - at;
            break;
        }
        match read {
            Ok(found) => outcome.read.push((&file.path, found)),
            Err(not_read) => outcome.refused.push((&file.path, refused(not_read, patience))),
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path, count: usize) -> Vec<ArticleFile> {
        let file = |number: usize| {
            let path = folder.join(format!("{number}.txt"));
            std::fs::write(&path, format!("Headline {number}\n\nSome words.\n")).expect("written");
            ArticleFile { path, is_named: true }
        };
        (0..count).map(file).collect()
    }

    #[test]
    fn a_file_that_takes_too_long_is_given_up_and_told_of_and_the_others_go_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = files(folder.path(), 2);
        let outcome = read_files(&files, Duration::ZERO, &Progress::new(), |_| {});
        assert_eq!((outcome.read.len(), outcome.unread), (0, 0));
        let issues = || outcome.refused.iter().map(|(_, refused)| &refused.issue);
        let codes: Vec<_> = issues().map(|issue| (issue.code, issue.file.as_str())).collect();
        let names: Vec<_> = files.iter().map(|file| file.path.to_string_lossy().into_owned()).collect();
        assert_eq!(codes, [("reads-too-long", names[0].as_str()), ("reads-too-long", names[1].as_str())]);
        assert!(issues().all(|issue| !issue.hint.is_empty()));
        let outcome = read_files(&files, PATIENCE, &Progress::new(), |_| {});
        assert_eq!((outcome.read.len(), outcome.refused.len()), (2, 0), "with time they are read");
    }

    #[test]
    fn what_was_read_before_it_was_stopped_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = files(folder.path(), 4);
        let whole = Progress::new();
        let mut begun = Vec::new();
        let outcome = read_files(&files, PATIENCE, &whole, |file| {
            if file.number == 3 {
                whole.cancel();
            }
            begun.push(file.name);
        });
        assert_eq!((outcome.read.len(), outcome.refused.len(), outcome.unread), (2, 0, 2));
        assert_eq!(begun, ["0.txt", "1.txt", "2.txt"]);
    }
}
