//! Reviewing as a sequence of commands: who sees what, settling, taking back, asking again, two passes.

use crate::desk::{Desk, annotator, article, codebook};
use obelus::app::{
    Action, AnnotationCommand, ArticleCommand, Command, Effect, Overlay, ReviewCommand, ReviewTab, Route,
};
use obelus::base::{AnnotationId, AnnotatorId, ArticleId, CodeId, LayerId, ProjectId, Timestamp};
use obelus::compare::PositionState;
use obelus::model::{
    Annotation, AnnotationSet, Body, Manner, Pass, Project, Reason, Role, SetKey, SetState, Verdict,
};
use obelus::review::{Comparisons, Strategy};
use obelus::text::Span;
use std::sync::Arc;

const TEXT: &str = "The lab opened in June. It is a desperate gamble. Rivals will answer soon. Who pays?";
const SENTENCES: [&str; 4] =
    ["The lab opened in June.", "It is a desperate gamble.", "Rivals will answer soon.", "Who pays?"];

fn span(words: &str) -> Span {
    let at = TEXT.find(words).expect("the words are in the text") as u32;
    Span::new(at, at + words.len() as u32).expect("words")
}

fn tag(number: u64, words: &str, code: &str) -> Arc<Annotation> {
    let body = Body::Code(CodeId::new(code).expect("id"));
    Arc::new(Annotation::new(AnnotationId(number), span(words), body, Timestamp(10)))
}

fn set(tags: Vec<Arc<Annotation>>, done: bool) -> Arc<AnnotationSet> {
    let mut set = AnnotationSet::from_annotations(tags);
    let state = if done { SetState::Done(Timestamp(20)) } else { SetState::Open };
    let read = SENTENCES.iter().map(|words| span(words)).collect();
    set.restore(read, Default::default(), [], state);
    Arc::new(set)
}

fn key(annotator: &str) -> SetKey {
    let annotator = AnnotatorId::new(annotator).expect("id");
    SetKey { annotator, article: ArticleId::new("a").expect("id") }
}

/// Two analysts who differ on the second sentence, on a frame's end, and on whether the third has one.
fn study() -> Project {
    let mut project =
        Project::new(ProjectId::new("p").expect("id"), "Study".to_owned(), Arc::new(codebook()));
    project.load_article(Arc::new(article("a", TEXT, Vec::new())));
    for id in ["anna", "bert"] {
        project.load_annotator(annotator(id));
    }
    let anna = vec![
        tag(1, SENTENCES[0], "factual"),
        tag(2, SENTENCES[1], "opinion"),
        tag(3, "desperate gamble", "conflict"),
        tag(4, "Rivals", "conflict"),
    ];
    let bert = vec![
        tag(11, SENTENCES[0], "factual"),
        tag(12, SENTENCES[1], "factual"),
        tag(13, "a desperate gamble", "conflict"),
    ];
    project.load_set(key("anna"), set(anna, true));
    project.load_set(key("bert"), set(bert, true));
    project
}

/// A program in which somebody called `name` has that project open.
fn desk(name: &str, project: Project) -> Desk {
    let mut desk = Desk::with(Vec::new(), name);
    desk.open(project);
    desk
}

/// Does what a worker would.
fn compare(desk: &mut Desk, effects: &[Effect]) {
    if effects.contains(&Effect::Compare) {
        let session = desk.state.session.as_ref().expect("a session");
        let comparisons = Comparisons::of(&session.project, session.reviewer());
        desk.send(Command::Review(ReviewCommand::Compared(Box::new(comparisons))));
    }
}

fn act(desk: &mut Desk, action: Action) -> Vec<Effect> {
    let effects = desk.act(action);
    compare(desk, &effects);
    effects
}

/// Ada, who settles, on the review page.
fn settling() -> Desk {
    let mut desk = desk("Ada", study());
    act(&mut desk, Action::Adjudicate);
    act(&mut desk, Action::ShowReview);
    desk
}

fn waiting(desk: &Desk) -> Vec<String> {
    let queue = &desk.state.session.as_ref().expect("a session").review.queue;
    let text = |span: Span| TEXT[span.range()].to_owned();
    queue.items().iter().filter(|item| item.is_open()).map(|item| text(item.position().span)).collect()
}

fn in_hand(desk: &Desk) -> String {
    let (_, position) = desk.state.session.as_ref().and_then(|session| session.in_review()).expect("a place");
    TEXT[position.span.range()].to_owned()
}

fn go_to(desk: &mut Desk, words: &str) {
    let article = ArticleId::new("a").expect("id");
    desk.send(Command::Review(ReviewCommand::Passage { article, span: span(words) }));
    assert_eq!(in_hand(desk), words);
}

/// The adjudicated annotations in reading order, as `body:words`.
fn result(desk: &Desk) -> Vec<String> {
    let Some(set) = desk.project().set(&key("ada-adjudicator")) else { return Vec::new() };
    let word = |a: &Arc<Annotation>| format!("{}:{}", desk.state.name_of(&a.body), &TEXT[a.span.range()]);
    set.in_order().into_iter().map(word).collect()
}

fn verdict_on(desk: &Desk, words: &str) -> Option<Verdict> {
    let set = desk.project().set(&key("ada-adjudicator"))?;
    set.decisions().find(|decision| decision.span == span(words)).map(|decision| decision.verdict.clone())
}

#[test]
fn nobody_sees_colleagues_before_signing_off_and_who_settles_is_written_down() {
    let mut desk = desk("Ada", study());
    act(&mut desk, Action::ShowReview);
    assert_eq!(waiting(&desk), [""; 0], "an analyst who has signed nothing off sees nothing");
    act(&mut desk, Action::TakeFirst);
    assert!(desk.project().set(&key("ada-adjudicator")).is_none());
    act(&mut desk, Action::Adjudicate);
    let adjudicator =
        desk.project().annotator(&key("ada-adjudicator").annotator).expect("written down").clone();
    assert_eq!((adjudicator.role, adjudicator.person), (Role::Adjudicator, Some(key("ada").annotator)));
    assert_eq!(waiting(&desk).len(), 3);
}

#[test]
fn an_article_that_one_is_still_coding_stays_hidden_also_from_the_adjudicator_that_one_is() {
    let mut project = study();
    project.load_annotator(annotator("ada"));
    project.load_set(key("ada"), set(vec![tag(21, SENTENCES[0], "factual")], false));
    let mut desk = desk("ada", project);
    act(&mut desk, Action::Adjudicate);
    act(&mut desk, Action::ShowReview);
    assert_eq!(waiting(&desk), [""; 0]);
    desk.send(Command::Article(ArticleCommand::Open(key("ada").article)));
    act(&mut desk, Action::ArticleDone);
    act(&mut desk, Action::ShowReview);
    assert_eq!(waiting(&desk).len(), 3, "{}", desk.notice());
}

#[test]
fn keys_settle_one_place_after_the_other_and_originals_stay() {
    let mut desk = settling();
    let before = desk.project().set(&key("anna")).cloned();
    assert_eq!(waiting(&desk).len(), 3);
    go_to(&mut desk, SENTENCES[1]);
    act(&mut desk, Action::TakeSecond);
    assert_eq!(verdict_on(&desk, SENTENCES[1]), Some(Verdict::Took(vec![key("bert").annotator])));
    assert_ne!(in_hand(&desk), SENTENCES[1], "it goes on by itself");
    go_to(&mut desk, "a desperate gamble");
    act(&mut desk, Action::TakeThird);
    assert_eq!(verdict_on(&desk, "a desperate gamble"), Some(Verdict::Joined));
    go_to(&mut desk, "Rivals");
    act(&mut desk, Action::TakeNeither);
    assert_eq!(verdict_on(&desk, "Rivals"), Some(Verdict::Neither));
    assert_eq!(waiting(&desk), [""; 0]);
    assert_eq!(result(&desk), ["Factual:It is a desperate gamble.", "Conflict:a desperate gamble"]);
    assert_eq!(desk.project().set(&key("anna")).cloned(), before);
    for _ in 0..3 {
        act(&mut desk, Action::Undo);
    }
    assert_eq!(result(&desk), [""; 0]);
    assert_eq!(waiting(&desk).len(), 3);
    act(&mut desk, Action::Redo);
    assert_eq!(in_hand(&desk), SENTENCES[1], "what is done again is shown");
}

#[test]
fn one_marked_and_the_other_did_not_is_taken_by_one_and_two() {
    let mut desk = settling();
    go_to(&mut desk, "Rivals");
    act(&mut desk, Action::TakeSecond);
    assert_eq!(verdict_on(&desk, "Rivals"), Some(Verdict::Neither));
    go_to(&mut desk, "Rivals");
    act(&mut desk, Action::TakeFirst);
    assert_eq!(verdict_on(&desk, "Rivals"), Some(Verdict::Took(vec![key("anna").annotator])));
    assert_eq!(result(&desk), ["Conflict:Rivals"], "a later decision takes the place of the earlier");
}

#[test]
fn a_reason_and_a_note_are_kept_with_the_decision() {
    let mut desk = settling();
    go_to(&mut desk, SENTENCES[1]);
    act(&mut desk, Action::GiveReason);
    assert!(matches!(desk.state.overlay, Some(Overlay::Reason)));
    desk.send(Command::Review(ReviewCommand::ReasonKey('r')));
    assert!(desk.state.overlay.is_none());
    let set = desk.project().set(&key("ada-adjudicator"));
    assert!(set.is_none_or(|set| set.decisions().next().is_none()), "a reason alone settles nothing");
    act(&mut desk, Action::TakeFirst);
    let of = |desk: &Desk| {
        let set = desk.project().set(&key("ada-adjudicator")).expect("a set");
        set.decisions().next().expect("a decision").reason
    };
    assert_eq!(of(&desk), Some(Reason::Misread), "the reason given before goes with it");
    go_to(&mut desk, SENTENCES[1]);
    act(&mut desk, Action::GiveReason);
    desk.send(Command::Review(ReviewCommand::ReasonKey('j')));
    assert_eq!(of(&desk), Some(Reason::Judgement));
    desk.send(Command::Review(ReviewCommand::Note("A gamble is a judgement.".to_owned())));
    let set = desk.project().set(&key("ada-adjudicator")).expect("a set");
    let decision = set.decisions().next().expect("a decision");
    assert_eq!(
        (decision.reason, decision.note.as_str()),
        (Some(Reason::Judgement), "A gamble is a judgement.")
    );
    assert_eq!(decision.manner, Manner::Single);
}

#[test]
fn what_a_coder_changes_is_asked_again_and_nothing_else() {
    let mut desk = settling();
    for words in [SENTENCES[1], "a desperate gamble", "Rivals"] {
        go_to(&mut desk, words);
        act(&mut desk, Action::TakeFirst);
    }
    assert_eq!(waiting(&desk), [""; 0]);
    let mut project = desk.project().clone();
    let changed = vec![
        tag(11, SENTENCES[0], "factual"),
        tag(12, SENTENCES[1], "mixed"),
        tag(13, "a desperate gamble", "conflict"),
    ];
    project.load_set(key("bert"), set(changed, true));
    desk.open(project);
    act(&mut desk, Action::ShowReview);
    assert_eq!(waiting(&desk), [SENTENCES[1]]);
    let (_, position) = desk.state.session.as_ref().and_then(|session| session.in_review()).expect("a place");
    let settled = position.adjudication.as_ref().expect("what was decided");
    assert_eq!((settled.is_current, &settled.changed), (false, &vec![key("bert").annotator]));
}

#[test]
fn many_are_settled_after_a_preview_and_taken_back_in_one_step() {
    let mut desk = settling();
    desk.send(Command::Review(ReviewCommand::Plan(Strategy::Prefer(key("bert").annotator))));
    assert!(matches!(desk.state.overlay, Some(Overlay::SettleMany)));
    assert_eq!(result(&desk), [""; 0], "a preview changes nothing");
    desk.send(Command::Review(ReviewCommand::Carry));
    assert_eq!(waiting(&desk), [""; 0], "{}", desk.notice());
    let set = desk.project().set(&key("ada-adjudicator")).expect("a set");
    assert!(set.decisions().all(|decision| decision.manner == Manner::Preferred(key("bert").annotator)));
    act(&mut desk, Action::Undo);
    assert_eq!((result(&desk).len(), waiting(&desk).len()), (0, 3));
}

#[test]
fn an_answer_of_ones_own_is_made_with_keys() {
    use obelus::app::DraftChange;
    let mut desk = settling();
    go_to(&mut desk, SENTENCES[1]);
    act(&mut desk, Action::EditDecision);
    let mut change = |change| desk.send(Command::Review(ReviewCommand::Draft(change)));
    change(DraftChange::Key('m'));
    change(DraftChange::Start { forward: true, word: true });
    change(DraftChange::End { forward: false, word: false });
    change(DraftChange::Accept);
    assert_eq!(result(&desk), ["Mixed:is a desperate gamble"]);
    assert_eq!(verdict_on(&desk, SENTENCES[1]), Some(Verdict::Edited));
}

#[test]
fn hidden_names_hide_who_comes_first() {
    let mut desk = settling();
    go_to(&mut desk, SENTENCES[1]);
    let mut orders = std::collections::BTreeSet::new();
    for _ in 0..40 {
        act(&mut desk, Action::HideNames);
        let session = desk.state.session.as_ref().expect("a session");
        let (article, position) = session.in_review().expect("a place");
        if session.review.hidden.is_some() {
            let names = session.names_in(&article.id);
            assert!(names.name(&key("anna").annotator).starts_with("Coder "));
            orders.insert(session.shown_order(&article.id, position));
        }
    }
    assert_eq!(orders.len(), 2, "either may come first");
}

#[test]
fn a_comment_lies_in_the_set_of_whoever_wrote_it() {
    let mut desk = settling();
    go_to(&mut desk, "Rivals");
    act(&mut desk, Action::WriteComment);
    let Some(Overlay::Comment(place)) = desk.state.overlay.clone() else { panic!("no comment is asked for") };
    let text = "Is a rival a conflict?".to_owned();
    desk.send(Command::Review(ReviewCommand::Comment { place: Box::new(place), id: None, text }));
    let session = desk.state.session.as_ref().expect("a session");
    let layer = LayerId::new("frame").expect("id");
    let viewer = session.reviewer();
    let thread = obelus::review::thread(&session.project, viewer, &key("x").article, &layer, span("Rivals"));
    let said: Vec<(&str, &str)> = thread.iter().map(|(by, said)| (by.as_str(), said.text.as_str())).collect();
    assert_eq!(said, [("ada-adjudicator", "Is a rival a conflict?")]);
    assert!(desk.project().set(&key("anna")).expect("set").comments().next().is_none());
}

#[test]
fn an_unclear_definition_is_opened_and_the_passage_kept() {
    let mut desk = settling();
    go_to(&mut desk, SENTENCES[1]);
    let before = desk.project().codebook().version();
    act(&mut desk, Action::ClarifyCode);
    assert_eq!(desk.state.route, Route::Codebook);
    let editing = desk.state.editing.clone().expect("a code");
    let codebook = desk.project().codebook();
    let (_, code) = codebook.code(editing.as_str()).expect("the code");
    assert!(code.examples.iter().any(|example| example.text == SENTENCES[1]));
    assert_eq!(codebook.version(), before + 1);
    act(&mut desk, Action::Undo);
    let (_, code) = desk.project().codebook().code(editing.as_str()).expect("the code");
    assert!(code.examples.is_empty());
}

#[test]
fn nobody_becomes_who_settles_while_reading_only() {
    let mut desk = desk("Ada", study());
    let session = desk.state.session.as_mut().expect("a session");
    session.held_by =
        Some(obelus::app::Holder { host: "elsewhere".to_owned(), process: 1, since: Timestamp(0) });
    act(&mut desk, Action::Adjudicate);
    assert!(desk.project().annotator(&key("ada-adjudicator").annotator).is_none());
    assert!(desk.notice().starts_with("Reading only"), "{}", desk.notice());
}

#[test]
fn hiding_is_switched_off_by_who_settles_and_that_is_recorded() {
    let mut desk = desk("Ada", study());
    act(&mut desk, Action::ToggleBlind);
    assert!(desk.project().settings().blind, "{}", desk.notice());
    act(&mut desk, Action::Adjudicate);
    act(&mut desk, Action::ToggleBlind);
    let settings = desk.project().settings();
    assert!(!settings.blind);
    let [change] = settings.blind_changes.as_slice() else { panic!("one change is recorded") };
    assert_eq!((change.blind, change.by.as_ref()), (false, Some(&key("ada-adjudicator").annotator)));
    act(&mut desk, Action::Undo);
    let settings = desk.project().settings();
    let recorded: Vec<bool> = settings.blind_changes.iter().map(|change| change.blind).collect();
    assert_eq!((settings.blind, recorded.as_slice()), (true, &[false, true][..]), "undo is on record too");
    act(&mut desk, Action::Undo);
    act(&mut desk, Action::Redo);
    let settings = desk.project().settings();
    assert_eq!((settings.blind, settings.blind_changes.len()), (false, 3));
    assert!(desk.project().annotator(&key("ada-adjudicator").annotator).is_some(), "who settles stays known");
}

#[test]
fn in_two_passes_units_are_marked_then_fixed_then_labelled() {
    let frame = LayerId::new("frame").expect("id");
    let mut desk = settling();
    let pass = |pass| ReviewCommand::Pass { layer: LayerId::new("frame").expect("id"), pass };
    desk.send(Command::Review(pass(Some(Pass::Labelling(key("ada-adjudicator").annotator)))));
    assert!(desk.project().settings().passes.is_empty(), "units are settled first: {}", desk.notice());
    for words in ["a desperate gamble", "Rivals"] {
        go_to(&mut desk, words);
        act(&mut desk, Action::TakeFirst);
    }
    let effects = desk.send(Command::Review(pass(Some(Pass::Labelling(key("ada-adjudicator").annotator)))));
    compare(&mut desk, &effects);
    let units = obelus::compare::frozen_units(desk.project(), &frame, &key("x").article).expect("fixed");
    assert_eq!(units, [span("desperate gamble"), span("Rivals")]);
    // Somebody who labels: the unit at the caret gets the code, whatever was selected.
    let project = desk.project().clone();
    let mut coder = self::desk("Zoe", project);
    coder.select("gamble");
    let code = CodeId::new("conflict").expect("id");
    coder.send(Command::Annotation(AnnotationCommand::Tag { code: code.clone(), unsure: false }));
    assert_eq!(coder.marked(), ["Conflict:desperate gamble"]);
    coder.select("Who");
    coder.send(Command::Annotation(AnnotationCommand::Tag { code, unsure: false }));
    assert_eq!(coder.marked(), ["Conflict:desperate gamble"], "{}", coder.notice());
    assert!(coder.notice().contains("units of this layer are fixed"));
}

#[test]
fn the_first_pass_marks_units_only() {
    let mut project = study();
    let mut settings = project.settings().clone();
    settings.passes.insert(LayerId::new("frame").expect("id"), Pass::Marking);
    project.load_settings(settings);
    let mut desk = desk("Zoe", project);
    desk.select("desperate gamble");
    desk.send(Command::Annotation(AnnotationCommand::Tag {
        code: CodeId::new("conflict").expect("id"),
        unsure: false,
    }));
    let marked = desk.set();
    let unit = marked.iter().next().expect("a unit");
    assert_eq!(unit.body, Body::Unit(LayerId::new("frame").expect("id")));
}

#[test]
fn tabs_and_escape() {
    let mut desk = settling();
    act(&mut desk, Action::ShowAgreement);
    assert_eq!(desk.state.session.as_ref().expect("session").review.tab, ReviewTab::Agreement);
    act(&mut desk, Action::Leave);
    assert_eq!(desk.state.route, Route::Review);
    assert_eq!(desk.state.session.as_ref().expect("session").review.tab, ReviewTab::Disagreements);
    act(&mut desk, Action::Leave);
    assert_eq!(desk.state.route, Route::Read);
}

#[test]
fn a_place_where_all_agree_is_no_disagreement() {
    let desk = settling();
    let session = desk.state.session.as_ref().expect("a session");
    let comparison = session.review.comparisons.get(&key("x").article).expect("compared");
    let first =
        comparison.positions.iter().find(|position| position.span == span(SENTENCES[0])).expect("there");
    assert_eq!(first.state, PositionState::Agree);
}
