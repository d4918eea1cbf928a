# The inspector beside the article.

## What is known about the article

inspector-article = Article
# The file that an article was read from
inspector-from = From { $files }
inspector-paragraph = This paragraph is
# Metadata, and what to write there
inspector-title = Title
    .hint = Headline
inspector-outlet = Outlet
    .hint = Newspaper, agency or site
inspector-authors = Authors
    .hint = Names, separated by semicolons
inspector-written = Published, as written
    .hint = 3 juillet 2025
inspector-date = Published, as a date
    .hint = 2025-07-03
inspector-language = Language
    .hint = A tag such as fr or pt-BR
inspector-genre = Genre
    .hint = News, analysis, editorial
inspector-address = Address
    .hint = https://
inspector-date-wrong = Year, month, day, such as 2025-07-03

## Fields of an annotation

inspector-pick-now = Select the words in the text, then press Enter.
inspector-pick-stop = Stop selecting
inspector-pick = Select words
# What a cross beside quoted words does
inspector-take-away = Take away “{ $words }”

## The memo, and what else is tagged in the sentence

# What a memo is on: a code or a claim
inspector-memo-on = on { $subject }
inspector-memo-hint = Add a note, or ask the lead with { $key }
inspector-all-tags = All tags here
inspector-all-tags-key = { $key } for the next

## The claims that a sentence mentions

inspector-default = { $question } (default: { $choice })
inspector-claims = Claims
inspector-claim = Claim
inspector-parts = What would show this?
    .hint = A judgement has checkable parts: a delay, a rank, a number. Each can be a claim of its own, narrower than this one.
inspector-link = Link to a claim
inspector-link-another = Link another claim
inspector-more-fields = More fields
inspector-about-claim = About the claim
inspector-change-claim = Change claim
inspector-remove-link = Remove link
inspector-wording = Wording
    .hint = Say it in one sentence that stands by itself

## While there is nothing to decide

inspector-nothing-open = Nothing open
    .hint = What you decide about a sentence is shown here.
inspector-no-article = No article open
    .hint = Choose an article in the library, or add some with { $key }.
inspector-dividing = Finding the sentences…
    .hint = Reading can begin; tagging follows in a moment.
inspector-no-sentence = No sentence to code
    .hint = Everything in this article is marked as not to be coded. { $key } in a paragraph takes it in again.

## The sentence and what kind of statement it is

inspector-sentence = Sentence { $number } of { $total }
inspector-selected = selected words
inspector-read = read
# An import took it for read; nobody said so
inspector-read-assumed = assumed read
inspector-order = In doubt, ask in this order
inspector-in-full = In full, with examples

## How far one has read

inspector-mark-read = Read
inspector-mark-rest-read = Rest read
inspector-sign-off = Sign off
inspector-reopen = Reopen
