//! What a report is asked for.

use crate::agreement::measures::Measure;
use crate::agreement::measures::bootstrap::RESAMPLES;
use crate::base::{AnnotatorId, LayerId};
use crate::locale::{Argument, Message};
use crate::message;
use std::fmt;

/// Whose eyes a report is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Viewer {
    /// Somebody who may see everything.
    #[default]
    Everything,
    /// An annotator, or nobody in particular: articles on which colleagues' work is still hidden are left out.
    Annotator(Option<AnnotatorId>),
}

/// What the units of a figure are: what its `n` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// Sentences of the zones that are swept.
    Sentence,
    /// Marks, and places where marks of several annotators were matched.
    Span,
    /// Code points of the text.
    Character,
    /// Articles, for fields that are about all of one.
    Article,
}

impl Counted {
    /// The name in files, such as `sentence`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Span => "span",
            Self::Character => "character",
            Self::Article => "article",
        }
    }
}

/// What to report on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The layers; none means all.
    pub layers: Option<Vec<LayerId>>,
    /// Who; none means all analysts.
    pub annotators: Option<Vec<AnnotatorId>>,
    /// The measure, when only one is asked for: what no figure of it needs is not worked out, though others may come along.
    pub measure: Option<Measure>,
    /// What to count; none means what suits each layer: sentences for a layer of sentences, all three for passages.
    pub unit: Option<Counted>,
    /// Whose eyes it is for.
    pub viewer: Viewer,
    /// Where the random numbers of intervals start.
    pub seed: u64,
    /// How often articles are drawn anew for an interval.
    pub resamples: u32,
}

impl Request {
    /// Whether figures of one of these measures are asked for.
    pub(super) fn wants(&self, measures: &[Measure]) -> bool {
        self.measure.is_none_or(|only| measures.contains(&only))
    }

    /// Whether something is asked for that counts marks or code points.
    pub(super) fn wants_stretches(&self) -> bool {
        self.wants(&[
            Measure::Gamma,
            Measure::GammaCat,
            Measure::F1Exact,
            Measure::F1Iou50,
            Measure::F1Partial,
            Measure::F1Overlap,
            Measure::F1Character,
            Measure::CharacterAlpha,
            Measure::UAlpha,
            Measure::UAlphaBinary,
            Measure::UAlphaCode,
            Measure::CuAlpha,
        ])
    }
}

impl Default for Request {
    fn default() -> Self {
        let (seed, resamples) = (1, RESAMPLES);
        Self {
            layers: None,
            annotators: None,
            measure: None,
            unit: None,
            viewer: Viewer::default(),
            seed,
            resamples,
        }
    }
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestError {
    /// No layer is called so; the names of those there are.
    NoLayer(LayerId, Vec<LayerId>),
    /// No annotator is called so; the names of those there are.
    NoAnnotator(AnnotatorId, Vec<AnnotatorId>),
}

impl RequestError {
    /// The reason as a clause.
    pub fn message(&self) -> Message {
        match self {
            Self::NoLayer(layer, layers) => {
                message!("agreement-no-layer", layer = %layer, layers = listed(layers))
            }
            Self::NoAnnotator(annotator, annotators) => {
                message!("agreement-no-annotator", annotator = %annotator, annotators = listed(annotators))
            }
        }
    }
}

/// In English, as the command line prints it.
impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for RequestError {}

fn listed(names: &[impl fmt::Display]) -> Argument {
    Argument::series(names.iter().map(ToString::to_string))
}
