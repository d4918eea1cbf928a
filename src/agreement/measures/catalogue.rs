//! All measures by name.

use crate::id;
use crate::locale::{Catalogue, Message};
use std::fmt;
use std::str::FromStr;

/// A measure of agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "`name` and `source` say what each is")]
pub enum Measure {
    Percent,
    PercentByJudgement,
    KrippendorffAlpha,
    OrdinalAlpha,
    AlphaMasi,
    GwetAc1,
    FleissKappa,
    CohenKappa,
    ScottPi,
    Gamma,
    GammaCat,
    F1Exact,
    F1Iou50,
    F1Partial,
    F1Overlap,
    F1Character,
    CharacterAlpha,
    UAlpha,
    UAlphaBinary,
    UAlphaCode,
    CuAlpha,
    LinksF1,
    BCubed,
}

/// A measure with its stable name and the identifiers of its texts: its name, and where it is from.
struct MeasureEntry(Measure, &'static str, &'static str, &'static str);

const MEASURES: [MeasureEntry; 23] = [
    MeasureEntry(Measure::Percent, "percent", id!("agreement-percent"), id!("agreement-percent.source")),
    MeasureEntry(
        Measure::PercentByJudgement,
        "percent-pairable",
        id!("agreement-percent-pairable"),
        id!("agreement-percent-pairable.source"),
    ),
    MeasureEntry(
        Measure::KrippendorffAlpha,
        "krippendorff-alpha",
        id!("agreement-krippendorff-alpha"),
        id!("agreement-krippendorff-alpha.source"),
    ),
    MeasureEntry(
        Measure::OrdinalAlpha,
        "krippendorff-alpha-ordinal",
        id!("agreement-krippendorff-alpha-ordinal"),
        id!("agreement-krippendorff-alpha-ordinal.source"),
    ),
    MeasureEntry(
        Measure::AlphaMasi,
        "alpha-masi",
        id!("agreement-alpha-masi"),
        id!("agreement-alpha-masi.source"),
    ),
    MeasureEntry(Measure::GwetAc1, "gwet-ac1", id!("agreement-gwet-ac1"), id!("agreement-gwet-ac1.source")),
    MeasureEntry(
        Measure::FleissKappa,
        "fleiss-kappa",
        id!("agreement-fleiss-kappa"),
        id!("agreement-fleiss-kappa.source"),
    ),
    MeasureEntry(
        Measure::CohenKappa,
        "cohen-kappa",
        id!("agreement-cohen-kappa"),
        id!("agreement-cohen-kappa.source"),
    ),
    MeasureEntry(Measure::ScottPi, "scott-pi", id!("agreement-scott-pi"), id!("agreement-scott-pi.source")),
    MeasureEntry(Measure::Gamma, "gamma", id!("agreement-gamma"), id!("agreement-gamma.source")),
    MeasureEntry(
        Measure::GammaCat,
        "gamma-cat",
        id!("agreement-gamma-cat"),
        id!("agreement-gamma-cat.source"),
    ),
    MeasureEntry(Measure::F1Exact, "f1-exact", id!("agreement-f1-exact"), id!("agreement-f1-exact.source")),
    MeasureEntry(Measure::F1Iou50, "f1-iou50", id!("agreement-f1-iou50"), id!("agreement-f1-iou50.source")),
    MeasureEntry(
        Measure::F1Partial,
        "f1-partial",
        id!("agreement-f1-partial"),
        id!("agreement-f1-partial.source"),
    ),
    MeasureEntry(
        Measure::F1Overlap,
        "f1-overlap",
        id!("agreement-f1-overlap"),
        id!("agreement-f1-overlap.source"),
    ),
    MeasureEntry(
        Measure::F1Character,
        "f1-character",
        id!("agreement-f1-character"),
        id!("agreement-f1-character.source"),
    ),
    MeasureEntry(
        Measure::CharacterAlpha,
        "character-alpha",
        id!("agreement-character-alpha"),
        id!("agreement-character-alpha.source"),
    ),
    MeasureEntry(Measure::UAlpha, "u-alpha", id!("agreement-u-alpha"), id!("agreement-u-alpha.source")),
    MeasureEntry(
        Measure::UAlphaBinary,
        "u-alpha-binary",
        id!("agreement-u-alpha-binary"),
        id!("agreement-u-alpha-binary.source"),
    ),
    MeasureEntry(
        Measure::UAlphaCode,
        "u-alpha-code",
        id!("agreement-u-alpha-code"),
        id!("agreement-u-alpha-code.source"),
    ),
    MeasureEntry(Measure::CuAlpha, "cu-alpha", id!("agreement-cu-alpha"), id!("agreement-cu-alpha.source")),
    MeasureEntry(Measure::LinksF1, "links-f1", id!("agreement-links-f1"), id!("agreement-links-f1.source")),
    MeasureEntry(Measure::BCubed, "b-cubed", id!("agreement-b-cubed"), id!("agreement-b-cubed.source")),
];

impl Measure {
    /// Every measure, in the order in which this file lists them.
    pub fn all() -> impl Iterator<Item = Self> {
        MEASURES.iter().map(|entry| entry.0)
    }

    fn entry(self) -> &'static MeasureEntry {
        &MEASURES[self as usize]
    }

    /// The stable name for files and the command line, such as `krippendorff-alpha`.
    pub fn id(self) -> &'static str {
        self.entry().1
    }

    /// The identifier of its name.
    pub fn text_id(self) -> &'static str {
        self.entry().2
    }

    /// The name, as an argument of other texts.
    pub fn text(self) -> Message {
        Message::new(self.text_id())
    }

    /// The name in English: for the command line and files.
    pub fn name(self) -> &'static str {
        Catalogue::english().get(self.text_id())
    }

    /// Where it is from, and what to know of it.
    pub fn source(self) -> Message {
        Message::new(self.entry().3)
    }

    /// Whether it is our reading of a paper that no other implementation confirms.
    pub fn experimental(self) -> bool {
        matches!(self, Self::UAlphaBinary | Self::UAlphaCode | Self::CuAlpha)
    }

    /// Whether agreement by chance is taken off, so that 0 is what chance would give.
    pub fn is_chance_corrected(self) -> bool {
        !matches!(
            self,
            Self::Percent
                | Self::PercentByJudgement
                | Self::F1Exact
                | Self::F1Iou50
                | Self::F1Partial
                | Self::F1Overlap
                | Self::F1Character
                | Self::LinksF1
                | Self::BCubed
        )
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// That no measure is called so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no measure “{0}”; there are {known}", known = known())]
pub struct NoMeasure(pub String);

fn known() -> String {
    Measure::all().map(Measure::id).collect::<Vec<_>>().join(", ")
}

impl FromStr for Measure {
    type Err = NoMeasure;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.trim().to_lowercase();
        let called = |measure: &Self| measure.id() == wanted || measure.name().to_lowercase() == wanted;
        Self::all().find(called).ok_or_else(|| NoMeasure(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_its_own_entry_and_reads_back() {
        for (at, measure) in Measure::all().enumerate() {
            assert_eq!(measure as usize, at, "the entries are in the order of the measures");
            assert_eq!(measure.id().parse(), Ok(measure));
            assert_eq!(measure.name().parse(), Ok(measure), "as it is printed");
        }
        assert!("kappa".parse::<Measure>().is_err());
    }
}
