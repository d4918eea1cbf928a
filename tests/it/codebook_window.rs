//! The page of the codebook in the window: parts are created, named and moved by keys and by mouse.

use crate::labs;
use crate::screen::{Screen, click, look, press};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{CodebookCommand, Command, Route, WindowCommand};
use obelus::base::{AttributeId, CodeId, LayerId};
use obelus::model::{Codebook, CodebookPart};
use obelus::ui::theme::Theme;

const SIZE: [f32; 2] = [1280.0, 800.0];

fn page<'a>(theme: &Theme, part: Option<CodebookPart>) -> Harness<'a, Screen> {
    let mut harness = Screen::new(labs::worked()).in_margin().show(theme, SIZE);
    harness.state_mut().send(Command::Window(WindowCommand::Go(Route::Codebook)));
    if let Some(part) = part {
        harness.state_mut().send(Command::Codebook(CodebookCommand::EditForAll(part)));
    }
    harness.run();
    harness
}

fn codebook<'h>(harness: &'h Harness<'_, Screen>) -> &'h Codebook {
    harness.state().machine.project().codebook()
}

fn kind() -> LayerId {
    let machine = labs::worked();
    machine.project().codebook().sweep_layer().expect("a layer of sentences").id.clone()
}

fn first_code() -> CodeId {
    let machine = labs::worked();
    machine.project().codebook().sweep_layer().expect("a layer of sentences").codes()[0].id.clone()
}

#[test]
fn looks() {
    let layer = CodebookPart::Layer(kind());
    let code = CodebookPart::Code(first_code());
    let machine = labs::worked();
    let first = machine.project().codebook().sweep_layer().expect("it").attributes[0].id.clone();
    let attribute = CodebookPart::Attribute(kind(), first);
    for theme in [Theme::light(), Theme::dark()] {
        let named = |name: &str| format!("codebook-{name}-{}", if theme.dark { "dark" } else { "light" });
        let parts = [
            ("whole", CodebookPart::Whole),
            ("layer", layer.clone()),
            ("code", code.clone()),
            ("field", attribute.clone()),
        ];
        look(&mut page(theme, None), &named("page"));
        for (name, part) in parts {
            look(&mut page(theme, Some(part)), &named(name));
        }
    }
}

#[test]
fn a_code_is_created_by_its_name_and_opens() {
    let mut harness = page(Theme::light(), Some(CodebookPart::Layer(kind())));
    harness.get_by_role_and_label(Role::TextInput, "New code").focus();
    harness.run();
    harness.input_mut().events.push(Event::Text("Sarcasm".to_owned()));
    harness.run();
    press(&mut harness, Key::Enter);
    let made = codebook(&harness).code("sarcasm").expect("the new code").1.clone();
    assert_eq!(made.name, "Sarcasm");
    assert!(made.key.is_some(), "a free letter of its name");
    assert_eq!(harness.state().machine.state.editing, Some(CodebookPart::Code(made.id)));
}

#[test]
fn a_key_that_is_taken_is_said_as_it_is_typed() {
    let code = first_code();
    let taken = {
        let machine = labs::worked();
        machine.project().codebook().sweep_layer().expect("it").codes()[1].key.expect("a key")
    };
    let mut harness = page(Theme::light(), Some(CodebookPart::Code(code.clone())));
    let before = codebook(&harness).code(code.as_str()).expect("it").1.key;
    harness.get_by_role_and_label(Role::TextInput, "Key").focus();
    harness.run();
    harness.input_mut().events.push(Event::Text(taken.to_string()));
    harness.run();
    assert_eq!(codebook(&harness).code(code.as_str()).expect("it").1.key, before, "it is not taken over");
    harness.get_by_label_contains("to two codes");
}

#[test]
fn alt_and_an_arrow_move_the_part_in_hand() {
    let code = first_code();
    let part = CodebookPart::Code(code);
    let mut harness = page(Theme::light(), Some(part.clone()));
    assert_eq!(codebook(&harness).part_place(&part).map(|(at, _)| at), Some(0));
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    harness.run();
    assert_eq!(codebook(&harness).part_place(&part).map(|(at, _)| at), Some(1));
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    harness.run();
    assert_eq!(codebook(&harness).part_place(&part).map(|(at, _)| at), Some(0));
}

#[test]
fn a_field_is_made_by_mouse_with_its_choices() {
    let mut harness = page(Theme::light(), Some(CodebookPart::Layer(kind())));
    harness.get_by_role_and_label(Role::TextInput, "New field").focus();
    harness.run();
    harness.input_mut().events.push(Event::Text("Irony".to_owned()));
    harness.run();
    click(&mut harness, Role::Button, "New field");
    let id = AttributeId::new("irony").expect("id");
    let irony = |harness: &Harness<'_, Screen>| {
        let layer = codebook(harness).layer(kind().as_str()).expect("the layer");
        layer.attribute(id.as_str()).cloned().expect("the field")
    };
    assert_eq!(harness.state().machine.state.editing, Some(CodebookPart::Attribute(kind(), id.clone())));
    for name in ["yes", "no"] {
        harness.get_by_role_and_label(Role::TextInput, "New choice").focus();
        harness.run();
        harness.input_mut().events.push(Event::Text(name.to_owned()));
        harness.run();
        harness.get_by_role_and_label(Role::Button, "New choice").scroll_to_me();
        harness.run();
        click(&mut harness, Role::Button, "New choice");
    }
    let names: Vec<_> = irony(&harness).choices().iter().map(|choice| choice.name.clone()).collect();
    assert_eq!(names, ["yes", "no"]);
    harness.get_by_role_and_label(Role::Button, "Remove").scroll_to_me();
    harness.run();
    click(&mut harness, Role::Button, "Remove");
    assert!(codebook(&harness).layer(kind().as_str()).expect("it").attribute(id.as_str()).is_none());
    assert_eq!(harness.state().machine.state.editing, None);
}

#[test]
fn a_part_that_is_opened_has_the_keyboard_and_names_that_are_typed_stay() {
    let mut harness = page(Theme::light(), Some(CodebookPart::Layer(kind())));
    harness.input_mut().events.push(Event::Text(" 2".to_owned()));
    harness.run();
    let name = codebook(&harness).layer(kind().as_str()).expect("it").name.clone();
    assert!(name.contains('2'), "the name has the keyboard: {name}");
    for (field, words) in [("New code", "abc"), ("New field", "xyz")] {
        harness.get_by_role_and_label(Role::TextInput, field).focus();
        harness.run();
        harness.input_mut().events.push(Event::Text(words.to_owned()));
        harness.run();
    }
    let typed = harness.get_by_role_and_label(Role::TextInput, "New code");
    assert_eq!(typed.value().as_deref(), Some("abc"));
}

#[test]
fn codes_are_carried_in_the_list() {
    let mut harness = page(Theme::light(), Some(CodebookPart::Layer(kind())));
    let codes = |harness: &Harness<'_, Screen>| -> Vec<String> {
        let layer = codebook(harness).layer(kind().as_str()).expect("it");
        layer.codes().iter().map(|code| code.name.clone()).collect()
    };
    let before = codes(&harness);
    let row = |harness: &Harness<'_, Screen>, name: &str| {
        harness.get_by_role_and_label(Role::ListBoxOption, name).rect().center()
    };
    let (from, to) = (row(&harness, &before[0]), row(&harness, &before[2]));
    harness.drag_at(from);
    harness.run();
    for step in 1..=4 {
        harness.hover_at(from + (to - from) * (step as f32 / 4.0));
        harness.run();
    }
    harness.drop_at(to);
    harness.run();
    let wanted = [&before[1], &before[2], &before[0]];
    assert_eq!(codes(&harness)[..3].iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn by_keys_alone_the_page_is_found_and_a_layer_is_named_after_the_question() {
    let mut harness = Screen::new(labs::worked()).in_margin().show(Theme::light(), SIZE);
    harness.run();
    harness.key_press_modifiers(Modifiers::CTRL, Key::K);
    harness.run();
    harness.input_mut().events.push(Event::Text("codebook".to_owned()));
    harness.run();
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().machine.state.route, Route::Codebook);
    let layer = CodebookPart::Layer(kind());
    harness.state_mut().send(Command::Codebook(CodebookCommand::Edit(Some(layer.clone()))));
    harness.run();
    assert_eq!(harness.state().machine.state.editing, None, "it is asked first");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().machine.state.editing, Some(layer));
    harness.input_mut().events.push(Event::Text(" 2".to_owned()));
    harness.run();
    let name = &codebook(&harness).layer(kind().as_str()).expect("it").name;
    assert!(name.contains('2'), "the name has the keyboard: {name}");
}
