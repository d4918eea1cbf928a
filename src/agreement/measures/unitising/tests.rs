use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn mark(start: u32, end: u32, label: u16) -> LabelledSpan {
    LabelledSpan { start, end, label }
}

fn one(length: u32, sets: Vec<Vec<LabelledSpan>>) -> Vec<Document> {
    vec![Document::new(length, sets.into_iter().map(Some).collect())]
}

fn near(value: Measured, expected: f64, within: f64) -> bool {
    value.is_ok_and(|value| (value - expected).abs() < within)
}

/// Krippendorff 2004, p. 254: a continuum from 150 to 450, counted from 0 here. The book gives .859 for both labels.
#[test]
fn the_example_of_2004() {
    let (c, k) = (0, 1);
    let unit = |start: u32, length: u32, label| mark(start - 150, start - 150 + length, label);
    let common = [unit(180, 60, k), unit(300, 50, k)];
    let first = [&common[..], &[unit(225, 70, c), unit(370, 30, c)]].concat();
    let second = [&common[..], &[unit(220, 80, c), unit(355, 20, c), unit(400, 20, c)]].concat();
    let documents = one(300, vec![first, second]);
    for (measure, expected) in [
        (UnitisingMeasure::OldAlpha(c), 0.7286),
        (UnitisingMeasure::OldAlpha(k), 1.0),
        (UnitisingMeasure::OldAlphaJoint, 0.8587),
    ] {
        let value = unitising_agreement(&documents, measure);
        assert!(near(value, expected, 6e-5), "{measure:?}: {value:?}");
    }
}

/// Krippendorff 1995, p. 57: as the unit of measurement gets small, α_U nears .553, −.926, .679 and .066. The formula of
/// 2004 gives the first and the last. The other two are off in the paper: the sums of the third are 199.11 and
/// 2304 − 104, so that D_e = .0905 and α_U = .6931, where .0864 is 199.11 / 2304; those of the second are 2306.89 and
/// 2304 − 342. In units of 1/12 the paper has .494 for the third, as the formula does.
#[test]
fn the_continua_of_1995() {
    type Sections = &'static [(u32, u32)];
    let continua: [(Sections, Sections, f64); 4] = [
        (&[(2, 10), (14, 20)], &[(4, 8), (15, 17)], 0.553),
        (&[(0, 18)], &[(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)], -0.9284),
        (&[(2, 8), (10, 12), (14, 18), (20, 22)], &[(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)], 0.693),
        (
            &[(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)],
            &[(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)],
            0.066,
        ),
    ];
    let fine = 50_000;
    for (first, second, expected) in continua {
        let set = |units: Sections| units.iter().map(|(s, e)| mark(s * fine, e * fine, 3)).collect();
        let value = unitising_agreement(
            &one(24 * fine, vec![set(first), set(second)]),
            UnitisingMeasure::OldAlpha(3),
        );
        assert!(near(value, expected, 6e-4), "{value:?} for {expected}");
    }
    let first = vec![mark(1, 4, 3), mark(5, 6, 3), mark(7, 9, 3), mark(10, 11, 3)];
    let second = vec![mark(0, 1, 3), mark(2, 4, 3), mark(5, 7, 3), mark(8, 9, 3), mark(10, 11, 3)];
    let value = unitising_agreement(&one(12, vec![first, second]), UnitisingMeasure::OldAlpha(3));
    assert!(near(value, 0.494, 6e-4), "{value:?}");
}

/// α_U of one label from its formula, each pair of sections by itself.
fn old_alpha_by_sections(documents: &[Document], label: u16) -> f64 {
    let m = documents[0].annotators();
    let whole: u32 = documents.iter().map(Document::length).sum();
    let length = f64::from(whole);
    let mut sections: Vec<Vec<(f64, f64, bool)>> = Vec::new();
    for annotator in 0..m {
        let mut letters = Vec::new();
        for document in documents {
            let marks = document.marks(annotator).unwrap();
            letters.extend((0..document.length()).map(|place| {
                marks
                    .iter()
                    .position(|u| u.label == label && u.start <= place && place < u.end)
                    .map(|at| marks[at].start)
            }));
            // So that units of two documents that touch are two.
            letters.push(Some(u32::MAX));
        }
        let mut own = Vec::new();
        let mut at = 0.0;
        for run in letters.chunk_by(|a, b| a == b) {
            if run[0] == Some(u32::MAX) {
                continue;
            }
            let end = at + run.len() as f64;
            match own.last_mut() {
                Some((_, last, false)) if run[0].is_none() => *last = end,
                _ => own.push((at, end, run[0].is_some())),
            }
            at = end;
        }
        sections.push(own);
    }
    let mut observed = 0.0;
    for (i, a) in sections.iter().enumerate() {
        for (_, b) in sections.iter().enumerate().filter(|(j, _)| *j != i) {
            for g in a {
                for h in b {
                    let inside = |x: &(f64, f64, bool), y: &(f64, f64, bool)| x.0 >= y.0 && x.1 <= y.1;
                    observed += match (g.2, h.2) {
                        (true, true) if g.0 < h.1 && h.0 < g.1 => (g.0 - h.0).powi(2) + (g.1 - h.1).powi(2),
                        (true, false) if inside(g, h) => (g.1 - g.0).powi(2),
                        (false, true) if inside(h, g) => (h.1 - h.0).powi(2),
                        _ => 0.0,
                    };
                }
            }
        }
    }
    observed /= (m * (m - 1)) as f64 * length * length;
    let all: Vec<&(f64, f64, bool)> = sections.iter().flatten().collect();
    let count = all.iter().filter(|s| s.2).count() as f64;
    let (mut above, mut below) = (0.0, m as f64 * length * (m as f64 * length - 1.0));
    for unit in all.iter().filter(|s| s.2) {
        let l = unit.1 - unit.0;
        let gaps = all.iter().filter(|s| !s.2 && s.1 - s.0 >= l).map(|s| s.1 - s.0 - l + 1.0).sum::<f64>();
        above += (count - 1.0) / 3.0 * (2.0 * l.powi(3) - 3.0 * l * l + l) + l * l * gaps;
        below -= l * (l - 1.0);
    }
    1.0 - observed / (2.0 / length * above / below)
}

/// Marks that do not overlap.
fn set() -> impl Strategy<Value = Vec<LabelledSpan>> {
    prop::collection::vec((0_u32..6, 1_u32..8, 0_u16..3), 0..5).prop_map(|parts| {
        let mut at = 0;
        let place = |(gap, length, label): (u32, u32, u16)| {
            at += gap + length;
            mark(at - length, at, label)
        };
        parts.into_iter().map(place).collect()
    })
}

fn documents(annotators: usize) -> impl Strategy<Value = Vec<Document>> {
    let document = prop::collection::vec(set(), annotators)
        .prop_map(|sets| Document::new(70, sets.into_iter().map(Some).collect()));
    prop::collection::vec(document, 1..4)
}

/// Cut into units of length 1, uα is the nominal α over positions.
fn cut(documents: &[Document]) -> Vec<Document> {
    let pieces = |marks: &[LabelledSpan]| {
        marks.iter().flat_map(|m| (m.start..m.end).map(|at| mark(at, at + 1, m.label))).collect::<Vec<_>>()
    };
    documents
        .iter()
        .map(|d| Document::new(d.length(), d.finished().map(|set| Some(pieces(set))).collect()))
        .collect()
}

fn nominal_alpha(documents: &[Document], value_of: impl Fn(u16) -> u16) -> f64 {
    let (mut apart, mut all) = (0.0, 0.0);
    let mut counts = BTreeMap::new();
    for document in documents {
        for place in 0..document.length() {
            let at = |set: &[LabelledSpan]| {
                set.iter().find(|m| m.start <= place && place < m.end).map(|m| value_of(m.label))
            };
            let values: Vec<Option<u16>> = document.finished().map(at).collect();
            for (i, a) in values.iter().enumerate() {
                all += 1.0;
                *counts.entry(*a).or_insert(0.0) += 1.0;
                let others = values.iter().enumerate().filter(|(j, b)| *j != i && *b != a);
                apart += others.count() as f64 / (values.len() as f64 - 1.0);
            }
        }
    }
    let same: f64 = counts.values().map(|n: &f64| n * (n - 1.0)).sum();
    1.0 - apart / all / (1.0 - same / (all * (all - 1.0)))
}

proptest! {
    #![proptest_config(crate::base::properties::cases(200))]
    #[test]
    fn old_alpha_is_its_formula(documents in documents(3)) {
        if let Ok(value) = unitising_agreement(&documents, UnitisingMeasure::OldAlpha(1)) {
            let expected = old_alpha_by_sections(&documents, 1);
            prop_assert!((value - expected).abs() < 1e-9, "{value} for {expected}");
        }
    }

    #[test]
    fn units_of_one_give_the_nominal_alpha(documents in documents(3)) {
        let pieces = cut(&documents);
        for (measure, expected) in [
            (UnitisingMeasure::Alpha, nominal_alpha(&documents, |label| label)),
            (UnitisingMeasure::Binary, nominal_alpha(&documents, |_| 0)),
        ] {
            match unitising_agreement(&pieces, measure) {
                Ok(value) => prop_assert!((value - expected).abs() < 1e-9, "{measure:?} {value} for {expected}"),
                Err(_) => prop_assert!(!expected.is_finite()),
            }
        }
    }

    #[test]
    fn the_family_holds_together(documents in documents(2)) {
        let of = |documents: &[Document], measure| unitising_agreement(documents, measure);
        let relabelled = |label: fn(u16) -> u16| documents.iter().map(|d| {
            let sets = d.finished().map(|set| Some(set.iter().map(|m| LabelledSpan { label: label(m.label), ..*m }).collect()));
            Document::new(d.length(), sets.collect())
        }).collect::<Vec<_>>();
        let single = relabelled(|_| 5);
        prop_assert_eq!(of(&single, UnitisingMeasure::Alpha), of(&documents, UnitisingMeasure::Binary));
        prop_assert_eq!(of(&single, UnitisingMeasure::Label(5)), of(&single, UnitisingMeasure::Alpha));
        let turned = relabelled(|label| 8 - label);
        let pairs = [
            (UnitisingMeasure::Alpha, UnitisingMeasure::Alpha),
            (UnitisingMeasure::Coding, UnitisingMeasure::Coding),
            (UnitisingMeasure::Label(1), UnitisingMeasure::Label(7)),
            (UnitisingMeasure::OldAlphaJoint, UnitisingMeasure::OldAlphaJoint),
        ];
        for (measure, other) in pairs {
            match (of(&documents, measure), of(&turned, other)) {
                (Ok(a), Ok(b)) => prop_assert!((a - b).abs() < 1e-9 && a <= 1.0 + 1e-12),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }
}

#[test]
fn labels_apart_and_boundaries_together() {
    let documents =
        one(60, vec![vec![mark(0, 10, 1), mark(30, 40, 2)], vec![mark(0, 10, 1), mark(30, 40, 1)]]);
    assert_eq!(unitising_agreement(&documents, UnitisingMeasure::Binary), Ok(1.0));
    assert!(near(unitising_agreement(&documents, UnitisingMeasure::Coding), 0.0, 0.6));
    assert!(
        unitising_agreement(&documents, UnitisingMeasure::Coding)
            < unitising_agreement(&documents, UnitisingMeasure::Binary)
    );
    assert!(
        unitising_agreement(&documents, UnitisingMeasure::Alpha)
            .is_ok_and(|value| value > 0.3 && value < 1.0)
    );
}

#[test]
fn what_has_no_value_says_why() {
    let all = [
        UnitisingMeasure::OldAlpha(1),
        UnitisingMeasure::OldAlphaJoint,
        UnitisingMeasure::Alpha,
        UnitisingMeasure::Binary,
        UnitisingMeasure::Coding,
    ];
    for measure in all {
        let crossing = one(50, vec![vec![mark(0, 9, 1), mark(5, 12, 1)], vec![mark(0, 9, 1)]]);
        assert_eq!(unitising_agreement(&crossing, measure), Err(Undefined::DoesNotFit), "{measure:?}");
        assert_eq!(
            unitising_agreement(&one(50, vec![vec![], vec![]]), measure),
            Err(Undefined::NothingMarked),
            "{measure:?}"
        );
        let alone = [Document::new(50, vec![Some(vec![mark(0, 9, 1)]), None])];
        assert_eq!(unitising_agreement(&alone, measure), Err(Undefined::NothingShared), "{measure:?}");
    }
    let nested = one(50, vec![vec![mark(0, 9, 1), mark(5, 12, 2)], vec![mark(0, 9, 1)]]);
    assert_eq!(unitising_agreement(&nested, UnitisingMeasure::Alpha), Err(Undefined::DoesNotFit));
    assert!(unitising_agreement(&nested, UnitisingMeasure::OldAlpha(1)).is_ok(), "labels are apart");
    let whole = one(9, vec![vec![mark(0, 9, 1)], vec![mark(0, 9, 1)]]);
    assert_eq!(unitising_agreement(&whole, UnitisingMeasure::Coding), Err(Undefined::OneCategory));
    assert_eq!(unitising_agreement(&whole, UnitisingMeasure::Label(4)), Err(Undefined::NothingMarked));
    assert!(
        !UnitisingMeasure::Alpha.experimental()
            && UnitisingMeasure::Coding.experimental()
            && UnitisingMeasure::OldAlphaJoint.experimental()
    );
}
