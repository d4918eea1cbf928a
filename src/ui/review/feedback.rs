//! What was changed of an annotator's work and why, to be read by that annotator or handed over.

use egui::{ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{Action, Command, ReviewCommand, Session, feedback_for};
use crate::base::AnnotatorId;
use crate::message;
use crate::model::Annotation;
use crate::review::{Correction, Feedback};
use crate::ui::Cx;
use crate::ui::claim::colour_of;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button};

/// The page, worked out when something changed.
#[derive(Debug, Default)]
pub struct FeedbackPage {
    made: Option<(u64, AnnotatorId)>,
    feedback: Option<Feedback>,
}

impl FeedbackPage {
    /// Draws the page into the room there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let metrics = Theme::metrics();
        let inner = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.section, metrics.space.xl));
        let mut ui = ui.new_child(UiBuilder::new().max_rect(inner));
        if session.names_are_hidden() {
            let key = cx.state.keymap.shown(Action::HideNames);
            let hint = cx.text.shown(&message!("review-names-hidden.hint", key = key));
            return widgets::empty(&mut ui, cx.text.get("review-names-hidden"), &hint);
        }
        let Some(coder) = session.coder_shown() else {
            let hint = cx.text.get("review-nobody.hint");
            return widgets::empty(&mut ui, cx.text.get("review-nobody"), hint);
        };
        let coders: Vec<_> = session.coders().into_iter().map(|id| (session.name_of(&id), id)).collect();
        let name = session.name_of(&coder);
        if self.made.as_ref() != Some(&(cx.state.revision, coder.clone())) {
            self.feedback = Some(feedback_for(&session.project, session.reviewer(), &coder));
            self.made = Some((cx.state.revision, coder.clone()));
        }
        let Some(feedback) = &self.feedback else { return };
        ui.spacing_mut().item_spacing.y = metrics.space.s;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.l;
            widgets::content(
                ui,
                cx,
                &cx.text.shown(&message!("review-feedback-for", name = &name)),
                &metrics.text.heading,
                cx.theme.colours.ink,
                1,
            );
            if coders.len() > 1 {
                let button =
                    widgets::dropdown(ui, cx.text.get("review-annotator"), cx.text.get("review-annotator"));
                widgets::menu(&button, metrics.size.menu, |ui| {
                    ScrollArea::vertical().max_height(metrics.size.palette_rows).show(ui, |ui| {
                        for (name, id) in &coders {
                            if widgets::content_item(ui, cx, name, if *id == coder { "✓" } else { "" }) {
                                cx.out.push(Command::Review(ReviewCommand::Coder(id.clone())));
                            }
                        }
                        widgets::follow_focus(ui);
                    });
                });
            }
            if Button::new(cx.text.get("review-save-page")).show(ui).clicked() {
                cx.out.push(Command::Action(Action::SaveFeedback));
            }
        });
        let changed = feedback.corrections.len();
        let words = match (changed, feedback.kept) {
            (0, kept) => cx.text.shown(&message!("review-feedback-kept", kept = kept, name = &name)),
            (changed, kept) => cx.text.shown(&message!(
                "review-feedback-changed",
                name = &name,
                kept = kept,
                changed = changed
            )),
        };
        widgets::said(&mut ui, cx, &words, &metrics.text.note, cx.theme.colours.soft);
        ScrollArea::vertical().id_salt("feedback").auto_shrink(false).show(&mut ui, |ui| {
            ui.set_max_width(metrics.size.page.min(ui.available_width() - metrics.space.xl));
            ui.spacing_mut().item_spacing.y = metrics.space.m;
            for (reason, corrections) in feedback.by_reason() {
                ui.add_space(metrics.space.xl);
                widgets::heading(
                    ui,
                    match reason {
                        Some(reason) => cx.text.get(reason.name_id()),
                        None => cx.text.get("review-no-reason"),
                    },
                    &corrections.len().to_string(),
                );
                for correction in corrections {
                    ui.push_id(correction.decision.0, |ui| one(ui, cx, session, correction));
                }
            }
        });
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, correction: &Correction) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let Some(article) = session.project.article(&correction.article) else { return };
    widgets::well(ui, cx, |ui, cx| {
        let quote = article.text.slice(correction.span).unwrap_or_default();
        if widgets::pressable_content(ui, cx, &metrics.text.small, colours.soft, article.display_title())
            .clicked()
        {
            let (article, span) = (correction.article.clone(), correction.span);
            cx.out.push(Command::Review(ReviewCommand::Passage { article, span }));
        }
        widgets::content(ui, cx, quote, &metrics.text.passage, colours.ink, 4);
        said(
            ui,
            cx,
            cx.text.get("review-had"),
            &correction.had,
            if correction.changed_since {
                cx.text.get("review-changed-since")
            } else {
                cx.text.get("review-nothing-marked")
            },
        );
        said(ui, cx, cx.text.get("review-now"), &correction.now, cx.text.get("review-nothing-marked"));
        for words in &correction.words {
            widgets::said(ui, cx, words, &metrics.text.note, colours.soft);
        }
        if !correction.note.is_empty() {
            widgets::led(ui, cx, cx.text.get("review-note"), &correction.note, &metrics.text.note);
        }
        if let Some((_, code)) =
            correction.code.as_ref().and_then(|id| session.project.codebook().code(id.as_str()))
        {
            widgets::led(ui, cx, &kept!(cx, "{}:", code.name), &code.definition, &metrics.text.note);
        }
    });
}

/// What stood or stands there, in a line.
fn said(ui: &mut Ui, cx: &mut Cx<'_>, lead: &str, all: &[std::sync::Arc<Annotation>], none: &str) {
    let metrics = Theme::metrics();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(metrics.space.s, metrics.space.xs);
        widgets::line(ui, &metrics.text.small_strong, cx.theme.colours.ink, lead);
        if all.is_empty() {
            widgets::line(ui, &metrics.text.small, cx.theme.colours.soft, none);
        }
        for annotation in all {
            widgets::swatch(ui, colour_of(cx, &annotation.body), metrics.size.swatch_small);
            let name = cx.state.name_of(&annotation.body);
            widgets::content(ui, cx, &name, &metrics.text.small, cx.theme.colours.ink, 1);
        }
    });
}
