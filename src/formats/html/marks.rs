//! The marks of one article: what is merged into one mark, where marks begin and end, and in which lane lines run.

use crate::formats::shared::project_report::{NumberedAnnotation, ProjectReport};
use crate::model::{Article, Body, Value};
use crate::text::{RangeSet, Span};
use std::collections::BTreeMap;

/// Lanes under the text; what finds none free shares the last.
pub(super) const LANES: usize = 8;

/// How a mark is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MarkStyle {
    /// A tint and a letter.
    Statement,
    Line,
    /// A dashed line: notes and units without an answer.
    Dashed,
    /// A dotted line: words that an attribute points to.
    Dotted,
}

/// Annotations that say the same of the same passage, or statements about the same passage.
pub(super) struct TextMark<'p> {
    pub span: Span,
    /// How it is drawn.
    pub style: MarkStyle,
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
        let (style, body) = match &annotation.body {
            body if report.is_statement(body) => (MarkStyle::Statement, None),
            Body::Note | Body::Unit(_) => (MarkStyle::Dashed, Some(&annotation.body)),
            _ => (MarkStyle::Line, Some(&annotation.body)),
        };
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
            ink: report.ink(&tags[0].annotation.body),
            note: noted.then_some(notes),
            tags,
        };
        if mark.differs() {
            mark.ink = None;
        }
        marks.push(mark);
    }
    let points =
        |((span, ink), ())| TextMark { span, style: MarkStyle::Dotted, ink, tags: Vec::new(), note: None };
    marks.extend(dotted.into_iter().map(points));
    marks.sort_by_key(|mark| (mark.span.start(), std::cmp::Reverse(mark.span.end()), mark.style));
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

/// A piece of the text under the same marks throughout.
pub(super) struct TextPiece {
    pub span: Span,
    /// Marks over it with the lanes of lines, the outer first.
    pub over: Vec<(usize, usize)>,
    /// Marks that begin here.
    pub begin: Vec<usize>,
    /// Marks that end here.
    pub end: Vec<usize>,
}

/// Cuts an article into pieces; each lies within one line of the text, with its line feed.
pub(super) fn pieces(
    article: &Article,
    marks: &[TextMark<'_>],
    more: impl Iterator<Item = Span>,
) -> Vec<TextPiece> {
    let mut cuts: Vec<u32> = article.text.line_starts().to_vec();
    cuts.push(article.text.len());
    cuts.extend(marks.iter().map(|mark| mark.span).chain(more).flat_map(|span| [span.start(), span.end()]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut next = 0;
    let mut over: Vec<(usize, usize)> = Vec::new();
    let mut pieces = Vec::with_capacity(cuts.len());
    for span in cuts.windows(2).filter_map(|pair| Span::new(pair[0], pair[1])) {
        over.retain(|(at, _)| marks[*at].span.end() > span.start());
        let mut begin = Vec::new();
        while marks.get(next).is_some_and(|mark| mark.span.start() == span.start()) {
            over.push((next, lane(&over, marks, marks[next].style)));
            begin.push(next);
            next += 1;
        }
        let end = over.iter().map(|(at, _)| *at).filter(|at| marks[*at].span.end() == span.end()).collect();
        pieces.push(TextPiece { span, over: over.clone(), begin, end });
    }
    pieces
}

/// The lowest lane that no mark over the piece is in.
fn lane(over: &[(usize, usize)], marks: &[TextMark<'_>], style: MarkStyle) -> usize {
    if !matches!(style, MarkStyle::Line | MarkStyle::Dashed) {
        return 0;
    }
    let taken = |lane: usize| {
        over.iter().any(|(at, in_lane)| {
            matches!(marks[*at].style, MarkStyle::Line | MarkStyle::Dashed) && *in_lane == lane
        })
    };
    (0..LANES).find(|lane| !taken(*lane)).unwrap_or(LANES - 1)
}
