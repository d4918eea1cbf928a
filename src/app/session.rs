//! What is open: the program's state, the project, the article under the eyes.

use super::{
    Conflicts, ImportExport, Intake, Keymap, LibraryView, NoEffect, Overlay, PickedSpan, Review, units,
};
use crate::base::{AnnotationId, AnnotatorId, ArticleId, AttributeId, CodeId, Issue, Timestamp};
use crate::locale::{Catalogue, Message};
use crate::model::{
    AnnotationSet, Article, Body, FileKey, History, Holder, Preferences, Project, SetKey, SetState, Value,
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
    /// The code whose definition is being edited on the codebook page.
    pub editing: Option<CodeId>,
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

/// The pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Route {
    /// The article.
    #[default]
    Read,
    /// The claim ledger.
    Claims,
    /// The coding rules.
    Codebook,
    /// Comparing and adjudicating.
    Review,
}

/// The tabs of the drawer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drawer {
    /// Claims with their mentions.
    #[default]
    Claims,
    /// Places found in the article.
    Search,
    /// Memos and questions.
    Questions,
    /// What was done.
    History,
    /// Annotations that lost their passage.
    Orphans,
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

/// The two ends of a selection, in bytes; equal when nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    pub anchor: u32,
    /// Where the caret is.
    pub focus: u32,
}

impl Selection {
    /// The selected bytes; none when the ends meet.
    pub fn span(self) -> Option<Span> {
        Span::new(self.anchor.min(self.focus), self.anchor.max(self.focus))
    }
}

/// Which boundary of an annotation the arrow keys move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// Where it starts.
    Start,
    /// Where it ends.
    End,
}

/// The article under the eyes.
#[derive(Debug)]
pub struct Reading {
    /// The article.
    pub article: Arc<Article>,
    /// The sentences to be swept, ascending; empty until the article is segmented.
    pub sentences: Vec<Span>,
    /// Whether the article is segmented.
    pub ready: bool,
    /// The sentence under the cursor.
    pub cursor: usize,
    /// Caret and selection.
    pub selection: Selection,
    /// Earlier selections that shrinking goes back to.
    pub expansions: Vec<Selection>,
    /// The annotation in hand.
    pub focus: Option<AnnotationId>,
    /// The boundary that the arrow keys move.
    pub grip: Option<Grip>,
    /// The field for which words are being selected.
    pub picking: Option<PickedSpan>,
    /// A passage to be brought into view; the number tells one wish from the next.
    pub reveal: (u64, Option<Span>),
    /// Counted up whenever annotations or zones of this article change.
    pub revision: u64,
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

    pub(super) fn reading_mut(&mut self) -> Result<&mut Reading, NoEffect> {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
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

impl State {
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
        let reading = self.reading.as_ref().ok_or(NoEffect::NoArticle)?;
        let key = self.key(&reading.article.id).ok_or(NoEffect::NoAnnotation)?;
        let set = self.project.set(&key).ok_or(NoEffect::NoAnnotation)?;
        Ok((key, set))
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
        let covered = self.set_on(article).map_or(0, |set| units::covered_count(&swept, set.coverage()));
        self.progress.insert(article.clone(), Coverage { covered, total: swept.len() as u32 });
    }
}

impl Reading {
    /// Opens an article at its first sentence.
    pub(super) fn new(article: Arc<Article>, all: Option<&Arc<[Span]>>) -> Self {
        let mut reading = Self {
            article,
            sentences: Vec::new(),
            ready: false,
            cursor: 0,
            selection: Selection { anchor: 0, focus: 0 },
            expansions: Vec::new(),
            focus: None,
            grip: None,
            picking: None,
            reveal: (0, None),
            revision: 0,
        };
        if let Some(all) = all {
            reading.segmented(all);
        }
        reading
    }

    /// Takes in the sentences and keeps the cursor where it was.
    pub(super) fn segmented(&mut self, all: &[Span]) {
        self.sentences = units::swept(&self.article, all);
        self.ready = true;
        self.cursor = self.sentence_at(self.selection.focus).min(self.sentences.len().saturating_sub(1));
        if self.selection.span().is_none()
            && let Some(sentence) = self.sentence()
        {
            self.selection = Selection { anchor: sentence.start(), focus: sentence.start() };
        }
        self.revision += 1;
    }

    /// The sentence under the cursor.
    pub fn sentence(&self) -> Option<Span> {
        self.sentences.get(self.cursor).copied()
    }

    /// The number of the sentence that holds the byte, or of the first after it.
    pub fn sentence_at(&self, byte: u32) -> usize {
        self.sentences.partition_point(|sentence| sentence.end() <= byte)
    }

    /// The selected words; none when nothing is selected.
    pub fn selected(&self) -> Option<Span> {
        let span = self.selection.span()?;
        let words = self.article.text.as_str().get(span.start() as usize..span.end() as usize)?;
        let before = (words.len() - words.trim_start().len()) as u32;
        let after = (words.len() - words.trim_end().len()) as u32;
        Span::new(span.start() + before, span.end().saturating_sub(after))
    }

    /// What a tag without further choice would go on: the selection, or the sentence.
    pub fn subject(&self) -> Option<Span> {
        self.selected().or_else(|| self.sentence())
    }

    /// Wishes a passage into view.
    pub(super) fn show(&mut self, span: Span) {
        self.reveal = (self.reveal.0 + 1, Some(span));
    }
}
