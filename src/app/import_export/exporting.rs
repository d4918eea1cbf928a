//! The export dialog: formats are chosen, what is exported is counted and written.

use super::export::{
    Export, ExportChange, ExportCommand, ExportEffect, ExportStage, ExportedAnnotators, ExportedArticles,
};
use crate::app::outcome::done;
use crate::app::{
    Dialog, Effect, ImportExportOverlay, LibraryRow, NoEffect, NoticeKind, Outcome, Overlay, Session, Stamp,
    State,
};
use crate::base::{AnnotatorId, ArticleId, LayerId, slug};
use crate::formats::{ArticleFilter, ExportOptions, FormatInfo, Packing, Scope, ScopeExtent, Sight};
use crate::message;
use crate::model::{Role, SetState};
use crate::transfer::Written;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Export {
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
        let found =
            all.filter_map(|one| Some((one.id.clone(), self.name_of(&one.id), *counts.get(&one.id)?)));
        let mut found: Vec<_> = found.collect();
        if self.names_are_hidden() {
            found.sort_by(|one, other| one.1.cmp(&other.1));
        }
        found
    }

    fn sees(&self, key: &crate::model::SetKey) -> bool {
        self.me.as_ref() == Some(&key.annotator) || self.project.visible_set(self.reviewer(), key).is_some()
    }

    /// The articles that the library lists.
    fn listed(&self) -> BTreeSet<ArticleId> {
        let article = |row: &LibraryRow| match row {
            LibraryRow::Article(id) => Some(id.clone()),
            LibraryRow::Heading(..) | LibraryRow::Stub(_) => None,
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
            pseudonyms: choice.pseudonyms || self.names_are_hidden(),
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
        let chosen = path;
        let path = self.with_ending(chosen.clone(), about);
        let is_folder = matches!(about.packing, Packing::Folder(_)) && !export.choice.zip;
        // The dialog asks about a file of the very name that was chosen, and about no other.
        let replace = path == chosen && !is_folder;
        let (scope, options) = (self.export_scope(), self.export_options(stamp));
        let (scope, options) = (Box::new(scope), Box::new(options));
        Ok(ExportEffect::Write { format: about.id, scope, options, path, replace })
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
        self.overlay = Some(Overlay::ImportExport(ImportExportOverlay::Export));
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
        if !matches!(self.overlay, Some(Overlay::ImportExport(ImportExportOverlay::Export))) {
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
