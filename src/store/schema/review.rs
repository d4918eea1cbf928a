//! Decisions and comments: their lines in a set file, and as the undo journal keeps them.

use super::valid;
use super::write::{Ron, list, push, string};
use crate::base::{AnnotationId, AnnotatorId, LayerId, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::{AnnotationSet, Basis, Comment, Decision, Fingerprint, Manner, Reason, Remark, Verdict};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A decision: in a set file with code points and a quote, in the journal with bytes and none.
#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct DecisionShape {
    pub id: String,
    pub layer: String,
    pub at: (u32, u32),
    #[serde(default)]
    pub quote: String,
    #[serde(default)]
    basis: Vec<(String, String, String)>,
    verdict: VerdictShape,
    #[serde(default)]
    result: Vec<String>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    manner: MannerShape,
    created: String,
    #[serde(default)]
    modified: String,
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
enum VerdictShape {
    Took(Vec<String>),
    Joined,
    Neither,
    Edited,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Default)]
enum MannerShape {
    #[default]
    Single,
    Agreed,
    Majority(u8),
    Preferred(String),
}

/// A comment: in a set file with code points and a quote, in the journal with bytes and none.
#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct CommentShape {
    pub id: String,
    pub layer: String,
    pub at: (u32, u32),
    #[serde(default)]
    pub quote: String,
    text: String,
    created: String,
    #[serde(default)]
    modified: String,
}

/// The word for a reason in files.
const REASONS: [(Reason, &str); 5] = [
    (Reason::Boundary, "boundary"),
    (Reason::Missed, "missed"),
    (Reason::CodebookUnclear, "codebook-unclear"),
    (Reason::Misread, "misread"),
    (Reason::Judgement, "judgement"),
];

fn moments(created: Timestamp, modified: Timestamp) -> (String, String) {
    (created.to_string(), if modified == created { String::new() } else { modified.to_string() })
}

fn moments_of(created: &str, modified: &str) -> Result<(Timestamp, Timestamp), Message> {
    let moment = |text: &str| text.parse().map_err(|_| message!("findings-no-moment", text = text));
    let first = moment(created)?;
    Ok((first, if modified.is_empty() { first } else { moment(modified)? }))
}

impl DecisionShape {
    pub fn encode(decision: &Decision, at: (u32, u32), quote: &str) -> Self {
        let (created, modified) = moments(decision.created, decision.modified);
        let basis = |basis: &Basis| {
            let (id, print) = basis
                .annotation
                .map_or_else(Default::default, |(id, print)| (id.to_string(), print.to_string()));
            (basis.annotator.to_string(), id, print)
        };
        Self {
            id: decision.id.to_string(),
            layer: decision.layer.to_string(),
            at,
            quote: quote.to_owned(),
            basis: decision.basis.iter().map(basis).collect(),
            verdict: match &decision.verdict {
                Verdict::Took(by) => VerdictShape::Took(by.iter().map(ToString::to_string).collect()),
                Verdict::Joined => VerdictShape::Joined,
                Verdict::Neither => VerdictShape::Neither,
                Verdict::Edited => VerdictShape::Edited,
            },
            result: decision.result.iter().map(ToString::to_string).collect(),
            reason: decision
                .reason
                .and_then(|reason| REASONS.iter().find(|(known, _)| *known == reason))
                .map_or_else(String::new, |(_, word)| (*word).to_owned()),
            note: decision.note.clone(),
            manner: match &decision.manner {
                Manner::Single => MannerShape::Single,
                Manner::Agreed => MannerShape::Agreed,
                Manner::Majority(share) => MannerShape::Majority(*share),
                Manner::Preferred(whom) => MannerShape::Preferred(whom.to_string()),
            },
            created,
            modified,
        }
    }

    /// The decision at a place.
    ///
    /// # Errors
    /// When an identifier, moment or reason is none; says which.
    pub fn decode(self, span: Span) -> Result<Decision, Message> {
        let (created, modified) = moments_of(&self.created, &self.modified)?;
        let basis = |(who, id, print): (String, String, String)| -> Result<Basis, Message> {
            let annotation = match id.as_str() {
                "" => None,
                id => Some((valid(id.parse::<AnnotationId>())?, valid(print.parse::<Fingerprint>())?)),
            };
            Ok(Basis { annotator: valid(AnnotatorId::new(&who))?, annotation })
        };
        let mut all = self.basis.into_iter().map(basis).collect::<Result<Vec<_>, _>>()?;
        all.sort();
        Ok(Decision {
            id: valid(self.id.parse())?,
            layer: valid(LayerId::new(&self.layer))?,
            span,
            basis: all,
            verdict: match self.verdict {
                VerdictShape::Took(by) => {
                    let by = by.iter().map(|id| valid(AnnotatorId::new(id)));
                    let mut by = by.collect::<Result<Vec<_>, _>>()?;
                    by.sort();
                    Verdict::Took(by)
                }
                VerdictShape::Joined => Verdict::Joined,
                VerdictShape::Neither => Verdict::Neither,
                VerdictShape::Edited => Verdict::Edited,
            },
            result: self.result.iter().map(|id| valid(id.parse())).collect::<Result<_, _>>()?,
            reason: match self.reason.as_str() {
                "" => None,
                word => Some(
                    REASONS
                        .iter()
                        .find(|(_, known)| *known == word)
                        .map(|(reason, _)| *reason)
                        .ok_or_else(|| message!("store-no-reason", word = word))?,
                ),
            },
            note: self.note,
            manner: match self.manner {
                MannerShape::Single => Manner::Single,
                MannerShape::Agreed => Manner::Agreed,
                MannerShape::Majority(share) => Manner::Majority(share),
                MannerShape::Preferred(whom) => Manner::Preferred(valid(AnnotatorId::new(&whom))?),
            },
            created,
            modified,
        })
    }

    fn write(&self, out: &mut String) {
        write_place(out, &self.id, &self.layer, self.at, &self.quote);
        out.push_str(", basis: [");
        for (number, (who, id, print)) in self.basis.iter().enumerate() {
            let comma = if number > 0 { ", " } else { "" };
            push(out, format_args!("{comma}(\"{who}\", \"{id}\", \"{print}\")"));
        }
        out.push_str("], verdict: ");
        match &self.verdict {
            VerdictShape::Took(by) => {
                out.push_str("Took(");
                list(out, by.iter().map(String::as_str));
                out.push(')');
            }
            VerdictShape::Joined => out.push_str("Joined"),
            VerdictShape::Neither => out.push_str("Neither"),
            VerdictShape::Edited => out.push_str("Edited"),
        }
        if !self.result.is_empty() {
            out.push_str(", result: ");
            list(out, self.result.iter().map(String::as_str));
        }
        for (name, words) in [("reason", &self.reason), ("note", &self.note)] {
            write_text(out, name, words);
        }
        match &self.manner {
            MannerShape::Single => {}
            MannerShape::Agreed => out.push_str(", manner: Agreed"),
            MannerShape::Majority(share) => push(out, format_args!(", manner: Majority({share})")),
            MannerShape::Preferred(whom) => push(out, format_args!(", manner: Preferred(\"{whom}\")")),
        }
        for (name, words) in [("created", &self.created), ("modified", &self.modified)] {
            write_text(out, name, words);
        }
        out.push_str("),");
    }
}

/// The beginning of a line: its name, and what it is about.
fn write_place(out: &mut String, id: &str, layer: &str, at: (u32, u32), quote: &str) {
    push(out, format_args!("(id: \"{id}\", layer: \"{layer}\", at: ({}, {}), quote: ", at.0, at.1));
    string(out, quote);
}

fn write_text(out: &mut String, name: &str, words: &str) {
    if !words.is_empty() {
        push(out, format_args!(", {name}: "));
        string(out, words);
    }
}

impl CommentShape {
    pub fn encode(comment: &Comment, at: (u32, u32), quote: &str) -> Self {
        let (created, modified) = moments(comment.created, comment.modified);
        Self {
            id: comment.id.to_string(),
            layer: comment.layer.to_string(),
            at,
            quote: quote.to_owned(),
            text: comment.text.clone(),
            created,
            modified,
        }
    }

    /// The comment at a place.
    ///
    /// # Errors
    /// When an identifier or moment is none; says which.
    pub fn decode(self, span: Span) -> Result<Comment, Message> {
        let (created, modified) = moments_of(&self.created, &self.modified)?;
        Ok(Comment {
            id: valid(self.id.parse())?,
            layer: valid(LayerId::new(&self.layer))?,
            span,
            text: self.text,
            created,
            modified,
        })
    }

    fn write(&self, out: &mut String) {
        write_place(out, &self.id, &self.layer, self.at, &self.quote);
        out.push_str(", text: ");
        string(out, &self.text);
        for (name, words) in [("created", &self.created), ("modified", &self.modified)] {
            write_text(out, name, words);
        }
        out.push_str("),");
    }
}

/// Writes a set's decisions and comments, each kind by place and number. `placed` gives code points and quote,
/// `quoted` what is written of a quote without a place.
pub(in crate::store) fn write_review<'t>(
    ron: &mut Ron,
    set: &'t AnnotationSet,
    placed: impl Fn(Span) -> ((u32, u32), &'t str),
    quoted: impl Fn(&'t str) -> &'t str,
) {
    let mut decisions: Vec<(&Decision, (u32, u32), &str)> = Vec::new();
    let mut comments: Vec<(&Comment, (u32, u32), &str)> = Vec::new();
    for decision in set.decisions() {
        let (at, quote) = placed(decision.span);
        decisions.push((decision, at, quote));
    }
    for comment in set.comments() {
        let (at, quote) = placed(comment.span);
        comments.push((comment, at, quote));
    }
    for unplaced in set.unplaced() {
        match &unplaced.what {
            Remark::Decision(decision) => {
                decisions.push((decision, unplaced.stated, quoted(&unplaced.exact)));
            }
            Remark::Comment(comment) => comments.push((comment, unplaced.stated, quoted(&unplaced.exact))),
        }
    }
    decisions.sort_by_key(|(d, at, _)| (at.0, u32::MAX - at.1, d.layer.clone(), d.id));
    comments.sort_by_key(|(c, at, _)| (at.0, u32::MAX - at.1, c.layer.clone(), c.created, c.id));
    if !decisions.is_empty() {
        ron.begin("decisions: [");
        for (decision, at, quote) in decisions {
            ron.line(|out| DecisionShape::encode(decision, at, quote).write(out));
        }
        ron.end("]");
    }
    if !comments.is_empty() {
        ron.begin("comments: [");
        for (comment, at, quote) in comments {
            ron.line(|out| CommentShape::encode(comment, at, quote).write(out));
        }
        ron.end("]");
    }
}
