//! Carrying out changes, taking them back, and keeping what is derived from the project in step.

use super::{Effect, NoticeKind, Session, Stamp, State, units};
use crate::base::{AnnotatorId, ArticleId, LayerId, slug};
use crate::locale::Message;
use crate::message;
use crate::model::{Annotator, Edit, EditError, FileKey, HistoryChange, Role, SetKey, Transaction};
use crate::text::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// More files than this changed at once: what follows from them is worked out by a worker.
const FEW: usize = 8;

/// What of the derived state a list of edits can change.
#[derive(Default)]
pub(super) struct Touched {
    coverage: Vec<(ArticleId, Span)>,
    structure: BTreeSet<ArticleId>,
    library: bool,
}

impl Touched {
    pub(super) fn by(session: &Session, edits: &[Edit]) -> Self {
        let mut touched = Self::default();
        for edit in edits {
            match edit {
                Edit::SetCoverage { key, within, .. } if Some(&key.annotator) == session.me.as_ref() => {
                    touched.coverage.push((key.article.clone(), *within));
                }
                Edit::PutSet { key, .. } | Edit::RemoveSet { key } => {
                    touched.structure.insert(key.article.clone());
                }
                Edit::SetZones { id, .. } | Edit::SetMetadata { id, .. } | Edit::RemoveArticle { id } => {
                    touched.structure.insert(id.clone());
                    touched.library = true;
                }
                Edit::AddArticle { article } => {
                    touched.structure.insert(article.id.clone());
                    touched.library = true;
                }
                Edit::AddStub { .. } | Edit::RemoveStub { .. } | Edit::SetStubMetadata { .. } => {
                    touched.library = true;
                }
                Edit::SetState { key, .. } => {
                    // What an import assumed counts as stated in what is signed off.
                    let mine = Some(&key.annotator) == session.me.as_ref();
                    let article = session.project.article(&key.article).filter(|_| mine);
                    let whole = article.and_then(|article| Span::new(0, article.text.len()));
                    touched.coverage.extend(whole.map(|whole| (key.article.clone(), whole)));
                    touched.library = true;
                }
                Edit::PutAnnotation { .. }
                | Edit::RemoveAnnotation { .. }
                | Edit::SetCoverage { .. }
                | Edit::SetField { .. }
                | Edit::SetBookmark { .. }
                | Edit::PutOrphan { .. }
                | Edit::RemoveOrphan { .. }
                | Edit::PutDecision { .. }
                | Edit::RemoveDecision { .. }
                | Edit::PutComment { .. }
                | Edit::RemoveComment { .. }
                | Edit::PutClaim { .. }
                | Edit::RemoveClaim { .. }
                | Edit::SetEdge { .. }
                | Edit::PutAnnotator { .. }
                | Edit::RemoveAnnotator { .. }
                | Edit::PutCodebook { .. }
                | Edit::PutSettings { .. }
                | Edit::Rename { .. } => {}
            }
        }
        touched
    }

    /// Covered sentences that touch the changed parts, and those of them that an import assumed, an article at a time.
    pub(super) fn covered(&self, session: &Session) -> Vec<(u32, u32)> {
        self.coverage
            .iter()
            .map(|(article, within)| {
                let Some(reading) = session.reading.as_ref().filter(|r| r.article.id == *article) else {
                    return (0, 0);
                };
                let Some(set) = session.set_on(article) else { return (0, 0) };
                let from = reading.sentence_at(within.start());
                let to = reading.sentences.partition_point(|sentence| sentence.start() < within.end());
                let few = reading.sentences.get(from..to).unwrap_or_default();
                let covered = few.iter().filter(|sentence| set.coverage().covers(**sentence));
                let stated = few.iter().filter(|sentence| set.is_stated(**sentence)).count() as u32;
                let covered = covered.count() as u32;
                (covered, covered - stated)
            })
            .collect()
    }
}

impl State {
    /// Carries out a change that stands for itself as one step of undo.
    pub(super) fn commit(
        &mut self,
        label: impl Into<Message>,
        edits: Vec<Edit>,
        stamp: Stamp,
    ) -> Vec<Effect> {
        self.commit_as(Transaction::new(label, edits), stamp)
    }

    /// Carries out a transaction; says so when it is refused.
    pub(super) fn commit_as(&mut self, transaction: Transaction, stamp: Stamp) -> Vec<Effect> {
        if transaction.edits.is_empty() {
            return Vec::new();
        }
        if self.is_refused(stamp) {
            return Vec::new();
        }
        let Some(session) = &mut self.session else { return Vec::new() };
        if session.history.is_taken_back_by(&transaction) {
            return self.undone_step(false, stamp).map_or_else(|_| Vec::new(), |(_, effects)| effects);
        }
        if transaction.edits.iter().any(|edit| session.is_signed(edit)) {
            let key = self.keymap.shown(super::Action::ReopenArticle);
            let text = message!("notices-signed-off", key = key);
            self.notify(NoticeKind::Problem, text, stamp.now);
            return Vec::new();
        }
        let touched = Touched::by(session, &transaction.edits);
        let before = touched.covered(session);
        let single = session.single_answers(&transaction.edits);
        match session.history.commit(&mut session.project, transaction) {
            Ok(commit) => {
                let files = commit.step.files();
                let mut effects = vec![Effect::Journal(HistoryChange::Commit(commit))];
                effects.extend(self.follow(&touched, &before, files));
                self.retract();
                self.warn_of_several(&single, stamp);
                effects
            }
            Err(error) => {
                self.refuse(&error, stamp);
                Vec::new()
            }
        }
    }

    /// Says where a change made a second answer at a place in a layer that takes one.
    fn warn_of_several(&mut self, single: &[(SetKey, LayerId, Span)], stamp: Stamp) {
        let Some(session) = &self.session else { return };
        let found = single.iter().find(|(key, layer, span)| session.has_several(key, layer, *span));
        if let Some(layer) = found.and_then(|(_, layer, _)| session.project.codebook().layer(layer.as_str()))
        {
            let text = message!("notices-several-answers", layer = &layer.name);
            self.notify(NoticeKind::Info, text, stamp.now);
        }
    }

    /// Whether nothing may be changed, since the files are open elsewhere; says so.
    fn is_refused(&mut self, stamp: Stamp) -> bool {
        let Some(holder) = self.session.as_ref().and_then(|session| session.held_by.as_ref()) else {
            return false;
        };
        let text = message!("notices-read-only", host = &holder.host, process = holder.process);
        self.notify(NoticeKind::Problem, text, stamp.now);
        true
    }

    /// Carries out a change that undo does not take back.
    pub(super) fn commit_for_good(&mut self, edit: Edit, stamp: Stamp) -> Vec<Effect> {
        if self.is_refused(stamp) {
            return Vec::new();
        }
        let Some(session) = &mut self.session else { return Vec::new() };
        let files = BTreeSet::from([edit.file()]);
        match session.project.apply(edit) {
            Ok(_) => self.follow(&Touched::default(), &[], files),
            Err(error) => {
                self.refuse(&error, stamp);
                Vec::new()
            }
        }
    }

    fn refuse(&mut self, error: &EditError, stamp: Stamp) {
        self.notify(NoticeKind::Problem, message!("refusals-not-done", why = error.message()), stamp.now);
    }

    /// Brings what is derived from the project in step with it after edits.
    pub(super) fn follow(
        &mut self,
        touched: &Touched,
        before: &[(u32, u32)],
        files: BTreeSet<FileKey>,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.revision += 1;
        if files.contains(&FileKey::Codebook) {
            self.find_taken_keys();
        }
        let Some(session) = &mut self.session else { return effects };
        let after = touched.covered(session);
        for (((article, _), before), after) in touched.coverage.iter().zip(before).zip(after) {
            if touched.structure.contains(article) {
                continue;
            }
            match session.reading.as_ref().is_some_and(|reading| reading.article.id == *article) {
                true => {
                    let progress = session.progress.entry(article.clone()).or_default();
                    progress.covered = (progress.covered + after.0).saturating_sub(before.0);
                    progress.assumed = (progress.assumed + after.1).saturating_sub(before.1);
                }
                false => session.survey(article),
            }
        }
        for article in &touched.structure {
            effects.extend(session.follow_article(article));
        }
        if let Some(reading) = &mut session.reading {
            reading.revision += 1;
        }
        session.drop_lost_focus();
        if touched.library {
            session.refresh_library();
        }
        session.save.pending.extend(files.iter().cloned());
        let many = files.len() > FEW;
        effects.push(Effect::Dirty(files));
        effects.extend(self.refresh_review(many));
        effects
    }

    /// Who codes, made known to the project when new. `None`: the name has still to be asked.
    pub(super) fn ensure_me(&mut self, stamp: Stamp) -> Option<(AnnotatorId, Vec<Effect>)> {
        let session = self.session.as_mut()?;
        if let Some(me) = &session.me {
            return Some((me.clone(), Vec::new()));
        }
        let name = self.preferences.annotator_name.trim().to_owned();
        if name.is_empty() {
            return None;
        }
        let known = session.project.annotator_called(&name).map(|annotator| annotator.id.clone());
        let id = known.or_else(|| AnnotatorId::new(&slug(&name)).ok())?;
        session.me = Some(id.clone());
        let mut effects = vec![Effect::TakeLease(id.clone())];
        if session.project.annotator(&id).is_none() {
            let annotator = Annotator { id: id.clone(), name, role: Role::Analyst, person: None };
            match session.project.apply(Edit::PutAnnotator { annotator }) {
                Ok(_) => effects.push(Effect::Dirty(BTreeSet::from([FileKey::Annotator(id.clone())]))),
                Err(error) => self.refuse(&error, stamp),
            }
        }
        self.survey_all();
        self.revision += 1;
        if let Some(reading) = self.session.as_mut().and_then(|session| session.reading.as_mut()) {
            reading.revision += 1;
        }
        Some((id, effects))
    }

    /// Counts anew how far I am with every article.
    pub(super) fn survey_all(&mut self) {
        let Some(session) = &mut self.session else { return };
        let ids: Vec<ArticleId> = session.sentences.keys().cloned().collect();
        for id in ids {
            session.survey(&id);
        }
        session.refresh_library();
    }
}

impl Session {
    /// Whether an edit would change the verdicts on an article that I have signed off.
    fn is_signed(&self, edit: &Edit) -> bool {
        match edit {
            Edit::PutAnnotation { key, .. }
            | Edit::RemoveAnnotation { key, .. }
            | Edit::SetCoverage { key, .. }
            | Edit::SetField { key, .. } => {
                Some(&key.annotator) == self.me.as_ref() && self.is_done(&key.article)
            }
            Edit::SetState { .. }
            | Edit::SetBookmark { .. }
            | Edit::PutOrphan { .. }
            | Edit::RemoveOrphan { .. }
            | Edit::PutDecision { .. }
            | Edit::RemoveDecision { .. }
            | Edit::PutComment { .. }
            | Edit::RemoveComment { .. }
            | Edit::PutSet { .. }
            | Edit::RemoveSet { .. }
            | Edit::PutClaim { .. }
            | Edit::RemoveClaim { .. }
            | Edit::SetEdge { .. }
            | Edit::AddArticle { .. }
            | Edit::RemoveArticle { .. }
            | Edit::SetMetadata { .. }
            | Edit::SetZones { .. }
            | Edit::AddStub { .. }
            | Edit::RemoveStub { .. }
            | Edit::SetStubMetadata { .. }
            | Edit::PutAnnotator { .. }
            | Edit::RemoveAnnotator { .. }
            | Edit::PutCodebook { .. }
            | Edit::PutSettings { .. }
            | Edit::Rename { .. } => false,
        }
    }

    /// Follows a change of an article's text, zones, metadata or whole set.
    pub(super) fn follow_article(&mut self, id: &ArticleId) -> Vec<Effect> {
        let mut effects = Vec::new();
        let Some(article) = self.project.article(id).cloned() else {
            self.sentences.remove(id);
            self.progress.remove(id);
            if self.reading.as_ref().is_some_and(|reading| reading.article.id == *id) {
                self.reading = None;
            }
            return effects;
        };
        let language_changed = self.reading.as_ref().is_some_and(|reading| {
            reading.article.id == *id && reading.article.metadata.language != article.metadata.language
        });
        if language_changed {
            self.sentences.remove(id);
        }
        if !self.sentences.contains_key(id) {
            if article.text.len() <= SEGMENT_AT_ONCE {
                self.sentences.insert(id.clone(), units::sentences_of(&article));
            } else {
                effects.push(Effect::Segment(Arc::clone(&article)));
            }
        }
        let all = self.sentences.get(id).cloned();
        if let Some(reading) = self.reading.as_mut().filter(|reading| reading.article.id == *id) {
            reading.article = article;
            if let Some(all) = all {
                reading.segmented(&all);
            }
        }
        self.survey(id);
        effects
    }

    fn drop_lost_focus(&mut self) {
        let lost =
            self.reading.as_ref().is_some_and(|reading| reading.focus.is_some()) && self.focused().is_none();
        if let Some(reading) = self.reading.as_mut().filter(|_| lost) {
            reading.focus = None;
            reading.grip = None;
            reading.picking = None;
        }
    }
}

/// Articles up to this many bytes are divided into sentences within the command; larger ones in a worker.
pub(super) const SEGMENT_AT_ONCE: u32 = 128 * 1024;
