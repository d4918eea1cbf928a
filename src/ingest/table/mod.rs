//! Tables with an article a row: delimited text and lines of JSON, as media monitoring, archives and scripts write them.
//!
//! What a column holds somebody says, or its name tells it, and that is said. A row with a part of the text alone
//! becomes an article that is marked as a snippet; a row without any text is of an article that is to be fetched, and
//! one that tells of none is counted and named.

mod columns;
mod delimited;
mod rows;
mod sheets;
#[cfg(test)]
mod tests;

pub(super) use rows::is_of_articles;
pub(super) use sheets::read as read_workbook;

use super::parsed::{KnownValues, Paragraph, ParsedArticle};
use super::{IngestError, SourceKind, dates, fragment, go_on, language};
use crate::base::{Issue, Place, Progress, excerpt};
use crate::locale::{Argument, Message};
use crate::message;
use crate::model::{ArticleColumn, ArticleField, ColumnsTaken, Dated, ReadOptions, ValueOrigin, ZoneKind};
use crate::workbook::day_of_number;
use columns::Columns;
use delimited::QuoteFaults;
use rows::Rows;

/// How many rows, sheets or pages are told by their names where many have the same fault.
const TOLD: usize = 5;
/// Sets authors and subject terms of a cell apart.
const SEPARATORS: [char; 2] = [';', '|'];

/// What was found in a table.
pub(super) struct TableArticles {
    pub articles: Vec<ParsedArticle>,
    /// What was found about the table as a whole.
    pub issues: Vec<Issue>,
    /// The columns by their names, with what they were taken for.
    pub columns: ColumnsTaken,
    /// The names of the rows without a text.
    without: Vec<String>,
}

/// Reads a table of text of a kind that was told by content; `None` when no column holds texts, titles or addresses.
///
/// # Errors
/// When no row has a text, a column that somebody named is not there, or the caller asked to stop.
pub(super) fn read(
    kind: SourceKind,
    text: &str,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Option<TableArticles>, IngestError> {
    let choices = &options.columns;
    let table = match kind {
        SourceKind::JsonLines => Ok(rows::of_json(text)),
        _ => rows::delimited(text, choices),
    };
    let missing = |columns: Vec<String>, column: String| Err(IngestError::NoColumn { column, columns });
    let table = match table {
        Ok(table) => table,
        Err(columns) => {
            let absent = Columns::of(&columns, choices).missing;
            return missing(columns, absent.unwrap_or_default());
        }
    };
    let Some(table) = table else { return Ok(None) };
    let columns = Columns::of(&table.names, choices);
    if let Some(column) = columns.missing {
        return missing(table.names, column);
    }
    if !columns.are_of_articles(choices) {
        let columns = table.names.into_iter().zip(columns.holds).collect();
        return if choices.is_empty() { Ok(None) } else { Err(IngestError::NoArticleColumns { columns }) };
    }
    let found = articles_of(&table, options, progress)?;
    match found.articles.is_empty() {
        true => Err(IngestError::NoTexts { count: found.without.len() as u64, columns: found.columns }),
        false => Ok(Some(found)),
    }
}

/// The columns of a table whose names tell nothing, so that somebody can say what they hold: the cells of its first row.
pub(super) fn untold_columns(kind: SourceKind, text: &str) -> ColumnsTaken {
    let names = match kind {
        SourceKind::JsonLines => rows::of_json(text).map(|rows| rows.names).unwrap_or_default(),
        _ => rows::first_row(text),
    };
    let holds = Columns::of(&names, &[]).holds;
    names.into_iter().zip(holds).collect()
}

/// The articles of the rows of a table.
fn articles_of(
    table: &Rows,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<TableArticles, IngestError> {
    let columns = Columns::of(&table.names, &options.columns);
    let (mut articles, mut issues) = (Vec::new(), Vec::new());
    issues.push(mapping(&table.names, &columns, options));
    if table.broken > 0 {
        let said = message!("findings-table-rows-broken", count = table.broken);
        issues.push(Issue::warning("table-rows-broken", "", said));
    }
    issues.extend(quote_faults(&table.quotes));
    let longer = table.rows.iter().filter(|(_, cells)| has_more(cells, &table.names));
    issues.extend(longer_rows(longer.map(|(line, _)| *line)));
    let mut without: Vec<String> = Vec::new();
    let mut markup: Vec<u64> = Vec::new();
    for (line, cells) in &table.rows {
        go_on(progress)?;
        let (cells, has_markup) = plain_cells(cells, &columns);
        if has_markup {
            markup.push(*line);
        }
        match article(&columns, &cells, *line, table.has_day_numbers)? {
            Some(article) => articles.push(article),
            None if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            None => without.push(format!("#{line}")),
        }
    }
    issues.extend(untold_text(table, &columns, options));
    issues.extend(to_fetch(&articles));
    issues.extend(without_text(&without));
    if !markup.is_empty() {
        let (named, rest) = told(markup.iter().map(u64::to_string), markup.len());
        let said = message!("findings-cells-with-html", count = markup.len(), rest = rest, named = named);
        issues.push(Issue::note("cells-with-html", "", said));
    }
    let columns = table.names.iter().cloned().zip(columns.holds).collect();
    Ok(TableArticles { articles, issues, columns, without })
}

/// Words from which on a cell may be a text, or the beginning of one.
const RUNNING: usize = 12;

/// That no column is told to hold texts though one that nobody chose not to use may have them; nothing elsewhere.
fn untold_text(table: &Rows, columns: &Columns, options: &ReadOptions) -> Option<Issue> {
    let is_text =
        |column: &Option<ArticleColumn>| matches!(column, Some(ArticleColumn::Text | ArticleColumn::Snippet));
    if columns.holds.iter().any(is_text) {
        return None;
    }
    let runs = |at: usize| {
        let words = |cell: &String| cell.split_whitespace().nth(RUNNING - 1).is_some();
        table.rows.iter().any(|(_, cells)| cells.get(at).is_some_and(words))
    };
    let chosen = |name: &str| options.columns.iter().any(|choice| choice.column == name);
    let untold = table.names.iter().enumerate().zip(&columns.holds);
    let untold = untold.filter(|((at, name), holds)| holds.is_none() && !chosen(name) && runs(*at));
    let names: Vec<String> = untold.map(|((_, name), _)| excerpt(name).into_owned()).collect();
    let said = message!(
        "findings-text-untold",
        count = names.len(),
        named = Argument::series(names.iter().map(String::as_str))
    );
    let issue = Issue::warning("text-untold", "", said).hint(message!("findings-text-untold.hint"));
    (!names.is_empty()).then_some(issue)
}

/// The cells of a row, with those that hold HTML made plain words, and whether there are such.
fn plain_cells(cells: &[String], columns: &Columns) -> (Vec<String>, bool) {
    let is_words = |column: &Option<ArticleColumn>| {
        !matches!(column, None | Some(ArticleColumn::Time | ArticleColumn::Field(ArticleField::Url)))
    };
    let mut has_markup = false;
    let mut one = |(at, cell): (usize, &String)| {
        let is_words = columns.holds.get(at).is_some_and(is_words);
        match fragment::plain(cell).filter(|_| is_words) {
            Some(words) => {
                has_markup = true;
                words
            }
            None => cell.clone(),
        }
    };
    let cells = cells.iter().enumerate().map(&mut one).collect();
    (cells, has_markup)
}

/// What is wrong with the quotation marks of a table.
fn quote_faults(faults: &QuoteFaults) -> Vec<Issue> {
    let place = |line: u64| Place::Line(u32::try_from(line).unwrap_or(u32::MAX), 1);
    let mut issues = Vec::new();
    if let Some(first) = faults.unclosed.first() {
        let count = faults.unclosed.len();
        let (named, rest) = told(faults.unclosed.iter().map(u64::to_string), count);
        let said = message!("findings-quote-unclosed", count = count, rest = rest, named = named);
        let issue = Issue::warning("quote-unclosed", "", said).hint(message!("findings-quote-unclosed.hint"));
        issues.push(issue.at(place(*first)));
    }
    if let Some(line) = faults.to_the_end {
        let said = message!("findings-quote-to-the-end", line = line);
        let issue = Issue::warning("quote-to-the-end", "", said);
        issues.push(issue.hint(message!("findings-quote-to-the-end.hint")).at(place(line)));
    }
    issues
}

/// The first of so many names, and how many more there are.
pub(super) fn told<N: Into<Argument>>(names: impl Iterator<Item = N>, count: usize) -> (Argument, usize) {
    (Argument::series(names.take(TOLD)), count.saturating_sub(TOLD))
}

/// Whether a row has words in cells beyond the last name.
fn has_more(cells: &[String], names: &[String]) -> bool {
    cells.iter().skip(names.len()).any(|cell| !cell.trim().is_empty())
}

/// That rows have cells that belong to no column; nothing without a line.
fn longer_rows(lines: impl Iterator<Item = u64>) -> Option<Issue> {
    let lines: Vec<u64> = lines.collect();
    let (named, rest) = told(lines.iter().map(u64::to_string), lines.len());
    let said = message!("findings-rows-longer", count = lines.len(), rest = rest, named = named);
    let issue = Issue::warning("rows-longer", "", said).hint(message!("findings-rows-longer.hint"));
    (!lines.is_empty()).then_some(issue)
}

/// That no name tells what the columns of a table hold, so that it came in as it stands.
pub(super) fn untold() -> Issue {
    Issue::warning("columns-untold", "", message!("findings-columns-untold"))
        .hint(message!("findings-columns-untold.hint"))
}

/// That rows or records have no text and do not say of which article they are; nothing when none is named.
pub(super) fn without_text(names: &[String]) -> Option<Issue> {
    let (named, rest) = told(names.iter().map(|name| excerpt(name).into_owned()), names.len());
    let said = message!("findings-rows-without-text", count = names.len(), rest = rest, named = named);
    let issue =
        Issue::warning("rows-without-text", "", said).hint(message!("findings-rows-without-text.hint"));
    (!names.is_empty()).then_some(issue)
}

/// That articles are told of and their texts are not at hand; nothing when all are.
pub(super) fn to_fetch(articles: &[ParsedArticle]) -> Option<Issue> {
    let missing: Vec<&str> =
        articles.iter().filter(|one| one.teaser.is_some()).map(ParsedArticle::called).collect();
    let (named, rest) = told(missing.iter().map(|name| excerpt(name).into_owned()), missing.len());
    let said = message!("findings-to-fetch", count = missing.len(), rest = rest, named = named);
    let issue = Issue::note("to-fetch", "", said).hint(message!("findings-to-fetch.hint"));
    (!missing.is_empty()).then_some(issue)
}

/// That an article is only a part of its text.
pub(super) fn snippet() -> Issue {
    Issue::warning("snippet", "", message!("findings-snippet")).hint(message!("findings-snippet.hint"))
}

/// Says which column was taken for what.
fn mapping(names: &[String], columns: &Columns, options: &ReadOptions) -> Issue {
    let pairs = names.iter().zip(&columns.holds);
    let taken = pairs.clone().filter_map(|(name, column)| {
        let what = Message::new((*column)?.name_id());
        Some(Argument::Message(message!("ingest-column-taken", what = what, name = &*excerpt(name))))
    });
    let taken = Argument::series(taken);
    let left = pairs.filter(|(_, column)| column.is_none()).count();
    let said = match options.columns.is_empty() {
        true => message!("findings-table-columns", taken = taken, left = left),
        false => message!("findings-table-columns-chosen", taken = taken, left = left),
    };
    Issue::note("table-columns", "", said)
}

/// The article of a row; `None` when it has no text and does not say of which article it is.
fn article(
    columns: &Columns,
    cells: &[String],
    line: u64,
    has_day_numbers: bool,
) -> Result<Option<ParsedArticle>, IngestError> {
    let mut known = KnownValues::default();
    let (mut texts, mut snippets, mut time) = (Vec::new(), Vec::new(), "");
    let language = cell_of(columns, cells, ArticleField::Language).to_owned();
    let day = |cell: &str| match day_of_number(cell).filter(|_| has_day_numbers) {
        Some(date) => Dated { date, as_written: cell.to_owned() },
        None => dated(cell, &language),
    };
    for (cell, column) in cells.iter().zip(&columns.holds) {
        let cell = cell.trim();
        let Some(column) = column.filter(|_| !cell.is_empty()) else { continue };
        match column {
            ArticleColumn::Text => texts.push(cell),
            ArticleColumn::Snippet if snippets.contains(&cell) => {}
            ArticleColumn::Snippet => snippets.push(cell),
            ArticleColumn::Time => time = cell,
            ArticleColumn::Field(ArticleField::Authors) => known.authors(parts(cell), ValueOrigin::Column),
            ArticleColumn::Field(ArticleField::Subjects) => known.subjects(parts(cell), ValueOrigin::Column),
            ArticleColumn::Field(ArticleField::Published) => known.published(day(cell), ValueOrigin::Column),
            ArticleColumn::Field(ArticleField::Updated) => known.updated(day(cell), ValueOrigin::Column),
            ArticleColumn::Field(ArticleField::Language) => {
                let tag = language::tag_of(cell);
                known.words(ArticleField::Language, &tag, ValueOrigin::Column);
            }
            ArticleColumn::Field(field) => known.words(field, &one_line(cell), ValueOrigin::Column),
        }
    }
    if !time.is_empty() && !known.metadata.published.as_written.is_empty() {
        known.metadata.published.as_written.push_str(&format!(" {time}"));
    }
    let is_snippet = texts.is_empty();
    let text = if is_snippet { snippets } else { texts }.join("\n\n");
    if text.is_empty() {
        return Ok(ParsedArticle::not_at_hand(known, String::new()));
    }
    let mut paragraphs = Vec::new();
    let title = cell_of(columns, cells, ArticleField::Title);
    if !title.is_empty() && !text.starts_with(title) {
        let lines = title.lines().filter(|line| !line.trim().is_empty()).enumerate();
        paragraphs.extend(
            lines.map(|(at, line)| Paragraph { tight: at > 0, ..Paragraph::of(ZoneKind::Headline, line) }),
        );
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    paragraphs.extend(lines.map(|line| Paragraph { text: line.to_owned(), ..Paragraph::default() }));
    let mut article = ParsedArticle::of_paragraphs(&paragraphs, known)?;
    article.place = line.to_string();
    if is_snippet {
        let place = Place::Line(u32::try_from(line).unwrap_or(u32::MAX), 1);
        article.notes.push(snippet().at(place));
    }
    Ok(Some(article))
}

fn cell_of<'c>(columns: &Columns, cells: &'c [String], field: ArticleField) -> &'c str {
    let at = columns.holds.iter().position(|column| *column == Some(ArticleColumn::Field(field)));
    at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
}

/// The lines of a cell on one, as a title with its overline or several titles of one article.
fn one_line(cell: &str) -> String {
    let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" · ")
}

fn parts(cell: &str) -> Vec<String> {
    cell.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A date as written, and as a day where it is certain: also with a time after it, or as digits alone.
pub(super) fn dated(cell: &str, language: &str) -> Dated {
    let found = dates::day_of_moment(cell).or_else(|| {
        let stamp =
            dates::stamp(cell, language).or_else(|| dates::stamp(cell.split_whitespace().next()?, language));
        stamp.map(|stamp| stamp.dated.date)
    });
    Dated { date: found.unwrap_or_default(), as_written: cell.to_owned() }
}
