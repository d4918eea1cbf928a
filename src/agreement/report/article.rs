//! What one article says, worked out once: the cells of all tables, and the sums of span measures.

use super::cells::{AttributeCells, Cells, Compared, is_shared};
use super::request::Counted;
use super::scope::{LayerScope, LeftOut, Scope, Stage, homes, is_made, judged};
use super::stretches::{Stretches, start_of};
use crate::base::AttributeId;
use crate::compare::{Comparison, Position, compare_with};
use crate::model::{Annotation, AnnotationSet, Article, SetState, Unit, Value, sentences_of, swept};
use crate::text::Span;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What one article says of one layer.
#[derive(Debug, Clone, Default)]
pub(super) struct LayerFigures {
    pub(super) sentences: Option<Compared>,
    pub(super) spans: Option<Compared>,
    pub(super) stretches: Option<Stretches>,
    /// Fields of the article, in the order of the layer's attributes.
    pub(super) fields: Vec<Option<AttributeCells>>,
}

/// What one article says.
#[derive(Debug, Clone)]
pub(super) struct ArticleFigures {
    /// In the order of the scope's layers.
    pub(super) layers: Vec<LayerFigures>,
    pub(super) left_out: LeftOut,
}

/// One annotator's annotations of one layer, in reading order.
struct LayerAnnotations<'a> {
    /// Those that count, with the number of their answer and the sentences that they speak of.
    made: Vec<(&'a Arc<Annotation>, Option<u16>, Range<usize>)>,
    /// By sentence.
    judged: Vec<bool>,
    /// By sentence, whether that it was judged rests on what an import assumed.
    assumed: Vec<bool>,
}

impl<'a> LayerAnnotations<'a> {
    fn new(
        scope: &Scope<'_>,
        layer: usize,
        set: Option<&'a Arc<AnnotationSet>>,
        sentences: &[Span],
        left_out: &mut LeftOut,
    ) -> Self {
        let mut judged = judged(set.map(AsRef::as_ref), sentences);
        let (mut made, mut not_made) = (Vec::new(), Vec::new());
        for annotation in set.iter().flat_map(|set| set.in_order()) {
            let Some((at, number)) = scope.place_of(&annotation.body) else { continue };
            if at == layer {
                let homes = homes(annotation.span, sentences);
                if is_made(annotation) {
                    made.push((annotation, number, homes));
                } else {
                    left_out.count(annotation);
                    not_made.push(homes);
                }
            }
        }
        for sentence in not_made.into_iter().flatten() {
            if !made.iter().any(|(_, _, homes)| homes.contains(&sentence)) {
                judged[sentence] = false;
            }
        }
        let rests = |sentence: &Span| set.is_some_and(|set| set.rests_on_assumption(*sentence));
        let assumed = sentences.iter().map(rests).collect();
        Self { made, judged, assumed }
    }
}

/// An annotation with the number of its answer.
type Marked<'a> = (&'a Annotation, Option<u16>);

impl ArticleFigures {
    pub(super) fn new(scope: &Scope<'_>, article: &Article, sets: &[Option<Arc<AnnotationSet>>]) -> Self {
        let sentences = swept(article, &sentences_of(article));
        let wants_spans = scope.layers.iter().any(|layer| layer.counts(Counted::Span));
        let comparison =
            wants_spans.then(|| compare_with(scope.project, &article.id, &scope.annotators, &scope.classes));
        let mut left_out = LeftOut::default();
        let layers = scope.layers.iter().enumerate().map(|(at, layer)| {
            let mut figures = LayerFigures::default();
            if layer.counts(Counted::Article) {
                figures.fields = fields(layer, article, sets);
                return figures;
            }
            if layer.counted.is_empty() {
                return figures;
            }
            let work: Vec<LayerAnnotations<'_>> = sets
                .iter()
                .map(|set| LayerAnnotations::new(scope, at, set.as_ref(), &sentences, &mut left_out))
                .collect();
            let unanswered = scope.unanswered(layer);
            let inside = LayerInArticle { layer, article, sentences: &sentences, work: &work, unanswered };
            figures.sentences = layer.counts(Counted::Sentence).then(|| inside.sentences());
            figures.spans = comparison
                .as_ref()
                .filter(|_| layer.counts(Counted::Span))
                .map(|comparison| inside.matched(scope, comparison));
            let drawn = layer.counts(Counted::Span) || layer.counts(Counted::Character);
            let drawn = drawn && scope.stretches && layer.stage != Stage::Labelling;
            figures.stretches = drawn.then(|| inside.stretches());
            [&mut figures.sentences, &mut figures.spans].into_iter().flatten().for_each(Compared::shrink);
            figures
        });
        let layers = layers.collect();
        left_out.orphans = sets.iter().flatten().map(|set| set.orphans().count() as u64).sum();
        Self { layers, left_out }
    }
}

/// One layer of one article.
struct LayerInArticle<'a> {
    layer: &'a LayerScope<'a>,
    article: &'a Article,
    sentences: &'a [Span],
    work: &'a [LayerAnnotations<'a>],
    /// The label of marks without an answer.
    unanswered: u16,
}

impl<'a> LayerInArticle<'a> {
    fn empty(&self) -> Compared {
        let attributes = self.layer.layer.attributes.iter().map(AttributeCells::empty).collect();
        Compared {
            places: Cells::new(),
            answers: Cells::new(),
            sets: Cells::new(),
            stacked: false,
            attributes,
        }
    }

    fn sentences(&self) -> Compared {
        let mut out = self.empty();
        let passages = self.layer.layer.unit == Unit::Span;
        let mut on: Vec<Vec<Vec<Marked<'a>>>> =
            self.work.iter().map(|work| vec![Vec::new(); work.judged.len()]).collect();
        for (on, work) in on.iter_mut().zip(self.work) {
            for (annotation, number, homes) in &work.made {
                homes.clone().for_each(|sentence| on[sentence].push((annotation, *number)));
            }
        }
        for (at, span) in self.sentences.iter().enumerate() {
            let row: Vec<Option<&[Marked<'a>]>> = self
                .work
                .iter()
                .zip(&on)
                .map(|(work, on)| work.judged[at].then(|| on[at].as_slice()))
                .collect();
            if self.layer.stage != Stage::Labelling {
                let marked = |cell: &Option<&[Marked<'_>]>| cell.map(|marked| u16::from(!marked.is_empty()));
                out.places.push_any(*span, row.iter().map(marked).collect());
            }
            self.add(&mut out, *span, &row, passages);
        }
        out
    }

    /// The positions of the layer at which two made a mark.
    fn matched(&self, scope: &Scope<'_>, comparison: &Comparison) -> Compared {
        let mut out = self.empty();
        let own = comparison.positions.iter().filter(|found| found.layer == self.layer.layer.id);
        for position in own {
            let marks: Vec<Vec<Marked<'_>>> = self.marks_at(scope, position);
            let row: Vec<Option<&[Marked<'_>]>> =
                marks.iter().map(|marks| (!marks.is_empty()).then_some(marks.as_slice())).collect();
            if self.layer.stage != Stage::Labelling {
                let silent = |at: usize| position.silent.contains(&scope.annotators[at]);
                let cell = |(at, cell): (usize, &Option<&[Marked<'_>]>)| match cell {
                    Some(_) => Some(1),
                    None => silent(at).then_some(0),
                };
                out.places.push(position.span, row.iter().enumerate().map(cell).collect());
            }
            if is_shared(&row) {
                self.add(&mut out, position.span, &row, false);
            }
        }
        out
    }

    fn marks_at<'p>(&self, scope: &Scope<'_>, position: &'p Position) -> Vec<Vec<Marked<'p>>> {
        let mut marks = vec![Vec::new(); self.work.len()];
        for (by, annotation) in position.annotations() {
            let Ok(at) = scope.annotators.binary_search(by) else { continue };
            let start = start_of(&self.article.text, annotation.span, self.sentences);
            if is_made(annotation) && start.is_some_and(|start| self.work[at].judged[start]) {
                let number = scope.place_of(&annotation.body).and_then(|(_, number)| number);
                marks[at].push((annotation.as_ref(), number));
            }
        }
        on_common_point(marks)
    }

    /// Adds the answers and attributes of one unit. With `empty`, no answer is an answer too.
    fn add(&self, out: &mut Compared, span: Span, row: &[Option<&[Marked<'_>]>], empty: bool) {
        if self.layer.stage == Stage::Marking {
            return;
        }
        let mut groups: BTreeMap<u16, Vec<Option<&Annotation>>> = BTreeMap::new();
        let (mut answers, mut sets, mut days) = (Vec::new(), Vec::new(), Vec::new());
        for (at, cell) in row.iter().enumerate() {
            let mut numbers = Vec::new();
            for (annotation, number) in cell.iter().flat_map(|marks| marks.iter()) {
                let Some(number) = number else { continue };
                numbers.push(*number);
                let group = groups.entry(*number).or_insert_with(|| vec![None; row.len()]);
                group[at].get_or_insert(*annotation);
            }
            numbers.sort_unstable();
            numbers.dedup();
            out.stacked |= numbers.len() > 1;
            answers.push(match numbers[..] {
                [one] => Some(one),
                _ => None,
            });
            let first = cell.and_then(|marks| marks.first());
            days.push(
                first.and_then(|(annotation, _)| i32::try_from(annotation.created.0.div_euclid(86_400)).ok()),
            );
            let known = cell.is_some() && (empty || !numbers.is_empty());
            sets.push(known.then(|| numbers.into_boxed_slice()));
        }
        out.answers.push_dated(span, answers, days);
        out.sets.push(span, sets);
        for (number, group) in groups {
            if group.iter().flatten().take(2).count() == 2 {
                self.add_attributes(out, span, number, &group);
            }
        }
    }

    fn add_attributes(&self, out: &mut Compared, span: Span, number: u16, group: &[Option<&Annotation>]) {
        let code = self.layer.layer.codes().get(usize::from(number)).map(|code| &code.id);
        for (attribute, cells) in self.layer.layer.attributes.iter().zip(&mut out.attributes) {
            let goes = attribute.codes.is_empty() || code.is_some_and(|code| attribute.goes_with(code));
            if let (true, Some(cells)) = (goes, cells) {
                let values = group.iter().map(|one| one.map(|one| one.attributes.get(&attribute.id)));
                cells.push(self.article, attribute, span, values.collect());
            }
        }
    }

    fn stretches(&self) -> Stretches {
        let judged: Vec<Vec<bool>> = self.work.iter().map(|work| work.judged.clone()).collect();
        let marks = self
            .work
            .iter()
            .map(|work| work.made.iter().map(|(annotation, number, _)| (annotation.span, *number)).collect());
        let marks: Vec<Vec<(Span, Option<u16>)>> = marks.collect();
        let of = |judged: &[Vec<bool>]| {
            Stretches::new(&self.article.text, self.sentences, judged, &marks, self.unanswered)
        };
        let mut stretches = of(&judged);
        if self.work.iter().any(|work| work.assumed.contains(&true)) {
            let stated = |work: &LayerAnnotations<'_>| -> Vec<bool> {
                work.judged.iter().zip(&work.assumed).map(|(judged, assumed)| *judged && !assumed).collect()
            };
            let stated: Vec<Vec<bool>> = self.work.iter().map(stated).collect();
            stretches.stated = Some(of(&stated).counts());
        }
        stretches
    }
}

/// The marks at the point that most annotators marked, the first such point. Positions hang together by chains of marks
/// that overlap; what does not overlap is no agreement.
fn on_common_point(mut marks: Vec<Vec<Marked<'_>>>) -> Vec<Vec<Marked<'_>>> {
    let holds = |mark: &Marked<'_>, point: u32| mark.0.span.start() <= point && point < mark.0.span.end();
    let on = |point: u32| marks.iter().filter(|own| own.iter().any(|mark| holds(mark, point))).count();
    let starts = marks.iter().flatten().map(|mark| mark.0.span.start());
    if let Some(point) = starts.max_by_key(|point| (on(*point), std::cmp::Reverse(*point))) {
        marks.iter_mut().for_each(|own| own.retain(|mark| holds(mark, point)));
    }
    marks
}

/// The fields of an article. Who signed off judged them all, who did not judged those that they answered.
fn fields(
    layer: &LayerScope<'_>,
    article: &Article,
    sets: &[Option<Arc<AnnotationSet>>],
) -> Vec<Option<AttributeCells>> {
    let Some(whole) = Span::new(0, article.text.len()) else { return Vec::new() };
    let value = |set: &'_ Option<Arc<AnnotationSet>>, id: &AttributeId| {
        let set = set.as_ref()?;
        let value = set.fields().get(id).cloned();
        (value.is_some() || matches!(set.state(), SetState::Done(_))).then_some(value)
    };
    let attributes = layer.layer.attributes.iter().map(|attribute| {
        let mut cells = AttributeCells::empty(attribute)?;
        let values: Vec<Option<Option<Value>>> = sets.iter().map(|set| value(set, &attribute.id)).collect();
        let values = values.iter().map(|value| value.as_ref().map(Option::as_ref)).collect();
        cells.push(article, attribute, whole, values);
        Some(cells)
    });
    attributes.collect()
}
