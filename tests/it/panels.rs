//! Drawer, claims page and the popovers beside the passage: what they show, and what keys and clicks ask for.

use egui::{Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{Action, Command, Drawer as Tab, ReadingCommand};
use obelus::ui::theme::Theme;
use obelus::ui::{ClaimsPage, Drawer, Picker, Popovers};

use crate::stage::{Stage, look, window};

fn passage() -> Rect {
    Rect::from_min_size(pos2(60.0, 60.0), vec2(240.0, 24.0))
}

fn picker(mut stage: Stage) -> Stage {
    let span = stage.find("Safe Superintelligence");
    stage.dispatch(Command::Reading(ReadingCommand::GoTo(span)));
    stage.dispatch(Command::Action(Action::LinkClaim));
    stage.anchored(passage())
}

fn show_picker<'a>(theme: &Theme) -> Harness<'a, Stage> {
    let mut view = Picker::default();
    picker(Stage::worked()).show(theme, [480.0, 320.0], move |ui, cx| view.show(ui, cx))
}

fn show_popover<'a>(stage: Stage, theme: &Theme) -> Harness<'a, Stage> {
    let mut view = Popovers::default();
    stage.anchored(passage()).show(theme, [480.0, 420.0], move |ui, cx| view.show(ui, cx))
}

fn drawer(tab: Tab) -> Stage {
    let mut stage = Stage::worked();
    stage.state.preferences.drawer_open = true;
    stage.state.drawer = tab;
    stage
}

fn show_drawer<'a>(stage: Stage, theme: &Theme) -> Harness<'a, Stage> {
    let mut view = Drawer::default();
    stage.show(theme, [860.0, 280.0], move |ui, cx| view.show(ui, cx))
}

#[test]
fn looks() {
    for theme in [Theme::light(), Theme::dark()] {
        let named = |name: &str| format!("{name}-{}", if theme.dark { "dark" } else { "light" });
        let mut shown = show_picker(theme);
        shown.run();
        shown.get_by_label("Find or name a claim").type_text("acq");
        look(&mut shown, &named("picker"));
        for (action, name) in
            [(Action::Leader, "leader"), (Action::PickSource, "strip"), (Action::AskQuestion, "memo")]
        {
            let mut stage = Stage::worked();
            stage.dispatch(Command::Action(action));
            look(&mut show_popover(stage, theme), &named(name));
        }
        for tab in [Tab::Claims, Tab::Search, Tab::Questions, Tab::History, Tab::Orphans] {
            let mut stage = drawer(tab);
            stage.dispatch(Command::Reading(ReadingCommand::Find("le".to_owned())));
            stage.memo("Is this still opinion?", true);
            look(&mut show_drawer(stage, theme), &named(&format!("drawer-{tab:?}")));
        }
        let mut stage = Stage::worked();
        stage.state.preferences.drawer_open = true;
        look(&mut window(stage, theme, [1440.0, 900.0]), &named("window"));
        let mut stage = Stage::worked();
        stage.dispatch(Command::Reading(ReadingCommand::GoToSentence(4)));
        let words = stage.find("en débauche");
        stage.dispatch(Command::Reading(ReadingCommand::GoTo(words)));
        stage.dispatch(Command::Action(Action::LinkClaim));
        look(&mut window(stage, theme, [1024.0, 700.0]), &named("window-picker"));
        let mut shown = window(Stage::worked(), theme, [1280.0, 800.0]);
        shown.run();
        shown.drag_at(pos2(420.0, 214.0));
        shown.run();
        shown.hover_at(pos2(600.0, 216.0));
        shown.run();
        shown.drop_at(pos2(600.0, 216.0));
        look(&mut shown, &named("window-pill"));
        let mut stage = Stage::hebrew();
        stage.state.preferences.drawer_open = true;
        look(&mut window(stage, theme, [1280.0, 800.0]), &named("window-hebrew"));
        let mut page = ClaimsPage::default();
        let stage = Stage::worked();
        look(&mut stage.show(theme, [1180.0, 760.0], move |ui, cx| page.show(ui, cx)), &named("claims-page"));
    }
}

fn asked(harness: &Harness<'_, Stage>) -> String {
    harness.state().asked.join("\n")
}

#[test]
fn the_picker_types_moves_accepts_coins_and_closes() {
    let mut shown = show_picker(Theme::light());
    shown.run();
    shown.get_by_label("Find or name a claim").type_text("acq");
    shown.run();
    shown.key_press(egui::Key::ArrowDown);
    shown.run();
    assert!(asked(&shown).contains("PickerQuery(\"acq\")\nPickerMove(1)"), "{}", asked(&shown));
    shown.key_press(egui::Key::Enter);
    shown.run();
    assert!(asked(&shown).ends_with("PickerAccept"), "{}", asked(&shown));
    assert!(shown.state().state.overlay.is_none());

    let mut shown = show_picker(Theme::light());
    shown.run();
    shown.get_by_label("Find or name a claim").type_text("bidding war");
    shown.run();
    shown.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    shown.run();
    assert!(asked(&shown).ends_with("PickerCoin"), "{}", asked(&shown));

    let mut shown = show_picker(Theme::light());
    shown.run();
    shown.key_press(egui::Key::Escape);
    shown.run();
    assert!(asked(&shown).ends_with("CloseOverlay"), "{}", asked(&shown));
}

#[test]
fn letters_in_the_strip_take_a_field_and_digits_a_choice() {
    let mut stage = Stage::worked();
    let mention = stage.focus();
    stage.dispatch(Command::Action(Action::PickSource));
    let letter = stage.state.session.as_ref().unwrap().strip(mention);
    let letter = letter.iter().find(|entry| entry.attribute.as_str() == "stance").unwrap().key;
    let mut shown = show_popover(stage, Theme::light());
    shown.run();
    shown.event(egui::Event::Text(letter.to_lowercase().to_string()));
    shown.run();
    shown.event(egui::Event::Text("2".to_owned()));
    shown.run();
    let set = shown.state().state.session.as_ref().unwrap().my_set().unwrap().clone();
    assert_eq!(set.get(mention).unwrap().choice("stance").unwrap().as_str(), "opposes");
}

#[test]
fn a_memo_is_written_at_the_passage() {
    let mut stage = Stage::worked();
    stage.dispatch(Command::Action(Action::AskQuestion));
    let mut shown = show_popover(stage, Theme::light());
    shown.run();
    shown.get_by_label("Memo").type_text("Still opinion?");
    shown.run();
    shown.key_press(egui::Key::Escape);
    shown.run();
    let focused = shown.state().state.session.as_ref().unwrap().focused().unwrap().clone();
    let memo = focused.memo.as_ref().unwrap();
    assert_eq!((memo.text.as_str(), memo.question), ("Still opinion?", true));
    assert!(shown.state().state.overlay.is_none());
}

#[test]
fn a_claim_dropped_on_a_claim_says_the_same() {
    let mut shown = show_drawer(drawer(Tab::Claims), Theme::light());
    shown.run();
    let from = shown.get_by_label("LLaMA4 failure, 1 mention").rect().center();
    let to = shown.get_by_label("Acquisition attempt, 2 mentions").rect().center();
    shown.drag_at(from);
    shown.run();
    shown.hover_at(from + vec2(0.0, -12.0));
    shown.run();
    shown.drop_at(to);
    shown.run();
    assert!(asked(&shown).contains("relation: SameAs"), "{}", asked(&shown));
}

#[test]
fn lists_lead_to_their_places() {
    let mut shown = show_drawer(drawer(Tab::Claims), Theme::light());
    shown.run();
    shown.get_by_label_contains("acheter l’entreprise").click();
    shown.run();
    assert!(asked(&shown).contains("GoToAnnotation"), "{}", asked(&shown));

    let mut shown = show_drawer(drawer(Tab::History), Theme::light());
    shown.run();
    let steps = shown.state().state.session.as_ref().unwrap().history.done().len();
    shown.get_by_label_contains("set certainty, take back").click();
    shown.run();
    assert_eq!(shown.state().state.session.as_ref().unwrap().history.done().len(), steps - 1);

    let mut shown = show_drawer(drawer(Tab::Search), Theme::light());
    shown.run();
    shown.get_by_label("Find in article").focus();
    shown.run();
    shown.get_by_label("Find in article").type_text("cadres");
    shown.run();
    shown.get_by_label_contains("Place 1 of 1").click();
    shown.run();
    assert!(asked(&shown).contains("GoTo(Span"), "{}", asked(&shown));
}
