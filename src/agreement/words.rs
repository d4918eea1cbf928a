//! What the figures say, in one plain sentence.

use super::measure::Measure;
use super::report::{Question, Report, Section, shown, shown_interval};

/// α from which on agreement is called reliable: a convention (Krippendorff 2004, p. 241).
pub const RELIABLE: f64 = 0.8;

/// α from which on it is called tentative: a convention too.
pub const TENTATIVE: f64 = 0.667;

/// With fewer units than this nothing is said of a figure.
pub const FEWEST: u64 = 10;

/// How good a figure is by convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Below [`TENTATIVE`].
    Weak,
    /// From [`TENTATIVE`] on.
    Tentative,
    /// From [`RELIABLE`] on.
    Reliable,
}

impl Grade {
    /// The grade of a value of a measure that is corrected for chance.
    pub fn of(value: f64) -> Self {
        if value >= RELIABLE {
            Self::Reliable
        } else if value >= TENTATIVE {
            Self::Tentative
        } else {
            Self::Weak
        }
    }
}

impl Section {
    /// The grade of the figure to look at first; none when it is not defined, not corrected for chance, from fewer than
    /// [`FEWEST`] units, or when all answers but one were given too rarely: fewer than [`FEWEST`] times together. Then
    /// α may be near 0 although nearly everything got the same answer (Feinstein and Cicchetti 1990).
    pub fn grade(&self) -> Option<Grade> {
        let row = self.headline().filter(|row| row.n >= FEWEST && row.measure.is_chance_corrected())?;
        let uses = self.crossing(None).map(|found| found.counts.iter().map(|row| row.iter().sum()).collect());
        let uses: Vec<u64> = uses.unwrap_or_default();
        let others = uses.iter().sum::<u64>() - uses.iter().max().unwrap_or(&0);
        let is_varied = row.measure != Measure::KrippendorffAlpha || others >= FEWEST;
        row.value.ok().filter(|_| is_varied).map(Grade::of)
    }

    /// The two answers that are most often given to one and the same unit, the rarer first, and how often.
    fn most_confused(&self) -> Option<(&str, &str, u64)> {
        let counts = self.crossing(None)?.counts;
        let cells =
            (0..counts.len()).flat_map(|row| (row + 1..counts.len()).map(move |column| (row, column)));
        let (row, column) = cells.max_by_key(|(row, column)| (counts[*row][*column], usize::MAX - row))?;
        let times = counts[row][column];
        let used = |label: usize| counts[label].iter().sum::<u64>();
        let (first, second) = if used(row) <= used(column) { (row, column) } else { (column, row) };
        (times > 0).then(|| (self.labels[first].name.as_str(), self.labels[second].name.as_str(), times))
    }

    /// What the question is about, to follow "agree on". `several` says that other layers ask the same.
    fn topic(&self, several: bool) -> String {
        let lower = |name: &str| name.to_lowercase();
        match (&self.attribute, self.question) {
            (Some((_, name)), _) => lower(name),
            (None, Question::Place) if several => format!("where ({})", lower(&self.layer_name)),
            (None, Question::Place) => "where".to_owned(),
            (None, Question::Claim) => "which claim".to_owned(),
            (None, _) => match self.most_confused().filter(|_| self.grade() < Some(Grade::Reliable)) {
                Some((one, other, _)) => format!("{} versus {}", lower(one), lower(other)),
                None if several => lower(&self.layer_name),
                None => "the code".to_owned(),
            },
        }
    }

    /// The figure in a sentence of its own.
    fn told(&self) -> String {
        let Some((row, value)) = self.headline().and_then(|row| Some((row, row.value.ok()?))) else {
            return String::new();
        };
        let what = match &self.attribute {
            Some((_, name)) => name.as_str(),
            None => self.question.name(),
        };
        let interval = match &row.interval {
            Some(Ok(interval)) => format!(", 95 % interval {}", shown_interval(interval)),
            _ => String::new(),
        };
        let confused = match self.most_confused().filter(|_| self.question != Question::Place) {
            Some((one, other, times)) => {
                format!(" Most often {one} stands against {other}: {times}.")
            }
            None => String::new(),
        };
        let (layer, measure) = (&self.layer_name, row.measure.name());
        format!(
            "{layer}, {}: {measure} {}{interval}, n = {}.{confused}",
            what.to_lowercase(),
            shown(value),
            row.n
        )
    }
}

/// The report in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One sentence, such as "You agree on where, not on mixed versus opinion."
    pub headline: String,
    /// The figure behind it, and by which convention it is judged.
    pub detail: String,
}

impl Report {
    /// What the figures say.
    pub fn words(&self) -> Words {
        if self.annotators.len() < 2 {
            let headline = "There are not two annotators to compare.".to_owned();
            return Words {
                headline,
                detail: "Nobody else has coded an article of this project yet.".to_owned(),
            };
        }
        let graded = self.graded();
        let topics = |grade: Grade| self.topics(&graded, grade);
        let [weak, tentative, reliable] = [Grade::Weak, Grade::Tentative, Grade::Reliable].map(topics);
        let headline = if graded.is_empty() {
            "There is too little yet that two of you judged.".to_owned()
        } else if weak.is_empty() && tentative.is_empty() {
            format!("You agree on {}.", listed(&reliable, "and"))
        } else if !reliable.is_empty() && weak.is_empty() {
            format!("You agree on {}, and nearly on {}.", listed(&reliable, "and"), listed(&tentative, "and"))
        } else if !reliable.is_empty() {
            format!("You agree on {}, not on {}.", listed(&reliable, "and"), listed(&weak, "or"))
        } else if weak.is_empty() {
            format!("You nearly agree on {}.", listed(&tentative, "and"))
        } else {
            format!("You do not agree yet on {}.", listed(&weak, "or"))
        };
        Words { headline, detail: self.detail(&graded) }
    }

    /// One plain sentence.
    pub fn sentence(&self) -> String {
        self.words().headline
    }

    /// The sections that something can be said of, each question of a layer once, by what suits it best.
    fn graded(&self) -> Vec<(&Section, Grade)> {
        let mut out: Vec<(&Section, Grade)> = Vec::new();
        for section in &self.sections {
            let Some(grade) = section.grade() else { continue };
            let same = |(other, _): &(&Section, Grade)| {
                (&other.layer, other.question, &other.attribute)
                    == (&section.layer, section.question, &section.attribute)
            };
            match out.iter_mut().find(|found| same(found)) {
                Some(found) if rank(section) > rank(found.0) => *found = (section, grade),
                Some(_) => {}
                None => out.push((section, grade)),
            }
        }
        out
    }

    /// What of a grade can be said to be agreed on or not, each once; more than two attributes are taken together.
    fn topics(&self, graded: &[(&Section, Grade)], grade: Grade) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let attributes = |wanted: Option<Grade>| {
            let all = graded.iter().filter(|(section, _)| section.attribute.is_some());
            all.filter(|(_, found)| wanted.is_none_or(|wanted| wanted == *found)).count()
        };
        let (these, all) = (attributes(Some(grade)), attributes(None));
        for (section, _) in graded.iter().filter(|(_, found)| *found == grade) {
            let elsewhere =
                |other: &Section| other.question == section.question && other.layer != section.layer;
            let topic = if section.attribute.is_none() || these <= 2 {
                section.topic(graded.iter().any(|(other, _)| elsewhere(other)))
            } else if these == all {
                "the attributes".to_owned()
            } else {
                format!("{these} of {all} attributes")
            };
            if !found.contains(&topic) {
                found.push(topic);
            }
        }
        found
    }

    fn detail(&self, graded: &[(&Section, Grade)]) -> String {
        let Some((worst, _)) = graded.iter().min_by(|a, b| value(a.0).total_cmp(&value(b.0))) else {
            return format!("A figure is judged from {FEWEST} units on that two of you judged.");
        };
        let (reliable, tentative) = (shown(RELIABLE), format!("{TENTATIVE:.3}"));
        let tentative = tentative.trim_start_matches('0');
        format!(
            "{} By convention {reliable} and more is reliable, {tentative} to {reliable} tentative.",
            worst.told()
        )
    }
}

fn value(section: &Section) -> f64 {
    section.headline().and_then(|row| row.value.ok()).unwrap_or(f64::INFINITY)
}

/// How well a way of counting suits: γ for places, α over matched marks for claims.
fn rank(section: &Section) -> u8 {
    match section.headline {
        Measure::Gamma => 3,
        Measure::KrippendorffAlpha => 2,
        Measure::AlphaMasi => 1,
        _ => 0,
    }
}

fn listed(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
