//! What an export drops, counted.

use crate::base::Issue;
use crate::formats::shared::excerpts::short;
use crate::formats::shared::features::Feature;
use crate::locale::Message;
use crate::message;
use crate::model::{
    Annotation, AnnotationSet, Article, Body, Claim, ClaimStatus, ImportRecord, Metadata, Origin, Project,
    Role, SetKey, SetState, Value,
};
use std::collections::BTreeMap;

const EXAMPLES: usize = 3;

/// What was dropped, how often, with examples.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LossLog(BTreeMap<Feature, (u64, Vec<Message>)>);

impl LossLog {
    /// Notes one dropped thing; the example is made only while few are known.
    pub fn add(&mut self, lost: Feature, example: impl FnOnce() -> Message) {
        let (count, examples) = self.0.entry(lost).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(example());
        }
    }

    /// Whether nothing was dropped.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many kinds of things were dropped.
    pub fn kinds(&self) -> usize {
        self.0.len()
    }

    /// How often something was dropped.
    pub fn count(&self, lost: Feature) -> u64 {
        self.0.get(&lost).map_or(0, |(count, _)| *count)
    }

    /// Counts what a project holds of the things that a format declares it cannot carry.
    pub fn count_declared(&mut self, project: &Project, losses: &[Feature]) {
        for lost in losses.iter().copied() {
            self.count_in_project(project, lost);
        }
    }

    fn count_in_project(&mut self, project: &Project, lost: Feature) {
        match lost {
            Feature::Texts => self.articles(project, lost, |_| true),
            Feature::Titles => self.articles(project, lost, |article| is_titled(&article.metadata)),
            Feature::Metadata => self.articles(project, lost, |article| is_described(&article.metadata)),
            Feature::Print => self.articles(project, lost, |article| article.metadata.has_print_fields()),
            Feature::Imports => self.articles(project, lost, |article| {
                let ImportRecord { sha256, kind, struck, times: _ } = &article.metadata.import;
                !(sha256.is_empty() && kind.is_empty() && struck.is_empty())
            }),
            Feature::TimeCodes => {
                self.articles(project, lost, |article| !article.metadata.import.times.is_empty());
            }
            Feature::Zones => self.articles(project, lost, |article| !article.zones.is_empty()),
            Feature::Codebook => {
                let layers = project.codebook().layers();
                layers.iter().for_each(|layer| self.add(lost, || named(&layer.name)));
            }
            Feature::Annotators => {
                let told = |id: &str, name: &str, role: Role| name != id || role == Role::Adjudicator;
                let with = project.annotators().filter(|a| told(a.id.as_str(), &a.name, a.role));
                with.for_each(|annotator| self.add(lost, || named(&annotator.name)));
            }
            Feature::ClaimDetails => {
                let with = project.ledger().claims().filter(|claim| is_detailed(claim));
                with.for_each(|claim| self.add(lost, || named(&claim.label)));
            }
            Feature::Relations => {
                let edges = project.ledger().edges();
                edges.for_each(|(_, edge)| {
                    let words = || format!("{} {} {}", edge.from, edge.relation.name(), edge.to);
                    self.add(lost, || named(&words()));
                });
            }
            Feature::SignOff => {
                self.sets(project, lost, |set| usize::from(matches!(set.state(), SetState::Done(_))));
            }
            Feature::Coverage => {
                self.sets(project, lost, |set| usize::from(!set.stated_coverage().is_empty()));
            }
            Feature::Bookmarks => self.sets(project, lost, |set| set.bookmarks().count()),
            Feature::Decisions => self.sets(project, lost, |set| set.decisions().count()),
            Feature::Fields => self.each_set(project, |log, key, set| {
                for field in set.fields().keys() {
                    log.add(lost, || {
                        let (annotator, article) = (&key.annotator, &key.article);
                        let field = field.to_string();
                        message!(
                            "formats-example-answer",
                            field = field,
                            annotator = %annotator,
                            article = %article
                        )
                    });
                }
            }),
            Feature::Orphans => self.each_set(project, |log, key, set| {
                set.orphans().for_each(|orphan| log.add(lost, || said(&orphan.exact, key)));
            }),
            Feature::Comments => self.each_set(project, |log, key, set| {
                set.comments().for_each(|comment| log.add(lost, || said(&comment.text, key)));
            }),
            Feature::Codes => self.annotations(project, lost, |one| is(matches!(one.body, Body::Code(_)))),
            Feature::Mentions => {
                self.annotations(project, lost, |one| is(matches!(one.body, Body::Claim(_))));
            }
            Feature::Notes => self.annotations(project, lost, |one| is(one.body == Body::Note)),
            Feature::Units => self.annotations(project, lost, |one| is(matches!(one.body, Body::Unit(_)))),
            Feature::Attributes => self.annotations(project, lost, |one| one.attributes.len()),
            Feature::Passages => self.annotations(project, lost, |one| {
                one.attributes.values().filter(|value| matches!(value, Value::Spans(_))).count()
            }),
            Feature::Memos => self.annotations(project, lost, |one| {
                is(one.memo.as_ref().is_some_and(|memo| !memo.text.is_empty()))
            }),
            Feature::Questions => {
                self.annotations(project, lost, |one| {
                    is(one.memo.as_ref().is_some_and(|memo| memo.question))
                });
            }
            Feature::Origins => self.annotations(project, lost, |one| is(one.origin != Origin::Human)),
            // Only the format itself can tell how often these happen, while it writes.
            Feature::Overlaps
            | Feature::PartWords
            | Feature::Breaks
            | Feature::Edges
            | Feature::Blanks
            | Feature::Controls
            | Feature::WhiteSpace
            | Feature::LongCells
            | Feature::Numbers
            | Feature::Times
            | Feature::Speakers => {}
        }
    }
    fn articles(&mut self, project: &Project, lost: Feature, has: impl Fn(&Article) -> bool) {
        let with = project.articles().filter(|article| has(article));
        with.for_each(|article| self.add(lost, || named(article.id.as_str())));
    }

    fn each_set(&mut self, project: &Project, mut count: impl FnMut(&mut Self, &SetKey, &AnnotationSet)) {
        project.sets().for_each(|(key, set)| count(self, key, set));
    }

    /// Counts things of sets of which nothing is said but whose they are.
    fn sets(&mut self, project: &Project, lost: Feature, times: impl Fn(&AnnotationSet) -> usize) {
        self.each_set(project, |log, key, set| {
            for _ in 0..times(set) {
                log.add(
                    lost,
                    || message!("formats-example-set", annotator = %key.annotator, article = %key.article),
                );
            }
        });
    }

    /// Counts things of annotations that have a place.
    fn annotations(&mut self, project: &Project, lost: Feature, times: impl Fn(&Annotation) -> usize) {
        self.each_set(project, |log, key, set| {
            let Some(article) = project.article(&key.article) else { return };
            for annotation in set.iter() {
                for _ in 0..times(annotation) {
                    log.add(lost, || said(article.text.slice(annotation.span).unwrap_or(""), key));
                }
            }
        });
    }

    /// Each kind of thing that was dropped, how often, and examples.
    pub fn iter(&self) -> impl Iterator<Item = (Feature, u64, &[Message])> {
        self.0.iter().map(|(lost, (count, examples))| (*lost, *count, examples.as_slice()))
    }

    /// One finding for each kind of thing that was dropped.
    pub fn issues(&self, file: &str) -> Vec<Issue> {
        let one = |(lost, (count, examples)): (&Feature, &(u64, Vec<Message>))| {
            let shown = if *count > examples.len() as u64 { EXAMPLES + 1 } else { examples.len() };
            let example = |at: usize| examples.get(at).cloned().unwrap_or_default();
            let message = message!(
                "formats-lost",
                count = *count,
                what = Message::new(lost.text_id()),
                shown = shown,
                first = example(0),
                second = example(1),
                third = example(2)
            );
            Issue::warning(lost.code(), file, message)
        };
        self.0.iter().map(one).collect()
    }
}

/// Whether an article has title, outlet, date, address or language.
fn is_titled(about: &Metadata) -> bool {
    let date = about.published.date.as_str();
    [&about.title, &about.outlet, date, &about.url, &about.language].iter().any(|words| !words.is_empty())
}

/// Whether more is known about an article.
fn is_described(about: &Metadata) -> bool {
    !(about.authors.is_empty()
        && about.section.is_empty()
        && about.genre.is_empty()
        && about.published.as_written.is_empty()
        && about.source_file.is_empty()
        && about.import_note.is_empty())
}

/// Whether a claim has more than its short name.
fn is_detailed(claim: &Claim) -> bool {
    !(claim.wording.is_empty()
        && claim.kind.is_none()
        && claim.topic.is_empty()
        && claim.aliases.is_empty()
        && claim.memo.is_empty()
        && claim.status == ClaimStatus::Open)
}

fn is(it: bool) -> usize {
    usize::from(it)
}

/// An example: a name of the project.
fn named(name: &str) -> Message {
    Message::verbatim(name)
}

/// An example: words of somebody's set.
fn said(words: &str, key: &SetKey) -> Message {
    let (annotator, article) = (&key.annotator, &key.article);
    message!("formats-example-words", words = short(words), annotator = %annotator, article = %article)
}

impl FromIterator<(Feature, u64, Vec<Message>)> for LossLog {
    /// What was dropped, how often, and examples.
    fn from_iter<I: IntoIterator<Item = (Feature, u64, Vec<Message>)>>(dropped: I) -> Self {
        Self(dropped.into_iter().map(|(lost, count, examples)| (lost, (count, examples))).collect())
    }
}
