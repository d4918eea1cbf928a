//! Reviewing as a sequence of commands: who sees what, settling, taking back, asking again, two passes.

use crate::machine::{Machine, annotator, article, codebook};
use obelus::app::{
    Action, AnnotationCommand, ArticleCommand, Command, Effect, Overlay, ReviewCommand, ReviewOverlay,
    ReviewTab, Route,
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
fn machine(name: &str, project: Project) -> Machine {
    let mut machine = Machine::with(Vec::new(), name);
    machine.open(project);
    machine
}

/// Does what a worker would.
fn compare(machine: &mut Machine, effects: &[Effect]) {
    if effects.contains(&Effect::Compare) {
        let session = machine.state.session.as_ref().expect("a session");
        let comparisons = Comparisons::of(&session.project, session.reviewer());
        machine.send(Command::Review(ReviewCommand::Compared(Box::new(comparisons))));
    }
}

fn act(machine: &mut Machine, action: Action) -> Vec<Effect> {
    let effects = machine.act(action);
    compare(machine, &effects);
    effects
}

/// Ada, who settles, on the review page.
fn settling() -> Machine {
    let mut machine = machine("Ada", study());
    act(&mut machine, Action::Adjudicate);
    act(&mut machine, Action::ShowReview);
    machine
}

fn waiting(machine: &Machine) -> Vec<String> {
    let queue = &machine.state.session.as_ref().expect("a session").review.queue;
    let text = |span: Span| TEXT[span.range()].to_owned();
    queue.items().iter().filter(|item| item.is_open()).map(|item| text(item.position().span)).collect()
}

fn in_hand(machine: &Machine) -> String {
    let (_, position) =
        machine.state.session.as_ref().and_then(|session| session.in_review()).expect("a place");
    TEXT[position.span.range()].to_owned()
}

fn go_to(machine: &mut Machine, words: &str) {
    let article = ArticleId::new("a").expect("id");
    machine.send(Command::Review(ReviewCommand::Passage { article, span: span(words) }));
    assert_eq!(in_hand(machine), words);
}

/// The adjudicated annotations in reading order, as `body:words`.
fn result(machine: &Machine) -> Vec<String> {
    let Some(set) = machine.project().set(&key("ada-adjudicator")) else { return Vec::new() };
    let word = |a: &Arc<Annotation>| format!("{}:{}", machine.state.name_of(&a.body), &TEXT[a.span.range()]);
    set.in_order().into_iter().map(word).collect()
}

fn verdict_on(machine: &Machine, words: &str) -> Option<Verdict> {
    let set = machine.project().set(&key("ada-adjudicator"))?;
    set.decisions().find(|decision| decision.span == span(words)).map(|decision| decision.verdict.clone())
}

#[test]
fn nobody_sees_colleagues_before_signing_off_and_who_settles_is_written_down() {
    let mut machine = machine("Ada", study());
    act(&mut machine, Action::ShowReview);
    assert_eq!(waiting(&machine), [""; 0], "an analyst who has signed nothing off sees nothing");
    act(&mut machine, Action::TakeFirst);
    assert!(machine.project().set(&key("ada-adjudicator")).is_none());
    act(&mut machine, Action::Adjudicate);
    let adjudicator =
        machine.project().annotator(&key("ada-adjudicator").annotator).expect("written down").clone();
    assert_eq!((adjudicator.role, adjudicator.person), (Role::Adjudicator, Some(key("ada").annotator)));
    assert_eq!(waiting(&machine).len(), 3);
}

#[test]
fn an_article_that_one_is_still_coding_stays_hidden_also_from_the_adjudicator_that_one_is() {
    let mut project = study();
    project.load_annotator(annotator("ada"));
    project.load_set(key("ada"), set(vec![tag(21, SENTENCES[0], "factual")], false));
    let mut machine = machine("ada", project);
    act(&mut machine, Action::Adjudicate);
    act(&mut machine, Action::ShowReview);
    assert_eq!(waiting(&machine), [""; 0]);
    machine.send(Command::Article(ArticleCommand::Open(key("ada").article)));
    act(&mut machine, Action::ArticleDone);
    act(&mut machine, Action::ShowReview);
    assert_eq!(waiting(&machine).len(), 3, "{}", machine.notice());
}

#[test]
fn keys_settle_one_place_after_the_other_and_originals_stay() {
    let mut machine = settling();
    let before = machine.project().set(&key("anna")).cloned();
    assert_eq!(waiting(&machine).len(), 3);
    go_to(&mut machine, SENTENCES[1]);
    act(&mut machine, Action::TakeSecond);
    assert_eq!(verdict_on(&machine, SENTENCES[1]), Some(Verdict::Took(vec![key("bert").annotator])));
    assert_ne!(in_hand(&machine), SENTENCES[1], "it goes on by itself");
    go_to(&mut machine, "a desperate gamble");
    act(&mut machine, Action::TakeThird);
    assert_eq!(verdict_on(&machine, "a desperate gamble"), Some(Verdict::Joined));
    go_to(&mut machine, "Rivals");
    act(&mut machine, Action::TakeNeither);
    assert_eq!(verdict_on(&machine, "Rivals"), Some(Verdict::Neither));
    assert_eq!(waiting(&machine), [""; 0]);
    assert_eq!(result(&machine), ["Factual:It is a desperate gamble.", "Conflict:a desperate gamble"]);
    assert_eq!(machine.project().set(&key("anna")).cloned(), before);
    for _ in 0..3 {
        act(&mut machine, Action::Undo);
    }
    assert_eq!(result(&machine), [""; 0]);
    assert_eq!(waiting(&machine).len(), 3);
    act(&mut machine, Action::Redo);
    assert_eq!(in_hand(&machine), SENTENCES[1], "what is done again is shown");
}

#[test]
fn one_marked_and_the_other_did_not_is_taken_by_one_and_two() {
    let mut machine = settling();
    go_to(&mut machine, "Rivals");
    act(&mut machine, Action::TakeSecond);
    assert_eq!(verdict_on(&machine, "Rivals"), Some(Verdict::Neither));
    go_to(&mut machine, "Rivals");
    act(&mut machine, Action::TakeFirst);
    assert_eq!(verdict_on(&machine, "Rivals"), Some(Verdict::Took(vec![key("anna").annotator])));
    assert_eq!(result(&machine), ["Conflict:Rivals"], "a later decision takes the place of the earlier");
}

#[test]
fn a_note_that_is_typed_away_again_leaves_the_place_in_hand() {
    let mut machine = settling();
    go_to(&mut machine, SENTENCES[1]);
    act(&mut machine, Action::TakeFirst);
    let next = in_hand(&machine);
    assert_ne!(next, SENTENCES[1]);
    let steps = |machine: &Machine| machine.state.session.as_ref().expect("a session").history.done().len();
    let before = steps(&machine);
    for typed in [&["n", "no", "n", ""][..], &["n", ""]] {
        for words in typed {
            machine.send(Command::Review(ReviewCommand::Note((*words).to_owned())));
        }
        let now = (steps(&machine), in_hand(&machine));
        assert_eq!(now, (before, next.clone()), "nothing was done, nothing moves");
    }
}

#[test]
fn a_reason_right_after_a_decision_is_for_the_place_that_was_decided() {
    let mut machine = settling();
    go_to(&mut machine, SENTENCES[1]);
    act(&mut machine, Action::TakeFirst);
    assert_ne!(in_hand(&machine), SENTENCES[1], "deciding goes on by itself");
    let next = in_hand(&machine);
    act(&mut machine, Action::GiveReason);
    let Some(Overlay::Review(ReviewOverlay::Reason(place))) = &machine.state.overlay else {
        panic!("no list of reasons")
    };
    assert_eq!(&TEXT[place.span.range()], SENTENCES[1], "which the list says");
    machine.send(Command::Review(ReviewCommand::ReasonKey('j')));
    let reasons = |machine: &Machine| {
        let set = machine.project().set(&key("ada-adjudicator"));
        set.map_or_else(Vec::new, |set| set.decisions().map(|decision| decision.reason).collect::<Vec<_>>())
    };
    assert_eq!(reasons(&machine), [Some(Reason::Judgement)]);
    assert_eq!(machine.state.session.as_ref().expect("a session").review.reason, None);
    // A click on a reason beside the place goes the same way, and so does another letter.
    machine.send(Command::Review(ReviewCommand::Reason(Some(Reason::Boundary))));
    assert_eq!(reasons(&machine), [Some(Reason::Boundary)]);
    act(&mut machine, Action::Undo);
    assert_eq!(reasons(&machine), [Some(Reason::Judgement)]);
    assert_eq!(in_hand(&machine), SENTENCES[1]);
    act(&mut machine, Action::Undo);
    assert_eq!(reasons(&machine), [None]);
    act(&mut machine, Action::Undo);
    assert_eq!(reasons(&machine), []);
    assert_eq!(in_hand(&machine), SENTENCES[1]);
    // Once somebody went elsewhere, it is for the place there.
    act(&mut machine, Action::TakeFirst);
    go_to(&mut machine, &next);
    act(&mut machine, Action::GiveReason);
    machine.send(Command::Review(ReviewCommand::ReasonKey('b')));
    assert_eq!(reasons(&machine), [None]);
    assert_eq!(machine.state.session.as_ref().expect("a session").review.reason, Some(Reason::Boundary));
}

#[test]
fn a_reason_and_a_note_are_kept_with_the_decision() {
    let mut machine = settling();
    go_to(&mut machine, SENTENCES[1]);
    act(&mut machine, Action::GiveReason);
    assert!(matches!(machine.state.overlay, Some(Overlay::Review(ReviewOverlay::Reason(_)))));
    machine.send(Command::Review(ReviewCommand::ReasonKey('r')));
    assert!(machine.state.overlay.is_none());
    let set = machine.project().set(&key("ada-adjudicator"));
    assert!(set.is_none_or(|set| set.decisions().next().is_none()), "a reason alone settles nothing");
    act(&mut machine, Action::TakeFirst);
    let of = |machine: &Machine| {
        let set = machine.project().set(&key("ada-adjudicator")).expect("a set");
        set.decisions().next().expect("a decision").reason
    };
    assert_eq!(of(&machine), Some(Reason::Misread), "the reason given before goes with it");
    go_to(&mut machine, SENTENCES[1]);
    act(&mut machine, Action::GiveReason);
    machine.send(Command::Review(ReviewCommand::ReasonKey('j')));
    assert_eq!(of(&machine), Some(Reason::Judgement));
    machine.send(Command::Review(ReviewCommand::Note("A gamble is a judgement.".to_owned())));
    let set = machine.project().set(&key("ada-adjudicator")).expect("a set");
    let decision = set.decisions().next().expect("a decision");
    assert_eq!(
        (decision.reason, decision.note.as_str()),
        (Some(Reason::Judgement), "A gamble is a judgement.")
    );
    assert_eq!(decision.manner, Manner::Single);
}

#[test]
fn what_a_coder_changes_is_asked_again_and_nothing_else() {
    let mut machine = settling();
    for words in [SENTENCES[1], "a desperate gamble", "Rivals"] {
        go_to(&mut machine, words);
        act(&mut machine, Action::TakeFirst);
    }
    assert_eq!(waiting(&machine), [""; 0]);
    let mut project = machine.project().clone();
    let changed = vec![
        tag(11, SENTENCES[0], "factual"),
        tag(12, SENTENCES[1], "mixed"),
        tag(13, "a desperate gamble", "conflict"),
    ];
    project.load_set(key("bert"), set(changed, true));
    machine.open(project);
    act(&mut machine, Action::ShowReview);
    assert_eq!(waiting(&machine), [SENTENCES[1]]);
    let (_, position) =
        machine.state.session.as_ref().and_then(|session| session.in_review()).expect("a place");
    let settled = position.adjudication.as_ref().expect("what was decided");
    assert_eq!((settled.is_current, &settled.changed), (false, &vec![key("bert").annotator]));
}

#[test]
fn many_are_settled_after_a_preview_and_taken_back_in_one_step() {
    let mut machine = settling();
    machine.send(Command::Review(ReviewCommand::PlanMany(Strategy::Prefer(key("bert").annotator))));
    assert!(matches!(machine.state.overlay, Some(Overlay::Review(ReviewOverlay::AdjudicateMany))));
    assert_eq!(result(&machine), [""; 0], "a preview changes nothing");
    machine.send(Command::Review(ReviewCommand::AdjudicateMany));
    assert_eq!(waiting(&machine), [""; 0], "{}", machine.notice());
    let set = machine.project().set(&key("ada-adjudicator")).expect("a set");
    assert!(set.decisions().all(|decision| decision.manner == Manner::Preferred(key("bert").annotator)));
    act(&mut machine, Action::Undo);
    assert_eq!((result(&machine).len(), waiting(&machine).len()), (0, 3));
}

#[test]
fn taking_back_what_was_settled_in_several_articles_says_how_many_and_goes_there() {
    let mut project = study();
    project.load_article(Arc::new(article("b", TEXT, Vec::new())));
    let there = |by: &str| SetKey { article: ArticleId::new("b").expect("id"), ..key(by) };
    project.load_set(there("anna"), set(vec![tag(21, SENTENCES[1], "opinion")], true));
    project.load_set(there("bert"), set(vec![tag(31, SENTENCES[1], "factual")], true));
    let mut machine = machine("Ada", project);
    act(&mut machine, Action::Adjudicate);
    act(&mut machine, Action::ShowReview);
    machine.send(Command::Review(ReviewCommand::PlanMany(Strategy::Prefer(key("bert").annotator))));
    machine.send(Command::Review(ReviewCommand::AdjudicateMany));
    assert_eq!(waiting(&machine), [""; 0], "{}", machine.notice());
    machine.state.route = Route::Read;
    machine.state.notices.clear();
    act(&mut machine, Action::Undo);
    assert_eq!(machine.state.route, Route::Review);
    assert!(
        machine.notice().starts_with("Took back in 2 articles, the first of them “"),
        "{}",
        machine.notice()
    );
    machine.state.notices.clear();
    act(&mut machine, Action::Redo);
    assert!(
        machine.notice().starts_with("Done again in 2 articles, the first of them “"),
        "{}",
        machine.notice()
    );
}

#[test]
fn an_answer_of_ones_own_is_made_with_keys() {
    use obelus::app::AnswerChange;
    let mut machine = settling();
    go_to(&mut machine, SENTENCES[1]);
    act(&mut machine, Action::EditDecision);
    let mut change = |change| machine.send(Command::Review(ReviewCommand::Draft(change)));
    change(AnswerChange::Key('m'));
    change(AnswerChange::Start { forward: true, word: true });
    change(AnswerChange::End { forward: false, word: false });
    change(AnswerChange::Accept);
    assert_eq!(result(&machine), ["Mixed:is a desperate gamble"]);
    assert_eq!(verdict_on(&machine, SENTENCES[1]), Some(Verdict::Edited));
}

#[test]
fn hidden_names_hide_who_comes_first() {
    let mut machine = settling();
    go_to(&mut machine, SENTENCES[1]);
    let mut orders = std::collections::BTreeSet::new();
    for _ in 0..40 {
        act(&mut machine, Action::HideNames);
        let session = machine.state.session.as_ref().expect("a session");
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
fn hidden_names_are_told_nowhere() {
    let mut machine = settling();
    let names: Vec<(String, String)> = machine
        .project()
        .annotators()
        .filter(|one| one.role == obelus::model::Role::Analyst)
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let coder = key("anna").annotator;
    let prefer = || Command::Review(ReviewCommand::PlanMany(Strategy::Prefer(coder.clone())));
    machine.send(prefer());
    assert!(machine.state.session.as_ref().expect("a session").review.plan.is_some());
    act(&mut machine, Action::HideNames);
    let session = machine.state.session.as_ref().expect("a session");
    assert!(session.review.plan.is_none(), "whose answers are preferred is told no more");
    assert!(session.review.filter.annotator.is_none());
    assert!(session.export_scope().pseudonyms, "files name nobody either");
    for (id, name) in &names {
        let called = session.name_of(&id.parse().expect("id"));
        assert!(called.starts_with("Coder ") && called != *name, "{called}");
    }
    machine.send(prefer());
    assert!(machine.state.session.as_ref().expect("a session").review.plan.is_none());
    act(&mut machine, Action::SaveFeedback);
    let mut said = machine.state.notices.iter().map(|notice| notice.text.english());
    assert!(said.any(|words| words.starts_with("Feedback is for somebody by name")));
    act(&mut machine, Action::HideNames);
    let session = machine.state.session.as_ref().expect("a session");
    assert_eq!(session.name_of(&coder), "anna");
    assert!(!session.export_scope().pseudonyms);
}

#[test]
fn a_comment_lies_in_the_set_of_whoever_wrote_it() {
    let mut machine = settling();
    go_to(&mut machine, "Rivals");
    act(&mut machine, Action::WriteComment);
    let Some(Overlay::Review(ReviewOverlay::Comment(place))) = machine.state.overlay.clone() else {
        panic!("no comment is asked for")
    };
    let text = "Is a rival a conflict?".to_owned();
    machine.send(Command::Review(ReviewCommand::Comment { place: Box::new(place), id: None, text }));
    let session = machine.state.session.as_ref().expect("a session");
    let layer = LayerId::new("frame").expect("id");
    let viewer = session.reviewer();
    let thread = obelus::review::thread(&session.project, viewer, &key("x").article, &layer, span("Rivals"));
    let said: Vec<(&str, &str)> = thread.iter().map(|(by, said)| (by.as_str(), said.text.as_str())).collect();
    assert_eq!(said, [("ada-adjudicator", "Is a rival a conflict?")]);
    assert!(machine.project().set(&key("anna")).expect("set").comments().next().is_none());
}

#[test]
fn an_unclear_definition_is_opened_and_the_passage_kept() {
    let mut machine = settling();
    go_to(&mut machine, SENTENCES[1]);
    let before = machine.project().codebook().version();
    act(&mut machine, Action::ClarifyCode);
    assert_eq!(machine.state.route, Route::Codebook);
    let editing = machine.state.editing.clone().expect("a code");
    let codebook = machine.project().codebook();
    let (_, code) = codebook.code(editing.id()).expect("the code");
    assert!(code.examples.iter().any(|example| example.text == SENTENCES[1]));
    assert_eq!(codebook.version(), before + 1);
    act(&mut machine, Action::Undo);
    let (_, code) = machine.project().codebook().code(editing.id()).expect("the code");
    assert!(code.examples.is_empty());
}

#[test]
fn nobody_becomes_who_settles_while_reading_only() {
    let mut machine = machine("Ada", study());
    let session = machine.state.session.as_mut().expect("a session");
    session.held_by =
        Some(obelus::model::Holder { host: "elsewhere".to_owned(), process: 1, since: Timestamp(0) });
    act(&mut machine, Action::Adjudicate);
    assert!(machine.project().annotator(&key("ada-adjudicator").annotator).is_none());
    assert!(machine.notice().starts_with("Reading only"), "{}", machine.notice());
}

#[test]
fn hiding_is_switched_off_by_who_settles_and_that_is_recorded() {
    let mut machine = machine("Ada", study());
    act(&mut machine, Action::ToggleBlind);
    assert!(machine.project().settings().blind, "{}", machine.notice());
    act(&mut machine, Action::Adjudicate);
    act(&mut machine, Action::ToggleBlind);
    let settings = machine.project().settings();
    assert!(!settings.blind);
    let [change] = settings.blind_changes.as_slice() else { panic!("one change is recorded") };
    assert_eq!((change.blind, change.by.as_ref()), (false, Some(&key("ada-adjudicator").annotator)));
    act(&mut machine, Action::Undo);
    let settings = machine.project().settings();
    let recorded: Vec<bool> = settings.blind_changes.iter().map(|change| change.blind).collect();
    assert_eq!((settings.blind, recorded.as_slice()), (true, &[false, true][..]), "undo is on record too");
    act(&mut machine, Action::Undo);
    act(&mut machine, Action::Redo);
    let settings = machine.project().settings();
    assert_eq!((settings.blind, settings.blind_changes.len()), (false, 3));
    assert!(
        machine.project().annotator(&key("ada-adjudicator").annotator).is_some(),
        "who settles stays known"
    );
}

#[test]
fn in_two_passes_units_are_marked_then_fixed_then_labelled() {
    let frame = LayerId::new("frame").expect("id");
    let mut machine = settling();
    let pass = |pass| ReviewCommand::Pass { layer: LayerId::new("frame").expect("id"), pass };
    machine.send(Command::Review(pass(Some(Pass::Labelling(key("ada-adjudicator").annotator)))));
    assert!(machine.project().settings().passes.is_empty(), "units are settled first: {}", machine.notice());
    for words in ["a desperate gamble", "Rivals"] {
        go_to(&mut machine, words);
        act(&mut machine, Action::TakeFirst);
    }
    let effects =
        machine.send(Command::Review(pass(Some(Pass::Labelling(key("ada-adjudicator").annotator)))));
    compare(&mut machine, &effects);
    let units = obelus::compare::frozen_units(machine.project(), &frame, &key("x").article).expect("fixed");
    assert_eq!(units, [span("desperate gamble"), span("Rivals")]);
    // Somebody who labels: the unit at the caret gets the code, whatever was selected.
    let project = machine.project().clone();
    let mut coder = self::machine("Zoe", project);
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
    let mut machine = machine("Zoe", project);
    machine.select("desperate gamble");
    machine.send(Command::Annotation(AnnotationCommand::Tag {
        code: CodeId::new("conflict").expect("id"),
        unsure: false,
    }));
    let marked = machine.set();
    let unit = marked.iter().next().expect("a unit");
    assert_eq!(unit.body, Body::Unit(LayerId::new("frame").expect("id")));
}

#[test]
fn tabs_and_escape() {
    let mut machine = settling();
    act(&mut machine, Action::ShowAgreement);
    assert_eq!(machine.state.session.as_ref().expect("session").review.tab, ReviewTab::Agreement);
    act(&mut machine, Action::Leave);
    assert_eq!(machine.state.route, Route::Review);
    assert_eq!(machine.state.session.as_ref().expect("session").review.tab, ReviewTab::Disagreements);
    act(&mut machine, Action::Leave);
    assert_eq!(machine.state.route, Route::Read);
}

#[test]
fn a_place_where_all_agree_is_no_disagreement() {
    let machine = settling();
    let session = machine.state.session.as_ref().expect("a session");
    let comparison = session.review.comparisons.get(&key("x").article).expect("compared");
    let first =
        comparison.positions.iter().find(|position| position.span == span(SENTENCES[0])).expect("there");
    assert_eq!(first.state, PositionState::Agree);
}
