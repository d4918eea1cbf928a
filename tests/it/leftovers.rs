//! What killed commands leave goes at the next command, and a NUL in a name is found.

#[cfg(unix)]
use crate::files::without_room;
use crate::files::{contents, run, sample};
use std::fs;
use std::path::{Path, PathBuf};

/// What a killed command left in a folder and below.
#[cfg(unix)]
fn left_in(folder: &Path) -> Vec<PathBuf> {
    let is_left = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.ends_with(".tmp")
            || name == ".open"
            || path.strip_prefix(folder).unwrap().to_string_lossy().contains(".tmp/")
    };
    contents(folder).into_keys().filter(is_left).collect()
}

#[cfg(unix)]
#[test]
fn what_killed_commands_left_goes_at_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let study = sample(at);
    run(at, &["send", "study", "--annotator", "Maya", "-o", "maya.obelus"], 0);
    fs::remove_file(study.join("annotations/maya/01-northern-wire.ron")).unwrap();
    fs::write(at.join("a.txt"), "A title\n\nWords that were said.\n").unwrap();
    for inside in ["releases", "bundles", "exports"] {
        fs::create_dir(study.join(inside)).unwrap();
    }
    let mut seen = 0;
    for command in [
        vec!["add", "study", "a.txt"],
        vec!["receive", "study", "maya.obelus"],
        vec!["send", "study", "-o", "study/bundles/all.obelus"],
        vec!["export", "study", "--format", "jsonl", "-o", "study/exports/all.jsonl"],
        vec!["freeze", "study", "-o", "study/releases/first", "--incomplete"],
        vec!["feedback", "study", "--annotator", "Maya", "-o", "study/maya.html"],
    ] {
        // The system kills it as soon as it writes into a file.
        let killed = without_room(at, "ulimit -c 0", &command);
        assert_eq!(killed.status.code(), None, "{command:?}");
        let left = left_in(&study);
        seen += left.len();
        let is_told = left.iter().any(|path| !path.ends_with(".open"));
        assert_eq!(
            run(at, &["check", "study"], 0).contains("temporary-file"),
            is_told,
            "{command:?} {left:?}"
        );
        run(at, &["export", "study", "--format", "jsonl", "-o", "out", "--force"], 1);
        assert_eq!(left_in(&study), Vec::<PathBuf>::new(), "{command:?} left {left:?}");
    }
    assert!(seen >= 5, "only {seen} were left");
}

#[test]
fn what_is_somebodys_stays() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let study = sample(at);
    // This test is alive.
    let mine = obelus::store::temporary_for(&study.join("articles/new.ron"));
    let draft = study.join("articles/draft.tmp");
    let note = study.join(".open");
    for file in [&mine, &draft, &note] {
        fs::write(file, "mine").unwrap();
    }
    let maya = obelus::base::AnnotatorId::new("maya").unwrap();
    let now = obelus::base::Timestamp(4_000_000_000);
    let lease = obelus::store::Lease::take(&study, &maya, now).unwrap();
    run(at, &["check", "study"], 0);
    assert!(mine.exists() && draft.exists() && note.exists());
    assert!(study.join("annotations/maya/.open").exists());
    drop(lease);
}

#[test]
fn a_nul_in_a_name_is_found_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let study = sample(at);
    let article = contents(&study.join("articles")).into_keys().next().unwrap();
    let claims = contents(&study.join("claims")).into_keys().next().unwrap();
    let mut want = Vec::new();
    for (file, before) in [
        (study.join("project.ron"), "name: \"Maya"),
        (study.join("codebook.ron"), "name: \""),
        (article, "title: \""),
        (claims, "label: \""),
    ] {
        let content = fs::read_to_string(&file).unwrap();
        let place = content.find(before).unwrap() + before.len();
        let line = content[..place].lines().count();
        fs::write(&file, format!("{}\\u{{0}}{}", &content[..place], &content[place..])).unwrap();
        let name = file.strip_prefix(&study).unwrap().display().to_string();
        want.push(format!("warning nul {name} {line}:1 "));
    }
    let said = run(at, &["check", "study"], 1);
    for finding in want {
        assert!(said.contains(&finding), "{finding} in {said}");
    }
    // Other commands tell it too, and it costs nothing else.
    assert!(run(at, &["agreement", "study"], 1).contains("warning nul project.ron"));
    let file = study.join("project.ron");
    let content = fs::read_to_string(&file).unwrap();
    let line = content[..content.find("id: \"maya").unwrap()].lines().count();
    fs::write(&file, content.replacen("id: \"maya", "id: \"ma\\0ya", 1)).unwrap();
    let said = run(at, &["check", "study"], 2);
    assert!(
        said.contains(&format!("project.ron, {line}:1")) || said.contains(&format!("{line}:1")),
        "{said}"
    );
    assert!(!said.contains('\0'), "{said}");
}
