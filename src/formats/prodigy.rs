//! Prodigy: a task a line for each annotator of an article, with the tokens that it needs for spans.
//!
//! After its documentation of the annotation interfaces `spans_manual` and `ner_manual`. Positions count code points;
//! `token_end` is inclusive. Tokens are words, single signs and white space as spaCy has it, cut further where any
//! annotation of the article begins or ends, so that every span stands on token bounds and all annotators of an article
//! have the same tokens.

use crate::formats::export::scope::set_of;
use crate::formats::shared::features::{ANNOTATIONS, CHARACTERS, PLACES};
use crate::formats::shared::json::{self, ArticleHeader};
use crate::formats::shared::{encoding, offsets};
use crate::formats::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, OffsetUnit, Packing};
use crate::id;
use crate::model::{Annotation, Annotator, Article};
use crate::text::{Span, segment};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

static ABOUT: FormatInfo = FormatInfo {
    id: "prodigy",
    name: id!("formats-prodigy.name"),
    opens: id!("formats-prodigy.opens"),
    ending: "jsonl",
    direction: Direction::Out,
    packing: Packing::File,
    binary: false,
    unit: Some(UNIT),
    keeps: &[&[Feature::Texts, Feature::Titles], ANNOTATIONS, PLACES, CHARACTERS],
    derived: false,
    switches: &[],
    verified: id!("formats-prodigy.verified"),
};

const UNIT: OffsetUnit = OffsetUnit::CodePoints;

pub struct Prodigy;

#[derive(Serialize)]
struct TokenRecord<'a> {
    text: &'a str,
    start: u32,
    end: u32,
    id: usize,
    ws: bool,
}

#[derive(Serialize)]
struct SpanRecord {
    start: u32,
    end: u32,
    token_start: usize,
    token_end: usize,
    label: String,
    id: String,
    note: String,
    question: bool,
    attributes: BTreeMap<String, String>,
    origin: String,
    created: String,
    modified: String,
}

#[derive(Serialize)]
struct TaskRecord<'a> {
    text: &'a str,
    meta: ArticleHeader<'a>,
    tokens: &'a [TokenRecord<'a>],
    spans: Vec<SpanRecord>,
    answer: &'static str,
    _annotator_id: &'a str,
    _session_id: &'a str,
    _view_id: &'static str,
}

impl Format for Prodigy {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        job.needs_texts(&ABOUT)?;
        job.sink.begin("prodigy.jsonl")?;
        let project = job.project;
        for article in project.articles() {
            let sets = || project.annotators().filter_map(|one| Some((one, set_of(project, one, article)?)));
            let mut ends = Ends::default();
            sets().flat_map(|(_, set)| set.iter()).for_each(|annotation| ends.add(annotation.span));
            let pieces = tokens(article.text.as_str(), &ends);
            let at = |byte: u32| article.text.code_point_at(byte).unwrap_or_default();
            let shown: Vec<TokenRecord<'_>> = pieces
                .iter()
                .enumerate()
                .map(|(id, piece)| TokenRecord {
                    text: article.text.slice(piece.span).unwrap_or_default(),
                    start: at(piece.span.start()),
                    end: at(piece.span.end()),
                    id,
                    ws: piece.ws,
                })
                .collect();
            for (annotator, set) in sets() {
                let spans = set.in_order().into_iter().map(|one| span(job, article, one, &pieces)).collect();
                let line = line(article, annotator, &shown, spans);
                json::write_line(&mut *job.sink, &line)?;
            }
            job.step()?;
        }
        Ok(())
    }
}

fn line<'a>(
    article: &'a Article,
    annotator: &'a Annotator,
    tokens: &'a [TokenRecord<'a>],
    spans: Vec<SpanRecord>,
) -> TaskRecord<'a> {
    TaskRecord {
        text: article.text.as_str(),
        meta: article.into(),
        tokens,
        spans,
        answer: "accept",
        _annotator_id: annotator.id.as_str(),
        _session_id: annotator.id.as_str(),
        _view_id: "spans_manual",
    }
}

fn span(job: &ExportJob<'_>, article: &Article, annotation: &Annotation, pieces: &[TextToken]) -> SpanRecord {
    let text = &article.text;
    let (start, end) = offsets::position(text, annotation.span, UNIT);
    let memo = annotation.memo.as_deref();
    SpanRecord {
        start,
        end,
        token_start: pieces.partition_point(|piece| piece.span.start() < annotation.span.start()),
        token_end: pieces.partition_point(|piece| piece.span.end() < annotation.span.end()),
        label: encoding::label(&annotation.body),
        id: annotation.id.to_string(),
        note: memo.map(|memo| memo.text.clone()).unwrap_or_default(),
        question: memo.is_some_and(|memo| memo.question),
        attributes: encoding::attributes(annotation, job.project.ledger(), text, UNIT).into_iter().collect(),
        origin: encoding::origin_text(&annotation.origin),
        created: annotation.created.to_string(),
        modified: annotation.modified.to_string(),
    }
}

/// Where annotations of an article begin and end, in bytes.
#[derive(Default)]
struct Ends {
    starts: BTreeSet<u32>,
    ends: BTreeSet<u32>,
}

impl Ends {
    fn add(&mut self, span: Span) {
        self.starts.insert(span.start());
        self.ends.insert(span.end());
    }

    /// Where a piece must be cut: inside it.
    fn inside(&self, from: u32, to: u32) -> BTreeSet<u32> {
        let cuts = |all: &BTreeSet<u32>| all.range(from + 1..to.max(from + 1)).copied().collect::<Vec<_>>();
        cuts(&self.starts).into_iter().chain(cuts(&self.ends)).collect()
    }
}

/// A token, and whether one space that is not part of it follows.
#[derive(Debug, PartialEq)]
struct TextToken {
    span: Span,
    ws: bool,
}

/// Cuts a text into tokens. Their texts, each followed by a space where it says so, are the text again.
fn tokens(text: &str, ends: &Ends) -> Vec<TextToken> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for word in segment::words(text) {
        between(text, at, word.start, ends, &mut pieces);
        cut(word.start, word.end, ends, &mut pieces);
        at = word.end;
    }
    between(text, at, text.len() as u32, ends, &mut pieces);
    pieces
}

/// What stands between words: signs one by one, white space in runs.
fn between(text: &str, from: u32, to: u32, ends: &Ends, pieces: &mut Vec<TextToken>) {
    let mut at = from;
    while at < to {
        let rest = &text[at as usize..to as usize];
        let blank = rest.len() - rest.trim_start().len();
        if blank == 0 {
            let next = segment::grapheme_next(text, at).min(to);
            cut(at, next, ends, pieces);
            at = next;
            continue;
        }
        let until = at + blank as u32;
        // One space after a token belongs to it, unless an annotation begins or ends with it.
        let apart = ends.starts.contains(&at) || ends.ends.contains(&(at + 1));
        if let Some(last) = pieces.last_mut().filter(|last| !apart && rest.starts_with(' ') && !last.ws) {
            last.ws = true;
            at += 1;
        }
        cut(at, until, ends, pieces);
        at = until;
    }
}

fn cut(from: u32, to: u32, ends: &Ends, pieces: &mut Vec<TextToken>) {
    let mut start = from;
    for end in ends.inside(from, to).into_iter().chain([to]) {
        pieces.extend(Span::new(start, end).map(|span| TextToken { span, ws: false }));
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens separated by `|`, a space that belongs to the one before it as `_`.
    fn check(text: &str, spans: &[(u32, u32)]) -> String {
        let mut ends = Ends::default();
        spans.iter().for_each(|(start, end)| ends.add(Span::new(*start, *end).expect("a span")));
        let pieces = tokens(text, &ends);
        let whole: String = pieces
            .iter()
            .map(|piece| format!("{}{}", &text[piece.span.range()], if piece.ws { " " } else { "" }))
            .collect();
        assert_eq!(whole, text);
        for (start, end) in spans {
            assert!(pieces.iter().any(|piece| piece.span.start() == *start), "{start}");
            assert!(pieces.iter().any(|piece| piece.span.end() == *end), "{end}");
        }
        let shown =
            |piece: &TextToken| format!("{}{}", &text[piece.span.range()], if piece.ws { "_" } else { "" });
        pieces.iter().map(shown).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn tokens_make_up_the_text_and_hold_every_end() {
        for (text, spans, want) in [
            ("The bridge, he said.", &[][..], "The_|bridge|,_|he_|said|."),
            ("a  b\n\nc ", &[], "a_| |b|\n\n|c_"),
            (" a", &[], " |a"),
            ("a b c", &[(0, 2)], "a| |b_|c"),
            ("a b c", &[(1, 3)], "a| |b_|c"),
            ("a b c", &[(2, 3)], "a_|b_|c"),
            ("unsafe", &[(2, 6)], "un|safe"),
            ("a   b", &[(3, 5)], "a_| | |b"),
            ("😊👩‍👩‍👧!", &[], "😊|👩‍👩‍👧|!"),
            ("", &[], ""),
        ] {
            assert_eq!(check(text, spans), want, "{text:?}");
        }
    }
}
