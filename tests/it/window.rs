//! The window as a whole, without files: what its views show, and what they ask for.

use std::sync::Arc;

use egui::Ui;
use egui_kittest::Harness;
use obelus::app::{
    Action, Command, Drafted, OpenedProject, Outbox, Preferences, Recent, Route, Stamp, State,
};
use obelus::base::{ArticleId, CodeId, Issue, Progress, Timestamp};
use obelus::ingest::{self, Source};
use obelus::model::{History, Project};
use obelus::store;
use obelus::ui::View;
use obelus::ui::theme::{Theme, fonts};
use obelus::ui::typeset::{Fonts, Typesetter};

use crate::snapshot::dressed;

const NOW: i64 = 1_783_000_000;

/// The program with its window; what the views asked for is carried out and kept in words.
pub struct Window {
    pub state: State,
    pub asked: Vec<String>,
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
        self.send(Command::Opened(Box::new(OpenedProject {
            root: "labs".into(),
            project,
            history: History::default(),
            me: None,
            held_by: None,
            article: None,
            loading: 0,
            issues: Vec::new(),
        })));
    }

    pub fn send(&mut self, command: Command) {
        self.now += 1;
        let stamp = Stamp { now: Timestamp(self.now), seed: self.now as u64 };
        let _ = self.state.dispatch(command, stamp);
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
            let checked = ingest::draft(Source { name, bytes: text.as_bytes() }, &Progress::new()).unwrap();
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

fn look(make: impl Fn() -> Window, name: &str, size: [f32; 2]) {
    for theme in [Theme::light(), Theme::dark()] {
        let mut harness = make().show(theme, size);
        harness.run();
        let end = if theme.dark { "dark" } else { "light" };
        harness.render().unwrap().save(format!("/tmp/chrome-{name}-{end}.png")).unwrap();
    }
}

const SIZE: [f32; 2] = [1280.0, 800.0];

fn worked() -> Window {
    let mut window = Window::with_sample();
    for code in ["factual", "opinion", "factual", "mixed"] {
        window.send(Command::Tag { code: CodeId::new(code).unwrap(), unsure: false });
    }
    window
}

#[test]
fn looks() {
    let which = std::env::var("LOOK").unwrap_or_default();
    let want = |name: &str| which.is_empty() || which.split(',').any(|w| w == name);
    if want("read") {
        look(worked, "read", SIZE);
    }
    if want("welcome") {
        let make = || {
            let mut window = Window::new();
            window.state.preferences.recents = vec![
                Recent {
                    path: "/home/ada/studies/superintelligence-labs".into(),
                    name: "Superintelligence Labs".into(),
                    opened: Timestamp(NOW - 90_000),
                    article: None,
                },
                Recent {
                    path: "/home/ada/studies/strike".into(),
                    name: "מקרה מבחן".into(),
                    opened: Timestamp(NOW - 9_000_000),
                    article: None,
                },
            ];
            window
        };
        look(make, "welcome", SIZE);
    }
    if want("codebook") {
        let make = || {
            let mut window = worked();
            window.send(Command::Go(Route::Codebook));
            window
        };
        look(make, "codebook", SIZE);
    }
    for (name, action) in [
        ("palette", Action::CommandPalette),
        ("keys", Action::ShortcutSheet),
        ("who", Action::WhoAmI),
        ("issues", Action::Issues),
    ] {
        if want(name) {
            let make = || {
                let mut window = worked();
                if name == "issues" {
                    let session = window.state.session.as_mut().unwrap();
                    session.issues = vec![
                        Issue::warning(
                            "quote-mismatch",
                            "annotations/ada/flop.ron",
                            "The quote “Llama 4” is not where the annotation says.",
                        )
                        .hint("It is in the orphans tray."),
                        Issue::error("broken-ron", "articles/x.ron", "Expected `)` in line 4."),
                    ];
                }
                window.send(Command::Action(action));
                window
            };
            look(make, name, SIZE);
        }
    }
    if want("intake") {
        let make = || {
            let mut window = Window::new();
            let refused = vec![
                Issue::error("not-text", "picture.png", "The file is no text.")
                    .hint("Save it as text first."),
            ];
            window.send(Command::Drafted { drafts: drafts(), refused });
            window
        };
        look(make, "intake", SIZE);
    }
    if want("small") {
        look(worked, "small", [1024.0, 700.0]);
        look(worked, "tiny", [640.0, 400.0]);
    }
}
