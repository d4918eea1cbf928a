//! From what files say to edits of a project, with a preview of what will happen.
//!
//! Articles are matched by digest, then by name or address, when their passages are looked for word by word. Positions
//! count in the file's own text and are translated to the article's; they are checked against the quotes that the files
//! give, or else against the ends of words; when another way of counting fits better, it is taken and said.
//! A passage that is not where the file says is moved only when its quote is found with certainty, which is said, and laid
//! in the orphans tray otherwise. Nothing of the project is replaced: what is there already is counted and stays.

mod articles;
mod counting;
mod findings;
mod labels;
mod people;
mod places;
mod preview;
mod reading;
mod work;

pub use labels::{group_name, guess, imported_groups, new_code};
pub use preview::{ArticleRow, AssumedReading, ImportOptions, ImportPlan, LabelRow, Matched};

use crate::base::Issue;
use crate::formats::ImportedData;
use crate::message;
use crate::model::{LabelMapping, Project};
use findings::CountedFindings;

/// Works out what an import does. The same input gives the same plan, numbers included.
pub fn plan(
    project: &Project,
    imported: &ImportedData,
    mapping: &LabelMapping,
    options: &ImportOptions,
) -> ImportPlan {
    let mut plan = ImportPlan::default();
    let older = imported.documents.iter().any(|document| !document.older.is_empty());
    let with_older;
    let imported = if older && options.all_versions {
        with_older = imported.with_older();
        &with_older
    } else {
        replaced(imported, &mut plan);
        imported
    };
    let people = people::people(project, imported, options, &mut plan);
    let targets = labels::targets(project, imported, mapping, &mut plan);
    let matched = articles::matched(project, imported, options, &mut plan);
    let codebook = targets.codebook.clone().unwrap_or_else(|| project.codebook().clone());
    let mut ledger = work::ClaimPlanner::new(project, imported, &people, &codebook, options.now);
    let mut works = work::ChangedSets::new(project, imported);
    let mut readings = reading::Readings::default();
    let mut counted = CountedFindings::default();
    let reader = work::DocumentPlanner {
        project,
        imported,
        people: &people,
        options,
        codebook: &codebook,
        targets: &targets,
    };
    let positions = counting::positions(imported, &matched, &mut counted);
    for ((document, article), positions) in imported.documents.iter().zip(&matched).zip(&positions) {
        match article.as_ref().zip(positions.as_ref()) {
            Some((article, positions)) => {
                let found = work::FoundDocument { document, article, positions };
                reader.read(&found, &mut ledger, &mut works, &mut counted, &mut plan);
                readings.note(document, &article.article, &people);
            }
            None => plan.left += document.marks.len() as u64,
        }
    }
    if plan.suggested > 0 {
        let message = message!("formats-suggested", count = plan.suggested);
        plan.issues.push(Issue::note("suggestions", &imported.source, message));
    }
    plan.issues.extend(counted.issues(&imported.source));
    plan.issues.extend(readings.take_in(project, &mut works, options.reading, &imported.source));
    plan.edits.extend(ledger.edits());
    plan.edits.extend(works.edits());
    plan
}

/// Names the answers that are left out since their annotators replaced them.
fn replaced(imported: &ImportedData, plan: &mut ImportPlan) {
    for document in &imported.documents {
        for answer in &document.older {
            plan.left += answer.marks.len() as u64;
            let message = message!(
                "formats-answer-replaced",
                annotator = &answer.annotator,
                task = if answer.task.is_empty() { &document.name } else { &answer.task },
                at = answer
                    .at
                    .map_or_else(|| message!("formats-no-time"), |at| message!("formats-at", at = %at)),
                count = answer.marks.len()
            );
            let issue = Issue::note("answer-replaced", &imported.source, message);
            plan.issues.push(issue.hint(message!("formats-answer-replaced.hint")));
        }
    }
}
