//! What another program's files say, in its own words and its own counting.

use crate::base::{AnnotationId, Progress, Timestamp};
use crate::formats::shared::encoding;
use crate::formats::shared::offsets::OffsetUnit;
use crate::model::{Edge, Metadata, Origin, Role, SetState, ZoneKind};
use crate::text::Digest;
use std::collections::BTreeMap;

/// Files to read, in memory.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The files with their names, relative to the folder that was chosen, `/` between folders.
    pub files: &'a [(String, Vec<u8>)],
    /// How far reading is, and whether to stop.
    pub progress: &'a Progress,
}

impl<'a> Input<'a> {
    /// The files whose names end so, without regard to case.
    pub fn ending(&self, ending: &str) -> impl Iterator<Item = &'a (String, Vec<u8>)> {
        let ending = format!(".{ending}");
        self.files.iter().filter(move |(name, _)| name.to_lowercase().ends_with(&ending))
    }

    /// A name for the whole, for findings and origins.
    pub fn name(&self) -> &'a str {
        self.files.first().map_or("", |(name, _)| name.as_str())
    }
}

/// An annotator as the files name them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedAnnotator {
    /// The key by which marks name them.
    pub key: String,
    /// What they are called on the screen.
    pub name: String,
    /// What they did, where the files say.
    pub role: Role,
    /// Whether only the name of a file or folder says who they are.
    pub by_file: bool,
}

/// A code as the files declare it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedCode {
    /// The label that marks bear.
    pub label: String,
    /// Its name for people, without the groups that it is in.
    pub name: String,
    /// The groups that it is in, outermost first.
    pub groups: Vec<String>,
    /// What the file says that it means; may be empty.
    pub definition: String,
    /// Its colour as `#rrggbb`, or empty.
    pub colour: String,
}

/// A claim as the files know it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedClaim {
    /// The identifier that mentions bear in their attribute `claim`.
    pub id: String,
    /// Its short name.
    pub label: String,
    /// The proposition in a sentence of its own; may be empty.
    pub wording: String,
    /// The claim type's identifier, or empty.
    pub kind: String,
    /// What it is about.
    pub topic: String,
    /// Other short names.
    pub aliases: Vec<String>,
    /// The desk note's name, or empty.
    pub status: String,
    /// What somebody noted of the claim, for colleagues.
    pub memo: String,
}

/// One annotation as the files have it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedAnnotation {
    /// Its number, when it came from Obelus.
    pub id: Option<AnnotationId>,
    /// The key of its annotator; empty when the files do not say.
    pub annotator: String,
    /// What the file calls the code.
    pub label: String,
    /// Where it begins, in the document's unit.
    pub start: u32,
    /// Where it ends, in the document's unit.
    pub end: u32,
    /// Whether the file gives a place in numbers; otherwise the quote alone says where it is.
    pub placed: bool,
    /// The words of the passage, when the file quotes them.
    pub exact: Option<String>,
    /// Words before it, when the file quotes them.
    pub prefix: String,
    /// Words after it.
    pub suffix: String,
    /// Further values by name: a choice by its identifier or name, several separated by `|`, text as it is, passages as
    /// `12-40 60-71` in the document's unit.
    pub attributes: Vec<(String, String)>,
    /// What the annotator noted of the passage.
    pub memo: String,
    /// Whether the comment is a question.
    pub question: bool,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// How it came to be, where the file says; otherwise it was imported.
    pub origin: Option<Origin>,
}

/// What the files say of an annotator's work on a document besides marks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedSet {
    /// The key of the annotator, as in [`ImportedAnnotator::key`].
    pub annotator: String,
    /// Open or signed off.
    pub state: SetState,
    /// What was read, as start and end in the document's unit.
    pub coverage: Vec<(u32, u32)>,
    /// Whether the files say that the annotator finished the text, so that all of it was read.
    pub finished: bool,
    /// Answers about the article as a whole.
    pub fields: Vec<(String, String)>,
    /// Bookmarked passages.
    pub bookmarks: Vec<(u32, u32)>,
}

/// What one annotator answered to one task at one time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedAnswer {
    /// The key of the annotator; empty when the files do not say.
    pub annotator: String,
    /// What the file calls the task; empty when it has no name but its text.
    pub task: String,
    /// When it was given or last changed.
    pub at: Option<Timestamp>,
    /// Its marks.
    pub marks: Vec<ImportedAnnotation>,
    /// What it says besides marks.
    pub set: Option<ImportedSet>,
}

/// One text with its marks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedDocument {
    /// What the files call it: an article's name when it came from Obelus.
    pub name: String,
    /// The text, when the files have it, with their line ends and their byte order mark: positions count in it.
    pub text: Option<String>,
    /// The text's SHA-256, when the files give it.
    pub digest: Option<Digest>,
    /// What is known about it.
    pub metadata: Metadata,
    /// Its parts, in the document's unit.
    pub zones: Vec<(ZoneKind, u32, u32)>,
    /// What was struck of it on import: the rule, start and end in the document's unit.
    pub struck: Vec<(String, u32, u32)>,
    /// When in its recording it is said: the place in the document's unit, and milliseconds from the beginning.
    pub times: Vec<(u32, u64)>,
    /// How the format says that it counts; none when it does not.
    pub unit: Option<OffsetUnit>,
    /// Whether that is only what is usual, so that what was taken is decided by the marks, and said.
    pub open_unit: bool,
    /// The annotations on it, in the order of the file.
    pub marks: Vec<ImportedAnnotation>,
    /// Further work.
    pub sets: Vec<ImportedSet>,
    /// Answers that were replaced by newer ones of the same annotators to the same tasks.
    pub older: Vec<ImportedAnswer>,
}

/// All that files say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedData {
    /// The files' name, for findings and origins.
    pub source: String,
    /// The texts with all that the files say of them.
    pub documents: Vec<ImportedDocument>,
    /// The annotators, where the files describe them.
    pub annotators: Vec<ImportedAnnotator>,
    /// The codes, where the files declare them.
    pub codes: Vec<ImportedCode>,
    /// The claims, where the files know them.
    pub claims: Vec<ImportedClaim>,
    /// Relations between claims, with the key of who states them.
    pub relations: Vec<(String, Edge)>,
}

impl ImportedData {
    /// Every label that marks bear or codes declare, with how many marks bear it.
    pub fn labels(&self) -> BTreeMap<&str, u64> {
        let mut labels: BTreeMap<&str, u64> =
            self.codes.iter().map(|code| (code.label.as_str(), 0)).collect();
        for mark in self.documents.iter().flat_map(|document| &document.marks) {
            *labels.entry(&mark.label).or_default() += 1;
        }
        labels
    }
}

impl ImportedData {
    /// Names who made marks and sets of which the files do not say whose they are after the file of their document.
    pub(in crate::formats) fn name_by_file(&mut self, files: &[String]) {
        for (document, file) in self.documents.iter_mut().zip(files) {
            let key = stem(file);
            let marks = document.marks.iter_mut().filter(|mark| mark.suggested_by().is_none());
            let marks = marks.map(|mark| &mut mark.annotator);
            let sets = document.sets.iter_mut().map(|set| &mut set.annotator);
            let mut is_named = false;
            for annotator in marks.chain(sets).filter(|annotator| annotator.is_empty()) {
                key.clone_into(annotator);
                is_named = true;
            }
            if is_named && !key.is_empty() && self.annotators.iter().all(|known| known.key != key) {
                let name = key.to_owned();
                let by_file = true;
                self.annotators.push(ImportedAnnotator {
                    key: name.clone(),
                    name,
                    by_file,
                    ..Default::default()
                });
            }
        }
    }
}

/// The name of a file without folder and ending.
pub fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split('.').next().unwrap_or(name).trim()
}

impl ImportedAnnotation {
    /// The program that suggested it, when it is no annotator's.
    pub fn suggested_by(&self) -> Option<&str> {
        match &self.origin {
            Some(Origin::Suggested { by }) if self.annotator.is_empty() => Some(by),
            _ => None,
        }
    }

    /// Takes a further value in: one that Obelus writes under a name of its own where the format has no other place for it,
    /// or an attribute.
    pub fn take(&mut self, name: &str, value: String) {
        match name {
            encoding::QUESTION => self.question = matches!(value.as_str(), "yes" | "true" | "1"),
            encoding::ORIGIN => self.origin = encoding::origin_of(&value).or(self.origin.take()),
            encoding::NUMBER => self.id = value.parse().ok().or(self.id),
            encoding::ANNOTATOR => self.annotator = value,
            encoding::MEMO => self.memo = value,
            encoding::CREATED => self.created = value.parse().ok().or(self.created),
            encoding::MODIFIED => self.modified = value.parse().ok().or(self.modified),
            _ => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
