//! All measures by name.

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

/// A measure with its stable name, its name on the screen, and where it is from.
struct MeasureEntry(Measure, &'static str, &'static str, &'static str);

const MEASURES: [MeasureEntry; 23] = [
    MeasureEntry(
        Measure::Percent,
        "percent",
        "Percent agreement",
        "share of agreeing pairs, every item alike (Fleiss 1971)",
    ),
    MeasureEntry(
        Measure::PercentByJudgement,
        "percent-pairable",
        "Percent agreement by judgement",
        "share of agreeing pairs, every judgement alike: 1 − D_o (Krippendorff 2004)",
    ),
    MeasureEntry(
        Measure::KrippendorffAlpha,
        "krippendorff-alpha",
        "Krippendorff’s α",
        "nominal (Krippendorff 2004; Hayes and Krippendorff 2007)",
    ),
    MeasureEntry(
        Measure::OrdinalAlpha,
        "krippendorff-alpha-ordinal",
        "ordinal α",
        "Krippendorff’s α of steps: the farther apart, the less alike (Krippendorff 2004, 2011)",
    ),
    MeasureEntry(Measure::AlphaMasi, "alpha-masi", "α with MASI", "for sets of labels (Passonneau 2006)"),
    MeasureEntry(Measure::GwetAc1, "gwet-ac1", "Gwet’s AC1", "Gwet 2008, 2014"),
    MeasureEntry(Measure::FleissKappa, "fleiss-kappa", "Fleiss’ κ", "Fleiss 1971, as extended by Gwet 2014"),
    MeasureEntry(
        Measure::CohenKappa,
        "cohen-kappa",
        "Cohen’s κ",
        "Cohen 1960; for more than two the mean of the pairs (Light 1971)",
    ),
    MeasureEntry(
        Measure::ScottPi,
        "scott-pi",
        "Scott’s π",
        "Scott 1955; for more than two the mean of the pairs",
    ),
    MeasureEntry(Measure::Gamma, "gamma", "γ", "Mathet, Widlöcher and Métivier 2015"),
    MeasureEntry(Measure::GammaCat, "gamma-cat", "γ-cat", "labels of what γ aligned (Mathet 2017)"),
    MeasureEntry(
        Measure::F1Exact,
        "f1-exact",
        "F1, same ends",
        "mean of the pairs; not corrected for chance (Hripcsak and Rothschild 2005)",
    ),
    MeasureEntry(
        Measure::F1Iou50,
        "f1-iou50",
        "F1, half shared",
        "intersection over union of at least one half, one to one; mean of the pairs",
    ),
    MeasureEntry(
        Measure::F1Partial,
        "f1-partial",
        "F1, partial credit",
        "Da San Martino et al. 2019; mean of the pairs",
    ),
    MeasureEntry(Measure::F1Overlap, "f1-overlap", "F1, any overlap", "mean of the pairs"),
    MeasureEntry(Measure::F1Character, "f1-character", "F1 of characters", "mean of the pairs"),
    MeasureEntry(
        Measure::CharacterAlpha,
        "character-alpha",
        "α of characters",
        "nominal α of marked or not, at each code point (Krippendorff 2004)",
    ),
    MeasureEntry(Measure::UAlpha, "u-alpha", "uα", "Krippendorff, Mathet, Bouvry and Widlöcher 2016"),
    MeasureEntry(
        Measure::UAlphaBinary,
        "u-alpha-binary",
        "|u|α",
        "what was marked at all (Krippendorff et al. 2016)",
    ),
    MeasureEntry(
        Measure::UAlphaCode,
        "u-alpha-code",
        "(k)uα",
        "one code against the rest (Krippendorff et al. 2016)",
    ),
    MeasureEntry(Measure::CuAlpha, "cu-alpha", "cuα", "codes where both marked (Krippendorff et al. 2016)"),
    MeasureEntry(
        Measure::LinksF1,
        "links-f1",
        "F1 of links",
        "pairs of passages put together; mean of the pairs of annotators",
    ),
    MeasureEntry(Measure::BCubed, "b-cubed", "B³", "Bagga and Baldwin 1998; mean of the pairs of annotators"),
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

    /// The name on the screen.
    pub fn name(self) -> &'static str {
        self.entry().2
    }

    /// Where it is from, and what to know of it.
    pub fn source(self) -> &'static str {
        self.entry().3
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
        Self::all().find(|measure| measure.id() == text).ok_or_else(|| NoMeasure(text.to_owned()))
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
        }
        assert!("kappa".parse::<Measure>().is_err());
    }
}
