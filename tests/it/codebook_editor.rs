//! A codebook made in the program from nothing: layers, codes, fields, their keys and their order, with everything undone.

use crate::machine::{Machine, article, project};
use obelus::app::{Action, CodebookCommand, Command, NewPart, ReadingCommand};
use obelus::base::{AttributeId, ChoiceId, CodeId, LayerId, ProjectId};
use obelus::model::{
    AnswerKind, Answers, AttributeChange, CodeChange, Codebook, CodebookChange, CodebookPart, LayerChange,
    Unit, ValueKind, Values,
};
use std::sync::Arc;

const TEXT: &str = "Der Vorstand lobte den Plan. Der Betriebsrat nannte ihn einen Raubzug.";

fn empty() -> Machine {
    let mut machine = Machine::without_project("Ada");
    let codebook = Codebook::new("Rahmen".to_owned(), 1, Vec::new()).expect("an empty codebook");
    let id = ProjectId::new("rahmen").expect("id");
    machine.open(project(id, "Rahmen", codebook, vec![article("plan", TEXT, Vec::new())]));
    machine
}

fn create(machine: &mut Machine, place: NewPart, name: &str) {
    machine.send(Command::Codebook(CodebookCommand::Create { place, name: name.to_owned() }));
}

fn change(machine: &mut Machine, change: CodebookChange) {
    machine.send(Command::Codebook(CodebookCommand::Change(change)));
}

fn layer(id: &str) -> LayerId {
    LayerId::new(id).expect("id")
}

fn code(id: &str) -> CodeId {
    CodeId::new(id).expect("id")
}

fn codebook(machine: &Machine) -> Arc<Codebook> {
    Arc::clone(machine.project().codebook())
}

fn names(machine: &Machine, id: &str) -> Vec<String> {
    let codebook = codebook(machine);
    let layer = codebook.layer(id).expect("the layer");
    layer.codes().iter().map(|code| code.name.clone()).collect()
}

/// A layer for sentences with two codes and a field of two choices.
fn framed() -> Machine {
    let mut machine = empty();
    create(&mut machine, NewPart::Layer, "Rahmen");
    for name in ["Konflikt", "Nutzen"] {
        create(&mut machine, NewPart::Code(layer("rahmen")), name);
    }
    create(&mut machine, NewPart::Attribute(layer("rahmen")), "Ton");
    let ton = AttributeId::new("ton").expect("id");
    for name in ["warm", "kühl"] {
        create(&mut machine, NewPart::Choice(layer("rahmen"), ton.clone()), name);
    }
    machine
}

#[test]
fn a_codebook_is_made_from_nothing_and_coded_with() {
    let mut machine = framed();
    let made = codebook(&machine);
    let rahmen = made.layer("rahmen").expect("the layer");
    assert_eq!((rahmen.unit, rahmen.exclusive), (Unit::Sentence, true), "the first layer is swept");
    let codes: Vec<_> = rahmen.codes().iter().map(|code| (code.name.as_str(), code.key)).collect();
    assert_eq!(codes, [("Konflikt", Some('O')), ("Nutzen", Some('N'))], "K is the key of an action");
    assert_ne!(rahmen.codes()[0].colour, rahmen.codes()[1].colour);
    let choices: Vec<_> = rahmen.attributes[0].choices().iter().map(|choice| choice.name.as_str()).collect();
    assert_eq!(choices, ["warm", "kühl"]);
    assert_eq!(made.version(), 2, "one version after the one that was opened, however many changes");
    machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    machine.tag('O');
    assert_eq!(machine.set().len(), 1);
}

#[test]
fn what_is_in_use_stays_and_is_said_to_be() {
    let mut machine = framed();
    machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    machine.tag('O');
    let before = codebook(&machine);
    let refused = [
        CodebookChange::Remove(CodebookPart::Code(code("konflikt"))),
        CodebookChange::Remove(CodebookPart::Layer(layer("rahmen"))),
        CodebookChange::Layer(layer("rahmen"), LayerChange::Unit(Unit::Span)),
    ];
    for wanted in refused {
        change(&mut machine, wanted.clone());
        assert_eq!(codebook(&machine), before, "{wanted:?}");
        assert!(machine.notice().contains("in use"), "{wanted:?}: {}", machine.notice());
    }
    change(&mut machine, CodebookChange::Code(code("konflikt"), CodeChange::Name("Streit".to_owned())));
    assert_eq!(names(&machine, "rahmen"), ["Streit", "Nutzen"], "another name is no other code");
    assert_eq!(machine.set().len(), 1);
    change(&mut machine, CodebookChange::Remove(CodebookPart::Code(code("nutzen"))));
    assert_eq!(names(&machine, "rahmen"), ["Streit"]);
}

#[test]
fn choices_and_fields_in_use_stay() {
    let mut machine = framed();
    let (rahmen, ton) = (layer("rahmen"), AttributeId::new("ton").expect("id"));
    let warm = ChoiceId::new("warm").expect("id");
    change(
        &mut machine,
        CodebookChange::Attribute(rahmen.clone(), ton.clone(), AttributeChange::Shortcut(Some('v'))),
    );
    machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    machine.tag('O');
    machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    machine.press('V');
    let given = machine.set().iter().next().expect("a tag").attributes.len();
    assert_eq!(given, 1, "the key goes to the first choice");
    let before = codebook(&machine);
    for wanted in [
        CodebookChange::Remove(CodebookPart::Choice(rahmen.clone(), ton.clone(), warm.clone())),
        CodebookChange::Remove(CodebookPart::Attribute(rahmen.clone(), ton.clone())),
        CodebookChange::Attribute(rahmen.clone(), ton.clone(), AttributeChange::Values(ValueKind::Text)),
    ] {
        change(&mut machine, wanted.clone());
        assert_eq!(codebook(&machine), before, "{wanted:?}");
        assert!(machine.notice().contains("in use"), "{wanted:?}: {}", machine.notice());
    }
    let cool = ChoiceId::new("kuhl").expect("id");
    change(&mut machine, CodebookChange::Remove(CodebookPart::Choice(rahmen, ton, cool)));
    let Values::Choice { choices, .. } =
        &codebook(&machine).layer("rahmen").expect("it").attributes[0].values.clone()
    else {
        panic!("choices")
    };
    assert_eq!(choices.len(), 1);
}

#[test]
fn parts_change_places_and_undo_returns_every_state() {
    let mut machine = framed();
    let mut states = vec![codebook(&machine)];
    let wanted = [
        CodebookChange::Move(CodebookPart::Code(code("nutzen")), 0),
        CodebookChange::Code(code("nutzen"), CodeChange::Key(Some('x'))),
        CodebookChange::Code(code("nutzen"), CodeChange::Colour("magenta".to_owned())),
        CodebookChange::Code(code("nutzen"), CodeChange::NeedsMemo(true)),
        CodebookChange::Layer(layer("rahmen"), LayerChange::Exclusive(false)),
        CodebookChange::Remove(CodebookPart::Code(code("konflikt"))),
        CodebookChange::Name("Rahmen 2026".to_owned()),
    ];
    for wanted in wanted {
        change(&mut machine, wanted.clone());
        assert_ne!(Some(&codebook(&machine)), states.last(), "{wanted:?}");
        states.push(codebook(&machine));
    }
    assert_eq!(names(&machine, "rahmen"), ["Nutzen"]);
    assert_eq!(codebook(&machine).code("nutzen").expect("it").1.key, Some('X'));
    for state in states.iter().rev().skip(1) {
        machine.act(Action::Undo);
        assert_eq!(&codebook(&machine), state);
    }
    for state in &states[1..] {
        machine.act(Action::Redo);
        assert_eq!(&codebook(&machine), state);
    }
}

#[test]
fn a_name_that_is_taken_gets_a_number_and_letters_of_one_name_are_one_step() {
    let mut machine = framed();
    create(&mut machine, NewPart::Code(layer("rahmen")), "Nutzen");
    assert!(codebook(&machine).code("nutzen-2").is_some());
    create(&mut machine, NewPart::Code(layer("rahmen")), "   ");
    assert_eq!(names(&machine, "rahmen").len(), 3, "a name is needed");
    for name in ["N", "Nä", "Näh"] {
        change(&mut machine, CodebookChange::Code(code("nutzen-2"), CodeChange::Name(name.to_owned())));
    }
    machine.act(Action::Undo);
    assert_eq!(names(&machine, "rahmen"), ["Konflikt", "Nutzen", "Nutzen"]);
}

#[test]
fn a_key_that_another_code_of_the_layer_has_is_refused() {
    let mut machine = framed();
    let before = codebook(&machine);
    change(&mut machine, CodebookChange::Code(code("nutzen"), CodeChange::Key(Some('o'))));
    assert_eq!(codebook(&machine), before);
    assert!(machine.notice().contains("the key “O” to two codes"), "{}", machine.notice());
}

#[test]
fn a_layer_can_be_of_claims_or_of_fields_until_it_has_codes() {
    let mut machine = framed();
    create(&mut machine, NewPart::Layer, "Aussagen");
    let unit = |machine: &Machine| codebook(machine).layer("aussagen").expect("it").unit;
    assert_eq!(unit(&machine), Unit::Span, "the sentences have their layer");
    let answers = |kind| CodebookChange::Layer(layer("aussagen"), LayerChange::Answers(kind));
    change(&mut machine, answers(AnswerKind::Claims));
    assert_eq!(
        codebook(&machine).claim_layer().map(|layer| layer.id.as_str().to_owned()),
        Some("aussagen".to_owned())
    );
    change(&mut machine, answers(AnswerKind::Fields));
    assert_eq!(unit(&machine), Unit::Article);
    change(&mut machine, CodebookChange::Layer(layer("rahmen"), LayerChange::Answers(AnswerKind::Claims)));
    let rahmen = codebook(&machine);
    assert!(matches!(rahmen.layer("rahmen").expect("it").answers, Answers::Codes(_)), "it has codes");
}

#[test]
fn the_layer_and_the_types_of_claims_stay_while_there_are_claims() {
    let mut machine = Machine::new(TEXT);
    machine.claim("lobte den Plan", "Praise");
    let built = codebook(&machine);
    let claims = built.claim_layer().expect("the layer of claims").id.clone();
    change(&mut machine, CodebookChange::Remove(CodebookPart::Layer(claims)));
    assert_eq!(codebook(&machine), built);
    assert!(machine.notice().contains("in use"), "{}", machine.notice());
}

#[test]
fn one_layer_at_most_is_about_the_article() {
    let mut machine = framed();
    create(&mut machine, NewPart::Layer, "Felder");
    create(&mut machine, NewPart::Layer, "Mehr");
    let fields = |id: &str| CodebookChange::Layer(layer(id), LayerChange::Answers(AnswerKind::Fields));
    change(&mut machine, fields("felder"));
    let before = codebook(&machine);
    change(&mut machine, fields("mehr"));
    change(&mut machine, CodebookChange::Layer(layer("rahmen"), LayerChange::Unit(Unit::Article)));
    assert_eq!(codebook(&machine), before);
    assert!(machine.notice().contains("only one layer"), "{}", machine.notice());
}
