//! What a format cannot carry: declared before, counted after.

use crate::base::{ArticleId, Issue};
use crate::model::{Body, Project, Role, SetState, Value};
use std::collections::BTreeMap;

/// Something of a project that a format may have no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lost {
    /// The texts of the articles.
    Texts,
    /// Title, outlet, date, address and language of articles.
    Titles,
    /// What is known about an article besides title, outlet, date, address and language.
    Metadata,
    /// The parts of an article: headline, caption, boilerplate.
    Zones,
    /// The coding rules: definitions, keys, examples.
    Codebook,
    /// Names of annotators, or their roles.
    Annotators,
    /// Whether a set is open or signed off.
    SignOff,
    /// Which parts were read.
    Coverage,
    /// Answers about an article as a whole.
    Fields,
    /// Bookmarks.
    Bookmarks,
    /// Annotations whose passage was not found.
    Orphans,
    /// Decisions of adjudicators with their reasons.
    Decisions,
    /// Comments on places.
    Comments,
    /// Claims besides their short name: wording, kind, topic, aliases, status.
    ClaimDetails,
    /// Relations between claims.
    Relations,
    /// Codes: annotations that answer with one.
    Codes,
    /// Mentions of claims.
    Mentions,
    /// Notes on passages without a code.
    Notes,
    /// Units that were marked and not yet answered.
    Units,
    /// Attributes of annotations.
    Attributes,
    /// Passages that attributes name: source, cue, hedge.
    Passages,
    /// Memos.
    Memos,
    /// That a memo is a question.
    Questions,
    /// How an annotation came to be: made, suggested, carried over, imported.
    Origins,
    /// When an annotation was made and changed.
    Times,
    /// Numbers of annotations.
    Numbers,
    /// Annotations that overlap others.
    Overlaps,
    /// Ends inside a word.
    PartWords,
    /// Passages over line breaks.
    Breaks,
    /// White space at the ends of passages.
    Edges,
    /// Annotations of white space alone.
    Blanks,
    /// White space in memos and texts: tabs and line breaks become spaces.
    WhiteSpace,
    /// Texts over what a cell can hold.
    LongCells,
    /// Control characters, where the format has no place for them.
    Controls,
}

impl Lost {
    /// All of them.
    pub const ALL: [Self; 34] = [
        Self::Texts,
        Self::Titles,
        Self::Metadata,
        Self::Zones,
        Self::Codebook,
        Self::Annotators,
        Self::SignOff,
        Self::Coverage,
        Self::Fields,
        Self::Bookmarks,
        Self::Orphans,
        Self::Decisions,
        Self::Comments,
        Self::ClaimDetails,
        Self::Relations,
        Self::Codes,
        Self::Mentions,
        Self::Notes,
        Self::Units,
        Self::Attributes,
        Self::Passages,
        Self::Memos,
        Self::Questions,
        Self::Origins,
        Self::Times,
        Self::Numbers,
        Self::Overlaps,
        Self::PartWords,
        Self::Breaks,
        Self::Edges,
        Self::Blanks,
        Self::Controls,
        Self::WhiteSpace,
        Self::LongCells,
    ];

    /// A stable code for findings.
    pub fn code(self) -> &'static str {
        match self {
            Self::Texts => "lost-texts",
            Self::Titles => "lost-titles",
            Self::Metadata => "lost-metadata",
            Self::Zones => "lost-zones",
            Self::Codebook => "lost-codebook",
            Self::Annotators => "lost-annotators",
            Self::SignOff => "lost-sign-off",
            Self::Coverage => "lost-coverage",
            Self::Fields => "lost-fields",
            Self::Bookmarks => "lost-bookmarks",
            Self::Orphans => "lost-orphans",
            Self::Decisions => "lost-decisions",
            Self::Comments => "lost-comments",
            Self::ClaimDetails => "lost-claim-details",
            Self::Relations => "lost-relations",
            Self::Codes => "lost-codes",
            Self::Mentions => "lost-mentions",
            Self::Notes => "lost-notes",
            Self::Units => "lost-units",
            Self::Attributes => "lost-attributes",
            Self::Passages => "lost-passages",
            Self::Memos => "lost-memos",
            Self::Questions => "lost-questions",
            Self::Origins => "lost-origins",
            Self::Times => "lost-times",
            Self::Numbers => "lost-numbers",
            Self::Overlaps => "lost-overlaps",
            Self::PartWords => "lost-part-words",
            Self::Breaks => "lost-breaks",
            Self::Edges => "lost-edges",
            Self::Blanks => "lost-blanks",
            Self::Controls => "lost-controls",
            Self::WhiteSpace => "lost-white-space",
            Self::LongCells => "lost-long-cells",
        }
    }

    /// What it is, in a few words for a list; in the plural.
    pub fn words(self) -> &'static str {
        match self {
            Self::Texts => "article texts",
            Self::Titles => "articles’ title, outlet, date, address and language",
            Self::Metadata => "further article metadata",
            Self::Zones => "zones",
            Self::Codebook => "codebook definitions",
            Self::Annotators => "annotators’ names and roles",
            Self::SignOff => "sign-offs",
            Self::Coverage => "coverage (what was read)",
            Self::Fields => "answers about whole articles",
            Self::Bookmarks => "bookmarks",
            Self::Orphans => "orphans (annotations without a place)",
            Self::Decisions => "decisions with their reasons",
            Self::Comments => "comments",
            Self::ClaimDetails => "claims’ wording, kind, topic, aliases and status",
            Self::Relations => "relations between claims",
            Self::Codes => "codes",
            Self::Mentions => "mentions of claims",
            Self::Notes => "notes without a code",
            Self::Units => "units without an answer",
            Self::Attributes => "attributes",
            Self::Passages => "passages named by attributes",
            Self::Memos => "memos",
            Self::Questions => "marks that a memo is a question",
            Self::Origins => "origins (made, suggested, carried over, imported)",
            Self::Times => "times",
            Self::Numbers => "annotation numbers",
            Self::Overlaps => "annotations that overlap others",
            Self::PartWords => "ends inside words",
            Self::Breaks => "passages over line breaks",
            Self::Edges => "white space at the ends of passages",
            Self::Blanks => "annotations of white space alone",
            Self::Controls => "control characters, which become �",
            Self::WhiteSpace => "tabs and line breaks in memos and names",
            Self::LongCells => "text beyond 32,767 characters in a cell",
        }
    }

    /// Whether only the format itself can tell how often it happens, while it writes.
    pub fn is_told_by_format(self) -> bool {
        matches!(
            self,
            Self::Overlaps
                | Self::PartWords
                | Self::Breaks
                | Self::Edges
                | Self::Blanks
                | Self::Controls
                | Self::WhiteSpace
                | Self::LongCells
                | Self::Numbers
                | Self::Times
        )
    }
}

const EXAMPLES: usize = 3;

/// What was dropped, how often, with examples.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LossLog(BTreeMap<Lost, (u64, Vec<String>)>);

impl LossLog {
    /// Notes one dropped thing; the example is made only while few are known.
    pub fn add(&mut self, lost: Lost, example: impl FnOnce() -> String) {
        let (count, examples) = self.0.entry(lost).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(example());
        }
    }

    /// How often something was dropped.
    pub fn count(&self, lost: Lost) -> u64 {
        self.0.get(&lost).map_or(0, |(count, _)| *count)
    }

    /// Counts what a project holds of the things that a format declares it cannot carry.
    pub fn count_declared(&mut self, project: &Project, losses: &[Lost]) {
        for lost in losses.iter().copied().filter(|lost| !lost.is_told_by_format()) {
            self.count_in_project(project, lost);
        }
        let wanted: Vec<Lost> = losses.iter().copied().filter(|lost| !lost.is_told_by_format()).collect();
        for (key, set) in project.sets() {
            let whose = || format!("{} on {}", key.annotator, key.article);
            for lost in &wanted {
                match lost {
                    Lost::SignOff if matches!(set.state(), SetState::Done(_)) => self.add(*lost, whose),
                    Lost::Coverage if !set.coverage().is_empty() => self.add(*lost, whose),
                    Lost::Fields => set.fields().keys().for_each(|field| {
                        self.add(*lost, || format!("{field} by {}", whose()));
                    }),
                    Lost::Bookmarks => set.bookmarks().for_each(|_| self.add(*lost, whose)),
                    Lost::Orphans => set.orphans().for_each(|orphan| {
                        self.add(*lost, || format!("“{}” by {}", short(&orphan.exact), whose()));
                    }),
                    Lost::Decisions => set.decisions().for_each(|_| self.add(*lost, whose)),
                    Lost::Comments => set.comments().for_each(|comment| {
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
                        Lost::Codes => usize::from(matches!(annotation.body, Body::Code(_))),
                        Lost::Mentions => usize::from(matches!(annotation.body, Body::Claim(_))),
                        Lost::Notes => usize::from(annotation.body == Body::Note),
                        Lost::Units => usize::from(matches!(annotation.body, Body::Unit(_))),
                        Lost::Attributes => annotation.attributes.len(),
                        Lost::Passages => {
                            annotation.attributes.values().filter(|v| matches!(v, Value::Spans(_))).count()
                        }
                        Lost::Memos => usize::from(memo.is_some_and(|memo| !memo.text.is_empty())),
                        Lost::Questions => usize::from(memo.is_some_and(|memo| memo.question)),
                        Lost::Origins => usize::from(annotation.origin != crate::model::Origin::Human),
                        _ => 0,
                    };
                    (0..times).for_each(|_| self.add(*lost, example));
                }
            }
        }
    }

    fn count_in_project(&mut self, project: &Project, lost: Lost) {
        match lost {
            Lost::Texts => project.articles().for_each(|a| self.add(lost, || a.id.to_string())),
            Lost::Titles => {
                let told = |m: &crate::model::Metadata| {
                    let date = m.published.date.as_str();
                    [&m.title, &m.outlet, date, &m.url, &m.language].iter().any(|words| !words.is_empty())
                };
                let with = project.articles().filter(|article| told(&article.metadata));
                with.for_each(|article| self.add(lost, || article.id.to_string()));
            }
            Lost::Metadata => {
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
            Lost::Zones => {
                let with = project.articles().filter(|article| !article.zones.is_empty());
                with.for_each(|article| self.add(lost, || article.id.to_string()));
            }
            Lost::Codebook => {
                let layers = project.codebook().layers();
                layers.iter().for_each(|layer| self.add(lost, || layer.name.clone()));
            }
            Lost::Annotators => {
                let told = |id: &str, name: &str, role: Role| name != id || role == Role::Adjudicator;
                let with = project.annotators().filter(|a| told(a.id.as_str(), &a.name, a.role));
                with.for_each(|annotator| self.add(lost, || annotator.name.clone()));
            }
            Lost::ClaimDetails => {
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
            Lost::Relations => {
                let edges = project.ledger().edges();
                edges.for_each(|(_, edge)| {
                    self.add(lost, || format!("{} {} {}", edge.from, edge.relation.name(), edge.to));
                });
            }
            _ => {}
        }
    }

    /// Each kind of thing that was dropped, how often, and examples.
    pub fn iter(&self) -> impl Iterator<Item = (Lost, u64, &[String])> {
        self.0.iter().map(|(lost, (count, examples))| (*lost, *count, examples.as_slice()))
    }

    /// One finding for each kind of thing that was dropped.
    pub fn issues(&self, file: &str) -> Vec<Issue> {
        let one = |(lost, (count, examples)): (&Lost, &(u64, Vec<String>))| {
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

/// The first words of a passage, on one line.
pub(in crate::formats) fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// Says where an example is from.
pub(in crate::formats) fn in_article(words: &str, article: &ArticleId) -> String {
    format!("“{}” in {article}", short(words))
}
