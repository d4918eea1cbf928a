//! What runs of the command line leave that were killed, and what the next one makes of it.

use obelus::base::Progress;
use obelus::model::Preferences;
use obelus::store;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A process number that no machine gives.
const GONE: &str = "~4194999~";

struct Killed(tempfile::TempDir);

impl Killed {
    /// A folder with two texts, and with marks of Maya on them, who works at this machine.
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        let texts =
            ["First headline\n\nOne was said. Two was said.\n", "Second headline\n\nThree was said.\n"];
        let mut lines = String::new();
        for (number, text) in texts.iter().enumerate() {
            folder.put(&format!("{number}.txt"), text);
            let start = text.find("\n\n").unwrap() + 2;
            let marks = serde_json::json!([[start, start + 13, "fact"]]);
            lines += &serde_json::json!({ "text": text, "label": marks }).to_string();
            lines.push('\n');
        }
        folder.put("maya.jsonl", &lines);
        let preferences = Preferences { annotator_name: "maya".to_owned(), ..Preferences::default() };
        store::save_preferences(&folder.at("data"), &preferences).unwrap();
        folder
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, content: &str) {
        fs::create_dir_all(self.at(name).parent().unwrap()).unwrap();
        fs::write(self.at(name), content).unwrap();
    }

    /// Runs the program; its exit code, and what it wrote.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_obelus"));
        command.current_dir(self.0.path()).env("OBELUS_DATA_DIR", self.at("data"));
        let output = command.args(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    }

    /// The only file in a folder whose name holds these words.
    fn only(&self, folder: &str, words: &str) -> PathBuf {
        let found: Vec<PathBuf> = fs::read_dir(self.at(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_string_lossy().contains(words))
            .collect();
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].clone()
    }
}

/// The temporary file that a run left that was killed while it wrote this one.
fn left_beside(path: &Path) -> PathBuf {
    let name = store::temporary_for(path).display().to_string();
    let left = name.replace(&format!("~{}~", std::process::id()), GONE);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&left, "half").unwrap();
    left.into()
}

#[test]
fn a_project_that_is_not_whole_is_none() {
    let folder = Killed::new();
    let (code, told) = folder.run(&["new", "study", "0.txt", "1.txt"]);
    assert_eq!(code, Some(0), "{told}");
    let second = folder.only("study/articles", "second");
    let second = second.file_name().unwrap().to_str().unwrap();
    // What stands in the way stops a run in the middle as a kill does.
    folder.put(&format!("other/articles/{second}/mine.txt"), "mine");
    let (code, told) = folder.run(&["new", "other", "0.txt", "1.txt"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(!folder.at("other/project.ron").exists(), "half a project: {told}");
    assert!(folder.at(&format!("other/articles/{second}/mine.txt")).exists());
    // What a killed run had made by then is no hindrance, but for articles that the project would have without a word.
    folder.put("third/articles/none.txt", "");
    let first = folder.only("study/articles", "first");
    let name = first.file_name().unwrap().to_str().unwrap();
    fs::copy(&first, folder.at("third/articles").join(name)).unwrap();
    fs::copy(folder.at("study/codebook.ron"), folder.at("third/codebook.ron")).unwrap();
    let left = left_beside(&folder.at("third/project.ron"));
    let (code, told) = folder.run(&["new", "third", "1.txt"]);
    assert!(code == Some(2) && told.contains(name), "{told}");
    assert!(!folder.at("third/project.ron").exists() && folder.at("third/articles").join(name).exists());
    let (code, told) = folder.run(&["new", "third", "0.txt", "1.txt"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(!left.exists());
    let opened = store::open(&folder.at("third"), &Progress::new()).unwrap();
    assert_eq!((opened.value.article_count(), opened.issues), (2, Vec::new()));
}

#[test]
fn what_only_the_journal_has_is_written_before_it_is_called_there() {
    let folder = Killed::new();
    assert_eq!(folder.run(&["new", "study", "0.txt", "1.txt"]).0, Some(0));
    assert_eq!(folder.run(&["import", "study", "maya.jsonl", "--as", "maya"]).0, Some(0));
    let import = ["import", "study", "maya.jsonl", "--as", "maya", "--map", "fact=opinion"];
    let (code, told) = folder.run(&import);
    assert!(code == Some(0) && told.contains("2 annotations came in"), "{told}");
    // As after a kill: the step is in the journal, and none of its files is saved.
    let sets = ["first", "second"].map(|words| folder.only("study/annotations/maya", words));
    let saved = sets.each_ref().map(|set| fs::read_to_string(set).unwrap());
    let step = |line: &&str| line.starts_with("Commit(");
    let project = folder.only("data/journal", "study");
    let journal = fs::read_dir(project).unwrap().next().unwrap().unwrap().path();
    let lines = fs::read_to_string(&journal).unwrap();
    let kept: Vec<&str> =
        lines.lines().take_while(|line| !step(line)).chain(lines.lines().find(step)).collect();
    fs::write(&journal, kept.join("\n") + "\n").unwrap();
    for set in &sets {
        let content = fs::read_to_string(set).unwrap();
        let own: Vec<&str> = content.lines().filter(|line| !line.contains("\"opinion\"")).collect();
        fs::write(set, own.join("\n") + "\n").unwrap();
    }
    let (code, told) = folder.run(&import);
    assert!(code == Some(0) && told.contains("2 were there already"), "{told}");
    assert_eq!(sets.each_ref().map(|set| fs::read_to_string(set).unwrap()), saved, "{told}");
}
