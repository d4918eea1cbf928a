//! The best alignment of a continuum.

use super::aligner::{Aligner, Alignment, align_two};
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
    let Some(columns) = aligner.columns() else {
        let groups = in_rounds(aligner, progress)?;
        let sum = groups.iter().map(|group| aligner.cost(group)).sum::<f64>() * scale;
        return Some(aligner.alignment(groups, sum, aligner.bound_of_pairs().min(sum)));
    };
    let cover = least_cover(aligner.units.len(), &columns, progress)?;
    let groups = cover.columns.iter().map(|column| columns[*column as usize].members.clone());
    Some(aligner.alignment(groups.collect(), cover.cost * scale, cover.bound * scale))
}
