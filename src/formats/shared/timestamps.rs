//! Moments as other programs write them.

use crate::base::Timestamp;

/// A moment in any of the shapes of ISO 8601 that programs write: `2025-07-03T09:30:00.123+02:00`, with a space for the
/// `T`, without seconds or zone (then UTC), or the date alone.
pub fn parse(words: &str) -> Option<Timestamp> {
    let words = words.trim();
    let (date, rest) = words.split_at_checked(10)?;
    let midnight: Timestamp = format!("{date}T00:00:00Z").parse().ok()?;
    let Some(clock) = rest.strip_prefix(['T', 't', ' ']) else {
        return rest.is_empty().then_some(midnight);
    };
    let zone = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    let (clock, zone) = (clock[..zone].trim(), &clock[zone..]);
    let mut parts = clock.split(':');
    let mut part = |most: i64| -> Option<i64> {
        let Some(words) = parts.next() else { return Some(0) };
        let whole = words.split(['.', ',']).next()?;
        whole.parse().ok().filter(|number| (0..=most).contains(number))
    };
    let seconds = part(23)? * 3600 + part(59)? * 60 + part(60)?;
    Some(Timestamp(midnight.0 + seconds - zone_of(zone)?))
}

/// Seconds by which a zone such as `+02:00` is ahead of UTC.
fn zone_of(zone: &str) -> Option<i64> {
    let (sign, rest) = match zone.as_bytes().first() {
        None | Some(b'Z' | b'z') => return Some(0),
        Some(b'-') => (-1, &zone[1..]),
        Some(_) => (1, &zone[1..]),
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = if minutes.is_empty() { 0 } else { minutes.parse::<i64>().ok()? };
    Some(sign * (hours.parse::<i64>().ok()? * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_every_shape() {
        let want: Timestamp = "2025-07-03T09:30:00Z".parse().expect("a moment");
        for words in [
            "2025-07-03T09:30:00Z",
            "2025-07-03 09:30",
            "2025-07-03T11:30:00.123456+02:00",
            "2025-07-03T05:00:00-0430",
            " 2025-07-03t09:30:00z ",
        ] {
            assert_eq!(parse(words), Some(want), "{words}");
        }
        let midnight = "2025-07-03T00:00:00Z".parse().expect("a moment");
        assert_eq!(parse("2025-07-03"), Some(midnight));
        for words in [
            "",
            "yesterday",
            "2025-02-30",
            "2025-07-03T25:00",
            "2025-07-03x",
            "2025-07-03T09:30+x",
            "äöüäöüäöü",
        ] {
            assert_eq!(parse(words), None, "{words}");
        }
    }
}
