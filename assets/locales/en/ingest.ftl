# Why a file could not become an article.

ingest-empty = the file is empty or holds only white space; expected the plain text of an article; check that it was saved before it was added
ingest-no-words = it is of the kind { $kind } and has no words, such as a page of which only the head was saved; expected the words of an article; open it in its program: if it shows the article there, save it anew, or copy its words and paste them here
ingest-oversized-zip = { $reason }, which is more than articles need; expected a zip with articles; unpack it and add the files that you study
ingest-oversized = { $reason }, which is more than articles need; expected a document with the words of an article; copy its words in its program and paste them here
ingest-unknown-encoding = no encoding is called “{ $name }”; expected a name such as windows-1252, ISO-8859-15, macintosh, IBM850 or UTF-16LE
ingest-nul = line { DIGITS($line) } holds a NUL byte, which no text has; expected the plain text of an article; the file is damaged or not text: open it in the program that made it and save it as plain text (UTF-8)
ingest-controls = there are { DIGITS($count) } control characters among the first letters, so this is not text; expected the plain text of an article; open it in the program that made it and save it as plain text (UTF-8)
ingest-damaged = { $reason }; expected a document that its program opens; open it there and save it anew, or copy its text and paste it here
ingest-part-missing = the document has no { $part }
ingest-too-long = the text is longer than 4 GiB; expected the plain text of an article; split it into one file an article
ingest-too-many-parts = the web page has more than { DIGITS($most) } parts, which no article needs; expected a saved web page; copy the words of the article and paste them here
ingest-cancelled = import was stopped; nothing was added; start it again when ready
ingest-not-read = Not read: { $reason }.

## Files of other kinds, and what to do instead

ingest-foreign-save = this is { $found }; expected the plain text of an article; open it in its program and save it as plain text (UTF-8), or copy the text and paste it here
ingest-foreign-words = this is { $found }; expected the plain text of an article; add the words of the article instead: copy them and paste them here
ingest-foreign-project = this is { $found }; expected the plain text of an article; open the folder of its project instead
ingest-foreign-unpack = this is { $found }; expected the plain text of an article; unpack it first and add the files inside
ingest-foreign-frames = this is { $found }; expected a page with the words of the article; open the frame that shows the article in a window of its own and save that
ingest-foreign-recode = this is { $found }; expected the plain text of an article; save it as UTF-8

## Kinds of files, with their article

ingest-old-office = an old Office document (.doc, .ppt or .msg)
ingest-postscript = a PostScript document
ingest-png = a PNG picture
ingest-jpeg = a JPEG picture
ingest-gif = a GIF picture
ingest-tiff = a TIFF picture
ingest-riff = a WebP picture, sound or film
ingest-sound = a sound recording
ingest-film = a film
ingest-gzip = a gzip archive
ingest-bzip2 = a bzip2 archive
ingest-xz = an xz archive
ingest-seven-zip = a 7-Zip archive
ingest-rar = a RAR archive
ingest-zstandard = a Zstandard archive
ingest-database = a database
ingest-program = a program
ingest-property-list = a web archive or property list
ingest-utf-32 = text in UTF-32
ingest-font = a font
ingest-excel = an Excel workbook (.xlsx)
ingest-powerpoint = a PowerPoint presentation (.pptx)
ingest-epub = an EPUB book
ingest-office = an Office document (.docx, .xlsx or .pptx)
ingest-zip = a zip archive
ingest-frames = a page of frames without words of its own
ingest-project-file = a file of an Obelus project

## Where what is known about an article came from

ingest-origin-json-ld = from the page’s JSON-LD
ingest-origin-meta-tag = from a meta tag of the page
ingest-origin-microdata = marked in the page
ingest-origin-line = from a line of the text
ingest-origin-archive-field = from a field of the download
ingest-origin-column = from a column of the table
ingest-origin-record = from a field of the record
ingest-origin-properties = from the document’s properties
ingest-origin-file-name = from the name of the file
ingest-origin-guessed = guessed

## Kinds of files

ingest-kind-plain-text = plain text
ingest-kind-markdown = Markdown
ingest-kind-web-page = web page
ingest-kind-mhtml = web page in one file (MHTML)
ingest-kind-mail = mail
ingest-kind-pdf = PDF
ingest-kind-docx = Word
ingest-kind-odt = OpenDocument
ingest-kind-rtf = rich text
ingest-kind-subrip = captions (SubRip)
ingest-kind-webvtt = captions (WebVTT)
ingest-kind-transcript-json = transcript (JSON)
ingest-kind-delimited-table = table (CSV or TSV)
ingest-kind-workbook = table (Excel or OpenDocument)
ingest-kind-json-lines = table (JSON lines)
ingest-kind-news-item = news industry format
ingest-kind-feed = feed
ingest-kind-article-list = list of articles (CSL JSON or GDELT)
ingest-kind-library = Zotero library (RDF)
ingest-kind-epub = book (EPUB)
ingest-kind-warc = web archive (WARC)
ingest-kind-wacz = web archive (WACZ)
ingest-kind-zip = zip

## Transcripts

ingest-broken-json = it begins as JSON and is broken in line { DIGITS($line) }, column { DIGITS($column) }; save it anew from the program that made it, or copy the words of the article and paste them here
ingest-no-transcript = it is JSON without the parts of a transcript; export it as SRT, VTT or JSON with times

## Tables with an article a row

ingest-no-texts = { $count ->
        [0] it has the names of columns or a head, and nothing under it; look whether it was saved whole
        [one] it lists one article without a text; add the page or document itself, or say which column holds the text
       *[other] it lists { $count } articles without a text; add the pages or documents themselves, or say which column holds the text
    }
ingest-no-column = it has no column “{ $column }”; its columns are { $columns }; say what a column holds by its name or its number
ingest-no-article-columns = no column is known to hold the texts of articles; say which column holds what, that with the text first, or name the columns “title”, “text”, “date” and so on
ingest-column-taken = { $what } from “{ $name }”

## PDF

ingest-locked = it is locked with a password; expected a document that opens without one; open it with its password, print it to a new PDF and add that
ingest-pictures = { $count ->
        [one] its page is a picture
       *[other] its { $count } pages are pictures
    } without text; expected a PDF with text; recognise its text (OCR) and add it again
ingest-no-letters = its fonts do not say which letters their glyphs are, on { $count ->
        [one] one page
       *[other] { $count } pages
    }; expected a PDF whose text can be copied; recognise its text (OCR) and add it again
ingest-blank-pages = there is no text on { $count ->
        [one] its one page: it is blank
       *[other] its { $count } pages: they are blank
    }, or the letters are drawn as shapes; expected a PDF whose text can be copied; look at it in a reader, recognise its text (OCR) if there is any, and add it again
ingest-pdf-damaged = the PDF is damaged or no page of it can be read
ingest-pdf-unpacks = a part of the PDF unpacks to more than any document needs
ingest-pdf-encryption = the PDF is encrypted in a way that is not read

## Web archives, books and lists

ingest-no-pages = { $count ->
        [0] it has no web page
        [one] of its one page none is an article
       *[other] of its { $count } pages none is an article
    }; expected the capture of an article; save the page itself and add that
ingest-protected = the book is protected and opens in its seller’s program only; copy the words that you study and paste them here
ingest-foreign-feeds = this is { $found }; it has no articles; open its feeds in a reader or a browser, save them as files and add those
ingest-opml = a list of feeds (OPML)

## Zips

ingest-zip-in-zip = it is a zip within a zip; unpack it and add its files
ingest-in-zip = { $name }: { $why }
ingest-page-missing = “{ $folder }” has the parts of a saved web page, and the page is not with them: nothing of it was read.
    .hint = Add the page itself, such as { $page }.html, or save it again as one file.
ingest-nothing-in-zip = { $count ->
        [0] it has no files
        [one] its one file could not be read as an article
       *[other] none of its { $count } files could be read as an article
    }; expected files of the kinds that are read; unpack it and look at them{ $count ->
        [0] {""}
       *[other] {" "}({ $why })
    }

## Why lines were struck

ingest-struck-site-words = Struck: words of the site, not of the article.
ingest-struck-read-also = Struck: points to other articles.
ingest-struck-links = Struck: mostly links.
ingest-struck-loose-words = Struck: short words outside of the article’s paragraphs.
ingest-struck-not-in-stated-text = Struck: the text that the page states does not have it.
ingest-struck-heading-of-nothing = Struck: a heading with nothing under it.
ingest-struck-about-the-sender = Struck: about the sender, not of the article.
ingest-struck-archive-field = Struck: a field of the archive.
ingest-struck-archive-copyright = Struck: the archive’s copyright line.
