//! Exchange on the command line: exports, imports, and what is left when they fail.

use obelus::base::{AnnotatorId, Progress, Timestamp};
use obelus::formats::{Direction, FORMATS, Feature, Packing};
use obelus::locale::Message;
use obelus::model::Preferences;
use obelus::store::{self, Journal, Lease};
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with a copy of the sample project, and a data folder of its own.
struct CommandLine(TempDir);

impl CommandLine {
    fn new() -> Self {
        let line = Self(tempfile::tempdir().unwrap());
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"), &line.at("the sample"));
        line
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_obelus"));
        command.current_dir(self.0.path()).env("OBELUS_DATA_DIR", self.at("data")).args(arguments);
        command
    }

    /// Runs the program; answers what it wrote when it ends with this code.
    #[track_caller]
    fn run(&self, arguments: &[&str], code: i32) -> (String, String) {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        let [stdout, stderr] = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert_eq!(status.code(), Some(code), "{arguments:?}\n{stdout}\n{stderr}");
        (stdout, stderr)
    }

    /// The sample project without anybody's work.
    fn bare(&self, name: &str) {
        copy(&self.at("the sample"), &self.at(name));
        fs::remove_dir_all(self.at(name).join("annotations")).unwrap();
        fs::remove_dir_all(self.at(name).join("claims")).unwrap();
    }

    /// Every file below the folder but the data folder.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut waiting = vec![self.0.path().to_owned()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && path != self.at("data") {
                    waiting.push(path);
                } else if path.is_file() {
                    found.push((path.clone(), fs::read(path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}

fn count(object: &serde_json::Value, name: &str) -> u64 {
    object[name].as_u64().unwrap_or_else(|| panic!("{name} in {object}"))
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn every_format_goes_out_and_those_that_come_in_come_in() {
    let line = CommandLine::new();
    for about in FORMATS.iter().map(|format| format.about()).filter(|about| about.direction != Direction::In)
    {
        let name = format!("{} out.{}", about.id, about.ending);
        let name = if about.packing == Packing::File { name } else { format!("{} out", about.id) };
        let export = ["export", "the sample", "--format", about.id, "-o", &name, "--json"];
        let output = line.command(&export).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {output:?}", about.id);
        let told = json(&String::from_utf8_lossy(&output.stdout));
        assert_eq!((told["format"].as_str(), told["path"].as_str()), (Some(about.id), Some(name.as_str())));
        assert_eq!((count(&told, "articles"), count(&told, "sets")), (7, 14));
        assert!(line.at(&name).exists() && count(&told, "bytes") > 0);
        let piped = line.command(&["export", "the sample", "-f", about.id, "-o", "-"]).output().unwrap();
        assert!(!piped.stdout.is_empty() && matches!(piped.status.code(), Some(0 | 1)), "{}", about.id);
        if about.direction != Direction::Both {
            continue;
        }
        let bare = format!("bare {}", about.id);
        line.bare(&bare);
        let output = line.command(&["import", &bare, &name, "--json"]).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {output:?}", about.id);
        let told = json(&String::from_utf8_lossy(&output.stdout));
        assert_eq!(told["format"].as_str(), Some(about.id), "it is known by its content");
        assert!(count(&told, "new") > 0 || !about.keeps(Feature::Codes), "{}", about.id);
    }
    let left = line.files().into_iter().filter(|(path, _)| path.to_string_lossy().ends_with(".tmp")).count();
    assert_eq!(left, 0, "nothing under a temporary name");
}

#[test]
fn there_and_back_is_the_same() {
    let line = CommandLine::new();
    let (out, err) = line.run(&["export", "the sample", "--format", "jsonl"], 1);
    assert_eq!(out, "superintelligence-labs.jsonl\n");
    assert!(
        err.contains("warning lost-codebook superintelligence-labs.jsonl - Not in the file: 3 ×"),
        "{err}"
    );
    line.run(&["new", "a new one"], 0);
    let import = ["import", "a new one", "superintelligence-labs.jsonl"];
    let before = line.files();
    let (dry, _) = line.run(&[&import[..], &["--dry-run"]].concat(), 0);
    assert!(
        dry.contains("223 × factual → factual (Factual)") && dry.ends_with("Nothing was changed.\n"),
        "{dry}"
    );
    assert!(before == line.files(), "a dry run changes nothing");
    let (out, err) = line.run(&import, 0);
    assert!(out.contains("720 annotations came in, 0 of them into the orphans tray; 0 were there"), "{out}");
    assert!(err.contains("note no-undo"), "nobody at this machine takes part: {err}");
    line.run(&["check", "a new one"], 0);
    let [first, second] = ["the sample", "a new one"]
        .map(|project| line.command(&["export", project, "-f", "jsonl", "-o", "-"]).output().unwrap().stdout);
    assert!(first == second && first == fs::read(line.at("superintelligence-labs.jsonl")).unwrap());
    let before = line.files();
    let (out, err) = line.run(&import, 0);
    assert!(out.contains("0 annotations came in") && out.contains("720 were there already"), "{out}");
    assert!(err.is_empty() && before == line.files(), "twice is no more than once");
}

#[test]
fn the_scope_is_what_was_asked_for() {
    let line = CommandLine::new();
    let export = |more: &[&str], code| {
        let all =
            [&["export", "the sample", "-f", "jsonl", "-o", "x.jsonl", "--force", "--json"], more].concat();
        json(&line.run(&all, code).0)
    };
    let all = export(&[], 1);
    let maya = export(&["--annotator", "Maya Lindqvist"], 1);
    let tomas = export(&["--annotator", "tomas"], 1);
    assert_eq!(count(&all, "annotations"), count(&maya, "annotations") + count(&tomas, "annotations"));
    assert_eq!(count(&export(&["--annotator", "maya", "--annotator", "tomas"], 1), "sets"), 14);
    assert_eq!(count(&export(&["--article", "01*", "--article", "02-harbour-post"], 1), "articles"), 2);
    assert_eq!(count(&export(&["--language", "de"], 1), "articles"), 1);
    assert!(count(&export(&["--layer", "kind"], 1), "annotations") < count(&all, "annotations"));
    assert_eq!(count(&export(&["--from", "2025-07-01", "--until", "2025-07-01"], 1), "articles"), 2);
    let empty = export(&["--adjudicated"], 1);
    assert!(empty["findings"].to_string().contains("nothing-in-scope"), "{empty}");
    export(&["--no-text", "--pseudonyms", "--derived"], 1);
    let written = fs::read_to_string(line.at("x.jsonl")).unwrap();
    assert!(
        written.contains("\"text\":null") && !written.contains("maya") && written.contains("\"sentence\":1")
    );
}

#[test]
fn what_cannot_be_done_is_said_and_leaves_nothing() {
    let line = CommandLine::new();
    line.run(&["export", "the sample", "-f", "jsonl", "-o", "there.jsonl"], 1);
    let before = line.files();
    let check = |arguments: &[&str], words: &str| {
        let (out, err) = line.run(arguments, 2);
        assert!(out.is_empty() && err.contains(words), "{arguments:?}\n{out}{err}");
        assert!(before == line.files(), "{arguments:?}");
    };
    let export =
        |more: &[&str], words: &str| check(&[&["export", "the sample", "-f", "jsonl"], more].concat(), words);
    check(&["export", "the sample", "-f", "words"], "there is no format “words”; there are ");
    check(&["export", "nowhere", "-f", "jsonl"], "There is no Obelus project in nowhere");
    export(&["--annotator", "nina"], "there is no annotator “nina”; there are maya, tomas");
    export(&["--layer", "nothing"], "there is no layer “nothing”; there are kind, claims, article");
    export(&["--with", "wings"], "jsonl has no switch “wings”");
    export(&["--from", "July"], "written as 2025-07-03");
    export(&["-o", "-", "--json"], "both want the output");
    export(&["-o", "there.jsonl"], "there.jsonl is there already");
    export(&["-o", "none/x.jsonl"], "none/x.jsonl: ");
    export(&["-o", "the sample/articles/x.jsonl"], "belongs to the project itself");
    export(&["-o", "the sample/project.ron", "--force"], "belongs to the project itself");
    export(&["-o", ".", "--force"], "belongs to the project itself");
    check(&["import", "the sample", "none.jsonl"], "could not read none.jsonl");
    check(&["import", "the sample", "the sample/project.ron"], "is not of a format that Obelus knows");
    check(&["import", "the sample", "there.jsonl", "--format", "words"], "there is no format “words”");
    check(&["import", "the sample", "there.jsonl", "--map", "f=factual"], "no mark is labelled “f”");
    check(&["import", "the sample", "there.jsonl", "--map", "factual=f"], "there is no code “f”");
    check(&["import", "the sample", "the sample/project.ron", "-f", "jsonl"], "project.ron:1:");
}

#[test]
fn a_pipe_can_be_read_from_and_written_to() {
    let line = CommandLine::new();
    let exported = line.command(&["export", "the sample", "-f", "jsonl", "-o", "-"]).output().unwrap();
    line.run(&["new", "study"], 0);
    let mut child = line
        .command(&["import", "study", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&exported.stdout).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("720 annotations came in"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let line = CommandLine::new();
    let export = ["export", "the sample", "-f", "jsonl", "-o", "-"];
    let mut child = line.command(&export).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn labels_are_mapped_and_the_mapping_is_kept() {
    let line = CommandLine::new();
    line.run(&["export", "the sample", "-f", "jsonl", "-o", "x.zip"], 1);
    line.bare("bare");
    let map = ["--map", "factual=opinion", "--map", "claim=-", "--map", "unclear=+Hazy", "--as", "Nina  B."];
    let (out, err) = line.run(&[&["import", "bare", "x.zip"], &map[..]].concat(), 0);
    assert!(err.contains("note label-left-out"), "{err}");
    for words in ["factual → opinion (Opinion)", "claim → left out", "new code “Hazy”", "maya → nina-b (new)"]
    {
        assert!(out.contains(words), "{words}\n{out}");
    }
    assert!(line.at("bare/annotations/nina-b/annotator.ron").exists());
    assert!(!line.at("bare/annotations/maya").exists());
    let (out, _) = line.run(&["import", "bare", "x.zip", "--dry-run", "--as", "nina b."], 0);
    assert!(out.contains("factual → opinion") && out.contains("unclear → hazy (Hazy)"), "{out}");
    assert!(out.contains("0 annotations would come in") && out.contains("301 were there already"), "{out}");
    assert!(err.contains("note mark-twice"), "what both gave is one person's by now: {err}");
}

#[test]
fn files_that_are_open_elsewhere_are_left_alone() {
    let line = CommandLine::new();
    line.run(&["export", "the sample", "-f", "jsonl", "-o", "x.jsonl"], 1);
    line.bare("bare");
    let tomas = AnnotatorId::new("tomas").unwrap();
    let now = Timestamp(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() as i64);
    let lease = Lease::take(&line.at("bare"), &tomas, now).unwrap();
    let before = line.files();
    let (_, err) = line.run(&["import", "bare", "x.jsonl"], 2);
    assert!(err.contains("are open on") && err.contains("nothing was changed"), "{err}");
    assert!(before == line.files());
    drop(lease);
    line.run(&["import", "bare", "x.jsonl"], 0);
    assert!(!line.at("bare/annotations/tomas/.open").exists(), "the lease was given back");
}

#[test]
fn an_import_is_one_step_of_the_windows_undo() {
    let line = CommandLine::new();
    line.run(&["export", "the sample", "-f", "jsonl", "-o", "x.jsonl"], 1);
    line.bare("bare");
    let settings = Preferences { annotator_name: "Maya Lindqvist".to_owned(), ..Preferences::default() };
    store::save_preferences(&line.at("data"), &settings).unwrap();
    let root = line.at("bare");
    let bare = store::open(&root, &Progress::new()).unwrap().value;
    let (_, err) = line.run(&["import", "bare", "x.jsonl"], 0);
    assert_eq!(err, "");
    let mut project = store::open(&root, &Progress::new()).unwrap().value;
    assert_eq!(project.sets().count(), 14);
    let maya = AnnotatorId::new("maya").unwrap();
    let path = store::journal_path(&line.at("data"), &root, project.id(), &maya);
    let opened = Journal::open(&path, &root, &mut project).unwrap();
    assert!(opened.issues.is_empty() && opened.value.dirty.is_empty(), "{opened:?}");
    let mut history = opened.value.history;
    assert_eq!(history.next_undo().map(Message::english).as_deref(), Some("Import of x.jsonl"));
    history.undo(&mut project).unwrap().unwrap();
    assert_eq!((project.sets().count(), project.ledger().claims().count()), (0, 0));
    assert_eq!(project.annotators().count(), bare.annotators().count());
}

/// A file that cannot be understood stops the import after others were written; they are as before then.
#[test]
fn all_of_an_import_is_written_or_nothing() {
    for name in ["", "Maya Lindqvist"] {
        let line = CommandLine::new();
        line.run(&["export", "the sample", "-f", "jsonl", "-o", "x.jsonl"], 1);
        line.bare("bare");
        let settings = Preferences { annotator_name: name.to_owned(), ..Preferences::default() };
        store::save_preferences(&line.at("data"), &settings).unwrap();
        fs::create_dir_all(line.at("bare/annotations/tomas")).unwrap();
        fs::write(line.at("bare/annotations/tomas/04-le-cadran.ron"), "not for us").unwrap();
        let article = line.at("bare/articles/01-northern-wire.ron");
        fs::remove_file(&article).unwrap();
        let before = line.files();
        let (out, err) = line.run(&["import", "bare", "x.jsonl"], 2);
        assert!(
            out.is_empty() && err.contains("was not overwritten") && err.contains("Nothing was changed."),
            "{err}"
        );
        assert!(before == line.files(), "{name}");
        fs::remove_file(line.at("bare/annotations/tomas/04-le-cadran.ron")).unwrap();
        line.run(&["import", "bare", "x.jsonl"], 0);
        assert!(article.exists());
    }
}

#[test]
fn formats_completions_and_pages_are_printed() {
    let line = CommandLine::new();
    let (text, _) = line.run(&["formats"], 0);
    let listed = json(&line.run(&["formats", "--json"], 0).0);
    let (help_out, _) = line.run(&["export", "--help"], 0);
    let (help_in, _) = line.run(&["import", "--help"], 0);
    assert_eq!(listed.as_array().map(Vec::len), Some(FORMATS.len()));
    for (about, object) in FORMATS.iter().map(|format| format.about()).zip(listed.as_array().unwrap()) {
        assert_eq!(object["id"].as_str(), Some(about.id));
        assert_eq!(object["losses"].as_array().map(Vec::len), Some(about.losses().len()));
        assert!(text.contains(&format!("{}: {}\n", about.id, about.english_name())), "{}", about.id);
        assert_eq!(help_out.contains(&format!("\n  {} ", about.id)), about.direction != Direction::In);
        assert_eq!(help_in.contains(&format!("\n  {} ", about.id)), about.direction != Direction::Out);
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(line.run(&["completions", shell], 0).0.contains("export"), "{shell}");
    }
    assert!(line.run(&["man"], 0).0.contains(".TH obelus 1"));
    line.run(&["man", "-o", "pages"], 0);
    let pages = fs::read_dir(line.at("pages")).unwrap().count();
    assert!(line.at("pages/obelus-import.1").exists() && pages > 10, "{pages}");
}
