//! Reading CAS JSON, from Obelus, INCEpTION or another program of UIMA.

use super::states::{CURATOR, DocumentStates, is_states};
use super::{DOCUMENT, FIELD, LABEL, META, STANDS_FOR, UNIT, key};
use crate::base::{Checked, Issue, Place};
use crate::formats::import::memory::{Room, too_much};
use crate::formats::shared::own_text::{Counting, OwnText};
use crate::formats::shared::{encoding, key_values};
use crate::formats::{
    ImportedAnnotation, ImportedAnnotator, ImportedData, ImportedDocument, ImportedSet, Input,
};
use crate::message;
use crate::model::{Origin, Role, SetState, ZoneKind};
use crate::text::fold::line_feeds;
use crate::text::{Digest, Text};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// Features whose value is taken for the label, the likelier first.
const LABELS: [&str; 12] = [
    LABEL,
    "code",
    "value",
    "identifier",
    "category",
    "PosValue",
    "tag",
    "class",
    "concept",
    "codes",
    "kind",
    "type",
];
/// Features whose value is what somebody noted.
const NOTES: [&str; 7] = ["note", "notes", "comment", "comments", "memo", "remark", "remarks"];
/// Features whose value is whose the annotation is.
const CODERS: [&str; 5] = [encoding::ANNOTATOR, "annotatedBy", "annotated_by", "coder", "annotator_id"];
/// What INCEpTION calls a document that nobody has worked on.
const INITIAL: &str = "INITIAL_CAS";

type JsonObject = Map<String, Value>;
/// Names and values.
type NamedValues = Vec<(String, String)>;

pub(super) fn recognises(input: &Input<'_>) -> bool {
    let mut files = input.ending("json").filter(|(_, bytes)| !is_states(bytes)).peekable();
    let ours = |bytes: &[u8]| memchr::memmem::find(bytes, b"\"%FEATURE_STRUCTURES\"").is_some();
    files.peek().is_some() && files.all(|(_, bytes)| ours(bytes))
}

pub(super) fn import(input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut imported = ImportedData { source: input.name().to_owned(), ..ImportedData::default() };
    let mut issues = Vec::new();
    let states = DocumentStates::of(input);
    for (name, bytes) in input.ending("json").filter(|(_, bytes)| !is_states(bytes)) {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let room = Room::default();
        match room.read(bytes) {
            Ok(cas) => read(name, &cas, &states, &mut imported, &mut issues),
            Err(_) if room.is_full() => issues.push(too_much(name)),
            Err(error) => {
                let place = Place::Line(error.line() as u32, error.column() as u32);
                let issue = Issue::error("bad-json", name, message!("formats-bad-json", error = %error));
                issues.push(issue.at(place).hint(message!("formats-left-out")));
            }
        }
    }
    match (imported.documents.is_empty(), issues.first()) {
        (true, Some(issue)) => Err(issue.clone()),
        _ => Ok(Checked { value: imported, issues }),
    }
}

/// The feature structures by number, ascending: the file has them in a list or by number.
fn structures(cas: &Value) -> BTreeMap<u64, &JsonObject> {
    match cas.get("%FEATURE_STRUCTURES") {
        Some(Value::Array(list)) => {
            let one = |fs: &'_ Value| fs.get("%ID").and_then(Value::as_u64);
            list.iter().filter_map(|fs| Some((one(fs)?, fs.as_object()?))).collect()
        }
        Some(Value::Object(map)) => {
            map.iter().filter_map(|(id, fs)| Some((id.parse().ok()?, fs.as_object()?))).collect()
        }
        _ => BTreeMap::new(),
    }
}

fn words<'f>(fs: &'f JsonObject, name: &str) -> &'f str {
    fs.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn kind(fs: &JsonObject) -> &str {
    words(fs, "%TYPE")
}

fn read(
    file: &str,
    cas: &Value,
    states: &DocumentStates,
    imported: &mut ImportedData,
    issues: &mut Vec<Issue>,
) {
    let all = structures(cas);
    let sofas: Vec<(u64, &JsonObject)> =
        all.iter().filter(|(_, fs)| kind(fs) == "uima.cas.Sofa").map(|(id, fs)| (*id, *fs)).collect();
    let with_text: Vec<_> = sofas.iter().filter(|(_, sofa)| sofa.get("sofaString").is_some()).collect();
    if with_text.is_empty() {
        let issue = Issue::error("no-text", file, message!("formats-cas-no-text"));
        issues.push(issue.hint(message!("formats-left-out")));
        return;
    }
    let by_member = members(cas);
    let only = if let [(sofa, _)] = with_text.as_slice() { Some(*sofa) } else { None };
    let mut by_sofa: HashMap<u64, Vec<&JsonObject>> = HashMap::new();
    for (id, fs) in &all {
        let stated = fs.get("@sofa").and_then(Value::as_u64).or_else(|| by_member.get(id).copied());
        if let Some(sofa) = stated.or(only) {
            by_sofa.entry(sofa).or_default().push(fs);
        }
    }
    let stands_for = stands_for(cas);
    for (id, sofa) in &with_text {
        let mine = by_sofa.remove(id).unwrap_or_default();
        let view = words(sofa, "sofaID");
        let view = if only.is_some() || view == "_InitialView" { "" } else { view };
        let text = words(sofa, "sofaString");
        let reader = CasView { file, view, text, mine, stands_for: &stands_for, states };
        reader.read(imported, issues);
    }
}

/// The sofa of each member of a view.
fn members(cas: &Value) -> HashMap<u64, u64> {
    let mut by_member = HashMap::new();
    let views = cas.get("%VIEWS").and_then(Value::as_object);
    for view in views.into_iter().flat_map(Map::values) {
        let Some(sofa) = view.get("%SOFA").and_then(Value::as_u64) else { continue };
        let members = view.get("%MEMBERS").and_then(Value::as_array);
        by_member.extend(members.into_iter().flatten().filter_map(Value::as_u64).map(|id| (id, sofa)));
    }
    by_member
}

/// What features stand for whose names are not those of attributes.
fn stands_for(cas: &Value) -> HashMap<String, String> {
    let types = cas.get("%TYPES").and_then(Value::as_object);
    let features = types.into_iter().flat_map(Map::values).filter_map(Value::as_object).flatten();
    let told = features.filter_map(|(feature, declared)| {
        let name = declared.get("%DESCRIPTION")?.as_str()?.strip_prefix(STANDS_FOR)?;
        Some((feature.clone(), name.to_owned()))
    });
    told.collect()
}

/// A text with its annotations.
struct CasView<'a> {
    file: &'a str,
    view: &'a str,
    text: &'a str,
    mine: Vec<&'a JsonObject>,
    stands_for: &'a HashMap<String, String>,
    states: &'a DocumentStates,
}

/// What the fields of Obelus say.
#[derive(Default)]
struct ObelusFields {
    /// Of annotations, by place and label.
    spans: HashMap<(u32, u32, String), VecDeque<NamedValues>>,
    /// Whether there is anything of Obelus.
    ours: bool,
}

impl CasView<'_> {
    fn read(&self, imported: &mut ImportedData, issues: &mut Vec<Issue>) {
        let (folder, stem) = self.file.rsplit_once('/').unwrap_or(("", self.file));
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let folder = folder.rsplit('/').next().unwrap_or_default();
        let mut document =
            ImportedDocument { name: stem.to_owned(), unit: Some(UNIT), ..ImportedDocument::default() };
        let mut set = ImportedSet { annotator: folder.to_owned(), ..ImportedSet::default() };
        let mut who = None;
        let mut told = ObelusFields::default();
        for fs in &self.mine {
            if kind(fs) == META || kind(fs) == DOCUMENT {
                self.meta(fs, &mut document);
            } else if kind(fs) == FIELD && words(fs, "key").starts_with(key::SPAN) {
                self.field(fs, &mut document, &mut set, &mut who, &mut told);
            }
        }
        if !told.ours && is_document(folder, &document.metadata.title) {
            // INCEpTION has a folder for each document and in it a file for each annotator.
            document.name = folder.rsplit_once('.').map_or(folder, |(name, _)| name).to_owned();
            stem.clone_into(&mut set.annotator);
            set.finished = self.states.is_finished(folder, stem);
            if stem == INITIAL {
                set.annotator.clear();
            }
        }
        if !self.view.is_empty() {
            document.name = format!("{}-{}", document.name, self.view);
        }
        document.marks = self.marks(&set.annotator, &mut told, issues);
        if !told.ours && stem == INITIAL {
            // What the text came with is nobody's work.
            for mark in &mut document.marks {
                mark.annotator.clear();
                mark.origin = Some(Origin::Suggested { by: INITIAL.to_owned() });
            }
        }
        document.text = Some(self.text.to_owned());
        let unplaced: usize = told.spans.values().map(VecDeque::len).sum();
        if unplaced > 0 {
            let message = message!("formats-details-left", count = unplaced);
            let issue = Issue::warning("details-left", self.file, message);
            issues.push(issue.hint(message!("formats-all-left-out")));
        }
        let by = set.annotator.clone();
        if who.is_some() || set.finished || !document.marks.is_empty() {
            document.sets.extend((who.is_some() || set.finished).then_some(set));
            if !by.is_empty() && imported.annotators.iter().all(|one| one.key != by) {
                let role = if by == CURATOR { Role::Adjudicator } else { Role::Analyst };
                let named = || ImportedAnnotator { name: by.clone(), key: by.clone(), role, by_file: true };
                imported.annotators.push(who.unwrap_or_else(named));
            }
        }
        imported.documents.push(document);
    }

    fn place(&self, fs: &JsonObject) -> Option<(u32, u32)> {
        let at = |name| fs.get(name).and_then(Value::as_u64).and_then(|at| u32::try_from(at).ok());
        at("begin").zip(at("end")).filter(|(begin, end)| begin <= end)
    }

    fn meta(&self, fs: &JsonObject, document: &mut ImportedDocument) {
        let metadata = &mut document.metadata;
        let take = |to: &mut String, name: &str| {
            let value = words(fs, name);
            if !value.is_empty() && value != "x-unspecified" {
                value.clone_into(to);
            }
        };
        take(&mut metadata.title, "documentTitle");
        take(&mut metadata.url, "documentUri");
        take(&mut metadata.language, "language");
    }

    fn field(
        &self,
        fs: &JsonObject,
        document: &mut ImportedDocument,
        set: &mut ImportedSet,
        who: &mut Option<ImportedAnnotator>,
        told: &mut ObelusFields,
    ) {
        let Some((begin, end)) = self.place(fs) else { return };
        let named = key_values::decode(words(fs, "value"));
        let value =
            |wanted: &str| named.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        let said = |name: &str| value(name).unwrap_or_default();
        told.ours = true;
        match words(fs, "key") {
            key::SPAN => {
                let of_span = named.iter().filter(|(name, _)| name != LABEL).cloned().collect();
                told.spans.entry((begin, end, said(LABEL))).or_default().push_back(of_span);
            }
            key::ARTICLE => {
                document.name = value("id").unwrap_or_else(|| document.name.clone());
                document.digest = value("sha256").as_deref().and_then(Digest::from_hex);
                let metadata = &mut document.metadata;
                metadata.outlet = said("outlet");
                let authors = named.iter().filter(|(name, _)| name == "author");
                metadata.authors = authors.map(|(_, author)| author.clone()).collect();
                metadata.published.date = said("published");
                metadata.published.as_written = said("published_as_written");
                metadata.section = said("section");
                metadata.genre = said("genre");
                metadata.source_file = said("source_file");
                metadata.import_note = said("import_note");
            }
            key::ZONE => {
                let named = |kind: &ZoneKind| kind.name().eq_ignore_ascii_case(&said("kind"));
                document.zones.extend(ZoneKind::ALL.into_iter().find(named).map(|kind| (kind, begin, end)));
            }
            key::SET => {
                set.annotator = said("annotator");
                set.state = said("signed_off").parse().map_or(SetState::Open, SetState::Done);
                let role = encoding::role_of(&said("role")).unwrap_or_default();
                *who = Some(ImportedAnnotator {
                    key: set.annotator.clone(),
                    name: said("name"),
                    role,
                    by_file: false,
                });
            }
            key::READ => set.coverage.push((begin, end)),
            key::BOOKMARK => set.bookmarks.push((begin, end)),
            key::ANSWER => set.fields.push((said("name"), said("value"))),
            _ => {}
        }
    }

    fn marks(
        &self,
        annotator: &str,
        told: &mut ObelusFields,
        issues: &mut Vec<Issue>,
    ) -> Vec<ImportedAnnotation> {
        let text = Text::new(line_feeds(self.text)).ok();
        let own = text.as_ref().map(|text| (text, OwnText::new(Some(self.text), text)));
        let (mut relations, mut empty) = (0_u64, 0_u64);
        let mut marks = Vec::new();
        for fs in self.mine.iter().filter(|fs| is_mark(fs)) {
            let Some((start, end)) = self.place(fs) else { continue };
            if fs.contains_key("@Governor") || fs.contains_key("@Dependent") {
                relations += 1;
                continue;
            }
            if start == end {
                empty += 1;
                continue;
            }
            let named = label_feature(fs);
            let label = named.map_or_else(|| last(kind(fs)), |name| words(fs, name));
            let exact = own.as_ref().and_then(|(text, own)| {
                let span = own.span(Counting::stated(UNIT), start, end)?;
                text.slice(span).map(str::to_owned)
            });
            let mut mark = ImportedAnnotation {
                annotator: annotator.to_owned(),
                label: label.to_owned(),
                start,
                end,
                placed: true,
                exact,
                ..ImportedAnnotation::default()
            };
            for (name, value) in fs.iter().filter(|(name, _)| is_value(name) && Some(name.as_str()) != named)
            {
                let name = self.stands_for.get(name).unwrap_or(name);
                let name = match name {
                    name if is_one_of(name, &NOTES) => encoding::MEMO,
                    name if is_one_of(name, &CODERS) => encoding::ANNOTATOR,
                    name => name,
                };
                match value {
                    Value::String(value) => mark.take(name, value.clone()),
                    Value::Bool(_) | Value::Number(_) => mark.take(name, value.to_string()),
                    _ => {}
                }
            }
            let of_span = told.spans.get_mut(&(start, end, label.to_owned())).and_then(VecDeque::pop_front);
            of_span.into_iter().flatten().for_each(|(name, value)| mark.take(&name, value));
            if told.ours || mark.annotator.trim().is_empty() {
                annotator.clone_into(&mut mark.annotator);
            }
            marks.push(mark);
        }
        for (count, message) in [
            (relations, message!("formats-cas-relations", count = relations)),
            (empty, message!("formats-cas-empty", count = empty)),
        ] {
            if count > 0 {
                let issue = Issue::warning("no-place", self.file, message);
                issues.push(issue.hint(message!("formats-all-left-out")));
            }
        }
        marks
    }
}

/// Whether a folder is named for a document and not for an annotator.
fn is_document(folder: &str, title: &str) -> bool {
    let ending = folder.rsplit_once('.').map(|(_, ending)| ending);
    let known = ["txt", "json", "xmi", "xml", "html", "pdf", "tsv", "conll"];
    !folder.is_empty() && (folder == title || ending.is_some_and(|ending| known.contains(&ending)))
}

/// Whether a type is one that people tag with: not the document, its segments, or what taggers add.
fn is_mark(fs: &JsonObject) -> bool {
    let kind = kind(fs);
    let dkpro = kind.starts_with("de.tudarmstadt.ukp.") && !kind.contains(".ner.type.");
    let uima = kind.starts_with("uima.");
    !dkpro && !uima && !kind.ends_with(".Token") && !kind.ends_with(".Sentence")
}

fn is_value(name: &str) -> bool {
    !name.starts_with(['%', '@', '^', '#']) && !matches!(name, "begin" | "end" | "sofa")
}

fn is_one_of(name: &str, all: &[&str]) -> bool {
    all.iter().any(|one| one.eq_ignore_ascii_case(name))
}

/// The feature whose value is the label, which says more than the name of the type.
fn label_feature(fs: &JsonObject) -> Option<&str> {
    let words = |name: &&String| fs.get(*name).and_then(Value::as_str).is_some_and(|words| !words.is_empty());
    LABELS.into_iter().find_map(|label| {
        fs.keys().filter(words).find(|name| name.eq_ignore_ascii_case(label)).map(String::as_str)
    })
}

/// A type's name without what stands before it.
fn last(kind: &str) -> &str {
    kind.rsplit('.').next().unwrap_or(kind)
}
