//! An article of a download with its fields, before it is put together.

use super::super::parsed::{KnownValues, Paragraph, ParsedArticle};
use super::super::phrases::ARCHIVE_LANGUAGES;
use super::super::{IngestError, dates, names};
use super::labels::ArchiveLabel;
use crate::base::Issue;
use crate::message;
use crate::model::{ArticleField, Dated, ValueOrigin, ZoneKind};

/// Where its values come from.
const FIELD: ValueOrigin = ValueOrigin::ArchiveField;
/// The rule by which fields that are no metadata are struck.
const STRUCK_FIELD: &str = "archive-field";
/// The rule by which copyright lines are struck.
const STRUCK_COPYRIGHT: &str = "archive-copyright";
/// Words by which a stated length may differ in any case: archives count headlines and captions, or not.
const SOME_WORDS: u64 = 12;

/// The parts of an article as an archive parts them.
#[derive(Debug, Default)]
pub(super) struct ArchiveArticle {
    pub headline: Vec<String>,
    pub standfirst: Vec<String>,
    pub byline: Vec<String>,
    pub dateline: Vec<String>,
    pub body: Vec<Paragraph>,
    pub captions: Vec<String>,
    /// What says that it was corrected.
    pub correction: Vec<String>,
    pub copyright: Vec<String>,
    /// Fields that are no metadata, with their labels.
    pub fields: Vec<String>,
    /// How many words it has by what the archive says.
    pub length: Option<u64>,
    pub known: KnownValues,
    pub notes: Vec<Issue>,
}

impl ArchiveArticle {
    /// Takes words for a field of metadata.
    pub fn know(&mut self, field: ArticleField, words: &str) {
        self.known.words(field, words, FIELD);
    }

    /// Takes a date of publication, and says whether there is one in the line.
    pub fn publish(&mut self, line: &str, language: &str) -> bool {
        let dated = dates::within(line, language);
        let found = dated.is_some();
        self.known.published(dated.unwrap_or_default(), FIELD);
        found
    }

    /// Takes the date of a change; words without a certain date stay words.
    pub fn update(&mut self, line: &str) {
        let words = || Dated { date: String::new(), as_written: line.trim().to_owned() };
        self.known.updated(dates::within(line, "").unwrap_or_else(words), FIELD);
    }

    /// Takes who wrote it, as printed.
    pub fn sign(&mut self, byline: &str) {
        let byline = byline.trim();
        if !byline.is_empty() {
            let mut names = self.known.metadata.authors.clone();
            names.extend(authors(byline));
            names.dedup();
            self.known.metadata.authors.clear();
            self.known.authors(names, FIELD);
            self.byline.push(byline.to_owned());
        }
    }

    /// Takes what a label says that it is.
    pub fn take(&mut self, label: Option<ArchiveLabel>, words: &str, value: &str) {
        let value = value.trim();
        match label {
            Some(ArchiveLabel::Headline) => self.headline.push(value.to_owned()),
            Some(ArchiveLabel::Section) => self.section(words, value),
            Some(ArchiveLabel::Length) if self.length.is_none() => match count_in(value) {
                Some(count) => self.length = Some(count),
                None => self.field(words, value),
            },
            Some(ArchiveLabel::Byline) => self.sign(value),
            Some(ArchiveLabel::Highlight) => self.standfirst.push(value.to_owned()),
            Some(ArchiveLabel::Dateline) => self.dateline.push(value.to_owned()),
            Some(ArchiveLabel::Graphic) => self.captions.push(value.to_owned()),
            Some(ArchiveLabel::Body) => self.body.push(Paragraph::of(ZoneKind::Body, value)),
            Some(ArchiveLabel::Correction) => self.correction.push(value.to_owned()),
            Some(ArchiveLabel::Edition) => self.edition(value),
            Some(ArchiveLabel::Page) => self.know(ArticleField::Page, page_of(value).unwrap_or(value)),
            Some(ArchiveLabel::Language) => match language_tag(value) {
                Some(tag) => self.know(ArticleField::Language, tag),
                None => self.field(words, value),
            },
            Some(ArchiveLabel::Kind) => self.know(ArticleField::Genre, value),
            Some(ArchiveLabel::Subject) => self.subjects(value),
            Some(ArchiveLabel::Classification) if value.is_empty() => {}
            Some(ArchiveLabel::Length | ArchiveLabel::Classification | ArchiveLabel::Other) | None => {
                self.field(words, value);
            }
        }
    }

    /// Keeps a field that is no metadata.
    pub fn field(&mut self, words: &str, value: &str) {
        if !value.is_empty() {
            self.fields.push(if words.is_empty() { value.to_owned() } else { format!("{words}: {value}") });
        }
    }

    /// Terms such as `POLITICS (90%); SHIPS (78%)`.
    pub fn subjects(&mut self, value: &str) {
        let mut all = std::mem::take(&mut self.known.metadata.subjects);
        for term in value.split([';', '|', '\n']) {
            let term = term.trim();
            let bare = term.rfind('(').filter(|_| term.ends_with("%)")).map_or(term, |at| term[..at].trim());
            if !bare.is_empty() && !all.iter().any(|known| known == bare) {
                all.push(bare.to_owned());
            }
        }
        self.known.subjects(all, FIELD);
    }

    /// Takes what names the edition; it may stand on several lines.
    pub fn edition(&mut self, words: &str) {
        let mut edition = std::mem::take(&mut self.known.metadata.edition);
        if !edition.is_empty() {
            edition.push(' ');
        }
        edition.push_str(words.trim().trim_matches(['[', ']']));
        self.know(ArticleField::Edition, &edition);
    }

    /// Section with page and edition, such as `NEWS; Pg. 4`.
    fn section(&mut self, words: &str, value: &str) {
        let mut rest = Vec::new();
        for part in value.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            match page_of(part) {
                Some(page) => self.know(ArticleField::Page, page),
                None if self.known.metadata.section.is_empty() && !part.contains(':') => {
                    self.know(ArticleField::Section, part);
                }
                None => rest.push(part),
            }
        }
        self.field(words, &rest.join("; "));
    }

    /// The title in one line.
    pub fn title(&self) -> String {
        self.headline.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Puts it together: headline, standfirst, byline, dateline, body, captions; then, struck, what belongs to the archive.
    ///
    /// # Errors
    /// When the text is over 4 GiB.
    pub fn finish(mut self, archive: &'static str) -> Result<ParsedArticle, IngestError> {
        let title = self.title();
        self.know(ArticleField::Title, &title);
        self.compare_length();
        for words in &self.correction {
            let message = message!("findings-correction-appended", words = words);
            self.notes.push(Issue::note("correction-appended", "", message));
        }
        let mut all: Vec<Paragraph> = Vec::new();
        let mut add = |kind: ZoneKind, struck: Option<&'static str>, tight: bool, words: Vec<String>| {
            for (at, text) in words.into_iter().enumerate() {
                let tight = tight && at > 0;
                all.push(Paragraph { text, kind: Some(kind), struck, tight, ..Paragraph::default() });
            }
        };
        add(ZoneKind::Headline, None, true, self.headline);
        add(ZoneKind::Standfirst, None, false, self.standfirst);
        add(ZoneKind::Byline, None, true, self.byline);
        add(ZoneKind::Dateline, None, true, self.dateline);
        all.append(&mut self.body);
        let mut add = |kind: ZoneKind, struck: Option<&'static str>, tight: bool, words: Vec<String>| {
            for (at, text) in words.into_iter().enumerate() {
                let tight = tight && at > 0;
                all.push(Paragraph { text, kind: Some(kind), struck, tight, ..Paragraph::default() });
            }
        };
        add(ZoneKind::Caption, None, false, self.captions);
        add(ZoneKind::Boilerplate, Some(STRUCK_FIELD), true, self.correction);
        add(ZoneKind::Boilerplate, Some(STRUCK_COPYRIGHT), true, self.copyright);
        add(ZoneKind::Boilerplate, Some(STRUCK_FIELD), true, self.fields);
        let mut article = ParsedArticle::of_paragraphs(&all, self.known)?;
        article.archive = archive;
        article.notes = self.notes;
        Ok(article)
    }

    /// A note where the archive states another length than came in.
    fn compare_length(&mut self) {
        let Some(stated) = self.length else { return };
        let body: String = self.body.iter().flat_map(|paragraph| [paragraph.text.as_str(), "\n"]).collect();
        if body.chars().filter(|sign| is_unspaced(*sign)).count() * 4 > body.chars().count() {
            return;
        }
        let words = |text: &str| {
            text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() as u64
        };
        let inner = words(&body);
        let around = [&self.headline, &self.standfirst, &self.byline, &self.dateline, &self.captions];
        let whole = inner + around.iter().flat_map(|part| part.iter()).map(|text| words(text)).sum::<u64>();
        let far = |found: u64| {
            let by = found.abs_diff(stated);
            by > SOME_WORDS && by * 5 > stated
        };
        let between = inner <= stated && stated <= whole;
        if !between && far(inner) && far(whole) {
            let message = message!("findings-length-differs", stated = stated, found = inner);
            self.notes.push(Issue::note("length-differs", "", message));
        }
    }
}

/// Signs of scripts that put no blanks between words.
fn is_unspaced(sign: char) -> bool {
    matches!(sign as u32, 0x0E00..=0x0EFF | 0x2E80..=0xABFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// The first number of a field, with marks between its thousands.
pub(super) fn count_in(value: &str) -> Option<u64> {
    let start = value.find(|sign: char| sign.is_ascii_digit())?;
    let mut digits = String::new();
    let mut rest = value[start..].chars().peekable();
    while let Some(sign) = rest.next() {
        let mark = matches!(sign, '.' | ',' | '\'' | '’' | ' ' | '\u{A0}' | '\u{202F}');
        match sign {
            '0'..='9' => digits.push(sign),
            _ if mark && rest.peek().is_some_and(char::is_ascii_digit) => {}
            _ => break,
        }
    }
    digits.parse().ok()
}

/// The page in words such as `Pg. 4`, `p. A1, A6`, `S. 12`.
pub(in crate::ingest) fn page_of(words: &str) -> Option<&str> {
    const PAGES: [&str; 13] =
        ["pg", "pgs", "page", "pages", "p", "pp", "s", "seite", "seiten", "pag", "pág", "página", "blz"];
    let (label, page) = words.trim().split_once([' ', '.', '\u{A0}'])?;
    let page = page.trim_start_matches(['.', ' ', '\u{A0}']).trim();
    let valid = PAGES.contains(&label.to_lowercase().as_str())
        && page.len() <= 40
        && page.contains(|sign: char| sign.is_ascii_digit());
    valid.then_some(page)
}

/// The tag of a language by the name that an archive gives it.
pub(super) fn language_tag(name: &str) -> Option<&'static str> {
    let mut names = name.split(';').map(|name| name.trim().trim_end_matches('.').to_lowercase());
    names.find_map(|name| ARCHIVE_LANGUAGES.get(name.as_str()).copied())
}

/// Whether a line says to whom the text belongs.
pub(super) fn is_copyright(line: &str) -> bool {
    let lower: String = line.trim().chars().take(40).collect::<String>().to_lowercase();
    [
        "©",
        "(c) ",
        "copyright",
        "版权",
        "版權",
        "all rights reserved",
        "tous droits réservés",
        "alle rechte vorbehalten",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

/// Names in a byline of an archive, which has neither to begin with “by” nor to be in one order.
pub(super) fn authors(byline: &str) -> Vec<String> {
    let mut bare = String::new();
    let mut depth = 0_u32;
    for sign in byline.chars() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(sign),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for part in bare.split([';', '|', '/', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        found.extend(names::signed(part));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_fields_are_read() {
        for (value, want) in
            [("355 words", 355), ("1,234 words", 1234), ("1\u{a0}234 mots", 1234), ("1.234 Wörter", 1234)]
        {
            assert_eq!(count_in(value), Some(want));
        }
        assert_eq!(
            (page_of("Pg. 4"), page_of("p. A1, A6"), page_of("Politics")),
            (Some("4"), Some("A1, A6"), None)
        );
        assert_eq!(
            (language_tag("Français"), language_tag("英文"), language_tag("Elvish")),
            (Some("fr"), Some("en"), None)
        );
        assert_eq!(authors("Name One (now), Name Two (earlier)"), ["Name One", "Name Two"]);
        assert_eq!(authors("Lind, Ana; Berg, Tomas"), ["Ana Lind", "Tomas Berg"]);
        assert_eq!(authors("By Ana Lind and Tomas Berg"), ["Ana Lind", "Tomas Berg"]);
        assert_eq!(authors("DOOR MARC DE VRIES"), ["MARC DE VRIES"]);
        assert_eq!(authors("Mercator"), ["Mercator"]);
        assert_eq!(authors("The Editorial Board"), [""; 0]);
        assert_eq!(language_tag("GERMAN; DEUTSCH"), Some("de"));
    }
}
