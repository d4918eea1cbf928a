//! The list of the pages of a WACZ: `pages/pages.jsonl`.

use serde_json::Value;
use std::collections::BTreeMap;

/// The most pages of a list that are held.
const MOST: usize = 100_000;

/// A page of the list.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct ListedPage {
    pub address: String,
    pub title: String,
    /// Its text, where the list has it.
    pub text: String,
    was_found: bool,
}

/// The pages that a list names.
#[derive(Debug, Default)]
pub(super) struct PageList(BTreeMap<String, ListedPage>);

/// An address without what makes no difference to which page it is.
fn key(address: &str) -> String {
    address.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned()
}

impl PageList {
    /// Reads a list; lines that are no pages are passed over.
    pub fn of(bytes: &[u8]) -> Self {
        let mut pages = BTreeMap::new();
        for line in String::from_utf8_lossy(bytes).lines() {
            let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(line) else { continue };
            let words = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let (address, title, text) = (words("url"), words("title"), words("text"));
            if !address.is_empty() && pages.len() < MOST {
                let page = ListedPage { address: address.clone(), title, text, was_found: false };
                pages.insert(key(&address), page);
            }
        }
        Self(pages)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it names a page.
    pub fn names(&self, address: &str) -> bool {
        self.0.contains_key(&key(address))
    }

    /// Notes that a page was found.
    pub fn found(&mut self, address: &str) {
        if let Some(page) = self.0.get_mut(&key(address)) {
            page.was_found = true;
        }
    }

    /// The pages that were not found and whose texts it has; they count as found.
    pub fn take_texts(&mut self) -> Vec<ListedPage> {
        let texts = self.0.values_mut().filter(|page| !page.was_found && !page.text.trim().is_empty());
        texts
            .map(|page| {
                page.was_found = true;
                page.clone()
            })
            .collect()
    }

    /// The addresses of the pages that were not found.
    pub fn missing(&self) -> Vec<&str> {
        self.0.values().filter(|page| !page.was_found).map(|page| page.address.as_str()).collect()
    }
}
