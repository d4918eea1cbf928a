//! Sequences of commands against the state machine, and the effects that come out.

use crate::machine::{Machine, article};
use obelus::app::{
    Action, AnnotationCommand, Command, Effect, Overlay, PassageOverlay, ReadingCommand, SavingCommand,
    Selection,
};
use obelus::base::Timestamp;
use obelus::locale::Message;
use obelus::model::{Body, FileKey, HistoryChange, Holder, Memo, SetState, Value, ZoneKind};

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

#[test]
fn one_key_a_sentence_sweeps_an_article() {
    let mut machine = Machine::new(TEXT);
    for letter in ['F', 'O', 'P', 'N'] {
        let effects = machine.tag(letter);
        assert!(matches!(dirty(&effects).last(), Some(FileKey::Set(_))), "{effects:?}");
        let journal = effects.iter().position(
            |effect| matches!(effect, Effect::Journal(HistoryChange::Commit(commit)) if !commit.merged),
        );
        let dirty = effects.iter().position(|effect| matches!(effect, Effect::Dirty(_)));
        assert!(
            journal.is_some() && journal < dirty,
            "a line of the journal, then what it changed: {effects:?}"
        );
    }
    assert_eq!(
        machine.marked(),
        [
            "Factual:The lab opened in June.",
            "Opinion:It is a desperate gamble.",
            "Prediction:Rivals will answer soon.",
            "No claim:Who pays?"
        ]
    );
    let session = machine.state.session.as_ref().expect("session");
    let progress = session.progress.values().next().expect("progress");
    assert_eq!((progress.covered, progress.total), (4, 4));
}

#[test]
fn another_letter_changes_the_verdict_and_undo_brings_it_back() {
    let mut machine = Machine::new(TEXT);
    machine.tag('F');
    machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    machine.tag('O');
    assert_eq!(machine.marked(), ["Opinion:The lab opened in June."]);
    machine.act(Action::Undo);
    assert_eq!(machine.marked(), ["Factual:The lab opened in June."]);
    assert_eq!(machine.cursor(), 0, "undo goes where it changed something");
    machine.act(Action::Undo);
    assert!(machine.set().is_blank(), "nothing is left of it, not even coverage");
    machine.act(Action::Redo);
    machine.act(Action::Redo);
    assert_eq!(machine.marked(), ["Opinion:The lab opened in June."]);
    machine.act(Action::Redo);
    assert_eq!(machine.notice(), "Nothing to redo.");
}

#[test]
fn the_name_is_asked_once_and_the_first_tag_then_given() {
    let mut machine = Machine::with(vec![article("a", TEXT, Vec::new())], "");
    machine.tag('O');
    assert!(matches!(machine.state.overlay, Some(Overlay::WhoAmI(_))));
    assert!(machine.set().is_blank());
    let effects = machine.send(Command::SetName("  Ada   Lovelace ".to_owned()));
    assert!(effects.contains(&Effect::SavePreferences));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::TakeLease(id) if id.as_str() == "ada-lovelace"))
    );
    let order: Vec<u8> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::TakeLease(_) => Some(0),
            Effect::Journal(_) => Some(1),
            Effect::Dirty(_) => Some(2),
            _ => None,
        })
        .collect();
    assert!(
        order.is_sorted() && order.contains(&1),
        "a lease, the lines of its journal, then files: {effects:?}"
    );
    assert_eq!(machine.marked(), ["Opinion:The lab opened in June."]);
    assert_eq!(machine.state.preferences.annotator_name, "Ada Lovelace");
    machine.tag('F');
    assert!(machine.state.overlay.is_none());
}

#[test]
fn selected_sentences_get_a_verdict_each_in_one_step() {
    let mut machine = Machine::new(TEXT);
    machine.act(Action::ExtendDown);
    machine.act(Action::ExtendDown);
    machine.act(Action::ExtendDown);
    machine.tag('F');
    assert_eq!(machine.marked().len(), 3);
    assert_eq!(machine.cursor(), 3);
    machine.act(Action::Undo);
    assert!(machine.set().is_blank());
}

#[test]
fn part_of_a_sentence_can_be_tagged_inside_another_tag() {
    let mut machine = Machine::new(TEXT);
    machine.send(Command::Reading(ReadingCommand::GoToSentence(1)));
    machine.tag('F');
    machine.select("desperate gamble");
    machine.tag('O');
    assert_eq!(machine.marked(), ["Factual:It is a desperate gamble.", "Opinion:desperate gamble"]);
    machine.select("desperate");
    machine.act(Action::Dig);
    let focus =
        |machine: &Machine| machine.state.session.as_ref().and_then(|s| s.focused().map(|a| a.span.len()));
    let first = focus(&machine);
    machine.act(Action::Dig);
    assert_ne!(first, focus(&machine), "the second press takes the one underneath");
}

#[test]
fn read_and_found_nothing_is_not_the_same_as_not_read() {
    let mut machine = Machine::new(TEXT);
    machine.act(Action::MarkRead);
    assert_eq!(machine.cursor(), 1);
    assert!(machine.set().is_empty() && !machine.set().is_blank());
    machine.act(Action::NextUncovered);
    assert_eq!(machine.cursor(), 2, "goes on from the cursor");
    machine.send(Command::Reading(ReadingCommand::GoToSentence(3)));
    machine.act(Action::NextUncovered);
    assert_eq!(machine.cursor(), 1, "and round to the first that is left");
    machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    machine.act(Action::MarkUnread);
    assert!(machine.set().is_blank());
}

#[test]
fn done_needs_a_verdict_on_every_sentence_and_a_memo_on_the_unclear() {
    let mut machine =
        Machine::with(vec![article("a", TEXT, Vec::new()), article("b", "One more.", Vec::new())], "Ada");
    machine.act(Action::ArticleDone);
    assert!(machine.notice().contains("4 sentences"), "{}", machine.notice());
    for letter in ['F', 'U', 'P', 'N'] {
        machine.tag(letter);
    }
    machine.act(Action::ArticleDone);
    assert!(machine.notice().contains("needs a memo"), "{}", machine.notice());
    let id = machine.state.session.as_ref().and_then(|s| s.focused()).expect("the unclear one is in hand").id;
    machine.send(Command::Annotation(AnnotationCommand::SetMemo {
        id,
        memo: Memo { text: "Two readings.".to_owned(), question: true },
    }));
    machine.act(Action::ArticleDone);
    let session = machine.state.session.as_ref().expect("session");
    assert_eq!(machine.done(), 1);
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
    let mut machine = Machine::with(vec![article("a", text, zones)], "Ada");
    let count = |machine: &Machine| machine.state.reading().expect("article").sentences.len();
    assert_eq!(count(&machine), 3);
    machine.select("It opened");
    machine.act(Action::ToggleBoilerplate);
    assert_eq!(count(&machine), 1);
    machine.act(Action::Undo);
    assert_eq!(count(&machine), 3);
    assert_eq!(machine.text(), text);
}

#[test]
fn voice_cycles_and_unsure_is_shift() {
    let mut machine = Machine::new(TEXT);
    machine.tag('F');
    machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    let voice = |machine: &Machine| {
        machine
            .set()
            .iter()
            .next()
            .and_then(|a| a.choice("voice").map(ToString::to_string))
            .unwrap_or_default()
    };
    for want in ["named", "unnamed", "author", "named"] {
        machine.press('V');
        assert_eq!(voice(&machine), want);
    }
    machine.send(Command::Reading(ReadingCommand::GoToSentence(1)));
    let code = "opinion".parse().expect("id");
    machine.send(Command::Annotation(AnnotationCommand::Tag { code, unsure: true }));
    let set = machine.set();
    let unsure = set.in_order()[1].choice("confidence").map(ToString::to_string);
    assert_eq!(unsure.as_deref(), Some("unsure"));
}

#[test]
fn boundaries_move_by_keys_as_one_step() {
    let mut machine = Machine::new(TEXT);
    machine.claim("desperate", "Gamble");
    machine.act(Action::GripEnd);
    machine.act(Action::CaretWordRight);
    machine.act(Action::CaretRight);
    machine.act(Action::CaretLeft);
    assert_eq!(machine.marked(), ["Gamble:desperate gamble"]);
    machine.act(Action::Cancel);
    machine.act(Action::Undo);
    assert_eq!(machine.marked(), ["Gamble:desperate"]);
}

#[test]
fn boundaries_and_selections_leave_no_white_space_at_their_ends() {
    let mut machine = Machine::new(TEXT);
    machine.claim("desperate gamble", "Gamble");
    machine.act(Action::GripStart);
    machine.act(Action::CaretWordRight);
    assert_eq!(machine.marked(), ["Gamble:gamble"]);
    machine.act(Action::GripEnd);
    machine.act(Action::CaretWordRight);
    machine.act(Action::Cancel);
    let at = machine.text().find(" opened ").expect("there") as u32;
    let selection = Selection { anchor: at, focus: at + 8 };
    machine.send(Command::Reading(ReadingCommand::Select { selection, snap: false, finished: true }));
    let selected = machine.state.reading().and_then(|reading| reading.selected()).expect("selected");
    assert_eq!(&machine.text()[selected.range()], "opened");
    machine.send(Command::Reading(ReadingCommand::Select {
        selection: Selection { anchor: at, focus: at + 1 },
        snap: false,
        finished: true,
    }));
    assert_eq!(machine.state.reading().and_then(|reading| reading.selected()), None);
}

#[test]
fn tag_lock_tags_every_selection() {
    let mut machine = Machine::new(TEXT);
    machine.claim("desperate gamble", "Gamble");
    machine.act(Action::TagLock);
    machine.send(Command::Reading(ReadingCommand::Select {
        selection: Selection { anchor: 4, focus: 7 },
        snap: true,
        finished: true,
    }));
    assert_eq!(machine.marked(), ["Gamble:lab", "Gamble:desperate gamble"]);
    machine.act(Action::TagLock);
    machine.send(Command::Reading(ReadingCommand::Select {
        selection: Selection { anchor: 50, focus: 56 },
        snap: true,
        finished: true,
    }));
    assert_eq!(machine.marked().len(), 2);
}

#[test]
fn repeating_gives_the_last_tag_with_its_fields() {
    let mut machine = Machine::new(TEXT);
    machine.claim("desperate gamble", "Gamble");
    machine.press('-');
    machine.select("Rivals");
    machine.act(Action::Repeat);
    let set = machine.set();
    let stances: Vec<_> =
        set.in_order().iter().map(|a| a.choice("stance").map(ToString::to_string)).collect();
    assert_eq!(stances, [Some("opposes".to_owned()), Some("opposes".to_owned())]);
}

#[test]
fn a_note_needs_no_tag_and_goes_when_it_is_left_empty() {
    let mut machine = Machine::new(TEXT);
    machine.select("lab");
    machine.act(Action::EditMemo);
    assert_eq!(machine.marked(), ["Note:lab"]);
    machine.send(Command::CloseOverlay);
    assert!(machine.marked().is_empty());
    machine.select("lab");
    machine.act(Action::AskQuestion);
    let Some(Overlay::Passage(PassageOverlay::Memo { annotation, question: true })) =
        machine.state.overlay.clone()
    else {
        panic!("no memo")
    };
    for text in ["W", "Wh", "Which?"] {
        let memo = Memo { text: text.to_owned(), question: true };
        machine.send(Command::Annotation(AnnotationCommand::SetMemo { id: annotation, memo }));
    }
    machine.send(Command::CloseOverlay);
    assert_eq!(machine.set().iter().next().and_then(|a| a.memo.clone()).expect("memo").text, "Which?");
    machine.act(Action::Undo);
    assert!(machine.set().iter().next().is_some_and(|a| a.memo.is_none()), "typing is one step");
}

#[test]
fn removing_a_tag_takes_the_verdict_back_unless_another_is_left() {
    let mut machine = Machine::new(TEXT);
    machine.tag('F');
    machine.claim("The lab", "Lab");
    machine.act(Action::Delete);
    let first = machine.state.reading().expect("article").sentences[0];
    assert!(machine.set().coverage().covers(first));
    machine.send(Command::Reading(ReadingCommand::GoToSentence(0)));
    machine.act(Action::Delete);
    assert!(!machine.set().coverage().covers(first));
    machine.act(Action::Undo);
    assert!(machine.set().coverage().covers(first));
}

#[test]
fn a_window_that_only_reads_changes_nothing() {
    let mut machine = Machine::new(TEXT);
    machine.tag('F');
    let holder = Holder { host: "machine-2".to_owned(), process: 7, since: Timestamp(0) };
    machine.send(Command::Saving(SavingCommand::Held(Some(holder))));
    let before = machine.project().clone();
    assert!(dirty(&machine.tag('O')).is_empty());
    assert!(machine.notice().contains("machine-2"));
    machine.act(Action::Undo);
    assert_eq!(machine.project(), &before);
    machine.send(Command::Saving(SavingCommand::Held(None)));
    machine.tag('O');
    assert_ne!(machine.project(), &before);
}

#[test]
fn a_failed_save_keeps_the_work_and_says_so() {
    let mut machine = Machine::new(TEXT);
    let files = dirty(&machine.tag('F'));
    machine.send(Command::Saving(SavingCommand::Started));
    machine.send(Command::Saving(SavingCommand::Failed {
        files: files.clone(),
        reason: Message::verbatim("The disk is full."),
    }));
    let session = machine.state.session.as_ref().expect("session");
    assert_eq!(session.save.failure.as_ref().map(Message::english).as_deref(), Some("The disk is full."));
    assert!(files.iter().all(|file| session.save.pending.contains(file)));
    machine.send(Command::Saving(SavingCommand::Started));
    machine.send(Command::Saving(SavingCommand::Saved(files)));
    assert_eq!(machine.state.session.as_ref().expect("session").save, Default::default());
}

#[test]
fn any_code_is_reached_by_the_leader_key() {
    let mut machine = Machine::new(TEXT);
    machine.select("gamble");
    machine.act(Action::Leader);
    machine.send(Command::LeaderKey('x'));
    assert_eq!(machine.marked(), ["Conflict:gamble"]);
    assert!(
        matches!(&machine.set().iter().next().expect("tag").body, Body::Code(code) if code.as_str() == "conflict")
    );
}

#[test]
fn what_is_asked_for_leaves_focus_mode() {
    let mut machine = Machine::new(TEXT);
    for action in [Action::Find, Action::ToggleDrawer, Action::FilterLibrary, Action::ToggleInspector] {
        machine.act(Action::FocusMode);
        assert!(machine.state.focus_mode);
        machine.act(action);
        assert!(!machine.state.focus_mode, "{action:?}");
    }
    let shown = &machine.state.preferences;
    assert!(shown.drawer_open && shown.library_open && shown.inspector_open);
}

#[test]
fn finding_goes_round() {
    let mut machine = Machine::new(TEXT);
    machine.act(Action::Find);
    machine.send(Command::Reading(ReadingCommand::Find("IT".to_owned())));
    let at = |machine: &Machine| machine.state.session.as_ref().map(|s| (s.find.hits.len(), s.find.at));
    assert_eq!(at(&machine), Some((1, 0)));
    machine.send(Command::Reading(ReadingCommand::Find("o".to_owned())));
    let (count, first) = at(&machine).expect("hits");
    for _ in 0..count {
        machine.act(Action::FindNext);
    }
    assert_eq!(at(&machine), Some((count, first)));
}

#[test]
fn loaded_words_belong_to_the_statement() {
    let mut machine = Machine::new(TEXT);
    machine.send(Command::Reading(ReadingCommand::GoToSentence(1)));
    machine.tag('O');
    machine.select("desperate");
    machine.press('L');
    let set = machine.set();
    let spans = set.iter().next().expect("opinion").attributes.values().next().cloned();
    assert!(matches!(spans, Some(Value::Spans(spans)) if spans.len() == 1));
    machine.select("desperate");
    machine.press('L');
    assert!(
        machine.set().iter().next().expect("opinion").attributes.is_empty(),
        "the same words again take it away"
    );
}

#[test]
fn reopening_a_signed_off_article() {
    let mut machine = Machine::new("One.");
    machine.tag('F');
    machine.act(Action::ArticleDone);
    assert!(matches!(machine.set().state(), SetState::Done(_)));
    machine.tag('O');
    assert_eq!(machine.marked(), ["Factual:One."], "what is signed off stays as it is");
    assert!(machine.notice().contains("signed off"), "{}", machine.notice());
    machine.act(Action::ReopenArticle);
    machine.tag('O');
    assert_eq!(machine.marked(), ["Opinion:One."]);
    assert_eq!(machine.set().state(), SetState::Open);
}
