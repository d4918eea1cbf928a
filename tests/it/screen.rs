//! The window, or one view of it, over the state machine: frames are drawn, events go in, commands are carried out.

use std::path::Path;
use std::sync::{Arc, Mutex};

use egui::epaint::text::{FallbackRequest, FontInsert};
use egui::{Key, Rect, Role, Ui, UiBuilder};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::agreement::{AgreementReport, ReportCache, Request, Viewer};
use obelus::app::{
    Command, Effect, ExportCommand, ExportEffect, FreezeCommand, FreezeEffect, ImportCommand, ImportEffect,
    Outbox, ReviewCommand, ViewRequest,
};
use obelus::base::{Progress, Timestamp};
use obelus::formats::{self, ScopeExtent};
use obelus::locale::texts_formatted;
use obelus::model::Project;
use obelus::release::{self, Survey};
use obelus::review::Comparisons;
use obelus::store;
use obelus::ui::theme::{self, Theme, fonts};
use obelus::ui::typeset::{FontRole, Fonts, Typesetter};
use obelus::ui::{Cx, KeptWords, View};

use crate::machine::Machine;
use crate::snapshot::dressed;

/// When the clock starts of pictures of the sample.
pub const START: Timestamp = Timestamp(1_783_000_000);

/// The program as it is looked at; what its views ask for is carried out and kept in words.
pub struct Screen {
    pub machine: Machine,
    /// The commands that the views pushed.
    pub asked: Vec<String>,
    /// What of dialogs, export and import needs files.
    pub wished: Vec<Effect>,
    /// Whatever else needs files.
    pub effects: Vec<Effect>,
    asks: Vec<ViewRequest>,
    anchor: Option<Rect>,
    margin: bool,
    /// How many texts the last frame formatted that no frame before it had kept.
    pub formatted: u64,
}

impl Screen {
    pub fn new(machine: Machine) -> Self {
        Self {
            machine,
            asked: Vec::new(),
            wished: Vec::new(),
            effects: Vec::new(),
            asks: Vec::new(),
            anchor: None,
            margin: false,
            formatted: 0,
        }
    }

    /// Without a project.
    pub fn empty() -> Self {
        Self::new(Machine::without_project_at(START, "Ada"))
    }

    /// With the articles of the sample.
    pub fn with_sample() -> Self {
        let mut screen = Self::empty();
        screen.open(sample());
        screen
    }

    /// In the margin that the harness leaves and the program does not have.
    pub fn in_margin(mut self) -> Self {
        self.margin = true;
        self
    }

    /// Puts the passage in hand at a place on the screen, as the reader would.
    pub fn anchored(mut self, rect: Rect) -> Self {
        self.anchor = Some(rect);
        self
    }

    pub fn open(&mut self, project: Project) {
        let effects = self.machine.open(project);
        self.carry_out(effects);
    }

    pub fn send(&mut self, command: Command) {
        let effects = self.machine.send(command);
        self.carry_out(effects);
    }

    /// Gives the text the keyboard.
    pub fn focus_text(&mut self) {
        self.asks.push(ViewRequest::FocusText);
    }

    /// Does at once what a worker would; what needs files is only noted.
    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::View(request) => self.asks.push(request),
                Effect::Compare => self.compare(),
                Effect::Measure => self.measure(),
                Effect::Export(_) | Effect::Import(_) | Effect::Freeze(_) | Effect::Dialog(_) => {
                    self.transfer(effect);
                }
                other => self.effects.push(other),
            }
        }
    }

    fn compare(&mut self) {
        let session = self.machine.state.session.as_ref().unwrap();
        let comparisons = Comparisons::of(&session.project, session.reviewer());
        self.send(Command::Review(ReviewCommand::Compared(Box::new(comparisons))));
    }

    fn measure(&mut self) {
        let session = self.machine.state.session.as_ref().unwrap();
        let viewer = Viewer::Annotator(session.reviewer().cloned());
        let request = Request { viewer, resamples: 200, ..Request::default() };
        let report =
            AgreementReport::new(&session.project, &request, &mut ReportCache::default(), &Progress::new());
        self.send(Command::Review(ReviewCommand::Measured(Arc::new(report.unwrap().unwrap()))));
    }

    fn transfer(&mut self, effect: Effect) {
        let Some(session) = &self.machine.state.session else { return self.wished.push(effect) };
        let project = session.project.clone();
        let answer = match effect {
            Effect::Export(ExportEffect::Count { number, scope }) => {
                let extent = Arc::new(ScopeExtent::of(&project, &scope));
                Command::Export(ExportCommand::Counted { number, extent })
            }
            Effect::Import(ImportEffect::Plan { number, imported, mapping, options }) => {
                let plan = Arc::new(formats::plan(&project, &imported, &mapping, &options));
                Command::Import(ImportCommand::Planned { number, plan })
            }
            Effect::Freeze(FreezeEffect::Survey { number, options, now }) => {
                return self.survey(&project, number, &options, now);
            }
            Effect::Import(ImportEffect::CheckLeases(_)) => {
                Command::Import(ImportCommand::Cleared(Vec::new()))
            }
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

    /// Carries out what the views asked for.
    fn take(&mut self, mut out: Outbox, ui: &Ui) {
        for command in out.take() {
            self.asked.push(format!("{command:?}"));
            self.send(command);
            ui.ctx().request_repaint();
        }
    }

    /// A harness that shows the whole window.
    pub fn show<'a>(self, theme: &Theme, size: [f32; 2]) -> Harness<'a, Self> {
        let mut view = View::new(typesetter());
        let frame = move |ui: &mut Ui, screen: &mut Self| {
            let mut out = Outbox::new();
            screen.asks.drain(..).for_each(|ask| view.ask(ask));
            let (state, now) = (&screen.machine.state, screen.machine.now());
            let before = texts_formatted() + view.words_made();
            if screen.margin {
                view.show(ui, state, &mut out, now);
            } else {
                let mut whole = ui.new_child(UiBuilder::new().max_rect(ui.ctx().content_rect()));
                whole.set_clip_rect(whole.max_rect());
                view.show(&mut whole, state, &mut out, now);
            }
            screen.formatted = texts_formatted() + view.words_made() - before;
            screen.take(out, ui);
        };
        harness(theme, size).build_ui_state(frame, self)
    }

    /// A harness that shows one view alone.
    pub fn show_view<'a>(
        self,
        theme: &Theme,
        size: [f32; 2],
        mut view: impl FnMut(&mut Ui, &mut Cx<'_>) + 'a,
    ) -> Harness<'a, Self> {
        let mut set = typesetter();
        let kept = KeptWords::default();
        let frame = move |ui: &mut Ui, screen: &mut Self| {
            let theme = Theme::of(ui.ctx());
            ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, theme.colours.panel);
            let mut out = Outbox::new();
            set.set_theme(theme.dark);
            set.begin(ui.ctx());
            let (state, now, anchor) = (&screen.machine.state, screen.machine.now(), &mut screen.anchor);
            let text = state.text;
            view(ui, &mut Cx { state, text, out: &mut out, set: &mut set, kept: &kept, theme, now, anchor });
            set.flush(ui.ctx());
            screen.take(out, ui);
        };
        harness(theme, size).build_ui_state(frame, self)
    }
}

fn harness<State>(theme: &Theme, size: [f32; 2]) -> egui_kittest::HarnessBuilder<State> {
    dressed(theme, size).with_context_setup(every_script).with_step_dt(1.0 / 60.0).with_max_steps(60)
}

/// The project that comes with the program.
pub fn sample() -> Project {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"))
}

/// The project of a folder.
pub fn read(root: &Path) -> Project {
    let opened = store::open(root, &Progress::new()).expect("a project");
    assert_eq!(opened.issues, [], "nothing is wrong with its files");
    opened.value
}

/// The fonts that tests bring along, so that pictures are the same everywhere.
fn typesetter() -> Typesetter {
    let mut bundled: Vec<(&str, Arc<[u8]>)> =
        vec![("Literata", Arc::from(fonts::LITERATA)), ("Inter", Arc::from(fonts::INTER))];
    for (family, file) in [
        ("Noto Serif Hebrew", "NotoSerifHebrew-Regular.ttf"),
        ("Noto Naskh Arabic", "NotoNaskhArabic-Regular.ttf"),
        ("Noto Serif Devanagari", "NotoSerifDevanagari-Regular.ttf"),
        ("Noto Serif Thai", "NotoSerifThai-Regular.ttf"),
        ("Noto Serif CJK SC", "NotoSerifCJKsc-Regular.otf"),
        ("Noto Color Emoji", "NotoColorEmoji.ttf"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts").join(file);
        bundled.push((family, Arc::from(std::fs::read(path).expect("a font of the tests"))));
    }
    Typesetter::new(Fonts::new(&bundled, false))
}

/// Dresses egui, and lets its text fields find letters of any script as the real window does.
fn every_script(ctx: &egui::Context) {
    theme::install(ctx);
    let fonts = Mutex::new(typesetter().fonts().clone());
    ctx.add_font_provider(Arc::new(move |request: &FallbackRequest<'_>| {
        let letter = request.cluster.chars().next()?;
        let data = fonts.lock().ok()?.egui_font(letter, FontRole::Sans)?;
        Some(FontInsert { name: format!("for {letter}"), data, families: Vec::new() })
    }));
}

/// Draws what is shown and, where `OBELUS_LOOK` names a folder, keeps the picture there to be looked at.
pub fn look(harness: &mut Harness<'_, Screen>, name: &str) {
    harness.run();
    let picture = harness.render().unwrap();
    if let Some(folder) = std::env::var_os("OBELUS_LOOK") {
        std::fs::create_dir_all(&folder).unwrap();
        picture.save(Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

/// Carries a command out as a view would.
pub fn send(harness: &mut Harness<'_, Screen>, command: Command) {
    harness.state_mut().send(command);
    harness.run();
}

pub fn press(harness: &mut Harness<'_, Screen>, key: Key) {
    harness.key_press(key);
    harness.run();
}

/// Clicks what has this role and is spoken of so.
pub fn click(harness: &mut Harness<'_, Screen>, role: Role, name: &str) {
    harness.get_by_role_and_label(role, name).click();
    harness.run();
}
