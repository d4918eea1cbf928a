//! ProQuest's text downloads: records between lines of underscores, with fields parted by blank lines.

use super::super::IngestError;
use super::super::parsed::Paragraph;
use super::super::phrases::PROQUEST_LABELS;
use super::announced::Announced;
use super::article::{ArchiveArticle, language_tag};
use super::{DocumentLine, SplitFile, go_on};
use crate::base::Progress;
use crate::model::{ArticleField, ZoneKind};

/// The fewest underscores of a line between records.
const RULE: usize = 60;

/// Whether a line parts records.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= RULE && line.bytes().all(|byte| byte == b'_')
}

/// Whether a line is the field with a record's number.
pub(super) fn is_field(line: &str) -> bool {
    field(line).is_some_and(|(group, _, _)| group == "accession")
}

/// The group of a field, its label and the words after it.
fn field(line: &str) -> Option<(&'static str, &str, &str)> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim();
    let group = PROQUEST_LABELS.get(label.to_lowercase().as_str())?;
    Some((*group, label, value.trim()))
}

/// Splits the records of a download; `None` where there are none.
pub(super) fn split(
    lines: &[DocumentLine<'_>],
    progress: &Progress,
) -> Result<Option<SplitFile>, IngestError> {
    let mut split = SplitFile::default();
    let mut came = Vec::new();
    let mut number = 0_u64;
    let records: Vec<&[DocumentLine<'_>]> = lines.split(|line| is_rule(line.raw)).collect();
    let list = records.first().map(|cover| Announced::of_list(cover.iter().map(|line| line.words())));
    for record in records {
        go_on(progress)?;
        // The first and the last are no records: they have no number.
        if !record.iter().any(|line| is_field(line.words())) {
            continue;
        }
        number += 1;
        let article = article(record);
        came.push(article.title());
        split.take(article, number, number);
    }
    split.issues.extend(list.unwrap_or_default().missing(&came));
    Ok((!split.articles.is_empty()).then_some(split))
}

fn article(record: &[DocumentLine<'_>]) -> ArchiveArticle {
    let mut article = ArchiveArticle::default();
    let mut open: Option<(&'static str, &str, Vec<String>)> = None;
    let (mut blank, mut first) = (true, true);
    for line in record {
        let words = line.words();
        if words.is_empty() {
            blank = true;
            continue;
        }
        let begins = field(words).filter(|_| blank);
        if std::mem::take(&mut first) && begins.is_none() {
            article.headline.push(words.to_owned());
        } else if let Some((group, label, value)) = begins {
            close(&mut article, open.take());
            open = Some((group, label, vec![value.to_owned()]));
        } else if let Some((_, _, values)) = &mut open {
            values.push(words.to_owned());
        } else {
            article.field("", words);
        }
        blank = false;
    }
    close(&mut article, open);
    article
}

fn close(article: &mut ArchiveArticle, field: Option<(&'static str, &str, Vec<String>)>) {
    let Some((group, label, values)) = field else { return };
    let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
    let value = values.join(" ");
    match group {
        "title" if article.headline.is_empty() => article.headline.push(value),
        "title" => {}
        "author" => article.sign(&value),
        "outlet" => article.know(ArticleField::Outlet, &value),
        "info" => info(article, &value),
        "date" => drop(article.publish(&value, "")),
        "page" => article.know(ArticleField::Page, &value),
        "section" => article.know(ArticleField::Section, &value),
        "dateline" => article.dateline.push(value),
        "caption" => article.captions.extend(values),
        "body" => article.body.extend(values.into_iter().map(|words| Paragraph::of(ZoneKind::Body, words))),
        "abstract" => article.standfirst.extend(values),
        "url" => article.know(ArticleField::Url, &value),
        "accession" => article.know(ArticleField::Accession, &value),
        "subject" => article.subjects(&value),
        "updated" => article.update(&value),
        "copyright" => article.copyright.push(value),
        "language" => match language_tag(&value) {
            Some(tag) => article.know(ArticleField::Language, tag),
            None => article.field(label, &value),
        },
        _ => article.field(label, &value),
    }
}

/// `The Harbour Post ; Harbour City [Harbour City]. 04 Mar 2026: A.4.`
fn info(article: &mut ArchiveArticle, value: &str) {
    let outlet = value.split([';', '[', ':']).next().unwrap_or_default();
    article.know(ArticleField::Outlet, outlet.trim().trim_end_matches(['.', ',']));
    let after = value.rsplit_once(']').map_or(value, |(_, after)| after);
    let (date, page) = after.rsplit_once(':').unwrap_or((after, ""));
    let date = date.rsplit_once(". ").map_or(date, |(_, date)| date);
    article.publish(date.trim_matches(['.', ' ']), "");
    let page = page.trim().trim_end_matches('.');
    if page.contains(|sign: char| sign.is_ascii_digit()) {
        article.know(ArticleField::Page, page);
    }
}
