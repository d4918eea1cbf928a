//! The sentence in words, the question what kind of statement it is, and what the answers mean.

use egui::{CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::fields;
use super::here::{Here, fields_of};
use super::local::Local;
use crate::app::{AnnotationCommand, Command};
use crate::message;
use crate::model::{Attribute, Body, Code, Layer};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::typeset::LabelSpec;
use crate::ui::widgets::{self, ChoiceItem};

/// How many lines of the sentence there is room for, whether it has more or fewer: the buttons below keep their place.
const QUOTE_LINES: usize = 3;

/// “Sentence n of m” and its words beside the accent bar.
pub(super) fn quote(ui: &mut Ui, cx: &mut Cx<'_>, here: &Here<'_>) {
    let reading = here.reading;
    let place = cx.text.shown(&message!(
        "inspector-sentence",
        number = reading.cursor + 1,
        total = reading.sentences.len()
    ));
    let set = here.session.my_set().filter(|set| set.coverage().covers(here.sentence));
    let right = match (reading.selected(), set) {
        (Some(_), _) => cx.text.get("inspector-selected"),
        (None, Some(set)) if set.rests_on_assumption(here.sentence) => cx.text.get("inspector-read-assumed"),
        (None, Some(_)) => cx.text.get("inspector-read"),
        (None, None) => "",
    };
    widgets::heading(ui, &place, right);
    let metrics = Theme::metrics();
    let lead = metrics.size.quote_bar + metrics.space.l + metrics.space.xs;
    let width = ui.available_width();
    let words = here.words(here.subject);
    let spec = LabelSpec {
        max_width: width - lead,
        max_lines: QUOTE_LINES,
        lang: here.language(),
        ..widgets::spec(words, &metrics.text.quote)
    };
    let laid = cx.set.paragraph(ui.ctx(), &spec);
    let height = (metrics.text.quote.line_height() * QUOTE_LINES as f32).round();
    let (room, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let rect = room.with_max_y(room.top() + widgets::size(ui, &laid).y.min(height));
    let bar = |x: f32| Rect::from_min_size(pos2(x, rect.top()), vec2(metrics.size.quote_bar, rect.height()));
    let (bar, at) = if laid.rtl {
        (bar(rect.right() - metrics.size.quote_bar), rect.min)
    } else {
        (bar(rect.left()), rect.min + vec2(lead, 0.0))
    };
    ui.painter().rect_filled(bar, CornerRadius::ZERO, cx.theme.colours.accent);
    let ink = cx.theme.colours.ink;
    widgets::paint_content(ui, cx, &laid, at, &[ink]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words));
}

/// The kinds of statement as buttons with the fields of the one given; returns the code under the pointer or given.
pub(super) fn kinds<'a>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    local: &mut Local,
    here: &Here<'a>,
) -> Option<&'a Code> {
    let layer = here.codebook.sweep_layer()?;
    widgets::content_heading(ui, cx, &layer.question, "");
    let given = here.statement.and_then(|a| match &a.body {
        Body::Code(code) => layer.codes().iter().find(|c| c.id == *code),
        _ => None,
    });
    let keys: Vec<String> =
        layer.codes().iter().map(|code| code.key.map(String::from).unwrap_or_default()).collect();
    let items: Vec<ChoiceItem<'_>> = layer
        .codes()
        .iter()
        .zip(&keys)
        .map(|(code, key)| ChoiceItem {
            key,
            colour: Some(cx.theme.code(cx.theme.named(&code.colour))),
            ..ChoiceItem::plain(&code.name, given.is_some_and(|given| given.id == code.id))
        })
        .collect();
    let picked = widgets::choices(ui, cx, &items);
    let code_at = |at: Option<usize>| at.and_then(|at| layer.codes().get(at));
    if let Some(code) = code_at(picked.clicked) {
        let unsure = ui.input(|input| input.modifiers.shift);
        cx.out.push(Command::Annotation(AnnotationCommand::Tag { code: code.id.clone(), unsure }));
    }
    ui.add_space(Theme::metrics().space.l);
    match here.statement {
        Some(statement) => {
            let owner = fields::Owner::Annotation(statement);
            let (shown, more) = fields_of(layer, statement);
            fields::show(ui, cx, &mut local.drafts, owner, &shown);
            if !more.is_empty() {
                widgets::fold(ui, cx.text.get("inspector-more-fields"), &mut local.more_statement);
                if local.more_statement {
                    fields::show(ui, cx, &mut local.drafts, owner, &more);
                }
            }
        }
        None => untagged(ui, cx, local, layer),
    }
    code_at(picked.near).or(given)
}

/// The fields that any answer will have, to be given once there is one; they hold the place of what stands below.
fn untagged(ui: &mut Ui, cx: &mut Cx<'_>, local: &mut Local, layer: &Layer) {
    let common = |attribute: &&Attribute| attribute.prominent && attribute.codes.is_empty();
    let shown: Vec<&Attribute> = layer.attributes.iter().filter(common).collect();
    ui.add_enabled_ui(false, |ui| {
        fields::show(ui, cx, &mut local.drafts, fields::Owner::Untagged, &shown);
        if layer.attributes.len() > shown.len() {
            widgets::fold(ui, cx.text.get("inspector-more-fields"), &mut false);
        }
    });
}

/// What the code under the pointer means, else what the given one does, else the order of tests.
pub(super) fn meaning(ui: &mut Ui, cx: &mut Cx<'_>, local: &mut Local, here: &Here<'_>, code: Option<&Code>) {
    let Some(layer) = here.codebook.sweep_layer() else { return };
    match code {
        Some(code) => definition(ui, cx, &mut local.definition, code),
        None => card(ui, cx, layer),
    }
}

/// The order of tests, where nothing is decided yet.
fn card(ui: &mut Ui, cx: &mut Cx<'_>, layer: &Layer) {
    if layer.card.is_empty() {
        return;
    }
    widgets::heading(ui, cx.text.get("inspector-order"), "");
    widgets::well(ui, cx, |ui, cx| {
        for (number, line) in layer.card.iter().enumerate() {
            widgets::led(ui, cx, &(number + 1).to_string(), line, &Theme::metrics().text.note);
        }
    });
}

/// What a code means; with examples and sources when opened.
fn definition(ui: &mut Ui, cx: &mut Cx<'_>, open: &mut bool, code: &Code) {
    let text = &Theme::metrics().text;
    let soft = cx.theme.colours.soft;
    widgets::content_heading(ui, cx, &code.name, "");
    widgets::well(ui, cx, |ui, cx| {
        widgets::content(ui, cx, &code.definition, &text.note, soft, 0);
        if !code.test.is_empty() {
            widgets::led(ui, cx, cx.text.get("common-test"), &code.test, &text.note);
        }
        if *open {
            for line in &code.include {
                widgets::led(ui, cx, cx.text.get("common-with"), line, &text.note);
            }
        }
        let shown = if *open { code.exclude.len() } else { 1 };
        for line in code.exclude.iter().take(shown) {
            widgets::led(ui, cx, cx.text.get("common-not"), line, &text.note);
        }
        if *open {
            examples(ui, cx, code);
        }
        let more = code.exclude.len() > 1 || !code.include.is_empty();
        if more || !code.examples.is_empty() || !code.sources.is_empty() {
            widgets::fold(ui, cx.text.get("inspector-in-full"), open);
        }
    });
}

fn examples(ui: &mut Ui, cx: &mut Cx<'_>, code: &Code) {
    let text = &Theme::metrics().text;
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    for example in &code.examples {
        widgets::heading(
            ui,
            if example.counter {
                cx.text.get("common-counter-example")
            } else {
                cx.text.get("common-example")
            },
            "",
        );
        widgets::content(
            ui,
            cx,
            &cx.text.shown(&message!("common-quoted", words = &example.text)),
            &text.passage,
            ink,
            0,
        );
        let from = [example.note.as_str(), example.source.as_str()];
        let line = from.iter().copied().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
        if !line.is_empty() {
            widgets::content(ui, cx, &line, &text.small, soft, 0);
        }
    }
    if !code.sources.is_empty() {
        widgets::content(
            ui,
            cx,
            &cx.text.shown(&message!("common-after", sources = code.sources.join("; "))),
            &text.zone,
            soft,
            0,
        );
    }
}
