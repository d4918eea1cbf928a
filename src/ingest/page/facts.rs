//! What a page says about its article: JSON-LD first, then meta tags, then marks in its elements.

use super::address::canonical;
use super::json_ld::{self, StatedArticle};
use super::marks::{
    AUTHORS, DESCRIPTIONS, LANGUAGES, Marks, MetaTags, OUTLETS, PUBLISHED, SECTIONS, SUBJECTS, TITLES,
    UPDATED, words,
};
use super::saved::SavedPage;
use crate::base::address::same_page;
use crate::ingest::dom::Dom;
use crate::ingest::parsed::KnownValues;
use crate::ingest::phrases::fold;
use crate::ingest::{dates, language, names};
use crate::model::{ArticleField, Dated, ValueOrigin};

/// What is known, and what the page states beside it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) known: KnownValues,
    /// The article as JSON-LD states it; empty when it does not.
    pub(super) stated: StatedArticle,
    /// Whether the page says that it is an article.
    pub(super) is_article: bool,
    /// The summary for search engines and social networks.
    pub(super) description: String,
    /// All titles that the page gives itself, the best first.
    pub(super) titles: Vec<String>,
}

/// Gathers what a page says.
pub(super) fn facts(dom: &Dom, saved: &SavedPage) -> Facts {
    let tags = MetaTags::of(dom);
    let marks = Marks::of(dom);
    let headings = dom.elements(Dom::ROOT, "h1").take(20);
    let headings = headings.map(|heading| words(dom, heading)).collect::<Vec<_>>();
    let window =
        dom.elements(Dom::ROOT, "title").find_map(|title| dom.first(title)).and_then(|words| dom.text(words));
    let window = window.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut facts = Facts { description: json_ld::plain(tags.first(&DESCRIPTIONS)), ..Facts::default() };
    let meta_title = json_ld::plain(tags.first(&TITLES));
    let canonical = canonical(dom, &tags, saved);
    let all = json_ld::articles(dom);
    let names_it = |one: &&StatedArticle| {
        let title = fold(&one.headline);
        let shown =
            [meta_title.as_str(), window.as_str()].into_iter().chain(headings.iter().map(String::as_str));
        let mut shown = shown.filter(|words| !words.is_empty()).map(fold);
        (!title.is_empty() && shown.any(|words| words.starts_with(&title) || title == words))
            || (!canonical.is_empty() && same_page(&one.url, &canonical))
    };
    let has_body = |one: &&StatedArticle| !one.body.is_empty();
    facts.is_article = !all.is_empty() || tags.first(&["og:type"]).eq_ignore_ascii_case("article");
    let chosen =
        all.iter().filter(names_it).find(has_body).or_else(|| all.iter().find(names_it)).or(all.first());
    facts.stated = chosen.cloned().unwrap_or_default();
    facts.of_json_ld();
    facts.of_tags(&tags, &meta_title);
    facts.of_marks(&marks);
    let known = &mut facts.known;
    known.words(ArticleField::Url, &canonical, ValueOrigin::MetaTag);
    let outlet = known.metadata.outlet.clone();
    let heading = headings.iter().find(|heading| !heading.is_empty());
    let (window_title, site) =
        split_window_title(&window, &outlet, heading.map(String::as_str).unwrap_or_default());
    known.words(ArticleField::Outlet, &site, ValueOrigin::MetaTag);
    if let Some(heading) = heading.filter(|_| headings.len() == 1) {
        known.words(ArticleField::Title, heading, ValueOrigin::Microdata);
    }
    known.words(ArticleField::Title, &window_title, ValueOrigin::MetaTag);
    let title = without_site(&known.metadata.title, &known.metadata.outlet);
    known.metadata.title = title;
    let said = dom
        .elements(Dom::ROOT, "html")
        .find_map(|html| dom.attribute(html, "lang").or_else(|| dom.attribute(html, "xml:lang")));
    known.words(ArticleField::Language, &language::tag_of(said.unwrap_or_default()), ValueOrigin::Microdata);
    facts.titles = [&facts.stated.headline, &meta_title, &window_title, &facts.known.metadata.title]
        .into_iter()
        .filter(|title| !title.is_empty())
        .cloned()
        .collect();
    facts
}

impl Facts {
    fn of_json_ld(&mut self) {
        let (stated, known) = (&self.stated, &mut self.known);
        let from = ValueOrigin::JsonLd;
        known.words(ArticleField::Title, &stated.headline, from);
        known.words(ArticleField::Outlet, &stated.outlet, from);
        known.words(ArticleField::Section, &stated.section, from);
        known.words(ArticleField::Genre, &stated.genre, from);
        known.words(ArticleField::Language, &language::tag_of(&stated.language), from);
        known.authors(people(&stated.authors), from);
        known.subjects(stated.subjects.clone(), from);
        known.published(dated(&stated.published), from);
        if stated.updated != stated.published {
            known.updated(dated(&stated.updated), from);
        }
    }

    fn of_tags(&mut self, tags: &MetaTags<'_>, title: &str) {
        let known = &mut self.known;
        let from = ValueOrigin::MetaTag;
        known.words(ArticleField::Title, title, from);
        known.words(ArticleField::Outlet, &json_ld::plain(tags.first(&OUTLETS)), from);
        known.words(ArticleField::Section, &json_ld::plain(tags.first(&SECTIONS)), from);
        known.words(ArticleField::Language, &language::tag_of(tags.first(&LANGUAGES)), from);
        let authors: Vec<String> = tags.all(&AUTHORS).map(json_ld::plain).collect();
        known.authors(people(&authors), from);
        let subjects = tags
            .all(&SUBJECTS)
            .flat_map(|words| words.split([',', ';', '،', '、', '，']))
            .map(json_ld::plain);
        let mut terms: Vec<String> = Vec::new();
        for subject in
            subjects.take(100).map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
        {
            if !terms.contains(&subject) {
                terms.push(subject);
            }
        }
        known.subjects(terms, from);
        known.published(dated(tags.first(&PUBLISHED)), from);
        let updated = tags.first(&UPDATED);
        if updated != known.metadata.published.as_written {
            known.updated(dated(updated), from);
        }
    }

    fn of_marks(&mut self, marks: &Marks) {
        let known = &mut self.known;
        let from = ValueOrigin::Microdata;
        known.words(ArticleField::Title, &marks.headline, from);
        known.words(ArticleField::Section, &marks.section, from);
        known.words(ArticleField::Outlet, &marks.outlet, from);
        known.authors(people(&marks.authors), from);
        known.published(marks.published.clone(), from);
        if marks.updated.as_written != known.metadata.published.as_written {
            known.updated(marks.updated.clone(), from);
        }
    }
}

/// A date as it is written in a page's data: the calendar date when it is certain.
pub(super) fn dated(words: &str) -> Dated {
    let words = words.trim();
    if words.is_empty() || words.len() > 120 {
        return Dated::default();
    }
    let date = dates::day_of_moment(words)
        .unwrap_or_else(|| dates::stamp(words, "").map(|stamp| stamp.dated.date).unwrap_or_default());
    // What no clock was set for.
    if date.starts_with("0001-") || date == "1970-01-01" {
        return Dated::default();
    }
    Dated { date, as_written: words.to_owned() }
}

/// The names of authors, without “by” and addresses.
fn people(words: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for words in words.iter().map(|words| words.trim()) {
        let is_address = words.contains("://") || (words.contains('@') && !words.contains(' '));
        if words.is_empty() || words.len() > 200 || is_address {
            continue;
        }
        let names =
            names::byline(words).filter(|names| !names.is_empty()).unwrap_or_else(|| vec![words.to_owned()]);
        for name in names {
            if !all.contains(&name) {
                all.push(name);
            }
        }
    }
    all
}

const BETWEEN: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • "];

/// The title of the window and the name of the site that stands at its end, where the headline shows which is which.
fn split_window_title(window: &str, outlet: &str, headline: &str) -> (String, String) {
    let cut = |(title, site): (&str, &str)| (title.trim().to_owned(), site.trim().to_owned());
    for mark in BETWEEN {
        let Some((title, site)) = window.rsplit_once(mark) else { continue };
        if fold(site) == fold(outlet)
            || (!headline.is_empty() && fold(title) == fold(headline) && site.len() <= 40)
        {
            return cut((title, site));
        }
    }
    (window.to_owned(), String::new())
}

/// A title without the site's name at its end.
fn without_site(title: &str, outlet: &str) -> String {
    let cut = BETWEEN
        .iter()
        .find_map(|mark| title.rsplit_once(mark).filter(|(_, site)| fold(site) == fold(outlet)));
    cut.map_or(title, |(title, _)| title.trim()).to_owned()
}
