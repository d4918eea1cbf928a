//! Other programs' JSON, read leniently: what is missing or of another type is nothing, not an error.

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
    let text = decoded(bytes);
    let whole = match serde_json::from_slice(&text) {
        Ok(value) => return Ok(vec![value]),
        Err(error) => error,
    };
    let mut lines =
        text.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
    let first = lines.next().and_then(|(_, line)| serde_json::from_slice::<Value>(line).ok());
    let Some(first) = first else {
        let place = Place::Line(whole.line() as u32, whole.column() as u32);
        let issue = Issue::error("bad-json", name, message!("formats-bad-json", error = %whole));
        return Err(issue.at(place).hint(message!("formats-bad-json.hint")));
    };
    let mut all = vec![first];
    for (at, line) in lines {
        match serde_json::from_slice(line) {
            Ok(value) => all.push(value),
            Err(error) if issues.len() < MOST => {
                let place = Place::Line(at as u32 + 1, error.column() as u32);
                let issue = Issue::error("bad-line", name, message!("formats-line-not-json", error = %error));
                issues.push(issue.at(place).hint(message!("formats-left-out")));
            }
            Err(_) => {}
        }
    }
    Ok(all)
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

/// A position: a whole number, also one that is written as a string or with a decimal point.
pub(in crate::formats) fn position(value: &Value, key: &str) -> Option<u32> {
    match value.get(key)? {
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
    fn files_in_whole_or_in_lines() {
        let read = |bytes: &[u8]| {
            let mut issues = Vec::new();
            let values = values("a.json", bytes, &mut issues);
            (values.map(|values| values.len()).map_err(|issue| issue.to_string()), issues.len())
        };
        assert_eq!(read(b"\xef\xbb\xbf{\"a\":\n1}"), (Ok(1), 0));
        assert_eq!(read(b"{\"a\":1}\n\n{\"a\":2}\n{\"a\"\n{}"), (Ok(3), 1));
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("[1]".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&wide), (Ok(1), 0));
        assert!(read(b"{\"a\":").0.is_err_and(|words| words.contains("not JSON")));
        assert!(read(&b"[".repeat(100_000)).0.is_err());
    }
}
