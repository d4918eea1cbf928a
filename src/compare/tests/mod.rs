mod decisions;
pub(crate) mod fixture;
mod pairing;
mod properties;

use super::{Comparison, Position, PositionState, compare};
use crate::base::AnnotatorId;
use fixture::{ComparisonFixture, article, who};

/// Compares everybody's work on article `a`.
fn compared(fixture: &ComparisonFixture, annotators: &[&str]) -> Comparison {
    let annotators: Vec<AnnotatorId> = annotators.iter().map(|name| who(name)).collect();
    compare(&fixture.project, &article("a"), &annotators)
}

/// The positions as one line each: state, readings with their annotators and words, and who marked nothing.
fn lines(fixture: &ComparisonFixture, comparison: &Comparison) -> Vec<String> {
    comparison.positions.iter().map(|position| line(fixture, position)).collect()
}

fn line(fixture: &ComparisonFixture, position: &Position) -> String {
    let text = &fixture.project.article(&article("a")).expect("article").text;
    let state = match position.state {
        PositionState::Agree => "=",
        PositionState::Disagree => "≠",
        PositionState::Incomplete => "?",
        PositionState::Stacked => "‡",
        PositionState::Adjudicated => "!",
    };
    let join = |all: &[AnnotatorId]| all.iter().map(AnnotatorId::as_str).collect::<String>();
    let mut parts = vec![state.to_owned()];
    parts.extend(position.readings.iter().map(|reading| {
        let by: Vec<AnnotatorId> = reading.by.iter().map(|(by, _)| by.clone()).collect();
        format!("{}:{}", join(&by), text.slice(reading.span()).expect("words"))
    }));
    parts.extend((!position.silent.is_empty()).then(|| format!("-{}", join(&position.silent))));
    parts.extend((!position.absent.is_empty()).then(|| format!("~{}", join(&position.absent))));
    parts.join(" | ")
}

/// What differs, in words.
fn said(fixture: &ComparisonFixture, position: &Position) -> String {
    let names = |id: &AnnotatorId| id.as_str().to_uppercase();
    let all: Vec<String> = position
        .differences
        .iter()
        .map(|difference| difference.in_words(&fixture.project, &names).english())
        .collect();
    all.join(" ")
}
