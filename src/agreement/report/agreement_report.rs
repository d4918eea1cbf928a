//! Working a report out.

use super::assumed;
use super::builder::Builder;
use super::cache::ReportCache;
use super::drift::{Drift, drift};
use super::estimate::{Estimate, ReportContext};
use super::request::{Counted, Request, RequestError};
use super::scope::{LeftOut, Scope};
use super::section::ReportSection;
use crate::agreement::measures::Measure;
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
    /// Whether figures were left away that a summary needs, since one measure was asked for.
    pub is_partial: bool,
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
        let Some(figures) = cache.figures(&scope, progress) else { return Ok(None) };
        let mut left_out = LeftOut { hidden: scope.hidden as u64, ..LeftOut::default() };
        figures.iter().for_each(|found| left_out.add(found.left_out));
        cache.forget(&scope);
        let drawn = scope.layers.iter().any(|layer| layer.counts(Counted::Span));
        let articles: Arc<[ArticleId]> = scope.articles.iter().map(|article| article.id.clone()).collect();
        let context = ReportContext {
            annotators: &scope.annotators,
            articles: articles.len(),
            seed: request.seed,
            resamples: request.resamples,
            only: request.measure,
        };
        let builder = Builder {
            scope: &scope,
            context,
            articles: &articles,
            figures: &figures,
            viewer: &request.viewer,
            request,
        };
        let Some(mut sections) = builder.sections(progress) else { return Ok(None) };
        sections.sort_by_key(|section| section.question);
        assumed::count(&mut sections, &scope, &figures);
        // Figures over time have names of their own.
        let drift = if request.measure.is_some() { Vec::new() } else { drift(&builder) };
        progress.advance(1);
        Ok(Some(Self {
            annotators: scope.annotators,
            articles,
            sections,
            drift,
            named: request.annotators.is_some(),
            is_partial: !request.wants(&[Measure::Gamma, Measure::GammaCat]) && drawn,
            left_out,
            seed: request.seed,
            resamples: request.resamples,
        }))
    }

    /// Whether a figure rests, in part, on what an import assumed was read.
    pub fn rests_on_assumption(&self) -> bool {
        self.sections.iter().flat_map(|section| &section.estimates).any(|estimate| estimate.assumed > 0)
    }

    /// Whether there are annotators to compare, and yet nothing that two of them have judged.
    pub fn shares_nothing(&self) -> bool {
        let mut all = self.sections.iter().flat_map(|section| &section.estimates);
        self.annotators.len() > 1 && all.all(|estimate| estimate.n == 0)
    }

    /// Whether an estimate is about all annotators.
    pub fn is_overall(&self, estimate: &Estimate) -> bool {
        estimate.annotators == self.annotators
    }
}
