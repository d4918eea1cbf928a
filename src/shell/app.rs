//! The window's two halves: `logic` carries commands out, `ui` draws and collects new ones.

use super::program::{Program, WindowRequest};
use super::window::{self, Window};
use super::{clock, console, dialogs};
use crate::app::{Action, Command, Outbox, StatusCommand};
use crate::message;
use crate::ui::typeset::Fonts;
use crate::ui::{View, theme::Theme};
use egui::{Context, Ui, ViewportCommand};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// How long a message stays news; after that the window is drawn once more.
const NEWS: Duration = Duration::from_secs(9);
/// How long closing waits for the disk before it says so.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether the window is about to close.
enum Closing {
    No,
    /// The last changes are being written.
    Saving(Instant),
    /// They could not be written, and that was said; the next wish to close is carried out.
    Told,
}

/// The window of the program.
pub(super) struct App {
    program: Program,
    view: View,
    out: Outbox,
    window: Window,
    fonts: Receiver<Fonts>,
    closing: Closing,
    notices: usize,
    started: Option<Instant>,
}

impl App {
    pub fn new(program: Program, view: View, fonts: Receiver<Fonts>, started: Option<Instant>) -> Self {
        let (out, window) = (Outbox::new(), Window::default());
        Self { program, view, out, window, fonts, closing: Closing::No, notices: 0, started }
    }

    fn carry_out(&mut self, request: WindowRequest, ctx: &Context, frame: &eframe::Frame) {
        match request {
            WindowRequest::Dialog(dialog) => dialogs::show(&mut self.program, dialog, frame),
            WindowRequest::View(request) => self.view.ask(request),
            WindowRequest::CopyText(text) => ctx.copy_text(text),
            WindowRequest::ReadClipboard => self.window.paste(ctx),
            WindowRequest::ApplyPreferences => window::apply(ctx, &self.program.state.preferences),
            WindowRequest::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// Holds the window open until everything is on disk, or says why it is not.
    fn close(&mut self, ctx: &Context) {
        if self.program.is_saved() && matches!(self.closing, Closing::Told) {
            self.closing = Closing::No;
        }
        if ctx.input(|input| input.viewport().close_requested()) {
            match self.closing {
                _ if self.program.is_saved() => return,
                Closing::Told => return,
                Closing::No => {
                    self.program.dispatch(Command::Action(Action::SaveNow));
                    self.closing = Closing::Saving(Instant::now());
                }
                Closing::Saving(_) => {}
            }
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
        let Closing::Saving(since) = self.closing else { return };
        let failure = self.program.state.session.as_ref().and_then(|session| session.save.failure.clone());
        if self.program.is_saved() {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        } else if failure.is_some() || since.elapsed() >= PATIENCE {
            let why = failure.unwrap_or_else(|| message!("program-disk-silent"));
            let words = message!("program-not-saved", why = why);
            self.program.dispatch(Command::Status(StatusCommand::Fail(words)));
            self.closing = Closing::Told;
        } else {
            ctx.request_repaint_after(PATIENCE.saturating_sub(since.elapsed()));
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        if let Ok(fonts) = self.fonts.try_recv() {
            self.view.set_fonts(fonts);
        }
        let wished = self.window.commands(ctx, &self.program.state);
        for command in self.out.take().into_iter().chain(wished) {
            self.program.dispatch(command);
        }
        self.program.pump();
        self.close(ctx);
        for request in self.program.take_window_requests() {
            self.carry_out(request, ctx, frame);
        }
        self.window.show_title(ctx, &self.program.state);
        let notices = self.program.state.notices.len();
        if std::mem::replace(&mut self.notices, notices) != notices {
            ctx.request_repaint_after(NEWS);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.view.show(ui, &self.program.state, &mut self.out, clock::now());
        if !self.out.is_empty() {
            ui.ctx().request_repaint();
        }
        if let Some(started) = self.started.take() {
            console::tell(&message!("program-first-frame", time = %started.elapsed().as_millis()));
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Err(reason) = self.program.finish(PATIENCE) {
            console::tell(&message!("program-unsaved", why = reason));
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        let theme = if visuals.dark_mode { Theme::dark() } else { Theme::light() };
        theme.colours.panel.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
