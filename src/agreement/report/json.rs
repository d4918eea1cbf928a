//! The figures of a report as JSON.

use super::agreement_report::AgreementReport;
use super::drift::{Drift, DriftKind, iso_week};
use super::estimate::Estimate;
use super::filter::{EstimateFilter, suffix};
use super::section::ReportSection;
use crate::agreement::measures::{Measure, Undefined};
use crate::base::AnnotatorId;
use crate::base::json::{self, Json};
use std::io::{self, Write};

/// Why a figure has no interval for which none is ever drawn.
const NOT_DRAWN: &str = "not drawn for this measure";

/// Writes figures as a JSON array, one object a line.
///
/// # Errors
/// What `out` fails with.
pub fn write_json(
    report: &AgreementReport,
    filter: EstimateFilter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut objects = Vec::new();
    for section in &report.sections {
        let estimates = section.estimates.iter().filter(|estimate| filter.admits(estimate));
        objects.extend(estimates.map(|estimate| estimate_object(report, section, estimate)));
    }
    objects.extend(report.drift.iter().flat_map(|drift| drift_objects(report, drift, filter)));
    writeln!(out, "{}", json::list(objects))?;
    out.flush()
}

fn names(annotators: &[AnnotatorId]) -> Json {
    json::list(annotators.iter().map(AnnotatorId::as_str))
}

fn range((low, high): (f64, f64)) -> Json {
    json::list([low, high])
}

fn estimate_object(report: &AgreementReport, section: &ReportSection, estimate: &Estimate) -> Json {
    let (value, reason) = match estimate.value {
        Ok(value) => (value.into(), None),
        Err(why) => (Json::Null, Some(why.to_string())),
    };
    let (interval, no_interval) = match &estimate.interval {
        Some(Ok(found)) => (range((found.low, found.high)), None),
        Some(Err(why)) => (Json::Null, Some(why.to_string())),
        None => (Json::Null, estimate.value.is_ok().then(|| NOT_DRAWN.to_owned())),
    };
    json::object([
        ("layer", section.layer.as_str().into()),
        ("question", section.question.id().into()),
        ("attribute", section.attribute.as_ref().map(|(id, _)| id.as_str()).into()),
        ("measure", estimate.measure.id().into()),
        ("unit", section.counted.id().into()),
        ("annotators", names(&estimate.annotators)),
        ("code", section.label(estimate).map(|label| label.id.as_str()).into()),
        ("n", estimate.n.into()),
        ("n_assumed", estimate.assumed.into()),
        ("value", value),
        ("reason", reason.as_deref().into()),
        ("observed_disorder", estimate.disorders.map(|(observed, _)| observed).into()),
        ("expected_disorder", estimate.disorders.map(|(_, expected)| expected).into()),
        ("interval", interval),
        ("no_interval", no_interval.as_deref().into()),
        ("bounds", estimate.bounds.map(range).into()),
        ("experimental", estimate.measure.experimental().into()),
        ("seed", report.seed.into()),
        ("resamples", report.resamples.into()),
    ])
}

fn drift_objects(report: &AgreementReport, drift: &Drift, filter: EstimateFilter<'_>) -> Vec<Json> {
    let (who, week) = match &drift.kind {
        DriftKind::Week(pair, week) => (pair.to_vec(), Some(iso_week(*week))),
        DriftKind::Again(who) => (vec![who.clone()], None),
    };
    let suffix = suffix(&drift.kind);
    let figures = [(Measure::KrippendorffAlpha, drift.alpha), (Measure::Percent, drift.percent)];
    let named = figures.map(|(measure, value)| (format!("{measure}{suffix}"), value));
    let wanted = named.into_iter().filter(|(name, _)| filter.measure.is_none_or(|measure| measure == name));
    let object = |(name, value): (String, Result<f64, _>)| {
        let reason = value.as_ref().err().map(|why: &Undefined| why.to_string());
        json::object([
            ("layer", drift.layer.as_str().into()),
            ("question", drift.question.id().into()),
            ("attribute", Json::Null),
            ("measure", name.as_str().into()),
            ("unit", drift.counted.id().into()),
            ("annotators", names(&who)),
            ("code", Json::Null),
            ("n", drift.n.into()),
            ("n_assumed", drift.assumed.into()),
            ("value", value.ok().into()),
            ("reason", reason.as_deref().into()),
            ("interval", Json::Null),
            ("week", week.as_deref().into()),
            ("seed", report.seed.into()),
            ("resamples", report.resamples.into()),
        ])
    };
    wanted.map(object).collect()
}
