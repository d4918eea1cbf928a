# What a user can do by name: menus, the palette, tooltips, the sheet of keys. Of each its name in sentence case, with
# “…” where more is asked, and as .help one sentence on what it does. The code makes the identifiers from its table.

## Moving through the text

actions-next-sentence = Next sentence
    .help = Moves the sentence cursor on.
actions-previous-sentence = Previous sentence
    .help = Moves the sentence cursor back.
actions-next-uncovered = Next unread sentence
    .help = Goes to the next sentence without a verdict.
actions-previous-uncovered = Previous unread sentence
    .help = Goes back to a sentence without a verdict.
actions-next-annotation = Next annotation
    .help = Goes to the next tagged passage.
actions-previous-annotation = Previous annotation
    .help = Goes to the tagged passage before.
actions-dig = Dig through overlaps
    .help = Goes through the annotations that overlap here, one by one.
actions-text-start = Start of article
    .help = Goes to the first sentence.
actions-text-end = End of article
    .help = Goes to the last sentence.
actions-page-down = Page down
    .help = Scrolls one screen on.
actions-page-up = Page up
    .help = Scrolls one screen back.
actions-find = Find in article…
    .help = Searches the words of this article.
actions-find-next = Find next
    .help = Goes to the next place found.
actions-find-previous = Find previous
    .help = Goes to the place found before.

## Selecting text

actions-caret-right = Caret right
    .help = Moves the caret one character to the right.
actions-caret-left = Caret left
    .help = Moves the caret one character to the left.
actions-caret-word-right = Caret one word right
    .help = Moves the caret one word to the right.
actions-caret-word-left = Caret one word left
    .help = Moves the caret one word to the left.
actions-select-right = Select right
    .help = Extends the selection one character to the right.
actions-select-left = Select left
    .help = Extends the selection one character to the left.
actions-select-word-right = Select word right
    .help = Extends the selection one word to the right.
actions-select-word-left = Select word left
    .help = Extends the selection one word to the left.
actions-line-start = Start of line
    .help = Moves the caret to the start of the line.
actions-line-end = End of line
    .help = Moves the caret to the end of the line.
actions-select-line-start = Select to start of line
    .help = Extends the selection to the start of the line.
actions-select-line-end = Select to end of line
    .help = Extends the selection to the end of the line.
actions-extend-down = Extend by a sentence
    .help = Extends the selection by the next sentence.
actions-extend-up = Extend back by a sentence
    .help = Extends the selection by the sentence before.
actions-expand = Expand selection
    .help = Word, then clause, sentence, paragraph.
actions-shrink = Shrink selection
    .help = Goes back one step of expanding.
actions-select-all = Select all
    .help = Selects the whole article.
actions-grip-start = Move start
    .help = Then ← → move where the annotation starts, with Ctrl by words; Esc ends.
actions-grip-end = Move end
    .help = Then ← → move where the annotation ends, with Ctrl by words; Esc ends.
actions-accept = Accept
    .help = Accepts the words selected for a field.
actions-cancel = Cancel
    .help = Lets go of the selection, or of what was begun.
actions-copy = Copy
    .help = Copies the selected words, or the sentence.

## Deciding what a passage is

actions-mark-read = Read, nothing to tag
    .help = Notes that the sentence was read and goes on.
actions-mark-unread = Not read
    .help = Takes back that the sentence was read.
actions-mark-rest-read = Read to the end
    .help = Notes that every sentence from here to the end was read, in one step.
actions-repeat = Repeat last tag
    .help = Gives the last tag again, with its fields.
actions-tag-lock = Tag lock
    .help = Tags every selection at once with the last tag, until switched off.
actions-leader = Other tag…
    .help = Then one letter gives any code of the codebook.
actions-delete = Remove tag
    .help = Removes the annotation; can be undone.
actions-toggle-boilerplate = Boilerplate
    .help = Takes the paragraph out of the sweep, or back in.

## Claims and their attributes

actions-link-claim = Link to claim…
    .help = Links the selection, or the sentence, to a claim, old or new.
actions-choose-field = Field…
    .help = Then a letter sets any field; Enter picks the words that name who speaks.

## Notes, questions, bookmarks

actions-edit-memo = Memo
    .help = Writes a note on the annotation or passage.
actions-ask-question = Question to the lead
    .help = Writes a question on the annotation or passage.
actions-bookmark = Bookmark
    .help = Bookmarks the sentence, or takes the bookmark away.

## The review page

actions-take-first = Take the first reading
    .help = Adjudicates the place with the first reading.
actions-take-second = Take the second reading
    .help = Adjudicates the place with the second reading.
actions-take-third = Take the third reading, or join
    .help = Adjudicates the place with the third reading; with two readings, joins them.
actions-take-fourth = Take the fourth reading
    .help = Adjudicates the place with the fourth reading.
actions-take-fifth = Take the fifth reading
    .help = Adjudicates the place with the fifth reading.
actions-take-sixth = Take the sixth reading
    .help = Adjudicates the place with the sixth reading.
actions-join-spans = Join spans
    .help = Adjudicates with one annotation over everything that was marked.
actions-take-neither = Neither
    .help = Adjudicates that nothing is to be marked here.
actions-edit-decision = Edit…
    .help = Adjudicates with an answer of your own.
actions-give-reason = Reason…
    .help = Says why the answers differed; then a letter.
actions-reopen-place = Reopen place
    .help = Takes the decision back.
actions-next-position = Next disagreement
    .help = Goes to the next place of the queue.
actions-previous-position = Previous disagreement
    .help = Goes back in the queue.
actions-next-open-place = Next open place
    .help = Goes to the next place that is not adjudicated.
actions-open-passage = Open in the article
    .help = Shows the passage in its article.
actions-clarify-code = Codebook unclear
    .help = Opens the definition for editing and keeps the passage as an example.
actions-write-comment = Comment…
    .help = Writes a comment on the place.
actions-hide-names = Hide names
    .help = Shows readings without names, in shuffled order; or with them again.
actions-adjudicate-many = Adjudicate many…
    .help = Takes what all agree on, a majority, or one annotator, after a preview.
actions-show-disagreements = Disagreements
    .help = Shows the places one by one.
actions-show-agreement = Agreement
    .help = Shows the figures.
actions-show-comparison = Compare
    .help = Shows the article with every annotator's marks.
actions-show-comments = Comments
    .help = Shows comments and questions.
actions-show-feedback = Feedback
    .help = Shows what was changed, for each annotator.
actions-side-by-side = Lanes or columns
    .help = Compares in lanes under the text, or side by side.
actions-leave = Back to the article
    .help = Closes what is open, then goes back to reading.

## Who adjudicates, and work sent and received

actions-adjudicate = Become adjudicator
    .help = Lets you decide disagreements; this is recorded in the project.
actions-toggle-blind = Blind: hide colleagues until done
    .help = Switches for the whole project whether colleagues' tags stay hidden; this is recorded.
actions-two-passes = Code in two passes…
    .help = Marks units first, then labels the same units.
actions-send-work = Send my work…
    .help = Writes your files into one bundle for a colleague or the lead.
actions-receive-work = Receive work…
    .help = Takes in bundles that colleagues sent.
actions-conflicts = Resolve conflicts…
    .help = Shows where two versions of your work differ, side by side.
actions-save-feedback = Save feedback as a page…
    .help = Writes an annotator's feedback as a page to be read or printed.

## The article and the project

actions-undo = Undo
    .help = Takes the last change back.
actions-redo = Redo
    .help = Does the change again.
actions-article-done = Article done, next
    .help = Signs the article off and opens the next one that is not.
actions-reopen-article = Reopen article
    .help = Takes the sign-off back.
actions-next-article = Next article
    .help = Opens the next article of the library.
actions-previous-article = Previous article
    .help = Opens the article before in the library.
actions-filter-library = Filter articles
    .help = Puts the cursor into the library filter.
actions-import-articles = Open articles…
    .help = Chooses files with articles to add: web pages, documents, downloads, tables, captions, text.
actions-import-folder = Open a folder of articles…
    .help = Chooses a folder whose articles to add.
actions-toggle-originals = Keep originals
    .help = Switches for the whole project whether the files that articles come from are kept in it.
actions-choose-columns = Columns of a table…
    .help = Says what each column of a table among the new articles holds, and reads it again.
actions-choose-encoding = Encoding of a text…
    .help = Reads the file of the new article in view again in another encoding.
actions-paste-article = Paste as article
    .help = Makes an article of what is on the clipboard.
actions-import-annotations = Import annotations…
    .help = Takes in what colleagues tagged in other programs.
actions-export-annotations = Export…
    .help = Writes annotations in a format of another program.
actions-freeze-release = Freeze a release…
    .help = Writes the project as it is now for publication, so that anybody can verify it.
actions-open-project = Open project…
    .help = Chooses a project folder.
actions-new-project = New project…
    .help = Chooses a folder for a new project.
actions-open-sample = Open the sample project
    .help = Opens your own copy of the sample project.
actions-close-project = Close project
    .help = Goes back to the welcome screen.
actions-save-now = Save now
    .help = Writes everything to disk at once.
actions-who-am-i = Change annotator…
    .help = Changes under which name you code.

## Panes, theme, help

actions-show-to-fetch = What is to be fetched
    .help = Shows the articles that are known and whose texts are not at hand, or folds them.
actions-copy-stub-address = Copy the address of what is to be fetched
    .help = Puts the address of the article to be fetched that is in hand on the clipboard.
actions-show-stub-file = Which file named what is to be fetched
    .help = Says which file the article to be fetched that is in hand came from.
actions-open-fetched = Open the fetched article
    .help = Opens the article by which what was to be fetched came in.
actions-remove-stub = Remove from what is to be fetched
    .help = Takes the article to be fetched that is in hand out of the project.
actions-show-review = Review
    .help = Compares and adjudicates colleagues' tags.
actions-show-claims = Claims
    .help = Shows the ledger of claims.
actions-show-codebook = Codebook
    .help = Shows the coding rules, to be read and changed.
actions-command-palette = Command palette
    .help = Finds any action, article or claim by name.
actions-shortcut-sheet = Keys
    .help = Shows all keys.
actions-next-pane = Next pane
    .help = Moves the focus to the next pane.
actions-previous-pane = Previous pane
    .help = Moves the focus to the pane before.
actions-focus-mode = Focus mode
    .help = Leaves only the text on the screen.
actions-toggle-library = Library
    .help = Shows or hides the library.
actions-toggle-inspector = Inspector
    .help = Shows or hides the inspector.
actions-toggle-drawer = Drawer
    .help = Opens or closes the drawer.
actions-theme-system = Theme: as the system
    .help = Follows the system's light or dark theme.
actions-theme-light = Theme: light
    .help = Always the light theme.
actions-theme-dark = Theme: dark
    .help = Always the dark theme.
actions-zoom-in = Zoom in
    .help = Makes everything larger.
actions-zoom-out = Zoom out
    .help = Makes everything smaller.
actions-zoom-reset = Normal size
    .help = Goes back to the normal size.
actions-issues = Findings on opening
    .help = Shows what was found wrong in the project's files.
actions-quit = Quit
    .help = Saves and closes the window.

## Their headings

actions-group-move = Move
actions-group-select = Select
actions-group-tag = Tag
actions-group-claim = Claims
actions-group-note = Notes
actions-group-review = Review
actions-group-project = Articles and project
actions-group-window = Window
