//! The dialogs of export and import in the screen: by keys alone, by what a screen reader hears, and how they look.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{
    Command, Dialog, Effect, ExportCommand, ExportEffect, ExportStage, ExportedAnnotators, ExportedArticles,
    FilesRead, ImportCommand, ImportEffect, ImportExportOverlay, Overlay,
};
use obelus::base::{Issue, Timestamp};
use obelus::formats::{
    Feature, ImportedAnnotation, ImportedAnnotator, ImportedCode, ImportedData, ImportedDocument, Sight,
};
use obelus::locale::Message;
use obelus::model::{LabelMapping, LabelTarget, Project, Role as Duty};
use obelus::transfer::{Written, WrittenFile};
use obelus::ui::theme::Theme;

use crate::screen::{Screen, click, press, send};
use crate::snapshot::snapshot;

const SIZE: [f32; 2] = [1280.0, 800.0];

fn opened<'a>(theme: &Theme) -> Harness<'a, Screen> {
    let mut harness = Screen::with_sample().show(theme, SIZE);
    harness.run();
    harness
}

fn type_text(harness: &mut Harness<'_, Screen>, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run();
}

pub(crate) fn exporting<'a>(theme: &Theme) -> Harness<'a, Screen> {
    let mut harness = opened(theme);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    send(&mut harness, Command::Export(ExportCommand::SelectFormat("jsonl")));
    harness
}

fn choice(harness: &Harness<'_, Screen>) -> obelus::app::ExportChoice {
    harness.state().machine.state.session.as_ref().unwrap().import_export.export.choice.clone()
}

#[test]
fn a_format_is_found_by_its_program_and_exported_by_keys_alone() {
    let mut harness = exporting(Theme::light());
    assert!(harness.get_by_role_and_label(Role::TextInput, "Find a format").is_focused());
    type_text(&mut harness, "no such");
    harness.get_by_label("No format of that name");
    for _ in 0..7 {
        press(&mut harness, Key::Backspace);
    }
    type_text(&mut harness, "hugging");
    assert_eq!(choice(&harness).format, "jsonl");
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    match harness.state().wished.as_slice() {
        [Effect::Dialog(Dialog::SaveExport { name, ending, folder: false })] => {
            assert!(
                name.starts_with("superintelligence-labs-jsonl-20") && name.ends_with(".jsonl"),
                "{name}"
            );
            assert_eq!(*ending, "jsonl");
        }
        other => panic!("{other:?}"),
    }
    press(&mut harness, Key::Escape);
    assert!(harness.state().machine.state.overlay.is_none());
}

#[test]
fn what_goes_out_is_ticked_and_never_more_than_may_be_seen() {
    let mut harness = exporting(Theme::light());
    harness.get_by_label("0 annotations of 0 annotators on 7 articles go out.");
    click(&mut harness, Role::RadioButton, "Choose…");
    assert!(
        harness.query_by_role_and_label(Role::CheckBox, "Maya Lindqvist").is_none(),
        "hidden until signed off"
    );
    click(&mut harness, Role::RadioButton, "The open one");
    click(&mut harness, Role::CheckBox, "Claims");
    click(&mut harness, Role::CheckBox, "Texts of the articles");
    let now = choice(&harness);
    assert_eq!(
        (now.whose, now.which, now.texts),
        (ExportedAnnotators::Chosen, ExportedArticles::Open, false)
    );
    harness.get_by_label("article texts: 1");
    send(&mut harness, Command::Export(ExportCommand::WriteTo(PathBuf::from("out.jsonl"))));
    let Some(Effect::Export(ExportEffect::Write { scope, options, format: "jsonl", .. })) =
        harness.state().wished.last()
    else {
        panic!("{:?}", harness.state().wished)
    };
    assert_eq!(scope.sight, Sight::Of(None), "nobody has said who they are");
    assert!(!options.texts && scope.layers.as_ref().is_some_and(|layers| layers.len() == 2));
    // What was chosen is there again.
    send(&mut harness, Command::Export(ExportCommand::NotWritten(None)));
    press(&mut harness, Key::Escape);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    assert_eq!(choice(&harness), now);
}

#[test]
fn controls_are_reached_and_turned_by_the_keyboard() {
    let mut harness = exporting(Theme::light());
    let before = choice(&harness);
    for _ in 0..150 {
        let here = harness.get_by_role_and_label(Role::CheckBox, "Texts of the articles").is_focused();
        if here {
            break;
        }
        press(&mut harness, Key::Tab);
    }
    press(&mut harness, Key::Space);
    assert_eq!(choice(&harness).texts, !before.texts);
    press(&mut harness, Key::Enter);
    assert_eq!(choice(&harness).texts, before.texts, "Enter turns what has the keyboard");
    assert!(harness.state().wished.is_empty());
}

fn written() -> Written {
    let dropped = |lost: Feature, count: u64, examples: &[&str]| {
        (lost, count, examples.iter().map(|words| Message::verbatim(*words)).collect::<Vec<Message>>())
    };
    Written {
        format: "jsonl",
        path: Some(PathBuf::from("/studies/exports/superintelligence-labs-jsonl-2026-07-02.jsonl")),
        files: vec![WrittenFile {
            name: "superintelligence-labs-jsonl-2026-07-02.jsonl".to_owned(),
            bytes: 181_500,
        }],
        size: 181_500,
        articles: 7,
        annotations: 720,
        dropped: [
            dropped(Feature::Codebook, 3, &["Statement kind", "Claims", "Article"]),
            dropped(
                Feature::Comments,
                12,
                &["“Is this one sentence?” by maya on 04-le-cadran", "“מה המקור?” by tomas"],
            ),
            dropped(Feature::Relations, 1, &["maya/pay narrower tomas/hundred-millions"]),
        ]
        .into_iter()
        .collect(),
        ..Written::default()
    }
}

#[test]
fn an_export_goes_on_while_the_dialog_is_closed_and_tells_what_is_not_in_it() {
    let mut harness = exporting(Theme::light());
    send(&mut harness, Command::Export(ExportCommand::WriteTo(PathBuf::from("out.jsonl"))));
    send(&mut harness, Command::Export(ExportCommand::Writing { done: 3, total: 7 }));
    harness.get_by_label("3 of 7 articles written");
    press(&mut harness, Key::Escape);
    assert!(harness.query_all_by_label("Exporting…").count() > 0);
    harness.get_by_role_and_label(Role::Button, "Cancel");
    send(&mut harness, Command::Export(ExportCommand::Written(Box::new(written()))));
    harness.get_by_label_contains("superintelligence-labs-jsonl-2026-07-02.jsonl is written. Ctrl+E shows");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    harness.get_by_label("7 articles, 182 KB.");
    harness.get_by_label_contains("12 × comments: “Is this one sentence?”");
    press(&mut harness, Key::Enter);
    assert!(matches!(
        harness.state().machine.state.session.as_ref().unwrap().import_export.export.stage,
        ExportStage::Choosing
    ));
    // Stopped, it is told, and the choices are there again.
    send(&mut harness, Command::Export(ExportCommand::WriteTo(PathBuf::from("out.jsonl"))));
    click(&mut harness, Role::Button, "Stop");
    assert_eq!(harness.state().wished.last(), Some(&Effect::Export(ExportEffect::Stop)));
    send(&mut harness, Command::Export(ExportCommand::NotWritten(None)));
    harness.get_by_role_and_label(Role::TextInput, "Find a format");
}

/// What another program says of two texts of the sample and of one that is not there.
fn foreign(project: &Project) -> ImportedData {
    let mut foreign = ImportedData { source: "coding.qdpx".to_owned(), ..ImportedData::default() };
    for (key, name) in [("c1", "Tomás Ferreira"), ("c2", "Noor")] {
        let (key, name) = (key.to_owned(), name.to_owned());
        foreign.annotators.push(ImportedAnnotator { key, name, role: Duty::Analyst, by_file: false });
    }
    let declared =
        ImportedCode { label: "Sarcasm".to_owned(), name: "Sarcasm".to_owned(), ..ImportedCode::default() };
    foreign.codes.push(declared);
    let labels = ["Fact", "Opinion", "Sarcasm", "Kinds/Prediction", "claim", "Boring"];
    for (at, article) in project.articles().take(2).enumerate() {
        let text = article.text.as_str();
        let words: Vec<&str> = text.split(". ").filter(|words| words.len() > 12).take(9).collect();
        let marks = words.iter().enumerate().map(|(number, words)| {
            let start = words.as_ptr() as usize - text.as_ptr() as usize;
            let points = text[..start].chars().count() as u32;
            ImportedAnnotation {
                annotator: ["c1", "c2"][number % 2].to_owned(),
                label: labels[(number + at) % labels.len()].to_owned(),
                start: points,
                end: points + words.chars().count() as u32,
                placed: true,
                exact: Some((*words).to_owned()),
                created: Some(Timestamp(1_751_535_000)),
                ..ImportedAnnotation::default()
            }
        });
        let mut marks: Vec<ImportedAnnotation> = marks.collect();
        if at == 1 {
            marks[1].exact = Some("words that were taken out later".to_owned());
        }
        let name = article.id.to_string();
        let digest = (at == 0).then(|| article.text.digest());
        foreign.documents.push(ImportedDocument { name, digest, marks, ..ImportedDocument::default() });
    }
    let mark = ImportedAnnotation {
        annotator: "c2".to_owned(),
        label: "Fact".to_owned(),
        ..ImportedAnnotation::default()
    };
    let name = "Interview 4.docx".to_owned();
    foreign.documents.push(ImportedDocument { name, marks: vec![mark], ..ImportedDocument::default() });
    foreign
}

pub(crate) fn importing<'a>(theme: &Theme) -> Harness<'a, Screen> {
    let mut harness = opened(theme);
    let paths = vec![PathBuf::from("/from/coding.qdpx")];
    send(&mut harness, Command::Import(ImportCommand::Read(paths.clone())));
    assert_eq!(
        harness.state().wished.last(),
        Some(&Effect::Import(ImportEffect::Read { paths: paths.clone(), format: None }))
    );
    let foreign = foreign(&harness.state().machine.state.session.as_ref().unwrap().project);
    let read = FilesRead {
        paths,
        format: Some("jsonl"),
        fits: vec!["jsonl"],
        outcome: Ok((Arc::new(foreign), Vec::new())),
        kept: LabelMapping::default(),
    };
    send(&mut harness, Command::Import(ImportCommand::WasRead(Box::new(read))));
    harness
}

fn target(harness: &Harness<'_, Screen>, label: &str) -> LabelTarget {
    let import =
        harness.state().machine.state.session.as_ref().unwrap().import_export.import.as_ref().unwrap();
    let plan = import.plan.as_ref().unwrap();
    plan.labels.iter().find(|row| row.label == label).unwrap().target.clone()
}

#[test]
fn labels_are_mapped_and_taken_in_by_keys_alone() {
    let mut harness = importing(Theme::light());
    assert_eq!(target(&harness, "Fact"), LabelTarget::Code("factual".parse().unwrap()));
    assert_eq!(target(&harness, "Kinds/Prediction"), LabelTarget::Code("prediction".parse().unwrap()));
    assert_eq!(target(&harness, "claim"), LabelTarget::Claim);
    assert_eq!(target(&harness, "Sarcasm"), LabelTarget::New("Sarcasm".to_owned()));
    // A text that was opened just before gets the keyboard, and the keys are the preview's all the same.
    harness.state_mut().focus_text();
    harness.run();
    // “Boring”, the first, is left out; “Sarcasm”, the last but one, becomes “Mixed”.
    press(&mut harness, Key::X);
    assert_eq!(target(&harness, "Boring"), LabelTarget::Leave);
    press(&mut harness, Key::X);
    assert_eq!(target(&harness, "Boring"), LabelTarget::New("Boring".to_owned()));
    press(&mut harness, Key::X);
    for _ in 0..4 {
        press(&mut harness, Key::ArrowDown);
    }
    press(&mut harness, Key::Space);
    assert!(harness.get_by_role_and_label(Role::TextInput, "Find a code").is_focused());
    press(&mut harness, Key::Escape);
    assert!(
        matches!(
            harness.state().machine.state.overlay,
            Some(Overlay::ImportExport(ImportExportOverlay::Import))
        ),
        "only the list closes"
    );
    press(&mut harness, Key::Space);
    type_text(&mut harness, "mixed");
    press(&mut harness, Key::Enter);
    assert_eq!(target(&harness, "Sarcasm"), LabelTarget::Code("mixed".parse().unwrap()));
    let before = harness.state().machine.state.session.as_ref().unwrap().project.clone();
    press(&mut harness, Key::Enter);
    assert!(harness.state().machine.state.overlay.is_none());
    let session = harness.state().machine.state.session.as_ref().unwrap();
    let noor = session.project.annotator_called("Noor").expect("her name is kept").id.clone();
    assert!(session.project.sets().any(|(key, _)| key.annotator == noor));
    assert_eq!(session.history.next_undo().map(Message::english).as_deref(), Some("import coding.qdpx"));
    let Some(Effect::Import(ImportEffect::KeepMapping(kept))) = harness.state().wished.last() else {
        panic!("{:?}", harness.state().wished)
    };
    assert_eq!(kept.0["Boring"], LabelTarget::Leave);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(
        harness.state().machine.state.session.as_ref().unwrap().project,
        before,
        "one step takes all of it out"
    );
    // What was chosen is remembered for the next file.
    let mut harness = importing_again(harness);
    assert_eq!(target(&harness, "Sarcasm"), LabelTarget::Code("mixed".parse().unwrap()));
    press(&mut harness, Key::Escape);
    assert!(harness.state().machine.state.session.as_ref().unwrap().import_export.import.is_none());
}

fn importing_again(mut harness: Harness<'_, Screen>) -> Harness<'_, Screen> {
    let paths = vec![PathBuf::from("/from/more.qdpx")];
    send(&mut harness, Command::Import(ImportCommand::Read(paths.clone())));
    let foreign = foreign(&harness.state().machine.state.session.as_ref().unwrap().project);
    let outcome = Ok((Arc::new(foreign), Vec::new()));
    let read =
        FilesRead { paths, format: Some("jsonl"), fits: Vec::new(), outcome, kept: LabelMapping::default() };
    send(&mut harness, Command::Import(ImportCommand::WasRead(Box::new(read))));
    harness
}

#[test]
fn what_comes_in_is_told_before_and_can_become_mine() {
    let mut harness = importing(Theme::light());
    harness.get_by_label_contains("8 new annotations, 1 of them without a place, 11 left out.");
    harness.get_by_label_contains("Interview 4.docx: 1 mark; not here");
    harness.get_by_label("Tomás Ferreira: known here");
    click(&mut harness, Role::Button, "Annotators: As the file names them");
    click(&mut harness, Role::MenuItem, "All become mine");
    harness.get_by_role_and_label(Role::Button, "Annotators: All become mine");
    harness.get_by_label("Tomás Ferreira: becomes Ada");
    press(&mut harness, Key::Enter);
    let session = harness.state().machine.state.session.as_ref().unwrap();
    let me = session.me.clone().expect("known");
    assert!(session.project.sets().any(|(key, _)| key.annotator == me));
    assert!(session.project.annotator_called("Noor").is_none());
}

#[test]
fn a_row_is_clicked_and_a_file_that_cannot_be_read_says_why() {
    let mut harness = importing(Theme::light());
    click(&mut harness, Role::ListBoxOption, "Sarcasm, 4: Sarcasm");
    click(&mut harness, Role::ListBoxOption, "Note, With the label in its memo");
    assert_eq!(target(&harness, "Sarcasm"), LabelTarget::Note);
    let paths = vec![PathBuf::from("/from/torn.qdpx")];
    send(&mut harness, Command::Import(ImportCommand::Read(paths.clone())));
    let issue = Issue::error("bad-zip", "torn.qdpx", Message::verbatim("The file ends early."))
        .hint(Message::verbatim("Copy it anew."));
    let read = FilesRead {
        paths,
        format: None,
        fits: Vec::new(),
        outcome: Err(issue),
        kept: LabelMapping::default(),
    };
    send(&mut harness, Command::Import(ImportCommand::WasRead(Box::new(read))));
    harness.get_by_label("The file ends early.");
    harness.get_by_label("Copy it anew.");
    press(&mut harness, Key::Enter);
    assert!(
        matches!(
            harness.state().machine.state.overlay,
            Some(Overlay::ImportExport(ImportExportOverlay::Import))
        ),
        "there is nothing to take in"
    );
    click(&mut harness, Role::Button, "Format: not known");
    click(&mut harness, Role::MenuItem, "JSON Lines with text and spans");
    assert!(matches!(
        harness.state().wished.last(),
        Some(Effect::Import(ImportEffect::Read { format: Some("jsonl"), .. }))
    ));
}

#[test]
fn how_it_looks() {
    for theme in [Theme::light(), Theme::dark()] {
        let name = if theme.dark { "dark" } else { "light" };
        let mut harness = exporting(theme);
        snapshot(&mut harness, &format!("export-{name}"));
        send(&mut harness, Command::Export(ExportCommand::WriteTo(PathBuf::from("out.jsonl"))));
        send(&mut harness, Command::Export(ExportCommand::Written(Box::new(written()))));
        snapshot(&mut harness, &format!("exported-{name}"));
        let mut harness = importing(theme);
        snapshot(&mut harness, &format!("import-{name}"));
        press(&mut harness, Key::ArrowDown);
        press(&mut harness, Key::Space);
        snapshot(&mut harness, &format!("import-label-{name}"));
    }
}
