//! Choices that can be clicked and reached by key: key buttons, scales, swatches and definitions.

use std::ops::Range;

use egui::{
    Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::content::{self, laid};
use super::{focus_ring, galley, tip};
use crate::ui::Cx;
use crate::ui::theme::{Theme, over};

/// One choice: its name on the left, its key on the right.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceItem<'a> {
    /// The name, content of the codebook.
    pub name: &'a str,
    /// The key that gives it; may be empty.
    pub key: &'a str,
    /// Whether it is chosen.
    pub on: bool,
    /// The colour of the code that it stands for.
    pub colour: Option<Color32>,
    /// What it means, shown under the pointer; may be empty.
    pub help: &'a str,
}

/// What was done with a group of choices.
#[derive(Clone, Copy, Debug, Default)]
pub struct Picked {
    /// The one that was clicked.
    pub clicked: Option<usize>,
    /// The one under the pointer or the keyboard.
    pub near: Option<usize>,
}

impl Picked {
    fn note(&mut self, at: usize, response: &Response) {
        if response.clicked() {
            self.clicked = Some(at);
        }
        if response.hovered() || response.has_focus() {
            self.near = Some(at);
        }
    }
}

impl<'a> ChoiceItem<'a> {
    /// A choice without key and colour.
    pub fn plain(name: &'a str, on: bool) -> Self {
        Self { name, key: "", on, colour: None, help: "" }
    }

    /// From the edge to the words; they stand in the middle where there is no key.
    fn pad(&self) -> f32 {
        let space = &Theme::metrics().space;
        if self.key.is_empty() { space.m } else { space.l }
    }

    fn room(&self, ui: &Ui, cx: &mut Cx<'_>) -> f32 {
        let metrics = Theme::metrics();
        let name = laid(ui, cx, self.name, &metrics.text.key_on, f32::INFINITY);
        let key = galley(ui.painter(), &metrics.text.shortcut, cx.theme.colours.soft, self.key).size().x;
        let key = if self.key.is_empty() { 0.0 } else { key + metrics.space.s };
        content::size(ui, &name).x.ceil() + key + 2.0 * self.pad() + 2.0 * metrics.stroke.hairline
    }

    /// Paints it into a place and takes the clicks there.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) -> Response {
        let metrics = Theme::metrics();
        let response = ui.allocate_rect(rect, Sense::click());
        let (name, on) = (self.name, self.on);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, name));
        if ui.is_rect_visible(rect) {
            let radius = CornerRadius::from(metrics.radius.control);
            let colours = &cx.theme.colours;
            let tone = self.colour.unwrap_or(colours.ink);
            let (mut fill, mut edge) = (colours.raised, colours.line);
            if self.on {
                let tint = if self.colour.is_some() { tone.gamma_multiply(CHOSEN) } else { colours.segment };
                (fill, edge) =
                    (over(tint, fill), if self.colour.is_some() { tone } else { colours.line_strong });
            } else if response.hovered() {
                (fill, edge) = (over(colours.hover, fill), colours.line_strong);
            }
            if response.is_pointer_button_down_on() {
                fill = over(colours.pressed, fill);
            }
            let outline = Stroke::new(metrics.stroke.hairline, edge);
            ui.painter().rect(rect, radius, fill, outline, StrokeKind::Inside);
            self.letters(ui, cx, rect, tone);
            focus_ring(ui, &response, rect, metrics.radius.control);
        }
        if self.help.is_empty() { response } else { hint(response, cx, self.name, self.help) }
    }

    fn letters(&self, ui: &Ui, cx: &mut Cx<'_>, rect: Rect, tone: Color32) {
        let metrics = Theme::metrics();
        let inside = rect.shrink2(vec2(self.pad(), 0.0));
        let mut room = inside.width();
        if !self.key.is_empty() {
            let colour = if self.on { tone } else { cx.theme.colours.soft };
            let kind = &metrics.text.shortcut;
            let key = galley(ui.painter(), kind, colour, self.key);
            let at = pos2(inside.right() - key.size().x, inside.center().y - key.size().y / 2.0);
            room -= key.size().x + metrics.space.s;
            ui.painter().galley(at, key, colour);
        }
        let kind = if self.on { &metrics.text.key_on } else { &metrics.text.key };
        let name = laid(ui, cx, self.name, kind, room);
        let size = content::size(ui, &name);
        let colour = if self.on { tone } else { cx.theme.colours.ink };
        let left = if self.key.is_empty() { inside.center().x - size.x / 2.0 } else { inside.left() };
        let at = pos2(left, inside.center().y - size.y / 2.0);
        content::paint_content(ui, cx, &name, at, &[colour]);
    }
}

/// Opacity of a chosen code's colour over its button.
const CHOSEN: f32 = 0.1;

/// Explains a choice under the pointer, set by the typesetter.
fn hint(response: Response, cx: &mut Cx<'_>, name: &str, help: &str) -> Response {
    response.on_hover_ui(|ui| {
        let text = &Theme::metrics().text;
        ui.set_max_width(Theme::metrics().size.inspector);
        let _ = content::content(ui, cx, name, &text.strong, cx.theme.colours.ink, 1);
        let _ = content::content(ui, cx, help, &text.small, cx.theme.colours.soft, 0);
    })
}

/// Key buttons in up to three columns, as many as their names allow.
pub fn choices(ui: &mut Ui, cx: &mut Cx<'_>, items: &[ChoiceItem<'_>]) -> Picked {
    let metrics = Theme::metrics();
    let (gap, width) = (metrics.space.m, ui.available_width());
    let widest = items.iter().map(|item| item.room(ui, cx)).fold(0.0, f32::max);
    let fit = ((width + gap) / (widest + gap)).floor() as usize;
    let columns = fit.clamp(1, 3).min(items.len().max(1));
    let rows = items.len().div_ceil(columns);
    let columns = items.len().div_ceil(rows.max(1)).max(1);
    let cell = vec2((width - gap * (columns - 1) as f32) / columns as f32, metrics.size.control);
    let height = rows as f32 * (cell.y + gap) - gap;
    let area = ui.allocate_space(vec2(width, height.max(0.0))).1;
    let mut picked = Picked::default();
    for (at, item) in items.iter().enumerate() {
        let step = vec2((at % columns) as f32 * (cell.x + gap), (at / columns) as f32 * (cell.y + gap));
        let place = Rect::from_min_size(area.min + step, cell);
        picked.note(at, &within(ui, at, place, |ui| item.show(ui, cx, place)));
    }
    picked
}

/// Buttons as wide as their names, line after line; lines that are nearly full are filled.
pub fn flow(ui: &mut Ui, cx: &mut Cx<'_>, items: &[ChoiceItem<'_>]) -> Picked {
    let metrics = Theme::metrics();
    let (gap, width) = (metrics.space.m, ui.available_width());
    let rooms: Vec<f32> = items.iter().map(|item| item.room(ui, cx).min(width)).collect();
    let lines = lines(&rooms, width);
    let area = ui.allocate_space(vec2(width, lines_height(lines.len()))).1;
    let mut picked = Picked::default();
    let mut top = area.top();
    for line in lines {
        let taken = rooms[line.clone()].iter().sum::<f32>() + gap * (line.len() - 1) as f32;
        let spare = if taken > width * NEARLY { (width - taken) / line.len() as f32 } else { 0.0 };
        let mut left = area.left();
        for at in line {
            let place = Rect::from_min_size(pos2(left, top), vec2(rooms[at] + spare, metrics.size.control));
            left = place.right() + gap;
            picked.note(at, &within(ui, at, place, |ui| items[at].show(ui, cx, place)));
        }
        top += metrics.size.control + gap;
    }
    picked
}

/// How high [`flow`] stands in a room of this width.
pub fn flow_height(ui: &Ui, cx: &mut Cx<'_>, items: &[ChoiceItem<'_>], width: f32) -> f32 {
    let rooms: Vec<f32> = items.iter().map(|item| item.room(ui, cx).min(width)).collect();
    lines_height(lines(&rooms, width).len())
}

/// Which buttons stand in which line.
fn lines(rooms: &[f32], width: f32) -> Vec<Range<usize>> {
    let gap = Theme::metrics().space.m;
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut taken = 0.0;
    for (at, room) in rooms.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if taken + gap + room <= width => {
                line.end = at + 1;
                taken += gap + room;
            }
            Some(_) | None => {
                lines.push(at..at + 1);
                taken = *room;
            }
        }
    }
    lines
}

fn lines_height(lines: usize) -> f32 {
    let metrics = Theme::metrics();
    (lines as f32 * (metrics.size.control + metrics.space.m) - metrics.space.m).max(0.0)
}

/// The share of its width from which a line of buttons is filled.
const NEARLY: f32 = 0.75;

/// A child of its own for something that is painted at a place already taken.
fn within<R>(ui: &mut Ui, salt: usize, place: Rect, show: impl FnOnce(&mut Ui) -> R) -> R {
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt(salt).max_rect(place));
    show(&mut child)
}

/// A scale in one piece; where its names do not fit beside each other, key buttons.
pub fn segments(ui: &mut Ui, cx: &mut Cx<'_>, items: &[ChoiceItem<'_>]) -> Picked {
    let metrics = Theme::metrics();
    let width = ui.available_width();
    let pad = metrics.space.s;
    let wants: Vec<f32> = items
        .iter()
        .map(|item| {
            let name = laid(ui, cx, item.name, &metrics.text.strong, f32::INFINITY);
            content::size(ui, &name).x.ceil() + 2.0 * pad
        })
        .collect();
    let spare = width - wants.iter().sum::<f32>();
    if spare < 0.0 || items.is_empty() {
        return flow(ui, cx, items);
    }
    let area = ui.allocate_space(vec2(width, metrics.size.control)).1;
    let radius = CornerRadius::from(metrics.radius.control);
    let outline = Stroke::new(metrics.stroke.hairline, cx.theme.colours.line);
    ui.painter().rect(area, radius, cx.theme.colours.raised, outline, StrokeKind::Inside);
    let mut picked = Picked::default();
    let mut left = area.left();
    for (at, item) in items.iter().enumerate() {
        let place = Rect::from_min_size(
            pos2(left, area.top()),
            vec2(wants[at] + spare / items.len() as f32, area.height()),
        );
        left = place.right();
        let ends = (at == 0, at + 1 == items.len());
        picked.note(at, &within(ui, at, place, |ui| segment(ui, cx, item, place, ends)));
    }
    picked
}

fn segment(ui: &mut Ui, cx: &mut Cx<'_>, item: &ChoiceItem<'_>, place: Rect, ends: (bool, bool)) -> Response {
    let metrics = Theme::metrics();
    let response = ui.allocate_rect(place, Sense::click());
    let (name, on) = (item.name, item.on);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, name));
    let colours = &cx.theme.colours;
    let r = metrics.radius.control.0;
    let side = |end: bool| if end { r } else { 0 };
    let radius = CornerRadius { nw: side(ends.0), sw: side(ends.0), ne: side(ends.1), se: side(ends.1) };
    let inner = place.shrink(metrics.stroke.hairline);
    if on {
        ui.painter().rect_filled(inner, radius, colours.segment);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, radius, colours.hover);
    }
    if !ends.1 {
        let stroke = Stroke::new(metrics.stroke.hairline, colours.line);
        ui.painter().vline(place.right() - stroke.width / 2.0, inner.y_range(), stroke);
    }
    let kind = if on { &metrics.text.strong } else { &metrics.text.ui };
    let colour = if on { colours.ink } else { colours.soft };
    let words = laid(ui, cx, name, kind, place.width());
    let size = content::size(ui, &words);
    content::paint_content(ui, cx, &words, place.center() - size / 2.0, &[colour]);
    focus_ring(ui, &response, place, metrics.radius.control);
    if item.help.is_empty() { response } else { hint(response, cx, item.name, item.help) }
}

/// A small square in the colour of a code or claim.
pub fn swatch(ui: &mut Ui, colour: Color32, side: f32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::from(Theme::metrics().radius.mark), colour);
}

/// Colours of the palette by their steps, the chosen one in a frame; returns the place in the list of one that was chosen
/// instead.
pub fn swatches(ui: &mut Ui, cx: &mut Cx<'_>, steps: &[usize], current: usize) -> Option<usize> {
    let metrics = Theme::metrics();
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(metrics.space.s);
        for (at, step) in steps.iter().copied().enumerate() {
            let (rect, response) = ui.allocate_exact_size(Vec2::splat(metrics.size.ring), Sense::click());
            let chosen = step == current;
            let inner = rect.shrink(metrics.space.s);
            ui.painter().rect_filled(inner, metrics.radius.mark, cx.theme.code(step));
            if chosen {
                let stroke = Stroke::new(metrics.stroke.focus, cx.theme.colours.ink);
                let ring = rect.shrink(metrics.space.xs - metrics.space.hair);
                ui.painter().rect_stroke(ring, metrics.radius.key, stroke, StrokeKind::Inside);
            }
            focus_ring(ui, &response, rect, metrics.radius.key);
            let name = &cx.theme.step(step).name;
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, name));
            if tip(response, name, "").clicked() && !chosen {
                clicked = Some(at);
            }
        }
    });
    clicked
}

/// A swatch and a name on one line; `kind` is the type of the name.
pub fn named(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    colour: Color32,
    name: &str,
    kind: &crate::ui::theme::TypeStyle,
) -> Response {
    let metrics = Theme::metrics();
    let ink = cx.theme.colours.ink;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = metrics.space.m;
        ui.set_min_height(kind.line_height());
        swatch(ui, colour, metrics.size.swatch);
        content::content(ui, cx, name, kind, ink, 1)
    })
    .inner
}

/// A quiet block that sets a definition apart.
pub fn well<R>(ui: &mut Ui, cx: &mut Cx<'_>, show: impl FnOnce(&mut Ui, &mut Cx<'_>) -> R) -> R {
    let metrics = Theme::metrics();
    egui::Frame::new()
        .fill(cx.theme.colours.well)
        .corner_radius(metrics.radius.card)
        .inner_margin(egui::Margin::symmetric(
            metrics.space.xl as i8,
            metrics.space.l as i8 + metrics.space.xs as i8,
        ))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = metrics.space.s;
            show(ui, cx)
        })
        .inner
}
