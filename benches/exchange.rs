//! What exchange costs for the largest projects: 10,000 articles with 1,000,000 annotations out to the disk, and back in.

use criterion::Criterion;
use obelus::agreement::measures::bootstrap::SplitMix64;
use obelus::base::{AnnotationId, AnnotatorId, ArticleId, CodeId, Progress, ProjectId, Timestamp};
use obelus::formats::{
    Direction, ExportOptions, Format, ImportOptions, ImportedData, Input, Scope, format, guess, plan,
};
use obelus::model::{
    Annotation, AnnotationSet, Annotator, Article, Body, LabelMapping, Memo, Metadata, Project, Role, SetKey,
    sentences_of,
};
use obelus::store;
use obelus::text::Text;
use obelus::transfer::{Destination, FileCollector, run_export};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const ARTICLES: usize = 10_000;
const ANNOTATORS: usize = 4;
const SENTENCES: usize = 25;
/// The formats that are measured, as far as they are there.
const MEASURED: [&str; 2] = ["jsonl", "refi-qda"];

fn text(random: &mut SplitMix64, number: usize) -> String {
    const WORDS: [&str; 8] = ["company", "said", "that", "the", "“new”", "model", "would", "🙂"];
    let mut text = format!("Article {number}\n");
    for sentence in 0..SENTENCES - 1 {
        text.push_str("The");
        for _ in 0..6 + random.below(8) {
            text.push(' ');
            text.push_str(WORDS[random.below(WORDS.len())]);
        }
        text.push_str(if sentence % 4 == 3 { ".\n" } else { ". " });
    }
    text
}

/// Every annotator on every article with a code for every sentence, and a memo now and then.
fn project() -> Project {
    const CODES: [&str; 4] = ["factual", "opinion", "mixed", "prediction"];
    let id = ProjectId::new("bench").expect("id");
    let mut project = Project::new(id, "Bench".to_owned(), Arc::new(store::builtin_codebook()));
    let mut random = SplitMix64::new(7);
    let coders: Vec<AnnotatorId> =
        (0..ANNOTATORS).map(|at| AnnotatorId::new(&format!("coder-{at}")).expect("id")).collect();
    for id in &coders {
        let annotator = Annotator { id: id.clone(), name: id.to_string(), role: Role::Analyst, person: None };
        project.load_annotator(annotator);
    }
    let mut next = 0_u64;
    for number in 0..ARTICLES {
        let id = ArticleId::new(&format!("article-{number:05}")).expect("id");
        let text = Text::new(text(&mut random, number)).expect("text");
        let article = Article { id: id.clone(), text, metadata: Metadata::default(), zones: Vec::new() };
        let sentences = sentences_of(&article);
        project.load_article(Arc::new(article));
        for coder in &coders {
            let annotations = (0..SENTENCES).map(|at| {
                next += 1;
                let span = sentences[at % sentences.len()];
                let code = CodeId::new(CODES[random.below(CODES.len())]).expect("id");
                let moment = Timestamp(1_780_000_000 + next as i64);
                let mut annotation = Annotation::new(AnnotationId(next), span, Body::Code(code), moment);
                if next.is_multiple_of(10) {
                    let memo = Memo { text: "A “comment”\nof two lines.".to_owned(), question: false };
                    annotation.memo = Some(Box::new(memo));
                }
                Arc::new(annotation)
            });
            let set = AnnotationSet::from_annotations(annotations.collect());
            project.load_set(SetKey { annotator: coder.clone(), article: id.clone() }, Arc::new(set));
        }
    }
    project
}

fn export(format: &dyn Format, project: &Project, path: &Path) {
    let destination = Destination { path: path.to_owned(), overwrite: true, root: None };
    let (scope, options) = (Scope::default(), ExportOptions::default());
    run_export(format, project, &scope, &options, &destination, &Progress::new()).expect("exported");
}

fn import(format: &dyn Format, project: &Project, path: &Path) -> u64 {
    let mut intake = FileCollector::default();
    intake.path(path).expect("read");
    let files = intake.files();
    let progress = Progress::new();
    let foreign: ImportedData =
        format.import(&Input { files: &files, progress: &progress }).expect("read").value;
    let mapping = guess(project, &foreign, &LabelMapping::default());
    plan(project, &foreign, &mapping, &ImportOptions::default()).new
}

pub fn all(mut criterion: Criterion) {
    exchange(&mut criterion);
    criterion.final_summary();
}

fn exchange(criterion: &mut Criterion) {
    let project = project();
    let count: usize = project.sets().map(|(_, set)| set.len()).sum();
    assert_eq!(count, ARTICLES * ANNOTATORS * SENTENCES);
    let folder = tempfile::tempdir().expect("a folder");
    let size = format!("{ARTICLES} articles × {count} annotations");
    let mut group = criterion.benchmark_group("exchange");
    group.sample_size(10);
    for format in MEASURED.into_iter().filter_map(format) {
        let about = format.about();
        let path: PathBuf = folder.path().join(format!("out.{}", about.ending));
        group.bench_function(format!("export {}, {size}", about.id), |bench| {
            bench.iter(|| export(format, black_box(&project), &path));
        });
        export(format, &project, &path);
        if about.direction == Direction::Both {
            let id = ProjectId::new("new").expect("id");
            let empty = Project::new(id, "New".to_owned(), Arc::new(store::builtin_codebook()));
            group.bench_function(format!("import {} up to its plan, {size}", about.id), |bench| {
                bench.iter(|| assert_eq!(import(format, black_box(&empty), &path), count as u64));
            });
        }
    }
    group.finish();
}
