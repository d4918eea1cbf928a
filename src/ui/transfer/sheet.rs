//! What the sheets of export, import and release share: frame, head, columns, keys, and counts in words.

use egui::{Align, Context, Id, Key, Layout, Modifiers, Rect, Ui, UiBuilder, Vec2, vec2};

use crate::app::{Command, FreezeCommand};
use crate::locale::{Decimal, Message};
use crate::message;
use crate::ui::Cx;
use crate::ui::reader::ReaderView;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button, Placement};

pub fn push(cx: &mut Cx<'_>, command: Command) {
    cx.out.push(command);
}

pub fn wish(cx: &mut Cx<'_>, command: FreezeCommand) {
    push(cx, Command::Freeze(command));
}

/// A wide sheet in the middle of the window; `room` is what is left for its lists. Returns whether the window beside it
/// was clicked.
pub fn sheet(
    ctx: &Context,
    cx: &mut Cx<'_>,
    name: &str,
    contents: impl FnOnce(&mut Ui, &mut Cx<'_>, f32),
) -> bool {
    let metrics = Theme::metrics();
    let space = &metrics.space;
    let screen = ctx.content_rect().size() - vec2(2.0 * space.section, 2.0 * space.section);
    let outside = widgets::backdrop(ctx, name);
    let width = metrics.size.sheet.min(screen.x);
    let height = metrics.size.sheet_height.min(screen.y);
    // Where it stands does not depend on what it shows.
    let whole = ctx.content_rect();
    let top = (whole.height() / 6.0).min((whole.height() - height) / 2.0);
    let place = Placement::At(whole.min + vec2((whole.width() - width) / 2.0, top));
    widgets::popover(ctx, name, name, place, width, |ui| {
        ui.set_max_height(screen.y);
        let inner = egui::Margin::symmetric(space.xxl as i8, space.xl as i8);
        egui::Frame::NONE.inner_margin(inner).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            contents(ui, cx, height - 2.0 * metrics.size.top_bar - 2.0 * space.xl);
        });
    });
    outside
}

/// Keys are for the sheet that opens, not for what had the keyboard before.
pub fn take_keys(ctx: &Context) {
    ctx.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
}

/// The share of a sheet's head that its title may take.
const TITLE: f32 = 0.55;

/// The heading of a sheet that is done, with the way out and to another one; `again` is carried out for the latter.
pub fn done_head(ui: &mut Ui, cx: &mut Cx<'_>, title: &str, about: &str, another: &str, again: Command) {
    head(ui, cx, title, about, |ui, cx| {
        let close = Button::new(cx.text.get("common-close")).key(cx.text.get("common-key-esc")).primary();
        if close.show(ui).clicked() {
            cx.out.push(Command::CloseOverlay);
        }
        if Button::new(another).key(cx.text.get("common-key-enter")).show(ui).clicked() {
            cx.out.push(again);
        }
    });
}

/// The heading of a sheet with a line under it, and buttons at the right, the last first.
pub fn head(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    title: &str,
    about: &str,
    buttons: impl FnOnce(&mut Ui, &mut Cx<'_>),
) {
    let metrics = Theme::metrics();
    let (text, space) = (&metrics.text, &metrics.space);
    ui.horizontal(|ui| {
        let title = widgets::one_line(
            ui.painter(),
            &text.heading,
            cx.theme.colours.ink,
            title,
            ui.available_width() * TITLE,
        );
        let (rect, response) = ui.allocate_exact_size(title.size(), egui::Sense::hover());
        let spoken = title.text().to_owned();
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
        ui.painter().galley(rect.min, title, cx.theme.colours.ink);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space.l;
            buttons(ui, cx);
        });
    });
    ui.add_space(space.xs);
    widgets::content(ui, cx, about, &text.note, cx.theme.colours.soft, 1);
    ui.add_space(space.l);
    widgets::hairline(ui);
}

/// Takes room of that height for something that may be lower, so that a sheet is as high whatever it shows.
pub fn body(ui: &mut Ui, cx: &mut Cx<'_>, height: f32, show: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    let size = vec2(ui.available_width(), height);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    within(ui, rect, "body", |ui| show(ui, cx));
}

/// Takes room for columns that stand beside each other, with hairlines between them; widths left to right, the last takes
/// what is left.
pub fn columns<const N: usize>(ui: &mut Ui, cx: &Cx<'_>, widths: [f32; N], height: f32) -> [Rect; N] {
    let metrics = Theme::metrics();
    let size = vec2(ui.available_width(), height);
    let (whole, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let line = egui::Stroke::new(metrics.stroke.hairline, cx.theme.colours.line);
    let mut left = whole.left();
    std::array::from_fn(|at| {
        let last = at + 1 == N;
        let right = if last { whole.right() } else { left + widths[at] };
        let rect = Rect::from_x_y_ranges(left..=right, whole.y_range());
        if !last {
            ui.painter().vline(right, whole.y_range(), line);
        }
        left = right;
        let pad = metrics.space.xxl;
        let start = if at == 0 { 0.0 } else { pad };
        let end = if last { 0.0 } else { pad };
        Rect::from_min_max(rect.min + vec2(start, metrics.space.l), rect.max - vec2(end, 0.0))
    })
}

/// Shows something in a column.
pub fn within(ui: &mut Ui, rect: Rect, salt: &str, show: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().max_rect(rect).id_salt(salt).layout(Layout::top_down(Align::Min));
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(ui.clip_rect().intersect(rect.expand2(Vec2::new(Theme::metrics().space.m, 0.0))));
        show(ui);
    });
}

/// Leaves room for the scroll bar at the right of a list.
pub fn beside_bar(ui: &mut Ui) {
    let room = Theme::metrics().size.scroll_bar + Theme::metrics().space.s;
    ui.set_max_width((ui.available_width() - room).max(0.0));
}

/// What keys do here.
pub fn hints(ui: &mut Ui, cx: &Cx<'_>, keys: &[(&str, &str)]) {
    let metrics = Theme::metrics();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = metrics.space.m;
        for (key, does) in keys {
            widgets::key_cap(ui, key);
            widgets::line(ui, &metrics.text.small, cx.theme.colours.soft, does);
            ui.add_space(metrics.space.m);
        }
    });
}

/// Whether keys are for the sheet: nothing has the keyboard, or the text under it, or the field that it gave it to.
pub fn keys_are_free(ctx: &Context, field: Option<Id>) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    let free = |id: Id| Some(id) == field || id == ReaderView::id();
    !egui::Popup::is_any_open(ctx) && focused.is_none_or(free)
}

pub fn pressed(ctx: &Context, key: Key) -> bool {
    ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// A size of a file, for people.
pub fn size_words(bytes: u64) -> Message {
    match bytes {
        0..1_000 => message!("common-bytes", count = bytes),
        1_000..1_000_000 => message!("common-kilobytes", count = bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => {
            message!("common-megabytes", count = Decimal::new(bytes as f64 / 1e6, 1))
        }
        _ => message!("common-gigabytes", count = Decimal::new(bytes as f64 / 1e9, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_for_people() {
        assert_eq!(size_words(1).english(), "1 byte");
        assert_eq!(size_words(181_500).english(), "182 KB");
        assert_eq!(size_words(2_340_000).english(), "2.3 MB");
    }
}
