//! The fields of an annotation or of the article, each by what it takes: a choice, several, words typed, words picked.

use std::sync::Arc;

use egui::Ui;

use crate::app::{Action, ArticleCommand, AttributeCommand, Command};
use crate::base::{AnnotationId, ChoiceId};
use crate::message;
use crate::model::{Annotation, AnnotationSet, Attribute, Choice, Value, Values};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem, Drafts, Field};

/// Whose fields they are.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    /// An annotation of the open article.
    Annotation(&'a Annotation),
    /// A sentence that nothing is said of yet: its fields are shown and take nothing.
    Untagged,
    /// The article as a whole, in my set; none before I have one on it.
    Article(Option<&'a AnnotationSet>),
}

impl Owner<'_> {
    fn value(&self, attribute: &Attribute) -> Option<&Value> {
        match self {
            Self::Annotation(annotation) => annotation.attributes.get(&attribute.id),
            Self::Untagged => None,
            Self::Article(set) => set.and_then(|set| set.fields().get(&attribute.id)),
        }
    }

    /// Whether the attribute is taken for its default, since nobody gave it.
    fn takes_default(&self, attribute: &Attribute) -> bool {
        !matches!(self, Self::Untagged) && self.value(attribute).is_none()
    }

    fn id(&self) -> Option<AnnotationId> {
        match self {
            Self::Annotation(annotation) => Some(annotation.id),
            Self::Untagged | Self::Article(_) => None,
        }
    }

    fn set(&self, attribute: &Attribute, value: Option<Value>) -> Option<Command> {
        let attribute = attribute.id.clone();
        match self {
            Self::Annotation(Annotation { id, .. }) => {
                Some(Command::Attribute(AttributeCommand::Set { id: *id, attribute, value }))
            }
            Self::Untagged => None,
            Self::Article(_) => Some(Command::Article(ArticleCommand::SetField { field: attribute, value })),
        }
    }

    /// Chooses, or chooses again to take away.
    fn choose(&self, attribute: &Attribute, choice: &ChoiceId) -> Option<Command> {
        if let Some(id) = self.id() {
            return Some(Command::Attribute(AttributeCommand::Toggle {
                id,
                attribute: attribute.id.clone(),
                choice: choice.clone(),
            }));
        }
        let value = match self.value(attribute) {
            Some(Value::Choice(now)) if now == choice => None,
            Some(Value::Choices(now)) => {
                let kept = |c: &&Choice| now.contains(&c.id) != (c.id == *choice);
                Some(Value::Choices(attribute.choices().iter().filter(kept).map(|c| c.id.clone()).collect()))
            }
            _ if matches!(attribute.values, Values::Choice { many: true, .. }) => {
                Some(Value::Choices(vec![choice.clone()]))
            }
            _ => Some(Value::Choice(choice.clone())),
        };
        self.set(attribute, value)
    }
}

/// Shows fields one below the other.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, drafts: &mut Drafts, owner: Owner<'_>, list: &[&Attribute]) {
    for attribute in list {
        ui.push_id((owner.id().map(|id| id.0), attribute.id.as_str()), |ui| {
            let space = &Theme::metrics().space;
            ui.spacing_mut().item_spacing.y = space.s;
            ui.add_space(space.xs);
            let key = key_of(cx, owner, attribute);
            let title = if attribute.question.is_empty() { &attribute.name } else { &attribute.question };
            let default = attribute.default_choice().and_then(|default| attribute.choice(default.as_str()));
            match default {
                Some(default) => {
                    let unsaid = message!("inspector-default", question = title, choice = &default.name);
                    let unsaid = cx.text.shown(&unsaid);
                    let shown = if owner.takes_default(attribute) { &unsaid } else { title.as_str() };
                    widgets::content_heading_for(ui, cx, shown, &key, &unsaid);
                }
                None => widgets::content_heading(ui, cx, title, &key),
            }
            one(ui, cx, drafts, owner, attribute);
        });
    }
}

fn push(cx: &mut Cx<'_>, command: Option<Command>) {
    if let Some(command) = command {
        cx.out.push(command);
    }
}

/// The keys that lead to a field: those that the codebook gives to it and its choices, else those of the field strip.
fn key_of(cx: &Cx<'_>, owner: Owner<'_>, attribute: &Attribute) -> Arc<str> {
    let own = cx.state.keymap.shown_for(attribute);
    if !own.is_empty() {
        return own.into();
    }
    let strip = || {
        let entries = cx.state.session.as_ref()?.strip(owner.id()?);
        let entry = entries.into_iter().find(|entry| entry.attribute == attribute.id)?;
        Some(kept!(cx, "{} {}", cx.state.keymap.shown(Action::ChooseField), entry.key))
    };
    strip().unwrap_or_else(|| "".into())
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, drafts: &mut Drafts, owner: Owner<'_>, attribute: &Attribute) {
    match &attribute.values {
        Values::Choice { many, .. } => choice(ui, cx, owner, attribute, *many),
        Values::Text => {
            let value = match owner.value(attribute) {
                Some(Value::Text(text)) => text.as_str(),
                _ => "",
            };
            let id = ui.make_persistent_id("text");
            let field = Field::new(&attribute.name).hint(&attribute.definition).rows(2);
            if let (Some(text), _) = drafts.edit(ui, id, field, value) {
                push(cx, owner.set(attribute, Some(Value::Text(text))));
            }
        }
        Values::Spans => spans(ui, cx, owner, attribute),
    }
}

fn choice(ui: &mut Ui, cx: &mut Cx<'_>, owner: Owner<'_>, attribute: &Attribute, many: bool) {
    let value = owner.value(attribute);
    let on = |id: &ChoiceId| match value {
        Some(Value::Choice(now)) => now == id,
        Some(Value::Choices(now)) => now.contains(id),
        _ => false,
    };
    let items: Vec<ChoiceItem<'_>> = attribute
        .choices()
        .iter()
        .map(|choice| {
            let on = on(&choice.id);
            let key = match (many, on) {
                (false, _) => "",
                (true, true) => "✓",
                (true, false) => "+",
            };
            ChoiceItem { key, help: &choice.definition, ..ChoiceItem::plain(&choice.name, on) }
        })
        .collect();
    let picked = if many { widgets::flow(ui, cx, &items) } else { widgets::segments(ui, cx, &items) };
    if let Some(choice) = picked.clicked.and_then(|at| attribute.choices().get(at)) {
        push(cx, owner.choose(attribute, &choice.id));
    }
}

fn spans(ui: &mut Ui, cx: &mut Cx<'_>, owner: Owner<'_>, attribute: &Attribute) {
    let (Some(reading), Some(id)) = (cx.state.reading(), owner.id()) else { return };
    let spans = match owner.value(attribute) {
        Some(Value::Spans(spans)) => spans.as_slice(),
        _ => &[],
    };
    for (at, span) in spans.iter().enumerate() {
        let words = reading.article.text.slice(*span).unwrap_or_default();
        ui.push_id(at, |ui| {
            if quoted(ui, cx, words) {
                let kept: Vec<_> = spans.iter().copied().filter(|other| other != span).collect();
                let value = (!kept.is_empty()).then_some(Value::Spans(kept));
                push(cx, owner.set(attribute, value));
            }
        });
    }
    let picking = reading.picking.as_ref().is_some_and(|p| p.annotation == id && p.attribute == attribute.id);
    if picking {
        let (small, ink) = (&Theme::metrics().text.small, cx.theme.colours.ink);
        widgets::words(ui, small, ink, cx.text.get("inspector-pick-now"));
        if widgets::quiet(ui, cx.text.get("inspector-pick-stop")).clicked() {
            cx.out.push(Command::Action(Action::Cancel));
        }
    } else if widgets::quiet(ui, cx.text.get("inspector-pick")).clicked() {
        cx.out.push(Command::Attribute(AttributeCommand::PickSpan { id, attribute: attribute.id.clone() }));
    }
}

/// A line of quoted words with a button that takes them away; true when that was clicked.
fn quoted(ui: &mut Ui, cx: &mut Cx<'_>, words: &str) -> bool {
    let metrics = Theme::metrics();
    let ink = cx.theme.colours.ink;
    ui.horizontal(|ui| {
        let room = ui.available_width() - metrics.size.icon - metrics.space.l;
        ui.scope(|ui| {
            ui.set_max_width(room);
            widgets::content(
                ui,
                cx,
                &cx.text.shown(&message!("common-quoted", words = words)),
                &metrics.text.passage,
                ink,
                2,
            );
        });
        widgets::cross(ui, &cx.text.shown(&message!("inspector-take-away", words = words))).clicked()
    })
    .inner
}
