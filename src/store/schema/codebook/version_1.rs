//! Files of version 1 say nothing of keys in the article, roles, appearance and scale: the program knew them by the
//! names of the built-in codebook. What has one of these names gets what the built-in codebook states of it today.

use super::names::{AttributeRoleShape, ChoiceRoleShape};
use crate::model::{Answers, Attribute, AttributeRole, ChoiceRole, Codebook, Layer, Unit, Values};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::mem;
use std::sync::LazyLock;

/// Names beyond those of the built-in codebook.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    attributes: Vec<AttributeName>,
    /// The names that keys had in settings, and have.
    keys: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeName {
    id: String,
    role: AttributeRoleShape,
    #[serde(default)]
    choices: BTreeMap<String, ChoiceRoleShape>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let text = include_str!("../../../../assets/codebook/version-1.ron");
    ron::from_str(text).unwrap_or_else(|error| panic!("the names of version 1 are broken: {error}"))
});

/// The names that keys had in settings when the program knew attributes by name, with those that they have.
pub(in crate::store) fn names_of_keys() -> &'static BTreeMap<String, String> {
    &NAMES.keys
}

/// States what version 1 left to names, as the built-in codebook has it.
pub(super) fn complete(layers: &mut [Layer], built_in: &Codebook) {
    for layer in layers {
        if let Answers::Codes(codes) = &mut layer.answers {
            for code in codes.iter_mut() {
                if let Some((_, known)) = built_in.code(code.id.as_str()) {
                    (code.role, code.synonyms) = (known.role, known.synonyms.clone());
                }
            }
        }
        let known: Vec<Option<&Attribute>> =
            layer.attributes.iter().map(|attribute| of_that_name(built_in, layer, attribute)).collect();
        let spans: Vec<_> = layer
            .attributes
            .iter()
            .filter(|attribute| attribute.values == Values::Spans)
            .map(|attribute| attribute.id.clone())
            .collect();
        let mut roles: Vec<AttributeRole> = Vec::new();
        for (attribute, known) in layer.attributes.iter_mut().zip(known) {
            let Some(known) = known else { continue };
            attribute.shortcut = known.shortcut.clone();
            attribute.appearance = known.appearance;
            attribute.scale = known.scale;
            attribute.next = known.next.clone().filter(|next| spans.contains(next));
            if fits_layer(known.role, layer.unit, &layer.answers) && !roles.contains(&known.role) {
                attribute.role = known.role;
                roles.push(known.role);
            }
            complete_choices(attribute, known);
        }
        for named in &NAMES.attributes {
            let Some(role) = named.role.stated() else { continue };
            let free = !roles.contains(&role) && layer.answers == Answers::Claims;
            let same = |attribute: &&mut Attribute| attribute.id.as_str() == named.id;
            let Some(attribute) = layer.attributes.iter_mut().find(same) else { continue };
            if attribute.role == role || free && (role != AttributeRole::Stance || takes_one(attribute)) {
                attribute.role = role;
                roles.push(role);
                name_choices(attribute, &named.choices);
            }
        }
    }
}

/// What the built-in codebook has of that name and of the same values, in the same layer or else in any.
fn of_that_name<'b>(built_in: &'b Codebook, layer: &Layer, attribute: &Attribute) -> Option<&'b Attribute> {
    let id = attribute.id.as_str();
    let here = built_in.layer(layer.id.as_str()).and_then(|known| known.attribute(id));
    let known = here.or_else(|| built_in.layers().iter().find_map(|known| known.attribute(id)))?;
    let alike = mem::discriminant(&known.values) == mem::discriminant(&attribute.values);
    (alike && takes_one(known) == takes_one(attribute)).then_some(known)
}

fn takes_one(attribute: &Attribute) -> bool {
    matches!(attribute.values, Values::Choice { many: false, .. })
}

/// Whether the program looked for that role in such a layer.
fn fits_layer(role: AttributeRole, unit: Unit, answers: &Answers) -> bool {
    match role {
        AttributeRole::Plain => false,
        AttributeRole::Confidence => true,
        AttributeRole::Genre => unit == Unit::Article,
        AttributeRole::Stance
        | AttributeRole::Speaker
        | AttributeRole::Person
        | AttributeRole::Organization
        | AttributeRole::ClaimType => *answers == Answers::Claims,
    }
}

/// Choices by their name; those of other names have the key of the choice whose place they take.
fn complete_choices(attribute: &mut Attribute, known: &Attribute) {
    let Values::Choice { choices, .. } = &mut attribute.values else { return };
    let gone = |id: &str| !choices.iter().any(|choice| choice.id.as_str() == id);
    let in_place: Vec<_> = known
        .choices()
        .iter()
        .map(|choice| choice.shortcut.clone().filter(|_| gone(choice.id.as_str())))
        .collect();
    for (at, choice) in choices.iter_mut().enumerate() {
        match known.choice(choice.id.as_str()) {
            Some(known) => (choice.role, choice.shortcut) = (known.role, known.shortcut.clone()),
            None => choice.shortcut = in_place.get(at).cloned().flatten(),
        }
    }
}

fn name_choices(attribute: &mut Attribute, roles: &BTreeMap<String, ChoiceRoleShape>) {
    let Values::Choice { choices, .. } = &mut attribute.values else { return };
    for choice in choices.iter_mut().filter(|choice| choice.role == ChoiceRole::Plain) {
        let role = roles.get(choice.id.as_str()).and_then(|role| role.stated());
        choice.role = role.unwrap_or_default();
    }
}
