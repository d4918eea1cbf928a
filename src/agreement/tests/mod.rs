//! The report on small projects.
