# Words of every view.

## Words and keys of every view

common-close = Close
common-cancel = Cancel
common-done = Done
common-remove = Remove
common-copy-path = Copy the path
# Names of keys, as they stand on a keyboard
common-key-esc = Esc
common-key-enter = Enter
common-key-space = Space
common-key-ctrl-enter = Ctrl+Enter
# The same keys without a plus sign, beside words
common-key-ctrl-space-enter = Ctrl Enter
common-key-ctrl-page-down = Ctrl+PgDn
# In place of the wording of a claim
common-not-worded = Not worded yet.
common-not-worded-short = Not worded yet
# Leads the test of a code: a question that tells whether it holds
common-test = Test:
# Leads what does not belong to a code
common-not = Not:
# Leads what belongs to a code
common-with = With:
# Words that stand in a text
common-quoted = “{ $words }”
common-example = Example
common-counter-example = Counter-example
# Whom a definition follows: a list of publications
common-after = After { $sources }
common-filter-claims = Filter claims
common-no-claims = No claims yet
common-no-mentions = Nothing mentions this claim
common-memo = Memo
common-question-to-lead = Question to the lead
common-question = Question
common-section = Section
    .hint = Section of the outlet
# Under a list that is cut short
common-more = and { $count } more

## Short dates

# Months, as short as they are usual
common-month-1 = Jan
common-month-2 = Feb
common-month-3 = Mar
common-month-4 = Apr
common-month-5 = May
common-month-6 = Jun
common-month-7 = Jul
common-month-8 = Aug
common-month-9 = Sep
common-month-10 = Oct
common-month-11 = Nov
common-month-12 = Dec
common-date = { $day } { $month } { $year }

## Counts

common-articles = { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
common-still-reading = { $count ->
        [one] { $count } article is still being read…
       *[other] { $count } articles are still being read…
    }
# Sizes of files
common-bytes = { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
common-kilobytes = { $count } KB
common-megabytes = { $count } MB
common-gigabytes = { $count } GB

## Joining what was said

# Two sentences, one after the other
common-sentences = { $first } { $rest }
# Two things that stand in a row
common-comma = { $first }, { $rest }
