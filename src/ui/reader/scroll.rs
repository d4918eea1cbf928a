//! Scrolling: wheel, pages, the bar, and easing to a passage that is wished into view.

use super::{Frame, ReaderView};
use crate::app::Reading;
use crate::ui::Cx;
use crate::ui::theme::Theme;
use egui::{Rect, Response, Sense, Ui, pos2, vec2};

impl ReaderView {
    pub(super) fn scroll_to_wish(
        &mut self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        reading: &Reading,
        frame: Frame,
        response: &Response,
    ) {
        let view = frame.paper.height();
        let wheel =
            if response.contains_pointer() { ui.input(|input| input.smooth_scroll_delta.y) } else { 0.0 };
        if wheel != 0.0 {
            self.flow.scroll(-wheel);
            self.scroll.gliding = None;
        }
        let pages = std::mem::take(&mut self.scroll.pages);
        if pages != 0.0 {
            self.scroll.gliding = Some((pages * view, Theme::metrics().motion.scroll));
        }
        if let Some(span) = reading.reveal.span
            && reading.reveal.number != self.scroll.followed
        {
            self.scroll.followed = reading.reveal.number;
            self.scroll.gliding = None;
            if let Some((top, bottom, far)) = self.flow.find(span, view, cx.set) {
                let resting = !reading.reveal.leads && !far && top >= 0.0 && bottom <= view;
                if !resting {
                    self.bring(top, bottom, view, far);
                }
            }
        }
        self.glide(ui);
    }

    /// Keeps the sentence under the cursor in view when the column has another width and its paragraph was in view.
    pub(super) fn keep_cursor(&mut self, cx: &mut Cx<'_>, reading: &Reading, frame: Frame) {
        let view = frame.paper.height();
        let Some(sentence) = reading.sentence() else { return };
        let block = self.flow.block_at(sentence.start());
        if !self.seen.iter().any(|place| place.block == block) {
            return;
        }
        if let Some((top, bottom, _)) = self.flow.find(sentence, view, cx.set)
            && (top < 0.0 || bottom > view)
        {
            self.flow.scroll(top - view * 0.3);
        }
    }

    /// Moves so that a passage is in view: at once when it was far, else easing.
    fn bring(&mut self, top: f32, bottom: f32, view: f32, far: bool) {
        let above = view * 0.16;
        let below = view * 0.72;
        let by = if top < above {
            top - above
        } else if bottom > below {
            (bottom - below).min(top - above)
        } else {
            return;
        };
        if far {
            self.flow.scroll(top - view * 0.3);
        } else {
            self.scroll.gliding = Some((by, Theme::metrics().motion.scroll));
        }
    }

    fn glide(&mut self, ui: &Ui) {
        let Some((left, time)) = self.scroll.gliding else { return };
        let passed = ui.input(|input| input.stable_dt).min(0.05);
        if passed >= time || left.abs() < 1.0 {
            self.flow.scroll(left);
            self.scroll.gliding = None;
            return;
        }
        let share = 1.0 - (1.0 - passed / time).powi(2);
        let step = left * share;
        self.flow.scroll(step);
        self.scroll.gliding = Some((left - step, time - passed));
        ui.ctx().request_repaint();
    }

    /// The thin bar at the right edge.
    pub(super) fn scroll_bar(&mut self, ui: &Ui, cx: &Cx<'_>, frame: Frame) {
        let size = &Theme::metrics().size;
        let view = f64::from(frame.paper.height());
        let (down, total) = self.flow.distance(frame.paper.height());
        if total <= view {
            return;
        }
        let lane = Rect::from_min_max(
            pos2(frame.paper.right() - size.scroll_bar - 4.0, frame.paper.top() + 2.0),
            frame.paper.right_bottom() - vec2(0.0, 2.0),
        );
        let response = ui.interact(lane, Self::id().with("bar"), Sense::click_and_drag());
        let length = ((view / total) as f32 * lane.height()).max(28.0);
        let room = lane.height() - length;
        let share = (down / (total - view)).clamp(0.0, 1.0) as f32;
        let top = lane.top() + share * room;
        if let Some(at) = response.interact_pointer_pos() {
            if response.drag_started() || response.clicked() || self.scroll.grabbed.is_none() {
                let inside = at.y - top;
                self.scroll.grabbed =
                    Some(if (0.0..length).contains(&inside) { inside } else { length / 2.0 });
            }
            let grabbed = self.scroll.grabbed.unwrap_or(length / 2.0);
            let share = ((at.y - grabbed - lane.top()) / room.max(1.0)).clamp(0.0, 1.0);
            self.flow.go_to_distance(f64::from(share) * (total - view));
            self.scroll.gliding = None;
            ui.ctx().request_repaint();
        } else {
            self.scroll.grabbed = None;
        }
        let wide = response.hovered() || response.dragged();
        let width = if wide { size.scroll_bar } else { size.scroll_bar_thin };
        let thumb = Rect::from_min_size(pos2(lane.right() - width, top), vec2(width, length));
        let colour = if wide { cx.theme.colours.line_strong } else { cx.theme.colours.line };
        ui.painter().rect_filled(thumb, width / 2.0, colour);
    }
}
