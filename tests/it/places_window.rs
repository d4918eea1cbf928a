//! What is clicked again and again keeps its place in the window, above the fold.

use crate::machine::Machine;
use crate::review_window::settling;
use crate::sample::worked;
use crate::screen::Screen;
use egui::{Key, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use obelus::app::{Command, ReadingCommand};
use obelus::ui::theme::Theme;

/// The smallest window that is spoken of.
const SIZE: [f32; 2] = [1280.0, 800.0];

fn places(harness: &Harness<'_, Screen>, names: &[&str]) -> Vec<Rect> {
    let place = |name: &&str| {
        let found: Vec<Rect> = harness
            .query_all_by_label(name)
            .filter(|node| node.accesskit_node().role() == egui::accesskit::Role::RadioButton)
            .map(|node| node.rect())
            .collect();
        assert_eq!(found.len(), 1, "{name}");
        found[0]
    };
    names.iter().map(place).collect()
}

#[test]
fn the_kinds_of_statement_and_the_voices_stay_from_sentence_to_sentence() {
    let kinds = ["Factual", "Opinion", "Mixed", "Prediction", "No claim", "Unclear", "Author", "Collective"];
    let mut harness = Screen::with_sample().show(Theme::light(), SIZE);
    harness.run();
    let first = places(&harness, &kinds);
    assert!(first.iter().all(|place| place.bottom() < SIZE[1] / 2.0), "{first:?}");
    let mut lengths = std::collections::BTreeSet::new();
    for at in 0..12 {
        harness.state_mut().send(Command::Reading(ReadingCommand::GoToSentence(at)));
        harness.run();
        let reading = harness.state().machine.state.reading().unwrap();
        lengths.insert(reading.sentence().unwrap().len() / 60);
        assert_eq!(places(&harness, &kinds), first, "sentence {at}");
    }
    assert!(lengths.len() > 3, "short and long ones: {lengths:?}");
    // A click at one spot answers sentence after sentence the same.
    let spot = first[1].center();
    harness.state_mut().send(Command::Reading(ReadingCommand::GoToSentence(0)));
    harness.run();
    for _ in 0..6 {
        harness.event(egui::Event::PointerMoved(spot));
        for pressed in [true, false] {
            let (pos, button, modifiers) = (spot, egui::PointerButton::Primary, egui::Modifiers::NONE);
            harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
            harness.run();
        }
    }
    let session = harness.state().machine.state.session.as_ref().unwrap();
    let given: Vec<String> = session.my_set().unwrap().iter().map(|a| format!("{:?}", a.body)).collect();
    assert_eq!(given, vec!["Code(CodeId(opinion))"; 6]);
}

fn at_claim(harness: &mut Harness<'_, Screen>, sentence: usize) {
    harness.state_mut().send(Command::Reading(ReadingCommand::GoToSentence(sentence)));
    harness.run();
}

#[test]
fn stance_and_certainty_stay_from_claim_to_claim() {
    let machine: Machine = worked();
    let mut harness = Screen::new(machine).show(Theme::light(), SIZE);
    harness.run();
    let choices = ["Supports", "Opposes", "Certain", "Probable", "Possible", "Underspecified"];
    let with_claims: Vec<usize> = (0..12)
        .filter(|at| {
            at_claim(&mut harness, *at);
            harness.query_by_label("Supports").is_some()
        })
        .collect();
    assert!(with_claims.len() > 1, "{with_claims:?}");
    at_claim(&mut harness, with_claims[0]);
    let first = places(&harness, &choices);
    assert!(first.iter().all(|place| place.bottom() < SIZE[1] - 30.0), "{first:?}");
    for at in with_claims {
        at_claim(&mut harness, at);
        assert_eq!(places(&harness, &choices), first, "sentence {at}");
    }
}

#[test]
fn answers_and_reasons_stay_from_disagreement_to_disagreement() {
    let mut harness = settling(Theme::light(), SIZE);
    let mut all = std::collections::BTreeSet::new();
    let mut passages = std::collections::BTreeSet::new();
    for _ in 0..30 {
        let first =
            harness.query_all_by_label_contains("Take ").map(|node| node.rect()).next().expect("an answer");
        let reasons = places(&harness, &["Boundary", "Judgement"]);
        assert!(first.bottom().max(reasons[1].bottom()) < SIZE[1] - 30.0);
        all.insert([first.left(), first.top(), reasons[0].top(), reasons[1].top()].map(|at| at as i32));
        let session = harness.state().machine.state.session.as_ref().unwrap();
        passages.insert(session.in_review().expect("a place").1.span);
        harness.key_press(Key::J);
        harness.run();
    }
    assert!(passages.len() > 20);
    assert_eq!(all.len(), 1, "{all:?}");
}
