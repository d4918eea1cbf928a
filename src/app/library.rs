//! The list of articles: filter, sort, sections, and which comes next.

use super::{LibraryRow, LibrarySection, LibrarySort, Session, StateFilter};
use crate::base::ArticleId;
use crate::model::{Article, Metadata, Stub};
use std::sync::Arc;

impl Session {
    /// Makes the rows anew.
    pub fn refresh_library(&mut self) {
        let words: Vec<String> = self.library.filter.split_whitespace().map(str::to_lowercase).collect();
        let mut found: Vec<&Arc<Article>> = self
            .project
            .articles()
            .filter(|article| words.is_empty() || fits(article, &words))
            .filter(|article| match self.library.state {
                StateFilter::All => true,
                StateFilter::Open => !self.is_done(&article.id),
                StateFilter::Done => self.is_done(&article.id),
                StateFilter::Unclear => self.is_unclear(&article.id),
            })
            .collect();
        match self.library.sort {
            LibrarySort::Date => {
                found.sort_by_cached_key(|a| (a.metadata.published.date.clone(), key_of(a.display_title())));
            }
            LibrarySort::Title => found.sort_by_cached_key(|a| key_of(a.display_title())),
            LibrarySort::Outlet => {
                found.sort_by_cached_key(|a| (key_of(&a.metadata.outlet), a.metadata.published.date.clone()));
            }
            LibrarySort::Progress => found.sort_by_cached_key(|a| {
                let share = self.progress.get(&a.id).copied().unwrap_or_default().share();
                ((share * 1000.0) as u32, key_of(a.display_title()))
            }),
        }
        let (done, open): (Vec<_>, Vec<_>) = found.into_iter().partition(|article| self.is_done(&article.id));
        let mut rows = Vec::with_capacity(done.len() + open.len() + 2);
        for (section, articles) in [(LibrarySection::Queue, &open), (LibrarySection::Done, &done)] {
            if !articles.is_empty() {
                rows.push(LibraryRow::Heading(section, articles.len()));
                rows.extend(articles.iter().map(|article| LibraryRow::Article(article.id.clone())));
            }
        }
        self.library.shown = done.len() + open.len();
        self.library.fetched.follow(&self.project);
        self.push_stubs(&mut rows, &words);
        self.library.rows = rows;
    }

    /// The articles that are to be fetched, and those that were. Both are known only when all has been read.
    fn push_stubs(&self, rows: &mut Vec<LibraryRow>, words: &[String]) {
        if self.loading > 0 || self.library.state != StateFilter::All {
            return;
        }
        let found = self.project.stubs().filter(|stub| words.is_empty() || stub_fits(stub, words));
        let (fetched, missing): (Vec<_>, Vec<_>) =
            found.partition(|stub| self.library.fetched.article_of(&stub.id).is_some());
        for (section, mut stubs) in [(LibrarySection::ToFetch, missing), (LibrarySection::Fetched, fetched)] {
            if stubs.is_empty() {
                continue;
            }
            rows.push(LibraryRow::Heading(section, stubs.len()));
            if self.is_unfolded(section) {
                self.sort_stubs(&mut stubs);
                rows.extend(stubs.iter().map(|stub| LibraryRow::Stub(stub.id.clone())));
            }
        }
    }

    /// As articles are sorted; there is no progress with them.
    fn sort_stubs(&self, stubs: &mut [&Arc<Stub>]) {
        let date = |stub: &Stub| stub.metadata.published.date.clone();
        match self.library.sort {
            LibrarySort::Date | LibrarySort::Progress => {
                stubs.sort_by_cached_key(|stub| (date(stub), key_of(stub.display_title())));
            }
            LibrarySort::Title => stubs.sort_by_cached_key(|stub| key_of(stub.display_title())),
            LibrarySort::Outlet => {
                stubs.sort_by_cached_key(|stub| (key_of(&stub.metadata.outlet), date(stub)));
            }
        }
    }

    /// Whether the rows under a heading are shown.
    pub fn is_unfolded(&self, section: LibrarySection) -> bool {
        match section {
            LibrarySection::Queue | LibrarySection::Done => true,
            LibrarySection::ToFetch => {
                self.library.to_fetch_unfolded.unwrap_or_else(|| self.project.article_count() == 0)
            }
            LibrarySection::Fetched => self.library.fetched_unfolded,
        }
    }

    /// Shows the rows under a heading, or hides them.
    pub(super) fn fold(&mut self, section: LibrarySection) {
        let unfolded = !self.is_unfolded(section);
        match section {
            LibrarySection::Queue | LibrarySection::Done => {}
            LibrarySection::ToFetch => self.library.to_fetch_unfolded = Some(unfolded),
            LibrarySection::Fetched => self.library.fetched_unfolded = unfolded,
        }
        self.refresh_library();
    }

    fn is_unclear(&self, article: &ArticleId) -> bool {
        let Some(set) = self.set_on(article) else { return false };
        let codebook = self.project.codebook();
        set.bodies().any(|(body, _)| {
            matches!(body, crate::model::Body::Code(code)
                if codebook.code(code.as_str()).is_some_and(|(_, code)| code.needs_memo))
        }) || set.noted().any(|annotation| annotation.is_question())
    }

    fn in_order(&self) -> impl DoubleEndedIterator<Item = &ArticleId> + Clone {
        self.library.rows.iter().filter_map(|row| match row {
            LibraryRow::Article(id) => Some(id),
            LibraryRow::Heading(..) | LibraryRow::Stub(_) => None,
        })
    }

    /// The article after, or before, the open one in the library.
    pub(super) fn neighbour(&self, forward: bool) -> Option<ArticleId> {
        let here = &self.reading.as_ref()?.article.id;
        let at = self.in_order().position(|id| id == here);
        match (at, forward) {
            (None, _) => self.in_order().next().cloned(),
            (Some(at), true) => self.in_order().nth(at + 1).cloned(),
            (Some(at), false) => self.in_order().nth(at.checked_sub(1)?).cloned(),
        }
    }

    /// The next article that is not signed off, in the order of the library; from the top when none follows.
    pub(super) fn next_open_article(&self) -> Option<ArticleId> {
        let here = self.reading.as_ref().map(|reading| &reading.article.id);
        let open = |id: &&ArticleId| !self.is_done(id) && Some(*id) != here;
        self.in_order().find(open).cloned()
    }
}

fn key_of(text: &str) -> String {
    text.to_lowercase()
}

fn fits(article: &Article, words: &[String]) -> bool {
    has_words(article.display_title(), &article.metadata, words)
}

fn stub_fits(stub: &Stub, words: &[String]) -> bool {
    has_words(stub.display_title(), &stub.metadata, words)
}

fn has_words(title: &str, about: &Metadata, words: &[String]) -> bool {
    let hay = [title, &about.outlet, &about.authors.join(" "), &about.genre, &about.published.date]
        .join(" ")
        .to_lowercase();
    words.iter().all(|word| hay.contains(word.as_str()))
}
