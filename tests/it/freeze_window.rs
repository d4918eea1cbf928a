//! The dialog of releases in the screen: by keys alone, by what a screen reader hears, and how it looks.

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{
    Command, Dialog, Effect, Freeze, FreezeChange, FreezeCommand, FreezeEffect, FreezeStage, Frozen,
    ImportExportOverlay, Overlay,
};
use obelus::locale::Catalogue;
use obelus::model::Settings;
use obelus::ui::theme::Theme;
use std::path::PathBuf;

use crate::screen::{Screen, press, sample};
use crate::snapshot::snapshot;

const SIZE: [f32; 2] = [1280.0, 800.0];

fn chord(harness: &mut Harness<'_, Screen>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.run();
}

fn send(harness: &mut Harness<'_, Screen>, command: FreezeCommand) {
    harness.state_mut().send(Command::Freeze(command));
    harness.run();
}

/// Opens the dialog by way of the palette.
fn open(harness: &mut Harness<'_, Screen>) {
    chord(harness, Key::K);
    harness.event(egui::Event::Text("freeze".to_owned()));
    harness.run();
    press(harness, Key::Enter);
    assert!(matches!(
        harness.state().machine.state.overlay,
        Some(Overlay::ImportExport(ImportExportOverlay::Freeze))
    ));
}

/// The dialog over the sample, of which everybody sees everything.
pub(crate) fn opened<'a>(theme: &Theme) -> Harness<'a, Screen> {
    let mut project = sample();
    project.load_settings(Settings { blind: false, ..project.settings().clone() });
    let mut screen = Screen::empty();
    screen.open(project);
    let mut harness = screen.show(theme, SIZE);
    harness.run();
    open(&mut harness);
    harness
}

fn freeze<'h>(harness: &'h Harness<'_, Screen>) -> &'h Freeze {
    &harness.state().machine.state.session.as_ref().unwrap().import_export.freeze
}

/// Goes from control to control until this one has the keyboard.
fn tab_to(harness: &mut Harness<'_, Screen>, role: Role, name: &str) {
    for _ in 0..80 {
        if harness.get_by_role_and_label(role, name).is_focused() {
            return;
        }
        press(harness, Key::Tab);
    }
    panic!("{name} is never reached");
}

fn wished(harness: &Harness<'_, Screen>) -> Vec<Effect> {
    let mut wished = harness.state().wished.clone();
    let about_release = |effect: &Effect| match effect {
        Effect::Freeze(wish) => *wish != FreezeEffect::StopSurvey,
        other => matches!(other, Effect::Dialog(Dialog::SaveRelease { .. })),
    };
    wished.retain(about_release);
    wished
}

#[test]
fn a_finding_is_gone_to_and_a_release_frozen_by_keys_alone() {
    let mut harness = opened(Theme::light());
    chord(&mut harness, Key::Enter);
    assert!(wished(&harness).is_empty(), "findings stand against it");
    harness.get_by_label_contains("findings stand against it.");
    // The second finding that is about another article than the open one.
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowUp);
    press(&mut harness, Key::ArrowDown);
    let at = freeze(&harness).at.expect("in hand");
    assert!(at >= 2);
    press(&mut harness, Key::Enter);
    assert!(harness.state().machine.state.overlay.is_none());
    open(&mut harness);
    tab_to(&mut harness, Role::CheckBox, "Freeze although it is not complete");
    press(&mut harness, Key::Space);
    assert!(freeze(&harness).choice.incomplete);
    chord(&mut harness, Key::Enter);
    assert!(freeze(&harness).choice.incomplete, "the chord is not for what has the keyboard");
    match wished(&harness).as_slice() {
        [Effect::Dialog(Dialog::SaveRelease { name, folder: false })] => {
            assert_eq!(name, "superintelligence-labs-release-2026-07-02.zip");
        }
        other => panic!("{other:?}"),
    }
    send(&mut harness, FreezeCommand::WriteTo(PathBuf::from("r.zip")));
    send(&mut harness, FreezeCommand::Freezing { done: 3, total: 8 });
    harness.get_by_label("Working the figures out…");
    tab_to(&mut harness, Role::Button, "Stop");
    press(&mut harness, Key::Space);
    assert_eq!(wished(&harness).last(), Some(&Effect::Freeze(FreezeEffect::Stop)));
    press(&mut harness, Key::Escape);
    assert!(harness.query_all_by_label("Freezing…").count() > 0);
    send(&mut harness, FreezeCommand::Frozen(Box::new(frozen())));
    harness.get_by_label_contains("labs.zip is frozen.");
    open(&mut harness);
    harness.get_by_label("34 files. It is never written over.");
    harness.get_by_label(DIGEST);
    harness.get_by_role_and_label(Role::Button, "Copy the digest");
    harness.get_by_label_contains("obelus verify RELEASE --digest DIGEST");
    harness.get_by_label("2 sets were hidden from you and left out.");
    press(&mut harness, Key::Enter);
    assert!(matches!(freeze(&harness).stage, FreezeStage::Choosing));
    press(&mut harness, Key::Escape);
    assert!(harness.state().machine.state.overlay.is_none());
}

#[test]
fn the_paragraph_is_read_in_the_chosen_language_and_the_list_says_what_is_missing() {
    let mut harness = opened(Theme::light());
    harness.get_by_label_contains("The corpus comprises seven articles");
    tab_to(&mut harness, Role::RadioButton, "French");
    press(&mut harness, Key::Space);
    harness.get_by_label_contains("Le corpus compte 7\u{a0}articles");
    let kinds: Vec<String> = freeze(&harness)
        .rows
        .iter()
        .filter_map(|row| match row {
            obelus::app::FindingRow::Kind { name, count, .. } => {
                Some(format!("{}: {count}", Catalogue::english().get(name)))
            }
            obelus::app::FindingRow::Finding(_) => None,
        })
        .collect();
    harness.get_by_label_contains(&format!("{}. ", kinds[0]));
    // A release of adjudicators' sets alone has nothing yet.
    harness.get_by_role_and_label(Role::RadioButton, "Adjudicated").click();
    harness.run();
    harness.get_by_label("Only what was adjudicated. It has no figures of agreement.");
    harness.get_by_label_contains("Not coded: 7. ");
}

#[test]
fn what_is_hidden_is_said_beside_whose_work() {
    let mut harness = Screen::with_sample().show(Theme::light(), SIZE);
    harness.run();
    open(&mut harness);
    harness.get_by_label("14 sets are hidden from you until you sign off, and not released.");
    harness.get_by_label_contains("The project as a whole: 14 sets are hidden from you");
    // A finding that names no article leads nowhere.
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert!(matches!(
        harness.state().machine.state.overlay,
        Some(Overlay::ImportExport(ImportExportOverlay::Freeze))
    ));
    harness
        .get_by_role_and_label(
            Role::ListBoxOption,
            "The price of a yes: Nobody whose work is released has coded the article.",
        )
        .click();
    harness.run();
    let reading = harness.state().machine.state.reading().unwrap();
    assert_eq!(reading.article.display_title(), "The price of a yes");
}

const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn frozen() -> Frozen {
    Frozen {
        path: PathBuf::from("/studies/releases/superintelligence-labs.zip"),
        files: 34,
        digest: DIGEST.to_owned(),
        against: 12,
        hidden: 2,
    }
}

#[test]
fn how_it_looks() {
    for theme in [Theme::light(), Theme::dark()] {
        let name = if theme.dark { "dark" } else { "light" };
        let mut harness = opened(theme);
        press(&mut harness, Key::ArrowDown);
        snapshot(&mut harness, &format!("freeze-{name}"));
        send(&mut harness, FreezeCommand::Change(FreezeChange::Incomplete));
        send(&mut harness, FreezeCommand::WriteTo(PathBuf::from("r.zip")));
        send(&mut harness, FreezeCommand::Frozen(Box::new(frozen())));
        snapshot(&mut harness, &format!("frozen-{name}"));
    }
}
