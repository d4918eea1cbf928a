//! What measuring agreement costs: a large table of judgements, and intervals of many measures.

use criterion::Criterion;
use obelus::agreement::Measured;
use obelus::agreement::measures::bootstrap::{RESAMPLES, SplitMix64, intervals};
use obelus::agreement::measures::confusion_matrix::{ConfusionMatrices, ConfusionMatrix};
use obelus::agreement::measures::masi::{LabelSets, SetTally};
use obelus::agreement::measures::nominal::{Ratings, Tally};
use std::hint::black_box;

/// Judgements of which a tenth are missing and a third differ from the usual one.
fn judged(annotators: usize, items: usize, categories: usize) -> Ratings {
    let mut random = SplitMix64::new(1);
    let mut ratings = Ratings::new(annotators, categories as u16);
    for _ in 0..items {
        let usual = random.below(categories) as u16;
        let mut judge = || match random.below(30) {
            0..3 => None,
            3..13 => Some(random.below(categories) as u16),
            _ => Some(usual),
        };
        ratings.push((0..annotators).map(|_| judge()));
    }
    ratings
}

pub fn all(mut criterion: Criterion) {
    tables(&mut criterion);
    bootstraps(&mut criterion);
    sets(&mut criterion);
    criterion.final_summary();
}

fn tables(criterion: &mut Criterion) {
    let ratings = judged(10, 100_000, 5);
    criterion.bench_function("α, 10 annotators × 100,000 units", |bench| {
        bench.iter(|| black_box(&ratings).tally().alpha());
    });
    criterion.bench_function("κ of all pairs, 10 annotators × 100,000 units", |bench| {
        bench.iter(|| black_box(&ratings).confusion_matrices().mean(ConfusionMatrix::cohen_kappa));
    });
}

fn bootstraps(criterion: &mut Criterion) {
    let ratings = judged(5, 20_000, 6);
    let document = |item: usize| Some(item / 100);
    let (tallies, pairs) = (ratings.tallies(200, document), ratings.confusion_matrices_by(200, document));
    let of_category: Vec<_> = (0..24).map(|at| move |tally: &Tally| tally.category_alpha(at % 6)).collect();
    let mut measures: Vec<&(dyn Fn(&Tally) -> Measured + Sync)> = vec![
        &Tally::alpha,
        &Tally::percent_agreement,
        &Tally::percent_agreement_by_judgement,
        &Tally::fleiss_kappa,
        &Tally::gwet_ac1,
    ];
    measures.extend(of_category.iter().map(|measure| measure as &(dyn Fn(&Tally) -> Measured + Sync)));
    criterion.bench_function("29 intervals, 2,000 resamples of 200 documents", |bench| {
        bench.iter(|| intervals(black_box(&tallies), &measures, 1, RESAMPLES));
    });
    let light = |pairs: &ConfusionMatrices| pairs.mean(ConfusionMatrix::cohen_kappa);
    let scott = |pairs: &ConfusionMatrices| pairs.mean(ConfusionMatrix::scott_pi);
    criterion.bench_function(
        "2 intervals of pairs of 5 annotators, 2,000 resamples of 200 documents",
        |bench| {
            bench.iter(|| intervals(black_box(&pairs), &[&light, &scott], 1, RESAMPLES));
        },
    );
}

fn sets(criterion: &mut Criterion) {
    let mut random = SplitMix64::new(2);
    let mut table = LabelSets::new(5, 8);
    for _ in 0..20_000 {
        let mut set = || (0..8).filter(|_| random.below(4) == 0).collect::<Vec<u16>>();
        let usual = set();
        let row: Vec<_> = (0..5).map(|at| Some(if at < 3 { usual.clone() } else { set() })).collect();
        table.push(row);
    }
    let documents = table.tallies(200, |item| Some(item / 100));
    let alpha = |sums: &SetTally| table.alpha(sums);
    criterion.bench_function(
        "MASI interval, 256 different sets, 2,000 resamples of 200 documents",
        |bench| {
            bench.iter(|| intervals(black_box(&documents), &[&alpha], 1, RESAMPLES));
        },
    );
}
