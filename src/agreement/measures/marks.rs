//! What annotators marked, as plain numbers.

/// One marked stretch of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelledSpan {
    /// Where it starts, in code points.
    pub start: u32,
    /// Where it ends, in code points; not part of it.
    pub end: u32,
    /// The number of its label.
    pub label: u16,
}

impl LabelledSpan {
    /// Its length in code points.
    pub fn length(&self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// How many code points both cover.
    pub fn shared(&self, other: &Self) -> u32 {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }
}

/// The marks of all annotators in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    length: u32,
    sets: Vec<Option<Vec<LabelledSpan>>>,
}

impl Document {
    /// A document of `length` code points and what each annotator marked; `None` for one who has not finished it.
    ///
    /// All documents of a measure name the same annotators in the same order. What lies past the end is cut off, empty
    /// marks are dropped, and equal marks of one annotator count once.
    pub fn new(length: u32, sets: Vec<Option<Vec<LabelledSpan>>>) -> Self {
        Self::cut_at(length, length, sets)
    }

    /// The same with marks as they are, even where they reach past the end: for measures of marks, not of characters.
    pub fn reaching(length: u32, sets: Vec<Option<Vec<LabelledSpan>>>) -> Self {
        Self::cut_at(u32::MAX, length, sets)
    }

    fn cut_at(last: u32, length: u32, sets: Vec<Option<Vec<LabelledSpan>>>) -> Self {
        let tidy = |marks: Vec<LabelledSpan>| {
            let cut = |mark: LabelledSpan| LabelledSpan { end: mark.end.min(last), ..mark };
            let mut marks: Vec<LabelledSpan> =
                marks.into_iter().map(cut).filter(|m| m.start < m.end).collect();
            marks.sort_unstable();
            marks.dedup();
            marks
        };
        Self { length, sets: sets.into_iter().map(|set| set.map(tidy)).collect() }
    }

    /// Its length in code points.
    pub fn length(&self) -> u32 {
        self.length
    }

    /// How many annotators there are, whether or not they finished this document.
    pub fn annotators(&self) -> usize {
        self.sets.len()
    }

    /// The marks of an annotator who has finished the document, sorted by start, end and label.
    pub fn marks(&self, annotator: usize) -> Option<&[LabelledSpan]> {
        self.sets.get(annotator)?.as_deref()
    }

    /// The marks of each annotator who has finished the document.
    pub fn finished(&self) -> impl Iterator<Item = &[LabelledSpan]> {
        self.sets.iter().filter_map(Option::as_deref)
    }

    /// The document with all labels made one.
    pub(in crate::agreement) fn unlabelled(&self) -> Self {
        let flat =
            |marks: &[LabelledSpan]| marks.iter().map(|mark| LabelledSpan { label: 0, ..*mark }).collect();
        let sets = (0..self.annotators()).map(|who| self.marks(who).map(flat)).collect();
        Self::reaching(self.length, sets)
    }

    /// Whether two annotators or more have finished it.
    pub fn is_shared(&self) -> bool {
        self.finished().take(2).count() == 2
    }
}

/// The stretches that any of `marks`, which are sorted by start, covers: sorted, apart from each other.
///
/// Stretches that merely touch are joined when `touching` says so.
pub(super) fn covered(marks: impl IntoIterator<Item = LabelledSpan>, touching: bool) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for mark in marks {
        match out.last_mut() {
            Some(last) if mark.start < last.1 || touching && mark.start == last.1 => {
                last.1 = last.1.max(mark.end);
            }
            _ => out.push((mark.start, mark.end)),
        }
    }
    out
}
