//! What is said of a file of PDF: what was left out, and what could not be read.

use super::hyphens::HyphenGuesses;
use super::open::{PAGES, PageState, PagedFile};
use super::running::RunningLines;
use crate::base::Issue;
use crate::ingest::file_notes::FileNotes;
use crate::locale::Argument;
use crate::message;

/// Ranges of pages that are named.
const NAMED: usize = 40;

/// The parts of the import note, and the findings.
pub(super) fn of(file: &PagedFile, running: &RunningLines) -> FileNotes {
    let mut told = FileNotes::default();
    let pages = running.pages;
    let plural = if pages == 1 { "" } else { "s" };
    let words = format!("running heads and feet on {pages} page{plural} left out");
    told.left_out(running.lines as u64, &words, |count| {
        let named = Argument::series(running.examples.iter().map(String::as_str));
        let said = message!("findings-pdf-running", count = count, pages = pages, named = named);
        Issue::note("running-heads-dropped", "", said)
    });
    let numbers: usize = file.pages.iter().map(|page| page.line_numbers).sum();
    told.left_out(numbers as u64, "numbers of lines left out", |count| {
        Issue::note("line-numbers-dropped", "", message!("findings-pdf-line-numbers", count = count))
    });
    told.left_out(
        (file.slanted + file.outside) as u64,
        "letters on a slant or off the page left out",
        |count| Issue::note("slanted-words-dropped", "", message!("findings-pdf-slanted", count = count)),
    );
    told.left_out(file.unmapped as u64, "signs without a letter left out", |count| {
        Issue::warning("letters-unknown", "", message!("findings-pdf-unmapped", count = count))
    });
    told.left_out(file.notes as u64, "notes and fields of forms not read", |count| {
        Issue::note("page-notes-dropped", "", message!("findings-pdf-notes", count = count))
    });
    self::pages(file, &mut told.issues);
    told
}

/// That words at the ends of lines were joined or kept apart without the document showing which is right.
pub(super) fn hyphens(guesses: &HyphenGuesses) -> Vec<Issue> {
    let issue = |(count, named): &(usize, Vec<String>), joined: bool| {
        let named = Argument::series(named.iter().map(String::as_str));
        let said = match joined {
            true => message!("findings-pdf-hyphens-joined", count = *count, named = named),
            false => message!("findings-pdf-hyphens-kept", count = *count, named = named),
        };
        (*count > 0).then(|| Issue::note("hyphens-guessed", "", said))
    };
    [issue(&guesses.kept, false), issue(&guesses.joined, true)].into_iter().flatten().collect()
}

/// What is said of single pages.
fn pages(file: &PagedFile, issues: &mut Vec<Issue>) {
    let mut say =
        |pages: Vec<usize>,
         code: &'static str,
         message: fn(usize, String) -> (crate::locale::Message, Option<crate::locale::Message>)| {
            if !pages.is_empty() {
                let (message, hint) = message(pages.len(), ranges(&pages));
                let issue = Issue::warning(code, "", message);
                issues.push(match hint {
                    Some(hint) => issue.hint(hint),
                    None => issue,
                });
            }
        };
    say(file.of(PageState::Picture), "pages-are-pictures", |count, pages| {
        let message = message!("findings-pdf-pictures", count = count, pages = %pages);
        (message, Some(message!("findings-pdf-pictures.hint")))
    });
    say(file.of(PageState::Unmapped), "pages-without-letters", |count, pages| {
        let message = message!("findings-pdf-no-letters", count = count, pages = %pages);
        (message, Some(message!("findings-pdf-no-letters.hint")))
    });
    say(file.of(PageState::Damaged), "pages-damaged", |count, pages| {
        (message!("findings-pdf-page-damaged", count = count, pages = %pages), None)
    });
    say(file.broken.clone(), "pages-broken", |count, pages| {
        (message!("findings-pdf-page-broken", count = count, pages = %pages), None)
    });
    say(file.cut.clone(), "pages-cut", |count, pages| {
        (message!("findings-pdf-page-cut", count = count, pages = %pages), None)
    });
    let read = file.states.len();
    if file.announced > read {
        let message = if read >= PAGES {
            message!("findings-pdf-too-many-pages", most = PAGES, count = file.announced)
        } else {
            message!("findings-pdf-pages-missing", read = read, count = file.announced)
        };
        issues.push(Issue::warning("pages-missing", "", message));
    }
    if file.is_damaged {
        let issue = Issue::warning("document-cut", "", message!("findings-pdf-damaged"));
        issues.push(issue.hint(message!("findings-document-cut.hint")));
    }
}

/// Pages in words: `3, 5–7`.
fn ranges(pages: &[usize]) -> String {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        match out.last_mut() {
            Some(last) if last.1 + 1 == *page => last.1 = *page,
            _ => out.push((*page, *page)),
        }
    }
    let more = out.len() > NAMED;
    let one =
        |(from, to): &(usize, usize)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    let named: Vec<String> = out.iter().take(NAMED).map(one).collect();
    named.join(", ") + if more { ", …" } else { "" }
}
