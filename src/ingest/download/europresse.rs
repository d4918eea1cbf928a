//! Europresse and Eureka: the parts of a text, and documents that were printed or converted.

use super::super::IngestError;
use super::super::parsed::Paragraph;
use super::super::{dates, names};
use super::article::{ArchiveArticle, count_in, is_copyright, page_of};
use super::{DocumentLine, SplitFile, go_on};
use crate::base::Progress;
use crate::model::{ArticleField, Dated, ValueOrigin, ZoneKind};

/// Lines at the head of a text in which its date is looked for.
const HEAD: usize = 8;
/// The longest line with section, date and page, in bytes.
const LONGEST: usize = 200;

/// The articles that have a text; `None` where none has.
pub(super) fn with_text(found: Vec<ArchiveArticle>) -> Option<SplitFile> {
    let count = found.len() as u64;
    let mut split = SplitFile::default();
    for (at, article) in found.into_iter().enumerate() {
        let number = at as u64 + 1;
        split.take(article, number, count);
    }
    (!split.articles.is_empty()).then_some(split)
}

/// Splits a document that was printed or converted: each text ends with its number.
pub(super) fn of_lines(
    lines: &[DocumentLine<'_>],
    progress: &Progress,
) -> Result<Option<SplitFile>, IngestError> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, line) in lines.iter().enumerate() {
        if number_in(line.words()).is_some() {
            go_on(progress)?;
            let inner: Vec<DocumentLine<'_>> = lines[from..=at]
                .iter()
                .copied()
                .filter(|line| !line.is_empty() && line.paragraph.struck.is_none())
                .collect();
            found.push(of_print(&inner, found.is_empty()));
            from = at + 1;
        }
    }
    Ok(with_text(found))
}

/// The lines of one text: outlet, section with date and page, title, author, body, copyright, number. Before the first a
/// list of all texts may stand.
fn of_print(lines: &[DocumentLine<'_>], is_first: bool) -> ArchiveArticle {
    let mut article = ArchiveArticle::default();
    let foot =
        lines.iter().rposition(|line| is_copyright(line.words())).unwrap_or(lines.len().saturating_sub(1));
    let dated_after =
        |page: usize| (page..foot.min(page + HEAD)).find(|at| header_of(lines[*at].words()).is_some());
    let pages = || (0..foot).filter(|at| is_first && lines[*at].begins_page());
    let page = pages().rfind(|page| dated_after(*page).is_some()).unwrap_or(0);
    let dated = dated_after(page);
    let Some(at) = dated else {
        body(&mut article, lines[..foot].iter().map(|line| line.words()));
        lines[foot..].iter().for_each(|line| footer(&mut article, line.words()));
        return article;
    };
    if let Some(name) = at.checked_sub(1).filter(|name| *name >= page) {
        article.know(ArticleField::Outlet, outlet(lines[name].words()));
    }
    header(&mut article, lines[at].words());
    let mut next = at + 1;
    while next < foot && (article.headline.is_empty() || lines[next].paragraph.is_bold) {
        article.headline.push(lines[next].words().to_owned());
        next += 1;
    }
    if next < foot && names::bare_name(lines[next].words()) {
        article.sign(lines[next].words());
        next += 1;
    }
    body(&mut article, lines[next.min(foot)..foot].iter().map(|line| line.words()));
    lines[foot..].iter().for_each(|line| footer(&mut article, line.words()));
    article
}

/// Words with single blanks between them.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn body<'a>(article: &mut ArchiveArticle, lines: impl Iterator<Item = &'a str>) {
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let is_row = line.contains('\t');
        article.body.push(Paragraph { is_row, ..Paragraph::of(ZoneKind::Body, line) });
    }
}

/// The name before the number of the issue.
pub(super) fn outlet(words: &str) -> &str {
    words.split(", ").next().unwrap_or_default().trim()
}

/// A line such as `Communication, mardi 14 mars 2006, p. 16`: its parts, where the date is among them, and where what
/// follows it begins.
fn header_of(words: &str) -> Option<(Vec<&str>, usize, Dated, usize)> {
    if words.len() > LONGEST {
        return None;
    }
    let parts: Vec<&str> = words.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let alone = |at: usize| Some((at, dates::within(parts[at], "fr")?, at + 1));
    // “March 14, 2006” has a comma of its own.
    let both = |at: usize| {
        let joined = format!("{}, {}", parts[at], parts.get(at + 1)?);
        Some((at, dates::within(&joined, "fr")?, at + 2))
    };
    let mut all = 0..parts.len();
    let (at, dated, next) = all.clone().find_map(alone).or_else(|| all.find_map(both))?;
    Some((parts, at, dated, next))
}

pub(super) fn header(article: &mut ArchiveArticle, words: &str) {
    let Some((parts, at, dated, next)) = header_of(words) else {
        article.field("", words);
        return;
    };
    article.know(ArticleField::Section, &parts[..at].join(", "));
    let mut as_written = dated.as_written.clone();
    for part in &parts[next..] {
        if let Some(page) = page_of(part) {
            article.know(ArticleField::Page, page);
        } else if part.contains("UTC") || part.contains(':') {
            as_written = format!("{as_written}, {part}");
        } else if let Some(count) = count_in(part).filter(|_| part.ends_with(char::is_alphabetic)) {
            article.length = Some(count);
        } else {
            article.field("", part);
        }
    }
    article.known.published(Dated { date: dated.date, as_written }, ValueOrigin::ArchiveField);
}

/// The number of a document in a line: `news·20060314·LM·0123456`.
pub(super) fn number_in(line: &str) -> Option<&str> {
    if !line.contains('·') {
        return None;
    }
    line.split_whitespace().find(|word| {
        let mut parts = word.split('·');
        let kind = parts
            .next()
            .is_some_and(|kind| !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphabetic()));
        kind && parts
            .next()
            .is_some_and(|date| date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

pub(super) fn footer(article: &mut ArchiveArticle, line: &str) {
    let Some(number) = number_in(line) else {
        if is_copyright(line) {
            article.copyright.push(line.to_owned());
        } else if !line.trim().is_empty() {
            article.field("", line.trim());
        }
        return;
    };
    article.know(ArticleField::Accession, number.trim_end_matches(['.', ',']));
    // The date in the number is sure, however the other is written.
    let digits = number.split('·').nth(1).unwrap_or_default();
    if let (Some(year), Some(month), Some(day)) = (digits.get(..4), digits.get(4..6), digits.get(6..)) {
        let date = format!("{year}-{month}-{day}");
        if let Some(dated) = dates::within(&date, "") {
            let as_written = std::mem::take(&mut article.known.metadata.published).as_written;
            let as_written = if as_written.is_empty() { date } else { as_written };
            article.known.published(Dated { date: dated.date, as_written }, ValueOrigin::ArchiveField);
        }
    }
    let before = line.split(number).next().unwrap_or_default().trim();
    // Before the number stand the copyright and what the number is called.
    let rights = before.rsplit_once(". ").map_or(before, |(rights, _)| rights);
    if is_copyright(rights) {
        article.copyright.push(format!("{}.", rights.trim_end_matches('.')));
    }
}
