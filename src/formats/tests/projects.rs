//! Projects to export: one that is as nasty as texts get, and generated ones.

use crate::base::{AnnotationId, AnnotatorId, ArticleId, ClaimId, LayerId, Timestamp};
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, Body, Claim, ClaimSheet, Dated, Edge, ImportRecord, Layer,
    Memo, Metadata, Origin, Project, Relation, Role, SetKey, SetState, Struck, TimeCode, Unit, Value, Values,
    Zone, ZoneKind,
};
use crate::text::{Digest, RangeSet, Span, Text};
use imbl::OrdMap;
use proptest::prelude::*;
use std::sync::Arc;

pub(super) fn id<T: std::str::FromStr>(words: &str) -> T {
    words.parse().unwrap_or_else(|_| panic!("an identifier: {words}"))
}

/// Pieces of text that have misled programs.
pub(super) const PIECES: &[&str] = &[
    "Officials said ",
    "the bridge is safe. ",
    "«\u{a0}Le chômage baisse\u{a0}», dit-il. ",
    "😊 ",
    "👩‍👩‍👧 family ",
    "e\u{301}te\u{301} ",
    "Z\u{335}a\u{334}lgo ",
    "مرحبا بالعالم. ",
    "שלום עולם ",
    "经济复苏。",
    "𝒳𝒴 math ",
    "tab\there ",
    "\"quoted\" <b>&amp;</b> ",
    "=SUM(A1) ",
    "soft\u{ad}hyphen zero\u{200b}width ",
    "line\u{2028}separator ",
    "100 % -- -dash @at +plus ",
    "back\\slash [x]|pipe_; ",
    "\n",
    "\n\n",
];

const MEMOS: &[&str] = &[
    "loaded verb",
    "a\ttab, \"quotes\" and 'more'",
    "=HYPERLINK(\"x\")",
    "-1+1",
    "@import",
    "two\nlines",
    "semi;colon, comma",
    "<script>alert(1)</script> & co",
    "emoji 😊 und Umlaut ä",
    "back\\slash |pipe| [1] _ * ->",
];

fn article(name: &str, words: &str) -> Article {
    let text = Text::new(words).expect("a text");
    let mut metadata = Metadata {
        title: format!("Title of {name}: “été”, 50 % & more"),
        outlet: "The Daily \"Proof\"".to_owned(),
        authors: vec!["Ada B.".to_owned(), "C. D’Été".to_owned()],
        published: Dated { date: "2025-07-03".to_owned(), as_written: "il y a 3 jours".to_owned() },
        url: format!("https://example.org/{name}?a=1&b=2"),
        updated: Dated { date: "2025-07-04".to_owned(), as_written: "hier; 18 h".to_owned() },
        section: "=World".to_owned(),
        edition: "+Paris".to_owned(),
        page: "A1, A6".to_owned(),
        accession: "news·20250703·XX·007".to_owned(),
        subjects: vec!["AI | machines".to_owned(), "Mergers, acquisitions".to_owned()],
        language: "fr".to_owned(),
        genre: "news".to_owned(),
        source_file: format!("{name}.txt"),
        import_note: String::new(),
        ..Metadata::default()
    };
    let at = |point| text.byte_of_code_point(point);
    let times = [(0, 1_500), (7, 2_000), (9, 3_725_000)];
    let times =
        times.into_iter().filter_map(|(point, milliseconds)| Some(TimeCode { at: at(point)?, milliseconds }));
    let struck = Span::new(at(0).unwrap_or_default(), at(9).unwrap_or_default());
    metadata.import = ImportRecord {
        sha256: Digest::of(words).to_string(),
        kind: "captions, =old".to_owned(),
        struck: struck.map(|span| Struck { span, rule: "site-words".to_owned() }).into_iter().collect(),
        times: times.filter(|time| time.at < text.len()).collect(),
    };
    let first = text.line(0).and_then(|(start, end)| Span::new(start, end));
    let zones = first.map(|span| Zone { kind: ZoneKind::Headline, span }).into_iter().collect();
    Article { id: id(name), text, metadata, zones }
}

fn people() -> [Annotator; 3] {
    let person = |name: &str, words: &str, role| Annotator {
        id: id(name),
        name: words.to_owned(),
        role,
        person: None,
    };
    [
        person("ada", "Ada “the Countess” Byron", Role::Analyst),
        person("maya", "Māyā, O'Neil; Jr.", Role::Analyst),
        person("lead", "The Lead", Role::Adjudicator),
    ]
}

/// A project with the built-in codebook, three annotators and two claims, without sets.
pub(in crate::formats) fn project(texts: &[String]) -> Project {
    let codebook = Arc::new(crate::store::builtin_codebook());
    let mut project = Project::new(id("torture"), "Torture & co".to_owned(), codebook);
    people().into_iter().for_each(|one| project.load_annotator(one));
    for (at, words) in texts.iter().enumerate() {
        project.load_article(Arc::new(article(&format!("article-{at}"), words)));
    }
    let mut ledger = project.ledger().clone();
    let now = Timestamp(1_751_535_000);
    let claim = |by: &str, slug: &str, label: &str| Claim {
        wording: format!("{label}: in \"full\"; with\ttab"),
        topic: "Meta, AI".to_owned(),
        aliases: vec!["l4".to_owned(), "llama 4; flop".to_owned()],
        memo: "=1+1".to_owned(),
        ..Claim::new(ClaimId::new(&format!("{by}/{slug}")).expect("id"), label, now)
    };
    let sheet = |claims: Vec<Claim>| ClaimSheet {
        claims: claims.into_iter().map(|claim| (claim.id.clone(), Arc::new(claim))).collect(),
        edges: OrdMap::new(),
    };
    let mut ada = sheet(vec![claim("ada", "llama4-failure", "LLaMA4 failure 😊")]);
    let edge =
        Edge { from: id("ada/llama4-failure"), relation: Relation::SameAs, to: id("maya/llama4-failure") };
    ada.edges.insert(edge, now);
    ledger.put_sheet(id("ada"), Arc::new(ada));
    let maya = sheet(vec![claim("maya", "llama4-failure", "LLaMA4, failure"), claim("maya", "deal", "Deal")]);
    ledger.put_sheet(id("maya"), Arc::new(maya));
    project.load_ledger(ledger);
    project
}

/// Numbers from which an annotation is made.
pub(super) type Seed = (u32, u32, u8, u8, u8, u64);

/// The byte of the character boundary at or before a share of the text.
fn boundary(text: &Text, seed: u32) -> u32 {
    let points = text.code_points();
    text.byte_of_code_point(seed % (points + 1)).expect("inside")
}

fn passage(text: &Text, start: u32, length: u32) -> Option<Span> {
    let start = boundary(text, start);
    let rest = text.code_points() - text.code_point_at(start)?;
    let end = text.byte_of_code_point(text.code_point_at(start)? + (1 + length % 25).min(rest))?;
    text.span(start, end)
}

fn value(values: &Values, text: &Text, seed: u8) -> Option<Value> {
    let pick =
        |choices: &[crate::model::Choice], n: usize| choices.get(n % choices.len()).map(|c| c.id.clone());
    Some(match values {
        Values::Choice { choices, many: false, .. } => Value::Choice(pick(choices, seed.into())?),
        Values::Choice { choices, many: true, .. } => {
            let kept = choices.iter().enumerate().filter(|(at, _)| *at == 0 || (seed >> (at % 8)) & 1 == 1);
            Value::Choices(kept.map(|(_, choice)| choice.id.clone()).collect())
        }
        Values::Text => Value::Text(MEMOS[seed as usize % MEMOS.len()].to_owned()),
        Values::Spans => Value::Spans(vec![passage(text, seed.into(), 3)?]),
    })
}

fn annotation(project: &Project, article: &Article, seed: Seed) -> Option<Annotation> {
    let (start, length, what, attribute, memo, number) = seed;
    let span = passage(&article.text, start, length)?;
    let codebook = project.codebook();
    let codes: Vec<_> =
        codebook.layers().iter().filter(|layer| layer.unit != Unit::Article).flat_map(Layer::codes).collect();
    let claims: Vec<_> = project.ledger().claims().collect();
    let body = match what % 10 {
        0..=5 => Body::Code(codes[what as usize % codes.len()].id.clone()),
        6..=7 => Body::Claim(claims[what as usize % claims.len()].id.clone()),
        8 => Body::Note,
        _ => Body::Unit(id::<LayerId>("claims")),
    };
    let body = match body {
        Body::Unit(layer) if codebook.layer(layer.as_str()).is_none() => Body::Note,
        body => body,
    };
    let mut made = Annotation::new(AnnotationId(number), span, body, Timestamp(1_751_535_000));
    made.modified = Timestamp(1_751_535_000 + i64::from(start % 100));
    if let Some(layer) = crate::model::layer_of_body(codebook, &made.body) {
        for (at, declared) in layer.attributes.iter().enumerate() {
            if (usize::from(attribute) + at).is_multiple_of(3)
                && let Some(value) = value(&declared.values, &article.text, attribute)
            {
                made.attributes.insert(declared.id.clone(), value);
            }
        }
    }
    if memo % 2 == 0 || made.body == Body::Note {
        let text = MEMOS[memo as usize % MEMOS.len()].to_owned();
        made.memo = Some(Box::new(Memo { text, question: memo % 3 == 0 }));
    }
    made.origin = match memo % 7 {
        5 => Origin::Suggested { by: "rule: quotes".to_owned() },
        6 => Origin::Imported { from: "old, file.csv".to_owned() },
        _ => Origin::Human,
    };
    Some(made)
}

/// Puts an annotator's set together.
pub(super) fn tag(project: &mut Project, by: &str, at: usize, seeds: &[Seed], done: bool) {
    let key = SetKey { annotator: id::<AnnotatorId>(by), article: id::<ArticleId>(&format!("article-{at}")) };
    let Some(article) = project.article(&key.article).cloned() else { return };
    let made: Vec<Annotation> =
        seeds.iter().filter_map(|seed| annotation(project, &article, *seed)).collect();
    let mut by_number: std::collections::BTreeMap<AnnotationId, Annotation> = Default::default();
    for one in made {
        by_number.insert(one.id, one);
    }
    let mut set = AnnotationSet::from_annotations(by_number.into_values().map(Arc::new).collect());
    let mut coverage = RangeSet::new();
    let mut bookmarks = Vec::new();
    for seed in seeds.iter().take(3) {
        passage(&article.text, seed.1, seed.0).into_iter().for_each(|span| coverage.insert(span));
        bookmarks.extend(passage(&article.text, seed.0.wrapping_mul(7), 4));
    }
    let mut fields = OrdMap::new();
    if let (Some(layer), Some(seed)) = (project.codebook().field_layer(), seeds.first()) {
        for declared in layer.attributes.iter().take(3) {
            fields.extend(value(&declared.values, &article.text, seed.3).map(|v| (declared.id.clone(), v)));
        }
    }
    let state = if done { SetState::Done(Timestamp(1_751_600_000)) } else { SetState::Open };
    set.restore(coverage, fields, bookmarks, state);
    if !set.is_blank() {
        project.load_set(key, Arc::new(set));
    }
}

/// Without those that give the answer of an earlier one at its place: a format that carries no more makes one of both.
fn distinct(project: &Project, at: usize, seeds: Vec<Seed>) -> Vec<Seed> {
    let Some(article) = project.article(&id::<ArticleId>(&format!("article-{at}"))) else { return seeds };
    let mut said = std::collections::BTreeSet::new();
    let is_new = |seed: &Seed| {
        annotation(project, article, *seed)
            .is_none_or(|one| said.insert((one.span, format!("{:?}", one.body))))
    };
    seeds.into_iter().filter(is_new).collect()
}

/// One project with everything nasty at once.
pub(in crate::formats) fn torture() -> Project {
    let all = PIECES.concat();
    let texts = [all.clone(), format!("{all}\n{}", PIECES[3..].concat()), "Nothing to see.\n".to_owned()];
    let mut project = project(&texts);
    let seeds = |salt: u32, count: u32| -> Vec<Seed> {
        let one = |at: u32| {
            let n = at * 37 + salt;
            (n * 13, n * 7, (n % 251) as u8, (n * 3 % 251) as u8, (n * 5 % 251) as u8, u64::from(n) << 20 | 7)
        };
        (0..count).map(one).collect()
    };
    tag(&mut project, "ada", 0, &seeds(1, 60), true);
    tag(&mut project, "maya", 0, &seeds(2, 50), false);
    tag(&mut project, "lead", 0, &seeds(3, 20), true);
    tag(&mut project, "ada", 1, &seeds(4, 40), false);
    tag(&mut project, "maya", 2, &[], true);
    project
}

prop_compose! {
    /// Generated projects.
    pub(super) fn any_project()(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(PIECES), 1..12), 1..3),
        ada in prop::collection::vec(any::<Seed>(), 0..8),
        maya in prop::collection::vec(any::<Seed>(), 0..8),
        lead in prop::collection::vec(any::<Seed>(), 0..4),
        done in any::<bool>(),
    ) -> Project {
        let texts: Vec<String> = texts.into_iter().map(|pieces| pieces.concat()).collect();
        let bare = project(&texts);
        let mut project = bare.clone();
        tag(&mut project, "ada", 0, &distinct(&bare, 0, ada), done);
        tag(&mut project, "maya", texts.len() - 1, &distinct(&bare, texts.len() - 1, maya), !done);
        tag(&mut project, "lead", 0, &distinct(&bare, 0, lead), done);
        project
    }
}
