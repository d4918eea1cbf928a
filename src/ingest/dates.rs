//! Lines that are a date, a time or “3 days ago”, in several languages and numeric forms.
//!
//! A calendar date is given only when the printed form leaves no choice; the words stay as printed otherwise.

use super::phrases::{DATE_LABELS, DATE_WORDS, MONTHS, RELATIVE, fold};
use crate::base::{Timestamp, is_date};
use crate::model::Dated;

/// What a line or a part of it says about time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The date; both parts empty when only a time of day is named.
    pub dated: Dated,
    /// Whether it is the moment of a later change.
    pub updated: bool,
}

/// Longest line, in bytes, that can be a date.
const LONGEST: usize = 160;

/// The stamps of a line, when it consists of stamps and nothing else.
pub(super) fn stamps(line: &str, language: &str) -> Option<Vec<Stamp>> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(stamp) = stamp(line, language) {
        return Some(vec![stamp]);
    }
    parts(line)
        .into_iter()
        .map(|part| stamp(part, language))
        .collect::<Option<Vec<_>>>()
        .filter(|all| !all.is_empty())
}

/// The day of a moment as data has it: `2024-08-27…`, `2024/08/27…` or `20240827…`; `None` where there is no such day.
pub(super) fn day_of_moment(words: &str) -> Option<String> {
    let digits = |from: usize, to: usize| {
        words.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let year = digits(0, 4)?;
    let mark = words.as_bytes().get(4)?;
    let (month, day, end) = if matches!(mark, b'-' | b'/') && words.as_bytes().get(7) == Some(mark) {
        (digits(5, 7)?, digits(8, 10)?, 10)
    } else {
        (digits(4, 6)?, digits(6, 8)?, 8)
    };
    let date = format!("{year}-{month}-{day}");
    let ends = !words.as_bytes().get(end).is_some_and(u8::is_ascii_digit);
    (ends && is_date(&date)).then_some(date)
}

/// Cuts a line at upright bars, dots, dashes, and before words such as “updated”.
pub(super) fn parts(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, word) in line.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    }) {
        let bare = matches!(word, "|" | "·" | "•" | "–" | "—" | "-" | "/" | "»" | "//");
        let label = word.len() >= 4 && DATE_LABELS.split(&line[at..]).is_some();
        // “updated” inside “last updated” opens no part.
        let inside = DATE_LABELS.split(&line[from..]).is_some_and(|(_, rest)| line.len() - rest.len() > at);
        if bare || (label && at > from && !inside) {
            out.push(line[from..at].trim().trim_end_matches([',', ';', '.', '(']).trim());
            from = if bare { at + word.len() } else { at };
        }
    }
    out.push(line[from..].trim());
    out.retain(|part| !part.is_empty());
    out
}

/// One stamp, perhaps with a label before it.
pub(super) fn stamp(text: &str, language: &str) -> Option<Stamp> {
    let text = text.trim().trim_matches(['(', ')', '[', ']']).trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let (updated, rest) = DATE_LABELS.split(text).unwrap_or((false, text));
    for (updated, text) in [(updated, rest), (false, text)] {
        if text.len() <= 60 && RELATIVE.holds(&fold(text)) {
            return Some(Stamp {
                dated: Dated { date: String::new(), as_written: text.to_owned() },
                updated,
            });
        }
        if let Some(found) = calendar(text, language) {
            let dated = match found {
                Parsed::Date(date) => Dated { date, as_written: text.to_owned() },
                Parsed::Time => Dated::default(),
            };
            return Some(Stamp { dated, updated });
        }
    }
    None
}

/// The certain date in a line of a download, with the whole line as its words: weekdays, times and zones stand beside it in
/// any language.
pub(super) fn within(line: &str, language: &str) -> Option<Dated> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let tokens = tokens(line)?;
    let (at, (used, date)) = (0..tokens.len()).find_map(|at| {
        let inside = at > 0 && matches!((&tokens[at - 1], &tokens[at]), (Number(..), Number(..)));
        let found = date_at(&tokens[at..], language).filter(|(_, date)| !date.is_empty() && !inside)?;
        Some((at, found))
    })?;
    let words = tokens[..at].iter().chain(&tokens[at + used..]).filter(|token| matches!(token, Word(_)));
    (words.count() <= WORDS_BESIDE).then(|| Dated { date, as_written: line.to_owned() })
}

/// The most words that stand beside a date in a line that is one.
const WORDS_BESIDE: usize = 6;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Parsed {
    /// A calendar date as `2025-07-03`, or empty when it is a date but not certain which.
    Date(String),
    /// A time of day.
    Time,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number(u32, usize),
    Word(String),
    Mark(char),
}

use Token::{Mark, Number, Word};

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        if c.is_ascii_digit() {
            let mut digits = String::from(c);
            while let Some(d) = chars.next_if(char::is_ascii_digit) {
                digits.push(d);
            }
            out.push(Number(digits.parse().ok()?, digits.len()));
        } else if matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
            out.push(Word(c.to_string()));
        } else if c.is_alphabetic() {
            let mut word: String = c.to_lowercase().collect();
            let joins = |c: &char| c.is_alphabetic() || *c == '-';
            while let Some(c) = chars.next_if(joins) {
                word.extend(c.to_lowercase());
            }
            out.push(Word(word.trim_end_matches('-').to_owned()));
        } else {
            out.push(Mark(c));
        }
        if out.len() > 40 {
            return None;
        }
    }
    Some(out)
}

/// Reads a text that must be a date, a time or both from end to end.
fn calendar(text: &str, language: &str) -> Option<Parsed> {
    let tokens = tokens(text)?;
    let mut date: Option<String> = None;
    let mut time = false;
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        if let Some((used, found)) = date_at(rest, language) {
            date.get_or_insert(found);
            rest = &rest[used..];
        } else if let Some(used) = time_at(rest) {
            time = true;
            rest = &rest[used..];
        } else if filler(&rest[0]) {
            rest = &rest[1..];
        } else {
            return None;
        }
    }
    match date {
        Some(date) => Some(Parsed::Date(date)),
        None => time.then_some(Parsed::Time),
    }
}

fn filler(token: &Token) -> bool {
    match token {
        Word(word) => word == "t" || DATE_WORDS.contains(word.as_str()),
        Mark(mark) => {
            matches!(mark, ',' | '.' | ';' | '·' | '|' | '-' | '–' | '—' | '(' | ')' | '/' | ':' | '\'' | '’')
        }
        Number(..) => false,
    }
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    (1500..=9999).contains(&year).then_some(())?;
    Timestamp::from_parts(i64::from(year), month, day, 0)?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// A date at the start: how many tokens it takes, and the date when certain.
fn date_at(tokens: &[Token], language: &str) -> Option<(usize, String)> {
    numeric(tokens, language).or_else(|| day_month(tokens)).or_else(|| month_day(tokens))
}

fn numeric(tokens: &[Token], language: &str) -> Option<(usize, String)> {
    if let [Number(year, 4), Word(y), Number(month, _), Word(m), Number(day, _), Word(d), ..] = tokens
        && matches!((y.as_str(), m.as_str(), d.as_str()), ("年", "月", "日") | ("년", "월", "일"))
    {
        return Some((6, iso(*year, *month, *day)?));
    }
    let [
        Number(a, a_len),
        Mark(one @ ('-' | '/' | '.')),
        Number(b, b_len @ 1..=2),
        Mark(two),
        Number(c, c_len),
        ..,
    ] = tokens
    else {
        return None;
    };
    if one != two || (*a_len > 2 && *a_len != 4) || *b_len > 2 {
        return None;
    }
    if *a_len == 4 {
        return Some((5, iso(*a, *b, *c)?));
    }
    let day_first = iso(*c, *b, *a);
    let month_first = iso(*c, *a, *b);
    if *c_len == 2 {
        let plausible = (1..=31).contains(a) && (1..=31).contains(b);
        return plausible.then(|| (5, String::new()));
    }
    let certain = *one == '.' || !matches!(language, "en" | "");
    match (day_first, month_first) {
        (Some(date), None) | (None, Some(date)) => Some((5, date)),
        (Some(date), Some(other)) if certain || date == other => Some((5, date)),
        (Some(_), Some(_)) => Some((5, String::new())),
        (None, None) => None,
    }
}

fn month_of(token: Option<&Token>) -> Option<u32> {
    match token {
        Some(Word(word)) => MONTHS.get(word.as_str()).copied(),
        _ => None,
    }
}

fn skip(tokens: &[Token], mut at: usize, words: &[&str], marks: &[char]) -> usize {
    loop {
        match tokens.get(at) {
            Some(Word(word)) if words.contains(&word.as_str()) => at += 1,
            Some(Mark(mark)) if marks.contains(mark) => at += 1,
            _ => return at,
        }
    }
}

const ORDINALS: [&str; 9] = ["st", "nd", "rd", "th", "er", "re", "º", "ª", "°"];

/// “3 July 2025”, “1er juillet”, “3. Juli 2025”, “3 de julio de 2025”.
fn day_month(tokens: &[Token]) -> Option<(usize, String)> {
    let Some(Number(day @ 1..=31, 1..=2)) = tokens.first() else { return None };
    let at = skip(tokens, 1, &ORDINALS, &['.', '°', '-', '/']);
    let at = skip(tokens, at, &["de", "of"], &[]);
    let month = month_of(tokens.get(at))?;
    let at = skip(tokens, at + 1, &["de", "del", "do"], &['.', ',', '-', '/']);
    Some(with_year(tokens, at, month, *day))
}

/// “July 3, 2025”, “Jul. 3rd”, “July 2025”.
fn month_day(tokens: &[Token]) -> Option<(usize, String)> {
    let month = month_of(tokens.first())?;
    let at = skip(tokens, 1, &["the"], &['.', '-']);
    match tokens.get(at) {
        Some(Number(day @ 1..=31, 1..=2)) => {
            let at = skip(tokens, at + 1, &ORDINALS, &['.', ',']);
            Some(with_year(tokens, at, month, *day))
        }
        Some(Number(1900..=2100, 4)) => Some((at + 1, String::new())),
        _ => None,
    }
}

fn with_year(tokens: &[Token], at: usize, month: u32, day: u32) -> (usize, String) {
    match tokens.get(at) {
        Some(Number(year @ 1500..=2999, 4)) => (at + 1, iso(*year, month, day).unwrap_or_default()),
        _ => (at, String::new()),
    }
}

/// A time of day at the start: how many tokens it takes.
fn time_at(tokens: &[Token]) -> Option<usize> {
    let offset = usize::from(matches!(tokens.first(), Some(Mark('+' | '-' | '−'))));
    let Some(Number(0..=24, 1..=2)) = tokens.get(offset) else {
        return match tokens {
            [Mark('+' | '-'), Number(_, 4), ..] => Some(2),
            _ => None,
        };
    };
    let mut at = offset + 1;
    match tokens.get(at) {
        Some(Mark(':' | '.')) if matches!(tokens.get(at + 1), Some(Number(0..=59, 2))) => {
            at += 2;
            while let (Some(Mark(':' | '.')), Some(Number(..))) = (tokens.get(at), tokens.get(at + 1)) {
                at += 2;
            }
            Some(at)
        }
        Some(Word(word)) if word == "h" => {
            Some(at + 1 + usize::from(matches!(tokens.get(at + 1), Some(Number(0..=59, 2)))))
        }
        Some(Word(word)) if matches!(word.as_str(), "am" | "pm" | "uhr" | "heures" | "heure" | "a" | "p") => {
            Some(at)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str, language: &str) -> Option<String> {
        stamp(text, language).map(|stamp| stamp.dated.date)
    }

    #[test]
    fn printed_dates_are_read() {
        for (text, language, want) in [
            ("July 3, 2025", "en", "2025-07-03"),
            ("Thursday, 3rd July 2025 at 10:45 a.m. EDT", "en", "2025-07-03"),
            ("Jul. 3, 2025, 9 p.m.", "en", "2025-07-03"),
            ("Published on 3 July 2025 at 10:45 BST", "en", "2025-07-03"),
            ("jeudi 3 juillet 2025 à 14h30", "fr", "2025-07-03"),
            ("Publié le 1er juillet 2025", "fr", "2025-07-01"),
            ("Le 03/07/2025 à 08:12", "fr", "2025-07-03"),
            ("Donnerstag, 3. Juli 2025, 14:30 Uhr", "de", "2025-07-03"),
            ("Stand: 03.07.2025, 14:30 Uhr", "de", "2025-07-03"),
            ("3 de julio de 2025", "es", "2025-07-03"),
            ("03 JUL 2025 - 05:40 CEST", "es", "2025-07-03"),
            ("3 luglio 2025", "it", "2025-07-03"),
            ("3 de julho de 2025 às 10h30", "pt", "2025-07-03"),
            ("2025-07-03", "", "2025-07-03"),
            ("2025-07-03T09:30:00Z", "", "2025-07-03"),
            ("2025-07-03T09:30:00.000+02:00", "", "2025-07-03"),
            ("2025年7月3日 10:00", "zh", "2025-07-03"),
            ("13/07/2025", "en", "2025-07-13"),
        ] {
            assert_eq!(date(text, language).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn dates_of_downloads_are_read_in_lines_with_words_beside_them() {
        for (line, want) in [
            ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01"),
            ("Dienstag 8. März 2001", "2001-03-08"),
            ("8. Maerz 2001", "2001-03-08"),
            ("3 julio 2018 martes", "2018-07-03"),
            ("4 juillet 2018 mercredi", "2018-07-04"),
            ("3 Julho 2018 Terça-feira 10:27 AM GMT", "2018-07-03"),
            ("4 oktober 2017 woensdag", "2017-10-04"),
            ("5 марта 2020 г. четверг", "2020-03-05"),
            ("2025 年 11 月 5 日", "2025-11-05"),
            ("29 décembre 2011", "2011-12-29"),
        ] {
            assert_eq!(within(line, "").map(|dated| dated.date).as_deref(), Some(want), "{line}");
        }
        for line in
            ["N.1 van 2006", "Call 020 7278 2332", "Section: POLITICS; 2006", "In May 2019 it was said", ""]
        {
            assert_eq!(within(line, ""), None, "{line}");
        }
    }

    #[test]
    fn uncertain_dates_keep_their_words_only() {
        for text in [
            "03/07/2025",
            "July 3",
            "July 2025",
            "il y a 3 jours",
            "3 days ago",
            "vor 3 Tagen",
            "hace 2 días",
            "gestern",
            "03.07.25",
        ] {
            let found = stamp(text, "en").expect(text);
            assert_eq!((found.dated.date.as_str(), found.dated.as_written.as_str()), ("", text));
        }
        assert_eq!(stamp("10:45", "en").expect("time").dated, Dated::default());
    }

    #[test]
    fn sentences_and_numbers_are_no_dates() {
        for text in [
            "2025",
            "12",
            "May",
            "On July 3 the talks failed",
            "31 February 2025 was no day",
            "Sun",
            "",
            "3 jours",
        ] {
            assert_eq!(stamp(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn two_stamps_on_one_line() {
        let line = "Publié le 3 juillet 2025 à 10h00, modifié le 4 juillet 2025 à 12h15";
        let found = stamps(line, "fr").expect("stamps");
        let dates: Vec<_> = found.iter().map(|stamp| (stamp.dated.date.as_str(), stamp.updated)).collect();
        assert_eq!(dates, [("2025-07-03", false), ("2025-07-04", true)]);
        let found = stamps("Published: July 3, 2025 | Last updated: July 4, 2025", "en").expect("stamps");
        assert_eq!(found.len(), 2);
    }
}
