//! Starts the window, or says why there is none.

use super::app::App;
use super::console::tell;
use super::folders::UserFolders;
use super::program::Program;
use super::{bundles, clipboard, clock, icon, imports, reasons, window};
use crate::app::{Command, Effect, ProjectCommand, StatusCommand};
use crate::base::{Checked, Issue};
use crate::jobs::{self, Waker};
use crate::message;
use crate::model::Preferences;
use crate::store;
use crate::ui::View;
use crate::ui::theme::{self, fonts};
use crate::ui::typeset::{Fonts, Typesetter};
use eframe::{CreationContext, NativeOptions};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

/// Set to anything, the time from start to the first frame is printed.
const TRACE: &str = "OBELUS_TRACE_START";

/// Opens the window, with a project, an article or a folder of articles when a path is given, and stays until it is
/// closed. Exit code 2: there could be no window, or there is nothing at the path.
pub fn run(path: Option<PathBuf>) -> ExitCode {
    let started = Instant::now();
    if let Some(path) = path.as_ref().filter(|path| !path.exists()) {
        tell(&message!("program-no-such-file", path = %path.display()));
        return ExitCode::from(2);
    }
    let folders = UserFolders::of_system();
    let kept = folders.data.as_ref().map(|data| store::load_preferences(data, clock::now()));
    let Checked { value: preferences, issues } =
        kept.unwrap_or_else(|| Checked::clean(Preferences::default()));
    let options = options(&preferences);
    let shown: Arc<OnceLock<egui::Context>> = Arc::default();
    let waker: Waker = {
        let shown = Arc::clone(&shown);
        Arc::new(move || shown.get().into_iter().for_each(egui::Context::request_repaint))
    };
    let mut program = match Program::new(preferences, folders, waker) {
        Ok(program) => program.with_clipboard(clipboard::html),
        Err(error) => {
            tell(&message!("program-no-saver", why = %error));
            return ExitCode::from(2);
        }
    };
    // Files are read while the window is being made.
    begin(&mut program, path, issues);
    let trace = std::env::var_os(TRACE).map(|_| started);
    let made = eframe::run_native(
        "Obelus",
        options,
        Box::new(move |creation| {
            dress(creation, &program.state.preferences);
            let _ = shown.set(creation.egui_ctx.clone());
            creation.egui_ctx.request_repaint();
            let (bundled, scanned) = scan_fonts(&creation.egui_ctx);
            Ok(Box::new(App::new(program, View::new(Typesetter::new(bundled)), scanned, trace)))
        }),
    );
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => no_window(&error),
    }
}

/// Opens what was asked for, the last project, or at the first start the sample.
fn begin(program: &mut Program, path: Option<PathBuf>, issues: Vec<Issue>) {
    for issue in issues {
        let said = reasons::with_hint(issue.message, issue.hint);
        program.dispatch(Command::Status(StatusCommand::Say(said)));
    }
    let comes_in = |path: &PathBuf| bundles::is_bundle(path) || path.is_file() && imports::is_import(path);
    let guest = path.clone().filter(comes_in);
    if let Some(path) = path.filter(|_| guest.is_none()) {
        return program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![path])));
    }
    let recents = &program.state.preferences.recents;
    let last = recents
        .iter()
        .map(|recent| recent.path.clone())
        .find(|path| store::find_root(path).as_ref() == Some(path));
    match last {
        Some(root) => program.run(Effect::ReadProject { root, article: None }),
        None if recents.is_empty() && guest.is_none() => program.run(Effect::ReadSample),
        None => {}
    }
    // It goes into the project that was open last.
    if let Some(guest) = guest {
        program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![guest])));
    }
}

fn options(preferences: &Preferences) -> NativeOptions {
    let (width, height, maximised) =
        preferences.window.unwrap_or((window::USUAL[0], window::USUAL[1], false));
    NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Obelus")
            .with_app_id("obelus")
            .with_icon(icon::icon())
            .with_inner_size([width.max(window::SMALLEST[0]), height.max(window::SMALLEST[1])])
            .with_min_inner_size(window::SMALLEST)
            .with_maximized(maximised)
            .with_drag_and_drop(true),
        persist_window: false,
        ..NativeOptions::default()
    }
}

/// Typefaces, both themes, and what egui must not do by itself.
fn dress(creation: &CreationContext<'_>, preferences: &Preferences) {
    let ctx = &creation.egui_ctx;
    theme::install(ctx);
    ctx.options_mut(|options| {
        options.fallback_theme = egui::Theme::Light;
        options.zoom_with_keyboard = false;
    });
    window::apply(ctx, preferences);
}

/// The program's own fonts at once, and the system's with them as soon as they have been scanned.
fn scan_fonts(ctx: &egui::Context) -> (Fonts, Receiver<Fonts>) {
    let bundled: [(&str, Arc<[u8]>); 4] = [
        ("Literata", Arc::from(fonts::LITERATA)),
        ("Literata", Arc::from(fonts::LITERATA_ITALIC)),
        ("Inter", Arc::from(fonts::INTER)),
        ("Inter", Arc::from(fonts::INTER_ITALIC)),
    ];
    let own = Fonts::new(&bundled, false);
    let (hand_over, scanned) = channel();
    let ctx = ctx.clone();
    // Without the thread the program's own fonts have to do.
    let _ = jobs::spawn("fonts", move || {
        let mut fonts = Fonts::new(&bundled, true);
        fonts.warm_up();
        if hand_over.send(fonts).is_ok() {
            ctx.request_repaint();
        }
    });
    (own, scanned)
}

/// The system's words without the place in a source file that they begin with.
fn without_source(words: &str) -> String {
    match words.split_once("os error at ").and_then(|(_, rest)| rest.split_once(": ")) {
        Some((_, reason)) => reason.to_owned(),
        None => words.to_owned(),
    }
}

/// Says what was tried and what may help.
fn no_window(error: &eframe::Error) -> ExitCode {
    let advice = if cfg!(target_os = "linux") {
        message!("program-advice-linux")
    } else {
        message!("program-advice-driver")
    };
    let why = match error {
        eframe::Error::NoGlutinConfigs(_, why) => message!("program-no-driver", why = %why).english(),
        other => without_source(&other.to_string()),
    };
    let why = why.trim_end_matches('.');
    let said = message!("program-no-window", why = why, advice = advice);
    tell(&said);
    let can_show = cfg!(any(windows, target_os = "macos"));
    if can_show {
        let dialog = rfd::AsyncMessageDialog::new().set_title("Obelus").set_description(said.english());
        pollster::block_on(dialog.set_level(rfd::MessageLevel::Error).show());
    }
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_without_the_place_in_the_source() {
        let words = "winit EventLoopError: os error at /home/x/linux/mod.rs:765: DISPLAY is not set.";
        assert_eq!(without_source(words), "DISPLAY is not set.");
        assert_eq!(without_source("glutin error: bad config"), "glutin error: bad config");
    }
}
