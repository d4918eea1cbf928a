//! What stands on pages beside the text: running heads and feet, numbers of pages, what browsers print around a page.

use super::page::{PageLine, PageLines};
use crate::ingest::download;
use std::collections::{BTreeMap, BTreeSet};

/// The part of a page's height, from above and below, in which running heads and feet stand.
const MARGIN: f32 = 0.2;
/// Rows at the edge of a page that may be running heads or feet.
const EDGE_ROWS: usize = 3;
/// How far the same running head may stand from itself on other pages, in points.
const SAME_HEIGHT: f32 = 4.0;
/// The longest line of a running head, in letters.
const LONGEST: usize = 240;

/// How much larger a title is than the running head with its words.
const TITLE: f32 = 1.12;
/// Bytes of the shortest title that is told by its words.
const SHORTEST_TITLE: usize = 8;
/// How the number of a page is told, folded.
const PAGE_WORDS: [&str; 6] = ["page #", "seite #", "página #", "pagina #", "p. #", "s. #"];

/// How many of the lines that are left out are named, and with how many letters at most.
const EXAMPLES: usize = 3;
const EXAMPLE: usize = 50;

/// What was found beside the text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RunningLines {
    /// Lines that are left out, and the pages that they were on.
    pub lines: usize,
    pub pages: usize,
    /// Some of them, each once, without their numbers told apart; a long one is cut.
    pub examples: Vec<String>,
    /// The address that a browser printed.
    pub address: String,
    /// The title that it printed.
    pub title: String,
}

/// A line near the edge of its page.
#[derive(Clone, Copy)]
struct EdgeLine {
    page: usize,
    line: usize,
    is_head: bool,
    /// 0 for the outermost row.
    rank: usize,
}

/// Marks running heads and feet. In a download each text may begin with the same line at the head of a page; there only
/// rows at the very edge that count the pages are marked.
pub(super) fn mark(pages: &mut [PageLines], is_download: bool) -> RunningLines {
    let mut out = RunningLines::default();
    let edges: Vec<EdgeLine> = (0..pages.len()).flat_map(|page| edge_lines(&pages[page], page)).collect();
    for page in 0..pages.len() {
        printed(pages, page, &edges, &mut out);
    }
    let mut like: BTreeMap<(bool, String, i32), Vec<EdgeLine>> = BTreeMap::new();
    for edge in &edges {
        let line = &pages[edge.page].lines[edge.line];
        if line.text.chars().count() <= LONGEST && (edge.rank == 0 || !is_download) {
            // Half points of size tell a headline from the running head with its words.
            let size = (line.size * 2.0).round() as i32;
            like.entry((edge.is_head, folded(&line.text), size)).or_default().push(*edge);
        }
    }
    for ((_, words, _), same) in like {
        for group in same_height(pages, &same) {
            let is_note = words.starts_with('#') && (!are_steady(&group, pages) || restarts(&group, pages));
            if !is_note && repeats(&words, &group, pages) && (!is_download || counts(&group, pages)) {
                group.iter().for_each(|edge| pages[edge.page].lines[edge.line].is_running = true);
            }
        }
    }
    on_first_page(pages, &edges);
    if let [page] = pages {
        lone_number(page, &edges);
    }
    numbered(pages, &edges);
    repeated_titles(pages, &edges);
    let mut seen = BTreeSet::new();
    for page in pages {
        for line in page.lines.iter().filter(|line| line.is_running) {
            if out.examples.len() < EXAMPLES && seen.insert(folded(&line.text)) {
                let cut: String = line.text.trim().chars().take(EXAMPLE).collect();
                let more = if cut.len() < line.text.trim().len() { "…" } else { "" };
                out.examples.push(format!("“{cut}{more}”"));
            }
        }
        let count = page.lines.iter().filter(|line| line.is_running).count();
        out.lines += count;
        out.pages += usize::from(count > 0);
    }
    out
}

fn edge_lines(page: &PageLines, number: usize) -> Vec<EdgeLine> {
    let mut out = Vec::new();
    let level = || (0..page.lines.len()).filter(|at| page.lines[*at].is_level);
    for is_head in [true, false] {
        let within = |line: &PageLine| match is_head {
            true => line.across < page.height * MARGIN,
            false => line.across > page.height * (1.0 - MARGIN),
        };
        let mut found: Vec<usize> = level().filter(|at| within(&page.lines[*at])).collect();
        found.sort_by(|one, other| {
            let order = page.lines[*one].across.total_cmp(&page.lines[*other].across);
            if is_head { order } else { order.reverse() }
        });
        let (mut rank, mut last) = (0, None);
        for at in found {
            let line = &page.lines[at];
            if last.is_some_and(|last: f32| (line.across - last).abs() > line.size * 0.4) {
                rank += 1;
            }
            last = Some(line.across);
            if rank >= EDGE_ROWS {
                break;
            }
            out.push(EdgeLine { page: number, line: at, is_head, rank });
        }
    }
    out
}

/// The words with each number as one sign, and a lone Roman number too.
fn folded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut in_number = false;
    for sign in words.chars().flat_map(char::to_lowercase) {
        let digit = sign.is_numeric();
        match sign {
            _ if digit && in_number => {}
            _ if digit => out.push('#'),
            _ if sign.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.push(sign),
        }
        in_number = digit;
    }
    let roman = !out.is_empty() && out.len() <= 7 && out.bytes().all(|byte| b"ivxlc".contains(&byte));
    if roman { "#".to_owned() } else { out.trim().to_owned() }
}

/// Whether each number after the first is the same in all lines, or grows with the page, as those of running feet do and
/// those of footnotes do not.
fn are_steady(group: &[EdgeLine], pages: &[PageLines]) -> bool {
    let numbers = |edge: &EdgeLine| -> Vec<i64> {
        let text = &pages[edge.page].lines[edge.line].text;
        let all = text.split(|sign: char| !sign.is_ascii_digit()).filter(|digits| !digits.is_empty());
        all.skip(1).filter_map(|digits| digits.parse().ok()).collect()
    };
    let Some(first) = group.first() else { return true };
    let begun = numbers(first);
    group.iter().all(|edge| {
        let turned = edge.page as i64 - first.page as i64;
        let here = numbers(edge);
        let both = here.iter().zip(&begun);
        here.len() == begun.len() && both.into_iter().all(|(now, then)| now == then || *now == then + turned)
    })
}

/// Whether the number at the beginning does not grow with the page and is no year, as that of footnotes which are counted
/// page by page.
fn restarts(group: &[EdgeLine], pages: &[PageLines]) -> bool {
    /// No page of a document and no footnote has such a number.
    const YEAR: i64 = 1000;
    let number = |edge: &EdgeLine| -> Option<i64> {
        let text = &pages[edge.page].lines[edge.line].text;
        let digits = text.split(|sign: char| !sign.is_ascii_digit()).find(|digits| !digits.is_empty())?;
        digits.parse().ok()
    };
    let mut numbers = group.iter().filter_map(number);
    let Some(first) = numbers.next() else { return false };
    first < YEAR && group.len() > 1 && numbers.all(|other| other == first)
}

/// The lines in groups that stand at one height.
fn same_height(pages: &[PageLines], lines: &[EdgeLine]) -> Vec<Vec<EdgeLine>> {
    let height = |edge: &EdgeLine| pages[edge.page].lines[edge.line].across;
    let mut lines = lines.to_vec();
    lines.sort_by(|one, other| height(one).total_cmp(&height(other)));
    let mut out: Vec<Vec<EdgeLine>> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(group) if height(&line) - height(&group[0]) <= SAME_HEIGHT => group.push(line),
            _ => out.push(vec![line]),
        }
    }
    out
}

/// Whether lines that are alike are on so many pages that they are no text of the article.
fn repeats(words: &str, group: &[EdgeLine], pages: &[PageLines]) -> bool {
    let mut on: Vec<usize> = group.iter().map(|edge| edge.page).collect();
    on.sort_unstable();
    on.dedup();
    let [first, .., last] = on[..] else { return false };
    // Numbers of pages grow with the pages.
    if words.chars().all(|sign| sign == '#' || !sign.is_alphanumeric()) {
        return counts(group, pages);
    }
    let span = last - first + 1;
    on.len() * 5 >= span * 2
}

/// Whether a number in lines that are alike grows with the pages.
fn counts(group: &[EdgeLine], pages: &[PageLines]) -> bool {
    let numbers = |edge: &EdgeLine| {
        let text = &pages[edge.page].lines[edge.line].text;
        let parts = text.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty());
        let of = |part: &str| part.parse::<i64>().ok().map(|number| number - edge.page as i64);
        parts.map(of).collect::<Vec<_>>()
    };
    let numbers: Vec<Vec<Option<i64>>> = group.iter().map(numbers).collect();
    let grows = |at: usize| {
        let same = |pair: &&[Vec<Option<i64>>]| {
            let (one, other) = (pair[0].get(at), pair[1].get(at));
            one == other && one.is_some_and(Option::is_some)
        };
        numbers.windows(2).filter(same).count() * 2 >= numbers.len() - 1
    };
    numbers.len() > 1 && (0..numbers[0].len()).any(grows)
}

/// Whether words tell the number of their page: `Page 3`, `3/7`, `Page 3 of 7`, in any language where the pages are as
/// many as the file has.
fn counts_page(words: &str, page: usize, pages: usize) -> bool {
    let digits = words.split(|sign: char| !sign.is_ascii_digit()).find(|part| !part.is_empty());
    if digits.and_then(|digits| digits.parse().ok()) != Some(page + 1) || download::numbered(words).is_some()
    {
        return false;
    }
    PAGE_WORDS.contains(&folded(words).as_str())
        || cell(words) == PrintedCell::Counter
        || download::pair(words).is_some_and(|(_, all, _)| all == pages as u64)
}

/// Whether a line is one that only downloads of archives have.
pub(super) fn is_of_download(line: &PageLine, pages: usize) -> bool {
    let counter = line.text.split('\t').any(|part| counts_page(part, line.page, pages));
    !counter && download::may_be_download(&line.text)
}

/// Marks a row at the edge in which the number of its page is told in words, and what stands beside a number that is
/// marked.
fn numbered(pages: &mut [PageLines], edges: &[EdgeLine]) {
    let all = pages.len();
    for edge in edges {
        let page = &mut pages[edge.page];
        let line = &page.lines[edge.line];
        let is_number =
            line.is_running && folded(&line.text).chars().all(|sign| matches!(sign, '#' | '-' | '–' | ' '));
        let across = line.across;
        if is_number || line.text.split('\t').any(|part| counts_page(part, edge.page, all)) {
            let beside =
                |line: &&mut PageLine| line.is_level && (line.across - across).abs() < line.size * 0.4;
            page.lines.iter_mut().filter(beside).for_each(|line| line.is_running = true);
        }
    }
}

/// Marks small lines at the head of a page that have the words of a larger one on a page before: the title of the text that
/// goes on there.
fn repeated_titles(pages: &mut [PageLines], edges: &[EdgeLine]) {
    let mut titles: BTreeMap<String, f32> = BTreeMap::new();
    for (at, page) in pages.iter_mut().enumerate() {
        let from = edges.partition_point(|edge| edge.page < at);
        for edge in edges[from..].iter().take_while(|edge| edge.page == at) {
            let line = &mut page.lines[edge.line];
            let size = titles.get(&folded(&line.text));
            if edge.is_head && edge.rank < 2 && size.is_some_and(|size| *size > line.size * TITLE) {
                line.is_running = true;
            }
        }
        for line in page.lines.iter().filter(|line| line.text.len() >= SHORTEST_TITLE) {
            let size = titles.entry(folded(&line.text)).or_default();
            *size = size.max(line.size);
        }
    }
}

/// Marks a running head that stands on the first page too, in another place than on those after it.
fn on_first_page(pages: &mut [PageLines], edges: &[EdgeLine]) {
    let mut sizes: BTreeMap<String, f32> = BTreeMap::new();
    for line in pages.iter().skip(1).flat_map(|page| &page.lines).filter(|line| line.is_running) {
        if line.text.chars().any(char::is_alphabetic) {
            let size = sizes.entry(folded(&line.text)).or_insert(line.size);
            *size = size.max(line.size);
        }
    }
    for edge in edges.iter().filter(|edge| edge.page == 0) {
        let line = &mut pages[0].lines[edge.line];
        let size = sizes.get(&folded(&line.text));
        line.is_running |= size.is_some_and(|size| line.size < *size * TITLE);
    }
}

/// A lone number at the foot of a lone page.
fn lone_number(page: &mut PageLines, edges: &[EdgeLine]) {
    for edge in edges.iter().filter(|edge| edge.rank == 0 && !edge.is_head) {
        let line = &mut page.lines[edge.line];
        let words = line.text.trim_matches(|sign: char| matches!(sign, '-' | '–' | '—' | ' ' | '|'));
        let is_number =
            !words.is_empty() && words.len() <= 3 && words.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && line.across > page.height * 0.9 {
            line.is_running = true;
        }
    }
}

/// What a cell is that a browser prints around a page.
#[derive(Debug, PartialEq, Eq)]
enum PrintedCell<'a> {
    Address(&'a str),
    Counter,
    /// When it was printed, with what follows.
    Moment(&'a str),
    Words(&'a str),
}

fn cell(words: &str) -> PrintedCell<'_> {
    let words = words.trim();
    if ["http://", "https://", "file://", "about:", "www."].iter().any(|start| words.starts_with(start))
        && !words.contains(char::is_whitespace)
    {
        return PrintedCell::Address(words);
    }
    let counter = folded(words);
    if matches!(
        counter.as_str(),
        "#/#"
            | "# / #"
            | "# of #"
            | "page # of #"
            | "# sur #"
            | "# de #"
            | "# von #"
            | "seite # von #"
            | "page # sur #"
    ) {
        return PrintedCell::Counter;
    }
    match after_moment(words) {
        Some(rest) => PrintedCell::Moment(rest),
        None => PrintedCell::Words(words),
    }
}

/// What follows a date and a time of day at the beginning of words.
fn after_moment(words: &str) -> Option<&str> {
    let mut parts = words.split_inclusive([' ', '\u{A0}', '\u{202F}']);
    let date = parts.next()?;
    let digits = date.bytes().filter(u8::is_ascii_digit).count();
    let marks = date.bytes().filter(|byte| b"/.-".contains(byte)).count();
    if digits < 3 || marks < 2 || date.trim_end().chars().any(char::is_alphabetic) {
        return None;
    }
    let time = parts.next()?;
    let (hour, minute) = time.trim_end().split_once(':')?;
    let number = |part: &str| {
        !part.is_empty() && part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    };
    if !number(hour) || !number(minute) {
        return None;
    }
    let mut length = date.len() + time.len();
    if let Some(half) = parts.next().filter(|half| matches!(half.trim().to_lowercase().as_str(), "am" | "pm"))
    {
        length += half.len();
    }
    Some(words[length..].trim())
}

/// Whether a line has a moment, an address or a counter as a browser prints them.
pub(super) fn is_of_browser(words: &str) -> bool {
    words.split('\t').any(|part| !matches!(cell(part), PrintedCell::Words(_)))
}

/// Marks what a browser printed around a page, and takes its address and title.
fn printed(pages: &mut [PageLines], page: usize, edges: &[EdgeLine], out: &mut RunningLines) {
    let from = edges.partition_point(|edge| edge.page < page);
    let of_page = edges[from..].iter().take_while(|edge| edge.page == page);
    let outer: Vec<EdgeLine> = of_page.filter(|edge| edge.rank == 0).copied().collect();
    let (mut title, mut address, mut has_address, mut has_mark) =
        (String::new(), String::new(), false, false);
    let mut rows = [false; 2];
    for edge in &outer {
        for part in pages[page].lines[edge.line].text.split('\t') {
            // The counter may stand near the address.
            let (part, counted) = match part.trim().rsplit_once(' ') {
                Some((before, last)) if cell(last) == PrintedCell::Counter => (before, true),
                _ => (part, false),
            };
            has_mark |= counted;
            match cell(part) {
                PrintedCell::Address(found) => {
                    has_address = true;
                    rows[usize::from(edge.is_head)] = true;
                    if found.starts_with("http") && !found.contains('…') {
                        found.clone_into(&mut address);
                    }
                }
                PrintedCell::Counter => {
                    has_mark = true;
                    rows[usize::from(edge.is_head)] = true;
                }
                PrintedCell::Moment(rest) => {
                    has_mark = true;
                    rows[usize::from(edge.is_head)] = true;
                    if rest.len() > title.len() {
                        rest.clone_into(&mut title);
                    }
                }
                PrintedCell::Words(words) => {
                    if words.len() > title.len() && edge.is_head {
                        words.clone_into(&mut title);
                    }
                }
            }
        }
    }
    if !has_address || !has_mark {
        return;
    }
    for edge in outer.iter().filter(|edge| rows[usize::from(edge.is_head)]) {
        pages[page].lines[edge.line].is_running = true;
    }
    if out.address.is_empty() {
        out.address = address;
    }
    if out.title.is_empty() && rows[1] {
        out.title = title;
    }
}
