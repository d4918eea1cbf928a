//! A codebook that shares no name with the built-in one: every key, mark, comparison, figure and export is as it states.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use obelus::agreement::{AgreementReport, Measure, ReportCache, Request, Viewer};
use obelus::app::{
    Action, AnnotationCommand, AttributeCommand, Command, KeyLine, Overlay, PassageOverlay, ReadingCommand,
};
use obelus::base::{AnnotationId, AnnotatorId, LayerId, Progress, ProjectId, Timestamp};
use obelus::compare::{ClaimClasses, compare_with};
use obelus::formats::{
    self, Direction, ExportOptions, FORMATS, ImportOptions, ImportedCode, ImportedData, Input, MemorySink,
    Scope,
};
use obelus::locale::Catalogue;
use obelus::model::{
    Annotation, Body, Codebook, Edit, LabelMapping, LabelTarget, Project, SetKey, SetState, Value,
};
use obelus::present::{MarkStyle, marks};
use obelus::store;
use obelus::text::Span;

use crate::machine::{Machine, annotator, article, project};

const TEXT: &str = "Der Vorstand lobte den kühnen Plan. Der Betriebsrat nannte ihn einen Raubzug. „Wir sparen zehn \
                    Millionen“, sagte Chefin Anna Weber. Die Sitzung dauerte zwei Stunden.";

/// The codebook as the program reads it from a project's folder.
pub fn codebook() -> Arc<Codebook> {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path().join("study");
    store::create(&root, "Study", Arc::new(store::builtin_codebook())).expect("created");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/codebooks/frame-tone.ron");
    fs::copy(file, root.join("codebook.ron")).expect("copied");
    let opened = store::open_head(&root).expect("opened");
    assert_eq!(opened.issues, []);
    Arc::clone(opened.value.project.codebook())
}

/// Nobody's work yet.
fn bare() -> Project {
    let id = ProjectId::new("rahmen").expect("id");
    let mut article = article("plan", TEXT, Vec::new());
    article.metadata.language = "de".to_owned();
    article.metadata.genre = "kommentar".to_owned();
    article.metadata.authors = vec!["Ute Lang".to_owned()];
    project(id, "Rahmen", codebook().as_ref().clone(), vec![article])
}

fn machine(name: &str) -> Machine {
    let mut machine = Machine::without_project(name);
    machine.open(bare());
    machine
}

fn to_sentence(machine: &mut Machine, number: usize) {
    machine.send(Command::Reading(ReadingCommand::GoToSentence(number)));
}

/// Gives a code of any layer to words.
fn code(machine: &mut Machine, words: &str, code: &str) {
    machine.select(words);
    let code = code.parse().expect("id");
    machine.send(Command::Annotation(AnnotationCommand::Tag { code, unsure: false }));
}

/// The attributes of the annotation on these words, as `attribute=value`.
fn said(machine: &Machine, words: &str) -> Vec<String> {
    let (set, text) = (machine.set(), machine.text().to_owned());
    let span = machine.find(words);
    let annotation = set.iter().find(|annotation| annotation.span == span).expect("an annotation there");
    let value = |value: &Value| match value {
        Value::Choice(choice) => choice.to_string(),
        Value::Choices(choices) => choices.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"),
        Value::Text(text) => text.clone(),
        Value::Spans(spans) => spans.iter().map(|span| &text[span.range()]).collect::<Vec<_>>().join("|"),
    };
    annotation.attributes.iter().map(|(id, one)| format!("{id}={}", value(one))).collect()
}

/// Everything coded, and every attribute set by its key.
pub fn worked(name: &str) -> Machine {
    let mut machine = machine(name);
    machine.tag('Z');
    machine.tag('R');
    machine.tag('F');
    machine.tag('F');
    to_sentence(&mut machine, 1);
    machine.press('7');
    machine.press('U');
    machine.press('P');
    let Some(Overlay::Passage(PassageOverlay::FieldText { annotation, attribute })) =
        machine.state.overlay.clone()
    else {
        panic!("{:?}", machine.state.overlay)
    };
    let value = Some(Value::Text("Ein hartes Wort.".to_owned()));
    machine.send(Command::Attribute(AttributeCommand::Set { id: annotation, attribute, value }));
    machine.send(Command::CloseOverlay);
    machine.select("Raubzug");
    machine.press('Y');
    code(&mut machine, "nannte ihn einen Raubzug", "konflikt");
    for key in ['8', '9', 'L', 'L'] {
        machine.press(key);
    }
    machine.select("einen Raubzug");
    machine.press('H');
    machine.claim("Wir sparen zehn Millionen", "Der Plan spart zehn Millionen");
    machine.press('-');
    machine.act(Action::ChooseField);
    machine.send(Command::Attribute(AttributeCommand::Key('\n')));
    for words in ["Chefin Anna Weber", "sagte"] {
        machine.select(words);
        machine.act(Action::Accept);
    }
    machine.press('O');
    machine.press('O');
    machine
}

#[test]
fn every_attribute_is_set_by_its_key() {
    let machine = worked("Ada");
    let second = "Der Betriebsrat nannte ihn einen Raubzug.";
    assert_eq!(
        said(&machine, second),
        ["begruendung=Ein hartes Wort.", "ironie=ja", "reizwort=Raubzug", "staerke=stark"]
    );
    assert_eq!(
        said(&machine, "nannte ihn einen Raubzug"),
        ["betroffene=belegschaft+kundschaft", "naehe=dazwischen", "sprachbild=einen Raubzug"]
    );
    assert_eq!(
        said(&machine, "Wir sparen zehn Millionen"),
        ["haltung=dagegen", "redeverb=sagte", "sprecher=Chefin Anna Weber"]
    );
    let fields: Vec<String> = machine.set().fields().iter().map(|field| format!("{field:?}")).collect();
    assert!(fields.len() == 1 && fields[0].contains("kommentar"), "{fields:?}");
    let issues = &machine.state.session.as_ref().expect("a session").issues;
    assert_eq!(*issues, [], "no key is taken");
}

#[test]
fn an_annotation_that_is_not_there_yet_is_asked_for_in_the_words_of_the_codebook() {
    let mut machine = machine("Ada");
    machine.press('7');
    assert_eq!(machine.notice(), "Answer first: In welchem Ton ist der Satz gehalten?");
    machine.press('8');
    assert_eq!(machine.notice(), "Answer first: In welchen Rahmen wird es gestellt?");
    machine.press('+');
    assert!(machine.notice().starts_with("No claim in this sentence"), "{}", machine.notice());
    to_sentence(&mut machine, 0);
    let doubted = "kritisch".parse().expect("id");
    machine.send(Command::Annotation(AnnotationCommand::Tag { code: doubted, unsure: true }));
    assert_eq!(said(&machine, "Der Vorstand lobte den kühnen Plan."), ["gewissheit=zweifelnd"]);
    let set = machine.set();
    assert!(machine.project().codebook().is_doubted(set.iter().next().expect("one")));
}

#[test]
fn lists_of_keys_show_what_the_codebook_states() {
    let machine = machine("Ada");
    let lines = machine.state.keymap.lines(Some(machine.project().codebook()));
    let shown: Vec<String> = lines
        .iter()
        .filter(|line| matches!(line, KeyLine::Codebook(_)))
        .map(|line| {
            format!(
                "{} {} {}",
                line.chords(&machine.state.keymap)[0],
                line.label(Catalogue::english()),
                line.id()
            )
        })
        .collect();
    let want = [
        "5 Leicht staerke:leicht",
        "6 Mittlere Stärke staerke:mittel",
        "7 Stark staerke:stark",
        "Y Reizwort reizwort",
        "U Ironie ironie",
        "P Begründung begruendung",
        "8 Belegschaft betroffene:belegschaft",
        "9 Kundschaft betroffene:kundschaft",
        "H Sprachbild sprachbild",
        "L Nähe naehe",
        "+ Dafür haltung:dafuer",
        "- Dagegen haltung:dagegen",
        "0 Offen haltung:offen",
        "O Textsorte textsorte",
    ];
    assert_eq!(shown, want);
    let help =
        lines.iter().find(|line| line.id() == "staerke:stark").expect("the line").help(Catalogue::english());
    assert_eq!(help, "Wertet sehr stark.");
}

#[test]
fn marks_are_drawn_as_the_codebook_states() {
    let machine = worked("Ada");
    let text = machine.text().to_owned();
    let whole = Span::new(0, text.len() as u32).expect("text");
    let project = machine.project();
    let marks = marks(whole, &machine.set(), project.codebook(), project.ledger(), Catalogue::english());
    let dotted: Vec<&str> = marks
        .lines
        .iter()
        .filter(|line| line.style == MarkStyle::Dotted)
        .map(|line| &text[line.span.range()])
        .collect();
    assert_eq!(dotted, ["Raubzug"], "the words of a field that is underlined");
    let letters: String = marks.letters.iter().map(|letter| letter.letter).collect();
    assert_eq!(letters, "ZRFF");
    let chips: Vec<String> =
        marks.chips.iter().map(|chip| format!("{}: {}", chip.label, chip.detail)).collect();
    assert_eq!(chips, ["Konflikt: dazwischen", "Der Plan spart zehn Millionen: dagegen"]);
}

fn id(name: &str) -> AnnotatorId {
    AnnotatorId::new(name).expect("id")
}

/// Two people who differ in a step of a scale, in a stance, and in how sure they are.
fn two() -> Project {
    let ada = worked("Ada");
    let mut project = ada.project().clone();
    let key = |name: &str| SetKey { annotator: id(name), article: "plan".parse().expect("id") };
    let mut other = annotator("bo");
    other.name = "Bo".to_owned();
    project.apply(Edit::PutAnnotator { annotator: other }).expect("added");
    let codebook = Arc::clone(project.codebook());
    let mine =
        project.set(&key("ada")).expect("Ada's set").in_order().into_iter().cloned().collect::<Vec<_>>();
    for (number, annotation) in mine.into_iter().enumerate() {
        let mut annotation = annotation.as_ref().clone();
        annotation.id = obelus::base::AnnotationId(1000 + number as u64);
        for (attribute, choice) in
            [("staerke", "mittel"), ("haltung", "dafuer"), ("gewissheit", "zweifelnd"), ("naehe", "nah")]
        {
            let layer = obelus::model::layer_of_body(&codebook, &annotation.body).expect("a layer");
            let given = annotation.attributes.contains_key(attribute) || attribute == "gewissheit";
            if given && layer.attribute(attribute).is_some() {
                let value = Value::Choice(choice.parse().expect("id"));
                annotation.attributes.insert(attribute.parse().expect("id"), value);
            }
        }
        let edit = Edit::PutAnnotation { key: key("bo"), annotation: Arc::new(annotation) };
        project.apply(edit).expect("put");
    }
    for name in ["ada", "bo"] {
        let whole = Span::new(0, TEXT.len() as u32).expect("text");
        let covered =
            Edit::SetCoverage { key: key(name), within: whole, ranges: vec![whole], assumed: Vec::new() };
        project.apply(covered).expect("covered");
        let state = SetState::Done(Timestamp(1_760_000_000));
        project.apply(Edit::SetState { key: key(name), state }).expect("signed off");
    }
    project
}

#[test]
fn comparison_tells_what_differs_in_the_words_of_the_codebook() {
    let project = two();
    let classes = ClaimClasses::of(project.ledger());
    let article = "plan".parse().expect("id");
    let comparison = compare_with(&project, &article, &[id("ada"), id("bo")], &classes);
    let name = |annotator: &AnnotatorId| annotator.to_string();
    let told: BTreeSet<String> = comparison
        .positions
        .iter()
        .flat_map(|position| &position.differences)
        .map(|difference| difference.in_words(&project, &name).english())
        .collect();
    let want = ["Nähe: dazwischen, nah.", "Same claim, opposite haltung.", "Stärke: stark, mittel."];
    assert_eq!(
        told.iter().map(String::as_str).collect::<Vec<_>>(),
        want,
        "how sure they are is not compared"
    );
}

#[test]
fn agreement_measures_each_attribute_as_its_scale_asks() {
    let project = two();
    let request = Request { viewer: Viewer::Everything, resamples: 20, ..Request::default() };
    let report = AgreementReport::new(&project, &request, &mut ReportCache::default(), &Progress::new())
        .expect("asked rightly")
        .expect("not cancelled");
    let layer = |id: &str| LayerId::new(id).expect("id");
    let headline = |attribute: &str| {
        let of = |section: &&obelus::agreement::ReportSection| {
            section.attribute.as_ref().is_some_and(|(id, _)| id.as_str() == attribute)
        };
        report.sections.iter().find(of).map(|section| section.headline)
    };
    assert_eq!(headline("staerke"), Some(Measure::OrdinalAlpha));
    assert_eq!(headline("naehe"), Some(Measure::OrdinalAlpha));
    assert_eq!(headline("ironie"), Some(Measure::KrippendorffAlpha));
    assert_eq!(headline("betroffene"), Some(Measure::AlphaMasi));
    assert_eq!(headline("reizwort"), Some(Measure::F1Partial));
    assert_eq!(headline("gewissheit"), None, "it is about the annotator");
    assert_eq!(headline("textsorte"), Some(Measure::KrippendorffAlpha));
    let layers: BTreeSet<&LayerId> = report.sections.iter().map(|section| &section.layer).collect();
    let all = ["artikel", "aussage", "frame", "tone"].map(layer);
    assert_eq!(layers, all.iter().collect());
}

/// Five sentences, each judged by three people, with the step of the scale that they gave.
fn three() -> Project {
    const STEPS: [(&str, [&str; 5]); 3] = [
        ("ada", ["leicht", "leicht", "mittel", "stark", "stark"]),
        ("bo", ["leicht", "mittel", "mittel", "stark", "mittel"]),
        ("cy", ["stark", "leicht", "mittel", "stark", "stark"]),
    ];
    let text = "Eins ist gut. Zwei ist gut. Drei ist gut. Vier ist gut. Acht ist gut.";
    let project_id = ProjectId::new("stufen").expect("id");
    let mut project =
        project(project_id, "Stufen", codebook().as_ref().clone(), vec![article("zahlen", text, Vec::new())]);
    for (name, steps) in STEPS {
        project.apply(Edit::PutAnnotator { annotator: annotator(name) }).expect("added");
        let key = SetKey { annotator: id(name), article: "zahlen".parse().expect("id") };
        for (number, step) in (0_u32..).zip(steps) {
            let span = Span::new(14 * number, 14 * number + 13).expect("a sentence");
            let body = Body::Code("zustimmend".parse().expect("id"));
            let number = AnnotationId(u64::from(number) + 1);
            let mut annotation = Annotation::new(number, span, body, Timestamp(1_760_000_000));
            let value = Value::Choice(step.parse().expect("id"));
            annotation.attributes.insert("staerke".parse().expect("id"), value);
            let edit = Edit::PutAnnotation { key: key.clone(), annotation: Arc::new(annotation) };
            project.apply(edit).expect("put");
        }
        let whole = Span::new(0, text.len() as u32).expect("text");
        let covered =
            Edit::SetCoverage { key: key.clone(), within: whole, ranges: vec![whole], assumed: Vec::new() };
        project.apply(covered).expect("covered");
        let state = SetState::Done(Timestamp(1_760_000_000));
        project.apply(Edit::SetState { key, state }).expect("signed off");
    }
    project
}

/// By hand, from the coincidences of two annotators and δ² = (what lies from one step to the other, the ends half)²:
/// α = 1 − (n − 1) Σ o δ² ∕ Σ n n δ².
///
/// | | light | middle | strong | δ² lm, ms, ls | Σ o δ² | Σ n n δ² | α |
/// |---|---|---|---|---|---|---|---|
/// | ada, bo | 3 | 4 | 3 | 12.25, 12.25, 49 | 12.25 + 12.25 | 147 + 147 + 441 | 1 − 9 · 24.5 ∕ 735 |
/// | ada, cy | 3 | 2 | 5 | 6.25, 12.25, 36 | 36 | 37.5 + 122.5 + 540 | 1 − 9 · 36 ∕ 700 |
/// | bo, cy | 2 | 4 | 4 | 9, 16, 49 | 49 + 9 + 16 | 72 + 256 + 392 | 1 − 9 · 74 ∕ 720 |
#[test]
fn every_two_are_weighted_as_all_are_where_the_answers_are_steps() {
    let project = three();
    let request = Request { viewer: Viewer::Everything, resamples: 20, ..Request::default() };
    let report = AgreementReport::new(&project, &request, &mut ReportCache::default(), &Progress::new())
        .expect("asked rightly")
        .expect("not cancelled");
    let of = |section: &&obelus::agreement::ReportSection| {
        section.attribute.as_ref().is_some_and(|(id, _)| id.as_str() == "staerke")
    };
    let section = report.sections.iter().find(of).expect("the scale's section");
    assert_eq!(section.headline, Measure::OrdinalAlpha);
    for (pair, want) in [
        (["ada", "bo"], 1.0 - 9.0 * 24.5 / 735.0),
        (["ada", "cy"], 1.0 - 9.0 * 36.0 / 700.0),
        (["bo", "cy"], 1.0 - 9.0 * 74.0 / 720.0),
    ] {
        let whom = pair.map(id);
        let found = section.estimates.iter().find(|estimate| {
            estimate.measure == section.headline && estimate.code.is_none() && estimate.annotators == whom
        });
        let estimate = found.unwrap_or_else(|| panic!("{pair:?}: a figure"));
        let value = estimate.value.expect("defined");
        assert!((value - want).abs() < 1e-12, "{pair:?}: {value} for {want}");
        assert_eq!(estimate.n, 5);
        assert!(estimate.interval.as_ref().is_some_and(Result::is_err), "one article gives no interval");
    }
}

/// What a project has of annotations, a line each.
fn lines(project: &Project) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for (key, set) in project.sets() {
        for annotation in set.iter() {
            let body = match &annotation.body {
                Body::Claim(claim) => {
                    let claim = project.ledger().claim(claim).expect("its claim");
                    format!("claim {}", claim.label)
                }
                other => format!("{other:?}"),
            };
            lines.insert(format!(
                "{} {body} {:?} {:?}",
                key.annotator, annotation.span, annotation.attributes
            ));
        }
    }
    lines
}

#[test]
fn every_format_takes_it_out_and_those_that_read_bring_it_back() {
    let project = two();
    for format in FORMATS.iter().filter(|format| format.about().direction != Direction::In) {
        let about = format.about();
        let mut memory = MemorySink::default();
        let written = formats::export(
            *format,
            &project,
            &Scope::default(),
            &ExportOptions::default(),
            &mut memory,
            &Progress::new(),
        );
        written.unwrap_or_else(|error| panic!("{}: {error}", about.id));
        assert!(!memory.files.is_empty(), "{}", about.id);
        if about.id == "dna" {
            let text = String::from_utf8_lossy(&memory.files[0].1).into_owned();
            assert!(text.contains("Chefin Anna Weber"), "who speaks is known by the role: {text}");
            let sides: Vec<&str> = text
                .lines()
                .skip(1)
                .filter(|line| !line.is_empty())
                .filter_map(|line| line.rsplit(';').next())
                .collect();
            assert_eq!(sides, ["0", "1"], "Ada reads it as against, Bo as for: {text}");
        }
        if !["jsonl", "uima-json", "csv"].contains(&about.id) {
            continue;
        }
        let input = Input { files: &memory.files, progress: &Progress::new() };
        let read = format.import(&input).unwrap_or_else(|issue| panic!("{}: {issue}", about.id));
        let mut back = bare();
        let mapping = formats::guess(&back, &read.value, &LabelMapping::default());
        let options = ImportOptions { now: Timestamp(1_760_000_000), ..ImportOptions::default() };
        for edit in formats::plan(&back, &read.value, &mapping, &options).edits {
            back.apply(edit).unwrap_or_else(|error| panic!("{}: {error}", about.id));
        }
        assert_eq!(lines(&back), lines(&project), "{}", about.id);
    }
}

#[test]
fn labels_of_other_schemes_are_known_by_the_synonyms_of_the_codebook() {
    let project = bare();
    let code = |label: &str| ImportedCode {
        label: label.to_owned(),
        name: label.to_owned(),
        ..ImportedCode::default()
    };
    let read =
        ImportedData { codes: ["positiv", "Tadel", "opinion"].map(code).to_vec(), ..ImportedData::default() };
    let mapping = formats::guess(&project, &read, &LabelMapping::default());
    let target = |label: &str| mapping.0.get(label).cloned();
    assert_eq!(target("positiv"), Some(LabelTarget::Code("zustimmend".parse().expect("id"))));
    assert_eq!(target("Tadel"), Some(LabelTarget::Code("kritisch".parse().expect("id"))));
    assert_eq!(
        target("opinion"),
        Some(LabelTarget::New("opinion".to_owned())),
        "no name of another codebook"
    );
}
