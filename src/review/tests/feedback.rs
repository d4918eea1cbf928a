use super::{rule, rule_as};
use crate::base::AnnotatorId;
use crate::compare::tests::fixture::{ComparisonFixture, article, key, who};
use crate::locale::Catalogue;
use crate::model::{Edit, Manner, Metadata, Reason, Role};
use crate::review::{AdjudicationChoice, Feedback, Ruling, feedback, feedback_html};

/// `a` was right once, wrong four times; one of these says why.
fn fixture() -> ComparisonFixture {
    let mut fixture = ComparisonFixture::of(&[
        ("a", "[opinion voice=document:One.] [factual:Two.] [opinion:Three.] Four. [@x:Five six] seven."),
        ("b", "[factual:One.] [opinion:Two.] Three. [opinion:Four.] Five [@x:six seven]."),
    ]);
    rule(&mut fixture, "One.", AdjudicationChoice::Take(0), 100).expect("adjudicated");
    let ruling = Ruling {
        choice: AdjudicationChoice::Take(1),
        reason: Some(Reason::Misread),
        note: "It <judges>.\nLook.".to_owned(),
        manner: Manner::Single,
    };
    rule_as(&mut fixture, "Two.", ruling, 101).expect("adjudicated");
    rule(&mut fixture, "Three.", AdjudicationChoice::Neither, 102).expect("adjudicated");
    rule(&mut fixture, "Four.", AdjudicationChoice::Take(0), 103).expect("adjudicated");
    rule(&mut fixture, "Five six", AdjudicationChoice::Join, 104).expect("adjudicated");
    fixture
}

fn said(feedback: &Feedback) -> Vec<String> {
    feedback.corrections.iter().map(|correction| correction.words.join(" ")).collect()
}

#[test]
fn only_what_was_decided_otherwise_is_told() {
    let fixture = fixture();
    let told = feedback(&fixture.project, &who("a"), Catalogue::english());
    assert_eq!(
        said(&told),
        [
            "The decision: opinion, your tag: factual.",
            "Nothing is to be marked here.",
            "You marked nothing here.",
            "Boundary: one word longer in the decision.",
        ]
    );
    assert_eq!(told.kept, 1);
    let reasons: Vec<_> = told.by_reason().iter().map(|(reason, all)| (*reason, all.len())).collect();
    assert_eq!(reasons, [(Some(Reason::Misread), 1), (None, 3)]);
    let first = &told.corrections[0];
    assert_eq!(first.code, "opinion".parse().ok());
    assert_eq!((first.had.len(), first.now.len(), first.changed_since), (1, 1, false));
    assert_eq!(told.corrections[1].code, "opinion".parse().ok(), "that of the annotator");
    let told = feedback(&fixture.project, &who("b"), Catalogue::english());
    assert_eq!(said(&told).len(), 2);
    assert_eq!(told.kept, 3);
    assert_eq!(feedback(&fixture.project, &who("context"), Catalogue::english()).kept, 0);
}

#[test]
fn what_the_annotator_changed_since_is_said() {
    let mut fixture = fixture();
    let mut annotation = (*fixture.annotation("a", "a", "Two.")).clone();
    annotation.body = crate::model::Body::Code("mixed".parse().expect("id"));
    fixture.apply(Edit::PutAnnotation { key: key("a", "a"), annotation: annotation.into() });
    let told = feedback(&fixture.project, &who("a"), Catalogue::english());
    assert_eq!((told.corrections.len(), told.kept), (4, 1), "the count does not change");
    let first = &told.corrections[0];
    assert!(first.changed_since && first.had.is_empty() && first.words.is_empty());
    let id = fixture.annotation("a", "a", "One.").id;
    fixture.apply(Edit::RemoveAnnotation { key: key("a", "a"), id });
    assert_eq!(
        feedback(&fixture.project, &who("a"), Catalogue::english()).kept,
        1,
        "it was kept when it was decided"
    );
}

#[test]
fn whose_field_is_which_is_said() {
    let mut fixture = ComparisonFixture::of(&[
        ("a", "[opinion voice=author:One.]"),
        ("b", "[opinion voice=document:One.]"),
    ]);
    rule(&mut fixture, "One.", AdjudicationChoice::Take(1), 100).expect("adjudicated");
    let told = feedback(&fixture.project, &who("a"), Catalogue::english());
    assert_eq!(said(&told), ["Voice: the decision is document or data, your tag is author."]);
}

#[test]
fn nothing_is_told_of_an_article_that_is_not_signed_off() {
    let mut fixture = fixture();
    fixture.apply(Edit::PutSettings { settings: crate::model::Settings::default() });
    fixture.apply(Edit::SetState { key: key("a", "a"), state: crate::model::SetState::Open });
    let told = feedback(&fixture.project, &who("a"), Catalogue::english());
    assert_eq!((told.corrections.len(), told.kept), (0, 0));
}

#[test]
fn the_newest_decision_is_told() {
    let mut fixture = fixture();
    fixture.person("second", Role::Adjudicator);
    let newer = fixture.project.set(&key("judge", "a")).expect("set");
    let decision =
        newer.decisions().find(|decision| decision.span == fixture.find("a", "Two.")).expect("a decision");
    let mut decision = (**decision).clone();
    decision.id = crate::base::AnnotationId(77);
    decision.modified = crate::base::Timestamp(900);
    decision.verdict = crate::model::Verdict::Neither;
    decision.result.clear();
    fixture.apply(Edit::PutDecision { key: key("second", "a"), decision: decision.into() });
    let told = feedback(&fixture.project, &who("a"), Catalogue::english());
    assert_eq!(told.corrections.len(), 4);
    assert_eq!(said(&told)[0], "Nothing is to be marked here.");
    assert_eq!(told.corrections[0].by, who("second"));
}

#[test]
fn the_page_says_it_all_and_escapes() {
    let mut fixture = fixture();
    let metadata =
        Metadata { title: "A & B <c>".to_owned(), language: "en".to_owned(), ..Metadata::default() };
    fixture.apply(Edit::SetMetadata { id: article("a"), since: None, metadata: Box::new(metadata) });
    let names = |id: &AnnotatorId| format!("“{}” <x>", id.as_str());
    let page = feedback_html(
        &fixture.project,
        &feedback(&fixture.project, &who("a"), Catalogue::english()),
        &names,
        Catalogue::english(),
    );
    for part in [
        "<title>Feedback for “a” &lt;x&gt;</title>",
        "Decided as you had it: 1. Decided otherwise: 4.",
        "<tr><td>Misread</td><td class=\"count\">1</td></tr>",
        "<h2>No reason given</h2>",
        "<span lang=\"en\">A &amp; B &lt;c&gt;</span> · Statement kind",
        "<blockquote lang=\"en\" dir=\"auto\">One. <mark><u>Two.</u></mark> Three.</blockquote>",
        "Two. <u>Three.</u> Four.",
        "<mark><u>Five six</u></mark><mark> seven</mark>.",
        "<dt>You had</dt><dd dir=\"auto\">Factual</dd>",
        "<dt>Decided</dt><dd dir=\"auto\">Nothing marked</dd>",
        "It &lt;judges&gt;.<br>Look. <span class=\"dim\">— “judge” &lt;x&gt;</span>",
        "<b>Opinion</b>: ",
        "prefers-color-scheme:dark",
        "page-break-inside:avoid",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    for never in ["<script", "http:", "https:", "<judges>", "url("] {
        assert!(!page.contains(never), "{never}");
    }
    for name in ["article", "section", "p", "dd", "mark", "u", "blockquote", "span", "b", "table", "dl"] {
        let opened = page.matches(&format!("<{name}>")).count() + page.matches(&format!("<{name} ")).count();
        assert_eq!(opened, page.matches(&format!("</{name}>")).count(), "{name}");
    }
    let nothing = feedback_html(
        &fixture.project,
        &feedback(&fixture.project, &who("context"), Catalogue::english()),
        &names,
        Catalogue::english(),
    );
    assert!(nothing.contains("Nothing of yours was decided yet."));
}
