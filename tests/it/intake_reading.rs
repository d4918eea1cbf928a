//! Drafts whose files are read again in another way: other columns, another encoding, line ends kept.

use crate::machine::drafted;
use crate::screen::{Screen, click, look};
use crate::shell::{Fixture, study};
use egui::Role;
use obelus::app::{ArticleDraft, Command, DraftSource, Effect, Intake, IntakeCommand, ProjectCommand};
use obelus::model::{ArticleColumn, ColumnChoice, FileReading, ReadOptions};
use obelus::shell::Program;
use obelus::ui::theme::Theme;
use std::path::PathBuf;
use std::sync::Arc;

fn intake(program: &Program) -> &Intake {
    program.state.intake.as_ref().expect("drafts")
}

fn texts(program: &Program) -> Vec<&str> {
    intake(program).drafts.iter().map(|draft| draft.article.text.as_str()).collect()
}

fn with_column(word: &str, column: &str) -> ReadOptions {
    let choice = ColumnChoice { column: column.to_owned(), holds: ArticleColumn::of_word(word) };
    ReadOptions { columns: vec![choice], ..ReadOptions::default() }
}

#[test]
fn a_table_is_read_again_with_other_columns_and_stays_where_it_was() {
    let place = study();
    let file = |name: &str, bytes: &[u8]| {
        let path = place.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    };
    let before = file("a.txt", b"A headline\n\nSome words that were said.\n");
    let table = b"Title,Text,Whole,Date\nFerry,Short.,The plan stalled.,2026-03-04\nPier,,The pier sank.,2026-03-05\n";
    let table = file("b.csv", table);
    let after = file("c.txt", b"Another headline\n\nOther words that were said.\n");
    let mut fixture = Fixture::open(place.path(), "Ada");
    let paths: Vec<PathBuf> = vec![before, table, after];
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(paths)));
    fixture.until("drafted", |program| program.state.intake.is_some());
    assert_eq!(texts(&fixture.program)[1], "Ferry\n\nShort.\n");
    let without = |program: &Program| {
        intake(program).findings.iter().filter(|issue| issue.code == "rows-without-text").count()
    };
    assert_eq!((texts(&fixture.program).len(), without(&fixture.program)), (3, 1));
    fixture.program.dispatch(Command::Intake(IntakeCommand::Show(1)));
    fixture.program.dispatch(Command::Intake(IntakeCommand::ReadAgain(with_column("text", "Whole"))));
    fixture.until("read again", |program| intake(program).drafts.len() == 4);
    let found = texts(&fixture.program);
    assert_eq!(found[1..3], ["Ferry\n\nThe plan stalled.\n", "Pier\n\nThe pier sank.\n"]);
    assert!(found[0].starts_with("A headline") && found[3].starts_with("Another"), "{found:?}");
    assert_eq!((intake(&fixture.program).shown, without(&fixture.program)), (1, 0));
    let told = fixture.program.state.notices.len();
    fixture.program.dispatch(Command::Intake(IntakeCommand::ReadAgain(with_column("text", "Gone"))));
    fixture.until("told", |program| program.state.notices.len() > told);
    assert_eq!(texts(&fixture.program).len(), 4, "what cannot be read so stays");
    fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
    assert!(fixture.program.state.intake.is_none());
    fixture.until("saved", Program::is_saved);
}

#[test]
fn a_workbook_of_articles_becomes_drafts_and_one_of_annotations_does_not() {
    let place = study();
    let book = |name: &str, rows: [[&str; 3]; 2]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0_u32..).zip(rows) {
            for (at, cell) in (0_u16..).zip(cells) {
                sheet.write_string(row, at, cell).expect("written");
            }
        }
        let path = place.path().join(name);
        book.save(&path).expect("saved");
        path
    };
    let articles = book(
        "archive.xlsx",
        [["Title", "Full text", "Publication date"], ["Ferry", "The plan stalled.", "2026-03-04"]],
    );
    let annotations = book("ours.xlsx", [["doc", "label", "text"], ["a", "Frame", "words"]]);
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![articles])));
    fixture.until("drafted", |program| program.state.intake.is_some());
    assert_eq!(texts(&fixture.program), ["Ferry\n\nThe plan stalled.\n"]);
    fixture.program.dispatch(Command::Intake(IntakeCommand::Cancel));
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![annotations])));
    fixture.until("taken for an import", |program| program.state.overlay.is_some());
    assert!(fixture.program.state.intake.is_none());
}

/// A draft of a file that was read so.
fn read_so(reading: FileReading, options: ReadOptions) -> ArticleDraft {
    let reading = Arc::new(reading);
    let source = DraftSource { path: PathBuf::from("a.csv"), options, reading };
    let draft = drafted("a.txt", "A headline\n\nSome words that were said.\n");
    ArticleDraft { source: Some(Arc::new(source)), ..draft }
}

#[test]
fn columns_encoding_and_line_ends_are_chosen_in_the_window() {
    let columns = vec![
        ("Heading".to_owned(), ArticleColumn::of_word("title")),
        ("Body".to_owned(), ArticleColumn::of_word("text")),
        ("Kicker".to_owned(), None),
    ];
    let reading =
        FileReading { encoding: "windows-1252", encoding_guessed: true, columns, lines_joined: true };
    let mut screen = Screen::with_sample();
    let drafts = vec![read_so(reading, ReadOptions::default())];
    screen.send(Command::Intake(IntakeCommand::Drafted { drafts, findings: Vec::new() }));
    let mut harness = screen.show(Theme::light(), [1600.0, 1400.0]);
    harness.run();
    let asked = |harness: &egui_kittest::Harness<'_, Screen>| {
        harness.state().effects.iter().rev().find_map(|effect| match effect {
            Effect::DraftAgain { options, .. } => Some(options.clone()),
            _ => None,
        })
    };
    click(&mut harness, Role::Button, "Columns…");
    look(&mut harness, "intake-columns");
    click(&mut harness, Role::Button, "Kicker: Not used");
    click(&mut harness, Role::MenuItem, "Section");
    assert_eq!(asked(&harness), Some(with_column("section", "Kicker")));
    click(&mut harness, Role::Button, "Encoding: windows-1252");
    click(&mut harness, Role::MenuItem, "macintosh");
    assert_eq!(asked(&harness).and_then(|options| options.encoding).as_deref(), Some("macintosh"));
    click(&mut harness, Role::Button, "Keep the line ends");
    assert!(asked(&harness).is_some_and(|options| options.keep_line_ends));
}

#[test]
fn what_leaves_nothing_open_shows_no_choice() {
    let mut screen = Screen::with_sample();
    let reading = FileReading { encoding: "UTF-8", ..FileReading::default() };
    let drafts = vec![read_so(reading, ReadOptions::default())];
    screen.send(Command::Intake(IntakeCommand::Drafted { drafts, findings: Vec::new() }));
    let mut harness = screen.show(Theme::light(), [1600.0, 1400.0]);
    harness.run();
    use egui_kittest::kittest::Queryable as _;
    for label in ["Columns…", "Encoding: UTF-8", "Keep the line ends", "Join lines broken at a width"] {
        assert!(harness.query_by_label(label).is_none(), "{label}");
    }
}
