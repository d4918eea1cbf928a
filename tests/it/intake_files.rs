//! Files that gave no articles, on the page of drafts: told on top, shown with their advice, and read otherwise; what was
//! entered about drafts outlives that their file is read again.

use crate::machine::{Machine, drafted};
use crate::screen::{Screen, click, look, press, send};
use crate::shell::{Fixture, study};
use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{
    Action, ArticleDraft, Command, DraftSource, Effect, FileFinding, Intake, IntakeCommand, Overlay,
    PaletteCommand, ProjectCommand,
};
use obelus::base::Issue;
use obelus::locale::Message;
use obelus::model::{ArticleColumn, ColumnChoice, FileReading, ReadOptions};
use obelus::shell::Program;
use obelus::ui::theme::Theme;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn intake(program: &Program) -> &Intake {
    program.state.intake.as_ref().expect("drafts")
}

fn with_column(word: &str, column: &str) -> ReadOptions {
    let choice = ColumnChoice { column: column.to_owned(), holds: ArticleColumn::of_word(word) };
    ReadOptions { columns: vec![choice], ..ReadOptions::default() }
}

fn again(path: &Path, word: &str, column: &str) -> Command {
    let (path, options) = (path.to_owned(), with_column(word, column));
    Command::Intake(IntakeCommand::ReadAgain { path, options })
}

fn put(path: PathBuf, text: &str) -> PathBuf {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(&path, text).expect("written");
    path
}

#[test]
fn findings_go_with_their_own_file_and_not_with_another_of_its_name() {
    let place = study();
    let table = "Title,Text,Whole\nFerry,Short.,The plan stalled.\nPier,,The pier sank.\n";
    let first = put(place.path().join("in/a/list.csv"), table);
    let second = put(place.path().join("in/b/list.csv"), &table.replace("Ferry", "Boat"));
    let mut fixture = Fixture::open(place.path(), "Ada");
    let open = Command::Project(ProjectCommand::OpenPaths(vec![place.path().join("in")]));
    fixture.program.dispatch(open);
    fixture.until("drafted", |program| program.state.intake.is_some());
    let without = |program: &Program| {
        let found = intake(program).findings.iter();
        let found = found.filter(|finding| finding.issue.code == "to-fetch");
        found.map(|finding| finding.source.as_ref().expect("a file").path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(without(&fixture.program), [first.clone(), second.clone()]);
    fixture.program.dispatch(again(&first, "text", "Whole"));
    fixture.until("read again", |program| without(program).len() == 1);
    assert_eq!(without(&fixture.program), [second]);
}

#[test]
fn what_was_entered_outlives_reading_the_file_otherwise() {
    let place = study();
    let table = "Title,Text,Whole\nFerry,Short.,The plan stalled.\n,Sunk.,\nQuay,Long.,The quay burnt.\n";
    let path = put(place.path().join("in/list.csv"), table);
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![path.clone()])));
    fixture.until("drafted", |program| program.state.intake.is_some());
    for number in 0..2 {
        fixture.program.dispatch(Command::Intake(IntakeCommand::Show(number)));
        let mut about = intake(&fixture.program).drafts[number].article.metadata.clone();
        about.outlet = format!("The Post {number}");
        fixture.program.dispatch(Command::Intake(IntakeCommand::Metadata(Box::new(about))));
    }
    fixture.program.dispatch(Command::Intake(IntakeCommand::Skip(2)));
    let about = |program: &Program| -> Vec<(String, String, bool)> {
        let drafts = intake(program).drafts.iter();
        let about = drafts.map(|draft| (&draft.article.metadata, draft.skipped));
        about.map(|(about, skipped)| (about.title.clone(), about.outlet.clone(), skipped)).collect()
    };
    let row = |title: &str, outlet: &str, skipped| (title.to_owned(), outlet.to_owned(), skipped);
    fixture.program.dispatch(again(&path, "text", "Whole"));
    fixture.until("read again", |program| intake(program).drafts.len() == 2);
    assert_eq!(about(&fixture.program), [row("Ferry", "The Post 0", false), row("Quay", "", true)]);
    let said = |program: &Program| {
        program.state.notices.iter().any(|notice| notice.text.english().contains("entered about one article"))
    };
    assert!(said(&fixture.program), "what belongs to no article now is told");
    fixture.program.dispatch(again(&path, "text", "Text"));
    fixture.until("read as before", |program| intake(program).drafts.len() == 3);
    let all = [row("Ferry", "The Post 0", false), row("", "The Post 1", false), row("Quay", "", true)];
    assert_eq!(about(&fixture.program), all);
}

#[test]
fn a_table_without_texts_opens_the_page_and_its_columns_can_be_told() {
    let place = study();
    let path = put(
        place.path().join("in/list.csv"),
        "Title,Date,Prose\nFerry,2026-03-04,The plan for the ferry stalled on Tuesday because nobody would pay for it.\n",
    );
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![path.clone()])));
    fixture.until("told", |program| program.state.intake.is_some());
    let seen = intake(&fixture.program);
    let untold = |program: &Program| {
        intake(program)
            .findings
            .iter()
            .any(|finding| finding.issue.code == "text-untold" && finding.has_columns())
    };
    assert!(seen.drafts[0].is_stub() && untold(&fixture.program), "{seen:?}");
    fixture.program.dispatch(again(&path, "section", "Prose"));
    fixture.until("read again", |program| !untold(program));
    assert!(intake(&fixture.program).drafts[0].is_stub());
    fixture.program.dispatch(again(&path, "text", "Prose"));
    fixture.until("read", |program| !intake(program).drafts[0].is_stub());
    let seen = intake(&fixture.program);
    assert!(!seen.shows_files && seen.refused() == 0, "{:?}", seen.findings);
    assert_eq!(
        seen.drafts[0].article.text.as_str(),
        "Ferry\n\nThe plan for the ferry stalled on Tuesday because nobody would pay for it.\n"
    );
}

/// A table whose columns can be told, and that gave no articles.
fn refused(name: &str, columns: &[&str]) -> FileFinding {
    let columns = columns.iter().map(|name| ((*name).to_owned(), None)).collect();
    let reading = Arc::new(FileReading { columns, ..FileReading::default() });
    let issue =
        Issue::error("not-read", name, Message::verbatim("Not read: it lists one article without a text."))
            .hint(Message::verbatim("Add the pages or documents themselves."));
    let source = DraftSource { path: PathBuf::from(name), options: ReadOptions::default(), reading };
    FileFinding { issue, source: Some(Arc::new(source)) }
}

fn with_refused(text: &str) -> Screen {
    let mut screen = Screen::with_sample();
    let note = Issue::note("table-columns", "b.csv", Message::verbatim("The columns are named."));
    let findings =
        vec![note.into(), refused("in/a/list.csv", &["Title", "Prose"]), refused("in/b/list.csv", &[])];
    let drafts = vec![drafted("bridge.txt", text)];
    screen.send(Command::Intake(IntakeCommand::Drafted { drafts, findings }));
    screen
}

#[test]
fn files_that_were_not_read_are_told_on_top_and_shown_with_their_advice() {
    for (theme, size) in [(Theme::light(), [1280.0, 800.0]), (Theme::dark(), [1024.0, 700.0])] {
        let mut harness = with_refused("The bridge\n\nThe bridge is safe.\n").show(theme, size);
        harness.run();
        let told = &harness.state().machine.state.notices;
        assert!(told.iter().any(|one| one.text.english().starts_with("2 files were not read.")), "{told:?}");
        harness.get_by_label_contains("2 files were not read; one more finding");
        assert!(harness.query_by_label_contains("in/a/list.csv").is_none());
        press(&mut harness, Key::F);
        look(&mut harness, if theme.dark { "intake-files-dark" } else { "intake-files-light" });
        for file in ["in/a/list.csv", "in/b/list.csv"] {
            harness.get_by_label(file);
        }
        assert_eq!(harness.query_all_by_label("Add the pages or documents themselves.").count(), 2);
        click(&mut harness, Role::Button, "Columns…");
        click(&mut harness, Role::Button, "Prose: Not used");
        click(&mut harness, Role::MenuItem, "Text");
        let asked = harness.state().effects.iter().rev().find_map(|effect| match effect {
            Effect::DraftAgain { path, options } => Some((path.clone(), options.clone())),
            _ => None,
        });
        assert_eq!(asked, Some((PathBuf::from("in/a/list.csv"), with_column("text", "Prose"))));
        harness.state_mut().machine.state.intake.as_mut().expect("drafts").choosing = None;
        harness.run();
        press(&mut harness, Key::Escape);
        let intake = harness.state().machine.state.intake.as_ref().expect("Esc goes back to the drafts");
        assert!(!intake.shows_files);
    }
}

#[test]
fn adding_says_which_files_are_not_in_the_project() {
    let mut screen = with_refused("The bridge\n\nThe bridge is safe.\n");
    screen.send(Command::Intake(IntakeCommand::Confirm));
    let told = &screen.machine.state.notices;
    let said = "2 files were not read and are not in the project: list.csv, list.csv.";
    assert!(told.iter().any(|one| one.text.english() == said), "{told:?}");
}

/// A draft of a file that was read so.
fn read_so(reading: FileReading) -> ArticleDraft {
    let source =
        DraftSource { path: "a.csv".into(), options: ReadOptions::default(), reading: Arc::new(reading) };
    let draft = drafted("a.txt", "A headline\n\nSome words that were said.\n");
    ArticleDraft { source: Some(Arc::new(source)), ..draft }
}

fn found(harness: &mut Harness<'_, Screen>, words: &str) {
    send(harness, Command::Action(Action::CommandPalette));
    send(harness, Command::Palette(PaletteCommand::Query(words.to_owned())));
    send(harness, Command::Palette(PaletteCommand::Accept(None)));
}

#[test]
fn the_palette_finds_columns_and_encodings_and_keys_go_through_their_menus() {
    let columns = vec![("Heading".to_owned(), ArticleColumn::of_word("title")), ("Body".to_owned(), None)];
    let mut screen = Screen::with_sample();
    let reading = FileReading { encoding: "windows-1252", columns, ..FileReading::default() };
    let drafts = vec![read_so(reading)];
    screen.send(Command::Intake(IntakeCommand::Drafted { drafts, findings: Vec::new() }));
    let mut harness = screen.show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    assert!(harness.query_by_label_contains("Encoding:").is_none(), "it is sure");
    let asked = |harness: &Harness<'_, Screen>| {
        harness.state().effects.iter().rev().find_map(|effect| match effect {
            Effect::DraftAgain { options, .. } => Some(options.clone()),
            _ => None,
        })
    };
    found(&mut harness, "encoding");
    harness.run();
    press(&mut harness, Key::End);
    press(&mut harness, Key::Enter);
    assert_eq!(asked(&harness).and_then(|options| options.encoding).as_deref(), Some("EUC-KR"));
    found(&mut harness, "columns");
    harness.run();
    // The keyboard is on the first column, and its menu begins with what holds now.
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Home);
    press(&mut harness, Key::Enter);
    assert_eq!(
        asked(&harness).map(|options| options.columns),
        Some(vec![ColumnChoice { column: "Heading".to_owned(), holds: None }])
    );
    let intake = harness.state().machine.state.intake.as_ref();
    assert!(intake.is_some_and(|intake| intake.drafts.len() == 1), "Enter chose and did not add");
}

#[test]
fn without_a_table_the_palette_says_where_columns_are_told() {
    let mut machine = Machine::new("A text that is there.");
    for (action, said) in
        [(Action::ChooseColumns, "No table is in view"), (Action::ChooseEncoding, "No text file is in view")]
    {
        machine.act(action);
        let notices = &machine.state.notices;
        assert!(notices.iter().any(|notice| notice.text.english().starts_with(said)), "{notices:?}");
    }
    assert!(!matches!(machine.state.overlay, Some(Overlay::Palette(_))));
}
