//! One figure of a report, and what all of them have in common.

use crate::agreement::measures::bootstrap::{Interval, NoInterval, Sums, intervals};
use crate::agreement::measures::{Measure, Measured, Undefined};
use crate::base::AnnotatorId;

/// One figure of a report: a measure of agreement with its value and interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The measure that the value is of.
    pub measure: Measure,
    /// Between whom: everybody, or two.
    pub annotators: Vec<AnnotatorId>,
    /// The code, claim or choice that is measured against all others; none for all of them together.
    pub code: Option<u16>,
    /// How many units it is from, in what the section counts; marks for measures of marks.
    pub n: u64,
    /// How many of these are judged by two only because an import assumed what was read.
    pub assumed: u64,
    /// The figure, or why there is none.
    pub value: Measured,
    /// The 95 % interval; none where none is drawn: for pairs only α and F1 have one.
    pub interval: Option<Result<Interval, NoInterval>>,
    /// Between which bounds a value lies that could not be worked out exactly.
    pub bounds: Option<(f64, f64)>,
    /// Of γ the disorders that it is made of: δ_o, observed, and δ_e, expected by chance.
    pub disorders: Option<(f64, f64)>,
}

/// What all figures of a report have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReportContext<'a> {
    pub(super) annotators: &'a [AnnotatorId],
    pub(super) articles: usize,
    pub(super) seed: u64,
    pub(super) resamples: u32,
    /// The measure, when only one is asked for.
    pub(super) only: Option<Measure>,
}

impl ReportContext<'_> {
    /// Whether figures of one of these measures are asked for.
    pub(super) fn wants(&self, measures: &[Measure]) -> bool {
        self.only.is_none_or(|only| measures.contains(&only))
    }

    /// A figure about all annotators.
    pub(super) fn estimate(&self, measure: Measure, n: u64, value: Measured) -> Estimate {
        let annotators = self.annotators.to_vec();
        let value = match value {
            // There are two; nothing that both judged is among what is measured.
            Err(Undefined::FewAnnotators) if annotators.len() > 1 => Err(Undefined::NothingShared),
            value => value,
        };
        Estimate {
            measure,
            annotators,
            code: None,
            n,
            assumed: 0,
            value,
            interval: None,
            bounds: None,
            disorders: None,
        }
    }

    /// A figure about two.
    pub(super) fn pair(
        &self,
        [one, other]: [usize; 2],
        measure: Measure,
        n: u64,
        value: Measured,
    ) -> Estimate {
        let annotators = vec![self.annotators[one].clone(), self.annotators[other].clone()];
        Estimate { annotators, ..self.estimate(measure, n, value) }
    }

    pub(super) fn pairs(&self) -> Vec<[usize; 2]> {
        let all = self.annotators.len();
        (0..all).flat_map(|one| (one + 1..all).map(move |other| [one, other])).collect()
    }

    /// Whether two are not all there are.
    pub(super) fn has_pairs(&self) -> bool {
        self.annotators.len() > 2
    }

    pub(super) fn intervals<S: Sums + Sync>(
        &self,
        documents: &[S],
        measures: &[&(dyn Fn(&S) -> Measured + Sync)],
    ) -> Vec<Result<Interval, NoInterval>> {
        intervals(documents, measures, self.seed, self.resamples)
    }
}
