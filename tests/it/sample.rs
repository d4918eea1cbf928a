//! The sample project: sound, fully coded by two people, and worked on through the window and the files.

use crate::machine::Machine;
use crate::screen::{Screen, read, sample};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{
    Action, ArticleCommand, Command, Effect, Overlay, PassageOverlay, PickerCommand, ReadingCommand,
    WindowCommand,
};
use obelus::model::{FileKey, Project, SetState, ZoneKind};
use obelus::store;
use obelus::text::segment;
use obelus::ui::theme::Theme;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample")
}

fn machine() -> Machine {
    let mut machine = Machine::with(Vec::new(), "Ada Lovelace");
    machine.open(sample());
    machine
}

#[test]
fn two_analysts_have_coded_every_sentence_of_at_least_five_pieces() {
    let project = sample();
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
    for article in sample().articles() {
        let struck = article.zones.iter().filter(|zone| zone.kind == ZoneKind::Boilerplate);
        assert!(struck.map(|zone| zone.span.len()).sum::<u32>() * 10 < article.text.len(), "{}", article.id);
    }
}

/// Writes what the effects call for, as the window does.
fn save(screen: &mut Screen, root: &Path) {
    let files: Vec<FileKey> = screen
        .effects
        .drain(..)
        .filter_map(|effect| if let Effect::Dirty(files) = effect { Some(files) } else { None })
        .flatten()
        .collect();
    for file in files {
        store::save(root, screen.machine.project(), &file).expect("saved");
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
    let mut harness = Screen::new(machine()).in_margin().show(Theme::light(), [1440.0, 900.0]);
    harness.run();
    for name in ["Factual", "Opinion", "Mixed"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    let marked = harness.state().machine.marked();
    let kinds: Vec<_> = marked.iter().filter_map(|mark| mark.split(':').next()).collect();
    assert_eq!(kinds.len(), 3, "{marked:?}");
    assert_eq!(kinds[1], "Opinion");
    harness.key_press(Key::C);
    harness.run();
    assert!(matches!(
        harness.state().machine.state.overlay,
        Some(Overlay::Passage(PassageOverlay::Picker(_)))
    ));
    harness.event(egui::Event::Text("Race for talent".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().machine.state.overlay.is_none());
    let claims = |project: &Project| {
        project.ledger().claims().filter(|claim| claim.label == "Race for talent").count()
    };
    assert_eq!(claims(harness.state().machine.project()), 1);
    let root = copied();
    save(harness.state_mut(), root.path());
    let again = read(root.path());
    assert_eq!(&again, harness.state().machine.project());
    let count = again.sets().filter(|(key, _)| key.annotator.as_str() == "ada-lovelace").count();
    assert_eq!(count, 1);
    harness.state_mut().machine.act(Action::Undo);
    assert_eq!(claims(harness.state().machine.project()), 0);
}

#[test]
fn an_analyst_of_the_project_goes_on_with_her_own_work() {
    let mut machine = Machine::with(Vec::new(), "maya  lindqvist");
    machine.open(sample());
    let me = machine.state.session.as_ref().and_then(|session| session.me.clone());
    assert_eq!(me.map(|id| id.to_string()).as_deref(), Some("maya"));
    assert_eq!(machine.project().annotators().count(), 2);
}

#[test]
fn the_next_article_opens_when_one_is_done() {
    let mut machine = machine();
    let count = machine.state.reading().expect("article").sentences.len();
    for _ in 0..count {
        machine.tag('F');
    }
    let first = machine.state.reading().expect("article").article.id.clone();
    machine.send(Command::Action(Action::ArticleDone));
    assert_ne!(machine.state.reading().expect("article").article.id, first);
    assert_eq!(machine.done(), 1);
}

/// A machine on the French analysis, half coded, with claims.
pub(crate) fn worked() -> Machine {
    let mut machine = machine();
    machine.send(Command::Article(ArticleCommand::Open("04-le-cadran".parse().expect("id"))));
    for letter in ['F', 'O', 'F', 'O', 'M', 'F'] {
        machine.tag(letter);
    }
    let sentence =
        |machine: &Machine, number: usize| machine.state.reading().expect("article").sentences[number];
    for (number, name) in [(2, "LLaMA4"), (3, "Acquisition"), (4, "talent")] {
        let span = sentence(&machine, number);
        machine.send(Command::Reading(ReadingCommand::GoTo(span)));
        machine.act(Action::LinkClaim);
        machine.send(Command::Picker(PickerCommand::Query(name.to_owned())));
        machine.send(Command::Picker(PickerCommand::Accept));
    }
    machine.press('-');
    machine.press('3');
    machine
}

#[test]
fn the_screens_of_the_main_job_look_right() {
    let picker = || {
        let mut machine = worked();
        machine.send(Command::Reading(ReadingCommand::GoToSentence(6)));
        machine.act(Action::LinkClaim);
        machine.send(Command::Picker(PickerCommand::Query("a".to_owned())));
        machine
    };
    let drawer = || {
        let mut machine = worked();
        machine.send(Command::Window(WindowCommand::ShowDrawer(obelus::app::Drawer::Claims)));
        machine
    };
    let page = |route: obelus::app::Route| {
        move || {
            let mut machine = worked();
            machine.send(Command::Window(WindowCommand::Go(route)));
            machine
        }
    };
    let screens: [(&str, Box<dyn Fn() -> Machine>); 5] = [
        ("inspector", Box::new(worked)),
        ("picker", Box::new(picker)),
        ("drawer", Box::new(drawer)),
        ("claims", Box::new(page(obelus::app::Route::Claims))),
        ("codebook", Box::new(page(obelus::app::Route::Codebook))),
    ];
    for (name, make) in screens {
        for theme in [Theme::light(), Theme::dark()] {
            let end = if theme.dark { "dark" } else { "light" };
            let mut harness = Screen::new(make()).in_margin().show(theme, [1440.0, 900.0]);
            harness.run();
            crate::snapshot::snapshot(&mut harness, &format!("{name}-{end}"));
        }
    }
}
