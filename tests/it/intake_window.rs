//! What the window does with texts that are doubtful as articles: there already, or no article as they stand.

use crate::machine::drafted;
use crate::screen::Screen;
use crate::shell::{Fixture, study};
use egui::{Key, Role};
use egui_kittest::kittest::Queryable as _;
use obelus::app::{ArticleDraft, Command, Intake, IntakeCommand, ProjectCommand};
use obelus::shell::Program;
use obelus::ui::theme::Theme;
use std::path::PathBuf;

/// The lab's story in the study, with other blanks and ends.
const LAB: &str = "The lab opened\u{a0}in June. It is a gam\u{ad}ble.\r\n";

fn intake(program: &Program) -> &Intake {
    program.state.intake.as_ref().expect("drafts")
}

/// Which drafts are left out, by the names of their files, and the codes of what was found in each.
fn left_out(intake: &Intake) -> Vec<(&str, bool, Vec<&str>)> {
    let codes = |draft: &ArticleDraft| {
        let serious = draft.notes.iter().filter(|note| note.severity == obelus::base::Severity::Error);
        serious.map(|note| note.code).collect()
    };
    intake
        .drafts
        .iter()
        .map(|draft| (draft.article.metadata.source_file.as_str(), draft.skipped, codes(draft)))
        .collect()
}

fn told(program: &Program, words: &str) -> bool {
    program.state.notices.iter().any(|notice| notice.text.english().contains(words))
}

fn open(fixture: &mut Fixture, paths: Vec<PathBuf>) {
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(paths)));
    fixture.until("drafted", |program| program.state.intake.is_some());
}

#[test]
fn files_whose_text_is_there_but_for_what_nobody_sees_wait_to_be_taken_in() {
    let place = study();
    let file = |name: &str, text: &str| {
        let path = place.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let again = file("again.txt", "The lab opened in June. It is a gamble.");
    let lab = file("lab.txt", LAB);
    let new = file("new.txt", "Nobody knows. Few ask.");
    let new_too = file("new-too.txt", "Nobody knows. \nFew ask.\n");
    let same = file("same.txt", "Nobody knows.\nFew ask.");
    let mut fixture = Fixture::open(place.path(), "Ada");
    let before = fixture.project().article_count();
    open(&mut fixture, vec![again, lab, new, new_too, same]);
    let seen = vec!["same-as-seen"];
    assert_eq!(
        left_out(intake(&fixture.program)),
        [
            ("lab.txt", true, seen.clone()),
            ("new.txt", false, Vec::new()),
            ("new-too.txt", false, Vec::new()),
            ("same.txt", true, seen.clone()),
        ]
    );
    assert!(told(&fixture.program, "One article is there already and was left out."));
    assert!(told(&fixture.program, "2 articles are there already but for what nobody sees"));
    let note = &intake(&fixture.program).drafts[0].notes;
    assert!(note.iter().any(|note| note.message.english().contains("“The lab opened in June")), "{note:?}");
    fixture.program.dispatch(Command::Intake(IntakeCommand::Skip(0)));
    fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
    assert!(fixture.program.state.intake.is_none());
    assert_eq!(fixture.project().article_count(), before + 3, "who says so takes them in");
    fixture
        .program
        .dispatch(Command::Intake(IntakeCommand::Paste("Nobody\u{200b} knows.\nFew ask.".to_owned())));
    fixture.until("drafted", |program| program.state.intake.is_some());
    assert_eq!(left_out(intake(&fixture.program)), [("pasted text", true, seen)]);
    fixture.until("saved", Program::is_saved);
}

#[test]
fn what_was_confirmed_before_a_project_was_open_is_held_against_it_too() {
    let place = tempfile::tempdir().expect("folder");
    let file = place.path().join("a.txt");
    for (text, other) in
        [("The lab opened in June. It is a gamble.", "Rivals will answer."), (LAB, "Few ask.")]
    {
        std::fs::write(&file, text).expect("written");
        let another = place.path().join("b.txt");
        std::fs::write(&another, other).expect("written");
        let mut fixture = Fixture::new(place.path(), "Ada");
        open(&mut fixture, vec![file.clone(), another]);
        assert!(
            intake(&fixture.program).drafts.iter().all(|draft| !draft.skipped),
            "nothing to hold it against"
        );
        fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
        fixture.until("open", |program| program.state.reading().is_some() && !program.is_working());
        if text != LAB {
            fixture.until("saved", Program::is_saved);
            assert!(fixture.program.state.intake.is_none());
            fixture.program.finish(std::time::Duration::from_secs(10)).expect("saved");
            continue;
        }
        assert_eq!(fixture.project().article_count(), 3, "the others are added");
        assert_eq!(left_out(intake(&fixture.program)), [("a.txt", true, vec!["same-as-seen"])]);
        assert!(told(&fixture.program, "One article is there already but for what nobody sees"));
        fixture.program.dispatch(Command::Intake(IntakeCommand::Skip(0)));
        fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
        assert_eq!(fixture.project().article_count(), 4);
        fixture.until("saved", Program::is_saved);
    }
}

#[test]
fn downloads_and_sources_of_pages_are_left_out_until_somebody_takes_them_in() {
    let place = study();
    let folder = place.path().join("downloads");
    std::fs::create_dir(&folder).expect("folder");
    for (name, text) in [
        ("lexis.txt", "1 of 10 DOCUMENTS\n\nThe Times\n\nThe bridge is safe.\n"),
        ("page.txt", "Copied:\n<!DOCTYPE html>\n<html><body><p>The bridge is safe.</p>\n"),
        ("plain.txt", "The bridge is safe.\n"),
    ] {
        std::fs::write(folder.join(name), text).expect("written");
    }
    let mut fixture = Fixture::open(place.path(), "Ada");
    let before = fixture.project().article_count();
    open(&mut fixture, vec![folder]);
    assert_eq!(
        left_out(intake(&fixture.program)),
        [
            ("lexis.txt", true, vec!["several-documents"]),
            ("page.txt", true, vec!["looks-like-html"]),
            ("plain.txt", false, Vec::new()),
        ]
    );
    fixture.program.dispatch(Command::Intake(IntakeCommand::Skip(1)));
    fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
    assert_eq!(fixture.project().article_count(), before + 2);
    let page = fixture.project().articles().find(|article| article.metadata.source_file == "page.txt");
    assert!(page.is_some(), "the one that was taken in");
    fixture.until("saved", Program::is_saved);
}

#[test]
fn doubtful_drafts_say_why_and_are_taken_in_by_a_click() {
    let mut screen = Screen::with_sample();
    let project = &screen.machine.state.session.as_ref().expect("open").project;
    let (before, known) = (project.article_count(), project.articles().next().expect("an article").clone());
    let alike = known.text.as_str().replacen(' ', "\u{2009}", 3);
    let drafts = vec![
        drafted("alike.txt", &alike),
        drafted("lexis.txt", "1 of 10 DOCUMENTS\n\nThe bridge is safe.\n"),
    ];
    screen.send(Command::Intake(IntakeCommand::Drafted { drafts, findings: Vec::new() }));
    let mut harness = screen.show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    harness.get_by_label_contains("only invisible characters, line ends or kinds of spaces differ");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().machine.state.intake.is_some(), "there is nothing to add yet");
    let box_of = |number: usize, harness: &egui_kittest::Harness<'_, Screen>| {
        let intake = harness.state().machine.state.intake.as_ref().expect("drafts");
        format!("Add {}", intake.drafts[number].article.display_title())
    };
    let lexis = box_of(1, &harness);
    harness.get_by_role_and_label(Role::CheckBox, &lexis).click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Add article");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::PageDown);
    harness.run();
    harness.get_by_label_contains("This is a download of 10 documents, not one article.");
    let alike = box_of(0, &harness);
    harness.get_by_role_and_label(Role::CheckBox, &alike).click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Add 2 articles").click();
    harness.run();
    let state = &harness.state().machine.state;
    assert!(state.intake.is_none());
    assert_eq!(state.session.as_ref().expect("open").project.article_count(), before + 2);
}

#[test]
fn esc_leaves_a_field_first_and_then_the_page() {
    let mut screen = Screen::with_sample();
    let drafts = vec![drafted("bridge.txt", "The bridge\n\nThe bridge is safe.\n")];
    screen.send(Command::Intake(IntakeCommand::Drafted { drafts, findings: Vec::new() }));
    let mut harness = screen.show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Title").click();
    harness.run();
    let is_there =
        |harness: &egui_kittest::Harness<'_, Screen>| harness.state().machine.state.intake.is_some();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(is_there(&harness), "the field alone was left");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!is_there(&harness));
}
