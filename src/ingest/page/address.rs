//! Where a page is found.

use super::marks::MetaTags;
use super::saved::{SavedPage, without_archive};
use crate::ingest::dom::{Dom, NodeId};

/// The page's own address: what it calls canonical, else the one it was saved from.
pub(super) fn canonical(dom: &Dom, tags: &MetaTags<'_>, saved: &SavedPage) -> String {
    let is_canonical = |node: &NodeId| {
        dom.attribute(*node, "rel")
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case("canonical")))
    };
    let link =
        dom.elements(Dom::ROOT, "link").find(is_canonical).and_then(|node| dom.attribute(node, "href"));
    let said = [
        link.unwrap_or_default(),
        tags.first(&["og:url"]),
        tags.first(&["twitter:url", "parsely-link", "dc.identifier"]),
    ];
    let is_of_page = |address: &String| {
        let path =
            address.split("://").nth(1).and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
        !path.is_empty() || saved.url.is_empty()
    };
    said.into_iter()
        .map(|address| absolute(address.trim(), &saved.url))
        .find(|address| !address.is_empty() && is_of_page(address))
        .unwrap_or_else(|| saved.url.clone())
}

/// An address with its host; empty where that is not known. What an archive of the web put before it is dropped.
fn absolute(address: &str, of_page: &str) -> String {
    let address = without_archive(address);
    if address.starts_with("https://") || address.starts_with("http://") {
        return address.to_owned();
    }
    let Some((scheme, rest)) = of_page.split_once("://") else { return String::new() };
    if let Some(rest) = address.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    match address.strip_prefix('/') {
        Some(path) => format!("{scheme}://{}/{path}", rest.split('/').next().unwrap_or_default()),
        None => String::new(),
    }
}
