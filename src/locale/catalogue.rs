//! The texts of one language.

use super::memo::Memo;
use super::{Argument, Message, english};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use unic_langid::LanguageIdentifier;

macro_rules! files {
    ($language:literal, $($name:literal)*) => {
        [$(include_str!(concat!("../../assets/locales/", $language, "/", $name, ".ftl"))),*]
    };
}

/// The files of `assets/locales/en`. An identifier begins with the name of its file.
const ENGLISH: [&str; 30] = files!(
    "en",
    "actions" "agreement" "archive" "claims" "codebook" "common" "compare" "display" "drawer" "export" "feedback" "findings" "formats" "freeze" "import"
    "ingest" "inspector" "intake" "library" "notices" "program" "reader" "refusals" "review" "steps" "store" "team" "transfer" "window" "workbook"
);

/// From here on a number is no whole one any more in the arithmetic of plurals.
const EXACT: f64 = 9e15;

thread_local! {
    static FORMATTED: Cell<u64> = const { Cell::new(0) };
}

/// How many texts with arguments this thread has formatted so far. A frame that shows the same as the one before
/// formats none.
pub fn texts_formatted() -> u64 {
    FORMATTED.get()
}

/// The texts of one language, by their identifiers. It is read once and kept, so that texts can be borrowed for ever.
pub struct Catalogue {
    /// Texts without arguments.
    plain: FxHashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
    memo: Mutex<Memo>,
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue").field("locales", &self.bundle.locales).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// The English texts.
    pub fn english() -> &'static Self {
        static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read("en", &ENGLISH));
        &CATALOGUE
    }

    /// The language as a tag of BCP 47, such as `en`.
    pub fn language(&self) -> String {
        self.bundle.locales.first().map(ToString::to_string).unwrap_or_default()
    }

    /// Reads the files of a language. What is not understood or stands twice is left out; a test finds it.
    fn read(language: &str, files: &[&str]) -> Self {
        let language = language.parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(number));
        let added = bundle.add_function("DIGITS", digits);
        debug_assert!(added.is_ok(), "the only function");
        let mut ids = Vec::new();
        for text in files {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(part, _)| part);
            for entry in resource.entries() {
                if let ast::Entry::Message(message) = entry {
                    let id = message.id.name;
                    ids.extend(message.value.is_some().then(|| id.to_owned()));
                    ids.extend(message.attributes.iter().map(|part| format!("{id}.{}", part.id.name)));
                }
            }
            bundle.add_resource_overriding(resource);
        }
        let mut catalogue = Self { plain: FxHashMap::default(), bundle, memo: Mutex::default() };
        for id in ids {
            let (text, complete) = catalogue.written(&id, None);
            if complete {
                catalogue.plain.insert(id, text);
            }
        }
        catalogue
    }

    /// A text without arguments, such as `library-filter`, or a part of one, such as `library-filter.tip`.
    ///
    /// Returns the identifier itself when there is none.
    pub fn get(&'static self, id: &'static str) -> &'static str {
        self.plain.get(id).map_or(id, String::as_str)
    }

    /// Whether it has a text of that identifier.
    pub fn knows(&self, id: &str) -> bool {
        let (name, part) = id.split_once('.').map_or((id, None), |(name, part)| (name, Some(part)));
        self.bundle.get_message(name).is_some_and(|message| match part {
            Some(part) => message.get_attribute(part).is_some(),
            None => message.value().is_some(),
        })
    }

    /// A text with its arguments. What it lacks shows as its name.
    pub fn format(&self, message: &Message) -> String {
        let Some(id) = message.id() else { return message.words().unwrap_or_default().to_owned() };
        if let Some(text) = self.plain.get(id) {
            return text.clone();
        }
        FORMATTED.set(FORMATTED.get() + 1);
        let arguments: FluentArgs<'_> =
            message.arguments().iter().map(|(name, value)| (name.as_ref(), self.value(value))).collect();
        self.written(id, Some(&arguments)).0
    }

    /// The same as [`format`](Self::format), remembered: for what a view says again in the next frame.
    pub fn shown(&self, message: &Message) -> Arc<str> {
        let mut memo = self.memo.lock().unwrap_or_else(PoisonError::into_inner);
        memo.get(message, || self.format(message))
    }

    /// Things joined as this language does.
    pub fn list<T: AsRef<str>>(&self, parts: &[T]) -> String {
        english::and_list(parts)
    }

    /// The text, and whether nothing was missing.
    fn written(&self, id: &str, arguments: Option<&FluentArgs<'_>>) -> (String, bool) {
        let (name, part) = id.split_once('.').map_or((id, None), |(name, part)| (name, Some(part)));
        let pattern = self.bundle.get_message(name).and_then(|message| match part {
            Some(part) => message.get_attribute(part).map(|attribute| attribute.value()),
            None => message.value(),
        });
        let Some(pattern) = pattern else { return (id.to_owned(), false) };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
        (text, errors.is_empty())
    }

    fn value<'m>(&self, argument: &'m Argument) -> FluentValue<'m> {
        match argument {
            Argument::Text(text) => FluentValue::from(text.as_ref()),
            Argument::Number(number) if (*number as f64) < EXACT => FluentValue::from(*number),
            Argument::Number(number) => FluentValue::from(english::grouped(*number)),
            Argument::Decimal(decimal) => {
                let (value, decimals) = (decimal.value(), usize::from(decimal.decimals()));
                if value.abs() < EXACT {
                    let options = FluentNumberOptions {
                        minimum_fraction_digits: Some(decimals),
                        maximum_fraction_digits: Some(decimals),
                        ..FluentNumberOptions::default()
                    };
                    FluentNumber::new(value, options).into()
                } else {
                    FluentValue::from(value.to_string())
                }
            }
            Argument::List(parts) => FluentValue::from(self.list(&self.parts(parts))),
            Argument::AnyOf(parts) => FluentValue::from(english::or_list(&self.parts(parts))),
            Argument::Series(parts) => FluentValue::from(self.parts(parts).join(", ")),
            Argument::Message(message) => FluentValue::from(self.format(message)),
        }
    }

    fn parts(&self, parts: &[Argument]) -> Vec<String> {
        parts.iter().map(|part| self.part(part)).collect()
    }

    /// One thing of a list.
    fn part(&self, argument: &Argument) -> String {
        match self.value(argument) {
            FluentValue::String(text) => text.into_owned(),
            FluentValue::Number(found) => written_number(&found),
            FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => String::new(),
        }
    }
}

impl Message {
    /// Said in English: for the command line, files and tests. What the window shows goes through its catalogue.
    pub fn english(&self) -> String {
        Catalogue::english().format(self)
    }
}

/// In English: for the command line, files and tests.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english())
    }
}

fn number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(found) => Some(written_number(found)),
        FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }
}

fn written_number(number: &FluentNumber) -> String {
    let decimals = number.options.maximum_fraction_digits.unwrap_or(0);
    let written = format!("{:.decimals$}", number.value.abs());
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let sign =
        if number.value < 0.0 && written.contains(|digit| matches!(digit, '1'..='9')) { "−" } else { "" };
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), english::grouped);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// `DIGITS($number)`: without a mark between thousands, as files and the command line have them.
fn digits<'a>(values: &[FluentValue<'a>], _: &FluentArgs<'_>) -> FluentValue<'a> {
    match values {
        [FluentValue::Number(number)] => FluentValue::from(format!("{:.0}", number.value)),
        [FluentValue::String(text)] => FluentValue::String(text.clone()),
        _ => FluentValue::Error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Decimal;
    use crate::message;

    const TEXTS: &str = "
plain = Close
    .tip = Close the window
with-reference = { plain } it
shown = { $count ->
    [0] Nothing
    [one] One article of { $name }
   *[other] { $count } articles of { $name }
}
figure = alpha is { $value }
raw = { DIGITS($count) } lines
names = By { $names }
outer = In short: { $inner }.
";

    fn catalogue() -> &'static Catalogue {
        Box::leak(Box::new(Catalogue::read("en", &[TEXTS])))
    }

    #[test]
    fn texts_without_arguments_are_there_at_once() {
        let text = catalogue();
        assert_eq!(text.get("plain"), "Close");
        assert_eq!(text.get("plain.tip"), "Close the window");
        assert_eq!(text.get("with-reference"), "Close it");
        assert_eq!(text.format(&message!("plain")), "Close");
    }

    #[test]
    fn arguments_are_written_as_the_language_does() {
        let said = |message: Message| {
            let text = catalogue();
            assert_eq!(*text.shown(&message), text.format(&message));
            text.format(&message)
        };
        assert_eq!(said(message!("shown", count = 0_u64, name = "Maya")), "Nothing");
        assert_eq!(said(message!("shown", count = 1_u64, name = "Maya")), "One article of Maya");
        assert_eq!(said(message!("shown", count = 12_345_u64, name = "Maya")), "12,345 articles of Maya");
        assert_eq!(said(message!("raw", count = 12_345_u64)), "12345 lines");
        assert_eq!(said(message!("figure", value = Decimal::new(-0.5, 2))), "alpha is −0.50");
        assert_eq!(said(message!("figure", value = Decimal::new(-0.001, 2))), "alpha is 0.00");
        assert_eq!(said(message!("figure", value = Decimal::new(1234.5, 1))), "alpha is 1,234.5");
        assert_eq!(said(message!("figure", value = Decimal::new(f64::NAN, 2))), "alpha is NaN");
        assert_eq!(said(message!("figure", value = Decimal::new(1e300, 0))).len(), "alpha is ".len() + 301);
        assert_eq!(said(message!("figure", value = u64::MAX)), "alpha is 18,446,744,073,709,551,615");
        assert_eq!(said(message!("names", names = vec!["A", "B", "C"])), "By A, B and C");
        assert_eq!(said(message!("names", names = vec![1_u64, 2000])), "By 1 and 2,000");
        assert_eq!(said(message!("outer", inner = message!("raw", count = 2_u64))), "In short: 2 lines.");
        assert_eq!(said(Message::verbatim("No { $such }")), "No { $such }");
    }

    #[test]
    fn what_is_missing_shows_its_name() {
        let text = catalogue();
        assert_eq!(text.get("absent"), "absent");
        assert_eq!(text.format(&message!("absent", a = 1_u64)), "absent");
        assert_eq!(text.format(&message!("absent.tip")), "absent.tip");
        assert_eq!(text.format(&message!("figure")), "alpha is {$value}");
        assert_eq!(text.format(&message!("shown")), "{$count} articles of {$name}");
        assert_eq!(text.format(&message!("raw")), "DIGITS() lines");
    }
}
