//! Reading standoff files, also those of BioNLP shared tasks (`.a1`, `.a2`).

use super::names::{self, DeclaredNames, MEMO, NOTE, PLACE, UNIT};
use crate::base::{Checked, Issue, Place, file_name};
use crate::formats::import::memory::{Room, in_a_list, too_much};
use crate::formats::shared::own_text::{Counting, OwnText};
use crate::formats::shared::tokens::trimmed;
use crate::formats::shared::{encoding, key_values, offsets};
use crate::formats::{
    ImportedAnnotation, ImportedAnnotator, ImportedData, ImportedDocument, ImportedSet, Input,
};
use crate::locale::Message;
use crate::message;
use crate::text::fold::line_feeds;
use crate::text::{Span, Text};
use std::collections::{BTreeMap, BTreeSet};

/// How many bad lines of a file are told one by one.
const TOLD: usize = 10;

/// What annotation files are called.
const ENDINGS: [&str; 3] = ["ann", "a1", "a2"];

pub(super) fn recognises(input: &Input<'_>) -> bool {
    let first = |bytes: &[u8]| {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let line = bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
        line.is_none_or(|line| {
            matches!(line.first(), Some(b'T' | b'A' | b'M' | b'R' | b'E' | b'N' | b'#' | b'*'))
                && line.contains(&b'\t')
        })
    };
    let mut files = ENDINGS.into_iter().flat_map(|ending| input.ending(ending)).peekable();
    files.peek().is_some() && files.all(|(_, bytes)| first(bytes))
}

pub(super) fn import(input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut imported = ImportedData { source: input.name().to_owned(), ..ImportedData::default() };
    let mut issues = Vec::new();
    let texts: BTreeMap<&str, &[u8]> =
        input.ending("txt").map(|(name, bytes)| (stem(name), bytes.as_slice())).collect();
    let mut by_stem: BTreeMap<&str, Vec<&(String, Vec<u8>)>> = BTreeMap::new();
    for file in ENDINGS.into_iter().flat_map(|ending| input.ending(ending)) {
        by_stem.entry(stem(&file.0)).or_default().push(file);
    }
    let configured = configured(input, &mut issues);
    let nothing = DeclaredNames::default();
    let room = Room::default();
    for (stem, files) in by_stem {
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let known = configured.get(folder).or_else(|| configured.get("")).unwrap_or(&nothing);
        let whose = configured.get(folder).and_then(|known| known.annotator.clone()).unwrap_or_else(|| {
            let key = file_name::named_after(folder.rsplit('/').next().unwrap_or_default());
            ImportedAnnotator { name: key.clone(), key, by_file: true, ..ImportedAnnotator::default() }
        });
        let text = texts.get(stem).map(|bytes| own_text(&format!("{stem}.txt"), bytes)).transpose();
        let text = text.unwrap_or_else(|issue| {
            issues.push(issue);
            None
        });
        let kept = text.as_deref().and_then(|text| Text::new(line_feeds(text)).ok());
        let own = kept.as_ref().map(|kept| (kept, OwnText::new(text.as_deref(), kept)));
        let mut reader = StandoffReader::new(known, &whose.key, own.as_ref().map(|(kept, own)| (*kept, own)));
        for (file, bytes) in files {
            match utf8(file, bytes) {
                Ok(lines) => reader.read(file, &lines, &room)?,
                Err(issue) => issues.push(issue),
            }
        }
        let is_empty = reader.marks.is_empty() && folder.is_empty();
        let (marks, found) = reader.finish(stem);
        issues.extend(found);
        let set = ImportedSet { annotator: whose.key.clone(), ..ImportedSet::default() };
        imported.documents.push(ImportedDocument {
            name: file_name::named_after(name),
            text,
            unit: Some(UNIT),
            marks,
            sets: if is_empty { Vec::new() } else { vec![set] },
            ..ImportedDocument::default()
        });
        if !is_empty && imported.annotators.iter().all(|one| one.key != whose.key) {
            imported.annotators.push(whose);
        }
    }
    let mut declared = BTreeSet::new();
    let codes = configured.into_values().flat_map(|known| known.codes);
    imported.codes = codes.filter(|code| declared.insert(code.label.clone())).collect();
    match (imported.documents.iter().all(|one| one.marks.is_empty()), issues.first()) {
        (true, Some(issue)) => Err(issue.clone()),
        _ => Ok(Checked { value: imported, issues }),
    }
}

/// A file's name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn utf8(name: &str, bytes: &[u8]) -> Result<String, Issue> {
    own_text(name, bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes))
}

/// A text with its byte order mark, which counts.
fn own_text(name: &str, bytes: &[u8]) -> Result<String, Issue> {
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = message!("formats-standoff-not-utf-8", byte = at);
        Issue::error("not-utf8", name, message).hint(message!("formats-standoff-not-utf-8.hint"))
    })
}

/// What the configuration of each folder says.
fn configured(input: &Input<'_>, issues: &mut Vec<Issue>) -> BTreeMap<String, DeclaredNames> {
    let mut all: BTreeMap<String, DeclaredNames> = BTreeMap::new();
    for file in ["annotation.conf", "visual.conf"] {
        for (name, bytes) in input.ending("conf") {
            let (folder, last) = name.rsplit_once('/').unwrap_or(("", name));
            if last != file {
                continue;
            }
            let known = all.entry(folder.to_owned()).or_default();
            match std::str::from_utf8(bytes) {
                Ok(conf) if file == "visual.conf" => known.look(conf),
                Ok(conf) => known.read(conf),
                Err(_) => issues.push(names::unreadable(name)),
            }
        }
    }
    all
}

/// One text's annotations, as far as they are read.
struct StandoffReader<'a> {
    known: &'a DeclaredNames,
    annotator: &'a str,
    /// The text, and where its positions are.
    text: Option<(&'a Text, &'a OwnText<'a>)>,
    marks: Vec<ImportedAnnotation>,
    /// The mark of a passage or event, by identifier.
    by_id: BTreeMap<String, usize>,
    /// Passages of which each is in pieces with other words between.
    in_pieces: u64,
    /// Values and notes, for when all passages are known: target, and what of it.
    late: Vec<(String, LateLine)>,
    /// What has no place here, with how often and an example.
    left: BTreeMap<NoPlace, (u64, String)>,
    bad: Vec<Issue>,
    more_bad: usize,
}

/// What has no place here, in the order of findings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NoPlace {
    Arguments,
    Relations,
    Equivalents,
    Adrift,
}

impl NoPlace {
    fn message(self, count: u64, example: &str) -> Message {
        match self {
            Self::Arguments => message!("formats-standoff-arguments", count = count, example = example),
            Self::Relations => message!("formats-standoff-relations", count = count, example = example),
            Self::Equivalents => message!("formats-standoff-equivalents", count = count, example = example),
            Self::Adrift => message!("formats-standoff-adrift", count = count, example = example),
        }
    }
}

enum LateLine {
    Value(String, String),
    Memo(String),
    Note(String),
    Reference(String),
}

impl<'a> StandoffReader<'a> {
    fn new(known: &'a DeclaredNames, annotator: &'a str, text: Option<(&'a Text, &'a OwnText<'a>)>) -> Self {
        Self {
            known,
            annotator,
            text,
            marks: Vec::new(),
            by_id: BTreeMap::new(),
            in_pieces: 0,
            late: Vec::new(),
            left: BTreeMap::new(),
            bad: Vec::new(),
            more_bad: 0,
        }
    }

    fn read(&mut self, file: &str, lines: &str, room: &Room) -> Result<(), Issue> {
        let mut events = Vec::new();
        for (at, line) in lines.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.trim().is_empty() {
                continue;
            }
            room.take(in_a_list::<ImportedAnnotation>(line.len())).ok_or_else(|| too_much(file))?;
            if let Err(message) = self.line(line, &mut events) {
                if self.bad.len() < TOLD {
                    let issue = Issue::error("bad-line", file, message).hint(message!("formats-left-out"));
                    self.bad.push(issue.at(Place::Line(at as u32 + 1, 1)));
                } else {
                    self.more_bad += 1;
                }
            }
        }
        for (event, trigger) in events {
            if let Some(mark) = self.by_id.get(trigger) {
                self.by_id.insert(event.to_owned(), *mark);
            }
        }
        Ok(())
    }

    fn line<'l>(&mut self, line: &'l str, events: &mut Vec<(&'l str, &'l str)>) -> Result<(), Message> {
        let (id, rest) = line.split_once('\t').ok_or_else(|| message!("formats-line-no-identifier"))?;
        let (data, tail) = rest.split_once('\t').map_or((rest, None), |(data, tail)| (data, Some(tail)));
        let mut words = data.split_whitespace();
        match id.chars().next() {
            Some('T') => self.passage(id, data, tail),
            Some('A' | 'M') => {
                let named = words.next().zip(words.next());
                let (name, target) = named.ok_or_else(|| message!("formats-line-no-value"))?;
                let value = words.collect::<Vec<_>>().join(" ");
                let value = if value.is_empty() { "yes".to_owned() } else { value };
                let (name, value) = self.known.value(name, &value);
                self.late.push((target.to_owned(), LateLine::Value(name, value)));
                Ok(())
            }
            Some('#') => {
                let noted = words.next().zip(words.next());
                let (kind, target) = noted.ok_or_else(|| message!("formats-line-no-note"))?;
                let text = tail.unwrap_or_default().to_owned();
                let late = match kind {
                    NOTE => LateLine::Note(text),
                    MEMO => LateLine::Memo(text),
                    other => LateLine::Memo(format!("{other}: {text}")),
                };
                self.late.push((target.to_owned(), late));
                Ok(())
            }
            Some('N') => {
                let expected = || message!("formats-line-no-reference");
                let (kind, target) = words.next().zip(words.next()).ok_or_else(expected)?;
                let entry = words.next().ok_or_else(expected)?;
                let name = tail.filter(|tail| !tail.is_empty()).map(|tail| format!(" ({tail})"));
                let text = format!("{kind}: {entry}{}", name.unwrap_or_default());
                self.late.push((target.to_owned(), LateLine::Reference(text)));
                Ok(())
            }
            Some('E') => {
                let triggered = words.next().and_then(|word| word.split_once(':'));
                let (_, trigger) = triggered.ok_or_else(|| message!("formats-line-no-trigger"))?;
                events.push((id, trigger));
                words.for_each(|_| self.leave(NoPlace::Arguments, line));
                Ok(())
            }
            Some('R') => {
                self.leave(NoPlace::Relations, line);
                Ok(())
            }
            Some('*') => {
                self.leave(NoPlace::Equivalents, line);
                Ok(())
            }
            _ => Err(message!("formats-line-unknown")),
        }
    }

    fn leave(&mut self, what: NoPlace, line: &str) {
        let (count, _) = self.left.entry(what).or_insert_with(|| (0, line.replace('\t', " ")));
        *count += 1;
    }

    fn passage(&mut self, id: &str, data: &str, tail: Option<&str>) -> Result<(), Message> {
        let expected = || message!("formats-line-no-passage");
        let (kind, places) = data.split_once(' ').ok_or_else(expected)?;
        let one = |place: &str| {
            let (start, end) = place.trim().split_once(' ')?;
            let (start, end): (u32, u32) = (start.parse().ok()?, end.trim().parse().ok()?);
            (start < end).then_some((start, end))
        };
        let places: Option<Vec<(u32, u32)>> = places.split(';').map(one).collect();
        let mut places = places.filter(|places| !places.is_empty()).ok_or_else(expected)?;
        let quoted = tail.filter(|tail| !tail.is_empty()).map(str::to_owned);
        let exact = match (places.len(), quoted) {
            (1, quoted) => quoted,
            (_, quoted) => self.in_pieces(&places, quoted),
        };
        places.sort_unstable();
        let start = places.first().map_or(0, |place| place.0);
        let end = places.iter().map(|place| place.1).max().unwrap_or(start);
        if self.by_id.insert(id.to_owned(), self.marks.len()).is_some() {
            return Err(message!("formats-line-same-identifier"));
        }
        self.marks.push(ImportedAnnotation {
            annotator: self.annotator.to_owned(),
            label: self.known.label(kind),
            start,
            end,
            placed: true,
            exact,
            ..ImportedAnnotation::default()
        });
        Ok(())
    }

    /// The words of a passage in pieces, from the first to the last, with what is between them.
    fn in_pieces(&mut self, places: &[(u32, u32)], quoted: Option<String>) -> Option<String> {
        let (text, own) = self.text?;
        let words = |way: Counting| {
            let mut pieces = Vec::new();
            let mut spans = Vec::new();
            for (start, end) in places {
                let span = own.span(way, *start, *end)?;
                pieces.push(text.slice(span)?);
                spans.push(span);
            }
            spans.sort_unstable();
            let is_it = |quoted: &String| pieces.join(" ") == *quoted || pieces.concat() == *quoted;
            quoted.as_ref().is_none_or(is_it).then_some(spans)
        };
        let Some(spans) = Counting::all(UNIT).find_map(words) else {
            self.in_pieces += 1;
            return quoted;
        };
        let blank = |between: &[Span]| {
            Span::new(between[0].end(), between[1].start())
                .is_none_or(|gap| trimmed(text.as_str(), gap).is_none())
        };
        self.in_pieces += u64::from(!spans.windows(2).all(blank));
        let hull = spans.first()?.union(*spans.last()?);
        text.slice(hull).map(str::to_owned)
    }

    fn finish(mut self, stem: &str) -> (Vec<ImportedAnnotation>, Vec<Issue>) {
        let late = std::mem::take(&mut self.late);
        let noted = late.iter().filter(|(_, late)| matches!(late, LateLine::Note(_)));
        let ours: BTreeSet<usize> = noted.filter_map(|(target, _)| self.by_id.get(target).copied()).collect();
        for (target, late) in late {
            let Some(at) = self.by_id.get(&target).copied() else {
                self.leave(NoPlace::Adrift, &target);
                continue;
            };
            let Some(mark) = self.marks.get_mut(at) else { continue };
            let (words, gap) = match late {
                LateLine::Value(name, value) => {
                    mark.take(&name, value);
                    continue;
                }
                LateLine::Note(words) => {
                    for (name, value) in key_values::decode(&words) {
                        match name.as_str() {
                            PLACE => replace(mark, self.text.map(|(text, _)| text), &value),
                            name => mark.take(name, value),
                        }
                    }
                    continue;
                }
                LateLine::Memo(words) if ours.contains(&at) => (key_values::unescape(&words), "\n"),
                LateLine::Memo(words) | LateLine::Reference(words) => (words, "\n"),
            };
            let gap = if mark.memo.is_empty() { "" } else { gap };
            mark.memo.push_str(gap);
            mark.memo.push_str(&words);
        }
        let mut issues = self.bad;
        if self.more_bad > 0 {
            let message = message!("formats-more-lines", count = self.more_bad);
            issues.push(Issue::error("bad-line", stem, message).hint(message!("formats-all-left-out")));
        }
        if self.in_pieces > 0 {
            let message = message!("formats-in-pieces", count = self.in_pieces);
            issues.push(Issue::warning("in-pieces", stem, message));
        }
        for (what, (count, example)) in self.left {
            let issue = Issue::warning("no-place", stem, what.message(count, &example));
            issues.push(issue.hint(message!("formats-all-left-out")));
        }
        (self.marks, issues)
    }
}

/// Takes the exact place from a note, unless the passage was moved since.
fn replace(mark: &mut ImportedAnnotation, text: Option<&Text>, place: &str) {
    let spans = text.and_then(|text| Some((text, encoding::spans_of(place, text, UNIT)?)));
    let Some((text, spans)) = spans else { return };
    let Some(span) = spans.first().copied() else { return };
    let written = trimmed(text.as_str(), span).map(|span| offsets::position(text, span, UNIT));
    if written == Some((mark.start, mark.end)) {
        (mark.start, mark.end) = offsets::position(text, span, UNIT);
        mark.exact = text.slice(span).map(str::to_owned);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_take_too_much_are_refused_before_they_are_held() {
        let known = DeclaredNames::default();
        let read = |lines: &str| {
            let mut reader = StandoffReader::new(&known, "a", None);
            let found = reader.read("a.ann", lines, &Room::of(20_000)).map_err(|issue| issue.code);
            found.map(|()| reader.marks.len())
        };
        let lines = |count: usize| (0..count).map(|at| format!("T{at}\tx 0 1\ta\n")).collect::<String>();
        assert_eq!(read(&lines(5)), Ok(5));
        assert_eq!(read(&lines(500)), Err("too-large"));
        assert_eq!(read(&"A1\tx T1\n".repeat(500)), Err("too-large"));
    }
}
