//! What floats over the window; at most one thing at a time.

use super::{Command, PaletteTarget, QueuePlace, ReceivedBundle};
use crate::base::{AnnotationId, AnnotatorId, AttributeId, ClaimId, CodeId};
use crate::model::CodebookPart;
use crate::text::Span;
use std::path::PathBuf;
use std::sync::Arc;

/// What floats over the window.
#[derive(Debug)]
pub enum Overlay {
    /// Beside a passage of the article.
    Passage(PassageOverlay),
    /// Over Review or the codebook.
    Review(ReviewOverlay),
    /// Export, import or release.
    ImportExport(ImportExportOverlay),
    /// What colleagues' files bring.
    Team(TeamOverlay),
    /// Finding actions, articles and claims by name.
    Palette(Palette),
    /// All keys.
    Shortcuts,
    /// Asking for the annotator's name.
    WhoAmI(WhoAmI),
    /// Findings in the project's files.
    Issues,
}

/// What floats beside a passage.
#[derive(Debug, Clone)]
pub enum PassageOverlay {
    /// Choosing a claim for a passage.
    Picker(Picker),
    /// Choosing any code by a letter.
    Leader(Leader),
    /// Choosing a field of an annotation, then one of its choices.
    Strip {
        /// The annotation.
        annotation: AnnotationId,
        /// The field whose choices are shown.
        attribute: Option<AttributeId>,
    },
    /// Writing the text of a field.
    FieldText {
        /// The annotation.
        annotation: AnnotationId,
        /// The field.
        attribute: AttributeId,
    },
    /// Writing the memo of an annotation.
    Memo {
        /// The annotation.
        annotation: AnnotationId,
        /// Whether it is to be a question to the lead.
        question: bool,
    },
}

/// What floats over Review or the codebook.
#[derive(Debug, Clone)]
pub enum ReviewOverlay {
    /// Asking whether to change the codebook, which is the whole team's, at this part.
    ChangeCodebook(CodebookPart),
    /// Asking whether to become an adjudicator.
    Adjudicate,
    /// Choosing why answers differed at a place.
    Reason(QueuePlace),
    /// What adjudicating many places at once would do.
    AdjudicateMany,
    /// Writing a comment on a place.
    Comment(QueuePlace),
    /// Beginning and ending passes.
    Passes,
}

/// What floats while files of the project are made or read.
#[derive(Debug, Clone)]
pub enum ImportExportOverlay {
    /// Choosing what to export, and what became of it.
    Export,
    /// What importing a file does.
    Import,
    /// What stands against a release, how it is made, and what became of it.
    Freeze,
}

/// What floats when colleagues' work comes in.
#[derive(Debug, Clone)]
pub enum TeamOverlay {
    /// Choosing between versions of my work that differ.
    Conflicts,
    /// What receiving bundles did.
    Received(Arc<[ReceivedBundle]>),
    /// Asking what to do with bundles while no project is open.
    Bundles(Vec<PathBuf>),
}

impl Clone for Overlay {
    fn clone(&self) -> Self {
        match self {
            Self::Passage(overlay) => Self::Passage(overlay.clone()),
            Self::Review(overlay) => Self::Review(overlay.clone()),
            Self::ImportExport(overlay) => Self::ImportExport(overlay.clone()),
            Self::Team(overlay) => Self::Team(overlay.clone()),
            Self::Palette(palette) => Self::Palette(palette.clone()),
            Self::Shortcuts => Self::Shortcuts,
            Self::WhoAmI(who) => Self::WhoAmI(WhoAmI { known: who.known.clone(), then: None }),
            Self::Issues => Self::Issues,
        }
    }
}

/// The claim picker.
#[derive(Debug, Clone, PartialEq)]
pub struct Picker {
    /// The passage to be linked.
    pub span: Span,
    /// The mention whose claim is to be changed, when there is one.
    pub mention: Option<AnnotationId>,
    /// What was typed.
    pub query: String,
    /// Claims, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// Which row is chosen; one past the candidates is “new claim”.
    pub chosen: usize,
}

/// The codes that the leader key offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leader {
    /// Letter, code, name and colour, in the codebook's order.
    pub entries: Vec<(char, CodeId, String, String)>,
}

/// The question for the annotator's name.
#[derive(Debug)]
pub struct WhoAmI {
    /// Annotators of the project, to choose from.
    pub known: Vec<(AnnotatorId, String)>,
    /// What is to be done once the name is known.
    pub then: Option<Box<Command>>,
}

/// A claim that the picker offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The claim.
    pub id: ClaimId,
    /// Its short name.
    pub label: String,
    /// Step of the claim palette.
    pub colour: u8,
    /// How many passages mention it.
    pub mentions: u32,
    /// How well it fits; higher is better.
    pub score: f32,
}

/// One row of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaletteEntry {
    /// What it stands for.
    pub target: PaletteTarget,
    /// Its name.
    pub label: String,
    /// The identifier of what it is: a group of actions, an article, a claim, a tag.
    pub kind: &'static str,
    /// Its key, as text; may be empty.
    pub key: String,
}

/// The palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// What was typed.
    pub query: String,
    /// Rows, the likeliest first.
    pub entries: Vec<PaletteEntry>,
    /// Which row is chosen.
    pub chosen: usize,
}
