//! Factiva: articles as tables of coded fields (with indexing), or as lines in a fixed order (without).

use super::super::IngestError;
use super::super::document::ParagraphStyle;
use super::super::parsed::Paragraph;
use super::super::{dates, names};
use super::article::{ArchiveArticle, count_in, is_copyright, language_tag};
use super::labels::{accession, is_word};
use super::{DocumentLine, SplitFile, go_on};
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{ArticleField, ZoneKind};
use std::collections::HashMap;

/// The codes of fields, in the order in which they stand.
const CODES: [&str; 32] = [
    "CLM", "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY",
    "LP", "TD", "CT", "RF", "ART", "CX", "DLN", "RST", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB",
];
/// The code of the number of an article, which is its last field.
const NUMBER: &str = "AN";
/// Codes with which an article can begin.
const FIRST: [&str; 3] = ["CLM", "SE", "HD"];
/// Lines of an article in which its number of words is looked for.
const HEAD: usize = 14;

/// A field of an article with indexing.
pub(super) type CodedField = (&'static str, Vec<String>);

/// The code and the words of a line with tabs.
fn coded(line: &str) -> Option<(&'static str, String)> {
    if !line.contains('\t') {
        return None;
    }
    let mut cells = line.split('\t').map(str::trim).skip_while(|cell| cell.is_empty());
    let first = cells.next()?;
    let code = CODES.iter().chain([&NUMBER]).find(|code| **code == first)?;
    Some((code, cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")))
}

/// Whether there are coded fields: a headline and one that ends an article.
pub(super) fn is_coded(lines: &[DocumentLine<'_>]) -> bool {
    let has = |wanted: &str| lines.iter().any(|line| coded(line.raw).is_some_and(|(code, _)| code == wanted));
    has("HD") && (has(NUMBER) || has("PD"))
}

/// Splits the articles of a download; `None` where there are none.
pub(super) fn split(
    lines: &[DocumentLine<'_>],
    progress: &Progress,
) -> Result<Option<SplitFile>, IngestError> {
    let split = once(articles(lines, progress)?);
    Ok((!split.articles.is_empty()).then_some(split))
}

/// All articles, with or without indexing.
pub(super) fn articles(
    lines: &[DocumentLine<'_>],
    progress: &Progress,
) -> Result<Vec<ArchiveArticle>, IngestError> {
    if is_coded(lines) { with_indexing(lines, progress) } else { without_indexing(lines, progress) }
}

/// Whether a word is the code of a field.
pub(super) fn is_code(word: &str) -> bool {
    word == NUMBER || CODES.contains(&word)
}

/// The articles that have a text, each once.
pub(super) fn once(found: Vec<ArchiveArticle>) -> SplitFile {
    let mut split = SplitFile::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for article in found {
        let number = split.articles.len() as u64 + 1;
        let accession = article.known.metadata.accession.clone();
        // Some pages hold each article twice.
        let twice = seen.get(&accession).and_then(|at| split.articles.get(*at));
        if !accession.is_empty() && twice.is_some_and(|other| other.body == article.body) {
            let message = message!("findings-document-twice", accession = %accession);
            split.issues.push(Issue::note("document-twice", "", message));
            continue;
        }
        if !article.body.is_empty() {
            seen.insert(accession, split.articles.len());
        }
        split.take(article, number, number);
    }
    split
}

fn with_indexing(
    lines: &[DocumentLine<'_>],
    progress: &Progress,
) -> Result<Vec<ArchiveArticle>, IngestError> {
    let mut out = Vec::new();
    let mut fields: Vec<CodedField> = Vec::new();
    let rank = |code: &str| CODES.iter().position(|known| *known == code).unwrap_or(CODES.len());
    for line in lines {
        go_on(progress)?;
        match coded(line.raw) {
            Some((code, words)) => {
                let last = fields.last().map_or(0, |(last, _)| rank(last));
                let again = fields.iter().any(|(known, _)| *known == code);
                let begins =
                    FIRST.contains(&code) && (again || rank(code) < last) || line.begins_page() && again;
                if begins {
                    out.push(of_fields(std::mem::take(&mut fields)));
                }
                fields.push((code, vec![words]));
                if code == NUMBER {
                    out.push(of_fields(std::mem::take(&mut fields)));
                }
            }
            None if line.is_empty() => {}
            // What no article is open for is the cover, or the summary of the search after the last.
            None if is_word("summary", line.words()) => break,
            None => {
                if let Some((_, values)) = fields.last_mut() {
                    values.push(line.words().to_owned());
                }
            }
        }
    }
    if fields.iter().any(|(code, _)| *code == "HD") {
        let mut article = of_fields(fields);
        article.notes.push(Issue::warning("document-cut", "", message!("findings-article-cut")));
        out.push(article);
    }
    Ok(out)
}

pub(super) fn of_fields(fields: Vec<CodedField>) -> ArchiveArticle {
    let mut article = ArchiveArticle::default();
    let mut time = String::new();
    let mut date = String::new();
    for (code, values) in fields {
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        let value = values.join(" ");
        match code {
            "HD" => article.headline.extend(values),
            "SE" | "CLM" => article.know(ArticleField::Section, &value),
            "BY" => article.sign(&value),
            "WC" => article.length = count_in(&value),
            "PD" => date = value,
            "ET" => time = value,
            "SN" => article.know(ArticleField::Outlet, &value),
            "ED" => article.know(ArticleField::Edition, &value),
            "PG" => article.know(ArticleField::Page, &value),
            "LA" if value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                article.know(ArticleField::Language, &value);
            }
            "LA" => match language_tag(&value) {
                Some(tag) => article.know(ArticleField::Language, tag),
                None => article.field(code, &value),
            },
            "CY" => article.copyright.push(value),
            "LP" | "TD" => {
                article.body.extend(values.into_iter().map(|words| Paragraph::of(ZoneKind::Body, words)));
            }
            "ART" => article.captions.extend(values),
            "CX" => article.correction.push(value),
            "DLN" => article.dateline.push(value),
            "CO" | "IN" | "NS" | "RE" | "IPD" => article.subjects(&names_of(&value)),
            NUMBER => article.know(ArticleField::Accession, accession(&value).unwrap_or(&value)),
            "CR" => {
                if names::byline(&value).is_some() && article.byline.is_empty() {
                    article.sign(&value);
                } else {
                    article.field(code, &value);
                }
            }
            _ => article.field(code, &value),
        }
    }
    dated(&mut article, &date, &time);
    article
}

/// Names of `code : Name | code : Name`.
fn names_of(value: &str) -> String {
    let name = |term: &str| term.split_once(" : ").map_or(term, |(_, name)| name).trim().to_owned();
    value.split('|').map(name).collect::<Vec<_>>().join(";")
}

fn dated(article: &mut ArchiveArticle, date: &str, time: &str) {
    let whole = format!("{date} {time}");
    if !article.publish(whole.trim(), "") && !date.is_empty() {
        let words = crate::model::Dated { date: String::new(), as_written: whole.trim().to_owned() };
        article.known.published(words, crate::model::ValueOrigin::ArchiveField);
    }
}

fn without_indexing(
    lines: &[DocumentLine<'_>],
    progress: &Progress,
) -> Result<Vec<ArchiveArticle>, IngestError> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, line) in lines.iter().enumerate() {
        if let Some(number) = accession(line.words()) {
            go_on(progress)?;
            let mut article = of_lines(&lines[from..at]);
            article.know(ArticleField::Accession, number);
            out.push(article);
            from = at + 1;
        }
    }
    let rest = &lines[from..];
    let summary = rest.iter().position(|line| is_word("summary", line.words())).unwrap_or(rest.len());
    let rest: Vec<DocumentLine<'_>> = rest[..summary].to_vec();
    if anchor(&rest.iter().copied().filter(|line| !line.is_empty()).collect::<Vec<_>>()).is_some() {
        let mut article = of_lines(&rest);
        article.notes.push(Issue::warning("document-cut", "", message!("findings-article-cut")));
        out.push(article);
    }
    Ok(out)
}

/// The line with the number of words, before that with the date.
fn anchor(lines: &[DocumentLine<'_>]) -> Option<usize> {
    (0..lines.len().min(HEAD)).find(|at| {
        let words = lines[*at].words();
        let counted = words.starts_with(|sign: char| sign.is_ascii_digit())
            && words.split_whitespace().last().is_some_and(|word| word.chars().all(char::is_alphabetic))
            && words.chars().count() <= 24;
        let dated = lines.get(at + 1).is_some_and(|next| dates::within(next.words(), "").is_some());
        counted && dated
    })
}

pub(super) fn of_lines(lines: &[DocumentLine<'_>]) -> ArchiveArticle {
    let mut article = ArchiveArticle::default();
    let filled: Vec<DocumentLine<'_>> = lines.iter().copied().filter(|line| !line.is_empty()).collect();
    // What comes before the first article of a page with a header is no part of it.
    let begin = filled.iter().take(HEAD).rposition(|line| line.begins_page()).unwrap_or(0);
    let filled = &filled[if anchor(&filled[begin..]).is_some() { begin } else { 0 }..];
    let Some(counted) = anchor(filled) else {
        let body = filled.iter().map(|line| Paragraph::of(ZoneKind::Body, line.words()));
        article.body.extend(body);
        return article;
    };
    title_of(&mut article, &filled[..counted]);
    article.length = count_in(filled[counted].words());
    let mut at = counted + 2;
    let word = |at: usize| filled.get(at).map_or("", |line| line.words());
    let is_time = word(at).len() <= 8
        && word(at).contains(':')
        && word(at).starts_with(|sign: char| sign.is_ascii_digit());
    let time = if is_time { word(at) } else { "" };
    at += usize::from(is_time);
    dated(&mut article, word(counted + 1), time);
    article.know(ArticleField::Outlet, word(at));
    at += 1;
    let code = word(at);
    if (2..=10).contains(&code.len())
        && code.bytes().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit())
    {
        at += 1;
    }
    // Page and language, in any number of lines, up to the copyright.
    let rights = (at..filled.len().min(at + 6)).find(|at| is_copyright(word(*at)));
    let language = (at..filled.len().min(at + 5)).find(|at| language_tag(word(*at)).is_some());
    let end = rights.or(language.map(|at| at + 1)).unwrap_or(at);
    for between in at..end {
        match language_tag(word(between)) {
            Some(tag) => article.know(ArticleField::Language, tag),
            None if word(between).contains(|sign: char| sign.is_ascii_digit()) => {
                article.know(ArticleField::Page, word(between));
            }
            None => article.field("", word(between)),
        }
    }
    at = end;
    while is_copyright(word(at)) {
        article.copyright.push(word(at).to_owned());
        at += 1;
    }
    for line in filled.get(at..).unwrap_or_default() {
        let kind = ZoneKind::Body;
        let is_row = line.paragraph.style == ParagraphStyle::TableRow;
        article.body.push(Paragraph { is_row, ..Paragraph::of(kind, line.words()) });
    }
    article
}

/// Section, headline and byline: which is which is told by how they look.
fn title_of(article: &mut ArchiveArticle, lines: &[DocumentLine<'_>]) {
    let mut lines = lines.to_vec();
    let signed = |line: &DocumentLine<'_>| names::byline(line.words()).is_some();
    let last = lines.last().copied();
    let any_bold = lines.iter().any(|line| line.paragraph.is_bold);
    let looks_signed = |line: &DocumentLine<'_>| {
        signed(line) || names::bare_name(line.words()) && !line.paragraph.is_bold && any_bold
    };
    if let Some(last) = last.filter(|last| lines.len() > 1 && looks_signed(last)) {
        lines.pop();
        article.sign(last.words());
    }
    let bold: Vec<bool> = lines.iter().map(|line| line.paragraph.is_bold).collect();
    let first = bold.iter().position(|bold| *bold).unwrap_or(lines.len().saturating_sub(1));
    for (at, line) in lines.iter().enumerate() {
        if at < first {
            article.know(ArticleField::Section, line.words());
        } else if at == first || bold[at] {
            article.headline.push(line.words().to_owned());
        } else {
            article.standfirst.push(line.words().to_owned());
        }
    }
}
