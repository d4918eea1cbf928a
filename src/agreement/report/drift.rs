//! Whether agreement holds: week by week, and of annotators with themselves where a text was served again.

use super::article::LayerFigures;
use super::builder::Builder;
use super::cells::Cells;
use super::request::{Counted, Viewer};
use super::scope::{LayerScope, homes, is_made, judged, key};
use super::section::Question;
use crate::agreement::measures::Measured;
use crate::agreement::measures::drift::{Repeat, by_week, self_agreement, week};
use crate::agreement::measures::nominal::{Ratings, Tally};
use crate::base::{AnnotatorId, LayerId, Timestamp};
use crate::model::{AnnotationSet, Article, Unit, sentences_of, swept};
use crate::text::{Digest, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who is compared with whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DriftKind {
    /// Two annotators, on what the later of them judged in this week: weeks run from Monday to Sunday and are counted
    /// from that of 1 January 1970, which is 0.
    Week([AnnotatorId; 2], i64),
    /// An annotator with themself, on texts that are in the project twice.
    Again(AnnotatorId),
}

/// How far answers agree in a week, or when given again.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// The layer of the codebook that the answers are of.
    pub layer: LayerId,
    /// [`Question::Code`] or [`Question::Claim`].
    pub question: Question,
    /// Sentences, or matched marks for a layer of passages.
    pub counted: Counted,
    /// Which annotators are compared, and in which week.
    pub kind: DriftKind,
    /// How many units both judgements are of.
    pub n: u64,
    /// How many of these are judged only because an import assumed what was read.
    pub assumed: u64,
    /// The share of same answers.
    pub percent: Measured,
    /// Krippendorff's nominal α of the same units.
    pub alpha: Measured,
}

/// Everything that is known over time, by layer, pair and week; then of annotators with themselves.
pub(super) fn drift(builder: &Builder<'_>) -> Vec<Drift> {
    let mut out = Vec::new();
    for (at, layer) in builder.scope.layers.iter().enumerate() {
        let parts: Vec<&LayerFigures> = builder.figures.iter().map(|figures| &figures.layers[at]).collect();
        let passages = layer.layer.unit == Unit::Span;
        let counted = if passages { Counted::Span } else { Counted::Sentence };
        if !layer.counts(counted) {
            continue;
        }
        let answers = builder.scope.articles.iter().zip(&parts).filter_map(|(article, part)| {
            let compared = if passages { part.spans.as_ref() } else { part.sentences.as_ref() }?;
            let sets = builder.scope.sets(article);
            let assumes = |set: &Arc<AnnotationSet>| !set.assumed().is_empty();
            let sets = if sets.iter().flatten().any(assumes) { sets } else { Vec::new() };
            Some(DatedAnswers { cells: &compared.answers, sets })
        });
        let answers: Vec<DatedAnswers<'_>> = answers.collect();
        let question = if layer.has_claims() { Question::Claim } else { Question::Code };
        let drift = |kind, n, assumed, percent, alpha| Drift {
            layer: layer.layer.id.clone(),
            question,
            counted,
            kind,
            n,
            assumed,
            percent,
            alpha,
        };
        for pair in builder.context.pairs() {
            let names = pair.map(|one| builder.context.annotators[one].clone());
            for (week, tally, assumed) in weeks(&answers, builder.context.annotators.len(), pair) {
                let (percent, alpha) = (tally.percent_agreement(), tally.alpha());
                let kind = DriftKind::Week(names.clone(), week);
                out.push(drift(kind, tally.items(), assumed, percent, alpha));
            }
        }
        if !passages {
            let declared = layer.layer.codes().len().try_into().unwrap_or(u16::MAX);
            let repeats = repeats(builder, at, layer);
            let twice: Vec<Repeat> = repeats.iter().map(|(repeat, _)| *repeat).collect();
            for found in self_agreement(declared, &twice) {
                let who = builder.context.annotators[found.annotator].clone();
                let (percent, alpha) = (found.tally.percent_agreement(), found.tally.alpha());
                let rests = |(repeat, rests): &&(Repeat, bool)| *rests && repeat.annotator == found.annotator;
                let assumed = repeats.iter().filter(rests).count() as u64;
                out.push(drift(DriftKind::Again(who), found.tally.items(), assumed, percent, alpha));
            }
        }
    }
    out
}

/// The answers to the units of an article.
struct DatedAnswers<'a> {
    cells: &'a Cells<u16>,
    /// The annotators' sets; empty when none rests on what an import assumed.
    sets: Vec<Option<Arc<AnnotationSet>>>,
}

/// The sums of two annotators by week, and how many units of each rest on what an import assumed.
fn weeks(answers: &[DatedAnswers<'_>], annotators: usize, pair: [usize; 2]) -> Vec<(i64, Tally, u64)> {
    let (mut items, mut days) = (Vec::new(), Vec::new());
    let mut numbers: BTreeMap<u16, u16> = BTreeMap::new();
    let mut assumed: BTreeMap<i64, u64> = BTreeMap::new();
    for DatedAnswers { cells, sets } in answers {
        let rows = cells.cells.chunks_exact(annotators).zip(cells.days.chunks_exact(annotators));
        for ((row, dates), span) in rows.zip(&cells.spans) {
            let [Some(one), Some(other)] = pair.map(|at| row[at]) else { continue };
            let rests =
                |at: &usize| matches!(sets.get(*at), Some(Some(set)) if set.rests_on_assumption(*span));
            if let Some(day) = pair.iter().filter_map(|at| dates[*at]).max().map(i64::from)
                && pair.iter().any(rests)
            {
                *assumed.entry(week(day)).or_default() += 1;
            }
            items.push([one, other].map(|answer| {
                let next = numbers.len() as u16;
                *numbers.entry(answer).or_insert(next)
            }));
            days.push(pair.iter().filter_map(|at| dates[*at]).max().map(i64::from));
        }
    }
    // What is compared in a week are few answers; numbers without gaps keep the table small.
    let mut ratings = Ratings::new(2, 0);
    items.into_iter().for_each(|item| ratings.push(item.map(Some)));
    let told = |(week, tally)| (week, tally, assumed.get(&week).copied().unwrap_or_default());
    by_week(&ratings, days).into_iter().map(told).collect()
}

/// The moment and the answer by sentence.
type SentenceAnswers = BTreeMap<Span, (i64, u16)>;

/// What the annotators answered twice about the same sentence of the same text, and whether either answer rests on what an
/// import assumed.
fn repeats(builder: &Builder<'_>, at: usize, layer: &LayerScope<'_>) -> Vec<(Repeat, bool)> {
    let scope = builder.scope;
    let mut by_text: BTreeMap<Digest, Vec<&Arc<Article>>> = BTreeMap::new();
    for article in scope.project.articles() {
        by_text.entry(article.text.digest()).or_default().push(article);
    }
    let mut out = Vec::new();
    for articles in by_text.values().filter(|articles| articles.len() > 1) {
        for (annotator, id) in scope.annotators.iter().enumerate() {
            let sets = articles.iter().filter_map(|article| {
                let seen = match &builder.viewer {
                    Viewer::Everything => true,
                    Viewer::Annotator(viewer) => {
                        viewer.as_ref() == Some(id) || scope.project.may_see(viewer.as_ref(), &article.id)
                    }
                };
                seen.then(|| scope.project.set(&key(id, article)))?.map(|set| (*article, set))
            });
            let mut answers: Vec<(SentenceAnswers, &Arc<AnnotationSet>)> =
                sets.map(|(article, set)| (answers(builder, at, layer, article, set), set)).collect();
            answers.sort_by_key(|(answers, _)| answers.values().map(|(moment, _)| *moment).min());
            for pair in answers.windows(2) {
                let [(first, first_set), (second, second_set)] = pair else { continue };
                let both = first.iter().filter_map(|(span, one)| Some((span, one, second.get(span)?)));
                out.extend(both.map(|(span, one, other)| {
                    let rests = [first_set, second_set].iter().any(|set| set.rests_on_assumption(*span));
                    (Repeat { annotator, first: one.1, second: other.1 }, rests)
                }));
            }
        }
    }
    out
}

/// The moment and the answer of each judged sentence to which one annotator gave just one.
fn answers(
    builder: &Builder<'_>,
    at: usize,
    layer: &LayerScope<'_>,
    article: &Article,
    set: &AnnotationSet,
) -> SentenceAnswers {
    debug_assert!(builder.scope.layers[at].layer.id == layer.layer.id, "the layer at this place");
    let sentences = swept(article, &sentences_of(article));
    let judged = judged(Some(set), &sentences);
    let mut found: BTreeMap<Span, Vec<(i64, u16)>> = BTreeMap::new();
    for annotation in set.in_order().into_iter().filter(|annotation| is_made(annotation)) {
        let Some((place, Some(number))) = builder.scope.place_of(&annotation.body) else { continue };
        if place == at {
            for sentence in homes(annotation.span, &sentences).filter(|sentence| judged[*sentence]) {
                found.entry(sentences[sentence]).or_default().push((annotation.created.0, number));
            }
        }
    }
    let single = |(span, answers): (Span, Vec<(i64, u16)>)| match answers[..] {
        [(moment, first), ref rest @ ..] if rest.iter().all(|(_, other)| *other == first) => {
            Some((span, (moment, first)))
        }
        _ => None,
    };
    found.into_iter().filter_map(single).collect()
}

/// The ISO 8601 name of a week that is counted from that of 1 January 1970, such as `2026-W23`.
pub fn iso_week(week: i64) -> String {
    let thursday = week.saturating_mul(7);
    let moment = |day: i64| Timestamp(day.saturating_mul(86_400));
    let (year, ..) = moment(thursday).date();
    let first = (1..=366).take_while(|back| moment(thursday - back).date().0 == year).count();
    format!("{year:04}-W{:02}", first / 7 + 1)
}

#[cfg(test)]
mod tests {
    use super::iso_week;
    use crate::agreement::measures::drift::week;

    #[test]
    fn weeks_are_called_as_iso_does() {
        // 1 January 1970 was a Thursday, so in week 1; 2026-01-01 is a Thursday (day 20,454), 2027-01-01 a Friday.
        assert_eq!(iso_week(0), "1970-W01");
        assert_eq!(iso_week(week(20_454)), "2026-W01");
        assert_eq!(iso_week(week(20_453 - 3)), "2025-W52");
        assert_eq!(iso_week(week(20_454 + 365)), "2026-W53", "a Friday is in the week of its Thursday");
        assert_eq!(iso_week(week(20_454 + 365 + 3)), "2027-W01");
    }
}
