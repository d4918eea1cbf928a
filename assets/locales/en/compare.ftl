# What differs between annotators at a place.

# People are a list of names
compare-stacked = { $people } gave several answers.
compare-only = Only { $people }.
compare-missing = { $people } marked nothing.

## The ends of a passage

compare-words = { $count ->
    [0] no words
    [1] one word
    [2] two words
    [3] three words
    [4] four words
    [5] five words
    [6] six words
    [7] seven words
    [8] eight words
    [9] nine words
    [10] ten words
    [11] eleven words
    [12] twelve words
   *[other] { DIGITS($count) } words
}
compare-longer = Boundary: { $words } longer in { $people }.
compare-longer-signs = Boundary: longer in { $people }, by signs or spaces only.
# The way is “earlier” or “later”
compare-begins = { $way ->
    [earlier] Boundary: { $people } begins { $words } earlier.
   *[later] Boundary: { $people } begins { $words } later.
}
compare-ends = { $way ->
    [earlier] Boundary: { $people } ends { $words } earlier.
   *[later] Boundary: { $people } ends { $words } later.
}
compare-begins-and-ends = { $begins ->
    [earlier] { $ends ->
        [earlier] Boundary: { $people } begins { $first } earlier and ends { $last } earlier.
       *[later] Boundary: { $people } begins { $first } earlier and ends { $last } later.
    }
   *[later] { $ends ->
        [earlier] Boundary: { $people } begins { $first } later and ends { $last } earlier.
       *[later] Boundary: { $people } begins { $first } later and ends { $last } later.
    }
}
compare-signs = Boundary: signs or spaces only.
compare-same-length = Boundary: other words in each, { $words }.
# One after the other: people and the length of their passage
compare-lengths = Boundary: { $each }.
compare-length = { $people } { $words }

## Answers

# One after the other: people and their answer
compare-answers = { $each }.
compare-answer = { $people }: { $answer }
compare-same-label = { $label } ({ $claim })
compare-note = a note

## Values of an attribute

compare-opposite = Same claim, opposite { $attribute }.
compare-undeclared = { $attribute } differs.
# One after the other: values, or people and their value
compare-values = { $attribute }: { $each }.
compare-value = { $people } { $value }
compare-value-is = { $people } is { $value }
compare-passage-only = { $attribute }: only { $people }.
compare-passages-differ = { $attribute }: other words.
compare-not-given = not given
compare-not-given-default = not given (default: { $choice })
compare-text = “{ $text }”
compare-choices = { $choices }
compare-passages = { $count ->
    [0] no passages
    [1] one passage
    [2] two passages
    [3] three passages
    [4] four passages
    [5] five passages
    [6] six passages
    [7] seven passages
    [8] eight passages
    [9] nine passages
    [10] ten passages
    [11] eleven passages
    [12] twelve passages
   *[other] { DIGITS($count) } passages
}

## Kinds of differences, in a filter

compare-kind-place = Place
compare-kind-boundary = Boundary
compare-kind-code = Code
compare-kind-claim = Claim
compare-kind-attribute = Attribute
compare-kind-stacked = Several answers
