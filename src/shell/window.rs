//! What the window itself is told and asked: title, theme, zoom, size, clipboard, dropped files, the wish to close.

use crate::app::{Command, IntakeCommand, ProjectCommand, State, WindowCommand};
use crate::model::{Preferences, ThemeChoice};
use egui::{Context, Event, ThemePreference, ViewportCommand};
use std::time::{Duration, Instant};

/// The smallest window in points.
pub(super) const SMALLEST: [f32; 2] = [720.0, 480.0];
/// The first window in points.
pub(super) const USUAL: [f32; 2] = [1280.0, 800.0];
/// How long the clipboard may take to answer.
const CLIPBOARD: Duration = Duration::from_secs(2);

/// What is remembered of the window between frames.
#[derive(Debug, Default)]
pub(super) struct Window {
    title: String,
    pasting: Option<Instant>,
}

/// Puts theme and scale of the preferences into force.
pub(super) fn apply(ctx: &Context, preferences: &Preferences) {
    ctx.set_theme(match preferences.theme {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    });
    ctx.set_zoom_factor(preferences.zoom);
}

/// The window's title for what is open.
pub(super) fn title(state: &State) -> String {
    let project = state.session.as_ref().map(|session| session.project.name());
    let article = state.reading().map(|reading| {
        let title = &reading.article.metadata.title;
        if title.is_empty() { reading.article.id.as_str() } else { title }
    });
    let parts = [article, project, Some("Obelus")].into_iter().flatten();
    parts.map(single_line).collect::<Vec<_>>().join(" — ")
}

fn single_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Window {
    /// Asks the clipboard for words; they come as an event.
    pub fn paste(&mut self, ctx: &Context) {
        self.pasting = Some(Instant::now());
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
    }

    /// What happened to the window since the last frame.
    pub fn commands(&mut self, ctx: &Context, state: &State) -> Vec<Command> {
        let mut commands = Vec::new();
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        let paths: Vec<_> = dropped.iter().map(|file| file.path().to_owned()).collect();
        if !paths.is_empty() {
            commands.push(Command::Project(ProjectCommand::OpenPaths(paths)));
        }
        let wanted = self.pasting.is_some_and(|since| since.elapsed() < CLIPBOARD);
        if wanted || !ctx.text_edit_focused() {
            let pasted = ctx.input(|input| {
                input.events.iter().find_map(|event| match event {
                    Event::Paste(text) => Some(text.clone()),
                    _ => None,
                })
            });
            if let Some(text) = pasted {
                self.pasting = None;
                commands.push(Command::Intake(IntakeCommand::Paste(text)));
            }
        }
        commands.extend(size(ctx, &state.preferences));
        commands
    }

    /// Keeps the title in step.
    pub fn show_title(&mut self, ctx: &Context, state: &State) {
        let title = title(state);
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// The window's size when it is not the one remembered. A window that fills the screen keeps its former size.
fn size(ctx: &Context, preferences: &Preferences) -> Option<Command> {
    let (rect, maximised) = ctx.input(|input| {
        let viewport = input.viewport();
        (viewport.inner_rect, viewport.maximized.or(viewport.fullscreen).unwrap_or(false))
    });
    let size = rect?.size() * ctx.zoom_factor();
    let (width, height, _) = preferences.window.unwrap_or((USUAL[0], USUAL[1], false));
    let (width, height) = if maximised { (width, height) } else { (size.x.round(), size.y.round()) };
    let usable = width >= 1.0 && height >= 1.0;
    let changed = preferences.window != Some((width, height, maximised));
    (usable && changed).then_some(Command::Window(WindowCommand::Size { width, height, maximised }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_window_is_called_after_the_program() {
        assert_eq!(title(&State::new(Preferences::default())), "Obelus");
    }
}
