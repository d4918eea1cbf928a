//! The stretches of an article that two annotators or more judged, as documents of the span measures, and their sums.

use crate::agreement::measures::Undefined;
use crate::agreement::measures::marks::{Document, LabelledSpan};
use crate::agreement::measures::spans::{
    CharacterSums, F1Sums, LabelMatching, Match, character_sums, f1_sums, pairs,
};
use crate::agreement::measures::unitising::{self, LengthSums};
use crate::text::{Span, Text};
use std::collections::BTreeMap;
use std::ops::Range;

/// What one article says of one layer to the measures of spans.
///
/// The text is cut where it changes who judged it; what a pair is compared on is cut only where it changes whether both
/// judged it, so that others do not bear on it. Stretches of the same judges that only white space separates are one. For
/// measures of characters a mark that reaches over a cut counts on both sides; for measures of marks it counts once,
/// where it starts, as long as it is.
#[derive(Debug, Clone)]
pub(super) struct Stretches {
    /// With marks as long as they are.
    pub(super) documents: Vec<Document>,
    /// For each of [`Match::ALL`], labels ignored and then compared, for each pair of annotators; the first alone where all
    /// are the same, as without a mark.
    f1: Vec<Vec<F1Sums>>,
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
    /// What would be left if nothing were assumed; none where nothing was.
    pub(super) stated: Option<StretchCounts>,
}

/// How much there is in stretches: marks and code points, of all and of each pair of annotators.
#[derive(Debug, Clone)]
pub(super) struct StretchCounts {
    pub(super) marks: u64,
    pub(super) pair_marks: Vec<u64>,
    pub(super) points: u64,
    pub(super) pair_points: Vec<u64>,
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
        let in_points = ArticleInCodePoints::new(text, sentences, judged, marks, unanswered);
        let everybody: Vec<usize> = (0..judged.len()).collect();
        let (cut, documents) = in_points.documents(&everybody);
        let of_pairs: Vec<_> =
            pairs(judged.len(), |left, right| in_points.documents(&[left, right])).into_iter().collect();
        let f1 = Match::ALL.into_iter().flat_map(|what| {
            [LabelMatching::Ignored, LabelMatching::Compared].map(|labels| {
                let sums = of_pairs.iter().map(|pair| {
                    let (cut, whole) = &pair.value;
                    let mut sum = F1Sums::default();
                    let documents = if what == Match::Character { cut } else { whole };
                    documents.iter().for_each(|one| sum.add(&f1_sums(one, 0, 1, what, labels), 1));
                    sum
                });
                sums.collect()
            })
        });
        let mut f1: Vec<Vec<F1Sums>> = f1.collect();
        if f1.iter().all(|sums| *sums == f1[0]) {
            f1.truncate(1);
        }
        let labels = unitising::labels(&cut);
        let of_label = |label: &u16| total(cut.iter().map(|one| character_sums(one, *label)));
        Self {
            f1,
            pair_marks: of_pairs.iter().map(|pair| count_marks(&pair.value.1)).collect(),
            marks: count_marks(&documents),
            pair_points: of_pairs.iter().map(|pair| count_points(&pair.value.0)).collect(),
            points: count_points(&cut),
            pair_characters: of_pairs.iter().map(|pair| marked_at_all(&pair.value.0)).collect(),
            characters: marked_at_all(&cut),
            by_label: labels.iter().map(|label| (*label, of_label(label))).collect(),
            lengths: [false, true].map(|binary| lengths(&cut, binary)),
            documents,
            stated: None,
        }
    }

    /// How much there is in them.
    pub(super) fn counts(&self) -> StretchCounts {
        StretchCounts {
            marks: self.marks,
            pair_marks: self.pair_marks.clone(),
            points: self.points,
            pair_points: self.pair_points.clone(),
        }
    }

    /// The sums of F1 of each pair of annotators.
    pub(super) fn f1_of(&self, what: Match, labels: LabelMatching) -> &[F1Sums] {
        let at = Match::ALL.iter().position(|one| *one == what).unwrap_or(0);
        let at = 2 * at + usize::from(labels == LabelMatching::Compared);
        self.f1.get(at).or(self.f1.first()).map_or(&[], Vec::as_slice)
    }
}

fn count_marks(documents: &[Document]) -> u64 {
    documents.iter().flat_map(Document::finished).map(|marks| marks.len() as u64).sum()
}

fn count_points(documents: &[Document]) -> u64 {
    documents.iter().map(|one| u64::from(one.length())).sum()
}

fn marked_at_all(documents: &[Document]) -> CharacterSums {
    total(documents.iter().map(|one| character_sums(&one.unlabelled(), 0)))
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

/// The sentence in which a mark starts, white space aside; none when it starts in no sentence.
pub(super) fn start_of(text: &Text, span: Span, sentences: &[Span]) -> Option<usize> {
    let marked = text.as_str().get(span.start() as usize..span.end() as usize)?;
    let space = marked.len() - marked.trim_start().len();
    let first = span.start() + u32::try_from(space).ok()?;
    let at = sentences.partition_point(|sentence| sentence.end() <= first);
    (sentences.get(at)?.start() <= first).then_some(at)
}

/// A sentence in code points.
struct Sentence {
    start: u32,
    end: u32,
    /// Whether only white space separates it from the one before.
    follows: bool,
}

/// An article in code points.
struct ArticleInCodePoints<'a> {
    sentences: Vec<Sentence>,
    judged: &'a [Vec<bool>],
    /// Each annotator's marks, with the sentence in which each starts.
    marks: Vec<Vec<(Option<usize>, LabelledSpan)>>,
}

impl<'a> ArticleInCodePoints<'a> {
    fn new(
        text: &Text,
        sentences: &[Span],
        judged: &'a [Vec<bool>],
        marks: &[Vec<(Span, Option<u16>)>],
        unanswered: u16,
    ) -> Self {
        let point = |byte: u32| text.code_point_at(byte).unwrap_or(0);
        let white = |from: u32, to: u32| {
            let gap = text.as_str().get(from as usize..to as usize);
            gap.is_some_and(|gap| gap.chars().all(char::is_whitespace))
        };
        let mark = |(span, number): &(Span, Option<u16>)| {
            let label = number.unwrap_or(unanswered);
            let mark = LabelledSpan { start: point(span.start()), end: point(span.end()), label };
            (start_of(text, *span, sentences), mark)
        };
        let sentence = |(at, span): (usize, &Span)| Sentence {
            start: point(span.start()),
            end: point(span.end()),
            follows: at > 0 && white(sentences[at - 1].end(), span.start()),
        };
        Self {
            sentences: sentences.iter().enumerate().map(sentence).collect(),
            judged,
            marks: marks.iter().map(|marks| marks.iter().map(mark).collect()).collect(),
        }
    }

    /// The stretches that two or more of these annotators judged, with marks cut at their ends, and as long as they are.
    fn documents(&self, annotators: &[usize]) -> (Vec<Document>, Vec<Document>) {
        let judges = |at: usize| annotators.iter().map(|who| self.judged[*who][at]).collect::<Vec<bool>>();
        let mut stretches: Vec<(Range<usize>, Vec<bool>)> = Vec::new();
        for (at, sentence) in self.sentences.iter().enumerate() {
            let who = judges(at);
            match stretches.last_mut() {
                Some((stretch, before)) if sentence.follows && *before == who => stretch.end = at + 1,
                _ => stretches.push((at..at + 1, who)),
            }
        }
        stretches.retain(|(_, who)| who.iter().filter(|judged| **judged).count() > 1);
        let both = stretches.into_iter().map(|(stretch, who)| {
            let start = self.sentences[stretch.start].start;
            let end = self.sentences[stretch.end - 1].end;
            let chosen = |who: &[bool]| -> Vec<Option<&Vec<(Option<usize>, LabelledSpan)>>> {
                let marks = annotators.iter().map(|who| &self.marks[*who]);
                marks.zip(who).map(|(marks, judged)| judged.then_some(marks)).collect()
            };
            let cut = |(_, mark): &(Option<usize>, LabelledSpan)| {
                let (start, end) = (mark.start.max(start) - start, mark.end.min(end).saturating_sub(start));
                LabelledSpan { start, end, ..*mark }
            };
            let sets = chosen(&who).into_iter();
            let cut = sets.map(|marks| marks.map(|marks| marks.iter().map(cut).collect())).collect();
            let inside =
                |(at, _): &&(Option<usize>, LabelledSpan)| at.is_some_and(|at| stretch.contains(&at));
            let all = chosen(&who).into_iter().flatten().flatten();
            let from = all.filter(inside).map(|(_, mark)| mark.start).fold(start, u32::min);
            let moved = |(_, mark): &(Option<usize>, LabelledSpan)| LabelledSpan {
                start: mark.start - from,
                end: mark.end - from,
                ..*mark
            };
            let sets = chosen(&who).into_iter();
            let whole = sets
                .map(|marks| marks.map(|marks| marks.iter().filter(inside).map(moved).collect()))
                .collect();
            (Document::new(end - start, cut), Document::reaching(end - from, whole))
        });
        both.unzip()
    }
}

/// Adds the partial credit of lists of passages, for each pair of annotators who both gave one.
pub(super) fn add_partial(text: &Text, lists: &[Option<Vec<Span>>], sums: &mut [F1Sums]) {
    let mark = |span: &Span| {
        let point = |byte: u32| text.code_point_at(byte).unwrap_or(0);
        LabelledSpan { start: point(span.start()), end: point(span.end()), label: 0 }
    };
    let marks = lists.iter().map(|list| list.as_ref().map(|list| list.iter().map(mark).collect())).collect();
    let document = Document::new(text.code_points(), marks);
    for (sum, pair) in sums.iter_mut().zip(pairs(lists.len(), |left, right| {
        f1_sums(&document, left, right, Match::Partial, LabelMatching::Ignored)
    })) {
        sum.add(&pair.value, 1);
    }
}
