//! What is counted of a release: the figures that the methods paragraph and the manifest are written from.

use super::check::unhidden;
use crate::agreement::{AgreementReport, Counted, Estimate, Measure, Question, ReportSection, Undefined};
use crate::base::ArticleId;
use crate::model::{
    AnnotationSet, Article, FetchedStubs, Manner, Project, Reason, Role, SetState, Struck, ZoneKind,
    sentences_of, swept,
};
use crate::review::Filter;
use std::collections::{BTreeMap, BTreeSet};

/// What the agreement report says first about one question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Headline {
    /// The layer's name on the screen.
    pub layer: String,
    pub question: Question,
    pub counted: Counted,
    pub measure: Measure,
    pub n: u64,
    pub value: Result<f64, Undefined>,
    /// The 95 % interval, when there is one.
    pub interval: Option<(f64, f64)>,
}

/// What is recorded of the import of articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ImportCounts {
    /// The kinds of files as article files name them, such as `web-page`, with how many articles came from each.
    pub kinds: BTreeMap<String, u64>,
    /// Articles of which no kind is recorded.
    pub unrecorded: u64,
    /// Passages that were struck on import, and in how many articles.
    pub struck: u64,
    pub struck_articles: u64,
    /// Those of the passages that are boilerplate no longer.
    pub taken_back: u64,
}

impl ImportCounts {
    /// The kinds by what they are called, each with its number as `written` writes it, the most frequent first.
    pub fn kinds_by(&self, name: fn(&str) -> &str, written: fn(u64) -> String) -> Vec<String> {
        let mut named: BTreeMap<&str, u64> = BTreeMap::new();
        self.kinds.iter().for_each(|(kind, count)| *named.entry(name(kind)).or_default() += count);
        let mut named: Vec<(&str, u64)> = named.into_iter().collect();
        named.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        named.into_iter().map(|(name, count)| format!("{name} ({})", written(count))).collect()
    }

    fn take(&mut self, article: &Article) {
        let import = &article.metadata.import;
        // The archive of a download stands after the kind of file. What is no name goes into no Markdown.
        let is_name = |kind: &&str| {
            !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        match import.kind.split(", ").next().filter(is_name) {
            Some(kind) => *self.kinds.entry(kind.to_owned()).or_default() += 1,
            None => self.unrecorded += 1,
        }
        let boilerplate = article.zones.iter().filter(|zone| zone.kind == ZoneKind::Boilerplate);
        let is_struck = |one: &&Struck| boilerplate.clone().any(|zone| zone.span.overlaps(one.span));
        let still = import.struck.iter().filter(is_struck).count();
        self.struck += import.struck.len() as u64;
        self.struck_articles += u64::from(!import.struck.is_empty());
        self.taken_back += (import.struck.len() - still) as u64;
    }
}

/// Everything that is counted of a release.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReleaseStatistics {
    pub articles: u64,
    /// The outlets by name, with how many articles each.
    pub outlets: BTreeMap<String, u64>,
    /// The first and the last date of publication, as `2025-07-03`.
    pub period: Option<(String, String)>,
    /// Articles without a date.
    pub undated: u64,
    /// What is recorded of the import of the articles.
    pub imports: ImportCounts,
    /// Articles that are known and whose texts are not at hand.
    pub not_at_hand: u64,
    pub codebook: String,
    pub version: u32,
    /// The layers' names on the screen.
    pub layers: Vec<String>,
    /// Analysts with a set.
    pub coders: u64,
    pub sets: u64,
    pub signed_off: u64,
    /// The annotations in them.
    pub annotations: u64,
    pub claims: u64,
    /// Articles that somebody coded, and that two did.
    pub coded_articles: u64,
    pub double_articles: u64,
    /// Sentences to be coded that somebody judged, and that two did.
    pub coded_sentences: u64,
    pub double_sentences: u64,
    pub blind: bool,
    /// How often hiding was switched.
    pub switches: u64,
    pub headlines: Vec<Headline>,
    pub seed: u64,
    pub resamples: u32,
    /// Adjudicators with a set.
    pub adjudicators: u64,
    pub decisions: u64,
    /// Those taken together with others.
    pub in_bulk: u64,
    /// By reason; those without one are not counted.
    pub reasons: BTreeMap<Reason, u64>,
    /// Places on which coders differ and nobody decided.
    pub open: u64,
}

/// How many articles are known of which none is in the project.
fn not_at_hand(project: &Project) -> u64 {
    if project.stub_count() == 0 {
        return 0;
    }
    let fetched = FetchedStubs::of(project);
    project.stubs().filter(|stub| fetched.article_of(&stub.id).is_none()).count() as u64
}

impl ReleaseStatistics {
    /// The same with every name that people gave written as `written` does.
    pub fn renamed(&self, written: fn(&str) -> String) -> Self {
        let mut figures = self.clone();
        figures.outlets = self.outlets.iter().map(|(name, count)| (written(name), *count)).collect();
        figures.codebook = written(&self.codebook);
        figures.layers.iter_mut().for_each(|name| *name = written(name));
        figures.headlines.iter_mut().for_each(|headline| headline.layer = written(&headline.layer));
        figures
    }

    pub fn of(project: &Project, report: &AgreementReport) -> Self {
        let codebook = project.codebook();
        let mut figures = Self {
            articles: project.article_count() as u64,
            outlets: BTreeMap::new(),
            period: None,
            undated: 0,
            imports: ImportCounts::default(),
            not_at_hand: not_at_hand(project),
            codebook: codebook.name().to_owned(),
            version: codebook.version(),
            layers: codebook.layers().iter().map(|layer| layer.name.clone()).collect(),
            coders: 0,
            sets: 0,
            signed_off: 0,
            annotations: 0,
            claims: project.ledger().claims().count() as u64,
            coded_articles: 0,
            double_articles: 0,
            coded_sentences: 0,
            double_sentences: 0,
            blind: project.settings().blind,
            switches: project.settings().blind_changes.len() as u64,
            headlines: headlines(report),
            seed: report.seed,
            resamples: report.resamples,
            adjudicators: 0,
            decisions: 0,
            in_bulk: 0,
            reasons: BTreeMap::new(),
            open: unhidden(project).queue(&Filter::default()).open() as u64,
        };
        figures.take_articles(project);
        figures.take_sets(project);
        figures
    }

    fn take_articles(&mut self, project: &Project) {
        for article in project.articles() {
            let metadata = &article.metadata;
            self.imports.take(article);
            if !metadata.outlet.is_empty() {
                *self.outlets.entry(metadata.outlet.clone()).or_default() += 1;
            }
            let date = &metadata.published.date;
            if date.is_empty() {
                self.undated += 1;
                continue;
            }
            self.period = Some(match self.period.take() {
                None => (date.clone(), date.clone()),
                Some((first, last)) => (first.min(date.clone()), last.max(date.clone())),
            });
        }
    }

    fn take_sets(&mut self, project: &Project) {
        let role = |id| project.annotator(id).map(|annotator| annotator.role).unwrap_or_default();
        let mut by_article: BTreeMap<&ArticleId, Vec<&AnnotationSet>> = BTreeMap::new();
        let (mut coders, mut adjudicators) = (BTreeSet::new(), BTreeSet::new());
        for (key, set) in project.sets() {
            match role(&key.annotator) {
                Role::Analyst => {
                    coders.insert(&key.annotator);
                    self.sets += 1;
                    self.signed_off += u64::from(matches!(set.state(), SetState::Done(_)));
                    self.annotations += set.len() as u64;
                    by_article.entry(&key.article).or_default().push(set);
                }
                Role::Adjudicator => {
                    adjudicators.insert(&key.annotator);
                    self.take_decisions(set);
                }
                Role::Program => {}
            }
        }
        self.coders = coders.len() as u64;
        self.adjudicators = adjudicators.len() as u64;
        for article in project.articles() {
            let Some(sets) = by_article.get(&article.id) else { continue };
            let sentences = swept(article, &sentences_of(article));
            let judged = |set: &AnnotationSet, at: usize| {
                matches!(set.state(), SetState::Done(_)) || set.coverage().covers(sentences[at])
            };
            let begun = sets.iter().filter(|set| {
                matches!(set.state(), SetState::Done(_)) || !set.coverage().is_empty() || !set.is_empty()
            });
            let begun = begun.count();
            self.coded_articles += u64::from(begun > 0);
            self.double_articles += u64::from(begun > 1);
            for at in 0..sentences.len() {
                let times = sets.iter().filter(|set| judged(set, at)).count();
                self.coded_sentences += u64::from(times > 0);
                self.double_sentences += u64::from(times > 1);
            }
        }
    }

    fn take_decisions(&mut self, set: &AnnotationSet) {
        for decision in set.decisions() {
            self.decisions += 1;
            self.in_bulk += u64::from(decision.manner != Manner::Single);
            if let Some(reason) = decision.reason {
                *self.reasons.entry(reason).or_default() += 1;
            }
        }
    }

    /// All figures by name, for the manifest. `open` is left out when what was compared is not in the release.
    pub fn named(&self, adjudicated: bool) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        let mut tell = |name: &str, value: String| all.push((name.to_owned(), value));
        tell("articles", self.articles.to_string());
        tell("outlets", self.outlets.len().to_string());
        if let Some((first, last)) = &self.period {
            tell("first-date", first.clone());
            tell("last-date", last.clone());
        }
        tell("undated", self.undated.to_string());
        if self.not_at_hand > 0 {
            tell("articles-not-at-hand", self.not_at_hand.to_string());
        }
        tell("codebook-version", self.version.to_string());
        for (name, value) in [
            ("coders", self.coders),
            ("sets", self.sets),
            ("signed-off", self.signed_off),
            ("annotations", self.annotations),
            ("claims", self.claims),
            ("coded-articles", self.coded_articles),
            ("double-coded-articles", self.double_articles),
            ("coded-sentences", self.coded_sentences),
            ("double-coded-sentences", self.double_sentences),
            ("hiding-switched", self.switches),
            ("adjudicators", self.adjudicators),
            ("decisions", self.decisions),
            ("decisions-in-bulk", self.in_bulk),
        ] {
            tell(name, value.to_string());
        }
        for (reason, count) in &self.reasons {
            tell(&format!("decisions-{}", reason.name().to_lowercase().replace(' ', "-")), count.to_string());
        }
        if !adjudicated {
            tell("open-disagreements", self.open.to_string());
        }
        all
    }

    /// Whether some figure has no interval although it is defined.
    pub fn lacks_interval(&self) -> bool {
        self.headlines.iter().any(|headline| headline.value.is_ok() && headline.interval.is_none())
    }

    /// Whether some figure has an interval.
    pub fn has_interval(&self) -> bool {
        self.headlines.iter().any(|headline| headline.interval.is_some())
    }
}

/// The figures to look at first about places, codes and claims.
fn headlines(report: &AgreementReport) -> Vec<Headline> {
    let headline = |section: &ReportSection| {
        let Estimate { measure, n, value, interval, .. } = section.headline()?;
        Some(Headline {
            layer: section.layer_name.clone(),
            question: section.question,
            counted: section.counted,
            measure: *measure,
            n: *n,
            value: *value,
            interval: interval.as_ref().and_then(|found| found.ok()).map(|found| (found.low, found.high)),
        })
    };
    let told = report.headlines().into_iter().filter(|section| section.question != Question::Attribute);
    told.filter_map(headline).collect()
}
