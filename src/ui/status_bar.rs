//! The bar at the foot: where one is and how far, what was said last, what can be undone, how the files stand.

use egui::{Align, Layout, Response, Ui, UiBuilder, vec2};

use super::Cx;
use super::panes::rule;
use super::theme::Theme;
use super::widgets;
use crate::app::{
    Action, Command, Grip, Notice, NoticeKind, Route, SaveState, SavingCommand, Session, StatusCommand,
};
use crate::message;

/// Seconds for which a message is shown, unless it is clicked away or something newer is said.
const NEWS: i64 = 8;
/// Seconds for which a problem is shown.
const PROBLEM: i64 = 60;

/// Shows the bar over the whole of `ui`.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let metrics = Theme::metrics();
    let bar = ui.max_rect();
    rule(ui, bar.top());
    let inner = bar.shrink2(vec2(metrics.space.xxl, 0.0));
    let builder = UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center));
    let mut right = ui.new_child(builder);
    right.spacing_mut().item_spacing.x = metrics.space.xxl;
    if let Some(session) = &cx.state.session {
        standing(&mut right, cx, session);
    }
    let rest = right.available_rect_before_wrap();
    let builder = UiBuilder::new().max_rect(rest).layout(Layout::left_to_right(Align::Center));
    let mut left = ui.new_child(builder);
    left.spacing_mut().item_spacing.x = metrics.space.xxl;
    left.shrink_clip_rect(rest);
    let reviewing = cx.state.route == Route::Review && cx.state.intake.is_none();
    if !busy(&mut left, cx) {
        if reviewing {
            reviewed(&mut left, cx);
        } else {
            progress(&mut left, cx);
        }
    }
    if !reviewing && mode(&mut left, cx) {
        return;
    }
    if let Some((number, notice)) = latest(cx) {
        said(&mut left, cx, number, notice);
    } else if let Some(reason) = cx.state.session.as_ref().and_then(|session| session.save.failure.as_ref()) {
        // For as long as it lasts, also when it is no news any more.
        widgets::line(&mut left, &metrics.text.small_strong, cx.theme.colours.error, &cx.discreet(reason));
    }
}

/// Whether the bar says something that must be seen even when only the text is shown.
pub fn has_news(cx: &Cx<'_>) -> bool {
    let reading = cx.state.reading();
    cx.state.busy.is_some()
        || latest(cx).is_some()
        || reading.is_some_and(|reading| reading.grip.is_some() || reading.picking.is_some())
        || cx.state.session.as_ref().is_some_and(|session| session.save.failure.is_some())
}

fn word(ui: &mut Ui, text: &str) -> Response {
    let colour = Theme::of(ui.ctx()).colours.soft;
    widgets::line(ui, &Theme::metrics().text.small, colour, text)
}

/// Where one is in the article and how much of it is read.
fn progress(ui: &mut Ui, cx: &Cx<'_>) {
    let Some((session, reading)) = cx.state.session.as_ref().zip(cx.state.reading()) else { return };
    if cx.state.intake.is_some() {
        return;
    }
    if !reading.ready {
        word(ui, cx.text.get("window-dividing"));
        return;
    }
    let total = reading.sentences.len();
    if total == 0 {
        word(ui, cx.text.get("window-no-sentences"));
        return;
    }
    let place = message!("window-sentence", number = reading.cursor + 1, total = total);
    word(ui, &cx.text.shown(&place));
    let coverage = session.progress.get(&reading.article.id).copied().unwrap_or_default();
    widgets::bar(ui, cx.text.get("window-read-share"), coverage.share());
    let read = match coverage.assumed {
        0 => message!("window-read", sentences = coverage.covered),
        assumed => message!("window-read-assumed", sentences = coverage.covered, assumed = assumed),
    };
    let read = cx.text.shown(&read);
    let room =
        widgets::galley(ui.painter(), &Theme::metrics().text.small, cx.theme.colours.soft, &read).size().x;
    if room <= ui.available_width() {
        word(ui, &read);
    }
    if session.loading > 0 {
        word(ui, &cx.text.shown(&message!("window-reading-more", count = session.loading)));
    }
}

/// Where one is in the queue and how much of it is adjudicated.
fn reviewed(ui: &mut Ui, cx: &Cx<'_>) {
    let Some(session) = &cx.state.session else { return };
    let queue = &session.review.queue;
    let all = queue.items().len();
    if session.review.comparing && all == 0 {
        word(ui, cx.text.get("window-comparing"));
        return;
    }
    if let Some((at, _)) = session.item_in_review() {
        word(ui, &cx.text.shown(&message!("window-disagreement", number = at + 1, total = all)));
    }
    if all > 0 {
        let adjudicated = all - queue.open();
        widgets::bar(ui, cx.text.get("window-adjudicated-share"), adjudicated as f32 / all as f32);
        word(ui, &cx.text.shown(&message!("window-adjudicated", count = adjudicated)));
    }
}

/// What the keys do just now that they do not always do; false when it is nothing.
fn mode(ui: &mut Ui, cx: &Cx<'_>) -> bool {
    let Some(reading) = cx.state.reading() else { return false };
    let wanted = reading.picking.as_ref().and_then(|pick| {
        let session = cx.state.session.as_ref()?;
        let annotation = session.my_set()?.get(pick.annotation)?;
        Some(session.layer_of(annotation)?.attribute(pick.attribute.as_str())?.name.to_lowercase())
    });
    let shown;
    let hint = match (reading.grip, &reading.picking) {
        (Some(Grip::Start), _) => cx.text.get("window-moving-start"),
        (Some(Grip::End), _) => cx.text.get("window-moving-end"),
        (None, Some(_)) => {
            shown = cx.text.shown(&message!("window-picking", attribute = wanted.unwrap_or_default()));
            &shown
        }
        (None, None) => return false,
    };
    widgets::line(ui, &Theme::metrics().text.small_strong, cx.theme.colours.ink, hint);
    true
}

/// The tag that every selection gets, as a button that stops it.
fn tag_lock(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let Some(tag) = &session.tag_lock else { return };
    let label = cx.text.shown(&message!("window-tag-lock", tag = cx.state.name_of(&tag.body)));
    let chord = cx.state.keymap.shown(Action::TagLock);
    let style = &Theme::metrics().text.small_strong;
    let ink = cx.theme.colours.ink;
    let button = widgets::pressable_content(ui, cx, style, ink, &label);
    if widgets::tip(button, cx.text.get("window-tag-lock.tip"), &chord).clicked() {
        cx.out.push(Command::Action(Action::TagLock));
    }
}

fn latest<'s>(cx: &Cx<'s>) -> Option<(usize, &'s Notice)> {
    let number = cx.state.notices.len().checked_sub(1)?;
    let notice = &cx.state.notices[number];
    let lasts = match notice.kind {
        NoticeKind::Info => NEWS,
        NoticeKind::Problem => PROBLEM,
    };
    (cx.now.0 - notice.at.0 <= lasts).then_some((number, notice))
}

fn said(ui: &mut Ui, cx: &mut Cx<'_>, number: usize, notice: &Notice) {
    let colours = &cx.theme.colours;
    let colour = match notice.kind {
        NoticeKind::Info => colours.ink,
        NoticeKind::Problem => colours.error,
    };
    let style = &Theme::metrics().text.small_strong;
    let response = widgets::pressable_content(ui, cx, style, colour, &cx.discreet(&notice.text));
    if response.clicked() {
        cx.out.push(Command::Status(StatusCommand::DismissNotice(number)));
    }
}

/// What the user waits for; false when it is nothing.
fn busy(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
    let Some((what, share)) = &cx.state.busy else { return false };
    let what = cx.text.shown(what);
    widgets::line(ui, &Theme::metrics().text.small_strong, cx.theme.colours.ink, &what);
    if let Some(share) = share {
        widgets::bar(ui, &what, *share);
    }
    if widgets::quiet(ui, cx.text.get("window-cancel")).clicked() {
        cx.out.push(Command::Status(StatusCommand::CancelBusy));
    }
    true
}

/// What stands at the right, from the right.
fn standing(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let roomy = ui.available_width() >= Theme::metrics().size.column;
    if roomy && cx.state.route == Route::Review {
        let response = word(ui, cx.text.get("window-originals"));
        widgets::tip(response, cx.text.get("window-originals.tip"), "");
    } else if roomy
        && session.project.settings().blind
        && session.reading.as_ref().is_some_and(|r| !session.is_done(&r.article.id))
    {
        let response = word(ui, cx.text.get("window-blind"));
        widgets::tip(response, cx.text.get("window-blind.tip"), "");
    }
    if !session.conflicts.is_empty() {
        let count = session.conflicts.count().max(1);
        let label = cx.text.shown(&message!("window-conflicts", count = count));
        let response = widgets::pressable(ui, &Theme::metrics().text.small, cx.theme.colours.warn, &label);
        if widgets::tip(response, cx.text.get(Action::Conflicts.help_id()), "").clicked() {
            cx.out.push(Command::Action(Action::Conflicts));
        }
    }
    if !session.issues.is_empty() {
        let label = cx.text.shown(&message!("window-findings", count = session.issues.len()));
        let response = widgets::pressable(ui, &Theme::metrics().text.small, cx.theme.colours.warn, &label);
        if widgets::tip(response, cx.text.get(Action::Issues.help_id()), "").clicked() {
            cx.out.push(Command::Action(Action::Issues));
        }
    }
    saved(ui, cx, session);
    tag_lock(ui, cx, session);
    if let Some(label) = session.history.next_undo() {
        let room = ui.available_width() / 3.0;
        ui.scope(|ui| {
            ui.set_max_width(room.max(Theme::metrics().size.chip));
            let (style, soft) = (&Theme::metrics().text.small, cx.theme.colours.soft);
            let step = cx.discreet(&message!("window-undo", step = label));
            let response = widgets::pressable_content(ui, cx, style, soft, &step);
            let chord = cx.state.keymap.shown(Action::Undo);
            if widgets::tip(response, cx.text.get(Action::Undo.help_id()), &chord).clicked() {
                cx.out.push(Command::Action(Action::Undo));
            }
        });
    }
}

fn saved(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    if let Some(holder) = &session.held_by {
        let label = cx.text.shown(&message!("window-held", host = &holder.host));
        let response =
            widgets::pressable(ui, &Theme::metrics().text.small_strong, cx.theme.colours.warn, &label);
        if widgets::tip(response, cx.text.get("window-held.tip"), "").clicked() {
            cx.out.push(Command::Saving(SavingCommand::RetryLease));
        }
        return;
    }
    let SaveState { pending, writing, failure } = &session.save;
    let chord = cx.state.keymap.shown(Action::SaveNow);
    if let Some(reason) = failure {
        let style = &Theme::metrics().text.small_strong;
        let response = widgets::pressable(ui, style, cx.theme.colours.error, cx.text.get("window-not-saved"));
        let tip = cx.discreet(&message!("window-not-saved.tip", reason = reason));
        if widgets::tip(response, &tip, &chord).clicked() {
            cx.out.push(Command::Action(Action::SaveNow));
        }
    } else if *writing || !pending.is_empty() {
        word(ui, cx.text.get("window-saving"));
    } else {
        word(ui, cx.text.get("window-saved"));
    }
}
