//! README and manual, held against the program: keys, formats, command line, example, links.
//!
//! With `UPDATE_SNAPSHOTS=1` the tables are written anew.

use clap::CommandFactory as _;
use obelus::app::{Action, Chord, Context, Group, Key, Keymap, Modifiers, actions};
use obelus::cli::Arguments;
use obelus::formats::{Direction, FORMATS, Packing};
use obelus::locale::Catalogue;
use obelus::model::Codebook;
use obelus::store::builtin_codebook;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const README: &str = "README.md";
const MANUAL: &str = "assets/manual";

/// Holds a table of a file against what it should be, or writes it.
fn check_table(file: &str, table: &str, want: &str) {
    // The tests run beside each other, and several of them write.
    static WRITING: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let alone = WRITING.lock().expect("no test panicked while it wrote");
    let (open, close) =
        (format!("<!-- {table}: written by the test `readme` -->\n"), format!("<!-- end of {table} -->"));
    let text = read(file);
    let (before, rest) = text.split_once(&open).expect("where the table begins");
    let (found, after) = rest.split_once(&close).expect("where the table ends");
    if found == want {
        return;
    }
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some_and(|value| value == "1") {
        // Whole at once: other tests read the file meanwhile.
        let whole = root().join(format!("{file}.tmp"));
        fs::write(&whole, format!("{before}{open}{want}{close}{after}")).expect("written");
        return fs::rename(whole, root().join(file)).expect("renamed");
    }
    drop(alone);
    panic!("UPDATE_SNAPSHOTS=1 writes this table of {file}:\n{want}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The README and the pages of the manual.
fn pages() -> Vec<String> {
    let listed = fs::read_dir(root().join(MANUAL)).expect("the manual").flatten();
    let pages = listed.map(|page| format!("{MANUAL}/{}", page.file_name().to_string_lossy()));
    [README.to_owned()].into_iter().chain(pages).collect()
}

/// A row of a Markdown table.
fn row<const COLUMNS: usize>(cells: [&str; COLUMNS]) -> String {
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

fn code_keys(codebook: &Codebook) -> Vec<(char, String)> {
    let layer = codebook.sweep_layer().expect("a layer for the sweep");
    layer.codes().iter().filter_map(|code| Some((code.key?, code.name.clone()))).collect()
}

fn text(id: &'static str) -> &'static str {
    Catalogue::english().get(id)
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
        out += &format!("\n| Key | {} | | Works | Name |\n|---|---|---|---|---|\n", text(group.name_id()));
        for line in lines.iter().filter(|line| line.group() == group) {
            let chords: Vec<String> = line.chords(&keymap).iter().map(|chord| format!("`{chord}`")).collect();
            if !chords.is_empty() {
                let works = match line.context() {
                    Context::Global => "anywhere",
                    Context::Text => "in the text",
                    Context::Review => "in review",
                };
                let (label, help) =
                    (line.label(Catalogue::english()).trim_end_matches('…'), line.help(Catalogue::english()));
                let (chords, id) = (chords.join(" "), line.id());
                out += &format!("| {chords} | {label} | {help} | {works} | `{id}` |\n");
            }
        }
    }
    out + "\n"
}

#[test]
fn the_table_of_keys_is_the_table_of_actions() {
    check_table("assets/manual/keys.md", "keys", &keys());
}

/// What a day of coding takes.
const DAILY: [Action; 12] = [
    Action::NextSentence,
    Action::MarkRead,
    Action::Repeat,
    Action::Delete,
    Action::Expand,
    Action::LinkClaim,
    Action::EditMemo,
    Action::AskQuestion,
    Action::Undo,
    Action::ArticleDone,
    Action::CommandPalette,
    Action::ShortcutSheet,
];

#[test]
fn the_daily_keys_are_those_of_the_actions() {
    let keymap = Keymap::default();
    let mut table = String::from("\n| Key | | |\n|---|---|---|\n");
    for action in DAILY {
        let chords: Vec<String> = keymap.chords(action).iter().map(|chord| format!("`{chord}`")).collect();
        table +=
            &row([&chords.join(" "), text(action.label_id()).trim_end_matches('…'), text(action.help_id())]);
    }
    check_table(README, "daily keys", &(table + "\n"));
}

/// The English text of that identifier.
fn english(id: &'static str) -> &'static str {
    Catalogue::english().get(id)
}

fn goes(direction: Direction) -> &'static str {
    match direction {
        Direction::Both => "out and in",
        Direction::Out => "out",
        Direction::In => "in",
    }
}

#[test]
fn the_formats_of_the_readme_are_the_registry() {
    let mut table = String::from("\n| Format | Goes | Opens in |\n|---|---|---|\n");
    for about in FORMATS.iter().map(|format| format.about()) {
        table += &row([
            &format!("{} (`{}`)", about.english_name(), about.id),
            goes(about.direction),
            english(about.opens),
        ]);
    }
    check_table(README, "formats", &(table + "\n"));
}

#[test]
fn the_table_of_formats_is_the_registry() {
    let mut table = String::from(
        "\n| Format | What it is | Goes | Counts | Opens in | Cannot carry | Read in a test with |\n|---|---|---|---|---|---|---|\n",
    );
    for about in FORMATS.iter().map(|format| format.about()) {
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
            .map(|switch| format!("; `--with {}`: {}", switch.id, english(switch.about)))
            .collect();
        let what = format!("{}, {packing}{}", about.english_name(), switches.concat());
        let id = format!("`{}`", about.id);
        table += &row([
            &id,
            &what,
            goes(about.direction),
            unit,
            english(about.opens),
            &lost,
            english(about.verified),
        ]);
    }
    check_table("assets/manual/formats.md", "formats", &(table + "\n"));
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

/// A command with what it takes.
fn section(mut command: clap::Command) -> String {
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let mut out = format!("\n## {}\n\n{about}\n\n```text\n{usage}\n```\n", command.get_name());
    let told = |argument: &&clap::Arg| !argument.is_hide_set() && argument.get_id() != "help";
    for (at, argument) in command.get_arguments().filter(told).enumerate() {
        if at == 0 {
            out += "\n| | |\n|---|---|\n";
        }
        let help = argument.get_long_help().or(argument.get_help()).map(ToString::to_string);
        let help = help.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        out += &row([&format!("`{argument}`"), &help]);
    }
    out
}

#[test]
fn the_page_of_the_command_line_is_what_the_program_takes() {
    let mut program = Arguments::command().bin_name("obelus");
    program.build();
    let mut commands: Vec<_> = program.get_subcommands().filter(|one| one.get_name() != "help").collect();
    commands.sort_by_key(|command| command.get_name());
    let table: String = commands.into_iter().cloned().map(section).collect();
    check_table("assets/manual/command-line.md", "commands", &(table + "\n"));
}

/// The lines of a page's code blocks.
fn code_lines(page: &str) -> impl Iterator<Item = &str> {
    page.split("```").skip(1).step_by(2).flat_map(str::lines)
}

#[test]
fn the_commands_in_examples_are_those_of_the_program() {
    let mut program = Arguments::command();
    program.build();
    let mut seen = 0;
    for page in pages() {
        let text = read(&page);
        for line in code_lines(&text) {
            let mut words = line.split(['|', '>']).next().unwrap_or(line).split_whitespace();
            let Some("obelus") = words.next() else { continue };
            let Some(name) = words.next().filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
            else {
                continue;
            };
            let command = program.find_subcommand(name).unwrap_or_else(|| panic!("{page}: no obelus {name}"));
            for option in words.filter_map(|word| word.strip_prefix("--")) {
                let known = command.get_arguments().any(|argument| argument.get_long() == Some(option));
                assert!(known, "{page}: obelus {name} has no --{option}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 8, "{seen} options in examples");
}

#[test]
fn the_readme_is_read_in_one_sitting() {
    let length = read(README).len();
    assert!(length < 20_000, "{length} bytes: what is long goes to {MANUAL}");
}

#[test]
fn the_example_is_from_the_sample() {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let readme = read(README);
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
    for page in pages() {
        let text = read(&page);
        let folder = root().join(&page).parent().expect("a folder").to_owned();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://")) {
            assert!(folder.join(target).exists(), "{page}: {target} is not there");
        }
    }
}

#[test]
fn what_the_readme_names_is_called_so_in_the_program() {
    let labels: BTreeSet<&str> =
        actions().iter().map(|action| text(action.label_id()).trim_end_matches('…')).collect();
    let readme = read(README).replace("**", "").replace('\n', " ");
    let named = readme.split('*').skip(1).step_by(2);
    let mut seen = 0;
    for name in named.filter(|name| name.starts_with(char::is_uppercase)) {
        assert!(labels.contains(name.trim_end_matches('…')), "no action is called “{name}”");
        seen += 1;
    }
    assert!(seen >= 5, "{seen} names");
}

#[test]
fn the_tour_names_the_keys() {
    let readme = read(README);
    for action in
        [Action::MarkRead, Action::LinkClaim, Action::EditMemo, Action::ArticleDone, Action::ImportArticles]
    {
        let key = format!("<kbd>{}</kbd>", Keymap::default().shown(action).replace('+', "</kbd>+<kbd>"));
        assert!(readme.contains(&key), "the tour does not name {key} for “{}”", text(action.label_id()));
    }
}
