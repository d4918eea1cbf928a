//! `obelus receive`.

use super::send::now;
use super::{Failure, Outcome, json};
use crate::base::Issue;
use crate::store::{self, Receipt, Received, Receiver};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Takes bundles into a project, one after the other, whatever becomes of the others; a folder without a project is begun with the first that can.
pub(super) fn run(
    project: &Path,
    bundles: &[PathBuf],
    as_json: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut receipts = Vec::with_capacity(bundles.len());
    let mut failed = false;
    for path in bundles {
        let name = path.display().to_string();
        match take(project, path, &name) {
            Ok(receipt) => receipts.push((name, receipt)),
            Err(failure) => failed |= failure.tell(err) == Outcome::Failed,
        }
    }
    if receipts.is_empty() && failed {
        return Ok(Outcome::Failed);
    }
    match write(&receipts, as_json, out) {
        // Whoever reads our output has seen enough; the bundles are in.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written?,
    }
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
    let unread =
        |why: String| Failure::new(format!("could not read {name}: {why}"), "Check the path and try again.");
    let about = path.metadata().map_err(|error| unread(error.to_string()))?;
    // A pipe or a device might never end.
    if !about.is_file() {
        return Err(unread("it is not a file".to_owned()));
    }
    if about.len() > store::LARGEST_BUNDLE {
        return Err(unread("it is larger than any bundle".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|error| unread(error.to_string()))?;
    if store::still_in(project).is_err() {
        return Ok(store::begin(project, name, &bytes)?);
    }
    let id = store::open_head(project)?.value.project.id().clone();
    // Without a data folder, what gives way is kept in the project.
    let data = store::data_dir().unwrap_or_else(|| project.join(".obelus"));
    let earlier = store::earlier_dir(&data, &id);
    Ok(store::receive(&Receiver { root: project, earlier: &earlier, own: None, now: now() }, name, &bytes)?)
}

fn write(receipts: &[(String, Receipt)], as_json: bool, out: &mut dyn Write) -> io::Result<()> {
    if as_json {
        let objects: Vec<String> = receipts.iter().map(|(name, receipt)| object(name, receipt)).collect();
        writeln!(out, "{}", json::list(&objects))?;
        return out.flush();
    }
    for (_, receipt) in receipts {
        for issue in &receipt.issues {
            writeln!(out, "{issue}")?;
        }
        for file in &receipt.files {
            writeln!(out, "{} {}{}", file.fate.name(), file.file, beside(file))?;
            for issue in &file.issues {
                writeln!(out, "  {issue}")?;
            }
        }
    }
    out.flush()
}

/// Where what differs was laid.
fn beside(file: &Received) -> String {
    file.aside.as_ref().map_or_else(String::new, |aside| format!(" (what differs: {})", aside.file))
}

fn object(name: &str, receipt: &Receipt) -> String {
    let issues =
        |issues: &[Issue]| format!("[{}]", issues.iter().map(json::issue).collect::<Vec<_>>().join(", "));
    let file = |file: &Received| {
        let aside = file.aside.as_ref().map_or("null".to_owned(), |aside| json::quoted(&aside.file));
        json::object(&[
            ("file", json::quoted(&file.file)),
            ("outcome", json::quoted(file.fate.name())),
            ("differs", aside),
            ("findings", issues(&file.issues)),
        ])
    };
    let files: Vec<String> = receipt.files.iter().map(file).collect();
    json::object(&[
        ("bundle", json::quoted(name)),
        ("files", format!("[{}]", files.join(", "))),
        ("findings", issues(&receipt.issues)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::{Action, run as cli};
    use super::*;
    use crate::base::{AnnotationId, AnnotatorId, ArticleId};
    use crate::model::{Annotation, Annotator, Body, Edit, FileKey, Role, SetKey};
    use crate::text::Span;
    use std::sync::Arc;

    fn said(action: &Action) -> (Outcome, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let outcome = cli(action, &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (outcome, text(out), text(err))
    }

    /// A project with an article.
    fn lead(root: &Path) {
        let article = root.with_extension("txt");
        std::fs::write(&article, "A headline\n\nSome words that were said.\n").expect("written");
        let made = said(&Action::New { folder: root.to_owned(), articles: vec![article], name: None });
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
            said(&Action::Send { project: at(project), annotator, output: Some(at(to)) })
        };
        let receive = |project: &str, bundles: &[&str], json: bool| {
            let bundles = bundles.iter().map(|name| at(name)).collect();
            said(&Action::Receive { project: at(project), bundles, json })
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
        let nobody = Action::Send { project: at("lead"), annotator: Some("x".to_owned()), output: None };
        let nowhere = Action::Send { project: at("none"), annotator: None, output: None };
        let missing = Action::Receive { project: at("lead"), bundles: vec![at("none")], json: false };
        let a_folder = Action::Receive { project: at("lead"), bundles: vec![at("lead")], json: false };
        let unwritten = Action::Send { project: at("lead"), annotator: None, output: Some(at("no/where")) };
        for action in [nobody, nowhere, missing, a_folder, unwritten] {
            let (outcome, out, err) = said(&action);
            assert_eq!((outcome, out.as_str()), (Outcome::Failed, ""));
            assert_eq!(err.lines().count(), 2, "{err}");
        }
    }
}
