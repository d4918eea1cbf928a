//! The program's care with files: other people's work is never written over, and nothing is followed through a link.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub fn program(at: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_obelus"));
    command.current_dir(at).env("OBELUS_DATA_DIR", at.join("data"));
    command
}

pub fn obelus(at: &Path, arguments: &[&str]) -> Output {
    program(at).args(arguments).output().unwrap()
}

#[track_caller]
/// Runs the command where nothing can be written into a file, after what the shell is told first.
#[cfg(unix)]
pub fn without_room(at: &Path, first: &str, arguments: &[&str]) -> Output {
    Command::new("sh")
        .args(["-c", &format!("{first}; ulimit -f 0; exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_obelus"))
        .args(arguments)
        .current_dir(at)
        .env("OBELUS_DATA_DIR", at.join("data"))
        .output()
        .unwrap()
}

pub fn run(at: &Path, arguments: &[&str], code: i32) -> String {
    let output = obelus(at, arguments);
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{said}");
    said
}

pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The sample study in a folder of its own.
pub fn sample(at: &Path) -> PathBuf {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"), &at.join("study"));
    at.join("study")
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in files_in(from) {
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn articles_that_are_added_at_once_under_one_title_are_all_kept() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    run(at, &["new", "study"], 0);
    let adding: Vec<_> = (0..6)
        .map(|number| {
            let file = format!("{number}.txt");
            fs::write(at.join(&file), format!("One title\n\nText of number {number}, and more of it.\n"))
                .unwrap();
            program(at).args(["add", "study", &file]).stdout(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in adding {
        let output = child.wait_with_output().unwrap();
        assert!(String::from_utf8_lossy(&output.stdout).contains("Added 1 article"));
    }
    let there = files_in(&at.join("study/articles"));
    assert_eq!(there.len(), 6, "{there:?}");
    for file in there {
        let content = fs::read_to_string(&file).unwrap();
        let (_, rest) = content.split_once("sha256: \"").unwrap();
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(stem.ends_with(&format!("-{}", &rest[..8])), "{stem}");
    }
    run(at, &["check", "study"], 0);
}

#[test]
fn an_article_is_never_written_over_with_another_text() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("a.txt"), "One title\n\nThe first text.\n").unwrap();
    run(at, &["new", "study", "a.txt"], 0);
    let file = files_in(&at.join("study/articles")).remove(0);
    let study = obelus::store::open(&at.join("study"), &obelus::base::Progress::new()).unwrap().value;
    let article = study.articles().next().unwrap();
    let mut other = (**article).clone();
    other.text = obelus::text::Text::new("Another text.".to_owned()).unwrap();
    other.zones.clear();
    let mut changed = study.clone();
    changed.load_article(std::sync::Arc::new(other));
    let key = obelus::model::FileKey::Article(article.id.clone());
    let before = fs::read(&file).unwrap();
    let refused = obelus::store::save(&at.join("study"), &changed, &key).unwrap_err();
    assert!(refused.to_string().contains("under this name"), "{refused}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn bundles_and_pages_replace_nothing_unasked_and_never_the_projects_own() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let study = sample(at);
    fs::write(at.join("mine.txt"), "mine").unwrap();
    for command in [vec!["send", "study"], vec!["feedback", "study", "--annotator", "Maya"]] {
        let to =
            |file: &str, more: &[&str], code| run(at, &[&command[..], &["-o", file], more].concat(), code);
        assert!(to("mine.txt", &[], 2).contains("is there already"));
        assert_eq!(fs::read_to_string(at.join("mine.txt")).unwrap(), "mine");
        for own in ["study/project.ron", "study/codebook.ron", "study/articles/new", "study/annotations/x"] {
            let before = fs::read(at.join(own)).ok();
            assert!(to(own, &["--force"], 2).contains("belongs to the project"), "{own}");
            assert_eq!(fs::read(at.join(own)).ok(), before);
        }
        to("out", &[], 0);
        to("out", &["--force"], 0);
        fs::remove_file(at.join("out")).unwrap();
    }
    assert!(run(at, &["feedback", "study", "--annotator", "Maya"], 0).contains("Content-Security-Policy"));
    let left = files_in(at).into_iter().chain(files_in(&study));
    assert!(left.into_iter().all(|path| path.extension().is_none_or(|ending| ending != "tmp")));
}

#[test]
fn pages_of_the_manual_replace_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("pages")).unwrap();
    fs::write(at.join("pages/obelus-check.1"), "mine").unwrap();
    assert!(run(at, &["man", "-o", "pages"], 2).contains("is there already"));
    assert_eq!(files_in(&at.join("pages")), [at.join("pages/obelus-check.1")]);
    assert_eq!(fs::read_to_string(at.join("pages/obelus-check.1")).unwrap(), "mine");
    run(at, &["man", "-o", "pages", "--force"], 0);
    assert!(fs::read_to_string(at.join("pages/obelus-check.1")).unwrap().starts_with(".ie"));
    sample(at);
    assert!(run(at, &["man", "-o", "study/articles", "--force"], 2).contains("belongs to the project"));
    assert!(!at.join("study/articles/obelus.1").exists());
    run(at, &["man", "--force"], 2);
}

/// Every file in a folder and below, with its content.
pub fn contents(folder: &Path) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    let (folders, files): (Vec<_>, Vec<_>) = files_in(folder).into_iter().partition(|path| path.is_dir());
    let files = files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap()));
    files.chain(folders.iter().flat_map(|folder| contents(folder))).collect()
}

#[cfg(unix)]
#[test]
fn on_a_full_disk_the_old_file_stays_whole_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let study = sample(at);
    let mut text = "A title\n\n".to_owned();
    text.push_str(&"Some words that were said. ".repeat(200));
    fs::write(at.join("a.txt"), text).unwrap();
    // What a colleague did, of a set that is here too.
    let project = obelus::store::open(&study, &obelus::base::Progress::new()).unwrap().value;
    let key = project.sets().map(|(key, _)| key.clone()).next().unwrap();
    let name = project.annotator(&key.annotator).unwrap().name.clone();
    copy(&study, &at.join("theirs"));
    let mut theirs = project.clone();
    let span = obelus::text::Span::new(0, 3).unwrap();
    theirs.apply(obelus::model::Edit::SetBookmark { key: key.clone(), span, on: true }).unwrap();
    obelus::store::save(&at.join("theirs"), &theirs, &obelus::model::FileKey::Set(key)).unwrap();
    run(at, &["send", "theirs", "--annotator", &name, "-o", "theirs.obelus"], 0);
    run(at, &["man", "-o", "pages"], 0);
    for file in ["out.csv", "out.obelus", "out.html"] {
        fs::write(at.join(file), "mine").unwrap();
    }
    let export = ["export", "study", "--format", "jsonl", "-o"];
    for command in [
        vec!["add", "study", "a.txt"],
        vec!["new", "fresh", "a.txt"],
        vec!["receive", "study", "theirs.obelus"],
        vec!["send", "study", "-o", "out.obelus", "--force"],
        vec!["feedback", "study", "--annotator", &name, "-o", "out.html", "--force"],
        vec!["man", "-o", "pages", "--force"],
        vec!["freeze", "study", "-o", "release", "--incomplete"],
        vec!["freeze", "study", "-o", "release.zip", "--incomplete"],
        [&export[..], &["out.csv", "--force"]].concat(),
        [&export[..], &["new.zip"]].concat(),
    ] {
        let before = contents(at);
        // Nothing can be written into a file, as on a disk without room.
        let limited = without_room(at, "trap '' XFSZ", &command);
        let said =
            String::from_utf8_lossy(&limited.stderr).into_owned() + &String::from_utf8_lossy(&limited.stdout);
        assert!(!limited.status.success(), "{command:?} {said}");
        assert!(said.contains("too large"), "{command:?} {said}");
        let after = contents(at);
        let differs: Vec<_> = before
            .keys()
            .chain(after.keys())
            .filter(|path| before.get(*path) != after.get(*path) && !path.ends_with(".sent"))
            .collect();
        assert_eq!(differs, Vec::<&PathBuf>::new(), "{command:?} {said}");
    }
}

#[cfg(unix)]
#[test]
fn inside_a_project_nothing_is_followed_or_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let elsewhere = at.join("elsewhere");
    for inside in ["articles", "annotations", "annotations/maya", "claims"] {
        let study = sample(at);
        let _ = fs::remove_dir_all(&elsewhere);
        fs::rename(study.join(inside), &elsewhere).unwrap();
        symlink(&elsewhere, study.join(inside)).unwrap();
        let before = files_in(&elsewhere);
        let said = run(at, &["check", "study"], 1);
        assert!(said.contains(&format!("error linked {inside} ")), "{said}");
        fs::write(at.join("a.txt"), "A title\n\nA text that is new.\n").unwrap();
        obelus(at, &["add", "study", "a.txt"]);
        obelus(at, &["send", "study", "--annotator", "Maya", "-o", "out", "--force"]);
        assert_eq!(files_in(&elsewhere), before, "{inside}");
        fs::remove_file(study.join(inside)).unwrap();
        fs::remove_dir_all(&study).unwrap();
    }
    let study = sample(at);
    fs::write(at.join("precious"), "precious").unwrap();
    symlink(at.join("precious"), study.join("annotations/maya/.open")).unwrap();
    let maya = obelus::base::AnnotatorId::new("maya").unwrap();
    assert!(obelus::store::Lease::take(&study, &maya, obelus::base::Timestamp(100)).is_err());
    assert_eq!(fs::read_to_string(at.join("precious")).unwrap(), "precious");
    assert!(run(at, &["check", "study"], 1).contains("error linked annotations/maya/.open "));
}

#[test]
fn a_merge_conflict_is_called_one() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let study = sample(at);
    for file in ["claims/maya.ron", "codebook.ron", "project.ron"] {
        let path = study.join(file);
        let content = fs::read_to_string(&path).unwrap();
        let (head, rest) = content.split_at(content.find(",\n").unwrap() + 2);
        let both = format!("{head}<<<<<<< HEAD\n{rest}=======\n{rest}>>>>>>> tomas/coding\n");
        fs::write(&path, both).unwrap();
    }
    let said = run(at, &["check", "study"], 2);
    for words in
        ["“HEAD”", "“tomas/coding”", "git checkout --ours project.ron", "claims/maya.ron", "codebook.ron"]
    {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_killed_commands_left_goes_at_the_next_command() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let study = sample(at);
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
    let left = study.join(format!("annotations/maya/.a.ron~{}~4194999~0.tmp", host.trim()));
    let lease = study.join("annotations/maya/.open");
    for command in [&["send", "study", "-o", "out", "--force"][..], &["agreement", "study"]] {
        fs::write(&left, "x").unwrap();
        let holder = format!(
            "(host: \"{}\", process: 4194999, since: \"2025-07-03T09:00:00Z\", seen: \"2025-07-03T09:00:00Z\")\n",
            host.trim()
        );
        fs::write(&lease, holder).unwrap();
        obelus(at, command);
        assert!(!left.exists() && !lease.exists(), "{command:?}");
    }
}
