//! Articles to be fetched in the window: through real events, and through real files.

use crate::machine::{Machine, article};
use crate::screen::Screen;
use crate::shell::{Fixture, study};
use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use obelus::app::{Action, Command, Effect, IntakeCommand, ProjectCommand};
use obelus::model::{Dated, Edit, Metadata, Stub};
use obelus::shell::Program;
use obelus::ui::theme::Theme;
use std::sync::Arc;

fn stub(number: usize, url: &str) -> Arc<Stub> {
    let published = Dated { date: format!("2026-03-{:02}", number % 28 + 1), as_written: String::new() };
    let metadata = Metadata {
        title: format!("Ferry plan {number} stalls"),
        outlet: "Harbour Post".to_owned(),
        url: url.to_owned(),
        published,
        source_file: "list.csv".to_owned(),
        ..Metadata::default()
    };
    Arc::new(Stub::new(metadata, String::new()))
}

fn with(stubs: Vec<Arc<Stub>>) -> Screen {
    let mut fetched = article("page", "The pier is open.\n\nIt was closed.", Vec::new());
    fetched.metadata.url = "https://post.example/1".to_owned();
    let mut machine = Machine::with(vec![article("a", "A text that is there.", Vec::new()), fetched], "Ada");
    let mut project = machine.project().clone();
    for stub in stubs {
        project.apply(Edit::AddStub { stub }).expect("fits");
    }
    machine.open(project);
    // What the loader sends last.
    machine.send(Command::Library(obelus::app::LibraryCommand::Filter(String::new())));
    Screen::new(machine)
}

fn shown<'a>(screen: Screen) -> Harness<'a, Screen> {
    let mut harness = screen.show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    harness
}

#[test]
fn the_list_unfolds_and_a_menu_acts_on_one() {
    let all = vec![stub(1, "https://post.example/1"), stub(2, "https://post.example/2")];
    let mut harness = shown(with(all));
    assert!(harness.query_by_label_contains("Ferry plan 2 stalls").is_none(), "folded");
    harness.get_by_role_and_label(Role::Button, "To be fetched, 1").click();
    harness.run();
    let row = harness.get_by_role_and_label(
        Role::ListBoxOption,
        "Ferry plan 2 stalls, Harbour Post · 3 Mar 2026, text not at hand",
    );
    row.click();
    harness.run();
    harness.get_by_label_contains("Ferry plan 2 stalls").click_secondary();
    harness.run();
    harness.get_by_label("Copy the address").click();
    harness.run();
    let copied = Effect::CopyText("https://post.example/2".to_owned());
    assert!(harness.state().effects.contains(&copied), "{:?}", harness.state().effects);
    harness.get_by_label_contains("Ferry plan 2 stalls").click_secondary();
    harness.run();
    harness.get_by_label("Remove from the project").click();
    harness.run();
    assert_eq!(harness.state().machine.project().stub_count(), 1);
    harness.state_mut().send(Command::Action(Action::Undo));
    harness.run();
    assert_eq!(harness.state().machine.project().stub_count(), 2);
}

#[test]
fn a_fetched_one_names_its_article_and_opens_it() {
    let mut harness = shown(with(vec![stub(1, "https://post.example/1")]));
    harness.get_by_role_and_label(Role::Button, "Fetched, 1").click();
    harness.run();
    let row = "Ferry plan 1 stalls, Harbour Post · 2 Mar 2026, Came in as";
    harness.get_by_label_contains(row).click_secondary();
    harness.run();
    harness.get_by_label("Open the fetched article").click();
    harness.run();
    assert_eq!(harness.state().machine.state.reading().expect("open").article.id.as_str(), "page");
}

#[test]
fn arrow_keys_reach_the_heading_and_the_rows() {
    let mut harness = shown(with(vec![stub(2, "https://post.example/2")]));
    harness.get_by_role(Role::ListBox).focus();
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    let session = harness.state().machine.state.session.as_ref().expect("open");
    assert_eq!(session.library.stub, Some(stub(2, "https://post.example/2").id.clone()));
}

#[test]
fn five_thousand_cost_no_more_than_those_in_sight() {
    let all = (2..5_002).map(|number| stub(number, &format!("https://post.example/{number}"))).collect();
    let mut harness = shown(with(all));
    harness.get_by_role_and_label(Role::Button, "To be fetched, 5,000").click();
    harness.run();
    let rows = harness.query_all_by_role(Role::ListBoxOption).count();
    assert!((3..40).contains(&rows), "{rows} rows are drawn");
    harness.step();
    assert!(harness.state().formatted < 40, "{} texts in a still frame", harness.state().formatted);
}

#[test]
fn a_list_becomes_files_and_a_page_retires_one() {
    let place = study();
    let file = |name: &str, bytes: &[u8]| {
        let path = place.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    };
    let list = file(
        "list.csv",
        b"Title,URL,Date,Outlet\nFerry,https://post.example/f,2026-03-04,Post\nPier,https://post.example/p,2026-03-05,Post\n",
    );
    let page = file("page.txt", b"The ferry\n\nThe plan stalled, and nobody paid for it.\n");
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![list])));
    fixture.until("drafted", |program| program.state.intake.is_some());
    fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
    fixture.until("saved", Program::is_saved);
    let folder = place.path().join("study/stubs");
    assert_eq!(std::fs::read_dir(&folder).expect("there").count(), 2);
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![page])));
    fixture.until("drafted", |program| program.state.intake.is_some());
    let mut metadata =
        fixture.program.state.intake.as_ref().expect("a draft").drafts[0].article.metadata.clone();
    metadata.url = "https://www.post.example/f".to_owned();
    fixture.program.dispatch(Command::Intake(IntakeCommand::Metadata(Box::new(metadata))));
    fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
    fixture.until("saved", Program::is_saved);
    let open = |fixture: &Fixture| {
        let session = fixture.program.state.session.as_ref().expect("open");
        let stubs = session.project.stubs();
        stubs.filter(|stub| session.library.fetched.article_of(&stub.id).is_none()).count()
    };
    assert_eq!((fixture.project().stub_count(), open(&fixture)), (2, 1));
    fixture.program.finish(std::time::Duration::from_secs(10)).expect("saved");
    drop(fixture);
    let mut again = Fixture::open(place.path(), "Ada");
    again.until("read", |program| {
        program.state.session.as_ref().is_some_and(|session| session.project.stub_count() == 2)
    });
    assert_eq!(open(&again), 1);
    // A colleague takes one out.
    let pier = std::fs::read_dir(&folder).expect("there").flatten().map(|entry| entry.path());
    let pier = pier.into_iter().find(|path| path.to_string_lossy().contains("pier-")).expect("there");
    std::fs::remove_file(pier).expect("removed");
    again.until("noticed", |program| {
        program.state.session.as_ref().is_some_and(|session| session.project.stub_count() == 1)
    });
}

/// What fills rectangles as high as a row of the library and within one, in the order in which they are painted.
fn fills(harness: &Harness<'_, Screen>, row: egui::Rect) -> Vec<egui::Color32> {
    fn note(shape: &egui::Shape, row: egui::Rect, fills: &mut Vec<egui::Color32>) {
        match shape {
            egui::Shape::Rect(one)
                if row.expand(1.0).contains_rect(one.rect)
                    && one.rect.height() > row.height() * 0.8
                    && one.rect.width() > row.width() * 0.8 =>
            {
                fills.push(one.fill);
            }
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| note(shape, row, fills)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    harness.output().shapes.iter().for_each(|clipped| note(&clipped.shape, row, &mut all));
    all
}

#[test]
fn one_in_hand_does_not_look_like_the_open_article() {
    for theme in [Theme::light(), Theme::dark()] {
        let screen = with(vec![stub(2, "https://post.example/2"), stub(3, "https://post.example/3")]);
        let colours = theme.colours.clone();
        let mut harness = screen.show(theme, [1280.0, 800.0]);
        harness.run();
        let open = harness.state().machine.state.reading().expect("open").article.display_title().to_owned();
        harness.get_by_role_and_label(Role::Button, "To be fetched, 2").click();
        harness.run();
        harness.get_by_label_contains("Ferry plan 2 stalls").click();
        harness.run();
        harness.hover_at(egui::pos2(900.0, 400.0));
        harness.run();
        let fills_of = |harness: &Harness<'_, Screen>, words: &str| {
            let rows = harness.get_all_by_role(Role::ListBoxOption);
            let named = |row: &egui_kittest::Node<'_>| {
                row.accesskit_node().label().is_some_and(|label| label.starts_with(words))
            };
            fills(harness, rows.into_iter().find(named).expect("a row").rect())
        };
        let chosen = fills_of(&harness, "Ferry plan 2 stalls");
        assert!(chosen.contains(&colours.well) && !chosen.contains(&colours.raised), "{chosen:?}");
        let open = fills_of(&harness, &open);
        assert!(open.contains(&colours.raised) && !open.contains(&colours.well), "{open:?}");
        let other = fills_of(&harness, "Ferry plan 3 stalls");
        assert!(!other.contains(&colours.well) && !other.contains(&colours.raised), "{other:?}");
    }
}
