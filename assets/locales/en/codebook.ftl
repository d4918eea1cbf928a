# The page of the coding rules.

## Editing a part

# Over the fields of a part; the kind is a layer or a field
codebook-editing = { $kind }: { $name }
codebook-layer = Layer
codebook-field = Field
codebook-name = Name
codebook-key = Key
    .hint = One letter
codebook-colour = Colour
codebook-question = Question
codebook-new-layer = New layer
codebook-new-code = New code
codebook-new-field = New field
codebook-new-choice = New choice
codebook-new =
    .hint = Its name
codebook-up = Up
codebook-down = Down
codebook-remove = Remove
codebook-edit-part = Edit { $name }

## Editing a layer

codebook-answers = Answered with
codebook-answers-are-codes = Codes
codebook-answers-are-claims = Claims
codebook-answers-are-fields = Fields of the article
codebook-unit = What is coded
codebook-unit-is-sentence = Sentences
codebook-unit-is-span = Passages
codebook-unit-is-article = The article
codebook-one-answer = One answer each
codebook-several-answers = Several answers
codebook-card = Order of tests, a line each

## Editing a field

codebook-values = Values
codebook-values-one = One choice
codebook-values-several = Several choices
codebook-values-text = Text
codebook-values-spans = Words of the article
codebook-choices = Choices
codebook-choice-name = Name of the choice
codebook-choice-key = Key of the choice
codebook-choice-about = What it means
    .hint = What it means
codebook-default = Usual
    .hint = nobody’s answer
codebook-no-default = None
codebook-shortcut = Key in the article
codebook-appearance = In the article
codebook-appearance-hidden = Not shown
codebook-appearance-given = Shown when given
codebook-appearance-always = Always shown
codebook-appearance-underline = Dotted line
codebook-appearance-frame = Frame
codebook-scale = Compared as
codebook-scale-nominal = Same or not
codebook-scale-ordinal = Steps in this order
codebook-scale-excluded = Not compared
codebook-goes-with = Goes with
codebook-all-codes = All codes
codebook-prominent = Show before “More fields”

## Editing a code

codebook-needs-memo = A memo is needed
codebook-add-example = Add an example
codebook-example = Words of the example
    .hint = A sentence that shows it

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
