//! What is known of single articles, kept between reports.

use super::article::ArticleFigures;
use super::request::{Counted, Request};
use super::scope::Scope;
use crate::base::{AnnotatorId, ArticleId, LayerId};
use crate::model::{AnnotationSet, Article, Codebook, Ledger};
use std::collections::HashMap;
use std::sync::Arc;

struct CachedArticle {
    article: Arc<Article>,
    sets: Vec<Option<Arc<AnnotationSet>>>,
    fixing: Vec<Option<Arc<AnnotationSet>>>,
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

    pub(super) fn figures(&mut self, scope: &Scope<'_>, article: &Arc<Article>) -> Arc<ArticleFigures> {
        let (sets, fixing) = (scope.sets(article), scope.fixing(article));
        if let Some(known) = self.known.get(&article.id)
            && Arc::ptr_eq(&known.article, article)
            && same(&known.sets, &sets)
            && same(&known.fixing, &fixing)
        {
            return known.figures.clone();
        }
        self.looked_at += 1;
        let figures = Arc::new(ArticleFigures::new(scope, article, &sets));
        let known = CachedArticle { article: article.clone(), sets, fixing, figures: figures.clone() };
        self.known.insert(article.id.clone(), known);
        figures
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
