# Agreement: measures, what they say, the page of figures.

## The confusion table

# “one × another”, where names are hidden
agreement-one = one
agreement-another = another
agreement-place-unmarked = Not marked
agreement-place-marked = Marked
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
agreement-what = { $measure }: { $source }.
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
agreement-assumed = Assumed on import, where the files do not say what was read: the figure that rests on it most has n { $n }, { $assumed } of it only by the assumption. Choose otherwise with obelus import --read whole, marked or none, and import again.
agreement-nothing-read = Nothing counts as read by two annotators. Sign articles off or mark sentences read; after an import, choose what counts as read with obelus import --read whole or marked, and import again.
agreement-row-assumed = { $n } ({ $assumed } assumed)
agreement-intervals = Intervals: percentile bootstrap over articles, { $resamples } resamples, seed { $seed }.
agreement-back = Back
agreement-passages = { $title } · { $count ->
        [one] { $count } passage
       *[other] { $count } passages
    }
agreement-no-passage = No passage
    .hint = All who judged these answered alike.

## Measures, and where each is from

agreement-percent = Percent agreement
    .source = share of agreeing pairs, every item alike (Fleiss 1971)
agreement-percent-pairable = Percent agreement by judgement
    .source = share of agreeing pairs, every judgement alike: 1 − D_o (Krippendorff 2004)
agreement-krippendorff-alpha = Krippendorff’s α
    .source = nominal (Krippendorff 2004; Hayes and Krippendorff 2007)
agreement-krippendorff-alpha-ordinal = ordinal α
    .source = Krippendorff’s α of steps: the farther apart, the less alike (Krippendorff 2004, 2011)
agreement-alpha-masi = α with MASI
    .source = for sets of labels (Passonneau 2006)
agreement-gwet-ac1 = Gwet’s AC1
    .source = Gwet 2008, 2014
agreement-fleiss-kappa = Fleiss’ κ
    .source = Fleiss 1971, as extended by Gwet 2014
agreement-cohen-kappa = Cohen’s κ
    .source = Cohen 1960; for more than two the mean of the pairs (Light 1971)
agreement-scott-pi = Scott’s π
    .source = Scott 1955; for more than two the mean of the pairs
agreement-gamma = γ
    .source = Mathet, Widlöcher and Métivier 2015
agreement-gamma-cat = γ-cat
    .source = labels of what γ aligned (Mathet 2017); not defined where all marks are aligned with nothing, which pygamma-agreement takes for no disorder
agreement-f1-exact = F1, same ends
    .source = mean of the pairs; not corrected for chance (Hripcsak and Rothschild 2005)
agreement-f1-iou50 = F1, half shared
    .source = intersection over union of at least one half, one to one; mean of the pairs
agreement-f1-partial = F1, partial credit
    .source = Da San Martino et al. 2019; mean of the pairs
agreement-f1-overlap = F1, any overlap
    .source = mean of the pairs
agreement-f1-character = F1 of characters
    .source = mean of the pairs
agreement-character-alpha = α of characters
    .source = nominal α of marked or not, at each code point (Krippendorff 2004)
agreement-u-alpha = uα
    .source = Krippendorff, Mathet, Bouvry and Widlöcher 2016
agreement-u-alpha-binary = |u|α
    .source = what was marked at all (Krippendorff et al. 2016)
agreement-u-alpha-code = (k)uα
    .source = one code against the rest (Krippendorff et al. 2016)
agreement-cu-alpha = cuα
    .source = codes where both marked (Krippendorff et al. 2016)
agreement-links-f1 = F1 of links
    .source = pairs of passages put together; mean of the pairs of annotators
agreement-b-cubed = B³
    .source = Bagga and Baldwin 1998; mean of the pairs of annotators

## Why there is no figure or no interval, after a colon or “because”

agreement-nothing-shared = nothing was judged by two annotators
agreement-one-category = everything got the same answer, so chance agrees as well
agreement-few-categories = there are fewer than two answers to choose from
agreement-nothing-marked = nobody marked anything
agreement-used-once = used once
agreement-nothing-linked = nobody put two passages together
agreement-few-annotators = there are fewer than two annotators
agreement-overlapping-marks = the marks overlap each other, which this measure does not allow
agreement-few-documents = an interval needs { DIGITS($needed) } documents, there are { DIGITS($count) }
agreement-never-defined = the measure is not defined for any resample of the documents

## What is asked of a layer, above the figures and inside a sentence

agreement-same-places = Same places
    .inside = same places
agreement-same-code = Same code
    .inside = same code
agreement-same-attributes = Same attributes
    .inside = same attributes
agreement-same-claim = Same claim
    .inside = same claim

## What the figures say

agreement-two-needed = There are not two annotators to compare.
    .name-two = Name two annotators or more.
    .nobody-else = Nobody else has coded an article of this project yet.
agreement-too-little = There is too little yet that two of you judged.
agreement-nearly-uniform = Nearly everything got the same answer, so chance-corrected figures say little.
agreement-rarely-varied = All answers but one are still too rare to judge by.
# The lists are of topics
agreement-agree = You agree on { $reliable }.
agreement-agree-nearly = You agree on { $reliable }, and nearly on { $tentative }.
agreement-agree-not = You agree on { $reliable }, not on { $weak }.
agreement-nearly = You nearly agree on { $tentative }.
agreement-not-yet = You do not agree yet on { $weak }.
# Topics
agreement-topic-where = where
agreement-topic-where-in = where ({ $layer })
agreement-topic-claim = which claim
agreement-topic-code = the code
agreement-topic-versus = { $one } versus { $other }
agreement-topic-attributes = the attributes
agreement-topic-some-attributes = { DIGITS($some) } of { DIGITS($all) } attributes
# The figure behind it, what its answers are most often confused with, and by which convention it is judged
agreement-told = { $layer }, { $what }: { $measure } { $value }, n = { DIGITS($n) }.
agreement-told-interval = { $layer }, { $what }: { $measure } { $value }, 95 % interval { $interval }, n = { DIGITS($n) }.
agreement-told-confused = { $told } Most often { $one } stands against { $other }: { DIGITS($times) }.
agreement-by-convention = { $told } By convention { $reliable } and more is reliable, { $tentative } to { $reliable } tentative.
agreement-fewest = A figure needs at least { DIGITS($fewest) } units that two of you have judged.

## Why there is no report, as a clause

agreement-no-layer = the codebook has no layer “{ $layer }”; it has { $layers }
agreement-no-annotator = the project has no annotator “{ $annotator }”; it has { $annotators }
