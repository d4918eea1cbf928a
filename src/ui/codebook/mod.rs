//! The coding rules as a page to be read and edited: every layer with its codes, definitions, tests and examples.

mod attribute;
mod code;
mod fields;
mod layer;

use egui::{Align2, Key, Modifiers, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use self::fields::{PartFields, change};
use super::Cx;
use super::drag::DraggedPart;
use super::kept::kept;
use super::theme::Theme;
use super::typeset::LabelSpec;
use super::widgets;
use crate::app::{CodebookCommand, Command, Route, WindowCommand};
use crate::message;
use crate::model::{Answers, Attribute, Code, Codebook, CodebookChange, CodebookPart, Example, Layer, Unit};

/// The page, with the heights of its parts as they were last drawn.
#[derive(Debug, Default)]
pub struct CodebookPage {
    heights: Vec<f32>,
    /// What the heights were measured for: the codebook's name and version, and the width.
    measured: (String, u32, f32),
    /// The part to be scrolled to.
    wanted: Option<usize>,
    /// The part that was being edited when last drawn, and where it stood.
    edited: Option<(CodebookPart, Option<usize>)>,
    fields: PartFields,
}

/// A part of the page that is drawn, or left out while it is not in sight, as a whole.
enum PagePart<'c> {
    Head,
    Layer(&'c Layer),
    Code(&'c Code),
    /// The first attribute of its layer stands under a heading.
    Attribute(&'c Layer, &'c Attribute, bool),
}

impl PagePart<'_> {
    fn part(&self) -> CodebookPart {
        match self {
            Self::Head => CodebookPart::Whole,
            Self::Layer(layer) => CodebookPart::Layer(layer.id.clone()),
            Self::Code(code) => CodebookPart::Code(code.id.clone()),
            Self::Attribute(layer, attribute, _) => {
                CodebookPart::Attribute(layer.id.clone(), attribute.id.clone())
            }
        }
    }
}

impl CodebookPage {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let codebook = session.project.codebook();
        let parts = parts(codebook);
        let edited = cx
            .state
            .editing
            .as_ref()
            .map(|editing| (editing.clone(), parts.iter().position(|part| part.part() == *editing)));
        if self.edited != edited {
            self.wanted = edited.as_ref().and_then(|(_, at)| *at).or(self.wanted);
            let part = |edited: &Option<(CodebookPart, _)>| edited.as_ref().map(|(part, _)| part.clone());
            if part(&self.edited) != part(&edited) {
                self.fields.open();
            }
            self.edited = edited;
        }
        let (size, space) = (&Theme::metrics().size, &Theme::metrics().space);
        let whole = ui.max_rect();
        let beside = whole.width() >= size.page + size.side_min + 3.0 * space.section;
        let mut text = whole;
        if beside {
            let index = whole.with_max_x(whole.left() + size.library);
            text = whole.with_min_x(index.right());
            self.index(ui, cx, codebook, &parts, index);
        }
        let width = size.page.min(text.width() - 2.0 * space.section);
        let measured = (codebook.name().to_owned(), codebook.version(), width);
        if self.measured != measured || self.heights.len() != parts.len() {
            self.heights = vec![0.0; parts.len()];
            self.measured = measured;
        }
        ui.scope_builder(UiBuilder::new().max_rect(text), |ui| {
            ScrollArea::vertical().id_salt("codebook").auto_shrink(false).show(ui, |ui| {
                keys(ui, cx, codebook, text.height());
                let left = ui.max_rect().left() + ((ui.max_rect().width() - width) / 2.0).max(space.section);
                let column = Rect::from_min_size(
                    pos2(left, ui.max_rect().top() + size.column_top),
                    vec2(width, f32::INFINITY),
                );
                ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    for (number, part) in parts.iter().enumerate() {
                        self.part(ui, cx, codebook, number, part);
                    }
                    ui.add_space(space.section);
                });
            });
        });
    }

    fn part(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        codebook: &Codebook,
        number: usize,
        part: &PagePart<'_>,
    ) {
        let top = ui.cursor().top();
        let known = self.heights[number];
        let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), known));
        if self.wanted == Some(number) {
            self.wanted = None;
            ui.scroll_to_rect(place, Some(egui::Align::Min));
        }
        let is_edited = cx.state.editing.as_ref() == Some(&part.part());
        if known > 0.0 && !is_edited && !ui.is_rect_visible(place) {
            ui.allocate_space(place.size());
            return;
        }
        let fields = &mut self.fields;
        ui.push_id(number, |ui| match (part, is_edited) {
            (PagePart::Head, true) => layer::edit_whole(ui, cx, fields, codebook),
            (PagePart::Head, false) => head(ui, cx, codebook),
            (PagePart::Layer(layer), true) => layer::edit(ui, cx, fields, codebook, layer),
            (PagePart::Layer(layer), false) => show_layer(ui, cx, layer),
            (PagePart::Code(code), true) => code::edit(ui, cx, fields, codebook, code),
            (PagePart::Code(code), false) => show_code(ui, cx, code),
            (PagePart::Attribute(layer, attribute, is_first), is_edited) => {
                if *is_first {
                    attributes_heading(ui, cx, layer);
                }
                if is_edited {
                    attribute::edit(ui, cx, fields, codebook, layer, attribute);
                } else {
                    show_attribute(ui, cx, layer, attribute);
                }
            }
        });
        self.heights[number] = ui.cursor().top() - top;
    }

    /// The list of layers and codes at the left; a click goes there.
    fn index(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        codebook: &Codebook,
        parts: &[PagePart<'_>],
        rect: Rect,
    ) {
        let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
        let (space, text) = (&metrics.space, &metrics.text);
        ui.painter().rect_filled(rect, 0.0, colours.panel);
        let line = egui::Stroke::new(metrics.stroke.hairline, colours.line);
        ui.painter().vline(rect.right() - metrics.stroke.hairline / 2.0, rect.y_range(), line);
        let inner = rect.shrink2(vec2(space.l + space.xs, space.xl));
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            ScrollArea::vertical().id_salt("index").auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (number, part) in parts.iter().enumerate() {
                    let (name, code) = match part {
                        PagePart::Layer(layer) => (&layer.name, None),
                        PagePart::Code(code) => (&code.name, Some(code)),
                        PagePart::Head | PagePart::Attribute(..) => continue,
                    };
                    if code.is_none() && number > 1 {
                        ui.add_space(space.xl);
                    }
                    ui.push_id(number, |ui| {
                        let (row, response) =
                            widgets::row(ui, || name, metrics.size.control - space.xs, false);
                        let mut left = row.left() + space.l;
                        if let Some(code) = code {
                            swatch(ui, cx, pos2(left, row.center().y), &code.colour);
                            left += metrics.size.swatch_small + space.l;
                            if let Some(key) = code.key {
                                let at = row.right_center() - vec2(space.l, 0.0);
                                let key = key.to_string();
                                widgets::paint(
                                    ui.painter(),
                                    at,
                                    Align2::RIGHT_CENTER,
                                    &text.shortcut,
                                    colours.soft,
                                    &key,
                                );
                            }
                        }
                        let kind = if code.is_some() { &text.ui } else { &text.strong };
                        let laid = widgets::laid(ui, cx, name, kind, row.right() - left - space.xxl);
                        let top = row.center().y - widgets::size(ui, &laid).y / 2.0;
                        widgets::paint_content(ui, cx, &laid, pos2(left, top), &[colours.ink]);
                        if response.clicked() {
                            self.wanted = Some(number);
                        }
                        if cx.state.editing.is_some() {
                            let carried = response.interact(Sense::click_and_drag());
                            drag(cx, codebook, &carried, part.part());
                        }
                    });
                }
            });
        });
    }
}

/// Keys that scroll the page while no control has the keyboard, and the one that leaves it.
fn keys(ui: &mut Ui, cx: &mut Cx<'_>, codebook: &Codebook, screen: f32) {
    if cx.state.overlay.is_some() {
        return;
    }
    if let Some(part) = &cx.state.editing
        && let Some((at, count)) = codebook.part_place(part)
    {
        let part = part.clone();
        let pressed = |ui: &mut Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
        let up = pressed(ui, Key::ArrowUp).then(|| at.checked_sub(1)).flatten();
        let down = pressed(ui, Key::ArrowDown).then_some(at + 1).filter(|to| *to < count);
        if let Some(to) = up.or(down) {
            change(cx, CodebookChange::Move(part, to));
        }
    }
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let line = Theme::metrics().space.section;
    let by = [
        (Key::ArrowDown, line),
        (Key::ArrowUp, -line),
        (Key::PageDown, screen - line),
        (Key::Space, screen - line),
        (Key::PageUp, line - screen),
        (Key::Home, f32::MIN),
        (Key::End, f32::MAX),
    ];
    for (key, by) in by {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ui.scroll_with_delta(vec2(0.0, -by));
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        if cx.state.editing.is_some() {
            return cx.out.push(Command::Codebook(CodebookCommand::Edit(None)));
        }
        cx.out.push(Command::Window(WindowCommand::Go(Route::Read)));
    }
}

fn parts(codebook: &Codebook) -> Vec<PagePart<'_>> {
    let mut parts = vec![PagePart::Head];
    for layer in codebook.layers() {
        parts.push(PagePart::Layer(layer));
        parts.extend(layer.codes().iter().map(PagePart::Code));
        let attributes = layer.attributes.iter().enumerate();
        parts.extend(attributes.map(|(at, attribute)| PagePart::Attribute(layer, attribute, at == 0)));
    }
    parts
}

/// A layer or code in the list can be carried to the place of another.
fn drag(cx: &mut Cx<'_>, codebook: &Codebook, response: &egui::Response, part: CodebookPart) {
    let sits_beside = |other: &CodebookPart| match (&part, other) {
        (CodebookPart::Layer(_), CodebookPart::Layer(_)) => true,
        (CodebookPart::Code(one), CodebookPart::Code(other)) => {
            let layer = |code: &str| codebook.code(code).map(|(layer, _)| &layer.id);
            layer(one.as_str()) == layer(other.as_str())
        }
        (
            CodebookPart::Whole
            | CodebookPart::Layer(_)
            | CodebookPart::Code(_)
            | CodebookPart::Attribute(..)
            | CodebookPart::Choice(..),
            _,
        ) => false,
    };
    let carried = response.dnd_hover_payload::<DraggedPart>();
    let fits = carried.is_some_and(|carried| carried.0 != part && sits_beside(&carried.0));
    if fits && let Some(dropped) = response.dnd_release_payload::<DraggedPart>() {
        if let Some((to, _)) = codebook.part_place(&part) {
            change(cx, CodebookChange::Move(dropped.0.clone(), to));
        }
        return;
    }
    response.dnd_set_drag_payload(DraggedPart(part));
}

/// A heading with what opens its part for editing at the right; `name` is what is edited, for the screen reader.
fn edit_button(ui: &mut Ui, cx: &mut Cx<'_>, row: Rect, name: &str, part: CodebookPart) {
    let metrics = Theme::metrics();
    let edit = Rect::from_min_max(
        pos2(row.right() - metrics.size.swatch - metrics.space.section, row.top()),
        row.max,
    );
    let mut place = ui.new_child(UiBuilder::new().max_rect(edit));
    let response = widgets::quiet(&mut place, cx.text.get("codebook-edit"));
    let spoken = cx.text.shown(&message!("codebook-edit-part", name = name));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &*spoken));
    if response.clicked() {
        cx.out.push(Command::Codebook(CodebookCommand::Edit(Some(part))));
    }
}

fn swatch(ui: &Ui, cx: &Cx<'_>, left: egui::Pos2, colour: &str) {
    let metrics = Theme::metrics();
    let side = metrics.size.swatch_small;
    let rect = Align2::LEFT_CENTER.anchor_size(left, vec2(side, side));
    ui.painter().rect_filled(rect, metrics.radius.mark, cx.theme.code(cx.theme.named(colour)));
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, codebook: &Codebook) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let shown = widgets::content(ui, cx, codebook.name(), &text.headline, colours.ink, 0);
    let row = shown.rect.with_max_x(ui.max_rect().right());
    edit_button(ui, cx, row, codebook.name(), CodebookPart::Whole);
    ui.add_space(space.m);
    let codes: usize = codebook.layers().iter().map(|layer| layer.codes().len()).sum();
    let line = cx.text.shown(&message!(
        "codebook-head",
        version = codebook.version().to_string(),
        layers = codebook.layers().len(),
        codes = codes
    ));
    widgets::line(ui, &text.small, colours.soft, &line);
    ui.add_space(space.section);
}

fn show_layer(ui: &mut Ui, cx: &mut Cx<'_>, layer: &Layer) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    widgets::hairline(ui);
    ui.add_space(space.section);
    let shown = widgets::content(ui, cx, &layer.name, &text.sentence, colours.ink, 0);
    let row = shown.rect.with_max_x(ui.max_rect().right());
    edit_button(ui, cx, row, &layer.name, CodebookPart::Layer(layer.id.clone()));
    widgets::content(ui, cx, &layer.question, &text.quote, colours.soft, 0);
    ui.add_space(space.s);
    let unit = match layer.unit {
        Unit::Sentence => cx.text.get("codebook-unit-sentence"),
        Unit::Span => cx.text.get("codebook-unit-span"),
        Unit::Article => cx.text.get("codebook-unit-article"),
    };
    let answers = match (&layer.answers, layer.exclusive) {
        (Answers::Codes(_), true) => cx.text.get("codebook-answers-one"),
        (Answers::Codes(_), false) => cx.text.get("codebook-answers-several"),
        (Answers::Claims, _) => cx.text.get("codebook-answers-claim"),
        (Answers::Fields, _) => cx.text.get("codebook-answers-fields"),
    };
    widgets::line(ui, &text.small, colours.soft, &kept!(cx, "{} · {}", unit, answers));
    if !layer.card.is_empty() {
        ui.add_space(space.xl);
        widgets::well(ui, cx, |ui, cx| {
            ui.spacing_mut().item_spacing.y = space.s;
            widgets::line(ui, &text.label, colours.soft, cx.text.get("codebook-order"));
            for (number, step) in layer.card.iter().enumerate() {
                widgets::led(ui, cx, &kept!(cx, "{}.", number + 1), step, &text.note);
            }
        });
    }
    ui.add_space(space.xxl);
}

fn show_code(ui: &mut Ui, cx: &mut Cx<'_>, code: &Code) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let height = text.heading.line_height().round();
    let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    swatch(ui, cx, row.left_center(), &code.colour);
    let left = row.left() + metrics.size.swatch_small + space.l;
    let room = row.right() - left - 4.0 * space.section;
    let name = widgets::laid(ui, cx, &code.name, &text.heading, room);
    widgets::paint_content(ui, cx, &name, pos2(left, row.top()), &[colours.ink]);
    if let Some(key) = code.key {
        let cap = widgets::key_cap_size(ui.painter(), &key.to_string()).x;
        let at = pos2(left + widgets::size(ui, &name).x + space.l + cap, row.center().y);
        widgets::paint_key_cap(ui.painter(), at, &key.to_string());
    }
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Heading, true, &code.name));
    edit_button(ui, cx, row, &code.name, CodebookPart::Code(code.id.clone()));
    ui.add_space(space.s);
    indented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space.s;
        widgets::content(ui, cx, &code.definition, &text.quote, colours.ink, 0);
        for (lead, lines) in
            [(cx.text.get("codebook-yes"), &code.include), (cx.text.get("common-not"), &code.exclude)]
        {
            for line in lines {
                widgets::led(ui, cx, lead, line, &text.note);
            }
        }
        if !code.test.is_empty() {
            widgets::led(ui, cx, cx.text.get("common-test"), &code.test, &text.note);
        }
        if code.needs_memo {
            widgets::led(
                ui,
                cx,
                cx.text.get("codebook-memo"),
                cx.text.get("codebook-memo-wanted"),
                &text.note,
            );
        }
        if !code.examples.is_empty() {
            ui.add_space(space.s);
            for example in &code.examples {
                show_example(ui, cx, example);
            }
        }
        sources(ui, cx, &code.sources);
    });
    ui.add_space(space.section);
}

fn show_example(ui: &mut Ui, cx: &mut Cx<'_>, example: &Example) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let top = ui.cursor().min;
    indented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space.xs;
        let colour = if example.counter { colours.soft } else { colours.ink };
        let kind = widgets::spec(&example.text, &text.passage);
        let spec = LabelSpec { max_width: ui.available_width(), max_lines: 0, ..kind };
        cx.set.label(ui, &spec, colour, Sense::hover());
        let verdict = if example.counter { cx.text.get("codebook-not-this") } else { "" };
        let about: Vec<&str> = [verdict, example.note.as_str(), example.source.as_str()]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        if !about.is_empty() {
            widgets::content(ui, cx, &about.join(" "), &text.small, colours.soft, 0);
        }
    });
    let bar = if example.counter { colours.line_strong } else { colours.good };
    let rect = Rect::from_min_max(top, pos2(top.x + metrics.size.quote_bar, ui.cursor().top() - space.s));
    ui.painter().rect_filled(rect, 0.0, bar);
}

fn attributes_heading(ui: &mut Ui, cx: &mut Cx<'_>, layer: &Layer) {
    widgets::heading(
        ui,
        if layer.codes().is_empty() {
            cx.text.get("codebook-fields")
        } else {
            cx.text.get("codebook-further-fields")
        },
        "",
    );
    ui.add_space(Theme::metrics().space.l);
}

fn show_attribute(ui: &mut Ui, cx: &mut Cx<'_>, layer: &Layer, attribute: &Attribute) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let name = match attribute.key {
        Some(key) => kept!(cx, "{} · {}", attribute.name, key),
        None => attribute.name.as_str().into(),
    };
    let shown = widgets::content(ui, cx, &name, &text.name, colours.ink, 1);
    let row = shown.rect.with_max_x(ui.max_rect().right());
    let part = CodebookPart::Attribute(layer.id.clone(), attribute.id.clone());
    edit_button(ui, cx, row, &attribute.name, part);
    indented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space.xs;
        let about = if attribute.definition.is_empty() { &attribute.question } else { &attribute.definition };
        if !about.is_empty() {
            widgets::content(ui, cx, about, &text.note, colours.soft, 0);
        }
        for choice in attribute.choices() {
            widgets::led(ui, cx, &kept!(cx, "{}:", choice.name), &choice.definition, &text.note);
        }
        sources(ui, cx, &attribute.sources);
    });
    ui.add_space(space.xl);
}

fn sources(ui: &mut Ui, cx: &mut Cx<'_>, sources: &[String]) {
    if !sources.is_empty() {
        let (text, colour) = (&Theme::metrics().text, cx.theme.colours.soft);
        widgets::content(
            ui,
            cx,
            &cx.text.shown(&message!("common-after", sources = sources.join("; "))),
            &text.small,
            colour,
            0,
        );
    }
}

/// Sets contents in from the left by the room of a swatch.
fn indented<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let metrics = Theme::metrics();
    let by = (metrics.size.swatch_small + metrics.space.l) as i8;
    let margin = egui::Margin { left: by, ..egui::Margin::ZERO };
    egui::Frame::NONE.inner_margin(margin).show(ui, contents).inner
}
