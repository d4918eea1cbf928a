//! Obelus (÷, the mark that editors of old texts set beside doubtful passages) is a desktop program in which analysts
//! read news articles, tag claims, facts and opinions, and review each other's tags.
//!
//! This page is the plan of the house. What is said here of who may use what is tested in `tests/it/floors.rs`, which
//! reads the table of floors below.
//!
//! # Ten decisions
//!
//! 1. **One crate, two faces, one core.** The feature `gui` (on by default) brings the window. Without it the crate is
//!    the core and the command line, and no egui is in the dependency tree: the compiler proves that the core knows no
//!    screen.
//! 2. **Floors.** A module uses what is below it, never a sibling, never what is above.
//! 3. **The text of an article never changes.** It is known by its SHA-256. A [`text::Span`] is a half-open range of
//!    bytes of it, on character boundaries. A corrected text is another article.
//! 4. **All change is a [`model::Edit`].** [`model::Project::apply`] carries it out and returns the edit that takes it
//!    back, or refuses and changes nothing. So everything can be undone: tags, claims, codebook, imports.
//! 5. **Views read [`app::State`] and push [`app::Command`]s** into an [`app::Outbox`]. They cannot write.
//! 6. **[`app`] is a state machine without side effects**: [`app::State::dispatch`] takes a command with its moment and
//!    returns [`app::Effect`]s. No egui, no files, no threads, no clock.
//! 7. **Effects happen in one place.** Whoever runs the state machine carries them out: the window, the command line,
//!    or a test.
//! 8. **Long work leaves the window's thread.** It gets a snapshot of the project, which is cheap because clones share
//!    what did not change, and a [`base::Progress`] through which it can be cancelled.
//! 9. **What is saved is not the model.** The shapes of the files are types of their own in [`store`], with a version.
//! 10. **Nothing is lost silently.** Reading and importing return a [`base::Checked`] value: what was understood, and a
//!     [`base::Issue`] for each thing that was not.
//!
//! # Floors
//!
//! A module may use every module on a lower floor, except those named in the last column.
//!
//! | Floor | Module | What lives there | Except |
//! |---|---|---|---|
//! | 0 | `locale` | the texts of the program in each language; how numbers and lists are written | |
//! | 1 | `base` | identifiers, moments, findings, progress | |
//! | 1 | `archive` | zips and gzip from elsewhere, read within limits | |
//! | 2 | `workbook` | sheets of workbooks from elsewhere, read within limits | `text` |
//! | 2 | `text` | immutable text; bytes, code points and UTF-16 units; words, clauses and sentences; passages found again by their words | |
//! | 3 | `model` | article, codebook, claims, annotations, sets, project; edits and history | |
//! | 4 | `compare` | several annotators' work on one text: positions, readings, what differs | |
//! | 5 | `present` | what a screen or a report shows, worked out without a screen: blocks, marks in lanes, segments, rows side by side | |
//! | 6 | `agreement` | the measures of agreement, their intervals, what they say | |
//! | 6 | `review` | the queue of disagreements, decisions, adjudicating in bulk, feedback | |
//! | 6 | `store` | the project folder: shapes of files, versions, atomic writing, leases, journal, bundles | |
//! | 6 | `formats` | exchange with other programs: annotation sets out and in, one file or folder a format | |
//! | 6 | `ingest` | bytes to drafts of articles: decoding, zones, metadata, language | |
//! | 7 | `transfer` | files of exports written whole or not at all: files, folders, zips and pipes; files of an import read | |
//! | 7 | `jobs` | threads with names, progress, cancelling; the newest request of a kind wins | `text` `model` `present` `store` `ingest` `formats` |
//! | 7 | `release` | freezing a project for publication, and verifying it later: completeness, reports, manifest | `ingest` |
//! | 8 | `app` | the state machine: state, commands, actions, effects | `store` `ingest` `jobs` |
//! | 9 | `ui` | egui views, theme, text layout (feature `gui`) | `store` `ingest` `jobs` |
//! | 10 | `shell` | the window's program: eframe, dialogs, threads, files; carries effects out (feature `gui`) | |
//! | 10 | `cli` | the command line: check, new, agreement, send, receive, feedback, export, import, formats | `app` `ui` |
//!
//! Some things from outside have their place too. `egui` and `eframe` are known to `ui` and `shell` alone, file dialogs
//! and the clipboard’s HTML to `shell`; `serde` and `ron` to `store`, `formats`, the theme and, for its JSON, `base`;
//! reading zips to `archive` and workbooks to `workbook`, writing them to `store`, `formats` and `transfer`; files to `store`, `transfer`, `shell` and `cli`; threads to `jobs`, `shell` and, for work on many things at once, `base::parallel`; the clock to `shell`, `cli` and, for its own budget of a frame, the text layout.
//! Nothing opens a network connection.
//!
//! # Words
//!
//! One word for one thing, in code, files and on the screen; "to tag" is the verb.
//!
//! | Word | Meaning |
//! |---|---|
//! | [`Article`](model::Article) | an imported text with what is known about it |
//! | [`Stub`](model::Stub) | what is known of an article whose text is not at hand: to be fetched; no article, and in no figure |
//! | [`Zone`](model::Zone) | a part of an article: headline, standfirst, byline, body, caption, boilerplate |
//! | [`Span`](text::Span), [`Quote`](text::anchor::Quote) | a range of bytes; the words themselves with their surroundings |
//! | [`Codebook`](model::Codebook), [`Layer`](model::Layer), [`Code`](model::Code) | all rules; the answers to one question; one answer |
//! | [`Attribute`](model::Attribute) | a further value of an annotation, such as voice or stance; its layer declares it |
//! | [`Claim`](model::Claim) | one proposition in the ledger, however often and however worded it is made |
//! | [`Annotation`](model::Annotation) | what one annotator says of one passage: a code, or that it *mentions* a claim |
//! | [`Memo`](model::Memo) | a comment; as a *question* it is for the lead |
//! | [`Unit`](model::Unit) | what a layer codes: sentence, passage, or the whole article |
//! | [`Annotator`](model::Annotator) | a person who codes |
//! | [`AnnotationSet`](model::AnnotationSet) | one annotator's work on one article, open or signed off |
//! | [`Position`](compare::Position), [`Reading`](compare::Reading) | a place where annotators are compared; one distinct answer there |
//! | [`Decision`](model::Decision) | what an adjudicator took for right at a position, with the reason |
//! | adjudicated set | the set of an annotator whose [role](model::Role) is adjudicator: the result of adjudication |
//! | coverage | the parts of a text that were judged: "read, nothing found" is not "not read" |
//! | [`Orphan`](model::Orphan) | an annotation whose passage was not where its file said |
//! | [`Issue`](base::Issue) | something found wrong on reading, with a stable code |
//!
//! # How an edit flows
//!
//! ```text
//! key or click → view → Command → Outbox → State::dispatch
//!     → Transaction { label, edits, merge_key } → History::commit
//!         → Project::apply, edit by edit; inverses are kept; an error takes the earlier ones back
//!     → Vec<Effect> → files are saved, one for each FileKey touched
//! ```
//!
//! There is no save button to forget: what changed is written within a second, atomically, and <kbd>Ctrl</kbd>+<kbd>S</kbd>
//! writes at once and says so. Edits with the same merge key, such as letters typed into one memo, are one step of undo.
//!
//! # Reviewing
//!
//! ```text
//! sets of analysts → compare: positions with their readings, state, differences in words
//!     → review: queue, most informative first → a key → Decision + result in the adjudicator's own set
//!     → agreement: statistics an article, summed; a bootstrap replicate is a sum over articles
//! ```
//!
//! Who may see whose work is asked in one place, [`model::Project::may_see`]. An adjudicator is an annotator with that
//! [role](model::Role), whose sets are results and not codings; who also codes does so under another name, to which the
//! adjudicator's `person` points. A decision names what it rests on by number and [fingerprint](model::Fingerprint), so that
//! a place is asked again when, and only when, somebody changed something there. Comments lie in their writer's own set.
//! Comparisons and figures are worked out by workers and kept by article; after a decision only its article is looked at.
//!
//! Two versions of one annotator's file are [merged](model::Version::merge) thing by thing; what differs is laid beside the file as a
//! version of its own until somebody chooses, so that neither is lost.
//!
//! # Texts
//!
//! Whatever a person reads in the window, a report or a finding stands once in `assets/locales/en/*.ftl`, which are
//! [Fluent](https://projectfluent.org) files; code names it. To add a text:
//!
//! 1. Write it into the file of its area, under an identifier that begins with the file's name: `library-filter = Filter`.
//!    What belongs to it, such as its tooltip or its spoken name, is a part of it: `    .tip = Narrow the list`.
//! 2. A view shows it with `cx.text.get("library-filter")`, the tooltip with `cx.text.get("library-filter.tip")`; nothing
//!    is formatted.
//! 3. With arguments it is a [`Message`](locale::Message): `message!("library-shown", count = n)`, whose text chooses the
//!    plural: `library-shown = { $count -> [one] One article *[other] { $count } articles }`. A view shows it with
//!    `&cx.text.shown(&message)`, which remembers what it said; whoever keeps a text (a notice, a finding, a step of
//!    undo) keeps the message. Other messages can be arguments, and lists: joined with "and", with "or"
//!    ([`Argument::any_of`](locale::Argument::any_of)) or by commas ([`Argument::series`](locale::Argument::series)).
//! 4. Where identifiers stand in a table, `id!("…")` marks them.
//!
//! Counts have the language's mark between thousands; `{ DIGITS($count) }` has none. The command line and files are
//! English: [`Message::english`](locale::Message::english). `tests/it/texts.rs` holds code and texts against each other:
//! identifiers and arguments are the same on both sides, and every text is used.
//!
//! # On disk
//!
//! A project is a folder. Each file has one writer, so that a shared drive, a synchronising service or Git merges the
//! work of a team without conflicts and no server is needed.
//!
//! ```text
//! my-study/
//!   project.ron                             name, annotators, settings               written by the lead
//!   codebook.ron                            layers, codes, attributes, definitions   written by the lead
//!   articles/<article>.ron                  metadata, zones, text, its SHA-256       text written once
//!   stubs/<stub>.ron                        what is known of an article without it   written once; nobody need have any
//!   annotations/<annotator>/<article>.ron   one annotation set                       written by that annotator
//!   claims/<annotator>.ron                  claims that they created, and relations  written by that annotator
//!   originals/<file>-<digits>.<ending>      files that articles came from, if wished written once
//! ```
//!
//! Files are RON with a format name and a version, an annotation to a line, always in the same order: the same content
//! gives the same bytes. Places count code points and carry their words, so that they can be checked on reading; one that
//! does not fit is laid in the orphans tray with a proposed place, never moved unasked. A file that cannot be understood
//! is left as it is, and the rest of the project opens.
//!
//! The same annotator on two machines can still change one file twice. Then both versions are merged, annotation by
//! annotation, and what differs is laid beside the file (`<article>~<digits>.ron`) until somebody chooses. What is known
//! about an article anybody may correct: two who correct it at once are [merged](model::Metadata::merge) field by field,
//! also where Git left both in the file, and of a field that both corrected the other version is told. Who has only
//! mail sends *bundles*, zips of these very files; `.sent` in the annotator's folder notes which versions were sent.
//!
//! Of an article that is known and whose text is not at hand, a *stub* keeps title, outlet, date, address and the file
//! that named it. Its name comes from title and address, so that two who bring one list have the same files. That it was
//! *fetched* is written nowhere: it is when an article has its address, or its title,
//! unless address or day (or, where a day is missing, outlet) differ, and it cannot be of another page as well
//! ([`FetchedStubs`](model::FetchedStubs)). What lists name with and without its address is brought together
//! ([`NewStubs`](model::NewStubs)). A folder without any is as it always was.
//!
//! A *release* is such a folder (or a zip of it) with the reports and `manifest.ron`, which has the SHA-256 of every file.
//! It is written once. Its manifest's own SHA-256 stands for all of it.
//!
//! What belongs to one machine (undo history, settings, window) is not in the project but in the user's data folder.
//!
//! # Threads
//!
//! The window's thread owns the state and alone changes it. Others get shared snapshots and answer with commands, which
//! enter by the same door as clicks: `saver`, the one thread that writes a project's files and its journal; `watcher`,
//! which looks every two seconds whether others changed some; the threads of [`jobs::Queue`], which read projects and
//! articles, look for sentences and words, and wait for dialogs; and `fonts`, which looks through the system's typefaces
//! once. Whoever reads or compares very many files shares that among the cores for as long as it takes
//! ([`base::parallel`]).
//!
//! # Text on the screen
//!
//! The article is not a text field. Each paragraph is laid out once for a width, whatever is annotated, into a plain table
//! of clusters; highlights are painted from that table, so that tagging lays nothing out again, and only what is visible
//! is laid out at all. The layout engine is parley, hidden behind `ui::typeset`.
//!
#![doc = include_str!("recipes.md")]

pub mod agreement;
pub mod app;
pub mod archive;
pub mod base;
pub mod cli;
pub mod compare;
pub mod formats;
pub mod ingest;
pub mod jobs;
pub mod locale;
pub mod model;
pub mod present;
pub mod release;
pub mod review;
#[cfg(feature = "gui")]
pub mod shell;
pub mod store;
pub mod text;
pub mod transfer;
#[cfg(feature = "gui")]
pub mod ui;
pub mod workbook;
