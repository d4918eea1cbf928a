//! The whole of what a team works on.

use super::{AnnotationSet, Article, Codebook, Ledger, SetKey, SetState, Stub};
use crate::base::{AnnotatorId, ArticleId, LayerId, ProjectId, StubId, Timestamp, slug};
use imbl::OrdMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What an annotator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Codes articles.
    #[default]
    Analyst,
    /// Decides disagreements: their sets are results, not codings of their own.
    Adjudicator,
    /// Nobody: a program or model, under whose name its suggestions are kept. Its sets are never compared nor counted.
    Program,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Analyst, Self::Adjudicator, Self::Program];

    /// Its word in files for other programs and for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Analyst => "analyst",
            Self::Adjudicator => "adjudicator",
            Self::Program => "program",
        }
    }
}

/// A person who codes, or the name under which a program's suggestions are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotator {
    /// The name of the folder of their files.
    pub id: AnnotatorId,
    /// The name on the screen.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// For an adjudicator who also codes: the name under which they do.
    pub person: Option<AnnotatorId>,
}

/// A person's name such that one who is written in several ways is one: letters composed, without regard to case and to
/// how much white space stands between words.
pub fn folded_name(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let words: String = name.nfkc().flat_map(char::to_lowercase).nfc().collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// That hiding colleagues' work was switched on or off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlindChange {
    /// When it was changed.
    pub at: Timestamp,
    /// By whom; none when nobody was named yet.
    pub by: Option<AnnotatorId>,
    /// What it was switched to.
    pub blind: bool,
}

/// How far a layer is that is coded in two passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pass {
    /// Units are marked, without answers.
    Marking,
    /// The units are those of this adjudicator's sets and fixed; they get their answers.
    Labelling(AnnotatorId),
}

/// Choices that hold for the whole team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether colleagues' work on an article stays hidden until one's own is done.
    pub blind: bool,
    /// When `blind` was switched, the oldest first.
    pub blind_changes: Vec<BlindChange>,
    /// The layers that are coded in two passes.
    pub passes: BTreeMap<LayerId, Pass>,
    /// Whether the files that articles come from are kept in the project.
    pub keep_originals: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { blind: true, blind_changes: Vec::new(), passes: BTreeMap::new(), keep_originals: false }
    }
}

/// A project. Cheap to clone; clones share what did not change.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    pub(super) id: ProjectId,
    pub(super) name: String,
    pub(super) settings: Settings,
    pub(super) codebook: Arc<Codebook>,
    pub(super) annotators: OrdMap<AnnotatorId, Annotator>,
    pub(super) articles: OrdMap<ArticleId, Arc<Article>>,
    pub(super) stubs: OrdMap<StubId, Arc<Stub>>,
    pub(super) sets: OrdMap<SetKey, Arc<AnnotationSet>>,
    pub(super) ledger: Ledger,
}

impl Project {
    /// A project without articles.
    pub fn new(id: ProjectId, name: String, codebook: Arc<Codebook>) -> Self {
        Self {
            id,
            name,
            settings: Settings::default(),
            codebook,
            annotators: OrdMap::new(),
            articles: OrdMap::new(),
            stubs: OrdMap::new(),
            sets: OrdMap::new(),
            ledger: Ledger::default(),
        }
    }

    /// Made once, kept when the folder moves.
    pub fn id(&self) -> &ProjectId {
        &self.id
    }

    /// The name on the screen.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Choices that hold for the whole team.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The coding rules that hold for every annotator.
    pub fn codebook(&self) -> &Arc<Codebook> {
        &self.codebook
    }

    /// Everybody who codes.
    pub fn annotators(&self) -> impl Iterator<Item = &Annotator> {
        self.annotators.values()
    }

    /// The annotator of that name.
    pub fn annotator(&self, id: &AnnotatorId) -> Option<&Annotator> {
        self.annotators.get(id)
    }

    /// The annotator who goes by a name: the one called so, without regard to case, or the one whose identifier is
    /// made of it.
    pub fn annotator_called(&self, name: &str) -> Option<&Annotator> {
        let wanted = folded_name(name);
        if wanted.is_empty() {
            return None;
        }
        let people = || self.annotators.values().filter(|annotator| annotator.role != Role::Program);
        let called = people().find(|annotator| folded_name(&annotator.name) == wanted);
        called.or_else(|| people().find(|annotator| annotator.id.as_str() == slug(name)))
    }

    /// All articles by name.
    pub fn articles(&self) -> impl Iterator<Item = &Arc<Article>> {
        self.articles.values()
    }

    /// Number of articles.
    pub fn article_count(&self) -> usize {
        self.articles.len()
    }

    /// The article of that name.
    pub fn article(&self, id: &ArticleId) -> Option<&Arc<Article>> {
        self.articles.get(id)
    }

    /// What is known of articles whose texts are not at hand, by name. Some of them may have been fetched since:
    /// [`FetchedStubs`](super::FetchedStubs) tells.
    pub fn stubs(&self) -> impl Iterator<Item = &Arc<Stub>> {
        self.stubs.values()
    }

    /// Number of stubs.
    pub fn stub_count(&self) -> usize {
        self.stubs.len()
    }

    /// The stub of that name.
    pub fn stub(&self, id: &StubId) -> Option<&Arc<Stub>> {
        self.stubs.get(id)
    }

    /// The SHA-256 of each file that an article came from or that named a stub, in hexadecimal digits, as far as it is known.
    pub fn files_it_came_from(&self) -> BTreeSet<&str> {
        let articles = self.articles.values().map(|article| article.metadata.import.sha256.as_str());
        let articles = articles.filter(|sha256| !sha256.is_empty());
        articles.chain(self.stubs.values().flat_map(|stub| stub.files())).collect()
    }

    /// All sets by annotator and article.
    pub fn sets(&self) -> impl Iterator<Item = (&SetKey, &Arc<AnnotationSet>)> {
        self.sets.iter()
    }

    /// One annotator's work on one article; `None` when there is none yet.
    pub fn set(&self, key: &SetKey) -> Option<&Arc<AnnotationSet>> {
        self.sets.get(key)
    }

    /// Whether somebody may see colleagues' work on an article.
    ///
    /// While the project is blind, an analyst may once their own set is signed off. An adjudicator may, unless the same
    /// person has begun to code the article under another name and not signed it off. Nobody in particular may not.
    pub fn may_see(&self, viewer: Option<&AnnotatorId>, article: &ArticleId) -> bool {
        if !self.settings.blind {
            return true;
        }
        let Some(viewer) = viewer.and_then(|id| self.annotators.get(id)) else { return false };
        let state = |annotator: &AnnotatorId| {
            let key = SetKey { annotator: annotator.clone(), article: article.clone() };
            self.sets.get(&key).map(|set| set.state())
        };
        match viewer.role {
            Role::Analyst => matches!(state(&viewer.id), Some(SetState::Done(_))),
            Role::Adjudicator => viewer.person.as_ref().and_then(state) != Some(SetState::Open),
            Role::Program => false,
        }
    }

    /// One annotator's work on one article, when the viewer may see it: always one's own.
    pub fn visible_set(&self, viewer: Option<&AnnotatorId>, key: &SetKey) -> Option<&Arc<AnnotationSet>> {
        let own = viewer == Some(&key.annotator);
        if own || self.may_see(viewer, &key.article) { self.sets.get(key) } else { None }
    }

    /// The claim ledger.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Takes in settings as read from disk.
    pub fn load_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Takes in an annotator as read from disk.
    pub fn load_annotator(&mut self, annotator: Annotator) {
        self.annotators.insert(annotator.id.clone(), annotator);
    }

    /// Takes in an article as read from disk.
    pub fn load_article(&mut self, article: Arc<Article>) {
        self.articles.insert(article.id.clone(), article);
    }

    /// Takes in a stub as read from disk.
    pub fn load_stub(&mut self, stub: Arc<Stub>) {
        self.stubs.insert(stub.id.clone(), stub);
    }

    /// Takes in a set as read from disk.
    pub fn load_set(&mut self, key: SetKey, set: Arc<AnnotationSet>) {
        self.sets.insert(key, set);
    }

    /// Takes in an annotator's claims as read from disk.
    pub fn load_ledger(&mut self, ledger: Ledger) {
        self.ledger = ledger;
    }
}
