//! REFI-QDA: exact output, the traps of the format, and what other programs write.

use super::super::tests::projects::{project, torture};
use super::*;
use crate::base::{AnnotationId, Issue, Progress, Timestamp};
use crate::formats::plan;
use crate::formats::shared::identifiers;
use crate::formats::{
    ExportOptions, ImportOptions, ImportedAnnotation, ImportedDocument, MemorySink, OffsetUnit, Scope,
    export, guess,
};
use crate::model::{Annotation, AnnotationSet, Body, LabelMapping, Memo, Project, SetKey};
use std::io::{Cursor, Read as _, Write as _};
use std::sync::Arc;

fn exported(
    format: &dyn Format,
    project: &Project,
    options: &ExportOptions,
) -> (Vec<(String, Vec<u8>)>, super::super::LossLog) {
    let mut memory = MemorySink::default();
    let log =
        export(format, project, &Scope::default(), options, &mut memory, &Progress::new()).expect("exported");
    (memory.files, log)
}

/// The files in a zip, as text.
fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let names: Vec<String> = zip.file_names().map(|name| name.expect("name").into_owned()).collect();
    let mut text = |name: &String| {
        let mut text = String::new();
        zip.by_name(name).expect("a file").read_to_string(&mut text).expect("UTF-8");
        (name.clone(), text)
    };
    names.iter().map(&mut text).collect()
}

fn qde(files: &[(String, Vec<u8>)]) -> String {
    unpacked(&files[0].1).into_iter().find(|(name, _)| name == "project.qde").expect("the project").1
}

/// A project with one annotator's annotations on one text.
fn tiny(text: &str, annotations: Vec<Annotation>) -> Project {
    let mut tiny = project(&[text.to_owned()]);
    let set = AnnotationSet::from_annotations(annotations.into_iter().map(Arc::new).collect());
    let key = SetKey { annotator: "ada".parse().expect("id"), article: "article-0".parse().expect("id") };
    tiny.load_set(key, Arc::new(set));
    tiny
}

fn annotation(number: u64, (start, end): (u32, u32), body: Body, memo: &str) -> Annotation {
    let span = crate::text::Span::new(start, end).expect("a span");
    let mut made = Annotation::new(AnnotationId(number), span, body, Timestamp(1_751_535_000));
    made.memo = (!memo.is_empty()).then(|| Box::new(Memo { text: memo.to_owned(), question: false }));
    made
}

fn code(id: &str) -> Body {
    Body::Code(id.parse().expect("an identifier"))
}

/// A zip as another program writes it.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in files {
        zip.start_file(*name, options).expect("begun");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

fn reads(bytes: Vec<u8>) -> Checked<ImportedData> {
    let files = [("x.qdpx".to_owned(), bytes)];
    let input = Input { files: &files, progress: &Progress::new() };
    assert!(Qdpx.recognises(&input));
    Qdpx.import(&input).expect("read")
}

/// A foreign project of one text, with these elements around and in its source.
fn imported(around: &str, attributes: &str, inside: &str, text: &[u8]) -> Checked<ImportedData> {
    let xml = format!(
        r##"<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:0:4" name="p" {attributes}>
<Users><User guid="{{11111111-1111-4111-8111-11111111111A}}" name="Amélie" id="AM"/><User guid="12222222-1111-4111-8111-11111111111a" name="Bo"/></Users>
<CodeBook><Codes><Code guid="21111111-1111-4111-8111-111111111111" name="Frames" isCodable="false"><Code guid="22222222-1111-4111-8111-111111111111" name="Conflict" isCodable="true" color="#f00"><Description>Who against whom</Description><Code guid="23333333-1111-4111-8111-111111111111" name="War" isCodable="true"/></Code></Code></Codes></CodeBook>
{around}<Sources><TextSource guid="31111111-1111-4111-8111-111111111111" name="Text 1" plainTextPath="internal://31111111-1111-4111-8111-111111111111.txt">{inside}</TextSource></Sources>
</Project>"##
    );
    reads(packed(&[
        ("sources/.root", b""),
        ("Some Study.QDE", xml.as_bytes()),
        ("Sources/31111111-1111-4111-8111-111111111111.TXT", text),
    ]))
}

fn selection(name: &str, start: u32, end: u32, inside: &str) -> String {
    format!(
        r#"<PlainTextSelection guid="4{start:07}-1111-4111-8111-{end:012}" name="{name}" startPosition="{start}" endPosition="{end}" creatingUser="{{11111111-1111-4111-8111-11111111111a}}">{inside}</PlainTextSelection>"#
    )
}

const CONFLICT: &str = r#"<Coding guid="51111111-1111-4111-8111-111111111111"><CodeRef targetGUID="{22222222-1111-4111-8111-111111111111}"/></Coding>"#;
const WAR: &str = r#"<Coding guid="52222222-1111-4111-8111-111111111111" creatingUser="12222222-1111-4111-8111-11111111111A"><CodeRef targetGUID="23333333-1111-4111-8111-111111111111"/></Coding>"#;

/// Annotator, label, words and memo.
type Said<'a> = (&'a str, &'a str, &'a str, &'a str);

fn said(mark: &ImportedAnnotation) -> Said<'_> {
    (&mark.annotator, &mark.label, mark.exact.as_deref().unwrap_or_default(), &mark.memo)
}

fn marks(document: &ImportedDocument) -> Vec<Said<'_>> {
    document.marks.iter().map(said).collect()
}

#[test]
fn a_selection_is_written_exactly() {
    let claim = Body::Claim("ada/llama4-failure".parse().expect("id"));
    let project = tiny(
        "😊 Officials said <so>.",
        vec![annotation(7, (5, 14), code("opinion"), "loud & \"clear\""), annotation(8, (5, 14), claim, "")],
    );
    let (files, _) = exported(&Qdpx, &project, &ExportOptions::default());
    let all = unpacked(&files[0].1);
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let source = identifiers::guid(&["torture", "source", "article-0"]);
    assert_eq!(names, [&format!("sources/{source}.txt"), "project.qde"]);
    assert_eq!(all[0].1, "😊 Officials said <so>.");
    let xml = qde(&files);
    let lines: Vec<&str> = xml.lines().collect();
    let user = identifiers::guid(&["torture", "user", "ada"]);
    let guid = block::numbered(7, &source, &user);
    let at = lines.iter().position(|line| line.contains(&guid)).expect("the selection");
    let coding = identifiers::guid(&["coding", &guid]);
    let opinion = identifiers::guid(&["torture", "code", "opinion"]);
    assert_eq!(
        lines[at..at + 4],
        [
            format!(
                "<PlainTextSelection guid=\"{guid}\" name=\"Officials\" startPosition=\"2\" endPosition=\"11\" \
                 creatingUser=\"{user}\" creationDateTime=\"2025-07-03T09:30:00Z\" \
                 modifiedDateTime=\"2025-07-03T09:30:00Z\">"
            ),
            "<Description>loud &amp; \"clear\"</Description>".to_owned(),
            format!(
                "<Coding guid=\"{coding}\" creatingUser=\"{user}\" creationDateTime=\"2025-07-03T09:30:00Z\">"
            ),
            format!("<CodeRef targetGUID=\"{opinion}\"/></Coding></PlainTextSelection>"),
        ]
    );
    assert!(xml.starts_with(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\""
    ));
    assert!(xml.contains(&format!("origin=\"{ORIGIN}\"")));
    assert!(xml.contains("name=\"LLaMA4 failure 😊\" isCodable=\"true\""), "claims are codes");
    let order = ["<Users>", "<CodeBook>", "<Variables>", "<Sources>", "</Project>"];
    assert!(order.windows(2).all(|two| xml.find(two[0]) < xml.find(two[1])));
}

#[test]
fn nothing_empty_is_written() {
    let empty =
        Project::new("p".parse().expect("id"), "P".to_owned(), Arc::new(crate::store::builtin_codebook()));
    let xml = qde(&exported(&Qdpx, &empty, &ExportOptions::default()).0);
    for name in ["Users", "Variables", "Sources", "Notes", "Links", "Description><"] {
        assert!(!xml.contains(&format!("<{name}>")), "{name}");
    }
}

#[test]
fn a_second_note_on_a_passage_has_a_code() {
    let notes = vec![annotation(1, (0, 5), Body::Note, "one"), annotation(2, (0, 5), Body::Note, "two")];
    let project = tiny("Words here.", notes);
    let (files, _) = exported(&Qdpx, &project, &ExportOptions::default());
    let xml = qde(&files);
    assert_eq!(xml.matches("<PlainTextSelection ").count(), 2);
    assert_eq!(xml.matches("<Coding ").count(), 1, "QualCoder fails on two without");
    let read = reads(files[0].1.clone());
    assert_eq!(
        marks(&read.value.documents[0]),
        [("ada", "note", "Words", "one"), ("ada", "note", "Words", "two")]
    );
    assert!(read.value.codes.iter().all(|code| code.label != "note"));
}

#[test]
fn memos_may_look_like_anything() {
    let nasty = [
        "[Obelus]",
        "[Obelus]\nquestion: yes",
        "a\n\n[Obelus]\nquestion: yes",
        "a\n\n[Obelus]\n\n[Obelus]",
        "a\n\n[Obelus] is a program",
        "\n\n[Obelus]",
        "ends\n",
        " \r\n<b>&amp;]]>",
        "back\\slash \\n",
    ];
    let values = [("voice".to_owned(), "a\\b\nc: d".to_owned()), ("empty".to_owned(), String::new())];
    for memo in nasty {
        for values in [&values[..], &[]] {
            let joined = block::join(memo, values);
            let (words, read) = block::split(&joined);
            assert_eq!((words, read.unwrap_or_default().as_slice()), (memo, values), "{memo:?}");
        }
    }
    let all = nasty.iter().zip(1..).map(|(memo, number)| annotation(number, (0, 5), code("opinion"), memo));
    let project = tiny("Words here.", all.collect());
    let (files, log) = exported(&Qdpx, &project, &ExportOptions::default());
    let read = reads(files[0].1.clone());
    let memos: Vec<&str> = read.value.documents[0].marks.iter().map(|mark| mark.memo.as_str()).collect();
    assert_eq!(memos, nasty);
    assert_eq!(log.count(Feature::Controls), 0);
}

#[test]
fn control_characters_are_replaced_and_told() {
    let project =
        tiny("Words\u{1} here.", vec![annotation(1, (0, 6), code("opinion"), "a\u{0}b\u{b}\u{fffe}c\td")]);
    let (files, log) = exported(&Qdpx, &project, &ExportOptions::default());
    assert_eq!(log.count(Feature::Controls), 1);
    let read = reads(files[0].1.clone());
    let document = &read.value.documents[0];
    assert_eq!(marks(document), [("ada", "opinion", "Words\u{1}", "a\u{fffd}b\u{fffd}\u{fffd}c\td")]);
    assert_eq!(document.text.as_deref(), Some("Words\u{1} here."), "the text keeps its characters");
}

#[test]
fn numbers_come_back_from_guids_and_only_from_ours() {
    for number in [0, 1, u64::MAX, 0x0123_4567_89ab_cdef] {
        let guid = block::numbered(number, "source", "user");
        assert_eq!(block::number_in(&guid, "source", "user"), Some(number));
        assert_eq!(block::number_in(&guid, "source", "other"), None);
        assert_eq!(guid.len(), 36);
        assert_eq!(
            (guid.as_bytes()[14], b"89ab".contains(&guid.as_bytes()[19])),
            (b'8', true),
            "version 8: {guid}"
        );
    }
    assert_eq!(block::number_in(&identifiers::guid(&["x"]), "source", "user"), None);
}

#[test]
fn names_are_cut_and_on_one_line() {
    let long = "one two\nthree ".repeat(9);
    let project = tiny(
        &long,
        vec![annotation(1, (0, 100), code("opinion"), ""), annotation(2, (0, 13), code("opinion"), "")],
    );
    let xml = qde(&exported(&Qdpx, &project, &ExportOptions::default()).0);
    assert!(xml.contains(" name=\"one two three one two three one two three one two three one…\""), "{xml}");
    assert!(xml.contains(" name=\"one two three\""));
}

#[test]
fn code_names_are_unique_over_the_tree() {
    let mut names = codes::UniqueNames::default();
    let all = [("Fact", ""), ("fact", "Stance"), ("Fact", "Stance"), ("  a \n b ", ""), ("", "")];
    let made = all.map(|(name, group)| names.unique(name, group));
    assert_eq!(made, ["Fact", "Stance / fact", "Stance / Fact (2)", "a b", "Unnamed"]);
}

#[test]
fn colours_are_those_of_the_light_theme() {
    for colour in crate::model::palette::palette() {
        assert_eq!(crate::formats::shared::colours::hex(colour.name), colour.light, "{}", colour.name);
    }
    assert_eq!(crate::model::palette::palette().len(), 16);
}

#[test]
fn crlf_is_for_texts_only_and_is_read_again() {
    let options = ExportOptions { switches: vec![CRLF.to_owned()], ..ExportOptions::default() };
    let project = torture();
    let (files, _) = exported(&Qdpx, &project, &options);
    let all = unpacked(&files[0].1);
    let text = project.articles().next().expect("an article").text.as_str();
    assert_eq!(all[0].1, text.replace('\n', "\r\n"));
    let plain = exported(&Qdpx, &project, &ExportOptions::default()).0;
    assert_eq!(qde(&files), qde(&plain), "positions do not change");
    let (crlf, lf) = (reads(files[0].1.clone()), reads(plain[0].1.clone()));
    assert!(crlf.issues.is_empty() && crlf.value == lf.value);
}

#[test]
fn without_texts_the_digest_says_which_article_it_is() {
    let options = ExportOptions { texts: false, ..ExportOptions::default() };
    let project = torture();
    let (files, _) = exported(&Qdpx, &project, &options);
    let all = unpacked(&files[0].1);
    assert_eq!(all.len(), 1);
    assert!(!all[0].1.contains("plainTextPath") && !all[0].1.contains("<PlainTextSelection name"));
    let read = reads(files[0].1.clone());
    assert_eq!(read.issues, []);
    let plan = plan(
        &project,
        &read.value,
        &guess(&project, &read.value, &LabelMapping::default()),
        &ImportOptions::default(),
    );
    assert_eq!((plan.new, plan.edits.len(), plan.issues.len()), (0, 0, 0), "all is there already");
}

#[test]
fn foreign_codes_groups_and_people_are_read() {
    let text = "War and conflict, they said.";
    let inside = [
        selection("War", 0, 3, &[CONFLICT, WAR].concat()),
        selection("", 8, 16, "<Description>only\na memo</Description>"),
    ];
    let read = imported("", "origin=\"MAXQDA\"", &inside.concat(), text.as_bytes());
    assert_eq!(read.issues, []);
    let document = &read.value.documents[0];
    assert_eq!(
        marks(document),
        [("AM", "Conflict", "War", ""), ("Bo", "War", "War", ""), ("AM", "note", "conflict", "only\na memo")]
    );
    assert_eq!((document.name.as_str(), document.metadata.title.as_str()), ("Text 1", "Text 1"));
    let people: Vec<_> =
        read.value.annotators.iter().map(|one| (one.key.as_str(), one.name.as_str())).collect();
    assert_eq!(people, [("AM", "Amélie"), ("Bo", "Bo")]);
    let codes = &read.value.codes;
    assert_eq!((codes[0].label.as_str(), codes[0].colour.as_str()), ("Conflict", "#f00"));
    assert_eq!(codes[0].definition, "Who against whom");
    assert_eq!(
        (codes[1].label.as_str(), &codes[1].groups),
        ("War", &vec!["Frames".to_owned(), "Conflict".to_owned()])
    );
}

#[test]
fn positions_are_read_as_their_program_counts() {
    let check = |origin: &str, text: &[u8], (name, start, end): (&str, u32, u32), want: &str| {
        let inside = selection(name, start, end, CONFLICT);
        let read = imported("", &format!("origin=\"{origin}\""), &inside, text);
        let document = &read.value.documents[0];
        assert_eq!(marks(document), [("AM", "Conflict", "two words", "")], "{origin} {name} {start}");
        let text = document.text.as_deref().expect("a text");
        let at = text.find("two words").expect("there");
        assert_eq!(document.marks[0].start as usize, text[..at].chars().count());
        assert_eq!(document.unit, Some(OffsetUnit::CodePoints));
        let said: Vec<String> = read.issues.iter().map(|issue| issue.message.english()).collect();
        let words = format!("The positions in “Text 1” are read as {want}.");
        let want = if want.is_empty() { Vec::new() } else { vec![words.as_str()] };
        assert_eq!(said, want);
    };
    let own_ends = "code points of the text as the file has it";
    let crlf = b"one\r\n\r\ntwo words\r\n";
    check("NVivo", crlf, ("two words", 7, 16), own_ends);
    check("NVivo", crlf, ("two words", 5, 14), "");
    let mixed = b"one\r\rand\n\r\ntwo words\r\n";
    check("NVivo", mixed, ("", 11, 20), own_ends);
    // Without a name the edges of words tell, and the program when those do not.
    check("NVivo", crlf, ("", 7, 16), own_ends);
    check("NVivo", crlf, ("Quote 1", 5, 14), "");
    check("ATLAS.ti 25", crlf, ("", 5, 14), "");
    check(
        "NVivo",
        "\u{feff}one two words".as_bytes(),
        ("two words", 5, 14),
        "code points of the text as the file has it",
    );
    check("NVivo", "\u{feff}one two words".as_bytes(), ("two words", 4, 13), "");
    check("NVivo", "😊 two words".as_bytes(), ("two words", 3, 12), "UTF-16 units");
    check("NVivo", "😊 two words".as_bytes(), ("two wo...", 3, 12), "UTF-16 units");
    let utf16 = std::iter::once(0xfeff).chain("one two words".encode_utf16());
    let utf16: Vec<u8> = utf16.flat_map(u16::to_le_bytes).collect();
    check("NVivo", &utf16, ("two words", 4, 13), "");
}

#[test]
fn groups_that_are_given_are_codes() {
    let coding = CONFLICT.replace("22222222", "21111111");
    let read = imported("", "", &selection("War", 0, 3, &coding), b"War and conflict.");
    assert_eq!(marks(&read.value.documents[0]), [("AM", "Frames", "War", "")]);
    assert_eq!(read.issues, []);
}

#[test]
fn notes_of_nvivo_and_qualcoder_become_comments() {
    let link = r#"<Notes><Note guid="61111111-1111-4111-8111-111111111111" name="n"><PlainTextContent>linked</PlainTextContent></Note>
        <Note guid="62222222-1111-4111-8111-111111111111" creatingUser="12222222-1111-4111-8111-11111111111a"><PlainTextContent>Tom & Jerry</PlainTextContent><PlainTextSelection guid="63333333-1111-4111-8111-111111111111" startPosition="4" endPosition="7"/></Note>
        <Note guid="64444444-1111-4111-8111-111111111111"><PlainTextContent>referred to</PlainTextContent></Note>
        <Note guid="65555555-1111-4111-8111-111111111111" name="Journal"><PlainTextContent>a diary</PlainTextContent></Note></Notes>
        <Links><Link guid="66666666-1111-4111-8111-111111111111" originGUID="61111111-1111-4111-8111-111111111111" targetGUID="40000000-1111-4111-8111-000000000003"/></Links>"#;
    let inside = [
        selection("", 0, 3, ""),
        selection(
            "",
            8,
            16,
            &format!(
                "<Description>own</Description>{CONFLICT}<NoteRef targetGUID=\"64444444-1111-4111-8111-111111111111\"/>"
            ),
        ),
        "<NoteRef targetGUID=\"62222222-1111-4111-8111-111111111111\"/>".to_owned(),
    ];
    let read = imported(link, "", &inside.concat(), b"War and conflict.");
    assert_eq!(
        marks(&read.value.documents[0]),
        [
            ("AM", "note", "War", "linked"),
            ("AM", "Conflict", "conflict", "own\n\nreferred to"),
            ("Bo", "note", "and", "Tom & Jerry")
        ]
    );
    let issues: Vec<String> = read.issues.iter().map(|issue| issue.message.english()).collect();
    assert_eq!(issues, ["Not read: 1 × Note that belongs to no passage."]);
}

#[test]
fn variables_of_sources_and_of_cases_are_read() {
    let around = r#"<Variables><Variable guid="71111111-1111-4111-8111-111111111111" name="Newspaper" typeOfVariable="Text"/><Variable guid="72222222-1111-4111-8111-111111111111" name="Date" typeOfVariable="Date"/><Variable guid="73333333-1111-4111-8111-111111111111" name="Mood" typeOfVariable="Text"/></Variables>
        <Cases><Case guid="22222222-1111-4111-8111-111111111111" name="Case"><VariableValue><VariableRef targetGUID="72222222-1111-4111-8111-111111111111"/><DateValue>2025-07-03</DateValue></VariableValue><SourceRef targetGUID="31111111-1111-4111-8111-111111111111"/></Case></Cases>"#;
    let value = |guid: &str, value: &str| {
        format!(
            "<VariableValue><VariableRef targetGUID=\"{guid}\"/><TextValue>{value}</TextValue></VariableValue>"
        )
    };
    let inside = [
        selection("", 0, 3, CONFLICT),
        value("71111111-1111-4111-8111-111111111111", "The &lt;Daily&gt;"),
        value("73333333-1111-4111-8111-111111111111", "sad"),
    ];
    let read = imported(around, "", &inside.concat(), b"War and conflict.");
    let document = &read.value.documents[0];
    assert_eq!(document.metadata.outlet, "The <Daily>");
    assert_eq!(document.metadata.published.date, "2025-07-03");
    assert_eq!(marks(document), [], "the code is a case of NVivo");
    let issues: Vec<String> = read.issues.iter().map(|issue| issue.message.english()).collect();
    assert_eq!(issues, ["Not read: 1 × value of the variable “Mood”."]);
}

#[test]
fn what_is_not_read_is_said() {
    let around = "<Sources><PictureSource guid=\"1\" name=\"p\"/><VideoSource guid=\"2\"/><PDFSource guid=\"3\" name=\"A PDF\"><PDFSelection guid=\"4\"><Representation guid=\"6\" plainTextPath=\"no\"/></PDFSelection><Representation guid=\"5\"><PlainTextContent>of a PDF</PlainTextContent></Representation></PDFSource><PDFSource guid=\"7\"/><TextSource guid=\"8\" name=\"rich\" richTextPath=\"internal://8.docx\"/></Sources>";
    let inside = [
        selection(
            "",
            0,
            3,
            r#"<Coding guid="9"><CodeRef targetGUID="99999999-1111-4111-8111-111111111111"/></Coding>"#,
        ),
        selection("", 3, 3, CONFLICT),
        selection("", 3, 300, CONFLICT),
        selection("", 4, 7, ""),
    ];
    let read = imported(around, "", &inside.concat(), b"War and conflict.");
    let mut issues: Vec<String> = read.issues.iter().map(|issue| issue.message.english()).collect();
    issues.sort();
    assert_eq!(
        issues,
        [
            "Not read: 1 × PDFSelection.",
            "Not read: 1 × PDFSource without its text.",
            "Not read: 1 × PictureSource.",
            "Not read: 1 × VideoSource.",
            "Not read: 1 × coding with a code that the file does not have.",
            "Not read: 1 × selection without a code or a comment.",
            "Not read: 2 × selection that is empty or outside its text.",
            "“rich” has no plain text in the file.",
        ]
    );
    let names: Vec<_> =
        read.value.documents.iter().map(|one| (one.name.as_str(), one.text.as_deref())).collect();
    assert_eq!(names, [("A PDF", Some("of a PDF")), ("rich", None), ("Text 1", Some("War and conflict."))]);
}

#[test]
fn a_project_that_is_unpacked_is_read() {
    let (files, _) = exported(&Qdpx, &torture(), &ExportOptions::default());
    let whole = reads(files[0].1.clone());
    let all: Vec<(String, Vec<u8>)> = unpacked(&files[0].1)
        .into_iter()
        .map(|(name, text)| (format!("study/{name}"), text.into_bytes()))
        .collect();
    let input = Input { files: &all, progress: &Progress::new() };
    assert!(Qdpx.recognises(&input));
    let read = Qdpx.import(&input).expect("read");
    assert_eq!((read.value.documents, read.issues), (whole.value.documents, whole.issues));
}

fn refused(format: &dyn Format, name: &str, bytes: Vec<u8>) -> Issue {
    let files = [(name.to_owned(), bytes)];
    let read = format.import(&Input { files: &files, progress: &Progress::new() });
    read.expect_err("refused")
}

#[test]
fn bombs_and_depths_are_refused() {
    let deep = format!("<CodeBook><Codes>{}", "<Code guid=\"1\" name=\"a\">".repeat(100_000));
    let issue = refused(&Qdc, "x.qdc", deep.into_bytes());
    assert!(issue.message.english().contains("nested"), "{issue}");
    // 300 MB of spaces in 300 kB: over what such a zip can hold.
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("project.qde", zip::write::SimpleFileOptions::default()).expect("begun");
    zip.write_all(b"<Project>").expect("written");
    let spaces = vec![b' '; 1 << 20];
    (0..300).for_each(|_| zip.write_all(&spaces).expect("written"));
    zip.write_all(b"</Project>").expect("written");
    let issue = refused(&Qdpx, "x.qdpx", zip.finish().expect("finished").into_inner());
    assert!(issue.message.english().contains("“project.qde” unpacks to more than 64 MB"), "{issue}");
    let entities = "<!DOCTYPE CodeBook [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><CodeBook><Codes><Code guid=\"1\" name=\"&b;\"><Description>&b;</Description></Code></Codes></CodeBook>";
    let files = [("x.qdc".to_owned(), entities.as_bytes().to_vec())];
    let read = Qdc.import(&Input { files: &files, progress: &Progress::new() }).expect("read");
    assert_eq!((read.value.codes[0].name.as_str(), read.value.codes[0].definition.as_str()), ("&b;", "&b;"));
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    for (name, bytes, words) in [
        ("x.qdpx", b"PK\x03\x04".to_vec(), "damaged or cut off"),
        ("x.qdpx", packed(&[("a.txt", b"")]), "no .qde file"),
        ("x.qdpx", packed(&[("a.qde", b"<Project><Users>")]), "cut off"),
        ("x.qdpx", packed(&[("a.qde", b"<CodeBook></CodeBook>")]), "“Project” was expected"),
        ("x.qdpx", packed(&[("a.qde", b"<Project><a></b></Project>")]), "broken at byte"),
        ("x.txt", b"words".to_vec(), "no .qdpx file"),
    ] {
        let issue = refused(&Qdpx, name, bytes);
        assert!(issue.message.english().contains(words) && issue.file == name, "{issue}");
    }
}

#[test]
fn codes_of_a_codebook_come_into_a_project() {
    let xml = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"Taguette 1.5\"><Codes><Code guid=\"1\" name=\"Framing\" isCodable=\"true\"><Description>How it is told</Description></Code><Code guid=\"2\" name=\"A\" isCodable=\"0\"><Code guid=\"3\" name=\"Same\" isCodable=\"1\"/></Code><Code guid=\"4\" name=\"B\" isCodable=\"false\"><Code guid=\"5\" name=\"Same\" isCodable=\"true\"/></Code></Codes><Sets/></CodeBook>";
    let files = [("book.qdc".to_owned(), xml.as_bytes().to_vec())];
    let input = Input { files: &files, progress: &Progress::new() };
    assert!(Qdc.recognises(&input) && !Qdpx.recognises(&input));
    let read = Qdc.import(&input).expect("read").value;
    let labels: Vec<&str> = read.codes.iter().map(|code| code.label.as_str()).collect();
    assert_eq!(labels, ["Framing", "A / Same", "B / Same"]);
    let mut target = project(&[]);
    let plan =
        plan(&target, &read, &guess(&target, &read, &LabelMapping::default()), &ImportOptions::default());
    plan.edits.into_iter().for_each(|edit| drop(target.apply(edit).expect("applied")));
    let (layer, code) = target.codebook().code("framing").expect("the code");
    assert_eq!((layer.id.as_str(), code.definition.as_str()), ("imported", "How it is told"));
}

#[test]
fn a_codebook_is_written_exactly() {
    let project = torture();
    let (files, _) = exported(&Qdc, &project, &ExportOptions::default());
    let xml = String::from_utf8(files[0].1.clone()).expect("UTF-8");
    assert_eq!(files[0].0, "codebook.qdc");
    assert!(xml.starts_with(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"{ORIGIN}\">\n<Codes>\n<Code guid=\""
    )));
    assert!(!xml.contains("LLaMA4"), "claims are no part of the codebook");
    let empty = crate::model::Codebook::new("none".to_owned(), 1, Vec::new()).expect("a codebook");
    let empty = Project::new("p".parse().expect("id"), "P".to_owned(), Arc::new(empty));
    let mut memory = MemorySink::default();
    let done =
        export(&Qdc, &empty, &Scope::default(), &ExportOptions::default(), &mut memory, &Progress::new());
    assert!(matches!(done, Err(ExportError::Refused(_))));
    assert!(!qde(&exported(&Qdpx, &empty, &ExportOptions::default()).0).contains("CodeBook"));
}

#[test]
fn roles_claims_and_relations_are_read() {
    let (files, _) = exported(&Qdpx, &torture(), &ExportOptions::default());
    let read = reads(files[0].1.clone()).value;
    let roles: Vec<_> = read.annotators.iter().map(|one| (one.key.as_str(), one.role)).collect();
    let (analyst, lead) = (crate::model::Role::Analyst, crate::model::Role::Adjudicator);
    assert_eq!(roles, [("ada", analyst), ("lead", lead), ("maya", analyst)]);
    let claims: Vec<_> = read.claims.iter().map(|claim| (claim.id.as_str(), claim.label.as_str())).collect();
    assert_eq!(claims.len(), 3);
    assert!(claims.contains(&("maya/llama4-failure", "LLaMA4, failure")));
    assert_eq!(read.relations.len(), 1);
    assert_eq!(
        (read.relations[0].0.as_str(), read.relations[0].1.to.as_str()),
        ("ada", "maya/llama4-failure")
    );
}
