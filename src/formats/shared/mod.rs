//! What several formats write and read alike.

pub(super) mod address;
pub(super) mod colours;
pub(super) mod encoding;
pub(super) mod excerpts;
pub(super) mod features;
pub(super) mod identifiers;
pub(super) mod json;
pub(super) mod key_values;
pub(super) mod offsets;
pub(super) mod own_text;
pub(super) mod project_report;
pub(super) mod tables;
pub(super) mod timestamps;
pub(super) mod tokens;
pub(super) mod xml;
