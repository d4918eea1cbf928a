//! The figures of a report as a text to read.

use super::agreement_report::AgreementReport;
use super::drift::{DriftKind, iso_week};
use super::estimate::Estimate;
use super::filter::EstimateFilter;
use super::number::{shown, shown_interval};
use super::section::{Question, ReportSection};
use crate::agreement::measures::{Measure, Undefined};
use crate::base::AnnotatorId;
use crate::locale::english::and_list;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Writes figures as a text to read.
///
/// # Errors
/// What `out` fails with.
pub fn write_text(
    report: &AgreementReport,
    filter: EstimateFilter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if filter.finds_nothing(report) {
        writeln!(out, "No figure fits the filter.\n")?;
    } else if !report.is_partial {
        let words = report.summary();
        let lines = [words.headline, words.detail];
        lines.iter().filter(|line| !line.is_empty()).try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(out)?;
    }
    let names: Vec<&str> = report.annotators.iter().map(AnnotatorId::as_str).collect();
    let articles = report.articles.len();
    writeln!(out, "Compared: {}; articles that two of them have begun: {articles}.", names.join(", "))?;
    writeln!(
        out,
        "Intervals: 95 %, from {} draws of articles with replacement, seed {}.",
        report.resamples, report.seed
    )?;
    for words in report.reading() {
        writeln!(out, "{words}")?;
    }
    let left_out = report.left_out;
    writeln!(
        out,
        "Left out, because nobody made them: {} carried over, {} suggested; {} without a passage.",
        left_out.carried_over, left_out.suggested, left_out.orphans
    )?;
    let mut question = None;
    for section in &report.sections {
        let estimates: Vec<&Estimate> =
            section.estimates.iter().filter(|estimate| filter.admits(estimate)).collect();
        if estimates.is_empty() {
            continue;
        }
        if question != Some(section.question) {
            writeln!(out, "\n{}", section.question.name().to_uppercase())?;
            question = Some(section.question);
        }
        write_section(report, section, &estimates, out)?;
        if filter.measure.is_none() && section.question == Question::Code {
            write_cross_tabulation(section, out)?;
        }
    }
    write_drift(report, filter, out)?;
    out.flush()
}

fn write_section(
    report: &AgreementReport,
    section: &ReportSection,
    estimates: &[&Estimate],
    out: &mut dyn Write,
) -> io::Result<()> {
    let attribute = section.attribute.as_ref().map_or_else(String::new, |(_, name)| format!(" · {name}"));
    writeln!(out, "\n{}{attribute} · by {}", section.layer_name, section.counted.id())?;
    if section.none_counts {
        writeln!(out, "  Sentences in which nobody marked anything count as agreeing.")?;
    }
    if let [first, rest @ ..] = estimates
        && let Err(why) = first.value
        && rest.iter().all(|estimate| estimate.value == first.value)
    {
        return writeln!(out, "  n/a ({why})");
    }
    let mut lines = vec![["", "n", "value", "95 % interval"].map(str::to_owned)];
    lines.extend(estimates.iter().map(|estimate| line(report, section, estimate)));
    write_columns(&lines, out)?;
    if section.several > 0 && estimates.iter().any(|estimate| estimate.measure != Measure::AlphaMasi) {
        let (count, are) = match section.several {
            1 => ("1 unit".to_owned(), "is"),
            many => (format!("{many} units"), "are"),
        };
        let masi = Measure::AlphaMasi.name();
        writeln!(out, "  {count} with several answers {are} left out of these; {masi} counts all.")?;
    }
    let no_interval: BTreeSet<String> = estimates
        .iter()
        .filter(|estimate| estimate.value.is_ok())
        .filter_map(|estimate| Some(estimate.interval.as_ref()?.as_ref().err()?.to_string()))
        .collect();
    no_interval.iter().try_for_each(|why| writeln!(out, "  No interval: {why}."))
}

fn line(report: &AgreementReport, section: &ReportSection, estimate: &Estimate) -> [String; 4] {
    let mut name = estimate.measure.name().to_owned();
    if estimate.measure.experimental() {
        name.push_str(" (experimental)");
    }
    if let Some(label) = section.label(estimate) {
        name.push_str(&format!(" of {}", if label.name.is_empty() { &label.id } else { &label.name }));
    }
    if !report.is_overall(estimate) {
        let who: Vec<&str> = estimate.annotators.iter().map(AnnotatorId::as_str).collect();
        name.push_str(&format!(", {}", and_list(&who)));
    }
    let mut value = match estimate.value {
        Ok(value) => shown(value),
        Err(why) => format!("n/a ({why})"),
    };
    if let Some((low, high)) = estimate.bounds {
        value.push_str(&format!(" (between {} and {})", shown(low), shown(high)));
    }
    if let Some((observed, expected)) = estimate.disorders {
        value.push_str(&format!(" (δ_o {observed:.3}, δ_e {expected:.3})"));
    }
    let interval = match (&estimate.interval, estimate.value) {
        (Some(Ok(interval)), Ok(_)) => shown_interval(interval),
        (Some(Err(_)) | None, Ok(_)) => "none".to_owned(),
        (_, Err(_)) => String::new(),
    };
    let n = match estimate.assumed {
        0 => estimate.n.to_string(),
        assumed => format!("{} ({assumed} assumed)", estimate.n),
    };
    [name, n, value, interval]
}

/// Lines with the first column to the left, the second to the right, and the last as wide as it is.
fn write_columns(lines: &[[String; 4]], out: &mut dyn Write) -> io::Result<()> {
    let wide = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (wide(0), wide(1));
    let values = lines.iter().filter(|line| !line[2].starts_with("n/a"));
    let third = values.map(|line| line[2].chars().count()).max().unwrap_or(0);
    for [name, n, value, interval] in lines {
        let text = format!("  {name:first$}  {n:>second$}  {value:third$}  {interval}");
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

/// How often each two codes were given to one unit.
fn write_cross_tabulation(section: &ReportSection, out: &mut dyn Write) -> io::Result<()> {
    let Some(cross_tabulation) = section.cross_tabulation(None) else { return Ok(()) };
    let used: Vec<usize> =
        (0..section.labels.len()).filter(|at| cross_tabulation.counts[*at].iter().any(|n| *n > 0)).collect();
    if used.len() < 2 {
        return Ok(());
    }
    writeln!(out, "  Pairs of codes given to one unit, in both orders:")?;
    let name = |at: usize| section.labels[at].name.as_str();
    let first = used.iter().map(|at| name(*at).chars().count()).max().unwrap_or(0);
    let wide = |at: usize| {
        let numbers = cross_tabulation.counts.iter().map(|row| row[at].to_string().len());
        numbers.chain([name(at).chars().count()]).max().unwrap_or(0)
    };
    let head: Vec<String> =
        used.iter().map(|at| format!("{:>width$}", name(*at), width = wide(*at))).collect();
    writeln!(out, "  {:first$}  {}", "", head.join("  "))?;
    for row in &used {
        let cell = |at: &usize| format!("{:>width$}", cross_tabulation.counts[*row][*at], width = wide(*at));
        let cells: Vec<String> = used.iter().map(cell).collect();
        writeln!(out, "  {:first$}  {}", name(*row), cells.join("  "))?;
    }
    Ok(())
}

fn write_drift(report: &AgreementReport, filter: EstimateFilter<'_>, out: &mut dyn Write) -> io::Result<()> {
    let shown_drift = filter.over_time(report);
    if shown_drift.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nOVER TIME")?;
    let value = |value: Result<f64, Undefined>| match value {
        Ok(value) => shown(value),
        Err(why) => format!("n/a ({why})"),
    };
    let mut lines = vec![["", "n", "agreement", "α"].map(str::to_owned)];
    for drift in shown_drift {
        let who = match &drift.kind {
            DriftKind::Week([one, other], week) => format!("{one} and {other}, {}", iso_week(*week)),
            DriftKind::Again(who) => format!("{who} with themself, text served again"),
        };
        let name = format!("{}, {}: {who}", drift.layer, drift.question.name().to_lowercase());
        let n = match drift.assumed {
            0 => drift.n.to_string(),
            assumed => format!("{} ({assumed} assumed)", drift.n),
        };
        lines.push([name, n, value(drift.percent), value(drift.alpha)]);
    }
    write_columns(&lines, out)
}
