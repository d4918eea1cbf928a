//! Names and values in one line of text, for formats with only a comment: `origin=made; created=2025-07-03T09:30:00Z`.

/// Writes pairs on one line. A backslash stands before what would part them and for signs that break lines.
pub(in crate::formats) fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push_str("; ");
        }
        escape(name, &['=', ';'], &mut out);
        out.push('=');
        escape(value, &[';'], &mut out);
    }
    out
}

/// Reads what [`encode`] wrote. Parts without a sign of equality are left out.
pub(in crate::formats) fn decode(words: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let (part, after) = split(rest, ';');
        rest = after.strip_prefix(' ').unwrap_or(after);
        if let (name, Some(value)) = split_some(part, '=') {
            pairs.push((unescape(name), unescape(value)));
        }
    }
    pairs
}

/// Words on one line, without tabs.
pub(in crate::formats) fn one_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    escape(words, &[], &mut out);
    out
}

fn escape(words: &str, also: &[char], out: &mut String) {
    let last = words.chars().count().saturating_sub(1);
    for (at, c) in words.chars().enumerate() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            ' ' if at == 0 || at == last => out.push_str("\\s"),
            c if also.contains(&c) => out.extend(['\\', c]),
            c if c.is_control() || breaks_line(c) => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
}

/// Whether some readers take a character for the end of a line.
pub(in crate::formats) fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Reads what [`one_line`] wrote.
pub(in crate::formats) fn unescape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('s') => out.push(' '),
            Some('u') => {
                let digits: String = rest.as_str().chars().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 4);
                match code.and_then(char::from_u32) {
                    Some(c) => {
                        out.push(c);
                        rest = rest.as_str()[4..].chars();
                    }
                    None => out.push_str("\\u"),
                }
            }
            Some(c) => out.push(c),
            None => out.push('\\'),
        }
    }
    out
}

/// Parts words at the first sign without a backslash before it.
fn split(words: &str, sign: char) -> (&str, &str) {
    let (before, after) = split_some(words, sign);
    (before, after.unwrap_or(""))
}

fn split_some(words: &str, sign: char) -> (&str, Option<&str>) {
    let mut escaped = false;
    for (at, c) in words.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == sign => return (&words[..at], Some(&words[at + c.len_utf8()..])),
            _ => {}
        }
    }
    (words, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pairs_are_readable() {
        let pairs = [("origin", "made"), ("memo", "two\nlines; a=b \\ end ")];
        let line = encode(pairs);
        assert_eq!(line, r"origin=made; memo=two\nlines\; a=b \\ end\s");
        assert_eq!(decode(&line), pairs.map(|(n, v)| (n.to_owned(), v.to_owned())));
    }

    #[test]
    fn anything_may_be_read() {
        for words in ["", ";", "=", "a", "\\", "a=\\u12", "a=\\u00é0", "=;=;", "a=b;"] {
            let _ = decode(words);
        }
        assert_eq!(decode("a=\\ud800"), [("a".to_owned(), "\\ud800".to_owned())]);
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn what_is_written_is_read(pairs in prop::collection::vec((any::<String>(), any::<String>()), 0..4)) {
            let line = encode(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            prop_assert!(!line.contains(breaks_line) && !line.contains('\t'));
            prop_assert_eq!(decode(&line), pairs);
        }
    }
}
