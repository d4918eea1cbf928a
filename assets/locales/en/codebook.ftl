# The page of the coding rules.

## Editing a code

codebook-definition = Definition
codebook-test = Test
codebook-include = What belongs to it, a line each
codebook-exclude = What does not, a line each
codebook-why = Why it is coded so
    .hint = Why it is coded so, or why not
codebook-shows = Shows the code
codebook-shows-not = Shows what it is not

## The page of the coding rules

codebook-head = Version { $version } · { $layers ->
        [one] { $layers } layer
       *[other] { $layers } layers
    } · { $codes ->
        [one] { $codes } code
       *[other] { $codes } codes
    }
# What a layer codes
codebook-unit-sentence = Codes whole sentences
codebook-unit-span = Codes any passage
codebook-unit-article = Codes the article as a whole
# How a layer is answered
codebook-answers-one = one answer each
codebook-answers-several = several answers may hold
codebook-answers-claim = answered with a claim
codebook-answers-fields = answered with fields
codebook-order = Decide in this order
codebook-edit = Edit
# Leads what belongs to a code
codebook-yes = Yes:
codebook-memo = Memo:
codebook-memo-wanted = say why, before the article is done.
# Of a counter-example
codebook-not-this = ✗ Not this.
codebook-fields = Fields
codebook-further-fields = Further fields

## Changing it

codebook-change = Change the codebook?
codebook-change-about = The codebook is the whole team’s: everybody sees the new words, and what was coded under the old ones stays as it is. When two people change it at the same time, one of the changes has to be chosen; so let one person do it. Undo takes a change back.
codebook-change-go = Change it
