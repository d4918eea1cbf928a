//! Statements for discourse network analysis, a row each: who says which concept, and whether they agree. Columns and
//! names are those of the list of statements of Discourse Network Analyzer and its package rDNA.
//!
//! A statement is a mention of a claim. The concept is the claim, where all claims that were said to be the same are one;
//! agreement is the stance: empty where nobody gave one, and without a row where it is neither for the claim nor against it.
//! Who speaks is what the attributes of the roles person and organization say, else the words of that of the role speaker;
//! where nobody said who speaks, person and organization are empty.
//! Several annotators' mentions are several statements: export the adjudicated sets, or one annotator's.

use crate::compare::ClaimClasses;
use crate::formats::export::scope::set_of;
use crate::formats::shared::excerpts::{self, short};
use crate::formats::shared::features::{CHARACTERS, PLACES};
use crate::formats::shared::offsets;
use crate::formats::shared::tables::delimited::guarded;
use crate::formats::{
    Direction, ExportError, ExportJob, Feature, Format, FormatInfo, OffsetUnit, Packing, Switch,
};
use crate::id;
use crate::message;
use crate::model::display::{self, claim_label};
use crate::model::{Annotation, Annotator, Article, Attribute, AttributeRole, Body, ChoiceRole, Value};
use crate::text::Text;

static ABOUT: FormatInfo = FormatInfo {
    id: "dna",
    name: id!("formats-dna.name"),
    opens: id!("formats-dna.opens"),
    ending: "csv",
    direction: Direction::Out,
    packing: Packing::File,
    binary: false,
    unit: Some(UNIT),
    keeps: &[&[Feature::Titles, Feature::Mentions, Feature::Passages], PLACES, CHARACTERS],
    derived: false,
    switches: &[Switch { id: ORGANISATIONS, about: id!("formats-dna.organisations") }],
    verified: id!("formats-dna.verified"),
};

const ORGANISATIONS: &str = "organisations";
/// Java counts so.
const UNIT: OffsetUnit = OffsetUnit::Utf16;

const COLUMNS: [&str; 16] = [
    "statement_id",
    "time",
    "document_id",
    "document_title",
    "document_author",
    "document_source",
    "document_section",
    "document_type",
    "coder",
    "start_position",
    "stop_position",
    "text",
    "person",
    "organization",
    "concept",
    "agreement",
];

pub struct Dna;

impl Format for Dna {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        let project = job.project;
        let classes = ClaimClasses::of(project.ledger());
        job.sink.begin("statements.csv")?;
        write(job, &COLUMNS.map(str::to_owned))?;
        let mut statements = 0_u64;
        for (document, article) in (1_u64..).zip(project.articles()) {
            for annotator in project.annotators() {
                let Some(set) = set_of(project, annotator, article) else { continue };
                for annotation in set.in_order() {
                    let Body::Claim(claim) = &annotation.body else { continue };
                    let Some(agrees) = agreement(job, annotation) else {
                        let words = article.text.slice(annotation.span).unwrap_or_default();
                        job.log.add(Feature::Mentions, || {
                            message!("formats-example-stance", words = short(words), article = %article.id)
                        });
                        continue;
                    };
                    statements += 1;
                    let statement = DnaStatement { article, annotator, annotation };
                    let speaker = statement.speaker(job);
                    if speaker.is_none() {
                        let words = article.text.slice(annotation.span).unwrap_or_default();
                        job.log.add(Feature::Speakers, || excerpts::in_article(words, &article.id));
                    }
                    let concept = claim_label(project.ledger(), classes.class(claim)).to_owned();
                    let mut cells = statement.cells(job, speaker.unwrap_or_default(), concept, agrees);
                    cells[0] = statements.to_string();
                    cells[2] = document.to_string();
                    write(job, &cells)?;
                }
            }
            job.step()?;
        }
        Ok(())
    }
}

/// Numbers stand as they are, all else in quotation marks, separated by semicolons.
fn write(job: &mut ExportJob<'_>, cells: &[String; COLUMNS.len()]) -> Result<(), ExportError> {
    let mut line = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push(';');
        }
        if !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit()) {
            line.push_str(cell);
        } else {
            line.push('"');
            line.push_str(&guarded(cell, false).replace('"', "\"\""));
            line.push('"');
        }
    }
    line.push_str("\r\n");
    Ok(job.sink.write_all(line.as_bytes())?)
}

/// The attribute of mentions that has this role.
fn declared<'a>(job: &ExportJob<'a>, role: AttributeRole) -> Option<&'a Attribute> {
    job.project.codebook().claim_layer()?.attribute_as(role)
}

/// What the column “agreement” says: 1, 0, or nothing where nobody gave a stance; `None` when the voice takes no side.
fn agreement(job: &ExportJob<'_>, annotation: &Annotation) -> Option<&'static str> {
    let Some(attribute) = declared(job, AttributeRole::Stance) else { return Some("") };
    let Some(stance) = annotation.choice(attribute.id.as_str()) else { return Some("") };
    match attribute.choice(stance.as_str())?.role {
        ChoiceRole::For => Some("1"),
        ChoiceRole::Against => Some("0"),
        ChoiceRole::Plain | ChoiceRole::Doubt => None,
    }
}

/// One mention of a claim.
struct DnaStatement<'a> {
    article: &'a Article,
    annotator: &'a Annotator,
    annotation: &'a Annotation,
}

impl DnaStatement<'_> {
    /// The cells; those of the numbers of statement and document are left empty.
    fn cells(
        &self,
        job: &ExportJob<'_>,
        (person, organization): (String, String),
        concept: String,
        agrees: &str,
    ) -> [String; COLUMNS.len()] {
        let Self { article, annotator, annotation } = self;
        let about = &article.metadata;
        let (start, end) = offsets::position(&article.text, annotation.span, UNIT);
        let quote = article.text.slice(annotation.span).filter(|_| job.options.texts);
        let date = about.published.date.as_str();
        [
            String::new(),
            if date.len() == 10 { format!("{date} 00:00:00") } else { date.to_owned() },
            String::new(),
            article.title_or_name().to_owned(),
            about.authors.join(", "),
            about.outlet.clone(),
            about.section.clone(),
            about.genre.clone(),
            annotator.name.clone(),
            start.to_string(),
            end.to_string(),
            quote.unwrap_or_default().to_owned(),
            person,
            organization,
            concept,
            agrees.to_owned(),
        ]
    }

    /// Person and organization; `None` where nobody said who speaks.
    fn speaker(&self, job: &ExportJob<'_>) -> Option<(String, String)> {
        let said = |role: AttributeRole| {
            let attribute = declared(job, role)?;
            let value = self.annotation.attributes.get(&attribute.id)?;
            // Who speaks in a text that stays is left empty.
            if !job.options.texts && matches!(value, Value::Spans(spans) if !spans.is_empty()) {
                return Some(String::new());
            }
            Some(words(attribute, value, &self.article.text)).filter(|words| !words.is_empty())
        };
        let (person, organization) = (said(AttributeRole::Person), said(AttributeRole::Organization));
        if person.is_some() || organization.is_some() {
            return Some((person.unwrap_or_default(), organization.unwrap_or_default()));
        }
        let source = said(AttributeRole::Speaker)?;
        Some(if job.has(ORGANISATIONS) { (String::new(), source) } else { (source, String::new()) })
    }
}

/// A value in words, on one line.
fn words(attribute: &Attribute, value: &Value, text: &Text) -> String {
    let all = match value {
        Value::Spans(spans) => {
            spans.iter().filter_map(|span| text.slice(*span)).collect::<Vec<_>>().join(" … ")
        }
        value => display::value(Some(attribute), value, |_| None),
    };
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{AnnotationId, Progress, Timestamp};
    use crate::formats::{ExportOptions, LossLog, MemorySink, Scope, export};
    use crate::model::{
        AnnotationSet, Claim, ClaimSheet, Dated, Edge, Metadata, Project, Relation, Role, SetKey,
    };
    use crate::text::Span;
    use imbl::OrdMap;
    use std::sync::Arc;

    const TEXT: &str = "😊 Maya said the deal is off.";

    fn id<T: std::str::FromStr>(words: &str) -> T {
        words.parse().unwrap_or_else(|_| panic!("an identifier: {words}"))
    }

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).expect("there");
        Span::new(start as u32, (start + words.len()) as u32).expect("a span")
    }

    fn project() -> Project {
        let codebook = Arc::new(crate::store::builtin_codebook());
        let mut project = Project::new(id("p"), "P".to_owned(), codebook);
        let role = Role::Analyst;
        project.load_annotator(Annotator { id: id("ada"), name: "Ada".to_owned(), role, person: None });
        let metadata = Metadata {
            title: "A \"title\"; =1".to_owned(),
            outlet: "Daily".to_owned(),
            authors: vec!["B.".to_owned(), "C.".to_owned()],
            published: Dated { date: "2025-07-03".to_owned(), as_written: String::new() },
            ..Metadata::default()
        };
        let text = Text::new(TEXT).expect("a text");
        project.load_article(Arc::new(Article { id: id("one"), text, metadata, zones: Vec::new() }));
        let now = Timestamp(0);
        let claim = |name: &str, label: &str| (id(name), Arc::new(Claim::new(id(name), label, now)));
        let mut sheet = ClaimSheet {
            claims: OrdMap::from_iter([claim("ada/deal-off", "Deal off"), claim("ada/no-deal", "No deal")]),
            edges: OrdMap::new(),
        };
        let edge = Edge { from: id("ada/no-deal"), relation: Relation::SameAs, to: id("ada/deal-off") };
        sheet.edges.insert(edge, now);
        let mut ledger = project.ledger().clone();
        ledger.put_sheet(id("ada"), Arc::new(sheet));
        project.load_ledger(ledger);
        let mention = |number: u64, claim: &str, stance: Option<&str>, source: bool| {
            let body = Body::Claim(id(claim));
            let mut one = Annotation::new(AnnotationId(number), span("the deal is off"), body, now);
            one.attributes.extend(stance.map(|stance| (id("stance"), Value::Choice(id(stance)))));
            if source {
                one.attributes.insert(id("source"), Value::Spans(vec![span("Maya")]));
            }
            Arc::new(one)
        };
        let set = AnnotationSet::from_annotations(vec![
            mention(1, "ada/deal-off", None, false),
            mention(2, "ada/no-deal", Some("opposes"), true),
            mention(3, "ada/deal-off", Some("neutral"), true),
        ]);
        project.load_set(SetKey { annotator: id("ada"), article: id("one") }, Arc::new(set));
        project
    }

    fn exported(switches: &[&str]) -> (String, LossLog) {
        let switches = switches.iter().map(|one| (*one).to_owned()).collect();
        exported_with(&ExportOptions { switches, ..ExportOptions::default() })
    }

    fn exported_with(options: &ExportOptions) -> (String, LossLog) {
        let mut memory = MemorySink::default();
        let log = export(&Dna, &project(), &Scope::default(), options, &mut memory, &Progress::new());
        let bytes = memory.file("statements.csv").expect("a file").to_vec();
        (String::from_utf8(bytes).expect("UTF-8"), log.expect("exported"))
    }

    #[test]
    fn statements_are_written_to_the_letter() {
        let (statements, log) = exported(&[]);
        let article = r#""2025-07-03 00:00:00";1;"A ""title""; =1";"B., C.";"Daily";"";"";"Ada";13;28;"the deal is off""#;
        let mut lines = statements.split("\r\n").skip(1);
        assert_eq!(lines.next(), Some(format!(r#"1;{article};"";"";"Deal off";"""#).as_str()));
        assert_eq!(lines.next(), Some(format!(r#"2;{article};"Maya";"";"Deal off";0"#).as_str()));
        assert_eq!((lines.next(), lines.next()), (Some(""), None));
        assert_eq!(log.count(Feature::Mentions), 1, "neither for nor against");
        assert_eq!(log.count(Feature::Speakers), 1, "nobody said who speaks");
    }

    #[test]
    fn without_texts_nobody_is_named_for_a_source() {
        let (statements, log) = exported_with(&ExportOptions { texts: false, ..ExportOptions::default() });
        let mut ends = statements.split("\r\n").skip(1).map(|line| line.split(";13;28;").nth(1));
        assert_eq!(ends.next(), Some(Some(r#""";"";"";"Deal off";"""#)));
        assert_eq!(ends.next(), Some(Some(r#""";"";"";"Deal off";0"#)));
        assert_eq!(log.count(Feature::Speakers), 1, "the other one is named in the text");
    }

    #[test]
    fn sources_can_be_organizations() {
        let (statements, _) = exported(&[ORGANISATIONS]);
        assert!(statements.contains(r#";"";"Maya";"Deal off";0"#), "{statements}");
    }
}
