//! The coding rules: layers, codes, attributes and their definitions.

use super::Body;
use crate::base::{AttributeId, ChoiceId, CodeId, LayerId};
use std::collections::BTreeSet;

/// What a layer codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Whole sentences.
    Sentence,
    /// Any passage.
    Span,
    /// The article as a whole.
    Article,
}

/// One worked example of a code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Example {
    /// The passage.
    pub text: String,
    /// Where it is from; empty when it was invented for the codebook.
    pub source: String,
    /// Why it is coded so, or why not.
    pub note: String,
    /// Whether it shows what the code is *not*.
    pub counter: bool,
}

/// One answer of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name in files.
    pub id: ChoiceId,
    /// Its name on the screen.
    pub name: String,
    /// What it means, one sentence.
    pub definition: String,
}

/// What values an attribute takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// One or, with `many`, several of the choices; an absent value means `default` when there is one.
    Choice {
        /// The choices in the order shown.
        choices: Vec<Choice>,
        /// What an absent value means.
        default: Option<ChoiceId>,
        /// Whether several may be given.
        many: bool,
    },
    /// Free text.
    Text,
    /// Passages of the article.
    Spans,
}

/// An extra value on the annotations of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in files.
    pub id: AttributeId,
    /// Its name on the screen.
    pub name: String,
    /// The question it answers.
    pub question: String,
    /// What it means.
    pub definition: String,
    /// The key that sets it, as one character; none when it is only clicked.
    pub key: Option<char>,
    /// What it takes.
    pub values: Values,
    /// The codes it goes with; empty means all.
    pub codes: Vec<CodeId>,
    /// Whether the inspector shows it at once rather than under “more”.
    pub prominent: bool,
    /// Published schemes it comes from.
    pub sources: Vec<String>,
}

/// The attribute by which annotators say how sure they are of their own answer, and its value for “not sure”.
pub const CONFIDENCE: &str = "confidence";
/// See [`CONFIDENCE`].
pub const UNSURE: &str = "unsure";

impl Attribute {
    /// Whether it says something about the annotator and not about the text, so that others cannot be expected to say the
    /// same: [`CONFIDENCE`].
    pub fn is_about_annotator(&self) -> bool {
        self.id.as_str() == CONFIDENCE
    }

    /// The choices, when it takes choices.
    pub fn choices(&self) -> &[Choice] {
        match &self.values {
            Values::Choice { choices, .. } => choices,
            Values::Text | Values::Spans => &[],
        }
    }

    /// What an absent value means.
    pub fn default_choice(&self) -> Option<&ChoiceId> {
        match &self.values {
            Values::Choice { default, .. } => default.as_ref(),
            Values::Text | Values::Spans => None,
        }
    }
}

/// One answer to a layer's question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Its name in files.
    pub id: CodeId,
    /// Its name on the screen.
    pub name: String,
    /// The key that gives it, one letter in upper case; also its mark in the gutter.
    pub key: Option<char>,
    /// Name of a palette colour.
    pub colour: String,
    /// What it means.
    pub definition: String,
    /// What belongs to it.
    pub include: Vec<String>,
    /// What does not.
    pub exclude: Vec<String>,
    /// The question that decides.
    pub test: String,
    /// Worked examples and counter-examples.
    pub examples: Vec<Example>,
    /// Published schemes it comes from.
    pub sources: Vec<String>,
    /// Whether it needs a memo before the article is done.
    pub needs_memo: bool,
}

/// What answers a layer's question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// One of these codes.
    Codes(Vec<Code>),
    /// A claim of the ledger.
    Claims,
    /// Only the attributes: fields of the article.
    Fields,
}

/// A group of answers to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its name in files.
    pub id: LayerId,
    /// Its name on the screen.
    pub name: String,
    /// The question.
    pub question: String,
    /// What it codes.
    pub unit: Unit,
    /// Whether a unit has at most one of its codes.
    pub exclusive: bool,
    /// What answers the question.
    pub answers: Answers,
    /// Further values.
    pub attributes: Vec<Attribute>,
    /// The order of tests, one short line each.
    pub card: Vec<String>,
}

impl Layer {
    /// Its codes; none for claims and fields.
    pub fn codes(&self) -> &[Code] {
        match &self.answers {
            Answers::Codes(codes) => codes,
            Answers::Claims | Answers::Fields => &[],
        }
    }

    /// The attribute of that name.
    pub fn attribute(&self, id: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id.as_str() == id)
    }
}

/// Why a codebook is not sound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CodebookError(pub String);

/// All coding rules of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codebook {
    name: String,
    version: u32,
    layers: Vec<Layer>,
}

impl Codebook {
    /// Puts a codebook together.
    ///
    /// # Errors
    /// When an identifier or key is given twice, a default is not among its choices, an attribute names an unknown
    /// code, or there is more than one claim layer.
    pub fn new(name: String, version: u32, layers: Vec<Layer>) -> Result<Self, CodebookError> {
        let mut codes = BTreeSet::new();
        let mut layer_ids = BTreeSet::new();
        let mut claim_layers = 0;
        for layer in &layers {
            if !layer_ids.insert(&layer.id) {
                return Err(CodebookError(format!("layer “{}” is declared twice", layer.id)));
            }
            claim_layers += u32::from(layer.answers == Answers::Claims);
            let mut keys = BTreeSet::new();
            for code in layer.codes() {
                if !codes.insert(&code.id) {
                    return Err(CodebookError(format!("code “{}” is declared twice", code.id)));
                }
                if let Some(key) = code.key
                    && !keys.insert(key)
                {
                    return Err(CodebookError(format!(
                        "layer “{}” gives the key “{key}” to two codes",
                        layer.id
                    )));
                }
            }
            check_attributes(layer)?;
        }
        if claim_layers > 1 {
            return Err(CodebookError("only one layer can be answered with claims".to_owned()));
        }
        Ok(Self { name, version, layers })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Counted up by every change that is published to the team.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Its layers in the order shown.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The layer of that name.
    pub fn layer(&self, id: &str) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.id.as_str() == id)
    }

    /// The code of that name, with its layer.
    pub fn code(&self, id: &str) -> Option<(&Layer, &Code)> {
        self.layers.iter().find_map(|layer| {
            layer.codes().iter().find(|code| code.id.as_str() == id).map(|code| (layer, code))
        })
    }

    /// The layer that sentences are swept for: the first that codes sentences.
    pub fn sweep_layer(&self) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.unit == Unit::Sentence && !layer.codes().is_empty())
    }

    /// The layer that is answered with claims.
    pub fn claim_layer(&self) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.answers == Answers::Claims)
    }

    /// The layer of article fields.
    pub fn field_layer(&self) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.unit == Unit::Article)
    }
}

/// The layer that a body belongs to.
pub fn layer_of_body<'a>(codebook: &'a Codebook, body: &Body) -> Option<&'a Layer> {
    match body {
        Body::Code(code) => codebook.code(code.as_str()).map(|(layer, _)| layer),
        Body::Claim(_) => codebook.claim_layer(),
        Body::Unit(layer) => codebook.layer(layer.as_str()),
        Body::Note => None,
    }
}

fn check_attributes(layer: &Layer) -> Result<(), CodebookError> {
    let mut ids = BTreeSet::new();
    for attribute in &layer.attributes {
        if !ids.insert(&attribute.id) {
            return Err(CodebookError(format!("layer “{}” declares “{}” twice", layer.id, attribute.id)));
        }
        let mut choices = BTreeSet::new();
        if let Some(twice) = attribute.choices().iter().find(|choice| !choices.insert(&choice.id)) {
            return Err(CodebookError(format!("attribute “{}” has “{}” twice", attribute.id, twice.id)));
        }
        if let Some(default) = attribute.default_choice().filter(|default| !choices.contains(default)) {
            return Err(CodebookError(format!(
                "the default “{default}” of “{}” is none of its choices",
                attribute.id
            )));
        }
        if let Some(code) =
            attribute.codes.iter().find(|id| !layer.codes().iter().any(|code| code.id == **id))
        {
            return Err(CodebookError(format!(
                "attribute “{}” goes with “{code}”, which layer “{}” does not have",
                attribute.id, layer.id
            )));
        }
    }
    Ok(())
}
