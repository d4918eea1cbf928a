//! Rows of figures about items: sentences, matched places, articles.

use super::bootstrap::{Interval, NoInterval, Sums, intervals};
use super::masi::{LabelSets, SetTally};
use super::measure::Measure;
use super::nominal::{Ratings, Tally};
use super::pairs::Confusion;
use super::table::Table;
use super::{Measured, Undefined};
use crate::base::AnnotatorId;

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What is measured.
    pub measure: Measure,
    /// Between whom: everybody, or two.
    pub annotators: Vec<AnnotatorId>,
    /// The code, claim or choice that is measured against all others; none for all of them together.
    pub code: Option<u16>,
    /// How many units it is from, in what the section counts; marks for measures of marks.
    pub n: u64,
    /// The figure, or why there is none.
    pub value: Measured,
    /// The 95 % interval; none where none is drawn: for pairs only α and F1 have one.
    pub interval: Option<Result<Interval, NoInterval>>,
    /// Between which bounds a value lies that could not be worked out exactly.
    pub bounds: Option<(f64, f64)>,
}

/// What all figures of a report have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) annotators: &'a [AnnotatorId],
    pub(super) articles: usize,
    pub(super) seed: u64,
    pub(super) resamples: u32,
}

impl Frame<'_> {
    /// A figure about all annotators.
    pub(super) fn row(&self, measure: Measure, n: u64, value: Measured) -> Row {
        let annotators = self.annotators.to_vec();
        Row { measure, annotators, code: None, n, value, interval: None, bounds: None }
    }

    /// A figure about two.
    pub(super) fn pair(&self, [one, other]: [usize; 2], measure: Measure, n: u64, value: Measured) -> Row {
        let annotators = vec![self.annotators[one].clone(), self.annotators[other].clone()];
        Row { annotators, ..self.row(measure, n, value) }
    }

    pub(super) fn pairs(&self) -> Vec<[usize; 2]> {
        let all = self.annotators.len();
        (0..all).flat_map(|one| (one + 1..all).map(move |other| [one, other])).collect()
    }

    /// Whether two are not all there are.
    pub(super) fn has_pairs(&self) -> bool {
        self.annotators.len() > 2
    }

    pub(super) fn intervals<S: Sums>(
        &self,
        documents: &[S],
        measures: &[&dyn Fn(&S) -> Measured],
    ) -> Vec<Result<Interval, NoInterval>> {
        intervals(documents, measures, self.seed, self.resamples)
    }
}

/// A measure of sums.
pub(super) type Figure<S> = Box<dyn Fn(&S) -> Measured>;

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

/// All figures of items that get one answer; with `by_code`, also of each answer in use, the worst first.
pub(super) fn nominal(frame: &Frame<'_>, table: &Table, declared: u16, by_code: bool) -> Vec<Row> {
    let mut ratings = Ratings::new(frame.annotators.len(), declared);
    table.rows().for_each(|row| ratings.push(row));
    let tallies = ratings.tallies(frame.articles, |item| table.article(item));
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
        (Measure::PercentPairable, Tally::pairable_agreement),
        (Measure::GwetAc1, Tally::gwet_ac1),
        (Measure::FleissKappa, Tally::fleiss_kappa),
    ];
    let of_codes: Vec<Figure<Tally>> = codes
        .iter()
        .map(|code| {
            let code = *code;
            Box::new(move |sums: &Tally| sums.category_alpha(code)) as Figure<Tally>
        })
        .collect();
    let mut measures: Vec<&dyn Fn(&Tally) -> Measured> = Vec::new();
    measures.extend(overall.iter().map(|(_, measure)| measure as &dyn Fn(&Tally) -> Measured));
    measures.extend(of_codes.iter().map(|measure| &**measure));
    let mut drawn = frame.intervals(&tallies, &measures).into_iter();
    let mut rows: Vec<Row> = Vec::new();
    for (measure, value) in overall {
        rows.push(Row { interval: drawn.next(), ..frame.row(measure, total.items(), value(&total)) });
    }
    rows.extend(kappas(frame, table, &ratings));
    for code in codes {
        let row = frame.row(Measure::KrippendorffAlpha, total.items(), total.category_alpha(code));
        rows.push(Row { code: u16::try_from(code).ok(), interval: drawn.next(), ..row });
    }
    if frame.has_pairs() {
        rows.extend(nominal_pairs(frame, table, &ratings));
    }
    rows
}

/// Cohen's κ and Scott's π of all: of two as they are, with their intervals, of more as the mean of the pairs.
fn kappas(frame: &Frame<'_>, table: &Table, ratings: &Ratings) -> [Row; 2] {
    let pairs = ratings.pairs();
    let measures: [(Measure, fn(&Confusion) -> Measured); 2] =
        [(Measure::CohenKappa, Confusion::cohen_kappa), (Measure::ScottPi, Confusion::scott_pi)];
    let drawn = (frame.annotators.len() == 2).then(|| {
        let documents = ratings.pairs_by(frame.articles, |item| table.article(item));
        frame.intervals(&documents, &[&|sums| sums.mean(measures[0].1), &|sums| sums.mean(measures[1].1)])
    });
    let n = ratings.tally().items();
    [0, 1].map(|at| {
        let (measure, value) = measures[at];
        let interval = drawn.as_ref().map(|drawn| drawn[at]);
        Row { interval, ..frame.row(measure, n, pairs.mean(value)) }
    })
}

/// Krippendorff's α of two annotators from Scott's π: 1 − (1 − π)(N − 1)/N for N judgements.
fn alpha_of(confusion: &Confusion) -> Measured {
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

fn nominal_pairs(frame: &Frame<'_>, table: &Table, ratings: &Ratings) -> Vec<Row> {
    let pairs = frame.pairs();
    let wide = ratings.width() + 2;
    let none = Columns { shared: false, sums: vec![0.0; wide * pairs.len()] };
    let mut documents = vec![none; frame.articles];
    for (item, row) in table.rows().enumerate() {
        let Some(document) = table.article(item).and_then(|article| documents.get_mut(article)) else {
            continue;
        };
        let row: Vec<Option<u16>> = row.collect();
        for ([one, other], columns) in pairs.iter().zip(document.sums.chunks_exact_mut(wide)) {
            if let (Some(one), Some(other)) = (row[*one], row[*other]) {
                columns[0] += 1.0;
                columns[1] += f64::from(u8::from(one == other));
                columns[2 + usize::from(one)] += 1.0;
                columns[2 + usize::from(other)] += 1.0;
                document.shared = true;
            }
        }
    }
    let alphas: Vec<Figure<Columns>> = (0..pairs.len())
        .map(|at| {
            let part = at * wide..(at + 1) * wide;
            Box::new(move |sums: &Columns| alpha_of_columns(&sums.sums[part.clone()])) as Box<_>
        })
        .collect();
    let measures: Vec<&dyn Fn(&Columns) -> Measured> = alphas.iter().map(|alpha| &**alpha).collect();
    let drawn = frame.intervals(&documents, &measures);
    let mut rows = Vec::new();
    for (at, ((pair, confusion), interval)) in ratings.pairs().iter().zip(drawn).enumerate() {
        let shared = documents.iter().filter(|document| document.sums[at * wide] > 0.0).count();
        let interval = enough(shared, interval);
        let n = confusion.items();
        let alpha = frame.pair(pair, Measure::KrippendorffAlpha, n, alpha_of(confusion));
        rows.push(Row { interval: Some(interval), ..alpha });
        rows.push(frame.pair(pair, Measure::Percent, n, confusion.percent_agreement()));
        rows.push(frame.pair(pair, Measure::CohenKappa, n, confusion.cohen_kappa()));
        rows.push(frame.pair(pair, Measure::ScottPi, n, confusion.scott_pi()));
    }
    rows
}

/// The interval, if this many documents are enough for one.
pub(super) fn enough(
    documents: usize,
    interval: Result<Interval, NoInterval>,
) -> Result<Interval, NoInterval> {
    if documents < super::bootstrap::FEWEST_DOCUMENTS {
        return Err(NoInterval::FewDocuments(documents));
    }
    interval
}

/// All figures of items that get a set of answers.
pub(super) fn sets(frame: &Frame<'_>, table: &Table, labels: u16) -> Vec<Row> {
    let known = table.sets().unwrap_or_default();
    let set =
        |cell: Option<u16>| cell.and_then(|cell| known.get(usize::from(cell))).map(|set| set.iter().copied());
    let mut judged = LabelSets::new(frame.annotators.len(), labels);
    table.rows().for_each(|row| judged.push(row.map(set)));
    let tallies = judged.tallies(frame.articles, |item| table.article(item));
    let total = judged.tally();
    let worst = total.worst_labels().into_iter().map(|(label, _)| label);
    let used: Vec<usize> = worst.filter(|label| total.label_counts()[*label] > 0).collect();
    let alpha = |sums: &SetTally| judged.alpha(sums);
    let of_labels: Vec<Figure<SetTally>> = used
        .iter()
        .map(|label| {
            let label = *label;
            Box::new(move |sums: &SetTally| sums.label_alpha(label)) as Figure<SetTally>
        })
        .collect();
    let mut measures: Vec<&dyn Fn(&SetTally) -> Measured> =
        vec![&alpha, &SetTally::exact_agreement, &SetTally::pairable_exact_agreement];
    measures.extend(of_labels.iter().map(|measure| &**measure));
    let mut drawn = frame.intervals(&tallies, &measures).into_iter();
    let mut rows = Vec::new();
    let n = total.items();
    for (measure, value) in [
        (Measure::AlphaMasi, judged.alpha(&total)),
        (Measure::Percent, total.exact_agreement()),
        (Measure::PercentPairable, total.pairable_exact_agreement()),
    ] {
        rows.push(Row { interval: drawn.next(), ..frame.row(measure, n, value) });
    }
    for label in used {
        let row = frame.row(Measure::KrippendorffAlpha, n, total.label_alpha(label));
        rows.push(Row { code: u16::try_from(label).ok(), interval: drawn.next(), ..row });
    }
    if frame.has_pairs() {
        for pair in frame.pairs() {
            let mut two = LabelSets::new(2, labels);
            for row in table.rows() {
                let cell = |at: usize| set(row.clone().nth(at).flatten());
                two.push(pair.map(cell));
            }
            let sums = two.tally();
            rows.push(frame.pair(pair, Measure::AlphaMasi, sums.items(), two.alpha(&sums)));
            rows.push(frame.pair(pair, Measure::Percent, sums.items(), sums.exact_agreement()));
        }
    }
    rows
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
        let confusion = ratings.pairs();
        let (_, confusion) = confusion.iter().next().expect("a pair");
        assert!((alpha_of(confusion).expect("defined") - want).abs() < 1e-12);
        let columns = [6.0, 4.0, 6.0, 3.0, 3.0];
        assert!((alpha_of_columns(&columns).expect("defined") - want).abs() < 1e-12);
        assert_eq!(alpha_of_columns(&[2.0, 2.0, 4.0, 0.0]), Err(Undefined::OneCategory));
        assert_eq!(alpha_of_columns(&[0.0, 0.0, 0.0]), Err(Undefined::NothingShared));
    }
}
