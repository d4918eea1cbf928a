//! Links among the files that a bundle is made of: what they lead to is not sent, and that is told.

#![cfg(unix)]

use super::sample::*;
use crate::base::{Progress, Timestamp};
use crate::model::*;
use crate::store::*;
use std::io::Cursor;
use std::path::Path;

/// Puts a link in place of a file or folder.
fn link(folder: &Path, path: &Path) {
    let elsewhere = folder.join("elsewhere");
    std::fs::rename(path, &elsewhere).expect("moved");
    std::os::unix::fs::symlink(&elsewhere, path).expect("linked");
}

/// The files that are told of as links when a bundle of the project, or of an annotator's work, is made.
fn told(root: &Path, whose: Option<&SetKey>) -> Vec<String> {
    let (mut bundle, progress) = (Cursor::new(Vec::new()), Progress::new());
    let packed = match whose {
        Some(key) => pack(root, &key.annotator, Timestamp(1), &mut bundle, &progress),
        None => pack_project(root, Timestamp(1), &mut bundle, &progress),
    };
    match packed {
        Ok(packed) => {
            let linked = packed.issues.into_iter().filter(|issue| issue.code == "linked");
            linked.map(|issue| issue.file).collect()
        }
        Err(StoreError::Linked(path)) => {
            let inside = path.strip_prefix(root).expect("in the project");
            vec![inside.to_string_lossy().into_owned()]
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn what_is_left_out_of_a_bundle_because_it_is_a_link_is_told() {
    let (stub_file, set) = (relative(&FileKey::Stub(stub().id)), FileKey::Set(key()));
    let article = relative(&FileKey::Article(key().article));
    let claims = relative(&FileKey::Claims(key().annotator));
    let folder_of = |file: &str| file.rsplit_once('/').map(|(folder, _)| folder.to_owned()).expect("in one");
    for file in [stub_file.clone(), article.clone(), folder_of(&stub_file), folder_of(&article)] {
        let (folder, root, _) = start();
        assert_eq!(told(&root, None), Vec::<String>::new());
        link(folder.path(), &root.join(&file));
        assert_eq!(told(&root, None), [file]);
    }
    let set = relative(&set);
    for file in [set.clone(), claims, folder_of(&set), "annotations".to_owned(), "claims".to_owned()] {
        let (folder, root, _) = start();
        assert_eq!(told(&root, Some(&key())), Vec::<String>::new());
        link(folder.path(), &root.join(&file));
        assert_eq!(told(&root, Some(&key())), [file]);
    }
}

#[test]
fn links_that_do_not_belong_in_a_bundle_are_not_told_with_it() {
    let (folder, root, _) = start();
    link(folder.path(), &root.join(relative(&FileKey::Stub(stub().id))));
    assert_eq!(told(&root, Some(&key())), Vec::<String>::new());
    let (folder, root, _) = start();
    link(folder.path(), &root.join(relative(&FileKey::Set(key()))));
    assert_eq!(told(&root, None), Vec::<String>::new());
}
