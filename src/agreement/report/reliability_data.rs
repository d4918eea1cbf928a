//! The reliability data behind a section: what each annotator said of each unit, and in which passages they are.

use super::cells::Cells;
use super::scope::ArticleIds;
use crate::base::ArticleId;
use crate::text::Span;
use std::collections::BTreeMap;

const NONE: u16 = u16::MAX;

/// A passage of an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticlePassage {
    /// The article that the passage is in.
    pub article: ArticleId,
    /// The passage in it.
    pub span: Span,
}

/// Which items are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitSelection {
    /// All that two judged.
    All,
    /// Those on which two of the annotators, or these two, differ.
    Differing(Option<[usize; 2]>),
    /// Those on which somebody gave this answer and somebody else did not.
    Label(u16),
    /// Those to which the one gave the first answer and the other the second; without names, any two in any order.
    Cell(Option<[usize; 2]>, [u16; 2]),
}

/// How often two annotators gave these two answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossTabulation {
    /// Whose: rows the first, columns the second. None for all pairs together, which count in both orders.
    pub pair: Option<[usize; 2]>,
    /// Rows and columns are the section's labels.
    pub counts: Vec<Vec<u64>>,
}

/// Items with what each annotator said of them: the number of a label, or where several can be given, of a set of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReliabilityData {
    articles: ArticleIds,
    annotators: usize,
    places: Vec<(u32, Span)>,
    cells: Vec<u16>,
    /// The sets, when answers are sets.
    sets: Option<Vec<Box<[u16]>>>,
}

impl ReliabilityData {
    pub(super) fn plain<'a>(
        articles: &ArticleIds,
        annotators: usize,
        parts: impl Iterator<Item = (usize, &'a Cells<u16>)>,
    ) -> Self {
        let mut data = Self::empty(articles, annotators, None);
        for (article, cells) in parts {
            data.places.extend(cells.spans.iter().map(|span| (article as u32, *span)));
            data.cells.extend(cells.cells.iter().map(|cell| cell.unwrap_or(NONE)));
        }
        data
    }

    pub(super) fn of_sets<'a>(
        articles: &ArticleIds,
        annotators: usize,
        parts: impl Iterator<Item = (usize, &'a Cells<Box<[u16]>>)>,
    ) -> Self {
        let mut data = Self::empty(articles, annotators, None);
        let mut numbers: BTreeMap<&[u16], u16> = BTreeMap::new();
        let mut sets: Vec<Box<[u16]>> = Vec::new();
        for (article, cells) in parts {
            data.places.extend(cells.spans.iter().map(|span| (article as u32, *span)));
            for cell in &cells.cells {
                let Some(set) = cell else {
                    data.cells.push(NONE);
                    continue;
                };
                let next = u16::try_from(sets.len()).unwrap_or(NONE - 1).min(NONE - 1);
                let number = *numbers.entry(set).or_insert(next);
                if number == next {
                    sets.push(set.clone());
                }
                data.cells.push(number);
            }
        }
        data.sets = Some(sets);
        data
    }

    pub(super) fn empty(articles: &ArticleIds, annotators: usize, sets: Option<Vec<Box<[u16]>>>) -> Self {
        Self { articles: articles.clone(), annotators, places: Vec::new(), cells: Vec::new(), sets }
    }

    /// How many items, those that only one annotator judged among them.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What each annotator said of an item, in their order.
    pub(super) fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = Option<u16>> + Clone> {
        let value = |cell: &u16| (*cell != NONE).then_some(*cell);
        self.cells.chunks_exact(self.annotators.max(1)).map(move |row| row.iter().map(value))
    }

    /// The number of the article of each item, and the passage in it.
    pub(super) fn places(&self) -> impl Iterator<Item = (usize, Span)> {
        self.places.iter().map(|(article, span)| (*article as usize, *span))
    }

    /// The number of the article of an item.
    pub(super) fn article(&self, item: usize) -> Option<usize> {
        self.places.get(item).map(|(article, _)| *article as usize)
    }

    pub(super) fn sets(&self) -> Option<&[Box<[u16]>]> {
        self.sets.as_deref()
    }

    fn has(&self, cell: u16, label: u16) -> bool {
        match &self.sets {
            Some(sets) => sets.get(usize::from(cell)).is_some_and(|set| set.contains(&label)),
            None => cell == label,
        }
    }

    /// The passages behind a selection, in the order of articles and reading, each once.
    pub fn passages(&self, selection: UnitSelection) -> Vec<ArticlePassage> {
        let rows = self.cells.chunks_exact(self.annotators.max(1));
        let open = rows.zip(&self.places).filter(|(row, _)| self.is_behind(row, selection));
        let mut found: Vec<ArticlePassage> = open
            .map(|(_, (article, span))| ArticlePassage {
                article: self.articles[*article as usize].clone(),
                span: *span,
            })
            .collect();
        found.dedup();
        found
    }

    fn is_behind(&self, row: &[u16], selection: UnitSelection) -> bool {
        let pairs = |pair: Option<[usize; 2]>| {
            let all = (0..row.len()).flat_map(move |one| (one + 1..row.len()).map(move |other| [one, other]));
            all.filter(move |found| pair.is_none_or(|pair| pair == *found))
                .map(|[one, other]| (row[one], row[other]))
                .filter(|(one, other)| *one != NONE && *other != NONE)
        };
        match selection {
            UnitSelection::All => row.iter().filter(|cell| **cell != NONE).take(2).count() == 2,
            UnitSelection::Differing(pair) => pairs(pair).any(|(one, other)| one != other),
            UnitSelection::Label(label) => {
                pairs(None).any(|(one, other)| self.has(one, label) != self.has(other, label))
            }
            UnitSelection::Cell(Some(pair), [first, second]) => {
                pairs(Some(pair)).any(|(one, other)| self.has(one, first) && self.has(other, second))
            }
            UnitSelection::Cell(None, [first, second]) => pairs(None).any(|(one, other)| {
                self.has(one, first) && self.has(other, second)
                    || self.has(one, second) && self.has(other, first)
            }),
        }
    }

    /// How often two annotators gave each two of `labels` answers; none where answers are sets.
    pub fn cross_tabulation(&self, pair: Option<[usize; 2]>, labels: usize) -> Option<CrossTabulation> {
        if self.sets.is_some() {
            return None;
        }
        let mut counts = vec![vec![0_u64; labels]; labels];
        let mut count = |one: u16, other: u16| {
            if let Some(cell) =
                counts.get_mut(usize::from(one)).and_then(|row| row.get_mut(usize::from(other)))
            {
                *cell += 1;
            }
        };
        for row in self.cells.chunks_exact(self.annotators.max(1)) {
            for (one, first) in row.iter().enumerate().filter(|(_, cell)| **cell != NONE) {
                for (other, second) in row.iter().enumerate().skip(one + 1).filter(|(_, cell)| **cell != NONE)
                {
                    match pair {
                        None => {
                            count(*first, *second);
                            count(*second, *first);
                        }
                        Some(pair) if pair == [one, other] => count(*first, *second),
                        Some(_) => {}
                    }
                }
            }
        }
        Some(CrossTabulation { pair, counts })
    }
}
