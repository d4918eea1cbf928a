//! Who wrote an article: bylines, agency signatures, copyright lines, and the place and agency before the first sentence.

use super::dates;
use super::phrases::{AGENCIES, BYLINES, PARTICLES, PLACES, ROLES, STAFF, fold};
use crate::model::Dated;

/// Longest line, in bytes, that can be a byline.
const LONGEST: usize = 240;
/// Words between names.
const JOINS: [&str; 10] = ["and", "et", "und", "y", "&", "with", "avec", "mit", "con", "com"];

/// The authors of a line that says who wrote the article; empty when it names nobody.
pub(super) fn byline(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if line.len() > LONGEST {
        return None;
    }
    if STAFF.holds(&fold(line)) {
        return Some(Vec::new());
    }
    if let Some(names) = agencies(line) {
        return Some(names);
    }
    let (_, rest) = BYLINES.split(line)?;
    let names = people(rest);
    (!names.is_empty() && !ends_as_sentence(rest)).then_some(names)
}

/// The names in a field that says who wrote an article, with or without “by”, as `Name` or as `Surname, Name`.
pub(super) fn signed(field: &str) -> Vec<String> {
    let (_, bare) = BYLINES.split(field).unwrap_or((false, field));
    if STAFF.holds(&fold(field)) {
        return Vec::new();
    }
    if agencies(bare).is_some() {
        return vec![bare.trim().to_owned()];
    }
    if let [surname, name] = bare.split(',').map(str::trim).collect::<Vec<_>>()[..]
        && is_part(surname, 2)
        && is_part(name, 2)
        && surname.split(' ').count() + name.split(' ').count() <= 3
    {
        return vec![format!("{name} {surname}")];
    }
    let names = people(bare);
    // A name of one word, or one that is not written as names are.
    let alone = names.is_empty() && bare.len() <= 60 && bare.split_whitespace().count() <= 4;
    if alone && !bare.contains(|sign: char| sign.is_ascii_digit()) {
        vec![bare.trim().to_owned()]
    } else {
        names
    }
}

/// Whether words are so many names at most, and nothing joins several.
fn is_part(words: &str, most: usize) -> bool {
    let mut count = 0;
    words.split_whitespace().all(|word| {
        count += 1;
        name_word(word) && !JOINS.contains(&word.to_lowercase().as_str())
    }) && (1..=most).contains(&count)
}

/// Whether a line without “by” could be a name: two to four capitalised words.
pub(super) fn bare_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    (2..=4).contains(&words.len())
        && line.len() <= 60
        && words.iter().all(|word| name_word(word) || PARTICLES.contains(word.to_lowercase().as_str()))
        && words.first().is_some_and(|word| name_word(word))
        && !line.contains([':', '?', '!', '.', '"', '“', '«'])
}

/// A name or an initial at the end is no sentence end.
fn ends_as_sentence(text: &str) -> bool {
    let text = text.trim_end();
    let Some(before) = text.strip_suffix(['.', '?', '!', '…', '”', '»']) else { return false };
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    !text.ends_with('.') || last.chars().count() > 3
}

fn name_word(word: &str) -> bool {
    let mut letters = word.trim_start_matches(['\'', '’', '(']).chars();
    let Some(first) = letters.next() else { return false };
    let own = first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase());
    let elided = word.starts_with("d’") || word.starts_with("d'") || word.starts_with("al-");
    (own || elided) && !word.contains(|c: char| c.is_ascii_digit())
}

/// Names joined by commas and “and”; offices and places are left out.
fn people(text: &str) -> Vec<String> {
    let text = text.split([';', '|', '•', '·', '(', '/']).next().unwrap_or_default();
    let mut names = Vec::new();
    for part in text.split(',') {
        let mut name: Vec<&str> = Vec::new();
        for word in part.split_whitespace() {
            let low = word.to_lowercase();
            let joins = JOINS.contains(&low.as_str());
            if joins || (low == "e" && !name.is_empty()) {
                take(&mut name, &mut names);
            } else if PLACES.contains(low.as_str()) && !name.is_empty() && !name_word(word) {
                break;
            } else if name_word(word) || (PARTICLES.contains(low.as_str()) && !word.ends_with('.')) {
                name.push(word);
            } else {
                // Small words go on after the first name only behind a comma, as an office does.
                if names.is_empty()
                    && (name.is_empty() || !part.is_empty())
                    && part.trim_start().starts_with(word)
                {
                    return Vec::new();
                }
                name.clear();
                if names.is_empty() {
                    return Vec::new();
                }
                break;
            }
        }
        take(&mut name, &mut names);
    }
    names
}

fn take(words: &mut Vec<&str>, names: &mut Vec<String>) {
    let office = words.iter().any(|word| ROLES.contains(word.to_lowercase().as_str()));
    if !office && words.len() <= 5 && words.iter().any(|word| name_word(word)) {
        names.push(words.join(" ").trim_end_matches([',', ':']).to_owned());
    }
    words.clear();
}

/// A line that holds only agency codes, such as “(AFP)” or “dpa/AFP”.
fn agencies(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().trim_matches(['(', ')', '[', ']', '.']);
    if let Some(name) = agency(inner) {
        return Some(vec![name]);
    }
    inner.split(['/', ',', '+', '&']).map(agency).collect()
}

/// The name of an agency from its code.
fn agency(code: &str) -> Option<String> {
    AGENCIES.get(code.trim().to_lowercase().as_str()).map(|name| (*name).to_owned())
}

/// The outlet that a copyright line names.
pub(super) fn copyright_holder(line: &str) -> Option<String> {
    let low = line.to_lowercase();
    if line.len() > 200 || !(line.contains('©') || low.starts_with("copyright") || low.starts_with("(c) ")) {
        return None;
    }
    let cut = [
        "all rights",
        "tous droits",
        "alle rechte",
        "todos los",
        "todos os",
        "tutti i",
        "riproduzione",
        "reproduction",
    ];
    // Lower case may change lengths; then the line is taken whole.
    let end =
        if low.len() == line.len() { cut.iter().filter_map(|words| low.find(words)).min() } else { None };
    let line = line.get(..end.unwrap_or(line.len())).unwrap_or(line);
    let line = line.split(['©', '|']).rfind(|part| part.chars().any(char::is_alphabetic))?;
    let words: Vec<&str> = line
        .split_whitespace()
        .filter(|word| {
            let low = word.to_lowercase();
            !matches!(low.as_str(), "copyright" | "(c)" | "by") && !word.chars().all(|c| !c.is_alphabetic())
        })
        .collect();
    let name = words.join(" ").trim_matches([' ', '.', ',', '-', '–', '—']).to_owned();
    (!name.is_empty() && words.len() <= 6).then_some(name)
}

/// What stands before the first sentence of agency copy: “PARIS, July 1 (Northern Wire) —”.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// The agency in brackets as printed.
    pub outlet: String,
    /// The date as printed, and as a date when it has a year.
    pub dated: Dated,
}

/// Reads the place, date and agency before the first sentence of a paragraph.
pub(super) fn lead(paragraph: &str, language: &str) -> Option<Lead> {
    let start = &paragraph[..paragraph.floor_char_boundary(160)];
    let dash = [" – ", " — ", " -- ", " - ", ") —", ") –", ") -"]
        .iter()
        .filter_map(|dash| start.find(dash))
        .min()?;
    let before = start[..dash + usize::from(start[dash..].starts_with(')'))].trim();
    let open = before.find('(')?;
    let (place, agency) = (before[..open].trim(), before[open + 1..].trim());
    let (agency, after) = agency.split_once(')')?;
    let named = agency.chars().next().is_some_and(|c| !c.is_numeric()) && agency.chars().count() <= 32;
    if !named || !after.trim().is_empty() || place.chars().count() > 80 {
        return None;
    }
    let known = AGENCIES.contains_key(agency.to_lowercase().as_str());
    let shouted =
        place.split([' ', ',']).next().is_some_and(|word| word.len() > 1 && word == word.to_uppercase());
    let signs = known || (shouted && agency.split_whitespace().count() <= 4);
    if !signs {
        return None;
    }
    let after_city = place.match_indices(',').map(|(at, _)| place[at + 1..].trim());
    let dated = after_city
        .filter_map(|text| dates::stamp(text, language))
        .map(|stamp| stamp.dated)
        .find(|dated| !dated.as_written.is_empty());
    Some(Lead { outlet: agency.trim().to_owned(), dated: dated.unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_name_their_authors() {
        for (line, want) in [
            ("By Ida Halloran and Piet Verhage", &["Ida Halloran", "Piet Verhage"][..]),
            ("Par Solène Kermadec, à San Francisco", &["Solène Kermadec"]),
            ("Par Solène Kermadec (avec AFP)", &["Solène Kermadec"]),
            ("Von Henrike Tollmann", &["Henrike Tollmann"]),
            (
                "Von Henrike Tollmann, Berlin und Jan van der Meer",
                &["Henrike Tollmann", "Berlin", "Jan van der Meer"],
            ),
            ("Por Lucía de la Fuente y Ángel Ruiz", &["Lucía de la Fuente", "Ángel Ruiz"]),
            ("By Jane Doe, Political Editor", &["Jane Doe"]),
            ("By Jane Doe in Paris", &["Jane Doe"]),
            ("BY JOHN Q. SMITH JR.", &["JOHN Q. SMITH JR."]),
            ("Propos recueillis par Nadia Ferhat", &["Nadia Ferhat"]),
            ("By Northern Wire", &["Northern Wire"]),
            ("(AFP)", &["AFP"]),
            ("dpa/AFP", &["dpa", "AFP"]),
            ("The Editorial Board", &[]),
            ("Par notre rédaction numérique", &[]),
        ] {
            assert_eq!(
                byline(line).as_deref(),
                Some(want.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>()).as_deref(),
                "{line}"
            );
        }
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By Friday the talks had failed.",
            "By far the largest deal",
            "Par ailleurs, le groupe recrute",
            "Von dem Geld bleibt wenig",
            "Por fin llega la lluvia",
            "By 2030 half of it",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }

    #[test]
    fn agency_leads_are_read() {
        let found = lead("SAN FRANCISCO, July 1 (Northern Wire) — Meta has merged", "en").expect("lead");
        assert_eq!((found.outlet.as_str(), found.dated.as_written.as_str()), ("Northern Wire", "July 1"));
        assert_eq!(lead("Berlin (dpa) - Der Konzern", "de").expect("lead").outlet, "dpa");
        assert_eq!(lead("(Reuters) - The firm", "en").expect("lead").outlet, "Reuters");
        assert_eq!(lead("The firm (which is large) - said", "en"), None);
        assert_eq!(lead("No dash here", "en"), None);
    }

    #[test]
    fn copyright_lines_name_the_outlet() {
        for (line, want) in [
            ("© 2025 Le Relais économique. Tous droits réservés.", Some("Le Relais économique")),
            ("Copyright 2025 Harbour Post", Some("Harbour Post")),
            ("© 2025", None),
            ("A sentence.", None),
        ] {
            assert_eq!(copyright_holder(line).as_deref(), want, "{line}");
        }
    }
}
