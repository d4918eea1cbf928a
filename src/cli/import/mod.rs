//! `obelus import`.

mod map;
mod show;

use super::failure::Failure;
use super::outcome::Outcome;
use super::output::{self, write_all};
use super::writer::{ProjectWriter, misfit};
use super::{clock, formats, named, progress};
use crate::base::{AnnotatorId, Issue, Place, Progress};
use crate::formats::{
    AssumedReading, Direction, Format, ImportOptions, ImportedData, Input, guess, plan, recognise,
};
use crate::message;
use crate::model::{Edit, LabelMapping, Project, Role};
use crate::store;
use crate::transfer::FileCollector;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What to import, and how.
#[derive(Debug, Clone, clap::Args)]
pub struct ImportArgs {
    /// The project folder.
    pub project: PathBuf,
    /// Files, folders or zips, or - for the input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The format, by its short name; otherwise it is told from the files.
    #[arg(short, long)]
    pub format: Option<String>,
    /// Whose all annotations become, by identifier or name; a new name is added. Otherwise the files say.
    #[arg(long = "as", value_name = "ANNOTATOR")]
    pub as_annotator: Option<String>,
    /// What a label becomes: a code, claim, note, - to leave it out, or +NAME for a new code; may be given again.
    #[arg(long, value_name = "LABEL=CODE")]
    pub map: Vec<String>,
    /// What counts as read where the files do not say: whole texts, sentences with a mark, or none.
    #[arg(long, value_name = "WHAT", default_value = "marked")]
    pub read: ReadArg,
    /// Which article the files are about, by identifier or title; otherwise texts and names tell.
    #[arg(long, value_name = "ARTICLE")]
    pub article: Option<String>,
    /// What comes in besides: all-versions, the answers that their annotators replaced by newer ones.
    #[arg(long, value_name = "WHAT")]
    pub with: Vec<WithArg>,
    /// Say what would happen and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Write the outcome as a JSON object.
    #[arg(long)]
    pub json: bool,
}

/// What comes in besides, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum WithArg {
    /// Answers that the same annotators replaced by newer ones.
    AllVersions,
}

/// What counts as read, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ReadArg {
    /// All of the text: a sentence without a mark counts as read with nothing found.
    Whole,
    /// The sentences that bear a mark, and no others.
    Marked,
    /// Nothing: the marks enter no figure.
    None,
}

impl From<ReadArg> for AssumedReading {
    fn from(read: ReadArg) -> Self {
        match read {
            ReadArg::Whole => Self::Whole,
            ReadArg::Marked => Self::Marked,
            ReadArg::None => Self::Nothing,
        }
    }
}

pub(super) fn run(
    args: &ImportArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let format = match &args.format {
        Some(id) => Some(formats::called(id, |direction| direction != Direction::Out)?),
        None => None,
    };
    let opened = store::open(&args.project, &progress::shown("Reading"))?;
    let (mut project, mut findings) = (opened.value, opened.issues);
    let as_read = project.clone();
    let data = store::data_dir();
    let (format, foreign) = read(args, format, stdin, &mut findings)?;
    let kept = data.as_ref().map(|data| store::kept_mapping(data, project.id()));
    let kept = kept.map_or_else(LabelMapping::default, |kept| kept.take(&mut findings));

    // Only now: a file that cannot be read leaves no trace.
    let data = data.as_deref();
    let mut writer = match args.dry_run {
        true => None,
        false => Some(ProjectWriter::open(&args.project, data, &mut project, &as_read, &mut findings)?),
    };
    let (whose, added) = whose(&project, args.as_annotator.as_deref())?;
    let mut planned = project.clone();
    added.iter().cloned().try_for_each(|edit| planned.apply(edit).map(drop)).map_err(misfit)?;
    let mut mapping = guess(&planned, &foreign, &kept);
    map::lay_over(&mut mapping, &args.map, &planned, &foreign)?;
    let article = args.article.as_deref().map(|name| named::article(&project, name)).transpose()?;
    let options = ImportOptions {
        as_annotator: whose,
        now: clock::now(),
        reading: args.read.into(),
        article,
        all_versions: args.with.contains(&WithArg::AllVersions),
    };
    let mut plan = plan(&planned, &foreign, &mapping, &options);
    if !added.is_empty() {
        plan.annotators.iter_mut().for_each(|(.., new)| *new = true);
        plan.edits.splice(0..0, added);
    }
    findings.append(&mut plan.issues);

    if let Some(writer) = &mut writer
        && !plan.edits.is_empty()
    {
        let label = message!("steps-import-of", name = &foreign.source);
        writer.carry_out(&mut project, std::mem::take(&mut plan.edits), label, plan.new, &mut findings)?;
    }
    if let (Some(data), false) = (data, args.dry_run)
        && let Err(error) = store::keep_mapping(data, &project, &mapping)
    {
        let issue = Issue::note("mapping-not-kept", "", error.message());
        findings.push(issue.hint(message!("findings-map-again")));
    }
    let shown =
        show::Shown { format, plan: &plan, project: &planned, findings: &findings, dry: args.dry_run };
    if args.json {
        write_all(out, &format!("{}\n", shown.object()))?;
    } else {
        output::findings(&findings, err)?;
        write_all(out, &shown.text())?;
    }
    Ok(if plan.is_clean() { output::outcome(&findings) } else { Outcome::Findings })
}

/// What the files say, in the format that was named or that knows them.
fn read(
    args: &ImportArgs,
    format: Option<&'static dyn Format>,
    stdin: &mut dyn Read,
    findings: &mut Vec<Issue>,
) -> Result<(&'static dyn Format, ImportedData), Failure> {
    let refused = |issue: Issue| {
        let place = match issue.place {
            Place::Whole => String::new(),
            place => format!("{}:{place}: ", issue.file),
        };
        Failure::new(format!("{place}{}", issue.message), issue.hint.english())
    };
    let mut intake = FileCollector::default();
    for path in &args.files {
        let taken = if path == Path::new("-") { intake.pipe(stdin, format) } else { intake.path(path) };
        taken.map_err(refused)?;
    }
    let files = intake.files();
    if files.is_empty() {
        return Err(Failure::new("there is no file to import", "Name files, or a folder with files in it."));
    }
    let progress = Progress::new();
    let input = Input { files: &files, progress: &progress };
    let found = format.or_else(|| recognise(&input)).ok_or_else(|| {
        let which = match files.as_slice() {
            [(name, _)] => format!("{name} is not"),
            several => format!("none of the {} files is", several.len()),
        };
        let message = format!("{which} of a format that Obelus knows by name and content");
        let own = files.iter().all(|(name, _)| name.ends_with(".ron"));
        let hint = match own {
            true => "Work in another project is brought over with obelus send and obelus receive.",
            false => "Say which it is with --format; obelus formats lists them.",
        };
        Failure::new(message, hint)
    })?;
    let foreign = crate::formats::read(found, &input).map_err(refused)?.take(findings);
    Ok((found, foreign))
}

/// Whose the annotations become, and what adds them to the project when they are new.
fn whose(project: &Project, name: Option<&str>) -> Result<(Option<AnnotatorId>, Vec<Edit>), Failure> {
    let Some(name) = name else { return Ok((None, Vec::new())) };
    if let Ok(known) = named::annotator(project, name) {
        return Ok((Some(known.id.clone()), Vec::new()));
    }
    if named::one_line(name).is_empty() {
        return Err(Failure::new("--as needs a name", ""));
    }
    let (id, edit) = named::new_annotator(name, Role::Analyst)?;
    Ok((Some(id), vec![edit]))
}

#[cfg(test)]
mod tests {
    use super::super::Action;
    use super::super::agreement::AgreementArgs;
    use super::super::testing::{new_args, told};
    use super::*;

    /// A project with one article, and a file in which two people marked its first sentence and one its second.
    fn study(folder: &Path) -> (PathBuf, PathBuf) {
        let (root, text) = (folder.join("study"), folder.join("a.txt"));
        let words = "On a bridge\n\nThe bridge is safe. It was a flop. Officials said so on Monday.\n";
        std::fs::write(&text, words).expect("written");
        let new = new_args(&root, vec![text]);
        assert_eq!(told(&Action::New(new)).0, Outcome::Clean);
        let project = store::open(&root, &Progress::new()).expect("opened").value;
        let words = project.articles().next().expect("an article").text.as_str().to_owned();
        let at = |part: &str| words.find(part).expect("there");
        let mark = |part: &str, code: &str| {
            let (start, end) = (at(part), at(part) + part.len());
            format!(r#"{{"start": {start}, "end": {end}, "label": "{code}"}}"#)
        };
        let line = |who: &str, marks: &[String]| {
            let marks = marks.join(", ");
            format!("{{\"text\": {words:?}, \"spans\": [{marks}], \"_annotator_id\": \"{who}\"}}\n")
        };
        let [first, second] = [mark("The bridge is safe.", "factual"), mark("It was a flop.", "opinion")];
        let file = folder.join("theirs.jsonl");
        let lines = [line("bo", &[first.clone(), second]), line("cy", &[first])];
        std::fs::write(&file, lines.concat()).expect("written");
        (root, file)
    }

    fn import(root: &Path, file: &Path, read: ReadArg) -> (Outcome, String, String) {
        told(&Action::Import(ImportArgs {
            project: root.to_owned(),
            files: vec![file.to_owned()],
            format: None,
            as_annotator: None,
            map: Vec::new(),
            read,
            article: None,
            with: Vec::new(),
            dry_run: false,
            json: false,
        }))
    }

    /// Of each figure about places and codes of a layer: its `n` and how many of that are assumed.
    fn counted(root: &Path) -> (Vec<(String, String)>, String) {
        let args = |json| AgreementArgs {
            project: root.to_owned(),
            layer: Some("kind".to_owned()),
            annotators: Vec::new(),
            measure: Some("percent".to_owned()),
            unit: None,
            json,
        };
        let (_, json, _) = told(&Action::Agreement(args(true)));
        let field = |line: &str, name: &str| {
            let from = line.find(name).expect("the field") + name.len();
            line[from..].split(',').next().unwrap_or_default().trim().to_owned()
        };
        let lines = json.lines().filter(|line| {
            line.contains("\"question\": \"place\"") || line.contains("\"question\": \"code\"")
        });
        let found = lines.map(|line| (field(line, "\"n\":"), field(line, "\"n_assumed\":"))).collect();
        (found, told(&Action::Agreement(args(false))).1)
    }

    #[test]
    fn what_counts_as_read_is_chosen_and_every_figure_says_what_rests_on_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, file) = study(folder.path());
        let pairs = |all: &[(&str, &str)]| -> Vec<(String, String)> {
            all.iter().map(|(n, assumed)| ((*n).to_owned(), (*assumed).to_owned())).collect()
        };
        let (_, _, err) = import(&root, &file, ReadArg::Marked);
        assert!(err.contains("the files do not say what was read") && err.contains("--read whole"), "{err}");
        let (found, text) = counted(&root);
        assert_eq!(found, pairs(&[("1", "1"), ("1", "1")]), "the first sentence alone bears marks of both");
        assert!(text.contains("1 (1 assumed)") && text.contains("Assumed on import"), "{text}");
        import(&root, &file, ReadArg::Whole);
        let found = counted(&root).0;
        assert!(found[0].0 == found[0].1 && found[0].0.as_str() > "1", "all of the text: {found:?}");
        assert_eq!(found[1], ("1".to_owned(), "1".to_owned()));
        import(&root, &file, ReadArg::None);
        let (found, text) = counted(&root);
        assert_eq!(found, pairs(&[("0", "0"), ("0", "0")]));
        assert!(!text.contains("fewer than two annotators"), "there are two: {text}");
        assert!(text.contains("Nothing counts as read by two annotators"), "{text}");
    }

    #[test]
    fn a_label_of_one_file_is_mapped_though_another_lacks_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, file) = study(folder.path());
        let words = std::fs::read_to_string(&file).expect("read");
        let other = folder.path().join("other.jsonl");
        std::fs::write(&other, words.replace("opinion", "spott").replace("\"bo\"", "\"di\""))
            .expect("written");
        let import = |map: &[&str]| {
            told(&Action::Import(ImportArgs {
                project: root.clone(),
                files: vec![file.clone(), other.clone()],
                format: None,
                as_annotator: None,
                map: map.iter().map(|one| (*one).to_owned()).collect(),
                read: ReadArg::Marked,
                article: None,
                with: Vec::new(),
                dry_run: true,
                json: false,
            }))
        };
        let (outcome, out, err) = import(&["spott=opinion"]);
        assert_ne!(outcome, Outcome::Failed, "{err}");
        assert!(out.contains("spott → opinion"), "{out}");
        let (outcome, _, err) = import(&["nothing=opinion"]);
        assert_eq!(outcome, Outcome::Failed);
        assert!(err.contains("nothing"), "{err}");
    }
}
