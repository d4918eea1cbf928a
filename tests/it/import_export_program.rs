//! Export to other programs and import from them, as the program does it: real files, real threads, leases.

use crate::shell::{Fixture, assert_clean, on_disk, study};
use obelus::app::{
    Action, Command, ExportChange, ExportCommand, ExportStage, ExportedAnnotators, ImportCommand,
    ImportExportOverlay, ImportStage, LabelCommand, Overlay, ProjectCommand,
};
use obelus::base::AnnotatorId;
use obelus::model::{LabelTarget, SetKey};
use obelus::shell::Program;
use obelus::transfer::Written;
use std::path::{Path, PathBuf};

fn id(name: &str) -> AnnotatorId {
    AnnotatorId::new(name).expect("id")
}

fn ask(fixture: &mut Fixture, command: Command) {
    fixture.program.dispatch(command);
}

/// Exports what was chosen into a file of that format.
fn export_as(fixture: &mut Fixture, format: &'static str, path: &Path) -> Written {
    ask(fixture, Command::Export(ExportCommand::SelectFormat(format)));
    ask(fixture, Command::Export(ExportCommand::WriteTo(path.to_owned())));
    let stage = |program: &Program| {
        let stage = &program.state.session.as_ref().expect("open").import_export.export.stage;
        if let ExportStage::Written(written) = stage { Some(written.clone()) } else { None }
    };
    fixture.until("exported", |program| stage(program).is_some());
    let written = stage(&fixture.program).expect("written");
    fixture.act(Action::ExportAnnotations);
    fixture.program.dispatch(Command::CloseOverlay);
    *written
}

fn export(fixture: &mut Fixture, path: &Path) -> Written {
    export_as(fixture, "jsonl", path)
}

/// Opens a file of another program and waits for the preview.
fn preview(fixture: &mut Fixture, paths: Vec<PathBuf>) {
    if fixture.program.state.overlay.is_some() {
        fixture.program.dispatch(Command::CloseOverlay);
    }
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(paths)));
    fixture.until("planned", |program| {
        let import = program.state.session.as_ref().and_then(|session| session.import_export.import.as_ref());
        matches!(program.state.overlay, Some(Overlay::ImportExport(ImportExportOverlay::Import)))
            && import.is_some_and(|import| {
                matches!(import.stage, ImportStage::Unreadable(_))
                    || (import.plan.is_some() && !import.planning)
            })
    });
}

fn totals(fixture: &Fixture) -> (u64, u64, u64) {
    let import =
        fixture.program.state.session.as_ref().and_then(|session| session.import_export.import.as_ref());
    let plan = import.and_then(|import| import.plan.clone()).expect("planned");
    (plan.new, plan.same, plan.left)
}

/// A file with two tags that Bea made on another machine.
fn from_bea(place: &Path) -> PathBuf {
    let other = study();
    let mut fixture = Fixture::open(other.path(), "Bea");
    fixture.tag(1);
    fixture.tag(0);
    let path = place.join("bea.jsonl");
    let written = export(&mut fixture, &path);
    assert_eq!((written.files.len(), written.articles), (1, 3));
    assert_eq!(written.size, std::fs::metadata(&path).expect("there").len());
    path
}

#[test]
fn an_export_holds_what_may_be_seen_and_leaves_nothing_half_written() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    let mine = export(&mut fixture, &place.path().join("a.jsonl"));
    assert!(mine.dropped.iter().any(|(_, _, examples)| !examples.is_empty()));
    drop(fixture);
    // Bea has not signed off: what Ada tagged is hidden from her and does not go out, whatever she chooses.
    let mut bea = Fixture::open(place.path(), "Bea");
    bea.act(Action::ExportAnnotations);
    bea.tag(0);
    for whose in [ExportedAnnotators::Everybody, ExportedAnnotators::Chosen] {
        ask(&mut bea, Command::Export(ExportCommand::Change(ExportChange::Whose(whose))));
        if whose == ExportedAnnotators::Chosen {
            ask(&mut bea, Command::Export(ExportCommand::Change(ExportChange::Annotator(id("ada")))));
        }
        let path = place.path().join("b.jsonl");
        export(&mut bea, &path);
        let words = std::fs::read_to_string(&path).expect("read");
        assert!(!words.contains("\"ada\""), "{words}");
        assert_eq!(words.contains("\"bea\""), whose == ExportedAnnotators::Everybody);
    }
    // A place that takes nothing is told, and nothing is left there.
    ask(&mut bea, Command::Export(ExportCommand::WriteTo(place.path().join("no/such/folder/c.jsonl"))));
    bea.until("told", |program| {
        program.state.notices.iter().any(|notice| notice.text.english().starts_with("Nothing was exported"))
    });
    let mut left: Vec<String> = std::fs::read_dir(place.path())
        .expect("listed")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("jsonl"))
        .collect();
    left.sort();
    assert_eq!(left, ["a.jsonl", "b.jsonl"]);
}

#[test]
fn a_colleagues_file_comes_in_as_one_step_under_their_name_and_is_saved() {
    let place = study();
    let file = from_bea(place.path());
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(2);
    fixture.until("saved", Program::is_saved);
    let before = fixture.project().clone();
    preview(&mut fixture, vec![file.clone()]);
    assert_eq!(totals(&fixture), (2, 0, 0));
    ask(&mut fixture, Command::Import(ImportCommand::TakeIn));
    fixture.until("taken in", |program| program.state.overlay.is_none());
    let article = fixture.program.state.reading().expect("article").article.id.clone();
    let theirs = SetKey { annotator: id("bea"), article };
    let came = fixture.project().sets().filter(|(key, _)| key.annotator == theirs.annotator).count();
    assert_eq!(came, 1);
    fixture.until("saved", Program::is_saved);
    assert_eq!(&on_disk(place.path()), fixture.project());
    assert_eq!(Fixture::failure(&fixture.program), None);
    let lease = place.path().join("study/annotations/bea/.open");
    assert!(!lease.exists(), "her files are free again");
    // A second time all of it is here already.
    preview(&mut fixture, vec![file]);
    assert_eq!(totals(&fixture), (0, 2, 0));
    fixture.program.dispatch(Command::CloseOverlay);
    fixture.act(Action::Undo);
    assert_eq!(fixture.project(), &before);
    fixture.until("saved", Program::is_saved);
    assert_eq!(&on_disk(place.path()), &before);
    fixture.act(Action::Redo);
    fixture.until("saved", Program::is_saved);
    assert_clean(place.path());
    let left = fixture.project().clone();
    drop(fixture);
    assert_eq!(Fixture::open(place.path(), "Ada").project(), &left);
}

#[test]
fn several_files_go_into_a_folder_or_a_zip_and_come_back_from_either() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.tag(0);
    fixture.until("saved", Program::is_saved);
    let (zip, folder) = (place.path().join("tables.zip"), place.path().join("tables"));
    for path in [zip, folder] {
        if path == place.path().join("tables") {
            ask(&mut fixture, Command::Export(ExportCommand::Change(ExportChange::Zip)));
        }
        let written = export_as(&mut fixture, "csv", &path);
        assert!(written.files.len() > 1, "{written:?}");
        assert_eq!(path.is_file(), path.extension().is_some());
        preview(&mut fixture, vec![path]);
        assert_eq!(totals(&fixture), (0, 2, 0));
        let import =
            fixture.program.state.session.as_ref().and_then(|session| session.import_export.import.as_ref());
        assert_eq!(import.and_then(|import| import.format), Some("csv"));
    }
}

#[test]
fn files_that_are_open_elsewhere_are_refused_by_name() {
    let place = study();
    let file = from_bea(place.path());
    let folder = place.path().join("study/annotations/bea");
    std::fs::create_dir_all(&folder).expect("folder");
    let now = obelus::base::Timestamp(
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs()
            as i64,
    );
    let lease = format!("(host: \"her-laptop\", process: 7, since: \"{now}\", seen: \"{now}\")\n");
    std::fs::write(folder.join(".open"), &lease).expect("written");
    let mut fixture = Fixture::open(place.path(), "Ada");
    let before = fixture.project().clone();
    preview(&mut fixture, vec![file]);
    ask(&mut fixture, Command::Import(ImportCommand::TakeIn));
    let held = |program: &Program| {
        let import = program.state.session.as_ref().and_then(|session| session.import_export.import.as_ref());
        import.map(|import| import.held.clone()).unwrap_or_default()
    };
    fixture.until("refused", |program| !held(program).is_empty());
    let (who, holder) = held(&fixture.program).remove(0);
    assert_eq!((who, holder.host.as_str(), holder.process), (id("bea"), "her-laptop", 7));
    assert_eq!(fixture.project(), &before);
    // Once she has closed them, it goes in.
    std::fs::remove_file(folder.join(".open")).expect("removed");
    ask(&mut fixture, Command::Import(ImportCommand::TakeIn));
    fixture.until("taken in", |program| program.state.overlay.is_none());
    fixture.until("saved", Program::is_saved);
    assert_eq!(&on_disk(place.path()), fixture.project());
    // Nothing is written past her later either: it waits until she is done.
    let came = fixture.project().clone();
    std::fs::write(folder.join(".open"), lease).expect("written");
    fixture.act(Action::Undo);
    fixture.until("held back", |program| {
        Fixture::failure(program).is_some_and(|words| words.contains("open on her-laptop (process 7)"))
    });
    assert_eq!(on_disk(place.path()).sets().count(), came.sets().count());
    std::fs::remove_file(folder.join(".open")).expect("removed");
    fixture.until("saved after all", Program::is_saved);
    assert_eq!(&on_disk(place.path()), &before);
}

#[test]
fn what_labels_become_is_kept_for_the_next_file_and_texts_are_still_articles() {
    let place = study();
    let text = "The lab opened in June. It is a gamble.";
    let line = |label: &str| {
        format!(
            "{{\"id\": \"x\", \"text\": \"{text}\", \"spans\": [{{\"start\": 0, \"end\": 7, \"label\": \"{label}\"}}]}}\n"
        )
    };
    let (first, second) = (place.path().join("first.jsonl"), place.path().join("second.jsonl"));
    std::fs::write(&first, line("odd")).expect("written");
    std::fs::write(&second, line("odd").replace("\"end\": 7", "\"end\": 14")).expect("written");
    let mut fixture = Fixture::open(place.path(), "Ada");
    preview(&mut fixture, vec![first]);
    for command in [
        Command::Import(ImportCommand::Label(LabelCommand::Pick)),
        Command::Import(ImportCommand::Label(LabelCommand::Query("opinion".to_owned()))),
        Command::Import(ImportCommand::Label(LabelCommand::Accept(None))),
    ] {
        ask(&mut fixture, command);
    }
    let ready = |program: &Program| {
        let import = program.state.session.as_ref().and_then(|session| session.import_export.import.as_ref());
        import.is_some_and(obelus::app::Import::is_ready)
    };
    fixture.until("planned", ready);
    ask(&mut fixture, Command::Import(ImportCommand::TakeIn));
    fixture.until("taken in", |program| program.state.overlay.is_none());
    fixture.act(Action::CloseProject);
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![place.path().join("study")])));
    fixture.until("open", |program| program.state.reading().is_some() && !program.is_working());
    preview(&mut fixture, vec![second]);
    let import =
        fixture.program.state.session.as_ref().and_then(|session| session.import_export.import.as_ref());
    let plan = import.and_then(|import| import.plan.clone()).expect("planned");
    assert_eq!(plan.labels[0].target, LabelTarget::Code("opinion".parse().expect("code")));
    fixture.program.dispatch(Command::CloseOverlay);
    // A text is an article, a folder with nothing but texts too.
    let more = place.path().join("texts/more/d.txt");
    std::fs::write(&more, "Another story. It is short.").expect("written");
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![place.path().join("texts")])));
    fixture.until("drafted", |program| program.state.intake.is_some());
    assert!(fixture.program.state.overlay.is_none());
}

#[test]
fn a_file_waits_for_the_project_that_is_opened_with_it_and_nonsense_is_told() {
    let place = study();
    let file = from_bea(place.path());
    let mut fixture = Fixture::new(place.path(), "Ada");
    preview(&mut fixture, vec![file, place.path().join("study")]);
    assert_eq!(totals(&fixture).0, 2);
    let torn = place.path().join("torn.jsonl");
    std::fs::write(&torn, "{\"spans\": [1").expect("written");
    preview(&mut fixture, vec![torn]);
    let import =
        fixture.program.state.session.as_ref().and_then(|session| session.import_export.import.as_ref());
    let stage = import.map(|import| import.stage.clone()).expect("importing");
    let ImportStage::Unreadable(issue) = stage else { panic!("{stage:?}") };
    assert!(!issue.hint.is_empty(), "{issue}");
    fixture.act(Action::CloseProject);
    fixture
        .program
        .dispatch(Command::Project(ProjectCommand::OpenPaths(vec![place.path().join("bea.jsonl")])));
    fixture.until("told", |program| {
        program
            .state
            .notices
            .iter()
            .any(|notice| notice.text.english().starts_with("Open the project into which"))
    });
}
