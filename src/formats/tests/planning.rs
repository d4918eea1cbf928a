//! What an import makes of files: labels, articles, places, people.

use super::projects::{id, project, torture};
use crate::base::{AnnotatorId, Timestamp};
use crate::formats::plan;
use crate::formats::{
    AssumedReading, ImportOptions, ImportPlan, ImportedAnnotation, ImportedAnnotator, ImportedCode,
    ImportedData, ImportedDocument, Matched, OffsetUnit, guess,
};
use crate::model::{Body, Edit, History, LabelMapping, LabelTarget, Origin, Project, SetKey, Transaction};

const TEXT: &str = "😊 Officials said the bridge is safe.\nThe 😊 bridge is a flop, said Maya.\n";

fn mark(label: &str, exact: &str, start: u32) -> ImportedAnnotation {
    ImportedAnnotation {
        annotator: "ada".to_owned(),
        label: label.to_owned(),
        start,
        end: start + exact.chars().count() as u32,
        placed: true,
        exact: Some(exact.to_owned()),
        ..ImportedAnnotation::default()
    }
}

/// Where words are, in code points.
fn at(words: &str) -> u32 {
    TEXT[..TEXT.find(words).expect("there")].chars().count() as u32
}

fn imported(text: Option<&str>, marks: Vec<ImportedAnnotation>) -> ImportedData {
    let document = ImportedDocument {
        name: "article-0".to_owned(),
        text: text.map(str::to_owned),
        marks,
        ..ImportedDocument::default()
    };
    ImportedData { source: "theirs.json".to_owned(), documents: vec![document], ..ImportedData::default() }
}

fn here() -> Project {
    project(&[TEXT.to_owned()])
}

fn planned(project: &Project, imported: &ImportedData) -> ImportPlan {
    let mapping = guess(project, imported, &LabelMapping::default());
    plan(project, imported, &mapping, &ImportOptions { now: Timestamp(5), ..ImportOptions::default() })
}

/// What was found, but for what is said of reading in every plan.
fn codes(plan: &ImportPlan) -> Vec<&str> {
    plan.issues.iter().map(|issue| issue.code).filter(|code| *code != "reading-assumed").collect()
}

/// The passages of ada's set after the plan, in reading order, as words.
fn tagged(mut project: Project, plan: &ImportPlan) -> Vec<String> {
    for edit in plan.edits.clone() {
        project.apply(edit).expect("fits");
    }
    let key = SetKey { annotator: id("ada"), article: id("article-0") };
    let text = project.article(&key.article).expect("article").text.clone();
    let set = project.set(&key).cloned().unwrap_or_default();
    set.in_order().into_iter().map(|one| text.slice(one.span).expect("inside").to_owned()).collect()
}

#[test]
fn where_files_do_not_say_what_was_read_it_is_assumed_as_chosen() {
    let data = imported(Some(TEXT), vec![mark("factual", "bridge is safe", at("bridge is safe"))]);
    let read = |project: &mut Project, data: &ImportedData, reading: AssumedReading| {
        let mapping = guess(project, data, &LabelMapping::default());
        let options = ImportOptions { now: Timestamp(5), reading, ..ImportOptions::default() };
        let plan = plan(project, data, &mapping, &options);
        plan.edits.into_iter().for_each(|edit| drop(project.apply(edit).expect("fits")));
        let key = SetKey { annotator: id("ada"), article: id("article-0") };
        let text = project.article(&key.article).expect("article").text.clone();
        let set = project.set(&key).cloned().unwrap_or_default();
        let words = |ranges: &crate::text::RangeSet| -> Vec<String> {
            ranges.iter().map(|span| text.slice(span).expect("inside").trim().to_owned()).collect()
        };
        let issues: Vec<&str> = plan.issues.iter().map(|issue| issue.code).collect();
        (words(set.coverage()), words(set.assumed()), issues.contains(&"reading-assumed"))
    };
    let mut project = here();
    let (coverage, assumed, said) = read(&mut project, &data, AssumedReading::Marked);
    assert_eq!(coverage, ["😊 Officials said the bridge is safe."]);
    assert_eq!((&assumed, said), (&coverage, true));
    // Once more, and chosen otherwise: what was assumed before gives way.
    let (coverage, assumed, _) = read(&mut project, &data, AssumedReading::Whole);
    assert_eq!(coverage, [TEXT.trim()]);
    assert_eq!(assumed, coverage);
    assert_eq!(read(&mut project, &data, AssumedReading::Nothing).0, Vec::<String>::new());
    // What the files say is no assumption.
    let mut finished = data.clone();
    let set =
        crate::formats::ImportedSet { annotator: "ada".to_owned(), finished: true, ..Default::default() };
    finished.documents[0].sets.push(set);
    let (coverage, assumed, said) = read(&mut project, &finished, AssumedReading::Nothing);
    assert_eq!(coverage, [TEXT.trim()]);
    assert!(assumed.is_empty() && !said);
}

#[test]
fn a_mark_that_stands_twice_is_taken_once_and_two_answers_are_said() {
    let passage = "Officials said the bridge is safe.";
    let one = |label: &str| mark(label, passage, at("Officials"));
    let data = imported(Some(TEXT), vec![one("factual"), one("factual"), one("factual"), one("opinion")]);
    let plan = planned(&here(), &data);
    assert_eq!(plan.new, 2);
    assert_eq!(codes(&plan), ["several-answers", "mark-twice"]);
    let twice = plan.issues.iter().find(|issue| issue.code == "mark-twice").expect("said");
    assert!(twice.message.english().starts_with("2 × "), "{}", twice.message);
    assert_eq!(tagged(here(), &plan), [passage, passage]);
}

#[test]
fn labels_are_guessed_by_identifier_name_group_and_synonym() {
    let project = here();
    let code = |id: &str| LabelTarget::Code(super::projects::id(id));
    for (label, want) in [
        ("factual", code("factual")),
        ("Factual", code("factual")),
        ("Statement kind / Opinion", code("opinion")),
        ("objective", code("factual")),
        ("FACT", code("factual")),
        ("Claim", LabelTarget::Claim),
        ("check-worthy", LabelTarget::Claim),
        ("note", LabelTarget::Note),
        ("Loaded Language", LabelTarget::New("Loaded Language".to_owned())),
        ("Frames::Economic", LabelTarget::New("Economic".to_owned())),
    ] {
        let imported = imported(None, vec![mark(label, "said", 0)]);
        let guessed = guess(&project, &imported, &LabelMapping::default());
        assert_eq!(guessed.0[label], want, "{label}");
    }
    let imported = imported(None, vec![mark("F", "said", 0)]);
    let kept = LabelMapping([("F".to_owned(), code("mixed"))].into());
    assert_eq!(guess(&project, &imported, &kept).0["F"], code("mixed"), "as the last time");
    let gone = LabelMapping([("F".to_owned(), code("factual-2"))].into());
    assert_eq!(
        guess(&project, &imported, &gone).0["F"],
        LabelTarget::New("F".to_owned()),
        "the code is gone"
    );
}

#[test]
fn codes_without_a_home_get_one() {
    let project = here();
    let mut imported = imported(Some(TEXT), vec![mark("Loaded Language", "a flop", at("a flop"))]);
    imported.codes.push(ImportedCode {
        label: "Loaded Language".to_owned(),
        name: "Loaded Language".to_owned(),
        definition: "Words that judge.".to_owned(),
        ..ImportedCode::default()
    });
    let plan = planned(&project, &imported);
    let Some(Edit::PutCodebook { codebook }) = plan.edits.first() else { panic!("{:?}", plan.edits) };
    assert_eq!(codebook.version(), project.codebook().version() + 1);
    let (layer, code) = codebook.code("loaded-language").expect("there now");
    assert_eq!((layer.id.as_str(), code.definition.as_str()), ("imported", "Words that judge."));
    assert_eq!(tagged(project, &plan), ["a flop"]);
}

#[test]
fn other_ways_of_counting_are_found_by_the_quotes_and_said() {
    let project = here();
    let bridge = TEXT.find("The 😊").expect("there");
    for unit in OffsetUnit::ALL {
        let text = crate::text::Text::new(TEXT).expect("text");
        let span = crate::text::Span::new(bridge as u32 + 4, bridge as u32 + 15).expect("span");
        let mut mark = mark("factual", "😊 bridge", 0);
        mark.start = unit.of_byte(&text, span.start()).expect("inside");
        mark.end = unit.of_byte(&text, span.end()).expect("inside");
        let plan = planned(&project, &imported(Some(TEXT), vec![mark]));
        let want: &[&str] = if unit == OffsetUnit::CodePoints { &[] } else { &["offset-unit-guessed"] };
        assert_eq!(codes(&plan), want, "{unit:?}");
        assert_eq!(tagged(project.clone(), &plan), ["😊 bridge"], "{unit:?}");
    }
}

#[test]
fn nothing_is_shifted_silently() {
    let project = here();
    for (mark, want, issue) in [
        (mark("factual", "Officials said the bridge", 9), vec!["Officials said the bridge"], "passage-moved"),
        (mark("factual", "the tower is unsafe", 9), vec![], "passage-lost"),
        (ImportedAnnotation { exact: None, end: 9000, ..mark("factual", "x", 4) }, vec![], "bad-place"),
    ] {
        let plan = planned(&project, &imported(Some(TEXT), vec![mark]));
        assert_eq!(codes(&plan), [issue]);
        assert_eq!(tagged(project.clone(), &plan), want, "{issue}");
        assert_eq!(plan.orphans, u64::from(issue == "passage-lost"));
        assert_eq!(plan.left, u64::from(issue == "bad-place"));
    }
}

#[test]
fn another_edition_is_matched_by_name_and_its_passages_by_their_words() {
    let project = here();
    let edition = format!("Updated.\n{TEXT}");
    let shifted = mark("factual", "Officials said the bridge", 11);
    let bare = ImportedAnnotation { exact: None, ..mark("factual", "said", 3) };
    let plan = planned(&project, &imported(Some(&edition), vec![shifted, bare]));
    assert_eq!(plan.articles[0].matched, Matched::Name);
    assert_eq!(codes(&plan), ["bad-place", "passage-moved"], "a place in another text is worth nothing");
    assert_eq!(tagged(project, &plan), ["Officials said the bridge"]);
}

#[test]
fn articles_come_in_with_their_text_or_are_missed() {
    let project = here();
    let mut other = imported(Some("Another text.\r\nEnd.\r\n"), vec![mark("factual", "Another", 0)]);
    other.documents[0].name = "their file 7.txt".to_owned();
    let plan = planned(&project, &other);
    assert_eq!((plan.articles[0].matched, plan.new), (Matched::Added, 1));
    let added = plan.edits.iter().find_map(|edit| match edit {
        Edit::AddArticle { article } => Some(article.text.as_str().to_owned()),
        _ => None,
    });
    assert_eq!(added.as_deref(), Some("Another text.\nEnd.\n"));
    other.documents[0].text = None;
    let plan = planned(&project, &other);
    assert_eq!((plan.articles[0].matched, plan.left), (Matched::Missing, 1));
    assert_eq!(codes(&plan), ["no-article"]);
}

#[test]
fn annotators_keep_their_names_or_become_one() {
    let project = here();
    let mut files = imported(
        Some(TEXT),
        vec![mark("factual", "said", at("said")), mark("opinion", "a flop", at("a flop"))],
    );
    files.documents[0].marks[1].annotator = "user-7".to_owned();
    files.annotators.push(ImportedAnnotator {
        key: "user-7".to_owned(),
        name: "Zoë Q.".to_owned(),
        ..ImportedAnnotator::default()
    });
    let plan = planned(&project, &files);
    let new = AnnotatorId::new("user-7").expect("id");
    assert_eq!(plan.annotators, [("ada".to_owned(), id("ada"), false), ("user-7".to_owned(), new, true)]);
    let all_mine =
        ImportOptions { now: Timestamp(5), as_annotator: Some(id("maya")), ..ImportOptions::default() };
    let plan =
        crate::formats::plan(&project, &files, &guess(&project, &files, &LabelMapping::default()), &all_mine);
    assert!(
        plan.annotators.iter().all(|(_, id, new)| id.as_str() == "maya" && !new),
        "{:?}",
        plan.annotators
    );
}

#[test]
fn what_is_signed_off_stays_and_what_is_there_is_not_doubled() {
    let project = torture();
    let text = project.article(&id("article-0")).expect("there").text.as_str().to_owned();
    let plan = planned(&project, &imported(Some(&text), vec![mark("factual", "Officials", 0)]));
    assert_eq!((codes(&plan), plan.left, plan.new), (vec!["signed-off"], 1, 0));
    assert_eq!(plan.edits, []);
}

#[test]
fn marks_of_other_programs_are_imported_and_one_step_takes_them_back() {
    let mut project = here();
    let before = project.clone();
    let mut files = imported(
        Some(TEXT),
        vec![mark("claim", "the bridge is safe", at("the bridge")), mark("Odd", "flop", at("flop"))],
    );
    files.documents[0].marks[0].memo = "loaded".to_owned();
    let plan = planned(&project, &files);
    assert_eq!(codes(&plan), Vec::<&str>::new());
    let mut history = History::default();
    let step = Transaction {
        label: crate::locale::Message::verbatim("import theirs.json"),
        edits: plan.edits,
        merge_key: None,
    };
    history.commit(&mut project, step).expect("fits");
    let set = project.set(&SetKey { annotator: id("ada"), article: id("article-0") }).expect("there").clone();
    let imported = Origin::Imported { from: "theirs.json".to_owned() };
    assert!(set.iter().all(|one| one.origin == imported), "not made here");
    let claim = set.iter().find_map(|one| match &one.body {
        Body::Claim(claim) => Some(claim.clone()),
        _ => None,
    });
    let claim = project.ledger().claim(&claim.expect("a mention")).expect("created").label.clone();
    assert_eq!(claim, "the bridge is safe");
    history.undo(&mut project).expect("a step").expect("fits");
    assert!(project == before, "one step");
}

#[test]
fn texts_without_names_are_articles_of_their_own() {
    let project = here();
    let lines = b"{\"text\": \"One text.\", \"spans\": [{\"start\": 0, \"end\": 3, \"label\": \"factual\"}]}\n\
        {\"id\": 7, \"text\": \"Two text.\", \"spans\": [{\"start\": 0, \"end\": 3, \"label\": \"factual\"}], \"_annotator_id\": \"bo\"}\n\
        {\"text\": \"Three texts.\", \"spans\": [], \"answer\": \"reject\"}\n";
    let files = vec![("bare.jsonl".to_owned(), lines.to_vec())];
    let input = crate::formats::Input { files: &files, progress: &crate::base::Progress::new() };
    let jsonl = crate::formats::format("jsonl").expect("there");
    let read = crate::formats::read(jsonl, &input).expect("read");
    assert_eq!(read.issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["not-accepted"]);
    let plan = planned(&project, &read.value);
    assert_eq!(codes(&plan), ["annotator-by-file"]);
    let matched: Vec<Matched> = plan.articles.iter().map(|row| row.matched).collect();
    assert_eq!((matched, plan.new), (vec![Matched::Added; 2], 2));
    assert!(plan.annotators.iter().any(|(key, ..)| key == "bo"));
}

#[test]
fn a_short_passage_is_where_its_surroundings_say() {
    let words = "Meta hired. Then Meta left, and Meta denied that the launch had failed.";
    let project = project(&[words.to_owned()]);
    let third = words.rfind("Meta").expect("there") as u32;
    let suffix = " denied that the launch".to_owned();
    let alone = ImportedAnnotation { placed: false, suffix: suffix.clone(), ..mark("factual", "Meta", 0) };
    let astray = ImportedAnnotation { suffix, ..mark("factual", "Meta", 17) };
    for mark in [alone, astray] {
        let plan = planned(&project, &imported(Some(words), vec![mark.clone()]));
        let set = plan.edits.iter().find_map(|edit| match edit {
            Edit::PutSet { set, .. } => set.iter().next().map(|one| one.span.start()),
            _ => None,
        });
        assert_eq!((set, plan.orphans), (Some(third), 0), "{mark:?}");
        assert_eq!(codes(&plan), if mark.placed { vec!["passage-moved"] } else { vec![] });
    }
    let bare = ImportedAnnotation { placed: false, ..mark("factual", "Meta", 0) };
    let plan = planned(&project, &imported(Some(words), vec![bare]));
    assert_eq!((codes(&plan), plan.orphans), (vec!["passage-lost"], 1), "it may be any of three");
}

#[test]
fn places_without_a_text_are_taken_and_said() {
    let project = here();
    let bare = ImportedAnnotation { exact: None, ..mark("factual", "said", at("said")) };
    let plan = planned(&project, &imported(None, vec![bare]));
    assert_eq!(codes(&plan), ["place-unproved"]);
    assert_eq!(tagged(project, &plan), ["said"]);
}

#[test]
fn one_file_for_two_people_has_different_numbers_and_twice_is_once() {
    let project = here();
    let files = imported(Some(TEXT), vec![mark("factual", "said", at("said"))]);
    let number = |who: &str| {
        let options =
            ImportOptions { now: Timestamp(5), as_annotator: Some(id(who)), ..ImportOptions::default() };
        let plan = crate::formats::plan(&project, &files, &LabelMapping::default(), &options);
        plan.edits.iter().find_map(|edit| match edit {
            Edit::PutSet { set, .. } => set.iter().next().map(|one| one.id),
            _ => None,
        })
    };
    assert!(number("ada").is_some() && number("ada") != number("maya"));
    let mut twice = files.clone();
    twice.documents[0].marks[0].id = Some(crate::base::AnnotationId(7));
    twice.documents.push(twice.documents[0].clone());
    let plan = planned(&project, &twice);
    assert_eq!((plan.new, plan.same), (1, 1));
}

#[test]
fn files_of_another_format_are_told() {
    let csv = b"doc_id,annotator,label,start,end,text\na,b,factual,0,1,T\n".to_vec();
    let jsonl = b"{\"id\": \"a\", \"text\": \"T\", \"spans\": []}\n".to_vec();
    let files = vec![("a.csv".to_owned(), csv), ("b.jsonl".to_owned(), jsonl)];
    let input = crate::formats::Input { files: &files, progress: &crate::base::Progress::new() };
    let read = crate::formats::read(crate::formats::format("csv").expect("there"), &input).expect("read");
    let told: Vec<_> = read.issues.iter().filter(|issue| issue.code == "not-read").collect();
    assert_eq!(told.iter().map(|issue| issue.file.as_str()).collect::<Vec<_>>(), ["b.jsonl"]);
}

#[test]
fn a_short_quote_that_stands_where_the_file_says_is_taken_there() {
    let project = here();
    let edition = format!("{TEXT}Updated.\n");
    for text in [None, Some(edition.as_str())] {
        let bare = mark("factual", "said", at("said"));
        // Surroundings of another edition speak against the place; the words are nowhere else.
        let odd = ImportedAnnotation {
            prefix: "as the ministers ".to_owned(),
            ..mark("opinion", "bridge is a flop", at("bridge is a flop"))
        };
        let plan = planned(&project, &imported(text, vec![bare, odd]));
        assert_eq!((codes(&plan), plan.orphans), (vec![], 0), "{text:?}");
        assert_eq!(tagged(project.clone(), &plan), ["said", "bridge is a flop"]);
    }
    let astray = mark("factual", "bridge", at("bridge") - 1);
    let plan = planned(&project, &imported(None, vec![astray]));
    assert_eq!((codes(&plan), plan.orphans), (vec!["passage-lost"], 1), "it may be either");
}

#[test]
fn quotes_are_found_whatever_their_white_space_and_invisible_characters() {
    let words = "The pro\u{ad}gramme costs 5\u{a0}000 euros,\nsays foo\nbar. Is foo\nbar right?";
    let project = project(&[words.to_owned()]);
    let quoted = |exact: &str, prefix: &str, suffix: &str| ImportedAnnotation {
        placed: false,
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        ..mark("factual", exact, 0)
    };
    for (exact, prefix, suffix, want) in [
        ("programme costs", "", "", "pro\u{ad}gramme costs"),
        ("costs 5 000 euros, says", "", "", "costs 5\u{a0}000 euros,\nsays"),
        ("euros,says", "", "", "euros,\nsays"),
        ("foobar", " 5 000 euros, says", "", "foo\nbar"),
        ("foo  bar", "", "", "-"),
        ("foo bar", "bar. Is", "right?", "foo\nbar"),
    ] {
        let plan = planned(&project, &imported(Some(words), vec![quoted(exact, prefix, suffix)]));
        let found = tagged(project.clone(), &plan);
        assert_eq!(found, if want == "-" { vec![] } else { vec![want.to_owned()] }, "{exact:?}");
    }
    let plan = planned(&project, &imported(Some(words), vec![quoted("foo bar", "bar. Is", "right?")]));
    let second = words.rfind("foo").expect("there") as u32;
    let start = plan.edits.iter().find_map(|edit| match edit {
        Edit::PutSet { set, .. } => set.iter().next().map(|one| one.span.start()),
        _ => None,
    });
    assert_eq!(start, Some(second), "the surroundings decide");
}

#[test]
fn where_a_file_leaves_its_counting_open_the_ends_of_words_decide_and_it_is_said() {
    let words = "😊 Officials said the bridge is safe. 😊 Nobody believed Maya.";
    let text = crate::text::Text::new(words).expect("text");
    let place = |unit: OffsetUnit, words: &str| {
        let at = text.as_str().find(words).expect("there") as u32;
        let to = |byte| unit.of_byte(&text, byte).expect("inside");
        let (start, end) = (to(at), to(at + words.len() as u32));
        ImportedAnnotation { exact: None, start, end, ..mark("factual", words, 0) }
    };
    for unit in [OffsetUnit::CodePoints, OffsetUnit::Utf16] {
        let marks = ["Officials", "bridge is safe.", "Maya"].map(|words| place(unit, words)).to_vec();
        let mut data = imported(Some(words), marks);
        data.documents[0].open_unit = true;
        let project = project(&[words.to_owned()]);
        let plan = planned(&project, &data);
        assert_eq!(codes(&plan), ["offset-unit-taken"], "{unit:?}");
        assert_eq!(tagged(project, &plan), ["Officials", "bridge is safe.", "Maya"], "{unit:?}");
        let said = plan.issues.iter().find(|issue| issue.code == "offset-unit-taken").expect("said");
        let said = said.message.english();
        assert!(said.contains(unit.words()), "{said}");
        assert_eq!(said.contains("a guess"), unit == OffsetUnit::Utf16, "{said}");
    }
}
