//! No words stand in the code of a view, of the state machine or of the window's program: what a person reads comes from
//! the catalogue.

use super::source::{files, is_literal, is_test, outside_tests, read, said, tokens};
use obelus::app::Chord;

/// Calls whose argument of that number (the first is 0) is no text but an identity of egui's, of the catalogue's or of
/// a colour, or is for programmers.
const CALLS: [(&str, usize); 18] = [
    ("get", 0),
    ("message", 0),
    ("id", 0),
    ("id_salt", 0),
    ("push_id", 0),
    ("unique", 0),
    ("with", 0),
    ("make_persistent_id", 0),
    ("left", 0),
    ("right", 0),
    ("top", 0),
    ("bottom", 0),
    ("popover", 1),
    ("backdrop", 1),
    ("within", 2),
    ("named", 0),
    ("request_discard", 0),
    ("panic", 0),
];

/// Languages by tag and in their own words, which are the same in every language; how keys are written, in settings
/// files too; and what knows no words: colours and typefaces, and the layout of whatever text it is given.
const NO_VIEWS: [&str; 4] = ["src/ui/languages.rs", "src/app/chord.rs", "src/ui/theme/", "src/ui/typeset/"];

/// Where a single word in small letters is the name of a thread, the ending of a file, or the code of a finding.
const CODES: [&str; 3] = ["src/shell/", "src/jobs/", "src/app/import_export/"];

/// Literals that are no text, each with what it is.
const KNOWN: [(&str, &str); 15] = [
    ("Unsettle", "the earlier name of an action in settings files"),
    ("Obelus", "the program's own name"),
    ("obelus: {said}", "the program's own name"),
    ("My articles", "the name of a folder"),
    ("Literata", "a typeface"),
    ("Inter", "a typeface"),
    ("OBELUS_TRACE_START", "a variable of the environment"),
    ("$CARGO_MANIFEST_DIR/assets/sample", "a folder of the sources"),
    ("os error at ", "how the system's words begin"),
    ("ochre", "a step of the palette"),
    ("indigo", "a step of the palette"),
    ("teal", "a step of the palette"),
    ("magenta", "a step of the palette"),
    ("blue", "a step of the palette"),
    ("violet", "a step of the palette"),
];

/// The words of a literal: runs of two letters or more outside the braces of a format.
fn has_words(literal: &str) -> bool {
    let (mut depth, mut run) = (0_usize, 0);
    let mut signs = literal.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => {
                signs.next();
                run = 0;
            }
            '{' => (depth, run) = (depth + 1, 0),
            '}' => (depth, run) = (depth.saturating_sub(1), 0),
            letter if letter.is_alphabetic() && depth == 0 => run += 1,
            _ => run = 0,
        }
        if run == 2 {
            return true;
        }
    }
    false
}

/// Whether a literal has the shape of an identifier: words in lower case with hyphens, points or the like between, or
/// words put together with capitals (`key-taken`, `codebook.ron`, `NextOpenPlace`); or of keys, as in `Ctrl+Z`.
fn is_identifier(literal: &str) -> bool {
    let parts: Vec<&str> = literal.split(['-', '.', '_', '/', ':', '~']).collect();
    let of_identifier = |sign: char| matches!(sign, 'a'..='z' | '0'..='9' | '{' | '}');
    let lower = |part: &&str| part.chars().all(of_identifier);
    let capitals = literal.chars().filter(char::is_ascii_uppercase).count();
    let camel = literal.starts_with(|first: char| first.is_ascii_uppercase())
        && literal.chars().all(|sign| sign.is_ascii_alphabetic());
    parts.len() > 1 && parts.iter().all(lower)
        || camel && capitals > 1 && capitals < literal.len()
        || Chord::parse(literal).is_some()
}

/// Where a merge key is being made: the expression that becomes one, or the function, by the count of open brackets.
#[derive(Clone, Copy, PartialEq)]
enum MergeKey {
    Expression(usize),
    Function(usize),
}

/// Literals with words that are neither identifiers nor parts of merge keys, nor an argument of [`CALLS`].
fn texts<'t>(code: &[&'t str]) -> Vec<&'t str> {
    // The calls that are open: the name before the bracket, and which argument it is at.
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut merge_key = None;
    let mut found = Vec::new();
    for (at, token) in code.iter().enumerate() {
        if *token == "merge_key" {
            if at > 0 && code[at - 1] == "fn" {
                merge_key = Some(MergeKey::Function(open.len()));
            } else if matches!(code.get(at + 1), Some(&(":" | "="))) {
                merge_key = Some(MergeKey::Expression(open.len()));
            }
        }
        let ended = match merge_key {
            Some(MergeKey::Expression(depth)) => {
                open.len() < depth || open.len() == depth && matches!(*token, "," | ";" | "}" | ")")
            }
            Some(MergeKey::Function(depth)) => *token == "}" && open.len() == depth + 1,
            None => false,
        };
        if ended {
            merge_key = None;
        }
        match *token {
            "(" | "[" | "{" => {
                let before = |back: usize| at.checked_sub(back).and_then(|at| code.get(at)).copied();
                let name = if before(1) == Some("!") { before(2) } else { before(1) };
                open.push((name.unwrap_or_default(), 0));
            }
            ")" | "]" | "}" => drop(open.pop()),
            "," => {
                if let Some((_, argument)) = open.last_mut() {
                    *argument += 1;
                }
            }
            literal if literal.starts_with('"') && is_literal(literal) && has_words(literal) => {
                if merge_key.is_some() || said(literal).is_some_and(is_identifier) {
                    continue;
                }
                let reason = at > 1 && code[at - 1] == "=" && code[at - 2] == "reason";
                // An identity may be a tuple.
                let tuple = |(name, _): &&(&str, usize)| name.is_empty() || matches!(*name, "(" | "," | "&");
                let call = open.iter().rev().find(|call| !tuple(call));
                let identity = call.is_some_and(|call| CALLS.contains(call));
                if !reason && !identity {
                    found.push(literal);
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn neither_a_view_nor_the_state_machine_nor_the_program_says_anything_itself() {
    let mut wrong = Vec::new();
    let all =
        ["src/ui", "src/app", "src/shell", "src/jobs"].into_iter().flat_map(|folder| files(folder, "rs"));
    for file in all.filter(|file| !is_test(file)) {
        if NO_VIEWS.iter().any(|place| file.starts_with(place)) {
            continue;
        }
        let codes = CODES.iter().any(|place| file.starts_with(place));
        let is_code = |literal: &str| literal.trim_matches('"').chars().all(|sign| sign.is_ascii_lowercase());
        let tokens = tokens(&read(&file));
        for literal in texts(&outside_tests(&tokens)) {
            if codes && is_code(literal) {
                continue;
            }
            if !KNOWN.iter().any(|(known, _)| literal.trim_matches('"') == *known) {
                wrong.push(format!("{file}: {literal}"));
            }
        }
    }
    assert!(wrong.is_empty(), "texts belong into assets/locales:\n{}", wrong.join("\n"));
}

#[test]
fn texts_are_told_from_identities() {
    let found = |code: &str| {
        let tokens = tokens(code);
        texts(&outside_tests(&tokens)).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for (code, text) in [
        (r#"widgets::line(ui, style, colour, "Nothing here");"#, Some("Nothing here")),
        (r#"let about = format!("{count} articles");"#, Some("{count} articles")),
        (r#"widgets::popover(ctx, "palette", "Command palette", place, |ui| {})"#, Some("Command palette")),
        (r#"Issue::warning("key-taken", "codebook.ron", "NextOpenPlace", "{id}.help")"#, None),
        (r#"keys(["Ctrl+Home", "Esc"])"#, None),
        (r#"Step { merge_key: Some(format!("memo {id}")), label: "write memo" }"#, Some("write memo")),
        (r#"let merge_key = on.then(|| format!("set {a}, {b}")); say("Done");"#, Some("Done")),
        (
            r#"fn merge_key(&self) -> String { match self { A => "one".into() } } const B: &str = "Two";"#,
            Some("Two"),
        ),
        (r#"let many = if n == 1 { "mention" } else { name };"#, Some("mention")),
        (r#"let about = format!("{a} · {b:?}, {c}");"#, None),
        (r#"ScrollArea::vertical().id_salt(("form", id)).show(ui, |ui| {});"#, None),
        (r#"widgets::line(ui, style, colour, cx.text.get("library-empty"));"#, None),
        (r#"cx.text.shown(&message!("library-shown", count = n, name = "Ada"))"#, Some("Ada")),
        (r#"#[expect(clippy::too_many_lines, reason = "all of it")] fn f() {}"#, None),
        (r#"#[cfg(test)] mod tests { const TEXT: &str = "Some text"; }"#, None),
    ] {
        let expected: Vec<String> = text.into_iter().map(|text| format!("\"{text}\"")).collect();
        assert_eq!(found(code), expected, "{code}");
    }
}
