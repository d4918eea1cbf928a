//! Splitting drafts and joining them.
//!
//! A draft that was split or joined knows which parts of which drafts it is made of, and is made anew of these; what
//! somebody entered is then entered again. So each takes the other back.

use super::outcome::done;
use super::{ArticleDraft, DraftPiece, Intake, NoEffect, Outcome, State};
use crate::base::Severity;
use crate::model::{
    self, Article, ArticlePart, Metadata, SEVERAL_HEADLINES, Zone, split_places, zones_within,
};
use crate::text::{Span, Text};
use std::sync::Arc;

/// The finding of a text that is there already as it is seen.
pub(super) const SAME_AS_SEEN: &str = "same-as-seen";
/// Bytes between two texts that were joined.
const GAP: u32 = 2;

impl DraftPiece {
    fn text(&self) -> &str {
        self.of.article.text.slice(self.span).unwrap_or_default()
    }

    /// Whether it is all that has words.
    fn is_whole(&self) -> bool {
        let text = self.of.article.text.as_str();
        let (start, end) = (self.span.start() as usize, self.span.end() as usize);
        text[..start].trim().is_empty() && text[end..].trim().is_empty()
    }

    /// Whether `other` goes on where this ends.
    fn goes_on_with(&self, other: &Self) -> bool {
        let between = self.span.end() as usize..other.span.start() as usize;
        let text = self.of.article.text.as_str();
        Arc::ptr_eq(&self.of, &other.of) && text.get(between).is_some_and(|words| words.trim().is_empty())
    }

    fn holds_start_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.of, &other.of) && self.span.contains(other.span.start())
    }

    /// What is in it.
    fn content(&self) -> ArticlePart {
        let whole = ArticlePart {
            text: self.of.article.text.as_str()[..self.span.end() as usize].to_owned(),
            metadata: self.of.article.metadata.clone(),
            zones: self.of.article.zones.clone(),
            origins: self.of.origins.clone(),
            headlines: self.of.headlines.clone(),
        };
        if self.is_whole() {
            return whole;
        }
        ArticlePart { text: self.of.article.text.as_str().to_owned(), ..whole }.part(self.span)
    }

    /// Without white space at its end.
    fn trimmed(self) -> Option<Self> {
        let end = self.span.start() + self.text().trim_end().len() as u32;
        Some(Self { span: Span::new(self.span.start(), end)?, of: self.of })
    }
}

/// The draft that pieces make, as if nobody had entered anything about it since.
fn made_of(pieces: Vec<DraftPiece>) -> Option<ArticleDraft> {
    let first = pieces.first()?;
    let of = Arc::clone(&first.of);
    if pieces.len() == 1 && first.is_whole() {
        return Some((*of).clone());
    }
    let mut whole = first.content();
    let mut notes = of.notes.clone();
    for piece in &pieces[1..] {
        whole.join(&piece.content())?;
        for note in &piece.of.notes {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
    }
    let ArticlePart { text, metadata, zones, origins, headlines } = whole;
    // It is another text than the one that was there already.
    notes.retain(|note| note.code != SAME_AS_SEEN && note.code != SEVERAL_HEADLINES);
    let file = &metadata.source_file;
    notes.splice(
        0..0,
        model::several_headlines(&headlines).into_iter().map(|mut issue| {
            issue.file.clone_from(file);
            issue
        }),
    );
    let id = model::article_id(&metadata, &text, |_| false);
    let article = Article { id, text: Text::new(text).ok()?, metadata, zones };
    let begins = of.article.text.as_str()[..first.span.start() as usize].trim().is_empty();
    // What was entered about the draft that it begins with stays entered.
    let as_read = of.as_read.as_ref().filter(|_| begins).map(|read| {
        let back = Metadata::merge(Some(&of.article.metadata), &read.metadata, &article.metadata).0;
        Arc::new(Article { metadata: back, ..article.clone() })
    });
    let is_error = notes.iter().any(|note| note.severity == Severity::Error);
    let place = match begins {
        true => of.place.clone(),
        false => format!("{}@{}", of.place, first.span.start()),
    };
    Some(ArticleDraft {
        article,
        notes,
        origins,
        headlines,
        as_read,
        place,
        skipped: if of.skipping_said { of.skipped } else { is_error },
        pieces,
        joined: Vec::new(),
        ..(*of).clone()
    })
}

impl ArticleDraft {
    fn own_pieces(&self) -> Option<Vec<DraftPiece>> {
        if !self.pieces.is_empty() {
            return Some(self.pieces.clone());
        }
        let span = Span::new(0, self.article.text.len())?;
        Some(vec![DraftPiece { of: Arc::new(self.clone()), span }])
    }

    /// Whether articles of other parts of its file can be joined to it.
    fn is_beside(&self, next: &Self) -> bool {
        let (here, there) = (&self.article.metadata, &next.article.metadata);
        !self.is_stub()
            && !next.is_stub()
            && self.source.as_ref().map(|source| &source.path)
                == next.source.as_ref().map(|source| &source.path)
            && here.source_file == there.source_file
            && here.import.sha256 == there.import.sha256
    }

    /// Says what lines are, where somebody said it.
    fn rezone(&mut self, zones: Vec<Zone>) {
        if self.article.zones != zones {
            self.before_change();
            self.article.zones = zones;
        }
    }

    /// It before a place in its text, in bytes, and from there on.
    fn split(&self, at: u32) -> Option<(Self, Self)> {
        let text = self.article.text.as_str();
        let (before, after) = text.split_at_checked(at as usize)?;
        if before.trim().is_empty() || after.trim().is_empty() || !before.ends_with('\n') {
            return None;
        }
        let mut start = 0;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let mut cuts = false;
        for DraftPiece { of, span } in self.own_pieces()? {
            let (from, to) = (start, start + span.len());
            if to <= at {
                left.push(DraftPiece { of, span });
            } else if from >= at {
                right.push(DraftPiece { of, span });
            } else {
                cuts = true;
                let cut = span.start() + (at - from);
                let first = Span::new(span.start(), cut)?;
                left.extend(DraftPiece { of: Arc::clone(&of), span: first }.trimmed());
                right.push(DraftPiece { of, span: Span::new(cut, span.end())? });
            }
            start = to + GAP;
        }
        let (right_start, as_made) = (right.first()?.clone(), made_of(self.own_pieces()?)?);
        let (mut first, mut second) = (made_of(left)?, made_of(right)?);
        let is_entered = !self.pieces.is_empty();
        if is_entered {
            first.take_entered(self);
        }
        if cuts && self.skipping_said {
            (second.skipped, second.skipping_said) = (self.skipped, true);
        }
        for before in &self.joined {
            let key = before.pieces.first()?;
            if Arc::ptr_eq(&key.of, &right_start.of) && key.span.start() == right_start.span.start() {
                second.take_entered(before);
            } else if second.pieces.iter().any(|piece| piece.holds_start_of(key)) {
                second.joined.push(Arc::clone(before));
            } else {
                first.joined.push(Arc::clone(before));
            }
        }
        if as_made.article.zones != self.article.zones {
            let before = Span::new(0, before.trim_end().len() as u32)?;
            let after = Span::new(at, self.article.text.len())?;
            for (part, span) in [(&mut first, before), (&mut second, after)] {
                let said = zones_within(&self.article.zones, span);
                if said != zones_within(&as_made.article.zones, span) {
                    part.rezone(said);
                }
            }
        }
        Some((first, second))
    }

    /// It with the next one after it, and where that begins, in bytes.
    fn join(&self, next: &Self) -> Option<(Self, u32)> {
        let (mut pieces, mut more) = (self.own_pieces()?, next.own_pieces()?);
        let last = pieces.pop()?;
        let start = if last.goes_on_with(more.first()?) {
            let gap = more[0].span.start() - last.span.end();
            let span = last.span.union(more.remove(0).span);
            pieces.push(DraftPiece { span, of: last.of });
            self.article.text.len() + gap
        } else {
            let text = self.article.text.as_str();
            pieces.push(last.trimmed()?);
            text.trim_end().len() as u32 + GAP
        };
        pieces.append(&mut more);
        let whole = pieces.first().filter(|piece| pieces.len() == 1 && piece.is_whole()).cloned();
        let mut joined = made_of(pieces)?;
        let as_made = joined.article.zones.clone();
        let own = Span::new(0, self.article.text.as_str().trim_end().len() as u32)?;
        let rest = Span::new(start, joined.article.text.len())?;
        let mut zones = Vec::new();
        let mut is_said = false;
        for (draft, span) in [(self, own), (next, rest)] {
            let made = made_of(draft.own_pieces()?)?;
            let is_new = made.article.zones != draft.article.zones;
            is_said |= is_new;
            let lines = if is_new { draft.article.zones.clone() } else { zones_within(&as_made, span) };
            zones.extend(lines.into_iter().filter_map(|zone| {
                let moved = Span::new(zone.span.start() + span.start(), zone.span.end() + span.start())?;
                Some(Zone { span: moved, ..zone })
            }));
            let alone = ArticleDraft { joined: Vec::new(), ..draft.clone() };
            match (draft.pieces.is_empty(), std::ptr::eq(draft, self)) {
                (true, _) => {}
                (false, true) => _ = joined.take_entered(self),
                (false, false) if made == alone => {}
                (false, false) => joined.joined.push(Arc::new(alone)),
            }
            joined.joined.extend(draft.joined.iter().cloned());
        }
        if is_said {
            joined.rezone(zones);
        }
        // What was entered about a part is no part of the draft that another split begins with.
        joined.pieces.extend(whole.filter(|whole| joined != *whole.of));
        Some((joined, start))
    }
}

impl Intake {
    /// How many articles the draft in view becomes when it is split at its headlines; 1 where nothing is to be split.
    pub fn articles_shown(&self) -> usize {
        let draft = self.drafts.get(self.shown).filter(|draft| draft.headlines.len() > 1);
        1 + draft.map_or(0, |draft| split_places(draft.article.text.as_str(), &draft.headlines).len())
    }

    /// Whether a draft is in view that can be split at its headlines.
    pub fn can_split(&self) -> bool {
        !self.shows_files && self.articles_shown() > 1
    }

    /// Whether the draft after the one in view is of the same file and in the list, so that the two can be joined.
    pub fn can_join(&self) -> bool {
        let pair = self.drafts.get(self.shown).zip(self.drafts.get(self.shown + 1));
        pair.is_some_and(|(draft, next)| draft.is_beside(next))
            && self.listed.binary_search(&(self.shown + 1)).is_ok()
    }
}

impl State {
    /// Splits the draft in view before the line that begins at a byte.
    pub(super) fn split_draft(&mut self, at: u32) -> Outcome {
        let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
        let draft = intake.drafts.get(intake.shown).filter(|draft| !draft.is_stub());
        let (first, second) = draft.and_then(|draft| draft.split(at)).ok_or(NoEffect::AlreadySo)?;
        let shown = intake.shown;
        intake.drafts.splice(shown..=shown, [first, second]);
        intake.shown += 1;
        intake.seam = None;
        intake.list();
        done()
    }

    /// Splits the draft in view at all of its headlines.
    pub(super) fn split_at_headlines(&mut self) -> Outcome {
        let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
        let draft = intake.drafts.get(intake.shown).ok_or(NoEffect::NothingBegun)?;
        let mut places = split_places(draft.article.text.as_str(), &draft.headlines);
        let shown = intake.shown;
        let mut is_split = false;
        while let Some(at) = places.pop() {
            if let Some((first, second)) = intake.drafts[shown].split(at) {
                intake.drafts.splice(shown..=shown, [first, second]);
                is_split = true;
            }
        }
        intake.seam = None;
        intake.list();
        if is_split { done() } else { Err(NoEffect::AlreadySo) }
    }

    /// Joins the next draft to the one in view.
    pub(super) fn join_drafts(&mut self) -> Outcome {
        let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
        if !intake.can_join() {
            return Err(NoEffect::AtTheEnd);
        }
        let shown = intake.shown;
        let joined = intake.drafts[shown].join(&intake.drafts[shown + 1]);
        let (joined, start) = joined.ok_or(NoEffect::AtTheEnd)?;
        intake.drafts.splice(shown..=shown + 1, [joined]);
        intake.seam = Some(start);
        intake.list();
        done()
    }
}
