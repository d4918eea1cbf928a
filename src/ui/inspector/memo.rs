//! The memo of what is in hand, whether it is a question, and what else is tagged in the sentence.

use egui::{Rect, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::here::Here;
use super::local::Local;
use crate::app::{Action, AnnotationCommand, Command, ReadingCommand};
use crate::message;
use crate::model::{Annotation, Body, Memo};
use crate::ui::Cx;
use crate::ui::claim::colour_of;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem, Field};

pub(super) fn memo(ui: &mut Ui, cx: &mut Cx<'_>, local: &mut Local, here: &Here<'_>) {
    let noted = here.noted();
    let subject =
        noted.map(|a| cx.text.shown(&message!("inspector-memo-on", subject = cx.state.name_of(&a.body))));
    widgets::content_heading(ui, cx, cx.text.get("common-memo"), subject.as_deref().unwrap_or_default());
    let hint =
        cx.text.shown(&message!("inspector-memo-hint", key = cx.state.keymap.shown(Action::AskQuestion)));
    let Some(annotation) = noted else {
        if invitation(ui, &hint) {
            cx.out.push(Command::Action(Action::EditMemo));
        }
        return;
    };
    let (text, question) = annotation.memo.as_ref().map_or(("", false), |m| (m.text.as_str(), m.question));
    let id = ui.make_persistent_id(("memo", annotation.id.0));
    let field = Field::new(cx.text.get("common-memo")).hint(&hint).rows(2);
    if let (Some(text), _) = local.drafts.edit(ui, id, field, text) {
        cx.out.push(Command::Annotation(AnnotationCommand::SetMemo {
            id: annotation.id,
            memo: Memo { text, question },
        }));
    }
    if !text.is_empty() {
        let key = if question { "✓".to_owned() } else { cx.state.keymap.shown(Action::AskQuestion) };
        let items =
            [ChoiceItem { key: &key, ..ChoiceItem::plain(cx.text.get("common-question-to-lead"), question) }];
        if widgets::choices(ui, cx, &items).clicked.is_some() {
            let memo = Memo { text: text.to_owned(), question: !question };
            cx.out.push(Command::Annotation(AnnotationCommand::SetMemo { id: annotation.id, memo }));
        }
    }
}

/// Looks like the empty memo box; true when it is clicked.
fn invitation(ui: &mut Ui, hint: &str) -> bool {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let height = (metrics.text.ui.line_height() * 2.0 + 2.0 * metrics.space.m).round();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let edge = if response.hovered() { theme.colours.line_strong } else { theme.colours.line };
    let stroke = egui::Stroke::new(metrics.stroke.hairline, edge);
    let radius = metrics.radius.control;
    ui.painter().rect(rect, radius, theme.colours.raised, stroke, egui::StrokeKind::Inside);
    let inner = rect.shrink2(vec2(metrics.space.l + metrics.space.xs, metrics.space.m));
    let words = widgets::one_line(ui.painter(), &metrics.text.ui, theme.colours.faint, hint, inner.width());
    ui.painter().galley(inner.min, words, theme.colours.faint);
    widgets::focus_ring(ui, &response, rect, radius);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), hint));
    response.on_hover_cursor(egui::CursorIcon::Text).clicked()
}

/// Everything tagged in the sentence when it is more than the panel shows above; a click takes it in hand.
pub(super) fn others(ui: &mut Ui, cx: &mut Cx<'_>, here: &Here<'_>) {
    let shown = usize::from(here.statement.is_some()) + here.mentions.len();
    if here.all.len() <= shown {
        return;
    }
    let metrics = Theme::metrics();
    let key = cx.state.keymap.shown(Action::Dig);
    widgets::heading(
        ui,
        cx.text.get("inspector-all-tags"),
        &cx.text.shown(&message!("inspector-all-tags-key", key = key)),
    );
    ui.spacing_mut().item_spacing.y = metrics.space.xs;
    for annotation in &here.all {
        ui.push_id(annotation.id.0, |ui| {
            let name = cx.state.name_of(&annotation.body);
            let words = here.words(annotation.span);
            let lines = metrics.text.small.line_height() + metrics.text.passage.line_height();
            let height = (lines + 2.0 * metrics.space.s).round();
            let (rect, response) =
                widgets::row(ui, || kept!(cx, "{}: {}", name, words), height, here.in_hand(annotation));
            if ui.is_rect_visible(rect) {
                paint_tag(ui, cx, rect, annotation, &name, words);
            }
            if response.clicked() {
                cx.out.push(Command::Reading(ReadingCommand::Focus(Some(annotation.id))));
            }
        });
    }
    if here.unlisted > 0 {
        widgets::line(
            ui,
            &metrics.text.small,
            cx.theme.colours.soft,
            &cx.text.shown(&message!("common-more", count = here.unlisted)),
        );
    }
}

fn paint_tag(ui: &Ui, cx: &mut Cx<'_>, rect: Rect, annotation: &Annotation, name: &str, words: &str) {
    let metrics = Theme::metrics();
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let inner = rect.shrink2(vec2(metrics.space.l, metrics.space.s));
    let side = metrics.size.swatch_small;
    let row = metrics.text.small.line_height();
    let square = Rect::from_min_size(inner.min + vec2(0.0, (row - side) / 2.0), Vec2::splat(side));
    if annotation.body != Body::Note {
        ui.painter().rect_filled(square, metrics.radius.mark, colour_of(cx, &annotation.body));
    }
    let left = side + metrics.space.m;
    let room = inner.width() - left;
    let title = widgets::laid(ui, cx, name, &metrics.text.small_strong, room);
    widgets::paint_content(ui, cx, &title, inner.min + vec2(left, 0.0), &[ink]);
    let quote = widgets::laid(ui, cx, words, &metrics.text.passage, room);
    widgets::paint_content(ui, cx, &quote, inner.min + vec2(left, row), &[soft]);
}
