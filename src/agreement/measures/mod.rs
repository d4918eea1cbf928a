//! The measures of agreement and their intervals, on plain numbers: they know no project.
//!
//! A measure that is not defined for the data at hand returns why ([`Undefined`]), never 0 or 1.

pub mod assignment;
pub mod bootstrap;
mod catalogue;
pub mod confusion_matrix;
pub mod drift;
pub mod gamma;
pub mod links;
pub mod marks;
pub mod masi;
pub mod nominal;
#[cfg(test)]
mod references;
pub mod spans;
mod undefined;
pub mod unitising;

pub use catalogue::{Measure, NoMeasure};
pub use undefined::{Measured, Undefined};
