//! `obelus adjudicate`.

use super::failure::Failure;
use super::json::{self, Json};
use super::outcome::Outcome;
use super::output::{self, counted};
use super::writer::{ProjectWriter, hold, misfit};
use super::{clock, named, progress};
use crate::base::{AnnotationId, AnnotatorId, ArticleId, Issue, Severity};
use crate::formats::digest_number;
use crate::message;
use crate::model::{Annotator, Edit, FileKey, Project, Role};
use crate::review::{self, Comparisons, Filter, Plan, Strategy};
use crate::store::{self, Lease};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What to adjudicate, and how.
#[derive(Debug, Clone, clap::Args)]
#[command(group = clap::ArgGroup::new("strategy").required(true))]
pub struct AdjudicateArgs {
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
    /// Who adjudicates: an adjudicator of the project, or a new name; needed when there is not exactly one.
    #[arg(long = "as", value_name = "ADJUDICATOR")]
    pub adjudicator: Option<String>,
    /// Say what would happen and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Write the outcome as a JSON object.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(
    args: &AdjudicateArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    // Who adjudicates holds their files from before they are read: what somebody else decides at the same time is there
    // already, or waits.
    let head = store::open_head(&args.project)?.value.project;
    let (who, new) = adjudicator(&head, args.adjudicator.as_deref())?;
    let mut leases = BTreeMap::new();
    if !args.dry_run {
        let name = head.annotator(&who).map_or_else(|| who.to_string(), |known| known.name.clone());
        let folder = NewFolder::of(&args.project, &who, !new.is_empty());
        leases.extend(hold(&args.project, &who, &name)?.map(|lease| (who.clone(), lease)));
        let outcome = held(args, leases, out, err);
        drop(folder);
        return outcome;
    }
    held(args, leases, out, err)
}

/// Removes the folder that a lease made for somebody who in the end was not added.
struct NewFolder(Option<PathBuf>);

impl NewFolder {
    fn of(root: &Path, annotator: &AnnotatorId, new: bool) -> Self {
        let own = root.join(store::relative(&FileKey::Annotator(annotator.clone())));
        Self(own.parent().filter(|folder| new && !folder.exists()).map(Path::to_owned))
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        // It stays when there is something in it.
        let _ = self.0.as_ref().map(std::fs::remove_dir);
    }
}

/// Adjudicates while the adjudicator's files are held.
fn held(
    args: &AdjudicateArgs,
    leases: BTreeMap<AnnotatorId, Lease>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let opened = store::open(&args.project, &progress::shown("Reading"))?;
    let (mut project, mut findings) = (opened.value, opened.issues);
    let as_read = project.clone();
    let data = store::data_dir();
    let (root, data) = (&args.project, data.as_deref());
    let mut writer = match args.dry_run {
        true => None,
        false => {
            Some(ProjectWriter::open_holding(root, data, &mut project, &as_read, leases, &mut findings)?)
        }
    };
    let (adjudicator, mut edits) = adjudicator(&project, args.adjudicator.as_deref())?;
    let mut grown = project.clone();
    edits.iter().cloned().try_for_each(|edit| grown.apply(edit).map(drop)).map_err(misfit)?;
    let comparing = progress::busy("Comparing");
    let mut plan = planned(&grown, args, &adjudicator)?;
    drop(comparing);
    plan.leave_unread(&unread(&grown, &findings));
    let now = clock::now();
    let seed = format!("{:016x}", std::hash::RandomState::new().build_hasher().finish());
    let mut number = 0_u64;
    let mut fresh = || {
        number += 1;
        AnnotationId(digest_number(&[&seed, &number.to_string()]))
    };
    let context = review::AdjudicationContext { project: &grown, adjudicator: &adjudicator, now };
    let adjudicated = plan
        .edits(&context, &mut fresh)
        .map_err(|error| Failure::new("nothing was adjudicated", "").because(error))?;
    if let Some(writer) = writer.as_mut().filter(|_| !adjudicated.is_empty()) {
        edits.extend(adjudicated);
        let count = plan.taken.len() as u64;
        writer.carry_out(&mut project, edits, message!("steps-adjudicate-many"), count, &mut findings)?;
    }
    output::findings(&findings, err)?;
    let words = if args.json { object(&plan, &adjudicator).to_string() } else { text(&plan, &grown, args) };
    writeln!(out, "{words}")?;
    Ok(output::outcome(&findings))
}

/// Who adjudicates, and what makes them an adjudicator when they are new.
fn adjudicator(project: &Project, name: Option<&str>) -> Result<(AnnotatorId, Vec<Edit>), Failure> {
    let all: Vec<&Annotator> = project.annotators().filter(|one| one.role == Role::Adjudicator).collect();
    let Some(name) = name else {
        return match all.as_slice() {
            [only] => Ok((only.id.clone(), Vec::new())),
            [] => Err(Failure::new("nobody adjudicates in this project yet", "Say who does with --as NAME.")),
            several => {
                let names: Vec<&str> = several.iter().map(|one| one.id.as_str()).collect();
                let message = format!("several adjudicate in this project: {}", names.join(", "));
                Err(Failure::new(message, "Say which of them with --as."))
            }
        };
    };
    if name.trim().is_empty() {
        return Err(Failure::new("--as needs a name", "Say who adjudicates, such as --as \"The Lead\"."));
    }
    match named::annotator(project, name) {
        Ok(known) if known.role == Role::Adjudicator => Ok((known.id.clone(), Vec::new())),
        Ok(known) => {
            let message = format!("{} codes in this project and adjudicates nothing", known.name);
            Err(Failure::new(message, "Give a name of its own to who adjudicates."))
        }
        Err(_) => {
            let (id, edit) = named::new_annotator(name, Role::Adjudicator)?;
            Ok((id, vec![edit]))
        }
    }
}

/// The articles on which somebody's work is there and could not be read.
fn unread(project: &Project, findings: &[Issue]) -> BTreeSet<ArticleId> {
    let errors = findings.iter().filter(|issue| issue.severity == Severity::Error);
    let sets = errors.filter_map(|issue| match store::key_of(&issue.file) {
        Some(FileKey::Set(key)) => Some(key),
        _ => None,
    });
    sets.filter(|key| project.set(key).is_none()).map(|key| key.article).collect()
}

fn planned(project: &Project, args: &AdjudicateArgs, adjudicator: &AnnotatorId) -> Result<Plan, Failure> {
    let strategy = match (&args.prefer, args.majority) {
        (Some(name), _) => Strategy::Prefer(named::annotator(project, name)?.id.clone()),
        (None, Some(percent)) => Strategy::Majority { percent },
        (None, None) => Strategy::AcceptAgreed,
    };
    let layer = args.layer.as_deref().map(|name| named::layer(project, name)).transpose()?;
    let comparisons = Comparisons::of(project, Some(adjudicator));
    Ok(review::plan(&comparisons, &strategy, &Filter { layer, ..Filter::default() }))
}

fn text(plan: &Plan, project: &Project, args: &AdjudicateArgs) -> String {
    let places = |count: usize| counted(count, "place", "places");
    let verb = if args.dry_run { "Would adjudicate" } else { "Adjudicated" };
    let mut lines = vec![format!("{verb} {} in “{}”.", places(plan.taken.len()), project.name())];
    if plan.nothing() > 0 {
        lines.push(format!("At {} nothing is to be marked.", places(plan.nothing())));
    }
    if plan.adjudicated > 0 {
        lines.push(format!("{} adjudicated before.", places(plan.adjudicated)));
    }
    lines.extend(
        plan.left().into_iter().map(|(why, count)| format!("Left: {}, {}.", places(count), why.message())),
    );
    lines.join("\n")
}

fn object(plan: &Plan, adjudicator: &AnnotatorId) -> Json {
    let left = plan.left().into_iter();
    let left = left.map(|(why, count)| {
        json::object([("why", why.message().english().into()), ("places", count.into())])
    });
    json::object([
        ("adjudicator", adjudicator.as_str().into()),
        ("settled", plan.taken.len().into()),
        ("nothing", plan.nothing().into()),
        ("settled_before", plan.adjudicated.into()),
        ("left", json::list(left)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::Action;
    use super::super::testing::told;
    use super::*;
    use crate::base::Progress;

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
    fn what_all_agree_on_is_adjudicated_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"), &root);
        let adjudicate = |adjudicator: Option<&str>, dry_run: bool| {
            let args = AdjudicateArgs {
                project: root.clone(),
                agreed: true,
                majority: None,
                prefer: None,
                layer: None,
                adjudicator: adjudicator.map(str::to_owned),
                dry_run,
                json: false,
            };
            told(&Action::Adjudicate(args))
        };
        for nobody in ["", " \t"] {
            let (outcome, _, err) = adjudicate(Some(nobody), false);
            assert!(outcome == Outcome::Failed && err.contains("--as needs a name"), "{err}");
        }
        let before = store::open(&root, &Progress::new()).expect("opened").value;
        assert_eq!(adjudicate(None, false).0, Outcome::Failed, "nobody adjudicates yet");
        let tried = adjudicate(Some("The Lead"), true);
        assert!(tried.1.starts_with("Would adjudicate "), "{tried:?}");
        assert!(store::open(&root, &Progress::new()).expect("opened").value == before, "nothing was changed");
        let done = adjudicate(Some("The Lead"), false);
        assert_eq!(done.1.replace("Adjudicated", "Would adjudicate"), tried.1);
        let after = store::open(&root, &Progress::new()).expect("opened").value;
        let decisions: usize = after.sets().map(|(_, set)| set.decisions().count()).sum();
        assert!(decisions > 100 && done.1.contains(&format!("{decisions} places")), "{decisions}: {done:?}");
        let again = adjudicate(None, false);
        assert!(
            again.1.starts_with("Adjudicated 0 places") && again.1.contains("adjudicated before"),
            "{again:?}"
        );
        assert_eq!(adjudicate(Some("maya"), true).0, Outcome::Failed, "she codes");
    }

    fn sample() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"), &root);
        (folder, root)
    }

    fn prefer(root: &Path, who: &str) -> (Outcome, String, String) {
        let args = AdjudicateArgs {
            project: root.to_owned(),
            agreed: false,
            majority: None,
            prefer: Some(who.to_owned()),
            layer: None,
            adjudicator: Some("The Lead".to_owned()),
            dry_run: false,
            json: false,
        };
        told(&Action::Adjudicate(args))
    }

    #[test]
    fn two_at_once_do_not_decide_the_same_places_twice() {
        let (_folder, root) = sample();
        let several: Vec<_> = (0..4).map(|_| root.clone()).collect();
        let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
            let runs: Vec<_> = several.iter().map(|root| scope.spawn(|| prefer(root, "maya").0)).collect();
            runs.into_iter().map(|run| run.join().expect("ends")).collect()
        });
        assert!(outcomes.iter().any(|outcome| *outcome != Outcome::Failed), "{outcomes:?}");
        let project = store::open(&root, &Progress::new()).expect("opened").value;
        for (key, set) in project.sets() {
            let mut places: Vec<_> =
                set.decisions().map(|one| (one.layer.clone(), one.span, one.basis.clone())).collect();
            let all = places.len();
            places.sort();
            places.dedup();
            assert_eq!(places.len(), all, "{key:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_taken_for_nothing() {
        let (_folder, root) = sample();
        let project = store::open(&root, &Progress::new()).expect("opened").value;
        let (torn, _) = project.sets().find(|(key, _)| key.annotator.as_str() != "maya").expect("a set");
        let path = root.join("annotations").join(torn.annotator.as_str());
        std::fs::write(path.join(format!("{}.ron", torn.article)), "(torn").expect("written");
        let (_, out, _) = prefer(&root, "maya");
        assert!(out.contains("could not be read"), "{out}");
        let after = store::open(&root, &Progress::new()).expect("opened").value;
        let decided = |article: &ArticleId| {
            after
                .sets()
                .filter(|(key, _)| key.article == *article)
                .any(|(_, set)| set.decisions().next().is_some())
        };
        assert!(!decided(&torn.article), "{torn:?}");
        assert!(after.articles().any(|article| decided(&article.id)));
    }
}
