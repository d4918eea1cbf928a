//! What labels of other programs became at the last import of a project, on this machine.

use super::{Shape, Source, read};
use crate::base::{CodeId, Issue, LayerId};
use crate::store::mapping::{KeptMapping, KeptTarget};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
struct MappingFile {
    format: String,
    version: u32,
    labels: BTreeMap<String, TargetShape>,
}

#[derive(Serialize, Deserialize)]
enum TargetShape {
    Code(String),
    Unit(String),
    Claim,
    Note,
    New(String),
    Leave,
}

impl Shape for MappingFile {
    const FORMAT: &'static str = "obelus/mapping";
    const VERSION: u32 = 1;
}

/// Reads the file; a target that is no identifier is left out.
pub(in crate::store) fn read_mapping(source: &Source) -> Result<KeptMapping, Issue> {
    let file: MappingFile = read(source)?;
    let lifted = file.labels.into_iter().filter_map(|(label, target)| {
        let target = match target {
            TargetShape::Code(id) => KeptTarget::Code(CodeId::new(&id).ok()?),
            TargetShape::Unit(id) => KeptTarget::Unit(LayerId::new(&id).ok()?),
            TargetShape::Claim => KeptTarget::Claim,
            TargetShape::Note => KeptTarget::Note,
            TargetShape::New(name) => KeptTarget::New(name),
            TargetShape::Leave => KeptTarget::Leave,
        };
        Some((label, target))
    });
    Ok(KeptMapping(lifted.collect()))
}

/// The file's content.
///
/// # Errors
/// When a label cannot be written as RON.
pub(in crate::store) fn write_mapping(mapping: &KeptMapping) -> Result<String, ron::Error> {
    let lowered = mapping.0.iter().map(|(label, target)| {
        let target = match target {
            KeptTarget::Code(id) => TargetShape::Code(id.to_string()),
            KeptTarget::Unit(id) => TargetShape::Unit(id.to_string()),
            KeptTarget::Claim => TargetShape::Claim,
            KeptTarget::Note => TargetShape::Note,
            KeptTarget::New(name) => TargetShape::New(name.clone()),
            KeptTarget::Leave => TargetShape::Leave,
        };
        (label.clone(), target)
    });
    let file = MappingFile {
        format: MappingFile::FORMAT.to_owned(),
        version: MappingFile::VERSION,
        labels: lowered.collect(),
    };
    Ok(ron::ser::to_string_pretty(&file, ron::ser::PrettyConfig::default())? + "\n")
}
