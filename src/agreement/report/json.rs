//! The figures of a report as JSON.

use super::agreement_report::AgreementReport;
use super::drift::{Drift, DriftKind, iso_week};
use super::estimate::Estimate;
use super::filter::{EstimateFilter, suffix};
use super::section::ReportSection;
use crate::agreement::measures::{Measure, Undefined};
use crate::base::{AnnotatorId, json};
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
    writeln!(out, "{}", json::list(&objects))?;
    out.flush()
}

fn text_or_null(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), json::quoted)
}

fn names(annotators: &[AnnotatorId]) -> String {
    let quoted: Vec<String> = annotators.iter().map(|id| json::quoted(id.as_str())).collect();
    format!("[{}]", quoted.join(", "))
}

fn estimate_object(report: &AgreementReport, section: &ReportSection, estimate: &Estimate) -> String {
    let (value, reason) = match estimate.value {
        Ok(value) => (json::number(value), None),
        Err(why) => ("null".to_owned(), Some(why.to_string())),
    };
    let (interval, no_interval) = match &estimate.interval {
        Some(Ok(found)) => (format!("[{}, {}]", json::number(found.low), json::number(found.high)), None),
        Some(Err(why)) => ("null".to_owned(), Some(why.to_string())),
        None => ("null".to_owned(), estimate.value.is_ok().then(|| NOT_DRAWN.to_owned())),
    };
    let bounds = estimate.bounds.map_or_else(
        || "null".to_owned(),
        |(low, high)| format!("[{}, {}]", json::number(low), json::number(high)),
    );
    json::object(&[
        ("layer", json::quoted(section.layer.as_str())),
        ("question", json::quoted(section.question.id())),
        ("attribute", text_or_null(section.attribute.as_ref().map(|(id, _)| id.as_str()))),
        ("measure", json::quoted(estimate.measure.id())),
        ("unit", json::quoted(section.counted.id())),
        ("annotators", names(&estimate.annotators)),
        ("code", text_or_null(section.label(estimate).map(|label| label.id.as_str()))),
        ("n", estimate.n.to_string()),
        ("value", value),
        ("reason", text_or_null(reason.as_deref())),
        ("interval", interval),
        ("no_interval", text_or_null(no_interval.as_deref())),
        ("bounds", bounds),
        ("experimental", estimate.measure.experimental().to_string()),
        ("seed", report.seed.to_string()),
        ("resamples", report.resamples.to_string()),
    ])
}

fn drift_objects(report: &AgreementReport, drift: &Drift, filter: EstimateFilter<'_>) -> Vec<String> {
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
        json::object(&[
            ("layer", json::quoted(drift.layer.as_str())),
            ("question", json::quoted(drift.question.id())),
            ("attribute", "null".to_owned()),
            ("measure", json::quoted(&name)),
            ("unit", json::quoted(drift.counted.id())),
            ("annotators", names(&who)),
            ("code", "null".to_owned()),
            ("n", drift.n.to_string()),
            ("value", value.map_or_else(|_| "null".to_owned(), json::number)),
            ("reason", text_or_null(reason.as_deref())),
            ("interval", "null".to_owned()),
            ("week", text_or_null(week.as_deref())),
            ("seed", report.seed.to_string()),
            ("resamples", report.resamples.to_string()),
        ])
    };
    wanted.map(object).collect()
}
