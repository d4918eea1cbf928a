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

## What is known about an article

display-column-text = Text
display-column-snippet = Part of the text
display-column-time = Time of day
display-field-title = Title
display-field-outlet = Outlet
display-field-authors = Authors
display-field-published = Date
display-field-updated = Updated
display-field-url = Address
display-field-section = Section
display-field-edition = Edition
display-field-page = Page
display-field-accession = Archive number
display-field-subjects = Subject terms
display-field-language = Language
display-field-genre = Genre
display-field-source-file = Imported from
display-field-import-note = Note of the import
display-field-import = Record of the import
display-field-zones = Parts
display-field-teaser = Teaser

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
