//! What a file says that is not read, counted and named.

use crate::base::{Issue, Place};
use crate::formats::import::lenient_json::is_nothing;
use crate::locale::Message;
use crate::message;
use serde_json::Value;
use std::collections::BTreeMap;

/// How many names of one kind are told.
const MOST: usize = 12;

/// Names with how often each was met.
#[derive(Default)]
pub(super) struct NameCounts(BTreeMap<String, u64>);

impl NameCounts {
    pub fn add(&mut self, name: &str) {
        *self.0.entry(name.to_owned()).or_default() += 1;
    }

    fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// The names, the commonest first, with how often each was met.
    fn named(&self) -> String {
        let mut all: Vec<(&String, &u64)> = self.0.iter().collect();
        all.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
        let told = all.iter().take(MOST).map(|(name, count)| format!("“{name}” ({count})"));
        let more = if all.len() > MOST { ", …" } else { "" };
        format!("{}{more}", told.collect::<Vec<_>>().join(", "))
    }
}

/// What was left out of files.
#[derive(Default)]
pub(super) struct UnreadValues {
    /// Labels of whole texts.
    pub whole_text: NameCounts,
    /// Keys under which numbers stand for labels that the file does not name, a count for each number.
    pub numbers: NameCounts,
    /// Labels of marks that say neither where they are nor what they quote.
    pub placeless: NameCounts,
    /// Keys that are not known.
    pub keys: NameCounts,
    /// Relations between marks.
    pub relations: u64,
    /// Entries that are no text with marks.
    pub others: u64,
    /// Answers that do not hold, by what the file calls them.
    pub answers: NameCounts,
    /// Where the first of them is.
    pub first_answer: Option<(String, u32)>,
    /// Texts that were put together of tokens.
    pub joined: u64,
}

impl UnreadValues {
    /// Notes a key that is not known, unless nothing is under it.
    pub fn key(&mut self, name: &str, value: &Value) {
        if !is_nothing(value) {
            self.keys.add(name);
        }
    }

    /// Notes an answer that does not hold.
    pub fn answer(&mut self, answer: &str, file: &str, line: u32) {
        self.answers.add(answer);
        self.first_answer.get_or_insert((file.to_owned(), line));
    }

    /// A finding of each kind.
    pub fn issues(self, file: &str) -> Vec<Issue> {
        let mut issues = Vec::new();
        if let Some((file, line)) = &self.first_answer {
            let message = message!(
                "formats-not-accepted",
                count = self.answers.total(),
                answers = self.answers.named()
            );
            let issue = Issue::note("not-accepted", file, message).at(Place::Line(*line, 1));
            issues.push(issue.hint(message!("formats-all-left-out")));
        }
        let mut warn = |code: &'static str, count: u64, message: &dyn Fn(u64) -> Message| {
            if count > 0 {
                issues.push(Issue::warning(code, file, message(count)));
            }
        };
        let named = |counts: &NameCounts| counts.named();
        warn("not-a-text", self.others, &|count| message!("formats-lines-no-text", count = count));
        warn("whole-text-label", self.whole_text.total(), &|count| {
            message!("formats-whole-text-labels", count = count, names = named(&self.whole_text))
        });
        warn("number-label", self.numbers.total(), &|count| {
            message!("formats-number-labels", count = count, names = named(&self.numbers))
        });
        warn("no-place", self.placeless.total(), &|count| {
            message!("formats-marks-no-place", count = count, names = named(&self.placeless))
        });
        warn("relations", self.relations, &|count| message!("formats-relations-left-out", count = count));
        warn("unknown-key", self.keys.total(), &|count| {
            message!("formats-unknown-keys", count = count, names = named(&self.keys))
        });
        warn("text-of-tokens", self.joined, &|count| message!("formats-text-of-tokens", count = count));
        issues
    }
}
