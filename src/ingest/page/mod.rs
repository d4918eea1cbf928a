//! Saved web pages: the article in them, by the weight and the place of their paragraphs, and what they say about it.
//!
//! No rule is for one site. A page is cut into parts, runs of words on lines of their own. Names of elements and classes
//! say which parts may be chrome; a name is not believed where much of the running text lies under it. The article is
//! looked for where most running text lies together, parts beside that text in the same element are trusted, and the
//! text that the page states in JSON-LD decides where it is there whole. What lies outside is dropped; what is struck
//! within the flow stays in the text as boilerplate, with the rule.

mod address;
mod body;
mod facts;
mod flow;
mod hints;
mod json_ld;
mod marks;
mod parts;
mod saved;
mod shingles;
#[cfg(test)]
mod tests;
mod weights;

pub(super) use hints::{ClassWords, Hint};

use super::dom::Dom;
use super::parsed::{KnownValues, Paragraph, ParsedArticle};
use super::{IngestError, dates, go_on, language, names};
use crate::base::{Issue, Progress};
use crate::id;
use crate::message;
use crate::model::{ArticleField, ValueOrigin, ZoneKind};
use body::{Role, Stated};
use facts::Facts;
use parts::PageParts;
use saved::SavedPage;
use shingles::words;

/// What a page gave.
pub(super) struct Page {
    pub(super) article: ParsedArticle,
    /// How it was saved, in words for the import note; empty when it does not say.
    pub(super) note: String,
}

/// Reads a page. `address` is where it was got from, where the file around it says so.
///
/// # Errors
/// When it has too many parts, no words, or the caller asked to stop.
pub(super) fn read(text: &str, address: &str, progress: &Progress) -> Result<Page, IngestError> {
    let dom = Dom::parse(text, progress)?;
    of_dom(&dom, address, progress)
}

/// Reads a page that is a tree already.
///
/// # Errors
/// As [`read`].
pub(super) fn of_dom(dom: &Dom, address: &str, progress: &Progress) -> Result<Page, IngestError> {
    let mut saved = SavedPage::of(dom);
    if !address.is_empty() {
        address.clone_into(&mut saved.url);
    }
    let parts = parts::parts(dom);
    go_on(progress)?;
    if parts.all.is_empty() {
        return Err(nothing(dom));
    }
    let mut facts = facts::facts(dom, &saved);
    let stated =
        Stated { body: std::mem::take(&mut facts.stated.body), outlet: facts.known.metadata.outlet.clone() };
    go_on(progress)?;
    let roles = body::roles(dom, &parts, &stated);
    go_on(progress)?;
    let mut paragraphs = flow::paragraphs(dom, &parts, &roles, &facts);
    go_on(progress)?;
    let mut notes = Vec::new();
    if is_listing(&parts, &roles, &facts) {
        let found = Issue::error("page-without-article", "", message!("findings-page-without-article"));
        notes.push(found.hint(message!("findings-page-without-article.hint")));
        if paragraphs.is_empty() {
            paragraphs =
                parts.all.iter().map(|part| Paragraph::of(ZoneKind::Body, part.text.clone())).collect();
        }
    }
    notes.extend(cut(&paragraphs, &facts, &stated));
    let mut known = std::mem::take(&mut facts.known);
    complete(&mut known, &paragraphs, &parts);
    go_on(progress)?;
    let mut article = ParsedArticle::of_paragraphs(&paragraphs, known)?;
    article.notes = notes;
    let note = match (saved.by, saved.moment.as_str()) {
        ("", _) => String::new(),
        (by, "") => format!("saved with {by}"),
        (by, moment) => format!("saved with {by} on {moment}"),
    };
    Ok(Page { article, note })
}

/// Why a page without words cannot become an article.
fn nothing(dom: &Dom) -> IngestError {
    let frames = ["frame", "iframe"].iter().any(|name| dom.elements(Dom::ROOT, name).next().is_some());
    if frames {
        IngestError::Foreign { found: id!("ingest-frames"), advice: id!("ingest-foreign-frames") }
    } else {
        IngestError::Empty
    }
}

/// Whether a page lists articles and is none: hardly any running text, nothing that calls it an article.
fn is_listing(parts: &PageParts, roles: &[Role], facts: &Facts) -> bool {
    /// Letters of running text that make an article of a page that does not call itself one.
    const ENOUGH: usize = 400;
    let text = parts.all.iter().zip(roles).filter(|(_, role)| **role == Role::Body);
    let prose: usize = text.clone().filter(|(part, _)| part.is_prose()).map(|(part, _)| part.width).sum();
    let linked: usize = parts.all.iter().map(|part| part.linked).sum();
    text.count() == 0 || (prose < ENOUGH && !facts.is_article && linked > 2 * prose.max(100))
}

/// A warning where the page itself says that there is more text than it shows.
fn cut(paragraphs: &[Paragraph], facts: &Facts, stated: &Stated) -> Option<Issue> {
    let is_text =
        |one: &&Paragraph| matches!(one.kind, Some(ZoneKind::Body | ZoneKind::Quote)) && one.struck.is_none();
    let found: usize = paragraphs.iter().filter(is_text).map(|one| words(&one.text).count()).sum();
    let in_data = words(&stated.body).count();
    let counted = facts.stated.words.and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
    let promised = in_data.max(counted);
    let is_short = promised > 40 && found * 10 < promised * 6;
    let is_closed = facts.stated.is_free == Some(false) && found < 250;
    let message = if is_short {
        message!("findings-text-may-be-cut", found = found, promised = promised)
    } else if is_closed {
        message!("findings-text-for-subscribers", found = found)
    } else {
        return None;
    };
    Some(Issue::warning("text-may-be-cut", "", message).hint(message!("findings-text-may-be-cut.hint")))
}

/// What lines of the text and of the page's foot say where its data is silent.
fn complete(known: &mut KnownValues, paragraphs: &[Paragraph], parts: &PageParts) {
    let text =
        || paragraphs.iter().filter(|one| one.kind == Some(ZoneKind::Body)).map(|one| one.text.as_str());
    let sample = text().take(40).collect::<Vec<_>>().join("\n");
    let (seen, is_certain) = language::language(&sample);
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let said = primary(&known.metadata.language);
    // Makers of pages often leave the language of their tools.
    if is_certain && !said.is_empty() && said != primary(&seen) && sample.len() > 400 {
        known.metadata.language.clear();
        known.origins.remove(&ArticleField::Language);
    }
    for line in paragraphs {
        match line.kind {
            Some(ZoneKind::Headline) => known.words(ArticleField::Title, &line.text, ValueOrigin::Line),
            Some(ZoneKind::Byline) => {
                let names = names::byline(&line.text).unwrap_or_default();
                let is_name = names.is_empty() && names::bare_name(&line.text);
                known.authors(if is_name { vec![line.text.clone()] } else { names }, ValueOrigin::Line);
            }
            Some(ZoneKind::Dateline) => {
                for stamp in dates::stamps(&line.text, &seen).unwrap_or_default() {
                    if stamp.updated {
                        known.updated(stamp.dated, ValueOrigin::Line);
                    } else {
                        known.published(stamp.dated, ValueOrigin::Line);
                    }
                }
            }
            _ => {}
        }
    }
    if known.metadata.outlet.is_empty() {
        let holder = parts.all.iter().rev().take(60).find_map(|part| names::copyright_holder(&part.text));
        known.words(ArticleField::Outlet, &holder.unwrap_or_default(), ValueOrigin::Line);
    }
    if known.metadata.outlet.is_empty() {
        let url = known.metadata.url.clone();
        let host =
            url.split("://").nth(1).and_then(|rest| rest.split(['/', ':', '?']).next()).unwrap_or_default();
        known.words(ArticleField::Outlet, host.strip_prefix("www.").unwrap_or(host), ValueOrigin::Guessed);
    }
}
