use super::{Row, accepted, ask, expected, projects, rows, sees, write};
use crate::formats::format;
use crate::formats::shared::encoding;
use crate::formats::shared::tokens::sentences;
use crate::formats::tests::round_trip::files;
use crate::model::Project;
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Without white space at the ends, and with single spaces.
fn trimmed(row: Row) -> Option<Row> {
    let start = row.start + (row.text.chars().count() - row.text.trim_start().chars().count()) as u32;
    let end = row.end - (row.text.chars().count() - row.text.trim_end().chars().count()) as u32;
    let text = row.text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(Row { start, end, text, memo: String::new(), ..row })
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn web_anno_tsv_sees_every_span() {
    sees("webanno-tsv", "webanno_rows.py", |_, rows| rows.into_iter().filter_map(trimmed).collect());
}

/// The entities of a project, found the slow way: whole tokens of each annotation, the longest first.
fn entities(project: &Project) -> Vec<Row> {
    let mut all = Vec::new();
    let accepted = accepted(project);
    let project = accepted.as_ref().unwrap_or(project);
    for annotator in project.annotators() {
        let read = project.articles().filter_map(|article| {
            let set =
                project.sets().find(|(key, _)| key.annotator == annotator.id && key.article == article.id)?;
            Some((article, set.1))
        });
        for (number, (article, set)) in read.enumerate() {
            let text = article.text.as_str();
            let sentences = sentences(article);
            let mut used: BTreeSet<Span> = BTreeSet::new();
            let mut annotations = set.in_order();
            annotations.sort_by_key(|annotation| Reverse(annotation.span.len()));
            for annotation in annotations {
                let whole = |token: &Span| annotation.span.covers(*token);
                if sentences.iter().flat_map(|one| &one.tokens).any(|t| whole(t) && used.contains(t)) {
                    continue;
                }
                for sentence in &sentences {
                    let tokens: Vec<&Span> = sentence.tokens.iter().filter(|token| whole(token)).collect();
                    let Some(first) = tokens.first() else { continue };
                    let start =
                        sentence.tokens.iter().position(|token| token == *first).expect("there") as u32;
                    let words: Vec<&str> = tokens.iter().map(|token| &text[token.range()]).collect();
                    used.extend(tokens.iter().copied().copied());
                    all.push(Row {
                        article: number.to_string(),
                        annotator: annotator.id.to_string(),
                        label: encoding::label(&annotation.body),
                        start,
                        end: start + tokens.len() as u32,
                        text: words.join(" "),
                        memo: String::new(),
                    });
                }
            }
        }
    }
    all.sort();
    all
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn seqeval_sees_every_entity() {
    let format = format("conll").expect("a format");
    for project in projects() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &files(format, &project));
        let seen = rows(&ask("seqeval_entities.py", folder.path(), None));
        let wanted = entities(&project);
        assert!(seen == wanted && seen.len() > 30, "{} entities for {}", seen.len(), wanted.len());
    }
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn lxml_sees_every_range_of_tei() {
    let without_breaks = |row: Row| {
        let front = row.text.chars().count() - row.text.trim_start_matches('\n').chars().count();
        let back = row.text.chars().count() - row.text.trim_end_matches('\n').chars().count();
        let label = row.label.replace(':', "-");
        if front == row.text.chars().count() {
            // Line ends alone are an empty range before the first of them.
            return Row { end: row.start, text: String::new(), label, ..row };
        }
        let text = row.text.trim_matches('\n').split('\n').filter(|line| !line.is_empty());
        let text = text.collect::<Vec<_>>().join("\n");
        Row { start: row.start + front as u32, end: row.end - back as u32, text, label, ..row }
    };
    sees("tei", "lxml_tei.py", |_, rows| rows.into_iter().map(without_breaks).collect());
    assert!(projects().iter().all(|project| !expected(project, format("tei").expect("a format")).is_empty()));
}
