//! The one table of what a user can do by name: menus, palette, tooltips, key handling and the README come from it.

use crate::id;
use std::sync::LazyLock;

/// Where a key works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Everywhere, even while a text is being typed.
    Global,
    /// While the article has the focus and nothing is being typed.
    Text,
    /// On the review page, while nothing is being typed.
    Review,
}

/// The heading under which the shortcut sheet shows an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Moving through the text.
    Move,
    /// Selecting text.
    Select,
    /// Deciding what a passage is.
    Tag,
    /// Claims and their fields.
    Claim,
    /// Notes, questions, bookmarks.
    Note,
    /// Comparing and adjudicating.
    Review,
    /// The article and the project.
    Project,
    /// Panes, theme, help.
    Window,
}

impl Group {
    /// All, in the order shown.
    pub const ALL: [Self; 8] = [
        Self::Tag,
        Self::Claim,
        Self::Move,
        Self::Select,
        Self::Note,
        Self::Review,
        Self::Project,
        Self::Window,
    ];

    /// The identifier of its heading.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Move => id!("actions-group-move"),
            Self::Select => id!("actions-group-select"),
            Self::Tag => id!("actions-group-tag"),
            Self::Claim => id!("actions-group-claim"),
            Self::Note => id!("actions-group-note"),
            Self::Review => id!("actions-group-review"),
            Self::Project => id!("actions-group-project"),
            Self::Window => id!("actions-group-window"),
        }
    }
}

macro_rules! actions {
    ($($(#[$about:meta])* $by:ident($of:ident) in $group:ident {
        $($name:ident: $context:ident, [$($key:literal),*];)*
    })*) => {
        /// Something a user can do by name, without further choices.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "assets/locales/en/actions.ftl says what each does")]
        pub enum Action { $($($name,)*)* }

        /// All actions in the order of the table.
        pub fn actions() -> &'static [Action] {
            &[$($(Action::$name,)*)*]
        }

        $(
            $(#[$about])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub(super) enum $of { $($name,)* }
        )*

        /// An action by the handler that carries it out.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum HandledBy { $($by($of),)* }

        impl Action {
            /// Its name in settings files.
            pub fn id(self) -> &'static str {
                match self { $($(Self::$name => stringify!($name),)*)* }
            }

            /// The heading in the shortcut sheet.
            pub fn group(self) -> Group {
                match self { $($(Self::$name => Group::$group,)*)* }
            }

            /// Where its keys work.
            pub fn context(self) -> Context {
                match self { $($(Self::$name => Context::$context,)*)* }
            }

            /// The handler that carries it out.
            pub(super) fn handled_by(self) -> HandledBy {
                match self { $($(Self::$name => HandledBy::$by($of::$name),)*)* }
            }

            pub(super) fn default_keys(self) -> &'static [&'static str] {
                match self { $($(Self::$name => &[$($key,)*],)*)* }
            }
        }
    };
}

actions! {
    /// Moving through the text.
    Move(MoveAction) in Move {
        NextSentence: Text, ["↓", "J"];
        PreviousSentence: Text, ["↑", "K"];
        NextUncovered: Text, ["G"];
        PreviousUncovered: Text, ["Shift+G"];
        NextAnnotation: Text, ["Alt+↓"];
        PreviousAnnotation: Text, ["Alt+↑"];
        Dig: Text, ["D"];
        TextStart: Text, ["Ctrl+Home"];
        TextEnd: Text, ["Ctrl+End"];
        PageDown: Text, ["PgDn"];
        PageUp: Text, ["PgUp"];
        Find: Global, ["Ctrl+F"];
        FindNext: Global, ["F3"];
        FindPrevious: Global, ["Shift+F3"];
    }

    /// Selecting text.
    Select(SelectAction) in Select {
        CaretRight: Text, ["→"];
        CaretLeft: Text, ["←"];
        CaretWordRight: Text, ["Ctrl+→"];
        CaretWordLeft: Text, ["Ctrl+←"];
        SelectRight: Text, ["Shift+→"];
        SelectLeft: Text, ["Shift+←"];
        SelectWordRight: Text, ["Ctrl+Shift+→"];
        SelectWordLeft: Text, ["Ctrl+Shift+←"];
        LineStart: Text, ["Home"];
        LineEnd: Text, ["End"];
        SelectLineStart: Text, ["Shift+Home"];
        SelectLineEnd: Text, ["Shift+End"];
        ExtendDown: Text, ["Shift+↓"];
        ExtendUp: Text, ["Shift+↑"];
        Expand: Text, ["W"];
        Shrink: Text, ["Shift+W"];
        SelectAll: Text, ["Ctrl+A"];
        GripStart: Text, ["S"];
        GripEnd: Text, ["E"];
        Accept: Text, ["Enter"];
        Cancel: Text, ["Esc"];
        Copy: Text, ["Ctrl+C"];
    }

    /// Deciding what a passage is.
    Tag(TagAction) in Tag {
        MarkRead: Text, ["Space"];
        MarkUnread: Text, ["Shift+Space"];
        MarkRestRead: Text, ["Ctrl+Space"];
        Repeat: Text, ["."];
        TagLock: Text, ["T"];
        Leader: Text, [","];
        Delete: Text, ["Del", "Backspace"];
        ToggleBoilerplate: Text, ["Ctrl+B"];
    }

    /// Claims and their attributes.
    Claim(ClaimAction) in Claim {
        LinkClaim: Text, ["C"];
        ChooseField: Text, ["A"];
    }

    /// Notes, questions, bookmarks.
    Note(NoteAction) in Note {
        EditMemo: Text, ["I"];
        AskQuestion: Text, ["Q"];
        Bookmark: Text, ["B"];
    }

    /// The review page.
    Review(ReviewAction) in Review {
        TakeFirst: Review, ["1"];
        TakeSecond: Review, ["2"];
        TakeThird: Review, ["3"];
        TakeFourth: Review, ["4"];
        TakeFifth: Review, ["5"];
        TakeSixth: Review, ["6"];
        JoinSpans: Review, ["+"];
        TakeNeither: Review, ["0"];
        EditDecision: Review, ["E"];
        GiveReason: Review, ["R"];
        ReopenPlace: Review, ["Del", "Backspace"];
        NextPosition: Review, ["↓", "J"];
        PreviousPosition: Review, ["↑", "K"];
        NextOpenPlace: Review, ["G"];
        OpenPassage: Review, ["Enter"];
        ClarifyCode: Review, ["U"];
        WriteComment: Review, ["C"];
        HideNames: Review, ["N"];
        AdjudicateMany: Review, ["B"];
        ShowDisagreements: Review, ["D"];
        ShowAgreement: Review, ["A"];
        ShowComparison: Review, ["O"];
        ShowComments: Review, ["M"];
        ShowFeedback: Review, ["F"];
        SideBySide: Review, ["S"];
        Leave: Review, ["Esc"];
    }

    /// Who adjudicates, and work sent and received.
    Team(TeamAction) in Review {
        Adjudicate: Global, [];
        ToggleBlind: Global, [];
        TwoPasses: Global, [];
        SendWork: Global, [];
        ReceiveWork: Global, [];
        Conflicts: Global, [];
        SaveFeedback: Global, [];
    }

    /// The article and the project.
    Project(ProjectAction) in Project {
        Undo: Global, ["Ctrl+Z"];
        Redo: Global, ["Ctrl+Y", "Ctrl+Shift+Z"];
        ArticleDone: Global, ["Ctrl+Enter"];
        ReopenArticle: Global, ["Ctrl+Shift+Enter"];
        NextArticle: Global, ["Ctrl+PgDn"];
        PreviousArticle: Global, ["Ctrl+PgUp"];
        FilterLibrary: Text, ["/"];
        ImportArticles: Global, ["Ctrl+O"];
        ImportFolder: Global, [];
        ToggleOriginals: Global, [];
        ChooseColumns: Global, [];
        ChooseEncoding: Global, [];
        PasteArticle: Text, ["Ctrl+V"];
        ImportAnnotations: Global, ["Ctrl+I"];
        ExportAnnotations: Global, ["Ctrl+E"];
        FreezeRelease: Global, [];
        OpenProject: Global, ["Ctrl+Shift+O"];
        NewProject: Global, ["Ctrl+N"];
        OpenSample: Global, [];
        CloseProject: Global, ["Ctrl+W"];
        SaveNow: Global, ["Ctrl+S"];
        WhoAmI: Global, [];
    }

    /// Articles that are to be fetched.
    Stub(StubAction) in Project {
        ShowToFetch: Global, [];
        CopyStubAddress: Global, [];
        ShowStubFile: Global, [];
        OpenFetched: Global, [];
        RemoveStub: Global, [];
    }

    /// Panes, theme, help.
    Window(WindowAction) in Window {
        ShowReview: Global, ["Ctrl+R"];
        ShowClaims: Global, [];
        ShowCodebook: Global, [];
        CommandPalette: Global, ["Ctrl+K"];
        ShortcutSheet: Text, ["?"];
        NextPane: Global, ["F6"];
        PreviousPane: Global, ["Shift+F6"];
        FocusMode: Global, ["F9"];
        ToggleLibrary: Global, ["Ctrl+1"];
        ToggleInspector: Global, ["Ctrl+2"];
        ToggleDrawer: Global, ["Ctrl+3"];
        ThemeSystem: Global, [];
        ThemeLight: Global, [];
        ThemeDark: Global, [];
        ZoomIn: Global, ["Ctrl++", "Ctrl+="];
        ZoomOut: Global, ["Ctrl+-"];
        ZoomReset: Global, ["Ctrl+0"];
        Issues: Global, [];
        Quit: Global, ["Ctrl+Q"];
    }
}

/// The identifiers of the texts of each action: its name, and what it does.
static TEXTS: LazyLock<Vec<[String; 2]>> = LazyLock::new(|| {
    let named = |action: &Action| {
        let mut id = "actions-".to_owned();
        for (at, letter) in action.id().char_indices() {
            if at > 0 && letter.is_uppercase() {
                id.push('-');
            }
            id.extend(letter.to_lowercase());
        }
        [id.clone(), format!("{id}.help")]
    };
    actions().iter().map(named).collect()
});

impl Action {
    /// The identifier of its name on the screen.
    pub fn label_id(self) -> &'static str {
        &TEXTS[self as usize][0]
    }

    /// The identifier of one sentence on what it does.
    pub fn help_id(self) -> &'static str {
        &TEXTS[self as usize][1]
    }
}
