# The library: the list of articles.

## The list of articles

library-filter = Filter articles
library-no-match = Nothing matches
    .hint = No article in this list has these words in its title, outlet, authors, genre or date. { $key } searches the text of the open article.
library-show-all = Show all articles
library-reading = Reading the articles…
library-empty = No articles yet
    .hint = Drop text or Markdown files here, paste a text, or choose files.
library-articles = Articles
library-open = Open
library-remove = Remove from the project
library-sort = Sort by
    .tip = The order of the articles
library-sort-date = Date
    .by = By date
library-sort-title = Title
    .by = By title
library-sort-outlet = Outlet
    .by = By outlet
library-sort-progress = Progress
    .by = By progress
# Which articles are shown
library-state-all = All
library-state-open = Open
library-state-done = Done
library-state-unclear = Unclear

## Sections and rows

library-section-queue = My queue
library-to-do = { $count } to do
library-section-done = Done
library-section-to-fetch = To be fetched
library-section-fetched = Fetched
library-done-of = { $count } of { $all }
# How many are to be fetched, or were
library-stubs = { $count }
library-text-missing = text not at hand
library-fetched-as = Came in as “{ $article }”
# An article has come in that can be its text, and that of another page too; nothing tells which
library-could-be = Could be “{ $article }”, as could others
library-copy-address = Copy the address
library-from-file = From { $file }
library-show-file = Which file it came from
library-share-read = { $share } % read
library-done = done
