//! Several annotators' work on one text: positions, readings, and what differs, in words.
//!
//! What is compared is a layer's codes or claims on sentences and passages; notes, article fields and suggestions that
//! nobody accepted are not. Annotations of several annotators are paired one to one, by layer: first those on exactly
//! the same passage with the same answer, then on the same passage, then overlapping ones, those with the same answer
//! first ([`compare`] says how). What is paired is a [`Position`]; each distinct answer there is a [`Reading`].
//!
//! Annotations of any other [`crate::model::Origin`] are compared; it is reachable through the readings, so that whoever
//! counts can leave some out.

mod adjudication;
mod assign;
mod claims;
mod decisions;
mod difference;
mod differences;
mod layer;
mod pairing;
mod position;
#[cfg(test)]
pub(crate) mod tests;
mod units;
mod words;

pub use adjudication::Adjudication;
pub use claims::ClaimClasses;
pub use difference::{Difference, DifferenceKind, Extent, Group};
pub use pairing::is_same_place;
pub use position::{Comparison, Position, PositionState, Reading};
pub use units::{frozen_units, is_marking, may_tag, unit_at};

use crate::base::{AnnotatorId, ArticleId, LayerId};
use crate::model::{Annotation, Answers, Layer, Project, SetKey, Unit};
use layer::{Coder, LayerComparer};
use std::sync::Arc;

/// Whether a layer is compared: it codes sentences or passages, with codes or claims.
pub fn is_compared(layer: &Layer) -> bool {
    layer.unit != Unit::Article && layer.answers != Answers::Fields
}

/// Compares annotators' work on one article.
///
/// Pairing is by layer and by stretch of text in which annotations overlap, so that a change somewhere does not move
/// the pairs elsewhere. Within a stretch, annotators are added one after the other, the one with most annotations
/// first; each one's annotations are assigned to the positions found so far, one to one, so that in this order of
/// weight most are on the same passage with the same answer, most are on the same passage, the overlap of those with
/// the same answer is largest, and the overlap is largest, where overlap is intersection over union. The assignment is
/// exact up to 64 annotations and positions that hang together; beyond, the best pairs are taken one by one.
///
/// The order of `annotators` does not matter, and repeats count once. In a layer whose units are fixed
/// ([`crate::model::Pass::Labelling`]) the positions are the units.
pub fn compare(project: &Project, article: &ArticleId, annotators: &[AnnotatorId]) -> Comparison {
    compare_with(project, article, annotators, &ClaimClasses::of(project.ledger()))
}

/// As [`compare`], with the classes of claims worked out before: for many articles of one project.
pub fn compare_with(
    project: &Project,
    article: &ArticleId,
    annotators: &[AnnotatorId],
    classes: &ClaimClasses,
) -> Comparison {
    let mut ids = annotators.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let coders: Vec<Coder<'_>> = ids
        .iter()
        .map(|id| {
            let key = SetKey { annotator: id.clone(), article: article.clone() };
            Coder { id, set: project.set(&key) }
        })
        .collect();
    let mut comparison = Comparison::new(article.clone(), ids.clone());
    if let Some(text) = project.article(article).map(|article| &article.text) {
        for layer in project.codebook().layers() {
            if is_compared(layer) {
                let comparer = LayerComparer { project, article, text, layer, classes, coders: &coders };
                comparer.compare(&mut comparison);
            }
        }
    }
    comparison.sort(project.codebook());
    decisions::attach(&mut comparison, project);
    comparison
}

/// What differs between annotations of several annotators, each of one annotator, that are taken to belong together.
pub fn differences_between(
    project: &Project,
    article: &ArticleId,
    layer: &LayerId,
    annotations: &[(AnnotatorId, Arc<Annotation>)],
    classes: &ClaimClasses,
) -> Vec<Difference> {
    let text = project.article(article).map(|article| &article.text);
    let (Some(text), Some(layer)) = (text, project.codebook().layer(layer.as_str())) else {
        return Vec::new();
    };
    let coders: Vec<Coder<'_>> = annotations.iter().map(|(id, _)| Coder { id, set: None }).collect();
    let comparer = LayerComparer { project, article, text, layer, classes, coders: &coders };
    let annotations = annotations.iter().map(|(_, annotation)| annotation.clone());
    comparer.together(annotations).map_or_else(Vec::new, |position| position.differences)
}
