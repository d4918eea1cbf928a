//! The methods paragraph: written from the figures, in the language of the paper.

mod english;
mod french;
mod number;
mod terms;

pub(super) use terms::Terms;

use super::language::Language;
use super::statistics::ReleaseStatistics;
use crate::formats::markdown_escaped;

/// The content of `METHODS.md`.
pub(super) fn methods(figures: &ReleaseStatistics, terms: Terms<'_>, language: Language) -> String {
    let (title, note) = match language {
        Language::English => ("Methods", english::note(terms.program)),
        Language::French => ("Méthode", french::note(terms.program)),
    };
    format!("# {title}\n\n{}\n\n{note}\n", paragraph(&figures.renamed(markdown_escaped), terms, language))
}

/// The methods paragraph by itself.
pub(super) fn paragraph(figures: &ReleaseStatistics, terms: Terms<'_>, language: Language) -> String {
    let sentences = match language {
        Language::English => english::sentences(figures, terms),
        Language::French => french::sentences(figures, terms),
    };
    sentences.join(" ")
}
