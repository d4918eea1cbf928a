//! From rows to what the files say: our own tables, and other programs' with columns of other names in any order.

use super::header::{
    ANNOTATOR, AnnotationColumns, ArticleColumns, DOC, START, TEXT, TIME_MS, TableHeader, attribute, cell,
};
use super::{ANSWER, NUMBER, TableKind, unlist};
use crate::base::{Checked, ClaimId, Issue, Place};
use crate::formats::import::lenient_json::ranges;
use crate::formats::import::memory::{Room, in_a_list, too_much};
use crate::formats::shared::{encoding, timestamps};
use crate::formats::{
    ImportedAnnotation, ImportedAnnotator, ImportedClaim, ImportedCode, ImportedData, ImportedDocument,
    ImportedSet, OffsetUnit,
};
use crate::locale::Message;
use crate::message;
use crate::model::{Edge, Relation, Role, SetState, TimeCode, ZoneKind};
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// Findings about single rows beyond which they are only counted.
const NAMED: u32 = 20;

/// A whole number, also as `12.0`, as which statistics programs write one in a column with gaps.
fn number(words: &str) -> Option<u32> {
    let words = words.trim();
    words.parse().ok().or_else(|| {
        let (whole, rest) = words.split_once('.')?;
        rest.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok()).flatten()
    })
}

fn zones(words: &str) -> Vec<(ZoneKind, u32, u32)> {
    let one = |part: &str| {
        let (name, place) = part.rsplit_once(':')?;
        let kind = ZoneKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))?;
        let (start, end) = *ranges(place).first()?;
        Some((kind, start, end))
    };
    words.split_whitespace().filter_map(one).collect()
}

/// Passages that were struck as `site-words:0-12 links:40-60`.
fn struck(words: &str) -> Vec<(String, u32, u32)> {
    let one = |part: &str| {
        let (rule, place) = part.rsplit_once(':')?;
        let (start, end) = *ranges(place).first()?;
        Some((rule.to_owned(), start, end))
    };
    words.split_whitespace().filter_map(one).collect()
}

/// Tables being read.
pub(in crate::formats) struct TablesReader {
    imported: ImportedData,
    issues: Vec<Issue>,
    documents: BTreeMap<String, usize>,
    codes: BTreeSet<String>,
    /// The keys of the annotators.
    people: BTreeSet<String>,
    known: bool,
    room: Room,
}

impl TablesReader {
    /// Of that name, whose rows may take so much.
    pub fn new(source: &str, room: Room) -> Self {
        let imported = ImportedData { source: source.to_owned(), ..ImportedData::default() };
        Self {
            imported,
            issues: Vec::new(),
            documents: BTreeMap::new(),
            codes: BTreeSet::new(),
            people: BTreeSet::new(),
            known: false,
            room,
        }
    }

    /// Notes what was found before its rows came.
    pub fn note(&mut self, issue: Issue) {
        self.issues.push(issue);
    }

    /// Reads a table. Rows come with the number of their line.
    ///
    /// # Errors
    /// When the rows take more than there is room for.
    pub fn table(
        &mut self,
        file: &str,
        header: &[String],
        rows: impl Iterator<Item = (u32, Vec<String>)>,
    ) -> Result<(), Issue> {
        let header = TableHeader::new(header);
        let Some(table) = header.table() else {
            let issue = Issue::warning("no-columns", file, message!("formats-no-columns"));
            self.issues.push(issue.at(Place::Line(1, 1)).hint(message!("formats-no-columns.hint")));
            return Ok(());
        };
        self.known = true;
        let mut bad = SkippedRows { file, count: 0, issues: Vec::new() };
        let columns = AnnotationColumns::new(&header, file);
        for (line, row) in rows {
            let filled = |cell: &String| !cell.trim().is_empty();
            if !row.iter().any(filled) {
                continue;
            }
            if row.iter().skip(header.names.len()).any(filled) {
                bad.add(line, message!("formats-row-too-long"));
                continue;
            }
            self.room.take(room_of(table, &row)).ok_or_else(|| too_much(file))?;
            let done = match table {
                TableKind::Annotations => self.annotation(&columns, &row),
                TableKind::Documents => self.work(&header, &row),
                TableKind::Claims => self.claim(&header, &row),
                TableKind::Times => self.time(&header, &row),
            };
            if let Err(why) = done {
                bad.add(line, why);
            }
        }
        self.issues.extend(bad.finish());
        Ok(())
    }

    /// All that was read.
    ///
    /// # Errors
    /// When there was no table in the files.
    pub fn finish(self) -> Result<Checked<ImportedData>, Issue> {
        match self.issues.first() {
            Some(issue) if !self.known => Err(issue.clone()),
            None if !self.known => {
                Err(Issue::error("no-table", &self.imported.source, message!("formats-no-table")))
            }
            _ => Ok(Checked { value: self.imported, issues: self.issues }),
        }
    }

    fn document(&mut self, name: &str) -> &mut ImportedDocument {
        let documents = &mut self.imported.documents;
        let at = *self.documents.entry(name.to_owned()).or_insert_with(|| {
            documents.push(ImportedDocument { name: name.to_owned(), ..ImportedDocument::default() });
            documents.len() - 1
        });
        &mut documents[at]
    }

    fn annotation(&mut self, columns: &AnnotationColumns, row: &[String]) -> Result<(), Message> {
        let get = |at: Option<usize>| cell(row, at);
        let label = get(columns.label).trim();
        if label.is_empty() {
            return Err(message!("formats-row-no-label"));
        }
        let name = match columns.doc {
            Some(_) => get(columns.doc),
            None => &columns.stem,
        };
        if name.is_empty() {
            return Err(message!("formats-row-no-document"));
        }
        let (start, end) = (get(columns.start), get(columns.end));
        let exact = Some(get(columns.quote)).filter(|quote| !quote.is_empty()).map(str::to_owned);
        let (start, end, placed) = match (number(start), number(end)) {
            (Some(start), Some(end)) if start < end => (start, end, true),
            (Some(_), Some(_)) => return Err(message!("formats-row-empty-passage")),
            _ if !start.trim().is_empty() || !end.trim().is_empty() => {
                return Err(message!("formats-row-no-numbers"));
            }
            _ if exact.is_none() => return Err(message!("formats-row-no-place")),
            _ => (0, 0, false),
        };
        let id = get(columns.number);
        let mut mark = ImportedAnnotation {
            id: id.strip_prefix(NUMBER).and_then(|id| id.parse().ok()),
            annotator: get(columns.annotator).to_owned(),
            label: label.to_owned(),
            start,
            end,
            placed,
            exact,
            memo: get(columns.note).to_owned(),
            created: timestamps::parse(get(columns.created)),
            modified: timestamps::parse(get(columns.modified)),
            ..ImportedAnnotation::default()
        };
        for (at, name) in &columns.further {
            let value = get(Some(*at));
            if !value.is_empty() {
                mark.take(name, value.to_owned());
            }
        }
        let layer = get(columns.layer).trim();
        if !layer.is_empty() && !self.codes.contains(label) {
            self.codes.insert(label.to_owned());
            self.imported.codes.push(ImportedCode {
                label: label.to_owned(),
                name: label.to_owned(),
                groups: vec![layer.to_owned()],
                ..ImportedCode::default()
            });
        }
        let document = self.document(name);
        columns.about.fill(&mut document.metadata, row);
        document.marks.push(mark);
        Ok(())
    }

    /// A row of the documents: what is known of an article, and an annotator's work on it.
    fn work(&mut self, header: &TableHeader, row: &[String]) -> Result<(), Message> {
        let get = |names: &[&str]| cell(row, header.find(names));
        let name = get(DOC);
        if name.is_empty() {
            return Err(message!("formats-row-no-document"));
        }
        let mut text = get(TEXT).to_owned();
        for part in 2.. {
            let Some(at) = header.find(&[format!("text_{part}").as_str()]) else { break };
            text.push_str(cell(row, Some(at)));
        }
        let document = self.document(name);
        ArticleColumns::new(header).fill(&mut document.metadata, row);
        let metadata = &mut document.metadata;
        metadata.published.as_written = get(&["published_as_written"]).to_owned();
        metadata.authors = unlist(get(&["authors"]));
        metadata.updated.date = get(&["updated"]).to_owned();
        metadata.updated.as_written = get(&["updated_as_written"]).to_owned();
        metadata.section = get(&["section"]).to_owned();
        metadata.edition = get(&["edition"]).to_owned();
        metadata.page = get(&["page"]).to_owned();
        metadata.accession = get(&["accession"]).to_owned();
        metadata.subjects = unlist(get(&["subjects"]));
        metadata.genre = get(&["genre"]).to_owned();
        metadata.source_file = get(&["source_file"]).to_owned();
        metadata.import_note = get(&["import_note"]).to_owned();
        metadata.import.sha256 = get(&["source_sha256"]).to_owned();
        metadata.import.kind = get(&["source_kind"]).to_owned();
        document.struck = struck(get(&["struck"]));
        document.zones = zones(get(&["zones"]));
        document.digest = Digest::from_hex(get(&["text_sha256"])).or(document.digest);
        document.unit = OffsetUnit::named(get(&["offset_unit"])).or(document.unit);
        if !text.is_empty() {
            document.text = Some(text);
        }
        let annotator =
            Some(get(ANNOTATOR)).filter(|key| !key.is_empty()).unwrap_or_else(|| get(&["annotator_name"]));
        if annotator.is_empty() {
            return Ok(());
        }
        let answers = header.names.iter().enumerate().filter_map(|(at, name)| {
            let value = cell(row, Some(at));
            let id = name.strip_prefix(ANSWER).filter(|_| !value.is_empty())?;
            Some((attribute(id), value.to_owned()))
        });
        document.sets.push(ImportedSet {
            annotator: annotator.to_owned(),
            state: timestamps::parse(get(&["signed_off"])).map_or(SetState::Open, SetState::Done),
            coverage: ranges(get(&["read"])),
            finished: false,
            fields: answers.collect(),
            bookmarks: ranges(get(&["bookmarks"])),
        });
        if self.people.insert(annotator.to_owned()) {
            let name = Some(get(&["annotator_name"])).filter(|name| !name.is_empty()).unwrap_or(annotator);
            self.imported.annotators.push(ImportedAnnotator {
                key: annotator.to_owned(),
                name: name.to_owned(),
                role: encoding::role_of(get(&["role"])).unwrap_or(Role::Analyst),
                by_file: false,
            });
        }
        Ok(())
    }

    fn time(&mut self, header: &TableHeader, row: &[String]) -> Result<(), Message> {
        let get = |names: &[&str]| cell(row, header.find(names));
        let name = get(DOC);
        if name.is_empty() {
            return Err(message!("formats-row-no-document"));
        }
        let at = number(get(START)).zip(get(&[TIME_MS]).trim().parse().ok());
        let at = at.ok_or_else(|| message!("formats-row-no-numbers"))?;
        self.document(name).times.push(at);
        Ok(())
    }

    fn claim(&mut self, header: &TableHeader, row: &[String]) -> Result<(), Message> {
        let get = |name: &str| cell(row, header.find(&[name]));
        let id = get("claim");
        if id.is_empty() {
            return Err(message!("formats-row-no-claim"));
        }
        for relation in unlist(get("relations")) {
            let stated = stated(id, &relation).ok_or_else(|| message!("formats-row-bad-relation"))?;
            self.imported.relations.push(stated);
        }
        if get("claim_label").is_empty() {
            return Ok(());
        }
        self.imported.claims.push(ImportedClaim {
            id: id.to_owned(),
            label: get("claim_label").to_owned(),
            wording: get("wording").to_owned(),
            kind: get("kind").to_owned(),
            topic: get("topic").to_owned(),
            aliases: unlist(get("aliases")),
            status: get("status").to_owned(),
            memo: get("memo").to_owned(),
        });
        Ok(())
    }
}

/// What the row of a table takes in memory, in bytes.
fn room_of(table: TableKind, row: &[String]) -> usize {
    let words = row.iter().map(String::len).sum();
    match table {
        TableKind::Annotations => in_a_list::<ImportedAnnotation>(words),
        TableKind::Documents => in_a_list::<ImportedDocument>(words) + in_a_list::<ImportedSet>(words),
        TableKind::Claims => in_a_list::<ImportedClaim>(words),
        TableKind::Times => in_a_list::<TimeCode>(words),
    }
}

/// A relation as `ada: Same as maya/deal`.
fn stated(from: &str, words: &str) -> Option<(String, Edge)> {
    let (by, rest) = words.split_once(": ")?;
    let (name, to) = rest.rsplit_once(' ')?;
    let relation = Relation::ALL.into_iter().find(|relation| relation.name().eq_ignore_ascii_case(name))?;
    let edge = Edge { from: ClaimId::new(from).ok()?, relation, to: ClaimId::new(to).ok()? };
    Some((by.to_owned(), edge))
}

/// Rows that were left out.
struct SkippedRows<'a> {
    file: &'a str,
    count: u32,
    issues: Vec<Issue>,
}

impl SkippedRows<'_> {
    fn add(&mut self, line: u32, why: Message) {
        self.count += 1;
        if self.count <= NAMED {
            let issue = Issue::error("bad-row", self.file, why).at(Place::Line(line, 1));
            self.issues.push(issue.hint(message!("formats-row-left-out")));
        }
    }

    fn finish(mut self) -> Vec<Issue> {
        if self.count > NAMED {
            let more = self.count - NAMED;
            let message = message!("formats-more-rows", count = more);
            self.issues.push(Issue::error("bad-row", self.file, message));
        }
        self.issues
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_take_too_much_are_refused_before_they_are_held() {
        let rows = |count: u32, row: [&'static str; 5]| {
            (0..count).map(move |at| (at + 2, row.map(str::to_owned).to_vec()))
        };
        for (header, row) in [
            (["article", "start", "end", "code", "annotator"], ["a", "0", "1", "b", "c"]),
            (["article", "title", "annotator", "text", "read"], ["a", "b", "c", "d", ""]),
            (["claim", "claim_label", "wording", "topic", "memo"], ["a", "b", "c", "d", "e"]),
        ] {
            let header = header.map(str::to_owned);
            let read = |count: u32| {
                let mut reader = TablesReader::new("a.csv", Room::of(20_000));
                reader.table("a.csv", &header, rows(count, row))?;
                reader.finish().map(|found| found.issues)
            };
            assert_eq!(read(5), Ok(Vec::new()), "{header:?}");
            assert_eq!(read(500).map_err(|issue| issue.code), Err("too-large"), "{header:?}");
        }
    }
}
