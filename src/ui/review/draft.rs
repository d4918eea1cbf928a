//! The adjudicator's own answer: its ends by arrow keys, its code by letter, its claim by typing, its fields by click.

use egui::{Event, Key, Modifiers, ScrollArea, Ui};

use crate::app::{AnswerChange, AnswerDraft, Command, ReviewCommand, Session};
use crate::compare::Position;
use crate::model::{Answers, Article, Attribute, AttributeRole, Body, Layer, Value, Values};
use crate::present::value_in_words;
use crate::ui::Cx;
use crate::ui::claim::colour_of;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button, ChoiceItem, Field};

/// The editor, with what is being typed.
#[derive(Debug, Default)]
pub struct DraftEditor {
    query: String,
}

/// The most claims that are offered.
const OFFERED: usize = 6;

impl DraftEditor {
    /// Draws the answer in the making and takes its keys.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        article: &Article,
        position: &Position,
        draft: &AnswerDraft,
    ) {
        let Some(layer) = session.project.codebook().layer(position.layer.as_str()) else { return };
        let metrics = Theme::metrics();
        if cx.state.overlay.is_none() {
            arrows(ui, cx, layer);
        }
        widgets::heading(ui, cx.text.get("review-your-answer"), cx.text.get("review-your-answer-keys"));
        ui.add_space(metrics.space.l);
        widgets::named(
            ui,
            cx,
            colour_of(cx, &draft.body),
            &cx.state.name_of(&draft.body),
            &metrics.text.name,
        );
        let words = article.text.slice(draft.span).unwrap_or_default();
        widgets::content(ui, cx, words, &metrics.text.passage, cx.theme.colours.soft, 4);
        ui.add_space(metrics.space.xl);
        match &layer.answers {
            Answers::Codes(_) => codes(ui, cx, layer, draft),
            Answers::Claims => self.claims(ui, cx, session, draft),
            Answers::Fields => {}
        }
        for attribute in layer.attributes.iter().filter(|attribute| goes_with(attribute, draft)) {
            field(ui, cx, attribute, draft, article);
        }
        ui.add_space(metrics.space.xl);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.l;
            if Button::new(cx.text.get("review-accept"))
                .key(cx.text.get("common-key-enter"))
                .primary()
                .show(ui)
                .clicked()
            {
                push(cx, AnswerChange::Accept);
            }
            if Button::new(cx.text.get("common-cancel")).key(cx.text.get("common-key-esc")).show(ui).clicked()
            {
                push(cx, AnswerChange::Cancel);
            }
        });
    }

    fn claims(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, draft: &AnswerDraft) {
        let metrics = Theme::metrics();
        if self.query != draft.query {
            self.query.clone_from(&draft.query);
        }
        if Field::new(cx.text.get("review-another-claim"))
            .hint(cx.text.get("review-another-claim"))
            .show(ui, &mut self.query)
            .changed()
        {
            push(cx, AnswerChange::Query(self.query.clone()));
        }
        let typed = draft.query.trim().to_lowercase();
        if typed.is_empty() {
            ui.add_space(metrics.space.l);
            return;
        }
        let found =
            session.project.ledger().claims().filter(|claim| claim.label.to_lowercase().contains(&typed));
        let found: Vec<_> = found.take(OFFERED).collect();
        ScrollArea::vertical().id_salt("claims of an answer").max_height(metrics.size.claim_list).show(
            ui,
            |ui| {
                for claim in found {
                    let (rect, response) = widgets::row(ui, || &claim.label, metrics.size.control, false);
                    let laid = widgets::laid(
                        ui,
                        cx,
                        &claim.label,
                        &metrics.text.ui,
                        rect.width() - 2.0 * metrics.space.l,
                    );
                    let at = egui::pos2(
                        rect.left() + metrics.space.l,
                        rect.center().y - widgets::size(ui, &laid).y / 2.0,
                    );
                    widgets::paint_content(ui, cx, &laid, at, &[cx.theme.colours.ink]);
                    if response.clicked() {
                        push(cx, AnswerChange::Claim(claim.id.clone()));
                        push(cx, AnswerChange::Query(String::new()));
                    }
                }
            },
        );
        ui.add_space(metrics.space.l);
    }
}

fn push(cx: &mut Cx<'_>, change: AnswerChange) {
    cx.out.push(Command::Review(ReviewCommand::Draft(change)));
}

fn goes_with(attribute: &Attribute, draft: &AnswerDraft) -> bool {
    let shown = match &draft.body {
        Body::Code(code) => attribute.goes_with(code),
        _ => attribute.role != AttributeRole::ClaimType,
    };
    shown && (attribute.prominent || draft.attributes.contains_key(&attribute.id))
}

/// Arrow keys, letters, Enter and Escape while no field has the keyboard.
fn arrows(ui: &Ui, cx: &mut Cx<'_>, layer: &Layer) {
    if ui.ctx().text_edit_focused() || ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let has_key = |letter: char| layer.codes().iter().any(|code| code.key == Some(letter));
    let mut changes = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let word = modifiers.command || modifiers.ctrl;
            let change = match key {
                Key::ArrowLeft | Key::ArrowRight => {
                    let forward = *key == Key::ArrowRight;
                    if modifiers.shift {
                        Some(AnswerChange::Start { forward, word })
                    } else {
                        Some(AnswerChange::End { forward, word })
                    }
                }
                Key::Enter => Some(AnswerChange::Accept),
                Key::Escape => Some(AnswerChange::Cancel),
                other if *modifiers == Modifiers::NONE => {
                    let mut letters = other.name().chars();
                    match (letters.next(), letters.next()) {
                        (Some(letter), None) if has_key(letter) => Some(AnswerChange::Key(letter)),
                        _ => None,
                    }
                }
                _ => None,
            };
            let taken = change.is_some();
            changes.extend(change);
            !taken
        });
    });
    for change in changes {
        push(cx, change);
    }
}

fn codes(ui: &mut Ui, cx: &mut Cx<'_>, layer: &Layer, draft: &AnswerDraft) {
    let keys: Vec<String> =
        layer.codes().iter().map(|code| code.key.map(String::from).unwrap_or_default()).collect();
    let items: Vec<ChoiceItem<'_>> = layer
        .codes()
        .iter()
        .zip(&keys)
        .map(|(code, key)| ChoiceItem {
            name: &code.name,
            key,
            on: draft.body == Body::Code(code.id.clone()),
            colour: Some(cx.theme.code(cx.theme.named(&code.colour))),
            help: &code.definition,
        })
        .collect();
    if let Some(clicked) = widgets::choices(ui, cx, &items).clicked {
        push(cx, AnswerChange::Code(layer.codes()[clicked].id.clone()));
    }
    ui.add_space(Theme::metrics().space.l);
}

fn field(ui: &mut Ui, cx: &mut Cx<'_>, attribute: &Attribute, draft: &AnswerDraft, article: &Article) {
    let metrics = Theme::metrics();
    let Values::Choice { choices, many, .. } = &attribute.values else {
        let annotation = crate::model::Annotation {
            attributes: draft.attributes.clone(),
            ..crate::model::Annotation::new(
                crate::base::AnnotationId(0),
                draft.span,
                draft.body.clone(),
                crate::base::Timestamp(0),
            )
        };
        let said = value_in_words(attribute, &annotation, &article.text);
        if !said.is_empty() {
            widgets::content(ui, cx, &said, &metrics.text.small, cx.theme.colours.soft, 2);
            ui.add_space(metrics.space.l);
        }
        return;
    };
    widgets::content_heading(ui, cx, &attribute.name, "");
    ui.add_space(metrics.space.s);
    let value = draft.attributes.get(&attribute.id);
    let on = |id: &crate::base::ChoiceId| match value {
        Some(Value::Choice(chosen)) => chosen == id,
        Some(Value::Choices(chosen)) => chosen.contains(id),
        _ => false,
    };
    let items: Vec<ChoiceItem<'_>> = choices
        .iter()
        .map(|choice| ChoiceItem {
            help: &choice.definition,
            ..ChoiceItem::plain(&choice.name, on(&choice.id))
        })
        .collect();
    if let Some(clicked) = widgets::segments(ui, cx, &items).clicked {
        let id = choices[clicked].id.clone();
        let value = if *many {
            let mut chosen = match value {
                Some(Value::Choices(chosen)) => chosen.clone(),
                _ => Vec::new(),
            };
            match chosen.iter().position(|other| *other == id) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(id),
            }
            (!chosen.is_empty()).then_some(Value::Choices(chosen))
        } else {
            let again = matches!(value, Some(Value::Choice(chosen)) if *chosen == id);
            (!again).then_some(Value::Choice(id))
        };
        push(cx, AnswerChange::Field { attribute: attribute.id.clone(), value });
    }
    ui.add_space(metrics.space.l);
}
