use super::super::bootstrap::{SplitMix64, total};
use super::super::confusion_matrix::ConfusionMatrix;
use super::*;
use proptest::prelude::*;

/// A table from lines of digits, one an annotator; `.` is missing.
fn table(declared: u16, annotators: &[&str]) -> Ratings {
    let rows: Vec<Vec<Option<u16>>> = annotators
        .iter()
        .map(|row| row.chars().map(|sign| sign.to_digit(10).map(|digit| digit as u16)).collect())
        .collect();
    let mut ratings = Ratings::new(annotators.len(), declared);
    (0..rows[0].len()).for_each(|item| ratings.push(rows.iter().map(|row| row[item])));
    ratings
}

/// Two annotators, from their confusion matrix.
fn confused<const N: usize>(matrix: [[u32; N]; N]) -> Ratings {
    let mut ratings = Ratings::new(2, N as u16);
    for (one, row) in matrix.iter().enumerate() {
        for (other, times) in row.iter().enumerate() {
            (0..*times).for_each(|_| ratings.push([Some(one as u16), Some(other as u16)]));
        }
    }
    ratings
}

fn near(measured: Measured, known: f64, within: f64) {
    let value = measured.expect("defined");
    assert!((value - known).abs() <= within, "{value} is not {known}");
}

/// Krippendorff 2011, "Computing Krippendorff's alpha-reliability", C: four observers, twelve units. Also in Krippendorff
/// 2004, p. 230, and as `raw_4raters` in irrCAC, whose values the tests below expect.
fn four_observers() -> Ratings {
    table(0, &["123321412...", "1233224125..", ".33323422513", "12332441251."])
}

/// Fleiss 1971: six psychiatrists, thirty patients, five diagnoses; as `diagnoses` of the R package irr.
fn diagnoses() -> Ratings {
    let annotators = [
        "422521311511212311215221121215",
        "423521311542242311235421421235",
        "423523334544244311435444421435",
        "453543334544344341455454421435",
        "453543534544344351455454425435",
        "455543544544345552455454545435",
    ];
    table(0, &annotators)
}

fn pair(ratings: &Ratings) -> ConfusionMatrix {
    ratings.confusion_matrices().iter().next().expect("two annotators").1.clone()
}

#[test]
fn on_an_ordinal_scale_four_observers_agree_as_published() {
    near(four_observers().tally().ordinal_alpha(), 0.815, 0.0005);
    let alike = table(3, &["0120", "0120"]);
    assert_eq!(alike.tally().ordinal_alpha(), Ok(1.0));
    assert_eq!(table(3, &["111", "111"]).tally().ordinal_alpha(), Err(Undefined::OneCategory));
    assert_eq!(table(3, &["1.", ".1"]).tally().ordinal_alpha(), Err(Undefined::NothingShared));
    let two = table(2, &["0110", "0111"]).tally();
    near(two.ordinal_alpha(), two.alpha().expect("defined"), 1e-12);
    let near_misses = table(3, &["0120", "0110"]).tally();
    let far_misses = table(3, &["0120", "0100"]).tally();
    assert!(near_misses.ordinal_alpha() > far_misses.ordinal_alpha());
}

#[test]
fn four_observers_agree_as_published() {
    let tally = four_observers().tally();
    assert_eq!((tally.items(), tally.values(), tally.categories()), (11, 40, 5));
    assert_eq!(tally.marginals(), [0, 9, 13, 10, 5, 3]);
    near(tally.alpha(), 0.743_421_052_631_579, 1e-12);
    near(tally.percent_agreement_by_judgement(), 0.8, 1e-12);
    near(tally.percent_agreement(), 9.0 / 11.0, 1e-12);
    near(tally.gwet_ac1(), 0.775_444_068_127, 1e-11);
    near(tally.fleiss_kappa(), 0.761_169_275_422, 1e-11);
}

#[test]
fn the_coincidences_are_those_of_the_paper() {
    let tally = four_observers().tally();
    let rows: Vec<Vec<f64>> = tally.coincidences().map(<[f64]>::to_vec).collect();
    let third = 1.0 / 3.0;
    let known = [
        [0.0; 6],
        [0.0, 7.0, 4.0 * third, third, third, 0.0],
        [0.0, 4.0 * third, 10.0, 4.0 * third, third, 0.0],
        [0.0, third, 4.0 * third, 8.0, third, 0.0],
        [0.0, third, third, third, 4.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 3.0],
    ];
    for (found, known) in rows.iter().flatten().zip(known.iter().flatten()) {
        assert!((found - known).abs() < 1e-12, "{rows:?}");
    }
}

#[test]
fn six_psychiatrists_agree_as_published() {
    let ratings = diagnoses();
    near(ratings.tally().fleiss_kappa(), 0.430, 5e-4);
    near(ratings.tally().fleiss_kappa(), 0.430_244_520_060_140_7, 1e-12);
    // `kappam.light` of irr: 0.459.
    near(ratings.confusion_matrices().mean(ConfusionMatrix::cohen_kappa), 0.459_412_144_434_595_4, 1e-12);
    assert_eq!(ratings.confusion_matrices().iter().count(), 15);
}

#[test]
fn two_annotators_agree_as_published() {
    // Cohen 1960, by chance and beyond it; 200 cases.
    let cohen = pair(&confused([[88, 14, 18], [10, 40, 10], [2, 6, 12]]));
    near(cohen.cohen_kappa(), 0.492, 5e-4);
    near(cohen.scott_pi(), 0.487_179_487_179_487, 1e-12);
    assert_eq!(cohen.marginals(), [[120, 60, 20], [100, 60, 40]]);
    // Artstein and Poesio 2008, section 2.4: π .341 and κ .348 at 70 % agreement.
    let utterances = pair(&confused([[20, 20], [10, 50]]));
    near(utterances.percent_agreement(), 0.7, 1e-12);
    near(utterances.scott_pi(), 0.341, 5e-4);
    near(utterances.cohen_kappa(), 0.348, 5e-4);
}

#[test]
fn one_frequent_category_brings_kappa_down_and_not_ac1() {
    // 93 % agreement; the values are those of scikit-learn and irrCAC.
    let ratings = confused([[186, 7], [7, 0]]);
    near(ratings.tally().percent_agreement(), 0.93, 1e-12);
    near(pair(&ratings).cohen_kappa(), -0.036_269_430_051_813, 1e-12);
    near(ratings.tally().alpha(), -0.033_678_756_477, 1e-11);
    near(ratings.tally().gwet_ac1(), 0.924_928_950_614, 1e-11);
}

#[test]
fn each_category_is_held_against_the_rest() {
    let tally = four_observers().tally();
    // Recoded by hand: is it 4 or not? D_o = 2/40, D_e = 2·5·35 / (40·39).
    near(tally.category_alpha(4), 1.0 - (2.0 / 40.0) / (350.0 / 1560.0), 1e-12);
    let order: Vec<usize> = tally.worst_categories().into_iter().map(|(category, _)| category).collect();
    assert_eq!(order, [2, 1, 3, 4, 5, 0]);
    assert_eq!(tally.category_alpha(5), Ok(1.0));
    assert_eq!(tally.category_alpha(0), Err(Undefined::OneCategory));
    assert_eq!(tally.category_alpha(99), Err(Undefined::OneCategory));
}

#[test]
fn declared_categories_count_and_others_when_used() {
    let q = |declared, rows: &[&str]| table(declared, rows).tally().categories();
    assert_eq!((q(0, &["13", "11"]), q(2, &["13", "11"]), q(5, &["13", "11"])), (2, 3, 5));
    let ac1 = |declared| table(declared, &["0011", "0101"]).tally().gwet_ac1();
    assert_eq!(ac1(2), Ok(0.0));
    near(ac1(3), (0.5 - 0.25) / 0.75, 1e-12);
}

fn all_measures(ratings: &Ratings) -> Vec<Measured> {
    let (tally, pairs) = (ratings.tally(), ratings.confusion_matrices());
    let mut all = vec![
        tally.percent_agreement(),
        tally.percent_agreement_by_judgement(),
        tally.fleiss_kappa(),
        tally.gwet_ac1(),
        tally.alpha(),
        pairs.mean(ConfusionMatrix::cohen_kappa),
        pairs.mean(ConfusionMatrix::scott_pi),
        pairs.mean(ConfusionMatrix::percent_agreement),
    ];
    all.extend(tally.worst_categories().into_iter().map(|(_, alpha)| alpha));
    all
}

#[test]
fn what_is_not_defined_has_no_value() {
    let nothing = Err(Undefined::NothingShared);
    let one = Err(Undefined::OneCategory);
    for ratings in [Ratings::new(3, 2), table(2, &["01.", "..0", "..."])] {
        assert_eq!(all_measures(&ratings), [nothing; 10], "{ratings:?}");
    }
    let alone = all_measures(&table(2, &["0101"]));
    assert_eq!(alone[..5], [nothing; 5]);
    assert_eq!(alone[5..8], [Err(Undefined::FewAnnotators); 3]);
    assert!(all_measures(&Ratings::new(0, 0)).iter().all(Result::is_err));
    let same = all_measures(&table(2, &["000", "00."]));
    assert_eq!(same, [Ok(1.0), Ok(1.0), one, Ok(1.0), one, one, one, Ok(1.0), one, one]);
    assert_eq!(table(1, &["000", "000"]).tally().gwet_ac1(), Err(Undefined::FewCategories));
    // Each always says the same, but not the same as the other: chance agrees never, so κ is 0 and not undefined.
    assert_eq!(pair(&table(2, &["000", "111"])).cohen_kappa(), Ok(0.0));
    // A category that only stands alone is expected by Fleiss, who counts all items, and not by Krippendorff.
    let lone = table(2, &["001", "00."]).tally();
    assert!(lone.fleiss_kappa() == Ok(1.0) && lone.alpha() == one, "{lone:?}");
}

#[test]
fn the_mean_leaves_out_pairs_without_a_value() {
    let pairs = table(2, &["0101", "0101", "0011", "...."]).confusion_matrices();
    near(pairs.mean(ConfusionMatrix::cohen_kappa), (1.0 + 0.0 + 0.0) / 3.0, 1e-12);
    assert_eq!(pairs.iter().filter(|(_, pair)| pair.cohen_kappa().is_ok()).count(), 3);
    assert_eq!(
        table(2, &["00..", "00..", "..01"]).confusion_matrices().mean(ConfusionMatrix::cohen_kappa),
        Err(Undefined::OneCategory)
    );
}

#[test]
fn chance_agrees_as_much_as_chance() {
    let mut random = SplitMix64::new(3);
    let mut ratings = Ratings::new(3, 4);
    for _ in 0..8000 {
        // Unequal categories and gaps.
        let mut judge = || [None, Some(0), Some(0), Some(0), Some(1), Some(2), Some(3)][random.below(7)];
        ratings.push([judge(), judge(), judge()]);
    }
    let (tally, pairs) = (ratings.tally(), ratings.confusion_matrices());
    for measured in [
        tally.alpha(),
        tally.fleiss_kappa(),
        pairs.mean(ConfusionMatrix::cohen_kappa),
        pairs.mean(ConfusionMatrix::scott_pi),
    ] {
        near(measured, 0.0, 0.02);
    }
    for (_, alpha) in tally.worst_categories() {
        near(alpha, 0.0, 0.03);
    }
}

#[test]
fn a_row_may_be_short_or_long() {
    let mut ratings = Ratings::new(2, 0);
    ratings.push([Some(1)]);
    ratings.push([Some(0), Some(2), Some(7)]);
    ratings.push([Some(u16::MAX), None]);
    assert_eq!((ratings.len(), ratings.width(), ratings.is_empty()), (3, 3, false));
    assert_eq!([ratings.get(0, 0), ratings.get(0, 1), ratings.get(2, 0)], [Some(1), None, None]);
    assert_eq!([ratings.get(1, 1), ratings.get(1, 2), ratings.get(3, 0)], [Some(2), None, None]);
}

/// Tables of up to five annotators and four categories, with gaps.
fn tables() -> impl Strategy<Value = Vec<Vec<Option<u16>>>> {
    (1_usize..6).prop_flat_map(|annotators| {
        let cell = prop::option::weighted(0.8, 0_u16..4);
        prop::collection::vec(prop::collection::vec(cell, annotators), 0..12)
    })
}

fn rated(annotators: usize, rows: &[Vec<Option<u16>>]) -> Ratings {
    let mut ratings = Ratings::new(annotators, 4);
    rows.iter().for_each(|row| ratings.push(row.iter().copied()));
    ratings
}

fn alike(a: &[Measured], b: &[Measured]) -> bool {
    let same = |(a, b): (&Measured, &Measured)| match (a, b) {
        (Ok(a), Ok(b)) => (a - b).abs() < 1e-9,
        _ => a == b,
    };
    a.len() == b.len() && a.iter().zip(b).all(same)
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    #[test]
    fn names_and_order_do_not_matter(rows in tables(), shift in 0_u16..4, seed in any::<u64>()) {
        let annotators = rows.first().map_or(2, Vec::len);
        let mut random = SplitMix64::new(seed);
        let mut order: Vec<usize> = (0..annotators).collect();
        (1..annotators).for_each(|at| order.swap(at, random.below(at + 1)));
        let renamed = |row: &Vec<Option<u16>>| -> Vec<Option<u16>> {
            order.iter().map(|at| row[*at].map(|category| (3 - category + shift) % 4)).collect()
        };
        let mut other: Vec<Vec<Option<u16>>> = rows.iter().map(renamed).collect();
        (1..other.len()).for_each(|at| other.swap(at, random.below(at + 1)));
        let (a, b) = (all_measures(&rated(annotators, &rows)), all_measures(&rated(annotators, &other)));
        prop_assert!(alike(&a, &b), "{a:?} {b:?}");
    }

    #[test]
    fn a_value_is_a_number_up_to_one(rows in tables()) {
        for value in all_measures(&rated(rows.first().map_or(2, Vec::len), &rows)).into_iter().flatten() {
            prop_assert!(value.is_finite() && value <= 1.0 + 1e-12, "{value}");
        }
    }

    #[test]
    fn sums_of_documents_are_those_of_all(rows in tables(), times in prop::collection::vec(0_u32..4, 3)) {
        let annotators = rows.first().map_or(2, Vec::len);
        let ratings = rated(annotators, &rows);
        let (tallies, pairs) = (ratings.tallies(3, |item| Some(item % 3)), ratings.confusion_matrices_by(3, |item| Some(item % 3)));
        let mut weighted = Vec::new();
        let (mut tally, mut pair) = (tallies[0].zero(), pairs[0].zero());
        for (document, times) in times.iter().enumerate() {
            tally.add(&tallies[document], *times);
            pair.add(&pairs[document], *times);
            let items = rows.iter().enumerate().filter(|(item, _)| item % 3 == document);
            let items: Vec<_> = items.map(|(_, row)| row.clone()).collect();
            (0..*times).for_each(|_| weighted.extend(items.iter().cloned()));
        }
        let copied = rated(annotators, &weighted);
        let (a, b) = (tally, copied.tally());
        prop_assert!(alike(
            &[a.alpha(), a.percent_agreement(), a.percent_agreement_by_judgement(), a.fleiss_kappa(), a.gwet_ac1()],
            &[b.alpha(), b.percent_agreement(), b.percent_agreement_by_judgement(), b.fleiss_kappa(), b.gwet_ac1()],
        ));
        prop_assert_eq!(pair, copied.confusion_matrices());
        prop_assert_eq!(total(&pairs), Some(ratings.confusion_matrices()));
        let left_out = ratings.tallies(1, |item| (item > 0).then_some(item));
        prop_assert_eq!(left_out[0].items(), 0);
    }
}
