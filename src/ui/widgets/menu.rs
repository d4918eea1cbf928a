//! Menus and tooltips with the key beside the words.

use egui::{Id, Key, Modifiers, Popup, PopupCloseBehavior, Response, Sense, Ui, WidgetInfo, vec2};

use super::content::{laid, paint_content, size};
use super::key::{key_cap_size, paint_key_cap};
use super::popover::pressed_outside;
use super::row::{focus_ring, paint_hover};
use super::text::{self, galley};
use crate::ui::Cx;
use crate::ui::theme::Theme;

/// Says what a control does, with its key.
pub fn tip(response: Response, words: &str, chord: &str) -> Response {
    response.on_hover_ui(|ui| {
        let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
        if chord.is_empty() {
            text::words(ui, &metrics.text.small, theme.colours.ink, words);
            return;
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.l;
            text::line(ui, &metrics.text.small, theme.colours.ink, words);
            super::key_cap(ui, chord);
        });
    })
}

/// A line of a menu; closes the menu when chosen.
pub fn item(ui: &mut Ui, label: &str, chord: &str) -> bool {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let (space, style) = (&metrics.space, &metrics.text.ui);
    let colour = if ui.is_enabled() { theme.colours.ink } else { theme.colours.faint };
    let words = galley(ui.painter(), style, colour, label);
    let cap = if chord.is_empty() { 0.0 } else { key_cap_size(ui.painter(), chord).x + space.section };
    let width = (words.size().x + cap + 2.0 * space.l).max(ui.available_width());
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, words.size().y + 2.0 * space.s), Sense::click());
    paint_hover(ui, &response, rect, metrics.radius.tab);
    focus_ring(ui, &response, rect, metrics.radius.tab);
    let left = rect.left_center() + vec2(space.l, -words.size().y / 2.0);
    ui.painter().galley(left, words, colour);
    if !chord.is_empty() {
        paint_key_cap(ui.painter(), rect.right_center() - vec2(space.l, 0.0), chord);
    }
    chosen(ui, &response, label, chord == HOLDS)
}

/// The same for words that come from the project: as wide as the menu, with an ellipsis where there are more.
pub fn content_item(ui: &mut Ui, cx: &mut Cx<'_>, label: &str, mark: &str) -> bool {
    let (ink, metrics) = (cx.theme.colours.ink, Theme::metrics());
    let (space, style, width) = (&metrics.space, &metrics.text.ui, ui.available_width());
    let cap = if mark.is_empty() { 0.0 } else { key_cap_size(ui.painter(), mark).x + space.l };
    let words = laid(ui, cx, label, style, width - cap - 2.0 * space.l);
    let height = style.line_height().round() + 2.0 * space.s;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    paint_hover(ui, &response, rect, metrics.radius.tab);
    focus_ring(ui, &response, rect, metrics.radius.tab);
    let at = rect.left_center() + vec2(space.l, -size(ui, &words).y / 2.0);
    paint_content(ui, cx, &words, at, &[ink]);
    if !mark.is_empty() {
        paint_key_cap(ui.painter(), rect.right_center() - vec2(space.l, 0.0), mark);
    }
    chosen(ui, &response, label, mark == HOLDS)
}

/// The lines of the menu that is being shown, each with whether it is what holds now.
#[derive(Debug, Clone, Default)]
struct MenuLines(Vec<(Id, bool)>);

/// The mark of the line that holds now.
const HOLDS: &str = "✓";

/// Keys in an open menu beyond those for every control: Home and End, and the line that holds now has the keyboard when
/// the menu was opened by a key.
fn steer(button: &Response, lines: &[(Id, bool)], was_open: bool) {
    let ctx = &button.ctx;
    let focused = ctx.memory(egui::Memory::focused);
    if !was_open && focused == Some(button.id) {
        let first = lines.iter().find(|(_, holds)| *holds).or(lines.first());
        first.into_iter().for_each(|(line, _)| ctx.memory_mut(|memory| memory.request_focus(*line)));
        return;
    }
    // A field in the menu has these keys for itself.
    if focused.is_some_and(|id| id != button.id && lines.iter().all(|(line, _)| *line != id)) {
        return;
    }
    for (key, line) in [(Key::Home, lines.first()), (Key::End, lines.last())] {
        let pressed = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if let Some((line, _)) = line.filter(|_| pressed) {
            ctx.memory_mut(|memory| memory.request_focus(*line));
        }
    }
}

/// Says what a line of a menu is, and closes the menu when the line was chosen.
fn chosen(ui: &Ui, line: &Response, label: &str, holds: bool) -> bool {
    let of_menu = (line.id, holds);
    ui.data_mut(|data| data.get_temp_mut_or_default::<MenuLines>(Id::NULL).0.push(of_menu));
    if line.gained_focus() {
        line.scroll_to_me(None);
    }
    line.widget_info(|| WidgetInfo::labeled(egui::Role::MenuItem, ui.is_enabled(), label));
    let clicked = line.clicked();
    if clicked {
        ui.close();
    }
    clicked
}

/// A menu that opens under a button.
pub fn menu(button: &Response, width: f32, contents: impl FnOnce(&mut Ui)) {
    under(button, Popup::menu(button).width(width), contents);
}

/// The same with a field in it, which a press does not close.
pub fn menu_with_field(button: &Response, width: f32, contents: impl FnOnce(&mut Ui)) {
    let menu = Popup::menu(button).width(width);
    under(button, menu.close_behavior(PopupCloseBehavior::CloseOnClickOutside), contents);
}

fn under(button: &Response, menu: Popup<'_>, contents: impl FnOnce(&mut Ui)) {
    let ctx = &button.ctx;
    let outer = ctx.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<MenuLines>(Id::NULL)));
    let was_open = ctx.data(|data| data.get_temp::<bool>(button.id)).unwrap_or_default();
    let shown = menu.show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        contents(ui);
    });
    ctx.data_mut(|data| data.insert_temp(button.id, shown.is_some()));
    let lines =
        ctx.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<MenuLines>(Id::NULL), outer));
    if shown.is_some() {
        steer(button, &lines.0, was_open);
    }
    let elsewhere = shown.is_some_and(|shown| pressed_outside(&button.ctx, shown.response.rect));
    if elsewhere && !button.contains_pointer() {
        Popup::close_all(&button.ctx);
    }
}
