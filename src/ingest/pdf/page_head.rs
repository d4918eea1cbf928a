//! What the running head of a newspaper's page says: the outlet, the day, the page.

use super::page::PageLines;
use super::running;
use crate::ingest::{dates, download};
use crate::model::Dated;

/// The longest name of an outlet, in code points.
const OUTLET: usize = 60;

/// What running heads say of the article under them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PageHead {
    /// Empty where the head is not one of a newspaper.
    pub outlet: String,
    pub published: Dated,
    /// The page of the newspaper; empty where it is not said.
    pub page: String,
}

/// What the running heads and feet of pages say, when all that name a day name the same one. The moment at which a browser
/// printed a page is no such day.
pub(super) fn of(pages: &[PageLines], language: &str) -> Option<PageHead> {
    let lines = pages.iter().flat_map(|page| &page.lines).filter(|line| line.is_running);
    let mut heads = lines.filter_map(|line| head(&line.text, language));
    let first = heads.next()?;
    heads.all(|other| other.published.date == first.published.date).then_some(first)
}

/// The parts of a line such as `Le Quotidien, mardi 27 août 2024, p. 16`.
fn head(words: &str, language: &str) -> Option<PageHead> {
    if running::is_of_browser(words) {
        return None;
    }
    let mut parts: Vec<String> = words
        .split(['\t', ',', '|', '•', '·'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    // “March 14, 2006” has a comma of its own.
    let year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(at) = (1..parts.len()).find(|at| year(&parts[*at])) {
        let year = parts.remove(at);
        parts[at - 1] = format!("{}, {year}", parts[at - 1]);
    }
    let (at, dated) = parts
        .iter()
        .enumerate()
        .find_map(|(at, part)| dates::within(part, language).map(|dated| (at, dated)))?;
    let page = |part: &String| {
        let bare = part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
        download::page_of(part).map(str::to_owned).or_else(|| bare.then(|| part.clone()))
    };
    let page = parts.iter().enumerate().filter(|(other, _)| *other != at).find_map(|(_, part)| page(part));
    let is_name = |part: &&String| {
        part.chars().any(char::is_alphabetic)
            && part.chars().count() <= OUTLET
            && download::page_of(part).is_none()
    };
    let outlet = parts[..at].iter().find(is_name).filter(|_| page.is_some()).cloned();
    Some(PageHead { outlet: outlet.unwrap_or_default(), published: dated, page: page.unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn a_newspapers_head_names_outlet_day_and_page() {
        for (line, outlet, date, page) in [
            ("Le Quotidien, mardi 27 août 2024, p. 16", "Le Quotidien", "2024-08-27", "16"),
            ("16\tThe Harbour Post\tTuesday, March 4, 2026", "The Harbour Post", "2026-03-04", "16"),
            ("Report of 3 May 2024", "", "2024-05-03", ""),
        ] {
            let found = head(line, if line.contains("mardi") { "fr" } else { "en" }).expect(line);
            let got = (found.outlet.as_str(), found.published.date.as_str(), found.page.as_str());
            assert_eq!(got, (outlet, date, page), "{line}");
        }
        for line in ["27.08.2024, 10:15\tFerry plan", "Le Quotidien, p. 16", "The ferry"] {
            assert_eq!(head(line, "fr"), None, "{line}");
        }
    }
}
