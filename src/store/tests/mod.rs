//! Projects written and read back, and files that want to be read wrongly.

mod article;
mod bundle;
mod codebook;
mod conflict;
mod git;
mod history;
mod hostile;
mod links;
mod properties;
mod round_trip;
mod sample;
mod stub;
mod watch;
