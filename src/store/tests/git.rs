//! A team on Git: whatever the order of commits and merges, nothing conflicts and all end with the same bytes.

use super::sample::*;
use crate::base::{AnnotationId, AnnotatorId, ArticleId, ClaimId, Progress, Timestamp};
use crate::model::*;
use crate::store::*;
use crate::text::Span;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

const TEAM: [&str; 5] = ["ada", "ben", "chi", "dua", "eli"];
const ARTICLES: usize = 4;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments);
    // Neither the system's nor the user's settings, hooks or signing.
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").env("HOME", folder);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"] {
        command.env_remove(name);
    }
    for (name, value) in
        [("NAME", "A coder"), ("EMAIL", "coder@example.org"), ("DATE", "2025-07-03T09:30:00Z")]
    {
        command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    let done = command.output().expect("this test needs the program git on the PATH: install it");
    let words = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "git {arguments:?}: {words}{}", String::from_utf8_lossy(&done.stderr));
    words
}

fn words_of(number: usize) -> String {
    format!("Headline {number}\n\n{WORDS}\nAnd {number} more words, as officials said “today”.\n")
}

/// One coder with their own clone.
struct Coder {
    root: PathBuf,
    me: AnnotatorId,
    made: u64,
}

impl Coder {
    /// Does something somewhere, saves the files that it touches and commits them.
    fn work(&mut self, dice: &mut Dice) {
        let mut project = open(&self.root, &Progress::new()).expect("opened").value;
        let article: Arc<Article> = project.articles().nth(dice.roll(ARTICLES)).cloned().expect("article");
        let key = SetKey { annotator: self.me.clone(), article: article.id.clone() };
        let files: Vec<FileKey> = self
            .edits(dice, &project, &key, &article)
            .into_iter()
            .map(|edit| {
                let file = edit.file();
                project.apply(edit).expect("fits");
                file
            })
            .collect();
        for file in files {
            save(&self.root, &project, &file).expect("saved");
        }
        git(&self.root, &["add", "--all"]);
        git(&self.root, &["commit", "--quiet", "--allow-empty", "--message", "work"]);
    }

    fn edits(&mut self, dice: &mut Dice, project: &Project, key: &SetKey, article: &Article) -> Vec<Edit> {
        self.made += 1;
        let who = TEAM.iter().position(|name| *name == self.me.as_str()).expect("in the team") as u64;
        let id = AnnotationId(who << 32 | self.made);
        let now = Timestamp(1_751_535_000 + self.made as i64);
        let whole = Span::new(0, article.text.len()).expect("not empty");
        let bounds: Vec<u32> = article.text.as_str().char_indices().map(|(at, _)| at as u32).collect();
        let from = dice.roll(bounds.len() - 20);
        let span = Span::new(bounds[from], bounds[from + 1 + dice.roll(18)]).expect("not empty");
        let set = project.set(key);
        let mut existing = set.into_iter().flat_map(|set| set.iter()).cloned().collect::<Vec<_>>();
        match dice.roll(6) {
            0 if !existing.is_empty() => {
                let id = existing.swap_remove(dice.roll(existing.len())).id;
                vec![Edit::RemoveAnnotation { key: key.clone(), id }]
            }
            1 => {
                let claim = ClaimId::created_by(&self.me, &format!("c{}", self.made)).expect("id");
                let created = Claim::new(claim.clone(), format!("Claim {}", self.made), now);
                let mention = Annotation::new(id, span, Body::Claim(claim), now);
                vec![
                    Edit::PutClaim { claim: Arc::new(created) },
                    Edit::PutAnnotation { key: key.clone(), annotation: Arc::new(mention) },
                ]
            }
            2 => match project.ledger().claims().nth(dice.roll(9)) {
                // Mostly a colleague’s.
                Some(claim) => {
                    let mention = Annotation::new(id, span, Body::Claim(claim.id.clone()), now);
                    vec![Edit::PutAnnotation { key: key.clone(), annotation: Arc::new(mention) }]
                }
                None => vec![Edit::SetBookmark { key: key.clone(), span, on: true }],
            },
            3 => vec![
                Edit::SetCoverage {
                    key: key.clone(),
                    within: whole,
                    ranges: vec![span],
                    assumed: Vec::new(),
                },
                Edit::SetState { key: key.clone(), state: SetState::Done(now) },
            ],
            _ => {
                let code = ["factual", "opinion", "mixed"][dice.roll(3)];
                let annotation =
                    Arc::new(Annotation { created: now, modified: now, ..tag(id.0, span, code) });
                vec![Edit::PutAnnotation { key: key.clone(), annotation }]
            }
        }
    }

    /// Takes in what a colleague has.
    fn pull(&self, from: &Path) {
        let from = from.to_string_lossy();
        git(&self.root, &["pull", "--quiet", "--no-rebase", "--no-edit", &from, "main"]);
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let names = git(&self.root, &["ls-files", "-z"]);
        names
            .split('\0')
            .filter(|name| !name.is_empty())
            .map(|name| (name.to_owned(), std::fs::read(self.root.join(name)).expect("read")))
            .collect()
    }
}

/// The lead's project, with articles and the team, as a repository.
fn begin_with(folder: &Path) -> PathBuf {
    let root = folder.join("lead");
    let mut project = create(&root, "Team", Arc::new(builtin_codebook())).expect("created");
    let mut edits: Vec<Edit> = (0..ARTICLES)
        .map(|number| {
            let mut article = article("a", &words_of(number));
            article.id = ArticleId::new(&format!("a{number}")).expect("id");
            Edit::AddArticle { article: Arc::new(article) }
        })
        .collect();
    edits.extend(TEAM.map(|name| Edit::PutAnnotator { annotator: annotator(name, name, Role::Analyst) }));
    for edit in edits {
        let file = edit.file();
        project.apply(edit).expect("fits");
        save(&root, &project, &file).expect("saved");
    }
    save(&root, &project, &FileKey::Project).expect("saved");
    git(&root, &["init", "--quiet", "--initial-branch=main"]);
    git(&root, &["add", "--all"]);
    git(&root, &["commit", "--quiet", "--message", "begin"]);
    root
}

fn team_ends_alike(seed: u64) {
    let folder = tempfile::tempdir().expect("folder");
    let lead = begin_with(folder.path());
    let mut team: Vec<Coder> = TEAM
        .iter()
        .map(|name| {
            git(folder.path(), &["clone", "--quiet", &lead.to_string_lossy(), name]);
            Coder { root: folder.path().join(name), me: AnnotatorId::new(name).expect("id"), made: 0 }
        })
        .collect();
    let mut dice = Dice(seed);
    for _ in 0..30 {
        let who = dice.roll(team.len());
        if dice.roll(3) > 0 {
            team[who].work(&mut dice);
        } else {
            let from = team[dice.roll(TEAM.len())].root.clone();
            team[who].pull(&from);
        }
    }
    // Twice round, everybody has everything.
    let first = dice.roll(team.len());
    for step in 0..2 * TEAM.len() {
        let from = team[(first + step) % TEAM.len()].root.clone();
        team[(first + step + 1) % TEAM.len()].pull(&from);
    }
    let files = team[0].files();
    let opened = open(&team[0].root, &Progress::new()).expect("opened");
    assert_eq!(opened.issues, []);
    assert!(opened.value.sets().count() > TEAM.len(), "seed {seed} makes some work");
    for coder in &team {
        assert_eq!(coder.files(), files, "{} of seed {seed}", coder.me);
        assert_eq!(check(&coder.root, &Progress::new()).expect("checked"), []);
        assert_eq!(git(&coder.root, &["status", "--porcelain"]), "");
    }
}

#[test]
fn a_team_on_git_never_meets_a_conflict() {
    for seed in [1, 2025, 0x0be1] {
        team_ends_alike(seed);
    }
}

#[test]
fn two_clones_correct_one_article_and_both_corrections_are_read() {
    let folder = tempfile::tempdir().expect("folder");
    let lead = begin_with(folder.path());
    let clones = ["ada", "ben"].map(|name| {
        git(folder.path(), &["clone", "--quiet", &lead.to_string_lossy(), name]);
        folder.path().join(name)
    });
    let id = ArticleId::new("a0").expect("id");
    let correct = |root: &Path, correct: &dyn Fn(&mut Metadata)| {
        let mut project = open(root, &Progress::new()).expect("opened").value;
        let mut metadata = project.article(&id).expect("there").metadata.clone();
        correct(&mut metadata);
        project
            .apply(Edit::SetMetadata { id: id.clone(), since: None, metadata: Box::new(metadata) })
            .expect("there");
        save(root, &project, &FileKey::Article(id.clone())).expect("saved");
        git(root, &["commit", "--quiet", "--all", "--message", "corrected"]);
    };
    correct(&clones[0], &|about| about.title = "Corrected".to_owned());
    correct(&clones[1], &|about| about.outlet = "Le Monde".to_owned());
    // Git writes both into the file, with what was there before, and says that it failed.
    let merged = Command::new("git")
        .current_dir(&clones[1])
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .args(["-c", "merge.conflictStyle=diff3", "-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(["pull", "--quiet", "--no-rebase", "--no-edit", &clones[0].to_string_lossy(), "main"])
        .output()
        .expect("git");
    assert!(!merged.status.success(), "Git merges this by itself now");
    let opened = open(&clones[1], &Progress::new()).expect("opened");
    let codes: Vec<_> = opened.issues.iter().map(|issue| issue.code).collect();
    assert_eq!(codes, ["merge-conflict"], "{:?}", opened.issues);
    let about = &opened.value.article(&id).expect("there").metadata;
    assert_eq!((about.title.as_str(), about.outlet.as_str()), ("Corrected", "Le Monde"));
}
