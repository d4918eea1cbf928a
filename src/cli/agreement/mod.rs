//! `obelus agreement`.

use super::failure::Failure;
use super::named;
use super::outcome::Outcome;
use super::output::{self, write_all};
use super::progress;
use crate::agreement::{
    AGAIN, AgreementReport, BY_WEEK, Counted, EstimateFilter, Measure, NoMeasure, ReportCache, Request,
    write_json, write_text,
};
use crate::base::AnnotatorId;
use crate::model::Project;
use crate::store;
use clap::ValueEnum;
use std::io::Write;
use std::path::PathBuf;

/// What is counted, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UnitArg {
    /// Whole sentences.
    Sentence,
    /// Marks, and places where marks were matched.
    Span,
    /// Code points.
    Character,
}

impl From<UnitArg> for Counted {
    fn from(unit: UnitArg) -> Self {
        match unit {
            UnitArg::Sentence => Self::Sentence,
            UnitArg::Span => Self::Span,
            UnitArg::Character => Self::Character,
        }
    }
}

/// Whose agreement, on what, by which measure.
#[derive(Debug, Clone, clap::Args)]
pub struct AgreementArgs {
    /// The project folder.
    pub project: PathBuf,
    /// Only this layer of the codebook, by identifier or name.
    #[arg(long)]
    pub layer: Option<String>,
    /// Only these annotators, by identifier or name, separated by commas; otherwise all analysts.
    #[arg(long, value_delimiter = ',')]
    pub annotators: Vec<String>,
    /// Only this measure.
    #[arg(long)]
    pub measure: Option<String>,
    /// What to count; otherwise what suits each layer.
    #[arg(long)]
    pub unit: Option<UnitArg>,
    /// Write the figures as a JSON array.
    ///
    /// Each object has layer, question (place, code, attribute, claim), attribute, measure, unit, annotators, code,
    /// n, n_assumed (how many of n are judged by two only because an import assumed what was read), value (null when
    /// undefined, then reason), of γ observed_disorder and expected_disorder, and interval (or null).
    #[arg(long)]
    pub json: bool,
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
    args: &AgreementArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let measure = args.measure.as_deref().map(measure_called).transpose()?;
    let opened = store::open(&args.project, &progress::shown("Reading"))?;
    output::findings(&opened.issues, err)?;
    let project = opened.value;
    let only = measure.as_deref().and_then(|name| name.parse().ok());
    let request = Request { measure: only, ..request(&project, args)? };
    let report =
        AgreementReport::new(&project, &request, &mut ReportCache::default(), &progress::shown("Comparing"));
    let report = report.map_err(|error| Failure::new("", "").because(error))?;
    let outcome = output::outcome(&opened.issues);
    let Some(report) = report else { return Ok(outcome) };
    let filtered = args.measure.is_some() || args.layer.is_some() || args.unit.is_some();
    let filter = EstimateFilter { measure: measure.as_deref(), filtered };
    let mut text = Vec::new();
    let write = if args.json { write_json } else { write_text };
    write(&report, filter, &mut text)?;
    write_all(out, &String::from_utf8_lossy(&text))?;
    Ok(outcome)
}

/// The stable name of a measure, or of one of those over time, that is called so: by that name, or as it is printed.
fn measure_called(name: &str) -> Result<String, Failure> {
    let suffix = [BY_WEEK, AGAIN].into_iter().find(|suffix| name.ends_with(suffix)).unwrap_or_default();
    let plain = name.strip_suffix(suffix).unwrap_or(name);
    match plain.parse::<Measure>() {
        Ok(measure) if suffix.is_empty() || over_time(measure) => Ok(format!("{measure}{suffix}")),
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

fn request(project: &Project, args: &AgreementArgs) -> Result<Request, Failure> {
    let layers =
        args.layer.as_deref().map(|name| named::layer(project, name).map(|id| vec![id])).transpose()?;
    let find = |name: &String| Ok(named::annotator(project, name)?.id.clone());
    let named = args.annotators.iter().map(find).collect::<Result<Vec<AnnotatorId>, Failure>>()?;
    let annotators = (!named.is_empty()).then_some(named);
    let unit = args.unit.map(Counted::from);
    Ok(Request { layers, annotators, unit, ..Request::default() })
}

#[cfg(test)]
mod tests;
