//! `obelus settle`.

use super::desk::{Desk, unfit};
use super::{Failure, Outcome, json, send};
use crate::base::{AnnotationId, AnnotatorId, Progress, Severity, slug};
use crate::formats::digest_number;
use crate::model::{Annotator, Edit, Project, Role};
use crate::review::{self, Comparisons, Filter, Plan, Strategy};
use crate::store;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::Write;
use std::path::PathBuf;

/// What to settle, and how.
#[derive(Debug, Clone, clap::Args)]
#[command(group = clap::ArgGroup::new("strategy").required(true))]
pub struct Settle {
    /// The project folder.
    pub project: PathBuf,
    /// Take everything on which all agree.
    #[arg(long, group = "strategy")]
    pub agreed: bool,
    /// Take the answer of at least this share, in per cent, of those who covered the place.
    #[arg(long, group = "strategy", value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
    pub majority: Option<u8>,
    /// Take whatever this annotator marked.
    #[arg(long, group = "strategy", value_name = "ANNOTATOR")]
    pub prefer: Option<String>,
    /// Only this layer of the codebook, by identifier or name.
    #[arg(long)]
    pub layer: Option<String>,
    /// Who settles: an adjudicator of the project, or a new name; needed when there is not exactly one.
    #[arg(long = "as", value_name = "ADJUDICATOR")]
    pub adjudicator: Option<String>,
    /// Say what would happen and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Write the outcome as a JSON object.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(asked: &Settle, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let opened = store::open(&asked.project, &Progress::new())?;
    let (mut project, mut findings) = (opened.value, opened.issues);
    let as_read = project.clone();
    let data = store::data_dir();
    let mut desk = match asked.dry_run {
        true => None,
        false => Some(Desk::open(&asked.project, data.as_deref(), &mut project, &as_read, &mut findings)?),
    };
    let (adjudicator, mut edits) = adjudicator(&project, asked.adjudicator.as_deref())?;
    let mut grown = project.clone();
    edits.iter().cloned().try_for_each(|edit| grown.apply(edit).map(drop)).map_err(unfit)?;
    let plan = planned(&grown, asked, &adjudicator)?;
    let now = send::now();
    let seed = format!("{:016x}", std::hash::RandomState::new().build_hasher().finish());
    let mut number = 0_u64;
    let mut fresh = || {
        number += 1;
        AnnotationId(digest_number(&[&seed, &number.to_string()]))
    };
    let table = review::Desk { project: &grown, adjudicator: &adjudicator, now };
    let settled =
        plan.edits(&table, &mut fresh).map_err(|error| Failure::new(format!("not settled: {error}"), ""))?;
    if let Some(desk) = desk.as_mut().filter(|_| !settled.is_empty()) {
        edits.extend(settled);
        let count = plan.taken.len() as u64;
        desk.carry_out(&mut project, edits, "settle many".to_owned(), count, &mut findings)?;
    }
    for issue in &findings {
        writeln!(err, "{issue}")?;
    }
    let words = if asked.json { object(&plan, &adjudicator) } else { text(&plan, &grown, asked) };
    writeln!(out, "{words}")?;
    let serious = findings.iter().any(|issue| issue.severity > Severity::Note);
    Ok(if serious { Outcome::Findings } else { Outcome::Clean })
}

/// Who settles, and what makes them an adjudicator when they are new.
fn adjudicator(project: &Project, name: Option<&str>) -> Result<(AnnotatorId, Vec<Edit>), Failure> {
    let all: Vec<&Annotator> = project.annotators().filter(|one| one.role == Role::Adjudicator).collect();
    let Some(name) = name else {
        return match all.as_slice() {
            [only] => Ok((only.id.clone(), Vec::new())),
            [] => Err(Failure::new("nobody settles in this project yet", "Say who does with --as NAME.")),
            several => {
                let names: Vec<&str> = several.iter().map(|one| one.id.as_str()).collect();
                let message = format!("several settle in this project: {}", names.join(", "));
                Err(Failure::new(message, "Say which of them with --as."))
            }
        };
    };
    if name.trim().is_empty() {
        return Err(Failure::new("--as needs a name", "Say who settles, such as --as \"The Lead\"."));
    }
    match super::annotator(project, name) {
        Ok(known) if known.role == Role::Adjudicator => Ok((known.id.clone(), Vec::new())),
        Ok(known) => {
            let message = format!("{} codes in this project and settles nothing", known.name);
            Err(Failure::new(message, "Give a name of its own to who settles."))
        }
        Err(_) => {
            let id = AnnotatorId::new(&slug(name)).map_err(|error| Failure::new(error.to_string(), ""))?;
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let annotator = Annotator { id: id.clone(), name, role: Role::Adjudicator, person: None };
            Ok((id, vec![Edit::PutAnnotator { annotator }]))
        }
    }
}

fn planned(project: &Project, asked: &Settle, adjudicator: &AnnotatorId) -> Result<Plan, Failure> {
    let strategy = match (&asked.prefer, asked.majority) {
        (Some(name), _) => Strategy::Prefer(super::annotator(project, name)?.id.clone()),
        (None, Some(percent)) => Strategy::Majority { percent },
        (None, None) => Strategy::AcceptAgreed,
    };
    let layer = asked.layer.as_deref().map(|name| super::layer(project, name)).transpose()?;
    let comparisons = Comparisons::of(project, Some(adjudicator));
    Ok(review::plan(&comparisons, &strategy, &Filter { layer, ..Filter::default() }))
}

fn text(plan: &Plan, project: &Project, asked: &Settle) -> String {
    let places = |count: usize| if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
    let verb = if asked.dry_run { "Would settle" } else { "Settled" };
    let mut lines = vec![format!("{verb} {} in “{}”.", places(plan.taken.len()), project.name())];
    if plan.nothing() > 0 {
        lines.push(format!("At {} nothing is to be marked.", places(plan.nothing())));
    }
    if plan.settled > 0 {
        lines.push(format!("{} settled before.", places(plan.settled)));
    }
    lines.extend(
        plan.left().into_iter().map(|(why, count)| format!("Left: {}, {}.", places(count), why.name())),
    );
    lines.join("\n")
}

fn object(plan: &Plan, adjudicator: &AnnotatorId) -> String {
    let left: Vec<String> = plan
        .left()
        .into_iter()
        .map(|(why, count)| json::object(&[("why", json::quoted(why.name())), ("places", count.to_string())]))
        .collect();
    json::object(&[
        ("adjudicator", json::quoted(adjudicator.as_str())),
        ("settled", plan.taken.len().to_string()),
        ("nothing", plan.nothing().to_string()),
        ("settled_before", plan.settled.to_string()),
        ("left", format!("[{}]", left.join(", "))),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::{Action, run as cli};
    use super::*;
    use std::path::Path;

    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("made");
        for entry in std::fs::read_dir(from).expect("a folder") {
            let path = entry.expect("an entry").path();
            let target = to.join(path.file_name().expect("a name"));
            if path.is_dir() {
                copy(&path, &target);
            } else {
                std::fs::copy(&path, &target).expect("copied");
            }
        }
    }

    #[test]
    fn what_all_agree_on_is_settled_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"), &root);
        let settle = |adjudicator: Option<&str>, dry_run: bool| {
            let asked = Settle {
                project: root.clone(),
                agreed: true,
                majority: None,
                prefer: None,
                layer: None,
                adjudicator: adjudicator.map(str::to_owned),
                dry_run,
                json: false,
            };
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let outcome = cli(&Action::Settle(asked), &mut out, &mut err);
            let said = |bytes| String::from_utf8(bytes).expect("text");
            (outcome, said(out), said(err))
        };
        for nobody in ["", " \t"] {
            let (outcome, _, err) = settle(Some(nobody), false);
            assert!(outcome == Outcome::Failed && err.contains("--as needs a name"), "{err}");
        }
        let before = store::open(&root, &Progress::new()).expect("opened").value;
        assert_eq!(settle(None, false).0, Outcome::Failed, "nobody settles yet");
        let tried = settle(Some("The Lead"), true);
        assert!(tried.1.starts_with("Would settle "), "{tried:?}");
        assert!(store::open(&root, &Progress::new()).expect("opened").value == before, "nothing was changed");
        let done = settle(Some("The Lead"), false);
        assert_eq!(done.1.replace("Settled", "Would settle"), tried.1);
        let after = store::open(&root, &Progress::new()).expect("opened").value;
        let decisions: usize = after.sets().map(|(_, set)| set.decisions().count()).sum();
        assert!(decisions > 100 && done.1.contains(&format!("{decisions} places")), "{decisions}: {done:?}");
        let again = settle(None, false);
        assert!(again.1.starts_with("Settled 0 places") && again.1.contains("settled before"), "{again:?}");
        assert_eq!(settle(Some("maya"), true).0, Outcome::Failed, "she codes");
    }
}
