//! What is known of single articles, kept between reports.

use super::article::ArticleFigures;
use super::request::{Counted, Request};
use super::scope::Scope;
use crate::base::{AnnotatorId, ArticleId, LayerId, Progress, parallel};
use crate::model::{AnnotationSet, Article, Codebook, Ledger};
use std::collections::HashMap;
use std::sync::Arc;

/// Sets of several annotators on one article.
type Sets = Vec<Option<Arc<AnnotationSet>>>;

struct CachedArticle {
    article: Arc<Article>,
    sets: Sets,
    fixing: Sets,
    figures: Arc<ArticleFigures>,
}

/// What holds for all figures of a cache.
#[derive(PartialEq)]
struct CacheKey {
    annotators: Vec<AnnotatorId>,
    layers: Option<Vec<LayerId>>,
    unit: Option<Counted>,
    stretches: bool,
    settings: crate::model::Settings,
}

/// What single articles say, so that a change of one has only that one looked at anew.
#[derive(Default)]
pub struct ReportCache {
    key: Option<CacheKey>,
    codebook: Option<Arc<Codebook>>,
    ledger: Ledger,
    known: HashMap<ArticleId, CachedArticle>,
    /// How many articles were looked at since the cache was made.
    looked_at: u64,
}

impl ReportCache {
    /// How many articles were looked at since the cache was made.
    pub fn looked_at(&self) -> u64 {
        self.looked_at
    }

    pub(super) fn fit(&mut self, scope: &Scope<'_>, request: &Request) {
        let project = scope.project;
        let key = CacheKey {
            annotators: scope.annotators.clone(),
            layers: request.layers.clone(),
            unit: request.unit,
            stretches: scope.stretches,
            settings: project.settings().clone(),
        };
        let same_codebook =
            self.codebook.as_ref().is_some_and(|known| Arc::ptr_eq(known, project.codebook()));
        if self.key.as_ref() != Some(&key) || !same_codebook || self.ledger != *project.ledger() {
            self.known.clear();
            self.key = Some(key);
            self.codebook = Some(project.codebook().clone());
            self.ledger = project.ledger().clone();
        }
    }

    /// The figures of all articles of a scope, in their order; each is a unit of progress. `None` when cancelled.
    pub(super) fn figures(
        &mut self,
        scope: &Scope<'_>,
        progress: &Progress,
    ) -> Option<Vec<Arc<ArticleFigures>>> {
        let read = parallel::map(&scope.articles, |article| {
            (!progress.is_cancelled()).then(|| {
                let found = self.look_up(scope, article);
                progress.advance(1);
                found
            })
        });
        let mut figures = Vec::with_capacity(read.len());
        // What was found before somebody cancelled is kept for the next time.
        for (article, found) in scope.articles.iter().zip(read) {
            let Some((found, new)) = found else { continue };
            figures.push(Arc::clone(&found));
            if let Some([sets, fixing]) = new {
                self.looked_at += 1;
                let known = CachedArticle { article: Arc::clone(article), sets, fixing, figures: found };
                self.known.insert(article.id.clone(), known);
            }
        }
        (figures.len() == scope.articles.len()).then_some(figures)
    }

    /// The figures of an article; when they are not known, with what they rest on.
    fn look_up(&self, scope: &Scope<'_>, article: &Arc<Article>) -> (Arc<ArticleFigures>, Option<[Sets; 2]>) {
        let (sets, fixing) = (scope.sets(article), scope.fixing(article));
        if let Some(known) = self.known.get(&article.id)
            && Arc::ptr_eq(&known.article, article)
            && same(&known.sets, &sets)
            && same(&known.fixing, &fixing)
        {
            return (Arc::clone(&known.figures), None);
        }
        (Arc::new(ArticleFigures::new(scope, article, &sets)), Some([sets, fixing]))
    }

    pub(super) fn forget(&mut self, scope: &Scope<'_>) {
        if self.known.len() > scope.articles.len() {
            let there =
                |id: &ArticleId| scope.articles.binary_search_by(|article| article.id.cmp(id)).is_ok();
            self.known.retain(|id, _| there(id));
        }
    }
}

fn same(known: &[Option<Arc<AnnotationSet>>], now: &[Option<Arc<AnnotationSet>>]) -> bool {
    let pairs = known.iter().zip(now);
    known.len() == now.len()
        && pairs.into_iter().all(|pair| match pair {
            (Some(known), Some(now)) => Arc::ptr_eq(known, now),
            (None, None) => true,
            _ => false,
        })
}
