//! How many of a figure's units are judged by two only because an import assumed what was read.

use super::article::ArticleFigures;
use super::estimate::Estimate;
use super::request::Counted;
use super::scope::Scope;
use super::section::{Question, ReportSection};
use super::stretches::{StretchCounts, Stretches};
use crate::agreement::measures::Measure;
use crate::agreement::measures::spans::pairs;
use crate::model::AnnotationSet;
use std::sync::Arc;

/// Writes into every figure how many of its units rest on an assumption.
pub(super) fn count(sections: &mut [ReportSection], scope: &Scope<'_>, figures: &[Arc<ArticleFigures>]) {
    let sets: Vec<Vec<Option<Arc<AnnotationSet>>>> =
        scope.articles.iter().map(|article| scope.sets(article)).collect();
    let assumes = |set: &Arc<AnnotationSet>| !set.assumed().is_empty();
    if !sets.iter().flatten().flatten().any(assumes) {
        return;
    }
    for section in sections.iter_mut().filter(|section| section.counted != Counted::Article) {
        let layer = scope.layers.iter().position(|scope| scope.layer.id == section.layer);
        let stretches = figures.iter().filter_map(|figures| figures.layers.get(layer?)?.stretches.as_ref());
        let stretches: Vec<&Stretches> = stretches.collect();
        let rows = rows(section, &sets);
        for at in 0..section.estimates.len() {
            let estimate = &section.estimates[at];
            let who: Vec<usize> =
                estimate.annotators.iter().filter_map(|id| scope.annotators.binary_search(id).ok()).collect();
            let assumed = match unit(section, estimate) {
                Counting::Items => {
                    let of = |row: &[JudgedCell], counts: fn(&JudgedCell) -> bool| {
                        who.iter().filter(|at| row.get(**at).is_some_and(counts)).count() > 1
                    };
                    let rests = |row: &&Vec<JudgedCell>| {
                        of(row, |cell| *cell != JudgedCell::Not)
                            && !of(row, |cell| *cell == JudgedCell::Stated)
                    };
                    rows.iter().filter(rests).count() as u64
                }
                Counting::Marks => lost(&stretches, &who, scope.annotators.len(), |counts, pair| {
                    pair.map_or(counts.marks, |pair| counts.pair_marks[pair])
                }),
                Counting::Points => lost(&stretches, &who, scope.annotators.len(), |counts, pair| {
                    pair.map_or(counts.points, |pair| counts.pair_points[pair])
                }),
            };
            section.estimates[at].assumed = assumed.min(section.estimates[at].n);
        }
    }
}

/// What one annotator did with one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum JudgedCell {
    Not,
    Assumed,
    Stated,
}

/// The units of a section that rest on an assumption anywhere.
fn rows(section: &ReportSection, sets: &[Vec<Option<Arc<AnnotationSet>>>]) -> Vec<Vec<JudgedCell>> {
    let all = section.data.rows().zip(section.data.places());
    let cells = all.map(|(row, (article, span))| {
        let of = |(at, cell): (usize, Option<u16>)| match (
            cell,
            sets.get(article).and_then(|sets| sets.get(at)),
        ) {
            (None, _) => JudgedCell::Not,
            (Some(_), Some(Some(set))) if set.rests_on_assumption(span) => JudgedCell::Assumed,
            (Some(_), _) => JudgedCell::Stated,
        };
        row.enumerate().map(of).collect::<Vec<_>>()
    });
    cells.filter(|row| row.contains(&JudgedCell::Assumed)).collect()
}

/// What the `n` of a figure counts.
enum Counting {
    Items,
    Marks,
    Points,
}

fn unit(section: &ReportSection, estimate: &Estimate) -> Counting {
    match estimate.measure {
        Measure::Gamma | Measure::GammaCat | Measure::F1Exact | Measure::F1Iou50 | Measure::F1Overlap => {
            Counting::Marks
        }
        Measure::F1Partial if section.question != Question::Attribute => Counting::Marks,
        Measure::CharacterAlpha
        | Measure::UAlpha
        | Measure::UAlphaBinary
        | Measure::UAlphaCode
        | Measure::CuAlpha
        | Measure::F1Character => Counting::Points,
        Measure::Percent
        | Measure::PercentByJudgement
        | Measure::KrippendorffAlpha
        | Measure::OrdinalAlpha
        | Measure::AlphaMasi
        | Measure::GwetAc1
        | Measure::FleissKappa
        | Measure::CohenKappa
        | Measure::ScottPi
        | Measure::F1Partial
        | Measure::LinksF1
        | Measure::BCubed => Counting::Items,
    }
}

/// How much of the stretches would not be there if nothing were assumed.
fn lost(
    stretches: &[&Stretches],
    who: &[usize],
    annotators: usize,
    of: impl Fn(&StretchCounts, Option<usize>) -> u64,
) -> u64 {
    let pair = match who {
        [one, other] if annotators > 2 => pairs(annotators, |left, right| (left, right))
            .iter()
            .position(|pair| pair.value == (*one, *other)),
        _ => None,
    };
    let each = stretches.iter().filter_map(|part| {
        let stated = part.stated.as_ref()?;
        Some(of(&part.counts(), pair).saturating_sub(of(stated, pair)))
    });
    each.sum()
}
