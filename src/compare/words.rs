//! Differences in plain words.

use super::difference::{Difference, Extent, Group};
use crate::base::{AnnotatorId, ChoiceId, ClaimId};
use crate::locale::english::{and_list, in_number, inside};
use crate::message;
use crate::model::display::choice_name;
use crate::model::{Attribute, Body, ChoiceRole, Project, Value};
use crate::text::Span;

/// What annotators are called.
type NameOf<'a> = &'a dyn Fn(&AnnotatorId) -> String;

fn people(by: &[AnnotatorId], names: NameOf<'_>) -> String {
    let mut all: Vec<String> = by.iter().map(names).collect();
    all.sort();
    and_list(&all)
}

/// Groups by the first of their names, each with its names as a list.
fn named<'a, T>(groups: &'a [Group<T>], names: NameOf<'_>) -> Vec<(String, &'a Group<T>)> {
    let mut named: Vec<(Option<String>, String, &Group<T>)> = groups
        .iter()
        .map(|group| (group.by.iter().map(names).min(), people(&group.by, names), group))
        .collect();
    named.sort_by(|a, b| a.0.cmp(&b.0));
    named.into_iter().map(|(_, people, group)| (people, group)).collect()
}

impl Difference {
    /// One sentence, such as “Boundary: two words longer in B.”; `names` says what annotators are called.
    pub fn in_words(&self, project: &Project, names: &dyn Fn(&AnnotatorId) -> String) -> String {
        self.sentence(project, names, false)
    }

    /// As [`Self::in_words`], with the name at every value, for where the answers do not stand beside it.
    pub fn in_full(&self, project: &Project, names: &dyn Fn(&AnnotatorId) -> String) -> String {
        self.sentence(project, names, true)
    }

    fn sentence(&self, project: &Project, names: NameOf<'_>, full: bool) -> String {
        match self {
            Self::Stacked { by } => format!("{} gave several answers.", people(by, names)),
            Self::Only { by } => format!("Only {}.", people(by, names)),
            Self::Missing { by } => format!("{} marked nothing.", people(by, names)),
            Self::Boundary { extents } => format!("Boundary: {}.", boundary(&named(extents, names))),
            Self::Body { groups } => {
                let parts: Vec<String> = named(groups, names)
                    .into_iter()
                    .map(|(people, group)| format!("{people}: {}", body(&group.what, groups, project)))
                    .collect();
                format!("{}.", parts.join(", "))
            }
            Self::Attribute { layer, attribute, groups, same_claim } => {
                let declared = project
                    .codebook()
                    .layer(layer.as_str())
                    .and_then(|layer| layer.attribute(attribute.as_str()));
                match declared {
                    Some(declared) if *same_claim && are_opposite(declared, groups) => {
                        format!("Same claim, opposite {}.", inside(&declared.name))
                    }
                    Some(declared) => {
                        format!("{}: {}.", declared.name, values(declared, &named(groups, names), full))
                    }
                    None => format!("{attribute} differs."),
                }
            }
        }
    }
}

fn boundary(extents: &[(String, &Group<Extent>)]) -> String {
    let [(a, first), (b, second)] = extents else { return several(extents) };
    let (begins, ends) = (second.what.begins - first.what.begins, second.what.ends - first.what.ends);
    let longer = |by: &str, words: i32| match words {
        0 => format!("longer in {by}, by signs or spaces only"),
        _ => format!("{} longer in {by}", in_number(words.unsigned_abs(), "word", "words")),
    };
    let (one, two): (Span, Span) = (first.what.span, second.what.span);
    if two.covers(one) {
        return longer(b, ends - begins);
    }
    if one.covers(two) {
        return longer(a, begins - ends);
    }
    let moved = |verb: &str, words: i32| {
        let way = if words < 0 { "earlier" } else { "later" };
        (words != 0).then(|| format!("{verb} {} {way}", in_number(words.unsigned_abs(), "word", "words")))
    };
    let parts: Vec<String> = [moved("begins", begins), moved("ends", ends)].into_iter().flatten().collect();
    if parts.is_empty() { "signs or spaces only".to_owned() } else { format!("{b} {}", and_list(&parts)) }
}

fn several(extents: &[(String, &Group<Extent>)]) -> String {
    let words = |extent: &Extent| in_number(extent.words, "word", "words");
    let same = extents.windows(2).all(|pair| pair[0].1.what.words == pair[1].1.what.words);
    if same {
        return match extents.first() {
            Some((_, first)) => format!("other words in each, {}", words(&first.what)),
            None => String::new(),
        };
    }
    let parts: Vec<String> =
        extents.iter().map(|(people, group)| format!("{people} {}", words(&group.what))).collect();
    parts.join(", ")
}

fn body(body: &Body, among: &[Group<Body>], project: &Project) -> String {
    match body {
        Body::Code(code) => match project.codebook().code(code.as_str()) {
            Some((_, code)) => inside(&code.name),
            None => code.to_string(),
        },
        Body::Claim(claim) => {
            let label = |claim: &ClaimId| project.ledger().claim(claim).map(|claim| claim.label.clone());
            let mine = label(claim).unwrap_or_else(|| claim.to_string());
            let twin = |group: &Group<Body>| matches!(&group.what, Body::Claim(other) if other != claim && label(other).as_ref() == Some(&mine));
            if among.iter().any(twin) { format!("{mine} ({claim})") } else { mine }
        }
        Body::Unit(_) => message!("display-unanswered").english(),
        Body::Note => "a note".to_owned(),
    }
}

/// Whether one value is for the claim and the other against it.
fn are_opposite(attribute: &Attribute, groups: &[Group<Option<Value>>]) -> bool {
    let role = |group: &Group<Option<Value>>| match &group.what {
        Some(Value::Choice(choice)) => attribute.choice(choice.as_str()).map(|choice| choice.role),
        _ => None,
    };
    let [one, other] = groups else { return false };
    let roles = [role(one), role(other)];
    [ChoiceRole::For, ChoiceRole::Against].iter().all(|wanted| roles.contains(&Some(*wanted)))
}

fn values(attribute: &Attribute, groups: &[(String, &Group<Option<Value>>)], full: bool) -> String {
    let passages = groups.iter().any(|(_, group)| matches!(group.what, Some(Value::Spans(_))));
    let given: Vec<&(String, &Group<Option<Value>>)> =
        groups.iter().filter(|(_, group)| group.what.is_some()).collect();
    match given.as_slice() {
        [(people, _)] if passages => return format!("only {people}"),
        _ if passages => return "other words".to_owned(),
        _ => {}
    }
    let alone = !full && groups.iter().all(|(_, group)| group.by.len() == 1) && groups.len() == 2;
    let parts: Vec<String> = groups
        .iter()
        .map(|(people, group)| {
            let value = value(attribute, group.what.as_ref());
            match (alone, full) {
                (true, _) => value,
                (_, true) => format!("{people} is {value}"),
                _ => format!("{people} {value}"),
            }
        })
        .collect();
    parts.join(", ")
}

fn value(attribute: &Attribute, value: Option<&Value>) -> String {
    let name = |id: &ChoiceId| inside(choice_name(Some(attribute), id));
    match value {
        None => "not given".to_owned(),
        Some(Value::Choice(choice)) => name(choice),
        Some(Value::Choices(choices)) => and_list(&choices.iter().map(name).collect::<Vec<_>>()),
        Some(Value::Text(text)) => format!("“{text}”"),
        Some(Value::Spans(spans)) => in_number(spans.len() as u32, "passage", "passages"),
    }
}
