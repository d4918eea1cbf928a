//! The methods paragraph in English.

use super::number::percent;
use super::terms::Terms;
use crate::agreement::{Counted, Question, shown};
use crate::locale::capital;
use crate::locale::english::{and_list, date, grouped, spelt};
use crate::release::statistics::{Headline, ImportCounts, ReleaseStatistics};

/// The most outlets that are named.
const NAMED: usize = 8;

/// The last line: where the paragraph is from.
pub(super) fn note(program: &str) -> String {
    format!(
        "Written by Obelus {program} from the figures of this release; agreement.txt has all measures, CHANGES.md \
         what was changed and when."
    )
}

/// The sentences of the paragraph.
pub(super) fn sentences(figures: &ReleaseStatistics, terms: Terms<'_>) -> Vec<String> {
    let mut all = vec![corpus(figures)];
    all.extend(imported(&figures.imports));
    all.extend(not_at_hand(figures.not_at_hand));
    all.push(coding(figures, terms));
    all.extend(hiding(figures, terms));
    all.extend(doubled(figures, terms));
    all.extend(agreement(figures, terms));
    all.extend(adjudication(figures, terms));
    if !terms.texts {
        all.push(
            "The texts of the articles are not part of the release; each is identified by its SHA-256."
                .to_owned(),
        );
    }
    if terms.incomplete {
        all.push(
            "The release was made before all work was complete; INCOMPLETE.txt lists what was open."
                .to_owned(),
        );
    }
    all
}

/// Counts in words as far as nine.
fn number(count: u64) -> String {
    spelt(count, 9)
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

fn corpus(figures: &ReleaseStatistics) -> String {
    let mut out = format!("The corpus comprises {}", counted(figures.articles, "article", "articles"));
    if !figures.outlets.is_empty() {
        out.push_str(&format!(" from {}", counted(figures.outlets.len() as u64, "outlet", "outlets")));
        if figures.outlets.len() <= NAMED {
            let names: Vec<String> = figures.outlets.keys().cloned().collect();
            out.push_str(&format!(" ({})", and_list(&names)));
        }
    }
    if let Some((first, last)) = &figures.period {
        if first == last {
            out.push_str(&format!(", published on {}", date(first)));
        } else {
            out.push_str(&format!(", published between {} and {}", date(first), date(last)));
        }
        match figures.undated {
            0 => {}
            1 => out.push_str("; for one of them no date is known"),
            many => out.push_str(&format!("; for {} of them no date is known", number(many))),
        }
    }
    out + "."
}

/// What a kind of file is called; a kind of a newer program as it is.
fn kind_name(kind: &str) -> &str {
    match kind {
        "plain-text" => "plain text",
        "markdown" => "Markdown",
        "web-page" => "web page",
        "mhtml" => "web page in one file",
        "mail" => "e-mail",
        "pdf" => "PDF",
        "docx" => "Word",
        "odt" => "OpenDocument",
        "rtf" => "rich text",
        "subrip" | "webvtt" => "captions",
        "transcript-json" => "transcript",
        "delimited-table" | "workbook" | "json-lines" => "table",
        "news-item" => "news industry format",
        "feed" => "feed",
        "article-list" => "list of articles",
        "zotero-library" => "Zotero library",
        "epub" => "EPUB book",
        "warc" | "wacz" => "web archive",
        "zip" => "zip",
        other => other,
    }
}

fn imported(imports: &ImportCounts) -> Option<String> {
    let kinds = imports.kinds_by(kind_name, grouped);
    if kinds.is_empty() {
        return None;
    }
    let mut out = format!("The articles were read from files of these kinds: {}", and_list(&kinds));
    if imports.unrecorded > 0 {
        out.push_str(&format!("; for {} it is not recorded", number(imports.unrecorded)));
    }
    out.push('.');
    if imports.struck > 0 {
        let was = if imports.struck == 1 { "was" } else { "were" };
        out.push_str(&format!(
            " On import {} in {} that by rule {was} no part of the article, such as navigation, {was} marked as \
             boilerplate and left out of the coding",
            counted(imports.struck, "passage", "passages"),
            counted(imports.struck_articles, "article", "articles"),
        ));
        match imports.taken_back {
            0 => {}
            back if back == imports.struck && back == 1 => out.push_str("; it was taken back in"),
            back if back == imports.struck => out.push_str("; all were taken back in"),
            1 => out.push_str("; one of them was taken back in"),
            back => out.push_str(&format!("; {} of them were taken back in", number(back))),
        }
        out.push('.');
    }
    Some(out)
}

/// The articles that are known and are not in the corpus.
fn not_at_hand(count: u64) -> Option<String> {
    Some(match count {
        0 => return None,
        1 => "One further article was known, but its text was not at hand.".to_owned(),
        many => format!(
            "{} further articles were known, but their texts were not at hand.",
            capital(&number(many))
        ),
    })
}

fn coding(figures: &ReleaseStatistics, terms: Terms<'_>) -> String {
    let layers: Vec<String> = figures.layers.iter().map(|name| format!("“{name}”")).collect();
    let layers = match layers.len() {
        0 => String::new(),
        1 => format!(", which has the layer {}", layers[0]),
        _ => format!(", which has the layers {}", and_list(&layers)),
    };
    let codebook = format!("the codebook “{}” (version {}){layers}", figures.codebook, figures.version);
    if terms.adjudicated {
        return format!(
            "It was coded with {codebook}; the release has the adjudicated annotations and not those of single coders."
        );
    }
    if figures.coders == 0 {
        return format!("It is to be coded with {codebook}; no coder’s annotations are in the release.");
    }
    let coders = capital(&counted(figures.coders, "coder", "coders"));
    let sets = if figures.coders == 1 { "The" } else { "Their" };
    let signed = match (figures.signed_off, figures.sets) {
        (0, _) => "none of them signed off".to_owned(),
        (some, all) if some == all && all == 1 => "signed off".to_owned(),
        (some, all) if some == all => "all of them signed off".to_owned(),
        (some, _) => format!("{} of them signed off", number(some)),
    };
    let hold = if figures.sets == 1 { "holds" } else { "hold" };
    format!(
        "{coders} annotated it with {codebook}. {sets} {}, {signed}, {hold} {}; the ledger has {}.",
        counted(figures.sets, "annotation set", "annotation sets"),
        counted(figures.annotations, "annotation", "annotations"),
        counted(figures.claims, "claim", "claims"),
    )
}

fn hiding(figures: &ReleaseStatistics, terms: Terms<'_>) -> Option<String> {
    if figures.coders < 2 || terms.adjudicated {
        return None;
    }
    let now = match (figures.blind, figures.switches) {
        (true, 0) => "Colleagues’ work on an article was hidden until one’s own was signed off.".to_owned(),
        (false, 0) => "Coders could see each other’s work.".to_owned(),
        (blind, switches) => {
            let times = match switches {
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                many => format!("{} times", number(many)),
            };
            let last = if blind { "hidden" } else { "visible" };
            format!(
                "Whether colleagues’ work was hidden until one’s own was signed off was switched {times}; at the end \
                 it was {last}."
            )
        }
    };
    Some(now)
}

fn doubled(figures: &ReleaseStatistics, terms: Terms<'_>) -> Option<String> {
    if terms.adjudicated || figures.coders == 0 {
        return None;
    }
    if figures.double_articles == 0 {
        return Some(
            "No article was coded by more than one coder, so that agreement cannot be given.".to_owned(),
        );
    }
    let of_articles = if figures.double_articles == figures.coded_articles {
        match figures.double_articles {
            1 => "The article was".to_owned(),
            2 => "Both articles were".to_owned(),
            many => format!("All {} articles were", number(many)),
        }
    } else {
        let was = if figures.double_articles == 1 { "was" } else { "were" };
        format!(
            "Of the {} coded, {} ({}%) {was}",
            counted(figures.coded_articles, "article", "articles"),
            number(figures.double_articles),
            percent(figures.double_articles, figures.coded_articles)
        )
    };
    let sentences = if figures.coded_sentences == 0 {
        String::new()
    } else {
        let of = counted(figures.coded_sentences, "judged sentence", "judged sentences");
        let (some, share) =
            (figures.double_sentences, percent(figures.double_sentences, figures.coded_sentences));
        if some == figures.coded_sentences {
            match some {
                1 => ", and so was the one judged sentence".to_owned(),
                _ => format!(", and so were all {of}"),
            }
        } else {
            let was = if some == 1 { "was" } else { "were" };
            format!("; of the {of}, {} ({share}%) {was}", number(some))
        }
    };
    Some(format!("{of_articles} coded by at least two coders{sentences}."))
}

fn unit(counted_in: Counted, n: u64) -> String {
    let (one, many) = match counted_in {
        Counted::Sentence => ("sentence", "sentences"),
        Counted::Span => ("passage", "passages"),
        Counted::Character => ("character", "characters"),
        Counted::Article => ("article", "articles"),
    };
    format!("n = {} {}", grouped(n), if n == 1 { one } else { many })
}

fn told(headline: &Headline) -> String {
    let question = match headline.question {
        Question::Place => "same places",
        Question::Code => "same code",
        Question::Attribute => "same attributes",
        Question::Claim => "same claim",
    };
    let n = unit(headline.counted, headline.n);
    let (layer, measure) = (&headline.layer, headline.measure.name());
    match (headline.value, headline.interval) {
        (Ok(value), Some((low, high))) => format!(
            "“{layer}”, {question}: {measure} = {}, 95% interval {} to {} ({n})",
            shown(value),
            shown(low),
            shown(high)
        ),
        (Ok(value), None) => format!("“{layer}”, {question}: {measure} = {} ({n})", shown(value)),
        (Err(why), _) => format!("“{layer}”, {question}: {measure} is not defined, because {why}"),
    }
}

fn agreement(figures: &ReleaseStatistics, terms: Terms<'_>) -> Vec<String> {
    if figures.headlines.is_empty() || figures.coders < 2 || figures.double_articles == 0 {
        return Vec::new();
    }
    let list: Vec<String> = figures.headlines.iter().map(told).collect();
    let mut all = vec![format!("Agreement was as follows. {}.", list.join("; "))];
    if figures.has_interval() {
        all.push(format!(
            "The intervals are bootstrap intervals from {} draws of articles with replacement (seed {}), worked out \
             with Obelus {}.",
            grouped(u64::from(figures.resamples)),
            figures.seed,
            terms.program
        ));
    }
    if figures.lacks_interval() {
        let few = crate::agreement::measures::bootstrap::FEWEST_DOCUMENTS as u64;
        all.push(format!("No interval is given where fewer than {} articles were coded twice.", number(few)));
    }
    all
}

fn adjudication(figures: &ReleaseStatistics, terms: Terms<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if figures.decisions > 0 {
        let who = capital(&counted(figures.adjudicators, "adjudicator", "adjudicators"));
        let mut taken = format!("{who} took {}", counted(figures.decisions, "decision", "decisions"));
        if figures.in_bulk > 0 {
            taken.push_str(&format!(", {} of them together with others", number(figures.in_bulk)));
        }
        if !figures.reasons.is_empty() {
            let reasons: Vec<String> = figures
                .reasons
                .iter()
                .map(|(reason, count)| format!("{} ({})", reason.name().to_lowercase(), grouped(*count)))
                .collect();
            let given = if reasons.len() == 1 { "the reason given" } else { "the reasons given" };
            let is = if reasons.len() == 1 { "is" } else { "are" };
            taken.push_str(&format!("; {given} {is} {}", and_list(&reasons)));
        }
        all.push(taken + ".");
    }
    if terms.adjudicated || figures.coders < 2 {
        return all;
    }
    match (figures.decisions, figures.open) {
        (0, 0) => {}
        (0, 1) => all.push("The one place on which coders differ was not adjudicated.".to_owned()),
        (0, many) => {
            all.push(format!("The {} places on which coders differ were not adjudicated.", number(many)));
        }
        (_, 0) => all.push("No disagreement is left to adjudicate.".to_owned()),
        (_, 1) => all.push("One disagreement is left to adjudicate.".to_owned()),
        (_, many) => {
            all.push(format!("{} disagreements are left to adjudicate.", capital(&number(many))));
        }
    }
    all
}
