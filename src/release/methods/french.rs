//! The methods paragraph in French.

use super::number::percent;
use super::terms::Terms;
use crate::agreement::{Counted, Measure, Question, Undefined, shown};
use crate::locale::capital;
use crate::locale::french::{and_list, date, grouped};
use crate::model::Reason;
use crate::release::statistics::{Headline, ImportCounts, ReleaseStatistics};

/// The most outlets that are named.
const NAMED: usize = 8;

/// The last line: where the paragraph is from.
pub(super) fn note(program: &str) -> String {
    format!(
        "Rédigé par Obelus {program} d’après les chiffres de cette version\u{a0}; agreement.txt contient toutes les \
         mesures, CHANGES.md ce qui a été modifié et quand."
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
            "Les textes des articles ne font pas partie de la version publiée\u{a0}; chacun est identifié par son \
             empreinte SHA-256."
                .to_owned(),
        );
    }
    if terms.incomplete {
        all.push(
            "Cette version a été établie avant la fin du travail\u{a0}; INCOMPLETE.txt énumère ce qui restait à faire."
                .to_owned(),
        );
    }
    all
}

/// A count with its noun; one is written as a word, and none takes the singular.
fn counted(count: u64, article: &str, one: &str, many: &str) -> String {
    match count {
        0 if article == "une" => format!("aucune {one}"),
        0 => format!("aucun {one}"),
        1 => format!("{article} {one}"),
        _ => format!("{}\u{a0}{many}", grouped(count)),
    }
}

const SMALL: [&str; 10] = ["", "", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"];

/// People are counted in words as far as nine.
fn persons(count: u64) -> String {
    let word = usize::try_from(count).ok().and_then(|at| SMALL.get(at)).filter(|word| !word.is_empty());
    word.map_or_else(|| counted(count, "une", "personne", "personnes"), |word| format!("{word} personnes"))
}

fn quoted(words: &str) -> String {
    format!("«\u{a0}{words}\u{a0}»")
}

fn share(part: u64, whole: u64) -> String {
    format!("{}\u{a0}%", percent(part, whole).replace('.', ","))
}

/// A figure with a zero and a comma, as « 0,64 ».
fn value(value: f64) -> String {
    let short = shown(value);
    let (sign, digits) = short.strip_prefix('−').map_or(("", short.as_str()), |rest| ("−", rest));
    let zero = if digits.starts_with('.') { "0" } else { "" };
    format!("{sign}{zero}{}", digits.replace('.', ","))
}

/// What a kind of file is called; a kind of a newer program as it is.
fn kind_name(kind: &str) -> &str {
    match kind {
        "plain-text" => "texte brut",
        "markdown" => "Markdown",
        "web-page" => "page web",
        "mhtml" => "page web en un seul fichier",
        "mail" => "courriel",
        "pdf" => "PDF",
        "docx" => "Word",
        "odt" => "OpenDocument",
        "rtf" => "texte enrichi",
        "subrip" | "webvtt" => "sous-titres",
        "transcript-json" => "transcription",
        "delimited-table" | "workbook" | "json-lines" => "tableau",
        "news-item" => "format d’agence de presse",
        "feed" => "flux",
        "article-list" => "liste d’articles",
        "zotero-library" => "bibliothèque Zotero",
        "epub" => "livre EPUB",
        "warc" | "wacz" => "archive du web",
        "zip" => "zip",
        other => other,
    }
}

/// The articles that are known and are not in the corpus.
fn not_at_hand(count: u64) -> Option<String> {
    Some(match count {
        0 => return None,
        1 => "Un autre article était connu, mais son texte n’était pas disponible.".to_owned(),
        many => {
            let articles = counted(many, "un", "autre article", "autres articles");
            format!("{articles} étaient connus, mais leurs textes n’étaient pas disponibles.")
        }
    })
}

fn imported(imports: &ImportCounts) -> Option<String> {
    let kinds = imports.kinds_by(kind_name, grouped);
    if kinds.is_empty() {
        return None;
    }
    let mut out =
        format!("Les articles ont été lus dans des fichiers de ces types\u{a0}: {}", and_list(&kinds));
    if imports.unrecorded > 0 {
        let articles = counted(imports.unrecorded, "un", "article", "articles");
        out.push_str(&format!("\u{a0}; pour {articles}, le type n’est pas noté"));
    }
    out.push('.');
    if imports.struck > 0 {
        let passages = counted(imports.struck, "un", "passage", "passages");
        let articles = match imports.struck_articles {
            1 => "d’un article".to_owned(),
            many => format!("de {}\u{a0}articles", grouped(many)),
        };
        let set_aside = if imports.struck == 1 { "a été écarté" } else { "ont été écartés" };
        out.push_str(&format!(
            " À l’import, {passages} {articles} n’appartenant pas à l’article selon des règles, comme la navigation, \
             {set_aside} du codage"
        ));
        match imports.taken_back {
            0 => {}
            back if back == imports.struck && back == 1 => out.push_str("\u{a0}; il a été rétabli"),
            back if back == imports.struck => out.push_str("\u{a0}; tous ont été rétablis"),
            1 => out.push_str("\u{a0}; l’un d’eux a été rétabli"),
            back => out.push_str(&format!("\u{a0}; {} d’entre eux ont été rétablis", grouped(back))),
        }
        out.push('.');
    }
    Some(out)
}

fn corpus(figures: &ReleaseStatistics) -> String {
    let one = figures.articles <= 1;
    let not = if figures.articles == 0 { "ne " } else { "" };
    let mut out = format!("Le corpus {not}compte {}", counted(figures.articles, "un", "article", "articles"));
    if !figures.outlets.is_empty() {
        let titles = match (figures.outlets.len(), one) {
            (1, true) => " issu d’un titre".to_owned(),
            (1, false) => " issus d’un même titre".to_owned(),
            (many, _) => format!(" issus de {}\u{a0}titres", grouped(many as u64)),
        };
        out.push_str(&titles);
        if figures.outlets.len() <= NAMED {
            let names: Vec<String> = figures.outlets.keys().cloned().collect();
            out.push_str(&format!(" ({})", and_list(&names)));
        }
    }
    if let Some((first, last)) = &figures.period {
        let published = if one { "paru" } else { "parus" };
        if first == last {
            out.push_str(&format!(", {published} {}", date(first)));
        } else {
            out.push_str(&format!(", {published} entre {} et {}", date(first), date(last)));
        }
        match figures.undated {
            0 => {}
            1 => out.push_str("\u{a0}; la date de l’un d’eux n’est pas connue"),
            many => {
                out.push_str(&format!("\u{a0}; la date de {} d’entre eux n’est pas connue", grouped(many)));
            }
        }
    }
    out + "."
}

fn coding(figures: &ReleaseStatistics, terms: Terms<'_>) -> String {
    let layers: Vec<String> = figures.layers.iter().map(|name| quoted(name)).collect();
    let layers = match layers.len() {
        0 => String::new(),
        1 => format!(", qui comprend la couche {}", layers[0]),
        _ => format!(", qui comprend les couches {}", and_list(&layers)),
    };
    let codebook =
        format!("le livre de codes {} (version {}){layers}", quoted(&figures.codebook), figures.version);
    if terms.adjudicated {
        return format!(
            "Il a été codé avec {codebook}\u{a0}; la version publiée contient les annotations arbitrées et non celles \
             de chaque personne."
        );
    }
    if figures.coders == 0 {
        return format!(
            "Il doit être codé avec {codebook}\u{a0}; aucune annotation individuelle n’est publiée."
        );
    }
    let verb = if figures.coders == 1 { "l’a annoté" } else { "l’ont annoté" };
    let (whose, hold) = match (figures.coders, figures.sets) {
        (1, 1) => ("Son ensemble d’annotations".to_owned(), "contient"),
        (1, many) => (format!("Ses {}\u{a0}ensembles d’annotations", grouped(many)), "contiennent"),
        (_, 1) => ("Leur ensemble d’annotations".to_owned(), "contient"),
        (_, many) => (format!("Leurs {}\u{a0}ensembles d’annotations", grouped(many)), "contiennent"),
    };
    let signed = match (figures.signed_off, figures.sets) {
        (0, 1) => "non validé".to_owned(),
        (0, _) => "dont aucun n’est validé".to_owned(),
        (1, 1) => "validé".to_owned(),
        (some, all) if some == all => "tous validés".to_owned(),
        (1, _) => "dont un validé".to_owned(),
        (some, _) => format!("dont {} validés", grouped(some)),
    };
    let not = |count: u64| if count == 0 { "ne " } else { "" };
    format!(
        "{} {verb} avec {codebook}. {whose}, {signed}, {}{hold} {}\u{a0}; le registre {}compte {}.",
        capital(&persons(figures.coders)),
        not(figures.annotations),
        counted(figures.annotations, "une", "annotation", "annotations"),
        not(figures.claims),
        counted(figures.claims, "une", "affirmation", "affirmations"),
    )
}

fn hiding(figures: &ReleaseStatistics, terms: Terms<'_>) -> Option<String> {
    if figures.coders < 2 || terms.adjudicated {
        return None;
    }
    Some(match (figures.blind, figures.switches) {
        (true, 0) => {
            "Le travail des autres sur un article restait masqué jusqu’à la validation du sien.".to_owned()
        }
        (false, 0) => "Chacun pouvait voir le travail des autres.".to_owned(),
        (blind, switches) => {
            let last = if blind { "masqué" } else { "visible" };
            format!(
                "Le masquage du travail des autres jusqu’à la validation du sien a été modifié {}\u{a0}fois\u{a0}; à la \
                 fin, ce travail était {last}.",
                if switches == 1 { "une".to_owned() } else { grouped(switches) }
            )
        }
    })
}

fn doubled(figures: &ReleaseStatistics, terms: Terms<'_>) -> Option<String> {
    if terms.adjudicated || figures.coders == 0 {
        return None;
    }
    let (double, all) = (figures.double_articles, figures.coded_articles);
    if double == 0 {
        return Some(
            "Aucun article n’a été codé par plus d’une personne, si bien que l’accord ne peut être donné."
                .to_owned(),
        );
    }
    let articles = match (double, all) {
        (1, 1) => "L’article a été codé".to_owned(),
        (2, 2) => "Les deux articles ont été codés".to_owned(),
        (double, all) if double == all => {
            format!("Les {}\u{a0}articles ont tous été codés", grouped(all))
        }
        (1, all) => {
            format!("Sur les {}\u{a0}articles codés, un ({}) l’a été", grouped(all), share(1, all))
        }
        (double, all) => format!(
            "Sur les {}\u{a0}articles codés, {} ({}) l’ont été",
            grouped(all),
            grouped(double),
            share(double, all)
        ),
    };
    let (double, all) = (figures.double_sentences, figures.coded_sentences);
    let sentences = match (double, all) {
        (_, 0) => String::new(),
        (1, 1) => ", de même que la seule phrase jugée".to_owned(),
        (double, all) if double == all => {
            format!(", de même que les {}\u{a0}phrases jugées", grouped(all))
        }
        (0, _) => "\u{a0}; aucune phrase n’a été jugée deux fois".to_owned(),
        (1, all) => {
            format!(", de même qu’une des {}\u{a0}phrases jugées ({})", grouped(all), share(1, all))
        }
        (double, all) => format!(
            ", de même que {} des {}\u{a0}phrases jugées ({})",
            grouped(double),
            grouped(all),
            share(double, all)
        ),
    };
    Some(format!("{articles} par au moins deux personnes{sentences}."))
}

fn unit(counted_in: Counted, n: u64) -> String {
    let (one, many) = match counted_in {
        Counted::Sentence => ("phrase", "phrases"),
        Counted::Span => ("passage", "passages"),
        Counted::Character => ("caractère", "caractères"),
        Counted::Article => ("article", "articles"),
    };
    format!("n = {}\u{a0}{}", grouped(n), if n < 2 { one } else { many })
}

/// The measures that are looked at first; what has no French name keeps its own.
fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Percent => "taux d’accord",
        Measure::KrippendorffAlpha => "α de Krippendorff",
        Measure::OrdinalAlpha => "α ordinal",
        Measure::AlphaMasi => "α de Krippendorff (distance MASI)",
        Measure::GwetAc1 => "AC1 de Gwet",
        Measure::FleissKappa => "κ de Fleiss",
        Measure::CohenKappa => "κ de Cohen",
        Measure::ScottPi => "π de Scott",
        Measure::CharacterAlpha => "α des caractères",
        other => other.name(),
    }
}

fn why(undefined: Undefined) -> &'static str {
    match undefined {
        Undefined::NothingShared => "rien n’a été jugé par deux personnes",
        Undefined::OneCategory => "tout a reçu la même réponse, si bien que le hasard s’accorde autant",
        Undefined::FewCategories => "il y a moins de deux réponses possibles",
        Undefined::NothingMarked => "rien n’a été marqué",
        Undefined::UsedOnce => "utilisé une seule fois",
        Undefined::NothingLinked => "aucun passage n’a été mis en relation avec un autre",
        Undefined::FewAnnotators => "il y a moins de deux personnes",
        Undefined::DoesNotFit => "les marques se chevauchent, ce que cette mesure n’admet pas",
    }
}

fn told(headline: &Headline) -> String {
    let question = match headline.question {
        Question::Place => "mêmes passages",
        Question::Code => "même code",
        Question::Attribute => "mêmes attributs",
        Question::Claim => "même affirmation",
    };
    let n = unit(headline.counted, headline.n);
    let (layer, measure) = (quoted(&headline.layer), measure(headline.measure));
    match (headline.value, headline.interval) {
        (Ok(found), Some((low, high))) => format!(
            "{layer}, {question}\u{a0}: {measure} = {}, intervalle à 95\u{a0}% de {} à {} ({n})",
            value(found),
            value(low),
            value(high)
        ),
        (Ok(found), None) => format!("{layer}, {question}\u{a0}: {measure} = {} ({n})", value(found)),
        (Err(undefined), _) => {
            format!("{layer}, {question}\u{a0}: {measure} non défini, car {}", why(undefined))
        }
    }
}

fn agreement(figures: &ReleaseStatistics, terms: Terms<'_>) -> Vec<String> {
    if figures.headlines.is_empty() || figures.coders < 2 || figures.double_articles == 0 {
        return Vec::new();
    }
    let told: Vec<String> = figures.headlines.iter().map(told).collect();
    let mut all = vec![format!("L’accord est le suivant. {}.", told.join("\u{a0}; "))];
    if figures.has_interval() {
        all.push(format!(
            "Les intervalles sont obtenus par bootstrap sur {}\u{a0}tirages d’articles avec remise (graine {}), avec \
             Obelus {}.",
            grouped(u64::from(figures.resamples)),
            figures.seed,
            terms.program
        ));
    }
    if figures.lacks_interval() {
        let few = crate::agreement::measures::bootstrap::FEWEST_DOCUMENTS;
        all.push(format!(
            "Aucun intervalle n’est donné lorsque moins de {few}\u{a0}articles ont été codés deux fois."
        ));
    }
    all
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Boundary => "limites du passage",
        Reason::Missed => "passage non vu",
        Reason::CodebookUnclear => "livre de codes imprécis",
        Reason::Misread => "lecture erronée",
        Reason::Judgement => "appréciation",
    }
}

fn adjudication(figures: &ReleaseStatistics, terms: Terms<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if figures.decisions > 0 {
        let took = if figures.adjudicators == 1 { "a pris" } else { "ont pris" };
        let charged = if figures.adjudicators == 1 { "chargée" } else { "chargées" };
        let mut taken = format!(
            "{} {charged} de l’arbitrage {took} {}",
            capital(&persons(figures.adjudicators)),
            counted(figures.decisions, "une", "décision", "décisions")
        );
        match figures.in_bulk {
            0 => {}
            1 => taken.push_str(", dont une prise avec d’autres"),
            many => taken.push_str(&format!(", dont {} prises avec d’autres", grouped(many))),
        }
        if !figures.reasons.is_empty() {
            let given: Vec<String> = figures
                .reasons
                .iter()
                .map(|(why, count)| format!("{} ({})", reason(*why), grouped(*count)))
                .collect();
            let is = if given.len() == 1 { "motif indiqué" } else { "motifs indiqués" };
            taken.push_str(&format!("\u{a0}; {is}\u{a0}: {}", and_list(&given)));
        }
        all.push(taken + ".");
    }
    if terms.adjudicated || figures.coders < 2 {
        return all;
    }
    match (figures.decisions, figures.open) {
        (0, 0) => {}
        (0, 1) => all.push("Le seul désaccord n’a pas été arbitré.".to_owned()),
        (0, many) => all.push(format!("Les {}\u{a0}désaccords n’ont pas été arbitrés.", grouped(many))),
        (_, 0) => all.push("Aucun désaccord ne reste ouvert.".to_owned()),
        (_, 1) => all.push("Un désaccord reste ouvert.".to_owned()),
        (_, many) => all.push(format!("{}\u{a0}désaccords restent ouverts.", grouped(many))),
    }
    all
}
