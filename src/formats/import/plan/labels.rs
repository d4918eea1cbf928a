//! What the labels of files become.

use super::preview::{ImportPlan, LabelRow};
use crate::base::{CodeId, Issue, LayerId, slug};
use crate::formats::import::taken_names::TakenNames;
use crate::formats::shared::encoding::{self, Labelled};
use crate::formats::{ImportedCode, ImportedData};
use crate::locale::Argument;
use crate::message;
use crate::model::{Answers, Code, Codebook, Edit, LabelMapping, LabelTarget, Layer, Project, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The layer that codes without a home get.
const IMPORTED: &str = "imported";

/// How many labels are named that become one code.
const TOLD: usize = 20;

/// What stands between the groups of a new code and its name in [`LabelTarget::New`].
const INSIDE: &str = " › ";

/// What every label of the files most likely is: what was kept from the last time, else a code of that identifier or
/// name, else a claim, else a new code. Labels that share a name in different groups are different codes: a new one is named
/// with its groups then.
pub fn guess(project: &Project, imported: &ImportedData, kept: &LabelMapping) -> LabelMapping {
    let codebook = project.codebook();
    let labels = imported.labels();
    let mut paths: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
    let declared = by_label(&imported.codes);
    for label in labels.keys() {
        let LabelPath { groups, name } = LabelPath::of(&declared, label);
        let groups = groups.iter().map(|group| folded(group)).collect();
        paths.entry(folded(&name)).or_default().insert(groups);
    }
    let one = |label: &str| {
        let kept = kept.0.get(label).filter(|target| holds(codebook, target));
        let path = LabelPath::of(&declared, label);
        let shared = paths.get(&folded(&path.name)).is_some_and(|paths| paths.len() > 1);
        kept.cloned().unwrap_or_else(|| guessed(codebook, label, &path, shared))
    };
    LabelMapping(labels.into_keys().map(|label| (label.to_owned(), one(label))).collect())
}

/// What files declare of codes, by label.
type DeclaredCodes<'a> = BTreeMap<&'a str, &'a ImportedCode>;

/// The first of each label counts.
fn by_label(codes: &[ImportedCode]) -> DeclaredCodes<'_> {
    codes.iter().rev().map(|code| (code.label.as_str(), code)).collect()
}

/// A label's name and the groups that it is in, outermost first.
struct LabelPath {
    groups: Vec<String>,
    name: String,
}

impl LabelPath {
    /// As the files declare it, else as its separators say.
    fn of(declared: &DeclaredCodes<'_>, label: &str) -> Self {
        if let Some(code) = declared.get(label) {
            return Self { groups: code.groups.clone(), name: code.name.clone() };
        }
        let parts =
            label.split(['/', '\\', '>', '»', '›', ':']).map(str::trim).filter(|part| !part.is_empty());
        let mut groups: Vec<String> = parts.map(str::to_owned).collect();
        let is_worded = groups.iter().all(|part| part.contains(char::is_alphabetic));
        match groups.pop().filter(|_| is_worded) {
            Some(name) => Self { groups, name },
            None => Self { groups: Vec::new(), name: label.to_owned() },
        }
    }
}

/// The groups that the codes of a layer are in, outermost first, when an import made it; `None` of other layers.
pub fn imported_groups(layer: &Layer) -> Option<Vec<&str>> {
    let of_groups = layer.id.as_str().strip_prefix(IMPORTED)?;
    if of_groups.is_empty() {
        return Some(Vec::new());
    }
    of_groups.starts_with('-').then(|| layer.name.split(INSIDE).map(str::trim).collect())
}

/// What the layer of codes in these groups is called; empty when there are none.
pub fn group_name<S: AsRef<str>>(groups: &[S]) -> String {
    groups.iter().map(|group| group.as_ref().trim()).collect::<Vec<_>>().join(INSIDE)
}

/// The new code that a mapping names: with the groups before its name, where it names them.
pub fn new_code(name: &str) -> (Vec<&str>, &str) {
    let mut groups: Vec<&str> = name.split(INSIDE).map(str::trim).collect();
    let name = groups.pop().unwrap_or(name);
    (groups, name)
}

/// Whether the codebook has what a target names.
fn holds(codebook: &Codebook, target: &LabelTarget) -> bool {
    match target {
        LabelTarget::Code(code) => codebook.code(code.as_str()).is_some(),
        LabelTarget::Unit(layer) => codebook.layer(layer.as_str()).is_some(),
        LabelTarget::Claim => codebook.claim_layer().is_some(),
        LabelTarget::Note | LabelTarget::New(_) | LabelTarget::Leave => true,
    }
}

fn guessed(codebook: &Codebook, label: &str, path: &LabelPath, shared: bool) -> LabelTarget {
    match encoding::labelled(codebook, label) {
        Some(Labelled::Code(code)) => return LabelTarget::Code(code),
        Some(Labelled::Claim) => return LabelTarget::Claim,
        Some(Labelled::Unit(layer)) => return LabelTarget::Unit(layer),
        Some(Labelled::Note) => return LabelTarget::Note,
        None => {}
    }
    let wanted = folded(&path.name);
    if wanted.is_empty() {
        return LabelTarget::Note;
    }
    let codes = || codebook.layers().iter().flat_map(|layer| layer.codes().iter().map(move |c| (layer, c)));
    let groups: Vec<String> = path.groups.iter().map(|group| folded(group)).collect();
    let named =
        |(_, code): &(&Layer, &Code)| folded(&code.name) == wanted || folded(code.id.as_str()) == wanted;
    let is_home = |(layer, _): &(&Layer, &Code)| match imported_groups(layer) {
        Some(imported) => imported.into_iter().map(folded).eq(groups.iter().cloned()),
        None => groups.last() == Some(&folded(&layer.name)) && (!shared || groups.len() == 1),
    };
    let in_group = codes().filter(named).find(is_home);
    // One of the same last name that was imported from other groups is another code.
    let is_other = |(layer, _): &(&Layer, &Code)| imported_groups(layer).is_some() && !groups.is_empty();
    let codes_elsewhere = || codes().filter(|found| !is_other(found));
    let new = || {
        let parts = path.groups.iter().chain([&path.name]).map(|part| part.trim().to_owned());
        LabelTarget::New(parts.collect::<Vec<_>>().join(INSIDE))
    };
    if shared && in_group.is_none() && !groups.is_empty() {
        return new();
    }
    if let Some((_, code)) = in_group.or_else(|| codes_elsewhere().find(named)) {
        return LabelTarget::Code(code.id.clone());
    }
    if let Some((_, code)) = codes().find(|(_, code)| code.synonyms.contains(&wanted)) {
        return LabelTarget::Code(code.id.clone());
    }
    let claims = ["claim", "claims", "mention", "claim mention", "check worthy", "checkworthy"];
    if codebook.claim_layer().is_some() && claims.contains(&wanted.as_str()) {
        return LabelTarget::Claim;
    }
    if shared { new() } else { LabelTarget::New(path.name.trim().to_owned()) }
}

fn folded(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '.'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What labels become, and the codebook that they then need.
pub(super) struct Targets {
    by_label: BTreeMap<String, LabelTarget>,
    /// The codebook with the new codes; none when there are none.
    pub codebook: Option<Arc<Codebook>>,
}

impl Targets {
    /// What a label becomes; a new code is a code by now.
    pub fn of(&self, label: &str) -> &LabelTarget {
        self.by_label.get(label).unwrap_or(&LabelTarget::Leave)
    }
}

/// Lays the mapping over the labels of the files, and adds codes that are new.
pub(super) fn targets(
    project: &Project,
    imported: &ImportedData,
    mapping: &LabelMapping,
    plan: &mut ImportPlan,
) -> Targets {
    let declared = by_label(&imported.codes);
    let mut targets: BTreeMap<String, LabelTarget> = BTreeMap::new();
    let mut new: BTreeMap<String, NewCode> = BTreeMap::new();
    let codebook = project.codebook();
    let codes = codebook.layers().iter().flat_map(Layer::codes);
    let mut taken: TakenNames = codes.map(|code| code.id.to_string()).collect();
    let guesses = guess(project, imported, mapping);
    for (label, count) in imported.labels() {
        let target = guesses.0.get(label).cloned().unwrap_or(LabelTarget::Leave);
        plan.labels.push(LabelRow { label: label.to_owned(), count, target: target.clone() });
        let target = match target {
            LabelTarget::New(target) => {
                let code = new
                    .entry(target)
                    .or_insert_with_key(|target| NewCode::of(&mut taken, target, label, &declared));
                LabelTarget::Code(code.id.clone())
            }
            other => other,
        };
        targets.insert(label.to_owned(), target);
    }
    merged(&targets, &imported.source, plan);
    let codebook = if new.is_empty() { None } else { grown(codebook, new.into_values().collect()) };
    plan.edits.extend(codebook.iter().map(|codebook| Edit::PutCodebook { codebook: Arc::clone(codebook) }));
    Targets { by_label: targets, codebook }
}

/// Says which labels become one code.
fn merged(by_label: &BTreeMap<String, LabelTarget>, source: &str, plan: &mut ImportPlan) {
    let mut labels: BTreeMap<&CodeId, Vec<&str>> = BTreeMap::new();
    for (label, target) in by_label {
        if let LabelTarget::Code(code) = target {
            labels.entry(code).or_default().push(label);
        }
    }
    for (code, labels) in labels.into_iter().filter(|(_, labels)| labels.len() > 1) {
        let (named, rest) = (labels.iter().take(TOLD).copied(), labels.len().saturating_sub(TOLD));
        let named = Argument::series(named);
        let message = message!("formats-labels-merged", labels = named, rest = rest, code = %code);
        let issue = Issue::note("labels-merged", source, message);
        plan.issues.push(issue.hint(message!("formats-labels-merged.hint")));
    }
}

/// A code that the codebook gets.
struct NewCode<'a> {
    id: CodeId,
    name: String,
    groups: Vec<String>,
    declared: Option<&'a ImportedCode>,
}

impl<'a> NewCode<'a> {
    fn of(taken: &mut TakenNames, target: &str, label: &str, codes: &DeclaredCodes<'a>) -> Self {
        let declared = codes.get(label).copied();
        let path = LabelPath::of(codes, label);
        let (groups, name) = new_code(target);
        let groups = match groups.is_empty() && path.name.trim() == name {
            true => path.groups,
            false => groups.into_iter().map(str::to_owned).collect(),
        };
        let mut tries = vec![slug(name)];
        tries.extend((!groups.is_empty()).then(|| slug(&format!("{} {name}", groups.join(" ")))));
        Self { id: free(taken, &tries), name: name.to_owned(), groups, declared }
    }
}

/// The first identifier that no code has yet, or with a number.
fn free(taken: &mut TakenNames, tries: &[String]) -> CodeId {
    let id = taken.take(tries, |id, number| format!("{id}-{number}"));
    CodeId::new(&id).unwrap_or_else(|_| panic!("a slug is an identifier: {id}"))
}

/// The layer of codes in these groups, added when there is none.
fn layer_of<'l>(layers: &'l mut Vec<Layer>, groups: &[String]) -> Option<&'l mut Vec<Code>> {
    let name = group_name(groups);
    let (base, name) = match name.is_empty() {
        true => (IMPORTED.to_owned(), "Imported codes".to_owned()),
        false => (format!("{IMPORTED}-{}", slug(&name)), name),
    };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let mut ids = std::iter::once(base.clone()).chain(numbered);
    let is_it = |layer: &Layer| layer.name == name || layer.id.as_str() == IMPORTED;
    let id = ids.find(|id| {
        let known = layers.iter().find(|layer| layer.id.as_str() == id);
        known.is_none_or(|layer| is_it(layer) && matches!(layer.answers, Answers::Codes(_)))
    })?;
    let at = match layers.iter().position(|layer| layer.id.as_str() == id) {
        Some(at) => at,
        None => {
            layers.push(Layer {
                question: "What did the other program call it?".to_owned(),
                ..Layer::new(LayerId::new(&id).ok()?, name, Unit::Span)
            });
            layers.len() - 1
        }
    };
    match &mut layers[at].answers {
        Answers::Codes(codes) => Some(codes),
        Answers::Claims | Answers::Fields => None,
    }
}

/// The codebook with codes added to its layers of imported ones: one for each group, so that the groups of the files stay.
fn grown(codebook: &Codebook, new: Vec<NewCode<'_>>) -> Option<Arc<Codebook>> {
    let mut layers = codebook.layers().to_vec();
    for NewCode { id, name, groups, declared } in new {
        let definition = declared.map(|code| code.definition.clone()).unwrap_or_default();
        layer_of(&mut layers, &groups)?.push(Code { definition, ..Code::new(id, name, "grey") });
    }
    Codebook::new(codebook.name().to_owned(), codebook.version() + 1, layers).ok().map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_share_a_name_are_numbered_one_after_the_other() {
        let mut taken = TakenNames::from_iter(["a".to_owned(), "a-3".to_owned()]);
        let mut next = |tries: &[&str]| {
            free(&mut taken, &tries.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()).to_string()
        };
        let ids = [&["a"][..], &["a"], &["a", "b-a"], &["a", "b-a"], &["a"]].map(&mut next);
        assert_eq!(ids, ["a-2", "a-4", "b-a", "b-a-2", "a-5"]);
    }
}
