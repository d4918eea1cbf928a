//! The parts of a page put in order as an article: headline, summary, who and when, then the text as it flows.

use super::body::Role;
use super::facts::Facts;
use super::hints::Hint;
use super::parts::{Cause, PageParts, Part, PartKind};
use crate::ingest::dates;
use crate::ingest::dom::Dom;
use crate::ingest::names;
use crate::ingest::parsed::Paragraph;
use crate::ingest::phrases::fold;
use crate::model::ZoneKind;
use std::collections::HashSet;

/// PageParts before the text in which who wrote it and when is looked for.
const HEAD: usize = 40;
/// Widest line that says who wrote it or when, in letters.
const SIGNATURE: usize = 160;

/// The paragraphs of the article, in reading order.
pub(super) fn paragraphs(dom: &Dom, parts: &PageParts, roles: &[Role], facts: &Facts) -> Vec<Paragraph> {
    let mut flow = Flow { dom, parts, facts, roles: roles.to_vec() };
    let Some(first) = roles.iter().position(|role| *role == Role::Body) else { return Vec::new() };
    let last = roles.iter().rposition(|role| *role == Role::Body).unwrap_or(first);
    let headline = flow.headline(first);
    flow.head(headline, first);
    let text = flow.parts.all.iter().zip(&flow.roles).enumerate();
    let of = |wanted: Role| {
        let text = text.clone();
        text.filter(move |(at, (_, role))| **role == wanted && (*at < first || wanted == Role::Headline))
    };
    let mut out = Vec::new();
    for role in [Role::Headline, Role::Standfirst, Role::Byline, Role::Dateline] {
        for (_, (part, _)) in of(role) {
            let known = out.iter().any(|one: &Paragraph| one.text == part.text);
            if let Some(paragraph) = paragraph(part, role).filter(|_| !known) {
                out.push(paragraph);
            }
        }
    }
    let mut credits: HashSet<&str> = HashSet::new();
    for (at, (part, role)) in text {
        let is_lead_picture = *role == Role::Caption && at > headline.unwrap_or(first) && at < first;
        let is_credit = matches!(role, Role::Caption | Role::Byline | Role::Dateline);
        let is_again = is_credit && !credits.insert(part.text.as_str());
        let is_in = (first..=last).contains(&at)
            || is_lead_picture
            || (is_credit && at > last && is_near(parts, at, last));
        if is_in && !is_again && *role != Role::Headline {
            out.extend(paragraph(part, *role));
        }
    }
    out
}

/// Whether a part lies in the same element as the last one of the text.
fn is_near(parts: &PageParts, at: usize, last: usize) -> bool {
    at <= last + 2 && parts.all[at].suspect == parts.all[last].suspect
}

struct Flow<'a> {
    dom: &'a Dom,
    parts: &'a PageParts,
    facts: &'a Facts,
    roles: Vec<Role>,
}

impl Flow<'_> {
    /// The part that shows the headline, by the titles that the page gives itself.
    fn headline(&mut self, first: usize) -> Option<usize> {
        let titles: Vec<String> =
            self.facts.titles.iter().map(|title| fold(title)).filter(|title| !title.is_empty()).collect();
        let all = &self.parts.all;
        let is_seen = |at: &usize| !self.is_hidden(*at);
        let says_title = |at: &usize| {
            let words = fold(&all[*at].text);
            let begins = |title: &String| {
                title == &words
                    || (words.chars().count() >= 12
                        && (title.starts_with(&words) || words.starts_with(title.as_str())))
            };
            all[*at].width <= 400 && titles.iter().any(begins)
        };
        let is_heading = |at: &usize| matches!(all[*at].kind, PartKind::Heading(1..=3));
        let to = first.saturating_add(3).min(all.len());
        let found = (0..to).rev().filter(is_seen).filter(is_heading).find(says_title);
        let found = found.or_else(|| {
            (0..first)
                .rev()
                .filter(is_seen)
                .find(|at| all[*at].kind == PartKind::Heading(1) && all[*at].width <= 400)
        });
        let found = found.or_else(|| (0..first).rev().filter(is_seen).find(says_title));
        for (at, role) in self.roles.iter_mut().enumerate() {
            if *role == Role::Headline && Some(at) != found {
                *role = if at > first { Role::Body } else { Role::Outside };
            }
        }
        if let Some(at) = found {
            self.roles[at] = Role::Headline;
        }
        found
    }

    fn is_hidden(&self, at: usize) -> bool {
        self.causes(at).any(|cause| cause == Cause::Hidden)
    }

    fn is_suspected(&self, at: usize) -> bool {
        self.causes(at).any(|cause| cause != Cause::Doubtful)
    }

    /// Why the elements around a part may be no part of the article.
    fn causes(&self, at: usize) -> impl Iterator<Item = Cause> {
        let suspects = &self.parts.suspects;
        let around = std::iter::successors(self.parts.all[at].suspect, |one| suspects[*one].outer);
        around.map(|one| suspects[one].cause)
    }

    /// What stands between the headline and the text.
    fn head(&mut self, headline: Option<usize>, first: usize) {
        let from = headline
            .map_or(first.saturating_sub(HEAD / 4), |at| at.min(first))
            .max(first.saturating_sub(HEAD));
        let description = fold(&self.facts.description);
        for at in from..first {
            let part = &self.parts.all[at];
            let is_open =
                matches!(self.roles[at], Role::Outside | Role::Struck(_) | Role::Byline | Role::Dateline);
            if !is_open || Some(at) == headline || self.is_hidden(at) {
                continue;
            }
            let words = fold(&part.text);
            let is_next = headline.is_some_and(|headline| at == headline + 1);
            let is_summary = (part.hint.says(Hint::STANDFIRST)
                || (!description.is_empty() && words == description)
                || (is_next && matches!(part.kind, PartKind::Heading(2..=4))))
                && (30..=600).contains(&part.width)
                && part.linked * 2 < part.width;
            if part.in_caption {
                self.roles[at] = if self.is_suspected(at) { Role::Outside } else { Role::Caption };
            } else if dates::stamps(&part.text, "").is_some() && part.width < SIGNATURE {
                self.roles[at] = Role::Dateline;
            } else if self.is_byline(part) {
                self.roles[at] = Role::Byline;
            } else if is_summary {
                self.roles[at] = Role::Standfirst;
            } else {
                self.roles[at] = Role::Outside;
            }
        }
    }

    fn is_byline(&self, part: &Part) -> bool {
        let is_known = || {
            let authors = &self.facts.known.metadata.authors;
            authors.iter().any(|author| author.len() >= 4 && fold(&part.text) == fold(author))
        };
        part.width < SIGNATURE
            && self.dom.name(part.block) != "h1"
            && (names::byline(&part.text).is_some()
                || is_known()
                || (part.hint.says(Hint::SIGNATURE) && names::bare_name(&part.text)))
    }
}

fn paragraph(part: &Part, role: Role) -> Option<Paragraph> {
    let kind = match role {
        Role::Outside | Role::Struck("hidden") => return None,
        Role::Headline => ZoneKind::Headline,
        Role::Standfirst => ZoneKind::Standfirst,
        Role::Byline => ZoneKind::Byline,
        Role::Dateline => ZoneKind::Dateline,
        Role::Caption => ZoneKind::Caption,
        Role::Body if part.in_quote => ZoneKind::Quote,
        Role::Body => ZoneKind::Body,
        Role::Struck(_) => ZoneKind::Boilerplate,
    };
    let struck = if let Role::Struck(rule) = role { Some(rule) } else { None };
    let is_list = matches!(part.kind, PartKind::Item | PartKind::Row);
    Some(Paragraph {
        text: part.text.clone(),
        kind: Some(kind),
        struck,
        tight: is_list && part.goes_on,
        is_row: part.kind == PartKind::Row,
        ..Paragraph::default()
    })
}
