//! Looking through every file of a project without changing any.

use super::listing::{Listing, files_in, folders_in};
use super::load::{Head, article_with_source, of_each, open_head, set_with_source, stub_with_source};
use super::schema::annotations::write_set;
use super::schema::article::write_article;
use super::schema::stub::write_stub;
use super::{StoreError, disk, encode, keys, load, originals, paths};
use crate::base::{AnnotationId, Checked, Issue, Place, Progress, StubId};
use crate::message;
use crate::model::{AnnotationSet, FetchedStubs, FileKey, Project, SetKey, twin_stubs};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// Verifies every file: format, digest, quotes, codes, keys, references, zones, numbers, names and layout.
///
/// # Errors
/// When there is no project, `project.ron` or `codebook.ron` cannot be understood, or the work is cancelled.
pub fn check(root: &Path, progress: &Progress) -> Result<Vec<Issue>, StoreError> {
    let mut issues = Vec::new();
    let Head { mut project, articles, stubs, sets } = open_head(root)?.take(&mut issues);
    issues.extend(keys::taken(project.codebook()));
    progress.set_total((articles.len() + stubs.len() + sets.len()) as u64);
    let mut told = Told::default();
    let mut files = vec![FileKey::Project, FileKey::Codebook];
    let listing = Listing::of(root, &mut Vec::new())?;
    files.extend(listing.claims.into_iter().map(FileKey::Claims));
    files.extend(listing.people.into_iter().map(FileKey::Annotator));
    let read = of_each(&articles, progress, |id| {
        let (Checked { value: article, issues }, source) = article_with_source(root, id)?;
        let is_as_saved = source.text == write_article(&article);
        Ok((article, issues, source.file, is_as_saved))
    })?;
    for article in read {
        match article {
            Ok((article, mut found, file, is_as_saved)) => {
                issues.append(&mut found);
                note_layout(&file, is_as_saved, &mut told, &mut issues);
                project.load_article(article);
            }
            Err(issue) => issues.push(issue),
        }
    }
    let read = of_each(&stubs, progress, |id| {
        let (Checked { value: stub, issues }, source) = stub_with_source(root, id)?;
        let is_as_saved = source.text == write_stub(&stub);
        Ok((stub, issues, source.file, is_as_saved))
    })?;
    for stub in read {
        match stub {
            Ok((stub, mut found, file, is_as_saved)) => {
                issues.append(&mut found);
                note_layout(&file, is_as_saved, &mut told, &mut issues);
                project.load_stub(stub);
            }
            Err(issue) => issues.push(issue),
        }
    }
    about_stubs(&project, &mut issues);
    let mut numbers = Numbers::default();
    let read = of_each(&sets, progress, |key| {
        let (Checked { value: set, issues }, source) = set_with_source(root, key, &project)?;
        let is_as_saved = project
            .article(&key.article)
            .is_none_or(|article| source.text == write_set(key, &set, article, project.codebook()));
        Ok((ids_of(&set).collect::<Vec<_>>(), issues, source.file, is_as_saved))
    })?;
    for (key, set) in sets.iter().zip(read) {
        match set {
            Ok((ids, mut found, file, is_as_saved)) => {
                issues.append(&mut found);
                numbers.take(key, ids, &mut issues);
                note_layout(&file, is_as_saved, &mut told, &mut issues);
            }
            Err(issue) => issues.push(issue),
        }
    }
    for key in files {
        note_layout_of(root, &project, &key, &mut told, &mut issues)?;
    }
    leftovers(root, &mut issues)?;
    originals::check(root, &project, progress, &mut issues)?;
    Ok(issues)
}

/// Tells of stubs that are of one article, and of those of which nothing tells whether they were fetched.
fn about_stubs(project: &Project, issues: &mut Vec<Issue>) {
    let file = |id: &StubId| paths::relative(&FileKey::Stub(id.clone()));
    for (stub, other) in twin_stubs(project) {
        let said = message!("findings-twin-stub", other = file(&other));
        let issue = Issue::warning("twin-stub", file(stub), said);
        issues.push(issue.hint(message!("findings-twin-stub.hint")));
    }
    let fetched = FetchedStubs::of(project);
    for stub in project.stubs() {
        let Some(article) = fetched.unclear_article_of(&stub.id) else { continue };
        let said = message!("findings-unclear-stub", article = %article);
        let issue = Issue::note("unclear-stub", file(&stub.id), said);
        issues.push(issue.hint(message!("findings-unclear-stub.hint")));
    }
}

/// The numbers of all that a set has.
fn ids_of(set: &AnnotationSet) -> impl Iterator<Item = AnnotationId> {
    let placed = set.iter().map(|annotation| annotation.id);
    let review = set.decisions().map(|decision| decision.id).chain(set.comments().map(|comment| comment.id));
    placed.chain(review)
}

/// Which set has an annotation of which number.
#[derive(Default)]
struct Numbers {
    sets: Vec<SetKey>,
    places: HashMap<AnnotationId, u32>,
}

impl Numbers {
    fn take(&mut self, key: &SetKey, ids: Vec<AnnotationId>, issues: &mut Vec<Issue>) {
        let this = self.sets.len() as u32;
        self.sets.push(key.clone());
        for id in ids {
            if let Some(other) = self.places.insert(id, this) {
                let other = paths::relative(&FileKey::Set(self.sets[other as usize].clone()));
                issues.push(
                    Issue::warning(
                        "duplicate-id",
                        paths::relative(&FileKey::Set(key.clone())),
                        message!("findings-duplicate-id", other = %other),
                    )
                    .at(Place::Named(id.to_string()))
                    .hint(message!("findings-duplicate-id.hint")),
                );
            }
        }
    }
}

/// The files of which something was found, as far as the findings were looked at.
#[derive(Default)]
struct Told {
    seen: usize,
    files: HashSet<String>,
}

impl Told {
    /// Whether something was found of a file; each finding is looked at once, however many files are asked for.
    fn of(&mut self, file: &str, issues: &[Issue]) -> bool {
        let new = issues[self.seen..].iter().filter(|issue| issue.code != "key-taken");
        self.files.extend(new.map(|issue| issue.file.clone()));
        self.seen = issues.len();
        self.files.contains(file)
    }
}

/// Notes when a file is laid out in another way than it would be saved.
fn note_layout(file: &str, is_as_saved: bool, told: &mut Told, issues: &mut Vec<Issue>) {
    if !told.of(file, issues) && !is_as_saved {
        issues.push(other_layout(file));
    }
}

fn other_layout(file: &str) -> Issue {
    Issue::note("other-layout", file, message!("findings-other-layout"))
        .hint(message!("findings-other-layout.hint"))
}

/// The same of one of the small files, which is read anew.
fn note_layout_of(
    root: &Path,
    project: &Project,
    key: &FileKey,
    told: &mut Told,
    issues: &mut Vec<Issue>,
) -> Result<(), StoreError> {
    let relative = paths::relative(key);
    let told = told.of(&relative, issues);
    let Some(found) = disk::read(&paths::inside(root, &relative)?)? else { return Ok(()) };
    let expected = match key {
        // Whoever has files without being listed would be listed in it.
        FileKey::Project => {
            let stated = load::as_stated(found.clone(), Arc::clone(project.codebook()));
            stated.map(|stated| encode(&stated, key))
        }
        _ => Some(encode(project, key)),
    };
    let Some(expected) = expected.flatten() else { return Ok(()) };
    if !told && found != expected.as_bytes() {
        issues.push(other_layout(&relative));
    }
    Ok(())
}

/// Temporary files and files of other kinds where only ours belong.
fn leftovers(root: &Path, issues: &mut Vec<Issue>) -> Result<(), StoreError> {
    let mut folders = vec![String::new()];
    folders.extend(paths::FLAT.map(str::to_owned));
    let people = folders_in(root, paths::ANNOTATIONS)?;
    folders.extend(people.iter().map(|person| format!("{}/{person}", paths::ANNOTATIONS)));
    let beside = folders_in(root, "")?.into_iter().filter(|name| !name.starts_with('.'));
    let beside: Vec<String> = beside.filter(|name| !folders.contains(name)).collect();
    for folder in folders.iter().chain(&beside) {
        for name in files_in(root, folder)?.into_iter().chain(folders_in(root, folder)?) {
            let file = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if disk::is_temporary(&name) {
                issues.push(
                    Issue::note("temporary-file", file, message!("findings-temporary-file"))
                        .hint(message!("findings-temporary-file.hint")),
                );
            }
        }
    }
    for folder in folders.iter().filter(|folder| !folder.is_empty()) {
        for name in files_in(root, folder)?.into_iter().filter(|name| !disk::is_temporary(name)) {
            let file = format!("{folder}/{name}");
            if !name.ends_with(".ron") && !name.starts_with('.') {
                issues.push(Issue::note("foreign-file", file, message!("findings-file-of-others")));
            }
        }
    }
    Ok(())
}
