//! The marks of one article: what is merged into one mark, and where marks begin and end.

use crate::formats::shared::project_report::{NumberedAnnotation, ProjectReport};
use crate::model::{Article, Body, Value};
use crate::present::{Lanes, MarkStyle, Segment, segments};
use crate::text::{RangeSet, Span};
use std::collections::BTreeMap;

/// Annotations that say the same of the same passage, or statements about the same passage.
pub(super) struct TextMark<'p> {
    pub span: Span,
    /// How it is drawn.
    pub style: MarkStyle,
    /// The lane of its line.
    pub lane: u8,
    /// The palette colour; none when it has none, or annotators differ.
    pub ink: Option<&'static str>,
    /// What it is made of.
    pub tags: Vec<NumberedAnnotation<'p>>,
    /// Its number among the notes of the article; none when there is nothing to note.
    pub note: Option<usize>,
}

impl TextMark<'_> {
    /// Whether annotators say different things of the same passage.
    pub(super) fn differs(&self) -> bool {
        self.tags.windows(2).any(|pair| pair[0].annotation.body != pair[1].annotation.body)
    }
}

/// The marks of an article in reading order, numbered where there is something to note.
pub(super) fn marks<'p>(report: &ProjectReport<'p>, tags: &[NumberedAnnotation<'p>]) -> Vec<TextMark<'p>> {
    let mut grouped: BTreeMap<
        (u32, std::cmp::Reverse<u32>, MarkStyle, Option<&Body>),
        Vec<NumberedAnnotation<'p>>,
    > = BTreeMap::new();
    let mut dotted: BTreeMap<(Span, Option<&'static str>), ()> = BTreeMap::new();
    for tag in tags.iter().filter(|tag| tag.shown) {
        let annotation = tag.annotation;
        let style = MarkStyle::of(&annotation.body, report.codebook());
        let body = Some(&annotation.body).filter(|_| style != MarkStyle::Statement);
        let span = annotation.span;
        grouped.entry((span.start(), std::cmp::Reverse(span.end()), style, body)).or_default().push(*tag);
        for value in annotation.attributes.values() {
            if let Value::Spans(spans) = value {
                dotted.extend(spans.iter().map(|span| ((*span, report.ink(&annotation.body)), ())));
            }
        }
    }
    let mut notes = 0;
    let mut marks: Vec<TextMark<'p>> = Vec::with_capacity(grouped.len());
    for ((_, _, style, _), tags) in grouped {
        let has_more = |tag: &NumberedAnnotation<'_>| {
            tag.annotation.memo.is_some() || report.codebook().is_doubted(tag.annotation)
        };
        let noted = style != MarkStyle::Statement || tags.iter().any(has_more);
        notes += usize::from(noted);
        let mut mark = TextMark {
            span: tags[0].annotation.span,
            style,
            lane: 0,
            ink: report.ink(&tags[0].annotation.body),
            note: noted.then_some(notes),
            tags,
        };
        if mark.differs() {
            mark.ink = None;
        }
        marks.push(mark);
    }
    let points = |((span, ink), ())| TextMark {
        span,
        style: MarkStyle::Dotted,
        lane: 0,
        ink,
        tags: Vec::new(),
        note: None,
    };
    marks.extend(dotted.into_iter().map(points));
    marks.sort_by_key(|mark| (mark.span.start(), std::cmp::Reverse(mark.span.end()), mark.style));
    let mut lanes = Lanes::default();
    for mark in marks.iter_mut().filter(|mark| matches!(mark.style, MarkStyle::Line | MarkStyle::Dashed)) {
        mark.lane = lanes.take(mark.span);
    }
    marks
}

/// Sentences to be coded in which nothing is marked.
pub(super) struct Bare {
    /// Read by somebody.
    pub read: Vec<Span>,
    /// Read by nobody.
    pub unread: Vec<Span>,
}

/// The sentences in which nothing is marked; none when nobody's reading is known.
pub(super) fn bare(sentences: &[Span], marks: &[TextMark<'_>], reading: &[&RangeSet]) -> Bare {
    let mut found = Bare { read: Vec::new(), unread: Vec::new() };
    if reading.iter().all(|read| read.is_empty()) {
        return found;
    }
    let mut touched = RangeSet::new();
    marks.iter().for_each(|mark| touched.insert(mark.span));
    for sentence in sentences.iter().filter(|sentence| touched.inside(**sentence).is_empty()) {
        let read = reading.iter().any(|read| read.covers(*sentence));
        if read { &mut found.read } else { &mut found.unread }.push(*sentence);
    }
    found
}

/// Cuts an article where marks and further spans begin and end; each piece lies within one line, with its line feed.
pub(super) fn pieces(
    article: &Article,
    marks: &[TextMark<'_>],
    more: impl Iterator<Item = Span>,
) -> Vec<Segment> {
    let Some(whole) = Span::new(0, article.text.len()) else { return Vec::new() };
    let spans: Vec<Span> = marks.iter().map(|mark| mark.span).collect();
    let lines = article.text.line_starts().iter().copied();
    segments(whole, &spans, lines.chain(more.flat_map(|span| [span.start(), span.end()])))
}
