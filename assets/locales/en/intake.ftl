# The page on which read articles are confirmed.

## What is known of a new article

intake-title = Title
intake-outlet = Outlet
    .hint = The newspaper, agency or site
intake-genre = Genre
    .hint = news, analysis, editorial, wire copy…
intake-address = Address
    .hint = https://…
intake-authors = Authors
    .hint = Names, with ; between them
intake-date = Date
    .hint = Year-month-day
intake-printed = Date as printed
    .hint = Such as “il y a 3 jours”
intake-given = Date as the data has it
intake-updated = Updated
intake-updated-given = Updated, as the data has it
intake-updated-printed = Updated, as printed
intake-edition =
    .hint = Such as “London edition”
intake-page =
    .hint = Such as A4
intake-accession =
    .hint = Its number in the archive
intake-subjects =
    .hint = Terms, with ; between them
intake-language = Language
    .name = Language: { $language }
intake-language-guessed = guessed: please check
intake-file = About the file
intake-columns = Columns…
    .tip = Say what each column of the table holds, and read it again
intake-column = { $column }: { $holds }
intake-column-unused = Not used
intake-encoding = Encoding: { $encoding }
    .tip = Read the file again in another encoding
intake-keep-lines = Keep the line ends
intake-join-lines = Join lines broken at a width

## The text by lines

intake-text = Text of the new article
intake-line-is = This line is: { $kind }

intake-split = An article begins here
intake-split-headlines = Split into { $count } articles
intake-join = Join the next article to it
    .tip = For one article that came in as two; split it there to take that back

## An article whose text is not at hand

intake-missing = The text is not at hand
    .hint = What is known of this article is kept as to be fetched. It is no article yet: nothing can be coded on it. When a page or document with its address comes in, or with its title, unless address or date (or, where a date is missing, outlet) differ, it goes from the list.
intake-teaser = What the file has in place of the text

## The new articles

intake-taken = { $taken } of { $all }
intake-new = New articles
# Which drafts the list shows, with how many there are
intake-filter = Which drafts are shown
intake-filter-all = All { $count }
intake-filter-findings = With findings { $count }
intake-filter-text-missing = Text missing { $count }
intake-filter-left-out = Left out { $count }
intake-find = Find among the drafts
    .hint = Title, outlet or file
intake-none-shown = No draft is like that.
intake-none-read = No file gave an article.
intake-files = About the files
# On top of the list: how many files gave no articles, and what else was found about files
intake-files-found = { $refused ->
        [0] { $others ->
                [one] One finding about the files
               *[other] { $others } findings about the files
            }
        [one] One file was not read{ $others ->
                [0] {""}
                [one] ; one more finding
               *[other] ; { $others } more findings
            }
       *[other] { $refused } files were not read{ $others ->
                [0] {""}
                [one] ; one more finding
               *[other] ; { $others } more findings
            }
    }
    .tip = Shows what was found about files, with what to do
intake-files-back = Back to the articles
intake-key-files = files
intake-add-one = Add { $article }
# Notes of whoever read the file
intake-notes = { $count ->
        [one] { $count } note
       *[other] { $count } notes
    }
intake-left-out = Left out
intake-added = Will be added
intake-kept-to-fetch = Will be kept as to be fetched
intake-text-missing = text missing

## What the keys do

intake-add = { $count ->
        [one] Add article
       *[other] Add { $count } articles
    }
intake-keep = { $count ->
        [one] Keep
       *[other] Keep { $count }
    }
intake-add-and-keep = Add { $count }, keep { $stubs }
intake-add-clean = Add { $count ->
        [one] the one
       *[other] the { $count }
    } without findings
intake-key-clean = Ctrl+Enter
intake-key-line = line
intake-key-boilerplate = boilerplate
intake-key-headline = headline
intake-key-text = text
intake-key-split = split
intake-key-split-headlines = Shift+A
intake-key-join = join
intake-key-leave-out = leave out
intake-key-next = next article

## Languages, by their tags

intake-language-unknown = Not known
intake-language-af = Afrikaans
intake-language-sq = Albanian
intake-language-am = Amharic
intake-language-ar = Arabic
intake-language-hy = Armenian
intake-language-az = Azerbaijani
intake-language-eu = Basque
intake-language-be = Belarusian
intake-language-bn = Bengali
intake-language-bs = Bosnian
intake-language-bg = Bulgarian
intake-language-my = Burmese
intake-language-ca = Catalan
intake-language-zh = Chinese
intake-language-hr = Croatian
intake-language-cs = Czech
intake-language-da = Danish
intake-language-nl = Dutch
intake-language-en = English
intake-language-et = Estonian
intake-language-fi = Finnish
intake-language-fr = French
intake-language-gl = Galician
intake-language-ka = Georgian
intake-language-de = German
intake-language-el = Greek
intake-language-gu = Gujarati
intake-language-he = Hebrew
intake-language-hi = Hindi
intake-language-hu = Hungarian
intake-language-is = Icelandic
intake-language-id = Indonesian
intake-language-ga = Irish
intake-language-it = Italian
intake-language-ja = Japanese
intake-language-kn = Kannada
intake-language-kk = Kazakh
intake-language-km = Khmer
intake-language-ko = Korean
intake-language-lo = Lao
intake-language-lv = Latvian
intake-language-lt = Lithuanian
intake-language-mk = Macedonian
intake-language-ms = Malay
intake-language-ml = Malayalam
intake-language-mr = Marathi
intake-language-mn = Mongolian
intake-language-ne = Nepali
intake-language-nb = Norwegian Bokmål
intake-language-nn = Norwegian Nynorsk
intake-language-fa = Persian
intake-language-pl = Polish
intake-language-pt = Portuguese
intake-language-pa = Punjabi
intake-language-ro = Romanian
intake-language-ru = Russian
intake-language-sr = Serbian
intake-language-si = Sinhala
intake-language-sk = Slovak
intake-language-sl = Slovenian
intake-language-so = Somali
intake-language-es = Spanish
intake-language-sw = Swahili
intake-language-sv = Swedish
intake-language-tl = Tagalog
intake-language-ta = Tamil
intake-language-te = Telugu
intake-language-th = Thai
intake-language-tr = Turkish
intake-language-uk = Ukrainian
intake-language-ur = Urdu
intake-language-uz = Uzbek
intake-language-vi = Vietnamese
intake-language-cy = Welsh
intake-language-yi = Yiddish
intake-language-yo = Yoruba
intake-language-zu = Zulu

## The files of the drafts

intake-originals = Keep the files in the project
    .tip = Copies of the files that articles come from are kept in the project’s folder “originals”. They are not part of a release or a bundle. Holds for the whole project.
