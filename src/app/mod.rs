//! The program as a pure state machine: [`State::dispatch`] takes a [`Command`] and returns [`Effect`]s.
//!
//! Knows no screen, no files, no threads and no clock: identifiers and times come in with the commands, and whatever
//! touches the world goes out as an effect.

mod act;
mod action;
mod attributes;
mod chord;
mod claims;
mod codebook;
mod codebook_keys;
mod command;
mod commit;
mod dispatch;
mod drafts;
mod effect;
mod find;
mod import_export;
mod intake;
mod keymap;
mod library;
mod library_view;
mod lifecycle;
mod navigate;
mod notes;
mod outbox;
mod outcome;
mod overlay;
mod palette;
mod parts;
mod reading;
mod review;
mod route;
mod selection;
mod session;
mod stubs;
mod tagging;
mod team;
mod undo;
mod units;

pub use action::{Action, Context, Group, actions};
pub use attributes::StripEntry;
pub use chord::{Chord, Key, Modifiers};
pub use codebook_keys::{CodebookKey, KeyLine, KeyTarget};
pub use command::{
    AnnotationCommand, ArticleCommand, AttributeCommand, ClaimChange, ClaimCommand, CodebookCommand, Command,
    IntakeCommand, LibraryCommand, Loaded, NewPart, OpenedProject, PaletteCommand, PaletteTarget,
    PickerCommand, ProjectCommand, ReadingCommand, SavingCommand, Stamp, StatusCommand, StubCommand,
    WindowCommand,
};
pub use drafts::{
    ArticleDraft, DraftCounts, DraftFilter, DraftPiece, DraftSource, DraftStanding, FileFinding, Intake,
    ReadingChoice,
};
pub use effect::{Dialog, Effect, ViewRequest};
pub use find::places_of;
pub use import_export::{
    Export, ExportChange, ExportChoice, ExportCommand, ExportEffect, ExportStage, ExportedAnnotators,
    ExportedArticles, FilesRead, FindingRow, Freeze, FreezeChange, FreezeChoice, FreezeCommand, FreezeEffect,
    FreezeStage, Frozen, Import, ImportCommand, ImportEffect, ImportExport, ImportStage, LabelCommand,
    MOST_OFFERED, MarkOwner, TargetEntry, TargetPicker,
};
pub use keymap::Keymap;
pub use library_view::{LibraryRow, LibrarySection, LibrarySort, LibraryView, StateFilter};
pub use outbox::Outbox;
pub use outcome::{NoEffect, Outcome};
pub use overlay::{
    Candidate, ImportExportOverlay, Leader, Overlay, Palette, PaletteEntry, PassageOverlay, Picker,
    ReviewOverlay, TeamOverlay, WhoAmI,
};
pub use reading::{PickedSpan, Reading};
pub use review::{
    AnswerChange, AnswerDraft, PassageList, QueuePlace, REASON_KEYS, Review, ReviewCommand, ReviewTab,
    feedback_for,
};
pub use route::{Drawer, Route};
pub use selection::{Grip, Selection};
pub use session::{Coverage, GivenTag, Notice, NoticeKind, SaveState, Session, State, TextSearch};
pub use team::{
    ChangedFiles, ConflictSides, ConflictedFile, Conflicts, MergedFile, OpenConflict, ReceivedBundle,
    ReceivedFile, SideLine, TeamCommand, TeamEffect, fate_name,
};
pub use units::sentences_of;
