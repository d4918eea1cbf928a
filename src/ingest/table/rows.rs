//! Tables before their columns are known: delimited text, lines of JSON, the rows of sheets.

use super::columns::Columns;
use super::delimited::{Delimited, QuoteFaults};
use crate::model::ColumnChoice;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Rows at the beginning among which the one with the names is looked for.
pub(super) const HEAD: usize = 20;
/// Bytes at the beginning in which that row stands.
const HEAD_BYTES: usize = 256 << 10;
/// How many columns are looked at, as many as a sheet has at most.
const COLUMNS: usize = 16_384;
/// How many cells of a table are held; the rows of further ones are counted.
const CELLS: usize = 1 << 25;
/// What can set the cells of a row apart.
const SIGNS: [u8; 4] = [b'\t', b';', b',', b'|'];

/// A table before its columns are known.
#[derive(Debug)]
pub(super) struct Rows {
    pub names: Vec<String>,
    /// The line of each row, counted from 1, and its cells.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Rows that could not be read.
    pub broken: usize,
    /// Whether days may stand as numbers, as in sheets.
    pub has_day_numbers: bool,
    /// What is wrong with its quotation marks.
    pub quotes: QuoteFaults,
}

/// Rows with the first of them that looks like one of names; `None` where none does.
pub(super) fn with_names(
    mut rows: impl Iterator<Item = (u64, Vec<String>)>,
    choices: &[ColumnChoice],
) -> Option<Rows> {
    let mut head: Vec<(u64, Vec<String>)> = rows.by_ref().take(HEAD).collect();
    let columns: Vec<Columns> = head.iter().map(|(_, cells)| Columns::of(cells, choices)).collect();
    let complete = columns.iter().position(|columns| columns.are_names() && columns.missing.is_none());
    let at = complete.or_else(|| columns.iter().position(Columns::are_names))?;
    let mut rest = head.split_off(at);
    let (_, names) = rest.remove(0);
    let (rows, broken) = held(rest.into_iter().chain(rows));
    Some(Rows { names, rows, broken, has_day_numbers: false, quotes: QuoteFaults::default() })
}

/// Rows as far as their cells are held, and how many are not.
fn held(rows: impl Iterator<Item = (u64, Vec<String>)>) -> (Vec<(u64, Vec<String>)>, usize) {
    let (mut kept, mut cells, mut others) = (Vec::new(), 0, 0);
    for row in rows {
        cells += row.1.len() + 1;
        if cells > CELLS {
            others += 1;
        } else {
            kept.push(row);
        }
    }
    (kept, others)
}

/// Rows of which none is one of names: their columns are numbered. Only where choices number columns too.
pub(super) fn without_names(rows: Vec<(u64, Vec<String>)>, choices: &[ColumnChoice]) -> Option<Rows> {
    let numbers = choices.iter().map(|choice| choice.column.trim().parse::<usize>());
    let most = numbers.collect::<Result<Vec<_>, _>>().ok()?.into_iter().max()?;
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
    let names = (1..=width).map(|number| number.to_string()).collect();
    (most <= width).then_some(Rows {
        names,
        rows,
        broken: 0,
        has_day_numbers: false,
        quotes: QuoteFaults::default(),
    })
}

/// The rows of delimited text: the sign that sets the cells of the most lines alike apart, and the first row of names.
///
/// # Errors
/// With the columns that there are where choices name others.
pub(super) fn delimited(text: &str, choices: &[ColumnChoice]) -> Result<Option<Rows>, Vec<String>> {
    let start = text.trim_start_matches('\u{feff}');
    let head = &start[..start.floor_char_boundary(HEAD_BYTES)];
    let known = SIGNS.into_iter().filter_map(|sign| {
        let names = with_names(split(head, sign, &RefCell::default()), choices)?.names;
        let columns = Columns::of(&names, choices);
        Some(((columns.missing.is_none(), columns.known), sign))
    });
    if let Some((_, sign)) = known.max_by_key(|(found, _)| *found) {
        let faults = RefCell::default();
        let rows = with_names(split(start, sign, &faults), choices);
        return Ok(rows.map(|rows| Rows { quotes: faults.take(), ..rows }));
    }
    if choices.is_empty() {
        return Ok(None);
    }
    let sign = widest(head);
    let faults = RefCell::default();
    let (rows, others) = held(split(start, sign, &faults));
    let first = rows.first().map(|(_, cells)| cells.clone()).unwrap_or_default();
    let found = without_names(rows, choices);
    let found = found.map(|rows| Rows { broken: others, quotes: faults.take(), ..rows });
    found.map(Some).ok_or(first)
}

/// The sign that sets the most cells apart in every row of the beginning.
fn widest(head: &str) -> u8 {
    let width = |sign: &u8| {
        let faults = RefCell::default();
        let rows = split(head, *sign, &faults).take(HEAD);
        rows.map(|(_, cells)| cells.len()).min().unwrap_or_default()
    };
    SIGNS.into_iter().rev().max_by_key(width).unwrap_or(b',')
}

/// The cells of the first row of delimited text; none where it has only one.
pub(super) fn first_row(text: &str) -> Vec<String> {
    let start = text.trim_start_matches('\u{feff}');
    let head = &start[..start.floor_char_boundary(HEAD_BYTES)];
    let first = split(head, widest(head), &RefCell::default()).next().map(|(_, cells)| cells);
    first.filter(|cells| cells.len() > 1).unwrap_or_default()
}

fn split<'t>(
    text: &'t str,
    sign: u8,
    faults: &'t RefCell<QuoteFaults>,
) -> impl Iterator<Item = (u64, Vec<String>)> + 't {
    Delimited::new(text, sign, faults).map(|(line, mut cells)| {
        cells.truncate(COLUMNS);
        (line, cells)
    })
}

/// Whether a text whose name does not say so is a table of articles: its first line names their columns in short words, and
/// the rows after it have as many cells.
pub(in crate::ingest) fn is_of_articles(text: &str) -> bool {
    /// The longest name of a column, in code points.
    const NAME: usize = 40;
    /// Bars set the columns of Markdown apart, which is text.
    const OF_TEXT: [u8; 3] = [b'\t', b';', b','];
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n']);
    let head = &start[..start.floor_char_boundary(HEAD_BYTES)];
    OF_TEXT.into_iter().any(|sign| {
        let faults = RefCell::default();
        let mut rows = split(head, sign, &faults).map(|(_, cells)| cells);
        let Some(names) = rows.next() else { return false };
        let columns = Columns::of(&names, &[]);
        let are_short = names.iter().all(|name| name.chars().nth(NAME).is_none() && !name.contains('\n'));
        let alike: Vec<bool> = rows.take(HEAD).map(|cells| cells.len() == names.len()).collect();
        let count = alike.iter().filter(|is| **is).count();
        let are_alike = alike.first() == Some(&true) && 5 * count >= 4 * alike.len();
        are_short && are_alike && columns.known >= 2 && columns.are_of_articles(&[])
    })
}

/// The rows of lines of JSON: a name is a column, also of values in lists and of names in names.
pub(super) fn of_json(text: &str) -> Option<Rows> {
    let mut names: Vec<String> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let (mut rows, mut broken, mut held) = (Vec::new(), 0, 0);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(line) else {
            broken += 1;
            continue;
        };
        let mut cells: Vec<String> = Vec::new();
        for (name, value) in fields {
            let at = match places.get(&name) {
                Some(at) => *at,
                None if names.len() == COLUMNS => continue,
                None => {
                    places.insert(name.clone(), names.len());
                    names.push(name);
                    names.len() - 1
                }
            };
            if cells.len() <= at {
                cells.resize(at + 1, String::new());
            }
            cells[at] = words_of(&value);
        }
        held += cells.len() + 1;
        if held > CELLS {
            broken += 1;
        } else {
            rows.push((number as u64 + 1, cells));
        }
    }
    (!rows.is_empty()).then_some(Rows {
        names,
        rows,
        broken,
        has_day_numbers: false,
        quotes: QuoteFaults::default(),
    })
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
        Value::Bool(yes) => yes.to_string(),
        Value::Null => String::new(),
    }
}
