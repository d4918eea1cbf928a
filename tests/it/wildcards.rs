//! No `match` over a command, an action, an effect or an overlay has an arm for all the rest: what is forgotten does not compile.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// A `match` as it stands in a source: the line that it begins on, and what of its arms is before `=>`.
struct Match {
    line: usize,
    patterns: Vec<String>,
}

/// The text without comments and without what stands in quotes.
fn bare(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if c == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |end| end + 2)
        } else if let Some(quoted) = character(rest) {
            quoted
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        out.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[length..];
    }
    out
}

/// The length of a character in quotes at the beginning; none when it is a lifetime.
fn character(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    let mut chars = inner.char_indices();
    let (_, first) = chars.next()?;
    let end = if first == '\\' { inner[2..].find('\'')? + 2 } else { chars.next()?.0 };
    inner[end..].starts_with('\'').then_some(end + 2)
}

/// All matches of a source, also those within others.
fn matches(source: &str) -> Vec<Match> {
    let bare = bare(source);
    let word = |at: usize| {
        let before = bare[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.')
    };
    let begins = bare.match_indices("match ").map(|(at, _)| at).filter(|at| word(*at));
    begins
        .filter_map(|at| {
            let open = at + block(&bare[at..])?;
            let line = bare[..at].matches('\n').count() + 1;
            Some(Match { line, patterns: patterns(&bare[open + 1..]) })
        })
        .collect()
}

/// Where the block of a match begins: the first brace outside of parentheses.
fn block(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(at),
            _ => {}
        }
        None
    })
}

/// What is before `=>` in each arm of a block.
fn patterns(block: &str) -> Vec<String> {
    let mut patterns = Vec::new();
    let (mut depth, mut begin, mut in_pattern) = (0_i32, 0, true);
    let bytes = block.as_bytes();
    for (at, c) in block.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth < 0 {
                    break;
                }
                if depth == 0 && c == '}' && !in_pattern && !goes_on(&block[at + 1..]) {
                    (begin, in_pattern) = (at + 1, true);
                }
            }
            ',' if depth == 0 && !in_pattern => (begin, in_pattern) = (at + 1, true),
            '=' if depth == 0 && in_pattern && bytes.get(at + 1) == Some(&b'>') => {
                let pattern = block[begin..at].trim_start_matches(',').trim();
                patterns.push(pattern.to_owned());
                in_pattern = false;
            }
            _ => {}
        }
    }
    patterns
}

/// Whether an expression goes on after a block.
fn goes_on(rest: &str) -> bool {
    let rest = rest.trim_start();
    ['.', '?'].iter().any(|sign| rest.starts_with(*sign)) || rest.starts_with("else ")
}

/// Whether a pattern takes all the rest: `_`, or a name, with a condition or without.
fn takes_the_rest(pattern: &str) -> bool {
    let name = pattern.split(" if ").next().unwrap_or_default().trim();
    let variable = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    !name.is_empty() && variable && !["true", "false"].contains(&name)
}

/// Whether a pattern names a command, an action or an effect.
fn is_dispatched(pattern: &str) -> bool {
    const ENDS: [&str; 7] =
        ["Command", "Action", "Effect", "Dialog", "ViewRequest", "WindowRequest", "Overlay"];
    pattern.match_indices("::").any(|(at, _)| {
        let path = &pattern[..at];
        let begin = path.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
        ENDS.iter().any(|end| path[begin..].ends_with(end))
    })
}

fn catch_alls(source: &str) -> Vec<usize> {
    let found = matches(source).into_iter().filter(|found| {
        found.patterns.iter().any(|pattern| is_dispatched(pattern))
            && found.patterns.iter().any(|pattern| takes_the_rest(pattern))
    });
    found.map(|found| found.line).collect()
}

#[test]
fn no_match_over_a_command_an_action_or_an_effect_takes_all_the_rest() {
    let mut files = Vec::new();
    for folder in ["src/app", "src/shell", "src/ui", "src/cli"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    assert!(files.len() > 100, "the sources were found");
    let mut wrong = Vec::new();
    for path in files {
        let source = fs::read_to_string(&path).expect("a source");
        wrong.extend(catch_alls(&source).into_iter().map(|line| format!("{}:{line}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_catch_all_is_seen() {
    let seen =
        |arms: &str| !catch_alls(&format!("fn f() {{ match wish(a, {{ b }}) {{ {arms} }} }}")).is_empty();
    assert!(seen("Command::Go => 1, _ => 2"));
    assert!(seen("Effect::Go { x } => { 1 } other => two(other),"));
    assert!(seen("WindowAction::A if x => { if y { 1 } else { 2 } } Self::B => 3, rest if z => 4"));
    assert!(!seen("Command::Go => 1, Command::Stay => 2"));
    assert!(!seen("Some(x) => match x { Command::Go => 1, Command::Stay => 2 }, _ => 3"));
    assert!(!seen("Command::Go(_) => match 3 { 3 => 1, _ => 2 }, Command::Stay => { \"_ =>\" } // _ => 4\n"));
}
