//! What a download says that it holds, held against what came in.

use crate::base::{Issue, excerpt};
use crate::message;
use std::collections::{BTreeMap, BTreeSet};

/// Documents that are missing are named one by one up to so many.
const NAMED: usize = 200;

/// What a file announces.
#[derive(Debug, Default)]
pub(super) struct Announced {
    /// How many documents.
    pub count: Option<u64>,
    /// The titles of a cover list, by number.
    pub titles: BTreeMap<u64, String>,
}

impl Announced {
    /// The list of a cover: `1. Title`, or `1.` with the title on the next line, numbered without a gap.
    pub fn of_list<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        let mut waiting = None;
        for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
            let next = found.titles.len() as u64 + 1;
            if let Some(number) = waiting.take() {
                found.titles.insert(number, line.to_owned());
                continue;
            }
            let Some((number, rest)) = line.split_once('.') else { continue };
            if number.parse() == Ok(next) {
                let title = rest.trim();
                if title.is_empty() {
                    waiting = Some(next);
                } else {
                    found.titles.insert(next, title.to_owned());
                }
            }
        }
        found
    }

    /// A finding for each document that did not come in, by the titles of those that came.
    pub fn missing(&self, came: &[String]) -> Vec<Issue> {
        let all = self.count.unwrap_or(0).max(self.titles.len() as u64);
        if came.len() as u64 >= all {
            return Vec::new();
        }
        let mut left: Vec<String> = came.iter().map(|title| folded(title)).collect();
        let mut missing = BTreeSet::new();
        for (number, title) in &self.titles {
            let title = folded(title);
            let same = |other: &String| {
                let (short, long) = if other.len() < title.len() { (other, &title) } else { (&title, other) };
                !short.is_empty() && (short == long || short.len() >= 20 && long.starts_with(short.as_str()))
            };
            match left.iter().position(same) {
                Some(at) => drop(left.swap_remove(at)),
                None => drop(missing.insert(*number)),
            }
        }
        let absent = all - came.len() as u64;
        if missing.len() as u64 != absent {
            // Titles do not tell which.
            let message = message!("findings-documents-missing", count = all, came = came.len());
            return vec![Issue::warning("documents-missing", "", message)];
        }
        named(&missing, all, |number| self.titles.get(&number).cloned().unwrap_or_default())
    }
}

/// A finding for each number of `missing` of so many documents.
pub(super) fn named(missing: &BTreeSet<u64>, all: u64, title: impl Fn(u64) -> String) -> Vec<Issue> {
    let mut issues: Vec<Issue> = missing
        .iter()
        .take(NAMED)
        .map(|number| {
            let (number, title) = (*number, title(*number));
            let message = if title.is_empty() {
                message!("findings-document-missing", number = number, count = all)
            } else {
                message!(
                    "findings-document-missing-titled",
                    number = number,
                    count = all,
                    title = &*excerpt(&title)
                )
            };
            Issue::warning("document-missing", "", message)
        })
        .collect();
    let more = missing.len().saturating_sub(NAMED);
    if more > 0 {
        let message = message!("findings-documents-missing-more", count = more);
        issues.push(Issue::warning("document-missing", "", message));
    }
    issues
}

fn folded(title: &str) -> String {
    title.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_by_number_and_title() {
        let cover = "Documents (3)\n1. Ferry plan stalls\nClient/Matter: -None-\n2.\nHarbour fees rise 4.5 percent\n3. Third";
        let found = Announced::of_list(cover.lines());
        assert_eq!(found.titles.len(), 3);
        let came = |titles: &[&str]| {
            let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
            found.missing(&titles).iter().map(|issue| issue.message.english()).collect::<Vec<_>>()
        };
        assert_eq!(came(&["Ferry plan stalls", "Harbour fees rise 4.5 percent", "Renamed"]), [""; 0]);
        let one = came(&["Ferry plan stalls", "Third"]);
        assert_eq!(one, ["Document 2 of 3, “Harbour fees rise 4.5 percent”, is not in the file."]);
        assert_eq!(came(&["Ferry plan stalls", "Unknown"]).len(), 1);
    }
}
