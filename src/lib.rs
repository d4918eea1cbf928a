//! Obelus reads news articles, tags claims, facts and opinions, and reviews colleagues' tags.

pub mod anchor;
pub mod app;
pub mod base;
pub mod ingest;
pub mod jobs;
pub mod model;
pub mod present;
pub mod store;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
