//! CAS JSON 0.4: types, feature structures, views. A feature structure has its number first and its type second.

use super::{FEATURES, FeatureStructure, LayerFeatures, SWITCHES, TypeDescription, UNIT, each, read, types};
use crate::base::json::{self, Json};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{ANNOTATIONS, ARTICLES, CHARACTERS, PLACES, SETS};
use crate::formats::shared::tokens::need_texts;
use crate::formats::{Direction, ExportError, ExportJob, Format, FormatInfo, ImportedData, Input, Packing};
use crate::id;
use crate::model::Article;
use std::borrow::Cow;
use std::fmt::Write as _;

static ABOUT: FormatInfo = FormatInfo {
    id: "uima-json",
    name: id!("formats-uima-json.name"),
    opens: id!("formats-uima-json.opens"),
    ending: "json",
    direction: Direction::Both,
    packing: Packing::Folder(None),
    binary: false,
    unit: Some(UNIT),
    keeps: &[ARTICLES, SETS, ANNOTATIONS, PLACES, CHARACTERS],
    derived: false,
    switches: &SWITCHES,
    verified: id!("formats-uima-json.verified"),
};

pub struct UimaJson;

impl Format for UimaJson {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        need_texts(job, &ABOUT)?;
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

/// The only view of a CAS.
const VIEW: &str = "_InitialView";

/// The part with the types, the same in every file.
fn declared(types: &[TypeDescription]) -> String {
    let one = |kind: &TypeDescription| {
        let mut fields = vec![field("%NAME", kind.name), field("%SUPER_TYPE", kind.parent)];
        for (feature, description) in &kind.features {
            let mut range = vec![field("%NAME", feature.as_str()), field("%RANGE", "uima.cas.String")];
            range.extend((!description.is_empty()).then(|| field("%DESCRIPTION", description.as_str())));
            fields.push((feature.clone().into(), Json::Object(range)));
        }
        format!("    {}:{}", Json::from(kind.name).compact(), Json::Object(fields).compact())
    };
    types.iter().map(one).collect::<Vec<_>>().join(",\n")
}

type Field = (Cow<'static, str>, Json);

fn field(name: &'static str, value: impl Into<Json>) -> Field {
    (name.into(), value.into())
}

/// A file: its layout has a type and a feature structure to a line.
fn cas(declared: &str, article: &Article, structures: &[FeatureStructure]) -> String {
    let sofa = json::object([
        ("%ID", 1_u64.into()),
        ("%TYPE", "uima.cas.Sofa".into()),
        ("sofaNum", 1_u64.into()),
        ("sofaID", VIEW.into()),
        ("mimeType", "text".into()),
        ("sofaString", article.text.as_str().into()),
    ]);
    let mut out = format!(
        "{{\n  \"%TYPES\":{{\n{declared}\n  }},\n  \"%FEATURE_STRUCTURES\":[\n    {}",
        sofa.compact()
    );
    for (structure, id) in structures.iter().zip(2_u64..) {
        let FeatureStructure { kind, begin, end, features } = structure;
        let mut fields = vec![
            field("%ID", id),
            field("%TYPE", *kind),
            field("@sofa", 1_u64),
            field("begin", *begin),
            field("end", *end),
        ];
        fields.extend(features.iter().map(|(name, value)| (name.clone().into(), value.as_str().into())));
        let _ = write!(out, ",\n    {}", Json::Object(fields).compact());
    }
    let members = json::list(structures.iter().zip(2_u64..).map(|(_, id)| id));
    let view = json::object([("%SOFA", 1_u64.into()), ("%MEMBERS", members)]);
    let views = json::object([(VIEW, view)]);
    let _ = write!(out, "\n  ],\n  \"%VIEWS\":{}\n}}\n", views.compact());
    out
}
