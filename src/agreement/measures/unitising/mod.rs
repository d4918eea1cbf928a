//! Agreement on unitising: α_U of Krippendorff (1995, *Sociological Methodology* 25; 2004, *Content Analysis*,
//! p. 251-256) and the family uα of Krippendorff, Mathet, Bouvry and Widlöcher (2016, *Quality & Quantity* 50(6)).
//!
//! Both need units of one annotator that do not overlap: of one label for α_U, of any label for the family.

use super::marks::{Document, LabelledSpan};
use super::{Measured, Undefined};
use std::fmt;

/// The measures of unitising.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitisingMeasure {
    /// α_U of one label.
    OldAlpha(u16),
    /// α_U of all labels together.
    OldAlphaJoint,
    /// uα: boundaries and labels.
    Alpha,
    /// |u|α: what was marked at all.
    Binary,
    /// (k)uα: one label against everything else.
    Label(u16),
    /// cuα: labels, where both marked something.
    Coding,
}

impl UnitisingMeasure {
    /// Whether the value is for comparison only.
    ///
    /// α_U misbehaves with more than two annotators, says the paper of 2016. |u|α, (k)uα and cuα are a reading of that
    /// paper which no other implementation confirms.
    pub fn experimental(self) -> bool {
        self != Self::Alpha
    }
}

impl fmt::Display for UnitisingMeasure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OldAlpha(_) | Self::OldAlphaJoint => "α_U",
            Self::Alpha => "uα",
            Self::Binary => "|u|α",
            Self::Label(_) => "(k)uα",
            Self::Coding => "cuα",
        })
    }
}

/// The value of a measure over documents.
///
/// # Errors
/// [`Undefined::DoesNotFit`] when units of one annotator overlap; [`Undefined::NothingShared`] without a document to
/// compare; [`Undefined::NothingMarked`] without a unit; [`Undefined::OneCategory`] when chance would do as well.
pub fn unitising_agreement(documents: &[Document], measure: UnitisingMeasure) -> Measured {
    match measure {
        UnitisingMeasure::OldAlpha(label) => old_alpha(documents, &[label]),
        UnitisingMeasure::OldAlphaJoint => old_alpha(documents, &labels(documents)),
        UnitisingMeasure::Alpha
        | UnitisingMeasure::Binary
        | UnitisingMeasure::Label(_)
        | UnitisingMeasure::Coding => {
            let mut sums = LengthSums::default();
            for document in documents {
                sums.add(&LengthSums::of(document, measure == UnitisingMeasure::Binary)?, 1);
            }
            match measure {
                UnitisingMeasure::Label(label) => sums.label(label),
                UnitisingMeasure::Coding => sums.coding(),
                _ => sums.alpha(),
            }
        }
    }
}

/// Every label in use, sorted.
pub fn labels(documents: &[Document]) -> Vec<u16> {
    let marks = documents.iter().flat_map(Document::finished).flatten();
    let mut labels: Vec<u16> = marks.map(|mark| mark.label).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// The units of one annotator on the continuum, in order, and the gaps between them.
struct Continuum {
    /// Start and end of each unit.
    units: Vec<(u64, u64)>,
    /// Start and end of each gap.
    gaps: Vec<(u64, u64)>,
}

impl Continuum {
    /// Of `units`, sorted by start.
    fn new(units: Vec<(u64, u64)>, length: u64) -> Result<Self, Undefined> {
        let (mut gaps, mut at) = (Vec::new(), 0);
        for (start, end) in &units {
            if *start < at {
                return Err(Undefined::DoesNotFit);
            }
            if *start > at {
                gaps.push((at, *start));
            }
            at = *end;
        }
        if at < length {
            gaps.push((at, length));
        }
        Ok(Self { units, gaps })
    }
}

/// α_U over the documents that every annotator has finished, one behind the other: gaps run on over their borders.
fn old_alpha(documents: &[Document], labels: &[u16]) -> Measured {
    let annotators = documents.iter().map(Document::annotators).max().unwrap_or(0);
    if annotators < 2 {
        return Err(Undefined::FewAnnotators);
    }
    let shared = || documents.iter().filter(|document| document.finished().count() == annotators);
    let length: u64 = shared().map(|document| u64::from(document.length())).sum();
    if length == 0 {
        return Err(Undefined::NothingShared);
    }
    let (mut observed, mut expected) = (0.0, 0.0);
    for label in labels {
        let mut continua = Vec::new();
        for annotator in 0..annotators {
            let (mut units, mut before) = (Vec::new(), 0);
            for document in shared() {
                let marks = document.marks(annotator).unwrap_or_default().iter();
                let place =
                    |mark: &LabelledSpan| (before + u64::from(mark.start), before + u64::from(mark.end));
                units.extend(marks.filter(|mark| mark.label == *label).map(place));
                before += u64::from(document.length());
            }
            continua.push(Continuum::new(units, length)?);
        }
        if continua.iter().any(|continuum| !continuum.units.is_empty()) {
            observed += old_observed(&continua, length);
            expected += old_expected(&continua, length);
        }
    }
    if expected == 0.0 {
        let marked = shared().flat_map(Document::finished).flatten().any(|mark| labels.contains(&mark.label));
        return Err(if marked { Undefined::OneCategory } else { Undefined::NothingMarked });
    }
    Ok(1.0 - observed / expected)
}

/// D_o: over ordered pairs of annotators, squared distances of units that intersect, and squared lengths of units inside
/// a gap of the other, by m(m−1)L². Each unit inside a gap counts from both sides.
fn old_observed(continua: &[Continuum], length: u64) -> f64 {
    let mut sum = 0.0;
    for (i, one) in continua.iter().enumerate() {
        for (_, other) in continua.iter().enumerate().filter(|(j, _)| *j != i) {
            let (mut first, mut gap) = (0, 0);
            for (start, end) in &one.units {
                first += other.units[first..].partition_point(|unit| unit.1 <= *start);
                for unit in other.units[first..].iter().take_while(|unit| unit.0 < *end) {
                    let squared = |a: u64, b: u64| (a.abs_diff(b) as f64).powi(2);
                    sum += squared(unit.0, *start) + squared(unit.1, *end);
                }
                gap += other.gaps[gap..].partition_point(|gap| gap.1 <= *start);
                if other.gaps.get(gap).is_some_and(|gap| gap.0 <= *start && *end <= gap.1) {
                    sum += 2.0 * ((end - start) as f64).powi(2);
                }
            }
        }
    }
    let m = continua.len() as f64;
    sum / (m * (m - 1.0) * (length as f64).powi(2))
}

/// D_e of a label, from all its units and gaps.
fn old_expected(continua: &[Continuum], length: u64) -> f64 {
    let lengths = |pick: fn(&Continuum) -> &Vec<(u64, u64)>| {
        let mut all: Vec<u64> = continua.iter().flat_map(pick).map(|(start, end)| end - start).collect();
        all.sort_unstable();
        all
    };
    let (units, gaps) = (lengths(|c| &c.units), lengths(|c| &c.gaps));
    let mut gaps_from: Vec<f64> = gaps
        .iter()
        .rev()
        .scan(0.0, |sum, gap| {
            *sum += *gap as f64;
            Some(*sum)
        })
        .collect();
    gaps_from.reverse();
    let (mut above, mut below) = (0.0, 0.0);
    for unit in &units {
        let l = *unit as f64;
        let first = gaps.partition_point(|gap| gap < unit);
        let places = gaps_from.get(first).copied().unwrap_or(0.0) - (gaps.len() - first) as f64 * (l - 1.0);
        above +=
            (units.len() as f64 - 1.0) / 3.0 * (2.0 * l.powi(3) - 3.0 * l.powi(2) + l) + l.powi(2) * places;
        below += l * (l - 1.0);
    }
    let all = continua.len() as f64 * length as f64;
    2.0 / length as f64 * above / (all * (all - 1.0) - below)
}

/// What is at a place: a label, or nothing.
type PlaceLabel = Option<u16>;

/// The sums behind uα: how long values meet themselves and anything. Those of documents together are the sums of each,
/// added.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LengthSums {
    /// By value: that of gaps first, then each label by its number.
    values: Vec<ValueLengths>,
}

/// What is summed of one value.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct ValueLengths {
    /// ℓ_cc: how long the value of one annotator meets the same one of another, each document divided by m − 1.
    same: f64,
    /// ℓ_c.: how long it meets anything.
    all: f64,
    /// s_c: the squared lengths of units with the value, and the lengths of gaps.
    own: f64,
}

impl LengthSums {
    /// The sums of a document; none when fewer than two have finished it. With `binary`, all labels are one. Memory
    /// grows with the highest label.
    ///
    /// # Errors
    /// [`Undefined::DoesNotFit`] when marks of one annotator overlap.
    pub fn of(document: &Document, binary: bool) -> Result<Self, Undefined> {
        let mut sums = Self::default();
        if !document.is_shared() {
            return Ok(sums);
        }
        let value = |label: u16| Some(if binary { 0 } else { label });
        let mut partitions: Vec<Vec<(u64, u64, PlaceLabel)>> = Vec::new();
        for marks in document.finished() {
            let units = marks.iter().map(|mark| (u64::from(mark.start), u64::from(mark.end))).collect();
            let continuum = Continuum::new(units, u64::from(document.length()))?;
            let units =
                continuum.units.iter().zip(marks).map(|(unit, mark)| (unit.0, unit.1, value(mark.label)));
            let gaps = continuum.gaps.iter().map(|gap| (gap.0, gap.1, None));
            let mut partition: Vec<_> = units.chain(gaps).collect();
            partition.sort_unstable();
            for (start, end, value) in &partition {
                let length = (end - start) as f64;
                sums.at(*value).own += if value.is_some() { length.powi(2) } else { length };
            }
            partitions.push(partition);
        }
        let share = 1.0 / (partitions.len() as f64 - 1.0);
        for (i, one) in partitions.iter().enumerate() {
            for (_, other) in partitions.iter().enumerate().filter(|(j, _)| *j != i) {
                let mut first = 0;
                for (start, end, value) in one {
                    first += other[first..].partition_point(|section| section.1 <= *start);
                    for section in other[first..].iter().take_while(|section| section.0 < *end) {
                        let length = (section.1.min(*end) - section.0.max(*start)) as f64 * share;
                        let sum = sums.at(*value);
                        sum.all += length;
                        sum.same += if *value == section.2 { length } else { 0.0 };
                    }
                }
            }
        }
        Ok(sums)
    }

    fn at(&mut self, value: PlaceLabel) -> &mut ValueLengths {
        let place = value.map_or(0, |label| usize::from(label) + 1);
        self.values.resize(self.values.len().max(place + 1), ValueLengths::default());
        &mut self.values[place]
    }

    /// Adds the sums of a document, `times` times.
    pub fn add(&mut self, other: &Self, times: u32) {
        let weight = f64::from(times);
        self.values.resize(self.values.len().max(other.values.len()), ValueLengths::default());
        for (sum, part) in self.values.iter_mut().zip(&other.values) {
            sum.same += part.same * weight;
            sum.all += part.all * weight;
            sum.own += part.own * weight;
        }
    }

    /// uα = 1 − (ℓ.. − Σ ℓ_cc)/(ℓ.. − Σ ε_cc) with ε_ck = ℓ..·(ℓ_c.·ℓ_.k − [c = k]·s_c) / (ℓ..² − Σ s_v), of which the
    /// sum over all cells is ℓ... With units of length 1 it is the nominal α.
    ///
    /// # Errors
    /// See [`unitising_agreement`].
    pub fn alpha(&self) -> Measured {
        self.check_marked()?;
        let all = self.all();
        let apart = |value: &ValueLengths| value.all * (all - value.all);
        let expected = self.values.iter().map(apart).sum::<f64>() * self.scale();
        let observed = self.values.iter().map(|value| value.all - value.same).sum();
        quotient(observed, expected)
    }

    /// (k)uα: the matrix with everything but `label` taken together.
    ///
    /// # Errors
    /// See [`unitising_agreement`].
    pub fn label(&self, label: u16) -> Measured {
        self.check_marked()?;
        let value = self.values.get(usize::from(label) + 1).filter(|value| value.own > 0.0);
        let value = value.ok_or(Undefined::NothingMarked)?;
        quotient(value.all - value.same, value.all * (self.all() - value.all) * self.scale())
    }

    /// cuα: the cells in which both values are labels, observed and expected each divided by their sum.
    ///
    /// # Errors
    /// See [`unitising_agreement`].
    pub fn coding(&self) -> Measured {
        self.check_marked()?;
        let [gaps, labels @ ..] = self.values.as_slice() else { return Err(Undefined::NothingShared) };
        // What meets a gap from one side meets it from the other too.
        let valued = labels.iter().map(|value| value.all).sum::<f64>();
        let met = valued - (gaps.all - gaps.same);
        let same: f64 = labels.iter().map(|value| value.same).sum();
        let is_met = met > 1e-9 * self.all();
        if !is_met {
            return Err(Undefined::NothingShared);
        }
        let own: f64 = labels.iter().map(|value| value.own).sum();
        let apart = labels.iter().map(|value| value.all * (valued - value.all)).sum::<f64>();
        quotient((met - same).max(0.0) / met, apart / (valued * valued - own))
    }

    fn all(&self) -> f64 {
        self.values.iter().map(|value| value.all).sum()
    }

    /// ℓ.. / (ℓ..² − Σ s_v).
    fn scale(&self) -> f64 {
        let all = self.all();
        all / (all * all - self.values.iter().map(|value| value.own).sum::<f64>())
    }

    fn check_marked(&self) -> Result<(), Undefined> {
        if self.values.iter().all(|value| value.own == 0.0) {
            return Err(Undefined::NothingShared);
        }
        if self.values.iter().skip(1).all(|value| value.own == 0.0) {
            return Err(Undefined::NothingMarked);
        }
        Ok(())
    }
}

fn quotient(observed: f64, expected: f64) -> Measured {
    if expected > 0.0 { Ok(1.0 - observed / expected) } else { Err(Undefined::OneCategory) }
}

#[cfg(test)]
mod tests;
