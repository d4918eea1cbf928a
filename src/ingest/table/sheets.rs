//! Workbooks with an article a row: every sheet whose columns are of articles.

use super::rows::{Rows, with_names, without_names};
use super::{Columns, articles_of, told};
use crate::base::{Issue, Progress, excerpt};
use crate::ingest::{IngestError, ParsedFile, SourceFile, SourceKind, go_on};
use crate::message;
use crate::model::{FileReading, ReadOptions};
use crate::workbook::{CellReading, HiddenParts, Sheets, WorkbookError};

/// How cells are read: nobody says in which zone a time of day is, and what is true is written as the sheet shows it.
const CELLS: CellReading = CellReading { first_row_names: false, zone: "", truth: ["TRUE", "FALSE"] };

/// Reads the sheets of a workbook that have columns of articles; the others are told.
///
/// # Errors
/// When it is damaged or beyond the limits, no sheet has columns of articles or a row with a text, or the caller asked to
/// stop.
pub(in crate::ingest) fn read(
    source: SourceFile<'_>,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<ParsedFile, IngestError> {
    let damaged = |error: WorkbookError| IngestError::Damaged { reason: error.message() };
    let mut sheets = Sheets::open(source.bytes).map_err(damaged)?;
    progress.advance(source.bytes.len() as u64);
    let (mut articles, mut issues, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut reading = FileReading::default();
    let (mut without, mut failure, mut untold) = (0, None, Vec::new());
    for sheet in sheets.names() {
        go_on(progress)?;
        let rows = match sheets.rows(&sheet, CELLS) {
            Ok(rows) => rows,
            Err(error) => {
                let said = message!("findings-sheet-not-read", sheet = sheet, error = error.message());
                let issue = Issue::warning("sheet-not-read", "", said);
                issues.push(issue.hint(message!("findings-sheet-not-read.hint")));
                failure = Some(damaged(error));
                continue;
            }
        };
        if rows.is_empty() {
            continue;
        }
        let first = rows[0].1.clone();
        let Some(table) = table(rows, options) else {
            failure = failure.or_else(|| no_column(&first, options));
            if untold.is_empty() {
                let holds = Columns::of(&first, &[]).holds;
                untold = first.into_iter().zip(holds).collect();
            }
            others.push(sheet);
            continue;
        };
        if let Some(column) = Columns::of(&table.names, &options.columns).missing {
            failure = Some(IngestError::NoColumn { column, columns: table.names });
            others.push(sheet);
            continue;
        }
        let mut found = articles_of(&table, options, progress)?;
        found.issues.extend(hidden(&sheets.hidden(&sheet), &sheet, &table));
        found.issues.extend(uncomputed(sheets.uncomputed()));
        without += found.without.len() as u64;
        for article in &mut found.articles {
            article.place = format!("{sheet}#{}", article.place);
        }
        articles.append(&mut found.articles);
        found.issues.iter_mut().for_each(|issue| issue.file = format!("{}#{sheet}", source.file_name()));
        issues.append(&mut found.issues);
        let new = found.columns.into_iter();
        let new: Vec<_> =
            new.filter(|(name, _)| reading.columns.iter().all(|(one, _)| one != name)).collect();
        reading.columns.extend(new);
    }
    if articles.is_empty() {
        return Err(match (without, failure) {
            (0, failure) => failure.unwrap_or(IngestError::NoArticleColumns { columns: untold }),
            (count, _) => IngestError::NoTexts { count, columns: reading.columns },
        });
    }
    if !others.is_empty() {
        let (named, rest) = told(others.iter().map(String::as_str), others.len());
        let said =
            message!("findings-sheets-without-articles", count = others.len(), named = named, rest = rest);
        issues.push(Issue::note("sheets-without-articles", "", said));
    }
    Ok(ParsedFile { kind: SourceKind::Workbook, articles, note: Vec::new(), issues, reading })
}

/// What the sheet hides of what is read.
fn hidden(hidden: &HiddenParts, sheet: &str, table: &Rows) -> Vec<Issue> {
    let mut issues = Vec::new();
    if hidden.sheet {
        let said = message!("findings-sheet-hidden", sheet = sheet);
        issues.push(Issue::warning("sheet-hidden", "", said).hint(message!("findings-sheet-hidden.hint")));
    }
    let rows: Vec<u64> = table.rows.iter().map(|(number, _)| *number).collect();
    let rows: Vec<u64> =
        hidden.rows.iter().map(|row| u64::from(*row)).filter(|row| rows.binary_search(row).is_ok()).collect();
    if !rows.is_empty() {
        let (named, rest) = told(rows.iter().map(u64::to_string), rows.len());
        let said = message!("findings-rows-hidden", count = rows.len(), rest = rest, named = named);
        issues.push(Issue::warning("rows-hidden", "", said).hint(message!("findings-rows-hidden.hint")));
    }
    let columns = (1..).zip(&table.names).filter(|(number, _)| hidden.has_column(*number));
    let columns: Vec<&str> = columns.map(|(_, name)| name.trim()).filter(|name| !name.is_empty()).collect();
    if !columns.is_empty() {
        let (named, rest) = told(columns.iter().map(|name| excerpt(name).into_owned()), columns.len());
        let said = message!("findings-columns-hidden", count = columns.len(), rest = rest, named = named);
        issues.push(Issue::note("columns-hidden", "", said));
    }
    issues
}

/// That formulas have no result; nothing when all have one.
fn uncomputed(cells: &[String]) -> Option<Issue> {
    let (named, rest) = told(cells.iter().map(String::as_str), cells.len());
    let said = message!("findings-cells-without-result", count = cells.len(), rest = rest, named = named);
    let issue = Issue::warning("cells-without-result", "", said);
    (!cells.is_empty()).then(|| issue.hint(message!("findings-cells-without-result.hint")))
}

/// The rows of a sheet under their names; `None` where they are not of articles.
fn table(rows: Vec<(u32, Vec<String>)>, options: &ReadOptions) -> Option<Rows> {
    let choices = &options.columns;
    let mut rows = rows.into_iter().map(|(number, cells)| (u64::from(number), cells)).collect::<Vec<_>>();
    let names_at = with_names(
        rows.iter().map(|(number, cells)| (*number, cells.clone())).take(super::rows::HEAD),
        choices,
    );
    let found = match names_at {
        Some(_) => with_names(std::mem::take(&mut rows).into_iter(), choices),
        None => without_names(rows, choices),
    }?;
    let columns = Columns::of(&found.names, choices);
    let fits = columns.are_of_articles(choices) || columns.missing.is_some();
    fits.then_some(Rows { has_day_numbers: true, ..found })
}

/// That the sheet has none of the columns that somebody named, if anybody did.
fn no_column(columns: &[String], options: &ReadOptions) -> Option<IngestError> {
    let column = options.columns.first()?.column.clone();
    Some(IngestError::NoColumn { column, columns: columns.to_vec() })
}
