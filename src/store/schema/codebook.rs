//! `codebook.ron`.

use super::write::{Ron, push, string};
use super::{Shape, Source};
use crate::base::{AttributeId, ChoiceId, CodeId, IdError, Issue, LayerId};
use crate::model::{Answers, Attribute, Choice, Code, Codebook, Example, Layer, Unit, Values};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodebookShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    name: String,
    #[serde(default)]
    edition: u32,
    #[serde(default)]
    layers: Vec<LayerShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayerShape {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    question: String,
    unit: UnitShape,
    #[serde(default)]
    exclusive: bool,
    #[serde(default)]
    card: Vec<String>,
    answers: AnswersShape,
    #[serde(default)]
    attributes: Vec<AttributeShape>,
}

#[derive(Deserialize)]
enum UnitShape {
    Sentence,
    Span,
    Article,
}

#[derive(Deserialize)]
enum AnswersShape {
    Codes(Vec<CodeShape>),
    Claims,
    Fields,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeShape {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    colour: String,
    #[serde(default)]
    definition: String,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    test: String,
    #[serde(default)]
    examples: Vec<ExampleShape>,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    needs_memo: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleShape {
    text: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    counter: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeShape {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    definition: String,
    #[serde(default)]
    key: String,
    values: ValuesShape,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    prominent: bool,
    #[serde(default)]
    sources: Vec<String>,
}

#[derive(Deserialize)]
enum ValuesShape {
    #[serde(rename = "Choice")]
    One {
        choices: Vec<ChoiceShape>,
        #[serde(default)]
        default: String,
        #[serde(default)]
        many: bool,
    },
    Text,
    Spans,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceShape {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    definition: String,
}

impl Shape for CodebookShape {
    const FORMAT: &'static str = "obelus/codebook";
    const VERSION: u32 = 1;
}

/// Reads a codebook.
pub(in crate::store) fn read_codebook(source: &Source) -> Result<Codebook, Issue> {
    let shape: CodebookShape = super::read(source)?;
    let layers = shape
        .layers
        .into_iter()
        .map(|layer| {
            let named = format!("layer {}", layer.id);
            layer.lift().map_err(|error| source.bad_value(named, error))
        })
        .collect::<Result<Vec<_>, _>>()?;
    Codebook::new(shape.name, shape.edition, layers)
        .map_err(|error| source.bad_value("layers", format!("{error}.")))
}

fn refused(error: IdError) -> String {
    format!("{error}.")
}

fn key(text: &str) -> Result<Option<char>, String> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (first, None) => Ok(first),
        _ => Err(format!("The key “{text}” is more than one character.")),
    }
}

impl LayerShape {
    fn lift(self) -> Result<Layer, String> {
        Ok(Layer {
            id: LayerId::new(&self.id).map_err(refused)?,
            name: self.name,
            question: self.question,
            unit: match self.unit {
                UnitShape::Sentence => Unit::Sentence,
                UnitShape::Span => Unit::Span,
                UnitShape::Article => Unit::Article,
            },
            exclusive: self.exclusive,
            answers: match self.answers {
                AnswersShape::Codes(codes) => {
                    Answers::Codes(codes.into_iter().map(CodeShape::lift).collect::<Result<_, _>>()?)
                }
                AnswersShape::Claims => Answers::Claims,
                AnswersShape::Fields => Answers::Fields,
            },
            attributes: self.attributes.into_iter().map(AttributeShape::lift).collect::<Result<_, _>>()?,
            card: self.card,
        })
    }
}

impl CodeShape {
    fn lift(self) -> Result<Code, String> {
        let examples = self.examples.into_iter().map(|example| Example {
            text: example.text,
            source: example.source,
            note: example.note,
            counter: example.counter,
        });
        Ok(Code {
            id: CodeId::new(&self.id).map_err(refused)?,
            name: self.name,
            key: key(&self.key)?,
            colour: self.colour,
            definition: self.definition,
            include: self.include,
            exclude: self.exclude,
            test: self.test,
            examples: examples.collect(),
            sources: self.sources,
            needs_memo: self.needs_memo,
        })
    }
}

impl AttributeShape {
    fn lift(self) -> Result<Attribute, String> {
        Ok(Attribute {
            id: AttributeId::new(&self.id).map_err(refused)?,
            name: self.name,
            question: self.question,
            definition: self.definition,
            key: key(&self.key)?,
            values: self.values.lift()?,
            codes: self.codes.iter().map(|id| CodeId::new(id).map_err(refused)).collect::<Result<_, _>>()?,
            prominent: self.prominent,
            sources: self.sources,
        })
    }
}

impl ValuesShape {
    fn lift(self) -> Result<Values, String> {
        let Self::One { choices, default, many } = self else {
            return Ok(if matches!(self, Self::Text) { Values::Text } else { Values::Spans });
        };
        let choices = choices
            .into_iter()
            .map(|choice| {
                let id = ChoiceId::new(&choice.id).map_err(refused)?;
                Ok(Choice { id, name: choice.name, definition: choice.definition })
            })
            .collect::<Result<_, String>>()?;
        let default = match default.as_str() {
            "" => None,
            id => Some(ChoiceId::new(id).map_err(refused)?),
        };
        Ok(Values::Choice { choices, default, many })
    }
}

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
    out.push_str("),");
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
