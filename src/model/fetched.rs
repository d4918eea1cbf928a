//! Which stubs were fetched: for which the article has come in.

use super::stub::KnownArticles;
use super::{Article, Project, Stub};
use crate::base::{ArticleId, StubId};
use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which stubs of a project were fetched, and by which articles: an article is the text of one page, so of stubs of several
/// that it could be the text of it fetches none, and those are told. Follows the project: when an article changes, that
/// article alone is looked at; when stubs change, all are.
#[derive(Debug, Clone, Default)]
pub struct FetchedStubs {
    articles: OrdMap<ArticleId, Arc<Article>>,
    stubs: OrdMap<StubId, Arc<Stub>>,
    known: KnownArticles<StubId>,
    fetched: StubArticles,
    unclear: StubArticles,
}

impl FetchedStubs {
    /// Those of a project as it is.
    pub fn of(project: &Project) -> Self {
        let mut fetched = Self::default();
        fetched.follow(project);
        fetched
    }

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
        let brought = self.known.brought_by(&article.metadata);
        self.fetched.take(&article.id, brought.fetched);
        self.unclear.take(&article.id, brought.unclear);
    }

    fn let_go(&mut self, article: &ArticleId) {
        self.fetched.let_go(article);
        self.unclear.let_go(article);
    }

    /// The article by which a stub was fetched; of several the first by name.
    pub fn article_of(&self, stub: &StubId) -> Option<&ArticleId> {
        self.fetched.article_of(stub)
    }

    /// The article that can be the text of a stub and of other pages as well, so that it fetches none of them; `None` where
    /// there is none, or another article fetched the stub.
    pub fn unclear_article_of(&self, stub: &StubId) -> Option<&ArticleId> {
        self.unclear.article_of(stub).filter(|_| self.article_of(stub).is_none())
    }
}

/// Which articles belong to which stubs.
#[derive(Debug, Clone, Default)]
struct StubArticles {
    by_article: BTreeMap<ArticleId, BTreeSet<StubId>>,
    articles_of: BTreeMap<StubId, BTreeSet<ArticleId>>,
}

impl StubArticles {
    fn take(&mut self, article: &ArticleId, stubs: BTreeSet<StubId>) {
        for stub in &stubs {
            self.articles_of.entry(stub.clone()).or_default().insert(article.clone());
        }
        if !stubs.is_empty() {
            self.by_article.insert(article.clone(), stubs);
        }
    }

    fn let_go(&mut self, article: &ArticleId) {
        for stub in self.by_article.remove(article).unwrap_or_default() {
            if let Some(articles) = self.articles_of.get_mut(&stub) {
                articles.remove(article);
            }
        }
    }

    fn article_of(&self, stub: &StubId) -> Option<&ArticleId> {
        self.articles_of.get(stub)?.first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::stub::tests::about;
    use crate::model::{Codebook, Edit, Metadata};

    fn article(id: &str, metadata: Metadata) -> Edit {
        let (id, text) = (ArticleId::new(id).expect("id"), crate::text::Text::new(id).expect("text"));
        Edit::AddArticle { article: Arc::new(Article { id, text, metadata, zones: Vec::new() }) }
    }

    fn study() -> Project {
        let codebook = Arc::new(Codebook::new("x".to_owned(), 1, Vec::new()).expect("a codebook"));
        Project::new(crate::base::ProjectId::new("p").expect("id"), "Study".to_owned(), codebook)
    }

    /// For each of these stubs `+` where the article fetches it, `?` where that is unclear, `-` where neither.
    fn brought(stubs: &[Metadata], article_about: Metadata) -> String {
        let mut project = study();
        let stubs: Vec<Stub> = stubs.iter().map(|about| Stub::new(about.clone(), String::new())).collect();
        for stub in &stubs {
            project.apply(Edit::AddStub { stub: Arc::new(stub.clone()) }).expect("fits");
        }
        project.apply(article("a", article_about)).expect("fits");
        let fetched = FetchedStubs::of(&project);
        let sign = |stub: &Stub| match (fetched.article_of(&stub.id), fetched.unclear_article_of(&stub.id)) {
            (Some(_), _) => '+',
            (None, Some(_)) => '?',
            (None, None) => '-',
        };
        stubs.iter().map(sign).collect()
    }

    #[test]
    fn an_article_fetches_stubs_of_one_page_only() {
        let (title, day) = ("Ferry plan stalls", "2026-03-04");
        let post = about(title, "Post", day, "https://post.example/f");
        let times = about(title, "Times", day, "https://times.example/f");
        let both = [post.clone(), times.clone()];
        assert_eq!(brought(&both, about(title, "", day, "")), "??", "of two sites, and nothing tells which");
        assert_eq!(brought(&both, about(title, "", "", "")), "??");
        assert_eq!(brought(&both, about(title, "times", day, "")), "-+", "the outlet tells");
        assert_eq!(brought(&both, about(title, "Herald", day, "")), "??");
        assert_eq!(brought(&both, about(title, "", day, "http://www.post.example/f")), "+-", "the address");
        let pages = [post.clone(), about(title, "Post", day, "https://post.example/other")];
        assert_eq!(brought(&pages, about(title, "Post", day, "")), "??", "two pages of one site");
        let weeks = [about("Letters", "Post", day, ""), about("Letters", "Post", "2026-03-11", "")];
        assert_eq!(brought(&weeks, about("Letters", "Post", "", "")), "??", "of two days");
        assert_eq!(brought(&weeks, about("Letters", "Post", day, "")), "+-");
        let outlets = [about(title, "Post", day, ""), about(title, "Times", day, "")];
        assert_eq!(brought(&outlets, about(title, "", day, "")), "??", "of two outlets");
        let less = [post.clone(), about(title, "", day, ""), about(title, "post", "", "")];
        assert_eq!(brought(&less, about(title, "", day, "")), "+++", "nothing tells these apart");
        assert_eq!(brought(&less, about("", "", "", "https://post.example/f")), "+--");
        let elsewhere = [post, about(title, "Times", day, "")];
        assert_eq!(brought(&elsewhere, about(title, "", day, "https://post.example/f")), "+-");
        assert_eq!(brought(&[times], about(title, "Post", day, "")), "+", "outlets have many spellings");
    }

    #[test]
    fn what_another_article_fetched_is_not_unclear() {
        let (title, day) = ("Ferry plan stalls", "2026-03-04");
        let mut project = study();
        let mut stub = |url: &str| {
            let stub = Arc::new(Stub::new(about(title, "", day, url), String::new()));
            project.apply(Edit::AddStub { stub: Arc::clone(&stub) }).expect("fits");
            stub.id.clone()
        };
        let (post, times) = (stub("https://post.example/f"), stub("https://times.example/f"));
        let added = project.apply(article("a", about(title, "", day, ""))).expect("fits");
        project.apply(article("b", about(title, "", day, "https://post.example/f"))).expect("fits");
        let mut fetched = FetchedStubs::of(&project);
        assert_eq!(fetched.article_of(&post).map(ArticleId::as_str), Some("b"));
        assert_eq!(fetched.unclear_article_of(&post), None);
        assert_eq!(fetched.article_of(&times), None);
        assert_eq!(fetched.unclear_article_of(&times).map(ArticleId::as_str), Some("a"));
        project.apply(added).expect("fits");
        fetched.follow(&project);
        assert_eq!(fetched.unclear_article_of(&times), None, "its article is gone");
    }

    #[test]
    fn what_was_fetched_follows_the_project() {
        let mut project = study();
        let listed = about("Ferry plan stalls", "Harbour Post", "2026-03-04", "https://post.example/f");
        let stub = Arc::new(Stub::new(listed.clone(), String::new()));
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
