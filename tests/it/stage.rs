//! A small project to show and to click through, without files.

use std::sync::{Arc, Mutex};

use egui::epaint::text::{FallbackRequest, FontInsert};
use egui::{Rect, Ui};
use egui_kittest::Harness;
use obelus::app::{
    AnnotationCommand, ArticleCommand, AttributeCommand, ClaimCommand, Command, OpenedProject, Outbox,
    PickerCommand, Preferences, ProjectCommand, ReadingCommand, Stamp, State,
};
use obelus::base::{ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, ProjectId, Timestamp};
use obelus::model::{Article, Dated, History, Metadata, Project, Zone, ZoneKind};
use obelus::text::{Span, Text};
use obelus::ui::theme::Theme;
use obelus::ui::typeset::{FontRole, Typesetter};
use obelus::ui::{Cx, View};

use crate::snapshot::dressed;

pub const FRENCH: &str = "\
Le pari de Meta, ou la fuite en avant
Par notre rédaction numérique
Le groupe a regroupé ses équipes de recherche dans une entité nouvelle, confiée à un dirigeant venu de l’annotation de données. C’est l’aveu d’un échec : son modèle Llama 4 n’a convaincu personne, ni les développeurs ni les investisseurs.
Au printemps, selon deux sources proches des discussions, il aurait approché la start-up Safe Superintelligence en vue d’un rachat, sans succès. Faute de pouvoir acheter l’entreprise, il en débauche aujourd’hui les cadres à prix d’or. Une porte-parole conteste ce récit et parle de « rencontres ordinaires ».
Les primes proposées dépasseraient cent millions de dollars par personne. Reste à savoir si une somme de talents suffit à faire une équipe.
À l’automne, le nouveau laboratoire devra présenter un premier modèle.
";

const HEBREW: &str =
    "מעבדה חדשה\nבאביב מטא ניסתה לרכוש את החברה Safe Superintelligence, כך אמרו שני מקורות. זה היה כישלון.\n";

/// What is on the stage: the program, and what its views asked for.
pub struct Stage {
    pub state: State,
    pub asked: Vec<String>,
    set: Typesetter,
    anchor: Option<Rect>,
    seed: u64,
}

impl Stage {
    /// The program with the small project open.
    pub fn new() -> Self {
        let mut stage = Self {
            state: State::new(Preferences { annotator_name: "Ada".to_owned(), ..Preferences::default() }),
            asked: Vec::new(),
            set: crate::sight::typesetter(),
            anchor: None,
            seed: 0,
        };
        let mut project = Project::new(
            ProjectId::new("labs").unwrap(),
            "Superintelligence Labs".to_owned(),
            Arc::new(obelus::store::builtin_codebook()),
        );
        project.load_article(Arc::new(french()));
        let mut hebrew = article("hebrew", "הצופה", "מעבדה חדשה", HEBREW);
        hebrew.metadata.language = "he".to_owned();
        project.load_article(Arc::new(hebrew));
        project.load_article(Arc::new(article("northern-wire", "Northern Wire", "Meta sets up new lab as chief hires rivals’ stars", "Meta sets up new lab as chief hires rivals’ stars\nThe company tried to buy Safe Superintelligence in the spring, two people said. Llama 4 has been a flop.\n")));
        stage.dispatch(Command::Project(ProjectCommand::Opened(Box::new(OpenedProject {
            root: "labs".into(),
            project,
            history: History::default(),
            me: None,
            held_by: None,
            article: Some(ArticleId::new("cadran").unwrap()),
            loading: 0,
            issues: Vec::new(),
        }))));
        stage
    }

    /// With tags, claims, a memo and a question.
    pub fn worked() -> Self {
        let mut stage = Self::new();
        stage.dispatch(Command::Reading(ReadingCommand::GoToSentence(2)));
        stage.tag("factual");
        stage.tag("opinion");
        stage.tag("factual");
        stage.tag("opinion");
        stage.claim("son modèle Llama 4 n’a convaincu personne", "LLaMA4 failure");
        stage.claim(
            "il aurait approché la start-up Safe Superintelligence en vue d’un rachat",
            "Acquisition attempt",
        );
        stage.claim("il en débauche aujourd’hui les cadres", "Acqui-hire instead of takeover");
        stage.claim("acheter l’entreprise", "Acquisition attempt");
        let mention = stage.focus();
        stage.dispatch(Command::Claim(ClaimCommand::Change {
            id: ClaimId::new("ada/acquisition-attempt").unwrap(),
            change: obelus::app::ClaimChange::Wording(
                "Meta tried to acquire Safe Superintelligence.".to_owned(),
            ),
        }));
        stage.dispatch(Command::Attribute(AttributeCommand::Set {
            id: mention,
            attribute: AttributeId::new("certainty").unwrap(),
            value: Some(obelus::model::Value::Choice(ChoiceId::new("possible").unwrap())),
        }));
        stage
    }

    /// An article written from right to left, with a claim in it.
    pub fn hebrew() -> Self {
        let mut stage = Self::new();
        stage.dispatch(Command::Article(ArticleCommand::Open(ArticleId::new("hebrew").unwrap())));
        stage.tag("opinion");
        stage.claim("ניסתה לרכוש את החברה", "ניסיון רכישה");
        stage.memo("האם זו דעה?", true);
        stage
    }

    pub fn focus(&self) -> obelus::base::AnnotationId {
        self.state
            .reading()
            .unwrap()
            .focus
            .unwrap_or_else(|| panic!("{:?} {:?}", self.state.notices, self.state.overlay))
    }

    /// Writes a memo on what is in hand.
    pub fn memo(&mut self, text: &str, question: bool) {
        let memo = obelus::model::Memo { text: text.to_owned(), question };
        self.dispatch(Command::Annotation(AnnotationCommand::SetMemo { id: self.focus(), memo }));
    }

    pub fn tag(&mut self, code: &str) {
        self.dispatch(Command::Annotation(AnnotationCommand::Tag {
            code: CodeId::new(code).unwrap(),
            unsure: false,
        }));
    }

    /// Where words are in the open article.
    pub fn find(&self, words: &str) -> Span {
        let text = &self.state.reading().unwrap().article.text;
        let at = text.as_str().find(words).unwrap() as u32;
        Span::new(at, at + words.len() as u32).unwrap()
    }

    /// Links words to a claim of that name, coining it when there is none.
    pub fn claim(&mut self, words: &str, label: &str) {
        let span = self.find(words);
        self.dispatch(Command::Reading(ReadingCommand::GoTo(span)));
        self.dispatch(Command::Action(obelus::app::Action::LinkClaim));
        self.dispatch(Command::Picker(PickerCommand::Query(label.to_owned())));
        self.dispatch(Command::Picker(PickerCommand::Accept));
    }

    pub fn dispatch(&mut self, command: Command) {
        self.seed += 1;
        let stamp = Stamp { now: Timestamp(1_783_000_000 + self.seed as i64), seed: self.seed };
        let _ = self.state.dispatch(command, stamp);
    }

    fn frame(&mut self, ui: &mut Ui, show: &mut dyn FnMut(&mut Ui, &mut Cx<'_>)) {
        let theme = Theme::of(ui.ctx());
        let mut out = Outbox::new();
        self.set.set_theme(theme.dark);
        self.set.begin(ui.ctx());
        let mut cx = Cx {
            state: &self.state,
            out: &mut out,
            set: &mut self.set,
            theme,
            text: self.state.text,
            now: Timestamp(1_783_000_100),
            anchor: &mut self.anchor,
        };
        show(ui, &mut cx);
        self.set.flush(ui.ctx());
        self.carry_out(out);
    }

    fn carry_out(&mut self, mut out: Outbox) {
        for command in out.take() {
            self.asked.push(format!("{command:?}"));
            self.dispatch(command);
        }
    }

    /// Puts the passage in hand at a place on the screen, as the reader would.
    pub fn anchored(mut self, rect: Rect) -> Self {
        self.anchor = Some(rect);
        self
    }

    /// A harness that shows one view on the stage.
    pub fn show<'a>(
        self,
        theme: &Theme,
        size: [f32; 2],
        mut view: impl FnMut(&mut Ui, &mut Cx<'_>) + 'a,
    ) -> Harness<'a, Self> {
        dressed(theme, size).with_context_setup(every_script).with_max_steps(30).build_ui_state(
            move |ui: &mut Ui, stage: &mut Self| {
                ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, Theme::of(ui.ctx()).colours.panel);
                stage.frame(ui, &mut view);
            },
            self,
        )
    }
}

/// Dresses egui, and lets its text fields find letters of any script as the real window does.
fn every_script(ctx: &egui::Context) {
    obelus::ui::theme::install(ctx);
    let fonts = Mutex::new(crate::sight::typesetter().fonts().clone());
    ctx.add_font_provider(Arc::new(move |request: &FallbackRequest<'_>| {
        let letter = request.cluster.chars().next()?;
        let data = fonts.lock().ok()?.egui_font(letter, FontRole::Sans)?;
        Some(FontInsert { name: format!("for {letter}"), data, families: Vec::new() })
    }));
}

/// A harness that shows the whole window.
pub fn window<'a>(stage: Stage, theme: &Theme, size: [f32; 2]) -> Harness<'a, Stage> {
    let mut view = View::new(crate::sight::typesetter());
    let frame = move |ui: &mut Ui, stage: &mut Stage| {
        let mut out = Outbox::new();
        view.show(ui, &stage.state, &mut out, Timestamp(1_783_000_100));
        stage.carry_out(out);
    };
    dressed(theme, size).with_context_setup(every_script).with_max_steps(60).build_ui_state(frame, stage)
}

/// Draws what is shown and, where `OBELUS_LOOK` names a folder, keeps the picture there to be looked at.
pub fn look(harness: &mut Harness<'_, Stage>, name: &str) {
    harness.run();
    let picture = harness.render().unwrap();
    if let Some(folder) = std::env::var_os("OBELUS_LOOK") {
        std::fs::create_dir_all(&folder).unwrap();
        picture.save(std::path::Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

fn french() -> Article {
    let mut article = article("cadran", "Le Cadran", "Le pari de Meta, ou la fuite en avant", FRENCH);
    article.metadata.language = "fr".to_owned();
    article.metadata.published =
        Dated { date: "2025-07-03".to_owned(), as_written: "3 juillet 2025".to_owned() };
    let byline = article.text.line(1).unwrap();
    article.zones = vec![
        Zone { kind: ZoneKind::Headline, span: Span::new(0, article.text.line(0).unwrap().1).unwrap() },
        Zone { kind: ZoneKind::Byline, span: Span::new(byline.0, byline.1).unwrap() },
    ];
    article
}

fn article(id: &str, outlet: &str, title: &str, text: &str) -> Article {
    Article {
        id: ArticleId::new(id).unwrap(),
        text: Text::new(text).unwrap(),
        metadata: Metadata { title: title.to_owned(), outlet: outlet.to_owned(), ..Metadata::default() },
        zones: Vec::new(),
    }
}
