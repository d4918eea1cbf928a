//! Changes of a codebook, one part of it at a time.

mod apply;
#[cfg(test)]
mod tests;

use super::{
    Answers, Appearance, Attribute, Choice, Code, Codebook, CodebookError, Example, Layer, Scale, Unit,
    Values,
};
use crate::base::{AttributeId, ChoiceId, CodeId, LayerId};
use crate::message;

/// A codebook or a part of it that has a name and fields of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodebookPart {
    /// The codebook itself: its name and which layers it has.
    Whole,
    /// A layer with all that it has.
    Layer(LayerId),
    /// A code.
    Code(CodeId),
    /// An attribute of a layer.
    Attribute(LayerId, AttributeId),
    /// A choice of an attribute.
    Choice(LayerId, AttributeId, ChoiceId),
}

/// A change of one part of a codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodebookChange {
    /// What the codebook is called.
    Name(String),
    /// A field of a layer.
    Layer(LayerId, LayerChange),
    /// A field of a code.
    Code(CodeId, CodeChange),
    /// A field of an attribute.
    Attribute(LayerId, AttributeId, AttributeChange),
    /// A field of a choice.
    Choice(LayerId, AttributeId, ChoiceId, ChoiceChange),
    /// A further layer, after the others.
    AddLayer(Box<Layer>),
    /// A further code of a layer, after the others.
    AddCode(LayerId, Box<Code>),
    /// A further attribute of a layer, after the others.
    AddAttribute(LayerId, Box<Attribute>),
    /// A further choice of an attribute, after the others.
    AddChoice(LayerId, AttributeId, Choice),
    /// The place of a part among its like, counted from 0.
    Move(CodebookPart, usize),
    /// Takes a part out, with all that it has.
    Remove(CodebookPart),
}

/// A change of a layer's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayerChange {
    /// Its name on the screen.
    Name(String),
    /// What coders ask themselves of each unit.
    Question(String),
    /// What gets an answer.
    Unit(Unit),
    /// What answers its question; a layer that has codes keeps them.
    Answers(AnswerKind),
    /// Whether a unit has at most one of its codes.
    Exclusive(bool),
    /// The order of tests, a line each.
    Card(Vec<String>),
}

/// What answers a layer's question, without its codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// Codes.
    Codes,
    /// Claims of the ledger.
    Claims,
    /// Fields of the article.
    Fields,
}

impl AnswerKind {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Codes, Self::Claims, Self::Fields];

    /// The kind of these answers.
    pub fn of(answers: &Answers) -> Self {
        match answers {
            Answers::Codes(_) => Self::Codes,
            Answers::Claims => Self::Claims,
            Answers::Fields => Self::Fields,
        }
    }
}

/// A change of a code's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeChange {
    /// Its name on the screen.
    Name(String),
    /// The key that gives it; none for no key.
    Key(Option<char>),
    /// Its colour of the palette, by name.
    Colour(String),
    /// What it means.
    Definition(String),
    /// The question that decides.
    Test(String),
    /// What belongs to it, a line each.
    Include(Vec<String>),
    /// What does not, a line each.
    Exclude(Vec<String>),
    /// Whether it needs a memo before the article is done.
    NeedsMemo(bool),
    /// A further example.
    AddExample(Example),
    /// Another example in the place of that number, counted from 0.
    Example(usize, Example),
    /// No example of that number, counted from 0.
    RemoveExample(usize),
}

/// A change of an attribute's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeChange {
    /// Its name on the screen.
    Name(String),
    /// The question it answers.
    Question(String),
    /// When a value is given.
    Definition(String),
    /// The key that takes it in the list of fields; none when one is found for it.
    Key(Option<char>),
    /// The key that works in the article; none for no key.
    Shortcut(Option<char>),
    /// Which values it takes.
    Values(ValueKind),
    /// What an absent value is taken for where one is needed.
    Default(Option<ChoiceId>),
    /// The codes it goes with; empty for all.
    Codes(Vec<CodeId>),
    /// Whether the inspector shows it at once.
    Prominent(bool),
    /// How it shows in the article.
    Appearance(Appearance),
    /// How it is compared.
    Scale(Scale),
}

/// A change of a choice's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChoiceChange {
    /// Its name on the screen.
    Name(String),
    /// What it means.
    Definition(String),
    /// The key that sets it in the article; none for no key.
    Shortcut(Option<char>),
}

/// Which values an attribute takes, without its choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// One of its choices.
    One,
    /// Any number of its choices.
    Several,
    /// Free text.
    Text,
    /// Passages of the article.
    Spans,
}

impl ValueKind {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 4] = [Self::One, Self::Several, Self::Text, Self::Spans];

    /// The kind of these values.
    pub fn of(values: &Values) -> Self {
        match values {
            Values::Choice { many: false, .. } => Self::One,
            Values::Choice { many: true, .. } => Self::Several,
            Values::Text => Self::Text,
            Values::Spans => Self::Spans,
        }
    }
}

impl CodebookPart {
    /// The part that a change is about.
    pub fn changed_by(change: &CodebookChange) -> Self {
        match change {
            CodebookChange::Name(_) => Self::Whole,
            CodebookChange::Layer(layer, _) => Self::Layer(layer.clone()),
            CodebookChange::AddLayer(layer) => Self::Layer(layer.id.clone()),
            CodebookChange::Code(code, _) => Self::Code(code.clone()),
            CodebookChange::AddCode(_, code) => Self::Code(code.id.clone()),
            CodebookChange::Attribute(layer, attribute, _) => {
                Self::Attribute(layer.clone(), attribute.clone())
            }
            CodebookChange::AddAttribute(layer, attribute) => {
                Self::Attribute(layer.clone(), attribute.id.clone())
            }
            CodebookChange::Choice(layer, attribute, choice, _) => {
                Self::Choice(layer.clone(), attribute.clone(), choice.clone())
            }
            CodebookChange::AddChoice(layer, attribute, choice) => {
                Self::Choice(layer.clone(), attribute.clone(), choice.id.clone())
            }
            CodebookChange::Move(part, _) | CodebookChange::Remove(part) => part.clone(),
        }
    }

    /// Its name in files; empty for the whole.
    pub fn id(&self) -> &str {
        match self {
            Self::Whole => "",
            Self::Layer(id) => id.as_str(),
            Self::Code(id) => id.as_str(),
            Self::Attribute(_, id) => id.as_str(),
            Self::Choice(_, _, id) => id.as_str(),
        }
    }
}

impl Codebook {
    /// The name of a part; none where there is no such part.
    pub fn part_name(&self, part: &CodebookPart) -> Option<&str> {
        let attribute =
            |layer: &LayerId, id: &AttributeId| self.layer(layer.as_str())?.attribute(id.as_str());
        match part {
            CodebookPart::Whole => Some(self.name()),
            CodebookPart::Layer(layer) => self.layer(layer.as_str()).map(|layer| layer.name.as_str()),
            CodebookPart::Code(code) => self.code(code.as_str()).map(|(_, code)| code.name.as_str()),
            CodebookPart::Attribute(layer, id) => {
                attribute(layer, id).map(|attribute| attribute.name.as_str())
            }
            CodebookPart::Choice(layer, id, choice) => {
                attribute(layer, id)?.choice(choice.as_str()).map(|choice| choice.name.as_str())
            }
        }
    }

    /// Where a part stands among its like, counted from 0, and how many these are; none where there is no such part.
    pub fn part_place(&self, part: &CodebookPart) -> Option<(usize, usize)> {
        fn place<T>(all: &[T], is_it: impl Fn(&T) -> bool) -> Option<(usize, usize)> {
            Some((all.iter().position(is_it)?, all.len()))
        }
        match part {
            CodebookPart::Whole => None,
            CodebookPart::Layer(layer) => place(self.layers(), |other| other.id == *layer),
            CodebookPart::Code(code) => {
                let (layer, _) = self.code(code.as_str())?;
                place(layer.codes(), |other| other.id == *code)
            }
            CodebookPart::Attribute(layer, id) => {
                place(&self.layer(layer.as_str())?.attributes, |other| other.id == *id)
            }
            CodebookPart::Choice(layer, id, choice) => {
                let attribute = self.layer(layer.as_str())?.attribute(id.as_str())?;
                place(attribute.choices(), |other| other.id == *choice)
            }
        }
    }

    /// The codebook with a change; its version stays.
    ///
    /// # Errors
    /// When it has no such part, or would not be sound, as [`Codebook::new`] says, or an attribute would go with no code
    /// that is left.
    pub fn changed(&self, change: CodebookChange) -> Result<Self, CodebookError> {
        let part = CodebookPart::changed_by(&change);
        let mut name = self.name().to_owned();
        let mut layers = self.layers().to_vec();
        let is_done = match change {
            CodebookChange::Name(changed) => {
                name = changed;
                Some(())
            }
            CodebookChange::Layer(id, change) => layer_of(&mut layers, &id).map(|layer| change.apply(layer)),
            CodebookChange::Code(id, change) => code_of(&mut layers, &id).map(|code| change.apply(code)),
            CodebookChange::Attribute(layer, id, change) => {
                attribute_of(&mut layers, &layer, &id).map(|attribute| change.apply(attribute))
            }
            CodebookChange::Choice(layer, attribute, id, change) => {
                let choices = attribute_of(&mut layers, &layer, &attribute).and_then(choices_of);
                let choice = choices.and_then(|all| all.iter_mut().find(|choice| choice.id == id));
                choice.map(|choice| change.apply(choice))
            }
            CodebookChange::AddLayer(layer) => {
                layers.push(*layer);
                Some(())
            }
            CodebookChange::AddCode(layer, code) => {
                layer_of(&mut layers, &layer).and_then(codes_of).map(|codes| codes.push(*code))
            }
            CodebookChange::AddAttribute(layer, attribute) => {
                layer_of(&mut layers, &layer).map(|layer| layer.attributes.push(*attribute))
            }
            CodebookChange::AddChoice(layer, attribute, choice) => {
                let choices = attribute_of(&mut layers, &layer, &attribute).and_then(choices_of);
                choices.map(|choices| choices.push(choice))
            }
            CodebookChange::Move(part, to) => self.part_place(&part).and_then(|(from, _)| match &part {
                CodebookPart::Whole => None,
                CodebookPart::Layer(_) => moved(&mut layers, from, to),
                CodebookPart::Code(code) => moved(codes_of(layer_with(&mut layers, code)?)?, from, to),
                CodebookPart::Attribute(layer, _) => {
                    moved(&mut layer_of(&mut layers, layer)?.attributes, from, to)
                }
                CodebookPart::Choice(layer, attribute, _) => {
                    moved(choices_of(attribute_of(&mut layers, layer, attribute)?)?, from, to)
                }
            }),
            CodebookChange::Remove(part) => match self.part_place(&part) {
                Some((at, _)) => remove(&mut layers, &part, at)?,
                None => None,
            },
        };
        match is_done {
            Some(()) => Self::new(name, self.version(), layers),
            None => Err(CodebookError(message!("refusals-no-part", part = part.id()))),
        }
    }
}

fn layer_of<'a>(layers: &'a mut [Layer], id: &LayerId) -> Option<&'a mut Layer> {
    layers.iter_mut().find(|layer| layer.id == *id)
}

fn layer_with<'a>(layers: &'a mut [Layer], code: &CodeId) -> Option<&'a mut Layer> {
    layers.iter_mut().find(|layer| layer.codes().iter().any(|other| other.id == *code))
}

fn code_of<'a>(layers: &'a mut [Layer], id: &CodeId) -> Option<&'a mut Code> {
    codes_of(layer_with(layers, id)?)?.iter_mut().find(|code| code.id == *id)
}

fn codes_of(layer: &mut Layer) -> Option<&mut Vec<Code>> {
    match &mut layer.answers {
        Answers::Codes(codes) => Some(codes),
        Answers::Claims | Answers::Fields => None,
    }
}

fn attribute_of<'a>(layers: &'a mut [Layer], layer: &LayerId, id: &AttributeId) -> Option<&'a mut Attribute> {
    layer_of(layers, layer)?.attributes.iter_mut().find(|attribute| attribute.id == *id)
}

fn choices_of(attribute: &mut Attribute) -> Option<&mut Vec<Choice>> {
    match &mut attribute.values {
        Values::Choice { choices, .. } => Some(choices),
        Values::Text | Values::Spans => None,
    }
}

fn moved<T>(all: &mut Vec<T>, from: usize, to: usize) -> Option<()> {
    let to = to.min(all.len().checked_sub(1)?);
    let thing = all.remove(from);
    all.insert(to, thing);
    Some(())
}

/// Takes a part out and what elsewhere names it.
fn remove(layers: &mut Vec<Layer>, part: &CodebookPart, at: usize) -> Result<Option<()>, CodebookError> {
    match part {
        CodebookPart::Whole => return Ok(None),
        CodebookPart::Layer(_) => {
            layers.remove(at);
        }
        CodebookPart::Code(code) => {
            let Some(layer) = layer_with(layers, code) else { return Ok(None) };
            for attribute in &mut layer.attributes {
                // With no code left in its list it would go with all.
                if attribute.codes == std::slice::from_ref(code) {
                    let attribute = attribute.name.as_str();
                    return Err(CodebookError(message!("refusals-only-code", attribute = attribute)));
                }
                attribute.codes.retain(|other| other != code);
            }
            if let Some(codes) = codes_of(layer) {
                codes.remove(at);
            }
        }
        CodebookPart::Attribute(layer, id) => {
            let Some(layer) = layer_of(layers, layer) else { return Ok(None) };
            layer.attributes.remove(at);
            for attribute in &mut layer.attributes {
                attribute.next.take_if(|next| next == id);
            }
        }
        CodebookPart::Choice(layer, attribute, id) => {
            let attribute = attribute_of(layers, layer, attribute);
            let Some(Values::Choice { choices, default, .. }) =
                attribute.map(|attribute| &mut attribute.values)
            else {
                return Ok(None);
            };
            choices.remove(at);
            default.take_if(|default| default == id);
        }
    }
    Ok(Some(()))
}
