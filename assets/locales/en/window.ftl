# The window around the pages: bars, welcome, palette, keys, findings, who codes.

## While files are held over the window.
window-drop-add = Drop to add to the project
window-drop-open = Drop to open

## The bar at the foot.
window-cancel = Cancel
window-dividing = Dividing into sentences…
window-no-sentences = No sentences to read
window-sentence = Sentence { $number } of { $total }
window-read-share = Read in this article
window-read = { $sentences } read
window-read-assumed = { $sentences } read, { $assumed } of them assumed on import
window-reading-more = Reading { $count } more articles…
window-comparing = Comparing…
window-disagreement = Disagreement { $number } of { $total }
window-adjudicated-share = Adjudicated
window-adjudicated = { $count } adjudicated
window-moving-start = Moving the start: ← →, Ctrl by words, Esc ends
window-moving-end = Moving the end: ← →, Ctrl by words, Esc ends
window-picking = Select the words for { $attribute }, then Enter; Esc leaves it
window-tag-lock = Tag lock: { $tag }
    .tip = Every selection gets this tag at once. Click to stop.
window-originals = Originals untouched
    .tip = Decisions are kept in the adjudicator’s own set; nobody’s tags are changed.
window-blind = Colleagues hidden until done
    .tip = What colleagues tagged is shown once this article is signed off.
window-conflicts = { $count ->
    [one] { $count } conflict
   *[other] { $count } conflicts
}
window-findings = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
window-undo = Undo: { $step }
window-held = Reading only: open on { $host }
    .tip = Another window has your files open. Click to try again.
window-not-saved = Not saved
    .tip = { $reason } Your work is kept in memory and tried again. Click to try now.
window-saving = Saving…
window-saved = Saved

## The question who codes

window-who-title = Who is coding?
window-who-why = Your tags are saved under this name, apart from everybody else’s.
window-who-name = Your name
window-who-continue = Continue
window-who-known = Already in this project

## The command palette

window-palette = Command palette
    .hint = An action, an article, a claim or a tag
window-palette-none = Nothing found
# What a row of the palette is, where it is no action
window-palette-article = Article
window-palette-claim = Claim
window-palette-tag = Tag

## The panes round the text, by name for a screen reader

window-pane-library = Library
window-pane-text = Text
window-pane-inspector = Inspector
window-pane-drawer = Drawer

## The sheet of keys

window-keys = Keys

## What was found in the files of the project

window-issues = Findings on opening
window-issues-copy = Copy all
window-issues-none = Nothing was found
    .hint = All files of this project were read without a fault.

## The bar at the top

window-page-read = Read
window-page-review = Review
window-page-claims = Claims
window-page-codebook = Codebook
window-new-articles = New articles
window-search = Search
window-menu = Menu

## While no project is open

window-what = Read news articles, tell fact from opinion, tag who claims what, and keep every judgement beside its words.
window-drop = Or drop article files, folders or a project folder anywhere in this window.
window-recent = Recent projects
window-open-recent = Open project { $name }
window-forget-name-of = Forget { $name }
window-forget = Forget
window-days-ago = { $days ->
        [0] today
        [1] yesterday
       *[other] { $days } days ago
    }

## Titles of the system’s file dialogs, and what their filters are called

window-dialog-articles = Add articles
window-dialog-folder = Add a folder of articles
window-dialog-project = Open a project folder
window-dialog-send = Send my work
window-dialog-feedback = Save feedback as a page
window-dialog-receive = Receive work
window-dialog-export-folder = Choose a folder for the export
window-dialog-export = Export
window-dialog-release-folder = Choose a folder for the release
window-dialog-release = Freeze a release
window-dialog-import = Import annotations
window-dialog-new = Choose an empty folder for the project
window-files-articles = Articles
window-files-all = All files
window-files-page = Page
window-files-annotations = Annotations of other programs
window-files-zip = ZIP
window-files-bundle = Obelus bundle
# xdg-desktop-portal, zenity and what begins with “obelus” are names of programs
window-no-dialog = The system shows no file dialog. On Linux it takes xdg-desktop-portal with a desktop’s own part, or zenity. Until then, drop files on the window, or use the command line: obelus PATH, obelus export, obelus --help.
