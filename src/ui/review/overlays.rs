//! What floats over the pages of review and codebook: becoming an adjudicator, changing the codebook, reasons,
//! adjudicating many, a comment.

use egui::{Context, Event, Id, Key, Modifiers, ScrollArea, Sense, Ui, pos2, vec2};

use crate::app::{
    Action, CodebookCommand, Command, Overlay, QueuePlace, REASON_KEYS, ReviewCommand, ReviewOverlay, Session,
};
use crate::base::AnnotatorId;
use crate::compare::Reading;
use crate::message;
use crate::model::{CodebookPart, Pass, Role};
use crate::review::{self, Plan, Strategy};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::typeset::ParaLayout;
use crate::ui::widgets::{self, Button, ChoiceItem, Field, Placement};

/// Shares of the annotators that make a majority, in per cent.
const SHARES: [u8; 3] = [51, 67, 75];

/// How many passages the preview shows at once.
const SHOWN: f32 = 5.0;

/// What is typed into a comment, while it is open.
#[derive(Debug, Default)]
pub struct Overlays {
    words: String,
    /// What the words are about; they wait there when the comment is left.
    place: Option<QueuePlace>,
    shown: bool,
}

/// Shows whichever is open.
pub fn show(ctx: &Context, cx: &mut Cx<'_>, kept: &mut Overlays) {
    let open = cx.state.overlay.clone();
    if !matches!(open, Some(Overlay::Review(ReviewOverlay::Comment(_)))) {
        kept.shown = false;
    }
    let Some(Overlay::Review(open)) = open else { return };
    match open {
        ReviewOverlay::ChangeCodebook(part) => change_codebook(ctx, cx, &part),
        ReviewOverlay::Adjudicate => adjudicate(ctx, cx),
        ReviewOverlay::Reason(place) => reason(ctx, cx, &place),
        ReviewOverlay::AdjudicateMany => many(ctx, cx),
        ReviewOverlay::Passes => passes(ctx, cx),
        ReviewOverlay::Comment(place) => comment(ctx, cx, kept, place),
    }
}

fn sheet(ctx: &Context, cx: &mut Cx<'_>, name: &str, contents: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    let metrics = Theme::metrics();
    let outside = widgets::backdrop(ctx, name);
    widgets::popover(ctx, name, name, Placement::Upper, metrics.size.dialog, |ui| {
        egui::Frame::NONE.inner_margin(egui::Margin::same(metrics.space.xl as i8)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = metrics.space.m;
            contents(ui, cx);
        });
    });
    let escape = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if outside || escape {
        cx.out.push(Command::CloseOverlay);
    }
}

fn enter(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

fn adjudicate(ctx: &Context, cx: &mut Cx<'_>) {
    sheet(ctx, cx, cx.text.get("review-adjudicate"), |ui, cx| {
        let (text, colours) = (&Theme::metrics().text, &cx.theme.colours);
        widgets::line(ui, &text.heading, colours.ink, cx.text.get("review-adjudicate-ask"));
        let why = cx.text.get("review-adjudicate-about");
        widgets::words(ui, &text.note, colours.soft, why);
        ui.add_space(Theme::metrics().space.m);
        let go = Button::new(cx.text.get("review-adjudicate"))
            .key(cx.text.get("common-key-enter"))
            .primary()
            .wide()
            .show(ui)
            .clicked();
        if go || enter(ui) {
            cx.out.push(Command::CloseOverlay);
            cx.out.push(Command::Action(Action::Adjudicate));
        }
        cancel(ui, cx);
    });
}

/// Whether the codebook is changed for everybody.
fn change_codebook(ctx: &Context, cx: &mut Cx<'_>, part: &CodebookPart) {
    sheet(ctx, cx, cx.text.get("codebook-change"), |ui, cx| {
        let (text, colours) = (&Theme::metrics().text, &cx.theme.colours);
        widgets::line(ui, &text.heading, colours.ink, cx.text.get("codebook-change"));
        widgets::words(ui, &text.note, colours.soft, cx.text.get("codebook-change-about"));
        ui.add_space(Theme::metrics().space.m);
        let go = Button::new(cx.text.get("codebook-change-go")).key(cx.text.get("common-key-enter"));
        if go.primary().wide().show(ui).clicked() || enter(ui) {
            cx.out.push(Command::Codebook(CodebookCommand::EditForAll(part.clone())));
        }
        cancel(ui, cx);
    });
}

/// The button that leaves all as it is.
fn cancel(ui: &mut Ui, cx: &mut Cx<'_>) {
    let button = Button::new(cx.text.get("common-cancel")).key(cx.text.get("common-key-esc")).wide();
    if button.show(ui).clicked() {
        cx.out.push(Command::CloseOverlay);
    }
}

/// The letters typed in this frame.
fn letters(ui: &Ui) -> Vec<char> {
    let mut typed = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Text(text) => {
                typed.extend(text.chars().filter(|c| c.is_alphanumeric()));
                false
            }
            Event::Key { key, modifiers, .. } => {
                modifiers.any() || matches!(key, Key::Escape | Key::Tab | Key::Enter)
            }
            _ => true,
        });
    });
    typed
}

fn reason(ctx: &Context, cx: &mut Cx<'_>, place: &QueuePlace) {
    sheet(ctx, cx, cx.text.get("review-why"), |ui, cx| {
        for letter in letters(ui) {
            cx.out.push(Command::Review(ReviewCommand::ReasonKey(letter)));
        }
        let Some(session) = &cx.state.session else { return };
        widgets::heading(ui, cx.text.get("review-why"), cx.text.get("review-why-key"));
        let words =
            session.project.article(&place.article).and_then(|article| article.text.slice(place.span));
        let style = &Theme::metrics().text.strong;
        let about = cx.text.shown(&message!("review-reason-for", passage = words.unwrap_or_default()));
        widgets::content(ui, cx, &about, style, cx.theme.colours.ink, 2);
        let chosen = match session.decision_at(place) {
            Some((_, decision)) => decision.reason,
            None => session.review.reason,
        };
        let keys: Vec<String> = REASON_KEYS.iter().map(|(key, _)| key.to_string()).collect();
        let items: Vec<ChoiceItem<'_>> = REASON_KEYS
            .iter()
            .zip(&keys)
            .map(|((_, reason), key)| ChoiceItem {
                key,
                ..ChoiceItem::plain(cx.text.get(reason.name_id()), chosen == Some(*reason))
            })
            .collect();
        if let Some(clicked) = widgets::flow(ui, cx, &items).clicked {
            cx.out.push(Command::Review(ReviewCommand::ReasonKey(REASON_KEYS[clicked].0)));
        }
    });
}

fn many(ctx: &Context, cx: &mut Cx<'_>) {
    let state = cx.state;
    let Some(session) = &state.session else { return };
    let Some(plan) = &session.review.plan else { return };
    let strategy = &plan.strategy;
    sheet(ctx, cx, cx.text.get("review-many"), |ui, cx| {
        let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
        widgets::line(ui, &metrics.text.heading, colours.ink, cx.text.get("review-many"));
        widgets::words(ui, &metrics.text.note, colours.soft, cx.text.get("review-many-about"));
        let mut rules = vec![Strategy::AcceptAgreed];
        rules.extend(SHARES.map(|percent| Strategy::Majority { percent }));
        let has_coded = |id: &AnnotatorId| session.project.sets().any(|(key, _)| key.annotator == *id);
        let analysts = session.project.annotators().filter(|annotator| annotator.role == Role::Analyst);
        // To prefer somebody's answers asks whose they are.
        let coders = analysts.filter(|annotator| !session.names_are_hidden() && has_coded(&annotator.id));
        rules.extend(coders.map(|annotator| Strategy::Prefer(annotator.id.clone())));
        let names: Vec<_> = rules.iter().map(|rule| cx.text.shown(&session.rule_name(rule))).collect();
        let items: Vec<ChoiceItem<'_>> =
            rules.iter().zip(&names).map(|(rule, name)| ChoiceItem::plain(name, rule == strategy)).collect();
        if let Some(clicked) = widgets::flow(ui, cx, &items).clicked {
            cx.out.push(Command::Review(ReviewCommand::PlanMany(rules[clicked].clone())));
        }
        let step = ui.input_mut(|input| {
            let down = input.consume_key(Modifiers::NONE, Key::ArrowDown)
                || input.consume_key(Modifiers::NONE, Key::ArrowRight);
            let up = input.consume_key(Modifiers::NONE, Key::ArrowUp)
                || input.consume_key(Modifiers::NONE, Key::ArrowLeft);
            i32::from(down) - i32::from(up)
        });
        if step != 0 {
            let at = rules.iter().position(|rule| rule == strategy).unwrap_or(0) as i32;
            let next = (at + step).rem_euclid(rules.len() as i32) as usize;
            cx.out.push(Command::Review(ReviewCommand::PlanMany(rules[next].clone())));
        }
        ui.add_space(metrics.space.s);
        widgets::well(ui, cx, |ui, cx| {
            let count = plan.taken.len();
            let words =
                cx.text.shown(&message!("review-many-taken", count = count, nothing = plan.nothing()));
            widgets::content(ui, cx, &words, &metrics.text.strong, cx.theme.colours.ink, 2);
            for (why, count) in plan.left() {
                let line = cx.text.shown(&message!("review-many-left", count = count, why = why.message()));
                widgets::content(ui, cx, &line, &metrics.text.note, cx.theme.colours.soft, 1);
            }
            if plan.adjudicated > 0 {
                let line = cx.text.shown(&message!("review-many-already", count = plan.adjudicated));
                widgets::content(ui, cx, &line, &metrics.text.note, cx.theme.colours.soft, 1);
            }
        });
        preview(ui, cx, session, plan);
        ui.add_space(metrics.space.s);
        let label = cx.text.shown(&message!("review-many-go", count = plan.taken.len()));
        let go = ui
            .add_enabled_ui(!plan.taken.is_empty(), |ui| {
                Button::new(&label).key(cx.text.get("common-key-enter")).primary().wide().show(ui).clicked()
            })
            .inner;
        if (go || enter(ui)) && !plan.taken.is_empty() {
            cx.out.push(Command::Review(ReviewCommand::AdjudicateMany));
        }
        cancel(ui, cx);
    });
}

/// The passages that would be adjudicated, each with what it would get.
fn preview(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, plan: &Plan) {
    if plan.taken.is_empty() {
        return;
    }
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let height = metrics.text.passage.line_height() + metrics.space.s;
    let list =
        ScrollArea::vertical().id_salt("preview").max_height(SHOWN * height).auto_shrink([false, true]);
    list.show_rows(ui, height, plan.taken.len(), |ui, rows| {
        for planned in &plan.taken[rows] {
            let position = &planned.comparison.positions[planned.at];
            let answer = match planned.choice {
                review::AdjudicationChoice::Take(at) => position.readings.get(at).map(Reading::annotation),
                _ => None,
            };
            let name = answer.map_or_else(
                || cx.text.get("review-nothing").to_owned(),
                |answer| cx.state.name_of(&answer.body),
            );
            let text = session.project.article(&planned.comparison.article).map(|article| &article.text);
            let words = text.and_then(|text| text.as_str().get(position.span.range())).unwrap_or_default();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
            let room = rect.width() - metrics.space.xl;
            let name = widgets::laid(ui, cx, &name, &metrics.text.small, room / 3.0);
            let words =
                widgets::laid(ui, cx, &words, &metrics.text.passage, room * 2.0 / 3.0 - metrics.space.l);
            let middle = |laid: &ParaLayout| rect.center().y - laid.size.y / 2.0;
            let at = pos2(rect.left(), middle(&words));
            widgets::paint_content(ui, cx, &words, at, &[colours.ink]);
            let at = pos2(rect.left() + room * 2.0 / 3.0, middle(&name));
            widgets::paint_content(ui, cx, &name, at, &[colours.soft]);
        }
    });
}

fn comment(ctx: &Context, cx: &mut Cx<'_>, kept: &mut Overlays, place: QueuePlace) {
    let fresh = !std::mem::replace(&mut kept.shown, true);
    if kept.place.as_ref() != Some(&place) {
        kept.words.clear();
        kept.place = Some(place.clone());
    }
    sheet(ctx, cx, cx.text.get("review-comment-on"), |ui, cx| {
        widgets::heading(ui, cx.text.get("review-comment"), cx.text.get("review-comment-keys"));
        let keep = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let id = Id::unique("review comment");
        let hint = cx.text.get("review-comment-about");
        let response =
            Field::new(cx.text.get("review-comment")).hint(hint).rows(4).id(id).show(ui, &mut kept.words);
        if fresh {
            response.request_focus();
        }
        let go = ui
            .add_enabled_ui(!kept.words.trim().is_empty(), |ui| {
                Button::new(cx.text.get("review-keep"))
                    .key(cx.text.get("common-key-ctrl-enter"))
                    .primary()
                    .show(ui)
                    .clicked()
            })
            .inner;
        if (go || keep) && !kept.words.trim().is_empty() {
            let text = std::mem::take(&mut kept.words);
            cx.out.push(Command::Review(ReviewCommand::Comment { place: Box::new(place), id: None, text }));
            cx.out.push(Command::CloseOverlay);
        }
        cancel(ui, cx);
    });
}

/// Beginning and ending the passes of a layer.
fn passes(ctx: &Context, cx: &mut Cx<'_>) {
    let state = cx.state;
    let Some(session) = &state.session else { return };
    let Some(adjudicator) = session.adjudicator() else { return };
    sheet(ctx, cx, cx.text.get("review-passes"), |ui, cx| {
        let metrics = Theme::metrics();
        widgets::line(ui, &metrics.text.heading, cx.theme.colours.ink, cx.text.get("review-passes"));
        let about = cx.text.get("review-passes-about");
        widgets::words(ui, &metrics.text.note, cx.theme.colours.soft, about);
        for layer in
            session.project.codebook().layers().iter().filter(|layer| crate::compare::is_compared(layer))
        {
            let pass = session.pass(&layer.id);
            ui.add_space(metrics.space.s);
            widgets::content_heading(ui, cx, &layer.name, "");
            let stages = [None, Some(Pass::Marking), Some(Pass::Labelling(adjudicator.id.clone()))];
            let names = [
                cx.text.get("review-pass-one"),
                cx.text.get("review-pass-mark"),
                cx.text.get("review-pass-label"),
            ];
            let items: Vec<ChoiceItem<'_>> = stages
                .iter()
                .zip(names)
                .map(|(stage, name)| {
                    let on = matches!(
                        (stage, pass),
                        (None, None)
                            | (Some(Pass::Marking), Some(Pass::Marking))
                            | (Some(Pass::Labelling(_)), Some(Pass::Labelling(_)))
                    );
                    ChoiceItem::plain(name, on)
                })
                .collect();
            let clicked = ui.push_id(layer.id.as_str(), |ui| widgets::segments(ui, cx, &items).clicked).inner;
            if let Some(clicked) = clicked.filter(|at| !items[*at].on) {
                let (layer, pass) = (layer.id.clone(), stages[clicked].clone());
                cx.out.push(Command::Review(ReviewCommand::Pass { layer, pass }));
            }
        }
        ui.add_space(metrics.space.s);
        if Button::new(cx.text.get("common-close")).key(cx.text.get("common-key-esc")).show(ui).clicked() {
            cx.out.push(Command::CloseOverlay);
        }
    });
}
