//! `obelus receive`.

use super::clock::now;
use super::failure::Failure;
use super::json::{self, Json};
use super::outcome::Outcome;
use super::output::write_all;
use super::{progress, read};
use crate::base::Issue;
use crate::store::{self, Receipt, Received, Receiver};
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

/// What comes in, and where to.
#[derive(Debug, Clone, clap::Args)]
pub struct ReceiveArgs {
    /// The project folder.
    pub project: PathBuf,
    /// The files that were sent.
    #[arg(required = true)]
    pub bundles: Vec<PathBuf>,
    /// Write the outcome as a JSON array.
    #[arg(long)]
    pub json: bool,
}

/// Takes bundles into a project, one after the other, whatever becomes of the others; a folder without a project is begun with the first that can.
pub(super) fn run(args: &ReceiveArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    store::clear_temporaries(&args.project);
    let mut receipts = Vec::with_capacity(args.bundles.len());
    let mut failed = false;
    for path in &args.bundles {
        let name = path.display().to_string();
        match take(&args.project, path, &name) {
            Ok(receipt) => receipts.push((name, receipt)),
            Err(failure) => failed |= failure.tell(err) == Outcome::Failed,
        }
    }
    if receipts.is_empty() && failed {
        return Ok(Outcome::Failed);
    }
    write_all(out, &if args.json { objects(&receipts) } else { text(&receipts) })?;
    let clean = receipts.iter().all(|(_, receipt)| receipt.is_clean());
    Ok(if failed {
        Outcome::Failed
    } else if clean {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}

fn take(project: &Path, path: &Path, name: &str) -> Result<Receipt, Failure> {
    let source = BufReader::new(read::file(path, "Check the path and try again.")?);
    if store::still_in(project).is_err() {
        return Ok(store::begin(project, name, source, &progress::shown("Receiving"))?);
    }
    let id = store::open_head(project)?.value.project.id().clone();
    // Without a data folder, what gives way is kept in the project.
    let data = store::data_dir().unwrap_or_else(|| project.join(".obelus"));
    let earlier = store::earlier_dir(&data, &id);
    let progress = progress::shown("Receiving");
    let to = Receiver { root: project, earlier: &earlier, own: None, now: now(), progress: &progress };
    Ok(store::receive(&to, name, source)?)
}

fn objects(receipts: &[(String, Receipt)]) -> String {
    format!("{}\n", json::list(receipts.iter().map(|(name, receipt)| object(name, receipt))))
}

fn text(receipts: &[(String, Receipt)]) -> String {
    let mut lines = Vec::new();
    for (_, receipt) in receipts {
        lines.extend(receipt.issues.iter().map(Issue::to_string));
        for file in &receipt.files {
            lines.push(format!("{} {}{}", file.fate.code(), file.file, beside(file)));
            lines.extend(file.issues.iter().map(|issue| format!("  {issue}")));
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Where what differs was laid.
fn beside(file: &Received) -> String {
    file.aside.as_ref().map_or_else(String::new, |aside| format!(" (what differs: {})", aside.file))
}

fn object(name: &str, receipt: &Receipt) -> Json {
    let file = |file: &Received| {
        json::object([
            ("file", file.file.as_str().into()),
            ("outcome", file.fate.code().into()),
            ("differs", file.aside.as_ref().map(|aside| aside.file.as_str()).into()),
            ("findings", json::issues(&file.issues)),
        ])
    };
    json::object([
        ("bundle", name.into()),
        ("files", json::list(receipt.files.iter().map(file))),
        ("findings", json::issues(&receipt.issues)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::testing::{new_args, told};
    use super::super::{Action, SendArgs};
    use super::*;
    use crate::base::{AnnotationId, AnnotatorId, ArticleId};
    use crate::model::{Annotation, Annotator, Body, Edit, FileKey, Role, SetKey};
    use crate::text::Span;
    use std::sync::Arc;

    /// A project with an article.
    fn lead(root: &Path) {
        let article = root.with_extension("txt");
        std::fs::write(&article, "A headline\n\nSome words that were said.\n").expect("written");
        let made = told(&Action::New(new_args(root, vec![article])));
        assert_eq!(made.0, Outcome::Clean, "{made:?}");
    }

    fn tag(root: &Path) {
        let mut project = store::open(root, &crate::base::Progress::new()).expect("opened").value;
        let annotator = AnnotatorId::new("maya").expect("id");
        let name =
            Annotator { id: annotator.clone(), name: "Maya".to_owned(), role: Role::Analyst, person: None };
        project.apply(Edit::PutAnnotator { annotator: name }).expect("fits");
        let article: ArticleId = project.articles().next().expect("article").id.clone();
        let key = SetKey { annotator, article };
        let code = Body::Code("factual".parse().expect("id"));
        let annotation = Annotation::new(AnnotationId(1), Span::new(0, 1).expect("span"), code, now());
        project
            .apply(Edit::PutAnnotation { key: key.clone(), annotation: Arc::new(annotation) })
            .expect("fits");
        store::save(root, &project, &FileKey::Annotator(key.annotator.clone())).expect("saved");
        store::save(root, &project, &FileKey::Set(key)).expect("saved");
    }

    #[test]
    fn there_and_back_by_mail() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |name: &str| folder.path().join(name);
        let send = |project: &str, annotator: Option<&str>, to: &str| {
            let annotator = annotator.map(str::to_owned);
            told(&Action::Send(SendArgs {
                project: at(project),
                annotator,
                output: Some(at(to)),
                force: true,
            }))
        };
        let receive = |project: &str, bundles: &[&str], json: bool| {
            let bundles = bundles.iter().map(|name| at(name)).collect();
            told(&Action::Receive(ReceiveArgs { project: at(project), bundles, json }))
        };
        lead(&at("lead"));
        let sent = send("lead", None, "project.obelus");
        assert_eq!((sent.0, sent.1), (Outcome::Clean, format!("{}\n", at("project.obelus").display())));
        let begun = receive("coder", &["project.obelus"], false);
        assert_eq!(begun.0, Outcome::Clean, "{begun:?}");
        assert_eq!(begun.1.lines().filter(|line| line.starts_with("new ")).count(), 3);
        tag(&at("coder"));
        assert_eq!(send("coder", Some("Maya"), "maya.obelus").0, Outcome::Clean);
        std::fs::write(at("broken.obelus"), "PK").expect("written");
        let received = receive("lead", &["broken.obelus", "maya.obelus"], false);
        assert_eq!(received.0, Outcome::Findings);
        let partly = receive("lead", &["none.obelus", "maya.obelus"], false);
        assert_eq!((partly.0, partly.1.is_empty(), partly.2.lines().count()), (Outcome::Failed, false, 2));
        let lines: Vec<&str> = received.1.lines().collect();
        assert!(lines[0].starts_with("error bad-bundle "), "{lines:?}");
        assert!(lines[1..].iter().all(|line| line.starts_with("new annotations/maya/")), "{lines:?}");
        let again = receive("lead", &["maya.obelus"], true);
        assert_eq!(again.0, Outcome::Clean);
        assert!(
            again.1.contains("\"outcome\": \"same\", \"differs\": null, \"findings\": []"),
            "{}",
            again.1
        );
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |name: &str| folder.path().join(name);
        lead(&at("lead"));
        let send = |project: &str, annotator: Option<&str>, output: Option<&str>| {
            let (annotator, output) = (annotator.map(str::to_owned), output.map(at));
            Action::Send(SendArgs { project: at(project), annotator, output, force: true })
        };
        let receive = |bundle: &str| {
            Action::Receive(ReceiveArgs { project: at("lead"), bundles: vec![at(bundle)], json: false })
        };
        let nobody = send("lead", Some("x"), None);
        let nowhere = send("none", None, None);
        let missing = receive("none");
        let a_folder = receive("lead");
        let unwritten = send("lead", None, Some("no/where"));
        for action in [nobody, nowhere, missing, a_folder, unwritten] {
            let (outcome, out, err) = told(&action);
            assert_eq!((outcome, out.as_str()), (Outcome::Failed, ""));
            assert_eq!(err.lines().count(), 2, "{err}");
        }
    }
}
