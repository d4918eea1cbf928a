//! The figures: a short form beside the place in hand, and a page of all of them, each leads to its passages.

mod matrix;
mod shared;

use std::sync::Arc;

use egui::{Align2, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::agreement::{
    AgreementReport, Counted, Drift, DriftKind, Estimate, Question, ReportSection, iso_week, shown,
    shown_interval,
};
use crate::app::{Command, PassageList, ReviewCommand, Session};
use crate::base::AnnotatorId;
use crate::id;
use crate::locale::Catalogue;
use crate::message;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets;
use shared::{places, worth};

/// The page, with the section that is open.
#[derive(Debug, Default)]
pub struct FiguresPage {
    open: Option<usize>,
}

/// What is counted, in words.
fn counted(counted: Counted) -> &'static str {
    match counted {
        Counted::Sentence => id!("agreement-by-sentence"),
        Counted::Span => id!("agreement-by-passage"),
        Counted::Character => id!("agreement-by-character"),
        Counted::Article => id!("agreement-by-article"),
    }
}

/// The sentence and a line for each question.
pub fn summary(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let metrics = Theme::metrics();
    widgets::heading(ui, cx.text.get("agreement-so-far"), "");
    let Some(report) = &session.review.figures else {
        let words = if session.review.measuring {
            cx.text.get("agreement-working")
        } else {
            cx.text.get("agreement-none-yet")
        };
        widgets::line(ui, &metrics.text.note, cx.theme.colours.soft, words);
        return;
    };
    widgets::well(ui, cx, |ui, cx| {
        let said = report.summary();
        let (headline, detail) = (cx.text.shown(&said.headline), cx.text.shown(&said.detail));
        widgets::led(ui, cx, &headline, &detail, &metrics.text.note);
    });
    figure_heads(ui, cx, cx.text.get("agreement-question"));
    for question in [Question::Place, Question::Code, Question::Attribute, Question::Claim] {
        let Some(section) = report.headline(question) else { continue };
        let Some(row) = section.headline() else { continue };
        let attribute = section
            .attribute
            .as_ref()
            .map(|(_, name)| cx.text.shown(&message!("agreement-same", attribute = name.to_lowercase())));
        let name = attribute.as_deref().unwrap_or_else(|| cx.text.get(question.text_id()));
        if line(ui, cx, name, row, row.measure.is_chance_corrected(), false) {
            let passages = behind(cx, report, section, row);
            cx.out.push(Command::Review(ReviewCommand::OpenPassages(Box::new(passages))));
        }
    }
}

/// The confusion table of the layer in hand.
pub fn confusion_in_hand(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let Some((_, position)) = session.in_review() else { return };
    let Some(report) = &session.review.figures else { return };
    let section = report.sections.iter().find(|section| {
        section.layer == position.layer && matches!(section.question, Question::Code | Question::Claim)
    });
    let Some(section) = section else { return };
    ui.add_space(Theme::metrics().space.l);
    let by =
        |at: usize| position.readings.get(at).and_then(|reading| reading.annotators().into_iter().next());
    let at = |id: AnnotatorId| report.annotators.iter().position(|other| *other == id);
    let pair = by(0).and_then(at).zip(by(1).and_then(at)).map(|(a, b)| [a.min(b), a.max(b)]);
    matrix::show(ui, cx, session, report, section, pair, MOST);
}

/// The most codes that a table beside the place shows.
const MOST: usize = 6;

/// The passages behind a figure.
fn behind(cx: &Cx<'_>, report: &AgreementReport, section: &ReportSection, row: &Estimate) -> PassageList {
    let passages = section.passages(row, &report.annotators);
    let code = section.label(row).map(|label| label.name.as_str());
    PassageList { title: titled(cx, section, code).to_string(), passages: places(passages) }
}

/// Question and layer, and what the figures are about in particular.
fn titled(cx: &Cx<'_>, section: &ReportSection, about: Option<&str>) -> Arc<str> {
    let (question, layer) = (cx.text.get(section.question.text_id()), &section.layer_name);
    match about {
        Some(about) => kept!(cx, "{} · {} · {}", question, layer, about),
        None => kept!(cx, "{} · {}", question, layer),
    }
}

/// Widths of the columns of a table of figures, from the right, as shares.
const COLUMNS: [f32; 3] = [0.30, 0.16, 0.14];

fn cells(rect: Rect) -> [Rect; 4] {
    let mut right = rect.right();
    let mut cells = [rect; 4];
    for (at, share) in COLUMNS.iter().enumerate() {
        let left = right - rect.width() * share;
        cells[3 - at] = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
        right = left;
    }
    cells[0] = Rect::from_min_max(rect.min, pos2(right, rect.bottom()));
    cells
}

/// The heads of the columns of figures; the first is what the rows are about.
fn figure_heads(ui: &mut Ui, cx: &mut Cx<'_>, about: &str) {
    let names =
        [id!("agreement-n"), id!("agreement-value"), id!("agreement-interval")].map(|id| cx.text.get(id));
    heads(ui, cx, [about, names[0], names[1], names[2]]);
}

fn heads(ui: &mut Ui, cx: &mut Cx<'_>, names: [&str; 4]) {
    let metrics = Theme::metrics();
    let height = metrics.text.label.line_height() + metrics.space.l;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height.round()), Sense::hover());
    let soft = cx.theme.colours.soft;
    for (at, (cell, name)) in cells(rect).into_iter().zip(names).enumerate() {
        let (anchor, align) = if at == 0 {
            (cell.left_center(), Align2::LEFT_CENTER)
        } else {
            (cell.right_center(), Align2::RIGHT_CENTER)
        };
        widgets::paint(ui.painter(), anchor, align, &metrics.text.label, soft, name);
    }
}

/// One figure; whether it was clicked.
fn line(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, row: &Estimate, coloured: bool, reasons: bool) -> bool {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let height = metrics.text.table.line_height() + metrics.space.l;
    let reason = row
        .value
        .err()
        .filter(|_| reasons)
        .map(|why| cx.text.shown(&message!("agreement-not-defined", why = why.message())));
    let below = if reason.is_some() { metrics.text.small.line_height() + metrics.space.xs } else { 0.0 };
    let size = vec2(ui.available_width(), (height + below).round());
    let (whole, response) = ui.allocate_exact_size(size, Sense::click());
    let rect = whole.with_max_y(whole.top() + height.round());
    if let Some(reason) = &reason {
        let laid = widgets::galley(ui.painter(), &metrics.text.small, colours.soft, reason);
        ui.painter().galley(pos2(rect.left(), rect.bottom() - metrics.space.s), laid, colours.soft);
    }
    let rule = egui::Stroke::new(metrics.stroke.hairline, colours.line);
    ui.painter().hline(rect.x_range(), rect.top(), rule);
    widgets::paint_hover(ui, &response, rect, metrics.radius.key);
    widgets::focus_ring(ui, &response, rect, metrics.radius.key);
    let [first, n, value, interval] = cells(rect);
    let laid = widgets::laid(ui, cx, name, &metrics.text.ui, first.width() - metrics.space.s);
    let at = pos2(first.left(), first.center().y - widgets::size(ui, &laid).y / 2.0);
    widgets::paint_content(ui, cx, &laid, at, &[colours.ink]);
    let painter = ui.painter();
    let table = &metrics.text.table;
    widgets::paint(
        painter,
        n.right_center(),
        Align2::RIGHT_CENTER,
        table,
        colours.soft,
        &units(cx, row.n, row.assumed),
    );
    let (shown_value, colour) = match row.value {
        Ok(figure) if coloured => (shown(figure), worth(cx, figure)),
        Ok(figure) => (shown(figure), colours.ink),
        Err(_) => (cx.text.get("agreement-undefined").to_owned(), colours.soft),
    };
    widgets::paint(
        painter,
        value.right_center(),
        Align2::RIGHT_CENTER,
        &metrics.text.name,
        colour,
        &shown_value,
    );
    let between = match &row.interval {
        Some(Ok(interval)) => shown_interval(interval),
        _ => "–".to_owned(),
    };
    widgets::paint(painter, interval.right_center(), Align2::RIGHT_CENTER, table, colours.soft, &between);
    let why = match (&row.value, &row.interval) {
        (Err(why), _) => cx.text.shown(&message!(
            "agreement-why-undefined",
            measure = row.measure.text(),
            why = why.message()
        )),
        (Ok(_), Some(Err(why))) => cx.text.shown(&message!(
            "agreement-why-no-interval",
            measure = row.measure.text(),
            source = row.measure.source(),
            why = why.message(),
        )),
        (Ok(_), _) => cx.text.shown(&message!(
            "agreement-what",
            measure = row.measure.text(),
            source = row.measure.source()
        )),
    };
    response.widget_info(|| {
        WidgetInfo::labeled(
            egui::Role::Button,
            true,
            cx.text
                .shown(&message!(
                    "agreement-figure",
                    name = name,
                    figure = &shown_value,
                    n = units(cx, row.n, row.assumed),
                    interval = &between
                ))
                .as_ref(),
        )
    });
    about_figure(response, &why).clicked()
}

/// Says what a figure is, in as many lines as it takes.
fn about_figure(response: egui::Response, words: &str) -> egui::Response {
    response.on_hover_ui(|ui| {
        ui.set_max_width(Theme::metrics().size.inspector);
        widgets::words(ui, &Theme::metrics().text.small, Theme::of(ui.ctx()).colours.ink, words);
    })
}

impl FiguresPage {
    /// Draws all figures, or the passages behind the one that was opened.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let metrics = Theme::metrics();
        let inner = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.section, metrics.space.xl));
        let mut ui = ui.new_child(UiBuilder::new().max_rect(inner));
        let Some(report) = &session.review.figures else {
            let hint = cx.text.get("agreement-none.hint");
            return widgets::empty(&mut ui, cx.text.get("agreement-none"), hint);
        };
        ScrollArea::vertical().id_salt("figures").auto_shrink(false).show(&mut ui, |ui| {
            ui.set_max_width(metrics.size.page.min(ui.available_width() - metrics.space.xl));
            ui.spacing_mut().item_spacing.y = metrics.space.xs;
            let said = report.summary();
            let (headline, detail) = (cx.text.shown(&said.headline), cx.text.shown(&said.detail));
            widgets::content(ui, cx, &headline, &metrics.text.sentence, cx.theme.colours.ink, 0);
            widgets::content(ui, cx, &detail, &metrics.text.note, cx.theme.colours.soft, 0);
            for (at, section) in report.sections.iter().enumerate() {
                ui.push_id(at, |ui| self.section(ui, cx, session, report, at, section));
            }
            drift(ui, cx, session, report);
            ui.add_space(metrics.space.section);
            widgets::heading(ui, cx.text.get("agreement-counted"), "");
            for words in about(cx.text, report, &|id: &AnnotatorId| session.name_of(id)) {
                widgets::content(ui, cx, &words, &metrics.text.small, cx.theme.colours.soft, 0);
            }
            ui.add_space(metrics.space.section);
        });
    }

    fn section(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        report: &AgreementReport,
        at: usize,
        section: &ReportSection,
    ) {
        let metrics = Theme::metrics();
        ui.add_space(metrics.space.section);
        let title = titled(cx, section, section.attribute.as_ref().map(|(_, name)| name.as_str()));
        widgets::content(ui, cx, &title, &metrics.text.heading, cx.theme.colours.ink, 1);
        widgets::line(ui, &metrics.text.small, cx.theme.colours.soft, cx.text.get(counted(section.counted)));
        figure_heads(ui, cx, cx.text.get("agreement-measure"));
        let open = self.open == Some(at);
        let overall: Vec<&Estimate> =
            section.estimates.iter().filter(|row| report.is_overall(row) && row.code.is_none()).collect();
        let head = overall.iter().find(|row| row.measure == section.headline);
        let rest = overall.iter().filter(|row| row.measure != section.headline);
        for row in head.into_iter().chain(rest) {
            let measure = cx.text.get(row.measure.text_id());
            let measure = if row.measure.experimental() {
                cx.text.shown(&message!("agreement-experimental", measure = measure))
            } else {
                measure.into()
            };
            let name =
                bounds(cx.text, row).map_or(measure.clone(), |bounds| kept!(cx, "{}, {}", measure, bounds));
            if line(ui, cx, &name, row, row.measure.is_chance_corrected(), true) {
                let passages = behind(cx, report, section, row);
                cx.out.push(Command::Review(ReviewCommand::OpenPassages(Box::new(passages))));
            }
        }
        let coded: Vec<&Estimate> = section.estimates.iter().filter(|row| row.code.is_some()).collect();
        let pairs: Vec<&Estimate> = section
            .estimates
            .iter()
            .filter(|row| row.code.is_none() && !report.is_overall(row) && row.annotators.len() == 2)
            .collect();
        if coded.is_empty() && pairs.is_empty() && section.labels.is_empty() {
            return;
        }
        let mut unfolded = open;
        let name = if pairs.is_empty() {
            cx.text.get("agreement-by-code")
        } else {
            cx.text.get("agreement-by-code-and-pair")
        };
        if widgets::fold(ui, name, &mut unfolded).changed() {
            self.open = unfolded.then_some(at);
        }
        if !open {
            return;
        }
        self.details(ui, cx, session, report, section, &coded, &pairs);
    }

    #[expect(clippy::too_many_arguments, reason = "the details are drawn from all of this")]
    fn details(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        report: &AgreementReport,
        section: &ReportSection,
        coded: &[&Estimate],
        pairs: &[&Estimate],
    ) {
        if !coded.is_empty() {
            figure_heads(ui, cx, cx.text.get("agreement-worst"));
        }
        for row in coded {
            let name = section.label(row).map_or("", |label| label.name.as_str());
            if line(ui, cx, name, row, true, true) {
                let passages = behind(cx, report, section, row);
                cx.out.push(Command::Review(ReviewCommand::OpenPassages(Box::new(passages))));
            }
        }
        matrix::pairs(ui, cx, session, report, section);
        let pairs = if session.names_are_hidden() { &[] } else { pairs };
        if !pairs.is_empty() {
            figure_heads(ui, cx, cx.text.get("agreement-pair-head"));
        }
        for row in pairs {
            let names: Vec<String> = row.annotators.iter().map(|id| session.name_of(id)).collect();
            let name = kept!(cx, "{} · {}", names.join(" – "), cx.text.get(row.measure.text_id()));
            if line(ui, cx, &name, row, row.measure.is_chance_corrected(), true) {
                let passages = behind(cx, report, section, row);
                cx.out.push(Command::Review(ReviewCommand::OpenPassages(Box::new(passages))));
            }
        }
        ui.add_space(Theme::metrics().space.l);
        matrix::show(ui, cx, session, report, section, None, usize::MAX);
    }
}

/// How many units a figure is from, and how many of them rest on what an import assumed.
fn units(cx: &Cx<'_>, n: u64, assumed: u64) -> Arc<str> {
    match assumed {
        0 => n.to_string().into(),
        assumed => cx.text.shown(&message!("agreement-row-assumed", n = n, assumed = assumed)),
    }
}

fn bounds(text: &'static Catalogue, row: &Estimate) -> Option<Arc<str>> {
    row.bounds
        .map(|(low, high)| text.shown(&message!("agreement-bounds", low = shown(low), high = shown(high))))
}

/// Agreement week by week, and of annotators with themselves.
fn drift(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, report: &AgreementReport) {
    if report.drift.is_empty() || session.names_are_hidden() {
        return;
    }
    let metrics = Theme::metrics();
    ui.add_space(metrics.space.section);
    widgets::content(
        ui,
        cx,
        cx.text.get("agreement-over-time"),
        &metrics.text.heading,
        cx.theme.colours.ink,
        1,
    );
    heads(
        ui,
        cx,
        [cx.text.get("agreement-when"), cx.text.get("agreement-n"), "α", cx.text.get("agreement-agreement")],
    );
    for entry in &report.drift {
        over_time(ui, cx, session, entry);
    }
}

fn over_time(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, entry: &Drift) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let height = metrics.text.table.line_height() + metrics.space.l;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height.round()), Sense::hover());
    let layer = session.project.codebook().layer(entry.layer.as_str()).map_or("", |layer| &layer.name);
    let when = match &entry.kind {
        DriftKind::Week([one, other], week) => {
            kept!(
                cx,
                "{} · {} – {} · {}",
                iso_week(*week),
                session.name_of(one),
                session.name_of(other),
                layer
            )
        }
        DriftKind::Again(who) => {
            cx.text.shown(&message!("agreement-themself", name = session.name_of(who), layer = layer))
        }
    };
    let [first, n, value, percent] = cells(rect);
    let laid = widgets::laid(ui, cx, &when, &metrics.text.ui, first.width() - metrics.space.s);
    let at = pos2(first.left(), first.center().y - widgets::size(ui, &laid).y / 2.0);
    widgets::paint_content(ui, cx, &laid, at, &[colours.ink]);
    let figure = |measured: &crate::agreement::Measured| {
        measured.map_or_else(|_| cx.text.get("agreement-undefined").to_owned(), shown)
    };
    let (alpha, share) = (figure(&entry.alpha), figure(&entry.percent));
    let painter = ui.painter();
    let counted = units(cx, entry.n, entry.assumed);
    for (cell, words) in [(n, &*counted), (value, &alpha), (percent, &share)] {
        let at = cell.right_center();
        widgets::paint(painter, at, Align2::RIGHT_CENTER, &metrics.text.table, colours.soft, words);
    }
    response.widget_info(|| {
        WidgetInfo::labeled(egui::Role::Label, true, kept!(cx, "{}: α {}, {}", when, alpha, share))
    });
}

/// What was counted and what was left out.
fn about(
    text: &'static Catalogue,
    report: &AgreementReport,
    name: &dyn Fn(&AnnotatorId) -> String,
) -> Vec<Arc<str>> {
    let mut people: Vec<String> = report.annotators.iter().map(name).collect();
    people.sort();
    let mut said =
        vec![text.shown(&message!("agreement-people", names = people, articles = report.articles.len(),))];
    said.extend(report.reading().iter().map(|words| text.shown(words)));
    let left = report.left_out;
    for (count, words) in [
        (left.carried_over, message!("agreement-left-carried", count = left.carried_over)),
        (left.suggested, message!("agreement-left-suggested", count = left.suggested)),
        (left.orphans, message!("agreement-left-orphans", count = left.orphans)),
        (left.hidden, message!("agreement-left-hidden", count = left.hidden)),
    ] {
        if count > 0 {
            said.push(text.shown(&words));
        }
    }
    said.push(text.shown(&message!(
        "agreement-intervals",
        resamples = report.resamples.to_string(),
        seed = report.seed.to_string(),
    )));
    said
}

/// The passages behind a figure, in place of the page.
pub fn passages(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, shown: &PassageList) {
    let metrics = Theme::metrics();
    let inner = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.section, metrics.space.xl));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(inner));
    ui.spacing_mut().item_spacing.y = metrics.space.m;
    ui.horizontal(|ui| {
        if widgets::Button::new(cx.text.get("agreement-back"))
            .key(cx.text.get("common-key-esc"))
            .show(ui)
            .clicked()
        {
            cx.out.push(Command::Review(ReviewCommand::ClosePassages));
        }
        ui.add_space(metrics.space.l);
        let title = cx.text.shown(&message!(
            "agreement-passages",
            title = &shown.title,
            count = shown.passages.len()
        ));
        widgets::content(ui, cx, &title, &metrics.text.heading, cx.theme.colours.ink, 1);
    });
    if shown.passages.is_empty() {
        return widgets::empty(
            &mut ui,
            cx.text.get("agreement-no-passage"),
            cx.text.get("agreement-no-passage.hint"),
        );
    }
    let height =
        (metrics.text.passage.line_height() + metrics.text.small.line_height() + metrics.space.xl).round();
    let list = ScrollArea::vertical().id_salt("passages").auto_shrink(false);
    list.show_rows(&mut ui, height, shown.passages.len(), |ui, rows| {
        for (at, (id, span)) in shown.passages[rows.clone()].iter().enumerate() {
            let Some(article) = session.project.article(id) else { continue };
            let words = article.text.slice(*span).unwrap_or_default();
            let (rect, response) =
                ui.push_id(rows.start + at, |ui| widgets::row(ui, || words, height, false)).inner;
            let inner = rect.shrink2(vec2(metrics.space.l, metrics.space.s));
            let title = widgets::laid(ui, cx, article.display_title(), &metrics.text.small, inner.width());
            widgets::paint_content(ui, cx, &title, inner.min, &[cx.theme.colours.soft]);
            let words = widgets::laid(ui, cx, words, &metrics.text.passage, inner.width());
            let under = inner.min + vec2(0.0, metrics.text.small.line_height());
            widgets::paint_content(ui, cx, &words, under, &[cx.theme.colours.ink]);
            if response.clicked() {
                let (article, span) = (id.clone(), *span);
                cx.out.push(Command::Review(ReviewCommand::Passage { article, span }));
            }
        }
    });
}
