# Agreement: measures, what they say, the page of figures.

## The confusion table

# “one × another”, where names are hidden
agreement-one = one
agreement-another = another
agreement-rarer = { $count ->
        [one] And { $count } rarer one, on the page of figures.
       *[other] And { $count } rarer ones, on the page of figures.
    }
agreement-every-two = { $measure } of every two
# In place of a figure that is not defined
agreement-undefined = n/a
agreement-pair = { $one } and { $other }: { $figure }, n { $n }
agreement-cell = { $one } and { $other }: { $count }

## The page of figures

agreement-by-sentence = Counted by sentence
agreement-by-passage = Counted by passage
agreement-by-character = Counted by character
agreement-by-article = Counted by article
agreement-so-far = Agreement so far
agreement-working = Working the figures out…
agreement-none-yet = No figures yet.
agreement-question = Question
agreement-n = n
agreement-value = Value
agreement-interval = 95 % interval
# The row of an attribute: do both give the same one?
agreement-same = Same { $attribute }
agreement-not-defined = Not defined: { $why }.
# What a figure is, under the pointer
agreement-why-undefined = { $measure }: n/a, { $why }.
agreement-why-no-interval = { $measure }: { $source }. No interval: { $why }.
# What a screen reader says of a row
agreement-figure = { $name }: { $figure }, n { $n }, { $interval }
agreement-none = No figures yet
    .hint = Figures are worked out from what two annotators have read, as soon as you may see it.
agreement-counted = What was counted
agreement-measure = Measure
agreement-experimental = { $measure } (experimental)
agreement-bounds = between { $low } and { $high }
agreement-by-code = By code, and who gave what
agreement-by-code-and-pair = By code, pair by pair, and who gave what
agreement-worst = Worst first
agreement-pair-head = Pair
agreement-over-time = Over time
agreement-when = When
agreement-agreement = agreement
agreement-themself = { $name } with themself · { $layer }
agreement-people = { $names } on { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }. Only what two of them have read counts.
# What the figures leave out
agreement-left-carried = { $count ->
        [one] { $count } tag carried over from another text is left out.
       *[other] { $count } tags carried over from another text are left out.
    }
agreement-left-suggested = { $count ->
        [one] { $count } suggestion that nobody accepted is left out.
       *[other] { $count } suggestions that nobody accepted are left out.
    }
agreement-left-orphans = { $count ->
        [one] { $count } tag without a passage is left out.
       *[other] { $count } tags without a passage are left out.
    }
agreement-left-hidden = { $count ->
        [one] { $count } article is left out because colleagues’ work on them is still hidden.
       *[other] { $count } articles are left out because colleagues’ work on them is still hidden.
    }
agreement-intervals = Intervals: percentile bootstrap over articles, { $resamples } resamples, seed { $seed }.
agreement-back = Back
agreement-passages = { $title } · { $count ->
        [one] { $count } passage
       *[other] { $count } passages
    }
agreement-no-passage = No passage
    .hint = All who judged these answered alike.
