//! The system's file dialogs: made on the main thread, awaited on a thread of their own, one at a time.

use super::desk::{Desk, Kind, Report};
use super::imports;
use crate::app::{
    Command, Effect, ExchangeCommand, ExchangeEffect, ExportCommand, FreezeCommand, FreezeEffect,
    ImportCommand, InterchangeEffect, ProjectCommand, ReviewCommand, StatusCommand,
};
use crate::base::AnnotatorId;
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
/// What the filter for bundles is called.
const BUNDLE: &str = "Obelus bundle";
const NO_DIALOG: &str = "The system shows no file dialog. On Linux it takes xdg-desktop-portal with a desktop's own \
                         part, or zenity. Until then, drop files on the window, or use the command line: obelus \
                         PATH, obelus export, obelus --help.";

/// Shows the dialog that an effect asks for, unless one is open.
pub(super) fn show(desk: &mut Desk, effect: &Effect, frame: &eframe::Frame) {
    if desk.jobs.is_busy(&Kind::Dialog) {
        return;
    }
    let dialog = AsyncFileDialog::new().set_parent(frame);
    let (choice, answer): (Choice, Answer) = match effect {
        Effect::ChooseArticles => {
            let dialog = dialog
                .set_title("Add articles")
                .add_filter("Text and Markdown", &["txt", "text", "md", "markdown"])
                .add_filter("All files", &["*"]);
            let picked = dialog.pick_files();
            (Box::pin(async { picked.await.unwrap_or_default() }), Box::new(open))
        }
        Effect::ChooseArticleFolder => {
            (one(dialog.set_title("Add a folder of articles").pick_folder()), Box::new(open))
        }
        Effect::ChooseProject => {
            (one(dialog.set_title("Open a project folder").pick_folder()), Box::new(project))
        }
        Effect::ChooseNewProject => {
            let dialog =
                dialog.set_title("Choose an empty folder for the project").set_can_create_directories(true);
            (one(dialog.pick_folder()), Box::new(create))
        }
        Effect::Exchange(ExchangeEffect::ChooseTarget { name }) => {
            let dialog =
                dialog.set_title("Send my work").add_filter(BUNDLE, &[BUNDLE_ENDING]).set_file_name(name);
            (one(dialog.save_file()), Box::new(send))
        }
        Effect::ChoosePage { name, coder } => {
            let dialog = dialog.set_title("Save feedback as a page").add_filter("Page", &["html"]);
            let coder = coder.clone();
            (one(dialog.set_file_name(name).save_file()), Box::new(|chosen| feedback(coder, chosen)))
        }
        Effect::Exchange(ExchangeEffect::ChooseBundles) => {
            let picked = dialog.set_title("Receive work").add_filter(BUNDLE, &[BUNDLE_ENDING]).pick_files();
            (Box::pin(async { picked.await.unwrap_or_default() }), Box::new(receive))
        }
        Effect::Exchange(ExchangeEffect::ChooseUnpack(bundle)) => {
            let dialog =
                dialog.set_title("Choose an empty folder for the project").set_can_create_directories(true);
            let bundle = bundle.clone();
            (one(dialog.pick_folder()), Box::new(|chosen| unpack(bundle, chosen)))
        }
        Effect::Interchange(InterchangeEffect::ChooseDestination { name, folder: true, .. }) => {
            let dialog = dialog.set_title("Choose a folder for the export").set_can_create_directories(true);
            let name = name.clone();
            (one(dialog.pick_folder()), Box::new(move |chosen| inside(&name, chosen).and_then(write_to)))
        }
        Effect::Interchange(InterchangeEffect::Freeze(FreezeEffect::Choose { name, folder: true })) => {
            let dialog = dialog.set_title("Choose a folder for the release").set_can_create_directories(true);
            let name = name.clone();
            (one(dialog.pick_folder()), Box::new(move |chosen| inside(&name, chosen).and_then(freeze_to)))
        }
        Effect::Interchange(InterchangeEffect::Freeze(FreezeEffect::Choose { name, .. })) => {
            let dialog = dialog.set_title("Freeze a release").add_filter("ZIP", &["zip"]);
            (one(dialog.set_file_name(name).save_file()), Box::new(freeze_to))
        }
        Effect::Interchange(InterchangeEffect::ChooseDestination { name, ending, .. }) => {
            let dialog = dialog.set_title("Export").add_filter(ending.to_uppercase(), &[*ending]);
            (one(dialog.set_file_name(name).save_file()), Box::new(write_to))
        }
        Effect::Interchange(InterchangeEffect::ChooseImport) => {
            let endings = imports::endings();
            let dialog = dialog
                .set_title("Import annotations")
                .add_filter("Annotations of other programs", &endings)
                .add_filter("All files", &["*"]);
            let picked = dialog.pick_files();
            (Box::pin(async { picked.await.unwrap_or_default() }), Box::new(import))
        }
        _ => return,
    };
    desk.jobs.request(Kind::Dialog, "dialog", move |job| {
        let asked = Instant::now();
        let chosen: Vec<PathBuf> =
            pollster::block_on(choice).iter().map(|handle| handle.path().to_owned()).collect();
        if chosen.is_empty() && asked.elapsed() < AT_ONCE {
            return job.post(Report::Command(Command::Status(StatusCommand::Fail(NO_DIALOG.to_owned()))));
        }
        if let Some(command) = Some(chosen).filter(|chosen| !chosen.is_empty()).and_then(answer) {
            job.post(Report::Command(command));
        }
    });
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
        None => Command::Status(StatusCommand::Fail(format!(
            "There is no project in {}. “New project” makes one there.",
            root.display()
        ))),
    })
}

fn send(chosen: Vec<PathBuf>) -> Option<Command> {
    chosen.into_iter().next().map(|path| Command::Exchange(ExchangeCommand::Send(path)))
}

fn feedback(coder: AnnotatorId, chosen: Vec<PathBuf>) -> Option<Command> {
    let path = chosen.into_iter().next()?;
    Some(Command::Review(ReviewCommand::WriteFeedback { coder, path }))
}

fn receive(chosen: Vec<PathBuf>) -> Option<Command> {
    Some(Command::Exchange(ExchangeCommand::Receive(chosen)))
}

fn unpack(bundle: PathBuf, chosen: Vec<PathBuf>) -> Option<Command> {
    let into = chosen.into_iter().next()?;
    Some(Command::Exchange(ExchangeCommand::UnpackInto { bundle, into }))
}

fn write_to(chosen: Vec<PathBuf>) -> Option<Command> {
    let path = chosen.into_iter().next()?;
    Some(Command::Export(ExportCommand::WriteTo(path)))
}

fn freeze_to(chosen: Vec<PathBuf>) -> Option<Command> {
    let path = chosen.into_iter().next()?;
    Some(Command::Freeze(FreezeCommand::WriteTo(path)))
}

/// A new folder of that name in the one that was chosen.
fn inside(name: &str, chosen: Vec<PathBuf>) -> Option<Vec<PathBuf>> {
    let folder = chosen.into_iter().next()?;
    let numbered = (2..1000).map(|number| folder.join(format!("{name}-{number}")));
    let free = std::iter::once(folder.join(name)).chain(numbered).find(|place| !place.exists())?;
    Some(vec![free])
}

fn import(chosen: Vec<PathBuf>) -> Option<Command> {
    Some(Command::Import(ImportCommand::Read(chosen)))
}

fn create(chosen: Vec<PathBuf>) -> Option<Command> {
    chosen.into_iter().next().map(|root| Command::Project(ProjectCommand::Create(root)))
}
