//! How figures are written.

use crate::agreement::measures::bootstrap::Interval;

/// A figure with two decimals and without a zero in front, such as `.64`.
pub fn shown(value: f64) -> String {
    // What rounds to zero has no sign.
    let rounded = (value * 100.0).round() / 100.0 + 0.0;
    let (sign, text) = (if rounded < 0.0 { "−" } else { "" }, format!("{:.2}", rounded.abs()));
    format!("{sign}{}", text.strip_prefix('0').unwrap_or(&text))
}

/// The interval as `.49 – .76`.
pub fn shown_interval(interval: &Interval) -> String {
    format!("{} – {}", shown(interval.low), shown(interval.high))
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn figures_are_shown_short() {
        let figures = [0.643, 1.0, 0.0, -0.004, -0.25, 0.999, -1.5].map(shown);
        assert_eq!(figures, [".64", "1.00", ".00", ".00", "−.25", "1.00", "−1.50"]);
    }
}
