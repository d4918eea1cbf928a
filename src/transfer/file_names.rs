//! Names of exported files that every system takes.

use crate::base::file_name;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// The names of an export so far.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    /// What folders that were asked for are called.
    folders: BTreeMap<String, String>,
    files: BTreeSet<String>,
    /// Names that are taken, in lower case.
    taken: BTreeSet<String>,
}

impl FileNames {
    /// Takes a name: relative, with `/` between folders. Returns the one that every system takes: devices get a `~`, as in
    /// projects, and a name that differs from another in case alone a `~` with a number.
    ///
    /// # Errors
    /// When some system takes no name like it, or it is the name of a file already.
    pub fn take(&mut self, name: &str) -> io::Result<String> {
        let bad = |why: &str| Err(io::Error::new(io::ErrorKind::InvalidFilename, format!("“{name}” {why}")));
        if name.is_empty() || !name.split('/').all(is_sound) {
            return bad("is no name for a file on every system");
        }
        if !self.files.insert(name.to_owned()) {
            return bad("is the name of two files");
        }
        let (mut asked, mut place) = (String::new(), String::new());
        let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
        for folder in folders.split('/').filter(|folder| !folder.is_empty()) {
            asked = format!("{asked}{folder}/");
            let known = self.folders.get(&asked).cloned();
            place = known.unwrap_or_else(|| format!("{}/", self.free(&place, folder)));
            self.folders.insert(asked.clone(), place.clone());
        }
        Ok(self.free(&place, file))
    }

    /// The first name like `part` in a folder that is not taken.
    fn free(&mut self, folder: &str, part: &str) -> String {
        let part = file_name::safe(part);
        let (stem, ending) =
            part.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((&part, ""));
        let dot = if ending.is_empty() { "" } else { "." };
        let numbered = (2..).map(|number| format!("{folder}{stem}~{number}{dot}{ending}"));
        let mut names = std::iter::once(format!("{folder}{part}")).chain(numbered);
        let free = names.find(|name| self.taken.insert(name.to_lowercase()));
        free.unwrap_or_else(|| panic!("numbers do not end"))
    }
}

fn is_sound(part: &str) -> bool {
    let refused = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*');
    !part.is_empty() && part.len() <= 255 && !part.contains(refused) && !part.ends_with(['.', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_every_system_takes() {
        let check =
            |name: &str, want: bool| assert_eq!(FileNames::default().take(name).is_ok(), want, "{name}");
        for name in ["a.txt", "folder/b c.ann", ".hidden", "é/Ω.json", "a..b"] {
            check(name, true);
        }
        let long = "x".repeat(256);
        for name in [
            "", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "C:/a", "a\\b", "a?", "a*", "a|b", "a\n",
            "a.", "a ", &long,
        ] {
            check(name, false);
        }
    }

    #[test]
    fn devices_are_marked_and_case_alone_is_no_difference() {
        let mut names = FileNames::default();
        for (name, want) in [
            ("Con/aux.txt", "Con~/aux~.txt"),
            ("Con/aux.ann", "Con~/aux~.ann"),
            ("con/a.txt", "con~~2/a.txt"),
            ("nul.jsonl", "nul~.jsonl"),
            ("com1/lpt9.x.json", "com1~/lpt9~.x.json"),
            ("a/B.txt", "a/B.txt"),
            ("a/c.txt", "a/c.txt"),
            ("A/b.TXT", "A~2/b.TXT"),
            ("a/b.txt", "a/b~2.txt"),
            ("A/c.txt", "A~2/c.txt"),
            (".hidden", ".hidden"),
            (".Hidden", ".Hidden~2"),
        ] {
            assert_eq!(names.take(name).expect("a name"), want, "{name}");
        }
        assert!(names.take("a/B.txt").is_err(), "one file twice");
    }
}
