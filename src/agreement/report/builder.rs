//! From the figures of articles to the sections of a report.

use super::article::{ArticleFigures, LayerFigures};
use super::cells::{AttributeCells, Cells, Compared};
use super::estimate::{Estimate, ReportContext};
use super::item_estimates;
use super::reliability_data::ReliabilityData;
use super::request::{Counted, Request, Viewer};
use super::scope::{ArticleIds, LayerScope, Scope, Stage};
use super::section::{Label, Question, ReportSection};
use super::span_estimates;
use super::stretches::Stretches;
use crate::agreement::measures::gamma::{Gamma, GammaOptions, gamma_of};
use crate::agreement::measures::marks::Document;
use crate::agreement::measures::spans::{F1Sums, LabelMatching};
use crate::agreement::measures::{Measure, Undefined};
use crate::base::Progress;
use crate::locale::Message;
use crate::message;
use crate::model::{Attribute, Scale, Unit};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Of how many documents a random continuum for γ is: 30 continua of 16 tell δ_e to about 2 %, as the sampler is asked
/// to, and all of a large project would take seconds.
const GAMMA_DOCUMENTS: usize = 16;

/// Everything that sections are made of.
pub(super) struct Builder<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) context: ReportContext<'a>,
    pub(super) articles: &'a ArticleIds,
    pub(super) figures: &'a [Arc<ArticleFigures>],
    pub(super) viewer: &'a Viewer,
    pub(super) request: &'a Request,
}

impl<'a> Builder<'a> {
    /// All sections, layer by layer; `None` when cancelled.
    pub(super) fn sections(&self, progress: &Progress) -> Option<Vec<ReportSection>> {
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
    fn sections(&self, out: &mut Vec<ReportSection>, progress: &Progress) -> Option<()> {
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
            let asked = self.all.request.wants(&[Measure::Gamma, Measure::GammaCat]);
            let gamma = |typed: LabelMatching, wanted: bool| match wanted && asked {
                true => self.gamma(typed, progress).map(Some),
                false => Some(None),
            };
            let untyped = gamma(LabelMatching::Ignored, self.layer.stage != Stage::Labelling)?;
            let typed = gamma(LabelMatching::Compared, self.layer.stage == Stage::Whole)?;
            self.spans(out, untyped.as_ref(), typed.as_ref());
        }
        let drawn = self.all.scope.stretches && self.layer.stage != Stage::Labelling;
        if self.layer.counts(Counted::Character) && drawn {
            self.characters(out);
        }
        (!progress.is_cancelled()).then_some(())
    }

    fn section(&self, question: Question, counted: Counted, headline: Measure) -> ReportSection {
        ReportSection {
            layer: self.layer.layer.id.clone(),
            layer_name: self.layer.layer.name.clone(),
            question,
            attribute: None,
            counted,
            labels: self.labels.clone(),
            headline,
            several: 0,
            none_counts: false,
            estimates: Vec::new(),
            data: ReliabilityData::empty(self.all.articles, self.all.context.annotators.len(), None),
        }
    }

    fn question(&self) -> Question {
        if self.layer.has_claims() { Question::Claim } else { Question::Code }
    }

    fn plain(&self, pick: impl Fn(&'a LayerFigures) -> Option<&'a Cells<u16>>) -> ReliabilityData {
        let parts = self.parts.iter().enumerate().filter_map(|(at, part)| Some((at, pick(part)?)));
        ReliabilityData::plain(self.all.articles, self.all.context.annotators.len(), parts)
    }

    fn sets(&self, pick: impl Fn(&'a LayerFigures) -> Option<&'a Cells<Box<[u16]>>>) -> ReliabilityData {
        let parts = self.parts.iter().enumerate().filter_map(|(at, part)| Some((at, pick(part)?)));
        ReliabilityData::of_sets(self.all.articles, self.all.context.annotators.len(), parts)
    }

    fn place(
        &self,
        counted: Counted,
        headline: Measure,
        of: fn(&LayerFigures) -> Option<&Compared>,
    ) -> ReportSection {
        let label = |id: &str, name: Message| Label { id: id.to_owned(), name: name.english() };
        let labels = vec![
            label("unmarked", message!("agreement-place-unmarked")),
            label("marked", message!("agreement-place-marked")),
        ];
        let data = self.plain(|part| Some(&of(part)?.places));
        ReportSection { labels, data, ..self.section(Question::Place, counted, headline) }
    }

    fn sentences(&self, out: &mut Vec<ReportSection>) {
        let of = |part: &'a LayerFigures| part.sentences.as_ref();
        if self.layer.stage != Stage::Labelling {
            let mut place =
                self.place(Counted::Sentence, Measure::KrippendorffAlpha, |part| part.sentences.as_ref());
            place.estimates = item_estimates::nominal(&self.all.context, &place.data, 2, false);
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
    ) -> ReportSection {
        let context = &self.all.context;
        let labels = self.labels.len().try_into().unwrap_or(u16::MAX);
        let stacked = self.parts.iter().filter_map(|part| of(part)).any(|part| part.stacked);
        let sets = self.sets(|part| Some(&of(part)?.sets));
        if as_sets || (stacked && !self.layer.layer.exclusive) {
            let estimates = item_estimates::sets(context, &sets, labels);
            return ReportSection {
                data: sets,
                estimates,
                none_counts: as_sets,
                ..self.section(self.question(), counted, Measure::AlphaMasi)
            };
        }
        let data = self.plain(|part| Some(&of(part)?.answers));
        let mut estimates = if self.layer.has_claims() {
            self.claim_rows(of)
        } else {
            item_estimates::nominal(context, &data, labels, true)
        };
        if !stacked {
            return ReportSection {
                data,
                estimates,
                ..self.section(self.question(), counted, Measure::KrippendorffAlpha)
            };
        }
        let mut all = item_estimates::sets(context, &sets, labels);
        all.retain(|estimate| estimate.measure == Measure::AlphaMasi);
        let overall = |estimates: &[Estimate]| estimates.first().map_or(0, |estimate| estimate.n);
        let several = overall(&all).saturating_sub(overall(&estimates));
        all.append(&mut estimates);
        sort(&mut all, context);
        ReportSection {
            data,
            estimates: all,
            several,
            ..self.section(self.question(), counted, Measure::AlphaMasi)
        }
    }

    /// α of claims. There can be very many, of which each article has few, so the sums are those of sets of one: their
    /// distance is 0 or 1, and α the nominal one.
    fn claim_rows(&self, of: impl Fn(&'a LayerFigures) -> Option<&'a Compared>) -> Vec<Estimate> {
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
        let data = ReliabilityData::of_sets(self.all.articles, self.all.context.annotators.len(), parts);
        let labels = self.labels.len().try_into().unwrap_or(u16::MAX);
        let mut estimates = item_estimates::sets(&self.all.context, &data, labels);
        for estimate in estimates.iter_mut().filter(|estimate| estimate.measure == Measure::AlphaMasi) {
            estimate.measure = Measure::KrippendorffAlpha;
        }
        estimates
    }

    fn stretches(&self) -> Vec<Option<&'a Stretches>> {
        self.parts.iter().map(|part| part.stretches.as_ref()).collect()
    }

    /// γ of the marks, or, untyped, of where they are.
    fn gamma(&self, typed: LabelMatching, progress: &Progress) -> Option<Result<Gamma, Undefined>> {
        let parts = self.stretches();
        let document = |document: &Document| match typed {
            LabelMatching::Ignored => document.unlabelled(),
            LabelMatching::Compared => document.clone(),
        };
        let documents: Vec<Document> =
            parts.iter().flatten().flat_map(|part| part.documents.iter().map(document)).collect();
        let seed = self.all.context.seed;
        let options = GammaOptions { seed, most_documents: GAMMA_DOCUMENTS, ..GammaOptions::default() };
        gamma_of(&documents, &options, progress)
    }

    fn spans(
        &self,
        out: &mut Vec<ReportSection>,
        untyped: Option<&Result<Gamma, Undefined>>,
        typed: Option<&Result<Gamma, Undefined>>,
    ) {
        let context = &self.all.context;
        let parts = self.stretches();
        let drawn = self.all.scope.stretches;
        if drawn && self.layer.stage != Stage::Labelling {
            let mut place = self.place(Counted::Span, Measure::Gamma, |part| part.spans.as_ref());
            place.estimates.extend(untyped.map(|gamma| span_estimates::gamma(context, &parts, gamma)));
            place.estimates.extend(span_estimates::f1_family(context, &parts, LabelMatching::Ignored, false));
            place.estimates.sort_by_key(|estimate| estimate.annotators.len() != context.annotators.len());
            out.push(place);
        }
        if self.layer.stage == Stage::Marking {
            return;
        }
        let mut answers = self.answers(Counted::Span, false, |part| part.spans.as_ref());
        if self.layer.has_claims() && context.wants(&[Measure::LinksF1, Measure::BCubed]) {
            let cells = self.parts.iter().filter_map(|part| Some(&part.spans.as_ref()?.answers));
            answers.estimates.extend(span_estimates::links(context, cells));
        }
        if let Some(gamma) = typed {
            answers.estimates.push(span_estimates::gamma(context, &parts, gamma));
            answers.estimates.extend(span_estimates::gamma_cat(context, &parts, gamma, self.labels.len()));
        }
        if drawn && self.layer.stage == Stage::Whole {
            answers.estimates.extend(span_estimates::f1_family(
                context,
                &parts,
                LabelMatching::Compared,
                false,
            ));
        }
        sort(&mut answers.estimates, context);
        out.push(answers);
        self.attributes(out, Counted::Span, |part, at| part.spans.as_ref()?.attributes.get(at)?.as_ref());
    }

    fn characters(&self, out: &mut Vec<ReportSection>) {
        let context = &self.all.context;
        let parts = self.stretches();
        let of = |part: &'a LayerFigures| part.spans.as_ref();
        let mut place = self.place(Counted::Character, Measure::CharacterAlpha, |part| part.spans.as_ref());
        place.estimates = span_estimates::characters(context, &parts, None);
        place.estimates.extend(span_estimates::unitized(context, &parts, None));
        place.estimates.extend(span_estimates::f1_family(context, &parts, LabelMatching::Ignored, true));
        sort(&mut place.estimates, context);
        out.push(place);
        if self.layer.stage == Stage::Marking {
            return;
        }
        let used: BTreeSet<u16> =
            parts.iter().flatten().flat_map(|part| part.by_label.keys().copied()).collect();
        let used: Vec<u16> =
            used.into_iter().filter(|label| usize::from(*label) < self.labels.len()).collect();
        let mut answers = self.section(self.question(), Counted::Character, Measure::UAlpha);
        answers.data = self.plain(|part| Some(&of(part)?.answers));
        answers.estimates = span_estimates::unitized(context, &parts, Some(&used));
        answers.estimates.extend(span_estimates::f1_family(context, &parts, LabelMatching::Compared, true));
        answers.estimates.extend(span_estimates::characters(context, &parts, Some(&used)));
        sort(&mut answers.estimates, context);
        out.push(answers);
    }

    fn attributes(
        &self,
        out: &mut Vec<ReportSection>,
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
    ) -> Option<ReportSection> {
        let (articles, context) = (self.all.articles, &self.all.context);
        let choice =
            |choice: &crate::model::Choice| Label { id: choice.id.to_string(), name: choice.name.clone() };
        let labels: Vec<Label> = attribute.choices().iter().map(choice).collect();
        let count = labels.len().try_into().unwrap_or(u16::MAX);
        let many = context.annotators.len();
        let (headline, data, estimates) = match cells.first()?.1 {
            AttributeCells::Choice(_) => {
                let parts = cells.iter().filter_map(|(at, cells)| match cells {
                    AttributeCells::Choice(cells) => Some((*at, cells)),
                    _ => None,
                });
                let data = ReliabilityData::plain(articles, many, parts);
                match attribute.scale {
                    Scale::Ordinal => {
                        let estimates = item_estimates::ordinal(context, &data, count);
                        (Measure::OrdinalAlpha, data, estimates)
                    }
                    Scale::Nominal | Scale::Excluded => {
                        let estimates = item_estimates::nominal(context, &data, count, true);
                        (Measure::KrippendorffAlpha, data, estimates)
                    }
                }
            }
            AttributeCells::Choices(_) => {
                let parts = cells.iter().filter_map(|(at, cells)| match cells {
                    AttributeCells::Choices(cells) => Some((*at, cells)),
                    _ => None,
                });
                let data = ReliabilityData::of_sets(articles, many, parts);
                let estimates = item_estimates::sets(context, &data, count);
                (Measure::AlphaMasi, data, estimates)
            }
            AttributeCells::Passages(..) => {
                let parts = cells.iter().filter_map(|(at, cells)| match cells {
                    AttributeCells::Passages(cells, _) => Some((*at, cells)),
                    _ => None,
                });
                let data = ReliabilityData::plain(articles, many, parts);
                (Measure::F1Partial, data, self.partial(cells))
            }
        };
        let attribute = Some((attribute.id.clone(), attribute.name.clone()));
        Some(ReportSection {
            attribute,
            labels,
            data,
            estimates,
            ..self.section(Question::Attribute, counted, headline)
        })
    }

    fn partial(&self, cells: &[(usize, &AttributeCells)]) -> Vec<Estimate> {
        let context = &self.all.context;
        let mut by_article: Vec<Option<&[F1Sums]>> = vec![None; context.articles];
        let mut n = 0;
        let mut pair_n = vec![0_u64; context.pairs().len()];
        for (article, cells) in cells {
            if let AttributeCells::Passages(cells, sums) = cells {
                n += cells.spans.len() as u64;
                pair_n.iter_mut().zip(sums).for_each(|(n, sums)| *n += u64::from(sums.documents));
                by_article[*article] = (!sums.is_empty()).then_some(sums.as_slice());
            }
        }
        span_estimates::f1_rows(context, Measure::F1Partial, &by_article, n, &pair_n)
    }
}

/// Figures about all first, then about codes, then about pairs; otherwise as they are.
fn sort(estimates: &mut [Estimate], context: &ReportContext<'_>) {
    estimates.sort_by_key(|estimate| {
        (estimate.annotators.len() != context.annotators.len(), estimate.code.is_some())
    });
}
