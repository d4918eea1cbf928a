//! Places of a file, checked against the text.

use super::super::annotations::{AnnotationLine, PartShape};
use super::super::article::byte_span;
use super::SetDecoder;
use crate::base::{AttributeId, Issue, Place};
use crate::message;
use crate::model::{LostSpan, Value};
use crate::text::anchor::{self, Quote};
use crate::text::{RangeSet, Span};

impl SetDecoder<'_> {
    pub(super) fn coverage(&mut self, ranges: &[(u32, u32)]) -> RangeSet {
        let mut coverage = RangeSet::new();
        for at in ranges.iter().filter(|_| self.same_text) {
            match byte_span(self.text, *at) {
                Some(span) => coverage.insert(span),
                None => self.findings.add("bad-range", || {
                    Issue::warning(
                        "bad-range",
                        &self.source.file,
                        message!("findings-bad-range", at = %at.0, at2 = %at.1),
                    )
                    .at(Place::Named("coverage".to_owned()))
                    .hint(message!("findings-bad-range.hint"))
                }),
            }
        }
        coverage
    }

    pub(super) fn bookmarks(&mut self, parts: &[PartShape<'_>]) -> Vec<Span> {
        let mut bookmarks = Vec::with_capacity(parts.len());
        for part in parts {
            match self.verified(part.at, &part.quote, None) {
                Some(span) => bookmarks.push(span),
                None => self.findings.add("lost-bookmark", || {
                    Issue::warning(
                        "lost-bookmark",
                        &self.source.file,
                        message!("findings-lost-bookmark", quote = %part.quote),
                    )
                    .hint(message!("findings-lost-bookmark.hint"))
                }),
            }
        }
        bookmarks
    }

    /// The span at a place when the text there is the quoted one. The byte of the start is counted on from the last
    /// place, because places mostly ascend.
    pub(super) fn verified(&mut self, at: (u32, u32), exact: &str, prefix: Option<&str>) -> Option<Span> {
        let start = self.byte_at(at.0)?;
        let rest = self.text.as_str().get(start as usize..)?;
        let points = at.1.checked_sub(at.0)?;
        if exact.is_empty() || !rest.starts_with(exact) || count(exact) != points {
            return None;
        }
        let span = Span::new(start, start + exact.len() as u32)?;
        if self.same_text || points >= anchor::CONTEXT as u32 {
            return Some(span);
        }
        let near: String = prefix.unwrap_or_default().chars().rev().take(8).collect();
        let before = self.text.as_str()[..start as usize].chars().rev();
        before.take(8).eq(near.chars()).then_some(span)
    }

    pub(super) fn byte_at(&mut self, point: u32) -> Option<u32> {
        const NEAR: u32 = 2048;
        let (known, byte) = self.cursor;
        let found = match point.checked_sub(known) {
            Some(ahead) if ahead < NEAR => {
                let mut rest = self.text.as_str()[byte as usize..].char_indices();
                match rest.nth(ahead as usize) {
                    Some((at, _)) => byte + at as u32,
                    None => self.text.byte_of_code_point(point)?,
                }
            }
            _ => self.text.byte_of_code_point(point)?,
        };
        self.cursor = (point, found);
        Some(found)
    }

    pub(super) fn propose(&mut self, quote: Quote<'_>, stated: (u32, u32)) -> Option<Span> {
        self.search_budget = self.search_budget.checked_sub(u64::from(self.text.len()))?;
        anchor::find(self.text, quote, stated).map(|found| found.span)
    }

    pub(super) fn surroundings_fit(&self, span: Span, line: &AnnotationLine<'_>) -> bool {
        let all = self.text.as_str();
        all[..span.start() as usize].ends_with(line.before.as_ref())
            && all[span.end() as usize..].starts_with(line.after.as_ref())
    }

    pub(super) fn spans(
        &mut self,
        attribute: &AttributeId,
        parts: &[PartShape<'_>],
    ) -> (Value, Vec<LostSpan>) {
        let resume = self.cursor;
        let (mut spans, mut lost) = (Vec::with_capacity(parts.len()), Vec::new());
        for part in parts {
            match self.verified(part.at, &part.quote, None) {
                Some(span) => spans.push(span),
                None => {
                    let quote = Quote { exact: &part.quote, prefix: "", suffix: "" };
                    lost.push(LostSpan {
                        attribute: attribute.clone(),
                        stated: part.at,
                        exact: part.quote.to_string(),
                        proposed: self.propose(quote, part.at),
                    });
                }
            }
        }
        self.cursor = resume;
        (Value::Spans(spans), lost)
    }
}

fn count(text: &str) -> u32 {
    text.chars().count() as u32
}
