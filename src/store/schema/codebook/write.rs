//! Writing `codebook.ron`: what is usual is not stated.

use super::super::write::{Ron, push, string};
use super::names::{AppearanceShape, AttributeRoleShape, ChoiceRoleShape, CodeRoleShape, ScaleShape};
use super::{CodebookShape, Shape};
use crate::base::{AttributeId, ChoiceId, CodeId};
use crate::model::{
    Answers, Appearance, Attribute, AttributeRole, Choice, ChoiceRole, Code, CodeRole, Codebook, Example,
    Layer, Scale, Shortcut, Unit, Values,
};

/// The content of a codebook's file.
pub(in crate::store) fn write_codebook(codebook: &Codebook) -> String {
    let mut ron = Ron::file(CodebookShape::FORMAT, CodebookShape::VERSION);
    ron.line(|out| {
        out.push_str("name: ");
        string(out, codebook.name());
        out.push(',');
    });
    ron.word("edition", codebook.version());
    if !codebook.layers().is_empty() {
        ron.begin("layers: [");
        for layer in codebook.layers() {
            write_layer(&mut ron, layer);
        }
        ron.end("]");
    }
    ron.finish()
}

fn write_layer(ron: &mut Ron, layer: &Layer) {
    ron.begin("(");
    ron.text("id", layer.id.as_str());
    ron.text("name", &layer.name);
    ron.text("question", &layer.question);
    ron.word(
        "unit",
        match layer.unit {
            Unit::Sentence => "Sentence",
            Unit::Span => "Span",
            Unit::Article => "Article",
        },
    );
    write_flag(ron, "exclusive", layer.exclusive);
    write_texts(ron, "card", &layer.card);
    match &layer.answers {
        Answers::Codes(codes) => {
            ron.begin("answers: Codes([");
            for code in codes {
                write_code(ron, code);
            }
            ron.end("])");
        }
        Answers::Claims => ron.word("answers", "Claims"),
        Answers::Fields => ron.word("answers", "Fields"),
    }
    if !layer.attributes.is_empty() {
        ron.begin("attributes: [");
        for attribute in &layer.attributes {
            write_attribute(ron, attribute);
        }
        ron.end("]");
    }
    ron.end(")");
}

fn write_code(ron: &mut Ron, code: &Code) {
    ron.begin("(");
    ron.text("id", code.id.as_str());
    ron.text("name", &code.name);
    ron.text("key", &code.key.map(String::from).unwrap_or_default());
    ron.text("colour", &code.colour);
    ron.text("definition", &code.definition);
    write_texts(ron, "include", &code.include);
    write_texts(ron, "exclude", &code.exclude);
    ron.text("test", &code.test);
    if !code.examples.is_empty() {
        ron.begin("examples: [");
        for example in &code.examples {
            ron.line(|out| write_example(out, example));
        }
        ron.end("]");
    }
    write_texts(ron, "sources", &code.sources);
    write_flag(ron, "needs_memo", code.needs_memo);
    if code.role != CodeRole::Plain {
        ron.word("role", CodeRoleShape::name(code.role));
    }
    ron.texts("synonyms", &code.synonyms);
    ron.end(")");
}

fn write_example(out: &mut String, example: &Example) {
    out.push_str("(text: ");
    string(out, &example.text);
    for (name, value) in [("source", &example.source), ("note", &example.note)] {
        if !value.is_empty() {
            push(out, format_args!(", {name}: "));
            string(out, value);
        }
    }
    if example.counter {
        out.push_str(", counter: true");
    }
    out.push_str("),");
}

fn write_attribute(ron: &mut Ron, attribute: &Attribute) {
    ron.begin("(");
    ron.text("id", attribute.id.as_str());
    ron.text("name", &attribute.name);
    ron.text("question", &attribute.question);
    ron.text("definition", &attribute.definition);
    ron.text("key", &attribute.key.map(String::from).unwrap_or_default());
    if let Some(shortcut) = &attribute.shortcut {
        ron.line(|out| {
            write_shortcut(out, shortcut);
            out.push(',');
        });
    }
    match &attribute.values {
        Values::Text => ron.word("values", "Text"),
        Values::Spans => ron.word("values", "Spans"),
        Values::Choice { choices, default, many } => {
            ron.begin("values: Choice(");
            ron.begin("choices: [");
            for choice in choices {
                ron.line(|out| write_choice(out, choice));
            }
            ron.end("]");
            ron.text("default", default.as_ref().map_or("", ChoiceId::as_str));
            write_flag(ron, "many", *many);
            ron.end(")");
        }
    }
    ron.texts("codes", &attribute.codes.iter().map(CodeId::as_str).collect::<Vec<_>>());
    write_flag(ron, "prominent", attribute.prominent);
    if attribute.role != AttributeRole::Plain {
        ron.word("role", AttributeRoleShape::name(attribute.role));
    }
    if attribute.appearance != Appearance::usual(&attribute.values) {
        ron.word("appearance", AppearanceShape::name(attribute.appearance));
    }
    if attribute.scale != Scale::usual(attribute.role) {
        ron.word("scale", ScaleShape::name(attribute.scale));
    }
    ron.text("next", attribute.next.as_ref().map_or("", AttributeId::as_str));
    write_texts(ron, "sources", &attribute.sources);
    ron.end(")");
}

fn write_choice(out: &mut String, choice: &Choice) {
    push(out, format_args!("(id: \"{}\"", choice.id));
    for (name, value) in [("name", &choice.name), ("definition", &choice.definition)] {
        if !value.is_empty() {
            push(out, format_args!(", {name}: "));
            string(out, value);
        }
    }
    if choice.role != ChoiceRole::Plain {
        push(out, format_args!(", role: {}", ChoiceRoleShape::name(choice.role)));
    }
    if let Some(shortcut) = &choice.shortcut {
        out.push_str(", ");
        write_shortcut(out, shortcut);
    }
    out.push_str("),");
}

fn write_shortcut(out: &mut String, shortcut: &Shortcut) {
    out.push_str("shortcut: (key: ");
    string(out, &shortcut.key.to_string());
    for (name, value) in [("name", &shortcut.name), ("help", &shortcut.help)] {
        if !value.is_empty() {
            push(out, format_args!(", {name}: "));
            string(out, value);
        }
    }
    out.push(')');
}

fn write_flag(ron: &mut Ron, name: &str, value: bool) {
    if value {
        ron.word(name, "true");
    }
}

/// A list with one text a line; nothing when it is empty.
fn write_texts(ron: &mut Ron, name: &str, values: &[String]) {
    if !values.is_empty() {
        ron.begin(&format!("{name}: ["));
        for value in values {
            ron.line(|out| {
                string(out, value);
                out.push(',');
            });
        }
        ron.end("]");
    }
}
