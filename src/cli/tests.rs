//! Adding files to a project: what is there already, what is damaged there, and what lists name.

use super::testing::{new_args, told};
use super::{Action, AddArgs, CheckArgs, Outcome, ReadArgs};
use crate::base::Progress;
use crate::store;
use std::path::PathBuf;

/// A project and a way to add files to it.
struct Study {
    folder: tempfile::TempDir,
    root: PathBuf,
}

impl Study {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        assert_eq!(told(&Action::New(new_args(&root, Vec::new()))).0, Outcome::Clean);
        Self { folder, root }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    }

    fn add(&self, articles: Vec<PathBuf>, keep_originals: bool) -> (Outcome, String, String) {
        told(&Action::Add(AddArgs {
            project: self.root.clone(),
            articles,
            anyway: false,
            keep_originals,
            dry_run: false,
            reading: ReadArgs::default(),
            json: false,
        }))
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let names = std::fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

const LIST: &str =
    "Title,URL,Date\nFerry,https://post.example/f,2026-03-04\nPier,https://post.example/p,2026-03-05\n";

#[test]
fn the_files_of_what_is_there_already_and_lists_are_kept_too() {
    let study = Study::new();
    let (page, list) = (study.file("page.txt", "First\n\nSome words.\n"), study.file("list.csv", LIST));
    let all = || vec![page.clone(), list.clone()];
    study.add(all(), false);
    assert_eq!(study.names("originals"), Vec::<String>::new());
    let (outcome, out, err) = study.add(all(), true);
    assert_eq!(outcome, Outcome::Clean, "{err}");
    assert!(out.contains("Added 0 articles") && out.contains("; 2 files kept in originals"), "{out}");
    assert_eq!(study.names("originals").len(), 2);
    let other = study.file("same.txt", "First\r\n\r\nSome words.\r\n");
    let (_, out, _) = study.add(vec![other], true);
    assert!(!out.contains("kept in originals"), "no article came from that file: {out}");
    let check = CheckArgs { project: study.root.clone(), json: false };
    let (outcome, out, _) = told(&Action::Check(check));
    assert_eq!((outcome, out.as_str()), (Outcome::Clean, ""));
}

#[test]
fn one_that_cannot_be_read_costs_itself_alone() {
    let study = Study::new();
    let (page, list) = (study.file("page.txt", "First\n\nSome words.\n"), study.file("list.csv", LIST));
    study.add(vec![page.clone(), list.clone()], false);
    for folder in ["stubs", "articles"] {
        let name = study.names(folder).remove(0);
        let torn = study.root.join(folder).join(&name);
        for other in study.names(folder).into_iter().skip(1) {
            std::fs::remove_file(study.root.join(folder).join(other)).expect("removed");
        }
        std::fs::write(&torn, "(torn").expect("written");
        let more = study.file(&format!("{folder}.txt"), &format!("Of {folder}\n\nOther words.\n"));
        let (outcome, out, err) = study.add(vec![page.clone(), list.clone(), more], false);
        assert_eq!(outcome, Outcome::Findings, "{out}{err}");
        let said = |line: &str| line.starts_with("error name-unread") && line.contains(&name);
        assert!(err.lines().any(said), "{err}");
        assert!(out.contains("Added 1 article") && out.contains("1 left out"), "{out}");
        assert_eq!(std::fs::read_to_string(&torn).expect("read"), "(torn");
        assert_eq!(study.names("stubs").len(), 2, "the other went in");
        std::fs::remove_file(torn).expect("removed");
    }
}

#[test]
fn what_is_named_with_its_address_later_is_one_and_is_said() {
    let study = Study::new();
    let bare = study.file("bare.csv", "Title,Outlet\nFerry,Post\nQuay,Post\n");
    let linked = study.file("linked.csv", LIST);
    study.add(vec![bare], false);
    let (outcome, out, err) = study.add(vec![linked.clone()], true);
    assert_eq!(outcome, Outcome::Clean, "{err}");
    assert!(out.contains("one without text was brought together with another of its title"), "{out}");
    assert!(err.contains("note stubs-together stubs/ferry-"), "{err}");
    let there = store::open(&study.root, &Progress::new()).expect("opened").value;
    let ferry: Vec<_> = there.stubs().filter(|stub| stub.metadata.title == "Ferry").collect();
    assert_eq!((there.stub_count(), ferry.len()), (3, 1));
    assert_eq!((ferry[0].metadata.outlet.as_str(), ferry[0].also_named_by.len()), ("Post", 1));
    assert_eq!(study.names("stubs").len(), 3, "the other file is gone");
    let (_, out, _) = study.add(vec![linked], false);
    assert!(out.contains("2 without text were there already"), "{out}");
}
