# The library: the list of articles.

## The list of articles

library-filter = Filter articles
library-no-match = Nothing matches
    .hint = No article has these words and this state.
library-show-all = Show all articles
library-reading = Reading the articles…
library-empty = No articles yet
    .hint = Drop text or Markdown files here, paste a text, or choose files.
library-articles = Articles
library-open = Open
library-remove = Remove from the project
library-sort = Sort by
    .tip = The order of the articles
# One order of the menu, such as “by title”
library-sort-by = By { $order }

## Sections and rows

library-section-queue = My queue
library-to-do = { $count } to do
library-section-done = Done
library-done-of = { $count } of { $all }
library-share-read = { $share } % read
library-done = done
