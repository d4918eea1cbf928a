//! What is known before freezing.

use super::{NOW, adjudicated_sample, made, made_with, options, pseudonymous, sample, text, who};
use crate::base::{Issue, Progress};
use crate::formats::{Scope, Sight};
use crate::locale::Message;
use crate::release::{Language, Options, Survey, check, locate, paragraphs};

#[test]
fn a_finding_leads_to_the_passage_it_was_made_of() {
    let project = sample();
    let mut led = 0;
    for issue in check(&project, &Scope::default()) {
        let place = locate(&project, &issue);
        let article = place.article.as_ref().and_then(|id| project.article(id)).expect("an article");
        assert_eq!(place.annotator.is_some(), issue.file.starts_with("annotations/"), "{issue}");
        let Some(span) = place.span else { continue };
        led += 1;
        if issue.code == "unclear" {
            let key = crate::model::SetKey {
                annotator: place.annotator.clone().expect("whose"),
                article: article.id.clone(),
            };
            let set = project.set(&key).expect("a set");
            let at = set.in_order().into_iter().filter(|one| one.span == span).count();
            assert!(at > 0, "{issue}");
        }
        assert!(article.text.slice(span).is_some_and(|words| !words.is_empty()), "{issue}");
    }
    assert!(led > 100, "{led}");
    for nowhere in [
        Issue::warning("x", "", Message::verbatim("Nothing.")),
        Issue::warning("x", "articles/none.ron", Message::verbatim("Not here.")),
        Issue::warning("x", "project.ron", Message::verbatim("A file.")),
    ] {
        assert_eq!(locate(&project, &nowhere), super::super::FindingLocation::default(), "{nowhere}");
    }
}

#[test]
fn what_is_hidden_stands_against_it_and_is_told_in_the_release() {
    let project = adjudicated_sample();
    // Nobody of the team sees what is hidden from all but those who signed off.
    let scope = Scope { sight: Sight::Of(Some(who("nobody"))), ..Scope::default() };
    let survey = Survey::new(&project, &scope, &[]);
    assert!(survey.hidden > 0);
    assert_eq!(survey.other_findings().iter().map(|issue| issue.code).collect::<Vec<_>>(), ["hidden"]);
    assert!(survey.against() > 0);
    let options = Options { scope, ..options() };
    let release = made_with(&project, &options, &survey.other_findings());
    assert!(text(&release, "INCOMPLETE.txt").contains("hidden: 1\n"));
    assert!(Survey::new(&project, &Scope::default(), &[]).other_findings().is_empty());
}

#[test]
fn what_was_found_on_reading_counts_when_it_is_serious_and_names_are_told_as_they_are() {
    let project = sample();
    let opened = [
        Issue::note("a", "f", Message::verbatim("Small.")),
        Issue::error("b", "f", Message::verbatim("Large.")),
    ];
    let survey = Survey::new(&project, &pseudonymous().scope, &opened);
    assert_eq!(survey.opened, opened[1..]);
    let plain = Survey::new(&project, &Scope::default(), &[]);
    assert_eq!(survey.against(), plain.against() + 1);
    assert!(survey.findings.iter().any(|issue| issue.file.starts_with("annotations/maya/")));
}

#[test]
fn the_paragraph_shown_before_is_the_one_that_is_released() {
    let project = adjudicated_sample();
    for language in Language::ALL {
        let options = Options { language, ..options() };
        let shown = paragraphs(&project, &options, &[], NOW, &Progress::new()).expect("written");
        let at = Language::ALL.iter().position(|one| *one == language).expect("known");
        assert!(text(&made(&project, &options), "METHODS.md").contains(&format!("\n\n{}\n\n", shown[at])));
    }
    let stopped = Progress::new();
    stopped.cancel();
    assert_eq!(paragraphs(&project, &options(), &[], NOW, &stopped), None);
}

#[test]
fn files_that_could_not_be_read_are_named_where_they_name_nobody() {
    let broken = |file: &str| Issue::error("broken-ron", file, crate::locale::Message::verbatim("torn"));
    let found = [
        broken("stubs/ferry-0123abcd.ron"),
        broken("articles/ferry.ron"),
        broken("annotations/maya/ferry.ron"),
        Issue::note("other-layout", "stubs/pier-0123abcd.ron", crate::locale::Message::verbatim("laid out")),
    ];
    let survey = Survey::new(&sample(), &Scope::default(), &found);
    assert!(survey.against() >= 3, "each stands against freezing");
    let release = made_with(&sample(), &options(), &survey.other_findings());
    let said = text(&release, "INCOMPLETE.txt");
    for file in ["stubs/ferry-0123abcd.ron", "articles/ferry.ron"] {
        assert!(
            said.contains(&format!("broken-ron: {file}, and whatever is in it is in no figure")),
            "{said}"
        );
    }
    assert!(said.contains("broken-ron: 1\n") && !said.contains("pier") && !said.contains("torn"), "{said}");
    assert!(!said.contains("annotations/maya/ferry.ron"), "{said}");
}
