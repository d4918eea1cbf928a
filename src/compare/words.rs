//! Differences in plain words.

use super::difference::{Difference, Extent, Group};
use crate::base::{AnnotatorId, ChoiceId, ClaimId};
use crate::locale::english::inside;
use crate::locale::{Argument, Message};
use crate::message;
use crate::model::display::choice_name;
use crate::model::{Attribute, Body, ChoiceRole, Project, Value};

/// What annotators are called.
type NameOf<'a> = &'a dyn Fn(&AnnotatorId) -> String;

/// The names of some annotators, in their order.
type People = Vec<String>;

fn people(by: &[AnnotatorId], names: NameOf<'_>) -> People {
    let mut all: Vec<String> = by.iter().map(names).collect();
    all.sort();
    all
}

/// Groups by the first of their names, each with its names.
fn named<'a, T>(groups: &'a [Group<T>], names: NameOf<'_>) -> Vec<(People, &'a Group<T>)> {
    let mut named: Vec<(People, &Group<T>)> =
        groups.iter().map(|group| (people(&group.by, names), group)).collect();
    named.sort_by(|a, b| a.0.first().cmp(&b.0.first()));
    named
}

impl Difference {
    /// One sentence, such as “Boundary: two words longer in B.”; `names` says what annotators are called.
    pub fn in_words(&self, project: &Project, names: &dyn Fn(&AnnotatorId) -> String) -> Message {
        self.sentence(project, names, false)
    }

    /// As [`Self::in_words`], with the name at every value, for where the answers do not stand beside it.
    pub fn in_full(&self, project: &Project, names: &dyn Fn(&AnnotatorId) -> String) -> Message {
        self.sentence(project, names, true)
    }

    fn sentence(&self, project: &Project, names: NameOf<'_>, full: bool) -> Message {
        match self {
            Self::Stacked { by } => message!("compare-stacked", people = people(by, names)),
            Self::Only { by } => message!("compare-only", people = people(by, names)),
            Self::Missing { by } => message!("compare-missing", people = people(by, names)),
            Self::Boundary { extents } => boundary(&named(extents, names)),
            Self::Body { groups } => {
                let each = named(groups, names).into_iter().map(|(people, group)| {
                    let answer = body(&group.what, groups, project, names);
                    message!("compare-answer", people = people, answer = answer)
                });
                message!("compare-answers", each = Argument::series(each))
            }
            Self::Attribute { layer, attribute, groups, same_claim } => {
                let declared = project
                    .codebook()
                    .layer(layer.as_str())
                    .and_then(|layer| layer.attribute(attribute.as_str()));
                match declared {
                    Some(declared) if *same_claim && are_opposite(declared, groups) => {
                        message!("compare-opposite", attribute = inside(&declared.name))
                    }
                    Some(declared) => values(declared, named(groups, names), full),
                    None => message!("compare-undeclared", attribute = %attribute),
                }
            }
        }
    }
}

fn words(count: u32) -> Message {
    message!("compare-words", count = count)
}

fn boundary(extents: &[(People, &Group<Extent>)]) -> Message {
    let [(a, first), (b, second)] = extents else { return several(extents) };
    let (begins, ends) = (second.what.begins - first.what.begins, second.what.ends - first.what.ends);
    let longer = |people: &People, count: i32| match count {
        0 => message!("compare-longer-signs", people = people.clone()),
        _ => message!("compare-longer", people = people.clone(), words = words(count.unsigned_abs())),
    };
    let (one, two) = (first.what.span, second.what.span);
    if two.covers(one) {
        return longer(b, ends - begins);
    }
    if one.covers(two) {
        return longer(a, begins - ends);
    }
    let way = |count: i32| if count < 0 { "earlier" } else { "later" };
    let (first, last) = (words(begins.unsigned_abs()), words(ends.unsigned_abs()));
    match (begins, ends) {
        (0, 0) => message!("compare-signs"),
        (_, 0) => message!("compare-begins", people = b.clone(), words = first, way = way(begins)),
        (0, _) => message!("compare-ends", people = b.clone(), words = last, way = way(ends)),
        _ => message!(
            "compare-begins-and-ends",
            people = b.clone(),
            first = first,
            begins = way(begins),
            last = last,
            ends = way(ends)
        ),
    }
}

fn several(extents: &[(People, &Group<Extent>)]) -> Message {
    let same = extents.windows(2).all(|pair| pair[0].1.what.words == pair[1].1.what.words);
    match extents.first() {
        Some((_, first)) if same => message!("compare-same-length", words = words(first.what.words)),
        _ => {
            let each = extents.iter().map(|(people, group)| {
                message!("compare-length", people = people.clone(), words = words(group.what.words))
            });
            message!("compare-lengths", each = Argument::series(each))
        }
    }
}

fn body(body: &Body, among: &[Group<Body>], project: &Project, names: NameOf<'_>) -> Message {
    match body {
        Body::Code(code) => Message::verbatim(match project.codebook().code(code.as_str()) {
            Some((_, code)) => inside(&code.name),
            None => code.to_string(),
        }),
        Body::Claim(claim) => {
            let label = |claim: &ClaimId| project.ledger().claim(claim).map(|claim| claim.label.clone());
            let mine = label(claim).unwrap_or_else(|| claim.to_string());
            let twin = |group: &Group<Body>| matches!(&group.what, Body::Claim(other) if other != claim && label(other).as_ref() == Some(&mine));
            if among.iter().any(twin) {
                let by = claim.annotator_id();
                let own = project.annotator(&by).map_or_else(|| by.to_string(), |by| by.name.clone());
                // A claim is called by its creator, whose name may be hidden.
                let called = match names(&by) {
                    name if name == own => claim.to_string(),
                    name => format!("{name}/{}", claim.as_str().rsplit('/').next().unwrap_or_default()),
                };
                message!("compare-same-label", label = mine, claim = called)
            } else {
                Message::verbatim(mine)
            }
        }
        Body::Unit(_) => message!("display-unanswered"),
        Body::Note => message!("compare-note"),
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

fn values(attribute: &Attribute, groups: Vec<(People, &Group<Option<Value>>)>, full: bool) -> Message {
    let name = &attribute.name;
    if groups.iter().any(|(_, group)| matches!(group.what, Some(Value::Spans(_)))) {
        let given: Vec<&People> =
            groups.iter().filter(|(_, group)| group.what.is_some()).map(|(people, _)| people).collect();
        return match given.as_slice() {
            [people] => {
                message!("compare-passage-only", attribute = name, people = (*people).clone())
            }
            _ => message!("compare-passages-differ", attribute = name),
        };
    }
    let alone = !full && groups.iter().all(|(_, group)| group.by.len() == 1) && groups.len() == 2;
    let each = groups.into_iter().map(|(people, group)| {
        let value = value(attribute, group.what.as_ref());
        match (alone, full) {
            (true, _) => value,
            (_, true) => message!("compare-value-is", people = people, value = value),
            _ => message!("compare-value", people = people, value = value),
        }
    });
    message!("compare-values", attribute = name, each = Argument::series(each))
}

fn value(attribute: &Attribute, value: Option<&Value>) -> Message {
    let name = |id: &ChoiceId| inside(choice_name(Some(attribute), id));
    match value {
        None => match attribute.default_choice() {
            Some(default) => message!("compare-not-given-default", choice = name(default)),
            None => message!("compare-not-given"),
        },
        Some(Value::Choice(choice)) => Message::verbatim(name(choice)),
        Some(Value::Choices(choices)) => {
            message!("compare-choices", choices = choices.iter().map(name).collect::<Vec<_>>())
        }
        Some(Value::Text(text)) => message!("compare-text", text = text),
        Some(Value::Spans(spans)) => message!("compare-passages", count = spans.len()),
    }
}
