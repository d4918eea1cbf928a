//! Painting the blocks in view: tints, the sentence cursor, lines under claims, text, letters, selection and caret.

use super::{Frame, ReaderView, shape};
use crate::app::{Drawer, Reading, Session};
use crate::model::Appearance;
use crate::present::{Letter, MarkStyle, Marks, words_with};
use crate::text::Span;
use crate::ui::Cx;
use crate::ui::theme::Theme;
use egui::{Align2, Color32, Painter, Rect, Stroke, StrokeKind, Ui, pos2, vec2};
use std::sync::Arc;

/// The colour of a mark; marks without a colour of their own are grey.
pub(in crate::ui) fn colour_of(theme: &Theme, ink: Option<usize>) -> Color32 {
    ink.map_or(theme.colours.soft, |step| theme.code(step))
}

/// Joins the rectangles of one passage line by line, so that they can be outlined as one shape.
fn by_line(rects: &mut Vec<Rect>) {
    rects.sort_by(|a, b| a.min.y.total_cmp(&b.min.y).then(a.min.x.total_cmp(&b.min.x)));
    rects.dedup_by(|next, kept| {
        let touches = (next.min.y - kept.min.y).abs() < 1.0 && next.min.x <= kept.max.x + 0.6;
        if touches {
            kept.max.x = kept.max.x.max(next.max.x);
        }
        touches
    });
}

/// The most letters beside one line.
const IN_ROW: usize = 3;

impl ReaderView {
    pub(super) fn rects_of(&self, span: Span, frame: Frame) -> Vec<Rect> {
        let mut rects = Vec::new();
        self.flow.rects(&self.seen, span, |rect| rects.push(rect.translate(frame.origin().to_vec2())));
        by_line(&mut rects);
        rects
    }

    pub(super) fn paint(
        &mut self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        reading: &Reading,
        frame: Frame,
        focused: bool,
    ) {
        let painter = ui.painter().with_clip_rect(frame.paper.intersect(ui.clip_rect()));
        let marks: Vec<(usize, Arc<Marks>)> = self
            .seen
            .iter()
            .filter_map(|place| Some((place.block, Arc::clone(self.marks.get(&place.block)?))))
            .collect();
        for (_, marks) in &marks {
            self.paint_tints(&painter, cx.theme, marks, frame);
        }
        self.paint_cursor(&painter, cx.theme, reading, frame);
        if cx.state.drawer == Drawer::Search && cx.state.preferences.drawer_open {
            self.paint_hits(&painter, cx.theme, session, frame);
        }
        self.paint_selection(&painter, cx.theme, reading, frame);
        for (_, marks) in &marks {
            self.paint_lines(&painter, cx.theme, session, marks, frame);
        }
        self.paint_fields(&painter, cx.theme, session, frame);
        self.paint_text(&painter, cx, frame);
        self.paint_times(&painter, cx.theme, reading, frame);
        for (block, marks) in &marks {
            self.paint_letters(&painter, cx.theme, session, *block, marks, frame);
            self.paint_read(&painter, cx.theme, *block, marks, frame);
            self.paint_bookmarks(&painter, cx.theme, *block, marks, frame);
        }
        if focused {
            self.paint_caret(&painter, cx.theme, reading, frame);
        }
    }

    fn paint_tints(&self, painter: &Painter, theme: &Theme, marks: &Marks, frame: Frame) {
        let radius = Theme::metrics().radius.sentence.0;
        for tint in &marks.tints {
            let Some(step) = tint.ink else { continue };
            let rects: Vec<Rect> =
                self.rects_of(tint.span, frame).iter().map(|rect| rect.expand2(vec2(1.0, 0.0))).collect();
            for (at, rect) in rects.iter().enumerate() {
                painter.rect_filled(*rect, shape::free_corners(&rects, at, radius), theme.tint(step));
            }
        }
    }

    fn paint_hits(&self, painter: &Painter, theme: &Theme, session: &Session, frame: Frame) {
        let (Some(first), Some(last)) = (self.seen.first(), self.seen.last()) else { return };
        let (from, to) = (self.flow.block(first.block).start, self.flow.block(last.block).end);
        let hits = &session.find.hits;
        let begin = hits.partition_point(|hit| hit.end() <= from);
        for (number, hit) in hits.iter().enumerate().skip(begin).take_while(|(_, hit)| hit.start() < to) {
            for rect in self.rects_of(*hit, frame) {
                let rect = rect.shrink2(vec2(0.0, rect.height() * 0.14));
                painter.rect_filled(rect, 2.0, theme.colours.selection);
                if number == session.find.at {
                    let stroke = Stroke::new(Theme::metrics().stroke.hairline, theme.colours.warn);
                    painter.rect_stroke(rect, 2.0, stroke, StrokeKind::Outside);
                }
            }
        }
    }

    /// The sentence under the cursor: a raised, outlined shape that follows the line breaks.
    fn paint_cursor(&self, painter: &Painter, theme: &Theme, reading: &Reading, frame: Frame) {
        let Some(sentence) = reading.sentence() else { return };
        let metrics = Theme::metrics();
        let rects = self.rects_of(sentence, frame);
        let corner = metrics.radius.cursor;
        let grown: Vec<Rect> = rects.iter().map(|rect| rect.expand2(vec2(3.0, -0.5))).collect();
        let tinted = self.is_tinted(sentence);
        if !tinted {
            for rect in &grown {
                theme.cast(painter, &theme.shadows.cursor, *rect, corner);
            }
            for at in 0..grown.len() {
                let corners = shape::free_corners(&grown, at, corner.0);
                painter.rect_filled(shape::joined(&grown, at), corners, theme.colours.raised);
            }
        }
        let ring = Stroke::new(metrics.stroke.cursor, theme.colours.cursor_ring);
        for shape in shape::shapes(&grown) {
            painter.add(egui::Shape::closed_line(shape::rounded(&shape, f32::from(corner)), ring));
        }
    }

    fn is_tinted(&self, span: Span) -> bool {
        let at = self.flow.block_at(span.start());
        self.marks.get(&at).is_some_and(|marks| marks.tints.iter().any(|tint| tint.span.overlaps(span)))
    }

    fn paint_selection(&self, painter: &Painter, theme: &Theme, reading: &Reading, frame: Frame) {
        let Some(selected) = reading.selection.span() else { return };
        for rect in self.rects_of(selected, frame) {
            let inset = rect.height() * 0.1;
            painter.rect_filled(rect.shrink2(vec2(0.0, inset)), 2.0, theme.colours.selection);
        }
    }

    fn paint_lines(&self, painter: &Painter, theme: &Theme, session: &Session, marks: &Marks, frame: Frame) {
        let stroke = &Theme::metrics().stroke;
        let focus = session.focused().map(|annotation| annotation.id);
        for line in &marks.lines {
            let colour = colour_of(theme, line.ink);
            for rect in self.rects_of(line.span, frame) {
                let base = rect.bottom() - rect.height() * 0.17;
                match line.style {
                    MarkStyle::Line => {
                        let y = (base + f32::from(line.lane) * stroke.underline_lane * 0.7).round();
                        let thick =
                            if focus == Some(line.id) { stroke.underline + 1.0 } else { stroke.underline };
                        if focus == Some(line.id) {
                            painter.rect_filled(
                                rect.shrink2(vec2(0.0, 2.0)),
                                2.0,
                                colour.gamma_multiply(0.10),
                            );
                        }
                        let bar = Rect::from_min_max(pos2(rect.left(), y), pos2(rect.right(), y + thick));
                        painter.rect_filled(bar, 0.0, colour);
                    }
                    MarkStyle::Dotted => {
                        let under = marks.lines.iter().any(|other| {
                            other.style == MarkStyle::Line
                                && other.lane == 0
                                && other.span.overlaps(line.span)
                        });
                        let lower = if under { stroke.underline_lane * 0.75 } else { 1.0 };
                        dots(painter, rect, base + lower, colour, stroke.dotted);
                    }
                    MarkStyle::Dashed => {
                        let y = base + f32::from(line.lane) * stroke.underline_lane * 0.7;
                        let points = [pos2(rect.left(), y), pos2(rect.right(), y)];
                        let pen = Stroke::new(stroke.hairline, colour);
                        painter.extend(egui::Shape::dashed_line(&points, pen, 4.0, 3.0));
                    }
                    MarkStyle::Statement => {}
                }
            }
        }
    }

    /// The words that the fields of the annotation in hand point to.
    fn paint_fields(&self, painter: &Painter, theme: &Theme, session: &Session, frame: Frame) {
        let Some(annotation) = session.focused() else { return };
        for words in words_with(Appearance::Frame, annotation, session.project.codebook()) {
            for rect in self.rects_of(words, frame) {
                let pen = Stroke::new(Theme::metrics().stroke.hairline, theme.colours.soft);
                let rect = rect.shrink2(vec2(0.0, rect.height() * 0.12));
                painter.rect_stroke(rect, 3.0, pen, StrokeKind::Outside);
            }
        }
    }

    fn paint_text(&self, painter: &Painter, cx: &mut Cx<'_>, frame: Frame) {
        for place in &self.seen {
            let Some(laid) = self.flow.laid(place.block) else { continue };
            let block = self.flow.block(place.block);
            let origin = frame.origin() + vec2(laid.setting.indent, place.y + laid.setting.above);
            let colour = laid.setting.colour(&cx.theme.colours);
            cx.set.paint(painter, &laid.layout, origin, &[colour]);
            if laid.setting.struck {
                let ppp = self.flow.ppp();
                let pen = Stroke::new(Theme::metrics().stroke.hairline, cx.theme.colours.faint);
                laid.layout.range_rects(0..block.end - block.start, &mut |_, rect| {
                    let rect = (rect / ppp).translate(origin.to_vec2());
                    painter.hline(rect.x_range(), rect.center().y + 1.0, pen);
                });
            }
        }
    }

    fn paint_letters(
        &self,
        painter: &Painter,
        theme: &Theme,
        session: &Session,
        block: usize,
        marks: &Marks,
        frame: Frame,
    ) {
        let metrics = Theme::metrics();
        let focus = session.focused().map(|annotation| annotation.id);
        let place = |letter: &Letter| Some(self.caret_box(block, letter.at, frame)?.center().y);
        let placed: Vec<(f32, &Letter)> =
            marks.letters.iter().filter_map(|letter| Some((place(letter)?, letter))).collect();
        let in_row =
            |y: f32, of: &[(f32, &Letter)]| of.iter().filter(|(other, _)| (other - y).abs() < 1.0).count();
        for (at, (y, letter)) in placed.iter().enumerate() {
            let before = in_row(*y, &placed[..at]);
            if before >= IN_ROW {
                continue;
            }
            let after = in_row(*y, &placed[at..]).min(IN_ROW - before) - 1;
            let centre = pos2(frame.left - metrics.size.gutter * 0.73 - after as f32 * metrics.space.xl, *y);
            let colour = colour_of(theme, letter.ink);
            let font = metrics.text.gutter.font();
            painter.text(centre, Align2::CENTER_CENTER, letter.letter, font, colour);
            if letter.doubted {
                let small = metrics.text.shortcut.font();
                painter.text(centre + vec2(7.0, -4.0), Align2::CENTER_CENTER, "?", small, colour);
            }
            if letter.noted {
                painter.circle_filled(centre + vec2(7.0, 5.0), 1.8, colour);
            }
            if focus == Some(letter.id) {
                let ring = Stroke::new(metrics.stroke.hairline, colour);
                painter.circle_stroke(centre, 8.5, ring);
            }
        }
    }

    /// A tick beside each sentence that was read and has no letter; one for a line.
    fn paint_read(&self, painter: &Painter, theme: &Theme, block: usize, marks: &Marks, frame: Frame) {
        let metrics = Theme::metrics();
        let line_of = |byte: &u32| Some(self.caret_box(block, *byte, frame)?.center().y.round());
        let lettered: Vec<f32> = marks.letters.iter().filter_map(|letter| line_of(&letter.at)).collect();
        let mut ticked = f32::NEG_INFINITY;
        for y in marks.read.iter().filter_map(line_of) {
            if y == ticked || lettered.contains(&y) {
                continue;
            }
            ticked = y;
            let centre = pos2(frame.left - metrics.size.gutter * 0.73, y);
            let pen = Stroke::new(metrics.stroke.icon, theme.colours.soft);
            let tick = [vec2(-3.5, 0.5), vec2(-1.0, 3.0), vec2(3.5, -3.0)].map(|step| centre + step);
            painter.add(egui::Shape::line(tick.to_vec(), pen));
        }
    }

    fn paint_bookmarks(&self, painter: &Painter, theme: &Theme, block: usize, marks: &Marks, frame: Frame) {
        for byte in &marks.bookmarks {
            let Some(rect) = self.caret_box(block, *byte, frame) else { continue };
            let (x, y) = (frame.left - Theme::metrics().space.l, rect.top() + 7.0);
            // A ribbon with a notch, in two halves because each must be convex.
            for side in [-3.5, 3.5] {
                let half = vec![pos2(x, y), pos2(x + side, y), pos2(x + side, y + 12.0), pos2(x, y + 8.5)];
                painter.add(egui::Shape::convex_polygon(half, theme.colours.soft, Stroke::NONE));
            }
        }
    }

    /// The caret's rectangle before a byte, on the screen.
    pub(super) fn caret_box(&self, block: usize, byte: u32, frame: Frame) -> Option<Rect> {
        use crate::ui::typeset::{Affinity, Caret};
        let place = self.seen.iter().find(|place| place.block == block)?;
        let laid = self.flow.laid(block)?;
        let affinity = self.pointer.affinity_at(byte).unwrap_or(Affinity::Downstream);
        let caret = Caret { byte: byte.checked_sub(self.flow.block(block).start)?, affinity };
        let ppp = self.flow.ppp();
        let rect = laid.layout.caret_rect(caret, frame.column * ppp) / ppp;
        Some(
            rect.translate(
                frame.origin().to_vec2() + vec2(laid.setting.indent, place.y + laid.setting.above),
            ),
        )
    }

    fn paint_caret(&self, painter: &Painter, theme: &Theme, reading: &Reading, frame: Frame) {
        let byte = reading.selection.focus;
        let moved = reading.sentence().is_none_or(|sentence| sentence.start() != byte);
        if !moved && reading.selected().is_none() {
            return;
        }
        if let Some(rect) = self.caret_box(self.flow.block_at(byte), byte, frame) {
            let pen = Stroke::new(Theme::metrics().stroke.caret, theme.colours.ink);
            painter.vline(rect.left(), rect.shrink(rect.height() * 0.16).y_range(), pen);
        }
    }
}

fn dots(painter: &Painter, rect: Rect, y: f32, colour: Color32, thick: f32) {
    let step = thick * 2.4;
    let count = (rect.width() / step).floor() as usize;
    for number in 0..=count {
        painter.circle_filled(pos2(rect.left() + number as f32 * step, y), thick * 0.55, colour);
    }
}
