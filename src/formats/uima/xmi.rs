//! XMI with its type system beside it. What XML cannot hold becomes U+FFFD, which leaves positions as they are.

use super::{
    FEATURES, FIELD, FeatureStructure, LayerFeatures, META, SENTENCE, SPAN, TOKEN, TypeDescription, UNIT,
    each, types,
};
use crate::formats::shared::features::{ANNOTATIONS, ARTICLES, PLACES, SETS};
use crate::formats::shared::tokens::need_texts;
use crate::formats::shared::xml::{escaped, is_illegal, xml};
use crate::formats::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, Packing, Switch};
use crate::id;
use crate::message;
use crate::model::Article;
use std::fmt::Write as _;

static ABOUT: FormatInfo = FormatInfo {
    id: "uima-xmi",
    name: id!("formats-uima-xmi.name"),
    opens: id!("formats-uima-xmi.opens"),
    ending: "xmi",
    direction: Direction::Out,
    packing: Packing::Folder(None),
    binary: false,
    unit: Some(UNIT),
    keeps: &[ARTICLES, SETS, ANNOTATIONS, PLACES, &[Feature::WhiteSpace, Feature::LongCells]],
    derived: false,
    switches: &[Switch { id: PLAIN, about: id!("formats-uima-xmi.plain") }],
    verified: id!("formats-uima-xmi.verified"),
};

/// The switch that writes the span layer as the JSON form does.
const PLAIN: &str = "plain";

pub struct UimaXmi;

impl Format for UimaXmi {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        need_texts(job, &ABOUT)?;
        // Readers of XMI pass over features that they do not know, so the richer form can be the usual one.
        let rich = !job.has(PLAIN) || job.has(FEATURES);
        let features = rich.then(|| LayerFeatures::of(job.project.codebook()));
        let system = system(&types(features.as_ref()));
        let with_sets = job.project.sets().map(|(key, _)| key.annotator.clone());
        let folders: std::collections::BTreeSet<_> = with_sets.collect();
        let folders = folders.into_iter().map(|annotator| format!("{annotator}/"));
        for folder in std::iter::once(String::new()).chain(folders) {
            job.sink.begin(&format!("{folder}TypeSystem.xml"))?;
            job.sink.write_all(system.as_bytes())?;
        }
        each(job, features.as_ref(), &|job, folder, article, structures| {
            job.sink.begin(&format!("{folder}{}.xmi", article.id))?;
            job.sink.write_all(cas(article, structures).as_bytes())?;
            let held = |words: &str| words.chars().any(is_illegal);
            let values = structures.iter().flat_map(|one| &one.features);
            if held(article.text.as_str()) || values.into_iter().any(|(_, value)| held(value)) {
                job.log.add(Feature::Controls, || {
                    message!("formats-example-file", file = format!("{folder}{}", article.id))
                });
            }
            Ok(())
        })
    }
}

/// Namespace prefixes: the last part of a type's package is not unique.
const PREFIXES: [(&str, &str, &str); 5] = [
    (SPAN, "custom", "Span"),
    (SENTENCE, "segmentation", "Sentence"),
    (TOKEN, "segmentation", "Token"),
    (META, "metadata", "DocumentMetaData"),
    (FIELD, "metadata", "MetaDataStringField"),
];

fn cas(article: &Article, structures: &[FeatureStructure]) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmi:version=\"2.0\" \
        xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
        xmlns:custom=\"http:///custom.ecore\" \
        xmlns:segmentation=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\" \
        xmlns:metadata=\"http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore\">\n\
        <cas:NULL xmi:id=\"0\"/>\n"
        .to_owned();
    let mut members = String::new();
    for (structure, id) in structures.iter().zip(2..) {
        let FeatureStructure { kind, begin, end, features } = structure;
        let known = PREFIXES.iter().find(|(known, ..)| known == kind);
        let Some((_, prefix, name)) = known else { continue };
        let _ = write!(out, "<{prefix}:{name} xmi:id=\"{id}\" sofa=\"1\" begin=\"{begin}\" end=\"{end}\"");
        for (name, value) in features {
            let _ = write!(out, " {name}=\"");
            escaped(value, &mut out);
            out.push('"');
        }
        out.push_str("/>\n");
        let gap = if members.is_empty() { "" } else { " " };
        let _ = write!(members, "{gap}{id}");
    }
    out.push_str(
        "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" sofaString=\"",
    );
    escaped(article.text.as_str(), &mut out);
    let _ = write!(out, "\"/>\n<cas:View sofa=\"1\" members=\"{members}\"/>\n</xmi:XMI>\n");
    out
}

fn system(types: &[TypeDescription]) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <name>Obelus</name>\n  <types>\n"
        .to_owned();
    for TypeDescription { name, parent, features } in types {
        let _ = write!(
            out,
            "    <typeDescription>\n      <name>{name}</name>\n      <description/>\n      \
             <supertypeName>{parent}</supertypeName>\n"
        );
        if !features.is_empty() {
            out.push_str("      <features>\n");
            for (feature, description) in features {
                let _ = writeln!(
                    out,
                    "        <featureDescription><name>{feature}</name><description>{}</description>\
                     <rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>",
                    xml(description)
                );
            }
            out.push_str("      </features>\n");
        }
        out.push_str("    </typeDescription>\n");
    }
    out + "  </types>\n</typeSystemDescription>\n"
}
