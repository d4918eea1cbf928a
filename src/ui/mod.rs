//! The window: egui views and what they are made of.

pub mod theme;
pub mod typeset;
