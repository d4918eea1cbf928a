//! How far long work is, on standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on a terminal; hidden elsewhere.
pub(super) fn bar(words: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}");
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr()).with_message(words);
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}
