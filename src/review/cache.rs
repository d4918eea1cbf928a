//! One comparison an article, worked out again only when a set of it changed.

use super::confusion::{Dispute, disputes};
use crate::base::{AnnotatorId, ArticleId, LayerId};
use crate::compare::{ClaimClasses, Comparison, compare_with};
use crate::model::{AnnotationSet, Body, Codebook, Origin, Pass, Project, Role, SetKey, SetState};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The comparisons of all articles that somebody may see.
///
/// Compared are annotators in the role of an analyst who have begun the article: who signed it off, covered or marked
/// something, or had when a decision was taken. Sets of adjudicators are results, not codings.
#[derive(Debug, Clone, Default)]
pub struct Comparisons {
    entries: BTreeMap<ArticleId, CachedComparison>,
    rules: Option<Rules>,
    compared: usize,
}

#[derive(Debug, Clone)]
struct CachedComparison {
    /// The sets that it was made of. Holding them keeps their addresses from being used again.
    sets: Vec<(AnnotatorId, Arc<AnnotationSet>)>,
    comparison: Arc<Comparison>,
    disputes: Arc<[Dispute]>,
}

/// What all comparisons depend on.
#[derive(Debug, Clone)]
struct Rules {
    codebook: Arc<Codebook>,
    passes: BTreeMap<LayerId, Pass>,
    roles: Vec<(AnnotatorId, Role)>,
    classes: Arc<ClaimClasses>,
}

impl Rules {
    fn of(project: &Project) -> Self {
        Self {
            codebook: project.codebook().clone(),
            passes: project.settings().passes.clone(),
            roles: project.annotators().map(|annotator| (annotator.id.clone(), annotator.role)).collect(),
            classes: Arc::new(ClaimClasses::of(project.ledger())),
        }
    }

    fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.codebook, &other.codebook)
            && self.passes == other.passes
            && self.roles == other.roles
            && self.classes == other.classes
    }
}

impl Comparisons {
    /// Compares everything that the viewer may see.
    pub fn of(project: &Project, viewer: Option<&AnnotatorId>) -> Self {
        let mut comparisons = Self::default();
        comparisons.update(project, viewer);
        comparisons
    }

    /// Compares anew what changed since the last time; returns whether anything did.
    ///
    /// Looks at each article's sets by address, so that without a change it takes a few microseconds an article.
    pub fn update(&mut self, project: &Project, viewer: Option<&AnnotatorId>) -> bool {
        let rules = Rules::of(project);
        let mut changed = false;
        if self.rules.as_ref().is_none_or(|before| !before.same(&rules)) {
            changed = !self.entries.is_empty();
            self.entries.clear();
        }
        let before = self.entries.len();
        self.entries
            .retain(|article, _| project.article(article).is_some() && project.may_see(viewer, article));
        changed |= self.entries.len() != before;
        self.compared = 0;
        for article in project.articles().filter(|article| project.may_see(viewer, &article.id)) {
            let sets: Vec<(AnnotatorId, Arc<AnnotationSet>)> = rules
                .roles
                .iter()
                .filter_map(|(annotator, _)| {
                    let key = SetKey { annotator: annotator.clone(), article: article.id.clone() };
                    Some((annotator.clone(), project.set(&key)?.clone()))
                })
                .collect();
            if self.entries.get(&article.id).is_some_and(|entry| entry.is_of(&sets)) {
                continue;
            }
            changed |= !sets.is_empty() || self.entries.contains_key(&article.id);
            self.compared += 1;
            let annotators = compared_annotators(&rules.roles, &sets);
            let comparison = Arc::new(compare_with(project, &article.id, &annotators, &rules.classes));
            let disputes = disputes(&rules.codebook, &comparison).into();
            self.entries.insert(article.id.clone(), CachedComparison { sets, comparison, disputes });
        }
        self.rules = Some(rules);
        changed
    }

    /// How many articles the last update compared.
    pub fn compared(&self) -> usize {
        self.compared
    }

    /// The comparison of an article that the viewer may see.
    pub fn get(&self, article: &ArticleId) -> Option<&Arc<Comparison>> {
        self.entries.get(article).map(|entry| &entry.comparison)
    }

    /// All comparisons by article.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Comparison>> {
        self.entries.values().map(|entry| &entry.comparison)
    }

    /// All comparisons by article, with their disagreements.
    pub(super) fn disputes(&self) -> impl Iterator<Item = (&Arc<Comparison>, &[Dispute])> {
        self.entries.values().map(|entry| (&entry.comparison, &*entry.disputes))
    }

    /// Which claims are one.
    pub fn classes(&self) -> Option<&ClaimClasses> {
        self.rules.as_ref().map(|rules| &*rules.classes)
    }
}

impl CachedComparison {
    fn is_of(&self, sets: &[(AnnotatorId, Arc<AnnotationSet>)]) -> bool {
        self.sets.len() == sets.len()
            && self
                .sets
                .iter()
                .zip(sets)
                .all(|(mine, other)| mine.0 == other.0 && Arc::ptr_eq(&mine.1, &other.1))
    }
}

fn compared_annotators(
    roles: &[(AnnotatorId, Role)],
    sets: &[(AnnotatorId, Arc<AnnotationSet>)],
) -> Vec<AnnotatorId> {
    let decided = |annotator: &AnnotatorId| {
        sets.iter()
            .flat_map(|(_, set)| set.decisions())
            .any(|decision| decision.basis.iter().any(|basis| basis.annotator == *annotator))
    };
    let begun = |annotator: &AnnotatorId| sets.iter().any(|(id, set)| id == annotator && has_begun(set));
    roles
        .iter()
        .filter(|(annotator, role)| *role == Role::Analyst && (begun(annotator) || decided(annotator)))
        .map(|(annotator, _)| annotator.clone())
        .collect()
}

/// Whether somebody has begun to code: comments and bookmarks alone are no coding.
fn has_begun(set: &AnnotationSet) -> bool {
    let counts = |annotation: &crate::model::Annotation| {
        annotation.body != Body::Note && !matches!(annotation.origin, Origin::Suggested { .. })
    };
    matches!(set.state(), SetState::Done(_))
        || !set.coverage().is_empty()
        || set.iter().any(|annotation| counts(annotation))
}
