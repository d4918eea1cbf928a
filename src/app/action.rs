//! The one table of what a user can do by name: menus, palette, tooltips, key handling and the README come from it.

use crate::model::Preferences;
use std::collections::BTreeMap;
use std::fmt;

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
    /// Comparing and settling.
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

    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Select => "Select",
            Self::Tag => "Tag",
            Self::Claim => "Claims",
            Self::Note => "Notes",
            Self::Review => "Review",
            Self::Project => "Articles and project",
            Self::Window => "Window",
        }
    }
}

/// A key by what it writes or is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A letter (upper case), digit or sign.
    Char(char),
    /// ↑
    Up,
    /// ↓
    Down,
    /// ←
    Left,
    /// →
    Right,
    /// Home
    Home,
    /// End
    End,
    /// Page up
    PageUp,
    /// Page down
    PageDown,
    /// Enter
    Enter,
    /// Escape
    Escape,
    /// Space bar
    Space,
    /// Delete
    Delete,
    /// Backspace
    Backspace,
    /// Tab
    Tab,
    /// A function key.
    F(u8),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(c) => write!(f, "{c}"),
            Self::Up => f.write_str("↑"),
            Self::Down => f.write_str("↓"),
            Self::Left => f.write_str("←"),
            Self::Right => f.write_str("→"),
            Self::Home => f.write_str("Home"),
            Self::End => f.write_str("End"),
            Self::PageUp => f.write_str("PgUp"),
            Self::PageDown => f.write_str("PgDn"),
            Self::Enter => f.write_str("Enter"),
            Self::Escape => f.write_str("Esc"),
            Self::Space => f.write_str("Space"),
            Self::Delete => f.write_str("Del"),
            Self::Backspace => f.write_str("Backspace"),
            Self::Tab => f.write_str("Tab"),
            Self::F(n) => write!(f, "F{n}"),
        }
    }
}

/// Held modifier keys. `command` is Ctrl, and ⌘ on macOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Modifiers {
    /// Ctrl, or ⌘ on macOS.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// The modifiers.
    pub modifiers: Modifiers,
    /// The key.
    pub key: Key,
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.modifiers.command, "Ctrl+"),
            (self.modifiers.alt, "Alt+"),
            (self.modifiers.shift, "Shift+"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        self.key.fmt(f)
    }
}

impl Chord {
    /// Reads the form that [`Chord`] writes, such as `Ctrl+Shift+Z`; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut modifiers = Modifiers::default();
        let mut rest = text;
        while let Some((head, tail)) =
            rest.split_once('+').filter(|(head, tail)| !head.is_empty() && !tail.is_empty())
        {
            match head {
                "Ctrl" => modifiers.command = true,
                "Alt" => modifiers.alt = true,
                "Shift" => modifiers.shift = true,
                _ => return None,
            }
            rest = tail;
        }
        let key = match rest {
            "↑" => Key::Up,
            "↓" => Key::Down,
            "←" => Key::Left,
            "→" => Key::Right,
            "Home" => Key::Home,
            "End" => Key::End,
            "PgUp" => Key::PageUp,
            "PgDn" => Key::PageDown,
            "Enter" => Key::Enter,
            "Esc" => Key::Escape,
            "Space" => Key::Space,
            "Del" => Key::Delete,
            "Backspace" => Key::Backspace,
            "Tab" => Key::Tab,
            _ => {
                let mut chars = rest.chars();
                match (chars.next()?, chars.as_str()) {
                    (c, "") => Key::Char(c.to_uppercase().next()?),
                    ('F', number) => Key::F(number.parse().ok().filter(|n| (1..=12).contains(n))?),
                    _ => return None,
                }
            }
        };
        Some(Self { modifiers, key })
    }
}

macro_rules! actions {
    ($($part:ident($name_of_part:ident) in $group:ident: $about:literal {
        $($name:ident: $context:ident, $label:literal, $help:literal, [$($key:literal),*];)*
    })*) => {
        /// Something a user can do by name, without further choices.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[doc = $help] $name,)*)* }

        /// All actions in the order of the table.
        pub fn actions() -> &'static [Action] {
            &[$($(Action::$name,)*)*]
        }

        $(
            #[doc = $about]
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub(super) enum $name_of_part { $($name,)* }
        )*

        /// An action among those that one handler carries out.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Part { $($part($name_of_part),)* }

        impl Action {
            /// Its name in settings files.
            pub fn id(self) -> &'static str {
                match self { $($(Self::$name => stringify!($name),)*)* }
            }

            /// Its name on the screen, sentence case; `…` where more is asked.
            pub fn label(self) -> &'static str {
                match self { $($(Self::$name => $label,)*)* }
            }

            /// One sentence on what it does.
            pub fn help(self) -> &'static str {
                match self { $($(Self::$name => $help,)*)* }
            }

            /// The heading in the shortcut sheet.
            pub fn group(self) -> Group {
                match self { $($(Self::$name => Group::$group,)*)* }
            }

            /// Where its keys work.
            pub fn context(self) -> Context {
                match self { $($(Self::$name => Context::$context,)*)* }
            }

            /// The part of the table that it stands in.
            pub(super) fn part(self) -> Part {
                match self { $($(Self::$name => Part::$part($name_of_part::$name),)*)* }
            }

            fn default_keys(self) -> &'static [&'static str] {
                match self { $($(Self::$name => &[$($key,)*],)*)* }
            }
        }
    };
}

actions! {
    Move(MoveAction) in Move: "Moving through the text." {
        NextSentence: Text, "Next sentence", "Moves the sentence cursor on.", ["↓", "J"];
        PreviousSentence: Text, "Previous sentence", "Moves the sentence cursor back.", ["↑", "K"];
        NextUncovered: Text, "Next unread sentence", "Goes to the next sentence without a verdict.", ["G"];
        PreviousUncovered: Text, "Previous unread sentence", "Goes back to a sentence without a verdict.", ["Shift+G"];
        NextAnnotation: Text, "Next annotation", "Goes to the next tagged passage.", ["Alt+↓"];
        PreviousAnnotation: Text, "Previous annotation", "Goes to the tagged passage before.", ["Alt+↑"];
        Dig: Text, "Dig through overlaps", "Goes through the annotations that overlap here, one by one.", ["D"];
        TextStart: Text, "Start of article", "Goes to the first sentence.", ["Ctrl+Home"];
        TextEnd: Text, "End of article", "Goes to the last sentence.", ["Ctrl+End"];
        PageDown: Text, "Page down", "Scrolls one screen on.", ["PgDn"];
        PageUp: Text, "Page up", "Scrolls one screen back.", ["PgUp"];
        Find: Global, "Find in article…", "Searches the words of this article.", ["Ctrl+F"];
        FindNext: Global, "Find next", "Goes to the next place found.", ["F3"];
        FindPrevious: Global, "Find previous", "Goes to the place found before.", ["Shift+F3"];
    }

    Select(SelectAction) in Select: "Selecting text." {
        CaretRight: Text, "Caret right", "Moves the caret one character to the right.", ["→"];
        CaretLeft: Text, "Caret left", "Moves the caret one character to the left.", ["←"];
        CaretWordRight: Text, "Caret one word right", "Moves the caret one word to the right.", ["Ctrl+→"];
        CaretWordLeft: Text, "Caret one word left", "Moves the caret one word to the left.", ["Ctrl+←"];
        SelectRight: Text, "Select right", "Extends the selection one character to the right.", ["Shift+→"];
        SelectLeft: Text, "Select left", "Extends the selection one character to the left.", ["Shift+←"];
        SelectWordRight: Text, "Select word right", "Extends the selection one word to the right.", ["Ctrl+Shift+→"];
        SelectWordLeft: Text, "Select word left", "Extends the selection one word to the left.", ["Ctrl+Shift+←"];
        LineStart: Text, "Start of line", "Moves the caret to the start of the line.", ["Home"];
        LineEnd: Text, "End of line", "Moves the caret to the end of the line.", ["End"];
        SelectLineStart: Text, "Select to start of line", "Extends the selection to the start of the line.", ["Shift+Home"];
        SelectLineEnd: Text, "Select to end of line", "Extends the selection to the end of the line.", ["Shift+End"];
        ExtendDown: Text, "Extend by a sentence", "Extends the selection by the next sentence.", ["Shift+↓"];
        ExtendUp: Text, "Extend back by a sentence", "Extends the selection by the sentence before.", ["Shift+↑"];
        Expand: Text, "Expand selection", "Word, then clause, sentence, paragraph.", ["W"];
        Shrink: Text, "Shrink selection", "Goes back one step of expanding.", ["Shift+W"];
        SelectAll: Text, "Select all", "Selects the whole article.", ["Ctrl+A"];
        GripStart: Text, "Move start", "Then ← → move where the annotation starts, with Ctrl by words; Esc ends.", ["S"];
        GripEnd: Text, "Move end", "Then ← → move where the annotation ends, with Ctrl by words; Esc ends.", ["E"];
        Accept: Text, "Accept", "Accepts the words selected for a field.", ["Enter"];
        Cancel: Text, "Cancel", "Lets go of the selection, or of what was begun.", ["Esc"];
        Copy: Text, "Copy", "Copies the selected words, or the sentence.", ["Ctrl+C"];
    }

    Tag(TagAction) in Tag: "Deciding what a passage is." {
        MarkRead: Text, "Read, nothing to tag", "Notes that the sentence was read and goes on.", ["Space"];
        MarkUnread: Text, "Not read", "Takes back that the sentence was read.", ["Shift+Space"];
        Repeat: Text, "Repeat last tag", "Gives the last tag again, with its fields.", ["."];
        TagLock: Text, "Tag lock", "Tags every selection at once with the last tag, until switched off.", ["T"];
        Leader: Text, "Other tag…", "Then one letter gives any code of the codebook.", [","];
        Delete: Text, "Remove tag", "Removes the annotation; can be undone.", ["Del", "Backspace"];
        ToggleBoilerplate: Text, "Boilerplate", "Takes the paragraph out of the sweep, or back in.", ["Ctrl+B"];
    }

    Claim(ClaimAction) in Claim: "Claims and their attributes." {
        LinkClaim: Text, "Link to claim…", "Links the selection, or the sentence, to a claim, old or new.", ["C"];
        ChooseField: Text, "Field…", "Then a letter sets any field; Enter picks the words that name who speaks.", ["A"];
    }

    Note(NoteAction) in Note: "Notes, questions, bookmarks." {
        EditMemo: Text, "Memo", "Writes a note on the annotation or passage.", ["I"];
        AskQuestion: Text, "Question to the lead", "Writes a question on the annotation or passage.", ["Q"];
        Bookmark: Text, "Bookmark", "Bookmarks the sentence, or takes the bookmark away.", ["B"];
    }

    Review(ReviewAction) in Review: "The review page." {
        TakeFirst: Review, "Take the first reading", "Adjudicates the place with the first reading.", ["1"];
        TakeSecond: Review, "Take the second reading", "Adjudicates the place with the second reading.", ["2"];
        TakeThird: Review, "Take the third reading, or join", "Adjudicates the place with the third reading; with two readings, joins them.", ["3"];
        TakeFourth: Review, "Take the fourth reading", "Adjudicates the place with the fourth reading.", ["4"];
        TakeFifth: Review, "Take the fifth reading", "Adjudicates the place with the fifth reading.", ["5"];
        TakeSixth: Review, "Take the sixth reading", "Adjudicates the place with the sixth reading.", ["6"];
        JoinSpans: Review, "Join spans", "Adjudicates with one annotation over everything that was marked.", ["+"];
        TakeNeither: Review, "Neither", "Adjudicates that nothing is to be marked here.", ["0"];
        EditDecision: Review, "Edit…", "Adjudicates with an answer of your own.", ["E"];
        GiveReason: Review, "Reason…", "Says why the answers differed; then a letter.", ["R"];
        Unsettle: Review, "Reopen place", "Takes the decision back.", ["Del", "Backspace"];
        NextPosition: Review, "Next disagreement", "Goes to the next place of the queue.", ["↓", "J"];
        PreviousPosition: Review, "Previous disagreement", "Goes back in the queue.", ["↑", "K"];
        NextUnsettled: Review, "Next open place", "Goes to the next place that is not adjudicated.", ["G"];
        OpenPassage: Review, "Open in the article", "Shows the passage in its article.", ["Enter"];
        ClarifyCode: Review, "Codebook unclear", "Opens the definition for editing and keeps the passage as an example.", ["U"];
        WriteComment: Review, "Comment…", "Writes a comment on the place.", ["C"];
        HideNames: Review, "Hide names", "Shows readings without names, in shuffled order; or with them again.", ["N"];
        SettleMany: Review, "Adjudicate many…", "Takes what all agree on, a majority, or one annotator, after a preview.", ["B"];
        ShowDisagreements: Review, "Disagreements", "Shows the places one by one.", ["D"];
        ShowAgreement: Review, "Agreement", "Shows the figures.", ["A"];
        ShowComparison: Review, "Compare", "Shows the article with every annotator's marks.", ["O"];
        ShowComments: Review, "Comments", "Shows comments and questions.", ["M"];
        ShowFeedback: Review, "Feedback", "Shows what was changed, for each annotator.", ["F"];
        SideBySide: Review, "Lanes or columns", "Compares in lanes under the text, or side by side.", ["S"];
        Leave: Review, "Back to the article", "Closes what is open, then goes back to reading.", ["Esc"];
    }

    Team(TeamAction) in Review: "Who adjudicates, and work sent and received." {
        Adjudicate: Global, "Become adjudicator", "Lets you decide disagreements; this is recorded in the project.", [];
        ToggleBlind: Global, "Blind: hide colleagues until done", "Switches for the whole project whether colleagues' tags stay hidden; this is recorded.", [];
        TwoPasses: Global, "Code in two passes…", "Marks units first, then labels the same units.", [];
        SendWork: Global, "Send my work…", "Writes your files into one bundle for a colleague or the lead.", [];
        ReceiveWork: Global, "Receive work…", "Takes in bundles that colleagues sent.", [];
        Conflicts: Global, "Resolve conflicts…", "Shows where two versions of your work differ, side by side.", [];
        SaveFeedback: Global, "Save feedback as a page…", "Writes an annotator's feedback as a page to be read or printed.", [];
    }

    Project(ProjectAction) in Project: "The article and the project." {
        Undo: Global, "Undo", "Takes the last change back.", ["Ctrl+Z"];
        Redo: Global, "Redo", "Does the change again.", ["Ctrl+Y", "Ctrl+Shift+Z"];
        ArticleDone: Global, "Article done, next", "Signs the article off and opens the next one that is not.", ["Ctrl+Enter"];
        ReopenArticle: Global, "Reopen article", "Takes the sign-off back.", ["Ctrl+Shift+Enter"];
        NextArticle: Global, "Next article", "Opens the next article of the library.", ["Ctrl+PgDn"];
        PreviousArticle: Global, "Previous article", "Opens the article before in the library.", ["Ctrl+PgUp"];
        FilterLibrary: Text, "Filter articles", "Puts the cursor into the library filter.", ["/"];
        ImportArticles: Global, "Open articles…", "Chooses text or Markdown files to add.", ["Ctrl+O"];
        ImportFolder: Global, "Open a folder of articles…", "Chooses a folder whose articles to add.", [];
        PasteArticle: Text, "Paste as article", "Makes an article of what is on the clipboard.", ["Ctrl+V"];
        ImportAnnotations: Global, "Import annotations…", "Takes in what colleagues tagged in other programs.", ["Ctrl+I"];
        ExportAnnotations: Global, "Export…", "Writes annotations in a format of another program.", ["Ctrl+E"];
        FreezeRelease: Global, "Freeze a release…", "Writes the project as it is now for publication, so that anybody can verify it.", [];
        OpenProject: Global, "Open project…", "Chooses a project folder.", ["Ctrl+Shift+O"];
        NewProject: Global, "New project…", "Chooses a folder for a new project.", ["Ctrl+N"];
        OpenSample: Global, "Open the sample project", "Opens your own copy of the sample project.", [];
        CloseProject: Global, "Close project", "Goes back to the welcome screen.", ["Ctrl+W"];
        SaveNow: Global, "Save now", "Writes everything to disk at once.", ["Ctrl+S"];
        WhoAmI: Global, "Change annotator…", "Changes under which name you code.", [];
    }

    Window(WindowAction) in Window: "Panes, theme, help." {
        ShowReview: Global, "Review", "Compares and adjudicates colleagues' tags.", ["Ctrl+R"];
        CommandPalette: Global, "Command palette", "Finds any action, article or claim by name.", ["Ctrl+K"];
        ShortcutSheet: Text, "Keys", "Shows all keys.", ["?"];
        NextPane: Global, "Next pane", "Moves the focus to the next pane.", ["F6"];
        PreviousPane: Global, "Previous pane", "Moves the focus to the pane before.", ["Shift+F6"];
        FocusMode: Global, "Focus mode", "Leaves only the text on the screen.", ["F9"];
        ToggleLibrary: Global, "Library", "Shows or hides the library.", ["Ctrl+1"];
        ToggleInspector: Global, "Inspector", "Shows or hides the inspector.", ["Ctrl+2"];
        ToggleDrawer: Global, "Drawer", "Opens or closes the drawer.", ["Ctrl+3"];
        ThemeSystem: Global, "Theme: as the system", "Follows the system's light or dark theme.", [];
        ThemeLight: Global, "Theme: light", "Always the light theme.", [];
        ThemeDark: Global, "Theme: dark", "Always the dark theme.", [];
        ZoomIn: Global, "Zoom in", "Makes everything larger.", ["Ctrl++", "Ctrl+="];
        ZoomOut: Global, "Zoom out", "Makes everything smaller.", ["Ctrl+-"];
        ZoomReset: Global, "Normal size", "Goes back to the normal size.", ["Ctrl+0"];
        Issues: Global, "Findings on opening", "Shows what was found wrong in the project's files.", [];
        Quit: Global, "Quit", "Saves and closes the window.", ["Ctrl+Q"];
    }
}

/// Which keys do what: the defaults with the user's changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    by_action: BTreeMap<Action, Vec<Chord>>,
    /// Changes of what is no action: keys of codebooks, by their names.
    others: BTreeMap<String, Vec<Chord>>,
}

impl Default for Keymap {
    fn default() -> Self {
        let by_action = actions()
            .iter()
            .map(|action| {
                (*action, action.default_keys().iter().filter_map(|text| Chord::parse(text)).collect())
            })
            .collect();
        Self { by_action, others: BTreeMap::new() }
    }
}

impl Keymap {
    /// The defaults with changes, each the name of an action or of a key of a codebook, and its chords; unknown chords are
    /// passed over, and names that no codebook has do nothing.
    pub fn with_changes<'a>(changes: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>) -> Self {
        let mut map = Self::default();
        for (id, chords) in changes {
            let chords = chords.into_iter().filter_map(Chord::parse).collect();
            match actions().iter().find(|action| action.id() == id) {
                Some(action) => map.by_action.insert(*action, chords),
                None => map.others.insert(id.to_owned(), chords),
            };
        }
        map
    }

    /// The defaults with the changes of one person.
    pub fn of(preferences: &Preferences) -> Self {
        Self::with_changes(
            preferences
                .key_changes
                .iter()
                .map(|(action, chords)| (action.as_str(), chords.iter().map(String::as_str).collect())),
        )
    }

    /// The chords of an action, the one to show first.
    pub fn chords(&self, action: Action) -> &[Chord] {
        self.by_action.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The chords that the user gave to a key of a codebook.
    pub(super) fn changed(&self, id: &str) -> Option<&[Chord]> {
        self.others.get(id).map(Vec::as_slice)
    }

    /// The chord to show beside an action, as text; empty when it has none.
    pub fn shown(&self, action: Action) -> String {
        self.chords(action).first().map(Chord::to_string).unwrap_or_default()
    }

    /// What a chord does in a context, or everywhere.
    pub fn action(&self, chord: Chord, context: Context) -> Option<Action> {
        let here = |action: &Action| action.context() == context || action.context() == Context::Global;
        let mut found =
            self.by_action.iter().filter(|(action, chords)| here(action) && chords.contains(&chord));
        found.next().map(|(action, _)| *action)
    }

    /// Chords that two actions claim in one context.
    pub fn clashes(&self) -> Vec<(Chord, Action, Action)> {
        let mut seen: BTreeMap<Chord, Vec<Action>> = BTreeMap::new();
        let mut clashes = Vec::new();
        for (action, chords) in &self.by_action {
            for chord in chords {
                let others = seen.entry(*chord).or_default();
                let meet = |other: &&Action| {
                    let contexts = [other.context(), action.context()];
                    contexts[0] == contexts[1] || contexts.contains(&Context::Global)
                };
                clashes.extend(others.iter().filter(meet).map(|other| (*chord, *other, *action)));
                others.push(*action);
            }
        }
        clashes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_key_parses_and_none_clashes() {
        for action in actions() {
            for text in action.default_keys() {
                let chord = Chord::parse(text).unwrap_or_else(|| panic!("{action:?}: {text}"));
                assert_eq!(&chord.to_string(), text);
            }
        }
        assert_eq!(Keymap::default().clashes(), []);
    }

    #[test]
    fn no_default_key_needs_alt_gr() {
        for action in actions() {
            for chord in Keymap::default().chords(*action) {
                assert!(!matches!(
                    chord.key,
                    Key::Char('[' | ']' | '{' | '}' | '`' | '@' | '\\' | '|' | '~' | '#')
                ));
                assert!(
                    !(chord.modifiers.command && chord.modifiers.alt),
                    "{action:?}: Ctrl+Alt is AltGr on Windows"
                );
            }
        }
    }

    #[test]
    fn changes_replace_keys() {
        let map = Keymap::with_changes([("Expand", vec!["X"]), ("NoSuchThing", vec!["Y"])]);
        assert_eq!(map.shown(Action::Expand), "X");
        assert_eq!(map.action(Chord::parse("W").expect("chord"), Context::Text), None);
    }
}
