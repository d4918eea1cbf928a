//! What is known of an article whose text is not at hand.

use super::{Article, Metadata, Project};
use crate::base::{ArticleId, StubId, address, slug};
use crate::text::Digest;
use crate::text::fold::{Fold, folded};
use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

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
        Self { id: id.expect("a slug with digits is an identifier"), metadata, teaser }
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

fn loose(words: &str) -> String {
    folded(words, Fold::Loose)
}

/// Articles or stubs by what tells that two are of one article: the address, or the title, unless address
/// or day (or, where a day is missing, outlet) differ.
#[derive(Debug, Clone)]
pub struct KnownArticles<N> {
    by_address: HashMap<String, Vec<N>>,
    by_title: HashMap<String, Vec<(Particulars, N)>>,
}

/// What must not differ between two of one title.
#[derive(Debug, Clone, PartialEq)]
struct Particulars {
    web: String,
    date: String,
    outlet: String,
}

impl Particulars {
    fn of(about: &Metadata) -> Self {
        Self {
            web: address::of_article(&about.url),
            date: about.published.date.clone(),
            outlet: loose(&about.outlet),
        }
    }

    /// Whether both can be of one article of one title: the addresses do not differ, and the days are the same, or, where
    /// one has none, the outlets, or, where one has none either, nothing tells them apart.
    fn agree_with(&self, other: &Self) -> bool {
        let both = |one: &str, other: &str| (!one.is_empty() && !other.is_empty()).then_some(one == other);
        both(&self.web, &other.web) != Some(false)
            && both(&self.date, &other.date).or(both(&self.outlet, &other.outlet)) != Some(false)
    }
}

impl<N> Default for KnownArticles<N> {
    fn default() -> Self {
        Self { by_address: HashMap::new(), by_title: HashMap::new() }
    }
}

impl<N: Clone> KnownArticles<N> {
    /// Takes one in under its name.
    pub fn note(&mut self, about: &Metadata, name: N) {
        let web = address::of_article(&about.url);
        if !web.is_empty() {
            self.by_address.entry(web).or_default().push(name.clone());
        }
        let title = loose(&about.title);
        if !title.is_empty() {
            self.by_title.entry(title).or_default().push((Particulars::of(about), name));
        }
    }

    /// Those that are of the article of which this is known: the ones at its address first.
    fn all(&self, about: &Metadata) -> impl Iterator<Item = &N> {
        let web = address::of_article(&about.url);
        let there = self.by_address.get(&web).filter(|_| !web.is_empty());
        let alike = self.by_title.get(&loose(&about.title));
        let own = Particulars::of(about);
        let alike = alike.into_iter().flatten().filter(move |(other, _)| own.agree_with(other));
        there.into_iter().flatten().chain(alike.map(|(_, name)| name))
    }

    /// The first that can be of the article of which this is known.
    pub fn find(&self, about: &Metadata) -> Option<&N> {
        self.all(about).next()
    }

    /// The first of which the same is known: the same address or, where neither has one, the same title, day and outlet.
    /// Whatever differs in one of these is something of its own, so that nothing of a list is lost.
    pub fn find_same(&self, about: &Metadata) -> Option<&N> {
        let web = address::of_article(&about.url);
        if !web.is_empty() {
            return self.by_address.get(&web)?.first();
        }
        let own = Particulars::of(about);
        let alike = self.by_title.get(&loose(&about.title))?;
        alike.iter().find(|(other, _)| *other == own).map(|(_, name)| name)
    }
}

impl KnownArticles<ArticleId> {
    /// The articles of a project.
    pub fn of_articles<'a>(articles: impl IntoIterator<Item = &'a Arc<Article>>) -> Self {
        let mut known = Self::default();
        articles.into_iter().for_each(|article| known.note(&article.metadata, article.id.clone()));
        known
    }
}

/// What is known of articles and stubs that are there, so that a row of a list goes in once.
#[derive(Debug, Clone, Default)]
pub struct ListedArticles {
    known: KnownArticles<()>,
    stubs: BTreeSet<StubId>,
}

impl ListedArticles {
    /// The articles and stubs of a project.
    pub fn of(project: &Project) -> Self {
        let mut listed = Self::default();
        project.articles().for_each(|article| listed.note(&article.metadata));
        project.stubs().for_each(|stub| {
            listed.note(&stub.metadata);
            listed.stubs.insert(stub.id.clone());
        });
        listed
    }

    /// Takes in what is known of one.
    pub fn note(&mut self, about: &Metadata) {
        self.known.note(about, ());
    }

    /// Whether there is one of which the same is known.
    pub fn has(&self, about: &Metadata) -> bool {
        self.known.find_same(about).is_some()
    }

    /// Takes a stub in where nothing is there of which the same is known, and none of its name; returns whether it did.
    pub fn take(&mut self, stub: &Stub) -> bool {
        let is_new = !self.has(&stub.metadata) && self.stubs.insert(stub.id.clone());
        if is_new {
            self.note(&stub.metadata);
        }
        is_new
    }
}

/// Which stubs of a project were fetched, and by which articles. Follows the project: when an article changes, that article
/// alone is looked at; when stubs change, all are.
#[derive(Debug, Clone, Default)]
pub struct FetchedStubs {
    articles: OrdMap<ArticleId, Arc<Article>>,
    stubs: OrdMap<StubId, Arc<Stub>>,
    known: KnownArticles<StubId>,
    by_article: BTreeMap<ArticleId, BTreeSet<StubId>>,
    articles_of: BTreeMap<StubId, BTreeSet<ArticleId>>,
}

impl FetchedStubs {
    /// Takes in how the project is now.
    pub fn follow(&mut self, project: &Project) {
        if !self.stubs.ptr_eq(&project.stubs) {
            *self = Self { stubs: project.stubs.clone(), ..Self::default() };
            project.stubs().for_each(|stub| self.known.note(&stub.metadata, stub.id.clone()));
        }
        let before = std::mem::replace(&mut self.articles, project.articles.clone());
        if self.stubs.is_empty() || before.ptr_eq(&project.articles) {
            return;
        }
        for change in before.diff(&project.articles) {
            match change {
                DiffItem::Add(_, article) => self.take(article),
                DiffItem::Update { old, new } => {
                    self.let_go(old.0);
                    self.take(new.1);
                }
                DiffItem::Remove(id, _) => self.let_go(id),
            }
        }
    }

    fn take(&mut self, article: &Article) {
        let stubs: BTreeSet<StubId> = self.known.all(&article.metadata).cloned().collect();
        for stub in &stubs {
            self.articles_of.entry(stub.clone()).or_default().insert(article.id.clone());
        }
        if !stubs.is_empty() {
            self.by_article.insert(article.id.clone(), stubs);
        }
    }

    fn let_go(&mut self, article: &ArticleId) {
        for stub in self.by_article.remove(article).unwrap_or_default() {
            if let Some(articles) = self.articles_of.get_mut(&stub) {
                articles.remove(article);
            }
        }
    }

    /// The article by which a stub was fetched; of several the first by name.
    pub fn article_of(&self, stub: &StubId) -> Option<&ArticleId> {
        self.articles_of.get(stub)?.first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dated;

    fn about(title: &str, outlet: &str, date: &str, url: &str) -> Metadata {
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
            known.find(&about(title, outlet, date, url)).copied()
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

    #[test]
    fn what_was_fetched_follows_the_project() {
        use crate::model::{Codebook, Edit};
        let codebook = Arc::new(Codebook::new("x".to_owned(), 1, Vec::new()).expect("a codebook"));
        let mut project =
            Project::new(crate::base::ProjectId::new("p").expect("id"), "Study".to_owned(), codebook);
        let listed = about("Ferry plan stalls", "Harbour Post", "2026-03-04", "https://post.example/f");
        let stub = Arc::new(Stub::new(listed.clone(), String::new()));
        let article = |id: &str, metadata: Metadata| {
            let (id, text) = (ArticleId::new(id).expect("id"), crate::text::Text::new(id).expect("text"));
            Edit::AddArticle { article: Arc::new(Article { id, text, metadata, zones: Vec::new() }) }
        };
        let mut fetched = FetchedStubs::default();
        let mut now = |project: &Project| {
            fetched.follow(project);
            fetched.article_of(&stub.id).map(ToString::to_string)
        };
        project.apply(article("a", about("Other", "", "", ""))).expect("fits");
        project.apply(Edit::AddStub { stub: Arc::clone(&stub) }).expect("fits");
        assert_eq!(now(&project), None);
        let added = project.apply(article("c", about("", "", "", "http://post.example/f"))).expect("fits");
        assert_eq!(now(&project).as_deref(), Some("c"));
        let id = ArticleId::new("a").expect("id");
        let corrected = Edit::SetMetadata { id, since: None, metadata: Box::new(listed) };
        let correction = project.apply(corrected).expect("fits");
        assert_eq!(now(&project).as_deref(), Some("a"));
        project.apply(correction).expect("fits");
        assert_eq!(now(&project).as_deref(), Some("c"));
        project.apply(added).expect("fits");
        assert_eq!(now(&project), None);
        project.apply(Edit::RemoveStub { id: stub.id.clone() }).expect("fits");
        project.apply(article("c", about("", "", "", "http://post.example/f"))).expect("fits");
        assert_eq!(now(&project), None, "there is none any more");
    }
}
