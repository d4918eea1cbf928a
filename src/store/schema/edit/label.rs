//! What a step does, as a message that can be said in any language.

use crate::locale::{Argument, Catalogue, Decimal, Message};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A message by its identifier, with its arguments by name.
#[derive(Serialize, Deserialize)]
pub(super) struct MessageShape(String, Vec<(String, ArgumentShape)>);

#[derive(Serialize, Deserialize)]
enum ArgumentShape {
    Text(String),
    Number(u64),
    /// The bits of the number, and how many decimals are written.
    Decimal(u64, u8),
    List(Vec<ArgumentShape>),
    AnyOf(Vec<ArgumentShape>),
    Series(Vec<ArgumentShape>),
    Message(MessageShape),
}

impl MessageShape {
    /// The shape; `None` when the message is verbatim.
    pub fn encode(message: &Message) -> Option<Self> {
        let arguments = message.arguments().iter();
        let arguments = arguments.map(|(name, value)| (name.to_string(), ArgumentShape::encode(value)));
        Some(Self(message.id()?.to_owned(), arguments.collect()))
    }

    /// The message; `None` when no text of this version has its identifier.
    pub fn decode(self) -> Option<Message> {
        let Self(id, arguments) = self;
        if !Catalogue::english().knows(&id) {
            return None;
        }
        let arguments = arguments.into_iter().map(|(name, value)| Some((Cow::Owned(name), value.decode()?)));
        Some(Message::with(id, arguments.collect::<Option<Vec<_>>>()?))
    }
}

impl ArgumentShape {
    fn encode(argument: &Argument) -> Self {
        match argument {
            Argument::Text(text) => Self::Text(text.to_string()),
            Argument::Number(number) => Self::Number(*number),
            Argument::Decimal(number) => Self::Decimal(number.value().to_bits(), number.decimals()),
            Argument::List(parts) => Self::List(parts.iter().map(Self::encode).collect()),
            Argument::AnyOf(parts) => Self::AnyOf(parts.iter().map(Self::encode).collect()),
            Argument::Series(parts) => Self::Series(parts.iter().map(Self::encode).collect()),
            Argument::Message(message) => match MessageShape::encode(message) {
                Some(message) => Self::Message(message),
                None => Self::Text(message.english()),
            },
        }
    }

    fn decode(self) -> Option<Argument> {
        Some(match self {
            Self::Text(text) => Argument::Text(text.into()),
            Self::Number(number) => Argument::Number(number),
            Self::Decimal(bits, decimals) => Argument::Decimal(Decimal::new(f64::from_bits(bits), decimals)),
            Self::List(parts) => Argument::List(parts.into_iter().map(Self::decode).collect::<Option<_>>()?),
            Self::AnyOf(parts) => {
                Argument::AnyOf(parts.into_iter().map(Self::decode).collect::<Option<_>>()?)
            }
            Self::Series(parts) => {
                Argument::Series(parts.into_iter().map(Self::decode).collect::<Option<_>>()?)
            }
            Self::Message(message) => Argument::Message(message.decode()?),
        })
    }
}
