//! REFI-QDA: projects (`.qdpx`) and codebooks (`.qdc`), the way to and from ATLAS.ti, MAXQDA, NVivo and QualCoder.
//!
//! Written after the REFI-QDA specification 1.5 and its schemas of 2019. Positions are code points, the end exclusive. Layers
//! and the claims are groups of codes, each annotation a selection of its own with the annotator on selection and coding, as
//! `QualCoder` needs it. What has no place in the format stands as readable lines at the end of descriptions ([`block`]);
//! the number of an annotation is in its GUID; article data, sign-off, what was read, bookmarks and answers about the
//! article are variables of the source.

mod archive;
mod block;
mod codes;
mod import;
mod names;
mod places;
mod project;
mod shapes;
#[cfg(test)]
mod tests;
mod variables;
mod xml;

use super::{
    Direction, ExportError, ExportJob, Feature, Format, FormatInfo, ImportedData, Input, Packing, Switch,
};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{ANNOTATIONS, ARTICLES, LEDGER, PLACES, SETS};
use crate::id;
use crate::message;
use names::{CRLF, ORIGIN, UNIT};
use std::io::BufWriter;

static PROJECT: FormatInfo = FormatInfo {
    id: "refi-qda",
    name: id!("formats-refi-qda.name"),
    opens: id!("formats-refi-qda.opens"),
    ending: "qdpx",
    direction: Direction::Both,
    packing: Packing::File,
    binary: true,
    unit: Some(UNIT),
    keeps: &[
        ARTICLES,
        &[Feature::Codebook],
        SETS,
        LEDGER,
        ANNOTATIONS,
        PLACES,
        &[Feature::WhiteSpace, Feature::LongCells],
    ],
    derived: false,
    switches: &[Switch { id: CRLF, about: id!("formats-refi-qda.crlf") }],
    verified: id!("formats-refi-qda.verified"),
};

static CODEBOOK: FormatInfo = FormatInfo {
    id: "qdc",
    name: id!("formats-qdc.name"),
    opens: id!("formats-qdc.opens"),
    ending: "qdc",
    direction: Direction::Both,
    packing: Packing::File,
    binary: false,
    unit: None,
    keeps: &[&[Feature::Codebook], PLACES, &[Feature::WhiteSpace, Feature::LongCells]],
    derived: false,
    switches: &[],
    verified: id!("formats-qdc.verified"),
};

pub struct Qdpx;

pub struct Qdc;

impl Format for Qdpx {
    fn about(&self) -> &'static FormatInfo {
        &PROJECT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        project::write(job)
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        input.ending("qdpx").chain(input.ending("qde")).next().is_some()
            || input.files.iter().any(|(name, bytes)| archive::holds_project(name, bytes))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        import::project(input)
    }
}

impl Format for Qdc {
    fn about(&self) -> &'static FormatInfo {
        &CODEBOOK
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        let tree = codes::CodeTree::of_codebook(job.project);
        if tree.is_empty() {
            let message = message!("formats-empty-codebook");
            return Err(ExportError::Refused(Issue::error("empty-codebook", "", message)));
        }
        job.sink.begin("codebook.qdc")?;
        let mut xml = xml::Xml::new(BufWriter::new(&mut *job.sink), job.log)?;
        xml.begin("CodeBook")?;
        xml.attribute("xmlns", "urn:QDA-XML:codebook:1.0")?;
        xml.attribute("origin", ORIGIN)?;
        xml.inside()?;
        tree.write(&mut xml)?;
        xml.end("CodeBook")?;
        xml.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        for _ in job.project.articles() {
            job.step()?;
        }
        Ok(())
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let names = |bytes: &[u8]| {
            memchr::memmem::find(&bytes[..bytes.len().min(4096)], b"urn:QDA-XML:codebook").is_some()
        };
        input.ending("qdc").next().is_some() || input.files.iter().any(|(_, bytes)| names(bytes))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        import::codebook(input)
    }
}
