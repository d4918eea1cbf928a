//! A text before it is said in a language.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A text of the catalogue with its arguments, to be said in whatever language is wanted. Clones share everything.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Message(Arc<Kept>);

#[derive(Debug, PartialEq, Eq, Hash)]
enum Kept {
    Known(Cow<'static, str>, Box<[(Cow<'static, str>, Argument)]>),
    Verbatim(Box<str>),
}

impl Message {
    /// A text without arguments. In code write [`message!`](crate::message), which tests find.
    pub fn new(id: impl Into<Cow<'static, str>>) -> Self {
        Self::with(id, [])
    }

    /// A text with named arguments.
    pub fn with(
        id: impl Into<Cow<'static, str>>,
        arguments: impl Into<Box<[(Cow<'static, str>, Argument)]>>,
    ) -> Self {
        Self(Arc::new(Kept::Known(id.into(), arguments.into())))
    }

    /// Words that are in no catalogue and the same in every language, such as what the system said of a file.
    pub fn verbatim(text: impl Into<Box<str>>) -> Self {
        Self(Arc::new(Kept::Verbatim(text.into())))
    }

    /// Its identifier in the catalogue; `None` when it is [verbatim](Self::verbatim).
    pub fn id(&self) -> Option<&str> {
        match &*self.0 {
            Kept::Known(id, _) => Some(id),
            Kept::Verbatim(_) => None,
        }
    }

    /// Its words when it is [verbatim](Self::verbatim).
    pub fn words(&self) -> Option<&str> {
        match &*self.0 {
            Kept::Known(..) => None,
            Kept::Verbatim(words) => Some(words),
        }
    }

    /// Its arguments by name, in the order in which they were given.
    pub fn arguments(&self) -> &[(Cow<'static, str>, Argument)] {
        match &*self.0 {
            Kept::Known(_, arguments) => arguments,
            Kept::Verbatim(_) => &[],
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        matches!(&*self.0, Kept::Verbatim(words) if words.is_empty())
    }
}

/// A message that says nothing.
impl Default for Message {
    fn default() -> Self {
        Self::verbatim("")
    }
}

/// What stands for a `{ $name }` of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Argument {
    /// Words that are not translated: a name, a title, a quotation.
    Text(Arc<str>),
    /// A count; it chooses the plural and is written with the language's thousands.
    Number(u64),
    /// A figure with decimals.
    Decimal(Decimal),
    /// Several things, joined with the language's "and".
    List(Arc<[Argument]>),
    /// Several things, joined with the language's "or".
    AnyOf(Arc<[Argument]>),
    /// Several things one after the other, with commas between.
    Series(Arc<[Argument]>),
    /// Another text.
    Message(Message),
}

impl Argument {
    /// Several things, any of which is meant: joined with the language's "or".
    pub fn any_of<T: Into<Self>>(things: impl IntoIterator<Item = T>) -> Self {
        Self::AnyOf(things.into_iter().map(Into::into).collect())
    }

    /// Several things one after the other, with commas between.
    pub fn series<T: Into<Self>>(things: impl IntoIterator<Item = T>) -> Self {
        Self::Series(things.into_iter().map(Into::into).collect())
    }

    /// Whatever can be displayed, as words.
    pub fn shown(value: &(impl fmt::Display + ?Sized)) -> Self {
        Self::Text(value.to_string().into())
    }
}

/// A number with a fixed count of decimals. Equal when bits and decimals are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    bits: u64,
    decimals: u8,
}

impl Decimal {
    /// A number to be written with so many decimals.
    pub fn new(value: f64, decimals: u8) -> Self {
        Self { bits: value.to_bits(), decimals }
    }

    /// The number.
    pub fn value(self) -> f64 {
        f64::from_bits(self.bits)
    }

    /// The count of decimals.
    pub fn decimals(self) -> u8 {
        self.decimals
    }
}

macro_rules! argument_from {
    ($($from:ty, $value:ident => $argument:expr;)*) => {$(
        impl From<$from> for Argument {
            fn from($value: $from) -> Self { $argument }
        }
    )*};
}

argument_from! {
    &str, text => Self::Text(text.into());
    String, text => Self::Text(text.into());
    &String, text => Self::Text(text.as_str().into());
    Arc<str>, text => Self::Text(text);
    Cow<'_, str>, text => Self::Text(text.into());
    char, sign => Self::Text(sign.to_string().into());
    u32, number => Self::Number(number.into());
    u64, number => Self::Number(number);
    usize, number => Self::Number(number as u64);
    Decimal, number => Self::Decimal(number);
    Message, message => Self::Message(message);
    &Message, message => Self::Message(message.clone());
}

impl<T: Into<Argument>> From<Vec<T>> for Argument {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

/// A [`Message`] by its identifier, with the arguments that its text names: `message!("library-shown", count = n)`.
/// `name = %value` takes whatever can be displayed, as words.
///
/// Identifiers and names are literals, so that a test can hold them against the texts.
#[macro_export]
macro_rules! message {
    ($id:literal) => { $crate::locale::Message::new($id) };
    ($id:literal, $($arguments:tt)+) => {
        $crate::locale::Message::with($id, $crate::message_arguments!([] $($arguments)+))
    };
}

/// The arguments of [`message!`](crate::message), one by one.
#[doc(hidden)]
#[macro_export]
macro_rules! message_arguments {
    ([$($done:expr),*]) => { [$($done),*] };
    ([$($done:expr),*] $name:ident = % $value:expr $(, $($rest:tt)*)?) => {
        $crate::message_arguments!(
            [$($done,)* (::std::borrow::Cow::Borrowed(stringify!($name)), $crate::locale::Argument::shown(&$value))]
            $($($rest)*)?
        )
    };
    ([$($done:expr),*] $name:ident = $value:expr $(, $($rest:tt)*)?) => {
        $crate::message_arguments!(
            [$($done,)* (::std::borrow::Cow::Borrowed(stringify!($name)), $crate::locale::Argument::from($value))]
            $($($rest)*)?
        )
    };
}

/// The identifier of a text where it stands in a table of code: `id!("common-close")` is `"common-close"`, and a test
/// finds it.
#[macro_export]
macro_rules! id {
    ($id:literal) => {
        $id
    };
}
