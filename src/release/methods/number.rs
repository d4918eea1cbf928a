//! Shares as both languages write them.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_out() {
        let shares = [(0, 0), (0, 7), (1, 7), (7, 7), (1, 2), (9999, 10_000), (1, 10_000)];
        assert_eq!(
            shares.map(|(part, whole)| percent(part, whole)),
            ["0", "0", "14.3", "100", "50", "99.9", "0.1"]
        );
    }
}
