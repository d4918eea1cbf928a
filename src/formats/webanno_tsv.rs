//! WebAnno TSV 3.3: a row for each token, with the spans that cover it. A file for each annotator and article.
//!
//! A span of several rows, or one beside others in a row, bears a number by which its parts find together: `factual[3]`.
//! Where a span begins or ends inside a token, the part has a row of its own below the token's. White space between tokens
//! has no row, so that spans begin and end with tokens or their parts. Escapes are those of INCEpTION's `Escaping`.

use crate::formats::export::scope;
use crate::formats::shared::excerpts;
use crate::formats::shared::features::{BODIES, CHARACTERS};
use crate::formats::shared::tokens::{Sentence, inside, need_texts, sentences, touched, trimmed};
use crate::formats::shared::{encoding, offsets};
use crate::formats::{
    Direction, ExportError, ExportJob, Feature, Format, FormatInfo, OffsetUnit, Packing, Switch,
};
use crate::id;
use crate::model::{Annotation, AnnotationSet, Article};
use crate::text::Span;
use std::collections::BTreeMap;
use std::fmt::Write as _;

static ABOUT: FormatInfo = FormatInfo {
    id: "webanno-tsv",
    name: id!("formats-webanno-tsv.name"),
    opens: id!("formats-webanno-tsv.opens"),
    ending: "tsv",
    direction: Direction::Out,
    packing: Packing::Folder(None),
    binary: false,
    unit: Some(UNIT),
    keeps: &[
        &[Feature::Texts],
        BODIES,
        &[Feature::Passages, Feature::Overlaps, Feature::PartWords, Feature::Breaks],
        CHARACTERS,
    ],
    derived: false,
    switches: &[Switch { id: MEMOS, about: id!("formats-webanno-tsv.memos") }],
    verified: id!("formats-webanno-tsv.verified"),
};

const UNIT: OffsetUnit = OffsetUnit::Utf16;
/// The switch that writes memos.
const MEMOS: &str = "memos";

pub struct WebAnnoTsv;

impl Format for WebAnnoTsv {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        need_texts(job, &ABOUT)?;
        for article in job.project.articles() {
            let sentences = sentences(article);
            for annotator in job.project.annotators() {
                let Some(set) = scope::set_of(job.project, annotator, article) else { continue };
                job.sink.begin(&format!("{}/{}.tsv", annotator.id, article.id))?;
                let table = table(job, article, set, &sentences);
                job.sink.write_all(table.as_bytes())?;
            }
            job.step()?;
        }
        Ok(())
    }
}

/// What a row says: numbers of annotations, in reading order.
type RowAnnotations = BTreeMap<(u32, std::cmp::Reverse<u32>), Vec<usize>>;

fn table(job: &mut ExportJob<'_>, article: &Article, set: &AnnotationSet, sentences: &[Sentence]) -> String {
    let text = article.text.as_str();
    let mut annotations: Vec<&Annotation> = Vec::new();
    let mut rows = RowAnnotations::new();
    let mut parts: Vec<usize> = Vec::new();
    for annotation in set.in_order() {
        let found = units(text, annotation.span, sentences);
        if found.is_empty() {
            job.log.add(Feature::Blanks, || {
                excerpts::in_article(&encoding::label(&annotation.body), &article.id)
            });
            continue;
        }
        if trimmed(text, annotation.span) != Some(annotation.span) {
            job.log.add(Feature::Edges, || excerpts::in_article(&text[annotation.span.range()], &article.id));
        }
        for unit in &found {
            rows.entry((unit.start(), std::cmp::Reverse(unit.end()))).or_default().push(annotations.len());
        }
        parts.push(found.len());
        annotations.push(annotation);
    }
    let mut stacked = vec![false; annotations.len()];
    for beside in rows.values().filter(|beside| beside.len() > 1) {
        beside.iter().for_each(|at| stacked[*at] = true);
    }
    let mut number = 0;
    let mut numbered = |at: usize| {
        let needed = stacked[at] || parts[at] > 1;
        number += u32::from(needed);
        if needed { format!("[{number}]") } else { String::new() }
    };
    let numbers: Vec<String> = (0..annotations.len()).map(&mut numbered).collect();
    let memos = job.has(MEMOS);
    let labels = annotations.iter().map(|annotation| escaped(&encoding::label(&annotation.body)));
    let mut columns: Vec<Vec<String>> = vec![labels.collect()];
    if memos {
        let memo =
            |annotation: &&Annotation| match annotation.memo.as_ref().filter(|memo| !memo.text.is_empty()) {
                Some(memo) => escaped(&memo.text),
                None => "*".to_owned(),
            };
        columns.push(annotations.iter().map(memo).collect());
    }
    let cells = |unit: Span| {
        let here = rows.get(&(unit.start(), std::cmp::Reverse(unit.end())));
        let mut cells = String::new();
        for column in &columns {
            let all = here.into_iter().flatten().map(|at| format!("{}{}", column[*at], numbers[*at]));
            let all = all.collect::<Vec<_>>().join("|");
            let _ = write!(cells, "\t{}", if all.is_empty() { "_" } else { &all });
        }
        cells + "\t\n"
    };
    let mut out = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label".to_owned();
    out.push_str(if memos { "|memo\n\n" } else { "\n\n" });
    for (sentence, first) in sentences.iter().zip(1..) {
        let _ = write!(out, "\n#Text={}\n", text_line(&text[sentence.span.range()]));
        for (token, second) in sentence.tokens.iter().zip(1..) {
            let row = |span: Span, id: String| {
                let (start, end) = offsets::position(&article.text, span, UNIT);
                format!("{id}\t{start}-{end}\t{}{}", &text[span.range()], cells(span))
            };
            out.push_str(&row(*token, format!("{first}-{second}")));
            let from = (token.start(), std::cmp::Reverse(u32::MAX));
            let until = (token.end(), std::cmp::Reverse(u32::MAX));
            let below = rows.range(from..until).filter_map(|((start, end), _)| Span::new(*start, end.0));
            for (part, third) in below.filter(|part| part != token).zip(1..) {
                out.push_str(&row(part, format!("{first}-{second}.{third}")));
            }
        }
    }
    out
}

/// The tokens that a span covers, and the parts of tokens at its ends.
fn units(text: &str, span: Span, sentences: &[Sentence]) -> Vec<Span> {
    let Some(span) = trimmed(text, span) else { return Vec::new() };
    let tokens = touched(sentences, span).iter().flat_map(|one| &one.tokens[inside(&one.tokens, span)]);
    tokens.filter_map(|token| token.intersect(span)).collect()
}

/// A value, in which what parts values has a backslash before it.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push(' '),
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => out.extend(['\\', c]),
            '-' if rest.peek() == Some(&'>') => out.push_str("\\-"),
            c => out.push(c),
        }
    }
    out
}

/// A sentence on one line.
fn text_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{c}' => out.push_str("\\f"),
            '\u{8}' => out.push_str("\\b"),
            '\\' => out.push_str("\\\\"),
            '\0'..='\u{7}' | '\u{e}'..='\u{1f}' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{exported, exported_with, tiny};

    #[test]
    fn a_small_project_is_written_so() {
        let (files, log) = exported(&WebAnnoTsv, &tiny());
        let want = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n\n\n\
            #Text=😊 Officials said\n\
            1-1\t0-2\t😊\t_\t\n\
            1-2\t3-12\tOfficials\tfactual[1]\t\n\
            1-3\t13-17\tsaid\tfactual[1]\t\n\
            \n#Text=the bridge is safe.\n\
            2-1\t19-22\tthe\tfactual[1]\t\n\
            2-2\t23-29\tbridge\tfactual[1]|claim[2]\t\n\
            2-3\t30-32\tis\tfactual[1]\t\n\
            2-4\t33-37\tsafe\tfactual[1]\t\n\
            2-5\t37-38\t.\tfactual[1]\t\n";
        assert_eq!(files["ada/bridge.tsv"], want);
        assert_eq!((log.count(Feature::Blanks), log.count(Feature::Edges)), (1, 1));
        let (files, _) = exported_with(&WebAnnoTsv, &tiny(), &[MEMOS]);
        assert!(files["ada/bridge.tsv"].contains("bridge\tfactual[1]|claim[2]\ttwo\\nlines[1]|*[2]\t\n"));
    }

    #[test]
    fn what_parts_values_is_escaped() {
        assert_eq!(escaped("a[b]|c_d;e*f\\g->h-i\tj\nk"), "a\\[b\\]\\|c\\_d\\;e\\*f\\\\g\\->h-i\\tj\\nk");
        assert_eq!(text_line("a\tb\\c[d]"), "a\\tb\\\\c[d]");
    }
}
