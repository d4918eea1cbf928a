//! The review page: the queue at the left, one place in the middle, figures, reason and definitions at the right.

mod adjudication;
mod answers;
mod cards;
mod comments;
mod compare;
mod draft;
mod feedback;
mod figures;
mod overlays;
mod passage;
mod queue;
mod side;

use egui::{Panel, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Cx;
use super::theme::Theme;
use super::widgets;
use crate::app::{Command, ReviewCommand, ReviewTab};
use crate::ui::kept::kept;

pub use overlays::{Overlays, show as show_overlays};

/// The page with what its parts keep between frames.
#[derive(Default)]
pub struct ReviewPage {
    queue: queue::QueueList,
    adjudication: adjudication::Adjudication,
    side: side::Side,
    compare: compare::ComparePage,
    comments: comments::CommentsPage,
    feedback: feedback::FeedbackPage,
    figures: figures::FiguresPage,
}

impl ReviewPage {
    pub fn left(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.queue.show(ui, cx);
    }

    /// Figures, reason, definitions.
    pub fn right(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.side.show(ui, cx);
    }

    /// The tabs, and what the chosen one shows.
    pub fn centre(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let height = Theme::metrics().size.drawer_tabs;
        let frame = egui::Frame::NONE.fill(cx.theme.colours.panel);
        let panel =
            Panel::bottom("review tabs").exact_size(height).resizable(false).show_separator_line(false);
        let Some(session) = &cx.state.session else { return };
        let comments = self.comments.count(cx, session);
        panel.frame(frame).show(ui, |ui| tabs(ui, cx, comments));
        if let Some(shown) =
            session.review.passages.as_ref().filter(|_| session.review.tab == ReviewTab::Agreement)
        {
            return figures::passages(ui, cx, session, shown);
        }
        match session.review.tab {
            ReviewTab::Disagreements => self.adjudication.show(ui, cx),
            ReviewTab::Agreement => self.figures.show(ui, cx),
            ReviewTab::Compare => self.compare.show(ui, cx),
            ReviewTab::Comments => self.comments.show(ui, cx),
            ReviewTab::Feedback => self.feedback.show(ui, cx),
        }
    }
}

fn tabs(ui: &mut Ui, cx: &mut Cx<'_>, comments: usize) {
    let Some(session) = &cx.state.session else { return };
    let metrics = Theme::metrics();
    let (rect, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let line = egui::Stroke::new(metrics.stroke.hairline, cx.theme.colours.line);
    ui.painter().hline(rect.x_range(), rect.top() + metrics.stroke.hairline / 2.0, line);
    let gap = metrics.space.xxl + metrics.space.m;
    let words: f32 = ReviewTab::ALL
        .iter()
        .map(|tab| {
            widgets::galley(ui.painter(), &metrics.text.name, cx.theme.colours.ink, cx.text.get(tab.name()))
                .size()
                .x
        })
        .sum();
    let numbers = metrics.size.library / 3.0;
    let spare = (rect.width() - words - numbers) / ReviewTab::ALL.len() as f32;
    let gap = gap.min(spare.max(metrics.space.s));
    let mut left = rect.left() + gap;
    for tab in ReviewTab::ALL {
        let count = match tab {
            ReviewTab::Disagreements => session.review.queue.open(),
            ReviewTab::Comments => comments,
            _ => 0,
        };
        let count = if count == 0 { String::new() } else { count.to_string() };
        let room = Rect::from_min_max(pos2(left, rect.top()), rect.right_bottom());
        left = one_tab(ui, cx, room, tab, &count, session.review.tab == tab) + gap;
    }
}

fn one_tab(ui: &mut Ui, cx: &mut Cx<'_>, room: Rect, tab: ReviewTab, count: &str, on: bool) -> f32 {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let style = if on { &metrics.text.name } else { &metrics.text.note };
    let name = cx.text.get(tab.name());
    let words = widgets::galley(ui.painter(), style, colours.soft, name);
    let number = widgets::galley(ui.painter(), &metrics.text.name, colours.ink, count);
    let gap = if count.is_empty() { 0.0 } else { metrics.space.s };
    let width = words.size().x + gap + number.size().x;
    let hit = room.with_max_x(room.left() + width).expand2(vec2(metrics.space.l, 0.0));
    let response = ui.interact(hit, ui.scope_id().with(tab.name()), Sense::click());
    let colour = if on || response.hovered() { colours.ink } else { colours.soft };
    let middle = room.center().y;
    let number_at = pos2(room.left() + words.size().x + gap, middle - number.size().y / 2.0);
    ui.painter().galley_with_override_text_color(
        pos2(room.left(), middle - words.size().y / 2.0),
        words,
        colour,
    );
    ui.painter().galley(number_at, number, colours.ink);
    if on {
        let bar = Rect::from_min_max(
            pos2(room.left(), room.top()),
            pos2(room.left() + width, room.top() + metrics.stroke.tick),
        );
        ui.painter().rect_filled(bar, 0.0, colours.ink);
    }
    widgets::focus_ring(ui, &response, hit.shrink(metrics.space.s), metrics.radius.key);
    let said = || if count.is_empty() { name.into() } else { kept!(cx, "{} {}", name, count) };
    response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, ui.is_enabled(), on, said()));
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        cx.out.push(Command::Review(ReviewCommand::Show(tab)));
    }
    room.left() + width
}
