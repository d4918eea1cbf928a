//! The system's file dialogs: made on the main thread, awaited on a thread of their own, one at a time.

use super::imports;
use super::program::Program;
use super::report::{JobKind, JobReport};
use crate::app::{
    Command, Dialog, ExportCommand, FreezeCommand, ImportCommand, ProjectCommand, ReviewCommand,
    StatusCommand, TeamCommand,
};
use crate::base::AnnotatorId;
use crate::ingest::{ENDINGS, SHARED_ENDINGS};
use crate::locale::Catalogue;
use crate::message;
use crate::store::BUNDLE_ENDING;
use rfd::{AsyncFileDialog, FileHandle};
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::time::{Duration, Instant};

type Choice = Pin<Box<dyn Future<Output = Vec<FileHandle>> + Send>>;
type Answer = Box<dyn FnOnce(Vec<PathBuf>) -> Option<Command> + Send>;

/// An answer within this time came from no person: the system has no dialog to show, and does not say so.
const AT_ONCE: Duration = Duration::from_millis(250);

/// Shows a dialog, unless one is open.
pub(super) fn show(program: &mut Program, dialog: Dialog, frame: &eframe::Frame) {
    if program.jobs.is_busy(&JobKind::Dialog) {
        return;
    }
    let text = program.state.text;
    let (choice, answer) = begin(text, dialog, AsyncFileDialog::new().set_parent(frame));
    program.jobs.request(JobKind::Dialog, "dialog", move |job| {
        let asked = Instant::now();
        let chosen: Vec<PathBuf> =
            pollster::block_on(choice).iter().map(|handle| handle.path().to_owned()).collect();
        if chosen.is_empty() && asked.elapsed() < AT_ONCE {
            return job.post(JobReport::Command(Command::Status(StatusCommand::Fail(message!(
                "window-no-dialog"
            )))));
        }
        if let Some(command) = Some(chosen).filter(|chosen| !chosen.is_empty()).and_then(answer) {
            job.post(JobReport::Command(command));
        }
    });
}

/// The choice that a dialog leaves, and the command that it becomes.
fn begin(text: &'static Catalogue, wanted: Dialog, dialog: AsyncFileDialog) -> (Choice, Answer) {
    match wanted {
        Dialog::OpenArticles => {
            let dialog = dialog
                .set_title(text.get("window-dialog-articles"))
                .add_filter(text.get("window-files-articles"), &article_endings())
                .add_filter(text.get("window-files-all"), &["*"]);
            (some(dialog.pick_files()), Box::new(open))
        }
        Dialog::OpenArticleFolder => {
            (one(dialog.set_title(text.get("window-dialog-folder")).pick_folder()), Box::new(open))
        }
        Dialog::OpenProject => {
            (one(dialog.set_title(text.get("window-dialog-project")).pick_folder()), Box::new(project))
        }
        Dialog::NewProject => (empty_folder(text, dialog), Box::new(create)),
        Dialog::SaveBundle { name } => {
            let dialog = dialog
                .set_title(text.get("window-dialog-send"))
                .add_filter(text.get("window-files-bundle"), &[BUNDLE_ENDING])
                .set_file_name(name);
            (one(dialog.save_file()), Box::new(send))
        }
        Dialog::SaveFeedback { name, coder } => {
            let dialog = dialog
                .set_title(text.get("window-dialog-feedback"))
                .add_filter(text.get("window-files-page"), &["html"]);
            (one(dialog.set_file_name(name).save_file()), Box::new(|chosen| feedback(coder, chosen)))
        }
        Dialog::OpenBundles => {
            let dialog = dialog
                .set_title(text.get("window-dialog-receive"))
                .add_filter(text.get("window-files-bundle"), &[BUNDLE_ENDING]);
            (some(dialog.pick_files()), Box::new(receive))
        }
        Dialog::UnpackBundle(bundle) => {
            (empty_folder(text, dialog), Box::new(|chosen| unpack(bundle, chosen)))
        }
        Dialog::SaveExport { name, folder: true, .. } => {
            let dialog =
                dialog.set_title(text.get("window-dialog-export-folder")).set_can_create_directories(true);
            (one(dialog.pick_folder()), Box::new(move |chosen| inside(&name, chosen).and_then(write_to)))
        }
        Dialog::SaveExport { name, ending, folder: false } => {
            let dialog = dialog
                .set_title(text.get("window-dialog-export"))
                .add_filter(ending.to_uppercase(), &[ending]);
            (one(dialog.set_file_name(name).save_file()), Box::new(write_to))
        }
        Dialog::SaveRelease { name, folder: true } => {
            let dialog =
                dialog.set_title(text.get("window-dialog-release-folder")).set_can_create_directories(true);
            (one(dialog.pick_folder()), Box::new(move |chosen| inside(&name, chosen).and_then(freeze_to)))
        }
        Dialog::SaveRelease { name, folder: false } => {
            let dialog = dialog
                .set_title(text.get("window-dialog-release"))
                .add_filter(text.get("window-files-zip"), &["zip"]);
            (one(dialog.set_file_name(name).save_file()), Box::new(freeze_to))
        }
        Dialog::OpenAnnotations => {
            let dialog = dialog
                .set_title(text.get("window-dialog-import"))
                .add_filter(text.get("window-files-annotations"), &imports::endings())
                .add_filter(text.get("window-files-all"), &["*"]);
            (some(dialog.pick_files()), Box::new(import))
        }
    }
}

fn empty_folder(text: &'static Catalogue, dialog: AsyncFileDialog) -> Choice {
    let dialog = dialog.set_title(text.get("window-dialog-new")).set_can_create_directories(true);
    one(dialog.pick_folder())
}

fn some(choice: impl Future<Output = Option<Vec<FileHandle>>> + Send + 'static) -> Choice {
    Box::pin(async { choice.await.unwrap_or_default() })
}

fn one(choice: impl Future<Output = Option<FileHandle>> + Send + 'static) -> Choice {
    Box::pin(async { choice.await.into_iter().collect() })
}

fn open(chosen: Vec<PathBuf>) -> Option<Command> {
    Some(Command::Project(ProjectCommand::OpenPaths(chosen)))
}

fn project(chosen: Vec<PathBuf>) -> Option<Command> {
    let root = chosen.into_iter().next()?;
    Some(match crate::store::find_root(&root) {
        Some(_) => Command::Project(ProjectCommand::OpenPaths(vec![root])),
        None => Command::Status(StatusCommand::Fail(message!("program-no-project", path = %root.display()))),
    })
}

fn send(chosen: Vec<PathBuf>) -> Option<Command> {
    chosen.into_iter().next().map(|path| Command::Team(TeamCommand::Send(path)))
}

fn feedback(coder: AnnotatorId, chosen: Vec<PathBuf>) -> Option<Command> {
    let path = chosen.into_iter().next()?;
    Some(Command::Review(ReviewCommand::WriteFeedback { coder, path }))
}

fn receive(chosen: Vec<PathBuf>) -> Option<Command> {
    Some(Command::Team(TeamCommand::Receive(chosen)))
}

fn unpack(bundle: PathBuf, chosen: Vec<PathBuf>) -> Option<Command> {
    let into = chosen.into_iter().next()?;
    Some(Command::Team(TeamCommand::UnpackInto { bundle, into }))
}

fn write_to(chosen: Vec<PathBuf>) -> Option<Command> {
    let path = chosen.into_iter().next()?;
    Some(Command::Export(ExportCommand::WriteTo(path)))
}

fn freeze_to(chosen: Vec<PathBuf>) -> Option<Command> {
    let path = chosen.into_iter().next()?;
    Some(Command::Freeze(FreezeCommand::WriteTo(path)))
}

/// A folder of that name in the one that was chosen. When there is one by the time it is written, it gets another name.
fn inside(name: &str, chosen: Vec<PathBuf>) -> Option<Vec<PathBuf>> {
    Some(vec![chosen.into_iter().next()?.join(name)])
}

fn import(chosen: Vec<PathBuf>) -> Option<Command> {
    Some(Command::Import(ImportCommand::Read(chosen)))
}

fn create(chosen: Vec<PathBuf>) -> Option<Command> {
    chosen.into_iter().next().map(|root| Command::Project(ProjectCommand::Create(root)))
}

/// How the names of files end in which articles may come.
fn article_endings() -> Vec<&'static str> {
    ENDINGS.into_iter().chain(SHARED_ENDINGS).collect()
}
