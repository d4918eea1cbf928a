# The article, with what floats over it: picker, popovers, menu of a selection.

## Linking a passage to a claim

reader-link = Link this passage to a claim
reader-link-mention-query = link this mention to another claim
reader-link-query = link this passage to a claim
reader-picker = Find or name a claim
reader-new-claim-unnamed = New claim, named after its words
reader-new-claim = New claim “{ $name }”
# How often a claim is mentioned, and the key that takes it
reader-mentions-enter = { $count ->
        [0] Enter
        [one] { $count } mention   Enter
       *[other] { $count } mentions   Enter
    }

## Under a selection

reader-pill-claim = Claim
reader-pill = Likely tags

## Beside the passage in hand

reader-field-words = Words of a field
reader-typing-ends = Ctrl+Enter keeps, Esc drops
reader-memo = Memo on the passage
reader-memo-on = Memo on { $subject }
reader-memo-question = What should the lead decide?
reader-memo-ask = What is worth knowing here?
reader-codes = Codes
reader-tag-as = Tag as
reader-letter = a letter chooses
reader-enter-takes = Enter takes the { $field }
reader-fields = Fields
reader-field = Field
reader-choices = Choices
reader-digit = a digit chooses

## The article

# What a screen reader says of a sentence
reader-not-read = (not read)
# What it says of the first sentence of a part of a recording
reader-said-at = said at { $time }
# Beside a unit that was fixed before anybody coded it
reader-waiting = Waiting for an answer
# Chips that have no room in the margin
reader-more-chips = { $count } more
# An annotation in words with its question to the lead
reader-spoken-question = { $words } — question: { $memo }
