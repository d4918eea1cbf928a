//! A sentence with what each annotator says of it, side by side.

use super::style::ink;
use crate::compare::{Comparison, PositionState};
use crate::locale::Catalogue;
use crate::model::display::{body_name, value_inside};
use crate::model::{
    Annotation, AnnotationSet, Article, Attribute, AttributeRole, Body, Project, Value, layer_of_body,
};
use crate::text::{Span, Text};
use std::sync::Arc;

/// A sentence with everybody's marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideBySideRow {
    /// Where, in bytes of the article's text.
    pub sentence: Span,
    /// Of the positions that begin in it, the state that asks most for a look; `None` when there are none.
    pub state: Option<PositionState>,
    /// What each annotator marked, in the order of the sets.
    pub columns: Vec<Vec<SideBySideMark>>,
}

/// What one annotator says of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideBySideMark {
    /// The passage, which may reach beyond the sentence.
    pub span: Span,
    /// Its colour, as by [`ink`].
    pub ink: Option<usize>,
    /// What is said, in a word or two.
    pub name: String,
    /// The values given, in one line; empty when there are none.
    pub values: String,
}

impl SideBySideRow {
    /// Lays the sets of several annotators side by side at one sentence. Notes are left out.
    pub fn new(
        project: &Project,
        article: &Article,
        comparison: &Comparison,
        sets: &[&Arc<AnnotationSet>],
        sentence: Span,
        text: &'static Catalogue,
    ) -> Self {
        let mark = |annotation: &Arc<Annotation>| SideBySideMark {
            span: annotation.span,
            ink: ink(&annotation.body, project.codebook(), project.ledger()),
            name: body_name(project.codebook(), project.ledger(), &annotation.body, text).into_owned(),
            values: values(project, article, annotation),
        };
        let column = |set: &&Arc<AnnotationSet>| {
            set.touching(sentence).filter(|found| !matches!(found.body, Body::Note)).map(mark).collect()
        };
        Self { sentence, state: state(comparison, sentence), columns: sets.iter().map(column).collect() }
    }
}

fn state(comparison: &Comparison, sentence: Span) -> Option<PositionState> {
    let positions = &comparison.positions;
    let from = positions.partition_point(|position| position.span.start() < sentence.start());
    let here = positions[from..].iter().take_while(|position| position.span.start() < sentence.end());
    let rank = |state: PositionState| match state {
        PositionState::Disagree | PositionState::Stacked => 3,
        PositionState::Incomplete => 2,
        PositionState::Adjudicated => 1,
        PositionState::Agree => 0,
    };
    here.map(|position| position.state).max_by_key(|state| (rank(*state), *state))
}

/// The values that an annotation gives, in the order of its layer.
fn values(project: &Project, article: &Article, annotation: &Annotation) -> String {
    let declared =
        layer_of_body(project.codebook(), &annotation.body).map_or(&[][..], |layer| &layer.attributes);
    let given = declared.iter().filter(|attribute| {
        attribute.role != AttributeRole::ClaimType && annotation.attributes.contains_key(&attribute.id)
    });
    let all: Vec<String> =
        given.map(|attribute| value_in_words(attribute, annotation, &article.text)).collect();
    all.join(" · ")
}

/// What an annotation says of an attribute, in lower case; empty when nothing was given.
pub fn value_in_words(attribute: &Attribute, annotation: &Annotation, text: &Text) -> String {
    let given = annotation.attributes.get(&attribute.id);
    let value =
        given.map(|value| value_inside(Some(attribute), value, |span| text.slice(span).map(str::to_owned)));
    let name = || attribute.name.to_lowercase();
    match (given, value) {
        (Some(Value::Text(_)), Some(value)) => format!("{}: {value}", name()),
        (Some(Value::Spans(_)), Some(value)) => format!("{} {value}", name()),
        (_, Some(value)) => value,
        (_, None) => String::new(),
    }
}
