//! How a page was saved, and from where: what browsers, their extensions and archives of the web write into it.

use crate::ingest::dom::{Dom, NodeId};

/// Where a page was saved from. Empty where it does not say.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct SavedPage {
    pub(super) url: String,
    /// The program, or the archive.
    pub(super) by: &'static str,
    /// When, as it was written.
    pub(super) moment: String,
}

/// Nodes at the top of a page in which the marks are.
const HEAD: usize = 400;

impl SavedPage {
    /// Looks for the marks.
    pub(super) fn of(dom: &Dom) -> Self {
        let mut saved = Self::default();
        for node in dom.descendants(Dom::ROOT).take(HEAD) {
            if let Some(words) = dom.comment(node) {
                saved.comment(words);
            } else if dom.name(node) == "meta" {
                saved.meta(dom, node);
            }
        }
        if let Some(bar) = wayback_bar(dom) {
            saved.by = "Wayback Machine";
            if saved.url.is_empty() {
                saved.wayback(dom, bar);
            }
        }
        saved.url = without_archive(&saved.url).to_owned();
        if !is_web(&saved.url) {
            saved.url.clear();
        }
        saved
    }

    fn comment(&mut self, words: &str) {
        let words = words.trim();
        if let Some(rest) = words.strip_prefix("saved from url=") {
            let address = rest.split_once(')').map_or(rest, |(_, address)| address);
            self.take_url(address);
            self.by = "a browser";
        } else if words.contains("SingleFile") {
            self.by = "SingleFile";
            for line in words.lines().map(str::trim) {
                if let Some(address) = line.strip_prefix("url:") {
                    self.take_url(address);
                } else if let Some(moment) = line.strip_prefix("saved date:") {
                    self.moment = plain_moment(moment);
                }
            }
        }
    }

    fn meta(&mut self, dom: &Dom, node: NodeId) {
        let content = dom.attribute(node, "content").unwrap_or_default();
        match dom.attribute(node, "name").unwrap_or_default() {
            "savepage-url" => {
                self.by = "Save Page WE";
                self.take_url(content);
            }
            "savepage-date" => self.moment = plain_moment(content),
            _ => {}
        }
    }

    fn take_url(&mut self, address: &str) {
        if self.url.is_empty() {
            address.split_whitespace().next().unwrap_or_default().clone_into(&mut self.url);
        }
    }

    /// The address in the archive's own field.
    fn wayback(&mut self, dom: &Dom, bar: NodeId) {
        let field = dom.elements(bar, "input").find(|node| dom.attribute(*node, "name") == Some("url"));
        self.take_url(field.and_then(|node| dom.attribute(node, "value")).unwrap_or_default());
    }
}

/// The bar that the archive sets over a page.
fn wayback_bar(dom: &Dom) -> Option<NodeId> {
    dom.elements(Dom::ROOT, "div").find(|node| is_wayback_bar(dom, *node))
}

/// Whether an element was added by the archive.
pub(super) fn is_wayback_bar(dom: &Dom, node: NodeId) -> bool {
    dom.attribute(node, "id").is_some_and(|id| id == "wm-ipp-base" || id == "wm-ipp" || id == "donato")
}

/// The first six words of a moment; what follows is the zone in the words of a language.
fn plain_moment(words: &str) -> String {
    words.split_whitespace().take(6).collect::<Vec<_>>().join(" ")
}

/// An address without what an archive of the web puts before it: `…/web/20240101000000/https://example.org/`.
pub(super) fn without_archive(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("/web/") else { return address };
    let Some((moment, original)) = rest.split_once('/') else { return address };
    let digits = moment.bytes().take_while(u8::is_ascii_digit).count();
    if digits >= 8 && is_web(original) { original } else { address }
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
