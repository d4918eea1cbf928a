//! The import preview: files are read, what importing does is worked out, and it is taken in as one step.

use super::import::{FilesRead, Import, ImportCommand, ImportEffect, ImportStage, MOST_OFFERED, MarkOwner};
use crate::app::outcome::done;
use crate::app::{
    Action, Command, Dialog, Effect, ImportExportOverlay, NoEffect, NoticeKind, Outcome, Overlay, Session,
    Stamp, State, ViewRequest, WhoAmI,
};
use crate::base::{AnnotatorId, Issue};
use crate::formats::{ImportOptions, ImportPlan, group_name, new_code};
use crate::locale::Message;
use crate::message;
use crate::model::{Code, FileKey, Holder, LabelMapping, LabelTarget, Layer, folded_name};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

impl Import {
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
}

impl Session {
    /// The annotators whose files a plan changes and that are not mine.
    fn strangers(&self, plan: &ImportPlan) -> BTreeSet<AnnotatorId> {
        let mine = self.identities();
        let owner = |key: FileKey| match key {
            FileKey::Set(key) => Some(key.annotator),
            FileKey::Claims(by) | FileKey::Annotator(by) => Some(by),
            FileKey::Project | FileKey::Codebook | FileKey::Article(_) | FileKey::Stub(_) => None,
        };
        let owners = plan.edits.iter().filter_map(|edit| owner(edit.file()));
        owners.filter(|owner| !mine.contains(owner)).collect()
    }

    /// What labels became, new codes as the codes that they are by now.
    fn became(&self, plan: &ImportPlan) -> LabelMapping {
        let layers = || self.project.codebook().layers().iter().rev();
        let codes = || layers().flat_map(|layer| layer.codes().iter().map(move |code| (layer, code)));
        let known = |target: &LabelTarget| match target {
            LabelTarget::New(target) => {
                let (groups, name) = new_code(target);
                let group = group_name(&groups);
                let is_it = |(layer, code): &(&Layer, &Code)| {
                    code.name == name && (group.is_empty() || layer.name == group)
                };
                codes().find(is_it).map(|(_, code)| LabelTarget::Code(code.id.clone()))
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
        self.offer_articles();
        Ok(self.plan_import(revision).into_iter().collect())
    }

    /// Finds the articles of whose titles the wanted words are a part.
    fn offer_articles(&mut self) {
        let Some(import) = &mut self.import_export.import else { return };
        let wanted = folded_name(&import.wanted);
        let open = self.reading.as_ref().map(|reading| &reading.article);
        let others = self.project.articles().filter(|one| open.is_none_or(|open| open.id != one.id));
        let found = open
            .into_iter()
            .chain(others)
            .filter(|article| folded_name(article.display_title()).contains(&wanted));
        import.offered = found.take(MOST_OFFERED).map(|article| article.id.clone()).collect();
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
        let as_annotator = match &import.whose {
            MarkOwner::AsNamed => None,
            MarkOwner::Me => me,
            MarkOwner::Annotator(id) => Some(id.clone()),
        };
        let options = ImportOptions {
            as_annotator,
            now: import.begun,
            reading: import.reading,
            article: import.article.clone(),
            all_versions: import.all_versions,
        };
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
            ImportCommand::Whose(whose) => self.import_as(whose, stamp),
            ImportCommand::Reading(reading) => {
                let session = session?;
                if std::mem::replace(&mut session.import_mut()?.reading, reading) == reading {
                    return Err(NoEffect::AlreadySo);
                }
                Ok(session.plan_import(revision).into_iter().collect())
            }
            ImportCommand::About(article) => {
                let session = session?;
                if article.as_ref().is_some_and(|id| session.project.article(id).is_none()) {
                    return Err(NoEffect::NothingBegun);
                }
                let import = session.import_mut()?;
                if import.article == article {
                    return Err(NoEffect::AlreadySo);
                }
                import.article = article;
                Ok(session.plan_import(revision).into_iter().collect())
            }
            ImportCommand::FindArticle(wanted) => {
                let session = session?;
                session.import_mut()?.wanted = wanted;
                session.offer_articles();
                done()
            }
            ImportCommand::AllVersions(on) => {
                let session = session?;
                if std::mem::replace(&mut session.import_mut()?.all_versions, on) == on {
                    return Err(NoEffect::AlreadySo);
                }
                Ok(session.plan_import(revision).into_iter().collect())
            }
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
        self.overlay = Some(Overlay::ImportExport(ImportExportOverlay::Import));
        Ok(vec![Effect::Import(ImportEffect::Read { paths, format: None })])
    }

    fn import_as(&mut self, whose: MarkOwner, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        if session.import_mut()?.whose == whose {
            return Err(NoEffect::AlreadySo);
        }
        if let MarkOwner::Annotator(id) = &whose
            && session.project.annotator(id).is_none()
        {
            return Err(NoEffect::NothingBegun);
        }
        let mut effects = Vec::new();
        if whose == MarkOwner::Me {
            let Some((_, more)) = self.ensure_me(stamp) else {
                let again = Command::Import(ImportCommand::Whose(MarkOwner::Me));
                self.overlay = Some(Overlay::WhoAmI(WhoAmI::then(again, self)));
                return done();
            };
            effects = more;
            // The question for the name may have stood in its place.
            self.overlay = Some(Overlay::ImportExport(ImportExportOverlay::Import));
        }
        let revision = self.revision;
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.import_mut()?.whose = whose;
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
