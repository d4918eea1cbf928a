//! From what REFI-QDA files say to what an import takes.

use super::super::{
    ImportedAnnotation, ImportedAnnotator, ImportedClaim, ImportedCode, ImportedData, ImportedDocument,
    ImportedSet, Input,
};
use super::archive::{self, Pack};
use super::block::{self, Values};
use super::codes::{ALIAS, KIND, LABEL, STATUS, TOPIC, UniqueNames};
use super::names::UNIT;
use super::places::{NamedRange, PackedPlaces, PackedText};
use super::project::ADJUDICATOR;
use super::shapes::{self, CaseShape, Guid, LeftOut, SelectionShape, Shapes, SourceShape};
use super::variables::{self, VariableRole};
use crate::base::{Checked, ClaimId, Issue};
use crate::formats::import::imported::stem;
use crate::formats::import::memory::Room;
use crate::formats::import::taken_names::TakenNames;
use crate::formats::shared::{encoding, offsets};
use crate::locale::Message;
use crate::message;
use crate::model::{Edge, Origin, Relation, Role};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Reads projects.
///
/// # Errors
/// When one is damaged or no project.
pub(super) fn project(input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut imported = ImportedData { source: input.name().to_owned(), ..ImportedData::default() };
    let mut issues = Vec::new();
    let unpacked = input.ending("qde").next();
    let packed = input
        .files
        .iter()
        .filter(|(name, bytes)| bytes.starts_with(b"PK\x03\x04") || name.to_lowercase().ends_with(".qdpx"));
    let mut packs = Vec::new();
    for (name, bytes) in packed {
        packs.push((name, Pack::open(name, bytes)?));
    }
    packs.extend(unpacked.map(|(name, _)| (name, Pack::Folder(input.files))));
    if packs.is_empty() {
        return Err(Issue::error("no-project", input.name(), message!("formats-no-project")));
    }
    let mut files = Vec::new();
    let room = Room::default();
    for (name, mut pack) in packs {
        let shapes = pack.project(name, |xml| shapes::read(name, "Project", xml, &room))?;
        let mut reader = ProjectReader::new(name, &shapes);
        reader.notes(&mut pack);
        reader.read(&mut pack, &mut imported, input);
        issues.extend(reader.issues());
        files.resize(imported.documents.len(), name.clone());
    }
    imported.name_by_file(&files);
    Ok(Checked { value: imported, issues })
}

/// Reads codebooks.
///
/// # Errors
/// When one is damaged or no codebook.
pub(super) fn codebook(input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut imported = ImportedData { source: input.name().to_owned(), ..ImportedData::default() };
    let room = Room::default();
    for (name, bytes) in input.files {
        let shapes = shapes::read(name, "CodeBook", &mut bytes.as_slice(), &room)?;
        imported.codes.extend(codes(&shapes, &BTreeSet::new()).1);
    }
    Ok(Checked { value: imported, issues: Vec::new() })
}

/// What a code of a file is.
enum CodeMeaning {
    /// A code, by its label.
    Label(String),
    Claim(ImportedClaim),
}

/// What every code that can be given, or is, means, and the codes that are declared; codes that are cases are none.
fn codes(shapes: &Shapes, cases: &BTreeSet<Guid>) -> (BTreeMap<Guid, CodeMeaning>, Vec<ImportedCode>) {
    let path = |mut at: usize| {
        let mut groups = Vec::new();
        while let Some(parent) = shapes.codes[at].parent {
            groups.push(shapes.codes[parent].name.trim().to_owned());
            at = parent;
        }
        groups.reverse();
        groups
    };
    let codings = shapes.sources.iter().flat_map(|source| &source.selections).flat_map(|one| &one.codings);
    let used: BTreeSet<Guid> = codings.filter_map(|coding| coding.code).collect();
    let given =
        || {
            shapes.codes.iter().enumerate().filter(|(_, code)| {
                (code.codable || used.contains(&code.guid)) && !cases.contains(&code.guid)
            })
        };
    let mut names: BTreeMap<&str, u32> = BTreeMap::new();
    given().for_each(|(_, code)| *names.entry(code.name.trim()).or_default() += 1);
    let mut meanings = BTreeMap::new();
    let mut declared: Vec<ImportedCode> = Vec::new();
    let mut taken = TakenNames::default();
    for (at, code) in given() {
        let (definition, values) = block::split(&code.description);
        let values = values.unwrap_or_default();
        if let Some(claim) = claim(&code.name, definition, &values) {
            meanings.insert(code.guid, CodeMeaning::Claim(claim));
            continue;
        }
        let (name, groups) = (code.name.trim(), path(at));
        let alone = names.get(name).is_none_or(|count| *count == 1) || groups.is_empty();
        let label = match block::get(&values, LABEL) {
            Some(label) => label.to_owned(),
            None if alone => name.to_owned(),
            None => format!("{} / {name}", groups.join(" / ")),
        };
        let ours = label.starts_with(encoding::UNIT_LABEL) || label == encoding::NOTE_LABEL;
        // Codes are never one for their names alone.
        let label = match ours {
            true => label,
            false => taken.take(&[label], |label, number| format!("{label} ({number})")),
        };
        meanings.insert(code.guid, CodeMeaning::Label(label.clone()));
        if !ours {
            let (name, definition) = (name.to_owned(), definition.trim().to_owned());
            declared.push(ImportedCode { label, name, groups, definition, colour: code.colour.clone() });
        }
    }
    (meanings, declared)
}

fn claim(name: &str, wording: &str, values: &Values) -> Option<ImportedClaim> {
    let get = |name: &str| block::get(values, name).unwrap_or_default().to_owned();
    let id = block::get(values, encoding::CLAIM)?.to_owned();
    let aliases = values.iter().filter(|(name, _)| name == ALIAS).map(|(_, alias)| alias.clone());
    Some(ImportedClaim {
        id,
        label: block::get(values, encoding::CLAIM_NAME).unwrap_or(name).to_owned(),
        wording: wording.to_owned(),
        kind: get(KIND),
        topic: get(TOPIC),
        aliases: aliases.collect(),
        status: get(STATUS),
        memo: get(encoding::MEMO),
    })
}

/// What is left out or noteworthy, counted.
#[derive(Default)]
struct FindingCounts(BTreeMap<LeftOut, u64>);

impl FindingCounts {
    fn add(&mut self, what: LeftOut) {
        *self.0.entry(what).or_default() += 1;
    }
}

struct ProjectReader<'s> {
    file: &'s str,
    shapes: &'s Shapes,
    users: BTreeMap<Guid, String>,
    meanings: BTreeMap<Guid, CodeMeaning>,
    codes: Vec<ImportedCode>,
    variables: BTreeMap<Guid, VariableRole>,
    cases: BTreeSet<Guid>,
    /// Values that cases give to sources.
    given: BTreeMap<Guid, Vec<(Guid, String)>>,
    /// Where a note is in the list of them.
    note_at: BTreeMap<Guid, usize>,
    /// The words of notes.
    notes: BTreeMap<Guid, String>,
    /// Notes by what a link ties them to.
    linked: BTreeMap<Guid, Vec<Guid>>,
    used: BTreeSet<Guid>,
    found: FindingCounts,
    more: Vec<Issue>,
}

impl<'s> ProjectReader<'s> {
    fn new(file: &'s str, shapes: &'s Shapes) -> Self {
        let cases: BTreeSet<Guid> = shapes.cases.iter().map(|case| case.guid).collect();
        let (meanings, codes) = codes(shapes, &cases);
        let variables = shapes.variables.iter();
        let variables = variables.map(|(guid, (name, words))| (*guid, VariableRole::of(name, words)));
        let mut given: BTreeMap<Guid, Vec<(Guid, String)>> = BTreeMap::new();
        for CaseShape { sources, values, .. } in &shapes.cases {
            for source in sources {
                given.entry(*source).or_default().extend(values.iter().cloned());
            }
        }
        let note_at: BTreeMap<Guid, usize> =
            shapes.notes.iter().enumerate().map(|(at, note)| (note.guid, at)).collect();
        let mut linked: BTreeMap<Guid, Vec<Guid>> = BTreeMap::new();
        for link in &shapes.links {
            if note_at.contains_key(&link.from) {
                linked.entry(link.to).or_default().push(link.from);
            } else if note_at.contains_key(&link.to) {
                linked.entry(link.from).or_default().push(link.to);
            }
        }
        Self {
            file,
            shapes,
            users: keys(shapes),
            meanings,
            codes,
            variables: variables.collect(),
            cases,
            given,
            note_at,
            notes: BTreeMap::new(),
            linked,
            used: BTreeSet::new(),
            found: FindingCounts::default(),
            more: Vec::new(),
        }
    }

    /// Fetches the words of the notes.
    fn notes(&mut self, pack: &mut Pack<'_>) {
        for note in &self.shapes.notes {
            let stored = || PackedText::decoded(&pack.text(&note.path).ok()?).map(|packed| packed.text);
            let words = note.content.clone().or_else(stored).unwrap_or_default();
            let words = if words.trim().is_empty() { note.description.clone() } else { words };
            self.notes.insert(note.guid, words);
        }
    }

    fn read(&mut self, pack: &mut Pack<'_>, imported: &mut ImportedData, input: &Input<'_>) {
        let leads = block::split(&self.shapes.description).1.unwrap_or_default();
        let mut unnamed = 0_u32;
        for user in &self.shapes.users {
            let Some(key) = self.users.get(&user.guid) else { continue };
            let by_file = user.name.trim().is_empty() && user.id.trim().is_empty();
            unnamed += u32::from(by_file);
            if imported.annotators.iter().any(|known| known.key == *key) {
                continue;
            }
            let leads = leads.iter().any(|(name, id)| name == ADJUDICATOR && *id == user.id);
            let role = if leads { Role::Adjudicator } else { Role::Analyst };
            let name = match user.name.trim().is_empty() {
                false => user.name.clone(),
                true if by_file => format!("{} {unnamed}", stem(self.file)),
                true => key.clone(),
            };
            imported.annotators.push(ImportedAnnotator { key: key.clone(), name, role, by_file });
        }
        imported.codes.append(&mut self.codes);
        imported.claims.extend(self.meanings.values().filter_map(|meaning| match meaning {
            CodeMeaning::Claim(claim) => Some(claim.clone()),
            CodeMeaning::Label(_) => None,
        }));
        self.relations(imported);
        let mut names = UniqueNames::default();
        imported.documents.iter().for_each(|document| drop(names.unique(&document.name, "")));
        for source in &self.shapes.sources {
            if input.progress.is_cancelled() {
                return;
            }
            let document = self.document(source, pack, &mut names);
            imported.documents.push(document);
        }
    }

    /// Relations between claims: links whose name ends with who states them.
    fn relations(&self, imported: &mut ImportedData) {
        let claim = |guid: &Guid| match self.meanings.get(guid)? {
            CodeMeaning::Claim(claim) => ClaimId::new(&claim.id).ok(),
            CodeMeaning::Label(_) => None,
        };
        imported.relations.extend(self.shapes.links.iter().filter_map(|link| {
            let (relation, by) = link.name.strip_suffix(')')?.rsplit_once(" (")?;
            let relation = Relation::ALL.into_iter().find(|known| known.name() == relation)?;
            Some((by.to_owned(), Edge { from: claim(&link.from)?, relation, to: claim(&link.to)? }))
        }));
    }

    fn document(
        &mut self,
        source: &SourceShape,
        pack: &mut Pack<'_>,
        names: &mut UniqueNames,
    ) -> ImportedDocument {
        let plain = if source.name.trim().is_empty() { source.guid.to_string() } else { source.name.clone() };
        let mut document = ImportedDocument { name: names.unique(&plain, ""), ..ImportedDocument::default() };
        let packed = self.packed(source, pack);
        let text = packed.as_ref().and_then(|packed| Text::new(packed.text.as_str()).ok());
        let places =
            packed.as_ref().zip(text.as_ref()).map(|(packed, text)| self.places(source, packed, text));
        let places = places.as_ref();
        document.unit = Some(UNIT);
        for selection in &source.selections {
            self.selection(source, selection, places, &mut document);
        }
        for guid in source.notes.iter().chain(self.linked.get(&source.guid).into_iter().flatten()) {
            let Some(note) = self.note_at.get(guid).and_then(|at| self.shapes.notes.get(*at)) else {
                continue;
            };
            self.used.insert(*guid);
            if note.selections.is_empty() {
                self.found.add(LeftOut::SourceComment);
            }
            for selection in &note.selections {
                let words = self.notes.get(guid).cloned().unwrap_or_default();
                let user = selection.user.or(note.user);
                let mut mark = self.mark(source, selection, user, places);
                mark.created = mark.created.or(note.created);
                mark.label = encoding::NOTE_LABEL.to_owned();
                mark.memo = if mark.memo.is_empty() { words } else { mark.memo };
                document.marks.extend(Some(mark).filter(|mark| mark.placed));
            }
        }
        self.values(source, &mut document);
        let ours = self.shapes.origin.starts_with("Obelus");
        if document.metadata.title.is_empty() && !ours {
            document.metadata.title.clone_from(&source.name);
        }
        document.text = packed.map(|packed| packed.text);
        document
    }

    /// The text of a source, when the file has it.
    fn packed(&mut self, source: &SourceShape, pack: &mut Pack<'_>) -> Option<PackedText> {
        if let Some(content) = source.content.as_deref().filter(|_| source.path.is_empty()) {
            return Some(PackedText::plain(content.to_owned()));
        }
        let mut bad = |message: Message| {
            let hint = message!("formats-source-no-text.hint");
            self.more.push(Issue::warning("no-text", self.file, message).hint(hint));
            None
        };
        if source.path.is_empty() {
            let digest = |(variable, _): &(Guid, String)| {
                self.variables.get(variable) == Some(&VariableRole::Data("text_sha256"))
            };
            if source.values.iter().any(digest) {
                return None;
            }
            return bad(message!("formats-source-no-text", name = &source.name));
        }
        match pack.text(&source.path) {
            Err(error) => bad(archive::unread_text(&error, &source.name)),
            Ok(bytes) => PackedText::decoded(&bytes)
                .or_else(|| bad(message!("formats-source-encoding", name = &source.name))),
        }
    }

    fn places<'t>(&mut self, source: &SourceShape, packed: &PackedText, text: &'t Text) -> PackedPlaces<'t> {
        let passages = source
            .selections
            .iter()
            .filter_map(|selection| Some((selection.start?, selection.end?, selection.name.as_str())));
        let passages: Vec<NamedRange<'_>> = passages.collect();
        let origin = self.shapes.origin.to_uppercase();
        let one = origin.contains("ATLAS") || origin.starts_with("OBELUS");
        let places = PackedPlaces::new(text, packed, one, &passages);
        if places.is_odd() && !passages.is_empty() {
            let unit = places.counting.told(places.own.is_plain());
            let message = message!("formats-offset-unit", name = &source.name, unit = unit);
            self.more.push(Issue::note("offset-unit-guessed", self.file, message));
        }
        places
    }

    /// The marks that a selection makes: one for each coding, or a note.
    fn selection(
        &mut self,
        source: &SourceShape,
        selection: &SelectionShape,
        places: Option<&PackedPlaces<'_>>,
        document: &mut ImportedDocument,
    ) {
        let mut comments: Vec<String> = Vec::new();
        for guid in selection.notes.iter().chain(self.linked.get(&selection.guid).into_iter().flatten()) {
            self.used.insert(*guid);
            comments.extend(self.notes.get(guid).filter(|words| !words.trim().is_empty()).cloned());
        }
        let mut first = self.mark(source, selection, selection.user, places);
        if !first.placed {
            self.found.add(LeftOut::EmptySelection);
            return;
        }
        if !first.memo.is_empty() {
            comments.insert(0, std::mem::take(&mut first.memo));
        }
        first.memo = comments.join("\n\n");
        let mut codings = 0;
        for coding in &selection.codings {
            let Some(code) = coding.code else { continue };
            let mut mark =
                ImportedAnnotation { annotator: self.whose(coding.user.or(selection.user)), ..first.clone() };
            match self.meanings.get(&code) {
                Some(CodeMeaning::Label(label)) => mark.label.clone_from(label),
                Some(CodeMeaning::Claim(claim)) => {
                    mark.label = encoding::CLAIM_LABEL.to_owned();
                    let names = [(encoding::CLAIM, &claim.id), (encoding::CLAIM_NAME, &claim.label)];
                    let claim = names.map(|(name, value)| (name.to_owned(), value.clone()));
                    mark.attributes.splice(0..0, claim);
                }
                None if self.cases.contains(&code) => continue,
                None => {
                    self.found.add(LeftOut::UnknownCode);
                    continue;
                }
            }
            mark.id = mark.id.filter(|_| codings == 0);
            codings += 1;
            document.marks.push(mark);
        }
        let says = !first.memo.is_empty() || first.id.is_some();
        if codings == 0 && selection.codings.is_empty() && says {
            document.marks.push(ImportedAnnotation { label: encoding::NOTE_LABEL.to_owned(), ..first });
        } else if codings == 0 && selection.codings.is_empty() {
            self.found.add(LeftOut::BareSelection);
        }
    }

    /// What a selection says besides its codings, with its place in code points where the text is known.
    fn mark(
        &self,
        source: &SourceShape,
        selection: &SelectionShape,
        user: Option<Guid>,
        places: Option<&PackedPlaces<'_>>,
    ) -> ImportedAnnotation {
        let (start, end) = (selection.start.unwrap_or_default(), selection.end.unwrap_or_default());
        let given = selection.start.is_some() && selection.end.is_some() && start < end;
        let text = places.map(|places| places.text);
        let span = places.and_then(|places| places.own.span(places.counting, start, end));
        let named = || Some(selection.name.clone()).filter(|name| !name.is_empty() && !name.ends_with('…'));
        let ((start, end), exact, placed) = match (text, span) {
            (Some(text), Some(span)) => {
                (offsets::position(text, span, UNIT), text.slice(span).map(str::to_owned), true)
            }
            (Some(_), None) => ((start, end), None, false),
            (None, _) => ((start, end), named(), given),
        };
        let (memo, values) = block::split(&selection.description);
        let words = user.map(|user| user.to_string()).unwrap_or_default();
        let id = block::number_in(&selection.guid.to_string(), &source.guid.to_string(), &words);
        let mut mark = ImportedAnnotation {
            id: id.map(crate::base::AnnotationId),
            annotator: self.whose(user),
            start,
            end,
            placed,
            exact,
            memo: memo.to_owned(),
            created: selection.created,
            modified: selection.modified,
            origin: id.map(|_| Origin::Human),
            ..ImportedAnnotation::default()
        };
        values.unwrap_or_default().into_iter().for_each(|(name, value)| mark.take(&name, value));
        mark
    }

    fn whose(&self, user: Option<Guid>) -> String {
        user.and_then(|user| self.users.get(&user)).cloned().unwrap_or_default()
    }

    /// What variables say of a source.
    fn values(&mut self, source: &SourceShape, document: &mut ImportedDocument) {
        let mut sets: BTreeMap<String, ImportedSet> = BTreeMap::new();
        let given = self.given.get(&source.guid).into_iter().flatten();
        for (variable, value) in
            source.values.iter().chain(given).filter(|(_, value)| !value.trim().is_empty())
        {
            match self.variables.get(variable) {
                Some(VariableRole::Data(name)) => variables::take(document, name, value),
                Some(VariableRole::Work(part, id, name)) => {
                    let key = self.person(id, name);
                    let set = sets
                        .entry(key.clone())
                        .or_insert_with(|| ImportedSet { annotator: key, ..Default::default() });
                    variables::take_work(set, part, value);
                }
                Some(VariableRole::Other(name)) => self.found.add(LeftOut::Variable(name.clone())),
                None => self.found.add(LeftOut::UnknownVariable),
            }
        }
        document.sets = sets.into_values().collect();
    }

    /// The key of the annotator of that identifier, else of that name.
    fn person(&self, id: &str, name: &str) -> String {
        let known = self.shapes.users.iter().find(|user| user.id == id);
        let known = known.or_else(|| self.shapes.users.iter().find(|user| user.name == name));
        known.and_then(|user| self.users.get(&user.guid)).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// What was left out.
    fn issues(mut self) -> Vec<Issue> {
        let journals = self.shapes.notes.iter().filter(|note| !self.used.contains(&note.guid)).count();
        if journals > 0 {
            self.found.0.insert(LeftOut::Note, journals as u64);
        }
        let all = self.found.0.iter().chain(&self.shapes.other);
        let left = all.map(|(what, count)| Issue::warning("not-read", self.file, what.message(*count)));
        self.more.into_iter().chain(left).collect()
    }
}

/// A key for each user: the identifier, else the name, else the GUID; each once.
fn keys(shapes: &Shapes) -> BTreeMap<Guid, String> {
    let mut taken = BTreeSet::new();
    let mut keys = BTreeMap::new();
    for user in &shapes.users {
        let tries = [user.id.trim().to_owned(), user.name.trim().to_owned(), user.guid.to_string()];
        let key = tries.into_iter().find(|key| !key.is_empty() && taken.insert(key.clone()));
        keys.extend(key.map(|key| (user.guid, key)));
    }
    keys
}
