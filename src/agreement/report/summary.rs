//! What the figures say, in one plain sentence.

use super::agreement_report::AgreementReport;
use super::estimate::Estimate;
use super::number::{shown, shown_interval};
use super::section::{Question, ReportSection};
use crate::agreement::measures::{Measure, Undefined};
use crate::base::LayerId;
use crate::locale::{Argument, Message};
use crate::message;

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

impl ReportSection {
    /// The grade of the figure to look at first; none when it is not defined, not corrected for chance, from fewer than
    /// [`FEWEST`] units, or when all answers but one were given too rarely: fewer than [`FEWEST`] times together. Then
    /// α may be near 0 although nearly everything got the same answer (Feinstein and Cicchetti 1990).
    pub fn grade(&self) -> Option<Grade> {
        let estimate = self.judged_headline()?;
        estimate.value.ok().filter(|_| self.is_varied(estimate)).map(Grade::of)
    }

    /// The figure to look at first when it is corrected for chance and from enough units.
    fn judged_headline(&self) -> Option<&Estimate> {
        self.headline().filter(|estimate| estimate.n >= FEWEST && estimate.measure.is_chance_corrected())
    }

    /// How often answers were given that were compared, and how often others than the most frequent one.
    fn uses(&self) -> Option<(u64, u64)> {
        let uses: Vec<u64> =
            self.cross_tabulation(None)?.counts.iter().map(|estimate| estimate.iter().sum()).collect();
        let all = uses.iter().sum::<u64>();
        Some((all, all - uses.iter().max().unwrap_or(&0)))
    }

    /// Whether answers other than the most frequent one were given often enough for α to say something.
    fn is_varied(&self, estimate: &Estimate) -> bool {
        let is_alpha = matches!(
            estimate.measure,
            Measure::KrippendorffAlpha | Measure::OrdinalAlpha | Measure::AlphaMasi
        );
        self.uses().is_none_or(|(_, others)| !is_alpha || others >= FEWEST)
    }

    /// Why nothing is said of a figure although there are units enough: other answers than the most frequent one were
    /// given too rarely.
    fn uniform(&self) -> Option<Message> {
        let estimate = self.judged_headline()?;
        let is_uniform = match estimate.value {
            Ok(_) => !self.is_varied(estimate),
            Err(why) => why == Undefined::OneCategory,
        };
        let is_rare = self.uses().is_none_or(|(all, others)| others * 10 <= all);
        is_uniform.then(|| {
            if is_rare { message!("agreement-nearly-uniform") } else { message!("agreement-rarely-varied") }
        })
    }

    /// The two answers that are most often given to one and the same unit, the rarer first, and how often.
    fn most_confused(&self) -> Option<(&str, &str, u64)> {
        let counts = self.cross_tabulation(None)?.counts;
        let cells = (0..counts.len())
            .flat_map(|estimate| (estimate + 1..counts.len()).map(move |column| (estimate, column)));
        let (estimate, column) =
            cells.max_by_key(|(estimate, column)| (counts[*estimate][*column], usize::MAX - estimate))?;
        let times = counts[estimate][column];
        let used = |label: usize| counts[label].iter().sum::<u64>();
        let (first, second) =
            if used(estimate) <= used(column) { (estimate, column) } else { (column, estimate) };
        (times > 0).then(|| (self.labels[first].name.as_str(), self.labels[second].name.as_str(), times))
    }

    /// What the question is about, to follow "agree on". `several` says that other layers ask the same.
    fn topic(&self, several: bool) -> Message {
        let lower = |name: &str| name.to_lowercase();
        match (&self.attribute, self.question) {
            (Some((_, name)), _) => Message::verbatim(lower(name)),
            (None, Question::Place) if several => {
                message!("agreement-topic-where-in", layer = lower(&self.layer_name))
            }
            (None, Question::Place) => message!("agreement-topic-where"),
            (None, Question::Claim) => message!("agreement-topic-claim"),
            (None, _) => match self.most_confused().filter(|_| self.grade() < Some(Grade::Reliable)) {
                Some((one, other, _)) => {
                    message!("agreement-topic-versus", one = lower(one), other = lower(other))
                }
                None if several => Message::verbatim(lower(&self.layer_name)),
                None => message!("agreement-topic-code"),
            },
        }
    }

    /// The figure to look at first in a sentence of its own.
    fn told(&self) -> Message {
        self.told_of(self.headline)
    }

    fn told_of(&self, measure: Measure) -> Message {
        let estimate =
            self.estimates.iter().find(|estimate| estimate.measure == measure && estimate.code.is_none());
        let Some((estimate, value)) = estimate.and_then(|estimate| Some((estimate, estimate.value.ok()?)))
        else {
            return Message::default();
        };
        let what = match &self.attribute {
            Some((_, name)) => Message::verbatim(name.to_lowercase()),
            None => self.question.inside(),
        };
        let (layer, measure) = (&self.layer_name, estimate.measure.text());
        let told = match &estimate.interval {
            Some(Ok(interval)) => message!(
                "agreement-told-interval",
                layer = layer,
                what = what,
                measure = measure,
                value = shown(value),
                interval = shown_interval(interval),
                n = estimate.n
            ),
            Some(Err(_)) | None => message!(
                "agreement-told",
                layer = layer,
                what = what,
                measure = measure,
                value = shown(value),
                n = estimate.n
            ),
        };
        match self.most_confused().filter(|_| self.question != Question::Place) {
            Some((one, other, times)) => {
                message!("agreement-told-confused", told = told, one = one, other = other, times = times)
            }
            None => told,
        }
    }
}

/// The report in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// One sentence, such as "You agree on where, not on mixed versus opinion."
    pub headline: Message,
    /// The figure behind it, and by which convention it is judged.
    pub detail: Message,
}

impl AgreementReport {
    /// What the figures say.
    pub fn summary(&self) -> Summary {
        if self.annotators.len() < 2 {
            let detail = if self.named {
                message!("agreement-two-needed.name-two")
            } else {
                message!("agreement-two-needed.nobody-else")
            };
            return Summary { headline: message!("agreement-two-needed"), detail };
        }
        let graded = self.graded();
        let uniform = self.uniform().filter(|_| graded.is_empty());
        if let Some((section, headline)) = uniform {
            return Summary { headline, detail: section.told_of(Measure::Percent) };
        }
        let topics = |grade: Grade| self.topics(&graded, grade);
        let [weak, tentative, reliable] = [Grade::Weak, Grade::Tentative, Grade::Reliable].map(topics);
        let headline = if graded.is_empty() {
            message!("agreement-too-little")
        } else if weak.is_empty() && tentative.is_empty() {
            message!("agreement-agree", reliable = reliable)
        } else if !reliable.is_empty() && weak.is_empty() {
            message!("agreement-agree-nearly", reliable = reliable, tentative = tentative)
        } else if !reliable.is_empty() {
            message!("agreement-agree-not", reliable = reliable, weak = Argument::any_of(weak))
        } else if weak.is_empty() {
            message!("agreement-nearly", tentative = tentative)
        } else {
            message!("agreement-not-yet", weak = Argument::any_of(weak))
        };
        Summary { headline, detail: self.detail(&graded) }
    }

    /// What to know of the reading behind the figures: how much of it was assumed, or why there is none.
    pub fn reading(&self) -> Vec<Message> {
        let first =
            |section: &'_ ReportSection| section.headline().or_else(|| section.estimates.first()).cloned();
        let headline = self.speaking().filter_map(first).max_by_key(|found| found.assumed);
        let assumed = headline
            .filter(|_| self.rests_on_assumption())
            .map(|found| message!("agreement-assumed", assumed = found.assumed, n = found.n));
        let nothing = self.shares_nothing().then(|| message!("agreement-nothing-read"));
        assumed.into_iter().chain(nothing).collect()
    }

    /// The sentence of [`Self::summary`] in English, such as "You agree on where."
    pub fn sentence(&self) -> String {
        self.summary().headline.english()
    }

    /// The sections that something can be said of, each question of a layer once, by what suits it.
    fn graded(&self) -> Vec<(&ReportSection, Grade)> {
        self.speaking().filter_map(|section| Some((section, section.grade()?))).collect()
    }

    /// The first section with units enough but nearly no difference among the answers. Where answers are reported too,
    /// that all units have one says nothing.
    fn uniform(&self) -> Option<(&ReportSection, Message)> {
        let answered = |layer: &LayerId| {
            self.sections.iter().any(|other| other.layer == *layer && other.question != Question::Place)
        };
        let counts =
            |section: &&ReportSection| section.question != Question::Place || !answered(&section.layer);
        self.speaking().filter(counts).filter_map(|section| Some((section, section.uniform()?))).next()
    }

    /// What of a grade can be said to be agreed on or not, each once; more than two attributes are taken together.
    fn topics(&self, graded: &[(&ReportSection, Grade)], grade: Grade) -> Vec<Message> {
        let mut found: Vec<Message> = Vec::new();
        let attributes = |wanted: Option<Grade>| {
            let all = graded.iter().filter(|(section, _)| section.attribute.is_some());
            all.filter(|(_, found)| wanted.is_none_or(|wanted| wanted == *found)).count()
        };
        let (these, all) = (attributes(Some(grade)), attributes(None));
        for (section, _) in graded.iter().filter(|(_, found)| *found == grade) {
            let other_layer =
                |other: &ReportSection| other.question == section.question && other.layer != section.layer;
            let topic = if section.attribute.is_none() || these <= 2 {
                section.topic(graded.iter().any(|(other, _)| other_layer(other)))
            } else if these == all {
                message!("agreement-topic-attributes")
            } else {
                message!("agreement-topic-some-attributes", some = these, all = all)
            };
            if !found.contains(&topic) {
                found.push(topic);
            }
        }
        found
    }

    fn detail(&self, graded: &[(&ReportSection, Grade)]) -> Message {
        let Some((worst, _)) = graded.iter().min_by(|a, b| value(a.0).total_cmp(&value(b.0))) else {
            if self.shares_nothing() {
                return message!("agreement-nothing-read");
            }
            return message!("agreement-fewest", fewest = FEWEST);
        };
        let (reliable, tentative) = (shown(RELIABLE), format!("{TENTATIVE:.3}"));
        let tentative = tentative.trim_start_matches('0');
        message!("agreement-by-convention", told = worst.told(), reliable = reliable, tentative = tentative)
    }
}

fn value(section: &ReportSection) -> f64 {
    section.headline().and_then(|estimate| estimate.value.ok()).unwrap_or(f64::INFINITY)
}
