//! TEI P5: a file for each article, the text in a block for each line, the annotations in `standOff`.
//!
//! A passage is pointed to by `#string-range(l2,4,6)`: the block with that identifier, an offset and a length in code points
//! (TEI P5, section 17.2.4, “TEI XPointer schemes”). One over line ends has a pointer for each line; the line ends themselves belong to no block. Codes and
//! claims are taxonomies that `ana` points to, annotators are statements of responsibility that `resp` points to.

use crate::base::is_date;
use crate::formats::export::scope;
use crate::formats::shared::excerpts;
use crate::formats::shared::features::ANNOTATIONS;
use crate::formats::shared::tokens::need_texts;
use crate::formats::shared::xml::{is_illegal, xml};
use crate::formats::shared::{encoding, offsets};
use crate::formats::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, OffsetUnit, Packing};
use crate::id;
use crate::message;
use crate::model::{Annotation, Annotator, Article, Body, Layer, Metadata, Project};
use crate::text::{Span, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

static ABOUT: FormatInfo = FormatInfo {
    id: "tei",
    name: id!("formats-tei.name"),
    opens: id!("formats-tei.opens"),
    ending: "xml",
    direction: Direction::Out,
    packing: Packing::Folder(None),
    binary: false,
    unit: Some(UNIT),
    keeps: &[
        &[Feature::Texts, Feature::Titles, Feature::Metadata, Feature::Annotators],
        ANNOTATIONS,
        &[
            Feature::Overlaps,
            Feature::PartWords,
            Feature::Edges,
            Feature::Blanks,
            Feature::WhiteSpace,
            Feature::LongCells,
        ],
    ],
    derived: false,
    switches: &[],
    verified: id!("formats-tei.verified"),
};

const UNIT: OffsetUnit = OffsetUnit::CodePoints;

pub struct Tei;

impl Format for Tei {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        need_texts(job, &ABOUT)?;
        let ids = Ids::of(job.project);
        for article in job.project.articles() {
            let file = file(job, &ids, article);
            job.sink.begin(&format!("{}.xml", article.id))?;
            job.sink.write_all(file.as_bytes())?;
            job.step()?;
        }
        Ok(())
    }
}

/// Identifiers of XML, which take fewer signs than those here.
struct Ids {
    annotators: BTreeMap<String, String>,
    codes: BTreeMap<String, String>,
    claims: BTreeMap<String, String>,
}

impl Ids {
    fn of(project: &Project) -> Self {
        let mut taken = BTreeSet::new();
        let mut named = |prefix: &str, words: &str| (words.to_owned(), free(&mut taken, prefix, words));
        let annotators = project.annotators().map(|one| named("by", one.id.as_str())).collect();
        let mut codes = BTreeMap::new();
        for layer in project.codebook().layers() {
            codes.extend(
                layer
                    .codes()
                    .iter()
                    .map(|code| named("code", &encoding::label(&Body::Code(code.id.clone())))),
            );
            codes.extend([named("code", &encoding::label(&Body::Unit(layer.id.clone())))]);
        }
        codes.extend([named("code", encoding::NOTE_LABEL)]);
        let claims = project.ledger().claims().map(|claim| named("claim", claim.id.as_str())).collect();
        Self { annotators, codes, claims }
    }

    /// What an annotation says, as the identifier of a category.
    fn of_body(&self, body: &Body) -> &str {
        let known = match body {
            Body::Claim(claim) => self.claims.get(claim.as_str()),
            body => self.codes.get(&encoding::label(body)),
        };
        known.map_or("", String::as_str)
    }
}

fn free(taken: &mut BTreeSet<String>, prefix: &str, words: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let base: String = format!("{prefix}.{}", words.chars().map(plain).collect::<String>());
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let id = std::iter::once(base.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(base);
    taken.insert(id.clone());
    id
}

fn file(job: &mut ExportJob<'_>, ids: &Ids, article: &Article) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n"
        .to_owned();
    let here: Vec<&Annotator> = job
        .project
        .annotators()
        .filter(|annotator| scope::set_of(job.project, annotator, article).is_some())
        .collect();
    header(job, ids, article, &here, &mut out);
    let mut annotations = String::new();
    for annotator in &here {
        let Some(set) = scope::set_of(job.project, annotator, article) else { continue };
        for one in set.in_order() {
            annotation(job, ids, article, annotator, one, &mut annotations);
        }
    }
    if !annotations.is_empty() {
        let _ = write!(
            out,
            "  <standOff>\n    <listAnnotation>\n{annotations}    </listAnnotation>\n  </standOff>\n"
        );
    }
    out.push_str("  <text>\n    <body xml:space=\"preserve\">");
    for line in 0..article.text.line_count() {
        let words = line_of(&article.text, line).and_then(|span| article.text.slice(span)).unwrap_or("");
        let _ = write!(out, "<ab xml:id=\"l{}\">{}</ab>", line + 1, xml(words));
    }
    out.push_str("</body>\n  </text>\n</TEI>\n");
    if article.text.as_str().chars().any(is_illegal) {
        job.log.add(Feature::Controls, || message!("formats-example-text", article = %article.id));
    }
    out
}

fn line_of(text: &Text, line: usize) -> Option<Span> {
    let (start, end) = text.line(line)?;
    Span::new(start, end)
}

/// An element with words in it, unless there are none.
fn element(out: &mut String, indent: usize, tag: &str, words: &str) {
    if !words.is_empty() {
        let name = tag.split(' ').next().unwrap_or(tag);
        let _ = writeln!(out, "{:indent$}<{tag}>{}</{name}>", "", xml(words));
    }
}

fn header(job: &ExportJob<'_>, ids: &Ids, article: &Article, here: &[&Annotator], out: &mut String) {
    let Metadata { title, outlet, authors, published, url, language, section, genre, .. } = &article.metadata;
    out.push_str("  <teiHeader>\n    <fileDesc>\n      <titleStmt>\n");
    element(out, 8, "title", if title.is_empty() { article.id.as_str() } else { title });
    for annotator in here {
        let id = ids.annotators.get(annotator.id.as_str()).map_or("", String::as_str);
        let _ = writeln!(
            out,
            "        <respStmt xml:id=\"{id}\"><resp>{}</resp><name>{}</name></respStmt>",
            annotator.role.word(),
            xml(&annotator.name)
        );
    }
    let _ = write!(
        out,
        "      </titleStmt>\n      <publicationStmt><p>Exported from the project {} by Obelus.</p></publicationStmt>\n      \
         <sourceDesc>\n        <bibl>\n",
        xml(job.project.name())
    );
    element(out, 10, "idno type=\"article\"", article.id.as_str());
    element(out, 10, "idno type=\"sha256\"", &article.text.digest().to_string());
    element(out, 10, "idno type=\"file\"", &article.metadata.source_file);
    authors.iter().for_each(|author| element(out, 10, "author", author));
    element(out, 10, "title level=\"a\"", title);
    element(out, 10, "title level=\"j\"", outlet);
    let date = published.date.as_str();
    let when = if is_date(date) { format!("date when=\"{date}\"") } else { "date".to_owned() };
    element(out, 10, &when, date);
    element(out, 10, "note type=\"published\"", &published.as_written);
    element(out, 10, "biblScope unit=\"section\"", section);
    element(out, 10, "note type=\"genre\"", genre);
    element(out, 10, "note type=\"import\"", &article.metadata.import_note);
    if !url.is_empty() {
        let target = xml(&url.replace(char::is_whitespace, "%20"));
        element(out, 10, &format!("ref target=\"{target}\""), url);
    }
    out.push_str(
        "        </bibl>\n      </sourceDesc>\n    </fileDesc>\n    <encodingDesc>\n      <classDecl>\n",
    );
    categories(job.project, ids, out);
    out.push_str("      </classDecl>\n    </encodingDesc>\n");
    if !language.is_empty() && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        let _ = writeln!(
            out,
            "    <profileDesc>\n      <langUsage><language ident=\"{0}\">{0}</language></langUsage>\n    </profileDesc>",
            xml(language)
        );
    }
    out.push_str("  </teiHeader>\n");
}

fn categories(project: &Project, ids: &Ids, out: &mut String) {
    let category = |out: &mut String, id: &str, name: &str, gloss: &str| {
        let _ = write!(out, "          <category xml:id=\"{id}\"><catDesc><term>{}</term>", xml(name));
        if !gloss.is_empty() {
            let _ = write!(out, "<gloss>{}</gloss>", xml(gloss));
        }
        out.push_str("</catDesc></category>\n");
    };
    let id = |label: &str| ids.codes.get(label).map_or("", String::as_str);
    for Layer { id: layer, name, question, .. } in project.codebook().layers() {
        let found = project.codebook().layer(layer.as_str());
        let _ = writeln!(out, "        <taxonomy>\n          <desc>{}: {}</desc>", xml(name), xml(question));
        for code in found.into_iter().flat_map(Layer::codes) {
            category(out, id(&encoding::label(&Body::Code(code.id.clone()))), &code.name, &code.definition);
        }
        let unit = encoding::label(&Body::Unit(layer.clone()));
        category(out, id(&unit), &format!("{name}, not yet answered"), "");
        out.push_str("        </taxonomy>\n");
    }
    out.push_str("        <taxonomy>\n          <desc>Notes</desc>\n");
    category(out, id(encoding::NOTE_LABEL), "Note", "");
    out.push_str("        </taxonomy>\n");
    let claims: Vec<_> = project.ledger().claims().collect();
    if claims.is_empty() {
        return;
    }
    out.push_str("        <taxonomy>\n          <desc>Claims</desc>\n");
    for claim in claims {
        let id = ids.claims.get(claim.id.as_str()).map_or("", String::as_str);
        category(out, id, &claim.label, &claim.wording);
    }
    out.push_str("        </taxonomy>\n");
}

fn annotation(
    job: &mut ExportJob<'_>,
    ids: &Ids,
    article: &Article,
    annotator: &Annotator,
    annotation: &Annotation,
    out: &mut String,
) {
    let text = &article.text;
    let memo = annotation.memo.as_ref();
    let motivation = match annotation.body {
        Body::Code(_) => "classifying",
        Body::Claim(_) => "identifying",
        Body::Unit(_) => "highlighting",
        Body::Note if memo.is_some_and(|memo| memo.question) => "questioning",
        Body::Note => "commenting",
    };
    let words = text.slice(annotation.span).unwrap_or("");
    if words.starts_with('\n') || words.ends_with('\n') {
        job.log.add(Feature::Breaks, || excerpts::in_article(words, &article.id));
    }
    let by = ids.annotators.get(annotator.id.as_str()).map_or("", String::as_str);
    let _ = writeln!(
        out,
        "      <annotation xml:id=\"a.{}\" motivation=\"{motivation}\" target=\"{}\" ana=\"#{}\" resp=\"#{by}\">",
        annotation.id,
        pointers(text, annotation.span),
        ids.of_body(&annotation.body)
    );
    let changes = [("created", annotation.created), ("modified", annotation.modified)];
    out.push_str("        <revisionDesc>\n");
    for (status, when) in changes.into_iter().rev() {
        let _ = writeln!(out, "          <change when=\"{when}\" status=\"{status}\"/>");
    }
    out.push_str("        </revisionDesc>\n");
    let mut held = false;
    let mut note = |kind: &str, words: &str| {
        held |= words.chars().any(is_illegal);
        element(out, 8, &format!("note {kind}"), words);
    };
    let question = memo.is_some_and(|memo| memo.question);
    note(if question { "type=\"question\"" } else { "type=\"memo\"" }, memo.map_or("", |memo| &memo.text));
    if question && memo.is_some_and(|memo| memo.text.is_empty()) {
        note("type=\"question\"", "?");
    }
    for (name, value) in encoding::attributes(annotation, job.project.ledger(), text, UNIT) {
        note(&format!("type=\"attribute\" subtype=\"{}\"", xml(&name)), &value);
    }
    note("type=\"origin\"", &encoding::origin_text(&annotation.origin));
    out.push_str("      </annotation>\n");
    if held {
        job.log.add(Feature::Controls, || excerpts::in_article(words, &article.id));
    }
}

/// A pointer for each line that a passage has words in; for line ends alone an empty range at the end of the line.
fn pointers(text: &Text, span: Span) -> String {
    let mut all = Vec::new();
    for line in text.line_at(span.start())..=text.line_at(span.end() - 1) {
        let Some(block) = line_of(text, line) else { continue };
        let Some(part) = block.intersect(span) else { continue };
        let (begin, _) = offsets::position(text, block, UNIT);
        let (start, end) = offsets::position(text, part, UNIT);
        all.push(format!("#string-range(l{},{},{})", line + 1, start - begin, end - start));
    }
    if all.is_empty() {
        let line = text.line_at(span.start());
        let length = line_of(text, line).map_or(0, |block| {
            let (start, end) = offsets::position(text, block, UNIT);
            end - start
        });
        all.push(format!("#string-range(l{},{length},0)", line + 1));
    }
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{exported, tiny};

    #[test]
    fn a_small_project_is_written_so() {
        let (files, log) = exported(&Tei, &tiny());
        let file = &files["bridge.xml"];
        let text = "<body xml:space=\"preserve\"><ab xml:id=\"l1\">😊 Officials said</ab>\
            <ab xml:id=\"l2\"> the bridge is safe.</ab><ab xml:id=\"l3\"></ab></body>";
        assert!(file.contains(text));
        let coded = "      <annotation xml:id=\"a.0000000000001\" motivation=\"classifying\" \
            target=\"#string-range(l1,2,14) #string-range(l2,0,20)\" ana=\"#code.factual\" resp=\"#by.ada\">\n        \
            <revisionDesc>\n          <change when=\"2025-07-03T09:30:00Z\" status=\"modified\"/>\n          \
            <change when=\"2025-07-03T09:30:00Z\" status=\"created\"/>\n        </revisionDesc>\n        \
            <note type=\"question\">two&#10;lines</note>\n        <note type=\"origin\">made</note>\n      </annotation>\n";
        assert!(file.contains(coded), "{file}");
        assert!(file.contains("target=\"#string-range(l2,20,0)\" ana=\"#code.note\""), "a line end alone");
        assert!(file.contains(
            "<respStmt xml:id=\"by.ada\"><resp>analyst</resp><name>Ada &lt;Byron&gt;</name></respStmt>"
        ));
        assert!(file.contains(
            "<category xml:id=\"claim.ada-safe\"><catDesc><term>Safe; sound</term></catDesc></category>"
        ));
        assert_eq!(log.count(Feature::Breaks), 2);
    }

    #[test]
    fn dates_are_told_from_words() {
        for (words, want) in [
            ("2025", true),
            ("2025-07", true),
            ("2025-07-03", true),
            ("3 July", false),
            ("2025-7", false),
            ("", false),
        ] {
            assert_eq!(is_date(words), want, "{words}");
        }
    }
}
