//! The one question that is asked before the first tag: who codes?

use egui::{Context, Key, Modifiers, Ui};

use super::Cx;
use super::theme::Theme;
use super::widgets::{self, Button, Field, Placement};
use crate::app::{Command, Overlay, WhoAmI};

/// What is being typed.
#[derive(Debug, Default)]
pub struct AnnotatorDialog {
    name: String,
    open: bool,
}

impl AnnotatorDialog {
    /// Shows the question while it is what floats.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let Some(Overlay::WhoAmI(question)) = &cx.state.overlay else {
            self.open = false;
            return;
        };
        let just_opened = !std::mem::replace(&mut self.open, true);
        if just_opened {
            self.name.clone_from(&cx.state.preferences.annotator_name);
        }
        let escape = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Escape);
        let outside = widgets::backdrop(ctx, "who");
        if outside || ctx.input_mut(escape) {
            cx.out.push(Command::CloseOverlay);
        }
        let metrics = Theme::metrics();
        widgets::popover(
            ctx,
            "who",
            cx.text.get("window-who-title"),
            Placement::Upper,
            metrics.size.dialog,
            |ui| {
                let inner = egui::Margin::same(metrics.space.xl as i8);
                egui::Frame::NONE.inner_margin(inner).show(ui, |ui| self.card(ui, cx, question, just_opened));
            },
        );
    }

    fn card(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, question: &WhoAmI, just_opened: bool) {
        let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
        let (space, text) = (&metrics.space, &metrics.text);
        ui.spacing_mut().item_spacing.y = space.m;
        widgets::line(ui, &text.heading, colours.ink, cx.text.get("window-who-title"));
        let why = cx.text.get("window-who-why");
        widgets::words(ui, &text.note, colours.soft, why);
        ui.add_space(space.s);
        let enter = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Enter);
        let typing = !just_opened && ui.memory(|memory| memory.focused()) == Some(field_id());
        let accepted = typing && ui.input_mut(enter);
        let field =
            Field::new(cx.text.get("window-who-name")).hint(cx.text.get("window-who-name")).id(field_id());
        let response = field.show(ui, &mut self.name);
        if just_opened {
            response.request_focus();
        }
        let name = self.name.trim();
        ui.add_space(space.s);
        let go = ui
            .add_enabled_ui(!name.is_empty(), |ui| {
                Button::new(cx.text.get("window-who-continue"))
                    .key(cx.text.get("common-key-enter"))
                    .primary()
                    .wide()
                    .show(ui)
                    .clicked()
            })
            .inner;
        if (go || accepted) && !name.is_empty() {
            cx.out.push(Command::SetName(name.to_owned()));
        }
        let cancel = Button::new(cx.text.get("common-cancel")).key(cx.text.get("common-key-esc"));
        if cancel.wide().show(ui).clicked() {
            cx.out.push(Command::CloseOverlay);
        }
        if !question.known.is_empty() {
            ui.add_space(space.l);
            widgets::heading(ui, cx.text.get("window-who-known"), "");
            for (id, name) in &question.known {
                ui.push_id(id.as_str(), |ui| known(ui, cx, name));
            }
        }
    }
}

fn field_id() -> egui::Id {
    egui::Id::unique("who am I")
}

fn known(ui: &mut Ui, cx: &mut Cx<'_>, name: &str) {
    let metrics = Theme::metrics();
    let (rect, response) = widgets::row(ui, || name, metrics.size.control, false);
    let laid = widgets::laid(ui, cx, name, &metrics.text.ui, rect.width() - 2.0 * metrics.space.l);
    let top = rect.center().y - widgets::size(ui, &laid).y / 2.0;
    let at = egui::pos2(rect.left() + metrics.space.l, top);
    widgets::paint_content(ui, cx, &laid, at, &[cx.theme.colours.ink]);
    if response.clicked() {
        cx.out.push(Command::SetName(name.to_owned()));
    }
}
