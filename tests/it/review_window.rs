//! The review page in the screen: the sample's two analysts compared and settled by keys alone, and how it looks.

use crate::screen::{Screen, press};
use crate::snapshot::snapshot;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{Action, Command, ReviewCommand, ReviewTab};
use obelus::base::{AnnotatorId, Progress, Timestamp};
use obelus::compare::PositionState;
use obelus::model::{Reason, Role};
use obelus::release::{Options, paragraphs};
use obelus::review::Strategy;
use obelus::ui::theme::Theme;

const SIZE: [f32; 2] = [1440.0, 900.0];

/// The sample, opened by Ada, who has coded nothing of it.
fn opened<'a>(theme: &Theme, size: [f32; 2]) -> Harness<'a, Screen> {
    let mut harness = Screen::with_sample().show(theme, size);
    harness.run();
    harness
}

/// As who settles, on the review page, by keys.
pub(crate) fn settling<'a>(theme: &Theme, size: [f32; 2]) -> Harness<'a, Screen> {
    let mut harness = opened(theme, size);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::R);
    harness.run();
    press(&mut harness, Key::Num1);
    press(&mut harness, Key::Enter);
    harness
}

fn open(harness: &Harness<'_, Screen>) -> usize {
    harness.state().machine.state.session.as_ref().unwrap().review.queue.open()
}

#[test]
fn the_sample_is_compared_and_settled_by_keys_alone() {
    let mut harness = opened(Theme::light(), SIZE);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::R);
    harness.run();
    assert_eq!(open(&harness), 0, "who has signed nothing off sees nothing");
    harness.get_by_label("Nothing to compare yet");
    press(&mut harness, Key::Num1);
    press(&mut harness, Key::Enter);
    let all = open(&harness);
    assert!(all > 20, "{all} disagreements");
    // The first is taken as the first analyst has it, with a reason; the second as the other; the third joined or, where
    // one alone marked something, left out.
    press(&mut harness, Key::Num1);
    press(&mut harness, Key::K);
    press(&mut harness, Key::R);
    press_text(&mut harness, "j");
    press(&mut harness, Key::G);
    press(&mut harness, Key::Num2);
    press(&mut harness, Key::Num0);
    assert_eq!(open(&harness), all - 3);
    let session = harness.state().machine.state.session.as_ref().unwrap();
    let ada = AnnotatorId::new("ada-adjudicator").unwrap();
    assert_eq!(session.project.annotator(&ada).unwrap().role, Role::Adjudicator);
    let decisions: Vec<_> = session
        .project
        .sets()
        .filter(|(key, _)| key.annotator == ada)
        .flat_map(|(_, set)| set.decisions())
        .collect();
    assert_eq!(decisions.len(), 3);
    assert_eq!(decisions.iter().filter(|decision| decision.reason == Some(Reason::Judgement)).count(), 1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(open(&harness), all - 2);
    // The rest as Maya has it, in one step, after a preview.
    press(&mut harness, Key::B);
    let chosen = |harness: &Harness<'_, Screen>| {
        let plan = harness.state().machine.state.session.as_ref().unwrap().review.plan.clone().unwrap();
        plan.strategy == Strategy::Prefer(AnnotatorId::new("maya").unwrap())
    };
    for _ in 0..8 {
        if !chosen(&harness) {
            press(&mut harness, Key::ArrowDown);
        }
    }
    assert!(chosen(&harness));
    press(&mut harness, Key::Enter);
    assert_eq!(open(&harness), 0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(open(&harness), all - 2);
}

#[test]
fn the_agreement_so_far_is_what_the_methods_paragraph_tells_first() {
    let harness = settling(Theme::light(), SIZE);
    let project = harness.state().machine.project().clone();
    let told = paragraphs(&project, &Options::default(), &[], Timestamp(0), &Progress::new());
    let [english, _] = told.unwrap();
    for question in ["Same places", "Same code", "Same claim"] {
        let (_, rest) = english.split_once(&format!(", {}: ", question.to_lowercase())).unwrap();
        let until = |words: &str, end: [char; 2]| words.split(end).next().unwrap().to_owned();
        let value = until(rest.split_once(" = ").unwrap().1, [',', ' ']);
        let n = until(rest.split_once("(n = ").unwrap().1, [' ', ')']).replace(',', "");
        harness.get_by_label_contains(&format!("{question}: {value}, n {n}, "));
    }
}

fn press_text(harness: &mut Harness<'_, Screen>, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run();
}

#[test]
fn an_answer_of_ones_own_is_given_by_keys() {
    let mut harness = settling(Theme::light(), SIZE);
    let all = open(&harness);
    press(&mut harness, Key::E);
    harness.event(egui::Event::Key {
        key: Key::M,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    press_text(&mut harness, "m");
    press(&mut harness, Key::Enter);
    assert_eq!(open(&harness), all - 1);
    let session = harness.state().machine.state.session.as_ref().unwrap();
    assert_eq!(session.review.tab, ReviewTab::Disagreements, "the keys are those of the answer");
    let ada = AnnotatorId::new("ada-adjudicator").unwrap();
    let codes: Vec<_> = session
        .project
        .sets()
        .filter(|(key, _)| key.annotator == ada)
        .flat_map(|(_, set)| set.iter())
        .map(|annotation| annotation.body.clone())
        .collect();
    assert_eq!(codes, [obelus::model::Body::Code("mixed".parse().unwrap())]);
}

#[test]
fn every_tab_is_reached_by_its_key_and_escape_leads_back() {
    let mut harness = settling(Theme::light(), SIZE);
    for (key, tab) in [
        (Key::A, ReviewTab::Agreement),
        (Key::O, ReviewTab::Compare),
        (Key::M, ReviewTab::Comments),
        (Key::F, ReviewTab::Feedback),
        (Key::D, ReviewTab::Disagreements),
    ] {
        press(&mut harness, key);
        assert_eq!(harness.state().machine.state.session.as_ref().unwrap().review.tab, tab);
    }
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().machine.state.route, obelus::app::Route::Read);
}

#[test]
fn a_figure_opens_its_passages_and_a_passage_its_place() {
    let mut harness = settling(Theme::light(), SIZE);
    press(&mut harness, Key::A);
    let review = |harness: &Harness<'_, Screen>| {
        let review = &harness.state().machine.state.session.as_ref().unwrap().review;
        (review.passages.clone(), review.tab)
    };
    harness.get_by_label_contains("Same code: ").click();
    harness.run();
    let (passages, _) = review(&harness);
    let passages = passages.expect("the passages behind it");
    assert!(!passages.passages.is_empty());
    harness.state_mut().send(Command::Review(ReviewCommand::Passage {
        article: passages.passages[0].0.clone(),
        span: passages.passages[0].1,
    }));
    harness.run();
    assert_eq!(review(&harness).1, ReviewTab::Disagreements);
}

#[test]
fn comparisons_of_the_sample_find_every_state_but_none_settled_unasked() {
    let harness = settling(Theme::light(), SIZE);
    let session = harness.state().machine.state.session.as_ref().unwrap();
    let states: std::collections::BTreeSet<PositionState> =
        session.review.comparisons.iter().flat_map(|c| &c.positions).map(|position| position.state).collect();
    assert!(states.contains(&PositionState::Agree) && states.contains(&PositionState::Disagree));
    assert!(!states.contains(&PositionState::Adjudicated));
}

#[test]
fn how_it_looks() {
    for theme in [Theme::light(), Theme::dark()] {
        let name = if theme.dark { "dark" } else { "light" };
        let mut harness = settling(theme, [1280.0, 800.0]);
        press(&mut harness, Key::Num1);
        press(&mut harness, Key::K);
        snapshot(&mut harness, &format!("review-{name}"));
        press(&mut harness, Key::Num2);
        press(&mut harness, Key::Num2);
        press(&mut harness, Key::Num0);
        press(&mut harness, Key::A);
        snapshot(&mut harness, &format!("agreement-{name}"));
        press(&mut harness, Key::O);
        snapshot(&mut harness, &format!("compare-{name}"));
        harness.state_mut().send(Command::Action(Action::ShowFeedback));
        harness.run();
        snapshot(&mut harness, &format!("feedback-{name}"));
    }
}
