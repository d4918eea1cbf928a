use super::*;
use crate::base::{ChoiceId, CodeId, LayerId};
use crate::model::{Body, Verdict};
use proptest::prelude::*;

/// A thing of a set: kind, number and content.
type Piece = (u8, u64, u8);

fn span(at: u32) -> Span {
    Span::new(at, at + 1).expect("not empty")
}

fn annotation(number: u64, content: u8) -> Arc<Annotation> {
    let code = CodeId::new(["fact", "opinion", "mixed"][usize::from(content % 3)]).expect("id");
    Arc::new(Annotation::new(AnnotationId(number), span(u32::from(content)), Body::Code(code), Timestamp(1)))
}

fn layer() -> LayerId {
    LayerId::new("kind").expect("id")
}

fn decision(number: u64, content: u8) -> Decision {
    Decision {
        id: AnnotationId(number),
        layer: layer(),
        span: span(3),
        basis: Vec::new(),
        verdict: Verdict::Neither,
        result: Vec::new(),
        reason: None,
        note: content.to_string(),
        manner: crate::model::Manner::Single,
        created: Timestamp(1),
        modified: Timestamp(1),
    }
}

fn comment(number: u64, content: u8) -> Comment {
    let (created, modified) = (Timestamp(1), Timestamp(1));
    Comment {
        id: AnnotationId(number),
        layer: layer(),
        span: span(4),
        text: content.to_string(),
        created,
        modified,
    }
}

/// The thing as an entry of a set. In place or not, a thing has one number.
fn piece((kind, number, content): Piece) -> (SetItem, ItemContent) {
    let number = [0, 0, 200, 300, 300, 500][usize::from(kind % 6)] + number;
    let id = AnnotationId(number);
    match kind % 6 {
        0 => (SetItem::Annotation(id), ItemContent::Annotation(annotation(number, content))),
        1 => {
            let orphan = Orphan {
                annotation: annotation(number, content),
                stated: (1, 2),
                exact: "x".to_owned(),
                prefix: String::new(),
                suffix: String::new(),
                proposed: None,
                lost: Vec::new(),
            };
            (SetItem::Annotation(id), ItemContent::Orphan(Arc::new(orphan)))
        }
        2 => (SetItem::Decision(id), ItemContent::Decision(Arc::new(decision(number, content)))),
        3 => (SetItem::Comment(id), ItemContent::Comment(Arc::new(comment(number, content)))),
        4 => {
            let what = Remark::Comment(comment(number, content));
            let unplaced = Unplaced { stated: (1, 2), exact: "x".to_owned(), what };
            (SetItem::Comment(id), ItemContent::Unplaced(Arc::new(unplaced)))
        }
        _ => {
            let field = AttributeId::new(&format!("field{number}")).expect("id");
            let choice = ChoiceId::new(&content.to_string()).expect("id");
            (SetItem::Field(field), ItemContent::Field(Value::Choice(choice)))
        }
    }
}

fn set((pieces, covered, marks, done): (Vec<Piece>, Vec<u8>, Vec<u8>, Option<i64>)) -> AnnotationSet {
    let coverage: RangeSet =
        covered.into_iter().filter_map(|at| Span::new(u32::from(at), u32::from(at) + 3)).collect();
    let state = done.map_or(SetState::Open, |at| SetState::Done(Timestamp(at)));
    let marks = marks.into_iter().map(|at| span(u32::from(at)));
    put_together(pieces.into_iter().map(piece).collect(), coverage, marks, state)
}

fn sets() -> impl Strategy<Value = AnnotationSet> {
    let pieces = prop::collection::vec((0_u8..6, 0_u64..4, 0_u8..3), 0..8);
    let places = || prop::collection::vec(0_u8..20, 0..4);
    (pieces, places(), places(), prop::option::of(1_i64..3)).prop_map(set)
}

fn sheets() -> impl Strategy<Value = ClaimSheet> {
    let claim = |(number, content): (u8, u8)| {
        let id = ClaimId::new(&format!("maya/c{number}")).expect("id");
        let claim = Claim::new(id.clone(), content.to_string(), Timestamp(1));
        (id, Arc::new(claim))
    };
    let edge = |(from, to, since): (u8, u8, i64)| {
        let end = |number: u8| ClaimId::new(&format!("maya/c{number}")).expect("id");
        let relation = crate::model::Relation::SameAs;
        (Edge { from: end(from), relation, to: end(to + 10) }, Timestamp(since))
    };
    let claims = prop::collection::vec((0_u8..4, 0_u8..3).prop_map(claim), 0..6);
    let edges = prop::collection::vec((0_u8..3, 0_u8..3, 1_i64..3).prop_map(edge), 0..6);
    (claims, edges).prop_map(|(claims, edges)| ClaimSheet {
        claims: claims.into_iter().collect(),
        edges: edges.into_iter().collect(),
    })
}

/// The two sides of every conflict by name.
fn sides(conflicts: &[SetConflict], turned: bool) -> Vec<(SetItem, ItemContent, ItemContent)> {
    let sides = |conflict: &SetConflict| {
        let ours = conflict.ours.clone().expect("both sides have it");
        let (one, other) =
            if turned { (conflict.theirs.clone(), ours) } else { (ours, conflict.theirs.clone()) };
        (conflict.item.clone(), one, other)
    };
    conflicts.iter().map(sides).collect()
}

fn check(base: &[Piece], ours: &[Piece], theirs: &[Piece], want: &[Piece], conflicts: usize) {
    let make = |pieces: &[Piece]| set((pieces.to_vec(), Vec::new(), Vec::new(), None));
    let merged = merge_sets(Some(&make(base)), &make(ours), &make(theirs));
    assert_eq!(merged.set, make(want));
    assert_eq!(merged.conflicts.len(), conflicts);
}

#[test]
fn with_a_base_each_change_counts() {
    let (one, other, changed) = ((0, 1, 0), (0, 2, 0), (0, 1, 1));
    check(&[one], &[one, other], &[one], &[one, other], 0);
    check(&[one], &[one], &[one, other], &[one, other], 0);
    check(&[one], &[], &[one, other], &[other], 0);
    check(&[one, other], &[one], &[other], &[], 0);
    check(&[one], &[changed, other], &[one], &[changed, other], 0);
    check(&[one, other], &[changed, other], &[one], &[changed], 0);
    check(&[one], &[other], &[changed], &[changed, other], 0);
    check(&[one], &[changed], &[other], &[changed, other], 0);
    check(&[one], &[changed], &[(0, 1, 2)], &[changed], 1);
    check(&[], &[one], &[changed], &[one], 1);
    check(&[(5, 1, 0)], &[(5, 1, 1)], &[(5, 1, 2)], &[(5, 1, 1)], 1);
}

#[test]
fn an_annotation_in_place_and_in_the_tray_are_two_contents() {
    let placed = piece((0, 1, 0));
    let (item, tray) = piece((1, 1, 0));
    assert_eq!(item, placed.0);
    let one = put_together([placed.clone()].into(), RangeSet::new(), [], SetState::Open);
    let other = put_together([(item, tray)].into(), RangeSet::new(), [], SetState::Open);
    let merged = merge_sets(None, &one, &other);
    assert_eq!((merged.set, merged.conflicts.len()), (one, 1));
}

#[test]
fn signed_off_is_what_all_signed_off() {
    let make = |number: u64, done| set((vec![(0, number, 0)], vec![0], vec![1], done));
    let state = |base: Option<&AnnotationSet>, ours, theirs| merge_sets(base, &ours, &theirs).set.state();
    let base = make(1, None);
    assert_eq!(state(None, make(1, Some(3)), make(2, Some(4))), SetState::Done(Timestamp(4)));
    assert_eq!(state(None, make(1, Some(3)), make(2, None)), SetState::Open);
    assert_eq!(state(Some(&base), make(1, Some(3)), make(1, None)), SetState::Done(Timestamp(3)));
    assert_eq!(state(Some(&base), make(1, Some(3)), make(2, None)), SetState::Open);
}

#[test]
fn what_was_taken_out_of_coverage_and_bookmarks_stays_out() {
    let make = |covered: &[u8], marks: &[u8]| set((Vec::new(), covered.to_vec(), marks.to_vec(), None));
    let merged =
        merge_sets(Some(&make(&[0, 10], &[1, 2])), &make(&[0, 20], &[1, 3]), &make(&[0, 10, 30], &[1, 2, 4]));
    assert_eq!(merged.set, make(&[0, 20, 30], &[1, 3, 4]));
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    #[test]
    fn sides_can_be_exchanged(base in prop::option::of(sets()), one in sets(), other in sets()) {
        let (there, back) = (merge_sets(base.as_ref(), &one, &other), merge_sets(base.as_ref(), &other, &one));
        prop_assert_eq!(sides(&there.conflicts, false), sides(&back.conflicts, true));
        prop_assert_eq!(resolved(&there.set, &there.conflicts), back.set);
    }

    #[test]
    fn merging_again_changes_nothing(base in prop::option::of(sets()), one in sets(), other in sets()) {
        prop_assert_eq!(merge_sets(base.as_ref(), &one, &one).set, one.clone());
        let merged = merge_sets(base.as_ref(), &one, &other);
        let with_theirs = merge_sets(None, &merged.set, &their_side(&merged.conflicts));
        prop_assert_eq!(set_differences(&merged.set, &their_side(&merged.conflicts)), merged.conflicts);
        let again = merge_sets(Some(&other), &merged.set, &other).set;
        prop_assert_eq!(&again, &merged.set);
        prop_assert_eq!(with_theirs.set.len(), merged.set.len());
    }

    #[test]
    fn nothing_is_lost_without_a_base(one in sets(), other in sets()) {
        let merged = merge_sets(None, &one, &other);
        let mut all = contents(&merged.set).into_iter().collect::<Vec<_>>();
        all.extend(merged.conflicts.iter().map(|conflict| (conflict.item.clone(), conflict.theirs.clone())));
        for thing in contents(&one).into_iter().chain(contents(&other)) {
            prop_assert!(all.contains(&thing), "{:?}", thing);
        }
        for side in [&one, &other] {
            prop_assert!(side.coverage().iter().all(|span| merged.set.coverage().covers(span)));
            prop_assert!(side.bookmarks().all(|span| merged.set.is_bookmarked(span)));
        }
        prop_assert!(all.iter().all(|thing| [&one, &other].iter().any(|side| contents(side).get(&thing.0) == Some(&thing.1))));
    }

    #[test]
    fn only_what_was_in_the_base_can_go(base in sets(), one in sets(), other in sets()) {
        let merged = merge_sets(Some(&base), &one, &other);
        let (old, kept) = (contents(&base), contents(&merged.set));
        for side in [&one, &other] {
            for (item, content) in contents(side) {
                let stands = kept.get(&item) == Some(&content)
                    || merged.conflicts.iter().any(|conflict| conflict.item == item)
                    || old.get(&item) == Some(&content);
                prop_assert!(stands, "{:?}", item);
            }
        }
    }

    #[test]
    fn claims_merge_as_sets_do(base in prop::option::of(sheets()), one in sheets(), other in sheets()) {
        let (there, back) = (merge_claims(base.as_ref(), &one, &other), merge_claims(base.as_ref(), &other, &one));
        prop_assert_eq!(&there.sheet.edges, &back.sheet.edges);
        prop_assert_eq!(there.conflicts.len(), back.conflicts.len());
        prop_assert_eq!(merge_claims(base.as_ref(), &one, &one).sheet, one.clone());
        for (id, claim) in one.claims.iter().chain(&other.claims) {
            let lost = there.sheet.claims.get(id) != Some(claim)
                && !there.conflicts.iter().any(|conflict| conflict.id == *id && conflict.theirs == *claim)
                && base.as_ref().and_then(|base| base.claims.get(id)) != Some(claim);
            prop_assert!(!lost, "{}", id);
        }
        let ours = |conflict: &ClaimConflict| conflict.ours.as_ref() == there.sheet.claims.get(&conflict.id);
        prop_assert!(there.conflicts.iter().all(ours));
    }
}
