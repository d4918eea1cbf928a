//! Paragraphs and tables of a word processor, gathered in their order.

use super::super::document::{DocumentParagraph, ParagraphStyle};

/// Words that are part of the file and not of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DroppedWords {
    /// Letters deleted under change tracking.
    pub deleted: u64,
    /// Letters formatted as hidden.
    pub hidden: u64,
}

/// Why an element with all in it is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skipped {
    /// Its words were deleted under change tracking, and are counted.
    Deleted,
    /// It has no words of the text.
    Other,
}

/// The element that is passed over, while one is.
#[derive(Debug, Default)]
pub(super) struct Skipping(Option<(Skipped, u32)>);

impl Skipping {
    /// Passes over the element that just began.
    pub fn begin(&mut self, why: Skipped) {
        self.0 = Some((why, 1));
    }

    /// An element begins: whether it is within one that is passed over.
    pub fn opens(&mut self) -> bool {
        self.0.as_mut().map(|(_, depth)| *depth += 1).is_some()
    }

    /// An element ends: whether it was one that is passed over, or within it.
    pub fn closes(&mut self) -> bool {
        let Some((_, depth)) = &mut self.0 else { return false };
        *depth -= 1;
        if *depth == 0 {
            self.0 = None;
        }
        true
    }

    /// Whether words are passed over; deleted ones are counted.
    pub fn takes(&self, words: &str, dropped: &mut DroppedWords) -> bool {
        if self.0.is_some_and(|(why, _)| why == Skipped::Deleted) {
            dropped.deleted += words.chars().filter(|sign| !sign.is_whitespace()).count() as u64;
        }
        self.0.is_some()
    }
}

/// Paragraphs so far, with the rows of tables that are open.
#[derive(Debug, Default)]
pub(super) struct Collector {
    pub paragraphs: Vec<DocumentParagraph>,
    pub dropped: DroppedWords,
    /// Whether the next paragraph begins a page.
    pub page_ended: bool,
    /// Cells of the open row, for each open table.
    rows: Vec<Vec<Vec<DocumentParagraph>>>,
    /// Notes of the foot, with their number.
    notes: Vec<(usize, String)>,
}

impl Collector {
    /// Takes a paragraph, into the open cell where there is one.
    pub fn paragraph(&mut self, mut paragraph: DocumentParagraph) {
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(cell) => cell.push(paragraph),
            None => {
                paragraph.begins_page |= std::mem::take(&mut self.page_ended);
                self.paragraphs.push(paragraph);
            }
        }
    }

    /// A table begins.
    pub fn begin_table(&mut self) {
        self.rows.push(Vec::new());
    }

    /// A cell of the open row begins.
    pub fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.push(Vec::new());
        }
    }

    /// Drops the last cell of the open row where nothing is in it.
    pub fn drop_empty_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.pop_if(|cell| cell.is_empty());
        }
    }

    /// The open row ends. A row with words in one cell is a frame around its paragraphs.
    pub fn end_row(&mut self) {
        let Some(row) = self.rows.last_mut().map(std::mem::take) else { return };
        let nested = self.rows.len() > 1;
        let filled = row.iter().filter(|cell| cell.iter().any(|paragraph| !paragraph.text.trim().is_empty()));
        if nested || filled.count() < 2 {
            self.give_up(row);
            return;
        }
        let mut whole = DocumentParagraph {
            style: ParagraphStyle::TableRow,
            begins_page: row.iter().flatten().any(|paragraph| paragraph.begins_page),
            ..DocumentParagraph::default()
        };
        for (at, cell) in row.into_iter().enumerate() {
            if at > 0 {
                whole.text.push('\t');
            }
            let words: Vec<String> =
                cell.iter().map(|paragraph| paragraph.text.trim().replace('\t', " ")).collect();
            whole.text.push_str(words.join("\n").trim_end());
            for paragraph in cell {
                whole.bookmarks.extend(paragraph.bookmarks);
                whole.links.extend(paragraph.links);
            }
        }
        if !whole.text.trim().is_empty() {
            self.place(whole);
        }
    }

    /// The innermost table ends.
    pub fn end_table(&mut self) {
        self.end_row();
        self.rows.pop();
    }

    /// Whether a table is open.
    pub fn in_table(&self) -> bool {
        !self.rows.is_empty()
    }

    /// The number under which a note is referred to.
    pub fn note(&mut self, words: String) -> usize {
        let number = self.notes.len() + 1;
        self.notes.push((number, words));
        number
    }

    /// All paragraphs, the notes of the foot last.
    pub fn finish(mut self) -> (Vec<DocumentParagraph>, DroppedWords) {
        while self.in_table() {
            self.end_table();
        }
        for (number, words) in std::mem::take(&mut self.notes) {
            let text = format!("[{number}] {}", words.trim());
            self.paragraphs.push(DocumentParagraph { text, ..DocumentParagraph::default() });
        }
        (self.paragraphs, self.dropped)
    }

    /// The paragraphs of a row as they are, in the cell around the table or outside of all.
    fn give_up(&mut self, row: Vec<Vec<DocumentParagraph>>) {
        row.into_iter().flatten().for_each(|paragraph| self.place(paragraph));
    }

    fn place(&mut self, mut paragraph: DocumentParagraph) {
        let around = self.rows.len().checked_sub(2).and_then(|at| self.rows.get_mut(at));
        match around.and_then(|row| row.last_mut()) {
            Some(cell) => cell.push(paragraph),
            None => {
                paragraph.begins_page |= std::mem::take(&mut self.page_ended);
                self.paragraphs.push(paragraph);
            }
        }
    }
}
