//! Whose marks they become.

use super::preview::{ImportOptions, ImportPlan};
use crate::base::{AnnotatorId, slug};
use crate::formats::{ImportedAnnotation, ImportedData};
use crate::model::{Annotator, Edit, Origin, Project, Role, folded_name};
use std::collections::{BTreeMap, BTreeSet};

/// The annotators of this project for those in the files.
#[derive(Debug, Default)]
pub(super) struct People {
    by_key: BTreeMap<String, AnnotatorId>,
    /// Programs of which the files have suggestions, by name.
    programs: BTreeMap<String, AnnotatorId>,
}

impl People {
    /// Whoever has that key.
    pub fn get(&self, key: &str) -> Option<&AnnotatorId> {
        self.by_key.get(key)
    }

    /// Some annotator.
    pub fn any(&self) -> Option<&AnnotatorId> {
        self.by_key.values().next()
    }

    /// Whose a mark is: a suggestion is nobody's, and kept under the name of its program.
    pub fn owner(&self, mark: &ImportedAnnotation) -> Option<&AnnotatorId> {
        match suggested_by(mark) {
            Some(by) => self.programs.get(by),
            None => self.by_key.get(&mark.annotator),
        }
    }
}

/// The program that suggested a mark which is no annotator's.
pub(super) fn suggested_by(mark: &ImportedAnnotation) -> Option<&str> {
    match &mark.origin {
        Some(Origin::Suggested { by }) if mark.annotator.is_empty() => Some(by),
        _ => None,
    }
}

/// The name of whoever made marks of which the files do not say whose they are.
const NOBODY: &str = "Unknown annotator";
/// The name of a program that the files do not name.
const PROGRAM: &str = "Suggestions";

pub(super) fn people(
    project: &Project,
    imported: &ImportedData,
    options: &ImportOptions,
    plan: &mut ImportPlan,
) -> People {
    let mut keys: BTreeSet<&str> = imported.annotators.iter().map(|one| one.key.as_str()).collect();
    let mut programs: BTreeSet<&str> = BTreeSet::new();
    for document in &imported.documents {
        for mark in &document.marks {
            match suggested_by(mark) {
                Some(by) => programs.insert(by),
                None => keys.insert(&mark.annotator),
            };
        }
        keys.extend(document.sets.iter().map(|set| set.annotator.as_str()));
    }
    let mut people = People::default();
    let mut taken: BTreeSet<AnnotatorId> = project.annotators().map(|one| one.id.clone()).collect();
    // One whose key is written in several ways is one.
    let mut added: BTreeMap<String, AnnotatorId> = BTreeMap::new();
    for key in keys {
        let declared = imported.annotators.iter().find(|one| one.key == key);
        let name = declared.map_or(key, |one| one.name.as_str());
        let name = if name.trim().is_empty() { NOBODY } else { name.trim() };
        let role = declared.map_or(Role::Analyst, |one| one.role);
        let is_program = role == Role::Program;
        let same = |one: &&Annotator| one.id.as_str() == key && (one.role == Role::Program) == is_program;
        let stated = options.as_annotator.as_ref().filter(|_| !is_program);
        let known = stated.and_then(|id| project.annotator(id));
        let known = known.or_else(|| project.annotators().find(same));
        let known = known.or_else(|| project.annotator_called(name).filter(|_| !is_program));
        let known = known.map(|annotator| (annotator.id.clone(), false));
        let again = || added.get(&folded_name(key)).map(|id| (id.clone(), true));
        let id = match known.or_else(again) {
            Some((id, new)) => {
                plan.annotators.push((key.to_owned(), id.clone(), new));
                id
            }
            None => {
                let id = free(&taken, key, name);
                taken.insert(id.clone());
                added.insert(folded_name(key), id.clone());
                let annotator = Annotator { id: id.clone(), name: name.to_owned(), role, person: None };
                plan.edits.push(Edit::PutAnnotator { annotator });
                plan.annotators.push((key.to_owned(), id.clone(), true));
                id
            }
        };
        people.by_key.insert(key.to_owned(), id);
    }
    for by in programs {
        let name = if by.trim().is_empty() { PROGRAM } else { by.trim() };
        let mut known = project.annotators().filter(|one| one.role == Role::Program);
        let known = known.find(|one| folded_name(&one.name) == folded_name(name)).map(|one| one.id.clone());
        let id = known.unwrap_or_else(|| {
            let id = free(&taken, "", name);
            taken.insert(id.clone());
            let (name, role) = (name.to_owned(), Role::Program);
            plan.edits.push(Edit::PutAnnotator {
                annotator: Annotator { id: id.clone(), name, role, person: None },
            });
            id
        });
        people.programs.insert(by.to_owned(), id);
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
