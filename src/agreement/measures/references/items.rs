use super::super::Measured;
use super::super::bootstrap::SplitMix64;
use super::super::confusion_matrix::ConfusionMatrix;
use super::super::links::Links;
use super::super::masi::LabelSets;
use super::super::nominal::Ratings;
use super::compare;

/// A random number from `low` to `high`.
fn among(random: &mut SplitMix64, low: usize, high: usize) -> usize {
    low + random.below(high - low + 1)
}

/// A table of judgements. Some cells are missing unless `complete`; annotators mostly say the same, with a chance that
/// differs from table to table, and some tables know hardly more than one answer.
fn table<T: Clone>(
    random: &mut SplitMix64,
    complete: bool,
    answer: &mut impl FnMut(&mut SplitMix64) -> T,
) -> Vec<Vec<Option<T>>> {
    let (items, annotators) = (among(random, 5, 30), among(random, 2, 6));
    let (agreeing, missing) = (random.below(100), if complete { 0 } else { among(random, 5, 50) });
    let mut row = |random: &mut SplitMix64| {
        let usual = answer(random);
        let mut cell = |random: &mut SplitMix64| {
            let value = if random.below(100) < agreeing { usual.clone() } else { answer(random) };
            (random.below(100) >= missing).then_some(value)
        };
        (0..annotators).map(|_| cell(random)).collect()
    };
    (0..items).map(|_| row(random)).collect()
}

fn json<T>(rows: &[Vec<Option<T>>], value: impl Fn(&T) -> String) -> String {
    let cell = |cell: &Option<T>| cell.as_ref().map_or_else(|| "null".to_owned(), &value);
    let row = |row: &Vec<Option<T>>| format!("[{}]", row.iter().map(cell).collect::<Vec<_>>().join(","));
    format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join(","))
}

fn nominal(case: usize, random: &mut SplitMix64, measured: &mut Vec<(String, Measured)>) -> String {
    let categories = among(random, 1 + usize::from(case > 20), 5);
    let rare = random.below(4) == 0;
    let rows = table(random, case.is_multiple_of(3), &mut |random| {
        let category = random.below(categories) as u16;
        if rare && random.below(20) > 0 { 0 } else { category }
    });
    let mut ratings = Ratings::new(rows[0].len(), categories as u16);
    rows.iter().for_each(|row| ratings.push(row.iter().copied()));
    let (tally, pairs) = (ratings.tally(), ratings.confusion_matrices());
    let mut say = |name: &str, value: Measured| measured.push((format!("nominal {case}, {name}"), value));
    say("percent agreement (irrCAC)", tally.percent_agreement());
    say("pairable agreement (irrCAC)", tally.percent_agreement_by_judgement());
    say("Fleiss (irrCAC)", tally.fleiss_kappa());
    say("AC1 (irrCAC)", tally.gwet_ac1());
    say("alpha (irrCAC)", tally.alpha());
    say("alpha (krippendorff)", tally.alpha());
    say("alpha (nltk)", tally.alpha());
    if rows.iter().flatten().all(Option::is_some) {
        say("Fleiss (statsmodels)", tally.fleiss_kappa());
    }
    for category in 0..categories {
        say(&format!("alpha of {category} (krippendorff)"), tally.category_alpha(category));
    }
    for ([one, other], confusion) in pairs.iter() {
        say(&format!("Cohen {one} {other} (scikit-learn)"), confusion.cohen_kappa());
        say(&format!("Scott {one} {other} (nltk)"), confusion.scott_pi());
    }
    say("Light (mean of scikit-learn)", pairs.mean(ConfusionMatrix::cohen_kappa));
    format!("{{\"categories\":{categories},\"ratings\":{}}}", json(&rows, u16::to_string))
}

fn sets(case: usize, random: &mut SplitMix64, measured: &mut Vec<(String, Measured)>) -> String {
    let labels = among(random, 1, 5) as u16;
    let rows = table(random, case.is_multiple_of(3), &mut |random| {
        (0..labels).filter(|_| random.below(3) == 0).collect::<Vec<u16>>()
    });
    let mut table = LabelSets::new(rows[0].len(), labels);
    rows.iter().for_each(|row| table.push(row.iter().cloned()));
    let tally = table.tally();
    let mut say = |name: &str, value: Measured| measured.push((format!("sets {case}, {name}"), value));
    say("alpha with MASI (nltk)", table.alpha(&tally));
    say("exact agreement (irrCAC)", tally.exact_agreement());
    say("pairable exact agreement (irrCAC)", tally.exact_agreement_by_judgement());
    for label in 0..labels {
        say(&format!("alpha of {label} (krippendorff)"), tally.label_alpha(label.into()));
    }
    format!("{{\"labels\":{labels},\"ratings\":{}}}", json(&rows, |set| format!("{set:?}")))
}

fn links(case: usize, random: &mut SplitMix64, measured: &mut Vec<(String, Measured)>) -> String {
    let (mentions, clusters) = (among(random, 2, 60), among(random, 1, 20));
    let mut links = Links::new(2);
    let mut sides = [Vec::new(), Vec::new()];
    for _ in 0..mentions {
        let one = random.below(clusters) as u32;
        let other = if random.below(3) > 0 { one } else { random.below(clusters) as u32 };
        links.push(0, [Some(one), Some(other)]);
        sides[0].push(one);
        sides[1].push(other);
    }
    let found = links.pair(0, 1).pairwise_f1(None);
    measured.push((format!("links {case}, pairwise F1 (scikit-learn)"), found));
    format!("[{:?},{:?}]", sides[0], sides[1])
}

#[test]
#[ignore = "needs the Python packages of tests/references/requirements.txt; .ci/run installs them and runs this"]
fn items_are_measured_as_public_packages_do() {
    let mut random = SplitMix64::new(20_240_607);
    let mut measured = Vec::new();
    let nominal: Vec<_> = (0..300).map(|case| nominal(case, &mut random, &mut measured)).collect();
    let sets: Vec<_> = (0..150).map(|case| sets(case, &mut random, &mut measured)).collect();
    let links: Vec<_> = (0..150).map(|case| links(case, &mut random, &mut measured)).collect();
    let input = format!(
        "{{\"nominal\":[{}],\"sets\":[{}],\"links\":[{}]}}",
        nominal.join(","),
        sets.join(","),
        links.join(",")
    );
    assert_eq!(compare("items.py", &input, &measured), [7794, 974], "compared: defined, undefined");
}
