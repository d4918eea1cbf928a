//! Front matter: the lines between `---` (or `+++`) at the top of a Markdown file.
//!
//! Reads the flat subset that editors and exporters write: `key: value`, quoted values, and lists. Not a YAML reader.

use super::dates;
use crate::base::Issue;
use crate::message;
use crate::model::{Dated, Metadata};

/// Splits front matter off: its lines and the rest of the text.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let fence = ["---", "+++"].into_iter().find(|fence| {
        text.strip_prefix(fence).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('\n'))
    })?;
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n').take(200) {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            let lines = &text[start..at];
            let holds_keys = lines.lines().any(|line| pair(line).is_some());
            return holds_keys.then_some((lines, &text[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// Reads the keys that name metadata; a note tells the others.
pub(super) fn read(lines: &str, issues: &mut Vec<Issue>) -> Metadata {
    let mut metadata = Metadata::default();
    let mut unused = Vec::new();
    for (key, values) in entries(lines) {
        let Some(first) = values.first().cloned() else { continue };
        match key.as_str() {
            "title" | "headline" | "titre" | "titel" => metadata.title = first,
            "author" | "authors" | "by" | "byline" | "auteur" | "autor" => metadata.authors = values,
            "date" | "published" | "pubdate" | "publishdate" | "date_published" | "datum" => {
                metadata.published = published(first);
            }
            "outlet" | "source" | "publisher" | "publication" | "site" | "site_name" => {
                metadata.outlet = first;
            }
            "url" | "link" | "canonical" | "canonical_url" | "source_url" => metadata.url = first,
            "lang" | "language" | "langue" | "sprache" => metadata.language = first.replace('_', "-"),
            "section" | "category" | "categories" | "rubrique" | "ressort" => metadata.section = first,
            "genre" | "type" => metadata.genre = first,
            _ => unused.push(key),
        }
    }
    if metadata.outlet.contains("://") && metadata.url.is_empty() {
        metadata.url = std::mem::take(&mut metadata.outlet);
    }
    if !unused.is_empty() {
        let found = message!("findings-front-matter-unused", unused = %unused.join(", "));
        issues.push(Issue::note("front-matter-unused", "", found));
    }
    metadata
}

fn published(as_written: String) -> Dated {
    let date = dates::stamp(&as_written, "").map(|stamp| stamp.dated.date).unwrap_or_default();
    Dated { date, as_written }
}

fn entries(lines: &str) -> Vec<(String, Vec<String>)> {
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    for line in lines.lines() {
        let item = line.trim_start().strip_prefix("- ");
        if let (Some(item), Some(last)) = (item, out.last_mut()) {
            last.1.extend(value(item));
        } else if let Some((key, rest)) = pair(line) {
            let listed = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            let values = match listed {
                Some(list) => list.split(',').filter_map(value).collect(),
                None => value(rest).into_iter().collect(),
            };
            out.push((key, values));
        }
    }
    out
}

fn pair(line: &str) -> Option<(String, &str)> {
    let at = line.find([':', '='])?;
    let key = line[..at].trim();
    let is_key = !key.is_empty()
        && !line.starts_with(char::is_whitespace)
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    is_key.then(|| (key.to_lowercase().replace('-', "_"), line[at + 1..].trim()))
}

fn value(text: &str) -> Option<String> {
    let text = text.trim();
    let quoted = ['"', '\''].into_iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark));
    let text = quoted.unwrap_or(text).trim().replace("\\\"", "\"");
    (!text.is_empty() && !matches!(text.as_str(), "null" | "~" | "|" | ">")).then_some(text)
}
