//! What was done, the latest first; a click goes back to before that step, or forward again.

use egui::{ScrollArea, Ui, vec2};

use crate::app::{Action, Command};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets;

pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(session) = &cx.state.session else { return };
    let (done, undone) = (session.history.done(), session.history.undone());
    let metrics = Theme::metrics();
    if done.is_empty() && undone.is_empty() {
        return widgets::empty(
            ui,
            cx.text.get("drawer-history-empty"),
            cx.text.get("drawer-history-empty.hint"),
        );
    }
    let height = metrics.size.control;
    let list = ScrollArea::vertical().id_salt("steps").auto_shrink(false);
    list.show_rows(ui, height, done.len() + undone.len(), |ui, rows| {
        for row in rows {
            ui.push_id(row, |ui| {
                if let Some(step) = undone.get(row) {
                    // The next one to be done again stands last among the undone, right above the latest done.
                    let again = undone.len() - row;
                    if line(ui, cx, &cx.discreet(&step.label), Shown::Undone, height) {
                        for _ in 0..again {
                            cx.out.push(Command::Action(Action::Redo));
                        }
                    }
                } else if let Some(at) = (done.len() + undone.len()).checked_sub(row + 1)
                    && let Some(step) = done.get(at)
                {
                    let latest = at + 1 == done.len();
                    let shown = if latest { Shown::Latest } else { Shown::Earlier };
                    if line(ui, cx, &cx.discreet(&step.label), shown, height) {
                        cx.out.push(Command::UndoTo(at));
                    }
                }
            });
        }
    });
}

/// How a step stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Undone,
    Latest,
    Earlier,
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, label: &str, shown: Shown, height: f32) -> bool {
    let metrics = Theme::metrics();
    let hint = match shown {
        Shown::Undone => cx.text.get("drawer-history-undone"),
        Shown::Latest => cx.text.get("drawer-history-back"),
        Shown::Earlier => cx.text.get("drawer-history-back-to"),
    };
    let latest = shown == Shown::Latest;
    let (rect, response) = widgets::row(ui, || kept!(cx, "{}, {}", label, hint), height, latest);
    if ui.is_rect_visible(rect) {
        let inner = rect.shrink2(vec2(metrics.space.l, 0.0));
        let undone = shown == Shown::Undone;
        let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
        let mut room = inner.width();
        if response.hovered() || response.has_focus() || undone {
            let at = inner.right_center();
            let small = &metrics.text.small;
            let taken = widgets::paint(ui.painter(), at, egui::Align2::RIGHT_CENTER, small, soft, hint);
            room -= taken.width() + metrics.space.xl;
        }
        let mut letters = label.chars();
        let label = cx.kept.get(("capital", label), || {
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        });
        let words = widgets::laid(ui, cx, &label, &metrics.text.ui, room);
        let at = inner.left_center() - vec2(0.0, widgets::size(ui, &words).y / 2.0);
        widgets::paint_content(ui, cx, &words, at, &[if undone { soft } else { ink }]);
    }
    response.clicked()
}
