//! No words stand in the code of a view: what a person reads comes from the catalogue.

use super::source::{files, is_literal, is_test, outside_tests, read, tokens};

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

/// Languages by tag and in their own words, which are the same in every language; and what knows no words: colours and
/// typefaces, and the layout of whatever text it is given.
const NO_VIEWS: [&str; 3] = ["src/ui/languages.rs", "src/ui/theme/", "src/ui/typeset/"];

/// Literals that are no text, each with what it is.
const KNOWN: [(&str, &str); 7] = [
    ("Obelus", "the program's own name"),
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

/// Literals with words that are not an argument of [`CALLS`], with the number of the token.
fn texts<'t>(code: &[&'t str]) -> Vec<&'t str> {
    // The calls that are open: the name before the bracket, and which argument it is at.
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut found = Vec::new();
    for (at, token) in code.iter().enumerate() {
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
fn no_view_says_anything_itself() {
    let mut wrong = Vec::new();
    for file in files("src/ui", "rs").into_iter().filter(|file| !is_test(file)) {
        if NO_VIEWS.iter().any(|place| file.starts_with(place)) {
            continue;
        }
        let tokens = tokens(&read(&file));
        for literal in texts(&outside_tests(&tokens)) {
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
