//! Names that are taken, and the first that is free.

use std::collections::BTreeMap;

/// Names that are taken, with the last number behind each, so that many of one name take no longer than as many of different
/// names.
#[derive(Debug, Default)]
pub struct TakenNames(BTreeMap<String, u32>);

impl FromIterator<String> for TakenNames {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        Self(names.into_iter().map(|name| (name, 1)).collect())
    }
}

impl TakenNames {
    /// The first name that is free, else the last as `numbered` puts a number behind it, counted from 2. It is taken from
    /// then on.
    pub fn take(&mut self, tries: &[String], numbered: impl Fn(&str, u32) -> String) -> String {
        let free = tries.iter().find(|name| !self.0.contains_key(*name)).cloned();
        let name = free.unwrap_or_else(|| {
            let base = tries.last().cloned().unwrap_or_default();
            let mut number = self.0.get(&base).copied().unwrap_or(1);
            let name = loop {
                number += 1;
                let name = numbered(&base, number);
                if !self.0.contains_key(&name) {
                    break name;
                }
            };
            self.0.insert(base, number);
            name
        });
        self.0.insert(name.clone(), 1);
        name
    }
}
