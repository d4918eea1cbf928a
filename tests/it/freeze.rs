//! The dialog of releases against the state machine: what it wishes, and what becomes of it.

use crate::desk::Desk;
use obelus::app::{
    Action, AnnotationCommand, Command, Effect, FindingRow, FreezeChange, FreezeCommand, FreezeEffect,
    FreezeStage, Frozen, InterchangeEffect, Overlay, ReadingCommand,
};
use obelus::formats::Sight;
use obelus::model::Memo;
use obelus::release::{Language, Options, Survey};
use std::path::PathBuf;
use std::sync::Arc;

const TEXT: &str = "The lab opened in June. It is a desperate gamble. Rivals will answer soon. Who pays?";

fn ask(desk: &mut Desk, command: FreezeCommand) -> Vec<FreezeEffect> {
    wishes(desk.send(Command::Freeze(command)))
}

fn wishes(effects: Vec<Effect>) -> Vec<FreezeEffect> {
    let wish = |effect| match effect {
        Effect::Interchange(InterchangeEffect::Freeze(wish)) => Some(wish),
        _ => None,
    };
    effects.into_iter().filter_map(wish).collect()
}

/// Answers the wish to look the project through, as a worker would.
fn answer(desk: &mut Desk, wishes: &[FreezeEffect]) -> Options {
    let [FreezeEffect::Survey { number, options, .. }] = wishes else { panic!("{wishes:?}") };
    let survey = Arc::new(Survey::new(desk.project(), &options.scope, &[]));
    ask(desk, FreezeCommand::Surveyed { number: *number, survey });
    Options::clone(options)
}

fn freeze(desk: &Desk) -> &obelus::app::Freeze {
    &desk.state.session.as_ref().expect("open").interchange.freeze
}

fn opened() -> Desk {
    let mut desk = Desk::new(TEXT);
    desk.tag('F');
    desk.tag('O');
    let wished = wishes(desk.act(Action::FreezeRelease));
    assert!(matches!(desk.state.overlay, Some(Overlay::Freeze)));
    assert!(!freeze(&desk).is_ready(), "nothing is known of it yet");
    let options = answer(&mut desk, &wished);
    assert_eq!(
        options.scope.sight,
        Sight::Of(desk.state.session.as_ref().and_then(|session| session.me.clone())),
        "blindness holds"
    );
    desk
}

#[test]
fn what_stands_against_it_is_frozen_only_when_that_is_wished() {
    let mut desk = opened();
    assert_eq!(freeze(&desk).against(), Some(2), "not signed off, and not all covered");
    assert_eq!(ask(&mut desk, FreezeCommand::Write), []);
    assert_eq!(ask(&mut desk, FreezeCommand::Change(FreezeChange::Incomplete)), [], "nothing to look for");
    let wished = ask(&mut desk, FreezeCommand::Write);
    let [FreezeEffect::Choose { name, folder: false }] = wished.as_slice() else { panic!("{wished:?}") };
    assert_eq!(name, "study-release-2025-07-03.zip");
    // A name without its ending gets it, so that a zip is asked for and a zip is made.
    let wished = ask(&mut desk, FreezeCommand::WriteTo(PathBuf::from("out/mine")));
    let [FreezeEffect::Write { incomplete: true, path, .. }] = wished.as_slice() else {
        panic!("{wished:?}")
    };
    assert_eq!(path, &PathBuf::from("out/mine.zip"));
    assert_eq!(ask(&mut desk, FreezeCommand::WriteTo(PathBuf::from("b.zip"))), [], "one at a time");
    ask(&mut desk, FreezeCommand::Freezing { done: 1, total: 2 });
    assert_eq!(desk.state.busy, Some(("Freezing…".to_owned(), Some(0.5))));
    // It goes on while the dialog is closed, and is told when it ends.
    desk.send(Command::CloseOverlay);
    let frozen =
        Frozen { path: "out/mine.zip".into(), files: 9, digest: "d".to_owned(), against: 2, hidden: 0 };
    ask(&mut desk, FreezeCommand::Frozen(Box::new(frozen)));
    assert!(desk.state.busy.is_none());
    assert_eq!(desk.notice(), "mine.zip is frozen. “Freeze a release” shows its digest.");
    desk.act(Action::FreezeRelease);
    assert!(matches!(freeze(&desk).stage, FreezeStage::Frozen(_)));
    desk.send(Command::CloseOverlay);
    assert!(matches!(freeze(&desk).stage, FreezeStage::Choosing));
    assert!(desk.state.overlay.is_none());
}

#[test]
fn what_changes_the_release_is_looked_through_anew_and_only_the_latest_look_counts() {
    let mut desk = opened();
    let before = freeze(&desk).survey.clone();
    let first = ask(&mut desk, FreezeCommand::Change(FreezeChange::Pseudonyms));
    assert_eq!(freeze(&desk).against(), None, "it is not known what stands against it now");
    let second = ask(&mut desk, FreezeCommand::Change(FreezeChange::Adjudicated(true)));
    let [FreezeEffect::Survey { number, .. }] = first.as_slice() else { panic!("{first:?}") };
    ask(&mut desk, FreezeCommand::Surveyed { number: *number, survey: Arc::default() });
    assert_eq!(freeze(&desk).survey, before);
    let options = answer(&mut desk, &second);
    assert!(options.scope.adjudicated && options.scope.pseudonyms && !options.without_texts);
    let issues = &freeze(&desk).survey.as_ref().expect("known").findings;
    assert_eq!(issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["not-coded"]);
    for change in
        [FreezeChange::Language(Language::French), FreezeChange::Zip(false), FreezeChange::Adjudicated(true)]
    {
        assert_eq!(ask(&mut desk, FreezeCommand::Change(change)), []);
    }
    let wished = ask(&mut desk, FreezeCommand::Change(FreezeChange::Texts(false)));
    let options = answer(&mut desk, &wished);
    assert!(options.without_texts);
    assert_eq!(options.language, Language::French);
    ask(&mut desk, FreezeCommand::Change(FreezeChange::Incomplete));
    let wished = ask(&mut desk, FreezeCommand::Write);
    assert!(matches!(wished.as_slice(), [FreezeEffect::Choose { folder: true, .. }]), "{wished:?}");
}

#[test]
fn a_finding_leads_to_its_passage() {
    let mut desk = opened();
    desk.send(Command::CloseOverlay);
    let set = desk.set();
    let opinion = set.in_order().into_iter().find(|one| one.span.start() > 0).expect("the second").clone();
    let memo = Memo { text: "Is it?".to_owned(), question: true };
    desk.send(Command::Annotation(AnnotationCommand::SetMemo { id: opinion.id, memo }));
    desk.send(Command::Reading(ReadingCommand::GoToSentence(3)));
    let wished = wishes(desk.act(Action::FreezeRelease));
    answer(&mut desk, &wished);
    let names: Vec<&str> = freeze(&desk)
        .rows
        .iter()
        .filter_map(|row| if let FindingRow::Kind { name, .. } = row { Some(*name) } else { None })
        .collect();
    assert_eq!(names, ["Not signed off", "Sentences not covered", "Open questions"]);
    // Headings are passed over; beyond the last there is nothing.
    for _ in 0..5 {
        ask(&mut desk, FreezeCommand::Move(1));
    }
    assert_eq!(freeze(&desk).at, Some(5));
    let wished = ask(&mut desk, FreezeCommand::Open(None));
    assert_eq!(wished, [FreezeEffect::StopSurvey]);
    assert!(desk.state.overlay.is_none());
    let reading = desk.state.reading().expect("article");
    assert_eq!(reading.selection.span(), Some(opinion.span));
    // A row that names nothing leads nowhere.
    desk.act(Action::FreezeRelease);
    assert_eq!(ask(&mut desk, FreezeCommand::Open(Some(0))), []);
    assert!(matches!(desk.state.overlay, Some(Overlay::Freeze)));
}

#[test]
fn a_release_that_failed_or_was_stopped_is_told_and_the_choices_are_there_again() {
    let mut desk = opened();
    ask(&mut desk, FreezeCommand::Change(FreezeChange::Incomplete));
    for (reason, told) in [
        (None, "It was stopped; nothing was frozen."),
        (
            Some("Nothing was frozen: there is something already."),
            "Nothing was frozen: there is something already.",
        ),
    ] {
        ask(&mut desk, FreezeCommand::WriteTo(PathBuf::from("r.zip")));
        assert_eq!(ask(&mut desk, FreezeCommand::Stop), [FreezeEffect::Stop]);
        let wished = ask(&mut desk, FreezeCommand::NotFrozen(reason.map(str::to_owned)));
        answer(&mut desk, &wished);
        assert_eq!(desk.notice(), told);
        assert!(freeze(&desk).is_ready() && desk.state.busy.is_none());
    }
}
