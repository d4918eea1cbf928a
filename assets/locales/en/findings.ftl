# Findings of reading, importing, exporting and checking.

findings-added-file = The file is not part of the release.
    .hint = Remove it, or get the release again.
findings-annotator-twice = Annotator “{ $id }” is listed twice.
findings-article-named-after = The file says “{ $id }” but is named after “{ $id_here }”.
findings-stub-named-after = The file says “{ $id }” but is named after “{ $id_here }”.
findings-article-not-in-release = The article “{ $article }” is not in the release.
findings-bad-bundle = The file cannot be read as a bundle of Obelus: { $error }.
    .hint = Nothing of it was taken in. Update Obelus to receive it.
findings-bad-date = “{ $date }” is no date.
    .hint = Write it as 2025-07-03, 2025-07 or 2025 in the article’s details; until then it is kept as it is.
findings-bad-journal = The undo journal is of another kind, version or project.
    .hint = What can be undone begins anew; the project’s files are not concerned.
findings-bad-name = { $error }.
    .hint = Choose another name.
findings-bad-range = The text has no passage { $at } to { $at2 }.
    .hint = Mark the passage as read again.
findings-bad-release-damaged = The zip is damaged or cut off.
findings-bad-release-neither = It is neither a folder nor a zip.
findings-bad-settings = The settings are not UTF-8 text.
findings-bad-settings-settings = The settings are not in order: { $code }.
findings-bad-settings-settings-2 = The settings are of “{ $format }” version { $version }.
findings-bad-value = { $error }.
findings-mail-is-newsletter = This mail is a newsletter and may hold several articles; it was read as one.
    .hint = Look through it, and skip what is not wanted.
findings-alert-count = The alert announces { $announced ->
        [one] one result
       *[other] { $announced } results
    }, and { $there } { $there ->
        [one] was
       *[other] were
    } found in it.
findings-mail-without-article = This mail lists articles of others; it is no article itself.
    .hint = Add the articles that it points to.
findings-not-an-identifier = “{ $text }” is not a valid identifier: use letters, digits, “-”, “_” and “.”
findings-page-without-article = No article was found on this page: it has hardly any running text, and many links.
    .hint = Add the page of one article; if this is one, paste its words.
findings-text-for-subscribers = The page says that it is for subscribers, and only { $found } { $found ->
        [one] word is
       *[other] words are
    } here; the text may be cut.
findings-text-may-be-cut = The page promises { $promised } { $promised ->
        [one] word
       *[other] words
    }, but { $found ->
        [one] { $found } word is
       *[other] { $found } words are
    } here; the text may be cut.
    .hint = Open the article as a subscriber or without the reader mode, and save it again.
findings-text-too-long = the text is longer than 4 GiB
findings-text-carriage-return = the text holds a carriage return; line ends must be line feeds
findings-text-nul = the text holds a NUL character
findings-bad-version = There is no version { $version } of “{ $format }”.
findings-bad-zone = The { $kind } zone at { $at } to { $at2 } is outside the text or overlaps another; it counts as body.
    .hint = Set the zone again in the article’s details.
findings-bad-struck = What was struck on import by the rule “{ $rule }”, at { $at } to { $at2 }, is outside the text; it is left out.
findings-captions-broken = { $count ->
        [one] One caption could not be understood and is left out.
       *[other] { $count } captions could not be understood and are left out.
    }
findings-doubtful-hearing = { $count ->
        [one] One part was heard with doubt
       *[other] { $count } parts were heard with doubt
    } by the program that wrote them down: listen to the recording.
findings-bad-time = A time code at { $at } is outside the text; it is left out.
findings-records-broken = The file breaks off or is broken; what came before is taken.
findings-table-columns = Columns were told by their names: { $taken }. { $left ->
        [0] No column is left out.
        [one] One other column is left out.
       *[other] { $left } other columns are left out.
    }
findings-table-columns-chosen = Columns were taken as chosen: { $taken }. { $left ->
        [0] No column is left out.
        [one] One other column is left out.
       *[other] { $left } other columns are left out.
    }
findings-table-rows-broken = { $count ->
        [one] One row could not be read and is left out.
       *[other] { $count } rows could not be read and are left out.
    }
findings-rows-longer = { $count ->
        [one] One row has more cells than there are columns; what stands in them is left out: line { $named }.
       *[other] { $count } rows have more cells than there are columns; what stands in them is left out: lines { $named }{ $rest ->
            [0] .
           *[other] {" "}and { $rest } more.
        }
    }
    .hint = Words with commas belong in quotation marks; put them right in the table, then add it again.
findings-text-untold = { $count ->
    [one] No column was told to hold the text, and one with running words is left out: { $named }.
   *[other] No column was told to hold the text, and { $count } with running words are left out: { $named }.
}
    .hint = If it has the texts, say so, as in --column text=NAME, or with “Columns…” on the page of drafts.
findings-columns-untold = No row names the columns of this table, so all of it came in as one text.
    .hint = Say what the columns hold, as in --column title=2 --column text=3, or with “Columns…” on the page of drafts.
findings-sheet-not-read = The sheet “{ $sheet }” cannot be read: { $error }.
    .hint = Open the workbook in its program and save it anew, or save the sheet as CSV.
findings-sheets-without-articles = { $count ->
        [one] One sheet has no columns of articles and is left out
       *[other] { $count } sheets have no columns of articles and are left out
    }: { $named }{ $rest ->
        [0] .
       *[other] {" "}and { $rest } more.
    }
findings-page-captured = The page { $address } was captured on { $date }.
findings-text-of-page-list = The page itself is not in the archive or has no words; the text is from the archive’s list of pages.
findings-original-altered = The file is no longer what its name says: its SHA-256 begins with other digits.
    .hint = Put the file back as it was, from a backup or from where it came, or remove it.
findings-original-changed = the file is no longer the one that the articles were read from
findings-original-not-kept = The file was not kept in the project: { $why }.
    .hint = The articles are in the project all the same. Put the file into its folder “originals” yourself, or keep it elsewhere.
findings-original-of-nothing = No article of the project came from this file, and it named none that is to be fetched.
    .hint = It can be removed, unless the article is only taken out for a while.
findings-web-archive-has-more = The archive has more than is taken at once; the first { $count } articles are there.
    .hint = Divide it into smaller archives.
findings-pages-without-article = { $count ->
        [one] One page of the archive has no article and is left out.
       *[other] { $count } pages of the archive have no article and are left out.
    }
findings-archive-documents = { $count ->
        [one] One document of the archive is not read
       *[other] { $count } documents of the archive are not read
    }: { $named }{ $rest ->
        [0] .
       *[other] {" "}and { $rest } more.
    }
    .hint = Save the documents themselves, such as PDFs, and add those.
findings-pages-refused = { $count ->
        [one] For one address the archive has only the server’s answer that there is no page.
       *[other] For { $count } addresses the archive has only the server’s answer that there is no page.
    }
findings-pages-unread = { $count ->
        [one] One page of the archive could not be read and is left out
       *[other] { $count } pages of the archive could not be read and are left out
    }: packed in an unknown way, damaged, or over { $most } MB.
findings-pages-missing = { $count ->
        [one] One page
       *[other] { $count } pages
    } of the archive’s list of pages did not come in: { $named }{ $rest ->
        [0] .
       *[other] {" "}and { $rest } more.
    }
findings-chapters-missing = { $count ->
        [one] One part of the book is missing or damaged.
       *[other] { $count } parts of the book are missing or damaged.
    }
findings-attached-missing = { $count ->
        [one] One file that the library names is not beside it
       *[other] { $count } files that the library names are not beside it
    }: { $named }{ $rest ->
        [0] .
       *[other] {" "}and { $rest } more.
    }
    .hint = Export the library from Zotero as RDF with its files, and leave the folder as it is.
findings-to-fetch = { $count ->
        [one] The text of one article is not at hand; it is kept as to be fetched
       *[other] The texts of { $count } articles are not at hand; they are kept as to be fetched
    }: { $named }{ $rest ->
        [0] .
       *[other] {" "}and { $rest } more.
    }
    .hint = Add the pages or documents themselves when you have them.
findings-rows-without-text = { $count ->
        [one] One entry has no text and is left out
       *[other] { $count } entries have no text and are left out
    }, for neither a title nor an address says of which article they are: { $named }{ $rest ->
        [0] .
       *[other] {" "}and { $rest } more.
    }
    .hint = Add the pages or documents themselves.
findings-snippet = The table has only a part of this article’s text.
    .hint = Add the page or document itself where the whole text counts.
findings-quote-unclosed = { $count ->
        [one] The quotation mark that opens a cell in line { $named } is not closed
       *[other] Quotation marks that open cells are not closed, in { $count } lines: { $named }
    }{ $rest ->
        [0] {""}
       *[other] {" "}and { $rest } more
    }. The lines after it are rows of their own, so the cell was taken to end with its line.
    .hint = Compare these rows with the program that wrote the table, and double the quotation marks within cells.
findings-quote-to-the-end = The quotation mark that opens a cell in line { DIGITS($line) } is not closed before the end: all that follows is in that cell.
    .hint = The file may be cut off. If rows follow, close the mark and add the file again.
findings-cells-with-html = { $count ->
        [one] Cells hold HTML and were made plain text, in row { $named }.
       *[other] Cells hold HTML and were made plain text, in { $count } rows: { $named }{ $rest ->
            [0] .
           *[other] {" "}and { $rest } more.
        }
    }
findings-same-body = { $count ->
       *[other] { $count } articles of the file have one and the same text under other titles, outlets or addresses: { $named }{ $rest ->
            [0] .
           *[other] {" "}and { $rest } more.
        }
    }
    .hint = Such reprints are counted one by one. Leave out those that are the same publication.
findings-same-bodies-more = { $count ->
        [one] One more text stands in several articles of the file.
       *[other] { $count } more texts stand in several articles of the file each.
    }
findings-cells-without-result = { $count ->
        [one] The formula in cell { $named } has no result
       *[other] The formulas in { $count } cells have no result: { $named }{ $rest ->
            [0] {""}
           *[other] {" "}and { $rest } more
        }
    }; these cells are taken as empty.
    .hint = Open the workbook in its program, let it calculate, and save it again.
findings-sheet-hidden = The sheet “{ $sheet }” is hidden in the workbook; its articles are read.
    .hint = Leave out what does not belong here.
findings-rows-hidden = { $count ->
        [one] Row { $named } is hidden in the sheet; it is read too.
       *[other] { $count } rows are hidden in the sheet, as a filter does; they are read too: { $named }{ $rest ->
            [0] .
           *[other] {" "}and { $rest } more.
        }
    }
    .hint = Leave out what does not belong here.
findings-columns-hidden = { $count ->
        [one] The column { $named } is hidden in the sheet; it is read too.
       *[other] { $count } columns are hidden in the sheet; they are read too: { $named }{ $rest ->
            [0] .
           *[other] {" "}and { $rest } more.
        }
    }
findings-of-many = { $what } So it is in { $count } places: { $named }{ $rest ->
        [0] .
       *[other] {" "}and { $rest } more.
    }
findings-broken-json = It is no list of figures.
    .hint = Get the release again from where it was published.
findings-broken-ron = The file is not in order here: { $code }.
findings-bundle = { $name } is a bundle of Obelus
    .hint = Take it in with obelus receive, or drop it on the window.
findings-byte-order-mark = The file begins with a byte order mark.
    .hint = Nothing to do: it is left out when the file is next saved.
findings-changed-elsewhere = The file was changed elsewhere since the last session.
    .hint = It is taken as it is. Steps that touch it can no longer be undone.
findings-changed-file = The file was changed: it should have { $bytes } bytes and the SHA-256 { $digest }, and has { DIGITS($bytes2) } and { $is }.
findings-changed-manifest = Its SHA-256 should be { $stated } and is { $digest }.
    .hint = It is another release, or the manifest was changed. Get it from where it was published.
findings-changed-meanwhile = The file was changed meanwhile; what differs was kept.
    .hint = Open the project to choose.
findings-claim-of-another = The claim belongs in the file of the annotator who created it.
findings-claim-twice = The claim is listed twice.
findings-claims-named-after = The file says “{ $annotator }” but is named after “{ $by }”.
findings-comment = A comment on a place that is not adjudicated: { $text }
findings-conflict = This is another version of { $key }; both are kept.
    .hint = Compare the two and choose where they differ.
findings-control-characters = { DIGITS($count) } control character(s) that show nothing were left out.
findings-damaged-file = The file cannot be read: { $error }.
findings-damaged-journal = The undo journal is damaged; what follows the damage is not used.
findings-decision-adrift = What a decision rests on is gone.
    .hint = Take the decision back, or decide anew, in Review.
findings-deleted-words-dropped = { DIGITS($count) } letters were deleted under change tracking and are left out; what was inserted is kept.
findings-article-cut = The article breaks off: what ends it in a download is missing.
findings-correction-appended = The download says “{ $words }”: the text may be another than what was first published.
findings-document-error-page = Document { DIGITS($number) } of { DIGITS($count) } is an error page: the archive could not show it.
findings-document-missing = Document { DIGITS($number) } of { DIGITS($count) } is not in the file.
findings-document-missing-titled = Document { DIGITS($number) } of { DIGITS($count) }, “{ $title }”, is not in the file.
findings-document-twice = Document { $accession } stands in the file twice and is read once.
findings-document-without-text = Document { DIGITS($number) } of { DIGITS($count) }, “{ $title }”, has no text, as a picture has none; it is left out.
findings-documents-missing = The file announces { DIGITS($count) } documents, and { DIGITS($came) } are in it.
findings-documents-missing-more = { DIGITS($count) } further documents are not in the file.
findings-documents-outside = Documents { DIGITS($first) } to { DIGITS($last) } of { DIGITS($count) } are not in the file.
findings-length-differs = The archive states { DIGITS($stated) } words, and the text has { DIGITS($found) }.
findings-unwrapped = The lines were broken at a width: { DIGITS($count) } line ends within paragraphs were made blanks.
findings-document-cut = The document breaks off or is damaged; what comes before that was read.
    .hint = Open it in its program and save it anew, then import it again.
findings-pdf-running = { DIGITS($count) } running heads and feet on { $pages ->
        [one] one page
       *[other] { $pages } pages
    } are left out, such as { $named }.
findings-pdf-hyphens-kept = { $count ->
        [one] One word at the end of a line keeps its hyphen
       *[other] { $count } words at the ends of lines keep their hyphens
    }, as the document divides no words: { $named }.
findings-pdf-hyphens-joined = { $count ->
        [one] One word that a hyphen divides at the end of a line was joined
       *[other] { $count } words that a hyphen divides at the ends of lines were joined
    }, though the document does not show how it is written: { $named }.
findings-links-in-zip = { $count ->
        [one] One link in the zip is
       *[other] { $count } links in the zip are
    } not followed: { $named }{ $rest ->
        [0] {""}
       *[other] {" "}and { $rest } more
    }.
findings-outside-of-zip = { $count ->
        [one] One file of the zip leads
       *[other] { $count } files of the zip lead
    } out of its folder and { $count ->
        [one] was
       *[other] were
    } not read: { $named }{ $rest ->
        [0] {""}
       *[other] {" "}and { $rest } more
    }.
    .hint = Unpack the zip and add the files that you trust.
findings-captions-impossible-times = { $count ->
        [one] One caption has
       *[other] { $count } captions have
    } times that cannot be, so that no time code is kept of { $count ->
        [one] it
       *[other] them
    }; the words stay: { $named }{ $rest ->
        [0] {""}
       *[other] {" "}and { $rest } more
    }.
findings-several-headlines = Page { DIGITS($page) } has { $count } headlines with a text under each, and came in as one article: { $named }.
    .hint = Split it at its headlines, or where an article begins, before it is added: with keys and menus on the page of new articles, or with --split-headlines.
findings-pdf-line-numbers = { DIGITS($count) } numbers of lines in the margin are left out.
findings-pdf-slanted = { DIGITS($count) } letters on a slant or off the page, such as watermarks, are left out.
findings-pdf-unmapped = { DIGITS($count) } signs are left out: their fonts do not say which letters they are.
findings-pdf-notes = { DIGITS($count) } notes on the pages and fields of forms are not read.
findings-pdf-pictures = { $count ->
        [one] Page { $pages } is a picture without text and is not in the article.
       *[other] Pages { $pages } are pictures without text and are not in the article.
    }
    .hint = Recognise the text of the document (OCR) and add it again.
findings-pdf-no-letters = { $count ->
        [one] Page { $pages } is not in the article: its fonts do not say which letters their glyphs are.
       *[other] Pages { $pages } are not in the article: their fonts do not say which letters their glyphs are.
    }
    .hint = Recognise the text of the document (OCR) and add it again.
findings-pdf-page-damaged = { $count ->
        [one] Page { $pages } is damaged and is not in the article.
       *[other] Pages { $pages } are damaged and are not in the article.
    }
findings-pdf-page-broken = { $count ->
        [one] A part of page { $pages } could not be read.
       *[other] Parts of pages { $pages } could not be read.
    }
findings-pdf-page-cut = { $count ->
        [one] Page { $pages } has more than is read; what comes first was read.
       *[other] Pages { $pages } have more than is read; what comes first was read.
    }
findings-pdf-too-many-pages = The first { DIGITS($most) } of { DIGITS($count) } pages are read; no article has more.
findings-pdf-pages-missing = { DIGITS($read) } of { DIGITS($count) } pages that the document says it has were found.
findings-pdf-damaged = The end of the document or the table of its parts is damaged; what was found was read.
findings-differs = The file here is another, and neither came out of the other.
    .hint = It was not taken in and the one here stays. Agree with its author which one holds.
findings-disagreement = { $layer }: coders differ, and nobody has adjudicated it.
    .hint = Adjudicate it in Review.
findings-disagreement-changed = { $layer }: what the decision here rests on was changed since.
findings-disagreement-stacked = { $layer }: several answers where one is allowed.
findings-duplicate-id = Something in { $other } has this number too.
    .hint = If one file is a copy of the other, delete the copy.
findings-encoding-guessed = The file does not say its encoding; it was read as { $encoding }.
    .hint = If accents or letters look wrong, read it again in another encoding: choose one beside the draft, or name it with --encoding.
findings-expected-digest = Expected 64 hexadecimal digits in lower case.
findings-expected-number = Expected 13 letters and digits as an annotation’s number.
findings-expected-project = Expected “{ $project }”, found “{ $stated }”.
findings-expected-sha = Expected a SHA-256.
findings-file-of-others = The file is none of Obelus’s and is not used.
findings-files-left-out = Only { $main } was written; { DIGITS($left) } more files were not, such as { $first }.
    .hint = Name a folder or a zip with -o.
findings-files-open = { $annotator }’s files are open on { $host } (process { $process }).
    .hint = It was not taken in. Close them there, then receive the bundle again.
findings-folder-named-after = The file says “{ $id }” but lies in the folder of “{ $id_here }”.
findings-foreign-file = The bundle also holds “{ $escape_debug }”, which is none of its files.
    .hint = It was passed over.
findings-front-matter-unused = Front matter that has no place in an article's data was left out: { $unused }.
findings-get-again = Get the release again from where it was published.
findings-hidden-words-dropped = { DIGITS($count) } letters are formatted as hidden and are left out.
findings-hidden = { $count ->
    [one] { DIGITS($count) } set is hidden from you, and neither released nor compared.
   *[other] { DIGITS($count) } sets are hidden from you, and neither released nor compared.
}
    .hint = Sign the articles off, or let somebody freeze who sees all.
findings-invalid-bytes = { $count ->
        [one] One sequence of bytes is not valid { $name } and was replaced
       *[other] { $count } sequences of bytes are not valid { $name } and were replaced
    } by “�”; the first is in line { $line }.
    .hint = The file may be damaged or mix encodings; compare with the original.
findings-lies-elsewhere = The file says “{ $found }” but lies where “{ $expected }” belongs.
findings-line-ends = Line ends were made line feeds: { $named }.
findings-lines-cr-lf = The lines end in CR LF, as some synchronising tools make them.
    .hint = Nothing to do: they are line feeds again when the file is next saved.
findings-looks-like-html = This is the source of a web page; its markup would be part of the text.
    .hint = Copy the article's words from the browser and paste them instead.
findings-looks-like-json = This is JSON, as other programs keep texts with their annotations; its signs would be part of the text.
    .hint = Import it instead.
findings-lost-bookmark = “{ $quote }” is not where the bookmark was set.
    .hint = Set the bookmark again.
findings-lost-review = { $what ->
    [decision] “{ $quote }” is not where the decision says.
   *[comment] “{ $quote }” is not where the comment says.
}
findings-map-again = Give the same --map again at the next import.
findings-markdown-html = { DIGITS($count) } HTML tag(s) were left out; words between them stay.
findings-markdown-links = { DIGITS($count) } link address(es) were left out; the linked words stay.
findings-markdown-pictures = { DIGITS($count) } picture(s) without a description were left out.
findings-missing-file = The file is not there.
    .hint = Bring it back from an earlier copy of the project.
findings-missing-memo = “{ $code }” needs a memo.
    .hint = Write down why.
findings-more-of-a-kind = And { DIGITS($more) } more of this kind.
findings-name-not-unicode = The name is not Unicode, so the file is not used.
    .hint = Rename it; only letters, digits, “-”, “_” and “.” are used.
findings-names-somebody = An annotator’s name is in these words.
    .hint = Pseudonyms leave people’s own words as they are. Reword them before publishing.
findings-nul = { $count ->
        [one] A name or another text on this line holds the character NUL, at which many programs end a text.
       *[other] Names or other texts on { $count } lines hold the character NUL, at which many programs end a text; this is the first.
    }
    .hint = Write the name anew without it.
findings-no-versions = Of this file there are no other versions.
findings-newer-codebook = The bundle was made with a newer codebook ({ $theirs }, here { $ours }).
findings-newer-release =
    .hint = Update Obelus to verify this release.
findings-newer-version = The file is of version { $version }; this Obelus reads up to version { $newest }.
    .hint = The file is left as it is. Update Obelus to open it.
findings-no-annotator = The project has no annotator “{ $annotator }”.
    .hint = Check the name.
findings-no-article = The annotations are on article “{ $article }”, which is not there or cannot be read.
    .hint = The file is left as it is. Bring the article’s file back, then open the project again.
findings-no-article-in-scope = No article is in the scope of this export.
findings-no-codebook = The project has no codebook.
    .hint = Bring codebook.ron back from an earlier copy of the project.
findings-no-file-of-name = There is no file to read under this name.
    .hint = It may be a folder or a link that leads nowhere. Bring the file back.
findings-no-manifest = There is no { $manifest }, so it is no release.
findings-no-mapping = The mapping of the last import is not used. { $message }
findings-no-moment = “{ $text }” is not a moment: expected a moment in UTC such as 2025-07-03T09:30:00Z.
findings-no-project = The bundle holds one annotator’s work and no project.
    .hint = Open the project that it belongs to, and receive it there.
findings-no-such-file = No such file can be.
findings-no-such-article = No article is called “{ $name }”.
findings-no-texts = The figures were not worked out again, because the texts are not in the release.
    .hint = Name a project that has them, with --texts.
findings-no-undo = This is no step of the window’s undo.
    .hint = Files that it changed are kept as they were in { $path }.
findings-not-a-file = It is a link or no ordinary file; it was not followed.
findings-not-coded = Nobody whose work is released has coded the article.
    .hint = Code it, or leave it out of the release.
findings-not-noted = What was sent could not be noted. { $error }
    .hint = Whoever receives the next bundle may be asked to choose where versions differ.
findings-not-recovered = { $failed } changes of the last session do not fit any more and were left out.
    .hint = Look through the last work on the article.
findings-not-signed-off = The article is not signed off.
    .hint = Sign it off when it is done.
findings-not-worked-out = { $name }: this version of Obelus does not work it out.
findings-nothing-in-scope = Nobody’s work is in the scope of this export.
    .hint = Look at the annotators, articles and layers that were chosen.
findings-older-codebook = The bundle was made with an older codebook ({ $theirs }, here { $ours }).
findings-older-codebook-here =
    .hint = The file was not taken in. Bring the codebook up to date, then receive the bundle again.
findings-one-body = An annotation has a code, a claim or a unit, and only one of them.
findings-orphan = An annotation whose passage was not found.
    .hint = Place it again or delete it, in the orphans tray.
findings-other-codebook = The bundle was made with another codebook, also called { $ours }.
    .hint = What fits the codebook here was taken in. Bring both to the same codebook.
findings-other-figure = { $name }: { $place } says { $frozen }, and it comes out as { $now }.
    .hint = The figures do not fit the annotations: one of them was changed.
findings-other-layout = The file is laid out in another way than Obelus writes it.
    .hint = Nothing to do: it is put in order when it is next saved.
findings-other-program = Written by Obelus { $program }; its wording was not compared, its figures were.
findings-other-texts = { $has ->
    [0] The figures were not worked out again: the project that was named has none of the { DIGITS($all) } texts of the release.
   *[other] The figures were not worked out again: the project that was named has only { DIGITS($has) } of the { DIGITS($all) } texts of the release.
}
    .hint = Name the project that the release was made from, with --texts.
findings-other-words = From here on it is not what the release gives.
    .hint = The reports do not fit the annotations: one of them was changed.
findings-own-name = Your own name and role here stay as they are.
    .hint = Nothing to do.
findings-question = An open question: { $asked }
    .hint = Answer it, and make the question a memo.
findings-receipt-not-noted = What was received could not be noted. { $error }
    .hint = Nothing to do: it can be received again without harm.
findings-recovered = The last session ended before it had saved; its last steps were done again.
    .hint = Nothing to do.
findings-same-as-seen = The text is that of “{ $article }” in all that is seen; only invisible characters, line ends or kinds of spaces differ.
    .hint = Leave it out, unless it is to be an article of its own.
findings-same-text = The text is that of “{ $article }”, so it was not added again.
findings-send-again = Nothing of it was taken in. Ask for it to be sent again.
findings-several-documents = This is a download of { DIGITS($count) } documents, not one article.
    .hint = Save each article as a file of its own, or paste them one by one.
findings-damaged-replaced = What was here could not be understood, and what came took its place: { $why } The damaged file is kept among the earlier versions in { $folder }.
findings-name-unread = A file of this name is there and cannot be understood, so “{ $title }” was not added: { $why }
    .hint = Put the file in order or take it away, then add it again.
findings-same-under-other-name = It is of the same article to be fetched as { $other }, which is here, and was brought together with it.
findings-stubs-together = “{ $title }” was named with and without its address, and is one article to be fetched now.{ $count ->
        [0] {""}
       *[other] {" "}What one of both says otherwise is left out: { $each }.
    }
findings-stubs-together-other = { $field } “{ $theirs }”
findings-twin-stub = This and { $other } are of one article to be fetched: they have one address or, where they have none, one title, day and outlet.
    .hint = Take one of them out, in the library or by hand.
findings-unclear-stub = It could have come in as “{ $article }”, and so could others of its title, of which nothing known tells it apart; it stays to be fetched.
    .hint = Give that article its address, then it is told which of them it is.
findings-stray-file = The file is not named as Obelus names its files, so it is not used.
    .hint = If a synchronising program made it as a second copy, compare the two and delete one.
findings-system-file = The system laid this file here; it is not part of the release.
    .hint = It can be removed.
findings-temporary-file = A save that was broken off left this file.
    .hint = It is removed when the project is next opened, once its process is gone.
findings-text-changed = The annotations were made on another text of this article.
    .hint = What still reads the same stays in its place; the rest is in the orphans tray. Coverage starts anew, and the article is not signed off.
findings-there-already = There is something already.
    .hint = A release is never written over. Name another place, or remove what is there.
findings-to-tray = It is in the orphans tray with all it says; place it from there.
findings-too-many-in-release = These are { $count } files, and a release can hold { $most }.
findings-too-large = { $name } would have more than { $most } MB, which is more than a release can hold.
    .hint = Freeze it in parts, by articles or annotators.
findings-too-many-files = { $place }: there are more than { $most_files } files
    .hint = Import a part at a time.
findings-twice = { $name }: it is there twice.
findings-two-annotations = Two annotations have this number.
    .hint = Both are kept; the second one is { $fresh } now.
findings-two-remarks = Two decisions or comments have this number.
    .hint = Both are kept; the second one is { $fresh } now.
findings-unanswered = A passage was marked and not answered.
    .hint = Give it its answer.
findings-unclear = Coded as “{ $code }”.
    .hint = Decide what it is, or release it so.
findings-uncovered = { $count ->
    [one] { DIGITS($count) } of { DIGITS($all) } sentences is not covered.
   *[other] { DIGITS($count) } of { DIGITS($all) } sentences are not covered.
}
    .hint = Judge them, or sign the article off.
findings-unknown-article = The project has no article “{ $article }”.
    .hint = The file was not taken in. Add the article, then receive the bundle again.
findings-unknown-claim = A relation names “{ $from }” and “{ $edge }”; not both are in the ledger.
    .hint = The relation is kept. A colleague’s claims file may still be under way.
findings-unknown-layer = { $what ->
    [decision] The codebook has no layer “{ $layer }”, of which a decision speaks.
   *[comment] The codebook has no layer “{ $layer }”, of which a comment speaks.
}
findings-unknown-value = The codebook has no article field “{ $name }” with such a value.
    .hint = The file is left as it is. Put the field back into the codebook, or correct the file.
findings-unlisted-annotator = Annotator “{ $id }” has files but is not listed.
    .hint = They take part as an analyst. The lead can list them in the project’s settings.
findings-unplaced = A decision or comment whose passage was not found.
    .hint = It comes back when text and codebook fit; otherwise leave it out of the release.
findings-unsafe-release = It has more files than a release can have.
findings-unsafe-release-deep = It has folders in folders deeper than a release has.
findings-unsafe-release-large = “{ $name }” is larger than a release can hold.
findings-unsafe-release-name = The name “{ $escape_debug }” leads elsewhere.
findings-unsafe-release-same-name = It has several files called “{ $name }”.
findings-unsafe-release-twice = It has several files under one name, or is damaged.
findings-untouched = The file is left as it is. Correct it in a text editor or bring back an earlier copy, then open the project again.
findings-waits = It is kept as it is and comes back by itself when text and codebook fit again.
findings-without-original = { $count ->
        [one] The file of one article is not here
       *[other] The files of { $count } articles are not here
    }: { $named }{ $rest ->
        [0] {""}
       *[other] {" "}and { $rest } more
    }. What was added before originals were kept, or came from the input, has none; whatever else is missing was taken away.
findings-from-no-file = { $count ->
        [one] One article was pasted, so that there is no file to keep.
       *[other] { $count } articles were pasted, so that there are no files to keep.
    }
findings-without-list = { $count ->
        [one] One list that named articles to be fetched is not here
       *[other] { $count } lists that named articles to be fetched are not here
    }: { $named }{ $rest ->
        [0] {""}
       *[other] {" "}and { $rest } more
    }. What was added before originals were kept has none; whatever else is missing was taken away.
findings-work-on-other-text = The work was done on another text of the article.
    .hint = The file was not taken in. Compare the articles; a corrected text is another article.
findings-wrong-digest = The text was changed after import: its SHA-256 should be { $stated } and is { $found }.
findings-wrong-encoding = The file is not UTF-8 text.
findings-wrong-format = Expected a file of format “{ $format }”, found “{ $format2 }”.
findings-wrong-project = The bundle belongs to “{ $name }” ({ $project }).
    .hint = Nothing of it was taken in. Open that project and receive it there.
findings-merge-conflict = Git left two versions in this file, that of “{ $ours }” and that of “{ $theirs }”.
    .hint = Nothing of it was read. Take the first with “git checkout --ours { $file }”, the other with “git checkout --theirs { $file }”, or write by hand what shall stand between the marks.
findings-merged-article = Git left two versions in this file, that of “{ $ours }” and that of “{ $theirs }”; they were brought together field by field.
    .hint = The marks go when anything about the article is corrected, or by hand.
# One of the fields of an article that two versions have otherwise
findings-merged-stub = Git left two versions in this file, that of “{ $ours }” and that of “{ $theirs }”; they were brought together field by field.
    .hint = The marks go when the file is taken out by hand, or when anything about the article to be fetched is corrected.
findings-field-contested = { $field } “{ $ours }” here and “{ $theirs }” elsewhere
    .hint = Correct it if the other is right.
findings-fields-corrected = { $count ->
        [one] One field was corrected here and elsewhere, and what stands here holds: { $each }.
       *[other] { $count } fields were corrected here and elsewhere, and what stands here holds: { $each }.
    }
findings-fields-differ = { $count ->
        [one] One field is another elsewhere; who corrected it cannot be told, since the version that both come from is not known. What stands here holds: { $each }.
       *[other] { $count } fields are others elsewhere; who corrected them cannot be told, since the version that both come from is not known. What stands here holds: { $each }.
    }
findings-and-others = { $message } These cannot be read either: { $files }.
findings-linked = This is a link, and inside a project none is followed.
    .hint = Put the file or folder itself in its place.
findings-name-taken = Meanwhile another article was put there under this name.
    .hint = Add yours again; it will get another name.
findings-wrong-text = The article here has another text.
    .hint = It was not taken in. A corrected text is another article.

## Keys of a codebook

findings-key-taken = The key { $key } of “{ $label }” is taken by “{ $other }”.
    .hint = It does what it is taken by. Give one of them another key, in codebook.ron or in your settings.
findings-line-ends-alone =
    { $others ->
        [0] Only the line ends of { $first } changed (CR LF in place of LF).
        [one] Only the line ends of { $first } and { DIGITS($others) } other file changed (CR LF in place of LF).
       *[other] Only the line ends of { $first } and { DIGITS($others) } other files changed (CR LF in place of LF).
    }
    .hint = The words are as they were frozen. Git does this where core.autocrlf is set, as do some mail programs: get the release again as a zip.
