//! The program without its window: what it prints, and how it ends.

use clap::CommandFactory as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn obelus(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_obelus")).current_dir(folder).args(arguments).output().unwrap()
}

/// Runs the program and holds its end against what is expected: exit code, and words on the two streams.
#[track_caller]
fn check(folder: &Path, arguments: &[&str], code: i32, out: &str, err: &str) {
    let output = obelus(folder, arguments);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{stdout}\n{stderr}");
    assert!(stdout.contains(out) && (!out.is_empty() || stdout.is_empty()), "{arguments:?}\n{stdout}");
    assert!(stderr.contains(err) && (!err.is_empty() || stderr.is_empty()), "{arguments:?}\n{stderr}");
}

#[test]
fn a_project_is_made_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let article = "The bridge is safe\n\nBy A. Writer\n\nOfficials said on Monday that the bridge is safe. It is a flop.\n";
    std::fs::write(at.join("one.txt"), article).unwrap();
    check(at, &["new", "study", "one.txt"], 0, "Made “study” with 1 article", "");
    check(at, &["check", "study"], 0, "", "");
    check(at, &["check", "study", "--json"], 0, "[]", "");
    check(at, &["new", "study"], 2, "", "There is a project in study already");
    check(at, &["new", "other", "missing.txt"], 2, "", "could not read missing.txt");
    assert!(!at.join("other").exists(), "no half project is left");

    let file = std::fs::read_dir(at.join("study/articles")).unwrap().next().unwrap().unwrap().path();
    let content = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, content.replace("a flop", "a hit")).unwrap();
    check(at, &["check", "study"], 1, "error wrong-digest articles/", "");
    check(at, &["agreement", "study"], 1, "There are not two annotators", "error wrong-digest articles/");
    check(at, &["agreement", "--json", "study"], 1, "[", "error wrong-digest articles/");
    check(at, &["check", "study", "--json"], 1, "\"code\": \"wrong-digest\"", "");
    std::fs::write(at.join("study/codebook.ron"), "(format: \"obelus/codebook\", version: 9)").unwrap();
    check(at, &["check", "study"], 2, "", "version 9");
    check(at, &["check", "nowhere"], 2, "", "There is no Obelus project in nowhere");
}

#[test]
fn help_version_and_mistakes() {
    let folder = tempfile::tempdir().unwrap();
    check(folder.path(), &["--version"], 0, concat!("obelus ", env!("CARGO_PKG_VERSION")), "");
    check(folder.path(), &["--help"], 0, "check", "");
    check(folder.path(), &["check"], 2, "", "PROJECT");
    check(folder.path(), &["check", "--fast"], 2, "", "--fast");
    #[cfg(not(feature = "gui"))]
    check(folder.path(), &["study"], 2, "", "built without its window");
}

#[test]
fn a_mistake_is_told_without_what_a_terminal_would_obey() {
    let folder = tempfile::tempdir().unwrap();
    let typed = "--\u{1b}[31m\u{9b}2J\u{202e}red\u{7}";
    let subcommands = obelus::cli::Arguments::command();
    let mut commands: Vec<Vec<&str>> = vec![vec![typed]];
    let names: Vec<String> = subcommands.get_subcommands().map(|each| each.get_name().to_owned()).collect();
    assert!(names.len() > 10, "{names:?}");
    commands.extend(names.iter().map(|name| vec![name.as_str(), typed]));
    for command in commands {
        let output = obelus(folder.path(), &command);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("\\u009b2J\\u202ered"), "{command:?}: {said}");
        let obeyed = |sign: char| sign.is_control() && sign != '\n' && sign != '\t' || sign == '\u{202e}';
        assert!(!said.contains(obeyed), "{command:?}: {said:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    check(folder.path(), &["new", "study"], 0, "Made", "");
    for number in 0..5000 {
        std::fs::write(folder.path().join(format!("study/claims/a b {number}.ron")), "")
            .or_else(|_| std::fs::create_dir_all(folder.path().join("study/claims")))
            .unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_obelus"))
        .args(["check", "study"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1), "the findings are there all the same");
}

#[test]
fn what_is_no_folder_or_no_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("one.txt"), "The bridge is safe.").unwrap();
    check(at, &["check", "one.txt"], 2, "", "There is no Obelus project in one.txt");
    check(at, &["new", "one.txt/study"], 2, "", "A file lies where a folder is needed");
    check(at, &["new", "study", "missing.txt"], 2, "", "could not read missing.txt");
    check(at, &["new", "all", "one.txt"], 0, "Made “all” with 1 article", "");
    check(at, &["new", "again", "."], 0, "Made “again” with 1 article", "note is-a-project ./all");
    check(at, &["new", "--name", " \n ", "study"], 0, "Made “study”", "");
    check(at, &["new", "--name", "One\nline", "other"], 0, "Made “One line”", "");
    std::fs::write(at.join("study/project.ron"), "(format: \"obelus/project\", version: 9)").unwrap();
    check(at, &["check", "study"], 2, "", "obelus: project.ron: The file is of version 9");
}

/// A device or a pipe might never end.
#[cfg(unix)]
#[test]
fn a_device_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    check(folder.path(), &["new", "study", "/dev/zero"], 2, "", "it is not a file");
}

#[test]
fn settle_is_the_old_name_of_adjudicate() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample").display().to_string();
    let folder = tempfile::tempdir().unwrap();
    for command in ["adjudicate", "settle"] {
        let arguments = [command, &sample, "--agreed", "--dry-run", "--as", "The Lead"];
        check(folder.path(), &arguments, 0, "Would adjudicate ", "");
    }
}
