//! REFI-QDA.
