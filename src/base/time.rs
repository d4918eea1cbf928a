//! Moments, as whole seconds in UTC.

use std::fmt;
use std::str::FromStr;

/// A moment: seconds since 1970-01-01T00:00:00Z. Reads and writes the RFC 3339 form `2025-07-03T09:30:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

const DAY: i64 = 86_400;

impl Timestamp {
    /// Year, month and day of the proleptic Gregorian calendar in UTC.
    ///
    /// The method is that of H. Hinnant, “chrono-compatible low-level date algorithms”, `civil_from_days`.
    pub fn date(self) -> (i64, u32, u32) {
        let shifted = self.0.div_euclid(DAY) + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// The moment of a date and time of day in UTC; `None` when a part is out of range.
    pub fn from_parts(year: i64, month: u32, day: u32, second_of_day: u32) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days_in_month = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(leap),
            _ => return None,
        };
        if !(1..=days_in_month).contains(&day)
            || i64::from(second_of_day) >= DAY
            || !(0..=9999).contains(&year)
        {
            return None;
        }
        let shifted_year = year - i64::from(month <= 2);
        let era = shifted_year.div_euclid(400);
        let year_of_era = shifted_year.rem_euclid(400);
        let month_from_march = (i64::from(month) + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self((era * 146_097 + day_of_era - 719_468) * DAY + i64::from(second_of_day)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let second = self.0.rem_euclid(DAY);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
            second / 3600,
            second / 60 % 60,
            second % 60
        )
    }
}

impl FromStr for Timestamp {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WANT: &str = "expected a moment in UTC such as 2025-07-03T09:30:00Z";
        let bytes = text.as_bytes();
        let shape = bytes.len() == 20
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                10 => *byte == b'T',
                13 | 16 => *byte == b':',
                19 => *byte == b'Z',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return Err(WANT);
        }
        let number =
            |from: usize, to: usize| bytes[from..to].iter().fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'));
        let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));
        if hour > 23 || minute > 59 || second > 59 {
            return Err(WANT);
        }
        Self::from_parts(
            i64::from(number(0, 4)),
            number(5, 7),
            number(8, 10),
            hour * 3600 + minute * 60 + second,
        )
        .ok_or(WANT)
    }
}

/// Whether it is a day of the calendar as `2025-07-03`, or cut short from the right: `2025-07`, `2025`.
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let number = |part: Option<&str>, digits: usize| {
        let fits = |part: &&str| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.map_or(Some(1), |part| Some(part).filter(fits)?.parse().ok())
    };
    let (year, month, day) = (number(parts.next(), 4), number(parts.next(), 2), number(parts.next(), 2));
    let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else { return false };
    year > 0 && Timestamp::from_parts(i64::from(year), month, day, 0).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_whole_or_cut_short_from_the_right() {
        for good in ["2025", "2025-07", "2025-07-03", "2024-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in
            ["", "2025-7-3", "2025-13-01", "25-07-03", "2025-07-32", "2025-07-03-1", "juillet", "2025-"]
        {
            assert!(!is_date(bad), "{bad}");
        }
        for bad in ["9999999-99-99", "2025-02-30", "0000-01-01", "+025", "2025-07-03T10", "2025-00"] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn known_moments() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_751_535_000, "2025-07-03T09:30:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(Timestamp(seconds).to_string(), text);
            assert_eq!(text.parse(), Ok(Timestamp(seconds)));
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "2025-02-29T00:00:00Z",
            "2025-13-01T00:00:00Z",
            "2025-07-03T24:00:00Z",
            "2025-07-03",
            "2025-07-03 09:30:00Z",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_reads_back() {
        for day in -100_000..100_000 {
            let moment = Timestamp(day * DAY + 5);
            let (year, month, d) = moment.date();
            assert_eq!(Timestamp::from_parts(year, month, d, 5), Some(moment));
        }
    }
}
