//! Both versions of a file in which Git left two, because it could not merge them.

use super::SourceText;
use crate::base::{Checked, Issue, Place};
use crate::locale::Message;
use crate::model::ContestedField;
use crate::store::conflict::contested_issue;

/// The lines as each side has them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sides {
    /// As the one has them who merged.
    pub ours: String,
    /// As both had them before; `None` where Git did not write that down.
    pub base: Option<String>,
    /// As they came in.
    pub theirs: String,
    /// What Git calls the first side.
    pub our_name: String,
    /// What Git calls the other.
    pub their_name: String,
    /// The line of the first mark, counted from 1.
    pub line: u32,
}

impl Sides {
    /// Both sides before lines that they have in common.
    pub fn before(mut self, common: &str) -> Self {
        let Self { ours, base, theirs, .. } = &mut self;
        base.iter_mut().chain([ours, theirs]).for_each(|side| side.push_str(common));
        self
    }

    /// Both sides brought together, with `said` and `hint` told; `None` when one of them cannot be read, or they do not
    /// belong together. Fields that both changed are told.
    pub fn merged<T>(
        self,
        source: &SourceText,
        read: impl Fn(&SourceText) -> Result<Checked<T>, Issue>,
        merge: impl FnOnce(Option<&T>, &T, &T) -> Option<(T, Vec<ContestedField>)>,
        (said, hint): (Message, Message),
    ) -> Option<Checked<T>> {
        let read = |text| read(&SourceText { file: source.file.clone(), text, notes: Vec::new() }).ok();
        let Checked { value: ours, mut issues } = read(self.ours)?;
        let theirs = read(self.theirs)?.value;
        let base = self.base.and_then(read).map(|base| base.value);
        let (value, contested) = merge(base.as_ref(), &ours, &theirs)?;
        let place = Place::Line(self.line, 1);
        issues.push(Issue::warning("merge-conflict", &source.file, said).at(place.clone()).hint(hint));
        let contested = contested_issue(&source.file, &contested, base.is_some());
        issues.extend(contested.map(|issue| issue.at(place)));
        Some(Checked { value, issues })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Common,
    Ours,
    Base,
    Theirs,
}

/// Takes lines apart at Git's marks; `None` where there are none, or they do not match.
pub(super) fn sides(lines: &str) -> Option<Sides> {
    let mut sides = Sides {
        ours: String::new(),
        base: Some(String::new()),
        theirs: String::new(),
        our_name: String::new(),
        their_name: String::new(),
        line: 0,
    };
    let (mut part, mut has_base) = (Part::Common, false);
    for (at, line) in lines.split_inclusive('\n').enumerate() {
        if let Some((mark, name)) = mark(line) {
            part = match (part, mark) {
                (Part::Common, '<') => {
                    if sides.line == 0 {
                        sides.line = u32::try_from(at + 1).ok()?;
                        name.clone_into(&mut sides.our_name);
                    }
                    has_base = false;
                    Part::Ours
                }
                (Part::Ours, '|') => {
                    has_base = true;
                    Part::Base
                }
                (Part::Ours | Part::Base, '=') => Part::Theirs,
                (Part::Theirs, '>') => {
                    if !has_base {
                        sides.base = None;
                    }
                    name.clone_into(&mut sides.their_name);
                    Part::Common
                }
                _ => return None,
            };
            continue;
        }
        if matches!(part, Part::Common | Part::Ours) {
            sides.ours.push_str(line);
        }
        if matches!(part, Part::Common | Part::Base) {
            sides.base.iter_mut().for_each(|base| base.push_str(line));
        }
        if matches!(part, Part::Common | Part::Theirs) {
            sides.theirs.push_str(line);
        }
    }
    (part == Part::Common && sides.line > 0).then_some(sides)
}

/// The letter of a mark, seven of which begin the line, and what stands behind them.
fn mark(line: &str) -> Option<(char, &str)> {
    let letter = line.chars().next().filter(|letter| matches!(letter, '<' | '|' | '=' | '>'))?;
    let rest = line.trim_end_matches('\n');
    let name = rest.trim_start_matches(letter);
    let count = rest.len() - name.len();
    (count == 7 && (name.is_empty() || name.starts_with(' '))).then(|| (letter, name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_has_the_common_lines_and_its_own() {
        let both = sides("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\nd\n").expect("two sides");
        assert_eq!((both.ours.as_str(), both.theirs.as_str(), both.base), ("a\nb\nd\n", "a\nc\nd\n", None));
        assert_eq!((both.our_name.as_str(), both.their_name.as_str(), both.line), ("HEAD", "main", 2));
        let three = sides("<<<<<<< HEAD\nb\n||||||| 12ab\no\n=======\n>>>>>>> main\nd\n").expect("three");
        assert_eq!((three.base.as_deref(), three.theirs.as_str()), (Some("o\nd\n"), "d\n"));
    }

    #[test]
    fn marks_that_do_not_match_are_none() {
        for lines in ["a\n", "=======\n", "<<<<<<< HEAD\na\n=======\nb\n", "<<<<<<< a\n>>>>>>> b\n"] {
            assert_eq!(sides(lines), None, "{lines}");
        }
    }
}
