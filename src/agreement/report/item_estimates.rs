//! Rows of figures about items: sentences, matched places, articles.

use super::estimate::{Estimate, ReportContext};
use super::reliability_data::ReliabilityData;
use crate::agreement::measures::bootstrap::{self, Interval, NoInterval, Sums};
use crate::agreement::measures::confusion_matrix::ConfusionMatrix;
use crate::agreement::measures::masi::{LabelSets, SetTally};
use crate::agreement::measures::nominal::{Ratings, Tally};
use crate::agreement::measures::{Measure, Measured, Undefined};

/// A measure of sums.
pub(super) type Statistic<S> = Box<dyn Fn(&S) -> Measured + Sync>;

/// Sums in columns, one line a document.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) shared: bool,
    pub(super) sums: Vec<f64>,
}

impl Sums for Columns {
    fn zero(&self) -> Self {
        Self { shared: false, sums: vec![0.0; self.sums.len()] }
    }

    fn is_shared(&self) -> bool {
        self.shared
    }

    fn add(&mut self, other: &Self, times: u32) {
        let times = f64::from(times);
        self.shared |= other.shared;
        self.sums.iter_mut().zip(&other.sums).for_each(|(sum, part)| *sum += part * times);
    }
}

/// The measures of every two annotators, of items that get one answer.
const OF_PAIRS: [Measure; 4] =
    [Measure::KrippendorffAlpha, Measure::Percent, Measure::CohenKappa, Measure::ScottPi];

/// Counts in columns, one line a document.
#[derive(Debug, Clone)]
struct PairCounts {
    shared: bool,
    counts: Vec<u32>,
}

impl Sums for PairCounts {
    fn zero(&self) -> Self {
        Self { shared: false, counts: vec![0; self.counts.len()] }
    }

    fn is_shared(&self) -> bool {
        self.shared
    }

    fn add(&mut self, other: &Self, times: u32) {
        self.shared |= other.shared;
        let both = self.counts.iter_mut().zip(&other.counts);
        // Most documents are drawn once.
        match times {
            1 => both.for_each(|(sum, part)| *sum += part),
            times => both.for_each(|(sum, part)| *sum += part * times),
        }
    }
}

/// All figures of items that get one answer; with `by_code`, also of each answer in use, the worst first.
pub(super) fn nominal(
    context: &ReportContext<'_>,
    data: &ReliabilityData,
    declared: u16,
    by_code: bool,
) -> Vec<Estimate> {
    let ratings = ratings_of(context, data, declared);
    let mut estimates = nominal_of_all(context, data, &ratings, by_code);
    if context.has_pairs() && context.wants(&OF_PAIRS) {
        estimates.extend(nominal_pairs(context, data, &ratings).into_iter().flatten());
    }
    estimates
}

fn ratings_of(context: &ReportContext<'_>, data: &ReliabilityData, declared: u16) -> Ratings {
    let mut ratings = Ratings::new(context.annotators.len(), declared);
    data.rows().for_each(|row| ratings.push(row));
    ratings
}

fn nominal_of_all(
    context: &ReportContext<'_>,
    data: &ReliabilityData,
    ratings: &Ratings,
    by_code: bool,
) -> Vec<Estimate> {
    let tallies = ratings.tallies(context.articles, |item| data.article(item));
    let total = ratings.tally();
    let codes: Vec<usize> = if by_code {
        let worst = total.worst_categories().into_iter().map(|(code, _)| code);
        worst.filter(|code| total.marginals().get(*code).is_some_and(|n| *n > 0)).collect()
    } else {
        Vec::new()
    };
    let overall: [(Measure, fn(&Tally) -> Measured); 5] = [
        (Measure::KrippendorffAlpha, Tally::alpha),
        (Measure::Percent, Tally::percent_agreement),
        (Measure::PercentByJudgement, Tally::percent_agreement_by_judgement),
        (Measure::GwetAc1, Tally::gwet_ac1),
        (Measure::FleissKappa, Tally::fleiss_kappa),
    ];
    let of_codes: Vec<Statistic<Tally>> = codes
        .iter()
        .map(|code| {
            let code = *code;
            Box::new(move |sums: &Tally| sums.category_alpha(code)) as Statistic<Tally>
        })
        .collect();
    let mut measures: Vec<&(dyn Fn(&Tally) -> Measured + Sync)> = Vec::new();
    measures.extend(overall.iter().map(|(_, measure)| measure as &(dyn Fn(&Tally) -> Measured + Sync)));
    measures.extend(of_codes.iter().map(|measure| &**measure));
    let mut drawn = context.intervals(&tallies, &measures).into_iter();
    let mut estimates: Vec<Estimate> = Vec::new();
    for (measure, value) in overall {
        estimates.push(Estimate {
            interval: drawn.next(),
            ..context.estimate(measure, total.items(), value(&total))
        });
    }
    if context.wants(&[Measure::CohenKappa, Measure::ScottPi]) {
        estimates.extend(kappas(context, data, ratings));
    }
    for code in codes {
        let estimate =
            context.estimate(Measure::KrippendorffAlpha, total.items(), total.category_alpha(code));
        estimates.push(Estimate { code: u16::try_from(code).ok(), interval: drawn.next(), ..estimate });
    }
    estimates
}

/// As [`nominal`], of answers that are steps in their order: first how far apart they are, of all and of every two.
pub(super) fn ordinal(context: &ReportContext<'_>, data: &ReliabilityData, declared: u16) -> Vec<Estimate> {
    let ratings = ratings_of(context, data, declared);
    let tallies = ratings.tallies(context.articles, |item| data.article(item));
    let total = ratings.tally();
    let interval = context.intervals(&tallies, &[&Tally::ordinal_alpha]).into_iter().next();
    let alpha = context.estimate(Measure::OrdinalAlpha, total.items(), total.ordinal_alpha());
    let mut estimates = vec![Estimate { interval, ..alpha }];
    estimates.extend(nominal_of_all(context, data, &ratings, true));
    if context.has_pairs() {
        for (pair, nominal) in context.pairs().into_iter().zip(nominal_pairs(context, data, &ratings)) {
            estimates.push(ordinal_pair(context, data, declared, pair));
            estimates.extend(nominal);
        }
    }
    estimates
}

/// Ordinal α of two annotators, weighted as that of all.
fn ordinal_pair(
    context: &ReportContext<'_>,
    data: &ReliabilityData,
    declared: u16,
    pair: [usize; 2],
) -> Estimate {
    let mut ratings = Ratings::new(2, declared);
    for row in data.rows() {
        ratings.push(pair.map(|at| row.clone().nth(at).flatten()));
    }
    let tallies = ratings.tallies(context.articles, |item| data.article(item));
    let drawn = context.intervals(&tallies, &[&Tally::ordinal_alpha]).into_iter().next();
    let shared = tallies.iter().filter(|tally| tally.is_shared()).count();
    let total = ratings.tally();
    let alpha = context.pair(pair, Measure::OrdinalAlpha, total.items(), total.ordinal_alpha());
    Estimate { interval: drawn.map(|interval| enough(shared, interval)), ..alpha }
}

/// Cohen's κ and Scott's π of all: of two as they are, with their intervals, of more as the mean of the pairs.
fn kappas(context: &ReportContext<'_>, data: &ReliabilityData, ratings: &Ratings) -> [Estimate; 2] {
    let pairs = ratings.confusion_matrices();
    let measures: [(Measure, fn(&ConfusionMatrix) -> Measured); 2] =
        [(Measure::CohenKappa, ConfusionMatrix::cohen_kappa), (Measure::ScottPi, ConfusionMatrix::scott_pi)];
    let drawn = (context.annotators.len() == 2).then(|| {
        let documents = ratings.confusion_matrices_by(context.articles, |item| data.article(item));
        context.intervals(&documents, &[&|sums| sums.mean(measures[0].1), &|sums| sums.mean(measures[1].1)])
    });
    let n = ratings.tally().items();
    [0, 1].map(|at| {
        let (measure, value) = measures[at];
        let interval = drawn.as_ref().map(|drawn| drawn[at]);
        Estimate { interval, ..context.estimate(measure, n, pairs.mean(value)) }
    })
}

/// Krippendorff's α of two annotators from Scott's π: 1 − (1 − π)(N − 1)/N for N judgements.
fn alpha_of(confusion: &ConfusionMatrix) -> Measured {
    let judgements = 2.0 * confusion.items() as f64;
    confusion.scott_pi().map(|pi| 1.0 - (1.0 - pi) * (judgements - 1.0) / judgements)
}

/// α of one pair from its columns: items, agreeing items, and how often each category was given.
fn alpha_of_columns(columns: &[f64]) -> Measured {
    let [items, same, counts @ ..] = columns else { return Err(Undefined::NothingShared) };
    if *items == 0.0 {
        return Err(Undefined::NothingShared);
    }
    let judgements = 2.0 * items;
    let different = judgements * judgements - counts.iter().map(|n| n * n).sum::<f64>();
    if different <= 0.0 {
        return Err(Undefined::OneCategory);
    }
    Ok(1.0 - 2.0 * (items - same) * (judgements - 1.0) / different)
}

/// The figures of every two annotators.
fn nominal_pairs(
    context: &ReportContext<'_>,
    data: &ReliabilityData,
    ratings: &Ratings,
) -> Vec<[Estimate; 4]> {
    let pairs = context.pairs();
    let wide = ratings.width() + 2;
    let none = PairCounts { shared: false, counts: vec![0; wide * pairs.len()] };
    let mut documents = vec![none; context.articles];
    for (item, row) in data.rows().enumerate() {
        let Some(document) = data.article(item).and_then(|article| documents.get_mut(article)) else {
            continue;
        };
        let row: Vec<Option<u16>> = row.collect();
        for ([one, other], columns) in pairs.iter().zip(document.counts.chunks_exact_mut(wide)) {
            if let (Some(one), Some(other)) = (row[*one], row[*other]) {
                columns[0] += 1;
                columns[1] += u32::from(one == other);
                columns[2 + usize::from(one)] += 1;
                columns[2 + usize::from(other)] += 1;
                document.shared = true;
            }
        }
    }
    let alphas: Vec<Statistic<PairCounts>> = (0..pairs.len())
        .map(|at| {
            let part = at * wide..(at + 1) * wide;
            Box::new(move |sums: &PairCounts| {
                let columns: Vec<f64> = sums.counts[part.clone()].iter().copied().map(f64::from).collect();
                alpha_of_columns(&columns)
            }) as Box<_>
        })
        .collect();
    let measures: Vec<&(dyn Fn(&PairCounts) -> Measured + Sync)> =
        alphas.iter().map(|alpha| &**alpha).collect();
    let drawn = context.intervals(&documents, &measures);
    let mut estimates = Vec::new();
    for (at, ((pair, confusion), interval)) in ratings.confusion_matrices().iter().zip(drawn).enumerate() {
        let shared = documents.iter().filter(|document| document.counts[at * wide] > 0).count();
        let interval = enough(shared, interval);
        let n = confusion.items();
        let alpha = context.pair(pair, Measure::KrippendorffAlpha, n, alpha_of(confusion));
        estimates.push([
            Estimate { interval: Some(interval), ..alpha },
            context.pair(pair, Measure::Percent, n, confusion.percent_agreement()),
            context.pair(pair, Measure::CohenKappa, n, confusion.cohen_kappa()),
            context.pair(pair, Measure::ScottPi, n, confusion.scott_pi()),
        ]);
    }
    estimates
}

/// The interval, if this many documents are enough for one.
pub(super) fn enough(
    documents: usize,
    interval: Result<Interval, NoInterval>,
) -> Result<Interval, NoInterval> {
    if documents < bootstrap::FEWEST_DOCUMENTS {
        return Err(NoInterval::FewDocuments(documents));
    }
    interval
}

/// All figures of items that get a set of answers.
pub(super) fn sets(context: &ReportContext<'_>, data: &ReliabilityData, labels: u16) -> Vec<Estimate> {
    let known = data.sets().unwrap_or_default();
    let set =
        |cell: Option<u16>| cell.and_then(|cell| known.get(usize::from(cell))).map(|set| set.iter().copied());
    let mut judged = LabelSets::new(context.annotators.len(), labels);
    data.rows().for_each(|row| judged.push(row.map(set)));
    let tallies = judged.tallies(context.articles, |item| data.article(item));
    let total = judged.tally();
    let worst = total.worst_labels().into_iter().map(|(label, _)| label);
    let used: Vec<usize> = worst.filter(|label| total.label_count(*label) > 0).collect();
    let alpha = |sums: &SetTally| judged.alpha(sums);
    let of_labels: Vec<Statistic<SetTally>> = used
        .iter()
        .map(|label| {
            let label = *label;
            Box::new(move |sums: &SetTally| sums.label_alpha(label)) as Statistic<SetTally>
        })
        .collect();
    let mut measures: Vec<&(dyn Fn(&SetTally) -> Measured + Sync)> =
        vec![&alpha, &SetTally::exact_agreement, &SetTally::exact_agreement_by_judgement];
    measures.extend(of_labels.iter().map(|measure| &**measure));
    let mut drawn = context.intervals(&tallies, &measures).into_iter();
    let mut estimates = Vec::new();
    let n = total.items();
    for (measure, value) in [
        (Measure::AlphaMasi, judged.alpha(&total)),
        (Measure::Percent, total.exact_agreement()),
        (Measure::PercentByJudgement, total.exact_agreement_by_judgement()),
    ] {
        estimates.push(Estimate { interval: drawn.next(), ..context.estimate(measure, n, value) });
    }
    for label in used {
        let estimate = context.estimate(Measure::KrippendorffAlpha, n, total.label_alpha(label));
        estimates.push(Estimate { code: u16::try_from(label).ok(), interval: drawn.next(), ..estimate });
    }
    if context.has_pairs() && context.wants(&[Measure::AlphaMasi, Measure::Percent]) {
        for pair in context.pairs() {
            let mut two = LabelSets::new(2, labels);
            for row in data.rows() {
                let cell = |at: usize| set(row.clone().nth(at).flatten());
                two.push(pair.map(cell));
            }
            let sums = two.tally();
            estimates.push(context.pair(pair, Measure::AlphaMasi, sums.items(), two.alpha(&sums)));
            estimates.push(context.pair(pair, Measure::Percent, sums.items(), sums.exact_agreement()));
        }
    }
    estimates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alpha_of_two_is_that_of_krippendorff() {
        let items = [(0, 0), (0, 1), (2, 2), (1, 1), (2, 0), (0, 0)];
        let mut ratings = Ratings::new(2, 3);
        items.iter().for_each(|(one, other)| ratings.push([Some(*one), Some(*other)]));
        let want = ratings.tally().alpha().expect("defined");
        let confusion = ratings.confusion_matrices();
        let (_, confusion) = confusion.iter().next().expect("a pair");
        assert!((alpha_of(confusion).expect("defined") - want).abs() < 1e-12);
        let columns = [6.0, 4.0, 6.0, 3.0, 3.0];
        assert!((alpha_of_columns(&columns).expect("defined") - want).abs() < 1e-12);
        assert_eq!(alpha_of_columns(&[2.0, 2.0, 4.0, 0.0]), Err(Undefined::OneCategory));
        assert_eq!(alpha_of_columns(&[0.0, 0.0, 0.0]), Err(Undefined::NothingShared));
    }
}
