//! The stretches of an article that two annotators or more judged, as documents of the span measures, and their sums.

use super::Undefined;
use super::marks::{Document, Mark};
use super::spans::{CharacterSums, F1Sums, Labels, Match, character_sums, f1_sums, pairs};
use super::unitized::LengthSums;
use crate::text::{Span, Text};
use std::collections::BTreeMap;

/// What one article says of one layer to the measures of spans.
///
/// The text is cut where it changes who judged it; a mark that reaches over a cut counts on both sides. Stretches of the
/// same judges that only white space parts are one.
#[derive(Debug, Clone)]
pub(super) struct Stretches {
    pub(super) documents: Vec<Document>,
    /// For each of [`Match::ALL`], labels ignored and then compared, for each pair of annotators.
    pub(super) f1: Vec<[Vec<F1Sums>; 2]>,
    /// Marks of both annotators of each pair, and of all.
    pub(super) pair_marks: Vec<u64>,
    pub(super) marks: u64,
    /// Code points, for each pair and for all.
    pub(super) pair_points: Vec<u64>,
    pub(super) points: u64,
    /// α of code points: marked at all, for each pair and for all.
    pub(super) pair_characters: Vec<CharacterSums>,
    pub(super) characters: CharacterSums,
    /// The same of each label in use, for all.
    pub(super) by_label: BTreeMap<u16, CharacterSums>,
    /// Sums for uα with labels, and with all labels taken as one.
    pub(super) lengths: [Result<LengthSums, Undefined>; 2],
}

impl Stretches {
    /// `judged` says for each annotator which sentences they judged, `marks` what they marked. A mark without an answer
    /// has the label `unanswered`.
    pub(super) fn new(
        text: &Text,
        sentences: &[Span],
        judged: &[Vec<bool>],
        marks: &[Vec<(Span, Option<u16>)>],
        unanswered: u16,
    ) -> Self {
        let documents = documents(text, sentences, judged, marks, unanswered);
        let f1 = Match::ALL.map(|what| {
            [Labels::Ignored, Labels::Compared].map(|labels| {
                sums_of_pairs(judged.len(), |left, right| {
                    let mut sum = F1Sums::default();
                    documents.iter().for_each(|one| sum.add(&f1_sums(one, left, right, what, labels), 1));
                    sum
                })
            })
        });
        let both = |left: usize, right: usize, count: &dyn Fn(&Document, usize) -> u64| {
            let of_pair = |document: &Document| {
                document.marks(left)?;
                document.marks(right)?;
                Some(count(document, left) + count(document, right))
            };
            documents.iter().filter_map(of_pair).sum::<u64>()
        };
        let marked =
            |document: &Document, who: usize| document.marks(who).map_or(0, |marks| marks.len() as u64);
        let points = |document: &Document, _: usize| u64::from(document.length());
        let pair_marks = sums_of_pairs(judged.len(), |left, right| both(left, right, &marked));
        let pair_points = sums_of_pairs(judged.len(), |left, right| both(left, right, &points) / 2);
        let flat: Vec<Document> = documents.iter().map(unlabelled).collect();
        let pair_characters = sums_of_pairs(judged.len(), |left, right| {
            let only = flat.iter().map(|one| {
                let sets = [left, right].map(|who| one.marks(who).map(<[Mark]>::to_vec));
                Document::new(one.length(), sets.to_vec())
            });
            total(only.map(|one| character_sums(&one, 0)))
        });
        let labels = super::unitized::labels(&documents);
        let of_label = |label: &u16| total(documents.iter().map(|one| character_sums(one, *label)));
        Self {
            f1: f1.to_vec(),
            pair_marks,
            marks: documents.iter().flat_map(Document::finished).map(|marks| marks.len() as u64).sum(),
            pair_points,
            points: documents.iter().map(|one| u64::from(one.length())).sum(),
            pair_characters,
            characters: total(flat.iter().map(|one| character_sums(one, 0))),
            by_label: labels.iter().map(|label| (*label, of_label(label))).collect(),
            lengths: [false, true].map(|binary| lengths(&documents, binary)),
            documents,
        }
    }
}

fn sums_of_pairs<T>(annotators: usize, value: impl Fn(usize, usize) -> T) -> Vec<T> {
    pairs(annotators, value).into_iter().map(|pair| pair.value).collect()
}

fn total(sums: impl Iterator<Item = CharacterSums>) -> CharacterSums {
    let mut all = CharacterSums::default();
    sums.for_each(|sum| all.add(&sum, 1));
    all
}

fn lengths(documents: &[Document], binary: bool) -> Result<LengthSums, Undefined> {
    let mut sums = LengthSums::default();
    for document in documents {
        sums.add(&LengthSums::of(document, binary)?, 1);
    }
    Ok(sums)
}

/// The document with all labels made one.
fn unlabelled(document: &Document) -> Document {
    let flat = |marks: &[Mark]| marks.iter().map(|mark| Mark { label: 0, ..*mark }).collect();
    let sets = (0..document.annotators()).map(|who| document.marks(who).map(flat)).collect();
    Document::new(document.length(), sets)
}

fn documents(
    text: &Text,
    sentences: &[Span],
    judged: &[Vec<bool>],
    marks: &[Vec<(Span, Option<u16>)>],
    unanswered: u16,
) -> Vec<Document> {
    let judges = |at: usize| judged.iter().map(|judged| judged[at]).collect::<Vec<bool>>();
    let white = |from: u32, to: u32| {
        text.as_str().get(from as usize..to as usize).is_some_and(|gap| gap.chars().all(char::is_whitespace))
    };
    let mut stretches: Vec<(Span, Vec<bool>)> = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let who = judges(at);
        match stretches.last_mut() {
            Some((span, before)) if *before == who && white(span.end(), sentence.start()) => {
                *span = span.union(*sentence);
            }
            _ => stretches.push((*sentence, who)),
        }
    }
    stretches.retain(|(_, who)| who.iter().filter(|judged| **judged).count() > 1);
    let document = |(stretch, who): (Span, Vec<bool>)| {
        let point = |byte: u32| text.code_point_at(byte).unwrap_or(0);
        let from = point(stretch.start());
        let mark = |(span, number): &(Span, Option<u16>)| {
            let inside = span.intersect(stretch)?;
            let (start, end) = (point(inside.start()) - from, point(inside.end()) - from);
            Some(Mark { start, end, label: number.unwrap_or(unanswered) })
        };
        let sets = who
            .iter()
            .zip(marks)
            .map(|(judged, marks)| judged.then(|| marks.iter().filter_map(mark).collect()));
        Document::new(point(stretch.end()) - from, sets.collect())
    };
    stretches.into_iter().map(document).collect()
}

/// Adds the partial credit of lists of passages, for each pair of annotators who both gave one.
pub(super) fn add_partial(text: &Text, lists: &[Option<Vec<Span>>], sums: &mut [F1Sums]) {
    let mark = |span: &Span| {
        let point = |byte: u32| text.code_point_at(byte).unwrap_or(0);
        Mark { start: point(span.start()), end: point(span.end()), label: 0 }
    };
    let marks = lists.iter().map(|list| list.as_ref().map(|list| list.iter().map(mark).collect())).collect();
    let document = Document::new(text.code_points(), marks);
    for (sum, pair) in sums.iter_mut().zip(pairs(lists.len(), |left, right| {
        f1_sums(&document, left, right, Match::Partial, Labels::Ignored)
    })) {
        sum.add(&pair.value, 1);
    }
}
