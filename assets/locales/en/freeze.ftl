# The dialog of a release.

## The dialog of a release

freeze-title = Freeze a release
freeze-write = Freeze…
freeze-surveying = Looking it through…
freeze-nothing-against = Nothing stands against it
    .hint = All that is released is coded, signed off and adjudicated.
# What keys do
freeze-key-finding = finding
freeze-key-go = go there
freeze-against = { $count ->
        [0] It is complete.
        [one] { $count } finding stands against it.
       *[other] { $count } findings stand against it.
    }
# What a screen reader says of a kind of findings
freeze-kind = { $kind }: { $count }. { $hint }
freeze-kind-not-against = { $kind }: { $count }, not against freezing. { $hint }
freeze-whole-project = The project as a whole
freeze-whose = Whose work
freeze-everybody = Everybody
freeze-adjudicated = Adjudicated
freeze-adjudicated-only = Only what was adjudicated. It has no figures of agreement.
freeze-articles = Articles
freeze-texts = Texts
freeze-digests = Digests only
freeze-digests-about = Neither texts nor quotes, and no stretch of 20 characters or more of an article in anybody’s words. Whoever has the texts can verify the figures.
freeze-annotators = Annotators
freeze-pseudonyms = Other names
# In what form a release is written
freeze-as = As
freeze-zip = Zip
freeze-folder = Folder
freeze-incomplete = Not complete
freeze-incomplete-although = Freeze although it is not complete
freeze-incomplete-about = The release says so, and lists what is missing.
freeze-hidden = { $count ->
        [one] { $count } set is hidden from you until you sign off, and not released.
       *[other] { $count } sets are hidden from you until you sign off, and not released.
    }
freeze-methods = Methods paragraph
freeze-working = Working the figures out…
freeze-working-anew = Working the figures out anew…
freeze-copy = Copy the paragraph
freeze-making = It is being made.
freeze-stop = Stop
freeze-writing = Writing the files…
freeze-done = Done
freeze-goes-on = Closed, it goes on; the bar at the foot shows it. Stopped, nothing is left behind.

## What a release became

freeze-files = { $count ->
        [one] { $count } file. It is never written over.
       *[other] { $count } files. It is never written over.
    }
freeze-frozen = Frozen
freeze-another = Freeze another…
freeze-digest = Digest: the SHA-256 of manifest.ron
freeze-copy-digest = Copy the digest
freeze-digest-about = Note the digest in the paper. It stands for every byte of the release: years later, obelus verify RELEASE --digest DIGEST tells whether it is still the same, and works the figures out again.
freeze-not-complete = Not complete
freeze-findings-stand = { $count ->
        [one] { $count } finding stands in INCOMPLETE.txt.
       *[other] { $count } findings stand in INCOMPLETE.txt.
    }
freeze-sets-hidden = { $count ->
        [one] { $count } set was hidden from you and left out.
       *[other] { $count } sets were hidden from you and left out.
    }

## Kinds of findings

freeze-kind-hidden = Hidden from you
freeze-kind-files = In the project’s files
freeze-kind-not-coded = Not coded
freeze-kind-not-signed-off = Not signed off
freeze-kind-uncovered = Sentences not covered
freeze-kind-unclear = Unclear
freeze-kind-unanswered = Without an answer
freeze-kind-missing-memo = Memo missing
freeze-kind-question = Open questions
freeze-kind-disagreement = Not adjudicated
freeze-kind-decision-adrift = Decisions without their ground
freeze-kind-orphan = Passages not found
freeze-kind-unplaced = Decisions and comments not found
freeze-kind-comment = Comments on places not adjudicated
freeze-kind-names-somebody = Names in people’s own words

## Messages

freeze-stopped = It was stopped; nothing was frozen.
freeze-is-frozen = { $name } is frozen. “Freeze a release” shows its digest.
freeze-goes = Freezing…
