//! Projects written and read back, and files that want to be read wrongly.

mod conflict;
mod history;
mod hostile;
mod properties;
mod round_trip;
mod sample;
mod watch;
