//! What the figures and the table of who gave what share: the colour of a coefficient, and the passages behind a cell.

use egui::Color32;

use crate::agreement::{ArticlePassage, Grade, ReportSection, UnitSelection};
use crate::app::PassageList;
use crate::base::ArticleId;
use crate::text::Span;
use crate::ui::Cx;

/// The colour of a coefficient: what it is worth by convention.
pub(super) fn worth(cx: &Cx<'_>, value: f64) -> Color32 {
    let colours = &cx.theme.colours;
    match Grade::of(value) {
        Grade::Reliable => colours.good,
        Grade::Tentative => colours.warn,
        Grade::Weak => colours.error,
    }
}

/// Passages as the page behind a figure takes them.
pub(super) fn places(passages: Vec<ArticlePassage>) -> Vec<(ArticleId, Span)> {
    passages.into_iter().map(|passage| (passage.article, passage.span)).collect()
}

/// The passages of a cell.
pub(super) fn passages_of(section: &ReportSection, title: String, behind: UnitSelection) -> PassageList {
    PassageList { title, passages: places(section.data.passages(behind)) }
}
