//! What a scope leaves of a project is counted as it will be written.

use super::projects::torture;
use crate::formats::{Feature, Scope, ScopeExtent};

#[test]
fn what_is_counted_is_what_the_scope_leaves() {
    let project = torture();
    let all = ScopeExtent::of(&project, &Scope::default());
    assert_eq!(all.articles, project.article_count() as u64);
    let annotations: usize = project.sets().map(|(_, set)| set.len()).sum();
    assert_eq!(all.annotations, annotations as u64);
    assert!(all.count(Feature::Memos).is_some_and(|count| count > 0));
    assert_eq!(all.count(Feature::Overlaps), None, "only a format can tell");
    let nobody = Scope { annotators: Some(Default::default()), ..Scope::default() };
    let none = ScopeExtent::of(&project, &nobody);
    assert_eq!((none.annotations, none.annotators, none.count(Feature::Memos)), (0, 0, Some(0)));
}
