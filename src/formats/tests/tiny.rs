//! A project small enough to write its exports down.

use super::projects::id;
use crate::base::{AnnotationId, ClaimId, Progress, Timestamp};
use crate::formats::{ExportOptions, Format, LossLog, MemorySink, Scope, export};
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, Body, Claim, ClaimSheet, Memo, Metadata, Project, Role,
    SetKey,
};
use crate::text::{Span, Text};
use imbl::OrdMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One article by one annotator: a coded passage over a line end with a question, a mention of a claim, and a note on
/// white space alone.
pub(in crate::formats) fn tiny() -> Project {
    let codebook = Arc::new(crate::store::builtin_codebook());
    let mut project = Project::new(id("tiny"), "Tiny".to_owned(), codebook);
    let name = "Ada <Byron>".to_owned();
    project.load_annotator(Annotator { id: id("ada"), name, role: Role::Analyst, person: None });
    let text = Text::new("😊 Officials said\n the bridge is safe.\n").expect("a text");
    let metadata =
        Metadata { title: "A bridge & more".to_owned(), language: "en".to_owned(), ..Metadata::default() };
    project.load_article(Arc::new(Article { id: id("bridge"), text, metadata, zones: Vec::new() }));
    let now = Timestamp(1_751_535_000);
    let claim = ClaimId::new("ada/safe").expect("an identifier");
    let sheet = ClaimSheet {
        claims: [(claim.clone(), Arc::new(Claim::new(claim.clone(), "Safe; sound", now)))]
            .into_iter()
            .collect(),
        edges: OrdMap::new(),
    };
    let mut ledger = project.ledger().clone();
    ledger.put_sheet(id("ada"), Arc::new(sheet));
    project.load_ledger(ledger);
    let one = |number, start, end, body| {
        Annotation::new(AnnotationId(number), Span::new(start, end).expect("a span"), body, now)
    };
    let mut coded = one(1, 5, 41, Body::Code(id("factual")));
    coded.memo = Some(Box::new(Memo { text: "two\nlines".to_owned(), question: true }));
    let all = [coded, one(2, 25, 31, Body::Claim(claim)), one(3, 40, 41, Body::Note)];
    let set = AnnotationSet::from_annotations(all.into_iter().map(Arc::new).collect());
    project.load_set(SetKey { annotator: id("ada"), article: id("bridge") }, Arc::new(set));
    project
}

/// The files of an export as text, by name, and what was dropped.
pub(in crate::formats) fn exported(
    format: &dyn Format,
    project: &Project,
) -> (BTreeMap<String, String>, LossLog) {
    exported_with(format, project, &[])
}

/// The same with switches on.
pub(in crate::formats) fn exported_with(
    format: &dyn Format,
    project: &Project,
    switches: &[&str],
) -> (BTreeMap<String, String>, LossLog) {
    let mut memory = MemorySink::default();
    let switches = switches.iter().map(|switch| (*switch).to_owned()).collect();
    let options = ExportOptions { switches, ..ExportOptions::default() };
    let log = export(format, project, &Scope::default(), &options, &mut memory, &Progress::new());
    let log = log.unwrap_or_else(|error| panic!("{}: {error}", format.about().id));
    let files = memory.files.into_iter();
    let files = files.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8")));
    (files.collect(), log)
}
