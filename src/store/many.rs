//! Making many files at once: each is synchronised with the disk by itself, several at a time, and their folders once.

use super::disk::{self, FreshFile};
use super::{Saved, StoreError, encode, paths};
use crate::base::parallel;
use crate::model::{FileKey, Project};
use crate::text::Digest;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Makes files of a project that are not there yet; of each what was saved, or `None` where there is nothing to put in it or
/// somebody else put one there meanwhile, which is left alone. Those that are made are safe from a power cut when this
/// returns.
pub fn create_new(
    root: &Path,
    project: &Project,
    keys: &[FileKey],
) -> Vec<Result<Option<Saved>, StoreError>> {
    let make = |key: &FileKey| {
        let path = paths::inside(root, &paths::relative(key))?;
        let Some(content) = encode(project, key) else { return Ok(None) };
        let created = disk::create_unsettled(&path, content.as_bytes())?;
        let (digest, bytes) = (Some(Digest::of(&content)), content.len() as u64);
        Ok((created == FreshFile::Created).then_some(Saved { digest, bytes, changed: true }))
    };
    let made = parallel::map_waiting(keys, make);
    settle(keys.iter().map(|key| paths::under(root, &paths::relative(key))));
    made
}

/// As [`create_new`], where another file under one of the names is a refusal, unless it has the same content. `made` gets the
/// files that were made, also when not all could be.
///
/// # Errors
/// The first refusal.
pub(super) fn create_all(
    root: &Path,
    project: &Project,
    keys: &[FileKey],
    made: &mut Vec<PathBuf>,
) -> Result<(), StoreError> {
    let make = |key: &FileKey| {
        let path = paths::inside(root, &paths::relative(key))?;
        let content = encode(project, key).unwrap_or_default();
        let created = disk::create_unsettled(&path, content.as_bytes())?;
        Ok(disk::is_new_or_same(&path, content.as_bytes(), created)?.then_some(path))
    };
    let mut refusal = None;
    for outcome in parallel::map_waiting(keys, make) {
        match outcome {
            Ok(path) => made.extend(path),
            Err(error) => drop(refusal.get_or_insert(error)),
        }
    }
    settle(made.iter().cloned());
    refusal.map_or(Ok(()), Err)
}

/// Makes what was put into the folders of these files outlast a power cut.
fn settle(files: impl Iterator<Item = PathBuf>) {
    let folders: BTreeSet<PathBuf> = files.filter_map(|file| file.parent().map(Path::to_owned)).collect();
    folders.iter().for_each(|folder| disk::sync_folder(folder));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Progress, ProjectId};
    use crate::model::{Edit, Metadata, Stub};
    use crate::store::{builtin_codebook, create, create_with_articles, open, relative};
    use std::fs;
    use std::sync::Arc;

    fn study(count: usize) -> Project {
        let codebook = Arc::new(builtin_codebook());
        let mut project = Project::new(ProjectId::new("p").expect("id"), "P".to_owned(), codebook);
        for number in 0..count {
            let metadata = Metadata { title: format!("Ferry {number}"), ..Metadata::default() };
            let stub = Arc::new(Stub::new(metadata, String::new()));
            project.apply(Edit::AddStub { stub }).expect("fits");
        }
        project
    }

    fn keys(project: &Project) -> Vec<FileKey> {
        project.stubs().map(|stub| FileKey::Stub(stub.id.clone())).collect()
    }

    #[test]
    fn many_are_made_at_once_and_what_somebody_put_there_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        create(&root, "Study", Arc::new(builtin_codebook())).expect("made");
        let project = study(100);
        let keys = keys(&project);
        let taken = root.join(relative(&keys[50]));
        fs::create_dir_all(taken.parent().expect("a folder")).expect("made");
        fs::write(&taken, "(somebody's)").expect("written");
        let made = create_new(&root, &project, &keys);
        let outcomes: Vec<bool> = made.into_iter().map(|made| made.expect("made").is_some()).collect();
        assert_eq!(outcomes.iter().filter(|made| **made).count(), 99);
        assert!(!outcomes[50], "the outcomes are in the order of the files");
        assert_eq!(fs::read_to_string(&taken).expect("read"), "(somebody's)");
        let names = fs::read_dir(root.join("stubs")).expect("read").flatten();
        assert_eq!(names.count(), 100, "no temporary file is left");
        assert_eq!(open(&root, &Progress::new()).expect("opened").value.stub_count(), 99);
    }

    #[test]
    fn a_project_of_many_is_made_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        let project = study(100);
        create_with_articles(&root, &project).expect("made");
        assert_eq!(open(&root, &Progress::new()).expect("opened").value.stub_count(), 100);
        let other = folder.path().join("other");
        let in_the_way = other.join(relative(&keys(&project)[50]));
        fs::create_dir_all(in_the_way.parent().expect("a folder")).expect("made");
        fs::write(&in_the_way, "(somebody's)").expect("written");
        assert!(create_with_articles(&other, &project).is_err());
        let names = fs::read_dir(other.join("stubs")).expect("read").flatten();
        assert_eq!(names.count(), 1, "what was made is taken away again");
        assert!(!other.join("codebook.ron").exists() && !other.join("project.ron").exists());
    }
}
