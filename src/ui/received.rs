//! What receiving bundles did, file by file; and what to do with bundles while no project is open.

use egui::{Align2, Context, Key, Modifiers, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Cx;
use super::kept::kept;
use super::theme::Theme;
use super::widgets::{self, Button, Placement};
use crate::app::{
    Action, Command, Overlay, ReceivedBundle, ReceivedFile, TeamCommand, TeamOverlay, fate_name,
};
use crate::base::{Issue, Severity};
use crate::locale::Message;
use crate::message;
use crate::model::Fate;

/// Shows whichever is open.
pub fn show(ctx: &Context, cx: &mut Cx<'_>) {
    let state = cx.state;
    let Some(Overlay::Team(overlay)) = &state.overlay else { return };
    match overlay {
        TeamOverlay::Received(bundles) => received(ctx, cx, bundles),
        TeamOverlay::Bundles(paths) => {
            let names = paths.iter().filter_map(|path| path.file_name());
            let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
            bundles(ctx, cx, &names.join(", "));
        }
        // A sheet of its own, which keeps its scroll.
        TeamOverlay::Conflicts => {}
    }
}

fn received(ctx: &Context, cx: &mut Cx<'_>, bundles: &[ReceivedBundle]) {
    let metrics = Theme::metrics();
    let space = &metrics.space;
    let screen = ctx.content_rect().size() - vec2(2.0 * space.section, 2.0 * space.section);
    let outside = widgets::backdrop(ctx, "received");
    let width = metrics.size.sheet.min(screen.x);
    widgets::popover(ctx, "received", cx.text.get("team-received"), Placement::Upper, width, |ui| {
        ui.set_max_height(screen.y);
        let inner = egui::Margin::symmetric(space.xxl as i8, space.xl as i8);
        egui::Frame::NONE.inner_margin(inner).show(ui, |ui| sheet(ui, cx, bundles, screen.y));
    });
    let close = ctx.input_mut(|input| {
        input.consume_key(Modifiers::NONE, Key::Escape) || input.consume_key(Modifiers::NONE, Key::Enter)
    });
    if outside || close {
        cx.out.push(Command::CloseOverlay);
    }
}

fn sheet(ui: &mut Ui, cx: &mut Cx<'_>, bundles: &[ReceivedBundle], height: f32) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let space = &metrics.space;
    let session = cx.state.session.as_ref();
    let mine = |content: &ReceivedFile| {
        session.zip(content.key.as_ref()).is_some_and(|(session, key)| session.is_mine(key))
    };
    let mut contents = bundles.iter().flat_map(|bundle| &bundle.contents);
    let conflicts = contents.any(|content| content.fate == Fate::Conflict && mine(content));
    ui.horizontal(|ui| {
        widgets::line(ui, &metrics.text.heading, colours.ink, cx.text.get("team-received"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space.l;
            if Button::new(cx.text.get("common-close")).key(cx.text.get("common-key-esc")).show(ui).clicked()
            {
                cx.out.push(Command::CloseOverlay);
            }
            let waiting = cx.state.session.as_ref().is_some_and(|session| !session.conflicts.is_empty());
            if conflicts && waiting && Button::new(cx.text.get("team-resolve")).show(ui).clicked() {
                cx.out.push(Command::Action(Action::Conflicts));
            }
        });
    });
    ui.add_space(space.l);
    widgets::hairline(ui);
    let rows: Vec<ReceivedRow<'_>> = bundles.iter().flat_map(ReceivedRow::of).collect();
    let total: f32 = rows.iter().map(ReceivedRow::height).sum();
    let most = height - metrics.size.top_bar - 2.0 * space.section;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show_viewport(ui, |ui, seen| {
        let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), total), Sense::hover());
        let mut top = 0.0;
        for (number, row) in rows.iter().enumerate() {
            let (at, height) = (top, row.height());
            top += height;
            if at + height >= seen.top() && at <= seen.bottom() {
                let corner = pos2(all.left(), all.top() + at);
                row.paint(ui, cx, Rect::from_min_size(corner, vec2(all.width(), height)), number);
            }
        }
    });
}

/// One line of the list.
enum ReceivedRow<'p> {
    Bundle(&'p ReceivedBundle),
    Content(&'p ReceivedFile),
    /// What was found, and what to do about it.
    Issue(&'p Issue),
    /// So many files that were here already.
    Quiet(usize),
}

impl<'p> ReceivedRow<'p> {
    /// What wants to be looked at comes first; what was here already is only counted.
    fn of(bundle: &'p ReceivedBundle) -> Vec<Self> {
        let mut rows = vec![Self::Bundle(bundle)];
        rows.extend(bundle.issues.iter().map(Self::Issue));
        let quiet = |content: &&ReceivedFile| {
            matches!(content.fate, Fate::Same | Fate::Older) && content.issues.is_empty()
        };
        let mut told: Vec<&ReceivedFile> = bundle.contents.iter().filter(|content| !quiet(content)).collect();
        told.sort_by_key(|content| content.fate);
        for content in &told {
            rows.push(Self::Content(content));
            rows.extend(content.issues.iter().map(Self::Issue));
        }
        let passed = bundle.contents.len() - told.len();
        rows.extend((passed > 0).then_some(Self::Quiet(passed)));
        rows
    }

    fn height(&self) -> f32 {
        let (space, text) = (&Theme::metrics().space, &Theme::metrics().text);
        let height = match self {
            Self::Bundle(_) => text.strong.line_height() + text.small.line_height() + 2.0 * space.xl,
            Self::Content(_) | Self::Quiet(_) => text.ui.line_height() + 2.0 * space.s,
            Self::Issue(issue) if issue.hint.is_empty() => text.small.line_height() + 2.0 * space.s,
            Self::Issue(_) => 2.0 * text.small.line_height() + 2.0 * space.s,
        };
        height.round()
    }

    fn paint(&self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, number: usize) {
        let metrics = Theme::metrics();
        let (space, text) = (&metrics.space, &metrics.text);
        let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
        let left = rect.left() + metrics.size.source;
        let room = rect.right() - left;
        let said = match self {
            Self::Bundle(bundle) => {
                let line = egui::Stroke::new(metrics.stroke.hairline, cx.theme.colours.line);
                if number > 0 {
                    ui.painter().hline(rect.x_range(), rect.top() + space.s, line);
                }
                let top = rect.top() + space.xl;
                let name = widgets::laid(ui, cx, &bundle.name, &text.strong, rect.width());
                widgets::paint_content(ui, cx, &name, pos2(rect.left(), top), &[ink]);
                let about = about(cx, bundle);
                let below = widgets::laid(ui, cx, &about, &text.small, rect.width());
                let under = pos2(rect.left(), top + text.strong.line_height());
                widgets::paint_content(ui, cx, &below, under, &[soft]);
                kept!(cx, "{}: {}", bundle.name, about)
            }
            Self::Content(content) => {
                let middle = pos2(rect.left(), rect.center().y);
                let colour = tone(cx, content.fate);
                let fate = cx.text.get(fate_name(content.fate));
                widgets::paint(ui.painter(), middle, Align2::LEFT_CENTER, &text.small_strong, colour, fate);
                let named = cx.discreet(&content.what);
                let what = widgets::laid(ui, cx, &named, &text.ui, room);
                let at = pos2(left, rect.center().y - widgets::size(ui, &what).y / 2.0);
                widgets::paint_content(ui, cx, &what, at, &[ink]);
                kept!(cx, "{}: {}", fate, named)
            }
            Self::Issue(issue) => {
                let colour = if issue.severity == Severity::Note { soft } else { ink };
                let (said, hint_said) = (cx.discreet(&issue.message), cx.discreet(&issue.hint));
                let top = rect.top() + space.s;
                let message = widgets::laid(ui, cx, &said, &text.small, room);
                widgets::paint_content(ui, cx, &message, pos2(left, top), &[colour]);
                let hint = widgets::laid(ui, cx, &hint_said, &text.small, room);
                widgets::paint_content(ui, cx, &hint, pos2(left, top + text.small.line_height()), &[soft]);
                kept!(cx, "{} {}", said, hint_said)
            }
            Self::Quiet(count) => {
                let words = cx.text.shown(&message!("team-quiet", count = *count));
                let at = pos2(left, rect.center().y);
                widgets::paint(ui.painter(), at, Align2::LEFT_CENTER, &text.small, soft, &words);
                words
            }
        };
        let response = ui.interact(rect, ui.scope_id().with(("row", number)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &said));
        if matches!(self, Self::Issue(_)) {
            widgets::tip(response, &said, "");
        }
    }
}

fn about(cx: &Cx<'_>, bundle: &ReceivedBundle) -> String {
    let made = bundle.made.map(|made| {
        let day = made.to_string().get(..10).unwrap_or_default().to_owned();
        cx.text.shown(&message!("team-made", date = day)).to_string()
    });
    let said = |message: &Message| cx.discreet(message).to_string();
    let parts = [Some(said(&bundle.what)), made, Some(said(&bundle.summary()))];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn tone(cx: &Cx<'_>, fate: Fate) -> egui::Color32 {
    let colours = &cx.theme.colours;
    match fate {
        Fate::Refused => colours.error,
        Fate::Conflict => colours.warn,
        Fate::New | Fate::Updated | Fate::Merged => colours.good,
        Fate::Older | Fate::Same => colours.soft,
    }
}

fn bundles(ctx: &Context, cx: &mut Cx<'_>, names: &str) {
    let metrics = Theme::metrics();
    let outside = widgets::backdrop(ctx, "bundles");
    widgets::popover(
        ctx,
        "bundles",
        cx.text.get("team-receive"),
        Placement::Upper,
        metrics.size.dialog,
        |ui| {
            egui::Frame::NONE.inner_margin(egui::Margin::same(metrics.space.xl as i8)).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = metrics.space.m;
                let (text, colours) = (&metrics.text, &cx.theme.colours);
                widgets::line(ui, &text.heading, colours.ink, cx.text.get("team-receive-where"));
                widgets::content(ui, cx, names, &text.strong, cx.theme.colours.ink, 2);
                let why = cx.text.get("team-receive-why");
                widgets::words(ui, &text.note, cx.theme.colours.soft, why);
                ui.add_space(metrics.space.s);
                let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
                if Button::new(cx.text.get("team-receive-open"))
                    .key(cx.text.get("common-key-enter"))
                    .primary()
                    .wide()
                    .show(ui)
                    .clicked()
                    || enter
                {
                    cx.out.push(Command::Team(TeamCommand::OpenFirst));
                }
                if Button::new(cx.text.get("team-receive-begin")).wide().show(ui).clicked() {
                    cx.out.push(Command::Team(TeamCommand::Unpack));
                }
            });
        },
    );
    let escape = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if outside || escape {
        cx.out.push(Command::CloseOverlay);
    }
}
