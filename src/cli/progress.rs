//! How far long work is, on standard error.

use crate::base::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};
use std::time::Duration;

/// A bar on a terminal; hidden elsewhere.
pub(super) fn bar(words: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}");
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr()).with_message(words);
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}

/// How often a sign of work of unknown length moves.
const BEAT: Duration = Duration::from_millis(120);

/// A sign on a terminal that work of unknown length goes on, until it is dropped.
pub(super) fn busy(words: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let bar = bar.with_message(words).with_finish(ProgressFinish::AndClear);
    bar.enable_steady_tick(BEAT);
    bar
}

/// Progress that is shown as a bar on a terminal, until it is dropped.
pub(super) fn shown(words: &'static str) -> Progress {
    let bar = bar(words).with_finish(ProgressFinish::AndClear);
    Progress::watched(move |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    })
}
