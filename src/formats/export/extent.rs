//! How much a scope leaves of a project, so that a choice can be seen before anything is written.

use crate::formats::export::losses::LossLog;
use crate::formats::export::scope::Scope;
use crate::formats::shared::features::Feature;
use crate::model::Project;

/// What a scope leaves of a project, counted.
#[derive(Debug, Clone, Default)]
pub struct ScopeExtent {
    /// How many articles go along.
    pub articles: u64,
    /// Annotators with a set in it.
    pub annotators: u64,
    /// Annotations, orphans left out.
    pub annotations: u64,
    things: LossLog,
}

impl ScopeExtent {
    /// Counts what a scope leaves of a project.
    pub fn of(project: &Project, scope: &Scope) -> Self {
        let narrowed = scope.narrow(project);
        let mut things = LossLog::default();
        things.count_declared(&narrowed, &Feature::ALL);
        Self {
            articles: narrowed.article_count() as u64,
            annotators: narrowed.annotators().count() as u64,
            annotations: narrowed.sets().map(|(_, set)| set.len() as u64).sum(),
            things,
        }
    }

    /// How many things of a kind there are; `None` when only a format can tell, while it writes.
    pub fn count(&self, feature: Feature) -> Option<u64> {
        (!feature.is_counted_by_format()).then(|| self.things.count(feature))
    }
}
