//! Whose marks they become.

use super::preview::{ImportOptions, ImportPlan};
use crate::base::{AnnotatorId, slug};
use crate::formats::ImportedData;
use crate::model::{Annotator, Edit, Project, Role};
use std::collections::{BTreeMap, BTreeSet};

/// The annotator of this project for each key in the files.
pub(super) type People = BTreeMap<String, AnnotatorId>;

/// The name of whoever made marks of which the files do not say whose they are.
const NOBODY: &str = "Unknown annotator";

pub(super) fn people(
    project: &Project,
    imported: &ImportedData,
    options: &ImportOptions,
    plan: &mut ImportPlan,
) -> People {
    let mut keys: BTreeSet<&str> = imported.annotators.iter().map(|one| one.key.as_str()).collect();
    for document in &imported.documents {
        keys.extend(document.marks.iter().map(|mark| mark.annotator.as_str()));
        keys.extend(document.sets.iter().map(|set| set.annotator.as_str()));
    }
    let mut people = People::new();
    let mut taken: BTreeSet<AnnotatorId> = project.annotators().map(|one| one.id.clone()).collect();
    for key in keys {
        let declared = imported.annotators.iter().find(|one| one.key == key);
        let name = declared.map_or(key, |one| one.name.as_str());
        let name = if name.trim().is_empty() { NOBODY } else { name.trim() };
        let known = options.as_annotator.as_ref().and_then(|id| project.annotator(id));
        let known = known.or_else(|| project.annotators().find(|one| one.id.as_str() == key));
        let known = known.or_else(|| project.annotator_called(name));
        let id = match known {
            Some(annotator) => {
                plan.annotators.push((key.to_owned(), annotator.id.clone(), false));
                annotator.id.clone()
            }
            None => {
                let id = free(&taken, key, name);
                taken.insert(id.clone());
                let role = declared.map_or(Role::Analyst, |one| one.role);
                let annotator = Annotator { id: id.clone(), name: name.to_owned(), role, person: None };
                plan.edits.push(Edit::PutAnnotator { annotator });
                plan.annotators.push((key.to_owned(), id.clone(), true));
                id
            }
        };
        people.insert(key.to_owned(), id);
    }
    people
}

/// The key itself where it is an identifier that nobody has; otherwise one made of the name.
fn free(taken: &BTreeSet<AnnotatorId>, key: &str, name: &str) -> AnnotatorId {
    let own = AnnotatorId::new(key).ok().filter(|id| !taken.contains(id) && key == key.to_lowercase());
    let base = slug(name);
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let mut made = std::iter::once(base.clone()).chain(numbered).filter_map(|id| AnnotatorId::new(&id).ok());
    own.or_else(|| made.find(|id| !taken.contains(id))).unwrap_or_else(|| panic!("numbers do not end"))
}
