//! An article with everybody's marks: in lanes under its sentences, or in columns beside them.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Align2, Color32, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::{Action, Command, ReviewCommand, Session};
use crate::base::{AnnotatorId, ArticleId};
use crate::compare::{Comparison, PositionState};
use crate::locale::Catalogue;
use crate::model::{AnnotationSet, Article, SetKey};
use crate::present::{SideBySideMark, SideBySideRow};
use crate::text::Span;
use crate::ui::Cx;
use crate::ui::claim::ink_of;
use crate::ui::theme::{Theme, TypeStyle};
use crate::ui::typeset::LabelSpec;
use crate::ui::widgets::{self, ChoiceItem};

/// The page, with the heights of its rows as they were last drawn.
#[derive(Debug, Default)]
pub struct ComparePage {
    /// What the heights were measured for.
    measured: Option<(ArticleId, u32, bool, usize)>,
    tops: Vec<f32>,
    known: Vec<bool>,
    /// The place that was last brought into view.
    shown: Option<(ArticleId, Span)>,
    /// The rows that were drawn, and what they were made from.
    rows: HashMap<usize, Arc<SideBySideRow>>,
    made: Option<(u64, ArticleId)>,
}

/// The most rows that are kept.
const KEPT: usize = 400;

/// What the rows are drawn from.
struct ComparisonTable<'a> {
    session: &'a Session,
    article: &'a Arc<Article>,
    comparison: &'a Comparison,
    coders: Vec<(AnnotatorId, String, &'a Arc<AnnotationSet>)>,
}

impl<'a> ComparisonTable<'a> {
    fn of(session: &'a Session) -> Option<Self> {
        let first = || session.review.queue.items().first().map(|item| item.article());
        let reading = || session.reading.as_ref().map(|reading| &reading.article.id);
        let known = |id: &&ArticleId| session.review.comparisons.get(id).is_some();
        let at = session.review.at.as_ref().map(|place| &place.article);
        let id = at.filter(known).or_else(|| reading().filter(known)).or_else(first)?;
        let (article, comparison) = (session.project.article(id)?, session.review.comparisons.get(id)?);
        let names = session.names_in(id);
        let mut coders: Vec<_> = comparison
            .annotators
            .iter()
            .filter_map(|annotator| {
                let key = SetKey { annotator: annotator.clone(), article: id.clone() };
                Some((annotator.clone(), names.name(annotator), session.project.set(&key)?))
            })
            .collect();
        coders.sort_by(|a, b| a.1.cmp(&b.1));
        Some(Self { session, article, comparison, coders })
    }

    fn row(&self, sentence: Span, text: &'static Catalogue) -> Arc<SideBySideRow> {
        let sets: Vec<&Arc<AnnotationSet>> = self.coders.iter().map(|(_, _, set)| *set).collect();
        let project = &self.session.project;
        Arc::new(SideBySideRow::new(project, self.article, self.comparison, &sets, sentence, text))
    }
}

/// The height of a row that was never drawn, in points.
const GUESS: f32 = 74.0;

impl ComparePage {
    /// Draws the page into the room there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let metrics = Theme::metrics();
        let inner = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.section, metrics.space.xl));
        let mut ui = ui.new_child(UiBuilder::new().max_rect(inner));
        ui.spacing_mut().item_spacing.y = 0.0;
        let Some(table) = ComparisonTable::of(session) else {
            return widgets::empty(
                &mut ui,
                cx.text.get("review-nothing-to-compare"),
                cx.text.get("review-nothing-to-compare-about"),
            );
        };
        head(&mut ui, cx, &table);
        ui.add_space(metrics.space.l);
        let sentences = session.sentences.get(&table.article.id).cloned();
        let Some(sentences) = sentences else {
            return widgets::empty(&mut ui, cx.text.get("review-dividing"), "");
        };
        self.rows(&mut ui, cx, &table, &sentences);
    }

    fn rows(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, table: &ComparisonTable<'_>, sentences: &[Span]) {
        let width = ui.available_width();
        let columns = table.session.review.columns;
        let measured = (table.article.id.clone(), width.round() as u32, columns, sentences.len());
        if self.measured.as_ref() != Some(&measured) {
            self.tops = (0..=sentences.len()).map(|at| at as f32 * GUESS).collect();
            self.known = vec![false; sentences.len()];
            self.measured = Some(measured);
        }
        let made = (cx.state.revision, table.article.id.clone());
        if self.made.as_ref() != Some(&made) || self.rows.len() > KEPT {
            self.rows.clear();
            self.made = Some(made);
        }
        let at = table.session.review.at.as_ref().filter(|place| place.article == table.article.id);
        let wanted = at.map(|place| (place.article.clone(), place.span));
        let go = (wanted.is_some() && wanted != self.shown).then(|| wanted.clone()).flatten();
        self.shown = wanted;
        ScrollArea::vertical().id_salt("compare").auto_shrink(false).animated(false).show_viewport(
            ui,
            |ui, view| {
                let origin = ui.max_rect().min;
                ui.set_height(self.tops.last().copied().unwrap_or_default());
                if let Some((_, span)) = go {
                    let row = sentences.partition_point(|sentence| sentence.end() <= span.start());
                    if let Some(top) = self.tops.get(row) {
                        let rect = Rect::from_min_size(origin + vec2(0.0, *top), vec2(1.0, GUESS));
                        ui.scroll_to_rect(rect, Some(egui::Align::Center));
                    }
                }
                let first = self.tops.partition_point(|top| *top <= view.top()).saturating_sub(1);
                let mut changed = false;
                for (row, sentence) in sentences.iter().enumerate().skip(first) {
                    let top = self.tops[row];
                    if top > view.bottom() {
                        break;
                    }
                    let place = Rect::from_min_size(origin + vec2(0.0, top), vec2(width, f32::INFINITY));
                    let shown = self.rows.entry(row).or_insert_with(|| table.row(*sentence, cx.text));
                    let shown = Arc::clone(shown);
                    let height = ui.push_id(row, |ui| self.row(ui, cx, table, &shown, place)).inner;
                    let known = self.tops[row + 1] - top;
                    if !self.known[row] || (known - height).abs() > 0.5 {
                        self.known[row] = true;
                        let by = height - known;
                        self.tops[row + 1..].iter_mut().for_each(|top| *top += by);
                        changed = true;
                    }
                }
                if changed {
                    ui.ctx().request_repaint();
                }
            },
        );
    }

    /// One sentence with everybody's marks; returns its height.
    fn row(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        table: &ComparisonTable<'_>,
        row: &SideBySideRow,
        place: Rect,
    ) -> f32 {
        let metrics = Theme::metrics();
        let sentence = row.sentence;
        let gutter = metrics.size.gutter;
        let gap = metrics.space.xxl;
        let columns = table.session.review.columns;
        let text_width = if columns {
            ((place.width() - gutter) * 0.42).min(metrics.size.column)
        } else {
            (place.width() - gutter - gap).min(metrics.size.review_column)
        };
        let text =
            Rect::from_min_size(place.min + vec2(gutter, metrics.space.s), vec2(text_width, f32::INFINITY));
        let mut bottom = words(ui, cx, table, row, text, !columns);
        if columns {
            let each = (place.right() - text.right()) / table.coders.len().max(1) as f32;
            for (number, marks) in row.columns.iter().enumerate() {
                let left = text.right() + number as f32 * each + gap;
                let room = Rect::from_min_max(pos2(left, text.top()), pos2(left + each - gap, f32::INFINITY));
                let mut child = ui.new_child(UiBuilder::new().id_salt(("column", number)).max_rect(room));
                column(&mut child, cx, table, marks, sentence);
                bottom = bottom.max(child.min_rect().bottom());
            }
        }
        let height = bottom - place.top() + metrics.space.l;
        let rect = Rect::from_min_size(place.min, vec2(place.width(), height));
        let response = ui.interact(rect, ui.scope_id().with("row"), Sense::click());
        paint_row(ui, cx, row.state, rect, &response);
        let said = table.article.text.slice(sentence).unwrap_or_default();
        response.widget_info(|| WidgetInfo::labeled(egui::Role::ListItem, true, said));
        if response.clicked() {
            let article = table.article.id.clone();
            cx.out.push(Command::Review(ReviewCommand::Passage { article, span: sentence }));
        }
        height
    }
}

fn paint_row(ui: &Ui, cx: &Cx<'_>, state: Option<PositionState>, rect: Rect, response: &egui::Response) {
    let metrics = Theme::metrics();
    widgets::paint_hover(ui, response, rect, metrics.radius.row);
    widgets::focus_ring(ui, response, rect, metrics.radius.row);
    let Some(state) = state else { return };
    let (sign, colour) = sign_of(cx, state);
    let at = pos2(rect.left() + metrics.space.l, rect.top() + metrics.space.l + metrics.space.xs);
    widgets::paint(ui.painter(), at, Align2::LEFT_TOP, &metrics.text.name, colour, sign);
}

/// The sign of a state; the words are in the legend.
fn sign_of(cx: &Cx<'_>, state: PositionState) -> (&'static str, Color32) {
    let colours = &cx.theme.colours;
    match state {
        PositionState::Agree => ("=", colours.good),
        PositionState::Disagree => ("≠", colours.error),
        PositionState::Stacked => ("×", colours.error),
        PositionState::Incomplete => ("…", colours.soft),
        PositionState::Adjudicated => ("✓", colours.good),
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, table: &ComparisonTable<'_>) {
    let metrics = Theme::metrics();
    let colours = &cx.theme.colours;
    ui.horizontal(|ui| {
        let room = ui.available_width() - metrics.size.side_min - metrics.space.section;
        ui.scope(|ui| {
            ui.set_max_width(room.max(metrics.size.side_min));
            widgets::content(ui, cx, table.article.display_title(), &metrics.text.heading, colours.ink, 1);
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let columns = table.session.review.columns;
            let items = [
                ChoiceItem::plain(cx.text.get("review-lanes"), !columns),
                ChoiceItem::plain(cx.text.get("review-columns"), columns),
            ];
            ui.set_max_width(metrics.size.side_min);
            if widgets::segments(ui, cx, &items).clicked.is_some_and(|at| (at == 1) != columns) {
                cx.out.push(Command::Action(Action::SideBySide));
            }
        });
    });
    ui.add_space(metrics.space.m);
    let signs = [
        PositionState::Agree,
        PositionState::Disagree,
        PositionState::Stacked,
        PositionState::Incomplete,
        PositionState::Adjudicated,
    ];
    let meanings = [
        cx.text.get("review-sign-agree"),
        cx.text.get("review-sign-disagree"),
        cx.text.get("review-sign-stacked"),
        cx.text.get("review-sign-incomplete"),
        cx.text.get("review-sign-adjudicated"),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(metrics.space.s, metrics.space.xs);
        for (number, (_, name, _)) in table.coders.iter().enumerate() {
            widgets::line(ui, &metrics.text.small_strong, colours.ink, &(number + 1).to_string());
            widgets::content(ui, cx, name, &metrics.text.small, colours.soft, 1);
            ui.add_space(metrics.space.l);
        }
        for (state, meaning) in signs.into_iter().zip(meanings) {
            let (sign, colour) = sign_of(cx, state);
            widgets::line(ui, &metrics.text.small_strong, colour, sign);
            widgets::line(ui, &metrics.text.small, colours.soft, meaning);
            ui.add_space(metrics.space.m);
        }
    });
}

/// The sentence, with lanes under it when asked for; returns where it ends.
fn words(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &ComparisonTable<'_>,
    row: &SideBySideRow,
    place: Rect,
    lanes: bool,
) -> f32 {
    let metrics = Theme::metrics();
    let (sentence, marks) = (row.sentence, &row.columns);
    let words = table.article.text.slice(sentence).unwrap_or_default();
    let deep = if lanes { marks.len() as f32 * metrics.stroke.underline_lane } else { 0.0 };
    let base = &metrics.text.passage;
    let size = metrics.text.quote.size + metrics.space.hair;
    let kind = TypeStyle { size, line: base.line.max(1.3 + 1.25 * deep / size), ..*base };
    let lang = Some(table.article.metadata.language.as_str()).filter(|lang| !lang.is_empty());
    let spec = LabelSpec { max_width: place.width(), max_lines: 0, lang, ..widgets::spec(words, &kind) };
    let laid = cx.set.paragraph(ui.ctx(), &spec);
    let ppp = ui.ctx().pixels_per_point();
    if lanes {
        let lower = (kind.size * 1.3 - kind.size * kind.line) / 2.0;
        for (lane, marks) in marks.iter().enumerate() {
            for mark in marks {
                let Some(inside) = mark.span.intersect(sentence) else { continue };
                let colour = ink_of(cx, mark.ink);
                let range = inside.start() - sentence.start()..inside.end() - sentence.start();
                laid.range_rects(range, &mut |_, found| {
                    let found = (found / ppp).translate(place.min.to_vec2());
                    let y = (found.bottom() + lower + lane as f32 * metrics.stroke.underline_lane).round();
                    let pen = Stroke::new(metrics.stroke.underline, colour);
                    ui.painter().hline(found.x_range(), y + pen.width / 2.0, pen);
                });
            }
        }
    }
    widgets::paint_content(ui, cx, &laid, place.min, &[cx.theme.colours.ink]);
    let mut bottom = place.top() + widgets::size(ui, &laid).y;
    if lanes {
        bottom = summary(ui, cx, marks, pos2(place.left(), bottom), place.width());
    }
    bottom
}

/// What everybody says, one after the other on a line.
fn summary(ui: &mut Ui, cx: &mut Cx<'_>, marks: &[Vec<SideBySideMark>], at: egui::Pos2, width: f32) -> f32 {
    if marks.iter().all(Vec::is_empty) {
        return at.y;
    }
    let metrics = Theme::metrics();
    let room = Rect::from_min_size(at, vec2(width, f32::INFINITY));
    let mut child = ui.new_child(UiBuilder::new().id_salt("summary").max_rect(room));
    child.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(metrics.space.s, metrics.space.xs);
        for (number, marks) in marks.iter().enumerate() {
            widgets::line(ui, &metrics.text.small_strong, cx.theme.colours.soft, &(number + 1).to_string());
            if marks.is_empty() {
                widgets::line(ui, &metrics.text.small, cx.theme.colours.soft, "–");
            }
            for mark in marks {
                widgets::swatch(ui, ink_of(cx, mark.ink), metrics.size.swatch_small);
                widgets::content(ui, cx, &mark.name, &metrics.text.small, cx.theme.colours.ink, 1);
            }
            ui.add_space(metrics.space.l);
        }
    });
    child.min_rect().bottom()
}

/// What one annotator says of a sentence.
fn column(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &ComparisonTable<'_>,
    marks: &[SideBySideMark],
    sentence: Span,
) {
    let metrics = Theme::metrics();
    ui.spacing_mut().item_spacing.y = metrics.space.xs;
    if marks.is_empty() {
        widgets::line(ui, &metrics.text.small, cx.theme.colours.soft, "–");
    }
    for mark in marks {
        widgets::named(ui, cx, ink_of(cx, mark.ink), &mark.name, &metrics.text.small_strong);
        if mark.span != sentence {
            let words = table.article.text.slice(mark.span).unwrap_or_default();
            widgets::content(ui, cx, words, &metrics.text.passage, cx.theme.colours.soft, 2);
        }
        if !mark.values.is_empty() {
            widgets::content(ui, cx, &mark.values, &metrics.text.small, cx.theme.colours.soft, 2);
        }
    }
}
