//! The change log: what a project knows of its own history.

use crate::base::{AnnotatorId, Timestamp};
use crate::formats::markdown_escaped;
use crate::model::{Attribute, Code, Codebook, Manner, Pass, Project, Reason, SetState, Verdict};
use crate::store;
use std::collections::BTreeMap;

/// The content of `CHANGES.md`.
pub(super) fn changes(project: &Project) -> String {
    let mut out = String::from("# Change log\n");
    codebook(project, &mut out);
    hiding(project, &mut out);
    coding(project, &mut out);
    decisions(project, &mut out);
    out
}

fn day(moment: Timestamp) -> String {
    let (year, month, day) = moment.date();
    format!("{year:04}-{month:02}-{day:02}")
}

fn name(project: &Project, id: &AnnotatorId) -> String {
    project
        .annotator(id)
        .map_or_else(|| markdown_escaped(id.as_str()), |annotator| markdown_escaped(&annotator.name))
}

fn codebook(project: &Project, out: &mut String) {
    let (ours, built_in) = (project.codebook(), store::builtin_codebook());
    out.push_str(&format!(
        "\n## Codebook\n\n“{}”, version {}.",
        markdown_escaped(ours.name()),
        ours.version()
    ));
    if ours.name() != built_in.name() {
        out.push_str(" It is the team’s own.\n");
        return;
    }
    let found = differences(ours, &built_in);
    if found.is_empty() {
        out.push_str(" It is the one that comes with Obelus, unchanged.\n");
        return;
    }
    out.push_str(&format!(
        " Changed against version {} of the one that comes with Obelus:\n\n",
        built_in.version()
    ));
    found.iter().for_each(|line| out.push_str(&format!("- {line}\n")));
}

/// What is new, gone or defined otherwise.
fn differences(ours: &Codebook, other: &Codebook) -> Vec<String> {
    let codes = |codebook: &Codebook| -> BTreeMap<String, Code> {
        let all = codebook.layers().iter().flat_map(|layer| layer.codes());
        all.map(|code| (code.id.to_string(), code.clone())).collect()
    };
    let attributes = |codebook: &Codebook| -> BTreeMap<String, Attribute> {
        let all = codebook.layers().iter();
        let all = all.flat_map(|layer| layer.attributes.iter().map(move |one| (layer, one)));
        all.map(|(layer, one)| (format!("{}/{}", layer.id, one.id), one.clone())).collect()
    };
    let layers = |codebook: &Codebook| -> BTreeMap<String, String> {
        codebook.layers().iter().map(|layer| (layer.id.to_string(), layer.question.clone())).collect()
    };
    let mut found = compared("layer", &layers(ours), &layers(other));
    found.extend(compared("code", &codes(ours), &codes(other)));
    found.extend(compared("attribute", &attributes(ours), &attributes(other)));
    found
}

fn compared<T: PartialEq>(
    what: &str,
    ours: &BTreeMap<String, T>,
    other: &BTreeMap<String, T>,
) -> Vec<String> {
    let added = ours.keys().filter(|id| !other.contains_key(*id)).map(|id| format!("{what} `{id}` added"));
    let gone = other.keys().filter(|id| !ours.contains_key(*id)).map(|id| format!("{what} `{id}` removed"));
    let changed = ours.iter().filter(|(id, value)| other.get(*id).is_some_and(|known| known != *value));
    added.chain(gone).chain(changed.map(|(id, _)| format!("{what} `{id}` changed"))).collect()
}

fn hiding(project: &Project, out: &mut String) {
    let settings = project.settings();
    let word = |blind: bool| if blind { "hidden until one’s own is signed off" } else { "visible" };
    out.push_str(&format!("\n## Hiding\n\nColleagues’ work is {} at the end.\n", word(settings.blind)));
    if !settings.blind_changes.is_empty() {
        out.push('\n');
    }
    for change in &settings.blind_changes {
        let by = change.by.as_ref().map(|by| format!(", by {}", name(project, by))).unwrap_or_default();
        out.push_str(&format!("- {}: made {}{by}\n", change.at, word(change.blind)));
    }
    for (layer, pass) in &settings.passes {
        let stage = match pass {
            Pass::Marking => "is coded in two passes; units are being marked".to_owned(),
            Pass::Labelling(by) => {
                format!("is coded in two passes; the units are those of {}", name(project, by))
            }
        };
        out.push_str(&format!("\nLayer `{layer}` {stage}.\n"));
    }
}

/// What one annotator did.
#[derive(Default)]
struct AnnotatorActivity {
    sets: u64,
    signed_off: u64,
    annotations: u64,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl AnnotatorActivity {
    fn at(&mut self, moment: Timestamp) {
        self.first = Some(self.first.map_or(moment, |first| first.min(moment)));
        self.last = Some(self.last.map_or(moment, |last| last.max(moment)));
    }
}

fn coding(project: &Project, out: &mut String) {
    let mut all: BTreeMap<&AnnotatorId, AnnotatorActivity> = BTreeMap::new();
    for (key, set) in project.sets() {
        let activity = all.entry(&key.annotator).or_default();
        activity.sets += 1;
        activity.annotations += set.len() as u64;
        if let SetState::Done(at) = set.state() {
            activity.signed_off += 1;
            activity.at(at);
        }
        for annotation in set.iter() {
            activity.at(annotation.created);
            activity.at(annotation.modified);
        }
    }
    out.push_str("\n## Work\n\n| Annotator | Role | Sets | Signed off | Annotations | Claims created | First | Last |\n");
    out.push_str("|---|---|---:|---:|---:|---:|---|---|\n");
    for (id, activity) in &all {
        let role = project.annotator(id).map(|annotator| annotator.role).unwrap_or_default();
        let role = role.word();
        let claims = project.ledger().sheet(id).map_or(0, |sheet| sheet.claims.len());
        let moment = |moment: Option<Timestamp>| moment.map(day).unwrap_or_default();
        out.push_str(&format!(
            "| {} | {role} | {} | {} | {} | {claims} | {} | {} |\n",
            name(project, id),
            activity.sets,
            activity.signed_off,
            activity.annotations,
            moment(activity.first),
            moment(activity.last)
        ));
    }
}

fn decisions(project: &Project, out: &mut String) {
    out.push_str("\n## Decisions\n\n");
    let mut by: BTreeMap<&AnnotatorId, Vec<_>> = BTreeMap::new();
    for (key, set) in project.sets() {
        if set.decisions().next().is_some() {
            by.entry(&key.annotator).or_default().extend(set.decisions());
        }
    }
    if by.is_empty() {
        out.push_str("None.\n");
        return;
    }
    let head: Vec<&str> = Reason::ALL.iter().map(|reason| reason.name()).collect();
    out.push_str(&format!(
        "| Adjudicator | Decisions | {} | No reason | Took a reading | Joined | Nothing | Own answer | In bulk | First | Last |\n",
        head.join(" | ")
    ));
    out.push_str(&format!("|---|{}---|---|\n", "---:|".repeat(head.len() + 7)));
    for (id, decisions) in by {
        let count = |wanted: &dyn Fn(&crate::model::Decision) -> bool| {
            decisions.iter().filter(|decision| wanted(decision)).count().to_string()
        };
        let mut cells = vec![name(project, id), decisions.len().to_string()];
        cells.extend(Reason::ALL.map(|reason| count(&|decision| decision.reason == Some(reason))));
        cells.push(count(&|decision| decision.reason.is_none()));
        cells.push(count(&|decision| matches!(decision.verdict, Verdict::Took(_))));
        cells.push(count(&|decision| decision.verdict == Verdict::Joined));
        cells.push(count(&|decision| decision.verdict == Verdict::Neither));
        cells.push(count(&|decision| decision.verdict == Verdict::Edited));
        cells.push(count(&|decision| decision.manner != Manner::Single));
        let moments = decisions.iter().flat_map(|decision| [decision.created, decision.modified]);
        cells.push(moments.clone().min().map(day).unwrap_or_default());
        cells.push(moments.max().map(day).unwrap_or_default());
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}
