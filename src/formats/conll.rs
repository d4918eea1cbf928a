//! CoNLL with tags of IOB2: a token and its tag a line, an empty line after each sentence, a file for each annotator.
//!
//! A token has one tag. Of annotations that overlap the longest stays, of equal ones the first. An annotation keeps the
//! tokens that are wholly in it; one over several sentences becomes one entity in each.

use crate::formats::export::scope;
use crate::formats::shared::encoding;
use crate::formats::shared::excerpts;
use crate::formats::shared::features::{BODIES, CHARACTERS};
use crate::formats::shared::tokens::{Sentence, inside, need_texts, sentences, touched, trimmed};
use crate::formats::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, LossLog, Packing};
use crate::id;
use crate::model::{Annotation, AnnotationSet, Article};
use std::cmp::Reverse;
use std::fmt::Write as _;
use std::sync::Arc;

static ABOUT: FormatInfo = FormatInfo {
    id: "conll",
    name: id!("formats-conll.name"),
    opens: id!("formats-conll.opens"),
    ending: "conll",
    direction: Direction::Out,
    packing: Packing::Folder(None),
    binary: false,
    unit: None,
    keeps: &[&[Feature::Texts], BODIES, &[Feature::Passages], CHARACTERS],
    derived: false,
    switches: &[],
    verified: id!("formats-conll.verified"),
};

pub struct Conll;

impl Format for Conll {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        need_texts(job, &ABOUT)?;
        let annotators: Vec<_> = job.project.annotators().collect();
        for annotator in &annotators {
            job.sink.begin(&format!("{}.conll", annotator.id))?;
            for article in job.project.articles() {
                let Some(set) = scope::set_of(job.project, annotator, article) else { continue };
                let lines = lines(article, set, job.log);
                job.sink.write_all(lines.as_bytes())?;
                if job.progress.is_cancelled() {
                    return Err(ExportError::Cancelled);
                }
            }
        }
        // Files are by annotator, so that articles are done only now.
        job.project.articles().try_for_each(|_| job.step())
    }
}

fn lines(article: &Article, set: &AnnotationSet, log: &mut LossLog) -> String {
    let text = article.text.as_str();
    let sentences = sentences(article);
    let tags = tags(article, set, &sentences, log);
    let mut out = "-DOCSTART- -X- O O\n\n".to_owned();
    for (sentence, tags) in sentences.iter().zip(&tags) {
        for (token, tag) in sentence.tokens.iter().zip(tags) {
            let _ = match tag {
                None => writeln!(out, "{}\tO", &text[token.range()]),
                Some((true, label)) => writeln!(out, "{}\tB-{label}", &text[token.range()]),
                Some((false, label)) => writeln!(out, "{}\tI-{label}", &text[token.range()]),
            };
        }
        out.push('\n');
    }
    out
}

/// A tag: whether it begins an entity, and the label.
type IobTag = Option<(bool, Arc<str>)>;

fn tags(
    article: &Article,
    set: &AnnotationSet,
    sentences: &[Sentence],
    log: &mut LossLog,
) -> Vec<Vec<IobTag>> {
    let text = article.text.as_str();
    let mut tags: Vec<Vec<IobTag>> = sentences.iter().map(|one| vec![None; one.tokens.len()]).collect();
    let mut annotations: Vec<&Arc<Annotation>> = set.in_order();
    annotations.sort_by_key(|annotation| Reverse(annotation.span.len()));
    for annotation in annotations {
        let example = || excerpts::in_article(&text[annotation.span.range()], &article.id);
        let Some(span) = trimmed(text, annotation.span) else {
            log.add(Feature::Blanks, || {
                excerpts::in_article(&encoding::label(&annotation.body), &article.id)
            });
            continue;
        };
        if span != annotation.span {
            log.add(Feature::Edges, example);
        }
        let first = sentences.partition_point(|sentence| sentence.span.end() <= span.start());
        let mut parts = Vec::new();
        let mut cut = false;
        for (sentence, at) in touched(sentences, span).iter().zip(first..) {
            let mut range = inside(&sentence.tokens, span);
            let whole = |at: usize| sentence.tokens.get(at).is_some_and(|token| span.covers(*token));
            if !range.is_empty() && !whole(range.start) {
                range.start += 1;
                cut = true;
            }
            if !range.is_empty() && !whole(range.end - 1) {
                range.end -= 1;
                cut = true;
            }
            if !range.is_empty() {
                parts.push((at, range));
            }
        }
        if cut {
            log.add(Feature::PartWords, example);
        }
        if parts.iter().any(|(at, range)| tags[*at][range.clone()].iter().any(Option::is_some)) {
            log.add(Feature::Overlaps, example);
            continue;
        }
        if parts.len() > 1 {
            log.add(Feature::Breaks, example);
        }
        let label: Arc<str> = encoding::label(&annotation.body).into();
        for (at, range) in parts {
            let begins = range.start;
            for token in range {
                tags[at][token] = Some((token == begins, Arc::clone(&label)));
            }
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::AnnotationId;
    use crate::formats::tests::{exported, tiny};
    use crate::model::{Body, SetKey};
    use crate::text::Span;

    #[test]
    fn a_small_project_is_written_so() {
        let (files, log) = exported(&Conll, &tiny());
        let want = "-DOCSTART- -X- O O\n\n😊\tO\nOfficials\tB-factual\nsaid\tI-factual\n\n\
            the\tB-factual\nbridge\tI-factual\nis\tI-factual\nsafe\tI-factual\n.\tI-factual\n\n";
        assert_eq!(files["ada.conll"], want);
        let counts =
            [Feature::Overlaps, Feature::Breaks, Feature::Edges, Feature::Blanks, Feature::PartWords]
                .map(|l| log.count(l));
        assert_eq!(counts, [1, 1, 1, 1, 0]);
    }

    #[test]
    fn parts_of_words_are_left_off() {
        let mut project = tiny();
        let key = SetKey { annotator: "ada".parse().expect("id"), article: "bridge".parse().expect("id") };
        let one = |number, start, end| {
            let span = Span::new(start, end).expect("span");
            Arc::new(Annotation::new(AnnotationId(number), span, Body::Note, Default::default()))
        };
        // "fficials said" loses its first word, "ridg" everything.
        let set = AnnotationSet::from_annotations(vec![one(1, 6, 19), one(2, 26, 30)]);
        project.load_set(key, Arc::new(set));
        let (files, log) = exported(&Conll, &project);
        assert!(files["ada.conll"].contains("Officials\tO\nsaid\tB-note\n"));
        assert!(files["ada.conll"].contains("bridge\tO\n"));
        assert_eq!(log.count(Feature::PartWords), 2);
    }
}
