use super::*;
use proptest::prelude::*;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

fn cut<'a>(text: &'a str, ranges: &[Range<u32>]) -> Vec<&'a str> {
    ranges.iter().map(|range| &text[range.start as usize..range.end as usize]).collect()
}

#[track_caller]
fn splits(lang: &str, expected: &[&str]) {
    let text = expected.join(" ");
    assert_eq!(cut(&text, &sentences(&text, Some(lang))), expected);
}

#[test]
fn hard_lines_end_sentences() {
    let text = "HyperAI\nBack to Headlines\r\n\n  il y a 3 jours \nMr.\nDupont";
    let found = cut(text, &sentences(text, None));
    assert_eq!(found, ["HyperAI", "Back to Headlines", "il y a 3 jours", "Mr.", "Dupont"]);
    assert!(sentences(" \n\t\u{a0}\n", None).is_empty());
}

#[test]
fn every_kind_of_line_end_ends_a_sentence() {
    for end in ["\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"] {
        for (one, two) in [("Une entrevue sans issue", "Le maire est venu"), ("是吗。", "”他走了。")]
        {
            let text = format!("{one}{end}{two}");
            assert_eq!(cut(&text, &sentences(&text, None)), [one, two], "{end:?}");
        }
    }
}

#[track_caller]
fn splits_as(lang: &str, glue: &str, expected: &[&str]) {
    let text = expected.join(glue);
    assert_eq!(cut(&text, &sentences(&text, Some(lang))), expected, "{lang}");
}

/// All of the categories Pe and Pf of Unicode but those that open in some languages.
const CLOSERS: &str = ")]}༻༽᚜⁆⁾₎⌉⌋〉❩❫❭❯❱❳❵⟆⟧⟩⟫⟭⟯⦄⦆⦈⦊⦌⦎⦐⦒⦔⦖⦘⧙⧛⧽⸣⸥⸧⸩\u{2e56}\u{2e58}\u{2e5a}\u{2e5c}\
    〉》」』】〕〗〙〛〞〟\u{fd3e}︘︶︸︺︼︾﹀﹂﹄﹈﹚﹜﹞）］｝｠｣⸃⸅⸊⸍⸝⸡";

#[test]
fn what_only_closes_belongs_to_the_sentence_before() {
    for mark in CLOSERS.chars() {
        for blank in ["", " ", "\u{3000}", "\u{a0} "] {
            splits_as("zh", "", &[&format!("那是真的。{blank}{mark}"), "他走了。"]);
            splits_as("en", " ", &[&format!("It was so.{blank}{mark}"), "He left."]);
        }
    }
}

/// Quotation marks as languages pair them.
const PAIRS: [&str; 27] = [
    "“”", "‘’", "„“", "„”", "‚‘", "‚’", "”“", "””", "’’", "‟”", "‛’", "«»", "»«", "»»", "‹›", "›‹", "››",
    "\"\"", "''", "＂＂", "＇＇", "「」", "『』", "﹁﹂", "﹃﹄", "｢｣", "〝〟",
];

#[test]
fn closing_quotes_belong_to_the_sentence_before_and_opening_ones_to_the_next() {
    for pair in PAIRS {
        let (open, close) = pair.split_at(pair.chars().next().map_or(0, char::len_utf8));
        for (lang, yes, more, went) in [
            ("zh", "那是真的。", "是吗？", "他走了。"),
            ("zh", "那是真的！", "是吗?", "他走了。"),
            ("hy", "Այո։", "Այո։", "Նա գնաց։"),
            ("hi", "यह सच है।", "सच में।", "वह चला गया।"),
            ("de", "Das ist wahr.", "Wirklich!", "Er ging."),
            ("fr", "C’est l'été.", "Vraiment ?", "Il partit."),
            ("und", "Yes.", "That's so?", "Nobody left."),
        ] {
            let glues: &[&str] = if lang == "zh" { &["", " "] } else { &[" "] };
            for (glue, blank) in glues.iter().flat_map(|glue| [(glue, ""), (glue, " "), (glue, "\u{a0}")]) {
                let one = format!("{open}{yes}{blank}{close}");
                splits_as(lang, glue, &[&one, went]);
                splits_as(lang, glue, &[&format!("{open}{yes}"), &format!("{more}{blank}{close}"), went]);
                // A closing curly mark that touches the stop before it is taken for one.
                if !(glue.is_empty() && matches!(open, "”" | "’")) {
                    splits_as(lang, glue, &[went, &one, went]);
                    splits_as(lang, glue, &[&one, &one, went]);
                }
            }
        }
    }
}

#[test]
fn quotes_that_a_blank_parts_from_the_stop_open_where_nothing_is_open() {
    splits("fr", &["« Oui. »", "« Non. »"]);
    splits("fr", &["Fin de la citation », dit-il.", "« Non. »"]);
    splits("sv", &["Han gick.", "”Ja.”", "”Nej.”"]);
    splits("en", &["He's sure.", "'Tis the boys' hat.", "‘Go.’", "’Tis late.", "“Go. ”", "She didn't."]);
    splits_as("zh", "", &["“好吗？ ”", "Meta走了。", "‘是吗！\u{3000}’", "2025年了。"]);
    splits_as("zh", "", &["\"好吗？ \"", "Meta走了。", "'是吗？ '", "Meta走了。", "\"好。\""]);
    splits_as("fr", "", &["« Oui. »", "Il partit."]);
    splits("ur", &["”یہ سچ ہے۔“", "وہ چلا گیا۔"]);
    splits("he", &["״כן.״", "הוא הלך."]);
    splits_as("ja", "", &["﹁行く。帰る。﹂と述べた。", "それだけだ。"]);
    splits_as("zh", "", &["他问：“为什么？ ”", "他走了。", "'是吗。", "真的。'", "It's.。", "'好。'"]);
}

#[test]
fn spaced_languages() {
    splits("en", &["It wasn’t.", "Amara said he couldn't.", "Nobody could."]);
    splits(
        "en",
        &[
            "He lives in the U.S.",
            "The company left.",
            "\"Why?\" he asked.",
            "Is it No. 5?",
            "Yes [...] it is.",
        ],
    );
    splits(
        "en",
        &[
            "They met at 5 p.m. Monday.",
            "J. K. Rowling wrote it.[12]",
            "It ended (\"at last!\").",
            "1. Item one.",
        ],
    );
    splits(
        "fr",
        &[
            "M. Dupont a dit « oui. »",
            "L'art. L. 121 s'applique, p. ex. ici.",
            "En 52 av. J.-C. César vainquit.",
        ],
    );
    splits("de", &["Am 3. Juli, z. B. um 9 Uhr.", "»Ja.«", "»Nein«, sagte er.", "„Gut.“", "Er ging."]);
    splits("es", &["Viajó a EE. UU. ayer.", "¿Y el Sr. Paz?", "¡No!"]);
    splits("hi", &["यह पहला वाक्य है।", "यह दूसरा है।"]);
    splits("ur", &["یہ پہلا جملہ ہے۔", "یہ دوسرا ہے۔"]);
}

#[test]
fn spaceless_languages() {
    let text = "他说：“好。”记者走了！？真的。“为什么？”他问。";
    let found = cut(text, &sentences(text, Some("zh-Hant-TW")));
    assert_eq!(found, ["他说：“好。”", "记者走了！？", "真的。", "“为什么？”他问。"]);
    let text = "「行く。帰る。」と述べた。それだけだ。";
    assert_eq!(cut(text, &sentences(text, Some("ja"))), ["「行く。帰る。」と述べた。", "それだけだ。"]);
}

#[test]
fn a_missing_space_splits_only_between_plain_words() {
    let text = "This is the end.Next one starts. See asp.Net.Core, HuggingFace.co and Node.Works now.";
    assert_eq!(sentences(text, Some("en")).len(), 3);
}

#[test]
fn word_units() {
    let text = "L'État paie 1,000 €: 北京大学学生 ไปโรงเรียน";
    let found: Vec<_> = words(text).collect();
    assert_eq!(cut(text, &found), ["L'État", "paie", "1,000", "北京", "大学", "学生", "ไป", "โรงเรียน"]);
    assert_eq!(word_at("one two", 3), 3..4);
    assert_eq!(word_at("one two", 5), 4..7);
    assert_eq!(word_at("one two", 7), 7..7);
    assert_eq!((next_word("one, two", 3), prev_word("one, two", 5), prev_word("one", 0)), (8, 0, 0));
    assert_eq!(
        (grapheme_next("e\u{301}x", 0), grapheme_prev("e\u{301}x", 3), grapheme_next("", 0)),
        (3, 0, 0)
    );
}

#[test]
fn clause_units() {
    let text = "The plan, which cost 1,000 euros, was dropped because nobody (but \"Me, Myself\") liked it.";
    let found = clauses(text, Some("en"));
    let expected = [
        "The plan",
        "which cost 1,000 euros",
        "was dropped",
        "because nobody",
        "but \"Me, Myself\"",
        "liked it.",
    ];
    assert_eq!(cut(text, &found), expected);
    assert_eq!(clause_at(text, Some("en"), 20), found[1]);
    let list = "Il aime le pain, le vin, et parle peu ; elle dort.";
    assert_eq!(
        cut(list, &clauses(list, Some("fr"))),
        ["Il aime le pain, le vin", "et parle peu", "elle dort."]
    );
    assert_eq!(clause_at("...", None, 1), 0..3);
}

/// Text made of what matters to the rules, so that random cases meet them.
fn news() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        ".",
        "!",
        "?",
        "…",
        "。",
        "」",
        "「",
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "„",
        "﹂",
        "«",
        "»",
        " »",
        ")",
        "(",
        " ",
        "\n",
        "\u{85}",
        "\u{b}",
        "\u{a0}",
        "\u{301}",
        "\u{200f}",
        "M",
        "Mr",
        "U.S",
        "z",
        "The",
        "le",
        "3",
        "他说",
        "は",
        "؟",
        "قال",
        "।",
        "\u{600}",
        "👩‍👩‍👧",
        "🇫🇷",
        "\r\n",
        "-",
        ",",
        "[1]",
    ]);
    prop_oneof![prop::collection::vec(parts, 0..40).prop_map(|parts| parts.concat()), any::<String>()]
}

fn language() -> impl Strategy<Value = Option<&'static str>> {
    prop::sample::select(vec![None, Some("en"), Some("fr"), Some("de"), Some("ja"), Some("zh"), Some("ar")])
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    #[test]
    fn sentences_hold_every_visible_character_once(text in news(), lang in language()) {
        let mut at = 0;
        for range in sentences(&text, lang) {
            let (start, end) = (range.start as usize, range.end as usize);
            prop_assert!(start >= at && end > start);
            prop_assert!(text[at..start].trim().is_empty(), "left out {:?}", &text[at..start]);
            prop_assert!(!text[start..end].contains(chars::is_hard));
            at = end;
        }
        prop_assert!(text[at..].trim().is_empty());
    }

    #[test]
    fn sentences_keep_graphemes_whole(text in news(), lang in language()) {
        let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        for range in sentences(&text, lang) {
            prop_assert!(bounds.contains(&(range.start as usize)) && bounds.contains(&(range.end as usize)));
        }
    }

    #[test]
    fn hard_lines_are_independent(lines in prop::collection::vec("[a-zA-Z.!?\" ]{0,12}", 0..6)) {
        let text = lines.join("\n");
        let apart: Vec<&str> = lines.iter().flat_map(|line| cut(line, &sentences(line, Some("en")))).collect();
        prop_assert_eq!(cut(&text, &sentences(&text, Some("en"))), apart);
    }

    #[test]
    fn steps_are_monotone(text in news(), at in 0_u32..80) {
        let at = text.floor_char_boundary(at as usize) as u32;
        let len = text.len() as u32;
        prop_assert!(grapheme_next(&text, at) > at || at == len);
        prop_assert!(grapheme_prev(&text, at) < at || at == 0);
        prop_assert!(next_word(&text, at) > at || at == len);
        prop_assert!(prev_word(&text, at) < at || at == 0);
        let word = word_at(&text, at);
        prop_assert!(word.contains(&at) || at == len);
    }

    #[test]
    fn words_and_clauses_are_in_order(text in news(), lang in language()) {
        for ranges in [words(&text).collect(), clauses(&text, lang)] {
            let mut at = 0;
            for range in ranges {
                prop_assert!(range.start >= at && range.end > range.start);
                prop_assert!(text.get(range.start as usize..range.end as usize).is_some());
                at = range.end;
            }
        }
    }
}
