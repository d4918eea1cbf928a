//! Keys that a codebook gives twice, or that the program has itself, are found by looking through the project.

use obelus::app::{Chord, Context, Key, Keymap, Modifiers};
use obelus::base::{Place, Progress};
use obelus::store;
use std::fs;
use std::sync::Arc;

/// What looking through a project says of a codebook's keys: where, and what.
fn taken(codebook: &str) -> Vec<(Place, String, String)> {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path().join("study");
    store::create(&root, "Study", Arc::new(store::builtin_codebook())).expect("created");
    fs::write(root.join("codebook.ron"), codebook).expect("written");
    let issues = store::check(&root, &Progress::new()).expect("looked through");
    let keys = issues.into_iter().filter(|issue| issue.code == "key-taken");
    keys.map(|issue| {
        assert_eq!(issue.file, "codebook.ron");
        (issue.place, issue.message.english(), issue.hint.english())
    })
    .collect()
}

#[test]
fn keys_that_clash_are_told_with_their_place_and_what_to_do() {
    let sound = include_str!("../data/codebooks/frame-tone.ron");
    assert_eq!(taken(sound), []);
    let twice = sound.replace("key: \"7\"", "key: \"6\"");
    let hint =
        "It does what it is taken by. Give one of them another key, in codebook.ron or in your settings."
            .to_owned();
    assert_eq!(
        taken(&twice),
        [(
            Place::Named("staerke:stark".to_owned()),
            "The key 6 of “Stark” is taken by “Mittlere Stärke”.".to_owned(),
            hint.clone(),
        )]
    );
    let of_program = sound.replace("key: \"7\"", "key: \"C\"");
    assert_eq!(
        taken(&of_program),
        [(
            Place::Named("staerke:stark".to_owned()),
            "The key C of “Stark” is taken: the program itself does something with it.".to_owned(),
            hint,
        )]
    );
    assert_eq!(taken(include_str!("../../assets/codebook/news.ron")), []);
}

#[test]
fn the_keys_of_the_program_are_those_of_its_actions() {
    let keymap = Keymap::default();
    for sign in (' '..='~').filter(|sign| *sign != ' ' && !sign.is_ascii_lowercase()) {
        let chord = Chord { modifiers: Modifiers::default(), key: Key::Char(sign) };
        let acts = keymap.action(chord, Context::Text).is_some();
        assert_eq!(store::PROGRAM_KEYS.contains(&sign), acts, "{sign}");
    }
}
