//! `stubs/<id>.ron`.

use super::article::{DatedShape, PrintShape, bad_date, write_about, write_print};
use super::sides::sides;
use super::write::{Ron, string};
use super::{Shape, SourceText};
use crate::base::{Checked, Issue, StubId};
use crate::message;
use crate::model::{ImportRecord, ListFile, Metadata, Stub, merge_stubs};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StubShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    outlet: String,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    published: DatedShape,
    #[serde(default)]
    url: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    genre: String,
    #[serde(default)]
    source_file: String,
    #[serde(default)]
    import_note: String,
    #[serde(default)]
    print: PrintShape,
    #[serde(default)]
    import: FileShape,
    #[serde(default)]
    teaser: String,
    /// Name, SHA-256 and kind of each.
    #[serde(default)]
    also_named_by: Vec<(String, String, String)>,
}

/// The file that said all this.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct FileShape {
    #[serde(default)]
    sha256: String,
    #[serde(default)]
    kind: String,
}

impl Shape for StubShape {
    const FORMAT: &'static str = "obelus/stub";
    /// Since version 2 several files can have named one. A stub of one file is of version 1, which older programs read.
    const VERSION: u32 = 2;

    fn older(source: &SourceText, version: u32) -> Result<Self, Issue> {
        super::version_1(source, Self::FORMAT, version)
    }
}

/// Reads a stub. Where Git left two versions of it, they are brought together.
pub(in crate::store) fn read_stub(source: &SourceText, id: &StubId) -> Result<Checked<Stub>, Issue> {
    match read_sides(source, id) {
        Some(stub) => Ok(stub),
        None => read_one(source, id),
    }
}

/// Both versions of a stub brought together; `None` when Git left none, or one of them cannot be read.
fn read_sides(source: &SourceText, id: &StubId) -> Option<Checked<Stub>> {
    let sides = sides(&source.text)?;
    let said = message!("findings-merged-stub", ours = &sides.our_name, theirs = &sides.their_name);
    let said = (said, message!("findings-merged-stub.hint"));
    sides.merged(source, |side| read_one(side, id), merge_stubs, said)
}

fn read_one(source: &SourceText, id: &StubId) -> Result<Checked<Stub>, Issue> {
    let shape: StubShape = super::read(source)?;
    if shape.id != id.as_str() {
        return Err(
            source.bad_value("id", message!("findings-stub-named-after", id = %shape.id, id_here = %id))
        );
    }
    let issues = bad_date(source, &shape.published).into_iter().collect();
    let FileShape { sha256, kind } = shape.import;
    let mut metadata = Metadata {
        title: shape.title,
        outlet: shape.outlet,
        authors: shape.authors,
        published: shape.published.dated(),
        url: shape.url,
        section: shape.section,
        language: shape.language,
        genre: shape.genre,
        source_file: shape.source_file,
        import_note: shape.import_note,
        import: ImportRecord { sha256, kind, ..ImportRecord::default() },
        ..Metadata::default()
    };
    shape.print.into_metadata(&mut metadata);
    let also = shape.also_named_by.into_iter();
    let also_named_by = also.map(|(file, sha256, kind)| ListFile { file, sha256, kind }).collect();
    Ok(Checked { value: Stub { id: id.clone(), metadata, teaser: shape.teaser, also_named_by }, issues })
}

/// The content of a stub's file.
pub(in crate::store) fn write_stub(stub: &Stub) -> String {
    let version = if stub.also_named_by.is_empty() { 1 } else { StubShape::VERSION };
    let mut ron = Ron::file(StubShape::FORMAT, version);
    let about = &stub.metadata;
    ron.text("id", stub.id.as_str());
    write_about(&mut ron, about);
    ron.text("source_file", &about.source_file);
    ron.text("import_note", &about.import_note);
    write_print(&mut ron, about);
    if !about.import.sha256.is_empty() || !about.import.kind.is_empty() {
        ron.begin("import: (");
        ron.text("sha256", &about.import.sha256);
        ron.text("kind", &about.import.kind);
        ron.end(")");
    }
    ron.text("teaser", &stub.teaser);
    if !stub.also_named_by.is_empty() {
        ron.begin("also_named_by: [");
        for ListFile { file, sha256, kind } in &stub.also_named_by {
            ron.line(|out| {
                out.push('(');
                for value in [file, sha256, kind] {
                    string(out, value);
                    out.push_str(", ");
                }
                out.truncate(out.len() - 2);
                out.push_str("),");
            });
        }
        ron.end("]");
    }
    ron.finish()
}
