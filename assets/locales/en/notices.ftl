# Short messages in the status bar.

## What is missing

notices-no-claim-here = No claim in this sentence. Select its words and press C.
notices-answer-first = Answer first: { $question }
notices-no-attributes = The codebook has no fields.
notices-no-last-tag = No tag given yet that could be repeated.
notices-no-tag-here = No tag here to remove.
notices-no-boundary = No annotation here whose ends could be moved.
notices-annotation-gone = That annotation is no longer there.
notices-no-redo = Nothing to redo.
notices-no-undo = Nothing to undo.
notices-empty-clipboard = There are no words on the clipboard.

## Undo and redo of what was not in sight

notices-taken-back = Took back: { $step }
notices-taken-back-in = Took back in “{ $title }”: { $step }
notices-taken-back-in-several = Took back in { $count } articles, the first of them “{ $title }”: { $step }
notices-done-again = Done again: { $step }
notices-done-again-in = Done again in “{ $title }”: { $step }
notices-done-again-in-several = Done again in { $count } articles, the first of them “{ $title }”: { $step }

## The tag lock

notices-lock-on = Tag lock on: every selection gets the last tag. T switches it off.
notices-lock-off = Tag lock off.
notices-lock-needs-tag = Give a tag first; tag lock then repeats it.

notices-several-answers = “{ $layer }” takes one answer to a place, and you have given several here.

## Signing off

notices-signed-off = This article is signed off. { $key } opens it again.
notices-not-signed-off = This article is not signed off.
notices-all-covered = Every sentence has a verdict. Ctrl+Enter signs the article off.
notices-sentences-open = Not done yet: { $count ->
        [one] { $count } sentence is
       *[other] { $count } sentences are
    } without a verdict. Space marks a sentence as read.
notices-memo-wanted = Not done yet: “{ $name }” needs a memo that says why. I writes one.
notices-done = Signed off: “{ $title }”.
notices-all-done = All articles are done.

## Claims and articles of colleagues

notices-linked-already = This passage is linked to that claim already.
notices-colleagues-claim = A colleague created this claim. Create your own and state that both are the same.
notices-article-stays = A colleague has coded this article; it stays.

## Articles that come in

notices-keep-originals = From now on the files that articles come from are kept in the project’s folder “originals”.
notices-keep-no-originals = The files that articles come from are no longer kept; those in the project’s folder “originals” stay.
notices-stub-without-address = Its address is not known.
notices-copied-address = The address is on the clipboard.
notices-stub-came-from-nowhere = It is not recorded which file “{ $title }” came from.
notices-stub-came-from-file = “{ $title }” came from { $file }.
notices-stub-came-from = “{ $title }” came from { $file }: { $kind }, SHA-256 { $sha256 }.
notices-stub-also-named = { $came } { $files } named it too.
notices-known-stubs = { $count ->
    [one] One article of the list is there already, or is to be fetched already, and was left out.
   *[other] { $count } articles of the list are there already, or are to be fetched already, and were left out.
}
notices-kept-stubs = { $count ->
    [one] One article is kept as to be fetched. It goes from the list when its text is added.
   *[other] { $count } articles are kept as to be fetched. Each goes from the list when its text is added.
}
notices-joined-stubs = { $count ->
    [one] One article that was named with and without its address is one to be fetched now: { $named }.
   *[other] { $count } articles that were named with and without their addresses are one to be fetched each now: { $named }{ $rest ->
        [0] .
        [one] {" "}and one more.
       *[other] {" "}and { $rest } more.
    }
}
notices-known-articles = { $count ->
    [one] One article is there already and was left out.
   *[other] { $count } articles are there already and were left out.
}
notices-alike-articles = { $count ->
    [one] One article is there already but for what nobody sees, such as line ends, and is left out unless you take it in.
   *[other] { $count } articles are there already but for what nobody sees, such as line ends, and are left out unless you take them in.
}
notices-refused = { $file }: { $what } { $hint }
notices-files-refused = { $count ->
    [one] One file was not read. F shows it, with what to do.
   *[other] { $count } files were not read. F shows them, with what to do.
}
notices-not-read = { $count ->
    [one] One file was not read and is not in the project: { $named }.
   *[other] { $count } files were not read and are not in the project: { $named }{ $rest ->
        [0] .
        [one] {" "}and one more.
       *[other] {" "}and { $rest } more.
    }
}
notices-split-undone = { $count ->
        [one] One article that was split off or joined is
       *[other] { $count } articles that were split or joined are
    } as the file has them again, since it was read anew.
notices-entered-aside = { $count ->
    [one] What was entered about one article belongs to no article of the file as it is read now; it comes back with its article.
   *[other] What was entered about { $count } articles belongs to no article of the file as it is read now; it comes back with its articles.
}
notices-no-columns = No table is in view: what columns hold is said on the page of new articles.
notices-no-encoding = No text file is in view: its encoding is chosen on the page of new articles.
notices-kept-in = Kept in the project { $folder }

## Files of the project

notices-read-only = Reading only: your files are open on { $host } (process { DIGITS($process) }).
notices-files-free = Your files are yours again: you can tag.
notices-saved-again = Saved again.
notices-findings = { $count ->
        [one] One finding in the project's files. Ctrl+K, “{ actions-issues }”, shows it.
       *[other] { $count } findings in the project's files. Ctrl+K, “{ actions-issues }”, lists them.
    }
