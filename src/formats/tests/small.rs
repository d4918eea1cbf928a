//! A project small enough to write its export down, and looks at what importers make of files.

use super::projects::id;
use crate::base::{AnnotationId, Checked, Progress, Timestamp};
use crate::formats::{ImportedData, Input, format};
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, Body, Memo, Metadata, Project, Role, SetKey, SetState,
    Value,
};
use crate::text::{RangeSet, Span, Text};
use imbl::OrdMap;
use std::sync::Arc;

/// One article, one annotator, one annotation after an emoji with an attribute and a question, one bookmark.
pub(super) fn small() -> Project {
    let codebook = Arc::new(crate::store::builtin_codebook());
    let mut project = Project::new(id("small"), "Small".to_owned(), codebook);
    let role = Role::Analyst;
    project.load_annotator(Annotator { id: id("ada"), name: "Ada".to_owned(), role, person: None });
    let text = Text::new("😊 The bridge is safe.\nSo he said.").expect("a text");
    let metadata = Metadata {
        title: "A bridge".to_owned(),
        outlet: "The Daily".to_owned(),
        url: "https://example.org/bridge".to_owned(),
        language: "en".to_owned(),
        ..Metadata::default()
    };
    project.load_article(Arc::new(Article { id: id("bridge"), text, metadata, zones: Vec::new() }));
    let span = Span::new(16, 23).expect("a span");
    let body = Body::Code(id("factual"));
    let mut one = Annotation::new(AnnotationId(7), span, body, Timestamp(1_751_535_000));
    one.attributes.insert(id("voice"), Value::Choice(id("author")));
    one.memo = Some(Box::new(Memo { text: "sure?".to_owned(), question: true }));
    let mut set = AnnotationSet::from_annotations(vec![Arc::new(one)]);
    let mut read = RangeSet::new();
    read.insert(Span::new(0, 18).expect("a span"));
    let bookmark = Span::new(5, 8).expect("a span");
    set.restore(read, OrdMap::new(), [bookmark], SetState::Open);
    project.load_set(SetKey { annotator: id("ada"), article: id("bridge") }, Arc::new(set));
    project
}

/// Reads files of others.
pub(super) fn import(name: &str, files: &[(&str, &[u8])]) -> Checked<ImportedData> {
    let format = format(name).expect("a format");
    let files: Vec<_> = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let input = Input { files: &files, progress: &Progress::new() };
    assert!(format.recognises(&input), "{name} knows {}", files[0].0);
    format.import(&input).unwrap_or_else(|issue| panic!("{issue}"))
}

/// The only mark: label, annotator, words or else place, memo.
pub(super) fn one_mark(imported: &ImportedData) -> String {
    let marks: Vec<_> = imported.documents.iter().flat_map(|document| &document.marks).collect();
    let [mark] = marks.as_slice() else { panic!("{} marks", marks.len()) };
    let name = imported.annotators.iter().find(|one| one.key == mark.annotator);
    let name = name.map_or("?", |one| one.name.as_str());
    let place = format!("{}-{}", mark.start, mark.end);
    let words = mark.exact.as_deref().unwrap_or(&place);
    format!("{} {name} {words} “{}”", mark.label, mark.memo)
}
