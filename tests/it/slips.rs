//! Slips: what the program must not make people do that they did not mean, as a sequence of commands.

use crate::machine::{Machine, article};
use imbl::OrdMap;
use obelus::app::{
    Action, AnnotationCommand, ArticleCommand, CodebookCommand, Command, NoticeKind, Overlay, PassageOverlay,
    ReviewOverlay, Route, WindowCommand,
};
use obelus::base::ArticleId;
use obelus::model::{AnnotationSet, SetKey, SetState};
use obelus::text::Span;
use std::sync::Arc;

const TEXT: &str = "The lab opened in June. Rivals will, said Ada Lovelace, answer soon. Who pays?";
const OTHER: &str = "Meta sets up a lab. Nobody said why.";

fn two() -> Machine {
    Machine::with(vec![article("a", TEXT, Vec::new()), article("b", OTHER, Vec::new())], "Ada")
}

fn open(machine: &mut Machine, id: &str) {
    machine.send(Command::Article(ArticleCommand::Open(ArticleId::new(id).expect("id"))));
}

fn opened(machine: &Machine) -> &str {
    machine.state.reading().expect("an article").article.id.as_str()
}

fn said(machine: &Machine) -> String {
    machine.state.notices.last().map(|notice| notice.text.english()).unwrap_or_default()
}

#[test]
fn fields_are_those_of_the_claim_also_when_the_kind_of_its_sentence_is_in_hand() {
    let mut machine = Machine::new(TEXT);
    machine.claim("Rivals will", "Answer");
    let claim = machine.focus();
    machine.select("Rivals will, said Ada Lovelace, answer soon.");
    machine.tag('F');
    machine.act(Action::PreviousSentence);
    machine.act(Action::Dig);
    machine.act(Action::Dig);
    assert_ne!(machine.focus(), claim, "the kind is in hand");
    machine.act(Action::ChooseField);
    assert!(
        matches!(machine.state.overlay, Some(Overlay::Passage(PassageOverlay::Strip { annotation, .. })) if annotation == claim),
        "{:?}",
        machine.state.overlay
    );
    assert!(
        machine.state.session.as_ref().expect("a session").strip(claim).iter().any(|entry| entry.by_enter)
    );
}

#[test]
fn words_selected_by_keys_begin_and_end_with_a_word() {
    let mut machine = Machine::new(TEXT);
    let selected = |machine: &Machine| {
        let reading = machine.state.reading().expect("an article");
        reading.selection.span().map(|span| TEXT[span.range()].to_owned()).unwrap_or_default()
    };
    machine.select("will");
    machine.act(Action::CaretRight);
    machine.act(Action::CaretLeft);
    machine.act(Action::SelectWordRight);
    assert_eq!(selected(&machine), "said");
    machine.act(Action::SelectWordRight);
    machine.act(Action::SelectWordRight);
    assert_eq!(selected(&machine), "said Ada Lovelace", "what is between words of one selection stays");
    machine.select("said");
    machine.act(Action::CaretWordLeft);
    machine.act(Action::SelectWordLeft);
    assert_eq!(selected(&machine), "will", "the same to the left");
}

#[test]
fn undo_goes_to_the_article_where_something_is_taken_back_and_says_so() {
    let mut machine = two();
    machine.tag('F');
    machine.act(Action::MarkRead);
    machine.act(Action::MarkRead);
    machine.act(Action::ArticleDone);
    assert_eq!(opened(&machine), "b", "signing off goes on");
    assert!(said(&machine).starts_with("Signed off"), "{}", said(&machine));
    machine.act(Action::Undo);
    assert_eq!(opened(&machine), "a");
    assert!(
        said(&machine).starts_with("Took back in") && said(&machine).contains("sign the article off"),
        "{}",
        said(&machine)
    );
    machine.act(Action::Redo);
    assert_eq!(opened(&machine), "a", "it stays where it is in sight");
    open(&mut machine, "b");
    machine.act(Action::Undo);
    assert_eq!(opened(&machine), "a");
    // In sight, nothing need be said.
    machine.state.notices.clear();
    machine.act(Action::Undo);
    assert_eq!((opened(&machine), said(&machine).as_str()), ("a", ""));
}

#[test]
fn caret_and_sentence_are_together_after_undo_and_redo() {
    let mut machine = Machine::new(TEXT);
    machine.tag('F');
    machine.act(Action::TextEnd);
    for step in [Action::Undo, Action::Redo] {
        machine.act(step);
        let reading = machine.state.reading().expect("an article");
        let sentence = reading.sentence().expect("a sentence");
        assert_eq!(reading.selection.focus, sentence.start(), "{step:?}");
        machine.act(Action::SelectRight);
        let reading = machine.state.reading().expect("an article");
        assert_eq!(reading.selected().map(|span| span.start()), Some(sentence.start()), "{step:?}");
        machine.act(Action::Cancel);
    }
}

#[test]
fn undo_from_another_page_shows_the_page_of_what_is_taken_back() {
    let mut machine = two();
    machine.tag('F');
    machine.state.route = Route::Claims;
    machine.act(Action::Undo);
    assert_eq!(machine.state.route, Route::Read);
    assert!(said(&machine).starts_with("Took back in"), "{}", said(&machine));
}

#[test]
fn what_is_missing_is_no_longer_said_when_it_is_there() {
    let mut machine = two();
    let problems = |machine: &Machine| {
        let problems = machine.state.notices.iter().filter(|notice| notice.kind == NoticeKind::Problem);
        problems.map(|notice| notice.text.english()).collect::<Vec<_>>()
    };
    machine.act(Action::ArticleDone);
    assert_eq!(problems(&machine).len(), 1);
    machine.act(Action::MarkRead);
    assert_eq!(problems(&machine), Vec::<String>::new(), "the number is another now");
    machine.act(Action::ArticleDone);
    open(&mut machine, "b");
    assert_eq!(problems(&machine), Vec::<String>::new(), "it was said of another article");
    open(&mut machine, "a");
    machine.act(Action::MarkRead);
    machine.act(Action::MarkRead);
    machine.act(Action::ArticleDone);
    assert_eq!(problems(&machine), Vec::<String>::new());
    assert!(said(&machine).starts_with("Signed off"), "{}", said(&machine));
}

#[test]
fn what_is_said_of_an_article_is_not_said_on_another_page() {
    let mut machine = two();
    machine.act(Action::ArticleDone);
    assert!(machine.state.notices.iter().any(|notice| notice.kind == NoticeKind::Problem));
    machine.send(Command::Window(WindowCommand::Go(Route::Codebook)));
    assert_eq!(machine.state.route, Route::Codebook);
    assert!(
        machine.state.notices.iter().all(|notice| notice.kind != NoticeKind::Problem),
        "{}",
        said(&machine)
    );
}

#[test]
fn the_text_shows_whose_work_it_is_when_somebody_else_codes() {
    let mut machine = two();
    machine.tag('F');
    let shown = |machine: &Machine| {
        let session = machine.state.session.as_ref().expect("a session");
        let work = session.my_set().map_or(0, |set| set.len());
        (machine.state.reading().expect("an article").revision, work)
    };
    let (before, work) = shown(&machine);
    assert_eq!(work, 1);
    machine.send(Command::SetName("Bea".to_owned()));
    let (after, work) = shown(&machine);
    assert_eq!(work, 0);
    assert_ne!(before, after, "marks that are kept are those of this revision");
}

#[test]
fn changing_a_definition_asks_first_and_makes_nobody_an_adjudicator() {
    let mut machine = two();
    machine.tag('F');
    let code = obelus::model::CodebookPart::Code(obelus::base::CodeId::new("opinion").unwrap());
    let edit = || Command::Codebook(CodebookCommand::Edit(Some(code.clone())));
    machine.send(edit());
    assert!(
        matches!(&machine.state.overlay, Some(Overlay::Review(ReviewOverlay::ChangeCodebook(asked))) if *asked == code)
    );
    assert_eq!(machine.state.editing, None);
    machine.send(Command::CloseOverlay);
    assert_eq!((machine.state.overlay.is_none(), &machine.state.editing), (true, &None));
    machine.send(edit());
    machine.send(Command::Codebook(CodebookCommand::EditForAll(code.clone())));
    assert_eq!(machine.state.editing.as_ref(), Some(&code));
    machine.send(Command::Codebook(CodebookCommand::Edit(None)));
    machine.send(edit());
    assert_eq!(machine.state.editing.as_ref(), Some(&code), "asked once a session");
    let adjudicates =
        |annotator: &obelus::model::Annotator| annotator.role == obelus::model::Role::Adjudicator;
    assert!(!machine.project().annotators().any(adjudicates));
}

#[test]
fn what_an_import_assumed_is_stated_by_reading_it_again() {
    let mut machine = two();
    machine.tag('F');
    let mut project = machine.project().clone();
    let by = project.annotators().next().expect("Ada").id.clone();
    let key = SetKey { annotator: by, article: ArticleId::new("a").expect("id") };
    let whole = Span::new(0, TEXT.len() as u32).expect("a span");
    let mut set = AnnotationSet::default();
    set.restore([whole].into_iter().collect(), OrdMap::new(), [], SetState::Open);
    set.restore_assumed([whole].into_iter().collect());
    project.load_set(key, Arc::new(set));
    machine.open(project);
    open(&mut machine, "a");
    let assumed = |machine: &Machine| {
        let session = machine.state.session.as_ref().expect("a session");
        let progress = session.progress[&ArticleId::new("a").expect("id")];
        assert_eq!((progress.covered, progress.total), (3, 3));
        progress.assumed
    };
    assert_eq!(assumed(&machine), 3);
    machine.act(Action::MarkRead);
    assert_eq!(assumed(&machine), 2);
    assert!(machine.set().is_stated(machine.find("The lab opened in June.")));
    machine.tag('F');
    assert_eq!(assumed(&machine), 1, "what is tagged was read");
    machine.act(Action::Undo);
    machine.act(Action::Undo);
    assert_eq!((assumed(&machine), machine.set().assumed().iter().collect::<Vec<_>>()), (3, vec![whole]));
    machine.act(Action::Redo);
    machine.act(Action::MarkRestRead);
    assert_eq!((assumed(&machine), machine.set().assumed().is_empty()), (0, true));
    machine.act(Action::Undo);
    machine.act(Action::TextStart);
    machine.tag('F');
    machine.act(Action::MarkRestRead);
    machine.act(Action::Undo);
    assert_eq!(assumed(&machine), 2);
    machine.act(Action::ArticleDone);
    open(&mut machine, "a");
    assert_eq!((machine.done(), assumed(&machine)), (1, 0), "all of what is signed off is stated");
    machine.act(Action::ReopenArticle);
    assert_eq!((machine.done(), assumed(&machine)), (0, 2));
}

#[test]
fn a_second_answer_where_one_is_taken_is_said_however_it_comes_about() {
    let mut machine = Machine::new(TEXT);
    machine.select("The lab opened in June.");
    machine.tag('F');
    machine.select("Rivals will, said Ada Lovelace, answer soon.");
    machine.tag('O');
    machine.act(Action::PreviousSentence);
    machine.act(Action::Dig);
    assert!(!said(&machine).contains("takes one answer"), "{}", said(&machine));
    let id = machine.focus();
    let span = machine.find("The lab opened in June.");
    machine.send(Command::Annotation(AnnotationCommand::Resize { id, span, gesture: 1 }));
    assert!(said(&machine).contains("takes one answer"), "{}", said(&machine));
    // It is said once, not at each further step.
    machine.state.notices.clear();
    let span = Span::new(0, span.end() - 1).expect("a span");
    machine.send(Command::Annotation(AnnotationCommand::Resize { id, span, gesture: 1 }));
    assert_eq!(said(&machine), "");
}
