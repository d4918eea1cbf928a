//! A project as `.qdpx`: the texts first, then `project.qde` in one go.

use super::super::{ExportError, ExportJob, LossLog};
use super::block::{self, Values};
use super::codes::CodeTree;
use super::names::{CRLF, ORIGIN, UNIT};
use super::variables::{self, Variables};
use super::xml::Xml;
use crate::base::{AnnotatorId, Timestamp};
use crate::formats::export::scope::set_of;
use crate::formats::shared::{encoding, identifiers, offsets};
use crate::model::{Annotation, Annotator, Article, Body, Origin, Project, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// Most characters of a passage that stand in the name of its selection.
const NAME: usize = 60;
/// The value of the project's description that names an adjudicator.
pub(super) const ADJUDICATOR: &str = "adjudicator";

/// Writes a project. The same project gives the same bytes.
pub(super) fn write(job: &mut ExportJob<'_>) -> Result<(), ExportError> {
    let crlf = job.has(CRLF);
    let ExportJob { project, options, sink, log, progress } = job;
    let (project, texts) = (*project, options.texts);
    let file = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644);
    let failed = |error: zip::result::ZipError| ExportError::Io(error.into());
    sink.begin("project.qdpx")?;
    let mut zip = ZipWriter::new_stream(&mut **sink);
    for article in project.articles().filter(|_| texts) {
        zip.start_file(format!("sources/{}.txt", source(project, article)), file).map_err(failed)?;
        let text = article.text.as_str();
        if crlf {
            zip.write_all(text.replace('\n', "\r\n").as_bytes())?;
        } else {
            zip.write_all(text.as_bytes())?;
        }
    }
    zip.start_file("project.qde", file).map_err(failed)?;
    let people = variables::people(project);
    let users = people
        .keys()
        .map(|id| (id.clone(), identifiers::guid(&[project.id().as_str(), "user", id.as_str()])));
    let whole = Whole {
        project,
        texts,
        users: users.collect(),
        tree: CodeTree::of_project(project),
        variables: Variables::new(project, texts, &people),
        people,
    };
    let mut out = BufWriter::with_capacity(1 << 16, zip);
    whole.write(&mut out, log, options.now, &mut || crate::formats::export::step(progress))?;
    let zip = out.into_inner().map_err(|error| ExportError::Io(error.into_error()))?;
    zip.finish().map_err(failed)?;
    Ok(())
}

/// The GUID of an article.
fn source(project: &Project, article: &Article) -> String {
    identifiers::guid(&[project.id().as_str(), "source", article.id.as_str()])
}

struct Whole<'p> {
    project: &'p Project,
    texts: bool,
    people: BTreeMap<AnnotatorId, String>,
    users: BTreeMap<AnnotatorId, String>,
    tree: CodeTree,
    variables: Variables<'p>,
}

impl Whole<'_> {
    /// Writes the project in the order that its schema demands; nothing empty.
    fn write<W: Write>(
        &self,
        out: W,
        log: &mut LossLog,
        now: Timestamp,
        step: &mut dyn FnMut() -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let mut xml = Xml::new(out, log)?;
        xml.begin("Project")?;
        xml.attribute("xmlns", "urn:QDA-XML:project:1.0")?;
        xml.attribute("name", self.project.name())?;
        xml.attribute("origin", ORIGIN)?;
        moment(&mut xml, "creationDateTime", now)?;
        xml.attribute("basePath", "")?;
        xml.inside()?;
        self.users(&mut xml)?;
        if !self.tree.is_empty() {
            xml.open("CodeBook")?;
            self.tree.write(&mut xml)?;
            xml.end("CodeBook")?;
        }
        self.variables.declare(&mut xml)?;
        if self.project.article_count() > 0 {
            xml.open("Sources")?;
            for article in self.project.articles() {
                self.source(&mut xml, article)?;
                step()?;
            }
            xml.end("Sources")?;
        }
        self.links(&mut xml)?;
        let leads = self.project.annotators().filter(|annotator| annotator.role == Role::Adjudicator);
        let leads: Values = leads.map(|lead| (ADJUDICATOR.to_owned(), lead.id.to_string())).collect();
        let description = block::join("", &leads);
        if !description.is_empty() {
            xml.text("Description", &description)?;
        }
        xml.end("Project")?;
        xml.finish()?.flush()?;
        Ok(())
    }

    fn users<W: Write>(&self, xml: &mut Xml<'_, W>) -> io::Result<()> {
        if self.people.is_empty() {
            return Ok(());
        }
        xml.open("Users")?;
        for (id, name) in &self.people {
            xml.begin("User")?;
            xml.attribute("guid", self.user(id))?;
            xml.attribute("name", name)?;
            xml.attribute("id", id.as_str())?;
            xml.empty()?;
        }
        xml.end("Users")
    }

    fn user(&self, id: &AnnotatorId) -> &str {
        self.users.get(id).map_or("", String::as_str)
    }

    fn source<W: Write>(&self, xml: &mut Xml<'_, W>, article: &Article) -> io::Result<()> {
        let guid = source(self.project, article);
        xml.begin("TextSource")?;
        xml.attribute("guid", &guid)?;
        xml.attribute("name", article.id.as_str())?;
        if self.texts {
            xml.attribute("plainTextPath", &format!("internal://{guid}.txt"))?;
        }
        xml.inside()?;
        for annotator in self.project.annotators() {
            let Some(set) = set_of(self.project, annotator, article) else { continue };
            let mut noted = BTreeSet::new();
            for annotation in set.in_order() {
                // QualCoder fails on a second selection of a passage without a code by one annotator.
                let again = annotation.body == Body::Note && !noted.insert(annotation.span);
                let code = if again { self.tree.note() } else { self.tree.code(&annotation.body) };
                self.selection(xml, &guid, article, annotator, annotation, code)?;
            }
        }
        self.variables.write(xml, article)?;
        xml.end("TextSource")
    }

    fn selection<W: Write>(
        &self,
        xml: &mut Xml<'_, W>,
        source: &str,
        article: &Article,
        annotator: &Annotator,
        annotation: &Annotation,
        code: Option<&str>,
    ) -> io::Result<()> {
        let user = self.user(&annotator.id);
        let guid = block::numbered(annotation.id.0, source, user);
        let (start, end) = offsets::position(&article.text, annotation.span, UNIT);
        xml.begin("PlainTextSelection")?;
        xml.attribute("guid", &guid)?;
        if self.texts {
            xml.attribute("name", &name(article.text.slice(annotation.span).unwrap_or_default()))?;
        }
        xml.attribute("startPosition", &start.to_string())?;
        xml.attribute("endPosition", &end.to_string())?;
        xml.attribute("creatingUser", user)?;
        moment(xml, "creationDateTime", annotation.created)?;
        moment(xml, "modifiedDateTime", annotation.modified)?;
        xml.inside()?;
        let memo = annotation.memo.as_ref().map_or("", |memo| memo.text.as_str());
        let description = block::join(memo, &self.values(article, annotation));
        if !description.is_empty() {
            xml.text("Description", &description)?;
        }
        if let Some(code) = code {
            xml.begin("Coding")?;
            xml.attribute("guid", &identifiers::guid(&["coding", &guid]))?;
            xml.attribute("creatingUser", user)?;
            moment(xml, "creationDateTime", annotation.created)?;
            xml.inside()?;
            xml.reference("CodeRef", code)?;
            xml.end("Coding")?;
        }
        xml.end("PlainTextSelection")
    }

    /// What an annotation says besides code and memo; the claim is the code.
    fn values(&self, article: &Article, annotation: &Annotation) -> Values {
        let text = &article.text;
        let values = annotation.attributes.iter();
        let mut all: Values = values
            .map(|(id, value)| (encoding::attribute_name(id), encoding::value_text(value, text, UNIT)))
            .collect();
        if annotation.memo.as_ref().is_some_and(|memo| memo.question) {
            all.push((encoding::QUESTION.to_owned(), "yes".to_owned()));
        }
        if annotation.origin != Origin::Human {
            all.push((encoding::ORIGIN.to_owned(), encoding::origin_text(&annotation.origin)));
        }
        all
    }

    /// Relations between claims, with who states them.
    fn links<W: Write>(&self, xml: &mut Xml<'_, W>) -> io::Result<()> {
        let edges: Vec<_> = self.project.ledger().edges().collect();
        let ends = edges.iter().filter_map(|(by, edge)| {
            let ends = (self.tree.claim(&edge.from)?, self.tree.claim(&edge.to)?);
            Some((format!("{} ({by})", edge.relation.name()), ends))
        });
        let ends: Vec<_> = ends.collect();
        if ends.is_empty() {
            return Ok(());
        }
        xml.open("Links")?;
        for (name, (from, to)) in ends {
            xml.begin("Link")?;
            xml.attribute("guid", &identifiers::guid(&["link", &name, from, to]))?;
            xml.attribute("name", &name)?;
            xml.attribute("direction", "OneWay")?;
            xml.attribute("originGUID", from)?;
            xml.attribute("targetGUID", to)?;
            xml.empty()?;
        }
        xml.end("Links")
    }
}

/// A moment; left out where the schema's type has no such year.
fn moment<W: Write>(xml: &mut Xml<'_, W>, name: &str, at: Timestamp) -> io::Result<()> {
    if (1..=9999).contains(&at.date().0) { xml.attribute(name, &at.to_string()) } else { Ok(()) }
}

/// The first characters of a passage on one line.
fn name(passage: &str) -> String {
    let mut out = String::new();
    let mut count = 0;
    let words = passage.split_whitespace();
    let signs =
        words.enumerate().flat_map(|(at, word)| (at > 0).then_some(' ').into_iter().chain(word.chars()));
    let mut cut = 0;
    for sign in signs {
        if count == NAME {
            out.truncate(cut);
            out.push('…');
            return out;
        }
        count += 1;
        if count == NAME {
            cut = out.len();
        }
        out.push(if sign.is_control() { '\u{fffd}' } else { sign });
    }
    out
}
