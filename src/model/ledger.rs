//! The claim ledger: canonical propositions and how they relate, one sheet an annotator.

use crate::base::{AnnotatorId, ChoiceId, ClaimId, Timestamp};
use crate::id;
use imbl::OrdMap;
use std::sync::Arc;

/// A desk note on how a claim stands; not a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClaimStatus {
    /// Nothing known.
    #[default]
    Open,
    /// Another source says the same.
    ConfirmedElsewhere,
    /// Somebody contests it.
    Disputed,
    /// Whoever made it took it back.
    Retracted,
}

impl ClaimStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::ConfirmedElsewhere, Self::Disputed, Self::Retracted];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::ConfirmedElsewhere => "Confirmed elsewhere",
            Self::Disputed => "Disputed",
            Self::Retracted => "Retracted",
        }
    }

    /// The identifier of its name on the screen.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Open => id!("display-status-open"),
            Self::ConfirmedElsewhere => id!("display-status-confirmed-elsewhere"),
            Self::Disputed => id!("display-status-disputed"),
            Self::Retracted => id!("display-status-retracted"),
        }
    }
}

/// A canonical proposition that passages can be linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its name in files; names who created it.
    pub id: ClaimId,
    /// Its short name, such as `LLaMA4 failure`.
    pub label: String,
    /// The proposition in full; may be empty until somebody words it.
    pub wording: String,
    /// The claim type, a choice that the claim layer declares; none when not given.
    pub kind: Option<ChoiceId>,
    /// What it is about.
    pub topic: String,
    /// Other short names for it.
    pub aliases: Vec<String>,
    /// How far the claim was checked, as a note for colleagues.
    pub status: ClaimStatus,
    /// What its creator notes of it, for colleagues.
    pub memo: String,
    /// Step of the claim palette, counted from 0.
    pub colour: u8,
    /// When it was created.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
}

impl Claim {
    /// An open claim with a short name and nothing else.
    pub fn new(id: ClaimId, label: impl Into<String>, created: Timestamp) -> Self {
        Self {
            id,
            label: label.into(),
            wording: String::new(),
            kind: None,
            topic: String::new(),
            aliases: Vec::new(),
            status: ClaimStatus::Open,
            memo: String::new(),
            colour: 0,
            created,
            modified: created,
        }
    }
}

/// How one claim relates to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Both say the same.
    SameAs,
    /// The first says less than, and follows from, the second.
    NarrowerThan,
    /// Both cannot hold.
    Contradicts,
}

impl Relation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::SameAs, Self::NarrowerThan, Self::Contradicts];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::SameAs => "Same as",
            Self::NarrowerThan => "Narrower than",
            Self::Contradicts => "Contradicts",
        }
    }

    /// The identifier of its name on the screen.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::SameAs => id!("display-relation-same-as"),
            Self::NarrowerThan => id!("display-relation-narrower-than"),
            Self::Contradicts => id!("display-relation-contradicts"),
        }
    }
}

/// A relation that an annotator states.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// The claim that the relation is said of.
    pub from: ClaimId,
    /// How it relates.
    pub relation: Relation,
    /// The claim that it is related to.
    pub to: ClaimId,
}

/// The claims and relations of one annotator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimSheet {
    /// The claims that this annotator created.
    pub claims: OrdMap<ClaimId, Arc<Claim>>,
    /// The relations that this annotator states, and since when.
    pub edges: OrdMap<Edge, Timestamp>,
}

/// The claims of a project, in one sheet for each annotator who created some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    sheets: OrdMap<AnnotatorId, Arc<ClaimSheet>>,
}

impl Ledger {
    /// The claim of that name.
    pub fn claim(&self, id: &ClaimId) -> Option<&Arc<Claim>> {
        self.sheets.get(id.annotator())?.claims.get(id)
    }

    /// All claims, by annotator and name.
    pub fn claims(&self) -> impl Iterator<Item = &Arc<Claim>> {
        self.sheets.values().flat_map(|sheet| sheet.claims.values())
    }

    /// All relations with who states them.
    pub fn edges(&self) -> impl Iterator<Item = (&AnnotatorId, &Edge)> {
        self.sheets.iter().flat_map(|(by, sheet)| sheet.edges.keys().map(move |edge| (by, edge)))
    }

    /// What an annotator created and relates.
    pub fn sheet(&self, by: &AnnotatorId) -> Option<&Arc<ClaimSheet>> {
        self.sheets.get(by)
    }

    /// The annotators with a sheet.
    pub fn sheets(&self) -> impl Iterator<Item = (&AnnotatorId, &Arc<ClaimSheet>)> {
        self.sheets.iter()
    }

    /// Puts a whole sheet in place, as read from disk.
    pub fn put_sheet(&mut self, by: AnnotatorId, sheet: Arc<ClaimSheet>) {
        self.sheets.insert(by, sheet);
    }

    pub(super) fn change<R>(&mut self, by: &AnnotatorId, change: impl FnOnce(&mut ClaimSheet) -> R) -> R {
        let mut sheet = self.sheets.get(by).cloned().unwrap_or_default();
        let result = change(Arc::make_mut(&mut sheet));
        if sheet.claims.is_empty() && sheet.edges.is_empty() {
            self.sheets.remove(by);
        } else {
            self.sheets.insert(by.clone(), sheet);
        }
        result
    }
}
