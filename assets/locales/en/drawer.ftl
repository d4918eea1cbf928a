# The drawer under the article: claims, places found, questions, history, orphans.

## Claims

drawer-claims-open = Open on the claims page
drawer-claims-link = Link the selected words
drawer-claims-empty = Select the words that make a claim and press { $key }; name the claim, press Enter.
drawer-claims-none = No claim has these words
drawer-claims-unused = Drop a passage on it, or choose it with the claim key.

## History

drawer-history-empty = Nothing done yet
    .hint = Every change is a step here and can be taken back.
# What a click on a step does
drawer-history-undone = undone · do again
drawer-history-back = take back
drawer-history-back-to = take back down to here

## Tabs

drawer-tab-claims = Claims
drawer-tab-search = Search
drawer-tab-questions = Questions
drawer-tab-history = History
drawer-tab-orphans = Orphans

## Orphans: tags whose passage was not where their file said

drawer-orphans-empty = No orphans in this article
    .hint = A tag whose words are no longer where its file says would wait here to be placed.
# Where its file says that it is, in characters
drawer-orphans-stated = at { $place } in its file
drawer-orphans-show = Show the likely place
drawer-orphans-place = Place it there
drawer-orphans-place-selected = Place on the selected words
drawer-orphans-select = or select words in the text
drawer-orphans-drop = Drop it

## Memos and questions

# Two keys
drawer-questions-empty = No memos yet
    .hint = { $memo } writes a memo on a passage, { $ask } asks the lead. Both are listed here.

## Words searched in the article

drawer-search-empty = Find words in this article
    .hint = Capital letters make no difference.
drawer-search-none = Not in this article
    .hint = Every place with these words would be listed here.
drawer-search-place = Place { $number } of { $all }: { $words }
drawer-search-field = Find in article
drawer-search-nothing = nothing found
drawer-search-at = { $number } of { $all }
