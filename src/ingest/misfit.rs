//! What is text and yet not one article: the source of a web page, downloads of several articles from an archive, and
//! other programs' JSON.

use super::{SourceKind, download};
use crate::base::{Issue, Place};
use crate::message;

/// What opens a tag in the source of a web page; so many of them are no accident.
const TAGS: [&str; 10] =
    ["<div", "</div", "<p>", "<p ", "<span", "<script", "<meta", "<link ", "<a href", "<li"];
const MOST_TAGS: usize = 20;
/// How a page's source begins a line.
const OPENINGS: [&str; 5] = ["<!doctype", "<html", "<head>", "<body", "<?xml"];
/// Lines that end a document.
const ENDS: [&str; 3] = ["end of document", "fin du document", "ende des dokuments"];

/// An error for text that is no article as it stands, and where that is seen.
pub(super) fn misfit(text: &str, kind: SourceKind) -> Option<Issue> {
    page_source(text, kind).or_else(|| archive(text)).or_else(|| json(text))
}

/// JSON with named values, alone or in a list, as other programs keep texts with their annotations.
fn json(text: &str) -> Option<Issue> {
    let start = text.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    let inner = start.trim_start_matches(|sign: char| sign == '[' || sign.is_whitespace());
    let named = inner.strip_prefix('{')?.trim_start();
    let mut values = serde_json::Deserializer::from_str(inner).into_iter::<serde_json::Value>();
    if !named.starts_with('"') || values.next()?.is_err() {
        return None;
    }
    let before = text.len() - start.len();
    let issue = Issue::error("looks-like-json", "", message!("findings-looks-like-json"));
    Some(at(issue.hint(message!("findings-looks-like-json.hint")), text[..before].matches('\n').count()))
}

fn page_source(text: &str, kind: SourceKind) -> Option<Issue> {
    let opens = |line: &str| {
        let start = line.trim_start().as_bytes();
        OPENINGS.iter().any(|opening| {
            start.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening.as_bytes()))
        })
    };
    let tags = || {
        if kind == SourceKind::Markdown {
            // Its tags are left out.
            return false;
        }
        let lower = text.to_ascii_lowercase();
        TAGS.iter().map(|tag| lower.matches(tag).count()).sum::<usize>() >= MOST_TAGS
    };
    let line = text.lines().position(opens).or_else(|| tags().then_some(0))?;
    let issue = Issue::error("looks-like-html", "", message!("findings-looks-like-html"));
    Some(at(issue.hint(message!("findings-looks-like-html.hint")), line))
}

fn at(issue: Issue, line: usize) -> Issue {
    issue.at(Place::Line(u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1), 1))
}

fn archive(text: &str) -> Option<Issue> {
    let counted = text.lines().enumerate().find_map(|(line, words)| Some((line, number_of(words)?)));
    let ended = || {
        let ends: Vec<usize> =
            text.lines().enumerate().filter(|(_, line)| ends_document(line)).map(|(at, _)| at).collect();
        Some((*ends.first().filter(|_| ends.len() > 1)?, ends.len() as u64))
    };
    let (line, count) = counted.or_else(ended)?;
    let issue = Issue::error("several-documents", "", message!("findings-several-documents", count = count));
    Some(at(issue.hint(message!("findings-several-documents.hint")), line))
}

/// The number of documents in a line that says which of them follows; one of one is an article.
fn number_of(line: &str) -> Option<u64> {
    download::numbered(line).map(|(_, all)| all).filter(|all| *all > 1)
}

/// Whether a line ends a document, as Nexis and Factiva write it: `Document NYTF000020200101eg1100001`.
fn ends_document(line: &str) -> bool {
    const LONGEST: usize = 80;
    let line = line.trim();
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let number = line.strip_prefix("Document ").is_some_and(|number| {
        number.len() >= 15
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && number.bytes().filter(u8::is_ascii_digit).count() >= 8
    });
    number || ENDS.contains(&lower.as_str()) || lower.starts_with("load-date:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_one_article_is_known_by_its_lines() {
        let check = |text: &str, want: Option<(&str, u32)>| {
            let found = misfit(text, SourceKind::PlainText);
            let found = found.as_ref().map(|issue| match issue.place {
                Place::Line(line, _) => (issue.code, line),
                _ => (issue.code, 0),
            });
            assert_eq!(found, want, "{text}");
        };
        let several = |line| Some(("several-documents", line));
        for text in [
            "1 of 10 DOCUMENTS\n\nThe Times\n",
            "                      3 of 250 DOCUMENTS",
            "Document 1 of 10\nText",
            "Dokument 2 von 7",
            "Document 1 de 12",
            "Document 1/12",
            "[1 of 10 documents]",
            "Documento 1 de 3",
            "ARTICLE 4 OF 9",
        ] {
            check(text, several(1));
        }
        check(
            "One.\nDocument NYTF000020200101eg1100001\n\nTwo.\nDocument NYTF000020200101eg1100002\n",
            several(2),
        );
        check("One.\nEnd of Document\nTwo.\nEnd of Document\n", several(2));
        check("a\nLOAD-DATE: July 1, 2020\nb\nLOAD-DATE: July 2, 2020", several(2));
        let page = |line| Some(("looks-like-html", line));
        check("<!DOCTYPE html>\n<html><body>The bridge is safe.", page(1));
        check("\n  <!doctype HTML PUBLIC>", page(2));
        check("Saved from the web\n<HTML lang=en>", page(2));
        let tags = "<div class=a><p>The bridge is safe.</p></div>\n".repeat(10);
        check(&tags, page(1));
        assert_eq!(misfit(&tags, SourceKind::Markdown), None, "they are left out");
        let json = |line| Some(("looks-like-json", line));
        check("{\"text\": \"The bridge is safe.\", \"label\": []}\n{\"text\"", json(1));
        check("\u{feff}\n[\n {\"data\": {}},", json(2));
        for text in [
            "The bridge is safe.",
            "1 of 1 DOCUMENTS\n\nThe Times",
            "Only 1 of 10 documents was read out in court, the lawyer said on Monday in the town hall.",
            "She held up document 1 of 10 to the cameras.",
            "One.\nEnd of Document\n",
            "He wrote <p> where <div> was meant.",
            "11 of 10 documents",
            "[1] As the minister said, {so} it is.",
            "{ \"quoted\" } and so on",
            "{}",
            "Document 1 of many",
            "1 / 10",
        ] {
            check(text, None);
        }
    }
}
