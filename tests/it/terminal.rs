//! Whatever stands in files and names, no command prints anything that a terminal obeys.

use crate::files::{obelus, sample};
use clap::CommandFactory as _;
use obelus::base::{AnnotationId, AnnotatorId, ArticleId, ClaimId, Progress, Timestamp};
use obelus::cli::Arguments;
use obelus::model::{
    Annotation, Annotator, Article, Body, Claim, Dated, Edit, FileKey, Memo, Metadata, Project, Role, SetKey,
    Stub,
};
use obelus::store;
use obelus::text::{Span, Text};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

/// Clears the screen, rings, colours, goes back over what was written, and turns the direction of writing.
const BAD: &str = "X\u{1b}[2J\u{7}\u{8}\u{9b}31m\u{85}\u{202e}\u{2066}\u{2028}\u{7f}Y";

fn is_obeyed(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\n' | '\t')
        || matches!(sign, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn bad(words: &str) -> String {
    format!("{words}{BAD}")
}

/// The sample with such characters wherever words can stand.
fn hostile(at: &Path) {
    let study = sample(at);
    for file in [study.join("project.ron"), study.join("codebook.ron")] {
        let content = fs::read_to_string(&file).unwrap();
        let escaped: String = BAD.chars().map(|sign| format!("\\u{{{:x}}}", u32::from(sign))).collect();
        let named = ["name", "definition", "question", "text"].into_iter();
        let content = named.fold(content, |content, field| {
            content.replace(&format!("{field}: \""), &format!("{field}: \"{escaped}"))
        });
        fs::write(&file, content).unwrap();
    }
    let mut project = store::open(&study, &Progress::new()).unwrap().value;
    for edit in edits(&project) {
        let file = edit.file();
        project.apply(edit).unwrap();
        store::save(&study, &project, &file).unwrap();
    }
    let people: Vec<FileKey> =
        project.annotators().map(|annotator| FileKey::Annotator(annotator.id.clone())).collect();
    for file in people {
        store::save(&study, &project, &file).unwrap();
    }
    // Names of files and folders.
    for folder in
        ["articles", "stubs", "claims", "annotations", "annotations/maya", &format!("annotations/{BAD}")]
    {
        fs::create_dir_all(study.join(folder)).unwrap();
        fs::write(study.join(folder).join(format!("{BAD}.ron")), "(").unwrap();
    }
    fs::create_dir(study.join(format!("articles/{BAD}-folder.ron"))).unwrap();
}

fn edits(project: &Project) -> Vec<Edit> {
    let id = ArticleId::new("hostile").unwrap();
    let text = Text::new(format!("{BAD}\n\nSome {BAD} words were said, and others.\n")).unwrap();
    let metadata = Metadata {
        title: bad("title"),
        outlet: bad("outlet"),
        authors: vec![bad("author")],
        published: Dated { date: bad("date"), as_written: bad("written") },
        url: bad("https://example.org/"),
        section: bad("section"),
        language: bad("fr"),
        genre: bad("genre"),
        source_file: bad("source"),
        import_note: bad("note"),
        updated: Dated { date: bad("updated"), as_written: bad("changed") },
        edition: bad("edition"),
        page: bad("page"),
        accession: bad("accession"),
        subjects: vec![bad("subject")],
        ..Metadata::default()
    };
    let every = project.articles().map(|article| article.id.clone());
    let titled = |id| Edit::SetMetadata { id, since: None, metadata: Box::new(metadata.clone()) };
    let mut edits: Vec<Edit> = every.map(titled).collect();
    let span = Span::new(0, text.len()).unwrap();
    let article = Article { id: id.clone(), text, metadata: metadata.clone(), zones: Vec::new() };
    edits.push(Edit::AddArticle { article: Arc::new(article) });
    let listed = Metadata { title: bad("listed"), url: bad("https://elsewhere.example/a"), ..metadata };
    edits.push(Edit::AddStub { stub: Arc::new(Stub::new(listed, bad("teaser"))) });
    let now = Timestamp(1_751_535_000);
    let people: Vec<AnnotatorId> = project.annotators().map(|annotator| annotator.id.clone()).collect();
    for (number, by) in people.into_iter().enumerate() {
        let annotator =
            Annotator { id: by.clone(), name: bad(by.as_str()), role: Role::Analyst, person: None };
        edits.push(Edit::PutAnnotator { annotator });
        let claim = Claim {
            label: bad("label"),
            wording: bad("wording"),
            topic: bad("topic"),
            aliases: vec![bad("alias")],
            memo: bad("memo"),
            ..Claim::new(ClaimId::created_by(&by, "hostile").unwrap(), bad("claim"), now)
        };
        let layer = project.codebook().sweep_layer().unwrap();
        let code = Body::Code(layer.codes()[number % layer.codes().len()].id.clone());
        let key = SetKey { annotator: by, article: id.clone() };
        for (at, body) in [code, Body::Claim(claim.id.clone())].into_iter().enumerate() {
            let number = AnnotationId(900 + at as u64);
            let mut annotation = Annotation::new(number, span, body, now);
            annotation.memo = Some(Box::new(Memo { text: bad("memo"), question: true }));
            let put = Edit::PutAnnotation { key: key.clone(), annotation: Arc::new(annotation) };
            if at == 1 {
                edits.push(Edit::PutClaim { claim: Arc::new(claim.clone()) });
            }
            edits.push(put);
        }
    }
    edits
}

/// A copy of a zip with another member of such a name.
fn with_member(from: &Path, to: &Path) {
    let mut zip = zip::ZipArchive::new(fs::File::open(from).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(fs::File::create(to).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for at in 0..zip.len() {
        let mut member = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        let name = member.name().unwrap().into_owned();
        out.start_file(name, options).unwrap();
        out.write_all(&bytes).unwrap();
    }
    for name in [BAD.to_owned(), format!("articles/{BAD}.ron"), format!("annotations/{BAD}/x.ron")] {
        out.start_file(name, options).unwrap();
        out.write_all(BAD.as_bytes()).unwrap();
    }
    out.finish().unwrap();
}

/// Runs commands of the program and notes which were.
struct Line<'p> {
    at: &'p Path,
    ran: BTreeSet<String>,
    /// Those that had something to show otherwise than it is.
    shown: BTreeSet<String>,
    with_json: BTreeSet<String>,
}

impl Line<'_> {
    /// As it is and, where it can, as JSON.
    fn run(&mut self, command: &[&str]) {
        self.once(command, false);
        if self.with_json.contains(command[0]) {
            self.once(&[command, &["--json"]].concat(), false);
        }
    }

    /// `is_file` for output that is a file for another program, byte by byte.
    fn once(&mut self, command: &[&str], is_file: bool) {
        self.ran.insert(command[0].to_owned());
        let output = obelus(self.at, command);
        assert!(output.status.code().is_some_and(|code| code <= 2), "{command:?} {output:?}");
        let streams = if is_file { vec![output.stderr] } else { vec![output.stdout, output.stderr] };
        for stream in streams {
            let said = String::from_utf8(stream).expect("text");
            assert!(!said.contains(is_obeyed), "{command:?}\n{said:?}");
            if said.contains("\\u202e") && !is_file {
                self.shown.insert(command[0].to_owned());
            }
        }
    }
}

/// The lines of every command; one that is new is to be added here.
fn lines_of(command: &str) -> Vec<Vec<&str>> {
    match command {
        "agreement" => vec![
            vec!["study"],
            vec!["study", "--layer", BAD],
            vec!["study", "--annotators", BAD],
            vec!["study", "--measure", BAD],
        ],
        "add" => vec![vec!["study", "bad.txt"], vec!["study", BAD, "bad.html", "--anyway"]],
        "adjudicate" => vec![
            vec!["study", "--as", "Ada", "--agreed", "--dry-run"],
            vec!["study", "--as", BAD, "--prefer", BAD],
            vec!["study", "--as", BAD, "--agreed", "--majority", "50"],
        ],
        "check" => vec![vec!["study"], vec!["broken"]],
        "completions" => vec![vec!["bash"], vec![BAD]],
        "export" => vec![
            vec!["study", "-f", "jsonl", "-o", BAD],
            vec!["study", "-f", "jsonl", "-o", BAD],
            vec!["study", "-f", BAD, "-o", "x"],
            vec!["study", "-f", "csv", "--annotator", BAD, "-o", "x"],
            vec!["study", "-f", "csv", "--layer", BAD, "--article", BAD, "-o", "x"],
            vec!["study", "-f", "csv", "--with", BAD, "--from", BAD, "-o", "x"],
        ],
        "feedback" => vec![
            vec!["study", "--annotator", BAD, "-o", "x"],
            vec!["study", "--annotator", "maya", "-o", "page.html"],
            vec!["study", "--annotator", "maya", "-o", BAD],
        ],
        "formats" => vec![vec![]],
        "freeze" => vec![
            vec!["study"],
            vec!["study", "-o", "release", "--incomplete"],
            vec!["study", "-o", "release.zip", "--incomplete"],
            vec!["study", "-o", "release", "--incomplete"],
            vec!["study", "--annotator", BAD, "--outlet", BAD],
        ],
        "import" => vec![
            vec!["study", "bad.ann", "--dry-run"],
            vec!["study", "bad.csv", "--dry-run"],
            vec!["study", "bad.csv", "--as", BAD],
            vec!["study", "bad.txt", BAD],
            vec!["study", "bad.zip", "-f", "brat", "--dry-run"],
            vec!["study", "bad.csv", "--map", BAD, "--article", BAD],
        ],
        "man" => vec![vec![], vec!["-o", BAD], vec!["-o", BAD]],
        "new" => vec![vec![BAD, "bad.txt"], vec![BAD], vec!["new", "--name", BAD, "bad.html"]],
        "receive" => vec![
            vec!["study", "whole.obelus"],
            vec!["study", "bad.obelus", "bad.txt", BAD],
            vec!["begun", "bad.obelus"],
            vec!["begun", "begin.obelus"],
        ],
        "send" => vec![
            vec!["study", "-o", "sent.obelus"],
            vec!["study", "-o", "sent.obelus"],
            vec!["study", "--annotator", BAD, "-o", "x"],
            vec!["study", "--annotator", "maya", "-o", BAD],
        ],
        "stubs" => vec![vec!["study"], vec!["study", "--all"], vec![BAD]],
        "verify" => vec![
            vec!["release"],
            vec!["release.zip"],
            vec!["bad.zip"],
            vec!["bad.txt"],
            vec!["release", "--digest", BAD, "--texts", BAD],
        ],
        other => panic!("this test has no lines for the command {other} yet"),
    }
}

#[test]
fn nothing_that_a_terminal_obeys_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    hostile(at);
    fs::write(at.join("bad.txt"), format!("{BAD}\n\nA {BAD} text.\n")).unwrap();
    fs::write(at.join("bad.html"), format!("<title>{BAD}</title><p>{BAD}")).unwrap();
    fs::write(at.join("bad.ann"), format!("T1\t{BAD} 0 1\tA\nZ{BAD}\n")).unwrap();
    fs::write(
        at.join("bad.csv"),
        format!("doc_id,annotator,label,start,end,text\n{BAD},{BAD},{BAD},0,{BAD},{BAD}\n"),
    )
    .unwrap();
    fs::create_dir(at.join("broken")).unwrap();
    fs::write(at.join("broken/project.ron"), format!("(format: \"{BAD}\", version: 1, {BAD}: 3)")).unwrap();
    let commands = Arguments::command();
    let has_json =
        |command: &&clap::Command| command.get_arguments().any(|argument| argument.get_id() == "json");
    let with_json =
        commands.get_subcommands().filter(has_json).map(|command| command.get_name().to_owned()).collect();
    let mut line = Line { at, ran: BTreeSet::new(), shown: BTreeSet::new(), with_json };
    // What others are made of: bundles and a release with members of such names.
    line.once(&["send", "study", "-o", "begin.obelus"], false);
    line.once(&["send", "study", "--annotator", "maya", "-o", "whole.obelus"], false);
    with_member(&at.join("begin.obelus"), &at.join("bad.obelus"));
    line.once(&["freeze", "study", "-o", "good.zip", "--incomplete"], false);
    with_member(&at.join("good.zip"), &at.join("bad.zip"));
    // Every command by its lines, and with a project that is missing or broken.
    for command in commands.get_subcommands() {
        let name = command.get_name();
        for arguments in lines_of(name) {
            line.run(&[&[name], &arguments[..]].concat());
        }
        // What these print is the program's own.
        let own = matches!(name, "formats");
        assert!(own || line.shown.contains(name), "the lines of {name} show nothing that could be obeyed");
        let required: Vec<&str> = command.get_positionals().map(|_| BAD).collect();
        line.run(&[&[name], &required[..]].concat());
        line.run(&[name, BAD, "--annotator", BAD, "--as", BAD, "-f", BAD, "-o", BAD, &bad("--")]);
        line.once(&[name, "--help"], false);
    }
    let names: BTreeSet<String> = commands.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    assert_eq!(line.ran, names);
    // A file that was added to a release by hand.
    fs::write(at.join("release").join(BAD), BAD).unwrap();
    fs::write(at.join("release/project.ron"), BAD).unwrap();
    line.run(&["verify", "release"]);
}

#[test]
fn nothing_that_a_terminal_obeys_is_printed_of_any_format() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    hostile(at);
    let with_json = ["export", "import"].map(str::to_owned).into();
    let mut line = Line { at, ran: BTreeSet::new(), shown: BTreeSet::new(), with_json };
    for format in obelus::formats::FORMATS {
        let file = format!("{}.{}", format.about().id, format.about().ending);
        line.run(&["export", "study", "-f", format.about().id, "-o", &file, "--force"]);
        line.once(&["export", "study", "-f", format.about().id, "-o", "-"], true);
        line.run(&["import", "study", &file, "--dry-run"]);
        line.run(&["import", "study", &file, "-f", format.about().id, "--as", BAD, "--dry-run"]);
    }
}
