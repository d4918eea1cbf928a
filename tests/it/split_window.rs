//! Splitting and joining drafts with keys, menus and buttons.

use crate::machine::drafted;
use crate::screen::Screen;
use crate::split::page;
use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{ArticleDraft, Command, IntakeCommand};
use obelus::model::HeadlinePlace;
use obelus::ui::theme::Theme;

fn with(draft: ArticleDraft) -> Screen {
    let mut screen = Screen::with_sample();
    screen.send(Command::Intake(IntakeCommand::Drafted { drafts: vec![draft], findings: Vec::new() }));
    screen
}

fn count(harness: &Harness<'_, Screen>) -> usize {
    harness.state().machine.state.intake.as_ref().expect("drafts").drafts.len()
}

/// A page with two articles that have text enough to be split at their headlines.
fn long_page() -> ArticleDraft {
    let body =
        "The harbour board said on Tuesday that it had no plan for the ferry, and none for the bridge. "
            .repeat(5);
    let text = format!("Ferry plan stalls\n\n{body}\n\nHarbour fees to rise\n\n{body}\n");
    let mut draft = drafted("page.txt", &text);
    let headline = |words: &str| {
        let at = text.find(words).expect("there") as u32;
        HeadlinePlace { page: 1, at, words: words.to_owned() }
    };
    draft.headlines = ["Ferry plan stalls", "Harbour fees to rise"].map(headline).to_vec();
    draft
}

#[test]
fn a_key_splits_before_a_line_and_another_joins() {
    let mut harness = with(page()).show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    harness.key_press(Key::A);
    harness.run();
    assert_eq!(count(&harness), 1, "an article begins with the first line already");
    for _ in 0..4 {
        harness.key_press(Key::ArrowDown);
    }
    harness.run();
    harness.key_press(Key::A);
    harness.run();
    assert_eq!(count(&harness), 2);
    let title = |harness: &Harness<'_, Screen>, at: usize| {
        harness.state().machine.state.intake.as_ref().expect("drafts").drafts[at].display_title().to_owned()
    };
    assert_eq!(title(&harness, 1), "Harbour fees to rise");
    harness.get_by_label_contains("guessed");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::PageUp);
    harness.run();
    harness.key_press(Key::J);
    harness.run();
    assert_eq!(count(&harness), 1);
    // The cursor is where the two were joined.
    harness.key_press(Key::A);
    harness.run();
    assert_eq!(count(&harness), 2);
    assert_eq!(title(&harness, 1), "Harbour fees to rise");
}

#[test]
fn the_menu_of_a_line_and_a_button_do_the_same() {
    let mut harness = with(page()).show(Theme::dark(), [1280.0, 800.0]);
    harness.run();
    harness.get_by_role_and_label(Role::ListBoxOption, "Body: Harbour fees to rise").click_secondary();
    harness.run();
    harness.get_by_label_contains("An article begins here").click();
    harness.run();
    assert_eq!(count(&harness), 2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::PageUp);
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Join the next article to it").click();
    harness.run();
    assert_eq!(count(&harness), 1);
}

#[test]
fn known_headlines_are_split_at_with_one_key_or_one_click() {
    for by_key in [true, false] {
        let mut harness = with(long_page()).show(Theme::light(), [1280.0, 800.0]);
        harness.run();
        let button = harness.get_by_role_and_label(Role::Button, "Split into 2 articles");
        match by_key {
            true => harness.key_press_modifiers(Modifiers::SHIFT, Key::A),
            false => button.click(),
        }
        harness.run();
        assert_eq!(count(&harness), 2);
        assert!(harness.query_by_role_and_label(Role::Button, "Split into 2 articles").is_none());
    }
}
