//! Numbers, shares and dates as both languages write them.

/// A number with a mark between thousands.
pub(super) fn grouped(number: u64, mark: &str) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// A share in per cent with one decimal where it is not whole, without the sign. What is not all is never rounded to
/// 100, nor what is not nothing to 0.
pub(super) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 || part == 0 {
        return "0".to_owned();
    }
    let exact = part as f64 * 100.0 / whole as f64;
    let rounded = (exact * 10.0).round() / 10.0;
    let held = if part < whole { rounded.clamp(0.1, 99.9) } else { rounded };
    if held.fract() == 0.0 { format!("{held:.0}") } else { format!("{held:.1}") }
}

/// Year, month and day of `2025-07-03`.
pub(super) fn date_parts(date: &str) -> Option<(&str, usize, u32)> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (parts.next().is_none() && (1..=12).contains(&month)).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_shares_are_written_out() {
        assert_eq!(
            [0, 7, 999, 1000, 12_345, 1_000_000].map(|n| grouped(n, ",")),
            ["0", "7", "999", "1,000", "12,345", "1,000,000"]
        );
        let shares = [(0, 0), (0, 7), (1, 7), (7, 7), (1, 2), (9999, 10_000), (1, 10_000)];
        assert_eq!(
            shares.map(|(part, whole)| percent(part, whole)),
            ["0", "0", "14.3", "100", "50", "99.9", "0.1"]
        );
        assert_eq!(date_parts("2025-07-03"), Some(("2025", 7, 3)));
        assert_eq!(date_parts("2025-13-03"), None);
    }
}
