//! What others change is noticed, file by file.

use super::sample::*;
use crate::base::Progress;
use crate::model::*;
use crate::store::*;
use std::path::Path;

fn look(root: &Path) -> Stamps {
    snapshot(root).expect("looked")
}

#[test]
fn each_change_is_told_once_and_can_be_read() {
    let (folder, before) = saved();
    let root = folder.path();
    let mut stamps = look(root);
    assert_eq!(changed(&stamps, &look(root)), []);
    let mut project = before.clone();
    for edit in [
        Edit::Rename { name: "Another".into() },
        Edit::SetZones { id: key().article, since: None, zones: Vec::new() },
        Edit::SetState { key: key(), state: SetState::Open },
        Edit::PutAnnotator { annotator: annotator("maya", "Maya M.", Role::Adjudicator) },
    ] {
        let file = edit.file();
        project.apply(edit).expect("fits");
        save(root, &project, &file).expect("saved");
        let now = look(root);
        assert_eq!(changed(&stamps, &now), std::slice::from_ref(&file));
        stamps = now;
        let read = read_file(root, &file, &before).expect("read");
        assert_eq!((read.value.digest, read.issues), (fingerprint(root, &file).expect("read"), vec![]));
        match read.value.content {
            FileContent::Project { name, settings, .. } => {
                assert_eq!((name.as_str(), &settings), ("Another", project.settings()));
            }
            FileContent::Article(article) => assert_eq!(Some(&article), project.article(&key().article)),
            FileContent::Work(version) => assert_eq!(Some(version), Version::of(&project, &file)),
            FileContent::Annotator(maya) => assert_eq!(maya.name, "Maya M."),
            other => panic!("{other:?}"),
        }
    }
    let codebook = read_file(root, &FileKey::Codebook, &before).expect("read").value.content;
    assert_eq!(codebook, FileContent::Codebook(before.codebook().clone()));
}

#[test]
fn what_comes_and_goes_is_told() {
    let (folder, project) = saved();
    let root = folder.path();
    let (first, file) = (look(root), FileKey::Set(key()));
    std::fs::remove_file(root.join(relative(&file))).expect("removed");
    let second = look(root);
    assert_eq!(changed(&first, &second), std::slice::from_ref(&file));
    let read = read_file(root, &file, &project).expect("read").value;
    assert_eq!(read, ReadFile { content: FileContent::Gone, digest: None });
    std::fs::write(root.join("annotations/maya/flop (1).ron"), "x").expect("written");
    std::fs::write(root.join("annotations/maya/.open"), "x").expect("written");
    std::fs::write(root.join("annotations/maya/notes.txt"), "x").expect("written");
    let third = look(root);
    assert_eq!(changed(&second, &third), std::slice::from_ref(&file), "another version of it came");
    std::fs::write(root.join(relative(&file)), "(torn").expect("written");
    assert_eq!(changed(&third, &look(root)), std::slice::from_ref(&file));
    assert_eq!(read_file(root, &file, &project).expect_err("broken").code, "broken-ron");
    std::fs::remove_file(root.join("project.ron")).expect("removed");
    assert!(matches!(snapshot(root), Err(StoreError::Gone(_))));
}

#[test]
fn a_thousand_files_are_seen() {
    let (folder, project) = saved();
    let content = encode(&project, &FileKey::Set(key())).expect("content");
    for number in 0..1000 {
        std::fs::write(folder.path().join(format!("annotations/maya/a{number}.ron")), &content)
            .expect("written");
    }
    let (before, began) = (look(folder.path()), std::time::Instant::now());
    let after = look(folder.path());
    println!("a thousand files: {:?}", began.elapsed());
    assert_eq!(changed(&before, &after), []);
    assert_eq!(changed(&Stamps::default(), &after).len(), 1000 + keys(&project).len());
    assert!(open(folder.path(), &Progress::new()).is_ok());
}
