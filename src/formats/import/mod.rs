//! What serves every format that is read: what files say, and how that becomes edits of a project.

mod answers;
mod bounded_json;
pub(super) mod imported;
pub(super) mod lenient_json;
pub(super) mod memory;
pub(super) mod plan;
pub(super) mod taken_names;
