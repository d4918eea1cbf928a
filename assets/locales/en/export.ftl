# The dialog of export.

## What goes out

export-whose = Whose work
export-hidden = What is hidden from you until you sign off does not go out.
export-articles = Articles
export-all = All { $count }
export-listed = Listed: { $count }
export-open = The open one
export-finished = Only articles that are signed off
export-layers = Layers
export-layers-notes = Notes without a code go out with all layers only.
export-along = Goes along
export-texts = Texts of the articles
export-derived = Derived columns: sentence, zone, share of the text, week
export-pseudonyms = Other names for annotators
export-zip = All files in one zip

## The dialog

export-title = Export
export-write = Export…
export-find = Find a format
    .hint = A format or a program
export-none = No format of that name
    .hint = Search by a format, a program or the ending of its files.
export-counting = Counting…
export-extent = { $annotations ->
        [one] { $annotations } annotation
       *[other] { $annotations } annotations
    } of { $annotators ->
        [one] { $annotators } annotator
       *[other] { $annotators } annotators
    } on { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    } { $annotations ->
        [one] goes
       *[other] go
    } out.
export-stop = Stop
export-writing = Writing…
export-written-of = { $done } of { $total ->
        [one] { $total } article
       *[other] { $total } articles
    } written
export-written = Written
export-goes-on = Closed, it goes on; the bar at the foot shows it. Stopped, nothing is left behind.

## What an export became

export-became = { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }, { $size }{ $files ->
        [one] .
       *[other] {" "}in { $files } files.
    }
export-exported = Exported
export-another = Export another…
export-kinds = { $count ->
        [one] { $count } kind
       *[other] { $count } kinds
    }
export-not-in-it = Not in it
export-nothing-seen = No annotation was in what was chosen and may be seen.
export-all-along = All of it went along.

## What there is to say of a format

export-one-file = One file, .{ $ending }
export-several-files = Several files
export-files-units = { $files }; positions in { $unit }.
export-verified = Read in a test by { $client }.
export-in-file = In the file
export-not-in-file = Not in the file
export-nothing-left-out = Nothing is left out.
# How many of a kind there are: none
export-none-of-it = none
# Only the writing tells how many are lost
export-told-after = told after

## Whose work goes out

export-everybody = Everybody
export-mine = Mine
export-adjudicated = Adjudicated
export-chosen = Choose…

## Messages

export-stopped = The export was stopped; nothing was written.
export-done = { $name } is written.
export-done-with-losses = { $name } is written. { $key } shows what is not in it.
export-done-whole = { $name } is written, with everything.
export-goes = Exporting…
