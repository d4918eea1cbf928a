//! Names of exported files that every system takes.

use crate::store;
use std::collections::BTreeSet;
use std::io;

/// The names of an export so far.
#[derive(Debug, Default)]
pub(super) struct FileNames(BTreeSet<String>);

impl FileNames {
    /// Takes a name: relative, with `/` between folders, of parts that also Windows takes, and none twice, also where
    /// upper and lower case are one.
    ///
    /// # Errors
    /// When it is not such a name.
    pub fn take(&mut self, name: &str) -> io::Result<()> {
        let bad = |why: &str| Err(io::Error::new(io::ErrorKind::InvalidFilename, format!("“{name}” {why}")));
        if name.is_empty() || !name.split('/').all(is_sound) {
            return bad("is no name for a file on every system");
        }
        if !self.0.insert(name.to_lowercase()) {
            return bad("is the name of two files");
        }
        Ok(())
    }
}

fn is_sound(part: &str) -> bool {
    let refused = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*');
    !part.is_empty()
        && part.len() <= 255
        && !part.contains(refused)
        && !part.ends_with(['.', ' '])
        && !store::is_device(part)
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
            "",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            "C:/a",
            "a\\b",
            "a?",
            "a*",
            "a|b",
            "a\n",
            "a.",
            "a ",
            "con",
            "Nul.txt",
            "x/COM1.ann",
            &long,
        ] {
            check(name, false);
        }
    }

    #[test]
    fn no_name_twice() {
        let mut names = FileNames::default();
        names.take("a/B.txt").expect("new");
        names.take("a/c.txt").expect("new");
        assert!(names.take("A/b.TXT").is_err(), "one file where case is no difference");
    }
}
