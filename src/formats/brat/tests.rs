use super::*;
use crate::base::Progress;
use crate::formats::tests::{exported, tiny};
use crate::formats::{Feature, ImportedAnnotation};

fn read(files: &[(&str, &str)]) -> Result<Checked<ImportedData>, Issue> {
    let files: Vec<(String, Vec<u8>)> =
        files.iter().map(|(name, words)| ((*name).to_owned(), words.as_bytes().to_vec())).collect();
    Brat.import(&Input { files: &files, progress: &Progress::new() })
}

fn marks(ann: &str, txt: &str) -> (Vec<ImportedAnnotation>, Vec<String>) {
    let read = read(&[("ada/a.ann", ann), ("ada/a.txt", txt)]).expect("read");
    let issues = read.issues.iter().map(|issue| format!("{} {}", issue.code, issue.place)).collect();
    (read.value.documents.into_iter().flat_map(|one| one.marks).collect(), issues)
}

#[test]
fn a_small_project_is_written_so() {
    let (files, log) = exported(&Brat, &tiny());
    assert_eq!(files["ada/bridge.txt"], "😊 Officials said\n the bridge is safe.\n");
    let want = "T1\tfactual 2 16;18 37\tOfficials said the bridge is safe.\n\
        A1\tquestion T1\n\
        #1\tAnnotatorNotes T1\ttwo\\nlines\n\
        #2\tObelus T1\tobelus_id=0000000000001; origin=made; created=2025-07-03T09:30:00Z; place=2-38\n\
        T2\tclaim 22 28\tbridge\n\
        #3\tObelus T2\tobelus_id=0000000000002; claim=ada/safe; claim_label=Safe\\; sound; origin=made; \
        created=2025-07-03T09:30:00Z\n";
    assert_eq!(files["ada/bridge.ann"], want);
    assert!(files["ada/annotation.conf"].contains("!kind_codes\n\tfactual\n"));
    assert!(files["ada/annotation.conf"].contains("#obelus\ttype\tunit_claims\tunit:claims\n"));
    assert_eq!(log.count(Feature::Blanks), 1);
}

#[test]
fn other_programs_files_are_read() {
    let text = "\u{feff}Merge of YouTube\r\nand Google 😊 end\r\n";
    let ann = "\u{feff}T1\tMerge-org 0 5\tMerge\r\nT2\tOrg 9 16\tYouTube\r\nT3\tOrg 0 5;9 16\tMerge YouTube\r\n\
        E1\tMerge-org:T1 Org-Arg:T2\r\nA1\tConfidence E1 High\r\nM1\tNegation E1\r\n#1\tAnnotatorNotes E1\tsee C:\\new\r\n\
        N1\tReference T2 Wikidata:Q866\tYouTube\r\nR1\tPart Arg1:T2 Arg2:T1\r\n*\tEquiv T1 T2\r\n";
    let (marks, issues) = marks(ann, text);
    assert_eq!(marks.len(), 3);
    assert_eq!(marks[0].label, "Merge-org");
    assert_eq!(marks[0].annotator, "ada");
    assert_eq!(marks[0].memo, "see C:\\new", "only what Obelus wrote has escapes");
    let values: Vec<_> = marks[0].attributes.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(values, [("Confidence", "High"), ("Negation", "yes")]);
    assert_eq!(marks[1].memo, "Reference: Wikidata:Q866 (YouTube)");
    assert_eq!((marks[2].start, marks[2].end), (0, 16));
    assert_eq!(marks[2].exact.as_deref(), Some("Merge of YouTube"));
    assert_eq!(issues, ["in-pieces -", "no-place -", "no-place -", "no-place -"]);
}

#[test]
fn bad_lines_are_named_and_the_rest_is_read() {
    let ann = "T1\tOrg 0 5\tMerge\nT2 Org 0 5\nT3\tOrg 5 0\tx\nT4\tOrg 0\tx\nX\ty\nA1\tConfidence\nT1\tOrg 0 2\tMe\n";
    let (marks, issues) = marks(ann, "Merge");
    assert_eq!(marks.len(), 1);
    let lines = ["2:1", "3:1", "4:1", "5:1", "6:1", "7:1"].map(|line| format!("bad-line {line}"));
    assert_eq!(issues, lines);
    assert!(read(&[("a.ann", "nonsense\twords")]).is_err());
}

#[test]
fn a_note_does_not_bring_back_a_place_that_somebody_changed() {
    let note = "#1\tObelus T1\tplace=0-6\n";
    let (marks, _) =
        marks(&format!("T1\tOrg 0 5\tMerge\n{note}T2\tOrg 1 5\terge\n#2\tObelus T2\tplace=0-6"), "Merge\n");
    assert_eq!((marks[0].start, marks[0].end), (0, 6));
    assert_eq!((marks[1].start, marks[1].end), (1, 5));
}

#[test]
fn types_groups_names_and_colours_are_known() {
    let conf = "[entities]\n!Thing\n\tOrg\n\t\tNews_org\nPerson\n[relations]\nPart Arg1:Org, Arg2:Org\n[events]\nMerge Org-Arg:Org\n";
    let look = "[labels]\nOrg | Organisation | Org.\n[drawing]\nOrg\tfgColor:black, bgColor:#FFccaa\n";
    let files =
        [("a.ann", "T1\tOrg 0 1\tx\n"), ("a.txt", "x"), ("annotation.conf", conf), ("visual.conf", look)];
    let codes = read(&files).expect("read").value.codes;
    let told: Vec<_> =
        codes.iter().map(|c| format!("{} {} {:?} {}", c.label, c.name, c.groups, c.colour)).collect();
    let want = [
        "Org Organisation [\"Thing\"] #ffccaa",
        "News_org News org [\"Thing\", \"Org\"] ",
        "Person Person [] ",
        "Merge Merge [] ",
    ];
    assert_eq!(told, want);
}

#[test]
fn broken_files_do_no_harm() {
    let (files, _) = exported(&Brat, &tiny());
    let whole = files["ada/bridge.ann"].as_bytes();
    for at in 0..whole.len() {
        let mut mutated = whole.to_vec();
        mutated[at] ^= 0x15;
        for bytes in [whole[..at].to_vec(), mutated] {
            let text = files["ada/bridge.txt"].clone().into_bytes();
            let conf = files["ada/annotation.conf"].as_bytes()[at.min(300)..].to_vec();
            let files = [("ada/a.ann", bytes), ("ada/a.txt", text), ("ada/annotation.conf", conf)];
            let files = files.map(|(name, bytes)| (name.to_owned(), bytes));
            let _ = Brat.import(&Input { files: &files, progress: &Progress::new() });
        }
    }
}

/// The tutorial corpus that ships with brat; where it is not there, this says that nothing was measured.
#[test]
fn brats_own_tutorial_is_read() {
    let Ok(folder) = std::env::var("OBELUS_TEST_BRAT") else {
        eprintln!("not measured: OBELUS_TEST_BRAT names no folder with brat’s tutorial");
        return;
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        files.push((name, std::fs::read(&path).expect("read")));
    }
    let read = Brat.import(&Input { files: &files, progress: &Progress::new() }).expect("read");
    let count: usize = read.value.documents.iter().map(|one| one.marks.len()).sum();
    let lines: usize = files
        .iter()
        .filter(|(name, _)| name.ends_with(".ann"))
        .map(|(_, bytes)| bytes.split(|byte| *byte == b'\n').filter(|line| line.starts_with(b"T")).count())
        .sum();
    assert!(lines > 50 && count == lines, "{count} of {lines}");
    assert!(read.issues.iter().all(|issue| issue.code == "no-place"), "{:?}", read.issues);
    let fits = read.value.documents.iter().all(|one| {
        let text = one.text.as_deref().unwrap_or_default();
        one.marks.iter().all(|mark| text.get(mark.start as usize..mark.end as usize) == mark.exact.as_deref())
    });
    assert!(fits, "the texts are ASCII, so bytes are code points");
}

#[test]
fn labels_of_any_script_have_a_readable_form_and_their_own_name() {
    use crate::model::{Answers, Code, Codebook};
    let mut layers = crate::store::builtin_codebook().layers().to_vec();
    let kind = layers.iter_mut().find(|layer| layer.id.as_str() == "kind").expect("there");
    let names = ["经济复苏", "Экономика", "Größe", "شكوى"];
    let Answers::Codes(codes) = &mut kind.answers else { panic!("codes") };
    codes.extend(names.map(|name| Code::new(name.parse().expect("an identifier"), name, "grey")));
    let codebook = Codebook::new("Test".to_owned(), 1, layers).expect("a codebook");
    let brat = names::BratNames::of(&codebook);
    let (conf, visual) = (brat.annotation_conf(None), brat.visual_conf());
    for (name, plain) in [("Экономика", "Ekonomika"), ("Größe", "Grosse"), ("经济复苏", "Jing_Ji_Fu_Su")]
    {
        assert_eq!(brat.of_label(name), plain);
        assert!(conf.contains(&format!("\n\t{plain}\n")), "{conf}");
        assert!(visual.contains(&format!("\n{plain} | {name}\n")), "{visual}");
    }
    let plain = brat.of_label("شكوى");
    assert!(plain.is_ascii() && plain.contains(|c: char| c.is_ascii_alphabetic()), "{plain}");
    assert!(
        visual.contains("kind_codes | Statement kind\n") && visual.contains("voice | Voice\n"),
        "{visual}"
    );
    let files = [
        ("a.ann", "T1\tEkonomika 0 1\tx\n"),
        ("a.txt", "x"),
        ("annotation.conf", &conf),
        ("visual.conf", &visual),
    ];
    let back = read(&files).expect("read").value;
    assert_eq!(back.documents[0].marks[0].label, "Экономика");
    assert!(back.codes.iter().any(|code| code.label == "经济复苏" && code.name == "经济复苏"));
}
