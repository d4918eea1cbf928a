//! The queue of places, article by article, with what narrows it.

use std::sync::Arc;

use egui::{ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::app::{Command, ReviewCommand, Session};
use crate::base::ArticleId;
use crate::compare::DifferenceKind;
use crate::message;
use crate::model::Role;
use crate::review::{Filter, ReviewStatus};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::library_row::origin;
use crate::ui::theme::Theme;
use crate::ui::typeset::LabelSpec;
use crate::ui::widgets;

/// The list, made anew when the queue changes.
#[derive(Debug, Default)]
pub struct QueueList {
    made: Option<u64>,
    rows: Vec<QueueRow>,
    /// How many articles stay hidden.
    hidden: usize,
}

/// An article with its places.
#[derive(Debug)]
struct QueueRow {
    article: ArticleId,
    all: usize,
    adjudicated: usize,
}

impl QueueList {
    fn refresh(&mut self, cx: &Cx<'_>, session: &Session) {
        if self.made == Some(cx.state.revision) {
            return;
        }
        self.made = Some(cx.state.revision);
        self.rows.clear();
        let mut at = std::collections::BTreeMap::new();
        for item in session.review.queue.items() {
            let number = *at.entry(item.article()).or_insert_with(|| {
                self.rows.push(QueueRow { article: item.article().clone(), all: 0, adjudicated: 0 });
                self.rows.len() - 1
            });
            self.rows[number].all += 1;
            self.rows[number].adjudicated += usize::from(!item.is_open());
        }
        // Articles keep their order whatever is adjudicated.
        self.rows.sort_by(|a, b| a.article.cmp(&b.article));
        self.hidden = session.hidden_articles();
    }

    /// Draws what narrows the queue and the articles in it.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        self.refresh(cx, session);
        let metrics = Theme::metrics();
        let (margin, top) = (metrics.space.l + metrics.space.xs, metrics.space.xl);
        let inner = ui.max_rect().shrink2(vec2(margin, top)).with_max_y(ui.max_rect().bottom());
        let mut ui = ui.new_child(UiBuilder::new().max_rect(inner));
        ui.spacing_mut().item_spacing.y = 0.0;
        filters(&mut ui, cx, session);
        ui.add_space(metrics.space.l);
        let open = session.review.queue.open();
        let all = session.review.queue.items().len();
        let title = if all > 0 && open == 0 {
            cx.text.get("review-all-adjudicated")
        } else {
            cx.text.get("review-waiting")
        };
        let right = if all == 0 {
            "".into()
        } else {
            cx.text.shown(&message!("review-adjudicated-of", count = all - open, all = all))
        };
        let head = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.l, 0.0));
        let head = head.with_max_y(head.top() + metrics.text.label.line_height());
        ui.scope_builder(UiBuilder::new().max_rect(head), |ui| widgets::heading(ui, title, &right));
        ui.add_space(metrics.space.m);
        if self.hidden > 0 {
            let words = cx.text.shown(&message!("review-hidden", count = self.hidden));
            let line = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.l, 0.0));
            let mut line = ui.new_child(UiBuilder::new().max_rect(line));
            widgets::words(&mut line, &metrics.text.small, cx.theme.colours.soft, &words);
            ui.allocate_space(vec2(ui.available_width(), line.min_rect().height() + metrics.space.m));
        }
        let height = row_height();
        let here = session.review.at.as_ref().map(|place| place.article.clone());
        let list = ScrollArea::vertical().id_salt("review queue").auto_shrink(false);
        list.show_rows(&mut ui, height, self.rows.len(), |ui, rows| {
            for row in &self.rows[rows] {
                let on = here.as_ref() == Some(&row.article);
                ui.push_id(row.article.as_str(), |ui| article(ui, cx, session, row, on, height));
            }
        });
    }
}

fn row_height() -> f32 {
    let (space, text) = (&Theme::metrics().space, &Theme::metrics().text);
    (text.origin.line_height() + 2.0 * text.title.line_height() + 2.0 * space.l + 3.0 * space.xs).round()
}

fn article(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, row: &QueueRow, on: bool, height: f32) {
    let Some(article) = session.project.article(&row.article) else { return };
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let space = &metrics.space;
    let open = row.all - row.adjudicated;
    let left = cx.text.shown(&message!("review-left", count = open));
    let name = || kept!(cx, "{}, {}", article.display_title(), left);
    let (rect, response) = widgets::row(ui, name, height - space.xs, on);
    ui.allocate_space(vec2(0.0, space.xs));
    if ui.is_rect_visible(rect) {
        let pad = space.l + space.xs;
        let ring = pos2(rect.right() - pad - metrics.size.ring / 2.0, rect.center().y);
        widgets::paint_ring(ui.painter(), ring, row.adjudicated as f32 / row.all.max(1) as f32, open == 0);
        let width = ring.x - metrics.size.ring / 2.0 - space.xl - rect.left() - pad;
        let outlet = match article.metadata.outlet.as_str() {
            "" => Arc::clone(&origin(cx, &article.metadata, None, "")[0]),
            outlet => outlet.into(),
        };
        let short = cx.text.shown(&message!("review-open", count = open));
        let about = if outlet.is_empty() { short } else { kept!(cx, "{} · {}", outlet, short) };
        let about = widgets::laid(ui, cx, &about, &metrics.text.origin, width);
        let spec = widgets::spec(article.display_title(), &metrics.text.title);
        let lang = Some(article.metadata.language.as_str()).filter(|lang| !lang.is_empty());
        let title = cx.set.paragraph(ui.ctx(), &LabelSpec { max_width: width, max_lines: 2, lang, ..spec });
        let all = widgets::size(ui, &about).y + space.xs + widgets::size(ui, &title).y;
        let from = pos2(rect.left() + pad, rect.center().y - all / 2.0);
        widgets::paint_content(ui, cx, &about, from, &[colours.soft]);
        let under = from + vec2(0.0, widgets::size(ui, &about).y + space.xs);
        widgets::paint_content(ui, cx, &title, under, &[colours.ink]);
    }
    if response.clicked() {
        cx.out.push(Command::Review(ReviewCommand::SelectArticle(row.article.clone())));
    }
}

/// One of the menus that narrow the queue.
fn narrow<T: Clone + PartialEq>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    name: &str,
    all: &str,
    current: Option<&T>,
    choices: &[(T, String)],
) -> Option<Option<T>> {
    let size = &Theme::metrics().size;
    let button = match current.and_then(|current| choices.iter().find(|(value, _)| value == current)) {
        None => widgets::dropdown(ui, name, all),
        Some((_, label)) => widgets::content_dropdown(ui, cx, name, label, size.menu),
    };
    let mut chosen = None;
    widgets::menu(&button, size.menu, |ui| {
        if widgets::item(ui, all, if current.is_none() { "✓" } else { "" }) {
            chosen = Some(None);
        }
        ScrollArea::vertical().max_height(size.palette_rows).show(ui, |ui| {
            for (value, label) in choices {
                if widgets::content_item(ui, cx, label, if current == Some(value) { "✓" } else { "" }) {
                    chosen = Some(Some(value.clone()));
                }
            }
            widgets::follow_focus(ui);
        });
    });
    chosen
}

fn filters(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let metrics = Theme::metrics();
    let filter = &session.review.filter;
    let project = &session.project;
    let mut changed: Option<Filter> = None;
    let mut change = |edit: &dyn Fn(&mut Filter)| {
        let mut next = changed.clone().unwrap_or_else(|| filter.clone());
        edit(&mut next);
        changed = Some(next);
    };
    let room = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.l, 0.0));
    let mut filters = ui.new_child(UiBuilder::new().max_rect(room));
    filters.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(metrics.space.l, metrics.space.xs);
        ui.spacing_mut().interact_size.y = metrics.text.small.line_height();
        let layers = project.codebook().layers().iter().filter(|layer| crate::compare::is_compared(layer));
        let layers: Vec<_> = layers.map(|layer| (layer.id.clone(), layer.name.clone())).collect();
        if let Some(layer) = narrow(
            ui,
            cx,
            cx.text.get("review-layer"),
            cx.text.get("review-all-layers"),
            filter.layer.as_ref(),
            &layers,
        ) {
            change(&|filter| filter.layer.clone_from(&layer));
        }
        let kinds: Vec<_> =
            DifferenceKind::ALL.iter().map(|kind| (*kind, cx.text.get(kind.text_id()).to_owned())).collect();
        if let Some(kind) = narrow(
            ui,
            cx,
            cx.text.get("review-kind"),
            cx.text.get("review-all-kinds"),
            filter.kind.as_ref(),
            &kinds,
        ) {
            change(&|filter| filter.kind = kind);
        }
        let coders = project.annotators().filter(|annotator| annotator.role == Role::Analyst);
        let coders: Vec<_> = coders.map(|annotator| (annotator.id.clone(), annotator.name.clone())).collect();
        // By whom would tell who is who.
        if !session.names_are_hidden()
            && let Some(coder) = narrow(
                ui,
                cx,
                cx.text.get("review-annotator"),
                cx.text.get("review-everybody"),
                filter.annotator.as_ref(),
                &coders,
            )
        {
            change(&|filter| filter.annotator.clone_from(&coder));
        }
        let codes = project.codebook().layers().iter().flat_map(|layer| layer.codes());
        let codes: Vec<_> = codes.map(|code| (code.id.clone(), code.name.clone())).collect();
        if let Some(code) = narrow(
            ui,
            cx,
            cx.text.get("review-code"),
            cx.text.get("review-all-codes"),
            filter.code.as_ref(),
            &codes,
        ) {
            change(&|filter| filter.code.clone_from(&code));
        }
        let claims = project.ledger().claims().map(|claim| (claim.id.clone(), claim.label.clone()));
        let claims: Vec<_> = claims.collect();
        if !claims.is_empty()
            && let Some(claim) = narrow(
                ui,
                cx,
                cx.text.get("review-claim"),
                cx.text.get("review-all-claims"),
                filter.claim.as_ref(),
                &claims,
            )
        {
            change(&|filter| filter.claim.clone_from(&claim));
        }
        let states = [
            (ReviewStatus::Open, cx.text.get("review-not-adjudicated").to_owned()),
            (ReviewStatus::Adjudicated, cx.text.get("review-adjudicated").to_owned()),
        ];
        let current = (filter.status != ReviewStatus::All).then_some(filter.status);
        if let Some(standing) = narrow(
            ui,
            cx,
            cx.text.get("review-state"),
            cx.text.get("review-adjudicated-or-not"),
            current.as_ref(),
            &states,
        ) {
            change(&|filter| filter.status = standing.unwrap_or(ReviewStatus::All));
        }
    });
    let used = filters.min_rect().height();
    ui.allocate_space(vec2(ui.available_width(), used));
    if let Some(filter) = changed {
        cx.out.push(Command::Review(ReviewCommand::Filter(Box::new(filter))));
    }
}
