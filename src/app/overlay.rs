//! What floats over the window; at most one thing at a time.

use super::{Candidate, Command, Palette, QueuePlace, ReceivedBundle, State};
use crate::base::{AnnotationId, AnnotatorId, AttributeId, CodeId};
use crate::text::Span;
use std::path::PathBuf;
use std::sync::Arc;

/// What floats over the window.
#[derive(Debug)]
pub enum Overlay {
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
    /// Finding actions, articles and claims by name.
    Palette(Palette),
    /// All keys.
    Shortcuts,
    /// Asking for the annotator's name.
    WhoAmI(WhoAmI),
    /// Findings in the project's files.
    Issues,
    /// Asking whether to become an adjudicator.
    Adjudicate,
    /// Choosing why answers differed.
    Reason,
    /// What adjudicating many places at once would do.
    AdjudicateMany,
    /// Writing a comment on a place.
    Comment(QueuePlace),
    /// Beginning and ending passes.
    Passes,
    /// Choosing between versions of my work that differ.
    Conflicts,
    /// What receiving bundles did.
    Received(Arc<[ReceivedBundle]>),
    /// Choosing what to export, and what became of it.
    Export,
    /// What importing a file does.
    Import,
    /// What stands against a release, how it is made, and what became of it.
    Freeze,
    /// Asking what to do with bundles while no project is open.
    Bundles(Vec<PathBuf>),
}

impl Clone for Overlay {
    fn clone(&self) -> Self {
        match self {
            Self::Picker(picker) => Self::Picker(picker.clone()),
            Self::Leader(leader) => Self::Leader(leader.clone()),
            Self::Strip { annotation, attribute } => {
                Self::Strip { annotation: *annotation, attribute: attribute.clone() }
            }
            Self::FieldText { annotation, attribute } => {
                Self::FieldText { annotation: *annotation, attribute: attribute.clone() }
            }
            Self::Memo { annotation, question } => {
                Self::Memo { annotation: *annotation, question: *question }
            }
            Self::Palette(palette) => Self::Palette(palette.clone()),
            Self::Shortcuts => Self::Shortcuts,
            Self::WhoAmI(who) => Self::WhoAmI(WhoAmI { known: who.known.clone(), then: None }),
            Self::Issues => Self::Issues,
            Self::Adjudicate => Self::Adjudicate,
            Self::Reason => Self::Reason,
            Self::AdjudicateMany => Self::AdjudicateMany,
            Self::Passes => Self::Passes,
            Self::Conflicts => Self::Conflicts,
            Self::Export => Self::Export,
            Self::Import => Self::Import,
            Self::Freeze => Self::Freeze,
            Self::Received(bundles) => Self::Received(Arc::clone(bundles)),
            Self::Bundles(paths) => Self::Bundles(paths.clone()),
            Self::Comment(place) => Self::Comment(place.clone()),
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

impl WhoAmI {
    /// Asks, and then carries out a command.
    pub(super) fn then(command: Command, state: &State) -> Self {
        Self { then: Some(Box::new(command)), ..Self::plain(state) }
    }

    /// Asks.
    pub(super) fn plain(state: &State) -> Self {
        let known = state.session.as_ref().map_or_else(Vec::new, |session| {
            session
                .project
                .annotators()
                .map(|annotator| (annotator.id.clone(), annotator.name.clone()))
                .collect()
        });
        Self { known, then: None }
    }
}
