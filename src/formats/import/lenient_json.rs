//! Other programs' JSON, read leniently: what is missing or of another type is nothing, not an error.

use super::memory::{Room, too_much};
use crate::base::{Issue, Place};
use crate::message;
use serde_json::Value;
use std::borrow::Cow;

/// How many broken lines of one file are told one by one.
const MOST: usize = 20;

/// The JSON of a file: one value, or a value a line. A byte order mark and UTF-16 are understood.
///
/// # Errors
/// When nothing of it is JSON. Single broken lines are findings.
pub(in crate::formats) fn values(
    name: &str,
    bytes: &[u8],
    issues: &mut Vec<Issue>,
) -> Result<Vec<Value>, Issue> {
    Ok(values_by_line(name, bytes, issues)?.into_iter().map(|(_, value)| value).collect())
}

/// The same with the line on which each value begins, from 1.
///
/// # Errors
/// When nothing of it is JSON. Single broken lines are findings.
pub(in crate::formats) fn values_by_line(
    name: &str,
    bytes: &[u8],
    issues: &mut Vec<Issue>,
) -> Result<Vec<(u32, Value)>, Issue> {
    let text = decoded(bytes);
    let room = Room::default();
    let whole = match room.read(&text) {
        Ok(value) => return Ok(vec![(1, value)]),
        Err(_) if room.is_full() => return Err(too_much(name)),
        Err(error) => error,
    };
    let (mut all, mut broken, mut told) = (Vec::new(), 0_usize, Vec::new());
    for (at, line) in lines(&text) {
        match room.read_entry(line) {
            Ok(value) => all.push((at, value)),
            Err(_) if room.is_full() => return Err(too_much(name)),
            Err(error) => {
                broken += 1;
                if told.len() < MOST {
                    told.push((at, error));
                }
            }
        }
    }
    // Single lines of one value that is broken can be JSON, too.
    let is_lines = all.first().is_some_and(|(at, _)| told.first().is_none_or(|(line, _)| at < line));
    if !is_lines && all.len() <= broken {
        let place = Place::Line(whole.line() as u32, whole.column() as u32);
        let issue = Issue::error("bad-json", name, message!("formats-bad-json", error = %whole));
        return Err(issue.at(place).hint(message!("formats-bad-json.hint")));
    }
    for (at, error) in &told {
        let place = Place::Line(*at, error.column() as u32);
        // Its own line is that of the line alone.
        let error = error.to_string();
        let error = error.split(" at line ").next().unwrap_or_default();
        let issue = Issue::error("bad-line", name, message!("formats-line-not-json", error = error));
        issues.push(issue.at(place).hint(message!("formats-left-out")));
    }
    if broken > told.len() {
        let count = (broken - told.len()) as u64;
        issues.push(Issue::error("bad-line", name, message!("formats-more-lines", count = count)));
    }
    Ok(all)
}

/// The first value of a file that is one value or a value a line; of a list its first entry, when that is a list or an
/// object. Single broken lines before it are passed over.
pub(in crate::formats) fn first(bytes: &[u8]) -> Option<Value> {
    let text = decoded(bytes);
    let rest = text.trim_ascii_start();
    let entry = rest.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    let entry = entry.filter(|entry| entry.starts_with(b"{") || entry.starts_with(b"["));
    let whole = Room::default().read_first(entry.unwrap_or(rest)).ok();
    whole.or_else(|| lines(&text).take(MOST).find_map(|(_, line)| Room::default().read(line).ok()))
}

/// The lines that are not blank, with their numbers from 1.
fn lines(text: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let numbered = text.split(|byte| *byte == b'\n').enumerate();
    numbered.filter(|(_, line)| !line.trim_ascii().is_empty()).map(|(at, line)| (at as u32 + 1, line))
}

fn decoded(bytes: &[u8]) -> Cow<'_, [u8]> {
    match encoding_rs::Encoding::for_bom(bytes) {
        None => Cow::Borrowed(bytes),
        Some((encoding, mark)) if encoding == encoding_rs::UTF_8 => Cow::Borrowed(&bytes[mark..]),
        Some((encoding, mark)) => {
            Cow::Owned(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned().into_bytes())
        }
    }
}

/// The string under a key, or an empty one.
pub(in crate::formats) fn words<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// What is under a key as a list: a single value is a list of one, a missing one or null an empty list.
pub(in crate::formats) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    match value.get(key) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(all)) => all,
        Some(one) => std::slice::from_ref(one),
    }
}

/// What a value says: the words of a string, or else its JSON.
pub(in crate::formats) fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What a value says that may be missing, or may say nothing.
pub(in crate::formats) fn said_or_nothing(value: Option<&Value>) -> String {
    value.filter(|value| !is_nothing(value)).map(said).unwrap_or_default()
}

/// Whether a value says nothing.
pub(in crate::formats) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(words) => words.trim().is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The position under a key.
pub(in crate::formats) fn position(value: &Value, key: &str) -> Option<u32> {
    number(value.get(key)?)
}

/// A position: a whole number, also one that is written as a string or with a decimal point.
pub(in crate::formats) fn number(value: &Value) -> Option<u32> {
    match value {
        Value::String(words) => words.trim().parse().ok(),
        Value::Number(number) => {
            let whole = number
                .as_u64()
                .or_else(|| number.as_f64().filter(|n| n.fract() == 0.0 && *n >= 0.0).map(|n| n as u64));
            whole.and_then(|number| u32::try_from(number).ok())
        }
        _ => None,
    }
}

/// Passages that are written as `12-40 60-71`.
pub(in crate::formats) fn ranges(words: &str) -> Vec<(u32, u32)> {
    let one = |part: &str| {
        let (start, end) = part.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    words.split_whitespace().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_of_a_file() {
        for (text, want) in [
            ("{\"a\":1}\n{\"a\":2}", "{\"a\":1}"),
            (" [ {\"a\":1}, {\"a\":", "{\"a\":1}"),
            ("[[\"x\",{}],2]", "[\"x\",{}]"),
            ("[\"x\",{}]", "[\"x\",{}]"),
            ("{\"a\"\n{\"b\":2}", "{\"b\":2}"),
            ("\u{feff}{}", "{}"),
        ] {
            let found = first(text.as_bytes()).map(|value| value.to_string());
            assert_eq!(found.as_deref(), Some(want), "{text}");
        }
        assert_eq!(first(b"Once upon"), None);
    }

    #[test]
    fn files_in_whole_or_in_lines() {
        let read = |bytes: &[u8]| {
            let mut issues = Vec::new();
            let values = values("a.json", bytes, &mut issues);
            (values.map(|values| values.len()).map_err(|issue| issue.to_string()), issues.len())
        };
        assert_eq!(read(b"\xef\xbb\xbf{\"a\":\n1}"), (Ok(1), 0));
        assert_eq!(read(b"{\"a\":1}\n\n{\"a\":2}\n{\"a\"\n{}"), (Ok(3), 1));
        assert_eq!(read(b"{\"a\"\n{\"a\":1}\n{\"a\":2}\n"), (Ok(2), 1), "the first line costs itself alone");
        let many = format!("{{}}\n{}", "{\n".repeat(30));
        assert_eq!(read(many.as_bytes()), (Ok(1), MOST + 1), "the others are counted");
        assert!(read(b"{\n\"a\": [\n{\"b\": 1}\n").0.is_err(), "a line of a broken value");
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("[1]".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&wide), (Ok(1), 0));
        assert!(read(b"{\"a\":").0.is_err_and(|words| words.contains("not JSON")));
        assert!(read(&b"[".repeat(100_000)).0.is_err());
    }
}
