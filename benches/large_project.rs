//! A project of a size, and the whole window over it in a headless context.

use obelus::app::{Command, OpenedProject, Outbox, ProjectCommand, Stamp, State};
use obelus::base::{AnnotationId, AnnotatorId, ArticleId, CodeId, LayerId, Progress, ProjectId, Timestamp};
use obelus::model::{
    Annotation, AnnotationSet, Annotator, Answers, Article, Body, Code, Codebook, FileKey, History, Layer,
    Metadata, Preferences, Project, Role, SetKey, Unit,
};
use obelus::text::{Span, Text};
use obelus::ui::View;
use obelus::ui::theme::{self, fonts};
use obelus::ui::typeset::{Fonts, Typesetter};
use obelus::{store, text::segment};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How large an article is and how many annotations are on it.
#[derive(Clone, Copy)]
pub struct Size {
    pub name: &'static str,
    pub characters: usize,
    pub annotations: usize,
}

pub const SIZES: [Size; 2] = [
    Size { name: "1,000,000 characters, 20,000 annotations", characters: 1_000_000, annotations: 20_000 },
    Size { name: "5,000,000 characters, 100,000 annotations", characters: 5_000_000, annotations: 100_000 },
];

/// The projects to measure: the one that `OBELUS_BENCH_PROJECT` names, or one of each size.
pub fn projects() -> Vec<(String, Folder)> {
    match std::env::var_os("OBELUS_BENCH_PROJECT") {
        Some(path) => {
            let path = PathBuf::from(path);
            vec![(path.display().to_string(), Folder { root: path, _made: None })]
        }
        None => SIZES.iter().map(|size| (size.name.to_owned(), made(*size))).collect(),
    }
}

/// A project folder; one that was made goes away with this.
pub struct Folder {
    pub root: PathBuf,
    _made: Option<tempfile::TempDir>,
}

struct Dice(u64);

impl Dice {
    /// A number below `limit`, by the generator SplitMix64.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

const WORDS: &[&str] = &[
    "the",
    "company",
    "said",
    "that",
    "a",
    "new",
    "laboratory",
    "would",
    "open",
    "in",
    "June",
    "while",
    "rivals",
    "were",
    "reported",
    "to",
    "offer",
    "more",
    "than",
    "one",
    "hundred",
    "million",
    "dollars",
    "for",
    "engineers",
    "whose",
    "model",
    "had",
    "failed",
    "according",
    "to",
    "two",
    "people",
    "familiar",
    "with",
    "talks",
    "élite",
    "équipe",
    "où",
    "déjà",
];

fn text_of(characters: usize, dice: &mut Dice) -> String {
    let mut text = String::with_capacity(characters + characters / 20);
    let mut count = 0;
    while count < characters {
        for _ in 0..2 + dice.below(5) {
            let words = 6 + dice.below(22);
            for number in 0..words {
                let word = WORDS[dice.below(WORDS.len() as u64) as usize];
                if number == 0 {
                    text.extend(word.chars().next().into_iter().flat_map(char::to_uppercase));
                    text.extend(word.chars().skip(1));
                } else {
                    text.push_str(word);
                }
                count += word.chars().count() + 1;
                text.push(if number + 1 == words { '.' } else { ' ' });
            }
            text.push(' ');
            count += 1;
        }
        text.pop();
        text.push('\n');
    }
    text.pop();
    text
}

fn codebook() -> Codebook {
    let colours = ["olive", "plum", "sky", "brown", "forest", "rose", "slate", "moss"];
    let code = |(number, colour): (usize, &&str)| Code {
        definition: "One of eight.".to_owned(),
        ..Code::new(CodeId::new(&format!("frame-{number}")).expect("id"), format!("Frame {number}"), *colour)
    };
    let frames = Layer {
        id: LayerId::new("frames").expect("id"),
        name: "Frames".to_owned(),
        question: String::new(),
        unit: Unit::Span,
        exclusive: false,
        answers: Answers::Codes(colours.iter().enumerate().map(code).collect()),
        attributes: Vec::new(),
        card: Vec::new(),
    };
    let builtin = store::builtin_codebook();
    let layers = builtin.layers().iter().cloned().chain([frames]).collect();
    Codebook::new("Bench".to_owned(), 1, layers).expect("a sound codebook")
}

/// Spans of 3 to 40 words, at most 4 over any word.
fn annotations(text: &Text, count: usize, dice: &mut Dice) -> AnnotationSet {
    let words: Vec<(u32, u32)> = text
        .as_str()
        .split_ascii_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_str().as_ptr() as usize;
            (start as u32, (start + word.len()) as u32)
        })
        .collect();
    let mut set = AnnotationSet::default();
    let mut depth = vec![0_u8; words.len()];
    while set.len() < count {
        let from = dice.below(words.len() as u64 - 41) as usize;
        let to = from + 3 + dice.below(38) as usize;
        if depth[from..to].iter().any(|depth| *depth >= 4) {
            continue;
        }
        depth[from..to].iter_mut().for_each(|depth| *depth += 1);
        let span = Span::new(words[from].0, words[to - 1].1).expect("words");
        let code = CodeId::new(&format!("frame-{}", dice.below(8))).expect("id");
        let id = AnnotationId(dice.below(u64::MAX));
        set.put(Arc::new(Annotation::new(id, span, Body::Code(code), Timestamp(1_751_535_000))));
    }
    set
}

pub fn made(size: Size) -> Folder {
    let folder = tempfile::tempdir().expect("a folder");
    let mut dice = Dice(7);
    let text = Text::new(text_of(size.characters, &mut dice)).expect("text");
    let set = annotations(&text, size.annotations, &mut dice);
    let id = ArticleId::new("book").expect("id");
    let me = AnnotatorId::new("ada").expect("id");
    let mut project =
        Project::new(ProjectId::new("bench").expect("id"), "Bench".to_owned(), Arc::new(codebook()));
    project.load_annotator(Annotator {
        id: me.clone(),
        name: "Ada".to_owned(),
        role: Role::Analyst,
        person: None,
    });
    let metadata = Metadata { title: "A book".to_owned(), language: "en".to_owned(), ..Metadata::default() };
    project.load_article(Arc::new(Article { id: id.clone(), text, metadata, zones: Vec::new() }));
    let key = SetKey { annotator: me.clone(), article: id.clone() };
    project.load_set(key.clone(), Arc::new(set));
    for file in
        [FileKey::Project, FileKey::Codebook, FileKey::Annotator(me), FileKey::Article(id), FileKey::Set(key)]
    {
        store::save(folder.path(), &project, &file).expect("saved");
    }
    Folder { root: folder.path().to_owned(), _made: Some(folder) }
}

/// The whole window in a headless context: all panes, accessibility tree, tessellation.
pub struct Window {
    ctx: egui::Context,
    view: View,
    pub state: State,
    time: f64,
    seed: u64,
}

impl Window {
    pub fn new() -> Self {
        let bundled: [(&str, Arc<[u8]>); 2] =
            [("Literata", fonts::LITERATA.into()), ("Inter", fonts::INTER.into())];
        let ctx = egui::Context::default();
        theme::install(&ctx);
        ctx.enable_accesskit();
        let preferences =
            Preferences { annotator_name: "Ada".to_owned(), drawer_open: true, ..Preferences::default() };
        let view = View::new(Typesetter::new(Fonts::new(&bundled, false)));
        Self { ctx, view, state: State::new(preferences), time: 0.0, seed: 0 }
    }

    /// Reads head and article and puts them in place, as the program does before its first frame with text.
    pub fn open_text(&mut self, root: &Path) -> (Project, Vec<SetKey>) {
        let head = store::open_head(root).expect("a project").value;
        let mut project = head.project;
        for id in &head.articles {
            project.load_article(store::read_article(root, id).expect("an article").value);
        }
        self.put(root, project.clone());
        (project, head.sets)
    }

    fn put(&mut self, root: &Path, project: Project) {
        let me = project.annotators().next().map(|annotator| annotator.id.clone());
        self.send(Command::Project(ProjectCommand::Opened(Box::new(OpenedProject {
            root: root.to_owned(),
            project,
            history: History::default(),
            me,
            held_by: None,
            article: None,
            loading: 1,
            issues: Vec::new(),
        }))));
    }

    /// Reads the annotation sets and divides the text into sentences.
    pub fn open_rest(&mut self, root: &Path, project: &Project, sets: &[SetKey]) {
        let sets = sets
            .iter()
            .map(|key| (key.clone(), store::read_set(root, key, project).expect("a set").value))
            .collect();
        let loaded = obelus::app::Loaded { root: root.to_owned(), sets, ..Default::default() };
        self.send(Command::Project(ProjectCommand::Loaded(Box::new(loaded))));
        let article = self.state.reading().expect("an article").article.clone();
        let sentences = segment::sentences(article.text.as_str(), Some("en"));
        let sentences = sentences.into_iter().filter_map(|range| Span::new(range.start, range.end)).collect();
        self.send(Command::Project(ProjectCommand::Segmented { article: article.id.clone(), sentences }));
    }

    pub fn send(&mut self, command: Command) {
        self.seed += 1;
        let stamp = Stamp { now: Timestamp(1_751_535_000 + self.seed as i64), seed: self.seed };
        let effects = self.state.dispatch(command, stamp);
        std::hint::black_box(effects);
    }

    /// Draws one frame with these events and tessellates it.
    pub fn frame(&mut self, events: Vec<egui::Event>) {
        self.time += 1.0 / 60.0;
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1440.0, 900.0))),
            time: Some(self.time),
            events,
            focused: true,
            ..Default::default()
        };
        let mut out = Outbox::new();
        let Self { ctx, view, state, .. } = self;
        let output = ctx.run_ui(input, |ui| view.show(ui, state, &mut out, Timestamp(1_751_535_000)));
        let pixels = output.pixels_per_point;
        std::hint::black_box(ctx.tessellate(output.shapes, pixels));
        std::hint::black_box(output.platform_output);
        for command in out.take() {
            self.send(command);
        }
    }

    /// A window on the whole project, warm.
    pub fn on(root: &Path) -> Self {
        let mut window = Self::new();
        let project = store::open(root, &Progress::new()).expect("a project").value;
        window.put(root, project.clone());
        window.open_rest(root, &project, &[]);
        for _ in 0..5 {
            window.frame(Vec::new());
        }
        window
    }
}

pub fn wheel(by: f32) -> Vec<egui::Event> {
    vec![
        egui::Event::PointerMoved(egui::pos2(640.0, 400.0)),
        egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -by),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: egui::Modifiers::NONE,
        },
    ]
}

pub fn key(key: egui::Key, modifiers: egui::Modifiers) -> Vec<egui::Event> {
    vec![egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }]
}
