//! Random continua like those observed.

use super::dissimilarity::{Continuum, Unit};

/// A generator of random numbers (SplitMix64; Steele, Lea and Flood 2014, OOPSLA).
pub(super) struct Random {
    state: u64,
    spare: Option<f64>,
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self { state: seed, spare: None }
    }

    fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform from 0 to below 1.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Normal with this mean and standard deviation (polar method of Marsaglia and Bray 1964).
    fn normal(&mut self, spread: Spread) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spread.mean + spread.deviation * spare;
        }
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let scale = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(y * scale);
                return spread.mean + spread.deviation * x * scale;
            }
        }
    }
}

/// A mean and a standard deviation (of the whole, not a sample).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub mean: f64,
    pub deviation: f64,
}

impl Spread {
    /// Of `values`, in whatever order they come.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let size = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / size;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / size;
        Self { mean, deviation: variance.sqrt() }
    }
}

/// Units shorter than this are drawn again.
const SHORTEST: f64 = 1e-6;

/// What random continua are drawn from: number of units of an annotator, gaps between them, lengths and labels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sampler {
    units: Spread,
    gap: Spread,
    length: Spread,
    /// Each label with the share of units that have it or one before it; the most frequent first.
    labels: Vec<(u16, f64)>,
    /// How many annotators each document has.
    annotators: Vec<usize>,
}

impl Sampler {
    /// From observed continua, whose units are sorted by start; one unit at least.
    ///
    /// As in the StatisticalContinuumSampler of pygamma-agreement: gaps run from the end of the unit before to the start
    /// of the next, below 0 where they overlap, and from 0 to the first unit where that is not at 0; one gap of 0 is added.
    pub fn new(continua: &[Continuum]) -> Self {
        let sets = || continua.iter().flatten();
        let mut gaps = vec![0.0];
        for set in sets() {
            gaps.extend(set.first().map(|first| first.start).filter(|start| *start > 0.0));
            gaps.extend(set.windows(2).map(|two| two[1].start - two[0].end));
        }
        let mut counts: Vec<(usize, u16)> = Vec::new();
        let mut labels: Vec<u16> = sets().flatten().map(|unit| unit.label).collect();
        labels.sort_unstable();
        for run in labels.chunk_by(|a, b| a == b) {
            counts.push((run.len(), run[0]));
        }
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let mut before = 0;
        let shares = counts.into_iter().map(|(count, label)| {
            before += count;
            (label, before as f64 / labels.len() as f64)
        });
        Self {
            units: Spread::of(sets().map(|set| set.len() as f64).collect()),
            gap: Spread::of(gaps),
            length: Spread::of(sets().flatten().map(|unit| unit.end - unit.start).collect()),
            labels: shares.collect(),
            annotators: continua.iter().map(Vec::len).collect(),
        }
    }

    /// A random continuum for each document, or for `most` documents drawn with replacement; one unit at least in all
    /// together.
    pub fn draw(&self, random: &mut Random, most: usize) -> Vec<Continuum> {
        let all = self.annotators.len();
        let chosen: Vec<usize> = if all <= most {
            self.annotators.clone()
        } else {
            let any = |random: &mut Random| self.annotators[(random.uniform() * all as f64) as usize];
            (0..most.max(1)).map(|_| any(random)).collect()
        };
        let mut empty = true;
        let mut draw_set = |_| {
            let drawn = random.normal(self.units).abs() as usize;
            let count = if empty { drawn.max(1) } else { drawn };
            empty &= count == 0;
            self.draw_set(count, random)
        };
        chosen.into_iter().map(|annotators| (0..annotators).map(&mut draw_set).collect()).collect()
    }

    fn draw_set(&self, count: usize, random: &mut Random) -> Vec<Unit> {
        let mut at = 0.0;
        let draw = |_| {
            let start = at + random.normal(self.gap);
            let mut length = random.normal(self.length).abs();
            while length < SHORTEST {
                length = random.normal(self.length).abs();
            }
            let place = random.uniform();
            let label = self.labels.iter().find(|(_, share)| place < *share).or(self.labels.last());
            at = start + length;
            Unit { start, end: at, label: label.map_or(0, |(label, _)| *label) }
        };
        (0..count).map(draw).collect()
    }
}
