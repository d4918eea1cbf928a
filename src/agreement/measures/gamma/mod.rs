//! γ: agreement that aligns and scores at once (Mathet, Widlöcher and Métivier 2015, *Computational Linguistics* 41(3)),
//! with γ-cat and γ-k for the labels of what was aligned (Mathet 2017, *Computational Linguistics* 43(3)).
//!
//! A unitary alignment holds one unit or none of each annotator; its disorder is the mean over all pairs of annotators
//! of the dissimilarity of their units, where a pair with an empty side costs Δ∅, even if both sides are empty. The best
//! alignment puts each unit in one unitary alignment so that the sum of disorders is least; divided by the mean number
//! of units of an annotator it is δ_o. γ = 1 − δ_o/δ_e, where δ_e is the mean disorder of random continua.
//!
//! **Several documents.** Units are aligned within a document. The sums of disorders are added, and so are the mean
//! numbers of units. A random continuum is one for each document, with as many annotators as finished it, drawn from
//! the statistics of all documents together. With one document this is the measure of the papers and of the package
//! pygamma-agreement. Documents that fewer than two have finished are left out.
//!
//! **How exact.** For two annotators alignments are exact. For more, best alignments are an exact cover problem, whose
//! solution here comes with a bound: [`Gamma::low`] and [`Gamma::high`] say what the exact alignments could at most make of
//! the same random continua, and are equal to the value where all alignments are known to be best.

mod align;
mod aligner;
mod columns;
mod cover;
mod dissimilarity;
mod rounds;
mod sample;

use super::marks::Document;
use super::{Measured, Undefined};
use crate::base::{Progress, parallel};
use align::best_alignment;
use aligner::Alignment;
use dissimilarity::{Continuum, Unit};
use sample::{Random, Sampler, Spread};
use std::collections::BTreeMap;

pub use dissimilarity::Dissimilarity;

/// What γ is computed with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaOptions {
    /// The dissimilarity of units.
    pub dissimilarity: Dissimilarity,
    /// Random continua at least; 2 or more.
    pub samples: u32,
    /// How precise δ_e shall be with 95 % confidence, as a share of it: ⌈(1.96 · deviation / mean / precision)²⌉ random
    /// continua are drawn if that is more.
    pub precision: f64,
    /// Random continua at most.
    pub most_samples: u32,
    /// Documents of a random continuum at most; 1 or more. Where more were finished, each continuum is one for so many
    /// of them, drawn anew with replacement: δ_e is a quotient of means, and documents are drawn alike.
    pub most_documents: usize,
    /// Where the random numbers start.
    pub seed: u64,
}

impl Default for GammaOptions {
    fn default() -> Self {
        Self {
            dissimilarity: Dissimilarity::default(),
            samples: 30,
            precision: 0.02,
            most_samples: 10_000,
            most_documents: usize::MAX,
            seed: 1,
        }
    }
}

/// γ and what it was made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Gamma {
    /// γ = 1 − δ_o/δ_e.
    pub value: f64,
    /// The least that γ could be with exact alignments of the same continua.
    pub low: f64,
    /// The most that γ could be with exact alignments of the same continua.
    pub high: f64,
    /// Whether the observed alignment is known to be a best one.
    pub observed_exact: bool,
    /// Whether the alignments of all random continua are known to be best ones.
    pub expected_exact: bool,
    /// δ_o: the disorder of the best alignment of what was marked, by the mean number of units.
    pub observed: f64,
    /// δ_e: the mean disorder of random continua, by the mean number of units.
    pub expected: f64,
    /// How many random continua δ_e comes from.
    pub samples: u32,
    /// Where the random numbers started: the same seed gives the same value.
    pub seed: u64,
    /// The sums of each document behind δ_o, in the order of the documents.
    pub documents: Vec<DisorderSums>,
    /// γ-cat: agreement on the labels of what was aligned.
    pub cat: Measured,
    /// γ-k: the same for pairs of which one at least has the label, for each label in use.
    pub by_label: Vec<(u16, Measured)>,
}

impl Gamma {
    /// γ of other documents or the same ones drawn anew, against the same δ_e.
    ///
    /// # Errors
    /// [`Undefined::NothingMarked`] without units.
    pub fn again(&self, sums: &DisorderSums) -> Measured {
        Ok(gamma(sums.delta().ok_or(Undefined::NothingMarked)?, self.expected))
    }
}

/// The sums behind δ_o: those of documents together are the sums of each, added.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DisorderSums {
    /// The disorders of the unitary alignments.
    pub disorder: f64,
    /// A lower bound of that sum in a best alignment.
    pub bound: f64,
    /// Units per annotator who has finished the document.
    pub units: f64,
}

impl DisorderSums {
    /// Adds the sums of a document, `times` times.
    pub fn add(&mut self, other: &Self, times: u32) {
        let weight = f64::from(times);
        self.disorder += other.disorder * weight;
        self.bound += other.bound * weight;
        self.units += other.units * weight;
    }

    /// The disorder δ; `None` without units.
    pub fn delta(&self) -> Option<f64> {
        (self.units > 0.0).then(|| self.disorder / self.units)
    }

    fn is_exact(&self) -> bool {
        self.disorder - self.bound <= 1e-9 * self.units.max(1.0)
    }
}

fn gamma(observed: f64, expected: f64) -> f64 {
    if observed == 0.0 { 1.0 } else { 1.0 - observed / expected }
}

/// γ of documents; `None` when cancelled. Alignments of documents are added to the total of `progress`, and counted.
///
/// # Errors
/// [`Undefined::FewAnnotators`] with fewer than two annotators, [`Undefined::NothingShared`] without a document that two
/// have finished, [`Undefined::NothingMarked`] without units.
pub fn gamma_of(
    documents: &[Document],
    options: &GammaOptions,
    progress: &Progress,
) -> Option<Result<Gamma, Undefined>> {
    if documents.iter().all(|document| document.annotators() < 2) {
        return Some(Err(Undefined::FewAnnotators));
    }
    if !documents.iter().any(Document::is_shared) {
        return Some(Err(Undefined::NothingShared));
    }
    let continua: Vec<Continuum> = documents.iter().map(continuum).collect();
    if continua.iter().flatten().all(Vec::is_empty) {
        return Some(Err(Undefined::NothingMarked));
    }
    progress.extend_total(continua.len() as u64);
    let observed = Aligned::new(&continua, options, progress)?;
    let shared: Vec<Continuum> = continua.into_iter().filter(|continuum| !continuum.is_empty()).collect();
    let expected = Expected::new(&shared, options, progress)?;
    Some(Ok(result(observed, &expected, options)))
}

fn result(observed: Aligned, expected: &Expected, options: &GammaOptions) -> Gamma {
    let mut sum = DisorderSums::default();
    observed.documents.iter().for_each(|document| sum.add(document, 1));
    let delta = sum.delta().unwrap_or(0.0);
    let value = gamma(delta, expected.mean);
    let (observed_exact, expected_exact) = (sum.is_exact(), expected.mean - expected.bound <= 1e-9);
    let low = if expected_exact { value } else { gamma(delta, expected.bound) };
    let high = if observed_exact { value } else { gamma(sum.bound / sum.units, expected.mean) };
    let cat = |chosen: Option<u16>| {
        let found = observed.labels.get(&chosen).and_then(Apart::mean).ok_or(Undefined::NothingShared)?;
        let chance = expected.labels.get(&chosen).copied().unwrap_or(0.0);
        if found > 0.0 && chance == 0.0 { Err(Undefined::OneCategory) } else { Ok(gamma(found, chance)) }
    };
    Gamma {
        value,
        low,
        high,
        observed_exact,
        expected_exact,
        observed: delta,
        expected: expected.mean,
        samples: expected.samples,
        seed: options.seed,
        cat: cat(None),
        by_label: observed
            .in_use
            .iter()
            .map(|(label, count)| match count {
                1 => (*label, Err(Undefined::UsedOnce)),
                _ => (*label, cat(Some(*label))),
            })
            .collect(),
        documents: observed.documents,
    }
}

/// The units of those who have finished the document; none when that is fewer than two.
fn continuum(document: &Document) -> Continuum {
    if !document.is_shared() {
        return Vec::new();
    }
    let unit = |mark: &super::marks::LabelledSpan| Unit {
        start: f64::from(mark.start),
        end: f64::from(mark.end),
        label: mark.label,
    };
    document.finished().map(|marks| marks.iter().map(unit).collect()).collect()
}

/// Weighted dissimilarities of labels.
#[derive(Debug, Clone, Copy, Default)]
struct Apart {
    sum: f64,
    weight: f64,
}

impl Apart {
    fn mean(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.sum / self.weight)
    }
}

/// The best alignments of some continua.
struct Aligned {
    documents: Vec<DisorderSums>,
    /// Of all aligned pairs, and of those of which one at least has a label.
    labels: BTreeMap<Option<u16>, Apart>,
    /// How many units bear each label.
    in_use: BTreeMap<u16, u32>,
}

impl Aligned {
    fn new(continua: &[Continuum], options: &GammaOptions, progress: &Progress) -> Option<Self> {
        let mut in_use: BTreeMap<u16, u32> = BTreeMap::new();
        for unit in continua.iter().flatten().flatten() {
            *in_use.entry(unit.label).or_default() += 1;
        }
        let mut out = Self { documents: Vec::new(), labels: BTreeMap::new(), in_use };
        let aligned = parallel::map(continua, |continuum| {
            let aligned = match continuum.is_empty() {
                true => Some(None),
                false => best_alignment(continuum, &options.dissimilarity, progress).map(Some),
            };
            progress.advance(1);
            aligned
        });
        for (continuum, alignment) in continua.iter().zip(aligned) {
            let mut sums = DisorderSums::default();
            if let Some(alignment) = alignment? {
                let units: usize = continuum.iter().map(Vec::len).sum();
                sums.units = units as f64 / continuum.len() as f64;
                (sums.disorder, sums.bound) = (alignment.sum, alignment.bound);
                out.count_labels(continuum, &alignment, &options.dissimilarity);
            }
            out.documents.push(sums);
        }
        Some(out)
    }

    /// Adds d_cat of aligned pairs, weighted by max(0, 1 − α d_pos)/(n − 1) for n units in the unitary alignment.
    fn count_labels(&mut self, continuum: &Continuum, alignment: &Alignment, dissimilarity: &Dissimilarity) {
        for unitary in &alignment.unitary {
            let units: Vec<&Unit> =
                unitary.iter().map(|(annotator, unit)| &continuum[*annotator][*unit]).collect();
            for (i, u) in units.iter().enumerate() {
                for v in &units[..i] {
                    let near = (1.0 - dissimilarity.alpha * dissimilarity.position(u, v)).max(0.0);
                    let weight = near / (units.len() as f64 - 1.0);
                    let mut counted = vec![None, Some(u.label), Some(v.label)];
                    counted.dedup();
                    for key in counted {
                        let apart = self.labels.entry(key).or_default();
                        apart.sum += weight * dissimilarity.label(u, v);
                        apart.weight += weight;
                    }
                }
            }
        }
    }
}

/// The disorder of random continua.
struct Expected {
    mean: f64,
    /// The mean of the lower bounds.
    bound: f64,
    samples: u32,
    labels: BTreeMap<Option<u16>, f64>,
}

impl Expected {
    fn new(continua: &[Continuum], options: &GammaOptions, progress: &Progress) -> Option<Self> {
        let sampler = Sampler::new(continua);
        let mut random = Random::new(options.seed);
        let of_one = continua.len().min(options.most_documents) as u64;
        let (mut deltas, mut bounds) = (Vec::new(), Vec::new());
        let mut labels: BTreeMap<Option<u16>, (f64, f64)> = BTreeMap::new();
        let mut wanted = options.samples.max(2);
        progress.extend_total(u64::from(wanted) * of_one);
        loop {
            for _ in deltas.len()..wanted as usize {
                let aligned =
                    Aligned::new(&sampler.draw(&mut random, options.most_documents), options, progress)?;
                let mut sum = DisorderSums::default();
                aligned.documents.iter().for_each(|document| sum.add(document, 1));
                deltas.push(sum.disorder / sum.units);
                bounds.push(sum.bound / sum.units);
                for (key, mean) in aligned.labels.iter().filter_map(|(key, apart)| Some((key, apart.mean()?)))
                {
                    let slot = labels.entry(*key).or_default();
                    *slot = (slot.0 + mean, slot.1 + 1.0);
                }
            }
            let spread = Spread::of(deltas.clone());
            let enough = (1.96 * spread.deviation / spread.mean / options.precision).powi(2).ceil();
            if wanted > options.samples.max(2) || enough <= f64::from(wanted) || !enough.is_finite() {
                return Some(Self {
                    mean: spread.mean,
                    bound: Spread::of(bounds).mean,
                    samples: wanted,
                    labels: labels.into_iter().map(|(key, (sum, count))| (key, sum / count)).collect(),
                });
            }
            let before = wanted;
            wanted = (enough as u32).min(options.most_samples.max(wanted + 1));
            progress.extend_total(u64::from(wanted.saturating_sub(before)) * of_one);
        }
    }
}

#[cfg(test)]
mod tests;
