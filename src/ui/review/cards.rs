//! The readings of a place as cards, each with its key.

use std::sync::Arc;

use egui::{Color32, Frame, Margin, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, vec2};

use crate::app::Session;
use crate::compare::{Position, Reading};
use crate::locale::english::inside;
use crate::message;
use crate::model::display::choice_name;
use crate::model::{Annotation, Article, AttributeRole, Layer};
use crate::present::value_in_words;
use crate::text::Span;
use crate::ui::Cx;
use crate::ui::claim::colour_of;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::typeset::{FontRole, LabelSpec};
use crate::ui::widgets;

/// The palette steps that tell readings apart when their codes do not.
const APART: [&str; 6] = ["ochre", "indigo", "teal", "magenta", "blue", "violet"];

/// The colour of each reading: that of its code or claim while these differ, or else one of its own.
pub fn colours(cx: &Cx<'_>, position: &Position, order: &[usize]) -> Vec<Color32> {
    let own: Vec<Color32> =
        position.readings.iter().map(|reading| colour_of(cx, &reading.annotation().body)).collect();
    let distinct = (1..own.len()).all(|at| !own[..at].contains(&own[at]));
    if distinct {
        return own;
    }
    let step = |at: usize| {
        let shown = order.iter().position(|other| *other == at).unwrap_or(at);
        cx.theme.code(cx.theme.named(APART[shown % APART.len()]))
    };
    (0..own.len()).map(step).collect()
}

/// A card to be drawn.
pub struct Card<'a> {
    /// Whose answer it is.
    pub names: String,
    /// The key that takes it; empty when none does.
    pub key: String,
    pub reading: &'a Reading,
    pub colour: Color32,
    /// Whether it was decided for.
    pub taken: bool,
}

/// What all cards of a place share.
pub struct Deck<'a> {
    pub session: &'a Session,
    pub article: &'a Article,
    pub position: &'a Position,
}

impl Deck<'_> {
    fn layer(&self) -> Option<&Layer> {
        self.session.project.codebook().layer(self.position.layer.as_str())
    }

    /// Draws the cards beside each other, in lines; returns which was clicked.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, cards: &[Card<'_>]) -> Option<usize> {
        let metrics = Theme::metrics();
        let gap = metrics.space.xl + metrics.space.xs;
        let width = ui.available_width();
        let columns = ((width + gap) / (metrics.size.side_min + gap)).floor().clamp(1.0, 3.0) as usize;
        let columns = columns.min(cards.len().max(1));
        let columns = cards.len().div_ceil(cards.len().div_ceil(columns).max(1)).max(1);
        let each = (width - gap * (columns - 1) as f32) / columns as f32;
        let mut clicked = None;
        for (line, row) in cards.chunks(columns).enumerate() {
            let top = ui.cursor().min;
            let place = |at: usize, height: f32| {
                Rect::from_min_size(top + vec2(at as f32 * (each + gap), 0.0), vec2(each, height))
            };
            // The words are laid out first: all cards of a line are as high as the highest.
            let mut height: f32 = 0.0;
            let mut backs = Vec::with_capacity(row.len());
            for (at, card) in row.iter().enumerate() {
                let number = line * columns + at;
                let builder = UiBuilder::new().id_salt(("card", number)).max_rect(place(at, f32::INFINITY));
                let mut child = ui.new_child(builder);
                backs.push(ui.painter().add(egui::Shape::Noop));
                let framed =
                    Frame::new().inner_margin(Self::margin()).show(&mut child, |ui| self.words(ui, cx, card));
                height = height.max(framed.response.rect.height());
            }
            for (at, (card, back)) in row.iter().zip(backs).enumerate() {
                let number = line * columns + at;
                if Self::frame(ui, cx, card, place(at, height), back, number) {
                    clicked = Some(number);
                }
            }
            ui.allocate_space(vec2(width, height));
            ui.add_space(gap);
        }
        clicked
    }

    fn margin() -> Margin {
        let space = &Theme::metrics().space;
        Margin::symmetric(space.xxl as i8, (space.xl + space.xs) as i8)
    }

    /// What is behind a card's words; whether the card was clicked.
    fn frame(
        ui: &Ui,
        cx: &Cx<'_>,
        card: &Card<'_>,
        place: Rect,
        back: egui::layers::ShapeIdx,
        number: usize,
    ) -> bool {
        let metrics = Theme::metrics();
        let response = ui.interact(place, ui.scope_id().with(("take", number)), Sense::click());
        let colours = &cx.theme.colours;
        let edge = match () {
            () if card.taken => card.colour,
            () if response.hovered() => colours.line_strong,
            () => colours.line,
        };
        let width = if card.taken { metrics.stroke.tick } else { metrics.stroke.hairline };
        let radius = metrics.radius.card;
        let stroke = Stroke::new(width, edge);
        let shape = egui::epaint::RectShape::new(place, radius, colours.raised, stroke, StrokeKind::Inside);
        let bar = Rect::from_min_size(place.min, vec2(place.width(), metrics.stroke.underline));
        let lane = egui::Shape::rect_filled(bar.shrink2(vec2(f32::from(radius.0), 0.0)), 0.0, card.colour);
        ui.painter().set(back, egui::Shape::Vec(vec![shape.into(), lane]));
        widgets::focus_ring(ui, &response, place.expand(metrics.space.xs), radius);
        let said = || kept!(cx, "{}: {}", card.names, cx.state.name_of(&card.reading.annotation().body));
        response.widget_info(|| {
            WidgetInfo::selected(egui::Role::RadioButton, ui.is_enabled(), card.taken, said())
        });
        response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
    }

    fn words(&self, ui: &mut Ui, cx: &mut Cx<'_>, card: &Card<'_>) {
        let metrics = Theme::metrics();
        let annotation = Arc::clone(card.reading.annotation());
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = metrics.space.s;
        let cap = if card.key.is_empty() { 0.0 } else { widgets::key_cap_size(ui.painter(), &card.key).x };
        let top = ui.max_rect();
        let names =
            widgets::laid(ui, cx, &card.names, &metrics.text.name, top.width() - cap - metrics.space.l);
        let (line, _) =
            ui.allocate_exact_size(vec2(top.width(), widgets::size(ui, &names).y), Sense::hover());
        widgets::paint_content(ui, cx, &names, line.min, &[cx.theme.colours.ink]);
        if !card.key.is_empty() {
            widgets::paint_key_cap(ui.painter(), line.right_center(), &card.key);
        }
        ui.add_space(metrics.space.xs);
        widgets::named(
            ui,
            cx,
            colour_of(cx, &annotation.body),
            &cx.state.name_of(&annotation.body),
            &metrics.text.name,
        );
        self.quote(ui, cx, annotation.span);
        self.values(ui, cx, &annotation);
        if let Some(memo) = annotation.memo.as_ref().filter(|memo| !memo.text.is_empty()) {
            widgets::content(
                ui,
                cx,
                &cx.text.shown(&message!("review-memo", memo = &memo.text)),
                &metrics.text.small,
                cx.theme.colours.soft,
                4,
            );
        }
    }

    /// The words, those that not all readings cover underlined.
    fn quote(&self, ui: &mut Ui, cx: &mut Cx<'_>, span: Span) {
        let metrics = Theme::metrics();
        let text = &self.article.text;
        let common =
            self.position.readings.iter().try_fold(span, |common, reading| common.intersect(reading.span()));
        let words = text.slice(span).unwrap_or_default();
        let spec = LabelSpec {
            role: FontRole::Serif,
            max_width: ui.available_width(),
            max_lines: 6,
            ..widgets::spec(words, &metrics.text.passage)
        };
        let laid = cx.set.paragraph(ui.ctx(), &spec);
        let (rect, response) = ui.allocate_exact_size(widgets::size(ui, &laid), Sense::hover());
        widgets::paint_content(ui, cx, &laid, rect.min, &[cx.theme.colours.soft]);
        let ppp = ui.ctx().pixels_per_point();
        let apart = match common {
            Some(common) => [(span.start(), common.start()), (common.end(), span.end())],
            None => [(span.start(), span.end()), (0, 0)],
        };
        for (from, to) in apart.into_iter().filter(|(from, to)| from < to && self.position.readings.len() > 1)
        {
            laid.range_rects(from - span.start()..to - span.start(), &mut |_, found| {
                let found = (found / ppp).translate(rect.min.to_vec2());
                let y = found.bottom() - metrics.space.s;
                let pen = Stroke::new(metrics.stroke.focus, cx.theme.colours.ink);
                ui.painter().hline(found.x_range(), y, pen);
            });
        }
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words));
    }

    /// The fields on one line after another; those in which the readings differ stand out.
    fn values(&self, ui: &mut Ui, cx: &mut Cx<'_>, annotation: &Annotation) {
        let Some(layer) = self.layer() else { return };
        let shown: Vec<(String, bool)> = layer
            .attributes
            .iter()
            .filter(|attribute| attribute.role != AttributeRole::ClaimType)
            .filter_map(|attribute| {
                let said = value_in_words(attribute, annotation, &self.article.text);
                let default =
                    attribute.default_choice().map(|choice| inside(choice_name(Some(attribute), choice)));
                // What is not given counts as no other answer than the default.
                let compared = |other: &Annotation| {
                    let said = value_in_words(attribute, other, &self.article.text);
                    if said.is_empty() { default.clone().unwrap_or_default() } else { said }
                };
                let here = compared(annotation);
                let differs = attribute.is_compared()
                    && self.position.readings.iter().any(|reading| compared(reading.annotation()) != here);
                if !said.is_empty() {
                    return Some((said, differs));
                }
                let unsaid = match &default {
                    Some(choice) => message!("compare-not-given-default", choice = choice),
                    None => message!("review-no-value", attribute = attribute.name.to_lowercase()),
                };
                differs.then(|| (cx.text.shown(&unsaid).to_string(), differs))
            })
            .collect();
        if shown.is_empty() {
            return;
        }
        let metrics = Theme::metrics();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(metrics.space.m, metrics.space.xs);
            for (at, (said, differs)) in shown.iter().enumerate() {
                if at > 0 {
                    widgets::line(ui, &metrics.text.small, cx.theme.colours.soft, "·");
                }
                let (kind, colour) = if *differs {
                    (&metrics.text.small_strong, cx.theme.colours.error)
                } else {
                    (&metrics.text.small, cx.theme.colours.soft)
                };
                let laid = widgets::laid(ui, cx, said, kind, ui.max_rect().width());
                let (rect, response) = ui.allocate_exact_size(widgets::size(ui, &laid), Sense::hover());
                widgets::paint_content(ui, cx, &laid, rect.min, &[colour]);
                response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, said));
            }
        });
    }
}
