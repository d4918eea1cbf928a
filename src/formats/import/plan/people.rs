//! Whose marks they become.

use super::preview::{ImportOptions, ImportPlan};
use crate::base::{AnnotatorId, Issue, slug};
use crate::formats::import::imported::stem;
use crate::formats::{ImportedAnnotation, ImportedData};
use crate::message;
use crate::model::{Annotator, Edit, Project, Role, folded_name};
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
        match mark.suggested_by() {
            Some(by) => self.programs.get(by),
            None => self.by_key.get(&mark.annotator),
        }
    }
}

/// The name of whoever made marks of which not even the name of a file says whose they are.
const UNNAMED: &str = "Not named";
/// The name of a program that the files do not name.
const PROGRAM: &str = "Suggestions";
/// How many names are told of those whom only files name.
const MOST_NAMED: usize = 12;

pub(super) fn people(
    project: &Project,
    imported: &ImportedData,
    options: &ImportOptions,
    plan: &mut ImportPlan,
) -> People {
    let declared = imported.annotators.iter().filter(|one| !one.by_file);
    let mut keys: BTreeSet<&str> = declared.map(|one| one.key.as_str()).collect();
    let mut programs: BTreeSet<&str> = BTreeSet::new();
    for document in &imported.documents {
        for mark in &document.marks {
            match mark.suggested_by() {
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
    let mut by_file: BTreeMap<&str, &str> = BTreeMap::new();
    for key in keys {
        let declared = imported.annotators.iter().find(|one| one.key == key);
        let said = declared.map_or(key, |one| one.name.as_str());
        let names = [said, key, stem(&imported.source), UNNAMED];
        let name = names.into_iter().map(str::trim).find(|name| !name.is_empty()).unwrap_or(UNNAMED);
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
        if stated.is_none() && (key.is_empty() || declared.is_some_and(|one| one.by_file)) {
            by_file.insert(key, name);
        }
    }
    named_by_file(imported, &by_file, plan);
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

/// Says of whom only the name of a file or folder says who they are.
fn named_by_file(imported: &ImportedData, names: &BTreeMap<&str, &str>, plan: &mut ImportPlan) {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for document in &imported.documents {
        let marks = document.marks.iter().filter(|mark| mark.suggested_by().is_none());
        let keys = marks.map(|mark| &mark.annotator).chain(document.sets.iter().map(|set| &set.annotator));
        let named: BTreeSet<&str> = keys.filter_map(|key| names.get(key.as_str()).copied()).collect();
        named.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    if counts.is_empty() {
        return;
    }
    let told = counts.iter().take(MOST_NAMED).map(|(name, count)| format!("“{name}” ({count})"));
    let told = told.collect::<Vec<_>>().join(", ") + if counts.len() > MOST_NAMED { ", …" } else { "" };
    let message = message!("formats-annotator-by-file", count = counts.values().sum::<u64>(), names = told);
    let issue = Issue::note("annotator-by-file", &imported.source, message);
    plan.issues.push(issue.hint(message!("formats-annotator-by-file.hint")));
}

/// The key itself where it is an identifier that nobody has; otherwise one made of the name.
fn free(taken: &BTreeSet<AnnotatorId>, key: &str, name: &str) -> AnnotatorId {
    let own = AnnotatorId::new(key).ok().filter(|id| !taken.contains(id) && key == key.to_lowercase());
    let base = slug(name);
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let mut made = std::iter::once(base.clone()).chain(numbered).filter_map(|id| AnnotatorId::new(&id).ok());
    own.or_else(|| made.find(|id| !taken.contains(id))).unwrap_or_else(|| panic!("numbers do not end"))
}
