//! Whether a release is still what was frozen, and its figures still what comes out.

use super::AGREEMENT_JSON;
use super::check::{KINDS, findings};
use super::contents::{Reports, counts};
use crate::base::{Issue, Place, Progress, Severity};
use crate::locale::Message;
use crate::message;
use crate::model::Project;
use crate::store::release::{self, ReadRelease};
use crate::text::{Digest, Text};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The code of a finding about the texts that were handed over, which is not against the release.
const OTHER_TEXTS: &str = "other-texts";
/// Files that systems lay into folders unasked.
const OF_SYSTEMS: [&str; 3] = [".ds_store", "thumbs.db", "desktop.ini"];

/// How far two workings-out of one figure may be apart: what other processors and mathematical libraries round otherwise.
const TOLERANCE: f64 = 1e-9;

/// What comes of looking through a release.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// The SHA-256 of the manifest as it was found.
    pub digest: Digest,
    /// How many files the manifest names.
    pub files: usize,
    /// How many figures were worked out again; none when the texts are not known.
    pub figures: Option<usize>,
    /// What differs; errors and warnings are against the release, but for `other-texts`; notes are not.
    pub issues: Vec<Issue>,
}

impl Verified {
    /// Whether nothing is against the release.
    pub fn is_sound(&self) -> bool {
        self.issues.iter().all(|issue| issue.severity == Severity::Note || issue.code == OTHER_TEXTS)
    }
}

/// Looks through a release; `None` when cancelled.
///
/// `digest` is that of the manifest as it was published, when it is known; `texts` are the articles' texts by digest,
/// for a release without them, when somebody says where they are.
pub fn verify(
    found: &ReadRelease,
    digest: Option<Digest>,
    texts: Option<&BTreeMap<Digest, Text>>,
    progress: &Progress,
) -> Option<Verified> {
    let mut issues = found.issues.clone();
    if let Some(stated) = digest.filter(|stated| *stated != found.digest()) {
        if found.own.unix.is_some_and(|(_, unix)| unix == stated) {
            issues.push(line_ends(release::MANIFEST, 1));
        } else {
            let message = message!("findings-changed-manifest", stated = %stated, digest = %found.digest());
            issues.push(
                Issue::error("changed-manifest", release::MANIFEST, message)
                    .hint(message!("findings-changed-manifest.hint")),
            );
        }
    }
    files(found, &mut issues);
    let none = BTreeMap::new();
    let figures = match release::project(found, texts.unwrap_or(&none)) {
        Ok(Some(opened)) => {
            let project = opened.take(&mut issues);
            Some(figures(found, &project, &mut issues, progress)?)
        }
        Ok(None) => {
            issues.push(no_texts(found, texts));
            None
        }
        Err(issue) => {
            issues.push(issue);
            None
        }
    };
    Some(Verified { digest: found.digest(), files: found.manifest.members.len(), figures, issues })
}

/// Why the figures of a release without texts were not worked out again.
fn no_texts(found: &ReadRelease, texts: Option<&BTreeMap<Digest, Text>>) -> Issue {
    let Some(texts) = texts else {
        let message = message!("findings-no-texts");
        let issue = Issue::note("no-texts", release::ARTICLES, message);
        return issue.hint(message!("findings-no-texts.hint"));
    };
    let listed = found.content(release::ARTICLES).and_then(|bytes| release::read_articles(&bytes).ok());
    let listed = listed.unwrap_or_default();
    let known = |article: &&release::Listed| {
        texts.get(&article.digest).is_some_and(|text| article.with_text(text.clone()).is_some())
    };
    let has = listed.iter().filter(known).count();
    let message = message!("findings-other-texts", has = has, all = listed.len());
    Issue::warning(OTHER_TEXTS, release::ARTICLES, message).hint(message!("findings-other-texts.hint"))
}

/// What is said of so many files of which this is the first, in which only the line ends changed.
fn line_ends(first: &str, count: usize) -> Issue {
    let message = message!("findings-line-ends-alone", first = %first, others = count - 1);
    Issue::warning("line-ends", first, message).hint(message!("findings-line-ends-alone.hint"))
}

/// Whether every file is there, is the one that was frozen, and no other is there.
fn files(found: &ReadRelease, issues: &mut Vec<Issue>) {
    const AGAIN: &str = crate::id!("findings-get-again");
    let unread: BTreeSet<String> = issues.iter().map(|issue| issue.file.clone()).collect();
    let mut in_line_ends: Vec<&str> = Vec::new();
    for member in &found.manifest.members {
        let Some(seen) = found.files.get(&member.file) else {
            if !unread.contains(&member.file) {
                issues.push(
                    Issue::error("missing-file", &member.file, message!("findings-missing-file"))
                        .hint(Message::new(AGAIN)),
                );
            }
            continue;
        };
        if seen.differs_in_line_ends(member.bytes, member.digest) {
            in_line_ends.push(&member.file);
        } else if seen.bytes != member.bytes || seen.digest != member.digest {
            let message = message!("findings-changed-file", bytes = %member.bytes, digest = %member.digest, bytes2 = %seen.bytes, is = %seen.digest);
            issues.push(Issue::error("changed-file", &member.file, message).hint(Message::new(AGAIN)));
        }
    }
    issues.extend(in_line_ends.first().map(|first| line_ends(first, in_line_ends.len())));
    let named: BTreeSet<&String> = found.manifest.members.iter().map(|member| &member.file).collect();
    for name in found.files.keys().filter(|name| !named.contains(name)) {
        let own = name.rsplit('/').next().unwrap_or_default().to_lowercase();
        if OF_SYSTEMS.contains(&own.as_str()) {
            let message = message!("findings-system-file");
            issues
                .push(Issue::note("system-file", name, message).hint(message!("findings-system-file.hint")));
            continue;
        }
        issues.push(
            Issue::error("added-file", name, message!("findings-added-file"))
                .hint(message!("findings-added-file.hint")),
        );
    }
}

/// Works all figures out again and compares them with those of the release; returns how many.
fn figures(
    found: &ReadRelease,
    project: &Project,
    issues: &mut Vec<Issue>,
    progress: &Progress,
) -> Option<usize> {
    let about = &found.manifest.about;
    let reports = Reports::new(project, about, progress)?;
    let same_program = about.program == env!("CARGO_PKG_VERSION");
    let mut count = about.figures.len();
    named("the manifest", same_program, &about.figures, &reports.figures, issues);
    // What was compared for some is not in a release of adjudicated sets alone.
    let known = |kind: &str| {
        KINDS.contains(&kind) && !(about.adjudicated && matches!(kind, "disagreement" | "decision-adrift"))
    };
    let words = |counts: &[(String, u64)]| -> Vec<(String, String)> {
        let known = counts.iter().filter(|(kind, _)| known(kind));
        known.map(|(kind, count)| (kind.clone(), count.to_string())).collect()
    };
    let counted = words(&about.incomplete);
    let compared = (!about.adjudicated).then_some(project);
    let now = words(&counts(findings(project, compared).iter()));
    named("what is not complete", same_program, &counted, &now, issues);
    let frozen = |name: &str| {
        let bytes = found.content(name)?;
        let member = about_file(found, name)?;
        let seen = found.files.get(name)?;
        let only = seen.differs_in_line_ends(member.bytes, member.digest);
        String::from_utf8(if only { release::with_line_feeds(&bytes) } else { bytes }).ok()
    };
    for (name, now) in &reports.files {
        if *name == AGREEMENT_JSON {
            count += frozen(name).map_or(0, |frozen| agreement(&frozen, now, same_program, issues));
        } else if !same_program {
            let message = message!("findings-other-program", program = %about.program);
            issues.push(Issue::note("other-program", *name, message));
        } else if let Some(line) = frozen(name).and_then(|frozen| differing_line(&frozen, now)) {
            issues.push(
                Issue::error("other-words", *name, message!("findings-other-words"))
                    .at(Place::Line(line, 1))
                    .hint(message!("findings-other-words.hint")),
            );
        }
    }
    Some(count)
}

fn about_file<'r>(found: &'r ReadRelease, name: &str) -> Option<&'r release::Member> {
    found.manifest.members.iter().find(|member| member.file == name)
}

/// The first line in which two texts differ, counted from 1.
fn differing_line(one: &str, other: &str) -> Option<u32> {
    let same = one.split('\n').zip(other.split('\n')).take_while(|(one, other)| one == other).count();
    (one != other).then(|| u32::try_from(same + 1).unwrap_or(u32::MAX))
}

fn differs(place: &str, file: &str, name: &str, frozen: &str, now: &str) -> Issue {
    Issue::error(
        "other-figure",
        file,
        message!("findings-other-figure", name = %name, place = %place, frozen = %frozen, now = %now),
    )
    .at(Place::Named(name.to_owned()))
    .hint(message!("findings-other-figure.hint"))
}

/// Compares figures by name. What another program does not know of, or did not, is passed over.
fn named(
    place: &str,
    same_program: bool,
    frozen: &[(String, String)],
    now: &[(String, String)],
    issues: &mut Vec<Issue>,
) {
    let now: BTreeMap<&str, &str> = now.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let frozen: BTreeMap<&str, &str> =
        frozen.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let names: BTreeSet<&str> = now.keys().chain(frozen.keys()).copied().collect();
    for name in names {
        let (one, other) = (frozen.get(name).copied(), now.get(name).copied());
        if one != other && (same_program || (one.is_some() && other.is_some())) {
            let (one, other) = (one.unwrap_or("nothing"), other.unwrap_or("nothing"));
            issues.push(differs(place, release::MANIFEST, name, one, other));
        }
    }
}

/// What tells a figure of the report from the others.
const KEYS: [&str; 8] = ["layer", "question", "attribute", "measure", "unit", "annotators", "code", "week"];
/// What is compared of it. Words that say why there is none may change.
const COMPARED: [&str; 4] = ["n", "value", "interval", "bounds"];

/// Compares all figures of the report; returns how many there are.
fn agreement(frozen: &str, now: &str, same_program: bool, issues: &mut Vec<Issue>) -> usize {
    let parsed = |text: &str| serde_json::from_str::<Vec<Map<String, Value>>>(text);
    let (Ok(frozen), Ok(now)) = (parsed(frozen), parsed(now)) else {
        issues.push(
            Issue::error("broken-json", AGREEMENT_JSON, message!("findings-broken-json"))
                .hint(message!("findings-broken-json.hint")),
        );
        return 0;
    };
    let key = |figure: &Map<String, Value>| -> String {
        let parts = KEYS.iter().filter_map(|key| figure.get(*key).filter(|value| !value.is_null()));
        let words = parts.map(|value| match value {
            Value::String(words) => words.clone(),
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" and "),
            other => other.to_string(),
        });
        words.collect::<Vec<_>>().join(" · ")
    };
    let now_by: BTreeMap<String, &Map<String, Value>> =
        now.iter().map(|figure| (key(figure), figure)).collect();
    let mut seen = BTreeSet::new();
    for figure in &frozen {
        let name = key(figure);
        let place = "the release";
        match now_by.get(&name) {
            None if same_program => {
                issues.push(differs(place, AGREEMENT_JSON, &name, "something", "nothing"));
            }
            None => {
                let message = message!("findings-not-worked-out", name = %name);
                issues.push(Issue::note("other-program", AGREEMENT_JSON, message));
            }
            Some(again) => {
                for field in COMPARED {
                    let (one, other) = (figure.get(field), again.get(field));
                    let (one, other) = (one.unwrap_or(&Value::Null), other.unwrap_or(&Value::Null));
                    if !same(one, other) {
                        let name = format!("{name} · {field}");
                        issues.push(differs(
                            place,
                            AGREEMENT_JSON,
                            &name,
                            &one.to_string(),
                            &other.to_string(),
                        ));
                    }
                }
            }
        }
        if !seen.insert(name.clone()) {
            issues.push(Issue::error("twice", AGREEMENT_JSON, message!("findings-twice", name = %name)));
        }
    }
    for name in now_by.keys().filter(|name| same_program && !seen.contains(*name)) {
        issues.push(differs("the release", AGREEMENT_JSON, name, "nothing", "something"));
    }
    frozen.len()
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => (one - other).abs() <= TOLERANCE * one.abs().max(1.0),
            _ => one == other,
        },
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        _ => one == other,
    }
}
