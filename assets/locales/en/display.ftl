# What an annotation, a claim or another thing of the model says.

display-unit = { $layer }: { display-unanswered }
display-unanswered = no answer yet
display-note = Note
display-question = Question

## Parts of an article

display-zone-headline = Headline
display-zone-standfirst = Standfirst
display-zone-byline = Byline
display-zone-dateline = Dateline
display-zone-body = Body
display-zone-caption = Caption
display-zone-quote = Quote
display-zone-boilerplate = Boilerplate

## The desk note of a claim

display-status-open = Open
display-status-confirmed-elsewhere = Confirmed elsewhere
display-status-disputed = Disputed
display-status-retracted = Retracted

## Relations between claims

display-relation-same-as = Same as
display-relation-narrower-than = Narrower than
display-relation-contradicts = Contradicts

## Why answers differed

display-reason-boundary = Boundary
display-reason-missed = Missed
display-reason-codebook-unclear = Codebook unclear
display-reason-misread = Misread
display-reason-judgement = Judgement
