//! The state machine alone: a project in memory, commands in, effects out.

use obelus::app::{
    Action, AnnotationCommand, ArticleDraft, AttributeCommand, Chord, Command, Effect, Key, Modifiers,
    OpenedProject, PickerCommand, ProjectCommand, ReadingCommand, Stamp, State,
};
use obelus::base::{
    AnnotationId, AnnotatorId, ArticleId, AttributeId, ChoiceId, CodeId, LayerId, Progress, ProjectId,
    Severity, Timestamp,
};
use obelus::ingest::{self, SourceFile};
use obelus::model::{
    Annotation, AnnotationSet, Annotator, Answers, Appearance, Article, Attribute, AttributeRole, Choice,
    ChoiceRole, Code, CodeRole, Codebook, History, Layer, Memo, Metadata, Preferences, Project, Role, Scale,
    Shortcut, Unit, Values, Zone, ZoneKind,
};
use obelus::text::{Span, Text};
use std::path::PathBuf;
use std::sync::Arc;

/// When the clock of a test starts that says nothing else.
const START: Timestamp = Timestamp(1_751_535_000);

/// A state machine with a clock that the test turns: a second a command.
pub struct Machine {
    pub state: State,
    clock: i64,
}

impl Machine {
    /// Without a project; an empty name is still to be asked.
    pub fn without_project(name: &str) -> Self {
        Self::without_project_at(START, name)
    }

    /// Without a project, the clock at this moment.
    pub fn without_project_at(start: Timestamp, name: &str) -> Self {
        let preferences = Preferences { annotator_name: name.to_owned(), ..Preferences::default() };
        Self { state: State::new(preferences), clock: start.0 }
    }

    /// With one article, read by `Ada`.
    pub fn new(text: &str) -> Self {
        Self::with(vec![article("a", text, Vec::new())], "Ada")
    }

    /// With these articles.
    pub fn with(articles: Vec<Article>, name: &str) -> Self {
        let id = ProjectId::new("p").expect("id");
        let mut machine = Self::without_project(name);
        machine.open(project(id, "Study", codebook(), articles));
        machine
    }

    /// Opens a project as if read from disk.
    pub fn open(&mut self, project: Project) -> Vec<Effect> {
        let opened = OpenedProject {
            root: PathBuf::from("study"),
            project,
            history: History::default(),
            me: None,
            held_by: None,
            article: None,
            loading: 0,
            issues: Vec::new(),
        };
        self.send(Command::Project(ProjectCommand::Opened(Box::new(opened))))
    }

    #[cfg_attr(not(feature = "gui"), expect(dead_code, reason = "tests of the window use it"))]
    pub fn now(&self) -> Timestamp {
        Timestamp(self.clock)
    }

    pub fn send(&mut self, command: Command) -> Vec<Effect> {
        self.clock += 1;
        let stamp = Stamp { now: Timestamp(self.clock), seed: self.clock as u64 };
        self.state.dispatch(command, stamp)
    }

    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        self.send(Command::Action(action))
    }

    /// What a key of the codebook does in the article.
    pub fn press(&mut self, key: char) -> Vec<Effect> {
        let chord = Chord { modifiers: Modifiers::default(), key: Key::Char(key) };
        let target = self.state.keymap.in_codebook(chord, self.project().codebook()).expect("a key");
        self.send(Command::Attribute(AttributeCommand::Shortcut(target)))
    }

    /// Gives a code of the layer to sweep by its letter.
    pub fn tag(&mut self, letter: char) -> Vec<Effect> {
        let layer = self.project().codebook().sweep_layer().expect("a layer to sweep");
        let code = layer.codes().iter().find(|code| code.key == Some(letter)).map(|code| code.id.clone());
        let code = code.expect("a code with that letter");
        self.send(Command::Annotation(AnnotationCommand::Tag { code, unsure: false }))
    }

    /// The first place of the open article where the words stand.
    pub fn find(&self, words: &str) -> Span {
        let start = self.text().find(words).expect("the words stand in the article") as u32;
        Span::new(start, start + words.len() as u32).expect("words")
    }

    /// Selects the first place where the words stand.
    pub fn select(&mut self, words: &str) {
        let span = self.find(words);
        self.send(Command::Reading(ReadingCommand::GoTo(span)));
    }

    /// Links words to a claim of that name, a new one when there is none.
    pub fn claim(&mut self, words: &str, name: &str) {
        self.select(words);
        self.act(Action::LinkClaim);
        self.send(Command::Picker(PickerCommand::Query(name.to_owned())));
        self.send(Command::Picker(PickerCommand::Accept));
    }

    /// The annotation in hand.
    pub fn focus(&self) -> AnnotationId {
        let focus = self.state.reading().and_then(|reading| reading.focus);
        focus.unwrap_or_else(|| panic!("{:?} {:?}", self.state.notices, self.state.overlay))
    }

    /// Writes a memo on the annotation in hand.
    #[cfg_attr(not(feature = "gui"), expect(dead_code, reason = "tests of the window use it"))]
    pub fn memo(&mut self, text: &str, question: bool) {
        let memo = Memo { text: text.to_owned(), question };
        self.send(Command::Annotation(AnnotationCommand::SetMemo { id: self.focus(), memo }));
    }

    pub fn project(&self) -> &Project {
        &self.state.session.as_ref().expect("a session").project
    }

    pub fn text(&self) -> &str {
        self.state.reading().expect("an article").article.text.as_str()
    }

    pub fn set(&self) -> Arc<AnnotationSet> {
        self.state.session.as_ref().and_then(|session| session.my_set().cloned()).unwrap_or_default()
    }

    /// My annotations in reading order, as `body:words`.
    pub fn marked(&self) -> Vec<String> {
        let text = self.text();
        let word = |a: &Arc<Annotation>| format!("{}:{}", self.state.name_of(&a.body), &text[a.span.range()]);
        self.set().in_order().into_iter().map(word).collect()
    }

    /// Number of articles that I have signed off.
    pub fn done(&self) -> usize {
        let session = self.state.session.as_ref().expect("a session");
        session.project.articles().filter(|article| session.is_done(&article.id)).count()
    }

    pub fn notice(&self) -> String {
        self.state.notices.last().map(|notice| notice.text.english()).unwrap_or_default()
    }

    pub fn cursor(&self) -> usize {
        self.state.reading().expect("an article").cursor
    }
}

/// A project as it is read from disk.
pub fn project(id: ProjectId, name: &str, codebook: Codebook, articles: Vec<Article>) -> Project {
    let mut project = Project::new(id, name.to_owned(), Arc::new(codebook));
    for article in articles {
        project.load_article(Arc::new(article));
    }
    project
}

pub fn article(id: &str, text: &str, zones: Vec<(ZoneKind, &str)>) -> Article {
    let zone = |(kind, words): (ZoneKind, &str)| {
        let start = text.find(words).expect("the zone's words") as u32;
        Zone { kind, span: Span::new(start, start + words.len() as u32).expect("zone") }
    };
    Article {
        id: ArticleId::new(id).expect("id"),
        text: Text::new(text).expect("text"),
        metadata: Metadata { title: id.to_owned(), language: "en".to_owned(), ..Metadata::default() },
        zones: zones.into_iter().map(zone).collect(),
    }
}

pub fn annotator(id: &str) -> Annotator {
    Annotator {
        id: AnnotatorId::new(id).expect("id"),
        name: id.to_owned(),
        role: Role::Analyst,
        person: None,
    }
}

fn shortcut(key: char) -> Option<Shortcut> {
    Some(Shortcut { key, name: String::new(), help: String::new() })
}

fn keyed(key: char, attribute: Attribute) -> Attribute {
    Attribute { shortcut: shortcut(key), ..attribute }
}

fn choices_of(attribute: &mut Attribute) -> &mut [Choice] {
    match &mut attribute.values {
        Values::Choice { choices, .. } => choices,
        Values::Text | Values::Spans => &mut [],
    }
}

/// Gives each choice its key, in their order.
fn each_keyed(keys: &str, mut attribute: Attribute) -> Attribute {
    choices_of(&mut attribute).iter_mut().zip(keys.chars()).for_each(|(choice, key)| {
        choice.shortcut = shortcut(key);
    });
    attribute
}

fn meaning(roles: &[(&str, ChoiceRole)], mut attribute: Attribute) -> Attribute {
    for choice in choices_of(&mut attribute) {
        let role = roles.iter().find(|(id, _)| choice.id.as_str() == *id);
        choice.role = role.map_or(ChoiceRole::Plain, |(_, role)| *role);
    }
    attribute
}

/// A codebook with a sweep layer, a layer of free codes, claims and article fields.
pub fn codebook() -> Codebook {
    let code = |id: &str, name: &str, key: char, colour: &str| Code {
        key: Some(key),
        definition: format!("What {name} means."),
        needs_memo: id == "unclear",
        role: match id {
            "opinion" => CodeRole::Judgement,
            "unclear" => CodeRole::Undecided,
            _ => CodeRole::Plain,
        },
        ..Code::new(CodeId::new(id).expect("id"), name, colour)
    };
    let choices = |names: &[&str]| -> Vec<Choice> {
        names.iter().map(|name| Choice::new(ChoiceId::new(name).expect("id"), *name)).collect()
    };
    let attribute = |id: &str, values: Values| Attribute {
        prominent: true,
        ..Attribute::new(AttributeId::new(id).expect("id"), id, values)
    };
    let choice = |id: &str, names: &[&str]| {
        let default = names.first().and_then(|name| ChoiceId::new(name).ok());
        attribute(id, Values::Choice { choices: choices(names), default, many: false })
    };
    let layer = |id: &str, unit: Unit, exclusive: bool, answers: Answers, attributes: Vec<Attribute>| Layer {
        id: LayerId::new(id).expect("id"),
        name: id.to_owned(),
        question: String::new(),
        unit,
        exclusive,
        answers,
        attributes,
        card: Vec::new(),
    };
    let kinds = vec![
        code("factual", "Factual", 'F', "blue"),
        code("opinion", "Opinion", 'O', "vermilion"),
        code("mixed", "Mixed", 'M', "violet"),
        code("prediction", "Prediction", 'P', "ochre"),
        code("no-claim", "No claim", 'N', "grey"),
        code("unclear", "Unclear", 'U', "magenta"),
    ];
    let statement = vec![
        keyed('V', choice("voice", &["author", "named", "unnamed"])),
        Attribute {
            role: AttributeRole::Confidence,
            scale: Scale::Excluded,
            ..meaning(&[("unsure", ChoiceRole::Doubt)], choice("confidence", &["sure", "unsure"]))
        },
        Attribute { appearance: Appearance::Underline, ..keyed('L', attribute("loaded", Values::Spans)) },
    ];
    let mention = vec![
        Attribute {
            role: AttributeRole::Stance,
            appearance: Appearance::Always,
            ..meaning(
                &[("supports", ChoiceRole::For), ("opposes", ChoiceRole::Against)],
                each_keyed("+-0", choice("stance", &["supports", "opposes", "neutral"])),
            )
        },
        Attribute {
            appearance: Appearance::Given,
            ..each_keyed("1234", choice("certainty", &["certain", "probable", "possible", "not-given"]))
        },
        Attribute {
            key: Some('S'),
            role: AttributeRole::Speaker,
            next: AttributeId::new("cue").ok(),
            ..attribute("source", Values::Spans)
        },
        attribute("cue", Values::Spans),
        keyed('H', attribute("hedge", Values::Spans)),
    ];
    let genre = choice("genre", &["news", "analysis", "editorial"]);
    let fields = vec![Attribute { role: AttributeRole::Genre, ..genre }];
    let layers = vec![
        layer("kind", Unit::Sentence, true, Answers::Codes(kinds), statement),
        layer(
            "frame",
            Unit::Span,
            false,
            Answers::Codes(vec![code("conflict", "Conflict", 'X', "olive")]),
            Vec::new(),
        ),
        layer("claims", Unit::Span, false, Answers::Claims, mention),
        layer("article", Unit::Article, true, Answers::Fields, fields),
    ];
    Codebook::new("Test".to_owned(), 1, layers).expect("a sound codebook")
}

/// A draft of the one article in a text, as the window makes it.
#[cfg_attr(not(feature = "gui"), expect(dead_code, reason = "tests of the window use it"))]
pub fn drafted(name: &str, text: &str) -> ArticleDraft {
    let source = SourceFile { name, bytes: text.as_bytes() };
    let mut found = ingest::drafts(source, &Progress::new()).expect("a text").value;
    assert_eq!(found.len(), 1, "one article");
    let draft = found.remove(0);
    let (notes, origins) = (draft.notes.clone(), draft.origins.clone());
    let headlines = draft.headlines.clone();
    let skipped = notes.iter().any(|note| note.severity == Severity::Error);
    let language_sure = draft.language.1;
    let id = ArticleId::new(name.split('.').next().expect("a stem")).expect("an identifier");
    let article = draft.into_article(id).expect("an article");
    ArticleDraft {
        article,
        teaser: None,
        notes,
        origins,
        language_sure,
        skipped,
        source: None,
        original: None,
        place: "1".to_owned(),
        as_read: None,
        skipping_said: false,
        headlines,
        pieces: Vec::new(),
        joined: Vec::new(),
    }
}
