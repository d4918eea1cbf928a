//! What can be asked of the program.

use super::{
    Action, ArticleDraft, DraftFilter, Drawer, ExportCommand, FileFinding, FreezeCommand, ImportCommand,
    KeyTarget, LibrarySection, LibrarySort, ReadingChoice, ReviewCommand, Route, Selection, StateFilter,
    TeamCommand,
};
use crate::base::{
    AnnotationId, AnnotatorId, ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, Issue, LayerId, StubId,
    Timestamp,
};
use crate::locale::Message;
use crate::model::{
    AnnotationSet, Article, ClaimStatus, CodebookChange, CodebookPart, Edge, FileKey, History, Holder, Memo,
    Metadata, Project, ReadOptions, SetKey, Stub, Value, ZoneKind,
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
    /// What is known of articles whose texts are not at hand.
    pub stubs: Vec<Arc<Stub>>,
    /// Findings.
    pub issues: Vec<Issue>,
    /// Articles still to be read.
    pub remaining: usize,
    /// The undo history, sent with the last part when it had to wait for the sets.
    pub history: Option<History>,
}

/// A wish: from a key, a click, a dialog or a finished job. Each group has an enumeration of its own, which one handler
/// matches whole.
#[derive(Debug)]
pub enum Command {
    /// Do what the action table names.
    Action(Action),
    /// Undo down to, and with, the step of this number in the history.
    UndoTo(usize),
    /// Say who I am.
    SetName(String),
    /// A letter after the leader key.
    LeaderKey(char),
    /// Close what floats.
    CloseOverlay,
    /// Move and select in the open article.
    Reading(ReadingCommand),
    /// Make, change and remove annotations.
    Annotation(AnnotationCommand),
    /// Change the attributes of annotations.
    Attribute(AttributeCommand),
    /// Choose a claim for a passage.
    Picker(PickerCommand),
    /// Link passages to claims, and change the ledger.
    Claim(ClaimCommand),
    /// Use the command palette.
    Palette(PaletteCommand),
    /// Filter and sort the library.
    Library(LibraryCommand),
    /// Open, correct and remove articles.
    Article(ArticleCommand),
    /// Articles that are to be fetched.
    Stub(StubCommand),
    /// Change the codebook.
    Codebook(CodebookCommand),
    /// Compare and adjudicate.
    Review(ReviewCommand),
    /// What came from elsewhere, or is asked for about it.
    Team(TeamCommand),
    /// Export annotations.
    Export(ExportCommand),
    /// Import annotations.
    Import(ImportCommand),
    /// Freeze a release.
    Freeze(FreezeCommand),
    /// Confirm drafts of articles.
    Intake(IntakeCommand),
    /// Open and load projects.
    Project(ProjectCommand),
    /// How the files stand.
    Saving(SavingCommand),
    /// Change what the window shows.
    Window(WindowCommand),
    /// Messages, and long work that goes on.
    Status(StatusCommand),
}

/// Moving and selecting in the open article.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ReadingCommand {
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
    /// Search words in the article.
    Find(String),
    /// Words were searched in an article.
    Found { article: ArticleId, query: String, hits: Vec<Span> },
}

/// Making, changing and removing annotations.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum AnnotationCommand {
    /// Tag the selection or the sentence.
    Tag { code: CodeId, unsure: bool },
    /// Give an annotation another passage; moves in a row with one `gesture` are one step.
    Resize { id: AnnotationId, span: Span, gesture: u64 },
    /// Write a memo; empty words take it away.
    SetMemo { id: AnnotationId, memo: Memo },
    /// Remove an annotation.
    Delete(AnnotationId),
    /// Put an orphan back, at a place, or drop it.
    PlaceOrphan { id: AnnotationId, span: Option<Span> },
}

/// Changing the attributes of annotations.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum AttributeCommand {
    /// Set or take away an attribute of an annotation.
    Set { id: AnnotationId, attribute: AttributeId, value: Option<Value> },
    /// Choose, or choose again to take away, one of several choices.
    Toggle { id: AnnotationId, attribute: AttributeId, choice: ChoiceId },
    /// What a key of the codebook does on the annotation that the sentence has for it, or on the article.
    Shortcut(KeyTarget),
    /// Begin to select words for an attribute.
    PickSpan { id: AnnotationId, attribute: AttributeId },
    /// A letter or digit in the strip of attributes.
    Key(char),
}

/// Choosing a claim for a passage.
#[derive(Debug)]
pub enum PickerCommand {
    /// Link the picker's passage to the candidate of that row.
    Choose(usize),
    /// Type into the picker.
    Query(String),
    /// Move the picker's choice.
    Move(i32),
    /// Link to the chosen row, or create a claim when there is none.
    Accept,
    /// Create a claim from what was typed.
    Create,
}

/// Linking passages to claims, and changing the ledger.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ClaimCommand {
    /// Link a passage to a claim directly.
    Link { span: Span, claim: ClaimId },
    /// Change a claim.
    Change { id: ClaimId, change: ClaimChange },
    /// State a relation between claims, or take it back.
    Relate { edge: Edge, on: bool },
    /// Remove a claim that nothing uses.
    Remove(ClaimId),
}

/// Using the command palette.
#[derive(Debug)]
pub enum PaletteCommand {
    /// Type into the palette.
    Query(String),
    /// Move the palette's choice.
    Move(i32),
    /// Do what that row names, or the chosen one.
    Accept(Option<PaletteTarget>),
}

/// Filtering and sorting the library.
#[derive(Debug)]
pub enum LibraryCommand {
    /// Show only articles with these words.
    Filter(String),
    /// Show only articles in one state.
    State(StateFilter),
    /// Sort the articles.
    Sort(LibrarySort),
    /// Show the rows under a heading, or hide them.
    Fold(LibrarySection),
}

/// Articles that are to be fetched, and those that were.
#[derive(Debug)]
pub enum StubCommand {
    /// Take one in hand.
    Choose(StubId),
    /// Put its address on the clipboard.
    CopyAddress(StubId),
    /// Say which file it came from.
    ShowFile(StubId),
    /// Open the article by which it was fetched.
    OpenArticle(StubId),
    /// Take it out.
    Remove(StubId),
}

/// Opening, correcting and removing articles.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ArticleCommand {
    /// Open an article.
    Open(ArticleId),
    /// Correct what is known about an article.
    SetMetadata { id: ArticleId, metadata: Box<Metadata> },
    /// Say what a part of the open article is.
    SetZone { span: Span, kind: ZoneKind },
    /// Answer a question about the article as a whole.
    SetField { field: AttributeId, value: Option<Value> },
    /// Remove an article and my work on it.
    Remove(ArticleId),
}

/// Where a new part of the codebook goes: after its like.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NewPart {
    /// A layer.
    Layer,
    /// A code of a layer.
    Code(LayerId),
    /// An attribute of a layer.
    Attribute(LayerId),
    /// A choice of an attribute.
    Choice(LayerId, AttributeId),
}

/// Changing the codebook.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum CodebookCommand {
    /// Open a part for editing, or close it.
    Edit(Option<CodebookPart>),
    /// Open a part for editing, and ask no more in this session whether the codebook is to be changed.
    EditForAll(CodebookPart),
    /// Change it.
    Change(CodebookChange),
    /// Create a part of that name, and open it for editing.
    Create { place: NewPart, name: String },
}

/// Confirming drafts of articles.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum IntakeCommand {
    /// Make an article of words from the clipboard.
    Paste(String),
    /// Files became article drafts.
    Drafted { drafts: Vec<ArticleDraft>, findings: Vec<FileFinding> },
    /// Read a file again, in another way.
    ReadAgain { path: PathBuf, options: ReadOptions },
    /// A file became drafts again, in place of those that it was before.
    ReadAnew { path: PathBuf, drafts: Vec<ArticleDraft>, findings: Vec<FileFinding> },
    /// Change what is known of the draft in view.
    Metadata(Box<Metadata>),
    /// Say what a part of the draft in view is.
    Zone { span: Span, kind: ZoneKind },
    /// Split the draft in view before the line that begins at this byte.
    Split { at: u32 },
    /// Split the draft in view at all of its headlines.
    SplitHeadlines,
    /// Join the draft after the one in view to it.
    Join,
    /// Show another draft.
    Show(usize),
    /// Show what was found about files, or a draft again.
    ShowFiles(bool),
    /// Choose how a file is read, or no longer.
    Choose(Option<(PathBuf, ReadingChoice)>),
    /// Leave a draft out, or take it in again.
    Skip(usize),
    /// Choose which drafts the list shows.
    Filter(DraftFilter),
    /// Add the drafts to the project.
    Confirm,
    /// Add those without a finding; the others stay.
    ConfirmClean,
    /// Drop the drafts.
    Cancel,
}

/// Opening and loading projects.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ProjectCommand {
    /// Open whatever the paths are: a project folder, articles, folders of articles.
    OpenPaths(Vec<PathBuf>),
    /// A folder for a new project was chosen.
    Create(PathBuf),
    /// A project was read, at least its head.
    Opened(Box<OpenedProject>),
    /// More of it was read.
    Loaded(Box<Loaded>),
    /// An article was divided into sentences.
    Segmented { article: ArticleId, sentences: Arc<[Span]> },
}

/// How the files stand.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum SavingCommand {
    /// A write began.
    Started,
    /// A write ended; these files are on disk as they are now in memory.
    Saved(Vec<FileKey>),
    /// Files could not be written, and why.
    Failed { files: Vec<FileKey>, reason: Message },
    /// Another window holds my files, or holds them no longer.
    Held(Option<Holder>),
    /// Try again to get hold of my files.
    RetryLease,
}

/// Changing what the window shows.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum WindowCommand {
    /// Show a page.
    Go(Route),
    /// Show a tab of the drawer.
    ShowDrawer(Drawer),
    /// Widths and heights of the panes, in points.
    PaneSizes { library: f32, inspector: f32, drawer: f32 },
    /// The window's size in points.
    Size { width: f32, height: f32, maximised: bool },
    /// Forget a recent project.
    ForgetRecent(PathBuf),
}

/// Messages, and long work that goes on.
#[derive(Debug)]
pub enum StatusCommand {
    /// Long work goes on; none when it has ended.
    Busy(Option<(Message, Option<f32>)>),
    /// Stop the long work.
    CancelBusy,
    /// Something is to be said.
    Say(Message),
    /// Something did not work.
    Fail(Message),
    /// Take a message away.
    DismissNotice(usize),
}

/// A change of one part of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimChange {
    /// The short name.
    Label(String),
    /// The proposition.
    Wording(String),
    /// The claim type.
    Kind(Option<ChoiceId>),
    /// What it is about.
    Topic(String),
    /// Other short names.
    Aliases(Vec<String>),
    /// The desk note.
    Status(ClaimStatus),
    /// The comment.
    Memo(String),
    /// The step of the claim palette.
    Colour(u8),
}

/// What a row of the palette stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaletteTarget {
    /// An action.
    Action(Action),
    /// An article to open.
    Article(ArticleId),
    /// A claim to link the selection to.
    Claim(ClaimId),
    /// A code to give.
    Code(CodeId),
    /// An attribute or choice to set.
    Attribute(KeyTarget),
}
