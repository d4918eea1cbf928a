//! What a label of another program becomes: a list of all that it can become, searched by name.

use crate::formats::ImportedData;
use crate::locale::Catalogue;
use crate::model::{Codebook, LabelTarget};

/// One thing that a label can become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetEntry {
    /// What the label becomes when it is chosen.
    pub target: LabelTarget,
    /// What it is called on the screen.
    pub name: String,
    /// What it belongs to: a layer, or what happens.
    pub kind: String,
    /// The palette step of a code's colour; empty when it has none.
    pub colour: String,
}

/// The list of what the label in hand can become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetPicker {
    /// The label of the file for which it is shown.
    pub label: String,
    /// Words that name or kind of an entry must hold.
    pub query: String,
    /// The targets that fit the query, codes first.
    pub entries: Vec<TargetEntry>,
    /// Which of them is chosen.
    pub chosen: usize,
}

impl TargetEntry {
    /// How a target is named on the screen.
    pub fn of(text: &'static Catalogue, codebook: &Codebook, target: &LabelTarget) -> Self {
        let named =
            |name: &'static str, kind: &'static str| (name.to_owned(), kind.to_owned(), String::new());
        let (name, kind, colour) = match target {
            LabelTarget::Code(id) => {
                let known = codebook.code(id.as_str());
                known.map_or_else(
                    || (id.to_string(), String::new(), String::new()),
                    |(layer, code)| (code.name.clone(), layer.name.clone(), code.colour.clone()),
                )
            }
            LabelTarget::Unit(id) => {
                let layer = codebook.layer(id.as_str());
                let name = layer.map_or_else(|| id.to_string(), |layer| layer.name.clone());
                (name, text.get("import-target-unit").to_owned(), String::new())
            }
            LabelTarget::Claim => {
                named(text.get("import-target-claim"), text.get("import-target-claim.kind"))
            }
            LabelTarget::Note => named(text.get("import-target-note"), text.get("import-target-note.kind")),
            LabelTarget::New(name) => (name.clone(), text.get("import-target-new").to_owned(), String::new()),
            LabelTarget::Leave => {
                named(text.get("import-target-leave"), text.get("import-target-leave.kind"))
            }
        };
        Self { target: target.clone(), name, kind, colour }
    }
}

/// Choosing what a label becomes.
#[derive(Debug)]
pub enum LabelCommand {
    /// Take another label in hand.
    Move(i32),
    /// Take the label of that number in hand.
    Select(usize),
    /// Choose what the label in hand becomes.
    Pick,
    /// Leave out what bears the label in hand, or what was chosen before.
    Leave,
    /// Type into the list of what a label can become.
    Query(String),
    /// Move the choice in that list.
    MoveTarget(i32),
    /// Take the row of that number, or the chosen one.
    Accept(Option<usize>),
}

/// All that a label can become: codes by layer, then the rest.
pub(super) fn entries(
    text: &'static Catalogue,
    codebook: &Codebook,
    imported: &ImportedData,
    label: &str,
    query: &str,
) -> Vec<TargetEntry> {
    let mut all: Vec<LabelTarget> = Vec::new();
    for layer in codebook.layers() {
        all.extend(layer.codes().iter().map(|code| LabelTarget::Code(code.id.clone())));
    }
    if codebook.claim_layer().is_some() {
        all.push(LabelTarget::Claim);
    }
    all.push(LabelTarget::Note);
    let declared = imported.codes.iter().find(|code| code.label == label).map(|code| code.name.trim());
    let name = declared.filter(|name| !name.is_empty()).unwrap_or(label).trim();
    if !name.is_empty() {
        all.push(LabelTarget::New(name.to_owned()));
    }
    all.push(LabelTarget::Leave);
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let fits = |entry: &TargetEntry| {
        let whole = format!("{} {}", entry.name, entry.kind).to_lowercase();
        words.iter().all(|word| whole.contains(word))
    };
    let mut found: Vec<TargetEntry> =
        all.iter().map(|target| TargetEntry::of(text, codebook, target)).filter(fits).collect();
    let typed = query.split_whitespace().collect::<Vec<_>>().join(" ");
    let taken = |entry: &TargetEntry| entry.name.to_lowercase() == typed.to_lowercase();
    if !typed.is_empty() && !found.iter().any(taken) {
        found.push(TargetEntry::of(text, codebook, &LabelTarget::New(typed)));
    }
    found
}
