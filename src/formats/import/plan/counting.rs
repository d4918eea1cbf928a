//! In what documents count: what their format says, unless their quotes or the ends of words fit another way better.

use super::articles::MatchedArticle;
use super::findings::{CountedFindings, MarkFinding};
use super::preview::Matched;
use crate::formats::shared::excerpts::short;
use crate::formats::shared::own_text::{Counting, OwnText, best, word_ends};
use crate::formats::{ImportedAnnotation, ImportedData, ImportedDocument, OffsetUnit};
use crate::message;
use crate::text::fold::{self, Fold};
use crate::text::{Span, Text};
use std::collections::BTreeMap;

/// Where the positions of a document are in its article.
pub(super) struct DocumentPositions<'a> {
    own: OwnText<'a>,
    counting: Counting,
    article: &'a Text,
}

/// What speaks for a way of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CountingEvidence {
    /// Passages are the words that the file quotes.
    Quotes,
    /// Passages begin and end where words do.
    WordEnds,
    /// It is usual.
    Usual,
}

impl DocumentPositions<'_> {
    /// Where a passage of the file is.
    pub fn span(&self, start: u32, end: u32) -> Option<Span> {
        self.own.span(self.counting, start, end)
    }

    /// Where the file says that a mark is, in code points of the article, as far as that is anywhere.
    pub fn points(&self, mark: &ImportedAnnotation) -> (u32, u32) {
        let span = if mark.placed { self.span(mark.start, mark.end) } else { return (u32::MAX, u32::MAX) };
        let point = |byte: u32| self.article.code_point_at(byte);
        let places = span.and_then(|span| Some((point(span.start())?, point(span.end())?)));
        places.unwrap_or((mark.start, mark.end))
    }
}

/// The ends of passages that no quote places, and how many of them are the ends of words, by way of counting.
#[derive(Default)]
struct Votes {
    ends: usize,
    fitting: BTreeMap<Counting, usize>,
}

/// How many ends there must be before word ends speak against what a format says.
const ENOUGH: usize = 8;

/// Where the positions of each document are; what was taken otherwise than the files say is found.
pub(super) fn positions<'a>(
    imported: &ImportedData,
    matched: &'a [Option<MatchedArticle>],
    counted: &mut CountedFindings,
) -> Vec<Option<DocumentPositions<'a>>> {
    let mut all = Vec::with_capacity(matched.len());
    let mut votes: BTreeMap<(OffsetUnit, bool), Votes> = BTreeMap::new();
    let mut undecided = Vec::new();
    for (at, (document, found)) in imported.documents.iter().zip(matched).enumerate() {
        let Some(found) = found else {
            all.push(None);
            continue;
        };
        let article = &found.article.text;
        let unit = document.unit.unwrap_or(OffsetUnit::CodePoints);
        let own = OwnText::new(document.text.as_deref(), article);
        let mut made = DocumentPositions { own, counting: Counting::stated(unit), article };
        match by_quotes(document, &made, article) {
            Some(counting) => {
                made.counting = counting;
                note(document, &made, unit, CountingEvidence::Quotes, counted);
            }
            None => {
                if found.matched != Matched::Name {
                    vote(document, &made, article, votes.entry((unit, document.open_unit)).or_default());
                }
                undecided.push(at);
            }
        }
        all.push(Some(made));
    }
    for at in undecided {
        let (Some(document), Some(made)) =
            (imported.documents.get(at), all.get_mut(at).and_then(Option::as_mut))
        else {
            continue;
        };
        let unit = document.unit.unwrap_or(OffsetUnit::CodePoints);
        let voted =
            votes.get(&(unit, document.open_unit)).and_then(|votes| votes.winner(unit, document.open_unit));
        made.counting = voted.unwrap_or(made.counting);
        let evidence = if voted.is_some() { CountingEvidence::WordEnds } else { CountingEvidence::Usual };
        note(document, made, unit, evidence, counted);
    }
    all
}

fn ways(made: &DocumentPositions<'_>, unit: OffsetUnit) -> impl Iterator<Item = Counting> {
    let first = Counting::stated(unit);
    let likely = Counting::all(unit).filter(move |way| *way != first);
    std::iter::once(first).chain(likely).filter(|way| way.unit.is_of_kept() || made.own.named(*way) == *way)
}

/// The way in which most passages are what the file quotes; none where it quotes nothing, or nothing fits.
fn by_quotes(document: &ImportedDocument, made: &DocumentPositions<'_>, article: &Text) -> Option<Counting> {
    let unit = document.unit.unwrap_or(OffsetUnit::CodePoints);
    let quoted: Vec<&ImportedAnnotation> =
        document.marks.iter().filter(|mark| mark.placed && mark.exact.is_some()).collect();
    let fits = |way: Counting, mark: &ImportedAnnotation| {
        let slice = made.own.span(way, mark.start, mark.end).and_then(|span| article.slice(span));
        slice.zip(mark.exact.as_deref()).is_some_and(|(slice, exact)| fold::same(slice, exact, Fold::Loose))
    };
    let count = |way: Counting| quoted.iter().filter(|mark| fits(way, mark)).count();
    best(ways(made, unit), quoted.len(), count).filter(|(_, count)| *count > 0).map(|(way, _)| way)
}

fn vote(document: &ImportedDocument, made: &DocumentPositions<'_>, article: &Text, votes: &mut Votes) {
    let unit = document.unit.unwrap_or(OffsetUnit::CodePoints);
    let marks: Vec<&ImportedAnnotation> = document.marks.iter().filter(|mark| mark.placed).collect();
    votes.ends += 2 * marks.len();
    // All of them, so that documents can be summed up; those that are the same here count the same.
    for way in Counting::all(unit) {
        let spans = marks.iter().filter_map(|mark| made.own.span(way, mark.start, mark.end));
        *votes.fitting.entry(way).or_default() += spans.map(|span| word_ends(article, span)).sum::<usize>();
    }
}

impl Votes {
    /// The way in which clearly more passages end where words do than in the usual one.
    fn winner(&self, unit: OffsetUnit, open: bool) -> Option<Counting> {
        let stated = Counting::stated(unit);
        let here = self.fitting.get(&stated).copied().unwrap_or_default();
        let mut best = (stated, here);
        for way in Counting::all(unit) {
            let count = self.fitting.get(&way).copied().unwrap_or_default();
            if count > best.1 {
                best = (way, count);
            }
        }
        let (way, count) = best;
        let clear = self.ends >= ENOUGH && here * 4 < self.ends * 3 && count * 10 >= self.ends * 9;
        (count > here && (open || clear)).then_some(way)
    }
}

/// Says how positions were read where the file says otherwise, or leaves it open and it matters.
fn note(
    document: &ImportedDocument,
    made: &DocumentPositions<'_>,
    unit: OffsetUnit,
    evidence: CountingEvidence,
    counted: &mut CountedFindings,
) {
    let (read, stated) = (made.own.named(made.counting), made.own.named(Counting::stated(unit)));
    let plain = made.own.is_plain();
    let example = || {
        let text = document.text.as_deref().unwrap_or_default();
        let words = if document.name.is_empty() { short(text) } else { document.name.clone() };
        message!("formats-example-quote", words = words)
    };
    if document.open_unit {
        let placed = || document.marks.iter().filter(|mark| mark.placed);
        let span = |way: Counting, mark: &ImportedAnnotation| made.own.span(way, mark.start, mark.end);
        let differs = |way: Counting| placed().any(|mark| span(way, mark) != span(read, mark));
        let rare = [OffsetUnit::Bytes, OffsetUnit::CodePointsBom];
        if ways(made, unit).filter(|way| !rare.contains(&way.unit)).any(differs) {
            counted.add(MarkFinding::CountingTaken { read, evidence, plain }, example);
        }
    } else if read != stated {
        counted.add(MarkFinding::CountingGuessed { read, stated, evidence, plain }, example);
    }
}
