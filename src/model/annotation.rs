//! One analyst's statement about one passage.

use crate::base::{AnnotationId, AttributeId, ChoiceId, ClaimId, CodeId, LayerId, Timestamp};
use crate::text::Span;
use std::collections::BTreeMap;

/// What an annotation says of its passage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// A code of the codebook.
    Code(CodeId),
    /// A mention of a claim in the ledger.
    Claim(ClaimId),
    /// A unit of this layer that was marked and not yet answered: the first pass of coding in two passes.
    Unit(LayerId),
    /// Nothing but its memo: a note or question on a passage.
    Note,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// One of the declared choices.
    Choice(ChoiceId),
    /// Several of the declared choices, in the codebook's order, without repeats.
    Choices(Vec<ChoiceId>),
    /// Free text.
    Text(String),
    /// Passages of the same article, ascending.
    Spans(Vec<Span>),
}

impl Value {
    /// Whether nothing is given with it: no choice among several, no words, no passage.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Choice(_) => false,
            Self::Choices(choices) => choices.is_empty(),
            Self::Text(text) => text.trim().is_empty(),
            Self::Spans(spans) => spans.is_empty(),
        }
    }
}

/// What an analyst notes of an annotation, or asks the lead about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Memo {
    /// What the analyst wrote.
    pub text: String,
    /// Whether it is a question to the lead.
    pub question: bool,
}

/// How an annotation came to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// Made by the annotator.
    #[default]
    Human,
    /// Proposed by a named rule or program and not yet accepted.
    Suggested {
        /// The program or model that proposed it.
        by: String,
    },
    /// Carried over from another edition of the article.
    CarriedOver {
        /// The digest of the other edition's text.
        from: String,
    },
    /// Read from another program's file.
    Imported {
        /// The file that it was imported from.
        from: String,
    },
}

/// One body on one passage by one annotator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Its number, unique in the project.
    pub id: AnnotationId,
    /// The passage, in bytes of the article's text.
    pub span: Span,
    /// What it says.
    pub body: Body,
    /// Further values, as the layer declares them.
    pub attributes: BTreeMap<AttributeId, Value>,
    /// The analyst's comment, when there is one.
    pub memo: Option<Box<Memo>>,
    /// How it came to be.
    pub origin: Origin,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
}

impl Annotation {
    /// A new human annotation without attributes.
    pub fn new(id: AnnotationId, span: Span, body: Body, now: Timestamp) -> Self {
        Self {
            id,
            span,
            body,
            attributes: BTreeMap::new(),
            memo: None,
            origin: Origin::Human,
            created: now,
            modified: now,
        }
    }

    /// The choice that an attribute has, when it is a single choice.
    pub fn choice(&self, attribute: &str) -> Option<&ChoiceId> {
        match self.attributes.get(attribute) {
            Some(Value::Choice(choice)) => Some(choice),
            _ => None,
        }
    }

    /// The passages that an attribute points to.
    pub fn spans(&self, attribute: &str) -> &[Span] {
        match self.attributes.get(attribute) {
            Some(Value::Spans(spans)) => spans,
            _ => &[],
        }
    }

    /// Whether it carries a question to the lead.
    pub fn is_question(&self) -> bool {
        self.memo.as_ref().is_some_and(|memo| memo.question)
    }
}
