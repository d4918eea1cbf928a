//! Every action in every situation: it is carried out, or it says why it has no effect.

use crate::machine::{Machine, article};
use obelus::app::{
    Action, Command, NoEffect, ReadingCommand, ReviewCommand, Stamp, State, WindowCommand, actions,
};
use obelus::base::{ProjectId, Timestamp};
use obelus::model::{Preferences, Project};
use obelus::review::Comparisons;
use std::sync::Arc;

const TEXT: &str = "The lab opened in June. It is a desperate gamble. Rivals will answer soon. Who pays?";

/// A situation by name, with what makes it.
pub type Situation = (&'static str, fn() -> State);

pub const SITUATIONS: [Situation; 14] = [
    ("nothing is open", || State::new(Preferences::default())),
    ("the project has no article", || {
        let codebook = Arc::clone(Machine::new(TEXT).project().codebook());
        let mut machine = Machine::with(Vec::new(), "Ada");
        machine.open(Project::new(ProjectId::new("q").expect("id"), "Empty".to_owned(), codebook));
        machine.state
    }),
    ("the article has no sentence yet", || {
        let mut machine = Machine::new(TEXT);
        let session = machine.state.session.as_mut().expect("open");
        let reading = session.reading.as_mut().expect("open");
        reading.sentences.clear();
        reading.ready = false;
        machine.state
    }),
    ("nobody has said who codes", || Machine::with(vec![article("a", TEXT, Vec::new())], "").state),
    ("the article is untouched", || Machine::new(TEXT).state),
    ("there are two articles", || {
        Machine::with(vec![article("a", TEXT, Vec::new()), article("b", TEXT, Vec::new())], "Ada").state
    }),
    ("a sentence is tagged", || tagged().state),
    ("an annotation is in hand", || {
        let mut machine = tagged();
        machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
        machine.act(Action::Dig);
        machine.state
    }),
    ("a boundary is in hand", || {
        let mut machine = tagged();
        machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
        machine.act(Action::GripStart);
        machine.state
    }),
    ("words are selected", || {
        let mut machine = tagged();
        machine.select("desperate gamble");
        machine.state
    }),
    ("a claim is linked", || {
        let mut machine = tagged();
        machine.select("opened in June");
        machine.act(Action::LinkClaim);
        machine.send(Command::Picker(obelus::app::PickerCommand::Create));
        machine.state
    }),
    ("the palette is open", || {
        let mut machine = tagged();
        machine.act(Action::CommandPalette);
        machine.state
    }),
    ("the article is signed off", || {
        let mut machine = Machine::new(TEXT);
        for letter in ['F', 'O', 'P', 'N'] {
            machine.tag(letter);
        }
        machine.act(Action::ArticleDone);
        machine.state
    }),
    ("the review page is open", || {
        let mut machine = tagged();
        machine.send(Command::Window(WindowCommand::Go(obelus::app::Route::Review)));
        let session = machine.state.session.as_ref().expect("open");
        let comparisons = Comparisons::of(&session.project, session.reviewer());
        machine.send(Command::Review(ReviewCommand::Compared(Box::new(comparisons))));
        machine.state
    }),
];

fn tagged() -> Machine {
    let mut machine = Machine::new(TEXT);
    machine.tag('F');
    machine.tag('O');
    machine
}

/// Everything that an action can change, in words; a counter alone is no change.
pub fn in_words(state: &State) -> String {
    let words = format!("{state:?}");
    let counters =
        words.split("revision: ").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
    counters.collect::<Vec<_>>().join("revision: ")
}

#[test]
fn every_action_is_carried_out_or_says_why_it_has_no_effect() {
    let stamp = Stamp { now: Timestamp(1_751_540_000), seed: 7 };
    let mut wrong = Vec::new();
    let mut reasons = Vec::new();
    for (situation, make) in SITUATIONS {
        for action in actions() {
            let mut state = make();
            // Messages are read by now, so that they do not go away with the action.
            state.notices.clear();
            let before = in_words(&state);
            let outcome = state.try_dispatch(Command::Action(*action), stamp);
            let changed = in_words(&state) != before;
            match outcome {
                Ok(effects) if effects.is_empty() && !changed => {
                    wrong.push(format!("{situation}: {action:?} does nothing and does not say why"));
                }
                Err(why) if changed => {
                    wrong.push(format!("{situation}: {action:?} says {why:?} and changes something"));
                }
                Ok(_) => {}
                Err(why) => reasons.push((situation, *action, why)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let said = |situation: &str, action: Action| {
        reasons.iter().find(|(s, a, _)| *s == situation && *a == action).map(|(.., why)| *why)
    };
    assert_eq!(said("nothing is open", Action::MarkRead), Some(NoEffect::NoProject));
    assert_eq!(said("the project has no article", Action::NextSentence), Some(NoEffect::NoArticle));
    assert_eq!(said("the article has no sentence yet", Action::MarkRead), Some(NoEffect::NoSentences));
    assert_eq!(said("the article is untouched", Action::FindNext), Some(NoEffect::NothingFound));
    assert_eq!(said("the article is untouched", Action::NextArticle), Some(NoEffect::NoOtherArticle));
    assert_eq!(said("there are two articles", Action::NextArticle), None);
}

#[test]
fn what_works_without_a_project_is_what_the_palette_offers_without_one() {
    let stamp = Stamp { now: Timestamp(1_751_540_000), seed: 7 };
    for action in actions().iter().filter(|action| action.works_without_project()) {
        let mut state = State::new(Preferences::default());
        let outcome = state.try_dispatch(Command::Action(*action), stamp);
        assert!(outcome.is_ok(), "{action:?}: {outcome:?}");
    }
}
