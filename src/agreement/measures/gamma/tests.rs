use super::align::best_alignment;
use super::dissimilarity::{Continuum, Dissimilarity, Unit};
use super::{DisorderSums, Gamma, GammaOptions, gamma_of};
use crate::agreement::Undefined;
use crate::agreement::measures::marks::{Document, LabelledSpan};
use crate::base::Progress;
use proptest::prelude::*;

fn mark(start: u32, end: u32, label: u16) -> LabelledSpan {
    LabelledSpan { start, end, label }
}

fn units(marks: &[(u32, u32, u16)]) -> Vec<Unit> {
    let unit = |m: &(u32, u32, u16)| Unit { start: f64::from(m.0), end: f64::from(m.1), label: m.2 };
    marks.iter().map(unit).collect()
}

fn one(sets: Vec<Vec<LabelledSpan>>) -> Vec<Document> {
    vec![Document::new(100_000, sets.into_iter().map(Some).collect())]
}

fn value(documents: &[Document]) -> Result<Gamma, Undefined> {
    gamma_of(documents, &GammaOptions::default(), &Progress::new()).expect("not cancelled")
}

/// The disorder of a unitary alignment, from its definition.
fn disorder(unitary: &[Option<Unit>], d: &Dissimilarity) -> f64 {
    let mut values = Vec::new();
    for (i, u) in unitary.iter().enumerate() {
        for v in &unitary[..i] {
            values.push(match (u, v) {
                (Some(u), Some(v)) => {
                    let apart = (u.start - v.start).abs() + (u.end - v.end).abs();
                    let position = apart / (u.end - u.start + v.end - v.start);
                    let label = f64::from(u8::from(u.label != v.label));
                    (d.alpha * position * position + d.beta * label) * d.empty
                }
                _ => d.empty,
            });
        }
    }
    values.iter().sum::<f64>() / values.len() as f64
}

/// The least sum over all alignments, tried one by one.
fn tried(continuum: &Continuum, d: &Dissimilarity) -> f64 {
    fn choose(left: &[Vec<Unit>], at: usize, chosen: &mut Vec<Option<Unit>>, d: &Dissimilarity) -> f64 {
        if at == left.len() {
            if chosen.iter().all(Option::is_none) {
                return f64::INFINITY;
            }
            return disorder(chosen, d) + tried(&left.to_vec(), d);
        }
        chosen.push(None);
        // Whoever has the first units left gives one to the alignment, so that each alignment is tried once.
        let gives = left[..at].iter().all(Vec::is_empty) && !left[at].is_empty();
        let mut best = if gives { f64::INFINITY } else { choose(left, at + 1, chosen, d) };
        for number in 0..if gives { 1 } else { left[at].len() } {
            let mut rest = left.to_vec();
            chosen[at] = Some(rest[at].remove(number));
            // Taken out of `rest`, so that it cannot be taken again.
            let with = choose_rest(&rest, at, chosen, d);
            best = best.min(with);
        }
        chosen.pop();
        best
    }
    fn choose_rest(left: &[Vec<Unit>], at: usize, chosen: &mut Vec<Option<Unit>>, d: &Dissimilarity) -> f64 {
        if at + 1 == left.len() {
            return disorder(chosen, d) + tried(&left.to_vec(), d);
        }
        let mut best = {
            chosen.push(None);
            let without = choose_rest(left, at + 1, chosen, d);
            chosen.pop();
            without
        };
        for number in 0..left[at + 1].len() {
            let mut rest = left.to_vec();
            chosen.push(Some(rest[at + 1].remove(number)));
            best = best.min(choose_rest(&rest, at + 1, chosen, d));
            chosen.pop();
        }
        best
    }
    if continuum.iter().all(Vec::is_empty) { 0.0 } else { choose(continuum, 0, &mut Vec::new(), d) }
}

fn continuum(annotators: usize, most: usize) -> impl Strategy<Value = Continuum> {
    let unit = (0_u32..60, 1_u32..25, 0_u16..3).prop_map(|(s, l, label)| units(&[(s, s + l, label)])[0]);
    prop::collection::vec(prop::collection::vec(unit, 0..=most), annotators)
}

fn dissimilarity() -> impl Strategy<Value = Dissimilarity> {
    (
        prop::sample::select(vec![1.0, 3.0, 0.5]),
        prop::sample::select(vec![1.0, 2.0]),
        prop::sample::select(vec![1.0, 0.5]),
    )
        .prop_map(|(alpha, beta, empty)| Dissimilarity { alpha, beta, empty })
}

fn assert_best(continuum: &Continuum, d: &Dissimilarity) -> Result<(), TestCaseError> {
    let found = best_alignment(continuum, d, &Progress::new()).expect("not cancelled");
    let best = tried(continuum, d);
    prop_assert!((found.sum - best).abs() < 1e-6, "{} for {best}", found.sum);
    prop_assert!((found.bound - best).abs() < 1e-6, "bound {} for {best}", found.bound);
    let mut again = 0.0;
    let mut left = continuum.clone();
    for unitary in &found.unitary {
        let mut chosen = vec![None; continuum.len()];
        for (annotator, unit) in unitary {
            prop_assert!(left[*annotator][*unit].end > 0.0, "aligned twice");
            left[*annotator][*unit].end = 0.0;
            chosen[*annotator] = Some(continuum[*annotator][*unit]);
        }
        again += disorder(&chosen, d);
    }
    prop_assert!(left.iter().flatten().all(|unit| unit.end == 0.0), "left out");
    prop_assert!((again - best).abs() < 1e-6);
    Ok(())
}

proptest! {
    #![proptest_config(crate::base::properties::cases(150))]
    #[test]
    fn two_annotators_have_the_best_alignment(c in continuum(2, 5), d in dissimilarity()) {
        assert_best(&c, &d)?;
    }

    #[test]
    fn three_annotators_have_the_best_alignment(c in continuum(3, 3), d in dissimilarity()) {
        assert_best(&c, &d)?;
    }

    #[test]
    fn four_annotators_have_the_best_alignment(c in continuum(4, 2), d in dissimilarity()) {
        assert_best(&c, &d)?;
    }

    #[test]
    fn six_annotators_have_the_best_alignment(c in continuum(6, 1), d in dissimilarity()) {
        assert_best(&c, &d)?;
    }

    #[test]
    fn annotators_and_labels_may_change_places(c in continuum(3, 4)) {
        let value = |documents: &[Document]| {
            let options = GammaOptions { precision: 0.2, ..GammaOptions::default() };
            gamma_of(documents, &options, &Progress::new()).expect("not cancelled")
        };
        let marks = |set: &Vec<Unit>, rename: fn(u16) -> u16| {
            set.iter().map(|u| mark(u.start as u32, u.end as u32, rename(u.label))).collect::<Vec<_>>()
        };
        let plain = value(&one(c.iter().map(|set| marks(set, |label| label)).collect()));
        let turned = value(&one(c.iter().rev().map(|set| marks(set, |label| 9 - label)).collect()));
        match (plain, turned) {
            (Ok(a), Ok(b)) => {
                prop_assert!((a.observed - b.observed).abs() < 1e-9);
                prop_assert!((a.value - b.value).abs() < 1e-9, "{} {}", a.value, b.value);
                prop_assert!(a.value <= 1.0);
                prop_assert_eq!(a.samples, b.samples);
            }
            (a, b) => prop_assert_eq!(a.err(), b.err()),
        }
    }
}

#[test]
fn every_pair_with_an_empty_side_counts() {
    let found = |c: Continuum| {
        best_alignment(&c, &Dissimilarity::default(), &Progress::new()).expect("not cancelled")
    };
    let alone = units(&[(0, 10, 0)]);
    assert_eq!(found(vec![alone.clone(), vec![], vec![]]).sum, 1.0);
    let gamma = value(&one(vec![vec![mark(0, 10, 0)], vec![], vec![]])).expect("a value");
    assert!((gamma.observed - 3.0).abs() < 1e-12, "{}", gamma.observed);
    assert_eq!(found(vec![alone.clone(), vec![]]).sum, 1.0);
    assert_eq!(found(vec![alone.clone(), alone]).sum, 0.0);
}

fn scattered(seed: u64, count: u32) -> Vec<LabelledSpan> {
    let mut random = super::Random::new(seed);
    let place = |random: &mut super::Random, below: f64| (random.uniform() * below) as u32;
    (0..count)
        .map(|_| {
            let start = place(&mut random, f64::from(count) * 60.0);
            mark(
                start,
                start + 5 + place(&mut random, 30.0),
                u16::try_from(place(&mut random, 3.0)).expect("small"),
            )
        })
        .collect()
}

#[test]
fn equal_marks_agree_and_scattered_ones_do_not() {
    let same = value(&one(vec![scattered(3, 40); 3])).expect("a value");
    assert_eq!((same.value, same.low, same.high, same.cat), (1.0, 1.0, 1.0, Ok(1.0)));
    let apart = value(&one(vec![scattered(3, 60), scattered(4, 60), scattered(5, 60)])).expect("a value");
    assert!(apart.value.abs() < 0.15, "{}", apart.value);
    let two = value(&one(vec![scattered(8, 60), scattered(9, 60)])).expect("a value");
    assert!(two.value.abs() < 0.15, "{}", two.value);
}

#[test]
fn marks_far_apart_never_agree() {
    for count in 1..6 {
        let set = |shift: u32| (0..count).map(|i| mark(i * 300 + shift, i * 300 + shift + 20, 0)).collect();
        let gamma = value(&one(vec![set(0), set(150)])).expect("a value");
        assert!(gamma.value < 0.5, "{count}: {}", gamma.value);
        assert!((gamma.observed - 2.0).abs() < 1e-12);
    }
}

#[test]
fn slight_shifts_cost_little_and_labels_cost_more() {
    let set =
        |shift: u32, label: u16| (0..20).map(|i| mark(i * 90 + shift, i * 90 + shift + 30, label)).collect();
    let mut values = Vec::new();
    for (shift, label) in [(0, 0), (3, 0), (12, 0), (3, 1)] {
        values.push(value(&one(vec![set(0, 0), set(shift, label)])).expect("a value"));
    }
    assert!(values[0].value > values[1].value && values[1].value > values[2].value);
    assert!(values[2].value > values[3].value);
    assert!((values[1].observed - 0.01).abs() < 1e-12, "{}", values[1].observed);
    assert_eq!(values[2].cat, Ok(1.0));
}

#[test]
fn documents_are_aligned_each_by_itself_and_added() {
    let document =
        |sets: [&[LabelledSpan]; 2]| Document::new(100, sets.map(|set| Some(set.to_vec())).to_vec());
    let near_the_end = document([&[mark(80, 100, 0)], &[]]);
    let near_the_start = document([&[mark(5, 20, 0)], &[mark(0, 20, 0)]]);
    let gamma = value(&[near_the_end, near_the_start]).expect("a value");
    let sum = 1.0 + (5.0_f64 / 35.0).powi(2);
    assert!((gamma.observed - sum / 1.5).abs() < 1e-12, "{}", gamma.observed);
    let mut sums = DisorderSums::default();
    gamma.documents.iter().for_each(|document| sums.add(document, 1));
    assert_eq!(gamma.again(&sums), Ok(gamma.value));
}

#[test]
fn who_has_not_finished_is_left_out() {
    let set = || scattered(1, 9);
    let both = Document::new(9_999, vec![Some(set()), Some(scattered(2, 9)), None]);
    let alone = Document::new(9_999, vec![None, None, Some(set())]);
    let with = value(&[both.clone(), alone.clone()]).expect("a value");
    let without = value(std::slice::from_ref(&both)).expect("a value");
    assert_eq!((with.value, with.observed), (without.value, without.observed));
    assert_eq!(with.documents[1], DisorderSums::default());
    assert_eq!(value(&[alone]).err(), Some(Undefined::NothingShared));
}

#[test]
fn what_has_no_value_says_why() {
    assert_eq!(value(&[]).err(), Some(Undefined::FewAnnotators));
    assert_eq!(value(&one(vec![scattered(1, 3)])).err(), Some(Undefined::FewAnnotators));
    assert_eq!(value(&one(vec![vec![], vec![]])).err(), Some(Undefined::NothingMarked));
    let apart = value(&one(vec![vec![mark(0, 5, 1)], vec![mark(90, 95, 1)]])).expect("a value");
    assert_eq!(
        (apart.cat, apart.by_label),
        (Err(Undefined::NothingShared), vec![(1, Err(Undefined::NothingShared))])
    );
}

#[test]
fn labels_of_what_was_aligned_are_compared() {
    let base = scattered(6, 30);
    let other: Vec<LabelledSpan> =
        base.iter().map(|m| LabelledSpan { label: if m.label == 2 { 1 } else { m.label }, ..*m }).collect();
    let gamma = value(&one(vec![base, other])).expect("a value");
    assert!(gamma.cat.is_ok_and(|cat| cat > 0.3 && cat < 0.9), "{:?}", gamma.cat);
    let of = |label| gamma.by_label.iter().find(|(l, _)| *l == label).map(|(_, value)| *value);
    assert_eq!(of(0), Some(Ok(1.0)));
    assert!(of(2) < of(1), "{:?}", gamma.by_label);
}

#[test]
fn seeds_decide_and_cancelling_stops() {
    let documents = one(vec![scattered(1, 12), scattered(2, 12)]);
    let with = |seed| {
        let options = GammaOptions { seed, ..GammaOptions::default() };
        gamma_of(&documents, &options, &Progress::new()).expect("not cancelled").expect("a value")
    };
    assert_eq!(with(5), with(5));
    assert_ne!(with(5).expected, with(6).expected);
    assert_eq!(with(5).seed, 5);
    let progress = Progress::new();
    progress.cancel();
    assert_eq!(gamma_of(&documents, &GammaOptions::default(), &progress), None);
}

#[test]
fn more_samples_are_drawn_where_disorder_varies() {
    let documents = one(vec![scattered(1, 6), scattered(2, 6)]);
    let with = |precision| {
        let options = GammaOptions { precision, ..GammaOptions::default() };
        gamma_of(&documents, &options, &Progress::new()).expect("not cancelled").expect("a value").samples
    };
    assert_eq!(with(0.9), 30);
    assert!(with(0.01) > with(0.05) && with(0.05) > 30);
}

#[test]
fn crowds_get_a_bound() {
    // So many unitary alignments of eight annotators that they cannot all be looked at.
    let set = |seed| {
        scattered(seed, 30).into_iter().map(|m| mark(m.start / 60, m.start / 60 + 20, m.label)).collect()
    };
    let documents = one((0..8).map(set).collect());
    let options = GammaOptions { samples: 2, precision: 1.0, ..GammaOptions::default() };
    let gamma = gamma_of(&documents, &options, &Progress::new()).expect("not cancelled").expect("a value");
    assert!(!gamma.observed_exact);
    assert!(
        gamma.low <= gamma.value && gamma.value < gamma.high,
        "{} {} {}",
        gamma.low,
        gamma.value,
        gamma.high
    );
    let sums = gamma.documents[0];
    assert!(sums.bound > 0.4 * sums.disorder, "{sums:?}");
}

#[test]
fn chance_needs_only_some_of_many_documents() {
    // Forty documents alike: what is random about one is random about all.
    let mark = |start: u32, label: u16| LabelledSpan { start, end: start + 12, label };
    let document = |at: u32| {
        let one = (0..6).map(|n| mark(n * 40 + at % 7, (n % 2) as u16)).collect();
        let other = (0..6).map(|n| mark(n * 40 + at % 11, u16::from(n % 3 == 0))).collect();
        Document::new(260, vec![Some(one), Some(other)])
    };
    let documents: Vec<Document> = (0..40).map(document).collect();
    let found = |most_documents: usize| {
        let options = GammaOptions { most_documents, ..GammaOptions::default() };
        gamma_of(&documents, &options, &Progress::new()).expect("whole").expect("defined")
    };
    let (all, some) = (found(usize::MAX), found(10));
    assert_eq!(all, found(40), "as many as there are");
    assert_eq!((all.observed, &all.documents), (some.observed, &some.documents));
    assert!((all.value - some.value).abs() < 0.02, "{} {}", all.value, some.value);
}

#[test]
fn a_label_used_once_has_no_gamma_of_its_own() {
    let sets = vec![vec![mark(0, 10, 0), mark(20, 30, 7)], vec![mark(0, 10, 0), mark(20, 30, 0)]];
    let gamma = value(&one(sets)).expect("a value");
    let of = |label| gamma.by_label.iter().find(|(l, _)| *l == label).map(|(_, value)| *value);
    assert_eq!(of(7), Some(Err(Undefined::UsedOnce)));
    assert_eq!(Undefined::UsedOnce.to_string(), "used once");
    assert!(of(0).is_some_and(|value| value.is_ok()));
}
