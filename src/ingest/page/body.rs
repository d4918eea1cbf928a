//! Which parts of a page are the article.

use super::hints::Hint;
use super::parts::{PageParts, PartKind};
use super::shingles::Shingles;
use super::weights::WeighedPage;
use crate::ingest::blocks::ends_sentence;
use crate::ingest::dates;
use crate::ingest::dom::{Dom, NodeId};
use crate::ingest::names;
use crate::ingest::phrases::{ABOUT, BOILERPLATE, CAPTIONS, LONGEST, RELATED, fold};

/// What a part of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Page chrome: not in the text.
    Outside,
    Headline,
    Standfirst,
    Byline,
    Dateline,
    Body,
    Caption,
    /// In the flow of the article and not of it: in the text, struck by a rule.
    Struck(&'static str),
}

/// What each part of a page is.
pub(super) fn roles(dom: &Dom, parts: &PageParts, stated: &Stated) -> Vec<Role> {
    WeighedPage::new(dom, parts).roles(stated)
}

/// What the page states of itself outside its text.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// The words of the article; empty when it does not.
    pub(super) body: String,
    /// Who publishes the page.
    pub(super) outlet: String,
}

impl WeighedPage<'_> {
    fn roles(self, stated: &Stated) -> Vec<Role> {
        let container = self.container();
        let within = |node: NodeId| node == container || self.dom.ancestors(node).any(|one| one == container);
        let inside: Vec<bool> = self.parts.all.iter().map(|part| within(part.block)).collect();
        let trusted = self.trusted(&inside);
        let mut roles = vec![Role::Outside; inside.len()];
        for at in (0..roles.len()).filter(|at| inside[*at]) {
            roles[at] = self.role(at, trusted[at]);
        }
        self.compare(&mut roles, stated);
        self.lists(&mut roles);
        self.headings(&mut roles, &trusted);
        self.ends(&mut roles, &trusted);
        self.sender(&mut roles, &stated.outlet);
        roles
    }

    fn role(&self, at: usize, trusted: bool) -> Role {
        let part = &self.parts.all[at];
        if let Some(rule) = self.chrome[at] {
            return Role::Struck(rule);
        }
        if part.in_caption {
            return Role::Caption;
        }
        if part.text.len() <= LONGEST {
            let folded = fold(&part.text);
            let is_markup = part.text.starts_with('<') && part.text.ends_with('>');
            if folded.is_empty() || is_markup || BOILERPLATE.holds(&folded) {
                return Role::Struck("site-words");
            }
            if RELATED.holds(&folded) {
                return Role::Struck("read-also");
            }
            if CAPTIONS.holds(&folded) {
                return Role::Caption;
            }
        }
        let is_link = part.linked * 10 >= part.width * 8 && part.width < 300;
        let is_short = trusted && part.width < 40 && part.kind == PartKind::Paragraph;
        if is_link && !is_short && !matches!(part.kind, PartKind::Heading(_)) {
            return Role::Struck("links");
        }
        if part.hint.says(Hint::SIGNATURE) && part.width < 200 {
            return if dates::stamps(&part.text, "").is_some() { Role::Dateline } else { Role::Byline };
        }
        if !trusted
            && !part.is_prose()
            && !part.in_quote
            && matches!(part.kind, PartKind::Line | PartKind::Row)
        {
            return Role::Struck("loose-words");
        }
        Role::Body
    }

    /// Where the page states its article's words and they are all there, running text that is not among them goes.
    fn compare(&self, roles: &mut [Role], stated: &Stated) {
        let body = Shingles::of(&stated.body);
        if body.is_empty() {
            return;
        }
        let shares: Vec<f32> = self.parts.all.iter().map(|part| body.share(&part.text)).collect();
        let is_text = |at: &usize| roles[*at] == Role::Body && self.parts.all[*at].is_prose();
        let mass = |least: f32| -> usize {
            let counts = |at: &usize| is_text(at) && shares[*at] >= least;
            (0..roles.len()).filter(counts).map(|at| self.weight(at)).sum()
        };
        let same = |at: &usize| is_text(at) && shares[*at] >= 0.5;
        let mut found = Shingles::default();
        (0..roles.len()).filter(same).for_each(|at| found.add(&self.parts.all[at].text));
        let (Some(first), Some(last)) = ((0..roles.len()).find(same), (0..roles.len()).rev().find(same))
        else {
            return;
        };
        if body.covered_by(&found) < 0.8 || mass(0.5) * 10 < mass(0.0) * 7 {
            return;
        }
        // A text that was cut says nothing of what comes after it.
        let is_whole = body.ends_with(&self.parts.all[last].text);
        let to = if is_whole { roles.len() } else { last };
        for at in first..to {
            if roles[at] == Role::Body && self.parts.all[at].is_prose() && shares[at] < 0.2 {
                roles[at] = Role::Struck("not-in-stated-text");
            }
        }
    }

    /// Lists that are mostly links go, those under a heading of such lists too.
    fn lists(&self, roles: &mut [Role]) {
        let mut from = 0;
        while from < roles.len() {
            let group = self.parts.all[from].group;
            let length = self.parts.all[from..].iter().take_while(|part| part.group == group).count();
            if group.is_some() {
                let list = from..from + length;
                let wide: usize = list.clone().map(|at| self.parts.all[at].width).sum();
                let linked: usize = list.clone().map(|at| self.parts.all[at].linked).sum();
                let announced = from > 0
                    && roles[from - 1] == Role::Struck("read-also")
                    && self.parts.all[from - 1].linked == 0;
                if linked * 10 >= wide * 7 || announced {
                    list.for_each(|at| {
                        if roles[at] == Role::Body {
                            roles[at] = Role::Struck(if announced { "read-also" } else { "links" });
                        }
                    });
                }
            }
            from += length;
        }
    }

    /// Headings over nothing go.
    fn headings(&self, roles: &mut [Role], trusted: &[bool]) {
        let mut follows = false;
        for at in (0..roles.len()).rev() {
            if roles[at] != Role::Body {
                continue;
            }
            let part = &self.parts.all[at];
            match part.kind {
                PartKind::Heading(1) => roles[at] = Role::Headline,
                PartKind::Heading(_) => {
                    if !follows {
                        roles[at] = Role::Struck("heading-of-nothing");
                    }
                    follows &= trusted[at];
                }
                PartKind::Paragraph | PartKind::Line | PartKind::Item | PartKind::Row => follows = true,
            }
        }
    }

    /// What a press release says of its sender at its end.
    fn sender(&self, roles: &mut [Role], outlet: &str) {
        let outlet = fold(outlet);
        let named = |words: &str| {
            let name = fold(words);
            !name.is_empty() && !outlet.is_empty() && (name.contains(&outlet) || outlet.contains(&name))
        };
        let opens = |at: &usize| {
            let part = &self.parts.all[*at];
            let is_title =
                matches!(part.kind, PartKind::Heading(_)) || (part.width <= 60 && !ends_sentence(&part.text));
            roles[*at] == Role::Body
                && is_title
                && ABOUT.split(&part.text).is_some_and(|(_, rest)| named(rest))
        };
        let Some(from) = (0..roles.len()).rev().find(opens) else { return };
        let sum = |from: usize| -> usize {
            (from..roles.len()).filter(|at| roles[*at] == Role::Body).map(|at| self.weight(at)).sum()
        };
        if sum(from) * 100 <= sum(0) * 40 {
            roles[from..]
                .iter_mut()
                .filter(|role| **role == Role::Body)
                .for_each(|role| *role = Role::Struck("about-the-sender"));
        }
    }

    /// What stands before the first and after the last running text.
    fn ends(&self, roles: &mut [Role], trusted: &[bool]) {
        let sum = |only: bool| -> usize {
            let counts = |at: &usize| roles[*at] == Role::Body && (trusted[*at] || !only);
            (0..roles.len()).filter(counts).map(|at| self.weight(at)).sum()
        };
        let by_trust = sum(true) * 100 >= sum(false) * 50;
        let prose = |at: &usize| {
            roles[*at] == Role::Body && (trusted[*at] || (!by_trust && self.parts.all[*at].is_prose()))
        };
        let (Some(first), Some(last)) = ((0..roles.len()).find(prose), (0..roles.len()).rev().find(prose))
        else {
            return;
        };
        let (first, last) = (self.reach(roles, first, -1), self.reach(roles, last, 1));
        for at in (0..roles.len()).filter(|at| !(first..=last).contains(at)) {
            let part = &self.parts.all[at];
            let names = names::byline(&part.text).is_some();
            roles[at] = match roles[at] {
                Role::Body if names => Role::Byline,
                Role::Body
                    if !by_trust
                        && at > last
                        && part.kind == PartKind::Paragraph
                        && ends_sentence(&part.text) =>
                {
                    Role::Body
                }
                Role::Body | Role::Struck(_) => Role::Outside,
                kept @ (Role::Outside
                | Role::Headline
                | Role::Standfirst
                | Role::Byline
                | Role::Dateline
                | Role::Caption) => kept,
            };
        }
    }

    /// Running text that stands next to the text's end, in an element of its own.
    fn reach(&self, roles: &[Role], end: usize, step: isize) -> usize {
        /// PageParts that may stand between.
        const FAR: usize = 4;
        let mut reached = end;
        let mut at = end;
        while let Some(next) =
            at.checked_add_signed(step).filter(|next| *next < roles.len() && next.abs_diff(reached) <= FAR)
        {
            at = next;
            let part = &self.parts.all[at];
            let is_plain = matches!(part.kind, PartKind::Paragraph | PartKind::Line)
                && !part.hint.says(Hint::STANDFIRST);
            match roles[at] {
                Role::Body if part.is_prose() && is_plain && !self.teaser[at] => reached = at,
                Role::Body | Role::Headline => break,
                Role::Outside
                | Role::Standfirst
                | Role::Byline
                | Role::Dateline
                | Role::Caption
                | Role::Struck(_) => {}
            }
        }
        reached
    }
}
