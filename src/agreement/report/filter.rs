//! Which figures of a report are written.

use super::agreement_report::AgreementReport;
use super::drift::{Drift, DriftKind};
use super::estimate::Estimate;

/// What follows the name of a measure that is told week by week.
pub const BY_WEEK: &str = "-by-week";
/// What follows the name of a measure of annotators against themselves.
pub const AGAIN: &str = "-self";

/// Which figures of a report are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EstimateFilter<'a> {
    /// Only of this measure; with [`BY_WEEK`] or [`AGAIN`] after its name, those over time.
    pub measure: Option<&'a str>,
    /// Whether the report was asked for a part only, so that nothing at all is worth a word.
    pub filtered: bool,
}

impl EstimateFilter<'_> {
    pub(super) fn admits(self, estimate: &Estimate) -> bool {
        self.measure.is_none_or(|name| name == estimate.measure.id())
    }

    /// The figures over time that are written.
    pub(super) fn over_time(self, report: &AgreementReport) -> Vec<&Drift> {
        let admits = |drift: &&Drift| self.measure.is_none_or(|name| name.ends_with(suffix(&drift.kind)));
        report.drift.iter().filter(admits).collect()
    }

    /// Whether something was asked for of which there is no figure, though there are annotators to compare.
    pub(super) fn finds_nothing(self, report: &AgreementReport) -> bool {
        let timed = self.measure.is_some_and(is_timed) && !self.over_time(report).is_empty();
        let found = timed
            || report.sections.iter().flat_map(|section| &section.estimates).any(|one| self.admits(one));
        self.filtered && !found && report.annotators.len() > 1
    }
}

/// What follows the name of a measure of figures over time of this kind.
pub(super) fn suffix(kind: &DriftKind) -> &'static str {
    match kind {
        DriftKind::Week(..) => BY_WEEK,
        DriftKind::Again(_) => AGAIN,
    }
}

/// Whether figures over time are called so.
fn is_timed(name: &str) -> bool {
    name.ends_with(BY_WEEK) || name.ends_with(AGAIN)
}
