//! What elements of a page are marked as: meta tags, microdata, RDFa and times.

use super::facts::dated;
use crate::ingest::dom::{Dom, NodeId};
use crate::model::Dated;

pub(super) const TITLES: [&str; 8] = [
    "og:title",
    "hdl",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "title",
];
pub(super) const DESCRIPTIONS: [&str; 5] =
    ["og:description", "description", "twitter:description", "dc.description", "dcterms.abstract"];
pub(super) const OUTLETS: [&str; 7] = [
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "article:publisher_name",
    "publisher",
    "copyright-holder",
];
pub(super) const SECTIONS: [&str; 5] =
    ["article:section", "parsely-section", "section", "dcterms.subject.section", "cxenseparse:section"];
pub(super) const LANGUAGES: [&str; 5] =
    ["language", "content-language", "dc.language", "dcterms.language", "og:locale"];
pub(super) const AUTHORS: [&str; 9] = [
    "author",
    "article:author",
    "article:author:name",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "citation_author",
];
pub(super) const SUBJECTS: [&str; 5] =
    ["article:tag", "news_keywords", "keywords", "dc.subject", "parsely-tags"];
pub(super) const PUBLISHED: [&str; 16] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "date",
    "pubdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "dc.date",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
];
pub(super) const UPDATED: [&str; 7] = [
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
];

/// The meta tags of a page by their names in lower case, in its order.
pub(super) struct MetaTags<'a>(Vec<(String, &'a str)>);

impl<'a> MetaTags<'a> {
    pub(super) fn of(dom: &'a Dom) -> Self {
        let mut tags = Vec::new();
        for tag in dom.elements(Dom::ROOT, "meta") {
            let content = dom.attribute(tag, "content").unwrap_or_default().trim();
            let name =
                ["property", "name", "http-equiv"].into_iter().find_map(|name| dom.attribute(tag, name));
            if let Some(name) = name.filter(|name| name.len() <= 80 && !content.is_empty()) {
                tags.push((name.trim().to_lowercase(), content));
            }
        }
        Self(tags)
    }

    /// The value of the first of these names that has one.
    pub(super) fn first(&self, names: &[&str]) -> &'a str {
        let value = |name: &&str| self.0.iter().find(|(own, _)| own == name).map(|(_, value)| *value);
        names.iter().find_map(value).unwrap_or_default()
    }

    /// All values of the first of these names that has one that is no address.
    pub(super) fn all(&self, names: &[&str]) -> impl Iterator<Item = &'a str> {
        let is_word = |value: &str| !value.contains("://");
        let has = |name: &&&str| self.0.iter().any(|(own, value)| own == *name && is_word(value));
        let name = names.iter().find(has).copied().unwrap_or_default();
        self.0.iter().filter(move |(own, value)| own == name && is_word(value)).map(|(_, value)| *value)
    }
}

/// What elements of the page are marked as: microdata, RDFa and times.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) headline: String,
    pub(super) section: String,
    pub(super) outlet: String,
    pub(super) authors: Vec<String>,
    pub(super) published: Dated,
    pub(super) updated: Dated,
}

impl Marks {
    pub(super) fn of(dom: &Dom) -> Self {
        let mut marks = Self::default();
        let mut looked = 0;
        for node in dom.descendants(Dom::ROOT) {
            let Some(names) = dom.attribute(node, "itemprop").or_else(|| dom.attribute(node, "property"))
            else {
                continue;
            };
            looked += 1;
            if looked > MOST {
                break;
            }
            for name in names.split_ascii_whitespace().take(4) {
                match name.rsplit(':').next().unwrap_or_default() {
                    "headline" if marks.headline.is_empty() => marks.headline = value(dom, node),
                    "articleSection" if marks.section.is_empty() => marks.section = value(dom, node),
                    "publisher" if marks.outlet.is_empty() => marks.outlet = name_in(dom, node),
                    "author" | "creator" if marks.authors.len() < 12 && dom.name(node) != "meta" => {
                        let name = name_in(dom, node);
                        if !name.is_empty() && !marks.authors.contains(&name) {
                            marks.authors.push(name);
                        }
                    }
                    "datePublished" if marks.published == Dated::default() => {
                        marks.published = moment(dom, node);
                    }
                    "dateModified" if marks.updated == Dated::default() => marks.updated = moment(dom, node),
                    _ => {}
                }
            }
        }
        if marks.authors.is_empty() {
            let of_author = |node: &NodeId| dom.attribute(*node, "rel").is_some_and(|rel| rel == "author");
            let names = dom.elements(Dom::ROOT, "a").filter(of_author).map(|node| words(dom, node));
            marks.authors = names.filter(|name| !name.is_empty()).take(1).collect();
        }
        marks
    }
}

/// Longest words that are taken for a value, in bytes.
const LONGEST: usize = 500;
/// Marked elements that are looked at.
const MOST: usize = 2000;

/// The words of an element on one line, cut where they are too long for a value.
pub(super) fn words(dom: &Dom, node: NodeId) -> String {
    dom.words_up_to(node, LONGEST).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn value(dom: &Dom, node: NodeId) -> String {
    let said = dom.attribute(node, "content").map(str::to_owned);
    let words = said.filter(|words| !words.is_empty()).unwrap_or_else(|| words(dom, node));
    if words.len() <= LONGEST { words } else { String::new() }
}

/// The name of the person or house that an element is about.
fn name_in(dom: &Dom, node: NodeId) -> String {
    let is_name = |one: &NodeId| {
        dom.attribute(*one, "itemprop")
            .or_else(|| dom.attribute(*one, "property"))
            .is_some_and(|name| name == "name")
    };
    let name = dom.descendants(node).find(is_name);
    name.map_or_else(|| value(dom, node), |name| value(dom, name))
}

/// The moment that an element names, with the words that a reader sees where there are some.
fn moment(dom: &Dom, node: NodeId) -> Dated {
    let exact =
        ["datetime", "content"].into_iter().find_map(|name| dom.attribute(node, name)).unwrap_or_default();
    let seen = words(dom, node);
    if exact.is_empty() {
        return if seen.len() <= 120 { dated(&seen) } else { Dated::default() };
    }
    let Dated { date, as_written } = dated(exact);
    Dated { date, as_written: if seen.is_empty() || seen.len() > 120 { as_written } else { seen } }
}
