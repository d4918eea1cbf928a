//! The text of a draft by hard lines, each with what it is; keys and clicks say that it is something else.
//!
//! Only lines in sight are laid out; the others have a height guessed from their length.

use egui::{
    Align2, EventFilter, Id, Key, Modifiers, Popup, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::{KEY_JOIN, KEY_SPLIT};
use crate::app::{Command, Intake, IntakeCommand};
use crate::message;
use crate::model::{Article, Struck, ZoneKind};
use crate::text::{Digest, Span};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::{Theme, TypeStyle};
use crate::ui::typeset::{LabelSpec, ParaLayout};
use crate::ui::widgets;

/// The id that has the keyboard while the lines have it.
pub fn id() -> Id {
    Id::unique("intake lines")
}

/// The key for each kind.
const KEYS: [(ZoneKind, Key, &str); 8] = [
    (ZoneKind::Headline, Key::H, "H"),
    (ZoneKind::Standfirst, Key::S, "S"),
    (ZoneKind::Byline, Key::Y, "Y"),
    (ZoneKind::Dateline, Key::D, "D"),
    (ZoneKind::Body, Key::T, "T"),
    (ZoneKind::Caption, Key::C, "C"),
    (ZoneKind::Quote, Key::Q, "Q"),
    (ZoneKind::Boilerplate, Key::B, "B"),
];

/// LineList of the layout that one hard line may take here; more is cut with an ellipsis.
const MOST_LINES: usize = 60;

/// The lines of the draft in view.
#[derive(Debug, Default)]
pub struct LineList {
    /// Which text they are of, and the width their heights were measured for.
    of: Option<(Digest, u32)>,
    /// Start and end of each line that is not blank, in bytes, without its line end.
    spans: Vec<(u32, u32)>,
    heights: Vec<f32>,
    /// Where each line begins, one more than there are lines.
    tops: Vec<f32>,
    /// The line under the cursor, and the other end of a selection of lines.
    at: usize,
    from: usize,
    follow: bool,
}

impl LineList {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, article: &Article) {
        let (metrics, whole) = (Theme::metrics(), ui.max_rect());
        let (space, size) = (&metrics.space, &metrics.size);
        let margin = size.zone_label + space.section;
        let width = size.column.min(whole.width() - margin - space.section).max(size.chip);
        let left = whole.left() + margin + ((whole.width() - margin - width) / 3.0).max(0.0);
        self.open(article, width, cx.state.intake.as_ref().and_then(|intake| intake.seam));
        let response = ui.interact(whole, id(), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Document, true, cx.text.get("intake-text")));
        let nobody = ui.memory(|memory| memory.focused().is_none());
        if nobody || response.clicked() {
            response.request_focus();
        }
        if response.has_focus() && cx.state.overlay.is_none() {
            let filter = EventFilter { vertical_arrows: true, escape: true, ..Default::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
            self.keys(ui, cx, article);
        }
        let focused = response.has_focus();
        ScrollArea::vertical().id_salt("text").auto_shrink(false).animated(false).show_viewport(
            ui,
            |ui, view| {
                let origin = ui.max_rect().min;
                let head = size.column_top;
                let total = self.tops.last().copied().unwrap_or_default();
                ui.set_height(head + total + size.column_top);
                if std::mem::take(&mut self.follow) && self.at < self.spans.len() {
                    let y = origin.y + head + self.tops[self.at];
                    let rect = Rect::from_min_size(pos2(origin.x, y), vec2(1.0, self.heights[self.at]));
                    ui.scroll_to_rect(rect.expand(size.column_top), None);
                }
                let first = self.tops.partition_point(|top| head + *top <= view.top()).saturating_sub(1);
                let mut changed = false;
                for number in first..self.spans.len() {
                    let top = head + self.tops[number];
                    if top > view.bottom() {
                        break;
                    }
                    let place =
                        Rect::from_min_size(pos2(left, origin.y + top), vec2(width, self.heights[number]));
                    let height = self.line(ui, cx, article, number, place, focused);
                    if (height - self.heights[number]).abs() > 0.5 {
                        self.heights[number] = height;
                        changed = true;
                    }
                }
                if changed {
                    self.add_up();
                    ui.ctx().request_discard("heights of lines became known");
                }
            },
        );
    }

    /// Divides the text into lines, when it is another than before. The cursor begins at the line of a byte, or at the first.
    fn open(&mut self, article: &Article, width: f32, begin: Option<u32>) {
        let digest = article.text.digest();
        let now = Some((digest, width.to_bits()));
        if self.of == now {
            return;
        }
        if self.of.is_none_or(|(other, _)| other != digest) {
            self.spans.clear();
            let mut start = 0;
            for line in article.text.as_str().split('\n') {
                let end = start + line.len();
                if !line.trim().is_empty() {
                    let cut = line.trim_end_matches('\r').len();
                    self.spans.push((start as u32, (start + cut) as u32));
                }
                start = end + 1;
            }
            let at = begin.map_or(0, |byte| self.spans.partition_point(|(start, _)| *start < byte));
            let at = at.min(self.spans.len().saturating_sub(1));
            (self.at, self.from) = (at, at);
            self.follow = true;
        }
        let per_line = (width / Theme::metrics().text.quote.size * 2.1).max(1.0);
        let line = Theme::metrics().text.quote.line_height();
        let guess = |(start, end): &(u32, u32)| {
            ((end - start) as f32 / per_line).ceil().clamp(1.0, MOST_LINES as f32) * line + gap()
        };
        self.heights = self.spans.iter().map(guess).collect();
        self.add_up();
        self.of = now;
    }

    fn add_up(&mut self) {
        let mut top = 0.0;
        self.tops.clear();
        self.tops.push(0.0);
        for height in &self.heights {
            top += height;
            self.tops.push(top);
        }
    }

    fn text<'t>(&self, article: &'t Article, number: usize) -> &'t str {
        let (start, end) = self.spans[number];
        Span::new(start, end).and_then(|span| article.text.slice(span)).unwrap_or_default()
    }

    /// Draws a line and returns its height.
    fn line(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        article: &Article,
        number: usize,
        place: Rect,
        focused: bool,
    ) -> f32 {
        let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
        let (space, text) = (&metrics.space, &metrics.text);
        let words = self.text(article, number);
        let kind = article.zone_at(self.spans[number].0);
        let style = style_of(kind);
        let lang = Some(article.metadata.language.as_str()).filter(|lang| !lang.is_empty());
        let spec = LabelSpec {
            max_width: place.width(),
            max_lines: MOST_LINES,
            lang,
            ..widgets::spec(words.trim_start(), style)
        };
        let laid = cx.set.paragraph(ui.ctx(), &spec);
        let height = widgets::size(ui, &laid).y + gap();
        let around = Rect::from_min_size(place.min, vec2(place.width(), height - gap()))
            .expand2(vec2(space.l, gap() / 2.0 - space.hair));
        let response = ui.interact(around, id().with(number), Sense::CLICK);
        let chosen = (self.at.min(self.from)..=self.at.max(self.from)).contains(&number);
        if chosen {
            cx.theme.cast(ui.painter(), &cx.theme.shadows.cursor, around, metrics.radius.cursor);
            ui.painter().rect_filled(around, metrics.radius.cursor, colours.raised);
            let ring = if focused { colours.cursor_ring } else { colours.line_strong };
            let ring = egui::Stroke::new(metrics.stroke.cursor, ring);
            ui.painter().rect_stroke(around, metrics.radius.cursor, ring, egui::StrokeKind::Inside);
        } else {
            widgets::paint_hover(ui, &response, around, metrics.radius.cursor);
        }
        let left_out = !kind.is_swept();
        let colour = match kind {
            ZoneKind::Boilerplate => colours.faint,
            _ if left_out => colours.soft,
            _ => colours.ink,
        };
        widgets::paint_content(ui, cx, &laid, place.min, &[colour]);
        if kind == ZoneKind::Boilerplate {
            strike(ui, &laid, place, colour);
        }
        let before = number.checked_sub(1).map(|before| article.zone_at(self.spans[before].0));
        if before != Some(kind) || chosen || response.hovered() {
            let strong = chosen || before != Some(kind);
            let colour = if strong { colours.soft } else { colours.faint };
            let y = place.top() + style.line_height() / 2.0;
            let at = pos2(place.left() - space.xxl, y);
            widgets::paint(
                ui.painter(),
                at,
                Align2::RIGHT_CENTER,
                &text.small,
                colour,
                cx.text.get(kind.name_id()),
            );
        }
        response.widget_info(|| {
            WidgetInfo::selected(
                egui::Role::ListBoxOption,
                true,
                chosen,
                kept!(cx, "{}: {}", cx.text.get(kind.name_id()), words),
            )
        });
        if response.clicked() {
            let extend = ui.input(|input| input.modifiers.shift);
            self.go(number, extend);
            self.follow = false;
            ui.memory_mut(|memory| memory.request_focus(id()));
        }
        let struck = article.metadata.import.struck_at(self.spans[number].0);
        let reason = struck.filter(|_| kind == ZoneKind::Boilerplate).and_then(Struck::reason_id);
        let response = match reason {
            Some(reason) => widgets::tip(response, cx.text.get(reason), ""),
            None => response,
        };
        if response.secondary_clicked() && !chosen {
            self.go(number, false);
            self.follow = false;
        }
        response.context_menu(|ui| self.menu(ui, cx));
        if chosen && number == self.at {
            self.button(ui, cx, place, kind);
        }
        height
    }

    /// The kind of the line under the cursor, as a button with a menu, over its label in the margin.
    fn button(&self, ui: &mut Ui, cx: &mut Cx<'_>, place: Rect, kind: ZoneKind) {
        let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
        let style = &metrics.text.small;
        let words = widgets::galley(ui.painter(), style, colours.ink, cx.text.get(kind.name_id()));
        let at = pos2(place.left() - metrics.space.xxl, place.top() + style_of(kind).line_height() / 2.0);
        let label = Align2::RIGHT_CENTER.anchor_size(at, words.size());
        let rect = label.expand2(vec2(metrics.space.m, metrics.space.xs));
        let response = ui.interact(rect, id().with("zone"), Sense::click());
        ui.painter().rect_filled(rect, metrics.radius.key, colours.raised);
        let line = egui::Stroke::new(metrics.stroke.hairline, colours.line);
        ui.painter().rect_stroke(rect, metrics.radius.key, line, egui::StrokeKind::Inside);
        ui.painter().galley(label.min, words, colours.ink);
        widgets::focus_ring(ui, &response, rect, metrics.radius.key);
        response.widget_info(|| {
            WidgetInfo::labeled(
                egui::Role::Button,
                true,
                cx.text.shown(&message!("intake-line-is", kind = cx.text.get(kind.name_id()))).as_ref(),
            )
        });
        Popup::menu(&response).width(metrics.size.menu).show(|ui| self.menu(ui, cx));
    }

    fn menu(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.set_width(Theme::metrics().size.menu);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (kind, _, key) in KEYS {
            if widgets::item(ui, cx.text.get(kind.name_id()), key) {
                self.say(cx, kind);
            }
        }
        if self.at > 0 && widgets::item(ui, cx.text.get("intake-split"), KEY_SPLIT) {
            self.split(cx);
        }
        let can_join = cx.state.intake.as_ref().is_some_and(Intake::can_join);
        if can_join && widgets::item(ui, cx.text.get("intake-join"), KEY_JOIN) {
            cx.out.push(Command::Intake(IntakeCommand::Join));
        }
    }

    fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>, article: &Article) {
        let last = self.spans.len().saturating_sub(1);
        for (key, to) in [
            (Key::ArrowDown, (self.at + 1).min(last)),
            (Key::ArrowUp, self.at.saturating_sub(1)),
            (Key::PageDown, (self.at + PAGE).min(last)),
            (Key::PageUp, self.at.saturating_sub(PAGE)),
            (Key::Home, 0),
            (Key::End, last),
        ] {
            if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key)) {
                self.go(to, true);
            } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.go(to, false);
            }
        }
        if self.at > 0 && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::A)) {
            self.split(cx);
        }
        for (kind, key, _) in KEYS {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) && !self.spans.is_empty() {
                let now = article.zone_at(self.spans[self.at].0);
                self.say(cx, if now == kind { ZoneKind::Body } else { kind });
            }
        }
    }

    fn go(&mut self, to: usize, extend: bool) {
        self.at = to;
        if !extend {
            self.from = to;
        }
        self.follow = true;
    }

    /// Has an article begin with the line under the cursor.
    fn split(&self, cx: &mut Cx<'_>) {
        if let Some((at, _)) = self.spans.get(self.at) {
            cx.out.push(Command::Intake(IntakeCommand::Split { at: *at }));
        }
    }

    /// Says what the lines from one end of the selection to the other are.
    fn say(&self, cx: &mut Cx<'_>, kind: ZoneKind) {
        let (first, last) = (self.at.min(self.from), self.at.max(self.from));
        let ends = self.spans.get(first).zip(self.spans.get(last));
        if let Some(span) = ends.and_then(|(first, last)| Span::new(first.0, last.1)) {
            cx.out.push(Command::Intake(IntakeCommand::Zone { span, kind }));
        }
    }
}

/// Lines that a page key goes over.
const PAGE: usize = 10;

/// The gap between two lines.
fn gap() -> f32 {
    Theme::metrics().space.l
}

fn style_of(kind: ZoneKind) -> &'static TypeStyle {
    let text = &Theme::metrics().text;
    match kind {
        ZoneKind::Headline => &text.sentence,
        ZoneKind::Standfirst => &text.title,
        ZoneKind::Byline | ZoneKind::Dateline | ZoneKind::Caption => &text.note,
        ZoneKind::Boilerplate => &text.boilerplate,
        ZoneKind::Body | ZoneKind::Quote => &text.quote,
    }
}

/// A line through each line of a layout.
fn strike(ui: &Ui, laid: &ParaLayout, place: Rect, colour: egui::Color32) {
    let (metrics, k) = (Theme::metrics(), 1.0 / ui.ctx().pixels_per_point());
    let stroke = egui::Stroke::new(metrics.stroke.hairline, colour);
    let end = laid.lines.last().map_or(0, |line| line.bytes.end);
    let lift = metrics.text.boilerplate.size / 4.0;
    laid.range_rects(0..end, &mut |line, rect| {
        let y = place.top() + laid.lines[line].baseline * k - lift;
        let x = place.left() + rect.left() * k..=place.left() + rect.right() * k;
        ui.painter().hline(x, y, stroke);
    });
}
