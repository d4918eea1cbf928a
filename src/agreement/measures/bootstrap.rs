//! Intervals by the nonparametric bootstrap over documents (Efron 1979; percentile interval, Efron and Tibshirani 1993,
//! chapter 13).
//!
//! What is drawn with replacement is whole documents, never items or characters: judgements of one text hang together.
//! This is not the bootstrap of Hayes and Krippendorff (2007), which draws coincidences.

use super::Measured;
use crate::base::parallel;
use crate::locale::Message;
use crate::message;
use std::fmt;

/// How often documents are drawn anew, unless said otherwise.
pub const RESAMPLES: u32 = 2000;

/// With fewer documents than this there is no interval.
pub const FEWEST_DOCUMENTS: usize = 8;

/// The bounds of the interval, in thousandths of the resamples.
const BOUNDS: [usize; 2] = [25, 975];

/// How many resamples are added up at once.
const AT_ONCE: usize = 16;

/// A 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The value at index ⌊0.025 B⌋ of the B sorted values that are defined.
    pub low: f64,
    /// The value at index ⌊0.975 B⌋.
    pub high: f64,
    /// The seed: the same one gives the same interval.
    pub seed: u64,
    /// How often documents were drawn.
    pub resamples: u32,
    /// In how many of these the measure was not defined; they are left out.
    pub undefined: u32,
}

/// Why there is no interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoInterval {
    /// This many documents, fewer than [`FEWEST_DOCUMENTS`].
    FewDocuments(usize),
    /// The measure was defined in none of the resamples.
    NeverDefined,
}

impl NoInterval {
    /// The reason as a clause.
    pub fn message(self) -> Message {
        match self {
            Self::FewDocuments(count) => {
                message!("agreement-few-documents", needed = FEWEST_DOCUMENTS, count = count)
            }
            Self::NeverDefined => message!("agreement-never-defined"),
        }
    }
}

/// In English: for the command line and files.
impl fmt::Display for NoInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for NoInterval {}

/// Sums over units from which measures are computed: those of two documents together are the sums of each, added.
pub trait Sums {
    /// The sums over no units at all, of the same table.
    fn zero(&self) -> Self;

    /// Whether two annotators judged a unit here.
    fn is_shared(&self) -> bool;

    /// Adds the sums of a document, `times` times. Both are of the same table.
    fn add(&mut self, other: &Self, times: u32);
}

/// The sums of all documents together; `None` without a document.
pub fn total<S: Sums>(documents: &[S]) -> Option<S> {
    let mut sum = documents.first()?.zero();
    documents.iter().for_each(|document| sum.add(document, 1));
    Some(sum)
}

/// Intervals of several measures over the same resamples of documents.
///
/// Documents in which nothing is shared carry nothing about agreement. They are not drawn and do not count towards
/// [`FEWEST_DOCUMENTS`], but stay in every resample once: they may bear on how often a category is used.
pub fn intervals<S: Sums + Sync>(
    documents: &[S],
    measures: &[&(dyn Fn(&S) -> Measured + Sync)],
    seed: u64,
    resamples: u32,
) -> Vec<Result<Interval, NoInterval>> {
    let (shared, fixed): (Vec<&S>, Vec<&S>) = documents.iter().partition(|document| document.is_shared());
    let shares: Vec<usize> = (0..parallel::threads()).collect();
    let resampled = parallel::map(&shares, |share| {
        share_of(&shared, &fixed, measures, (seed, resamples), [*share, shares.len()])
    });
    let mut values = vec![Vec::new(); measures.len()];
    for share in resampled {
        match share {
            Ok(found) => values.iter_mut().zip(found).for_each(|(values, found)| values.extend(found)),
            Err(reason) => return vec![Err(reason); measures.len()],
        }
    }
    values.into_iter().map(|values| interval(values, seed, resamples)).collect()
}

/// The values of measures, one after the other, in the resamples that fall to one of the threads. All threads draw the same
/// numbers; each adds up what is its own.
fn share_of<S: Sums>(
    shared: &[&S],
    fixed: &[&S],
    measures: &[&(dyn Fn(&S) -> Measured + Sync)],
    draws: (u64, u32),
    [share, shares]: [usize; 2],
) -> Result<Vec<Vec<f64>>, NoInterval> {
    let mut values = vec![Vec::new(); measures.len()];
    // Several resamples are added up at once, so that a document is fetched for all of them together.
    let mut waiting: Vec<Vec<u32>> = Vec::with_capacity(AT_ONCE);
    let is_own = |number: u32| number as usize / AT_ONCE % shares == share;
    let mut add_up = |waiting: &mut Vec<Vec<u32>>| {
        let begun = || {
            let mut sum = shared[0].zero();
            fixed.iter().for_each(|document| sum.add(document, 1));
            sum
        };
        let mut sums: Vec<S> = waiting.iter().map(|_| begun()).collect();
        for (at, document) in shared.iter().enumerate() {
            let drawn = sums.iter_mut().zip(waiting.iter()).filter(|(_, times)| times[at] > 0);
            drawn.for_each(|(sum, times)| sum.add(document, times[at]));
        }
        waiting.clear();
        for sum in &sums {
            for (values, measure) in values.iter_mut().zip(measures) {
                values.extend(measure(sum));
            }
        }
    };
    draw(shared.len(), draws, is_own, |times| {
        waiting.push(times.to_vec());
        if waiting.len() == AT_ONCE {
            add_up(&mut waiting);
        }
    })?;
    if !waiting.is_empty() {
        add_up(&mut waiting);
    }
    Ok(values)
}

/// The intervals of measures of weighted documents that are worked out together, over the same resamples: `measures` is
/// given how often each of the `documents` was drawn. Each is a [`NoInterval`] when there are too few documents, or it is
/// never defined.
pub fn intervals_of<const N: usize>(
    documents: usize,
    seed: u64,
    resamples: u32,
    measures: impl Fn(&[u32]) -> [Measured; N],
) -> [Result<Interval, NoInterval>; N] {
    let mut values = [const { Vec::new() }; N];
    let drawn = draw(
        documents,
        (seed, resamples),
        |_| true,
        |times| {
            values.iter_mut().zip(measures(times)).for_each(|(values, value)| values.extend(value));
        },
    );
    values.map(|values| drawn.and_then(|()| interval(values, seed, resamples)))
}

/// Draws as many documents as there are, with replacement, `resamples` times; gives how often each was drawn, of those
/// resamples that are wanted by their number.
fn draw(
    documents: usize,
    (seed, resamples): (u64, u32),
    is_wanted: impl Fn(u32) -> bool,
    mut resample: impl FnMut(&[u32]),
) -> Result<(), NoInterval> {
    if documents < FEWEST_DOCUMENTS {
        return Err(NoInterval::FewDocuments(documents));
    }
    let mut generator = SplitMix64::new(seed);
    let mut times = vec![0_u32; documents];
    for number in 0..resamples {
        if !is_wanted(number) {
            for _ in 0..documents {
                generator.below(documents);
            }
            continue;
        }
        times.fill(0);
        for _ in 0..documents {
            times[generator.below(documents)] += 1;
        }
        resample(&times);
    }
    Ok(())
}

fn interval(mut values: Vec<f64>, seed: u64, resamples: u32) -> Result<Interval, NoInterval> {
    values.sort_unstable_by(f64::total_cmp);
    let [low, high] = BOUNDS.map(|bound| values.get(values.len() * bound / 1000).copied());
    let (low, high) = low.zip(high).ok_or(NoInterval::NeverDefined)?;
    let undefined = resamples.saturating_sub(u32::try_from(values.len()).unwrap_or(u32::MAX));
    Ok(Interval { low, high, seed, resamples, undefined })
}

/// The generator SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"): the same
/// numbers on every machine.
#[derive(Debug, Clone)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// Starts at `seed`; every seed is as good as another.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`, each equally likely (Lemire 2019, "Fast random integer generation in an interval");
    /// 0 when `limit` is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = limit as u64;
        let mut product = u128::from(self.bits()) * u128::from(limit);
        if (product as u64) < limit {
            let unfair = limit.wrapping_neg() % limit.max(1);
            while (product as u64) < unfair {
                product = u128::from(self.bits()) * u128::from(limit);
            }
        }
        (product >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::Undefined;
    use super::*;

    fn interval_of(
        documents: usize,
        seed: u64,
        resamples: u32,
        measure: impl Fn(&[u32]) -> Measured,
    ) -> Result<Interval, NoInterval> {
        let [found] = intervals_of(documents, seed, resamples, |times| [measure(times)]);
        found
    }

    struct Sum(f64, u32);

    impl Sums for Sum {
        fn zero(&self) -> Self {
            Self(0.0, 0)
        }

        fn is_shared(&self) -> bool {
            self.1 > 0
        }

        fn add(&mut self, other: &Self, times: u32) {
            self.0 += other.0 * f64::from(times);
            self.1 += other.1 * times;
        }
    }

    fn mean(sum: &Sum) -> Measured {
        if sum.1 == 0 { Err(Undefined::NothingShared) } else { Ok(sum.0 / f64::from(sum.1)) }
    }

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // The first outputs of the reference implementation for seed 1234567, as Rosetta Code and others print them.
        let mut generator = SplitMix64::new(1_234_567);
        let bits: Vec<u64> = (0..5).map(|_| generator.bits()).collect();
        let known = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(bits, known);
    }

    #[test]
    fn every_number_below_the_limit_is_as_likely() {
        let mut generator = SplitMix64::new(7);
        let mut seen = [0_u32; 6];
        (0..60_000).for_each(|_| seen[generator.below(6)] += 1);
        assert!(seen.iter().all(|n| (9_500..10_500).contains(n)), "{seen:?}");
        assert_eq!((generator.below(1), generator.below(0)), (0, 0));
    }

    #[test]
    fn the_interval_of_a_mean_is_as_wide_as_theory_says() {
        // Equal halves of 0 and 1 over 400 documents: the standard error is 0.025, the interval 0.5 ± 0.049.
        let documents: Vec<Sum> = (0..400).map(|at| Sum(f64::from(at % 2), 1)).collect();
        let found = intervals(&documents, &[&mean], 11, RESAMPLES)[0].expect("an interval");
        assert!((found.low - 0.451).abs() < 0.008 && (found.high - 0.549).abs() < 0.008, "{found:?}");
        assert_eq!((found.seed, found.resamples, found.undefined), (11, 2000, 0));
        let weighted = |times: &[u32]| {
            let ones: u32 = times.iter().skip(1).step_by(2).sum();
            Ok(f64::from(ones) / f64::from(times.iter().sum::<u32>()))
        };
        assert_eq!(interval_of(400, 11, RESAMPLES, weighted), Ok(found), "the same draws");
        assert_ne!(interval_of(400, 12, RESAMPLES, weighted), Ok(found), "another seed");
    }

    #[test]
    fn the_bounds_are_where_they_are_said_to_be() {
        let values: Vec<f64> = (0..2000).rev().map(f64::from).collect();
        let found = interval(values, 0, 2003).expect("an interval");
        assert_eq!((found.low, found.high, found.undefined), (50.0, 1950.0, 3));
        let one = interval(vec![4.0], 0, 1).expect("an interval");
        assert_eq!((one.low, one.high), (4.0, 4.0));
    }

    #[test]
    fn few_documents_and_undefined_resamples_are_said() {
        let few: Vec<Sum> = (0..20).map(|at| Sum(1.0, u32::from(at < 7))).collect();
        assert_eq!(intervals(&few, &[&mean, &mean], 1, 10), [Err(NoInterval::FewDocuments(7)); 2]);
        assert_eq!(intervals::<Sum>(&[], &[&mean], 1, 10), [Err(NoInterval::FewDocuments(0))]);
        let never = |_: &[u32]| Err(Undefined::OneCategory);
        assert_eq!(interval_of(8, 1, 10, never), Err(NoInterval::NeverDefined));
        let sometimes = |times: &[u32]| if times[0] == 0 { Err(Undefined::OneCategory) } else { Ok(1.0) };
        let found = interval_of(8, 1, RESAMPLES, sometimes).expect("an interval");
        // A document of eight is left out in (7/8)^8 = 34 % of the resamples.
        assert!((590..780).contains(&found.undefined), "{found:?}");
    }

    #[test]
    fn what_is_not_shared_stays_in_every_resample() {
        let documents: Vec<Sum> = (0..9).map(|at| Sum(100.0, u32::from(at > 0))).collect();
        let sum = |sum: &Sum| Ok(sum.0);
        let found = intervals(&documents, &[&sum], 1, 50)[0].expect("an interval");
        assert_eq!((found.low, found.high), (900.0, 900.0));
        assert_eq!(total(&documents).map(|sum| (sum.0, sum.1)), Some((900.0, 8)));
    }
}
