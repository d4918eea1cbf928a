//! What the files call things.

use crate::formats::OffsetUnit;

/// How positions are counted.
pub(super) const UNIT: OffsetUnit = OffsetUnit::CodePoints;
/// The file with the tasks.
pub(super) const TASKS: &str = "tasks.json";
/// The control with the labels.
pub(super) const LABEL: &str = "label";
/// The object that shows the text.
pub(super) const TEXT: &str = "text";
/// The control with the memo.
pub(super) const MEMO: &str = "memo";
/// The control that says whose an annotation is.
pub(super) const CODED_BY: &str = "coded_by";
/// What separates the layer from the attribute in names of controls. No identifier has it.
pub(super) const PART: char = ':';
