//! What a project is: articles, codebook, annotators, annotation sets, the claim ledger, and how they change.
//!
//! All change is an [`Edit`] that [`Project::apply`] carries out, returning its inverse. Does no input or output,
//! reads no clock, makes no identifiers, knows no screen and no file format.

mod annotation;
mod article;
mod attribute;
mod codebook;
mod codebook_change;
mod decision;
pub mod display;
mod edit;
mod edit_error;
mod edit_review;
mod edit_stub;
mod fetched;
mod history;
mod holder;
mod index;
mod known_texts;
mod ledger;
mod listed;
mod mapping;
mod merge;
mod original;
pub mod palette;
mod parts;
mod preferences;
mod project;
mod read_options;
mod sentences;
mod set;
mod stub;
mod value_origin;
mod version;

pub use annotation::{Annotation, Body, Memo, Origin, Value};
pub use article::{Article, Dated, ImportRecord, Metadata, Struck, TimeCode, Zone, ZoneKind, named_by_text};
pub use attribute::{Appearance, Attribute, AttributeRole, Choice, ChoiceRole, Scale, Shortcut, Values};
pub use codebook::{Answers, Code, CodeRole, Codebook, CodebookError, Example, Layer, Unit, layer_of_body};
pub use codebook_change::{
    AnswerKind, AttributeChange, ChoiceChange, CodeChange, CodebookChange, CodebookPart, LayerChange,
    ValueKind,
};
pub use decision::{Basis, Comment, Decision, Fingerprint, Manner, Reason, Remark, Unplaced, Verdict};
pub(crate) use edit::fits;
pub use edit::{Edit, FileKey};
pub use edit_error::EditError;
pub use fetched::FetchedStubs;
pub use history::{Commit, Committed, History, HistoryChange, Transaction};
pub use holder::Holder;
pub use index::SpanIndex;
pub use known_texts::{KnownTexts, Likeness};
pub use ledger::{Claim, ClaimSheet, ClaimStatus, Edge, Ledger, Relation};
pub use listed::{JoinedStubs, KnownStubs, ListedArticles, NewStubs, twin_stubs};
pub use mapping::{LabelMapping, LabelTarget};
pub use merge::{
    ArticleField, ClaimConflict, ContestedField, ItemContent, SetConflict, SetItem, merge_articles,
    merge_stubs,
};
pub use original::Original;
pub use parts::{
    ArticlePart, HeadlinePlace, SEVERAL_HEADLINES, article_id, several_headlines, split_places, zones_within,
};
pub use preferences::{Preferences, Recent, ThemeChoice};
pub use project::{Annotator, BlindChange, Pass, Project, Role, Settings, folded_name};
pub use read_options::{ArticleColumn, ColumnChoice, ColumnsTaken, FileReading, ReadOptions, TEXT_ENCODINGS};
pub use sentences::{sentences_of, swept};
pub use set::{AnnotationSet, LostSpan, Orphan, SetKey, SetState};
pub use stub::{ListFile, Stub};
pub use value_origin::ValueOrigin;
pub use version::{Conflict, Fate, MergedVersions, Version, resolution};
