//! Articles of one file that have the same text under other titles, outlets or addresses.

use super::draft::ArticleDraft;
use crate::base::{Issue, excerpt};
use crate::locale::Argument;
use crate::message;
use crate::model::ZoneKind;
use crate::text::{Digest, Digester};
use std::collections::HashMap;

/// How many texts that stand in several articles are told one by one, and how many of their articles.
const TOLD: usize = 5;

/// A finding for each text that stands in several articles that differ in what is known of them. Copies that are alike in
/// that too are no reprints: they are told where they are left out.
pub(super) fn found(drafts: &[ArticleDraft]) -> Vec<Issue> {
    let mut groups: HashMap<Digest, Vec<usize>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.teaser.is_none()) {
        groups.entry(of_body(draft)).or_default().push(at);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    // In the order of the file.
    groups.sort_unstable();
    let groups = groups.into_iter().map(|group| group.into_iter().map(|at| &drafts[at]).collect());
    let groups: Vec<Vec<&ArticleDraft>> = groups.filter(|group: &Vec<_>| differ(group)).collect();
    let mut issues: Vec<Issue> = groups.iter().take(TOLD).map(|group| issue(group)).collect();
    let more = groups.len().saturating_sub(TOLD);
    if more > 0 {
        let said = message!("findings-same-bodies-more", count = more);
        issues.push(Issue::warning("same-body", "", said).hint(message!("findings-same-body.hint")));
    }
    issues
}

fn issue(group: &[&ArticleDraft]) -> Issue {
    let named = group.iter().take(TOLD).map(|draft| name_of(draft));
    let (named, rest) = (Argument::series(named), group.len().saturating_sub(TOLD));
    let said = message!("findings-same-body", count = group.len(), named = named, rest = rest);
    Issue::warning("same-body", "", said).hint(message!("findings-same-body.hint"))
}

/// What tells an article from the others of its text.
fn name_of(draft: &ArticleDraft) -> String {
    let about = &draft.metadata;
    let parts =
        [about.outlet.as_str(), about.published.date.as_str(), about.title.as_str(), about.url.as_str()];
    let parts = parts.iter().filter(|part| !part.is_empty()).take(3);
    let name = parts.map(|part| excerpt(part).into_owned()).collect::<Vec<_>>().join(" · ");
    let name = if name.is_empty() { draft.place.clone() } else { name };
    format!("“{name}”")
}

fn differ(group: &[&ArticleDraft]) -> bool {
    let about = |draft: &ArticleDraft| {
        let about = &draft.metadata;
        (about.title.clone(), about.outlet.clone(), about.url.clone())
    };
    group.iter().any(|draft| about(draft) != about(group[0]))
}

/// The SHA-256 of a text without its headline.
fn of_body(draft: &ArticleDraft) -> Digest {
    let mut digester = Digester::default();
    let mut from = 0;
    for zone in draft.zones.iter().filter(|zone| zone.kind == ZoneKind::Headline) {
        digester.take(draft.text[from..zone.span.range().start].trim().as_bytes());
        from = zone.span.range().end;
    }
    digester.take(draft.text[from..].trim().as_bytes());
    digester.finish()
}
