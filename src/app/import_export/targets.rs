//! What a foreign label becomes: a list of all that it can become, searched by name.

use crate::app::{Effect, State};
use crate::formats::ImportedData;
use crate::model::{Codebook, LabelMapping, LabelTarget};

/// One thing that a label can become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetEntry {
    /// What it is.
    pub target: LabelTarget,
    /// Its name.
    pub name: String,
    /// What it belongs to: a layer, or what happens.
    pub kind: String,
    /// The palette step of a code's colour; empty when it has none.
    pub colour: String,
}

/// The list of what the label in hand can become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetPicker {
    /// The label.
    pub label: String,
    /// What was typed.
    pub query: String,
    /// What fits it.
    pub entries: Vec<TargetEntry>,
    /// Which of them is chosen.
    pub chosen: usize,
}

impl TargetEntry {
    /// How a target is named on the screen.
    pub fn of(codebook: &Codebook, target: &LabelTarget) -> Self {
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
                (name, "Unit without an answer".to_owned(), String::new())
            }
            LabelTarget::Claim => ("Mention of a claim".to_owned(), "Claims".to_owned(), String::new()),
            LabelTarget::Note => ("Note".to_owned(), "With the label in its memo".to_owned(), String::new()),
            LabelTarget::New(name) => (name.clone(), "New, in Imported codes".to_owned(), String::new()),
            LabelTarget::Leave => ("Left out".to_owned(), "Stays in the file".to_owned(), String::new()),
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
fn entries(codebook: &Codebook, foreign: &ImportedData, label: &str, query: &str) -> Vec<TargetEntry> {
    let mut all: Vec<LabelTarget> = Vec::new();
    for layer in codebook.layers() {
        all.extend(layer.codes().iter().map(|code| LabelTarget::Code(code.id.clone())));
    }
    if codebook.claim_layer().is_some() {
        all.push(LabelTarget::Claim);
    }
    all.push(LabelTarget::Note);
    let declared = foreign.codes.iter().find(|code| code.label == label).map(|code| code.name.trim());
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
        all.iter().map(|target| TargetEntry::of(codebook, target)).filter(fits).collect();
    let typed = query.split_whitespace().collect::<Vec<_>>().join(" ");
    let taken = |entry: &TargetEntry| entry.name.to_lowercase() == typed.to_lowercase();
    if !typed.is_empty() && !found.iter().any(taken) {
        found.push(TargetEntry::of(codebook, &LabelTarget::New(typed)));
    }
    found
}

impl State {
    pub(super) fn label_command(&mut self, command: LabelCommand) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let codebook = session.project.codebook();
        let Some(import) = &mut session.import_export.import else { return Vec::new() };
        let super::ImportStage::Read(foreign) = &import.stage else { return Vec::new() };
        let Some(plan) = &import.plan else { return Vec::new() };
        let last = plan.labels.len().saturating_sub(1);
        match command {
            LabelCommand::Move(by) => {
                import.at = (import.at as i32 + by).clamp(0, last as i32) as usize;
            }
            LabelCommand::Select(at) => import.at = at.min(last),
            LabelCommand::Pick => {
                let Some(row) = plan.labels.get(import.at) else { return Vec::new() };
                let entries = entries(codebook, foreign, &row.label, "");
                let chosen = entries.iter().position(|entry| entry.target == row.target).unwrap_or(0);
                let (label, query) = (row.label.clone(), String::new());
                import.picking = Some(TargetPicker { label, query, entries, chosen });
            }
            LabelCommand::Query(query) => {
                let Some(picker) = &mut import.picking else { return Vec::new() };
                picker.entries = entries(codebook, foreign, &picker.label, &query);
                picker.query = query;
                picker.chosen = 0;
            }
            LabelCommand::MoveTarget(by) => {
                let Some(picker) = &mut import.picking else { return Vec::new() };
                let rows = picker.entries.len().max(1) as i32;
                picker.chosen = (picker.chosen as i32 + by).rem_euclid(rows) as usize;
            }
            LabelCommand::Accept(at) => {
                let Some(picker) = import.picking.take() else { return Vec::new() };
                let Some(entry) = picker.entries.get(at.unwrap_or(picker.chosen)) else {
                    import.picking = Some(picker);
                    return Vec::new();
                };
                let target = entry.target.clone();
                return self.set_target(picker.label, target);
            }
            LabelCommand::Leave => {
                let Some(row) = plan.labels.get(import.at) else { return Vec::new() };
                let label = row.label.clone();
                let target = if row.target == LabelTarget::Leave {
                    let guess = crate::formats::guess(&session.project, foreign, &LabelMapping::default());
                    guess.0.get(&label).cloned().unwrap_or(LabelTarget::Leave)
                } else {
                    LabelTarget::Leave
                };
                return self.set_target(label, target);
            }
        }
        Vec::new()
    }

    fn set_target(&mut self, label: String, target: LabelTarget) -> Vec<Effect> {
        let Some(import) = self.import_mut() else { return Vec::new() };
        // The row shows what was chosen at once; the rest follows when it is worked out.
        if let Some(plan) = &mut import.plan
            && let Some(row) = std::sync::Arc::make_mut(plan).labels.iter_mut().find(|row| row.label == label)
        {
            row.target = target.clone();
        }
        import.choices.0.insert(label, target);
        self.plan_import()
    }
}
