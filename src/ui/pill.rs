//! One line beside a fresh mouse selection: the likeliest tags and their keys. It never takes the keyboard.

use egui::{Id, Rect, Sense, Ui, WidgetInfo, vec2};

use super::Cx;
use super::theme::Theme;
use super::widgets::{self, Placement};
use crate::app::{Action, AnnotationCommand, Command};
use crate::base::CodeId;
use crate::model::{AnnotationSet, Body, Codebook};
use crate::text::Span;

/// The most tags in the line.
const TAGS: usize = 5;

/// The line; knows which selection it was made for.
#[derive(Debug, Default)]
pub struct Pill {
    fresh: Option<Span>,
    seen: Option<Span>,
    /// Frames for which a new selection still counts as made by the pointer.
    let_go: u8,
}

/// Frames for which a selection counts as made by the pointer after the button was let go.
const AFTER_LETTING_GO: u8 = 3;

/// What one button of the line does.
enum PillTag {
    Code(CodeId),
    Claim,
}

impl Pill {
    /// Shows it while a selection made by the pointer stands and nothing else floats.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let selected = cx.state.reading().and_then(|reading| reading.selected());
        let (let_go, held) =
            ui.input(|input| (input.pointer.primary_released(), input.pointer.primary_down()));
        // What is selected is known in the frame after the button was let go.
        self.let_go = if let_go { AFTER_LETTING_GO } else { self.let_go.saturating_sub(1) };
        if self.let_go > 0 {
            self.fresh = selected;
        } else if selected != self.seen {
            self.fresh = None;
        }
        self.seen = selected;
        let Some(session) = &cx.state.session else { return };
        let busy = session.tag_lock.is_some() || cx.state.reading().is_some_and(|r| r.picking.is_some());
        if self.fresh.is_none() || held || busy || cx.state.overlay.is_some() {
            return;
        }
        let Some(anchor) = *cx.anchor else { return };
        self.line(ui, cx, anchor);
    }

    fn line(&mut self, ui: &Ui, cx: &mut Cx<'_>, anchor: Rect) {
        let Some(session) = &cx.state.session else { return };
        let metrics = Theme::metrics();
        let empty = AnnotationSet::default();
        let set = session.my_set().map_or(&empty, |set| &**set);
        let mut items: Vec<(PillTag, String, String, egui::Color32)> = Vec::new();
        if session.project.codebook().claim_layer().is_some() {
            let key = cx.state.keymap.shown(Action::LinkClaim);
            items.push((
                PillTag::Claim,
                cx.text.get("reader-pill-claim").to_owned(),
                key,
                cx.theme.code(cx.theme.claim(0)),
            ));
        }
        for (id, name, key, colour) in likeliest(session.project.codebook(), set, TAGS - items.len()) {
            items.push((PillTag::Code(id), name, key, cx.theme.code(cx.theme.named(&colour))));
        }
        let width: f32 = items.iter().map(|(_, name, key, _)| room(ui, cx, name, key)).sum();
        let place = Placement::Beside(anchor);
        widgets::popover(
            ui.ctx(),
            "pill",
            cx.text.get("reader-pill"),
            place,
            width + 2.0 * metrics.space.m,
            |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    for (tag, name, key, colour) in &items {
                        if button(ui, cx, name, key, *colour) {
                            self.fresh = None;
                            cx.out.push(match tag {
                                PillTag::Code(code) => Command::Annotation(AnnotationCommand::Tag {
                                    code: code.clone(),
                                    unsure: false,
                                }),
                                PillTag::Claim => Command::Action(Action::LinkClaim),
                            });
                        }
                    }
                });
            },
        );
    }
}

/// The codes most used in this article, those of the sweep first where nothing is used yet.
fn likeliest(codebook: &Codebook, set: &AnnotationSet, most: usize) -> Vec<(CodeId, String, String, String)> {
    let codes = codebook.layers().iter().flat_map(|layer| layer.codes()).filter(|code| code.key.is_some());
    let mut codes: Vec<_> = codes.map(|code| (set.uses(&Body::Code(code.id.clone())), code)).collect();
    codes.sort_by_key(|(uses, _)| u32::MAX - uses);
    codes.truncate(most);
    codes
        .into_iter()
        .map(|(_, code)| {
            let key = code.key.map(String::from).unwrap_or_default();
            (code.id.clone(), code.name.clone(), key, code.colour.clone())
        })
        .collect()
}

fn room(ui: &Ui, cx: &mut Cx<'_>, name: &str, key: &str) -> f32 {
    let metrics = Theme::metrics();
    let words = widgets::laid(ui, cx, name, &metrics.text.key, f32::INFINITY);
    let cap = widgets::key_cap_size(ui.painter(), key).x;
    (widgets::size(ui, &words).x + cap + metrics.space.m + 2.0 * metrics.space.l).ceil()
}

fn button(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, key: &str, colour: egui::Color32) -> bool {
    let metrics = Theme::metrics();
    let size = vec2(room(ui, cx, name, key), metrics.size.control);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // Clicked but never focused: the keyboard stays in the text.
    let response = ui.interact(rect, Id::unique(("pill", name, key)), Sense::CLICK);
    widgets::paint_hover(ui, &response, rect, metrics.radius.control);
    let inner = rect.shrink2(vec2(metrics.space.l, 0.0));
    let words = widgets::laid(ui, cx, name, &metrics.text.key, f32::INFINITY);
    let at = inner.left_center() - vec2(0.0, widgets::size(ui, &words).y / 2.0);
    widgets::paint_content(ui, cx, &words, at, &[colour]);
    widgets::paint_key_cap(ui.painter(), inner.right_center(), key);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    response.clicked()
}
