//! JSON that commands print, written by serde_json: objects keep the order of their fields, one to a line in a list.

use serde::{Serialize, Serializer};
use serde_json::ser::{CharEscape, Formatter};
use std::borrow::Cow;
use std::{fmt, io};

/// A value. An object has its fields in the order in which they were given, which `serde_json::Value` does not keep.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// Nothing; also what a number becomes that is not finite.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Count(u64),
    /// A number in the shortest form that reads back the same.
    Number(f64),
    /// Words, escaped where they are written.
    Text(String),
    /// Values in their order.
    List(Vec<Json>),
    /// Fields in their order.
    Object(Vec<(Cow<'static, str>, Json)>),
}

/// An object with these fields.
pub fn object<const N: usize>(fields: [(&'static str, Json); N]) -> Json {
    Json::Object(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// A list of what an iterator gives.
pub fn list<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Json {
    Json::List(items.into_iter().map(Into::into).collect())
}

impl Json {
    /// Without white space, as programs write it for each other.
    pub fn compact(&self) -> String {
        self.written(serde_json::ser::CompactFormatter)
    }

    fn written(&self, formatter: impl Formatter) -> String {
        let mut bytes = Vec::new();
        let written = self.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, formatter));
        debug_assert!(written.is_ok(), "memory takes everything, and all names are texts");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u32> for Json {
    fn from(value: u32) -> Self {
        Self::Count(value.into())
    }
}

impl From<u64> for Json {
    fn from(value: u64) -> Self {
        Self::Count(value)
    }
}

impl From<usize> for Json {
    fn from(value: usize) -> Self {
        Self::Count(value as u64)
    }
}

impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Count(value) => serializer.serialize_u64(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(Layout::default()))
    }
}

/// On one line with a space after commas and colons; the items of an outermost list on a line each.
#[derive(Default)]
struct Layout {
    depth: u32,
    filled: bool,
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(b"[")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(match (self.depth, first) {
            (1, true) => b"\n  ",
            (1, false) => b",\n  ",
            (_, true) => b"",
            (_, false) => b", ",
        })
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(if self.depth == 0 && self.filled { b"\n]" } else { b"]" })
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        out.write_all(b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    /// An exponent has no plus sign.
    fn write_f64<W: ?Sized + io::Write>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        write!(out, "{value:?}")
    }

    /// Control characters by their number, all alike.
    fn write_char_escape<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        let code = match escape {
            CharEscape::Quote => return out.write_all(b"\\\""),
            CharEscape::ReverseSolidus => return out.write_all(b"\\\\"),
            CharEscape::Solidus => return out.write_all(b"/"),
            CharEscape::Backspace => 0x08,
            CharEscape::FormFeed => 0x0c,
            CharEscape::LineFeed => b'\n',
            CharEscape::CarriageReturn => b'\r',
            CharEscape::Tab => b'\t',
            CharEscape::AsciiControl(code) => code,
        };
        write!(out, "\\u{code:04x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_keep_their_order_and_items_have_lines() {
        let inner = object([("b", list(["x", "y"])), ("a", Json::Null), ("c", list::<Json>([]))]);
        assert_eq!(inner.to_string(), r#"{"b": ["x", "y"], "a": null, "c": []}"#);
        assert_eq!(
            list([inner, object([("n", 1_u64.into())])]).to_string(),
            "[\n  {\"b\": [\"x\", \"y\"], \"a\": null, \"c\": []},\n  {\"n\": 1}\n]"
        );
        assert_eq!(object([("a", list([1_u64])), ("b", "\n".into())]).compact(), r#"{"a":[1],"b":"\n"}"#);
        assert_eq!(list::<Json>([]).to_string(), "[]");
        assert_eq!(list([list([1_u64, 2]), list::<Json>([])]).to_string(), "[\n  [1, 2],\n  []\n]");
    }

    #[test]
    fn control_characters_are_escaped_by_number() {
        let text = Json::from("\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{7f}\"\\/é\u{2028}");
        assert_eq!(
            text.to_string(),
            "\"\\u0008\\u0009\\u000a\\u000b\\u000c\\u000d\\u001f\u{7f}\\\"\\\\/é\u{2028}\""
        );
    }

    #[test]
    fn numbers_that_are_not_finite_are_nothing() {
        assert_eq!(
            list([f64::NAN, f64::INFINITY, 0.0, -0.5]).to_string(),
            "[\n  null,\n  null,\n  0.0,\n  -0.5\n]"
        );
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn numbers_are_as_rust_writes_them(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
            prop_assert_eq!(Json::Number(number).to_string(), format!("{number:?}"));
        }
    }
}
