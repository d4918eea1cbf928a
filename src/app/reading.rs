//! The article under the eyes: its sentences, cursor, selection, and the annotation in hand.

use super::{Grip, Selection, units};
use crate::base::{AnnotationId, AttributeId};
use crate::model::Article;
use crate::text::Span;
use std::sync::Arc;

/// A field for which words are being selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickedSpan {
    /// The annotation.
    pub annotation: AnnotationId,
    /// The field.
    pub attribute: AttributeId,
    /// The field to go on with after this one.
    pub then: Option<AttributeId>,
}

/// A wish to see a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reveal {
    /// Tells one wish from the next.
    pub number: u64,
    /// The passage; none before the first wish.
    pub span: Option<Span>,
    /// Whether one reads on from there, so that what follows is to be in sight too; else the page rests where it can.
    pub leads: bool,
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
    /// A passage to be brought into view.
    pub reveal: Reveal,
    /// Counted up whenever annotations or zones of this article change.
    pub revision: u64,
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
            reveal: Reveal::default(),
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

    /// Wishes a passage into view, with what follows it in sight too.
    pub(super) fn lead_to(&mut self, span: Span) {
        self.reveal = Reveal { number: self.reveal.number + 1, span: Some(span), leads: true };
    }

    /// Wishes a passage into view; where it is in sight already, nothing moves.
    pub(super) fn show(&mut self, span: Span) {
        self.reveal = Reveal { number: self.reveal.number + 1, span: Some(span), leads: false };
    }
}
