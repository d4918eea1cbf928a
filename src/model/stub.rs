//! What is known of an article whose text is not at hand.

use super::{ContestedField, ImportRecord, Metadata, merge_stubs};
use crate::base::{StubId, address, slug};
use crate::text::Digest;
use crate::text::fold::{Fold, folded};
use std::collections::{BTreeSet, HashMap};

/// Digits of the digest at the end of a stub's name.
const DIGITS: usize = 8;

/// What is known of an article whose text is not at hand. It is no article: nothing can be coded on it, and no figure
/// counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stub {
    /// The stem of its file, the same for ever.
    pub id: StubId,
    /// What is known of the article, and the file that said so.
    pub metadata: Metadata,
    /// Words of the article or about it that the file has in place of the text; mostly empty.
    pub teaser: String,
    /// Further files that named it, which were brought together with the first.
    pub also_named_by: Vec<ListFile>,
}

/// A file that named an article without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFile {
    /// Its name.
    pub file: String,
    /// The SHA-256 of the whole file in hexadecimal digits; empty when unknown.
    pub sha256: String,
    /// What kind of file it was, such as `delimited-table`; empty when unknown.
    pub kind: String,
}

impl Stub {
    /// A stub under the name that these values always get: the title, and the first digits of the SHA-256 of the address,
    /// or, where that is not known, of title, outlet and date.
    pub fn new(metadata: Metadata, teaser: String) -> Self {
        let web = address::of_article(&metadata.url);
        let known = if web.is_empty() {
            let parts = [&metadata.title, &metadata.outlet, dated(&metadata)];
            parts.map(|part| loose(part)).join("\n")
        } else {
            web.clone()
        };
        let digits = &Digest::of(&known).to_string()[..DIGITS];
        let title = if metadata.title.trim().is_empty() { &web } else { &metadata.title };
        let id = StubId::new(&format!("{}-{digits}", slug(title)));
        Self {
            id: id.expect("a slug with digits is an identifier"),
            metadata,
            teaser,
            also_named_by: Vec::new(),
        }
    }

    /// The SHA-256 of each file that named it, as far as they are known.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let others = self.also_named_by.iter().map(|list| list.sha256.as_str());
        std::iter::once(self.metadata.import.sha256.as_str())
            .chain(others)
            .filter(|sha256| !sha256.is_empty())
    }

    /// This with what another stub of the same article knows besides, the files that named it among that; and what that
    /// one says otherwise, which is left out.
    pub fn with(&self, other: &Self) -> (Self, Vec<ContestedField>) {
        let ImportRecord { sha256, kind, .. } = &other.metadata.import;
        let file = other.metadata.source_file.clone();
        let list = ListFile { file, sha256: sha256.clone(), kind: kind.clone() };
        let list = Some(list).filter(|list| !list.file.is_empty() || !list.sha256.is_empty());
        let (source_file, import) = (self.metadata.source_file.clone(), self.metadata.import.clone());
        let theirs = Self {
            id: self.id.clone(),
            metadata: Metadata { source_file, import, ..other.metadata.clone() },
            teaser: other.teaser.clone(),
            also_named_by: other.also_named_by.iter().cloned().chain(list).collect(),
        };
        let merged = merge_stubs(None, self, &theirs);
        merged.expect("both have one name")
    }

    /// The title for lists, or else the address, or else its name.
    pub fn display_title(&self) -> &str {
        let about = &self.metadata;
        let known = [about.title.trim(), about.url.trim(), self.id.as_str()];
        known.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
    }
}

/// The day, or else what was printed.
fn dated(about: &Metadata) -> &String {
    let published = &about.published;
    if published.date.is_empty() { &published.as_written } else { &published.date }
}

/// Words such that small differences of how they are written make none.
pub(super) fn loose(words: &str) -> String {
    folded(words, Fold::Loose)
}

/// Articles or stubs by what tells that two are of one article: the address, or the title, unless address
/// or day (or, where a day is missing, outlet) differ.
#[derive(Debug, Clone)]
pub(super) struct KnownArticles<N> {
    by_address: HashMap<String, Vec<(Particulars, N)>>,
    by_title: HashMap<String, Vec<(Particulars, N)>>,
}

/// What must not differ between two of one title.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Particulars {
    /// The address in the form that all have which lead to one page; empty where none is known.
    pub web: String,
    date: String,
    outlet: String,
}

impl Particulars {
    /// Those of an article.
    pub fn of(about: &Metadata) -> Self {
        Self {
            web: address::of_article(&about.url),
            date: about.published.date.clone(),
            outlet: loose(&about.outlet),
        }
    }

    /// Whether both can be of one article of one title: the addresses do not differ, and the days are the same, or, where
    /// one has none, the outlets, or, where one has none either, nothing tells them apart.
    fn agree_with(&self, other: &Self) -> bool {
        differ(&self.web, &other.web) != Some(true)
            && differ(&self.date, &other.date).or(differ(&self.outlet, &other.outlet)) != Some(true)
    }

    /// Whether nothing that is known of both differs.
    pub fn has_nothing_else(&self, other: &Self) -> bool {
        let pairs = [(&self.web, &other.web), (&self.date, &other.date), (&self.outlet, &other.outlet)];
        pairs.into_iter().all(|(one, other)| differ(one, other) != Some(true))
    }
}

/// Whether two values differ; `None` where one is not known.
fn differ(one: &str, other: &str) -> Option<bool> {
    (!one.is_empty() && !other.is_empty()).then_some(one != other)
}

/// Whether nothing that is known of any of these differs from what is known of another.
pub(super) fn are_of_one_page<'p>(all: impl IntoIterator<Item = &'p Particulars>) -> bool {
    let mut known: [&str; 3] = [""; 3];
    all.into_iter().all(|one| {
        [&one.web, &one.date, &one.outlet].into_iter().zip(&mut known).all(|(value, known)| {
            let same = differ(value, known) != Some(true);
            if known.is_empty() {
                *known = value;
            }
            same
        })
    })
}

/// The stubs that an article is the text of, and those it may be the text of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Brought<N> {
    /// Those that it is the text of: all of one page.
    pub fetched: BTreeSet<N>,
    /// Those of several pages, of which it can be the text of one, and nothing tells of which.
    pub unclear: BTreeSet<N>,
}

impl<N> Default for KnownArticles<N> {
    fn default() -> Self {
        Self { by_address: HashMap::new(), by_title: HashMap::new() }
    }
}

impl<N: Clone + Ord> KnownArticles<N> {
    /// Takes one in under its name.
    pub fn note(&mut self, about: &Metadata, name: N) {
        let own = Particulars::of(about);
        if !own.web.is_empty() {
            self.by_address.entry(own.web.clone()).or_default().push((own.clone(), name.clone()));
        }
        let title = loose(&about.title);
        if !title.is_empty() {
            self.by_title.entry(title).or_default().push((own, name));
        }
    }

    /// Those that the article of which this is known is the text of: the ones at its address, and those of its title that
    /// agree with it, where all are of one page. Of several pages of its title it is that of its own outlet, or else nothing
    /// tells which.
    pub fn brought_by(&self, about: &Metadata) -> Brought<N> {
        let own = Particulars::of(about);
        let there = self.by_address.get(&own.web).filter(|_| !own.web.is_empty());
        let there: Vec<&(Particulars, N)> = there.into_iter().flatten().collect();
        let alike = self.by_title.get(&loose(&about.title)).into_iter().flatten();
        let elsewhere = alike.filter(|(other, _)| own.web.is_empty() || other.web != own.web);
        // What is known of those at its address tells the others apart.
        let can_be = |other: &Particulars| {
            own.agree_with(other) && there.iter().all(|(known, _)| known.has_nothing_else(other))
        };
        let mut alike: Vec<&(Particulars, N)> = elsewhere.filter(|(other, _)| can_be(other)).collect();
        let are_of_one = |alike: &[&(Particulars, N)]| are_of_one_page(alike.iter().map(|(other, _)| other));
        let is_own = |other: &Particulars| differ(&own.outlet, &other.outlet) == Some(false);
        if !are_of_one(&alike) && alike.iter().any(|(other, _)| is_own(other)) {
            alike.retain(|(other, _)| differ(&own.outlet, &other.outlet) != Some(true));
        }
        let names = |all: Vec<&(Particulars, N)>| all.into_iter().map(|(_, name)| name.clone()).collect();
        let mut fetched: BTreeSet<N> = names(there);
        if are_of_one(&alike) {
            fetched.extend(alike.into_iter().map(|(_, name)| name.clone()));
            return Brought { fetched, unclear: BTreeSet::new() };
        }
        Brought { fetched, unclear: names(alike) }
    }

    /// The first of which the same is known: the same address or, where neither has one, the same title, day and outlet.
    /// Whatever differs in one of these is something of its own, so that nothing of a list is lost.
    pub fn find_same(&self, about: &Metadata) -> Option<&N> {
        let own = Particulars::of(about);
        let alike = match own.web.is_empty() {
            true => self.by_title.get(&loose(&about.title)),
            false => return self.by_address.get(&own.web)?.first().map(|(_, name)| name),
        };
        alike?.iter().find(|(other, _)| *other == own).map(|(_, name)| name)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::Dated;

    /// What is known of an article.
    pub(in crate::model) fn about(title: &str, outlet: &str, date: &str, url: &str) -> Metadata {
        let published = Dated { date: date.to_owned(), as_written: String::new() };
        let (title, outlet, url) = (title.to_owned(), outlet.to_owned(), url.to_owned());
        Metadata { title, outlet, url, published, ..Metadata::default() }
    }

    #[test]
    fn the_same_values_give_the_same_name() {
        let stub = |title: &str, outlet: &str, url: &str| {
            Stub::new(about(title, outlet, "2026-03-04", url), String::new()).id.to_string()
        };
        let named = stub("Ferry plan stalls", "", "https://www.example.org/f?utm_source=x");
        assert!(named.starts_with("ferry-plan-stalls-") && named.len() == "ferry-plan-stalls-".len() + 8);
        assert_eq!(named, stub("Ferry plan stalls", "Harbour Post", "http://example.org/f"));
        assert_ne!(named, stub("Ferry plan stalls", "", "https://example.org/g"));
        assert_ne!(stub("Ferry", "Post", ""), stub("Ferry", "Times", ""));
        assert_eq!(stub("Ferry", "The  post", ""), stub("Ferry", "The Post", ""));
        assert!(stub("", "", "https://example.org/f").starts_with("example-org-f-"));
        assert!(stub("", "", "").starts_with("untitled-"));
        assert!(stub("海".repeat(300).as_str(), "", "").len() <= 120);
    }

    #[test]
    fn an_article_is_known_by_its_address_or_by_title_with_day_or_outlet() {
        let mut known = KnownArticles::default();
        known.note(&about("Ferry plan stalls", "Harbour Post", "2026-03-04", "https://example.org/f"), 1);
        known.note(&about("Letters", "Harbour Post", "2026-03-05", ""), 2);
        known.note(&about("Pier", "", "", ""), 3);
        let find = |title: &str, outlet: &str, date: &str, url: &str| {
            known.brought_by(&about(title, outlet, date, url)).fetched.first().copied()
        };
        assert_eq!(find("Another title", "", "", "http://www.example.org/f/?fbclid=1"), Some(1));
        assert_eq!(find("FERRY  plan stalls", "", "2026-03-04", ""), Some(1));
        assert_eq!(find("Ferry plan stalls", "harbour post", "", ""), Some(1));
        assert_eq!(
            find("Ferry plan stalls", "Post", "2026-03-04", ""),
            Some(1),
            "outlets have many spellings"
        );
        assert_eq!(find("Ferry plan stalls", "Times", "", ""), None);
        assert_eq!(find("Ferry plan stalls", "", "2026-03-04", "https://times.example/f"), None, "a reprint");
        assert_eq!(find("Letters", "Harbour Post", "2026-03-12", ""), None, "of another week");
        assert_eq!(find("Letters", "Harbour Post", "2026-03-05", ""), Some(2));
        assert_eq!(find("Pier", "Harbour Post", "2026-03-05", "https://example.org/p"), Some(3));
        assert_eq!(find("", "Harbour Post", "2026-03-05", ""), None);
        assert_eq!(find("", "", "", "https://example.org/"), None, "a site is no article");
        assert_eq!(
            find("Ferry plan stalls", "", "2026-03-04", "https://example.org/other"),
            None,
            "another page of the site"
        );
        let same = |title: &str, outlet: &str, date: &str, url: &str| {
            known.find_same(&about(title, outlet, date, url)).copied()
        };
        assert_eq!(same("Another title", "", "", "http://www.example.org/f/?fbclid=1"), Some(1));
        assert_eq!(same("letters", "The  Harbour Post", "2026-03-05", ""), None);
        assert_eq!(same("letters", "harbour  post", "2026-03-05", ""), Some(2));
        assert_eq!(same("Pier", "", "", ""), Some(3));
        for (outlet, date, url) in
            [("Post", "", ""), ("", "2026-03-05", ""), ("", "", "https://example.org/p")]
        {
            assert_eq!(same("Pier", outlet, date, url), None, "more is known of it");
        }
    }
}
