//! Of several answers that one person gave to one task, the newest.

use crate::formats::{ImportedAnswer, ImportedData, ImportedDocument};
use crate::model::folded_name;
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};

impl ImportedData {
    /// Takes answers in, each with the place of its document: of those that one person gave to one task, the newest by the
    /// file's own time, or without times the last one. The others become the [older ones](ImportedDocument::older) of their
    /// documents. Answers of nobody in particular all stay.
    pub(in crate::formats) fn answer(&mut self, answers: Vec<(usize, ImportedAnswer)>) {
        let mut newest: BTreeMap<(String, String), usize> = BTreeMap::new();
        for (at, (document, answer)) in answers.iter().enumerate() {
            let Some(document) = self.documents.get(*document).filter(|_| !answer.annotator.is_empty())
            else {
                continue;
            };
            let best =
                newest.entry((task_of(document, answer), folded_name(&answer.annotator))).or_insert(at);
            if answers[*best].1.at <= answer.at {
                *best = at;
            }
        }
        let newest: BTreeSet<usize> = newest.into_values().collect();
        for (at, (document, answer)) in answers.into_iter().enumerate() {
            let Some(document) = self.documents.get_mut(document) else { continue };
            if answer.annotator.is_empty() || newest.contains(&at) {
                document.take_answer(answer);
            } else {
                document.older.push(answer);
            }
        }
    }

    /// The same with the older answers taken in besides the newest.
    pub(in crate::formats) fn with_older(&self) -> Self {
        let mut all = self.clone();
        for document in &mut all.documents {
            for answer in std::mem::take(&mut document.older) {
                document.take_answer(answer);
            }
        }
        all
    }
}

impl ImportedDocument {
    fn take_answer(&mut self, answer: ImportedAnswer) {
        self.marks.extend(answer.marks);
        let Some(set) = answer.set else { return };
        match self.sets.iter_mut().find(|known| known.annotator == set.annotator) {
            Some(known) => known.fields.extend(set.fields),
            None => self.sets.push(set),
        }
    }
}

/// What the task of an answer is known by: the file's own number, or else the text.
fn task_of(document: &ImportedDocument, answer: &ImportedAnswer) -> String {
    if !answer.task.is_empty() {
        return answer.task.clone();
    }
    let text = document.text.as_deref().map(|text| Digest::of(text).to_string());
    text.unwrap_or_else(|| document.name.clone())
}
