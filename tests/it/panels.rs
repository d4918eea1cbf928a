//! Drawer, claims page and the popovers beside the passage: what they show, and what keys and clicks ask for.

use egui::{Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{Action, Command, Drawer as Tab, ReadingCommand};
use obelus::ui::theme::Theme;
use obelus::ui::{ClaimsPage, Drawer, Picker, Popovers};

use crate::labs;
use crate::machine::Machine;
use crate::screen::{Screen, look};

fn passage() -> Rect {
    Rect::from_min_size(pos2(60.0, 60.0), vec2(240.0, 24.0))
}

fn picker(mut machine: Machine) -> Machine {
    machine.select("Safe Superintelligence");
    machine.act(Action::LinkClaim);
    machine
}

fn at_passage(machine: Machine) -> Screen {
    Screen::new(machine).anchored(passage())
}

fn window<'a>(machine: Machine, theme: &Theme, size: [f32; 2]) -> Harness<'a, Screen> {
    Screen::new(machine).in_margin().show(theme, size)
}

fn show_picker<'a>(theme: &Theme) -> Harness<'a, Screen> {
    let mut view = Picker::default();
    at_passage(picker(labs::worked())).show_view(theme, [480.0, 320.0], move |ui, cx| view.show(ui, cx))
}

fn show_popover<'a>(machine: Machine, theme: &Theme) -> Harness<'a, Screen> {
    let mut view = Popovers::default();
    at_passage(machine).show_view(theme, [480.0, 420.0], move |ui, cx| view.show(ui, cx))
}

fn drawer(tab: Tab) -> Machine {
    let mut machine = labs::worked();
    machine.state.preferences.drawer_open = true;
    machine.state.drawer = tab;
    machine
}

fn show_drawer<'a>(machine: Machine, theme: &Theme) -> Harness<'a, Screen> {
    let mut view = Drawer::default();
    Screen::new(machine).show_view(theme, [860.0, 280.0], move |ui, cx| view.show(ui, cx))
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
            [(Action::Leader, "leader"), (Action::ChooseField, "strip"), (Action::AskQuestion, "memo")]
        {
            let mut machine = labs::worked();
            machine.act(action);
            look(&mut show_popover(machine, theme), &named(name));
        }
        for tab in [Tab::Claims, Tab::Search, Tab::Questions, Tab::History, Tab::Orphans] {
            let mut machine = drawer(tab);
            machine.send(Command::Reading(ReadingCommand::Find("le".to_owned())));
            machine.memo("Is this still opinion?", true);
            look(&mut show_drawer(machine, theme), &named(&format!("drawer-{tab:?}")));
        }
        let mut machine = labs::worked();
        machine.state.preferences.drawer_open = true;
        look(&mut window(machine, theme, [1440.0, 900.0]), &named("window"));
        let mut machine = labs::worked();
        machine.send(Command::Reading(ReadingCommand::GoToSentence(4)));
        machine.select("en débauche");
        machine.act(Action::LinkClaim);
        look(&mut window(machine, theme, [1024.0, 700.0]), &named("window-picker"));
        let mut shown = window(labs::worked(), theme, [1280.0, 800.0]);
        shown.run();
        shown.drag_at(pos2(420.0, 214.0));
        shown.run();
        shown.hover_at(pos2(600.0, 216.0));
        shown.run();
        shown.drop_at(pos2(600.0, 216.0));
        look(&mut shown, &named("window-pill"));
        let mut machine = labs::hebrew();
        machine.state.preferences.drawer_open = true;
        look(&mut window(machine, theme, [1280.0, 800.0]), &named("window-hebrew"));
        let mut page = ClaimsPage::default();
        let machine = labs::worked();
        look(
            &mut Screen::new(machine).show_view(theme, [1180.0, 760.0], move |ui, cx| page.show(ui, cx)),
            &named("claims-page"),
        );
    }
}

fn asked(harness: &Harness<'_, Screen>) -> String {
    harness.state().asked.join("\n")
}

#[test]
fn the_picker_types_moves_accepts_creates_and_closes() {
    let mut shown = show_picker(Theme::light());
    shown.run();
    shown.get_by_label("Find or name a claim").type_text("acq");
    shown.run();
    shown.key_press(egui::Key::ArrowDown);
    shown.run();
    assert!(asked(&shown).contains("Picker(Query(\"acq\"))\nPicker(Move(1))"), "{}", asked(&shown));
    shown.key_press(egui::Key::Enter);
    shown.run();
    assert!(asked(&shown).ends_with("Picker(Accept)"), "{}", asked(&shown));
    assert!(shown.state().machine.state.overlay.is_none());

    let mut shown = show_picker(Theme::light());
    shown.run();
    shown.get_by_label("Find or name a claim").type_text("bidding war");
    shown.run();
    shown.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    shown.run();
    assert!(asked(&shown).ends_with("Picker(Create)"), "{}", asked(&shown));

    let mut shown = show_picker(Theme::light());
    shown.run();
    shown.key_press(egui::Key::Escape);
    shown.run();
    assert!(asked(&shown).ends_with("CloseOverlay"), "{}", asked(&shown));
}

#[test]
fn letters_in_the_strip_take_a_field_and_digits_a_choice() {
    let mut machine = labs::worked();
    let mention = machine.focus();
    machine.act(Action::ChooseField);
    let letter = machine.state.session.as_ref().unwrap().strip(mention);
    let letter = letter.iter().find(|entry| entry.attribute.as_str() == "stance").unwrap().key;
    let mut shown = show_popover(machine, Theme::light());
    shown.run();
    shown.event(egui::Event::Text(letter.to_lowercase().to_string()));
    shown.run();
    shown.event(egui::Event::Text("2".to_owned()));
    shown.run();
    let set = shown.state().machine.state.session.as_ref().unwrap().my_set().unwrap().clone();
    assert_eq!(set.get(mention).unwrap().choice("stance").unwrap().as_str(), "opposes");
}

#[test]
fn a_memo_is_written_at_the_passage() {
    let mut machine = labs::worked();
    machine.act(Action::AskQuestion);
    let mut shown = show_popover(machine, Theme::light());
    shown.run();
    shown.get_by_label("Memo").type_text("Still opinion?");
    shown.run();
    shown.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    shown.run();
    let focused = shown.state().machine.state.session.as_ref().unwrap().focused().unwrap().clone();
    let memo = focused.memo.as_ref().unwrap();
    assert_eq!((memo.text.as_str(), memo.question), ("Still opinion?", true));
    assert!(shown.state().machine.state.overlay.is_none());
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
    let steps = shown.state().machine.state.session.as_ref().unwrap().history.done().len();
    shown.get_by_label_contains("set certainty, take back").click();
    shown.run();
    assert_eq!(shown.state().machine.state.session.as_ref().unwrap().history.done().len(), steps - 1);

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
