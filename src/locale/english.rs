//! How English writes numbers, lists and dates.

use super::writing::{date_parts, joined, separated};

/// Names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const SMALL: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Comma between thousands.
pub fn grouped(number: u64) -> String {
    separated(number, ",")
}

/// A count with its noun: "1 article", "1,200 articles".
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A count with its noun, in plain digits as the command line writes it: "1 word", "1200 words".
pub fn counted_in_digits(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A count in words as far as `last`, which is at most twelve; none is "no".
pub fn spelt(count: u64, last: u64) -> String {
    let word = usize::try_from(count).ok().filter(|_| count <= last).and_then(|at| SMALL.get(at));
    word.map_or_else(|| grouped(count), |word| (*word).to_owned())
}

/// "A", "A and B", "A, B and C".
pub fn and_list<T: AsRef<str>>(parts: &[T]) -> String {
    joined(parts, " and ")
}

/// "A", "A or B", "A, B or C".
pub fn or_list<T: AsRef<str>>(parts: &[T]) -> String {
    joined(parts, " or ")
}

/// "8 July 2025", from year, month (from 1) and day.
pub fn day(year: impl std::fmt::Display, month: u32, day: u32) -> String {
    let month = (month as usize).checked_sub(1).and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    format!("{day} {month} {year}")
}

/// `2025-07-08` as "8 July 2025"; anything else as it is.
pub fn date(date: &str) -> String {
    date_parts(date).map_or_else(|| date.to_owned(), |(year, month, number)| day(year, month, number))
}

/// A name as it stands inside a sentence: without its capital, save in abbreviations.
pub fn inside(name: &str) -> String {
    let mut signs = name.chars();
    match (signs.next(), signs.next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
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
        assert_eq!(counted(1, "tag", "tags"), "1 tag");
        assert_eq!(counted(1_234_567, "tag", "tags"), "1,234,567 tags");
        assert_eq!(counted_in_digits(1, "tag", "tags"), "1 tag");
        assert_eq!(counted_in_digits(1200, "tag", "tags"), "1200 tags");
    }

    #[test]
    fn small_numbers_are_words() {
        assert_eq!([0, 9, 10, 1000].map(|count| spelt(count, 9)), ["no", "nine", "10", "1,000"]);
    }

    #[test]
    fn lists_end_with_and() {
        let list = |parts: &[&str]| and_list(parts);
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["A"]), "A");
        assert_eq!(list(&["A", "B"]), "A and B");
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(or_list(&["A", "B", "C"]), "A, B or C");
    }

    #[test]
    fn dates_are_written_out_and_odd_ones_stay() {
        assert_eq!(date("2025-07-08"), "8 July 2025");
        assert_eq!(date("in May"), "in May");
    }
}
