//! `annotations/<annotator>/<article>.ron`: the shape, and writing it.
//!
//! An annotation is one line. Places are code points; every place is quoted, so that it can be checked when it is read
//! and found again when the text was changed.

use super::review::{CommentShape, DecisionShape, write_review};
use super::write::{Ron, list, push, string};
use crate::base::AttributeId;
use crate::model::{
    Annotation, AnnotationSet, Article, Body, Codebook, LostSpan, Origin, Orphan, SetKey, SetState, Value,
    layer_of_body,
};
use crate::text::anchor;
use crate::text::{Span, Text};
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// A whole set file.
#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct SetShape<'a> {
    #[serde(borrow)]
    pub format: Cow<'a, str>,
    pub version: u32,
    #[serde(borrow)]
    pub annotator: Cow<'a, str>,
    #[serde(borrow)]
    pub article: Cow<'a, str>,
    #[serde(borrow)]
    pub sha256: Cow<'a, str>,
    #[serde(borrow, default)]
    pub state: StateShape<'a>,
    #[serde(default)]
    pub coverage: Vec<(u32, u32)>,
    #[serde(default)]
    pub assumed: Vec<(u32, u32)>,
    #[serde(borrow, default)]
    pub fields: Pairs<'a>,
    #[serde(borrow, default)]
    pub bookmarks: Vec<PartShape<'a>>,
    #[serde(default)]
    pub decisions: Vec<DecisionShape>,
    #[serde(default)]
    pub comments: Vec<CommentShape>,
    #[serde(borrow, default)]
    pub annotations: Vec<AnnotationLine<'a>>,
    #[serde(borrow, default)]
    pub orphans: Vec<AnnotationLine<'a>>,
}

/// The name of the format in the file.
pub(in crate::store) const FORMAT: &str = "obelus/annotation-set";
/// The newest version.
pub(in crate::store) const VERSION: u32 = 1;

#[derive(Deserialize, Debug, PartialEq, Default)]
pub(in crate::store) enum StateShape<'a> {
    #[default]
    Open,
    Done(#[serde(borrow)] Cow<'a, str>),
}
#[derive(Deserialize, Debug, PartialEq, Default)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct AnnotationLine<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    pub at: (u32, u32),
    #[serde(borrow, default)]
    pub code: Cow<'a, str>,
    #[serde(borrow, default)]
    pub claim: Cow<'a, str>,
    #[serde(borrow, default)]
    pub unit: Cow<'a, str>,
    #[serde(borrow)]
    pub quote: Cow<'a, str>,
    #[serde(borrow, default)]
    pub before: Cow<'a, str>,
    #[serde(borrow, default)]
    pub after: Cow<'a, str>,
    #[serde(borrow, default)]
    pub attributes: Pairs<'a>,
    #[serde(borrow, default)]
    pub memo: Cow<'a, str>,
    #[serde(default)]
    pub question: bool,
    #[serde(borrow, default)]
    pub origin: OriginShape<'a>,
    #[serde(borrow)]
    pub created: Cow<'a, str>,
    #[serde(borrow, default)]
    pub modified: Cow<'a, str>,
}

#[derive(Deserialize, Debug, PartialEq, Default)]
pub(in crate::store) enum OriginShape<'a> {
    #[default]
    Human,
    Suggested(#[serde(borrow)] Cow<'a, str>),
    CarriedOver(#[serde(borrow)] Cow<'a, str>),
    Imported(#[serde(borrow)] Cow<'a, str>),
}

#[derive(Deserialize, Debug, PartialEq)]
pub(in crate::store) enum ValueShape<'a> {
    Choice(#[serde(borrow)] Cow<'a, str>),
    Choices(#[serde(borrow)] Vec<Cow<'a, str>>),
    Text(#[serde(borrow)] Cow<'a, str>),
    Spans(#[serde(borrow)] Vec<PartShape<'a>>),
}

/// A quoted place.
#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct PartShape<'a> {
    pub at: (u32, u32),
    #[serde(borrow)]
    pub quote: Cow<'a, str>,
}

/// Attribute values in the order of the file; a name given twice is refused.
#[derive(Debug, PartialEq, Default)]
pub(in crate::store) struct Pairs<'a>(pub Vec<(Cow<'a, str>, ValueShape<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of attribute names to values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs: Vec<(Cow<'de, str>, ValueShape<'de>)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, ValueShape<'de>>()? {
                    if pairs.iter().any(|(known, _)| *known == name) {
                        return Err(A::Error::custom(format!("“{name}” is given twice")));
                    }
                    pairs.push((Cow::Owned(name), value));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// What an annotation takes in its file, about, in bytes.
const BYTES_EACH: usize = 400;

/// The text that places are in, and whether its words are written.
#[derive(Clone, Copy)]
struct Words<'a> {
    text: &'a Text,
    written: bool,
}

impl<'a> Words<'a> {
    fn or_none(self, words: &'a str) -> &'a str {
        if self.written { words } else { "" }
    }

    fn at(self, span: Span) -> &'a str {
        self.or_none(self.text.slice(span).unwrap_or_default())
    }
}

/// The content of a set's file.
pub(in crate::store) fn write_set(
    key: &SetKey,
    set: &AnnotationSet,
    article: &Article,
    codebook: &Codebook,
) -> String {
    write(key, set, Words { text: &article.text, written: true }, codebook)
}

/// As [`write_set`], with empty quotes: places without a word of the article's text.
pub(in crate::store) fn write_unquoted(
    key: &SetKey,
    set: &AnnotationSet,
    article: &Article,
    codebook: &Codebook,
) -> String {
    write(key, set, Words { text: &article.text, written: false }, codebook)
}

fn write(key: &SetKey, set: &AnnotationSet, words: Words<'_>, codebook: &Codebook) -> String {
    let text = words.text;
    let mut ron = Ron::file(FORMAT, VERSION);
    ron.reserve(set.len() * BYTES_EACH);
    ron.text("annotator", key.annotator.as_str());
    ron.text("article", key.article.as_str());
    ron.text("sha256", &text.digest().to_string());
    if let SetState::Done(when) = set.state() {
        ron.word("state", format_args!("Done(\"{when}\")"));
    }
    for (name, ranges) in [("coverage", set.coverage()), ("assumed", set.assumed())] {
        if ranges.is_empty() {
            continue;
        }
        ron.begin(&format!("{name}: ["));
        for span in ranges.iter() {
            ron.line(|out| {
                write_place(out, text, span);
                out.push(',');
            });
        }
        ron.end("]");
    }
    if !set.fields().is_empty() {
        ron.begin("fields: {");
        for (field, value) in set.fields() {
            ron.line(|out| {
                push(out, format_args!("\"{field}\": "));
                write_value(out, words, value, &[]);
                out.push(',');
            });
        }
        ron.end("}");
    }
    if set.bookmarks().next().is_some() {
        ron.begin("bookmarks: [");
        for span in set.bookmarks() {
            ron.line(|out| {
                write_part(out, &stated_part(words, span));
                out.push(',');
            });
        }
        ron.end("]");
    }
    write_review(
        &mut ron,
        set,
        |span| (code_points(text, span), words.at(span)),
        |stated| words.or_none(stated),
    );
    if !set.is_empty() {
        ron.begin("annotations: [");
        for annotation in in_file_order(set, codebook) {
            ron.line(|out| write_placed(out, words, annotation));
        }
        ron.end("]");
    }
    if set.orphans().next().is_some() {
        let mut orphans: Vec<&Orphan> = set.orphans().map(AsRef::as_ref).collect();
        orphans.sort_by_key(|orphan| (orphan.stated.0, u32::MAX - orphan.stated.1, orphan.annotation.id));
        ron.begin("orphans: [");
        for orphan in orphans {
            ron.line(|out| write_orphan(out, words, orphan));
        }
        ron.end("]");
    }
    ron.finish()
}

/// By start, longer first, layer in the codebook's order, number.
fn in_file_order<'s>(set: &'s AnnotationSet, codebook: &Codebook) -> Vec<&'s Annotation> {
    let place = |body: &Body| {
        let layer = layer_of_body(codebook, body)?;
        codebook.layers().iter().position(|other| other.id == layer.id)
    };
    let ranks: std::collections::BTreeMap<&Body, usize> =
        set.bodies().map(|(body, _)| (body, place(body).unwrap_or(usize::MAX))).collect();
    let mut all: Vec<&Annotation> = set.iter().map(AsRef::as_ref).collect();
    all.sort_unstable_by_key(|a| {
        (a.span.start(), u32::MAX - a.span.end(), ranks.get(&a.body).copied(), a.id)
    });
    all
}

fn code_points(text: &Text, span: Span) -> (u32, u32) {
    let point = |byte| text.code_point_at(byte).unwrap_or_default();
    (point(span.start()), point(span.end()))
}

fn write_place(out: &mut String, text: &Text, span: Span) {
    let (start, end) = code_points(text, span);
    push(out, format_args!("({start}, {end})"));
}

/// A quoted place as it is about to be written.
struct StatedPart<'a> {
    at: (u32, u32),
    quote: &'a str,
}

fn stated_part(words: Words<'_>, span: Span) -> StatedPart<'_> {
    StatedPart { at: code_points(words.text, span), quote: words.at(span) }
}

fn write_part(out: &mut String, part: &StatedPart<'_>) {
    push(out, format_args!("(at: ({}, {}), quote: ", part.at.0, part.at.1));
    string(out, part.quote);
    out.push(')');
}

fn write_value(out: &mut String, words: Words<'_>, value: &Value, lost: &[&LostSpan]) {
    match value {
        Value::Choice(choice) => push(out, format_args!("Choice(\"{choice}\")")),
        Value::Choices(choices) => {
            out.push_str("Choices(");
            list(out, choices.iter().map(|choice| choice.as_str()));
            out.push(')');
        }
        Value::Text(said) => {
            out.push_str("Text(");
            string(out, said);
            out.push(')');
        }
        Value::Spans(spans) => {
            let mut parts: Vec<StatedPart<'_>> = spans.iter().map(|span| stated_part(words, *span)).collect();
            parts.extend(
                lost.iter().map(|lost| StatedPart { at: lost.stated, quote: words.or_none(&lost.exact) }),
            );
            parts.sort_by_key(|part| part.at);
            out.push_str("Spans([");
            for (number, part) in parts.iter().enumerate() {
                if number > 0 {
                    out.push_str(", ");
                }
                write_part(out, part);
            }
            out.push_str("])");
        }
    }
}

fn write_placed(out: &mut String, words: Words<'_>, annotation: &Annotation) {
    let (text, at) = (words.text, code_points(words.text, annotation.span));
    let unheld = anchor::Quote { exact: "", prefix: "", suffix: "" };
    write_line(out, words, annotation, at, anchor::quote(text, annotation.span).unwrap_or(unheld), &[]);
}

fn write_orphan(out: &mut String, words: Words<'_>, orphan: &Orphan) {
    let quote = anchor::Quote { exact: &orphan.exact, prefix: &orphan.prefix, suffix: &orphan.suffix };
    write_line(out, words, &orphan.annotation, orphan.stated, quote, &orphan.lost);
}

fn write_line(
    out: &mut String,
    words: Words<'_>,
    annotation: &Annotation,
    at: (u32, u32),
    quote: anchor::Quote<'_>,
    lost: &[LostSpan],
) {
    push(out, format_args!("(id: \"{}\", at: ({}, {})", annotation.id, at.0, at.1));
    match &annotation.body {
        Body::Code(code) => push(out, format_args!(", code: \"{code}\"")),
        Body::Claim(claim) => push(out, format_args!(", claim: \"{claim}\"")),
        Body::Unit(layer) => push(out, format_args!(", unit: \"{layer}\"")),
        Body::Note => {}
    }
    out.push_str(", quote: ");
    string(out, words.or_none(quote.exact));
    for (name, near) in [("before", quote.prefix), ("after", quote.suffix)] {
        if !words.or_none(near).is_empty() {
            push(out, format_args!(", {name}: "));
            string(out, near);
        }
    }
    write_attributes(out, words, annotation, lost);
    if let Some(memo) = &annotation.memo {
        if !memo.text.is_empty() {
            out.push_str(", memo: ");
            string(out, &memo.text);
        }
        if memo.question {
            out.push_str(", question: true");
        }
    }
    let origin = match &annotation.origin {
        Origin::Human => None,
        Origin::Suggested { by } => Some(("Suggested", by)),
        Origin::CarriedOver { from } => Some(("CarriedOver", from)),
        Origin::Imported { from } => Some(("Imported", from)),
    };
    if let Some((word, detail)) = origin {
        push(out, format_args!(", origin: {word}("));
        string(out, detail);
        out.push(')');
    }
    push(out, format_args!(", created: \"{}\"", annotation.created));
    if annotation.modified != annotation.created {
        push(out, format_args!(", modified: \"{}\"", annotation.modified));
    }
    out.push_str("),");
}

/// The values by attribute name; a lost place keeps its attribute even when none of its other places is left.
fn write_attributes(out: &mut String, words: Words<'_>, annotation: &Annotation, lost: &[LostSpan]) {
    let mut names: Vec<&AttributeId> = annotation.attributes.keys().collect();
    names.extend(lost.iter().map(|lost| &lost.attribute));
    names.sort();
    names.dedup();
    if names.is_empty() {
        return;
    }
    let none = Value::Spans(Vec::new());
    out.push_str(", attributes: {");
    for (number, name) in names.into_iter().enumerate() {
        let value = annotation.attributes.get(name).unwrap_or(&none);
        let its_lost: Vec<&LostSpan> = lost.iter().filter(|lost| lost.attribute == *name).collect();
        push(out, format_args!("{}\"{name}\": ", if number > 0 { ", " } else { "" }));
        write_value(out, words, value, &its_lost);
    }
    out.push('}');
}
