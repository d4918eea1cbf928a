//! What is found of single marks, counted, so that a thousand of one kind are one line.

use super::counting::CountingEvidence;
use crate::base::Issue;
use crate::formats::shared::own_text::Counting;
use crate::locale::Message;
use crate::message;
use std::collections::BTreeMap;

/// Something found of a mark or a document; in the order of findings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MarkFinding {
    /// Its place is without words to look for, in another text or outside of it.
    BadPlace,
    /// Its label was asked to be left out.
    LabelLeftOut(String),
    /// Its document's quotes or word ends fit when positions count otherwise than the file says.
    CountingGuessed {
        /// How they count.
        read: Counting,
        /// How the file says.
        stated: Counting,
        /// What speaks for it.
        evidence: CountingEvidence,
        /// Whether only the unit tells ways of counting apart.
        plain: bool,
    },
    /// Its document does not say how positions count.
    CountingTaken {
        /// How they were read.
        read: Counting,
        /// What speaks for it.
        evidence: CountingEvidence,
        /// Whether only the unit tells ways of counting apart.
        plain: bool,
    },
    /// Its passage was not found.
    PassageLost,
    /// Its passage was found elsewhere than the file says.
    PassageMoved,
    /// Its place was taken as the file gives it.
    PlaceUnproved,
    /// The same person gave another answer at its place, and that layer takes one.
    SeveralAnswers(String),
    /// The same person made the same mark there already.
    Twice,
    /// It has an attribute of that name, which its layer does not have, or not with such a value.
    UnknownAttribute(String),
    /// Its document has an answer that the codebook does not have.
    UnknownField,
}

impl MarkFinding {
    fn code(&self) -> &'static str {
        match self {
            Self::BadPlace => "bad-place",
            Self::LabelLeftOut(_) => "label-left-out",
            Self::CountingGuessed { .. } => "offset-unit-guessed",
            Self::CountingTaken { .. } => "offset-unit-taken",
            Self::PassageLost => "passage-lost",
            Self::PassageMoved => "passage-moved",
            Self::PlaceUnproved => "place-unproved",
            Self::SeveralAnswers(_) => "several-answers",
            Self::Twice => "mark-twice",
            Self::UnknownAttribute(_) => "unknown-attribute",
            Self::UnknownField => "unknown-field",
        }
    }

    fn message(&self, count: u64, example: Message) -> Message {
        match self {
            Self::BadPlace => message!("formats-bad-place", count = count, example = example),
            Self::LabelLeftOut(label) => {
                message!("formats-label-left-out", count = count, label = label, example = example)
            }
            Self::CountingGuessed { read, stated, evidence, plain } => {
                let (unit, stated) = (read.told(*plain), stated.told(*plain));
                match evidence {
                    CountingEvidence::WordEnds => {
                        message!(
                            "formats-offset-unit-by-words",
                            count = count,
                            unit = unit,
                            stated = stated,
                            example = example
                        )
                    }
                    CountingEvidence::Quotes | CountingEvidence::Usual => {
                        message!(
                            "formats-offset-unit-refit",
                            count = count,
                            unit = unit,
                            stated = stated,
                            example = example
                        )
                    }
                }
            }
            Self::CountingTaken { read, evidence, plain } => {
                let unit = read.told(*plain);
                match evidence {
                    CountingEvidence::Quotes => {
                        message!("formats-counting-by-quotes", count = count, unit = unit, example = example)
                    }
                    CountingEvidence::WordEnds => {
                        message!("formats-counting-by-words", count = count, unit = unit, example = example)
                    }
                    CountingEvidence::Usual => {
                        message!("formats-counting-usual", count = count, unit = unit, example = example)
                    }
                }
            }
            Self::PassageLost => message!("formats-passage-lost", count = count, example = example),
            Self::PassageMoved => message!("formats-passage-moved", count = count, example = example),
            Self::PlaceUnproved => message!("formats-place-unproved", count = count, example = example),
            Self::SeveralAnswers(layer) => {
                message!("formats-several-answers", count = count, layer = layer, example = example)
            }
            Self::Twice => message!("formats-mark-twice", count = count, example = example),
            Self::UnknownAttribute(name) => {
                message!("formats-unknown-attribute", count = count, name = name, example = example)
            }
            Self::UnknownField => message!("formats-unknown-field", count = count, example = example),
        }
    }
}

/// Findings with how often each was made and its first example.
#[derive(Default)]
pub(super) struct CountedFindings(BTreeMap<MarkFinding, (u64, Message)>);

impl CountedFindings {
    /// Notes one; the first example is kept.
    pub fn add(&mut self, finding: MarkFinding, example: impl FnOnce() -> Message) {
        let (count, _) = self.0.entry(finding).or_insert_with(|| (0, example()));
        *count += 1;
    }

    /// One finding of each kind; what was asked for, or loses nothing, is no fault.
    pub fn issues(self, file: &str) -> impl Iterator<Item = Issue> {
        self.0.into_iter().map(move |(finding, (count, example))| {
            let asked_for = matches!(
                finding,
                MarkFinding::LabelLeftOut(_)
                    | MarkFinding::CountingTaken { .. }
                    | MarkFinding::SeveralAnswers(_)
                    | MarkFinding::Twice
            );
            let issue = if asked_for { Issue::note } else { Issue::warning };
            issue(finding.code(), file.to_owned(), finding.message(count, example))
        })
    }
}
