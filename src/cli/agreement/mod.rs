//! `obelus agreement`.

use super::{Failure, Outcome};
use crate::agreement::{AGAIN, BY_WEEK, Cache, Counted, Measure, NoMeasure, Report, Request, Shown};
use crate::base::{AnnotatorId, Progress, Severity};
use crate::model::Project;
use crate::store;
use clap::ValueEnum;
use std::io::{self, Write};
use std::path::Path;

/// What is counted, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UnitArgument {
    /// Whole sentences.
    Sentence,
    /// Marks, and places where marks were matched.
    Span,
    /// Code points.
    Character,
}

impl From<UnitArgument> for Counted {
    fn from(unit: UnitArgument) -> Self {
        match unit {
            UnitArgument::Sentence => Self::Sentence,
            UnitArgument::Span => Self::Span,
            UnitArgument::Character => Self::Character,
        }
    }
}

/// What to report, as it was asked for.
pub(super) struct Asked<'a> {
    pub(super) layer: Option<&'a str>,
    pub(super) annotators: &'a [String],
    pub(super) measure: Option<&'a str>,
    pub(super) unit: Option<UnitArgument>,
    pub(super) json: bool,
}

/// All measures, for the help.
pub(super) fn help() -> String {
    let line = |measure: Measure| {
        let experimental = if measure.experimental() { "experimental; " } else { "" };
        format!("  {:20}{}: {experimental}{}", measure.id(), measure.name(), measure.source())
    };
    let lines: Vec<String> = Measure::all().map(line).collect();
    format!(
        "Measures:\n{}\n  percent{BY_WEEK}, krippendorff-alpha{BY_WEEK}: two annotators by week\n  percent{AGAIN}, \
         krippendorff-alpha{AGAIN}: an annotator on a text that was served again",
        lines.join("\n")
    )
}

pub(super) fn run(
    root: &Path,
    asked: &Asked<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    if let Some(name) = asked.measure {
        measure_called(name)?;
    }
    let opened = store::open(root, &Progress::new())?;
    for issue in &opened.issues {
        writeln!(err, "{issue}")?;
    }
    let project = opened.value;
    let request = request(&project, asked)?;
    let report = Report::new(&project, &request, &mut Cache::default(), &Progress::new());
    let report = report.map_err(|error| Failure::new(error.to_string(), ""))?;
    let serious = opened.issues.iter().any(|issue| issue.severity > Severity::Note);
    let outcome = if serious { Outcome::Findings } else { Outcome::Clean };
    let Some(report) = report else { return Ok(outcome) };
    let filtered = asked.measure.is_some() || asked.layer.is_some() || asked.unit.is_some();
    let shown = Shown { measure: asked.measure, filtered };
    let written = if asked.json { shown.json(&report, out) } else { shown.text(&report, out) };
    match written {
        // Whoever reads our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written?,
    }
    Ok(outcome)
}

/// Whether figures are called so: a measure, or one of those over time.
fn measure_called(name: &str) -> Result<(), Failure> {
    let plain = name.strip_suffix(BY_WEEK).or_else(|| name.strip_suffix(AGAIN)).unwrap_or(name);
    match plain.parse::<Measure>() {
        Ok(measure) if plain == name || over_time(measure) => Ok(()),
        _ => {
            let timed: Vec<String> = Measure::all()
                .filter(|measure| over_time(*measure))
                .flat_map(|measure| [BY_WEEK, AGAIN].map(|suffix| format!("{measure}{suffix}")))
                .collect();
            let words = NoMeasure(name.to_owned());
            Err(Failure::new(format!("{words}, and over time {}", timed.join(", ")), ""))
        }
    }
}

fn over_time(measure: Measure) -> bool {
    matches!(measure, Measure::Percent | Measure::KrippendorffAlpha)
}

fn request(project: &Project, asked: &Asked<'_>) -> Result<Request, Failure> {
    let layers = match asked.layer {
        None => None,
        Some(name) => Some(vec![super::layer(project, name)?]),
    };
    let annotators = match asked.annotators {
        [] => None,
        names => {
            let find = |name: &String| Ok(super::annotator(project, name)?.id.clone());
            Some(names.iter().map(find).collect::<Result<Vec<AnnotatorId>, Failure>>()?)
        }
    };
    let unit = asked.unit.map(Counted::from);
    Ok(Request { layers, annotators, unit, ..Request::default() })
}

#[cfg(test)]
mod tests;
