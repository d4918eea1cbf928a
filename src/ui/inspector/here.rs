//! What there is to say about the sentence under the cursor.

use std::sync::Arc;

use crate::app::{Reading, Session};
use crate::model::{Annotation, Attribute, Body, Codebook, Layer};
use crate::text::Span;

/// The most annotations of one sentence that are listed.
const LISTED: usize = 60;

/// The sentence and what is tagged in it.
pub(super) struct Here<'a> {
    pub session: &'a Session,
    pub reading: &'a Reading,
    pub codebook: &'a Codebook,
    pub sentence: Span,
    /// The selection, or the sentence.
    pub subject: Span,
    /// The kind of statement: of the selection if it has one of its own, else of the sentence.
    pub statement: Option<&'a Arc<Annotation>>,
    /// Claims mentioned, the one in hand first.
    pub mentions: Vec<&'a Arc<Annotation>>,
    /// Everything in the sentence, in reading order.
    pub all: Vec<&'a Arc<Annotation>>,
    /// How many more there are than are listed.
    pub unlisted: usize,
}

impl<'a> Here<'a> {
    /// What is under the cursor; none when the article has no sentence to be swept.
    pub fn new(session: &'a Session, reading: &'a Reading) -> Option<Self> {
        let codebook = session.project.codebook();
        let subject = reading.subject()?;
        let sentence = reading.sentence().unwrap_or(subject);
        let mut all: Vec<&Arc<Annotation>> = Vec::new();
        let mut unlisted = 0;
        if let Some(set) = session.my_set() {
            let mut touching = set.touching(sentence.union(subject));
            all.extend(touching.by_ref().take(LISTED));
            unlisted = touching.count();
        }
        let in_hand = session.focused();
        if let Some(focused) = in_hand.filter(|focused| !all.iter().any(|a| a.id == focused.id)) {
            all.insert(0, focused);
        }
        let held = |a: &Annotation| in_hand.is_some_and(|focused| focused.id == a.id);
        let kinds = codebook.sweep_layer().map_or(&[][..], Layer::codes);
        let statement = all
            .iter()
            .copied()
            .filter(|a| matches!(&a.body, Body::Code(code) if kinds.iter().any(|kind| kind.id == *code)))
            .min_by_key(|a| (!held(a), a.span != subject, !a.span.overlaps(subject), a.span.len(), a.id));
        let mut mentions: Vec<_> = all.iter().copied().filter(|a| matches!(a.body, Body::Claim(_))).collect();
        mentions.sort_by_key(|a| !held(a));
        Some(Self { session, reading, codebook, sentence, subject, statement, mentions, all, unlisted })
    }

    /// The words of a passage of the open article.
    pub fn words(&self, span: Span) -> &'a str {
        self.reading.article.text.slice(span).unwrap_or_default()
    }

    /// The language of the article, when it is known.
    pub fn language(&self) -> Option<&'a str> {
        Some(self.reading.article.metadata.language.as_str()).filter(|tag| !tag.is_empty())
    }

    /// Whether it is the annotation in hand.
    pub fn in_hand(&self, annotation: &Annotation) -> bool {
        self.reading.focus == Some(annotation.id)
    }

    /// The passage with a code of another layer than the sentence's: the one in hand, or the shortest on the subject.
    pub fn passage(&self) -> Option<&'a Arc<Annotation>> {
        let swept = self.codebook.sweep_layer().map(|layer| &layer.id);
        let of_another = |a: &&'a Arc<Annotation>| {
            matches!(a.body, Body::Code(_)) && self.session.layer_of(a).map(|layer| &layer.id) != swept
        };
        let here = self.all.iter().copied().filter(of_another);
        let here = here.filter(|a| self.in_hand(a) || a.span.overlaps(self.subject));
        here.min_by_key(|a| (!self.in_hand(a), a.span.len(), a.id))
    }

    /// The annotation that carries the memo shown: the one in hand, a note on the passage, or the statement.
    pub fn noted(&self) -> Option<&'a Arc<Annotation>> {
        let in_hand = self.all.iter().copied().find(|a| self.in_hand(a));
        let note = || self.all.iter().copied().find(|a| a.body == Body::Note && a.span == self.subject);
        in_hand.or_else(note).or(self.statement)
    }
}

/// The fields that an annotation has, those shown at once apart from those under “more”.
pub(super) fn fields_of<'a>(
    layer: &'a Layer,
    annotation: &Annotation,
) -> (Vec<&'a Attribute>, Vec<&'a Attribute>) {
    let fits = |attribute: &&Attribute| {
        attribute.codes.is_empty()
            || matches!(&annotation.body, Body::Code(code) if attribute.goes_with(code))
    };
    layer.attributes.iter().filter(fits).partition(|attribute| attribute.prominent)
}
