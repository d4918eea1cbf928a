//! Which figures speak first: decided here for the window, the sentence over the figures, and the methods paragraph.

use super::agreement_report::AgreementReport;
use super::request::Counted;
use super::section::{Question, ReportSection};
use super::summary::FEWEST;

/// What suits a layer most: marks of passages before their sentences, and these before code points.
fn rank(counted: Counted) -> u8 {
    match counted {
        Counted::Span => 3,
        Counted::Sentence => 2,
        Counted::Article => 1,
        Counted::Character => 0,
    }
}

impl AgreementReport {
    /// The sections that speak for their layer: of each question about a layer or an attribute the one that is counted
    /// as suits the layer, whether or not its figure is defined. By question; of each question first the one that
    /// [`Self::headline`] chooses, then the others as the codebook orders layers and attributes.
    pub fn headlines(&self) -> Vec<&ReportSection> {
        let mut all: Vec<&ReportSection> = self.speaking().collect();
        let first = [Question::Place, Question::Code, Question::Attribute, Question::Claim]
            .map(|question| self.headline(question));
        all.sort_by_key(|section| {
            let is_first = first.iter().flatten().any(|first| std::ptr::eq(*first, *section));
            (section.question, !is_first)
        });
        all
    }

    /// The section that speaks for a question: of those whose figure is defined the one of passages before one of
    /// sentences, then the one with most units; of attributes the one with the lowest figure.
    pub fn headline(&self, question: Question) -> Option<&ReportSection> {
        let asked = || self.speaking().filter(move |section| section.question == question);
        let defined = || asked().filter_map(|section| Some((section, section.headline()?.value.ok()?)));
        if question == Question::Attribute {
            let enough = defined().filter(|(section, _)| {
                section
                    .headline()
                    .is_some_and(|found| found.n >= FEWEST && found.measure.is_chance_corrected())
            });
            let lowest = enough.min_by(|a, b| a.1.total_cmp(&b.1)).or_else(|| defined().next());
            return lowest.map(|(section, _)| section);
        }
        let most = defined().max_by_key(|(section, _)| {
            (rank(section.counted), section.headline().map_or(0, |found| found.n))
        });
        most.map(|(section, _)| section).or_else(|| asked().next())
    }

    /// Each question about a layer or an attribute once, by what suits it, as the report orders them.
    pub(super) fn speaking(&self) -> impl Iterator<Item = &ReportSection> {
        self.sections.iter().filter(|section| {
            let suits_more = |other: &&ReportSection| {
                rank(other.counted) > rank(section.counted)
                    && (&other.layer, other.question, &other.attribute)
                        == (&section.layer, section.question, &section.attribute)
            };
            !self.sections.iter().any(|other| suits_more(&other))
        })
    }
}
