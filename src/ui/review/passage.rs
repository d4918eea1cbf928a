//! A passage with its neighbours, large, each reading drawn under the words that it covers.

use egui::{Color32, Rect, Ui, WidgetInfo, pos2, vec2};

use crate::model::Article;
use crate::text::Span;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::{Theme, TypeStyle};
use crate::ui::typeset::{LabelSpec, ParaLayout};
use crate::ui::widgets;
use std::sync::Arc;

/// What one reading covers, and its colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lane {
    pub span: Span,
    /// The colour of its code or claim.
    pub colour: Color32,
}

/// Characters of a neighbouring sentence that are shown at the most.
const NEIGHBOUR: usize = 260;

/// The passage in its sentences, with the sentence before and the one after.
pub struct Passage<'a> {
    pub article: &'a Article,
    /// All sentences of the article, ascending.
    pub sentences: &'a [Span],
    /// The place in question.
    pub place: Span,
    /// What is drawn under it.
    pub lanes: &'a [Lane],
}

impl Passage<'_> {
    /// The sentences that the place touches, in one; the place itself when the sentences are not known.
    fn around(&self) -> (usize, usize, Span) {
        let from = self.sentences.partition_point(|sentence| sentence.end() <= self.place.start());
        let to = self.sentences.partition_point(|sentence| sentence.start() < self.place.end());
        let touched = self.sentences.get(from..to).unwrap_or_default();
        let whole = touched.iter().fold(self.place, |whole, sentence| whole.union(*sentence));
        (from, to, whole)
    }

    /// Draws it as wide as there is room.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let metrics = Theme::metrics();
        let (from, to, whole) = self.around();
        let soft = cx.theme.colours.soft;
        if let Some(before) = from.checked_sub(1).and_then(|at| self.sentences.get(at)) {
            let words = self.article.text.slice(*before).unwrap_or_default();
            let cut = words.char_indices().rev().nth(NEIGHBOUR).map_or(0, |(at, _)| at);
            let words = if cut == 0 { words.into() } else { kept!(cx, "…{}", &words[cut..]) };
            self.neighbour(ui, cx, &words, soft);
            ui.add_space(metrics.space.xl);
        }
        self.sentence(ui, cx, whole);
        if let Some(after) = self.sentences.get(to) {
            ui.add_space(metrics.space.xl);
            let words = self.article.text.slice(*after).unwrap_or_default();
            let cut = words.char_indices().nth(NEIGHBOUR).map_or(words.len(), |(at, _)| at);
            let words = if cut == words.len() { words.into() } else { kept!(cx, "{}…", &words[..cut]) };
            self.neighbour(ui, cx, &words, soft);
        }
    }

    fn neighbour(&self, ui: &mut Ui, cx: &mut Cx<'_>, words: &str, colour: Color32) {
        let max_width = ui.available_width();
        let spec = LabelSpec {
            max_width,
            max_lines: 3,
            lang: self.lang(),
            ..widgets::spec(words, &Theme::metrics().text.reader)
        };
        cx.set.label(ui, &spec, colour, egui::Sense::hover());
    }

    fn lang(&self) -> Option<&str> {
        Some(self.article.metadata.language.as_str()).filter(|lang| !lang.is_empty())
    }

    fn sentence(&self, ui: &mut Ui, cx: &mut Cx<'_>, whole: Span) {
        let metrics = Theme::metrics();
        let words = self.article.text.slice(whole).unwrap_or_default();
        let lanes = lanes_of(self.lanes);
        let depth = lanes.iter().map(|(_, lane)| *lane + 1).max().unwrap_or(0);
        let kind = TypeStyle { line: line_height(depth), ..metrics.text.sentence };
        let max_width = ui.available_width();
        let spec = LabelSpec { max_width, max_lines: 0, lang: self.lang(), ..widgets::spec(words, &kind) };
        let laid = cx.set.paragraph(ui.ctx(), &spec);
        let size = vec2(max_width, widgets::size(ui, &laid).y);
        let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
        if ui.is_rect_visible(rect) {
            for (lane, row) in &lanes {
                self.underline(ui, &laid, whole, lane, *row, rect, &kind);
            }
            let ink = cx.theme.colours.ink;
            widgets::paint_content(ui, cx, &laid, rect.min, &[ink]);
        }
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words));
    }

    #[expect(clippy::too_many_arguments, reason = "a line is drawn from all of this, once")]
    fn underline(
        &self,
        ui: &Ui,
        laid: &Arc<ParaLayout>,
        whole: Span,
        lane: &Lane,
        row: usize,
        rect: Rect,
        kind: &TypeStyle,
    ) {
        let metrics = Theme::metrics();
        let Some(inside) = lane.span.intersect(whole) else { return };
        let ppp = ui.ctx().pixels_per_point();
        let range = inside.start() - whole.start()..inside.end() - whole.start();
        // The first lane stands just under the letters, whatever the height of the line.
        let lower = (kind.size * LETTERS - kind.size * kind.line) / 2.0;
        laid.range_rects(range, &mut |_, found| {
            let found = (found / ppp).translate(rect.min.to_vec2());
            let y = (found.bottom() + lower + row as f32 * metrics.stroke.underline_lane).round();
            let bar =
                Rect::from_min_max(pos2(found.left(), y), pos2(found.right(), y + metrics.stroke.underline));
            ui.painter().rect_filled(bar, 0.0, lane.colour);
        });
    }
}

/// What letters take of a line with their descenders, times their size.
const LETTERS: f32 = 1.3;

/// The height of lines, times the size of the letters, that leaves room for so many lanes.
fn line_height(lanes: usize) -> f32 {
    let metrics = Theme::metrics();
    let usual = metrics.text.sentence.line;
    let needed = 2.0 * lanes as f32 * metrics.stroke.underline_lane / metrics.text.sentence.size;
    usual.max(LETTERS + needed * 0.6)
}

/// The lane of each reading: those that say the same of the same words share one.
fn lanes_of(all: &[Lane]) -> Vec<(Lane, usize)> {
    let mut rows: Vec<(Lane, usize)> = Vec::new();
    for lane in all {
        if !rows.iter().any(|(known, _)| known == lane) {
            rows.push((*lane, rows.len()));
        }
    }
    rows
}
