use super::*;
use proptest::prelude::*;

fn mark(start: u32, end: u32, label: u16) -> LabelledSpan {
    LabelledSpan { start, end, label }
}

const FACT: u16 = 0;
const OPINION: u16 = 1;

fn example() -> Vec<Document> {
    let a = vec![mark(0, 10, FACT), mark(20, 40, OPINION), mark(50, 60, FACT)];
    let b = vec![mark(0, 10, FACT), mark(25, 45, OPINION), mark(50, 60, OPINION)];
    vec![
        Document::new(100, vec![Some(a), Some(b)]),
        Document::new(100, vec![Some(vec![mark(5, 15, FACT)]), Some(vec![])]),
    ]
}

fn f1(documents: &[Document], what: Match, labels: LabelMatching) -> Measured {
    pairwise_f1(documents, what, labels)[0].value
}

fn close(value: Measured, expected: f64) -> bool {
    value.is_ok_and(|value| (value - expected).abs() < 1e-12)
}

#[test]
fn the_worked_example() {
    for (what, labels, expected) in [
        (Match::Exact, LabelMatching::Compared, 2.0 / 7.0),
        (Match::Overlap, LabelMatching::Compared, 4.0 / 7.0),
        (Match::HalfShared, LabelMatching::Compared, 4.0 / 7.0),
        (Match::Partial, LabelMatching::Compared, 0.5),
        (Match::Character, LabelMatching::Compared, 50.0 / 90.0),
        (Match::Exact, LabelMatching::Ignored, 4.0 / 7.0),
        (Match::Overlap, LabelMatching::Ignored, 2.0 * 0.75 / 1.75),
        (Match::HalfShared, LabelMatching::Ignored, 6.0 / 7.0),
        (Match::Partial, LabelMatching::Ignored, 2.0 * 2.75 / 7.0),
        (Match::Character, LabelMatching::Ignored, 70.0 / 90.0),
    ] {
        let value = f1(&example(), what, labels);
        assert!(close(value, expected), "{what:?} {labels:?}: {value:?} for {expected}");
    }
    let found = boundaries(&example(), 0, 1, LabelMatching::Compared);
    assert_eq!(found, Ok(Boundaries { start: 2.5, end: 2.5, matched: 2 }));
    let found = boundaries(&example(), 0, 1, LabelMatching::Ignored);
    assert_eq!(found, Ok(Boundaries { start: 0.0, end: 0.0, matched: 3 }));
}

#[test]
fn only_documents_that_both_have_finished_count() {
    let mut documents = example();
    documents.push(Document::new(50, vec![Some(vec![mark(0, 9, FACT)]), None]));
    assert_eq!(
        f1(&documents, Match::Exact, LabelMatching::Compared),
        f1(&example(), Match::Exact, LabelMatching::Compared)
    );
    for what in Match::ALL {
        assert_eq!(f1(&documents[2..], what, LabelMatching::Compared), Err(Undefined::NothingShared));
        let set = |marks: &[LabelledSpan]| Some(marks.to_vec());
        let nothing = [Document::new(50, vec![set(&[]), set(&[])])];
        assert_eq!(f1(&nothing, what, LabelMatching::Compared), Ok(1.0));
        let one_side = [Document::new(50, vec![set(&[]), set(&[mark(0, 4, FACT)])])];
        assert_eq!(f1(&one_side, what, LabelMatching::Compared), Ok(0.0));
    }
    assert_eq!(boundaries(&documents[1..], 0, 1, LabelMatching::Compared), Err(Undefined::NothingShared));
}

#[test]
fn several_annotators_are_compared_by_pairs() {
    let set = |marks: &[LabelledSpan]| Some(marks.to_vec());
    let one = mark(0, 10, FACT);
    let documents = [
        Document::new(50, vec![set(&[one]), set(&[one]), None, None]),
        Document::new(50, vec![set(&[one]), None, set(&[mark(3, 9, FACT)]), None]),
    ];
    let values = pairwise_f1(&documents, Match::Exact, LabelMatching::Compared);
    let of =
        |left, right| values.iter().find(|pair| (pair.left, pair.right) == (left, right)).map(|p| p.value);
    assert_eq!(values.len(), 6);
    assert_eq!((of(0, 1), of(0, 2)), (Some(Ok(1.0)), Some(Ok(0.0))));
    assert_eq!(of(1, 2), Some(Err(Undefined::NothingShared)));
    assert_eq!(mean_of_pairs(&values), Ok(0.5));
    assert_eq!(mean_of_pairs(&[]), Err(Undefined::FewAnnotators));
    assert_eq!(mean_of_pairs(&values[3..]), Err(Undefined::NothingShared));
}

#[test]
fn what_overlaps_itself_gives_no_more_than_all() {
    let crowd = vec![mark(0, 10, FACT), mark(0, 10, FACT), mark(5, 15, FACT), mark(8, 20, FACT)];
    let documents = [Document::new(50, vec![Some(crowd), Some(vec![mark(0, 20, FACT)])])];
    assert_eq!(f1(&documents, Match::Partial, LabelMatching::Compared), Ok(1.0));
    assert_eq!(f1(&documents, Match::Character, LabelMatching::Compared), Ok(1.0));
    assert_eq!(
        f1(&documents, Match::HalfShared, LabelMatching::Compared),
        Ok(0.5),
        "only one of three can be matched"
    );
}

#[test]
fn a_matching_takes_as_many_as_it_can() {
    // The nearest partner of the first is the only one of the second.
    let left = vec![mark(0, 20, FACT), mark(4, 24, FACT)];
    let right = vec![mark(2, 20, FACT), mark(0, 11, FACT)];
    let documents = [Document::new(50, vec![Some(left), Some(right)])];
    assert_eq!(f1(&documents, Match::HalfShared, LabelMatching::Compared), Ok(1.0));
    assert_eq!(
        boundaries(&documents, 0, 1, LabelMatching::Compared),
        Ok(Boundaries { start: 1.0, end: 6.5, matched: 2 })
    );
}

/// Nominal α from values position by position.
fn alpha_by_position(documents: &[Document], label: u16) -> f64 {
    let (mut apart, mut counts) = (0.0, [0.0; 2]);
    for document in documents.iter().filter(|document| document.is_shared()) {
        for place in 0..document.length() {
            let covers = |m: &LabelledSpan| m.label == label && m.start <= place && place < m.end;
            let values: Vec<usize> =
                document.finished().map(|set| usize::from(set.iter().any(covers))).collect();
            for (i, a) in values.iter().enumerate() {
                counts[*a] += 1.0;
                let others = values.iter().enumerate().filter(|(j, b)| *j != i && *b != a);
                apart += others.count() as f64 / (values.len() as f64 - 1.0);
            }
        }
    }
    let all = counts[0] + counts[1];
    1.0 - apart / all / (2.0 * counts[0] * counts[1] / (all * (all - 1.0)))
}

fn set() -> impl Strategy<Value = Option<Vec<LabelledSpan>>> {
    let one = (0_u32..40, 1_u32..14, 0_u16..3)
        .prop_map(|(start, length, label)| mark(start, start + length, label));
    prop::option::weighted(0.8, prop::collection::vec(one, 0..7))
}

fn documents(annotators: usize) -> impl Strategy<Value = Vec<Document>> {
    let document = prop::collection::vec(set(), annotators).prop_map(|sets| Document::new(50, sets));
    prop::collection::vec(document, 1..5)
}

proptest! {
    #![proptest_config(crate::base::properties::cases(200))]
    #[test]
    fn character_alpha_is_that_of_every_position(documents in documents(3)) {
        let mut sums = CharacterSums::default();
        documents.iter().for_each(|document| sums.add(&character_sums(document, 1), 1));
        let expected = alpha_by_position(&documents, 1);
        match sums.alpha() {
            Ok(alpha) => prop_assert!((alpha - expected).abs() < 1e-9, "{alpha} for {expected}"),
            Err(_) => prop_assert!(!expected.is_finite()),
        }
    }

    #[test]
    fn sides_and_labels_may_change_places(documents in documents(2)) {
        let renamed: Vec<Document> = documents.iter().map(|document| {
            let sets = [1, 0].map(|annotator| document.marks(annotator).map(|marks| {
                marks.iter().map(|m| LabelledSpan { label: 7 - m.label, ..*m }).collect()
            }));
            Document::new(document.length(), sets.to_vec())
        }).collect();
        for what in Match::ALL {
            for labels in [LabelMatching::Compared, LabelMatching::Ignored] {
                match (f1(&documents, what, labels), f1(&renamed, what, labels)) {
                    (Ok(a), Ok(b)) => {
                        prop_assert!((a - b).abs() < 1e-12);
                        prop_assert!((0.0..=1.0 + 1e-12).contains(&a), "{what:?} {a}");
                    }
                    (a, b) => prop_assert_eq!(a, b),
                }
            }
        }
    }

    #[test]
    fn looser_matches_are_no_worse(documents in documents(2)) {
        for labels in [LabelMatching::Compared, LabelMatching::Ignored] {
            let of = |what| f1(&documents, what, labels).unwrap_or(0.0);
            prop_assert!(of(Match::Exact) <= of(Match::HalfShared) + 1e-12);
            prop_assert!(of(Match::HalfShared) <= of(Match::Overlap) + 1e-12);
        }
    }

    #[test]
    fn half_shared_marks_are_matched_as_by_trying(documents in documents(2)) {
        fn tried(a: &[LabelledSpan], b: &[LabelledSpan], used: u32) -> usize {
            let Some((first, rest)) = a.split_first() else { return 0 };
            let fits = |o: &LabelledSpan| {
                let shared = o.shared(first);
                o.label == first.label && 2 * shared >= o.length() + first.length() - shared
            };
            let with = b.iter().enumerate().filter(|(t, o)| used >> t & 1 == 0 && fits(o));
            with.map(|(t, _)| 1 + tried(rest, b, used | 1 << t)).max().unwrap_or(0).max(tried(rest, b, used))
        }
        for document in &documents {
            if let (Some(a), Some(b)) = (document.marks(0), document.marks(1)) {
                prop_assert_eq!(half_shared(a, b).len(), tried(a, b, 0));
            }
        }
    }
}
