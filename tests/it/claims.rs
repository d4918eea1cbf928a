//! Claims by commands: created, linked, chosen, merged, and the fields of their mentions.

use crate::machine::{Machine, annotator, article};
use obelus::app::{
    Action, ArticleCommand, AttributeCommand, ClaimCommand, Command, Overlay, PassageOverlay, PickerCommand,
};
use obelus::base::ClaimId;
use obelus::model::{Edge, Relation};

const TEXT: &str = "The lab opened in June. It is a desperate gamble. Rivals will answer soon. Who pays?";

fn claims_of(machine: &Machine) -> Vec<String> {
    machine.project().ledger().claims().map(|claim| claim.label.clone()).collect()
}

#[test]
fn a_claim_is_created_linked_again_and_taken_back_in_single_steps() {
    let mut machine = Machine::new(TEXT);
    machine.claim("desperate gamble", "Lab is a gamble");
    assert_eq!(machine.marked(), ["Lab is a gamble:desperate gamble"]);
    machine.select("Rivals will answer soon.");
    machine.act(Action::LinkClaim);
    let Some(Overlay::Passage(PassageOverlay::Picker(picker))) = &machine.state.overlay else {
        panic!("no picker")
    };
    assert_eq!(picker.candidates[0].label, "Lab is a gamble");
    assert_eq!(picker.candidates[0].mentions, 1);
    machine.send(Command::Picker(PickerCommand::Accept));
    assert_eq!(machine.marked().len(), 2);
    assert_eq!(claims_of(&machine).len(), 1);
    machine.act(Action::Undo);
    machine.act(Action::Undo);
    assert!(claims_of(&machine).is_empty(), "undo takes the created claim back too");
    machine.act(Action::Redo);
    assert_eq!(claims_of(&machine), ["Lab is a gamble"]);
}

#[test]
fn the_picker_ranks_by_what_was_typed_and_by_the_passage() {
    let mut machine =
        Machine::new("Meta tried to buy the rival start-up. The model failed badly. Meta wanted the rival.");
    machine.claim("The model failed badly", "Model failure");
    machine.claim("tried to buy the rival", "Acquisition of rival");
    let first = |machine: &mut Machine, words: &str, typed: &str| {
        machine.select(words);
        machine.act(Action::LinkClaim);
        machine.send(Command::Picker(PickerCommand::Query(typed.to_owned())));
        let Some(Overlay::Passage(PassageOverlay::Picker(picker))) = &machine.state.overlay else {
            panic!("no picker")
        };
        picker.candidates.first().map(|candidate| candidate.label.clone())
    };
    assert_eq!(first(&mut machine, "wanted the rival", "").as_deref(), Some("Acquisition of rival"));
    assert_eq!(first(&mut machine, "wanted the rival", "fail").as_deref(), Some("Model failure"));
    assert_eq!(first(&mut machine, "wanted the rival", "acq").as_deref(), Some("Acquisition of rival"));
    assert_eq!(first(&mut machine, "wanted the rival", "zebra"), None);
}

#[test]
fn fields_of_a_mention_are_set_by_key_and_a_default_that_was_given_is_kept() {
    let mut machine = Machine::new(TEXT);
    machine.press('-');
    assert!(machine.notice().contains("press C"), "{}", machine.notice());
    machine.claim("desperate gamble", "Gamble");
    machine.press('-');
    machine.press('3');
    let only = machine.set();
    let mention = only.iter().next().expect("mention");
    assert_eq!(mention.choice("stance").map(ToString::to_string).as_deref(), Some("opposes"));
    assert_eq!(mention.choice("certainty").map(ToString::to_string).as_deref(), Some("possible"));
    machine.press('+');
    let stance = |machine: &Machine| {
        machine.set().iter().next().expect("mention").choice("stance").map(ToString::to_string)
    };
    assert_eq!(stance(&machine).as_deref(), Some("supports"), "given, though it is the default");
    let (id, attribute) = (machine.set().iter().next().expect("mention").id, "stance".parse().expect("id"));
    let choice = "supports".parse().expect("id");
    machine.send(Command::Attribute(AttributeCommand::Toggle { id, attribute, choice }));
    assert_eq!(stance(&machine), None, "taken away again, it is not given");
}

#[test]
fn words_are_picked_for_source_and_then_cue() {
    let mut machine = Machine::new("“It failed,” two employees said on Monday.");
    machine.claim("It failed", "Failure");
    machine.act(Action::ChooseField);
    machine.send(Command::Attribute(AttributeCommand::Key('s')));
    let picking = |machine: &Machine| {
        machine.state.reading().and_then(|r| r.picking.clone()).map(|p| p.attribute.to_string())
    };
    assert_eq!(picking(&machine).as_deref(), Some("source"));
    machine.select("two employees");
    machine.act(Action::Accept);
    assert_eq!(picking(&machine).as_deref(), Some("cue"));
    machine.select("said");
    machine.act(Action::Accept);
    assert_eq!(picking(&machine), None);
    let text = machine.text().to_owned();
    let set = machine.set();
    let mention = set.iter().next().expect("mention");
    let words = |field: &str| mention.spans(field).iter().map(|span| &text[span.range()]).collect::<Vec<_>>();
    assert_eq!(words("source"), ["two employees"]);
    assert_eq!(words("cue"), ["said"]);
}

#[test]
fn what_only_a_colleague_found_here_is_not_suggested_before_sign_off() {
    let mut machine =
        Machine::with(vec![article("a", TEXT, Vec::new()), article("b", TEXT, Vec::new())], "Bea");
    machine.claim("desperate gamble", "Gamble");
    let mut project = machine.project().clone();
    project.load_annotator(annotator("ada"));
    let mut other = Machine::with(Vec::new(), "Ada");
    other.open(project);
    let offered = |machine: &mut Machine| {
        machine.select("lab");
        machine.act(Action::LinkClaim);
        let Some(Overlay::Passage(PassageOverlay::Picker(picker))) = &machine.state.overlay else {
            panic!("no picker")
        };
        picker
            .candidates
            .iter()
            .map(|candidate| (candidate.label.clone(), candidate.mentions))
            .collect::<Vec<_>>()
    };
    assert_eq!(offered(&mut other), []);
    other.send(Command::Article(ArticleCommand::Open("b".parse().expect("id"))));
    assert_eq!(offered(&mut other), [("Gamble".to_owned(), 0)], "from elsewhere it is, without a count");
    other.send(Command::Article(ArticleCommand::Open("a".parse().expect("id"))));
    for letter in ['F', 'O', 'P', 'N'] {
        other.tag(letter);
    }
    other.act(Action::ArticleDone);
    other.send(Command::Article(ArticleCommand::Open("a".parse().expect("id"))));
    assert_eq!(offered(&mut other), [("Gamble".to_owned(), 1)]);
}

#[test]
fn merging_claims_is_an_edge_in_my_own_sheet() {
    let mut machine = Machine::new(TEXT);
    machine.claim("desperate gamble", "Gamble");
    machine.claim("Rivals", "Lab gamble");
    let ids: Vec<ClaimId> = machine.project().ledger().claims().map(|claim| claim.id.clone()).collect();
    let edge = Edge { from: ids[1].clone(), relation: Relation::SameAs, to: ids[0].clone() };
    machine.send(Command::Claim(ClaimCommand::Relate { edge: edge.clone(), on: true }));
    assert_eq!(machine.project().ledger().edges().count(), 1);
    machine.send(Command::Claim(ClaimCommand::Relate {
        edge: Edge { from: edge.to, relation: Relation::SameAs, to: edge.from },
        on: false,
    }));
    assert_eq!(machine.project().ledger().edges().count(), 0, "the same relation read the other way round");
    machine.send(Command::Claim(ClaimCommand::Remove(ids[0].clone())));
    assert!(machine.notice().contains("in use"), "{}", machine.notice());
}
