//! A good alignment of many annotators, one after the other.
//!
//! The units of one annotator are assigned to the unitary alignments of the others as well as can be; then each annotator
//! is taken out and assigned anew, until a round gains nothing.

use super::aligner::Aligner;
use crate::agreement::measures::assignment::{Edge, maximum_weight};
use crate::base::Progress;

const MOST_ROUNDS: usize = 20;

/// Unitary alignments that hold every unit once; `None` when cancelled.
pub(super) fn in_rounds(aligner: &Aligner, progress: &Progress) -> Option<Vec<Vec<u32>>> {
    let close = aligner.close();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut last = f64::INFINITY;
    for _ in 0..MOST_ROUNDS {
        for annotator in 0..aligner.continuum.len() {
            if progress.is_cancelled() {
                return None;
            }
            groups = assigned(aligner, &close, groups, annotator);
        }
        let cost: f64 = groups.iter().map(|group| aligner.cost(group)).sum();
        if cost > last - 1e-9 {
            break;
        }
        last = cost;
    }
    Some(groups)
}

/// `groups` with the units of `annotator` taken out and put where they cost least.
fn assigned(aligner: &Aligner, close: &[Vec<u32>], groups: Vec<Vec<u32>>, annotator: usize) -> Vec<Vec<u32>> {
    let is_own = |unit: u32| aligner.units[unit as usize].0 == annotator;
    let mut groups = groups;
    groups.iter_mut().for_each(|group| group.retain(|unit| !is_own(*unit)));
    groups.retain(|group| !group.is_empty());
    let mut group_of = vec![u32::MAX; aligner.units.len()];
    for (group, number) in groups.iter().zip(0..) {
        group.iter().for_each(|unit| group_of[*unit as usize] = number);
    }
    let own: Vec<u32> = (0..).take(aligner.units.len()).filter(|unit| is_own(*unit)).collect();
    let mut edges = Vec::new();
    for (unit, left) in own.iter().zip(0..) {
        let met = close[*unit as usize].iter().map(|other| group_of[*other as usize]);
        let mut met: Vec<u32> = met.filter(|group| *group != u32::MAX).collect();
        met.sort_unstable();
        met.dedup();
        for right in met {
            // Against both being apart: cost of the group, plus C, less the cost of the two together.
            let group = &groups[right as usize];
            let apart: f64 = group.iter().map(|other| aligner.distance(*unit, *other)).sum();
            edges.push(Edge { left, right, weight: aligner.pairs + group.len() as f64 - apart });
        }
    }
    let mut alone = vec![true; own.len()];
    for (left, right) in maximum_weight(&edges) {
        alone[left as usize] = false;
        groups[right as usize].push(own[left as usize]);
    }
    groups.extend(own.iter().zip(alone).filter(|(_, alone)| *alone).map(|(unit, _)| vec![*unit]));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::measures::gamma::align::best_alignment;
    use crate::agreement::measures::gamma::dissimilarity::{Continuum, Dissimilarity, Unit};
    use crate::agreement::measures::gamma::sample::Random;

    #[test]
    fn rounds_come_close_to_the_best_alignment() {
        let mut random = Random::new(11);
        let (mut best, mut found) = (0.0, 0.0);
        for _ in 0..40 {
            let continuum: Continuum = (0..3)
                .map(|_| {
                    let unit = |at: i32| {
                        let start = f64::from(at) * 20.0 + random.uniform() * 30.0;
                        Unit {
                            start,
                            end: start + 5.0 + random.uniform() * 20.0,
                            label: u16::from(random.uniform() < 0.4),
                        }
                    };
                    (0..8).map(unit).collect()
                })
                .collect();
            let dissimilarity = Dissimilarity::default();
            let aligner = Aligner::new(&continuum, &dissimilarity);
            let groups = in_rounds(&aligner, &Progress::new()).unwrap();
            let mut units: Vec<u32> = groups.iter().flatten().copied().collect();
            units.sort_unstable();
            assert_eq!(units, (0..24).collect::<Vec<_>>());
            let cost = groups.iter().map(|group| aligner.cost(group)).sum::<f64>() / aligner.pairs;
            let exact = best_alignment(&continuum, &dissimilarity, &Progress::new()).unwrap();
            assert!(cost >= exact.sum - 1e-9 && aligner.bound_of_pairs() <= exact.sum + 1e-9);
            (best, found) = (best + exact.sum, found + cost);
        }
        assert!(found < 1.03 * best, "{found} for {best}");
    }
}
