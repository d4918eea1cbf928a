//! Choosing a claim for a passage, in a popover beside it; never a dialog.
//!
//! The query field has the keyboard throughout; arrows, Enter and Escape are taken before it sees them.

use egui::{Align2, Id, Key, Modifiers, Rect, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::Cx;
use super::theme::Theme;
use super::widgets::{self, Field, Placement};
use crate::app::{Candidate, Command, Overlay, PassageOverlay, Picker as Picked, PickerCommand};
use crate::message;

/// The popover; keeps what is being typed.
#[derive(Debug, Default)]
pub struct Picker {
    typed: String,
    open: bool,
}

impl Picker {
    /// Shows it while the state has a picker open.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let state = cx.state;
        let Some(Overlay::Passage(PassageOverlay::Picker(picker))) = &state.overlay else {
            self.open = false;
            return;
        };
        if !self.open {
            self.typed.clone_from(&picker.query);
        }
        let place = (*cx.anchor).map_or(Placement::Upper, Placement::Beside);
        let width = Theme::metrics().size.picker;
        let name = cx.text.get("reader-link");
        let ((), rect) = widgets::popover(ui.ctx(), "claim picker", name, place, width, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            keys(ui, cx);
            self.query(ui, cx, picker);
            rows(ui, cx, picker);
        });
        if widgets::pressed_outside(ui.ctx(), rect) {
            cx.out.push(Command::CloseOverlay);
        }
        self.open = true;
    }

    fn query(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, picker: &Picked) {
        let metrics = Theme::metrics();
        let id = Id::unique("claim picker query");
        let hint = if picker.mention.is_some() {
            cx.text.get("reader-link-mention-query")
        } else {
            cx.text.get("reader-link-query")
        };
        let response =
            Field::new(cx.text.get("reader-picker")).hint(hint).id(id).bare().show(ui, &mut self.typed);
        if !response.has_focus() {
            response.request_focus();
        }
        if response.changed() {
            cx.out.push(Command::Picker(PickerCommand::Query(self.typed.clone())));
        }
        widgets::hairline(ui);
        ui.add_space(metrics.space.s);
    }
}

/// Takes the keys that move and choose.
fn keys(ui: &Ui, cx: &mut Cx<'_>) {
    let wished = ui.input_mut(|input| {
        let mut wished = Vec::new();
        let mut take = |key, modifiers, command: fn() -> Command| {
            if input.consume_key(modifiers, key) {
                wished.push(command());
            }
        };
        take(Key::Enter, Modifiers::COMMAND, || Command::Picker(PickerCommand::Create));
        take(Key::Enter, Modifiers::NONE, || Command::Picker(PickerCommand::Accept));
        take(Key::Escape, Modifiers::NONE, || Command::CloseOverlay);
        take(Key::ArrowDown, Modifiers::NONE, || Command::Picker(PickerCommand::Move(1)));
        take(Key::ArrowUp, Modifiers::NONE, || Command::Picker(PickerCommand::Move(-1)));
        wished
    });
    for command in wished {
        cx.out.push(command);
    }
}

fn rows(ui: &mut Ui, cx: &mut Cx<'_>, picker: &Picked) {
    for (at, candidate) in picker.candidates.iter().enumerate() {
        ui.push_id(candidate.id.as_str(), |ui| claim(ui, cx, at, candidate, at == picker.chosen));
    }
    let typed = picker.query.trim();
    let create = if typed.is_empty() {
        cx.text.get("reader-new-claim-unnamed").into()
    } else {
        cx.text.shown(&message!("reader-new-claim", name = typed))
    };
    let chosen = picker.chosen == picker.candidates.len();
    let soft = cx.theme.colours.soft;
    let (rect, response) = row(ui, cx, &create, chosen, soft.gamma_multiply(CHOSEN));
    let keys = if chosen && !typed.is_empty() {
        cx.text.get("common-key-enter")
    } else {
        cx.text.get("common-key-ctrl-space-enter")
    };
    let room = hint(ui, cx, rect, keys);
    let words = widgets::laid(ui, cx, &create, &Theme::metrics().text.ui, room);
    let at = rect.left_center() - vec2(0.0, widgets::size(ui, &words).y / 2.0);
    widgets::paint_content(ui, cx, &words, at, &[soft]);
    if response.clicked() {
        cx.out.push(Command::Picker(PickerCommand::Create));
    }
}

/// Opacity of a claim's colour behind its row when it is chosen.
const CHOSEN: f32 = 0.12;

fn claim(ui: &mut Ui, cx: &mut Cx<'_>, at: usize, candidate: &Candidate, chosen: bool) {
    let metrics = Theme::metrics();
    let colour = cx.theme.code(cx.theme.claim(candidate.colour));
    let (rect, response) = row(ui, cx, &candidate.label, chosen, colour.gamma_multiply(CHOSEN));
    let side = metrics.size.swatch_small;
    let square = Align2::LEFT_CENTER.anchor_size(rect.left_center(), Vec2::splat(side));
    ui.painter().rect_filled(square, metrics.radius.mark, colour);
    let mentions = match (candidate.mentions, chosen) {
        (0, false) => "".into(),
        (n, true) => cx.text.shown(&message!("reader-mentions-enter", count = n)),
        (n, false) => n.to_string().into(),
    };
    let lead = side + metrics.space.l;
    let room = hint(ui, cx, rect, &mentions) - lead;
    let words = widgets::laid(ui, cx, &candidate.label, &metrics.text.ui, room);
    let at_words = rect.left_center() + vec2(lead, -widgets::size(ui, &words).y / 2.0);
    let ink = cx.theme.colours.ink;
    widgets::paint_content(ui, cx, &words, at_words, &[ink]);
    if response.clicked() {
        cx.out.push(Command::Picker(PickerCommand::Choose(at)));
    }
}

/// A row of the list, answered without its padding.
fn row(ui: &mut Ui, cx: &Cx<'_>, name: &str, chosen: bool, tint: egui::Color32) -> (Rect, egui::Response) {
    let metrics = Theme::metrics();
    let height = (metrics.text.ui.line_height() + 2.0 * (metrics.space.m + metrics.space.hair)).round();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let radius = metrics.radius.control;
    if chosen {
        response.scroll_to_me(None);
        ui.painter().rect_filled(rect, radius, super::theme::over(tint, cx.theme.colours.raised));
    } else {
        widgets::paint_hover(ui, &response, rect, radius);
    }
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, chosen, name));
    (rect.shrink2(vec2(metrics.space.l + metrics.space.xs, 0.0)), response)
}

/// Small words at the right of a row; returns the room that is left of them.
fn hint(ui: &Ui, cx: &Cx<'_>, rect: Rect, words: &str) -> f32 {
    let metrics = Theme::metrics();
    let colour = cx.theme.colours.soft;
    let at = rect.right_center();
    let taken = widgets::paint(ui.painter(), at, Align2::RIGHT_CENTER, &metrics.text.origin, colour, words);
    rect.width() - taken.width() - metrics.space.l
}
