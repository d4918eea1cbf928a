//! Columns that follow from others, for whoever counts in a spreadsheet.

use super::{UNIT, week};
use crate::formats::shared::offsets;
use crate::model::{Article, sentences_of};
use crate::text::Span;
use crate::text::segment::words;
use std::sync::Arc;

/// What is worked out once for an article.
pub(super) struct Derived<'a> {
    article: &'a Article,
    sentences: Arc<[Span]>,
    /// Where lines begin that are not blank.
    paragraphs: Vec<u32>,
    week: String,
}

impl<'a> Derived<'a> {
    pub fn of(article: &'a Article) -> Self {
        let text = &article.text;
        let lines = (0..text.line_count()).filter_map(|line| text.line(line));
        let written = |(start, end): &(u32, u32)| {
            text.as_str().get(*start as usize..*end as usize).is_some_and(|line| !line.trim().is_empty())
        };
        Self {
            article,
            sentences: sentences_of(article),
            paragraphs: lines.filter(written).map(|(start, _)| start).collect(),
            week: week(&article.metadata.published.date).unwrap_or_default(),
        }
    }

    /// Sentence and paragraph counted from 1, zone, where the passage begins as a share of the text, words, week.
    pub fn cells(&self, span: Span) -> [String; super::DERIVED.len()] {
        let text = &self.article.text;
        let start = span.start();
        let counted = |count: usize| if count > 0 { count.to_string() } else { String::new() };
        let sentence = self.sentences.partition_point(|sentence| sentence.start() <= start);
        let paragraph = self.paragraphs.partition_point(|begins| *begins <= start);
        let (at, _) = offsets::position(text, span, UNIT);
        let share = f64::from(at) / f64::from(text.code_points().max(1));
        [
            counted(sentence),
            counted(paragraph),
            self.article.zone_at(start).name().to_lowercase(),
            format!("{share:.4}"),
            words(text.slice(span).unwrap_or_default()).count().to_string(),
            self.week.clone(),
        ]
    }
}
