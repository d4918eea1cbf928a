//! The dialog of releases against the state machine: what it wishes, and what becomes of it.

use crate::machine::Machine;
use obelus::app::{
    Action, AnnotationCommand, Command, Dialog, Effect, FindingRow, FreezeChange, FreezeCommand,
    FreezeEffect, FreezeStage, Frozen, ImportExportOverlay, Overlay, ReadingCommand,
};
use obelus::formats::Sight;
use obelus::locale::{Catalogue, Message};
use obelus::model::Memo;
use obelus::release::{Language, Options, Survey};
use std::path::PathBuf;
use std::sync::Arc;

const TEXT: &str = "The lab opened in June. It is a desperate gamble. Rivals will answer soon. Who pays?";

fn ask(machine: &mut Machine, command: FreezeCommand) -> Vec<Effect> {
    wishes(machine.send(Command::Freeze(command)))
}

fn wishes(effects: Vec<Effect>) -> Vec<Effect> {
    let mut effects = effects;
    effects.retain(|effect| matches!(effect, Effect::Freeze(_) | Effect::Dialog(_)));
    effects
}

/// Answers the wish to look the project through, as a worker would.
fn answer(machine: &mut Machine, wishes: &[Effect]) -> Options {
    let [Effect::Freeze(FreezeEffect::Survey { number, options, .. })] = wishes else { panic!("{wishes:?}") };
    let survey = Arc::new(Survey::new(machine.project(), &options.scope, &[]));
    ask(machine, FreezeCommand::Surveyed { number: *number, survey });
    Options::clone(options)
}

fn freeze(machine: &Machine) -> &obelus::app::Freeze {
    &machine.state.session.as_ref().expect("open").import_export.freeze
}

fn opened() -> Machine {
    let mut machine = Machine::new(TEXT);
    machine.tag('F');
    machine.tag('O');
    let wished = wishes(machine.act(Action::FreezeRelease));
    assert!(matches!(machine.state.overlay, Some(Overlay::ImportExport(ImportExportOverlay::Freeze))));
    assert!(!freeze(&machine).is_ready(), "nothing is known of it yet");
    let options = answer(&mut machine, &wished);
    assert_eq!(
        options.scope.sight,
        Sight::Of(machine.state.session.as_ref().and_then(|session| session.me.clone())),
        "blindness holds"
    );
    machine
}

#[test]
fn what_stands_against_it_is_frozen_only_when_that_is_wished() {
    let mut machine = opened();
    assert_eq!(freeze(&machine).against(), Some(2), "not signed off, and not all covered");
    assert_eq!(ask(&mut machine, FreezeCommand::Write), []);
    assert_eq!(ask(&mut machine, FreezeCommand::Change(FreezeChange::Incomplete)), [], "nothing to look for");
    let wished = ask(&mut machine, FreezeCommand::Write);
    let [Effect::Dialog(Dialog::SaveRelease { name, folder: false })] = wished.as_slice() else {
        panic!("{wished:?}")
    };
    assert_eq!(name, "study-release-2025-07-03.zip");
    // A name without its ending gets it, so that a zip is asked for and a zip is made.
    let wished = ask(&mut machine, FreezeCommand::WriteTo(PathBuf::from("out/mine")));
    let [Effect::Freeze(FreezeEffect::Write { incomplete: true, path, .. })] = wished.as_slice() else {
        panic!("{wished:?}")
    };
    assert_eq!(path, &PathBuf::from("out/mine.zip"));
    assert_eq!(ask(&mut machine, FreezeCommand::WriteTo(PathBuf::from("b.zip"))), [], "one at a time");
    ask(&mut machine, FreezeCommand::Freezing { done: 1, total: 2 });
    let busy = machine.state.busy.as_ref().map(|(said, share)| (said.english(), *share));
    assert_eq!(busy, Some(("Freezing…".to_owned(), Some(0.5))));
    // It goes on while the dialog is closed, and is told when it ends.
    machine.send(Command::CloseOverlay);
    let frozen =
        Frozen { path: "out/mine.zip".into(), files: 9, digest: "d".to_owned(), against: 2, hidden: 0 };
    ask(&mut machine, FreezeCommand::Frozen(Box::new(frozen)));
    assert!(machine.state.busy.is_none());
    assert_eq!(machine.notice(), "mine.zip is frozen. “Freeze a release” shows its digest.");
    machine.act(Action::FreezeRelease);
    assert!(matches!(freeze(&machine).stage, FreezeStage::Frozen(_)));
    machine.send(Command::CloseOverlay);
    assert!(matches!(freeze(&machine).stage, FreezeStage::Choosing));
    assert!(machine.state.overlay.is_none());
}

#[test]
fn what_changes_the_release_is_looked_through_anew_and_only_the_latest_look_counts() {
    let mut machine = opened();
    let before = freeze(&machine).survey.clone();
    let first = ask(&mut machine, FreezeCommand::Change(FreezeChange::Pseudonyms));
    assert_eq!(freeze(&machine).against(), None, "it is not known what stands against it now");
    let second = ask(&mut machine, FreezeCommand::Change(FreezeChange::Adjudicated(true)));
    let [Effect::Freeze(FreezeEffect::Survey { number, .. })] = first.as_slice() else { panic!("{first:?}") };
    ask(&mut machine, FreezeCommand::Surveyed { number: *number, survey: Arc::default() });
    assert_eq!(freeze(&machine).survey, before);
    let options = answer(&mut machine, &second);
    assert!(options.scope.adjudicated && options.scope.pseudonyms && !options.without_texts);
    let issues = &freeze(&machine).survey.as_ref().expect("known").findings;
    assert_eq!(issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["not-coded"]);
    for change in
        [FreezeChange::Language(Language::French), FreezeChange::Zip(false), FreezeChange::Adjudicated(true)]
    {
        assert_eq!(ask(&mut machine, FreezeCommand::Change(change)), []);
    }
    let wished = ask(&mut machine, FreezeCommand::Change(FreezeChange::Texts(false)));
    let options = answer(&mut machine, &wished);
    assert!(options.without_texts);
    assert_eq!(options.language, Language::French);
    ask(&mut machine, FreezeCommand::Change(FreezeChange::Incomplete));
    let wished = ask(&mut machine, FreezeCommand::Write);
    assert!(
        matches!(wished.as_slice(), [Effect::Dialog(Dialog::SaveRelease { folder: true, .. })]),
        "{wished:?}"
    );
}

#[test]
fn a_finding_leads_to_its_passage() {
    let mut machine = opened();
    machine.send(Command::CloseOverlay);
    let set = machine.set();
    let opinion = set.in_order().into_iter().find(|one| one.span.start() > 0).expect("the second").clone();
    let memo = Memo { text: "Is it?".to_owned(), question: true };
    machine.send(Command::Annotation(AnnotationCommand::SetMemo { id: opinion.id, memo }));
    machine.send(Command::Reading(ReadingCommand::GoToSentence(3)));
    let wished = wishes(machine.act(Action::FreezeRelease));
    answer(&mut machine, &wished);
    let names: Vec<&str> = freeze(&machine)
        .rows
        .iter()
        .filter_map(|row| if let FindingRow::Kind { name, .. } = row { Some(*name) } else { None })
        .map(|name| Catalogue::english().get(name))
        .collect();
    assert_eq!(names, ["Not signed off", "Sentences not covered", "Open questions"]);
    // Headings are passed over; beyond the last there is nothing.
    for _ in 0..5 {
        ask(&mut machine, FreezeCommand::Move(1));
    }
    assert_eq!(freeze(&machine).at, Some(5));
    let wished = ask(&mut machine, FreezeCommand::Open(None));
    assert_eq!(wished, [Effect::Freeze(FreezeEffect::StopSurvey)]);
    assert!(machine.state.overlay.is_none());
    let reading = machine.state.reading().expect("article");
    assert_eq!(reading.selection.span(), Some(opinion.span));
    // A row that names nothing leads nowhere.
    machine.act(Action::FreezeRelease);
    assert_eq!(ask(&mut machine, FreezeCommand::Open(Some(0))), []);
    assert!(matches!(machine.state.overlay, Some(Overlay::ImportExport(ImportExportOverlay::Freeze))));
}

#[test]
fn a_release_that_failed_or_was_stopped_is_told_and_the_choices_are_there_again() {
    let mut machine = opened();
    ask(&mut machine, FreezeCommand::Change(FreezeChange::Incomplete));
    for (reason, told) in [
        (None, "It was stopped; nothing was frozen."),
        (
            Some("Nothing was frozen: there is something already."),
            "Nothing was frozen: there is something already.",
        ),
    ] {
        ask(&mut machine, FreezeCommand::WriteTo(PathBuf::from("r.zip")));
        assert_eq!(ask(&mut machine, FreezeCommand::Stop), [Effect::Freeze(FreezeEffect::Stop)]);
        let wished = ask(&mut machine, FreezeCommand::NotFrozen(reason.map(Message::verbatim)));
        answer(&mut machine, &wished);
        assert_eq!(machine.notice(), told);
        assert!(freeze(&machine).is_ready() && machine.state.busy.is_none());
    }
}
