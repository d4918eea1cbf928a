//! Where two versions of my work differ: both sides of each entry, and which is to hold.

use egui::{
    Context, Event, Key, Modifiers, Rect, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
};
use egui::{UiBuilder, pos2, vec2};

use super::Cx;
use super::kept::kept;
use super::theme::Theme;
use super::widgets::{self, Button, Placement};
use crate::app::{
    Command, ConflictSides, ConflictedFile, OpenConflict, Overlay, SideLine, TeamCommand, TeamOverlay,
};
use crate::message;

/// The sheet; keeps which entry was last brought into view.
#[derive(Debug, Default)]
pub struct Conflicts {
    shown: Option<usize>,
}

fn push(cx: &mut Cx<'_>, command: TeamCommand) {
    cx.out.push(Command::Team(command));
}

impl Conflicts {
    /// Shows the sheet while it is what floats.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        if !matches!(cx.state.overlay, Some(Overlay::Team(TeamOverlay::Conflicts))) {
            self.shown = None;
            return;
        }
        let metrics = Theme::metrics();
        let space = &metrics.space;
        keys(ctx, cx);
        let screen = ctx.content_rect().size() - vec2(2.0 * space.section, 2.0 * space.section);
        let outside = widgets::backdrop(ctx, "conflicts");
        let width = metrics.size.sheet.min(screen.x);
        widgets::popover(
            ctx,
            "conflicts",
            cx.text.get("team-conflicts-title"),
            Placement::Upper,
            width,
            |ui| {
                ui.set_max_height(screen.y);
                let inner = egui::Margin::symmetric(space.xxl as i8, space.xl as i8);
                egui::Frame::NONE.inner_margin(inner).show(ui, |ui| self.sheet(ui, cx, screen.y));
            },
        );
        if outside {
            cx.out.push(Command::CloseOverlay);
        }
    }

    fn sheet(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, height: f32) {
        let state = cx.state;
        let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
        let space = &metrics.space;
        let Some(session) = &state.session else { return };
        let conflicts = &session.conflicts;
        ui.horizontal(|ui| {
            widgets::line(ui, &metrics.text.heading, colours.ink, cx.text.get("team-conflicts-title"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space.l;
                if Button::new(cx.text.get("common-close"))
                    .key(cx.text.get("common-key-esc"))
                    .show(ui)
                    .clicked()
                {
                    cx.out.push(Command::CloseOverlay);
                }
                if !conflicts.is_empty()
                    && Button::new(cx.text.get("team-conflicts-resolve"))
                        .key(cx.text.get("common-key-enter"))
                        .primary()
                        .show(ui)
                        .clicked()
                {
                    push(cx, TeamCommand::Resolve);
                }
            });
        });
        ui.add_space(space.m);
        if conflicts.is_empty() {
            widgets::empty(ui, cx.text.get("team-conflicts-none"), cx.text.get("team-conflicts-none.hint"));
            return;
        }
        widgets::words(ui, &metrics.text.note, colours.soft, cx.text.get("team-conflicts-about"));
        ui.add_space(space.m);
        widgets::hairline(ui);
        let most = height - metrics.size.top_bar - 4.0 * space.section;
        let moved = self.shown.replace(conflicts.at) != Some(conflicts.at);
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space.s;
            if conflicts.count() == 0 {
                ui.add_space(space.l);
                widgets::empty(
                    ui,
                    cx.text.get("team-conflicts-same"),
                    cx.text.get("team-conflicts-same.hint"),
                );
            }
            for (number, (conflicted, entry)) in conflicts.entries().enumerate() {
                let held = number == conflicts.at;
                let rect = ui.push_id(number, |ui| item(ui, cx, conflicted, entry, number, held)).inner;
                if held && moved {
                    ui.scroll_to_rect(rect.expand(space.l), None);
                }
            }
            ui.add_space(space.l);
        });
    }
}

/// ↑ ↓ go through the entries, 1 and 2 choose, Enter resolves, Escape closes.
fn keys(ctx: &Context, cx: &mut Cx<'_>) {
    let mut typed = Vec::new();
    let (step, enter, escape) = ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Text(text) => {
                typed.extend(text.chars());
                false
            }
            _ => true,
        });
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let step = i32::from(pressed(Key::ArrowDown)) - i32::from(pressed(Key::ArrowUp));
        (step, pressed(Key::Enter), pressed(Key::Escape))
    });
    if step != 0 {
        push(cx, TeamCommand::Move(step));
    }
    for letter in typed {
        match letter {
            '1' => push(cx, TeamCommand::Choose { theirs: false }),
            '2' => push(cx, TeamCommand::Choose { theirs: true }),
            _ => {}
        }
    }
    if enter {
        push(cx, TeamCommand::Resolve);
    }
    if escape {
        cx.out.push(Command::CloseOverlay);
    }
}

/// One differing entry; returns where it stands.
fn item(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    conflicted: &ConflictedFile,
    entry: &OpenConflict,
    number: usize,
    held: bool,
) -> Rect {
    let state = cx.state;
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let Some(session) = &state.session else { return Rect::NOTHING };
    let ConflictSides { title, passage, mine, theirs } = session.sides(cx.text, conflicted, &entry.conflict);
    ui.add_space(space.l);
    let top = ui.cursor().top();
    let ink = if held { cx.theme.colours.ink } else { cx.theme.colours.soft };
    widgets::content(ui, cx, &title, &text.small_strong, ink, 1);
    if !passage.is_empty() {
        widgets::content(
            ui,
            cx,
            &cx.text.shown(&message!("common-quoted", words = passage)),
            &text.passage,
            cx.theme.colours.ink,
            2,
        );
    }
    let sides = [
        (cx.text.get("team-conflicts-mine"), "1", mine, !entry.theirs),
        (cx.text.get("team-conflicts-theirs"), "2", theirs, entry.theirs),
    ];
    if let Some(clicked) = pair(ui, cx, &sides, held) {
        push(cx, TeamCommand::Select(number));
        push(cx, TeamCommand::Choose { theirs: clicked == 1 });
        push(cx, TeamCommand::Select(number));
    }
    ui.min_rect().with_min_y(top)
}

type Side<'s> = (&'s str, &'s str, Vec<SideLine>, bool);

/// Both sides beside each other, as high as the higher; returns which was clicked.
fn pair(ui: &mut Ui, cx: &mut Cx<'_>, sides: &[Side<'_>; 2], held: bool) -> Option<usize> {
    let metrics = Theme::metrics();
    let space = &metrics.space;
    let (start, gap) = (ui.cursor().min, space.l);
    let width = (ui.available_width() - gap) / 2.0;
    let backs = [ui.painter().add(Shape::Noop), ui.painter().add(Shape::Noop)];
    let mut height: f32 = 0.0;
    for (at, side) in sides.iter().enumerate() {
        let left = start.x + at as f32 * (width + gap);
        let inside = Rect::from_min_size(pos2(left, start.y), vec2(width, f32::INFINITY))
            .shrink2(vec2(space.xl, space.l));
        let mut child =
            ui.new_child(UiBuilder::new().scope_id(ui.scope_id().with(("side", at))).max_rect(inside));
        child.spacing_mut().item_spacing.y = space.xs;
        lines(&mut child, cx, side, held);
        height = height.max(child.min_rect().height() + 2.0 * space.l);
    }
    let (all, _) = ui.allocate_exact_size(vec2(2.0 * width + gap, height), Sense::hover());
    let mut clicked = None;
    for (at, (name, _, said, on)) in sides.iter().enumerate() {
        let left = all.left() + at as f32 * (width + gap);
        let rect = Rect::from_min_size(pos2(left, all.top()), vec2(width, height));
        let response = ui.interact(rect, ui.scope_id().with(("choose", at)), Sense::click());
        let colours = &cx.theme.colours;
        let edge = match (*on, response.hovered()) {
            (true, _) => Stroke::new(metrics.stroke.focus, colours.ink),
            (false, true) => Stroke::new(metrics.stroke.hairline, colours.line_strong),
            (false, false) => Stroke::new(metrics.stroke.hairline, colours.line),
        };
        let radius = metrics.radius.card;
        let back = egui::epaint::RectShape::new(rect, radius, colours.raised, edge, StrokeKind::Inside);
        ui.painter().set(backs[at], Shape::from(back));
        widgets::focus_ring(ui, &response, rect, radius);
        let words: Vec<&str> = said.iter().map(|line| line.text.as_str()).collect();
        let label = kept!(cx, "{}: {}", name, words.join("; "));
        response.widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, *on, &label));
        if response.clicked() {
            clicked = Some(at);
        }
    }
    clicked
}

fn lines(ui: &mut Ui, cx: &mut Cx<'_>, side: &Side<'_>, held: bool) {
    let metrics = Theme::metrics();
    let text = &metrics.text;
    let (name, key, said, on) = side;
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    ui.horizontal(|ui| {
        widgets::line(ui, &text.label, if *on { ink } else { soft }, name);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if held {
                widgets::key_cap(ui, key);
            }
        });
    });
    if said.is_empty() {
        widgets::line(ui, &text.note, soft, cx.text.get("team-conflicts-absent"));
    }
    for line in said {
        let (kind, colour) = if line.differs { (&text.strong, ink) } else { (&text.ui, soft) };
        widgets::content(ui, cx, &line.text, kind, colour, 4);
    }
}
