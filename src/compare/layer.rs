//! One layer of one article under comparison, and what is compared of an annotation.

use super::claims::ClaimClasses;
use super::units::is_marking;
use crate::base::{AnnotatorId, ArticleId, AttributeId, ChoiceId};
use crate::model::{Annotation, AnnotationSet, Body, Layer, Origin, Project, Value, layer_of_body};
use crate::text::{Span, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One annotator's work as [`compare`](super::compare()) sees it.
pub(super) struct Coder<'a> {
    pub(super) id: &'a AnnotatorId,
    pub(super) set: Option<&'a Arc<AnnotationSet>>,
}

/// One layer of one article under comparison.
pub(super) struct LayerComparer<'a> {
    pub(super) project: &'a Project,
    pub(super) article: &'a ArticleId,
    pub(super) text: &'a Text,
    pub(super) layer: &'a Layer,
    pub(super) classes: &'a ClaimClasses,
    pub(super) coders: &'a [Coder<'a>],
}

/// The content that readings are told apart by.
#[derive(PartialEq)]
pub(super) struct ComparedContent<'a> {
    span: Span,
    pub(super) body: Body,
    pub(super) attributes: BTreeMap<&'a AttributeId, &'a Value>,
}

impl LayerComparer<'_> {
    /// Whether an annotation is compared in this layer; suggestions are not.
    pub(super) fn in_layer(&self, annotation: &Annotation) -> bool {
        !matches!(annotation.origin, Origin::Suggested { .. })
            && layer_of_body(self.project.codebook(), &annotation.body)
                .is_some_and(|layer| layer.id == self.layer.id)
    }

    /// The body as it is compared: claims that are the same are one, and while units are marked answers do not count.
    pub(super) fn body_of(&self, annotation: &Annotation) -> Body {
        if is_marking(self.project, &self.layer.id) {
            return Body::Unit(self.layer.id.clone());
        }
        match &annotation.body {
            Body::Claim(claim) => Body::Claim(self.classes.class(claim).clone()),
            body => body.clone(),
        }
    }

    /// What is compared of an annotation: attributes that do not go with its code, or say what an absent one is taken for, are
    /// left out, and of a unit without an answer only the place counts.
    pub(super) fn content<'b>(&self, annotation: &'b Annotation) -> ComparedContent<'b> {
        let body = self.body_of(annotation);
        let counts = |id: &AttributeId, value: &Value| {
            let Some(attribute) = self.layer.attribute(id.as_str()) else { return true };
            let goes = match &body {
                Body::Code(code) => attribute.goes_with(code),
                Body::Claim(_) => true,
                Body::Unit(_) | Body::Note => false,
            };
            goes && attribute.is_compared() && !is_default(value, attribute.default_choice())
        };
        let attributes = annotation.attributes.iter().filter(|(id, value)| counts(id, value)).collect();
        ComparedContent { span: annotation.span, body, attributes }
    }
}

fn is_default(value: &Value, default: Option<&ChoiceId>) -> bool {
    match value {
        Value::Choice(choice) => Some(choice) == default,
        Value::Choices(choices) => choices.len() == 1 && choices.first() == default,
        Value::Text(_) | Value::Spans(_) => false,
    }
}
