# Bundles of colleagues, and versions that differ.

## Two versions of one’s own work

team-conflicts-title = Two versions of your work
team-conflicts-about = These were changed here and on another machine. Choose what holds. What gives way is kept among the earlier versions. Undo brings yours back.
team-conflicts-resolve = Resolve
team-conflicts-none = Nothing waits to be resolved
    .hint = Your work is the same on all machines.
team-conflicts-same = Nothing differs any more
    .hint = “Resolve” puts the other version away.
team-conflicts-mine = Mine
team-conflicts-theirs = The other
team-conflicts-absent = Not there

## Work received from others

team-received = Received
team-resolve = Resolve conflicts…
team-quiet = { $count ->
        [one] { $count } file was here already
       *[other] { $count } files were here already
    }
team-made = made { $date }
team-receive = Receive work
team-receive-where = Where does it belong?
team-receive-why = No project is open. A colleague’s work is received in the project that it belongs to. If it is what you were sent to begin with, choose an empty folder for it.
team-receive-open = Open the project…
team-receive-begin = Begin a project with it…

## What became of a file of a bundle

team-fate-refused = Not taken in
team-fate-conflict = Conflict
team-fate-new = New
team-fate-updated = Updated
team-fate-merged = Brought together
team-fate-older = Older than here
team-fate-same = Here already
# How many files of a bundle met each fate; those that did are in a row
team-count-new = { $count } new
team-count-updated = { $count } updated
team-count-merged = { $count } brought together
team-count-conflicts = { $count ->
        [one] { $count } conflict
       *[other] { $count } conflicts
    }
team-count-refused = { $count } not taken in
team-nothing-taken = Nothing of it was taken in
team-nothing-new = Nothing new

## What a bundle and its files are

team-work-of = The work of { $name }
team-project = The project “{ $name }”
team-file-article = Article: { $title }
team-file-stub = To be fetched: { $title }
team-file-claims = Claims
team-file-name = Name
team-file-codebook = Codebook
team-file-project = Name and settings of the project

## What the two sides of a difference say

team-side-claim = Claim
team-side-mention = Claim: { $claim }
team-side-orphan = Its passage was not found in the text.
# A field of an annotation or a claim, and what it holds
team-side-field = { $name }: { $value }
team-side-question = Question: { $words }
team-side-memo = Memo: { $words }
team-side-took = Decision: took { $names }
team-side-joined = Decision: joined
team-side-neither = Decision: neither
team-side-own = Decision: an own answer
team-side-reason = Reason: { $reason }
team-side-note = Note: { $words }
team-side-comment = Comment: { $words }
team-side-wording = Wording
team-side-type = Type
team-side-topic = Topic
team-side-aliases = Also called
team-side-status = Status
team-side-claim-memo = Memo

## Messages

team-nothing-to-send = There is nothing to send yet: you have tagged nothing.
team-conflicts-found = Two versions of your work differ; both are kept. “Resolve conflicts” in the palette shows them.
team-resolved-mine = Resolved: yours stays. The other version is kept among the earlier ones.
team-resolved = Resolved. What gave way can be had back by undoing.
team-merged = Your work from another machine came in.
team-merged-stub = What others corrected about an article to be fetched came in.
team-merged-article = What others corrected about an article came in.
team-unread = { $count ->
        [one] { $count } changed file could not be read. Ctrl+K, “Findings on opening”, says why.
       *[other] { $count } changed files could not be read. Ctrl+K, “Findings on opening”, says why.
    }
team-new-stubs = { $count ->
        [one] One more article is to be fetched.
       *[other] { $count } more articles are to be fetched.
    }
team-new-articles = { $count ->
        [one] { $count } new article came in.
       *[other] { $count } new articles came in.
    }
team-corrected-articles = { $count ->
        [one] { $count } article was corrected.
       *[other] { $count } articles were corrected.
    }
team-hidden-files = { $count ->
        [one] { $count } file of colleagues came in.
       *[other] { $count } files of colleagues came in.
    }
# Whose work came in: a row of what the next two say
team-work = { $work } came in.
team-work-articles = { $name }: { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
team-work-claims = { $name }: claims
team-codebook = A newer codebook came in.
team-settings = The project’s settings were changed.
