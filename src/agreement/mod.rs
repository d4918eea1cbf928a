//! Inter-annotator agreement: the [`measures`], their intervals, and what they say of a project.
//!
//! A measure that is not defined for the data at hand returns why ([`Undefined`]), never 0 or 1. An [`AgreementReport`]
//! puts the figures of a whole project together.

pub mod measures;
mod report;

pub use measures::{Measure, Measured, NoMeasure, Undefined};
pub use report::*;
