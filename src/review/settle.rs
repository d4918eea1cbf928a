//! From a choice to edits of the adjudicator's set.

use crate::base::{AnnotationId, AnnotatorId, ArticleId, AttributeId, LayerId, Timestamp};
use crate::compare::{Position, is_marking, may_tag};
use crate::model::{
    Annotation, Body, Decision, Edit, Manner, Project, Reason, Role, SetKey, Value, Verdict, layer_of_body,
};
use crate::text::{RangeSet, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Who decides, and when.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The project as it is.
    pub project: &'a Project,
    /// Whose set the results go into.
    pub adjudicator: &'a AnnotatorId,
    /// The moment.
    pub now: Timestamp,
}

/// An answer of the adjudicator's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The passage.
    pub span: Span,
    /// The answer, of the position's layer.
    pub body: Body,
    /// Further values.
    pub attributes: BTreeMap<AttributeId, Value>,
}

/// What is taken for right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The reading of that index.
    Take(usize),
    /// The content of the first reading, over everything that all readings cover.
    Join,
    /// Nothing is to be marked here.
    Neither,
    /// Something else.
    Edited(Content),
}

/// A choice with what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// What is taken for right.
    pub choice: Choice,
    /// Why the answers differed, when said.
    pub reason: Option<Reason>,
    /// A comment for the annotators.
    pub note: String,
    /// How it came about.
    pub manner: Manner,
}

impl Ruling {
    /// A choice on one position by itself, with nothing said about it.
    pub fn single(choice: Choice) -> Self {
        Self { choice, reason: None, note: String::new(), manner: Manner::Single }
    }
}

/// Why nothing can be settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettleError {
    /// The annotator is not an adjudicator of the project.
    NotAdjudicator(AnnotatorId),
    /// There is no reading of that index, or none at all to join.
    NoReading(usize),
    /// The answer belongs to another layer.
    OtherLayer(LayerId),
    /// The layer's units are fixed, and the passage is none of them.
    NotAUnit(Span),
    /// The adjudicator has decided nothing here.
    NotDecided,
}

impl fmt::Display for SettleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAdjudicator(id) => write!(f, "“{id}” is not an adjudicator"),
            Self::NoReading(at) => write!(f, "there is no reading {}", at + 1),
            Self::OtherLayer(layer) => write!(f, "the answer does not belong to the layer “{layer}”"),
            Self::NotAUnit(_) => {
                write!(f, "the units of this layer are fixed, and this passage is none of them")
            }
            Self::NotDecided => write!(f, "nothing was decided here"),
        }
    }
}

impl std::error::Error for SettleError {}

/// The edits that decide a position, to be applied in order.
///
/// They put the result as a new annotation, and the decision with what it rests on, into the adjudicator's set, and
/// count the place as covered there. A decision of another adjudicator is overruled, even if their clock was ahead. What the same adjudicator decided here before is replaced, with its result; the
/// decision keeps its number and when it was first taken. `ids` gives new numbers.
///
/// # Errors
/// When the desk's annotator is not an adjudicator or the choice does not fit the position.
pub fn settle(
    desk: &Desk<'_>,
    article: &ArticleId,
    position: &Position,
    ruling: &Ruling,
    ids: &mut dyn FnMut() -> AnnotationId,
) -> Result<Vec<Edit>, SettleError> {
    settle_among(desk, article, position, ruling, ids, &mut BTreeSet::new())
}

/// As [`settle`], where decisions in `replaced` are replaced already by edits before these; adds those that are now.
pub(super) fn settle_among(
    desk: &Desk<'_>,
    article: &ArticleId,
    position: &Position,
    ruling: &Ruling,
    ids: &mut dyn FnMut() -> AnnotationId,
    replaced: &mut BTreeSet<AnnotationId>,
) -> Result<Vec<Edit>, SettleError> {
    let key = desk.key(article)?;
    let (verdict, content) = outcome(desk.project, article, position, &ruling.choice)?;
    let mut former = own_decisions(desk, position);
    former.retain(|decision| replaced.insert(decision.id));
    let mut edits = without_results(desk.project, &key, &former);
    edits.extend(former.iter().skip(1).map(|old| Edit::RemoveDecision { key: key.clone(), id: old.id }));
    let result: Vec<Arc<Annotation>> = content
        .into_iter()
        .map(|content| {
            let mut annotation = Annotation::new(ids(), content.span, content.body, desk.now);
            annotation.attributes = content.attributes;
            Arc::new(annotation)
        })
        .collect();
    let (id, created) = former.first().map_or_else(|| (ids(), desk.now), |old| (old.id, old.created));
    let decision = Decision {
        id,
        layer: position.layer.clone(),
        span: position.span,
        basis: position.basis(),
        verdict,
        result: result.iter().map(|annotation| annotation.id).collect(),
        reason: ruling.reason,
        note: ruling.note.clone(),
        manner: ruling.manner.clone(),
        created,
        modified: overruling(desk, position),
    };
    let put = |annotation| Edit::PutAnnotation { key: key.clone(), annotation };
    edits.extend(result.into_iter().map(put));
    edits.push(Edit::PutDecision { key: key.clone(), decision: Arc::new(decision) });
    edits.push(Edit::SetCoverage { key: key.clone(), within: position.span, ranges: vec![position.span] });
    Ok(edits)
}

/// The edits that take back what the adjudicator decided at a position, with its result. The place stays covered as far
/// as other decisions of the adjudicator reach.
///
/// # Errors
/// When the desk's annotator is not an adjudicator or decided nothing here.
pub fn unsettle(desk: &Desk<'_>, article: &ArticleId, position: &Position) -> Result<Vec<Edit>, SettleError> {
    let key = desk.key(article)?;
    let former = own_decisions(desk, position);
    if former.is_empty() {
        return Err(SettleError::NotDecided);
    }
    let mut edits = without_results(desk.project, &key, &former);
    let stays = |decision: &Arc<Decision>| !former.iter().any(|old| old.id == decision.id);
    let others: RangeSet = desk
        .project
        .set(&key)
        .into_iter()
        .flat_map(|set| set.decisions())
        .filter(|decision| stays(decision))
        .map(|decision| decision.span)
        .collect();
    for old in former {
        edits.push(Edit::RemoveDecision { key: key.clone(), id: old.id });
        edits.push(Edit::SetCoverage { key: key.clone(), within: old.span, ranges: others.inside(old.span) });
    }
    Ok(edits)
}

/// The edit that says, or says otherwise, why the answers differed and what is to be told about it, in what the
/// adjudicator last decided at a position.
///
/// # Errors
/// When the desk's annotator is not an adjudicator or decided nothing here.
pub fn explain(
    desk: &Desk<'_>,
    article: &ArticleId,
    position: &Position,
    reason: Option<Reason>,
    note: String,
) -> Result<Edit, SettleError> {
    let key = desk.key(article)?;
    let newest = own_decisions(desk, position).into_iter().next().ok_or(SettleError::NotDecided)?;
    let decision = Decision { reason, note, modified: desk.now, ..Decision::clone(&newest) };
    Ok(Edit::PutDecision { key, decision: Arc::new(decision) })
}

impl Desk<'_> {
    /// The adjudicator's set on an article.
    fn key(&self, article: &ArticleId) -> Result<SetKey, SettleError> {
        match self.project.annotator(self.adjudicator) {
            Some(annotator) if annotator.role == Role::Adjudicator => {
                Ok(SetKey { annotator: annotator.id.clone(), article: article.clone() })
            }
            _ => Err(SettleError::NotAdjudicator(self.adjudicator.clone())),
        }
    }
}

/// The desk's moment, or the next one after the newest decision of another adjudicator: the newest counts.
fn overruling(desk: &Desk<'_>, position: &Position) -> Timestamp {
    match &position.decision {
        Some(other) if other.by != *desk.adjudicator => {
            desk.now.max(Timestamp(other.decision.modified.0 + 1))
        }
        _ => desk.now,
    }
}

/// What this adjudicator decided here, the newest first.
fn own_decisions(desk: &Desk<'_>, position: &Position) -> Vec<Arc<Decision>> {
    let Some(settlement) = &position.decision else { return Vec::new() };
    let newest = std::iter::once((&settlement.by, &settlement.decision));
    let older = settlement.older.iter().map(|(by, decision)| (by, decision));
    newest.chain(older).filter(|(by, _)| *by == desk.adjudicator).map(|(_, found)| found.clone()).collect()
}

/// Takes out the annotations that carry the answers of decisions, as far as they are still there.
fn without_results(project: &Project, key: &SetKey, decisions: &[Arc<Decision>]) -> Vec<Edit> {
    let results: BTreeSet<AnnotationId> =
        decisions.iter().flat_map(|old| old.result.iter().copied()).collect();
    let there = |id: &AnnotationId| project.set(key).is_some_and(|set| set.get(*id).is_some());
    results.into_iter().filter(there).map(|id| Edit::RemoveAnnotation { key: key.clone(), id }).collect()
}

/// The verdict and what is to be marked.
fn outcome(
    project: &Project,
    article: &ArticleId,
    position: &Position,
    choice: &Choice,
) -> Result<(Verdict, Option<Content>), SettleError> {
    let of_reading = |at: usize| {
        let reading = position.readings.get(at).ok_or(SettleError::NoReading(at))?;
        let annotation = reading.annotation();
        let content = Content {
            span: annotation.span,
            body: annotation.body.clone(),
            attributes: annotation.attributes.clone(),
        };
        Ok((reading, content))
    };
    let (verdict, content) = match choice {
        Choice::Take(at) => {
            let (reading, content) = of_reading(*at)?;
            (Verdict::Took(reading.annotators()), Some(content))
        }
        Choice::Join => {
            let (_, content) = of_reading(0)?;
            (Verdict::Joined, Some(Content { span: position.span, ..content }))
        }
        Choice::Neither => (Verdict::Neither, None),
        Choice::Edited(content) => {
            let layer = layer_of_body(project.codebook(), &content.body);
            if layer.is_none_or(|layer| layer.id != position.layer) {
                return Err(SettleError::OtherLayer(position.layer.clone()));
            }
            (Verdict::Edited, Some(content.clone()))
        }
    };
    let Some(content) = content else { return Ok((verdict, None)) };
    if !may_tag(project, &position.layer, article, content.span) {
        return Err(SettleError::NotAUnit(content.span));
    }
    if is_marking(project, &position.layer) {
        let unit = Body::Unit(position.layer.clone());
        return Ok((verdict, Some(Content { body: unit, attributes: BTreeMap::new(), ..content })));
    }
    Ok((verdict, Some(content)))
}
