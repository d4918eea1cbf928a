//! A frame that shows the same as the one before formats nothing anew, on any page.

use egui_kittest::Harness;
use obelus::app::{Action, Command, Drawer, ReadingCommand, ReviewCommand, ReviewTab, Route, WindowCommand};
use obelus::ui::theme::Theme;

use super::source::{files, is_test, outside_tests, read, tokens};
use crate::screen::{Screen, send};
use crate::{freeze_window, import_export_window, review_window};

const SIZE: [f32; 2] = [1440.0, 900.0];

/// Draws frames of what is shown. Texts are remembered for all windows of the process together, so that other tests may
/// push one out; that every one of several frames formats something is a fault.
fn formats_nothing(harness: &mut Harness<'_, Screen>, what: &str) {
    harness.run();
    let formatted: Vec<u64> = (0..4)
        .map(|_| {
            harness.step();
            harness.state().formatted
        })
        .collect();
    assert!(formatted.contains(&0), "{what}: texts formatted in frames of the same: {formatted:?}");
}

#[test]
fn the_article_and_what_stands_round_it() {
    let mut harness = Screen::with_sample().show(Theme::light(), SIZE);
    harness.run();
    for number in [0, 3, 9] {
        send(&mut harness, Command::Reading(ReadingCommand::GoToSentence(number)));
        formats_nothing(&mut harness, "the article");
    }
    for tab in [Drawer::Claims, Drawer::Search, Drawer::Questions, Drawer::History, Drawer::Orphans] {
        send(&mut harness, Command::Window(WindowCommand::ShowDrawer(tab)));
        formats_nothing(&mut harness, "the drawer");
    }
    for route in [Route::Claims, Route::Codebook] {
        send(&mut harness, Command::Window(WindowCommand::Go(route)));
        formats_nothing(&mut harness, "a page");
    }
    for action in [Action::CommandPalette, Action::ShortcutSheet, Action::Issues] {
        send(&mut harness, Command::Action(action));
        formats_nothing(&mut harness, action.label_id());
        send(&mut harness, Command::CloseOverlay);
    }
}

#[test]
fn what_is_reviewed() {
    let mut harness = review_window::settling(Theme::light(), SIZE);
    for tab in [
        ReviewTab::Disagreements,
        ReviewTab::Agreement,
        ReviewTab::Compare,
        ReviewTab::Comments,
        ReviewTab::Feedback,
    ] {
        send(&mut harness, Command::Review(ReviewCommand::Show(tab)));
        formats_nothing(&mut harness, tab.name());
    }
}

#[test]
fn what_goes_out_and_comes_in() {
    formats_nothing(&mut import_export_window::exporting(Theme::light()), "export");
    formats_nothing(&mut import_export_window::importing(Theme::light()), "import");
    formats_nothing(&mut freeze_window::opened(Theme::light()), "a release");
}

/// Functions in which words are joined once, when something changed, or by what is asked for.
const GATHERED: [(&str, &str); 1] = [("src/ui/claim/mentions.rs", "when the mentions are gathered")];

/// What views join, they keep: `format!` stands inside `kept!` or `kept.get` alone.
#[test]
fn views_keep_what_they_join() {
    let apart = ["src/ui/theme/", "src/ui/typeset/", "src/ui/widgets/", "src/ui/kept.rs"];
    let views = files("src/ui", "rs").into_iter().filter(|file| {
        !is_test(file)
            && !apart.iter().any(|place| file.starts_with(place))
            && !GATHERED.iter().any(|(place, _)| file == place)
    });
    let joined: Vec<String> =
        views.flat_map(|file| loose(&outside_tests(&tokens(&read(&file))), &file)).collect();
    assert!(joined.is_empty(), "format! in every frame:\n{}", joined.join("\n"));
}

/// The uses of `format!` outside the parentheses of a call of `get` on what is kept.
fn loose(words: &[&str], file: &str) -> Vec<String> {
    let mut calls: Vec<bool> = Vec::new();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = |by: usize| at.checked_sub(by).map_or("", |at| words[at]);
        match *word {
            "(" => calls.push(before(1) == "get" && before(3) == "kept"),
            ")" => drop(calls.pop()),
            "format" if words.get(at + 1).is_some_and(|next| *next == "!") && !calls.contains(&true) => {
                found.push(format!("{file}: {}", words[at.saturating_sub(12)..at].join(" ")));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn joined_words_are_noticed() {
    let loose = |code: &str| loose(&outside_tests(&tokens(code)), "").len();
    assert_eq!(loose("let a = format!(\"{b}\");"), 1);
    assert_eq!(loose("cx.kept.get((\"a\", b), || format!(\"{b}\")); kept!(cx, \"{}\", b)"), 0);
    assert_eq!(loose("cx.kept.get(b, c); format!(\"{b}\")"), 1);
}
