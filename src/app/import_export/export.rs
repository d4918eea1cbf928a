//! The export dialog: what is exported, in which format, and what became of it.

use super::ImportExport;
use crate::app::{Dialog, Effect, LibraryRow, NoEffect, NoticeKind, Outcome, Overlay, Session, Stamp, State};
use crate::base::{AnnotatorId, ArticleId, LayerId, slug};
use crate::formats::{
    ArticleFilter, Direction, ExportOptions, FORMATS, FormatInfo, Packing, Scope, ScopeExtent, Sight,
};
use crate::model::{Role, SetState};
use crate::transfer::Written;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Whose sets are exported. Never more than I may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportedAnnotators {
    /// Everybody's.
    #[default]
    Everybody,
    /// My own.
    Mine,
    /// Adjudicators': the result of settling.
    Adjudicated,
    /// Those of the annotators that are ticked.
    Chosen,
}

impl ExportedAnnotators {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Everybody, Self::Mine, Self::Adjudicated, Self::Chosen];

    /// Name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everybody => "Everybody",
            Self::Mine => "Mine",
            Self::Adjudicated => "Adjudicated",
            Self::Chosen => "Choose…",
        }
    }
}

/// Which articles are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportedArticles {
    /// All of the project.
    #[default]
    All,
    /// Those that the library lists under its filter.
    Listed,
    /// The open one.
    Open,
}

impl ExportedArticles {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::All, Self::Listed, Self::Open];
}

/// What is exported and how. Kept while the project is open.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportChoice {
    /// The format's identifier.
    pub format: &'static str,
    /// Whose sets.
    pub whose: ExportedAnnotators,
    /// Annotators that are ticked.
    pub chosen: BTreeSet<AnnotatorId>,
    /// Which articles.
    pub which: ExportedArticles,
    /// Only articles that everybody in scope who began them has signed off.
    pub finished: bool,
    /// Layers that are left out.
    pub without: BTreeSet<LayerId>,
    /// Whether the texts go along.
    pub texts: bool,
    /// Whether columns are added that follow from others.
    pub derived: bool,
    /// Whether annotators get other names.
    pub pseudonyms: bool,
    /// Whether several files go into one zip.
    pub zip: bool,
    /// The switches that are on, by format.
    pub switches: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Default for ExportChoice {
    fn default() -> Self {
        Self {
            format: going_out().next().map_or("", |about| about.id),
            whose: ExportedAnnotators::default(),
            chosen: BTreeSet::new(),
            which: ExportedArticles::default(),
            finished: false,
            without: BTreeSet::new(),
            texts: true,
            derived: false,
            pseudonyms: false,
            zip: true,
            switches: BTreeMap::new(),
        }
    }
}

/// A change of what is exported.
#[derive(Debug, Clone, PartialEq)]
pub enum ExportChange {
    /// Whose sets.
    Whose(ExportedAnnotators),
    /// Tick an annotator, or take the tick away.
    Annotator(AnnotatorId),
    /// Which articles.
    Which(ExportedArticles),
    /// Only what is signed off, or all.
    Finished,
    /// Take a layer out, or in again.
    Layer(LayerId),
    /// With texts, or without.
    Texts,
    /// With derived columns, or without.
    Derived,
    /// With other names, or with those of the project.
    Pseudonyms,
    /// As a zip, or as a folder.
    Zip,
    /// Turn a switch of the format.
    Switch(&'static str),
}

/// What the export dialog asks for, and what became of it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ExportCommand {
    /// Show only the formats whose name or programs hold these words.
    FormatQuery(String),
    /// Choose another of the formats shown.
    MoveFormat(i32),
    /// Choose a format.
    SelectFormat(&'static str),
    /// Change what is exported.
    Change(ExportChange),
    /// What the scope leaves of the project was counted.
    Counted { number: u64, extent: Arc<ScopeExtent> },
    /// Ask where to write.
    Write,
    /// Write there.
    WriteTo(PathBuf),
    /// So many articles of so many are written.
    Writing { done: u64, total: u64 },
    /// It was written.
    Written(Box<Written>),
    /// It was not written, and why; no reason when it was stopped.
    NotWritten(Option<String>),
    /// Stop writing.
    Stop,
    /// Go back to what can be chosen.
    Again,
}

/// What is to be done in the world for an export.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ExportEffect {
    /// Count what the scope leaves of the project; answered by [`ExportCommand::Counted`].
    Count { number: u64, scope: Box<Scope> },
    /// Write an export; several files as a zip when the path ends so.
    Write { format: &'static str, scope: Box<Scope>, options: Box<ExportOptions>, path: PathBuf },
    /// Stop writing.
    Stop,
}

fn effect(effect: ExportEffect) -> Vec<Effect> {
    vec![Effect::Export(effect)]
}

/// How far an export is.
#[derive(Debug, Default)]
pub enum ExportStage {
    /// It is being chosen.
    #[default]
    Choosing,
    /// It is being written: finished articles and their number, 0 while that is not known.
    Writing {
        /// Finished articles.
        done: u64,
        /// All articles.
        total: u64,
    },
    /// It was written.
    Written(Box<Written>),
}

/// The export dialog.
#[derive(Debug, Default)]
pub struct Export {
    /// What was chosen.
    pub choice: ExportChoice,
    /// What formats are searched by.
    pub query: String,
    /// What the choice leaves of the project, once it is counted.
    pub extent: Option<Arc<ScopeExtent>>,
    /// How far it is.
    pub stage: ExportStage,
    /// Annotators with work that I may see, with their names and the number of their articles, as of opening.
    pub people: Vec<(AnnotatorId, String, usize)>,
    /// The number of the count that is awaited.
    awaited: u64,
}

/// What there is to say of every format that is written, in the order of lists.
fn going_out() -> impl Iterator<Item = &'static FormatInfo> {
    FORMATS.iter().map(|format| format.about()).filter(|about| about.direction != Direction::In)
}

impl Export {
    /// The formats that fit what is searched for; those that are called so come first.
    pub fn formats(&self) -> Vec<&'static FormatInfo> {
        let words: Vec<String> = self.query.split_whitespace().map(str::to_lowercase).collect();
        let has = |all: String| words.iter().all(|word| all.to_lowercase().contains(word));
        let called = |about: &FormatInfo| has(format!("{} {}", about.name, about.id));
        let fits = |about: &&'static FormatInfo| {
            let zip = if matches!(about.packing, Packing::Folder(_)) { "zip" } else { "" };
            has(format!("{} {} {} {} {zip}", about.name, about.id, about.opens, about.ending))
        };
        let mut found: Vec<&'static FormatInfo> = going_out().filter(fits).collect();
        found.sort_by_key(|about| !called(about));
        found
    }

    /// Whether the chosen format is among those shown, so that it can be exported.
    pub fn is_ready(&self) -> bool {
        self.formats().iter().any(|about| about.id == self.choice.format)
    }

    /// What there is to say of the chosen format.
    pub fn about(&self) -> Option<&'static FormatInfo> {
        going_out().find(|about| about.id == self.choice.format)
    }

    /// Whether a switch of the chosen format is on.
    pub fn has(&self, switch: &str) -> bool {
        self.choice.switches.get(self.choice.format).is_some_and(|on| on.contains(switch))
    }

    /// Whether it is being written.
    pub fn is_writing(&self) -> bool {
        matches!(self.stage, ExportStage::Writing { .. })
    }

    fn change(&mut self, change: ExportChange) {
        let choice = &mut self.choice;
        match change {
            ExportChange::Whose(whose) => choice.whose = whose,
            ExportChange::Annotator(id) => toggle(&mut choice.chosen, id),
            ExportChange::Which(which) => choice.which = which,
            ExportChange::Finished => choice.finished = !choice.finished,
            ExportChange::Layer(id) => toggle(&mut choice.without, id),
            ExportChange::Texts => choice.texts = !choice.texts,
            ExportChange::Derived => choice.derived = !choice.derived,
            ExportChange::Pseudonyms => choice.pseudonyms = !choice.pseudonyms,
            ExportChange::Zip => choice.zip = !choice.zip,
            ExportChange::Switch(id) => toggle(choice.switches.entry(choice.format).or_default(), id),
        }
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

impl Session {
    /// Annotators with work that I may see, with their names and the number of their articles.
    fn exportable(&self) -> Vec<(AnnotatorId, String, usize)> {
        let mut counts: BTreeMap<&AnnotatorId, usize> = BTreeMap::new();
        for (key, _) in self.project.sets().filter(|(key, _)| self.sees(key)) {
            *counts.entry(&key.annotator).or_default() += 1;
        }
        let all = self.project.annotators();
        all.filter_map(|one| Some((one.id.clone(), one.name.clone(), *counts.get(&one.id)?))).collect()
    }

    fn sees(&self, key: &crate::model::SetKey) -> bool {
        self.me.as_ref() == Some(&key.annotator) || self.project.visible_set(self.reviewer(), key).is_some()
    }

    /// The articles that the library lists.
    fn listed(&self) -> BTreeSet<ArticleId> {
        let article = |row: &LibraryRow| match row {
            LibraryRow::Article(id) => Some(id.clone()),
            LibraryRow::Heading(..) => None,
        };
        self.library.rows.iter().filter_map(article).collect()
    }

    /// What the choice means for this project. Whatever is chosen, blindness holds.
    pub fn export_scope(&self) -> Scope {
        let choice = &self.import_export.export.choice;
        let annotators = match choice.whose {
            ExportedAnnotators::Everybody | ExportedAnnotators::Adjudicated => None,
            ExportedAnnotators::Mine => Some(self.identities().into_iter().collect()),
            ExportedAnnotators::Chosen => Some(choice.chosen.clone()),
        };
        let mut only: Option<BTreeSet<ArticleId>> = match choice.which {
            ExportedArticles::All => None,
            ExportedArticles::Listed => Some(self.listed()),
            ExportedArticles::Open => {
                Some(self.reading.iter().map(|reading| reading.article.id.clone()).collect())
            }
        };
        if choice.finished {
            let finished = self.finished(annotators.as_ref());
            only = Some(match only {
                None => finished,
                Some(only) => only.intersection(&finished).cloned().collect(),
            });
        }
        let layers = self.project.codebook().layers();
        let kept = layers.iter().map(|layer| &layer.id).filter(|id| !choice.without.contains(*id));
        let kept: BTreeSet<LayerId> = kept.cloned().collect();
        Scope {
            annotators,
            adjudicated: choice.whose == ExportedAnnotators::Adjudicated,
            articles: ArticleFilter { only, ..ArticleFilter::default() },
            layers: (kept.len() < layers.len()).then_some(kept),
            pseudonyms: choice.pseudonyms,
            sight: Sight::Of(self.reviewer().cloned()),
        }
    }

    /// Articles that somebody began, and nobody has left open, of the analysts named or of all.
    fn finished(&self, of: Option<&BTreeSet<AnnotatorId>>) -> BTreeSet<ArticleId> {
        let mut finished: BTreeMap<&ArticleId, bool> = BTreeMap::new();
        for (key, set) in self.project.sets().filter(|(key, _)| self.sees(key)) {
            let analyst =
                self.project.annotator(&key.annotator).is_some_and(|whose| whose.role == Role::Analyst);
            if analyst && of.is_none_or(|of| of.contains(&key.annotator)) {
                *finished.entry(&key.article).or_insert(true) &= matches!(set.state(), SetState::Done(_));
            }
        }
        finished.into_iter().filter(|(_, done)| *done).map(|(id, _)| id.clone()).collect()
    }

    fn export_options(&self, stamp: Stamp) -> ExportOptions {
        let choice = &self.import_export.export.choice;
        let on = choice.switches.get(choice.format).into_iter().flatten();
        ExportOptions {
            texts: choice.texts,
            derived: choice.derived,
            switches: on.map(|switch| (*switch).to_owned()).collect(),
            now: stamp.now,
        }
    }

    /// A place with the ending that the export has, where it was named without.
    fn with_ending(&self, path: PathBuf, about: &FormatInfo) -> PathBuf {
        let ending = match about.packing {
            Packing::File => about.ending,
            Packing::Folder(_) if self.import_export.export.choice.zip => "zip",
            Packing::Folder(_) => return path,
        };
        let has = path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
        let mut name = path.clone().into_os_string();
        name.push(format!(".{ending}"));
        if has { path } else { name.into() }
    }

    /// What an export may be called.
    fn export_name(&self, about: &FormatInfo, stamp: Stamp) -> String {
        let (year, month, day) = stamp.now.date();
        let project = slug(self.project.name());
        let name = format!("{project}-{}-{year:04}-{month:02}-{day:02}", about.id);
        match about.packing {
            Packing::File => format!("{name}.{}", about.ending),
            Packing::Folder(_) if self.import_export.export.choice.zip => format!("{name}.zip"),
            Packing::Folder(_) => name,
        }
    }
}

impl State {
    /// Opens the export dialog; while something is being written, it shows that.
    pub(in crate::app) fn open_export(&mut self) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let people = session.exportable();
        let export = &mut session.import_export.export;
        export.people = people;
        export.query.clear();
        self.overlay = Some(Overlay::Export);
        Ok(self.count_export())
    }

    /// Has counted anew what the choice leaves.
    pub(in crate::app) fn count_export(&mut self) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let scope = Box::new(session.export_scope());
        let ImportExport { export, number, .. } = &mut session.import_export;
        *number += 1;
        export.awaited = *number;
        effect(ExportEffect::Count { number: *number, scope })
    }

    pub(in crate::app) fn export_command(&mut self, command: ExportCommand, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let export = &mut session.import_export.export;
        match command {
            ExportCommand::FormatQuery(query) => {
                export.query = query;
                let shown = export.formats();
                let typed = !export.query.trim().is_empty();
                if let Some(first) = shown.first().filter(|_| typed) {
                    export.choice.format = first.id;
                }
            }
            ExportCommand::MoveFormat(by) => {
                let shown = export.formats();
                let at = shown.iter().position(|about| about.id == export.choice.format);
                let last = shown.len().saturating_sub(1) as i32;
                let next = at.map_or(0, |at| (at as i32 + by).clamp(0, last));
                if let Some(about) = shown.get(next as usize) {
                    export.choice.format = about.id;
                }
            }
            ExportCommand::SelectFormat(id) => export.choice.format = id,
            ExportCommand::Change(change) => {
                export.change(change);
                return self.count_export();
            }
            ExportCommand::Counted { number, extent } => {
                if number == export.awaited {
                    export.extent = Some(extent);
                }
            }
            ExportCommand::Write => return self.choose_destination(stamp),
            ExportCommand::WriteTo(path) => return self.export_to(path, stamp),
            ExportCommand::Writing { done, total } => self.export_goes_on(done, total),
            ExportCommand::Written(written) => self.exported(written, stamp),
            ExportCommand::NotWritten(reason) => {
                let text =
                    reason.unwrap_or_else(|| "The export was stopped; nothing was written.".to_owned());
                self.notify(NoticeKind::Problem, text, stamp.now);
                self.export_ends(ExportStage::Choosing);
            }
            ExportCommand::Stop => return effect(ExportEffect::Stop),
            ExportCommand::Again => export.stage = ExportStage::Choosing,
        }
        Vec::new()
    }

    fn choose_destination(&mut self, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let export = &session.import_export.export;
        let Some(about) = export.about() else { return Vec::new() };
        let ready = matches!(export.stage, ExportStage::Choosing);
        if !ready || session.loading > 0 || !export.is_ready() {
            return Vec::new();
        }
        let name = session.export_name(about, stamp);
        let several = matches!(about.packing, Packing::Folder(_));
        let zip = several && export.choice.zip;
        let ending = if zip { "zip" } else { about.ending };
        vec![Effect::Dialog(Dialog::SaveExport { name, ending, folder: several && !zip })]
    }

    fn export_to(&mut self, path: PathBuf, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let export = &session.import_export.export;
        let Some(about) = export.about().filter(|_| !export.is_writing()) else { return Vec::new() };
        let path = session.with_ending(path, about);
        let (scope, options) = (session.export_scope(), session.export_options(stamp));
        let (scope, options) = (Box::new(scope), Box::new(options));
        self.export_goes_on(0, 0);
        effect(ExportEffect::Write { format: about.id, scope, options, path })
    }

    fn exported(&mut self, written: Box<Written>, stamp: Stamp) {
        if !matches!(self.overlay, Some(Overlay::Export)) {
            let name = written.path.as_deref().and_then(Path::file_name).unwrap_or_default();
            let name = name.to_string_lossy();
            let chord = self.keymap.shown(crate::app::Action::ExportAnnotations);
            let text = match (written.dropped.is_empty(), chord.as_str()) {
                (false, "") => format!("{name} is written."),
                (false, chord) => format!("{name} is written. {chord} shows what is not in it."),
                (true, _) => format!("{name} is written, with everything."),
            };
            self.notify(NoticeKind::Info, text, stamp.now);
        }
        self.export_ends(ExportStage::Written(written));
    }

    fn export_goes_on(&mut self, done: u64, total: u64) {
        if let Some(session) = &mut self.session {
            session.import_export.export.stage = ExportStage::Writing { done, total };
            let share = (total > 0).then(|| done as f32 / total as f32);
            self.busy = Some(("Exporting…".into(), share));
        }
    }

    fn export_ends(&mut self, stage: ExportStage) {
        self.busy = None;
        if let Some(session) = &mut self.session {
            session.import_export.export.stage = stage;
        }
    }
}
