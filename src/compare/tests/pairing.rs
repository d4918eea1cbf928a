use super::fixture::{ComparisonFixture, article, key, layer, read, who};
use super::{compared, lines, said};
use crate::base::Timestamp;
use crate::compare::{DifferenceKind, frozen_units, may_tag, unit_at};
use crate::locale::english::and_list;
use crate::message;
use crate::model::{Edit, Origin, Pass, SetState};
use std::sync::Arc;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// Marked texts of annotators a, b, c, …, all signed off; then the positions and what differs at each.
fn check(codings: &[&str], want: &[(&str, &str)]) {
    let named: Vec<(&str, &str)> = NAMES.into_iter().zip(codings.iter().copied()).collect();
    check_case(&ComparisonFixture::of(&named), codings.len(), want);
}

fn check_case(fixture: &ComparisonFixture, count: usize, want: &[(&str, &str)]) {
    let comparison = compared(fixture, &NAMES[..count]);
    let found: Vec<(String, String)> = lines(fixture, &comparison)
        .into_iter()
        .zip(comparison.positions.iter().map(|position| said(fixture, position)))
        .collect();
    let want: Vec<(String, String)> =
        want.iter().map(|(line, words)| ((*line).to_owned(), (*words).to_owned())).collect();
    assert_eq!(found, want);
    let mut turned: Vec<&str> = NAMES[..count].to_vec();
    turned.reverse();
    turned.push(NAMES[0]);
    assert_eq!(compared(fixture, &turned), comparison, "the order of annotators");
}

#[test]
fn marked_text_is_read() {
    let (text, marks) = read("x [opinion voice=document:y [@z:z]] #");
    assert_eq!(text, "x y z #");
    let spans: Vec<(u32, u32)> = marks.iter().map(|(span, ..)| (span.start(), span.end())).collect();
    assert_eq!(spans, [(2, 5), (4, 5)]);
}

#[test]
fn same_answers_agree() {
    check(&["[factual:It is.] So."; 2], &[("= | ab:It is.", "")]);
    check(&["[factual:It is.]", "[factual voice=author:It is.]"], &[("= | ab:It is.", "")]);
    check(&["[@x:It is.] So.", "[@x stance=supports:It is.] So."], &[("= | ab:It is.", "")]);
}

#[test]
fn other_codes_differ() {
    check(
        &["[opinion:It is.]", "[factual:It is.]"],
        &[("≠ | a:It is. | b:It is.", "A: opinion, B: factual.")],
    );
    check(
        &["[opinion:It.]", "[factual:It.]", "[opinion:It.]"],
        &[("≠ | ac:It. | b:It.", "A and C: opinion, B: factual.")],
    );
    check(
        &["[opinion:It.]", "[factual:It.]", "[mixed:It.]", "[not-a-claim:It.]"],
        &[("≠ | a:It. | b:It. | c:It. | d:It.", "A: opinion, B: factual, C: mixed, D: no claim.")],
    );
}

#[test]
fn silence_is_not_absence() {
    check(&["[opinion:It is.]", "It is."], &[("≠ | a:It is. | -b", "Only A.")]);
    check(&["[opinion:It.]", "It.", "[opinion:It.]"], &[("≠ | ac:It. | -b", "B marked nothing.")]);
    check(&["[opinion:It.]", "It.", "It."], &[("≠ | a:It. | -bc", "Only A.")]);
    let mut fixture = ComparisonFixture::new();
    fixture.codes("a", "a", "[opinion:It is.] So.").codes("a", "b", "It is. [factual:So.]");
    check_case(&fixture, 2, &[("? | a:It is. | ~b", ""), ("? | b:So. | ~a", "")]);
    fixture.covers("a", "b", "It is.");
    check_case(&fixture, 2, &[("≠ | a:It is. | -b", "Only A."), ("? | b:So. | ~a", "")]);
    let state = SetState::Done(Timestamp(0));
    fixture.apply(Edit::SetState { key: key("a", "a"), state });
    check_case(&fixture, 2, &[("≠ | a:It is. | -b", "Only A."), ("≠ | b:So. | -a", "Only B.")]);
}

#[test]
fn white_space_between_covered_sentences_is_no_gap() {
    let mut fixture = ComparisonFixture::new();
    fixture.codes("a", "a", "[@x:One. \n Two.] Three.").codes("a", "b", "One. \n Two. Three.");
    fixture.covers("a", "b", "One.").covers("a", "b", "Two.");
    check_case(&fixture, 2, &[("≠ | a:One. \n Two. | -b", "Only A.")]);
    let mut fixture = ComparisonFixture::new();
    fixture.codes("a", "a", "[@x:One. Two. Three.]").codes("a", "b", "One. Two. Three.");
    fixture.covers("a", "b", "One.").covers("a", "b", "Three.");
    check_case(&fixture, 2, &[("? | a:One. Two. Three. | ~b", "")]);
}

#[test]
fn boundaries_are_told_in_words() {
    let cases = [
        ("[@x:It is] so far.", "[@x:It is so far].", "two words longer in B"),
        ("It [@x:is so far].", "It is [@x:so] far.", "two words longer in A"),
        ("[@x:It is so] far.", "It [@x:is so far].", "B begins one word later and ends one word later"),
        ("It [@x:is so] far.", "[@x:It is] so far.", "B begins one word earlier and ends one word earlier"),
        ("[@x:It is so far].", "[@x:It is so far.]", "longer in B, by signs or spaces only"),
        ("[@x:It is so far].", "[@x:It is so fa]r.", "one word longer in A"),
        ("[@x:It is ]so far.", "[@x:It is so far.]", "two words longer in B"),
    ];
    for (a, b, words) in cases {
        let fixture = ComparisonFixture::of(&[("a", a), ("b", b)]);
        let comparison = compared(&fixture, &["a", "b"]);
        assert_eq!(comparison.positions.len(), 1);
        assert_eq!(said(&fixture, &comparison.positions[0]), format!("Boundary: {words}."), "{a} {b}");
    }
}

#[test]
fn boundaries_of_three_and_of_scripts_without_spaces() {
    check(
        &["[@x:It is] so far.", "[@x:It is so] far.", "[@x:It is so far].", "[@x:It is] so far."],
        &[(
            "≠ | ad:It is | b:It is so | c:It is so far",
            "Boundary: A and D two words, B three words, C four words.",
        )],
    );
    check(
        &["[@x:It is] so far.", "It [@x:is so] far.", "It is so far."],
        &[(
            "≠ | a:It is | b:is so | -c",
            "C marked nothing. Boundary: B begins one word later and ends one word later.",
        )],
    );
    let fixture = ComparisonFixture::of(&[("a", "[@x:中国人民]银行表示"), ("b", "[@x:中国人民银行]表示")]);
    let comparison = compared(&fixture, &["a", "b"]);
    assert_eq!(said(&fixture, &comparison.positions[0]), "Boundary: one word longer in B.");
}

#[test]
fn attributes_are_told_apart_where_they_go() {
    check(
        &["[@x certainty=possible:It.]", "[@x:It.]"],
        &[("≠ | a:It. | b:It.", "Certainty: possible, not given (default: certain).")],
    );
    check(
        &["[@x stance=opposes:It.]", "[@x stance=supports:It.]"],
        &[("≠ | a:It. | b:It.", "Same claim, opposite stance.")],
    );
    check(
        &["[@x stance=opposes:It.]", "[@x:It.]", "[@x stance=supports:It.]"],
        &[("≠ | a:It. | bc:It.", "Same claim, opposite stance.")],
    );
    check(
        &["[@x stance=opposes:It.]", "[@x:It.]"],
        &[("≠ | a:It. | b:It.", "Stance: opposes, not given (default: supports).")],
    );
    check(&["[@x stance=supports:It.]", "[@x:It.]"], &[("= | ab:It.", "")]);
    check(
        &["[@x stance=opposes:It.]", "[@x:It.]", "[@x:It.]"],
        &[("≠ | a:It. | bc:It.", "Stance: A opposes, B and C not given (default: supports).")],
    );
    check(
        &["[@x certainty=possible:It.]", "[@x:It.]", "[@x:It.]"],
        &[("≠ | a:It. | bc:It.", "Certainty: A possible, B and C not given (default: certain).")],
    );
    check(
        &["[opinion opinion-type=emotion:It.]", "[opinion:It.]"],
        &[("≠ | a:It. | b:It.", "Subtype of opinion: emotion, not given.")],
    );
    check(&["[factual opinion-type=emotion:It.]", "[factual:It.]"], &[("= | ab:It.", "")]);
    check(
        &["[opinion opinion-type=emotion:It.]", "[factual voice=document:It.]"],
        &[(
            "≠ | a:It. | b:It.",
            "A: opinion, B: factual. Voice: not given (default: author), document or data.",
        )],
    );
    check(&["[@x certainty=possible:It.]", "[@y:It.]"], &[("≠ | a:It. | b:It.", "A: x, B: y.")]);
}

#[test]
fn claims_are_paired_by_claim_then_by_place() {
    check(&["[@x:[@y:It is.]]", "[@y:[@x:It is.]]"], &[("= | ab:It is.", ""), ("= | ab:It is.", "")]);
    check(
        &["[@x:[@y:It is.]]", "[@y:[@z:It is.]]"],
        &[("≠ | a:It is. | b:It is.", "A: x, B: z."), ("= | ab:It is.", "")],
    );
    check(
        &["[@x:One two three] four.", "[@y:One two three] [@x:four]."],
        &[("≠ | a:One two three | b:One two three", "A: x, B: y."), ("≠ | b:four | -a", "Only B.")],
    );
    check(
        &["[@x:One two three] four.", "[@y:One] [@x:two three] four."],
        &[
            ("≠ | a:One two three | b:two three", "Boundary: one word longer in A."),
            ("≠ | b:One | -a", "Only B."),
        ],
    );
    check(
        &["[@x:One two] [@x:three four].", "[@x:One two three four]."],
        &[
            ("≠ | a:three four | b:One two three four", "Boundary: two words longer in B."),
            ("≠ | a:One two | -b", "Only A."),
        ],
    );
}

#[test]
fn claims_that_are_the_same_are_one() {
    let mut fixture = ComparisonFixture::of(&[("a", "[@x:It.]"), ("b", "[@y:It.]")]);
    check_case(&fixture, 2, &[("≠ | a:It. | b:It.", "A: x, B: y.")]);
    fixture.codes("a", "desk", "[@m:It.]").same("x", "m").same("m", "y");
    check_case(&fixture, 2, &[("= | ab:It.", "")]);
}

#[test]
fn several_answers_where_one_is_asked_for_are_stacked() {
    check(
        &["[factual:[opinion:It is.]]", "[opinion:It is.]"],
        &[("‡ | a:It is. | ab:It is.", "A gave several answers. A: factual, A and B: opinion.")],
    );
    check(
        &["[factual:It is [opinion:so far].]", "[factual:It is so far.]"],
        &[(
            "‡ | ab:It is so far. | a:so far",
            "A gave several answers. Boundary: two words longer in A and B. A and B: factual, A: opinion.",
        )],
    );
    check(
        &["[factual:It is, ][opinion:so far.]", "[factual:It is, so far.]"],
        &[
            ("≠ | a:It is,  | b:It is, so far.", "Boundary: two words longer in B."),
            ("≠ | a:so far. | -b", "Only A."),
        ],
    );
}

#[test]
fn an_answer_takes_the_place_of_a_bare_unit() {
    check(&["[#kind:[factual:It is.]]", "[factual:It is.]"], &[("= | ab:It is.", "")]);
    check(
        &["[#kind:It is.]", "[factual:It is.]"],
        &[("≠ | a:It is. | b:It is.", "A: no answer yet, B: factual.")],
    );
}

#[test]
fn suggestions_and_notes_do_not_count() {
    let mut fixture = ComparisonFixture::of(&[("a", "[opinion:It.]"), ("b", "It.")]);
    let mut suggested = (*fixture.annotation("a", "a", "It.")).clone();
    suggested.origin = Origin::Suggested { by: "rule".to_owned() };
    fixture.apply(Edit::PutAnnotation { key: key("a", "a"), annotation: Arc::new(suggested.clone()) });
    check_case(&fixture, 2, &[]);
    suggested.origin = Origin::Imported { from: "x.csv".to_owned() };
    fixture.apply(Edit::PutAnnotation { key: key("a", "a"), annotation: Arc::new(suggested) });
    check_case(&fixture, 2, &[("≠ | a:It. | -b", "Only A.")]);
}

#[test]
fn while_units_are_marked_only_places_count() {
    let mut fixture =
        ComparisonFixture::of(&[("a", "[#kind:It.] [factual:So.]"), ("b", "[#kind:It.] [opinion:So.]")]);
    check_case(&fixture, 2, &[("= | ab:It.", ""), ("≠ | a:So. | b:So.", "A: factual, B: opinion.")]);
    let mut settings = fixture.project.settings().clone();
    settings.passes.insert(layer("kind"), Pass::Marking);
    fixture.apply(Edit::PutSettings { settings });
    check_case(&fixture, 2, &[("= | ab:It.", ""), ("= | ab:So.", "")]);
}

#[test]
fn fixed_units_are_the_positions() {
    let mut fixture = ComparisonFixture::of(&[
        ("judge", "[#kind:It is.] [#kind:So.] [#kind:Far.]"),
        ("a", "[factual:[#kind:It is.]] [opinion:So. Far.]"),
        ("b", "[factual:It is.] [opinion:So.] Far."),
    ]);
    assert_eq!(frozen_units(&fixture.project, &layer("kind"), &article("a")), None);
    let mut settings = fixture.project.settings().clone();
    settings.passes.insert(layer("kind"), Pass::Labelling(who("judge")));
    fixture.apply(Edit::PutSettings { settings });
    check_case(&fixture, 2, &[("= | ab:It is.", ""), ("≠ | b:So. | -a", "Only B."), ("? | -ab", "")]);
    assert_eq!(compared(&fixture, &["a", "b"]).outside.len(), 1);
    let (kind, a) = (layer("kind"), article("a"));
    let far = fixture.find("a", "Far.");
    assert_eq!(unit_at(&fixture.project, &kind, &a, far.start() + 1), Some(far));
    assert_eq!(unit_at(&fixture.project, &kind, &a, far.start() - 1), None);
    assert!(may_tag(&fixture.project, &kind, &a, far));
    assert!(!may_tag(&fixture.project, &kind, &a, fixture.find("a", "So. Far.")));
    assert!(may_tag(&fixture.project, &layer("claims"), &a, fixture.find("a", "So. Far.")));
}

#[test]
fn a_fixed_unit_may_hold_several_claims() {
    let mut fixture = ComparisonFixture::of(&[
        ("judge", "[@x:It is.] [@x:So.]"),
        ("a", "[@x:[@y:It is.]] So."),
        ("b", "[@y:It is.] So."),
    ]);
    let mut settings = fixture.project.settings().clone();
    settings.passes.insert(layer("claims"), Pass::Labelling(who("judge")));
    fixture.apply(Edit::PutSettings { settings });
    check_case(&fixture, 2, &[("≠ | a:It is. | -b", "Only A."), ("= | ab:It is.", ""), ("? | -ab", "")]);
}

#[test]
fn numbers_and_lists_are_words() {
    let words = |count: u32| message!("compare-words", count = count).english();
    assert_eq!(words(1), "one word");
    assert_eq!(words(2), "two words");
    assert_eq!(words(12), "twelve words");
    assert_eq!(words(13), "13 words");
    let list = |parts: &[&str]| and_list(&parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>());
    assert_eq!(list(&["a", "b"]), "a and b");
    assert_eq!(list(&["a", "b", "c"]), "a, b and c");
}

#[test]
fn kinds_tell_what_differs() {
    let kinds = |a: &str, b: &str| {
        let fixture = ComparisonFixture::of(&[("a", a), ("b", b)]);
        compared(&fixture, &["a", "b"]).positions[0].kinds().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(kinds("[opinion:It.]", "It."), [DifferenceKind::Place]);
    assert_eq!(kinds("[@x:It] is.", "[@y:It is]."), [DifferenceKind::Boundary, DifferenceKind::Claim]);
    assert_eq!(kinds("[opinion:It.]", "[mixed:It.]"), [DifferenceKind::Code]);
    assert_eq!(kinds("[@x:It.]", "[@x stance=neutral:It.]"), [DifferenceKind::Attribute]);
    assert_eq!(kinds("[factual:[mixed:It.]]", "[mixed:It.]")[0], DifferenceKind::Code);
}
