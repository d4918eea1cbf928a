//! The methods paragraph, word by word.

use super::*;
use crate::agreement::{Counted, Measure, Question, Undefined};
use crate::model::Reason;
use crate::release::methods::{Terms, methods};
use crate::release::statistics::{Headline, ImportCounts, ReleaseStatistics};

fn terms() -> Terms<'static> {
    Terms { program: "1.2.3", texts: true, adjudicated: false, incomplete: false }
}

fn headline(question: Question, counted: Counted, n: u64, value: Result<f64, Undefined>) -> Headline {
    let measure = Measure::KrippendorffAlpha;
    Headline { layer: "Claims".to_owned(), question, counted, measure, n, value, interval: None }
}

fn figures() -> ReleaseStatistics {
    ReleaseStatistics {
        articles: 1200,
        outlets: [("Die Woche".to_owned(), 500), ("Le Relais".to_owned(), 700)].into(),
        period: Some(("2025-07-01".to_owned(), "2025-12-24".to_owned())),
        undated: 3,
        imports: ImportCounts::default(),
        not_at_hand: 0,
        codebook: "News".to_owned(),
        version: 4,
        layers: vec!["Kind".to_owned(), "Claims".to_owned()],
        coders: 3,
        sets: 1500,
        signed_off: 1499,
        annotations: 23_456,
        claims: 1,
        coded_articles: 1200,
        double_articles: 300,
        coded_sentences: 40_000,
        double_sentences: 9000,
        blind: true,
        switches: 2,
        headlines: vec![
            Headline {
                interval: Some((0.488, 0.76)),
                ..headline(Question::Code, Counted::Sentence, 9000, Ok(0.643))
            },
            headline(Question::Place, Counted::Span, 1, Ok(-0.04)),
            headline(Question::Claim, Counted::Span, 0, Err(Undefined::NothingShared)),
        ],
        seed: 1,
        resamples: 2000,
        adjudicators: 1,
        decisions: 120,
        in_bulk: 100,
        reasons: [(Reason::Boundary, 5), (Reason::Judgement, 15)].into(),
        open: 2,
    }
}

fn one() -> ReleaseStatistics {
    ReleaseStatistics {
        articles: 1,
        outlets: [("Die Woche".to_owned(), 1)].into(),
        period: Some(("2025-07-01".to_owned(), "2025-07-01".to_owned())),
        undated: 0,
        layers: vec!["Kind".to_owned()],
        coders: 1,
        sets: 1,
        signed_off: 1,
        annotations: 1,
        claims: 0,
        coded_articles: 1,
        double_articles: 0,
        coded_sentences: 1,
        double_sentences: 0,
        switches: 0,
        headlines: Vec::new(),
        adjudicators: 0,
        decisions: 0,
        in_bulk: 0,
        reasons: BTreeMap::new(),
        open: 0,
        ..figures()
    }
}

fn check(figures: &ReleaseStatistics, terms: Terms<'_>, language: Language, want: &str) {
    let found = methods(figures, terms, language);
    let paragraph =
        found.split("\n\n").nth(1).expect("a paragraph").replace('\u{a0}', "~").replace('\u{202f}', "^");
    assert_eq!(paragraph, want);
}

#[test]
fn articles_that_are_known_and_not_at_hand_are_said() {
    for (count, english, french) in [
        (0, None, None),
        (
            1,
            Some("One further article was known, but its text was not at hand."),
            Some("Un autre article était connu, mais son texte n’était pas disponible."),
        ),
        (
            1234,
            Some("1,234 further articles were known, but their texts were not at hand."),
            Some("1^234~autres articles étaient connus, mais leurs textes n’étaient pas disponibles."),
        ),
    ] {
        let figures = ReleaseStatistics { not_at_hand: count, ..figures() };
        for (language, want) in [(Language::English, english), (Language::French, french)] {
            let found = methods(&figures, terms(), language);
            let found = found.replace('\u{a0}', "~").replace('\u{202f}', "^");
            match want {
                Some(want) => assert!(found.contains(want), "{found}"),
                None => assert!(!found.contains("known, but") && !found.contains("disponible"), "{found}"),
            }
        }
    }
}

#[test]
fn the_english_paragraph() {
    check(
        &figures(),
        terms(),
        Language::English,
        "The corpus comprises 1,200 articles from two outlets (Die Woche and Le Relais), published between 1 July 2025 and 24 December 2025; for three of them no date is known. Three coders annotated it with the codebook “News” (version 4), which has the layers “Kind” and “Claims”. Their 1,500 annotation sets, 1,499 of them signed off, hold 23,456 annotations; the ledger has one claim. Whether colleagues’ work was hidden until one’s own was signed off was switched twice; at the end it was hidden. Of the 1,200 articles coded, 300 (25%) were coded by at least two coders; of the 40,000 judged sentences, 9,000 (22.5%) were. Agreement was as follows. “Claims”, same code: Krippendorff’s α = .64, 95% interval .49 to .76 (n = 9,000 sentences); “Claims”, same places: Krippendorff’s α = −.04 (n = 1 passage); “Claims”, same claim: Krippendorff’s α is not defined, because nothing was judged by two annotators. The intervals are bootstrap intervals from 2,000 draws of articles with replacement (seed 1), worked out with Obelus 1.2.3. No interval is given where fewer than eight articles were coded twice. One adjudicator took 120 decisions, 100 of them together with others; the reasons given are boundary (5) and judgement (15). Two disagreements are left to adjudicate.",
    );
    let few = Terms { texts: false, incomplete: true, ..terms() };
    check(
        &one(),
        few,
        Language::English,
        "The corpus comprises one article from one outlet (Die Woche), published on 1 July 2025. One coder annotated it with the codebook “News” (version 4), which has the layer “Kind”. The one annotation set, signed off, holds one annotation; the ledger has no claims. No article was coded by more than one coder, so that agreement cannot be given. The texts of the articles are not part of the release; each is identified by its SHA-256. The release was made before all work was complete; INCOMPLETE.txt lists what was open.",
    );
    let two = ReleaseStatistics {
        coders: 2,
        sets: 2,
        signed_off: 0,
        double_articles: 1,
        double_sentences: 1,
        open: 1,
        ..one()
    };
    check(
        &two,
        terms(),
        Language::English,
        "The corpus comprises one article from one outlet (Die Woche), published on 1 July 2025. Two coders annotated it with the codebook “News” (version 4), which has the layer “Kind”. Their two annotation sets, none of them signed off, hold one annotation; the ledger has no claims. Colleagues’ work on an article was hidden until one’s own was signed off. The article was coded by at least two coders, and so was the one judged sentence. The one place on which coders differ was not adjudicated.",
    );
    let judged = Terms { adjudicated: true, ..terms() };
    check(
        &ReleaseStatistics { coders: 0, ..figures() },
        judged,
        Language::English,
        "The corpus comprises 1,200 articles from two outlets (Die Woche and Le Relais), published between 1 July 2025 and 24 December 2025; for three of them no date is known. It was coded with the codebook “News” (version 4), which has the layers “Kind” and “Claims”; the release has the adjudicated annotations and not those of single coders. One adjudicator took 120 decisions, 100 of them together with others; the reasons given are boundary (5) and judgement (15).",
    );
}

#[test]
fn what_was_done_on_import_is_told() {
    let imports = ImportCounts {
        kinds: [("web-page", 40), ("delimited-table", 2), ("json-lines", 1), ("hologram", 1)]
            .map(|(kind, count)| (kind.to_owned(), count))
            .into(),
        unrecorded: 1,
        struck: 1312,
        struck_articles: 37,
        taken_back: 4,
    };
    let begins = |imports: &ImportCounts, language, want: &str| {
        let found = methods(&ReleaseStatistics { imports: imports.clone(), ..one() }, terms(), language);
        let found = found.replace('\u{a0}', "~").replace('\u{202f}', "^");
        assert!(found.contains(want), "{found}");
    };
    begins(
        &imports,
        Language::English,
        " on 1 July 2025. The articles were read from files of these kinds: web page (40), table (3) and hologram (1); for one it is not recorded. On import 1,312 passages in 37 articles that by rule were no part of the article, such as navigation, were marked as boilerplate and left out of the coding; four of them were taken back in. One coder ",
    );
    begins(
        &imports,
        Language::French,
        " le 1er juillet 2025. Les articles ont été lus dans des fichiers de ces types~: page web (40), tableau (3) et hologram (1)~; pour un article, le type n’est pas noté. À l’import, 1^312~passages de 37~articles n’appartenant pas à l’article selon des règles, comme la navigation, ont été écartés du codage~; 4 d’entre eux ont été rétablis. Une personne ",
    );
    let single = ImportCounts { struck: 1, struck_articles: 1, taken_back: 1, unrecorded: 0, ..imports };
    begins(
        &single,
        Language::English,
        "hologram (1). On import one passage in one article that by rule was no part of the article, such as navigation, was marked as boilerplate and left out of the coding; it was taken back in.",
    );
    begins(&single, Language::French, "un passage d’un article");
}

#[test]
fn every_kind_of_file_has_a_name_in_the_paragraph() {
    for kind in
        crate::ingest::SourceKind::ALL.map(|kind| kind.name()).into_iter().filter(|kind| kind.contains('-'))
    {
        let imports = ImportCounts { kinds: [(kind.to_owned(), 1)].into(), ..ImportCounts::default() };
        for language in Language::ALL {
            let found = methods(&ReleaseStatistics { imports: imports.clone(), ..one() }, terms(), language);
            assert!(!found.contains(kind), "{kind}: {found}");
        }
    }
}

#[test]
fn the_french_paragraph() {
    check(
        &figures(),
        terms(),
        Language::French,
        "Le corpus compte 1^200~articles issus de 2~titres (Die Woche et Le Relais), parus entre le 1er juillet 2025 et le 24 décembre 2025~; la date de 3 d’entre eux n’est pas connue. Trois personnes l’ont annoté avec le livre de codes «~News~» (version 4), qui comprend les couches «~Kind~» et «~Claims~». Leurs 1^500~ensembles d’annotations, dont 1^499 validés, contiennent 23^456~annotations~; le registre compte une affirmation. Le masquage du travail des autres jusqu’à la validation du sien a été modifié 2~fois~; à la fin, ce travail était masqué. Sur les 1^200~articles codés, 300 (25~%) l’ont été par au moins deux personnes, de même que 9^000 des 40^000~phrases jugées (22,5~%). L’accord est le suivant. «~Claims~», même code~: α de Krippendorff = 0,64, intervalle à 95~% de 0,49 à 0,76 (n = 9^000~phrases)~; «~Claims~», mêmes passages~: α de Krippendorff = −0,04 (n = 1~passage)~; «~Claims~», même affirmation~: α de Krippendorff non défini, car rien n’a été jugé par deux personnes. Les intervalles sont obtenus par bootstrap sur 2^000~tirages d’articles avec remise (graine 1), avec Obelus 1.2.3. Aucun intervalle n’est donné lorsque moins de 8~articles ont été codés deux fois. Une personne chargée de l’arbitrage a pris 120~décisions, dont 100 prises avec d’autres~; motifs indiqués~: limites du passage (5) et appréciation (15). 2~désaccords restent ouverts.",
    );
    let few = Terms { texts: false, incomplete: true, ..terms() };
    check(
        &one(),
        few,
        Language::French,
        "Le corpus compte un article issu d’un titre (Die Woche), paru le 1er juillet 2025. Une personne l’a annoté avec le livre de codes «~News~» (version 4), qui comprend la couche «~Kind~». Son ensemble d’annotations, validé, contient une annotation~; le registre ne compte aucune affirmation. Aucun article n’a été codé par plus d’une personne, si bien que l’accord ne peut être donné. Les textes des articles ne font pas partie de la version publiée~; chacun est identifié par son empreinte SHA-256. Cette version a été établie avant la fin du travail~; INCOMPLETE.txt énumère ce qui restait à faire.",
    );
    let two = ReleaseStatistics {
        articles: 2,
        coders: 2,
        sets: 2,
        signed_off: 1,
        coded_articles: 2,
        coded_sentences: 4,
        double_articles: 1,
        double_sentences: 1,
        open: 1,
        ..one()
    };
    check(
        &two,
        terms(),
        Language::French,
        "Le corpus compte 2~articles issus d’un même titre (Die Woche), parus le 1er juillet 2025. Deux personnes l’ont annoté avec le livre de codes «~News~» (version 4), qui comprend la couche «~Kind~». Leurs 2~ensembles d’annotations, dont un validé, contiennent une annotation~; le registre ne compte aucune affirmation. Le travail des autres sur un article restait masqué jusqu’à la validation du sien. Sur les 2~articles codés, un (50~%) l’a été par au moins deux personnes, de même qu’une des 4~phrases jugées (25~%). Le seul désaccord n’a pas été arbitré.",
    );
    let judged = Terms { adjudicated: true, ..terms() };
    check(
        &ReleaseStatistics { coders: 0, ..figures() },
        judged,
        Language::French,
        "Le corpus compte 1^200~articles issus de 2~titres (Die Woche et Le Relais), parus entre le 1er juillet 2025 et le 24 décembre 2025~; la date de 3 d’entre eux n’est pas connue. Il a été codé avec le livre de codes «~News~» (version 4), qui comprend les couches «~Kind~» et «~Claims~»~; la version publiée contient les annotations arbitrées et non celles de chaque personne. Une personne chargée de l’arbitrage a pris 120~décisions, dont 100 prises avec d’autres~; motifs indiqués~: limites du passage (5) et appréciation (15).",
    );
}

#[test]
fn the_sample_in_both_languages() {
    let contents = made(&adjudicated_sample(), &options());
    let words = text(&contents, "METHODS.md");
    for part in [
        "seven articles from seven outlets (Die Woche, ",
        "between 1 July 2025 and 6 July 2025. Two coders",
        "Their 14 annotation sets, all of them signed off, hold 720 annotations; the ledger has 16 claims.",
        "All seven articles were coded by at least two coders, and so were all 242 judged sentences.",
        "“Statement kind”, same code: Krippendorff’s α = .80 (n = 242 sentences)",
        "No disagreement is left to adjudicate.",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    let french = made(&adjudicated_sample(), &french());
    let words = text(&french, "METHODS.md");
    for part in
        ["α de Krippendorff = 0,80", "Aucun désaccord ne reste ouvert.", "«\u{a0}Statement kind\u{a0}»"]
    {
        assert!(words.contains(part), "{part} in {words}");
    }
}
