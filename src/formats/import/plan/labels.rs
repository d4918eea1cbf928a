//! What the labels of files become.

use super::preview::{ImportPlan, LabelRow};
use crate::base::{CodeId, LayerId, slug};
use crate::formats::shared::encoding::{self, Labelled};
use crate::formats::{ImportedCode, ImportedData};
use crate::model::{Answers, Code, Codebook, Edit, LabelMapping, LabelTarget, Layer, Project, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The layer that codes without a home get.
const IMPORTED: &str = "imported";

/// What every label of the files most likely is: what was kept from the last time, else a code of that identifier or
/// name, else a claim, else a new code.
pub fn guess(project: &Project, imported: &ImportedData, kept: &LabelMapping) -> LabelMapping {
    let codebook = project.codebook();
    let one = |label: &str| {
        let kept = kept.0.get(label).filter(|target| holds(codebook, target));
        kept.cloned().unwrap_or_else(|| guessed(codebook, &imported.codes, label))
    };
    LabelMapping(imported.labels().into_keys().map(|label| (label.to_owned(), one(label))).collect())
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

fn guessed(codebook: &Codebook, declared: &[ImportedCode], label: &str) -> LabelTarget {
    match encoding::labelled(codebook, label) {
        Some(Labelled::Code(code)) => return LabelTarget::Code(code),
        Some(Labelled::Claim) => return LabelTarget::Claim,
        Some(Labelled::Unit(layer)) => return LabelTarget::Unit(layer),
        Some(Labelled::Note) => return LabelTarget::Note,
        None => {}
    }
    let declared = declared.iter().find(|code| code.label == label);
    let name = declared.map_or_else(|| last_part(label), |code| code.name.as_str());
    let wanted = folded(name);
    if wanted.is_empty() {
        return LabelTarget::Note;
    }
    let codes = || codebook.layers().iter().flat_map(|layer| layer.codes().iter().map(move |c| (layer, c)));
    let group = declared.and_then(|code| code.groups.last()).map(|group| folded(group));
    let named =
        |(_, code): &(&Layer, &Code)| folded(&code.name) == wanted || folded(code.id.as_str()) == wanted;
    let in_group = codes().filter(named).find(|(layer, _)| group.as_ref() == Some(&folded(&layer.name)));
    if let Some((_, code)) = in_group.or_else(|| codes().find(named)) {
        return LabelTarget::Code(code.id.clone());
    }
    if let Some((_, code)) = codes().find(|(_, code)| code.synonyms.contains(&wanted)) {
        return LabelTarget::Code(code.id.clone());
    }
    let claims = ["claim", "claims", "mention", "claim mention", "check worthy", "checkworthy"];
    if codebook.claim_layer().is_some() && claims.contains(&wanted.as_str()) {
        return LabelTarget::Claim;
    }
    LabelTarget::New(name.trim().to_owned())
}

/// The words after the last mark that separates groups from names.
fn last_part(label: &str) -> &str {
    let last_part = label.rsplit(['/', '\\', '>', '»', ':']).map(str::trim).find(|part| !part.is_empty());
    last_part.unwrap_or(label)
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
    let mut by_label = BTreeMap::new();
    let mut new: BTreeMap<String, (CodeId, String, Option<&ImportedCode>)> = BTreeMap::new();
    let codebook = project.codebook();
    let mut taken: BTreeSet<String> =
        codebook.layers().iter().flat_map(Layer::codes).map(|code| code.id.to_string()).collect();
    let guesses = guess(project, imported, mapping);
    for (label, count) in imported.labels() {
        let target = guesses.0.get(label).cloned().unwrap_or(LabelTarget::Leave);
        plan.labels.push(LabelRow { label: label.to_owned(), count, target: target.clone() });
        let target = match target {
            LabelTarget::New(name) => {
                let (code, ..) = new.entry(name.clone()).or_insert_with(|| {
                    let declared = imported.codes.iter().find(|code| code.label == label);
                    (free(&mut taken, &name), name.clone(), declared)
                });
                LabelTarget::Code(code.clone())
            }
            other => other,
        };
        by_label.insert(label.to_owned(), target);
    }
    let codebook = if new.is_empty() { None } else { grown(codebook, new.into_values().collect()) };
    plan.edits.extend(codebook.iter().map(|codebook| Edit::PutCodebook { codebook: Arc::clone(codebook) }));
    Targets { by_label, codebook }
}

/// An identifier that no code has yet.
fn free(taken: &mut BTreeSet<String>, name: &str) -> CodeId {
    let base = slug(name);
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let id = std::iter::once(base.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(base);
    taken.insert(id.clone());
    CodeId::new(&id).unwrap_or_else(|_| panic!("a slug is an identifier: {id}"))
}

/// The codebook with codes added to its layer of imported ones.
fn grown(codebook: &Codebook, new: Vec<(CodeId, String, Option<&ImportedCode>)>) -> Option<Arc<Codebook>> {
    let mut layers = codebook.layers().to_vec();
    let at =
        layers.iter().position(|layer| layer.id.as_str() == IMPORTED && layer.answers != Answers::Claims);
    let at = match at {
        Some(at) => at,
        None => {
            layers.push(Layer {
                id: LayerId::new(IMPORTED).ok()?,
                name: "Imported codes".to_owned(),
                question: "What did the other program call it?".to_owned(),
                unit: Unit::Span,
                exclusive: false,
                answers: Answers::Codes(Vec::new()),
                attributes: Vec::new(),
                card: Vec::new(),
            });
            layers.len() - 1
        }
    };
    let Answers::Codes(codes) = &mut layers[at].answers else { return None };
    codes.extend(new.into_iter().map(|(id, name, declared)| Code {
        definition: declared.map(|code| code.definition.clone()).unwrap_or_default(),
        ..Code::new(id, name, "grey")
    }));
    Codebook::new(codebook.name().to_owned(), codebook.version() + 1, layers).ok().map(Arc::new)
}
