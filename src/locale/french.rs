//! How French writes numbers, lists and dates.

use super::writing::{date_parts, joined, separated};

/// Names of the months.
pub const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A narrow space that does not break between thousands.
pub fn grouped(number: u64) -> String {
    separated(number, "\u{202f}")
}

/// « A », « A et B », « A, B et C ».
pub fn and_list<T: AsRef<str>>(parts: &[T]) -> String {
    joined(parts, " et ")
}

/// `2025-07-01` with its article, « le 1er juillet 2025 »; anything else as it is, with its article.
pub fn date(date: &str) -> String {
    match date_parts(date) {
        Some((year, month, day)) => {
            let name = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
            format!("le {day}{} {name} {year}", if day == 1 { "er" } else { "" })
        }
        None => format!("le {date}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lists_and_dates() {
        assert_eq!(grouped(12_345), "12\u{202f}345");
        assert_eq!(and_list(&["A", "B", "C"]), "A, B et C");
        assert_eq!(date("2025-07-01"), "le 1er juillet 2025");
        assert_eq!(date("2025-07-02"), "le 2 juillet 2025");
        assert_eq!(date("été"), "le été");
    }
}
