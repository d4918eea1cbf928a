//! Passages found again.

use super::*;
use proptest::prelude::*;

fn text(text: &str) -> Text {
    Text::new(text).expect("text")
}

/// Marks the proposed place with brackets; `-` when there is none.
fn check(now: &str, quote: (&str, &str, &str), stated: u32) -> String {
    let now = text(now);
    let quote = Quote { prefix: quote.0, exact: quote.1, suffix: quote.2 };
    match find(&now, quote, (stated, stated + quote.exact.chars().count() as u32)) {
        Some(found) => {
            let (start, end) = (found.span.start() as usize, found.span.end() as usize);
            let all = now.as_str();
            format!("{}[{}]{}", &all[..start], &all[start..end], &all[end..])
        }
        None => "-".to_owned(),
    }
}

#[test]
fn finds_what_moved() {
    for (now, quote, stated, want) in [
        ("the bridge is safe", ("the bridge ", "is safe", ""), 11, "the bridge [is safe]"),
        (
            "Officials: the bridge is safe.",
            ("", "the bridge is safe", "."),
            0,
            "Officials: [the bridge is safe].",
        ),
        ("no cat, yes cat, no cat", ("yes ", "cat", ","), 3, "no cat, yes [cat], no cat"),
        ("no cat, yes cat, no cat", ("my ", "cat", "tle"), 40, "-"),
        ("nothing of the sort", ("the bridge ", "is safe", ""), 11, "-"),
        ("💛💛 été à Paris!", ("💛💛 ", "été à Paris", "!"), 3, "💛💛 [été à Paris]!"),
    ] {
        assert_eq!(check(now, quote, stated), want);
    }
}

/// The place that can be trusted, marked with brackets; `-` when there is none.
fn trusted(now: &str, quote: (&str, &str, &str)) -> String {
    let text = text(now);
    let quote = Quote { prefix: quote.0, exact: quote.1, suffix: quote.2 };
    match find(&text, quote, (9_000, 9_001)).filter(|found| found.score >= TRUSTED) {
        Some(Match { span, .. }) => {
            let (start, end) = (span.start() as usize, span.end() as usize);
            format!("{}[{}]{}", &now[..start], &now[start..end], &now[end..])
        }
        None => "-".to_owned(),
    }
}

#[test]
fn signs_that_no_reader_minds_never_orphan_a_passage() {
    for (now, exact, want) in [
        ("Un cafe\u{301} deja\u{300} pris.", "café dejà pris", "Un [cafe\u{301} deja\u{300} pris]."),
        ("Un café dejà pris.", "cafe\u{301} deja\u{300} pris", "Un [café dejà pris]."),
        ("He said ‘IT’S OVER – NOW’.", "'it's over - now'", "He said [‘IT’S OVER – NOW’]."),
        ("He said “it’s over”.", "«it's over»", "He said [“it’s over”]."),
        ("The pro\u{ad}gramme failed.", "programme failed", "The [pro\u{ad}gramme failed]."),
        ("The programme failed.", "pro\u{ad}gramme fai\u{200b}led", "The [programme failed]."),
        ("it cost 5\u{a0}000\u{202f}€ then", "cost 5 000 €", "it [cost 5\u{a0}000\u{202f}€] then"),
        ("one two\n\nthree four", "two three four", "one [two\n\nthree four]"),
        ("one two\nthree four", "twothree four", "one [two\nthree four]"),
        ("the straße is long", "STRASSE IS LONG", "the [straße is long]"),
        ("a café noir", "a cafe noir", "-"),
    ] {
        assert_eq!(trusted(now, ("", exact, "")), want, "{exact:?}");
    }
}

#[test]
fn one_side_decides_alone_and_two_that_disagree_do_not() {
    let twice = "At noon Meta left the deal. At night the minister said Meta left the deal with a smile.";
    let second = "At noon Meta left the deal. At night the minister said [Meta left the deal] with a smile.";
    let short = "At noon Meta left the deal. At night the minister said [Meta] left the deal with a smile.";
    for (quote, want) in [
        (("Yesterday the MINISTER  said ", "Meta left the deal", " for good, it seems"), second),
        (("and then he said that ", "Meta left the deal", " with a smile"), second),
        (("yesterday, the minister said ", "Meta", " gave up on everything"), short),
        (("At noon ", "Meta left the deal", " with a smile"), "-"),
        (("", "Meta left the deal", ""), "-"),
        (("said ", "Meta", " left"), "-"),
    ] {
        assert_eq!(trusted(twice, quote), want, "{quote:?}");
    }
}

#[test]
fn a_short_quote_without_surroundings_is_where_it_was() {
    let now = text("Meta left and Meta came.");
    let quote = Quote { prefix: "", exact: "Meta", suffix: "" };
    let found = find(&now, quote, (14, 18)).expect("there");
    assert_eq!((found.method, found.span.start()), (Method::Position, 14));
    assert!(find(&now, quote, (15, 19)).is_none_or(|found| found.score < TRUSTED));
}

#[test]
fn equal_surroundings_are_not_trusted() {
    let now = text("yes, the bridge. yes, the bridge. ");
    let quote = Quote { prefix: "yes, ", exact: "the bridge", suffix: ". " };
    let found = find(&now, quote, (60, 70)).expect("a proposal");
    assert!(found.score <= 0.7, "{found:?}");
    assert_eq!(found.span.start(), 22, "the nearer one");
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    #[test]
    fn an_unchanged_text_gives_every_quote_back(words in "[a-b💛\u{301} ]{1,60}", from in 0_usize..60, len in 1_usize..20) {
        let text = text(&words);
        let points = text.code_points();
        let start = from as u32 % points;
        let end = (start + len as u32).min(points);
        let at = |point| text.byte_of_code_point(point).expect("inside");
        let span = Span::new(at(start), at(end)).expect("not empty");
        let quote = quote(&text, span).expect("held");
        prop_assert!(quote.prefix.chars().count() <= CONTEXT && quote.suffix.chars().count() <= CONTEXT);
        prop_assert_eq!(find(&text, quote, (start, end)).map(|found| found.span), Some(span));
    }
}

/// A passage as it was, in brackets in its text, and the text as it is now: with the place in brackets, or, where nothing
/// can be trusted, without.
const CHANGED: [(&str, &str, &str); 64] = [
    ("nothing", "He said [the deal is off] on Monday.", "He said [the deal is off] on Monday."),
    ("words before", "He said [the deal is off].", "On Monday night he said [the deal is off]."),
    ("words before are gone", "On Monday he said [the deal is off].", "[the deal is off]."),
    ("words behind", "He said [the deal is off].", "He said [the deal is off] for good, and left."),
    ("a paragraph before", "[The deal is off], he said.", "First.\n\nSecond.\n\n[The deal is off], he said."),
    ("all around", "He said [the deal is off] for good.", "Reporters heard that [the deal is off]: an end."),
    ("moved to the end", "[The deal is off]. He left. He slept.", "He left. He slept. [The deal is off]."),
    ("a word of it", "He said [the deal is off] now.", "He said the deal was off now."),
    ("it is gone", "He said [the deal is off]. Then he left.", "He said. Then he left."),
    (
        "accents apart",
        "Il a dit: [un café à Orléans], puis",
        "Il a dit: [un cafe\u{301} a\u{300} Orle\u{301}ans], puis",
    ),
    ("accents together", "Un [cafe\u{301} fe\u{302}te\u{301}] noir", "Un [café fêté] noir"),
    ("two accents in another order", "so [Việt Nam mới] nay", "so [Vie\u{323}\u{302}t Nam mơ\u{301}i] nay"),
    ("two accents the other way round", "so [Vie\u{302}\u{323}t Nam] nay", "so [Việt Nam] nay"),
    (
        "syllables apart",
        "오늘 [한국어 기사] 끝",
        "오늘 [\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}\u{110b}\u{1165} \u{1100}\u{1175}\u{1109}\u{1161}] 끝",
    ),
    ("capitals", "[Government denies report] again", "[GOVERNMENT DENIES REPORT] again"),
    ("small letters", "[LE PREMIER MINISTRE] part", "[Le Premier ministre] part"),
    ("capitals of ß", "auf der [langen Straße] dort", "auf der [LANGEN STRASSE] dort"),
    ("capitals of σ", "είπε [ο πρόεδρος] χθες", "είπε [Ο ΠΡΟΕΔΡΟΣ] χθες"),
    ("capitals of ϊ with a tonos", "για [το προϊόν και ταΐζω] εδώ", "για [ΤΟ ΠΡΟΪΟΝ ΚΑΙ ΤΑΪΖΩ] εδώ"),
    ("capitals of i with a dot", "dün [istanbul'da yağmur] vardı", "dün [İSTANBUL'DA YAĞMUR] vardı"),
    (
        "capitals of i with a dot apart",
        "dün [istanbul'da yağmur] vardı",
        "dün [I\u{307}STANBUL'DA YAĞMUR] vardı",
    ),
    ("capitals of i without a dot", "dün [ışık açıldı] burada", "dün [IŞIK AÇILDI] burada"),
    ("another apostrophe", "It [isn't Meta's fault] at all", "It [isn’t Metaʼs fault] at all"),
    ("an accent for an apostrophe", "It [isn’t his fault] at all", "It [isn´t his fault] at all"),
    ("other quotation marks", "He said [\"it's over\"] again", "He said [«it’s over»] again"),
    ("quotation marks with blanks", "Il dit [«\u{a0}c'est fini\u{a0}»] ici", "Il dit [“c’est fini”] ici"),
    ("German ones", "Er sagte [„es ist vorbei“] dann", "Er sagte [\"es ist vorbei\"] dann"),
    ("Japanese ones", "彼は[「終わりです」と言い]ました", "彼は[“終わりです”と言い]ました"),
    ("gershayim", "אמר [דובר צה\"ל אמש] כי", "אמר [דובר צה״ל אמש] כי"),
    ("maqaf", "ב[תל-אביב יפו]", "ב[תל־אביב יפו]"),
    ("a dash", "That [is it - the end] of it", "That [is it — the end] of it"),
    ("two hyphens", "That [is it -- the end] of it", "That [is it – the end] of it"),
    ("a hyphen that does not break", "the [so-called peace] plan", "the [so\u{2011}called peace] plan"),
    ("a minus", "It [was -5 degrees] cold", "It [was −5 degrees] cold"),
    ("soft hyphens", "The [programme of reforms] fails", "The [pro\u{ad}gramme of re\u{ad}forms] fails"),
    ("soft hyphens are gone", "The [pro\u{ad}gramme of reforms] fails", "The [programme of reforms] fails"),
    ("blanks that do not break", "cost [5 000 € a year] now", "cost [5\u{a0}000\u{202f}€ a year] now"),
    ("blanks in a row", "cost [too  much   money] now", "cost [too much money] now"),
    ("lines", "cost [too much\nmoney and time] now", "cost [too much money and time] now"),
    ("paragraphs", "cost [too much\n\nmoney and time] now", "cost [too much money and time] now"),
    ("a tab", "cost [too much money] now", "cost [too\tmuch money] now"),
    ("no blanks", "one [two\nthree four] five", "one [twothree four] five"),
    ("marks of direction", "said [\u{200f}שלום לכולם\u{200e} today] so", "said [שלום לכולם today] so"),
    (
        "a zero width space",
        "the [internationalisation] of it",
        "the [inter\u{200b}national\u{feff}isation] of it",
    ),
    ("a ligature", "the [first office of five] men", "the [ﬁrst oﬃce of ﬁve] men"),
    ("three dots", "he [said… nothing much] then", "he [said... nothing much] then"),
    ("wide letters", "the [ＦＵＬＬ ｗｉｄｔｈ] form", "the [FULL width] form"),
    ("everything", "He said: [“Don’t – re\u{ad}ally – go”] then", "HE SAID: ['DON'T -- REALLY -- GO'] THEN"),
    (
        "twice, what is before tells",
        "He said yes, the bridge is safe. She thinks [the bridge is safe].",
        "He said yes, the bridge is safe. Well, she thinks [the bridge is safe], too.",
    ),
    (
        "twice, what is behind tells",
        "[The bridge is safe], says the mayor. The bridge is safe, say others.",
        "Now: The bridge is safe, say others. But [The bridge is safe], says the mayor.",
    ),
    (
        "twice, one is new",
        "Yesterday, officials said [the bridge is safe].",
        "The bridge: the bridge is safe. Yesterday, officials said [the bridge is safe].",
    ),
    (
        "twice, a title was added",
        "Officials said [the bridge is safe].",
        "the bridge is safe\nOfficials said [the bridge is safe].",
    ),
    (
        "twice, and nothing tells",
        "It is so: [the bridge is safe]. End.",
        "A. the bridge is safe! B. the bridge is safe?",
    ),
    (
        "twice, and both are the same",
        "yes, [the bridge is safe]. ",
        "Now yes, the bridge is safe. yes, the bridge is safe. ",
    ),
    (
        "twice, each has one side",
        "At noon he said [it is over] with a sad smile.",
        "News: at noon he said it is over for good. She thinks it is over with a sad smile.",
    ),
    (
        "the same words elsewhere, here with other marks",
        "Caption. He told them plainly [\"it's over now\"] and left them.",
        "Caption \"it's over now\" and. He told them plainly [“it’s over now”] and left them.",
    ),
    (
        "a part of another word",
        "He crossed [the bridge] quickly.",
        "He saw the bridgehead and crossed quickly.",
    ),
    (
        "a part of another word, and the word",
        "He crossed [the bridge] quickly.",
        "He saw the bridgehead, then ran over [the bridge] quickly.",
    ),
    (
        "short, what is around tells",
        "When the minister said [yes] to reporters, all",
        "Yes. When the minister said [yes] to reporters, all",
    ),
    ("short, and nothing is around", "He said [yes] once.", "Yes, they say yes."),
    ("short, elsewhere in a word", "He voted [no] on the bill.", "Nobody knows now."),
    ("of a letter with an accent", "a [cafe noi] b", "a cafe noi\u{308}r b"),
    (
        "other accents are another word",
        "They have [resumed the talks] today",
        "They have résumed the talks today",
    ),
    ("figures", "about [3 000 people came] there", "about 30 000 people came there"),
];

#[test]
fn passages_are_where_they_were_or_nowhere() {
    let mut wrong = Vec::new();
    for (what, before, now) in CHANGED {
        let bare = |marked: &str| marked.replace(['[', ']'], "");
        let span = |marked: &str| {
            let (start, end) = (marked.find('[')?, marked.find(']')?);
            Span::new(start as u32, end as u32 - 1)
        };
        let (was, is) = (text(&bare(before)), text(&bare(now)));
        let place = span(before).expect("a passage");
        let stated = [place.start(), place.end()].map(|at| was.code_point_at(at).expect("inside"));
        let found = find(&is, quote(&was, place).expect("a quote"), (stated[0], stated[1]));
        let trusted = found.filter(|found| found.score >= TRUSTED).map(|found| found.span);
        if trusted != span(now) {
            wrong.push(format!("{what}: {found:?}, not {:?}", span(now)));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CHANGED.len(), wrong.join("\n"));
}
