//! Drafts that are split and joined before they are added.

use crate::machine::{Machine, drafted};
use obelus::app::{ArticleDraft, Command, Intake, IntakeCommand};
use obelus::model::{
    ArticleField, ArticlePart, HeadlinePlace, ImportRecord, Metadata, Struck, TimeCode, ValueOrigin, Zone,
    ZoneKind, several_headlines,
};
use obelus::text::Span;

const FIRST: &str = "Ferry plan stalls\n\nBy Ana Lind\n\nThe council said on Tuesday that the plan has stalled.\n\nNobody could say when it goes on.";
const SECOND: &str =
    "Harbour fees to rise\n\nThe harbour board will raise its fees by a tenth.\n\nRead also: The bridge";
const THIRD: &str = "Bridge is safe\n\nThe bridge is safe, an engineer said.\n";

/// A draft of a page with three articles, the second with a struck line, and with time codes.
pub fn page() -> ArticleDraft {
    let text = format!("{FIRST}\n\n{SECOND}\n\n{THIRD}");
    let mut draft = drafted("page.txt", &text);
    let at = |words: &str| text.find(words).expect("there") as u32;
    let struck = Span::new(at("Read also"), at("Read also") + 21).expect("a span");
    draft.article.zones.retain(|zone| !zone.span.overlaps(struck));
    draft.article.zones.push(Zone { kind: ZoneKind::Boilerplate, span: struck });
    let times = [(0, 0), (at("The council"), 5_000), (at("The harbour"), 9_000)];
    draft.article.metadata.import = ImportRecord {
        sha256: "ab".repeat(32),
        kind: "pdf".to_owned(),
        struck: [Struck { span: struck, rule: "read-also".to_owned() }].into(),
        times: times.map(|(at, milliseconds)| TimeCode { at, milliseconds }).into(),
    };
    draft.article.metadata.outlet = "Harbour Post".to_owned();
    let headline = |words: &str| HeadlinePlace { page: 1, at: at(words), words: words.to_owned() };
    draft.headlines = ["Ferry plan stalls", "Harbour fees to rise", "Bridge is safe"].map(headline).to_vec();
    let several = several_headlines(&draft.headlines).into_iter();
    draft.notes.extend(several.map(|issue| obelus::base::Issue { file: "page.txt".to_owned(), ..issue }));
    draft
}

fn with(drafts: Vec<ArticleDraft>) -> Machine {
    let mut machine = Machine::new("A text that is there.");
    machine.send(Command::Intake(IntakeCommand::Drafted { drafts, findings: Vec::new() }));
    machine
}

fn intake(machine: &Machine) -> &Intake {
    machine.state.intake.as_ref().expect("drafts")
}

fn send(machine: &mut Machine, command: IntakeCommand) {
    machine.send(Command::Intake(command));
}

fn split(machine: &mut Machine, words: &str) {
    let shown = intake(machine).shown;
    let at = intake(machine).drafts[shown].article.text.as_str().find(words).expect("there") as u32;
    send(machine, IntakeCommand::Split { at });
}

fn enter(machine: &mut Machine, change: impl FnOnce(&mut Metadata)) {
    let shown = intake(machine).shown;
    let mut about = intake(machine).drafts[shown].article.metadata.clone();
    change(&mut about);
    send(machine, IntakeCommand::Metadata(Box::new(about)));
}

fn texts(machine: &Machine) -> Vec<&str> {
    intake(machine).drafts.iter().map(|draft| draft.article.text.as_str()).collect()
}

#[test]
fn each_part_has_its_own_text_zones_struck_passages_and_times() {
    let mut machine = with(vec![page()]);
    split(&mut machine, "Harbour fees");
    assert_eq!(texts(&machine), [FIRST, &format!("{SECOND}\n\n{THIRD}")]);
    assert_eq!(intake(&machine).shown, 1, "the new one is in view");
    split(&mut machine, "Bridge is safe");
    assert_eq!(texts(&machine), [FIRST, SECOND, THIRD]);
    let [first, second, third] = &intake(&machine).drafts[..] else { panic!("three") };
    for draft in [first, second, third] {
        assert!(draft.article.zones_are_sound());
        let about = &draft.article.metadata;
        assert_eq!((about.source_file.as_str(), about.outlet.as_str()), ("page.txt", "Harbour Post"));
        assert_eq!((about.import.sha256.len(), about.import.kind.as_str()), (64, "pdf"));
        assert!(draft.notes.iter().all(|note| note.code != "several-headlines"), "{:?}", draft.notes);
    }
    assert_eq!(first.article.metadata.authors, ["Ana Lind"]);
    assert!(second.article.metadata.authors.is_empty(), "the byline is not in it");
    assert_eq!(second.article.metadata.title, "Harbour fees to rise");
    assert_eq!(second.origins.get(&ArticleField::Title), Some(&ValueOrigin::Guessed));
    assert_eq!(second.article.zone_at(0), ZoneKind::Headline);
    let struck = &second.article.metadata.import.struck;
    assert_eq!(second.article.text.slice(struck[0].span), Some("Read also: The bridge"));
    assert!(first.article.metadata.import.struck.is_empty());
    let times = |draft: &ArticleDraft| -> Vec<(u32, u64)> {
        draft.article.metadata.import.times.iter().map(|time| (time.at, time.milliseconds)).collect()
    };
    assert_eq!(times(first).len(), 2);
    let harbour = SECOND.find("The harbour").expect("there") as u32;
    assert_eq!(times(second), [(0, 5_000), (harbour, 9_000)]);
    assert_eq!(times(third), [(0, 9_000)]);
    let ids: std::collections::BTreeSet<_> =
        [first, second, third].map(|draft| draft.article.id.clone()).into();
    assert_eq!(ids.len(), 3);
    send(&mut machine, IntakeCommand::Confirm);
    assert_eq!(machine.project().article_count(), 4);
}

#[test]
fn splitting_and_joining_gives_the_same_draft_back() {
    let whole = page();
    for places in
        [vec!["Harbour fees"], vec!["Harbour fees", "Bridge is"], vec!["The council said", "Read also"]]
    {
        let mut machine = with(vec![whole.clone()]);
        places.iter().for_each(|words| split(&mut machine, words));
        send(&mut machine, IntakeCommand::Show(0));
        for _ in &places {
            send(&mut machine, IntakeCommand::Join);
        }
        assert_eq!(intake(&machine).drafts, std::slice::from_ref(&whole), "{places:?}");
        // The other way round.
        places.iter().for_each(|words| split(&mut machine, words));
        for at in (0..places.len()).rev() {
            send(&mut machine, IntakeCommand::Show(at));
            send(&mut machine, IntakeCommand::Join);
        }
        assert_eq!(intake(&machine).drafts, std::slice::from_ref(&whole), "{places:?}");
    }
}

#[test]
fn what_was_entered_about_parts_is_kept() {
    let mut machine = with(vec![page()]);
    split(&mut machine, "Harbour fees");
    enter(&mut machine, |about| about.title = "Fees".to_owned());
    let span = Span::new(0, 20).expect("a span");
    send(&mut machine, IntakeCommand::Zone { span, kind: ZoneKind::Caption });
    send(&mut machine, IntakeCommand::Show(0));
    enter(&mut machine, |about| about.genre = "news".to_owned());
    let parts = intake(&machine).drafts.clone();
    send(&mut machine, IntakeCommand::Join);
    let joined = &intake(&machine).drafts[0];
    let at = joined.article.text.as_str().find("Harbour fees").expect("there") as u32;
    assert_eq!(intake(&machine).seam, Some(at));
    assert_eq!(
        (joined.article.metadata.genre.as_str(), joined.article.zone_at(at)),
        ("news", ZoneKind::Caption)
    );
    assert!(joined.article.metadata.title.starts_with("Ferry"));
    send(&mut machine, IntakeCommand::Split { at });
    for (before, now) in parts.iter().zip(&intake(&machine).drafts) {
        assert_eq!((&before.article, &before.skipped), (&now.article, &now.skipped));
    }
}

#[test]
fn drafts_of_one_file_are_joined_and_split_again() {
    let row = |text: &str, place: &str| {
        let mut draft = drafted("rows.txt", text);
        draft.article.metadata.import.sha256 = "cd".repeat(32);
        ArticleDraft { place: place.to_owned(), ..draft }
    };
    let drafts = vec![row(&format!("{FIRST}\n"), "1"), row(&format!("{SECOND}\n"), "2"), row(THIRD, "3")];
    let mut other = drafted("other.txt", "Another\n\nThe pier is closed.\n");
    other.article.metadata.import.sha256 = "ef".repeat(32);
    let mut machine = with([drafts.clone(), vec![other.clone()]].concat());
    enter(&mut machine, |about| about.genre = "news".to_owned());
    send(&mut machine, IntakeCommand::Join);
    send(&mut machine, IntakeCommand::Join);
    let whole = format!("{FIRST}\n\n{SECOND}\n\n{THIRD}");
    assert_eq!(texts(&machine), [whole.as_str(), other.article.text.as_str()]);
    assert!(intake(&machine).drafts[0].article.zones_are_sound());
    assert!(!intake(&machine).can_join(), "the next is of another file");
    send(&mut machine, IntakeCommand::Join);
    assert_eq!(intake(&machine).drafts.len(), 2);
    enter(&mut machine, |about| about.section = "Port".to_owned());
    split(&mut machine, "Bridge is");
    send(&mut machine, IntakeCommand::Show(0));
    split(&mut machine, "Harbour fees");
    let now = &intake(&machine).drafts;
    assert_eq!(now.len(), 4);
    assert_eq!(
        (now[0].article.metadata.genre.as_str(), now[0].article.metadata.section.as_str()),
        ("news", "Port")
    );
    assert_eq!(now[0].article.text, drafts[0].article.text);
    assert_eq!((&now[1], &now[2]), (&drafts[1], &drafts[2]));
    // A place within one of them.
    send(&mut machine, IntakeCommand::Show(0));
    send(&mut machine, IntakeCommand::Join);
    split(&mut machine, "The harbour board");
    assert!(texts(&machine)[0].ends_with("Harbour fees to rise"));
    send(&mut machine, IntakeCommand::Show(0));
    split(&mut machine, "Harbour fees");
    send(&mut machine, IntakeCommand::Join);
    assert_eq!(intake(&machine).drafts[1], drafts[1]);
}

#[test]
fn nothing_is_split_before_the_first_line_or_within_one() {
    let mut machine = with(vec![page()]);
    for at in [0, 3, 9_999] {
        send(&mut machine, IntakeCommand::Split { at });
        assert_eq!(intake(&machine).drafts.len(), 1);
    }
    send(&mut machine, IntakeCommand::SplitHeadlines);
    assert_eq!(intake(&machine).drafts.len(), 1, "there is too little text between the headlines");
}

#[test]
fn each_part_keeps_its_own_authors_and_a_guessed_standfirst_gives_way_to_a_title() {
    let second = "Second headline about a school\n\nBy John Smith\n\nThe school opens in May, the town said.";
    let first = "First headline about a ferry\n\nBy Jane Doe\n\nThe ferry has stalled, the council said.";
    let text = format!("{first}\n\n{second}");
    let from = (first.len() + 2) as u32;
    let line = Span::new(from, from + 30).expect("a line");
    let whole = ArticlePart {
        metadata: Metadata {
            authors: vec!["Jane Doe".to_owned(), "John Smith".to_owned()],
            ..Metadata::default()
        },
        zones: vec![Zone { kind: ZoneKind::Standfirst, span: line }],
        text: text.clone(),
        ..ArticlePart::default()
    };
    let one = whole.part(Span::new(0, from - 2).expect("a span"));
    let two = whole.part(Span::new(from, text.len() as u32).expect("a span"));
    assert_eq!(
        (one.metadata.authors, two.metadata.authors),
        (vec!["Jane Doe".to_owned()], vec!["John Smith".to_owned()])
    );
    assert_eq!(two.metadata.title, "Second headline about a school");
    assert_eq!(two.zones[0].kind, ZoneKind::Headline);
}
