//! What the whole report of agreement costs: first, and again after one annotator changed one article.

use criterion::Criterion;
use obelus::agreement::measures::bootstrap::SplitMix64;
use obelus::agreement::{AgreementReport, ReportCache, Request};
use obelus::base::{
    AnnotationId, AnnotatorId, ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, Progress, ProjectId,
    Timestamp,
};
use obelus::model::{
    Annotation, Annotator, Article, Body, Claim, Edit, Metadata, Project, Role, SetKey, SetState, Value,
    sentences_of,
};
use obelus::store;
use obelus::text::{Span, Text};
use std::hint::black_box;
use std::sync::Arc;

const ARTICLES: usize = 200;
const ANNOTATORS: usize = 5;
const CLAIMS: usize = 60;
const SENTENCES: usize = 30;

fn text(random: &mut SplitMix64) -> String {
    const WORDS: [&str; 8] = ["company", "said", "that", "the", "new", "model", "would", "fail"];
    let mut text = String::new();
    for sentence in 0..SENTENCES {
        text.push_str("The");
        for _ in 0..8 + random.below(14) {
            text.push(' ');
            text.push_str(WORDS[random.below(WORDS.len())]);
        }
        text.push_str(if sentence % 4 == 3 { ".\n" } else { ". " });
    }
    text
}

fn claim(number: usize, at: Timestamp) -> Claim {
    Claim::new(ClaimId::new(&format!("coder-0/claim-{number}")).expect("id"), format!("Claim {number}"), at)
}

/// What most say of a sentence: code, voice, and claim with stance and certainty.
type Usual = (&'static str, &'static str, Option<(usize, &'static str, &'static str)>);

struct Maker {
    project: Project,
    random: SplitMix64,
    next: u64,
}

impl Maker {
    fn apply(&mut self, edit: Edit) {
        self.project.apply(edit).expect("an edit that fits");
    }

    fn annotation(&mut self, key: &SetKey, span: Span, body: Body, attributes: &[(&str, &str)]) {
        self.next += 1;
        let moment = Timestamp(1_780_000_000 + self.next as i64 * 40);
        let mut annotation = Annotation::new(AnnotationId(self.next), span, body, moment);
        for (name, choice) in attributes {
            let value = Value::Choice(ChoiceId::new(choice).expect("id"));
            annotation.attributes.insert(AttributeId::new(name).expect("id"), value);
        }
        self.apply(Edit::PutAnnotation { key: key.clone(), annotation: Arc::new(annotation) });
    }

    /// Whether an annotator goes their own way.
    fn differs(&mut self) -> bool {
        self.random.below(5) == 0
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        from[self.random.below(from.len())]
    }

    fn article(&mut self, number: usize, coders: &[AnnotatorId]) {
        const CODES: [&str; 5] = ["factual", "opinion", "mixed", "prediction", "not-a-claim"];
        const VOICES: [&str; 3] = ["author", "named-source", "collective"];
        const STANCES: [&str; 3] = ["supports", "opposes", "neutral"];
        const CERTAINTIES: [&str; 4] = ["certain", "probable", "possible", "underspecified"];
        let id = ArticleId::new(&format!("article-{number:03}")).expect("id");
        let text = Text::new(text(&mut self.random)).expect("text");
        let article =
            Arc::new(Article { id: id.clone(), text, metadata: Metadata::default(), zones: Vec::new() });
        let sentences = sentences_of(&article);
        self.apply(Edit::AddArticle { article });
        let usual: Vec<Usual> = sentences
            .iter()
            .map(|_| {
                let claim = (self.random.below(3) == 0)
                    .then(|| (self.random.below(CLAIMS), self.pick(&STANCES), self.pick(&CERTAINTIES)));
                (self.pick(&CODES), self.pick(&VOICES), claim)
            })
            .collect();
        for coder in coders {
            let key = SetKey { annotator: coder.clone(), article: id.clone() };
            for (sentence, (code, voice, claim)) in sentences.iter().zip(&usual) {
                let code = if self.differs() { self.pick(&CODES) } else { code };
                let voice = if self.differs() { self.pick(&VOICES) } else { voice };
                self.annotation(
                    &key,
                    *sentence,
                    Body::Code(CodeId::new(code).expect("id")),
                    &[("voice", voice)],
                );
                let Some((claim, stance, certainty)) = claim else { continue };
                if self.differs() {
                    continue;
                }
                let claim = if self.differs() { self.random.below(CLAIMS) } else { *claim };
                let cut = if self.differs() { self.random.below(20) as u32 } else { 0 };
                let span = Span::new(sentence.start() + cut, sentence.end()).expect("span");
                let body = Body::Claim(ClaimId::new(&format!("coder-0/claim-{claim}")).expect("id"));
                let certainty = if self.differs() { self.pick(&CERTAINTIES) } else { certainty };
                self.annotation(&key, span, body, &[("stance", stance), ("certainty", certainty)]);
            }
            self.apply(Edit::SetState { key, state: SetState::Done(Timestamp(1_780_000_000)) });
        }
    }
}

fn project() -> Project {
    let id = ProjectId::new("bench").expect("id");
    let project = Project::new(id, "Bench".to_owned(), Arc::new(store::builtin_codebook()));
    let mut maker = Maker { project, random: SplitMix64::new(7), next: 0 };
    let coders: Vec<AnnotatorId> =
        (0..ANNOTATORS).map(|at| AnnotatorId::new(&format!("coder-{at}")).expect("id")).collect();
    for id in &coders {
        let annotator = Annotator { id: id.clone(), name: id.to_string(), role: Role::Analyst, person: None };
        maker.apply(Edit::PutAnnotator { annotator });
    }
    (0..CLAIMS).for_each(|at| maker.apply(Edit::PutClaim { claim: Arc::new(claim(at, Timestamp(0))) }));
    (0..ARTICLES).for_each(|at| maker.article(at, &coders));
    maker.project
}

pub fn all(mut criterion: Criterion) {
    report(&mut criterion);
    criterion.final_summary();
}

fn report(criterion: &mut Criterion) {
    let project = project();
    let request = Request::default();
    let progress = Progress::new();
    let size = format!("{ANNOTATORS} annotators × {ARTICLES} articles of {SENTENCES} sentences");
    let mut group = criterion.benchmark_group("agreement report");
    group.sample_size(10);
    group.bench_function(format!("everything, {size}"), |bench| {
        bench.iter(|| {
            AgreementReport::new(black_box(&project), &request, &mut ReportCache::default(), &progress)
        });
    });
    let mut changed = project.clone();
    let annotator = AnnotatorId::new("coder-0").expect("id");
    let key = SetKey { annotator, article: ArticleId::new("article-100").expect("id") };
    changed.apply(Edit::SetState { key, state: SetState::Open }).expect("an edit that fits");
    let mut cache = ReportCache::default();
    let mut turn = false;
    group.bench_function(format!("again after a change of one, {size}"), |bench| {
        bench.iter(|| {
            turn = !turn;
            AgreementReport::new(
                black_box(if turn { &project } else { &changed }),
                &request,
                &mut cache,
                &progress,
            )
        });
    });
    group.finish();
}
