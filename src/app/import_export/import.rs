//! The import preview: what files of another program hold, what of it becomes what, and taking it in as one step.

use super::targets::{LabelCommand, TargetPicker};
use crate::app::outcome::done;
use crate::app::{
    Action, Command, Dialog, Effect, NoEffect, NoticeKind, Outcome, Overlay, Session, Stamp, State,
    ViewRequest, WhoAmI,
};
use crate::base::{AnnotatorId, Issue, Timestamp};
use crate::formats::{ImportOptions, ImportPlan, ImportedData};
use crate::locale::Message;
use crate::message;
use crate::model::{FileKey, Holder, LabelMapping, LabelTarget};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Files that were read, or could not be.
#[derive(Debug)]
pub struct FilesRead {
    /// The files that were read together.
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
    /// A worker has read files, or could not.
    WasRead(Box<FilesRead>),
    /// Reading or planning ended with a fault.
    NotRead(Message),
    /// Read them as another format.
    ReadAs(&'static str),
    /// Take all as mine, or keep the names of the files.
    AsMe(bool),
    /// Choose what a label becomes.
    Label(LabelCommand),
    /// What importing does was worked out.
    Planned { number: u64, plan: Arc<ImportPlan> },
    /// Carry out what the preview shows, as one step of undo.
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
    Plan { number: u64, imported: Arc<ImportedData>, mapping: LabelMapping, options: ImportOptions },
    /// Find out whether these annotators' files are open elsewhere; answered by [`ImportCommand::Cleared`].
    CheckLeases(BTreeSet<AnnotatorId>),
    /// Keep what labels became for the next import.
    KeepMapping(LabelMapping),
    /// Stop reading and planning.
    Stop,
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportStage {
    /// The files are being read.
    Reading,
    /// They could not be understood, and why.
    Unreadable(Issue),
    /// Their content is known, and what it becomes can be chosen.
    Read(Arc<ImportedData>),
}

/// Files that wait to be taken in.
#[derive(Debug)]
pub struct Import {
    /// The files that are imported together.
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

    /// Reads the files anew, as another format.
    fn read_as(&mut self, format: &'static str) -> Effect {
        self.stage = ImportStage::Reading;
        self.format = Some(format);
        self.plan = None;
        self.picking = None;
        Effect::Import(ImportEffect::Read { paths: self.paths.clone(), format: Some(format) })
    }

    /// Reading or planning ended with a fault.
    fn failed(&mut self, why: Message) -> Outcome {
        let issue = Issue::error("fault", &self.name, why).hint(message!("import-fault-hint"));
        self.stage = ImportStage::Unreadable(issue);
        self.plan = None;
        done()
    }

    /// Takes in what importing does, unless something else was asked for since.
    fn planned(&mut self, number: u64, plan: Arc<ImportPlan>) -> Outcome {
        if self.awaited != number {
            return Err(NoEffect::NothingBegun);
        }
        self.at = self.at.min(plan.labels.len().saturating_sub(1));
        self.plan = Some(plan);
        self.planning = false;
        done()
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
            FileKey::Project | FileKey::Codebook | FileKey::Article(_) => None,
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

    /// The import that was begun.
    pub(super) fn import_mut(&mut self) -> Result<&mut Import, NoEffect> {
        self.import_export.import.as_mut().ok_or(NoEffect::NothingBegun)
    }

    /// Takes in what files say, unless others were chosen since. `revision` is that of the program's state.
    fn files_read(&mut self, read: FilesRead, revision: u64) -> Outcome {
        let kept = self.import_export.kept.0.clone();
        let import = self.import_mut()?;
        if import.paths != read.paths {
            return Err(NoEffect::NothingBegun);
        }
        import.format = read.format;
        import.fits = read.fits;
        import.at = 0;
        // What was chosen in this session counts for more than what is remembered from before.
        let mut choices = read.kept.0;
        choices.extend(kept);
        import.choices = LabelMapping(choices);
        match read.outcome {
            Ok((imported, found)) => {
                import.stage = ImportStage::Read(imported);
                import.found = found;
            }
            Err(issue) => {
                import.stage = ImportStage::Unreadable(issue);
                import.found = Vec::new();
            }
        }
        Ok(self.plan_import(revision).into_iter().collect())
    }

    /// Has worked out anew what importing does; once files and all articles are read.
    pub(super) fn plan_import(&mut self, revision: u64) -> Option<Effect> {
        let me = self.me.clone();
        let reads_on = self.loading > 0;
        let import = self.import_export.import.as_mut()?;
        let ImportStage::Read(imported) = &import.stage else { return None };
        let imported = Arc::clone(imported);
        import.planning = true;
        import.held.clear();
        if reads_on {
            return None;
        }
        let number = self.import_export.next();
        let import = self.import_export.import.as_mut()?;
        import.awaited = number;
        import.revision = revision;
        let as_annotator = me.filter(|_| import.as_me);
        let options = ImportOptions { as_annotator, now: import.begun };
        let mapping = import.choices.clone();
        Some(Effect::Import(ImportEffect::Plan { number, imported, mapping, options }))
    }

    /// The plan that is shown, and whether it is of this state of the program.
    fn plan_shown(&mut self, revision: u64) -> Result<(Arc<ImportPlan>, bool), NoEffect> {
        let import = self.import_mut()?;
        let plan = import.plan.clone().filter(|_| import.is_ready()).ok_or(NoEffect::Refused)?;
        Ok((plan, import.revision == revision))
    }
}

impl State {
    /// Asks for files to import.
    pub(in crate::app) fn open_import(&self) -> Outcome {
        self.session.as_ref().ok_or(NoEffect::NoProject)?;
        Ok(vec![Effect::Dialog(Dialog::OpenAnnotations)])
    }

    pub(in crate::app) fn import_command(&mut self, command: ImportCommand, stamp: Stamp) -> Outcome {
        let (text, revision) = (self.text, self.revision);
        let session = self.session.as_mut().ok_or(NoEffect::NoProject);
        match command {
            ImportCommand::Read(paths) => self.import_files(paths, stamp),
            ImportCommand::WasRead(read) => session?.files_read(*read, revision),
            ImportCommand::NotRead(why) => session?.import_mut()?.failed(why),
            ImportCommand::ReadAs(format) => Ok(vec![session?.import_mut()?.read_as(format)]),
            ImportCommand::AsMe(on) => self.import_as_me(on, stamp),
            ImportCommand::Planned { number, plan } => session?.import_mut()?.planned(number, plan),
            ImportCommand::TakeIn => self.take_in(stamp),
            ImportCommand::Cleared(held) => self.import_cleared(held, stamp),
            ImportCommand::Label(command) => session?.label_command(text, command, revision),
        }
    }

    fn import_files(&mut self, paths: Vec<PathBuf>, stamp: Stamp) -> Outcome {
        let Some(session) = &mut self.session else {
            self.notify(NoticeKind::Problem, message!("import-no-project"), stamp.now);
            return done();
        };
        session.import_export.import = Some(Import::new(paths.clone(), stamp.now));
        self.overlay = Some(Overlay::Import);
        Ok(vec![Effect::Import(ImportEffect::Read { paths, format: None })])
    }

    fn import_as_me(&mut self, on: bool, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        if session.import_mut()?.as_me == on {
            return Err(NoEffect::AlreadySo);
        }
        let mut effects = Vec::new();
        if on {
            let Some((_, more)) = self.ensure_me(stamp) else {
                let again = Command::Import(ImportCommand::AsMe(true));
                self.overlay = Some(Overlay::WhoAmI(WhoAmI::then(again, self)));
                return done();
            };
            effects = more;
            // The question for the name may have stood in its place.
            self.overlay = Some(Overlay::Import);
        }
        let revision = self.revision;
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.import_mut()?.as_me = on;
        effects.extend(session.plan_import(revision));
        Ok(effects)
    }

    /// Takes in what the preview shows, unless the project is another by now.
    fn take_in(&mut self, stamp: Stamp) -> Outcome {
        let revision = self.revision;
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let (plan, current) = session.plan_shown(revision)?;
        if !current {
            let planned = session.plan_import(revision);
            self.notify(NoticeKind::Info, message!("import-planned-anew"), stamp.now);
            return Ok(planned.into_iter().collect());
        }
        let strangers = session.strangers(&plan);
        if strangers.is_empty() {
            return self.carry_import_out(&plan, stamp);
        }
        Ok(vec![Effect::Import(ImportEffect::CheckLeases(strangers))])
    }

    fn import_cleared(&mut self, held: Vec<(AnnotatorId, Holder)>, stamp: Stamp) -> Outcome {
        let revision = self.revision;
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let (plan, current) = session.plan_shown(revision)?;
        if !held.is_empty() {
            session.import_mut()?.held = held;
            return done();
        }
        if !current {
            return Ok(session.plan_import(revision).into_iter().collect());
        }
        self.carry_import_out(&plan, stamp)
    }

    fn carry_import_out(&mut self, plan: &ImportPlan, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let name = session.import_mut()?.name.clone();
        let mut effects = self.commit(message!("steps-import", name = &name), plan.edits.clone(), stamp);
        if effects.is_empty() {
            return done();
        }
        self.overlay = None;
        let undo = self.keymap.shown(Action::Undo);
        let text =
            message!("import-came-in", new = plan.new, name = name, orphans = plan.orphans, undo = undo);
        self.notify(NoticeKind::Info, text, stamp.now);
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let became = session.became(plan);
        session.import_export.import = None;
        session.import_export.kept.0.extend(became.0);
        let kept = session.import_export.kept.clone();
        effects.push(Effect::Import(ImportEffect::KeepMapping(kept)));
        effects.push(Effect::View(ViewRequest::FocusText));
        Ok(effects)
    }
}
