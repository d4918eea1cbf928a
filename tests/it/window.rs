//! The window as a whole, without files: what its views show, and what they ask for.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use obelus::app::{
    Action, AnnotationCommand, ArticleDraft, Command, IntakeCommand, Route, StatusCommand, WindowCommand,
};
use obelus::base::{ArticleId, CodeId, Issue, ProjectId, Timestamp};
use obelus::locale::Message;
use obelus::model::{Article, Metadata, Recent, ZoneKind};
use obelus::store;
use obelus::text::Text;
use obelus::ui::theme::Theme;

use crate::machine::{drafted, project};
use crate::screen::{START, Screen};
use crate::snapshot::snapshot;

fn drafts() -> Vec<ArticleDraft> {
    [("le-pari.txt", FRENCH), ("flop.md", ENGLISH), ("hebrew.txt", HEBREW)]
        .into_iter()
        .map(|(name, text)| drafted(name, text))
        .collect()
}

const FRENCH: &str = "Retour aux titres\n\nLe pari de Meta, ou la fuite en avant\n\nPar notre rédaction numérique\n\nil y a 3 jours\n\nLe groupe a regroupé ses équipes de recherche dans une entité nouvelle, confiée à un dirigeant venu de l’annotation de données. C’est l’aveu d’un échec : son modèle Llama 4 n’a convaincu personne, ni les développeurs ni les investisseurs.\n\nAu printemps, selon deux sources proches des discussions, il aurait approché la start-up Safe Superintelligence en vue d’un rachat, sans succès. Faute de pouvoir acheter l’entreprise, il en débauche aujourd’hui les cadres à prix d’or.\n\nÀ l’automne, le nouveau laboratoire devra présenter un premier modèle.\n\nPartager cet article\n\nLire aussi : Les cent millions de la discorde\n";
const ENGLISH: &str = "---\ntitle: Llama 4 is a flop\noutlet: The Harbour Post\ndate: 2025-07-03\n---\n\n# Llama 4 is a flop\n\nMeta postponed the model, two employees said. The delay is embarrassing.\n";
const HEBREW: &str = "המעבדה החדשה של מטא\n\nהחברה איחדה את צוותי המחקר שלה ביחידה חדשה. לדברי שני מקורות, היא ניסתה לרכוש את החברה באביב.\n";

/// Stores or compares what both themes show.
fn picture(name: &str, make: impl Fn() -> Screen) {
    for theme in [Theme::light(), Theme::dark()] {
        let mut harness = make().show(theme, SIZE);
        harness.run();
        snapshot(&mut harness, &format!("{name}-{}", if theme.dark { "dark" } else { "light" }));
    }
}

const SIZE: [f32; 2] = [1280.0, 800.0];

fn worked() -> Screen {
    let mut screen = Screen::with_sample();
    for code in ["factual", "opinion", "factual", "mixed"] {
        screen.send(Command::Annotation(AnnotationCommand::Tag {
            code: CodeId::new(code).unwrap(),
            unsure: false,
        }));
    }
    screen
}

/// The codebook page under something that floats: a picture without an article in it.
fn at_the_codebook(action: Action) -> Screen {
    let mut screen = Screen::with_sample();
    screen.send(Command::Window(WindowCommand::Go(Route::Codebook)));
    screen.send(Command::Action(action));
    screen
}

#[test]
fn the_welcome_page_looks_right() {
    let recent = |path: &str, name: &str, ago: i64| Recent {
        path: path.into(),
        name: name.to_owned(),
        opened: Timestamp(START.0 - ago),
        article: None,
    };
    picture("welcome", || {
        let mut screen = Screen::empty();
        screen.machine.state.preferences.recents = vec![
            recent("/studies/superintelligence-labs", "Superintelligence Labs", 90_000),
            recent("/studies/strike", "מקרה מבחן", 9_000_000),
        ];
        screen
    });
}

#[test]
fn the_intake_page_looks_right() {
    picture("intake", || {
        let mut screen = Screen::empty();
        let findings = vec![
            Issue::error("not-text", "picture.png", Message::verbatim("The file is no text."))
                .hint(Message::verbatim("Save it as text first."))
                .into(),
        ];
        screen.send(Command::Intake(IntakeCommand::Drafted { drafts: drafts(), findings }));
        screen
    });
}

#[test]
fn five_hundred_drafts_look_right() {
    picture("intake-many", || {
        let mut screen = Screen::empty();
        let many = (1..=500).map(|number| {
            let text =
                format!("Headline {number}\n\nThe plan of day {number} has stalled, and nobody paid.\n");
            drafted(&format!("a{number}.txt"), &text)
        });
        let drafts = drafts().into_iter().chain(many).collect();
        screen.send(Command::Intake(IntakeCommand::Drafted { drafts, findings: Vec::new() }));
        screen
    });
}

#[test]
fn the_palette_over_the_codebook_looks_right() {
    picture("palette", || at_the_codebook(Action::CommandPalette));
}

#[test]
fn the_sheet_of_keys_looks_right() {
    picture("keys", || at_the_codebook(Action::ShortcutSheet));
}

#[test]
fn tabs_and_the_menu_ask_for_what_they_name() {
    let mut harness = worked().show(Theme::light(), SIZE);
    harness.run();
    harness.get_by_role_and_label(Role::Tab, "Codebook").click();
    harness.run();
    assert_eq!(harness.state().machine.state.route, Route::Codebook);
    harness.get_by_role_and_label(Role::Button, "Menu").click();
    harness.run();
    harness.get_by_role_and_label(Role::MenuItem, "Save now").click();
    harness.run();
    assert_eq!(harness.state().asked, ["Window(Go(Codebook))", "Action(SaveNow)"]);
}

#[test]
fn the_library_is_filtered_and_walked_by_keys() {
    let mut harness = worked().show(Theme::light(), SIZE);
    harness.run();
    harness.key_press(Key::Slash);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Filter articles").type_text("die woche");
    harness.run();
    assert_eq!(harness.state().machine.state.session.as_ref().unwrap().library.shown, 1);
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let open = harness.state().machine.state.reading().unwrap().article.id.clone();
    assert_eq!(open.as_str(), "07-die-woche");
}

#[test]
fn rows_out_of_sight_are_not_made() {
    let article = |number: usize| Article {
        id: ArticleId::new(&format!("a-{number}")).unwrap(),
        text: Text::new(format!("Headline {number}\n")).unwrap(),
        metadata: Metadata { title: format!("Headline {number:05}"), ..Metadata::default() },
        zones: Vec::new(),
    };
    let articles = (0..10_000).map(article).collect();
    let mut screen = Screen::empty();
    screen.open(project(ProjectId::new("many").unwrap(), "Many", store::builtin_codebook(), articles));
    let mut harness = screen.show(Theme::light(), SIZE);
    harness.run();
    let rows = harness.get_all_by_role(Role::ListBoxOption).count();
    assert!((3..20).contains(&rows), "{rows} rows");
}

#[test]
fn the_palette_is_typed_into_and_walked() {
    let mut harness = worked().show(Theme::light(), SIZE);
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Command palette").type_text("zoom");
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::Enter);
    harness.run();
    let asked = &harness.state().asked;
    assert_eq!(asked[asked.len() - 2..], ["Palette(Move(1))", "Palette(Accept(None))"]);
    assert!(harness.state().machine.state.overlay.is_none());
    assert!(harness.state().machine.state.preferences.zoom < 1.0);
}

#[test]
fn a_name_is_typed_and_taken_with_enter() {
    let mut screen = Screen::with_sample();
    screen.machine.state.preferences.annotator_name.clear();
    screen.machine.state.session.as_mut().unwrap().me = None;
    screen.send(Command::Annotation(AnnotationCommand::Tag {
        code: CodeId::new("opinion").unwrap(),
        unsure: false,
    }));
    let mut harness = screen.show(Theme::light(), SIZE);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Your name").type_text("Noor");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().asked, ["SetName(\"Noor\")"]);
    let session = harness.state().machine.state.session.as_ref().unwrap();
    assert_eq!(session.me.as_ref().unwrap().as_str(), "noor");
    assert_eq!(session.my_set().unwrap().len(), 1, "the tag is given once the name is known");
}

#[test]
fn the_status_bar_takes_back_the_last_change() {
    let mut harness = worked().show(Theme::light(), SIZE);
    harness.run();
    harness.get_by_label_contains("Undo: tag Mixed").click();
    harness.run();
    assert_eq!(harness.state().asked, ["Action(Undo)"]);
    assert!(harness.query_by_label_contains("Undo: tag Factual").is_some());
}

#[test]
fn drafts_are_corrected_and_confirmed_by_keys() {
    let mut screen = Screen::with_sample();
    screen.send(Command::Intake(IntakeCommand::Drafted { drafts: drafts(), findings: Vec::new() }));
    let before = screen.machine.state.session.as_ref().unwrap().project.article_count();
    let mut harness = screen.show(Theme::light(), SIZE);
    harness.run();
    for key in [Key::ArrowDown, Key::ArrowDown, Key::B] {
        harness.key_press(key);
        harness.run();
    }
    let intake = harness.state().machine.state.intake.as_ref().unwrap();
    let article = &intake.drafts[0].article;
    let byline = article.text.as_str().find("Par notre").unwrap() as u32;
    assert_eq!(article.zone_at(byline), ZoneKind::Boilerplate);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::PageDown);
    harness.run();
    harness.key_press(Key::X);
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Add 2 articles");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().machine.state.intake.is_none());
    let session = harness.state().machine.state.session.as_ref().unwrap();
    assert_eq!(session.project.article_count(), before + 2);
}

#[test]
fn what_is_known_of_a_draft_is_typed() {
    let mut screen = Screen::with_sample();
    screen.send(Command::Intake(IntakeCommand::Drafted { drafts: drafts(), findings: Vec::new() }));
    let mut harness = screen.show(Theme::light(), SIZE);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Outlet").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Outlet").type_text("Box");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let intake =
        harness.state().machine.state.intake.as_ref().expect("Enter in a field only leaves the field");
    assert_eq!(intake.drafts[0].article.metadata.outlet, "Box");
    harness.get_by_role_and_label(Role::CheckBox, "Add Llama 4 is a flop").click();
    harness.run();
    assert!(harness.state().machine.state.intake.as_ref().unwrap().drafts[1].skipped);
}

#[test]
fn the_keyboard_goes_round_the_panes() {
    let mut harness = worked().show(Theme::light(), SIZE);
    harness.run();
    let mut seen = Vec::new();
    for _ in 0..4 {
        harness.key_press(Key::F6);
        harness.run();
        let pane = ["Inspector", "Drawer", "Library"].into_iter().find(|name| {
            harness.query_by_role_and_label(Role::Pane, name).is_some_and(|pane| pane.is_focused())
        });
        seen.push(pane.unwrap_or("Text"));
    }
    assert_eq!(seen, ["Inspector", "Drawer", "Library", "Text"]);
}

#[test]
fn keys_do_not_tag_what_is_out_of_sight() {
    let mut screen = worked();
    screen.send(Command::Window(WindowCommand::Go(Route::Codebook)));
    let mut harness = screen.show(Theme::light(), SIZE);
    harness.run();
    for key in [Key::O, Key::ArrowDown, Key::Space, Key::End] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().asked, [] as [&str; 0]);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().asked, ["Window(Go(Read))"]);
}

#[test]
fn a_pane_is_dragged_wider() {
    let mut harness = worked().show(Theme::light(), SIZE);
    harness.run();
    let edge = harness.state().machine.state.preferences.library_width;
    harness.drag_at(egui::pos2(edge, 400.0));
    harness.run();
    harness.hover_at(egui::pos2(340.0, 400.0));
    harness.run();
    harness.drop_at(egui::pos2(340.0, 400.0));
    harness.run();
    let width = harness.state().machine.state.preferences.library_width;
    assert!((width - 340.0).abs() < 1.0, "{width}");
}

#[test]
fn the_filter_is_reached_where_there_is_no_room_for_the_library() {
    let mut harness = worked().show(Theme::light(), [640.0, 400.0]);
    harness.run();
    assert!(harness.query_by_role_and_label(Role::TextInput, "Filter articles").is_none());
    harness.key_press(Key::Slash);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::TextInput, "Filter articles").is_focused());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_role_and_label(Role::TextInput, "Filter articles").is_none());
}

#[test]
fn what_failed_is_said_even_in_focus_mode() {
    let mut screen = worked();
    screen.send(Command::Action(Action::FocusMode));
    let mut harness = screen.show(Theme::light(), SIZE);
    harness.run();
    assert!(harness.query_by_label_contains("Saved").is_none());
    harness.state_mut().send(Command::Status(StatusCommand::Fail(Message::verbatim("The disk is full."))));
    harness.run();
    harness.get_by_role_and_label(Role::Button, "The disk is full.").click();
    harness.run();
    assert!(harness.query_by_label_contains("The disk is full.").is_none());
}
