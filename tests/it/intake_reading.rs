//! Drafts whose files are read again in another way: other columns, another encoding, line ends kept.

use crate::machine::drafted;
use crate::screen::{Screen, click, look};
use crate::shell::{Fixture, study};
use egui::Role;
use obelus::app::{
    Action, ArticleDraft, Command, DraftSource, Effect, Intake, IntakeCommand, ProjectCommand,
};
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
    let again = |column: &str| {
        let (path, options) = (place.path().join("b.csv"), with_column("text", column));
        Command::Intake(IntakeCommand::ReadAgain { path, options })
    };
    let after = file("c.txt", b"Another headline\n\nOther words that were said.\n");
    let mut fixture = Fixture::open(place.path(), "Ada");
    let paths: Vec<PathBuf> = vec![before, table, after];
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(paths)));
    fixture.until("drafted", |program| program.state.intake.is_some());
    assert_eq!(texts(&fixture.program)[1], "Ferry\n\nShort.\n");
    let without = |program: &Program| {
        intake(program).findings.iter().filter(|finding| finding.issue.code == "to-fetch").count()
    };
    assert_eq!((texts(&fixture.program).len(), without(&fixture.program)), (4, 1));
    assert!(intake(&fixture.program).drafts[2].is_stub());
    fixture.program.dispatch(Command::Intake(IntakeCommand::Show(1)));
    fixture.program.dispatch(again("Whole"));
    fixture.until("read again", |program| without(program) == 0);
    let found = texts(&fixture.program);
    assert_eq!(found[1..3], ["Ferry\n\nThe plan stalled.\n", "Pier\n\nThe pier sank.\n"]);
    assert!(found[0].starts_with("A headline") && found[3].starts_with("Another"), "{found:?}");
    assert_eq!((intake(&fixture.program).shown, without(&fixture.program)), (1, 0));
    let told = fixture.program.state.notices.len();
    fixture.program.dispatch(again("Gone"));
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

/// Some words as a browser copies them, with the menu that was marked with them.
fn copied() -> Option<String> {
    let page = "<div><h1>Ferry plan stalls</h1><p>The council <b>shelved</b> the ferry plan on Monday, after \
                weeks of talks.</p><p>Nobody was surprised, said the harbour master.</p></div>";
    Some(page.to_owned())
}

const PASTED: &str = "Ferry plan stalls\nThe council shelved the ferry plan on Monday, after weeks of talks.\nNobody was \
                      surprised, said the harbour master.";

#[test]
fn words_that_were_copied_from_a_browser_are_read_as_a_page_and_others_as_they_are() {
    let place = study();
    let pasted = |clipboard: fn() -> Option<String>, text: &str| {
        let Fixture { program, woken } = Fixture::open(place.path(), "Ada");
        let mut fixture = Fixture { program: program.with_clipboard(clipboard), woken };
        fixture.program.dispatch(Command::Intake(IntakeCommand::Paste(text.to_owned())));
        fixture.until("drafted", |program| program.state.intake.is_some());
        let draft = intake(&fixture.program).drafts[0].clone();
        fixture.program.dispatch(Command::Intake(IntakeCommand::Cancel));
        let about = &draft.article.metadata;
        assert_eq!(about.source_file, "pasted text");
        (about.import.kind.clone(), about.title.clone(), draft.article.text.as_str().to_owned())
    };
    let (kind, title, text) = pasted(copied, PASTED);
    assert_eq!((kind.as_str(), title.as_str()), ("web-page", "Ferry plan stalls"));
    assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), 3, "{text}");
    let plain = |clipboard, text| pasted(clipboard, text).0;
    assert_eq!(plain(|| None, PASTED), "plain-text");
    assert_eq!(plain(copied, "Something else was copied since."), "plain-text", "it is not what was pasted");
    assert_eq!(plain(|| Some("<p>".to_owned()), PASTED), "plain-text", "there is nothing in it");
}

#[test]
fn the_files_of_articles_are_kept_where_the_project_says_so() {
    let place = study();
    let kept = place.path().join("study/originals");
    let add = |fixture: &mut Fixture, name: &str, text: &str| {
        let path = place.path().join(name);
        std::fs::write(&path, text).expect("written");
        fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![path.clone()])));
        fixture.until("drafted", |program| program.state.intake.is_some());
        fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
        fixture.until("saved", |program| program.is_saved() && !program.is_working());
        path
    };
    let mut fixture = Fixture::open(place.path(), "Ada");
    add(&mut fixture, "before.txt", "Nothing is kept.\n\nUnless it is wished.\n");
    assert!(!kept.exists(), "off by default");
    fixture.program.dispatch(Command::Action(Action::ToggleOriginals));
    let path = add(&mut fixture, "after.txt", "Something is kept.\n\nFor it was wished.\n");
    let names: Vec<_> = std::fs::read_dir(&kept).expect("a folder").flatten().map(|one| one.path()).collect();
    let [name] = names.as_slice() else { panic!("one file: {names:?}") };
    assert_eq!(std::fs::read(name).expect("read"), std::fs::read(path).expect("read"));
    let shown = name.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(shown.starts_with("after-") && shown.ends_with(".txt"), "{shown}");
    assert!(fixture.project().settings().keep_originals);
    fixture.program.dispatch(Command::Action(Action::ToggleOriginals));
    fixture.program.dispatch(Command::Action(Action::Undo));
    assert!(fixture.project().settings().keep_originals, "it can be taken back");
    fixture.until("saved", Program::is_saved);
    fixture.program.finish(std::time::Duration::from_secs(10)).expect("saved");
    crate::shell::assert_clean(place.path());
    assert!(crate::shell::on_disk(place.path()).settings().keep_originals);
}

#[test]
fn files_that_are_dropped_while_others_are_read_come_after_them() {
    let place = study();
    let file = |name: &str, text: &str| {
        let path = place.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let mut fixture = Fixture::open(place.path(), "Ada");
    for number in 0..4 {
        let path = file(&format!("{number}.txt"), &format!("Number {number} is here.\n\nAnd no other.\n"));
        fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![path])));
    }
    fixture.program.dispatch(Command::Intake(IntakeCommand::Paste("Pasted words are here.".to_owned())));
    fixture.until("all drafted", |program| {
        program.state.intake.as_ref().is_some_and(|intake| intake.drafts.len() == 5)
    });
}
