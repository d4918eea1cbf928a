//! Values that REFI-QDA has no place for, as lines that people can read at the end of a description.
//!
//! The lines follow the words after an empty line and `[Obelus]`, each `name: value`. Line breaks and backslashes in values
//! are escaped with a backslash. Only the last such part of a description counts, so that a memo may look like anything.

use crate::formats::shared::identifiers;

const HEAD: &str = "[Obelus]";

/// Names and values in their order.
pub(super) type Values = Vec<(String, String)>;

/// A description with values behind it; empty when there is nothing to say.
pub(super) fn join(words: &str, values: &[(String, String)]) -> String {
    if values.is_empty() && split(words).1.is_none() {
        return words.to_owned();
    }
    let mut out = words.to_owned();
    if !words.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(HEAD);
    for (name, value) in values {
        out.push('\n');
        out.push_str(name);
        out.push_str(": ");
        out.push_str(&value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r"));
    }
    out
}

/// The words of a description, and the values behind them when it has such a part.
pub(super) fn split(description: &str) -> (&str, Option<Values>) {
    let (words, lines) = match description.rfind(&format!("\n\n{HEAD}")) {
        Some(at) => (&description[..at], &description[at + 2 + HEAD.len()..]),
        None => match description.strip_prefix(HEAD) {
            Some(lines) => ("", lines),
            None => return (description, None),
        },
    };
    let lines = lines.trim_end_matches(['\n', '\r']);
    if !lines.is_empty() && !lines.starts_with('\n') {
        return (description, None);
    }
    let values: Option<Values> = lines.lines().skip(1).map(value).collect();
    match values {
        Some(values) => (words, Some(values)),
        None => (description, None),
    }
}

fn value(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")))?;
    let mut out = String::with_capacity(value.len());
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            out.push(sign);
            continue;
        }
        out.push(match signs.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some(other) => other,
            None => '\\',
        });
    }
    Some((name.to_owned(), out))
}

/// The value of that name.
pub(super) fn get<'a>(values: &'a [(String, String)], name: &str) -> Option<&'a str> {
    values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The GUID of an annotation: its number, and a check over number, source and annotator, so that the number is known
/// again when the GUID comes back. Of the form of version 8 (RFC 9562, section 5.8).
pub(super) fn numbered(number: u64, source: &str, user: &str) -> String {
    let check =
        identifiers::digest_number(&["selection", &number.to_string(), source, user]) & (u64::MAX >> 6);
    let high = number >> 16;
    let third = 0x8000 | number >> 4 & 0xfff;
    let low = 1 << 63 | (number & 0xf) << 58 | check;
    format!(
        "{:08x}-{:04x}-{third:04x}-{:04x}-{:012x}",
        high >> 16,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

/// The number in a GUID that [`numbered`] made for this source and annotator.
pub(super) fn number_in(guid: &str, source: &str, user: &str) -> Option<u64> {
    let bits = u128::from_str_radix(&guid.replace('-', ""), 16).ok()?;
    let number = ((bits >> 80) as u64) << 16 | ((bits >> 64) as u64 & 0xfff) << 4 | (bits >> 58) as u64 & 0xf;
    (numbered(number, source, user) == guid).then_some(number)
}
