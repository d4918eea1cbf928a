//! From what files say to edits of a project, with a preview of what will happen.
//!
//! Articles are matched by digest, then by name or address, when their passages are looked for word by word. Positions
//! are checked against the quotes that the files give; when another way of counting fits better, it is taken and said.
//! A passage that is not where the file says is moved only when its quote is found with certainty, which is said, and laid
//! in the orphans tray otherwise. Nothing of the project is replaced: what is there already is counted and stays.

mod articles;
mod labels;
mod people;
mod places;
mod work;

pub use articles::{ArticleRow, Matched};
pub use labels::{LabelRow, guess};

use crate::base::{AnnotatorId, Issue, Severity, Timestamp};
use crate::formats::ImportedData;
use crate::model::{Edit, LabelMapping, Project};
use std::collections::BTreeMap;

/// What holds for an import, whatever the format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportOptions {
    /// Whose all marks become; none keeps the names of the files.
    pub as_annotator: Option<AnnotatorId>,
    /// The moment of marks and claims without one.
    pub now: Timestamp,
}

/// What an import will do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportPlan {
    /// The labels and what they become.
    pub labels: Vec<LabelRow>,
    /// The texts and what they were matched with.
    pub articles: Vec<ArticleRow>,
    /// The annotators: key in the files, identifier here, and whether they are new to the project.
    pub annotators: Vec<(String, AnnotatorId, bool)>,
    /// The changes, to be carried out as one step.
    pub edits: Vec<Edit>,
    /// What was found.
    pub issues: Vec<Issue>,
    /// How many annotations come in.
    pub new: u64,
    /// How many are in the project already.
    pub same: u64,
    /// How many of the new ones are in the orphans tray, since their passage was not found.
    pub orphans: u64,
    /// How many were left out.
    pub left: u64,
}

impl ImportPlan {
    /// Whether everything in the files comes in or is there already, but for what was asked to be left out.
    pub fn is_clean(&self) -> bool {
        self.orphans == 0 && self.issues.iter().all(|issue| issue.severity == Severity::Note)
    }
}

/// Works out what an import does. The same input gives the same plan, numbers included.
pub fn plan(
    project: &Project,
    imported: &ImportedData,
    mapping: &LabelMapping,
    options: &ImportOptions,
) -> ImportPlan {
    let mut plan = ImportPlan::default();
    let people = people::people(project, imported, options, &mut plan);
    let targets = labels::targets(project, imported, mapping, &mut plan);
    let matched = articles::matched(project, imported, &mut plan);
    let codebook = targets.codebook.clone().unwrap_or_else(|| project.codebook().clone());
    let mut ledger = work::ClaimPlanner::new(project, imported, &people, &codebook, options.now);
    let mut works = work::ChangedSets::default();
    let mut counted = CountedFindings::default();
    let reader = work::DocumentPlanner {
        project,
        imported,
        people: &people,
        options,
        codebook: &codebook,
        targets: &targets,
    };
    for (document, article) in imported.documents.iter().zip(&matched) {
        match article {
            Some(article) => {
                reader.read(document, article, &mut ledger, &mut works, &mut counted, &mut plan);
            }
            None => plan.left += document.marks.len() as u64,
        }
    }
    plan.issues.extend(counted.issues(&imported.source));
    plan.edits.extend(ledger.edits());
    plan.edits.extend(works.edits());
    plan
}

/// Findings counted by code, so that a thousand of one kind are one line.
#[derive(Default)]
struct CountedFindings(BTreeMap<(&'static str, String), (u64, String)>);

/// The findings that are no fault: what was asked for.
const ASKED_FOR: &str = "label-left-out";

impl CountedFindings {
    /// Notes one; the first example is kept.
    fn add(&mut self, code: &'static str, words: impl Into<String>, example: impl FnOnce() -> String) {
        let (count, _) = self.0.entry((code, words.into())).or_insert_with(|| (0, example()));
        *count += 1;
    }

    fn issues(self, file: &str) -> impl Iterator<Item = Issue> {
        let file = file.to_owned();
        self.0.into_iter().map(move |((code, words), (count, example))| {
            let message = format!("{count} × {words}, such as {example}.");
            let issue = if code == ASKED_FOR { Issue::note } else { Issue::warning };
            issue(code, file.clone(), message)
        })
    }
}
