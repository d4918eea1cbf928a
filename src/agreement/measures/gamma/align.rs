//! The best alignment of a continuum.

use super::aligner::{Aligner, Alignment, align_two};
use super::columns::columns;
use super::cover::least_cover;
use super::dissimilarity::{Continuum, Dissimilarity};
use super::rounds::in_rounds;
use crate::base::Progress;

/// The best alignment; `None` when cancelled. For two annotators it is always exact.
pub(super) fn best_alignment(
    continuum: &Continuum,
    dissimilarity: &Dissimilarity,
    progress: &Progress,
) -> Option<Alignment> {
    if let [a, b] = continuum.as_slice() {
        return (!progress.is_cancelled()).then(|| align_two(a, b, dissimilarity));
    }
    align_many(&Aligner::new(continuum, dissimilarity), progress)
}

fn align_many(aligner: &Aligner<'_>, progress: &Progress) -> Option<Alignment> {
    if progress.is_cancelled() {
        return None;
    }
    let scale = aligner.dissimilarity.empty / aligner.pairs;
    let mut best: Option<(Vec<Vec<u32>>, f64)> = None;
    let mut bound: f64 = 0.0;
    if let Some(columns) = columns(aligner) {
        let cover = least_cover(aligner.units.len(), &columns, progress)?;
        let chosen = cover.columns.iter().map(|column| columns[*column as usize].members.clone());
        if cover.is_best() {
            return Some(aligner.alignment(chosen.collect(), cover.cost * scale, cover.bound * scale));
        }
        bound = cover.bound * scale;
        best = Some((chosen.collect(), cover.cost * scale));
    }
    let groups = in_rounds(aligner, progress)?;
    let sum = groups.iter().map(|group| aligner.cost(group)).sum::<f64>() * scale;
    let (groups, sum) = best.filter(|(_, cost)| *cost <= sum).unwrap_or((groups, sum));
    Some(aligner.alignment(groups, sum, aligner.bound_of_pairs().max(bound).min(sum)))
}
