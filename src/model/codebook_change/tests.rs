//! Whatever is changed, a codebook stays sound.

use super::*;
use proptest::prelude::*;

fn layer_id(number: u8) -> LayerId {
    LayerId::new(&format!("l{number}")).expect("id")
}

fn code_id(number: u8) -> CodeId {
    CodeId::new(&format!("c{number}")).expect("id")
}

fn attribute_id(number: u8) -> AttributeId {
    AttributeId::new(&format!("a{number}")).expect("id")
}

fn choice_id(number: u8) -> ChoiceId {
    ChoiceId::new(&format!("x{number}")).expect("id")
}

fn layer(number: u8) -> Layer {
    Layer { exclusive: true, ..Layer::new(layer_id(number), format!("Layer {number}"), Unit::Sentence) }
}

fn part() -> impl Strategy<Value = CodebookPart> {
    (0_u8..5, 0_u8..3, 0_u8..4, 0_u8..3, 0_u8..3).prop_map(
        |(kind, layer, code, attribute, choice)| match kind {
            0 => CodebookPart::Whole,
            1 => CodebookPart::Layer(layer_id(layer)),
            2 => CodebookPart::Code(code_id(code)),
            3 => CodebookPart::Attribute(layer_id(layer), attribute_id(attribute)),
            _ => CodebookPart::Choice(layer_id(layer), attribute_id(attribute), choice_id(choice)),
        },
    )
}

fn any_change() -> impl Strategy<Value = CodebookChange> {
    let key = prop::option::of(prop::char::range('a', 'f'));
    let numbers = (0_u8..3, 0_u8..4, 0_u8..3, 0_u8..3, key, 0_usize..5);
    (0_u8..17, numbers, part()).prop_map(|(kind, (l, c, a, x, key, at), part)| {
        let values = ValueKind::ALL[at % 4];
        let attribute = |change| CodebookChange::Attribute(layer_id(l), attribute_id(a), change);
        match kind {
            0 => CodebookChange::Name(format!("Codebook {l}")),
            1 => CodebookChange::AddLayer(Box::new(layer(l))),
            2 | 3 => {
                let code = Code { key, ..Code::new(code_id(c), "Code", "blue") };
                CodebookChange::AddCode(layer_id(l), Box::new(code))
            }
            4 | 5 => {
                let values = Values::Choice { choices: Vec::new(), default: None, many: false };
                let made = Attribute::new(attribute_id(a), "Field", values);
                CodebookChange::AddAttribute(layer_id(l), Box::new(made))
            }
            6 => CodebookChange::AddChoice(layer_id(l), attribute_id(a), Choice::new(choice_id(x), "Choice")),
            7 => CodebookChange::Code(code_id(c), CodeChange::Key(key)),
            8 => attribute(AttributeChange::Values(values)),
            9 => attribute(AttributeChange::Default(Some(choice_id(x)))),
            10 => attribute(AttributeChange::Codes(vec![code_id(c)])),
            11 => attribute(AttributeChange::Scale(Scale::Ordinal)),
            12 => attribute(AttributeChange::Appearance(Appearance::Given)),
            13 => CodebookChange::Layer(layer_id(l), LayerChange::Answers(AnswerKind::ALL[at % 3])),
            14 | 15 => CodebookChange::Move(part, at),
            _ => CodebookChange::Remove(part),
        }
    })
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    #[test]
    fn whatever_is_changed_the_codebook_stays_sound(changes in prop::collection::vec(any_change(), 0..60)) {
        let mut codebook = Codebook::new("Test".to_owned(), 1, vec![layer(0)]).expect("sound");
        for change in changes {
            let removed = match &change {
                CodebookChange::Remove(part) => Some(part.clone()),
                _ => None,
            };
            let place = removed.as_ref().and_then(|part| codebook.part_place(part));
            let Ok(changed) = codebook.changed(change.clone()) else { continue };
            let again = Codebook::new(changed.name().to_owned(), 1, changed.layers().to_vec());
            prop_assert_eq!(again.as_ref(), Ok(&changed), "{:?}", change);
            if let (Some(part), Some((_, count))) = (&removed, place) {
                prop_assert_eq!(changed.part_place(part), None);
                prop_assert!(count > 0);
            }
            if let CodebookChange::Move(part, to) = &change {
                let (at, count) = changed.part_place(part).expect("what moved is there");
                prop_assert_eq!(at, (*to).min(count - 1));
            }
            codebook = changed;
        }
    }
}

#[test]
fn an_attribute_that_goes_with_one_code_keeps_it() {
    let mut codebook = Codebook::new("Test".to_owned(), 1, vec![layer(0)]).expect("sound");
    let attribute =
        Attribute { codes: vec![code_id(0)], ..Attribute::new(attribute_id(0), "Irony", Values::Text) };
    for number in 0..2 {
        let code = Code::new(code_id(number), "Code", "blue");
        codebook = codebook.changed(CodebookChange::AddCode(layer_id(0), Box::new(code))).expect("sound");
    }
    let add = CodebookChange::AddAttribute(layer_id(0), Box::new(attribute));
    codebook = codebook.changed(add).expect("sound");
    let remove = |number| CodebookChange::Remove(CodebookPart::Code(code_id(number)));
    let refused = codebook.changed(remove(0)).expect_err("the field would go with all codes");
    assert!(refused.to_string().contains("Irony"), "{refused}");
    assert_eq!(codebook.changed(remove(1)).expect("sound").layers()[0].codes().len(), 1);
}
