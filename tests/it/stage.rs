//! A small project to show and to click through, without files.

use std::sync::Arc;

use egui::{Rect, Ui};
use egui_kittest::Harness;
use obelus::app::{Command, OpenedProject, Outbox, Preferences, Stamp, State};
use obelus::base::{ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, LayerId, ProjectId, Timestamp};
use obelus::model::{
    Answers, Article, Attribute, Choice, Code, Codebook, Dated, Example, History, Layer, Metadata, Project,
    Unit, Values, Zone, ZoneKind,
};
use obelus::text::{Span, Text};
use obelus::ui::Cx;
use obelus::ui::theme::{Theme, fonts};
use obelus::ui::typeset::{Fonts, Typesetter};

use crate::snapshot::dressed;

pub const FRENCH: &str = "\
Le pari de Meta, ou la fuite en avant
Par notre rédaction numérique
Le groupe a regroupé ses équipes de recherche dans une entité nouvelle, confiée à un dirigeant venu de l’annotation de données. C’est l’aveu d’un échec : son modèle Llama 4 n’a convaincu personne, ni les développeurs ni les investisseurs.
Au printemps, selon deux sources proches des discussions, il aurait approché la start-up Safe Superintelligence en vue d’un rachat, sans succès. Faute de pouvoir acheter l’entreprise, il en débauche aujourd’hui les cadres à prix d’or. Une porte-parole conteste ce récit et parle de « rencontres ordinaires ».
Les primes proposées dépasseraient cent millions de dollars par personne. Reste à savoir si une somme de talents suffit à faire une équipe.
À l’automne, le nouveau laboratoire devra présenter un premier modèle.
";

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
        let bundled: Vec<(&str, Arc<[u8]>)> =
            vec![("Literata", Arc::from(fonts::LITERATA)), ("Inter", Arc::from(fonts::INTER))];
        let mut stage = Self {
            state: State::new(Preferences { annotator_name: "Ada".to_owned(), ..Preferences::default() }),
            asked: Vec::new(),
            set: Typesetter::new(Fonts::new(&bundled, false)),
            anchor: None,
            seed: 0,
        };
        let mut project = Project::new(
            ProjectId::new("labs").unwrap(),
            "Superintelligence Labs".to_owned(),
            Arc::new(codebook()),
        );
        project.load_article(Arc::new(french()));
        project.load_article(Arc::new(article("northern-wire", "Northern Wire", "Meta sets up new lab as chief hires rivals’ stars", "Meta sets up new lab as chief hires rivals’ stars\nThe company tried to buy Safe Superintelligence in the spring, two people said. Llama 4 has been a flop.\n")));
        stage.dispatch(Command::Opened(Box::new(OpenedProject {
            root: "labs".into(),
            project,
            history: History::default(),
            me: None,
            held_by: None,
            article: Some(ArticleId::new("cadran").unwrap()),
            loading: 0,
            issues: Vec::new(),
        })));
        stage
    }

    /// With tags, claims, a memo and a question.
    pub fn worked() -> Self {
        let mut stage = Self::new();
        stage.dispatch(Command::GoToSentence(2));
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
        stage.dispatch(Command::ChangeClaim {
            id: ClaimId::new("ada/acquisition-attempt").unwrap(),
            change: obelus::app::ClaimChange::Wording(
                "Meta tried to acquire Safe Superintelligence.".to_owned(),
            ),
        });
        stage.dispatch(Command::SetAttribute {
            id: mention,
            attribute: AttributeId::new("certainty").unwrap(),
            value: Some(obelus::model::Value::Choice(ChoiceId::new("possible").unwrap())),
        });
        stage
    }

    pub fn focus(&self) -> obelus::base::AnnotationId {
        self.state
            .reading()
            .unwrap()
            .focus
            .unwrap_or_else(|| panic!("{:?} {:?}", self.state.notices, self.state.overlay))
    }

    pub fn tag(&mut self, code: &str) {
        self.dispatch(Command::Tag { code: CodeId::new(code).unwrap(), unsure: false });
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
        self.dispatch(Command::GoTo(span));
        self.dispatch(Command::Action(obelus::app::Action::LinkClaim));
        self.dispatch(Command::PickerQuery(label.to_owned()));
        self.dispatch(Command::PickerAccept);
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
            now: Timestamp(1_783_000_100),
            anchor: &mut self.anchor,
        };
        show(ui, &mut cx);
        self.set.flush(ui.ctx());
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
        dressed(theme, size).with_max_steps(30).build_ui_state(
            move |ui: &mut Ui, stage: &mut Self| {
                ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, Theme::of(ui.ctx()).colours.panel);
                stage.frame(ui, &mut view);
            },
            self,
        )
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

fn code(id: &str, name: &str, key: char, colour: &str, definition: &str, test: &str, not: &str) -> Code {
    Code {
        id: CodeId::new(id).unwrap(),
        name: name.to_owned(),
        key: Some(key),
        colour: colour.to_owned(),
        definition: definition.to_owned(),
        include: Vec::new(),
        exclude: vec![not.to_owned()],
        test: test.to_owned(),
        examples: vec![
            Example { text: "Llama 4 is a failure".to_owned(), ..Example::default() },
            Example {
                text: "Analysts call Llama 4 a failure".to_owned(),
                note: "reports a view; the voice says whose".to_owned(),
                counter: true,
                ..Example::default()
            },
        ],
        sources: vec!["Pew Research Center 2018".to_owned()],
        needs_memo: false,
    }
}

fn choices(
    id: &str,
    name: &str,
    key: Option<char>,
    prominent: bool,
    list: &[&str],
    default: bool,
) -> Attribute {
    let choice = |name: &&str| Choice {
        id: ChoiceId::new(&obelus::base::slug(name)).unwrap(),
        name: (*name).to_owned(),
        definition: String::new(),
    };
    let choices: Vec<Choice> = list.iter().map(choice).collect();
    let default = default.then(|| choices[0].id.clone());
    attribute(id, name, key, prominent, Values::Choice { choices, default, many: false })
}

fn attribute(id: &str, name: &str, key: Option<char>, prominent: bool, values: Values) -> Attribute {
    Attribute {
        id: AttributeId::new(id).unwrap(),
        name: name.to_owned(),
        question: String::new(),
        definition: String::new(),
        key,
        values,
        codes: Vec::new(),
        prominent,
        sources: Vec::new(),
    }
}

fn layer(id: &str, question: &str, unit: Unit, answers: Answers, attributes: Vec<Attribute>) -> Layer {
    Layer {
        id: LayerId::new(id).unwrap(),
        name: id.to_owned(),
        question: question.to_owned(),
        unit,
        exclusive: unit == Unit::Sentence,
        answers,
        attributes,
        card: Vec::new(),
    }
}

fn codebook() -> Codebook {
    let not = "a neutral report that somebody holds a view.";
    let test = "would evidence open to a third party settle it? If not, it is opinion.";
    let codes = vec![
        code(
            "factual",
            "Factual",
            'F',
            "blue",
            "Can be proved or disproved by evidence, whether or not it is true.",
            test,
            "forecasts and values.",
        ),
        code(
            "opinion",
            "Opinion",
            'O',
            "vermilion",
            "Expresses a belief, value, taste or judgement, or says what ought to be done.",
            test,
            not,
        ),
        code(
            "mixed",
            "Mixed",
            'M',
            "violet",
            "A checkable core and an evaluation that cannot be split.",
            test,
            not,
        ),
        code(
            "prediction",
            "Prediction",
            'P',
            "ochre",
            "About a future state, promise, plan or threat.",
            test,
            not,
        ),
        code("no-claim", "No claim", 'N', "grey", "Nothing to check and nothing judged.", test, not),
        code("unclear", "Unclear", 'U', "magenta", "The coder cannot decide.", test, not),
    ];
    let mut voice =
        choices("voice", "Voice", Some('V'), true, &["Author", "Named", "Unnamed", "Document"], true);
    voice.question = "Whose voice?".to_owned();
    let loaded = attribute("loaded", "Loaded wording", Some('L'), false, Values::Spans);
    let confidence = choices("confidence", "Confidence", None, false, &["Sure", "Unsure"], true);
    let mut kinds = layer(
        "kind",
        "What kind of statement?",
        Unit::Sentence,
        Answers::Codes(codes),
        vec![voice, loaded, confidence],
    );
    kinds.card = [
        "Would evidence open to a third party settle it? No: opinion, or no claim.",
        "Is it about the future? Yes: prediction.",
        "Does an evaluative word remain after the checkable part is removed? Yes: split, else mixed.",
        "Whose words or view? That is the voice.",
    ]
    .map(str::to_owned)
    .to_vec();
    let claims = layer(
        "claims",
        "Which claim?",
        Unit::Span,
        Answers::Claims,
        vec![
            choices("stance", "Stance", None, true, &["Supports", "Neutral", "Opposes"], true),
            choices(
                "certainty",
                "Certainty",
                None,
                true,
                &["Certain", "Probable", "Possible", "Not given"],
                true,
            ),
            choices(
                "act",
                "Act",
                None,
                false,
                &["Asserts", "Denies", "Questions", "Demands", "Announces"],
                true,
            ),
            attribute("hedge", "Hedge cue", Some('H'), false, Values::Spans),
            attribute("source", "Source", None, false, Values::Spans),
            choices(
                "type",
                "Claim type",
                None,
                false,
                &["Quantity", "Cause", "Law", "Prediction", "Other"],
                false,
            ),
        ],
    );
    let fields = layer(
        "article",
        "",
        Unit::Article,
        Answers::Fields,
        vec![choices("headline", "Headline supported by body?", None, true, &["Yes", "Partly", "No"], false)],
    );
    Codebook::new("News".to_owned(), 1, vec![kinds, claims, fields]).unwrap()
}
