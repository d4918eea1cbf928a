//! The plan of the house, held against the code: the table of floors in `src/lib.rs`, and where crates and parts of the
//! standard library may be used.
//!
//! Code is read as words, not compiled. Comments, literals and `#[cfg(test)]` modules are passed over.

use super::source::{closing, files, is_name, is_test, module, read, root, words};
use std::collections::{BTreeMap, BTreeSet};

/// Lines above which a file has to be split.
const TOO_LONG: usize = 600;
/// Lines above which a file is named in the test's output.
const LONG: usize = 400;

/// Paths from outside and the modules that may use them.
const PLACES: [(&str, &[&str]); 22] = [
    ("egui", &["ui", "shell"]),
    ("eframe", &["ui", "shell"]),
    ("accesskit", &["ui", "shell"]),
    ("arboard", &["shell"]),
    ("parley", &["ui::typeset"]),
    ("rfd", &["shell"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("serde", &["base::json", "store", "formats", "ui::theme"]),
    ("ron", &["store", "formats", "ui::theme"]),
    ("calamine", &["workbook"]),
    ("flate2", &["archive"]),
    ("zip::ZipArchive", &["archive"]),
    ("zip::read", &["archive"]),
    ("zip", &["archive", "store", "formats", "transfer"]),
    ("std::fs", &["store", "transfer", "shell", "cli"]),
    ("std::thread", &["base::parallel", "jobs", "shell"]),
    ("std::time::SystemTime", &["shell", "cli"]),
    ("std::time::Instant", &["shell", "cli", "jobs", "ui::typeset"]),
    ("std::net", &[]),
];

/// Tests that are run by hand: they make something to look at, or take as long as is asked.
const BY_HAND: [&str; 4] = [
    "src/ui/typeset/tests/picture.rs",
    "src/ui/typeset/tests/timing.rs",
    "tests/it/mutations/mod.rs",
    "tests/it/reader.rs",
];

/// Folders with tests that need more than Rust, and the words by which `.ci/run` runs them: the beginning of their names.
const BY_CI: [(&str, &str); 2] = [
    ("src/agreement/measures/references/", "agreement::measures::references"),
    ("src/formats/tests/clients/", "formats::tests::clients"),
];

struct Room {
    floor: u32,
    except: BTreeSet<String>,
}

/// The table of floors in the crate documentation.
fn plan(documentation: &str) -> BTreeMap<String, Room> {
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    documentation
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.strip_prefix("//! |")?.split('|').map(str::trim).collect();
            let floor = cells.first()?.parse().ok()?;
            let name = quoted(cells.get(1)?).pop()?;
            let except = quoted(cells.get(3)?).into_iter().collect();
            Some((name, Room { floor, except }))
        })
        .collect()
}

/// Why code of module `inside` (such as `ui::theme`) may not use `path`; `None` when it may.
fn objection(plan: &BTreeMap<String, Room>, inside: &str, path: &str) -> Option<String> {
    let mine = inside.split("::").next().unwrap_or(inside);
    if let Some(rest) = path.strip_prefix("crate::") {
        let other = rest.split("::").next().unwrap_or(rest);
        let (here, there) = (plan.get(mine)?, plan.get(other)?);
        if mine != other && there.floor >= here.floor {
            return Some(format!("floor {} uses {path} on floor {}", here.floor, there.floor));
        }
        return here.except.contains(other).then(|| format!("the plan excepts {path}"));
    }
    let under = |whole: &str, part: &str| whole == part || whole.starts_with(&format!("{part}::"));
    let (_, homes) = PLACES.iter().find(|(what, _)| under(path, what))?;
    let at_home = homes.iter().any(|home| under(inside, home));
    (!at_home).then(|| format!("{path} is for {homes:?}"))
}

/// Every path in the code of a module, with `use` trees spread out and `super` and `self` resolved to `crate::…`.
///
/// `place` is the module, such as `["ui", "theme"]`.
fn paths(code: &str, place: &[&str]) -> Vec<String> {
    let words = words(code);
    let mut found = Vec::new();
    let mut place: Vec<String> = place.iter().map(|name| (*name).to_owned()).collect();
    let mut closes: Vec<usize> = Vec::new();
    let (mut depth, mut at) = (0_usize, 0);
    while at < words.len() {
        let here: Vec<&str> = words[at..].iter().take(8).map(String::as_str).collect();
        match here.as_slice() {
            ["#", "[", "cfg", "(", "test", ")", "]", "mod", ..] => {
                at += 8;
                while words.get(at).is_some_and(|word| word != "{" && word != ";") {
                    at += 1;
                }
                at = if words.get(at).is_some_and(|word| word == "{") { closing(&words, at) } else { at };
            }
            ["mod", name, "{", ..] => {
                place.push((*name).to_owned());
                closes.push(depth);
                depth += 1;
                at += 2;
            }
            ["{", ..] => depth += 1,
            ["}", ..] => {
                depth = depth.saturating_sub(1);
                if closes.last() == Some(&depth) {
                    closes.pop();
                    place.pop();
                }
            }
            ["use", ..] => {
                at = tree(&words, at + 1, "", &mut |path| found.push(resolved(path, &place)));
                continue;
            }
            [first, "::", ..] if is_name(first) && at.checked_sub(1).is_none_or(|b| words[b] != "::") => {
                let mut path = (*first).to_owned();
                while words.get(at + 1).is_some_and(|word| word == "::")
                    && words.get(at + 2).is_some_and(|word| is_name(word))
                {
                    path = format!("{path}::{}", words[at + 2]);
                    at += 2;
                }
                found.push(resolved(&path, &place));
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Reads a `use` tree from `at`; answers where it ends.
fn tree(words: &[String], mut at: usize, before: &str, found: &mut impl FnMut(&str)) -> usize {
    let mut path = before.to_owned();
    while let Some(word) = words.get(at) {
        match word.as_str() {
            "::" => path.push_str("::"),
            "{" => loop {
                at = tree(words, at + 1, &path, found);
                if words.get(at).is_none_or(|word| word != ",") {
                    return at + 1;
                }
            },
            "as" => at += 1,
            name if is_name(name) || name == "*" => path.push_str(name),
            _ => break,
        }
        at += 1;
    }
    if path != before {
        found(path.trim_end_matches("::self"));
    }
    at
}

fn resolved(path: &str, place: &[String]) -> String {
    let mut parts = path.split("::").peekable();
    let mut up = 0;
    let first = parts.peek().copied();
    while parts.next_if(|part| matches!(*part, "super" | "self")).is_some_and(|part| part == "super") {
        up += 1;
    }
    if first != Some("self") && up == 0 {
        return path.to_owned();
    }
    let base = &place[..place.len().saturating_sub(up)];
    let rest = parts.map(str::to_owned);
    ["crate".to_owned()].into_iter().chain(base.iter().cloned()).chain(rest).collect::<Vec<_>>().join("::")
}

#[test]
fn every_module_keeps_to_its_floor() {
    let plan = plan(&read("src/lib.rs"));
    let mut wrong = Vec::new();
    for file in files("src", "rs").into_iter().filter(|file| !is_test(file)) {
        let place = module(&file);
        let inside = place.join("::");
        let paths: BTreeSet<String> = paths(&read(&file), &place).into_iter().collect();
        wrong.extend(
            paths.iter().filter_map(|path| Some(format!("{file}: {}", objection(&plan, &inside, path)?))),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_of_floors_names_every_module() {
    let plan = plan(&read("src/lib.rs"));
    let planned: BTreeSet<String> = plan.into_keys().collect();
    let built: BTreeSet<String> = files("src", "rs")
        .iter()
        .filter_map(|file| module(file).first().map(|name| (*name).to_owned()))
        .collect();
    assert_eq!(planned, built, "left: the table of floors in src/lib.rs, right: the folders of src");
}

#[test]
fn no_file_grows_too_long() {
    let all = ["src", "tests", "benches"].into_iter().filter(|folder| root().join(folder).exists());
    let mut long: Vec<(usize, String)> = all
        .flat_map(|folder| files(folder, "rs"))
        .map(|file| (read(&file).lines().count(), file))
        .filter(|(lines, _)| *lines > LONG)
        .collect();
    long.sort_unstable_by(|a, b| b.cmp(a));
    for (lines, file) in &long {
        println!("{lines} {file}");
    }
    assert!(long.iter().all(|(lines, _)| *lines <= TOO_LONG), "over {TOO_LONG} lines: {long:?}");
}

#[test]
fn no_test_is_forgotten() {
    let main = words(&read("tests/it/main.rs"));
    for file in files("tests/it", "rs") {
        let name =
            file.trim_start_matches("tests/it/").split(['/', '.']).next().unwrap_or_default().to_owned();
        let named = main.windows(3).any(|words| words[0] == "mod" && words[1] == name && words[2] == ";");
        assert!(named || name == "main", "tests/it/main.rs does not name {file}");
    }
    let ignores = |file: &str| words(&read(file)).windows(3).any(|words| words[..] == ["#", "[", "ignore"]);
    for file in ["src", "tests"].into_iter().flat_map(|folder| files(folder, "rs")) {
        let known =
            BY_HAND.contains(&file.as_str()) || BY_CI.iter().any(|(by_ci, _)| file.starts_with(by_ci));
        assert!(!ignores(&file) || known, "{file} leaves a test out");
    }
    let ci = read(".ci/run");
    for (folder, name) in BY_CI {
        let inside: Vec<String> =
            files("src", "rs").into_iter().filter(|file| file.starts_with(folder) && ignores(file)).collect();
        assert!(!inside.is_empty(), "{folder} leaves no test out");
        assert!(
            inside.iter().all(|file| module(file).join("::").starts_with(name)),
            "{name} does not run {folder}"
        );
        assert!(ci.contains(&format!("-- {name} --ignored")), ".ci/run does not run {folder}");
    }
}

#[test]
fn tests_of_properties_keep_their_seeds_with_the_tests() {
    for file in files("src", "rs") {
        let code = read(&file);
        let (all, kept) = (
            code.matches("proptest! {").count(),
            code.matches("proptest_config(crate::base::properties::").count(),
        );
        assert_eq!(all, kept, "{file}: a property without the settings of base::properties");
    }
}

#[test]
fn what_only_one_system_has_is_behind_a_condition() {
    for file in files("src", "rs") {
        let code = read(&file);
        let bound = paths(&code, &module(&file)).into_iter().any(|path| path.starts_with("std::os::"));
        let condition =
            ["cfg(unix)", "cfg(windows)", "cfg(target_os", "cfg(target_family", "cfg(any(", "cfg(not("]
                .iter()
                .any(|condition| code.contains(condition));
        assert!(!bound || condition, "{file} uses std::os without a condition");
    }
}

#[test]
fn the_reader_of_paths_finds_them() {
    let check = |code: &str, want: &[&str]| assert_eq!(paths(code, &["ui", "theme"]), want, "{code}");
    check(
        "use crate::app::{self, Action, palette::Palette as P};",
        &["crate::app", "crate::app::Action", "crate::app::palette::Palette"],
    );
    check("use super::{kit, super::app};", &["crate::ui::kit", "crate::app"]);
    check("use {egui::Ui, std::{fs, path::Path}};", &["egui::Ui", "std::fs", "std::path::Path"]);
    check("pub use self::colour::over;", &["crate::ui::theme::colour::over"]);
    check(
        "fn f(x: &'a str) -> char { '\"' } fn g() { crate::model::Edit::Rename }",
        &["crate::model::Edit::Rename"],
    );
    check(
        "mod a { fn f() { super::super::super::app::g() } } super::b::c()",
        &["crate::app::g", "crate::ui::b::c"],
    );
    check("// crate::a::b\n/* crate::c::d */ r#\"crate::e\"::f\"# b'\\u{41}' '\\'' \"\\\"crate::g\";", &[]);
    check("#[cfg(test)] mod tests { use std::fs; fn f() {} } egui::vec2(1.0)", &["egui::vec2"]);
    check(
        "Vec::<std::fs::File>::new(); <crate::app::State as Default>::default()",
        &["Vec", "std::fs::File", "crate::app::State"],
    );
}

#[test]
fn a_house_against_the_plan_is_noticed() {
    let plan = plan(
        "//! | 0 | `base` | x | |\n//! | 5 | `a` | x | |\n//! | 5 | `b` | x | |\n//! | 6 | `c` | x | `a` |",
    );
    let may = |inside, path| objection(&plan, inside, path).is_none();
    assert!(may("a", "crate::base::Issue"));
    assert!(may("a::deep", "crate::a::other"));
    assert!(may("c", "crate::b"));
    assert!(!may("c", "crate::a::X"), "excepted");
    assert!(!may("a", "crate::b::X"), "a sibling");
    assert!(!may("base", "crate::c"), "above");
    assert!(!may("app", "egui::Ui"));
    assert!(may("ui::reader", "egui::Ui"));
    assert!(may("ui::theme::tokens", "serde::Deserialize"));
    assert!(!may("ui::reader", "serde::Deserialize"));
    assert!(!may("model", "std::fs::read"));
    assert!(!may("shell", "std::net::TcpStream"));
}
