//! From a choice to edits of the adjudicator's set.

use crate::base::{AnnotationId, AnnotatorId, ArticleId, AttributeId, LayerId, Timestamp};
use crate::compare::{Position, is_marking, may_tag};
use crate::locale::Message;
use crate::message;
use crate::model::{
    Annotation, Body, Decision, Edit, Manner, Project, Reason, Role, SetKey, Value, Verdict, layer_of_body,
};
use crate::text::{RangeSet, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Who decides, and when.
#[derive(Debug, Clone, Copy)]
pub struct AdjudicationContext<'a> {
    /// The project as it is.
    pub project: &'a Project,
    /// Whose set the results go into.
    pub adjudicator: &'a AnnotatorId,
    /// The moment of the decision.
    pub now: Timestamp,
}

/// An answer of the adjudicator's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerContent {
    /// The passage that is to be marked, in bytes of the text.
    pub span: Span,
    /// The answer, of the position's layer.
    pub body: Body,
    /// The values of attributes; an absent one is its default.
    pub attributes: BTreeMap<AttributeId, Value>,
}

/// What is taken for right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdjudicationChoice {
    /// The reading of that index.
    Take(usize),
    /// All readings, where everybody who marked the place gave each of them.
    TakeAll,
    /// The content of the first reading, over everything that all readings cover.
    Join,
    /// Nothing is to be marked here.
    Neither,
    /// An answer of the adjudicator's own.
    Edited(AnswerContent),
}

/// A choice with what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// What is taken for right.
    pub choice: AdjudicationChoice,
    /// Why the answers differed, when said.
    pub reason: Option<Reason>,
    /// A comment for the annotators.
    pub note: String,
    /// How it came about.
    pub manner: Manner,
}

impl Ruling {
    /// A choice on one position by itself, with nothing said about it.
    pub fn single(choice: AdjudicationChoice) -> Self {
        Self { choice, reason: None, note: String::new(), manner: Manner::Single }
    }
}

/// Why nothing can be adjudicated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdjudicationError {
    /// The annotator is not an adjudicator of the project.
    NotAdjudicator(AnnotatorId),
    /// There is no reading of that index, or none at all to join.
    NoReading(usize),
    /// The answer belongs to another layer.
    OtherLayer(LayerId),
    /// The layer's units are fixed, and the passage is none of them.
    NotAUnit(Span),
    /// The annotators did not all give the same answers.
    NotUnanimous,
    /// The passages are the same already, or the answers differ.
    NothingToJoin,
    /// The adjudicator has decided nothing here.
    NotDecided,
}

impl AdjudicationError {
    /// A clause that says why, to stand after a colon.
    pub fn message(&self) -> Message {
        match self {
            Self::NotAdjudicator(annotator) => message!("review-error-adjudicator", annotator = %annotator),
            Self::NoReading(at) => message!("review-error-reading", number = at + 1),
            Self::OtherLayer(layer) => message!("review-error-layer", layer = %layer),
            Self::NotAUnit(_) => message!("review-error-unit"),
            Self::NotUnanimous => message!("review-error-unanimous"),
            Self::NothingToJoin => message!("review-error-join"),
            Self::NotDecided => message!("review-error-undecided"),
        }
    }
}

/// In English, for the command line.
impl fmt::Display for AdjudicationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for AdjudicationError {}

/// The edits that decide a position, to be applied in order.
///
/// They put the result as a new annotation, and the decision with what it rests on, into the adjudicator's set, and
/// count the place as covered there. A decision of another adjudicator is overruled, even if their clock was ahead. What the same adjudicator decided here before is replaced, with its result; the
/// decision keeps its number and when it was first taken. `ids` gives new numbers.
///
/// # Errors
/// When the context's annotator is not an adjudicator or the choice does not fit the position.
pub fn adjudicate(
    context: &AdjudicationContext<'_>,
    article: &ArticleId,
    position: &Position,
    ruling: &Ruling,
    ids: &mut dyn FnMut() -> AnnotationId,
) -> Result<Vec<Edit>, AdjudicationError> {
    adjudicate_among(context, article, position, ruling, ids, &mut BTreeSet::new())
}

/// As [`adjudicate`], where decisions in `replaced` are replaced already by edits before these; adds those that are now.
pub(super) fn adjudicate_among(
    context: &AdjudicationContext<'_>,
    article: &ArticleId,
    position: &Position,
    ruling: &Ruling,
    ids: &mut dyn FnMut() -> AnnotationId,
    replaced: &mut BTreeSet<AnnotationId>,
) -> Result<Vec<Edit>, AdjudicationError> {
    let key = context.key(article)?;
    let (verdict, contents) = outcome(context.project, article, position, &ruling.choice)?;
    let mut former = own_decisions(context, position);
    former.retain(|decision| replaced.insert(decision.id));
    let mut edits = without_results(context.project, &key, &former);
    edits.extend(former.iter().skip(1).map(|old| Edit::RemoveDecision { key: key.clone(), id: old.id }));
    let result: Vec<Arc<Annotation>> = contents
        .into_iter()
        .map(|content| {
            let mut annotation = Annotation::new(ids(), content.span, content.body, context.now);
            annotation.attributes = content.attributes;
            Arc::new(annotation)
        })
        .collect();
    let (id, created) = former.first().map_or_else(|| (ids(), context.now), |old| (old.id, old.created));
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
        modified: overruling(context, position),
    };
    let put = |annotation| Edit::PutAnnotation { key: key.clone(), annotation };
    edits.extend(result.into_iter().map(put));
    edits.push(Edit::PutDecision { key: key.clone(), decision: Arc::new(decision) });
    edits.push(Edit::SetCoverage {
        key: key.clone(),
        within: position.span,
        ranges: vec![position.span],
        assumed: Vec::new(),
    });
    Ok(edits)
}

/// The edits that take back what the adjudicator decided at a position, with its result. The place stays covered as far
/// as other decisions of the adjudicator reach.
///
/// # Errors
/// When the context's annotator is not an adjudicator or decided nothing here.
pub fn reopen(
    context: &AdjudicationContext<'_>,
    article: &ArticleId,
    position: &Position,
) -> Result<Vec<Edit>, AdjudicationError> {
    let key = context.key(article)?;
    let former = own_decisions(context, position);
    if former.is_empty() {
        return Err(AdjudicationError::NotDecided);
    }
    let mut edits = without_results(context.project, &key, &former);
    let stays = |decision: &Arc<Decision>| !former.iter().any(|old| old.id == decision.id);
    let others: RangeSet = context
        .project
        .set(&key)
        .into_iter()
        .flat_map(|set| set.decisions())
        .filter(|decision| stays(decision))
        .map(|decision| decision.span)
        .collect();
    for old in former {
        edits.push(Edit::RemoveDecision { key: key.clone(), id: old.id });
        edits.push(Edit::SetCoverage {
            key: key.clone(),
            within: old.span,
            ranges: others.inside(old.span),
            assumed: Vec::new(),
        });
    }
    Ok(edits)
}

/// The edit that says, or says otherwise, why the answers differed and what is to be told about it, in what the
/// adjudicator last decided at a position.
///
/// # Errors
/// When the context's annotator is not an adjudicator or decided nothing here.
pub fn explain(
    context: &AdjudicationContext<'_>,
    article: &ArticleId,
    position: &Position,
    reason: Option<Reason>,
    note: String,
) -> Result<Edit, AdjudicationError> {
    let key = context.key(article)?;
    let newest = own_decisions(context, position).into_iter().next().ok_or(AdjudicationError::NotDecided)?;
    let decision = Decision { reason, note, modified: context.now, ..Decision::clone(&newest) };
    Ok(Edit::PutDecision { key, decision: Arc::new(decision) })
}

impl AdjudicationContext<'_> {
    /// The adjudicator's set on an article.
    fn key(&self, article: &ArticleId) -> Result<SetKey, AdjudicationError> {
        match self.project.annotator(self.adjudicator) {
            Some(annotator) if annotator.role == Role::Adjudicator => {
                Ok(SetKey { annotator: annotator.id.clone(), article: article.clone() })
            }
            _ => Err(AdjudicationError::NotAdjudicator(self.adjudicator.clone())),
        }
    }
}

/// The context's moment, or the next one after the newest decision of another adjudicator: the newest counts.
fn overruling(context: &AdjudicationContext<'_>, position: &Position) -> Timestamp {
    match &position.adjudication {
        Some(other) if other.by != *context.adjudicator => {
            context.now.max(Timestamp(other.decision.modified.0 + 1))
        }
        _ => context.now,
    }
}

/// What this adjudicator decided here, the newest first.
fn own_decisions(context: &AdjudicationContext<'_>, position: &Position) -> Vec<Arc<Decision>> {
    let Some(adjudication) = &position.adjudication else { return Vec::new() };
    let newest = std::iter::once((&adjudication.by, &adjudication.decision));
    let older = adjudication.older.iter().map(|(by, decision)| (by, decision));
    newest.chain(older).filter(|(by, _)| *by == context.adjudicator).map(|(_, found)| found.clone()).collect()
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
    choice: &AdjudicationChoice,
) -> Result<(Verdict, Vec<AnswerContent>), AdjudicationError> {
    let of_reading = |at: usize| {
        let reading = position.readings.get(at).ok_or(AdjudicationError::NoReading(at))?;
        let annotation = reading.annotation();
        let content = AnswerContent {
            span: annotation.span,
            body: annotation.body.clone(),
            attributes: annotation.attributes.clone(),
        };
        Ok((reading, content))
    };
    let (verdict, contents) = match choice {
        AdjudicationChoice::Take(at) => {
            let (reading, content) = of_reading(*at)?;
            (Verdict::Took(reading.annotators()), vec![content])
        }
        AdjudicationChoice::TakeAll => {
            if !position.is_unanimous() {
                return Err(AdjudicationError::NotUnanimous);
            }
            let all = (0..position.readings.len()).map(|at| Ok(of_reading(at)?.1));
            (Verdict::Took(position.markers()), all.collect::<Result<_, AdjudicationError>>()?)
        }
        AdjudicationChoice::Join => {
            let (_, content) = of_reading(0)?;
            if !position.is_joinable() {
                return Err(AdjudicationError::NothingToJoin);
            }
            (Verdict::Joined, vec![AnswerContent { span: position.span, ..content }])
        }
        AdjudicationChoice::Neither => (Verdict::Neither, Vec::new()),
        AdjudicationChoice::Edited(content) => {
            let layer = layer_of_body(project.codebook(), &content.body);
            if layer.is_none_or(|layer| layer.id != position.layer) {
                return Err(AdjudicationError::OtherLayer(position.layer.clone()));
            }
            (Verdict::Edited, vec![content.clone()])
        }
    };
    if let Some(other) = contents.iter().find(|one| !may_tag(project, &position.layer, article, one.span)) {
        return Err(AdjudicationError::NotAUnit(other.span));
    }
    if is_marking(project, &position.layer) {
        let unit = Body::Unit(position.layer.clone());
        let bare = |one| AnswerContent { body: unit.clone(), attributes: BTreeMap::new(), ..one };
        return Ok((verdict, contents.into_iter().map(bare).collect()));
    }
    Ok((verdict, contents))
}
