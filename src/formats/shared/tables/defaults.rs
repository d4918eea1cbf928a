//! Columns that tell what is taken for an attribute which nobody gave. They follow from the codebook and are not read back.

use super::{CellKind, Column, DEFAULT};
use crate::base::AttributeId;
use crate::model::{Annotation, AnnotationSet, Attribute, Body, Project, Unit, layer_of_body};

/// The attributes with a default, each once, in the order of the codebook.
pub(super) struct Defaults<'a> {
    project: &'a Project,
    ids: Vec<&'a AttributeId>,
}

impl<'a> Defaults<'a> {
    /// Those of annotations.
    pub fn of_annotations(project: &'a Project) -> Self {
        Self::of(project, |unit| unit != Unit::Article)
    }

    /// Those of articles as a whole.
    pub fn of_articles(project: &'a Project) -> Self {
        Self::of(project, |unit| unit == Unit::Article)
    }

    fn of(project: &'a Project, wanted: impl Fn(Unit) -> bool) -> Self {
        let mut ids: Vec<&AttributeId> = Vec::new();
        for layer in project.codebook().layers().iter().filter(|layer| wanted(layer.unit)) {
            for attribute in layer.attributes.iter().filter(|one| one.default_choice().is_some()) {
                if !ids.contains(&&attribute.id) {
                    ids.push(&attribute.id);
                }
            }
        }
        Self { project, ids }
    }

    pub fn columns(&self) -> impl Iterator<Item = Column> {
        self.ids.iter().map(|id| Column::new(format!("{DEFAULT}{id}"), CellKind::Word))
    }

    /// What an annotation leaves to the defaults.
    pub fn of_annotation(&self, annotation: &Annotation) -> impl Iterator<Item = String> {
        let layer = layer_of_body(self.project.codebook(), &annotation.body);
        self.ids.iter().map(move |id| {
            let goes = |attribute: &&Attribute| match &annotation.body {
                Body::Code(code) => attribute.goes_with(code),
                Body::Claim(_) => true,
                Body::Unit(_) | Body::Note => false,
            };
            let unsaid = !annotation.attributes.contains_key(*id);
            taken_for(layer.and_then(|layer| layer.attribute(id.as_str())).filter(goes).filter(|_| unsaid))
        })
    }

    /// What a set leaves to the defaults of questions about the whole article; nothing without a set.
    pub fn of_set(&self, set: Option<&AnnotationSet>) -> impl Iterator<Item = String> {
        let layers = self.project.codebook().layers();
        self.ids.iter().map(move |id| {
            let mut declared = layers.iter().filter(|layer| layer.unit == Unit::Article);
            let unsaid = set.is_some_and(|set| !set.fields().contains_key(*id));
            taken_for(declared.find_map(|layer| layer.attribute(id.as_str())).filter(|_| unsaid))
        })
    }
}

fn taken_for(attribute: Option<&Attribute>) -> String {
    attribute.and_then(Attribute::default_choice).map_or_else(String::new, ToString::to_string)
}
