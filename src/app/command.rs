//! What can be asked of the program.

use super::{
    Action, ClaimChange, CodeChange, Drafted, Drawer, ExchangeCommand, Holder, InterchangeCommand,
    PaletteTarget, ReviewCommand, Route, Selection, Sort, StateFilter,
};
use crate::base::{
    AnnotationId, AnnotatorId, ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, Issue, Timestamp,
};
use crate::model::{
    AnnotationSet, Article, Edge, FileKey, History, Memo, Metadata, Project, SetKey, Value, ZoneKind,
};
use crate::text::Span;
use std::path::PathBuf;
use std::sync::Arc;

/// The moment of a command and a random number from which it may make identifiers.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// Now.
    pub now: Timestamp,
    /// Different for every command.
    pub seed: u64,
}

impl Stamp {
    /// The `n`th identifier of this command. Spread by the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    pub fn annotation_id(self, n: u64) -> AnnotationId {
        let mut z = self.seed.wrapping_add(n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        AnnotationId(z ^ (z >> 31))
    }
}

/// A project as it comes from disk, its articles perhaps still to follow.
#[derive(Debug)]
pub struct OpenedProject {
    /// Its folder.
    pub root: PathBuf,
    /// The project with what was read so far.
    pub project: Project,
    /// What can be undone.
    pub history: History,
    /// Who codes, when known.
    pub me: Option<AnnotatorId>,
    /// Who else has my files open.
    pub held_by: Option<Holder>,
    /// The article to open first.
    pub article: Option<ArticleId>,
    /// Articles still to be read.
    pub loading: usize,
    /// Findings so far.
    pub issues: Vec<Issue>,
}

/// More of an opened project.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The project's folder; what comes for another project is dropped.
    pub root: PathBuf,
    /// Articles with their sentences, where those are known.
    pub articles: Vec<(Arc<Article>, Option<Arc<[Span]>>)>,
    /// Annotation sets.
    pub sets: Vec<(SetKey, Arc<AnnotationSet>)>,
    /// Findings.
    pub issues: Vec<Issue>,
    /// Articles still to be read.
    pub remaining: usize,
    /// The undo history, sent with the last part when it had to wait for the sets.
    pub history: Option<History>,
}

/// A wish: from a key, a click, a dialog or a finished job.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum Command {
    /// Do what the action table names.
    Action(Action),
    /// Tag the selection or the sentence.
    Tag { code: CodeId, unsure: bool },
    /// Open an article.
    SelectArticle(ArticleId),
    /// Put the caret somewhere, or the selection's end.
    PlaceCaret { byte: u32, extend: bool },
    /// Select by pointer; `snap` widens to words, `finished` when the button is let go.
    Select { selection: Selection, snap: bool, finished: bool },
    /// Select the unit of this many clicks: 2 word, 3 sentence, 4 paragraph.
    SelectUnit { byte: u32, clicks: u32 },
    /// Take an annotation in hand.
    Focus(Option<AnnotationId>),
    /// Go through what overlaps at a byte.
    DigAt(u32),
    /// Go to a sentence by number.
    GoToSentence(usize),
    /// Bring a passage of the open article into view and select it.
    GoTo(Span),
    /// Go to an annotation of an article.
    GoToAnnotation { article: ArticleId, id: AnnotationId },
    /// Give an annotation another passage; moves in a row with one `gesture` are one step.
    Resize { id: AnnotationId, span: Span, gesture: u64 },
    /// Set or take away a field of an annotation.
    SetAttribute { id: AnnotationId, attribute: AttributeId, value: Option<Value> },
    /// Choose, or choose again to take away, one of several choices.
    ToggleChoice { id: AnnotationId, attribute: AttributeId, choice: ChoiceId },
    /// Set a choice on the annotation that the sentence has for it.
    SetChoice { attribute: AttributeId, choice: ChoiceId },
    /// Begin to select words for a field.
    PickSpan { id: AnnotationId, attribute: AttributeId },
    /// Write a memo; empty words take it away.
    SetMemo { id: AnnotationId, memo: Memo },
    /// Remove an annotation.
    Delete(AnnotationId),
    /// Link the picker's passage to the candidate of that row.
    PickerChoose(usize),
    /// Type into the picker.
    PickerQuery(String),
    /// Move the picker's choice.
    PickerMove(i32),
    /// Link to the chosen row, or coin a claim when there is none.
    PickerAccept,
    /// Coin a claim from what was typed.
    PickerCoin,
    /// Link a passage to a claim directly.
    LinkTo { span: Span, claim: ClaimId },
    /// Change a claim.
    ChangeClaim { id: ClaimId, change: ClaimChange },
    /// State a relation between claims, or take it back.
    Relate { edge: Edge, on: bool },
    /// Remove a claim that nothing uses.
    RemoveClaim(ClaimId),
    /// A letter after the leader key.
    LeaderKey(char),
    /// A letter or digit in the field strip.
    StripKey(char),
    /// Close what floats.
    CloseOverlay,
    /// Type into the palette.
    PaletteQuery(String),
    /// Move the palette's choice.
    PaletteMove(i32),
    /// Do what the palette's choice names.
    PaletteAccept(Option<PaletteTarget>),
    /// Say who I am.
    SetName(String),
    /// Search words in the article.
    FindQuery(String),
    /// Filter the library.
    LibraryFilter(String),
    /// Show only some articles.
    LibraryState(StateFilter),
    /// Sort the library.
    LibrarySort(Sort),
    /// Correct what is known about an article.
    SetMetadata { id: ArticleId, metadata: Box<Metadata> },
    /// Say what a part of the open article is.
    SetZone { span: Span, kind: ZoneKind },
    /// Answer a question about the article as a whole.
    SetField { field: AttributeId, value: Option<Value> },
    /// Put an orphan back, at a place, or drop it.
    PlaceOrphan { id: AnnotationId, span: Option<Span> },
    /// Remove an article and my work on it.
    RemoveArticle(ArticleId),
    /// Open a code's definition for editing, or close it.
    EditCode(Option<CodeId>),
    /// Change a code's definition.
    ChangeCode { code: CodeId, change: CodeChange },
    /// What the review page asks for.
    Review(ReviewCommand),
    /// What came from elsewhere, or is asked for about it.
    Exchange(ExchangeCommand),
    /// What the dialogs of export and import ask for, and what became of it.
    Interchange(InterchangeCommand),
    /// Show a page.
    Go(Route),
    /// Show a tab of the drawer.
    ShowDrawer(Drawer),
    /// Undo down to, and with, the step of this number in the history.
    UndoTo(usize),
    /// Widths and heights of the panes, in points.
    PaneSizes { library: f32, inspector: f32, drawer: f32 },
    /// The window's size in points.
    WindowSize { width: f32, height: f32, maximised: bool },
    /// Take a message away.
    DismissNotice(usize),
    /// Forget a recent project.
    ForgetRecent(PathBuf),

    /// Open whatever the paths are: a project folder, articles, folders of articles.
    OpenPaths(Vec<PathBuf>),
    /// Make an article of words from the clipboard.
    PasteText(String),
    /// A folder for a new project was chosen.
    CreateProject(PathBuf),
    /// A project was read, at least its head.
    Opened(Box<OpenedProject>),
    /// More of it was read.
    Loaded(Box<Loaded>),
    /// An article was divided into sentences.
    Segmented { article: ArticleId, sentences: Arc<[Span]> },
    /// Words were searched in an article.
    Found { article: ArticleId, query: String, hits: Vec<Span> },
    /// Files became article drafts.
    Drafted { drafts: Vec<Drafted>, refused: Vec<Issue> },
    /// Change what the intake shows of its draft in view.
    IntakeMetadata(Box<Metadata>),
    /// Say what a part of the draft in view is.
    IntakeZone { span: Span, kind: ZoneKind },
    /// Show another draft.
    IntakeShow(usize),
    /// Leave a draft out, or take it in again.
    IntakeSkip(usize),
    /// Add the drafts to the project.
    IntakeConfirm,
    /// Drop the drafts.
    IntakeCancel,
    /// A write began.
    Writing,
    /// A write ended; these files are on disk as they are now in memory.
    Saved(Vec<FileKey>),
    /// Files could not be written, and why.
    SaveFailed { files: Vec<FileKey>, reason: String },
    /// Another window holds my files, or holds them no longer.
    Held(Option<Holder>),
    /// Try again to get hold of my files.
    RetryLease,
    /// Long work goes on; none when it has ended.
    Busy(Option<(String, Option<f32>)>),
    /// Stop the long work.
    CancelBusy,
    /// Something is to be said.
    Say(String),
    /// Something did not work.
    Fail(String),
}
