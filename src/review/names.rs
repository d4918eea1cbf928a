//! What annotators are called while their work is compared.

use crate::base::{AnnotatorId, ArticleId};
use crate::compare::Position;
use crate::locale::{Argument, Message};
use crate::message;
use crate::model::{Annotator, Project, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Whether annotators are called by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NameVisibility {
    /// By the names that the project has for them.
    #[default]
    Shown,
    /// “Coder A”, “Coder B” and so on, anew in each article, so that nobody is known again from one to the next.
    Hidden {
        /// Another seed shuffles otherwise; the same always alike.
        seed: u64,
    },
}

/// What annotators are called in one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleNames {
    names: BTreeMap<AnnotatorId, String>,
    hidden: bool,
}

impl NameVisibility {
    /// The names of those who are compared in an article.
    pub fn of(self, project: &Project, article: &ArticleId, compared: &[AnnotatorId]) -> ArticleNames {
        self.shuffled(project, article.as_str(), compared)
    }

    /// The names outside any article, where those of several are spoken of together.
    pub fn overall(self, project: &Project) -> ArticleNames {
        let ids: Vec<AnnotatorId> = analysts(project).map(|annotator| annotator.id.clone()).collect();
        self.shuffled(project, "", &ids)
    }

    /// A text that was made earlier or elsewhere, such as the name of a step or why a file cannot be written, as it may
    /// be shown just now: while names are hidden, every analyst is “a coder” in it. What they are called in one article or
    /// outside any would tell who is who, since nobody knows where the text was about.
    pub fn in_text(self, project: &Project, text: &Message) -> Message {
        if self == Self::Shown {
            return text.clone();
        }
        let hidden: BTreeSet<&str> =
            analysts(project).flat_map(|one| [one.name.as_str(), one.id.as_str()]).collect();
        unnamed(text, &|words| match hidden.contains(words) {
            true => Argument::Message(message!("review-a-coder")),
            false => Argument::Text(self.in_path(project, words).into()),
        })
    }

    /// A file of the project, relative to its folder with `/`, as it may be shown just now: while names are hidden, “…”
    /// stands for the analyst whose file it is.
    pub fn in_path(self, project: &Project, file: &str) -> String {
        let is_theirs = |part: &str, id: &AnnotatorId| {
            let rest = part.strip_prefix(id.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest == ".ron" || rest.starts_with('~'))
        };
        let part = |part: &str| {
            let hidden = self != Self::Shown && analysts(project).any(|one| is_theirs(part, &one.id));
            if hidden { "…".to_owned() } else { part.to_owned() }
        };
        match file.split_once('/') {
            Some((folder @ ("annotations" | "claims"), inside)) => {
                let (whose, rest) =
                    inside.split_once('/').map_or((inside, None), |(whose, rest)| (whose, Some(rest)));
                let whose = part(whose);
                rest.map_or_else(|| format!("{folder}/{whose}"), |rest| format!("{folder}/{whose}/{rest}"))
            }
            _ => file.to_owned(),
        }
    }

    fn shuffled(self, project: &Project, salt: &str, compared: &[AnnotatorId]) -> ArticleNames {
        let Self::Hidden { seed } = self else {
            let everybody =
                project.annotators().map(|annotator| (annotator.id.clone(), annotator.name.clone()));
            return ArticleNames { names: everybody.collect(), hidden: false };
        };
        let mut shuffled: Vec<(u64, &AnnotatorId)> =
            compared.iter().map(|id| (mixed(seed, &[salt, id.as_str()]), id)).collect();
        shuffled.sort_unstable();
        shuffled.dedup();
        let names = shuffled
            .into_iter()
            .enumerate()
            .map(|(at, (_, id))| {
                (id.clone(), message!("review-coder-by-letter", letter = letters(at)).english())
            })
            .collect();
        ArticleNames { names, hidden: true }
    }
}

impl ArticleNames {
    /// What an annotator is called.
    pub fn name(&self, id: &AnnotatorId) -> String {
        match self.names.get(id) {
            Some(name) => name.clone(),
            None if self.hidden => message!("review-another-coder").english(),
            None => id.to_string(),
        }
    }

    /// The readings of a position, by index, in the order of what their annotators are called.
    pub fn in_order(&self, position: &Position) -> Vec<usize> {
        let mut order: Vec<usize> = (0..position.readings.len()).collect();
        order.sort_by_cached_key(|at| position.readings[*at].by.iter().map(|(by, _)| self.name(by)).min());
        order
    }
}

/// Those whose names can be hidden.
fn analysts(project: &Project) -> impl Iterator<Item = &Annotator> {
    project.annotators().filter(|annotator| annotator.role == Role::Analyst)
}

fn unnamed(text: &Message, hide: &dyn Fn(&str) -> Argument) -> Message {
    let Some(id) = text.id() else { return text.clone() };
    let arguments = text.arguments().iter();
    let arguments: Vec<_> = arguments.map(|(name, value)| (name.clone(), without(value, hide))).collect();
    Message::with(id.to_owned(), arguments)
}

/// An argument without what `hide` takes out of its words; several that it makes alike in a list are one.
fn without(argument: &Argument, hide: &dyn Fn(&str) -> Argument) -> Argument {
    let list = |all: &[Argument]| {
        let mut kept: Vec<Argument> = Vec::with_capacity(all.len());
        for (was, one) in all.iter().map(|one| (one, without(one, hide))) {
            if *was == one || !kept.contains(&one) {
                kept.push(one);
            }
        }
        kept
    };
    match argument {
        Argument::Text(words) => hide(words),
        Argument::List(all) => Argument::List(list(all).into()),
        Argument::AnyOf(all) => Argument::AnyOf(list(all).into()),
        Argument::Series(all) => Argument::Series(list(all).into()),
        Argument::Message(text) => Argument::Message(unnamed(text, hide)),
        Argument::Number(_) | Argument::Decimal(_) => argument.clone(),
    }
}

/// A to Z, then AA, AB and so on.
fn letters(at: usize) -> String {
    let letter = char::from(b'A' + (at % 26) as u8);
    match at / 26 {
        0 => letter.to_string(),
        before => format!("{}{letter}", letters(before - 1)),
    }
}

/// FNV-1a over the seed and the parts, finished as in SplitMix64, so that a change of one letter changes every bit.
fn mixed(seed: u64, parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = seed.to_le_bytes().into_iter().chain(bytes).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}
