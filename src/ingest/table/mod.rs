//! Tables with an article a row: delimited text and lines of JSON, as media monitoring, archives and scripts write them.
//!
//! What a column holds is told by its name, and said. A row with a part of the text alone becomes an article that is marked as a
//! snippet; rows without any text are counted and named.

mod columns;

use super::parsed::{KnownValues, Paragraph, ParsedArticle};
use super::{IngestError, SourceKind, dates, language};
use crate::base::{Issue, Place, Progress};
use crate::locale::Argument;
use crate::message;
use crate::model::{ArticleField, Dated, ValueOrigin, ZoneKind};
use columns::{ArticleColumn, Columns};
use serde_json::Value;

/// Rows at the beginning among which the one with the names is looked for.
const HEAD: usize = 20;
/// Bytes at the beginning in which that row stands.
const HEAD_BYTES: usize = 256 << 10;
/// How many rows are told by their titles where many have the same fault.
const TOLD: usize = 5;
/// Sets authors and subject terms of a cell apart.
const SEPARATORS: [char; 2] = [';', '|'];

/// A table before its columns are known.
struct Rows {
    names: Vec<String>,
    /// The line of each row, counted from 1, and its cells.
    rows: Vec<(u64, Vec<String>)>,
    /// Rows that could not be read.
    broken: usize,
}

/// Reads a table of a kind that was told by content: the articles, and what was found about the
/// file; `None` when no column holds texts, titles or addresses.
///
/// # Errors
/// When no row has a text, or the caller asked to stop.
pub(super) fn read(
    kind: SourceKind,
    text: &str,
    progress: &Progress,
) -> Result<Option<(Vec<ParsedArticle>, Vec<Issue>)>, IngestError> {
    let rows = if kind == SourceKind::JsonLines { json_rows(text) } else { delimited_rows(text) };
    let Some(table) = rows.filter(|table| Columns::of(&table.names).are_of_articles()) else {
        return Ok(None);
    };
    let columns = Columns::of(&table.names);
    let (mut articles, mut issues) = (Vec::new(), Vec::new());
    issues.push(mapping(&table.names, &columns));
    if table.broken > 0 {
        let said = message!("findings-table-rows-broken", count = table.broken);
        issues.push(Issue::warning("table-rows-broken", "", said));
    }
    let mut without: Vec<String> = Vec::new();
    for (line, cells) in &table.rows {
        if progress.is_cancelled() {
            return Err(IngestError::Cancelled);
        }
        match article(&columns, cells, *line)? {
            Ok(article) => articles.push(article),
            Err(_) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            Err(name) if name.is_empty() => without.push(format!("#{line}")),
            Err(name) => without.push(name),
        }
    }
    issues.extend(without_text(&without));
    if articles.is_empty() {
        return Err(IngestError::NoTexts { count: without.len() as u64 });
    }
    Ok(Some((articles, issues)))
}

/// That rows or records have no text; nothing when none is named.
pub(super) fn without_text(names: &[String]) -> Option<Issue> {
    let named = names.iter().take(TOLD).map(String::as_str);
    let said = message!(
        "findings-rows-without-text",
        count = names.len(),
        rest = names.len().saturating_sub(TOLD),
        named = Argument::series(named)
    );
    let issue =
        Issue::warning("rows-without-text", "", said).hint(message!("findings-rows-without-text.hint"));
    (!names.is_empty()).then_some(issue)
}

/// That an article is only a part of its text.
pub(super) fn snippet() -> Issue {
    Issue::warning("snippet", "", message!("findings-snippet")).hint(message!("findings-snippet.hint"))
}

/// Says which column was taken for what.
fn mapping(names: &[String], columns: &Columns) -> Issue {
    let pairs = names.iter().zip(&columns.0);
    let taken = pairs.clone().filter_map(|(name, column)| {
        let what = match (*column)? {
            ArticleColumn::Text => message!("ingest-column-text"),
            ArticleColumn::Snippet => message!("ingest-column-snippet"),
            ArticleColumn::Time => message!("ingest-column-time"),
            ArticleColumn::Field(field) => crate::locale::Message::new(field.name_id()),
        };
        Some(Argument::Message(message!("ingest-column-taken", what = what, name = name.as_str())))
    });
    let left = pairs.filter(|(_, column)| column.is_none()).count();
    let said = message!("findings-table-columns", taken = Argument::series(taken), left = left);
    Issue::note("table-columns", "", said)
}

/// The article of a row, or what the row is called when it has no text.
fn article(
    columns: &Columns,
    cells: &[String],
    line: u64,
) -> Result<Result<ParsedArticle, String>, IngestError> {
    let mut known = KnownValues::default();
    let (mut text, mut snippets, mut time) = (String::new(), Vec::new(), "");
    let language = cell_of(columns, cells, ArticleField::Language).to_owned();
    for (cell, column) in cells.iter().zip(&columns.0) {
        let cell = cell.trim();
        let Some(column) = column.filter(|_| !cell.is_empty()) else { continue };
        match column {
            ArticleColumn::Text => cell.clone_into(&mut text),
            ArticleColumn::Snippet if snippets.contains(&cell) => {}
            ArticleColumn::Snippet => snippets.push(cell),
            ArticleColumn::Time => time = cell,
            ArticleColumn::Field(ArticleField::Authors) => known.authors(parts(cell), ValueOrigin::Column),
            ArticleColumn::Field(ArticleField::Subjects) => known.subjects(parts(cell), ValueOrigin::Column),
            ArticleColumn::Field(ArticleField::Published) => {
                known.published(dated(cell, &language), ValueOrigin::Column);
            }
            ArticleColumn::Field(ArticleField::Updated) => {
                known.updated(dated(cell, &language), ValueOrigin::Column);
            }
            ArticleColumn::Field(ArticleField::Language) => {
                let tag = language::tag_of(cell);
                known.words(ArticleField::Language, &tag, ValueOrigin::Column);
            }
            ArticleColumn::Field(field) => known.words(field, cell, ValueOrigin::Column),
        }
    }
    if !time.is_empty() && !known.metadata.published.as_written.is_empty() {
        known.metadata.published.as_written.push_str(&format!(" {time}"));
    }
    let is_snippet = text.is_empty();
    if is_snippet {
        text = snippets.join("\n\n");
    }
    let about = &known.metadata;
    if text.trim().is_empty() {
        return Ok(Err(if about.title.is_empty() { about.url.clone() } else { about.title.clone() }));
    }
    let mut paragraphs = Vec::new();
    let starts_so = text.trim_start().starts_with(about.title.as_str());
    if !about.title.is_empty() && !starts_so {
        paragraphs.push(Paragraph::of(ZoneKind::Headline, about.title.as_str()));
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    paragraphs.extend(lines.map(|line| Paragraph { text: line.to_owned(), ..Paragraph::default() }));
    let mut article = ParsedArticle::of_paragraphs(&paragraphs, known)?;
    if is_snippet {
        let place = Place::Line(u32::try_from(line).unwrap_or(u32::MAX), 1);
        article.notes.push(snippet().at(place));
    }
    Ok(Ok(article))
}

fn cell_of<'c>(columns: &Columns, cells: &'c [String], field: ArticleField) -> &'c str {
    let at = columns.0.iter().position(|column| *column == Some(ArticleColumn::Field(field)));
    at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
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

/// The rows of delimited text: the sign that sets the cells of the most lines alike apart, and the first row with two
/// known names.
fn delimited_rows(text: &str) -> Option<Rows> {
    let start = text.trim_start_matches('\u{feff}');
    let head = &start[..start.floor_char_boundary(HEAD_BYTES)];
    let known = [b'\t', b';', b',', b'|'].into_iter().filter_map(|sign| {
        let count = Columns::of(&split(head, sign)?.names).count();
        Some((count, sign))
    });
    let (count, sign) = known.max_by_key(|(count, _)| *count)?;
    if count >= 2 { split(start, sign) } else { None }
}

fn split(text: &str, sign: u8) -> Option<Rows> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sign)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut names = None;
    let (mut rows, mut broken) = (Vec::new(), 0);
    for record in reader.records() {
        let Ok(record) = record else {
            broken += 1;
            continue;
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if names.is_some() {
            rows.push((line, cells));
        } else if Columns::of(&cells).count() >= 2 {
            names = Some(cells);
        } else if line > HEAD as u64 {
            return None;
        }
    }
    Some(Rows { names: names?, rows, broken })
}

/// The rows of lines of JSON: a name is a column, also of values in lists and of names in names.
fn json_rows(text: &str) -> Option<Rows> {
    let mut names: Vec<String> = Vec::new();
    let (mut rows, mut broken) = (Vec::new(), 0);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(line) else {
            broken += 1;
            continue;
        };
        let mut cells = vec![String::new(); names.len()];
        for (name, value) in fields {
            let cell = words_of(&value);
            match names.iter().position(|known| *known == name) {
                Some(at) => cells[at] = cell,
                None => {
                    names.push(name);
                    cells.push(cell);
                }
            }
        }
        rows.push((number as u64 + 1, cells));
    }
    (!rows.is_empty()).then_some(Rows { names, rows, broken })
}

fn words_of(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => {
            all.iter().map(words_of).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ")
        }
        Value::Object(fields) => {
            fields.get("name").or_else(|| fields.get("title")).map(words_of).unwrap_or_default()
        }
        Value::Bool(_) | Value::Null => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Progress;
    use crate::ingest::{ArticleDraft, IngestError, SourceFile, drafts};

    fn read(name: &str, bytes: &[u8]) -> (Vec<ArticleDraft>, Vec<String>) {
        let found = drafts(SourceFile { name, bytes }, &Progress::new()).expect("a table");
        let issues = found.issues.iter().map(|issue| format!("{} {}", issue.code, issue.message)).collect();
        (found.value, issues)
    }

    #[test]
    fn a_table_of_monitoring_in_utf_16_gives_snippets() {
        let table = "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tReach\r\n\"28-Nov-2026 \
                     09:14AM\"\tFerry, again\thttps://example.org/f\tThe council met.\tIt failed, she said.\tThe Harbour \
                     Post\t5000\r\n29-Nov-2026\tNo words\thttps://example.org/n\t\t\tThe Harbour Post\t1\r\n";
        let bytes: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(table.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let (drafts, issues) = read("export.csv", &bytes);
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].text, "Ferry, again\n\nThe council met.\n\nIt failed, she said.\n");
        let about = &drafts[0].metadata;
        assert_eq!((about.title.as_str(), about.outlet.as_str()), ("Ferry, again", "The Harbour Post"));
        assert_eq!(
            (about.published.date.as_str(), about.url.as_str()),
            ("2026-11-28", "https://example.org/f")
        );
        assert_eq!(drafts[0].notes[0].code, "snippet");
        assert!(
            issues.iter().any(|said| said.starts_with("rows-without-text") && said.contains("No words")),
            "{issues:?}"
        );
        let columns = issues.iter().find(|said| said.starts_with("table-columns")).expect("said");
        assert!(columns.contains("“Headline”") && columns.contains("One other column"), "{columns}");
    }

    #[test]
    fn tables_with_texts_give_articles() {
        let table = "Project;Ferries\n\nTitel;Text;Datum;Zeitung;Autor\nFähre;\"Erster \
                     Absatz.\n\nZweiter.\";04.03.2026;Hafenblatt;Ana Lind; Tomas\nLeer;;;;\n";
        let (drafts, issues) = read("table.csv", table.as_bytes());
        assert_eq!(drafts.len(), 1, "{issues:?}");
        assert_eq!(drafts[0].text, "Fähre\n\nErster Absatz.\n\nZweiter.\n");
        assert_eq!(drafts[0].metadata.published.date, "2026-03-04");
        assert_eq!(drafts[0].metadata.authors, ["Ana Lind"]);
        let lines = "{\"title\": \"Ferry\", \"text\": \"The plan stalled.\", \"date\": \"2026-03-04T10:00:00Z\", \"tags\": \
                     [\"a\", \"b\"]}\nbroken\n{\"title\": \"Other\", \"text\": \"It failed.\", \"source\": {\"name\": \"Post\"}}\n";
        let (drafts, issues) = read("rows.jsonl", lines.as_bytes());
        assert_eq!(drafts.len(), 2);
        assert_eq!(
            (drafts[0].metadata.published.date.as_str(), drafts[1].metadata.outlet.as_str()),
            ("2026-03-04", "Post")
        );
        assert_eq!(drafts[0].metadata.subjects, ["a", "b"]);
        assert!(issues.iter().any(|said| said.starts_with("table-rows-broken")), "{issues:?}");
    }

    #[test]
    fn what_has_no_texts_is_said_and_what_is_no_table_of_articles_is_no_table() {
        let stubs = b"id,publish_date,title,url,language,media_name\n1,2026-03-04,Ferry,https://example.org/f,en,Post\n";
        let error =
            drafts(SourceFile { name: "stories.csv", bytes: stubs }, &Progress::new()).expect_err("no texts");
        assert_eq!(error, IngestError::NoTexts { count: 1 });
        let (drafts, _) = read("figures.csv", b"year,value\n2020,1\n2021,2\n");
        assert_eq!((drafts.len(), drafts[0].text.as_str()), (1, "year,value\n2020,1\n2021,2\n"));
        let (drafts, _) = read("list.txt", b"Title and text\n\nA text with, commas, in it; and more.\n");
        assert_eq!(drafts.len(), 1);
    }
}
