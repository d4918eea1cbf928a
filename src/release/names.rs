//! Names that pseudonyms do not reach: those in people's own words.

use crate::base::{Issue, Place};
use crate::formats::Scope;
use crate::message;
use crate::model::{FileKey, Project};
use crate::store;
use std::collections::BTreeSet;

/// The shortest part of a name that is looked for.
const SHORTEST: usize = 4;

/// Where an annotator is named in memos, comments or claims although annotators get other names: notes by file and line,
/// for somebody to look at. Articles are not looked through.
pub fn names_left(project: &Project, scope: &Scope) -> Vec<Issue> {
    if !scope.pseudonyms {
        return Vec::new();
    }
    let mut names: BTreeSet<String> = BTreeSet::new();
    for annotator in project.annotators() {
        let parts = annotator.name.split_whitespace().chain([annotator.id.as_str()]);
        let long = parts.filter(|part| part.chars().count() >= SHORTEST);
        names.extend(long.map(str::to_lowercase));
    }
    let narrowed = scope.narrow(project);
    let mut keys = vec![FileKey::Codebook];
    keys.extend(narrowed.ledger().sheets().map(|(by, _)| FileKey::Claims(by.clone())));
    keys.extend(narrowed.sets().map(|(key, _)| FileKey::Set(key.clone())));
    let mut found = Vec::new();
    for key in keys {
        let Some(content) = store::encode(&narrowed, &key) else { continue };
        for (line, words) in (1..).zip(content.lines()) {
            let lower = written_by_people(words).to_lowercase();
            if names.iter().any(|name| stands_in(name, &lower)) {
                found.push(
                    Issue::note("names-somebody", store::relative(&key), message!("findings-names-somebody"))
                        .at(Place::Line(line, 1))
                        .hint(message!("findings-names-somebody.hint")),
                );
            }
        }
    }
    found
}

/// A line of a file without the passage that it quotes.
fn written_by_people(line: &str) -> &str {
    ["memo: ", "text: ", "note: ", "attributes: {", "label: "]
        .iter()
        .filter_map(|field| line.find(field))
        .min()
        .map_or("", |at| &line[at..])
}

/// Whether a name stands in the words by itself, not as a part of a longer one.
fn stands_in(name: &str, words: &str) -> bool {
    words.match_indices(name).any(|(at, found)| {
        let before = words[..at].chars().next_back();
        let after = words[at + found.len()..].chars().next();
        [before, after].into_iter().flatten().all(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_as_whole_words() {
        assert!(stands_in("maya", "ask maya, please"));
        assert!(stands_in("maya", "maya"));
        assert!(!stands_in("maya", "the mayan calendar"));
        assert!(!stands_in("maya", "amaya"));
        assert_eq!(written_by_people("(id: \"1\", quote: \"Maya\", memo: \"x\")"), "memo: \"x\")");
        assert_eq!(written_by_people("(id: \"1\", quote: \"Maya\")"), "");
    }
}
