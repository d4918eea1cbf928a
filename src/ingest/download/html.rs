//! Downloads as web pages: those of Factiva, Europresse and LexisNexis, told by their elements and classes.

use super::super::IngestError;
use super::super::document::{Document, DocumentParagraph, ParagraphStyle};
use super::super::dom::{Dom, NodeId};
use super::article::ArchiveArticle;
use super::{
    ArchiveProvider, DocumentLine, Download, SplitFile, europresse_page, factiva, go_on, lexis, lines_of,
};
use crate::base::Progress;
use crate::model::ArticleField;

/// Splits a page that is a download; `None` where it is none, or none that can be split.
///
/// # Errors
/// When the caller asked to stop, or a text is over 4 GiB.
pub(in crate::ingest) fn of_page(dom: &Dom, progress: &Progress) -> Result<Option<Download>, IngestError> {
    let outermost = |id: &NodeId| dom.ancestors(*id).all(|above| language_of(dom, above).is_none());
    let parts: Vec<(NodeId, &str)> = dom
        .elements(Dom::ROOT, "div")
        .filter_map(|id| Some((id, language_of(dom, id)?)))
        .filter(|(id, _)| outermost(id))
        .collect();
    if !parts.is_empty() {
        return factiva_page(dom, &parts, progress);
    }
    if let Some(split) = europresse_page::of_page(dom, progress)? {
        return split.finish(ArchiveProvider::Europresse).map(Some);
    }
    let is_mark = |id: NodeId| {
        let named = dom.attribute(id, "name").is_some_and(|name| name.starts_with("DOC_ID_"));
        named || dom.comment(id).is_some_and(|words| words.contains("DOCFULL"))
    };
    if dom.descendants(Dom::ROOT).any(is_mark) {
        return lexis_page(dom, progress);
    }
    Ok(None)
}

/// The language of an element that is an article of Factiva: `<div class="article deArticle">`.
fn language_of(dom: &Dom, id: NodeId) -> Option<&str> {
    let language = |class: &str| class.len() == 9 && class.ends_with("Article");
    let class = dom.classes(id).find(|class| language(class)).filter(|_| dom.has_class(id, "article"))?;
    class.get(..2).filter(|tag| tag.bytes().all(|byte| byte.is_ascii_lowercase()))
}

fn factiva_page(
    dom: &Dom,
    parts: &[(NodeId, &str)],
    progress: &Progress,
) -> Result<Option<Download>, IngestError> {
    let mut articles: Vec<ArchiveArticle> = Vec::new();
    for (id, language) in parts {
        go_on(progress)?;
        let paragraphs = rows(dom, *id).unwrap_or_else(|| paragraphs(dom, *id));
        let document = Document { paragraphs, ..Document::default() };
        let lines = lines_of(&document);
        let mut found = factiva::articles(&lines, progress)?;
        if found.is_empty() {
            found.push(factiva::of_lines(&lines));
        }
        found.iter_mut().for_each(|article| article.know(ArticleField::Language, language));
        articles.append(&mut found);
    }
    let split = factiva::once(articles);
    if split.articles.is_empty() { Ok(None) } else { split.finish(ArchiveProvider::Factiva).map(Some) }
}

/// The rows of an article with indexing: code and value; `None` where there are none.
fn rows(dom: &Dom, article: NodeId) -> Option<Vec<DocumentParagraph>> {
    let mut out = Vec::new();
    for row in dom.elements(article, "tr") {
        let cells: Vec<NodeId> =
            dom.children(row).filter(|id| matches!(dom.name(*id), "td" | "th")).collect();
        let [code, values @ ..] = cells.as_slice() else { continue };
        let code = dom.words(*code);
        let code = code.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{A0}');
        let value: Vec<String> = values.iter().map(|cell| dom.words(*cell).replace('\t', " ")).collect();
        if factiva::is_code(code) {
            let text = format!("{code}\t{}", value.join(" ").trim());
            out.push(DocumentParagraph {
                text,
                style: ParagraphStyle::TableRow,
                ..DocumentParagraph::default()
            });
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The lines of an article without indexing, the headline marked.
fn paragraphs(dom: &Dom, article: NodeId) -> Vec<DocumentParagraph> {
    let headline =
        dom.descendants(article).find(|id| dom.classes(*id).any(|class| class.ends_with("Headline")));
    let headline = headline.map(|id| dom.words(id)).unwrap_or_default();
    dom.words(article)
        .lines()
        .map(|line| DocumentParagraph {
            text: line.to_owned(),
            is_bold: line == headline,
            ..DocumentParagraph::default()
        })
        .collect()
}

fn lexis_page(dom: &Dom, progress: &Progress) -> Result<Option<Download>, IngestError> {
    let words = dom.words(Dom::ROOT);
    // Each line is a block of its own: what is broken in the source is joined already.
    let paragraph = |text: &str| DocumentParagraph { text: text.to_owned(), ..DocumentParagraph::default() };
    let paragraphs = words.lines().flat_map(|line| [paragraph(line), paragraph("")]).collect();
    let document = Document { paragraphs, ..Document::default() };
    let lines: Vec<DocumentLine<'_>> = lines_of(&document);
    let split: Option<SplitFile> = lexis::split(&lines, progress)?;
    split.map(|split| split.finish(ArchiveProvider::LexisNexis)).transpose()
}
