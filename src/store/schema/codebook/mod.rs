//! `codebook.ron`.

mod names;
mod version_1;
mod write;

use super::{Shape, SourceText, no_such_version, valid};
use crate::base::{AttributeId, ChoiceId, CodeId, Issue, LayerId};
use crate::locale::Message;
use crate::message;
use crate::model::{
    Answers, Appearance, Attribute, Choice, Code, Codebook, Example, Layer, Scale, Shortcut, Unit, Values,
};
use serde::Deserialize;
use std::sync::LazyLock;

use names::{AppearanceShape, AttributeRoleShape, ChoiceRoleShape, CodeRoleShape, ScaleShape};

pub(in crate::store) use version_1::names_of_keys;
pub(in crate::store) use write::write_codebook;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodebookShape {
    #[serde(rename = "format")]
    _format: String,
    version: u32,
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
    #[serde(default)]
    role: CodeRoleShape,
    #[serde(default)]
    synonyms: Vec<String>,
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
    #[serde(default)]
    shortcut: ShortcutShape,
    values: ValuesShape,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    prominent: bool,
    #[serde(default)]
    role: AttributeRoleShape,
    #[serde(default)]
    appearance: AppearanceShape,
    #[serde(default)]
    scale: ScaleShape,
    #[serde(default)]
    next: String,
    #[serde(default)]
    sources: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortcutShape {
    key: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    help: String,
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
    #[serde(default)]
    role: ChoiceRoleShape,
    #[serde(default)]
    shortcut: ShortcutShape,
}

impl Shape for CodebookShape {
    const FORMAT: &'static str = "obelus/codebook";
    /// Since version 2, keys in the article, roles, appearance and scale are stated.
    const VERSION: u32 = 2;

    fn older(source: &SourceText, version: u32) -> Result<Self, Issue> {
        if version == 1 { super::parse(source) } else { Err(no_such_version(source, Self::FORMAT, version)) }
    }
}

static BUILT_IN: LazyLock<Codebook> = LazyLock::new(builtin_codebook);

/// The codebook that a new project starts with.
pub fn builtin_codebook() -> Codebook {
    let source = include_str!("../../../../assets/codebook/news.ron");
    SourceText::new("assets/codebook/news.ron", source.as_bytes().to_vec())
        .and_then(|source| read_codebook(&source))
        .unwrap_or_else(|issue| panic!("the built-in codebook is broken: {issue}"))
}

pub(in crate::store) fn read_codebook(source: &SourceText) -> Result<Codebook, Issue> {
    let shape: CodebookShape = super::read(source)?;
    let mut layers = shape
        .layers
        .into_iter()
        .map(|layer| {
            let named = format!("layer {}", layer.id);
            layer.decode().map_err(|error| source.bad_value(named, error))
        })
        .collect::<Result<Vec<_>, _>>()?;
    if shape.version == 1 {
        version_1::complete(&mut layers, &BUILT_IN);
    }
    Codebook::new(shape.name, shape.edition, layers)
        .map_err(|error| source.bad_value("layers", message!("findings-bad-value", error = %error)))
}

fn key(text: &str) -> Result<Option<char>, Message> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (first, None) => Ok(first),
        _ => Err(message!("store-long-key", text = text)),
    }
}

impl LayerShape {
    fn decode(self) -> Result<Layer, Message> {
        Ok(Layer {
            id: valid(LayerId::new(&self.id))?,
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
                    Answers::Codes(codes.into_iter().map(CodeShape::decode).collect::<Result<_, _>>()?)
                }
                AnswersShape::Claims => Answers::Claims,
                AnswersShape::Fields => Answers::Fields,
            },
            attributes: self.attributes.into_iter().map(AttributeShape::decode).collect::<Result<_, _>>()?,
            card: self.card,
        })
    }
}

impl CodeShape {
    fn decode(self) -> Result<Code, Message> {
        let examples = self.examples.into_iter().map(|example| Example {
            text: example.text,
            source: example.source,
            note: example.note,
            counter: example.counter,
        });
        Ok(Code {
            id: valid(CodeId::new(&self.id))?,
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
            role: self.role.stated().unwrap_or_default(),
            synonyms: self.synonyms,
        })
    }
}

impl AttributeShape {
    fn decode(self) -> Result<Attribute, Message> {
        let values = self.values.decode()?;
        let role = self.role.stated().unwrap_or_default();
        Ok(Attribute {
            id: valid(AttributeId::new(&self.id))?,
            name: self.name,
            question: self.question,
            definition: self.definition,
            key: key(&self.key)?,
            shortcut: self.shortcut.decode()?,
            appearance: self.appearance.stated().unwrap_or(Appearance::usual(&values)),
            values,
            codes: self.codes.iter().map(|id| valid(CodeId::new(id))).collect::<Result<_, _>>()?,
            prominent: self.prominent,
            role,
            scale: self.scale.stated().unwrap_or(Scale::usual(role)),
            next: match self.next.as_str() {
                "" => None,
                id => Some(valid(AttributeId::new(id))?),
            },
            sources: self.sources,
        })
    }
}

impl ShortcutShape {
    fn decode(self) -> Result<Option<Shortcut>, Message> {
        let Self { key: stated, name, help } = self;
        let key = key(&stated)?.and_then(|key| key.to_uppercase().next());
        Ok(key.map(|key| Shortcut { key, name, help }))
    }
}

impl ValuesShape {
    fn decode(self) -> Result<Values, Message> {
        let Self::One { choices, default, many } = self else {
            return Ok(if matches!(self, Self::Text) { Values::Text } else { Values::Spans });
        };
        let choices = choices
            .into_iter()
            .map(|choice| {
                let id = valid(ChoiceId::new(&choice.id))?;
                Ok(Choice {
                    id,
                    name: choice.name,
                    definition: choice.definition,
                    role: choice.role.stated().unwrap_or_default(),
                    shortcut: choice.shortcut.decode()?,
                })
            })
            .collect::<Result<_, Message>>()?;
        let default = match default.as_str() {
            "" => None,
            id => Some(valid(ChoiceId::new(id))?),
        };
        Ok(Values::Choice { choices, default, many })
    }
}
