//! The menus of the import preview: what counts as read, and which article the files are about.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use obelus::app::{Command, FilesRead, ImportCommand};
use obelus::base::{ArticleId, Timestamp};
use obelus::formats::{ImportedAnnotation, ImportedAnnotator, ImportedData, ImportedDocument};
use obelus::model::{AnnotationSet, Article, Edit, LabelMapping, Metadata, Project};
use obelus::text::Text;
use obelus::ui::theme::Theme;

use crate::screen::{Screen, click, press, sample, send};

const SIZE: [f32; 2] = [1280.0, 800.0];

/// A project opened in the window, and a file that says of a text it does not have where Noor marked its first words.
fn importing<'a>(project: Project, words: &str) -> Harness<'a, Screen> {
    let mut screen = Screen::empty();
    screen.open(project);
    let mut harness = screen.show(Theme::light(), SIZE);
    harness.run();
    let mark = ImportedAnnotation {
        annotator: "c1".to_owned(),
        label: "Fact".to_owned(),
        start: 0,
        end: words.chars().count() as u32,
        placed: true,
        exact: Some(words.to_owned()),
        created: Some(Timestamp(1_751_535_000)),
        ..ImportedAnnotation::default()
    };
    let annotator = ImportedAnnotator { key: "c1".to_owned(), name: "Noor".to_owned(), ..Default::default() };
    let document =
        ImportedDocument { name: "scan-17".to_owned(), marks: vec![mark], ..ImportedDocument::default() };
    let imported = ImportedData {
        source: "scan.jsonl".to_owned(),
        annotators: vec![annotator],
        documents: vec![document],
        ..ImportedData::default()
    };
    let paths = vec![PathBuf::from("/from/scan.jsonl")];
    send(&mut harness, Command::Import(ImportCommand::Read(paths.clone())));
    let read = FilesRead {
        paths,
        format: Some("jsonl"),
        fits: vec!["jsonl"],
        outcome: Ok((Arc::new(imported), Vec::new())),
        kept: LabelMapping::default(),
    };
    send(&mut harness, Command::Import(ImportCommand::WasRead(Box::new(read))));
    harness
}

fn project(harness: &Harness<'_, Screen>) -> Project {
    harness.state().machine.state.session.as_ref().expect("open").project.clone()
}

/// Noor's set after the import, and its article.
fn noors(project: &Project) -> (AnnotationSet, Arc<Article>) {
    let noor = &project.annotator_called("Noor").expect("she comes in").id;
    let (key, set) = project.sets().find(|(key, _)| key.annotator == *noor).expect("her set");
    ((**set).clone(), Arc::clone(project.article(&key.article).expect("its article")))
}

/// The first words of an article that stand nowhere else.
fn beginning(article: &Article) -> String {
    article.text.as_str().lines().next().expect("a line").to_owned()
}

#[test]
fn which_article_the_file_is_about_is_chosen_in_a_menu() {
    let all = sample();
    let article = all.articles().nth(2).expect("a third").clone();
    let mut harness = importing(all, &beginning(&article));
    harness.get_by_label_contains("scan-17: 1 mark; not here");
    click(&mut harness, Role::Button, "Article: As texts and names tell");
    click(&mut harness, Role::MenuItem, article.display_title());
    let title = article.display_title();
    harness.get_by_role_and_label(Role::Button, &format!("Article: {title}"));
    harness.get_by_label_contains(&format!("{title}: 1 mark; by name, no text in the file"));
    // And back.
    click(&mut harness, Role::Button, &format!("Article: {title}"));
    click(&mut harness, Role::MenuItem, "As texts and names tell");
    harness.get_by_label_contains("scan-17: 1 mark; not here");
    click(&mut harness, Role::Button, "Article: As texts and names tell");
    click(&mut harness, Role::MenuItem, title);
    press(&mut harness, Key::Enter);
    let (set, of) = noors(&project(&harness));
    assert_eq!((of.id.clone(), set.iter().count()), (article.id.clone(), 1));
}

#[test]
fn what_counts_as_read_is_chosen_in_a_menu() {
    for (choice, whole, some) in
        [("Sentences with a mark", false, true), ("Whole texts", true, true), ("Nothing", false, false)]
    {
        let all = sample();
        let article = all.articles().nth(1).expect("a second").clone();
        let mut harness = importing(all, &beginning(&article));
        click(&mut harness, Role::Button, "Article: As texts and names tell");
        click(&mut harness, Role::MenuItem, article.display_title());
        if choice != "Sentences with a mark" {
            click(&mut harness, Role::Button, "Counts as read: Sentences with a mark");
            click(&mut harness, Role::MenuItem, choice);
        }
        harness.get_by_role_and_label(Role::Button, &format!("Counts as read: {choice}"));
        press(&mut harness, Key::Enter);
        let (set, of) = noors(&project(&harness));
        let read: u32 = set.coverage().iter().map(|span| span.len()).sum();
        assert_eq!((read == of.text.len(), read > 0), (whole, some), "{choice}: {read} of {}", of.text.len());
        assert_eq!(set.assumed().is_empty(), !some, "{choice}: it is only assumed");
    }
}

/// The sample with this many more articles, called “Report” and their number.
fn with_reports(count: usize) -> Project {
    let mut all = sample();
    for number in 0..count {
        let article = Article {
            id: ArticleId::new(&format!("z-report-{number:03}")).expect("an identifier"),
            text: Text::new(format!("This is what was said on day {number}. It was short.")).expect("a text"),
            metadata: Metadata { title: format!("Report {number}"), ..Metadata::default() },
            zones: Vec::new(),
        };
        all.apply(Edit::AddArticle { article: Arc::new(article) }).expect("added");
    }
    all
}

#[test]
fn an_article_among_many_is_found_by_its_title() {
    let mut harness = importing(with_reports(200), "This is what was said on day 143.");
    click(&mut harness, Role::Button, "Article: As texts and names tell");
    assert!(harness.query_by_role_and_label(Role::MenuItem, "Report 143").is_none(), "not all are laid out");
    let field = harness.get_by_role_and_label(Role::TextInput, "Find an article");
    assert!(field.accesskit_node().is_focused());
    harness.get_by_role_and_label(Role::TextInput, "Find an article").type_text("REPORT 14");
    harness.run();
    assert!(harness.query_by_role_and_label(Role::MenuItem, "Report 7").is_none());
    assert!(harness.query_by_role_and_label(Role::MenuItem, "Report 149").is_some());
    click(&mut harness, Role::MenuItem, "Report 143");
    harness.get_by_label_contains("Report 143: 1 mark; by name, no text in the file");
    harness.get_by_role_and_label(Role::Button, "Article: Report 143");
}

#[test]
fn every_article_of_a_long_list_is_reached_by_pointer_and_keyboard() {
    let mut all = sample();
    let long = "A title that is far too long for the line of a menu, and for a window. ".repeat(6);
    for number in 0..45 {
        let title = if number == 44 { long.trim().to_owned() } else { format!("Report {number}") };
        let article = Article {
            id: ArticleId::new(&format!("z-report-{number:02}")).expect("an identifier"),
            text: Text::new(format!("This is what was said on day {number}. It was short.")).expect("a text"),
            metadata: Metadata { title, ..Metadata::default() },
            zones: Vec::new(),
        };
        all.apply(Edit::AddArticle { article: Arc::new(article) }).expect("added");
    }
    let words = "This is what was said on day 43.";
    let mut harness = importing(all, words);
    click(&mut harness, Role::Button, "Article: As texts and names tell");
    let window = egui::Rect::from_min_size(egui::Pos2::ZERO, SIZE.into());
    harness.get_by_role_and_label(Role::MenuItem, "Report 43").scroll_to_me();
    harness.run();
    let item = harness.get_by_role_and_label(Role::MenuItem, "Report 43").rect();
    assert!(window.contains_rect(item), "{item:?}");
    click(&mut harness, Role::MenuItem, "Report 43");
    harness.get_by_label_contains("Report 43: 1 mark; by name, no text in the file");
    // The last, whose title is long, by keys: the menu's first line is above the first of the list.
    click(&mut harness, Role::Button, "Article: Report 43");
    for _ in 0..80 {
        let last = harness.get_by_role_and_label(Role::MenuItem, long.trim());
        if last.accesskit_node().is_focused() {
            break;
        }
        press(&mut harness, Key::ArrowDown);
    }
    let last = harness.get_by_role_and_label(Role::MenuItem, long.trim()).rect();
    assert!(window.contains_rect(last), "{last:?}");
    press(&mut harness, Key::Enter);
    let button = harness.get_by_role_and_label(Role::Button, &format!("Article: {}", long.trim())).rect();
    assert!(window.contains_rect(button), "{button:?}");
    let state = &harness.state().machine.state;
    let import = state.session.as_ref().expect("open").import_export.import.as_ref().expect("importing");
    assert_eq!(import.article.as_ref().map(ArticleId::as_str), Some("z-report-44"));
}
