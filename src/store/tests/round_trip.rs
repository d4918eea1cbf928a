//! What is saved is what is loaded.

use super::sample::*;
use crate::base::Progress;
use crate::model::*;
use crate::store::*;

#[test]
fn the_sample_reads_back_without_findings() {
    let (folder, project) = saved();
    let opened = open(folder.path(), &Progress::new()).expect("opened");
    assert_eq!(opened.issues, []);
    assert_eq!(opened.value, project);
    for key in keys(&project) {
        assert_eq!(encode(&opened.value, &key), encode(&project, &key), "{key:?}");
        assert!(!save(folder.path(), &opened.value, &key).expect("saved").changed);
    }
}

#[test]
fn files_that_name_a_program_are_of_a_version_of_their_own() {
    let (folder, mut project) = saved();
    let read = |file: &str| std::fs::read_to_string(folder.path().join(file)).expect("read");
    let files = ["project.ron", "annotations/maya/annotator.ron"];
    for file in files {
        assert!(read(file).contains("version: 1,"), "{file}: as older programs read it");
    }
    let program = annotator("guesser", "Guesser", Role::Program);
    project.apply(Edit::PutAnnotator { annotator: program.clone() }).expect("fits");
    for key in [FileKey::Project, FileKey::Annotator(program.id.clone())] {
        save(folder.path(), &project, &key).expect("saved");
    }
    let files = ["project.ron", "annotations/guesser/annotator.ron"];
    for file in files {
        assert!(read(file).contains("version: 2,"), "{file}: older programs refuse it");
    }
    assert!(read("annotations/maya/annotator.ron").contains("version: 1,"));
    let opened = open(folder.path(), &Progress::new()).expect("opened");
    assert_eq!((opened.issues, opened.value.annotator(&program.id)), (Vec::new(), Some(&program)));
    for file in files {
        let newer = read(file).replacen("version: 2,", "version: 99,", 1);
        std::fs::write(folder.path().join(file), &newer).expect("written");
        let issues = match open(folder.path(), &Progress::new()) {
            Ok(opened) => opened.issues,
            Err(StoreError::Unreadable(issue)) => vec![issue],
            Err(error) => panic!("{error}"),
        };
        assert!(issues.iter().any(|issue| issue.code == "newer-version"), "{file}: {issues:?}");
        std::fs::write(folder.path().join(file), newer.replacen("version: 99,", "version: 2,", 1))
            .expect("written");
    }
}
