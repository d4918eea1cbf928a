//! From the figures of articles to the sections of a report.

use super::data::{ArticleNames, Counted, LayerScope, Scope, Stage, Viewer};
use super::figures::{ArticleFigures, AttributeCells, Cells, Compared, LayerFigures};
use super::gamma::{Gamma, GammaOptions, gamma_of};
use super::measure::Measure;
use super::report::{Label, Question, Section};
use super::rows::{self, Frame, Row};
use super::span_rows::{self, Typed};
use super::spans::F1Sums;
use super::stretches::Stretches;
use super::table::Table;
use super::{Undefined, marks::Document};
use crate::base::Progress;
use crate::model::{Attribute, Unit};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Of how many documents a random continuum for γ is: 30 continua of 16 tell δ_e to about 2 %, as the sampler is asked
/// to, and all of a large project would take seconds.
const GAMMA_DOCUMENTS: usize = 16;

/// Everything that sections are made of.
pub(super) struct Builder<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) frame: Frame<'a>,
    pub(super) articles: &'a ArticleNames,
    pub(super) figures: &'a [Arc<ArticleFigures>],
    pub(super) viewer: &'a Viewer,
}

impl<'a> Builder<'a> {
    /// All sections, layer by layer; `None` when cancelled.
    pub(super) fn sections(&self, progress: &Progress) -> Option<Vec<Section>> {
        let mut out = Vec::new();
        for (at, layer) in self.scope.layers.iter().enumerate() {
            let parts: Vec<&LayerFigures> = self.figures.iter().map(|figures| &figures.layers[at]).collect();
            let builder = LayerBuilder { all: self, layer, labels: self.labels(layer), parts };
            builder.sections(&mut out, progress)?;
        }
        Some(out)
    }

    /// The answers of a layer by number.
    pub(super) fn labels(&self, layer: &LayerScope<'_>) -> Vec<Label> {
        if !layer.has_claims() {
            let codes = layer.layer.codes().iter();
            return codes.map(|code| Label { id: code.id.to_string(), name: code.name.clone() }).collect();
        }
        let ledger = self.scope.project.ledger();
        let name = |id| ledger.claim(id).map_or_else(String::new, |claim| claim.label.clone());
        self.scope.claims.iter().map(|id| Label { id: id.to_string(), name: name(id) }).collect()
    }
}

struct LayerBuilder<'a> {
    all: &'a Builder<'a>,
    layer: &'a LayerScope<'a>,
    labels: Vec<Label>,
    /// By article.
    parts: Vec<&'a LayerFigures>,
}

impl<'a> LayerBuilder<'a> {
    fn sections(&self, out: &mut Vec<Section>, progress: &Progress) -> Option<()> {
        if progress.is_cancelled() {
            return None;
        }
        if self.layer.counts(Counted::Article) {
            self.attributes(out, Counted::Article, |part, at| part.fields.get(at)?.as_ref());
        }
        if self.layer.counts(Counted::Sentence) {
            self.sentences(out);
        }
        if self.layer.counts(Counted::Span) {
            let gamma = |typed: Typed, wanted: bool| match wanted {
                true => self.gamma(typed, progress).map(Some),
                false => Some(None),
            };
            let untyped = gamma(Typed::No, self.layer.stage != Stage::Labelling)?;
            let typed = gamma(Typed::Yes, self.layer.stage == Stage::Whole)?;
            self.spans(out, untyped.as_ref(), typed.as_ref());
        }
        if self.layer.counts(Counted::Character) && self.layer.stage != Stage::Labelling {
            self.characters(out);
        }
        (!progress.is_cancelled()).then_some(())
    }

    fn section(&self, question: Question, counted: Counted, headline: Measure) -> Section {
        Section {
            layer: self.layer.layer.id.clone(),
            layer_name: self.layer.layer.name.clone(),
            question,
            attribute: None,
            counted,
            labels: self.labels.clone(),
            headline,
            several: 0,
            none_counts: false,
            rows: Vec::new(),
            table: Table::empty(self.all.articles, self.all.frame.annotators.len(), None),
        }
    }

    fn question(&self) -> Question {
        if self.layer.has_claims() { Question::Claim } else { Question::Code }
    }

    fn plain(&self, pick: impl Fn(&'a LayerFigures) -> Option<&'a Cells<u16>>) -> Table {
        let parts = self.parts.iter().enumerate().filter_map(|(at, part)| Some((at, pick(part)?)));
        Table::plain(self.all.articles, self.all.frame.annotators.len(), parts)
    }

    fn sets(&self, pick: impl Fn(&'a LayerFigures) -> Option<&'a Cells<Box<[u16]>>>) -> Table {
        let parts = self.parts.iter().enumerate().filter_map(|(at, part)| Some((at, pick(part)?)));
        Table::of_sets(self.all.articles, self.all.frame.annotators.len(), parts)
    }

    fn place(
        &self,
        counted: Counted,
        headline: Measure,
        of: fn(&LayerFigures) -> Option<&Compared>,
    ) -> Section {
        let label = |id: &str, name: &str| Label { id: id.to_owned(), name: name.to_owned() };
        let labels = vec![label("unmarked", "Not marked"), label("marked", "Marked")];
        let table = self.plain(|part| Some(&of(part)?.places));
        Section { labels, table, ..self.section(Question::Place, counted, headline) }
    }

    fn sentences(&self, out: &mut Vec<Section>) {
        let of = |part: &'a LayerFigures| part.sentences.as_ref();
        if self.layer.stage != Stage::Labelling {
            let mut place =
                self.place(Counted::Sentence, Measure::KrippendorffAlpha, |part| part.sentences.as_ref());
            place.rows = rows::nominal(&self.all.frame, &place.table, 2, false);
            out.push(place);
        }
        if self.layer.stage != Stage::Marking {
            let passages = self.layer.layer.unit == Unit::Span;
            out.push(self.answers(Counted::Sentence, passages, of));
            if !passages {
                self.attributes(out, Counted::Sentence, |part, at| {
                    part.sentences.as_ref()?.attributes.get(at)?.as_ref()
                });
            }
        }
    }

    /// The section about answers. Sets are compared where `as_sets` says so, and before single answers where somebody
    /// gave several.
    fn answers(
        &self,
        counted: Counted,
        as_sets: bool,
        of: impl Fn(&'a LayerFigures) -> Option<&'a Compared> + Copy,
    ) -> Section {
        let frame = &self.all.frame;
        let labels = self.labels.len().try_into().unwrap_or(u16::MAX);
        let stacked = self.parts.iter().filter_map(|part| of(part)).any(|part| part.stacked);
        let sets = self.sets(|part| Some(&of(part)?.sets));
        if as_sets || (stacked && !self.layer.layer.exclusive) {
            let rows = rows::sets(frame, &sets, labels);
            return Section {
                table: sets,
                rows,
                none_counts: as_sets,
                ..self.section(self.question(), counted, Measure::AlphaMasi)
            };
        }
        let table = self.plain(|part| Some(&of(part)?.answers));
        let mut rows = if self.layer.has_claims() {
            self.claim_rows(of)
        } else {
            rows::nominal(frame, &table, labels, true)
        };
        if !stacked {
            return Section {
                table,
                rows,
                ..self.section(self.question(), counted, Measure::KrippendorffAlpha)
            };
        }
        let mut all = rows::sets(frame, &sets, labels);
        all.retain(|row| row.measure == Measure::AlphaMasi);
        let overall = |rows: &[Row]| rows.first().map_or(0, |row| row.n);
        let several = overall(&all).saturating_sub(overall(&rows));
        all.append(&mut rows);
        sort(&mut all, frame);
        Section { table, rows: all, several, ..self.section(self.question(), counted, Measure::AlphaMasi) }
    }

    /// α of claims. There can be very many, of which each article has few, so the sums are those of sets of one: their
    /// distance is 0 or 1, and α the nominal one.
    fn claim_rows(&self, of: impl Fn(&'a LayerFigures) -> Option<&'a Compared>) -> Vec<Row> {
        let single = |cells: &Cells<u16>| Cells {
            spans: cells.spans.clone(),
            cells: cells.cells.iter().map(|cell| cell.map(|one| Box::from([one]))).collect(),
            days: Vec::new(),
        };
        let single: Vec<(usize, Cells<Box<[u16]>>)> = self
            .parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| Some((at, single(&of(part)?.answers))))
            .collect();
        let parts = single.iter().map(|(at, cells)| (*at, cells));
        let table = Table::of_sets(self.all.articles, self.all.frame.annotators.len(), parts);
        let labels = self.labels.len().try_into().unwrap_or(u16::MAX);
        let mut rows = rows::sets(&self.all.frame, &table, labels);
        for row in rows.iter_mut().filter(|row| row.measure == Measure::AlphaMasi) {
            row.measure = Measure::KrippendorffAlpha;
        }
        rows
    }

    fn stretches(&self) -> Vec<Option<&'a Stretches>> {
        self.parts.iter().map(|part| part.stretches.as_ref()).collect()
    }

    /// γ of the marks, or, untyped, of where they are.
    fn gamma(&self, typed: Typed, progress: &Progress) -> Option<Result<Gamma, Undefined>> {
        let parts = self.stretches();
        let document = |document: &Document| match typed {
            Typed::No => document.unlabelled(),
            Typed::Yes => document.clone(),
        };
        let documents: Vec<Document> =
            parts.iter().flatten().flat_map(|part| part.documents.iter().map(document)).collect();
        let seed = self.all.frame.seed;
        let options = GammaOptions { seed, most_documents: GAMMA_DOCUMENTS, ..GammaOptions::default() };
        let own = Progress::new();
        if progress.is_cancelled() {
            return None;
        }
        gamma_of(&documents, &options, &own)
    }

    fn spans(
        &self,
        out: &mut Vec<Section>,
        untyped: Option<&Result<Gamma, Undefined>>,
        typed: Option<&Result<Gamma, Undefined>>,
    ) {
        let frame = &self.all.frame;
        let parts = self.stretches();
        if let Some(gamma) = untyped {
            let mut place = self.place(Counted::Span, Measure::Gamma, |part| part.spans.as_ref());
            place.rows.push(span_rows::gamma(frame, &parts, gamma));
            place.rows.extend(span_rows::f1_family(frame, &parts, Typed::No, false));
            place.rows.sort_by_key(|row| row.annotators.len() != frame.annotators.len());
            out.push(place);
        }
        if self.layer.stage == Stage::Marking {
            return;
        }
        let mut answers = self.answers(Counted::Span, false, |part| part.spans.as_ref());
        if self.layer.has_claims() {
            let cells = self.parts.iter().filter_map(|part| Some(&part.spans.as_ref()?.answers));
            answers.rows.extend(span_rows::links(frame, cells));
        }
        if let Some(gamma) = typed {
            answers.rows.push(span_rows::gamma(frame, &parts, gamma));
            answers.rows.extend(span_rows::gamma_cat(frame, &parts, gamma, self.labels.len()));
            answers.rows.extend(span_rows::f1_family(frame, &parts, Typed::Yes, false));
        }
        sort(&mut answers.rows, frame);
        out.push(answers);
        self.attributes(out, Counted::Span, |part, at| part.spans.as_ref()?.attributes.get(at)?.as_ref());
    }

    fn characters(&self, out: &mut Vec<Section>) {
        let frame = &self.all.frame;
        let parts = self.stretches();
        let of = |part: &'a LayerFigures| part.spans.as_ref();
        let mut place = self.place(Counted::Character, Measure::CharacterAlpha, |part| part.spans.as_ref());
        place.rows = span_rows::characters(frame, &parts, None);
        place.rows.extend(span_rows::unitized(frame, &parts, None));
        place.rows.extend(span_rows::f1_family(frame, &parts, Typed::No, true));
        sort(&mut place.rows, frame);
        out.push(place);
        if self.layer.stage == Stage::Marking {
            return;
        }
        let used: BTreeSet<u16> =
            parts.iter().flatten().flat_map(|part| part.by_label.keys().copied()).collect();
        let used: Vec<u16> =
            used.into_iter().filter(|label| usize::from(*label) < self.labels.len()).collect();
        let mut answers = self.section(self.question(), Counted::Character, Measure::UAlpha);
        answers.table = self.plain(|part| Some(&of(part)?.answers));
        answers.rows = span_rows::unitized(frame, &parts, Some(&used));
        answers.rows.extend(span_rows::f1_family(frame, &parts, Typed::Yes, true));
        answers.rows.extend(span_rows::characters(frame, &parts, Some(&used)));
        sort(&mut answers.rows, frame);
        out.push(answers);
    }

    fn attributes(
        &self,
        out: &mut Vec<Section>,
        counted: Counted,
        of: impl Fn(&'a LayerFigures, usize) -> Option<&'a AttributeCells>,
    ) {
        for (at, attribute) in self.layer.layer.attributes.iter().enumerate() {
            let cells: Vec<(usize, &AttributeCells)> = self
                .parts
                .iter()
                .enumerate()
                .filter_map(|(article, part)| Some((article, of(part, at)?)))
                .collect();
            if let Some(section) = self.attribute(counted, attribute, &cells) {
                out.push(section);
            }
        }
    }

    fn attribute(
        &self,
        counted: Counted,
        attribute: &Attribute,
        cells: &[(usize, &'a AttributeCells)],
    ) -> Option<Section> {
        let (articles, frame) = (self.all.articles, &self.all.frame);
        let choice =
            |choice: &crate::model::Choice| Label { id: choice.id.to_string(), name: choice.name.clone() };
        let labels: Vec<Label> = attribute.choices().iter().map(choice).collect();
        let count = labels.len().try_into().unwrap_or(u16::MAX);
        let many = frame.annotators.len();
        let (headline, table, rows) = match cells.first()?.1 {
            AttributeCells::Choice(_) => {
                let parts = cells.iter().filter_map(|(at, cells)| match cells {
                    AttributeCells::Choice(cells) => Some((*at, cells)),
                    _ => None,
                });
                let table = Table::plain(articles, many, parts);
                let rows = rows::nominal(frame, &table, count, true);
                (Measure::KrippendorffAlpha, table, rows)
            }
            AttributeCells::Choices(_) => {
                let parts = cells.iter().filter_map(|(at, cells)| match cells {
                    AttributeCells::Choices(cells) => Some((*at, cells)),
                    _ => None,
                });
                let table = Table::of_sets(articles, many, parts);
                let rows = rows::sets(frame, &table, count);
                (Measure::AlphaMasi, table, rows)
            }
            AttributeCells::Passages(..) => {
                let parts = cells.iter().filter_map(|(at, cells)| match cells {
                    AttributeCells::Passages(cells, _) => Some((*at, cells)),
                    _ => None,
                });
                let table = Table::plain(articles, many, parts);
                (Measure::F1Partial, table, self.partial(cells))
            }
        };
        let attribute = Some((attribute.id.clone(), attribute.name.clone()));
        Some(Section {
            attribute,
            labels,
            table,
            rows,
            ..self.section(Question::Attribute, counted, headline)
        })
    }

    fn partial(&self, cells: &[(usize, &AttributeCells)]) -> Vec<Row> {
        let frame = &self.all.frame;
        let mut by_article: Vec<Option<&[F1Sums]>> = vec![None; frame.articles];
        let mut n = 0;
        let mut pair_n = vec![0_u64; frame.pairs().len()];
        for (article, cells) in cells {
            if let AttributeCells::Passages(cells, sums) = cells {
                n += cells.spans.len() as u64;
                pair_n.iter_mut().zip(sums).for_each(|(n, sums)| *n += u64::from(sums.documents));
                by_article[*article] = Some(sums);
            }
        }
        span_rows::f1_rows(frame, Measure::F1Partial, &by_article, n, &pair_n)
    }
}

/// Figures about all first, then about codes, then about pairs; otherwise as they are.
fn sort(rows: &mut [Row], frame: &Frame<'_>) {
    rows.sort_by_key(|row| (row.annotators.len() != frame.annotators.len(), row.code.is_some()));
}
