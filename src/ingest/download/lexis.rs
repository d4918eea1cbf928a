//! Classic LexisNexis: documents numbered “1 of 10 DOCUMENTS”, lines broken at 80 columns, labels in capitals.

use super::super::IngestError;
use super::super::parsed::Paragraph;
use super::super::phrases::{ARCHIVE_ERRORS, fold};
use super::super::{dates, names, wrap};
use super::announced::named;
use super::article::{ArchiveArticle, is_copyright};
use super::labels::{ArchiveLabel, LabelledLine, labelled, numbered, pair};
use super::nexis::{is_correction, is_edition};
use super::{DocumentLine, SplitFile, go_on};
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{ArticleField, ZoneKind};
use std::collections::{BTreeMap, BTreeSet};

/// Blanks before a line that is centred.
const CENTRED: usize = 6;
/// Blanks between two fields on one line.
const FIELDS_APART: &str = "    ";
/// Units at the head in which the first label is looked for.
const HEAD: usize = 14;

/// Documents that may be missing for each that came, if they are to be named one by one.
const MOST_MISSING: u64 = 1000;

/// Lines that belong together: those between blank lines, or a centred one alone.
#[derive(Debug, Clone)]
struct LexisBlock<'a> {
    lines: Vec<&'a str>,
    centred: bool,
    after_gap: bool,
}

impl LexisBlock<'_> {
    fn words(&self) -> String {
        wrap::joined(self.lines.iter().copied())
    }

    fn label(&self) -> Option<LabelledLine<'_>> {
        labelled(self.lines.first()?)
    }
}

/// Splits the documents of a download; `None` where none has a date or a label.
pub(super) fn split(
    lines: &[DocumentLine<'_>],
    progress: &Progress,
) -> Result<Option<SplitFile>, IngestError> {
    let (starts, all) = starts(lines);
    let mut split = SplitFile::default();
    let mut came = BTreeSet::new();
    let mut understood = false;
    for (at, (start, number)) in starts.iter().enumerate() {
        go_on(progress)?;
        let end = starts.get(at + 1).map_or(lines.len(), |(next, _)| *next);
        came.insert(*number);
        let raw: Vec<&str> = lines[start + 1..end].iter().map(|line| line.raw).collect();
        let blocks = blocks(&raw);
        if blocks.iter().take(3).any(|block| ARCHIVE_ERRORS.holds(&fold(&block.words()))) {
            let message = message!("findings-document-error-page", number = *number, count = all);
            split.issues.push(Issue::warning("document-error-page", "", message));
            continue;
        }
        let article = article(&blocks);
        understood |= !article.known.metadata.published.date.is_empty() || article.length.is_some();
        split.take(article, *number, all);
    }
    let cover = &lines[..starts.first().map_or(0, |(start, _)| *start)];
    missing(&came, all, selection(cover, all), &mut split.issues);
    Ok((understood && !split.articles.is_empty()).then_some(split))
}

/// The lines over documents with the numbers there, and the number of all: those that most lines state.
fn starts(lines: &[DocumentLine<'_>]) -> (Vec<(usize, u64)>, u64) {
    let mut found: BTreeMap<(u64, String), Vec<(usize, u64)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some((number, all)) = numbered(line.words()) {
            found.entry((all, String::new())).or_default().push((at, number));
        }
    }
    if found.is_empty() && is_labelled(lines) {
        for (at, line) in lines.iter().enumerate() {
            if let Some((number, all, around)) = pair(line.words()) {
                found.entry((all, around)).or_default().push((at, number));
            }
        }
        found.retain(|_, starts| starts.len() > 1 && starts.is_sorted_by(|one, next| one.1 < next.1));
    }
    let most = found.into_iter().max_by_key(|(_, starts)| starts.len());
    most.map(|((all, _), starts)| (starts, all)).unwrap_or_default()
}

/// Whether there are several labels in capitals, each more than once.
fn is_labelled(lines: &[DocumentLine<'_>]) -> bool {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for found in lines.iter().filter_map(|line| labelled(line.raw)) {
        *seen.entry(found.words).or_default() += 1;
    }
    seen.values().filter(|count| **count > 1).count() > 2
}

/// Whether documents are numbered as LexisNexis does.
pub(super) fn is_numbered(lines: &[DocumentLine<'_>]) -> bool {
    !starts(lines).0.is_empty()
}

/// The first and the last document that were asked for: `Download Request: Selected Items: 1-10`.
fn selection(cover: &[DocumentLine<'_>], all: u64) -> Option<(u64, u64)> {
    cover.iter().find_map(|line| {
        let (_, last) = line.words().rsplit_once([':', ' '])?;
        let (from, to) = last.trim().split_once('-')?;
        let (from, to): (u64, u64) = (from.parse().ok()?, to.parse().ok()?);
        (1 <= from && from < to && to <= all).then_some((from, to))
    })
}

/// Findings for the documents that did not come in: one by one within the file, together before and after.
fn missing(came: &BTreeSet<u64>, all: u64, asked: Option<(u64, u64)>, issues: &mut Vec<Issue>) {
    let (Some(first), Some(last)) = (came.first(), came.last()) else { return };
    let (from, to) = asked.unwrap_or((*first, *last));
    let (from, to) = (from.min(*first), to.max(*last));
    if asked.is_none() {
        outside(from, to, all, issues);
    }
    if to - from > came.len() as u64 * MOST_MISSING {
        let message = message!("findings-documents-missing", count = all, came = came.len());
        issues.push(Issue::warning("documents-missing", "", message));
        return;
    }
    let missing: BTreeSet<u64> = (from..=to).filter(|number| !came.contains(number)).collect();
    issues.extend(named(&missing, all, |_| String::new()));
}

/// A finding for the documents before the first and after the last of the file.
fn outside(first: u64, last: u64, all: u64, issues: &mut Vec<Issue>) {
    for (from, to) in [(1, first - 1), (last + 1, all)] {
        if from <= to {
            let message = message!("findings-documents-outside", first = from, last = to, count = all);
            issues.push(Issue::warning("document-missing", "", message));
        }
    }
}

fn blocks<'a>(lines: &[&'a str]) -> Vec<LexisBlock<'a>> {
    let mut out: Vec<LexisBlock<'a>> = Vec::new();
    let mut gap = true;
    for line in lines {
        if line.trim().is_empty() {
            gap = true;
            continue;
        }
        let centred = line.len() - line.trim_start().len() >= CENTRED;
        for (at, piece) in fields_of(line).into_iter().enumerate() {
            let after_gap = at == 0 && std::mem::take(&mut gap);
            let begins_field = labelled(piece).is_some_and(|found| found.label.is_some());
            match out.last_mut().filter(|last| !after_gap && !centred && !last.centred && !begins_field) {
                Some(last) => last.lines.push(piece),
                None => out.push(LexisBlock { lines: vec![piece], centred, after_gap }),
            }
        }
    }
    out
}

/// The fields of a line that has several with wide gaps between; else the line.
fn fields_of(line: &str) -> Vec<&str> {
    let pieces: Vec<&str> =
        line.split(FIELDS_APART).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let all = pieces.len() > 1
        && pieces.iter().all(|piece| labelled(piece).is_some_and(|found| found.label.is_some()));
    if all { pieces } else { vec![line] }
}

fn article(blocks: &[LexisBlock<'_>]) -> ArchiveArticle {
    let mut article = ArchiveArticle::default();
    let has_labels = blocks.iter().take(HEAD).any(|block| block.label().is_some());
    let body = head(&mut article, blocks, has_labels);
    let end = body_end(blocks, body);
    let lines =
        || blocks[body..end].iter().filter(|block| !block.centred).flat_map(|block| block.lines.iter());
    let width = wrap::width(lines().copied());
    for block in &blocks[body..end] {
        for words in wrap::paragraphs(&block.lines, width) {
            article.body.push(Paragraph::of(ZoneKind::Body, words));
        }
    }
    tail(&mut article, &blocks[end..]);
    article
}

/// Outlet, date, headline and the fields before the body; answers where the body begins.
fn head(article: &mut ArchiveArticle, blocks: &[LexisBlock<'_>], has_labels: bool) -> usize {
    let mut has_field = false;
    let mut in_copyright = false;
    for (at, block) in blocks.iter().enumerate() {
        let words = block.words();
        let known = !article.known.metadata.outlet.is_empty();
        let dated = article.known.metadata.published != crate::model::Dated::default();
        if is_copyright(&words) || in_copyright && !block.after_gap && block.centred {
            in_copyright = true;
            article.copyright.push(words);
            continue;
        }
        in_copyright = false;
        if let Some(found) = block.label() {
            has_field = true;
            article.take(found.label, found.words, &value_of(block, &found));
        } else if has_field || !has_labels && !article.headline.is_empty() {
            return at;
        } else if !dated && dates::within(&words, "").is_some() {
            article.publish(&words, "");
        } else if is_correction(&words) {
            article.correction.push(words);
        } else if !known {
            article.know(ArticleField::Outlet, &words);
        } else if is_edition(&words) || !dated && block.centred {
            article.edition(&words);
        } else if !article.headline.is_empty() && names::byline(&words).is_some() {
            article.sign(&words);
        } else {
            article.headline.push(words);
        }
    }
    blocks.len()
}

/// The value of a field with the lines that it runs over.
fn value_of(block: &LexisBlock<'_>, found: &LabelledLine<'_>) -> String {
    wrap::joined(std::iter::once(found.value).chain(block.lines[1..].iter().copied()))
}

/// Where the fields after the body begin. What stands under a picture or a correction may run over several blocks.
fn body_end(blocks: &[LexisBlock<'_>], from: usize) -> usize {
    let mut end = blocks.len();
    for at in (from..blocks.len()).rev() {
        let block = &blocks[at];
        let known = block.label().is_some_and(|found| found.label.is_some());
        let runs_on = at > from
            && blocks[at - 1].label().and_then(|found| found.label).is_some_and(|label| {
                matches!(label, ArchiveLabel::Graphic | ArchiveLabel::Correction | ArchiveLabel::Highlight)
            });
        if known
            || is_copyright(&block.words())
            || block.centred && end == at + 1 && runs_copyright(blocks, at)
        {
            end = at;
        } else if !runs_on {
            break;
        }
    }
    end
}

/// Whether a centred line goes on a copyright line above it.
fn runs_copyright(blocks: &[LexisBlock<'_>], at: usize) -> bool {
    let above = blocks[..at].iter().rev().take(2);
    above.into_iter().any(|block| block.centred && is_copyright(&block.words()))
}

fn tail(article: &mut ArchiveArticle, blocks: &[LexisBlock<'_>]) {
    let mut open = None;
    let mut in_copyright = false;
    for block in blocks {
        let words = block.words();
        if is_copyright(&words) || in_copyright && block.centred {
            in_copyright = true;
            article.copyright.push(words);
        } else if let Some(found) = block.label() {
            in_copyright = false;
            open = found.label;
            article.take(found.label, found.words, &value_of(block, &found));
        } else {
            article.take(open, "", &words);
        }
    }
}
