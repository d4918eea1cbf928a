//! The inspector: what it shows, and what a click asks for.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{Command, ReadingCommand};
use obelus::ui::Inspector;
use obelus::ui::theme::Theme;

use crate::frame_tone;
use crate::labs;
use crate::machine::Machine;
use crate::screen::{Screen, look};

fn inspector<'a>(machine: Machine, theme: &Theme, size: [f32; 2]) -> Harness<'a, Screen> {
    let mut inspector = Inspector::default();
    Screen::new(machine).show_view(theme, [size[0] + 16.0, size[1]], move |ui, cx| inspector.show(ui, cx))
}

fn at(sentence: usize) -> Machine {
    let mut machine = labs::worked();
    machine.send(Command::Reading(ReadingCommand::GoToSentence(sentence)));
    machine
}

#[test]
fn looks() {
    look(&mut inspector(at(4), Theme::light(), [324.0, 900.0]), "inspector-light");
    look(&mut inspector(labs::worked(), Theme::dark(), [324.0, 1000.0]), "inspector-dark");
    look(&mut inspector(at(6), Theme::light(), [324.0, 700.0]), "inspector-fresh");
    look(&mut inspector(labs::worked(), Theme::light(), [260.0, 1100.0]), "inspector-narrow");
    let mut shown = inspector(labs::worked(), Theme::light(), [324.0, 3200.0]);
    shown.run();
    for name in ["In full, with examples", "About the claim", "Article"] {
        shown.get_by_label(name).click();
        shown.run();
    }
    for _ in 0..2 {
        let folded: Vec<_> = shown.get_all_by_label("More fields").collect();
        folded[0].click();
        drop(folded);
        shown.run();
    }
    look(&mut shown, "inspector-open");
}

#[test]
fn a_click_on_a_kind_tags_the_sentence() {
    let mut machine = labs::fresh();
    machine.send(Command::Reading(ReadingCommand::GoToSentence(3)));
    let mut harness = inspector(machine, Theme::light(), [324.0, 900.0]);
    harness.run();
    harness.get_by_label("Opinion").click();
    harness.run();
    assert!(
        harness.state().asked[0].starts_with("Annotation(Tag { code: CodeId(opinion)"),
        "{:?}",
        harness.state().asked
    );
}

#[test]
fn the_fields_of_any_codebook_have_their_rows_and_keys() {
    let mut machine = frame_tone::worked("Ada");
    machine.select("nannte ihn einen Raubzug");
    let mut shown = inspector(machine, Theme::light(), [324.0, 2400.0]);
    shown.run();
    let count = shown.get_all_by_label("More fields").count();
    assert_eq!(count, 2, "of the sentence and of the passage");
    for at in 0..count {
        let folded: Vec<_> = shown.get_all_by_label("More fields").collect();
        folded[at].click();
        drop(folded);
        shown.run();
    }
    for question in [
        "In welchem Ton ist der Satz gehalten?",
        "Wie stark ist die Wertung?",
        "Ist es ironisch gemeint?",
        "In welchen Rahmen wird es gestellt?",
        "Wen betrifft es?",
        "Welches Bild trägt den Rahmen?",
        "Wie nah rückt der Text die Sache?",
    ] {
        assert!(shown.query_by_label_contains(question).is_some(), "{question}");
    }
}
