//! The figures of a report as text to read and as JSON.

use super::report::{Question, Report, Section, shown, shown_interval};
use super::{Drift, DriftKind, Measure, Row, Undefined, iso_week};
use crate::base::{AnnotatorId, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What follows the name of a measure that is told week by week.
pub const BY_WEEK: &str = "-by-week";
/// What follows the name of a measure of annotators against themselves.
pub const AGAIN: &str = "-self";

/// Why a figure has no interval for which none is ever drawn.
const NOT_DRAWN: &str = "not drawn for this measure";

/// Which figures of a report are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown<'a> {
    /// Only of this measure; with [`BY_WEEK`] or [`AGAIN`] after its name, those over time.
    pub measure: Option<&'a str>,
    /// Whether the report was asked for a part only, so that nothing at all is worth a word.
    pub filtered: bool,
}

impl Shown<'_> {
    /// Writes the figures as a JSON array, one object a line.
    ///
    /// # Errors
    /// What `out` fails with.
    pub fn json(self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        write_json(report, self, out)
    }

    /// Writes the figures as a text to read.
    ///
    /// # Errors
    /// What `out` fails with.
    pub fn text(self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        write_text(report, self, out)
    }
}

/// Whether figures over time are called so.
fn is_timed(name: &str) -> bool {
    name.ends_with(BY_WEEK) || name.ends_with(AGAIN)
}

fn write_json(report: &Report, asked: Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut objects = Vec::new();
    for section in &report.sections {
        let rows =
            section.rows.iter().filter(|row| asked.measure.is_none_or(|name| name == row.measure.id()));
        objects.extend(rows.map(|row| row_object(report, section, row)));
    }
    objects.extend(report.drift.iter().flat_map(|drift| drift_objects(report, drift, asked)));
    writeln!(out, "{}", json::list(&objects))?;
    out.flush()
}

fn text_or_null(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), json::quoted)
}

fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:?}") } else { "null".to_owned() }
}

fn names(annotators: &[AnnotatorId]) -> String {
    let quoted: Vec<String> = annotators.iter().map(|id| json::quoted(id.as_str())).collect();
    format!("[{}]", quoted.join(", "))
}

fn row_object(report: &Report, section: &Section, row: &Row) -> String {
    let (value, reason) = match row.value {
        Ok(value) => (number(value), None),
        Err(why) => ("null".to_owned(), Some(why.to_string())),
    };
    let (interval, no_interval) = match &row.interval {
        Some(Ok(found)) => (format!("[{}, {}]", number(found.low), number(found.high)), None),
        Some(Err(why)) => ("null".to_owned(), Some(why.to_string())),
        None => ("null".to_owned(), row.value.is_ok().then(|| NOT_DRAWN.to_owned())),
    };
    let bounds = row
        .bounds
        .map_or_else(|| "null".to_owned(), |(low, high)| format!("[{}, {}]", number(low), number(high)));
    json::object(&[
        ("layer", json::quoted(section.layer.as_str())),
        ("question", json::quoted(section.question.id())),
        ("attribute", text_or_null(section.attribute.as_ref().map(|(id, _)| id.as_str()))),
        ("measure", json::quoted(row.measure.id())),
        ("unit", json::quoted(section.counted.id())),
        ("annotators", names(&row.annotators)),
        ("code", text_or_null(section.label(row).map(|label| label.id.as_str()))),
        ("n", row.n.to_string()),
        ("value", value),
        ("reason", text_or_null(reason.as_deref())),
        ("interval", interval),
        ("no_interval", text_or_null(no_interval.as_deref())),
        ("bounds", bounds),
        ("experimental", row.measure.experimental().to_string()),
        ("seed", report.seed.to_string()),
        ("resamples", report.resamples.to_string()),
    ])
}

fn drift_objects(report: &Report, drift: &Drift, asked: Shown<'_>) -> Vec<String> {
    let (who, week, suffix) = match &drift.kind {
        DriftKind::Week(pair, week) => (pair.to_vec(), Some(iso_week(*week)), BY_WEEK),
        DriftKind::Again(who) => (vec![who.clone()], None, AGAIN),
    };
    let figures = [(Measure::KrippendorffAlpha, drift.alpha), (Measure::Percent, drift.percent)];
    let named = figures.map(|(measure, value)| (format!("{measure}{suffix}"), value));
    let wanted = named.into_iter().filter(|(name, _)| asked.measure.is_none_or(|measure| measure == name));
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
            ("value", value.map_or_else(|_| "null".to_owned(), number)),
            ("reason", text_or_null(reason.as_deref())),
            ("interval", "null".to_owned()),
            ("week", text_or_null(week.as_deref())),
            ("seed", report.seed.to_string()),
            ("resamples", report.resamples.to_string()),
        ])
    };
    wanted.map(object).collect()
}

fn write_text(report: &Report, asked: Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    if is_empty(report, asked) {
        writeln!(out, "No figure fits the filter.\n")?;
    } else {
        let words = report.words();
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
    let left_out = report.left_out;
    writeln!(
        out,
        "Left out, because nobody made them: {} carried over, {} suggested; {} without a passage.",
        left_out.carried_over, left_out.suggested, left_out.orphans
    )?;
    let mut question = None;
    for section in &report.sections {
        let rows: Vec<&Row> = section
            .rows
            .iter()
            .filter(|row| asked.measure.is_none_or(|name| name == row.measure.id()))
            .collect();
        if rows.is_empty() {
            continue;
        }
        if question != Some(section.question) {
            writeln!(out, "\n{}", section.question.name().to_uppercase())?;
            question = Some(section.question);
        }
        write_section(report, section, &rows, out)?;
        if asked.measure.is_none() && section.question == Question::Code {
            write_crossing(section, out)?;
        }
    }
    write_drift(report, asked, out)?;
    out.flush()
}

/// Whether something was asked for of which there is no figure, though there are annotators to compare.
fn is_empty(report: &Report, asked: Shown<'_>) -> bool {
    let is_asked = |row: &Row| asked.measure.is_none_or(|name| name == row.measure.id());
    let timed = asked.measure.is_some_and(is_timed) && !timed(report, asked).is_empty();
    let found = timed || report.sections.iter().flat_map(|section| &section.rows).any(is_asked);
    asked.filtered && !found && report.annotators.len() > 1
}

/// The figures over time that were asked for.
fn timed<'a>(report: &'a Report, asked: Shown<'_>) -> Vec<&'a Drift> {
    let wanted = |drift: &&Drift| {
        let suffix = if matches!(drift.kind, DriftKind::Again(_)) { AGAIN } else { BY_WEEK };
        asked.measure.is_none_or(|name| name.ends_with(suffix))
    };
    report.drift.iter().filter(wanted).collect()
}

fn write_section(report: &Report, section: &Section, rows: &[&Row], out: &mut dyn Write) -> io::Result<()> {
    let attribute = section.attribute.as_ref().map_or_else(String::new, |(_, name)| format!(" · {name}"));
    writeln!(out, "\n{}{attribute} · by {}", section.layer_name, section.counted.id())?;
    if section.none_counts {
        writeln!(out, "  Sentences in which nobody marked anything count as agreeing.")?;
    }
    if let [first, rest @ ..] = rows
        && let Err(why) = first.value
        && rest.iter().all(|row| row.value == first.value)
    {
        return writeln!(out, "  n/a ({why})");
    }
    let mut lines = vec![["", "n", "value", "95 % interval"].map(str::to_owned)];
    lines.extend(rows.iter().map(|row| line(report, section, row)));
    write_columns(&lines, out)?;
    if section.several > 0 && rows.iter().any(|row| row.measure != Measure::AlphaMasi) {
        let (count, are) = match section.several {
            1 => ("1 unit".to_owned(), "is"),
            many => (format!("{many} units"), "are"),
        };
        let masi = Measure::AlphaMasi.name();
        writeln!(out, "  {count} with several answers {are} left out of these; {masi} counts all.")?;
    }
    let no_interval: BTreeSet<String> = rows
        .iter()
        .filter(|row| row.value.is_ok())
        .filter_map(|row| Some(row.interval.as_ref()?.as_ref().err()?.to_string()))
        .collect();
    no_interval.iter().try_for_each(|why| writeln!(out, "  No interval: {why}."))
}

fn line(report: &Report, section: &Section, row: &Row) -> [String; 4] {
    let mut name = row.measure.name().to_owned();
    if row.measure.experimental() {
        name.push_str(" (experimental)");
    }
    if let Some(label) = section.label(row) {
        name.push_str(&format!(" of {}", if label.name.is_empty() { &label.id } else { &label.name }));
    }
    if !report.is_overall(row) {
        let who: Vec<&str> = row.annotators.iter().map(AnnotatorId::as_str).collect();
        name.push_str(&format!(", {}", who.join(" and ")));
    }
    let mut value = match row.value {
        Ok(value) => shown(value),
        Err(why) => format!("n/a ({why})"),
    };
    if let Some((low, high)) = row.bounds {
        value.push_str(&format!(" (between {} and {})", shown(low), shown(high)));
    }
    let interval = match (&row.interval, row.value) {
        (Some(Ok(interval)), Ok(_)) => shown_interval(interval),
        (Some(Err(_)) | None, Ok(_)) => "none".to_owned(),
        (_, Err(_)) => String::new(),
    };
    [name, row.n.to_string(), value, interval]
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
fn write_crossing(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    let Some(crossing) = section.crossing(None) else { return Ok(()) };
    let used: Vec<usize> =
        (0..section.labels.len()).filter(|at| crossing.counts[*at].iter().any(|n| *n > 0)).collect();
    if used.len() < 2 {
        return Ok(());
    }
    writeln!(out, "  Pairs of codes given to one unit, in both orders:")?;
    let name = |at: usize| section.labels[at].name.as_str();
    let first = used.iter().map(|at| name(*at).chars().count()).max().unwrap_or(0);
    let wide = |at: usize| {
        let numbers = crossing.counts.iter().map(|row| row[at].to_string().len());
        numbers.chain([name(at).chars().count()]).max().unwrap_or(0)
    };
    let head: Vec<String> =
        used.iter().map(|at| format!("{:>width$}", name(*at), width = wide(*at))).collect();
    writeln!(out, "  {:first$}  {}", "", head.join("  "))?;
    for row in &used {
        let cell = |at: &usize| format!("{:>width$}", crossing.counts[*row][*at], width = wide(*at));
        let cells: Vec<String> = used.iter().map(cell).collect();
        writeln!(out, "  {:first$}  {}", name(*row), cells.join("  "))?;
    }
    Ok(())
}

fn write_drift(report: &Report, asked: Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    let shown_drift = timed(report, asked);
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
        lines.push([name, drift.n.to_string(), value(drift.percent), value(drift.alpha)]);
    }
    write_columns(&lines, out)
}
