//! What labels of other programs became at the last import of a project, on this machine.

use super::{Shape, SourceText, read};
use crate::base::{CodeId, Issue, LayerId};
use crate::model::{LabelMapping, LabelTarget};
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
pub(in crate::store) fn read_mapping(source: &SourceText) -> Result<LabelMapping, Issue> {
    let file: MappingFile = read(source)?;
    let decoded = file.labels.into_iter().filter_map(|(label, target)| {
        let target = match target {
            TargetShape::Code(id) => LabelTarget::Code(CodeId::new(&id).ok()?),
            TargetShape::Unit(id) => LabelTarget::Unit(LayerId::new(&id).ok()?),
            TargetShape::Claim => LabelTarget::Claim,
            TargetShape::Note => LabelTarget::Note,
            TargetShape::New(name) => LabelTarget::New(name),
            TargetShape::Leave => LabelTarget::Leave,
        };
        Some((label, target))
    });
    Ok(LabelMapping(decoded.collect()))
}

/// The file's content.
///
/// # Errors
/// When a label cannot be written as RON.
pub(in crate::store) fn write_mapping(mapping: &LabelMapping) -> Result<String, ron::Error> {
    let encoded = mapping.0.iter().map(|(label, target)| {
        let target = match target {
            LabelTarget::Code(id) => TargetShape::Code(id.to_string()),
            LabelTarget::Unit(id) => TargetShape::Unit(id.to_string()),
            LabelTarget::Claim => TargetShape::Claim,
            LabelTarget::Note => TargetShape::Note,
            LabelTarget::New(name) => TargetShape::New(name.clone()),
            LabelTarget::Leave => TargetShape::Leave,
        };
        (label.clone(), target)
    });
    let file = MappingFile {
        format: MappingFile::FORMAT.to_owned(),
        version: MappingFile::VERSION,
        labels: encoded.collect(),
    };
    Ok(ron::ser::to_string_pretty(&file, ron::ser::PrettyConfig::default())? + "\n")
}
