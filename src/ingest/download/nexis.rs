//! Nexis Uni and Lexis Advance: documents with a cover list, a section each, and labelled fields around a body.

use super::super::IngestError;
use super::super::parsed::Paragraph;
use super::announced::Announced;
use super::article::{ArchiveArticle, count_in, is_copyright};
use super::labels::{ArchiveLabel, ends_with_word, is_word, known, labelled};
use super::{DocumentLine, SplitFile, go_on};
use crate::base::Progress;
use crate::model::{ArticleField, ZoneKind};
use std::ops::Range;

/// Lines with words at the head of an article in which the date is looked for.
const HEAD: usize = 10;
/// The longest line that ends a document, in bytes.
const END: usize = 48;
/// The fewest hyphens of a line between documents.
const RULE: usize = 40;
/// Letters of a paragraph that is body even where no label says so.
const PROSE: usize = 80;

/// Whether documents are marked as Nexis Uni marks them: by bookmarks, or by lines that end them and a body.
pub(super) fn is_marked(lines: &[DocumentLine<'_>]) -> bool {
    let starts = lines.iter().any(|line| begins_article(line));
    let bodies = || lines.iter().any(|line| begins_body(line));
    let ends = || lines.iter().any(|line| is_word("end", line.words()));
    let fields = || lines.iter().filter(|line| is_field(line)).take(2).count() == 2;
    starts && (bodies() || fields()) || ends() && (bodies() || fields())
}

fn is_field(line: &DocumentLine<'_>) -> bool {
    labelled(line.words()).is_some_and(|found| found.label.is_some() || line.words().contains(":\u{A0}"))
}

/// Whether a line is a field of the index though no no-break blank stands in it, as where a program dropped it.
fn is_index(line: &DocumentLine<'_>) -> bool {
    let index = [ArchiveLabel::Language, ArchiveLabel::Subject, ArchiveLabel::Kind];
    known(line.words()).is_some_and(|found| {
        found.words.contains('-') || found.label.is_some_and(|label| index.contains(&label))
    })
}

fn begins_article(line: &DocumentLine<'_>) -> bool {
    line.bookmarks().any(|name| {
        let number = name.strip_prefix("Bookmark_");
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Whether the body begins after a line: by its bookmark, or a label alone on the line.
fn begins_body(line: &DocumentLine<'_>) -> bool {
    let marked = line.bookmarks().any(|name| name.to_ascii_lowercase().starts_with("body"));
    marked || line.words().len() <= END && ArchiveLabel::of(line.words()) == Some(ArchiveLabel::Body)
}

fn is_rule(line: &DocumentLine<'_>) -> bool {
    line.words().len() >= RULE && line.words().bytes().all(|byte| byte == b'-')
}

/// Splits the documents of a download; `None` where there are none.
pub(super) fn split(
    lines: &[DocumentLine<'_>],
    progress: &Progress,
) -> Result<Option<SplitFile>, IngestError> {
    let (cover, documents) = ranges(lines);
    let announced = cover_of(&lines[cover]);
    let mut split = SplitFile::default();
    let same_end = common_end(lines, &documents);
    let count = documents.len() as u64;
    let mut came = Vec::new();
    for (at, document) in documents.into_iter().enumerate() {
        go_on(progress)?;
        let number = at as u64 + 1;
        let mut inner: Vec<DocumentLine<'_>> =
            lines[document].iter().copied().filter(|line| !is_rule(line)).collect();
        cut_end(&mut inner, same_end.as_deref());
        if inner.iter().all(|line| line.is_empty()) {
            continue;
        }
        let article = article(&inner);
        let title = article.title();
        split.take(article, number, count);
        came.push(title);
    }
    split.issues.extend(announced.missing(&came));
    Ok((!split.articles.is_empty()).then_some(split))
}

/// The lines of the cover, and those of each document.
fn ranges(lines: &[DocumentLine<'_>]) -> (Range<usize>, Vec<Range<usize>>) {
    let starts: Vec<usize> = (0..lines.len()).filter(|at| begins_article(&lines[*at])).collect();
    if let Some(first) = starts.first() {
        let ends = starts[1..].iter().copied().chain([lines.len()]);
        return (0..*first, starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect());
    }
    let whole: Vec<usize> = (0..lines.len()).filter(|at| is_word("end", lines[*at].words())).collect();
    let ends = match whole.is_empty() {
        true => (0..lines.len()).filter(|at| ends_with_word("end", lines[*at].words()).is_some()).collect(),
        false => whole,
    };
    let mut documents = Vec::new();
    let mut from = 0;
    for end in ends {
        documents.push(from..end + 1);
        from = end + 1;
    }
    let rest = &lines[from..];
    if documents.is_empty() || rest.iter().any(begins_body) {
        documents.push(from..lines.len());
    }
    let cover = documents.first().map_or(0, |first| cover_end(lines, first.clone()));
    if let Some(first) = documents.first_mut() {
        first.start = cover;
    }
    (0..cover, documents)
}

/// Where the cover before the first document ends; its start where it has none.
fn cover_end(lines: &[DocumentLine<'_>], first: Range<usize>) -> usize {
    let inner = || first.clone();
    let has_cover = inner().any(|at| {
        known(lines[at].words()).is_some_and(|found| is_word("cover", found.words))
            || announced_count(lines[at].words()).is_some()
    });
    if !has_cover {
        return first.start;
    }
    let body = inner().find(|at| begins_body(&lines[*at])).unwrap_or(first.end);
    let head = first.start + 1..body;
    if let Some(at) = head.clone().rfind(|at| lines[*at].begins_page()) {
        return at;
    }
    if let Some(at) = head.clone().rfind(|at| is_rule(&lines[*at])) {
        return at + 1;
    }
    let list = Announced::of_list(lines[first.start..body].iter().map(|line| line.words()));
    let title = list.titles.get(&1);
    head.rev().find(|at| title.is_some_and(|title| lines[*at].words() == title)).unwrap_or(first.start)
}

/// The number of a line such as `Documents (10)`.
fn announced_count(line: &str) -> Option<u64> {
    let (words, number) = line.trim().strip_suffix(')')?.rsplit_once('(')?;
    let number: u64 = number.trim().parse().ok()?;
    is_word("documents", words.trim()).then_some(number)
}

fn cover_of(cover: &[DocumentLine<'_>]) -> Announced {
    let mut announced = Announced::of_list(cover.iter().map(|line| line.words()));
    let listed = announced.titles.len() as u64;
    let in_brackets = |line: &DocumentLine<'_>| {
        let number = line.words().strip_suffix(')')?.rsplit_once('(')?.1;
        count_in(number).filter(|count| *count == listed && listed > 0)
    };
    announced.count = cover
        .iter()
        .find_map(|line| announced_count(line.words()))
        .or_else(|| cover.iter().find_map(in_brackets));
    announced
}

/// The last line of every document, where it is the same and short: what ends documents in an unknown language.
fn common_end(lines: &[DocumentLine<'_>], documents: &[Range<usize>]) -> Option<String> {
    let last = |range: &Range<usize>| {
        let mut filled = lines[range.clone()].iter().rev().map(|line| line.words());
        filled.find(|words| !words.is_empty())
    };
    let first = documents.first().and_then(last).filter(|words| words.len() <= END)?;
    let same = documents.len() > 1 && documents.iter().all(|range| last(range) == Some(first));
    same.then(|| first.to_owned())
}

/// Takes off what ends a document.
fn cut_end<'a>(inner: &mut Vec<DocumentLine<'a>>, same: Option<&str>) {
    while inner.last().is_some_and(|line| line.is_empty()) {
        inner.pop();
    }
    let Some(last) = inner.last_mut() else { return };
    if is_word("end", last.words()) || same == Some(last.words()) {
        inner.pop();
    } else if let Some(at) = ends_with_word("end", last.raw) {
        last.raw = &last.raw[..at];
    }
}

/// Where the head ends and the body begins: on both sides of its label, or without one.
fn body_start(lines: &[DocumentLine<'_>]) -> Option<(usize, usize)> {
    if let Some(at) = lines.iter().position(begins_body) {
        return Some((at, at + 1));
    }
    let first = lines.iter().position(is_field)?;
    let is_label = |line: &DocumentLine<'_>| {
        let words = line.words();
        line.paragraph.is_bold
            && !words.is_empty()
            && words.len() <= END
            && words.split_whitespace().count() <= 2
            && !words.contains([':', '.'])
    };
    if let Some(at) = (first..lines.len()).find(|at| is_label(&lines[*at])) {
        return Some((at, at + 1));
    }
    let is_prose = |line: &DocumentLine<'_>| line.words().chars().count() >= PROSE;
    let at = (first..lines.len()).find(|at| {
        let line = &lines[*at];
        is_prose(line) && !is_field(line) && !is_copyright(line.words())
    });
    at.map(|at| (at, at))
}

/// Where the fields after the body begin.
fn body_end(lines: &[DocumentLine<'_>], from: usize) -> usize {
    let classified = |line: &DocumentLine<'_>| {
        line.words().len() <= END && ArchiveLabel::of(line.words()) == Some(ArchiveLabel::Classification)
    };
    if let Some(at) = (from..lines.len()).rev().find(|at| classified(&lines[*at])) {
        return at;
    }
    let mut end = lines.len();
    for at in (from..lines.len()).rev() {
        let line = &lines[at];
        if is_field(line) || is_index(line) || is_copyright(line.words()) {
            end = at;
        } else if !line.is_empty() {
            break;
        }
    }
    end
}

fn article(lines: &[DocumentLine<'_>]) -> ArchiveArticle {
    let mut article = ArchiveArticle::default();
    let start = body_start(lines);
    head(&mut article, &lines[..start.map_or(lines.len(), |(head, _)| head)]);
    let Some((_, start)) = start else { return article };
    let end = body_end(lines, start);
    let mut in_captions = false;
    for line in &lines[start..end] {
        let words = line.words();
        if words.is_empty() || words.chars().all(|sign| sign == '_') {
            continue;
        }
        let label = labelled(words).filter(|_| words.contains(":\u{A0}"));
        match label.and_then(|found| Some((found.label?, found))) {
            Some((label @ (ArchiveLabel::Graphic | ArchiveLabel::Correction), found)) => {
                article.take(Some(label), found.words, found.value);
            }
            _ if line.paragraph.is_bold && ArchiveLabel::of(words) == Some(ArchiveLabel::Graphic) => {
                in_captions = true;
            }
            _ if in_captions => article.captions.push(words.to_owned()),
            _ => article.body.push(Paragraph::of(ZoneKind::Body, words)),
        }
    }
    fields(&mut article, &lines[end..]);
    article
}

/// Headline, outlet and date, then copyright and labelled fields.
fn head(article: &mut ArchiveArticle, lines: &[DocumentLine<'_>]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_empty()).collect();
    let is_date = |at: &usize| {
        let words = lines[*at].words();
        !is_field(&lines[*at]) && !is_copyright(words) && super::super::dates::within(words, "").is_some()
    };
    let date = filled.iter().take(HEAD).skip(1).position(is_date).map(|at| at + 1);
    let before = date.unwrap_or(2.min(filled.len()));
    for (at, line) in filled[..before].iter().enumerate() {
        let words = lines[*line].words();
        match at {
            0 if before > 1 || date.is_none() => article.headline.push(words.to_owned()),
            0 | 1 => article.know(ArticleField::Outlet, &outlet(words)),
            _ if is_field(&lines[*line]) => fields(article, &lines[*line..=*line]),
            _ => edition_or_more(article, words),
        }
    }
    let Some(after) = filled.get(before) else { return };
    let mut rest = *after;
    if date.is_some() {
        article.publish(lines[rest].words(), "");
        rest += 1;
    }
    fields(article, &lines[rest..]);
}

/// “The Guardian(London)” with a blank before the bracket.
fn outlet(words: &str) -> String {
    match words.rfind('(') {
        Some(at) if words.ends_with(')') && at > 0 => {
            format!("{} {}", words[..at].trim_end(), &words[at..])
        }
        _ => words.to_owned(),
    }
}

fn edition_or_more(article: &mut ArchiveArticle, words: &str) {
    if is_edition(words) {
        article.edition(words);
    } else if is_correction(words) {
        article.correction.push(words.to_owned());
    } else {
        article.standfirst.push(words.to_owned());
    }
}

/// Whether a line names an edition.
pub(super) fn is_edition(words: &str) -> bool {
    let bracketed = words.starts_with('[') && words.ends_with(']');
    let named = words
        .split(|sign: char| !sign.is_alphanumeric())
        .any(|word| ArchiveLabel::of(word) == Some(ArchiveLabel::Edition));
    words.len() <= 60 && (bracketed || named && words.split_whitespace().count() <= 5)
}

/// Whether a line says that the article was corrected.
pub(super) fn is_correction(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    words.len() <= 60 && ArchiveLabel::of(first) == Some(ArchiveLabel::Correction)
}

/// Labelled fields, with the lines that go on; a copyright; what is neither is kept as a field.
fn fields(article: &mut ArchiveArticle, lines: &[DocumentLine<'_>]) {
    let mut open: Option<(Option<ArchiveLabel>, &str, String)> = None;
    let mut in_copyright = false;
    let close = |article: &mut ArchiveArticle, open: &mut Option<(Option<ArchiveLabel>, &str, String)>| {
        if let Some((label, words, value)) = open.take() {
            article.take(label, words, &value);
        }
    };
    for line in lines {
        let words = line.words();
        let alone = ArchiveLabel::of(words);
        if words.is_empty() || alone == Some(ArchiveLabel::Classification) {
            in_copyright = false;
            close(article, &mut open);
        } else if is_copyright(words) || in_copyright && !is_field(line) {
            close(article, &mut open);
            in_copyright = true;
            article.copyright.push(words.to_owned());
        } else if let Some(found) = known(words) {
            close(article, &mut open);
            in_copyright = false;
            open = Some((found.label, found.words, found.value.to_owned()));
        } else if let Some((_, _, value)) = &mut open {
            value.push(' ');
            value.push_str(words);
        } else if is_correction(words) && !words.contains(':') && words.split_whitespace().count() > 1 {
            article.correction.push(words.to_owned());
        } else {
            article.field("", words);
        }
    }
    close(article, &mut open);
}
