//! Europresse's pages: an `article` a document, or tables as they were before.

use super::super::IngestError;
use super::super::dom::{Dom, NodeId};
use super::article::{ArchiveArticle, is_copyright};
use super::europresse::{body, footer, header, number_in, one_line, outlet, with_text};
use super::{SplitFile, go_on};
use crate::base::Progress;
use crate::model::ArticleField;

/// Splits a page; `None` where it is none of Europresse.
pub(super) fn of_page(dom: &Dom, progress: &Progress) -> Result<Option<SplitFile>, IngestError> {
    let with_class = |id: NodeId, class: &str| dom.descendants(id).find(|inner| dom.has_class(*inner, class));
    let documents: Vec<NodeId> = dom
        .elements(Dom::ROOT, "article")
        .filter(|id| with_class(*id, "DocPublicationName").is_some())
        .collect();
    let mut found = Vec::new();
    for id in &documents {
        go_on(progress)?;
        found.push(of_article(dom, *id));
    }
    if documents.is_empty() {
        let titles = dom.descendants(Dom::ROOT).filter(|id| dom.has_class(*id, "TitreArticleVisu"));
        let mut last = None;
        for title in titles {
            go_on(progress)?;
            let cell = dom.ancestors(title).find(|id| matches!(dom.name(*id), "td" | "body"));
            // What else has a title in the same cell stays with the first.
            if let Some(cell) = cell.filter(|cell| last != Some(*cell)) {
                last = Some(cell);
                found.extend(with_class(cell, "DocHeader").map(|_| of_cell(dom, cell, title)));
            }
        }
    }
    Ok(with_text(found))
}

fn of_article(dom: &Dom, id: NodeId) -> ArchiveArticle {
    let mut article = ArchiveArticle::default();
    let with = |class: &str| dom.descendants(id).find(|inner| dom.has_class(*inner, class));
    let words = |class: &str| with(class).map(|id| dom.words(id)).unwrap_or_default();
    article.know(ArticleField::Outlet, outlet(&one_line(&words("DocPublicationName"))));
    header(&mut article, &one_line(&words("DocHeader")));
    let title = with("titreArticle");
    let main = with("titreArticleVisu").or_else(|| with("rdp__articletitle")).or(title);
    if let Some(main) = main {
        article.headline.extend(dom.words(main).lines().map(str::to_owned));
    }
    for part in
        title.into_iter().flat_map(|title| dom.elements(title, "p")).filter(|part| Some(*part) != main)
    {
        article.standfirst.extend(dom.words(part).lines().map(str::to_owned));
    }
    let head = dom.elements(id, "header").next();
    // Topics that stand over the title.
    for part in head.into_iter().flat_map(|head| dom.elements(head, "p")) {
        let inside =
            dom.ancestors(part).any(|above| Some(above) == title || Some(above) == with("docAuthors"));
        if !inside {
            let topic = one_line(&dom.words(part));
            match article.known.metadata.section.is_empty() {
                true => article.know(ArticleField::Section, &topic),
                false => article.field("", &topic),
            }
        }
    }
    let after_title = || {
        let mut next = title.and_then(|title| dom.next(title));
        while next.is_some_and(|id| dom.name(id).is_empty()) {
            next = next.and_then(|id| dom.next(id));
        }
        next.filter(|id| dom.name(*id) == "div")
    };
    if let Some(author) = with("docAuthors").or_else(after_title) {
        article.sign(&one_line(&dom.words(author)));
    }
    let container =
        with("docOcurrContainer").or_else(|| with("DocText")).or_else(|| dom.elements(id, "section").next());
    body(&mut article, container.map(|id| dom.words(id)).unwrap_or_default().lines());
    let foot = dom.elements(id, "footer").last().map(|id| dom.words(id)).unwrap_or_default();
    foot.lines().for_each(|line| footer(&mut article, line));
    article
}

/// A document of the older pages: all in one cell of a table.
fn of_cell(dom: &Dom, cell: NodeId, title: NodeId) -> ArchiveArticle {
    let mut article = ArchiveArticle::default();
    let all = dom.words(cell);
    let title = one_line(&dom.words(title));
    let headers: Vec<String> = dom
        .descendants(cell)
        .filter(|id| dom.has_class(*id, "DocHeader"))
        .map(|id| one_line(&dom.words(id)))
        .collect();
    let mut lines = all.lines();
    let before: Vec<&str> = lines.by_ref().take_while(|line| one_line(line) != title).collect();
    let publication = dom.descendants(cell).find(|id| dom.has_class(*id, "DocPublicationName"));
    let name = publication.map(|id| dom.words(id));
    let first = before.first().filter(|line| !headers.iter().any(|header| line.contains(header.as_str())));
    article.know(
        ArticleField::Outlet,
        outlet(&one_line(name.as_deref().or(first.copied()).unwrap_or_default())),
    );
    header(&mut article, &headers.join(" "));
    article.headline.push(title);
    let rest: Vec<&str> = lines.collect();
    let end =
        rest.iter().position(|line| is_copyright(line) || number_in(line).is_some()).unwrap_or(rest.len());
    body(&mut article, rest[..end].iter().copied());
    rest[end..].iter().for_each(|line| footer(&mut article, line));
    article
}
