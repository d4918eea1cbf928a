//! The sheet of all keys, made from the action table and the codebook.

use egui::{Align2, Context, Key, Modifiers, ScrollArea, Sense, Ui, vec2};

use super::Cx;
use super::kept::kept;
use super::theme::Theme;
use super::widgets::{self, Placement};
use crate::app::{Command, Group, KeyLine, Overlay};

/// The most columns of the sheet.
const COLUMNS: usize = 4;
/// Lines by which a column may be longer than its share.
const SLACK: usize = 3;

/// A heading with its lines: a name and the chords for it.
struct ShortcutGroup {
    name: String,
    lines: Vec<(String, Vec<String>)>,
}

/// Shows the sheet while it is what floats.
pub fn show(ctx: &Context, cx: &mut Cx<'_>) {
    if !matches!(cx.state.overlay, Some(Overlay::Shortcuts)) {
        return;
    }
    let metrics = Theme::metrics();
    let space = &metrics.space;
    let screen = ctx.content_rect().size() - vec2(2.0 * space.section, 2.0 * space.section);
    let width = metrics.size.sheet.min(screen.x);
    let outside = widgets::backdrop(ctx, "keys");
    widgets::popover(ctx, "keys", cx.text.get("window-keys"), Placement::Upper, width, |ui| {
        ui.set_max_height(screen.y);
        let inner = egui::Margin::symmetric(space.xxl as i8, space.xl as i8);
        egui::Frame::NONE.inner_margin(inner).show(ui, |ui| {
            title(ui, cx);
            ui.add_space(space.xl);
            let most = screen.y - metrics.size.top_bar - 2.0 * space.xxl;
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                columns(ui, cx);
            });
        });
    });
    let escape = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Escape);
    if outside || ctx.input_mut(escape) {
        cx.out.push(Command::CloseOverlay);
    }
}

fn title(ui: &mut Ui, cx: &mut Cx<'_>) {
    let metrics = Theme::metrics();
    ui.horizontal(|ui| {
        widgets::line(ui, &metrics.text.heading, cx.theme.colours.ink, cx.text.get("window-keys"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::Button::new(cx.text.get("common-close"))
                .key(cx.text.get("common-key-esc"))
                .show(ui)
                .clicked()
            {
                cx.out.push(Command::CloseOverlay);
            }
        });
    });
}

fn columns(ui: &mut Ui, cx: &mut Cx<'_>) {
    let space = &Theme::metrics().space;
    let sections = sections(cx);
    let all: usize = sections.iter().map(|section| section.lines.len() + HEADING_LINES).sum();
    let columns = ((ui.available_width() / Theme::metrics().size.side_min) as usize).clamp(1, COLUMNS);
    let share = all.div_ceil(columns) + SLACK;
    let gaps = (columns - 1) as f32 * space.section;
    let width = (ui.available_width() - gaps - space.l) / columns as f32;
    let mut rest = sections.into_iter().peekable();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space.section;
        for column in 0..columns {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                let mut used = 0;
                while let Some(next) = rest.peek() {
                    let lines = next.lines.len() + HEADING_LINES;
                    let fits = used == 0 || used + lines <= share || column + 1 == columns;
                    let Some(section) = rest.next_if(|_| fits) else { break };
                    used += lines;
                    show_section(ui, cx, &section);
                }
            });
        }
    });
}

/// Lines that a heading with its gap takes.
const HEADING_LINES: usize = 2;

fn sections(cx: &Cx<'_>) -> Vec<ShortcutGroup> {
    let mut all = Vec::new();
    if let Some(session) = &cx.state.session {
        for layer in session.project.codebook().layers() {
            let lines: Vec<_> = layer
                .codes()
                .iter()
                .filter_map(|code| Some((code.name.clone(), vec![code.key?.to_string()])))
                .collect();
            if !lines.is_empty() {
                all.push(ShortcutGroup { name: layer.name.clone(), lines });
            }
        }
    }
    let keymap = &cx.state.keymap;
    let codebook = cx.state.session.as_ref().map(|session| &**session.project.codebook());
    let keys = keymap.lines(codebook);
    let of_group = |group: Group| {
        let lines = keys.iter().filter(|line| line.group() == group).filter_map(|line| shown(cx, line));
        ShortcutGroup { name: cx.text.get(group.name_id()).to_owned(), lines: lines.collect() }
    };
    all.extend(Group::ALL.into_iter().map(of_group));
    all
}

fn shown(cx: &Cx<'_>, line: &KeyLine) -> Option<(String, Vec<String>)> {
    let chords: Vec<String> = line.chords(&cx.state.keymap).iter().map(ToString::to_string).collect();
    (!chords.is_empty()).then(|| (line.label(cx.text).trim_end_matches('…').to_owned(), chords))
}

fn show_section(ui: &mut Ui, cx: &mut Cx<'_>, section: &ShortcutGroup) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    widgets::heading(ui, &section.name, "");
    ui.add_space(space.s);
    for (name, chords) in &section.lines {
        let height = (text.small.line_height() + space.s).round();
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        if ui.is_rect_visible(rect) {
            let mut right = rect.right_center();
            for chord in chords.iter().rev() {
                right.x = widgets::paint_key_cap(ui.painter(), right, chord).left() - space.s;
            }
            let room = right.x - rect.left() - space.s;
            let words = widgets::laid(ui, cx, name, &text.small, room);
            let at = Align2::LEFT_CENTER.anchor_size(rect.left_center(), widgets::size(ui, &words)).min;
            widgets::paint_content(ui, cx, &words, at, &[colours.ink]);
        }
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Label, true, kept!(cx, "{}: {}", name, chords.join(", ")))
        });
    }
    ui.add_space(space.xxl);
}
