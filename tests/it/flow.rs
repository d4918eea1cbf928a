//! Sequences of commands against the state machine, and the effects that come out.

use crate::desk::{Desk, annotator, article};
use obelus::app::{
    Action, AnnotationCommand, ArticleCommand, AttributeCommand, ClaimCommand, Command, Effect, Holder,
    JournalEntry, Overlay, PickerCommand, ReadingCommand, SavingCommand, Selection,
};
use obelus::base::{ClaimId, Timestamp};
use obelus::model::{Body, Edge, FileKey, Memo, Relation, SetState, Value, ZoneKind};
use obelus::text::Span;

const TEXT: &str = "The lab opened in June. It is a desperate gamble. Rivals will answer soon. Who pays?";

fn dirty(effects: &[Effect]) -> Vec<FileKey> {
    effects
        .iter()
        .filter_map(
            |effect| if let Effect::Dirty(files) = effect { Some(files.iter().cloned()) } else { None },
        )
        .flatten()
        .collect()
}

fn claims_of(desk: &Desk) -> Vec<String> {
    desk.project().ledger().claims().map(|claim| claim.label.clone()).collect()
}

fn link(desk: &mut Desk, words: &str, name: &str) {
    desk.select(words);
    desk.act(Action::LinkClaim);
    desk.send(Command::Picker(PickerCommand::Query(name.to_owned())));
    desk.send(Command::Picker(PickerCommand::Accept));
}

#[test]
fn one_key_a_sentence_sweeps_an_article() {
    let mut desk = Desk::new(TEXT);
    for letter in ['F', 'O', 'P', 'N'] {
        let effects = desk.tag(letter);
        assert!(matches!(dirty(&effects).last(), Some(FileKey::Set(_))), "{effects:?}");
        assert!(matches!(effects.last(), Some(Effect::Journal(JournalEntry::Commit { merged: false, .. }))));
    }
    assert_eq!(
        desk.marked(),
        [
            "Factual:The lab opened in June.",
            "Opinion:It is a desperate gamble.",
            "Prediction:Rivals will answer soon.",
            "No claim:Who pays?"
        ]
    );
    let session = desk.state.session.as_ref().expect("session");
    let progress = session.progress.values().next().expect("progress");
    assert_eq!((progress.covered, progress.total), (4, 4));
}

#[test]
fn another_letter_changes_the_verdict_and_undo_brings_it_back() {
    let mut desk = Desk::new(TEXT);
    desk.tag('F');
    desk.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    desk.tag('O');
    assert_eq!(desk.marked(), ["Opinion:The lab opened in June."]);
    desk.act(Action::Undo);
    assert_eq!(desk.marked(), ["Factual:The lab opened in June."]);
    assert_eq!(desk.cursor(), 0, "undo goes where it changed something");
    desk.act(Action::Undo);
    assert!(desk.set().is_blank(), "nothing is left of it, not even coverage");
    desk.act(Action::Redo);
    desk.act(Action::Redo);
    assert_eq!(desk.marked(), ["Opinion:The lab opened in June."]);
    desk.act(Action::Redo);
    assert_eq!(desk.notice(), "Nothing to redo.");
}

#[test]
fn the_name_is_asked_once_and_the_first_tag_then_given() {
    let mut desk = Desk::with(vec![article("a", TEXT, Vec::new())], "");
    desk.tag('O');
    assert!(matches!(desk.state.overlay, Some(Overlay::WhoAmI(_))));
    assert!(desk.set().is_blank());
    let effects = desk.send(Command::SetName("  Ada   Lovelace ".to_owned()));
    assert!(effects.contains(&Effect::SavePreferences));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::TakeLease(id) if id.as_str() == "ada-lovelace"))
    );
    assert_eq!(desk.marked(), ["Opinion:The lab opened in June."]);
    assert_eq!(desk.state.preferences.annotator_name, "Ada Lovelace");
    desk.tag('F');
    assert!(desk.state.overlay.is_none());
}

#[test]
fn selected_sentences_get_a_verdict_each_in_one_step() {
    let mut desk = Desk::new(TEXT);
    desk.act(Action::ExtendDown);
    desk.act(Action::ExtendDown);
    desk.act(Action::ExtendDown);
    desk.tag('F');
    assert_eq!(desk.marked().len(), 3);
    assert_eq!(desk.cursor(), 3);
    desk.act(Action::Undo);
    assert!(desk.set().is_blank());
}

#[test]
fn part_of_a_sentence_can_be_tagged_inside_another_tag() {
    let mut desk = Desk::new(TEXT);
    desk.send(Command::Reading(ReadingCommand::GoToSentence(1)));
    desk.tag('F');
    desk.select("desperate gamble");
    desk.tag('O');
    assert_eq!(desk.marked(), ["Factual:It is a desperate gamble.", "Opinion:desperate gamble"]);
    desk.select("desperate");
    desk.act(Action::Dig);
    let focus = |desk: &Desk| desk.state.session.as_ref().and_then(|s| s.focused().map(|a| a.span.len()));
    let first = focus(&desk);
    desk.act(Action::Dig);
    assert_ne!(first, focus(&desk), "the second press takes the one underneath");
}

#[test]
fn read_and_found_nothing_is_not_the_same_as_not_read() {
    let mut desk = Desk::new(TEXT);
    desk.act(Action::MarkRead);
    assert_eq!(desk.cursor(), 1);
    assert!(desk.set().is_empty() && !desk.set().is_blank());
    desk.act(Action::NextUncovered);
    assert_eq!(desk.cursor(), 2, "goes on from the cursor");
    desk.send(Command::Reading(ReadingCommand::GoToSentence(3)));
    desk.act(Action::NextUncovered);
    assert_eq!(desk.cursor(), 1, "and round to the first that is left");
    desk.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    desk.act(Action::MarkUnread);
    assert!(desk.set().is_blank());
}

#[test]
fn done_needs_a_verdict_on_every_sentence_and_a_memo_on_the_unclear() {
    let mut desk =
        Desk::with(vec![article("a", TEXT, Vec::new()), article("b", "One more.", Vec::new())], "Ada");
    desk.act(Action::ArticleDone);
    assert!(desk.notice().contains("4 sentences"), "{}", desk.notice());
    for letter in ['F', 'U', 'P', 'N'] {
        desk.tag(letter);
    }
    desk.act(Action::ArticleDone);
    assert!(desk.notice().contains("needs a memo"), "{}", desk.notice());
    let id = desk.state.session.as_ref().and_then(|s| s.focused()).expect("the unclear one is in hand").id;
    desk.send(Command::Annotation(AnnotationCommand::SetMemo {
        id,
        memo: Memo { text: "Two readings.".to_owned(), question: true },
    }));
    desk.act(Action::ArticleDone);
    let session = desk.state.session.as_ref().expect("session");
    assert_eq!(desk.done(), 1);
    assert_eq!(session.reading.as_ref().expect("next").article.id.as_str(), "b");
}

#[test]
fn boilerplate_and_bylines_stay_in_the_text_but_outside_the_sweep() {
    let text = "Back to Headlines\nThe lab opened\nBy Ada\nIt opened. It closed.";
    let zones = vec![
        (ZoneKind::Boilerplate, "Back to Headlines"),
        (ZoneKind::Headline, "The lab opened"),
        (ZoneKind::Byline, "By Ada"),
    ];
    let mut desk = Desk::with(vec![article("a", text, zones)], "Ada");
    let count = |desk: &Desk| desk.state.reading().expect("article").sentences.len();
    assert_eq!(count(&desk), 3);
    desk.select("It opened");
    desk.act(Action::ToggleBoilerplate);
    assert_eq!(count(&desk), 1);
    desk.act(Action::Undo);
    assert_eq!(count(&desk), 3);
    assert_eq!(desk.text(), text);
}

#[test]
fn a_claim_is_coined_linked_again_and_taken_back_in_single_steps() {
    let mut desk = Desk::new(TEXT);
    link(&mut desk, "desperate gamble", "Lab is a gamble");
    assert_eq!(desk.marked(), ["Lab is a gamble:desperate gamble"]);
    desk.select("Rivals will answer soon.");
    desk.act(Action::LinkClaim);
    let Some(Overlay::Picker(picker)) = &desk.state.overlay else { panic!("no picker") };
    assert_eq!(picker.candidates[0].label, "Lab is a gamble");
    assert_eq!(picker.candidates[0].mentions, 1);
    desk.send(Command::Picker(PickerCommand::Accept));
    assert_eq!(desk.marked().len(), 2);
    assert_eq!(claims_of(&desk).len(), 1);
    desk.act(Action::Undo);
    desk.act(Action::Undo);
    assert!(claims_of(&desk).is_empty(), "undo takes the coined claim back too");
    desk.act(Action::Redo);
    assert_eq!(claims_of(&desk), ["Lab is a gamble"]);
}

#[test]
fn the_picker_ranks_by_what_was_typed_and_by_the_passage() {
    let mut desk =
        Desk::new("Meta tried to buy the rival start-up. The model failed badly. Meta wanted the rival.");
    link(&mut desk, "The model failed badly", "Model failure");
    link(&mut desk, "tried to buy the rival", "Acquisition of rival");
    let first = |desk: &mut Desk, words: &str, typed: &str| {
        desk.select(words);
        desk.act(Action::LinkClaim);
        desk.send(Command::Picker(PickerCommand::Query(typed.to_owned())));
        let Some(Overlay::Picker(picker)) = &desk.state.overlay else { panic!("no picker") };
        picker.candidates.first().map(|candidate| candidate.label.clone())
    };
    assert_eq!(first(&mut desk, "wanted the rival", "").as_deref(), Some("Acquisition of rival"));
    assert_eq!(first(&mut desk, "wanted the rival", "fail").as_deref(), Some("Model failure"));
    assert_eq!(first(&mut desk, "wanted the rival", "acq").as_deref(), Some("Acquisition of rival"));
    assert_eq!(first(&mut desk, "wanted the rival", "zebra"), None);
}

#[test]
fn fields_of_a_mention_are_set_by_key_and_defaults_are_not_stored() {
    let mut desk = Desk::new(TEXT);
    desk.act(Action::StanceOpposes);
    assert!(desk.notice().contains("press C"), "{}", desk.notice());
    link(&mut desk, "desperate gamble", "Gamble");
    desk.act(Action::StanceOpposes);
    desk.act(Action::Certainty3);
    let only = desk.set();
    let mention = only.iter().next().expect("mention");
    assert_eq!(mention.choice("stance").map(ToString::to_string).as_deref(), Some("opposes"));
    assert_eq!(mention.choice("certainty").map(ToString::to_string).as_deref(), Some("possible"));
    desk.act(Action::StanceSupports);
    assert_eq!(desk.set().iter().next().expect("mention").choice("stance"), None, "the default is absence");
}

#[test]
fn voice_cycles_and_unsure_is_shift() {
    let mut desk = Desk::new(TEXT);
    desk.tag('F');
    desk.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    let voice = |desk: &Desk| {
        desk.set().iter().next().and_then(|a| a.choice("voice").map(ToString::to_string)).unwrap_or_default()
    };
    for want in ["named", "unnamed", "", "named"] {
        desk.act(Action::CycleVoice);
        assert_eq!(voice(&desk), want);
    }
    desk.send(Command::Reading(ReadingCommand::GoToSentence(1)));
    let code = "opinion".parse().expect("id");
    desk.send(Command::Annotation(AnnotationCommand::Tag { code, unsure: true }));
    let set = desk.set();
    let unsure = set.in_order()[1].choice("confidence").map(ToString::to_string);
    assert_eq!(unsure.as_deref(), Some("unsure"));
}

#[test]
fn words_are_picked_for_source_and_then_cue() {
    let mut desk = Desk::new("“It failed,” two employees said on Monday.");
    link(&mut desk, "It failed", "Failure");
    desk.act(Action::PickSource);
    desk.send(Command::Attribute(AttributeCommand::Key('s')));
    let picking =
        |desk: &Desk| desk.state.reading().and_then(|r| r.picking.clone()).map(|p| p.attribute.to_string());
    assert_eq!(picking(&desk).as_deref(), Some("source"));
    desk.select("two employees");
    desk.act(Action::Accept);
    assert_eq!(picking(&desk).as_deref(), Some("cue"));
    desk.select("said");
    desk.act(Action::Accept);
    assert_eq!(picking(&desk), None);
    let text = desk.text().to_owned();
    let set = desk.set();
    let mention = set.iter().next().expect("mention");
    let words = |field: &str| mention.spans(field).iter().map(|span| &text[span.range()]).collect::<Vec<_>>();
    assert_eq!(words("source"), ["two employees"]);
    assert_eq!(words("cue"), ["said"]);
}

#[test]
fn boundaries_move_by_keys_as_one_step() {
    let mut desk = Desk::new(TEXT);
    link(&mut desk, "desperate", "Gamble");
    desk.act(Action::GripEnd);
    desk.act(Action::CaretWordRight);
    desk.act(Action::CaretRight);
    desk.act(Action::CaretLeft);
    assert_eq!(desk.marked(), ["Gamble:desperate gamble"]);
    desk.act(Action::Cancel);
    desk.act(Action::Undo);
    assert_eq!(desk.marked(), ["Gamble:desperate"]);
}

#[test]
fn boundaries_and_selections_leave_no_white_space_at_their_ends() {
    let mut desk = Desk::new(TEXT);
    link(&mut desk, "desperate gamble", "Gamble");
    desk.act(Action::GripStart);
    desk.act(Action::CaretWordRight);
    assert_eq!(desk.marked(), ["Gamble:gamble"]);
    desk.act(Action::GripEnd);
    desk.act(Action::CaretWordRight);
    desk.act(Action::Cancel);
    let at = desk.text().find(" opened ").expect("there") as u32;
    let selection = Selection { anchor: at, focus: at + 8 };
    desk.send(Command::Reading(ReadingCommand::Select { selection, snap: false, finished: true }));
    let selected = desk.state.reading().and_then(|reading| reading.selected()).expect("selected");
    assert_eq!(&desk.text()[selected.range()], "opened");
    desk.send(Command::Reading(ReadingCommand::Select {
        selection: Selection { anchor: at, focus: at + 1 },
        snap: false,
        finished: true,
    }));
    assert_eq!(desk.state.reading().and_then(|reading| reading.selected()), None);
}

#[test]
fn dragging_snaps_to_words_and_alt_is_exact() {
    let mut desk = Desk::new(TEXT);
    let selected = |desk: &Desk| {
        desk.state.reading().and_then(|r| r.selected()).map(|span| desk.text()[span.range()].to_owned())
    };
    let selection = Selection { anchor: 5, focus: 12 };
    desk.send(Command::Reading(ReadingCommand::Select { selection, snap: true, finished: true }));
    assert_eq!(selected(&desk).as_deref(), Some("lab opened"));
    desk.send(Command::Reading(ReadingCommand::Select { selection, snap: false, finished: true }));
    assert_eq!(selected(&desk).as_deref(), Some("ab open"));
    for (clicks, want) in [(2, "opened"), (3, "The lab opened in June."), (4, TEXT)] {
        desk.send(Command::Reading(ReadingCommand::SelectUnit { byte: 10, clicks }));
        assert_eq!(selected(&desk).as_deref(), Some(want));
    }
}

#[test]
fn expanding_goes_from_word_to_paragraph_and_back() {
    let mut desk = Desk::new("First words. When it rained, the lab, which was new, closed. Last words.");
    desk.send(Command::Reading(ReadingCommand::PlaceCaret { byte: 30, extend: false }));
    let selected = |desk: &Desk| desk.state.reading().and_then(|r| r.selected()).map_or(0, Span::len);
    let mut sizes = vec![0];
    for _ in 0..4 {
        desk.act(Action::Expand);
        assert!(selected(&desk) >= *sizes.last().expect("size"));
        sizes.push(selected(&desk));
    }
    assert_eq!(sizes.last().copied(), Some(desk.text().len() as u32));
    for want in sizes.iter().rev().skip(1) {
        desk.act(Action::Shrink);
        assert_eq!(selected(&desk), *want);
    }
}

#[test]
fn tag_lock_tags_every_selection() {
    let mut desk = Desk::new(TEXT);
    link(&mut desk, "desperate gamble", "Gamble");
    desk.act(Action::TagLock);
    desk.send(Command::Reading(ReadingCommand::Select {
        selection: Selection { anchor: 4, focus: 7 },
        snap: true,
        finished: true,
    }));
    assert_eq!(desk.marked(), ["Gamble:lab", "Gamble:desperate gamble"]);
    desk.act(Action::TagLock);
    desk.send(Command::Reading(ReadingCommand::Select {
        selection: Selection { anchor: 50, focus: 56 },
        snap: true,
        finished: true,
    }));
    assert_eq!(desk.marked().len(), 2);
}

#[test]
fn repeating_gives_the_last_tag_with_its_fields() {
    let mut desk = Desk::new(TEXT);
    link(&mut desk, "desperate gamble", "Gamble");
    desk.act(Action::StanceOpposes);
    desk.select("Rivals");
    desk.act(Action::Repeat);
    let set = desk.set();
    let stances: Vec<_> =
        set.in_order().iter().map(|a| a.choice("stance").map(ToString::to_string)).collect();
    assert_eq!(stances, [Some("opposes".to_owned()), Some("opposes".to_owned())]);
}

#[test]
fn a_note_needs_no_tag_and_goes_when_it_is_left_empty() {
    let mut desk = Desk::new(TEXT);
    desk.select("lab");
    desk.act(Action::EditMemo);
    assert_eq!(desk.marked(), ["note:lab"]);
    desk.send(Command::CloseOverlay);
    assert!(desk.marked().is_empty());
    desk.select("lab");
    desk.act(Action::AskQuestion);
    let Some(Overlay::Memo { annotation, question: true }) = desk.state.overlay.clone() else {
        panic!("no memo")
    };
    for text in ["W", "Wh", "Which?"] {
        let memo = Memo { text: text.to_owned(), question: true };
        desk.send(Command::Annotation(AnnotationCommand::SetMemo { id: annotation, memo }));
    }
    desk.send(Command::CloseOverlay);
    assert_eq!(desk.set().iter().next().and_then(|a| a.memo.clone()).expect("memo").text, "Which?");
    desk.act(Action::Undo);
    assert!(desk.set().iter().next().is_some_and(|a| a.memo.is_none()), "typing is one step");
}

#[test]
fn removing_a_tag_takes_the_verdict_back_unless_another_is_left() {
    let mut desk = Desk::new(TEXT);
    desk.tag('F');
    link(&mut desk, "The lab", "Lab");
    desk.act(Action::Delete);
    let first = desk.state.reading().expect("article").sentences[0];
    assert!(desk.set().coverage().covers(first));
    desk.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    desk.act(Action::Delete);
    assert!(!desk.set().coverage().covers(first));
    desk.act(Action::Undo);
    assert!(desk.set().coverage().covers(first));
}

#[test]
fn a_window_that_only_reads_changes_nothing() {
    let mut desk = Desk::new(TEXT);
    desk.tag('F');
    let holder = Holder { host: "desk-2".to_owned(), process: 7, since: Timestamp(0) };
    desk.send(Command::Saving(SavingCommand::Held(Some(holder))));
    let before = desk.project().clone();
    assert!(dirty(&desk.tag('O')).is_empty());
    assert!(desk.notice().contains("desk-2"));
    desk.act(Action::Undo);
    assert_eq!(desk.project(), &before);
    desk.send(Command::Saving(SavingCommand::Held(None)));
    desk.tag('O');
    assert_ne!(desk.project(), &before);
}

#[test]
fn a_failed_save_keeps_the_work_and_says_so() {
    let mut desk = Desk::new(TEXT);
    let files = dirty(&desk.tag('F'));
    desk.send(Command::Saving(SavingCommand::Started));
    desk.send(Command::Saving(SavingCommand::Failed {
        files: files.clone(),
        reason: "The disk is full.".to_owned(),
    }));
    let session = desk.state.session.as_ref().expect("session");
    assert_eq!(session.save.failure.as_deref(), Some("The disk is full."));
    assert!(files.iter().all(|file| session.save.pending.contains(file)));
    desk.send(Command::Saving(SavingCommand::Started));
    desk.send(Command::Saving(SavingCommand::Saved(files)));
    assert_eq!(desk.state.session.as_ref().expect("session").save, Default::default());
}

#[test]
fn what_only_a_colleague_found_here_is_not_suggested_before_sign_off() {
    let mut desk = Desk::with(vec![article("a", TEXT, Vec::new()), article("b", TEXT, Vec::new())], "Bea");
    link(&mut desk, "desperate gamble", "Gamble");
    let mut project = desk.project().clone();
    project.load_annotator(annotator("ada"));
    let mut other = Desk::with(Vec::new(), "Ada");
    other.open(project);
    let offered = |desk: &mut Desk| {
        desk.select("lab");
        desk.act(Action::LinkClaim);
        let Some(Overlay::Picker(picker)) = &desk.state.overlay else { panic!("no picker") };
        picker
            .candidates
            .iter()
            .map(|candidate| (candidate.label.clone(), candidate.mentions))
            .collect::<Vec<_>>()
    };
    assert_eq!(offered(&mut other), []);
    other.send(Command::Article(ArticleCommand::Open("b".parse().expect("id"))));
    assert_eq!(offered(&mut other), [("Gamble".to_owned(), 0)], "from elsewhere it is, without a count");
    other.send(Command::Article(ArticleCommand::Open("a".parse().expect("id"))));
    for letter in ['F', 'O', 'P', 'N'] {
        other.tag(letter);
    }
    other.act(Action::ArticleDone);
    other.send(Command::Article(ArticleCommand::Open("a".parse().expect("id"))));
    assert_eq!(offered(&mut other), [("Gamble".to_owned(), 1)]);
}

#[test]
fn merging_claims_is_an_edge_in_my_own_sheet() {
    let mut desk = Desk::new(TEXT);
    link(&mut desk, "desperate gamble", "Gamble");
    link(&mut desk, "Rivals", "Lab gamble");
    let ids: Vec<ClaimId> = desk.project().ledger().claims().map(|claim| claim.id.clone()).collect();
    let edge = Edge { from: ids[1].clone(), relation: Relation::SameAs, to: ids[0].clone() };
    desk.send(Command::Claim(ClaimCommand::Relate { edge: edge.clone(), on: true }));
    assert_eq!(desk.project().ledger().edges().count(), 1);
    desk.send(Command::Claim(ClaimCommand::Relate {
        edge: Edge { from: edge.to, relation: Relation::SameAs, to: edge.from },
        on: false,
    }));
    assert_eq!(desk.project().ledger().edges().count(), 0, "the same relation read the other way round");
    desk.send(Command::Claim(ClaimCommand::Remove(ids[0].clone())));
    assert!(desk.notice().contains("in use"), "{}", desk.notice());
}

#[test]
fn any_code_is_reached_by_the_leader_key() {
    let mut desk = Desk::new(TEXT);
    desk.select("gamble");
    desk.act(Action::Leader);
    desk.send(Command::LeaderKey('x'));
    assert_eq!(desk.marked(), ["Conflict:gamble"]);
    assert!(
        matches!(&desk.set().iter().next().expect("tag").body, Body::Code(code) if code.as_str() == "conflict")
    );
}

#[test]
fn what_is_asked_for_leaves_focus_mode() {
    let mut desk = Desk::new(TEXT);
    for action in [Action::Find, Action::ToggleDrawer, Action::FilterLibrary, Action::ToggleInspector] {
        desk.act(Action::FocusMode);
        assert!(desk.state.focus_mode);
        desk.act(action);
        assert!(!desk.state.focus_mode, "{action:?}");
    }
    let shown = &desk.state.preferences;
    assert!(shown.drawer_open && shown.library_open && shown.inspector_open);
}

#[test]
fn finding_goes_round() {
    let mut desk = Desk::new(TEXT);
    desk.act(Action::Find);
    desk.send(Command::Reading(ReadingCommand::Find("IT".to_owned())));
    let at = |desk: &Desk| desk.state.session.as_ref().map(|s| (s.find.hits.len(), s.find.at));
    assert_eq!(at(&desk), Some((1, 0)));
    desk.send(Command::Reading(ReadingCommand::Find("o".to_owned())));
    let (count, first) = at(&desk).expect("hits");
    for _ in 0..count {
        desk.act(Action::FindNext);
    }
    assert_eq!(at(&desk), Some((count, first)));
}

#[test]
fn loaded_words_belong_to_the_statement() {
    let mut desk = Desk::new(TEXT);
    desk.send(Command::Reading(ReadingCommand::GoToSentence(1)));
    desk.tag('O');
    desk.select("desperate");
    desk.act(Action::Loaded);
    let set = desk.set();
    let spans = set.iter().next().expect("opinion").attributes.values().next().cloned();
    assert!(matches!(spans, Some(Value::Spans(spans)) if spans.len() == 1));
    desk.select("desperate");
    desk.act(Action::Loaded);
    assert!(
        desk.set().iter().next().expect("opinion").attributes.is_empty(),
        "the same words again take it away"
    );
}

#[test]
fn reopening_a_signed_off_article() {
    let mut desk = Desk::new("One.");
    desk.tag('F');
    desk.act(Action::ArticleDone);
    assert!(matches!(desk.set().state(), SetState::Done(_)));
    desk.tag('O');
    assert_eq!(desk.marked(), ["Factual:One."], "what is signed off stays as it is");
    assert!(desk.notice().contains("signed off"), "{}", desk.notice());
    desk.act(Action::ReopenArticle);
    desk.tag('O');
    assert_eq!(desk.marked(), ["Opinion:One."]);
    assert_eq!(desk.set().state(), SetState::Open);
}
