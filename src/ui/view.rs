//! The whole window in one call.

use super::annotator_dialog::AnnotatorDialog;
use super::claims_page::ClaimsPage;
use super::codebook::CodebookPage;
use super::conflicts::Conflicts;
use super::cx::Cx;
use super::drawer::Drawer;
use super::inspector::Inspector;
use super::intake::IntakePage;
use super::kept::KeptWords;
use super::keys::Keyboard;
use super::library::Library;
use super::palette::Palette;
use super::panes::{Pane, Panes};
use super::picker::Picker;
use super::pill::Pill;
use super::popovers::Popovers;
use super::reader::ReaderView;
use super::review::{self, Overlays, ReviewPage};
use super::theme::Theme;
use super::transfer::{ExportSheet, FreezeSheet, ImportSheet};
use super::typeset::{Fonts, Typesetter};
use super::{drop_hint, issues, received, shortcuts, status_bar, top_bar, welcome};
use crate::app::{Outbox, Route, State, ViewRequest};
use crate::base::Timestamp;
use egui::{Frame, Panel, Rect, Ui};

/// The window: the views and what they keep between frames.
pub struct View {
    set: Typesetter,
    anchor: Option<Rect>,
    panes: Panes,
    keyboard: Keyboard,
    kept: KeptWords,
    parts: Parts,
}

/// The views that keep something between frames.
#[derive(Default)]
struct Parts {
    library: Library,
    reader: ReaderView,
    inspector: Inspector,
    drawer: Drawer,
    claims: ClaimsPage,
    codebook: CodebookPage,
    review: ReviewPage,
    over_review: Overlays,
    picker: Picker,
    popovers: Popovers,
    pill: Pill,
    intake: IntakePage,
    palette: Palette,
    conflicts: Conflicts,
    export: ExportSheet,
    import: ImportSheet,
    freeze: FreezeSheet,
    annotator: AnnotatorDialog,
}

impl View {
    /// A window that sets text with these fonts.
    pub fn new(set: Typesetter) -> Self {
        Self {
            set,
            anchor: None,
            panes: Panes::default(),
            keyboard: Keyboard::default(),
            kept: KeptWords::default(),
            parts: Parts::default(),
        }
    }

    /// Sets text with other fonts from now on, for instance when the system's have been scanned.
    pub fn set_fonts(&mut self, fonts: Fonts) {
        self.set.set_fonts(fonts);
        self.parts.reader = ReaderView::default();
    }

    /// Carries out what the state machine asked of the window.
    pub fn ask(&mut self, request: ViewRequest) {
        match request {
            ViewRequest::FocusFilter => {
                self.keyboard.await_field();
                self.parts.library.focus_filter();
            }
            ViewRequest::CyclePane { back } => self.panes.cycle(back),
            ViewRequest::FocusText => self.parts.reader.focus(),
            ViewRequest::ScrollPages(pages) => self.parts.reader.scroll_pages(pages),
            ViewRequest::FocusFind => {
                self.keyboard.await_field();
                self.parts.drawer.focus_find();
            }
        }
    }

    /// How many texts the views have joined so far; a frame that shows the same as the one before joins none.
    pub fn words_made(&self) -> u64 {
        self.kept.made()
    }

    /// Draws one frame and collects what the user wants.
    pub fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Outbox, now: Timestamp) {
        let theme = Theme::of(ui.ctx());
        let Self { set, anchor, panes, keyboard, kept, parts } = self;
        set.set_theme(theme.dark);
        set.begin(ui.ctx());
        let in_text = ui.memory(|memory| memory.focused().is_none_or(|id| id == ReaderView::id()));
        for command in keyboard.commands(ui, state, in_text) {
            out.push(parts.reader.as_seen(command, state));
        }
        let mut cx = Cx { state, out, set, theme, kept, text: state.text, now, anchor };
        panes.begin();
        if state.focus_mode && state.session.is_some() && state.intake.is_none() {
            if status_bar::has_news(&cx) {
                foot(ui, &mut cx);
            }
            panes.centre(ui, &mut cx, |ui, cx| page(ui, cx, parts));
        } else {
            bars(ui, &mut cx);
            body(ui, &mut cx, panes, parts);
        }
        if panes.end(ui, &mut cx) == Some(Pane::Text) {
            parts.reader.focus();
        }
        if let Some(claim) = parts.drawer.wanted_claim() {
            parts.claims.choose(claim);
        }
        floats(ui, &mut cx, parts);
        self.set.flush(ui.ctx());
    }
}

/// The bars at the top and at the foot.
fn bars(ui: &mut Ui, cx: &mut Cx<'_>) {
    bar(cx, Panel::top("top bar"), Theme::metrics().size.top_bar).show(ui, |ui| top_bar::show(ui, cx));
    foot(ui, cx);
}

fn foot(ui: &mut Ui, cx: &mut Cx<'_>) {
    let panel = bar(cx, Panel::bottom("status bar"), Theme::metrics().size.status_bar);
    panel.show(ui, |ui| status_bar::show(ui, cx));
}

fn bar(cx: &Cx<'_>, panel: Panel, height: f32) -> Panel {
    let frame = Frame::NONE.fill(cx.theme.colours.panel);
    panel.exact_size(height).resizable(false).show_separator_line(false).frame(frame)
}

/// What is between the bars.
fn body(ui: &mut Ui, cx: &mut Cx<'_>, panes: &mut Panes, parts: &mut Parts) {
    if cx.state.route == Route::Review && cx.state.intake.is_none() && cx.state.session.is_some() {
        let (left, right) = panes.review_room(cx.state, ui.available_width());
        if let Some(width) = left {
            panes.left(ui, cx, width, |ui, cx| parts.review.left(ui, cx));
        }
        if let Some(width) = right {
            panes.right(ui, cx, width, |ui, cx| parts.review.right(ui, cx));
        }
        panes.centre(ui, cx, |ui, cx| page(ui, cx, parts));
        return;
    }
    if cx.state.intake.is_some() || cx.state.session.is_none() || cx.state.route != Route::Read {
        panes.centre(ui, cx, |ui, cx| page(ui, cx, parts));
        return;
    }
    let room = panes.room(cx.state, ui.available_width(), parts.library.has_keyboard(ui.ctx()));
    if let Some(width) = room.library {
        panes.left(ui, cx, width, |ui, cx| parts.library.show(ui, cx));
    }
    if let Some(width) = room.inspector {
        panes.right(ui, cx, width, |ui, cx| parts.inspector.show(ui, cx));
    }
    if cx.state.reading().is_some() {
        panes.bottom(ui, cx, |ui, cx| parts.drawer.show(ui, cx));
    }
    panes.centre(ui, cx, |ui, cx| page(ui, cx, parts));
}

/// The page in the middle.
fn page(ui: &mut Ui, cx: &mut Cx<'_>, parts: &mut Parts) {
    match cx.state.route {
        _ if cx.state.intake.is_some() => parts.intake.show(ui, cx),
        _ if cx.state.session.is_none() => welcome::show(ui, cx),
        Route::Read => parts.reader.show(ui, cx),
        Route::Claims => parts.claims.show(ui, cx),
        Route::Codebook => parts.codebook.show(ui, cx),
        Route::Review => parts.review.centre(ui, cx),
    }
}

fn floats(ui: &mut Ui, cx: &mut Cx<'_>, parts: &mut Parts) {
    if cx.state.route == Route::Read {
        parts.pill.show(ui, cx);
        parts.picker.show(ui, cx);
        parts.popovers.show(ui, cx);
    }
    let ctx = ui.ctx();
    parts.palette.show(ctx, cx);
    parts.annotator.show(ctx, cx);
    shortcuts::show(ctx, cx);
    issues::show(ctx, cx);
    parts.conflicts.show(ctx, cx);
    parts.export.show(ctx, cx);
    parts.import.show(ctx, cx);
    parts.freeze.show(ctx, cx);
    received::show(ctx, cx);
    review::show_overlays(ctx, cx, &mut parts.over_review);
    drop_hint::show(ctx, cx);
}
