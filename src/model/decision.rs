//! What an adjudicator decided where annotators were compared, and what colleagues say about a place.

use super::{Annotation, Body, Value};
use crate::base::{AnnotationId, AnnotatorId, LayerId, Timestamp};
use crate::id;
use crate::text::Span;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// Tells two contents of an annotation apart: place, body and attributes; not memo, origin or moments.
///
/// The first 64 bits of the SHA-256 of a canonical text, the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// Of an annotation as it is.
    pub fn of(annotation: &Annotation) -> Self {
        let mut text = String::new();
        place(&mut text, annotation.span);
        match &annotation.body {
            Body::Code(code) => part(&mut text, "code", code.as_str()),
            Body::Claim(claim) => part(&mut text, "claim", claim.as_str()),
            Body::Unit(layer) => part(&mut text, "unit", layer.as_str()),
            Body::Note => part(&mut text, "note", ""),
        }
        for (id, value) in &annotation.attributes {
            part(&mut text, "attribute", id.as_str());
            match value {
                Value::Choice(choice) => part(&mut text, "choice", choice.as_str()),
                Value::Choices(choices) => {
                    choices.iter().for_each(|choice| part(&mut text, "choices", choice.as_str()));
                }
                Value::Text(words) => part(&mut text, "text", words),
                Value::Spans(spans) => spans.iter().for_each(|span| place(&mut text, *span)),
            }
        }
        let digest = Sha256::digest(text.as_bytes());
        Self(digest.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte)))
    }
}

fn place(text: &mut String, span: Span) {
    part(text, "span", &format!("{} {}", span.start(), span.end()));
}

/// A name and a value; the length in front keeps values with any content apart.
fn part(text: &mut String, name: &str, value: &str) {
    text.push_str(name);
    text.push_str(&format!(" {} ", value.len()));
    text.push_str(value);
    text.push('\n');
}

/// Written as annotations' numbers are: 13 characters of Crockford base 32.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        AnnotationId(self.0).fmt(f)
    }
}

impl FromStr for Fingerprint {
    type Err = crate::base::IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(|AnnotationId(bits)| Self(bits))
    }
}

/// Why the answers differed, as the adjudicator sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same thing was marked with other ends.
    Boundary,
    /// Somebody did not see it.
    Missed,
    /// The definitions do not decide the case.
    CodebookUnclear,
    /// The passage or the definition was read wrongly.
    Misread,
    /// Both readings can be held; one had to be taken.
    Judgement,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Boundary, Self::Missed, Self::CodebookUnclear, Self::Misread, Self::Judgement];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Boundary => "Boundary",
            Self::Missed => "Missed",
            Self::CodebookUnclear => "Codebook unclear",
            Self::Misread => "Misread",
            Self::Judgement => "Judgement",
        }
    }

    /// The identifier of its name on the screen.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Boundary => id!("display-reason-boundary"),
            Self::Missed => id!("display-reason-missed"),
            Self::CodebookUnclear => id!("display-reason-codebook-unclear"),
            Self::Misread => id!("display-reason-misread"),
            Self::Judgement => id!("display-reason-judgement"),
        }
    }
}

/// Whose answer an adjudicator took, or what was made of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The reading of these annotators, ascending.
    Took(Vec<AnnotatorId>),
    /// One annotation over everything that they marked, with the content of the first reading.
    Joined,
    /// None of the readings: nothing is to be marked here.
    Neither,
    /// An answer of the adjudicator's own.
    Edited,
}

/// How the decision came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manner {
    /// Looked at by itself.
    Single,
    /// Taken together with everything on which all agreed.
    Agreed,
    /// Taken together with everything for which at least this share of the annotators, in per cent, spoke.
    Majority(u8),
    /// Taken together with everything that this annotator had marked.
    Preferred(AnnotatorId),
}

/// What one annotator had at the place when it was decided.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Basis {
    /// The annotator whose work it rests on.
    pub annotator: AnnotatorId,
    /// The annotation and its content at that time; none when the annotator had read the place and marked nothing.
    pub annotation: Option<(AnnotationId, Fingerprint)>,
}

/// An adjudicator's decision on one place, kept in the adjudicator's set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number, unique in the project.
    pub id: AnnotationId,
    /// The layer on which answers were compared.
    pub layer: LayerId,
    /// The place: everything that any reading covers.
    pub span: Span,
    /// What the annotators had there, ascending.
    pub basis: Vec<Basis>,
    /// Whose answer was taken, or what was made of them.
    pub verdict: Verdict,
    /// The annotations of the adjudicator's set that carry the answer; empty for [`Verdict::Neither`].
    pub result: Vec<AnnotationId>,
    /// Why the answers differed, when said.
    pub reason: Option<Reason>,
    /// A comment for the annotators.
    pub note: String,
    /// How it came about.
    pub manner: Manner,
    /// When it was first taken.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
}

/// One contribution to the talk about a place. It lies in its writer's own set; the contributions of all annotators on
/// overlapping places of a layer make a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its number, unique in the project.
    pub id: AnnotationId,
    /// The layer that it speaks of.
    pub layer: LayerId,
    /// The place that it speaks of.
    pub span: Span,
    /// What its writer says of the place.
    pub text: String,
    /// When it was written.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
}

/// A decision or comment whose words are not where its file says, or whose layer the codebook does not have. It is
/// kept as it was read, and has its place again as soon as text and codebook fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The position that the file gave, in code points, as start and end.
    pub stated: (u32, u32),
    /// The words of the passage as the file quotes them.
    pub exact: String,
    /// What was said; its span means nothing.
    pub what: Remark,
}

/// A decision or a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// What an adjudicator decided.
    Decision(Decision),
    /// What somebody said of a place.
    Comment(Comment),
}

impl Unplaced {
    /// The number of the decision or comment.
    pub fn id(&self) -> AnnotationId {
        match &self.what {
            Remark::Decision(decision) => decision.id,
            Remark::Comment(comment) => comment.id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{AttributeId, ChoiceId, CodeId};

    fn annotation(code: &str) -> Annotation {
        let span = Span::new(3, 9).expect("span");
        Annotation::new(AnnotationId(1), span, Body::Code(CodeId::new(code).expect("id")), Timestamp(5))
    }

    #[test]
    fn fingerprints_tell_contents_apart_and_nothing_else() {
        let plain = annotation("fact");
        let mut later = plain.clone();
        later.id = AnnotationId(2);
        later.modified = Timestamp(9);
        later.memo = Some(Box::default());
        assert_eq!(Fingerprint::of(&plain), Fingerprint::of(&later));
        assert_ne!(Fingerprint::of(&plain), Fingerprint::of(&annotation("opinion")));
        let mut wider = plain.clone();
        wider.span = Span::new(3, 10).expect("span");
        assert_ne!(Fingerprint::of(&plain), Fingerprint::of(&wider));
        let mut stated = plain.clone();
        let (voice, author) = (AttributeId::new("voice").expect("id"), ChoiceId::new("author").expect("id"));
        stated.attributes.insert(voice, Value::Choice(author));
        assert_ne!(Fingerprint::of(&plain), Fingerprint::of(&stated));
    }

    #[test]
    fn a_fingerprint_is_the_same_everywhere() {
        let print = Fingerprint::of(&annotation("fact"));
        assert_eq!(print.to_string().parse(), Ok(print));
    }
}
