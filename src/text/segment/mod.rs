//! Words, clauses and sentences.
