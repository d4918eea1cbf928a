//! Articles that came in as one and are split before they are kept, and such as are joined: what of text, zones and
//! metadata each has.

use super::{
    ArticleField, Dated, ImportRecord, Metadata, Struck, TimeCode, ValueOrigin, Zone, ZoneKind, named_by_text,
};
use crate::base::{ArticleId, Issue, excerpt, slug};
use crate::locale::Argument;
use crate::message;
use crate::text::{Digest, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The finding that articles with headlines of their own came in as one.
pub const SEVERAL_HEADLINES: &str = "several-headlines";
/// Pages with several headlines that are told.
const HEADLINE_PAGES: usize = 5;
/// Letters that stand before a headline at least at which a text is split.
const LEAST: usize = 250;
/// Lines at the beginning of a part among which its headline is looked for.
const HEAD: usize = 4;
/// Code points of the longest line that is taken for a headline.
const LONGEST: usize = 160;
/// What stands between two texts that are joined.
const GAP: &str = "\n\n";
/// Longest part of an identifier that comes from the outlet, in bytes.
const OUTLET: usize = 24;

/// A headline under which an article of its own may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadlinePlace {
    /// Its page, counted from 1.
    pub page: usize,
    /// Where it begins in the text, in bytes.
    pub at: u32,
    /// Its words.
    pub words: String,
}

/// The pages with several of these headlines, as findings.
pub fn several_headlines(headlines: &[HeadlinePlace]) -> Vec<Issue> {
    let pages = headlines.chunk_by(|one, other| one.page == other.page).filter(|page| page.len() > 1);
    let issue = |page: &[HeadlinePlace]| {
        let named = page.iter().map(|one| format!("“{}”", excerpt(&one.words)));
        let (number, count, named) = (page[0].page, page.len(), Argument::series(named));
        let said = message!("findings-several-headlines", page = number, count = count, named = named);
        Issue::warning(SEVERAL_HEADLINES, "", said).hint(message!("findings-several-headlines.hint"))
    };
    pages.take(HEADLINE_PAGES).map(issue).collect()
}

/// Where a text is split at headlines: before each with enough text before it for an article.
pub fn split_places(text: &str, headlines: &[HeadlinePlace]) -> Vec<u32> {
    let mut from = 0;
    let mut places = Vec::new();
    for headline in headlines {
        let before = text.get(from as usize..headline.at as usize).unwrap_or_default();
        if before.chars().filter(|sign| sign.is_alphanumeric()).nth(LEAST - 1).is_some() {
            places.push(headline.at);
            from = headline.at;
        }
    }
    places
}

/// The zones within a span, counted from its beginning.
pub fn zones_within(zones: &[Zone], span: Span) -> Vec<Zone> {
    let within = zones.iter().filter_map(|zone| {
        let span = moved(zone.span.intersect(span)?, span.start())?;
        Some(Zone { span, ..*zone })
    });
    within.collect()
}

/// An article before it is kept: what can be split and joined of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticlePart {
    /// The text.
    pub text: String,
    /// What is known.
    pub metadata: Metadata,
    /// Whole hard lines in ascending order without overlap.
    pub zones: Vec<Zone>,
    /// Where what is known came from.
    pub origins: BTreeMap<ArticleField, ValueOrigin>,
    /// Headlines in it under which articles of their own may stand, in ascending order.
    pub headlines: Vec<HeadlinePlace>,
}

impl ArticlePart {
    /// What belongs to a part of it, which begins and ends with a hard line. Authors and dates that stand elsewhere in the
    /// text only are not of this part. One that does not begin with the whole has the first line like a headline as its
    /// title.
    #[must_use]
    pub fn part(&self, span: Span) -> Self {
        let text = self.text.get(span.range()).unwrap_or_default().to_owned();
        let is_first = self.text[..span.start() as usize].trim().is_empty();
        let headlines = self.headlines.iter().filter(|one| span.contains(one.at));
        let mut part = Self {
            zones: zones_within(&self.zones, span),
            metadata: Metadata {
                import: record_within(&self.metadata.import, span),
                ..self.metadata.clone()
            },
            origins: self.origins.clone(),
            headlines: headlines
                .map(|one| HeadlinePlace { at: one.at - span.start(), ..one.clone() })
                .collect(),
            text,
        };
        note(&mut part.metadata, "split from other text of the file");
        let is_elsewhere = |words: &str| self.text.contains(words) && !part.text.contains(words);
        let about = &mut part.metadata;
        about.authors.retain(|author| !is_elsewhere(author));
        if about.authors.is_empty() {
            part.origins.remove(&ArticleField::Authors);
        }
        for (field, dated) in
            [(ArticleField::Published, &mut about.published), (ArticleField::Updated, &mut about.updated)]
        {
            if !dated.as_written.is_empty() && is_elsewhere(&dated.as_written) {
                *dated = Dated::default();
                part.origins.remove(&field);
            }
        }
        if !is_first {
            part.guess_title();
        }
        part
    }

    /// Takes the first line that is like a headline for the title, as a guess.
    fn guess_title(&mut self) {
        self.metadata.title.clear();
        self.origins.remove(&ArticleField::Title);
        let Some(line) = self.headline() else { return };
        let named = self.headlines.first().filter(|named| named.at == line.start());
        let words = named.map_or(&self.text[line.range()], |named| &named.words);
        self.metadata.title = words.split_whitespace().collect::<Vec<_>>().join(" ");
        self.origins.insert(ArticleField::Title, ValueOrigin::Guessed);
        // As a standfirst it was guessed under the headline of the whole.
        self.zones.retain(|zone| !(zone.kind == ZoneKind::Standfirst && zone.span == line));
        if self.zones.iter().all(|zone| !zone.span.overlaps(line)) {
            let at = self.zones.partition_point(|zone| zone.span.start() < line.start());
            self.zones.insert(at, Zone { kind: ZoneKind::Headline, span: line });
        }
    }

    fn headline(&self) -> Option<Span> {
        let lines = self.text.split_inclusive('\n').scan(0_usize, |at, line| {
            let start = *at;
            *at += line.len();
            let end = start + line.trim_end_matches('\n').len();
            Some((line, Span::new(u32::try_from(start).ok()?, u32::try_from(end).ok()?)))
        });
        let lines = lines.filter(|(line, _)| !line.trim().is_empty());
        let lines: Vec<(&str, Span)> =
            lines.filter_map(|(line, span)| Some((line, span?))).take(HEAD).collect();
        let kind = |span: Span| self.zones.iter().find(|zone| zone.span.overlaps(span)).map(|zone| zone.kind);
        let marked = lines.iter().find(|(_, span)| kind(*span) == Some(ZoneKind::Headline));
        let is_like = |line: &str| {
            let line = line.trim();
            line.chars().nth(LONGEST).is_none()
                && line.chars().any(char::is_alphabetic)
                && !line.ends_with(['.', ',', ';', ':', '。', '،'])
        };
        let first = lines.first().filter(|(line, span)| {
            self.zones.iter().any(|zone| zone.kind == ZoneKind::Standfirst && zone.span == *span)
                && is_like(line)
        });
        let like =
            || first.or_else(|| lines.iter().find(|(line, span)| kind(*span).is_none() && is_like(line)));
        marked.or_else(like).map(|(_, span)| *span)
    }

    /// Puts another one after it, with a blank line between the two. What is known of the whole is what is known of this
    /// one. Returns where the other one begins, in bytes; `None` where that would be over 4 GiB, and nothing is changed.
    pub fn join(&mut self, other: &Self) -> Option<u32> {
        let start = u32::try_from(self.text.len() + GAP.len()).ok()?;
        start.checked_add(u32::try_from(other.text.len()).ok()?)?;
        self.text.push_str(GAP);
        self.text.push_str(&other.text);
        let after = |span: Span| Span::new(span.start() + start, span.end() + start);
        let zones = other.zones.iter().filter_map(|zone| Some(Zone { span: after(zone.span)?, ..*zone }));
        self.zones.extend(zones);
        let headlines = other.headlines.iter();
        self.headlines.extend(headlines.map(|one| HeadlinePlace { at: one.at + start, ..one.clone() }));
        let (here, more) = (&mut self.metadata.import, &other.metadata.import);
        let struck = more
            .struck
            .iter()
            .filter_map(|one| Some(Struck { span: after(one.span)?, rule: one.rule.clone() }));
        here.struck = here.struck.iter().cloned().chain(struck).collect();
        let times = more.times.iter().map(|time| TimeCode { at: time.at + start, ..*time });
        here.times = here.times.iter().copied().chain(times).collect();
        note(&mut self.metadata, "joined with other text of the file");
        Some(start)
    }
}

/// Adds to the note of the import, in words, once.
fn note(about: &mut Metadata, words: &str) {
    let note = &mut about.import_note;
    if note.split("; ").all(|part| part != words) {
        if !note.is_empty() {
            note.push_str("; ");
        }
        note.push_str(words);
    }
}

fn moved(span: Span, start: u32) -> Option<Span> {
    Span::new(span.start() - start, span.end() - start)
}

/// The record of the import of the text within a span. What is said at its beginning keeps its moment.
fn record_within(record: &ImportRecord, span: Span) -> ImportRecord {
    let struck = record.struck.iter().filter_map(|one| {
        let span = moved(one.span.intersect(span)?, span.start())?;
        Some(Struck { span, rule: one.rule.clone() })
    });
    let first = record.time_at(span.start()).map(|time| TimeCode { at: 0, ..time });
    let within = record.times.iter().filter(|time| time.at > span.start() && time.at < span.end());
    let times = within.map(|time| TimeCode { at: time.at - span.start(), ..*time });
    ImportRecord {
        sha256: record.sha256.clone(),
        kind: record.kind.clone(),
        struck: struck.collect(),
        times: first.into_iter().chain(times).collect::<Arc<[_]>>(),
    }
}

/// A name for an article that is not taken: outlet, date, title and the first digits of the text's SHA-256, so that who
/// adds other articles at the same time, here or in a copy of the project, gives other names. Where even that is taken,
/// then `-2`, `-3` and so on.
pub fn article_id(metadata: &Metadata, text: &str, taken: impl Fn(&str) -> bool) -> ArticleId {
    let mut parts = Vec::new();
    if !metadata.outlet.is_empty() {
        let outlet = slug(&metadata.outlet);
        let short = &outlet[..outlet.floor_char_boundary(OUTLET)];
        parts.push(short.trim_end_matches('-').to_owned());
    }
    if !metadata.published.date.is_empty() {
        parts.push(slug(&metadata.published.date));
    }
    let first_line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let title = if metadata.title.is_empty() { first_line } else { &metadata.title };
    parts.push(slug(&title[..title.floor_char_boundary(400)]));
    let stem = named_by_text(&parts.join("-"), Digest::of(text));
    let numbered = (2_u64..).map(|number| format!("{stem}-{number}"));
    let names = std::iter::once(stem.clone()).chain(numbered);
    let free = names.filter(|name| !taken(name)).find_map(|name| ArticleId::new(&name).ok());
    free.expect("a slug with a number is an identifier, and numbers do not run out")
}
