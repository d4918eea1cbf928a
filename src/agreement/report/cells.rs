//! The cells of all tables: what each annotator said of each unit.

use super::stretches::add_partial;
use crate::agreement::measures::spans::F1Sums;
use crate::base::ChoiceId;
use crate::model::{Article, Attribute, Value, Values};
use crate::text::Span;

/// Rows of items, each with a cell for every annotator.
#[derive(Debug, Clone)]
pub(super) struct Cells<C> {
    pub(super) spans: Vec<Span>,
    /// Row by row; none where an annotator judged nothing.
    pub(super) cells: Vec<Option<C>>,
    /// For each cell the day of the judgement, counted from 1 January 1970, when it is known; empty where days are not asked
    /// for.
    pub(super) days: Vec<Option<i32>>,
}

impl<C> Cells<C> {
    pub(super) fn new() -> Self {
        Self { spans: Vec::new(), cells: Vec::new(), days: Vec::new() }
    }

    /// Adds a row when two annotators or more judged it.
    pub(super) fn push(&mut self, span: Span, row: Vec<Option<C>>) {
        if is_shared(&row) {
            self.push_any(span, row);
        }
    }

    /// Gives back the memory that rows to come would have had.
    pub(super) fn shrink(&mut self) {
        self.spans.shrink_to_fit();
        self.cells.shrink_to_fit();
        self.days.shrink_to_fit();
    }

    /// Adds a row when somebody judged it: Fleiss and Gwet count single judgements among what chance gives.
    pub(super) fn push_any(&mut self, span: Span, row: Vec<Option<C>>) {
        self.push_dated(span, row, Vec::new());
    }

    pub(super) fn push_dated(&mut self, span: Span, row: Vec<Option<C>>, days: Vec<Option<i32>>) {
        if row.iter().any(Option::is_some) {
            self.spans.push(span);
            self.cells.extend(row);
            self.days.extend(days);
        }
    }
}

/// Whether two annotators or more judged something.
pub(super) fn is_shared<C>(row: &[Option<C>]) -> bool {
    row.iter().flatten().take(2).count() == 2
}

/// The values of an attribute on units to which two gave the same answer.
#[derive(Debug, Clone)]
pub(super) enum AttributeCells {
    Choice(Cells<u16>),
    Choices(Cells<Box<[u16]>>),
    /// Passages: for each unit a number for each different list of them, none at all being 0; and for each pair of
    /// annotators the sums of partial credit, empty without a unit.
    Passages(Cells<u16>, Vec<F1Sums>),
}

/// What is known of one way of counting a layer.
#[derive(Debug, Clone)]
pub(super) struct Compared {
    /// Whether something was marked: 0 or 1.
    pub(super) places: Cells<u16>,
    /// The answer of those who gave just one.
    pub(super) answers: Cells<u16>,
    /// All answers of each; for sentences of a layer of passages, also when there is none.
    pub(super) sets: Cells<Box<[u16]>>,
    /// Whether somebody gave several answers.
    pub(super) stacked: bool,
    /// In the order of the layer's attributes; none for those that are not compared.
    pub(super) attributes: Vec<Option<AttributeCells>>,
}

impl Compared {
    /// Gives back the memory that units to come would have had.
    pub(super) fn shrink(&mut self) {
        self.places.shrink();
        self.answers.shrink();
        self.sets.shrink();
        for cells in self.attributes.iter_mut().flatten() {
            match cells {
                AttributeCells::Choice(cells) | AttributeCells::Passages(cells, _) => cells.shrink(),
                AttributeCells::Choices(cells) => cells.shrink(),
            }
        }
    }
}

impl AttributeCells {
    /// No unit yet; none for an attribute that is not compared.
    pub(super) fn empty(attribute: &Attribute) -> Option<Self> {
        match attribute.values {
            _ if !attribute.is_compared() => None,
            Values::Choice { many: false, .. } => Some(Self::Choice(Cells::new())),
            Values::Choice { many: true, .. } => Some(Self::Choices(Cells::new())),
            Values::Spans => Some(Self::Passages(Cells::new(), Vec::new())),
            Values::Text => None,
        }
    }

    /// Adds a unit. `values` says of each annotator whether they are compared here, and the value they gave, if any. Of
    /// one choice that was not given, nothing was judged, whatever its default. Several choices and passages that were not
    /// given are the empty set where somebody gave some, and otherwise not judged either.
    pub(super) fn push(
        &mut self,
        article: &Article,
        attribute: &Attribute,
        span: Span,
        values: Vec<Option<Option<&Value>>>,
    ) {
        let number = |choice: &ChoiceId| {
            let at = attribute.choices().iter().position(|one| one.id == *choice)?;
            u16::try_from(at).ok()
        };
        let given = values.iter().flatten().any(Option::is_some);
        match self {
            Self::Choice(cells) => {
                let cell = |value: Option<Option<&Value>>| match value?? {
                    Value::Choice(choice) => number(choice),
                    Value::Choices(_) | Value::Text(_) | Value::Spans(_) => None,
                };
                cells.push_any(span, values.into_iter().map(cell).collect());
            }
            Self::Choices(cells) => {
                let cell = |value: Option<Option<&Value>>| match value? {
                    Some(Value::Choices(choices)) => Some(choices.iter().filter_map(number).collect()),
                    Some(Value::Choice(choice)) => Some(number(choice).into_iter().collect()),
                    Some(_) => None,
                    None => given.then(Box::default),
                };
                cells.push(span, values.into_iter().map(cell).collect());
            }
            Self::Passages(cells, sums) => {
                let cell = |value: Option<Option<&Value>>| match value? {
                    Some(Value::Spans(spans)) => Some(spans.clone()),
                    Some(_) => None,
                    None => given.then(Vec::new),
                };
                let lists: Vec<Option<Vec<Span>>> = values.into_iter().map(cell).collect();
                let pairs = lists.len() * lists.len().saturating_sub(1) / 2;
                sums.resize(pairs, F1Sums::default());
                add_partial(&article.text, &lists, sums);
                let mut different: Vec<&Vec<Span>> =
                    lists.iter().flatten().filter(|l| !l.is_empty()).collect();
                different.sort();
                different.dedup();
                let number = |list: &Vec<Span>| {
                    different
                        .binary_search(&list)
                        .map_or(0, |at| u16::try_from(at + 1).unwrap_or(u16::MAX - 1))
                };
                cells.push(span, lists.iter().map(|list| list.as_ref().map(number)).collect());
            }
        }
    }
}
