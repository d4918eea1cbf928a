//! What an export drops, counted.

use crate::base::Issue;
use crate::formats::shared::excerpts::short;
use crate::formats::shared::features::Feature;
use crate::model::{Body, Project, Role, SetState, Value};
use std::collections::BTreeMap;

const EXAMPLES: usize = 3;

/// What was dropped, how often, with examples.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LossLog(BTreeMap<Feature, (u64, Vec<String>)>);

impl LossLog {
    /// Notes one dropped thing; the example is made only while few are known.
    pub fn add(&mut self, lost: Feature, example: impl FnOnce() -> String) {
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
        for lost in losses.iter().copied().filter(|lost| !lost.is_counted_by_format()) {
            self.count_in_project(project, lost);
        }
        let wanted: Vec<Feature> =
            losses.iter().copied().filter(|lost| !lost.is_counted_by_format()).collect();
        for (key, set) in project.sets() {
            let whose = || format!("{} on {}", key.annotator, key.article);
            for lost in &wanted {
                match lost {
                    Feature::SignOff if matches!(set.state(), SetState::Done(_)) => self.add(*lost, whose),
                    Feature::Coverage if !set.coverage().is_empty() => self.add(*lost, whose),
                    Feature::Fields => set.fields().keys().for_each(|field| {
                        self.add(*lost, || format!("{field} by {}", whose()));
                    }),
                    Feature::Bookmarks => set.bookmarks().for_each(|_| self.add(*lost, whose)),
                    Feature::Orphans => set.orphans().for_each(|orphan| {
                        self.add(*lost, || format!("“{}” by {}", short(&orphan.exact), whose()));
                    }),
                    Feature::Decisions => set.decisions().for_each(|_| self.add(*lost, whose)),
                    Feature::Comments => set.comments().for_each(|comment| {
                        self.add(*lost, || format!("“{}” by {}", short(&comment.text), whose()));
                    }),
                    _ => {}
                }
            }
            let Some(article) = project.article(&key.article) else { continue };
            for annotation in set.iter() {
                let example = || {
                    format!("“{}” by {}", short(article.text.slice(annotation.span).unwrap_or("")), whose())
                };
                for lost in &wanted {
                    let memo = annotation.memo.as_ref();
                    let times = match lost {
                        Feature::Codes => usize::from(matches!(annotation.body, Body::Code(_))),
                        Feature::Mentions => usize::from(matches!(annotation.body, Body::Claim(_))),
                        Feature::Notes => usize::from(annotation.body == Body::Note),
                        Feature::Units => usize::from(matches!(annotation.body, Body::Unit(_))),
                        Feature::Attributes => annotation.attributes.len(),
                        Feature::Passages => {
                            annotation.attributes.values().filter(|v| matches!(v, Value::Spans(_))).count()
                        }
                        Feature::Memos => usize::from(memo.is_some_and(|memo| !memo.text.is_empty())),
                        Feature::Questions => usize::from(memo.is_some_and(|memo| memo.question)),
                        Feature::Origins => usize::from(annotation.origin != crate::model::Origin::Human),
                        _ => 0,
                    };
                    (0..times).for_each(|_| self.add(*lost, example));
                }
            }
        }
    }

    fn count_in_project(&mut self, project: &Project, lost: Feature) {
        match lost {
            Feature::Texts => project.articles().for_each(|a| self.add(lost, || a.id.to_string())),
            Feature::Titles => {
                let told = |m: &crate::model::Metadata| {
                    let date = m.published.date.as_str();
                    [&m.title, &m.outlet, date, &m.url, &m.language].iter().any(|words| !words.is_empty())
                };
                let with = project.articles().filter(|article| told(&article.metadata));
                with.for_each(|article| self.add(lost, || article.id.to_string()));
            }
            Feature::Metadata => {
                let more = |m: &crate::model::Metadata| {
                    !(m.authors.is_empty()
                        && m.section.is_empty()
                        && m.genre.is_empty()
                        && m.published.as_written.is_empty()
                        && m.source_file.is_empty()
                        && m.import_note.is_empty())
                };
                let with = project.articles().filter(|article| more(&article.metadata));
                with.for_each(|article| self.add(lost, || article.id.to_string()));
            }
            Feature::Zones => {
                let with = project.articles().filter(|article| !article.zones.is_empty());
                with.for_each(|article| self.add(lost, || article.id.to_string()));
            }
            Feature::Codebook => {
                let layers = project.codebook().layers();
                layers.iter().for_each(|layer| self.add(lost, || layer.name.clone()));
            }
            Feature::Annotators => {
                let told = |id: &str, name: &str, role: Role| name != id || role == Role::Adjudicator;
                let with = project.annotators().filter(|a| told(a.id.as_str(), &a.name, a.role));
                with.for_each(|annotator| self.add(lost, || annotator.name.clone()));
            }
            Feature::ClaimDetails => {
                let told = |claim: &crate::model::Claim| {
                    !(claim.wording.is_empty()
                        && claim.kind.is_none()
                        && claim.topic.is_empty()
                        && claim.aliases.is_empty()
                        && claim.memo.is_empty()
                        && claim.status == crate::model::ClaimStatus::Open)
                };
                let with = project.ledger().claims().filter(|claim| told(claim));
                with.for_each(|claim| self.add(lost, || claim.label.clone()));
            }
            Feature::Relations => {
                let edges = project.ledger().edges();
                edges.for_each(|(_, edge)| {
                    self.add(lost, || format!("{} {} {}", edge.from, edge.relation.name(), edge.to));
                });
            }
            _ => {}
        }
    }

    /// Each kind of thing that was dropped, how often, and examples.
    pub fn iter(&self) -> impl Iterator<Item = (Feature, u64, &[String])> {
        self.0.iter().map(|(lost, (count, examples))| (*lost, *count, examples.as_slice()))
    }

    /// One finding for each kind of thing that was dropped.
    pub fn issues(&self, file: &str) -> Vec<Issue> {
        let one = |(lost, (count, examples)): (&Feature, &(u64, Vec<String>))| {
            let more = if *count > examples.len() as u64 { ", …" } else { "" };
            let examples = examples.join("; ");
            Issue::warning(
                lost.code(),
                file,
                format!("Not in the file: {count} × {}: {examples}{more}.", lost.words()),
            )
        };
        self.0.iter().map(one).collect()
    }
}

impl FromIterator<(Feature, u64, Vec<String>)> for LossLog {
    /// What was dropped, how often, and examples.
    fn from_iter<I: IntoIterator<Item = (Feature, u64, Vec<String>)>>(dropped: I) -> Self {
        Self(dropped.into_iter().map(|(lost, count, examples)| (lost, (count, examples))).collect())
    }
}
