//! CAS JSON 0.4: types, feature structures, views. A feature structure has its number first and its type second.

use super::{FEATURES, FeatureStructure, LayerFeatures, SWITCHES, TypeDescription, UNIT, each, read, types};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{ANNOTATIONS, ARTICLES, CHARACTERS, PLACES, SETS};
use crate::formats::shared::tokens::need_texts;
use crate::formats::{Direction, ExportError, ExportJob, Format, FormatInfo, ImportedData, Input, Packing};
use crate::model::Article;
use std::fmt::Write as _;

static ABOUT: FormatInfo = FormatInfo {
    id: "uima-json",
    name: "UIMA CAS JSON for INCEpTION",
    opens: "INCEpTION with its basic span layer, DKPro, dkpro-cassis",
    ending: "json",
    direction: Direction::Both,
    packing: Packing::Folder(None),
    binary: false,
    unit: Some(UNIT),
    keeps: &[ARTICLES, SETS, ANNOTATIONS, PLACES, CHARACTERS],
    derived: false,
    switches: &SWITCHES,
    verified: "dkpro-cassis 0.12: read, and written again; INCEpTION itself was not run, only its source read",
};

/// CAS JSON.
pub struct UimaJson;

impl Format for UimaJson {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        need_texts(job, ABOUT.name)?;
        let features = job.has(FEATURES).then(|| LayerFeatures::of(job.project.codebook()));
        let declared = declared(&types(features.as_ref()));
        each(job, features.as_ref(), &|job, folder, article, structures| {
            job.sink.begin(&format!("{folder}{}.json", article.id))?;
            Ok(job.sink.write_all(cas(&declared, article, structures).as_bytes())?)
        })
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        read::recognises(input)
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        read::import(input)
    }
}

fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

/// The part with the types, the same in every file.
fn declared(types: &[TypeDescription]) -> String {
    let one = |kind: &TypeDescription| {
        let name = quoted(kind.name);
        let mut out = format!("    {name}:{{\"%NAME\":{name},\"%SUPER_TYPE\":{}", quoted(kind.parent));
        for (feature, description) in &kind.features {
            let name = quoted(feature);
            let _ = write!(out, ",{name}:{{\"%NAME\":{name},\"%RANGE\":\"uima.cas.String\"");
            if !description.is_empty() {
                let _ = write!(out, ",\"%DESCRIPTION\":{}", quoted(description));
            }
            out.push('}');
        }
        out + "}"
    };
    types.iter().map(one).collect::<Vec<_>>().join(",\n")
}

fn cas(declared: &str, article: &Article, structures: &[FeatureStructure]) -> String {
    let mut out = format!("{{\n  \"%TYPES\":{{\n{declared}\n  }},\n  \"%FEATURE_STRUCTURES\":[\n");
    let _ = write!(
        out,
        "    {{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\",\"sofaNum\":1,\"sofaID\":\"_InitialView\",\"mimeType\":\"text\",\
         \"sofaString\":{}}}",
        quoted(article.text.as_str())
    );
    let mut members = String::new();
    for (structure, id) in structures.iter().zip(2..) {
        let FeatureStructure { kind, begin, end, features } = structure;
        let _ = write!(
            out,
            ",\n    {{\"%ID\":{id},\"%TYPE\":\"{kind}\",\"@sofa\":1,\"begin\":{begin},\"end\":{end}"
        );
        for (name, value) in features {
            let _ = write!(out, ",\"{name}\":{}", quoted(value));
        }
        out.push('}');
        let gap = if members.is_empty() { "" } else { "," };
        let _ = write!(members, "{gap}{id}");
    }
    let _ = write!(
        out,
        "\n  ],\n  \"%VIEWS\":{{\"_InitialView\":{{\"%SOFA\":1,\"%MEMBERS\":[{members}]}}}}\n}}\n"
    );
    out
}
