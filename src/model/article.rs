//! An imported news text with what is known about it.

use crate::base::ArticleId;
use crate::id;
use crate::text::{Digest, Span, Text};
use std::sync::Arc;

/// What a part of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneKind {
    /// The line or lines over the article.
    Headline,
    /// The summary under the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// When or where it was written.
    Dateline,
    /// The report itself.
    Body,
    /// Words beside a picture.
    Caption,
    /// A quotation set apart.
    Quote,
    /// Navigation and other words of the site: part of the text, outside the sweep.
    Boilerplate,
}

impl ZoneKind {
    /// All kinds, in reading order.
    pub const ALL: [Self; 8] = [
        Self::Headline,
        Self::Standfirst,
        Self::Byline,
        Self::Dateline,
        Self::Body,
        Self::Caption,
        Self::Quote,
        Self::Boilerplate,
    ];

    /// Its name in files, there in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "Headline",
            Self::Standfirst => "Standfirst",
            Self::Byline => "Byline",
            Self::Dateline => "Dateline",
            Self::Body => "Body",
            Self::Caption => "Caption",
            Self::Quote => "Quote",
            Self::Boilerplate => "Boilerplate",
        }
    }

    /// The identifier of its name on the screen.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Headline => id!("display-zone-headline"),
            Self::Standfirst => id!("display-zone-standfirst"),
            Self::Byline => id!("display-zone-byline"),
            Self::Dateline => id!("display-zone-dateline"),
            Self::Body => id!("display-zone-body"),
            Self::Caption => id!("display-zone-caption"),
            Self::Quote => id!("display-zone-quote"),
            Self::Boilerplate => id!("display-zone-boilerplate"),
        }
    }

    /// Whether sentences in it are to be coded.
    pub fn is_swept(self) -> bool {
        !matches!(self, Self::Byline | Self::Dateline | Self::Boilerplate)
    }
}

/// A part of an article: whole hard lines of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    /// Which part of the article it is.
    pub kind: ZoneKind,
    /// Where it is, in bytes.
    pub span: Span,
}

/// A date as it was printed, and as a calendar date when that is certain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dated {
    /// Year, month and day, as `2025-07-03`; empty when the printed form does not say.
    pub date: String,
    /// The words as printed, such as `il y a 3 jours`.
    pub as_written: String,
}

impl Dated {
    /// The words as printed. Where a page's data has a moment instead, such as `2025-07-03T08:00:00Z`, its day; and the day
    /// where nothing is printed.
    pub fn printed(&self) -> &str {
        let is_data = !self.date.is_empty()
            && (self.as_written.starts_with(&self.date)
                || self.as_written.starts_with(&self.date.replace('-', "")));
        if is_data || self.as_written.is_empty() { &self.date } else { &self.as_written }
    }
}

/// What is known about an article. Empty strings mean unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Headline as shown in lists.
    pub title: String,
    /// The newspaper, agency or site.
    pub outlet: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Dated,
    /// When it was last changed by its publisher, where that is said.
    pub updated: Dated,
    /// Where it was found.
    pub url: String,
    /// The section of the outlet.
    pub section: String,
    /// The edition of the outlet, such as `London Edition`.
    pub edition: String,
    /// The page or pages as printed, such as `4` or `A1, A6`.
    pub page: String,
    /// The number under which an archive keeps it.
    pub accession: String,
    /// The subject terms that an archive or the publisher gave it.
    pub subjects: Vec<String>,
    /// BCP 47 tag, such as `fr`.
    pub language: String,
    /// Such as `news`, `analysis`, `editorial`, `wire copy`; a choice of the codebook's article layer or free text.
    pub genre: String,
    /// The file it was imported from.
    pub source_file: String,
    /// The encoding of that file, and what was changed to make it plain text, in words.
    pub import_note: String,
    /// What is known of that file, and of what was struck.
    pub import: ImportRecord,
}

impl Metadata {
    /// Whether there is anything that articles had not before version 2 of their files.
    pub fn is_of_version_2(&self) -> bool {
        self.has_print_fields() || self.import != ImportRecord::default()
    }

    /// Whether there is a date of change, an edition, a page, an archive's number or subject terms.
    pub fn has_print_fields(&self) -> bool {
        self.updated != Dated::default()
            || ![&self.edition, &self.page, &self.accession].iter().all(|words| words.is_empty())
            || !self.subjects.is_empty()
    }
}

/// Where an article came from, and what was struck of its text. Says what was done on import: it does not change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportRecord {
    /// The SHA-256 of the whole file in hexadecimal digits; empty when unknown.
    pub sha256: String,
    /// What kind of file it was, such as `web-page` or `nexis-docx`; empty when unknown.
    pub kind: String,
    /// Passages of the text that were struck on import, in ascending order. What was taken back in is another zone now.
    pub struck: Arc<[Struck]>,
    /// Where the recording was that the text was written down from, in ascending order.
    pub times: Arc<[TimeCode]>,
}

impl Struck {
    /// The identifier of the text that says why; `None` for a rule of a newer program.
    pub fn reason_id(&self) -> Option<&'static str> {
        Some(match self.rule.as_str() {
            "site-words" => id!("ingest-struck-site-words"),
            "read-also" => id!("ingest-struck-read-also"),
            "links" => id!("ingest-struck-links"),
            "loose-words" => id!("ingest-struck-loose-words"),
            "not-in-stated-text" => id!("ingest-struck-not-in-stated-text"),
            "heading-of-nothing" => id!("ingest-struck-heading-of-nothing"),
            "about-the-sender" => id!("ingest-struck-about-the-sender"),
            "archive-field" => id!("ingest-struck-archive-field"),
            "archive-copyright" => id!("ingest-struck-archive-copyright"),
            _ => return None,
        })
    }
}

impl ImportRecord {
    /// What was struck at a byte.
    pub fn struck_at(&self, byte: u32) -> Option<&Struck> {
        let after = self.struck.partition_point(|one| one.span.start() <= byte);
        after.checked_sub(1).map(|at| &self.struck[at]).filter(|one| one.span.contains(byte))
    }

    /// When the words at a byte are said: the last time code at or before it; `None` before the first.
    pub fn time_at(&self, byte: u32) -> Option<TimeCode> {
        let after = self.times.partition_point(|time| time.at <= byte);
        after.checked_sub(1).map(|at| self.times[at])
    }

    /// The time code from which on a passage is another part of the recording than what stands before it: the first within
    /// it, unless that is the moment at which the words before it are said already.
    pub fn new_time_in(&self, span: Span) -> Option<TimeCode> {
        let first = self.times.partition_point(|time| time.at < span.start());
        let time = self.times.get(first).filter(|time| time.at < span.end())?;
        let before = first.checked_sub(1).map(|at| self.times[at].milliseconds);
        (before != Some(time.milliseconds)).then_some(*time)
    }
}

/// The moment of a recording at which a place of its transcript is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeCode {
    /// The place, in bytes.
    pub at: u32,
    /// The moment, in milliseconds from the beginning.
    pub milliseconds: u64,
}

impl TimeCode {
    /// The moment as `h:mm:ss`, such as `1:02:03`; what is beyond the second is left out.
    pub fn written(self) -> String {
        let seconds = self.milliseconds / 1000;
        format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

/// A passage that was struck on import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struck {
    /// Whole hard lines, in bytes.
    pub span: Span,
    /// The rule, such as `site-words`.
    pub rule: String,
}

/// Digits of the SHA-256 of its text at the end of an article's name.
const TEXT_DIGITS: usize = 8;

/// The longest beginning of such a name in bytes, so that there is room for the digits and a number.
const LONGEST_STEM: usize = 96;

/// A name for an article that ends in the first digits of its text's SHA-256, so that articles added at once under one
/// title, on one machine or in two copies of a project, get two names. A name that ends so already stays.
pub fn named_by_text(stem: &str, text: Digest) -> String {
    let digits = &text.to_string()[..TEXT_DIGITS];
    match stem.strip_suffix(digits) {
        Some(rest) if rest.ends_with('-') => stem.to_owned(),
        _ => format!(
            "{}-{digits}",
            stem[..stem.floor_char_boundary(LONGEST_STEM)].trim_end_matches(['.', '-'])
        ),
    }
}

/// An article: metadata may be corrected, the text never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The stem of its file, the same for ever.
    pub id: ArticleId,
    /// The text as it was imported; it never changes.
    pub text: Text,
    /// What is known about it.
    pub metadata: Metadata,
    /// Its parts in ascending order without overlap; what no zone names is body.
    pub zones: Vec<Zone>,
}

impl Article {
    /// The kind of the zone that holds the byte.
    pub fn zone_at(&self, byte: u32) -> ZoneKind {
        let after = self.zones.partition_point(|zone| zone.span.start() <= byte);
        match after.checked_sub(1).map(|at| self.zones[at]) {
            Some(zone) if zone.span.contains(byte) => zone.kind,
            _ => ZoneKind::Body,
        }
    }

    /// The headline for lists: the title, or the first words of the text.
    pub fn display_title(&self) -> &str {
        if !self.metadata.title.is_empty() {
            return &self.metadata.title;
        }
        let line = self.text.as_str().lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        &line[..line.floor_char_boundary(120)]
    }

    /// The title, or the name where nobody gave one: for files, in which words of the text are no title.
    pub fn title_or_name(&self) -> &str {
        if self.metadata.title.is_empty() { self.id.as_str() } else { &self.metadata.title }
    }

    /// Whether the zones are ascending, disjoint and inside the text.
    pub fn zones_are_sound(&self) -> bool {
        self.zones.iter().all(|zone| self.text.holds(zone.span))
            && self.zones.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start())
    }

    /// The zones with the hard lines of `span` made `kind`; lines of other zones keep theirs.
    pub fn rezoned(&self, span: Span, kind: ZoneKind) -> Vec<Zone> {
        let mut zones = Vec::with_capacity(self.zones.len() + 2);
        for zone in &self.zones {
            if !zone.span.overlaps(span) {
                zones.push(*zone);
                continue;
            }
            zones.extend(
                Span::new(zone.span.start(), span.start()).map(|span| Zone { kind: zone.kind, span }),
            );
            zones.extend(Span::new(span.end(), zone.span.end()).map(|span| Zone { kind: zone.kind, span }));
        }
        if kind != ZoneKind::Body {
            zones.push(Zone { kind, span });
        }
        zones.sort_by_key(|zone| zone.span);
        zones
    }
}

#[cfg(test)]
mod tests {
    use super::{Dated, ImportRecord, TimeCode};
    use crate::text::Span;

    #[test]
    fn a_place_has_the_last_time_code_at_or_before_it() {
        let times = [(4, 1000), (9, 1000), (20, 3_723_999)];
        let times = times.map(|(at, milliseconds)| TimeCode { at, milliseconds });
        let record = ImportRecord { times: times.into(), ..ImportRecord::default() };
        let at = |byte| record.time_at(byte).map(|time| time.written());
        assert_eq!(at(3), None);
        assert_eq!([at(4), at(8), at(19)].map(Option::unwrap_or_default), ["0:00:01"; 3]);
        assert_eq!(at(u32::MAX).as_deref(), Some("1:02:03"));
        assert_eq!(ImportRecord::default().time_at(0), None);
        let new = |start, end| record.new_time_in(Span::new(start, end).expect("a span")).map(|time| time.at);
        assert_eq!(new(0, 4), None, "a code at the end belongs to what follows");
        assert_eq!(new(0, 5), Some(4));
        assert_eq!(new(5, 20), None, "the same moment again is none of its own");
        assert_eq!(new(5, 30), None);
        assert_eq!((new(20, 30), new(21, 30)), (Some(20), None));
    }

    #[test]
    fn what_was_printed_is_shown_and_a_moment_of_data_by_its_day() {
        let dated = |date: &str, as_written: &str| {
            let dated = Dated { date: date.to_owned(), as_written: as_written.to_owned() };
            dated.printed().to_owned()
        };
        assert_eq!(dated("2025-07-03", "3 July"), "3 July");
        assert_eq!(dated("", "il y a 3 jours"), "il y a 3 jours");
        assert_eq!(dated("2025-07-03", ""), "2025-07-03");
        assert_eq!(dated("2025-07-03", "2025-07-03T08:00:00.000Z"), "2025-07-03");
        assert_eq!(dated("2025-07-03", "20250703T080000Z"), "2025-07-03");
    }
}
