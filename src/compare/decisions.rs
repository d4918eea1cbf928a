//! Which decisions belong to which position, and whether they are still current.

use super::adjudication::Adjudication;
use super::position::{Comparison, Position, PositionState};
use crate::base::{AnnotationId, AnnotatorId, ArticleId};
use crate::model::{AnnotationSet, Basis, Body, Decision, Fingerprint, Pass, Project, Role, SetKey};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Attaches the decisions of all adjudicators to the positions of an article.
///
/// A decision belongs to every position of its layer that holds an annotation it rests on; when there is none, to the
/// first position on exactly its passage that no other decision of that adjudicator belongs to. If several belong to one position, the one
/// changed last counts, whoever took it. It is current when the annotators who are compared have exactly the annotations
/// there, with the content, that it rests on; otherwise the position is open again. Where units are fixed, decisions
/// that made the units are left aside.
pub(super) fn attach(comparison: &mut Comparison, project: &Project) {
    let mut decisions: Vec<(AnnotatorId, Arc<Decision>)> = Vec::new();
    for adjudicator in project.annotators().filter(|annotator| annotator.role == Role::Adjudicator) {
        let key = SetKey { annotator: adjudicator.id.clone(), article: comparison.article.clone() };
        let Some(set) = project.set(&key) else { continue };
        let counts = |decision: &&Arc<Decision>| !made_units(project, set, decision);
        decisions.extend(set.decisions().filter(counts).map(|found| (adjudicator.id.clone(), found.clone())));
    }
    if decisions.is_empty() {
        return;
    }
    decisions.sort_by_key(|(by, decision)| (std::cmp::Reverse(decision.modified), by.clone(), decision.id));
    let mut position_of: HashMap<AnnotationId, usize> = HashMap::new();
    for (at, position) in comparison.positions.iter().enumerate() {
        position_of.extend(position.annotations().map(|(_, annotation)| (annotation.id, at)));
    }
    let mut here: Vec<Vec<(AnnotatorId, Arc<Decision>)>> = vec![Vec::new(); comparison.positions.len()];
    let mut unplaced = Vec::new();
    for (by, decision) in decisions {
        let ids = decision.basis.iter().filter_map(|basis| basis.annotation);
        let places: BTreeSet<usize> = ids
            .filter_map(|(id, _)| position_of.get(&id).copied())
            .filter(|at| comparison.positions[*at].layer == decision.layer)
            .collect();
        if places.is_empty() {
            unplaced.push((by, decision));
        } else {
            places.into_iter().for_each(|at| here[at].push((by.clone(), decision.clone())));
        }
    }
    for (by, decision) in unplaced {
        let free = |at: &usize| {
            let position = &comparison.positions[*at];
            let taken = here[*at].iter().any(|(other, _)| *other == by);
            position.layer == decision.layer && position.span == decision.span && !taken
        };
        match (0..comparison.positions.len()).find(free) {
            Some(at) => here[at].push((by, decision)),
            None => comparison.orphan_decisions.push((by, decision)),
        }
    }
    let Comparison { article, annotators, positions, .. } = comparison;
    for (position, mut decisions) in positions.iter_mut().zip(here) {
        decisions
            .sort_by_key(|(by, decision)| (std::cmp::Reverse(decision.modified), by.clone(), decision.id));
        let mut decisions = decisions.into_iter();
        if let Some((by, decision)) = decisions.next() {
            adjudicate(position, by, decision, decisions.collect(), annotators, project, article);
        }
    }
}

/// Whether a decision is about the units of a layer, which are fixed by now.
fn made_units(project: &Project, set: &AnnotationSet, decision: &Decision) -> bool {
    matches!(project.settings().passes.get(&decision.layer), Some(Pass::Labelling(_)))
        && decision
            .result
            .iter()
            .filter_map(|id| set.get(*id))
            .any(|annotation| matches!(annotation.body, Body::Unit(_)))
}

fn adjudicate(
    position: &mut Position,
    by: AnnotatorId,
    decision: Arc<Decision>,
    older: Vec<(AnnotatorId, Arc<Decision>)>,
    compared: &[AnnotatorId],
    project: &Project,
    article: &ArticleId,
) {
    let now = position.basis();
    let mut then: Vec<Basis> =
        decision.basis.iter().filter(|basis| compared.contains(&basis.annotator)).cloned().collect();
    then.sort_unstable();
    let is_current = now == then;
    let changed = if is_current { Vec::new() } else { changed(&decision, &then, &now, project, article) };
    if is_current {
        position.state = PositionState::Adjudicated;
    }
    position.adjudication = Some(Adjudication { by, decision, is_current, changed, older });
}

fn changed(
    decision: &Decision,
    then: &[Basis],
    now: &[Basis],
    project: &Project,
    article: &ArticleId,
) -> Vec<AnnotatorId> {
    let of = |basis: &[Basis], who: &AnnotatorId| -> Vec<Option<(AnnotationId, Fingerprint)>> {
        basis.iter().filter(|basis| basis.annotator == *who).map(|basis| basis.annotation).collect()
    };
    let all: BTreeSet<&AnnotatorId> = then.iter().chain(now).map(|basis| &basis.annotator).collect();
    let differing: Vec<&AnnotatorId> = all.into_iter().filter(|who| of(then, who) != of(now, who)).collect();
    let did_it = |who: &AnnotatorId| {
        let (then, now) = (of(then, who), of(now, who));
        let key = SetKey { annotator: who.clone(), article: article.clone() };
        let set = project.set(&key);
        let is_as_then = |(id, print): (AnnotationId, Fingerprint)| {
            set.and_then(|set| set.get(id)).is_some_and(|annotation| Fingerprint::of(annotation) == print)
        };
        let is_later = |(id, _): (AnnotationId, Fingerprint)| {
            let annotation = set.and_then(|set| set.get(id));
            annotation.is_some_and(|annotation| annotation.modified > decision.modified)
        };
        then.is_empty()
            || now.is_empty()
            || then.iter().flatten().any(|basis| !is_as_then(*basis))
            || now.iter().flatten().any(|basis| !then.contains(&Some(*basis)) && is_later(*basis))
    };
    let doers: Vec<AnnotatorId> =
        differing.iter().filter(|who| did_it(who)).map(|who| (*who).clone()).collect();
    if doers.is_empty() { differing.into_iter().cloned().collect() } else { doers }
}
