//! How the list of articles is filtered and sorted, and its rows.

use crate::base::{ArticleId, StubId};
use crate::id;
use crate::model::FetchedStubs;

/// How the library is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LibrarySort {
    /// By date of publication, then title.
    #[default]
    Date,
    /// By title.
    Title,
    /// By outlet, then date.
    Outlet,
    /// The least done first.
    Progress,
}

impl LibrarySort {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Date, Self::Title, Self::Outlet, Self::Progress];

    /// The identifier of its name.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Date => id!("library-sort-date"),
            Self::Title => id!("library-sort-title"),
            Self::Outlet => id!("library-sort-outlet"),
            Self::Progress => id!("library-sort-progress"),
        }
    }

    /// The identifier of its line in the menu.
    pub fn by_id(self) -> &'static str {
        match self {
            Self::Date => id!("library-sort-date.by"),
            Self::Title => id!("library-sort-title.by"),
            Self::Outlet => id!("library-sort-outlet.by"),
            Self::Progress => id!("library-sort-progress.by"),
        }
    }
}

/// Which articles are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StateFilter {
    /// All.
    #[default]
    All,
    /// Not signed off.
    Open,
    /// Signed off.
    Done,
    /// With an unclear sentence or a question to the lead.
    Unclear,
}

impl StateFilter {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::All, Self::Open, Self::Done, Self::Unclear];

    /// The identifier of its name.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::All => id!("library-state-all"),
            Self::Open => id!("library-state-open"),
            Self::Done => id!("library-state-done"),
            Self::Unclear => id!("library-state-unclear"),
        }
    }
}

/// A heading with the rows under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LibrarySection {
    /// Not signed off.
    Queue,
    /// Signed off.
    Done,
    /// Known, and without a text at hand.
    ToFetch,
    /// Known before their texts were added.
    Fetched,
}

impl LibrarySection {
    /// Whether the rows under its heading can be hidden.
    pub fn folds(self) -> bool {
        match self {
            Self::Queue | Self::Done => false,
            Self::ToFetch | Self::Fetched => true,
        }
    }
}

/// One line of the library: a heading, an article, or what is known of one whose text is not at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryRow {
    /// A heading with the number of articles under it.
    Heading(LibrarySection, usize),
    /// An article.
    Article(ArticleId),
    /// An article to be fetched, or one that was.
    Stub(StubId),
}

/// Filter, sort, and the rows that follow from them; made anew when something changes, not in a frame.
#[derive(Debug, Default)]
pub struct LibraryView {
    /// Words that title, outlet, author or genre must hold.
    pub filter: String,
    /// Which states are shown.
    pub state: StateFilter,
    /// The order.
    pub sort: LibrarySort,
    /// The rows.
    pub rows: Vec<LibraryRow>,
    /// Articles shown, of all.
    pub shown: usize,
    /// Whether the articles to be fetched are unfolded; when nobody has said, as long as there is no article.
    pub to_fetch_unfolded: Option<bool>,
    /// Whether the fetched ones are unfolded.
    pub fetched_unfolded: bool,
    /// The stub in hand.
    pub stub: Option<StubId>,
    /// Which stubs were fetched.
    pub fetched: FetchedStubs,
}
