//! The program without its window: real files, real threads, kills, full disks.

use obelus::app::{
    Action, AnnotationCommand, Command, IntakeCommand, NoticeKind, ProjectCommand, SavingCommand,
};
use obelus::base::{Progress, Severity};
use obelus::jobs::Waker;
use obelus::locale::Message;
use obelus::model::{Memo, Preferences, Project};
use obelus::shell::{Program, UserFolders};
use obelus::store;
use std::hash::BuildHasher as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A program with its files below one folder.
pub struct Fixture {
    pub program: Program,
    pub woken: Receiver<()>,
}

impl Fixture {
    pub fn new(place: &Path, name: &str) -> Self {
        let (wake, woken) = channel();
        let waker: Waker = Arc::new(move || {
            let _ = wake.send(());
        });
        let preferences = Preferences { annotator_name: name.to_owned(), ..Preferences::default() };
        let places = UserFolders { data: Some(place.join("data")), documents: Some(place.join("documents")) };
        let program = Program::new(preferences, places, waker).expect("threads");
        Self { program, woken }
    }

    /// A program that has opened the study below `place`.
    pub fn open(place: &Path, name: &str) -> Self {
        let mut fixture = Self::new(place, name);
        fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![place.join("study")])));
        fixture.until("open", |program| program.state.reading().is_some() && !program.is_working());
        fixture
    }

    /// Takes in what threads say until something holds.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Program) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        while !holds(&self.program) {
            let notices: Vec<_> = self.program.state.notices.iter().map(|notice| &notice.text).collect();
            assert!(Instant::now() < end, "not in time: {what}; {notices:?}");
            let _ = self.woken.recv_timeout(Duration::from_millis(50));
            self.program.pump();
        }
    }

    /// How often the window was woken since the last look.
    pub fn wakes(&mut self) -> usize {
        self.woken.try_iter().count()
    }

    pub fn act(&mut self, action: Action) {
        self.program.dispatch(Command::Action(action));
    }

    /// Gives the sentence the verdict of that number in the codebook.
    pub fn tag(&mut self, number: usize) {
        let layer = self.project().codebook().sweep_layer().expect("a layer to sweep");
        let code = layer.codes()[number % layer.codes().len()].id.clone();
        self.program.dispatch(Command::Annotation(AnnotationCommand::Tag { code, unsure: false }));
    }

    pub fn project(&self) -> &Project {
        &self.program.state.session.as_ref().expect("open").project
    }

    /// Writes a memo on the first annotation.
    pub fn note(&mut self, words: &str) {
        let set =
            self.program.state.session.as_ref().and_then(|session| session.my_set().cloned()).expect("set");
        let id = set.iter().next().expect("an annotation").id;
        let memo = Memo { text: words.to_owned(), ..Memo::default() };
        self.program.dispatch(Command::Annotation(AnnotationCommand::SetMemo { id, memo }));
    }

    pub fn failure(program: &Program) -> Option<String> {
        program.state.session.as_ref()?.save.failure.as_ref().map(Message::english)
    }
}

/// A place with a study of three articles.
pub fn study() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("folder");
    let folder = place.path().join("texts/more");
    std::fs::create_dir_all(&folder).expect("folder");
    for (name, words) in [
        ("a.txt", "The lab opened in June. It is a gamble."),
        ("b.md", "# Rivals\n\nRivals will answer. Soon."),
    ] {
        std::fs::write(folder.join(name), words).expect("written");
    }
    std::fs::write(folder.join("c.pdf"), "%PDF-1.4").expect("written");
    let mut fixture = Fixture::new(place.path(), "Ada");
    fixture.program.dispatch(Command::Project(ProjectCommand::Create(place.path().join("study"))));
    fixture.until("made", |program| program.state.session.is_some());
    fixture.program.dispatch(Command::Intake(IntakeCommand::Paste(
        "Who pays? Nobody knows yet, and few ask.".to_owned(),
    )));
    fixture.until("drafted", |program| program.state.intake.is_some());
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![place.path().join("texts")])));
    fixture.until("all drafted", |program| {
        program.state.intake.as_ref().is_some_and(|intake| intake.drafts.len() == 3)
    });
    let refused = &fixture.program.state.intake.as_ref().expect("intake").findings;
    assert!(refused.iter().any(|finding| finding.issue.file.ends_with("c.pdf")), "{refused:?}");
    fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
    fixture.until("saved", Program::is_saved);
    fixture.program.finish(Duration::from_secs(10)).expect("saved");
    place
}

pub fn on_disk(place: &Path) -> Project {
    store::open(&place.join("study"), &Progress::new()).expect("opens").value
}

pub fn assert_clean(place: &Path) {
    let issues = store::check(&place.join("study"), &Progress::new()).expect("checked");
    let bad: Vec<_> = issues.iter().filter(|issue| issue.severity != Severity::Note).collect();
    assert!(bad.is_empty(), "{bad:?}");
}

#[test]
fn a_tag_is_on_disk_within_a_second_and_comes_back_with_its_history() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    let started = Instant::now();
    fixture.tag(1);
    fixture.tag(0);
    fixture.until("saved", Program::is_saved);
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    assert_eq!(&on_disk(place.path()), fixture.project());
    fixture.act(Action::Undo);
    fixture.act(Action::SaveNow);
    fixture.until("flushed", |program| {
        program.state.notices.iter().any(|notice| notice.text.english() == "All work is saved.")
    });
    let left = fixture.project().clone();
    drop(fixture);
    assert_clean(place.path());
    let mut again = Fixture::open(place.path(), "Ada");
    assert_eq!(again.project(), &left);
    let history = &again.program.state.session.as_ref().expect("open").history;
    assert_eq!((history.done().len(), history.undone().len()), (1, 1), "one tag of two");
    again.act(Action::Redo);
    again.until("saved", Program::is_saved);
    assert_eq!(&on_disk(place.path()), again.project());
}

#[test]
fn a_file_inside_a_project_opens_it_and_the_sample_is_copied_once() {
    let place = study();
    let mut fixture = Fixture::new(place.path(), "");
    let last = on_disk(place.path()).articles().last().expect("article").id.clone();
    let file =
        place.path().join("study").join(store::relative(&obelus::model::FileKey::Article(last.clone())));
    fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![file])));
    fixture
        .until("open", |program| program.state.reading().is_some_and(|reading| reading.article.id == last));
    fixture.until("loaded", |program| !program.is_working());
    assert_eq!(fixture.project(), &on_disk(place.path()), "opened part by part or at once, it is the same");
    fixture.act(Action::OpenSample);
    let sample = place.path().join("data/sample");
    fixture.until("sample", |program| {
        program.state.session.as_ref().is_some_and(|session| session.root == sample)
    });
    fixture.until("loaded", |program| !program.is_working());
    assert!(fixture.project().article_count() > 1);
}

#[test]
fn what_cannot_be_written_is_kept_and_tried_again() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    let folder = place.path().join("study/annotations");
    let aside = place.path().join("aside");
    std::fs::rename(&folder, &aside).expect("moved");
    std::fs::write(&folder, "in the way").expect("written");
    fixture.tag(2);
    fixture.until("failed", |program| Fixture::failure(program).is_some());
    assert!(fixture.program.state.notices.iter().any(|notice| notice.kind == NoticeKind::Problem));
    assert!(!fixture.program.is_saved());
    std::fs::remove_file(&folder).expect("removed");
    std::fs::rename(&aside, &folder).expect("moved back");
    fixture.until("saved again", Program::is_saved);
    assert_eq!(Fixture::failure(&fixture.program), None);
    assert_eq!(&on_disk(place.path()), fixture.project());
}

#[test]
fn a_folder_that_was_moved_away_does_not_come_into_being_anew() {
    let place = study();
    let (root, aside) = (place.path().join("study"), place.path().join("aside"));
    let mut fixture = Fixture::open(place.path(), "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    std::fs::rename(&root, &aside).expect("moved");
    fixture.tag(2);
    fixture.until("failed", |program| Fixture::failure(program).is_some());
    assert!(!root.exists());
    // A drive that was disconnected leaves the empty folder that it was seen in.
    std::fs::create_dir(&root).expect("made");
    fixture.act(Action::SaveNow);
    fixture.act(Action::SaveNow);
    fixture.tag(0);
    assert_eq!(std::fs::read_dir(&root).expect("read").count(), 0);
    std::fs::remove_dir(&root).expect("removed");
    std::fs::rename(&aside, &root).expect("moved back");
    fixture.until("saved again", Program::is_saved);
    assert_eq!(&on_disk(place.path()), fixture.project());
    assert_clean(place.path());
}

#[test]
fn a_lease_that_the_system_refused_is_taken_later() {
    let place = study();
    let lease = place.path().join("study/annotations/ada/.open");
    std::fs::create_dir_all(&lease).expect("in the way");
    let mut first = Fixture::open(place.path(), "Ada");
    first.tag(1);
    first.until("saved", Program::is_saved);
    std::fs::remove_dir(&lease).expect("removed");
    first.until("taken", |_| lease.is_file());
    let second = Fixture::open(place.path(), "Ada");
    assert!(second.program.state.session.as_ref().is_some_and(|session| session.held_by.is_some()));
}

#[test]
fn a_second_window_only_reads_until_the_first_lets_go() {
    let place = study();
    let mut first = Fixture::open(place.path(), "Ada");
    first.tag(2);
    first.until("saved", Program::is_saved);
    let mut second = Fixture::open(place.path(), "Ada");
    let held =
        |program: &Program| program.state.session.as_ref().is_some_and(|session| session.held_by.is_some());
    assert!(held(&second.program) && !held(&first.program));
    second.tag(0);
    assert!(second.program.is_saved(), "nothing was changed");
    first.tag(1);
    let left = first.project().clone();
    first.act(Action::CloseProject);
    first.until("closed", Program::is_saved);
    first.program.finish(Duration::from_secs(10)).expect("saved");
    second.program.dispatch(Command::Saving(SavingCommand::RetryLease));
    second.until("free", |program| {
        !held(program) && !program.is_working() && program.state.reading().is_some()
    });
    assert_eq!(second.project(), &left, "read again");
    second.tag(0);
    second.until("saved", Program::is_saved);
    assert_eq!(&on_disk(place.path()), second.project());
}

/// What a child of this test program is to do, and where.
const PART: &str = "OBELUS_TEST_PART";
const PLACE: &str = "OBELUS_TEST_PLACE";

fn child(part: &str, place: &Path, before: &str) -> Child {
    let program = std::env::current_exe().expect("this program");
    let mut command = if before.is_empty() {
        std::process::Command::new(program)
    } else {
        let mut shell = std::process::Command::new("sh");
        shell.arg("-c").arg(format!("{before}; exec \"$0\" \"$@\"")).arg(program);
        shell
    };
    command.args(["--exact", "shell::part_of_a_child", "--nocapture"]);
    command.env(PART, part).env(PLACE, place).stdout(Stdio::null()).stderr(Stdio::inherit());
    command.spawn().expect("a child")
}

/// Does nothing unless this program was started as a child of another test.
#[test]
fn part_of_a_child() {
    let (Ok(part), Some(place)) = (std::env::var(PART), std::env::var_os(PLACE)) else { return };
    let place = PathBuf::from(place);
    match part.as_str() {
        "counter" => counter(&place),
        "small-files" => small_files(&place),
        other => panic!("no part {other}"),
    }
}

fn millis() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis()
}

fn count_of(project: &Project) -> u64 {
    let sets = project.sets().map(|(_, set)| set);
    let memos =
        sets.flat_map(|set| set.iter().filter_map(|annotation| annotation.memo.clone()).collect::<Vec<_>>());
    memos.filter_map(|memo| memo.text.parse().ok()).max().unwrap_or_default()
}

/// Tags and counts on in a memo until it is killed; tells when each number was given.
fn counter(place: &Path) {
    use std::io::Write as _;
    let mut fixture = Fixture::open(place, "Ada");
    fixture.tag(1);
    let mut log = std::fs::File::options().append(true).create(true).open(place.join("log")).expect("log");
    let first = count_of(fixture.project());
    let end = Instant::now() + Duration::from_secs(60);
    for count in first + 1.. {
        fixture.note(&count.to_string());
        fixture.tag(count as usize);
        writeln!(log, "{count} {}", millis()).expect("log");
        fixture.program.pump();
        std::thread::sleep(Duration::from_millis(count % 40));
        assert!(Instant::now() < end, "was not killed");
    }
}

#[test]
fn killed_at_any_moment_the_files_are_sound_and_the_work_comes_back() {
    let rounds = std::env::var("OBELUS_TEST_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(8_u64);
    let place = study();
    let random = std::hash::RandomState::new();
    let (mut lost_in_files, mut late, mut lost, mut late_lines) = (0, 0, 0, 0);
    for round in 0..rounds {
        let mut killed = child("counter", place.path(), "");
        std::thread::sleep(Duration::from_millis(200 + random.hash_one(round) % 1500));
        let at = millis();
        killed.kill().expect("killed");
        killed.wait().expect("ended");
        let log = std::fs::read_to_string(place.path().join("log")).unwrap_or_default();
        let given = log
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(count, moment)| Some((count.parse::<u64>().ok()?, moment.parse::<u128>().ok()?)));
        let given: Vec<_> = given.collect();
        let all = given.last().map_or(0, |(count, _)| *count);
        let before = |end: u128, age: u128| {
            let mut old = given.iter().rev().filter(|(_, moment)| moment + age < end);
            old.next().map_or(0, |(count, _)| *count)
        };
        let by = |age: u128| before(at, age);
        // Until it last did something: a machine that stands still stops it too.
        let while_it_ran = |age: u128| before(given.last().map_or(at, |(_, moment)| *moment), age);
        assert_clean(place.path());
        let kept = count_of(&on_disk(place.path()));
        // A second is what the files take on a machine with nothing else to do; this one may be building.
        late += u32::from(kept < by(1000));
        assert!(kept >= by(5000), "round {round}: {kept} on disk, {} was given before", by(5000));
        lost_in_files += u32::from(kept < all);
        let mut fixture = Fixture::open(place.path(), "Ada");
        let back = count_of(fixture.project());
        // Lines wait for the journal while a file is being written.
        late_lines += u32::from(back < by(1000));
        assert!(
            back >= kept && back >= while_it_ran(1000) && back >= by(5000),
            "round {round}: {back} came back of {all}"
        );
        lost += u32::from(back < all);
        fixture.until("saved", Program::is_saved);
        assert_eq!(&on_disk(place.path()), fixture.project(), "round {round}");
        fixture.program.finish(Duration::from_secs(10)).expect("saved");
    }
    println!(
        "{rounds} kills: {lost_in_files} with work not yet in the files, {late} of it older than a second, \
         {lost} with the last steps not in the journal, {late_lines} of them older than a second"
    );
}

#[test]
fn articles_confirmed_without_a_project_get_one_and_never_twice() {
    let place = tempfile::tempdir().expect("folder");
    let file = place.path().join("a.txt");
    std::fs::write(&file, "The lab opened in June. It is a gamble.").expect("written");
    for _ in 0..2 {
        let mut fixture = Fixture::new(place.path(), "Ada");
        fixture.program.dispatch(Command::Project(ProjectCommand::OpenPaths(vec![file.clone()])));
        fixture.until("drafted", |program| program.state.intake.is_some());
        fixture.program.dispatch(Command::Intake(IntakeCommand::Confirm));
        fixture.until("open", |program| program.state.reading().is_some() && program.state.intake.is_none());
        fixture.until("saved", Program::is_saved);
        assert_eq!(fixture.project().articles().count(), 1);
        fixture.program.finish(Duration::from_secs(10)).expect("saved");
    }
    let root = place.path().join("documents/Obelus/My articles");
    let project = store::open(&root, &Progress::new()).expect("opens").value;
    assert_eq!(project.articles().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_the_work_kept() {
    let place = study();
    let mut full = child("small-files", place.path(), "trap '' XFSZ; ulimit -f 40");
    assert!(full.wait().expect("ended").success());
    assert_clean(place.path());
    assert_eq!(count_of(&on_disk(place.path())), 7);
}

/// Runs where no file can grow over 20 kB.
fn small_files(place: &Path) {
    let mut fixture = Fixture::open(place, "Ada");
    fixture.tag(1);
    fixture.until("saved", Program::is_saved);
    let before = on_disk(place);
    fixture.note(&"long ".repeat(10_000));
    fixture.until("failed", |program| Fixture::failure(program).is_some());
    assert_eq!(on_disk(place), before, "the old file is whole");
    assert!(!fixture.program.is_saved());
    fixture.note("7");
    fixture.until("saved again", Program::is_saved);
    assert_eq!(Fixture::failure(&fixture.program), None);
}
