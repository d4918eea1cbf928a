//! Guesses the zones and the metadata of a plain text from its lines.
//!
//! Works on whole lines and never changes the text. What is not recognised is body.

use super::blocks::{Block, blocks, ends_sentence, is_prose, width};
use super::phrases::{BOILERPLATE, CAPTIONS, CREDITS, LONGEST, RELATED, SECTIONS, fold};
use super::{IngestError, go_on};
use super::{dates, names};
use crate::base::Progress;
use crate::model::{Dated, Metadata, Zone, ZoneKind};
use crate::text::Span;

/// Blocks after the headline in which standfirst, byline and date are looked for.
const HEAD: usize = 12;
/// Widest standfirst, in letters.
const STANDFIRST: usize = 420;
/// Widest headline, in letters.
const HEADLINE: usize = 240;

/// What the lines say.
pub(super) struct Guess {
    pub zones: Vec<Zone>,
    pub metadata: Metadata,
}

/// Guesses zones and metadata; zones in `fixed` (ascending, whole lines) are kept as they are.
pub(super) fn guess(
    text: &str,
    language: &str,
    fixed: &[Zone],
    progress: &Progress,
) -> Result<Guess, IngestError> {
    let blocks = blocks(text, progress)?;
    let mut reader = ZoneReader {
        text,
        language,
        kinds: vec![None; blocks.len()],
        pinned: vec![false; blocks.len()],
        blocks,
        metadata: Metadata::default(),
    };
    reader.pin(fixed);
    reader.site_words(progress)?;
    reader.related();
    reader.head();
    reader.tail();
    let zones = reader.zones();
    Ok(Guess { zones, metadata: reader.metadata })
}

struct ZoneReader<'a> {
    text: &'a str,
    language: &'a str,
    blocks: Vec<Block>,
    /// What each block is, when recognised.
    kinds: Vec<Option<ZoneKind>>,
    /// Whether the kind came with the file.
    pinned: Vec<bool>,
    metadata: Metadata,
}

impl<'a> ZoneReader<'a> {
    fn words(&self, at: usize) -> &'a str {
        self.blocks[at].words(self.text)
    }

    fn pin(&mut self, fixed: &[Zone]) {
        let mut zones = fixed.iter().peekable();
        for (at, block) in self.blocks.iter().enumerate() {
            while zones.next_if(|zone| zone.span.end() as usize <= block.start).is_some() {}
            if let Some(zone) = zones.peek().filter(|zone| (zone.span.start() as usize) < block.end) {
                self.kinds[at] = Some(zone.kind);
                self.pinned[at] = true;
            }
        }
    }

    fn set(&mut self, at: usize, kind: ZoneKind) {
        if !self.pinned[at] {
            self.kinds[at] = Some(kind);
        }
    }

    /// Words of the site and words beside pictures, anywhere.
    fn site_words(&mut self, progress: &Progress) -> Result<(), IngestError> {
        for at in 0..self.blocks.len() {
            if at % 4096 == 0 {
                go_on(progress)?;
            }
            let words = self.words(at);
            if self.kinds[at].is_some() || words.len() > LONGEST {
                continue;
            }
            let folded = fold(words);
            if folded.is_empty() || BOILERPLATE.holds(&folded) || RELATED.holds(&folded) {
                self.set(at, ZoneKind::Boilerplate);
            } else if trail(words).is_some() {
                self.crumbs(at);
            } else if CAPTIONS.holds(&folded) || ends_in_credit(words) {
                self.set(at, ZoneKind::Caption);
            }
            if self.metadata.outlet.is_empty()
                && let Some(holder) = names::copyright_holder(words)
            {
                self.metadata.outlet = holder;
            }
        }
        Ok(())
    }

    /// A path through the site, such as “Home › World › Europe”; its last step is the section.
    fn crumbs(&mut self, at: usize) {
        let Some(steps) = trail(self.words(at)) else { return };
        if !steps.iter().all(|step| step.len() <= 40 && dates::stamp(step, self.language).is_none())
            || steps.iter().any(|step| names::byline(step).is_some())
        {
            return;
        }
        let home = steps.first().is_some_and(|step| BOILERPLATE.holds_exactly(&fold(step)));
        if let (true, Some(last)) = (home && at < HEAD, steps.last()) {
            self.metadata.section = (*last).to_owned();
        }
        self.set(at, ZoneKind::Boilerplate);
    }

    /// Lists of other articles: short lines after their heading, to the end or to a gap.
    fn related(&mut self) {
        let prose = |at: &usize| is_prose(self.words(*at)) && self.kinds[*at].is_none();
        let last_prose = (0..self.blocks.len()).rev().find(prose);
        for at in 0..self.blocks.len() {
            let words = self.words(at);
            if self.pinned[at] || words.len() > 80 || !RELATED.holds_exactly(&fold(words)) {
                continue;
            }
            let ends_the_text = last_prose.is_some_and(|last| last < at);
            for next in at + 1..self.blocks.len() {
                let in_list = !self.blocks[next].after_gap && next <= at + 6 && !is_prose(self.words(next));
                if !ends_the_text && !in_list {
                    break;
                }
                if self.kinds[next].is_none() {
                    self.set(next, ZoneKind::Boilerplate);
                }
            }
        }
    }

    /// Everything before the body: outlet, section, headline, standfirst, byline, date.
    fn head(&mut self) {
        let top = self.top();
        let Some(headline) = self.headline(top) else {
            self.wire_lead(0);
            return;
        };
        let mut waiting: Vec<usize> = Vec::new();
        let mut body = None;
        for at in (headline + 1..self.blocks.len()).take(HEAD) {
            if self.pinned[at] || matches!(self.kinds[at], Some(ZoneKind::Boilerplate | ZoneKind::Caption)) {
                continue;
            }
            if self.signature(at) {
                for standfirst in waiting.drain(..) {
                    self.set(standfirst, ZoneKind::Standfirst);
                }
                continue;
            }
            body.get_or_insert(at);
            if waiting.len() == 2
                || width(self.words(at), STANDFIRST) >= STANDFIRST
                || self.lead_at(at).is_some()
            {
                break;
            }
            waiting.push(at);
        }
        self.bare_names(headline);
        if let Some(&first) = waiting.first() {
            self.loose_standfirst(first);
        }
        self.wire_lead(headline + 1);
    }

    /// Site name and section over the headline; returns the first block that may be the headline.
    fn top(&mut self) -> usize {
        let mut at = 0;
        while at < self.blocks.len().min(HEAD) {
            if self.pinned[at] && self.kinds[at] == Some(ZoneKind::Headline) {
                break;
            }
            let words = self.words(at);
            if self.kinds[at].is_some() || self.signature(at) {
                at += 1;
            } else if self.is_site_name(at) {
                if at == 0 || self.metadata.outlet.is_empty() {
                    self.metadata.outlet = words.to_owned();
                }
                self.set(at, ZoneKind::Boilerplate);
                at += 1;
            } else if SECTIONS.holds(&fold(words))
                && self.next_free(at).is_some_and(|next| self.title_like(next))
            {
                self.metadata.section = words.to_owned();
                self.set(at, ZoneKind::Boilerplate);
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    fn next_free(&self, at: usize) -> Option<usize> {
        (at + 1..self.blocks.len().min(at + HEAD)).find(|next| self.kinds[*next].is_none())
    }

    fn title_like(&self, at: usize) -> bool {
        let words = self.words(at);
        let count = words.split_whitespace().take(3).count();
        width(words, HEADLINE) < HEADLINE && (count >= 3 || width(words, 12) >= 12) && !words.ends_with('.')
    }

    /// A few words at the very top that a line of navigation, or a headline with a date under it, follows.
    fn is_site_name(&self, at: usize) -> bool {
        let words = self.words(at);
        let count = words.split_whitespace().take(5).count();
        if at > 1 || count > 4 || words.len() > 40 || ends_sentence(words) || SECTIONS.holds(&fold(words)) {
            return false;
        }
        if is_domain(words) || words == self.metadata.outlet {
            return true;
        }
        let Some(next) = self.next_free(at).filter(|next| self.title_like(*next)) else { return false };
        let navigation = at + 1 < next && self.kinds[at + 1] == Some(ZoneKind::Boilerplate);
        let signed_below =
            self.next_free(next).is_some_and(|below| self.is_signature(below)) && !self.is_signature(next);
        let longer = self.words(next).split_whitespace().take(5).count() >= 5;
        navigation || (count <= 3 && longer && signed_below && words.len() * 2 < self.words(next).len())
    }

    fn headline(&mut self, from: usize) -> Option<usize> {
        let pinned =
            (0..self.blocks.len()).find(|at| self.pinned[*at] && self.kinds[*at] == Some(ZoneKind::Headline));
        let at = match pinned {
            Some(at) => at,
            None => (from..self.blocks.len().min(from + HEAD)).find(|at| self.kinds[*at].is_none())?,
        };
        let words = self.words(at);
        if pinned.is_none() && (width(words, HEADLINE) >= HEADLINE || self.lead_at(at).is_some()) {
            return None;
        }
        // A statement with a full stop is the first sentence, unless who wrote it or when stands below.
        let stopped = words.trim_end_matches(['”', '"', '»', '’', ')']).ends_with(['.', '。'])
            && !words.ends_with("...");
        if pinned.is_none() && (stopped || is_prose(words)) && !self.signed_soon(at) {
            return None;
        }
        self.set(at, ZoneKind::Headline);
        self.metadata.title = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(at)
    }

    /// Whether a byline or a date is among the next two free blocks.
    fn signed_soon(&self, at: usize) -> bool {
        let free = (at + 1..self.blocks.len().min(at + HEAD)).filter(|next| self.kinds[*next].is_none());
        free.take(2).any(|next| self.is_signature(next))
    }

    fn is_signature(&self, at: usize) -> bool {
        let words = self.words(at);
        names::byline(words).is_some() || dates::stamps(words, self.language).is_some()
    }

    /// A byline or a date; marks it and takes what it says.
    fn signature(&mut self, at: usize) -> bool {
        let words = self.words(at);
        if let Some(stamps) = dates::stamps(words, self.language) {
            self.set(at, ZoneKind::Dateline);
            stamps.into_iter().for_each(|stamp| self.publish(stamp));
            return true;
        }
        if let Some(authors) = names::byline(words)
            && dates::parts(words).len() == 1
        {
            self.sign(authors);
            self.set(at, ZoneKind::Byline);
            return true;
        }
        self.mixed_signature(at)
    }

    /// Byline and date on one line, separated by bars or dots.
    fn mixed_signature(&mut self, at: usize) -> bool {
        let words = self.words(at);
        if words.len() > LONGEST {
            return false;
        }
        let parts = dates::parts(words);
        if parts.len() < 2 {
            return false;
        }
        let stamps: Vec<_> = parts.iter().map(|part| dates::stamp(part, self.language)).collect();
        let authors: Vec<_> = parts.iter().map(|part| names::byline(part)).collect();
        let signed = authors.iter().any(Option::is_some);
        let dated = stamps.iter().any(Option::is_some);
        let says_when = dated && parts.iter().all(|part| part.len() <= 60);
        if !(signed || says_when) {
            return false;
        }
        for (part, (stamp, names)) in parts.iter().zip(stamps.into_iter().zip(authors)) {
            match (stamp, names) {
                (Some(stamp), _) => self.publish(stamp),
                (None, Some(names)) => self.sign(names),
                (None, None) if !signed && names::bare_name(part) => self.sign(vec![(*part).to_owned()]),
                (None, None) => {}
            }
        }
        self.set(at, if signed { ZoneKind::Byline } else { ZoneKind::Dateline });
        true
    }

    /// The first moment of publication that is named, and the first of a later change.
    fn publish(&mut self, stamp: dates::Stamp) {
        let about = &mut self.metadata;
        let place = if stamp.updated { &mut about.updated } else { &mut about.published };
        if place.as_written.is_empty() {
            *place = stamp.dated;
        }
    }

    fn sign(&mut self, authors: Vec<String>) {
        for author in authors {
            if !self.metadata.authors.contains(&author) {
                self.metadata.authors.push(author);
            }
        }
    }

    /// A name without “by” next to a date line.
    fn bare_names(&mut self, headline: usize) {
        if !self.metadata.authors.is_empty() {
            return;
        }
        let head = headline + 1..self.blocks.len().min(headline + HEAD);
        let found = head.clone().find(|at| {
            let open = matches!(self.kinds[*at], None | Some(ZoneKind::Standfirst)) && !self.pinned[*at];
            let date = |near: usize| self.kinds.get(near) == Some(&Some(ZoneKind::Dateline));
            open && names::bare_name(self.words(*at)) && (date(*at + 1) || date(*at - 1))
        });
        if let Some(at) = found {
            self.set(at, ZoneKind::Byline);
            self.sign(vec![self.words(at).to_owned()]);
        }
    }

    /// A line under the headline that is no sentence, with running text after it.
    fn loose_standfirst(&mut self, at: usize) {
        let words = self.words(at);
        let few = words.split_whitespace().take(5).count() < 5 && width(words, 16) < 16;
        let open = self.kinds[at].is_none();
        let body_follows = self.next_free(at).is_some_and(|next| is_prose(self.words(next)));
        if open && !few && !ends_sentence(words) && width(words, 300) < 300 && body_follows {
            self.set(at, ZoneKind::Standfirst);
        }
    }

    fn lead_at(&self, at: usize) -> Option<names::Lead> {
        names::lead(self.words(at), self.language)
    }

    /// Takes outlet and date from the start of the first paragraph.
    fn wire_lead(&mut self, from: usize) {
        let free = (from..self.blocks.len().min(from + HEAD)).find(|at| self.kinds[*at].is_none());
        let Some(lead) = free.and_then(|at| self.lead_at(at)) else { return };
        if self.metadata.outlet.is_empty() {
            self.metadata.outlet = lead.outlet;
        }
        if self.metadata.published == Dated::default() {
            self.metadata.published = lead.dated;
        }
    }

    /// Credits after the text.
    fn tail(&mut self) {
        let last = self.blocks.len();
        for at in (last.saturating_sub(HEAD)..last).rev() {
            if self.kinds[at].is_some() {
                continue;
            }
            let words = self.words(at);
            let Some(authors) = names::byline(words) else {
                if is_prose(words) {
                    break;
                }
                continue;
            };
            if self.metadata.authors.is_empty() {
                self.sign(authors);
            }
            self.set(at, ZoneKind::Byline);
        }
    }

    /// The zones, neighbours of one kind without a blank line between them joined.
    fn zones(&self) -> Vec<Zone> {
        let mut zones: Vec<Zone> = Vec::new();
        for (block, kind) in self.blocks.iter().zip(&self.kinds) {
            let Some(kind) = kind.filter(|kind| *kind != ZoneKind::Body) else { continue };
            let Some(span) = Span::new(block.start as u32, block.end as u32) else { continue };
            match zones.last_mut() {
                Some(last) if last.kind == kind && last.span.end() + 1 == span.start() => {
                    last.span = last.span.union(span);
                }
                _ => zones.push(Zone { kind, span }),
            }
        }
        zones
    }
}

/// The steps of a line such as “Home › World › Europe” or “News | Sport | Weather”.
fn trail(line: &str) -> Option<Vec<&str>> {
    if line.len() > 160 || ends_sentence(line) {
        return None;
    }
    ['›', '»', '>', '|', '→'].into_iter().find_map(|mark| {
        let steps: Vec<&str> = line.split(mark).map(str::trim).filter(|step| !step.is_empty()).collect();
        let short = steps.iter().all(|step| step.split_whitespace().count() <= 4);
        (steps.len() >= 3 && short).then_some(steps)
    })
}

/// Whether the last sentence of a line is a short picture credit: “… in June. Photo Le Relais”.
fn ends_in_credit(line: &str) -> bool {
    let Some((_, last)) = line.rsplit_once(". ") else { return false };
    let first = last.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    last.chars().count() <= 60 && last.len() < line.len() && {
        let after = last[first.len()..].trim_start().trim_start_matches(':').trim_start();
        let named =
            after.chars().next().is_some_and(|c| c.is_uppercase() || c == '©') || after.starts_with("by ");
        CREDITS.contains(first.to_lowercase().as_str()) && named
    }
}

fn is_domain(words: &str) -> bool {
    let Some((name, end)) = words.rsplit_once('.') else { return false };
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        && (2..=6).contains(&end.len())
        && end.chars().all(|c| c.is_ascii_lowercase())
}
