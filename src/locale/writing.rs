//! What languages that write alike have in common.

/// Words as the beginning of a sentence.
pub fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// Year, month (from 1 to 12) and day of `2025-07-03`.
pub fn date_parts(date: &str) -> Option<(&str, u32, u32)> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (parts.next().is_none() && (1..=12).contains(&month)).then_some((year, month, day))
}

/// Thousands with a mark between them.
pub(super) fn separated(number: u64, mark: &str) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// The parts with commas, and `last` before the last one.
pub(super) fn joined<T: AsRef<str>>(parts: &[T], last: &str) -> String {
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(if at + 1 == parts.len() { last } else { ", " });
        }
        out.push_str(part.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_three_parts() {
        assert_eq!(date_parts("2025-07-03"), Some(("2025", 7, 3)));
        assert_eq!(date_parts("2025-13-03"), None);
        assert_eq!(date_parts("2025-07-03-1"), None);
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(["", "été", "a B"].map(capital), ["", "Été", "A B"]);
    }
}
