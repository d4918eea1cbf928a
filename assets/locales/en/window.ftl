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
