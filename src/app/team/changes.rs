//! Taking in what others changed on disk.

use super::{ChangedFiles, MergedFile, TeamEffect};
use crate::app::{Effect, NoEffect, NoticeKind, Outcome, Session, Stamp, State};
use crate::base::{AnnotatorId, ArticleId, Severity, StubId};
use crate::locale::Message;
use crate::model::{
    AnnotationSet, Annotator, Article, ClaimSheet, Codebook, Edit, FileKey, Project, SetKey, Settings, Stub,
    Transaction, Version,
};
use crate::text::Span;
use crate::{id, message};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What taking in has changed, to be told in one line.
#[derive(Debug, Default)]
struct News {
    new_articles: usize,
    corrected: usize,
    stubs: usize,
    sets: BTreeMap<AnnotatorId, usize>,
    claims: BTreeSet<AnnotatorId>,
    hidden: bool,
    codebook: bool,
    head: bool,
}

/// What is said of changed files that could not be read, until they are mended.
const UNREAD: &str = id!("team-unread");

/// Steps that take in work from another machine become one.
const MERGE_KEY: &str = "other-machine";

impl State {
    /// Takes in what others changed. It is no step of undo, and what I have changed myself and not saved yet stays.
    pub(super) fn take_changes(&mut self, changed: ChangedFiles, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().filter(|session| session.root == changed.root);
        let session = session.ok_or(NoEffect::NoProject)?;
        let mut effects = Vec::new();
        let mut news = News::default();
        session.issues.retain(|issue| !changed.files.contains(&issue.file));
        let bad = changed.issues.iter().filter(|issue| issue.severity == Severity::Error).count();
        session.issues.extend(changed.issues);
        session.take_head(changed.head, changed.annotators, &mut news);
        let refused = changed.codebook.is_some_and(|codebook| !session.take_codebook(codebook, &mut news));
        for (article, sentences) in changed.articles {
            effects.extend(session.take_article(article, sentences, &mut news));
        }
        session.take_claims(changed.claims, &mut news);
        session.take_sets(changed.sets, &mut news);
        session.take_stubs(changed.stubs, &changed.gone_stubs, &mut news);
        for id in &changed.gone {
            effects.extend(session.let_article_go(id));
        }
        session.refresh_library();
        let codebook = session.project.codebook();
        self.editing.take_if(|part| codebook.part_name(part).is_none());
        if refused {
            // Read as a whole, tags that the new codebook does not know go to the orphans tray.
            let article = session.reading.as_ref().map(|reading| reading.article.id.clone());
            effects.push(Effect::ReadProject { root: session.root.clone(), article });
        }
        let said = news.message(session);
        if news.codebook {
            self.find_taken_keys();
        }
        self.revision += 1;
        let issues = self.session.iter().flat_map(|session| &session.issues);
        let mended = bad == 0 && !issues.into_iter().any(|issue| issue.severity == Severity::Error);
        if mended {
            self.notices.retain(|notice| notice.text.id() != Some(UNREAD));
        }
        if bad > 0 {
            self.notify(NoticeKind::Problem, message!("team-unread", count = bad), stamp.now);
        } else if let Some(said) = said {
            self.notify(NoticeKind::Info, said, stamp.now);
        }
        effects.extend(self.refresh_review(true));
        Ok(effects)
    }

    /// Takes in what a file of mine or of an article holds and the memory does not, as a step of undo. Where both were
    /// changed, what is in the memory stays; saving it lays the other beside the file, or tells it of an article.
    pub(super) fn merged(&mut self, merged: MergedFile, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().filter(|session| session.root == merged.root);
        let session = session.ok_or(NoEffect::NoProject)?;
        let (edits, clean) = session.bring_together(&merged).ok_or(NoEffect::NothingFound)?;
        if session.held_by.is_some() {
            session.load_mine(&merged);
            self.revision += 1;
            return Ok(self.refresh_review(false));
        }
        let mut effects = Vec::new();
        if !edits.is_empty() {
            let (label, text) = match &merged.key {
                FileKey::Article(_) => (message!("steps-merge-article"), message!("team-merged-article")),
                FileKey::Stub(_) => (message!("steps-merge-stub"), message!("team-merged-stub")),
                FileKey::Project
                | FileKey::Codebook
                | FileKey::Annotator(_)
                | FileKey::Set(_)
                | FileKey::Claims(_) => (message!("steps-merge"), message!("team-merged")),
            };
            let merge_key = Some(MERGE_KEY.to_owned());
            effects = self.commit_as(Transaction { label, edits, merge_key }, stamp);
            if effects.is_empty() {
                return Ok(effects);
            }
            self.session.iter_mut().for_each(Session::refresh_library);
            self.notices.retain(|notice| notice.text != text);
            self.notify(NoticeKind::Info, text, stamp.now);
        }
        if clean && merged.digest.is_some() {
            effects.push(Effect::Team(TeamEffect::TookIn(Box::new(merged))));
        }
        if effects.is_empty() { Err(NoEffect::AlreadySo) } else { Ok(effects) }
    }
}

impl Session {
    /// Shows a file of mine as it is on disk while somebody else has it open.
    fn load_mine(&mut self, merged: &MergedFile) {
        let mut news = News::default();
        match (&merged.theirs, &merged.key) {
            (Version::Set(set), FileKey::Set(key)) => {
                self.take_sets(vec![(key.clone(), Arc::clone(set))], &mut news);
            }
            (Version::Claims(sheet), FileKey::Claims(by)) => {
                self.take_claims(vec![(by.clone(), Arc::clone(sheet))], &mut news);
            }
            (Version::Set(_) | Version::Claims(_) | Version::Article(_) | Version::Stub(_), _) => {}
        }
        self.refresh_library();
    }

    fn is_pending(&self, key: &FileKey) -> bool {
        self.save.pending.contains(key)
    }

    fn take_head(&mut self, head: Option<(String, Settings)>, people: Vec<Annotator>, news: &mut News) {
        if let Some((name, settings)) = head.filter(|_| !self.is_pending(&FileKey::Project)) {
            news.head |= *self.project.settings() != settings || self.project.name() != name;
            self.project.load_settings(settings);
            // A name fits always.
            let _ = self.project.apply(Edit::Rename { name });
        }
        for annotator in people {
            if !self.is_pending(&FileKey::Annotator(annotator.id.clone())) {
                self.project.load_annotator(annotator);
            }
        }
    }

    /// Whether the codebook could be taken in: it has all that is in use.
    fn take_codebook(&mut self, codebook: Arc<Codebook>, news: &mut News) -> bool {
        if self.is_pending(&FileKey::Codebook) || *self.project.codebook() == codebook {
            return true;
        }
        news.codebook = true;
        self.published = codebook.version();
        self.project.apply(Edit::PutCodebook { codebook }).is_ok()
    }

    fn take_article(
        &mut self,
        article: Arc<Article>,
        sentences: Option<Arc<[Span]>>,
        news: &mut News,
    ) -> Vec<Effect> {
        let id = article.id.clone();
        let here = self.project.article(&id);
        if self.is_pending(&FileKey::Article(id.clone())) || here == Some(&article) {
            return Vec::new();
        }
        match here {
            Some(_) => news.corrected += 1,
            None => news.new_articles += 1,
        }
        self.project.load_article(article);
        if let Some(sentences) = sentences {
            self.sentences.insert(id.clone(), sentences);
        }
        let effects = self.follow_article(&id);
        self.touch(&id);
        effects
    }

    fn take_stubs(&mut self, stubs: Vec<Arc<Stub>>, gone: &[StubId], news: &mut News) {
        for stub in stubs {
            if self.is_pending(&FileKey::Stub(stub.id.clone())) {
                continue;
            }
            news.stubs += usize::from(self.project.stub(&stub.id).is_none());
            self.project.load_stub(stub);
        }
        for id in gone {
            if !self.is_pending(&FileKey::Stub(id.clone())) {
                // It may have gone already.
                let _ = self.project.apply(Edit::RemoveStub { id: id.clone() });
            }
        }
    }

    fn take_claims(&mut self, all: Vec<(AnnotatorId, Arc<ClaimSheet>)>, news: &mut News) {
        for (by, sheet) in all {
            let here = self.project.ledger().sheet(&by).cloned().unwrap_or_default();
            if here == sheet || (self.held_by.is_none() && self.is_mine(&FileKey::Claims(by.clone()))) {
                continue;
            }
            let mut ledger = self.project.ledger().clone();
            ledger.put_sheet(by.clone(), sheet);
            self.project.load_ledger(ledger);
            news.claims.insert(by);
        }
    }

    fn take_sets(&mut self, all: Vec<(SetKey, Arc<AnnotationSet>)>, news: &mut News) {
        let viewer = self.reviewer().cloned();
        for (key, set) in all {
            let mine = self.is_mine(&FileKey::Set(key.clone()));
            let here = self.project.set(&key).cloned().unwrap_or_default();
            if here == set || (self.held_by.is_none() && mine) {
                continue;
            }
            news.hidden |= !mine && !self.project.may_see(viewer.as_ref(), &key.article);
            *news.sets.entry(key.annotator.clone()).or_default() += 1;
            let article = key.article.clone();
            if set.is_blank() {
                // It may have none already.
                let _ = self.project.apply(Edit::RemoveSet { key });
            } else {
                self.project.load_set(key, set);
            }
            if mine {
                self.survey(&article);
            }
            self.touch(&article);
        }
    }

    fn touch(&mut self, article: &ArticleId) {
        if let Some(reading) = self.reading.as_mut().filter(|reading| reading.article.id == *article) {
            reading.revision += 1;
        }
    }

    /// An article without a file goes too, unless it is being read or somebody has coded it.
    fn let_article_go(&mut self, id: &ArticleId) -> Vec<Effect> {
        let read = self.reading.as_ref().is_some_and(|reading| reading.article.id == *id);
        let pending = self.is_pending(&FileKey::Article(id.clone()));
        if read || pending || self.project.apply(Edit::RemoveArticle { id: id.clone() }).is_err() {
            return Vec::new();
        }
        self.follow_article(id)
    }

    /// The edits that bring a file and the memory together, and whether the memory holds all of the file then.
    fn bring_together(&self, merged: &MergedFile) -> Option<(Vec<Edit>, bool)> {
        let ours = Version::of(&self.project, &merged.key)?;
        let together = Version::merge(Some(&merged.base), &ours, &merged.theirs)?;
        let clean = together.conflicts.is_empty() && together.contested.is_empty();
        match (&ours, &together.version, &merged.key) {
            (Version::Set(ours), Version::Set(set), FileKey::Set(key)) => {
                let edit = (ours != set).then(|| Edit::PutSet { key: key.clone(), set: Arc::clone(set) });
                Some((edit.into_iter().collect(), clean))
            }
            (Version::Claims(ours), Version::Claims(sheet), FileKey::Claims(by)) => {
                let all = claim_edits(by, ours, sheet);
                // A claim that is in use here stays.
                let kept: Vec<Edit> =
                    all.iter().filter(|edit| !matches!(edit, Edit::RemoveClaim { .. })).cloned().collect();
                let fits = all.len() == kept.len() || fits(&self.project, &all);
                Some((if fits { all } else { kept }, clean && fits))
            }
            (Version::Article(ours), Version::Article(article), FileKey::Article(_)) => {
                Some((article_edits(ours, article), clean))
            }
            (Version::Stub(ours), Version::Stub(stub), FileKey::Stub(_)) => {
                // The teaser was written once, like a text; where it differs, saving brings both together.
                let edit = (ours.metadata != stub.metadata).then(|| Edit::SetStubMetadata {
                    id: stub.id.clone(),
                    since: Some(Box::new(ours.metadata.clone())),
                    metadata: Box::new(stub.metadata.clone()),
                });
                Some((edit.into_iter().collect(), clean && ours.teaser == stub.teaser))
            }
            (Version::Set(_) | Version::Claims(_) | Version::Article(_) | Version::Stub(_), ..) => None,
        }
    }
}

/// The edits that correct one version of an article into another.
fn article_edits(from: &Article, to: &Article) -> Vec<Edit> {
    let metadata = || {
        let since = Some(Box::new(from.metadata.clone()));
        Edit::SetMetadata { id: to.id.clone(), since, metadata: Box::new(to.metadata.clone()) }
    };
    let zones = || {
        let since = Some(from.zones.clone());
        Edit::SetZones { id: to.id.clone(), since, zones: to.zones.clone() }
    };
    let metadata = (from.metadata != to.metadata).then(metadata);
    metadata.into_iter().chain((from.zones != to.zones).then(zones)).collect()
}

/// The edits that make one sheet of another.
fn claim_edits(by: &AnnotatorId, from: &ClaimSheet, to: &ClaimSheet) -> Vec<Edit> {
    let mut edits = Vec::new();
    let changed = to.claims.iter().filter(|(id, claim)| from.claims.get(*id) != Some(*claim));
    edits.extend(changed.map(|(_, claim)| Edit::PutClaim { claim: Arc::clone(claim) }));
    let edge = |edge: &crate::model::Edge, since| Edit::SetEdge { by: by.clone(), edge: edge.clone(), since };
    edits.extend(from.edges.keys().filter(|e| !to.edges.contains_key(*e)).map(|e| edge(e, None)));
    let new = to.edges.iter().filter(|(e, since)| from.edges.get(*e) != Some(*since));
    edits.extend(new.map(|(e, since)| edge(e, Some(*since))));
    let gone = from.claims.keys().filter(|id| !to.claims.contains_key(*id));
    edits.extend(gone.map(|id| Edit::RemoveClaim { id: id.clone() }));
    edits
}

fn fits(project: &Project, edits: &[Edit]) -> bool {
    let mut trial = project.clone();
    edits.iter().all(|edit| trial.apply(edit.clone()).is_ok())
}

impl News {
    /// What came in, in one line; none when nothing did. While anything of it must stay hidden, only a count.
    fn message(&self, session: &Session) -> Option<Message> {
        let mut all = Vec::new();
        if self.new_articles > 0 {
            all.push(message!("team-new-articles", count = self.new_articles));
        }
        if self.corrected > 0 {
            all.push(message!("team-corrected-articles", count = self.corrected));
        }
        if self.stubs > 0 {
            all.push(message!("team-new-stubs", count = self.stubs));
        }
        if self.hidden {
            let count = self.sets.values().sum::<usize>() + self.claims.len();
            all.push(message!("team-hidden-files", count = count));
        } else {
            let people: BTreeSet<&AnnotatorId> = self.sets.keys().chain(&self.claims).collect();
            let each = people.into_iter().map(|id| {
                let name = session.name_of(id);
                match self.sets.get(id) {
                    Some(count) => message!("team-work-articles", name = name, count = *count),
                    None => message!("team-work-claims", name = name),
                }
            });
            let each = each.reduce(|first, rest| message!("common-comma", first = first, rest = rest));
            all.extend(each.map(|work| message!("team-work", work = work)));
        }
        if self.codebook {
            all.push(message!("team-codebook"));
        }
        if self.head {
            all.push(message!("team-settings"));
        }
        all.into_iter().reduce(|first, rest| message!("common-sentences", first = first, rest = rest))
    }
}
