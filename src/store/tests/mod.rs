//! Projects written and read back, and files that want to be read wrongly.

mod round_trip;
mod sample;
