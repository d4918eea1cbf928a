//! The report: what a team agrees on, question by question.
//!
//! The questions come in this order: did they mark the same *places*; give the same *code*; the same *attributes*; link
//! to the same *claim*? Each is about those units on which the question before was answered alike:
//!
//! * Places: everything that two annotators judged.
//! * Codes and claims: what two of them marked. Where a unit got several answers, α with MASI compares the sets, and
//!   figures about single answers leave out who gave several. For layers of passages there are besides the sets of
//!   answers of whole sentences, where none is a set too.
//! * Attributes: what got the same answer from two. An absent value is the default. Without a default, no choice among
//!   several that can be given together is the empty set; one choice that was left open was not judged.
//!
//! Marks are matched as [`compare`](crate::compare::compare) does, which prefers the same answer among overlapping marks.
//! Of a position at which not all marks overlap each other, those count that most annotators made on a common point.

use super::bootstrap::Interval;
use super::data::{Counted, LeftOut, Request, RequestError, Scope};
use super::drifts::Drift;
use super::figures::ArticleFigures;
use super::measure::Measure;
use super::rows::{Frame, Row};
use super::sections::Builder;
use super::table::{Crossing, Door, Passage, Table};
use crate::base::{AnnotatorId, ArticleId, AttributeId, LayerId, Progress};
use crate::model::{AnnotationSet, Article, Codebook, Ledger, Project};
use std::collections::HashMap;
use std::sync::Arc;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Did they mark the same places?
    Place,
    /// Did they give the same code?
    Code,
    /// Did they give the same value of an attribute?
    Attribute,
    /// Did they link to the same claim?
    Claim,
}

impl Question {
    /// The name in files, such as `place`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Code => "code",
            Self::Attribute => "attribute",
            Self::Claim => "claim",
        }
    }

    /// The words above the figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "Same places",
            Self::Code => "Same code",
            Self::Attribute => "Same attributes",
            Self::Claim => "Same claim",
        }
    }
}

/// An answer that can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name in files.
    pub id: String,
    /// The name on the screen.
    pub name: String,
}

/// All figures that answer one question about one layer, counted in one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The layer.
    pub layer: LayerId,
    /// The layer's name on the screen.
    pub layer_name: String,
    /// The question.
    pub question: Question,
    /// The attribute and its name, when the question is about one.
    pub attribute: Option<(AttributeId, String)>,
    /// What is counted.
    pub counted: Counted,
    /// The answers that a row's code numbers.
    pub labels: Vec<Label>,
    /// The measure to look at first.
    pub headline: Measure,
    /// How many units the figures about single answers leave out, because somebody gave several.
    pub several: u64,
    /// Whether units on which nobody marked anything count as agreeing.
    pub none_counts: bool,
    /// First about all annotators, then about single codes, the worst first, then about pairs of annotators.
    pub rows: Vec<Row>,
    /// The units behind the figures. For characters and marks: the places where marks were matched.
    pub table: Table,
}

impl Section {
    /// The figure to look at first.
    pub fn headline(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.measure == self.headline && row.code.is_none())
    }

    /// How often two annotators gave each two answers; none where several answers can be given.
    pub fn crossing(&self, pair: Option<[usize; 2]>) -> Option<Crossing> {
        self.table.crossing(pair, self.labels.len())
    }

    /// What a row's figure is less than perfect for.
    pub fn passages(&self, row: &Row, everybody: &[AnnotatorId]) -> Vec<Passage> {
        let at = |id: &AnnotatorId| everybody.iter().position(|one| one == id);
        let door = match (row.code, row.annotators.as_slice()) {
            (Some(code), _) => Door::Label(code),
            (None, [one, other]) => Door::Differing(at(one).zip(at(other)).map(|(one, other)| [one, other])),
            (None, _) => Door::Differing(None),
        };
        self.table.passages(door)
    }

    /// The answer that a row is about.
    pub fn label(&self, row: &Row) -> Option<&Label> {
        self.labels.get(usize::from(row.code?))
    }
}

/// What a team agrees on.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Who is compared, ascending.
    pub annotators: Vec<AnnotatorId>,
    /// The articles on which two of them have a set.
    pub articles: Arc<[ArticleId]>,
    /// By question, then as the codebook orders layers and attributes.
    pub sections: Vec<Section>,
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

impl Report {
    /// Works the report out; `None` when cancelled. What `cache` knows of articles that did not change is used again.
    ///
    /// # Errors
    /// When the request names a layer or an annotator that there is not.
    pub fn new(
        project: &Project,
        request: &Request,
        cache: &mut Cache,
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
        let frame = Frame {
            annotators: &scope.annotators,
            articles: articles.len(),
            seed: request.seed,
            resamples: request.resamples,
        };
        let builder =
            Builder { scope: &scope, frame, articles: &articles, figures: &figures, viewer: &request.viewer };
        let Some(mut sections) = builder.sections(progress) else { return Ok(None) };
        sections.sort_by_key(|section| section.question);
        let drift = super::drifts::drift(&builder);
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

    /// Whether a row is about all annotators.
    pub fn is_overall(&self, row: &Row) -> bool {
        row.annotators == self.annotators
    }
}

/// A figure with two decimals and without a zero in front, such as `.64`.
pub fn shown(value: f64) -> String {
    // What rounds to zero has no sign.
    let rounded = (value * 100.0).round() / 100.0 + 0.0;
    let (sign, text) = (if rounded < 0.0 { "−" } else { "" }, format!("{:.2}", rounded.abs()));
    format!("{sign}{}", text.strip_prefix('0').unwrap_or(&text))
}

/// The interval as `.49 – .76`.
pub fn shown_interval(interval: &Interval) -> String {
    format!("{} – {}", shown(interval.low), shown(interval.high))
}

struct Known {
    article: Arc<Article>,
    sets: Vec<Option<Arc<AnnotationSet>>>,
    fixing: Vec<Option<Arc<AnnotationSet>>>,
    figures: Arc<ArticleFigures>,
}

/// What holds for all figures of a cache.
#[derive(PartialEq)]
struct Key {
    annotators: Vec<AnnotatorId>,
    layers: Option<Vec<LayerId>>,
    unit: Option<Counted>,
    settings: crate::model::Settings,
}

/// What single articles say, so that a change of one has only that one looked at anew.
#[derive(Default)]
pub struct Cache {
    key: Option<Key>,
    codebook: Option<Arc<Codebook>>,
    ledger: Ledger,
    known: HashMap<ArticleId, Known>,
    /// How many articles were looked at since the cache was made.
    looked_at: u64,
}

impl Cache {
    /// How many articles were looked at since the cache was made.
    pub fn looked_at(&self) -> u64 {
        self.looked_at
    }

    fn fit(&mut self, scope: &Scope<'_>, request: &Request) {
        let project = scope.project;
        let key = Key {
            annotators: scope.annotators.clone(),
            layers: request.layers.clone(),
            unit: request.unit,
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

    fn figures(&mut self, scope: &Scope<'_>, article: &Arc<Article>) -> Arc<ArticleFigures> {
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
        let known = Known { article: article.clone(), sets, fixing, figures: figures.clone() };
        self.known.insert(article.id.clone(), known);
        figures
    }

    fn forget(&mut self, scope: &Scope<'_>) {
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

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn figures_are_shown_short() {
        let figures = [0.643, 1.0, 0.0, -0.004, -0.25, 0.999, -1.5].map(shown);
        assert_eq!(figures, [".64", "1.00", ".00", ".00", "−.25", "1.00", "−1.50"]);
    }
}
