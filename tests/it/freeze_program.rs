//! Releases as the program makes them: real threads, real files, verified afterwards.

use crate::shell::{Fixture, study};
use obelus::app::{Action, Command, Freeze, FreezeChange, FreezeCommand, FreezeStage, Frozen};
use obelus::base::{Issue, Progress};
use obelus::locale::Message;
use obelus::release::{Language, Verified, verify};
use obelus::shell::Program;
use obelus::store::release;
use obelus::text::Digest;
use std::collections::BTreeMap;
use std::path::Path;

fn ask(fixture: &mut Fixture, command: FreezeCommand) {
    fixture.program.dispatch(Command::Freeze(command));
}

fn freeze(program: &Program) -> &Freeze {
    &program.state.session.as_ref().expect("open").import_export.freeze
}

/// Opens the dialog with these choices, and waits until all of it is known.
fn open(fixture: &mut Fixture, changes: &[FreezeChange]) {
    fixture.act(Action::FreezeRelease);
    for change in changes {
        ask(fixture, FreezeCommand::Change(*change));
    }
    fixture.until("looked through", |program| !freeze(program).looking && !freeze(program).wording);
}

fn write(fixture: &mut Fixture, path: &Path) -> Frozen {
    ask(fixture, FreezeCommand::WriteTo(path.to_owned()));
    fixture.until("frozen", |program| matches!(freeze(program).stage, FreezeStage::Frozen(_)));
    let FreezeStage::Frozen(frozen) = &freeze(&fixture.program).stage else { panic!("not frozen") };
    let frozen = Frozen::clone(frozen);
    ask(fixture, FreezeCommand::Again);
    frozen
}

/// What verifying says of a release whose digest was noted, and its files as text.
fn verified(path: &Path, frozen: &Frozen) -> (Verified, BTreeMap<String, String>) {
    let found = release::read(path, &Progress::new()).expect("a release");
    let digest = Digest::from_hex(&frozen.digest);
    assert!(digest.is_some(), "{}", frozen.digest);
    let verified = verify(&found, digest, None, &Progress::new()).expect("not cancelled");
    let text = |name: &String| String::from_utf8(found.content(name).expect("there")).expect("text");
    (verified, found.files.keys().map(|name| (name.clone(), text(name))).collect())
}

#[test]
fn a_release_is_frozen_as_it_was_shown_and_verified() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.tag(0);
    open(&mut fixture, &[FreezeChange::Language(Language::French)]);
    let against = freeze(&fixture.program).against().expect("known");
    assert!(against > 0 && !freeze(&fixture.program).is_ready());
    ask(&mut fixture, FreezeCommand::Change(FreezeChange::Incomplete));
    let shown = freeze(&fixture.program).paragraph().expect("worded").to_owned();
    assert!(shown.starts_with("Le corpus"), "{shown}");
    let zip = place.path().join("r.zip");
    let frozen = write(&mut fixture, &zip);
    assert_eq!((frozen.path.as_path(), frozen.against, frozen.hidden), (zip.as_path(), against, 0));
    let (sound, files) = verified(&zip, &frozen);
    assert!(sound.is_sound(), "{:?}", sound.issues);
    assert_eq!(sound.files + 1, frozen.files);
    assert!(sound.figures.is_some_and(|figures| figures > 0));
    assert!(files["METHODS.md"].contains(&shown), "the paragraph is the one that was shown");
    assert!(files.contains_key("INCOMPLETE.txt"));
    // The same again as a folder, without texts and under other names.
    let changes = [FreezeChange::Zip(false), FreezeChange::Texts(false), FreezeChange::Pseudonyms];
    open(&mut fixture, &changes);
    let folder = place.path().join("r");
    let frozen = write(&mut fixture, &folder);
    let (sound, files) = verified(&folder, &frozen);
    assert!(sound.is_sound(), "{:?}", sound.issues);
    assert_eq!(sound.figures, None, "the texts are not in it");
    assert!(files.values().all(|words| !words.contains("It is a gamble") && !words.contains("Ada")));
}

#[test]
fn a_release_is_never_written_over_and_a_place_that_takes_nothing_is_told() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    open(&mut fixture, &[FreezeChange::Incomplete]);
    let path = place.path().join("r.zip");
    write(&mut fixture, &path);
    let before = std::fs::read(&path).expect("there");
    fixture.until("looked through", |program| freeze(program).is_ready());
    ask(&mut fixture, FreezeCommand::WriteTo(path.clone()));
    fixture.until("told", |program| {
        program
            .state
            .notices
            .iter()
            .any(|notice| notice.text.english().contains("A release is never written over."))
    });
    assert_eq!(std::fs::read(&path).expect("there"), before);
    std::fs::write(place.path().join("file"), "").expect("written");
    ask(&mut fixture, FreezeCommand::WriteTo(place.path().join("file/r.zip")));
    fixture.until("told", |program| {
        matches!(freeze(program).stage, FreezeStage::Choosing)
            && program
                .state
                .notices
                .iter()
                .filter(|one| one.text.english().starts_with("Nothing was frozen"))
                .count()
                == 2
    });
}

#[test]
fn what_is_hidden_from_me_is_not_released_and_the_release_says_so() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    drop(fixture);
    let mut bea = Fixture::open(place.path(), "Bea");
    bea.tag(0);
    open(&mut bea, &[FreezeChange::Incomplete]);
    let survey = freeze(&bea.program).survey.clone().expect("known");
    assert_eq!(survey.hidden, 1);
    let path = place.path().join("r.zip");
    let frozen = write(&mut bea, &path);
    assert_eq!(frozen.hidden, 1);
    let (sound, files) = verified(&path, &frozen);
    assert!(sound.is_sound(), "{:?}", sound.issues);
    let names: Vec<&String> = files.keys().filter(|name| name.starts_with("annotations/")).collect();
    assert!(!names.is_empty() && names.iter().all(|name| name.starts_with("annotations/bea/")), "{names:?}");
    assert!(files["INCOMPLETE.txt"].contains("hidden: 1"), "{}", files["INCOMPLETE.txt"]);
}

#[test]
fn what_the_folder_holds_now_stands_against_it_and_not_what_was_found_on_opening() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    let mended =
        Issue::warning("bad-code", "annotations/ada/a.ron", Message::verbatim("It was mended since."));
    fixture.program.state.session.as_mut().expect("open").issues.push(mended);
    let torn = place.path().join("study/claims/zoe.ron");
    std::fs::create_dir_all(torn.parent().expect("folder")).expect("folder");
    std::fs::write(torn, "(format: ").expect("written");
    open(&mut fixture, &[]);
    let survey = freeze(&fixture.program).survey.clone().expect("known");
    let files: Vec<&str> = survey.opened.iter().map(|issue| issue.file.as_str()).collect();
    assert_eq!(files, ["claims/zoe.ron"]);
    assert!(survey.findings.iter().any(|issue| issue.file == "claims/zoe.ron"));
}

#[test]
fn a_complete_project_is_frozen_at_once_and_what_changed_since_the_look_is_noticed() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    let done = |fixture: &Fixture| {
        let session = fixture.program.state.session.as_ref().expect("open");
        session.project.articles().all(|article| session.is_done(&article.id))
    };
    for _ in 0..20 {
        if !done(&fixture) {
            fixture.tag(1);
            fixture.act(Action::ArticleDone);
        }
    }
    assert!(done(&fixture));
    open(&mut fixture, &[]);
    assert_eq!(freeze(&fixture.program).against(), Some(0), "{:?}", freeze(&fixture.program).survey);
    let path = place.path().join("r.zip");
    let frozen = write(&mut fixture, &path);
    let (sound, files) = verified(&path, &frozen);
    assert!(sound.is_sound() && !files.contains_key("INCOMPLETE.txt"), "{:?}", sound.issues);
    open(&mut fixture, &[]);
    fixture.act(Action::ReopenArticle);
    assert!(freeze(&fixture.program).is_ready(), "as far as was known");
    let other = place.path().join("s.zip");
    ask(&mut fixture, FreezeCommand::WriteTo(other.clone()));
    fixture.until("refused", |program| {
        program
            .state
            .notices
            .iter()
            .any(|one| one.text.english().starts_with("Nothing was frozen: it is not complete."))
    });
    assert!(!other.exists());
    fixture.until("looked through again", |program| {
        freeze(program).against().is_some_and(|against| against > 0)
    });
}

#[test]
fn a_release_that_is_stopped_leaves_nothing() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    open(&mut fixture, &[FreezeChange::Incomplete]);
    let path = place.path().join("r.zip");
    ask(&mut fixture, FreezeCommand::WriteTo(path.clone()));
    ask(&mut fixture, FreezeCommand::Stop);
    fixture.until("ended", |program| !matches!(freeze(program).stage, FreezeStage::Freezing { .. }));
    // Unless it was already at its end.
    assert_eq!(path.exists(), matches!(freeze(&fixture.program).stage, FreezeStage::Frozen(_)));
    assert!(fixture.program.state.busy.is_none());
}
