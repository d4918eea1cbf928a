//! The coding rules: layers, codes, attributes and their definitions.

use super::{Annotation, Attribute, AttributeRole, Body, ChoiceRole};
use crate::base::{CodeId, LayerId};
use crate::locale::Message;
use crate::message;
use std::collections::{BTreeMap, BTreeSet};

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
    /// The example’s own words.
    pub text: String,
    /// Where it is from; empty when it was invented for the codebook.
    pub source: String,
    /// Why it is coded so, or why not.
    pub note: String,
    /// Whether it shows what the code is *not*.
    pub counter: bool,
}

/// What a code means to the program, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum CodeRole {
    /// Nothing beyond its definition.
    #[default]
    Plain,
    /// The passage judges; what in it could be checked is a claim of its own.
    Judgement,
    /// It could not be told what the passage is; nothing of it is fit for a release.
    Undecided,
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
    /// When the code is given, in a sentence or two.
    pub definition: String,
    /// What belongs to it.
    pub include: Vec<String>,
    /// What looks like it and is coded otherwise.
    pub exclude: Vec<String>,
    /// The question that decides.
    pub test: String,
    /// Worked examples and counter-examples.
    pub examples: Vec<Example>,
    /// Published schemes it comes from.
    pub sources: Vec<String>,
    /// Whether it needs a memo before the article is done.
    pub needs_memo: bool,
    /// What it means to the program.
    pub role: CodeRole,
    /// What other schemes call it, in lower case; labels of imported files are known by it.
    pub synonyms: Vec<String>,
}

impl Code {
    /// A code of that name, with nothing further said of it.
    pub fn new(id: CodeId, name: impl Into<String>, colour: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            key: None,
            colour: colour.into(),
            definition: String::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            test: String::new(),
            examples: Vec::new(),
            sources: Vec::new(),
            needs_memo: false,
            role: CodeRole::Plain,
            synonyms: Vec::new(),
        }
    }
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
    /// What coders ask themselves of each unit.
    pub question: String,
    /// What gets an answer: a sentence, a passage or the whole article.
    pub unit: Unit,
    /// Whether a unit has at most one of its codes.
    pub exclusive: bool,
    /// What answers the question.
    pub answers: Answers,
    /// What else is said of an answer, in the order of the form.
    pub attributes: Vec<Attribute>,
    /// The order of tests, one short line each.
    pub card: Vec<String>,
}

impl Layer {
    /// A layer of that name without codes, of which a unit may have several, with nothing further said of it.
    pub fn new(id: LayerId, name: impl Into<String>, unit: Unit) -> Self {
        Self {
            id,
            name: name.into(),
            question: String::new(),
            unit,
            exclusive: false,
            answers: Answers::Codes(Vec::new()),
            attributes: Vec::new(),
            card: Vec::new(),
        }
    }

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

    /// The attribute of that role.
    pub fn attribute_as(&self, role: AttributeRole) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.role == role)
    }
}

/// Why a codebook is not sound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CodebookError(pub Message);

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
    /// When an identifier, key or role is given twice in a layer, a default is not among its choices, an attribute names
    /// an unknown code or attribute, what is said of it does not go with its values, or there is more than one claim
    /// layer.
    pub fn new(name: String, version: u32, layers: Vec<Layer>) -> Result<Self, CodebookError> {
        let mut codes = BTreeSet::new();
        let mut layer_ids = BTreeSet::new();
        let mut claim_layers = 0;
        for layer in &layers {
            if !layer_ids.insert(&layer.id) {
                return Err(CodebookError(message!("refusals-layer-twice", layer = %layer.id)));
            }
            claim_layers += u32::from(layer.answers == Answers::Claims);
            let mut keys = BTreeMap::new();
            for code in layer.codes() {
                if !codes.insert(&code.id) {
                    return Err(CodebookError(message!("refusals-code-twice", code = %code.id)));
                }
                if let Some(key) = code.key
                    && let Some(first) = keys.insert(key, &code.name)
                {
                    return Err(CodebookError(message!(
                        "refusals-key-twice",
                        layer = %layer.id,
                        key = key,
                        first = first,
                        second = &code.name
                    )));
                }
            }
            check_attributes(layer)?;
        }
        if claim_layers > 1 {
            return Err(CodebookError(message!("refusals-claim-layers")));
        }
        Ok(Self { name, version, layers })
    }

    /// What it is called on the screen and in reports.
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

    /// The attribute that says what kind of claim a claim is.
    pub fn claim_types(&self) -> Option<&Attribute> {
        self.claim_layer()?.attribute_as(AttributeRole::ClaimType)
    }

    /// The attribute that says where who speaks stands towards a claim.
    pub fn stance(&self) -> Option<&Attribute> {
        self.claim_layer()?.attribute_as(AttributeRole::Stance)
    }

    /// What the article field for the genre calls the genre that metadata have as this word.
    pub fn genre_name(&self, genre: &str) -> Option<&str> {
        let choice = self.field_layer()?.attribute_as(AttributeRole::Genre)?.choice(genre)?;
        Some(&choice.name)
    }

    /// The role of the code that an annotation gives.
    pub fn code_role(&self, body: &Body) -> CodeRole {
        match body {
            Body::Code(code) => self.code(code.as_str()).map_or(CodeRole::Plain, |(_, code)| code.role),
            Body::Claim(_) | Body::Unit(_) | Body::Note => CodeRole::Plain,
        }
    }

    /// Whether the annotator of an annotation doubts it.
    pub fn is_doubted(&self, annotation: &Annotation) -> bool {
        let confidence = || layer_of_body(self, &annotation.body)?.attribute_as(AttributeRole::Confidence);
        confidence().is_some_and(|confidence| {
            let given = annotation.choice(confidence.id.as_str());
            let choice = given.and_then(|id| confidence.choice(id.as_str()));
            choice.is_some_and(|choice| choice.role == ChoiceRole::Doubt)
        })
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

/// Whether the attributes of a layer with these codes are sound.
fn check_attributes(layer: &Layer) -> Result<(), CodebookError> {
    let mut ids = BTreeSet::new();
    let mut roles = BTreeSet::new();
    for attribute in &layer.attributes {
        if !ids.insert(&attribute.id) {
            return Err(CodebookError(
                message!("refusals-attribute-twice", layer = %layer.id, attribute = %attribute.id),
            ));
        }
        if attribute.role != AttributeRole::Plain && !roles.insert(attribute.role) {
            return Err(CodebookError(message!(
                "refusals-role-twice",
                layer = %layer.id,
                role = format!("{:?}", attribute.role)
            )));
        }
        let mut choices = BTreeSet::new();
        if let Some(twice) = attribute.choices().iter().find(|choice| !choices.insert(&choice.id)) {
            return Err(CodebookError(
                message!("refusals-choice-twice", attribute = %attribute.id, choice = %twice.id),
            ));
        }
        if let Some(default) = attribute.default_choice().filter(|default| !choices.contains(default)) {
            return Err(CodebookError(
                message!("refusals-default", attribute = %attribute.id, choice = %default),
            ));
        }
        if let Some(code) =
            attribute.codes.iter().find(|id| !layer.codes().iter().any(|code| code.id == **id))
        {
            return Err(CodebookError(message!(
                "refusals-codes",
                attribute = %attribute.id,
                code = %code,
                layer = %layer.id
            )));
        }
        if let Some(unfit) = attribute.unfit(&layer.attributes) {
            return Err(CodebookError(unfit));
        }
    }
    Ok(())
}
