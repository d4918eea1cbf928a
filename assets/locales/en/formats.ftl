# Exchange with other programs: what formats count in and drop, and what is found on reading and writing their files.

## How positions are counted

formats-code-points = code points
formats-utf-16 = UTF-16 units
formats-bytes = bytes of UTF-8
formats-code-points-crlf = code points with two for a line end
formats-code-points-bom = code points after a byte order mark
formats-utf-16-crlf = UTF-16 units with two for a line end
formats-unit-in = { $unit } of { $text }
formats-text-own = the text as the file has it
formats-text-kept = the text with one character for each line end, without a byte order mark
formats-text-unmarked = the text with its own line ends, without its byte order mark
formats-text-single-ends = the text with its byte order mark and one character for each line end

## What a format drops, in the plural

formats-lost-texts = article texts
formats-lost-titles = articles’ title, outlet, date, address and language
formats-lost-metadata = further article metadata
formats-lost-print = articles’ dates of change, editions, pages, archive numbers and subject terms
formats-lost-imports = digests and kinds of imported files, and what was struck
formats-lost-time-codes = time codes of recordings
formats-lost-zones = zones
formats-lost-codebook = codebook definitions
formats-lost-annotators = annotators’ names and roles
formats-lost-sign-off = sign-offs
formats-lost-coverage = coverage (what was read)
formats-lost-fields = answers about whole articles
formats-lost-bookmarks = bookmarks
formats-lost-orphans = orphans (annotations without a place)
formats-lost-decisions = decisions with their reasons
formats-lost-comments = comments
formats-lost-claim-details = claims’ wording, kind, topic, aliases and status
formats-lost-relations = relations between claims
formats-lost-codes = codes
formats-lost-mentions = mentions of claims
formats-lost-notes = notes without a code
formats-lost-units = units without an answer
formats-lost-attributes = attributes
formats-lost-passages = passages named by attributes
formats-lost-memos = memos
formats-lost-questions = marks that a memo is a question
formats-lost-origins = origins (made, suggested, carried over, imported)
formats-lost-times = times
formats-lost-numbers = annotation numbers
formats-lost-overlaps = annotations that overlap others
formats-lost-part-words = ends inside words
formats-lost-breaks = passages over line breaks
formats-lost-edges = white space at the ends of passages
formats-lost-blanks = annotations of white space alone
formats-lost-controls = control characters, which become �
formats-lost-white-space = tabs and line breaks in memos and names
formats-lost-long-cells = text beyond 32,767 characters in a cell
formats-lost-speakers = speakers, which nobody named and which were left empty
# What was dropped, with up to three examples; $shown is 4 when there are more
formats-lost = { $shown ->
    [1] Not in the file: { DIGITS($count) } × { $what }: { $first }.
    [2] Not in the file: { DIGITS($count) } × { $what }: { $first }; { $second }.
    [3] Not in the file: { DIGITS($count) } × { $what }: { $first }; { $second }; { $third }.
   *[other] Not in the file: { DIGITS($count) } × { $what }: { $first }; { $second }; { $third }, ….
}

## Examples of what was dropped

formats-example-set = { $annotator } on { $article }
formats-example-answer = { $field } by { $annotator } on { $article }
formats-example-words = “{ $words }” by { $annotator } on { $article }
formats-example-passage = “{ $words }” in { $article }
formats-example-stance = “{ $words }” in { $article }, neither for nor against
formats-example-suggested = “{ $words }” in { $article }, suggested by a program and not accepted
formats-example-label = { $label } by { $annotator } in { $article }
formats-example-quote = “{ $words }”
formats-example-text = in the text of { $article }
formats-example-file = in { $file }
formats-example-cell = { $column } “{ $words }”

## What files say and an import makes of it, counted

# Where a mark is, as an example
formats-mark-placed = “{ $words }” { $start }–{ $end } in { $article }
formats-mark = “{ $words }” in { $article }
formats-bad-place = { DIGITS($count) } × place without words to look for, in another text or outside of it, such as { $example }.
formats-label-left-out = { DIGITS($count) } × “{ $label }” left out, such as { $example }.
formats-offset-unit-refit = { DIGITS($count) } × text whose quotes fit when positions count { $unit }, not { $stated }; so they were read, such as { $example }.
formats-offset-unit-by-words = { DIGITS($count) } × text whose marks begin and end with words when positions count { $unit }, not { $stated }; so they were read, which is a guess, such as { $example }.
formats-counting-by-quotes = { DIGITS($count) } × text of which the file does not say how positions count; as the quotes show, they were read as { $unit }, such as { $example }.
formats-counting-by-words = { DIGITS($count) } × text of which the file does not say how positions count; so that marks begin and end with words, they were read as { $unit }, which is a guess, such as { $example }.
formats-counting-usual = { DIGITS($count) } × text of which the file does not say how positions count; they were read as { $unit }, as is usual, such as { $example }.
formats-passage-lost = { DIGITS($count) } × passage not found; it is in the orphans tray, such as { $example }.
formats-passage-moved = { DIGITS($count) } × passage found elsewhere than the file says, by its words, such as { $example }.
formats-place-unproved = { DIGITS($count) } × place taken as the file gives it, which does not show that its text is this one, such as { $example }.
formats-several-answers = { DIGITS($count) } × another answer of the same person at one place, where “{ $layer }” takes one, such as { $example }.

formats-labels-merged = These labels all become the one code “{ $code }”: { $labels }{ $rest ->
        [0] .
       *[other] {" "}and { $rest } more.
    }
    .hint = Say with --map, or in the list of labels, what each of them is to become.
formats-suggested = { $count ->
        [one] One mark is a program's suggestion: it is nobody's, and never counts.
       *[other] { $count } marks are programs' suggestions: they are nobody's, and never count.
    }
formats-answer-replaced = { $annotator }’s answer to { $task }{ $at }, { $count ->
        [one] one mark
       *[other] { $count } marks
    }, was replaced by a newer one and left out.
    .hint = To keep all, choose “All of them” in the import window, or give --with all-versions.
formats-at = {" "}of { $at }
formats-no-time = {""}
formats-cancelled = { DIGITS($count) } × answer that was cancelled, skipped or not submitted, which is not read.

# What counts as read after an import: in a menu, and in findings
formats-reading-marked = Sentences with a mark
formats-reading-whole = Whole texts
formats-reading-nothing = Nothing
formats-reading-stated = { $count ->
        [one] The files say that one set was finished: all of its text counts as read.
       *[other] The files say that { $count } sets were finished: all of their texts counts as read.
    }
formats-reading-assumed-marked = { $count ->
        [one] Of one set the files do not say what was read: the sentences with a mark count as read, no others.
       *[other] Of { $count } sets the files do not say what was read: the sentences with a mark count as read, no others.
    }
formats-reading-assumed-whole = { $count ->
        [one] Of one set the files do not say what was read: all of its text counts as read. A sentence without a mark counts as one in which nothing was found, and in layers that code every sentence as not answered.
       *[other] Of { $count } sets the files do not say what was read: all of their texts counts as read. A sentence without a mark counts as one in which nothing was found, and in layers that code every sentence as not answered.
    }
formats-reading-assumed-nothing = { $count ->
        [one] Of one set the files do not say what was read: nothing counts as read, so that it enters no figure.
       *[other] Of { $count } sets the files do not say what was read: nothing counts as read, so that they enter no figure.
    }
formats-reading-assumed-hint = Choose otherwise with --read whole, --read marked or --read none, or under “Counts as read” in the window, and import again. Agreement says how much rests on it.
formats-mark-twice = { DIGITS($count) } × mark that stands twice, with the same place, answer and person; it is taken once, such as { $example }.
formats-unknown-attribute = { DIGITS($count) } × attribute “{ $name }” that its layer does not have, or not with such a value, such as { $example }.
formats-unknown-field = { DIGITS($count) } × article answer that the codebook does not have, such as { $example }.
# A value of an attribute or an article field, as an example
formats-value-at = “{ $value }” at { $mark }
formats-field-value = “{ $name }: { $value }”

## Findings of planning an import

formats-signed-off = What { $annotator } tagged in “{ $article }” is signed off here and stays as it is.
    .hint = Reopen it to take the annotations in.
formats-bad-text = “{ $name }”: { $error }.
    .hint = Its annotations were left out.
formats-digest-mismatch = The text of “{ $name }” is not the one whose digest the file gives.
formats-no-article = The project has no article “{ $name }”, and the file does not have its text.
    .hint = Add the article first, or export with texts.

## Findings of reading

formats-left-out = It was left out.
formats-all-left-out = They were left out.
formats-only-written = { $format } is only written, not read.
formats-of-other-format = It is of the format “{ $other }” and was not read.
    .hint = { $format } was. Import it by itself.
formats-bad-json = The file is not JSON: { $error }.
    .hint = Export it again, or choose another format.
formats-too-much = Its values would take more than { $most } MB of memory.
    .hint = Import it in parts, each a file.
formats-line-not-json = The line is not JSON: { $error }.
formats-offset-unit = The positions in “{ $name }” are read as { $unit }.

# Texts with marks in JSON; names are of labels, keys or answers with their counts
formats-no-documents = The files have no text with marks in them.
    .hint = Expected is JSON, a document a line or in a list, with a text and marks, as doccano, spaCy, Prodigy, Argilla and LightTag export them.
formats-not-accepted = { $count ->
        [one] One answer does not hold: { $answers }.
       *[other] { $count } answers do not hold: { $answers }.
    }
formats-lines-no-text = { $count ->
        [one] One entry has neither a text nor a name and was left out.
       *[other] { $count } entries have neither a text nor a name and were left out.
    }
formats-whole-text-labels = { $count ->
        [one] One label is of a whole text, not of a passage, and was left out: { $names }.
       *[other] { $count } labels are of whole texts, not of passages, and were left out: { $names }.
    }
formats-number-labels = { $count ->
        [one] One label is a number that the file does not explain, and was left out: { $names }.
       *[other] { $count } labels are numbers that the file does not explain, and were left out: { $names }.
    }
formats-marks-no-place = { $count ->
        [one] One mark says neither where it is nor what it quotes, or is in several pieces, and was left out: { $names }.
       *[other] { $count } marks say neither where they are nor what they quote, or are in several pieces, and were left out: { $names }.
    }
formats-unknown-keys = { $count ->
        [one] One value is under a key that is not known, and was left out: { $names }.
       *[other] { $count } values are under keys that are not known, and were left out: { $names }.
    }
formats-text-of-tokens = { $count ->
        [one] One text was put together of its tokens, with a space between them.
       *[other] { $count } texts were put together of their tokens, with a space between them.
    }
formats-annotator-by-file = { $count ->
        [one] One text does not say whose marks it has; they were taken to be of whom the file is named after: { $names }.
       *[other] { $count } texts do not say whose marks they have; they were taken to be of whom the files are named after: { $names }.
    }
    .hint = If it is somebody else, say so under “Annotators” in the import window, or with --as.

# Tables
formats-no-columns = No column for labels, documents or claims was found in the first row.
    .hint = A table of annotations has the columns doc_id, annotator, label, start, end, text.
formats-no-table = There is no table in the files.
formats-row-left-out = The row was left out.
formats-row-too-long = The row has more cells than the first row has names.
formats-row-no-label = The row has no label.
formats-row-no-document = The row does not say which document it is about.
formats-row-empty-passage = The passage ends before it begins, or is empty.
formats-row-no-numbers = Start and end are not whole numbers.
formats-row-no-place = The row has neither a place nor the words of a passage.
formats-row-no-claim = The row does not name its claim.
formats-row-bad-relation = A relation is not as “ada: Same as maya/deal”.
formats-more-rows = { DIGITS($count) } more rows like these were left out.
formats-windows-1252 = The file is not UTF-8; it was read as Windows-1252.
    .hint = Save it as UTF-8 when letters look wrong.
formats-quote-not-closed = A quotation mark is not closed: rows after it may have run together.
formats-stopped = Reading was stopped.
formats-bad-workbook = The workbook cannot be read: { $error }.
    .hint = Open it in Excel or LibreOffice and save it again, or save it as CSV.
formats-sheet-too-large = The sheet has more cells than are held at once ({ DIGITS($most) } MB).
    .hint = Save it as CSV, or in several workbooks.

# Label Studio
formats-no-tasks = The files have no tasks of Label Studio in them.
    .hint = Expected is an export as JSON or JSON-MIN: a list of tasks.
formats-tasks-no-text = { DIGITS($count) } tasks have no text and were left out.
formats-relations-left-out = { DIGITS($count) } relations between regions were left out.
formats-values-not-tied = { DIGITS($count) } values are not tied to a passage in JSON-MIN and were left out.
formats-comments-left-out = { DIGITS($count) } comments on no passage, or of nobody who is named, were left out.
formats-reviews-left-out = { DIGITS($count) } reviews of answers were left out: what a reviewer accepted or rejected is not told apart here.
formats-ground-truth-left-out = { DIGITS($count) } answers are marked as ground truth; they came in as the answers of those who gave them.
formats-bad-config = The labelling configuration is not XML: { $error } (byte { DIGITS($byte) }).
    .hint = Its labels were left out.

# Hypothes.is
formats-no-rows = The file has no rows of Hypothes.is in it.
    .hint = Expected is what its search interface answers, or a list of its rows.
formats-page-notes = { DIGITS($count) } notes on a whole page have no passage and were left out.
formats-lost-replies = { DIGITS($count) } replies belong to annotations that are not in the file and were left out.

# Web Annotation
formats-no-web-annotation = The file has no Web Annotation in it.
    .hint = Expected is an annotation, a list, a page or a collection with its items.
formats-no-target = { DIGITS($count) } annotations have no target and were left out.

# UIMA
formats-cas-no-text = The CAS has no text (no feature structure uima.cas.Sofa with a sofaString).
formats-details-left = { DIGITS($count) } × details of annotations that are no longer there or were moved.
formats-cas-relations = { DIGITS($count) } × relations between annotations, for which there is no place here.
formats-cas-empty = { DIGITS($count) } × annotations without any text, for which there is no place here.

# brat
formats-standoff-not-utf-8 = The file is not UTF-8 (byte { DIGITS($byte) }), so positions in it cannot be trusted.
    .hint = Convert it to UTF-8. It was left out.
formats-conf-not-utf-8 = The configuration is not UTF-8, so names and groups of codes are not known.
formats-line-no-identifier = The line is not understood; expected was an identifier, a tab and what it is.
formats-line-no-value = The line is not understood; expected was a name, an identifier and perhaps a value.
formats-line-no-note = The line is not understood; expected was a type and an identifier.
formats-line-no-reference = The line is not understood; expected was a type, an identifier and an entry such as Wikidata:Q90.
formats-line-no-trigger = The line is not understood; expected was a type and a trigger.
formats-line-no-passage = The line is not understood; expected was a type, a start and an end, such as “Claim 23 40”.
formats-line-same-identifier = The line is not understood; expected was an identifier that no other line has.
formats-line-unknown = The line is not understood; expected was a line that begins with T, A, M, R, E, N, # or *.
formats-more-lines = { DIGITS($count) } more lines are not understood.
formats-in-pieces = { DIGITS($count) } × passages in several pieces, taken as one from the first to the last.
formats-standoff-arguments = { DIGITS($count) } × arguments of events, for which there is no place here, such as “{ $example }”.
formats-standoff-relations = { DIGITS($count) } × relations, for which there is no place here, such as “{ $example }”.
formats-standoff-equivalents = { DIGITS($count) } × sets of equivalents, for which there is no place here, such as “{ $example }”.
formats-standoff-adrift = { DIGITS($count) } × values and notes on what is no passage, for which there is no place here, such as “{ $example }”.

# REFI-QDA
formats-export-again = Export it from the other program again.
formats-no-zip = The .qdpx project cannot be read: { $error }.
    .hint = Export the project from the other program again.
formats-no-qde = The zip has no .qde file in it, so it is no REFI-QDA project.
formats-qde-packed = The .qde file cannot be unpacked: { $error }.
formats-bad-xml = The XML is broken at byte { DIGITS($byte) }: { $error }.
formats-xml-root = The XML begins with “{ $found }” where “{ $expected }” was expected.
formats-xml-deep = More than { DIGITS($most) } elements are nested in each other.
formats-xml-cut-off = The XML ends too early: the file is cut off, or larger than it can be.
formats-no-project = There is no .qdpx file and no .qde file among these.
formats-source-no-text = “{ $name }” has no plain text in the file.
    .hint = Its annotations come in only if the project has the article.
formats-source-unreadable = The text of “{ $name }” cannot be read: { $error }.
formats-source-encoding = The text of “{ $name }” is neither UTF-8 nor UTF-16.
formats-refi-source-comment = Not read: { DIGITS($count) } × comment on a whole source.
formats-refi-empty-selection = Not read: { DIGITS($count) } × selection that is empty or outside its text.
formats-refi-unknown-code = Not read: { DIGITS($count) } × coding with a code that the file does not have.
formats-refi-bare-selection = Not read: { DIGITS($count) } × selection without a code or a comment.
formats-refi-variable = Not read: { DIGITS($count) } × value of the variable “{ $name }”.
formats-refi-unknown-variable = Not read: { DIGITS($count) } × value of an unknown variable.
formats-refi-note = Not read: { DIGITS($count) } × Note that belongs to no passage.
formats-refi-source-coding = Not read: { DIGITS($count) } × Coding of a whole source.
formats-refi-pdf = Not read: { DIGITS($count) } × PDFSource without its text.
# An element of the file, by its name there
formats-refi-element = Not read: { DIGITS($count) } × { $element }.

## Findings of writing

formats-export-stopped = the export was stopped; nothing was written
formats-export-failed = the export could not be written: { $error }
formats-needs-texts = { $format } shows the texts and cannot do without them.
    .hint = Export with texts, or as CSV, JSON Lines or Web Annotation.
formats-made-of-texts = { $format } is made of the texts; it cannot go without.
    .hint = Export with texts, or as CSV or JSON Lines.
formats-empty-codebook = The codebook has no codes, and a REFI-QDA codebook needs one.
formats-no-claims = No claim is mentioned, so there is nothing to draft.
    .hint = Link passages to claims first, or widen the choice.

## Formats: which programs open their files, with which program an export was read in a test, and what can be chosen

formats-brat =
    .name = brat standoff
    .opens = brat, and most readers of annotated corpora
    .verified = brat’s own parser, as bratiaa 0.1.4 ships it: read, every quoted text compared, and written again
formats-claimreview =
    .name = ClaimReview drafts
    .opens = Fact-check databases and tools that read schema.org, once a desk has added author, url, date and rating
    .verified = PyLD 3.3 and a check of required fields (jsonschema 4.26); by hand schema-dts 1.1 with TypeScript 5.9
formats-conll =
    .name = CoNLL, tags of IOB2
    .opens = sequence taggers: flair, seqeval, most teaching code
    .verified = seqeval 1.2.2, strict IOB2
formats-csv =
    .name = CSV tables
    .opens = R, pandas, spreadsheets (for Excel with the switches bom and, where it wants them, semicolon)
    .verified = pandas 2.3, Python’s csv
    .bom = begin the files with a byte order mark, so that Excel reads them as UTF-8
    .semicolon = separate cells by semicolons, as Excel wants where 1.5 is written 1,5
formats-dna =
    .name = Discourse Network Analyzer statements
    .opens = R with rDNA or igraph, Discourse Network Analyzer by way of R
    .verified = pandas 2.3 reads the rows; the program itself was not at hand, so the columns are not verified with it
    .organisations = take the words that name a source for an organization, not for a person
formats-doccano =
    .name = doccano
    .opens = doccano, sequence labelling as JSONL; tick “Allow overlapping spans” in its project, or it drops overlaps
    .verified = doccano 1.8.4 (its reader of labels and its check for overlaps)
formats-html =
    .name = Report to read and print (HTML)
    .opens = every browser; prints well
    .verified = Python’s html.parser and lxml 6.1; looked at in Chromium 156
    .all-tags = open the list of all tags under each article, so that it is printed
formats-hypothesis =
    .name = Hypothes.is
    .opens = Hypothes.is and what reads its exports; has the quoted passages, not the texts
    .verified = The rules of its server's schema, restated (jsonschema 4.26); not its server
formats-jsonl =
    .name = JSON Lines with text and spans
    .opens = spaCy, Hugging Face datasets, pandas, jq
    .verified = spaCy 3.8, Hugging Face datasets 5.2
formats-label-studio =
    .name = Label Studio
    .opens = Label Studio: paste config.xml as the labelling interface, then import tasks.json
    .verified = label-studio-sdk 2.1 (configuration, validation of results, its JSON-MIN and CoNLL exports)
formats-markdown =
    .name = Summary in Markdown
    .opens = GitHub, Obsidian, pandoc, every text editor
    .verified = pulldown-cmark 0.13 (CommonMark with tables)
formats-prodigy =
    .name = Prodigy tasks
    .opens = Prodigy (spans.manual, review, db-in) and spaCy
    .verified = spaCy 3.8 (its tokens and spans); Prodigy itself is not free to run
formats-refi-qda =
    .name = REFI-QDA project
    .opens = ATLAS.ti, MAXQDA, NVivo, QualCoder, QDA Miner, Dedoose
    .verified = the published schema, pyrefiqda 0.3.1, qdaPy 0.1.0, and the importer and exporter of QualCoder 4.0 Beta, without its window and not in every test run; ATLAS.ti, MAXQDA and NVivo could not be tried
    .crlf = texts with CR LF line ends and unchanged positions, as QualCoder writes them for MAXQDA
formats-qdc =
    .name = REFI-QDA codebook
    .opens = ATLAS.ti, MAXQDA, NVivo, QualCoder, Quirkos
    .verified = the published schema, pyrefiqda 0.3.1, and the importer and exporter of QualCoder 4.0 Beta, without its window and not in every test run; ATLAS.ti, MAXQDA and NVivo could not be tried
formats-tei =
    .name = TEI P5 with stand-off annotations
    .opens = oXygen and other XML tools of digital humanities, archives
    .verified = lxml 6.1: every pointer resolved and its range cut; valid by tei_all of TEI P5 4.12, which tests use where they have it
formats-tsv =
    .name = TSV tables
    .opens = R, pandas, awk and cut: a row is a line
    .verified = pandas 2.3, Python’s csv
formats-uima-json =
    .name = UIMA CAS JSON for INCEpTION
    .opens = INCEpTION with its basic span layer, DKPro, dkpro-cassis
    .verified = dkpro-cassis 0.12: read, and written again; INCEpTION itself was not run, only its source read
formats-uima-xmi =
    .name = UIMA XMI with type system
    .opens = INCEpTION, DKPro, programs of Apache UIMA
    .verified = dkpro-cassis 0.12; INCEpTION itself was not run
    .plain = the span layer with its label alone, and everything else in metadata fields of the same place
formats-w3c =
    .name = W3C Web Annotation
    .opens = Web annotation tools and JSON-LD software; has the quoted passages, not the texts
    .verified = PyLD 3.3 (expansion with the standard's context)
formats-webanno-tsv =
    .name = WebAnno TSV 3.3
    .opens = INCEpTION, WebAnno
    .verified = web-anno-tsv 0.0.1, with INCEpTION’s escapes and across sentences; INCEpTION itself was not run
    .memos = memos as a feature “memo”, which the layer in INCEpTION must then have
formats-xlsx =
    .name = Excel workbook
    .opens = Excel, LibreOffice Calc, Google Sheets, pandas, R
    .verified = openpyxl 3.1, pandas 2.3
