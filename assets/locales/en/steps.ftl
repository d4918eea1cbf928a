# What a step of undo does: after “Undo:”, and as a line of the history, where its first letter is a capital.

## Tags

steps-tag = { $count ->
    [1] tag { $name }
   *[other] tag { $count } × { $name }
}
steps-tag-units = { $count ->
    [1] tag unit
   *[other] tag { $count } × unit
}
steps-remove = remove { $what }
steps-attribute = set { $attribute }
steps-boundary = move boundary
steps-read = mark as read
steps-unread = mark as not read
steps-rest-read = { $count ->
    [one] mark one sentence as read
   *[other] mark { $count } sentences as read
}

## Claims

steps-create-claim = create { $claim }
steps-link = link to { $claim }
steps-relink = link to another claim
steps-remove-claim = remove claim { $claim }
steps-claim-name = change name of { $claim }
steps-claim-wording = change wording of { $claim }
steps-claim-topic = change topic of { $claim }
steps-claim-memo = change memo of { $claim }
steps-claim-aliases = change aliases of { $claim }
steps-claim-type = change type of { $claim }
steps-claim-status = change status of { $claim }
steps-claim-colour = change colour of { $claim }
steps-same-as = same as
steps-narrower-than = narrower than
steps-contradicts = contradicts
steps-unrelate = take a relation back

## Notes

steps-note = note
steps-memo = write memo
steps-remove-memo = remove memo
steps-question = question to the lead
steps-bookmark = bookmark
steps-remove-bookmark = remove bookmark
steps-place-orphan = place an orphan
steps-drop-orphan = drop an orphan

## The article, the codebook

steps-zone = { $kind ->
    [Headline] mark as headline
    [Standfirst] mark as standfirst
    [Byline] mark as byline
    [Dateline] mark as dateline
    [Caption] mark as caption
    [Quote] mark as quote
    [Boilerplate] mark as boilerplate
   *[Body] mark as body
}
steps-metadata = correct what is known of the article
steps-field = set article field
steps-remove-stub = remove “{ $title }” from what is to be fetched
steps-add-stubs = { $count ->
    [1] keep an article as to be fetched
   *[other] keep { $count } articles as to be fetched
}
steps-add-articles-and-stubs = add { $count ->
    [1] an article
   *[other] { $count } articles
} and keep { $stubs ->
    [1] one
   *[other] { $stubs }
} as to be fetched
steps-add-articles = { $count ->
    [1] add an article
   *[other] add { $count } articles
}
steps-remove-article = remove an article
steps-sign-off = sign the article off
steps-reopen = open the article again
steps-definition = edit the definition of { $code }
steps-codebook-name = rename the codebook
steps-codebook-create = create { $name } in the codebook
steps-codebook-change = change { $name } in the codebook
steps-codebook-move = move { $name } in the codebook
steps-codebook-remove = remove { $name } from the codebook

## Reviewing

steps-adjudicate = adjudicate
steps-take = take { $names }
steps-join = join spans
steps-neither = take neither
steps-own = adjudicate with an own answer
steps-many = adjudicate { $count }: { $rule }
steps-reopen-place = take a decision back
steps-reason = reason
steps-decision-note = note on a decision
steps-example = keep an example of { $code }
steps-comment = comment
steps-change-comment = change a comment
steps-remove-comment = remove a comment
steps-mark-units = mark units of { $layer }
steps-fix-units = fix the units of { $layer }
steps-one-pass = code { $layer } in one pass
steps-keep-originals = keep the files that articles come from
steps-keep-no-originals = no longer keep the files that articles come from
steps-hide = hide colleagues until done
steps-show = show colleagues at once

## Work of others, imports

steps-resolve-conflicts = resolve conflicts
steps-merge = take in work from another machine
steps-merge-stub = take in what others corrected of what is to be fetched
steps-merge-article = take in what others corrected
steps-import = import { $name }
# The same by the command line
steps-import-of = Import of { $name }
steps-adjudicate-many = adjudicate many
steps-articles = add articles
