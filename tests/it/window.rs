//! The window as a whole, without files: what its views show, and what they ask for.

use std::sync::Arc;

use egui::{Key, Modifiers, Role, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::agreement::{AgreementReport, ReportCache, Request, Viewer};
use obelus::app::{
    Action, AnnotationCommand, Command, Drafted, Effect, ExportCommand, FreezeCommand, FreezeEffect,
    ImportCommand, IntakeCommand, InterchangeEffect, OpenedProject, Outbox, Preferences, ProjectCommand,
    Recent, ReviewCommand, Route, Stamp, State, StatusCommand, WindowCommand,
};
use obelus::base::{ArticleId, CodeId, Issue, Progress, ProjectId, Timestamp};
use obelus::formats::{self, Extent};
use obelus::ingest::{self, SourceFile};
use obelus::model::{Article, History, Metadata, Project, ZoneKind};
use obelus::release::{self, Survey};
use obelus::review::Comparisons;
use obelus::store;
use obelus::text::Text;
use obelus::ui::theme::{Theme, fonts};
use obelus::ui::typeset::{Fonts, Typesetter};
use obelus::ui::{Ask, View};

use crate::snapshot::{dressed, snapshot};

const NOW: i64 = 1_783_000_000;

/// The program with its window; what the views asked for is carried out and kept in words.
pub struct Window {
    pub state: State,
    pub asked: Vec<String>,
    /// What of export and import needs files.
    pub wished: Vec<InterchangeEffect>,
    view: View,
    now: i64,
}

impl Window {
    pub fn new() -> Self {
        let bundled: Vec<(&str, Arc<[u8]>)> = vec![
            ("Literata", Arc::from(fonts::LITERATA)),
            ("Inter", Arc::from(fonts::INTER)),
            (
                "Noto Serif Hebrew",
                Arc::from(std::fs::read("tests/fonts/NotoSerifHebrew-Regular.ttf").unwrap()),
            ),
            (
                "Noto Naskh Arabic",
                Arc::from(std::fs::read("tests/fonts/NotoNaskhArabic-Regular.ttf").unwrap()),
            ),
        ];
        let preferences = Preferences { annotator_name: "Ada".to_owned(), ..Preferences::default() };
        Self {
            state: State::new(preferences),
            asked: Vec::new(),
            wished: Vec::new(),
            view: View::new(Typesetter::new(Fonts::new(&bundled, false))),
            now: NOW,
        }
    }

    /// With the articles of the sample.
    pub fn with_sample() -> Self {
        let mut window = Self::new();
        let checked = store::open(std::path::Path::new("assets/sample"), &Progress::new()).unwrap();
        let project = checked.value;
        window.open(project);
        window
    }

    pub fn open(&mut self, project: Project) {
        self.send(Command::Project(ProjectCommand::Opened(Box::new(OpenedProject {
            root: "labs".into(),
            project,
            history: History::default(),
            me: None,
            held_by: None,
            article: None,
            loading: 0,
            issues: Vec::new(),
        }))));
    }

    pub fn send(&mut self, command: Command) {
        self.now += 1;
        let stamp = Stamp { now: Timestamp(self.now), seed: self.now as u64 };
        for effect in self.state.dispatch(command, stamp) {
            match effect {
                Effect::FocusFilter => self.view.ask(Ask::FocusFilter),
                Effect::FocusText => self.view.ask(Ask::FocusText),
                Effect::CyclePane { back } => self.view.ask(Ask::CyclePane { back }),
                Effect::Compare => self.compare(),
                Effect::Measure => self.measure(),
                Effect::Interchange(effect) => self.interchange(effect),
                _ => {}
            }
        }
    }

    /// Does at once what a worker would.
    fn compare(&mut self) {
        let session = self.state.session.as_ref().unwrap();
        let comparisons = Comparisons::of(&session.project, session.reviewer());
        self.send(Command::Review(ReviewCommand::Compared(Box::new(comparisons))));
    }

    /// Gives the text the keyboard.
    pub fn focus_text(&mut self) {
        self.view.ask(Ask::FocusText);
    }

    /// Does at once what a worker would; what needs files is only noted.
    fn interchange(&mut self, effect: InterchangeEffect) {
        let project = self.state.session.as_ref().unwrap().project.clone();
        let answer = match effect {
            InterchangeEffect::Count { number, scope } => Command::Export(ExportCommand::Counted {
                number,
                extent: Arc::new(Extent::of(&project, &scope)),
            }),
            InterchangeEffect::Plan { number, foreign, mapping, options } => {
                let plan = Arc::new(formats::plan(&project, &foreign, &mapping, &options));
                Command::Import(ImportCommand::Planned { number, plan })
            }
            InterchangeEffect::Freeze(FreezeEffect::Survey { number, options, now }) => {
                return self.survey(&project, number, &options, now);
            }
            InterchangeEffect::Clear(_) => Command::Import(ImportCommand::Cleared(Vec::new())),
            other => return self.wished.push(other),
        };
        self.send(answer);
    }

    fn survey(&mut self, project: &Project, number: u64, options: &release::Options, now: Timestamp) {
        let survey = Survey::new(project, &options.scope, &[]);
        let told = release::paragraphs(project, options, &survey.other_findings(), now, &Progress::new());
        let paragraphs = Arc::new(told.unwrap());
        let survey = Arc::new(survey);
        for command in
            [FreezeCommand::Surveyed { number, survey }, FreezeCommand::Worded { number, paragraphs }]
        {
            self.send(Command::Freeze(command));
        }
    }

    fn measure(&mut self) {
        let session = self.state.session.as_ref().unwrap();
        let viewer = Viewer::Annotator(session.reviewer().cloned());
        let request = Request { viewer, resamples: 200, ..Request::default() };
        let report =
            AgreementReport::new(&session.project, &request, &mut ReportCache::default(), &Progress::new());
        self.send(Command::Review(ReviewCommand::Measured(Arc::new(report.unwrap().unwrap()))));
    }

    fn frame(&mut self, ui: &mut Ui) {
        let mut out = Outbox::new();
        // The harness leaves a margin that the program does not have.
        let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(ui.ctx().content_rect()));
        ui.set_clip_rect(ui.max_rect());
        self.view.show(&mut ui, &self.state, &mut out, Timestamp(self.now));
        for command in out.take() {
            self.asked.push(format!("{command:?}"));
            self.send(command);
        }
    }

    pub fn show<'a>(self, theme: &Theme, size: [f32; 2]) -> Harness<'a, Self> {
        dressed(theme, size)
            .with_max_steps(30)
            .build_ui_state(move |ui: &mut Ui, window: &mut Self| window.frame(ui), self)
    }
}

fn drafts() -> Vec<Drafted> {
    [("le-pari.txt", FRENCH), ("flop.md", ENGLISH), ("hebrew.txt", HEBREW)]
        .into_iter()
        .map(|(name, text)| {
            let checked =
                ingest::draft(SourceFile { name, bytes: text.as_bytes() }, &Progress::new()).unwrap();
            let id = ArticleId::new(name.split('.').next().unwrap()).unwrap();
            let sure = checked.value.language.1;
            let article = checked.value.into_article(id).unwrap();
            Drafted { article, notes: checked.issues, language_sure: sure, skipped: false }
        })
        .collect()
}

const FRENCH: &str = "Retour aux titres\n\nLe pari de Meta, ou la fuite en avant\n\nPar notre rédaction numérique\n\nil y a 3 jours\n\nLe groupe a regroupé ses équipes de recherche dans une entité nouvelle, confiée à un dirigeant venu de l’annotation de données. C’est l’aveu d’un échec : son modèle Llama 4 n’a convaincu personne, ni les développeurs ni les investisseurs.\n\nAu printemps, selon deux sources proches des discussions, il aurait approché la start-up Safe Superintelligence en vue d’un rachat, sans succès. Faute de pouvoir acheter l’entreprise, il en débauche aujourd’hui les cadres à prix d’or.\n\nÀ l’automne, le nouveau laboratoire devra présenter un premier modèle.\n\nPartager cet article\n\nLire aussi : Les cent millions de la discorde\n";
const ENGLISH: &str = "---\ntitle: Llama 4 is a flop\noutlet: The Harbour Post\ndate: 2025-07-03\n---\n\n# Llama 4 is a flop\n\nMeta postponed the model, two employees said. The delay is embarrassing.\n";
const HEBREW: &str = "המעבדה החדשה של מטא\n\nהחברה איחדה את צוותי המחקר שלה ביחידה חדשה. לדברי שני מקורות, היא ניסתה לרכוש את החברה באביב.\n";

/// Stores or compares what both themes show.
fn picture(name: &str, make: impl Fn() -> Window) {
    for theme in [Theme::light(), Theme::dark()] {
        let mut harness = make().show(theme, SIZE);
        harness.run();
        snapshot(&mut harness, &format!("{name}-{}", if theme.dark { "dark" } else { "light" }));
    }
}

const SIZE: [f32; 2] = [1280.0, 800.0];

fn worked() -> Window {
    let mut window = Window::with_sample();
    for code in ["factual", "opinion", "factual", "mixed"] {
        window.send(Command::Annotation(AnnotationCommand::Tag {
            code: CodeId::new(code).unwrap(),
            unsure: false,
        }));
    }
    window
}

/// The codebook page under something that floats: a picture without an article in it.
fn at_the_codebook(action: Action) -> Window {
    let mut window = Window::with_sample();
    window.send(Command::Window(WindowCommand::Go(Route::Codebook)));
    window.send(Command::Action(action));
    window
}

#[test]
fn the_welcome_page_looks_right() {
    let recent = |path: &str, name: &str, ago: i64| Recent {
        path: path.into(),
        name: name.to_owned(),
        opened: Timestamp(NOW - ago),
        article: None,
    };
    picture("welcome", || {
        let mut window = Window::new();
        window.state.preferences.recents = vec![
            recent("/studies/superintelligence-labs", "Superintelligence Labs", 90_000),
            recent("/studies/strike", "מקרה מבחן", 9_000_000),
        ];
        window
    });
}

#[test]
fn the_intake_page_looks_right() {
    picture("intake", || {
        let mut window = Window::new();
        let refused = vec![
            Issue::error("not-text", "picture.png", "The file is no text.").hint("Save it as text first."),
        ];
        window.send(Command::Intake(IntakeCommand::Drafted { drafts: drafts(), refused }));
        window
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
    assert_eq!(harness.state().state.route, Route::Codebook);
    harness.get_by_role_and_label(Role::Button, "Menu").click();
    harness.run();
    harness.get_by_role_and_label(Role::MenuItem, "Save now").click();
    harness.run();
    assert_eq!(harness.state().asked, ["Go(Codebook)", "Action(SaveNow)"]);
}

#[test]
fn the_library_is_filtered_and_walked_by_keys() {
    let mut harness = worked().show(Theme::light(), SIZE);
    harness.run();
    harness.key_press(Key::Slash);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Filter articles").type_text("die woche");
    harness.run();
    assert_eq!(harness.state().state.session.as_ref().unwrap().library.shown, 1);
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let open = harness.state().state.reading().unwrap().article.id.clone();
    assert_eq!(open.as_str(), "07-die-woche");
}

#[test]
fn rows_out_of_sight_are_not_made() {
    let mut window = Window::new();
    let mut project =
        Project::new(ProjectId::new("many").unwrap(), "Many".to_owned(), Arc::new(store::builtin_codebook()));
    for number in 0..10_000 {
        let article = Article {
            id: ArticleId::new(&format!("a-{number}")).unwrap(),
            text: Text::new(format!("Headline {number}\n")).unwrap(),
            metadata: Metadata { title: format!("Headline {number:05}"), ..Metadata::default() },
            zones: Vec::new(),
        };
        project.load_article(Arc::new(article));
    }
    window.open(project);
    let mut harness = window.show(Theme::light(), SIZE);
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
    assert_eq!(asked[asked.len() - 2..], ["PaletteMove(1)", "PaletteAccept(None)"]);
    assert!(harness.state().state.overlay.is_none());
    assert!(harness.state().state.preferences.zoom < 1.0);
}

#[test]
fn a_name_is_typed_and_taken_with_enter() {
    let mut window = Window::with_sample();
    window.state.preferences.annotator_name.clear();
    window.state.session.as_mut().unwrap().me = None;
    window.send(Command::Annotation(AnnotationCommand::Tag {
        code: CodeId::new("opinion").unwrap(),
        unsure: false,
    }));
    let mut harness = window.show(Theme::light(), SIZE);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Your name").type_text("Noor");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().asked, ["SetName(\"Noor\")"]);
    let session = harness.state().state.session.as_ref().unwrap();
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
    let mut window = Window::with_sample();
    window.send(Command::Intake(IntakeCommand::Drafted { drafts: drafts(), refused: Vec::new() }));
    let before = window.state.session.as_ref().unwrap().project.article_count();
    let mut harness = window.show(Theme::light(), SIZE);
    harness.run();
    for key in [Key::ArrowDown, Key::ArrowDown, Key::B] {
        harness.key_press(key);
        harness.run();
    }
    let intake = harness.state().state.intake.as_ref().unwrap();
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
    assert!(harness.state().state.intake.is_none());
    let session = harness.state().state.session.as_ref().unwrap();
    assert_eq!(session.project.article_count(), before + 2);
}

#[test]
fn what_is_known_of_a_draft_is_typed() {
    let mut window = Window::with_sample();
    window.send(Command::Intake(IntakeCommand::Drafted { drafts: drafts(), refused: Vec::new() }));
    let mut harness = window.show(Theme::light(), SIZE);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Outlet").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Outlet").type_text("Box");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let intake = harness.state().state.intake.as_ref().expect("Enter in a field only leaves the field");
    assert_eq!(intake.drafts[0].article.metadata.outlet, "Box");
    harness.get_by_role_and_label(Role::CheckBox, "Add Llama 4 is a flop").click();
    harness.run();
    assert!(harness.state().state.intake.as_ref().unwrap().drafts[1].skipped);
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
    let mut window = worked();
    window.send(Command::Window(WindowCommand::Go(Route::Codebook)));
    let mut harness = window.show(Theme::light(), SIZE);
    harness.run();
    for key in [Key::O, Key::ArrowDown, Key::Space, Key::End] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().asked, [] as [&str; 0]);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().asked, ["Go(Read)"]);
}

#[test]
fn a_pane_is_dragged_wider() {
    let mut harness = worked().show(Theme::light(), SIZE);
    harness.run();
    let edge = harness.state().state.preferences.library_width;
    harness.drag_at(egui::pos2(edge, 400.0));
    harness.run();
    harness.hover_at(egui::pos2(340.0, 400.0));
    harness.run();
    harness.drop_at(egui::pos2(340.0, 400.0));
    harness.run();
    let width = harness.state().state.preferences.library_width;
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
    let mut window = worked();
    window.send(Command::Action(Action::FocusMode));
    let mut harness = window.show(Theme::light(), SIZE);
    harness.run();
    assert!(harness.query_by_label_contains("Saved").is_none());
    harness.state_mut().send(Command::Status(StatusCommand::Fail("The disk is full.".to_owned())));
    harness.run();
    harness.get_by_role_and_label(Role::Button, "The disk is full.").click();
    harness.run();
    assert!(harness.query_by_label_contains("The disk is full.").is_none());
}
