//! Working a report out.

use super::builder::Builder;
use super::cache::ReportCache;
use super::drift::{Drift, drift};
use super::estimate::{Estimate, ReportContext};
use super::request::{Request, RequestError};
use super::scope::{LeftOut, Scope};
use super::section::ReportSection;
use crate::base::{AnnotatorId, ArticleId, Progress};
use crate::model::Project;
use std::sync::Arc;

/// What a team agrees on.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementReport {
    /// Who is compared, ascending.
    pub annotators: Vec<AnnotatorId>,
    /// The articles on which two of them have a set.
    pub articles: Arc<[ArticleId]>,
    /// By question, then as the codebook orders layers and attributes.
    pub sections: Vec<ReportSection>,
    /// Week by week, and of annotators with themselves.
    pub drift: Vec<Drift>,
    /// Whether the annotators were named, and not just all analysts.
    pub named: bool,
    /// What was left out.
    pub left_out: LeftOut,
    /// Where the random numbers of the intervals started.
    pub seed: u64,
    /// How often articles were drawn anew.
    pub resamples: u32,
}

impl AgreementReport {
    /// Works the report out; `None` when cancelled. What `cache` knows of articles that did not change is used again.
    ///
    /// # Errors
    /// When the request names a layer or an annotator that there is not.
    pub fn new(
        project: &Project,
        request: &Request,
        cache: &mut ReportCache,
        progress: &Progress,
    ) -> Result<Option<Self>, RequestError> {
        let scope = Scope::new(project, request)?;
        cache.fit(&scope, request);
        progress.set_total(scope.articles.len() as u64 + 1);
        let mut figures = Vec::with_capacity(scope.articles.len());
        let mut left_out = LeftOut { hidden: scope.hidden as u64, ..LeftOut::default() };
        for article in &scope.articles {
            if progress.is_cancelled() {
                return Ok(None);
            }
            let found = cache.figures(&scope, article);
            left_out.add(found.left_out);
            figures.push(found);
            progress.advance(1);
        }
        cache.forget(&scope);
        let articles: Arc<[ArticleId]> = scope.articles.iter().map(|article| article.id.clone()).collect();
        let context = ReportContext {
            annotators: &scope.annotators,
            articles: articles.len(),
            seed: request.seed,
            resamples: request.resamples,
        };
        let builder = Builder {
            scope: &scope,
            context,
            articles: &articles,
            figures: &figures,
            viewer: &request.viewer,
        };
        let Some(mut sections) = builder.sections(progress) else { return Ok(None) };
        sections.sort_by_key(|section| section.question);
        let drift = drift(&builder);
        progress.advance(1);
        Ok(Some(Self {
            annotators: scope.annotators,
            articles,
            sections,
            drift,
            named: request.annotators.is_some(),
            left_out,
            seed: request.seed,
            resamples: request.resamples,
        }))
    }

    /// Whether an estimate is about all annotators.
    pub fn is_overall(&self, estimate: &Estimate) -> bool {
        estimate.annotators == self.annotators
    }
}
