//! Tags of tokens, as sequence taggers are trained with: `B-Claim`, `I-Claim`, `O`.

use serde_json::Value;
use std::ops::Range;

/// The tokens of a line, with whether a space follows where they say so.
pub(super) fn tokens(line: &Value) -> Vec<(&str, bool)> {
    let all = ["tokens", "words"].into_iter().find_map(|key| line.get(key)?.as_array());
    let all = all.map(Vec::as_slice).unwrap_or_default();
    let read: Option<Vec<(&str, bool)>> = all.iter().map(token).collect();
    read.unwrap_or_default()
}

fn token(token: &Value) -> Option<(&str, bool)> {
    match token {
        Value::String(words) => Some((words.as_str(), true)),
        Value::Object(token) => {
            let words = token.get("text")?.as_str()?;
            let space = token.get("ws").or_else(|| token.get("whitespace"));
            Some((words, space.and_then(Value::as_bool).unwrap_or(true)))
        }
        _ => None,
    }
}

/// The text that tokens make up.
pub(super) fn joined(tokens: &[(&str, bool)]) -> String {
    let mut text = String::new();
    for (at, (words, space)) in tokens.iter().enumerate() {
        text.push_str(words);
        if *space && at + 1 < tokens.len() {
            text.push(' ');
        }
    }
    text
}

/// Where a token is in a text.
pub(super) struct TokenPlace {
    /// In code points.
    pub points: Range<u32>,
    /// In bytes.
    pub bytes: Range<usize>,
}

/// Where tokens are in a text; none where one is not there.
pub(super) fn places(text: &str, tokens: &[(&str, bool)]) -> Option<Vec<TokenPlace>> {
    let (mut byte, mut point) = (0, 0);
    let mut found = Vec::with_capacity(tokens.len());
    for (words, _) in tokens {
        let ahead = text.get(byte..)?.find(words)?;
        point += text[byte..byte + ahead].chars().count() as u32;
        let bytes = byte + ahead..byte + ahead + words.len();
        let points = point..point + words.chars().count() as u32;
        (byte, point) = (bytes.end, points.end);
        found.push(TokenPlace { points, bytes });
    }
    Some(found)
}

/// Tags of tokens that are in no mark.
const OUTSIDE: [&str; 4] = ["O", "_", "-", ""];

/// The marks that tags stand for: label, first and last token. Read are IO, IOB1, IOB2, BIOES and BILOU.
pub(super) fn marks(tags: &[&str]) -> Vec<(String, usize, usize)> {
    let mut marks: Vec<(String, usize, usize)> = Vec::new();
    let mut open = false;
    for (at, tag) in tags.iter().enumerate() {
        let (kind, label) = match tag.split_once('-') {
            Some((kind @ ("B" | "I" | "E" | "L" | "S" | "U"), label)) => (kind, label),
            _ if OUTSIDE.contains(tag) => {
                open = false;
                continue;
            }
            _ => ("I", *tag),
        };
        let goes_on = open && !matches!(kind, "B" | "S" | "U");
        match marks.last_mut().filter(|(known, ..)| goes_on && known == label) {
            Some((.., last)) => *last = at,
            None => marks.push((label.to_owned(), at, at)),
        }
        open = !matches!(kind, "E" | "L" | "S" | "U");
    }
    marks
}
