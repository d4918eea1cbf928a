//! Labels of fields, and words by which documents are parted.

use super::super::phrases::{ARCHIVE_LABELS, ARCHIVE_WORDS};

/// The most bytes that a label has.
const LONGEST: usize = 48;

/// What a field of a download holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArchiveLabel {
    Headline,
    Section,
    Length,
    Byline,
    Highlight,
    Dateline,
    Graphic,
    Body,
    Classification,
    Correction,
    Edition,
    Page,
    Language,
    Kind,
    Subject,
    /// Something that articles have no place for.
    Other,
}

impl ArchiveLabel {
    /// By the words of a label; `None` where they are not known.
    pub fn of(words: &str) -> Option<Self> {
        let words = words.trim().to_lowercase();
        Some(match *ARCHIVE_LABELS.get(words.as_str())? {
            "headline" => Self::Headline,
            "section" => Self::Section,
            "length" => Self::Length,
            "byline" => Self::Byline,
            "highlight" => Self::Highlight,
            "dateline" => Self::Dateline,
            "graphic" => Self::Graphic,
            "body" => Self::Body,
            "classification" => Self::Classification,
            "correction" => Self::Correction,
            "edition" => Self::Edition,
            "page" => Self::Page,
            "language" => Self::Language,
            "publication-kind" => Self::Kind,
            "subject" => Self::Subject,
            _ => Self::Other,
        })
    }
}

/// A line that begins a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LabelledLine<'a> {
    /// What the field holds, where the label is known.
    pub label: Option<ArchiveLabel>,
    /// The label as it stands.
    pub words: &'a str,
    /// What follows it.
    pub value: &'a str,
}

/// The field that a line begins. A label that is not known is one in capitals, or with a no-break blank after its colon.
pub(super) fn labelled(line: &str) -> Option<LabelledLine<'_>> {
    let line = line.trim();
    let (words, rest) = line.split_once(':').or_else(|| line.split_once('：'))?;
    let words = words.trim();
    if words.len() > LONGEST || !words.starts_with(char::is_alphabetic) {
        return None;
    }
    let label = ArchiveLabel::of(words);
    let shouted = is_shouted(words);
    let spaced = rest.starts_with('\u{A0}') && words.split_whitespace().count() <= 4;
    (shouted || spaced).then_some(LabelledLine { label, words, value: rest.trim() })
}

/// As [`labelled`], but a known label counts however it is written.
pub(super) fn known(line: &str) -> Option<LabelledLine<'_>> {
    labelled(line).or_else(|| {
        let (words, rest) = line.trim().split_once(':')?;
        let label = Some(ArchiveLabel::of(words)?);
        Some(LabelledLine { label, words: words.trim(), value: rest.trim() })
    })
}

/// Whether a word stands in capitals, as labels of LexisNexis do.
fn is_shouted(words: &str) -> bool {
    let letters = || words.chars().filter(|sign| sign.is_alphabetic());
    letters().count() >= 3
        && letters().all(char::is_uppercase)
        && words.chars().all(|sign| sign.is_alphabetic() || matches!(sign, '-' | ' ' | '/'))
        && words.split_whitespace().count() <= 3
}

/// Whether a line is one of the words of a group of `archive-words.txt`.
pub(super) fn is_word(group: &str, line: &str) -> bool {
    let line = line.trim().trim_matches(['[', ']', ':', '.', '*']);
    line.len() <= 80 && ARCHIVE_WORDS.get(line.to_lowercase().as_str()) == Some(&group)
}

/// Where a line ends with one of the words of a group.
pub(super) fn ends_with_word(group: &str, line: &str) -> Option<usize> {
    let lower = line.trim_end().to_lowercase();
    let mut words = ARCHIVE_WORDS.iter().filter(|(_, of)| **of == group).map(|(words, _)| *words);
    let found = words.find(|words| lower.ends_with(words))?;
    let end = line.trim_end().len();
    // Lower case may change lengths.
    let at = (lower.len() == end).then(|| end - found.len())?;
    line.is_char_boundary(at).then_some(at)
}

/// The number of a document and of all, in a line such as `1 of 10 DOCUMENTS`, `Dokument 2 von 7`, `Document 1/12`.
pub(in crate::ingest) fn numbered(line: &str) -> Option<(u64, u64)> {
    const LONGEST: usize = 60;
    let line = line.trim().trim_matches(|sign: char| !sign.is_alphanumeric());
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let spaced = line.to_lowercase().replace('/', " / ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let numbers = |first: &str, of: &str, all: &str| {
        let (first, all): (u64, u64) = (first.parse().ok()?, all.parse().ok()?);
        (ARCHIVE_WORDS.get(of) == Some(&"of") && first > 0 && first <= all).then_some((first, all))
    };
    let stems = || ARCHIVE_WORDS.iter().filter(|(_, group)| **group == "numbered");
    let named = |word: &str| stems().any(|(stem, _)| word.starts_with(stem));
    match words.as_slice() {
        [first, of, all, name] if named(name) => numbers(first, of, all),
        [name, first, of, all] if named(name) => numbers(first, of, all),
        _ => None,
    }
}

/// The two numbers of a short line such as `3 из 10 ДОКУМЕНТОВ`, and what stands around them: in a language whose words are
/// not known, lines that number documents are alike but for the first number.
pub(in crate::ingest) fn pair(line: &str) -> Option<(u64, u64, String)> {
    let line = line.trim();
    if line.len() > 60 || !line.contains(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let (mut numbers, mut around) = (Vec::new(), Vec::new());
    for word in line.split_whitespace() {
        match word.parse::<u64>() {
            Ok(number) => numbers.push(number),
            Err(_) if word.chars().all(char::is_alphabetic) => around.push(word),
            Err(_) => return None,
        }
    }
    let [first, all] = numbers[..] else { return None };
    ((2..=3).contains(&around.len()) && (1..=all).contains(&first)).then(|| (first, all, around.join(" ")))
}

/// Whether a line ends a document as Factiva does, with its number there: `Document NYTF000020200101eg1100001`.
pub(super) fn accession(line: &str) -> Option<&str> {
    const LONGEST: usize = 80;
    let line = line.trim();
    let (word, number) = line.split_once([' ', '\u{A0}'])?;
    let number = number.trim();
    let valid = line.len() <= LONGEST
        && word.chars().count() >= 2
        && word.chars().all(char::is_alphabetic)
        && (20..=28).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && number.bytes().filter(u8::is_ascii_digit).count() >= 8;
    valid.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known_by_their_labels() {
        let of = |line| labelled(line).map(|found| (found.label, found.value));
        assert_eq!(of("Section:\u{A0}POLITICS"), Some((Some(ArchiveLabel::Section), "POLITICS")));
        assert_eq!(of("LÄNGE: 355 Wörter"), Some((Some(ArchiveLabel::Length), "355 Wörter")));
        assert_eq!(of("Pituus:\u{A0}12"), Some((None, "12")));
        assert_eq!(of("Note: not a field"), None);
        assert_eq!(of("The mayor said: no"), None);
        assert_eq!(known("Section: News").and_then(|found| found.label), Some(ArchiveLabel::Section));
    }

    #[test]
    fn lines_between_documents_are_known() {
        for line in [
            "1 of 10 DOCUMENTS",
            "[1 of 10 documents]",
            "Dokument 1 von 10",
            "Document 1/10",
            "Document 1 de 10",
        ] {
            assert_eq!(numbered(line), Some((1, 10)), "{line}");
        }
        assert_eq!(numbered("Only 1 of 10 documents was read out"), None);
        assert_eq!(accession("Document NYTF000020200101eg1100001"), Some("NYTF000020200101eg1100001"));
        assert_eq!(accession("文件 NYTF000020200101eg1100001"), Some("NYTF000020200101eg1100001"));
        assert_eq!(accession("Document 1 of many"), None);
        assert!(is_word("end", "End of Document") && is_word("end", "[Fin du document]"));
        assert_eq!(ends_with_word("end", "the last words.End of Document"), Some(15));
    }
}
