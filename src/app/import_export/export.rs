//! The export dialog: what is exported, in which format, and what became of it.

use crate::app::outcome::done;
use crate::app::{Dialog, Effect, LibraryRow, NoEffect, NoticeKind, Outcome, Overlay, Session, Stamp, State};
use crate::base::{AnnotatorId, ArticleId, LayerId, slug};
use crate::formats::{
    ArticleFilter, Direction, ExportOptions, FORMATS, FormatInfo, Packing, Scope, ScopeExtent, Sight,
};
use crate::locale::{Catalogue, Message};
use crate::model::{Role, SetState};
use crate::transfer::Written;
use crate::{id, message};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Whose sets are exported. Never more than I may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportedAnnotators {
    /// Every annotator's and every adjudicator's.
    #[default]
    Everybody,
    /// Mine, and those of the adjudicator that I am besides.
    Mine,
    /// Adjudicators': the result of adjudication.
    Adjudicated,
    /// Those of the annotators that are ticked.
    Chosen,
}

impl ExportedAnnotators {
    /// The choices in the order shown.
    pub const ALL: [Self; 4] = [Self::Everybody, Self::Mine, Self::Adjudicated, Self::Chosen];

    /// The identifier of its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everybody => id!("export-everybody"),
            Self::Mine => id!("export-mine"),
            Self::Adjudicated => id!("export-adjudicated"),
            Self::Chosen => id!("export-chosen"),
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
    /// The article that is being read.
    Open,
}

impl ExportedArticles {
    /// The choices in the order shown.
    pub const ALL: [Self; 3] = [Self::All, Self::Listed, Self::Open];
}

/// What is exported and how. Kept while the project is open.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportChoice {
    /// The format's identifier.
    pub format: &'static str,
    /// Whose annotation sets go out.
    pub whose: ExportedAnnotators,
    /// Annotators that are ticked.
    pub chosen: BTreeSet<AnnotatorId>,
    /// Which articles go out, before `finished` narrows them.
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
    /// Export the sets of these.
    Whose(ExportedAnnotators),
    /// Tick an annotator, or take the tick away.
    Annotator(AnnotatorId),
    /// Export these articles.
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
    /// Choose the format of that identifier.
    SelectFormat(&'static str),
    /// Change what is exported.
    Change(ExportChange),
    /// What the scope leaves of the project was counted.
    Counted { number: u64, extent: Arc<ScopeExtent> },
    /// Ask where to write.
    Write,
    /// Write to that place, which gets the format's ending when it has none.
    WriteTo(PathBuf),
    /// So many articles of so many are written.
    Writing { done: u64, total: u64 },
    /// An export was written; what of the project it does not hold is among what is told of it.
    Written(Box<Written>),
    /// It was not written, and why; no reason when it was stopped.
    NotWritten(Option<Message>),
    /// Stop writing; what was begun is removed.
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
    /// Stop the worker that writes.
    Stop,
}

/// How far an export is.
#[derive(Debug, Default)]
pub enum ExportStage {
    /// It is being chosen.
    #[default]
    Choosing,
    /// It is being written: finished articles and their number, 0 while that is not known.
    Writing {
        /// How many articles are finished.
        done: u64,
        /// How many there are; 0 while that is not known.
        total: u64,
    },
    /// One was written, and what became of it is shown.
    Written(Box<Written>),
}

/// The dialog of exports: formats, what is exported, and how far that is.
#[derive(Debug, Default)]
pub struct Export {
    /// What is exported and how.
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
            let opens = Catalogue::english().get(about.opens);
            has(format!("{} {} {opens} {} {zip}", about.name, about.id, about.ending))
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

    /// Searches formats. The first that fits is chosen, once something is typed.
    fn search(&mut self, query: String) {
        self.query = query;
        let typed = !self.query.trim().is_empty();
        if let Some(first) = self.formats().first().filter(|_| typed) {
            self.choice.format = first.id;
        }
    }

    fn move_format(&mut self, by: i32) -> Outcome {
        let shown = self.formats();
        let at = shown.iter().position(|about| about.id == self.choice.format);
        let last = shown.len().saturating_sub(1) as i32;
        let next = at.map_or(0, |at| (at as i32 + by).clamp(0, last));
        let about = shown.get(next as usize).ok_or(NoEffect::NothingFound)?;
        self.select_format(about.id).map_err(|_| NoEffect::AtTheEnd)
    }

    fn select_format(&mut self, id: &'static str) -> Outcome {
        if std::mem::replace(&mut self.choice.format, id) == id { Err(NoEffect::AlreadySo) } else { done() }
    }

    /// Takes in what was counted, unless something else was asked for since.
    fn counted(&mut self, number: u64, extent: Arc<ScopeExtent>) -> Outcome {
        if number != self.awaited {
            return Err(NoEffect::NothingBegun);
        }
        self.extent = Some(extent);
        done()
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

    /// Has counted anew what the choice leaves.
    pub(super) fn count_export(&mut self) -> Effect {
        let scope = Box::new(self.export_scope());
        let number = self.import_export.next();
        self.import_export.export.awaited = number;
        Effect::Export(ExportEffect::Count { number, scope })
    }

    fn choose_destination(&self, stamp: Stamp) -> Outcome {
        let export = &self.import_export.export;
        let about = export.about().ok_or(NoEffect::NothingFound)?;
        let ready = matches!(export.stage, ExportStage::Choosing);
        if !ready || self.loading > 0 || !export.is_ready() {
            return Err(NoEffect::Refused);
        }
        let name = self.export_name(about, stamp);
        let several = matches!(about.packing, Packing::Folder(_));
        let zip = several && export.choice.zip;
        let ending = if zip { "zip" } else { about.ending };
        Ok(vec![Effect::Dialog(Dialog::SaveExport { name, ending, folder: several && !zip })])
    }

    /// What is to be written to a place: the chosen format of what the choice leaves.
    fn export_to(&self, path: PathBuf, stamp: Stamp) -> Result<ExportEffect, NoEffect> {
        let export = &self.import_export.export;
        if export.is_writing() {
            return Err(NoEffect::AlreadySo);
        }
        let about = export.about().ok_or(NoEffect::NothingFound)?;
        let path = self.with_ending(path, about);
        let (scope, options) = (self.export_scope(), self.export_options(stamp));
        let (scope, options) = (Box::new(scope), Box::new(options));
        Ok(ExportEffect::Write { format: about.id, scope, options, path })
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
        Ok(vec![session.count_export()])
    }

    pub(in crate::app) fn export_command(&mut self, command: ExportCommand, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let export = &mut session.import_export.export;
        match command {
            ExportCommand::FormatQuery(query) => export.search(query),
            ExportCommand::MoveFormat(by) => return export.move_format(by),
            ExportCommand::SelectFormat(id) => return export.select_format(id),
            ExportCommand::Change(change) => {
                export.change(change);
                return Ok(vec![session.count_export()]);
            }
            ExportCommand::Counted { number, extent } => return export.counted(number, extent),
            ExportCommand::Write => return session.choose_destination(stamp),
            ExportCommand::WriteTo(path) => {
                let write = session.export_to(path, stamp)?;
                self.export_goes_on(0, 0)?;
                return Ok(vec![Effect::Export(write)]);
            }
            ExportCommand::Writing { done, total } => return self.export_goes_on(done, total),
            ExportCommand::Written(written) => return self.exported(written, stamp),
            ExportCommand::NotWritten(reason) => {
                let text = reason.unwrap_or_else(|| message!("export-stopped"));
                self.notify(NoticeKind::Problem, text, stamp.now);
                return self.export_ends(ExportStage::Choosing);
            }
            ExportCommand::Stop => return Ok(vec![Effect::Export(ExportEffect::Stop)]),
            ExportCommand::Again if matches!(export.stage, ExportStage::Choosing) => {
                return Err(NoEffect::AlreadySo);
            }
            ExportCommand::Again => export.stage = ExportStage::Choosing,
        }
        done()
    }

    fn exported(&mut self, written: Box<Written>, stamp: Stamp) -> Outcome {
        if !matches!(self.overlay, Some(Overlay::Export)) {
            let name = written.path.as_deref().and_then(Path::file_name).unwrap_or_default();
            let name = name.to_string_lossy();
            let chord = self.keymap.shown(crate::app::Action::ExportAnnotations);
            let text = match (written.dropped.is_empty(), chord.as_str()) {
                (false, "") => message!("export-done", name = name),
                (false, chord) => message!("export-done-with-losses", name = name, key = chord),
                (true, _) => message!("export-done-whole", name = name),
            };
            self.notify(NoticeKind::Info, text, stamp.now);
        }
        self.export_ends(ExportStage::Written(written))
    }

    fn export_goes_on(&mut self, units: u64, total: u64) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.import_export.export.stage = ExportStage::Writing { done: units, total };
        let share = (total > 0).then(|| units as f32 / total as f32);
        self.busy = Some((message!("export-goes"), share));
        done()
    }

    fn export_ends(&mut self, stage: ExportStage) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.import_export.export.stage = stage;
        self.busy = None;
        done()
    }
}
