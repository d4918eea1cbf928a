//! Articles whose texts are not at hand: kept as to be fetched, listed, taken out, and retired by the article that comes.

use crate::machine::{Machine, article, drafted};
use obelus::app::{
    Action, ArticleDraft, Command, Effect, IntakeCommand, LibraryCommand, LibraryRow, LibrarySection,
    StateFilter, StubCommand,
};
use obelus::model::{Dated, Edit, Metadata, Original, Stub};
use std::sync::Arc;

/// A draft of an article that a list names.
fn listed(title: &str, url: &str) -> ArticleDraft {
    let mut draft = drafted("a.txt", "Words that are taken away.");
    draft.article.text = obelus::text::Text::new("").expect("a text");
    draft.article.zones.clear();
    draft.article.metadata = about(title, url);
    draft.notes.clear();
    ArticleDraft { teaser: Some("A few words.".to_owned()), ..draft }
}

fn about(title: &str, url: &str) -> Metadata {
    let published = Dated { date: "2026-03-04".to_owned(), as_written: String::new() };
    let (title, url) = (title.to_owned(), url.to_owned());
    Metadata { title, url, published, source_file: "list.csv".to_owned(), ..Metadata::default() }
}

fn draft(machine: &mut Machine, drafts: Vec<ArticleDraft>) {
    machine.send(Command::Intake(IntakeCommand::Drafted { drafts, findings: Vec::new() }));
}

fn rows(machine: &Machine) -> Vec<String> {
    let session = machine.state.session.as_ref().expect("open");
    let row = |row: &LibraryRow| match row {
        LibraryRow::Heading(section, count) => format!("{section:?} {count}"),
        LibraryRow::Article(id) => id.to_string(),
        LibraryRow::Stub(id) => session.project.stub(id).expect("there").metadata.title.clone(),
    };
    session.library.rows.iter().map(row).collect()
}

fn kept(machine: &Machine, title: &str) -> obelus::base::StubId {
    let stub = machine.project().stubs().find(|stub| stub.metadata.title == title);
    stub.expect("kept").id.clone()
}

#[test]
fn drafts_without_a_text_are_kept_in_one_step_and_only_once() {
    let mut machine = Machine::new("A text that is there.");
    let both = || vec![listed("Ferry", "https://post.example/f"), listed("Pier", "https://post.example/p")];
    draft(&mut machine, both());
    let intake = machine.state.intake.as_ref().expect("drafts");
    assert_eq!((intake.counts.taken, intake.counts.taken_stubs, intake.counts.stubs), (2, 2, 2));
    machine.send(Command::Intake(IntakeCommand::Skip(1)));
    let mut with_text = drafted("b.txt", "Another text.\n\nIt has words.");
    with_text.article.metadata.title = "Another".to_owned();
    draft(&mut machine, vec![with_text]);
    machine.send(Command::Intake(IntakeCommand::Confirm));
    assert_eq!((machine.project().article_count(), machine.project().stub_count()), (2, 1));
    let stub = machine.project().stubs().next().expect("kept");
    assert_eq!((stub.teaser.as_str(), stub.metadata.source_file.as_str()), ("A few words.", "list.csv"));
    draft(&mut machine, both());
    assert_eq!(machine.state.intake.as_ref().expect("the other").drafts.len(), 1, "one is kept already");
    machine.send(Command::Intake(IntakeCommand::Confirm));
    assert_eq!(machine.project().stub_count(), 2);
    draft(&mut machine, both());
    assert!(machine.state.intake.is_none());
    assert!(machine.notice().contains("2 articles of the list are there already"), "{}", machine.notice());
    machine.act(Action::Undo);
    machine.act(Action::Undo);
    assert_eq!((machine.project().article_count(), machine.project().stub_count()), (1, 0));
}

#[test]
fn two_of_one_name_are_kept_once_and_nothing_else_is_lost() {
    let mut machine = Machine::new("A text that is there.");
    let site = || listed("", "https://post.example/");
    draft(&mut machine, vec![site(), site(), listed("Pier", "")]);
    machine.send(Command::Intake(IntakeCommand::Confirm));
    assert_eq!(machine.project().stub_count(), 2);
}

#[test]
fn the_library_lists_them_below_the_articles_and_folded() {
    let mut machine = Machine::new("A text that is there.");
    draft(&mut machine, vec![listed("Ferry", "https://post.example/f"), listed("Pier", "")]);
    machine.send(Command::Intake(IntakeCommand::Confirm));
    assert_eq!(rows(&machine), ["Queue 1", "a", "ToFetch 2"]);
    machine.send(Command::Library(LibraryCommand::Fold(LibrarySection::ToFetch)));
    assert_eq!(rows(&machine), ["Queue 1", "a", "ToFetch 2", "Ferry", "Pier"]);
    machine.send(Command::Library(LibraryCommand::Filter("pier".to_owned())));
    assert_eq!(rows(&machine), ["ToFetch 1", "Pier"]);
    machine.send(Command::Library(LibraryCommand::Filter(String::new())));
    machine.send(Command::Library(LibraryCommand::State(StateFilter::Open)));
    assert_eq!(rows(&machine), ["Queue 1", "a"], "they are neither open nor done");
    machine.send(Command::Library(LibraryCommand::State(StateFilter::All)));
    machine.act(Action::ShowToFetch);
    assert_eq!(rows(&machine), ["Queue 1", "a", "ToFetch 2"]);
    let mut empty = Machine::with(Vec::new(), "Ada");
    draft(&mut empty, vec![listed("Ferry", "https://post.example/f")]);
    empty.send(Command::Intake(IntakeCommand::Confirm));
    assert_eq!(rows(&empty), ["ToFetch 1", "Ferry"], "unfolded where there is no article");
}

#[test]
fn an_article_that_comes_retires_one_and_is_a_step_away() {
    let mut machine = Machine::new("A text that is there.");
    draft(&mut machine, vec![listed("Ferry", "https://post.example/f"), listed("Pier", "")]);
    machine.send(Command::Intake(IntakeCommand::Confirm));
    let ferry = kept(&machine, "Ferry");
    machine.send(Command::Library(LibraryCommand::Fold(LibrarySection::ToFetch)));
    machine.send(Command::Stub(StubCommand::Choose(ferry.clone())));
    assert!(machine.act(Action::OpenFetched).is_empty(), "it was not fetched");
    let mut page = drafted("page.txt", "The plan stalled.\n\nNobody paid.");
    page.article.metadata.url = "http://www.post.example/f/".to_owned();
    draft(&mut machine, vec![page]);
    machine.send(Command::Intake(IntakeCommand::Confirm));
    let page = machine.state.reading().expect("open").article.id.clone();
    assert_eq!(rows(&machine), ["Queue 2", "a", page.as_str(), "ToFetch 1", "Pier", "Fetched 1"]);
    machine.act(Action::PreviousArticle);
    assert_ne!(machine.state.reading().expect("open").article.id, page);
    machine.act(Action::OpenFetched);
    assert_eq!(machine.state.reading().expect("open").article.id, page);
    machine.send(Command::Library(LibraryCommand::Fold(LibrarySection::Fetched)));
    assert_eq!(rows(&machine).last().map(String::as_str), Some("Ferry"));
    machine.act(Action::Undo);
    assert_eq!(rows(&machine), ["Queue 1", "a", "ToFetch 2", "Ferry", "Pier"], "it is to be fetched again");
}

#[test]
fn its_address_is_copied_its_file_named_and_it_is_removed_and_comes_back() {
    let mut machine = Machine::new("A text that is there.");
    draft(&mut machine, vec![listed("Ferry", "https://post.example/f"), listed("Pier", "")]);
    machine.send(Command::Intake(IntakeCommand::Confirm));
    for action in [Action::CopyStubAddress, Action::RemoveStub, Action::ShowStubFile, Action::OpenFetched] {
        assert!(machine.act(action).is_empty(), "none is in hand");
    }
    machine.send(Command::Stub(StubCommand::Choose(kept(&machine, "Ferry"))));
    let effects = machine.act(Action::CopyStubAddress);
    assert!(effects.contains(&Effect::CopyText("https://post.example/f".to_owned())), "{effects:?}");
    machine.act(Action::ShowStubFile);
    assert!(machine.notice().contains("list.csv"), "{}", machine.notice());
    machine.act(Action::RemoveStub);
    assert_eq!(machine.project().stub_count(), 1);
    assert!(machine.act(Action::RemoveStub).is_empty(), "the next is not taken with it");
    machine.act(Action::Undo);
    assert_eq!(machine.project().stub_count(), 2);
    machine.send(Command::Stub(StubCommand::Choose(kept(&machine, "Pier"))));
    assert!(machine.act(Action::CopyStubAddress).is_empty());
    assert!(machine.notice().contains("not known"), "{}", machine.notice());
}

#[test]
fn many_are_followed_as_articles_change() {
    let many = 5_000;
    let mut machine = Machine::new("A text that is there.");
    let mut project = machine.project().clone();
    for number in 0..many {
        let stub = Stub::new(
            about(&format!("Ferry {number}"), &format!("https://post.example/{number}")),
            String::new(),
        );
        project.apply(Edit::AddStub { stub: Arc::new(stub) }).expect("fits");
        let article = article(&format!("b{number}"), "Other words.", Vec::new());
        project.load_article(Arc::new(article));
    }
    machine.open(project);
    machine.send(Command::Library(LibraryCommand::Filter(String::new())));
    assert_eq!(rows(&machine).last(), Some(&format!("ToFetch {many}")));
    let begun = std::time::Instant::now();
    let id = obelus::base::ArticleId::new("b7").expect("id");
    let metadata = Box::new(about("Ferry 7", ""));
    machine.send(Command::Article(obelus::app::ArticleCommand::SetMetadata { id, metadata }));
    println!("a correction beside {many} stubs: {:?}", begun.elapsed());
    let end: Vec<_> = rows(&machine).into_iter().rev().take(2).collect();
    assert_eq!(end, ["Fetched 1".to_owned(), format!("ToFetch {}", many - 1)]);
}

#[test]
fn what_is_named_without_its_address_gets_it_from_a_later_list_and_it_is_said() {
    let mut machine = Machine::new("A text that is there.");
    draft(&mut machine, vec![listed("Ferry", ""), listed("Pier", "")]);
    machine.send(Command::Intake(IntakeCommand::Confirm));
    draft(&mut machine, vec![listed("Ferry", "https://post.example/f")]);
    machine.send(Command::Intake(IntakeCommand::Confirm));
    assert_eq!(machine.project().stub_count(), 2);
    assert!(machine.notice().contains("with and without its address") && machine.notice().contains("Ferry"));
    let ferry = machine.project().stub(&kept(&machine, "Ferry")).expect("kept").clone();
    assert_eq!((ferry.metadata.url.as_str(), ferry.also_named_by.len()), ("https://post.example/f", 0));
    machine.act(Action::Undo);
    let ferry = machine.project().stub(&kept(&machine, "Ferry")).expect("kept");
    assert_eq!((machine.project().stub_count(), ferry.metadata.url.as_str()), (2, ""));
}

#[test]
fn lists_and_the_files_of_what_is_there_already_are_kept_where_that_is_wished() {
    let from = |mut draft: ArticleDraft, name: &str| {
        let original = Original { path: name.into(), sha256: name.repeat(8) };
        draft.article.metadata.import.sha256.clone_from(&original.sha256);
        ArticleDraft { original: Some(original), ..draft }
    };
    let kept = |effects: &[Effect]| {
        let kept = effects.iter().filter_map(|effect| {
            let Effect::KeepOriginals(files) = effect else { return None };
            Some(files.iter().map(|file| file.path.display().to_string()))
        });
        kept.flatten().collect::<Vec<_>>()
    };
    let drafts = || {
        let page = from(drafted("page.txt", "Other words.\n\nThat is all."), "page.txt");
        vec![page, from(listed("Ferry", "https://post.example/f"), "list.csv")]
    };
    let mut machine = Machine::new("A text that is there.");
    draft(&mut machine, drafts());
    let effects = machine.send(Command::Intake(IntakeCommand::Confirm));
    assert_eq!(kept(&effects), Vec::<String>::new(), "nobody wished it");
    machine.act(Action::ToggleOriginals);
    let again =
        machine.send(Command::Intake(IntakeCommand::Drafted { drafts: drafts(), findings: Vec::new() }));
    assert_eq!(kept(&again), ["list.csv", "page.txt"], "both are there already");
    draft(&mut machine, vec![from(listed("Pier", "https://post.example/p"), "other.csv")]);
    let effects = machine.send(Command::Intake(IntakeCommand::Confirm));
    assert_eq!(kept(&effects), ["other.csv"]);
}
