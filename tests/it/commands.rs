//! Every command of reviewing, teams, exports, imports and releases in every situation: it is carried out, or it says why
//! it has no effect.

use crate::actions::{SITUATIONS, in_words};
use crate::machine::{Machine, annotator, article, codebook};
use obelus::agreement::{AgreementReport, ReportCache, Request};
use obelus::app::{
    Action, AnswerChange, ChangedFiles, Command, ConflictedFile, Effect, ExportChange, ExportCommand,
    ExportedArticles, FilesRead, FreezeChange, FreezeCommand, FreezeEffect, Frozen, ImportCommand,
    ImportEffect, LabelCommand, MarkOwner, MergedFile, NoEffect, OpenConflict, PassageList, QueuePlace,
    ReceivedBundle, ReviewCommand, ReviewTab, Stamp, State, TeamCommand,
};
use obelus::base::{
    AnnotationId, AnnotatorId, ArticleId, ClaimId, CodeId, Issue, LayerId, Progress, ProjectId, Timestamp,
};
use obelus::formats::{self, AssumedReading, Input, Scope, ScopeExtent};
use obelus::locale::Message;
use obelus::model::{
    Annotation, AnnotationSet, Body, Claim, ClaimConflict, Conflict, FileKey, LabelMapping, Pass, Project,
    Reason, SetKey, SetState, Settings, Version,
};
use obelus::release::{Language, Survey};
use obelus::review::{Comparisons, Filter, ReviewStatus, Strategy};
use obelus::text::Span;
use std::path::PathBuf;
use std::sync::Arc;

const TEXT: &str = "The lab opened in June. It is a desperate gamble. Rivals will answer soon. Who pays?";

fn span(words: &str) -> Span {
    let at = TEXT.find(words).expect("the words are in the text") as u32;
    Span::new(at, at + words.len() as u32).expect("words")
}

fn person(name: &str) -> AnnotatorId {
    AnnotatorId::new(name).expect("id")
}

fn article_id() -> ArticleId {
    ArticleId::new("a").expect("id")
}

fn key(by: &str) -> SetKey {
    SetKey { annotator: person(by), article: article_id() }
}

fn set(id: u64, code: &str) -> Arc<AnnotationSet> {
    let body = Body::Code(CodeId::new(code).expect("id"));
    let tag = Annotation::new(AnnotationId(id), span("Rivals will answer soon."), body, Timestamp(10));
    let mut set = AnnotationSet::from_annotations(vec![Arc::new(tag)]);
    let read =
        ["The lab opened in June.", "It is a desperate gamble.", "Rivals will answer soon.", "Who pays?"];
    set.restore(
        read.iter().map(|words| span(words)).collect(),
        Default::default(),
        [],
        SetState::Done(Timestamp(20)),
    );
    Arc::new(set)
}

/// A project in which Anna and Bert differ on one sentence.
fn study() -> Project {
    let mut project =
        Project::new(ProjectId::new("p").expect("id"), "Study".to_owned(), Arc::new(codebook()));
    project.load_article(Arc::new(article("a", TEXT, Vec::new())));
    for (number, name, code) in [(1, "anna", "opinion"), (2, "bert", "factual")] {
        project.load_annotator(annotator(name));
        project.load_set(key(name), set(number, code));
    }
    project
}

/// Ada, who adjudicates, with the place where they differ in hand.
fn adjudicating() -> Machine {
    let mut machine = Machine::with(Vec::new(), "Ada");
    machine.open(study());
    machine.act(Action::Adjudicate);
    machine.act(Action::ShowReview);
    let session = machine.state.session.as_ref().expect("open");
    let comparisons = Comparisons::of(&session.project, session.reviewer());
    machine.send(Command::Review(ReviewCommand::Compared(Box::new(comparisons))));
    assert!(machine.state.session.as_ref().expect("open").in_review().is_some());
    machine
}

/// What a standoff file says.
fn imported() -> FilesRead {
    let files = vec![
        ("a.ann".to_owned(), b"T1\tPraise 0 7\tThe lab\nT2\tBlame 24 26\tIt\n".to_vec()),
        ("a.txt".to_owned(), TEXT.as_bytes().to_vec()),
    ];
    let progress = Progress::new();
    let format = formats::format("brat").expect("the format");
    let read = formats::read(format, &Input { files: &files, progress: &progress }).expect("understood");
    FilesRead {
        paths: vec![PathBuf::from("a.ann")],
        format: Some("brat"),
        fits: vec!["brat"],
        outcome: Ok((Arc::new(read.value), read.issues)),
        kept: LabelMapping::default(),
    }
}

/// Annotations of another program were read, and what importing them does was worked out.
fn importing() -> Machine {
    let mut machine = Machine::new(TEXT);
    machine.send(Command::Import(ImportCommand::Read(vec![PathBuf::from("a.ann")])));
    for effect in machine.send(Command::Import(ImportCommand::WasRead(Box::new(imported())))) {
        let Effect::Import(ImportEffect::Plan { number, imported, mapping, options }) = effect else {
            continue;
        };
        let plan = Arc::new(formats::plan(machine.project(), &imported, &mapping, &options));
        machine.send(Command::Import(ImportCommand::Planned { number, plan }));
    }
    let session = machine.state.session.as_ref().expect("open");
    assert!(session.import_export.import.as_ref().expect("an import").is_ready());
    machine
}

fn releasing() -> Machine {
    let mut machine = Machine::new(TEXT);
    machine.tag('F');
    for effect in machine.act(Action::FreezeRelease) {
        let Effect::Freeze(FreezeEffect::Survey { number, options, .. }) = effect else { continue };
        let survey = Arc::new(Survey::new(machine.project(), &options.scope, &[]));
        machine.send(Command::Freeze(FreezeCommand::Surveyed { number, survey }));
    }
    assert!(!machine.state.session.as_ref().expect("open").import_export.freeze.rows.is_empty());
    machine
}

/// Two versions of a claims file.
fn conflicted() -> Vec<ConflictedFile> {
    let entry = |name: &str| {
        let id = ClaimId::new(name).expect("id");
        let theirs = Arc::new(Claim::new(id.clone(), "Theirs", Timestamp(5)));
        let ours = Claim { label: "Ours".to_owned(), ..theirs.as_ref().clone() };
        OpenConflict::new(Conflict::Claim(ClaimConflict { id, ours: Some(Arc::new(ours)), theirs }))
    };
    let entries = vec![entry("ada/one"), entry("ada/two")];
    vec![ConflictedFile { key: FileKey::Claims(person("ada")), file: "claims/ada~1.ron".to_owned(), entries }]
}

/// A situation by name, with what makes it.
const MORE: [(&str, fn() -> State); 10] = [
    ("a place is in hand", || adjudicating().state),
    ("an answer is in the making", || {
        let mut machine = adjudicating();
        machine.act(Action::EditDecision);
        machine.state
    }),
    ("the place in hand is adjudicated", || {
        let mut machine = adjudicating();
        machine.act(Action::TakeFirst);
        machine.state
    }),
    ("many are about to be adjudicated", || {
        let mut machine = adjudicating();
        machine.send(Command::Review(ReviewCommand::PlanMany(Strategy::Prefer(person("bert")))));
        machine.state
    }),
    ("the export is being chosen", || {
        let mut machine = Machine::new(TEXT);
        machine.act(Action::ExportAnnotations);
        machine.state
    }),
    ("the export is being written", || {
        let mut machine = Machine::new(TEXT);
        machine.act(Action::ExportAnnotations);
        machine.send(Command::Export(ExportCommand::WriteTo(PathBuf::from("out"))));
        machine.state
    }),
    ("an import is shown", || importing().state),
    ("what a label becomes is being chosen", || {
        let mut machine = importing();
        machine.send(Command::Import(ImportCommand::Label(LabelCommand::Pick)));
        machine.state
    }),
    ("findings stand against a release", || releasing().state),
    ("two versions differ, and bundles wait", || {
        let mut machine = Machine::new(TEXT);
        machine.send(Command::Team(TeamCommand::ConflictsFound(conflicted())));
        machine.send(Command::Team(TeamCommand::Offer(vec![PathBuf::from("work.obelus")])));
        machine.state
    }),
];

/// Declares the commands of a group with an example or more of each. A command without one does not compile.
macro_rules! examples {
    ($name:ident: $group:ident, $wrap:expr; $($pattern:pat => [$($example:expr),+ $(,)?],)+) => {
        fn $name() -> Vec<Command> {
            #[expect(dead_code, reason = "the compiler checks that it matches all")]
            fn each_has_an_example(command: $group) {
                match command { $($pattern => {})+ }
            }
            let wrap = $wrap;
            vec![$($(wrap($example)),+),+]
        }
    };
}

examples! { review: ReviewCommand, Command::Review;
    ReviewCommand::Show(_) => [ReviewCommand::Show(ReviewTab::Agreement), ReviewCommand::Show(ReviewTab::Disagreements)],
    ReviewCommand::Select(_) => [ReviewCommand::Select(place())],
    ReviewCommand::SelectArticle(_) => [ReviewCommand::SelectArticle(article_id())],
    ReviewCommand::Passage { .. } => [
        ReviewCommand::Passage { article: article_id(), span: span("Rivals") },
        ReviewCommand::Passage { article: article_id(), span: span("The lab") },
        ReviewCommand::Passage { article: ArticleId::new("none").expect("id"), span: span("The lab") },
    ],
    ReviewCommand::Take(_) => [ReviewCommand::Take(0), ReviewCommand::Take(9)],
    ReviewCommand::Reason(_) => [ReviewCommand::Reason(Some(Reason::Misread)), ReviewCommand::Reason(None)],
    ReviewCommand::Note(_) => [ReviewCommand::Note("why".to_owned()), ReviewCommand::Note(String::new())],
    ReviewCommand::ReasonKey(_) => [ReviewCommand::ReasonKey('B'), ReviewCommand::ReasonKey('x')],
    ReviewCommand::Filter(_) => [
        ReviewCommand::Filter(Box::new(Filter { status: ReviewStatus::All, ..Filter::default() })),
        ReviewCommand::Filter(Box::new(Filter { layer: LayerId::new("frame").ok(), ..Filter::default() })),
    ],
    ReviewCommand::Draft(_) => [
        ReviewCommand::Draft(AnswerChange::Key('F')),
        ReviewCommand::Draft(AnswerChange::Key('?')),
        ReviewCommand::Draft(AnswerChange::Query("words".to_owned())),
        ReviewCommand::Draft(AnswerChange::Code(CodeId::new("mixed").expect("id"))),
        ReviewCommand::Draft(AnswerChange::Start { forward: true, word: true }),
        ReviewCommand::Draft(AnswerChange::End { forward: false, word: false }),
        ReviewCommand::Draft(AnswerChange::Accept),
        ReviewCommand::Draft(AnswerChange::Cancel),
    ],
    ReviewCommand::PlanMany(_) => [ReviewCommand::PlanMany(Strategy::AcceptAgreed)],
    ReviewCommand::AdjudicateMany => [ReviewCommand::AdjudicateMany],
    ReviewCommand::Comment { .. } => [
        ReviewCommand::Comment { place: Box::new(place()), id: None, text: "words".to_owned() },
        ReviewCommand::Comment { place: Box::new(place()), id: None, text: String::new() },
    ],
    ReviewCommand::Pass { .. } => [
        ReviewCommand::Pass { layer: LayerId::new("frame").expect("id"), pass: Some(Pass::Marking) },
        ReviewCommand::Pass { layer: LayerId::new("frame").expect("id"), pass: None },
    ],
    ReviewCommand::WriteFeedback { .. } => [
        ReviewCommand::WriteFeedback { coder: person("anna"), path: PathBuf::from("anna.html") },
    ],
    ReviewCommand::Coder(_) => [ReviewCommand::Coder(person("anna"))],
    ReviewCommand::OpenPassages(_) => [
        ReviewCommand::OpenPassages(Box::new(PassageList { title: "All".to_owned(), passages: Vec::new() })),
    ],
    ReviewCommand::ClosePassages => [ReviewCommand::ClosePassages],
    ReviewCommand::Compared(_) => [ReviewCommand::Compared(Box::new(Comparisons::of(&study(), None)))],
    ReviewCommand::Measured(_) => [ReviewCommand::Measured(figures())],
}

fn place() -> QueuePlace {
    let layer = LayerId::new("frame").expect("id");
    QueuePlace { article: article_id(), layer, span: span("Rivals"), holds: None }
}

fn figures() -> Arc<AgreementReport> {
    let mut cache = ReportCache::default();
    let report = AgreementReport::new(&study(), &Request::default(), &mut cache, &Progress::new());
    Arc::new(report.expect("measured").expect("not stopped"))
}

examples! { team: TeamCommand, Command::Team;
    TeamCommand::Changed(_) => [
        TeamCommand::Changed(Box::new(changed("study"))), TeamCommand::Changed(Box::new(changed("other"))),
    ],
    TeamCommand::Merged(_) => [
        TeamCommand::Merged(Box::new(merged(key("ada"), "opinion"))),
        TeamCommand::Merged(Box::new(MergedFile { key: FileKey::Codebook, ..merged(key("ada"), "opinion") })),
    ],
    TeamCommand::ConflictsFound(_) => [
        TeamCommand::ConflictsFound(conflicted()), TeamCommand::ConflictsFound(Vec::new()),
    ],
    TeamCommand::Move(_) => [TeamCommand::Move(1), TeamCommand::Move(-1)],
    TeamCommand::Select(_) => [TeamCommand::Select(0), TeamCommand::Select(1)],
    TeamCommand::Choose { .. } => [TeamCommand::Choose { theirs: true }, TeamCommand::Choose { theirs: false }],
    TeamCommand::Resolve => [TeamCommand::Resolve],
    TeamCommand::Send(_) => [TeamCommand::Send(PathBuf::from("work.obelus"))],
    TeamCommand::Receive(_) => [TeamCommand::Receive(vec![PathBuf::from("work.obelus")])],
    TeamCommand::Offer(_) => [TeamCommand::Offer(vec![PathBuf::from("more.obelus")])],
    TeamCommand::OpenFirst => [TeamCommand::OpenFirst],
    TeamCommand::Unpack => [TeamCommand::Unpack],
    TeamCommand::UnpackInto { .. } => [
        TeamCommand::UnpackInto { bundle: PathBuf::from("work.obelus"), into: PathBuf::from("study") },
    ],
    TeamCommand::Received(_) => [TeamCommand::Received(vec![received()])],
}

fn changed(root: &str) -> ChangedFiles {
    let head = Some(("Another name".to_owned(), Settings::default()));
    ChangedFiles { root: PathBuf::from(root), head, ..ChangedFiles::default() }
}

fn merged(key: SetKey, code: &str) -> MergedFile {
    let (base, theirs) = (Version::Set(Arc::default()), Version::Set(set(9, code)));
    MergedFile { root: PathBuf::from("study"), key: FileKey::Set(key), base, theirs, digest: None }
}

fn received() -> ReceivedBundle {
    let (name, contents, issues) = ("work.obelus".to_owned(), Vec::new(), Vec::new());
    ReceivedBundle { name, what: Default::default(), made: None, contents, issues }
}

examples! { export: ExportCommand, Command::Export;
    ExportCommand::FormatQuery(_) => [ExportCommand::FormatQuery("brat".to_owned())],
    ExportCommand::MoveFormat(_) => [ExportCommand::MoveFormat(1), ExportCommand::MoveFormat(-1)],
    ExportCommand::SelectFormat(_) => [ExportCommand::SelectFormat("brat"), ExportCommand::SelectFormat("csv")],
    ExportCommand::Change(_) => [
        ExportCommand::Change(ExportChange::Zip),
        ExportCommand::Change(ExportChange::Which(ExportedArticles::All)),
    ],
    ExportCommand::Counted { .. } => [
        ExportCommand::Counted { number: 1, extent: extent() }, ExportCommand::Counted { number: 99, extent: extent() },
    ],
    ExportCommand::Write => [ExportCommand::Write],
    ExportCommand::WriteTo(_) => [ExportCommand::WriteTo(PathBuf::from("out"))],
    ExportCommand::Writing { .. } => [ExportCommand::Writing { done: 1, total: 3 }],
    ExportCommand::Written(_) => [ExportCommand::Written(Box::default())],
    ExportCommand::NotWritten(_) => [ExportCommand::NotWritten(None), ExportCommand::NotWritten(Some(Message::verbatim("why")))],
    ExportCommand::Stop => [ExportCommand::Stop],
    ExportCommand::Again => [ExportCommand::Again],
}

fn extent() -> Arc<ScopeExtent> {
    Arc::new(ScopeExtent::of(&study(), &Scope::default()))
}

examples! { import: ImportCommand, Command::Import;
    ImportCommand::Read(_) => [ImportCommand::Read(vec![PathBuf::from("b.csv")])],
    ImportCommand::WasRead(_) => [
        ImportCommand::WasRead(Box::new(imported())),
        ImportCommand::WasRead(Box::new(FilesRead {
            outcome: Err(Issue::error("unreadable-file", "a.ann", Message::verbatim("why"))), ..imported()
        })),
    ],
    ImportCommand::NotRead(_) => [ImportCommand::NotRead(Message::verbatim("why"))],
    ImportCommand::ReadAs(_) => [ImportCommand::ReadAs("csv")],
    ImportCommand::Whose(_) => [
        ImportCommand::Whose(MarkOwner::Me),
        ImportCommand::Whose(MarkOwner::Annotator("ada".parse().expect("id"))),
        ImportCommand::Whose(MarkOwner::AsNamed),
    ],
    ImportCommand::Reading(_) => [
        ImportCommand::Reading(AssumedReading::Whole),
        ImportCommand::Reading(AssumedReading::Nothing),
        ImportCommand::Reading(AssumedReading::Marked),
    ],
    ImportCommand::About(_) => [ImportCommand::About(None)],
    ImportCommand::FindArticle(_) => [ImportCommand::FindArticle("bridge".to_owned())],
    ImportCommand::AllVersions(_) => [ImportCommand::AllVersions(true), ImportCommand::AllVersions(false)],
    ImportCommand::Label(_) => [
        ImportCommand::Label(LabelCommand::Move(1)),
        ImportCommand::Label(LabelCommand::Move(-1)),
        ImportCommand::Label(LabelCommand::Select(1)),
        ImportCommand::Label(LabelCommand::Pick),
        ImportCommand::Label(LabelCommand::Leave),
        ImportCommand::Label(LabelCommand::Query("opinion".to_owned())),
        ImportCommand::Label(LabelCommand::MoveTarget(1)),
        ImportCommand::Label(LabelCommand::Accept(None)),
        ImportCommand::Label(LabelCommand::Accept(Some(99))),
    ],
    ImportCommand::Planned { .. } => [
        ImportCommand::Planned { number: 1, plan: Arc::default() },
        ImportCommand::Planned { number: 99, plan: Arc::default() },
    ],
    ImportCommand::TakeIn => [ImportCommand::TakeIn],
    ImportCommand::Cleared(_) => [ImportCommand::Cleared(Vec::new())],
}

examples! { freeze: FreezeCommand, Command::Freeze;
    FreezeCommand::Change(_) => [
        FreezeCommand::Change(FreezeChange::Incomplete),
        FreezeCommand::Change(FreezeChange::Adjudicated(true)),
        FreezeCommand::Change(FreezeChange::Adjudicated(false)),
        FreezeCommand::Change(FreezeChange::Language(Language::default())),
    ],
    FreezeCommand::Surveyed { .. } => [
        FreezeCommand::Surveyed { number: 1, survey: survey() }, FreezeCommand::Surveyed { number: 99, survey: survey() },
    ],
    FreezeCommand::Worded { .. } => [FreezeCommand::Worded { number: 1, paragraphs: Arc::default() }],
    FreezeCommand::Move(_) => [FreezeCommand::Move(1), FreezeCommand::Move(-1)],
    FreezeCommand::Open(_) => [FreezeCommand::Open(None), FreezeCommand::Open(Some(1)), FreezeCommand::Open(Some(99))],
    FreezeCommand::Write => [FreezeCommand::Write],
    FreezeCommand::WriteTo(_) => [FreezeCommand::WriteTo(PathBuf::from("release"))],
    FreezeCommand::Freezing { .. } => [FreezeCommand::Freezing { done: 1, total: 3 }],
    FreezeCommand::Frozen(_) => [FreezeCommand::Frozen(Box::new(frozen()))],
    FreezeCommand::NotFrozen(_) => [FreezeCommand::NotFrozen(None), FreezeCommand::NotFrozen(Some(Message::verbatim("why")))],
    FreezeCommand::Stop => [FreezeCommand::Stop],
    FreezeCommand::Again => [FreezeCommand::Again],
}

fn survey() -> Arc<Survey> {
    Arc::new(Survey::new(&study(), &Scope::default(), &[]))
}

fn frozen() -> Frozen {
    Frozen { path: PathBuf::from("release.zip"), files: 9, digest: "d".to_owned(), against: 2, hidden: 0 }
}

#[test]
fn every_command_is_carried_out_or_says_why_it_has_no_effect() {
    let stamp = Stamp { now: Timestamp(1_751_540_000), seed: 7 };
    let mut wrong = Vec::new();
    let mut reasons = Vec::new();
    for (situation, make) in SITUATIONS.into_iter().chain(MORE) {
        for examples in [review, team, export, import, freeze] {
            for command in examples() {
                let mut state = make();
                // Messages are read by now, so that they do not go away with the command.
                state.notices.clear();
                let before = in_words(&state);
                let mut said = format!("{command:?}");
                said.truncate(said.char_indices().nth(60).map_or(said.len(), |(at, _)| at));
                let outcome = state.try_dispatch(command, stamp);
                let changed = in_words(&state) != before;
                match outcome {
                    // What a worker compared may be what is known already.
                    Ok(_) if said.starts_with("Review(Compared") => {}
                    Ok(effects) if effects.is_empty() && !changed => {
                        wrong.push(format!("{situation}: {said} does nothing and does not say why"));
                    }
                    Err(why) if changed => {
                        wrong.push(format!("{situation}: {said} says {why:?} and changes something"));
                    }
                    Ok(_) => {}
                    Err(why) => reasons.push((situation, said, why)),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong\n{}", wrong.len(), wrong.join("\n"));
    let why = |situation: &str, command: &str| {
        let mut all = reasons.iter();
        all.find(|(where_, said, _)| *where_ == situation && said.starts_with(command)).map(|(.., why)| *why)
    };
    assert_eq!(why("nothing is open", "Team(Resolve"), Some(NoEffect::NoProject));
    assert_eq!(why("the article is untouched", "Team(Resolve"), Some(NoEffect::NothingBegun));
    assert_eq!(why("the article is untouched", "Import(TakeIn"), Some(NoEffect::NothingBegun));
    assert_eq!(why("an import is shown", "Import(TakeIn"), None);
    assert_eq!(why("the export is being written", "Export(WriteTo"), Some(NoEffect::AlreadySo));
    assert_eq!(why("findings stand against a release", "Freeze(Write)"), Some(NoEffect::Refused));
}
