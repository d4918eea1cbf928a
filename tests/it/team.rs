//! Work that others, or I on another machine, change on disk while the program is open.

use crate::shell::{Fixture, assert_clean, on_disk, study};
use obelus::app::{Action, ArticleCommand, Command, ConflictedFile, Overlay, TeamCommand, TeamOverlay};
use obelus::base::{AnnotationId, AnnotatorId, ArticleId, Timestamp};
use obelus::locale::Catalogue;
use obelus::model::{
    Annotation, AnnotationSet, Annotator, Body, Edit, FileKey, Memo, Metadata, Project, Role, SetKey,
    SetState,
};
use obelus::shell::Program;
use obelus::store;
use obelus::text::{Span, Text};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn id(name: &str) -> AnnotatorId {
    AnnotatorId::new(name).expect("id")
}

fn key(by: &str, article: &ArticleId) -> SetKey {
    SetKey { annotator: id(by), article: article.clone() }
}

fn first(project: &Project) -> ArticleId {
    project.articles().next().expect("an article").id.clone()
}

/// The file as another program would write it after these edits.
fn write(place: &Path, edits: impl FnOnce(&Project) -> Vec<Edit>) {
    let mut project = on_disk(place);
    for edit in edits(&project.clone()) {
        let file = edit.file();
        project.apply(edit).expect("fits");
        store::save(&place.join("study"), &project, &file).expect("saved");
    }
}

fn tomas() -> Edit {
    let annotator =
        Annotator { id: id("tomas"), name: "Tomás".to_owned(), role: Role::Analyst, person: None };
    Edit::PutAnnotator { annotator }
}

/// A tag of that number and code on the first four bytes.
fn tag(project: &Project, key: SetKey, number: u64, code: usize) -> Edit {
    let layer = project.codebook().sweep_layer().expect("layer");
    let body = Body::Code(layer.codes()[code].id.clone());
    let span = Span::new(0, 3).expect("span");
    let annotation = Annotation::new(AnnotationId(number), span, body, Timestamp(1_751_535_000));
    Edit::PutAnnotation { key, annotation: Arc::new(annotation) }
}

fn notice(program: &Program) -> String {
    program.state.notices.last().map(|notice| notice.text.english()).unwrap_or_default()
}

fn conflicted(program: &Program) -> &[ConflictedFile] {
    program.state.session.as_ref().map_or(&[], |session| &session.conflicts.files)
}

fn set<'p>(project: &'p Project, key: &SetKey) -> &'p AnnotationSet {
    project.set(key).expect("a set")
}

#[test]
fn a_colleagues_work_appears_and_enters_no_history() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    let article = fixture.program.state.reading().expect("article").article.id.clone();
    let steps = fixture.program.state.session.as_ref().expect("open").history.done().len();
    write(place.path(), |project| vec![tomas(), tag(project, key("tomas", &article), 7, 1)]);
    let theirs = key("tomas", &article);
    fixture.until("came in", |program| {
        program.state.session.as_ref().is_some_and(|s| s.project.set(&theirs).is_some())
    });
    assert_eq!(notice(&fixture.program), "1 file of colleagues came in.", "blind until signed off");
    fixture.until("settled", |program| !program.is_working());
    assert_eq!(fixture.project(), &on_disk(place.path()));
    let session = fixture.program.state.session.as_ref().expect("open");
    assert_eq!(session.history.done().len(), steps);
    assert_eq!(fixture.program.state.reading().expect("article").article.id, article);
    // Signed off, what comes is named; what is taken out goes.
    let mine = key("ada", &article);
    write(place.path(), |_| {
        vec![Edit::SetState { key: mine.clone(), state: SetState::Done(Timestamp(1_751_535_000)) }]
    });
    fixture.until("signed off elsewhere", |program| {
        program.state.session.as_ref().is_some_and(|session| session.is_done(&article))
    });
    write(place.path(), |project| vec![tag(project, theirs.clone(), 8, 0)]);
    fixture.until("named", |program| notice(program) == "Tomás: 1 article came in.");
    let file = place.path().join("study").join(store::relative(&FileKey::Set(theirs.clone())));
    let sound = std::fs::read(&file).expect("read");
    std::fs::write(&file, &sound[..sound.len() / 2]).expect("written");
    fixture.until("said", |program| notice(program).starts_with("1 changed file could not be read"));
    std::fs::write(&file, &sound).expect("written");
    fixture.until("no longer said", |program| !notice(program).contains("could not be read"));
    std::fs::remove_file(&file).expect("removed");
    fixture.until("gone", |program| {
        program.state.session.as_ref().is_some_and(|s| s.project.set(&theirs).is_none())
    });
}

#[test]
fn articles_codebook_and_settings_follow_the_disk() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    let text = Text::new("A late story. It has two sentences.".to_owned()).expect("text");
    let late = obelus::model::Article {
        id: ArticleId::new("late").expect("id"),
        metadata: Metadata { title: "Late".to_owned(), ..Metadata::default() },
        zones: Vec::new(),
        text,
    };
    write(place.path(), |project| {
        let mut settings = project.settings().clone();
        settings.blind = false;
        vec![Edit::AddArticle { article: Arc::new(late.clone()) }, Edit::PutSettings { settings }]
    });
    fixture.until("came in", |program| {
        program.state.session.as_ref().is_some_and(|s| s.project.article_count() == 4)
    });
    fixture.until("read", |program| !program.is_working());
    let session = fixture.program.state.session.as_ref().expect("open");
    assert_eq!(session.sentences[&late.id].len(), 2);
    assert!(session.library.rows.len() >= 4);
    assert!(!session.project.settings().blind);
    assert_eq!(fixture.project(), &on_disk(place.path()));
    // The article that is being read stays, whatever becomes of its file.
    fixture.program.dispatch(Command::Article(ArticleCommand::Open(late.id.clone())));
    std::fs::remove_file(place.path().join("study/articles/late.ron")).expect("removed");
    let other = fixture.project().articles().find(|a| a.id != late.id).expect("another").id.clone();
    let name = store::relative(&FileKey::Article(other.clone()));
    let away = place.path().join("study").join(&name);
    std::fs::remove_file(&away).expect("removed");
    fixture.until("gone", |program| {
        program.state.session.as_ref().is_some_and(|s| s.project.article(&other).is_none())
    });
    assert_eq!(fixture.program.state.reading().expect("article").article.id, late.id);
}

#[test]
fn my_own_work_from_another_machine_is_brought_together_and_can_be_undone() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    let mine = key("ada", &fixture.program.state.reading().expect("article").article.id);
    let before = set(fixture.project(), &mine).clone();
    // What the other machine wrote, at the same time as more was done here.
    write(place.path(), |project| vec![tag(project, mine.clone(), 77, 0)]);
    fixture.tag(0);
    let came = |program: &Program| {
        let project = &program.state.session.as_ref().expect("open").project;
        set(project, &mine).get(AnnotationId(77)).is_some()
    };
    fixture.until("came in", came);
    fixture.until("saved", Program::is_saved);
    let together = set(fixture.project(), &mine).clone();
    assert_eq!(together.len(), before.len() + 2);
    assert_eq!(&on_disk(place.path()), fixture.project());
    assert_eq!(conflicted(&fixture.program), []);
    assert!(notice(&fixture.program).contains("another machine"), "{}", notice(&fixture.program));
    fixture.act(Action::Undo);
    assert!(!came(&fixture.program));
    assert_eq!(set(fixture.project(), &mine).len(), before.len() + 1);
    fixture.until("saved", Program::is_saved);
    assert_eq!(&on_disk(place.path()), fixture.project());
    fixture.act(Action::Redo);
    fixture.until("saved", Program::is_saved);
    assert_eq!(set(fixture.project(), &mine), &together);
    assert_clean(place.path());
    let left = fixture.project().clone();
    drop(fixture);
    assert_eq!(Fixture::open(place.path(), "Ada").project(), &left);
}

#[test]
fn changes_of_an_idle_machine_follow_without_a_word_being_typed() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    let mine = key("ada", &fixture.program.state.reading().expect("article").article.id);
    let mut gone = set(fixture.project(), &mine).iter().map(|a| a.id).collect::<Vec<_>>();
    let gone = gone.remove(0);
    write(place.path(), |_| vec![Edit::RemoveAnnotation { key: mine.clone(), id: gone }]);
    fixture.until("taken out", |program| {
        let project = &program.state.session.as_ref().expect("open").project;
        project.set(&mine).is_none_or(|set| set.get(gone).is_none())
    });
    fixture.until("saved", Program::is_saved);
    assert_eq!(&on_disk(place.path()), fixture.project());
}

/// A program in which one of my tags was changed here and elsewhere: the tag's number, and what stands here.
fn in_conflict(place: &Path) -> (Fixture, SetKey, AnnotationId) {
    let mut fixture = Fixture::open(place, "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    let mine = key("ada", &fixture.program.state.reading().expect("article").article.id);
    let tagged = set(fixture.project(), &mine).iter().next().expect("tag").clone();
    write(place, |_| {
        let mut theirs = Annotation::clone(&tagged);
        theirs.memo = Some(Box::new(Memo { text: "theirs".to_owned(), ..Memo::default() }));
        vec![Edit::PutAnnotation { key: mine.clone(), annotation: Arc::new(theirs) }]
    });
    fixture.note("mine");
    fixture.until("in conflict", |program| conflicted(program).len() == 1);
    fixture.until("saved", Program::is_saved);
    (fixture, mine, tagged.id)
}

fn memo(project: &Project, key: &SetKey, id: AnnotationId) -> String {
    set(project, key).get(id).and_then(|a| a.memo.clone()).map(|memo| memo.text).unwrap_or_default()
}

#[test]
fn what_differs_is_kept_twice_and_settled_either_way() {
    for theirs in [false, true] {
        let place = study();
        let (mut fixture, mine, id) = in_conflict(place.path());
        assert_eq!(memo(fixture.project(), &mine, id), "mine");
        assert_eq!(memo(&on_disk(place.path()), &mine, id), "mine");
        let aside = place.path().join("study").join(&conflicted(&fixture.program)[0].file);
        assert!(std::fs::read_to_string(&aside).expect("laid aside").contains("theirs"));
        fixture.act(Action::Conflicts);
        fixture.until("compared", |program| !program.is_working());
        assert!(matches!(fixture.program.state.overlay, Some(Overlay::Team(TeamOverlay::Conflicts))));
        let session = fixture.program.state.session.as_ref().expect("open");
        let sides = session.sides(
            Catalogue::english(),
            &conflicted(&fixture.program)[0],
            &conflicted(&fixture.program)[0].entries[0].conflict,
        );
        let differing = |lines: &[obelus::app::SideLine]| {
            lines.iter().filter(|line| line.differs).map(|line| line.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            (differing(&sides.mine), differing(&sides.theirs)),
            (vec!["Memo: mine".to_owned()], vec!["Memo: theirs".to_owned()])
        );
        assert!(!sides.passage.is_empty());
        fixture.program.dispatch(Command::Team(TeamCommand::Choose { theirs }));
        fixture.program.dispatch(Command::Team(TeamCommand::Resolve));
        assert!(fixture.program.state.overlay.is_none());
        fixture.until("put away", |_| !aside.exists());
        fixture.until("settled", |program| {
            conflicted(program).is_empty() && program.is_saved() && !program.is_working()
        });
        let want = if theirs { "theirs" } else { "mine" };
        assert_eq!(memo(fixture.project(), &mine, id), want);
        assert_eq!(&on_disk(place.path()), fixture.project());
        assert_clean(place.path());
        let earlier = place.path().join("data/earlier");
        assert!(std::fs::read_dir(&earlier).expect("kept").count() > 0);
        fixture.act(Action::Undo);
        assert_eq!(memo(fixture.project(), &mine, id), if theirs { "mine" } else { "" });
    }
}

#[test]
fn a_conflict_waits_across_sessions() {
    let place = study();
    let (fixture, ..) = in_conflict(place.path());
    drop(fixture);
    let mut again = Fixture::open(place.path(), "Ada");
    again.until("listed", |program| conflicted(program).len() == 1);
    // To a colleague it is none of their business.
    let mut bea = Fixture::open(place.path(), "Bea");
    bea.until("looked", |program| !program.is_working());
    assert_eq!(conflicted(&bea.program), []);
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_taken_once_it_can_be() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    let article = first(fixture.project());
    let theirs = key("tomas", &article);
    write(place.path(), |project| vec![tomas(), tag(project, theirs.clone(), 7, 1)]);
    let path = place.path().join("study").join(store::relative(&FileKey::Set(theirs.clone())));
    let whole = std::fs::read(&path).expect("read");
    std::fs::write(&path, &whole[..whole.len() / 2]).expect("written");
    fixture.until("told", |program| {
        let issues = &program.state.session.as_ref().expect("open").issues;
        issues.iter().any(|issue| issue.file == store::relative(&FileKey::Set(theirs.clone())))
    });
    std::fs::write(&path, &whole).expect("written");
    fixture.until("came in", |program| {
        program.state.session.as_ref().is_some_and(|s| s.project.set(&theirs).is_some())
    });
    assert!(fixture.program.state.session.as_ref().expect("open").issues.is_empty());
}

#[test]
fn nothing_changed_wakes_nobody() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    fixture.until("idle", |program| !program.is_working());
    // What was still under way says so at once.
    std::thread::sleep(Duration::from_millis(2500));
    while fixture.program.pump() {}
    fixture.wakes();
    let (used, began) = (cpu_time::ProcessTime::now(), Instant::now());
    std::thread::sleep(Duration::from_secs(5));
    let used = used.elapsed();
    println!("idle for {:?}: {used:?} of processor time in this process", began.elapsed());
    assert_eq!(fixture.wakes(), 0);
    fixture.act(Action::CloseProject);
    fixture.until("closed", Program::is_saved);
}
