//! What goes out comes back, up to what the format says it cannot carry.

use super::projects::{any_project, project as bare, torture};
use crate::base::{Progress, Timestamp};
use crate::formats::plan;
use crate::formats::{
    AssumedReading, Direction, ExportOptions, FORMATS, Feature, Format, ImportOptions, Input, MemorySink,
    Scope, export, guess,
};
use crate::model::{Annotation, Body, LabelMapping, Project, SetState, Value};
use proptest::prelude::*;
use std::sync::Arc;

pub(super) fn readers() -> impl Iterator<Item = &'static dyn Format> {
    FORMATS.iter().copied().filter(|format| format.about().direction == Direction::Both)
}

pub(super) fn files(format: &dyn Format, project: &Project) -> Vec<(String, Vec<u8>)> {
    let mut memory = MemorySink::default();
    let done =
        export(format, project, &Scope::default(), &ExportOptions::default(), &mut memory, &Progress::new());
    done.unwrap_or_else(|error| panic!("{}: {error}", format.about().id));
    memory.files
}

/// Reads an export into a project and returns it, with the number of annotations that were there already.
pub(super) fn read_into(
    format: &dyn Format,
    files: &[(String, Vec<u8>)],
    mut target: Project,
) -> (Project, u64) {
    let id = format.about().id;
    let input = Input { files, progress: &Progress::new() };
    assert!(format.recognises(&input), "{id} knows its own files");
    let read = format.import(&input).unwrap_or_else(|issue| panic!("{id}: {issue}"));
    assert_eq!(read.issues, [], "{id}");
    let mapping = guess(&target, &read.value, &LabelMapping::default());
    let options = ImportOptions {
        now: Timestamp(1_760_000_000),
        reading: AssumedReading::Nothing,
        ..ImportOptions::default()
    };
    let plan = plan(&target, &read.value, &mapping, &options);
    // What the project does itself is said again, and where its sets cover nothing, that too.
    let of_project = ["several-answers", "reading-assumed"];
    let issues: Vec<_> = plan.issues.iter().filter(|issue| !of_project.contains(&issue.code)).collect();
    assert!(issues.is_empty(), "{id}: {issues:?}");
    for edit in plan.edits {
        target.apply(edit).unwrap_or_else(|error| panic!("{id}: {error}"));
    }
    (target, plan.same)
}

/// What a project says, as lines, without what a format cannot carry.
fn essence(project: &Project, losses: &[Feature], articles: bool) -> Vec<String> {
    let kept = |lost| !losses.contains(&lost);
    let plain = |words: &str| match kept(Feature::WhiteSpace) {
        true => words.to_owned(),
        false => words.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let mut lines = Vec::new();
    for article in project.articles().filter(|_| articles) {
        let m = &article.metadata;
        lines.push(format!("article {} {}", article.id, article.text.digest()));
        if kept(Feature::Titles) {
            lines.push(format!(
                "  {:?} {:?} {:?} {:?} {:?}",
                plain(&m.title),
                plain(&m.outlet),
                m.published.date,
                m.url,
                m.language
            ));
        }
        if kept(Feature::Metadata) {
            let words: Vec<String> = m.authors.iter().map(|author| plain(author)).collect();
            lines.push(format!(
                "  {words:?} {:?} {:?} {:?} {:?}",
                plain(&m.published.as_written),
                plain(&m.section),
                m.genre,
                m.source_file
            ));
        }
        if kept(Feature::Print) {
            let subjects: Vec<String> = m.subjects.iter().map(|subject| plain(subject)).collect();
            lines.push(format!(
                "  {:?} {:?} {:?} {:?} {:?} {subjects:?}",
                m.updated.date,
                plain(&m.updated.as_written),
                plain(&m.edition),
                m.page,
                m.accession
            ));
        }
        if kept(Feature::Imports) {
            lines.push(format!("  {:?} {:?} {:?}", m.import.sha256, m.import.kind, m.import.struck));
        }
        if kept(Feature::TimeCodes) {
            lines.push(format!("  {:?}", m.import.times));
        }
        if kept(Feature::Zones) {
            lines.push(format!("  {:?}", article.zones));
        }
    }
    for (key, set) in project.sets() {
        let whose = format!("{} {}", key.annotator, key.article);
        let text = project.article(&key.article).map_or("", |article| article.text.as_str());
        let blank = |annotation: &Annotation| text[annotation.span.range()].trim().is_empty();
        for annotation in set.iter().filter(|annotation| kept(Feature::Blanks) || !blank(annotation)) {
            lines.extend(said(annotation, losses, &plain).map(|words| format!("{whose} {words}")));
        }
        if kept(Feature::SignOff) && set.state() != SetState::Open {
            lines.push(format!("{whose} {:?}", set.state()));
        }
        if kept(Feature::Coverage) {
            lines.extend(set.coverage().iter().map(|span| format!("{whose} read {span:?}")));
        }
        if kept(Feature::Bookmarks) {
            lines.extend(set.bookmarks().map(|span| format!("{whose} bookmark {span:?}")));
        }
        if kept(Feature::Fields) {
            let words = |value| valued(value, losses, &plain);
            lines.extend(set.fields().iter().map(|(id, value)| format!("{whose} {id} {}", words(value))));
        }
    }
    if kept(Feature::ClaimDetails) {
        lines.extend(project.ledger().claims().map(|claim| {
            let aliases: Vec<String> = claim.aliases.iter().map(|alias| plain(alias)).collect();
            format!(
                "{} {} {} {:?} {} {aliases:?} {:?} {}",
                claim.id,
                plain(&claim.label),
                plain(&claim.wording),
                claim.kind,
                plain(&claim.topic),
                claim.status,
                plain(&claim.memo)
            )
        }));
    }
    if kept(Feature::Relations) {
        lines.extend(project.ledger().edges().map(|(by, edge)| format!("{by} {edge:?}")));
    }
    lines.sort();
    lines
}

fn valued(value: &Value, losses: &[Feature], plain: &dyn Fn(&str) -> String) -> String {
    let words = format!("{value:?}");
    match losses.contains(&Feature::WhiteSpace) {
        true => plain(&words.replace("\\t", " ").replace("\\n", " ")),
        false => words,
    }
}

fn said(annotation: &Annotation, losses: &[Feature], plain: &dyn Fn(&str) -> String) -> Option<String> {
    let kept = |lost| !losses.contains(&lost);
    let body = match annotation.body {
        Body::Code(_) => Feature::Codes,
        Body::Claim(_) => Feature::Mentions,
        Body::Note => Feature::Notes,
        Body::Unit(_) => Feature::Units,
    };
    if !kept(body) {
        return None;
    }
    let mut words = format!("{:?} {:?}", annotation.span, annotation.body);
    if kept(Feature::Attributes) {
        for (id, value) in &annotation.attributes {
            if kept(Feature::Passages) || !matches!(value, Value::Spans(_)) {
                words.push_str(&format!(" {id}={}", valued(value, losses, plain)));
            }
        }
    }
    let memo = annotation.memo.as_ref();
    if kept(Feature::Memos) {
        words.push_str(&format!(" memo {:?}", plain(memo.map_or("", |memo| &memo.text))));
    }
    if kept(Feature::Questions) {
        words.push_str(&format!(" question {}", memo.is_some_and(|memo| memo.question)));
    }
    if kept(Feature::Origins) {
        words.push_str(&format!(" {:?}", annotation.origin));
    }
    if kept(Feature::Times) {
        words.push_str(&format!(" {} {}", annotation.created, annotation.modified));
    }
    if kept(Feature::Numbers) {
        words.push_str(&format!(" {}", annotation.id));
    }
    Some(words)
}

/// The project without sets and claims, as a colleague has it who gets the export.
pub(super) fn without_work(project: &Project) -> Project {
    let codebook = Arc::clone(project.codebook());
    let mut target = Project::new(project.id().clone(), project.name().to_owned(), codebook);
    project.annotators().for_each(|annotator| target.load_annotator(annotator.clone()));
    project.articles().for_each(|article| target.load_article(Arc::clone(article)));
    target
}

pub(super) fn same(id: &str, losses: &[Feature], here: &Project, there: &Project, articles: bool) {
    // Claims that nobody in scope created or mentions are not exported.
    let here = &Scope::default().narrow(here);
    let (here, there) = (essence(here, losses, articles), essence(there, losses, articles));
    let missing: Vec<_> = here.iter().filter(|line| !there.contains(line)).take(5).collect();
    let added: Vec<_> = there.iter().filter(|line| !here.contains(line)).take(5).collect();
    assert!(
        here == there,
        "{}: {} lines for {}\nmissing {missing:#?}\nadded {added:#?}",
        id,
        there.len(),
        here.len()
    );
}

#[test]
fn the_torture_project_comes_back() {
    let project = torture();
    for format in readers() {
        let files = files(format, &project);
        let (back, _) = read_into(format, &files, without_work(&project));
        same(format.about().id, &format.about().losses(), &project, &back, false);
    }
}

#[test]
fn the_torture_project_comes_back_with_its_articles() {
    let project = torture();
    for format in readers().filter(|format| format.about().keeps(Feature::Texts)) {
        let mut target = bare(&[]);
        target.load_ledger(Default::default());
        let (back, _) = read_into(format, &files(format, &project), target);
        same(format.about().id, &format.about().losses(), &project, &back, true);
    }
}

#[test]
fn reading_twice_adds_nothing() {
    let project = torture();
    for format in readers() {
        let files = files(format, &project);
        let (once, _) = read_into(format, &files, without_work(&project));
        let input = Input { files: &files, progress: &Progress::new() };
        let read = format.import(&input).expect("read before").value;
        let options = ImportOptions {
            now: Timestamp(1_770_000_000),
            reading: AssumedReading::Nothing,
            ..ImportOptions::default()
        };
        let plan = plan(&once, &read, &guess(&once, &read, &LabelMapping::default()), &options);
        assert_eq!(plan.edits, [], "{}", format.about().id);
        assert_eq!(plan.new, 0, "{}", format.about().id);
    }
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let project = torture();
    for format in FORMATS.iter().copied().filter(|format| format.about().direction != Direction::In) {
        assert!(files(format, &project) == files(format, &project), "{}", format.about().id);
    }
}

proptest! {
    #![proptest_config(crate::base::properties::cases(24))]
    #[test]
    fn any_project_comes_back(project in any_project()) {
        for format in readers() {
            let (back, _) = read_into(format, &files(format, &project), without_work(&project));
            // Claims of annotators without work, which nobody mentions, are not in scope.
            let exported = Scope::default().narrow(&project);
            same(format.about().id, &format.about().losses(), &exported, &back, false);
        }
    }
}
