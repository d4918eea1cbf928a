//! The sections of a report: what is asked about a layer, and the figures that say how far annotators agree on it.

use super::estimate::Estimate;
use super::reliability_data::{ArticlePassage, CrossTabulation, ReliabilityData, UnitSelection};
use super::request::Counted;
use crate::agreement::measures::Measure;
use crate::base::{AnnotatorId, AttributeId, LayerId};
use crate::locale::{Catalogue, Message};
use crate::{id, message};

/// What a section asks about the work of several annotators.
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

    /// The identifier of the words above the figures.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Place => id!("agreement-same-places"),
            Self::Code => id!("agreement-same-code"),
            Self::Attribute => id!("agreement-same-attributes"),
            Self::Claim => id!("agreement-same-claim"),
        }
    }

    /// The words above the figures in English: for the command line and files.
    pub fn name(self) -> &'static str {
        Catalogue::english().get(self.text_id())
    }

    /// The same inside a sentence.
    pub fn inside(self) -> Message {
        match self {
            Self::Place => message!("agreement-same-places.inside"),
            Self::Code => message!("agreement-same-code.inside"),
            Self::Attribute => message!("agreement-same-attributes.inside"),
            Self::Claim => message!("agreement-same-claim.inside"),
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
pub struct ReportSection {
    /// The layer of the codebook that is asked about.
    pub layer: LayerId,
    /// The layer's name on the screen.
    pub layer_name: String,
    /// Whether places, codes, claims or values of an attribute are compared.
    pub question: Question,
    /// The attribute and its name, when the question is about one.
    pub attribute: Option<(AttributeId, String)>,
    /// What the units of the figures are.
    pub counted: Counted,
    /// The answers that an estimate's code numbers.
    pub labels: Vec<Label>,
    /// The measure to look at first.
    pub headline: Measure,
    /// How many units the figures about single answers leave out, because somebody gave several.
    pub several: u64,
    /// Whether units on which nobody marked anything count as agreeing.
    pub none_counts: bool,
    /// First about all annotators, then about single codes, the worst first, then about pairs of annotators.
    pub estimates: Vec<Estimate>,
    /// The units behind the figures. For characters and marks: the places where marks were matched.
    pub data: ReliabilityData,
}

impl ReportSection {
    /// The figure to look at first.
    pub fn headline(&self) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.measure == self.headline && estimate.code.is_none())
    }

    /// How often two annotators gave each two answers; none where several answers can be given.
    pub fn cross_tabulation(&self, pair: Option<[usize; 2]>) -> Option<CrossTabulation> {
        self.data.cross_tabulation(pair, self.labels.len())
    }

    /// What an estimate's figure is less than perfect for.
    pub fn passages(&self, estimate: &Estimate, everybody: &[AnnotatorId]) -> Vec<ArticlePassage> {
        let at = |id: &AnnotatorId| everybody.iter().position(|one| one == id);
        let selection = match (estimate.code, estimate.annotators.as_slice()) {
            (Some(code), _) => UnitSelection::Label(code),
            (None, [one, other]) => {
                UnitSelection::Differing(at(one).zip(at(other)).map(|(one, other)| [one, other]))
            }
            (None, _) => UnitSelection::Differing(None),
        };
        self.data.passages(selection)
    }

    /// The answer that an estimate is about.
    pub fn label(&self, estimate: &Estimate) -> Option<&Label> {
        self.labels.get(usize::from(estimate.code?))
    }
}
