//! Bundles, as the program sends and receives them.

use crate::shell::{Fixture, assert_clean, on_disk, study};
use obelus::app::{
    Action, AnnotationCommand, Command, Overlay, ProjectCommand, ReceivedBundle, TeamCommand, TeamOverlay,
};
use obelus::base::{AnnotationId, AnnotatorId, Progress, Timestamp};
use obelus::model::{Fate, Memo, SetKey};
use obelus::shell::Program;
use obelus::store;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Another machine's copy of the study, without what it remembers.
fn copy(place: &Path) -> tempfile::TempDir {
    fn below(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("folder");
        for entry in std::fs::read_dir(from).expect("listed").flatten() {
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                below(&entry.path(), &target);
            } else if entry.file_name() != ".open" {
                std::fs::copy(entry.path(), target).expect("copied");
            }
        }
    }
    let other = tempfile::tempdir().expect("folder");
    below(&place.join("study"), &other.path().join("study"));
    other
}

/// A program that has tagged on another machine, and the bundle that it sent.
fn sent(place: &Path, name: &str, file: &str) -> PathBuf {
    let mut fixture = Fixture::open(place, name);
    fixture.tag(1);
    fixture.tag(0);
    let path = place.join(file);
    fixture.program.dispatch(Command::Team(TeamCommand::Send(path.clone())));
    fixture.until("sent", |program| {
        program.state.notices.iter().any(|notice| notice.text.english().contains("holds your work"))
    });
    assert!(path.is_file());
    path
}

fn receive(fixture: &mut Fixture, paths: Vec<PathBuf>) -> Arc<[ReceivedBundle]> {
    fixture.program.dispatch(Command::CloseOverlay);
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(paths)));
    fixture.until("received", |program| {
        matches!(program.state.overlay, Some(Overlay::Team(TeamOverlay::Received(_))))
    });
    fixture.until("settled", |program| program.is_saved() && !program.is_working());
    match &fixture.program.state.overlay {
        Some(Overlay::Team(TeamOverlay::Received(bundles))) => Arc::clone(bundles),
        other => panic!("{other:?}"),
    }
}

fn fates(bundle: &ReceivedBundle) -> Vec<Fate> {
    bundle.contents.iter().map(|content| content.fate).collect()
}

#[test]
fn what_a_colleague_sends_goes_in_once_however_often_it_is_dropped() {
    let place = study();
    let other = copy(place.path());
    let bundle = sent(other.path(), "Bea", "work.obelus");
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(2);
    let bundles = receive(&mut fixture, vec![bundle.clone()]);
    assert_eq!(bundles.len(), 1);
    assert_eq!(
        (bundles[0].what.english().as_str(), fates(&bundles[0])),
        ("The work of Bea", vec![Fate::New; 2])
    );
    let bea = AnnotatorId::new("bea").expect("id");
    fixture.until("read", |program| {
        let project = &program.state.session.as_ref().expect("open").project;
        project.sets().any(|(key, _)| key.annotator == bea)
    });
    fixture.until("idle", |program| !program.is_working());
    assert_eq!(fixture.project(), &on_disk(place.path()));
    let again = receive(&mut fixture, vec![bundle.clone()]);
    assert_eq!(fates(&again[0]), [Fate::Same; 2]);
    assert_eq!(again[0].summary().english(), "Nothing new");
    assert_clean(place.path());
    drop(fixture);
    // Opened together, the bundle waits for the project.
    let mut fixture = Fixture::new(place.path(), "Ada");
    let again = receive(&mut fixture, vec![bundle, place.path().join("study")]);
    assert_eq!(fates(&again[0]), [Fate::Same; 2]);
}

#[test]
fn what_is_wrong_is_told_for_each_bundle_and_the_rest_goes_in() {
    let (place, stranger) = (study(), study());
    let other = copy(place.path());
    let good = sent(other.path(), "Bea", "good.obelus");
    let wrong = sent(stranger.path(), "Cy", "wrong.obelus");
    let whole = std::fs::read(&good).expect("read");
    let torn = other.path().join("torn.obelus");
    std::fs::write(&torn, &whole[..whole.len() / 2]).expect("written");
    let mut fixture = Fixture::open(place.path(), "Ada");
    let before = on_disk(place.path());
    let bundles = receive(&mut fixture, vec![torn.clone(), wrong]);
    let codes: Vec<_> = bundles.iter().flat_map(|p| p.issues.iter().map(|issue| issue.code)).collect();
    assert_eq!(codes, ["bad-bundle", "wrong-project"]);
    assert!(
        bundles
            .iter()
            .all(|p| p.summary().english() == "Nothing of it was taken in" && !p.issues[0].hint.is_empty())
    );
    assert_eq!(on_disk(place.path()), before);
    let bundles = receive(&mut fixture, vec![torn, good]);
    assert_eq!(fates(&bundles[1]), [Fate::New; 2]);
}

/// A program with one tag of mine, and a bundle from another machine of mine: another tag, and a memo on the one or the
/// other.
fn two_machines(place: &Path, on_first: bool) -> (Fixture, SetKey, AnnotationId, tempfile::TempDir, PathBuf) {
    let mut fixture = Fixture::open(place, "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    let article = fixture.program.state.reading().expect("article").article.id.clone();
    let mine = SetKey { annotator: AnnotatorId::new("ada").expect("id"), article };
    let ids = |fixture: &Fixture| -> Vec<AnnotationId> {
        fixture.project().set(&mine).expect("set").iter().map(|annotation| annotation.id).collect()
    };
    let first = ids(&fixture)[0];
    let other = copy(place);
    let mut there = Fixture::open(other.path(), "Ada");
    there.tag(0);
    let id = ids(&there).into_iter().find(|id| (*id == first) == on_first).expect("tag");
    let memo = Memo { text: "theirs".to_owned(), ..Memo::default() };
    there.program.dispatch(Command::Annotation(AnnotationCommand::SetMemo { id, memo }));
    let path = other.path().join("mine.obelus");
    there.program.dispatch(Command::Team(TeamCommand::Send(path.clone())));
    there.until("sent", |_| path.is_file());
    (fixture, mine, first, other, path)
}

fn memos(fixture: &Fixture, key: &SetKey) -> Vec<String> {
    let set = fixture.project().set(key).expect("set");
    set.iter().filter_map(|annotation| annotation.memo.clone()).map(|memo| memo.text).collect()
}

#[test]
fn my_own_bundle_from_another_machine_goes_through_the_memory() {
    let place = study();
    let (mut fixture, mine, _, _other, bundle) = two_machines(place.path(), false);
    let bundles = receive(&mut fixture, vec![bundle.clone()]);
    assert_eq!(fates(&bundles[0]), [Fate::Same, Fate::Merged], "{bundles:?}");
    let count = |fixture: &Fixture| fixture.project().set(&mine).expect("set").len();
    assert_eq!((count(&fixture), memos(&fixture, &mine)), (2, vec!["theirs".to_owned()]));
    assert_eq!(&on_disk(place.path()), fixture.project());
    let steps =
        |fixture: &Fixture| fixture.program.state.session.as_ref().expect("open").history.done().len();
    let before = steps(&fixture);
    let again = receive(&mut fixture, vec![bundle]);
    assert!(fates(&again[0]).iter().all(|fate| matches!(fate, Fate::Same | Fate::Older)), "{again:?}");
    assert_eq!(steps(&fixture), before);
    fixture.act(Action::Undo);
    assert_eq!(count(&fixture), 1);
    fixture.until("saved", Program::is_saved);
    assert_clean(place.path());
}

#[test]
fn what_differs_in_my_own_bundle_is_laid_beside_and_settled() {
    let place = study();
    let (mut fixture, mine, first, _other, bundle) = two_machines(place.path(), true);
    let id = first;
    fixture.program.dispatch(Command::Annotation(AnnotationCommand::SetMemo {
        id,
        memo: Memo { text: "mine".to_owned(), ..Memo::default() },
    }));
    let bundles = receive(&mut fixture, vec![bundle]);
    assert_eq!(fates(&bundles[0]), [Fate::Same, Fate::Conflict]);
    assert_eq!(memos(&fixture, &mine), ["mine"]);
    assert_eq!(fixture.project().set(&mine).expect("set").len(), 2, "what does not differ came in");
    let conflicts =
        |program: &Program| program.state.session.as_ref().map_or(0, |session| session.conflicts.count());
    fixture.until("listed", |program| conflicts(program) == 1);
    fixture.act(Action::Conflicts);
    fixture.program.dispatch(Command::Team(TeamCommand::Choose { theirs: true }));
    fixture.program.dispatch(Command::Team(TeamCommand::Resolve));
    fixture
        .until("settled", |program| conflicts(program) == 0 && program.is_saved() && !program.is_working());
    assert_eq!(memos(&fixture, &mine), ["theirs"]);
    assert_eq!(&on_disk(place.path()), fixture.project());
}

#[test]
fn without_a_project_it_is_asked_where_a_bundle_belongs() {
    let place = study();
    let other = copy(place.path());
    let work = sent(other.path(), "Bea", "work.obelus");
    let begin = other.path().join("begin.obelus");
    let whole = std::fs::File::create_new(&begin).expect("made");
    let (study, now) = (place.path().join("study"), Timestamp(1_751_535_000));
    store::pack_project(&study, now, whole, &Progress::new()).expect("packed");
    let mut fixture = Fixture::new(place.path(), "Bea");
    for (bundle, fits) in [(work.clone(), false), (begin, true)] {
        fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![bundle.clone()])));
        fixture.until("asked", |program| {
            matches!(program.state.overlay, Some(Overlay::Team(TeamOverlay::Bundles(_))))
        });
        fixture.program.dispatch(Command::Team(TeamCommand::Unpack));
        assert!(
            fixture
                .program
                .take_window_requests()
                .iter()
                .any(|wish| format!("{wish:?}").contains("UnpackBundle"))
        );
        let into = other.path().join("begun");
        fixture.program.dispatch(Command::Team(TeamCommand::UnpackInto { bundle, into: into.clone() }));
        if fits {
            fixture.until("open", |program| {
                program.state.session.as_ref().is_some_and(|session| session.root == into)
            });
        } else {
            fixture.until("refused", |program| {
                matches!(program.state.overlay, Some(Overlay::Team(TeamOverlay::Received(_))))
            });
            assert!(!into.exists());
            fixture.program.dispatch(Command::CloseOverlay);
        }
    }
    fixture.until("read", |program| !program.is_working());
    assert_eq!(fixture.project().article_count(), 3);
    // Asked for while none is open, a bundle waits for the project.
    fixture.act(Action::CloseProject);
    fixture.until("closed", Program::is_saved);
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![work])));
    fixture.until("asked", |program| {
        matches!(program.state.overlay, Some(Overlay::Team(TeamOverlay::Bundles(_))))
    });
    fixture.program.dispatch(Command::Team(TeamCommand::OpenFirst));
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![place.path().join("study")])));
    fixture.until("received", |program| {
        matches!(program.state.overlay, Some(Overlay::Team(TeamOverlay::Received(_))))
    });
    assert!(on_disk(place.path()).sets().any(|(key, _)| key.annotator.as_str() == "bea"));
}
