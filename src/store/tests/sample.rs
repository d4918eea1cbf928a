//! A small project to test with.

use crate::base::{
    AnnotationId, AnnotatorId, ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, LayerId, Progress,
    Timestamp,
};
use crate::model::*;
use crate::store::{builtin_codebook, create, pack_project, save};
use crate::text::{Span, Text};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub const WORDS: &str = "Llama 4 is a flop\n\nMeta postponed “the model”, two employees said. 💛 The embarrassing delay \"#cost\"## money.\n";

pub fn key() -> SetKey {
    SetKey { annotator: AnnotatorId::new("maya").expect("id"), article: ArticleId::new("flop").expect("id") }
}

pub fn span_of(text: &str, words: &str) -> Span {
    let at = text.find(words).expect("the words are in the text");
    Span::new(at as u32, (at + words.len()) as u32).expect("not empty")
}

pub fn annotator(id: &str, name: &str, role: Role) -> Annotator {
    Annotator { id: AnnotatorId::new(id).expect("id"), name: name.to_owned(), role, person: None }
}

pub fn article(id: &str, words: &str) -> Article {
    Article {
        id: ArticleId::new(id).expect("id"),
        text: Text::new(words).expect("text"),
        metadata: Metadata {
            title: "A \"flop\"".to_owned(),
            authors: vec!["A. B.".to_owned()],
            ..Metadata::default()
        },
        zones: Vec::new(),
    }
}

pub fn tag(number: u64, span: Span, code: &str) -> Annotation {
    let code = Body::Code(CodeId::new(code).expect("id"));
    Annotation::new(AnnotationId(number), span, code, Timestamp(1_751_535_000))
}

/// One article, two annotators, a claim, and a set with one of everything.
pub fn project() -> Project {
    let id = crate::base::ProjectId::new("test-1").expect("id");
    let mut project = Project::new(id, "A test".to_owned(), Arc::new(builtin_codebook()));
    let edits = edits();
    for edit in edits {
        project.apply(edit).expect("fits");
    }
    project
}

pub fn edits() -> Vec<Edit> {
    let span = |words| span_of(WORDS, words);
    let mut flop = article("flop", WORDS);
    flop.zones.push(Zone { kind: ZoneKind::Headline, span: Span::new(0, 18).expect("span") });
    let claim_id = ClaimId::new("maya/llama4").expect("id");
    let claim = |slug: &str| Claim {
        id: ClaimId::new(slug).expect("id"),
        label: "LLaMA4 failure".to_owned(),
        wording: "Llama 4 \\ failed\nagain".to_owned(),
        kind: Some(ChoiceId::new("quantity").expect("id")),
        topic: String::new(),
        aliases: vec!["flop".to_owned()],
        status: ClaimStatus::Disputed,
        memo: String::new(),
        colour: 3,
        created: Timestamp(5),
        modified: Timestamp(6),
    };
    let mut opinion = tag(7, span("Llama 4 is a flop"), "opinion");
    opinion.attributes.insert(AttributeId::new("loaded").expect("id"), Value::Spans(vec![span("flop")]));
    opinion.memo = Some(Box::new(Memo { text: "why \"#\"?\u{202e}".to_owned(), question: true }));
    let mut mention = Annotation::new(
        AnnotationId(u64::MAX),
        span("“the model”"),
        Body::Claim(claim_id.clone()),
        Timestamp(9),
    );
    let unsure = Value::Choice(ChoiceId::new("possible").expect("id"));
    mention.attributes.insert(AttributeId::new("certainty").expect("id"), unsure);
    mention.origin = Origin::Suggested { by: "rule".to_owned() };
    mention.modified = Timestamp(10);
    let edge =
        Edge { from: claim_id, relation: Relation::NarrowerThan, to: ClaimId::new("li/other").expect("id") };
    let genre = Value::Choice(ChoiceId::new("news").expect("id"));
    vec![
        Edit::PutAnnotator { annotator: annotator("maya", "Maya", Role::Adjudicator) },
        Edit::PutAnnotator { annotator: annotator("li", "Li 李", Role::Analyst) },
        Edit::AddArticle { article: Arc::new(flop) },
        Edit::AddStub { stub: Arc::new(stub()) },
        Edit::PutClaim { claim: Arc::new(claim("maya/llama4")) },
        Edit::PutClaim { claim: Arc::new(claim("li/other")) },
        Edit::SetEdge { by: key().annotator, edge, since: Some(Timestamp(11)) },
        Edit::PutAnnotation { key: key(), annotation: Arc::new(opinion) },
        Edit::PutAnnotation { key: key(), annotation: Arc::new(mention) },
        Edit::PutAnnotation {
            key: key(),
            annotation: Arc::new(tag(8, span("💛 The embarrassing delay"), "mixed")),
        },
        Edit::SetBookmark { key: key(), span: span("💛"), on: true },
        Edit::SetCoverage {
            key: key(),
            within: span(WORDS),
            ranges: vec![span("Llama 4"), span("💛 The")],
            assumed: Vec::new(),
        },
        Edit::SetField { key: key(), field: AttributeId::new("genre").expect("id"), value: Some(genre) },
        Edit::SetState { key: key(), state: SetState::Done(Timestamp(12)) },
    ]
    .into_iter()
    .chain(review_edits())
    .collect()
}

fn layer(id: &str) -> LayerId {
    LayerId::new(id).expect("id")
}

/// What is known of an article whose text is not at hand, with a value in every field.
pub fn stub() -> Stub {
    let words = |word: &str| word.to_owned();
    let dated = |date: &str| Dated { date: words(date), as_written: words("printed \"so\"") };
    let import =
        ImportRecord { sha256: "ab".repeat(32), kind: words("delimited-table"), ..ImportRecord::default() };
    let metadata = Metadata {
        title: words("Ferry plan\nstalls"),
        outlet: words("Harbour Post"),
        authors: vec![words("Ana Lind"), words("T. Berg")],
        published: dated("2026-03-04"),
        updated: dated("2026-03-05"),
        url: words("https://example.org/ferry?id=1"),
        section: words("News"),
        edition: words("Late"),
        page: words("4"),
        accession: words("AB-1"),
        subjects: vec![words("Ferries")],
        language: words("en"),
        genre: words("news"),
        source_file: words("list.csv"),
        import_note: words("UTF-8"),
        import,
    };
    Stub::new(metadata, words("The council said \u{2028} on Tuesday …"))
}

/// A decision of each kind on the words.
pub fn decisions() -> Vec<Decision> {
    let who = |id: &str| AnnotatorId::new(id).expect("id");
    let had = Some((AnnotationId(7), Fingerprint(u64::MAX)));
    let decision = |number: u64, words: &str, verdict: Verdict, manner: Manner| Decision {
        id: AnnotationId(number),
        layer: layer("kind"),
        span: span_of(WORDS, words),
        basis: vec![
            Basis { annotator: who("li"), annotation: None },
            Basis { annotator: who("maya"), annotation: had },
        ],
        verdict,
        result: Vec::new(),
        reason: None,
        note: String::new(),
        manner,
        created: Timestamp(20),
        modified: Timestamp(20),
    };
    let mut took = decision(
        30,
        "💛 The embarrassing delay",
        Verdict::Took(vec![who("li"), who("maya")]),
        Manner::Single,
    );
    took.result = vec![AnnotationId(8), AnnotationId(7)];
    took.reason = Some(Reason::CodebookUnclear);
    took.note = "a \"note\"\nof \\ two\u{202e}".to_owned();
    took.modified = Timestamp(21);
    let mut bare = decision(33, "money", Verdict::Neither, Manner::Preferred(who("maya")));
    bare.basis.clear();
    vec![
        took,
        decision(31, "Meta", Verdict::Joined, Manner::Agreed),
        decision(32, "the model", Verdict::Edited, Manner::Majority(67)),
        bare,
    ]
}

fn review_edits() -> Vec<Edit> {
    let unit = Annotation::new(
        AnnotationId(9),
        span_of(WORDS, "two employees said"),
        Body::Unit(layer("kind")),
        Timestamp(13),
    );
    let comment = |number: u64, words: &str, modified: i64| Comment {
        id: AnnotationId(number),
        layer: layer("kind"),
        span: span_of(WORDS, words),
        text: format!("“{words}” \"r#\"\n    annotations: [\n"),
        created: Timestamp(14),
        modified: Timestamp(modified),
    };
    let mut person = annotator("maya-j", "Maya as judge", Role::Adjudicator);
    person.person = Some(key().annotator);
    let passes = [(layer("claims"), Pass::Marking), (layer("kind"), Pass::Labelling(person.id.clone()))];
    let switched =
        |at: i64, by: Option<AnnotatorId>, blind: bool| BlindChange { at: Timestamp(at), by, blind };
    let settings = Settings {
        blind: true,
        blind_changes: vec![switched(1, None, false), switched(2, Some(key().annotator), true)],
        passes: passes.into_iter().collect(),
        keep_originals: false,
    };
    let mut edits = vec![
        Edit::PutAnnotator { annotator: person },
        Edit::PutSettings { settings },
        Edit::PutAnnotation { key: key(), annotation: Arc::new(unit) },
        Edit::PutComment { key: key(), comment: Arc::new(comment(40, "Llama 4", 14)) },
        Edit::PutComment { key: key(), comment: Arc::new(comment(41, "💛", 15)) },
    ];
    let decisions = decisions().into_iter().map(Arc::new);
    edits.extend(decisions.map(|decision| Edit::PutDecision { key: key(), decision }));
    edits
}

/// Every file that the project has something to put in.
pub fn keys(project: &Project) -> Vec<FileKey> {
    let mut keys = vec![FileKey::Codebook, FileKey::Project];
    keys.extend(project.articles().map(|article| FileKey::Article(article.id.clone())));
    keys.extend(project.stubs().map(|stub| FileKey::Stub(stub.id.clone())));
    keys.extend(project.sets().map(|(key, _)| FileKey::Set(key.clone())));
    keys.extend(project.annotators().map(|annotator| FileKey::Annotator(annotator.id.clone())));
    keys.extend(project.ledger().sheets().map(|(by, _)| FileKey::Claims(by.clone())));
    keys
}

/// A bundle for coders to begin with.
pub fn project_bundle(root: &Path) -> Vec<u8> {
    let mut bundle = std::io::Cursor::new(Vec::new());
    pack_project(root, Timestamp(1_751_535_000), &mut bundle, &Progress::new()).expect("packed");
    bundle.into_inner()
}

pub fn save_all(root: &Path, project: &Project) {
    for key in keys(project) {
        save(root, project, &key).expect("saved");
    }
}

/// The sample project in a folder.
pub fn saved() -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().expect("folder");
    create(folder.path(), "first", Arc::new(builtin_codebook())).expect("created");
    let project = project();
    save_all(folder.path(), &project);
    (folder, project)
}

/// The sample in a folder.
pub fn start() -> (tempfile::TempDir, PathBuf, Project) {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path().join("project");
    create(&root, "first", Arc::new(builtin_codebook())).expect("created");
    let project = project();
    save_all(&root, &project);
    (folder, root, project)
}

/// The files of a zip.
pub type Entries = Vec<(String, Vec<u8>)>;

pub fn entries(bundle: &[u8]) -> Entries {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bundle)).expect("zip");
    let names: Vec<String> = zip.file_names().map(|name| name.expect("name").into_owned()).collect();
    let mut entry = |name: String| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_name(&name).expect("entry"), &mut bytes).expect("read");
        (name, bytes)
    };
    names.into_iter().map(&mut entry).collect()
}

pub fn zipped(entries: &Entries) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("entry");
        std::io::Write::write_all(&mut zip, bytes).expect("written");
    }
    zip.finish().expect("zip").into_inner()
}
