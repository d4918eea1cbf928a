//! Who and what is compared, and which judgements count.
//!
//! **Who.** Analysts who have a set; an adjudicator's set is a result, not a coding. A list of names may say otherwise.
//!
//! **What was judged.** A set that is signed off judged its whole article, an open one only what it covers wholly. Units
//! that nobody else judged count for nothing. Sentences in zones that are not swept (bylines, navigation) are left out.
//!
//! **What was made.** An annotation counts when its annotator made it, in Obelus or in the program from which it was
//! imported. One that was carried over from another edition, or suggested, was not made: where an annotator has nothing
//! else on a sentence they count as not having judged it, for this layer.

use super::request::{Counted, Request, RequestError, Viewer};
use crate::base::{AnnotatorId, ArticleId, ClaimId, CodeId, LayerId};
use crate::compare::{ClaimClasses, is_marking};
use crate::model::{
    Annotation, AnnotationSet, Answers, Article, Body, Layer, Origin, Pass, Project, Role, SetKey, SetState,
    Unit,
};
use crate::text::Span;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// How far a layer's coding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Places and answers are given at once.
    Whole,
    /// Only places are marked so far.
    Marking,
    /// The places are given, so that agreeing on them means nothing.
    Labelling,
}

/// A layer of the codebook under report.
#[derive(Debug, Clone)]
pub(super) struct LayerScope<'a> {
    pub(super) layer: &'a Layer,
    pub(super) stage: Stage,
    pub(super) counted: Vec<Counted>,
}

impl LayerScope<'_> {
    pub(super) fn counts(&self, what: Counted) -> bool {
        self.counted.contains(&what)
    }

    pub(super) fn has_claims(&self) -> bool {
        self.layer.answers == Answers::Claims
    }
}

/// Everything that holds for all articles.
#[derive(Debug, Clone)]
pub(super) struct Scope<'a> {
    pub(super) project: &'a Project,
    /// Ascending.
    pub(super) annotators: Vec<AnnotatorId>,
    /// In the order of the codebook.
    pub(super) layers: Vec<LayerScope<'a>>,
    /// Those that may be seen and that two of the annotators have a set on.
    pub(super) articles: Vec<&'a Arc<Article>>,
    /// How many articles were left out because colleagues' work on them is still hidden.
    pub(super) hidden: usize,
    pub(super) classes: ClaimClasses,
    /// The claims that stand for their class, ascending; their place here is their number.
    pub(super) claims: Vec<ClaimId>,
    /// Whether marks and code points are counted.
    pub(super) stretches: bool,
    numbers: HashMap<CodeId, (usize, u16)>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(project: &'a Project, request: &Request) -> Result<Self, RequestError> {
        let layers = layers(project, request)?;
        let annotators = annotators(project, request)?;
        let mut seen = Vec::new();
        let mut hidden = 0;
        for article in project.articles() {
            let sets = annotators.iter().filter(|id| project.set(&key(id, article)).is_some()).count();
            if sets < 2 {
                continue;
            }
            match &request.viewer {
                Viewer::Annotator(viewer) if !project.may_see(viewer.as_ref(), &article.id) => hidden += 1,
                Viewer::Annotator(_) | Viewer::Everything => seen.push(article),
            }
        }
        let classes = ClaimClasses::of(project.ledger());
        let claims: BTreeSet<_> =
            project.ledger().claims().map(|claim| classes.class(&claim.id).clone()).collect();
        let mut numbers = HashMap::new();
        for (at, scope) in layers.iter().enumerate() {
            for (code, number) in scope.layer.codes().iter().zip(0..) {
                numbers.insert(code.id.clone(), (at, number));
            }
        }
        let claims = claims.into_iter().collect();
        let stretches = request.wants_stretches();
        Ok(Self { project, annotators, layers, articles: seen, hidden, classes, claims, stretches, numbers })
    }

    /// The layer of this scope that a body is in, and the number of its answer there when it has one.
    pub(super) fn place_of(&self, body: &Body) -> Option<(usize, Option<u16>)> {
        let found = |at: usize, number: Option<u16>| {
            let marking = self.layers.get(at)?.stage == Stage::Marking;
            Some((at, number.filter(|_| !marking)))
        };
        match body {
            Body::Code(code) => self.numbers.get(code).and_then(|(at, number)| found(*at, Some(*number))),
            Body::Claim(claim) => {
                let at = self.layers.iter().position(LayerScope::has_claims)?;
                let number = self.claims.binary_search(self.classes.class(claim)).ok();
                found(at, number.and_then(|number| u16::try_from(number).ok()))
            }
            Body::Unit(layer) => {
                let at = self.layers.iter().position(|scope| scope.layer.id == *layer)?;
                found(at, None)
            }
            Body::Note => None,
        }
    }

    /// The number after those of a layer's answers, for marks without one.
    pub(super) fn unanswered(&self, layer: &LayerScope<'_>) -> u16 {
        let answers = if layer.has_claims() { self.claims.len() } else { layer.layer.codes().len() };
        u16::try_from(answers).unwrap_or(u16::MAX - 1)
    }

    /// The sets of all annotators on an article, in their order.
    pub(super) fn sets(&self, article: &Article) -> Vec<Option<Arc<AnnotationSet>>> {
        self.annotators.iter().map(|id| self.project.set(&key(id, article)).cloned()).collect()
    }

    /// The sets that fix the units of layers in their second pass.
    pub(super) fn fixing(&self, article: &Article) -> Vec<Option<Arc<AnnotationSet>>> {
        let passes = self.project.settings().passes.values();
        let who = passes.filter_map(|pass| match pass {
            Pass::Labelling(adjudicator) => Some(adjudicator),
            Pass::Marking => None,
        });
        who.map(|id| self.project.set(&key(id, article)).cloned()).collect()
    }
}

pub(super) fn key(annotator: &AnnotatorId, article: &Article) -> SetKey {
    SetKey { annotator: annotator.clone(), article: article.id.clone() }
}

fn layers<'a>(project: &'a Project, request: &Request) -> Result<Vec<LayerScope<'a>>, RequestError> {
    let all = project.codebook().layers();
    let unknown = |id: &&LayerId| !all.iter().any(|layer| layer.id == **id);
    if let Some(name) = request.layers.iter().flatten().find(unknown) {
        return Err(RequestError::NoLayer(name.clone(), all.iter().map(|layer| layer.id.clone()).collect()));
    }
    let wanted = |layer: &&Layer| request.layers.as_ref().is_none_or(|names| names.contains(&layer.id));
    let scope = |layer: &'a Layer| {
        let stage = match project.settings().passes.get(&layer.id) {
            Some(Pass::Labelling(_)) => Stage::Labelling,
            _ if is_marking(project, &layer.id) => Stage::Marking,
            _ => Stage::Whole,
        };
        let suits = match (layer.unit, request.unit) {
            (Unit::Article, None | Some(Counted::Article)) => vec![Counted::Article],
            (Unit::Article, Some(_)) | (_, Some(Counted::Article)) => Vec::new(),
            (Unit::Sentence | Unit::Span, Some(unit)) => vec![unit],
            (Unit::Sentence, None) => vec![Counted::Sentence],
            (Unit::Span, None) => vec![Counted::Sentence, Counted::Span, Counted::Character],
        };
        LayerScope { layer, stage, counted: suits }
    };
    Ok(all.iter().filter(wanted).map(scope).collect())
}

fn annotators(project: &Project, request: &Request) -> Result<Vec<AnnotatorId>, RequestError> {
    let Some(named) = &request.annotators else {
        let with_sets: BTreeSet<&AnnotatorId> = project.sets().map(|(key, _)| &key.annotator).collect();
        let analysts = project.annotators().filter(|one| one.role == Role::Analyst);
        return Ok(analysts.map(|one| one.id.clone()).filter(|id| with_sets.contains(id)).collect());
    };
    if let Some(name) = named.iter().find(|id| project.annotator(id).is_none()) {
        let known = project.annotators().map(|one| one.id.clone()).collect();
        return Err(RequestError::NoAnnotator(name.clone(), known));
    }
    let named: BTreeSet<&AnnotatorId> = named.iter().collect();
    Ok(named.into_iter().cloned().collect())
}

/// Whether its annotator made it.
pub(super) fn is_made(annotation: &Annotation) -> bool {
    matches!(annotation.origin, Origin::Human | Origin::Imported { .. })
}

/// The sentences that an annotation speaks of: those of which it covers more than half; when there are none, the one
/// that it shares the most with. Empty when it touches none.
pub(super) fn homes(span: Span, sentences: &[Span]) -> Range<usize> {
    let first = sentences.partition_point(|sentence| sentence.end() <= span.start());
    let after = first + sentences[first..].partition_point(|sentence| sentence.start() < span.end());
    let shared = |at: &usize| sentences[*at].intersect(span).map_or(0, Span::len);
    let is_home = |at: &usize| u64::from(shared(at)) * 2 > u64::from(sentences[*at].len());
    if let (Some(low), Some(high)) = ((first..after).find(is_home), (first..after).rev().find(is_home)) {
        return low..high + 1;
    }
    let best = (first..after).rev().max_by_key(shared);
    best.map_or(0..0, |at| at..at + 1)
}

/// Which sentences an annotator judged, leaving aside who made what is there.
pub(super) fn judged(set: Option<&AnnotationSet>, sentences: &[Span]) -> Vec<bool> {
    let Some(set) = set else { return vec![false; sentences.len()] };
    let done = matches!(set.state(), SetState::Done(_));
    sentences.iter().map(|sentence| done || set.coverage().covers(*sentence)).collect()
}

/// How much does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Carried over from another edition.
    pub carried_over: u64,
    /// Suggested, and not accepted.
    pub suggested: u64,
    /// Without a passage: in the orphans tray, in whatever layer.
    pub orphans: u64,
    /// Articles on which colleagues' work is still hidden.
    pub hidden: u64,
}

impl LeftOut {
    pub(super) fn count(&mut self, annotation: &Annotation) {
        match annotation.origin {
            Origin::CarriedOver { .. } => self.carried_over += 1,
            Origin::Suggested { .. } => self.suggested += 1,
            Origin::Human | Origin::Imported { .. } => {}
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.carried_over += other.carried_over;
        self.suggested += other.suggested;
        self.orphans += other.orphans;
        self.hidden += other.hidden;
    }
}

/// The articles of a report by number.
pub(super) type ArticleIds = Arc<[ArticleId]>;

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::new(start, end).expect("span")
    }

    #[test]
    fn an_annotation_speaks_of_what_it_covers_by_more_than_half() {
        let sentences = [span(0, 10), span(11, 21), span(22, 32)];
        assert_eq!(homes(span(0, 10), &sentences), 0..1);
        assert_eq!(homes(span(0, 17), &sentences), 0..2, "six of ten");
        assert_eq!(homes(span(0, 16), &sentences), 0..1, "just half");
        assert_eq!(homes(span(3, 30), &sentences), 0..3);
        assert_eq!(homes(span(12, 15), &sentences), 1..2, "none by half: the most");
        assert_eq!(homes(span(7, 15), &sentences), 1..2, "three and four");
        assert_eq!(homes(span(8, 13), &sentences), 0..1, "two and two: the first");
        assert_eq!(homes(span(10, 11), &sentences), 0..0);
        assert_eq!(homes(span(40, 50), &sentences), 0..0);
    }
}
