//! While names are hidden, nothing that was said before or elsewhere tells them.

use crate::review_window::settling;
use crate::screen::{Screen, press, send};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{
    Action, Command, Drawer, ReceivedBundle, Route, SavingCommand, StatusCommand, TeamCommand, WindowCommand,
};
use obelus::base::Issue;
use obelus::message;
use obelus::model::FileKey;
use obelus::ui::theme::Theme;

const NAMES: [&str; 2] = ["Maya", "Tomás"];

/// How often names are told.
fn told(harness: &Harness<'_, Screen>) -> usize {
    NAMES.iter().map(|name| harness.query_all_by_label_contains(name).count()).sum()
}

/// The window of an adjudicator who took the first answer as an analyst has it, before names are hidden and after.
fn looked_at(look: impl Fn(&mut Harness<'_, Screen>)) -> [usize; 2] {
    let mut harness = settling(Theme::light(), [1440.0, 900.0]);
    press(&mut harness, Key::Num1);
    press(&mut harness, Key::N);
    look(&mut harness);
    assert!(harness.state().machine.state.session.as_ref().unwrap().names_are_hidden());
    let hidden = told(&harness);
    send(&mut harness, Command::Action(Action::HideNames));
    look(&mut harness);
    [told(&harness), hidden]
}

#[test]
fn the_history_and_the_last_step_name_nobody() {
    let [shown, hidden] = looked_at(|harness| {
        send(harness, Command::Window(WindowCommand::Go(Route::Read)));
        send(harness, Command::Window(WindowCommand::ShowDrawer(Drawer::History)));
    });
    assert!(shown > 0, "the step names whose answer was taken");
    assert_eq!(hidden, 0);
}

#[test]
fn whose_files_are_open_elsewhere_is_not_told() {
    let name = "Maya Lindqvist";
    let reason = message!("program-open-elsewhere", name = name, host = "desk", process = 7_u32);
    let [shown, hidden] = looked_at(|harness| {
        let files = vec![FileKey::Codebook];
        send(harness, Command::Saving(SavingCommand::Failed { files, reason: reason.clone() }));
        send(harness, Command::Status(StatusCommand::Fail(reason.clone())));
    });
    assert!(shown > hidden);
    assert_eq!(hidden, 0);
}

#[test]
fn a_bundle_and_findings_name_nobody() {
    let issue = || {
        let theirs = message!("program-conflict-theirs.hint", name = "Tomás Ferreira");
        Issue::warning("conflict", "", message!("program-conflict-theirs")).hint(theirs)
    };
    let bundle = || ReceivedBundle {
        name: "sent.obelus".to_owned(),
        what: message!("team-work-of", name = "Maya Lindqvist"),
        made: None,
        contents: Vec::new(),
        issues: vec![issue()],
    };
    let [shown, hidden] = looked_at(|harness| {
        send(harness, Command::CloseOverlay);
        send(harness, Command::Team(TeamCommand::Received(vec![bundle()])));
    });
    assert!(shown > hidden);
    assert_eq!(hidden, 0);
}

#[test]
fn who_is_asked_for_their_name_sees_the_names() {
    let [_, hidden] = looked_at(|harness| {
        send(harness, Command::CloseOverlay);
        send(harness, Command::Action(Action::WhoAmI));
    });
    // Whoever answers must find their own name; whose marks are whose it does not tell.
    assert!(hidden >= NAMES.len());
}
