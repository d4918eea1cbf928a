//! Which page and which tab is shown.

/// The pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Route {
    /// The article.
    #[default]
    Read,
    /// The claim ledger.
    Claims,
    /// The coding rules.
    Codebook,
    /// Comparing and adjudicating.
    Review,
}

/// The tabs of the drawer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drawer {
    /// Claims with their mentions.
    #[default]
    Claims,
    /// Places found in the article.
    Search,
    /// Memos and questions.
    Questions,
    /// What was done.
    History,
    /// Annotations that lost their passage.
    Orphans,
}
