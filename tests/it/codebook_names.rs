//! No code, attribute or choice of the built-in codebook is known to the program by its name: what the program does with
//! them, every codebook states.

use crate::source::{files, is_name, is_test, outside_tests, read, said, tokens};
use obelus::app::actions;
use obelus::store::builtin_codebook;
use std::collections::BTreeSet;

/// Words that are names of the built-in codebook too and mean something else in a module, and what they mean there.
const MEANS_ELSE: [(&str, &[&str], &str); 13] = [
    ("agreement", &["none"], "no interval"),
    ("app", &["note", "type", "unclear"], "a note, the type of a claim, the code of a finding"),
    ("base", &["note"], "the least severity of findings"),
    ("cli", &["none", "note"], "a column that is not used, what a label becomes"),
    (
        "formats",
        &["author", "content", "document", "genre", "no", "none", "note", "source", "type", "yes"],
        "names that file formats have for their parts",
    ),
    (
        "ingest",
        &["author", "content", "genre", "none", "note", "source", "type"],
        "names of metadata in the heads of articles, of values in documents, of attributes in pages, of items of libraries",
    ),
    ("locale", &["no", "review"], "numbers in words, files of the catalogue"),
    ("model", &["author", "note"], "what a column holds, the body of an annotation in fingerprints"),
    ("release", &["no", "none", "unclear"], "numbers in words, the code of a finding"),
    ("shell", &["source"], "a folder"),
    ("store", &["genre", "note", "source"], "parts of our own files"),
    ("ui", &["none"], "no such thing"),
    ("workbook", &["no", "yes"], "what a cell says that is true or not"),
];

/// Names of codes and attributes that are also words of the program: plain English, or what a role is called.
const ORDINARY: [&str; 14] = [
    "act",
    "author",
    "claim-type",
    "confidence",
    "content",
    "genre",
    "loaded",
    "mixed",
    "note",
    "prediction",
    "source",
    "stance",
    "type",
    "unclear",
];

/// The names of codes and attributes, and those of choices.
fn names() -> [BTreeSet<String>; 2] {
    let [mut first, mut choices] = [BTreeSet::new(), BTreeSet::new()];
    for layer in builtin_codebook().layers() {
        first.extend(layer.codes().iter().map(|code| code.id.to_string()));
        for attribute in &layer.attributes {
            first.insert(attribute.id.to_string());
            choices.extend(attribute.choices().iter().map(|choice| choice.id.to_string()));
        }
    }
    [first, choices]
}

/// The words of an identifier, in lower case.
fn parts(identifier: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before = '_';
    for sign in identifier.chars() {
        if sign == '_'
            || sign.is_uppercase() && !before.is_uppercase()
            || sign.is_numeric() != before.is_numeric()
        {
            parts.push(String::new());
        }
        if sign != '_' {
            parts.last_mut().expect("one at least").extend(sign.to_lowercase());
        }
        before = sign;
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether an identifier has a name of the codebook in it, word by word.
fn has(identifier: &str, name: &str) -> bool {
    let name: Vec<&str> = name.split('-').collect();
    parts(identifier).windows(name.len()).any(|part| part == name.as_slice())
}

/// The literals and identifiers of a file's code that are names of the built-in codebook.
fn found(module: &str, code: &[&str], [first, choices]: &[BTreeSet<String>; 2]) -> Vec<String> {
    let means_else =
        |word: &str| MEANS_ELSE.iter().any(|(of, words, _)| *of == module && words.contains(&word));
    let distinct: Vec<&String> = first.iter().filter(|name| !ORDINARY.contains(&name.as_str())).collect();
    let is_known = |token: &&&str| match said(token) {
        Some(word) => (first.contains(word) || choices.contains(word)) && !means_else(word),
        None => is_name(token) && distinct.iter().any(|name| has(token, name)),
    };
    code.iter().filter(is_known).map(|token| (*token).to_owned()).collect()
}

#[test]
fn no_name_of_the_built_in_codebook_stands_in_the_code() {
    let names = names();
    let mut all = Vec::new();
    for file in files("src", "rs").into_iter().filter(|file| !is_test(file)) {
        let module = file.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default().to_owned();
        let tokens = tokens(&read(&file));
        let found = found(&module, &outside_tests(&tokens), &names);
        all.extend(found.into_iter().map(|word| format!("{file}: {word}")));
    }
    assert!(all.is_empty(), "known by name:\n{}", all.join("\n"));
}

#[test]
fn no_action_is_about_one_codebook() {
    let [first, _] = names();
    for action in actions() {
        let known: Vec<&String> = first.iter().filter(|name| has(action.id(), name)).collect();
        assert!(known.is_empty(), "{} has {known:?}", action.id());
    }
}

#[test]
fn names_are_found() {
    let names = names();
    let check = |module: &str, code: &str, want: &[&str]| {
        let tokens = tokens(code);
        assert_eq!(found(module, &outside_tests(&tokens), &names), want, "{code}");
    };
    check("app", "holder_of(\"voice\"); Action::CycleVoice; // voice", &["\"voice\"", "CycleVoice"]);
    check("ui", "const OPINION: &str = \"opinion\";", &["OPINION", "\"opinion\""]);
    check("ui", "is(a, \"supports\") && pick_hedge()", &["\"supports\"", "pick_hedge"]);
    check("formats", "about(\"genre\"); list(\"type\"); instance(distance)", &[]);
    check("ui", "layer.attribute(\"genre\")", &["\"genre\""]);
    check("app", "#[cfg(test)] mod tests { fn f() { voice(\"voice\"); } }", &[]);
    assert!(has("Certainty1", "certainty") && has("not_a_claim", "not-a-claim") && !has("Voices", "voice"));
}
