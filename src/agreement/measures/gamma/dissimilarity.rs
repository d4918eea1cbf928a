//! Units on a continuum, and how dissimilar they are.

/// Weights of the positional-sporadic and the categorial dissimilarity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dissimilarity {
    /// The weight of the position.
    pub alpha: f64,
    /// The weight of the label.
    pub beta: f64,
    /// Δ∅: what it costs that a unit has no counterpart. Above 0.
    pub empty: f64,
}

impl Default for Dissimilarity {
    fn default() -> Self {
        Self { alpha: 1.0, beta: 1.0, empty: 1.0 }
    }
}

/// A unit on a continuum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    pub start: f64,
    pub end: f64,
    pub label: u16,
}

impl Unit {
    pub(super) fn length(&self) -> f64 {
        self.end - self.start
    }

    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.start, self.end)
    }
}

impl Dissimilarity {
    /// d_pos = ((|Δstart| + |Δend|) / (sum of lengths))² Δ∅.
    pub(super) fn position(&self, u: &Unit, v: &Unit) -> f64 {
        let apart = (u.start - v.start).abs() + (u.end - v.end).abs();
        (apart / (u.length() + v.length())).powi(2) * self.empty
    }

    /// d_cat: Δ∅ when the labels differ.
    pub(super) fn label(&self, u: &Unit, v: &Unit) -> f64 {
        if u.label == v.label { 0.0 } else { self.empty }
    }

    /// α d_pos + β d_cat.
    pub(super) fn between(&self, u: &Unit, v: &Unit) -> f64 {
        self.alpha * self.position(u, v) + self.beta * self.label(u, v)
    }
}

/// The units of each annotator.
pub(super) type Continuum = Vec<Vec<Unit>>;
