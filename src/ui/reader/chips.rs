//! Chips in the margin: which claims and codes the passages beside them carry.

use super::{Frame, ReaderView, paint};
use crate::app::{Command, ReadingCommand, Session};
use crate::message;
use crate::present::{Chip, Marks};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::typeset::LabelSpec;
use egui::{Rect, Sense, Ui, pos2, vec2};
use std::sync::Arc;

/// A chip and the height it wishes to stand at.
struct Wish {
    y: f32,
    /// The marks of its block, and its place among their chips.
    marks: Arc<Marks>,
    at: usize,
}

impl Wish {
    fn chip(&self) -> &Chip {
        &self.marks.chips[self.at]
    }
}

impl ReaderView {
    pub(super) fn chips(&mut self, ui: &Ui, cx: &mut Cx<'_>, session: &Session, frame: Frame) {
        if frame.chips <= 0.0 {
            return;
        }
        let mut wishes = Vec::new();
        for place in &self.seen {
            let Some(marks) = self.marks.get(&place.block) else { continue };
            for (at, chip) in marks.chips.iter().enumerate() {
                if let Some(rect) = self.caret_box(place.block, chip.at, frame) {
                    let y = rect.top() + rect.height() * 0.18;
                    wishes.push(Wish { y, marks: Arc::clone(marks), at });
                }
            }
        }
        wishes.sort_by(|a, b| a.y.total_cmp(&b.y));
        let left = frame.left + frame.column + Theme::metrics().size.chip_gap;
        let focus = session.focused().map(|annotation| annotation.id);
        let clip = frame.paper.intersect(ui.clip_rect());
        let mut free = f32::NEG_INFINITY;
        let mut left_out = 0;
        for wish in wishes {
            let in_hand = focus == Some(wish.chip().id);
            let room = frame.paper.bottom() + 80.0;
            if wish.y.max(free) > room || free - wish.y > 90.0 && !in_hand {
                left_out += 1;
                continue;
            }
            if left_out > 0 {
                free = self.more(ui, cx, pos2(left, free), left_out, clip);
                left_out = 0;
            }
            let top = wish.y.max(free);
            let rect = self.chip(ui, cx, wish.chip(), pos2(left, top), frame.chips, in_hand, clip);
            free = rect.bottom() + Theme::metrics().space.m;
        }
        if left_out > 0 && free.is_finite() {
            self.more(ui, cx, pos2(left, free), left_out, clip);
        }
    }

    fn more(&self, ui: &Ui, cx: &Cx<'_>, at: egui::Pos2, count: usize, clip: Rect) -> f32 {
        let metrics = Theme::metrics();
        let painter = ui.painter().with_clip_rect(clip);
        let at = at + vec2(metrics.size.swatch_small + metrics.space.m, 0.0);
        let words = cx.text.shown(&message!("reader-more-chips", count = count)).to_string();
        let font = metrics.text.small.font();
        painter.text(at, egui::Align2::LEFT_TOP, words, font, cx.theme.colours.soft).bottom()
            + metrics.space.m
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; each is a different thing")]
    fn chip(
        &self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        chip: &Chip,
        at: egui::Pos2,
        width: f32,
        in_hand: bool,
        clip: Rect,
    ) -> Rect {
        let metrics = Theme::metrics();
        let (text, size) = (&metrics.text, &metrics.size);
        let indent = size.swatch_small + metrics.space.m;
        let label = cx.set.paragraph(
            ui.ctx(),
            &LabelSpec {
                weight: text.small_strong.face.weight(),
                line_height: text.small.line,
                max_width: width - indent,
                max_lines: 2,
                ..LabelSpec::new(&chip.label, text.small_strong.size)
            },
        );
        let detail = (!chip.detail.is_empty()).then(|| {
            let spec = LabelSpec {
                line_height: text.small.line,
                max_width: width - indent,
                max_lines: 2,
                ..LabelSpec::new(&chip.detail, text.small.size)
            };
            cx.set.paragraph(ui.ctx(), &spec)
        });
        let ppp = ui.ctx().pixels_per_point();
        let label_height = label.size.y / ppp;
        let detail_height = detail.as_ref().map_or(0.0, |detail| detail.size.y / ppp);
        let rect = Rect::from_min_size(at, vec2(width, label_height + detail_height));
        if !rect.intersects(clip) {
            return rect;
        }
        let painter = ui.painter().with_clip_rect(clip);
        let response = ui.interact(rect.intersect(clip), Self::id().with(("chip", chip.id)), Sense::click());
        let name = || match chip.detail.as_str() {
            "" => chip.label.as_str().into(),
            detail => kept!(cx, "{}, {}", chip.label, detail),
        };
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name()));
        if in_hand || response.hovered() {
            let ground = if in_hand { cx.theme.colours.raised } else { cx.theme.colours.hover };
            let card = rect.expand2(vec2(metrics.space.m, metrics.space.s));
            if in_hand {
                cx.theme.cast(&painter, &cx.theme.shadows.card, card, metrics.radius.tab);
            }
            painter.rect_filled(card, metrics.radius.tab, ground);
        }
        let colour = paint::colour_of(cx.theme, chip.ink);
        let swatch = Rect::from_min_size(at + vec2(0.0, 4.5), egui::Vec2::splat(size.swatch_small));
        painter.rect_filled(swatch, metrics.radius.mark, colour);
        cx.set.paint(&painter, &label, at + vec2(indent, 0.0), &[cx.theme.colours.ink]);
        if let Some(detail) = detail {
            let place = at + vec2(indent, label_height);
            cx.set.paint(&painter, &detail, place, &[cx.theme.colours.soft]);
        }
        if response.clicked() {
            cx.out.push(Command::Reading(ReadingCommand::Focus(Some(chip.id))));
        }
        if response.has_focus() {
            let ring = egui::Stroke::new(metrics.stroke.focus, cx.theme.colours.focus);
            painter.rect_stroke(rect.expand(3.0), metrics.radius.tab, ring, egui::StrokeKind::Outside);
        }
        rect
    }
}
