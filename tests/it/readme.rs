//! The README, held against the program: keys, formats, command line, example, links.
//!
//! With `UPDATE_SNAPSHOTS=1` the tables of keys and formats are written anew.

use obelus::app::{Action, Chord, Context, Group, Key, Keymap, Modifiers};
use obelus::formats::{Direction, FORMATS, Packing};
use obelus::model::Codebook;
use obelus::store::builtin_codebook;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where a table begins and ends.
fn marks(table: &str) -> (String, String) {
    (format!("<!-- {table}: written by the test `readme` -->\n"), format!("<!-- end of {table} -->"))
}

/// Holds a table of the README against what it should be, or writes it.
fn check_table(table: &str, want: &str) {
    // The tests run beside each other, and two of them write.
    static WRITING: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let alone = WRITING.lock().expect("no test panicked while it wrote");
    let (open, close) = marks(table);
    let readme = readme();
    let (before, rest) = readme.split_once(&open).expect("where the table begins");
    let (found, after) = rest.split_once(&close).expect("where the table ends");
    if found == want {
        return;
    }
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some_and(|value| value == "1") {
        return fs::write(file(), format!("{before}{open}{want}{close}{after}")).expect("written");
    }
    drop(alone);
    panic!("UPDATE_SNAPSHOTS=1 writes this table:\n{want}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn file() -> PathBuf {
    root().join("README.md")
}

fn readme() -> String {
    fs::read_to_string(file()).expect("README.md")
}

fn code_keys(codebook: &Codebook) -> Vec<(char, String)> {
    let layer = codebook.sweep_layer().expect("a layer for the sweep");
    layer.codes().iter().filter_map(|code| Some((code.key?, code.name.clone()))).collect()
}

/// The table of keys: the codes of the built-in codebook, then every action that has a key.
fn keys() -> String {
    let keymap = Keymap::default();
    let mut out = String::from("\n| Key | Code of the built-in codebook |\n|---|---|\n");
    for (key, name) in code_keys(&builtin_codebook()) {
        out += &format!("| `{key}` | {name} |\n");
    }
    let codebook = builtin_codebook();
    let lines = keymap.lines(Some(&codebook));
    for group in Group::ALL {
        out += &format!("\n| Key | {} | | Works | Name |\n|---|---|---|---|---|\n", group.name());
        for line in lines.iter().filter(|line| line.group() == group) {
            let chords: Vec<String> = line.chords(&keymap).iter().map(|chord| format!("`{chord}`")).collect();
            if !chords.is_empty() {
                let works = match line.context() {
                    Context::Global => "anywhere",
                    Context::Text => "in the text",
                    Context::Review => "in review",
                };
                let (label, help) = (line.label().trim_end_matches('…'), line.help());
                let (chords, id) = (chords.join(" "), line.id());
                out += &format!("| {chords} | {label} | {help} | {works} | `{id}` |\n");
            }
        }
    }
    out + "\n"
}

#[test]
fn the_table_of_keys_is_the_table_of_actions() {
    check_table("keys", &keys());
}

/// The table of exchange formats, from the registry.
fn formats() -> String {
    let mut out = String::from(
        "\n| Format | What it is | Goes | Counts | Opens in | Cannot carry | Read in a test with |\n|---|---|---|---|---|---|---|\n",
    );
    for about in FORMATS.iter().map(|format| format.about()) {
        let goes = match about.direction {
            Direction::Both => "out and in",
            Direction::Out => "out",
            Direction::In => "in",
        };
        let packing = match about.packing {
            Packing::File => format!("`.{}`", about.ending),
            Packing::Folder(_) => "several files".to_owned(),
        };
        let unit = about.unit.map_or("–", |unit| unit.words());
        let lost: Vec<&str> = about.losses().into_iter().map(|lost| lost.words()).collect();
        let lost = if lost.is_empty() { "–".to_owned() } else { lost.join("; ") };
        let switches: Vec<String> = about
            .switches
            .iter()
            .map(|switch| format!("; `--with {}`: {}", switch.id, switch.about))
            .collect();
        let cells = [
            format!("`{}`", about.id),
            format!("{}, {packing}{}", about.name, switches.concat()),
            goes.to_owned(),
            unit.to_owned(),
            about.opens.to_owned(),
            lost,
            about.verified.to_owned(),
        ];
        out += &format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    }
    out + "\n"
}

#[test]
fn the_table_of_formats_is_the_registry() {
    check_table("formats", &formats());
}

#[test]
fn no_code_takes_the_key_of_an_action() {
    let keymap = Keymap::default();
    assert_eq!(keymap.taken_keys(&builtin_codebook()), [], "no key is given twice");
    let mut seen = BTreeSet::new();
    for (letter, name) in code_keys(&builtin_codebook()) {
        assert!(seen.insert(letter), "two codes have {letter}");
        for shift in [false, true] {
            let modifiers = Modifiers { shift, ..Modifiers::default() };
            let taken = keymap.action(Chord { modifiers, key: Key::Char(letter) }, Context::Text);
            assert_eq!(taken, None, "{letter} of “{name}”, with shift: {shift}");
        }
    }
    assert!(!seen.is_empty());
}

/// Lines of the README's code blocks.
fn code_lines(readme: &str) -> impl Iterator<Item = &str> {
    readme.split("```").skip(1).step_by(2).flat_map(str::lines)
}

fn help(words: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_obelus")).args(words).arg("--help").output().expect("it runs");
    assert!(output.status.success(), "obelus {words:?} --help: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_commands_are_those_of_the_program() {
    let readme = readme();
    let named: BTreeSet<&str> = code_lines(&readme)
        .filter_map(|line| line.trim().strip_prefix("obelus ")?.split_whitespace().next())
        .filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect();
    let overview = help(&[]);
    let listed = overview.lines().skip_while(|line| *line != "Commands:").skip(1);
    let offered: BTreeSet<&str> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|word| *word != "help")
        .collect();
    assert_eq!(named, offered, "left: named in the README, right: offered by the program");
    for command in named {
        let help = help(&[command]);
        let lines = code_lines(&readme).filter(|line| line.trim().starts_with(&format!("obelus {command}")));
        for option in lines.flat_map(str::split_whitespace).filter_map(|word| word.strip_prefix("--")) {
            let option = option.trim_end_matches(']');
            assert!(help.contains(&format!("--{option}")), "obelus {command} has no --{option}");
        }
    }
}

#[test]
fn the_example_is_from_the_sample() {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let readme = readme();
    let example =
        readme.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let folder = root().join("assets/sample/annotations/maya");
    let found = fs::read_dir(folder).expect("the sample").any(|entry| {
        fs::read_to_string(entry.expect("an entry").path())
            .is_ok_and(|file| bare(&file).contains(&bare(example)))
    });
    assert!(found, "not in the sample: {example}");
}

#[test]
fn links_lead_somewhere() {
    let readme = readme();
    let targets = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    for target in local {
        assert!(root().join(target).exists(), "{target} is not there");
    }
    for action in
        [Action::MarkRead, Action::LinkClaim, Action::EditMemo, Action::ArticleDone, Action::ImportArticles]
    {
        let key = format!("<kbd>{}</kbd>", Keymap::default().shown(action).replace('+', "</kbd>+<kbd>"));
        assert!(readme.contains(&key), "the tour does not name {key} for “{}”", action.label());
    }
}
