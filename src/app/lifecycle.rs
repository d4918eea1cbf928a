//! Opening, loading, saving and closing a project; which article is open.

use super::commit::SEGMENT_AT_ONCE;
use super::outcome::done;
use super::{
    Command, Effect, LibraryView, Loaded, NoEffect, NoticeKind, OpenedProject, Outcome, ProjectCommand,
    Reading, SaveState, SavingCommand, Session, Stamp, State, TextSearch, ViewRequest, WhoAmI, units,
};
use crate::base::ArticleId;
use crate::id;
use crate::message;
use crate::model::{Edit, Recent, Role};
use crate::text::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

impl State {
    pub(super) fn project_command(&mut self, command: ProjectCommand, stamp: Stamp) -> Outcome {
        match command {
            ProjectCommand::OpenPaths(paths) => Ok(vec![Effect::ReadPaths(paths)]),
            ProjectCommand::Create(root) => Ok(vec![Effect::MakeProject(root)]),
            ProjectCommand::Opened(opened) => Ok(self.opened(*opened, stamp)),
            ProjectCommand::Loaded(loaded) => self.loaded(*loaded, stamp),
            ProjectCommand::Segmented { article, sentences } => self.segmented(&article, sentences),
        }
    }

    fn opened(&mut self, opened: OpenedProject, stamp: Stamp) -> Vec<Effect> {
        let wanted = opened.article.clone();
        let remembered = opened.project.annotator_called(&self.preferences.annotator_name);
        let me = opened.me.or_else(|| remembered.map(|annotator| annotator.id.clone()));
        self.preferences.remember(Recent {
            path: opened.root.clone(),
            name: opened.project.name().to_owned(),
            opened: stamp.now,
            article: wanted.clone(),
        });
        let published = opened.project.codebook().version();
        let mut session = Session {
            root: opened.root,
            project: opened.project,
            history: opened.history,
            me,
            held_by: opened.held_by,
            reading: None,
            left_at: BTreeMap::new(),
            sentences: BTreeMap::new(),
            progress: BTreeMap::new(),
            loading: opened.loading,
            save: SaveState::default(),
            issues: opened.issues,
            library: LibraryView::default(),
            tag_lock: None,
            changes_codebook: false,
            last_tag: None,
            find: TextSearch::default(),
            published,
            review: super::Review::default(),
            conflicts: super::Conflicts::default(),
            import_export: super::ImportExport::default(),
        };
        let mut effects = vec![Effect::SavePreferences];
        for article in session.project.articles().cloned().collect::<Vec<_>>() {
            if article.text.len() <= SEGMENT_AT_ONCE {
                session.sentences.insert(article.id.clone(), units::sentences_of(&article));
            } else {
                effects.push(Effect::Segment(article));
            }
        }
        self.session = Some(session);
        self.find_taken_keys();
        self.route = super::Route::Read;
        self.overlay = None;
        self.busy = None;
        self.revision += 1;
        self.survey_all();
        let first = wanted.or_else(|| {
            self.session.as_ref().and_then(|session| session.project.articles().next().map(|a| a.id.clone()))
        });
        if let Some(first) = first {
            effects.extend(self.select_article(&first, stamp));
        }
        effects
    }

    fn loaded(&mut self, loaded: Loaded, stamp: Stamp) -> Outcome {
        let mut effects = Vec::new();
        let session = self.session.as_mut().filter(|session| session.root == loaded.root);
        let session = session.ok_or(NoEffect::NoProject)?;
        let mut touched = Vec::new();
        for (article, sentences) in loaded.articles {
            touched.push(article.id.clone());
            if let Some(sentences) = sentences {
                session.sentences.insert(article.id.clone(), sentences);
            } else if article.text.len() <= SEGMENT_AT_ONCE {
                session.sentences.insert(article.id.clone(), units::sentences_of(&article));
            } else {
                effects.push(Effect::Segment(Arc::clone(&article)));
            }
            session.project.load_article(article);
        }
        for (key, set) in loaded.sets {
            if Some(&key.annotator) == session.me.as_ref() {
                touched.push(key.article.clone());
            }
            session.project.load_set(key, set);
        }
        loaded.stubs.into_iter().for_each(|stub| session.project.load_stub(stub));
        session.issues.extend(loaded.issues);
        session.loading = loaded.remaining;
        if let Some(history) = loaded.history {
            session.history = history;
        }
        touched.dedup();
        for id in &touched {
            session.survey(id);
            if let Some(reading) = session.reading.as_mut().filter(|reading| reading.article.id == *id) {
                reading.revision += 1;
            }
        }
        session.refresh_library();
        self.revision += 1;
        effects.extend(self.refresh_review(true));
        let finished = loaded.remaining == 0;
        if finished {
            effects.extend(self.import_export_loaded(stamp));
        }
        if finished && self.intake.as_ref().is_some_and(|intake| intake.confirmed) {
            effects.extend(self.confirm_intake(stamp)?);
        }
        let bare = self.session.as_ref().is_some_and(|session| session.reading.is_none());
        let first = self.session.as_ref().and_then(|session| {
            let remembered = self.preferences.recents.first().and_then(|recent| recent.article.as_ref());
            remembered.filter(|id| session.project.article(id).is_some()).or_else(|| touched.first()).cloned()
        });
        if let Some(first) = first.filter(|_| bare) {
            effects.extend(self.select_article(&first, stamp));
        }
        let found = self.session.as_ref().map_or(0, |session| session.issues.len());
        if finished && found > 0 {
            self.notify(NoticeKind::Problem, message!("notices-findings", count = found), stamp.now);
        }
        Ok(effects)
    }

    fn segmented(&mut self, article: &ArticleId, sentences: Arc<[Span]>) -> Outcome {
        let session = self.session_mut()?;
        session.sentences.insert(article.clone(), Arc::clone(&sentences));
        if let Some(reading) = session.reading.as_mut().filter(|reading| reading.article.id == *article) {
            reading.segmented(&sentences);
        }
        session.survey(article);
        self.revision += 1;
        done()
    }

    /// Opens an article where it was left, or at its first sentence without a verdict.
    pub(super) fn select_article(&mut self, id: &ArticleId, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        if session.reading.as_ref().is_some_and(|reading| reading.article.id == *id) {
            self.route = super::Route::Read;
            return vec![Effect::View(ViewRequest::FocusText)];
        }
        let Some(article) = session.project.article(id).cloned() else { return Vec::new() };
        let sentences = session.sentences.get(id).cloned();
        if let Some(left) = &session.reading {
            session.left_at.insert(left.article.id.clone(), left.selection.focus);
        }
        let left_at = session.left_at.get(id).copied();
        session.reading = Some(Reading::new(article, sentences.as_ref()));
        session.find = TextSearch::default();
        session.history.seal();
        let set = session.my_set().cloned();
        if let Some(reading) = &mut session.reading {
            let open = reading
                .sentences
                .iter()
                .position(|s| !set.as_ref().is_some_and(|set| set.coverage().covers(*s)));
            if let Some(byte) = left_at {
                reading.return_to_byte(byte);
            } else if set.is_some() {
                reading.go_to_sentence(open.unwrap_or(0));
            }
        }
        self.overlay = None;
        self.route = super::Route::Read;
        self.retract();
        self.revision += 1;
        let root = self.session.as_ref().map(|session| session.root.clone());
        if let Some(recent) =
            self.preferences.recents.iter_mut().find(|recent| Some(&recent.path) == root.as_ref())
        {
            recent.article = Some(id.clone());
            recent.opened = stamp.now;
        }
        vec![Effect::View(ViewRequest::FocusText), Effect::SavePreferences]
    }

    pub(super) fn close_project(&mut self) -> Vec<Effect> {
        self.session = None;
        self.overlay = None;
        self.intake = None;
        self.revision += 1;
        vec![Effect::CloseProject, Effect::SavePreferences]
    }

    pub(super) fn saving_command(&mut self, command: SavingCommand, stamp: Stamp) -> Outcome {
        let session = self.session_mut()?;
        match command {
            SavingCommand::Started => {
                session.save.writing = true;
            }
            SavingCommand::Saved(files) => {
                session.save.writing = false;
                for file in &files {
                    session.save.pending.remove(file);
                }
                if files.is_empty() {
                    return done();
                }
                if let Some(failure) = session.save.failure.take() {
                    self.retract_one(&failure);
                    self.notify(NoticeKind::Info, message!("notices-saved-again"), stamp.now);
                }
            }
            SavingCommand::Failed { files, reason } => {
                session.save.writing = false;
                session.save.pending.extend(files);
                let again = session.save.failure.as_ref() == Some(&reason);
                session.save.failure = Some(reason.clone());
                if !again {
                    self.notify(NoticeKind::Problem, reason, stamp.now);
                }
            }
            SavingCommand::Held(holder) => {
                let freed = holder.is_none() && session.held_by.is_some();
                session.held_by = holder;
                if freed {
                    self.notices.retain(|notice| notice.text.id() != Some(id!("notices-read-only")));
                    self.notify(NoticeKind::Info, message!("notices-files-free"), stamp.now);
                }
            }
            SavingCommand::RetryLease => {
                let me = session.me.clone().ok_or(NoEffect::NothingBegun)?;
                return Ok(vec![Effect::TakeLease(me)]);
            }
        }
        done()
    }

    /// Takes the name under which the user codes, and carries out what waited for it.
    pub(super) fn set_name(&mut self, name: &str, stamp: Stamp) -> Outcome {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(NoEffect::Refused);
        }
        let mut then = None;
        if let Some(super::Overlay::WhoAmI(who)) = &mut self.overlay {
            then = who.then.take();
            self.overlay = None;
        }
        self.preferences.annotator_name = name;
        let mut effects = vec![Effect::SavePreferences];
        if let Some(session) = &mut self.session {
            session.me = None;
            session.history.seal();
        }
        if let Some((_, more)) = self.ensure_me(stamp) {
            effects.extend(more);
        }
        if let Some(command) = then {
            effects.extend(self.dispatch(*command, stamp));
        }
        effects.push(Effect::View(ViewRequest::FocusText));
        Ok(effects)
    }

    pub(super) fn remove_article(&mut self, id: &ArticleId, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let others = session
            .project
            .sets()
            .any(|(key, _)| key.article == *id && Some(&key.annotator) != session.me.as_ref());
        if others {
            self.notify(NoticeKind::Problem, message!("notices-article-stays"), stamp.now);
            return done();
        }
        let next = session.neighbour(true).or_else(|| session.neighbour(false)).filter(|other| other != id);
        let mut edits = Vec::new();
        if let Some(key) = session.key(id).filter(|key| session.project.set(key).is_some()) {
            edits.push(Edit::RemoveSet { key });
        }
        edits.push(Edit::RemoveArticle { id: id.clone() });
        let mut effects = self.commit(message!("steps-remove-article"), edits, stamp);
        if let Some(next) = next.filter(|_| self.reading().is_none()) {
            effects.extend(self.select_article(&next, stamp));
        }
        Ok(effects)
    }
}

impl WhoAmI {
    /// Asks, and then carries out a command.
    pub(super) fn then(command: Command, state: &State) -> Self {
        Self { then: Some(Box::new(command)), ..Self::plain(state) }
    }

    /// Asks.
    pub(super) fn plain(state: &State) -> Self {
        let known = state.session.as_ref().map_or_else(Vec::new, |session| {
            session
                .project
                .annotators()
                .filter(|annotator| annotator.role != Role::Program)
                .map(|annotator| (annotator.id.clone(), annotator.name.clone()))
                .collect()
        });
        Self { known, then: None }
    }
}
