//! Where on a page the article lies: how much running text is in each element.

use super::parts::{Cause, PageParts, Part};
use crate::ingest::dom::{Dom, NodeId};
use std::collections::HashMap;

/// The widest part that counts fully when the article is looked for, in letters.
const FULL: usize = 600;

/// A page with its parts weighed.
pub(super) struct WeighedPage<'a> {
    pub(super) dom: &'a Dom,
    pub(super) parts: &'a PageParts,
    /// Running text in a node, by its number.
    mass: Vec<u32>,
    /// Why each part is chrome.
    pub(super) chrome: Vec<Option<&'static str>>,
    /// Whether each part announces another article rather than being this one.
    pub(super) teaser: Vec<bool>,
}

impl<'a> WeighedPage<'a> {
    pub(super) fn new(dom: &'a Dom, parts: &'a PageParts) -> Self {
        let mut all = Self {
            dom,
            parts,
            mass: Vec::new(),
            chrome: vec![None; parts.all.len()],
            teaser: teasers(dom, &parts.all),
        };
        let total: usize = parts.all.iter().map(weight).sum();
        let mut held = vec![0; parts.suspects.len()];
        for part in &parts.all {
            let mut at = part.suspect;
            while let Some(one) = at {
                held[one] += weight(part);
                at = parts.suspects[one].outer;
            }
        }
        let convicted: Vec<bool> = parts
            .suspects
            .iter()
            .zip(&held)
            .map(|(suspect, held)| {
                let share = match suspect.cause {
                    Cause::Hidden | Cause::Named | Cause::Element => 50,
                    Cause::Doubtful => 15,
                };
                held * 100 <= total * share
            })
            .collect();
        for (at, part) in parts.all.iter().enumerate() {
            let mut suspect = part.suspect;
            while let Some(one) = suspect {
                if convicted[one] {
                    all.chrome[at] = Some(rule(parts.suspects[one].cause));
                }
                suspect = parts.suspects[one].outer;
            }
        }
        all.weigh();
        all
    }

    fn weigh(&mut self) {
        self.mass = vec![0; self.dom.len()];
        for (at, part) in self.parts.all.iter().enumerate() {
            let weight = self.weight(at) as u32;
            if weight == 0 {
                continue;
            }
            self.mass[part.block.index()] += weight;
            for node in self.dom.ancestors(part.block) {
                self.mass[node.index()] += weight;
            }
        }
    }

    /// What a part counts when the article is looked for.
    pub(super) fn weight(&self, at: usize) -> usize {
        let full = weight(&self.parts.all[at]);
        match (self.chrome[at], self.teaser[at]) {
            (Some(_), _) => 0,
            (None, true) => full / 4,
            (None, false) => full,
        }
    }

    fn mass(&self, node: NodeId) -> u32 {
        self.mass[node.index()]
    }

    /// The element that holds the article.
    pub(super) fn container(&self) -> NodeId {
        let mut at = Dom::ROOT;
        loop {
            let heaviest = self.dom.children(at).max_by_key(|child| self.mass(*child));
            match heaviest
                .filter(|child| self.mass(*child) * 100 >= self.mass(at) * 80 && self.mass(*child) > 0)
            {
                Some(child) if self.is_part(child) => break,
                Some(child) => at = child,
                None => break,
            }
        }
        let all = self.mass(at);
        let within = |node: NodeId, outer: NodeId| self.dom.ancestors(node).any(|one| one == outer);
        let said = self.parts.bodies.iter().copied().filter(|node| self.mass(*node) > 0 && within(*node, at));
        let most = said.clone().filter(|node| self.mass(*node) * 100 >= all * 60);
        if let Some(most) = most.min_by_key(|node| self.mass(*node)) {
            return most;
        }
        // One named part among many small ones: the article, and lists of others.
        let named = said.filter(|node| self.dom.name(*node) != "article");
        let heaviest = named.clone().max_by_key(|node| self.mass(*node));
        let lone = heaviest.filter(|best| {
            let other = |node: &NodeId| !within(*node, *best) && !within(*best, *node) && node != best;
            let others: u32 = named.clone().filter(other).map(|node| self.mass(node)).sum();
            self.mass(*best) * 100 >= all * 20 && others * 5 <= self.mass(*best)
        });
        lone.unwrap_or(at)
    }

    fn is_part(&self, node: NodeId) -> bool {
        matches!(self.dom.name(node), "p" | "pre" | "li")
    }

    /// Whether each part lies beside the running text, in the element that most of it lies in.
    pub(super) fn trusted(&self, inside: &[bool]) -> Vec<bool> {
        let mut counts: HashMap<NodeId, usize> = HashMap::new();
        for part in &self.parts.all {
            *counts.entry(part.block).or_default() += 1;
        }
        let homes: Vec<NodeId> =
            self.parts.all.iter().map(|part| self.home(part, counts[&part.block])).collect();
        let (mut all, mut near, mut wide) = (0, HashMap::new(), HashMap::new());
        for at in (0..homes.len()).filter(|at| inside[*at]) {
            let weight = self.weight(at);
            all += weight;
            *near.entry(homes[at]).or_insert(0) += weight;
            *wide.entry(self.kin(homes[at])).or_insert(0) += weight;
        }
        let much =
            |weight: Option<&usize>| weight.is_some_and(|weight| *weight > 0 && weight * 100 >= all * 15);
        let trust = |(at, home): (usize, &NodeId)| {
            inside[at] && (much(near.get(home)) || much(wide.get(&self.kin(*home))))
        };
        homes.iter().enumerate().map(trust).collect()
    }

    /// An element by what it is called and what it lies in.
    fn kin(&self, node: NodeId) -> (Option<NodeId>, &'a str, &'a str) {
        let class = self.dom.attribute(node, "class").unwrap_or_default();
        (self.dom.parent(node), self.dom.name(node), class)
    }

    /// The element that a part lies in beside others.
    fn home(&self, part: &Part, parts_of_block: usize) -> NodeId {
        let is_small = |node: NodeId| {
            matches!(
                self.dom.name(node),
                "p" | "pre"
                    | "li"
                    | "ul"
                    | "ol"
                    | "dl"
                    | "dt"
                    | "dd"
                    | "blockquote"
                    | "table"
                    | "tbody"
                    | "thead"
                    | "tr"
                    | "td"
                    | "th"
                    | "h1"
                    | "h2"
                    | "h3"
                    | "h4"
                    | "h5"
                    | "h6"
                    | "center"
                    | "span"
                    | "b"
                    | "strong"
                    | "em"
                    | "i"
                    | "a"
                    | "font"
            )
        };
        let mut at = part.block;
        if !is_small(at) {
            let is_lone = parts_of_block == 1;
            return if is_lone { self.dom.parent(at).unwrap_or(at) } else { at };
        }
        while is_small(at) {
            match self.dom.parent(at) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }
}

/// Which parts are a few words under the linked headline of another article.
fn teasers(dom: &Dom, parts: &[Part]) -> Vec<bool> {
    let is_link = |part: &Part| (15..250).contains(&part.width) && part.linked * 10 >= part.width * 8;
    let mut teaser = vec![false; parts.len()];
    for at in 1..parts.len() {
        let after = parts
            .get(at + 1)
            .is_none_or(|next| !next.is_prose() || dom.parent(next.block) != dom.parent(parts[at].block));
        let near = |node: NodeId| dom.ancestors(node).take(3);
        let beside = || near(parts[at].block).any(|one| near(parts[at - 1].block).any(|other| one == other));
        teaser[at] = parts[at].is_prose() && is_link(&parts[at - 1]) && after && beside();
    }
    teaser
}

fn rule(cause: Cause) -> &'static str {
    match cause {
        Cause::Hidden => "hidden",
        Cause::Element => "navigation",
        Cause::Named | Cause::Doubtful => "named-by-page",
    }
}

fn weight(part: &Part) -> usize {
    if part.is_prose() { part.width.saturating_sub(part.linked).min(FULL) } else { 0 }
}
