//! What is open: the program's state, the project, the article under the eyes.

use super::{
    Conflicts, Drawer, ImportExport, Intake, Keymap, LibraryView, NoEffect, Overlay, Reading, Review, Route,
    units,
};
use crate::base::{AnnotatorId, ArticleId, AttributeId, Issue, Timestamp};
use crate::id;
use crate::locale::{Catalogue, Message};
use crate::model::{
    AnnotationSet, Body, CodebookPart, FileKey, History, Holder, Preferences, Project, SetKey, SetState,
    Value,
};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// The whole state of the program.
#[derive(Debug)]
pub struct State {
    /// The open project, when there is one.
    pub session: Option<Session>,
    /// Choices of this person on this machine.
    pub preferences: Preferences,
    /// The texts of the language in force.
    pub text: &'static Catalogue,
    /// The keys in force.
    pub keymap: Keymap,
    /// What floats over the window.
    pub overlay: Option<Overlay>,
    /// Articles read and waiting to be confirmed.
    pub intake: Option<Intake>,
    /// Which page is shown.
    pub route: Route,
    /// The part of the codebook that is being edited on its page.
    pub editing: Option<CodebookPart>,
    /// Which tab the drawer shows.
    pub drawer: Drawer,
    /// Whether only the text is shown.
    pub focus_mode: bool,
    /// Short messages, the latest last.
    pub notices: Vec<Notice>,
    /// Long work that the user waits for, in words, with its share done from 0 to 1 when known.
    pub busy: Option<(Message, Option<f32>)>,
    /// Counted up by everything that could change what a pane shows.
    pub revision: u64,
}

/// How serious a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Worth knowing.
    Info,
    /// Something did not work.
    Problem,
}

/// A short message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How serious.
    pub kind: NoticeKind,
    /// What it says.
    pub text: Message,
    /// When it was said.
    pub at: Timestamp,
}

/// How the files stand against the memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaveState {
    /// Files that differ from the disk.
    pub pending: BTreeSet<FileKey>,
    /// Whether a write is under way.
    pub writing: bool,
    /// Why the last write did not work; the work stays in memory and is tried again.
    pub failure: Option<Message>,
}

/// Sentences with and without a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Sentences that the annotator has passed judgement on.
    pub covered: u32,
    /// Those of them of which nobody said so: an import assumed it.
    pub assumed: u32,
    /// Sentences to be swept.
    pub total: u32,
}

impl Coverage {
    /// The share done, from 0 to 1; 0 when there is nothing to do.
    pub fn share(self) -> f32 {
        if self.total == 0 { 0.0 } else { self.covered as f32 / self.total as f32 }
    }
}

/// A tag with its fields, to be given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenTag {
    /// What it says.
    pub body: Body,
    /// Its fields, passages left out.
    pub attributes: BTreeMap<AttributeId, Value>,
}

/// An open project.
#[derive(Debug)]
pub struct Session {
    /// Its folder.
    pub root: PathBuf,
    /// The project.
    pub project: Project,
    /// What can be undone.
    pub history: History,
    /// Who codes; none until asked at the first tag.
    pub me: Option<AnnotatorId>,
    /// Who else has my files open, when this window may only read.
    pub held_by: Option<Holder>,
    /// The article under the eyes.
    pub reading: Option<Reading>,
    /// Where the caret was in articles that were open before, in bytes.
    pub left_at: BTreeMap<ArticleId, u32>,
    /// All sentences of every article that was segmented.
    pub sentences: BTreeMap<ArticleId, Arc<[Span]>>,
    /// How far I am with each article.
    pub progress: BTreeMap<ArticleId, Coverage>,
    /// Articles that are still being read from disk.
    pub loading: usize,
    /// How the files stand.
    pub save: SaveState,
    /// What was found wrong in the files.
    pub issues: Vec<Issue>,
    /// Filter, sort and rows of the library.
    pub library: LibraryView,
    /// The tag that every selection gets at once.
    pub tag_lock: Option<GivenTag>,
    /// Whether I said that I change the codebook for everybody.
    pub changes_codebook: bool,
    /// The last tag given.
    pub last_tag: Option<GivenTag>,
    /// Words searched in the article and where they are.
    pub find: TextSearch,
    /// The codebook's version when the project was opened.
    pub published: u32,
    /// The review page.
    pub review: Review,
    /// What came from elsewhere and waits.
    pub conflicts: Conflicts,
    /// What goes out to other programs and comes in from them.
    pub import_export: ImportExport,
}

/// Words searched in the open article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSearch {
    /// The words.
    pub query: String,
    /// Where they are, ascending.
    pub hits: Vec<Span>,
    /// Which of them the reader is at.
    pub at: usize,
}

impl State {
    /// A program with nothing open.
    pub fn new(preferences: Preferences) -> Self {
        Self {
            session: None,
            keymap: Keymap::of(&preferences),
            preferences,
            text: Catalogue::english(),
            overlay: None,
            intake: None,
            route: Route::Read,
            editing: None,
            drawer: Drawer::Claims,
            focus_mode: false,
            notices: Vec::new(),
            busy: None,
            revision: 0,
        }
    }

    /// The open article, when there is one.
    pub fn reading(&self) -> Option<&Reading> {
        self.session.as_ref()?.reading.as_ref()
    }

    /// The open project, for a handler that needs one.
    pub(super) fn session(&self) -> Result<&Session, NoEffect> {
        self.session.as_ref().ok_or(NoEffect::NoProject)
    }

    /// The same, to be changed.
    pub(super) fn session_mut(&mut self) -> Result<&mut Session, NoEffect> {
        self.session.as_mut().ok_or(NoEffect::NoProject)
    }

    /// The open article, for a handler that changes it.
    pub(super) fn reading_mut(&mut self) -> Result<&mut Reading, NoEffect> {
        let session = self.session_mut()?;
        session.reading.as_mut().ok_or(NoEffect::NoArticle)
    }

    /// Says something in the status bar.
    pub(super) fn notify(&mut self, kind: NoticeKind, text: impl Into<Message>, at: Timestamp) {
        const KEPT: usize = 20;
        self.notices.push(Notice { kind, text: text.into(), at });
        let surplus = self.notices.len().saturating_sub(KEPT);
        self.notices.drain(..surplus);
    }
}

/// What is said of how the work stands: it holds no longer once something is changed, or another article or page is open.
const OF_THE_WORK: [&str; 12] = [
    id!("notices-signed-off"),
    id!("notices-not-signed-off"),
    id!("notices-all-covered"),
    id!("notices-sentences-open"),
    id!("notices-memo-wanted"),
    id!("notices-no-claim-here"),
    id!("notices-answer-first"),
    id!("notices-no-tag-here"),
    id!("notices-no-boundary"),
    id!("notices-no-undo"),
    id!("notices-no-redo"),
    id!("review-adjudicate-first"),
];

impl Notice {
    fn is_of_the_work(&self) -> bool {
        self.text.id().is_some_and(|id| OF_THE_WORK.contains(&id))
    }
}

impl State {
    /// Takes back what was said of how the work stood, since it stands otherwise now.
    pub(super) fn retract(&mut self) {
        self.notices.retain(|notice| !notice.is_of_the_work());
    }

    /// The same for what was said before a moment: on another page.
    pub(super) fn retract_before(&mut self, now: Timestamp) {
        self.notices.retain(|notice| notice.at == now || !notice.is_of_the_work());
    }

    /// Takes back a message that holds no longer.
    pub(super) fn retract_one(&mut self, text: &Message) {
        self.notices.retain(|notice| notice.text != *text);
    }

    /// Forgets what the user has had time to read and has gone on from.
    pub(super) fn clear_news(&mut self, now: Timestamp) {
        self.notices.retain(|notice| {
            let read_in = match notice.kind {
                NoticeKind::Info => 2,
                NoticeKind::Problem => 4,
            };
            now.0 - notice.at.0 < read_in
        });
    }
}

impl Session {
    /// Names my annotation set on an article.
    pub fn key(&self, article: &ArticleId) -> Option<SetKey> {
        Some(SetKey { annotator: self.me.clone()?, article: article.clone() })
    }

    /// My annotation set on the open article.
    pub fn my_set(&self) -> Option<&Arc<AnnotationSet>> {
        self.project.set(&self.key(&self.reading.as_ref()?.article.id)?)
    }

    /// My annotation set on the open article with its key.
    pub(super) fn mine(&self) -> Result<(SetKey, &Arc<AnnotationSet>), NoEffect> {
        let reading = self.reading()?;
        let key = self.key(&reading.article.id).ok_or(NoEffect::NoAnnotation)?;
        let set = self.project.set(&key).ok_or(NoEffect::NoAnnotation)?;
        Ok((key, set))
    }

    /// The open article, for a handler that needs one.
    pub(super) fn reading(&self) -> Result<&Reading, NoEffect> {
        self.reading.as_ref().ok_or(NoEffect::NoArticle)
    }

    /// My annotation set on an article.
    pub fn set_on(&self, article: &ArticleId) -> Option<&Arc<AnnotationSet>> {
        self.project.set(&self.key(article)?)
    }

    /// Whether I have signed an article off.
    pub fn is_done(&self, article: &ArticleId) -> bool {
        self.set_on(article).is_some_and(|set| set.state() != SetState::Open)
    }

    /// The annotation in hand in the open article.
    pub fn focused(&self) -> Option<&Arc<crate::model::Annotation>> {
        self.my_set()?.get(self.reading.as_ref()?.focus?)
    }

    /// Counts anew how far I am with an article. O(sentences + covered ranges).
    pub(super) fn survey(&mut self, article: &ArticleId) {
        let (Some(all), Some(text)) = (self.sentences.get(article), self.project.article(article)) else {
            return;
        };
        let swept = units::swept(text, all);
        let (covered, stated) = self.set_on(article).map_or((0, 0), |set| {
            let covered = units::covered_count(&swept, set.coverage());
            let rests = set.state() == SetState::Open && !set.assumed().is_empty();
            (covered, if rests { units::covered_count(&swept, &set.stated_coverage()) } else { covered })
        });
        let (assumed, total) = (covered - stated, swept.len() as u32);
        self.progress.insert(article.clone(), Coverage { covered, assumed, total });
    }
}
