//! The import preview: what a foreign file holds, what of it becomes what, and taking it in as one step.

use super::ImportExport;
use super::targets::{LabelCommand, TargetPicker};
use crate::app::{
    Action, Command, Dialog, Effect, NoEffect, NoticeKind, Outcome, Overlay, Session, Stamp, State,
    ViewRequest, WhoAmI,
};
use crate::base::{AnnotatorId, Issue, Timestamp};
use crate::formats::{ImportOptions, ImportPlan, ImportedData};
use crate::model::{FileKey, Holder, LabelMapping, LabelTarget};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Files that were read, or could not be.
#[derive(Debug)]
pub struct FilesRead {
    /// Which files.
    pub paths: Vec<PathBuf>,
    /// The format that they were read as; none when none knows them.
    pub format: Option<&'static str>,
    /// Formats that know them for their own.
    pub fits: Vec<&'static str>,
    /// What they say, with what was found while reading; or why they could not be read.
    pub outcome: Result<(Arc<ImportedData>, Vec<Issue>), Issue>,
    /// What labels became before, as far as this machine remembers.
    pub kept: LabelMapping,
}

/// What the import dialog asks for, and what became of it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ImportCommand {
    /// Read these files for their annotations.
    Read(Vec<PathBuf>),
    /// They were read.
    WasRead(Box<FilesRead>),
    /// Reading or planning ended with a fault.
    NotRead(String),
    /// Read them as another format.
    ReadAs(&'static str),
    /// Take all as mine, or keep the names of the files.
    AsMe(bool),
    /// Choose what a label becomes.
    Label(LabelCommand),
    /// What importing does was worked out.
    Planned { number: u64, plan: Arc<ImportPlan> },
    /// Take it in.
    TakeIn,
    /// These annotators' files are open elsewhere; all others can be written.
    Cleared(Vec<(AnnotatorId, Holder)>),
}

/// What is to be done in the world for an import.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ImportEffect {
    /// Read files; as the format that knows them when none is named.
    Read { paths: Vec<PathBuf>, format: Option<&'static str> },
    /// Work out what importing does; answered by [`ImportCommand::Planned`].
    Plan { number: u64, foreign: Arc<ImportedData>, mapping: LabelMapping, options: ImportOptions },
    /// Find out whether these annotators' files are open elsewhere; answered by [`ImportCommand::Cleared`].
    CheckLeases(BTreeSet<AnnotatorId>),
    /// Keep what labels became for the next import.
    KeepMapping(LabelMapping),
    /// Stop reading and planning.
    Stop,
}

fn effect(effect: ImportEffect) -> Vec<Effect> {
    vec![Effect::Import(effect)]
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportStage {
    /// The files are being read.
    Reading,
    /// They could not be understood, and why.
    Unreadable(Issue),
    /// They were read.
    Read(Arc<ImportedData>),
}

/// Files that wait to be taken in.
#[derive(Debug)]
pub struct Import {
    /// Which files.
    pub paths: Vec<PathBuf>,
    /// The name of the first, for people.
    pub name: String,
    /// The format that they are read as.
    pub format: Option<&'static str>,
    /// Formats that know them for their own.
    pub fits: Vec<&'static str>,
    /// How far it is.
    pub stage: ImportStage,
    /// What was found while reading.
    pub found: Vec<Issue>,
    /// Whether all becomes mine.
    pub as_me: bool,
    /// What labels are to become.
    pub choices: LabelMapping,
    /// What importing does; none while that is worked out for the first time.
    pub plan: Option<Arc<ImportPlan>>,
    /// Whether the plan does not yet know the latest choice.
    pub planning: bool,
    /// Whose files are open elsewhere, so that nothing was taken in.
    pub held: Vec<(AnnotatorId, Holder)>,
    /// Which label is in hand.
    pub at: usize,
    /// The list of what it can become.
    pub picking: Option<TargetPicker>,
    /// The number of the plan that is awaited.
    awaited: u64,
    /// Of which state of the program the plan is.
    revision: u64,
    /// The moment of marks without one: the same in every plan, so that the same plan is the same.
    begun: Timestamp,
}

impl Import {
    fn new(paths: Vec<PathBuf>, begun: Timestamp) -> Self {
        let name = paths.first().and_then(|path| path.file_name());
        let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self {
            paths,
            name,
            format: None,
            fits: Vec::new(),
            stage: ImportStage::Reading,
            found: Vec::new(),
            as_me: false,
            choices: LabelMapping::default(),
            plan: None,
            planning: false,
            held: Vec::new(),
            at: 0,
            picking: None,
            awaited: 0,
            revision: 0,
            begun,
        }
    }

    /// Whether it can be taken in as it stands.
    pub fn is_ready(&self) -> bool {
        !self.planning && self.plan.as_ref().is_some_and(|plan| !plan.edits.is_empty())
    }

    /// What was found on reading and on planning.
    pub fn issues(&self) -> impl Iterator<Item = &Issue> {
        self.found.iter().chain(self.plan.iter().flat_map(|plan| &plan.issues))
    }
}

impl Session {
    /// The annotators whose files a plan changes and that are not mine.
    fn strangers(&self, plan: &ImportPlan) -> BTreeSet<AnnotatorId> {
        let mine = self.identities();
        let owner = |key: FileKey| match key {
            FileKey::Set(key) => Some(key.annotator),
            FileKey::Claims(by) | FileKey::Annotator(by) => Some(by),
            _ => None,
        };
        let owners = plan.edits.iter().filter_map(|edit| owner(edit.file()));
        owners.filter(|owner| !mine.contains(owner)).collect()
    }

    /// What labels became, new codes as the codes that they are by now.
    fn became(&self, plan: &ImportPlan) -> LabelMapping {
        let codes = || self.project.codebook().layers().iter().rev().flat_map(|layer| layer.codes());
        let known = |target: &LabelTarget| match target {
            LabelTarget::New(name) => {
                codes().find(|code| code.name == *name).map(|code| LabelTarget::Code(code.id.clone()))
            }
            other => Some(other.clone()),
        };
        let rows = plan.labels.iter().filter_map(|row| Some((row.label.clone(), known(&row.target)?)));
        LabelMapping(rows.collect())
    }
}

impl State {
    /// Asks for files to import.
    pub(in crate::app) fn open_import(&self) -> Outcome {
        self.session.as_ref().ok_or(NoEffect::NoProject)?;
        Ok(vec![Effect::Dialog(Dialog::OpenAnnotations)])
    }

    pub(in crate::app) fn import_command(&mut self, command: ImportCommand, stamp: Stamp) -> Vec<Effect> {
        match command {
            ImportCommand::Read(paths) => self.import_files(paths, stamp),
            ImportCommand::WasRead(read) => self.files_read(*read),
            ImportCommand::NotRead(words) => {
                if let Some(import) = self.import_mut() {
                    let hint = "Please tell the makers of Obelus, with the file if you may.";
                    let issue = Issue::error("fault", &import.name, words).hint(hint);
                    import.stage = ImportStage::Unreadable(issue);
                    import.plan = None;
                }
                Vec::new()
            }
            ImportCommand::ReadAs(format) => self.read_as(format),
            ImportCommand::AsMe(on) => self.import_as_me(on, stamp),
            ImportCommand::Planned { number, plan } => {
                if let Some(import) = self.import_mut().filter(|import| import.awaited == number) {
                    import.at = import.at.min(plan.labels.len().saturating_sub(1));
                    import.plan = Some(plan);
                    import.planning = false;
                }
                Vec::new()
            }
            ImportCommand::TakeIn => self.take_in(stamp),
            ImportCommand::Cleared(held) => self.import_cleared(held, stamp),
            ImportCommand::Label(command) => self.label_command(command),
        }
    }

    pub(super) fn import_mut(&mut self) -> Option<&mut Import> {
        self.session.as_mut()?.import_export.import.as_mut()
    }

    fn import_files(&mut self, paths: Vec<PathBuf>, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &mut self.session else {
            let text = "Open the project into which the annotations are to go, then import them.";
            self.notify(NoticeKind::Problem, text, stamp.now);
            return Vec::new();
        };
        session.import_export.import = Some(Import::new(paths.clone(), stamp.now));
        self.overlay = Some(Overlay::Import);
        effect(ImportEffect::Read { paths, format: None })
    }

    fn read_as(&mut self, format: &'static str) -> Vec<Effect> {
        let Some(import) = self.import_mut() else { return Vec::new() };
        import.stage = ImportStage::Reading;
        import.format = Some(format);
        import.plan = None;
        import.picking = None;
        let paths = import.paths.clone();
        effect(ImportEffect::Read { paths, format: Some(format) })
    }

    fn files_read(&mut self, read: FilesRead) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let ImportExport { import, kept, .. } = &mut session.import_export;
        let Some(import) = import.as_mut().filter(|import| import.paths == read.paths) else {
            return Vec::new();
        };
        import.format = read.format;
        import.fits = read.fits;
        import.at = 0;
        // What was chosen in this session counts for more than what is remembered from before.
        let mut choices = read.kept.0;
        choices.extend(kept.0.clone());
        import.choices = LabelMapping(choices);
        match read.outcome {
            Ok((foreign, found)) => {
                import.stage = ImportStage::Read(foreign);
                import.found = found;
                self.plan_import()
            }
            Err(issue) => {
                import.stage = ImportStage::Unreadable(issue);
                import.found = Vec::new();
                Vec::new()
            }
        }
    }

    /// Has worked out anew what importing does; once all articles are read.
    pub(super) fn plan_import(&mut self) -> Vec<Effect> {
        let revision = self.revision;
        let Some(session) = &mut self.session else { return Vec::new() };
        let me = session.me.clone();
        let ImportExport { import, number, .. } = &mut session.import_export;
        let Some(import) = import else { return Vec::new() };
        let ImportStage::Read(foreign) = &import.stage else { return Vec::new() };
        let foreign = Arc::clone(foreign);
        import.planning = true;
        import.held.clear();
        if session.loading > 0 {
            return Vec::new();
        }
        *number += 1;
        import.awaited = *number;
        import.revision = revision;
        let as_annotator = me.filter(|_| import.as_me);
        let options = ImportOptions { as_annotator, now: import.begun };
        let mapping = import.choices.clone();
        effect(ImportEffect::Plan { number: *number, foreign, mapping, options })
    }

    fn import_as_me(&mut self, on: bool, stamp: Stamp) -> Vec<Effect> {
        if self.import_mut().is_none() {
            return Vec::new();
        }
        let mut effects = Vec::new();
        if on {
            let Some((_, more)) = self.ensure_me(stamp) else {
                let again = Command::Import(ImportCommand::AsMe(true));
                self.overlay = Some(Overlay::WhoAmI(WhoAmI::then(again, self)));
                return Vec::new();
            };
            effects = more;
            // The question for the name may have stood in its place.
            self.overlay = Some(Overlay::Import);
        }
        if let Some(import) = self.import_mut() {
            import.as_me = on;
        }
        effects.extend(self.plan_import());
        effects
    }

    /// Takes in what the preview shows, unless the project is another by now.
    fn take_in(&mut self, stamp: Stamp) -> Vec<Effect> {
        let revision = self.revision;
        let Some(session) = &self.session else { return Vec::new() };
        let Some(import) = session.import_export.import.as_ref().filter(|import| import.is_ready()) else {
            return Vec::new();
        };
        if import.revision != revision {
            let text = "The project has changed meanwhile. This is what importing does now.";
            self.notify(NoticeKind::Info, text, stamp.now);
            return self.plan_import();
        }
        let Some(plan) = import.plan.clone() else { return Vec::new() };
        let strangers = session.strangers(&plan);
        if strangers.is_empty() {
            return self.carry_import_out(&plan, stamp);
        }
        effect(ImportEffect::CheckLeases(strangers))
    }

    fn import_cleared(&mut self, held: Vec<(AnnotatorId, Holder)>, stamp: Stamp) -> Vec<Effect> {
        let revision = self.revision;
        let Some(import) = self.import_mut().filter(|import| import.is_ready()) else { return Vec::new() };
        if !held.is_empty() {
            import.held = held;
            return Vec::new();
        }
        if import.revision != revision {
            return self.plan_import();
        }
        let Some(plan) = import.plan.clone() else { return Vec::new() };
        self.carry_import_out(&plan, stamp)
    }

    fn carry_import_out(&mut self, plan: &ImportPlan, stamp: Stamp) -> Vec<Effect> {
        let Some(name) = self.import_mut().map(|import| import.name.clone()) else { return Vec::new() };
        let mut effects = self.commit(format!("import {name}"), plan.edits.clone(), stamp);
        if effects.is_empty() {
            return effects;
        }
        self.overlay = None;
        let undo = self.keymap.shown(Action::Undo);
        let mut text = match plan.new {
            0 => format!("{name} came in."),
            1 => format!("1 annotation of {name} came in."),
            n => format!("{n} annotations of {name} came in."),
        };
        if plan.orphans > 0 {
            text.push_str(&format!(" {} without a place are in the orphans tray.", plan.orphans));
        }
        text.push_str(&format!(" {undo} takes all of it out again."));
        self.notify(NoticeKind::Info, text, stamp.now);
        let Some(session) = &mut self.session else { return effects };
        let became = session.became(plan);
        session.import_export.import = None;
        session.import_export.kept.0.extend(became.0);
        let kept = session.import_export.kept.clone();
        effects.extend(effect(ImportEffect::KeepMapping(kept)));
        effects.push(Effect::View(ViewRequest::FocusText));
        effects
    }
}
