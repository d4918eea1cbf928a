//! One disagreement: its passage large, the readings as cards, what differs in words, and the keys that decide it.

use egui::{Color32, ScrollArea, Ui, UiBuilder, vec2};

use super::answers::Answers;
use super::cards::{Card, Deck, colours};
use super::draft;
use super::passage::{Lane, Passage};
use crate::app::{Action, Command, Review, ReviewCommand, Session};
use crate::compare::Position;
use crate::locale::english::and_list;
use crate::message;
use crate::model::{Article, Verdict};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::library_row::short_date;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button};

/// One place to be adjudicated, and the one that it last showed.
#[derive(Debug, Default)]
pub struct Adjudication {
    shown: Option<crate::app::QueuePlace>,
    draft: draft::DraftEditor,
    answers: Answers,
}

impl Adjudication {
    /// Draws the place in hand.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let metrics = Theme::metrics();
        if session.review.draft.is_none()
            && let Some((article, position)) = session.in_review()
        {
            self.answers.show(ui, cx, session, article, position);
        }
        let room = ui.available_rect_before_wrap();
        let (left, width) = column(room);
        let fresh = self.shown != session.review.at;
        self.shown.clone_from(&session.review.at);
        let mut area = ScrollArea::vertical().id_salt("adjudication").auto_shrink(false);
        if fresh {
            area = area.vertical_scroll_offset(0.0);
        }
        area.show(ui, |ui| {
            let top = ui.cursor().top() + metrics.size.column_top;
            let column = egui::Rect::from_min_size(egui::pos2(left, top), vec2(width, f32::INFINITY));
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                match session.in_review() {
                    Some((article, position)) => self.place(ui, cx, session, article, position),
                    None => nothing(ui, cx, session),
                }
                ui.add_space(metrics.space.section);
            });
        });
    }

    fn place(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        article: &Article,
        position: &Position,
    ) {
        let metrics = Theme::metrics();
        head(ui, cx, session, article, position);
        ui.add_space(metrics.space.xxl);
        let order = session.shown_order(&article.id, position);
        let colours = colours(cx, position, &order);
        let draft = session.review.draft.as_ref();
        let mut lanes: Vec<Lane> = order
            .iter()
            .map(|at| Lane { span: position.readings[*at].span(), colour: colours[*at] })
            .collect();
        if let Some(draft) = draft {
            lanes.push(Lane { span: draft.span, colour: cx.theme.colours.ink });
        }
        let sentences = session.sentences.get(&article.id).map_or(&[][..], AsRef::as_ref);
        Passage { article, sentences, place: position.span, lanes: &lanes }.show(ui, cx);
        ui.add_space(metrics.space.section);
        if let Some(draft) = draft {
            return self.draft.show(ui, cx, session, article, position, draft);
        }
        if let Some(taken) = deck(ui, cx, session, article, position, &colours) {
            cx.out.push(Command::Review(ReviewCommand::Take(taken)));
        }
        words(ui, cx, session, article, position);
        decided(ui, cx, session, article, position);
        comments(ui, cx, session, article, position);
    }
}

/// Where the column of the place in hand begins in this room, and how wide it is.
pub(super) fn column(room: egui::Rect) -> (f32, f32) {
    let metrics = Theme::metrics();
    let side = metrics.space.section + metrics.space.xl;
    let width = metrics.size.review_column.min(room.width() - 2.0 * side);
    (room.left() + ((room.width() - width) / 2.0).max(side), width)
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, article: &Article, position: &Position) {
    let (metrics, soft) = (Theme::metrics(), cx.theme.colours.soft);
    let here = session.review.queue.items().iter().filter(|item| *item.article() == article.id);
    let (mut all, mut adjudicated) = (0_usize, 0_usize);
    for item in here {
        all += 1;
        adjudicated += usize::from(!item.is_open());
    }
    let layer = session.project.codebook().layer(position.layer.as_str()).map_or("", |layer| &layer.name);
    let about = &article.metadata;
    let date = short_date(cx.text, &about.published.date);
    let parts: Vec<&str> =
        [about.outlet.as_str(), &date, layer].into_iter().filter(|part| !part.is_empty()).collect();
    widgets::content_heading(
        ui,
        cx,
        &parts.join(" · "),
        &cx.text.shown(&message!("review-adjudicated-of", count = adjudicated, all = all)),
    );
    ui.add_space(metrics.space.xs);
    let title = widgets::pressable_content(ui, cx, &metrics.text.title, soft, article.display_title());
    let chord = cx.state.keymap.shown(Action::OpenPassage);
    if widgets::tip(title, cx.text.get(Action::OpenPassage.help_id()), &chord).clicked() {
        cx.out.push(Command::Action(Action::OpenPassage));
    }
}

fn deck(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    session: &Session,
    article: &Article,
    position: &Position,
    colours: &[Color32],
) -> Option<usize> {
    let names = session.names_in(&article.id);
    let called =
        |ids: &[crate::base::AnnotatorId]| and_list(&ids.iter().map(|id| names.name(id)).collect::<Vec<_>>());
    let taken = taken(position);
    let order = session.shown_order(&article.id, position);
    let cards: Vec<Card<'_>> = order
        .iter()
        .enumerate()
        .map(|(shown, at)| Card {
            names: called(&position.readings[*at].annotators()),
            key: (shown + 1).to_string(),
            reading: &position.readings[*at],
            colour: colours[*at],
            taken: taken == Some(TakenReading::Reading(*at)),
        })
        .collect();
    let picked = Deck { session, article, position }.show(ui, cx, &cards);
    if !position.silent.is_empty() {
        let key = cx.state.keymap.shown(Action::TakeNeither);
        if silent(ui, cx, &called(&position.silent), &key, taken == Some(TakenReading::Neither)) {
            cx.out.push(Command::Action(Action::TakeNeither));
        }
    }
    if !position.absent.is_empty() {
        let said = cx.text.shown(&message!("review-not-read", names = called(&position.absent)));
        widgets::said(ui, cx, &said, &Theme::metrics().text.small, cx.theme.colours.soft);
        ui.add_space(Theme::metrics().space.l);
    }
    picked
}

/// What was decided for, as far as the cards can show it.
#[derive(PartialEq)]
pub(super) enum TakenReading {
    Reading(usize),
    Neither,
}

pub(super) fn taken(position: &Position) -> Option<TakenReading> {
    let adjudication = position.adjudication.as_ref().filter(|adjudication| adjudication.is_current)?;
    match &adjudication.decision.verdict {
        Verdict::Took(by) => {
            let at = position.readings.iter().position(|reading| reading.annotators() == *by)?;
            Some(TakenReading::Reading(at))
        }
        Verdict::Neither => Some(TakenReading::Neither),
        Verdict::Joined | Verdict::Edited => None,
    }
}

/// The card of those who marked nothing.
fn silent(ui: &mut Ui, cx: &mut Cx<'_>, names: &str, key: &str, on: bool) -> bool {
    let metrics = Theme::metrics();
    let label = cx.text.shown(&message!("review-nothing-marked-by", names = names));
    let (rect, response) = ui.allocate_exact_size(
        vec2(ui.available_width(), metrics.size.control + metrics.space.l),
        egui::Sense::click(),
    );
    let edge = if on { cx.theme.colours.ink } else { cx.theme.colours.line };
    let width = if on { metrics.stroke.tick } else { metrics.stroke.hairline };
    let stroke = egui::Stroke::new(width, edge);
    ui.painter().rect(rect, metrics.radius.card, cx.theme.colours.raised, stroke, egui::StrokeKind::Inside);
    widgets::paint_hover(ui, &response, rect, metrics.radius.card);
    widgets::focus_ring(ui, &response, rect.expand(metrics.space.xs), metrics.radius.card);
    let inner = rect.shrink2(vec2(metrics.space.xxl, 0.0));
    widgets::paint_key_cap(ui.painter(), inner.right_center(), key);
    let laid = widgets::laid(ui, cx, &label, &metrics.text.name, inner.width() - metrics.size.ring);
    let at = egui::pos2(inner.left(), inner.center().y - widgets::size(ui, &laid).y / 2.0);
    widgets::paint_content(ui, cx, &laid, at, &[cx.theme.colours.ink]);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, on, &label));
    let clicked = response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked();
    ui.add_space(metrics.space.xl);
    clicked
}

/// What differs, in words.
fn words(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, article: &Article, position: &Position) {
    let names = session.names_in(&article.id);
    let said: Vec<_> = position
        .differences
        .iter()
        .map(|difference| cx.text.shown(&difference.in_words(&session.project, &|id| names.name(id))))
        .filter(|words| !words.is_empty())
        .collect();
    let said = if said.is_empty() { cx.text.get("review-all-agree").to_owned() } else { said.join(" ") };
    widgets::said(ui, cx, &said, &Theme::metrics().text.strong, cx.theme.colours.ink);
}

/// What was decided, by whom and why, and what has changed since.
fn decided(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, article: &Article, position: &Position) {
    let Some(adjudication) = &position.adjudication else { return };
    let (metrics, soft) = (Theme::metrics(), cx.theme.colours.soft);
    let names = session.names_in(&article.id);
    ui.add_space(metrics.space.xl);
    let decision = &adjudication.decision;
    let what = match &decision.verdict {
        Verdict::Took(by) => cx.text.shown(&message!(
            "review-took",
            names = and_list(&by.iter().map(|id| names.name(id)).collect::<Vec<_>>())
        )),
        Verdict::Joined => cx.text.get("review-joined").into(),
        Verdict::Neither => cx.text.get("review-nothing-is-marked").into(),
        Verdict::Edited => cx.text.get("review-own-answer").into(),
    };
    let what = match decision.reason {
        Some(reason) if adjudication.is_current => {
            kept!(cx, "{} · {}", what, cx.text.get(reason.name_id()).to_lowercase())
        }
        _ => what,
    };
    let day = short_date(cx.text, decision.modified.to_string().get(..10).unwrap_or_default());
    let who = session.name_of(&adjudication.by);
    let words = if adjudication.is_current {
        cx.text.shown(&message!("review-decided", name = who, day = day, what = what))
    } else {
        let changed: Vec<String> = adjudication.changed.iter().map(|id| names.name(id)).collect();
        cx.text.shown(&message!(
            "review-decided-before",
            name = who,
            day = day,
            what = what,
            others = and_list(&changed)
        ))
    };
    let colour = if adjudication.is_current { soft } else { cx.theme.colours.warn };
    widgets::said(ui, cx, &words, &metrics.text.small, colour);
}

/// The comments on the place.
fn comments(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, article: &Article, position: &Position) {
    let viewer = session.reviewer();
    let thread = crate::review::thread(&session.project, viewer, &article.id, &position.layer, position.span);
    if thread.is_empty() {
        return;
    }
    let metrics = Theme::metrics();
    ui.add_space(metrics.space.section);
    widgets::heading(ui, cx.text.get("review-comments"), &thread.len().to_string());
    for (who, comment) in &thread {
        ui.add_space(metrics.space.m);
        let day = short_date(cx.text, comment.created.to_string().get(..10).unwrap_or_default());
        let lead = kept!(cx, "{}, {}:", session.called_in(&article.id, who), day);
        widgets::led(ui, cx, &lead, &comment.text, &metrics.text.note);
    }
}

/// What stands where there is no place in hand.
fn nothing(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let metrics = Theme::metrics();
    ui.add_space(metrics.space.section);
    if session.review.comparing && session.review.queue.items().is_empty() {
        return widgets::empty(ui, cx.text.get("review-comparing"), cx.text.get("review-comparing.hint"));
    }
    let narrowed = session.review.filter != Review::everything();
    if session.adjudicator().is_none() {
        let hint = cx.text.get("review-analyst-hint");
        widgets::empty(ui, cx.text.get("review-nothing-to-compare"), hint);
        ui.add_space(metrics.space.xl);
        if Button::new(cx.text.get(Action::Adjudicate.label_id()))
            .primary()
            .key(cx.text.get("common-key-enter"))
            .show(ui)
            .clicked()
        {
            cx.out.push(Command::Action(Action::Adjudicate));
        }
    } else if narrowed {
        widgets::empty(ui, cx.text.get("review-no-match"), cx.text.get("review-no-match.hint"));
        ui.add_space(metrics.space.xl);
        if Button::new(cx.text.get("review-show-all")).show(ui).clicked() {
            cx.out.push(Command::Review(ReviewCommand::Filter(Box::new(Review::everything()))));
        }
    } else {
        let hint = cx.text.get("review-no-disagreements.hint");
        widgets::empty(ui, cx.text.get("review-no-disagreements"), hint);
    }
}
