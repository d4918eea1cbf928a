//! What an export of the Enterprise edition says of answers: comments, reviews, and whose accounts numbers are.

use super::read::{exact, place};
use crate::formats::import::lenient_json::{list, said, words};
use crate::formats::shared::{encoding, timestamps};
use crate::formats::{ImportedAnnotation, ImportedDocument};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// The addresses of accounts that other parts of the files name by number alone.
#[derive(Default)]
pub(super) struct Accounts(BTreeMap<String, Account>);

/// An account that is written out somewhere.
#[derive(Clone)]
pub(super) struct Account {
    /// The key by which it is known: its address, or else its number.
    pub key: String,
    /// Its name; may be empty.
    pub name: String,
}

/// Keys under which the entries of a task name accounts.
const ACCOUNTS: [&str; 4] = ["completed_by", "created_by", "updated_by", "user"];

impl Accounts {
    /// Takes up the accounts that are written out in a task.
    pub fn take(&mut self, task: &Value) {
        let entries = || entries(task);
        let inner = entries().flat_map(|entry| list(entry, "reviews").iter().chain(list(entry, "comments")));
        for one in entries().chain(inner).chain(list(task, "comments")).chain(list(task, "drafts")) {
            for account in ACCOUNTS.iter().filter_map(|key| one.get(*key)).filter(|one| one.is_object()) {
                if let (Some(number), Some(written)) = (account.get("id"), Account::of(account)) {
                    self.0.entry(said(number)).or_insert(written);
                }
            }
        }
    }

    /// The account of that number, as it is written out elsewhere.
    pub fn numbered(&self, number: &str) -> Option<&Account> {
        self.0.get(number)
    }
}

impl Account {
    /// What an object says of an account; `None` when it has neither address nor number.
    pub fn of(account: &Value) -> Option<Self> {
        let names = [words(account, "first_name"), words(account, "last_name")];
        let name = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
        let number = account.get("id").map(said).unwrap_or_default();
        let email = words(account, "email").to_owned();
        let key = if email.is_empty() { number } else { email };
        (!key.is_empty()).then_some(Self { key, name })
    }
}

/// The answers of a task, in files of any version.
pub(super) fn entries(task: &Value) -> impl Iterator<Item = &Value> {
    list(task, "annotations").iter().chain(list(task, "completions"))
}

/// How many reviews the answers of a task have.
pub(super) fn reviews(task: &Value) -> u64 {
    entries(task).map(|entry| list(entry, "reviews").len() as u64).sum()
}

/// The comments on a task and on its answers.
pub(super) fn comments(task: &Value) -> impl Iterator<Item = &Value> {
    list(task, "comments").iter().chain(entries(task).flat_map(|entry| list(entry, "comments")))
}

/// Who wrote a comment.
pub(super) fn writer(comment: &Value) -> &Value {
    let keys = ["created_by", "completed_by", "author", "user"];
    keys.iter().filter_map(|key| comment.get(*key)).find(|one| !one.is_null()).unwrap_or(&Value::Null)
}

/// The regions of all answers of a task, by their names.
pub(super) fn regions(task: &Value) -> HashMap<&str, &Value> {
    let all = entries(task).flat_map(|entry| list(entry, "result"));
    let placed = all.filter(|one| one.get("value").is_some_and(|value| place(value).is_some()));
    // Of several results of one region the first.
    let mut named: Vec<(&str, &Value)> = placed.map(|one| (words(one, "id"), one)).collect();
    named.reverse();
    named.into_iter().collect()
}

/// A comment as a note on the passage of its region; `None` when it has no words or is on no region.
pub(super) fn note(
    comment: &Value,
    regions: &HashMap<&str, &Value>,
    document: &ImportedDocument,
) -> Option<ImportedAnnotation> {
    let memo = Some(words(comment, "text")).filter(|text| !text.trim().is_empty())?;
    let value = regions.get(region_of(comment)?)?.get("value")?;
    let (start, end) = place(value)?;
    let created = timestamps::parse(words(comment, "created_at"));
    Some(ImportedAnnotation {
        label: encoding::NOTE_LABEL.to_owned(),
        start,
        end,
        placed: true,
        exact: exact(value, document),
        memo: memo.to_owned(),
        created,
        modified: timestamps::parse(words(comment, "updated_at")).or(created),
        ..ImportedAnnotation::default()
    })
}

/// The name of the region that a comment is on.
fn region_of(comment: &Value) -> Option<&str> {
    let keys = ["region_ref", "region", "region_id", "regionId", "result_id"];
    let refs = keys.iter().filter_map(|key| comment.get(*key));
    let inner = ["regionId", "region_id", "id"];
    let mut names =
        refs.filter_map(|one| one.as_str().or_else(|| inner.iter().find_map(|key| one.get(*key)?.as_str())));
    names.find(|name| !name.is_empty())
}
