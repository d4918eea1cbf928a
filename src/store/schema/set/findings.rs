//! Findings, with a count in place of the many of one kind.

use crate::base::Issue;
use crate::message;
use std::collections::BTreeMap;

/// The most findings of one kind that are listed for a file.
const MOST_OF_A_KIND: usize = 20;

/// The findings of one file.
pub(super) struct Findings {
    file: String,
    issues: Vec<Issue>,
    counts: BTreeMap<&'static str, usize>,
}

impl Findings {
    pub fn of(file: &str) -> Self {
        Self { file: file.to_owned(), issues: Vec::new(), counts: BTreeMap::new() }
    }

    pub fn add(&mut self, code: &'static str, issue: impl FnOnce() -> Issue) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            self.issues.push(issue());
        }
    }

    pub fn finish(mut self) -> Vec<Issue> {
        for (code, count) in self.counts {
            if count > MOST_OF_A_KIND {
                let more = count - MOST_OF_A_KIND;
                self.issues.push(Issue::warning(
                    code,
                    &self.file,
                    message!("findings-more-of-a-kind", more = more),
                ));
            }
        }
        self.issues
    }
}
