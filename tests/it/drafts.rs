//! Drafts of articles before they are confirmed: which are shown, which go in, where what is known came from.

use crate::machine::{Machine, drafted};
use obelus::app::{Action, ArticleDraft, Command, DraftFilter, DraftStanding, IntakeCommand};
use obelus::base::Issue;
use obelus::locale::Message;
use obelus::model::{ArticleField, ValueOrigin};

/// Drafts of `count` articles, the last of which is a snippet of a table.
fn many(count: usize) -> Vec<ArticleDraft> {
    let mut drafts: Vec<ArticleDraft> = (1..=count)
        .map(|number| {
            let text = format!(
                "Headline {number}\n\nBy Ana Lind\n\nThe plan of day {number} has stalled, and nobody paid.\n"
            );
            drafted(&format!("a{number}.txt"), &text)
        })
        .collect();
    let last = drafts.last_mut().expect("a draft");
    last.notes.push(Issue::warning("snippet", "a.csv", Message::verbatim("Only a part of the text.")));
    drafts
}

#[test]
fn drafts_without_findings_go_in_with_one_key_and_the_others_stay() {
    let mut machine = Machine::new("A text that is there.");
    let before = machine.project().article_count();
    machine.send(Command::Intake(IntakeCommand::Drafted { drafts: many(12), findings: Vec::new() }));
    machine.send(Command::Intake(IntakeCommand::Skip(0)));
    machine.send(Command::Intake(IntakeCommand::ConfirmClean));
    assert_eq!(machine.project().article_count(), before + 10);
    let left = machine.state.intake.as_ref().expect("the rest");
    let names: Vec<_> = left.drafts.iter().map(|draft| draft.article.display_title()).collect();
    assert_eq!(names, ["Headline 1", "Headline 12"]);
    assert_eq!((left.counts.taken, left.counts.taken_clean, left.listed.as_slice()), (1, 0, &[0, 1][..]));
    machine.send(Command::Intake(IntakeCommand::Confirm));
    assert_eq!(machine.project().article_count(), before + 11);
    assert!(machine.state.intake.is_none());
    machine.act(Action::Undo);
    machine.act(Action::Undo);
    assert_eq!(machine.project().article_count(), before, "each is one step");
}

#[test]
fn drafts_are_found_by_how_they_stand_and_by_words() {
    let mut machine = Machine::new("A text that is there.");
    machine.send(Command::Intake(IntakeCommand::Drafted { drafts: many(30), findings: Vec::new() }));
    let mut filter = |standing, words: &str| {
        let filter = DraftFilter { standing, words: words.to_owned() };
        machine.send(Command::Intake(IntakeCommand::Filter(filter)));
        let intake = machine.state.intake.as_ref().expect("drafts");
        (intake.listed.clone(), intake.shown)
    };
    assert_eq!(filter(DraftStanding::WithFindings, ""), (vec![29], 29));
    assert_eq!(filter(DraftStanding::Any, "HEADLINE 2").0.len(), 11);
    assert_eq!(filter(DraftStanding::Any, "a30.txt"), (vec![29], 29));
    assert_eq!(filter(DraftStanding::LeftOut, "").0, Vec::<usize>::new());
    assert_eq!(filter(DraftStanding::Any, "").0.len(), 30);
}

#[test]
fn what_somebody_enters_comes_from_no_file() {
    let mut machine = Machine::new("A text that is there.");
    machine.send(Command::Intake(IntakeCommand::Drafted { drafts: many(1), findings: Vec::new() }));
    let draft = &machine.state.intake.as_ref().expect("drafts").drafts[0];
    let origin = |draft: &ArticleDraft, field| draft.origins.get(&field).copied();
    assert_eq!(origin(draft, ArticleField::Title), Some(ValueOrigin::Line));
    assert_eq!(origin(draft, ArticleField::Authors), Some(ValueOrigin::Line));
    let mut about = draft.article.metadata.clone();
    about.title = "Another".to_owned();
    machine.send(Command::Intake(IntakeCommand::Metadata(Box::new(about))));
    let draft = &machine.state.intake.as_ref().expect("drafts").drafts[0];
    assert_eq!(origin(draft, ArticleField::Title), None);
    assert_eq!(origin(draft, ArticleField::Authors), Some(ValueOrigin::Line));
}
