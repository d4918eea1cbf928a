//! Rows of figures about marks and characters, and about which passages were put together.

use super::cells::Cells;
use super::estimate::{Estimate, ReportContext};
use super::item_estimates::{Columns, Statistic, enough};
use super::stretches::Stretches;
use crate::agreement::measures::bootstrap::{Sums, intervals_of};
use crate::agreement::measures::confusion_matrix::mean;
use crate::agreement::measures::gamma::{DisorderSums, Gamma};
use crate::agreement::measures::links::Links;
use crate::agreement::measures::spans::{CharacterSums, F1Sums, LabelMatching, Match};
use crate::agreement::measures::unitising::LengthSums;
use crate::agreement::measures::{Measure, Measured, Undefined};

/// The stretches of each article, by its number.
pub(super) type Parts<'a> = [Option<&'a Stretches>];

fn measure_of(what: Match) -> Measure {
    match what {
        Match::Exact => Measure::F1Exact,
        Match::HalfShared => Measure::F1Iou50,
        Match::Partial => Measure::F1Partial,
        Match::Overlap => Measure::F1Overlap,
        Match::Character => Measure::F1Character,
    }
}

const F1_COLUMNS: usize = 5;

fn f1_columns(sums: &F1Sums) -> [f64; F1_COLUMNS] {
    [f64::from(sums.documents), sums.left_matched, sums.left, sums.right_matched, sums.right]
}

/// F1 of one pair.
fn f1(columns: &[f64]) -> Measured {
    let [documents, left_matched, left, right_matched, right] = *columns else {
        return Err(Undefined::NothingShared);
    };
    let documents = documents.min(f64::from(u32::MAX)) as u32;
    F1Sums { documents, left_matched, left, right_matched, right }.f1()
}

/// F1 of all, the mean of the pairs, and of each pair, for sums of pairs by article and the marks they are from.
pub(super) fn f1_rows(
    context: &ReportContext<'_>,
    measure: Measure,
    by_article: &[Option<&[F1Sums]>],
    n: u64,
    pair_n: &[u64],
) -> Vec<Estimate> {
    let pairs = context.pairs();
    let width = pairs.len() * F1_COLUMNS;
    let documents: Vec<Columns> = by_article
        .iter()
        .map(|sums| {
            let sums: Vec<f64> = match sums {
                Some(sums) => sums.iter().flat_map(f1_columns).collect(),
                None => vec![0.0; width],
            };
            Columns { shared: sums.chunks_exact(F1_COLUMNS).any(|pair| pair[0] > 0.0), sums }
        })
        .collect();
    let whole = total(&documents, width);
    let all = |sums: &Columns| mean(sums.sums.chunks_exact(F1_COLUMNS).map(f1));
    let each: Vec<Statistic<Columns>> = (0..pairs.len())
        .map(|at| {
            Box::new(move |sums: &Columns| f1(&sums.sums[at * F1_COLUMNS..][..F1_COLUMNS]))
                as Statistic<Columns>
        })
        .collect();
    let mut measures: Vec<&(dyn Fn(&Columns) -> Measured + Sync)> = vec![&all];
    if context.has_pairs() {
        measures.extend(each.iter().map(|one| &**one));
    }
    let mut drawn = context.intervals(&documents, &measures).into_iter();
    let mut estimates =
        vec![Estimate { interval: drawn.next(), ..context.estimate(measure, n, all(&whole)) }];
    for (at, interval) in drawn.enumerate() {
        let shared = documents.iter().filter(|document| document.sums[at * F1_COLUMNS] > 0.0).count();
        let n = pair_n.get(at).copied().unwrap_or(0);
        let estimate = context.pair(pairs[at], measure, n, each[at](&whole));
        estimates.push(Estimate { interval: Some(enough(shared, interval)), ..estimate });
    }
    estimates
}

fn total(documents: &[Columns], width: usize) -> Columns {
    let mut sum = Columns { shared: false, sums: vec![0.0; width] };
    documents.iter().for_each(|document| sum.add(document, 1));
    sum
}

fn added(parts: &Parts<'_>, pick: impl Fn(&Stretches) -> u64) -> u64 {
    parts.iter().flatten().map(|part| pick(part)).sum()
}

fn added_pairs(parts: &Parts<'_>, pairs: usize, pick: fn(&Stretches) -> &Vec<u64>) -> Vec<u64> {
    (0..pairs).map(|at| added(parts, |part| pick(part)[at])).collect()
}

/// F1 of marks in all strictnesses but that of characters, or only that.
pub(super) fn f1_family(
    context: &ReportContext<'_>,
    parts: &Parts<'_>,
    labels: LabelMatching,
    characters: bool,
) -> Vec<Estimate> {
    let count = context.pairs().len();
    let (n, pair_n) = if characters {
        (added(parts, |part| part.points), added_pairs(parts, count, |part| &part.pair_points))
    } else {
        (added(parts, |part| part.marks), added_pairs(parts, count, |part| &part.pair_marks))
    };
    let mut estimates = Vec::new();
    for what in Match::ALL {
        if (what == Match::Character) == characters {
            let sums = |part: &Option<&'_ Stretches>| part.map(|part| part.f1_of(what, labels).to_vec());
            let by_article: Vec<Option<Vec<F1Sums>>> = parts.iter().map(sums).collect();
            let by_article: Vec<Option<&[F1Sums]>> = by_article.iter().map(Option::as_deref).collect();
            estimates.extend(f1_rows(context, measure_of(what), &by_article, n, &pair_n));
        }
    }
    estimates
}

const CHARACTER_COLUMNS: usize = 3;

fn character_columns(sums: &CharacterSums) -> [f64; CHARACTER_COLUMNS] {
    [sums.apart, sums.present, sums.absent]
}

fn character_alpha(columns: &[f64]) -> Measured {
    let [apart, present, absent] = *columns else { return Err(Undefined::NothingShared) };
    CharacterSums { apart, present, absent }.alpha()
}

/// α of code points: of `labels` each against the rest, the worst first; without labels of what was marked at all.
pub(super) fn characters(
    context: &ReportContext<'_>,
    parts: &Parts<'_>,
    labels: Option<&[u16]>,
) -> Vec<Estimate> {
    let pairs = context.pairs();
    let line = |part: &Stretches| -> Vec<f64> {
        match labels {
            Some(labels) => {
                let absent = CharacterSums {
                    absent: part.characters.present + part.characters.absent,
                    ..CharacterSums::default()
                };
                let of = |label: &u16| character_columns(part.by_label.get(label).unwrap_or(&absent));
                labels.iter().flat_map(of).collect()
            }
            None => std::iter::once(&part.characters)
                .chain(&part.pair_characters)
                .flat_map(character_columns)
                .collect(),
        }
    };
    let columns = labels.map_or(1 + pairs.len(), <[u16]>::len);
    let width = columns * CHARACTER_COLUMNS;
    let documents: Vec<Columns> = parts
        .iter()
        .map(|part| Columns {
            shared: part.is_some_and(|part| part.points > 0),
            sums: part.map_or_else(|| vec![0.0; width], line),
        })
        .collect();
    let whole = total(&documents, width);
    let each: Vec<Statistic<Columns>> = (0..columns)
        .map(|at| {
            let from = at * CHARACTER_COLUMNS;
            Box::new(move |sums: &Columns| character_alpha(&sums.sums[from..][..CHARACTER_COLUMNS]))
                as Statistic<Columns>
        })
        .collect();
    let drawn_for = if labels.is_some() || context.has_pairs() { columns } else { 1 };
    let measures: Vec<&(dyn Fn(&Columns) -> Measured + Sync)> =
        each.iter().take(drawn_for).map(|one| &**one).collect();
    let drawn = context.intervals(&documents, &measures);
    let n = added(parts, |part| part.points);
    let pair_n = added_pairs(parts, pairs.len(), |part| &part.pair_points);
    let mut estimates = Vec::new();
    for (at, interval) in drawn.into_iter().enumerate() {
        let value = each[at](&whole);
        let estimate = match (labels, at) {
            (Some(labels), _) => {
                Estimate { code: Some(labels[at]), ..context.estimate(Measure::CharacterAlpha, n, value) }
            }
            (None, 0) => context.estimate(Measure::CharacterAlpha, n, value),
            (None, _) => context.pair(pairs[at - 1], Measure::CharacterAlpha, pair_n[at - 1], value),
        };
        let from = at * CHARACTER_COLUMNS;
        let judged = |document: &&Columns| document.sums[from + 1] + document.sums[from + 2] > 0.0;
        let shared = documents.iter().filter(judged).count();
        estimates.push(Estimate { interval: Some(enough(shared, interval)), ..estimate });
    }
    if labels.is_some() {
        estimates.sort_by(|a, b| worst(&a.value).total_cmp(&worst(&b.value)));
    }
    estimates
}

/// Sorts the worst first and undefined ones last.
fn worst(value: &Measured) -> f64 {
    value.unwrap_or(f64::INFINITY)
}

struct Lengths {
    shared: bool,
    sums: LengthSums,
}

impl Sums for Lengths {
    fn zero(&self) -> Self {
        Self { shared: false, sums: LengthSums::default() }
    }

    fn is_shared(&self) -> bool {
        self.shared
    }

    fn add(&mut self, other: &Self, times: u32) {
        self.shared |= other.shared;
        self.sums.add(&other.sums, times);
    }
}

/// uα, cuα and (k)uα with labels; |u|α without.
pub(super) fn unitized(
    context: &ReportContext<'_>,
    parts: &Parts<'_>,
    labels: Option<&[u16]>,
) -> Vec<Estimate> {
    let n = added(parts, |part| part.points);
    let which = usize::from(labels.is_none());
    let found: Result<Vec<Lengths>, Undefined> = parts
        .iter()
        .map(|part| {
            let sums = part.map_or_else(|| Ok(LengthSums::default()), |part| part.lengths[which].clone())?;
            Ok(Lengths { shared: part.is_some_and(|part| part.points > 0), sums })
        })
        .collect();
    let mut wanted: Vec<(Measure, Option<u16>, Statistic<Lengths>)> = Vec::new();
    match labels {
        None => wanted.push((Measure::UAlphaBinary, None, Box::new(|all| all.sums.alpha()))),
        Some(labels) => {
            wanted.push((Measure::UAlpha, None, Box::new(|all| all.sums.alpha())));
            wanted.push((Measure::CuAlpha, None, Box::new(|all| all.sums.coding())));
            for label in labels {
                let label = *label;
                wanted.push((Measure::UAlphaCode, Some(label), Box::new(move |all| all.sums.label(label))));
            }
        }
    }
    let documents = match found {
        Ok(documents) => documents,
        Err(why) => {
            let whole = wanted.iter().filter(|(_, code, _)| code.is_none());
            return whole.map(|(measure, _, _)| context.estimate(*measure, n, Err(why))).collect();
        }
    };
    let mut whole = Lengths { shared: false, sums: LengthSums::default() };
    documents.iter().for_each(|document| whole.add(document, 1));
    let measures: Vec<&(dyn Fn(&Lengths) -> Measured + Sync)> =
        wanted.iter().map(|(_, _, value)| &**value).collect();
    let drawn = context.intervals(&documents, &measures);
    let mut estimates: Vec<Estimate> = wanted
        .iter()
        .zip(drawn)
        .map(|((measure, code, value), interval)| Estimate {
            code: *code,
            interval: Some(interval),
            ..context.estimate(*measure, n, value(&whole))
        })
        .collect();
    estimates.sort_by(|a, b| {
        a.code.is_some().cmp(&b.code.is_some()).then(worst(&a.value).total_cmp(&worst(&b.value)))
    });
    estimates
}

/// γ, with an interval over articles: the disorders of the articles drawn, against the same chance.
pub(super) fn gamma(
    context: &ReportContext<'_>,
    parts: &Parts<'_>,
    found: &Result<Gamma, Undefined>,
) -> Estimate {
    let n = added(parts, |part| part.marks);
    let found = match found {
        Ok(found) => found,
        Err(why) => return context.estimate(Measure::Gamma, n, Err(*why)),
    };
    let mut sums = found.documents.iter();
    let documents: Vec<Columns> = parts
        .iter()
        .map(|part| {
            let mut sum = DisorderSums::default();
            let count = part.map_or(0, |part| part.documents.len());
            sums.by_ref().take(count).for_each(|document| sum.add(document, 1));
            Columns { shared: sum.units > 0.0, sums: vec![sum.disorder, sum.units] }
        })
        .collect();
    let again = |sums: &Columns| {
        found.again(&DisorderSums { disorder: sums.sums[0], bound: sums.sums[0], units: sums.sums[1] })
    };
    let interval = context.intervals(&documents, &[&again]).pop();
    let exact = found.observed_exact && found.expected_exact;
    let bounds = (!exact).then_some((found.low, found.high));
    let disorders = Some((found.observed, found.expected));
    Estimate { interval, bounds, disorders, ..context.estimate(Measure::Gamma, n, Ok(found.value)) }
}

/// γ-cat, and γ-k for each of the `answers` first labels in use, the worst first.
pub(super) fn gamma_cat(
    context: &ReportContext<'_>,
    parts: &Parts<'_>,
    found: &Result<Gamma, Undefined>,
    answers: usize,
) -> Vec<Estimate> {
    let n = added(parts, |part| part.marks);
    let value = found.as_ref().map_err(|why| *why).and_then(|found| found.cat);
    let mut estimates = vec![context.estimate(Measure::GammaCat, n, value)];
    let labels =
        found.iter().flat_map(|found| &found.by_label).filter(|(label, _)| usize::from(*label) < answers);
    let mut codes: Vec<Estimate> = labels
        .map(|(label, value)| Estimate {
            code: Some(*label),
            ..context.estimate(Measure::GammaCat, n, *value)
        })
        .collect();
    codes.sort_by(|a, b| worst(&a.value).total_cmp(&worst(&b.value)));
    estimates.append(&mut codes);
    estimates
}

/// How far annotators put the same passages together: F1 over pairs of passages, and B³.
pub(super) fn links<'a>(
    context: &ReportContext<'_>,
    parts: impl Iterator<Item = &'a Cells<u16>>,
) -> Vec<Estimate> {
    let mut links = Links::new(context.annotators.len());
    let (mut documents, mut n) = (0, 0);
    for cells in parts.filter(|cells| !cells.spans.is_empty()) {
        for row in cells.cells.chunks_exact(context.annotators.len().max(1)) {
            links.push(documents, row.iter().map(|cell| cell.map(u32::from)));
            n += u64::from(row.iter().flatten().count() > 1);
        }
        documents += 1;
    }
    let pairs = links.pairs();
    let drawn =
        intervals_of(documents as usize, context.seed, context.resamples, |times| pairs.both(Some(times)));
    let figures = [Measure::LinksF1, Measure::BCubed].into_iter().zip(pairs.both(None)).zip(drawn);
    let mut estimates: Vec<Estimate> = figures
        .map(|((measure, value), interval)| Estimate {
            interval: Some(interval),
            ..context.estimate(measure, n, value)
        })
        .collect();
    if context.has_pairs() {
        for pair in context.pairs() {
            let both = links.pair(pair[0], pair[1]);
            let n = both.mentions();
            estimates.push(context.pair(pair, Measure::LinksF1, n, both.pairwise_f1(None)));
            estimates.push(context.pair(pair, Measure::BCubed, n, both.b_cubed(None).map(|found| found.f1)));
        }
    }
    estimates
}
