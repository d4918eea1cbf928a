//! What the sides of a conflict say, in words.

use super::ConflictedFile;
use crate::app::Session;
use crate::locale::Catalogue;
use crate::model::{
    Annotation, Body, Claim, Comment, Conflict, Decision, FileKey, ItemContent, Remark, SetItem, SetKey,
    Value, Verdict, display,
};
use crate::text::Span;
use crate::{id, message};

/// A line of a side, and whether the other side has another there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideLine {
    /// What it says, in the language of the window.
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
    /// Both sides of an entry in words of a language.
    pub fn sides(
        &self,
        text: &'static Catalogue,
        conflicted: &ConflictedFile,
        conflict: &Conflict,
    ) -> ConflictSides {
        let (title, mut mine, mut theirs, passages) = match conflict {
            Conflict::Set(conflict) => {
                let FileKey::Set(key) = &conflicted.key else { return ConflictSides::default() };
                let say = |content: &ItemContent| self.content_in_words(text, key, &conflict.item, content);
                let passage = |content: &ItemContent| self.passage_of(key, content);
                (
                    self.title_of(key),
                    conflict.ours.as_ref().map(say).unwrap_or_default(),
                    say(&conflict.theirs),
                    (conflict.ours.as_ref().and_then(passage), passage(&conflict.theirs)),
                )
            }
            Conflict::Claim(conflict) => (
                text.get("team-side-claim").to_owned(),
                conflict.ours.as_deref().map(|claim| claim_in_words(text, claim)).unwrap_or_default(),
                claim_in_words(text, &conflict.theirs),
                (None, None),
            ),
        };
        let same = passages.0.is_none() || passages.0 == passages.1;
        let passage = passages.1.clone().filter(|_| same).unwrap_or_default();
        let quoted = |words: String| text.format(&message!("common-quoted", words = words));
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

    fn content_in_words(
        &self,
        text: &'static Catalogue,
        key: &SetKey,
        item: &SetItem,
        content: &ItemContent,
    ) -> Vec<String> {
        match content {
            ItemContent::Annotation(annotation) => self.annotation_in_words(text, key, annotation),
            ItemContent::Orphan(orphan) => {
                let mut lines = self.annotation_in_words(text, key, &orphan.annotation);
                lines.push(text.get("team-side-orphan").to_owned());
                lines
            }
            ItemContent::Decision(decision) => self.decision_in_words(text, decision),
            ItemContent::Comment(comment) => comment_in_words(text, comment),
            ItemContent::Unplaced(unplaced) => match &unplaced.what {
                Remark::Decision(decision) => self.decision_in_words(text, decision),
                Remark::Comment(comment) => comment_in_words(text, comment),
            },
            ItemContent::Field(value) => {
                let SetItem::Field(field) = item else { return Vec::new() };
                let layers = self.project.codebook().layers().iter();
                let declared = layers.filter_map(|layer| layer.attribute(field.as_str())).next();
                let name = declared.map_or_else(|| field.to_string(), |declared| declared.name.clone());
                let value = self.value_in_words(key, declared, value);
                vec![text.format(&message!("team-side-field", name = name, value = value))]
            }
        }
    }

    fn body_in_words(&self, text: &'static Catalogue, body: &Body) -> String {
        match body {
            Body::Claim(claim) => {
                let label = display::claim_label(self.project.ledger(), claim);
                text.format(&message!("team-side-mention", claim = label))
            }
            body => self.project.body_name(body, text).into_owned(),
        }
    }

    fn annotation_in_words(
        &self,
        text: &'static Catalogue,
        key: &SetKey,
        annotation: &Annotation,
    ) -> Vec<String> {
        let mut lines = vec![self.body_in_words(text, &annotation.body)];
        let layer = self.layer_of(annotation);
        for (id, value) in &annotation.attributes {
            let declared = layer.and_then(|layer| layer.attribute(id.as_str()));
            let name = declared.map_or_else(|| id.to_string(), |declared| declared.name.clone());
            let value = self.value_in_words(key, declared, value);
            lines.push(text.format(&message!("team-side-field", name = name, value = value)));
        }
        if let Some(memo) = &annotation.memo {
            let said = if memo.question {
                message!("team-side-question", words = &memo.text)
            } else {
                message!("team-side-memo", words = &memo.text)
            };
            lines.push(text.format(&said));
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

    fn decision_in_words(&self, text: &'static Catalogue, decision: &Decision) -> Vec<String> {
        let verdict = match &decision.verdict {
            Verdict::Took(by) => {
                let names: Vec<String> = by.iter().map(|id| self.name_of(id)).collect();
                message!("team-side-took", names = names)
            }
            Verdict::Joined => message!("team-side-joined"),
            Verdict::Neither => message!("team-side-neither"),
            Verdict::Edited => message!("team-side-own"),
        };
        let mut lines = vec![text.format(&verdict)];
        lines.extend(
            decision.reason.map(|reason| {
                text.format(&message!("team-side-reason", reason = text.get(reason.name_id())))
            }),
        );
        if !decision.note.is_empty() {
            lines.push(text.format(&message!("team-side-note", words = &decision.note)));
        }
        lines
    }
}

fn comment_in_words(text: &'static Catalogue, comment: &Comment) -> Vec<String> {
    vec![text.format(&message!("team-side-comment", words = &comment.text))]
}

fn claim_in_words(text: &'static Catalogue, claim: &Claim) -> Vec<String> {
    let kind = claim.kind.as_ref().map(ToString::to_string).unwrap_or_default();
    let parts = [
        (id!("team-side-wording"), claim.wording.clone()),
        (id!("team-side-type"), kind),
        (id!("team-side-topic"), claim.topic.clone()),
        (id!("team-side-aliases"), claim.aliases.join(", ")),
        (id!("team-side-status"), text.get(claim.status.name_id()).to_owned()),
        (id!("team-side-claim-memo"), claim.memo.clone()),
    ];
    let given = parts.into_iter().filter(|(_, words)| !words.is_empty());
    let lines = given
        .map(|(name, words)| text.format(&message!("team-side-field", name = text.get(name), value = words)));
    std::iter::once(claim.label.clone()).chain(lines).collect()
}

/// The lines, each with whether the other side does not have it.
fn marked(lines: &[String], other: &[String]) -> Vec<SideLine> {
    lines.iter().map(|text| SideLine { text: text.clone(), differs: !other.contains(text) }).collect()
}
