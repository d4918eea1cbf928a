//! What labels became at the last import, kept for the next.

use crate::base::{Checked, ProjectId};
use crate::formats::{Mapping, Target};
use crate::model::{Codebook, Project};
use crate::store::{KeptMapping, KeptTarget, StoreError};
use std::path::Path;

/// What was kept for a project on this machine.
pub fn kept_mapping(data: &Path, project: &ProjectId) -> Checked<Mapping> {
    let Checked { value, issues } = KeptMapping::load(data, project);
    let targets = value.0.into_iter().map(|(label, target)| {
        let target = match target {
            KeptTarget::Code(id) => Target::Code(id),
            KeptTarget::Unit(id) => Target::Unit(id),
            KeptTarget::Claim => Target::Claim,
            KeptTarget::Note => Target::Note,
            KeptTarget::New(name) => Target::New(name),
            KeptTarget::Leave => Target::Leave,
        };
        (label, target)
    });
    Checked { value: Mapping(targets.collect()), issues }
}

/// Keeps a mapping for the next import, beside what was kept for other labels. `project` is as it is after the import: a
/// code that was new then is a code of its codebook.
///
/// # Errors
/// When the system refuses.
pub fn keep_mapping(data: &Path, project: &Project, mapping: &Mapping) -> Result<(), StoreError> {
    let mut kept = KeptMapping::load(data, project.id()).value;
    for (label, target) in &mapping.0 {
        let target = match target {
            Target::Code(id) => KeptTarget::Code(id.clone()),
            Target::Unit(id) => KeptTarget::Unit(id.clone()),
            Target::Claim => KeptTarget::Claim,
            Target::Note => KeptTarget::Note,
            Target::New(name) => new_code(project.codebook(), name),
            Target::Leave => KeptTarget::Leave,
        };
        kept.0.insert(label.clone(), target);
    }
    kept.save(data, project.id())
}

fn new_code(codebook: &Codebook, name: &str) -> KeptTarget {
    let codes = codebook.layers().iter().rev().flat_map(|layer| layer.codes().iter().rev());
    let made = codes.into_iter().find(|code| code.name == name);
    made.map_or_else(|| KeptTarget::New(name.to_owned()), |code| KeptTarget::Code(code.id.clone()))
}
