//! How English writes numbers and lists.

/// Comma between thousands.
pub fn grouped(number: u64) -> String {
    separated(number, ",")
}

/// Thousands with a mark between them.
pub(super) fn separated(number: u64, mark: &str) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// "A", "A and B", "A, B and C".
pub fn and_list<T: AsRef<str>>(parts: &[T]) -> String {
    joined(parts, " and ")
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
    fn thousands_have_a_mark() {
        assert_eq!(
            [0, 7, 999, 1000, 12_345, 1_000_000].map(grouped),
            ["0", "7", "999", "1,000", "12,345", "1,000,000"]
        );
    }

    #[test]
    fn lists_end_with_and() {
        let list = |parts: &[&str]| and_list(parts);
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["A"]), "A");
        assert_eq!(list(&["A", "B"]), "A and B");
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
    }
}
