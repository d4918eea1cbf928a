//! Layers that are coded in two passes: first what the units are, then their answers.

use crate::base::{ArticleId, LayerId};
use crate::model::{Origin, Pass, Project, SetKey, layer_of_body};
use crate::text::Span;

/// Whether a layer is in its first pass, in which units are marked and answers do not count.
pub fn is_marking(project: &Project, layer: &LayerId) -> bool {
    project.settings().passes.get(layer) == Some(&Pass::Marking)
}

/// The fixed units of a layer in an article, ascending: the places of the adjudicator's annotations in that layer.
/// `None` when the layer's units are not fixed.
pub fn frozen_units(project: &Project, layer: &LayerId, article: &ArticleId) -> Option<Vec<Span>> {
    let Some(Pass::Labelling(adjudicator)) = project.settings().passes.get(layer) else { return None };
    let key = SetKey { annotator: adjudicator.clone(), article: article.clone() };
    let Some(set) = project.set(&key) else { return Some(Vec::new()) };
    let in_layer = |body| layer_of_body(project.codebook(), body).is_some_and(|found| found.id == *layer);
    let mut units: Vec<Span> = set
        .iter()
        .filter(|annotation| {
            in_layer(&annotation.body) && !matches!(annotation.origin, Origin::Suggested { .. })
        })
        .map(|annotation| annotation.span)
        .collect();
    units.sort_unstable_by_key(|span| (span.start(), u32::MAX - span.end()));
    units.dedup();
    Some(units)
}

/// The fixed unit at a byte, the shortest if they nest; `None` when there is none or the layer's units are not fixed.
pub fn unit_at(project: &Project, layer: &LayerId, article: &ArticleId, byte: u32) -> Option<Span> {
    let units = frozen_units(project, layer, article)?;
    units.into_iter().filter(|unit| unit.contains(byte)).min_by_key(|unit| unit.len())
}

/// Whether an annotation of the layer may be put on a passage: always, unless the layer's units are fixed; then on
/// exactly one of them.
pub fn may_tag(project: &Project, layer: &LayerId, article: &ArticleId, span: Span) -> bool {
    frozen_units(project, layer, article).is_none_or(|units| units.contains(&span))
}
