# The dialog of import.

## What importing does

import-nothing = Nothing was taken in
import-held = The files of { $name } are open on { $host } (process { $process }).
import-held-close = Close them there and import again.
# How an article of the file was found in the project
import-same-text = same text
import-seen-same = same but for invisible characters and line ends
import-by-name-other = by name, other text
import-by-name-none = by name, no text in the file
import-new = new
import-missing = not here
import-articles = Articles
import-marks = { $count ->
        [one] { $count } mark; { $how }
       *[other] { $count } marks; { $how }
    }
import-annotators = Annotators
import-new-here = new here
import-known-here = known here
import-becomes = becomes { $name }
import-unnamed = Not named in the file
import-findings = Findings
import-working = Working it out…
import-understood = All of it was understood.

## The dialog

import-title = Import annotations
import-title-of = Import { $name }
import-take-in = Import
import-reading = Reading…
    .hint = Nothing of the project is changed before you say so.
import-planning = Working out what comes in…
import-still-reading = { $count ->
        [one] { $count } article of the project is still being read…
       *[other] { $count } articles of the project are still being read…
    }
import-unreadable = It could not be read.
import-plan = { $new ->
        [one] { $new } new annotation
       *[other] { $new } new annotations
    }{ $orphans ->
        [0] {""}
       *[other] , { $orphans } of them without a place
    }{ $same ->
        [0] {""}
       *[other] , { $same } here already
    }{ $left ->
        [0] {""}
       *[other] , { $left } left out
    }.
import-format-unknown = not known
import-format = Format
import-reading-as = Counts as read
import-about = Article
import-find-article = Find an article
import-about-as-told = As texts and names tell
import-versions = Answers given twice
import-versions-newest = The newest of each
import-versions-all = All of them
import-as-mine = All become mine
import-as-named = As the file names them
import-as-of = All become those of { $name }

## What the labels of a file become

import-label-count = { $count ->
        [one] { $count } label
       *[other] { $count } labels
    }
import-labels = What labels become
import-no-labels = No labels
    .hint = The file has no annotations.
# What keys do
import-key-label = label
import-key-becomes = becomes…
import-key-leave-out = leave out
import-what-becomes = What “{ $label }” becomes
import-find = Find a code
    .hint = A code, a claim, a note, or a new name
import-find-none = Nothing found
import-no-label = (no label)

## What a label can become, with what it belongs to

import-target-unit = Unit without an answer
import-target-claim = Mention of a claim
    .kind = Claims
import-target-note = Note
    .kind = With the label in its memo
import-target-new = New code
import-target-leave = Left out
    .kind = Stays in the file

## Messages

import-fault-hint = Please tell the makers of Obelus, with the file if you may.
import-no-project = Open the project into which the annotations are to go, then import them.
import-planned-anew = The project has changed meanwhile. This is what importing does now.
import-came-in = { $new ->
        [0] { $name } came in.
        [one] { $new } annotation of { $name } came in.
       *[other] { $new } annotations of { $name } came in.
    }{ $orphans ->
        [0] {""}
       *[other] {" "}{ $orphans } without a place are in the orphans tray.
    } { $undo } takes all of it out again.
