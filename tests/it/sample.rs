//! The sample project: sound, fully coded by two people, and worked on through the window and the files.

use crate::desk::Desk;
use crate::sight::Sight;
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{
    Action, ArticleCommand, Command, Effect, Overlay, PickerCommand, ReadingCommand, WindowCommand,
};
use obelus::base::Progress;
use obelus::model::{FileKey, Project, SetState, ZoneKind};
use obelus::store;
use obelus::text::segment;
use obelus::ui::theme::Theme;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample")
}

fn read(root: &Path) -> Project {
    let opened = store::open(root, &Progress::new()).expect("a project");
    assert_eq!(opened.issues, [], "nothing is wrong with its files");
    opened.value
}

fn desk() -> Desk {
    let mut desk = Desk::with(Vec::new(), "Ada Lovelace");
    desk.open(read(&folder()));
    desk
}

#[test]
fn two_analysts_have_coded_every_sentence_of_at_least_five_pieces() {
    let project = read(&folder());
    assert!(project.article_count() >= 5);
    let languages: std::collections::BTreeSet<_> =
        project.articles().map(|a| a.metadata.language.clone()).collect();
    assert!(languages.contains("en") && languages.contains("fr"), "{languages:?}");
    assert_eq!(project.annotators().count(), 2);
    let mut compared = 0;
    let mut agreed = 0;
    for article in project.articles() {
        let sets: Vec<_> =
            project.sets().filter(|(key, _)| key.article == article.id).map(|(_, set)| set).collect();
        assert_eq!(sets.len(), 2, "{}", article.id);
        let words = article.text.as_str().split_whitespace().count();
        assert!((240..=920).contains(&words), "{} has {words} words", article.id);
        for range in segment::sentences(article.text.as_str(), Some(&article.metadata.language)) {
            if !article.zone_at(range.start).is_swept() {
                continue;
            }
            let sentence = article.text.span(range.start, range.end).expect("a sentence");
            let kind = |set: &obelus::model::AnnotationSet| {
                set.touching(sentence)
                    .find(|a| a.span == sentence && matches!(a.body, obelus::model::Body::Code(_)))
                    .map(|a| a.body.clone())
            };
            assert!(sets.iter().all(|set| set.coverage().covers(sentence)), "{}: {range:?}", article.id);
            let kinds: Vec<_> = sets.iter().map(|set| kind(set)).collect();
            assert!(kinds.iter().all(Option::is_some), "{}: {:?}", article.id, article.text.slice(sentence));
            compared += 1;
            agreed += u32::from(kinds[0] == kinds[1]);
        }
        assert!(sets.iter().all(|set| set.state() != SetState::Open));
    }
    let share = f64::from(agreed) / f64::from(compared);
    assert!((0.75..0.97).contains(&share), "honest disagreement, not {share}");
    let labels: Vec<_> = project.ledger().claims().map(|claim| claim.label.as_str()).collect();
    assert!(labels.contains(&"LLaMA4 failure"), "{labels:?}");
    assert!(labels.iter().any(|label| label.starts_with("Acquisition attempt")), "{labels:?}");
}

#[test]
fn no_sentence_of_the_sample_is_long_boilerplate_by_mistake() {
    for article in read(&folder()).articles() {
        let struck = article.zones.iter().filter(|zone| zone.kind == ZoneKind::Boilerplate);
        assert!(struck.map(|zone| zone.span.len()).sum::<u32>() * 10 < article.text.len(), "{}", article.id);
    }
}

/// Writes what the effects call for, as the window does.
fn save(sight: &mut Sight, root: &Path) {
    let files: Vec<FileKey> = sight
        .effects
        .drain(..)
        .filter_map(|effect| if let Effect::Dirty(files) = effect { Some(files) } else { None })
        .flatten()
        .collect();
    for file in files {
        store::save(root, sight.desk.project(), &file).expect("saved");
    }
}

fn copied() -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("folder");
        for entry in std::fs::read_dir(from).expect("folder") {
            let path = entry.expect("entry").path();
            let target = to.join(path.file_name().expect("name"));
            if path.is_dir() { copy(&path, &target) } else { assert!(std::fs::copy(&path, &target).is_ok()) }
        }
    }
    let target = tempfile::tempdir().expect("folder");
    copy(&folder(), target.path());
    target
}

#[test]
fn it_is_tagged_by_names_that_a_screen_reader_speaks_saved_and_read_back() {
    let mut harness = Sight::new(desk()).show(Theme::light(), [1440.0, 900.0]);
    harness.run();
    for name in ["Factual", "Opinion", "Mixed"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    let marked = harness.state().desk.marked();
    let kinds: Vec<_> = marked.iter().filter_map(|mark| mark.split(':').next()).collect();
    assert_eq!(kinds.len(), 3, "{marked:?}");
    assert_eq!(kinds[1], "Opinion");
    harness.key_press(Key::C);
    harness.run();
    assert!(matches!(harness.state().desk.state.overlay, Some(Overlay::Picker(_))));
    harness.event(egui::Event::Text("Race for talent".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().desk.state.overlay.is_none());
    let claims = |project: &Project| {
        project.ledger().claims().filter(|claim| claim.label == "Race for talent").count()
    };
    assert_eq!(claims(harness.state().desk.project()), 1);
    let root = copied();
    save(harness.state_mut(), root.path());
    let again = read(root.path());
    assert_eq!(&again, harness.state().desk.project());
    let count = again.sets().filter(|(key, _)| key.annotator.as_str() == "ada-lovelace").count();
    assert_eq!(count, 1);
    harness.state_mut().desk.act(Action::Undo);
    assert_eq!(claims(harness.state().desk.project()), 0);
}

#[test]
fn an_analyst_of_the_project_goes_on_with_her_own_work() {
    let mut desk = Desk::with(Vec::new(), "maya  lindqvist");
    desk.open(read(&folder()));
    let me = desk.state.session.as_ref().and_then(|session| session.me.clone());
    assert_eq!(me.map(|id| id.to_string()).as_deref(), Some("maya"));
    assert_eq!(desk.project().annotators().count(), 2);
}

#[test]
fn the_next_article_opens_when_one_is_done() {
    let mut desk = desk();
    let count = desk.state.reading().expect("article").sentences.len();
    for _ in 0..count {
        desk.tag('F');
    }
    let first = desk.state.reading().expect("article").article.id.clone();
    desk.send(Command::Action(Action::ArticleDone));
    assert_ne!(desk.state.reading().expect("article").article.id, first);
    assert_eq!(desk.done(), 1);
}

/// A desk on the French analysis, half coded, with claims.
fn worked() -> Desk {
    let mut desk = desk();
    desk.send(Command::Article(ArticleCommand::Open("04-le-cadran".parse().expect("id"))));
    for letter in ['N', 'F', 'O', 'F', 'O', 'M', 'F'] {
        desk.tag(letter);
    }
    let sentence = |desk: &Desk, number: usize| desk.state.reading().expect("article").sentences[number];
    for (number, name) in [(2, "LLaMA4"), (3, "Acquisition"), (4, "talent")] {
        let span = sentence(&desk, number);
        desk.send(Command::Reading(ReadingCommand::GoTo(span)));
        desk.act(Action::LinkClaim);
        desk.send(Command::Picker(PickerCommand::Query(name.to_owned())));
        desk.send(Command::Picker(PickerCommand::Accept));
    }
    desk.act(Action::StanceOpposes);
    desk.act(Action::Certainty3);
    desk
}

#[test]
fn the_screens_of_the_main_job_look_right() {
    let picker = || {
        let mut desk = worked();
        desk.send(Command::Reading(ReadingCommand::GoToSentence(6)));
        desk.act(Action::LinkClaim);
        desk.send(Command::Picker(PickerCommand::Query("a".to_owned())));
        desk
    };
    let drawer = || {
        let mut desk = worked();
        desk.send(Command::Window(WindowCommand::ShowDrawer(obelus::app::Drawer::Claims)));
        desk
    };
    let page = |route: obelus::app::Route| {
        move || {
            let mut desk = worked();
            desk.send(Command::Window(WindowCommand::Go(route)));
            desk
        }
    };
    let screens: [(&str, Box<dyn Fn() -> Desk>); 5] = [
        ("inspector", Box::new(worked)),
        ("picker", Box::new(picker)),
        ("drawer", Box::new(drawer)),
        ("claims", Box::new(page(obelus::app::Route::Claims))),
        ("codebook", Box::new(page(obelus::app::Route::Codebook))),
    ];
    for (name, make) in screens {
        for theme in [Theme::light(), Theme::dark()] {
            let end = if theme.dark { "dark" } else { "light" };
            let mut harness = Sight::new(make()).show(theme, [1440.0, 900.0]);
            harness.run();
            crate::snapshot::snapshot(&mut harness, &format!("{name}-{end}"));
        }
    }
}
