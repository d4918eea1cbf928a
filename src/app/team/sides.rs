//! What the sides of a conflict say, in words.

use super::ConflictedFile;
use crate::app::Session;
use crate::locale::Catalogue;
use crate::locale::english::and_list;
use crate::model::{
    Annotation, Body, Claim, Comment, Conflict, Decision, FileKey, ItemContent, Remark, SetItem, SetKey,
    Value, Verdict, display,
};
use crate::text::Span;

/// A line of a side, and whether the other side has another there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideLine {
    /// The words.
    pub text: String,
    /// Whether the other side does not have it.
    pub differs: bool,
}

/// Both sides of an entry in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConflictSides {
    /// What it is and where: the article's title, or “Claim”.
    pub title: String,
    /// The passage that it is on, when both are on the same.
    pub passage: String,
    /// What mine says; nothing when there is none.
    pub mine: Vec<SideLine>,
    /// What the other says.
    pub theirs: Vec<SideLine>,
}

impl Session {
    /// Both sides of an entry in words.
    pub fn sides(&self, conflicted: &ConflictedFile, conflict: &Conflict) -> ConflictSides {
        let (title, mut mine, mut theirs, passages) = match conflict {
            Conflict::Set(conflict) => {
                let FileKey::Set(key) = &conflicted.key else { return ConflictSides::default() };
                let say = |content: &ItemContent| self.content_in_words(key, &conflict.item, content);
                let passage = |content: &ItemContent| self.passage_of(key, content);
                (
                    self.title_of(key),
                    conflict.ours.as_ref().map(say).unwrap_or_default(),
                    say(&conflict.theirs),
                    (conflict.ours.as_ref().and_then(passage), passage(&conflict.theirs)),
                )
            }
            Conflict::Claim(conflict) => (
                "Claim".to_owned(),
                conflict.ours.as_deref().map(claim_in_words).unwrap_or_default(),
                claim_in_words(&conflict.theirs),
                (None, None),
            ),
        };
        let same = passages.0.is_none() || passages.0 == passages.1;
        let passage = passages.1.clone().filter(|_| same).unwrap_or_default();
        if !same {
            mine.splice(0..0, passages.0.map(quoted));
            theirs.splice(0..0, passages.1.map(quoted));
        }
        ConflictSides { title, passage, mine: marked(&mine, &theirs), theirs: marked(&theirs, &mine) }
    }

    fn title_of(&self, key: &SetKey) -> String {
        self.project
            .article(&key.article)
            .map_or_else(|| key.article.to_string(), |article| article.display_title().to_owned())
    }

    fn words_at(&self, key: &SetKey, span: Span) -> Option<String> {
        let article = self.project.article(&key.article)?;
        article.text.slice(span).map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn passage_of(&self, key: &SetKey, content: &ItemContent) -> Option<String> {
        match content {
            ItemContent::Annotation(annotation) => self.words_at(key, annotation.span),
            ItemContent::Decision(decision) => self.words_at(key, decision.span),
            ItemContent::Comment(comment) => self.words_at(key, comment.span),
            ItemContent::Orphan(orphan) => Some(orphan.exact.clone()),
            ItemContent::Unplaced(unplaced) => Some(unplaced.exact.clone()),
            ItemContent::Field(_) => None,
        }
    }

    fn content_in_words(&self, key: &SetKey, item: &SetItem, content: &ItemContent) -> Vec<String> {
        match content {
            ItemContent::Annotation(annotation) => self.annotation_in_words(key, annotation),
            ItemContent::Orphan(orphan) => {
                let mut lines = self.annotation_in_words(key, &orphan.annotation);
                lines.push("Its passage was not found in the text.".to_owned());
                lines
            }
            ItemContent::Decision(decision) => self.decision_in_words(decision),
            ItemContent::Comment(comment) => comment_in_words(comment),
            ItemContent::Unplaced(unplaced) => match &unplaced.what {
                Remark::Decision(decision) => self.decision_in_words(decision),
                Remark::Comment(comment) => comment_in_words(comment),
            },
            ItemContent::Field(value) => {
                let SetItem::Field(field) = item else { return Vec::new() };
                let layers = self.project.codebook().layers().iter();
                let declared = layers.filter_map(|layer| layer.attribute(field.as_str())).next();
                let name = declared.map_or_else(|| field.to_string(), |declared| declared.name.clone());
                vec![format!("{name}: {}", self.value_in_words(key, declared, value))]
            }
        }
    }

    fn body_in_words(&self, body: &Body) -> String {
        match body {
            Body::Claim(claim) => {
                format!("Claim: {}", display::claim_label(self.project.ledger(), claim))
            }
            body => self.project.body_name(body, Catalogue::english()).into_owned(),
        }
    }

    fn annotation_in_words(&self, key: &SetKey, annotation: &Annotation) -> Vec<String> {
        let mut lines = vec![self.body_in_words(&annotation.body)];
        let layer = self.layer_of(annotation);
        for (id, value) in &annotation.attributes {
            let declared = layer.and_then(|layer| layer.attribute(id.as_str()));
            let name = declared.map_or_else(|| id.to_string(), |declared| declared.name.clone());
            lines.push(format!("{name}: {}", self.value_in_words(key, declared, value)));
        }
        if let Some(memo) = &annotation.memo {
            let what = if memo.question { "Question" } else { "Memo" };
            lines.push(format!("{what}: {}", memo.text));
        }
        lines
    }

    fn value_in_words(
        &self,
        key: &SetKey,
        declared: Option<&crate::model::Attribute>,
        value: &Value,
    ) -> String {
        display::value(declared, value, |span| self.words_at(key, span))
    }

    fn decision_in_words(&self, decision: &Decision) -> Vec<String> {
        let verdict = match &decision.verdict {
            Verdict::Took(by) => {
                let names: Vec<String> = by.iter().map(|id| self.name_of(id)).collect();
                format!("Decision: took {}", and_list(&names))
            }
            Verdict::Joined => "Decision: joined".to_owned(),
            Verdict::Neither => "Decision: neither".to_owned(),
            Verdict::Edited => "Decision: an own answer".to_owned(),
        };
        let mut lines = vec![verdict];
        lines.extend(decision.reason.map(|reason| format!("Reason: {}", reason.name())));
        if !decision.note.is_empty() {
            lines.push(format!("Note: {}", decision.note));
        }
        lines
    }
}

fn comment_in_words(comment: &Comment) -> Vec<String> {
    vec![format!("Comment: {}", comment.text)]
}

fn claim_in_words(claim: &Claim) -> Vec<String> {
    let mut lines = vec![claim.label.clone()];
    let parts = [
        ("Wording", claim.wording.clone()),
        ("Type", claim.kind.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("Topic", claim.topic.clone()),
        ("Also called", claim.aliases.join(", ")),
        ("Status", claim.status.name().to_owned()),
        ("Memo", claim.memo.clone()),
    ];
    let given = parts.into_iter().filter(|(_, words)| !words.is_empty());
    lines.extend(given.map(|(name, words)| format!("{name}: {words}")));
    lines
}

fn quoted(words: String) -> String {
    format!("“{words}”")
}

/// The lines, each with whether the other side does not have it.
fn marked(lines: &[String], other: &[String]) -> Vec<SideLine> {
    lines.iter().map(|text| SideLine { text: text.clone(), differs: !other.contains(text) }).collect()
}
