//! The program as a pure state machine: [`State::dispatch`] takes a [`Command`] and answers [`Effect`]s.
//!
//! Knows no screen, no files, no threads and no clock: identifiers and times come in with the commands, and whatever
//! touches the world goes out as an effect.

mod act;
mod action;
mod attributes;
mod claims;
mod codebook;
mod codebook_keys;
mod command;
mod commit;
mod dispatch;
mod effect;
mod exchange;
mod find;
mod intake;
mod interchange;
mod library;
mod lifecycle;
mod navigate;
mod notes;
mod outbox;
mod outcome;
mod overlay;
mod palette;
mod review;
mod session;
mod tagging;
mod units;

pub use action::{Action, Chord, Context, Group, Key, Keymap, Modifiers, actions};
pub use attributes::{PickedSpan, StripEntry};
pub use claims::{Candidate, ClaimChange};
pub use codebook::CodeChange;
pub use codebook_keys::{CodebookKey, KeyLine, KeyTarget};
pub use command::{
    AnnotationCommand, ArticleCommand, AttributeCommand, ClaimCommand, CodebookCommand, Command,
    IntakeCommand, LibraryCommand, Loaded, OpenedProject, PaletteCommand, PickerCommand, ProjectCommand,
    ReadingCommand, SavingCommand, Stamp, StatusCommand, WindowCommand,
};
pub use effect::{Dialog, Effect, ViewRequest};
pub use exchange::{
    Content, Divided, Exchange, ExchangeCommand, ExchangeEffect, Foreign, Line, Merged, Parcel, Sides, Thing,
    fate_words,
};
pub use find::places_of;
pub use intake::{Drafted, Intake};
pub use interchange::{
    Export, ExportChange, ExportChoice, ExportCommand, ExportEffect, ExportStage, FilesRead, FindingRow,
    Freeze, FreezeChange, FreezeChoice, FreezeCommand, FreezeEffect, FreezeStage, Frozen, Import,
    ImportCommand, ImportEffect, ImportStage, Interchange, LabelCommand, TargetEntry, TargetPicker, Which,
    Whose,
};
pub use library::{LibraryRow, LibraryView, Section, Sort, StateFilter};
pub use outbox::Outbox;
pub use outcome::{NoEffect, Outcome};
pub use overlay::{Leader, Overlay, Picker, WhoAmI};
pub use palette::{Palette, PaletteEntry, PaletteTarget};
pub use review::{
    Door, Draft, DraftChange, Place, REASON_KEYS, Review, ReviewCommand, ReviewTab, feedback_for,
};
pub use session::{
    Coverage, Drawer, Find, Grip, Notice, NoticeKind, Reading, Route, SaveState, Selection, Session, State,
    Tag,
};
pub use units::sentences_of;
